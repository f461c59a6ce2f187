using PythonEngine.Parsing;

namespace PythonEngine.Compiling;

/// <summary>What <c>compile</c>'s arguments say about code generation.</summary>
internal sealed class CompileOptions
{
    /// <summary>Future features inherited from the calling code (or asked for by flags).</summary>
    public CodeFlags Features { get; init; }

    /// <summary>0, 1 (-O: no asserts, __debug__ is False) or 2 (-OO: no docstrings either).</summary>
    public int Optimize { get; init; }

    /// <summary>await and friends at module level make the module's code a coroutine.</summary>
    public bool TopLevelAwait { get; init; }

    /// <summary>Receives SyntaxWarnings; null ignores them.</summary>
    public ParseWarningHandler? Warn { get; init; }
}

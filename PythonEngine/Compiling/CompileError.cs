using PythonEngine.Parsing;

namespace PythonEngine.Compiling;

/// <summary>Errors that compilation raises.</summary>
internal static class CompileError
{
    /// <summary>Nesting at which CPython gives up under its default recursion limit.</summary>
    public const int MaxDepth = 3000;

    public static PySyntaxErrorException At(string message, string fileName, AstNode node) => new(SyntaxErrorKind.SyntaxError, message)
    {
        FileName = fileName,
        Line = node.Line,
        Offset = node.Col + 1,
        EndLine = node.EndLine,
        EndOffset = node.EndCol + 1,
    };

    public static Exception TooDeep() => Err.RecursionError("maximum recursion depth exceeded during compilation");

    /// <summary>Raises RecursionError while there is still stack to do it on.</summary>
    public static void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw TooDeep();
        }
    }
}

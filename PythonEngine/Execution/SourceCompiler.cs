using PythonEngine.Compiling;
using PythonEngine.Parsing;

namespace PythonEngine.Execution;

/// <summary>Source text to code object, with Python's exceptions.</summary>
internal static class SourceCompiler
{
    /// <summary>Compiles text or bytes (which may carry an encoding mark).</summary>
    public static PyCode Compile(PyEngine engine, byte[] source, string fileName, ParseMode mode, ParseFlags flags = ParseFlags.None, int optimize = -1, bool isFile = false, CodeFlags features = 0) =>
        Guard(() => Generate(engine, PythonParser.Parse(source, fileName, mode, Flags(flags, features), Handler(engine), isFile), fileName, flags, optimize, features));

    public static PyCode Compile(PyEngine engine, string source, string fileName, ParseMode mode, ParseFlags flags = ParseFlags.None, int optimize = -1, CodeFlags features = 0) =>
        Guard(() => Generate(engine, PythonParser.Parse(source, fileName, mode, Flags(flags, features), Handler(engine)), fileName, flags, optimize, features));

    /// <summary>Compiles a tree made elsewhere (an ast object).</summary>
    public static PyCode Compile(PyEngine engine, ModNode tree, string fileName, ParseFlags flags, int optimize, CodeFlags features) =>
        Guard(() => Generate(engine, tree, fileName, flags, optimize, features));

    /// <summary>Only parses.</summary>
    public static ModNode Parse(PyEngine engine, byte[]? bytes, string? text, string fileName, ParseMode mode, ParseFlags flags, CodeFlags features) =>
        Guard(() => bytes != null
            ? PythonParser.Parse(bytes, fileName, mode, Flags(flags, features), Handler(engine))
            : PythonParser.Parse(text!, fileName, mode, Flags(flags, features), Handler(engine)));

    /// <summary>Parses and finds where each name lives.</summary>
    public static SymbolTable Symbols(PyEngine engine, byte[]? bytes, string? text, string fileName, ParseMode mode)
    {
        ModNode tree = Parse(engine, bytes, text, fileName, mode, ParseFlags.None, 0);
        return Guard(() => SymbolTable.Build(tree, fileName, FutureFeatures.Collect(tree, fileName, out _)));
    }

    private static ParseFlags Flags(ParseFlags flags, CodeFlags features) =>
        flags | ((features & CodeFlags.Python2) != 0 ? (ParseFlags)(features & (CodeFlags.Python2 | CodeFlags.FuturePrintFunction | CodeFlags.FutureUnicodeLiterals)) : 0) | ((features & CodeFlags.FutureBarryAsBdfl) != 0 ? ParseFlags.BarryAsFluffl : 0);

    private static PyCode Generate(PyEngine engine, ModNode tree, string fileName, ParseFlags flags, int optimize, CodeFlags features) =>
        PythonCompiler.Compile(tree, fileName, new CompileOptions
        {
            Features = features | ((flags & ParseFlags.FutureAnnotations) != 0 ? CodeFlags.FutureAnnotations : 0)
                | ((flags & ParseFlags.BarryAsFluffl) != 0 ? CodeFlags.FutureBarryAsBdfl : 0),
            Optimize = optimize < 0 ? engine.Options.Optimize : optimize,
            TopLevelAwait = (flags & ParseFlags.TopLevelAwait) != 0,
            Warn = Handler(engine),
        });

    private static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (PySyntaxErrorException e)
        {
            throw new PyException(SyntaxErrors.Translate(e));
        }
    }

    // Warnings about the source name the source, not the code that compiles it.
    private static ParseWarningHandler Handler(PyEngine engine) => (category, message, fileName, line) =>
        Warn.Explicit(engine, category == "SyntaxWarning" ? Exc.SyntaxWarning : Exc.DeprecationWarning, message, fileName, line);
}

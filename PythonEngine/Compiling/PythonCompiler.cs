using PythonEngine.Parsing;

namespace PythonEngine.Compiling;

/// <summary>Compiles syntax trees to code objects.</summary>
internal static class PythonCompiler
{
    /// <summary>
    /// Compiles a module, expression or interactive statement. Raises <see cref="PySyntaxErrorException"/> (without source text) for
    /// what only compilation finds, and RecursionError for trees nested too deeply.
    /// </summary>
    public static PyCode Compile(ModNode tree, string fileName, CompileOptions options)
    {
        CodeFlags features = FutureFeatures.Collect(tree, fileName, out int lastFutureLine, (options.Features & CodeFlags.Python2) != 0) | options.Features;
        SymbolTable table = SymbolTable.Build(tree, fileName, features);
        return new Compiler(table, fileName, options, features, lastFutureLine).CompileTop(tree);
    }
}

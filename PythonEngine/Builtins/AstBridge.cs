using PythonEngine.Parsing;

namespace PythonEngine.Builtins;

/// <summary>Between the parser's trees and the objects of the ast module, which the <c>_ast</c> module provides.</summary>
internal static class AstBridge
{
    /// <summary>What the <c>_ast</c> module puts into its State.</summary>
    internal interface IConverter
    {
        bool IsTree(PyObject obj);

        PyObject ToPython(ModNode tree);

        ModNode FromPython(PyObject tree, ParseMode mode);
    }

    private static IConverter? Converter(PyEngine engine, bool create) =>
        engine.GetModule("_ast")?.State as IConverter
        ?? (create && PyEngine.HasNativeModule("_ast") ? engine.NativeModule("_ast").State as IConverter : null);

    public static bool IsTree(PyEngine engine, PyObject obj) => obj is not PyStr and not PyBytes && Converter(engine, false) is { } c && c.IsTree(obj);

    public static PyObject ToPython(PyEngine engine, ModNode tree) =>
        (Converter(engine, true) ?? throw Err.NotImplementedError("ast objects are not available: no _ast module")).ToPython(tree);

    public static ModNode FromPython(PyEngine engine, PyObject tree, ParseMode mode) => Converter(engine, true)!.FromPython(tree, mode);
}

namespace PythonEngine.Modules;

/// <summary>The <c>_typing</c> module.</summary>
[PyModule("_typing", Doc = "What the typing module has natively.")]
internal static partial class TypingModule
{
    [PyFunction("_idfunc", "x, /")]
    private static PyObject IdFunc(PyObject x) => x;
}

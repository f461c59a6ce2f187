namespace PythonEngine.Objects;

/// <summary>Unions of types.</summary>
internal sealed partial class PyType
{
    [PyMethod("__or__")]
    private static PyObject Or(PyObject a, PyObject b) => PyUnion.Or(a, b);
}

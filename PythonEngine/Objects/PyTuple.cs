namespace PythonEngine.Objects;

/// <summary><c>tuple</c>. The array is never written once the tuple is visible to Python.</summary>
[PyType("tuple", Subclassable = true)]
internal partial class PyTuple(PyObject[] items) : PyObject
{
    public static readonly PyTuple Empty = new([]);

    public readonly PyObject[] Items = items;

    public int Count => Items.Length;

    public PyObject this[int index] => Items[index];

    public static PyTuple Of(PyObject a, PyObject b) => new([a, b]);

    /// <summary>A tuple of the span's values; the shared empty one for none.</summary>
    public static PyTuple From(ReadOnlySpan<PyObject> items) => items.Length == 0 ? Empty : new PyTuple(items.ToArray());
}

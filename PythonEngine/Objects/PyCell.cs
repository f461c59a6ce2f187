namespace PythonEngine.Objects;

/// <summary><c>cell</c>: a variable shared by a function and its inner functions.</summary>
[PyType("cell")]
internal sealed partial class PyCell : PyObject
{
    /// <summary>Null while unbound.</summary>
    internal PyObject? Contents;
}

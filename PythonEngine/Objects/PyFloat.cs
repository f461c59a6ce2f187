namespace PythonEngine.Objects;

/// <summary><c>float</c>: an IEEE 754 double.</summary>
[PyType("float", Subclassable = true)]
internal partial class PyFloat(double value) : PyObject
{
    public readonly double Value = value;
}

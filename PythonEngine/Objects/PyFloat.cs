namespace PythonEngine.Objects;

/// <summary><c>float</c>: an IEEE 754 double.</summary>
[PyType("float", Subclassable = true)]
internal partial class PyFloat(double value) : PyObject
{
    /// <summary>Only the interpreter loop changes it, in numbers that no program has seen.</summary>
    public double Value = value;
}

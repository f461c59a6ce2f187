namespace PythonEngine.Objects;

/// <summary><c>complex</c>.</summary>
[PyType("complex", Subclassable = true)]
internal partial class PyComplex(double real, double imaginary) : PyObject
{
    public readonly double Real = real;
    public readonly double Imaginary = imaginary;
}

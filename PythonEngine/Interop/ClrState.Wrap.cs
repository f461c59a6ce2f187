namespace PythonEngine.Interop;

internal sealed partial class ClrState
{
    /// <summary>A .NET object as Python object of the class that stands for its type.</summary>
    internal PyObject Wrap(object value) => value is Exception error ? ClrExceptions.ToPython(this, error) : new ClrObject(TypeOf(value.GetType()), value);
}

namespace PythonEngine.Objects;

/// <summary>An instance of a Python class whose native base is <c>object</c>.</summary>
internal class PyInstance : PyObject
{
    internal InstanceFields InstanceFields;

    public PyInstance(PyType cls) => InstanceFields = new InstanceFields(cls);

    internal sealed override PyType Type => InstanceFields.Class;

    internal sealed override ref InstanceFields Fields => ref InstanceFields;
}

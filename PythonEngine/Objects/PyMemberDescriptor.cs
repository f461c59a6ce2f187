namespace PythonEngine.Objects;

/// <summary><c>member_descriptor</c>: a name in <c>__slots__</c> of a Python class.</summary>
[PyType("member_descriptor")]
internal sealed partial class PyMemberDescriptor(PyType owner, PyStr name, int index) : PyObject
{
    internal readonly PyType Owner = owner;
    internal readonly PyStr Name = name;
    /// <summary>Index in InstanceFields.Values.</summary>
    internal readonly int Index = index;

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        if (instance == null)
        {
            return this;
        }
        DescriptorText.CheckSelf(Owner, Name.Value, instance);
        return instance.Fields.Values![Index] ?? throw Err.AttributeMissing(instance, Name);
    }

    [PyMethod("__set__")]
    private void Set(PyObject instance, PyObject? value)
    {
        DescriptorText.CheckSelf(Owner, Name.Value, instance);
        ref PyObject? slot = ref instance.Fields.Values![Index];
        if (value == null && slot == null)
        {
            throw Err.AttributeError(Name.Value, instance, Name);
        }
        slot = value;
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<member '{Name.Value}' of '{Owner.FullName}' objects>";

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => DescriptorText.Reduce(Owner, Name.Value);

    [PyGetter("__objclass__")]
    private PyObject ObjClass => Owner;

    [PyGetter("__name__")]
    private PyObject NameValue => Name;

    [PyGetter("__qualname__")]
    private string QualNameValue => Owner.QualName + "." + Name.Value;

    [PyGetter("__doc__")]
    private PyObject? DocValue => null;
}

namespace PythonEngine.Objects;

/// <summary><c>member_descriptor</c>: a name in <c>__slots__</c> of a Python class, or an attribute of a native type that is a field in CPython.</summary>
[PyType("member_descriptor")]
internal sealed unsafe partial class PyMemberDescriptor : PyObject
{
    internal readonly PyType Owner;
    internal readonly PyStr Name;
    /// <summary>Index in InstanceFields.Values; -1 for an attribute of a native type.</summary>
    internal readonly int Index;
    private readonly string? _doc;
    private readonly delegate*<PyObject, PyObject> _getter;
    private readonly delegate*<PyObject, PyObject?, void> _setter;

    public PyMemberDescriptor(PyType owner, PyStr name, int index)
    {
        Owner = owner;
        Name = name;
        Index = index;
    }

    public PyMemberDescriptor(PyType owner, string name, string? doc, delegate*<PyObject, PyObject> getter, delegate*<PyObject, PyObject?, void> setter)
        : this(owner, PyStr.Intern(name), -1)
    {
        _doc = doc;
        _getter = getter;
        _setter = setter;
    }

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        if (instance == null)
        {
            return this;
        }
        DescriptorText.CheckSelf(Owner, Name.Value, instance);
        if (_getter != null)
        {
            return _getter(instance);
        }
        return instance.Fields.Values![Index] ?? throw Err.AttributeMissing(instance, Name);
    }

    [PyMethod("__set__")]
    private void Set(PyObject instance, PyObject? value)
    {
        DescriptorText.CheckSelf(Owner, Name.Value, instance);
        if (_getter != null)
        {
            if (_setter == null)
            {
                throw Err.AttributeError("readonly attribute");
            }
            _setter(instance, value);
            return;
        }
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

    [PyGetter("__objclass__", Member = true)]
    private PyObject ObjClass => Owner;

    [PyGetter("__name__", Member = true)]
    private PyObject NameValue => Name;

    [PyGetter("__qualname__")]
    private string QualNameValue => Owner.QualName + "." + Name.Value;

    [PyGetter("__doc__")]
    private string? DocValue => _doc;
}

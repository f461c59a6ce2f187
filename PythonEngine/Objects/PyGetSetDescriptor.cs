namespace PythonEngine.Objects;

/// <summary><c>getset_descriptor</c>: a computed attribute of a native type.</summary>
[PyType("getset_descriptor")]
internal sealed unsafe partial class PyGetSetDescriptor(PyType owner, string name, string? doc, delegate*<PyObject, PyObject> getter, delegate*<PyObject, PyObject?, void> setter) : PyObject
{
    internal readonly PyType Owner = owner;
    internal readonly string Name = name;
    internal readonly string? Doc = doc;
    internal readonly delegate*<PyObject, PyObject> Getter = getter;
    /// <summary>Null for read-only attributes.</summary>
    internal readonly delegate*<PyObject, PyObject?, void> Setter = setter;

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        if (instance == null)
        {
            return this;
        }
        DescriptorText.CheckSelf(Owner, Name, instance);
        if (Getter == null)
        {
            throw Err.AttributeError($"attribute '{Name}' of '{Owner.FullName}' objects is not readable");
        }
        return Getter(instance);
    }

    [PyMethod("__set__")]
    private void Set(PyObject instance, PyObject? value)
    {
        DescriptorText.CheckSelf(Owner, Name, instance);
        if (Setter == null)
        {
            throw Err.AttributeError($"attribute '{Name}' of '{Owner.FullName}' objects is not writable");
        }
        Setter(instance, value);
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<attribute '{Name}' of '{Owner.FullName}' objects>";

    [PyGetter("__objclass__", Member = true)]
    private PyObject ObjClass => Owner;

    [PyGetter("__name__", Member = true)]
    private PyObject NameValue => PyStr.Intern(Name);

    [PyGetter("__qualname__")]
    private string QualNameValue => Owner.QualName + "." + Name;

    [PyGetter("__doc__")]
    private string? DocValue => Doc;
}

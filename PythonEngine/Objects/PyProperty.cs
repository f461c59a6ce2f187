namespace PythonEngine.Objects;

/// <summary><c>property</c></summary>
[PyType("property", Subclassable = true)]
internal partial class PyProperty : PyObject
{
    internal PyObject? Getter;
    internal PyObject? Setter;
    internal PyObject? Deleter;
    internal PyObject? Doc;
    /// <summary>Name given by __set_name__.</summary>
    internal PyObject? Name;
    internal bool DocFromGetter;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    private static PyObject? Given(PyObject? value) => value is PyNone ? null : value;

    [PyMethod("__init__", "fget=None, fset=None, fdel=None, doc=None")]
    private void Init(PyObject? fget = null, PyObject? fset = null, PyObject? fdel = null, PyObject? doc = null)
    {
        Getter = Given(fget);
        Setter = Given(fset);
        Deleter = Given(fdel);
        Doc = doc;
        Name = null;
        DocFromGetter = false;
        // Without a docstring of its own the property takes its getter's.
        if (Given(doc) == null && Getter != null && Ops.TryGetAttr(Getter, Names.Doc) is { } inherited)
        {
            if (GetType() == typeof(PyProperty))
            {
                Doc = inherited;
            }
            else
            {
                // A Python subclass has a __doc__ in its class, which would hide the field.
                Ops.SetAttr(this, Names.Doc, inherited);
            }
            DocFromGetter = true;
        }
    }

    private PyObject Copy(PyObject? getter, PyObject? setter, PyObject? deleter)
    {
        getter = Given(getter) ?? Getter;
        PyObject? doc = DocFromGetter && getter != null ? null : Doc;
        PyObject none = PyNone.Instance;
        PyObject[] args = [getter ?? none, Given(setter) ?? Setter ?? none, Given(deleter) ?? Deleter ?? none, doc ?? none];
        PyObject copy = Ops.Call(Type, args);
        if (copy is PyProperty property)
        {
            property.Name = Name;
        }
        return copy;
    }

    [PyMethod("getter", "fget, /")]
    private PyObject WithGetter(PyObject fget) => Copy(fget, null, null);

    [PyMethod("setter", "fset, /")]
    private PyObject WithSetter(PyObject fset) => Copy(null, fset, null);

    [PyMethod("deleter", "fdel, /")]
    private PyObject WithDeleter(PyObject fdel) => Copy(null, null, fdel);

    [PyMethod("__set_name__")]
    private void SetName(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length != 2)
        {
            throw Err.TypeError($"__set_name__() takes 2 positional arguments but {args.Length} were given");
        }
        Name = args[1];
    }

    private PyException Missing(PyObject instance, string what)
    {
        string owner = Ops.ReprText(new PyStr(instance.Type.QualName));
        return Err.AttributeError(Name != null
            ? $"property {Ops.ReprText(Name)} of {owner} object has no {what}"
            : $"property of {owner} object has no {what}");
    }

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        if (instance == null)
        {
            return this;
        }
        return Ops.Call(Getter ?? throw Missing(instance, "getter"), instance);
    }

    [PyMethod("__set__")]
    private void Set(PyObject instance, PyObject? value)
    {
        if (value == null)
        {
            Ops.Call(Deleter ?? throw Missing(instance, "deleter"), instance);
        }
        else
        {
            Ops.Call(Setter ?? throw Missing(instance, "setter"), instance, value);
        }
    }

    [PyGetter("fget", Member = true)]
    private PyObject? FGet => Getter;

    [PyGetter("fset", Member = true)]
    private PyObject? FSet => Setter;

    [PyGetter("fdel", Member = true)]
    private PyObject? FDel => Deleter;

    [PyGetter("__doc__")]
    private PyObject? DocValue => Doc;

    [PySetter("__doc__")]
    private void SetDoc(PyObject? value) => Doc = value;

    [PyGetter("__isabstractmethod__")]
    private bool IsAbstract => MethodWrapping.IsAbstract(Getter) || MethodWrapping.IsAbstract(Setter) || MethodWrapping.IsAbstract(Deleter);
}

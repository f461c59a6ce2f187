namespace PythonEngine.Objects;

/// <summary><c>staticmethod</c></summary>
[PyType("staticmethod", Subclassable = true, HasInstanceFields = true)]
internal sealed partial class PyStaticMethod : PyObject
{
    private InstanceFields _fields;
    internal PyObject Callable;

    public PyStaticMethod(PyObject callable) : this(TypeObject, callable)
    {
    }

    public PyStaticMethod(PyType cls, PyObject callable)
    {
        _fields = new InstanceFields(cls);
        Callable = callable;
    }

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyStaticMethod(cls, PyNone.Instance);

    [PyMethod("__init__", "function, /")]
    private void Init(PyObject function)
    {
        Callable = function;
        MethodWrapping.CopyAttributes(this, function);
    }

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner) => Callable;

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => PyThread.Current.TailCall(Callable, args, kwnames);

    [PyMethod("__repr__")]
    private string Repr() => $"<staticmethod({Ops.ReprText(Callable)})>";

    [PyGetter("__func__", Member = true)]
    private PyObject Func => Callable;

    [PyGetter("__wrapped__", Member = true)]
    private PyObject Wrapped => Callable;

    [PyGetter("__isabstractmethod__")]
    private bool IsAbstract => MethodWrapping.IsAbstract(Callable);

    [PyGetter("__dict__")]
    private PyObject DictValue => Ops.InstanceDict(ref _fields);

    [PySetter("__dict__")]
    private void SetDict(PyObject? value) => MethodWrapping.SetDict(this, value);
}

/// <summary>What staticmethod, classmethod and functions share.</summary>
internal static class MethodWrapping
{
    private static readonly PyStr[] s_copied = [Names.Module, Names.Name, Names.Qualname, Names.Doc, Names.Annotations];

    /// <summary>Gives a wrapper the name, docstring and so on of what it wraps.</summary>
    public static void CopyAttributes(PyObject wrapper, PyObject wrapped)
    {
        foreach (PyStr name in s_copied)
        {
            if (Ops.TryGetAttr(wrapped, name) is { } value)
            {
                Ops.InstanceSet(wrapper, name, value);
            }
        }
    }

    public static bool IsAbstract(PyObject? callable) =>
        callable != null && Ops.TryGetAttr(callable, Names.Isabstractmethod) is { } flag && Ops.IsTrue(flag);

    /// <summary>The setter of <c>__dict__</c>.</summary>
    public static void SetDict(PyObject obj, PyObject? value)
    {
        if (value == null)
        {
            throw Err.TypeError("cannot delete __dict__");
        }
        if (value is not PyDict dict)
        {
            throw Err.TypeError($"__dict__ must be set to a dictionary, not a '{value.Type.FullName}'");
        }
        ref InstanceFields fields = ref obj.Fields;
        Ops.InstanceDict(ref fields);
        fields.ShapeOrDict = dict;
    }
}

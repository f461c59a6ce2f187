namespace PythonEngine.Objects;

/// <summary><c>classmethod</c></summary>
[PyType("classmethod", Subclassable = true, HasInstanceFields = true)]
internal sealed unsafe partial class PyClassMethod : PyObject
{
    private InstanceFields _fields;
    internal PyObject Callable;

    public PyClassMethod(PyObject callable) : this(TypeObject, callable)
    {
    }

    public PyClassMethod(PyType cls, PyObject callable)
    {
        _fields = new InstanceFields(cls);
        Callable = callable;
    }

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyClassMethod(cls, PyNone.Instance);

    [PyMethod("__init__", "function, /")]
    private void Init(PyObject function)
    {
        Callable = function;
        MethodWrapping.CopyAttributes(this, function);
    }

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        PyObject cls = owner ?? instance!.Type;
        if (Callable.GetType() == typeof(PyFunction))
        {
            return new PyMethod(Callable, cls);
        }
        var get = Callable.Type.TpDescrGet;
        return get != null ? get(Callable, cls, cls) : new PyMethod(Callable, cls);
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<classmethod({Ops.ReprText(Callable)})>";

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

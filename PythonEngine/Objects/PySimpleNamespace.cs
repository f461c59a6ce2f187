using System.Text;

namespace PythonEngine.Objects;

/// <summary><c>types.SimpleNamespace</c></summary>
[PyType("SimpleNamespace", Module = "types", Subclassable = true, HasInstanceFields = true)]
internal sealed partial class PySimpleNamespace : PyObject
{
    private InstanceFields _fields;

    public PySimpleNamespace() : this(TypeObject)
    {
    }

    public PySimpleNamespace(PyType cls) => _fields = new InstanceFields(cls);

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PySimpleNamespace(cls);

    [PyMethod("__init__", "*args, **kwargs")]
    private void Init(ReadOnlySpan<PyObject> args, PyDict? kwargs)
    {
        if (args.Length > 0)
        {
            throw Err.TypeError("no positional arguments expected");
        }
        if (kwargs != null)
        {
            Ops.InstanceDict(ref _fields).UpdateFrom(kwargs);
        }
    }

    [PyGetter("__dict__")]
    private PyObject GetDict() => Ops.InstanceDict(ref _fields);

    [PyMethod("__repr__")]
    private string Repr()
    {
        PyThread thread = PyThread.Current;
        string name = ReferenceEquals(Type, TypeObject) ? "namespace" : Type.Name;
        if (!thread.ReprEnter(this))
        {
            return name + "(...)";
        }
        try
        {
            StringBuilder sb = new(name);
            sb.Append('(');
            bool first = true;
            PyDict dict = Ops.InstanceDict(ref _fields);
            int position = 0;
            while (dict.Next(ref position, out PyObject key, out PyObject value))
            {
                if (key is PyStr { Length: > 0 } text)
                {
                    sb.Append(first ? "" : ", ").Append(text.Value).Append('=').Append(Ops.ReprText(value));
                    first = false;
                }
            }
            return sb.Append(')').ToString();
        }
        finally
        {
            thread.ReprLeave(this);
        }
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) => other is PySimpleNamespace ns
        ? Ops.RichCompare(Ops.InstanceDict(ref _fields), Ops.InstanceDict(ref ns._fields), op)
        : PyNotImplemented.Instance;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => new PyTuple([Type, PyTuple.Empty, Ops.InstanceDict(ref _fields)]);
}

namespace PythonEngine.Modules.Ast;

/// <summary><c>ast.AST</c>; the node classes derive from it as Python classes do.</summary>
[PyType("AST", Module = "ast", Subclassable = true, HasInstanceFields = true, Mutable = true)]
internal sealed partial class PyAst : PyObject
{
    private static readonly PyStr s_fields = PyStr.Intern("_fields");

    private InstanceFields _fields;

    internal PyAst(PyType cls) => _fields = new InstanceFields(cls);

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    [PyConstant("_fields")]
    private static PyObject FieldNames => PyTuple.Empty;

    [PyConstant("_attributes")]
    private static PyObject AttributeNames => PyTuple.Empty;

    [PyConstant("__match_args__")]
    private static PyObject MatchArgs => PyTuple.Empty;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyAst(cls);

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyTuple fields = Ops.TryGetAttr(Type, s_fields) is { } declared ? Ops.ToTuple(declared) : PyTuple.Empty;
        int positional = args.Length - (kwnames?.Count ?? 0);
        if (positional > fields.Count)
        {
            throw Err.TypeError($"{Type.Name} constructor takes at most {fields.Count} positional argument{(fields.Count == 1 ? "" : "s")}");
        }
        for (int i = 0; i < positional; i++)
        {
            Ops.SetAttr(this, (PyStr)fields[i], args[i]);
        }
        for (int i = positional; i < args.Length; i++)
        {
            PyStr name = (PyStr)kwnames![i - positional];
            for (int j = 0; j < positional; j++)
            {
                if (PyStr.Equals((PyStr)fields[j], name))
                {
                    throw Err.TypeError($"{Type.Name} got multiple values for argument {Ops.ReprText(name)}");
                }
            }
            Ops.SetAttr(this, name, args[i]);
        }
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => new PyTuple([Type, PyTuple.Empty, Ops.InstanceDict(ref _fields)]);

    [PyGetter("__dict__")]
    private PyObject Dict => Ops.InstanceDict(ref _fields);

    [PySetter("__dict__")]
    private void SetDict(PyObject? value) => MethodWrapping.SetDict(this, value);
}

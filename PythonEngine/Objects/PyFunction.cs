namespace PythonEngine.Objects;

/// <summary><c>function</c>: a code object with its globals, defaults and closure.</summary>
[PyType("function", HasInstanceFields = true)]
internal sealed partial class PyFunction : PyObject
{
    private InstanceFields _fields = new(TypeObject);

    internal PyCode Code;
    internal readonly PyDict Globals;
    internal PyDict Builtins;
    internal PyObject? Defaults;
    internal PyDict? KwDefaults;
    internal PyObject? Annotations;
    internal PyTuple? Closure;
    internal PyObject Name;
    internal PyObject QualName;
    internal PyObject Module;
    internal PyObject Doc;

    public PyFunction(PyCode code, PyDict globals, PyDict builtins)
    {
        Code = code;
        Globals = globals;
        Builtins = builtins;
        Name = PyStr.Intern(code.Name);
        QualName = PyStr.Intern(code.QualName);
        Module = globals.GetStr(Names.Name) ?? PyNone.Instance;
        Doc = code.DocString ?? PyNone.Instance;
    }

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;
}

/// <summary><c>method</c>: a function bound to an instance.</summary>
[PyType("method")]
internal sealed partial class PyMethod(PyObject function, PyObject self) : PyObject
{
    internal readonly PyObject Function = function;
    internal readonly PyObject Self = self;
}

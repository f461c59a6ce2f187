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

    /// <summary>The builtins that code with these globals sees.</summary>
    internal static PyDict BuiltinsOf(PyDict globals) => globals.GetStr(Names.Builtins) switch
    {
        PyModule module => module.Dict,
        PyDict dict => dict,
        _ => PyThread.Current.Engine.Builtins,
    };

    [PyNew("code, globals, name=None, argdefs=None, closure=None")]
    private static PyObject New(PyType cls, PyObject code, PyObject globals, PyObject? name = null, PyObject? argdefs = null, PyObject? closure = null)
    {
        PyCode body = code as PyCode ?? throw Err.TypeError($"function() argument 'code' must be code, not {code.Type.FullName}");
        PyDict dict = globals as PyDict ?? throw Err.TypeError($"function() argument 'globals' must be dict, not {globals.Type.FullName}");
        if (name is not (null or PyNone or PyStr))
        {
            throw Err.TypeError("arg 3 (name) must be None or string");
        }
        if (argdefs is not (null or PyNone or PyTuple))
        {
            throw Err.TypeError("arg 4 (defaults) must be None or tuple");
        }
        if (closure is not PyTuple)
        {
            if (body.FreeVars.Length > 0 && closure is not (null or PyNone))
            {
                throw Err.TypeError("arg 5 (closure) must be tuple");
            }
            if (body.FreeVars.Length > 0)
            {
                throw Err.TypeError("arg 5 (closure) must be tuple");
            }
            if (closure is not (null or PyNone))
            {
                throw Err.TypeError("arg 5 (closure) must be None or tuple");
            }
        }
        PyTuple? cells = closure as PyTuple;
        int given = cells?.Count ?? 0;
        if (given != body.FreeVars.Length)
        {
            throw Err.ValueError($"{body.Name} requires closure of length {body.FreeVars.Length}, not {given}");
        }
        foreach (PyObject cell in cells?.Items ?? [])
        {
            if (cell is not PyCell)
            {
                throw Err.TypeError($"arg 5 (closure) expected cell, found {cell.Type.FullName}");
            }
        }
        PyFunction function = new(body, dict, BuiltinsOf(dict)) { Closure = cells, Defaults = argdefs as PyTuple };
        if (name is PyStr text)
        {
            function.Name = text;
        }
        return function;
    }

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => PyThread.Current.TailCall(this, args, kwnames);

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner) => instance is null or PyNone ? this : new PyMethod(this, instance);

    [PyMethod("__repr__")]
    private string Repr() => $"<function {Ops.StrText(QualName)} at 0x{Identity.Id(this):x12}>";

    [PyGetter("__code__")]
    private PyObject CodeValue => Code;

    [PySetter("__code__")]
    private void SetCode(PyObject? value)
    {
        PyCode code = value as PyCode ?? throw Err.TypeError("__code__ must be set to a code object");
        int cells = Closure?.Count ?? 0;
        if (code.FreeVars.Length != cells)
        {
            throw Err.ValueError($"{Ops.StrText(Name)}() requires a code object with {cells} free vars, not {code.FreeVars.Length}");
        }
        Code = code;
    }

    [PyGetter("__defaults__")]
    private PyObject? DefaultsValue => Defaults;

    [PySetter("__defaults__")]
    private void SetDefaults(PyObject? value) => Defaults = value switch
    {
        null or PyNone => null,
        PyTuple tuple => tuple,
        _ => throw Err.TypeError("__defaults__ must be set to a tuple object"),
    };

    [PyGetter("__kwdefaults__")]
    private PyObject? KwDefaultsValue => KwDefaults;

    [PySetter("__kwdefaults__")]
    private void SetKwDefaults(PyObject? value) => KwDefaults = value switch
    {
        null or PyNone => null,
        PyDict dict => dict,
        _ => throw Err.TypeError("__kwdefaults__ must be set to a dict object"),
    };

    [PyGetter("__annotations__")]
    private PyObject AnnotationsValue => Annotations ??= new PyDict();

    [PySetter("__annotations__")]
    private void SetAnnotations(PyObject? value) => Annotations = value switch
    {
        null or PyNone => null,
        PyDict dict => dict,
        _ => throw Err.TypeError("__annotations__ must be set to a dict object"),
    };

    [PyGetter("__closure__", Member = true)]
    private PyObject? ClosureValue => Closure;

    [PyGetter("__globals__", Member = true)]
    private PyObject GlobalsValue => Globals;

    [PyGetter("__builtins__", Member = true)]
    private PyObject BuiltinsValue => Builtins;

    [PyGetter("__name__")]
    private PyObject NameValue => Name;

    [PySetter("__name__")]
    private void SetName(PyObject? value) => Name = value as PyStr ?? throw Err.TypeError("__name__ must be set to a string object");

    [PyGetter("__qualname__")]
    private PyObject QualNameValue => QualName;

    [PySetter("__qualname__")]
    private void SetQualName(PyObject? value) => QualName = value as PyStr ?? throw Err.TypeError("__qualname__ must be set to a string object");

    [PyGetter("__module__")]
    private PyObject ModuleValue => Module;

    [PySetter("__module__")]
    private void SetModule(PyObject? value) => Module = value ?? PyNone.Instance;

    [PyGetter("__doc__")]
    private PyObject DocValue => Doc;

    [PySetter("__doc__")]
    private void SetDoc(PyObject? value) => Doc = value ?? PyNone.Instance;

    [PyGetter("__dict__")]
    private PyObject DictValue => Ops.InstanceDict(ref _fields);

    [PySetter("__dict__")]
    private void SetDict(PyObject? value) => MethodWrapping.SetDict(this, value);
}

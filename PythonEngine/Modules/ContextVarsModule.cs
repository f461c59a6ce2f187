namespace PythonEngine.Modules;

/// <summary>The <c>_contextvars</c> module.</summary>
[PyModule("_contextvars", Doc = "Context Variables")]
[PyExports(typeof(PyContext), typeof(PyContextVar), typeof(PyContextToken))]
internal static partial class ContextVarsModule
{
    [PyFunction("copy_context", "")]
    private static PyObject CopyContext(PyThread thread) => PyContext.Current(thread).Copy();
}

/// <summary><c>contextvars.Context</c>: a mapping of variables to values. The current one belongs to the running greenlet.</summary>
[PyType("Context", Module = "_contextvars")]
internal sealed partial class PyContext : PyObject
{
    private PyDict _values = new();
    private bool _entered;
    private PyObject? _previous;

    [PyNew]
    private static PyObject New(PyType cls) => new PyContext();

    /// <summary>The running greenlet's context, made on first use.</summary>
    internal static PyContext Current(PyThread thread)
    {
        if (thread.Greenlet.Context is not PyContext context)
        {
            context = new PyContext();
            thread.Greenlet.Context = context;
        }
        return context;
    }

    internal PyObject? Find(PyContextVar variable) => _values.Get(variable);

    internal void Set(PyContextVar variable, PyObject? value)
    {
        if (value == null)
        {
            _values.Remove(variable);
        }
        else
        {
            _values.Set(variable, value);
        }
    }

    [PyMethod("copy", "", Doc = "Return a shallow copy of the context object.")]
    internal PyContext Copy() => new() { _values = _values.Copy() };

    [PyMethod("run", Doc = "Call a function in the context.")]
    private PyObject Run(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length - (kwnames?.Count ?? 0) < 1)
        {
            throw Err.TypeError("run() missing 1 required positional argument");
        }
        PyThread thread = PyThread.Current;
        if (_entered)
        {
            throw Err.RuntimeError($"cannot enter context: {Ops.ReprText(this)} is already entered");
        }
        _entered = true;
        _previous = thread.Greenlet.Context;
        PyGreenlet greenlet = thread.Greenlet;
        greenlet.Context = this;
        try
        {
            return Ops.Call(args[0], args[1..], kwnames);
        }
        finally
        {
            greenlet.Context = _previous;
            _previous = null;
            _entered = false;
        }
    }

    private static PyContextVar Key(PyObject key) =>
        key as PyContextVar ?? throw Err.TypeError($"a ContextVar key was expected, got {Ops.ReprText(key)}");

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key) => Find(Key(key)) ?? throw Err.KeyError(key);

    [PyMethod("__contains__")]
    private bool Contains(PyObject key) => Find(Key(key)) != null;

    [PyMethod("__len__")]
    private long Len() => _values.Count;

    [PyMethod("__iter__")]
    private PyObject Iter() => Ops.Iter(_values);

    [PyMethod("get", "key, default=None, /", Doc = "Return the value for `key` if `key` has the value in the context object.")]
    private PyObject Get(PyObject key, PyObject? fallback = null) => Find(Key(key)) ?? fallback ?? PyNone.Instance;

    [PyMethod("keys", "", Doc = "Return a list of all variables in the context object.")]
    private PyObject Keys() => Ops.CallMethod(_values, Names.Keys);

    [PyMethod("values", "", Doc = "Return a list of all variables' values in the context object.")]
    private PyObject Values() => Ops.CallMethod(_values, "values");

    [PyMethod("items", "", Doc = "Return all variables and their values in the context object.")]
    private PyObject Items() => Ops.CallMethod(_values, Names.Items);

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) =>
        other is PyContext context && op is CompareOp.Eq or CompareOp.Ne
            ? PyBool.From(Ops.Compare(_values, ((PyContext)other)._values, CompareOp.Eq) == (op == CompareOp.Eq))
            : PyNotImplemented.Instance;
}

/// <summary><c>contextvars.ContextVar</c></summary>
[PyType("ContextVar", Module = "_contextvars")]
internal sealed partial class PyContextVar(PyStr name, PyObject? fallback) : PyObject
{
    [PyNew("name, /, *, default=<unrepresentable>")]
    private static PyObject New(PyType cls, PyObject name, PyObject? fallback = null) =>
        new PyContextVar(name as PyStr ?? throw Err.TypeError("context variable name must be a str"), fallback);

    [PyGetter("name")]
    private PyObject Name => name;

    [PyMethod("get", "default=<unrepresentable>, /", Doc = "Return a value for the context variable for the current context.")]
    private PyObject Get(PyThread thread, PyObject? otherwise = null) =>
        (thread.Greenlet.Context as PyContext)?.Find(this) ?? otherwise ?? fallback ?? throw Err.Make(Exc.LookupError, [this]);

    [PyMethod("set", "value, /", Doc = "Call to set a new value for the context variable in the current context.")]
    private PyObject Set(PyThread thread, PyObject value)
    {
        PyContext context = PyContext.Current(thread);
        PyContextToken token = new(context, this, context.Find(this));
        context.Set(this, value);
        return token;
    }

    [PyMethod("reset", "token, /", Doc = "Reset the context variable.")]
    private void Reset(PyThread thread, PyObject token)
    {
        if (token is not PyContextToken t)
        {
            throw Err.TypeError($"expected an instance of Token, got {Ops.ReprText(token)}");
        }
        if (t.Used)
        {
            throw Err.RuntimeError($"{Ops.ReprText(token)} has already been used once");
        }
        if (!ReferenceEquals(t.Variable, this))
        {
            throw Err.ValueError($"{Ops.ReprText(token)} was created by a different ContextVar");
        }
        PyContext context = PyContext.Current(thread);
        if (!ReferenceEquals(t.Context, context))
        {
            throw Err.ValueError($"{Ops.ReprText(token)} was created in a different Context");
        }
        t.Used = true;
        context.Set(this, t.Old);
    }

    [PyClassMethod("__class_getitem__", "key, /")]
    private static PyObject ClassGetItem(PyType cls, PyObject key) => new PyGenericAlias(cls, key);

    [PyMethod("__repr__")]
    private string Repr() => $"<ContextVar name={Ops.ReprText(name)}{(fallback == null ? "" : " default=" + Ops.ReprText(fallback))} at 0x{Identity.Id(this):x}>";
}

/// <summary><c>contextvars.Token</c></summary>
[PyType("Token", Module = "_contextvars", NoConstructor = true)]
internal sealed partial class PyContextToken(PyContext context, PyContextVar variable, PyObject? old) : PyObject
{
    internal readonly PyContext Context = context;
    internal readonly PyContextVar Variable = variable;
    internal readonly PyObject? Old = old;
    internal bool Used;

    [PyConstant("MISSING")]
    private static readonly PyObject s_missing = new PyTokenMissing();

    [PyGetter("var")]
    private PyObject Var => Variable;

    [PyGetter("old_value")]
    private PyObject OldValue => Old ?? s_missing;

    [PyClassMethod("__class_getitem__", "key, /")]
    private static PyObject ClassGetItem(PyType cls, PyObject key) => new PyGenericAlias(cls, key);

    [PyMethod("__repr__")]
    private string Repr() => $"<Token{(Used ? " used" : "")} var={Ops.ReprText(Variable)} at 0x{Identity.Id(this):x}>";
}

/// <summary>The type of <c>Token.MISSING</c>.</summary>
[PyType("Token.MISSING", Module = "_contextvars", NoConstructor = true)]
internal sealed partial class PyTokenMissing : PyObject
{
    [PyMethod("__repr__")]
    private string Repr() => "<Token.MISSING>";
}

namespace PythonEngine.Modules;

/// <summary>The <c>_contextvars</c> module. The current context belongs to the current greenlet.</summary>
[PyModule("_contextvars", Doc = "Context Variables")]
[PyExports(typeof(PyContext), typeof(PyContextVar), typeof(PyToken))]
internal static partial class ContextVarsModule
{
    [PyFunction("copy_context", "")]
    private static PyObject CopyContext() => PyContext.Current.MakeCopy();
}

/// <summary><c>contextvars.Context</c>: variables and their values, copied when one of several sharers changes it.</summary>
[PyType("Context", Module = "contextvars")]
internal sealed partial class PyContext : PyObject
{
    private Dictionary<PyContextVar, PyObject> _values = [];
    private bool _shared;
    private bool _entered;

    internal static PyContext Current
    {
        get
        {
            PyGreenlet greenlet = PyThread.Current.Greenlet;
            if (greenlet.Context is PyContext context)
            {
                return context;
            }
            context = new PyContext { _entered = true };
            greenlet.Context = context;
            return context;
        }
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        args.Length == 0 ? new PyContext() : throw Err.TypeError("Context() does not accept any arguments");

    internal PyContext MakeCopy()
    {
        _shared = true;
        return new PyContext { _values = _values, _shared = true };
    }

    internal PyObject? Find(PyContextVar variable) => _values.TryGetValue(variable, out PyObject? value) ? value : null;

    /// <summary>Stores a value, or removes the variable for null.</summary>
    internal void Store(PyContextVar variable, PyObject? value)
    {
        if (_shared)
        {
            _values = new Dictionary<PyContextVar, PyObject>(_values);
            _shared = false;
        }
        if (value == null)
        {
            _values.Remove(variable);
        }
        else
        {
            _values[variable] = value;
        }
    }

    [PyMethod("run")]
    private PyObject Run(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length - (kwnames?.Count ?? 0) < 1)
        {
            throw Err.TypeError("run() missing 1 required positional argument");
        }
        if (_entered)
        {
            throw Err.RuntimeError($"cannot enter context: {Ops.ReprText(this)} is already entered");
        }
        PyThread.Current.TailNative = new RunFrame(this, args.ToArray(), kwnames);
        return PyThread.Pending;
    }

    /// <summary>run() as a link of the heap chain: what it calls may switch greenlets, and nests nothing on the C# stack.</summary>
    private sealed class RunFrame(PyContext context, PyObject[] args, PyTuple? kwnames) : NativeFrame
    {
        private bool _running;
        private PyObject? _previous;

        internal override void Step(PyThread thread)
        {
            if (context._entered)
            {
                // Only another run() in the same greenlet or another thread can have come between.
                Fail(thread, Err.RuntimeError($"cannot enter context: {Ops.ReprText(context)} is already entered").Value);
                return;
            }
            _running = true;
            _previous = thread.Greenlet.Context;
            context._entered = true;
            thread.Greenlet.Context = context;
            Interpreter.CallOn(thread, this, args[0], args.AsSpan(1), kwnames);
        }

        internal override void Returned(PyThread thread, PyObject result)
        {
            Leave(thread);
            Finish(thread, result);
        }

        internal override void Raised(PyThread thread, PyBaseException exception)
        {
            Leave(thread);
            Fail(thread, exception);
        }

        private void Leave(PyThread thread)
        {
            if (_running)
            {
                _running = false;
                thread.Greenlet.Context = _previous;
                context._entered = false;
            }
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

    private PyList ToList(int part)
    {
        PyList list = new(_values.Count);
        foreach ((PyContextVar variable, PyObject value) in _values)
        {
            list.Add(part == 0 ? variable : part == 1 ? value : PyTuple.Of(variable, value));
        }
        return list;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => Ops.Iter(ToList(0));

    [PyMethod("keys", "", Doc = "Return a list of all variables in the context object.")]
    private PyObject Keys() => Ops.Iter(ToList(0));

    [PyMethod("values", "", Doc = "Return a list of all variables' values in the context object.")]
    private PyObject Values() => Ops.Iter(ToList(1));

    [PyMethod("items", "", Doc = "Return all variables and their values in the context object.\n\nThe result is returned as a list of 2-tuples (variable, value).")]
    private PyObject Items() => Ops.Iter(ToList(2));

    [PyMethod("get", "key, default=None, /", Doc = "Return the value for `key` if `key` has the value in the context object.\n\nIf `key` does not exist, return `default`. If `default` is not given,\nreturn None.")]
    private PyObject Get(PyObject key, PyObject? @default = null) => Find(Key(key)) ?? @default ?? PyNone.Instance;

    [PyMethod("copy", "", Doc = "Return a shallow copy of the context object.")]
    private PyObject Copy() => MakeCopy();

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyContext context)
        {
            return PyNotImplemented.Instance;
        }
        bool same = _values.Count == context._values.Count;
        if (same && !ReferenceEquals(_values, context._values))
        {
            foreach ((PyContextVar variable, PyObject value) in _values)
            {
                if (context.Find(variable) is not { } theirs || !Ops.Compare(value, theirs, CompareOp.Eq))
                {
                    same = false;
                    break;
                }
            }
        }
        return PyBool.From(same == (op == CompareOp.Eq));
    }
}

/// <summary><c>contextvars.ContextVar</c></summary>
[PyType("ContextVar", Module = "contextvars")]
internal sealed partial class PyContextVar(PyStr name, PyObject? fallback) : PyObject
{
    [PyNew("name, *, default=None")]
    private static PyObject New(PyType cls, PyObject name, PyObject? @default = null) =>
        new PyContextVar(name as PyStr ?? throw Err.TypeError("context variable name must be a str"), @default);

    [PyMethod("get", "default=None, /", Doc = "Return a value for the context variable for the current context.\n\nIf there is no value for the variable in the current context, the method will:\n * return the value of the default argument of the method, if provided; or\n * return the default value for the context variable, if it was created\n   with one; or\n * raise a LookupError.")]
    private PyObject Get(PyObject? @default = null)
    {
        PyObject? value = PyThread.Current.Greenlet.Context is PyContext context ? context.Find(this) : null;
        return value ?? @default ?? fallback ?? throw Err.Make(Exc.LookupError, [this]);
    }

    [PyMethod("set", "value, /", Doc = "Call to set a new value for the context variable in the current context.\n\nThe required *value* argument is the new value for the context variable.\n\nReturns a Token object that can be used to restore the variable to its previous\nvalue via the `ContextVar.reset()` method.")]
    private PyObject Set(PyObject value)
    {
        PyContext context = PyContext.Current;
        PyObject? old = context.Find(this);
        context.Store(this, value);
        return new PyToken(context, this, old);
    }

    [PyMethod("reset", "token, /", Doc = "Reset the context variable.\n\nThe variable is reset to the value it had before the `ContextVar.set()` that\ncreated the token was used.")]
    private void Reset(PyObject token)
    {
        if (token is not PyToken t)
        {
            throw Err.TypeError($"expected an instance of Token, got {Ops.ReprText(token)}");
        }
        if (t.Used)
        {
            throw Err.RuntimeError($"{Ops.ReprText(t)} has already been used once");
        }
        if (!ReferenceEquals(t.Variable, this))
        {
            throw Err.ValueError($"{Ops.ReprText(t)} was created by a different ContextVar");
        }
        PyContext context = PyContext.Current;
        if (!ReferenceEquals(t.Context, context))
        {
            throw Err.ValueError($"{Ops.ReprText(t)} was created in a different Context");
        }
        t.Used = true;
        context.Store(this, t.Old);
    }

    [PyGetter("name")]
    private PyObject Name => name;

    [PyMethod("__repr__")]
    private string Repr() => $"<ContextVar name={Ops.ReprText(name)}{(fallback == null ? "" : " default=" + Ops.ReprText(fallback))} at 0x{Identity.Id(this):x12}>";

    [PyClassMethod("__class_getitem__", "object, /", Doc = "See PEP 585")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);
}

/// <summary><c>Token.MISSING</c></summary>
[PyType("Token.MISSING", NoConstructor = true)]
internal sealed partial class PyTokenMissing : PyObject
{
    internal static readonly PyTokenMissing Instance = new();

    private PyTokenMissing()
    {
    }

    [PyMethod("__repr__")]
    private string Repr() => "<Token.MISSING>";
}

/// <summary><c>contextvars.Token</c></summary>
[PyType("Token", Module = "contextvars")]
internal sealed partial class PyToken(PyContext context, PyContextVar variable, PyObject? old) : PyObject
{
    internal readonly PyContext Context = context;
    internal readonly PyContextVar Variable = variable;
    internal readonly PyObject? Old = old;
    internal bool Used;

    [PyConstant("MISSING")]
    private static PyObject Missing => PyTokenMissing.Instance;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        throw Err.RuntimeError("Tokens can only be created by ContextVars");

    [PyGetter("var")]
    private PyObject VariableValue => Variable;

    [PyGetter("old_value")]
    private PyObject OldValue => Old ?? PyTokenMissing.Instance;

    [PyMethod("__repr__")]
    private string Repr() => $"<Token{(Used ? " used" : "")} var={Ops.ReprText(Variable)} at 0x{Identity.Id(this):x12}>";

    [PyClassMethod("__class_getitem__", "object, /", Doc = "See PEP 585")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);
}

namespace PythonEngine.Objects;

/// <summary><c>BaseException</c> and every exception type without fields of its own.</summary>
[PyType("BaseException", Subclassable = true, HasInstanceFields = true)]
internal partial class PyBaseException : PyObject
{
    private InstanceFields _fields;

    /// <summary><c>args</c></summary>
    internal PyTuple Args = PyTuple.Empty;
    internal PyBaseException? Cause;
    internal PyBaseException? Context;
    internal bool SuppressContext;
    /// <summary><c>__traceback__</c>, innermost frame last.</summary>
    internal PyTraceback? Traceback;

    public PyBaseException(PyType cls) => _fields = new InstanceFields(cls);

    internal sealed override PyType Type => _fields.Class;

    internal sealed override ref InstanceFields Fields => ref _fields;

    /// <summary>A new exception of a native or Python class, made without running Python code.</summary>
    internal static PyBaseException Make(PyType cls, string message) => Make(cls, [new PyStr(message)]);

    /// <summary>An instance of a class of exceptions; a class with C# fields of its own (OSError, SystemExit...) makes it itself.</summary>
    internal static PyBaseException Make(PyType cls, PyObject[] args) => ReferenceEquals(cls.NativeBase, TypeObject)
        ? new PyBaseException(cls) { Args = new PyTuple(args) }
        : (PyBaseException)Ops.Call(cls, args);

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        new PyBaseException(cls) { Args = ArgsFrom(args, kwnames) };

    /// <summary>The positional values of a call.</summary>
    private protected static PyTuple ArgsFrom(ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        PyTuple.From(kwnames == null ? args : args[..(args.Length - kwnames.Count)]);

    private protected static void NoKeywords(PyType cls, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError($"{cls.FullName}() takes no keyword arguments");
        }
    }

    /// <summary>BaseException.__init__, which derived types call from theirs.</summary>
    private protected void InitArgs(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        NoKeywords(Type, kwnames);
        // __new__ has stored the same values when nobody has overridden anything.
        if (!args.SequenceEqual(Args.Items))
        {
            Args = PyTuple.From(args);
        }
    }

    /// <summary>Keyword-only fields (name, path...) by position in <paramref name="names"/>; null where absent.</summary>
    private protected PyObject?[] InitKeywords(ReadOnlySpan<PyObject> args, PyTuple? kwnames, string function, params string[] names)
    {
        PyObject?[] values = new PyObject?[names.Length];
        int keywords = kwnames?.Count ?? 0;
        int count = args.Length - keywords;
        for (int k = 0; k < keywords; k++)
        {
            string name = ((PyStr)kwnames![k]).Value;
            int index = Array.IndexOf(names, name);
            if (index < 0)
            {
                throw Err.TypeError($"'{name}' is an invalid keyword argument for {function}()");
            }
            values[index] = args[count + k];
        }
        InitArgs(args[..count], null);
        return values;
    }

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => InitArgs(args, kwnames);

    /// <summary>BaseException.__str__</summary>
    private protected PyObject BaseStr() => Args.Count switch
    {
        0 => PyStr.Empty,
        1 => Ops.Str(Args[0]),
        _ => Ops.Str(Args),
    };

    [PyMethod("__str__")]
    private PyObject Str() => BaseStr();

    [PyMethod("__repr__")]
    private string Repr()
    {
        string name = Type.Name;
        int dot = name.LastIndexOf('.');
        name = dot < 0 ? name : name[(dot + 1)..];
        return Args.Count == 1 ? $"{name}({Ops.ReprText(Args[0])})" : name + Ops.ReprText(Args);
    }

    /// <summary>The instance's own attributes; null when it has none.</summary>
    private protected PyDict? OwnDict
    {
        get
        {
            ref InstanceFields fields = ref _fields;
            return fields.ShapeOrDict is PyDict or Shape { Count: > 0 } ? Ops.InstanceDict(ref fields) : null;
        }
    }

    private protected PyObject ReduceWith(PyTuple args, PyObject? state) =>
        state == null ? new PyTuple([Type, args]) : new PyTuple([Type, args, state]);

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => ReduceWith(Args, OwnDict);

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state)
    {
        if (state is PyNone)
        {
            return;
        }
        PyDict dict = state as PyDict ?? throw Err.TypeError("state is not a dictionary");
        int position = 0;
        while (dict.Next(ref position, out PyObject key, out PyObject value))
        {
            Ops.SetAttr(this, global::PythonEngine.Execution.Args.AttributeName(key), value);
        }
    }

    [PyMethod("with_traceback", "tb, /", Doc = "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self.")]
    private PyObject WithTraceback(PyObject tb)
    {
        SetTraceback(tb);
        return this;
    }

    [PyMethod("add_note", "note, /", Doc = "Exception.add_note(note) --\n    add a note to the exception")]
    private void AddNote(PyObject note)
    {
        if (note is not PyStr)
        {
            throw Err.TypeError($"note must be a str, not '{note.Type.FullName}'");
        }
        PyObject? notes = Ops.TryGetAttr(this, Names.Notes);
        if (notes == null)
        {
            notes = new PyList();
            Ops.SetAttr(this, Names.Notes, notes);
        }
        (notes as PyList ?? throw Err.TypeError("Cannot add note: __notes__ is not a list")).Add(note);
    }

    [PyGetter("args")]
    private PyObject ArgsValue => Args;

    [PySetter("args")]
    private void SetArgs(PyObject? value) => Args = Ops.ToTuple(value ?? throw Err.TypeError("args may not be deleted"));

    [PyGetter("__traceback__")]
    private PyObject? TracebackValue => Traceback;

    [PySetter("__traceback__")]
    private void SetTraceback(PyObject? value) => Traceback = value switch
    {
        null => throw Err.TypeError("__traceback__ may not be deleted"),
        PyNone => null,
        PyTraceback tb => tb,
        _ => throw Err.TypeError("__traceback__ must be a traceback or None"),
    };

    [PyGetter("__context__")]
    private PyObject? ContextValue => Context;

    [PySetter("__context__")]
    private void SetContext(PyObject? value) => Context = value switch
    {
        null => throw Err.TypeError("__context__ may not be deleted"),
        PyNone => null,
        PyBaseException exception => exception,
        _ => throw Err.TypeError("exception context must be None or derive from BaseException"),
    };

    [PyGetter("__cause__")]
    private PyObject? CauseValue => Cause;

    [PySetter("__cause__")]
    private void SetCause(PyObject? value)
    {
        Cause = value switch
        {
            null => throw Err.TypeError("__cause__ may not be deleted"),
            PyNone => null,
            PyBaseException exception => exception,
            _ => throw Err.TypeError("exception cause must be None or derive from BaseException"),
        };
        SuppressContext = true;
    }

    [PyGetter("__suppress_context__")]
    private bool SuppressContextValue => SuppressContext;

    [PySetter("__suppress_context__")]
    private void SetSuppressContext(PyObject? value) => SuppressContext = value switch
    {
        null => throw Err.TypeError("can't delete numeric/char attribute"),
        PyBool b => b.Value,
        _ => throw Err.TypeError("attribute value type must be bool"),
    };

    [PyGetter("__dict__")]
    private PyObject DictValue => Ops.InstanceDict(ref _fields);

    [PySetter("__dict__")]
    private void SetDict(PyObject? value) => MethodWrapping.SetDict(this, value);

    /// <summary>Is it an instance of the exception class, or of one in the tuple?</summary>
    internal bool MatchesAny(PyObject classes)
    {
        if (classes is PyTuple tuple)
        {
            foreach (PyObject item in tuple.Items)
            {
                if (MatchesAny(item))
                {
                    return true;
                }
            }
            return false;
        }
        return classes is PyType cls && Type.IsSubtypeOf(cls);
    }
}

namespace PythonEngine.Modules.Csv;

/// <summary>The <c>_csv</c> module.</summary>
[PyModule("_csv", Doc = "CSV parsing and writing.\n")]
[PyExports(typeof(PyDialect))]
internal static unsafe partial class CsvModule
{
    internal const int QuoteMinimal = 0, QuoteAll = 1, QuoteNonNumeric = 2, QuoteNone = 3;

    [PyConstant("QUOTE_MINIMAL")] private const int Minimal = QuoteMinimal;
    [PyConstant("QUOTE_ALL")] private const int All = QuoteAll;
    [PyConstant("QUOTE_NONNUMERIC")] private const int NonNumeric = QuoteNonNumeric;
    [PyConstant("QUOTE_NONE")] private const int None = QuoteNone;
    [PyConstant("__version__")] private const string Version = "1.0";

    /// <summary>What one engine's csv knows.</summary>
    internal sealed class State(PyType error)
    {
        public readonly PyType Error = error;
        public readonly PyDict Dialects = new();
        public long FieldLimit = 128 * 1024;

        public PyException Fail(string message) => Err.Make(Error, message);
    }

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        State state = new(PyThread.Current.Engine.NewException("_csv", "Error", Exc.Exception));
        module.State = state;
        module.Set("Error", state.Error);
        module.Set("_dialects", state.Dialects);
        module.Set("Reader", PyReader.TypeObject);
        module.Set("Writer", PyWriter.TypeObject);
    }

    internal static State StateOf(PyModule module) => (State)module.State!;

    internal static State Current => StateOf(PyThread.Current.Engine.NativeModule("_csv"));

    internal static PyObject Lookup(State state, PyObject name) => state.Dialects.Get(name) ?? throw state.Fail("unknown dialect");

    private static PyDialect MakeDialect(PyObject? dialect, ReadOnlySpan<PyObject> values, PyTuple? names) =>
        PyDialect.Make(dialect, values, names);

    [PyFunction("reader", "iterable, dialect='excel', *args, **kwargs")]
    private static PyObject Reader(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int positional = Positional(args, kwnames);
        PyObject lines = Ops.Iter(args[0]);
        return new PyReader(Current, lines, MakeDialect(positional > 1 ? args[1] : null, args[positional..], kwnames));
    }

    [PyFunction("writer", "fileobj, dialect='excel', *args, **kwargs")]
    private static PyObject Writer(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int positional = Positional(args, kwnames);
        PyObject? write = Ops.TryGetAttr(args[0], Names.Write);
        if (write == null || write.Type.TpCall == null)
        {
            throw Err.TypeError("argument 1 must have a \"write\" method");
        }
        return new PyWriter(Current, write, MakeDialect(positional > 1 ? args[1] : null, args[positional..], kwnames));
    }

    private static int Positional(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int positional = args.Length - (kwnames?.Count ?? 0);
        return positional switch
        {
            < 1 => throw Err.TypeError("expected at least 1 argument, got 0"),
            > 2 => throw Err.TypeError($"expected at most 2 arguments, got {positional}"),
            _ => positional,
        };
    }

    [PyFunction("register_dialect", "name, dialect=None, **fmtparams")]
    private static void RegisterDialect(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int positional = Positional(args, kwnames);
        if (args[0] is not PyStr)
        {
            throw Err.TypeError("dialect name must be a string");
        }
        Current.Dialects.Set(args[0], MakeDialect(positional > 1 ? args[1] : null, args[positional..], kwnames));
    }

    [PyFunction("unregister_dialect", "name", Doc = "Delete the name/dialect mapping associated with a string name.\n\n    csv.unregister_dialect(name)")]
    private static void UnregisterDialect(PyModule module, PyObject name)
    {
        if (StateOf(module).Dialects.Remove(name) == null)
        {
            throw StateOf(module).Fail("unknown dialect");
        }
    }

    [PyFunction("get_dialect", "name", Doc = "Return the dialect instance associated with name.\n\n    dialect = csv.get_dialect(name)")]
    private static PyObject GetDialect(PyModule module, PyObject name) => Lookup(StateOf(module), name);

    [PyFunction("list_dialects", "", Doc = "Return a list of all known dialect names.\n\n    names = csv.list_dialects()")]
    private static PyObject ListDialects(PyModule module) => Ops.ToList(StateOf(module).Dialects);

    [PyFunction("field_size_limit", "new_limit=None", Doc = "Sets an upper limit on parsed fields.\n\n    csv.field_size_limit([limit])\n\nReturns old limit. If limit is not given, no new limit is set and\nthe old limit is returned")]
    private static long FieldSizeLimit(PyModule module, PyObject? new_limit = null)
    {
        State state = StateOf(module);
        long old = state.FieldLimit;
        if (new_limit != null)
        {
            state.FieldLimit = new_limit is PyInt ? Ops.AsLong(new_limit) : throw Err.TypeError("limit must be an integer");
        }
        return old;
    }
}

/// <summary><c>_csv.Dialect</c></summary>
[PyType("Dialect", Module = "_csv", Subclassable = true, Doc = "CSV dialect\n\nThe Dialect type records CSV dialect options.\n")]
internal partial class PyDialect : PyObject
{
    private static readonly string[] s_names = ["delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"];

    internal int DelimiterChar = ',';
    internal bool DoubleQuoted = true;
    /// <summary>-1 for none.</summary>
    internal int Escape = -1;
    internal PyObject Terminator = new PyStr("\r\n");
    internal int Quote = '"';
    internal int QuotingMode;
    internal bool SkipSpace;
    internal bool IsStrict;

    internal static PyDialect Make(PyObject? dialect, ReadOnlySpan<PyObject> values, PyTuple? names)
    {
        if (values.Length == 0 && dialect is PyDialect ready)
        {
            return ready;
        }
        return Create(TypeObject, dialect, values, names);
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int positional = args.Length - (kwnames?.Count ?? 0);
        PyObject? dialect = positional > 0 ? args[0] : null;
        if (ReferenceEquals(cls, TypeObject) && dialect is PyDialect && args.Length == 1)
        {
            return dialect;
        }
        PyObject[] given = args[Math.Min(1, positional)..].ToArray();
        if (positional > 1)
        {
            // The remaining options by position are those that follow the dialect.
            PyObject[] names = new PyObject[given.Length];
            for (int i = 0; i < names.Length; i++)
            {
                names[i] = i < positional - 1 ? new PyStr(s_names[i]) : kwnames![i - (positional - 1)];
            }
            return Create(cls, dialect, given, new PyTuple(names));
        }
        return Create(cls, dialect, given, kwnames);
    }

    private static PyDialect Create(PyType cls, PyObject? dialect, ReadOnlySpan<PyObject> values, PyTuple? names)
    {
        PyObject?[] options = new PyObject?[8];
        for (int i = 0; i < values.Length; i++)
        {
            string name = ((PyStr)names![i]).Value;
            int index = Array.IndexOf(s_names, name);
            if (index < 0)
            {
                if (name == "dialect" && dialect == null)
                {
                    dialect = values[i];
                    continue;
                }
                throw Err.TypeError($"'{name}' is an invalid keyword argument for this function");
            }
            options[index] = values[i];
        }
        if (dialect is PyStr)
        {
            dialect = CsvModule.Lookup(CsvModule.Current, dialect);
        }
        if (dialect is not null and not PyNone)
        {
            for (int i = 0; i < options.Length; i++)
            {
                options[i] ??= Ops.TryGetAttr(dialect, s_names[i]);
            }
        }
        PyDialect self = Allocate(cls);
        self.DelimiterChar = Character("delimiter", options[0], ',', false);
        self.DoubleQuoted = options[1] == null || Ops.IsTrue(options[1]!);
        self.Escape = Character("escapechar", options[2], -1, true);
        self.Terminator = options[3] switch
        {
            null => self.Terminator,
            PyStr s => s,
            _ => throw Err.TypeError("\"lineterminator\" must be a string"),
        };
        self.Quote = Character("quotechar", options[4], '"', true);
        self.QuotingMode = Quoting(options[5]);
        self.SkipSpace = options[6] != null && Ops.IsTrue(options[6]!);
        self.IsStrict = options[7] != null && Ops.IsTrue(options[7]!);
        if (options[4] is PyNone && options[5] == null)
        {
            self.QuotingMode = CsvModule.QuoteNone;
        }
        return self.QuotingMode != CsvModule.QuoteNone && self.Quote < 0
            ? throw Err.TypeError("quotechar must be set if quoting enabled") : self;
    }

    private static int Quoting(PyObject? value)
    {
        if (value == null)
        {
            return 0;
        }
        if (value.GetType() != typeof(PySmallInt))
        {
            throw Err.TypeError("\"quoting\" must be an integer");
        }
        int mode = Ops.AsInt(value);
        return mode is >= 0 and <= 3 ? mode : throw Err.TypeError("bad \"quoting\" value");
    }

    private static int Character(string name, PyObject? value, int fallback, bool noneAllowed)
    {
        if (value == null)
        {
            return fallback;
        }
        if (noneAllowed && value is PyNone)
        {
            return -1;
        }
        if (value is not PyStr text)
        {
            throw Err.TypeError($"\"{name}\" must be string{(noneAllowed ? " or None" : "")}, not {Ops.TypeName(value)}");
        }
        return text.Length == 1 ? text[0] : throw Err.TypeError($"\"{name}\" must be a 1-character string");
    }

    private static PyObject CharOrNone(int c) => c < 0 ? PyNone.Instance : PyStr.FromChar(c);

    [PyGetter("delimiter")]
    private PyObject Delimiter => CharOrNone(DelimiterChar);

    [PyGetter("doublequote")]
    private bool DoubleQuote => DoubleQuoted;

    [PyGetter("escapechar")]
    private PyObject EscapeChar => CharOrNone(Escape);

    [PyGetter("lineterminator")]
    private PyObject LineTerminator => Terminator;

    [PyGetter("quotechar")]
    private PyObject QuoteChar => CharOrNone(Quote);

    [PyGetter("quoting")]
    private int QuotingValue => QuotingMode;

    [PyGetter("skipinitialspace")]
    private bool SkipInitialSpace => SkipSpace;

    [PyGetter("strict")]
    private bool Strict => IsStrict;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => throw Err.TypeError($"cannot pickle '{Type.Name}' instances");

    [PyMethod("__reduce_ex__", "protocol=0, /")]
    private PyObject ReduceEx(PyObject? protocol = null) => Reduce();
}

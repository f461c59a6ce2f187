using System.Text;

namespace PythonEngine.Modules.DecimalArithmetic;

/// <summary><c>decimal.Context</c>: precision, rounding, limits, and the signals that are flagged and trapped.</summary>
[PyType("Context", Module = "decimal", Subclassable = true, Doc = "The environment of decimal operations: precision, rounding, limits of the exponent, flags and traps.")]
internal partial class PyDecimalContext : PyObject
{
    private static readonly PyContextVar s_variable = new(PyStr.Intern("decimal_context"), null);
    private static readonly string[] s_settings = ["prec", "Emin", "Emax", "rounding", "capitals", "clamp", "flags", "traps"];
    private static readonly string[] s_flagOrder =
        ["Clamped", "InvalidOperation", "DivisionByZero", "Inexact", "FloatOperation", "Overflow", "Rounded", "Subnormal", "Underflow"];

    internal DecimalSettings Settings = new();
    internal DecimalState State = null!;
    internal Signals Status;
    internal Signals Traps;
    internal bool Capitals = true;
    private PySignalDict? _flagDict;
    private PySignalDict? _trapDict;

    internal PyDecimalContext()
    {
    }

    internal PyDecimalContext(DecimalState state) => State = state;

    /// <summary>The context of the running greenlet; a copy of DefaultContext at first.</summary>
    internal static PyDecimalContext Current
    {
        get
        {
            PyContext context = PyContext.Current;
            if (context.Find(s_variable) is PyDecimalContext current)
            {
                return current;
            }
            PyDecimalContext made = DecimalState.Current.DefaultContext.Duplicate();
            made.Status = Signals.None;
            context.Store(s_variable, made);
            return made;
        }
    }

    internal static void MakeCurrent(PyDecimalContext context)
    {
        DecimalState state = context.State;
        if (ReferenceEquals(context, state.DefaultContext) || ReferenceEquals(context, state.BasicContext) || ReferenceEquals(context, state.ExtendedContext))
        {
            // The templates stay as they are.
            context = context.Duplicate();
            context.Status = Signals.None;
        }
        PyContext.Current.Store(s_variable, context);
    }

    internal static bool HasSetting(string name) => Array.IndexOf(s_settings, name) >= 0;

    internal PyDecimalContext Duplicate() => new(State) { Settings = Settings.Copy(), Status = Status, Traps = Traps, Capitals = Capitals };

    /// <summary>An optional argument, the current context when it is absent.</summary>
    internal static PyDecimalContext From(PyObject? value) => value is null or PyNone ? Current
        : value as PyDecimalContext ?? throw Err.TypeError("optional argument must be a context");

    /// <summary>Notes conditions, and raises those that are trapped.</summary>
    internal void Add(Signals status)
    {
        Status |= status;
        Signals trapped = status & Traps;
        if (trapped != 0)
        {
            throw State.Error(trapped);
        }
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyDecimalContext context = Allocate(cls);
        context.State = DecimalState.Current;
        PyDecimalContext template = context.State.DefaultContext;
        if (template != null)
        {
            context.Settings = template.Settings.Copy();
            context.Traps = template.Traps;
            context.Capitals = template.Capitals;
        }
        return context;
    }

    [PyMethod("__init__", "prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, flags=None, traps=None")]
    private void Init(PyObject? prec = null, PyObject? rounding = null, PyObject? Emin = null, PyObject? Emax = null, PyObject? capitals = null, PyObject? clamp = null,
        PyObject? flags = null, PyObject? traps = null)
    {
        static bool Given(PyObject? value) => value is not (null or PyNone);
        if (Given(prec))
        {
            SetPrecision(prec);
        }
        if (Given(rounding))
        {
            SetRounding(rounding);
        }
        if (Given(Emin))
        {
            SetEmin(Emin);
        }
        if (Given(Emax))
        {
            SetEmax(Emax);
        }
        if (Given(capitals))
        {
            SetCapitals(capitals);
        }
        if (Given(clamp))
        {
            SetClamp(clamp);
        }
        if (Given(traps))
        {
            Traps = traps is PyList ? State.FromList(traps) : PySignalDict.FromDict(State, traps!);
        }
        if (Given(flags))
        {
            Status = flags is PyList ? State.FromList(flags) : PySignalDict.FromDict(State, flags!);
        }
    }

    // ---- attributes ----

    private static long Integer(PyObject? value, long least, long most, string message)
    {
        if (value is not PyInt number)
        {
            throw Err.TypeError("an integer is required");
        }
        long n = Args.Size(number);
        return n >= least && n <= most ? n : throw Err.ValueError(message);
    }

    [PyMethod("__getattribute__")]
    private PyObject? GetAttribute(PyStr name) => Ops.GenericGetAttr(this, name);

    [PyMethod("__setattr__")]
    private void SetAttribute(PyStr name, PyObject? value)
    {
        if (value == null && HasSetting(name.Value))
        {
            throw Err.AttributeError("context attributes cannot be deleted");
        }
        Ops.GenericSetAttr(this, name, value);
    }

    [PyGetter("prec")]
    private long Precision => Settings.Precision;

    [PySetter("prec")]
    private void SetPrecision(PyObject? value) => Settings.Precision = Integer(value, 1, DecimalSettings.MaxPrecision, "valid range for prec is [1, MAX_PREC]");

    [PyGetter("Emin")]
    private long Emin => Settings.MinExponent;

    [PySetter("Emin")]
    private void SetEmin(PyObject? value) => Settings.MinExponent = Integer(value, -DecimalSettings.MaxExponent, 0, "valid range for Emin is [MIN_EMIN, 0]");

    [PyGetter("Emax")]
    private long Emax => Settings.MaxExponentValue;

    [PySetter("Emax")]
    private void SetEmax(PyObject? value) => Settings.MaxExponentValue = Integer(value, 0, DecimalSettings.MaxExponent, "valid range for Emax is [0, MAX_EMAX]");

    [PyGetter("rounding")]
    private PyObject Rounding => PyStr.Intern(DecimalState.Roundings[(int)Settings.Rounding]);

    [PySetter("rounding")]
    private void SetRounding(PyObject? value) => Settings.Rounding = DecimalState.RoundingOf(value!);

    [PyGetter("capitals")]
    private long CapitalsValue => Capitals ? 1 : 0;

    [PySetter("capitals")]
    private void SetCapitals(PyObject? value) => Capitals = Integer(value, 0, 1, "valid values for capitals are 0 or 1") == 1;

    [PyGetter("clamp")]
    private long Clamp => Settings.Clamp ? 1 : 0;

    [PySetter("clamp")]
    private void SetClamp(PyObject? value) => Settings.Clamp = Integer(value, 0, 1, "valid values for clamp are 0 or 1") == 1;

    private PySignalDict MakeDict(bool traps)
    {
        PySignalDict dict = PySignalDict.Allocate(State.SignalDictType);
        dict.Owner = this;
        dict.IsTraps = traps;
        return dict;
    }

    [PyGetter("flags")]
    private PyObject Flags => _flagDict ??= MakeDict(false);

    [PySetter("flags")]
    private void SetFlags(PyObject? value) => Status = PySignalDict.FromDict(State, value!);

    [PyGetter("traps")]
    private PyObject TrapsValue => _trapDict ??= MakeDict(true);

    [PySetter("traps")]
    private void SetTraps(PyObject? value) => Traps = PySignalDict.FromDict(State, value!);

    [PyMethod("Etiny", "", Doc = "The least exponent of a subnormal number: Emin - prec + 1.")]
    private long Etiny() => Settings.Etiny;

    [PyMethod("Etop", "", Doc = "The largest exponent that a coefficient of full precision can have: Emax - prec + 1.")]
    private long Etop() => Settings.Etop;

    [PyMethod("radix", "", Doc = "Returns 10.")]
    private static PyObject Radix(PyObject self) => PyDecimal.Make(DecimalNumber.From(10));

    [PyMethod("clear_flags", "", Doc = "Resets all flags.")]
    private void ClearFlags() => Status = Signals.None;

    [PyMethod("clear_traps", "", Doc = "Resets all traps.")]
    private void ClearTraps() => Traps = Signals.None;

    [PyMethod("copy", "", Doc = "A copy of the context, with its flags.")]
    private PyObject Copy() => Duplicate();

    [PyMethod("__copy__", "")]
    private PyObject CopyProtocol() => Duplicate();

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => PyTuple.Of(Type, new PyTuple([
        PyInt.From(Settings.Precision), Rounding, PyInt.From(Settings.MinExponent), PyInt.From(Settings.MaxExponentValue), PyInt.From(CapitalsValue), PyInt.From(Clamp),
        State.ToList(Status), State.ToList(Traps),
    ]));

    private string NamesOf(Signals set)
    {
        List<string> names = [];
        foreach (string name in s_flagOrder)
        {
            foreach ((Signals bits, string signal, _) in State.Signals)
            {
                if (signal == name && (set & bits) != 0)
                {
                    names.Add(name);
                }
            }
        }
        return string.Join(", ", names);
    }

    [PyMethod("__repr__")]
    private string Repr() => new StringBuilder("Context(prec=").Append(Settings.Precision).Append(", rounding=").Append(DecimalState.Roundings[(int)Settings.Rounding])
        .Append(", Emin=").Append(Settings.MinExponent).Append(", Emax=").Append(Settings.MaxExponentValue).Append(", capitals=").Append(CapitalsValue)
        .Append(", clamp=").Append(Clamp).Append(", flags=[").Append(NamesOf(Status)).Append("], traps=[").Append(NamesOf(Traps)).Append("])").ToString();
}

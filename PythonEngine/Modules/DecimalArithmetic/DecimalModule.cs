using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.DecimalArithmetic;

/// <summary>The <c>_decimal</c> module, which is <c>decimal</c>.</summary>
[PyModule("_decimal", Doc = "C decimal arithmetic module")]
[PyExports(typeof(PyDecimal), typeof(PyDecimalContext))]
internal static partial class DecimalModule
{
    [PyModuleInit]
    private static void Init(PyModule module)
    {
        DecimalState state = new(module.Dict);
        module.State = state;
        state.Complete(module);
        module.Set("__version__", new PyStr("1.70"));
        module.Set("__libmpdec_version__", new PyStr("2.5.1"));
        module.Set("HAVE_THREADS", PyBool.True);
        module.Set("HAVE_CONTEXTVAR", PyBool.True);
        module.Set("MAX_PREC", PyInt.From(DecimalSettings.MaxPrecision));
        module.Set("MAX_EMAX", PyInt.From(DecimalSettings.MaxExponent));
        module.Set("MIN_EMIN", PyInt.From(-DecimalSettings.MaxExponent));
        module.Set("MIN_ETINY", PyInt.From(-DecimalSettings.MaxExponent - (DecimalSettings.MaxPrecision - 1)));
        foreach (string rounding in DecimalState.Roundings)
        {
            module.Set(rounding, PyStr.Intern(rounding));
        }
    }

    [PyFunction("getcontext", "", Doc = "Get the current default context.")]
    private static PyObject GetContext() => PyDecimalContext.Current;

    [PyFunction("setcontext", "context, /", Doc = "Set a new default context.")]
    private static void SetContext(PyObject context) => PyDecimalContext.MakeCurrent(context as PyDecimalContext ?? throw Err.TypeError("argument must be a context"));

    [PyFunction("localcontext", "ctx=None, **kwargs",
        Doc = "A context manager that makes a copy of ctx, or of the current context, current for a while; keywords change attributes of the copy.")]
    private static PyObject LocalContext(PyObject? ctx = null, PyDict? kwargs = null)
    {
        PyDecimalContext current = PyDecimalContext.Current;
        PyDecimalContext source = ctx is null or PyNone ? current : ctx as PyDecimalContext ?? throw Err.TypeError("optional argument must be a context");
        PyDecimalContext local = source.Duplicate();
        int position = 0;
        while (kwargs != null && kwargs.Next(ref position, out PyObject key, out PyObject value))
        {
            if (key is not PyStr name || !PyDecimalContext.HasSetting(name.Value))
            {
                throw Err.TypeError($"'{Ops.StrText(key)}' is an invalid keyword argument for this function");
            }
            if (value is not PyNone)
            {
                Ops.SetAttr(local, name, value);
            }
        }
        return new PyDecimalContextManager(current, local);
    }
}

/// <summary><c>decimal.ContextManager</c>: what localcontext() returns.</summary>
[PyType("ContextManager", Module = "decimal", NoConstructor = true, Doc = "")]
internal sealed partial class PyDecimalContextManager(PyDecimalContext global, PyDecimalContext local) : PyObject
{
    [PyMethod("__enter__", "")]
    private PyObject Enter()
    {
        PyDecimalContext.MakeCurrent(local);
        return local;
    }

    [PyMethod("__exit__", "type, value, traceback, /")]
    private bool Exit(PyObject type, PyObject value, PyObject traceback)
    {
        PyDecimalContext.MakeCurrent(global);
        return false;
    }
}

/// <summary>What the module keeps per engine: the signals, and classes made from Python's.</summary>
internal sealed class DecimalState
{
    /// <summary>In the order of <see cref="DecimalRounding"/>.</summary>
    internal static readonly string[] Roundings =
        ["ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"];

    /// <summary>The signals that contexts have flags and traps for, in the order of their dictionaries.</summary>
    internal readonly (Signals Bits, string Name, PyType Type)[] Signals;

    /// <summary>Kinds of InvalidOperation.</summary>
    internal readonly (Signals Bits, PyType Type)[] Conditions;

    internal readonly PyType DecimalTuple;
    internal readonly PyType SignalDictType;
    private readonly PyObject _rational;

    internal PyDecimalContext DefaultContext = null!;
    internal PyDecimalContext BasicContext = null!;
    internal PyDecimalContext ExtendedContext = null!;

    internal DecimalState(PyDict module)
    {
        PyType Make(string name, params PyType[] bases)
        {
            PyType type = SysCall.NewException("decimal." + name, bases);
            module.SetStr(PyStr.Intern(name), type);
            return type;
        }
        PyType root = Make("DecimalException", Exc.ArithmeticError);
        PyType invalid = Make("InvalidOperation", root);
        PyType floatOperation = Make("FloatOperation", root, Exc.TypeError);
        PyType divisionByZero = Make("DivisionByZero", root, Exc.ZeroDivisionError);
        PyType subnormal = Make("Subnormal", root);
        PyType inexact = Make("Inexact", root);
        PyType rounded = Make("Rounded", root);
        PyType clamped = Make("Clamped", root);
        PyType overflow = Make("Overflow", inexact, rounded);
        PyType underflow = Make("Underflow", inexact, rounded, subnormal);
        Signals =
        [
            (DecimalArithmetic.Signals.Invalid, "InvalidOperation", invalid), (DecimalArithmetic.Signals.FloatOperation, "FloatOperation", floatOperation),
            (DecimalArithmetic.Signals.DivisionByZero, "DivisionByZero", divisionByZero), (DecimalArithmetic.Signals.Overflow, "Overflow", overflow),
            (DecimalArithmetic.Signals.Underflow, "Underflow", underflow), (DecimalArithmetic.Signals.Subnormal, "Subnormal", subnormal),
            (DecimalArithmetic.Signals.Inexact, "Inexact", inexact), (DecimalArithmetic.Signals.Rounded, "Rounded", rounded),
            (DecimalArithmetic.Signals.Clamped, "Clamped", clamped),
        ];
        Conditions =
        [
            (DecimalArithmetic.Signals.InvalidOperation, invalid), (DecimalArithmetic.Signals.ConversionSyntax, Make("ConversionSyntax", invalid)),
            (DecimalArithmetic.Signals.DivisionImpossible, Make("DivisionImpossible", invalid)),
            (DecimalArithmetic.Signals.DivisionUndefined, Make("DivisionUndefined", invalid, Exc.ZeroDivisionError)),
            (DecimalArithmetic.Signals.InvalidContext, Make("InvalidContext", invalid)),
        ];
        PyEngine engine = PyThread.Current.Engine;
        PyModule numbers = engine.Import("numbers");
        _rational = numbers.Get("Rational")!;
        Ops.CallMethod(numbers.Get("Number")!, "register", PyDecimal.TypeObject);
        DecimalTuple = (PyType)Ops.Call(engine.Import("collections").Get("namedtuple")!, new PyStr("DecimalTuple"), new PyStr("sign digits exponent"));
        Ops.SetAttr(DecimalTuple, "__module__", PyStr.Intern("decimal"));
        module.SetStr(PyStr.Intern("DecimalTuple"), DecimalTuple);
        PyObject mapping = Ops.GetAttr(engine.Import("collections.abc"), "MutableMapping");
        PyDict none = new();
        none.SetStr(Names.Module, PyStr.Intern("abc"));
        SignalDictType = (PyType)Ops.Call(mapping.Type, new PyStr("SignalDict"), new PyTuple([PySignalDict.TypeObject, mapping]), none);
    }

    /// <summary>The contexts, which need the rest.</summary>
    internal void Complete(PyModule module)
    {
        const Signals Usual = DecimalArithmetic.Signals.Invalid | DecimalArithmetic.Signals.DivisionByZero | DecimalArithmetic.Signals.Overflow;
        DefaultContext = new PyDecimalContext(this) { Traps = Usual };
        BasicContext = new PyDecimalContext(this) { Traps = Usual | DecimalArithmetic.Signals.Underflow | DecimalArithmetic.Signals.Clamped };
        BasicContext.Settings.Precision = 9;
        BasicContext.Settings.Rounding = DecimalRounding.HalfUp;
        ExtendedContext = new PyDecimalContext(this);
        ExtendedContext.Settings.Precision = 9;
        module.Set("DefaultContext", DefaultContext);
        module.Set("BasicContext", BasicContext);
        module.Set("ExtendedContext", ExtendedContext);
    }

    internal static DecimalState Current => (DecimalState)PyThread.Current.Engine.NativeModule("_decimal").State!;

    internal bool IsRational(PyObject value) => Ops.IsInstance(value, _rational);

    /// <summary>The exception for conditions that are trapped: the first signal, with the list of all.</summary>
    internal PyException Error(Signals trapped)
    {
        PyType? first = null;
        PyList all = new();
        foreach ((Signals bits, PyType type) in Conditions)
        {
            if ((trapped & bits) != 0)
            {
                all.Add(type);
            }
        }
        for (int i = 0; i < Signals.Length; i++)
        {
            if ((trapped & Signals[i].Bits) != 0)
            {
                first ??= Signals[i].Type;
                if (i > 0)
                {
                    all.Add(Signals[i].Type);
                }
            }
        }
        return Err.Make(first ?? Signals[0].Type, all);
    }

    /// <summary>A list of signals as bits.</summary>
    internal Signals FromList(PyObject list)
    {
        Signals result = DecimalArithmetic.Signals.None;
        foreach (PyObject item in Ops.ToArray(list))
        {
            result |= FromType(item, conditions: true);
        }
        return result;
    }

    internal Signals FromType(PyObject type, bool conditions)
    {
        foreach ((Signals bits, _, PyType signal) in Signals)
        {
            if (ReferenceEquals(signal, type))
            {
                return bits;
            }
        }
        foreach ((Signals bits, PyType condition) in Conditions)
        {
            if (conditions && ReferenceEquals(condition, type))
            {
                return bits;
            }
        }
        throw Err.KeyError(new PyStr("valid values for signals are:\n  [InvalidOperation, FloatOperation, DivisionByZero,\n   Overflow, Underflow, Subnormal, Inexact, Rounded,\n   Clamped]"));
    }

    internal PyList ToList(Signals set)
    {
        PyList list = new();
        foreach ((Signals bits, _, PyType type) in Signals)
        {
            if ((set & bits) != 0)
            {
                list.Add(type);
            }
        }
        return list;
    }

    internal static DecimalRounding RoundingOf(PyObject value)
    {
        if (value is PyStr text)
        {
            int index = Array.IndexOf(Roundings, text.Value);
            if (index >= 0)
            {
                return (DecimalRounding)index;
            }
        }
        throw Err.TypeError("valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]");
    }
}

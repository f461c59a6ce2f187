using System.Globalization;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Datetime;

/// <summary><c>datetime.time</c></summary>
[PyType("time", Module = "datetime", Subclassable = true, Doc = "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nAll arguments are optional; tzinfo may be None or an instance of a tzinfo subclass, the others are ints.")]
internal partial class PyTimeOfDay : PyObject
{
    private const int StateSize = 6;

    private static readonly ArgSpec s_parameters = new("", "hour minute second microsecond tzinfo fold", 0, 5, 0, false);
    private static readonly ArgSpec s_replaceParameters = new("replace", "hour minute second microsecond tzinfo fold", 0, 5, 0, false);
    private static readonly ArgSpec s_isoformatParameters = new("isoformat", "timespec", 0, 1, 0, false);
    private static readonly ArgSpec s_strftimeParameters = new("strftime", "format", 0, 1, 1, false);
    private static readonly PyStr s_isoformat = PyStr.Intern("isoformat");

    [PyConstant("min")]
    private static PyObject Min => new PyTimeOfDay();

    [PyConstant("max")]
    private static PyObject Max => new PyTimeOfDay { Hour = 23, Minute = 59, Second = 59, Microsecond = 999999 };

    [PyConstant("resolution")]
    private static PyObject ResolutionValue => PyTimeDelta.Resolution;

    internal int Hour { get; private set; }

    internal int Minute { get; private set; }

    internal int Second { get; private set; }

    internal int Microsecond { get; private set; }

    internal int Fold { get; private set; }

    internal PyTzInfo? Zone { get; private set; }

    private static PyTimeOfDay MakeExact(PyType cls, int hour, int minute, int second, int microsecond, PyTzInfo? zone, int fold)
    {
        Calendar.CheckTime(hour, minute, second, microsecond, fold);
        return MakeUnchecked(cls, hour, minute, second, microsecond, zone, fold);
    }

    /// <summary>For pickles, whose numbers are trusted.</summary>
    private static PyTimeOfDay MakeUnchecked(PyType cls, int hour, int minute, int second, int microsecond, PyTzInfo? zone, int fold)
    {
        PyTimeOfDay time = Allocate(cls);
        time.Hour = hour;
        time.Minute = minute;
        time.Second = second;
        time.Microsecond = microsecond;
        time.Zone = zone;
        time.Fold = fold;
        return time;
    }

    internal static PyTimeOfDay Make(int hour, int minute, int second, int microsecond, PyTzInfo? zone, int fold) =>
        MakeExact(TypeObject, hour, minute, second, microsecond, zone, fold);

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length is 1 or 2 && kwnames == null && State(args[0]) is { } state)
        {
            PyTzInfo? zone = null;
            if (args.Length == 2)
            {
                zone = args[1] is PyNone or PyTzInfo ? args[1] as PyTzInfo : throw Err.TypeError("bad tzinfo state arg");
            }
            return MakeUnchecked(cls, state[0] & 0x7f, state[1], state[2], (state[3] << 16) | (state[4] << 8) | state[5], zone, state[0] >> 7);
        }
        PyObject?[] given = Args.Bind(s_parameters, args, kwnames);
        return MakeExact(cls, Number(given[0], 0), Number(given[1], 0), Number(given[2], 0), Number(given[3], 0), PyTzInfo.Check(given[4]), Number(given[5], 0));
    }

    private static byte[]? State(PyObject value)
    {
        byte[]? state = value switch
        {
            PyBytes { Length: StateSize } bytes => bytes.Data,
            PyStr { Length: StateSize } text when (text[0] & 0x7f) < 24 => [.. Latin1(text)],
            _ => null,
        };
        return state != null && (state[0] & 0x7f) < 24 ? state : null;
    }

    private static byte[] Latin1(PyStr text)
    {
        byte[] state = new byte[text.Length];
        for (int i = 0; i < state.Length; i++)
        {
            state[i] = text[i] < 256 ? (byte)text[i] : throw Err.ValueError(
                "Failed to encode latin1 string when unpickling a time object. pickle.load(data, encoding='latin1') is assumed.");
        }
        return state;
    }

    private static int Number(PyObject? value, int absent) => value == null ? absent : SysCall.AsCInt(value);

    [PyClassMethod("fromisoformat", "time_string, /", Doc = "The time that a string in ISO 8601 format tells.")]
    private static PyObject FromIsoFormat(PyType cls, PyObject timeString)
    {
        if (timeString is not PyStr text)
        {
            throw Err.TypeError("fromisoformat: argument must be str");
        }
        ReadOnlySpan<int> points = text.Points();
        if (points.Length > 0 && points[0] == 'T')
        {
            points = points[1..];
        }
        if (!IsoFormat.TryTime(points, out IsoFormat.Time time))
        {
            throw Err.ValueError($"Invalid isoformat string: {Ops.ReprText(text)}");
        }
        return ReferenceEquals(cls, TypeObject) ? Make(time.Hour, time.Minute, time.Second, time.Microsecond, time.Zone, 0) : Ops.Call(cls,
            [PyInt.From(time.Hour), PyInt.From(time.Minute), PyInt.From(time.Second), PyInt.From(time.Microsecond), (PyObject?)time.Zone ?? PyNone.Instance]);
    }

    private PyTimeDelta? Offset() => PyTzInfo.Offset(Zone, PyNone.Instance);

    [PyMethod("utcoffset", "", Doc = "self.tzinfo.utcoffset(None)")]
    private PyObject? UtcOffset() => Offset();

    [PyMethod("dst", "", Doc = "self.tzinfo.dst(None)")]
    private PyObject? Dst() => PyTzInfo.Dst(Zone, PyNone.Instance);

    [PyMethod("tzname", "", Doc = "self.tzinfo.tzname(None)")]
    private PyObject TzName() => PyTzInfo.Name(Zone, PyNone.Instance);

    [PyMethod("__repr__")]
    private string Repr()
    {
        string rest = Microsecond != 0 ? $", {Second}, {Microsecond}" : Second != 0 ? $", {Second}" : "";
        string zone = Zone == null ? "" : $", tzinfo={Ops.ReprText(Zone)}";
        return $"{Type.FullName}({Hour}, {Minute}{rest}{zone}{(Fold != 0 ? ", fold=1" : "")})";
    }

    [PyMethod("__str__")]
    private PyObject Str() => Ops.CallMethod(this, s_isoformat);

    /// <summary>HH:MM:SS and so on, by a timespec.</summary>
    internal static string ClockText(string timespec, int hour, int minute, int second, int microsecond)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return timespec switch
        {
            "hours" => hour.ToString("D2", culture),
            "minutes" => string.Create(culture, $"{hour:D2}:{minute:D2}"),
            "seconds" => string.Create(culture, $"{hour:D2}:{minute:D2}:{second:D2}"),
            "milliseconds" => string.Create(culture, $"{hour:D2}:{minute:D2}:{second:D2}.{microsecond / 1000:D3}"),
            "microseconds" => string.Create(culture, $"{hour:D2}:{minute:D2}:{second:D2}.{microsecond:D6}"),
            "auto" => ClockText(microsecond == 0 ? "seconds" : "microseconds", hour, minute, second, microsecond),
            _ => throw Err.ValueError("Unknown timespec value"),
        };
    }

    [PyMethod("isoformat", Doc = "The time in ISO 8601 format, HH:MM:SS with what timespec wants.")]
    private string IsoFormatText(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject?[] given = Args.Bind(s_isoformatParameters, args, kwnames);
        string timespec = given[0] == null ? "auto" : Args.Text(given[0]!, "isoformat() argument 1");
        string text = ClockText(timespec, Hour, Minute, Second, Microsecond);
        return Offset() is { } offset ? text + PyTzInfo.FormatOffset(offset, ":") : text;
    }

    [PyMethod("strftime", Doc = "The time in a format of strftime(); the date is 1900-01-01.")]
    private PyObject StrFTime(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject format = Args.Bind(s_strftimeParameters, args, kwnames)[0];
        if (format is not PyStr text)
        {
            throw Err.TypeError($"strftime() argument 1 must be str, not {(format is PyNone ? "None" : Ops.TypeName(format))}");
        }
        PyTuple tuple = new(
        [
            PyInt.From(1900), PyInt.One, PyInt.One, PyInt.From(Hour), PyInt.From(Minute), PyInt.From(Second), PyInt.Zero, PyInt.One, PyInt.MinusOne,
        ]);
        return Strftime.Format(text, this, tuple, Zone, PyNone.Instance);
    }

    [PyMethod("__format__", "format_spec, /", ParsesTuple = true, Doc = "str(self) for an empty format, else strftime(format).")]
    private PyObject Format(PyObject spec) => PyDate.FormatBy(this, spec);

    private int CompareClock(PyTimeOfDay other) => ClockMicroseconds.CompareTo(other.ClockMicroseconds);

    private long ClockMicroseconds => ((((Hour * 60L) + Minute) * 60 + Second) * 1_000_000) + Microsecond;

    [PyMethod("__richcompare__")]
    private PyObject Compare(PyObject other, CompareOp op)
    {
        if (other is not PyTimeOfDay time)
        {
            return PyNotImplemented.Instance;
        }
        if (ReferenceEquals(Zone, time.Zone))
        {
            return PyBool.From(PyInt.Ordered(CompareClock(time), op));
        }
        PyTimeDelta? mine = Offset();
        PyTimeDelta? theirs = time.Offset();
        if (ReferenceEquals(mine, theirs) || (mine != null && theirs != null && Ops.Equal(mine, theirs)))
        {
            return PyBool.From(PyInt.Ordered(CompareClock(time), op));
        }
        if (mine != null && theirs != null)
        {
            return PyBool.From(PyInt.Ordered(Adjusted(mine).CompareTo(time.Adjusted(theirs)), op));
        }
        return op switch
        {
            CompareOp.Eq => PyBool.False,
            CompareOp.Ne => PyBool.True,
            _ => throw Err.TypeError("can't compare offset-naive and offset-aware times"),
        };
    }

    /// <summary>Microseconds of the day in UTC; the offset's own microseconds count for nothing, as in CPython's comparison of seconds first.</summary>
    private long Adjusted(PyTimeDelta offset) => ClockMicroseconds - (offset.TotalWholeSeconds * 1_000_000);

    [PyMethod("__hash__")]
    private long Hash()
    {
        PyTimeOfDay plain = Fold == 0 ? this : Make(Hour, Minute, Second, Microsecond, Zone, 0);
        long offset = PyTzInfo.Offset(Zone, PyNone.Instance) is { } delta ? (delta.TotalWholeSeconds * 1_000_000) + delta.Microseconds : 0;
        return PyDate.Mix(plain.ClockMicroseconds - offset);
    }

    [PyMethod("replace", Doc = "The time with other fields.")]
    private PyObject Replace(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject?[] given = Args.Bind(s_replaceParameters, args, kwnames);
        int hour = Number(given[0], Hour), minute = Number(given[1], Minute), second = Number(given[2], Second), microsecond = Number(given[3], Microsecond);
        int fold = Number(given[5], Fold);
        if (fold is not (0 or 1))
        {
            throw Err.ValueError("fold must be either 0 or 1");
        }
        PyTzInfo? zone = given[4] == null ? Zone : PyTzInfo.Check(given[4]);
        return MakeExact(Type, hour, minute, second, microsecond, zone, fold);
    }

    private PyObject Reduce(int protocol)
    {
        int first = Hour | (protocol > 3 && Fold != 0 ? 0x80 : 0);
        PyBytes state = new([(byte)first, (byte)Minute, (byte)Second, (byte)(Microsecond >> 16), (byte)(Microsecond >> 8), (byte)Microsecond]);
        return PyTuple.Of(Type, Zone == null ? new PyTuple([state]) : PyTuple.Of(state, Zone));
    }

    [PyMethod("__reduce_ex__", "proto, /", ParsesTuple = true)]
    private PyObject ReduceEx(int proto) => Reduce(proto);

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => Reduce(2);

    [PyGetter("hour")]
    private int HourValue => Hour;

    [PyGetter("minute")]
    private int MinuteValue => Minute;

    [PyGetter("second")]
    private int SecondValue => Second;

    [PyGetter("microsecond")]
    private int MicrosecondValue => Microsecond;

    [PyGetter("tzinfo")]
    private PyObject? ZoneValue => Zone;

    [PyGetter("fold")]
    private int FoldValue => Fold;
}

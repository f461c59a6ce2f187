using System.Globalization;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Datetime;

/// <summary><c>datetime.date</c></summary>
[PyType("date", Module = "datetime", Subclassable = true, Doc = "date(year, month, day) --> date object")]
internal partial class PyDate : PyObject
{
    private const int StateSize = 4;

    private static readonly ArgSpec s_parameters = new("", "year month day", 0, 3, 0b111, false);
    private static readonly ArgSpec s_replaceParameters = new("replace", "year month day", 0, 3, 0, false);
    private static readonly ArgSpec s_isoParameters = new("fromisocalendar", "year week day", 0, 3, 0b111, false);
    private static readonly ArgSpec s_strftimeParameters = new("strftime", "format", 0, 1, 1, false);
    private static readonly PyStr s_isoformat = PyStr.Intern("isoformat");
    private static readonly PyStr s_strftime = PyStr.Intern("strftime");
    private static readonly PyStr s_timetuple = PyStr.Intern("timetuple");

    [PyConstant("min")]
    private static PyObject Min => new PyDate { Year = Calendar.MinYear, Month = 1, Day = 1 };

    [PyConstant("max")]
    private static PyObject Max => new PyDate { Year = Calendar.MaxYear, Month = 12, Day = 31 };

    [PyConstant("resolution")]
    private static PyObject ResolutionValue => PyTimeDelta.Make(1, 0, 0);

    internal int Year { get; private protected set; }

    internal int Month { get; private protected set; }

    internal int Day { get; private protected set; }

    internal int Ordinal => Calendar.ToOrdinal(Year, Month, Day);

    private static PyDate MakeExact(PyType cls, int year, int month, int day)
    {
        Calendar.CheckDate(year, month, day);
        PyDate date = Allocate(cls);
        date.Year = year;
        date.Month = month;
        date.Day = day;
        return date;
    }

    /// <summary>An instance of date itself, or what calling a class derived from it gives.</summary>
    private protected static PyObject MakeDate(PyType cls, int year, int month, int day) => ReferenceEquals(cls, TypeObject)
        ? MakeExact(cls, year, month, day) : Ops.Call(cls, PyInt.From(year), PyInt.From(month), PyInt.From(day));

    /// <summary>The bytes of a pickle: bytes, or a str from Python 2.</summary>
    private protected static byte[]? PickledState(PyObject value, int size, int monthAt, string what)
    {
        if (value is PyBytes bytes)
        {
            return bytes.Data.Length == size && (monthAt < 0 || (bytes.Data[monthAt] & 0x7f) is >= 1 and <= 12) ? bytes.Data : null;
        }
        if (value is not PyStr text || text.Length != size || (monthAt >= 0 && (text[monthAt] & ~0x80) is < 1 or > 12))
        {
            return null;
        }
        byte[] state = new byte[size];
        for (int i = 0; i < size; i++)
        {
            state[i] = text[i] < 256 ? (byte)text[i] : throw Err.ValueError(
                $"Failed to encode latin1 string when unpickling a {what} object. pickle.load(data, encoding='latin1') is assumed.");
        }
        return state;
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length == 1 && kwnames == null && PickledState(args[0], StateSize, 2, "date") is { } state)
        {
            PyDate date = Allocate(cls);
            date.Year = (state[0] << 8) | state[1];
            date.Month = state[2];
            date.Day = state[3];
            return date;
        }
        if (kwnames == null && args.Length < 3)
        {
            // Wrong values are found before missing ones.
            CheckNumbers(args);
        }
        PyObject[] given = Args.Bind(s_parameters, args, kwnames);
        int year = SysCall.AsCInt(given[0]), month = SysCall.AsCInt(given[1]), day = SysCall.AsCInt(given[2]);
        return MakeExact(cls, year, month, day);
    }

    private protected static void CheckNumbers(ReadOnlySpan<PyObject> values)
    {
        foreach (PyObject value in values)
        {
            SysCall.AsCInt(value);
        }
    }

    [PyClassMethod("fromtimestamp", "timestamp, /", Doc = "The local date of a POSIX timestamp.")]
    private static PyObject FromTimestamp(PyType cls, PyObject timestamp)
    {
        Libc.Tm tm = LocalTime.BreakDown(LocalTime.Floor(timestamp), utc: false);
        return MakeDate(cls, tm.Year + 1900, tm.Month + 1, tm.Day);
    }

    [PyClassMethod("today", "", Doc = "The current local date: fromtimestamp(time.time()).")]
    private static PyObject Today(PyType cls)
    {
        PyObject now = Ops.Call(Ops.GetAttr(PyThread.Current.Engine.Import("time"), "time"));
        return Ops.CallMethod(cls, "fromtimestamp", now);
    }

    [PyClassMethod("fromordinal", "ordinal, /", ParsesTuple = true, Doc = "The date of an ordinal; January 1 of year 1 has 1.")]
    private static PyObject FromOrdinal(PyType cls, PyObject ordinal)
    {
        int number = SysCall.AsCInt(ordinal);
        if (number < 1)
        {
            throw Err.ValueError("ordinal must be >= 1");
        }
        Calendar.FromOrdinal(number, out int year, out int month, out int day);
        return MakeDate(cls, year, month, day);
    }

    [PyClassMethod("fromisoformat", "date_string, /", Doc = "The date that a string in ISO 8601 format tells.")]
    private static PyObject FromIsoFormat(PyType cls, PyObject dateString)
    {
        if (dateString is not PyStr text)
        {
            throw Err.TypeError("fromisoformat: argument must be str");
        }
        return text.Length is 7 or 8 or 10 && IsoFormat.TryDate(text.Points(), out int year, out int month, out int day)
            ? MakeDate(cls, year, month, day) : throw Err.ValueError($"Invalid isoformat string: {Ops.ReprText(text)}");
    }

    [PyClassMethod("fromisocalendar", Doc = "The date of an ISO year, week and day.")]
    private static PyObject FromIsoCalendar(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject[] given = Args.Bind(s_isoParameters, args, kwnames);
        int isoYear, isoWeek, isoDay;
        try
        {
            isoYear = SysCall.AsCInt(given[0]);
            isoWeek = SysCall.AsCInt(given[1]);
            isoDay = SysCall.AsCInt(given[2]);
        }
        catch (PyException e) when (e.Matches(Exc.OverflowError))
        {
            throw Err.ValueError("ISO calendar component out of range");
        }
        return Calendar.FromIso(isoYear, isoWeek, isoDay, out int year, out int month, out int day) switch
        {
            Calendar.IsoError.Year => throw Err.ValueError($"Year is out of range: {isoYear}"),
            Calendar.IsoError.Week => throw Err.ValueError($"Invalid week: {isoWeek}"),
            Calendar.IsoError.Day => throw Err.ValueError($"Invalid day: {isoDay} (range is [1, 7])"),
            _ => MakeDate(cls, year, month, day),
        };
    }

    [PyMethod("__add__")]
    private static PyObject Add(PyObject a, PyObject b)
    {
        if (a is PyDateTime || b is PyDateTime)
        {
            return PyNotImplemented.Instance;
        }
        return (a, b) switch
        {
            (PyDate date, PyTimeDelta delta) => date.AddDays(delta.Days),
            (PyTimeDelta delta, PyDate date) => date.AddDays(delta.Days),
            _ => PyNotImplemented.Instance,
        };
    }

    [PyMethod("__sub__")]
    private static PyObject Subtract(PyObject a, PyObject b)
    {
        if (a is PyDateTime || b is PyDateTime)
        {
            return PyNotImplemented.Instance;
        }
        return (a, b) switch
        {
            (PyDate x, PyDate y) => PyTimeDelta.Make(x.Ordinal - y.Ordinal, 0, 0),
            (PyDate date, PyTimeDelta delta) => date.AddDays(-(long)delta.Days),
            _ => PyNotImplemented.Instance,
        };
    }

    private PyObject AddDays(long days)
    {
        long ordinal = Ordinal + days;
        if (ordinal is < 1 or > Calendar.MaxOrdinal)
        {
            throw Err.OverflowError("date value out of range");
        }
        Calendar.FromOrdinal((int)ordinal, out int year, out int month, out int day);
        return MakeDate(Type, year, month, day);
    }

    private protected static PyException Incomparable(PyObject a, PyObject b) => Err.TypeError($"can't compare {Ops.TypeName(a)} to {Ops.TypeName(b)}");

    [PyMethod("__richcompare__")]
    private PyObject Compare(PyObject other, CompareOp op) => other is PyDate date
        ? PyBool.From(PyInt.Ordered(CompareDate(date), op)) : PyNotImplemented.Instance;

    private protected int CompareDate(PyDate other) => Year != other.Year ? Year.CompareTo(other.Year)
        : Month != other.Month ? Month.CompareTo(other.Month) : Day.CompareTo(other.Day);

    [PyMethod("__hash__")]
    private long Hash() => Mix(Ordinal);

    /// <summary>A hash of a count of days or microseconds.</summary>
    internal static long Mix(long count)
    {
        // As bytes, so that it differs from process to process as that of text does.
        Span<byte> bytes = stackalloc byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes, count);
        return ByteText.Hash(bytes);
    }

    [PyMethod("__repr__")]
    private string Repr() => $"{Type.FullName}({Year}, {Month}, {Day})";

    [PyMethod("__str__")]
    private PyObject Str() => Ops.CallMethod(this, s_isoformat);

    [PyMethod("isoformat", "", Doc = "The date as YYYY-MM-DD.")]
    private string IsoFormatText() => DateText;

    private protected string DateText => string.Create(CultureInfo.InvariantCulture, $"{Year:D4}-{Month:D2}-{Day:D2}");

    [PyMethod("ctime", "", Doc = "The date as ctime() writes it.")]
    private string CTime() => Strftime.CTime(Year, Month, Day, 0, 0, 0);

    [PyMethod("strftime", Doc = "The date in a format of strftime().")]
    private PyObject StrFTime(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject format = Args.Bind(s_strftimeParameters, args, kwnames)[0];
        if (format is not PyStr text)
        {
            throw Err.TypeError($"strftime() argument 1 must be str, not {(format is PyNone ? "None" : Ops.TypeName(format))}");
        }
        PyObject tuple = Ops.CallMethod(this, s_timetuple);
        return Strftime.Format(text, this, tuple as PyTuple ?? Ops.ToTuple(tuple), (this as PyDateTime)?.Zone, this);
    }

    [PyMethod("__format__", "format_spec, /", ParsesTuple = true, Doc = "str(self) for an empty format, else strftime(format).")]
    private PyObject Format(PyObject spec) => FormatBy(this, spec);

    internal static PyObject FormatBy(PyObject self, PyObject spec)
    {
        if (spec is not PyStr text)
        {
            throw Err.TypeError($"__format__() argument 1 must be str, not {(spec is PyNone ? "None" : Ops.TypeName(spec))}");
        }
        return text.Length == 0 ? Ops.Str(self) : Ops.CallMethod(self, s_strftime, text);
    }

    [PyMethod("timetuple", "", Doc = "The date as time.struct_time.")]
    private PyObject TimeTuple() => Strftime.StructTime(Year, Month, Day, 0, 0, 0, -1);

    [PyMethod("weekday", "", Doc = "The day of the week; Monday is 0.")]
    private long Weekday() => Calendar.Weekday(Year, Month, Day);

    [PyMethod("isoweekday", "", Doc = "The day of the week; Monday is 1.")]
    private long IsoWeekday() => Calendar.Weekday(Year, Month, Day) + 1;

    [PyMethod("isocalendar", "", Doc = "ISO year, week and day as a named tuple.")]
    private PyObject IsoCalendar()
    {
        Calendar.ToIso(Year, Month, Day, out int year, out int week, out int day);
        return new PyIsoCalendarDate(year, week, day);
    }

    [PyMethod("toordinal", "", Doc = "The ordinal; January 1 of year 1 has 1.")]
    private long ToOrdinal() => Ordinal;

    [PyMethod("replace", Doc = "The date with other fields.")]
    private PyObject Replace(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject?[] given = Args.Bind(s_replaceParameters, args, kwnames);
        return MakeExact(Type, Field(given[0], Year), Field(given[1], Month), Field(given[2], Day));
    }

    private protected static int Field(PyObject? value, int current) => value == null ? current : SysCall.AsCInt(value);

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => PyTuple.Of(Type, new PyTuple([new PyBytes([(byte)(Year >> 8), (byte)Year, (byte)Month, (byte)Day])]));

    [PyGetter("year")]
    private int YearValue => Year;

    [PyGetter("month")]
    private int MonthValue => Month;

    [PyGetter("day")]
    private int DayValue => Day;
}

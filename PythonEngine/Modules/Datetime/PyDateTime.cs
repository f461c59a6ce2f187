using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Datetime;

/// <summary><c>datetime.datetime</c></summary>
[PyType("datetime", Module = "datetime", Subclassable = true, Doc = "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nThe first three are required; tzinfo may be None or an instance of a tzinfo subclass, the others are ints.")]
internal partial class PyDateTime : PyDate
{
    private const int StateSize = 10;

    private static readonly ArgSpec s_parameters = new("", "year month day hour minute second microsecond tzinfo fold", 0, 8, 0b111, false);
    private static readonly ArgSpec s_replaceParameters = new("replace", "year month day hour minute second microsecond tzinfo fold", 0, 8, 0, false);
    private static readonly ArgSpec s_timestampParameters = new("fromtimestamp", "timestamp tz", 0, 2, 1, false);
    private static readonly ArgSpec s_combineParameters = new("combine", "date time tzinfo", 0, 3, 0b11, false);
    private static readonly ArgSpec s_isoformatParameters = new("isoformat", "sep timespec", 0, 2, 0, false);
    private static readonly ArgSpec s_astimezoneParameters = new("astimezone", "tz", 0, 1, 0, false);
    private static readonly PyStr s_isoformat = PyStr.Intern("isoformat");

    [PyConstant("min")]
    private static PyObject MinValue => MakeExact(TypeObject, Calendar.MinYear, 1, 1, 0, 0, 0, 0, null, 0);

    [PyConstant("max")]
    private static PyObject MaxValue => MakeExact(TypeObject, Calendar.MaxYear, 12, 31, 23, 59, 59, 999999, null, 0);

    [PyConstant("resolution")]
    private static PyObject TimeResolution => PyTimeDelta.Resolution;

    internal int Hour { get; private set; }

    internal int Minute { get; private set; }

    internal int Second { get; private set; }

    internal int Microsecond { get; private set; }

    internal int Fold { get; private set; }

    internal PyTzInfo? Zone { get; private set; }

    private static PyDateTime MakeExact(PyType cls, int year, int month, int day, int hour, int minute, int second, int microsecond, PyTzInfo? zone, int fold)
    {
        Calendar.CheckDate(year, month, day);
        Calendar.CheckTime(hour, minute, second, microsecond, fold);
        return MakeUnchecked(cls, year, month, day, hour, minute, second, microsecond, zone, fold);
    }

    /// <summary>For pickles, whose numbers are trusted.</summary>
    private static PyDateTime MakeUnchecked(PyType cls, int year, int month, int day, int hour, int minute, int second, int microsecond, PyTzInfo? zone, int fold)
    {
        PyDateTime time = Allocate(cls);
        time.Year = year;
        time.Month = month;
        time.Day = day;
        time.Hour = hour;
        time.Minute = minute;
        time.Second = second;
        time.Microsecond = microsecond;
        time.Zone = zone;
        time.Fold = fold;
        return time;
    }

    /// <summary>An instance of datetime itself, or what calling a class derived from it gives.</summary>
    private static PyObject Make(PyType cls, int year, int month, int day, int hour, int minute, int second, int microsecond, PyTzInfo? zone, int fold = 0)
    {
        if (ReferenceEquals(cls, TypeObject))
        {
            return MakeExact(cls, year, month, day, hour, minute, second, microsecond, zone, fold);
        }
        PyObject made = Ops.Call(cls,
        [
            PyInt.From(year), PyInt.From(month), PyInt.From(day), PyInt.From(hour), PyInt.From(minute), PyInt.From(second), PyInt.From(microsecond),
            (PyObject?)zone ?? PyNone.Instance,
        ]);
        if (fold != 0 && made is PyDateTime time)
        {
            time.Fold = fold;
        }
        return made;
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length is 1 or 2 && kwnames == null && PickledState(args[0], StateSize, 2, "datetime") is { } state)
        {
            PyTzInfo? zone = null;
            if (args.Length == 2)
            {
                zone = args[1] is PyNone or PyTzInfo ? args[1] as PyTzInfo : throw Err.TypeError("bad tzinfo state arg");
            }
            return MakeUnchecked(cls, (state[0] << 8) | state[1], state[2] & 0x7f, state[3], state[4], state[5], state[6],
                (state[7] << 16) | (state[8] << 8) | state[9], zone, state[2] >> 7);
        }
        if (kwnames == null && args.Length < 3)
        {
            CheckNumbers(args);
        }
        PyObject?[] given = Args.Bind(s_parameters, args, kwnames);
        int year = SysCall.AsCInt(given[0]!), month = SysCall.AsCInt(given[1]!), day = SysCall.AsCInt(given[2]!);
        int hour = Field(given[3], 0), minute = Field(given[4], 0), second = Field(given[5], 0), microsecond = Field(given[6], 0), fold = Field(given[8], 0);
        return MakeExact(cls, year, month, day, hour, minute, second, microsecond, PyTzInfo.Check(given[7]), fold);
    }

    private static PyObject FromSeconds(PyType cls, long seconds, int microseconds, PyTzInfo? zone, bool utc)
    {
        Libc.Tm tm = LocalTime.BreakDown(seconds, utc);
        int second = Math.Min(59, tm.Second);
        int fold = 0;
        if (!utc && zone == null)
        {
            long shown = LocalTime.ToSeconds(tm.Year + 1900, tm.Month + 1, tm.Day, tm.Hour, tm.Minute, second);
            fold = LocalTime.FoldAt(seconds, shown);
        }
        return Make(cls, tm.Year + 1900, tm.Month + 1, tm.Day, tm.Hour, tm.Minute, second, microseconds, zone, fold);
    }

    private static unsafe long Now(out int microseconds)
    {
        Libc.Timespec now;
        Libc.clock_gettime(0, &now);
        microseconds = (int)(now.Nanoseconds / 1000);
        return now.Seconds;
    }

    [PyClassMethod("now", "tz=None", Doc = "The current time: local, or in a time zone.")]
    private static PyObject NowMethod(PyType cls, PyObject? tz = null)
    {
        PyTzInfo? zone = PyTzInfo.Check(tz);
        long seconds = Now(out int microseconds);
        PyObject now = FromSeconds(cls, seconds, microseconds, zone, utc: zone != null);
        return zone == null ? now : Ops.CallMethod(zone, "fromutc", now);
    }

    [PyClassMethod("utcnow", "", Doc = "The current time in UTC, without a time zone.")]
    private static PyObject UtcNow(PyType cls)
    {
        long seconds = Now(out int microseconds);
        return FromSeconds(cls, seconds, microseconds, null, utc: true);
    }

    [PyClassMethod("fromtimestamp", Doc = "The time of a POSIX timestamp: local, or in a time zone.")]
    private static PyObject FromTimestampMethod(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject?[] given = Args.Bind(s_timestampParameters, args, kwnames);
        PyTzInfo? zone = PyTzInfo.Check(given[1]);
        long seconds = LocalTime.Split(given[0]!, out int microseconds);
        PyObject time = FromSeconds(cls, seconds, microseconds, zone, utc: zone != null);
        return zone == null ? time : Ops.CallMethod(zone, "fromutc", time);
    }

    [PyClassMethod("utcfromtimestamp", "timestamp, /", ParsesTuple = true, Doc = "The UTC time of a POSIX timestamp, without a time zone.")]
    private static PyObject UtcFromTimestamp(PyType cls, PyObject timestamp)
    {
        long seconds = LocalTime.Split(timestamp, out int microseconds);
        return FromSeconds(cls, seconds, microseconds, null, utc: true);
    }

    [PyClassMethod("strptime", "date_string, format, /", ParsesTuple = true, Doc = "The time that a string tells in a format of strptime().")]
    private static PyObject StrPTime(PyType cls, PyStr dateString, PyStr format) =>
        Ops.CallMethod(PyThread.Current.Engine.Import("_strptime"), "_strptime_datetime", cls, dateString, format);

    [PyClassMethod("combine", Doc = "A date and a time (with its time zone, or another one) as one.")]
    private static PyObject Combine(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject?[] given = Args.Bind(s_combineParameters, args, kwnames);
        PyDate date = given[0] as PyDate ?? throw Args.MustBe("combine() argument 1", "datetime.date", given[0]!);
        PyTimeOfDay time = given[1] as PyTimeOfDay ?? throw Args.MustBe("combine() argument 2", "datetime.time", given[1]!);
        PyTzInfo? zone = given[2] == null ? time.Zone : PyTzInfo.Check(given[2]);
        return Make(cls, date.Year, date.Month, date.Day, time.Hour, time.Minute, time.Second, time.Microsecond, zone, time.Fold);
    }

    [PyClassMethod("fromisoformat", "date_string, /", Doc = "The time that a string in ISO 8601 format tells.")]
    private static PyObject FromIsoFormatMethod(PyType cls, PyObject dateString)
    {
        if (dateString is not PyStr text)
        {
            throw Err.TypeError("fromisoformat: argument must be str");
        }
        IsoFormat.Time time = default;
        int[] points = text.Points();
        int separator = points.Length < 7 ? -1 : IsoFormat.FindSeparator(points);
        if (separator < 0 || !IsoFormat.TryDate(points.AsSpan(0, Math.Min(separator, points.Length)), out int year, out int month, out int day)
            || (points.Length > separator && !IsoFormat.TryTime(points.AsSpan(separator + 1), out time)))
        {
            throw Err.ValueError($"Invalid isoformat string: {Ops.ReprText(text)}");
        }
        return Make(cls, year, month, day, time.Hour, time.Minute, time.Second, time.Microsecond, time.Zone);
    }

    private PyTimeDelta? Offset() => PyTzInfo.Offset(Zone, this);

    [PyMethod("utcoffset", "", Doc = "self.tzinfo.utcoffset(self)")]
    private PyObject? UtcOffset() => Offset();

    [PyMethod("dst", "", Doc = "self.tzinfo.dst(self)")]
    private PyObject? DstMethod() => PyTzInfo.Dst(Zone, this);

    [PyMethod("tzname", "", Doc = "self.tzinfo.tzname(self)")]
    private PyObject TzName() => PyTzInfo.Name(Zone, this);

    /// <summary>Microseconds of the clock, its zone left aside.</summary>
    private Int128 ClockMicroseconds => ((Int128)LocalTime.ToSeconds(Year, Month, Day, Hour, Minute, Second) * 1_000_000) + Microsecond;

    /// <summary>The time a duration later (sign 1) or earlier (-1), with the same zone.</summary>
    private PyObject Shifted(PyTimeDelta delta, int sign)
    {
        long microsecond = Microsecond + (sign * (long)delta.Microseconds);
        long second = (Hour * 3600L) + (Minute * 60) + Second + (sign * (long)delta.Seconds);
        Carry(ref microsecond, ref second, 1_000_000);
        long days = Ordinal + (sign * (long)delta.Days);
        Carry(ref second, ref days, 86400);
        if (days is < 1 or > Calendar.MaxOrdinal)
        {
            throw Err.OverflowError("date value out of range");
        }
        Calendar.FromOrdinal((int)days, out int year, out int month, out int day);
        return Make(Type, year, month, day, (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60), (int)microsecond, Zone);
    }

    /// <summary>The same as a datetime.</summary>
    internal PyDateTime Plus(PyTimeDelta delta, int sign) => Shifted(delta, sign) as PyDateTime
        ?? throw Err.TypeError("adding a timedelta did not return a datetime");

    private static void Carry(ref long low, ref long high, long size)
    {
        long carry = Math.DivRem(low, size, out long rest);
        if (rest < 0)
        {
            rest += size;
            carry--;
        }
        low = rest;
        high += carry;
    }

    [PyMethod("__add__")]
    private static PyObject Add(PyObject a, PyObject b) => (a, b) switch
    {
        (PyDateTime time, PyTimeDelta delta) => time.Shifted(delta, 1),
        (PyTimeDelta delta, PyDateTime time) => time.Shifted(delta, 1),
        _ => PyNotImplemented.Instance,
    };

    [PyMethod("__sub__")]
    private static PyObject Subtract(PyObject a, PyObject b) => (a, b) switch
    {
        (PyDateTime x, PyDateTime y) => x.Since(y),
        (PyDateTime time, PyTimeDelta delta) => time.Shifted(delta, -1),
        _ => PyNotImplemented.Instance,
    };

    private PyTimeDelta Since(PyDateTime other)
    {
        PyTimeDelta? mine = null, theirs = null;
        if (!ReferenceEquals(Zone, other.Zone))
        {
            mine = Offset();
            theirs = other.Offset();
            if ((mine == null) != (theirs == null))
            {
                throw Err.TypeError("can't subtract offset-naive and offset-aware datetimes");
            }
        }
        PyTimeDelta clocks = Difference(other);
        return mine == null || Ops.Equal(mine, theirs!) ? clocks : PyTimeDelta.Minus(clocks, PyTimeDelta.Minus(mine, theirs!));
    }

    /// <summary>What the clocks differ by.</summary>
    private PyTimeDelta Difference(PyDateTime other) => PyTimeDelta.Make(Ordinal - other.Ordinal,
        ((Hour - other.Hour) * 3600L) + ((Minute - other.Minute) * 60) + Second - other.Second, Microsecond - other.Microsecond);

    private int CompareClock(PyDateTime other) => ClockMicroseconds.CompareTo(other.ClockMicroseconds);

    /// <summary>Whether the offset depends on which side of a fold or gap the time lies: such times equal none of another zone (PEP 495).</summary>
    private bool OffsetDependsOnFold(PyTimeDelta? offset)
    {
        PyDateTime other = MakeExact(TypeObject, Year, Month, Day, Hour, Minute, Second, Microsecond, Zone, 1 - Fold);
        PyTimeDelta? flipped = other.Offset();
        return offset == null ? flipped != null : flipped == null || !Ops.Equal(offset, flipped);
    }

    [PyMethod("__richcompare__")]
    private PyObject CompareTime(PyObject other, CompareOp op)
    {
        if (other is not PyDateTime time)
        {
            if (other is not PyDate)
            {
                return PyNotImplemented.Instance;
            }
            // A date is no point in time, though datetime derives from date.
            return op switch
            {
                CompareOp.Eq => PyBool.False,
                CompareOp.Ne => PyBool.True,
                _ => throw Incomparable(this, other),
            };
        }
        if (ReferenceEquals(Zone, time.Zone))
        {
            return PyBool.From(PyInt.Ordered(CompareClock(time), op));
        }
        PyTimeDelta? mine = Offset();
        PyTimeDelta? theirs = time.Offset();
        bool exact = op is CompareOp.Eq or CompareOp.Ne;
        if (ReferenceEquals(mine, theirs) || (mine != null && theirs != null && Ops.Equal(mine, theirs)))
        {
            int order = CompareClock(time);
            if (exact && order == 0 && (OffsetDependsOnFold(mine) || time.OffsetDependsOnFold(theirs)))
            {
                order = 1;
            }
            return PyBool.From(PyInt.Ordered(order, op));
        }
        if (mine != null && theirs != null)
        {
            PyTimeDelta delta = Since(time);
            int order = delta.Days < 0 ? -1 : delta.IsZero ? 0 : 1;
            if (exact && order == 0 && (OffsetDependsOnFold(mine) || time.OffsetDependsOnFold(theirs)))
            {
                order = 1;
            }
            return PyBool.From(PyInt.Ordered(order, op));
        }
        return op switch
        {
            CompareOp.Eq => PyBool.False,
            CompareOp.Ne => PyBool.True,
            _ => throw Err.TypeError("can't compare offset-naive and offset-aware datetimes"),
        };
    }

    [PyMethod("__hash__")]
    private long HashTime()
    {
        PyDateTime plain = Fold == 0 ? this : MakeExact(TypeObject, Year, Month, Day, Hour, Minute, Second, Microsecond, Zone, 0);
        Int128 count = ClockMicroseconds;
        if (plain.Offset() is { } offset)
        {
            count -= ((Int128)offset.TotalWholeSeconds * 1_000_000) + offset.Microseconds;
        }
        return Mix((long)count);
    }

    [PyMethod("__repr__")]
    private string ReprTime()
    {
        string rest = Microsecond != 0 ? $", {Second}, {Microsecond}" : Second != 0 ? $", {Second}" : "";
        string zone = Zone == null ? "" : $", tzinfo={Ops.ReprText(Zone)}";
        return $"{Type.FullName}({Year}, {Month}, {Day}, {Hour}, {Minute}{rest}{(Fold != 0 ? ", fold=1" : "")}{zone})";
    }

    [PyMethod("__str__")]
    private PyObject StrTime() => Ops.CallMethod(this, s_isoformat, new PyStr(" "));

    [PyMethod("isoformat", Doc = "The time in ISO 8601 format, with a separator between date and time and with what timespec wants.")]
    private PyObject IsoFormatMethod(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject?[] given = Args.Bind(s_isoformatParameters, args, kwnames);
        int separator = 'T';
        if (given[0] != null)
        {
            separator = given[0] is PyStr { Length: 1 } c ? c[0] : throw Args.MustBe("isoformat() argument 1", "a unicode character", given[0]!);
        }
        string timespec = given[1] == null ? "auto" : Args.Text(given[1]!, "isoformat() argument 2");
        string clock = PyTimeOfDay.ClockText(timespec, Hour, Minute, Second, Microsecond);
        string offset = Offset() is { } delta ? PyTzInfo.FormatOffset(delta, ":") : "";
        StrBuilder sb = new(40);
        sb.Append(DateText);
        sb.Append(separator);
        sb.Append(clock);
        sb.Append(offset);
        return sb.ToPyStr();
    }

    [PyMethod("ctime", "", Doc = "The time as ctime() writes it.")]
    private string CTimeText() => Strftime.CTime(Year, Month, Day, Hour, Minute, Second);

    /// <summary>Seconds since the epoch of a local time.</summary>
    private long LocalTimestamp()
    {
        long seconds = LocalTime.FromLocal(LocalTime.ToSeconds(Year, Month, Day, Hour, Minute, Second), Fold);
        return seconds - LocalTime.Epoch;
    }

    private static PyTimezone LocalZone(long timestamp)
    {
        int offset = LocalTime.ZoneAt(timestamp, out string name);
        return PyTimezone.Make(PyTimeDelta.Make(0, offset, 0), new PyStr(name));
    }

    [PyMethod("astimezone", Doc = "The same time in another zone: the system's unless tz is given.")]
    private PyObject AsTimezone(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject?[] given = Args.Bind(s_astimezoneParameters, args, kwnames);
        PyTzInfo? target = PyTzInfo.Check(given[0]);
        PyTzInfo? own = Zone;
        own ??= LocalZone(LocalTimestamp());
        if (ReferenceEquals(own, target))
        {
            return this;
        }
        PyTimeDelta? offset = PyTzInfo.Offset(own, this);
        if (offset == null)
        {
            own = LocalZone(LocalTimestamp());
            if (ReferenceEquals(own, target))
            {
                return this;
            }
            offset = PyTzInfo.Offset(own, this)!;
        }
        PyDateTime result = Plus(offset, -1);
        if (result.Zone == null)
        {
            result = (PyDateTime)Make(result.Type, result.Year, result.Month, result.Day, result.Hour, result.Minute, result.Second, result.Microsecond,
                PyTimezone.UtcZone, result.Fold);
        }
        else
        {
            // The object is new, so its zone may be set.
            result.Zone = PyTimezone.UtcZone;
        }
        target ??= LocalZone((long)(result.ClockMicroseconds / 1_000_000) - LocalTime.Epoch);
        if (ReferenceEquals(target, PyTimezone.UtcZone))
        {
            return result;
        }
        result.Zone = target;
        return PyTzInfo.FromUtc(target, result);
    }

    [PyMethod("timestamp", "", Doc = "The POSIX timestamp as a float.")]
    private PyObject Timestamp()
    {
        if (Zone != null)
        {
            PyDateTime epoch = MakeExact(TypeObject, 1970, 1, 1, 0, 0, 0, 0, PyTimezone.UtcZone, 0);
            return Ops.CallMethod(Since(epoch), "total_seconds");
        }
        long seconds = LocalTimestamp();
        return new PyFloat(seconds + (Microsecond / 1e6));
    }

    [PyMethod("date", "", Doc = "The date.")]
    private PyObject Date() => MakeDate(PyDate.TypeObject, Year, Month, Day);

    [PyMethod("time", "", Doc = "The time of day, without a zone.")]
    private PyObject Time() => PyTimeOfDay.Make(Hour, Minute, Second, Microsecond, null, Fold);

    [PyMethod("timetz", "", Doc = "The time of day, with the zone.")]
    private PyObject TimeTz() => PyTimeOfDay.Make(Hour, Minute, Second, Microsecond, Zone, Fold);

    [PyMethod("timetuple", "", Doc = "The time as time.struct_time.")]
    private PyObject TimeTupleMethod()
    {
        int dst = -1;
        if (Zone != null && PyTzInfo.Dst(Zone, this) is { } delta)
        {
            dst = delta.IsZero ? 0 : 1;
        }
        return Strftime.StructTime(Year, Month, Day, Hour, Minute, Second, dst);
    }

    [PyMethod("utctimetuple", "", Doc = "The UTC time as time.struct_time.")]
    private PyObject UtcTimeTuple()
    {
        PyDateTime utc = Offset() is { } offset ? Plus(offset, -1) : this;
        return Strftime.StructTime(utc.Year, utc.Month, utc.Day, utc.Hour, utc.Minute, utc.Second, 0);
    }

    [PyMethod("replace", Doc = "The time with other fields.")]
    private PyObject ReplaceTime(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject?[] given = Args.Bind(s_replaceParameters, args, kwnames);
        int year = Field(given[0], Year), month = Field(given[1], Month), day = Field(given[2], Day);
        int hour = Field(given[3], Hour), minute = Field(given[4], Minute), second = Field(given[5], Second), microsecond = Field(given[6], Microsecond);
        int fold = Field(given[8], Fold);
        if (fold is not (0 or 1))
        {
            throw Err.ValueError("fold must be either 0 or 1");
        }
        PyTzInfo? zone = given[7] == null ? Zone : PyTzInfo.Check(given[7]);
        return MakeExact(Type, year, month, day, hour, minute, second, microsecond, zone, fold);
    }

    private PyObject ReduceTime(int protocol)
    {
        int month = Month | (protocol > 3 && Fold != 0 ? 0x80 : 0);
        PyBytes state = new(
        [
            (byte)(Year >> 8), (byte)Year, (byte)month, (byte)Day, (byte)Hour, (byte)Minute, (byte)Second,
            (byte)(Microsecond >> 16), (byte)(Microsecond >> 8), (byte)Microsecond,
        ]);
        return PyTuple.Of(Type, Zone == null ? new PyTuple([state]) : PyTuple.Of(state, Zone));
    }

    [PyMethod("__reduce_ex__", "proto, /", ParsesTuple = true)]
    private PyObject ReduceExTime(int proto) => ReduceTime(proto);

    [PyMethod("__reduce__", "")]
    private PyObject ReduceTime() => ReduceTime(2);

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

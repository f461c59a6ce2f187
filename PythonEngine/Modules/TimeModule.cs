using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>time</c> module.</summary>
[PyModule("time", Doc = "This module provides various functions to manipulate time values.\n\nThere are two standard representations of time.  One is the number\nof seconds since the Epoch, in UTC (a.k.a. GMT).  It may be an integer\nor a floating point number (to represent fractions of seconds).\nThe epoch is the point where the time starts, the return value of time.gmtime(0).\nIt is January 1, 1970, 00:00:00 (UTC) on all platforms.\n\nThe other representation is a tuple of 9 integers giving local time.")]
internal static unsafe partial class TimeModule
{
    private const string Constants = """
        CLOCK_BOOTTIME 7 CLOCK_MONOTONIC 1 CLOCK_MONOTONIC_RAW 4 CLOCK_PROCESS_CPUTIME_ID 2 CLOCK_REALTIME 0 
        CLOCK_TAI 11 CLOCK_THREAD_CPUTIME_ID 3
        """;

    private const int ClockRealtime = 0;
    private const int ClockMonotonic = 1;
    private const int ClockProcess = 2;
    private const int ClockThread = 3;
    private const int TimerAbsolute = 1;
    private static readonly string[] s_dayNames = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private static readonly string[] s_monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    internal static readonly PyType StructTimeType = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "time.struct_time",
        Doc = "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and strftime().  May be considered as a\n sequence of 9 integers.\n\n Note that several fields' values are not the same as those defined by\n the C language standard for struct tm.  For example, the value of the\n field tm_year is the actual year, not year - 1900.  See individual\n fields' descriptions for details.",
        Fields = ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff"],
        VisibleCount = 9,
        Docs =
        [
            "year, for example, 1993", "month of year, range [1, 12]", "day of month, range [1, 31]", "hours, range [0, 23]",
            "minutes, range [0, 59]", "seconds, range [0, 61])", "day of week, range [0, 6], Monday is 0", "day of year, range [1, 366]",
            "1 if summer time is in effect, 0 if not, and -1 if unknown", "abbreviation of timezone name", "offset from UTC in seconds",
        ],
    });

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        SysCall.AddConstants(module, Constants);
        module.Set("struct_time", StructTimeType);
        module.Set("_STRUCT_TM_ITEMS", PyInt.From(11));
        SetZone(module);
    }

    private static void SetZone(PyModule module)
    {
        Libc.tzset();
        // Like CPython: the offsets in the middle of winter and of summer.
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        const long Year = (365 * 24 + 6) * 3600;
        long january = now / Year * Year;
        Zone(january, out long first, out string firstName);
        Zone(january + Year / 2, out long second, out string secondName);
        bool south = first > second;
        module.Set("timezone", PyInt.From(-(south ? second : first)));
        module.Set("altzone", PyInt.From(-(south ? first : second)));
        module.Set("daylight", PyInt.From(first != second ? 1 : 0));
        module.Set("tzname", south ? PyTuple.Of(new PyStr(secondName), new PyStr(firstName)) : PyTuple.Of(new PyStr(firstName), new PyStr(secondName)));
    }

    private static void Zone(long time, out long offset, out string name)
    {
        Libc.Tm tm;
        Libc.localtime_r(&time, &tm);
        offset = tm.GmtOffset;
        name = tm.Zone == null ? "UTC" : FsCodec.Decode(Libc.Text(tm.Zone)).Value;
    }

    [PyFunction("tzset", Doc = "tzset()\n\nInitialize, or reinitialize, the local timezone to the value stored in\nos.environ['TZ'].")]
    private static void TzSet(PyModule module) => SetZone(module);

    // ---- clocks ----

    private static long Clock(int clock)
    {
        Libc.Timespec ts;
        SysCall.Check(Libc.clock_gettime(clock, &ts));
        return ts.Seconds * PyTime.Second + ts.Nanoseconds;
    }

    [PyFunction("time", Doc = "time() -> floating point number\n\nReturn the current time in seconds since the Epoch.\nFractions of a second may be present if the system clock provides them.")]
    private static double Time() => PyTime.ToSeconds(Clock(ClockRealtime));

    [PyFunction("time_ns")]
    private static long TimeNs() => Clock(ClockRealtime);

    [PyFunction("monotonic")]
    private static double Monotonic() => PyTime.ToSeconds(PyTime.Monotonic());

    [PyFunction("monotonic_ns")]
    private static long MonotonicNs() => PyTime.Monotonic();

    [PyFunction("perf_counter")]
    private static double PerfCounter() => PyTime.ToSeconds(PyTime.Monotonic());

    [PyFunction("perf_counter_ns")]
    private static long PerfCounterNs() => PyTime.Monotonic();

    [PyFunction("process_time")]
    private static double ProcessTime() => PyTime.ToSeconds(Clock(ClockProcess));

    [PyFunction("process_time_ns")]
    private static long ProcessTimeNs() => Clock(ClockProcess);

    [PyFunction("thread_time")]
    private static double ThreadTime() => PyTime.ToSeconds(Clock(ClockThread));

    [PyFunction("thread_time_ns")]
    private static long ThreadTimeNs() => Clock(ClockThread);

    [PyFunction("clock_gettime", "clk_id, /")]
    private static double ClockGetTime(int clock) => PyTime.ToSeconds(Clock(clock));

    [PyFunction("clock_gettime_ns", "clk_id, /")]
    private static long ClockGetTimeNs(int clock) => Clock(clock);

    [PyFunction("clock_getres", "clk_id, /")]
    private static double ClockGetRes(int clock)
    {
        Libc.Timespec ts;
        SysCall.Check(Libc.clock_getres(clock, &ts));
        return ts.Seconds + ts.Nanoseconds * 1e-9;
    }

    private static void SetClock(int clock, long nanoseconds)
    {
        long seconds = Math.DivRem(nanoseconds, PyTime.Second, out long rest);
        Libc.Timespec ts = rest < 0 ? new(seconds - 1, rest + PyTime.Second) : new(seconds, rest);
        SysCall.Check(Libc.clock_settime(clock, &ts));
    }

    [PyFunction("clock_settime", "clk_id, time, /")]
    private static void ClockSetTime(int clock, PyObject time) => SetClock(clock, PyTime.FromSeconds(time, roundUp: false));

    [PyFunction("clock_settime_ns", "clk_id, time, /")]
    private static void ClockSetTimeNs(int clock, long time) => SetClock(clock, time);

    [PyFunction("pthread_getcpuclockid", "thread_id, /")]
    private static long ThreadClock(long threadId)
    {
        nint handle = ThreadModule.NativeHandle(threadId);
        int clock = 0;
        int error = handle == 0 ? Errno.ESRCH : Libc.pthread_getcpuclockid(handle, &clock);
        return error == 0 ? clock : throw Err.OSError(error);
    }

    [PyFunction("get_clock_info", "name, /")]
    private static PyObject ClockInfo(string name, PyEngine engine)
    {
        (int clock, string id, bool monotonic) = name switch
        {
            "time" => (ClockRealtime, "CLOCK_REALTIME", false),
            "monotonic" or "perf_counter" => (ClockMonotonic, "CLOCK_MONOTONIC", true),
            "process_time" => (ClockProcess, "CLOCK_PROCESS_CPUTIME_ID", true),
            "thread_time" => (ClockThread, "CLOCK_THREAD_CPUTIME_ID", true),
            _ => throw Err.ValueError("unknown clock"),
        };
        PyDict fields = new();
        fields.SetStr(PyStr.Intern("implementation"), new PyStr($"clock_gettime({id})"));
        fields.SetStr(PyStr.Intern("monotonic"), PyBool.From(monotonic));
        fields.SetStr(PyStr.Intern("adjustable"), PyBool.From(!monotonic));
        fields.SetStr(PyStr.Intern("resolution"), new PyFloat(ClockGetRes(clock)));
        // types.SimpleNamespace, which the module sys.implementation shows.
        return Ops.CallTupleDict(engine.SysModule.Get("implementation")!.Type, PyTuple.Empty, fields);
    }

    [PyFunction("sleep", "seconds, /", Doc = "sleep(seconds)\n\nDelay execution for a given number of seconds.  The argument may be\na floating point number for subsecond precision.")]
    private static void Sleep(PyObject seconds, PyThread thread)
    {
        long ns = PyTime.FromSeconds(seconds);
        if (ns < 0)
        {
            throw Err.ValueError("sleep length must be non-negative");
        }
        long now = PyTime.Monotonic();
        long until = ns > long.MaxValue - now ? long.MaxValue : now + ns;
        Libc.Timespec deadline = new(until / PyTime.Second, until % PyTime.Second);
        while (true)
        {
            int error;
            using (thread.AllowThreads())
            {
                error = Libc.clock_nanosleep(ClockMonotonic, TimerAbsolute, &deadline, null);
            }
            thread.CheckSignals();
            if (error == 0)
            {
                return;
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
        }
    }

    // ---- broken-down time ----

    private static PyObject Make(in Libc.Tm tm, PyObject zone) => PyStructSequence.Make(StructTimeType,
        PyInt.From(tm.Year + 1900L), PyInt.From(tm.Month + 1), PyInt.From(tm.Day), PyInt.From(tm.Hour), PyInt.From(tm.Minute),
        PyInt.From(tm.Second), PyInt.From((tm.WeekDay + 6) % 7), PyInt.From(tm.YearDay + 1), PyInt.From(tm.IsDst),
        zone, PyInt.From(tm.GmtOffset));

    private static long SecondsArgument(PyObject? secs)
    {
        if (secs == null || ReferenceEquals(secs, PyNone.Instance))
        {
            return DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        }
        if (secs is PyFloat f)
        {
            if (double.IsNaN(f.Value))
            {
                throw Err.ValueError("Invalid value NaN (not a number)");
            }
            double floor = Math.Floor(f.Value);
            return floor is >= -9.2233720368547758e18 and < 9.2233720368547758e18 ? (long)floor
                : throw Err.OverflowError("timestamp out of range for platform time_t");
        }
        return Ops.Index(secs).TryGetLong(out long value) ? value : throw Err.OverflowError("timestamp out of range for platform time_t");
    }

    [PyFunction("gmtime", "seconds=None, /")]
    private static PyObject GmTime(PyObject? seconds = null)
    {
        long time = SecondsArgument(seconds);
        Libc.Tm tm;
        if (Libc.gmtime_r(&time, &tm) == null)
        {
            throw SysCall.LastError();
        }
        return Make(tm, new PyStr("UTC"));
    }

    [PyFunction("localtime", "seconds=None, /")]
    private static PyObject LocalTime(PyObject? seconds = null)
    {
        long time = SecondsArgument(seconds);
        Libc.Tm tm;
        if (Libc.localtime_r(&time, &tm) == null)
        {
            throw SysCall.LastError();
        }
        return Make(tm, tm.Zone == null ? PyNone.Instance : FsCodec.Decode(Libc.Text(tm.Zone)));
    }

    private static Libc.Tm FromTuple(PyObject o, string function)
    {
        if (o is not PyTuple tuple)
        {
            throw Err.TypeError("Tuple or struct_time argument required");
        }
        if (tuple.Count != 9)
        {
            throw Err.TypeError($"{function}(): illegal time tuple argument");
        }
        int year = SysCall.AsCInt(tuple[0]);
        if (year < int.MinValue + 1900)
        {
            throw Err.OverflowError("year out of range");
        }
        Libc.Tm tm = new()
        {
            Year = year - 1900,
            Month = SysCall.AsCInt(tuple[1]) - 1,
            Day = SysCall.AsCInt(tuple[2]),
            Hour = SysCall.AsCInt(tuple[3]),
            Minute = SysCall.AsCInt(tuple[4]),
            Second = SysCall.AsCInt(tuple[5]),
            WeekDay = (SysCall.AsCInt(tuple[6]) + 1) % 7,
            YearDay = SysCall.AsCInt(tuple[7]) - 1,
            IsDst = SysCall.AsCInt(tuple[8]),
        };
        if (o is PyStructSequence sequence && ReferenceEquals(sequence.Type, StructTimeType) && sequence.Values[10] is PyInt offset)
        {
            tm.GmtOffset = Ops.AsLong(offset);
        }
        return tm;
    }

    private static void CheckRange(ref Libc.Tm tm)
    {
        if (tm.Month == -1)
        {
            tm.Month = 0;
        }
        else if (tm.Month is < 0 or > 11)
        {
            throw Err.ValueError("month out of range");
        }
        if (tm.Day == 0)
        {
            tm.Day = 1;
        }
        else if (tm.Day is < 0 or > 31)
        {
            throw Err.ValueError("day of month out of range");
        }
        if (tm.Hour is < 0 or > 23)
        {
            throw Err.ValueError("hour out of range");
        }
        if (tm.Minute is < 0 or > 59)
        {
            throw Err.ValueError("minute out of range");
        }
        if (tm.Second is < 0 or > 61)
        {
            throw Err.ValueError("seconds out of range");
        }
        if (tm.WeekDay < 0)
        {
            throw Err.ValueError("day of week out of range");
        }
        if (tm.YearDay == -1)
        {
            tm.YearDay = 0;
        }
        else if (tm.YearDay is < 0 or > 365)
        {
            throw Err.ValueError("day of year out of range");
        }
    }

    private static Libc.Tm Now()
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Libc.Tm tm;
        Libc.localtime_r(&now, &tm);
        return tm;
    }

    [PyFunction("strftime", "format, tuple=None, /")]
    private static PyObject StrFTime(PyObject format, PyObject? tuple = null)
    {
        if (format is not PyStr text)
        {
            throw Err.TypeError($"strftime() argument 1 must be str, not {Ops.TypeName(format)}");
        }
        Libc.Tm tm;
        byte[]? zone = null;
        if (tuple == null)
        {
            tm = Now();
        }
        else
        {
            tm = FromTuple(tuple, "strftime");
            CheckRange(ref tm);
            if (tuple is PyStructSequence sequence && ReferenceEquals(sequence.Type, StructTimeType) && sequence.Values[9] is PyStr name)
            {
                zone = FsCodec.EncodeZ(name);
            }
        }
        tm.IsDst = Math.Clamp(tm.IsDst, -1, 1);
        if (text.Value.Contains('\0'))
        {
            throw Err.ValueError("embedded null character");
        }
        byte[] pattern = FsCodec.EncodeZ(text);
        if (pattern.Length == 1)
        {
            return PyStr.Empty;
        }
        // Without a zone glibc would print nothing; it looks it up from tm_isdst as CPython's does.
        PyObject names = PyThread.Current.Engine.NativeModule("time").Get("tzname")!;
        zone ??= FsCodec.EncodeZ((PyStr)((PyTuple)names)[tm.IsDst > 0 ? 1 : 0]);
        fixed (byte* f = pattern, z = zone)
        {
            if (tm.Zone == null)
            {
                tm.Zone = z;
            }
            for (int size = 1024; ; size *= 2)
            {
                byte[] buffer = new byte[size];
                fixed (byte* b = buffer)
                {
                    nint n = Libc.strftime(b, size, f, &tm);
                    if (n > 0 || size >= 256 * pattern.Length)
                    {
                        return FsCodec.Decode(buffer.AsSpan(0, (int)n));
                    }
                }
            }
        }
    }

    private static string Asctime(in Libc.Tm tm) =>
        $"{s_dayNames[(tm.WeekDay + 6) % 7]} {s_monthNames[tm.Month]} {tm.Day,2} {tm.Hour:00}:{tm.Minute:00}:{tm.Second:00} {tm.Year + 1900L}";

    [PyFunction("asctime", "tuple=None, /")]
    private static string AscTime(PyObject? tuple = null)
    {
        Libc.Tm tm;
        if (tuple == null)
        {
            tm = Now();
        }
        else
        {
            tm = FromTuple(tuple, "asctime");
            CheckRange(ref tm);
        }
        return Asctime(tm);
    }

    [PyFunction("ctime", "seconds=None, /")]
    private static string CTime(PyObject? seconds = null)
    {
        long time = SecondsArgument(seconds);
        Libc.Tm tm;
        if (Libc.localtime_r(&time, &tm) == null)
        {
            throw SysCall.LastError();
        }
        return Asctime(tm);
    }

    [PyFunction("mktime", "tuple, /")]
    private static double MkTime(PyObject tuple)
    {
        Libc.Tm tm = FromTuple(tuple, "mktime");
        tm.WeekDay = -1;
        long time = Libc.mktime(&tm);
        // -1 is a time, too; the day of the week tells that it was computed.
        return time == -1 && tm.WeekDay == -1 ? throw Err.OverflowError("mktime argument out of range") : time;
    }

    [PyFunction("strptime", "*args")]
    private static PyObject StrPTime(ReadOnlySpan<PyObject> args) =>
        Ops.Call(Ops.GetAttr(PyThread.Current.Engine.Import("_strptime"), "_strptime_time"), args);
}

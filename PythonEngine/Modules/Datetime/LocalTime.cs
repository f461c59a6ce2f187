using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Datetime;

/// <summary>The system's time zone, and numbers of seconds since the epoch.</summary>
internal static unsafe class LocalTime
{
    /// <summary>A fold (the hour that comes twice) is looked for within a day.</summary>
    public const long MaxFoldSeconds = 24 * 3600;

    /// <summary>Seconds of 1970-01-01 in the count of <see cref="ToSeconds"/>.</summary>
    public const long Epoch = 719163L * 86400;

    private static PyException OutOfRange() => Err.OverflowError("timestamp out of range for platform time_t");

    /// <summary>Whole seconds of a number, rounded down.</summary>
    public static long Floor(PyObject timestamp)
    {
        if (timestamp is PyFloat real)
        {
            return FromDouble(Math.Floor(Checked(real.Value)));
        }
        return Whole(timestamp);
    }

    private static double Checked(double value) => double.IsNaN(value) ? throw Err.ValueError("Invalid value NaN (not a number)") : value;

    private static long FromDouble(double whole) => whole is >= long.MinValue and < 9.2233720368547758e18 ? (long)whole : throw OutOfRange();

    private static long Whole(PyObject timestamp) => Ops.Index(timestamp).TryGetLong(out long value) ? value : throw OutOfRange();

    /// <summary>Seconds and microseconds of a number, rounded to the nearest, ties to even.</summary>
    public static long Split(PyObject timestamp, out int microseconds)
    {
        microseconds = 0;
        if (timestamp is not PyFloat real)
        {
            return Whole(timestamp);
        }
        double value = Checked(real.Value);
        double whole = Math.Truncate(value);
        double fraction = Math.Round((value - whole) * 1e6, MidpointRounding.ToEven);
        if (fraction >= 1e6)
        {
            fraction -= 1e6;
            whole += 1;
        }
        else if (fraction < 0)
        {
            fraction += 1e6;
            whole -= 1;
        }
        microseconds = (int)fraction;
        return FromDouble(whole);
    }

    /// <summary>Broken-down time, in the system's zone or in UTC.</summary>
    public static Libc.Tm BreakDown(long seconds, bool utc)
    {
        Libc.Tm tm;
        if ((utc ? Libc.gmtime_r(&seconds, &tm) : Libc.localtime_r(&seconds, &tm)) == null)
        {
            throw SysCall.LastError();
        }
        return tm;
    }

    /// <summary>Seconds since the beginning of year 0 of a date and time.</summary>
    public static long ToSeconds(int year, int month, int day, int hour, int minute, int second)
    {
        if (year is < Calendar.MinYear or > Calendar.MaxYear)
        {
            throw Err.ValueError($"year {year} is out of range");
        }
        return ((((Calendar.ToOrdinal(year, month, day) * 24L) + hour) * 60 + minute) * 60) + second;
    }

    /// <summary>What clocks show, as seconds, when it is u seconds (both since year 0) in UTC.</summary>
    public static long Local(long u)
    {
        Libc.Tm tm = BreakDown(u - Epoch, utc: false);
        return ToSeconds(tm.Year + 1900, tm.Month + 1, tm.Day, tm.Hour, tm.Minute, tm.Second);
    }

    /// <summary>Solves t = Local(u): the UTC seconds at which clocks show a time; fold says which of two, or which side of a gap.</summary>
    public static long FromLocal(long t, int fold)
    {
        long a = Local(t) - t;
        long u1 = t - a;
        long t1 = Local(u1);
        long b;
        if (t1 == t)
        {
            // A solution, but perhaps not the one on the wanted side of a fold.
            long near = fold != 0 ? u1 + MaxFoldSeconds : u1 - MaxFoldSeconds;
            b = Local(near) - near;
            if (a == b)
            {
                return u1;
            }
        }
        else
        {
            b = t1 - u1;
        }
        long u2 = t - b;
        long t2 = Local(u2);
        if (t2 == t)
        {
            return u2;
        }
        if (t1 == t)
        {
            return u1;
        }
        // In a gap both offsets lead past it.
        return fold != 0 ? Math.Min(u1, u2) : Math.Max(u1, u2);
    }

    /// <summary>1 when clocks show this second for the second time.</summary>
    public static int FoldAt(long timestamp, long shown)
    {
        long before = Local(Epoch + timestamp - MaxFoldSeconds);
        long transition = shown - before - MaxFoldSeconds;
        return transition < 0 && Local(Epoch + timestamp + transition) == shown ? 1 : 0;
    }

    /// <summary>The system's zone at a time: offset in seconds east of UTC and name.</summary>
    public static int ZoneAt(long timestamp, out string name)
    {
        Libc.Tm tm = BreakDown(timestamp, utc: false);
        name = tm.Zone == null ? "" : FsCodec.Decode(Libc.Text(tm.Zone)).Value;
        return (int)tm.GmtOffset;
    }
}

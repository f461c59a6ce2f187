namespace PythonEngine.Modules.Native;

/// <summary>Python numbers of seconds as nanoseconds.</summary>
internal static class PyTime
{
    public const long Second = 1_000_000_000;

    /// <summary>Seconds (int or float) to nanoseconds.</summary>
    /// <param name="o">The number.</param>
    /// <param name="roundUp">Away from zero, for timeouts; else to the even neighbour.</param>
    public static long FromSeconds(PyObject o, bool roundUp = true)
    {
        if (o is PyFloat f)
        {
            return FromSeconds(f.Value, roundUp);
        }
        PyInt i = !o.Type.HasIndex && o.Type.HasFloat
            ? throw Err.TypeError($"'{Ops.TypeName(o)}' object cannot be interpreted as an integer")
            : Ops.Index(o);
        return i.TryGetLong(out long seconds) && seconds is >= -9223372036 and <= 9223372036
            ? seconds * Second
            : throw Err.OverflowError("timestamp too large to convert to C _PyTime_t");
    }

    public static long FromSeconds(double seconds, bool roundUp = true)
    {
        if (double.IsNaN(seconds))
        {
            throw Err.ValueError("Invalid value NaN (not a number)");
        }
        double ns = seconds * 1e9;
        ns = roundUp ? (ns >= 0 ? Math.Ceiling(ns) : Math.Floor(ns)) : Math.Round(ns, MidpointRounding.ToEven);
        return ns is >= -9.2233720368547758e18 and < 9.2233720368547758e18
            ? (long)ns
            : throw Err.OverflowError("timestamp too large to convert to C _PyTime_t");
    }

    public static double ToSeconds(long nanoseconds) => nanoseconds % Second == 0 ? nanoseconds / Second : nanoseconds / 1e9;

    /// <summary>CLOCK_MONOTONIC in nanoseconds.</summary>
    public static long Monotonic() => System.Diagnostics.Stopwatch.GetTimestamp();
}

namespace PythonEngine.Execution;

/// <summary><c>id()</c> and identity hashes.</summary>
internal static class Identity
{
    private sealed class Box(long value)
    {
        public readonly long Value = value;
    }

    private static readonly ConditionalWeakTable<PyObject, Box> s_ids = [];
    private static long s_last = 0x7F00_0000_0000;

    /// <summary>A number that no other living object has; looks like an address.</summary>
    public static long Id(PyObject obj) => s_ids.GetValue(obj, static _ => new Box(System.Threading.Interlocked.Add(ref s_last, 16))).Value;

    public static long Hash(PyObject obj) => RuntimeHelpers.GetHashCode(obj) * 0x9E3779B1L & 0x7FFF_FFFF_FFFF;
}

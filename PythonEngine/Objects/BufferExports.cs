using System.Threading;

namespace PythonEngine.Objects;

/// <summary>Counts of exported buffers.</summary>
internal static class BufferExports
{
    /// <summary>Whether buffers are exported, once views that nobody references any more have been collected: until then they count.</summary>
    public static bool Remain(ref int exports)
    {
        if (Volatile.Read(ref exports) > 0)
        {
            // The engine's lock stays held: the object is in the middle of an operation. .NET's finalizers do not take it.
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return Volatile.Read(ref exports) > 0;
    }
}

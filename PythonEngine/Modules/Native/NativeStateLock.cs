namespace PythonEngine.Modules.Native;

/// <summary>
/// One user at a time for an object's native state, which threads may share while the engine's lock is released.
/// </summary>
internal readonly ref struct NativeStateLock : IDisposable
{
    private readonly object _gate;

    public NativeStateLock(object gate)
    {
        _gate = gate;
        if (!System.Threading.Monitor.TryEnter(gate))
        {
            using (PyThread.Current.AllowThreads())
            {
                System.Threading.Monitor.Enter(gate);
            }
        }
    }

    public void Dispose() => System.Threading.Monitor.Exit(_gate);
}

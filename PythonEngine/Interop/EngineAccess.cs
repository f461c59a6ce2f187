namespace PythonEngine.Interop;

/// <summary>
/// Lets .NET code into an engine from whatever OS thread it runs on: <c>using (EngineAccess.Enter(engine)) { ... }</c>. A thread that
/// runs a call out of this engine takes its lock again; any other becomes a Python thread of its own for the time being.
/// </summary>
internal readonly ref struct EngineAccess
{
    private readonly PyThread _thread;
    private readonly PyThread? _outer;
    private readonly bool _attached;
    private readonly bool _release;

    private EngineAccess(PyThread thread, PyThread? outer, bool attached, bool release)
    {
        _thread = thread;
        _outer = outer;
        _attached = attached;
        _release = release;
    }

    /// <exception cref="ObjectDisposedException">The engine has ended.</exception>
    public static EngineAccess Enter(PyEngine engine)
    {
        PyThread? current = PyThread.CurrentOrNull;
        if (current != null && ReferenceEquals(current.Engine, engine))
        {
            if (ReferenceEquals(engine.Lock.Holder, current))
            {
                return new EngineAccess(current, null, attached: false, release: false);
            }
            engine.Lock.Acquire(current);
            return new EngineAccess(current, null, attached: false, release: true);
        }
        ObjectDisposedException.ThrowIf(engine.Stopped, typeof(PyEngine));
        PyThread thread = engine.NewThread();
        engine.Enter(thread);
        return new EngineAccess(thread, current, attached: true, release: false);
    }

    /// <summary>The Python thread that the calling OS thread carries.</summary>
    public PyThread Thread => _thread;

    public void Dispose()
    {
        if (_attached)
        {
            _thread.DisposeHub();
            _thread.Engine.EndThread(_thread);
            PyThread.SetCurrent(_outer);
        }
        else if (_release)
        {
            _thread.Engine.Lock.Release(_thread);
        }
    }
}

namespace PythonEngine.Execution;

internal sealed unsafe partial class PyThread
{
    // Weak, so that a greenlet nobody refers to still ends as lost ones do.
    private List<WeakReference<PyGreenlet>>? _greenlets;
    private int _sweepAt = 64;

    /// <summary>From now on the thread can tell which greenlets it has (<see cref="LiveGreenlets"/>).</summary>
    internal void TrackGreenlets() => _greenlets ??= [];

    /// <summary>A greenlet starts.</summary>
    private void Track(PyGreenlet greenlet)
    {
        List<WeakReference<PyGreenlet>> greenlets = _greenlets!;
        if (greenlets.Count >= _sweepAt)
        {
            greenlets.RemoveAll(static w => !w.TryGetTarget(out PyGreenlet? g) || g.Dead);
            _sweepAt = Math.Max(64, greenlets.Count * 2);
        }
        greenlets.Add(new WeakReference<PyGreenlet>(greenlet));
    }

    /// <summary>The greenlets that have started and not ended, as far as they are tracked.</summary>
    internal List<PyGreenlet> LiveGreenlets()
    {
        List<PyGreenlet> alive = [];
        foreach (WeakReference<PyGreenlet> weak in _greenlets ?? [])
        {
            if (weak.TryGetTarget(out PyGreenlet? greenlet) && greenlet.Active)
            {
                alive.Add(greenlet);
            }
        }
        return alive;
    }

    /// <summary>Closes the hub, if there is one; what waits at it waits for ever.</summary>
    internal void DisposeHub()
    {
        if (_hub is { } hub)
        {
            Engine.WorkQueued -= hub.Wake;
            hub.Dispose();
            _hub = null;
            _hubGreenlet = null;
        }
    }
}

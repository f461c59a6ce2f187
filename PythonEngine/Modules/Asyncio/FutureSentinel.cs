using System.Threading;

namespace PythonEngine.Modules.Asyncio;

/// <summary>
/// Notices that a future became garbage which has something to report: an exception that nobody asked for, a task that is pending. Only
/// those carry one, and no future has a .NET finalizer of its own.
/// </summary>
internal sealed class FutureSentinel
{
    private readonly PyFuture _future;
    private readonly PyEngine _engine;
    private int _done;

    internal FutureSentinel(PyFuture future)
    {
        _future = future;
        _engine = PyThread.Current.Engine;
        Sequence = _engine.NextSequence();
        _engine.FinalizableMade();
    }

    /// <summary>Its place in the order of creation.</summary>
    internal long Sequence { get; }

    internal void Disarm()
    {
        GC.SuppressFinalize(this);
        Done();
    }

    private void Done()
    {
        if (Interlocked.Exchange(ref _done, 1) == 0)
        {
            _engine.FinalizableDone();
        }
    }

    ~FutureSentinel()
    {
        Done();
        _engine.QueueFinalizer(_future, Sequence);
    }
}

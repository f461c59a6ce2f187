using System.Diagnostics;

namespace PythonEngine.Execution;

/// <summary>
/// Decides when a hub collects garbage by itself. A handler that ended without closing its connection leaves an unreferenced
/// socket. CPython's is closed at once; here the collector must find it, which a process with little to do would not start for long.
/// A collection takes at most a twentieth of the time since the last one.
/// </summary>
internal sealed class GarbagePacer(PyEngine engine)
{
    private const double Pause = 0.4;
    internal const long PauseNanoseconds = 400_000_000;
    private const double PauseWhenBusy = 0.1;
    private const double FullPause = 2;
    private const double LongPause = 10;
    private const int ManySockets = 200;
    private const int Share = 20;
    /// <summary>Bytes; below it, nothing happened but that threads woke and waited again.</summary>
    private const long WorthCollecting = 64 * 1024;
    /// <summary>Longer than this, a full collection waits until the hub has nothing to do.</summary>
    private const double ShortCollection = 0.02;

    private long _youngAt;
    private long _fullAt;
    private double _youngTook;
    private double _fullTook;
    private long _allocatedAtFull;
    private bool _started;
    /// <summary>Greenlets have ended since the last full collection.</summary>
    private bool _left;
    private int _socketsMade;
    private int _openSockets;
    private int _openAfterFull;
    private bool _count;
    private bool _freed;

    /// <summary>A socket was opened.</summary>
    internal void SocketOpened()
    {
        _socketsMade++;
        _openSockets++;
    }

    /// <summary>A socket was closed.</summary>
    internal void SocketClosed() => _openSockets--;

    /// <summary>In how many seconds, at most, a hub that waits for nothing else should ask again.</summary>
    internal double BlockLimit(PyThread thread) => _left || _socketsMade > 0 || thread.GreenletsEnded || thread.OldGreenletsEnded ? Pause : double.PositiveInfinity;

    private static double Since(long then, long now) => then == 0 ? double.MaxValue : (now - then) / (double)Stopwatch.Frequency;

    /// <summary>Collects if it is time; true when there is something to do afterwards.</summary>
    /// <param name="thread">The calling thread, whose top frame is a native one.</param>
    /// <param name="quiet">The hub has just waited in vain.</param>
    internal bool Collect(PyThread thread, bool quiet)
    {
        // Where a hub has nothing to do, the reason may be a connection that was dropped without any greenlet's end.
        long now = Stopwatch.GetTimestamp();
        bool young = thread.GreenletsEnded || (_socketsMade > 0 && (quiet || Since(_youngAt, now) > FullPause));
        if (!young && !thread.OldGreenletsEnded && !_left)
        {
            return false;
        }
        if (!_started && !quiet)
        {
            // The first pause of a program that may only just be starting.
            _started = true;
            _youngAt = _fullAt = now;
            return false;
        }
        if (_count)
        {
            // Only now have the finalizers run.
            _count = false;
            _openAfterFull = _openSockets;
        }
        bool many = _openSockets > (2 * _openAfterFull) + 1000;
        if ((quiet || many || _fullTook < ShortCollection) && (thread.OldGreenletsEnded || many || quiet || Since(_fullAt, now) > LongPause)
            && Since(_fullAt, now) > Math.Max(thread.OldGreenletsEnded || many ? Pause : FullPause, _fullTook * Share))
        {
            Run(thread, 2);
            _fullTook = Since(now, Stopwatch.GetTimestamp());
            _fullAt = Stopwatch.GetTimestamp();
            thread.OldGreenletsEnded = _left = false;
            _count = true;
        }
        else if (young && Since(_youngAt, now) > Math.Max(_socketsMade > ManySockets ? PauseWhenBusy : Pause, _youngTook * Share))
        {
            Run(thread, 1);
            _youngTook = Since(now, Stopwatch.GetTimestamp());
            _left = true;
        }
        else
        {
            return false;
        }
        _youngAt = Stopwatch.GetTimestamp();
        thread.GreenletsEnded = false;
        _socketsMade = 0;
        _started = true;
        return engine.EvalBreaker;
    }

    /// <summary>Whether a thread without a hub that is about to wait for a lock should ask again after a while.</summary>
    internal bool IsDueWhileWaiting(PyThread thread) => BlockLimit(thread) < double.PositiveInfinity || HasAllocated;

    /// <summary>Enough was allocated since the last full collection that something may have become garbage which has work to do then.</summary>
    private bool HasAllocated => GC.GetTotalAllocatedBytes() - _allocatedAtFull > WorthCollecting;

    /// <summary>
    /// A thread without a hub has waited in vain for a lock: as <see cref="Collect"/>, with the finalizers. What it waits for may hang
    /// on them: an executor that was dropped stops its workers in a weak reference's callback.
    /// </summary>
    /// <param name="thread">The calling thread.</param>
    /// <param name="quiet">No other thread runs Python code.</param>
    internal void CollectWhileWaiting(PyThread thread, bool quiet)
    {
        long now = Stopwatch.GetTimestamp();
        bool sockets = _socketsMade > 0;
        if ((!sockets && !(quiet && HasAllocated)) || Since(_fullAt, now) < Math.Max(sockets ? Pause : FullPause, _fullTook * Share))
        {
            return;
        }
        engine.Collect(thread, 2, inProgress: true);
        _youngAt = _fullAt = Stopwatch.GetTimestamp();
        _fullTook = Since(now, _fullAt);
        _allocatedAtFull = GC.GetTotalAllocatedBytes();
        _socketsMade = 0;
    }

    private void Run(PyThread thread, int generation)
    {
        engine.ForgetDeadValues(thread);
        GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
    }

    /// <summary>
    /// The process has no descriptors left: closes what nothing refers to any more. False when there was nothing to close, also
    /// just before.
    /// </summary>
    internal bool FreeDescriptors(PyThread thread)
    {
        long now = Stopwatch.GetTimestamp();
        if (!_freed && _fullTook > ShortCollection && Since(_fullAt, now) < _fullTook * Share / 2)
        {
            return false;
        }
        long ran = engine.Collect(thread, 2, inProgress: true);
        _fullAt = Stopwatch.GetTimestamp();
        _fullTook = Since(now, _fullAt);
        _freed = ran > 0;
        return _freed;
    }
}

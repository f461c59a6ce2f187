using System.Diagnostics;
using System.Threading;

namespace PythonEngine.Execution;

/// <summary>
/// The engine's lock: only its holder touches Python objects. It belongs to a Python thread, not to an OS thread, so that
/// a pinned greenlet's hand-over needs no release. A thread that waits longer than the switch interval asks the holder to let go.
/// </summary>
internal sealed class EngineLock(PyEngine engine)
{
    private object _gate = new();
    private int _held;
    private int _waiters;
    private bool _handed;
    private long _switches;
    private volatile bool _dropRequested;
    private volatile bool _still;

    /// <summary>sys.setswitchinterval, in milliseconds.</summary>
    internal double SwitchInterval = 5;

    internal PyThread? Holder { get; private set; }

    internal bool DropRequested => _dropRequested;

    /// <summary>Whether anyone waits for the lock; for loops that never block otherwise.</summary>
    internal bool HasWaiters => Volatile.Read(ref _waiters) != 0;

    public void Acquire(PyThread thread)
    {
        if (Interlocked.CompareExchange(ref _held, 1, 0) != 0)
        {
            AcquireSlow();
        }
        Holder = thread;
    }

    private void AcquireSlow()
    {
        lock (_gate)
        {
            Interlocked.Increment(ref _waiters);
            try
            {
                WaitForTurn();
            }
            finally
            {
                Interlocked.Decrement(ref _waiters);
            }
        }
    }

    // Called inside the gate.
    private void WaitForTurn()
    {
        long since = Stopwatch.GetTimestamp();
        long before = _switches;
        while (true)
        {
            if (_handed)
            {
                _handed = false;
                break;
            }
            if (Interlocked.CompareExchange(ref _held, 1, 0) == 0)
            {
                break;
            }
            if (_still)
            {
                Monitor.Wait(_gate);
                continue;
            }
            // The time counts that was waited in all: a holder that blocks for a moment at a time wakes this thread each time, and takes the
            // lock again before it runs.
            double left = Math.Max(1, SwitchInterval) - Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            if (left <= 0)
            {
                if (before == _switches)
                {
                    _dropRequested = true;
                    engine.EvalBreaker = true;
                }
                before = _switches;
                since = Stopwatch.GetTimestamp();
                left = Math.Max(1, SwitchInterval);
            }
            Monitor.Wait(_gate, TimeSpan.FromMilliseconds(left));
        }
        _switches++;
        _dropRequested = false;
    }

    public void Release(PyThread thread)
    {
        if (thread.PinCount != 0 && ReferenceEquals(thread, thread.Engine.MainThread))
        {
            // It may have gone over to another OS thread, whose system call signals have to interrupt.
            thread.Engine.MainCarrierId = Modules.Native.Libc.gettid();
        }
        Holder = null;
        // The exchange is also the fence between giving up the lock and looking for waiters.
        Interlocked.Exchange(ref _held, 0);
        if (Volatile.Read(ref _waiters) != 0)
        {
            lock (_gate)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Lets a waiting thread run, then takes the lock back.</summary>
    public void Yield(PyThread thread)
    {
        lock (_gate)
        {
            _dropRequested = false;
            if (_waiters == 0)
            {
                return;
            }
            // The lock stays held and changes hands, else this thread would take it again before the waiter wakes.
            Holder = null;
            _handed = true;
            _waiters++;
            Monitor.Pulse(_gate);
            Monitor.Wait(_gate, TimeSpan.FromMilliseconds(Math.Max(1, SwitchInterval)));
            try
            {
                WaitForTurn();
            }
            finally
            {
                _waiters--;
            }
        }
        Holder = thread;
    }

    /// <summary>
    /// Before and after a fork, by the holder: while true, waiting threads sleep until the lock is free, instead of asking for it at each
    /// interval. A thread that wakes holds locks of .NET's for a moment, and the child would find them held for ever.
    /// </summary>
    internal void KeepStill(bool still)
    {
        _still = still;
        if (Volatile.Read(ref _waiters) != 0)
        {
            lock (_gate)
            {
                Monitor.PulseAll(_gate);
            }
        }
    }

    /// <summary>In a forked child only the forking thread is left, and it holds the lock.</summary>
    internal void AfterForkInChild(PyThread thread)
    {
        _gate = new object();
        _waiters = 0;
        _handed = false;
        _dropRequested = false;
        _still = false;
        _held = 1;
        Holder = thread;
    }
}

using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using GreenletNet.Polling;

namespace GreenletNet.Hubs;

/// <summary>What <see cref="Hub.TryNext"/> came back with.</summary>
public enum HubStep
{
    /// <summary>An item to run.</summary>
    Item,
    /// <summary>Nothing can run now, and the call was not allowed to block.</summary>
    Idle,
    /// <summary><see cref="Hub.Wake"/> was called or a signal arrived: the embedder has something of its own to look at.</summary>
    Woken,
    /// <summary>The limit for blocking is over and still nothing can run.</summary>
    LimitReached,
}

/// <summary>
/// The event loop of one thread: timers, ready items, and descriptors.
/// </summary>
/// <remarks>
/// A round runs the timers that are due and the items that were ready when it began, ordered by time and then by arrival, as
/// eventlet does; then looks at the descriptors (blocking only when nothing else is due) and runs their listeners. What is
/// scheduled during a round waits for the next one, so nothing starves.
/// <para>The hub belongs to whoever holds it, and all its members are for the thread that drives it, except
/// <see cref="Post(IHubCallback)"/> and <see cref="Wake"/>. It uses neither the .NET thread pool nor .NET timers, as
/// those do not survive a fork. An embedder either lets it run (<see cref="Run()"/>) or drives it step by step
/// (<see cref="TryNext"/>) and runs the items itself.</para>
/// </remarks>
public partial class Hub : IDisposable
{
    [ThreadStatic]
    private static Hub? t_current;

    private readonly IPoller _poller;
    private readonly ReadyEvent[] _events = new ReadyEvent[256];
    private Func<double>? _clock;
    private bool _stopping;
    private bool _disposed;

    /// <summary>Creates a hub with the best poller of the system.</summary>
    public Hub()
        : this(Poller.Create())
    {
    }

    /// <summary>Creates a hub on the given poller, which it owns from then on.</summary>
    public Hub(IPoller poller)
    {
        ArgumentNullException.ThrowIfNull(poller);
        _poller = poller;
    }

    /// <summary>
    /// The hub of the current OS thread, created at first use. A convenience for plain C# programs; the hub itself never
    /// looks here, and embedders whose threads are logical keep their hubs elsewhere.
    /// </summary>
    public static Hub Current
    {
        get => t_current ??= new Hub();
        set => t_current = value;
    }

    /// <summary>The hub of the current OS thread, or null where none was made or set.</summary>
    public static Hub? CurrentOrNull => t_current;

    /// <summary>The name of the poller in use.</summary>
    public string PollerName => _poller.Name;

    /// <summary>The clock, in seconds. Null stands for the system's monotonic clock, the one Python's time.monotonic reads.</summary>
    public Func<double>? Clock
    {
        get => _clock;
        set => _clock = value;
    }

    /// <summary>Whether a second listener in the same direction at one descriptor is refused by the waits of this class. On by default, as in eventlet.</summary>
    public bool PreventMultipleListeners { get; set; } = true;

    /// <summary>Whether <see cref="Run()"/> is running.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Raised when an item threw, instead of printing the exception to the error stream.</summary>
    public event Action<Exception>? UnhandledException;

    /// <summary>The time by the hub's clock, in seconds.</summary>
    public double Now()
    {
        Func<double>? clock = _clock;
        return clock is null ? Stopwatch.GetTimestamp() * s_tick : clock();
    }

    private static readonly double s_tick = 1.0 / Stopwatch.Frequency;

    /// <summary>Called before the hub blocks at its poller: the place to release a lock.</summary>
    protected virtual void BeforeBlock()
    {
    }

    /// <summary>Called after the hub blocked, also when the wait failed.</summary>
    protected virtual void AfterBlock()
    {
    }

    /// <summary>
    /// Called before the hub blocks for the given time (possibly infinite). Returns whether it did something that may have made
    /// work for the hub, which then looks again before it blocks.
    /// </summary>
    protected virtual bool OnIdle(double seconds) => false;

    /// <summary>Called with what an item threw under <see cref="RunOnce"/>.</summary>
    protected virtual void OnUnhandledException(IHubCallback item, Exception exception)
    {
        Action<Exception>? handler = UnhandledException;
        if (handler is not null)
        {
            handler(exception);
        }
        else
        {
            // Going on quietly would hide the bug, and stopping would take down every other green thread.
            Console.Error.WriteLine(exception);
        }
    }

    internal void Report(IHubCallback item, Exception exception) => OnUnhandledException(item, exception);

    /// <summary>
    /// To be called in the child of a fork, before anything else is done with the hub: makes the poller anew, keeps timers, ready
    /// items and listeners.
    /// </summary>
    public void AfterFork()
    {
        _sleeping = 0;
        RebuildPoller();
    }

    /// <summary>Makes <see cref="Run()"/> return after the item that is running.</summary>
    public void Stop() => _stopping = true;

    /// <summary>Runs until <see cref="Stop"/> is called.</summary>
    public void Run()
    {
        if (IsRunning)
        {
            throw new InvalidOperationException("Already running!");
        }
        Hub? outer = t_current;
        t_current = this;
        IsRunning = true;
        _stopping = false;
        try
        {
            while (!_stopping)
            {
                RunOnce(mayBlock: true);
            }
        }
        finally
        {
            IsRunning = false;
            _stopping = false;
            t_current = outer;
        }
    }

    /// <summary>Runs at most one item, waiting for one if allowed to.</summary>
    public HubStep RunOnce(bool mayBlock, double blockLimit = double.PositiveInfinity)
    {
        HubStep step = TryNext(mayBlock, blockLimit, out IHubCallback? item);
        if (step == HubStep.Item)
        {
            try
            {
                item!.Run();
            }
            catch (Exception e)
            {
                OnUnhandledException(item!, e);
            }
        }
        return step;
    }

    /// <summary>Closes the poller. Nothing that still waits will ever run.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the poller.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing && !_disposed)
        {
            _disposed = true;
            Volatile.Write(ref _sleeping, 0);
            _poller.Dispose();
            if (t_current == this)
            {
                t_current = null;
            }
        }
    }
}

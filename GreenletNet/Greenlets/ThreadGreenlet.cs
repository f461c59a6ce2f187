using System;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading;

namespace GreenletNet.Greenlets;

/// <summary>
/// A greenlet for any synchronous .NET code: its stack is that of an OS thread from a pool, and a switch hands the baton from
/// one thread to another. Some microseconds per switch, where heap frames take a fraction of one.
/// </summary>
/// <remarks>
/// A suspended greenlet that nobody refers to ends by a <see cref="GreenletExitException"/> at one of the next switches on its thread. .NET
/// finds that only where no stack leads to it: code that keeps its own greenlet in a local variable, or waits in a switch
/// to its own child, keeps it alive.
/// <para>Thread statics do not follow a greenlet: each has those of the thread it happens to run on.</para>
/// </remarks>
public sealed class ThreadGreenlet : Greenlet
{
    // Must not lead to its greenlet: a parked thread's stack refers to it, and the greenlet could never be dropped.
    private sealed class Body(Func<object?, object?>? run)
    {
        internal readonly SemaphoreSlim Baton = new(0);
        internal readonly Func<object?, object?>? Run = run;
        internal GreenletPayload Inbox;

        internal GreenletPayload Park()
        {
            Baton.Wait();
            GreenletPayload payload = Inbox;
            Inbox = default;
            return payload;
        }
    }

    private readonly struct Handoff(Body from, Body to, GreenletThread? startsOn)
    {
        internal readonly Body From = from;
        internal readonly Body To = to;
        internal readonly GreenletThread? StartsOn = startsOn;

        internal void Pass(in GreenletPayload payload)
        {
            To.Inbox = payload;
            if (StartsOn is null)
            {
                To.Baton.Release();
            }
            else
            {
                Worker.Start(To, StartsOn);
            }
        }
    }

    private readonly Body _body;

    /// <summary>Creates a greenlet that runs a function of the value first switched in.</summary>
    /// <param name="run">The function. Its result goes to the parent.</param>
    /// <param name="parent">The parent, or null for the current greenlet.</param>
    public ThreadGreenlet(Func<object?, object?> run, Greenlet? parent = null)
        : base(parent ?? Current)
    {
        ArgumentNullException.ThrowIfNull(run);
        _body = new Body(run);
    }

    private ThreadGreenlet()
        : base(null) => _body = new Body(null);

    /// <summary>Hands a dropped greenlet to its thread, to be ended there.</summary>
    ~ThreadGreenlet()
    {
        if (IsActive && !IsMain)
        {
            Thread.Drop(this);
        }
    }

    /// <summary>The greenlet that runs on the calling thread.</summary>
    public static Greenlet Current => CurrentThread.Current;

    /// <summary>The greenlets of the calling thread.</summary>
    public static GreenletThread CurrentThread => GreenletThread.OfOsThread ?? StartThread();

    private static GreenletThread StartThread()
    {
        GreenletThread thread = new();
        thread.Begin(new ThreadGreenlet());
        GreenletThread.OfOsThread = thread;
        return thread;
    }

    /// <summary>To be called in the child of a fork, where the pooled threads do not exist: suspended greenlets are lost.</summary>
    public static void AfterFork() => Worker.Reset();

    /// <inheritdoc/>
    protected override void OnDead() => GC.SuppressFinalize(this);

    /// <inheritdoc/>
    protected override object? Deliver(GreenletPayload payload)
    {
        GreenletThread thread = CurrentThread;
        thread.CollectDropped();
        Handoff handoff = Prepare(thread, ref payload);
        if (handoff.From != handoff.To)
        {
            handoff.Pass(payload);
            payload = handoff.From.Park();
        }
        if (payload.Error is Exception error)
        {
            ExceptionDispatchInfo.Throw(error);
        }
        return payload.Value;
    }

    // Not inlined: no local variable of a suspended frame may refer to the greenlet that is suspended.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Handoff Prepare(GreenletThread thread, ref GreenletPayload payload)
    {
        Body from = ((ThreadGreenlet)thread.Current)._body;
        ThreadGreenlet target = (ThreadGreenlet)Route(thread, ref payload, out bool starts);
        return new Handoff(from, target._body, starts ? thread : null);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Handoff End(GreenletThread thread, ref GreenletPayload payload)
    {
        ThreadGreenlet ended = (ThreadGreenlet)thread.Current;
        ThreadGreenlet target = (ThreadGreenlet)ended.Finish(ref payload, out bool starts);
        return new Handoff(ended._body, target._body, starts ? thread : null);
    }

    /// <summary>A pooled OS thread.</summary>
    private sealed class Worker
    {
        private const int PoolLimit = 64;

        private sealed class Pool
        {
            internal Worker? First;
            internal int Count;
        }

        // Replaced as a whole after a fork, as its lock may have been held by a thread that is gone.
        private static Pool s_pool = new();

        private readonly SemaphoreSlim _job = new(0);
        private Worker? _next;
        private Body? _body;
        private GreenletThread? _thread;

        internal static void Reset() => s_pool = new Pool();

        internal static void Start(Body body, GreenletThread thread)
        {
            Pool pool = s_pool;
            Worker? worker;
            lock (pool)
            {
                worker = pool.First;
                if (worker is not null)
                {
                    pool.First = worker._next;
                    pool.Count--;
                }
            }
            bool isNew = worker is null;
            worker ??= new Worker();
            worker._next = null;
            worker._body = body;
            worker._thread = thread;
            if (!isNew)
            {
                worker._job.Release();
                return;
            }
            try
            {
                new Thread(worker.Loop, GreenletRuntime.StackSize(1024 * 1024)) { IsBackground = true, Name = "greenlet" }.Start();
            }
            catch (OutOfMemoryException e)
            {
                // No thread to be had: the greenlet ends as if its function had raised this.
                GreenletPayload failure = GreenletPayload.Raise(e);
                Handoff handoff = End(thread, ref failure);
                handoff.Pass(failure);
            }
        }

        private void Loop()
        {
            do
            {
                RunBody();
            }
            while (Rest());
        }

        private bool Rest()
        {
            // RunBody has put this worker into the pool already, or not, where the pool was full.
            if (_next == this)
            {
                return false;
            }
            _job.Wait();
            return true;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private void RunBody()
        {
            GreenletThread thread = _thread!;
            GreenletThread.OfOsThread = thread;
            GreenletPayload payload = Execute();
            Handoff handoff = End(thread, ref payload);
            _body = null;
            _thread = null;
            GreenletThread.OfOsThread = null;
            Pool pool = s_pool;
            lock (pool)
            {
                if (pool.Count < PoolLimit)
                {
                    pool.Count++;
                    _next = pool.First;
                    pool.First = this;
                }
                else
                {
                    _next = this;
                }
            }
            // From here on somebody may have given this worker its next job already.
            handoff.Pass(payload);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private GreenletPayload Execute()
        {
            Body body = _body!;
            object? value = body.Inbox.Value;
            body.Inbox = default;
            try
            {
                return new GreenletPayload(body.Run!(value));
            }
            catch (Exception e)
            {
                return GreenletPayload.Raise(e);
            }
        }
    }
}

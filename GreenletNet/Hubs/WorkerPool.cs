using System;
using System.Collections.Generic;
using System.Threading;

namespace GreenletNet.Hubs;

/// <summary>Work for a thread of its own, whose end is reported to a hub.</summary>
internal abstract class HubWork(Hub hub) : IHubCallback
{
    /// <summary>The blocking part, on a worker thread. Must not throw.</summary>
    protected internal abstract void Execute();

    /// <summary>Called on the hub's thread afterwards.</summary>
    public abstract void Run();

    internal void ExecuteAndPost()
    {
        Execute();
        hub.Post(this);
    }
}

/// <summary>
/// A few threads for calls that block with no descriptor to wait at. Not the .NET thread pool, as that one does not survive a fork.
/// </summary>
internal sealed class WorkerPool(string name, int maxThreads)
{
    private const int IdleMilliseconds = 10_000;

    // No lock object is shared across a fork: the child replaces the whole pool.
    private static WorkerPool s_resolver = new("green resolver", 8);

    private readonly Queue<HubWork> _queue = [];
    private int _threads;
    private int _idle;

    internal static WorkerPool Resolver => s_resolver;

    internal static void AfterFork() => s_resolver = new WorkerPool("green resolver", 8);

    internal void Start(HubWork work)
    {
        lock (_queue)
        {
            _queue.Enqueue(work);
            if (_idle >= _queue.Count || _threads == maxThreads)
            {
                Monitor.Pulse(_queue);
                return;
            }
            _threads++;
        }
        try
        {
            new Thread(Work, GreenletRuntime.StackSize(256 * 1024)) { IsBackground = true, Name = name }.Start();
        }
        catch (OutOfMemoryException)
        {
            List<HubWork> stranded = [];
            lock (_queue)
            {
                _threads--;
                while (_threads == 0 && _queue.TryDequeue(out HubWork? waiting))
                {
                    stranded.Add(waiting);
                }
            }
            // With no thread to be had, blocking the hub is better than never answering.
            foreach (HubWork waiting in stranded)
            {
                waiting.ExecuteAndPost();
            }
        }
    }

    private void Work()
    {
        while (true)
        {
            HubWork? work;
            lock (_queue)
            {
                while (!_queue.TryDequeue(out work))
                {
                    _idle++;
                    bool pulsed = Monitor.Wait(_queue, IdleMilliseconds);
                    _idle--;
                    if (!pulsed && _queue.Count == 0)
                    {
                        _threads--;
                        return;
                    }
                }
            }
            work.ExecuteAndPost();
        }
    }
}

using System;
using System.Collections.Generic;
using System.Threading;
using GreenletNet.Polling;
using GreenletNet.Sockets;

namespace GreenletNet.Hubs;

public partial class Hub
{
    private enum Phase
    {
        Start,
        Fire,
        Poll,
        Dispatch,
    }

    private sealed class Posted(IHubCallback item)
    {
        internal readonly IHubCallback Item = item;
        internal Posted? Next;
    }

    private Phase _phase;
    private ReadyRing _ready = new(64);
    private int _roundReady;
    private double _roundNow;
    private readonly List<(FdListener Listener, int Stamp)> _dispatch = [];
    private int _dispatched;
    private bool _idled;

    // A stack by compare-and-swap, not a concurrent queue: another thread may be in the middle of posting when the process
    // forks, and a lock it held would stay locked in the child.
    private Posted? _posted;
    private int _sleeping;
    private int _interrupted;

    /// <summary>Puts an item at the end of the ready queue. Hub thread only.</summary>
    public void Enqueue(IHubCallback item)
    {
        _ready.Push(Stamp(), _nextTicket += 2, item);
    }

    /// <summary>Puts an item into the ready queue from any thread, and wakes the hub.</summary>
    public void Post(IHubCallback item)
    {
        Posted node = new(item);
        Posted? head;
        do
        {
            head = Volatile.Read(ref _posted);
            node.Next = head;
        }
        while (Interlocked.CompareExchange(ref _posted, node, head) != head);
        if (Volatile.Read(ref _sleeping) != 0)
        {
            _poller.Wake();
        }
    }

    /// <summary>Puts a delegate into the ready queue from any thread, and wakes the hub.</summary>
    public void Post(Action action) => Post(new ActionCallback(action));

    /// <summary>
    /// Makes <see cref="TryNext"/> return <see cref="HubStep.Woken"/> at the end of the round, or at once when it is blocked.
    /// May be called from any thread.
    /// </summary>
    public void Wake()
    {
        Interlocked.Exchange(ref _interrupted, 1);
        if (Volatile.Read(ref _sleeping) != 0)
        {
            _poller.Wake();
        }
    }

    private void DrainPosted()
    {
        Posted? newest = Interlocked.Exchange(ref _posted, null);
        Posted? oldest = null;
        while (newest is not null)
        {
            Posted? next = newest.Next;
            newest.Next = oldest;
            oldest = newest;
            newest = next;
        }
        for (; oldest is not null; oldest = oldest.Next)
        {
            Enqueue(oldest.Item);
        }
    }

    /// <summary>
    /// Finds the next item to run, without running it: an expired timer (or its target), a ready item, or the listener of a
    /// ready or closed descriptor. Blocks until there is one, if it may.
    /// </summary>
    /// <param name="mayBlock">Whether to wait when nothing can run.</param>
    /// <param name="blockLimit">For how many seconds to wait at most.</param>
    /// <param name="item">The item, where the result is <see cref="HubStep.Item"/>.</param>
    /// <exception cref="SocketOsException">The poller failed for good.</exception>
    public HubStep TryNext(bool mayBlock, double blockLimit, out IHubCallback? item)
    {
        while (true)
        {
            switch (_phase)
            {
                case Phase.Start:
                    if (_interrupted != 0 && Interlocked.Exchange(ref _interrupted, 0) != 0)
                    {
                        item = null;
                        return HubStep.Woken;
                    }
                    if (_posted is not null)
                    {
                        DrainPosted();
                    }
                    if (_closed.Count > 0)
                    {
                        int last = _closed.Count - 1;
                        item = _closed[last];
                        _closed.RemoveAt(last);
                        return HubStep.Item;
                    }
                    MergeNewTimers();
                    _roundReady = _ready.Count;
                    if (_heap.Count > 0)
                    {
                        _roundNow = Now();
                    }
                    _phase = Phase.Fire;
                    goto case Phase.Fire;

                case Phase.Fire:
                    if (NextOfRound(out item))
                    {
                        return HubStep.Item;
                    }
                    _phase = Phase.Poll;
                    goto case Phase.Poll;

                case Phase.Poll:
                    HubStep? outcome = PollDescriptors(mayBlock, blockLimit);
                    if (outcome is HubStep step)
                    {
                        item = null;
                        return step;
                    }
                    goto case Phase.Dispatch;

                case Phase.Dispatch:
                    while (_dispatched < _dispatch.Count)
                    {
                        (FdListener listener, int stamp) = _dispatch[_dispatched++];
                        // One listener's work may have removed another that was ready too, and even registered it elsewhere.
                        if (listener.State == FdListenerState.Active && listener.Stamp == stamp)
                        {
                            item = listener;
                            return HubStep.Item;
                        }
                    }
                    _dispatch.Clear();
                    _dispatched = 0;
                    _phase = Phase.Start;
                    break;
            }
        }
    }

    /// <summary>Whether items of the current round are left: what was due or ready at its start and has not been handed out.</summary>
    public bool IsInRound => _phase switch
    {
        Phase.Fire => _roundReady > 0 || (_heap.Count > 0 && _heap.Top.Due <= _roundNow),
        Phase.Dispatch => _dispatched < _dispatch.Count,
        _ => false,
    };

    private bool NextOfRound(out IHubCallback? item)
    {
        while (true)
        {
            if (_roundReady > 0)
            {
                ref HubEntry ready = ref _ready.Peek;
                if (_heap.Count == 0 || _heap.Top.Due > _roundNow || !_heap.Top.Before(ready))
                {
                    IHubCallback found = ready.Item!;
                    bool timer = ready.IsTimer;
                    bool stale = timer && ready.IsStale;
                    _roundReady--;
                    _ready.Drop();
                    if (stale)
                    {
                        _cancelled--;
                        continue;
                    }
                    item = timer ? Expire((HubTimer)found) : found;
                    return true;
                }
            }
            else if (_heap.Count == 0 || _heap.Top.Due > _roundNow)
            {
                item = null;
                return false;
            }
            bool cancelled = _heap.Top.IsStale;
            HubTimer due = (HubTimer)_heap.Top.Item!;
            _heap.Pop();
            if (cancelled)
            {
                _cancelled--;
                continue;
            }
            item = Expire(due);
            return true;
        }
    }

    /// <summary>Looks at the poller and fills the dispatch list. A result other than null is for the caller of TryNext.</summary>
    private HubStep? PollDescriptors(bool mayBlock, double blockLimit)
    {
        MergeNewTimers();
        double wait = TimeUntilWork();
        if (wait > 0 && mayBlock && !_idled)
        {
            // Once per wait only: an idle hook that always finds something to do must not keep the hub from blocking.
            _idled = true;
            if (OnIdle(wait))
            {
                _phase = Phase.Start;
                return null;
            }
            wait = TimeUntilWork();
        }
        if (wait > 0 && mayBlock && blockLimit > 0)
        {
            return Block(wait, blockLimit);
        }
        bool nothing = wait > 0;
        if (_watched > 0)
        {
            int count = _poller.Wait(0, _events);
            if (count < 0 && count != -Errno.EINTR)
            {
                throw new SocketOsException(-count);
            }
            if (count > 0)
            {
                Collect(count);
                _phase = Phase.Dispatch;
                return null;
            }
        }
        _phase = Phase.Start;
        return !nothing ? null : mayBlock ? HubStep.LimitReached : HubStep.Idle;
    }

    private double TimeUntilWork()
    {
        if (_ready.Count > 0 || _closed.Count > 0 || _posted is not null || _interrupted != 0)
        {
            return 0;
        }
        while (_heap.Count > 0)
        {
            if (!_heap.Top.IsStale)
            {
                return Math.Max(0, _heap.Top.Due - Now());
            }
            _heap.Pop();
            _cancelled--;
        }
        return double.PositiveInfinity;
    }

    private HubStep? Block(double wait, double blockLimit)
    {
        bool limited = blockLimit < wait;
        int count;
        BeforeBlock();
        try
        {
            // Full fences on both sides: a poster either sees that we sleep, or we see what it posted.
            Interlocked.Exchange(ref _sleeping, 1);
            bool pending = Volatile.Read(ref _posted) is not null || Volatile.Read(ref _interrupted) != 0;
            count = _poller.Wait(pending ? 0 : limited ? blockLimit : wait, _events);
            limited &= !pending;
            Volatile.Write(ref _sleeping, 0);
        }
        finally
        {
            AfterBlock();
        }
        _phase = Phase.Start;
        if (count < 0)
        {
            if (count == -Errno.EINTR)
            {
                return HubStep.Woken;
            }
            throw new SocketOsException(-count);
        }
        if (count > 0)
        {
            _idled = false;
            Collect(count);
            _phase = Phase.Dispatch;
            return null;
        }
        if (_posted is not null || _interrupted != 0 || _ready.Count > 0 || _closed.Count > 0)
        {
            return null;
        }
        if (!limited)
        {
            _idled = false;
            return null;
        }
        return HubStep.LimitReached;
    }
}

using System;
using System.Collections.Generic;

namespace GreenletNet.Hubs;

public partial class Hub
{
    private TimerHeap _heap = new(64);
    // Timers of the current round. Most timeouts are cancelled before the round ends and so never reach the heap.
    private HubEntry[] _newTimers = new HubEntry[32];
    private int _newTimerCount;
    private int _cancelled;
    private long _nextTicket;

    /// <summary>How many entries the timer queues hold, cancelled ones that were not cleared away yet included.</summary>
    public int TimerCount => _heap.Count + _newTimerCount + _ready.Count;

    /// <summary>
    /// Schedules a timer. Zero seconds puts it at the end of the ready queue; whatever the delay, it does not run in the
    /// current round.
    /// </summary>
    /// <exception cref="InvalidOperationException">The timer is pending already.</exception>
    public void Schedule(HubTimer timer, double seconds)
    {
        ArgumentNullException.ThrowIfNull(timer);
        if (timer.Ticket != 0)
        {
            throw new InvalidOperationException("the timer is pending already");
        }
        timer.Hub = this;
        long ticket = (_nextTicket += 2) | 1;
        timer.Ticket = ticket;
        if (seconds == 0)
        {
            timer.Due = Stamp();
            _ready.Push(timer.Due, ticket, timer);
            return;
        }
        if (seconds < 0)
        {
            _ready.Date(Now());
        }
        // NaN compares false with everything and would wreck the heap's order.
        timer.Due = double.IsNaN(seconds) ? double.PositiveInfinity : Now() + seconds;
        if (_newTimerCount == _newTimers.Length)
        {
            Array.Resize(ref _newTimers, _newTimerCount * 2);
        }
        ref HubEntry entry = ref _newTimers[_newTimerCount++];
        entry.Due = timer.Due;
        entry.Ticket = ticket;
        entry.Item = timer;
    }

    /// <summary>
    /// The time for a ready item. With no timer to be compared with it need not be read: every timer to come is later, but
    /// for one of negative delay, which dates the items itself.
    /// </summary>
    private double Stamp() => _heap.Count > 0 || _newTimerCount > 0 ? Now() : double.NegativeInfinity;

    /// <summary>Calls a delegate after some seconds.</summary>
    public HubTimer CallLater(double seconds, Action action)
    {
        ActionTimer timer = new(action);
        Schedule(timer, seconds);
        return timer;
    }

    /// <summary>The timers that are scheduled, in no order.</summary>
    internal List<HubTimer> PendingTimers()
    {
        List<HubTimer> timers = [];
        _heap.ListTimers(timers);
        for (int i = 0; i < _newTimerCount; i++)
        {
            if (!_newTimers[i].IsStale)
            {
                timers.Add((HubTimer)_newTimers[i].Item!);
            }
        }
        _ready.ListTimers(timers);
        return timers;
    }

    /// <summary>Throws away all timers and ready items, as eventlet's hub does when it is aborted.</summary>
    public void Clear()
    {
        _heap.Clear();
        for (int i = 0; i < _newTimerCount; i++)
        {
            _newTimers[i].Abandon();
        }
        Array.Clear(_newTimers, 0, _newTimerCount);
        _newTimerCount = 0;
        _ready.Clear();
        _roundReady = 0;
        _cancelled = 0;
    }

    private void MergeNewTimers()
    {
        if (_newTimerCount == 0)
        {
            return;
        }
        HubEntry[] entries = _newTimers;
        int count = _newTimerCount;
        for (int i = 0; i < count; i++)
        {
            if (entries[i].IsStale)
            {
                _cancelled--;
            }
            else
            {
                _heap.Push(entries[i]);
            }
            entries[i].Item = null;
        }
        _newTimerCount = 0;
    }

    private static IHubCallback Expire(HubTimer timer)
    {
        timer.Ticket = 0;
        return timer.Item;
    }

    internal void TimerCancelled()
    {
        _cancelled++;
        if (_cancelled > 500 && _cancelled > _heap.Count / 2)
        {
            int before = _heap.Count;
            _heap.Compact();
            _cancelled -= before - _heap.Count;
            if (_newTimerCount > 1000)
            {
                // A callback that sets and cancels timers in a loop would otherwise fill the memory before its round ends.
                MergeNewTimers();
            }
        }
    }
}

using System;
using System.Collections.Generic;

namespace GreenletNet.Hubs;

/// <summary>A timer, or any item, with its place in the order: by due time, then in the order of scheduling.</summary>
internal struct HubEntry
{
    internal double Due;
    // Even for plain items; odd for timers, where it has to match the timer's ticket.
    internal long Ticket;
    internal IHubCallback? Item;

    internal readonly bool IsTimer => (Ticket & 1) != 0;

    /// <summary>Whether the entry is that of a timer which was cancelled, or cancelled and scheduled anew.</summary>
    internal readonly bool IsStale => (Ticket & 1) != 0 && ((HubTimer)Item!).Ticket != Ticket;

    /// <summary>Makes the timer of an entry that is thrown away schedulable again.</summary>
    internal readonly void Abandon()
    {
        if (IsTimer && !IsStale)
        {
            ((HubTimer)Item!).Ticket = 0;
        }
    }

    internal readonly bool Before(in HubEntry other) =>
        Due < other.Due || (Due == other.Due && Ticket < other.Ticket);
}

/// <summary>A binary heap of timers. Cancelled ones stay in until they come up or <see cref="Compact"/> throws them out.</summary>
internal struct TimerHeap
{
    private HubEntry[] _entries;
    internal int Count;

    internal TimerHeap(int capacity)
    {
        _entries = new HubEntry[capacity];
        Count = 0;
    }

    internal readonly ref HubEntry Top => ref _entries[0];

    internal readonly void ListTimers(List<HubTimer> timers)
    {
        for (int i = 0; i < Count; i++)
        {
            if (!_entries[i].IsStale)
            {
                timers.Add((HubTimer)_entries[i].Item!);
            }
        }
    }

    internal void Push(in HubEntry entry)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }
        SiftUp(Count++, entry);
    }

    private readonly void SiftUp(int i, HubEntry entry)
    {
        HubEntry[] entries = _entries;
        while (i > 0)
        {
            int parent = (i - 1) >> 1;
            if (!entry.Before(entries[parent]))
            {
                break;
            }
            entries[i] = entries[parent];
            i = parent;
        }
        entries[i] = entry;
    }

    internal void Pop()
    {
        int last = --Count;
        HubEntry moved = _entries[last];
        _entries[last] = default;
        if (last > 0)
        {
            SiftDown(0, moved);
        }
    }

    private readonly void SiftDown(int i, HubEntry entry)
    {
        HubEntry[] entries = _entries;
        int half = Count >> 1;
        while (i < half)
        {
            int child = 2 * i + 1;
            if (child + 1 < Count && entries[child + 1].Before(entries[child]))
            {
                child++;
            }
            if (!entries[child].Before(entry))
            {
                break;
            }
            entries[i] = entries[child];
            i = child;
        }
        entries[i] = entry;
    }

    /// <summary>Throws out the entries of cancelled timers.</summary>
    internal void Compact()
    {
        HubEntry[] entries = _entries;
        int kept = 0;
        for (int i = 0; i < Count; i++)
        {
            if (!entries[i].IsStale)
            {
                entries[kept++] = entries[i];
            }
        }
        Array.Clear(entries, kept, Count - kept);
        Count = kept;
        for (int i = (kept >> 1) - 1; i >= 0; i--)
        {
            SiftDown(i, entries[i]);
        }
    }

    internal void Clear()
    {
        for (int i = 0; i < Count; i++)
        {
            _entries[i].Abandon();
        }
        Array.Clear(_entries, 0, Count);
        Count = 0;
    }
}

/// <summary>A first-in first-out ring of entries.</summary>
internal struct ReadyRing
{
    private HubEntry[] _entries;
    private int _head;
    internal int Count;

    internal ReadyRing(int capacity)
    {
        // A power of two, so that the position is masked rather than divided.
        _entries = new HubEntry[capacity];
        _head = 0;
        Count = 0;
    }

    internal readonly ref HubEntry Peek => ref _entries[_head];

    internal readonly void ListTimers(List<HubTimer> timers)
    {
        for (int i = 0; i < Count; i++)
        {
            ref HubEntry entry = ref _entries[(_head + i) & (_entries.Length - 1)];
            if (entry.IsTimer && !entry.IsStale)
            {
                timers.Add((HubTimer)entry.Item!);
            }
        }
    }

    internal void Push(double due, long ticket, IHubCallback item)
    {
        if (Count == _entries.Length)
        {
            Grow();
        }
        ref HubEntry entry = ref _entries[(_head + Count) & (_entries.Length - 1)];
        entry.Due = due;
        entry.Ticket = ticket;
        entry.Item = item;
        Count++;
    }

    internal void Drop()
    {
        _entries[_head].Item = null;
        _head = (_head + 1) & (_entries.Length - 1);
        Count--;
    }

    /// <summary>Dates the entries that were made without looking at the clock.</summary>
    internal readonly void Date(double now)
    {
        for (int i = 0; i < Count; i++)
        {
            ref HubEntry entry = ref _entries[(_head + i) & (_entries.Length - 1)];
            if (entry.Due == double.NegativeInfinity)
            {
                entry.Due = now;
            }
        }
    }

    private void Grow()
    {
        HubEntry[] bigger = new HubEntry[_entries.Length * 2];
        int first = _entries.Length - _head;
        Array.Copy(_entries, _head, bigger, 0, first);
        Array.Copy(_entries, 0, bigger, first, _head);
        _entries = bigger;
        _head = 0;
    }

    internal void Clear()
    {
        for (int i = 0; i < Count; i++)
        {
            _entries[(_head + i) & (_entries.Length - 1)].Abandon();
        }
        Array.Clear(_entries);
        _head = 0;
        Count = 0;
    }
}

using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using GreenletNet.Polling;
using GreenletNet.Sockets;

namespace GreenletNet.Hubs;

public partial class Hub
{
    private struct FdEntry
    {
        // By FdKind.
        internal FdListener? Reader;
        internal FdListener? Writer;
        // Who vouches that the descriptor is still the one that was armed; zero for nobody.
        internal long Owner;
        // Counts registrations at the poller, to recognise events of a descriptor that is gone.
        internal int Generation;
        internal PollEvents Armed;

        internal readonly PollEvents Wanted =>
            (Reader is not null ? PollEvents.Read : 0) | (Writer is not null ? PollEvents.Write : 0);
    }

    private FdEntry[] _fds = new FdEntry[64];
    private readonly List<FdListener> _closed = [];
    // Descriptors armed at the poller: with none, a poll that may not block is left out.
    private int _watched;

    /// <summary>The listener that waits first in this direction at a descriptor, if any.</summary>
    public FdListener? Listener(int fd, FdKind kind) =>
        (uint)fd >= (uint)_fds.Length ? null : kind == FdKind.Read ? _fds[fd].Reader : _fds[fd].Writer;

    /// <summary>All first listeners of one direction, for inspection.</summary>
    public IEnumerable<FdListener> Listeners(FdKind kind)
    {
        for (int fd = 0; fd < _fds.Length; fd++)
        {
            FdListener? listener = kind == FdKind.Read ? _fds[fd].Reader : _fds[fd].Writer;
            if (listener is not null)
            {
                yield return listener;
            }
        }
    }

    /// <summary>
    /// Registers a listener. Where another waits in the same direction already, it is queued behind it; whether that is
    /// wanted is for the caller to decide, by <see cref="Listener"/>.
    /// </summary>
    /// <returns>Zero, or the errno with which the poller refused the descriptor.</returns>
    public int Register(FdListener listener) => Register(listener, 0);

    /// <summary>
    /// Registers a listener for an owner: an object that holds the descriptor, and calls <see cref="NotifyClose"/> before it
    /// closes it. For owners the registration at the poller outlives the wait, which saves two system calls per wait.
    /// </summary>
    internal int Register(FdListener listener, long owner)
    {
        int fd = listener.Fd;
        if ((uint)fd >= (uint)_fds.Length)
        {
            int refused = GrowTable(fd);
            if (refused != 0)
            {
                return refused;
            }
        }
        ref FdEntry entry = ref _fds[fd];
        ref FdListener? slot = ref listener.Kind == FdKind.Read ? ref entry.Reader : ref entry.Writer;
        if (slot is not null)
        {
            FdListener last = slot;
            while (last.NextSecondary is not null)
            {
                last = last.NextSecondary;
            }
            last.NextSecondary = listener;
            listener.State = FdListenerState.Active;
            listener.Stamp++;
            return 0;
        }
        PollEvents need = listener.Kind == FdKind.Read ? PollEvents.Read : PollEvents.Write;
        bool trusted = owner != 0 && entry.Owner == owner;
        if (!trusted || (entry.Armed & need) == 0)
        {
            PollEvents interest = need | (trusted ? entry.Armed : entry.Wanted);
            int errno = Arm(fd, ref entry, interest);
            if (errno != 0)
            {
                return errno;
            }
            entry.Owner = owner;
        }
        slot = listener;
        listener.State = FdListenerState.Active;
        listener.Stamp++;
        return 0;
    }

    private int GrowTable(int fd)
    {
        if (fd < 0)
        {
            return Errno.EBADF;
        }
        // A number far beyond anything open must not make the table as large as the number.
        if (!Libc.IsOpen(fd))
        {
            return Errno.EBADF;
        }
        int size = _fds.Length;
        while (size <= fd)
        {
            size *= 2;
        }
        Array.Resize(ref _fds, size);
        return 0;
    }

    private static ulong TokenOf(int fd, int generation) => ((ulong)(uint)generation << 32) | (uint)fd;

    private int Arm(int fd, ref FdEntry entry, PollEvents interest)
    {
        int errno;
        if (entry.Armed != 0)
        {
            errno = _poller.Modify(fd, interest, TokenOf(fd, entry.Generation));
            if (errno == 0)
            {
                entry.Armed = interest;
                return 0;
            }
            // The descriptor was closed without notice; with ENOENT its number belongs to another file now.
            entry.Armed = 0;
            _watched--;
            if (errno != Errno.ENOENT)
            {
                return errno;
            }
        }
        entry.Generation++;
        errno = _poller.Add(fd, interest, TokenOf(fd, entry.Generation));
        if (errno == Errno.EEXIST)
        {
            errno = _poller.Modify(fd, interest, TokenOf(fd, entry.Generation));
        }
        if (errno == 0)
        {
            entry.Armed = interest;
            _watched++;
        }
        return errno;
    }

    private int Disarm(int fd, ref FdEntry entry)
    {
        if (entry.Armed == 0)
        {
            return 0;
        }
        entry.Armed = 0;
        entry.Owner = 0;
        _watched--;
        return _poller.Remove(fd);
    }

    /// <summary>Takes a listener off its descriptor; the next one queued behind it takes its place. Does nothing if it is not registered.</summary>
    public void Remove(FdListener listener)
    {
        if (listener.State != FdListenerState.Active)
        {
            if (listener.State != FdListenerState.Idle)
            {
                listener.State = FdListenerState.Idle;
                _closed.Remove(listener);
            }
            return;
        }
        listener.State = FdListenerState.Idle;
        int fd = listener.Fd;
        ref FdEntry entry = ref _fds[fd];
        ref FdListener? slot = ref listener.Kind == FdKind.Read ? ref entry.Reader : ref entry.Writer;
        if (slot == listener)
        {
            slot = listener.NextSecondary;
            listener.NextSecondary = null;
            if (slot is null && entry.Owner == 0)
            {
                PollEvents wanted = entry.Wanted;
                if (wanted == 0)
                {
                    Disarm(fd, ref entry);
                }
                else
                {
                    Arm(fd, ref entry, wanted);
                }
            }
            return;
        }
        for (FdListener? before = slot; before is not null; before = before.NextSecondary)
        {
            if (before.NextSecondary == listener)
            {
                before.NextSecondary = listener.NextSecondary;
                listener.NextSecondary = null;
                return;
            }
        }
    }

    /// <summary>
    /// Tells the hub that a descriptor is about to be closed: the poller forgets it. Listeners stay, as in eventlet, until the
    /// number is opened again; <see cref="MarkAsReopened"/> instead of this one wakes them.
    /// </summary>
    public void NotifyClose(int fd)
    {
        if ((uint)fd < (uint)_fds.Length)
        {
            Disarm(fd, ref _fds[fd]);
        }
    }

    /// <summary>
    /// Tells the hub that a descriptor has just been opened, or is being closed under its listeners. Whoever waits at the number
    /// waits for a file that is gone: all its listeners become obsolete, and run once more to say so.
    /// </summary>
    /// <returns>Whether there were any.</returns>
    public bool MarkAsReopened(int fd)
    {
        if ((uint)fd >= (uint)_fds.Length)
        {
            return false;
        }
        ref FdEntry entry = ref _fds[fd];
        Disarm(fd, ref entry);
        if (entry.Reader is null && entry.Writer is null)
        {
            return false;
        }
        FdListener? reader = entry.Reader;
        FdListener? writer = entry.Writer;
        entry.Reader = entry.Writer = null;
        // The first listeners go last, as the list is worked off from its end.
        MakeObsolete(reader?.NextSecondary);
        MakeObsolete(writer?.NextSecondary);
        if (reader is not null)
        {
            reader.NextSecondary = null;
            MakeObsolete(reader);
        }
        if (writer is not null)
        {
            writer.NextSecondary = null;
            MakeObsolete(writer);
        }
        return true;
    }

    private void MakeObsolete(FdListener? listener)
    {
        while (listener is not null)
        {
            FdListener? next = listener.NextSecondary;
            listener.NextSecondary = null;
            listener.State = FdListenerState.Obsolete;
            _closed.Add(listener);
            listener.OnObsolete();
            listener = next;
        }
    }

    /// <summary>Removes all listeners of a descriptor that turned out not to be open, and runs each once so that it finds out.</summary>
    public void RemoveDescriptor(int fd)
    {
        if ((uint)fd >= (uint)_fds.Length)
        {
            return;
        }
        ref FdEntry entry = ref _fds[fd];
        Disarm(fd, ref entry);
        FdListener? reader = entry.Reader;
        FdListener? writer = entry.Writer;
        entry.Reader = entry.Writer = null;
        Release(reader);
        Release(writer);

        void Release(FdListener? listener)
        {
            while (listener is not null)
            {
                FdListener? next = listener.NextSecondary;
                listener.NextSecondary = null;
                listener.State = FdListenerState.Invalid;
                _closed.Add(listener);
                listener = next;
            }
        }
    }

    /// <summary>Turns the poller's events into listeners to run.</summary>
    private void Collect(int count)
    {
        bool rebuild = false;
        for (int i = 0; i < count; i++)
        {
            ref ReadyEvent ready = ref _events[i];
            int fd = (int)(uint)ready.Token;
            ref FdEntry entry = ref _fds[fd];
            if (entry.Generation != (int)(ready.Token >> 32) || entry.Armed == 0)
            {
                // The event of a file whose descriptor is closed here but lives on elsewhere. The kernel offers no way to
                // remove it, and it would keep the hub from ever blocking.
                rebuild = true;
                continue;
            }
            PollEvents seen = ready.Events;
            if ((seen & PollEvents.Invalid) != 0)
            {
                RemoveDescriptor(fd);
                continue;
            }
            if ((seen & (PollEvents.Error | PollEvents.Hangup)) != 0)
            {
                seen |= PollEvents.Read | PollEvents.Write;
            }
            bool missed = false;
            if ((seen & PollEvents.Read) != 0)
            {
                if (entry.Reader is not null)
                {
                    _dispatch.Add((entry.Reader, entry.Reader.Stamp));
                }
                else
                {
                    missed = true;
                }
            }
            if ((seen & PollEvents.Write) != 0)
            {
                if (entry.Writer is not null)
                {
                    _dispatch.Add((entry.Writer, entry.Writer.Stamp));
                }
                else
                {
                    missed = true;
                }
            }
            if (missed)
            {
                // Nobody waits for this any more; being level-triggered it would come back at every poll.
                PollEvents wanted = entry.Wanted;
                if (wanted == 0)
                {
                    rebuild |= Disarm(fd, ref entry) != 0;
                }
                else if (wanted != entry.Armed)
                {
                    rebuild |= Arm(fd, ref entry, wanted) != 0;
                }
            }
        }
        if (rebuild)
        {
            RebuildPoller();
        }
    }

    private void RebuildPoller()
    {
        _poller.Reset();
        _watched = 0;
        for (int fd = 0; fd < _fds.Length; fd++)
        {
            ref FdEntry entry = ref _fds[fd];
            entry.Armed = 0;
            entry.Owner = 0;
            PollEvents wanted = entry.Wanted;
            if (wanted != 0 && Arm(fd, ref entry, wanted) != 0)
            {
                RemoveDescriptor(fd);
            }
        }
    }
}

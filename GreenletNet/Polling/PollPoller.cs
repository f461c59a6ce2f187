using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using GreenletNet.Sockets;

namespace GreenletNet.Polling;

/// <summary>
/// Readiness by poll(2): the portable fallback. Costs time in proportion to the number of watched descriptors at each wait.
/// </summary>
/// <remarks>A descriptor that is not open is not refused here but reported as <see cref="PollEvents.Invalid"/> at every wait.</remarks>
public sealed unsafe class PollPoller : IPoller
{
    private PollCalls.PollFd[] _fds = new PollCalls.PollFd[16];
    private ulong[] _tokens = new ulong[16];
    private readonly Dictionary<int, int> _index = [];
    private int _count;
    private int _next;
    private int _wakeRead;
    private int _wakeWrite;

    /// <summary>Creates a poller that watches nothing.</summary>
    /// <exception cref="SocketOsException">No descriptor is left for the wake-up.</exception>
    public PollPoller() => Open();

    /// <summary>Closes the descriptors of a poller that was not disposed of.</summary>
    ~PollPoller() => PollCalls.CloseWake(_wakeRead, _wakeWrite);

    /// <inheritdoc/>
    public string Name => "poll";

    private void Open()
    {
        if (!PollCalls.TryOpenWake(out _wakeRead, out _wakeWrite, out int errno))
        {
            throw new SocketOsException(errno);
        }
        // Slot zero is the wake-up's for good.
        _fds[0] = new PollCalls.PollFd { Fd = _wakeRead, Events = PollCalls.POLLIN };
        _count = 1;
    }

    private static short ToKernel(PollEvents interest) =>
        (short)(((interest & PollEvents.Read) != 0 ? PollCalls.POLLIN : 0) |
                ((interest & PollEvents.Write) != 0 ? PollCalls.POLLOUT : 0));

    /// <inheritdoc/>
    public int Add(int fd, PollEvents interest, ulong token)
    {
        // poll(2) would skip a negative entry in silence.
        if (fd < 0)
        {
            return Errno.EBADF;
        }
        if (!_index.TryAdd(fd, _count))
        {
            return Errno.EEXIST;
        }
        if (_count == _fds.Length)
        {
            Array.Resize(ref _fds, _count * 2);
            Array.Resize(ref _tokens, _count * 2);
        }
        _fds[_count] = new PollCalls.PollFd { Fd = fd, Events = ToKernel(interest) };
        _tokens[_count] = token;
        _count++;
        return 0;
    }

    /// <inheritdoc/>
    public int Modify(int fd, PollEvents interest, ulong token)
    {
        if (!_index.TryGetValue(fd, out int i))
        {
            return Errno.ENOENT;
        }
        _fds[i].Events = ToKernel(interest);
        _tokens[i] = token;
        return 0;
    }

    /// <inheritdoc/>
    public int Remove(int fd)
    {
        if (!_index.Remove(fd, out int i))
        {
            return Errno.ENOENT;
        }
        int last = --_count;
        if (i != last)
        {
            _fds[i] = _fds[last];
            _tokens[i] = _tokens[last];
            _index[_fds[i].Fd] = i;
        }
        return 0;
    }

    /// <inheritdoc/>
    public int Wait(double seconds, Span<ReadyEvent> events)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.Poll, -1, out int fault))
        {
            return -fault;
        }
        int found;
        fixed (PollCalls.PollFd* fds = _fds)
        {
            found = PollCalls.poll(fds, (nuint)_count, PollCalls.ToMilliseconds(seconds));
        }
        if (found < 0)
        {
            return -Marshal.GetLastSystemError();
        }
        if (_fds[0].Revents != 0)
        {
            PollCalls.DrainWake(_wakeRead);
            found--;
        }
        int written = 0;
        int watched = _count - 1;
        // Start where the last scan ended, so that a small buffer does not starve the descriptors at the end.
        for (int step = 0; step < watched && found > 0; step++)
        {
            int i = 1 + (_next + step) % watched;
            short seen = _fds[i].Revents;
            if (seen == 0)
            {
                continue;
            }
            if (written == events.Length)
            {
                _next = i - 1;
                return written;
            }
            found--;
            ref ReadyEvent ready = ref events[written++];
            ready.Token = _tokens[i];
            ready.Events = PollEvents.None;
            if ((seen & PollCalls.POLLIN) != 0)
            {
                ready.Events |= PollEvents.Read;
            }
            if ((seen & PollCalls.POLLOUT) != 0)
            {
                ready.Events |= PollEvents.Write;
            }
            if ((seen & PollCalls.POLLERR) != 0)
            {
                ready.Events |= PollEvents.Error;
            }
            if ((seen & PollCalls.POLLHUP) != 0)
            {
                ready.Events |= PollEvents.Hangup;
            }
            if ((seen & PollCalls.POLLNVAL) != 0)
            {
                ready.Events |= PollEvents.Invalid;
            }
        }
        return written;
    }

    /// <inheritdoc/>
    public void Wake() => PollCalls.SignalWake(_wakeWrite);

    /// <inheritdoc/>
    public void Reset()
    {
        // An eventfd or pipe shared with the parent of a fork would pass wake-ups between the processes.
        PollCalls.CloseWake(_wakeRead, _wakeWrite);
        _index.Clear();
        _next = 0;
        Open();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        PollCalls.CloseWake(_wakeRead, _wakeWrite);
        _wakeRead = _wakeWrite = -1;
        _index.Clear();
        _count = 0;
        GC.SuppressFinalize(this);
    }
}

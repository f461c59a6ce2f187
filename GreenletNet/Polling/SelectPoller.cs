using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using GreenletNet.Sockets;

namespace GreenletNet.Polling;

/// <summary>Readiness by select(2), for those who ask for it by name. Descriptors from 1024 up are refused with EINVAL.</summary>
/// <remarks>
/// select(2) fails as a whole when one descriptor is closed (EBADF); each one is then looked at alone and the closed ones are
/// reported as <see cref="PollEvents.Invalid"/>.
/// </remarks>
public sealed unsafe class SelectPoller : IPoller
{
    private const int SetSize = 1024;
    private const int Words = SetSize / 64;

    private readonly SortedDictionary<int, ReadyEvent> _watched = [];
    private int _wakeRead;
    private int _wakeWrite;

    /// <summary>Creates a poller that watches nothing.</summary>
    /// <exception cref="SocketOsException">No descriptor is left for the wake-up.</exception>
    public SelectPoller() => Open();

    /// <summary>Closes the descriptors of a poller that was not disposed of.</summary>
    ~SelectPoller() => PollCalls.CloseWake(_wakeRead, _wakeWrite);

    /// <inheritdoc/>
    public string Name => "selects";

    private void Open()
    {
        if (!PollCalls.TryOpenWake(out _wakeRead, out _wakeWrite, out int errno))
        {
            throw new SocketOsException(errno);
        }
        if (_wakeRead >= SetSize)
        {
            PollCalls.CloseWake(_wakeRead, _wakeWrite);
            _wakeRead = _wakeWrite = -1;
            throw new SocketOsException(Errno.EINVAL);
        }
    }

    /// <inheritdoc/>
    public int Add(int fd, PollEvents interest, ulong token)
    {
        if (fd < 0)
        {
            return Errno.EBADF;
        }
        if (fd >= SetSize)
        {
            return Errno.EINVAL;
        }
        return _watched.TryAdd(fd, new ReadyEvent { Token = token, Events = interest }) ? 0 : Errno.EEXIST;
    }

    /// <inheritdoc/>
    public int Modify(int fd, PollEvents interest, ulong token)
    {
        if (!_watched.ContainsKey(fd))
        {
            return Errno.ENOENT;
        }
        _watched[fd] = new ReadyEvent { Token = token, Events = interest };
        return 0;
    }

    /// <inheritdoc/>
    public int Remove(int fd) => _watched.Remove(fd) ? 0 : Errno.ENOENT;

    /// <inheritdoc/>
    public int Wait(double seconds, Span<ReadyEvent> events)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.Select, -1, out int fault))
        {
            return -fault;
        }
        ulong* read = stackalloc ulong[Words];
        ulong* write = stackalloc ulong[Words];
        new Span<ulong>(read, Words).Clear();
        new Span<ulong>(write, Words).Clear();
        int top = _wakeRead;
        Set(read, _wakeRead);
        foreach ((int fd, ReadyEvent watched) in _watched)
        {
            if ((watched.Events & PollEvents.Read) != 0)
            {
                Set(read, fd);
            }
            if ((watched.Events & PollEvents.Write) != 0)
            {
                Set(write, fd);
            }
            top = Math.Max(top, fd);
        }
        PollCalls.TimeSpec limit = default;
        bool forever = double.IsPositiveInfinity(seconds);
        if (!forever && seconds > 0)
        {
            // struct timeval: the second field counts microseconds.
            double capped = Math.Min(seconds, 86400);
            limit.Seconds = (nint)capped;
            limit.Nanoseconds = Math.Min((nint)Math.Ceiling((capped - limit.Seconds) * 1e6), 999_999);
        }
        int found = PollCalls.select(top + 1, read, write, null, forever ? null : &limit);
        if (found < 0)
        {
            int errno = Marshal.GetLastSystemError();
            return errno == Errno.EBADF ? FindInvalid(events) : -errno;
        }
        if (found > 0 && IsSet(read, _wakeRead))
        {
            PollCalls.DrainWake(_wakeRead);
            found--;
        }
        int written = 0;
        foreach ((int fd, ReadyEvent watched) in _watched)
        {
            if (written == events.Length || found <= 0)
            {
                break;
            }
            PollEvents seen = (IsSet(read, fd) ? PollEvents.Read : 0) | (IsSet(write, fd) ? PollEvents.Write : 0);
            if (seen != 0)
            {
                found--;
                events[written++] = new ReadyEvent { Token = watched.Token, Events = seen };
            }
        }
        return written;
    }

    private int FindInvalid(Span<ReadyEvent> events)
    {
        int written = 0;
        foreach ((int fd, ReadyEvent watched) in _watched)
        {
            PollCalls.PollFd probe = new() { Fd = fd };
            if (written < events.Length && PollCalls.poll(&probe, 1, 0) > 0 && (probe.Revents & PollCalls.POLLNVAL) != 0)
            {
                events[written++] = new ReadyEvent { Token = watched.Token, Events = PollEvents.Invalid };
            }
        }
        return written;
    }

    private static void Set(ulong* set, int fd) => set[fd >> 6] |= 1UL << (fd & 63);

    private static bool IsSet(ulong* set, int fd) => (set[fd >> 6] & (1UL << (fd & 63))) != 0;

    /// <inheritdoc/>
    public void Wake() => PollCalls.SignalWake(_wakeWrite);

    /// <inheritdoc/>
    public void Reset()
    {
        PollCalls.CloseWake(_wakeRead, _wakeWrite);
        _watched.Clear();
        Open();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        PollCalls.CloseWake(_wakeRead, _wakeWrite);
        _wakeRead = _wakeWrite = -1;
        _watched.Clear();
        GC.SuppressFinalize(this);
    }
}

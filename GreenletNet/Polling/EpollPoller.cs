using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GreenletNet.Sockets;

namespace GreenletNet.Polling;

/// <summary>
/// Readiness by epoll(7), level-triggered, woken by an eventfd.
/// </summary>
/// <remarks>
/// Traps that the code below and the hub above it live with:
/// epoll watches open file descriptions, not descriptors. A descriptor closed while a duplicate (or a forked child) still has
/// the description goes on reporting events and can no longer be removed: the hub finds that by its tokens and calls
/// <see cref="Reset"/>. The epoll instance itself is shared across fork, so a child that called EPOLL_CTL_DEL would take the
/// registration from its parent: a child must <see cref="Reset"/> before anything else. Errors and hang-ups are reported even for
/// an empty interest, so an unwanted descriptor has to be removed, not emptied. Regular files are refused with EPERM; they
/// count as always ready, as poll(2) has it.
/// </remarks>
public sealed unsafe class EpollPoller : IPoller
{
    private const ulong WakeToken = ulong.MaxValue;
    private const int MaxBatch = 1024;

    // The kernel packs struct epoll_event on x86-64 only.
    private static readonly int s_eventSize =
        RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? 12 : 16;
    private static readonly int s_dataOffset = s_eventSize - 8;
    private static bool s_hasPwait2 = true;

    private int _epoll = -1;
    private int _wakeRead = -1;
    private int _wakeWrite = -1;
    private byte* _buffer;
    private Dictionary<int, ReadyEvent>? _alwaysReady;

    private EpollPoller()
    {
        _buffer = (byte*)NativeMemory.Alloc((nuint)(MaxBatch * s_eventSize));
    }

    /// <summary>Frees the buffer and the descriptors of a poller that was not disposed of.</summary>
    ~EpollPoller() => Close();

    /// <inheritdoc/>
    public string Name => "epolls";

    internal static bool TryCreate(out EpollPoller? poller, out int errno)
    {
        poller = null;
        EpollPoller made = new();
        try
        {
            errno = made.Open();
        }
        catch (EntryPointNotFoundException)
        {
            errno = Errno.ENOSYS;
        }
        if (errno != 0)
        {
            made.Dispose();
            return false;
        }
        poller = made;
        return true;
    }

    private int Open()
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.EpollCreate, -1, out int fault))
        {
            return fault;
        }
        _epoll = PollCalls.epoll_create1(PollCalls.EPOLL_CLOEXEC);
        if (_epoll < 0)
        {
            return Marshal.GetLastSystemError();
        }
        if (!PollCalls.TryOpenWake(out _wakeRead, out _wakeWrite, out int errno))
        {
            return errno;
        }
        return Control(PollCalls.EPOLL_CTL_ADD, _wakeRead, PollCalls.EPOLLIN, WakeToken);
    }

    private int Control(int op, int fd, uint events, ulong token)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.EpollCtl, fd, out int fault))
        {
            return fault;
        }
        byte* ev = stackalloc byte[16];
        *(uint*)ev = events;
        Unsafe.WriteUnaligned(ev + s_dataOffset, token);
        return PollCalls.epoll_ctl(_epoll, op, fd, ev) == 0 ? 0 : Marshal.GetLastSystemError();
    }

    private static uint ToKernel(PollEvents interest) =>
        ((interest & PollEvents.Read) != 0 ? PollCalls.EPOLLIN : 0) |
        ((interest & PollEvents.Write) != 0 ? PollCalls.EPOLLOUT : 0);

    private static PollEvents FromKernel(uint events)
    {
        PollEvents result = PollEvents.None;
        if ((events & PollCalls.EPOLLIN) != 0)
        {
            result |= PollEvents.Read;
        }
        if ((events & PollCalls.EPOLLOUT) != 0)
        {
            result |= PollEvents.Write;
        }
        if ((events & PollCalls.EPOLLERR) != 0)
        {
            result |= PollEvents.Error;
        }
        if ((events & PollCalls.EPOLLHUP) != 0)
        {
            result |= PollEvents.Hangup;
        }
        return result;
    }

    /// <inheritdoc/>
    public int Add(int fd, PollEvents interest, ulong token)
    {
        int errno = Control(PollCalls.EPOLL_CTL_ADD, fd, ToKernel(interest), token);
        if (errno == Errno.EPERM)
        {
            Dictionary<int, ReadyEvent> files = _alwaysReady ??= [];
            if (!files.TryAdd(fd, new ReadyEvent { Token = token, Events = interest }))
            {
                return Errno.EEXIST;
            }
            return 0;
        }
        if (errno == 0)
        {
            // The number was a regular file's before, and that file was closed without a word.
            _alwaysReady?.Remove(fd);
        }
        return errno;
    }

    /// <inheritdoc/>
    public int Modify(int fd, PollEvents interest, ulong token)
    {
        if (_alwaysReady is { Count: > 0 } files && files.ContainsKey(fd))
        {
            files.Remove(fd);
            return Add(fd, interest, token);
        }
        return Control(PollCalls.EPOLL_CTL_MOD, fd, ToKernel(interest), token);
    }

    /// <inheritdoc/>
    public int Remove(int fd)
    {
        if (_alwaysReady is { Count: > 0 } files && files.Remove(fd))
        {
            return 0;
        }
        return Control(PollCalls.EPOLL_CTL_DEL, fd, 0, 0);
    }

    /// <inheritdoc/>
    public int Wait(double seconds, Span<ReadyEvent> events)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.EpollWait, -1, out int fault))
        {
            return -fault;
        }
        int max = Math.Min(events.Length, MaxBatch);
        bool files = _alwaysReady is { Count: > 0 };
        int count = WaitKernel(files ? 0 : seconds, max);
        if (count < 0)
        {
            return -Marshal.GetLastSystemError();
        }
        int written = 0;
        byte* ev = _buffer;
        for (int i = 0; i < count; i++, ev += s_eventSize)
        {
            ulong token = Unsafe.ReadUnaligned<ulong>(ev + s_dataOffset);
            if (token == WakeToken)
            {
                PollCalls.DrainWake(_wakeRead);
                continue;
            }
            ref ReadyEvent ready = ref events[written++];
            ready.Token = token;
            ready.Events = FromKernel(*(uint*)ev);
        }
        if (files)
        {
            foreach (ReadyEvent file in _alwaysReady!.Values)
            {
                if (written == events.Length)
                {
                    break;
                }
                events[written++] = file;
            }
        }
        return written;
    }

    private int WaitKernel(double seconds, int max)
    {
        if (seconds <= 0)
        {
            return PollCalls.epoll_wait(_epoll, _buffer, max, 0);
        }
        // More than a day is cut short: the caller looks at its timers again and comes back.
        if (double.IsPositiveInfinity(seconds) || seconds > 86400)
        {
            return PollCalls.epoll_wait(_epoll, _buffer, max, double.IsPositiveInfinity(seconds) ? -1 : 86_400_000);
        }
        if (s_hasPwait2)
        {
            try
            {
                // Milliseconds would make every short sleep up to one millisecond late.
                PollCalls.TimeSpec limit;
                limit.Seconds = (nint)seconds;
                limit.Nanoseconds = Math.Min((nint)Math.Ceiling((seconds - limit.Seconds) * 1e9), 999_999_999);
                int count = PollCalls.epoll_pwait2(_epoll, _buffer, max, &limit, null);
                if (count >= 0 || Marshal.GetLastSystemError() is not (Errno.ENOSYS or Errno.EPERM))
                {
                    return count;
                }
            }
            catch (EntryPointNotFoundException)
            {
            }
            s_hasPwait2 = false;
        }
        return PollCalls.epoll_wait(_epoll, _buffer, max, PollCalls.ToMilliseconds(seconds));
    }

    /// <inheritdoc/>
    public void Wake() => PollCalls.SignalWake(_wakeWrite);

    /// <inheritdoc/>
    public void Reset()
    {
        int oldEpoll = _epoll;
        int oldRead = _wakeRead;
        int oldWrite = _wakeWrite;
        _alwaysReady?.Clear();
        int errno = Open();
        if (errno is Errno.EMFILE or Errno.ENFILE)
        {
            // At the limit of descriptors the old ones have to make room; nothing else runs on this thread in between.
            CloseDescriptors(oldEpoll, oldRead, oldWrite);
            oldEpoll = oldRead = oldWrite = -1;
            errno = Open();
        }
        CloseDescriptors(oldEpoll, oldRead, oldWrite);
        if (errno != 0)
        {
            throw new SocketOsException(errno);
        }
    }

    private static void CloseDescriptors(int epoll, int wakeRead, int wakeWrite)
    {
        if (epoll >= 0)
        {
            PollCalls.close(epoll);
        }
        PollCalls.CloseWake(wakeRead, wakeWrite);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Close();
        GC.SuppressFinalize(this);
    }

    private void Close()
    {
        CloseDescriptors(_epoll, _wakeRead, _wakeWrite);
        _epoll = _wakeRead = _wakeWrite = -1;
        if (_buffer != null)
        {
            NativeMemory.Free(_buffer);
            _buffer = null;
        }
    }
}

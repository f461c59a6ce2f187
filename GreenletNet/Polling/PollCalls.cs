using System;
using System.Runtime.InteropServices;

namespace GreenletNet.Polling;

/// <summary>The system calls beneath the pollers. All return -1 with errno left in <see cref="Marshal.GetLastSystemError"/>.</summary>
internal static unsafe partial class PollCalls
{
    internal const int EPOLL_CLOEXEC = 0x80000;
    internal const int EPOLL_CTL_ADD = 1;
    internal const int EPOLL_CTL_DEL = 2;
    internal const int EPOLL_CTL_MOD = 3;
    internal const uint EPOLLIN = 1;
    internal const uint EPOLLOUT = 4;
    internal const uint EPOLLERR = 8;
    internal const uint EPOLLHUP = 0x10;
    internal const uint EPOLLRDHUP = 0x2000;

    internal const short POLLIN = 1;
    internal const short POLLOUT = 4;
    internal const short POLLERR = 8;
    internal const short POLLHUP = 0x10;
    internal const short POLLNVAL = 0x20;

    private const int EFD_CLOEXEC_NONBLOCK = 0x80000 | 0x800;
    private const int O_CLOEXEC_NONBLOCK = 0x80000 | 0x800;

    [StructLayout(LayoutKind.Sequential)]
    internal struct PollFd
    {
        public int Fd;
        public short Events;
        public short Revents;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    [LibraryImport("libc")]
    internal static partial int epoll_create1(int flags);

    [LibraryImport("libc")]
    internal static partial int epoll_ctl(int epfd, int op, int fd, byte* ev);

    [LibraryImport("libc")]
    internal static partial int epoll_wait(int epfd, byte* events, int max, int milliseconds);

    [LibraryImport("libc")]
    internal static partial int epoll_pwait2(int epfd, byte* events, int max, TimeSpec* timeout, void* sigmask);

    [LibraryImport("libc")]
    internal static partial int poll(PollFd* fds, nuint count, int milliseconds);

    [LibraryImport("libc")]
    internal static partial int select(int nfds, ulong* read, ulong* write, ulong* except, TimeSpec* timeval);

    [LibraryImport("libc")]
    private static partial int eventfd(uint initial, int flags);

    [LibraryImport("libc")]
    private static partial int pipe2(int* fds, int flags);

    [LibraryImport("libc")]
    internal static partial nint read(int fd, void* buffer, nuint count);

    [LibraryImport("libc")]
    internal static partial nint write(int fd, void* buffer, nuint count);

    [LibraryImport("libc")]
    internal static partial int close(int fd);

    /// <summary>Opens the pair of descriptors by which a wait is ended: an eventfd (twice the same), or a pipe.</summary>
    internal static bool TryOpenWake(out int readEnd, out int writeEnd, out int errno)
    {
        errno = 0;
        int fd = eventfd(0, EFD_CLOEXEC_NONBLOCK);
        if (fd >= 0)
        {
            readEnd = writeEnd = fd;
            return true;
        }
        int* pair = stackalloc int[2];
        if (pipe2(pair, O_CLOEXEC_NONBLOCK) == 0)
        {
            readEnd = pair[0];
            writeEnd = pair[1];
            return true;
        }
        errno = Marshal.GetLastSystemError();
        readEnd = writeEnd = -1;
        return false;
    }

    internal static void CloseWake(int readEnd, int writeEnd)
    {
        if (readEnd >= 0)
        {
            close(readEnd);
        }
        if (writeEnd >= 0 && writeEnd != readEnd)
        {
            close(writeEnd);
        }
    }

    internal static void SignalWake(int writeEnd)
    {
        ulong one = 1;
        // EAGAIN means that a wake-up is already pending; nothing else can fail here.
        write(writeEnd, &one, sizeof(ulong));
    }

    internal static void DrainWake(int readEnd)
    {
        byte* sink = stackalloc byte[64];
        while (read(readEnd, sink, 64) == 64)
        {
        }
    }

    /// <summary>Milliseconds for poll(2): rounded up, as waking too early makes the hub spin until the timer is due.</summary>
    internal static int ToMilliseconds(double seconds)
    {
        if (seconds <= 0)
        {
            return 0;
        }
        double ms = Math.Ceiling(seconds * 1000.0);
        return double.IsPositiveInfinity(ms) ? -1 : ms >= int.MaxValue ? int.MaxValue : (int)ms;
    }
}

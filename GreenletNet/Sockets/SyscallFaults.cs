using System;

namespace GreenletNet.Sockets;

/// <summary>The system calls at which a test can inject a failure.</summary>
internal enum Syscall
{
    Socket, Bind, Listen, Accept, Connect, Recv, Send, RecvFrom, SendTo, RecvMsg, SendMsg,
    EpollCreate, EpollCtl, EpollWait, Poll, Select,
}

/// <summary>
/// The seam at which tests make system calls fail. It is off unless the process starts with the runtime switch
/// <c>GreenletNet.SyscallFaults</c>; <see cref="Enabled"/> is static readonly, so compiled code carries no trace of it.
/// </summary>
internal static class SyscallFaults
{
    internal static readonly bool Enabled =
        AppContext.TryGetSwitch("GreenletNet.SyscallFaults", out bool on) && on;

    /// <summary>Decides per call: zero lets it through, anything else is the errno to fail with.</summary>
    [ThreadStatic]
    internal static Func<Syscall, int, int>? Hook;

    internal static bool Hit(Syscall call, int fd, out int errno)
    {
        errno = Hook?.Invoke(call, fd) ?? 0;
        return errno != 0;
    }
}

using System;
using System.Runtime.InteropServices;
using System.Text;

namespace GreenletNet.Sockets;

/// <summary>
/// Socket system calls on bare descriptors. Each returns its result, or a negated errno: failure is ordinary here (EAGAIN above all)
/// and must not cost an exception. EINTR is reported like any other, as callers of blocking descriptors have signals to look at before
/// they try again; non-blocking descriptors never see it.
/// </summary>
public static unsafe class SocketCalls
{
    // A write of more than this would not fit the int that reports it.
    private const int MaxTransfer = int.MaxValue & ~0xFFF;

    /// <summary>Creates a socket that exec closes; pass SOCK_NONBLOCK in the type for a non-blocking one.</summary>
    public static int Socket(int family, int type, int protocol)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.Socket, -1, out int fault))
        {
            return -fault;
        }
        return Libc.Result(Libc.socket(family, type | SocketConstants.SOCK_CLOEXEC, protocol));
    }

    /// <summary>Creates two sockets that are connected with each other.</summary>
    public static int SocketPair(int family, int type, int protocol, out int first, out int second)
    {
        int* pair = stackalloc int[2];
        int result = Libc.Result(Libc.socketpair(family, type | SocketConstants.SOCK_CLOEXEC, protocol, pair));
        first = result < 0 ? -1 : pair[0];
        second = result < 0 ? -1 : pair[1];
        return result;
    }

    /// <summary>Gives a socket its local address.</summary>
    public static int Bind(int fd, SockAddress address)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.Bind, fd, out int fault))
        {
            return -fault;
        }
        fixed (byte* raw = address.Bytes)
        {
            return Libc.Result(Libc.bind(fd, raw, (uint)address.Bytes.Length));
        }
    }

    /// <summary>Makes a socket accept connections.</summary>
    public static int Listen(int fd, int backlog)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.Listen, fd, out int fault))
        {
            return -fault;
        }
        return Libc.Result(Libc.listen(fd, backlog));
    }

    /// <summary>Takes a connection; the new descriptor is closed by exec.</summary>
    /// <param name="fd">The listening socket.</param>
    /// <param name="nonBlocking">Whether the new descriptor is to be non-blocking.</param>
    /// <param name="peer">Receives the peer's address.</param>
    public static int Accept(int fd, bool nonBlocking, out SockAddress? peer)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.Accept, fd, out int fault))
        {
            peer = null;
            return -fault;
        }
        byte* raw = stackalloc byte[SockAddress.MaxSize];
        uint length = SockAddress.MaxSize;
        int flags = SocketConstants.SOCK_CLOEXEC | (nonBlocking ? SocketConstants.SOCK_NONBLOCK : 0);
        int result = Libc.Result(Libc.accept4(fd, raw, &length, flags));
        peer = result < 0 ? null : ToAddress(raw, length);
        return result;
    }

    private static SockAddress ToAddress(byte* raw, uint length) =>
        new(new ReadOnlySpan<byte>(raw, (int)Math.Min(length, SockAddress.MaxSize)));

    /// <summary>Starts or makes a connection: -EINPROGRESS where it goes on in the background.</summary>
    public static int Connect(int fd, SockAddress address)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.Connect, fd, out int fault))
        {
            return -fault;
        }
        fixed (byte* raw = address.Bytes)
        {
            return Libc.Result(Libc.connect(fd, raw, (uint)address.Bytes.Length));
        }
    }

    /// <summary>Receives bytes; zero means that the peer has ended the stream.</summary>
    public static int Recv(int fd, Span<byte> buffer, int flags)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.Recv, fd, out int fault))
        {
            return -fault;
        }
        fixed (byte* raw = buffer)
        {
            // An empty span has a null address, which the kernel takes for a bad one only if there is something to write.
            return Libc.Result(Libc.recv(fd, raw, (nuint)buffer.Length, flags));
        }
    }

    /// <summary>Sends bytes, maybe fewer than given. A broken connection is EPIPE, never a signal.</summary>
    public static int Send(int fd, ReadOnlySpan<byte> data, int flags)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.Send, fd, out int fault))
        {
            return -fault;
        }
        fixed (byte* raw = data)
        {
            nuint length = (nuint)Math.Min(data.Length, MaxTransfer);
            return Libc.Result(Libc.send(fd, raw, length, flags | SocketConstants.MSG_NOSIGNAL));
        }
    }

    /// <summary>Receives a datagram and where it came from.</summary>
    public static int RecvFrom(int fd, Span<byte> buffer, int flags, out SockAddress? peer)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.RecvFrom, fd, out int fault))
        {
            peer = null;
            return -fault;
        }
        byte* address = stackalloc byte[SockAddress.MaxSize];
        uint length = SockAddress.MaxSize;
        fixed (byte* raw = buffer)
        {
            int result = Libc.Result(Libc.recvfrom(fd, raw, (nuint)buffer.Length, flags, address, &length));
            peer = result < 0 ? null : ToAddress(address, length);
            return result;
        }
    }

    /// <summary>Sends a datagram to an address.</summary>
    public static int SendTo(int fd, ReadOnlySpan<byte> data, int flags, SockAddress peer)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.SendTo, fd, out int fault))
        {
            return -fault;
        }
        fixed (byte* raw = data)
        fixed (byte* address = peer.Bytes)
        {
            return Libc.Result(Libc.sendto(
                fd, raw, (nuint)data.Length, flags | SocketConstants.MSG_NOSIGNAL, address, (uint)peer.Bytes.Length));
        }
    }

    /// <summary>Receives into several buffers, with ancillary data.</summary>
    /// <param name="fd">The socket.</param>
    /// <param name="buffers">Filled one after the other.</param>
    /// <param name="control">Receives ancillary data as the kernel lays it out (struct cmsghdr).</param>
    /// <param name="flags">Flags of the call.</param>
    /// <param name="controlLength">How much of <paramref name="control"/> was filled.</param>
    /// <param name="messageFlags">What the kernel reports of the message, MSG_TRUNC for instance.</param>
    /// <param name="peer">The sender's address, or null for connected sockets.</param>
    public static int RecvMsg(
        int fd, ReadOnlySpan<Memory<byte>> buffers, Span<byte> control, int flags,
        out int controlLength, out int messageFlags, out SockAddress? peer)
    {
        controlLength = messageFlags = 0;
        peer = null;
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.RecvMsg, fd, out int fault))
        {
            return -fault;
        }
        System.Buffers.MemoryHandle[] pins = new System.Buffers.MemoryHandle[buffers.Length];
        Libc.IoVec[] vectors = new Libc.IoVec[buffers.Length];
        byte* address = stackalloc byte[SockAddress.MaxSize];
        try
        {
            for (int i = 0; i < buffers.Length; i++)
            {
                pins[i] = buffers[i].Pin();
                vectors[i] = new Libc.IoVec { Base = pins[i].Pointer, Length = (nuint)buffers[i].Length };
            }
            fixed (Libc.IoVec* rawVectors = vectors)
            fixed (byte* rawControl = control)
            {
                Libc.MsgHdr message = new()
                {
                    Name = address,
                    NameLength = SockAddress.MaxSize,
                    Vectors = rawVectors,
                    VectorCount = (nuint)vectors.Length,
                    Control = rawControl,
                    ControlLength = (nuint)control.Length,
                };
                int result = Libc.Result(Libc.recvmsg(fd, &message, flags));
                if (result >= 0)
                {
                    controlLength = (int)message.ControlLength;
                    messageFlags = message.Flags;
                    peer = message.NameLength == 0 ? null : ToAddress(address, message.NameLength);
                }
                return result;
            }
        }
        finally
        {
            Unpin(pins);
        }
    }

    /// <summary>Sends from several buffers, with ancillary data laid out as the kernel wants it, to an address if one is given.</summary>
    public static int SendMsg(
        int fd, ReadOnlySpan<ReadOnlyMemory<byte>> buffers, ReadOnlySpan<byte> control, int flags, SockAddress? peer)
    {
        if (SyscallFaults.Enabled && SyscallFaults.Hit(Syscall.SendMsg, fd, out int fault))
        {
            return -fault;
        }
        System.Buffers.MemoryHandle[] pins = new System.Buffers.MemoryHandle[buffers.Length];
        Libc.IoVec[] vectors = new Libc.IoVec[buffers.Length];
        try
        {
            for (int i = 0; i < buffers.Length; i++)
            {
                pins[i] = buffers[i].Pin();
                vectors[i] = new Libc.IoVec { Base = pins[i].Pointer, Length = (nuint)buffers[i].Length };
            }
            ReadOnlySpan<byte> name = peer is null ? default : peer.Bytes;
            fixed (Libc.IoVec* rawVectors = vectors)
            fixed (byte* rawControl = control)
            fixed (byte* rawName = name)
            {
                Libc.MsgHdr message = new()
                {
                    Name = rawName,
                    NameLength = (uint)name.Length,
                    Vectors = rawVectors,
                    VectorCount = (nuint)vectors.Length,
                    Control = rawControl,
                    ControlLength = (nuint)control.Length,
                };
                return Libc.Result(Libc.sendmsg(fd, &message, flags | SocketConstants.MSG_NOSIGNAL));
            }
        }
        finally
        {
            Unpin(pins);
        }
    }

    private static void Unpin(System.Buffers.MemoryHandle[] pins)
    {
        foreach (System.Buffers.MemoryHandle pin in pins)
        {
            pin.Dispose();
        }
    }

    /// <summary>Reads an option into a buffer.</summary>
    /// <returns>How many bytes the option has, or a negated errno.</returns>
    public static int GetSockOpt(int fd, int level, int option, Span<byte> value)
    {
        uint length = (uint)value.Length;
        fixed (byte* raw = value)
        {
            int result = Libc.Result(Libc.getsockopt(fd, level, option, raw, &length));
            return result < 0 ? result : (int)length;
        }
    }

    /// <summary>Reads an option that is an int.</summary>
    public static int GetSockOpt(int fd, int level, int option, out int value)
    {
        int read = 0;
        int result = GetSockOpt(fd, level, option, new Span<byte>(&read, sizeof(int)));
        value = read;
        return Math.Min(result, 0);
    }

    /// <summary>Sets an option.</summary>
    public static int SetSockOpt(int fd, int level, int option, ReadOnlySpan<byte> value)
    {
        fixed (byte* raw = value)
        {
            return Libc.Result(Libc.setsockopt(fd, level, option, raw, (uint)value.Length));
        }
    }

    /// <summary>Sets an option that is an int.</summary>
    public static int SetSockOpt(int fd, int level, int option, int value) =>
        SetSockOpt(fd, level, option, new ReadOnlySpan<byte>(&value, sizeof(int)));

    /// <summary>The local address.</summary>
    public static int GetSockName(int fd, out SockAddress? address)
    {
        byte* raw = stackalloc byte[SockAddress.MaxSize];
        uint length = SockAddress.MaxSize;
        int result = Libc.Result(Libc.getsockname(fd, raw, &length));
        address = result < 0 ? null : ToAddress(raw, length);
        return result;
    }

    /// <summary>The address of the peer.</summary>
    public static int GetPeerName(int fd, out SockAddress? address)
    {
        byte* raw = stackalloc byte[SockAddress.MaxSize];
        uint length = SockAddress.MaxSize;
        int result = Libc.Result(Libc.getpeername(fd, raw, &length));
        address = result < 0 ? null : ToAddress(raw, length);
        return result;
    }

    /// <summary>Ends one or both directions of a connection.</summary>
    public static int Shutdown(int fd, int how) => Libc.Result(Libc.shutdown(fd, how));

    /// <summary>Closes a descriptor. Never retried: on Linux it is closed even when the call was interrupted.</summary>
    public static int Close(int fd) => Libc.Result(Libc.close(fd));

    /// <summary>Makes a descriptor blocking or non-blocking.</summary>
    public static int SetBlocking(int fd, bool blocking) => Libc.SetNonBlocking(fd, !blocking);

    /// <summary>Parses the text of an IP address into four or sixteen bytes.</summary>
    public static bool InetPton(int family, string text, Span<byte> address)
    {
        if (text.Contains('\0') || address.Length < (family == SocketConstants.AF_INET ? 4 : 16))
        {
            return false;
        }
        byte[] utf8 = Encoding.UTF8.GetBytes(text + '\0');
        fixed (byte* rawText = utf8)
        fixed (byte* rawAddress = address)
        {
            return Libc.inet_pton(family, rawText, rawAddress) == 1;
        }
    }

    /// <summary>The text of an IP address given as bytes, or null where family and length do not fit.</summary>
    public static string? InetNtop(int family, ReadOnlySpan<byte> address)
    {
        if (address.Length != (family == SocketConstants.AF_INET ? 4 : 16))
        {
            return null;
        }
        byte* text = stackalloc byte[64];
        fixed (byte* raw = address)
        {
            return Libc.inet_ntop(family, raw, text, 64) == null ? null : Marshal.PtrToStringUTF8((nint)text);
        }
    }
}

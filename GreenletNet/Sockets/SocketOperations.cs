using System;
using System.Threading.Tasks;
using GreenletNet.Hubs;

namespace GreenletNet.Sockets;

/// <summary>Receives the address, and for accepts the descriptor is the operation's result, of the other side.</summary>
internal sealed class PeerSlot
{
    internal SockAddress? Address;
}

/// <summary>
/// Green system calls on bare non-blocking descriptors: tried at once, waited for on EAGAIN. The pooled operations redo the
/// call themselves when the descriptor is ready, so that a wait needs neither an async state machine nor an allocation.
/// </summary>
/// <remarks>
/// Results below zero are errnos or <see cref="IoCode"/>s where <c>throws</c> is false. The owner is zero, or names an object that
/// calls <see cref="Hub.NotifyClose"/> or <see cref="Hub.MarkAsReopened"/> before it closes the descriptor.
/// </remarks>
internal static class SocketOperations
{
    internal static bool WouldBlock(int result) => result is -Errno.EAGAIN or -Errno.EINTR;

    private static ValueTask<int> Finished(int result, bool throws) =>
        result < 0 && throws ? ValueTask.FromException<int>(new SocketOsException(-result)) : new ValueTask<int>(result);

    internal static ValueTask<int> Receive(
        Hub hub, int fd, long owner, Memory<byte> buffer, int flags, double timeout, bool throws)
    {
        int result = SocketCalls.Recv(fd, buffer.Span, flags);
        if (!WouldBlock(result))
        {
            return Finished(result, throws);
        }
        ReceiveOperation operation =
            (ReceiveOperation?)hub.Rent(OperationKind.Receive) ?? new ReceiveOperation(hub);
        operation.Buffer = buffer;
        operation.Flags = flags;
        return operation.StartAtDescriptor(fd, FdKind.Read, owner, timeout, throws);
    }

    internal static ValueTask<int> ReceiveFrom(
        Hub hub, int fd, long owner, Memory<byte> buffer, int flags, PeerSlot peer, double timeout, bool throws)
    {
        int result = SocketCalls.RecvFrom(fd, buffer.Span, flags, out peer.Address);
        if (!WouldBlock(result))
        {
            return Finished(result, throws);
        }
        ReceiveFromOperation operation =
            (ReceiveFromOperation?)hub.Rent(OperationKind.ReceiveFrom) ?? new ReceiveFromOperation(hub);
        operation.Buffer = buffer;
        operation.Flags = flags;
        operation.Peer = peer;
        return operation.StartAtDescriptor(fd, FdKind.Read, owner, timeout, throws);
    }

    internal static ValueTask<int> Send(
        Hub hub, int fd, long owner, ReadOnlyMemory<byte> data, int flags, SockAddress? peer, double timeout, bool throws)
    {
        int result = peer is null
            ? SocketCalls.Send(fd, data.Span, flags)
            : SocketCalls.SendTo(fd, data.Span, flags, peer);
        if (!WouldBlock(result))
        {
            return Finished(result, throws);
        }
        SendOperation operation = (SendOperation?)hub.Rent(OperationKind.Send) ?? new SendOperation(hub);
        operation.Data = data;
        operation.Flags = flags;
        operation.Peer = peer;
        return operation.StartAtDescriptor(fd, FdKind.Write, owner, timeout, throws);
    }

    /// <summary>Sends everything; the result is zero.</summary>
    internal static ValueTask<int> SendAll(
        Hub hub, int fd, long owner, ReadOnlyMemory<byte> data, int flags, double timeout, bool throws)
    {
        while (true)
        {
            int result = SocketCalls.Send(fd, data.Span, flags);
            if (result == data.Length)
            {
                return new ValueTask<int>(0);
            }
            if (result >= 0)
            {
                data = data[result..];
                continue;
            }
            if (!WouldBlock(result))
            {
                return Finished(result, throws);
            }
            SendAllOperation operation =
                (SendAllOperation?)hub.Rent(OperationKind.SendAll) ?? new SendAllOperation(hub);
            operation.Data = data;
            operation.Flags = flags;
            return operation.StartAtDescriptor(fd, FdKind.Write, owner, timeout, throws);
        }
    }

    /// <summary>Accepts a connection; the result is its non-blocking descriptor.</summary>
    internal static ValueTask<int> Accept(Hub hub, int fd, long owner, PeerSlot peer, double timeout, bool throws)
    {
        int result = SocketCalls.Accept(fd, nonBlocking: true, out peer.Address);
        if (!WouldBlock(result))
        {
            return Finished(result, throws);
        }
        AcceptOperation operation = (AcceptOperation?)hub.Rent(OperationKind.Accept) ?? new AcceptOperation(hub);
        operation.Peer = peer;
        return operation.StartAtDescriptor(fd, FdKind.Read, owner, timeout, throws);
    }

    /// <summary>Connects; the result is zero. EAGAIN comes back as such: a Unix listener's queue is full, and no poller tells when it is not.</summary>
    internal static ValueTask<int> Connect(Hub hub, int fd, long owner, SockAddress address, double timeout, bool throws)
    {
        int result = SocketCalls.Connect(fd, address);
        if (result is not (-Errno.EINPROGRESS or -Errno.EALREADY or -Errno.EINTR))
        {
            return Finished(result, throws);
        }
        ConnectOperation operation = (ConnectOperation?)hub.Rent(OperationKind.Connect) ?? new ConnectOperation(hub);
        return operation.StartAtDescriptor(fd, FdKind.Write, owner, timeout, throws);
    }
}

internal sealed class ReceiveOperation(Hub hub) : WaitOperation(hub, OperationKind.Receive)
{
    internal Memory<byte> Buffer;
    internal int Flags;

    protected override bool TryFinish(out int result)
    {
        result = SocketCalls.Recv(Fd, Buffer.Span, Flags);
        return !SocketOperations.WouldBlock(result);
    }

    protected override void Release() => Buffer = default;
}

internal sealed class ReceiveFromOperation(Hub hub) : WaitOperation(hub, OperationKind.ReceiveFrom)
{
    internal Memory<byte> Buffer;
    internal int Flags;
    internal PeerSlot? Peer;

    protected override bool TryFinish(out int result)
    {
        result = SocketCalls.RecvFrom(Fd, Buffer.Span, Flags, out Peer!.Address);
        return !SocketOperations.WouldBlock(result);
    }

    protected override void Release()
    {
        Buffer = default;
        Peer = null;
    }
}

internal sealed class SendOperation(Hub hub) : WaitOperation(hub, OperationKind.Send)
{
    internal ReadOnlyMemory<byte> Data;
    internal int Flags;
    internal SockAddress? Peer;

    protected override bool TryFinish(out int result)
    {
        result = Peer is null
            ? SocketCalls.Send(Fd, Data.Span, Flags)
            : SocketCalls.SendTo(Fd, Data.Span, Flags, Peer);
        return !SocketOperations.WouldBlock(result);
    }

    protected override void Release()
    {
        Data = default;
        Peer = null;
    }
}

internal sealed class SendAllOperation(Hub hub) : WaitOperation(hub, OperationKind.SendAll)
{
    internal ReadOnlyMemory<byte> Data;
    internal int Flags;

    protected override bool TryFinish(out int result)
    {
        result = SocketCalls.Send(Fd, Data.Span, Flags);
        if (result < 0)
        {
            return !SocketOperations.WouldBlock(result);
        }
        Data = Data[result..];
        result = 0;
        // One call per round: the descriptor stays registered, and the others get their turn.
        return Data.IsEmpty;
    }

    protected override void Release() => Data = default;
}

internal sealed class AcceptOperation(Hub hub) : WaitOperation(hub, OperationKind.Accept)
{
    internal PeerSlot? Peer;

    protected override bool TryFinish(out int result)
    {
        result = SocketCalls.Accept(Fd, nonBlocking: true, out Peer!.Address);
        return !SocketOperations.WouldBlock(result);
    }

    protected override void Release() => Peer = null;
}

internal sealed class ConnectOperation(Hub hub) : WaitOperation(hub, OperationKind.Connect)
{
    protected override bool TryFinish(out int result)
    {
        result = SocketCalls.GetSockOpt(Fd, SocketConstants.SOL_SOCKET, SocketConstants.SO_ERROR, out int error);
        if (result < 0)
        {
            return true;
        }
        if (error != 0)
        {
            result = -error;
            return true;
        }
        // No error is also what a connection that is still being made has.
        return SocketCalls.GetPeerName(Fd, out _) != -Errno.ENOTCONN;
    }
}

using System;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using GreenletNet.Hubs;

namespace GreenletNet.Sockets;

/// <summary>
/// A TCP, UDP or Unix socket whose waiting is the hub's: the system call is tried first, and only where it would block the calling
/// green thread is parked. For the thread of its hub only.
/// </summary>
/// <remarks>
/// Each task that is returned is to be awaited once. Failures are <see cref="SocketOsException"/>, an exceeded
/// <see cref="Timeout"/> is a <see cref="SocketTimeoutException"/>, and closing a socket under a waiting green thread
/// gives that one a <see cref="DescriptorClosedException"/>.
/// </remarks>
public class GreenSocket : IDisposable
{
    private static long s_lastOwner;

    private readonly Hub _hub;
    private readonly long _owner = Interlocked.Increment(ref s_lastOwner);
    private int _fd;

    /// <summary>Creates a socket.</summary>
    /// <param name="family">AF_INET, AF_INET6 or AF_UNIX.</param>
    /// <param name="type">SOCK_STREAM or SOCK_DGRAM.</param>
    /// <param name="protocol">The protocol, or zero for the usual one.</param>
    /// <param name="hub">The hub, or null for the current thread's.</param>
    /// <exception cref="SocketOsException">The system refuses.</exception>
    public GreenSocket(int family = SocketConstants.AF_INET, int type = SocketConstants.SOCK_STREAM, int protocol = 0, Hub? hub = null)
        : this(Check(SocketCalls.Socket(family, type | SocketConstants.SOCK_NONBLOCK, protocol)), hub ?? Hub.Current, isNonBlocking: true)
    {
    }

    private GreenSocket(int fd, Hub hub, bool isNonBlocking)
    {
        _fd = -1;
        _hub = hub;
        if (!isNonBlocking)
        {
            Check(SocketCalls.SetBlocking(fd, false));
        }
        _fd = fd;
        hub.MarkAsReopened(fd);
    }

    /// <summary>Closes the descriptor of a socket that was dropped.</summary>
    ~GreenSocket()
    {
        // The poller's registration is recognised as stale by its owner's number, and this is not the hub's thread.
        if (_fd >= 0)
        {
            SocketCalls.Close(_fd);
        }
    }

    /// <summary>The descriptor, or -1 once closed.</summary>
    public int Fd => _fd;

    /// <summary>The hub the socket waits at.</summary>
    public Hub Hub => _hub;

    /// <summary>After how many seconds an operation gives up; infinity, the default, is never.</summary>
    public double Timeout { get; set; } = double.PositiveInfinity;

    /// <summary>The address the socket is bound to.</summary>
    public SockAddress LocalAddress
    {
        get
        {
            Check(SocketCalls.GetSockName(_fd, out SockAddress? address));
            return address!;
        }
    }

    /// <summary>The address of the peer.</summary>
    public SockAddress RemoteAddress
    {
        get
        {
            Check(SocketCalls.GetPeerName(_fd, out SockAddress? address));
            return address!;
        }
    }

    private static int Check(int result) => result >= 0 ? result : throw new SocketOsException(-result);

    /// <summary>Takes over an open descriptor, and makes it non-blocking.</summary>
    /// <exception cref="SocketOsException">The descriptor is not open.</exception>
    public static GreenSocket FromDescriptor(int fd, Hub? hub = null) => new(fd, hub ?? Hub.Current, isNonBlocking: false);

    /// <summary>Creates two sockets connected with each other.</summary>
    public static (GreenSocket First, GreenSocket Second) Pair(
        int family = SocketConstants.AF_UNIX, int type = SocketConstants.SOCK_STREAM, Hub? hub = null)
    {
        Check(SocketCalls.SocketPair(family, type | SocketConstants.SOCK_NONBLOCK, 0, out int first, out int second));
        hub ??= Hub.Current;
        return (new GreenSocket(first, hub, isNonBlocking: true), new GreenSocket(second, hub, isNonBlocking: true));
    }

    /// <summary>Creates a listening socket with SO_REUSEADDR, as eventlet.listen does.</summary>
    public static GreenSocket Listen(SockAddress address, int backlog = 50, bool reusePort = false, Hub? hub = null)
    {
        GreenSocket socket = new(address.Family, hub: hub);
        try
        {
            if (address.Family != SocketConstants.AF_UNIX)
            {
                socket.SetOption(SocketConstants.SOL_SOCKET, SocketConstants.SO_REUSEADDR, 1);
                if (reusePort)
                {
                    socket.SetOption(SocketConstants.SOL_SOCKET, SocketConstants.SO_REUSEPORT, 1);
                }
            }
            socket.Bind(address);
            socket.Listen(backlog);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Gives the socket its local address.</summary>
    public void Bind(SockAddress address) => Check(SocketCalls.Bind(_fd, address));

    /// <summary>Makes the socket accept connections.</summary>
    public void Listen(int backlog = 50) => Check(SocketCalls.Listen(_fd, backlog));

    /// <summary>Sets an option that is an int.</summary>
    public void SetOption(int level, int option, int value) => Check(SocketCalls.SetSockOpt(_fd, level, option, value));

    /// <summary>Reads an option that is an int.</summary>
    public int GetOption(int level, int option)
    {
        Check(SocketCalls.GetSockOpt(_fd, level, option, out int value));
        return value;
    }

    /// <summary>Ends one or both directions of the connection.</summary>
    public void Shutdown(int how) => Check(SocketCalls.Shutdown(_fd, how));

    /// <summary>Connects to an address.</summary>
    public ValueTask<int> ConnectAsync(SockAddress address)
    {
        return address.Family == SocketConstants.AF_UNIX
            ? ConnectUnix(address)
            : SocketOperations.Connect(_hub, _fd, _owner, address, Timeout, throws: true);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ConnectUnix(SockAddress address)
    {
        double deadline = double.IsPositiveInfinity(Timeout) ? Timeout : _hub.Now() + Timeout;
        double pause = 0.0005;
        while (true)
        {
            int result = await SocketOperations.Connect(_hub, _fd, _owner, address, Timeout, throws: false).ConfigureAwait(false);
            if (result != -Errno.EAGAIN)
            {
                return result >= 0 ? result : throw IoCode.ToException(result);
            }
            // The listener's queue is full, which is no state a poller reports the end of.
            if (!double.IsPositiveInfinity(deadline) && _hub.Now() >= deadline)
            {
                throw new SocketTimeoutException();
            }
            await _hub.Sleep(pause).ConfigureAwait(false);
            pause = Math.Min(pause * 2, 0.05);
        }
    }

    /// <summary>Accepts a connection.</summary>
    /// <returns>Its socket, and the address of the peer.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<(GreenSocket Socket, SockAddress Peer)> AcceptAsync()
    {
        PeerSlot peer = new();
        int fd = await SocketOperations.Accept(_hub, _fd, _owner, peer, Timeout, throws: true).ConfigureAwait(false);
        return (new GreenSocket(fd, _hub, isNonBlocking: true), peer.Address!);
    }

    /// <summary>Receives what there is, at least a byte.</summary>
    /// <returns>How many bytes; zero at the end of the stream.</returns>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, int flags = 0) =>
        SocketOperations.Receive(_hub, _fd, _owner, buffer, flags, Timeout, throws: true);

    /// <summary>Sends as much as the system takes.</summary>
    /// <returns>How many bytes.</returns>
    public ValueTask<int> SendAsync(ReadOnlyMemory<byte> data, int flags = 0) =>
        SocketOperations.Send(_hub, _fd, _owner, data, flags, null, Timeout, throws: true);

    /// <summary>Sends everything. The timeout counts for the whole.</summary>
    /// <returns>A task that yields zero.</returns>
    public ValueTask<int> SendAllAsync(ReadOnlyMemory<byte> data, int flags = 0) =>
        SocketOperations.SendAll(_hub, _fd, _owner, data, flags, Timeout, throws: true);

    /// <summary>Receives a datagram.</summary>
    /// <returns>Its length, and its sender where there is an address.</returns>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<(int Count, SockAddress? Peer)> ReceiveFromAsync(Memory<byte> buffer, int flags = 0)
    {
        PeerSlot peer = new();
        int count = await SocketOperations.ReceiveFrom(_hub, _fd, _owner, buffer, flags, peer, Timeout, throws: true)
            .ConfigureAwait(false);
        return (count, peer.Address);
    }

    /// <summary>Sends a datagram.</summary>
    /// <returns>How many bytes.</returns>
    public ValueTask<int> SendToAsync(ReadOnlyMemory<byte> data, SockAddress peer, int flags = 0) =>
        SocketOperations.Send(_hub, _fd, _owner, data, flags, peer, Timeout, throws: true);

    /// <summary>Gives the descriptor away: the socket forgets it without closing it. Waiters are woken as by <see cref="Close"/>.</summary>
    /// <returns>The descriptor, or -1.</returns>
    public int Detach()
    {
        int fd = _fd;
        if (fd >= 0)
        {
            _fd = -1;
            _hub.MarkAsReopened(fd);
            GC.SuppressFinalize(this);
        }
        return fd;
    }

    /// <summary>Closes the socket, and wakes those who wait at it with a <see cref="DescriptorClosedException"/>.</summary>
    public void Close()
    {
        int fd = Detach();
        if (fd >= 0)
        {
            SocketCalls.Close(fd);
        }
    }

    /// <inheritdoc cref="Close"/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the socket.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Close();
        }
    }
}

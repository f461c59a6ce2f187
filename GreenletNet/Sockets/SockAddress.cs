using System;
using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace GreenletNet.Sockets;

/// <summary>Address families and socket types (Linux values).</summary>
public static class SocketConstants
{
    /// <summary>No particular family.</summary>
    public const int AF_UNSPEC = 0;
    /// <summary>Unix domain sockets.</summary>
    public const int AF_UNIX = 1;
    /// <summary>IPv4.</summary>
    public const int AF_INET = 2;
    /// <summary>IPv6.</summary>
    public const int AF_INET6 = 10;
    /// <summary>A byte stream.</summary>
    public const int SOCK_STREAM = 1;
    /// <summary>Datagrams.</summary>
    public const int SOCK_DGRAM = 2;
    /// <summary>Creates the socket non-blocking.</summary>
    public const int SOCK_NONBLOCK = 0x800;
    /// <summary>Creates the socket so that exec closes it.</summary>
    public const int SOCK_CLOEXEC = 0x80000;
    /// <summary>The level of options of the socket itself.</summary>
    public const int SOL_SOCKET = 1;
    /// <summary>Lets an address in TIME_WAIT be bound.</summary>
    public const int SO_REUSEADDR = 2;
    /// <summary>The type of the socket.</summary>
    public const int SO_TYPE = 3;
    /// <summary>The pending error, cleared by reading it.</summary>
    public const int SO_ERROR = 4;
    /// <summary>What happens to unsent data at closing.</summary>
    public const int SO_LINGER = 13;
    /// <summary>Lets several sockets bind one port.</summary>
    public const int SO_REUSEPORT = 15;
    /// <summary>The level of TCP options.</summary>
    public const int IPPROTO_TCP = 6;
    /// <summary>Sends small segments at once.</summary>
    public const int TCP_NODELAY = 1;
    /// <summary>Fails with EPIPE instead of raising SIGPIPE.</summary>
    public const int MSG_NOSIGNAL = 0x4000;
    /// <summary>Looks without taking.</summary>
    public const int MSG_PEEK = 2;
    /// <summary>Reports that a datagram was cut.</summary>
    public const int MSG_TRUNC = 0x20;
    /// <summary>No more reading.</summary>
    public const int SHUT_RD = 0;
    /// <summary>No more writing.</summary>
    public const int SHUT_WR = 1;
    /// <summary>Neither reading nor writing.</summary>
    public const int SHUT_RDWR = 2;
}

/// <summary>A socket address as the kernel has it (struct sockaddr and its kin). Immutable.</summary>
public sealed class SockAddress : IEquatable<SockAddress>
{
    /// <summary>The size of the largest address (struct sockaddr_storage).</summary>
    public const int MaxSize = 128;
    private const int UnixPathOffset = 2;
    private const int UnixPathSize = 108;

    private readonly byte[] _bytes;

    /// <summary>Creates an address from the kernel's bytes, which are copied.</summary>
    public SockAddress(ReadOnlySpan<byte> raw) => _bytes = raw.ToArray();

    private SockAddress(byte[] bytes) => _bytes = bytes;

    /// <summary>The kernel's bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The address family; AF_UNSPEC for the empty address of an unnamed peer.</summary>
    public int Family => _bytes.Length < 2 ? SocketConstants.AF_UNSPEC : BitConverter.ToUInt16(_bytes, 0);

    /// <summary>An IPv4 address.</summary>
    /// <param name="address">Four bytes in network order.</param>
    /// <param name="port">The port, 0 to 65535.</param>
    public static SockAddress FromIPv4(ReadOnlySpan<byte> address, int port)
    {
        byte[] bytes = new byte[16];
        BitConverter.TryWriteBytes(bytes, (ushort)SocketConstants.AF_INET);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)port);
        address[..4].CopyTo(bytes.AsSpan(4));
        return new SockAddress(bytes);
    }

    /// <summary>An IPv6 address.</summary>
    /// <param name="address">Sixteen bytes in network order.</param>
    /// <param name="port">The port, 0 to 65535.</param>
    /// <param name="flowInfo">The flow label and traffic class.</param>
    /// <param name="scopeId">The interface, for link-local addresses.</param>
    public static SockAddress FromIPv6(ReadOnlySpan<byte> address, int port, uint flowInfo = 0, uint scopeId = 0)
    {
        byte[] bytes = new byte[28];
        BitConverter.TryWriteBytes(bytes, (ushort)SocketConstants.AF_INET6);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)port);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), flowInfo);
        address[..16].CopyTo(bytes.AsSpan(8));
        BitConverter.TryWriteBytes(bytes.AsSpan(24), scopeId);
        return new SockAddress(bytes);
    }

    /// <summary>
    /// A Unix domain address: a path, or where the first byte is zero a name in the abstract namespace, which takes its exact length.
    /// </summary>
    /// <returns>The address, or null where the path is too long ("AF_UNIX path too long" in Python).</returns>
    public static SockAddress? FromUnix(ReadOnlySpan<byte> path)
    {
        bool isAbstract = path.Length > 0 && path[0] == 0;
        // A path needs room for the zero at its end, a name in the abstract namespace does not.
        if (path.Length > (isAbstract ? UnixPathSize : UnixPathSize - 1))
        {
            return null;
        }
        byte[] bytes = new byte[UnixPathOffset + path.Length + (isAbstract || path.Length == 0 ? 0 : 1)];
        BitConverter.TryWriteBytes(bytes, (ushort)SocketConstants.AF_UNIX);
        path.CopyTo(bytes.AsSpan(UnixPathOffset));
        return new SockAddress(bytes);
    }

    /// <summary>A Unix domain address from text, encoded as UTF-8.</summary>
    /// <exception cref="ArgumentException">The path is too long.</exception>
    public static SockAddress FromUnix(string path) =>
        FromUnix(Encoding.UTF8.GetBytes(path)) ?? throw new ArgumentException("AF_UNIX path too long", nameof(path));

    /// <summary>The address of an end point.</summary>
    public static SockAddress From(IPEndPoint endPoint)
    {
        byte[] address = endPoint.Address.GetAddressBytes();
        return address.Length == 4
            ? FromIPv4(address, endPoint.Port)
            : FromIPv6(address, endPoint.Port, 0, (uint)endPoint.Address.ScopeId);
    }

    /// <summary>An IP address and a port.</summary>
    public static SockAddress From(IPAddress address, int port) => From(new IPEndPoint(address, port));

    /// <summary>The port of an IP address; zero for other families.</summary>
    public int Port => Family is SocketConstants.AF_INET or SocketConstants.AF_INET6 && _bytes.Length >= 4
        ? BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(2))
        : 0;

    /// <summary>The bytes of an IP address in network order; empty for other families.</summary>
    public ReadOnlySpan<byte> AddressBytes => Family switch
    {
        SocketConstants.AF_INET when _bytes.Length >= 8 => _bytes.AsSpan(4, 4),
        SocketConstants.AF_INET6 when _bytes.Length >= 24 => _bytes.AsSpan(8, 16),
        _ => default,
    };

    /// <summary>The flow information of an IPv6 address.</summary>
    public uint FlowInfo => Family == SocketConstants.AF_INET6 && _bytes.Length >= 8
        ? BinaryPrimitives.ReadUInt32BigEndian(_bytes.AsSpan(4))
        : 0;

    /// <summary>The interface of an IPv6 address.</summary>
    public uint ScopeId => Family == SocketConstants.AF_INET6 && _bytes.Length >= 28 ? BitConverter.ToUInt32(_bytes, 24) : 0;

    /// <summary>The path of a Unix address, without the zero at its end; an abstract name starts with a zero; empty when unnamed.</summary>
    public ReadOnlySpan<byte> UnixPath
    {
        get
        {
            if (Family != SocketConstants.AF_UNIX || _bytes.Length <= UnixPathOffset)
            {
                return default;
            }
            ReadOnlySpan<byte> path = _bytes.AsSpan(UnixPathOffset);
            if (path[0] == 0)
            {
                return path;
            }
            int end = path.IndexOf((byte)0);
            return end < 0 ? path : path[..end];
        }
    }

    /// <summary>The address as an end point.</summary>
    /// <exception cref="InvalidOperationException">It is not an IP address.</exception>
    public IPEndPoint ToIPEndPoint()
    {
        ReadOnlySpan<byte> address = AddressBytes;
        return address.Length switch
        {
            4 => new IPEndPoint(new IPAddress(address), Port),
            16 => new IPEndPoint(new IPAddress(address, ScopeId), Port),
            _ => throw new InvalidOperationException("not an IP address"),
        };
    }

    /// <inheritdoc/>
    public bool Equals(SockAddress? other) => other is not null && other._bytes.AsSpan().SequenceEqual(_bytes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SockAddress);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(_bytes);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => Family switch
    {
        SocketConstants.AF_INET or SocketConstants.AF_INET6 => ToIPEndPoint().ToString(),
        SocketConstants.AF_UNIX => Encoding.UTF8.GetString(UnixPath).Replace('\0', '@'),
        _ => $"family {Family}",
    };
}

using System.Buffers.Binary;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Socket;

/// <summary>Python address tuples and C sockaddr memory.</summary>
internal static unsafe class SocketAddress
{
    public const int Size = 128;
    public const int AF_UNIX = 1;
    public const int AF_INET = 2;
    public const int AF_INET6 = 10;
    public const int AF_NETLINK = 16;
    public const int AF_PACKET = 17;
    private const int UnixPathOffset = 2;
    private const int UnixPathSize = 108;

    /// <summary>A sockaddr as Python sees it; None when there is none.</summary>
    public static PyObject ToPython(byte* address, uint length, int protocol)
    {
        if (length < 2)
        {
            return PyNone.Instance;
        }
        ReadOnlySpan<byte> bytes = new(address, (int)length);
        int family = *(ushort*)address;
        switch (family)
        {
            case AF_INET:
                return PyTuple.Of(NumericHost(AF_INET, address + 4), PyInt.From(BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])));
            case AF_INET6:
                return new PyTuple(
                [
                    NumericHost(AF_INET6, address + 8, *(uint*)(address + 24)), PyInt.From(BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
                    PyInt.From(BinaryPrimitives.ReadUInt32BigEndian(bytes[4..])), PyInt.From(*(uint*)(address + 24)),
                ]);
            case AF_UNIX:
                if (length > UnixPathOffset && address[UnixPathOffset] == 0)
                {
                    return new PyBytes(bytes[UnixPathOffset..].ToArray());
                }
                ReadOnlySpan<byte> path = bytes[UnixPathOffset..];
                int end = path.IndexOf((byte)0);
                return FsCodec.Decode(end < 0 ? path : path[..end]);
            case AF_NETLINK:
                return PyTuple.Of(PyInt.From(*(uint*)(address + 4)), PyInt.From(*(uint*)(address + 8)));
            case AF_PACKET:
                byte* name = stackalloc byte[64];
                name[0] = 0;
                _ = Libc.if_indextoname((uint)*(int*)(address + 4), name);
                return new PyTuple(
                [
                    FsCodec.Decode(Libc.Text(name)), PyInt.From(BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])), PyInt.From(address[10]),
                    PyInt.From(*(ushort*)(address + 8)), new PyBytes(new ReadOnlySpan<byte>(address + 12, Math.Min((int)address[11], 8)).ToArray()),
                ]);
            default:
                return PyTuple.Of(PyInt.From(family), new PyBytes(bytes[2..].ToArray()));
        }
    }

    private static PyStr NumericHost(int family, void* address, uint scope = 0)
    {
        if (family == AF_INET)
        {
            byte* b = (byte*)address;
            return new PyStr($"{b[0]}.{b[1]}.{b[2]}.{b[3]}");
        }
        byte* text = stackalloc byte[64];
        Libc.inet_ntop(family, address, text, 64);
        PyStr host = FsCodec.Decode(Libc.Text(text));
        if (scope != 0 && ((byte*)address)[0] == 0xFE && (((byte*)address)[1] & 0xC0) == 0x80)
        {
            byte* name = stackalloc byte[64];
            return Libc.if_indextoname(scope, name) != null
                ? new PyStr(host.Value + "%" + FsCodec.Decode(Libc.Text(name)).Value)
                : new PyStr($"{host.Value}%{scope}");
        }
        return host;
    }

    private static int Port(PyObject o, string caller)
    {
        long port;
        PyInt i = Ops.Index(o);
        port = i.TryGetLong(out long value) ? value : -1;
        return port is >= 0 and <= 0xFFFF ? (int)port : throw Err.OverflowError($"{caller}(): port must be 0-65535.");
    }

    /// <summary>Fills memory of <see cref="Size"/> bytes from a Python address; the length.</summary>
    public static uint FromPython(PyObject o, int family, string caller, byte* address)
    {
        new Span<byte>(address, Size).Clear();
        *(ushort*)address = (ushort)family;
        Span<byte> bytes = new(address, Size);
        switch (family)
        {
            case AF_UNIX:
                return FromUnixPath(o, address);
            case AF_INET:
            {
                if (o is not PyTuple tuple)
                {
                    throw Err.TypeError($"{caller}(): AF_INET address must be tuple, not {Ops.TypeName(o)}");
                }
                if (tuple.Count != 2)
                {
                    throw Err.TypeError("AF_INET address must be a pair (host, port)");
                }
                byte[] host = HostBytes(tuple[0]);
                int port = Port(tuple[1], caller);
                Resolve(host, AF_INET, address);
                BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)port);
                return 16;
            }
            case AF_INET6:
            {
                if (o is not PyTuple tuple)
                {
                    throw Err.TypeError($"{caller}(): AF_INET6 address must be tuple, not {Ops.TypeName(o)}");
                }
                if (tuple.Count is < 2 or > 4)
                {
                    throw Err.TypeError("AF_INET6 address must be a tuple (host, port[, flowinfo[, scopeid]])");
                }
                byte[] host = HostBytes(tuple[0]);
                int port = Port(tuple[1], caller);
                long flow = tuple.Count > 2 ? Ops.AsLong(tuple[2]) : 0;
                long scope = tuple.Count > 3 ? Ops.AsLong(tuple[3]) : 0;
                if (flow is < 0 or > 0xFFFFF)
                {
                    throw Err.OverflowError($"{caller}(): flowinfo must be 0-1048575.");
                }
                Resolve(host, AF_INET6, address);
                BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)port);
                BinaryPrimitives.WriteUInt32BigEndian(bytes[4..], (uint)flow);
                if (tuple.Count > 3)
                {
                    *(uint*)(address + 24) = (uint)scope;
                }
                return 28;
            }
            case AF_NETLINK:
            {
                if (o is not PyTuple { Count: 2 } tuple)
                {
                    throw Err.TypeError($"{caller}(): AF_NETLINK address must be tuple, not {Ops.TypeName(o)}");
                }
                *(uint*)(address + 4) = (uint)Ops.AsLong(tuple[0]);
                *(uint*)(address + 8) = (uint)Ops.AsLong(tuple[1]);
                return 12;
            }
            case AF_PACKET:
            {
                if (o is not PyTuple tuple)
                {
                    throw Err.TypeError($"{caller}(): AF_PACKET address must be tuple, not {Ops.TypeName(o)}");
                }
                if (tuple.Count is < 2 or > 5)
                {
                    throw Err.TypeError("AF_PACKET address must be a tuple of two to five elements");
                }
                uint index;
                fixed (byte* name = FsCodec.Terminate(FsCodec.Convert(tuple[0])))
                {
                    index = Libc.if_nametoindex(name);
                    if (index == 0)
                    {
                        throw SysCall.LastError();
                    }
                }
                long protocol = Ops.AsLong(tuple[1]);
                if (protocol is < 0 or > 0xFFFF)
                {
                    throw Err.OverflowError($"{caller}(): proto must be 0-65535.");
                }
                BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)protocol);
                *(int*)(address + 4) = (int)index;
                *(ushort*)(address + 8) = (ushort)(tuple.Count > 3 ? Ops.AsLong(tuple[3]) : 0);
                address[10] = (byte)(tuple.Count > 2 ? Ops.AsLong(tuple[2]) : 0);
                if (tuple.Count > 4)
                {
                    BufferView view = Ops.GetBuffer(tuple[4]);
                    if (view.Memory.Length > 8)
                    {
                        throw Err.ValueError("Hardware address must be 8 bytes or less");
                    }
                    address[11] = (byte)view.Memory.Length;
                    view.Span.CopyTo(bytes[12..]);
                    view.Release();
                }
                return 20;
            }
            default:
                throw Err.Make(Exc.OSError, $"{caller}(): bad family");
        }
    }

    private static uint FromUnixPath(PyObject o, byte* address)
    {
        byte[] path;
        if (o is PyStr text)
        {
            path = FsCodec.Encode(text);
        }
        else
        {
            BufferView view = Ops.GetBuffer(o);
            path = view.Span.ToArray();
            view.Release();
        }
        // Linux: a name that begins with NUL lies in no file system, and an empty one lets the kernel choose such a name (unix(7)).
        bool isAbstract = path.Length == 0 || path[0] == 0;
        if (isAbstract ? path.Length > UnixPathSize : path.Length >= UnixPathSize)
        {
            throw Err.Make(Exc.OSError, "AF_UNIX path too long");
        }
        path.CopyTo(new Span<byte>(address + UnixPathOffset, UnixPathSize));
        return (uint)(UnixPathOffset + path.Length + (isAbstract ? 0 : 1));
    }

    /// <summary>A host argument as bytes with a NUL; text that is not ASCII goes through IDNA.</summary>
    public static byte[] HostBytes(PyObject o)
    {
        byte[] host;
        switch (o)
        {
            case PyStr text:
                if (text.IsBmp && System.Text.Ascii.IsValid(text.Bmp))
                {
                    host = FsCodec.Encode(text);
                }
                else
                {
                    host = ((PyBytes)Ops.CallMethod(text, "encode", new PyStr("idna"))).Data;
                }
                break;
            case PyBytes bytes:
                host = bytes.Data;
                break;
            case PyByteArray:
                BufferView view = Ops.GetBuffer(o);
                host = view.Span.ToArray();
                view.Release();
                break;
            default:
                throw Err.TypeError($"str, bytes or bytearray expected, not {Ops.TypeName(o)}");
        }
        if (host.AsSpan().IndexOf((byte)0) >= 0)
        {
            throw Err.TypeError("host name must not contain null character");
        }
        return FsCodec.Terminate(host);
    }

    /// <summary>Writes the address of a host behind the family.</summary>
    /// <param name="host">With a NUL.</param>
    /// <param name="family">AF_INET, AF_INET6 or 0 for either.</param>
    /// <param name="address">Receives a whole sockaddr.</param>
    /// <returns>The address's length.</returns>
    public static uint Resolve(byte[] host, int family, byte* address)
    {
        ReadOnlySpan<byte> name = host.AsSpan(0, host.Length - 1);
        *(ushort*)address = (ushort)family;
        if (name.Length == 0 && (family is AF_INET or AF_INET6))
        {
            // The wildcard address is all zeros.
            return family == AF_INET ? 16u : 28u;
        }
        if (name.Length == 0)
        {
            Libc.Addrinfo wildcard = new() { Family = family, SockType = 2, Flags = 1 };
            return Lookup(null, "0\0"u8.ToArray(), wildcard, address);
        }
        if (name.SequenceEqual("255.255.255.255"u8) || name.SequenceEqual("<broadcast>"u8))
        {
            if (family is not (AF_INET or 0))
            {
                throw Err.Make(Exc.OSError, "address family mismatched");
            }
            *(ushort*)address = AF_INET;
            *(uint*)(address + 4) = uint.MaxValue;
            return 16;
        }
        fixed (byte* h = host)
        {
            if ((family is AF_INET or 0) && Libc.inet_pton(AF_INET, h, address + 4) == 1)
            {
                *(ushort*)address = AF_INET;
                return 16;
            }
            if ((family is AF_INET6 or 0) && !name.Contains((byte)'%') && Libc.inet_pton(AF_INET6, h, address + 8) == 1)
            {
                *(ushort*)address = AF_INET6;
                return 28;
            }
        }
        return Lookup(host, null, new Libc.Addrinfo { Family = family }, address);
    }

    private static uint Lookup(byte[]? host, byte[]? service, Libc.Addrinfo hints, byte* address)
    {
        Libc.Addrinfo* list = null;
        int error, errno;
        using (PyThread.Current.AllowThreads())
        {
            fixed (byte* h = host, s = service)
            {
                error = Libc.getaddrinfo(h, s, &hints, &list);
                errno = Libc.LastError;
            }
        }
        if (error != 0)
        {
            throw SocketModule.GaiError(error, errno);
        }
        uint length = Math.Min(list->AddressLength, Size);
        new ReadOnlySpan<byte>(list->Address, (int)length).CopyTo(new Span<byte>(address, Size));
        Libc.freeaddrinfo(list);
        return length;
    }
}

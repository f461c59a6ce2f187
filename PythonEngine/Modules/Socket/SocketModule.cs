using System.Buffers.Binary;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Socket;

/// <summary>The <c>_socket</c> module.</summary>
[PyModule("_socket", Doc = "Implementation module for socket operations.\n\nSee the socket module for documentation.")]
[PyExports(typeof(PySocket))]
internal static unsafe partial class SocketModule
{
    private const string Constants = """
        AF_ALG 38 AF_APPLETALK 5 AF_ASH 18 AF_ATMPVC 8 AF_ATMSVC 20 AF_AX25 3 AF_BLUETOOTH 31 AF_BRIDGE 7 AF_CAN 29
        AF_DECnet 12 AF_ECONET 19 AF_INET 2 AF_INET6 10 AF_IPX 4 AF_IRDA 23 AF_KEY 15 AF_LLC 26 AF_NETBEUI 13
        AF_NETLINK 16 AF_NETROM 6 AF_PACKET 17 AF_PPPOX 24 AF_QIPCRTR 42 AF_RDS 21 AF_ROSE 11 AF_ROUTE 16 AF_SECURITY
        14 AF_SNA 22 AF_TIPC 30 AF_UNIX 1 AF_UNSPEC 0 AF_VSOCK 40 AF_WANPIPE 25 AF_X25 9 AI_ADDRCONFIG 32 AI_ALL 16
        AI_CANONNAME 2 AI_NUMERICHOST 4 AI_NUMERICSERV 1024 AI_PASSIVE 1 AI_V4MAPPED 8 ALG_OP_DECRYPT 0 ALG_OP_ENCRYPT
        1 ALG_OP_SIGN 2 ALG_OP_VERIFY 3 ALG_SET_AEAD_ASSOCLEN 4 ALG_SET_AEAD_AUTHSIZE 5 ALG_SET_IV 2 ALG_SET_KEY 1
        ALG_SET_OP 3 ALG_SET_PUBKEY 6 BTPROTO_HCI 1 BTPROTO_L2CAP 0 BTPROTO_RFCOMM 3 BTPROTO_SCO 2 CAN_BCM 2
        CAN_BCM_CAN_FD_FRAME 2048 CAN_BCM_RX_ANNOUNCE_RESUME 256 CAN_BCM_RX_CHANGED 12 CAN_BCM_RX_CHECK_DLC 64
        CAN_BCM_RX_DELETE 6 CAN_BCM_RX_FILTER_ID 32 CAN_BCM_RX_NO_AUTOTIMER 128 CAN_BCM_RX_READ 7 CAN_BCM_RX_RTR_FRAME
        1024 CAN_BCM_RX_SETUP 5 CAN_BCM_RX_STATUS 10 CAN_BCM_RX_TIMEOUT 11 CAN_BCM_SETTIMER 1 CAN_BCM_STARTTIMER 2
        CAN_BCM_TX_ANNOUNCE 8 CAN_BCM_TX_COUNTEVT 4 CAN_BCM_TX_CP_CAN_ID 16 CAN_BCM_TX_DELETE 2 CAN_BCM_TX_EXPIRED 9
        CAN_BCM_TX_READ 3 CAN_BCM_TX_RESET_MULTI_IDX 512 CAN_BCM_TX_SEND 4 CAN_BCM_TX_SETUP 1 CAN_BCM_TX_STATUS 8
        CAN_EFF_FLAG 2147483648 CAN_EFF_MASK 536870911 CAN_ERR_FLAG 536870912 CAN_ERR_MASK 536870911 CAN_ISOTP 6
        CAN_J1939 7 CAN_RAW 1 CAN_RAW_FD_FRAMES 5 CAN_RAW_FILTER 1 CAN_RAW_JOIN_FILTERS 6 CAN_RAW_LOOPBACK 3
        CAN_RAW_RECV_OWN_MSGS 4 CAN_RTR_FLAG 1073741824 CAN_SFF_MASK 2047 EAI_ADDRFAMILY -9 EAI_AGAIN -3 EAI_BADFLAGS
        -1 EAI_FAIL -4 EAI_FAMILY -6 EAI_MEMORY -10 EAI_NODATA -5 EAI_NONAME -2 EAI_OVERFLOW -12 EAI_SERVICE -8
        EAI_SOCKTYPE -7 EAI_SYSTEM -11 HCI_DATA_DIR 1 HCI_FILTER 2 HCI_TIME_STAMP 3 INADDR_ALLHOSTS_GROUP 3758096385
        INADDR_ANY 0 INADDR_BROADCAST 4294967295 INADDR_LOOPBACK 2130706433 INADDR_MAX_LOCAL_GROUP 3758096639
        INADDR_NONE 4294967295 INADDR_UNSPEC_GROUP 3758096384 IOCTL_VM_SOCKETS_GET_LOCAL_CID 1977 IPPORT_RESERVED 1024
        IPPORT_USERRESERVED 5000 IPPROTO_AH 51 IPPROTO_DSTOPTS 60 IPPROTO_EGP 8 IPPROTO_ESP 50 IPPROTO_FRAGMENT 44
        IPPROTO_GRE 47 IPPROTO_HOPOPTS 0 IPPROTO_ICMP 1 IPPROTO_ICMPV6 58 IPPROTO_IDP 22 IPPROTO_IGMP 2 IPPROTO_IP 0
        IPPROTO_IPIP 4 IPPROTO_IPV6 41 IPPROTO_MPTCP 262 IPPROTO_NONE 59 IPPROTO_PIM 103 IPPROTO_PUP 12 IPPROTO_RAW
        255 IPPROTO_ROUTING 43 IPPROTO_RSVP 46 IPPROTO_SCTP 132 IPPROTO_TCP 6 IPPROTO_TP 29 IPPROTO_UDP 17
        IPPROTO_UDPLITE 136 IPV6_CHECKSUM 7 IPV6_DONTFRAG 62 IPV6_DSTOPTS 59 IPV6_HOPLIMIT 52 IPV6_HOPOPTS 54
        IPV6_JOIN_GROUP 20 IPV6_LEAVE_GROUP 21 IPV6_MULTICAST_HOPS 18 IPV6_MULTICAST_IF 17 IPV6_MULTICAST_LOOP 19
        IPV6_NEXTHOP 9 IPV6_PATHMTU 61 IPV6_PKTINFO 50 IPV6_RECVDSTOPTS 58 IPV6_RECVHOPLIMIT 51 IPV6_RECVHOPOPTS 53
        IPV6_RECVPATHMTU 60 IPV6_RECVPKTINFO 49 IPV6_RECVRTHDR 56 IPV6_RECVTCLASS 66 IPV6_RTHDR 57 IPV6_RTHDRDSTOPTS
        55 IPV6_RTHDR_TYPE_0 0 IPV6_TCLASS 67 IPV6_UNICAST_HOPS 16 IPV6_V6ONLY 26 IP_ADD_MEMBERSHIP 35
        IP_BIND_ADDRESS_NO_PORT 24 IP_DEFAULT_MULTICAST_LOOP 1 IP_DEFAULT_MULTICAST_TTL 1 IP_DROP_MEMBERSHIP 36
        IP_HDRINCL 3 IP_MAX_MEMBERSHIPS 20 IP_MULTICAST_IF 32 IP_MULTICAST_LOOP 34 IP_MULTICAST_TTL 33 IP_OPTIONS 4
        IP_RECVOPTS 6 IP_RECVRETOPTS 7 IP_RECVTOS 13 IP_RETOPTS 7 IP_TOS 1 IP_TRANSPARENT 19 IP_TTL 2
        J1939_EE_INFO_NONE 0 J1939_EE_INFO_TX_ABORT 1 J1939_FILTER_MAX 512 J1939_IDLE_ADDR 254 J1939_MAX_UNICAST_ADDR
        253 J1939_NLA_BYTES_ACKED 1 J1939_NLA_PAD 0 J1939_NO_ADDR 255 J1939_NO_NAME 0 J1939_NO_PGN 262144
        J1939_PGN_ADDRESS_CLAIMED 60928 J1939_PGN_ADDRESS_COMMANDED 65240 J1939_PGN_MAX 262143 J1939_PGN_PDU1_MAX
        261888 J1939_PGN_REQUEST 59904 MSG_CMSG_CLOEXEC 1073741824 MSG_CONFIRM 2048 MSG_CTRUNC 8 MSG_DONTROUTE 4
        MSG_DONTWAIT 64 MSG_EOR 128 MSG_ERRQUEUE 8192 MSG_FASTOPEN 536870912 MSG_MORE 32768 MSG_NOSIGNAL 16384 MSG_OOB
        1 MSG_PEEK 2 MSG_TRUNC 32 MSG_WAITALL 256 NETLINK_CRYPTO 21 NETLINK_DNRTMSG 14 NETLINK_FIREWALL 3
        NETLINK_IP6_FW 13 NETLINK_NFLOG 5 NETLINK_ROUTE 0 NETLINK_USERSOCK 2 NETLINK_XFRM 6 NI_DGRAM 16 NI_MAXHOST
        1025 NI_MAXSERV 32 NI_NAMEREQD 8 NI_NOFQDN 4 NI_NUMERICHOST 1 NI_NUMERICSERV 2 PACKET_BROADCAST 1
        PACKET_FASTROUTE 6 PACKET_HOST 0 PACKET_LOOPBACK 5 PACKET_MULTICAST 2 PACKET_OTHERHOST 3 PACKET_OUTGOING 4
        PF_CAN 29 PF_PACKET 17 PF_RDS 21 SCM_CREDENTIALS 2 SCM_J1939_DEST_ADDR 1 SCM_J1939_DEST_NAME 2
        SCM_J1939_ERRQUEUE 4 SCM_J1939_PRIO 3 SCM_RIGHTS 1 SHUT_RD 0 SHUT_RDWR 2 SHUT_WR 1 SOCK_CLOEXEC 524288
        SOCK_DGRAM 2 SOCK_NONBLOCK 2048 SOCK_RAW 3 SOCK_RDM 4 SOCK_SEQPACKET 5 SOCK_STREAM 1 SOL_ALG 279 SOL_CAN_BASE
        100 SOL_CAN_RAW 101 SOL_HCI 0 SOL_IP 0 SOL_RDS 276 SOL_SOCKET 1 SOL_TCP 6 SOL_TIPC 271 SOL_UDP 17 SOMAXCONN
        4096 SO_ACCEPTCONN 30 SO_BINDTODEVICE 25 SO_BROADCAST 6 SO_DEBUG 1 SO_DOMAIN 39 SO_DONTROUTE 5 SO_ERROR 4
        SO_INCOMING_CPU 49 SO_J1939_ERRQUEUE 4 SO_J1939_FILTER 1 SO_J1939_PROMISC 2 SO_J1939_SEND_PRIO 3 SO_KEEPALIVE
        9 SO_LINGER 13 SO_MARK 36 SO_OOBINLINE 10 SO_PASSCRED 16 SO_PASSSEC 34 SO_PEERCRED 17 SO_PEERSEC 31
        SO_PRIORITY 12 SO_PROTOCOL 38 SO_RCVBUF 8 SO_RCVLOWAT 18 SO_RCVTIMEO 20 SO_REUSEADDR 2 SO_REUSEPORT 15
        SO_SNDBUF 7 SO_SNDLOWAT 19 SO_SNDTIMEO 21 SO_TYPE 3 SO_VM_SOCKETS_BUFFER_MAX_SIZE 2
        SO_VM_SOCKETS_BUFFER_MIN_SIZE 1 SO_VM_SOCKETS_BUFFER_SIZE 0 TCP_CONGESTION 13 TCP_CORK 3 TCP_DEFER_ACCEPT 9
        TCP_FASTOPEN 23 TCP_INFO 11 TCP_KEEPCNT 6 TCP_KEEPIDLE 4 TCP_KEEPINTVL 5 TCP_LINGER2 8 TCP_MAXSEG 2
        TCP_NODELAY 1 TCP_NOTSENT_LOWAT 25 TCP_QUICKACK 12 TCP_SYNCNT 7 TCP_USER_TIMEOUT 18 TCP_WINDOW_CLAMP 10
        TIPC_ADDR_ID 3 TIPC_ADDR_NAME 2 TIPC_ADDR_NAMESEQ 1 TIPC_CFG_SRV 0 TIPC_CLUSTER_SCOPE 2 TIPC_CONN_TIMEOUT 130
        TIPC_CRITICAL_IMPORTANCE 3 TIPC_DEST_DROPPABLE 129 TIPC_HIGH_IMPORTANCE 2 TIPC_IMPORTANCE 127
        TIPC_LOW_IMPORTANCE 0 TIPC_MEDIUM_IMPORTANCE 1 TIPC_NODE_SCOPE 3 TIPC_PUBLISHED 1 TIPC_SRC_DROPPABLE 128
        TIPC_SUBSCR_TIMEOUT 3 TIPC_SUB_CANCEL 4 TIPC_SUB_PORTS 1 TIPC_SUB_SERVICE 2 TIPC_TOP_SRV 1 TIPC_WAIT_FOREVER
        -1 TIPC_WITHDRAWN 2 TIPC_ZONE_SCOPE 1 UDPLITE_RECV_CSCOV 11 UDPLITE_SEND_CSCOV 10 VMADDR_CID_ANY 4294967295
        VMADDR_CID_HOST 2 VMADDR_PORT_ANY 4294967295 VM_SOCKETS_INVALID_VERSION 4294967295
        """;

    private const int EAI_SYSTEM = -11;
    private const int NI_MAXHOST = 1025;
    private const int NI_MAXSERV = 32;

    private sealed class ModuleState
    {
        public required PyType GaiError { get; init; }
        public required PyType HostError { get; init; }
        public long DefaultTimeout { get; set; } = -1;
    }

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        ModuleState state = new()
        {
            GaiError = SysCall.NewException("socket.gaierror", Exc.OSError),
            HostError = SysCall.NewException("socket.herror", Exc.OSError),
        };
        module.State = state;
        SysCall.AddConstants(module, Constants);
        module.Set("error", Exc.OSError);
        module.Set("timeout", Exc.TimeoutError);
        module.Set("gaierror", state.GaiError);
        module.Set("herror", state.HostError);
        module.Set("SocketType", PySocket.TypeObject);
        module.Set("has_ipv6", PyBool.True);
        module.Set("BDADDR_ANY", new PyStr("00:00:00:00:00:00"));
        module.Set("BDADDR_LOCAL", new PyStr("00:00:00:FF:FF:FF"));
    }

    private static ModuleState State => (ModuleState)PyThread.Current.Engine.NativeModule("_socket").State!;

    internal static long DefaultTimeout(PyEngine engine) => ((ModuleState)engine.NativeModule("_socket").State!).DefaultTimeout;

    /// <summary>None or seconds; -1 for None.</summary>
    internal static long ParseTimeout(PyObject value)
    {
        if (ReferenceEquals(value, PyNone.Instance))
        {
            return -1;
        }
        long timeout = PyTime.FromSeconds(value);
        return timeout >= 0 ? timeout : throw Err.ValueError("Timeout value out of range");
    }

    internal static PyException GaiError(int error, int errno)
    {
        if (error == EAI_SYSTEM)
        {
            return Err.OSError(errno);
        }
        string text = FsCodec.Decode(Libc.Text(Libc.gai_strerror(error))).Value;
        return new PyException((PyBaseException)Ops.Call(State.GaiError, PyInt.From(error), new PyStr(text)));
    }

    private static PyException HostError(int error)
    {
        string text = FsCodec.Decode(Libc.Text(Libc.hstrerror(error))).Value;
        return new PyException((PyBaseException)Ops.Call(State.HostError, PyInt.From(error), new PyStr(text)));
    }

    [PyFunction("getdefaulttimeout")]
    private static PyObject GetDefaultTimeout() => State.DefaultTimeout is var t and >= 0 ? new PyFloat(PyTime.ToSeconds(t)) : PyNone.Instance;

    [PyFunction("setdefaulttimeout", "timeout, /")]
    private static void SetDefaultTimeout(PyObject timeout) => State.DefaultTimeout = ParseTimeout(timeout);

    [PyFunction("close", "fd, /")]
    private static void Close(PyObject fd)
    {
        int descriptor = SysCall.AsCInt(fd);
        int error;
        using (PyThread.Current.AllowThreads())
        {
            error = Libc.close(descriptor) < 0 ? Libc.LastError : 0;
        }
        if (error is not (0 or Errno.ECONNRESET))
        {
            throw Err.OSError(error);
        }
    }

    [PyFunction("dup", "fd, /")]
    private static long Dup(PyObject fd) => SysCall.Check(Libc.fcntl(SysCall.AsCInt(fd), Libc.F_DUPFD_CLOEXEC, 0));

    [PyFunction("socketpair", "family=AF_UNIX, type=SOCK_STREAM, proto=0, /")]
    private static PyObject SocketPair(PyObject? family = null, PyObject? type = null, PyObject? proto = null)
    {
        int f = family == null ? SocketAddress.AF_UNIX : SysCall.AsCInt(family);
        int t = type == null ? 1 : SysCall.AsCInt(type);
        int p = proto == null ? 0 : SysCall.AsCInt(proto);
        int* fds = stackalloc int[2];
        SysCall.Check(Libc.socketpair(f, t | PySocket.SOCK_CLOEXEC, p, fds));
        return PyTuple.Of(Wrap(f, t, p, fds[0]), Wrap(f, t, p, fds[1]));
    }

    private static PyObject Wrap(int family, int type, int proto, int fd)
    {
        PyObject[] args = [PyInt.From(family), PyInt.From(type), PyInt.From(proto), PyInt.From(fd)];
        return Ops.Call(PySocket.TypeObject, args);
    }

    // ---- names ----

    [PyFunction("gethostname")]
    private static PyObject GetHostName()
    {
        byte* buffer = stackalloc byte[1024];
        SysCall.Check(Libc.gethostname(buffer, 1024));
        return FsCodec.Decode(Libc.Text(buffer));
    }

    [PyFunction("sethostname", "name, /")]
    private static void SetHostName(PyObject name)
    {
        byte[] bytes = name is PyStr or PyBytes ? FsCodec.Convert(name) : Ops.GetBuffer(name).Span.ToArray();
        fixed (byte* b = bytes)
        {
            SysCall.Check(Libc.sethostname(b, bytes.Length));
        }
    }

    [PyFunction("getaddrinfo", "host, port, family=0, type=0, proto=0, flags=0")]
    private static PyObject GetAddrInfo(PyObject host, PyObject port, int family = 0, int type = 0, int proto = 0, int flags = 0)
    {
        byte[]? hostBytes = host switch
        {
            PyNone => null,
            PyStr text when text.IsBmp && System.Text.Ascii.IsValid(text.Bmp) && text.Length < 64 => FsCodec.Encode(text),
            PyStr text => ((PyBytes)Ops.CallMethod(text, "encode", new PyStr("idna"))).Data,
            PyBytes bytes => bytes.Data,
            _ => throw Err.TypeError("getaddrinfo() argument 1 must be string or None"),
        };
        byte[]? service = port switch
        {
            PyNone => null,
            PyInt i => FsCodec.Encode(new PyStr(i.TryGetLong(out long number)
                ? number.ToString(System.Globalization.CultureInfo.InvariantCulture)
                : throw Err.OverflowError("Python int too large to convert to C long"))),
            PyStr text => FsCodec.Encode(text),
            PyBytes bytes => bytes.Data,
            _ => throw Err.Make(Exc.OSError, "Int or String expected"),
        };
        byte[]? h = hostBytes == null ? null : FsCodec.Terminate(hostBytes);
        byte[]? s = service == null ? null : FsCodec.Terminate(service);
        Libc.Addrinfo hints = new() { Family = family, SockType = type, Protocol = proto, Flags = flags };
        Libc.Addrinfo* list = null;
        int error, errno;
        using (PyThread.Current.AllowThreads())
        {
            fixed (byte* hp = h, sp = s)
            {
                error = Libc.getaddrinfo(hp, sp, &hints, &list);
                errno = Libc.LastError;
            }
        }
        if (error != 0)
        {
            throw GaiError(error, errno);
        }
        try
        {
            PyList result = new();
            for (Libc.Addrinfo* a = list; a != null; a = a->Next)
            {
                PyObject canonical = a->CanonicalName == null ? PyStr.Empty : FsCodec.Decode(Libc.Text(a->CanonicalName));
                result.Add(new PyTuple(
                [
                    PyInt.From(a->Family), PyInt.From(a->SockType), PyInt.From(a->Protocol), canonical,
                    SocketAddress.ToPython(a->Address, a->AddressLength, a->Protocol),
                ]));
            }
            return result;
        }
        finally
        {
            Libc.freeaddrinfo(list);
        }
    }

    [PyFunction("getnameinfo", "sockaddr, flags, /")]
    private static PyObject GetNameInfo(PyObject sockaddr, int flags)
    {
        if (sockaddr is not PyTuple tuple)
        {
            throw Err.TypeError("getnameinfo() argument 1 must be a tuple");
        }
        if (tuple.Count is < 2 or > 4 || tuple[0] is not PyStr host)
        {
            throw Err.TypeError("getnameinfo(): illegal sockaddr argument");
        }
        int port = SysCall.AsCInt(tuple[1]);
        long flow = tuple.Count > 2 ? Ops.AsLong(tuple[2]) : 0;
        long scope = tuple.Count > 3 ? Ops.AsLong(tuple[3]) : 0;
        if (flow is < 0 or > 0xFFFFF)
        {
            throw Err.OverflowError("getnameinfo(): flowinfo must be 0-1048575.");
        }
        byte[] name = FsCodec.EncodeZ(host);
        byte[] service = FsCodec.EncodeZ(new PyStr(port.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        // Only numeric addresses are looked up here.
        Libc.Addrinfo hints = new() { SockType = 2, Flags = 4 };
        Libc.Addrinfo* list = null;
        int error, errno;
        using (PyThread.Current.AllowThreads())
        {
            fixed (byte* n = name, s = service)
            {
                error = Libc.getaddrinfo(n, s, &hints, &list);
                errno = Libc.LastError;
            }
        }
        if (error != 0)
        {
            throw GaiError(error, errno);
        }
        byte* address = stackalloc byte[SocketAddress.Size];
        uint length = Math.Min(list->AddressLength, SocketAddress.Size);
        new ReadOnlySpan<byte>(list->Address, (int)length).CopyTo(new Span<byte>(address, SocketAddress.Size));
        bool several = list->Next != null;
        Libc.freeaddrinfo(list);
        if (several)
        {
            throw Err.Make(Exc.OSError, "sockaddr resolved to multiple addresses");
        }
        if (*(ushort*)address == SocketAddress.AF_INET && tuple.Count != 2)
        {
            throw Err.Make(Exc.OSError, "IPv4 sockaddr must be 2 tuple");
        }
        if (*(ushort*)address == SocketAddress.AF_INET6)
        {
            BinaryPrimitives.WriteUInt32BigEndian(new Span<byte>(address + 4, 4), (uint)flow);
            *(uint*)(address + 24) = (uint)scope;
        }
        byte[] hostBuffer = new byte[NI_MAXHOST];
        byte[] serviceBuffer = new byte[NI_MAXSERV];
        fixed (byte* hb = hostBuffer, sb = serviceBuffer)
        {
            using (PyThread.Current.AllowThreads())
            {
                error = Libc.getnameinfo(address, length, hb, NI_MAXHOST, sb, NI_MAXSERV, flags);
                errno = Libc.LastError;
            }
            return error == 0 ? PyTuple.Of(FsCodec.Decode(Libc.Text(hb)), FsCodec.Decode(Libc.Text(sb))) : throw GaiError(error, errno);
        }
    }

    [PyFunction("gethostbyname", "host, /")]
    private static PyObject GetHostByName(PyObject host)
    {
        byte* address = stackalloc byte[SocketAddress.Size];
        new Span<byte>(address, SocketAddress.Size).Clear();
        SocketAddress.Resolve(SocketAddress.HostBytes(host), SocketAddress.AF_INET, address);
        return new PyStr($"{address[4]}.{address[5]}.{address[6]}.{address[7]}");
    }

    private static PyObject HostEntry(Libc.Hostent* entry)
    {
        PyList aliases = new();
        for (byte** a = entry->Aliases; a != null && *a != null; a++)
        {
            aliases.Add(FsCodec.Decode(Libc.Text(*a)));
        }
        PyList addresses = new();
        byte* text = stackalloc byte[64];
        for (byte** a = entry->Addresses; a != null && *a != null; a++)
        {
            Libc.inet_ntop(entry->AddressType, *a, text, 64);
            addresses.Add(FsCodec.Decode(Libc.Text(text)));
        }
        return new PyTuple([FsCodec.Decode(Libc.Text(entry->Name)), aliases, addresses]);
    }

    [PyFunction("gethostbyname_ex", "host, /")]
    private static PyObject GetHostByNameEx(PyObject host)
    {
        byte[] name = SocketAddress.HostBytes(host);
        byte* address = stackalloc byte[SocketAddress.Size];
        new Span<byte>(address, SocketAddress.Size).Clear();
        SocketAddress.Resolve(name, SocketAddress.AF_INET, address);
        return HostLookup(name, null, 0, 0);
    }

    [PyFunction("gethostbyaddr", "host, /")]
    private static PyObject GetHostByAddr(PyObject host)
    {
        byte* address = stackalloc byte[SocketAddress.Size];
        new Span<byte>(address, SocketAddress.Size).Clear();
        SocketAddress.Resolve(SocketAddress.HostBytes(host), 0, address);
        bool v6 = *(ushort*)address == SocketAddress.AF_INET6;
        return HostLookup(null, v6 ? address + 8 : address + 4, v6 ? 16u : 4u, v6 ? SocketAddress.AF_INET6 : SocketAddress.AF_INET);
    }

    private static PyObject HostLookup(byte[]? name, byte* address, uint length, int family)
    {
        for (int size = 16384; ; size *= 2)
        {
            Libc.Hostent entry;
            Libc.Hostent* result = null;
            int herror = 0;
            fixed (byte* buffer = new byte[size], n = name)
            {
                int error;
                using (PyThread.Current.AllowThreads())
                {
                    error = name != null ? Libc.gethostbyname_r(n, &entry, buffer, size, &result, &herror)
                        : Libc.gethostbyaddr_r(address, length, family, &entry, buffer, size, &result, &herror);
                }
                if (error == Errno.ERANGE && size < 1 << 22)
                {
                    continue;
                }
                return result != null ? HostEntry(result) : throw HostError(herror);
            }
        }
    }

    [PyFunction("getservbyname", "servicename, protocolname=None, /")]
    private static long GetServByName(string servicename, string? protocolname = null)
    {
        fixed (byte* s = FsCodec.EncodeZ(new PyStr(servicename)), p = protocolname == null ? null : FsCodec.EncodeZ(new PyStr(protocolname)))
        {
            Libc.Servent* entry = Libc.getservbyname(s, p);
            return entry != null ? BinaryPrimitives.ReverseEndianness((ushort)entry->Port) : throw Err.Make(Exc.OSError, "service/proto not found");
        }
    }

    [PyFunction("getservbyport", "port, protocolname=None, /")]
    private static PyObject GetServByPort(int port, string? protocolname = null)
    {
        if (port is < 0 or > 0xFFFF)
        {
            throw Err.OverflowError("getservbyport: port must be 0-65535.");
        }
        fixed (byte* p = protocolname == null ? null : FsCodec.EncodeZ(new PyStr(protocolname)))
        {
            Libc.Servent* entry = Libc.getservbyport(BinaryPrimitives.ReverseEndianness((ushort)port), p);
            return entry != null ? FsCodec.Decode(Libc.Text(entry->Name)) : throw Err.Make(Exc.OSError, "port/proto not found");
        }
    }

    [PyFunction("getprotobyname", "name, /")]
    private static long GetProtoByName(string name)
    {
        fixed (byte* n = FsCodec.EncodeZ(new PyStr(name)))
        {
            Libc.Protoent* entry = Libc.getprotobyname(n);
            return entry != null ? entry->Protocol : throw Err.Make(Exc.OSError, "protocol not found");
        }
    }

    // ---- byte order and numeric addresses ----

    private static ushort Word(PyObject o, string name)
    {
        PyInt i = Ops.Index(o);
        if (i.Sign < 0)
        {
            throw Err.OverflowError($"{name}: can't convert negative Python int to C 16-bit unsigned integer");
        }
        return i.TryGetLong(out long value) && value <= 0xFFFF ? (ushort)value
            : throw Err.OverflowError($"{name}: Python int too large to convert to C 16-bit unsigned integer");
    }

    private static uint DoubleWord(PyObject o)
    {
        if (o is not PyInt i)
        {
            throw Err.TypeError($"expected int, {Ops.TypeName(o)} found");
        }
        if (i.Sign < 0)
        {
            throw Err.OverflowError("can't convert negative value to unsigned int");
        }
        return i.TryGetLong(out long value) && value <= uint.MaxValue ? (uint)value : throw Err.OverflowError("int larger than 32 bits");
    }

    [PyFunction("htons", "x, /")]
    private static long Htons(PyObject x) => BinaryPrimitives.ReverseEndianness(Word(x, "htons"));

    [PyFunction("ntohs", "x, /")]
    private static long Ntohs(PyObject x) => BinaryPrimitives.ReverseEndianness(Word(x, "ntohs"));

    [PyFunction("htonl", "x, /")]
    private static long Htonl(PyObject x) => BinaryPrimitives.ReverseEndianness(DoubleWord(x));

    [PyFunction("ntohl", "x, /")]
    private static long Ntohl(PyObject x) => BinaryPrimitives.ReverseEndianness(DoubleWord(x));

    [PyFunction("inet_aton", "ip_addr, /")]
    private static PyObject InetAton(string ipAddr)
    {
        uint address;
        fixed (byte* t = FsCodec.EncodeZ(new PyStr(ipAddr)))
        {
            if (Libc.inet_aton(t, &address) == 0)
            {
                throw Err.Make(Exc.OSError, "illegal IP address string passed to inet_aton");
            }
        }
        return new PyBytes(BitConverter.GetBytes(address));
    }

    [PyFunction("inet_ntoa", "packed_ip, /")]
    private static string InetNtoa(ReadOnlySpan<byte> packedIp) => packedIp.Length == 4
        ? $"{packedIp[0]}.{packedIp[1]}.{packedIp[2]}.{packedIp[3]}"
        : throw Err.Make(Exc.OSError, "packed IP wrong length for inet_ntoa");

    [PyFunction("inet_pton", "address_family, ip_string, /")]
    private static PyObject InetPton(int addressFamily, string ipString)
    {
        byte* packed = stackalloc byte[16];
        int result;
        fixed (byte* t = FsCodec.EncodeZ(new PyStr(ipString)))
        {
            result = Libc.inet_pton(addressFamily, t, packed);
        }
        if (result < 0)
        {
            throw SysCall.LastError();
        }
        if (result == 0)
        {
            throw Err.Make(Exc.OSError, "illegal IP address string passed to inet_pton");
        }
        return new PyBytes(new ReadOnlySpan<byte>(packed, addressFamily == SocketAddress.AF_INET ? 4 : 16).ToArray());
    }

    [PyFunction("inet_ntop", "address_family, packed_ip, /")]
    private static PyObject InetNtop(int addressFamily, ReadOnlySpan<byte> packedIp)
    {
        int length = addressFamily switch
        {
            SocketAddress.AF_INET => 4,
            SocketAddress.AF_INET6 => 16,
            _ => throw Err.ValueError($"unknown address family {addressFamily}"),
        };
        if (packedIp.Length != length)
        {
            throw Err.ValueError("invalid length of packed IP address string");
        }
        byte* text = stackalloc byte[64];
        fixed (byte* p = packedIp)
        {
            return Libc.inet_ntop(addressFamily, p, text, 64) != null ? FsCodec.Decode(Libc.Text(text)) : throw SysCall.LastError();
        }
    }

    // ---- interfaces ----

    [PyFunction("if_nameindex")]
    private static PyObject IfNameIndex()
    {
        Libc.NameIndex* list = Libc.if_nameindex();
        if (list == null)
        {
            throw SysCall.LastError();
        }
        PyList result = new();
        for (Libc.NameIndex* n = list; n->Index != 0; n++)
        {
            result.Add(PyTuple.Of(PyInt.From(n->Index), FsCodec.Decode(Libc.Text(n->Name))));
        }
        Libc.if_freenameindex(list);
        return result;
    }

    [PyFunction("if_nametoindex", "oname, /")]
    private static long IfNameToIndex(PyObject oname)
    {
        fixed (byte* name = FsCodec.Terminate(FsCodec.Convert(oname)))
        {
            uint index = Libc.if_nametoindex(name);
            return index != 0 ? index : throw Err.Make(Exc.OSError, "no interface with this name");
        }
    }

    [PyFunction("if_indextoname", "if_index, /")]
    private static PyObject IfIndexToName(long ifIndex)
    {
        byte* name = stackalloc byte[64];
        return Libc.if_indextoname((uint)ifIndex, name) != null ? FsCodec.Decode(Libc.Text(name)) : throw SysCall.LastError();
    }

    [PyFunction("CMSG_LEN", "length, /")]
    private static long CmsgLen(PyObject length) => PySocket.ControlHeader + ControlLength(length, "CMSG_LEN", PySocket.ControlHeader);

    [PyFunction("CMSG_SPACE", "length, /")]
    private static long CmsgSpace(PyObject length) =>
        PySocket.ControlHeader + PySocket.ControlAlign(ControlLength(length, "CMSG_SPACE", PySocket.ControlHeader + PySocket.ControlAlign(1)));

    /// <summary>The length of control data, which with the given overhead has to fit a socklen_t.</summary>
    private static int ControlLength(PyObject o, string name, int overhead)
    {
        long n = Ops.AsLong(o);
        return n >= 0 && n <= int.MaxValue - overhead ? (int)n : throw Err.OverflowError($"{name}() argument out of range");
    }
}

using NetMQ;
using NetMQ.Sockets;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Zmq;

/// <summary>Options of sockets, by libzmq's numbers (zmq_setsockopt(3)); those that NetMQ has no counterpart for raise EINVAL.</summary>
internal unsafe partial class PyZmqSocket
{
    private const int AFFINITY = 4;
    private const int ROUTING_ID = 5;
    private const int SUBSCRIBE = 6;
    private const int UNSUBSCRIBE = 7;
    private const int RATE = 8;
    private const int RECOVERY_IVL = 9;
    private const int SNDBUF = 11;
    private const int RCVBUF = 12;
    private const int RCVMORE = 13;
    private const int FD = 14;
    private const int EVENTS = 15;
    private const int TYPE = 16;
    private const int LINGER = 17;
    private const int RECONNECT_IVL = 18;
    private const int BACKLOG = 19;
    private const int RECONNECT_IVL_MAX = 21;
    private const int MAXMSGSIZE = 22;
    private const int SNDHWM = 23;
    private const int RCVHWM = 24;
    private const int MULTICAST_HOPS = 25;
    private const int RCVTIMEO = 27;
    private const int SNDTIMEO = 28;
    private const int IPV4ONLY = 31;
    private const int LAST_ENDPOINT = 32;
    private const int ROUTER_MANDATORY = 33;
    private const int TCP_KEEPALIVE = 34;
    private const int TCP_KEEPALIVE_CNT = 35;
    private const int TCP_KEEPALIVE_IDLE = 36;
    private const int TCP_KEEPALIVE_INTVL = 37;
    private const int IMMEDIATE = 39;
    private const int XPUB_VERBOSE = 40;
    private const int ROUTER_RAW = 41;
    private const int IPV6 = 42;
    private const int MECHANISM = 43;
    private const int PLAIN_SERVER = 44;
    private const int PLAIN_USERNAME = 45;
    private const int PLAIN_PASSWORD = 46;
    private const int CURVE_SERVER = 47;
    private const int CURVE_PUBLICKEY = 48;
    private const int CURVE_SECRETKEY = 49;
    private const int CURVE_SERVERKEY = 50;
    private const int REQ_CORRELATE = 52;
    private const int REQ_RELAXED = 53;
    private const int CONFLATE = 54;
    private const int ZAP_DOMAIN = 55;
    private const int ROUTER_HANDOVER = 56;
    private const int TOS = 57;
    private const int GSSAPI_SERVER = 62;
    private const int GSSAPI_PRINCIPAL = 63;
    private const int GSSAPI_SERVICE_PRINCIPAL = 64;
    private const int GSSAPI_PLAINTEXT = 65;
    private const int HANDSHAKE_IVL = 66;
    private const int SOCKS_PROXY = 68;
    private const int XPUB_MANUAL = 71;
    private const int XPUB_WELCOME_MSG = 72;
    private const int INVERT_MATCHING = 74;
    private const int HEARTBEAT_IVL = 75;
    private const int HEARTBEAT_TTL = 76;
    private const int HEARTBEAT_TIMEOUT = 77;
    private const int CONNECT_TIMEOUT = 79;
    private const int TCP_MAXRT = 80;
    private const int THREAD_SAFE = 81;
    private const int MULTICAST_MAXTPDU = 84;
    private const int USE_FD = 89;
    private const int GSSAPI_PRINCIPAL_NAMETYPE = 90;
    private const int GSSAPI_SERVICE_PRINCIPAL_NAMETYPE = 91;
    private const int BINDTODEVICE = 92;
    private const int ZAP_ENFORCE_DOMAIN = 93;
    private const int LOOPBACK_FASTPATH = 94;
    private const int MULTICAST_LOOP = 96;
    private const int SOCKS_USERNAME = 99;
    private const int SOCKS_PASSWORD = 100;
    private const int RECONNECT_STOP = 109;

    private const int KeyLength = 32;
    private const int KeyTextLength = 40;
    private const int CurveMechanism = 2;
    private const int MaximumRoutingId = 255;

    private byte[]? _publicKey;
    private byte[]? _secretKey;
    private byte[]? _serverKey;
    private bool _curveServer;
    /// <summary>NetMQ cannot read these back.</summary>
    private int _immediate;
    private int _reconnectMaximum;
    private int _heartbeatTimeout = -1;

    /// <summary>Whether an option's value is bytes, to tell a wrong type from a wrong value.</summary>
    private static bool TakesBytes(int option) => option is ROUTING_ID or SUBSCRIBE or UNSUBSCRIBE or LAST_ENDPOINT or CURVE_PUBLICKEY or CURVE_SECRETKEY
        or CURVE_SERVERKEY or XPUB_WELCOME_MSG;

    [PyMethod("get", "option, /", Doc = "The value of an option.")]
    private PyObject Get(int option)
    {
        NetMQSocket socket = Alive;
        switch (option)
        {
            case EVENTS:
                return PyInt.From(Events);
            case RCVMORE:
                return PyInt.From(_more ? 1 : 0);
            case FD:
                return PyInt.From(Descriptor);
            case TYPE:
                return PyInt.From(_type);
            case LAST_ENDPOINT:
                return new PyBytes(System.Text.Encoding.UTF8.GetBytes(socket.Options.LastEndpoint ?? ""));
            case ROUTING_ID:
                return new PyBytes(socket.Options.Identity ?? []);
            case PLAIN_USERNAME or PLAIN_PASSWORD or ZAP_DOMAIN or SOCKS_PROXY or BINDTODEVICE or GSSAPI_PRINCIPAL or GSSAPI_SERVICE_PRINCIPAL
                or SOCKS_USERNAME or SOCKS_PASSWORD:
                return PyBytes.Empty;
        }
        try
        {
            return PyInt.From(GetNumber(socket.Options, option));
        }
        catch (Exception e) when (ZmqErrors.Ordinary(e))
        {
            throw ZmqErrors.Of(e);
        }
    }

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;

    private long GetNumber(SocketOptions options, int option) => option switch
    {
        AFFINITY => options.Affinity,
        RATE => options.MulticastRate,
        RECOVERY_IVL => Milliseconds(options.MulticastRecoveryInterval),
        // libzmq tells -1 where the system decides.
        SNDBUF => options.SendBuffer == 0 ? -1 : options.SendBuffer,
        RCVBUF => options.ReceiveBuffer == 0 ? -1 : options.ReceiveBuffer,
        LINGER => Milliseconds(options.Linger),
        RECONNECT_IVL => Milliseconds(options.ReconnectInterval),
        RECONNECT_IVL_MAX => _reconnectMaximum,
        BACKLOG => options.Backlog,
        MAXMSGSIZE => options.MaxMsgSize,
        SNDHWM => options.SendHighWatermark,
        RCVHWM => options.ReceiveHighWatermark,
        MULTICAST_HOPS => options.MulticastHops,
        RCVTIMEO => _receiveTimeout,
        SNDTIMEO => _sendTimeout,
        IPV4ONLY => options.IPv4Only ? 1 : 0,
        IPV6 => options.IPv4Only ? 0 : 1,
        TCP_KEEPALIVE => options.TcpKeepalive ? 1 : -1,
        TCP_KEEPALIVE_CNT => -1,
        TCP_KEEPALIVE_IDLE => options.TcpKeepaliveIdle < TimeSpan.Zero ? -1 : (long)options.TcpKeepaliveIdle.TotalSeconds,
        TCP_KEEPALIVE_INTVL => options.TcpKeepaliveInterval < TimeSpan.Zero ? -1 : (long)options.TcpKeepaliveInterval.TotalSeconds,
        IMMEDIATE => _immediate,
        MECHANISM => _curveServer || _serverKey != null ? CurveMechanism : 0,
        CURVE_SERVER => _curveServer ? 1 : 0,
        PLAIN_SERVER or CONFLATE or TOS or CONNECT_TIMEOUT or TCP_MAXRT or THREAD_SAFE or GSSAPI_SERVER or GSSAPI_PLAINTEXT
            or GSSAPI_PRINCIPAL_NAMETYPE or GSSAPI_SERVICE_PRINCIPAL_NAMETYPE or INVERT_MATCHING or ZAP_ENFORCE_DOMAIN or LOOPBACK_FASTPATH
            or RECONNECT_STOP => 0,
        MULTICAST_LOOP => 1,
        HANDSHAKE_IVL => 30000,
        MULTICAST_MAXTPDU => 1500,
        USE_FD => -1,
        HEARTBEAT_IVL => Milliseconds(options.HeartbeatInterval),
        HEARTBEAT_TTL => Milliseconds(options.HeartbeatTtl),
        HEARTBEAT_TIMEOUT => _heartbeatTimeout,
        _ => throw ZmqErrors.Of(Errno.EINVAL),
    };

    [PyMethod("set", "option, optval, /", Doc = "Sets an option.")]
    private void Set(int option, PyObject optval)
    {
        NetMQSocket socket = Alive;
        if (optval is PyStr)
        {
            throw Err.TypeError("unicode not allowed, use setsockopt_string");
        }
        try
        {
            if (TakesBytes(option))
            {
                SetBytes(socket, option, (optval as PyBytes ?? throw Err.TypeError($"expected bytes, got: {Ops.Repr(optval)}")).Data);
            }
            else
            {
                SetNumber(socket, option, Indexing.IsIndex(optval) ? Args.Int64(optval) : throw Err.TypeError($"expected int, got: {Ops.Repr(optval)}"));
            }
        }
        catch (Exception e) when (ZmqErrors.Ordinary(e))
        {
            throw ZmqErrors.Of(e);
        }
    }

    private void SetBytes(NetMQSocket socket, int option, byte[] value)
    {
        switch (option)
        {
            case ROUTING_ID when value.Length is > 0 and <= MaximumRoutingId:
                socket.Options.Identity = value;
                break;
            case SUBSCRIBE when socket is SubscriberSocket subscriber:
                subscriber.Subscribe(value);
                break;
            case UNSUBSCRIBE when socket is SubscriberSocket subscriber:
                subscriber.Unsubscribe(value);
                break;
            case SUBSCRIBE when socket is XPublisherSocket publisher:
                publisher.Subscribe(value);
                break;
            case UNSUBSCRIBE when socket is XPublisherSocket publisher:
                publisher.Unsubscribe(value);
                break;
            case XPUB_WELCOME_MSG when socket is XPublisherSocket publisher:
                publisher.SetWelcomeMessage(value);
                break;
            case CURVE_PUBLICKEY:
                _publicKey = Key(value);
                ApplyKeys(socket);
                break;
            case CURVE_SECRETKEY:
                _secretKey = Key(value);
                ApplyKeys(socket);
                break;
            case CURVE_SERVERKEY:
                _serverKey = Key(value);
                socket.Options.CurveServerKey = _serverKey;
                break;
            default:
                throw ZmqErrors.Of(Errno.EINVAL);
        }
    }

    /// <summary>A key of 32 bytes, or of 40 characters in Z85 (a NUL may follow).</summary>
    private static byte[] Key(byte[] value)
    {
        if (value.Length == KeyLength)
        {
            return value;
        }
        if (value.Length == KeyTextLength || (value.Length == KeyTextLength + 1 && value[^1] == 0))
        {
            return NetMQCertificate.FromPublicKey(System.Text.Encoding.Latin1.GetString(value, 0, KeyTextLength)).PublicKey;
        }
        throw ZmqErrors.Of(Errno.EINVAL);
    }

    private void ApplyKeys(NetMQSocket socket)
    {
        if (_secretKey == null || (_publicKey == null && !_curveServer))
        {
            return;
        }
        socket.Options.CurveCertificate = _publicKey == null
            ? new NetMQCertificate().FromSecretKey(_secretKey) : new NetMQCertificate(_secretKey, _publicKey);
    }

    /// <summary>A time in milliseconds, -1 for none.</summary>
    private static int Time(long value) => value is >= -1 and <= int.MaxValue ? (int)value : throw ZmqErrors.Of(Errno.EINVAL);

    private static int Natural(long value) => value is >= 0 and <= int.MaxValue ? (int)value : throw ZmqErrors.Of(Errno.EINVAL);

    private static bool Flag(long value) => value is 0 or 1 ? value == 1 : throw ZmqErrors.Of(Errno.EINVAL);

    private void SetNumber(NetMQSocket socket, int option, long value)
    {
        SocketOptions options = socket.Options;
        switch (option)
        {
            case AFFINITY:
                options.Affinity = value;
                break;
            case RATE when value > 0:
                options.MulticastRate = Natural(value);
                break;
            case RECOVERY_IVL:
                options.MulticastRecoveryInterval = TimeSpan.FromMilliseconds(Natural(value));
                break;
            case SNDBUF:
                options.SendBuffer = value == -1 ? 0 : Natural(value);
                break;
            case RCVBUF:
                options.ReceiveBuffer = value == -1 ? 0 : Natural(value);
                break;
            case LINGER:
                options.Linger = TimeSpan.FromMilliseconds(Time(value));
                break;
            case RECONNECT_IVL:
                options.ReconnectInterval = TimeSpan.FromMilliseconds(Time(value));
                break;
            case RECONNECT_IVL_MAX:
                _reconnectMaximum = Natural(value);
                options.ReconnectIntervalMax = TimeSpan.FromMilliseconds(_reconnectMaximum);
                break;
            case BACKLOG:
                options.Backlog = Natural(value);
                break;
            case MAXMSGSIZE when value >= -1:
                options.MaxMsgSize = value;
                break;
            case SNDHWM:
                options.SendHighWatermark = Natural(value);
                break;
            case RCVHWM:
                options.ReceiveHighWatermark = Natural(value);
                break;
            case MULTICAST_HOPS when value > 0:
                options.MulticastHops = Natural(value);
                break;
            case RCVTIMEO:
                _receiveTimeout = Time(value);
                break;
            case SNDTIMEO:
                _sendTimeout = Time(value);
                break;
            case IPV4ONLY:
                options.IPv4Only = Flag(value);
                break;
            case IPV6:
                options.IPv4Only = !Flag(value);
                break;
            case TCP_KEEPALIVE when value is >= -1 and <= 1:
                options.TcpKeepalive = value == 1;
                break;
            case TCP_KEEPALIVE_IDLE when value != 0:
                options.TcpKeepaliveIdle = TimeSpan.FromSeconds(Time(value));
                break;
            case TCP_KEEPALIVE_INTVL when value != 0:
                options.TcpKeepaliveInterval = TimeSpan.FromSeconds(Time(value));
                break;
            case TCP_KEEPALIVE_CNT when value == -1:
                // The system decides, which it does anyway.
                break;
            case IMMEDIATE:
                options.DelayAttachOnConnect = Flag(value);
                _immediate = (int)value;
                break;
            case CURVE_SERVER:
                _curveServer = Flag(value);
                options.CurveServer = _curveServer;
                ApplyKeys(socket);
                break;
            case HEARTBEAT_IVL:
                options.HeartbeatInterval = TimeSpan.FromMilliseconds(Natural(value));
                break;
            case HEARTBEAT_TTL:
                options.HeartbeatTtl = TimeSpan.FromMilliseconds(Natural(value));
                break;
            case HEARTBEAT_TIMEOUT:
                _heartbeatTimeout = Time(value);
                // Without one of its own, that of the interval holds.
                options.HeartbeatTimeout = _heartbeatTimeout < 0 ? options.HeartbeatInterval : TimeSpan.FromMilliseconds(_heartbeatTimeout);
                break;
            // What NetMQ does anyway; it knows no other value.
            case PLAIN_SERVER or CONFLATE or TOS or CONNECT_TIMEOUT or TCP_MAXRT or INVERT_MATCHING or RECONNECT_STOP when value == 0:
            case USE_FD when value == -1:
            case HANDSHAKE_IVL when value >= 0:
                break;
            default:
                SetOfPattern(socket, option, value);
                break;
        }
    }

    /// <summary>Options that some types of sockets have.</summary>
    private static void SetOfPattern(NetMQSocket socket, int option, long value)
    {
        SocketOptions options = socket.Options;
        switch (option)
        {
            case ROUTER_MANDATORY when socket is RouterSocket:
                options.RouterMandatory = Flag(value);
                break;
            case ROUTER_HANDOVER when socket is RouterSocket:
                options.RouterHandover = Flag(value);
                break;
            case ROUTER_RAW when socket is RouterSocket:
                options.RouterRawSocket = Flag(value);
                break;
            case XPUB_VERBOSE when socket is XPublisherSocket:
                options.XPubVerbose = Flag(value);
                break;
            case XPUB_MANUAL when socket is XPublisherSocket:
                options.ManualPublisher = Flag(value);
                break;
            case REQ_CORRELATE when socket is RequestSocket:
                options.Correlate = Flag(value);
                break;
            case REQ_RELAXED when socket is RequestSocket:
                options.Relaxed = Flag(value);
                break;
            default:
                throw ZmqErrors.Of(Errno.EINVAL);
        }
    }
}

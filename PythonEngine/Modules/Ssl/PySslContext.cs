namespace PythonEngine.Modules.Ssl;

/// <summary><c>_ssl._SSLContext</c>: settings, certificates and sessions that connections share.</summary>
[PyType("_SSLContext", Module = "_ssl", Subclassable = true, HasInstanceFields = true)]
internal sealed unsafe partial class PySslContext : PyObject
{
    internal const int ProtocolTls = 2;
    internal const int ProtocolTlsV1 = 3;
    internal const int ProtocolTlsV11 = 4;
    internal const int ProtocolTlsV12 = 5;
    internal const int ProtocolTlsClient = 16;
    internal const int ProtocolTlsServer = 17;
    private const int CertNone = 0;
    private const int CertOptional = 1;
    private const int CertRequired = 2;
    private const int MinimumSupported = -2;
    private const int MaximumSupported = -1;
    private const uint NoPartialWildcards = 4;
    private const nuint TrustedFirst = 0x8000;
    private const ulong NoSslV3 = 0x02000000;
    // OP_ALL, no SSLv3, no compression, the server's preference of ciphers, and an end without close_notify counts as one.
    private const ulong DefaultOptions = 0x80000050 | NoSslV3 | 0x20000 | 0x400000 | 0x80;
    private const ulong DeprecatedOptions = NoSslV3 | 0x04000000 | 0x10000000 | 0x08000000 | 0x20000000;

    private InstanceFields _fields;
    private readonly int _protocol;
    private bool _checkHostname;
    private uint _hostFlags = NoPartialWildcards;
    private bool _postHandshakeAuth;

    private PySslContext(PyType cls, nint handle, int protocol)
    {
        _fields = new InstanceFields(cls);
        Handle = handle;
        _protocol = protocol;
    }

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    internal nint Handle { get; }

    internal int ProtocolValue => _protocol;

    internal bool ChecksHostname => _checkHostname;

    internal bool PostHandshakeAuthentication => _postHandshakeAuth;

    private static SslErrors Errors => SslErrors.Current;

    [PyNew("proto_version, /")]
    private static PyObject New(PyType cls, int proto_version)
    {
        nint method = proto_version switch
        {
            ProtocolTls => Deprecated("PROTOCOL_TLS", OpenSsl.TLS_method()),
            ProtocolTlsClient => OpenSsl.TLS_client_method(),
            ProtocolTlsServer => OpenSsl.TLS_server_method(),
            ProtocolTlsV1 => Deprecated("PROTOCOL_TLSv1", OpenSsl.TLSv1_method()),
            ProtocolTlsV11 => Deprecated("PROTOCOL_TLSv1_1", OpenSsl.TLSv1_1_method()),
            ProtocolTlsV12 => Deprecated("PROTOCOL_TLSv1_2", OpenSsl.TLSv1_2_method()),
            _ => throw Err.ValueError($"invalid or unsupported protocol version {proto_version}"),
        };
        nint handle = OpenSsl.SSL_CTX_new(method);
        if (handle == 0)
        {
            throw Errors.Library();
        }
        PySslContext context = new(cls, handle, proto_version);
        context.Initialize();
        return context;
    }

    private static nint Deprecated(string name, nint method)
    {
        Warn.Issue(Exc.DeprecationWarning, $"ssl.{name} is deprecated", 2);
        return method;
    }

    private void Initialize()
    {
        if (_protocol == ProtocolTlsClient)
        {
            _checkHostname = true;
            SetVerify(CertRequired);
        }
        else
        {
            SetVerify(CertNone);
        }
        OpenSsl.SSL_CTX_set_options(Handle, DefaultOptions);
        OpenSsl.SSL_CTX_ctrl(Handle, OpenSsl.SSL_CTRL_MODE, OpenSsl.SSL_MODE_RELEASE_BUFFERS, 0);
        fixed (byte* id = "Python"u8)
        {
            OpenSsl.SSL_CTX_set_session_id_context(Handle, id, 6);
        }
        nint param = OpenSsl.SSL_CTX_get0_param(Handle);
        OpenSsl.X509_VERIFY_PARAM_set_flags(param, TrustedFirst);
        OpenSsl.X509_VERIFY_PARAM_set_hostflags(param, _hostFlags);
        OpenSsl.SSL_CTX_set_post_handshake_auth(Handle, 0);
    }

    ~PySslContext()
    {
        // SSL_CTX counts its references: connections that still use it keep it.
        OpenSsl.SSL_CTX_free(Handle);
        FreeCallbacks();
    }

    [PyGetter("protocol")]
    private int Protocol => _protocol;

    [PyGetter("check_hostname")]
    private bool CheckHostname => _checkHostname;

    [PySetter("check_hostname")]
    private void SetCheckHostname(PyObject? value)
    {
        bool check = Ops.IsTrue(NotDeleted(value, "check_hostname"));
        if (check && OpenSsl.SSL_CTX_get_verify_mode(Handle) == 0)
        {
            // As in CPython, asking for the check asks for certificates.
            SetVerify(CertRequired);
        }
        _checkHostname = check;
    }

    private static PyObject NotDeleted(PyObject? value, string name) => value ?? throw Err.AttributeError($"cannot delete attribute '{name}'");

    [PyGetter("_host_flags")]
    private long HostFlags => _hostFlags;

    [PySetter("_host_flags")]
    private void SetHostFlags(PyObject? value)
    {
        _hostFlags = Args.UInt32(NotDeleted(value, "_host_flags"));
        OpenSsl.X509_VERIFY_PARAM_set_hostflags(OpenSsl.SSL_CTX_get0_param(Handle), _hostFlags);
    }

    [PyGetter("verify_mode")]
    private int VerifyMode => (OpenSsl.SSL_CTX_get_verify_mode(Handle) & (OpenSsl.SSL_VERIFY_PEER | OpenSsl.SSL_VERIFY_FAIL_IF_NO_PEER_CERT)) switch
    {
        0 => CertNone,
        OpenSsl.SSL_VERIFY_PEER => CertOptional,
        _ => CertRequired,
    };

    [PySetter("verify_mode")]
    private void SetVerifyMode(PyObject? value)
    {
        int mode = Args.Int32(NotDeleted(value, "verify_mode"));
        if (mode == CertNone && _checkHostname)
        {
            throw Err.ValueError("Cannot set verify_mode to CERT_NONE when check_hostname is enabled.");
        }
        SetVerify(mode);
    }

    private void SetVerify(int mode) => OpenSsl.SSL_CTX_set_verify(Handle, mode switch
    {
        CertNone => 0,
        CertOptional => OpenSsl.SSL_VERIFY_PEER,
        CertRequired => OpenSsl.SSL_VERIFY_PEER | OpenSsl.SSL_VERIFY_FAIL_IF_NO_PEER_CERT,
        _ => throw Err.ValueError("invalid value for verify_mode"),
    }, 0);

    [PyGetter("verify_flags")]
    private PyObject VerifyFlags => PyInt.From((BigInteger)OpenSsl.X509_VERIFY_PARAM_get_flags(OpenSsl.SSL_CTX_get0_param(Handle)));

    [PySetter("verify_flags")]
    private void SetVerifyFlags(PyObject? value)
    {
        nuint wanted = NotDeleted(value, "verify_flags") is PyInt number ? (nuint)Args.UInt64(number) : throw Err.TypeError($"argument must be int, not {value!.Type.FullName}");
        nint param = OpenSsl.SSL_CTX_get0_param(Handle);
        nuint flags = OpenSsl.X509_VERIFY_PARAM_get_flags(param);
        if ((flags & ~wanted) is var clear && clear != 0 && OpenSsl.X509_VERIFY_PARAM_clear_flags(param, clear) == 0
            || (~flags & wanted) is var set && set != 0 && OpenSsl.X509_VERIFY_PARAM_set_flags(param, set) == 0)
        {
            throw Errors.Library();
        }
    }

    [PyGetter("options")]
    private PyObject Options => PyInt.From((BigInteger)OpenSsl.SSL_CTX_get_options(Handle));

    [PySetter("options")]
    private void SetOptions(PyObject? value)
    {
        PyObject number = NotDeleted(value, "options");
        if (number is PyInt { Sign: < 0 })
        {
            // A C long in CPython: the bits count.
            number = PyInt.From((BigInteger)unchecked((ulong)Args.Int64(number)));
        }
        ulong wanted = Args.UInt64(number), options = OpenSsl.SSL_CTX_get_options(Handle);
        ulong clear = options & ~wanted, set = ~options & wanted;
        if ((set & DeprecatedOptions) != 0)
        {
            Warn.Issue(Exc.DeprecationWarning, "ssl.OP_NO_SSL*/ssl.OP_NO_TLS* options are deprecated", 2);
        }
        if (clear != 0)
        {
            OpenSsl.SSL_CTX_clear_options(Handle, clear);
        }
        if (set != 0)
        {
            OpenSsl.SSL_CTX_set_options(Handle, set);
        }
    }

    [PyGetter("minimum_version")]
    private long MinimumVersion => OpenSsl.SSL_CTX_ctrl(Handle, OpenSsl.SSL_CTRL_GET_MIN_PROTO_VERSION, 0, 0) is var v && v == 0 ? MinimumSupported : v;

    [PySetter("minimum_version")]
    private void SetMinimumVersion(PyObject? value) => SetVersion(value, "minimum_version", OpenSsl.SSL_CTRL_SET_MIN_PROTO_VERSION);

    [PyGetter("maximum_version")]
    private long MaximumVersion => OpenSsl.SSL_CTX_ctrl(Handle, OpenSsl.SSL_CTRL_GET_MAX_PROTO_VERSION, 0, 0) is var v && v == 0 ? MaximumSupported : v;

    [PySetter("maximum_version")]
    private void SetMaximumVersion(PyObject? value) => SetVersion(value, "maximum_version", OpenSsl.SSL_CTRL_SET_MAX_PROTO_VERSION);

    private void SetVersion(PyObject? value, string name, int command)
    {
        const int SslV3 = 0x300, Tls10 = 0x301, Tls11 = 0x302, Tls13 = 0x304;
        int version = Args.Int32(NotDeleted(value, name));
        if (_protocol is not (ProtocolTls or ProtocolTlsClient or ProtocolTlsServer))
        {
            throw Err.ValueError("The context's protocol doesn't support modification of highest and lowest version.");
        }
        string? deprecated = version switch { SslV3 => "SSLv3", Tls10 => "TLSv1", Tls11 => "TLSv1_1", _ => null };
        if (deprecated != null)
        {
            Warn.Issue(Exc.DeprecationWarning, $"ssl.TLSVersion.{deprecated} is deprecated", 2);
        }
        bool minimum = command == OpenSsl.SSL_CTRL_SET_MIN_PROTO_VERSION;
        int wanted = version switch
        {
            // Asked for as the lowest the highest means just that, and the other way round.
            MinimumSupported => minimum ? 0 : Tls10,
            MaximumSupported => minimum ? Tls13 : 0,
            >= SslV3 and <= Tls13 => version,
            _ => throw Err.ValueError($"Unsupported TLS/SSL version 0x{version:x}"),
        };
        if (OpenSsl.SSL_CTX_ctrl(Handle, command, wanted, 0) == 0)
        {
            OpenSsl.ERR_clear_error();
            throw Err.ValueError($"Unsupported protocol version 0x{wanted:x}");
        }
    }

    [PyGetter("num_tickets", Doc = "Control the number of TLSv1.3 session tickets")]
    private PyObject NumTickets => PyInt.From((BigInteger)OpenSsl.SSL_CTX_get_num_tickets(Handle));

    [PySetter("num_tickets")]
    private void SetNumTickets(PyObject? value)
    {
        long number = Args.Int64(NotDeleted(value, "num_tickets"));
        if (number < 0)
        {
            throw Err.ValueError("value must be non-negative");
        }
        if (_protocol != ProtocolTlsServer)
        {
            throw Err.ValueError("SSLContext is not a server context.");
        }
        if (OpenSsl.SSL_CTX_set_num_tickets(Handle, (nuint)number) != 1)
        {
            throw Err.ValueError("failed to set num tickets.");
        }
    }

    [PyGetter("security_level", Doc = "The current security level")]
    private int SecurityLevel => OpenSsl.SSL_CTX_get_security_level(Handle);

    [PyGetter("post_handshake_auth")]
    private bool PostHandshakeAuth => _postHandshakeAuth;

    [PySetter("post_handshake_auth")]
    private void SetPostHandshakeAuth(PyObject? value)
    {
        if (value == null)
        {
            throw Err.AttributeError("cannot delete attribute");
        }
        _postHandshakeAuth = Ops.IsTrue(value);
    }

    [PyMethod("session_stats", "")]
    private PyObject SessionStats()
    {
        PyDict stats = new();
        int command = OpenSsl.SSL_CTRL_SESS_NUMBER;
        foreach (string name in (ReadOnlySpan<string>)["number", "connect", "connect_good", "connect_renegotiate", "accept", "accept_good", "accept_renegotiate", "hits", "", "misses", "timeouts", "cache_full"])
        {
            if (name.Length > 0)
            {
                stats.SetStr(PyStr.Intern(name), PyInt.From((long)OpenSsl.SSL_CTX_ctrl(Handle, command, 0, 0)));
            }
            command++;
        }
        return stats;
    }

    [PyMethod("set_ciphers", "cipherlist, /")]
    private void SetCiphers(string cipherlist)
    {
        fixed (byte* p = System.Text.Encoding.UTF8.GetBytes(cipherlist + "\0"))
        {
            if (OpenSsl.SSL_CTX_set_cipher_list(Handle, p) == 0)
            {
                OpenSsl.ERR_clear_error();
                throw Errors.Plain("No cipher can be selected.");
            }
        }
    }

    [PyMethod("get_ciphers", "")]
    private PyObject GetCiphers()
    {
        nint ssl = OpenSsl.SSL_new(Handle);
        if (ssl == 0)
        {
            throw Errors.Library();
        }
        try
        {
            nint stack = OpenSsl.SSL_get_ciphers(ssl);
            PyList ciphers = new();
            for (int i = 0; i < OpenSsl.OPENSSL_sk_num(stack); i++)
            {
                ciphers.Add(DescribeCipher(OpenSsl.OPENSSL_sk_value(stack, i)));
            }
            return ciphers;
        }
        finally
        {
            OpenSsl.SSL_free(ssl);
        }
    }

    private static PyDict DescribeCipher(nint cipher)
    {
        byte* description = stackalloc byte[512];
        int algorithmBits;
        int bits = OpenSsl.SSL_CIPHER_get_bits(cipher, &algorithmBits);
        OpenSsl.SSL_CIPHER_description(cipher, description, 511);
        PyDict dict = new();
        void Set(string key, PyObject value) => dict.SetStr(PyStr.Intern(key), value);
        static PyObject LongName(int nid) => nid == 0 ? PyNone.Instance : new PyStr(OpenSsl.Text(OpenSsl.OBJ_nid2ln(nid)));
        Set("id", PyInt.From((long)OpenSsl.SSL_CIPHER_get_id(cipher)));
        Set("name", new PyStr(OpenSsl.Text(OpenSsl.SSL_CIPHER_get_name(cipher))));
        Set("protocol", new PyStr(OpenSsl.Text(OpenSsl.SSL_CIPHER_get_version(cipher))));
        Set("description", new PyStr(OpenSsl.Text(description).TrimEnd('\n')));
        Set("strength_bits", PyInt.From(bits));
        Set("alg_bits", PyInt.From(algorithmBits));
        Set("aead", PyBool.From(OpenSsl.SSL_CIPHER_is_aead(cipher) != 0));
        Set("symmetric", LongName(OpenSsl.SSL_CIPHER_get_cipher_nid(cipher)));
        Set("digest", LongName(OpenSsl.SSL_CIPHER_get_digest_nid(cipher)));
        Set("kea", LongName(OpenSsl.SSL_CIPHER_get_kx_nid(cipher)));
        Set("auth", LongName(OpenSsl.SSL_CIPHER_get_auth_nid(cipher)));
        return dict;
    }

    [PyMethod("set_ecdh_curve", "name, /")]
    private void SetEcdhCurve(PyObject name)
    {
        int nid;
        fixed (byte* p = Native.FsCodec.Terminate(Native.FsCodec.Convert(name)))
        {
            nid = OpenSsl.OBJ_sn2nid(p);
        }
        if (nid == 0)
        {
            OpenSsl.ERR_clear_error();
            throw Err.ValueError($"unknown elliptic curve name {Ops.ReprText(name)}");
        }
        if (OpenSsl.SSL_CTX_ctrl(Handle, OpenSsl.SSL_CTRL_SET_GROUPS, 1, (nint)(&nid)) == 0)
        {
            throw Errors.Library();
        }
    }

    [PyMethod("_wrap_socket", "sock, server_side, server_hostname=None, *, owner=None, session=None")]
    private PyObject WrapSocket(PyObject sock, bool server_side, PyObject? server_hostname = null, PyObject? owner = null, PyObject? session = null)
    {
        if (sock is not Socket.PySocket socket)
        {
            throw Err.TypeError($"_wrap_socket() argument 'sock' must be _socket.socket, not {sock.Type.FullName}");
        }
        return new PySslSocket(this, socket, null, null, server_side, server_hostname, owner, session);
    }

    [PyMethod("_wrap_bio", "incoming, outgoing, server_side, server_hostname=None, *, owner=None, session=None")]
    private PyObject WrapBio(PyObject incoming, PyObject outgoing, bool server_side, PyObject? server_hostname = null, PyObject? owner = null, PyObject? session = null)
    {
        PyMemoryBio input = incoming as PyMemoryBio ?? throw Err.TypeError($"_wrap_bio() argument 'incoming' must be _ssl.MemoryBIO, not {incoming.Type.FullName}");
        PyMemoryBio output = outgoing as PyMemoryBio ?? throw Err.TypeError($"_wrap_bio() argument 'outgoing' must be _ssl.MemoryBIO, not {outgoing.Type.FullName}");
        return new PySslSocket(this, null, input, output, server_side, server_hostname, owner, session);
    }
}

using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Ssl;

/// <summary><c>_ssl._SSLSocket</c>: one connection, over a socket or over two memory BIOs.</summary>
[PyType("_SSLSocket", Module = "_ssl", NoConstructor = true)]
internal sealed unsafe partial class PySslSocket : PyObject
{
    private const int ExDataIndex = 0;
    // What OpenSSL holds for a connection that has done its handshake, roughly: the collector shall know.
    private const int NativeMemory = 24 * 1024;

    private readonly WeakReference<Socket.PySocket>? _socket;
    private readonly nint _bio;
    private readonly bool _server;
    private readonly GCHandle _self;
    private PyObject? _hostName;
    private PyWeakReference? _owner;
    private bool _shutdownSeenZero;
    private bool _busy;

    internal PySslSocket(PySslContext context, Socket.PySocket? socket, PyMemoryBio? input, PyMemoryBio? output, bool server, PyObject? hostName, PyObject? owner, PyObject? session)
    {
        SslErrors errors = SslErrors.Current;
        if (server && context.ProtocolValue == PySslContext.ProtocolTlsClient)
        {
            throw errors.Library("Cannot create a server socket with a PROTOCOL_TLS_CLIENT context", 788);
        }
        if (!server && context.ProtocolValue == PySslContext.ProtocolTlsServer)
        {
            throw errors.Library("Cannot create a client socket with a PROTOCOL_TLS_SERVER context", 795);
        }
        byte[]? name = null;
        if (hostName is not (null or PyNone))
        {
            name = HostBytes(hostName);
            _hostName = new PyStr(System.Text.Encoding.ASCII.GetString(name));
        }
        Context = context;
        _server = server;
        OpenSsl.ERR_clear_error();
        Handle = OpenSsl.SSL_new(context.Handle);
        if (Handle == 0)
        {
            throw errors.Library();
        }
        GC.AddMemoryPressure(NativeMemory);
        _self = GCHandle.Alloc(this, GCHandleType.WeakTrackResurrection);
        OpenSsl.SSL_set_ex_data(Handle, ExDataIndex, GCHandle.ToIntPtr(_self));
        if (socket != null)
        {
            _socket = new WeakReference<Socket.PySocket>(socket);
            _bio = SocketBio.New(socket.Descriptor);
            if (_bio == 0)
            {
                throw errors.Library();
            }
            OpenSsl.SSL_set_bio(Handle, _bio, _bio);
        }
        else
        {
            // SSL_set_bio takes references, and the Python objects keep theirs.
            _ = OpenSsl.BIO_up_ref(input!.Handle);
            _ = OpenSsl.BIO_up_ref(output!.Handle);
            OpenSsl.SSL_set_bio(Handle, input.Handle, output.Handle);
        }
        OpenSsl.SSL_ctrl(Handle, OpenSsl.SSL_CTRL_MODE, OpenSsl.SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER | OpenSsl.SSL_MODE_AUTO_RETRY, 0);
        if (context.PostHandshakeAuthentication)
        {
            AskAfterHandshake();
        }
        if (name != null)
        {
            SetHostName(name);
        }
        if (server)
        {
            OpenSsl.SSL_set_accept_state(Handle);
        }
        else
        {
            OpenSsl.SSL_set_connect_state(Handle);
        }
        if (owner is not (null or PyNone))
        {
            SetOwner(owner);
        }
        if (session is not (null or PyNone))
        {
            SetSession(session);
        }
    }

    internal nint Handle { get; }

    internal PySslContext Context { get; private set; }

    internal bool HasSocket => _socket != null;

    /// <summary>What a callback raised while OpenSSL ran; raised when it returns.</summary>
    internal Exception? Failure { get; set; }

    internal string HostName => _hostName == null ? "" : Ops.StrText(_hostName);

    /// <summary>The object that callbacks know as the socket: its owner, the plain socket, or this.</summary>
    internal PyObject Subject => _owner?.Referent ?? (_socket != null && _socket.TryGetTarget(out Socket.PySocket? socket) ? socket : this);

    /// <summary>The object of a connection that OpenSSL names in a callback.</summary>
    internal static PySslSocket? Of(nint ssl) => OpenSsl.SSL_get_ex_data(ssl, ExDataIndex) is var data && data != 0 ? GCHandle.FromIntPtr(data).Target as PySslSocket : null;

    ~PySslSocket()
    {
        if (Handle == 0)
        {
            return;
        }
        OpenSsl.SSL_free(Handle);
        GC.RemoveMemoryPressure(NativeMemory);
        if (_self.IsAllocated)
        {
            _self.Free();
        }
    }

    /// <summary>A server name as ASCII; what else it may not be is said as CPython's argument parsing says it.</summary>
    private static byte[] HostBytes(PyObject name)
    {
        byte[] bytes = name switch
        {
            PyStr => ((PyBytes)Ops.CallMethod(name, "encode", new PyStr("ascii"))).Data,
            PyByteArray b => b.Span.ToArray(),
            _ => throw Err.TypeError($"argument must be str, not {name.Type.FullName}"),
        };
        return Array.IndexOf(bytes, (byte)0) >= 0 ? throw Err.TypeError($"argument must be encoded string without null bytes, not {name.Type.FullName}") : bytes;
    }

    private void SetHostName(byte[] name)
    {
        if (name.Length == 0 || name[0] == (byte)'.')
        {
            throw Err.ValueError("server_hostname cannot be an empty string or start with a leading dot.");
        }
        bool isAddress = System.Net.IPAddress.TryParse(System.Text.Encoding.ASCII.GetString(name), out System.Net.IPAddress? address)
            && (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 || Array.FindAll(name, static b => b == '.').Length == 3);
        fixed (byte* p = (byte[])[.. name, 0])
        {
            // Server names in the handshake are names only (RFC 6066, section 3).
            if (!isAddress && OpenSsl.SSL_ctrl(Handle, OpenSsl.SSL_CTRL_SET_TLSEXT_HOSTNAME, 0, (nint)p) == 0)
            {
                throw SslErrors.Current.Library();
            }
            if (!Context.ChecksHostname)
            {
                return;
            }
            nint param = OpenSsl.SSL_get0_param(Handle);
            if (!isAddress)
            {
                if (OpenSsl.X509_VERIFY_PARAM_set1_host(param, p, name.Length) == 0)
                {
                    throw SslErrors.Current.Library();
                }
                return;
            }
            byte[] bytes = address!.GetAddressBytes();
            fixed (byte* a = bytes)
            {
                if (OpenSsl.X509_VERIFY_PARAM_set1_ip(param, a, bytes.Length) == 0)
                {
                    throw SslErrors.Current.Library();
                }
            }
        }
    }

    private void AskAfterHandshake()
    {
        if (!_server)
        {
            OpenSsl.SSL_set_post_handshake_auth(Handle, 1);
            return;
        }
        // OpenSSL takes the flag for servers that ask for certificates only.
        int mode = OpenSsl.SSL_get_verify_mode(Handle);
        if ((mode & OpenSsl.SSL_VERIFY_PEER) != 0)
        {
            OpenSsl.SSL_set_verify(Handle, mode | OpenSsl.SSL_VERIFY_POST_HANDSHAKE, OpenSsl.SSL_get_verify_callback(Handle));
        }
    }

    [PyGetter("context", Doc = "_setter_context(ctx)\nThis changes the context associated with the SSLSocket. This is typically\nused from within a callback function set by the sni_callback\non the SSLContext to change the certificate information associated with the\nSSLSocket before the cryptographic exchange handshake messages\n")]
    private PyObject ContextValue => Context;

    [PySetter("context")]
    private void SetContext(PyObject? value)
    {
        Context = value as PySslContext ?? throw Err.TypeError("The value must be a SSLContext");
        OpenSsl.SSL_set_SSL_CTX(Handle, Context.Handle);
    }

    [PyGetter("server_side", Doc = "Whether this is a server-side socket.")]
    private bool ServerSide => _server;

    [PyGetter("server_hostname", Doc = "The currently set server hostname (for SNI).")]
    private PyObject? ServerHostname => _hostName;

    [PyGetter("owner", Doc = "The Python-level owner of this object.Passed as \"self\" in servername callback.")]
    private PyObject? Owner => _owner?.Referent;

    [PySetter("owner")]
    private void SetOwner(PyObject? value) => _owner = PyWeakReference.To(value ?? throw Err.AttributeError("cannot delete attribute 'owner'"));

    [PyGetter("session", Doc = "_setter_session(session)\nGet / set SSLSession.")]
    // A copy: a connection that is freed without a shutdown makes its own session useless.
    private PyObject? Session => OpenSsl.SSL_get_session(Handle) is var session && session != 0 ? new PySslSession(OpenSsl.SSL_SESSION_dup(session), Context) : null;

    [PySetter("session")]
    private void SetSession(PyObject? value)
    {
        PySslSession session = value as PySslSession ?? throw Err.TypeError("Value is not a SSLSession.");
        if (!ReferenceEquals(session.Context, Context))
        {
            throw Err.ValueError("Session refers to a different SSLContext.");
        }
        if (_server)
        {
            throw Err.ValueError("Cannot set session for server-side SSLSocket.");
        }
        if (IsConnected)
        {
            throw Err.ValueError("Cannot set session after handshake.");
        }
        nint copy = OpenSsl.SSL_SESSION_dup(session.Handle);
        int done = OpenSsl.SSL_set_session(Handle, copy);
        OpenSsl.SSL_SESSION_free(copy);
        if (done == 0)
        {
            throw SslErrors.Current.Library();
        }
    }

    private bool IsConnected => OpenSsl.SSL_is_init_finished(Handle) != 0;

    [PyGetter("session_reused", Doc = "Was the client session reused during handshake?")]
    private bool SessionReused => OpenSsl.SSL_session_reused(Handle) != 0;

    [PyMethod("pending", "", Doc = "Returns the number of already decrypted bytes available for read, pending on the connection.")]
    private int Pending() => OpenSsl.SSL_pending(Handle);

    [PyMethod("getpeercert", "der=False, /", Doc = "Returns the certificate for the peer.\n\nIf no certificate was provided, returns None.  If a certificate was\nprovided, but not validated, returns an empty dictionary.  Otherwise\nreturns a dict containing information about the peer certificate.\n\nIf the optional argument is True, returns a DER-encoded copy of the\npeer certificate, or None if no certificate was provided.  This will\nreturn the certificate even if it wasn't validated.")]
    private PyObject GetPeerCert(bool der = false)
    {
        if (!IsConnected)
        {
            throw Err.ValueError("handshake not done yet");
        }
        nint certificate = OpenSsl.SSL_get1_peer_certificate(Handle);
        if (certificate == 0)
        {
            return PyNone.Instance;
        }
        byte[] encoded;
        try
        {
            encoded = PyCertificate.Der(certificate);
        }
        finally
        {
            OpenSsl.X509_free(certificate);
        }
        if (der)
        {
            return PyBytes.Make(encoded);
        }
        return (OpenSsl.SSL_get_verify_mode(Handle) & OpenSsl.SSL_VERIFY_PEER) == 0 ? new PyDict() : CertificateDecoder.Decode(encoded);
    }

    private static PyObject? Chain(nint stack)
    {
        if (stack == 0)
        {
            return null;
        }
        PyList chain = new();
        for (int i = 0; i < OpenSsl.OPENSSL_sk_num(stack); i++)
        {
            chain.Add(new PyCertificate(OpenSsl.OPENSSL_sk_value(stack, i)));
        }
        return chain;
    }

    [PyMethod("get_verified_chain", "")]
    private PyObject? GetVerifiedChain() => Chain(OpenSsl.SSL_get0_verified_chain(Handle));

    [PyMethod("get_unverified_chain", "")]
    private PyObject? GetUnverifiedChain()
    {
        PyObject? chain = Chain(OpenSsl.SSL_get_peer_cert_chain(Handle));
        if (chain is PyList list && _server)
        {
            // On the server OpenSSL leaves the peer's own certificate out.
            nint certificate = OpenSsl.SSL_get1_peer_certificate(Handle);
            if (certificate != 0)
            {
                Ops.CallMethod(list, "insert", PyInt.Zero, new PyCertificate(certificate));
                OpenSsl.X509_free(certificate);
            }
        }
        return chain;
    }

    private static PyTuple DescribeCipher(nint cipher) => new(
    [
        new PyStr(OpenSsl.Text(OpenSsl.SSL_CIPHER_get_name(cipher))), new PyStr(OpenSsl.Text(OpenSsl.SSL_CIPHER_get_version(cipher))),
        PyInt.From(OpenSsl.SSL_CIPHER_get_bits(cipher, null)),
    ]);

    [PyMethod("cipher", "")]
    private PyObject? Cipher() => OpenSsl.SSL_get_current_cipher(Handle) is var cipher && cipher != 0 ? DescribeCipher(cipher) : null;

    [PyMethod("shared_ciphers", "")]
    private PyObject? SharedCiphers()
    {
        // What CPython 3.11 gives under this name: the connection's own ciphers.
        nint ciphers = OpenSsl.SSL_get_ciphers(Handle);
        if (ciphers == 0)
        {
            return null;
        }
        PyList list = new();
        for (int i = 0; i < OpenSsl.OPENSSL_sk_num(ciphers); i++)
        {
            list.Add(DescribeCipher(OpenSsl.OPENSSL_sk_value(ciphers, i)));
        }
        return list;
    }

    [PyMethod("version", "")]
    private string? Version() => IsConnected ? OpenSsl.Text(OpenSsl.SSL_get_version(Handle)) : null;

    [PyMethod("selected_alpn_protocol", "")]
    private PyObject? SelectedAlpnProtocol()
    {
        byte* data;
        uint length;
        OpenSsl.SSL_get0_alpn_selected(Handle, &data, &length);
        return data == null ? null : new PyStr(System.Text.Encoding.UTF8.GetString(data, (int)length));
    }

    [PyMethod("compression", "")]
    private string? Compression() => OpenSsl.SSL_get_current_compression(Handle) is var method && method != 0 ? OpenSsl.Text(OpenSsl.SSL_COMP_get_name(method)) : null;

    [PyMethod("get_channel_binding", "cb_type='tls-unique'", Doc = "Get channel binding data for current connection.\n\nRaise ValueError if the requested `cb_type` is not supported.  Return bytes\nof the data or None if the data is not available (e.g. before the handshake).\nOnly 'tls-unique' channel binding data from RFC 5929 is supported.")]
    private PyObject? GetChannelBinding(string cb_type = "tls-unique")
    {
        const int MaximumLength = 128;
        if (cb_type != "tls-unique")
        {
            throw Err.ValueError($"'{cb_type}' channel binding type not implemented");
        }
        byte* buffer = stackalloc byte[MaximumLength];
        // The first Finished message (RFC 5929): the client's, in a resumed session the server's.
        bool own = (OpenSsl.SSL_session_reused(Handle) != 0) == _server;
        int length = (int)(own ? OpenSsl.SSL_get_finished(Handle, buffer, MaximumLength) : OpenSsl.SSL_get_peer_finished(Handle, buffer, MaximumLength));
        return length == 0 ? null : PyBytes.Make(new ReadOnlySpan<byte>(buffer, length));
    }

    [PyMethod("verify_client_post_handshake", "", Doc = "Initiate TLS 1.3 post-handshake authentication")]
    private void VerifyClientPostHandshake()
    {
        if (OpenSsl.SSL_verify_client_post_handshake(Handle) == 0)
        {
            throw SslErrors.Current.Library();
        }
    }
}

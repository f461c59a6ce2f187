using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Ssl;

/// <summary>ALPN, and what OpenSSL calls back: server names, key logs, messages.</summary>
internal sealed unsafe partial class PySslContext
{
    private const int TlsExtOk = 0;
    private const int TlsExtAlertFatal = 2;
    private const int TlsExtNoAck = 3;
    private const int AlertHandshakeFailure = 40;
    private const int AlertInternalError = 80;

    private PyObject? _sniCallback;
    private PyObject? _messageCallback;
    private PyObject? _keylogName;
    private int _keylog = -1;
    // What OpenSSL gets as the argument of callbacks: weak, as the context must not keep itself alive.
    private GCHandle _self;
    private nint _alpn;
    private uint _alpnLength;

    private nint Self
    {
        get
        {
            if (!_self.IsAllocated)
            {
                _self = GCHandle.Alloc(this, GCHandleType.WeakTrackResurrection);
            }
            return GCHandle.ToIntPtr(_self);
        }
    }

    private void FreeCallbacks()
    {
        if (_self.IsAllocated)
        {
            _self.Free();
        }
        Marshal.FreeHGlobal(_alpn);
        _alpn = 0;
        CloseKeylog();
    }

    [PyMethod("_set_alpn_protocols", "protos, /")]
    private void SetAlpnProtocols(BufferView protos)
    {
        Marshal.FreeHGlobal(_alpn);
        int length = protos.Memory.Length;
        _alpn = Marshal.AllocHGlobal(Math.Max(1, length));
        _alpnLength = (uint)length;
        protos.Span.CopyTo(new Span<byte>((void*)_alpn, length));
        if (OpenSsl.SSL_CTX_set_alpn_protos(Handle, (byte*)_alpn, _alpnLength) != 0)
        {
            throw Err.MemoryError();
        }
        OpenSsl.SSL_CTX_set_alpn_select_cb(Handle, &SelectAlpn, Self);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SelectAlpn(nint ssl, byte** output, byte* outputLength, byte* client, uint clientLength, nint argument)
    {
        const int Negotiated = 1;
        if (GCHandle.FromIntPtr(argument).Target is not PySslContext self)
        {
            return TlsExtNoAck;
        }
        return OpenSsl.SSL_select_next_proto(output, outputLength, (byte*)self._alpn, self._alpnLength, client, clientLength) == Negotiated ? TlsExtOk : TlsExtNoAck;
    }

    [PyGetter("sni_callback", Doc = "Set a callback that will be called when a server name is provided by the SSL/TLS client in the SNI extension.\n\nIf the argument is None then the callback is disabled. The method is called\nwith the SSLSocket, the server name as a string, and the SSLContext object.\nSee RFC 6066 for details of the SNI extension.")]
    private PyObject? SniCallback => _sniCallback;

    [PySetter("sni_callback")]
    private void SetSniCallback(PyObject? value)
    {
        if (_protocol == ProtocolTlsClient)
        {
            throw Err.ValueError("sni_callback cannot be set on TLS_CLIENT context");
        }
        if (value is null or PyNone)
        {
            _sniCallback = null;
            OpenSsl.SSL_CTX_callback_ctrl(Handle, OpenSsl.SSL_CTRL_SET_TLSEXT_SERVERNAME_CB, 0);
            return;
        }
        if (!value.Type.HasCall)
        {
            OpenSsl.SSL_CTX_callback_ctrl(Handle, OpenSsl.SSL_CTRL_SET_TLSEXT_SERVERNAME_CB, 0);
            throw Err.TypeError("not a callable object");
        }
        _sniCallback = value;
        OpenSsl.SSL_CTX_callback_ctrl(Handle, OpenSsl.SSL_CTRL_SET_TLSEXT_SERVERNAME_CB, (nint)(delegate* unmanaged[Cdecl]<nint, int*, nint, int>)&ServerName);
        OpenSsl.SSL_CTX_ctrl(Handle, OpenSsl.SSL_CTRL_SET_TLSEXT_SERVERNAME_ARG, 0, Self);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ServerName(nint ssl, int* alert, nint argument)
    {
        if (GCHandle.FromIntPtr(argument).Target is not PySslContext self || self._sniCallback is not { } callback || PySslSocket.Of(ssl) is not { } socket)
        {
            return TlsExtNoAck;
        }
        PyEngine engine = PyThread.Current.Engine;
        try
        {
            byte* name = OpenSsl.SSL_get_servername(ssl, 0);
            PyObject text = PyNone.Instance;
            if (name != null)
            {
                ReadOnlySpan<byte> bytes = Libc.Text(name);
                if (bytes.ContainsAnyExceptInRange((byte)0, (byte)127))
                {
                    *alert = AlertInternalError;
                    return TlsExtAlertFatal;
                }
                text = new PyStr(System.Text.Encoding.ASCII.GetString(bytes));
            }
            PyObject result = Ops.Call(callback, socket.Subject, text, self);
            if (result is PyNone)
            {
                return TlsExtOk;
            }
            *alert = AlertInternalError;
            *alert = Args.Int32(result);
            return TlsExtAlertFatal;
        }
        catch (PyException e)
        {
            // A number that is none of an alert keeps the one set before.
            *alert = *alert == AlertInternalError ? *alert : AlertHandshakeFailure;
            engine.WriteUnraisable(e, callback);
            return TlsExtAlertFatal;
        }
        catch (Exception e)
        {
            socket.Failure = e;
            *alert = AlertInternalError;
            return TlsExtAlertFatal;
        }
    }

    [PyGetter("keylog_filename")]
    private PyObject? KeylogFilename => _keylogName;

    [PySetter("keylog_filename")]
    private void SetKeylogFilename(PyObject? value)
    {
        OpenSsl.SSL_CTX_set_keylog_callback(Handle, null);
        CloseKeylog();
        _keylogName = null;
        if (value is null or PyNone)
        {
            return;
        }
        fixed (byte* path = FsCodec.Terminate(FsCodec.Convert(value)))
        {
            // Appending, as several contexts may write one file.
            int fd = Libc.open(path, OpenWriteOnly | OpenCreate | OpenAppend | Libc.O_CLOEXEC, 0x1B6);
            if (fd < 0)
            {
                throw Err.OSError(Libc.LastError, value);
            }
            _keylog = fd;
        }
        if (Libc.lseek(_keylog, 0, 2) == 0)
        {
            WriteKeylog("# TLS secrets log file, generated by OpenSSL / Python\n"u8);
        }
        _keylogName = value;
        OpenSsl.SSL_CTX_set_keylog_callback(Handle, &KeyLog);
    }

    private const int OpenWriteOnly = 1;
    private const int OpenCreate = 0x40;
    private const int OpenAppend = 0x400;

    private void CloseKeylog()
    {
        if (_keylog >= 0)
        {
            _ = Libc.close(_keylog);
            _keylog = -1;
        }
    }

    private void WriteKeylog(ReadOnlySpan<byte> line)
    {
        fixed (byte* p = line)
        {
            if (Libc.write(_keylog, p, line.Length) < 0)
            {
                throw Err.OSError(Libc.LastError, _keylogName);
            }
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void KeyLog(nint ssl, byte* line)
    {
        if (PySslSocket.Of(ssl) is not { Context: { _keylog: >= 0 } context } socket)
        {
            return;
        }
        try
        {
            context.WriteKeylog([.. Libc.Text(line), (byte)'\n']);
        }
        catch (Exception e)
        {
            socket.Failure = e;
        }
    }

    [PyGetter("_msg_callback")]
    private PyObject? MessageCallback => _messageCallback;

    [PySetter("_msg_callback")]
    private void SetMessageCallback(PyObject? value)
    {
        OpenSsl.SSL_CTX_set_msg_callback(Handle, null);
        _messageCallback = null;
        if (value is null or PyNone)
        {
            return;
        }
        if (!value.Type.HasCall)
        {
            throw Err.TypeError($"{Ops.ReprText(value)} is not callable.");
        }
        _messageCallback = value;
        OpenSsl.SSL_CTX_set_msg_callback(Handle, &Message);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Message(int writing, int version, int contentType, byte* data, nuint length, nint ssl, nint argument)
    {
        const int ChangeCipherSpec = 20, Alert = 21, Handshake = 22, Header = 256, InnerContentType = 257;
        if (PySslSocket.Of(ssl) is not { Context._messageCallback: { } callback } socket || socket.Failure != null)
        {
            return;
        }
        try
        {
            int type = contentType switch
            {
                ChangeCipherSpec => 0x0101,
                Alert => data[1],
                Handshake or Header or InnerContentType => data[0],
                _ => -1,
            };
            if (contentType == Header)
            {
                version = data[1] << 8 | data[2];
            }
            Ops.Call(callback,
                [socket.Subject, new PyStr(writing != 0 ? "write" : "read"), PyInt.From(version), PyInt.From(contentType), PyInt.From(type), PyBytes.Make(new ReadOnlySpan<byte>(data, (int)length))]);
        }
        catch (Exception e)
        {
            socket.Failure = e;
        }
    }
}

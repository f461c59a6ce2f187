using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Ssl;

/// <summary>Certificates, keys and trust.</summary>
internal sealed unsafe partial class PySslContext
{
    private const int PemFile = 1;
    private const int LibraryPem = 9;
    private const int LibraryX509 = 11;
    private const int LibraryAsn1 = 13;
    private const int NoStartLine = 108;
    private const int CertificateAlreadyInHashTable = 101;
    private const int NotEnoughData = 142;
    private const int HeaderTooLong = 123;

    // Where CPython 3.11 raises: its messages show the line.
    private const int CertificateLine = 3877;
    private const int KeyLine = 3898;
    private const int CheckLine = 3905;
    private const int EndLine = 3992;
    private const int LocationsLine = 4126;
    private const int ParametersLine = 4174;

    private static byte[] Path(PyObject path, string name)
    {
        try
        {
            return FsCodec.Terminate(FsCodec.Convert(path));
        }
        catch (PyException e) when (e.Matches(Exc.TypeError))
        {
            throw Err.TypeError($"{name} should be a valid filesystem path");
        }
    }

    /// <summary>A failure to read a file: the system's error if there is one, else OpenSSL's.</summary>
    private static PyException FileError(int errno, int line)
    {
        if (errno != 0)
        {
            OpenSsl.ERR_clear_error();
            return Err.OSError(errno);
        }
        return Errors.Library(line: line);
    }

    [PyMethod("load_cert_chain", "certfile, keyfile=None, password=None")]
    private void LoadCertChain(PyObject certfile, PyObject? keyfile = null, PyObject? password = null)
    {
        byte[] certificates = Path(certfile, "certfile");
        byte[] keys = keyfile is null or PyNone ? certificates : Path(keyfile, "keyfile");
        PasswordSource? source = password is null or PyNone ? null : new PasswordSource(password);
        GCHandle pinned = default;
        OpenSsl.ERR_clear_error();
        if (source != null)
        {
            pinned = GCHandle.Alloc(source);
            OpenSsl.SSL_CTX_set_default_passwd_cb(Handle, (nint)(delegate* unmanaged[Cdecl]<byte*, int, int, nint, int>)&PasswordSource.Callback);
            OpenSsl.SSL_CTX_set_default_passwd_cb_userdata(Handle, GCHandle.ToIntPtr(pinned));
        }
        try
        {
            fixed (byte* certificatePath = certificates, keyPath = keys)
            {
                if (OpenSsl.SSL_CTX_use_certificate_chain_file(Handle, certificatePath) != 1)
                {
                    int errno = Marshal.GetLastPInvokeError();
                    throw source?.Failure(false) ?? FileError(errno, CertificateLine);
                }
                if (OpenSsl.SSL_CTX_use_PrivateKey_file(Handle, keyPath, PemFile) != 1)
                {
                    int errno = Marshal.GetLastPInvokeError();
                    throw source?.Failure(false) ?? FileError(errno, KeyLine);
                }
                if (OpenSsl.SSL_CTX_check_private_key(Handle) != 1)
                {
                    throw Errors.Library(line: CheckLine);
                }
            }
        }
        finally
        {
            if (source != null)
            {
                OpenSsl.SSL_CTX_set_default_passwd_cb(Handle, 0);
                OpenSsl.SSL_CTX_set_default_passwd_cb_userdata(Handle, 0);
                pinned.Free();
            }
            OpenSsl.ERR_clear_error();
        }
        _ = source?.Failure(true);
    }

    /// <summary>Gives OpenSSL the password of a key: a value, or what a callable returns.</summary>
    private sealed class PasswordSource
    {
        private readonly PyObject? _callable;
        private byte[]? _password;
        private Exception? _error;

        internal PasswordSource(PyObject password)
        {
            if (password.Type.HasCall)
            {
                _callable = password;
            }
            else
            {
                _password = Bytes(password, "password should be a string or callable");
            }
        }

        private static byte[] Bytes(PyObject password, string message) => password switch
        {
            PyStr text => System.Text.Encoding.UTF8.GetBytes(text.Value),
            PyBytes data => data.Data,
            PyByteArray data => data.Span.ToArray(),
            _ => throw Err.TypeError(message),
        };

        /// <summary>What the callable raised; never lets it pass through OpenSSL's frames.</summary>
        internal Exception? Failure(bool rethrow) => _error != null && rethrow ? throw _error : _error;

        [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
        internal static int Callback(byte* buffer, int size, int writing, nint data)
        {
            PasswordSource self = (PasswordSource)GCHandle.FromIntPtr(data).Target!;
            try
            {
                self._password ??= Bytes(Ops.Call(self._callable!), "password callback must return a string");
                if (self._password.Length > size)
                {
                    throw Err.ValueError($"password cannot be longer than {size} bytes");
                }
                self._password.CopyTo(new Span<byte>(buffer, size));
                return self._password.Length;
            }
            catch (Exception e)
            {
                self._error = e;
                return -1;
            }
        }
    }

    [PyMethod("load_verify_locations", "cafile=None, capath=None, cadata=None")]
    private void LoadVerifyLocations(PyObject? cafile = null, PyObject? capath = null, PyObject? cadata = null)
    {
        cafile = cafile is PyNone ? null : cafile;
        capath = capath is PyNone ? null : capath;
        cadata = cadata is PyNone ? null : cadata;
        if (cafile == null && capath == null && cadata == null)
        {
            throw Err.TypeError("cafile, capath and cadata cannot be all omitted");
        }
        byte[]? file = cafile == null ? null : Path(cafile, "cafile"), directory = capath == null ? null : Path(capath, "capath");
        switch (cadata)
        {
            case null:
                break;
            case PyStr text:
                foreach (char c in text.Value)
                {
                    if (c > 127)
                    {
                        throw Err.TypeError("cadata should be an ASCII string or a bytes-like object");
                    }
                }
                AddCertificates(System.Text.Encoding.ASCII.GetBytes(text.Value), pem: true);
                break;
            default:
                if (!cadata.TryGetBuffer(false, out BufferView view))
                {
                    throw Err.TypeError("cadata should be an ASCII string or a bytes-like object");
                }
                byte[] data = view.Span.ToArray();
                view.Release();
                AddCertificates(data, pem: false);
                break;
        }
        if (file == null && directory == null)
        {
            return;
        }
        fixed (byte* f = file, d = directory)
        {
            OpenSsl.ERR_clear_error();
            if (OpenSsl.SSL_CTX_load_verify_locations(Handle, f, d) != 1)
            {
                throw FileError(Marshal.GetLastPInvokeError(), LocationsLine);
            }
        }
    }

    /// <summary>Adds trusted certificates in PEM or DER form, as many as there are.</summary>
    private void AddCertificates(byte[] data, bool pem)
    {
        if (data.Length == 0)
        {
            throw Err.ValueError("Empty certificate data");
        }
        nint store = OpenSsl.SSL_CTX_get_cert_store(Handle);
        int loaded = 0;
        nuint error = 0;
        fixed (byte* p = data)
        {
            nint bio = OpenSsl.BIO_new_mem_buf(p, data.Length);
            if (bio == 0)
            {
                throw Errors.Plain("Can't allocate buffer");
            }
            try
            {
                while (true)
                {
                    nint certificate = pem ? OpenSsl.PEM_read_bio_X509(bio, null, 0, 0) : OpenSsl.d2i_X509_bio(bio, null);
                    if (certificate == 0)
                    {
                        break;
                    }
                    int added = OpenSsl.X509_STORE_add_cert(store, certificate);
                    OpenSsl.X509_free(certificate);
                    if (added != 1)
                    {
                        nuint code = OpenSsl.ERR_peek_last_error();
                        if (OpenSsl.Library(code) != LibraryX509 || OpenSsl.Reason(code) != CertificateAlreadyInHashTable)
                        {
                            break;
                        }
                        OpenSsl.ERR_clear_error();
                    }
                    loaded++;
                }
                error = OpenSsl.ERR_peek_last_error();
            }
            finally
            {
                _ = OpenSsl.BIO_free(bio);
            }
        }
        if (loaded == 0)
        {
            throw error == 0 || IsEnd(error, pem)
                ? Errors.Library(pem ? "no start line: cadata does not contain a certificate" : "not enough data: cadata does not contain a certificate", EndLine)
                : Errors.Library(line: EndLine);
        }
        if (error != 0 && !IsEnd(error, pem))
        {
            throw Errors.Library();
        }
        OpenSsl.ERR_clear_error();
    }

    private static bool IsEnd(nuint error, bool pem) => pem
        ? OpenSsl.Library(error) == LibraryPem && OpenSsl.Reason(error) == NoStartLine
        : OpenSsl.Library(error) == LibraryAsn1 && OpenSsl.Reason(error) is NotEnoughData or HeaderTooLong;

    [PyMethod("set_default_verify_paths", "")]
    private void SetDefaultVerifyPaths()
    {
        if (OpenSsl.SSL_CTX_set_default_verify_paths(Handle) != 1)
        {
            throw Errors.Library();
        }
    }

    [PyMethod("load_dh_params", "path, /")]
    private void LoadDhParams(PyObject path)
    {
        byte[] name = FsCodec.Terminate(FsCodec.Convert(path));
        nint bio;
        OpenSsl.ERR_clear_error();
        fixed (byte* p = name, mode = "rb\0"u8)
        {
            bio = OpenSsl.BIO_new_file(p, mode);
        }
        if (bio == 0)
        {
            int errno = Marshal.GetLastPInvokeError();
            OpenSsl.ERR_clear_error();
            throw Err.OSError(errno, path);
        }
        nint key = OpenSsl.PEM_read_bio_DHparams(bio, null, 0, 0);
        _ = OpenSsl.BIO_free(bio);
        if (key == 0)
        {
            throw Errors.Library(line: ParametersLine);
        }
        nint taken = OpenSsl.SSL_CTX_ctrl(Handle, OpenSsl.SSL_CTRL_SET_TMP_DH, 0, key);
        OpenSsl.DH_free(key);
        if (taken == 0)
        {
            throw Errors.Library(line: ParametersLine);
        }
    }

    [PyMethod("cert_store_stats", "", Doc = "Returns quantities of loaded X.509 certificates.\n\nX.509 certificates with a CA extension and certificate revocation lists\ninside the context's cert store.\n\nNOTE: Certificates in a capath directory aren't loaded unless they have\nbeen used at least once.")]
    private PyObject CertStoreStats()
    {
        int certificates = 0, revocations = 0, authorities = 0;
        nint objects = OpenSsl.X509_STORE_get0_objects(OpenSsl.SSL_CTX_get_cert_store(Handle));
        for (int i = 0; i < OpenSsl.OPENSSL_sk_num(objects); i++)
        {
            nint item = OpenSsl.OPENSSL_sk_value(objects, i);
            switch (OpenSsl.X509_OBJECT_get_type(item))
            {
                case OpenSsl.X509_LU_X509:
                    certificates++;
                    authorities += OpenSsl.X509_check_ca(OpenSsl.X509_OBJECT_get0_X509(item)) != 0 ? 1 : 0;
                    break;
                case OpenSsl.X509_LU_CRL:
                    revocations++;
                    break;
            }
        }
        PyDict stats = new();
        stats.SetStr(PyStr.Intern("x509"), PyInt.From(certificates));
        stats.SetStr(PyStr.Intern("crl"), PyInt.From(revocations));
        stats.SetStr(PyStr.Intern("x509_ca"), PyInt.From(authorities));
        return stats;
    }

    [PyMethod("get_ca_certs", "binary_form=False", Doc = "Returns a list of dicts with information of loaded CA certs.\n\nIf the optional argument is True, returns a DER-encoded copy of the CA\ncertificate.\n\nNOTE: Certificates in a capath directory aren't loaded unless they have\nbeen used at least once.")]
    private PyObject GetCaCerts(bool binary_form = false)
    {
        PyList list = new();
        nint objects = OpenSsl.X509_STORE_get0_objects(OpenSsl.SSL_CTX_get_cert_store(Handle));
        for (int i = 0; i < OpenSsl.OPENSSL_sk_num(objects); i++)
        {
            nint item = OpenSsl.OPENSSL_sk_value(objects, i);
            if (OpenSsl.X509_OBJECT_get_type(item) != OpenSsl.X509_LU_X509)
            {
                continue;
            }
            nint certificate = OpenSsl.X509_OBJECT_get0_X509(item);
            if (OpenSsl.X509_check_ca(certificate) == 0)
            {
                continue;
            }
            byte[] der = PyCertificate.Der(certificate);
            list.Add(binary_form ? PyBytes.Make(der) : CertificateDecoder.Decode(der));
        }
        return list;
    }
}

using System.Text;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Ssl;

/// <summary>The <c>_ssl</c> module: OpenSSL for <c>ssl.py</c>.</summary>
[PyModule("_ssl", Doc = "Implementation module for SSL socket operations.  See the socket module\nfor documentation.")]
[PyExports(typeof(PySslContext), typeof(PySslSocket), typeof(PyMemoryBio), typeof(PySslSession), typeof(PyCertificate))]
internal static unsafe partial class SslModule
{
    internal sealed class ModuleState
    {
        internal SslErrors Errors = null!;
        internal PyDict? CodesToNames;
        internal PyDict? NamesToCodes;
    }

    /// <summary>OpenSSL's own choice, which contexts start with, as in distributions' builds of CPython: the system's policy decides.</summary>
    [PyConstant("_DEFAULT_CIPHERS")] private const string DefaultCiphers = "ALL:!COMPLEMENTOFDEFAULT:!eNULL";

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        OpenSsl.Initialize();
        ModuleState state = new();
        module.State = state;
        state.Errors = new SslErrors();
        state.Errors.Export(module);
        foreach ((string name, long value) in Constants)
        {
            module.Set(name, PyInt.From(value));
        }
        foreach (string name in (ReadOnlySpan<string>)["HAS_SNI", "HAS_TLS_UNIQUE", "HAS_ECDH", "HAS_ALPN", "HAS_TLSv1", "HAS_TLSv1_1", "HAS_TLSv1_2", "HAS_TLSv1_3"])
        {
            module.Set(name, PyBool.True);
        }
        foreach (string name in (ReadOnlySpan<string>)["HAS_NPN", "HAS_SSLv2", "HAS_SSLv3"])
        {
            module.Set(name, PyBool.False);
        }
        ulong version = OpenSsl.OpenSSL_version_num();
        PyTuple info = new([PyInt.From((long)(version >> 28 & 0xFF)), PyInt.From((long)(version >> 20 & 0xFF)), PyInt.From((long)(version >> 12 & 0xFF)), PyInt.From((long)(version >> 4 & 0xFF)), PyInt.From((long)(version & 0xF))]);
        module.Set("OPENSSL_VERSION_NUMBER", PyInt.From((BigInteger)version));
        module.Set("OPENSSL_VERSION_INFO", info);
        module.Set("_OPENSSL_API_VERSION", info);
        module.Set("OPENSSL_VERSION", new PyStr(OpenSsl.Text(OpenSsl.OpenSSL_version(0))));
    }

    private static ModuleState State => (ModuleState)PyThread.Current.Engine.NativeModule("_ssl").State!;

    /// <summary>The tables of error names are long and seldom looked at: they are made when somebody does.</summary>
    [PyFunction("__getattr__", "name, /")]
    private static PyObject GetAttr(PyModule module, string name)
    {
        switch (name)
        {
            case "lib_codes_to_names":
                PyDict libraries = new();
                foreach ((int number, string library) in SslErrors.Libraries)
                {
                    libraries.Set(PyInt.From(number), PyStr.Intern(library));
                }
                module.Set(name, libraries);
                return libraries;
            case "err_codes_to_names" or "err_names_to_codes":
                MakeErrorTables(module);
                return module.Get(name)!;
            default:
                throw Err.AttributeError($"module '_ssl' has no attribute '{name}'", module, PyStr.Intern(name));
        }
    }

    private static void MakeErrorTables(PyModule module)
    {
        const int FirstReason = 100, LastReason = 420, Ssl = 20, LastAlert = 1120;
        PyDict names = new(), codes = new();
        foreach ((int library, _) in SslErrors.Libraries)
        {
            for (int reason = FirstReason; reason <= (library == Ssl ? LastAlert : LastReason); reason++)
            {
                if (SslErrors.ReasonName(OpenSsl.Pack(library, reason)) is { } text)
                {
                    PyTuple key = PyTuple.Of(PyInt.From(library), PyInt.From(reason));
                    PyStr value = new(text);
                    names.Set(key, value);
                    codes.Set(value, key);
                }
            }
        }
        module.Set("err_codes_to_names", names);
        module.Set("err_names_to_codes", codes);
    }

    private static readonly (string Name, long Value)[] Constants =
    [
        ("SSL_ERROR_ZERO_RETURN", 6), ("SSL_ERROR_WANT_READ", 2), ("SSL_ERROR_WANT_WRITE", 3), ("SSL_ERROR_WANT_X509_LOOKUP", 4),
        ("SSL_ERROR_SYSCALL", 5), ("SSL_ERROR_SSL", 1), ("SSL_ERROR_WANT_CONNECT", 7), ("SSL_ERROR_EOF", 8), ("SSL_ERROR_INVALID_ERROR_CODE", 10),
        ("CERT_NONE", 0), ("CERT_OPTIONAL", 1), ("CERT_REQUIRED", 2), ("VERIFY_DEFAULT", 0), ("VERIFY_CRL_CHECK_LEAF", 4),
        ("VERIFY_CRL_CHECK_CHAIN", 12), ("VERIFY_X509_STRICT", 32), ("VERIFY_ALLOW_PROXY_CERTS", 64), ("VERIFY_X509_TRUSTED_FIRST", 32768),
        ("VERIFY_X509_PARTIAL_CHAIN", 524288), ("ALERT_DESCRIPTION_CLOSE_NOTIFY", 0), ("ALERT_DESCRIPTION_UNEXPECTED_MESSAGE", 10),
        ("ALERT_DESCRIPTION_BAD_RECORD_MAC", 20), ("ALERT_DESCRIPTION_RECORD_OVERFLOW", 22), ("ALERT_DESCRIPTION_DECOMPRESSION_FAILURE", 30),
        ("ALERT_DESCRIPTION_HANDSHAKE_FAILURE", 40), ("ALERT_DESCRIPTION_BAD_CERTIFICATE", 42), ("ALERT_DESCRIPTION_UNSUPPORTED_CERTIFICATE", 43),
        ("ALERT_DESCRIPTION_CERTIFICATE_REVOKED", 44), ("ALERT_DESCRIPTION_CERTIFICATE_EXPIRED", 45), ("ALERT_DESCRIPTION_CERTIFICATE_UNKNOWN", 46),
        ("ALERT_DESCRIPTION_ILLEGAL_PARAMETER", 47), ("ALERT_DESCRIPTION_UNKNOWN_CA", 48), ("ALERT_DESCRIPTION_ACCESS_DENIED", 49),
        ("ALERT_DESCRIPTION_DECODE_ERROR", 50), ("ALERT_DESCRIPTION_DECRYPT_ERROR", 51), ("ALERT_DESCRIPTION_PROTOCOL_VERSION", 70),
        ("ALERT_DESCRIPTION_INSUFFICIENT_SECURITY", 71), ("ALERT_DESCRIPTION_INTERNAL_ERROR", 80), ("ALERT_DESCRIPTION_USER_CANCELLED", 90),
        ("ALERT_DESCRIPTION_NO_RENEGOTIATION", 100), ("ALERT_DESCRIPTION_UNSUPPORTED_EXTENSION", 110),
        ("ALERT_DESCRIPTION_CERTIFICATE_UNOBTAINABLE", 111), ("ALERT_DESCRIPTION_UNRECOGNIZED_NAME", 112),
        ("ALERT_DESCRIPTION_BAD_CERTIFICATE_STATUS_RESPONSE", 113), ("ALERT_DESCRIPTION_BAD_CERTIFICATE_HASH_VALUE", 114),
        ("ALERT_DESCRIPTION_UNKNOWN_PSK_IDENTITY", 115), ("PROTOCOL_SSLv23", 2), ("PROTOCOL_TLS", 2), ("PROTOCOL_TLS_CLIENT", 16),
        ("PROTOCOL_TLS_SERVER", 17), ("PROTOCOL_TLSv1", 3), ("PROTOCOL_TLSv1_1", 4), ("PROTOCOL_TLSv1_2", 5), ("OP_ALL", 2147483728),
        ("OP_NO_SSLv2", 0), ("OP_NO_SSLv3", 33554432), ("OP_NO_TLSv1", 67108864), ("OP_NO_TLSv1_1", 268435456), ("OP_NO_TLSv1_2", 134217728),
        ("OP_NO_TLSv1_3", 536870912), ("OP_CIPHER_SERVER_PREFERENCE", 4194304), ("OP_SINGLE_DH_USE", 0), ("OP_NO_TICKET", 16384),
        ("OP_SINGLE_ECDH_USE", 0), ("OP_NO_COMPRESSION", 131072), ("OP_ENABLE_MIDDLEBOX_COMPAT", 1048576), ("OP_NO_RENEGOTIATION", 1073741824),
        ("OP_IGNORE_UNEXPECTED_EOF", 128), ("HOSTFLAG_ALWAYS_CHECK_SUBJECT", 1), ("HOSTFLAG_NEVER_CHECK_SUBJECT", 32), ("HOSTFLAG_NO_WILDCARDS", 2),
        ("HOSTFLAG_NO_PARTIAL_WILDCARDS", 4), ("HOSTFLAG_MULTI_LABEL_WILDCARDS", 8), ("HOSTFLAG_SINGLE_LABEL_SUBDOMAINS", 16), ("ENCODING_PEM", 1),
        ("ENCODING_DER", 2), ("PROTO_MINIMUM_SUPPORTED", -2), ("PROTO_MAXIMUM_SUPPORTED", -1), ("PROTO_SSLv3", 768), ("PROTO_TLSv1", 769),
        ("PROTO_TLSv1_1", 770), ("PROTO_TLSv1_2", 771), ("PROTO_TLSv1_3", 772),
    ];

    [PyFunction("_test_decode_cert", "path, /")]
    private static PyObject TestDecodeCert(PyObject path)
    {
        byte[] name = FsCodec.Terminate(FsCodec.Convert(path));
        nint bio;
        fixed (byte* p = name, mode = "rb\0"u8)
        {
            bio = OpenSsl.BIO_new_file(p, mode);
        }
        if (bio == 0)
        {
            OpenSsl.ERR_clear_error();
            throw State.Errors.Plain("Can't open file");
        }
        nint certificate = OpenSsl.PEM_read_bio_X509(bio, null, 0, 0);
        _ = OpenSsl.BIO_free(bio);
        if (certificate == 0)
        {
            OpenSsl.ERR_clear_error();
            throw State.Errors.Plain("Error decoding PEM-encoded file");
        }
        byte[] der = PyCertificate.Der(certificate);
        OpenSsl.X509_free(certificate);
        return CertificateDecoder.Decode(der);
    }

    [PyFunction("RAND_add", "string, entropy, /", Doc = "Mix string into the OpenSSL PRNG state.\n\nentropy (a float) is a lower bound on the entropy contained in\nstring.  See RFC 4086.")]
    private static void RandAdd(PyObject @string, double entropy)
    {
        byte[] data = @string is PyStr text ? Encoding.UTF8.GetBytes(text.Value) : PyBytes.FromObject(@string).Data;
        fixed (byte* p = data)
        {
            OpenSsl.RAND_add(p, data.Length, entropy);
        }
    }

    private static byte[] RandomBytes(int n)
    {
        if (n < 0)
        {
            throw Err.ValueError("num must be positive");
        }
        byte[] data = new byte[n];
        fixed (byte* p = data)
        {
            if (n > 0 && OpenSsl.RAND_bytes(p, n) != 1)
            {
                throw State.Errors.Library();
            }
        }
        return data;
    }

    [PyFunction("RAND_bytes", "n, /", Doc = "Generate n cryptographically strong pseudo-random bytes.")]
    private static PyObject RandBytes(int n) => PyBytes.Make(RandomBytes(n));

    [PyFunction("RAND_pseudo_bytes", "n, /", Doc = "Generate n pseudo-random bytes.\n\nReturn a pair (bytes, is_cryptographic).  is_cryptographic is True\nif the bytes generated are cryptographically strong.")]
    private static PyObject RandPseudoBytes(int n)
    {
        Warn.Issue(Exc.DeprecationWarning, "ssl.RAND_pseudo_bytes() is deprecated", 1);
        return PyTuple.Of(PyBytes.Make(RandomBytes(n)), PyBool.True);
    }

    [PyFunction("RAND_status", "", Doc = "Returns True if the OpenSSL PRNG has been seeded with enough data and False if not.\n\nIt is necessary to seed the PRNG with RAND_add() on some platforms before\nusing the ssl() function.")]
    private static bool RandStatus() => OpenSsl.RAND_status() == 1;

    [PyFunction("get_default_verify_paths", "", Doc = "Return search paths and environment vars that are used by SSLContext's set_default_verify_paths() to load default CAs.\n\nThe values are 'cert_file_env', 'cert_file', 'cert_dir_env', 'cert_dir'.")]
    private static PyObject GetDefaultVerifyPaths() => new PyTuple(
    [
        new PyStr(OpenSsl.Text(OpenSsl.X509_get_default_cert_file_env())), new PyStr(OpenSsl.Text(OpenSsl.X509_get_default_cert_file())),
        new PyStr(OpenSsl.Text(OpenSsl.X509_get_default_cert_dir_env())), new PyStr(OpenSsl.Text(OpenSsl.X509_get_default_cert_dir())),
    ]);

    [PyFunction("txt2obj", "txt, name=False", Doc = "Lookup NID, short name, long name and OID of an ASN1_OBJECT.\n\nBy default objects are looked up by OID. With name=True short and\nlong name are also matched.")]
    private static PyObject Txt2Obj(string txt, bool name = false)
    {
        nint obj;
        fixed (byte* p = FsCodec.Terminate(Encoding.UTF8.GetBytes(txt)))
        {
            obj = OpenSsl.OBJ_txt2obj(p, name ? 0 : 1);
        }
        if (obj == 0)
        {
            OpenSsl.ERR_clear_error();
            throw Err.ValueError($"unknown object '{(txt.Length > 100 ? txt[..100] : txt)}'");
        }
        PyObject result = Describe(obj);
        OpenSsl.ASN1_OBJECT_free(obj);
        return result;
    }

    [PyFunction("nid2obj", "nid, /", Doc = "Lookup NID, short name, long name and OID of an ASN1_OBJECT by NID.")]
    private static PyObject Nid2Obj(int nid)
    {
        if (nid < 0)
        {
            throw Err.ValueError("NID must be positive.");
        }
        nint obj = OpenSsl.OBJ_nid2obj(nid);
        OpenSsl.ERR_clear_error();
        return obj == 0 ? throw Err.ValueError($"unknown NID {nid}") : nid == 0 ? throw Err.ValueError("Unknown object") : Describe(obj);
    }

    private static PyTuple Describe(nint obj)
    {
        int nid = OpenSsl.OBJ_obj2nid(obj);
        if (nid == 0)
        {
            throw Err.ValueError("Unknown object");
        }
        byte* buffer = stackalloc byte[100];
        int length = OpenSsl.OBJ_obj2txt(buffer, 100, obj, 1);
        return new PyTuple(
        [
            PyInt.From(nid), new PyStr(OpenSsl.Text(OpenSsl.OBJ_nid2sn(nid))), new PyStr(OpenSsl.Text(OpenSsl.OBJ_nid2ln(nid))),
            length > 0 ? new PyStr(Encoding.ASCII.GetString(buffer, Math.Min(length, 99))) : PyNone.Instance,
        ]);
    }

    /// <summary>OpenSSL's long name of an object identifier, else the identifier itself.</summary>
    internal static string LongName(string oid)
    {
        fixed (byte* p = FsCodec.Terminate(Encoding.ASCII.GetBytes(oid)))
        {
            nint obj = OpenSsl.OBJ_txt2obj(p, 1);
            if (obj == 0)
            {
                OpenSsl.ERR_clear_error();
                return oid;
            }
            int nid = OpenSsl.OBJ_obj2nid(obj);
            OpenSsl.ASN1_OBJECT_free(obj);
            return nid == 0 ? oid : OpenSsl.Text(OpenSsl.OBJ_nid2ln(nid));
        }
    }

    /// <summary>The short name that goes with a long one: CN for commonName.</summary>
    internal static string ShortName(string longName)
    {
        fixed (byte* p = FsCodec.Terminate(Encoding.ASCII.GetBytes(longName)))
        {
            nint obj = OpenSsl.OBJ_txt2obj(p, 0);
            if (obj == 0)
            {
                OpenSsl.ERR_clear_error();
                return longName;
            }
            int nid = OpenSsl.OBJ_obj2nid(obj);
            OpenSsl.ASN1_OBJECT_free(obj);
            return nid == 0 ? longName : OpenSsl.Text(OpenSsl.OBJ_nid2sn(nid));
        }
    }
}

using System.Text;

namespace PythonEngine.Modules.Ssl;

/// <summary>The exceptions of the <c>ssl</c> module, and how OpenSSL's errors become them, with CPython's names and messages.</summary>
internal sealed unsafe class SslErrors
{
    // SSL_ERROR_* as Python shows it: two numbers are CPython's own.
    internal const int Eof = 8;
    internal const int InvalidErrorCode = 10;

    // Reasons from here on are common to all libraries and have no name in CPython's tables.
    private const int FirstCommonReason = 2048;
    private const int LibrarySsl = 20;
    private const int CertificateVerifyFailed = 134;
    private const int UnexpectedEofWhileReading = 294;
    private const int HostnameMismatch = 62;
    private const int AddressMismatch = 64;

    /// <summary>Immutable, as in CPython, and therefore shared by all engines.</summary>
    internal static readonly PyType SslError = PyType.CreateNative(new NativeTypeSpec
    {
        Name = "SSLError",
        Module = "ssl",
        Doc = "An error occurred in the SSL implementation.",
        Base = Exc.OSError,
        Subclassable = true,
        HasInstanceFields = true,
        Slots = &Slots,
        Members = &Members,
    });

    internal readonly PyType CertVerification;
    internal readonly PyType ZeroReturn;
    internal readonly PyType WantRead;
    internal readonly PyType WantWrite;
    internal readonly PyType Syscall;
    internal readonly PyType EofError;

    internal SslErrors()
    {
        CertVerification = Make("SSLCertVerificationError", [SslError, Exc.ValueError], "A certificate could not be verified.");
        ZeroReturn = Make("SSLZeroReturnError", [SslError], "SSL/TLS session closed cleanly.");
        WantRead = Make("SSLWantReadError", [SslError], "Non-blocking SSL socket needs to read more data\nbefore the requested operation can be completed.");
        WantWrite = Make("SSLWantWriteError", [SslError], "Non-blocking SSL socket needs to write more data\nbefore the requested operation can be completed.");
        Syscall = Make("SSLSyscallError", [SslError], "System error when attempting SSL operation.");
        EofError = Make("SSLEOFError", [SslError], "SSL/TLS connection terminated abruptly.");
    }

    private static PyType Make(string name, PyObject[] bases, string doc)
    {
        PyDict ns = new();
        ns.SetStr(Names.Module, PyStr.Intern("ssl"));
        ns.SetStr(Names.Doc, new PyStr(doc));
        return (PyType)Ops.Call(PyType.TypeObject, new PyStr(name), new PyTuple(bases), ns);
    }

    internal void Export(PyModule module)
    {
        foreach (PyType type in (ReadOnlySpan<PyType>)[SslError, CertVerification, ZeroReturn, WantRead, WantWrite, Syscall, EofError])
        {
            module.Set(type.Name, type);
        }
    }

    internal static SslErrors Current => ((SslModule.ModuleState)PyThread.Current.Engine.NativeModule("_ssl").State!).Errors;

    private static void Slots(PyType t) => t.TpStr = &Str;

    private static void Members(PyType t, PyDict d) =>
        d.SetStr(Names.Str, new PyWrapperDescriptor(t, new NativeFunction("__str__", "($self, /)", "Return str(self).", &StrEntry)));

    /// <summary>SSLError.__str__: the message alone, without the number.</summary>
    private static PyObject Str(PyObject self) => ((PyOSError)self).StrError is PyStr text ? text : Ops.Str(((PyOSError)self).Args);

    private static PyObject StrEntry(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is not null || args.Length != 1)
        {
            Args.CheckWrapper(args.Length - 1, kwnames, "__str__", 0, 0);
        }
        return args[0] is PyOSError && args[0].Type.IsSubtypeOf(SslError) ? Str(args[0]) : throw Args.BadWrapperSelf(args, SslError, "__str__");
    }

    /// <summary>A message of the module's own.</summary>
    internal PyException Plain(string message) => new((PyBaseException)Ops.Call(SslError, new PyStr(message)));

    /// <summary>What OpenSSL reported last, as SSLError.</summary>
    /// <param name="message">In place of OpenSSL's.</param>
    /// <param name="line">Shown as CPython shows where it was raised.</param>
    internal PyException Library(string? message = null, int line = 0)
    {
        nuint code = message == null ? OpenSsl.ERR_peek_last_error() : 0;
        PyException error = new(Fill(SslError, (int)(code & 0x7FFFFF), message, line, code, null));
        OpenSsl.ERR_clear_error();
        return error;
    }

    /// <summary>The name of a reason as CPython knows it: WRONG_VERSION_NUMBER; null where there is none.</summary>
    internal static string? ReasonName(nuint code)
    {
        byte* text = OpenSsl.ERR_reason_error_string(code);
        if (text == null)
        {
            return null;
        }
        StringBuilder name = new();
        foreach (char c in OpenSsl.Text(text))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                name.Append(char.ToUpperInvariant(c));
            }
            else if (name.Length > 0 && name[^1] != '_')
            {
                name.Append('_');
            }
        }
        return name.ToString();
    }

    /// <summary>Names of OpenSSL's libraries by number.</summary>
    internal static readonly (int Number, string Name)[] Libraries =
    [
        (13, "ASN1"), (51, "ASYNC"), (32, "BIO"), (3, "BN"), (7, "BUF"), (58, "CMP"), (46, "CMS"), (41, "COMP"), (14, "CONF"), (56, "CRMF"),
        (15, "CRYPTO"), (50, "CT"), (5, "DH"), (10, "DSA"), (37, "DSO"), (16, "EC"), (43, "ECDH"), (42, "ECDSA"), (38, "ENGINE"), (54, "ESS"),
        (6, "EVP"), (45, "FIPS"), (48, "HMAC"), (61, "HTTP"), (52, "KDF"), (255, "MASK"), (1, "NONE"), (8, "OBJ"), (39, "OCSP"), (23, "OFFSET"),
        (60, "OSSL_DECODER"), (59, "OSSL_ENCODER"), (44, "OSSL_STORE"), (9, "PEM"), (35, "PKCS12"), (33, "PKCS7"), (55, "PROP"), (57, "PROV"),
        (36, "RAND"), (4, "RSA"), (53, "SM2"), (20, "SSL"), (2, "SYS"), (47, "TS"), (40, "UI"), (128, "USER"), (11, "X509"), (34, "X509V3"),
    ];

    private static string? LibraryName(int number) => Array.Find(Libraries, l => l.Number == number).Name;

    private PyBaseException Fill(PyType type, int number, string? message, int line, nuint code, PySslSocket? socket)
    {
        string? reason = null, library = null, verify = null;
        int verifyCode = 0;
        if (code != 0)
        {
            library = LibraryName(OpenSsl.Library(code));
            reason = OpenSsl.Reason(code) < FirstCommonReason ? ReasonName(code) : null;
            message ??= OpenSsl.ERR_reason_error_string(code) is var text && text != null ? OpenSsl.Text(text) : null;
        }
        message ??= "unknown error";
        if (socket != null && ReferenceEquals(type, CertVerification))
        {
            verifyCode = (int)OpenSsl.SSL_get_verify_result(socket.Handle);
            verify = verifyCode switch
            {
                HostnameMismatch => $"Hostname mismatch, certificate is not valid for '{socket.HostName}'.",
                AddressMismatch => $"IP address mismatch, certificate is not valid for '{socket.HostName}'.",
                _ => OpenSsl.Text(OpenSsl.X509_verify_cert_error_string(verifyCode)),
            };
        }
        string where = $" (_ssl.c:{line})";
        string full = verify != null && reason != null && library != null ? $"[{library}: {reason}] {message}: {verify}{where}"
            : reason != null && library != null ? $"[{library}: {reason}] {message}{where}"
            : library != null ? $"[{library}] {message}{where}"
            : message + where;
        PyBaseException error = (PyBaseException)Ops.Call(type, PyInt.From(number), new PyStr(full));
        Ops.SetAttr(error, "reason", reason == null ? PyNone.Instance : new PyStr(reason));
        Ops.SetAttr(error, "library", library == null ? PyNone.Instance : new PyStr(library));
        if (ReferenceEquals(type, CertVerification))
        {
            Ops.SetAttr(error, "verify_code", socket == null ? PyNone.Instance : PyInt.From(verifyCode));
            Ops.SetAttr(error, "verify_message", verify == null ? PyNone.Instance : new PyStr(verify));
        }
        return error;
    }

    /// <summary>What an operation on a connection failed with.</summary>
    /// <param name="socket">The connection.</param>
    /// <param name="error">SSL_get_error's answer.</param>
    /// <param name="result">What the operation returned.</param>
    /// <param name="errno">Of the system call under it; 0 when none failed.</param>
    /// <param name="line">Shown as CPython shows where it was raised.</param>
    internal PyException Connection(PySslSocket socket, int error, int result, int errno, int line)
    {
        nuint code = OpenSsl.ERR_peek_last_error();
        PyType type = SslError;
        string? message = null;
        int number = error;
        switch (error)
        {
            case OpenSsl.SSL_ERROR_ZERO_RETURN:
                message = "TLS/SSL connection has been closed (EOF)";
                type = ZeroReturn;
                break;
            case OpenSsl.SSL_ERROR_WANT_READ:
                message = "The operation did not complete (read)";
                type = WantRead;
                break;
            case OpenSsl.SSL_ERROR_WANT_WRITE:
                message = "The operation did not complete (write)";
                type = WantWrite;
                break;
            case OpenSsl.SSL_ERROR_WANT_X509_LOOKUP:
                message = "The operation did not complete (X509 lookup)";
                break;
            case OpenSsl.SSL_ERROR_WANT_CONNECT:
                message = "The operation did not complete (connect)";
                break;
            case OpenSsl.SSL_ERROR_SYSCALL when code != 0:
                break;
            case OpenSsl.SSL_ERROR_SYSCALL:
                if (result == -1 && socket.HasSocket && errno != 0)
                {
                    OpenSsl.ERR_clear_error();
                    return Err.OSError(errno);
                }
                if (result == 0 || socket.HasSocket)
                {
                    number = Eof;
                    type = EofError;
                    message = "EOF occurred in violation of protocol";
                }
                else
                {
                    type = Syscall;
                    message = "Some I/O error occurred";
                }
                break;
            case OpenSsl.SSL_ERROR_SSL:
                if (code == 0)
                {
                    message = "A failure in the SSL library occurred";
                }
                else if (OpenSsl.Library(code) == LibrarySsl && OpenSsl.Reason(code) == CertificateVerifyFailed)
                {
                    type = CertVerification;
                }
                else if (OpenSsl.Library(code) == LibrarySsl && OpenSsl.Reason(code) == UnexpectedEofWhileReading)
                {
                    number = Eof;
                    type = EofError;
                    message = "EOF occurred in violation of protocol";
                }
                break;
            default:
                number = InvalidErrorCode;
                message = "Invalid error code";
                break;
        }
        PyBaseException made = Fill(type, number, message, line, code, socket);
        OpenSsl.ERR_clear_error();
        return new PyException(made);
    }
}

namespace PythonEngine.Modules.Ssl;

/// <summary><c>_ssl.Certificate</c></summary>
[PyType("Certificate", Module = "_ssl", NoConstructor = true)]
internal sealed unsafe partial class PyCertificate : PyObject
{
    private const int Pem = 1;
    private const int DerForm = 2;

    private readonly byte[] _der;

    internal PyCertificate(nint certificate) => _der = Der(certificate);

    /// <summary>The DER form of an X509.</summary>
    internal static byte[] Der(nint certificate)
    {
        int length = OpenSsl.i2d_X509(certificate, null);
        if (length < 0)
        {
            throw SslErrors.Current.Library();
        }
        byte[] der = new byte[length];
        fixed (byte* p = der)
        {
            byte* output = p;
            _ = OpenSsl.i2d_X509(certificate, &output);
        }
        return der;
    }

    [PyMethod("public_bytes", "format=1")]
    private PyObject PublicBytes(int format = Pem) => format switch
    {
        Pem => new PyStr(System.Security.Cryptography.PemEncoding.WriteString("CERTIFICATE", _der) + "\n"),
        DerForm => PyBytes.Make(_der),
        _ => throw Err.ValueError("Unsupported format"),
    };

    [PyMethod("get_info", "")]
    private PyObject GetInfo() => CertificateDecoder.Decode(_der);

    [PyMethod("__repr__")]
    private string Repr()
    {
        PyDict info = CertificateDecoder.Decode(_der);
        List<string> parts = [];
        foreach (PyObject name in ((PyTuple)info.GetStr(PyStr.Intern("subject"))!).Items)
        {
            foreach (PyObject pair in ((PyTuple)name).Items)
            {
                PyTuple item = (PyTuple)pair;
                parts.Add(SslModule.ShortName(Ops.StrText(item[0])) + "=" + Ops.StrText(item[1]));
            }
        }
        return $"<_ssl.Certificate '{string.Join(", ", parts)}'>";
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) => op is CompareOp.Eq or CompareOp.Ne && other is PyCertificate certificate
        ? PyBool.From(_der.AsSpan().SequenceEqual(certificate._der) == (op == CompareOp.Eq))
        : PyNotImplemented.Instance;

    [PyMethod("__hash__")]
    private long Hash() => Ops.Hash(PyBytes.Make(_der));
}

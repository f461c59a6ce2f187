using System.Formats.Asn1;
using System.Globalization;
using System.Text;

namespace PythonEngine.Modules.Ssl;

/// <summary>A certificate as the dict that getpeercert() gives (RFC 5280, with CPython's names and formats).</summary>
internal static class CertificateDecoder
{
    private const string SubjectAltName = "2.5.29.17";
    private const string CrlDistributionPoints = "2.5.29.31";
    private const string AuthorityInfoAccess = "1.3.6.1.5.5.7.1.1";
    private const string Ocsp = "1.3.6.1.5.5.7.48.1";
    private const string CaIssuers = "1.3.6.1.5.5.7.48.2";

    private static readonly Asn1Tag s_context0 = new(TagClass.ContextSpecific, 0);
    private static readonly Asn1Tag s_context3 = new(TagClass.ContextSpecific, 3, isConstructed: true);

    /// <exception cref="PyException">SSLError: the certificate is malformed.</exception>
    internal static PyDict Decode(byte[] der)
    {
        try
        {
            return DecodeCertificate(der);
        }
        catch (AsnContentException e)
        {
            throw SslErrors.Current.Plain("malformed certificate: " + e.Message);
        }
    }

    private static PyDict DecodeCertificate(byte[] der)
    {
        AsnReader reader = new(der, AsnEncodingRules.BER);
        AsnReader certificate = reader.ReadSequence().ReadSequence();
        int version = 1;
        if (certificate.PeekTag().HasSameClassAndValue(s_context0))
        {
            version = (int)certificate.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true)).ReadInteger() + 1;
        }
        ReadOnlyMemory<byte> serial = certificate.ReadIntegerBytes();
        certificate.ReadSequence();
        PyTuple issuer = Name(certificate.ReadSequence());
        AsnReader validity = certificate.ReadSequence();
        string notBefore = Time(validity), notAfter = Time(validity);
        PyTuple subject = Name(certificate.ReadSequence());
        certificate.ReadSequence();

        PyDict dict = new();
        Set(dict, "subject", subject);
        Set(dict, "issuer", issuer);
        Set(dict, "version", PyInt.From(version));
        Set(dict, "serialNumber", new PyStr(Serial(serial.Span)));
        Set(dict, "notBefore", new PyStr(notBefore));
        Set(dict, "notAfter", new PyStr(notAfter));
        Extensions(certificate, dict);
        return dict;
    }

    private static void Set(PyDict dict, string key, PyObject value) => dict.SetStr(PyStr.Intern(key), value);

    private static string Serial(ReadOnlySpan<byte> bytes)
    {
        BigInteger value = new(bytes, isBigEndian: true);
        if (value.IsZero)
        {
            return "00";
        }
        byte[] magnitude = BigInteger.Abs(value).ToByteArray(isUnsigned: true, isBigEndian: true);
        return (value.Sign < 0 ? "-" : "") + Convert.ToHexString(magnitude);
    }

    private static string Time(AsnReader reader)
    {
        DateTimeOffset time = reader.PeekTag().HasSameClassAndValue(Asn1Tag.UtcTime) ? reader.ReadUtcTime() : reader.ReadGeneralizedTime();
        return string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:MMM} {time.UtcDateTime.Day,2} {time.UtcDateTime:HH:mm:ss} {time.UtcDateTime.Year} GMT");
    }

    /// <summary>A distinguished name: a tuple of tuples of (type, value) pairs.</summary>
    private static PyTuple Name(AsnReader sequence)
    {
        List<PyObject> names = [];
        while (sequence.HasData)
        {
            AsnReader set = sequence.ReadSetOf(skipSortOrderValidation: true);
            List<PyObject> parts = [];
            while (set.HasData)
            {
                AsnReader pair = set.ReadSequence();
                string type = SslModule.LongName(pair.ReadObjectIdentifier());
                parts.Add(PyTuple.Of(new PyStr(type), Text(pair)));
            }
            names.Add(new PyTuple([.. parts]));
        }
        return new PyTuple([.. names]);
    }

    private static PyObject Text(AsnReader reader)
    {
        Asn1Tag tag = reader.PeekTag();
        if (tag.TagClass == TagClass.Universal && Enum.IsDefined((UniversalTagNumber)tag.TagValue))
        {
            UniversalTagNumber number = (UniversalTagNumber)tag.TagValue;
            if (number is UniversalTagNumber.BMPString)
            {
                return new PyStr(reader.ReadCharacterString(number));
            }
            ReadOnlySpan<byte> content = reader.ReadEncodedValue().Span;
            AsnDecoder.ReadEncodedValue(content, AsnEncodingRules.BER, out int offset, out int length, out _);
            ReadOnlySpan<byte> bytes = content.Slice(offset, length);
            return new PyStr(number is UniversalTagNumber.UTF8String ? Encoding.UTF8.GetString(bytes)
                : number is UniversalTagNumber.UniversalString ? new UTF32Encoding(bigEndian: true, byteOrderMark: false).GetString(bytes)
                : Encoding.Latin1.GetString(bytes));
        }
        reader.ReadEncodedValue();
        return PyStr.Empty;
    }

    private static void Extensions(AsnReader certificate, PyDict dict)
    {
        // Unique identifiers may stand before the extensions.
        while (certificate.HasData && !certificate.PeekTag().HasSameClassAndValue(s_context3))
        {
            certificate.ReadEncodedValue();
        }
        if (!certificate.HasData)
        {
            return;
        }
        PyTuple? names = null, crl = null;
        List<PyObject> ocsp = [], issuers = [];
        AsnReader extensions = certificate.ReadSequence(s_context3).ReadSequence();
        while (extensions.HasData)
        {
            AsnReader extension = extensions.ReadSequence();
            string id = extension.ReadObjectIdentifier();
            if (extension.PeekTag().HasSameClassAndValue(Asn1Tag.Boolean))
            {
                extension.ReadBoolean();
            }
            if (id is not (SubjectAltName or CrlDistributionPoints or AuthorityInfoAccess))
            {
                continue;
            }
            AsnReader content = new AsnReader(extension.ReadOctetString(), AsnEncodingRules.BER).ReadSequence();
            switch (id)
            {
                case SubjectAltName:
                    names = GeneralNames(content);
                    break;
                case CrlDistributionPoints:
                    crl = DistributionPoints(content);
                    break;
                default:
                    Access(content, ocsp, issuers);
                    break;
            }
        }
        if (names is { Count: > 0 })
        {
            Set(dict, "subjectAltName", names);
        }
        if (ocsp.Count > 0)
        {
            Set(dict, "OCSP", new PyTuple([.. ocsp]));
        }
        if (issuers.Count > 0)
        {
            Set(dict, "caIssuers", new PyTuple([.. issuers]));
        }
        if (crl is { Count: > 0 })
        {
            Set(dict, "crlDistributionPoints", crl);
        }
    }

    private static PyTuple GeneralNames(AsnReader names)
    {
        List<PyObject> items = [];
        while (names.HasData)
        {
            int choice = names.PeekTag().TagValue;
            ReadOnlyMemory<byte> encoded = names.ReadEncodedValue();
            AsnDecoder.ReadEncodedValue(encoded.Span, AsnEncodingRules.BER, out int offset, out int length, out _);
            ReadOnlyMemory<byte> content = encoded.Slice(offset, length);
            string text = Encoding.Latin1.GetString(content.Span);
            (string kind, PyObject value) = choice switch
            {
                1 => ("email", new PyStr(text)),
                2 => ("DNS", new PyStr(text)),
                3 => ("X400Name", new PyStr("<unsupported>")),
                4 => ("DirName", (PyObject)Name(new AsnReader(content, AsnEncodingRules.BER).ReadSequence())),
                5 => ("EdiPartyName", new PyStr("<unsupported>")),
                6 => ("URI", new PyStr(text)),
                7 => ("IP Address", new PyStr(Address(content.Span))),
                8 => ("Registered ID", new PyStr(Registered(content.Span))),
                _ => ("othername", new PyStr("<unsupported>")),
            };
            items.Add(PyTuple.Of(new PyStr(kind), value));
        }
        return new PyTuple([.. items]);
    }

    private static string Registered(ReadOnlySpan<byte> content)
    {
        byte[] encoded = [6, (byte)content.Length, .. content];
        return SslModule.LongName(AsnDecoder.ReadObjectIdentifier(encoded, AsnEncodingRules.BER, out _));
    }

    private static string Address(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 4)
        {
            return $"{bytes[0]}.{bytes[1]}.{bytes[2]}.{bytes[3]}";
        }
        if (bytes.Length != 16)
        {
            return "<invalid>";
        }
        StringBuilder text = new();
        for (int i = 0; i < 16; i += 2)
        {
            text.Append(i == 0 ? "" : ":").Append((bytes[i] << 8 | bytes[i + 1]).ToString("X", CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }

    private static PyTuple DistributionPoints(AsnReader points)
    {
        List<PyObject> uris = [];
        while (points.HasData)
        {
            AsnReader point = points.ReadSequence();
            if (!point.HasData || !point.PeekTag().HasSameClassAndValue(s_context0))
            {
                continue;
            }
            AsnReader name = point.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true));
            if (!name.HasData || !name.PeekTag().HasSameClassAndValue(s_context0))
            {
                continue;
            }
            Uris(name.ReadSequence(new Asn1Tag(TagClass.ContextSpecific, 0, isConstructed: true)), uris);
        }
        return new PyTuple([.. uris]);
    }

    private static void Uris(AsnReader names, List<PyObject> uris)
    {
        const int Uri = 6;
        while (names.HasData)
        {
            bool uri = names.PeekTag().TagValue == Uri;
            ReadOnlyMemory<byte> encoded = names.ReadEncodedValue();
            if (uri)
            {
                AsnDecoder.ReadEncodedValue(encoded.Span, AsnEncodingRules.BER, out int offset, out int length, out _);
                uris.Add(new PyStr(Encoding.Latin1.GetString(encoded.Span.Slice(offset, length))));
            }
        }
    }

    private static void Access(AsnReader descriptions, List<PyObject> ocsp, List<PyObject> issuers)
    {
        while (descriptions.HasData)
        {
            AsnReader description = descriptions.ReadSequence();
            string method = description.ReadObjectIdentifier();
            if (method is Ocsp or CaIssuers)
            {
                Uris(description, method == Ocsp ? ocsp : issuers);
            }
        }
    }
}

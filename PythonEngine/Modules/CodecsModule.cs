namespace PythonEngine.Modules;

/// <summary>The codec registry and the native codecs.</summary>
[PyModule("_codecs")]
internal static partial class CodecsModule
{
    [PyModuleInit]
    private static void Init(PyModule module) => module.State = new CodecRegistry();

    private static PyObject Encoded(byte[] bytes, PyStr text) => PyTuple.Of(new PyBytes(bytes), PyInt.From(text.Length));

    private static PyObject Decoded(PyStr text, int consumed) => PyTuple.Of(text, PyInt.From(consumed));

    [PyFunction("register", "search_function, /")]
    private static void Register(PyObject search_function) => Codecs.Register(search_function);

    [PyFunction("unregister", "search_function, /")]
    private static void Unregister(PyObject search_function) => Codecs.Unregister(search_function);

    [PyFunction("lookup", "encoding, /")]
    private static PyObject Lookup(string encoding) => Codecs.Lookup(encoding);

    [PyFunction("encode", "obj, encoding='utf-8', errors='strict'")]
    private static PyObject Encode(PyObject obj, string encoding = "utf-8", string? errors = null) => Codecs.Convert(obj, encoding, errors, encode: true);

    [PyFunction("decode", "obj, encoding='utf-8', errors='strict'")]
    private static PyObject Decode(PyObject obj, string encoding = "utf-8", string? errors = null) => Codecs.Convert(obj, encoding, errors, encode: false);

    [PyFunction("register_error", "errors, handler, /")]
    private static void RegisterError(string errors, PyObject handler) => Codecs.RegisterErrorHandler(errors, handler);

    [PyFunction("lookup_error", "name, /")]
    private static PyObject LookupError(string name) => Codecs.LookupErrorHandler(name);

    [PyFunction("charmap_build", "map, /")]
    private static PyObject CharmapBuild(PyStr map) => Codecs.BuildCharmap(map);

    [PyFunction("utf_8_encode", "str, errors=None, /")]
    private static PyObject Utf8Encode(PyStr str, string? errors = null) => Encoded(Codecs.EncodeUtf8(str, errors ?? "strict"), str);

    [PyFunction("ascii_encode", "str, errors=None, /")]
    private static PyObject AsciiEncode(PyStr str, string? errors = null) => Encoded(Codecs.EncodeAscii(str, errors ?? "strict"), str);

    [PyFunction("latin_1_encode", "str, errors=None, /")]
    private static PyObject Latin1Encode(PyStr str, string? errors = null) => Encoded(Codecs.EncodeLatin1(str, errors ?? "strict"), str);

    [PyFunction("utf_7_encode", "str, errors=None, /")]
    private static PyObject Utf7Encode(PyStr str, string? errors = null) => Encoded(Codecs.EncodeUtf7(str), str);

    [PyFunction("utf_16_encode", "str, errors=None, byteorder=0, /")]
    private static PyObject Utf16Encode(PyStr str, string? errors = null, int byteorder = 0) => Encoded(Codecs.EncodeUtf16(str, errors ?? "strict", byteorder), str);

    [PyFunction("utf_16_le_encode", "str, errors=None, /")]
    private static PyObject Utf16LeEncode(PyStr str, string? errors = null) => Encoded(Codecs.EncodeUtf16(str, errors ?? "strict", -1), str);

    [PyFunction("utf_16_be_encode", "str, errors=None, /")]
    private static PyObject Utf16BeEncode(PyStr str, string? errors = null) => Encoded(Codecs.EncodeUtf16(str, errors ?? "strict", 1), str);

    [PyFunction("utf_32_encode", "str, errors=None, byteorder=0, /")]
    private static PyObject Utf32Encode(PyStr str, string? errors = null, int byteorder = 0) => Encoded(Codecs.EncodeUtf32(str, errors ?? "strict", byteorder), str);

    [PyFunction("utf_32_le_encode", "str, errors=None, /")]
    private static PyObject Utf32LeEncode(PyStr str, string? errors = null) => Encoded(Codecs.EncodeUtf32(str, errors ?? "strict", -1), str);

    [PyFunction("utf_32_be_encode", "str, errors=None, /")]
    private static PyObject Utf32BeEncode(PyStr str, string? errors = null) => Encoded(Codecs.EncodeUtf32(str, errors ?? "strict", 1), str);

    [PyFunction("unicode_escape_encode", "str, errors=None, /")]
    private static PyObject UnicodeEscapeEncode(PyStr str, string? errors = null) => Encoded(Codecs.EncodeUnicodeEscape(str), str);

    [PyFunction("raw_unicode_escape_encode", "str, errors=None, /")]
    private static PyObject RawUnicodeEscapeEncode(PyStr str, string? errors = null) => Encoded(Codecs.EncodeRawUnicodeEscape(str), str);

    [PyFunction("charmap_encode", "str, errors=None, mapping=None, /")]
    private static PyObject CharmapEncode(PyStr str, string? errors = null, PyObject? mapping = null) => Encoded(
        mapping is null or PyNone ? Codecs.EncodeLatin1(str, errors ?? "strict") : Codecs.EncodeCharmap(str, errors ?? "strict", mapping), str);

    [PyFunction("readbuffer_encode", "data, errors=None, /")]
    private static PyObject ReadBufferEncode(PyObject data, string? errors = null)
    {
        byte[] bytes = TextOrBytes(data);
        return PyTuple.Of(new PyBytes(bytes), PyInt.From(bytes.Length));
    }

    [PyFunction("escape_encode", "data, errors=None, /")]
    private static PyObject EscapeEncode(PyBytes data, string? errors = null)
    {
        StrBuilder sb = new(data.Length + 8);
        foreach (byte b in data.Data)
        {
            switch (b)
            {
                case (byte)'\\' or (byte)'\'':
                    sb.Append('\\');
                    sb.Append((char)b);
                    break;
                case (byte)'\t':
                    sb.Append("\\t");
                    break;
                case (byte)'\n':
                    sb.Append("\\n");
                    break;
                case (byte)'\r':
                    sb.Append("\\r");
                    break;
                case < 32 or >= 127:
                    PyStr.AppendEscape(ref sb, b);
                    break;
                default:
                    sb.Append((char)b);
                    break;
            }
        }
        return PyTuple.Of(new PyBytes(System.Text.Encoding.Latin1.GetBytes(sb.ToPyStr().Bmp)), PyInt.From(data.Length));
    }

    [PyFunction("utf_8_decode", "data, errors=None, final=False, /")]
    private static PyObject Utf8Decode(ReadOnlySpan<byte> data, string? errors = null, bool final = false)
    {
        PyStr text = Codecs.DecodeUtf8(data, errors ?? "strict", final, out int consumed);
        return Decoded(text, consumed);
    }

    [PyFunction("utf_7_decode", "data, errors=None, final=False, /")]
    private static PyObject Utf7Decode(ReadOnlySpan<byte> data, string? errors = null, bool final = false)
    {
        PyStr text = Codecs.DecodeUtf7(data, errors ?? "strict", final, out int consumed);
        return Decoded(text, consumed);
    }

    [PyFunction("ascii_decode", "data, errors=None, /")]
    private static PyObject AsciiDecode(ReadOnlySpan<byte> data, string? errors = null) => Decoded(Codecs.DecodeAscii(data, errors ?? "strict"), data.Length);

    [PyFunction("latin_1_decode", "data, errors=None, /")]
    private static PyObject Latin1Decode(ReadOnlySpan<byte> data, string? errors = null) => Decoded(Codecs.DecodeLatin1(data), data.Length);

    private static PyObject Utf16(ReadOnlySpan<byte> data, string? errors, bool final, int order)
    {
        PyStr text = Codecs.DecodeUtf16(data, errors ?? "strict", ref order, final, out int consumed);
        return Decoded(text, consumed);
    }

    [PyFunction("utf_16_decode", "data, errors=None, final=False, /")]
    private static PyObject Utf16Decode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) => Utf16(data, errors, final, 0);

    [PyFunction("utf_16_le_decode", "data, errors=None, final=False, /")]
    private static PyObject Utf16LeDecode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) => Utf16(data, errors, final, -1);

    [PyFunction("utf_16_be_decode", "data, errors=None, final=False, /")]
    private static PyObject Utf16BeDecode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) => Utf16(data, errors, final, 1);

    [PyFunction("utf_16_ex_decode", "data, errors=None, byteorder=0, final=False, /")]
    private static PyObject Utf16ExDecode(ReadOnlySpan<byte> data, string? errors = null, int byteorder = 0, bool final = false)
    {
        PyStr text = Codecs.DecodeUtf16(data, errors ?? "strict", ref byteorder, final, out int consumed);
        return new PyTuple([text, PyInt.From(consumed), PyInt.From(byteorder)]);
    }

    private static PyObject Utf32(ReadOnlySpan<byte> data, string? errors, bool final, int order)
    {
        PyStr text = Codecs.DecodeUtf32(data, errors ?? "strict", ref order, final, out int consumed);
        return Decoded(text, consumed);
    }

    [PyFunction("utf_32_decode", "data, errors=None, final=False, /")]
    private static PyObject Utf32Decode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) => Utf32(data, errors, final, 0);

    [PyFunction("utf_32_le_decode", "data, errors=None, final=False, /")]
    private static PyObject Utf32LeDecode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) => Utf32(data, errors, final, -1);

    [PyFunction("utf_32_be_decode", "data, errors=None, final=False, /")]
    private static PyObject Utf32BeDecode(ReadOnlySpan<byte> data, string? errors = null, bool final = false) => Utf32(data, errors, final, 1);

    [PyFunction("utf_32_ex_decode", "data, errors=None, byteorder=0, final=False, /")]
    private static PyObject Utf32ExDecode(ReadOnlySpan<byte> data, string? errors = null, int byteorder = 0, bool final = false)
    {
        PyStr text = Codecs.DecodeUtf32(data, errors ?? "strict", ref byteorder, final, out int consumed);
        return new PyTuple([text, PyInt.From(consumed), PyInt.From(byteorder)]);
    }

    private static byte[] TextOrBytes(PyObject data)
    {
        if (data is PyStr text)
        {
            return Codecs.EncodeUtf8(text);
        }
        BufferView view = Ops.GetBuffer(data);
        try
        {
            return view.Span.ToArray();
        }
        finally
        {
            view.Release();
        }
    }

    [PyFunction("unicode_escape_decode", "data, errors=None, final=True, /")]
    private static PyObject UnicodeEscapeDecode(PyObject data, string? errors = null, bool final = true)
    {
        PyStr text = Codecs.DecodeUnicodeEscape(TextOrBytes(data), errors ?? "strict", final, out int consumed);
        return Decoded(text, consumed);
    }

    [PyFunction("raw_unicode_escape_decode", "data, errors=None, final=True, /")]
    private static PyObject RawUnicodeEscapeDecode(PyObject data, string? errors = null, bool final = true)
    {
        PyStr text = Codecs.DecodeRawUnicodeEscape(TextOrBytes(data), errors ?? "strict", final, out int consumed);
        return Decoded(text, consumed);
    }

    [PyFunction("escape_decode", "data, errors=None, /")]
    private static PyObject EscapeDecode(PyObject data, string? errors = null)
    {
        byte[] bytes = TextOrBytes(data);
        return PyTuple.Of(new PyBytes(Codecs.DecodeEscapes(bytes, errors ?? "strict")), PyInt.From(bytes.Length));
    }

    [PyFunction("charmap_decode", "data, errors=None, mapping=None, /")]
    private static PyObject CharmapDecode(ReadOnlySpan<byte> data, string? errors = null, PyObject? mapping = null) => Decoded(
        mapping is null or PyNone ? Codecs.DecodeLatin1(data) : Codecs.DecodeCharmap(data, errors ?? "strict", mapping), data.Length);
}

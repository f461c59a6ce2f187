namespace PythonEngine.Modules.Json;

/// <summary>The <c>_json</c> module: the fast halves of the json package.</summary>
[PyModule("_json", Doc = "What the json package has natively.\n")]
internal static partial class JsonModule
{
    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.Set("make_scanner", PyJsonScanner.TypeObject);
        module.Set("make_encoder", PyJsonEncoder.TypeObject);
    }

    /// <summary>json.JSONDecodeError at a position.</summary>
    internal static PyException DecodeError(string message, PyStr text, long position)
    {
        PyObject type = Ops.GetAttr(PyThread.Current.Engine.Import("json.decoder"), "JSONDecodeError");
        return new PyException((PyBaseException)Ops.Call(type, new PyStr(message), text, PyInt.From(position)));
    }

    internal static PyException NotText(PyObject value) => Err.TypeError($"first argument must be a string, not {Ops.TypeName(value)}");

    [PyFunction("scanstring", "string, end, strict=True, /", ParsesTuple = true, Doc = "scanstring(string, end, strict=True) -> (string, end)\n\nReads the string literal whose first character, after the quote, is at end.")]
    private static PyObject ScanString(PyObject @string, nint end, bool strict = true)
    {
        if (@string is not PyStr text)
        {
            throw NotText(@string);
        }
        if (end < 0 || text.Length < end)
        {
            throw Err.ValueError("end is out of bounds");
        }
        int next = (int)end;
        PyStr value = text.IsBmp
            ? new JsonReader<BmpText>(text, new BmpText(text.Bmp), strict).ReadString(ref next)
            : new JsonReader<WideText>(text, new WideText(text.Wide), strict).ReadString(ref next);
        return PyTuple.Of(value, PyInt.From(next));
    }

    [PyFunction("encode_basestring", "string, /", Doc = "encode_basestring(string) -> string\n\nThe JSON literal of a string.")]
    internal static PyObject EncodeBaseString(PyObject @string)
    {
        StrBuilder sb = new();
        JsonText.Append(ref sb, @string as PyStr ?? throw NotText(@string), ascii: false);
        return sb.ToPyStr();
    }

    [PyFunction("encode_basestring_ascii", "string, /", Doc = "encode_basestring_ascii(string) -> string\n\nThe JSON literal of a string, in ASCII.")]
    internal static PyObject EncodeBaseStringAscii(PyObject @string)
    {
        StrBuilder sb = new();
        JsonText.Append(ref sb, @string as PyStr ?? throw NotText(@string), ascii: true);
        return sb.ToPyStr();
    }
}

/// <summary>Strings as JSON writes them.</summary>
internal static class JsonText
{
    /// <summary>Appends a literal with its quotes.</summary>
    public static void Append(ref StrBuilder sb, PyStr text, bool ascii)
    {
        sb.Append('"');
        if (text.IsBmp)
        {
            AppendBmp(ref sb, text.Bmp, ascii);
        }
        else
        {
            foreach (int c in text.Wide)
            {
                if (c > 0xFFFF && ascii)
                {
                    AppendEscape(ref sb, 0xD800 + ((c - 0x10000) >> 10));
                    AppendEscape(ref sb, 0xDC00 + ((c - 0x10000) & 0x3FF));
                }
                else if (NeedsEscape(c, ascii))
                {
                    AppendEscape(ref sb, c);
                }
                else
                {
                    sb.Append(c);
                }
            }
        }
        sb.Append('"');
    }

    private static void AppendBmp(ref StrBuilder sb, string text, bool ascii)
    {
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (NeedsEscape(c, ascii))
            {
                sb.Append(text.AsSpan(start, i - start));
                AppendEscape(ref sb, c);
                start = i + 1;
            }
        }
        sb.Append(text.AsSpan(start));
    }

    private static bool NeedsEscape(int c, bool ascii) => c is < 0x20 or '"' or '\\' || (ascii && c > 0x7E);

    private static void AppendEscape(ref StrBuilder sb, int c)
    {
        sb.Append('\\');
        switch (c)
        {
            case '"' or '\\':
                sb.Append((char)c);
                break;
            case '\b':
                sb.Append('b');
                break;
            case '\f':
                sb.Append('f');
                break;
            case '\n':
                sb.Append('n');
                break;
            case '\r':
                sb.Append('r');
                break;
            case '\t':
                sb.Append('t');
                break;
            default:
                sb.Append('u');
                for (int shift = 12; shift >= 0; shift -= 4)
                {
                    sb.Append("0123456789abcdef"[(c >> shift) & 15]);
                }
                break;
        }
    }
}

using System.Text;

namespace PythonEngine.Modules.IO;

/// <summary>Text operations on code points that the streams share.</summary>
internal static class TextParts
{
    public static PyStr Slice(PyStr text, int start, int length)
    {
        if (length == 0)
        {
            return PyStr.Empty;
        }
        if (start == 0 && length == text.Length)
        {
            return text;
        }
        return text.IsBmp ? PyStr.FromBmp(text.Bmp.Substring(start, length)) : PyStr.FromCodePoints(text.Wide.AsSpan(start, length));
    }

    public static PyStr Concat(PyStr a, PyStr b)
    {
        if (a.Length == 0)
        {
            return b;
        }
        if (b.Length == 0)
        {
            return a;
        }
        if (a.IsBmp && b.IsBmp)
        {
            return PyStr.FromBmp(string.Concat(a.Bmp, b.Bmp));
        }
        int[] points = new int[a.Length + b.Length];
        CopyTo(a, points);
        CopyTo(b, points.AsSpan(a.Length));
        return PyStr.FromCodePoints(points);
    }

    public static PyStr Concat(List<PyStr> parts)
    {
        if (parts.Count == 0)
        {
            return PyStr.Empty;
        }
        if (parts.Count == 1)
        {
            return parts[0];
        }
        bool bmp = true;
        long length = 0;
        foreach (PyStr part in parts)
        {
            bmp &= part.IsBmp;
            length += part.Length;
        }
        if (length > Array.MaxLength)
        {
            throw Err.MemoryError();
        }
        if (bmp)
        {
            StringBuilder text = new((int)length);
            foreach (PyStr part in parts)
            {
                text.Append(part.Bmp);
            }
            return PyStr.FromBmp(text.ToString());
        }
        int[] points = new int[length];
        int at = 0;
        foreach (PyStr part in parts)
        {
            CopyTo(part, points.AsSpan(at));
            at += part.Length;
        }
        return PyStr.FromCodePoints(points);
    }

    public static void CopyTo(PyStr text, Span<int> target)
    {
        if (text.IsBmp)
        {
            string s = text.Bmp;
            for (int i = 0; i < s.Length; i++)
            {
                target[i] = s[i];
            }
        }
        else
        {
            text.Wide.CopyTo(target);
        }
    }

    public static int IndexOf(PyStr text, char c, int start, int end)
    {
        int i = text.IsBmp ? text.Bmp.AsSpan(start, end - start).IndexOf(c) : text.Wide.AsSpan(start, end - start).IndexOf(c);
        return i < 0 ? -1 : i + start;
    }

    /// <summary>Every LF replaced.</summary>
    public static PyStr ReplaceLineFeeds(PyStr text, string newline)
    {
        if (text.IsBmp)
        {
            return PyStr.FromBmp(text.Bmp.Replace("\n", newline, StringComparison.Ordinal));
        }
        List<int> points = new(text.Length + 16);
        foreach (int c in text.Wide)
        {
            if (c == '\n')
            {
                foreach (char n in newline)
                {
                    points.Add(n);
                }
            }
            else
            {
                points.Add(c);
            }
        }
        return PyStr.FromCodePoints(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points));
    }
}

/// <summary>An incremental decoder with CPython's state protocol.</summary>
internal abstract class TextDecoder
{
    public abstract PyStr Decode(PyObject data, bool final);

    public abstract PyBytes GetState(out BigInteger flags);

    public abstract void SetState(PyBytes pending, BigInteger flags);

    public abstract void Reset();
}

/// <summary>UTF-8, with the _codecs module called for input that is not valid.</summary>
internal sealed class Utf8Decoder(PyStr errors) : TextDecoder
{
    private byte[] _rest = [];

    public override PyStr Decode(PyObject data, bool final)
    {
        BufferView view = Ops.GetBuffer(data);
        try
        {
            ReadOnlySpan<byte> bytes = view.Span;
            if (_rest.Length > 0)
            {
                bytes = (byte[])[.. _rest, .. bytes];
            }
            int complete = final ? bytes.Length : bytes.Length - IncompleteTail(bytes);
            ReadOnlySpan<byte> whole = bytes[..complete];
            if (System.Text.Ascii.IsValid(whole))
            {
                _rest = bytes[complete..].ToArray();
                return PyStr.FromBmp(Encoding.Latin1.GetString(whole));
            }
            if (System.Text.Unicode.Utf8.IsValid(whole))
            {
                _rest = bytes[complete..].ToArray();
                return new PyStr(Encoding.UTF8.GetString(whole));
            }
            PyObject result = Ops.CallMethod(PyThread.Current.Engine.Import("_codecs"), "utf_8_decode", new PyBytes(bytes.ToArray()), errors, PyBool.From(final));
            PyTuple pair = (PyTuple)result;
            _rest = bytes[(int)Ops.AsLong(pair[1])..].ToArray();
            return (PyStr)pair[0];
        }
        finally
        {
            view.Release();
        }
    }

    /// <summary>How many bytes at the end begin a character that is not complete.</summary>
    private static int IncompleteTail(ReadOnlySpan<byte> bytes)
    {
        for (int back = 1; back <= 3 && back <= bytes.Length; back++)
        {
            byte b = bytes[^back];
            if (b < 0x80)
            {
                return 0;
            }
            if (b >= 0xC0)
            {
                int need = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return need > back ? back : 0;
            }
        }
        return 0;
    }

    public override PyBytes GetState(out BigInteger flags)
    {
        flags = 0;
        return _rest.Length == 0 ? PyBytes.Empty : new PyBytes(_rest);
    }

    public override void SetState(PyBytes pending, BigInteger flags) => _rest = pending.Data;

    public override void Reset() => _rest = [];
}

/// <summary>ISO 8859-1 and, where every byte is checked, ASCII.</summary>
internal sealed class SingleByteDecoder(bool ascii, PyStr errors) : TextDecoder
{
    public override PyStr Decode(PyObject data, bool final)
    {
        BufferView view = Ops.GetBuffer(data);
        try
        {
            if (!ascii || System.Text.Ascii.IsValid(view.Span))
            {
                return PyStr.FromBmp(Encoding.Latin1.GetString(view.Span));
            }
            PyObject result = Ops.CallMethod(PyThread.Current.Engine.Import("_codecs"), "ascii_decode", new PyBytes(view.Span.ToArray()), errors);
            return (PyStr)((PyTuple)result)[0];
        }
        finally
        {
            view.Release();
        }
    }

    public override PyBytes GetState(out BigInteger flags)
    {
        flags = 0;
        return PyBytes.Empty;
    }

    public override void SetState(PyBytes pending, BigInteger flags)
    {
    }

    public override void Reset()
    {
    }
}

/// <summary>Any incremental decoder object.</summary>
internal sealed class ObjectDecoder(PyObject decoder) : TextDecoder
{
    public override PyStr Decode(PyObject data, bool final)
    {
        PyObject result = Ops.CallMethod(decoder, "decode", data, PyBool.From(final));
        return result as PyStr ?? throw Err.TypeError($"decoder should return a string result, not '{Ops.TypeName(result)}'");
    }

    public override PyBytes GetState(out BigInteger flags)
    {
        PyObject state = Ops.CallMethod(decoder, "getstate");
        if (state is not PyTuple { Count: 2 } pair)
        {
            throw Err.TypeError("illegal decoder state");
        }
        if (pair[0] is not PyBytes bytes)
        {
            throw Err.TypeError($"illegal decoder state: the first item should be a bytes object, not '{Ops.TypeName(pair[0])}'");
        }
        flags = Ops.Index(pair[1]).Big;
        return bytes;
    }

    public override void SetState(PyBytes pending, BigInteger flags) => Ops.CallMethod(decoder, "setstate", PyTuple.Of(pending, PyInt.From(flags)));

    public override void Reset() => Ops.CallMethod(decoder, "reset");
}

/// <summary>Universal newlines over another decoder (or over text, when there is none).</summary>
internal sealed class NewlineDecoder(TextDecoder? inner, bool translate) : TextDecoder
{
    private const int SeenCr = 1;
    private const int SeenLf = 2;
    private const int SeenCrLf = 4;

    private bool _pendingCr;
    private int _seen;

    public PyObject Newlines => _seen switch
    {
        SeenCr => new PyStr("\r"),
        SeenLf => new PyStr("\n"),
        SeenCrLf => new PyStr("\r\n"),
        SeenCr | SeenLf => PyTuple.Of(new PyStr("\r"), new PyStr("\n")),
        SeenCr | SeenCrLf => PyTuple.Of(new PyStr("\r"), new PyStr("\r\n")),
        SeenLf | SeenCrLf => PyTuple.Of(new PyStr("\n"), new PyStr("\r\n")),
        SeenCr | SeenLf | SeenCrLf => new PyTuple([new PyStr("\r"), new PyStr("\n"), new PyStr("\r\n")]),
        _ => PyNone.Instance,
    };

    public override PyStr Decode(PyObject data, bool final)
    {
        PyStr text = inner != null ? inner.Decode(data, final)
            : data as PyStr ?? throw Err.TypeError($"decoder should return a string result, not '{Ops.TypeName(data)}'");
        return Translate(text, final);
    }

    public PyStr Translate(PyStr text, bool final)
    {
        if (_pendingCr && (final || text.Length > 0))
        {
            text = TextParts.Concat(PyStr.FromChar('\r'), text);
            _pendingCr = false;
        }
        if (!final && text.Length > 0 && text[text.Length - 1] == '\r')
        {
            // The LF of a CR LF pair may come with the next piece.
            text = TextParts.Slice(text, 0, text.Length - 1);
            _pendingCr = true;
        }
        if (text.Length == 0)
        {
            return PyStr.Empty;
        }
        if (text.IsBmp)
        {
            string s = text.Bmp;
            if (s.IndexOf('\r') < 0)
            {
                if ((_seen & SeenLf) == 0 && s.IndexOf('\n') >= 0)
                {
                    _seen |= SeenLf;
                }
                return text;
            }
            StringBuilder? result = translate ? new StringBuilder(s.Length) : null;
            for (int i = 0; i < s.Length; i++)
            {
                char c = s[i];
                if (c == '\r')
                {
                    if (i + 1 < s.Length && s[i + 1] == '\n')
                    {
                        i++;
                        _seen |= SeenCrLf;
                    }
                    else
                    {
                        _seen |= SeenCr;
                    }
                    c = '\n';
                }
                else if (c == '\n')
                {
                    _seen |= SeenLf;
                }
                result?.Append(c);
            }
            return result == null ? text : PyStr.FromBmp(result.ToString());
        }
        List<int> points = new(text.Length);
        int[] wide = text.Wide;
        for (int i = 0; i < wide.Length; i++)
        {
            int c = wide[i];
            if (c == '\r')
            {
                if (i + 1 < wide.Length && wide[i + 1] == '\n')
                {
                    i++;
                    _seen |= SeenCrLf;
                }
                else
                {
                    _seen |= SeenCr;
                }
                c = '\n';
            }
            else if (c == '\n')
            {
                _seen |= SeenLf;
            }
            points.Add(c);
        }
        return translate ? PyStr.FromCodePoints(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points)) : text;
    }

    public override PyBytes GetState(out BigInteger flags)
    {
        PyBytes bytes = PyBytes.Empty;
        flags = 0;
        if (inner != null)
        {
            bytes = inner.GetState(out flags);
        }
        flags = (flags << 1) | (_pendingCr ? 1 : 0);
        return bytes;
    }

    public override void SetState(PyBytes pending, BigInteger flags)
    {
        _pendingCr = !flags.IsEven;
        inner?.SetState(pending, flags >> 1);
    }

    public override void Reset()
    {
        _seen = 0;
        _pendingCr = false;
        inner?.Reset();
    }
}

/// <summary><c>_io.IncrementalNewlineDecoder</c></summary>
[PyType("IncrementalNewlineDecoder", Module = "_io", Subclassable = true)]
internal partial class PyIncrementalNewlineDecoder : PyObject
{
    private NewlineDecoder? _decoder;

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => Allocate(cls);

    [PyMethod("__init__", "decoder, translate, errors='strict'")]
    private void Init(PyObject decoder, bool translate, PyObject? errors = null) =>
        _decoder = new NewlineDecoder(ReferenceEquals(decoder, PyNone.Instance) ? null : new ObjectDecoder(decoder), translate);

    private NewlineDecoder Decoder => _decoder ?? throw Err.ValueError("IncrementalNewlineDecoder.__init__() not called");

    [PyMethod("decode", "input, final=False")]
    private PyObject Decode(PyObject input, bool final = false) => Decoder.Decode(input, final);

    [PyMethod("getstate", "")]
    private PyObject GetState()
    {
        PyBytes bytes = Decoder.GetState(out BigInteger flags);
        return PyTuple.Of(bytes, PyInt.From(flags));
    }

    [PyMethod("setstate", "state, /")]
    private void SetState(PyObject state)
    {
        if (state is not PyTuple { Count: 2 } pair)
        {
            throw Err.TypeError("state argument must be a tuple");
        }
        Decoder.SetState(pair[0] as PyBytes ?? PyBytes.Empty, Ops.Index(pair[1]).Big);
    }

    [PyMethod("reset", "")]
    private void Reset() => Decoder.Reset();

    [PyGetter("newlines")]
    private PyObject Newlines => Decoder.Newlines;
}

namespace PythonEngine.Objects;

internal partial class PyStr
{
    /// <summary>A plain str of this text.</summary>
    internal PyStr ToExact() => GetType() == typeof(PyStr) ? this : new PyStr(this);

    /// <summary>A part that lies within bounds.</summary>
    internal PyStr Slice(int start, int length)
    {
        if (BmpText != null)
        {
            return length == BmpText.Length && GetType() == typeof(PyStr) ? this : length == 1 ? FromChar(BmpText[start]) : FromBmp(BmpText.Substring(start, length));
        }
        return length == _wide!.Length && GetType() == typeof(PyStr) ? this : FromCodePoints(_wide.AsSpan(start, length));
    }

    /// <summary>Code points; a copy unless the text is wide.</summary>
    internal int[] Points()
    {
        if (_wide != null)
        {
            return _wide;
        }
        int[] points = new int[BmpText!.Length];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = BmpText[i];
        }
        return points;
    }

    /// <summary>Index of a substring within [start, end), or -1.</summary>
    internal int IndexOf(PyStr sub, int start, int end)
    {
        if (end - start < sub.Length)
        {
            return -1;
        }
        int found;
        if (BmpText != null)
        {
            if (sub.BmpText == null)
            {
                return -1;
            }
            found = sub.BmpText.Length == 1
                ? BmpText.AsSpan(start, end - start).IndexOf(sub.BmpText[0])
                : BmpText.AsSpan(start, end - start).IndexOf(sub.BmpText.AsSpan());
        }
        else
        {
            found = _wide.AsSpan(start, end - start).IndexOf(sub.Points());
        }
        return found < 0 ? -1 : found + start;
    }

    internal int LastIndexOf(PyStr sub, int start, int end)
    {
        if (end - start < sub.Length)
        {
            return -1;
        }
        if (sub.Length == 0)
        {
            return end;
        }
        int found = BmpText != null
            ? sub.BmpText == null ? -1 : BmpText.AsSpan(start, end - start).LastIndexOf(sub.BmpText.AsSpan())
            : _wide.AsSpan(start, end - start).LastIndexOf(sub.Points());
        return found < 0 ? -1 : found + start;
    }

    internal long CountOf(PyStr sub, int start, int end)
    {
        if (end - start < sub.Length)
        {
            return 0;
        }
        if (sub.Length == 0)
        {
            return end - start + 1;
        }
        if (BmpText != null)
        {
            return sub.BmpText == null ? 0 : BmpText.AsSpan(start, end - start).Count(sub.BmpText.AsSpan());
        }
        return _wide.AsSpan(start, end - start).Count(sub.Points());
    }

    internal bool MatchesAt(PyStr sub, int at)
    {
        if (at < 0 || at + sub.Length > Length)
        {
            return false;
        }
        if (BmpText != null)
        {
            return sub.BmpText != null && BmpText.AsSpan(at, sub.Length).SequenceEqual(sub.BmpText);
        }
        for (int i = 0; i < sub.Length; i++)
        {
            if (_wide![at + i] != sub[i])
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>From this length on, a text that is made by adding to it again and again grows in a buffer.</summary>
    private const int GrowingLength = 256;

    /// <summary>Concatenates so that a loop of <c>text += piece</c> takes time in proportion to what it adds.</summary>
    private static PyStr Grow(PyStr a, PyStr b)
    {
        if (a.Length + (long)b.Length > MaxTextLength)
        {
            throw Err.MemoryError();
        }
        ConcatBuffer? buffer = a._buffer;
        if (buffer == null || buffer.Used != a._buffered)
        {
            if (!a._concatenated || a.Length < b.Length)
            {
                return new PyStr(string.Concat(a.BmpText, b.BmpText), null) { _concatenated = true };
            }
            buffer = new ConcatBuffer((a.Length + b.Length) * 2);
            buffer.Append(a.BmpText);
        }
        string more = b.BmpText!;
        buffer.Append(more);
        return new PyStr(null, (int[]?)null) { _buffer = buffer, _buffered = a.Length + more.Length, _concatenated = true };
    }

    /// <summary>.NET's limit for the length of a string.</summary>
    private const int MaxTextLength = 0x3FFFFFDF;

    /// <summary>Order by code points.</summary>
    internal static int Compare(PyStr a, PyStr b)
    {
        if (a.BmpText != null && b.BmpText != null)
        {
            return string.CompareOrdinal(a.BmpText, b.BmpText);
        }
        int n = Math.Min(a.Length, b.Length);
        for (int i = 0; i < n; i++)
        {
            int order = a[i] - b[i];
            if (order != 0)
            {
                return order;
            }
        }
        return a.Length - b.Length;
    }

    internal static PyStr Concat(PyStr a, PyStr b)
    {
        if (a.Length == 0)
        {
            return b.ToExact();
        }
        if (b.Length == 0)
        {
            return a.ToExact();
        }
        if (a._wide == null && b._wide == null)
        {
            return a.Length + (long)b.Length < GrowingLength ? new PyStr(string.Concat(a.BmpText, b.BmpText), null) { _concatenated = true } : Grow(a, b);
        }
        int[] points = new int[checked(a.Length + b.Length)];
        a.CopyTo(points);
        b.CopyTo(points.AsSpan(a.Length));
        return new PyStr(null, points);
    }

    private void CopyTo(Span<int> target)
    {
        if (_wide != null)
        {
            _wide.CopyTo(target);
            return;
        }
        for (int i = 0; i < BmpText!.Length; i++)
        {
            target[i] = BmpText[i];
        }
    }

    internal PyStr Repeat(long count)
    {
        if (count <= 0 || Length == 0)
        {
            return Empty;
        }
        if (count == 1)
        {
            return ToExact();
        }
        if (count > 0x3FFFFFDF / Length)
        {
            throw Err.MemoryError();
        }
        if (BmpText != null)
        {
            string text = BmpText.Length == 1
                ? new string(BmpText[0], (int)count)
                : string.Create((int)(BmpText.Length * count), BmpText, static (span, unit) =>
                {
                    for (int i = 0; i < span.Length; i += unit.Length)
                    {
                        unit.CopyTo(span[i..]);
                    }
                });
            return FromBmp(text);
        }
        int[] points = new int[_wide!.Length * count];
        for (int i = 0; i < points.Length; i += _wide.Length)
        {
            _wide.CopyTo(points, i);
        }
        return new PyStr(null, points);
    }

    [PyNew("object='', encoding='utf-8', errors='strict'")]
    private static PyObject New(PyType cls, PyObject? @object = null, PyObject? encoding = null, PyObject? errors = null)
    {
        PyStr value;
        if (@object == null)
        {
            value = Empty;
        }
        else if (encoding == null && errors == null)
        {
            value = PyThread.Current is { Engine.Python2: not null, InPython2: true } ? Python2.Python2Text.Str(@object) : Ops.Str(@object);
        }
        else
        {
            value = Decode(@object, StrArgument(encoding, "str() argument 'encoding'"), StrArgument(errors, "str() argument 'errors'"));
        }
        return ReferenceEquals(cls, TypeObject) ? value : new PyStrInstance(cls, value);
    }

    private static string? StrArgument(PyObject? value, string context)
    {
        if (value == null)
        {
            return null;
        }
        if (value is not PyStr s)
        {
            throw Err.TypeError($"{context} must be str, not {Ops.TypeName(value)}");
        }
        return s.Value.Contains('\0', StringComparison.Ordinal) ? throw Err.ValueError("embedded null character") : s.Value;
    }

    private static PyStr Decode(PyObject source, string? encoding, string? errors)
    {
        if (source is PyStr && PyThread.Current.Engine.Python2 == null)
        {
            throw Err.TypeError("decoding str is not supported");
        }
        if (!source.TryGetBuffer(false, out BufferView view))
        {
            throw Err.TypeError($"decoding to str: need a bytes-like object, {Ops.TypeName(source)} found");
        }
        try
        {
            return Codecs.DecodeText(view.Span, encoding ?? "utf-8", errors ?? "strict", source);
        }
        finally
        {
            view.Release();
        }
    }

    [PyMethod("__str__")]
    private PyObject StrSlot() => ToExact();

    [PyMethod("__hash__")]
    private long HashSlot() => Hash();

    [PyMethod("__len__")]
    private long Len() => Length;

    [PyMethod("__iter__")]
    private PyObject Iter() => IsAscii() ? new PyStrAsciiIterator(this) : new PyStrIterator(this);

    [PyMethod("__contains__")]
    private bool Contains(PyObject item) => item is PyStr sub
        ? IndexOf(sub, 0, Length) >= 0
        : item is PyBytes bytes && PyThread.Current.Engine.Python2 != null ? IndexOf(Python2.Python2Text.FromBytes(bytes.Data), 0, Length) >= 0
        : throw Err.TypeError($"'in <string>' requires string as left operand, not {Ops.TypeName(item)}");

    [PyMethod("__concat__")]
    private static PyObject ConcatSlot(PyObject a, PyObject b) => b is PyStr other
        ? Concat((PyStr)a, other)
        : b is PyBytes bytes && PyThread.Current.Engine.Python2 != null ? Concat((PyStr)a, Python2.Python2Text.FromBytes(bytes.Data))
        : throw Err.TypeError($"can only concatenate str (not \"{Ops.TypeName(b)}\") to str");

    [PyMethod("__repeat__")]
    private PyObject RepeatSlot(long count) => Repeat(count);

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (other is not PyStr s)
        {
            return PyNotImplemented.Instance;
        }
        if (op is CompareOp.Eq or CompareOp.Ne)
        {
            return PyBool.From(Equals(this, s) == (op == CompareOp.Eq));
        }
        return PyBool.From(PyInt.Ordered(Compare(this, s), op));
    }

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key)
    {
        if (key is PySlice slice)
        {
            long count = Ops.SliceIndices(slice, Length, out long start, out _, out long step);
            if (count <= 0)
            {
                return Empty;
            }
            if (step == 1)
            {
                return Slice((int)start, (int)count);
            }
            if (BmpText != null)
            {
                return FromBmp(string.Create((int)count, (BmpText, start, step), static (span, state) =>
                {
                    long at = state.start;
                    for (int i = 0; i < span.Length; i++, at += state.step)
                    {
                        span[i] = state.BmpText[(int)at];
                    }
                }));
            }
            int[] points = new int[count];
            for (int i = 0; i < points.Length; i++, start += step)
            {
                points[i] = _wide![start];
            }
            return FromCodePoints(points);
        }
        long index = Indexing.Index(key, "string indices must be integers, not '");
        if (index < 0)
        {
            index += Length;
        }
        return (ulong)index < (ulong)Length ? FromChar(this[(int)index]) : throw Err.IndexError("string index out of range");
    }

    [PyMethod("__getnewargs__", "")]
    private PyObject GetNewArgs() => new PyTuple([new PyStr(this)]);

    [PyMethod("__sizeof__", "")]
    private long SizeOf()
    {
        int top = 0;
        for (int i = 0; i < Length; i++)
        {
            top = Math.Max(top, this[i]);
        }
        return top < 128 ? 49 + Length : top < 256 ? 73 + Length : top < 65536 ? 74 + 2L * Length : 76 + 4L * Length;
    }

    [PyMethod("__mod__")]
    private static PyObject Modulo(PyObject a, PyObject b) => a is PyStr format ? PercentFormat.FormatStr(format, b) : PyNotImplemented.Instance;

    [PyMethod("__repr__")]
    internal PyObject Repr()
    {
        if (BmpText != null && UnicodeText.IsPlainPrintable(BmpText) && BmpText.AsSpan().IndexOfAny('\'', '\\') < 0)
        {
            return new PyStr(string.Concat("'", BmpText, "'"), null);
        }
        bool single = IndexOf(FromChar('\''), 0, Length) >= 0;
        bool twice = IndexOf(FromChar('"'), 0, Length) >= 0;
        char quote = single && !twice ? '"' : '\'';
        StrBuilder sb = new(Length + 8);
        sb.Append(quote);
        for (int i = 0; i < Length; i++)
        {
            int c = this[i];
            if (c == quote || c == '\\')
            {
                sb.Append('\\');
                sb.Append((char)c);
            }
            else if (c is >= 32 and < 127)
            {
                sb.Append((char)c);
            }
            else if (c is '\n' or '\r' or '\t')
            {
                sb.Append('\\');
                sb.Append(c == '\n' ? 'n' : c == '\r' ? 'r' : 't');
            }
            else if (UnicodeText.IsPrintable(c))
            {
                sb.Append(c);
            }
            else
            {
                AppendEscape(ref sb, c);
            }
        }
        sb.Append(quote);
        return sb.ToPyStr();
    }

    /// <summary>\xNN, \uNNNN or \UNNNNNNNN, the shortest that fits.</summary>
    internal static void AppendEscape(ref StrBuilder sb, int c)
    {
        sb.Append('\\');
        int digits = c < 256 ? 2 : c < 65536 ? 4 : 8;
        sb.Append(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
        for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        {
            int d = (c >> shift) & 15;
            sb.Append((char)(d < 10 ? '0' + d : 'a' + d - 10));
        }
    }
}

/// <summary>What str_iterator and str_ascii_iterator share.</summary>
internal abstract class StrIteratorBase(PyStr text) : PyObject
{
    private PyStr? _text = text;
    private int _index;

    private protected PyObject? Step()
    {
        if (_text == null)
        {
            return null;
        }
        if (_index < _text.Length)
        {
            return PyStr.FromChar(_text[_index++]);
        }
        _text = null;
        return null;
    }

    private protected long Left => _text == null ? 0 : _text.Length - _index;

    private protected PyObject Reduced() => Indexing.ReduceIterator(_text, PyStr.Empty, _index);

    private protected void Restore(PyObject state)
    {
        long index = Ops.AsLong(state);
        if (_text != null)
        {
            _index = (int)Math.Clamp(index, 0, _text.Length);
        }
    }
}

/// <summary><c>str_iterator</c></summary>
[PyType("str_iterator", NoConstructor = true, Doc = "")]
internal sealed partial class PyStrIterator(PyStr text) : StrIteratorBase(text)
{
    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => Step();

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => Left;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => Reduced();

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state) => Restore(state);
}

/// <summary><c>str_ascii_iterator</c></summary>
[PyType("str_ascii_iterator", NoConstructor = true, Doc = "")]
internal sealed partial class PyStrAsciiIterator(PyStr text) : StrIteratorBase(text)
{
    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => Step();

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => Left;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => Reduced();

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state) => Restore(state);
}

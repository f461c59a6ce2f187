namespace PythonEngine.Objects;

/// <summary>A bytes-like argument for the length of a call.</summary>
internal ref struct ByteArgument
{
    public ReadOnlySpan<byte> Span;
    private BufferView _view;

    public ByteArgument(PyObject o)
    {
        if (o is PyBytes bytes)
        {
            Span = bytes.Data;
            return;
        }
        _view = Ops.GetBuffer(o);
        Span = _view.Span;
    }

    public readonly void Dispose() => _view.Release();
}

/// <summary>The text-like methods that bytes and bytearray share, over the memory of either.</summary>
internal static class ByteText
{
    internal static bool IsSpace(byte b) => b is 32 or (>= 9 and <= 13);

    private static bool IsLower(byte b) => b is >= (byte)'a' and <= (byte)'z';

    private static bool IsUpper(byte b) => b is >= (byte)'A' and <= (byte)'Z';

    internal static byte ByteValue(PyObject o)
    {
        PyInt index = Ops.Index(o);
        return index.TryGetLong(out long value) && value is >= 0 and <= 255 ? (byte)value : throw Err.ValueError("byte must be in range(0, 256)");
    }

    private static unsafe bool IsIndex(PyObject o) => o.Type.HasIndex;

    /// <summary>Runs a search for a byte number or a bytes-like object.</summary>
    // mode: 0 first, 1 last, 2 count.
    internal static long Search(ReadOnlySpan<byte> self, PyObject sub, PyObject? start, PyObject? end, int mode)
    {
        Indexing.Range(start, end, self.Length, out long first, out int last);
        BufferView view = default;
        scoped ReadOnlySpan<byte> needle;
        Span<byte> one = stackalloc byte[1];
        if (sub is PyBytes bytes)
        {
            needle = bytes.Data;
        }
        else if (sub.TryGetBuffer(false, out view))
        {
            needle = view.Span;
        }
        else if (IsIndex(sub))
        {
            one[0] = ByteValue(sub);
            needle = one;
        }
        else
        {
            throw Err.TypeError($"argument should be integer or bytes-like object, not '{Ops.TypeName(sub)}'");
        }
        try
        {
            if (first > last || last - first < needle.Length)
            {
                return mode == 2 ? 0 : -1;
            }
            ReadOnlySpan<byte> range = self[(int)first..last];
            if (mode == 2)
            {
                return needle.Length == 0 ? range.Length + 1 : range.Count(needle);
            }
            int found = mode == 0 ? range.IndexOf(needle) : needle.Length == 0 ? range.Length : range.LastIndexOf(needle);
            return found < 0 ? -1 : found + first;
        }
        finally
        {
            view.Release();
        }
    }

    internal static long SearchOrRaise(ReadOnlySpan<byte> self, PyObject sub, PyObject? start, PyObject? end, int mode)
    {
        long found = Search(self, sub, start, end, mode);
        return found >= 0 ? found : throw Err.ValueError("subsection not found");
    }

    internal static bool Contains(ReadOnlySpan<byte> self, PyObject item)
    {
        if (item is not PyBytes && IsIndex(item))
        {
            return self.Contains(ByteValue(item));
        }
        using ByteArgument needle = new(item);
        return self.IndexOf(needle.Span) >= 0;
    }

    internal static bool Tail(ReadOnlySpan<byte> self, PyObject affix, PyObject? start, PyObject? end, bool atEnd)
    {
        Indexing.Range(start, end, self.Length, out long first, out int last);
        if (affix is PyTuple tuple)
        {
            foreach (PyObject item in tuple.Items)
            {
                if (TailMatches(self, item, first, last, atEnd))
                {
                    return true;
                }
            }
            return false;
        }
        if (affix is not PyBytes)
        {
            if (!affix.TryGetBuffer(false, out BufferView view))
            {
                throw Err.TypeError($"{(atEnd ? "endswith" : "startswith")} first arg must be bytes or a tuple of bytes, not {Ops.TypeName(affix)}");
            }
            view.Release();
        }
        return TailMatches(self, affix, first, last, atEnd);
    }

    private static bool TailMatches(ReadOnlySpan<byte> self, PyObject affix, long first, int last, bool atEnd)
    {
        using ByteArgument argument = new(affix);
        if (first > last || last - first < argument.Span.Length)
        {
            return false;
        }
        ReadOnlySpan<byte> range = self[(int)first..last];
        return atEnd ? range.EndsWith(argument.Span) : range.StartsWith(argument.Span);
    }

    internal static byte[] Lower(ReadOnlySpan<byte> self)
    {
        byte[] result = self.ToArray();
        foreach (ref byte b in result.AsSpan())
        {
            if (IsUpper(b))
            {
                b += 32;
            }
        }
        return result;
    }

    internal static byte[] Upper(ReadOnlySpan<byte> self)
    {
        byte[] result = self.ToArray();
        foreach (ref byte b in result.AsSpan())
        {
            if (IsLower(b))
            {
                b -= 32;
            }
        }
        return result;
    }

    internal static byte[] SwapCase(ReadOnlySpan<byte> self)
    {
        byte[] result = self.ToArray();
        foreach (ref byte b in result.AsSpan())
        {
            if (IsLower(b) || IsUpper(b))
            {
                b ^= 32;
            }
        }
        return result;
    }

    internal static byte[] Capitalize(ReadOnlySpan<byte> self)
    {
        byte[] result = Lower(self);
        if (result.Length != 0 && IsLower(result[0]))
        {
            result[0] -= 32;
        }
        return result;
    }

    internal static byte[] Title(ReadOnlySpan<byte> self)
    {
        byte[] result = self.ToArray();
        bool inWord = false;
        foreach (ref byte b in result.AsSpan())
        {
            if (IsLower(b))
            {
                if (!inWord)
                {
                    b -= 32;
                }
                inWord = true;
            }
            else if (IsUpper(b))
            {
                if (inWord)
                {
                    b += 32;
                }
                inWord = true;
            }
            else
            {
                inWord = false;
            }
        }
        return result;
    }

    internal static bool IsAlnum(ReadOnlySpan<byte> self)
    {
        foreach (byte b in self)
        {
            if (!char.IsAsciiLetterOrDigit((char)b))
            {
                return false;
            }
        }
        return self.Length != 0;
    }

    internal static bool IsAlpha(ReadOnlySpan<byte> self)
    {
        foreach (byte b in self)
        {
            if (!char.IsAsciiLetter((char)b))
            {
                return false;
            }
        }
        return self.Length != 0;
    }

    internal static bool IsDigit(ReadOnlySpan<byte> self)
    {
        foreach (byte b in self)
        {
            if (!char.IsAsciiDigit((char)b))
            {
                return false;
            }
        }
        return self.Length != 0;
    }

    internal static bool IsSpace(ReadOnlySpan<byte> self)
    {
        foreach (byte b in self)
        {
            if (!IsSpace(b))
            {
                return false;
            }
        }
        return self.Length != 0;
    }

    internal static bool IsLower(ReadOnlySpan<byte> self)
    {
        bool cased = false;
        foreach (byte b in self)
        {
            if (IsUpper(b))
            {
                return false;
            }
            cased |= IsLower(b);
        }
        return cased;
    }

    internal static bool IsUpper(ReadOnlySpan<byte> self)
    {
        bool cased = false;
        foreach (byte b in self)
        {
            if (IsLower(b))
            {
                return false;
            }
            cased |= IsUpper(b);
        }
        return cased;
    }

    internal static bool IsTitle(ReadOnlySpan<byte> self)
    {
        bool cased = false, inWord = false;
        foreach (byte b in self)
        {
            if (IsUpper(b))
            {
                if (inWord)
                {
                    return false;
                }
                cased = inWord = true;
            }
            else if (IsLower(b))
            {
                if (!inWord)
                {
                    return false;
                }
            }
            else
            {
                inWord = false;
            }
        }
        return cased;
    }

    // mode: 0 left-justify, 1 right-justify, 2 center.
    internal static byte[] Pad(ReadOnlySpan<byte> self, long width, PyObject? fillchar, int mode, string name)
    {
        byte fill = (byte)' ';
        if (fillchar != null)
        {
            fill = fillchar switch
            {
                PyBytes { Length: 1 } bytes => bytes.Data[0],
                PyByteArray { Length: 1 } array => array.Span[0],
                _ => throw Err.TypeError($"{name}() argument 2 must be a byte string of length 1, not {Ops.TypeName(fillchar)}"),
            };
        }
        long margin = width - self.Length;
        if (margin <= 0)
        {
            return self.ToArray();
        }
        long left = mode == 0 ? 0 : mode == 1 ? margin : margin / 2 + (margin & width & 1);
        byte[] result = Allocate(width);
        result.AsSpan().Fill(fill);
        self.CopyTo(result.AsSpan((int)left));
        return result;
    }

    internal static byte[] Allocate(long length) => length > Array.MaxLength ? throw Err.MemoryError() : new byte[length];

    internal static byte[] ZeroFill(ReadOnlySpan<byte> self, long width)
    {
        if (width <= self.Length)
        {
            return self.ToArray();
        }
        byte[] result = Allocate(width);
        int sign = self.Length != 0 && self[0] is (byte)'+' or (byte)'-' ? 1 : 0;
        result.AsSpan().Fill((byte)'0');
        self[..sign].CopyTo(result);
        self[sign..].CopyTo(result.AsSpan((int)(width - self.Length) + sign));
        return result;
    }

    internal static byte[] ExpandTabs(ReadOnlySpan<byte> self, int tabsize)
    {
        ByteBuilder sb = new(self.Length + 8);
        long column = 0;
        foreach (byte b in self)
        {
            if (b == '\t')
            {
                if (tabsize > 0)
                {
                    long spaces = tabsize - column % tabsize;
                    column += spaces;
                    if (sb.Length + spaces > Array.MaxLength)
                    {
                        throw Err.OverflowError("result too long");
                    }
                    sb.Append((byte)' ', spaces);
                }
            }
            else
            {
                column = b is (byte)'\n' or (byte)'\r' ? 0 : column + 1;
                sb.Append(b);
            }
        }
        return sb.ToArray();
    }

    internal static void Strip(ReadOnlySpan<byte> self, PyObject? chars, bool left, bool right, out int start, out int end)
    {
        start = 0;
        end = self.Length;
        if (chars == null || ReferenceEquals(chars, PyNone.Instance))
        {
            while (left && start < end && IsSpace(self[start]))
            {
                start++;
            }
            while (right && end > start && IsSpace(self[end - 1]))
            {
                end--;
            }
            return;
        }
        using ByteArgument set = new(chars);
        while (left && start < end && set.Span.Contains(self[start]))
        {
            start++;
        }
        while (right && end > start && set.Span.Contains(self[end - 1]))
        {
            end--;
        }
    }

    internal static byte[] Replace(ReadOnlySpan<byte> self, PyObject old, PyObject @new, long count)
    {
        using ByteArgument from = new(old);
        using ByteArgument to = new(@new);
        if (count < 0)
        {
            count = long.MaxValue;
        }
        if (count == 0 || self.Length < from.Span.Length)
        {
            return self.ToArray();
        }
        ByteBuilder sb = new(self.Length + to.Span.Length);
        int at = 0;
        if (from.Span.Length == 0)
        {
            for (; at < self.Length && count > 0; at++, count--)
            {
                sb.Append(to.Span);
                sb.Append(self[at]);
            }
            if (count > 0)
            {
                sb.Append(to.Span);
            }
        }
        else
        {
            while (count-- > 0)
            {
                int found = self[at..].IndexOf(from.Span);
                if (found < 0)
                {
                    break;
                }
                sb.Append(self.Slice(at, found));
                sb.Append(to.Span);
                at += found + from.Span.Length;
            }
        }
        sb.Append(self[at..]);
        return sb.ToArray();
    }

    internal static byte[] Translate(ReadOnlySpan<byte> self, PyObject table, PyObject? delete)
    {
        Span<byte> map = stackalloc byte[256];
        if (ReferenceEquals(table, PyNone.Instance))
        {
            for (int i = 0; i < 256; i++)
            {
                map[i] = (byte)i;
            }
        }
        else
        {
            using ByteArgument argument = new(table);
            if (argument.Span.Length != 256)
            {
                throw Err.ValueError("translation table must be 256 characters long");
            }
            argument.Span.CopyTo(map);
        }
        Span<bool> drop = stackalloc bool[256];
        drop.Clear();
        if (delete != null)
        {
            using ByteArgument argument = new(delete);
            foreach (byte b in argument.Span)
            {
                drop[b] = true;
            }
        }
        byte[] result = new byte[self.Length];
        int n = 0;
        foreach (byte b in self)
        {
            if (!drop[b])
            {
                result[n++] = map[b];
            }
        }
        Array.Resize(ref result, n);
        return result;
    }

    internal static byte[] MakeTrans(PyObject frm, PyObject to)
    {
        using ByteArgument from = new(frm);
        using ByteArgument target = new(to);
        if (from.Span.Length != target.Span.Length)
        {
            throw Err.ValueError("maketrans arguments must have same length");
        }
        byte[] map = new byte[256];
        for (int i = 0; i < 256; i++)
        {
            map[i] = (byte)i;
        }
        for (int i = 0; i < from.Span.Length; i++)
        {
            map[from.Span[i]] = target.Span[i];
        }
        return map;
    }

    internal static byte[] Join(ReadOnlySpan<byte> self, PyObject iterable)
    {
        if (iterable is not (PyList or PyTuple) && !Indexing.IsIterable(iterable))
        {
            throw Err.TypeError("can only join an iterable");
        }
        ReadOnlySpan<PyObject> items = iterable is PyTuple tuple ? tuple.Items : iterable is PyList list ? list.Span : Ops.ToList(iterable).Span;
        long total = (long)self.Length * Math.Max(0, items.Length - 1);
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i] is PyBytes bytes)
            {
                total += bytes.Length;
            }
            else
            {
                if (!items[i].TryGetBuffer(false, out BufferView view))
                {
                    throw Err.TypeError($"sequence item {i}: expected a bytes-like object, {Ops.TypeName(items[i])} found");
                }
                total += view.Span.Length;
                view.Release();
            }
        }
        byte[] result = total == 0 ? [] : Allocate(total);
        int at = 0;
        for (int i = 0; i < items.Length; i++)
        {
            if (i != 0)
            {
                self.CopyTo(result.AsSpan(at));
                at += self.Length;
            }
            using ByteArgument part = new(items[i]);
            part.Span.CopyTo(result.AsSpan(at));
            at += part.Span.Length;
        }
        return result;
    }

    internal static byte[] Repeat(ReadOnlySpan<byte> self, long count)
    {
        if (count <= 0 || self.Length == 0)
        {
            return [];
        }
        if (count > Array.MaxLength / self.Length)
        {
            throw Err.MemoryError();
        }
        byte[] result = new byte[self.Length * count];
        if (self.Length == 1)
        {
            result.AsSpan().Fill(self[0]);
            return result;
        }
        for (int i = 0; i < result.Length; i += self.Length)
        {
            self.CopyTo(result.AsSpan(i));
        }
        return result;
    }

    /// <summary>(start, length) of the parts of split or rsplit, in order.</summary>
    internal static List<(int Start, int Length)> Split(ReadOnlySpan<byte> self, PyObject? sep, long maxsplit, bool fromRight)
    {
        if (maxsplit < 0)
        {
            maxsplit = long.MaxValue;
        }
        List<(int, int)> parts = [];
        if (sep == null || ReferenceEquals(sep, PyNone.Instance))
        {
            SplitSpaces(self, maxsplit, fromRight, parts);
        }
        else
        {
            using ByteArgument separator = new(sep);
            ReadOnlySpan<byte> s = separator.Span;
            if (s.Length == 0)
            {
                throw Err.ValueError("empty separator");
            }
            if (fromRight)
            {
                int to = self.Length;
                while (maxsplit-- > 0)
                {
                    int at = self[..to].LastIndexOf(s);
                    if (at < 0)
                    {
                        break;
                    }
                    parts.Add((at + s.Length, to - at - s.Length));
                    to = at;
                }
                parts.Add((0, to));
            }
            else
            {
                int from = 0;
                while (maxsplit-- > 0)
                {
                    int at = self[from..].IndexOf(s);
                    if (at < 0)
                    {
                        break;
                    }
                    parts.Add((from, at));
                    from += at + s.Length;
                }
                parts.Add((from, self.Length - from));
            }
        }
        if (fromRight)
        {
            parts.Reverse();
        }
        return parts;
    }

    private static void SplitSpaces(ReadOnlySpan<byte> self, long maxsplit, bool fromRight, List<(int, int)> parts)
    {
        int low = 0, high = self.Length;
        while (true)
        {
            if (fromRight)
            {
                while (high > 0 && IsSpace(self[high - 1]))
                {
                    high--;
                }
            }
            else
            {
                while (low < high && IsSpace(self[low]))
                {
                    low++;
                }
            }
            if (low == high)
            {
                return;
            }
            if (maxsplit-- == 0)
            {
                parts.Add((low, high - low));
                return;
            }
            if (fromRight)
            {
                int end = high;
                while (high > 0 && !IsSpace(self[high - 1]))
                {
                    high--;
                }
                parts.Add((high, end - high));
            }
            else
            {
                int start = low;
                while (low < high && !IsSpace(self[low]))
                {
                    low++;
                }
                parts.Add((start, low - start));
            }
        }
    }

    internal static List<(int Start, int Length)> SplitLines(ReadOnlySpan<byte> self, bool keepends)
    {
        List<(int, int)> parts = [];
        int i = 0;
        while (i < self.Length)
        {
            int start = i;
            int found = self[i..].IndexOfAny((byte)'\n', (byte)'\r');
            i = found < 0 ? self.Length : i + found;
            int end = i;
            if (i < self.Length)
            {
                i += self[i] == '\r' && i + 1 < self.Length && self[i + 1] == '\n' ? 2 : 1;
                if (keepends)
                {
                    end = i;
                }
            }
            parts.Add((start, end - start));
        }
        return parts;
    }

    internal static int FindSeparator(ReadOnlySpan<byte> self, PyObject sep, bool last, out int length)
    {
        using ByteArgument separator = new(sep);
        length = separator.Span.Length;
        if (length == 0)
        {
            throw Err.ValueError("empty separator");
        }
        return last ? self.LastIndexOf(separator.Span) : self.IndexOf(separator.Span);
    }

    internal static PyObject Compare(ReadOnlySpan<byte> self, PyObject me, PyObject other, CompareOp op)
    {
        BufferView view = default;
        ReadOnlySpan<byte> right;
        if (other is PyBytes bytes)
        {
            right = bytes.Data;
        }
        else if (other is PyStr text && PyThread.Current.Engine.Python2 != null && Python2.Python2Text.IsBytes(text))
        {
            right = Python2.Python2Text.ToBytes(text);
        }
        else if (me is not PyBytes && other is not PyStr and not PyInt && other.TryGetBuffer(false, out view))
        {
            right = view.Span;
        }
        else
        {
            return PyNotImplemented.Instance;
        }
        try
        {
            if (op is CompareOp.Eq or CompareOp.Ne)
            {
                return PyBool.From((ReferenceEquals(me, other) || self.SequenceEqual(right)) == (op == CompareOp.Eq));
            }
            return PyBool.From(PyInt.Ordered(self.SequenceCompareTo(right), op));
        }
        finally
        {
            view.Release();
        }
    }

    internal static void AppendRepr(ref StrBuilder sb, ReadOnlySpan<byte> self)
    {
        char quote = self.Contains((byte)'\'') && !self.Contains((byte)'"') ? '"' : '\'';
        sb.Append('b');
        sb.Append(quote);
        foreach (byte b in self)
        {
            if (b == quote || b == '\\')
            {
                sb.Append('\\');
                sb.Append((char)b);
            }
            else if (b is >= 32 and < 127)
            {
                sb.Append((char)b);
            }
            else if (b is (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                sb.Append(b == '\n' ? "\\n" : b == '\r' ? "\\r" : "\\t");
            }
            else
            {
                PyStr.AppendEscape(ref sb, b);
            }
        }
        sb.Append(quote);
    }

    internal static string Hex(ReadOnlySpan<byte> self, PyObject? sep, long group)
    {
        if (sep == null)
        {
            return Convert.ToHexStringLower(self);
        }
        if (Ops.Len(sep) != 1)
        {
            throw Err.ValueError("sep must be length 1.");
        }
        char separator = sep switch
        {
            PyStr s => s[0] < 128 ? (char)s[0] : throw Err.ValueError("sep must be ASCII."),
            PyBytes bytes => bytes.Data[0] < 128 ? (char)bytes.Data[0] : throw Err.ValueError("sep must be ASCII."),
            _ => throw Err.TypeError("sep must be str or bytes."),
        };
        if (group == 0 || self.Length == 0)
        {
            return Convert.ToHexStringLower(self);
        }
        StrBuilder sb = new(self.Length * 3);
        const string digits = "0123456789abcdef";
        long size = Math.Abs(group);
        for (int i = 0; i < self.Length; i++)
        {
            // Groups count from the right unless the size is negative.
            if (i != 0 && (group < 0 ? i : self.Length - i) % size == 0)
            {
                sb.Append(separator);
            }
            sb.Append(digits[self[i] >> 4]);
            sb.Append(digits[self[i] & 15]);
        }
        return sb.ToPyStr().Bmp;
    }

    internal static byte[] FromHex(PyStr text)
    {
        ByteBuilder sb = new(text.Length / 2);
        int i = 0;
        while (i < text.Length)
        {
            if (text[i] < 128 && IsSpace((byte)text[i]))
            {
                i++;
                continue;
            }
            for (int k = 0; k < 2; k++)
            {
                if (i + k >= text.Length || text[i + k] > 127 || !char.IsAsciiHexDigit((char)text[i + k]))
                {
                    throw Err.ValueError($"non-hexadecimal number found in fromhex() arg at position {i + k}");
                }
            }
            sb.Append((byte)(Digit(text[i]) << 4 | Digit(text[i + 1])));
            i += 2;
        }
        return sb.ToArray();
    }

    private static int Digit(int c) => c <= '9' ? c - '0' : (c | 32) - 'a' + 10;

    internal static long Hash(ReadOnlySpan<byte> data) => SipHash.OfBytes(data);

    /// <summary>bytes(iterable of ints) and bytes(buffer); null when the object is neither.</summary>
    // range: Message for a number that is no byte.
    internal static byte[]? TryCollect(PyObject source, string range)
    {
        if (source is PyBytes bytes)
        {
            return bytes.Data;
        }
        if (source.TryGetBuffer(false, out BufferView view))
        {
            try
            {
                return PyMemoryView.Flatten(view);
            }
            finally
            {
                view.Release();
            }
        }
        if (source is PyStr || !Indexing.IsIterable(source))
        {
            return null;
        }
        ByteBuilder sb = new(Ops.LengthHint(source, 16));
        PyObject iterator = Ops.Iter(source);
        while (Ops.Next(iterator) is { } item)
        {
            PyInt index = Ops.Index(item);
            if (!index.TryGetLong(out long value) || value is < 0 or > 255)
            {
                throw Err.ValueError(range);
            }
            sb.Append((byte)value);
        }
        return sb.ToArray();
    }

    /// <summary>What the constructors of bytes and bytearray share; null stands for no arguments.</summary>
    internal static byte[]? Construct(PyObject? source, PyObject? encoding, PyObject? errors, string type)
    {
        if (source == null)
        {
            if (encoding != null || errors != null)
            {
                throw Err.TypeError(encoding != null ? "encoding without a string argument" : "errors without a string argument");
            }
            return null;
        }
        if (source is PyStr text)
        {
            if (encoding == null)
            {
                throw Err.TypeError("string argument without an encoding");
            }
            string name = Name(encoding, type, "encoding"), handler = errors == null ? "strict" : Name(errors, type, "errors");
            return Codecs.EncodeText(text, name, handler).Data;
        }
        if (encoding != null || errors != null)
        {
            throw Err.TypeError(encoding != null ? "encoding without a string argument" : "errors without a string argument");
        }
        if (type == "bytes" && Ops.LookupSpecial(source, Names.Bytes) is { } method)
        {
            PyObject result = Ops.Call(method);
            return result is PyBytes converted ? converted.Data : throw Err.TypeError($"__bytes__ returned non-bytes (type {Ops.TypeName(result)})");
        }
        if (IsIndex(source))
        {
            PyInt size = Ops.Index(source);
            if (!size.TryGetLong(out long n))
            {
                throw Err.OverflowError($"cannot fit '{Ops.TypeName(source)}' into an index-sized integer");
            }
            return n < 0 ? throw Err.ValueError("negative count") : Allocate(n);
        }
        return TryCollect(source, type == "bytes" ? "bytes must be in range(0, 256)" : "byte must be in range(0, 256)")
            ?? throw Err.TypeError($"cannot convert '{Ops.TypeName(source)}' object to {type}");
    }

    private static string Name(PyObject value, string type, string parameter) =>
        value is PyStr s ? s.Value : throw Err.TypeError($"{type}() argument '{parameter}' must be str, not {Ops.TypeName(value)}");

    internal static PyObject Decode(ReadOnlySpan<byte> self, PyObject me, PyObject? encoding, PyObject? errors)
    {
        string name = encoding == null ? "utf-8" : Name(encoding, "decode", "encoding");
        string handler = errors == null ? "strict" : Name(errors, "decode", "errors");
        return Codecs.DecodeText(self, name, handler, me);
    }
}

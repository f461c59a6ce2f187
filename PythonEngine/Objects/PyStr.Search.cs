namespace PythonEngine.Objects;

internal partial class PyStr
{
    private static PyStr MustBeStr(PyObject value) => value as PyStr ?? throw Err.TypeError($"must be str, not {Ops.TypeName(value)}");

    private int Find(PyObject sub, PyObject? start, PyObject? end, bool last)
    {
        PyStr needle = MustBeStr(sub);
        Indexing.Range(start, end, Length, out long first, out int stop);
        if (first > stop)
        {
            return -1;
        }
        return last ? LastIndexOf(needle, (int)first, stop) : IndexOf(needle, (int)first, stop);
    }

    [PyMethod("find", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long Find(PyObject sub, PyObject? start = null, PyObject? end = null) => Find(sub, start, end, last: false);

    [PyMethod("rfind", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long RightFind(PyObject sub, PyObject? start = null, PyObject? end = null) => Find(sub, start, end, last: true);

    [PyMethod("index", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long Index(PyObject sub, PyObject? start = null, PyObject? end = null)
    {
        int found = Find(sub, start, end, last: false);
        return found >= 0 ? found : throw Err.ValueError("substring not found");
    }

    [PyMethod("rindex", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long RightIndex(PyObject sub, PyObject? start = null, PyObject? end = null)
    {
        int found = Find(sub, start, end, last: true);
        return found >= 0 ? found : throw Err.ValueError("substring not found");
    }

    [PyMethod("count", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long Count(PyObject sub, PyObject? start = null, PyObject? end = null)
    {
        PyStr needle = MustBeStr(sub);
        Indexing.Range(start, end, Length, out long first, out int stop);
        return first > stop ? 0 : CountOf(needle, (int)first, stop);
    }

    [PyMethod("startswith", "prefix, start=None, end=None, /", ParsesTuple = true)]
    private bool StartsWith(PyObject prefix, PyObject? start = null, PyObject? end = null) => Tail(prefix, start, end, "startswith", atEnd: false);

    [PyMethod("endswith", "suffix, start=None, end=None, /", ParsesTuple = true)]
    private bool EndsWith(PyObject suffix, PyObject? start = null, PyObject? end = null) => Tail(suffix, start, end, "endswith", atEnd: true);

    private bool Tail(PyObject affix, PyObject? start, PyObject? end, string name, bool atEnd)
    {
        Indexing.Range(start, end, Length, out long first, out int stop);
        if (affix is PyTuple tuple)
        {
            foreach (PyObject item in tuple.Items)
            {
                if (item is not PyStr s)
                {
                    throw Err.TypeError($"tuple for {name} must only contain str, not {Ops.TypeName(item)}");
                }
                if (TailMatches(s, first, stop, atEnd))
                {
                    return true;
                }
            }
            return false;
        }
        return affix is PyStr one
            ? TailMatches(one, first, stop, atEnd)
            : throw Err.TypeError($"{name} first arg must be str or a tuple of str, not {Ops.TypeName(affix)}");
    }

    private bool TailMatches(PyStr affix, long first, int stop, bool atEnd)
    {
        if (first > stop || stop - first < affix.Length)
        {
            return false;
        }
        return MatchesAt(affix, atEnd ? stop - affix.Length : (int)first);
    }

    [PyMethod("removeprefix", "prefix, /")]
    private PyObject RemovePrefix(PyStr prefix) => MatchesAt(prefix, 0) ? Slice(prefix.Length, Length - prefix.Length) : ToExact();

    [PyMethod("removesuffix", "suffix, /")]
    private PyObject RemoveSuffix(PyStr suffix) =>
        suffix.Length != 0 && MatchesAt(suffix, Length - suffix.Length) ? Slice(0, Length - suffix.Length) : ToExact();

    private static PyStr Separator(PyObject sep)
    {
        PyStr s = MustBeStr(sep);
        return s.Length == 0 ? throw Err.ValueError("empty separator") : s;
    }

    [PyMethod("partition", "sep, /")]
    private PyObject Partition(PyObject sep)
    {
        PyStr s = Separator(sep);
        int at = IndexOf(s, 0, Length);
        return at < 0
            ? new PyTuple([ToExact(), Empty, Empty])
            : new PyTuple([Slice(0, at), s.ToExact(), Slice(at + s.Length, Length - at - s.Length)]);
    }

    [PyMethod("rpartition", "sep, /")]
    private PyObject RightPartition(PyObject sep)
    {
        PyStr s = Separator(sep);
        int at = LastIndexOf(s, 0, Length);
        return at < 0
            ? new PyTuple([Empty, Empty, ToExact()])
            : new PyTuple([Slice(0, at), s.ToExact(), Slice(at + s.Length, Length - at - s.Length)]);
    }

    private static PyStr? SplitSeparator(PyObject? sep)
    {
        if (sep == null || ReferenceEquals(sep, PyNone.Instance))
        {
            return null;
        }
        if (sep is not PyStr s)
        {
            throw Err.TypeError($"must be str or None, not {Ops.TypeName(sep)}");
        }
        return s.Length == 0 ? throw Err.ValueError("empty separator") : s;
    }

    [PyMethod("split", "sep=None, maxsplit=-1")]
    internal PyObject Split(PyObject? sep = null, long maxsplit = -1)
    {
        if (maxsplit < 0)
        {
            maxsplit = long.MaxValue;
        }
        PyStr? separator = SplitSeparator(sep);
        PyList result = new();
        int length = Length;
        if (separator == null && maxsplit == long.MaxValue && BmpText is { } text)
        {
            SplitWords(text, result);
            return result;
        }
        if (separator == null)
        {
            int i = 0;
            while (true)
            {
                while (i < length && UnicodeText.IsSpace(this[i]))
                {
                    i++;
                }
                if (i == length)
                {
                    return result;
                }
                int start = i;
                if (maxsplit-- == 0)
                {
                    result.Add(Slice(start, length - start));
                    return result;
                }
                while (i < length && !UnicodeText.IsSpace(this[i]))
                {
                    i++;
                }
                result.Add(Slice(start, i - start));
            }
        }
        int from = 0;
        while (maxsplit-- > 0)
        {
            int at = IndexOf(separator, from, length);
            if (at < 0)
            {
                break;
            }
            result.Add(Slice(from, at - from));
            from = at + separator.Length;
        }
        result.Add(Slice(from, length - from));
        return result;
    }

    private static bool IsSpace(char c) => c < 128 ? c == ' ' || (uint)(c - '\t') < 5 || (uint)(c - '\x1c') < 4 : UnicodeText.IsSpace(c);

    private static void SplitWords(string text, PyList result)
    {
        int i = 0;
        while (true)
        {
            while (i < text.Length && IsSpace(text[i]))
            {
                i++;
            }
            if (i == text.Length)
            {
                return;
            }
            int start = i;
            while (i < text.Length && !IsSpace(text[i]))
            {
                i++;
            }
            result.Add(i - start == 1 ? FromChar(text[start]) : new PyStr(text.Substring(start, i - start), null));
        }
    }

    [PyMethod("rsplit", "sep=None, maxsplit=-1")]
    private PyObject RightSplit(PyObject? sep = null, long maxsplit = -1)
    {
        if (maxsplit < 0)
        {
            maxsplit = long.MaxValue;
        }
        PyStr? separator = SplitSeparator(sep);
        PyList result = new();
        if (separator == null)
        {
            int i = Length;
            while (true)
            {
                while (i > 0 && UnicodeText.IsSpace(this[i - 1]))
                {
                    i--;
                }
                if (i == 0)
                {
                    break;
                }
                int end = i;
                if (maxsplit-- == 0)
                {
                    result.Add(Slice(0, end));
                    break;
                }
                while (i > 0 && !UnicodeText.IsSpace(this[i - 1]))
                {
                    i--;
                }
                result.Add(Slice(i, end - i));
            }
        }
        else
        {
            int to = Length;
            while (maxsplit-- > 0)
            {
                int at = LastIndexOf(separator, 0, to);
                if (at < 0)
                {
                    break;
                }
                result.Add(Slice(at + separator.Length, to - at - separator.Length));
                to = at;
            }
            result.Add(Slice(0, to));
        }
        Array.Reverse(result.Items, 0, result.Count);
        return result;
    }

    [PyMethod("splitlines", "keepends=False")]
    private PyObject SplitLines(bool keepends = false)
    {
        PyList result = new();
        int i = 0, length = Length;
        while (i < length)
        {
            int start = i;
            while (i < length && !UnicodeText.IsLineBreak(this[i]))
            {
                i++;
            }
            int end = i;
            if (i < length)
            {
                i += this[i] == '\r' && i + 1 < length && this[i + 1] == '\n' ? 2 : 1;
                if (keepends)
                {
                    end = i;
                }
            }
            result.Add(Slice(start, end - start));
        }
        return result;
    }

    [PyMethod("join", "iterable, /")]
    private PyObject JoinMethod(PyObject iterable) =>
        IteratorConsumer.Of(iterable) is { } iterator ? IteratorConsumer.Start(new CollectConsumer(iterator, Join)) : Join(iterable);

    internal PyObject Join(PyObject iterable)
    {
        ReadOnlySpan<PyObject> items;
        if (iterable.GetType() == typeof(PyList))
        {
            items = Unsafe.As<PyList>(iterable).Span;
        }
        else if (iterable.GetType() == typeof(PyTuple))
        {
            items = Unsafe.As<PyTuple>(iterable).Items;
        }
        else
        {
            if (!Indexing.IsIterable(iterable))
            {
                throw Err.TypeError("can only join an iterable");
            }
            items = Ops.ToList(iterable).Span;
        }
        if (items.Length == 0)
        {
            return Empty;
        }
        if (items.Length == 1 && items[0].GetType() == typeof(PyStr))
        {
            return items[0];
        }
        bool wide = BmpText == null && items.Length > 1;
        long total = (long)Length * (items.Length - 1);
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i] is not PyStr s)
            {
                throw Err.TypeError($"sequence item {i}: expected str instance, {Ops.TypeName(items[i])} found");
            }
            total += s.Length;
            wide |= s.BmpText == null;
        }
        if (total > 0x3FFFFFDF)
        {
            throw Err.MemoryError();
        }
        if (wide)
        {
            int[] points = new int[total];
            int n = 0;
            for (int i = 0; i < items.Length; i++)
            {
                if (i != 0)
                {
                    CopyTo(points.AsSpan(n));
                    n += Length;
                }
                PyStr s = Unsafe.As<PyStr>(items[i]);
                s.CopyTo(points.AsSpan(n));
                n += s.Length;
            }
            return new PyStr(null, points);
        }
        string text = new('\0', (int)total);
        // The string is ours alone until it is wrapped, so it can be filled in place.
        Span<char> target = System.Runtime.InteropServices.MemoryMarshal.AsMemory(text.AsMemory()).Span;
        string separator = BmpText ?? "";
        int at = 0;
        for (int i = 0; i < items.Length; i++)
        {
            if (i != 0)
            {
                separator.CopyTo(target[at..]);
                at += separator.Length;
            }
            string part = Unsafe.As<PyStr>(items[i]).BmpText!;
            part.CopyTo(target[at..]);
            at += part.Length;
        }
        return total < 2 ? FromBmp(text.Length == 0 ? "" : text) : new PyStr(text, null);
    }

    [PyMethod("replace", "old, new, count=-1, /")]
    internal PyObject Replace(PyStr old, PyStr @new, long count = -1)
    {
        if (count < 0)
        {
            count = long.MaxValue;
        }
        if (count == 0 || (Length < old.Length))
        {
            return ToExact();
        }
        if (count == long.MaxValue && old.Length > 0 && BmpText != null && old.BmpText != null && @new.BmpText != null)
        {
            string replaced = BmpText.Replace(old.BmpText, @new.BmpText, StringComparison.Ordinal);
            return ReferenceEquals(replaced, BmpText) ? ToExact() : FromBmp(replaced);
        }
        StrBuilder sb = new(Length);
        int from = 0;
        if (old.Length == 0)
        {
            // The new text goes before every character and at the end.
            for (int i = 0; i < Length && count > 0; i++, count--)
            {
                sb.Append(@new);
                sb.Append(this[i]);
                from = i + 1;
            }
            if (count > 0)
            {
                sb.Append(@new);
            }
            sb.Append(this, from, Length - from);
            return sb.ToPyStr();
        }
        while (count-- > 0)
        {
            int at = IndexOf(old, from, Length);
            if (at < 0)
            {
                break;
            }
            sb.Append(this, from, at - from);
            sb.Append(@new);
            from = at + old.Length;
        }
        sb.Append(this, from, Length - from);
        return sb.ToPyStr();
    }

    private PyStr Strip(PyObject? chars, bool left, bool right, string name)
    {
        int start = 0, end = Length;
        if (chars == null || ReferenceEquals(chars, PyNone.Instance))
        {
            if (BmpText is { } text)
            {
                while (left && start < end && IsSpace(text[start]))
                {
                    start++;
                }
                while (right && end > start && IsSpace(text[end - 1]))
                {
                    end--;
                }
            }
            else
            {
                while (left && start < end && UnicodeText.IsSpace(this[start]))
                {
                    start++;
                }
                while (right && end > start && UnicodeText.IsSpace(this[end - 1]))
                {
                    end--;
                }
            }
        }
        else
        {
            if (chars is not PyStr set)
            {
                throw Err.TypeError($"{name} arg must be None or str");
            }
            while (left && start < end && set.Has(this[start]))
            {
                start++;
            }
            while (right && end > start && set.Has(this[end - 1]))
            {
                end--;
            }
        }
        return start == 0 && end == Length ? ToExact() : Slice(start, end - start);
    }

    internal bool Has(int c) => BmpText != null
        ? c <= 0xFFFF && BmpText.Contains((char)c, StringComparison.Ordinal)
        : _wide.AsSpan().Contains(c);

    [PyMethod("strip", "chars=None, /")]
    private PyObject Strip(PyObject? chars = null) => Strip(chars, true, true, "strip");

    [PyMethod("lstrip", "chars=None, /")]
    private PyObject LeftStrip(PyObject? chars = null) => Strip(chars, true, false, "lstrip");

    [PyMethod("rstrip", "chars=None, /")]
    private PyObject RightStrip(PyObject? chars = null) => Strip(chars, false, true, "rstrip");
}

namespace PythonEngine.Modules.Json;

/// <summary>Characters of a document, so that the reader's code is made once for each representation of str.</summary>
internal interface IJsonText
{
    int Length { get; }

    int this[int index] { get; }

    PyStr Slice(int start, int length);
}

/// <summary>A document of characters in the BMP.</summary>
internal readonly struct BmpText(string text) : IJsonText
{
    public int Length => text.Length;

    public int this[int index] => text[index];

    public PyStr Slice(int start, int length) => length == 0 ? PyStr.Empty : length == 1 ? PyStr.FromChar(text[start]) : PyStr.FromBmp(text.Substring(start, length));

    public ReadOnlySpan<char> Span => text;
}

/// <summary>A document with characters beyond the BMP.</summary>
internal readonly struct WideText(int[] text) : IJsonText
{
    public int Length => text.Length;

    public int this[int index] => text[index];

    public PyStr Slice(int start, int length) => PyStr.FromCodePoints(text.AsSpan(start, length));
}

/// <summary>What a scanner does with the parts of a document.</summary>
internal sealed class JsonHooks(PyObject? objectHook, PyObject? objectPairsHook, PyObject? parseFloat, PyObject? parseInt, PyObject parseConstant)
{
    /// <summary>Null when objects stay dicts.</summary>
    public readonly PyObject? ObjectHook = objectHook;
    public readonly PyObject? ObjectPairsHook = objectPairsHook;
    /// <summary>Null for float itself.</summary>
    public readonly PyObject? ParseFloat = parseFloat;
    /// <summary>Null for int itself.</summary>
    public readonly PyObject? ParseInt = parseInt;
    public readonly PyObject ParseConstant = parseConstant;
}

/// <summary>Reads JSON values out of a str.</summary>
internal sealed class JsonReader<TText>(PyStr source, TText text, bool strict, JsonHooks? hooks = null)
    where TText : struct, IJsonText
{
    private const int KeyCacheSize = 256;

    // Not readonly: calls on a struct type parameter would copy it.
    private TText _text = text;
    private PyStr?[]? _keys;

    private PyException Error(string message, int position) => JsonModule.DecodeError(message, source, position);

    private static PyException Stop(int index) => Err.StopIteration(PyInt.From(index));

    private static bool IsSpace(int c) => c is ' ' or '\t' or '\n' or '\r';

    private static bool IsDigit(int c) => (uint)(c - '0') <= 9;

    private int SkipSpace(int index)
    {
        while (index < _text.Length && IsSpace(_text[index]))
        {
            index++;
        }
        return index;
    }

    private bool At(int index, string word)
    {
        if (index + word.Length > _text.Length)
        {
            return false;
        }
        for (int i = 0; i < word.Length; i++)
        {
            if (_text[index + i] != word[i])
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The value that begins at an index, which moves behind it. StopIteration(index) when there is none.</summary>
    public PyObject ReadValue(ref int index)
    {
        int at = index;
        if (at < 0)
        {
            throw Err.ValueError("idx cannot be negative");
        }
        if (at >= _text.Length)
        {
            throw Stop(at);
        }
        switch (_text[at])
        {
            case '"':
                index = at + 1;
                return ReadString(ref index);
            case '{':
                using (PyThread.Current.EnterRecursion(" while decoding a JSON object from a unicode string"))
                {
                    index = at + 1;
                    return ReadObject(ref index);
                }
            case '[':
                using (PyThread.Current.EnterRecursion(" while decoding a JSON array from a unicode string"))
                {
                    index = at + 1;
                    return ReadArray(ref index);
                }
            case 'n' when At(at, "null"):
                index = at + 4;
                return PyNone.Instance;
            case 't' when At(at, "true"):
                index = at + 4;
                return PyBool.True;
            case 'f' when At(at, "false"):
                index = at + 5;
                return PyBool.False;
            case 'N' when At(at, "NaN"):
                return ReadConstant("NaN", ref index);
            case 'I' when At(at, "Infinity"):
                return ReadConstant("Infinity", ref index);
            case '-' when At(at, "-Infinity"):
                return ReadConstant("-Infinity", ref index);
            default:
                return ReadNumber(ref index);
        }
    }

    private PyObject ReadConstant(string name, ref int index)
    {
        index += name.Length;
        return Ops.Call(hooks!.ParseConstant, PyStr.Intern(name));
    }

    private PyObject ReadObject(ref int index)
    {
        PyList? pairs = hooks!.ObjectPairsHook != null ? new PyList() : null;
        PyDict? dict = pairs == null ? new PyDict() : null;
        int at = SkipSpace(index);
        if (at >= _text.Length || _text[at] != '}')
        {
            while (true)
            {
                if (at >= _text.Length || _text[at] != '"')
                {
                    throw Error("Expecting property name enclosed in double quotes", at);
                }
                at++;
                PyStr key = ReadKey(ref at);
                at = SkipSpace(at);
                if (at >= _text.Length || _text[at] != ':')
                {
                    throw Error("Expecting ':' delimiter", at);
                }
                at = SkipSpace(at + 1);
                PyObject value = ReadValue(ref at);
                if (pairs != null)
                {
                    pairs.Add(PyTuple.Of(key, value));
                }
                else
                {
                    dict!.SetStr(key, value);
                }
                at = SkipSpace(at);
                if (at < _text.Length && _text[at] == '}')
                {
                    break;
                }
                if (at >= _text.Length || _text[at] != ',')
                {
                    throw Error("Expecting ',' delimiter", at);
                }
                at = SkipSpace(at + 1);
            }
        }
        index = at + 1;
        return pairs != null ? Ops.Call(hooks.ObjectPairsHook!, pairs) : hooks.ObjectHook != null ? Ops.Call(hooks.ObjectHook, dict!) : dict!;
    }

    private PyList ReadArray(ref int index)
    {
        PyList list = new();
        int at = SkipSpace(index);
        if (at >= _text.Length || _text[at] != ']')
        {
            while (true)
            {
                list.Add(ReadValue(ref at));
                at = SkipSpace(at);
                if (at < _text.Length && _text[at] == ']')
                {
                    break;
                }
                if (at >= _text.Length || _text[at] != ',')
                {
                    throw Error("Expecting ',' delimiter", at);
                }
                at = SkipSpace(at + 1);
            }
        }
        index = at + 1;
        return list;
    }

    /// <summary>A key, the same object for the same text where it was seen lately.</summary>
    private PyStr ReadKey(ref int index)
    {
        int start = index;
        uint hash = 17;
        int at = start;
        while (at < _text.Length && _text[at] is var c && c is >= 0x20 and not '"' and not '\\')
        {
            hash = (hash * 31) + (uint)c;
            at++;
        }
        if (at >= _text.Length || _text[at] != '"')
        {
            return ReadString(ref index);
        }
        index = at + 1;
        _keys ??= new PyStr?[KeyCacheSize];
        ref PyStr? cached = ref _keys[(hash ^ (hash >> 8)) % KeyCacheSize];
        if (cached is { } known && known.Length == at - start && Matches(known, start))
        {
            return known;
        }
        PyStr key = _text.Slice(start, at - start);
        cached = key;
        return key;
    }

    private bool Matches(PyStr known, int start)
    {
        for (int i = 0; i < known.Length; i++)
        {
            if (known[i] != _text[start + i])
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The rest of a string literal from an index behind its opening quote, which moves behind the closing one.</summary>
    public PyStr ReadString(ref int index)
    {
        int begin = index - 1;
        int start = index;
        int at = SkipPlain(start, begin);
        if (_text[at] == '"')
        {
            index = at + 1;
            return _text.Slice(start, at - start);
        }
        StrBuilder sb = new((at - start) + 32);
        while (true)
        {
            AppendPlain(ref sb, start, at);
            if (_text[at] == '"')
            {
                index = at + 1;
                return sb.ToPyStr();
            }
            at++;
            if (at == _text.Length)
            {
                throw Error("Unterminated string starting at", begin);
            }
            sb.Append(ReadEscape(ref at));
            start = at;
            at = SkipPlain(start, begin);
        }
    }

    /// <summary>The next quote or backslash.</summary>
    private int SkipPlain(int at, int begin)
    {
        for (; at < _text.Length; at++)
        {
            int c = _text[at];
            if (c is '"' or '\\')
            {
                return at;
            }
            if (c < 0x20 && strict)
            {
                throw Error("Invalid control character at", at);
            }
        }
        throw Error("Unterminated string starting at", begin);
    }

    private void AppendPlain(ref StrBuilder sb, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            sb.Append(_text[i]);
        }
    }

    /// <summary>The character of an escape whose backslash lies before the index.</summary>
    private int ReadEscape(ref int at)
    {
        int c = _text[at++];
        switch (c)
        {
            case '"' or '\\' or '/':
                return c;
            case 'b':
                return '\b';
            case 'f':
                return '\f';
            case 'n':
                return '\n';
            case 'r':
                return '\r';
            case 't':
                return '\t';
            case 'u':
                break;
            default:
                throw Error("Invalid \\escape", at - 2);
        }
        if (at + 4 >= _text.Length)
        {
            throw Error("Invalid \\uXXXX escape", at - 1);
        }
        int high = ReadHex(at);
        at += 4;
        // The pair's second half, unless the document ends right behind it.
        if (high is >= 0xD800 and <= 0xDBFF && at + 6 < _text.Length && _text[at] == '\\' && _text[at + 1] == 'u')
        {
            int low = ReadHex(at + 2);
            if (low is >= 0xDC00 and <= 0xDFFF)
            {
                at += 6;
                return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
            }
        }
        return high;
    }

    private int ReadHex(int at)
    {
        int value = 0;
        for (int i = 0; i < 4; i++)
        {
            int c = _text[at + i];
            int digit = c is >= '0' and <= '9' ? c - '0' : c is >= 'a' and <= 'f' ? c - 'a' + 10 : c is >= 'A' and <= 'F' ? c - 'A' + 10 : -1;
            if (digit < 0)
            {
                throw Error("Invalid \\uXXXX escape", at - 1);
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private PyObject ReadNumber(ref int index)
    {
        int start = index;
        int at = start;
        int length = _text.Length;
        if (_text[at] == '-')
        {
            at++;
            if (at >= length)
            {
                throw Stop(start);
            }
        }
        if (_text[at] is >= '1' and <= '9')
        {
            at++;
            while (at < length && IsDigit(_text[at]))
            {
                at++;
            }
        }
        else if (_text[at] == '0')
        {
            at++;
        }
        else
        {
            throw Stop(start);
        }
        bool isFloat = false;
        if (at + 1 < length && _text[at] == '.' && IsDigit(_text[at + 1]))
        {
            isFloat = true;
            at += 2;
            while (at < length && IsDigit(_text[at]))
            {
                at++;
            }
        }
        if (at + 1 < length && _text[at] is 'e' or 'E')
        {
            int exponent = at + 1;
            if (exponent + 1 < length && _text[exponent] is '-' or '+')
            {
                exponent++;
            }
            int digits = exponent;
            while (digits < length && IsDigit(_text[digits]))
            {
                digits++;
            }
            if (digits > exponent)
            {
                isFloat = true;
                at = digits;
            }
        }
        index = at;
        return isFloat ? MakeFloat(start, at) : MakeInt(start, at);
    }

    private PyObject MakeFloat(int start, int end)
    {
        if (hooks!.ParseFloat is { } custom)
        {
            return Ops.Call(custom, _text.Slice(start, end - start));
        }
        Span<char> small = stackalloc char[64];
        Span<char> digits = end - start <= small.Length ? small[..(end - start)] : new char[end - start];
        for (int i = 0; i < digits.Length; i++)
        {
            digits[i] = (char)_text[start + i];
        }
        return new PyFloat(double.Parse(digits, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture));
    }

    private PyObject MakeInt(int start, int end)
    {
        if (hooks!.ParseInt is { } custom)
        {
            return Ops.Call(custom, _text.Slice(start, end - start));
        }
        const int SafeDigits = 18;
        bool negative = _text[start] == '-';
        int first = negative ? start + 1 : start;
        if (end - first > SafeDigits)
        {
            return PyInt.Parse(_text.Slice(start, end - start), 10);
        }
        long value = 0;
        for (int i = first; i < end; i++)
        {
            value = (value * 10) + (_text[i] - '0');
        }
        return PyInt.From(negative ? -value : value);
    }
}

using System.Collections.Concurrent;
using System.Text;

namespace PythonEngine.Objects;

/// <summary>
/// <c>str</c>: a sequence of code points. Without characters outside the BMP it is a .NET string in which every char is
/// one code point (lone surrogates included); otherwise an array of code points.
/// </summary>
[PyType("str", Subclassable = true)]
internal partial class PyStr : PyObject
{
    private static readonly ConcurrentDictionary<string, PyStr> s_interned = new(StringComparer.Ordinal);
    private static readonly PyStr?[] s_latin1 = new PyStr?[256];
    public static readonly PyStr Empty = Intern("");

    /// <summary>Text when every char is one code point; null for wide strings.</summary>
    private string? _bmp;
    /// <summary>Set while the text lies at the start of a buffer in which concatenations grow, until somebody asks for it.</summary>
    private ConcatBuffer? _buffer;
    /// <summary>Code points when at least one is above U+FFFF.</summary>
    private readonly int[]? _wide;
    private string? _utf16;
    private long _hash;
    /// <summary>Characters of the buffer that belong to this text.</summary>
    private int _buffered;
    /// <summary>Made by +: adding to it again is a sign of a text that grows piece by piece.</summary>
    private bool _concatenated;

    public bool IsInterned { get; private set; }

    /// <summary>In an engine with code of the Python 2 dialect, text may stand wherever bytes are wanted.</summary>
    internal override bool TryGetBuffer(bool writable, out BufferView view)
    {
        if (writable || PyThread.CurrentOrNull?.Engine.Python2 == null)
        {
            view = default;
            return false;
        }
        view = new BufferView(Python2.Python2Text.ToBytes(this), null, readOnly: true);
        return true;
    }

    /// <summary>Wraps UTF-16 text; surrogate pairs become one character each.</summary>
    public PyStr(string utf16)
    {
        if (HasPair(utf16))
        {
            _wide = ToCodePoints(utf16);
            _utf16 = utf16;
        }
        else
        {
            _bmp = utf16;
        }
    }

    private PyStr(string? bmp, int[]? wide)
    {
        _bmp = bmp;
        _wide = wide;
    }

    /// <summary>For subclass instances: shares the text of an exact str.</summary>
    public PyStr(PyStr other)
    {
        _bmp = other.BmpText;
        _wide = other._wide;
        _utf16 = other._utf16;
        _hash = other._hash;
    }

    /// <summary>A string of which each char is one code point, surrogates included.</summary>
    public static PyStr FromBmp(string chars) => chars.Length == 0 ? Empty : chars.Length == 1 ? FromChar(chars[0]) : new PyStr(chars, null);

    /// <summary>A one-character string.</summary>
    public static PyStr FromChar(int codePoint)
    {
        if (codePoint < 256)
        {
            return s_latin1[codePoint] ??= Intern(((char)codePoint).ToString());
        }
        return codePoint <= 0xFFFF ? new PyStr(((char)codePoint).ToString(), null) : new PyStr(null, [codePoint]);
    }

    /// <summary>A string of the given code points; narrows when none is above U+FFFF.</summary>
    public static PyStr FromCodePoints(ReadOnlySpan<int> points)
    {
        bool wide = false;
        foreach (int cp in points)
        {
            if (cp > 0xFFFF)
            {
                wide = true;
                break;
            }
        }
        if (wide)
        {
            return new PyStr(null, points.ToArray());
        }
        if (points.Length == 0)
        {
            return Empty;
        }
        if (points.Length == 1)
        {
            return FromChar(points[0]);
        }
        char[] chars = new char[points.Length];
        for (int i = 0; i < chars.Length; i++)
        {
            chars[i] = (char)points[i];
        }
        return new PyStr(new string(chars), null);
    }

    /// <summary>The one shared instance of this text; attribute and variable names are always interned.</summary>
    public static PyStr Intern(string text)
    {
        if (!s_interned.TryGetValue(text, out PyStr? s))
        {
            s = new PyStr(text);
            s.Hash();
            s.IsInterned = true;
            s = s_interned.GetOrAdd(text, s);
        }
        return s;
    }

    public static PyStr Intern(PyStr s)
    {
        if (s.IsInterned)
        {
            return s;
        }
        // Wide strings and strings with surrogate halves that would read as a pair keep out of the table.
        return s.BmpText is { } text && !HasPair(text) ? Intern(text) : s;
    }

    /// <summary>The text one char per code point, or null for wide strings.</summary>
    private string? BmpText => _bmp ?? Flatten();

    private string? Flatten()
    {
        if (_buffer is { } buffer)
        {
            _bmp = new string(buffer.Chars, 0, _buffered);
            _buffer = null;
        }
        return _bmp;
    }

    /// <summary>True when every char of <see cref="Bmp"/> is one code point.</summary>
    public bool IsBmp => _wide == null;

    /// <summary>The text one char per code point; only when <see cref="IsBmp"/>.</summary>
    public string Bmp => BmpText!;

    public int[] Wide => _wide!;

    /// <summary>Number of code points.</summary>
    public int Length => _bmp != null ? _bmp.Length : _wide != null ? _wide.Length : _buffered;

    /// <summary>Code point at an index that is in range.</summary>
    public int this[int index] => _bmp is { } text ? text[index] : _wide is { } points ? points[index] : _buffer!.Chars[index];

    /// <summary>UTF-16 text for .NET.</summary>
    public string Value => BmpText ?? (_utf16 ??= ToUtf16(_wide!));

    public override string ToString() => Value;

    internal long Hash()
    {
        long h = _hash;
        return h != 0 ? h : ComputeHash();
    }

    private long ComputeHash()
    {
        if (Length == 0)
        {
            return 0;
        }
        long result = BmpText != null ? SipHash.OfText(BmpText) : SipHash.OfBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes<int>(_wide));
        // 0 marks "not computed" here.
        result = result == 0 ? -2 : result;
        _hash = result;
        return result;
    }

    /// <summary>Text equality.</summary>
    internal static bool Equals(PyStr a, PyStr b)
    {
        if (ReferenceEquals(a, b))
        {
            return true;
        }
        if (a.BmpText != null)
        {
            return b.BmpText != null && string.Equals(a.BmpText, b.BmpText);
        }
        return b._wide != null && a._wide.AsSpan().SequenceEqual(b._wide);
    }

    private static bool HasPair(string s)
    {
        int i = s.AsSpan().IndexOfAnyInRange('\uD800', '\uDBFF');
        if (i < 0)
        {
            return false;
        }
        for (; i + 1 < s.Length; i++)
        {
            if (char.IsSurrogatePair(s[i], s[i + 1]))
            {
                return true;
            }
        }
        return false;
    }

    private static int[] ToCodePoints(string s)
    {
        int[] points = new int[s.Length];
        int n = 0;
        for (int i = 0; i < s.Length; i++)
        {
            if (i + 1 < s.Length && char.IsSurrogatePair(s[i], s[i + 1]))
            {
                points[n++] = char.ConvertToUtf32(s[i], s[i + 1]);
                i++;
            }
            else
            {
                points[n++] = s[i];
            }
        }
        Array.Resize(ref points, n);
        return points;
    }

    private static string ToUtf16(int[] points)
    {
        StringBuilder sb = new(points.Length + 4);
        foreach (int cp in points)
        {
            if (cp > 0xFFFF)
            {
                sb.Append(char.ConvertFromUtf32(cp));
            }
            else
            {
                sb.Append((char)cp);
            }
        }
        return sb.ToString();
    }
}

/// <summary>Where texts grow by concatenation: each result is a longer beginning of the same characters.</summary>
internal sealed class ConcatBuffer(int capacity)
{
    public char[] Chars = GC.AllocateUninitializedArray<char>(capacity);
    /// <summary>Characters in use; only the text that ends here can grow in place.</summary>
    public int Used;

    public void Append(ReadOnlySpan<char> more)
    {
        if (Chars.Length - Used < more.Length)
        {
            char[] bigger = GC.AllocateUninitializedArray<char>((int)Math.Min(Array.MaxLength, Math.Max(2L * Chars.Length, (long)Used + more.Length)));
            Chars.AsSpan(0, Used).CopyTo(bigger);
            Chars = bigger;
        }
        more.CopyTo(Chars.AsSpan(Used));
        Used += more.Length;
    }
}

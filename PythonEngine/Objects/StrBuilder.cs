using System.Buffers;

namespace PythonEngine.Objects;

/// <summary>Collects characters of a str in a pooled buffer; widens to code points only when one beyond the BMP arrives.</summary>
internal struct StrBuilder
{
    private char[]? _chars;
    private int[]? _wide;
    private int _count;

    public StrBuilder(int capacity) => _chars = ArrayPool<char>.Shared.Rent(Math.Max(capacity, 16));

    /// <summary>Code points so far.</summary>
    public readonly int Length => _count;

    public void Append(char c)
    {
        char[]? chars = _chars;
        if (chars != null && _count < chars.Length)
        {
            chars[_count++] = c;
        }
        else
        {
            AppendSlow(c);
        }
    }

    public void Append(int codePoint)
    {
        if (codePoint <= 0xFFFF)
        {
            Append((char)codePoint);
            return;
        }
        Widen();
        EnsureWide(1);
        _wide![_count++] = codePoint;
    }

    private void AppendSlow(char c)
    {
        if (_wide != null)
        {
            EnsureWide(1);
            _wide[_count++] = c;
        }
        else
        {
            EnsureChars(1);
            _chars![_count++] = c;
        }
    }

    /// <summary>Appends chars each of which is one code point.</summary>
    public void Append(ReadOnlySpan<char> bmp)
    {
        if (_wide != null)
        {
            EnsureWide(bmp.Length);
            foreach (char c in bmp)
            {
                _wide[_count++] = c;
            }
            return;
        }
        EnsureChars(bmp.Length);
        bmp.CopyTo(_chars.AsSpan(_count));
        _count += bmp.Length;
    }

    /// <summary>Appends a number in decimal.</summary>
    public void Append(long number)
    {
        Span<char> digits = stackalloc char[20];
        number.TryFormat(digits, out int length, default, System.Globalization.CultureInfo.InvariantCulture);
        Append(digits[..length]);
    }

    public void Append(string bmp) => Append(bmp.AsSpan());

    public void Append(ReadOnlySpan<int> points)
    {
        Widen();
        EnsureWide(points.Length);
        points.CopyTo(_wide.AsSpan(_count));
        _count += points.Length;
    }

    public void Append(PyStr s)
    {
        if (s.IsBmp)
        {
            Append(s.Bmp.AsSpan());
        }
        else
        {
            Append(s.Wide.AsSpan());
        }
    }

    public void Append(PyStr s, int start, int length)
    {
        if (s.IsBmp)
        {
            Append(s.Bmp.AsSpan(start, length));
        }
        else
        {
            foreach (int cp in s.Wide.AsSpan(start, length))
            {
                Append(cp);
            }
        }
    }

    public void Append(int codePoint, long times)
    {
        for (; times > 0; times--)
        {
            Append(codePoint);
        }
    }

    /// <summary>ASCII bytes as characters.</summary>
    public void AppendLatin1(ReadOnlySpan<byte> bytes)
    {
        if (_wide != null)
        {
            foreach (byte b in bytes)
            {
                Append((char)b);
            }
            return;
        }
        EnsureChars(bytes.Length);
        System.Text.Encoding.Latin1.GetChars(bytes, _chars.AsSpan(_count));
        _count += bytes.Length;
    }

    /// <summary>Drops what came after the first <paramref name="length"/> code points.</summary>
    public void Truncate(int length) => _count = length;

    private void EnsureChars(int more)
    {
        if (_chars == null)
        {
            _chars = ArrayPool<char>.Shared.Rent(Math.Max(more, 16));
            return;
        }
        if (_chars.Length - _count < more)
        {
            char[] bigger = ArrayPool<char>.Shared.Rent(Math.Max(checked(_count + more), Math.Min(_chars.Length * 2, 0x3FFFFFDF)));
            _chars.AsSpan(0, _count).CopyTo(bigger);
            ArrayPool<char>.Shared.Return(_chars);
            _chars = bigger;
        }
    }

    private void Widen()
    {
        if (_wide != null)
        {
            return;
        }
        int[] wide = ArrayPool<int>.Shared.Rent(Math.Max(_count + 8, 16));
        for (int i = 0; i < _count; i++)
        {
            wide[i] = _chars![i];
        }
        if (_chars != null)
        {
            ArrayPool<char>.Shared.Return(_chars);
            _chars = null;
        }
        _wide = wide;
    }

    private void EnsureWide(int more)
    {
        if (_wide!.Length - _count < more)
        {
            int[] bigger = ArrayPool<int>.Shared.Rent(Math.Max(checked(_count + more), _wide.Length * 2));
            _wide.AsSpan(0, _count).CopyTo(bigger);
            ArrayPool<int>.Shared.Return(_wide);
            _wide = bigger;
        }
    }

    /// <summary>The str; the buffer goes back to the pool and the builder must not be used again.</summary>
    public PyStr ToPyStr()
    {
        PyStr result;
        if (_wide != null)
        {
            result = PyStr.FromCodePoints(_wide.AsSpan(0, _count));
            ArrayPool<int>.Shared.Return(_wide);
            _wide = null;
        }
        else if (_chars != null)
        {
            result = PyStr.FromBmp(new string(_chars, 0, _count));
            ArrayPool<char>.Shared.Return(_chars);
            _chars = null;
        }
        else
        {
            result = PyStr.Empty;
        }
        _count = 0;
        return result;
    }
}

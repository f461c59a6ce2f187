using System;
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace PythonEngine.Parsing;

/// <summary>What the parser proper and the one that words errors share: names, numbers, string literals.</summary>
internal abstract partial class ParserBase
{
    private const int MaxIntDigits = 4300;

    private readonly NameTable _names;

    protected ParserBase(Tokenizer tokenizer, NameTable names)
    {
        Tokenizer = tokenizer;
        Buffer = tokenizer.Buffer;
        _names = names;
    }

    protected Tokenizer Tokenizer { get; }

    protected byte[] Buffer { get; }

    protected NameTable Names => _names;

    /// <summary>An error at the last token that was read.</summary>
    protected abstract Exception ErrorAtLast(string message);

    protected abstract Exception ErrorAt(in Token token, string message);

    /// <summary>Parses the expression of a replacement field, given in parentheses.</summary>
    protected abstract ExprNode ParseReplacementField(byte[] source, int length, int line, int column);

    /// <summary>An escape that means nothing, or an octal one above 0o377; the text starts after the backslash.</summary>
    protected abstract void WarnInvalidEscape(in Token token, ReadOnlySpan<byte> escape);

    protected string NameOf(in Token token)
    {
        string? name = _names.Get(Buffer, token.Start, token.End - token.Start);
        return name ?? throw ErrorAtLast("(unicode error) " + DecodeProblem(Buffer.AsSpan(token.Start, token.End - token.Start)));
    }

    private static string DecodeProblem(ReadOnlySpan<byte> text)
    {
        int pos = 0;
        while (Rune.DecodeFromUtf8(text[pos..], out _, out int size) == System.Buffers.OperationStatus.Done)
        {
            pos += size;
        }

        return SourceDecoder.Utf8Problem(text[pos..], pos);
    }

    protected string DecodeUtf8(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text))
        {
            return Encoding.Latin1.GetString(text);
        }

        return Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : throw ErrorAtLast("(unicode error) " + DecodeProblem(text));
    }

    protected object NumberValue(in Token token)
    {
        ReadOnlySpan<byte> text = Buffer.AsSpan(token.Start, token.End - token.Start);
        if (text.Length == 1)
        {
            return BoxedInts.Get(text[0] - '0');
        }

        if (text.Contains((byte)'_'))
        {
            byte[] clean = new byte[text.Length];
            int n = 0;
            foreach (byte b in text)
            {
                if (b != '_')
                {
                    clean[n++] = b;
                }
            }

            text = clean.AsSpan(0, n);
        }

        int radix = (text[1] | 0x20) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 10 };
        if (radix != 10 && text[0] == '0')
        {
            return Radix(text[2..], radix);
        }

        if ((text[^1] | 0x20) == 'j')
        {
            return new Complex(0.0, Float(text[..^1]));
        }

        if (text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0)
        {
            return Float(text);
        }

        if (text.Length <= 18)
        {
            long value = 0;
            foreach (byte b in text)
            {
                value = (value * 10) + (b - '0');
            }

            return value < 256 ? BoxedInts.Get((int)value) : value;
        }

        if (text.Length > MaxIntDigits)
        {
            throw LongInteger(token, text.Length);
        }

        BigInteger big = BigInteger.Parse(Encoding.Latin1.GetString(text), NumberStyles.None, CultureInfo.InvariantCulture);
        return big <= long.MaxValue ? (object)(long)big : big;
    }

    protected virtual Exception LongInteger(in Token token, int digits) => ErrorAt(token, string.Empty);

    protected static string LongIntegerMessage(int digits) =>
        "Exceeds the limit (4300 digits) for integer string conversion: value has " + digits.ToString(CultureInfo.InvariantCulture)
        + " digits; use sys.set_int_max_str_digits() to increase the limit - Consider hexadecimal for huge integer literals to avoid decimal conversion limits.";

    private static double Float(ReadOnlySpan<byte> text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    protected static object Radix(ReadOnlySpan<byte> digits, int radix)
    {
        int bits = radix == 16 ? 4 : radix == 8 ? 3 : 1;
        digits = digits.TrimStart((byte)'0');
        if (digits.Length * bits < 64)
        {
            ulong value = 0;
            foreach (byte b in digits)
            {
                value = (value << bits) | (uint)HexValue(b);
            }

            return value <= long.MaxValue ? (object)(long)value : (BigInteger)value;
        }

        // Filled from the low end, bit by bit group, so that huge literals stay linear.
        byte[] bytes = new byte[(digits.Length * bits / 8) + 2];
        int bit = 0;
        for (int i = digits.Length - 1; i >= 0; i--, bit += bits)
        {
            int value = HexValue(digits[i]) << (bit & 7);
            bytes[bit >> 3] |= (byte)value;
            bytes[(bit >> 3) + 1] |= (byte)(value >> 8);
        }

        var big = new BigInteger(bytes, isUnsigned: true);
        return big <= long.MaxValue ? (object)(long)big : big;
    }

    protected static int HexValue(int c) => c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10;

    protected static bool IsHex(int c) => (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

/// <summary>The boxes of the numbers that sources are full of.</summary>
internal static class BoxedInts
{
    private static readonly object[] Boxes = Make();

    private static object[] Make()
    {
        object[] boxes = new object[256];
        for (int i = 0; i < boxes.Length; i++)
        {
            boxes[i] = (long)i;
        }

        return boxes;
    }

    public static object Get(int value) => Boxes[value];
}

/// <summary>Gives every name of a source one string.</summary>
internal sealed class NameTable
{
    private string[] _names = new string[64];
    private int[] _hashes = new int[64];
    private int _count;

    /// <summary>null when the bytes are not UTF-8.</summary>
    public string? Get(byte[] buffer, int start, int length)
    {
        uint hash = 2166136261;
        int bits = 0;
        for (int i = start; i < start + length; i++)
        {
            hash = (hash ^ buffer[i]) * 16777619;
            bits |= buffer[i];
        }

        if (bits >= 128)
        {
            ReadOnlySpan<byte> text = buffer.AsSpan(start, length);
            return Utf8.IsValid(text) ? string.Intern(Identifiers.Normalize(Encoding.UTF8.GetString(text))) : null;
        }

        int mask = _names.Length - 1;
        int slot = (int)hash & mask;
        while (_names[slot] is { } name)
        {
            if (_hashes[slot] == (int)hash && name.Length == length && Same(name, buffer, start))
            {
                return name;
            }

            slot = (slot + 1) & mask;
        }

        string added = string.Intern(Encoding.Latin1.GetString(buffer, start, length));
        _names[slot] = added;
        _hashes[slot] = (int)hash;
        if (++_count * 2 > _names.Length)
        {
            Grow();
        }

        return added;
    }

    private static bool Same(string name, byte[] buffer, int start)
    {
        for (int i = 0; i < name.Length; i++)
        {
            if (name[i] != buffer[start + i])
            {
                return false;
            }
        }

        return true;
    }

    private void Grow()
    {
        string[] names = _names;
        int[] hashes = _hashes;
        _names = new string[names.Length * 2];
        _hashes = new int[names.Length * 2];
        int mask = _names.Length - 1;
        for (int i = 0; i < names.Length; i++)
        {
            if (names[i] != null)
            {
                int slot = hashes[i] & mask;
                while (_names[slot] != null)
                {
                    slot = (slot + 1) & mask;
                }

                _names[slot] = names[i];
                _hashes[slot] = hashes[i];
            }
        }
    }
}

using System.Globalization;

namespace PythonEngine.Objects;

internal abstract partial class PyInt
{
    private const string LimitHint = "; use sys.set_int_max_str_digits() to increase the limit";

    [PyMethod("__repr__")]
    internal string Repr()
    {
        if (TryGetLong(out long v))
        {
            return v.ToString(CultureInfo.InvariantCulture);
        }
        return Sign < 0 ? "-" + MagnitudeText(10) : MagnitudeText(10);
    }

    /// <summary>Digits without sign or prefix, lower case.</summary>
    internal string MagnitudeText(int radix)
    {
        if (TryGetLong(out long v))
        {
            ulong m = v < 0 ? (ulong)-(v + 1) + 1 : (ulong)v;
            return radix switch
            {
                10 => m.ToString(CultureInfo.InvariantCulture),
                16 => m.ToString("x", CultureInfo.InvariantCulture),
                2 => m.ToString("b", CultureInfo.InvariantCulture),
                _ => PowerOfTwoText(m, 3),
            };
        }
        BigInteger big = BigInteger.Abs(Big);
        if (radix == 10)
        {
            int limit = PyThread.Current.Engine.IntMaxStrDigits;
            long bits = (long)big.GetBitLength();
            if (limit > 0 && bits > limit * 3L)
            {
                // The number of bits tells the number of digits up to one, without the work of converting.
                if ((long)((bits - 1) * 0.30102999566398) + 1 > limit)
                {
                    throw TooLongToShow(limit);
                }
                string text = big.ToString(CultureInfo.InvariantCulture);
                return text.Length > limit ? throw TooLongToShow(limit) : text;
            }
            return big.ToString(CultureInfo.InvariantCulture);
        }
        return PowerOfTwoText(big, radix == 16 ? 4 : radix == 8 ? 3 : 1);
    }

    private static PyException TooLongToShow(int limit) =>
        Err.ValueError($"Exceeds the limit ({limit} digits) for integer string conversion{LimitHint}");

    private static string PowerOfTwoText(ulong value, int bits)
    {
        Span<char> buffer = stackalloc char[64];
        int at = 64;
        do
        {
            buffer[--at] = (char)('0' + (int)(value & ((1UL << bits) - 1)));
            value >>= bits;
        }
        while (value != 0);
        return new string(buffer[at..]);
    }

    private static string PowerOfTwoText(BigInteger value, int bits)
    {
        byte[] bytes = value.ToByteArray(isUnsigned: true);
        long total = (long)value.GetBitLength();
        int length = checked((int)((total + bits - 1) / bits));
        return string.Create(length, (bytes, bits), static (span, state) =>
        {
            long position = 0;
            for (int i = span.Length - 1; i >= 0; i--)
            {
                int index = (int)(position >> 3);
                int window = state.bytes[index] | (index + 1 < state.bytes.Length ? state.bytes[index + 1] << 8 : 0);
                int digit = (window >> (int)(position & 7)) & ((1 << state.bits) - 1);
                span[i] = (char)(digit < 10 ? '0' + digit : 'a' + digit - 10);
                position += state.bits;
            }
        });
    }

    /// <summary>What hex(), oct() and bin() return: sign, prefix, digits.</summary>
    internal string PrefixedText(int radix)
    {
        string prefix = radix switch { 16 => "0x", 8 => "0o", _ => "0b" };
        return (Sign < 0 ? "-" : "") + prefix + MagnitudeText(radix);
    }

    [PyMethod("__format__", "format_spec, /")]
    private PyObject Format(PyObject format_spec)
    {
        if (format_spec is not PyStr spec)
        {
            throw Err.TypeError($"__format__() argument must be str, not {Ops.TypeName(format_spec)}");
        }
        return spec.Length == 0 ? Ops.Str(this) : FormatSpec.FormatInt(this, spec);
    }

    private static PyException Invalid(PyObject original, int radix)
    {
        string repr = Ops.ReprText(original);
        if (repr.Length > 200)
        {
            repr = repr[..200];
        }
        return Err.ValueError($"invalid literal for int() with base {radix}: {repr}");
    }

    /// <summary>int(text, radix) for a str.</summary>
    internal static PyInt Parse(PyStr text, int radix) => TryParse(text, radix, out PyException? error) ?? throw error!;

    /// <summary>int(text, radix) for bytes.</summary>
    internal static PyInt Parse(ReadOnlySpan<byte> text, int radix, PyObject original) =>
        Parse(System.Text.Encoding.Latin1.GetString(text), radix, original);

    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    private static int DigitValue(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'z' => c - 'a' + 10,
        >= 'A' and <= 'Z' => c - 'A' + 10,
        _ => 99,
    };

    private static PyInt Parse(ReadOnlySpan<char> text, int radix, PyObject original) =>
        TryParse(text, radix, original, out PyException? error) ?? throw error!;

    /// <summary>int(text, radix): null and the error to raise when the text is no number.</summary>
    internal static PyInt? TryParse(PyStr text, int radix, out PyException? error) =>
        TryParse(text.IsBmp && System.Text.Ascii.IsValid(text.Bmp) ? text.Bmp : UnicodeText.ToAsciiNumber(text), radix, text, out error);

    private static PyInt? TryParse(ReadOnlySpan<char> text, int radix, PyObject original, out PyException? error)
    {
        error = null;
        int given = radix;
        int start = 0, end = text.Length;
        while (start < end && IsSpace(text[start]))
        {
            start++;
        }
        while (end > start && IsSpace(text[end - 1]))
        {
            end--;
        }
        bool negative = false;
        if (start < end && text[start] is '+' or '-')
        {
            negative = text[start] == '-';
            start++;
        }
        bool zeroOnly = false;
        if (end - start >= 2 && text[start] == '0')
        {
            int prefix = (text[start + 1] | 0x20) switch { 'x' => 16, 'o' => 8, 'b' => 2, _ => 0 };
            if (prefix != 0 && (radix == 0 || radix == prefix))
            {
                radix = prefix;
                start += 2;
                if (start < end && text[start] == '_')
                {
                    start++;
                }
            }
        }
        if (radix == 0)
        {
            radix = 10;
            // "012" would be ambiguous: only zeros may start with a zero.
            zeroOnly = start < end && text[start] == '0';
        }
        ReadOnlySpan<char> body = text[start..end];
        int digits = 0;
        bool underscore = false;
        char previous = '_';
        bool nonZero = false;
        foreach (char c in body)
        {
            if (c == '_')
            {
                if (previous == '_')
                {
                    error = Invalid(original, given);
                    return null;
                }
                underscore = true;
            }
            else
            {
                if (DigitValue(c) >= radix)
                {
                    error = Invalid(original, given);
                    return null;
                }
                nonZero |= c != '0';
                digits++;
            }
            previous = c;
        }
        if (digits == 0 || previous == '_' || (zeroOnly && nonZero))
        {
            error = Invalid(original, given);
            return null;
        }
        bool powerOfTwo = (radix & (radix - 1)) == 0;
        if (digits > 640 && !powerOfTwo)
        {
            int limit = PyThread.Current.Engine.IntMaxStrDigits;
            if (limit > 0 && digits > limit)
            {
                throw Err.ValueError($"Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits{LimitHint}");
            }
        }
        if (digits <= 12 || (radix == 10 && digits <= 18))
        {
            long value = 0;
            foreach (char c in body)
            {
                if (c != '_')
                {
                    value = value * radix + DigitValue(c);
                }
            }
            return From(negative ? -value : value);
        }
        if (underscore)
        {
            body = body.ToString().Replace("_", "", StringComparison.Ordinal);
        }
        BigInteger result = radix == 10
            ? BigInteger.Parse(body, NumberStyles.None, CultureInfo.InvariantCulture)
            : powerOfTwo ? ParsePowerOfTwo(body, BitOperations.Log2((uint)radix)) : ParseGeneric(body, radix);
        return From(negative ? -result : result);
    }

    private static BigInteger ParsePowerOfTwo(ReadOnlySpan<char> digits, int bits)
    {
        byte[] bytes = new byte[checked((int)(((long)digits.Length * bits + 7) / 8 + 1))];
        long position = 0;
        for (int i = digits.Length - 1; i >= 0; i--)
        {
            int shifted = DigitValue(digits[i]) << (int)(position & 7);
            int index = (int)(position >> 3);
            bytes[index] |= (byte)shifted;
            if (shifted > 0xFF)
            {
                bytes[index + 1] |= (byte)(shifted >> 8);
            }
            position += bits;
        }
        return new BigInteger(bytes, isUnsigned: true);
    }

    private static BigInteger ParseGeneric(ReadOnlySpan<char> digits, int radix)
    {
        if (digits.Length > 400)
        {
            int half = digits.Length / 2;
            return ParseGeneric(digits[..^half], radix) * BigInteger.Pow(radix, half) + ParseGeneric(digits[^half..], radix);
        }
        BigInteger result = BigInteger.Zero;
        for (int i = 0; i < digits.Length;)
        {
            long chunk = 0, scale = 1;
            for (int j = 0; j < 11 && i < digits.Length; j++, i++)
            {
                chunk = chunk * radix + DigitValue(digits[i]);
                scale *= radix;
            }
            result = result * scale + chunk;
        }
        return result;
    }
}

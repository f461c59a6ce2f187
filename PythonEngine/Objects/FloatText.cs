using System.Globalization;

namespace PythonEngine.Objects;

/// <summary>Doubles to decimal text and back, correctly rounded at any precision.</summary>
internal static class FloatText
{
    [Flags]
    internal enum Options
    {
        None = 0,
        /// <summary>At least one digit after the point unless an exponent shows.</summary>
        AddDot0 = 1,
        /// <summary>The '#' flag: the point stays, 'g' keeps trailing zeros.</summary>
        Alternate = 2,
        /// <summary>The 'z' flag: what rounds to zero loses its sign.</summary>
        NoNegativeZero = 4,
    }

    /// <summary>Decimal digits without trailing zeros and the position of the point before which they start.</summary>
    private readonly ref struct Digits(ReadOnlySpan<char> text, int point)
    {
        public readonly ReadOnlySpan<char> Text = text;
        public readonly int Point = point;
    }

    public static string Repr(double value) => Format(value, 'r', 0, Options.AddDot0);

    /// <summary>Formats as CPython's float formatting does for the codes r, e, E, f, F, g and G.</summary>
    public static string Format(double value, char code, int precision, Options options)
    {
        bool upper = code is 'E' or 'F' or 'G';
        if (upper)
        {
            code = (char)(code | 0x20);
        }
        if (double.IsNaN(value))
        {
            return upper ? "NAN" : "nan";
        }
        if (double.IsInfinity(value))
        {
            return value > 0 ? upper ? "INF" : "inf" : upper ? "-INF" : "-inf";
        }
        bool negative = double.IsNegative(value);
        double magnitude = Math.Abs(value);
        scoped Digits digits;
        Span<char> buffer = stackalloc char[40];
        int vend;
        bool exponential = false;
        int point;
        switch (code)
        {
            case 'r':
                digits = Shortest(magnitude, buffer);
                point = digits.Point;
                exponential = point <= -4 || point > 16;
                vend = digits.Text.Length;
                break;
            case 'e':
                digits = Significant(magnitude, precision + 1, buffer);
                point = digits.Point;
                exponential = true;
                vend = precision + 1;
                break;
            case 'f':
                digits = Fixed(magnitude, precision, buffer);
                point = digits.Point;
                vend = point + precision;
                break;
            default:
                if (precision == 0)
                {
                    precision = 1;
                }
                digits = Significant(magnitude, precision, buffer);
                point = digits.Point;
                exponential = point <= -4 || point > precision - ((options & Options.AddDot0) != 0 ? 1 : 0);
                vend = (options & Options.Alternate) != 0 ? precision : digits.Text.Length;
                break;
        }
        if (negative && (options & Options.NoNegativeZero) != 0 && digits.Text is "0")
        {
            negative = false;
        }
        int exponent = 0;
        if (exponential)
        {
            exponent = point - 1;
            point = 1;
        }
        int vstart = point <= 0 ? point - 1 : 0;
        vend = !exponential && (options & Options.AddDot0) != 0 ? Math.Max(vend, point + 1) : Math.Max(vend, point);

        StrBuilder sb = new(vend - vstart + 12);
        if (negative)
        {
            sb.Append('-');
        }
        for (int i = vstart; i < vend; i++)
        {
            if (i == point)
            {
                sb.Append('.');
            }
            sb.Append(i < 0 || i >= digits.Text.Length ? '0' : digits.Text[i]);
        }
        if (vend == point && (options & Options.Alternate) != 0)
        {
            sb.Append('.');
        }
        if (exponential)
        {
            sb.Append(upper ? 'E' : 'e');
            sb.Append(exponent < 0 ? '-' : '+');
            exponent = Math.Abs(exponent);
            if (exponent >= 100)
            {
                sb.Append((char)('0' + exponent / 100));
                exponent %= 100;
            }
            sb.Append((char)('0' + exponent / 10));
            sb.Append((char)('0' + exponent % 10));
        }
        return sb.ToPyStr().Bmp;
    }

    private static Digits Shortest(double value, Span<char> buffer)
    {
        if (value == 0)
        {
            return new Digits("0", 1);
        }
        Span<char> text = stackalloc char[40];
        value.TryFormat(text, out int length, "R", CultureInfo.InvariantCulture);
        return Collect(text[..length], buffer);
    }

    /// <summary>Takes "ddd.dddE+dd" apart.</summary>
    private static Digits Collect(scoped ReadOnlySpan<char> text, Span<char> buffer)
    {
        int n = 0, point = -1, exponent = 0;
        bool leading = true;
        int dropped = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '.')
            {
                point = n + dropped;
            }
            else if (c == 'E')
            {
                exponent = int.Parse(text[(i + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }
            else if (leading && c == '0')
            {
                dropped++;
            }
            else
            {
                leading = false;
                buffer[n++] = c;
            }
        }
        if (point < 0)
        {
            point = n + dropped;
        }
        while (n > 1 && buffer[n - 1] == '0')
        {
            n--;
        }
        return new Digits(buffer[..n], point - dropped + exponent);
    }

    private static Digits Strip(ReadOnlySpan<char> text, int point)
    {
        if (text is "0")
        {
            return new Digits("0", 1);
        }
        return new Digits(text.TrimEnd('0'), point);
    }

    /// <summary>Digits of value × 10^precision rounded half to even.</summary>
    private static Digits Fixed(double value, int precision, Span<char> buffer)
    {
        if (value == 0)
        {
            return new Digits("0", 1);
        }
        if (precision is >= 0 and <= 18)
        {
            Decompose(value, out ulong mantissa, out int exponent);
            if (exponent <= 0)
            {
                UInt128 scaled = (UInt128)mantissa * Pow10(precision);
                UInt128 quotient;
                if (-exponent > 127)
                {
                    quotient = 0;
                }
                else
                {
                    quotient = scaled >> -exponent;
                    UInt128 rest = scaled - (quotient << -exponent);
                    if (exponent != 0)
                    {
                        UInt128 half = UInt128.One << (-exponent - 1);
                        if (rest > half || (rest == half && (quotient & 1) != 0))
                        {
                            quotient++;
                        }
                    }
                }
                int length;
                if (quotient <= ulong.MaxValue)
                {
                    ((ulong)quotient).TryFormat(buffer, out length, default, CultureInfo.InvariantCulture);
                }
                else
                {
                    quotient.TryFormat(buffer, out length, default, CultureInfo.InvariantCulture);
                }
                return Strip(buffer[..length], length - precision);
            }
        }
        // Below half of the last place nothing is left, however small.
        if (precision < -400)
        {
            return new Digits("0", 1);
        }
        string text = ScaledRound(value, Math.Min(precision, 1100)).ToString(CultureInfo.InvariantCulture);
        return Strip(text, text.Length - Math.Min(precision, 1100));
    }

    private static Digits Significant(double value, int count, Span<char> buffer)
    {
        if (value == 0)
        {
            return new Digits("0", 1);
        }
        count = Math.Min(count, 1100);
        if (count <= 15 && value >= 2.2250738585072014E-308)
        {
            // The shortest digits decide whenever they are no longer than what is asked for.
            Digits shortest = Shortest(value, buffer);
            if (shortest.Text.Length <= count)
            {
                return shortest;
            }
        }
        int exponent = (int)Math.Floor(Math.Log10(value));
        string text = ScaledRound(value, count - 1 - exponent).ToString(CultureInfo.InvariantCulture);
        if (text.Length < count)
        {
            exponent--;
            text = ScaledRound(value, count - 1 - exponent).ToString(CultureInfo.InvariantCulture);
        }
        else if (text.Length > count && text.AsSpan(1).TrimEnd('0').Length != 0)
        {
            exponent++;
            text = ScaledRound(value, count - 1 - exponent).ToString(CultureInfo.InvariantCulture);
        }
        return Strip(text, text.Length - (count - 1 - exponent));
    }

    /// <summary>round-half-even(value × 10^scale), exactly.</summary>
    private static BigInteger ScaledRound(double value, int scale)
    {
        Decompose(value, out ulong mantissa, out int exponent);
        BigInteger numerator = mantissa;
        BigInteger denominator = BigInteger.One;
        if (scale >= 0)
        {
            numerator *= BigInteger.Pow(10, scale);
        }
        else
        {
            denominator = BigInteger.Pow(10, -scale);
        }
        if (exponent >= 0)
        {
            numerator <<= exponent;
        }
        else
        {
            denominator <<= -exponent;
        }
        return DivideHalfEven(numerator, denominator);
    }

    /// <summary>Quotient of a non-negative number by a positive one, rounded half to even.</summary>
    internal static BigInteger DivideHalfEven(BigInteger numerator, BigInteger denominator)
    {
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        int order = (rest << 1).CompareTo(denominator);
        return order > 0 || (order == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    internal static ulong Pow10(int n)
    {
        ulong result = 1;
        for (; n > 0; n--)
        {
            result *= 10;
        }
        return result;
    }

    /// <summary>value = mantissa × 2^exponent for a finite non-negative value.</summary>
    internal static void Decompose(double value, out ulong mantissa, out int exponent)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(value);
        mantissa = bits & 0xFFFFFFFFFFFFF;
        int biased = (int)((bits >> 52) & 0x7FF);
        if (biased == 0)
        {
            exponent = -1074;
        }
        else
        {
            mantissa |= 1UL << 52;
            exponent = biased - 1075;
        }
    }

    /// <summary>mantissa × 2^exponent correctly rounded; <paramref name="sticky"/> tells of non-zero bits below the mantissa.</summary>
    internal static double Compose(ulong mantissa, long exponent, bool sticky)
    {
        if (mantissa == 0)
        {
            return 0;
        }
        int zeros = BitOperations.LeadingZeroCount(mantissa);
        mantissa <<= zeros;
        exponent -= zeros;
        long top = exponent + 63;
        if (top > 1023)
        {
            return double.PositiveInfinity;
        }
        if (top < -1075)
        {
            return 0;
        }
        int keep = top < -1022 ? (int)(53 - (-1022 - top)) : 53;
        int drop = 64 - keep;
        ulong kept = drop == 64 ? 0 : mantissa >> drop;
        ulong rest = drop == 64 ? mantissa : mantissa & ((1UL << drop) - 1);
        ulong half = 1UL << (drop - 1);
        if (rest > half || (rest == half && (sticky || (kept & 1) != 0)))
        {
            kept++;
        }
        return Math.ScaleB((double)kept, (int)(exponent + drop));
    }

    /// <summary>A big integer as a double, correctly rounded; infinite when out of range.</summary>
    internal static double FromBig(in BigInteger value)
    {
        BigInteger magnitude = BigInteger.Abs(value);
        long bits = (long)magnitude.GetBitLength();
        double result;
        if (bits <= 64)
        {
            result = Compose((ulong)magnitude, 0, false);
        }
        else
        {
            int shift = (int)(bits - 64);
            BigInteger top = magnitude >> shift;
            result = Compose((ulong)top, shift, (top << shift) != magnitude);
        }
        return value.Sign < 0 ? -result : result;
    }

    /// <summary>round(value, digits) as float.__round__ does.</summary>
    internal static double Round(double value, int digits)
    {
        Span<char> buffer = stackalloc char[40];
        Digits d = Fixed(Math.Abs(value), digits, buffer);
        string text = string.Concat(d.Text, "E", (d.Point - d.Text.Length).ToString(CultureInfo.InvariantCulture));
        double result = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsNegative(value) ? -result : result;
    }

    /// <summary>Parses what float() accepts between stripped ends: decimal text, infinity and nan, underscores between digits.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        if (text.IndexOf('_') >= 0)
        {
            char[] clean = new char[text.Length];
            int n = 0;
            char previous = '\0';
            foreach (char c in text)
            {
                if (c == '_')
                {
                    if (!char.IsAsciiDigit(previous))
                    {
                        return false;
                    }
                }
                else
                {
                    if (previous == '_' && !char.IsAsciiDigit(c))
                    {
                        return false;
                    }
                    clean[n++] = c;
                }
                previous = c;
            }
            if (previous == '_')
            {
                return false;
            }
            text = clean.AsSpan(0, n);
        }
        int used = ParsePrefix(text, out value);
        return used != 0 && used == text.Length;
    }

    /// <summary>Parses the longest number at the start; returns how many chars it took, 0 for none.</summary>
    internal static int ParsePrefix(ReadOnlySpan<char> text, out double value)
    {
        value = 0;
        int i = 0;
        bool negative = false;
        if (i < text.Length && text[i] is '+' or '-')
        {
            negative = text[i] == '-';
            i++;
        }
        ReadOnlySpan<char> rest = text[i..];
        if (rest.Length != 0 && rest[0] is 'i' or 'I' or 'n' or 'N')
        {
            if (rest.StartsWith("inf", StringComparison.OrdinalIgnoreCase))
            {
                value = negative ? double.NegativeInfinity : double.PositiveInfinity;
                return i + (rest.StartsWith("infinity", StringComparison.OrdinalIgnoreCase) ? 8 : 3);
            }
            if (rest.StartsWith("nan", StringComparison.OrdinalIgnoreCase))
            {
                value = negative ? -double.NaN : double.NaN;
                if (double.IsNegative(value) != negative)
                {
                    value = -value;
                }
                return i + 3;
            }
            return 0;
        }
        int digits = 0;
        while (i < text.Length && char.IsAsciiDigit(text[i]))
        {
            i++;
            digits++;
        }
        if (i < text.Length && text[i] == '.')
        {
            i++;
            while (i < text.Length && char.IsAsciiDigit(text[i]))
            {
                i++;
                digits++;
            }
        }
        if (digits == 0)
        {
            return 0;
        }
        bool hugeExponent = false, negativeExponent = false;
        int mantissaEnd = i;
        if (i < text.Length && text[i] is 'e' or 'E')
        {
            int j = i + 1;
            if (j < text.Length && text[j] is '+' or '-')
            {
                negativeExponent = text[j] == '-';
                j++;
            }
            int start = j;
            while (j < text.Length && char.IsAsciiDigit(text[j]))
            {
                j++;
            }
            if (j > start)
            {
                hugeExponent = text[start..j].TrimStart('0').Length > 8;
                i = j;
            }
        }
        if (hugeExponent)
        {
            // .NET's parser may wrap such an exponent; no mantissa that fits memory can make up for it.
            bool zero = text[..mantissaEnd].IndexOfAnyInRange('1', '9') < 0;
            value = zero || negativeExponent ? 0 : double.PositiveInfinity;
            value = negative ? -value : value;
            return i;
        }
        value = double.Parse(text[..i], NumberStyles.Float, CultureInfo.InvariantCulture);
        return i;
    }
}

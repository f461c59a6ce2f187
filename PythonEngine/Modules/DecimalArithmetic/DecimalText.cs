using System.Globalization;
using System.Text;

namespace PythonEngine.Modules.DecimalArithmetic;

/// <summary>Numbers from and to text.</summary>
internal static class DecimalText
{
    /// <summary>Text as ASCII: digits of any script as 0 to 9; null when there is anything that no number has.</summary>
    /// <param name="lenient">Without white space around, and without underscores, as the constructor allows.</param>
    internal static string? Normalize(PyStr text, bool lenient)
    {
        int start = 0, end = text.Length;
        if (lenient)
        {
            while (start < end && UnicodeText.IsSpace(text[start]))
            {
                start++;
            }
            while (end > start && UnicodeText.IsSpace(text[end - 1]))
            {
                end--;
            }
        }
        StringBuilder result = new(end - start);
        for (int i = start; i < end; i++)
        {
            int c = text[i];
            if (lenient && c == '_')
            {
                continue;
            }
            if (c is > 0 and < 128)
            {
                result.Append((char)c);
                continue;
            }
            int digit = UnicodeText.DecimalDigit(c);
            if (digit < 0)
            {
                return null;
            }
            result.Append((char)('0' + digit));
        }
        return result.ToString();
    }

    /// <summary>Reads a number; false for anything else. Exponents too large for any context are clipped to beyond its limits.</summary>
    internal static bool TryParse(ReadOnlySpan<char> text, out DecimalNumber number)
    {
        number = DecimalNumber.NaN;
        bool negative = false;
        if (!text.IsEmpty && text[0] is '+' or '-')
        {
            negative = text[0] == '-';
            text = text[1..];
        }
        if (text.IsEmpty)
        {
            return false;
        }
        if (char.IsAsciiLetter(text[0]))
        {
            return TryParseSpecial(text, negative, out number);
        }
        int position = 0, digits = 0, fraction = 0;
        bool point = false;
        for (; position < text.Length; position++)
        {
            char c = text[position];
            if (c == '.' && !point)
            {
                point = true;
            }
            else if (char.IsAsciiDigit(c))
            {
                digits++;
                fraction += point ? 1 : 0;
            }
            else
            {
                break;
            }
        }
        if (digits == 0)
        {
            return false;
        }
        long exponent = 0;
        if (position < text.Length)
        {
            if (text[position] is not ('e' or 'E') || !TryParseExponent(text[(position + 1)..], out exponent))
            {
                return false;
            }
        }
        ReadOnlySpan<char> mantissa = text[..position];
        string all = point ? mantissa.ToString().Replace(".", "", StringComparison.Ordinal) : mantissa.ToString();
        number = DecimalNumber.Finite(negative, ParseDigits(all), exponent - fraction);
        return true;
    }

    private static BigInteger ParseDigits(string digits) =>
        digits.Length <= 18 ? long.Parse(digits, CultureInfo.InvariantCulture) : BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool TryParseExponent(ReadOnlySpan<char> text, out long exponent)
    {
        // Far beyond all limits, and still safe to add to.
        const long Clip = 4_000_000_000_000_000_000;
        exponent = 0;
        bool negative = false;
        if (!text.IsEmpty && text[0] is '+' or '-')
        {
            negative = text[0] == '-';
            text = text[1..];
        }
        if (text.IsEmpty || text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }
        text = text.TrimStart('0');
        exponent = text.IsEmpty ? 0 : text.Length > 18 && (text.Length > 19 || !long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out exponent)) ? Clip
            : Math.Min(long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture), Clip);
        if (negative)
        {
            exponent = -exponent;
        }
        return true;
    }

    private static bool TryParseSpecial(ReadOnlySpan<char> text, bool negative, out DecimalNumber number)
    {
        number = DecimalNumber.NaN;
        if (text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            number = DecimalNumber.Infinity(negative);
            return true;
        }
        DecimalKind kind = DecimalKind.QuietNaN;
        if (text[0] is 's' or 'S')
        {
            kind = DecimalKind.SignalingNaN;
            text = text[1..];
        }
        if (!text.StartsWith("nan", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }
        text = text[3..];
        if (text.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }
        BigInteger payload = text.IsEmpty ? BigInteger.Zero : ParseDigits(text.ToString());
        number = new DecimalNumber(kind, negative, payload, 0);
        return true;
    }

    internal static string Digits(BigInteger coefficient) => coefficient.ToString(CultureInfo.InvariantCulture);

    /// <summary>The text of a NaN or infinity, without the sign.</summary>
    private static string Special(in DecimalNumber number) => number.Kind switch
    {
        DecimalKind.Infinity => "Infinity",
        DecimalKind.QuietNaN => "NaN" + (number.Coefficient.IsZero ? "" : Digits(number.Coefficient)),
        _ => "sNaN" + (number.Coefficient.IsZero ? "" : Digits(number.Coefficient)),
    };

    /// <summary>Scientific notation where the exponent asks for it; <paramref name="engineering"/> keeps exponents to multiples of three.</summary>
    internal static string ToText(in DecimalNumber number, bool capitals, bool engineering = false)
    {
        string sign = number.Negative ? "-" : "";
        if (number.IsSpecial)
        {
            return sign + Special(number);
        }
        string digits = Digits(number.Coefficient);
        long left = number.Exponent + digits.Length;
        long place;
        if (number.Exponent <= 0 && left > -6)
        {
            place = left;
        }
        else if (!engineering)
        {
            place = 1;
        }
        else if (number.Coefficient.IsZero)
        {
            place = ((((left + 1) % 3) + 3) % 3) - 1;
        }
        else
        {
            place = ((((left - 1) % 3) + 3) % 3) + 1;
        }
        StringBuilder text = new(sign, digits.Length + 30);
        if (place <= 0)
        {
            text.Append("0.").Append('0', (int)-place).Append(digits);
        }
        else if (place >= digits.Length)
        {
            text.Append(digits).Append('0', (int)place - digits.Length);
        }
        else
        {
            text.Append(digits, 0, (int)place).Append('.').Append(digits, (int)place, digits.Length - (int)place);
        }
        long exponent = left - place;
        if (exponent != 0)
        {
            text.Append(capitals ? 'E' : 'e').Append(exponent < 0 ? '-' : '+').Append(Math.Abs(exponent).ToString(CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }

    // ---- formatting ----

    private static PyException BadFormat() => Err.ValueError("invalid format string");

    /// <summary>A format specification for decimals.</summary>
    private sealed class Specification
    {
        internal string Fill = " ";
        internal char Align = '>';
        internal char Sign = '-';
        internal bool NoNegativeZero;
        internal int Width;
        internal int Precision = -1;
        internal char Type;
        internal string Separator = "";
        internal string Point = ".";
        internal int[] Grouping = [3];

        internal static Specification Parse(PyStr text)
        {
            Specification s = new();
            int i = 0;
            static bool IsAlign(int c) => c is '<' or '>' or '=' or '^';
            bool aligned = false;
            if (text.Length >= 2 && IsAlign(text[1]))
            {
                s.Fill = text[0] is >= 0xD800 and <= 0xDFFF ? throw BadFormat() : char.ConvertFromUtf32(text[0]);
                s.Align = (char)text[1];
                aligned = true;
                i = 2;
            }
            else if (text.Length >= 1 && IsAlign(text[0]))
            {
                s.Align = (char)text[0];
                aligned = true;
                i = 1;
            }
            int Peek() => i < text.Length ? text[i] : -1;
            if (Peek() is '+' or '-' or ' ')
            {
                s.Sign = (char)text[i++];
            }
            if (Peek() == 'z')
            {
                s.NoNegativeZero = true;
                i++;
            }
            if (Peek() == '0')
            {
                if (aligned)
                {
                    throw BadFormat();
                }
                s.Fill = "0";
                s.Align = '=';
                i++;
                if (Peek() == '0')
                {
                    throw BadFormat();
                }
            }
            if (Peek() is >= '0' and <= '9')
            {
                s.Width = Number(text, ref i);
            }
            if (Peek() == ',')
            {
                s.Separator = ",";
                i++;
            }
            if (Peek() == '.')
            {
                i++;
                if (Peek() is not (>= '0' and <= '9'))
                {
                    throw BadFormat();
                }
                s.Precision = Number(text, ref i);
            }
            if (Peek() is 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%' or 'n')
            {
                s.Type = (char)text[i++];
            }
            if (i != text.Length)
            {
                throw BadFormat();
            }
            if (s.Type == 'n')
            {
                if (s.Separator.Length != 0)
                {
                    throw BadFormat();
                }
                s.Grouping = [];
                if (NumericLocale.Current is { } locale)
                {
                    s.Point = locale.DecimalPoint;
                    s.Separator = locale.Separator;
                    s.Grouping = locale.Grouping;
                }
                s.Type = 'g';
            }
            return s;
        }

        private static int Number(PyStr text, ref int i)
        {
            long n = 0;
            while (i < text.Length && text[i] is >= '0' and <= '9')
            {
                n = Math.Min((n * 10) + text[i++] - '0', int.MaxValue + 1L);
            }
            return n <= int.MaxValue / 2 ? (int)n : throw BadFormat();
        }
    }

    /// <summary>format(number, spec); <paramref name="overrides"/> may name decimal_point, thousands_sep and grouping.</summary>
    internal static string Format(in DecimalNumber value, PyStr specification, PyDict? overrides, DecimalSettings c, bool capitals)
    {
        Specification spec = Specification.Parse(specification);
        if (overrides != null)
        {
            ApplyOverrides(spec, overrides);
        }
        char type = spec.Type == 0 ? capitals ? 'G' : 'g' : spec.Type;
        if (value.IsSpecial)
        {
            string body = Special(value) + (type == '%' ? "%" : "");
            return Align(spec, SignOf(spec, value.Negative), body, spec.Fill == "0" && spec.Align == '=' ? " " : spec.Fill, spec.Fill == "0" && spec.Align == '=' ? '>' : spec.Align);
        }
        DecimalNumber number = type == '%' ? DecimalNumber.Finite(value.Negative, value.Coefficient, value.Exponent + 2) : value;
        if (spec.Precision >= 0)
        {
            number = type switch
            {
                'e' or 'E' => ToPrecision(number, spec.Precision + 1, c),
                'f' or 'F' or '%' => ToExponent(number, -spec.Precision, c),
                _ => number.Digits > Math.Max(spec.Precision, 1) ? ToPrecision(number, Math.Max(spec.Precision, 1), c) : number,
            };
        }
        if (number.IsZero && number.Exponent > 0 && type is 'f' or 'F' or '%')
        {
            number = DecimalNumber.Finite(number.Negative, BigInteger.Zero, 0);
        }
        bool negative = number.Negative && !(spec.NoNegativeZero && number.IsZero);
        string digits = Digits(number.Coefficient);
        long left = number.Exponent + digits.Length;
        long place = type switch
        {
            'e' or 'E' => number.IsZero && spec.Precision >= 0 ? 1 - spec.Precision : 1,
            'f' or 'F' or '%' => left,
            _ => number.Exponent <= 0 && left > -6 ? left : 1,
        };
        (string whole, string fraction) = Split(digits, place);
        long exponent = left - place;
        string suffix = fraction.Length == 0 ? "" : spec.Point + fraction;
        if (exponent != 0 || type is 'e' or 'E')
        {
            suffix += string.Create(CultureInfo.InvariantCulture, $"{(type is 'e' or 'g' ? 'e' : 'E')}{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
        }
        if (type == '%')
        {
            suffix += "%";
        }
        string sign = SignOf(spec, negative);
        if (spec.Separator.Length != 0)
        {
            int least = spec.Fill == "0" && spec.Align == '=' ? spec.Width - sign.Length - suffix.Length : 0;
            whole = new NumericLocale(spec.Point, spec.Separator, spec.Grouping).Group(whole, least);
        }
        return Align(spec, sign, whole + suffix, spec.Fill, spec.Align);
    }

    private static void ApplyOverrides(Specification spec, PyDict overrides)
    {
        if (overrides.GetStr(PyStr.Intern("decimal_point")) is { } point)
        {
            spec.Point = point is PyStr p ? p.Value : throw Err.TypeError("argument must be a string");
        }
        if (overrides.GetStr(PyStr.Intern("thousands_sep")) is { } separator)
        {
            spec.Separator = separator is PyStr s ? s.Value : throw Err.TypeError("argument must be a string");
        }
        if (overrides.GetStr(PyStr.Intern("grouping")) is { } grouping)
        {
            string groups = grouping is PyStr g ? g.Value : throw Err.TypeError("argument must be a string");
            // As in C: a NUL ends the sizes, the last of which repeats.
            int end = groups.IndexOf('\0', StringComparison.Ordinal);
            int[] sizes = new int[end < 0 ? groups.Length : end];
            for (int i = 0; i < sizes.Length; i++)
            {
                sizes[i] = groups[i];
            }
            spec.Grouping = sizes;
        }
        const int MostBytes = 4;
        if (Encoding.UTF8.GetByteCount(spec.Point) is 0 or > MostBytes || Encoding.UTF8.GetByteCount(spec.Separator) > MostBytes
            || Array.Exists(spec.Grouping, static g => g > NumericLocale.NoMore))
        {
            throw Err.ValueError("invalid override dict");
        }
    }

    private static DecimalNumber ToPrecision(in DecimalNumber number, long precision, DecimalSettings c)
    {
        if (number.IsZero)
        {
            return DecimalNumber.Finite(number.Negative, BigInteger.Zero, number.Exponent);
        }
        DecimalSettings work = DecimalSettings.Widest.With(c.Rounding);
        work.Precision = precision;
        Signals ignored = Signals.None;
        long missing = precision - number.Digits;
        return missing > 0
            ? DecimalNumber.Finite(number.Negative, DecimalDigits.ShiftLeft(number.Coefficient, missing), number.Exponent - missing)
            : DecimalMath.Finish(number, work, ref ignored);
    }

    private static DecimalNumber ToExponent(in DecimalNumber number, long exponent, DecimalSettings c)
    {
        Signals ignored = Signals.None;
        return DecimalMath.Quantize(number, DecimalNumber.Finite(false, BigInteger.One, exponent), DecimalSettings.Widest.With(c.Rounding), ref ignored);
    }

    private static (string Whole, string Fraction) Split(string digits, long place)
    {
        if (place <= 0)
        {
            return ("0", new string('0', (int)-place) + digits);
        }
        return place >= digits.Length ? (digits + new string('0', (int)place - digits.Length), "") : (digits[..(int)place], digits[(int)place..]);
    }

    private static string SignOf(Specification spec, bool negative) => negative ? "-" : spec.Sign is '+' or ' ' ? spec.Sign.ToString() : "";

    private static string Align(Specification spec, string sign, string body, string fill, char align)
    {
        int length = new StringInfo(body).LengthInTextElements + sign.Length;
        int padding = spec.Width - length;
        if (padding <= 0)
        {
            return sign + body;
        }
        switch (align)
        {
            case '<':
                return sign + body + Repeat(fill, padding);
            case '>':
                return Repeat(fill, padding) + sign + body;
            case '=':
                return sign + Repeat(fill, padding) + body;
            default:
                int before = padding / 2;
                return Repeat(fill, before) + sign + body + Repeat(fill, padding - before);
        }
    }

    private static string Repeat(string text, int count) => text.Length == 1 ? new string(text[0], count) : new StringBuilder().Insert(0, text, count).ToString();
}

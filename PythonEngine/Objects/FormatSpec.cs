namespace PythonEngine.Objects;

/// <summary>The standard format specification ([[fill]align][sign][z][#][0][width][grouping][.precision][type]) and the formatting of numbers by it.</summary>
internal struct FormatSpec
{
    internal int Fill;
    internal char Align;
    internal bool AlignGiven;
    internal bool Alternate;
    internal bool NoNegativeZero;
    /// <summary>'\0', ' ', '+' or '-'.</summary>
    internal char Sign;
    internal int Width;
    /// <summary>'\0', ',' or '_'.</summary>
    internal char Separator;
    internal int Precision;
    internal int Code;

    internal static FormatSpec Parse(PyStr text, char defaultCode, char defaultAlign, PyObject value)
    {
        FormatSpec spec = new() { Fill = ' ', Align = defaultAlign, Width = -1, Precision = -1, Code = defaultCode };
        int i = 0, end = text.Length;
        bool fillGiven = false;
        if (end >= 2 && IsAlign(text[1]))
        {
            spec.Align = (char)text[1];
            spec.Fill = text[0];
            fillGiven = spec.AlignGiven = true;
            i = 2;
        }
        else if (end >= 1 && IsAlign(text[0]))
        {
            spec.Align = (char)text[0];
            spec.AlignGiven = true;
            i = 1;
        }
        if (i < end && text[i] is ' ' or '+' or '-')
        {
            spec.Sign = (char)text[i++];
        }
        if (i < end && text[i] == 'z')
        {
            spec.NoNegativeZero = true;
            i++;
        }
        if (i < end && text[i] == '#')
        {
            spec.Alternate = true;
            i++;
        }
        if (!fillGiven && i < end && text[i] == '0')
        {
            spec.Fill = '0';
            if (!spec.AlignGiven && defaultAlign == '>')
            {
                spec.Align = '=';
            }
            i++;
        }
        Number(text, ref i, ref spec.Width);
        if (i < end && text[i] == ',')
        {
            spec.Separator = ',';
            i++;
        }
        if (i < end && text[i] == '_')
        {
            if (spec.Separator != 0)
            {
                throw Err.ValueError("Cannot specify both ',' and '_'.");
            }
            spec.Separator = '_';
            i++;
        }
        if (i < end && text[i] == ',' && spec.Separator == '_')
        {
            throw Err.ValueError("Cannot specify both ',' and '_'.");
        }
        if (i < end && text[i] == '.')
        {
            i++;
            if (!Number(text, ref i, ref spec.Precision))
            {
                throw Err.ValueError("Format specifier missing precision");
            }
        }
        if (end - i > 1)
        {
            throw Err.ValueError($"Invalid format specifier '{text.Value}' for object of type '{value.Type.FullName}'");
        }
        if (end - i == 1)
        {
            spec.Code = text[i];
        }
        if (spec.Separator != 0)
        {
            bool allowed = spec.Code is 'd' or 'e' or 'f' or 'g' or 'E' or 'G' or '%' or 'F' or 0
                || (spec.Separator == '_' && spec.Code is 'b' or 'o' or 'x' or 'X');
            if (!allowed)
            {
                throw Err.ValueError(spec.Code is > 32 and < 128
                    ? $"Cannot specify '{spec.Separator}' with '{(char)spec.Code}'."
                    : $"Cannot specify '{spec.Separator}' with '\\x{spec.Code:x}'.");
            }
        }
        return spec;
    }

    private static bool IsAlign(int c) => c is '<' or '>' or '=' or '^';

    private static bool Number(PyStr text, ref int i, ref int number)
    {
        long value = 0;
        int start = i;
        while (i < text.Length)
        {
            int digit = UnicodeText.DecimalDigit(text[i]);
            if (digit < 0)
            {
                break;
            }
            value = value * 10 + digit;
            if (value > int.MaxValue)
            {
                throw Err.ValueError("Too many decimal digits in format string");
            }
            i++;
        }
        if (i == start)
        {
            return false;
        }
        number = (int)value;
        return true;
    }

    internal static PyException UnknownCode(int code, PyObject value) => Err.ValueError(code is > 32 and < 128
        ? $"Unknown format code '{(char)code}' for object of type '{value.Type.FullName}'"
        : $"Unknown format code '\\x{code:x}' for object of type '{value.Type.FullName}'");

    internal static PyStr FormatString(PyStr value, PyStr text)
    {
        if (text.Length == 0)
        {
            return value.GetType() == typeof(PyStr) ? value : Ops.Str(value);
        }
        FormatSpec spec = Parse(text, 's', '<', value);
        if (spec.Code != 's')
        {
            throw UnknownCode(spec.Code, value);
        }
        if (spec.Sign != 0)
        {
            throw Err.ValueError(spec.Sign == ' ' ? "Space not allowed in string format specifier" : "Sign not allowed in string format specifier");
        }
        if (spec.NoNegativeZero)
        {
            throw Err.ValueError("Negative zero coercion (z) not allowed in string format specifier");
        }
        if (spec.Alternate)
        {
            throw Err.ValueError("Alternate form (#) not allowed in string format specifier");
        }
        if (spec.Align == '=')
        {
            throw Err.ValueError("'=' alignment not allowed in string format specifier");
        }
        int length = spec.Precision >= 0 ? Math.Min(spec.Precision, value.Length) : value.Length;
        if (spec.Width <= length)
        {
            return length == value.Length ? value.ToExact() : value.Slice(0, length);
        }
        int total = spec.Width - length;
        int left = spec.Align == '>' ? total : spec.Align == '^' ? total / 2 : 0;
        StrBuilder sb = new(spec.Width);
        sb.Append(spec.Fill, left);
        sb.Append(value, 0, length);
        sb.Append(spec.Fill, total - left);
        return sb.ToPyStr();
    }

    /// <summary>The commonest specifications of an int, "d", "5", "05d"; null for others.</summary>
    private static PyStr? FormatPlain(long value, string spec)
    {
        int end = spec.Length > 0 && spec[^1] == 'd' ? spec.Length - 1 : spec.Length;
        bool zero = end > 0 && spec[0] == '0';
        int width = 0;
        for (int i = 0; i < end; i++)
        {
            if (!char.IsAsciiDigit(spec[i]) || i > 2)
            {
                return null;
            }
            width = (width * 10) + spec[i] - '0';
        }
        Span<char> digits = stackalloc char[20];
        value.TryFormat(digits, out int length, default, System.Globalization.CultureInfo.InvariantCulture);
        if (length >= width)
        {
            return PyStr.FromBmp(new string(digits[..length]));
        }
        string text = new(zero ? '0' : ' ', width);
        // Ours alone until it is wrapped, so it can be filled in place.
        Span<char> target = System.Runtime.InteropServices.MemoryMarshal.AsMemory(text.AsMemory()).Span;
        if (zero && value < 0)
        {
            target[0] = '-';
            digits[1..length].CopyTo(target[(width - length + 1)..]);
        }
        else
        {
            digits[..length].CopyTo(target[(width - length)..]);
        }
        return PyStr.FromBmp(text);
    }

    internal static PyStr FormatInt(PyInt value, PyStr text)
    {
        if (value is PySmallInt small && text.IsBmp && FormatPlain(small.Value, text.Bmp) is { } plain)
        {
            return plain;
        }
        FormatSpec spec = Parse(text, 'd', '>', value);
        switch (spec.Code)
        {
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or '%':
                return spec.Real(value, value.AsDouble());
            case 'b' or 'c' or 'd' or 'o' or 'x' or 'X' or 'n':
                break;
            default:
                throw UnknownCode(spec.Code, value);
        }
        if (spec.Precision != -1)
        {
            throw Err.ValueError("Precision not allowed in integer format specifier");
        }
        if (spec.NoNegativeZero)
        {
            throw Err.ValueError("Negative zero coercion (z) not allowed in integer format specifier");
        }
        StrBuilder sb = new(Math.Max(spec.Width, 24));
        if (spec.Code == 'c')
        {
            if (spec.Sign != 0)
            {
                throw Err.ValueError("Sign not allowed with integer format specifier 'c'");
            }
            if (spec.Alternate)
            {
                throw Err.ValueError("Alternate form (#) not allowed with integer format specifier 'c'");
            }
            if (!value.TryGetLong(out long cp))
            {
                throw Err.OverflowError("Python int too large to convert to C long");
            }
            if (cp is < 0 or > 0x10FFFF)
            {
                throw Err.OverflowError("%c arg not in range(0x110000)");
            }
            int padding = Math.Max(0, spec.Width - 1);
            int left = spec.Align is '>' or '=' ? padding : spec.Align == '^' ? padding / 2 : 0;
            sb.Append(spec.Fill, left);
            sb.Append((int)cp);
            sb.Append(spec.Fill, padding - left);
            return sb.ToPyStr();
        }
        int radix = spec.Code switch { 'b' => 2, 'o' => 8, 'x' or 'X' => 16, _ => 10 };
        string digits = value.MagnitudeText(radix);
        string prefix = "";
        if (spec.Alternate && radix != 10)
        {
            prefix = spec.Code switch { 'b' => "0b", 'o' => "0o", 'x' => "0x", _ => "0X" };
        }
        if (spec.Code == 'X')
        {
            digits = digits.ToUpperInvariant();
        }
        spec.Compose(ref sb, value.Sign < 0, prefix, digits, "", radix == 10 ? 3 : 4);
        return sb.ToPyStr();
    }

    internal static PyStr FormatFloat(PyObject value, double number, PyStr text)
    {
        FormatSpec spec = Parse(text, '\0', '>', value);
        if (spec.Code is not (0 or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n' or '%'))
        {
            throw UnknownCode(spec.Code, value);
        }
        return spec.Real(value, number);
    }

    private PyStr Real(PyObject value, double number)
    {
        string text = Digits(number);
        bool negative = text[0] == '-';
        StrBuilder sb = new(Math.Max(Width, text.Length + 2));
        Split(text.AsSpan(negative ? 1 : 0), out ReadOnlySpan<char> digits, out ReadOnlySpan<char> rest);
        Compose(ref sb, negative, "", digits, rest, 3);
        return sb.ToPyStr();
    }

    private readonly string Digits(double number, bool complexPart = false)
    {
        int code = Code;
        int precision = Precision;
        FloatText.Options options = (Alternate ? FloatText.Options.Alternate : 0) | (NoNegativeZero ? FloatText.Options.NoNegativeZero : 0);
        int fallback = 6;
        bool percent = false;
        if (code == 0)
        {
            if (!complexPart)
            {
                options |= FloatText.Options.AddDot0;
            }
            code = 'r';
            fallback = 0;
        }
        else if (code == 'n')
        {
            code = 'g';
        }
        else if (code == '%')
        {
            code = 'f';
            number *= 100;
            percent = true;
        }
        if (precision < 0)
        {
            precision = fallback;
        }
        else if (code == 'r')
        {
            code = 'g';
        }
        string text = FloatText.Format(number, (char)code, precision, options);
        return percent ? text + "%" : text;
    }

    private static void Split(ReadOnlySpan<char> text, out ReadOnlySpan<char> digits, out ReadOnlySpan<char> rest)
    {
        int n = 0;
        while (n < text.Length && char.IsAsciiDigit(text[n]))
        {
            n++;
        }
        digits = text[..n];
        rest = text[n..];
    }

    internal static PyStr FormatComplex(PyObject value, double real, double imaginary, PyStr text)
    {
        FormatSpec spec = Parse(text, '\0', '>', value);
        if (spec.Code is not (0 or 'e' or 'E' or 'f' or 'F' or 'g' or 'G' or 'n'))
        {
            throw UnknownCode(spec.Code, value);
        }
        if (spec.Fill == '0')
        {
            throw Err.ValueError("Zero padding is not allowed in complex format specifier");
        }
        if (spec.Align == '=')
        {
            throw Err.ValueError("'=' alignment flag is not allowed in complex format specifier");
        }
        bool parentheses = false, skipReal = false;
        if (spec.Code == 0)
        {
            // As str() does: no real part when it is a positive zero.
            if (real == 0 && !double.IsNegative(real))
            {
                skipReal = true;
            }
            else
            {
                parentheses = true;
            }
        }
        StrBuilder body = new(48);
        if (parentheses)
        {
            body.Append('(');
        }
        FormatSpec part = spec;
        part.Width = -1;
        part.Fill = ' ';
        part.Align = '<';
        if (!skipReal)
        {
            part.Part(ref body, real);
        }
        FormatSpec second = part;
        if (!skipReal)
        {
            second.Sign = '+';
        }
        second.Part(ref body, imaginary);
        body.Append('j');
        if (parentheses)
        {
            body.Append(')');
        }
        PyStr inner = body.ToPyStr();
        int padding = Math.Max(0, spec.Width - inner.Length);
        if (padding == 0)
        {
            return inner;
        }
        int left = spec.Align == '>' ? padding : spec.Align == '^' ? padding / 2 : 0;
        StrBuilder sb = new(spec.Width);
        sb.Append(spec.Fill, left);
        sb.Append(inner);
        sb.Append(spec.Fill, padding - left);
        return sb.ToPyStr();
    }

    private readonly void Part(ref StrBuilder sb, double number)
    {
        string text = Digits(number, complexPart: true);
        bool negative = text[0] == '-';
        Split(text.AsSpan(negative ? 1 : 0), out ReadOnlySpan<char> digits, out ReadOnlySpan<char> rest);
        Compose(ref sb, negative, "", digits, rest, 3);
    }

    /// <summary>Lays sign, prefix, grouped digits and the rest out in the field.</summary>
    private readonly void Compose(ref StrBuilder sb, bool negative, string prefix, ReadOnlySpan<char> digits, ReadOnlySpan<char> rest, int group)
    {
        char sign = negative ? '-' : Sign is '+' or ' ' ? Sign : '\0';
        NumericLocale? locale = Code == 'n' ? NumericLocale.Current : null;
        if (locale != null && rest.Length > 0 && rest[0] == '.')
        {
            rest = string.Concat(locale.DecimalPoint, rest[1..]);
        }
        int fixedPart = (sign != 0 ? 1 : 0) + prefix.Length + rest.Length;
        int minimum = Fill == '0' && Align == '=' ? Math.Max(0, Width - fixedPart) : 0;
        Span<char> small = stackalloc char[128];
        int most = Separator == 0 ? Math.Max(digits.Length, minimum) : Math.Max(digits.Length, minimum) * 2 + 2;
        Span<char> buffer = most <= small.Length ? small : new char[most];
        // Infinities and NaNs have no digits: their padding is filled, and never grouped.
        ReadOnlySpan<char> grouped = digits.IsEmpty ? default : locale != null ? locale.Group(digits, minimum) : Group(digits, minimum, Separator, group, buffer);
        int padding = Math.Max(0, Width - fixedPart - grouped.Length);
        int left = 0, middle = 0, right = 0;
        switch (Align)
        {
            case '<':
                right = padding;
                break;
            case '^':
                left = padding / 2;
                right = padding - left;
                break;
            case '=':
                middle = padding;
                break;
            default:
                left = padding;
                break;
        }
        sb.Append(Fill, left);
        if (sign != 0)
        {
            sb.Append(sign);
        }
        sb.Append(prefix);
        sb.Append(Fill, middle);
        sb.Append(grouped);
        sb.Append(rest);
        sb.Append(Fill, right);
    }

    private static ReadOnlySpan<char> Group(ReadOnlySpan<char> digits, int minimum, char separator, int size, Span<char> buffer)
    {
        int at = buffer.Length;
        int remaining = digits.Length;
        if (separator == 0)
        {
            for (int i = remaining - 1; i >= 0; i--)
            {
                buffer[--at] = digits[i];
            }
            for (; remaining < minimum; remaining++)
            {
                buffer[--at] = '0';
            }
            return buffer[at..];
        }
        bool first = true;
        while (digits.Length > 0 || minimum > 0)
        {
            int length = Math.Min(size, Math.Max(Math.Max(remaining, minimum), 1));
            int taken = Math.Min(remaining, length);
            if (!first)
            {
                buffer[--at] = separator;
            }
            first = false;
            for (int i = 0; i < taken; i++)
            {
                buffer[--at] = digits[--remaining];
            }
            for (int i = taken; i < length; i++)
            {
                buffer[--at] = '0';
            }
            minimum -= length;
            if (remaining <= 0 && minimum <= 0)
            {
                break;
            }
            minimum--;
        }
        return buffer[at..];
    }

    /// <summary>The printf codes e, f, g of <c>%</c> formatting.</summary>
    internal static string Printf(double value, char code, int precision, bool alternate) =>
        FloatText.Format(value, code, precision < 0 ? 6 : precision, alternate ? FloatText.Options.Alternate : FloatText.Options.None);

}

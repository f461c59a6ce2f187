namespace PythonEngine.Objects;

internal static partial class Codecs
{
    private static int HexDigit(int c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };

    internal static byte[] EncodeUnicodeEscape(PyStr text)
    {
        StrBuilder sb = new(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            int c = text[i];
            if (c is >= 32 and < 127 && c != '\\')
            {
                sb.Append((char)c);
                continue;
            }
            switch (c)
            {
                case '\\':
                    sb.Append("\\\\");
                    break;
                case '\t':
                    sb.Append("\\t");
                    break;
                case '\n':
                    sb.Append("\\n");
                    break;
                case '\r':
                    sb.Append("\\r");
                    break;
                default:
                    PyStr.AppendEscape(ref sb, c);
                    break;
            }
        }
        return System.Text.Encoding.Latin1.GetBytes(sb.ToPyStr().Bmp);
    }

    internal static byte[] EncodeRawUnicodeEscape(PyStr text)
    {
        StrBuilder sb = new(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            int c = text[i];
            if (c < 256)
            {
                sb.Append((char)c);
            }
            else
            {
                PyStr.AppendEscape(ref sb, c);
            }
        }
        return System.Text.Encoding.Latin1.GetBytes(sb.ToPyStr().Bmp);
    }

    internal static PyStr DecodeUnicodeEscape(ReadOnlySpan<byte> data, string errors, bool final, out int consumed)
    {
        StrBuilder sb = new(data.Length);
        DecodeProblem problem = new("unicodeescape", data, errors);
        int i = 0;
        while (i < problem.Data.Length)
        {
            ReadOnlySpan<byte> d = problem.Data;
            int c = d[i];
            if (c != '\\')
            {
                sb.Append((char)c);
                i++;
                continue;
            }
            int start = i++;
            if (i >= d.Length)
            {
                if (!final)
                {
                    i = start;
                    break;
                }
                i = problem.Handle(ref sb, start, i, "\\ at end of string");
                continue;
            }
            c = d[i++];
            int simple = c switch
            {
                '\n' => -2,
                '\\' or '\'' or '"' => c,
                'b' => '\b',
                'f' => '\f',
                't' => '\t',
                'n' => '\n',
                'r' => '\r',
                'v' => '\v',
                'a' => '\a',
                _ => -1,
            };
            if (simple != -1)
            {
                if (simple >= 0)
                {
                    sb.Append((char)simple);
                }
                continue;
            }
            if (c is >= '0' and <= '7')
            {
                int value = c - '0';
                for (int k = 0; k < 2 && i < d.Length && d[i] is >= (byte)'0' and <= (byte)'7'; k++)
                {
                    value = value * 8 + d[i++] - '0';
                }
                sb.Append(value);
                continue;
            }
            string message;
            if (c is 'x' or 'u' or 'U')
            {
                int digits = c == 'x' ? 2 : c == 'u' ? 4 : 8;
                message = c == 'x' ? "truncated \\xXX escape" : c == 'u' ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape";
                long value = 0;
                while (digits > 0 && i < d.Length && HexDigit(d[i]) is >= 0 and int digit)
                {
                    value = value << 4 | (uint)digit;
                    i++;
                    digits--;
                }
                if (digits == 0)
                {
                    if (value <= 0x10FFFF)
                    {
                        sb.Append((int)value);
                        continue;
                    }
                    message = "illegal Unicode character";
                }
                else if (i >= d.Length && !final)
                {
                    i = start;
                    break;
                }
                i = problem.Handle(ref sb, start, i, message);
                continue;
            }
            if (c == 'N')
            {
                message = "malformed \\N character escape";
                if (i >= d.Length && !final)
                {
                    i = start;
                    break;
                }
                if (i < d.Length && d[i] == '{')
                {
                    int close = d[(i + 1)..].IndexOf((byte)'}');
                    if (close < 0)
                    {
                        if (!final)
                        {
                            i = start;
                            break;
                        }
                        i = d.Length;
                    }
                    else
                    {
                        string name = System.Text.Encoding.Latin1.GetString(d.Slice(i + 1, close));
                        i += close + 2;
                        if (name.Length != 0)
                        {
                            PyStr? found = CharacterByName(name);
                            if (found != null)
                            {
                                sb.Append(found);
                                continue;
                            }
                            message = "unknown Unicode character name";
                        }
                    }
                }
                i = problem.Handle(ref sb, start, i, message);
                continue;
            }
            Warn.Deprecation($"invalid escape sequence '\\{(char)c}'");
            sb.Append('\\');
            sb.Append((char)c);
        }
        consumed = i;
        return sb.ToPyStr();
    }

    /// <summary>The character of a Unicode name; null when there is none.</summary>
    internal static PyStr? CharacterByName(string name) =>
        Modules.UnicodeData.UnicodeDatabase.PointOf(name) is >= 0 and int point ? PyStr.FromChar(point) : null;

    internal static PyStr DecodeRawUnicodeEscape(ReadOnlySpan<byte> data, string errors, bool final, out int consumed)
    {
        StrBuilder sb = new(data.Length);
        DecodeProblem problem = new("rawunicodeescape", data, errors);
        int i = 0;
        while (i < problem.Data.Length)
        {
            ReadOnlySpan<byte> d = problem.Data;
            int c = d[i];
            if (c != '\\' || (i + 1 >= d.Length && final))
            {
                sb.Append((char)c);
                i++;
                continue;
            }
            int start = i;
            if (i + 1 >= d.Length)
            {
                break;
            }
            c = d[i + 1];
            i += 2;
            if (c is not ('u' or 'U'))
            {
                sb.Append('\\');
                sb.Append((char)c);
                continue;
            }
            int digits = c == 'u' ? 4 : 8;
            string message = c == 'u' ? "truncated \\uXXXX escape" : "truncated \\UXXXXXXXX escape";
            long value = 0;
            while (digits > 0 && i < d.Length && HexDigit(d[i]) is >= 0 and int digit)
            {
                value = value << 4 | (uint)digit;
                i++;
                digits--;
            }
            if (digits == 0)
            {
                if (value <= 0x10FFFF)
                {
                    sb.Append((int)value);
                    continue;
                }
                message = "\\Uxxxxxxxx out of range";
            }
            else if (i >= d.Length && !final)
            {
                i = start;
                break;
            }
            i = problem.Handle(ref sb, start, i, message);
        }
        consumed = i;
        return sb.ToPyStr();
    }

    /// <summary>Backslash escapes of a bytes literal.</summary>
    internal static byte[] DecodeEscapes(ReadOnlySpan<byte> data, string errors)
    {
        ByteBuilder sb = new(data.Length);
        for (int i = 0; i < data.Length;)
        {
            byte c = data[i++];
            if (c != '\\')
            {
                sb.Append(c);
                continue;
            }
            if (i == data.Length)
            {
                throw Err.ValueError("Trailing \\ in string");
            }
            c = data[i++];
            switch ((char)c)
            {
                case '\n':
                    break;
                case '\\' or '\'' or '"':
                    sb.Append(c);
                    break;
                case 'b':
                    sb.Append(8);
                    break;
                case 'f':
                    sb.Append(12);
                    break;
                case 't':
                    sb.Append(9);
                    break;
                case 'n':
                    sb.Append(10);
                    break;
                case 'r':
                    sb.Append(13);
                    break;
                case 'v':
                    sb.Append(11);
                    break;
                case 'a':
                    sb.Append(7);
                    break;
                case >= '0' and <= '7':
                    int value = c - '0';
                    for (int k = 0; k < 2 && i < data.Length && data[i] is >= (byte)'0' and <= (byte)'7'; k++)
                    {
                        value = value * 8 + data[i++] - '0';
                    }
                    sb.Append((byte)value);
                    break;
                case 'x':
                    if (i + 1 < data.Length && HexDigit(data[i]) >= 0 && HexDigit(data[i + 1]) >= 0)
                    {
                        sb.Append((byte)(HexDigit(data[i]) << 4 | HexDigit(data[i + 1])));
                        i += 2;
                        break;
                    }
                    if (errors == "strict")
                    {
                        throw Err.ValueError($"invalid \\x escape at position {i - 2}");
                    }
                    if (errors == "replace")
                    {
                        sb.Append((byte)'?');
                    }
                    else if (errors != "ignore")
                    {
                        throw Err.ValueError($"decoding error; unknown error handling code: {errors}");
                    }
                    if (i < data.Length && HexDigit(data[i]) >= 0)
                    {
                        i++;
                    }
                    break;
                default:
                    Warn.Deprecation($"invalid escape sequence '\\{(char)c}'");
                    sb.Append((byte)'\\');
                    i--;
                    sb.Append(data[i++]);
                    break;
            }
        }
        return sb.ToArray();
    }

    private static bool IsBase64(int c) => c < 128 && (char.IsAsciiLetterOrDigit((char)c) || c is '+' or '/');

    private static byte ToBase64(long n) => (byte)"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[(int)(n & 63)];

    private static int FromBase64(int c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' => 62,
        _ => 63,
    };

    private static bool IsDirectUtf7(int c) => c is '\t' or '\n' or '\r' or (>= ' ' and <= '}' and not '+' and not '\\');

    internal static byte[] EncodeUtf7(PyStr text)
    {
        ByteBuilder sb = new(text.Length * 2);
        bool shifted = false;
        int bits = 0;
        long buffer = 0;
        for (int i = 0; i < text.Length; i++)
        {
            int c = text[i];
            if (shifted && IsDirectUtf7(c))
            {
                if (bits != 0)
                {
                    sb.Append(ToBase64(buffer << (6 - bits)));
                    buffer = 0;
                    bits = 0;
                }
                shifted = false;
                if (IsBase64(c) || c == '-')
                {
                    sb.Append((byte)'-');
                }
                sb.Append((byte)c);
                continue;
            }
            if (!shifted)
            {
                if (c == '+')
                {
                    sb.Append("+-"u8);
                    continue;
                }
                if (IsDirectUtf7(c))
                {
                    sb.Append((byte)c);
                    continue;
                }
                sb.Append((byte)'+');
                shifted = true;
            }
            if (c > 0xFFFF)
            {
                Sextets(ref sb, 0xD7C0 + (c >> 10), ref buffer, ref bits);
                c = 0xDC00 | (c & 0x3FF);
            }
            Sextets(ref sb, c, ref buffer, ref bits);
        }
        if (bits != 0)
        {
            sb.Append(ToBase64(buffer << (6 - bits)));
        }
        if (shifted)
        {
            sb.Append((byte)'-');
        }
        return sb.ToArray();
    }

    private static void Sextets(ref ByteBuilder sb, int unit, ref long buffer, ref int bits)
    {
        bits += 16;
        buffer = buffer << 16 | (uint)unit;
        while (bits >= 6)
        {
            sb.Append(ToBase64(buffer >> (bits - 6)));
            bits -= 6;
        }
        buffer &= (1L << bits) - 1;
    }

    internal static PyStr DecodeUtf7(ReadOnlySpan<byte> data, string errors, bool final, out int consumed)
    {
        StrBuilder sb = new(data.Length);
        DecodeProblem problem = new("utf7", data, errors);
        bool shifted = false;
        int bits = 0, surrogate = 0, i = 0, start = 0, shiftOut = 0;
        long buffer = 0;
    restart:
        while (i < problem.Data.Length)
        {
            ReadOnlySpan<byte> d = problem.Data;
            int c = d[i];
            string? message = null;
            if (shifted)
            {
                if (IsBase64(c))
                {
                    buffer = buffer << 6 | (uint)FromBase64(c);
                    bits += 6;
                    i++;
                    if (bits >= 16)
                    {
                        int unit = (int)(buffer >> (bits - 16));
                        bits -= 16;
                        buffer &= (1L << bits) - 1;
                        if (surrogate != 0)
                        {
                            if (unit is >= 0xDC00 and < 0xE000)
                            {
                                sb.Append(0x10000 + ((surrogate & 0x3FF) << 10) + (unit & 0x3FF));
                                surrogate = 0;
                                continue;
                            }
                            sb.Append((char)surrogate);
                            surrogate = 0;
                        }
                        if (unit is >= 0xD800 and < 0xDC00)
                        {
                            surrogate = unit;
                        }
                        else
                        {
                            sb.Append((char)unit);
                        }
                    }
                    continue;
                }
                shifted = false;
                if (bits >= 6)
                {
                    i++;
                    message = "partial character in shift sequence";
                }
                else if (bits > 0 && buffer != 0)
                {
                    i++;
                    message = "non-zero padding bits in shift sequence";
                }
                else
                {
                    if (surrogate != 0 && c < 128 && c != '+')
                    {
                        sb.Append((char)surrogate);
                    }
                    surrogate = 0;
                    if (c == '-')
                    {
                        i++;
                    }
                    continue;
                }
            }
            else if (c == '+')
            {
                start = i++;
                if (i < d.Length && d[i] == '-')
                {
                    i++;
                    sb.Append('+');
                    continue;
                }
                if (i >= d.Length || IsBase64(d[i]))
                {
                    shifted = true;
                    surrogate = 0;
                    shiftOut = sb.Length;
                    bits = 0;
                    buffer = 0;
                    continue;
                }
                i++;
                message = "ill-formed sequence";
            }
            else if (c < 128)
            {
                sb.Append((char)c);
                i++;
                continue;
            }
            else
            {
                start = i++;
                message = "unexpected special character";
            }
            i = problem.Handle(ref sb, start, i, message);
        }
        if (shifted && final)
        {
            shifted = false;
            if (surrogate != 0 || bits >= 6 || (bits > 0 && buffer != 0))
            {
                i = problem.Handle(ref sb, start, problem.Data.Length, "unterminated shift sequence");
                if (i < problem.Data.Length)
                {
                    goto restart;
                }
            }
        }
        consumed = i;
        if (shifted)
        {
            consumed = start;
            sb.Truncate(shiftOut);
        }
        return sb.ToPyStr();
    }
}

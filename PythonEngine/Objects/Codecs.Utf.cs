using System.Text;
using System.Text.Unicode;

namespace PythonEngine.Objects;

internal static partial class Codecs
{
    private const string Surrogates = "surrogates not allowed";

    internal static byte[] EncodeUtf8(PyStr text, string errors = "strict")
    {
        if (text.IsBmp)
        {
            string bmp = text.Bmp;
            if (bmp.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            {
                return Encoding.UTF8.GetBytes(bmp);
            }
        }
        ByteBuilder sb = new(text.Length * 2);
        EncodeProblem problem = new("utf-8", text, errors, Surrogates, 128);
        for (int i = 0; i < text.Length;)
        {
            int c = text[i];
            if (c < 0x80)
            {
                sb.Append((byte)c);
            }
            else if (c < 0x800)
            {
                sb.Append((byte)(0xC0 | c >> 6));
                sb.Append((byte)(0x80 | (c & 63)));
            }
            else if (c is >= 0xD800 and < 0xE000)
            {
                int end = i + 1;
                while (end < text.Length && text[end] is >= 0xD800 and < 0xE000)
                {
                    end++;
                }
                i = problem.Handle(ref sb, i, end);
                continue;
            }
            else if (c < 0x10000)
            {
                sb.Append((byte)(0xE0 | c >> 12));
                sb.Append((byte)(0x80 | (c >> 6 & 63)));
                sb.Append((byte)(0x80 | (c & 63)));
            }
            else
            {
                sb.Append((byte)(0xF0 | c >> 18));
                sb.Append((byte)(0x80 | (c >> 12 & 63)));
                sb.Append((byte)(0x80 | (c >> 6 & 63)));
                sb.Append((byte)(0x80 | (c & 63)));
            }
            i++;
        }
        return sb.ToArray();
    }

    internal static PyStr DecodeUtf8(ReadOnlySpan<byte> data, string errors, bool final, out int consumed)
    {
        consumed = data.Length;
        if (Ascii.IsValid(data))
        {
            return PyStr.FromBmp(Encoding.Latin1.GetString(data));
        }
        if (Utf8.IsValid(data))
        {
            return new PyStr(Encoding.UTF8.GetString(data));
        }
        StrBuilder sb = new(data.Length);
        DecodeProblem problem = new("utf-8", data, errors);
        int i = 0;
        while (i < problem.Data.Length)
        {
            ReadOnlySpan<byte> d = problem.Data;
            int b = d[i];
            if (b < 0x80)
            {
                sb.Append((char)b);
                i++;
                continue;
            }
            int need = b is >= 0xC2 and <= 0xDF ? 2 : b is >= 0xE0 and <= 0xEF ? 3 : b is >= 0xF0 and <= 0xF4 ? 4 : 0;
            if (need == 0)
            {
                i = problem.Handle(ref sb, i, i + 1, "invalid start byte");
                continue;
            }
            int low = b switch { 0xE0 => 0xA0, 0xF0 => 0x90, _ => 0x80 };
            int high = b switch { 0xED => 0x9F, 0xF4 => 0x8F, _ => 0xBF };
            int n = 1;
            int c = b & (0xFF >> (need + 1));
            while (n < need && i + n < d.Length && d[i + n] >= low && d[i + n] <= high)
            {
                c = c << 6 | (d[i + n] & 63);
                n++;
                low = 0x80;
                high = 0xBF;
            }
            if (n == need)
            {
                sb.Append(c);
                i += need;
            }
            else if (i + n == d.Length)
            {
                if (!final)
                {
                    break;
                }
                i = problem.Handle(ref sb, i, i + n, "unexpected end of data");
            }
            else
            {
                // A surrogate cut short may still become one that a handler lets pass.
                if (!final && b == 0xED && n == 1 && i + 2 == d.Length && errors == "surrogatepass" && d[i + 1] is >= 0xA0 and <= 0xBF)
                {
                    break;
                }
                i = problem.Handle(ref sb, i, i + n, "invalid continuation byte");
            }
        }
        consumed = i;
        return sb.ToPyStr();
    }

    private static byte[] EncodeNarrow(PyStr text, string errors, string name, string reason, int limit)
    {
        ByteBuilder sb = new(text.Length);
        EncodeProblem problem = new(name, text, errors, reason, limit);
        for (int i = 0; i < text.Length;)
        {
            if (text[i] < limit)
            {
                sb.Append((byte)text[i++]);
                continue;
            }
            int end = i + 1;
            while (end < text.Length && text[end] >= limit)
            {
                end++;
            }
            i = problem.Handle(ref sb, i, end);
        }
        return sb.ToArray();
    }

    internal static byte[] EncodeAscii(PyStr text, string errors) => text.IsBmp && Ascii.IsValid(text.Bmp)
        ? Encoding.Latin1.GetBytes(text.Bmp)
        : EncodeNarrow(text, errors, "ascii", "ordinal not in range(128)", 128);

    internal static byte[] EncodeLatin1(PyStr text, string errors) => text.IsBmp && text.Bmp.AsSpan().IndexOfAnyExceptInRange('\0', '\u00FF') < 0
        ? Encoding.Latin1.GetBytes(text.Bmp)
        : EncodeNarrow(text, errors, "latin-1", "ordinal not in range(256)", 256);

    internal static PyStr DecodeLatin1(ReadOnlySpan<byte> data) => PyStr.FromBmp(Encoding.Latin1.GetString(data));

    internal static PyStr DecodeAscii(ReadOnlySpan<byte> data, string errors)
    {
        if (Ascii.IsValid(data))
        {
            return PyStr.FromBmp(Encoding.Latin1.GetString(data));
        }
        StrBuilder sb = new(data.Length);
        DecodeProblem problem = new("ascii", data, errors);
        int i = 0;
        while (i < problem.Data.Length)
        {
            if (problem.Data[i] < 128)
            {
                sb.Append((char)problem.Data[i++]);
            }
            else
            {
                i = problem.Handle(ref sb, i, i + 1, "ordinal not in range(128)");
            }
        }
        return sb.ToPyStr();
    }

    // order: -1 little-endian, 1 big-endian, 0 native with a byte order mark.
    internal static byte[] EncodeUtf16(PyStr text, string errors, int order)
    {
        string name = order == 0 ? "utf-16" : order < 0 ? "utf-16-le" : "utf-16-be";
        bool little = order <= 0;
        ByteBuilder sb = new(text.Length * 2 + 4);
        EncodeProblem problem = new(name, text, errors, Surrogates, 128);
        if (order == 0)
        {
            sb.Append([0xFF, 0xFE]);
        }
        for (int i = 0; i < text.Length;)
        {
            int c = text[i];
            if (c is >= 0xD800 and < 0xE000)
            {
                i = problem.Handle(ref sb, i, i + 1, 2, little);
                continue;
            }
            if (c > 0xFFFF)
            {
                Unit16(ref sb, 0xD7C0 + (c >> 10), little);
                c = 0xDC00 | (c & 0x3FF);
            }
            Unit16(ref sb, c, little);
            i++;
        }
        return sb.ToArray();
    }

    private static void Unit16(ref ByteBuilder sb, int c, bool little)
    {
        sb.Append((byte)(little ? c : c >> 8));
        sb.Append((byte)(little ? c >> 8 : c));
    }

    // order: As for encoding; 0 reads a byte order mark and tells what it was.
    internal static PyStr DecodeUtf16(ReadOnlySpan<byte> data, string errors, ref int order, bool final, out int consumed)
    {
        int i = 0;
        string name = order == 0 ? "utf-16" : order < 0 ? "utf-16-le" : "utf-16-be";
        if (order == 0 && data.Length >= 2)
        {
            int mark = data[0] | data[1] << 8;
            if (mark == 0xFEFF)
            {
                order = -1;
                i = 2;
            }
            else if (mark == 0xFFFE)
            {
                order = 1;
                i = 2;
            }
        }
        bool little = order <= 0;
        if (name == "utf-16")
        {
            name = little ? "utf-16-le" : "utf-16-be";
        }
        StrBuilder sb = new(data.Length / 2);
        DecodeProblem problem = new(name, data, errors);
        int first = little ? 0 : 1;
        while (i < problem.Data.Length)
        {
            ReadOnlySpan<byte> d = problem.Data;
            if (i + 2 > d.Length)
            {
                if (!final)
                {
                    break;
                }
                i = problem.Handle(ref sb, i, d.Length, "truncated data");
                continue;
            }
            int c = d[i + first] | d[i + 1 - first] << 8;
            if (c is < 0xD800 or >= 0xE000)
            {
                sb.Append((char)c);
                i += 2;
                continue;
            }
            if (c >= 0xDC00)
            {
                i = problem.Handle(ref sb, i, i + 2, "illegal encoding");
                continue;
            }
            if (i + 4 > d.Length)
            {
                if (!final)
                {
                    break;
                }
                i = problem.Handle(ref sb, i, d.Length, "unexpected end of data");
                continue;
            }
            int next = d[i + 2 + first] | d[i + 3 - first] << 8;
            if (next is >= 0xDC00 and < 0xE000)
            {
                sb.Append(0x10000 + ((c & 0x3FF) << 10) + (next & 0x3FF));
                i += 4;
            }
            else
            {
                i = problem.Handle(ref sb, i, i + 2, "illegal UTF-16 surrogate");
            }
        }
        consumed = i;
        return sb.ToPyStr();
    }

    internal static byte[] EncodeUtf32(PyStr text, string errors, int order)
    {
        string name = order == 0 ? "utf-32" : order < 0 ? "utf-32-le" : "utf-32-be";
        bool little = order <= 0;
        ByteBuilder sb = new(text.Length * 4 + 4);
        EncodeProblem problem = new(name, text, errors, Surrogates, 128);
        if (order == 0)
        {
            sb.Append([0xFF, 0xFE, 0, 0]);
        }
        for (int i = 0; i < text.Length;)
        {
            int c = text[i];
            if (c is >= 0xD800 and < 0xE000)
            {
                i = problem.Handle(ref sb, i, i + 1, 4, little);
                continue;
            }
            for (int k = 0; k < 4; k++)
            {
                sb.Append((byte)(c >> 8 * (little ? k : 3 - k)));
            }
            i++;
        }
        return sb.ToArray();
    }

    internal static PyStr DecodeUtf32(ReadOnlySpan<byte> data, string errors, ref int order, bool final, out int consumed)
    {
        int i = 0;
        string name = order == 0 ? "utf-32" : order < 0 ? "utf-32-le" : "utf-32-be";
        if (order == 0 && data.Length >= 4)
        {
            uint mark = BitConverter.ToUInt32(data);
            if (mark == 0xFEFF)
            {
                order = -1;
                i = 4;
            }
            else if (mark == 0xFFFE0000)
            {
                order = 1;
                i = 4;
            }
        }
        bool little = order <= 0;
        if (name == "utf-32")
        {
            name = little ? "utf-32-le" : "utf-32-be";
        }
        StrBuilder sb = new(data.Length / 4);
        DecodeProblem problem = new(name, data, errors);
        while (i < problem.Data.Length)
        {
            ReadOnlySpan<byte> d = problem.Data;
            if (i + 4 > d.Length)
            {
                if (!final)
                {
                    break;
                }
                i = problem.Handle(ref sb, i, d.Length, "truncated data");
                continue;
            }
            uint c = little
                ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(d[i..])
                : System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(d[i..]);
            if (c is >= 0xD800 and < 0xE000)
            {
                i = problem.Handle(ref sb, i, i + 4, "code point in surrogate code point range(0xd800, 0xe000)");
            }
            else if (c > 0x10FFFF)
            {
                i = problem.Handle(ref sb, i, i + 4, "code point not in range(0x110000)");
            }
            else
            {
                sb.Append((int)c);
                i += 4;
            }
        }
        consumed = i;
        return sb.ToPyStr();
    }
}

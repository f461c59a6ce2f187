using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>binascii</c> module.</summary>
[PyModule("binascii", Doc = "Conversion between binary data and ASCII")]
internal static partial class BinasciiModule
{
    private const string Base64Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private const string HexDigits = "0123456789abcdef";
    private const string UpperHexDigits = "0123456789ABCDEF";
    private const int MaximumLine = 76;
    private static readonly byte[] s_base64Values = MakeBase64Values();
    private static readonly uint[] s_crcTable = MakeCrcTable();

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.Set("Error", SysCall.NewException("binascii.Error", Exc.ValueError));
        module.Set("Incomplete", SysCall.NewException("binascii.Incomplete", Exc.Exception));
    }

    private static PyException Error(string message) =>
        new((PyBaseException)Ops.Call(PyThread.Current.Engine.NativeModule("binascii").Get("Error")!, new PyStr(message)));

    private static byte[] MakeBase64Values()
    {
        byte[] values = new byte[256];
        Array.Fill(values, (byte)255);
        for (int i = 0; i < 64; i++)
        {
            values[Base64Alphabet[i]] = (byte)i;
        }
        return values;
    }

    private static uint[] MakeCrcTable()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < 256; i++)
        {
            uint c = i;
            for (int k = 0; k < 8; k++)
            {
                c = (c & 1) != 0 ? 0xEDB88320 ^ (c >> 1) : c >> 1;
            }
            table[i] = c;
        }
        return table;
    }

    internal static uint Crc32(ReadOnlySpan<byte> data, uint crc)
    {
        crc = ~crc;
        uint[] table = s_crcTable;
        foreach (byte b in data)
        {
            crc = table[(byte)(crc ^ b)] ^ (crc >> 8);
        }
        return ~crc;
    }

    /// <summary>The 32 low bits of an int argument.</summary>
    internal static uint Mask(PyObject? o) => o == null ? 0 : (uint)(Ops.Index(o).Big & uint.MaxValue);

    /// <summary>Bytes of a bytes-like object or of ASCII text.</summary>
    private static byte[] AsciiData(PyObject o)
    {
        if (o is PyStr text)
        {
            return text.IsBmp && System.Text.Ascii.IsValid(text.Bmp) ? FsCodec.Encode(text)
                : PyThread.Current.Engine.Python2 != null ? Python2.Python2Text.ToBytes(text)
                : throw Err.ValueError("string argument should contain only ASCII characters");
        }
        if (!o.TryGetBuffer(false, out BufferView view))
        {
            throw Err.TypeError($"argument should be bytes, buffer or ASCII string, not '{Ops.TypeName(o)}'");
        }
        byte[] data = view.Span.ToArray();
        view.Release();
        return data;
    }

    [PyFunction("crc32", "data, crc=0, /")]
    private static long Crc32(ReadOnlySpan<byte> data, PyObject? crc = null) => Crc32(data, Mask(crc));

    [PyFunction("crc_hqx", "data, crc, /")]
    private static long CrcHqx(ReadOnlySpan<byte> data, PyObject crc)
    {
        uint value = Mask(crc) & 0xffff;
        foreach (byte b in data)
        {
            value ^= (uint)b << 8;
            for (int k = 0; k < 8; k++)
            {
                value = (value & 0x8000) != 0 ? ((value << 1) ^ 0x1021) & 0xffff : (value << 1) & 0xffff;
            }
        }
        return value;
    }

    // ---- hex ----

    private static PyObject Hex(ReadOnlySpan<byte> data, PyObject? sep, int bytesPerSep)
    {
        int group = bytesPerSep == int.MinValue ? 0 : bytesPerSep;
        byte separator = 0;
        bool separate = sep != null;
        if (sep != null)
        {
            if (sep is PyStr text)
            {
                if (text.Length != 1)
                {
                    throw Err.ValueError("sep must be length 1.");
                }
                separator = text[0] < 256 ? (byte)text[0] : throw Err.ValueError("sep must be ASCII.");
            }
            else if (sep is PyBytes bytes)
            {
                separator = bytes.Length == 1 ? bytes.Data[0] : throw Err.ValueError("sep must be length 1.");
            }
            else
            {
                throw Err.TypeError("sep must be str or bytes.");
            }
        }
        int width = Math.Abs(group);
        if (!separate || width == 0 || data.Length == 0)
        {
            byte[] plain = new byte[data.Length * 2];
            for (int i = 0; i < data.Length; i++)
            {
                plain[2 * i] = (byte)HexDigits[data[i] >> 4];
                plain[2 * i + 1] = (byte)HexDigits[data[i] & 15];
            }
            return new PyBytes(plain);
        }
        byte[] result = new byte[data.Length * 2 + (data.Length - 1) / width];
        int at = 0;
        for (int i = 0; i < data.Length; i++)
        {
            // Positive widths count from the right.
            if (i > 0 && (group > 0 ? (data.Length - i) % width == 0 : i % width == 0))
            {
                result[at++] = separator;
            }
            result[at++] = (byte)HexDigits[data[i] >> 4];
            result[at++] = (byte)HexDigits[data[i] & 15];
        }
        return new PyBytes(result);
    }

    [PyFunction("b2a_hex", "data, sep=<unrepresentable>, bytes_per_sep=1")]
    private static PyObject B2AHex(ReadOnlySpan<byte> data, PyObject? sep = null, int bytesPerSep = 1) => Hex(data, sep, bytesPerSep);

    [PyFunction("hexlify", "data, sep=<unrepresentable>, bytes_per_sep=1")]
    private static PyObject Hexlify(ReadOnlySpan<byte> data, PyObject? sep = null, int bytesPerSep = 1) => Hex(data, sep, bytesPerSep);

    private static int HexValue(byte c) => c switch
    {
        >= (byte)'0' and <= (byte)'9' => c - '0',
        >= (byte)'a' and <= (byte)'f' => c - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => c - 'A' + 10,
        _ => -1,
    };

    [PyFunction("a2b_hex", "hexstr, /")]
    private static PyObject A2BHex(PyObject hexstr)
    {
        byte[] text = AsciiData(hexstr);
        if (text.Length % 2 != 0)
        {
            throw Error("Odd-length string");
        }
        byte[] result = new byte[text.Length / 2];
        for (int i = 0; i < result.Length; i++)
        {
            int high = HexValue(text[2 * i]), low = HexValue(text[2 * i + 1]);
            if ((high | low) < 0)
            {
                throw Error("Non-hexadecimal digit found");
            }
            result[i] = (byte)(high << 4 | low);
        }
        return new PyBytes(result);
    }

    [PyFunction("unhexlify", "hexstr, /")]
    private static PyObject Unhexlify(PyObject hexstr) => A2BHex(hexstr);

    // ---- base64 ----

    [PyFunction("b2a_base64", "data, /, *, newline=True")]
    private static PyObject B2ABase64(ReadOnlySpan<byte> data, bool newline = true)
    {
        byte[] result = new byte[(data.Length + 2) / 3 * 4 + (newline ? 1 : 0)];
        System.Buffers.Text.Base64.EncodeToUtf8(data, result, out _, out int written);
        if (newline)
        {
            result[written] = (byte)'\n';
        }
        return new PyBytes(result);
    }

    [PyFunction("a2b_base64", "data, /, *, strict_mode=False")]
    private static PyObject A2BBase64(PyObject data, bool strictMode = false)
    {
        byte[] text = AsciiData(data);
        byte[] result = new byte[(text.Length + 3) / 4 * 3];
        if (text.Length % 4 == 0 && text.Length > 0 && text.AsSpan().IndexOfAny((byte)'\n', (byte)'\r', (byte)' ') < 0
            && System.Buffers.Text.Base64.DecodeFromUtf8(text, result, out int used, out int fast) == System.Buffers.OperationStatus.Done && used == text.Length)
        {
            return IO.IOModule.MakeBytes(result, fast);
        }
        if (strictMode && text.Length > 0 && text[0] == '=')
        {
            throw Error("Leading padding not allowed");
        }
        int at = 0, position = 0, left = 0, pads = 0;
        bool padded = false;
        for (int i = 0; i < text.Length; i++)
        {
            byte c = text[i];
            if (c == '=')
            {
                padded = true;
                if (position >= 2 && position + ++pads >= 4)
                {
                    if (strictMode && i + 1 < text.Length)
                    {
                        throw Error("Excess data after padding");
                    }
                    return IO.IOModule.MakeBytes(result, at);
                }
                continue;
            }
            byte value = s_base64Values[c];
            if (value == 255)
            {
                if (strictMode)
                {
                    throw Error("Only base64 data is allowed");
                }
                continue;
            }
            if (strictMode && padded)
            {
                throw Error("Discontinuous padding not allowed");
            }
            pads = 0;
            switch (position)
            {
                case 0:
                    position = 1;
                    left = value;
                    break;
                case 1:
                    position = 2;
                    result[at++] = (byte)(left << 2 | value >> 4);
                    left = value & 15;
                    break;
                case 2:
                    position = 3;
                    result[at++] = (byte)(left << 4 | value >> 2);
                    left = value & 3;
                    break;
                default:
                    position = 0;
                    result[at++] = (byte)(left << 6 | value);
                    left = 0;
                    break;
            }
        }
        if (position == 1)
        {
            throw Error($"Invalid base64-encoded string: number of data characters ({at / 3 * 4 + 1}) cannot be 1 more than a multiple of 4");
        }
        return position == 0 ? IO.IOModule.MakeBytes(result, at) : throw Error("Incorrect padding");
    }

    // ---- uuencode ----

    [PyFunction("b2a_uu", "data, /, *, backtick=False")]
    private static PyObject B2AUu(ReadOnlySpan<byte> data, bool backtick = false)
    {
        if (data.Length > 45)
        {
            throw Error("At most 45 bytes at once");
        }
        List<byte> result = [Char(data.Length)];
        for (int i = 0; i < data.Length; i += 3)
        {
            int bits = data[i] << 16 | (i + 1 < data.Length ? data[i + 1] << 8 : 0) | (i + 2 < data.Length ? data[i + 2] : 0);
            result.Add(Char(bits >> 18));
            result.Add(Char((bits >> 12) & 63));
            result.Add(Char((bits >> 6) & 63));
            result.Add(Char(bits & 63));
        }
        result.Add((byte)'\n');
        return new PyBytes(result.ToArray());

        byte Char(int value) => value == 0 && backtick ? (byte)'`' : (byte)(' ' + value);
    }

    [PyFunction("a2b_uu", "data, /")]
    private static PyObject A2BUu(PyObject data)
    {
        byte[] text = AsciiData(data);
        if (text.Length == 0)
        {
            return PyBytes.Empty;
        }
        int length = (text[0] - ' ') & 63;
        byte[] result = new byte[length];
        int at = 0, bits = 0, count = 0;
        int i = 1;
        while (at < length)
        {
            int c = i < text.Length ? text[i] : 0;
            i++;
            if (c is '\n' or '\r' or 0)
            {
                // A stripped line counts as spaces.
                c = 0;
            }
            else if (c is < ' ' or > ' ' + 64)
            {
                throw Error("Illegal char");
            }
            else
            {
                c = (c - ' ') & 63;
            }
            bits = bits << 6 | c;
            count += 6;
            if (count >= 8)
            {
                count -= 8;
                result[at++] = (byte)(bits >> count);
                bits &= (1 << count) - 1;
            }
        }
        for (; i < text.Length; i++)
        {
            if (text[i] is not ((byte)' ' or (byte)' ' + 64 or (byte)'\n' or (byte)'\r'))
            {
                throw Error("Trailing garbage");
            }
        }
        return new PyBytes(result);
    }

    // ---- quoted-printable ----

    [PyFunction("a2b_qp", "data, header=False")]
    private static PyObject A2BQp(PyObject data, bool header = false)
    {
        byte[] text = AsciiData(data);
        byte[] result = new byte[text.Length];
        int at = 0;
        int i = 0;
        while (i < text.Length)
        {
            byte c = text[i];
            if (c == '=')
            {
                i++;
                if (i >= text.Length)
                {
                    break;
                }
                if (text[i] is (byte)'\n' or (byte)'\r')
                {
                    // A soft line break: everything to the end of the line goes.
                    if (text[i] != '\n')
                    {
                        while (i < text.Length && text[i] != '\n')
                        {
                            i++;
                        }
                    }
                    if (i < text.Length)
                    {
                        i++;
                    }
                }
                else if (text[i] == '=')
                {
                    result[at++] = (byte)'=';
                    i++;
                }
                else if (i + 1 < text.Length && HexValue(text[i]) >= 0 && HexValue(text[i + 1]) >= 0)
                {
                    result[at++] = (byte)(HexValue(text[i]) << 4 | HexValue(text[i + 1]));
                    i += 2;
                }
                else
                {
                    result[at++] = (byte)'=';
                }
            }
            else if (header && c == '_')
            {
                result[at++] = (byte)' ';
                i++;
            }
            else
            {
                result[at++] = c;
                i++;
            }
        }
        return IO.IOModule.MakeBytes(result, at);
    }

    [PyFunction("b2a_qp", "data, quotetabs=False, istext=True, header=False")]
    private static PyObject B2AQp(ReadOnlySpan<byte> data, bool quotetabs = false, bool istext = true, bool header = false)
    {
        List<byte> result = new(data.Length + data.Length / 8);
        int newline = data.IndexOf((byte)'\n');
        bool crlf = newline > 0 && data[newline - 1] == '\r';
        int line = 0;
        int i = 0;
        while (i < data.Length)
        {
            byte c = data[i];
            bool last = i + 1 == data.Length;
            bool quote = c > 126 || c == '=' || (header && c == '_')
                || (c == '.' && line == 0 && (last || data[i + 1] is (byte)'\n' or (byte)'\r' or 0))
                || (!istext && (c is (byte)'\r' or (byte)'\n'))
                || (last && (c is (byte)'\t' or (byte)' '))
                || (c < 33 && c is not ((byte)'\r' or (byte)'\n' or (byte)'\t' or (byte)' '))
                || (c < 33 && c is not ((byte)'\r' or (byte)'\n') && (quotetabs || (c is not ((byte)'\t' or (byte)' '))));
            if (quote)
            {
                if (line + 3 >= MaximumLine)
                {
                    SoftBreak();
                }
                result.Add((byte)'=');
                result.Add((byte)UpperHexDigits[c >> 4]);
                result.Add((byte)UpperHexDigits[c & 15]);
                i++;
                line += 3;
                continue;
            }
            if (istext && (c == '\n' || (c == '\r' && !last && data[i + 1] == '\n')))
            {
                line = 0;
                // White space before a line's end would get lost on the way.
                if (result.Count > 0 && (result[^1] is (byte)' ' or (byte)'\t'))
                {
                    byte space = result[^1];
                    result[^1] = (byte)'=';
                    result.Add((byte)UpperHexDigits[space >> 4]);
                    result.Add((byte)UpperHexDigits[space & 15]);
                }
                if (crlf)
                {
                    result.Add((byte)'\r');
                }
                result.Add((byte)'\n');
                i += c == '\r' ? 2 : 1;
                continue;
            }
            if (!last && data[i + 1] != '\n' && line + 1 >= MaximumLine)
            {
                SoftBreak();
            }
            line++;
            if (header && c == ' ')
            {
                result.Add((byte)'_');
            }
            else
            {
                result.Add(c);
            }
            i++;
        }
        return new PyBytes(result.ToArray());

        void SoftBreak()
        {
            result.Add((byte)'=');
            if (crlf)
            {
                result.Add((byte)'\r');
            }
            result.Add((byte)'\n');
            line = 0;
        }
    }
}

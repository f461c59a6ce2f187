namespace PythonEngine.Modules.MultibyteCodecs;

/// <summary>The encodings of ISO 2022's kind: character sets that are designated by escape sequences (RFC 1468, 1554, 1557, 2237).</summary>
internal sealed class Iso2022Encoding : MultibyteEncoding
{
    private const byte Escape = 0x1B;
    private const byte ShiftOut = 0x0E;
    private const byte ShiftIn = 0x0F;
    private const byte Ascii = (byte)'B';
    private const byte TwoBytes = 0x80;

    private const int ShiftedFlag = 1;
    /// <summary>Inside an escape sequence of another kind, which goes through as it is.</summary>
    private const int ThroughFlag = 2;

    private const int LongestEscape = 16;

    /// <summary>A character set: its mark, with <see cref="TwoBytes"/>; where its characters are found.</summary>
    private sealed record Set(byte Mark, string Table, bool LongRows = false, int Plane = 0);

    private static readonly Set s_jisX0208 = new((byte)'B' | TwoBytes, "euc_jp");
    private static readonly Set s_jisX0208Old = new((byte)'@' | TwoBytes, "euc_jp");
    private static readonly Set s_jisX0212 = new((byte)'D' | TwoBytes, "euc_jp", LongRows: true);
    private static readonly Set s_roman = new((byte)'J', "");
    private static readonly Set s_katakana = new((byte)'I', "");
    private static readonly Set s_ksX1001 = new((byte)'C' | TwoBytes, "euc_kr", Plane: 1);
    private static readonly Set s_ksX1001InG0 = new((byte)'C' | TwoBytes, "euc_kr");
    private static readonly Set s_gb2312 = new((byte)'A' | TwoBytes, "gb2312");
    private static readonly Set s_latin1 = new((byte)'A', "", Plane: 2);
    private static readonly Set s_greek = new((byte)'F', "", Plane: 2);
    private static readonly Set s_jisX0213Plane1Old = new((byte)'O' | TwoBytes, "euc_jisx0213");
    private static readonly Set s_jisX0213Plane1 = new((byte)'Q' | TwoBytes, "euc_jis_2004");
    private static readonly Set s_jisX0213Plane2 = new((byte)'P' | TwoBytes, "euc_jis_2004", LongRows: true);

    /// <summary>In the order in which characters are looked for.</summary>
    private readonly Set[] _sets;
    private readonly bool _shifts;
    private readonly bool _usesG2;
    private readonly bool _hasOldPrefix;

    private Iso2022Encoding(string name, Set[] sets, bool shifts = false, bool usesG2 = false, bool hasOldPrefix = false)
        : base(name)
    {
        _sets = sets;
        _shifts = shifts;
        _usesG2 = usesG2;
        _hasOldPrefix = hasOldPrefix;
    }

    internal static Iso2022Encoding? Make(string name) => name switch
    {
        "iso2022_kr" => new(name, [s_ksX1001], shifts: true),
        "iso2022_jp" => new(name, [s_jisX0208, s_roman, s_jisX0208Old], hasOldPrefix: true),
        "iso2022_jp_1" => new(name, [s_jisX0208, s_jisX0212, s_roman, s_jisX0208Old], hasOldPrefix: true),
        "iso2022_jp_2" => new(name, [s_jisX0208, s_jisX0212, s_ksX1001InG0, s_gb2312, s_roman, s_jisX0208Old, s_latin1, s_greek], usesG2: true, hasOldPrefix: true),
        "iso2022_jp_2004" => new(name, [s_jisX0208, s_jisX0213Plane1, s_jisX0213Plane2], hasOldPrefix: true),
        "iso2022_jp_3" => new(name, [s_jisX0208, s_jisX0213Plane1Old, s_jisX0213Plane2], hasOldPrefix: true),
        "iso2022_jp_ext" => new(name, [s_jisX0208, s_jisX0212, s_roman, s_katakana, s_jisX0208Old], hasOldPrefix: true),
        _ => null,
    };

    /// <summary>ASCII in G0 and G1.</summary>
    internal override long InitialState => Ascii | (Ascii << 8);

    private static byte GetPlane(long state, int plane) => (byte)(state >> (8 * plane));

    private static void SetPlane(ref long state, int plane, byte mark) => state = (state & ~(0xFFL << (8 * plane))) | ((long)mark << (8 * plane));

    private static int Flags(long state) => (int)(state >> 32 & 0xFF);

    private static void SetFlag(ref long state, int flag, bool on) => state = on ? state | ((long)flag << 32) : state & ~((long)flag << 32);

    private static bool EndsEscape(byte b) => b is >= (byte)'A' and <= (byte)'Z' or (byte)'@';

    internal override int Decode(ReadOnlySpan<byte> input, ref StrBuilder output, ref long state)
    {
        byte c = input[0];
        if ((Flags(state) & ThroughFlag) != 0)
        {
            output.Append((char)c);
            if (EndsEscape(c))
            {
                SetFlag(ref state, ThroughFlag, false);
            }
            return 1;
        }
        switch (c)
        {
            case Escape:
                return DecodeEscape(input, ref output, ref state);
            case ShiftIn when _shifts:
                SetFlag(ref state, ShiftedFlag, false);
                return 1;
            case ShiftOut when _shifts:
                SetFlag(ref state, ShiftedFlag, true);
                return 1;
            case (byte)'\n':
                SetFlag(ref state, ShiftedFlag, false);
                break;
            case >= 0x80:
                return -1;
        }
        byte mark = GetPlane(state, (Flags(state) & ShiftedFlag) != 0 ? 1 : 0);
        if (c < 0x20 || mark == Ascii)
        {
            output.Append((char)c);
            return 1;
        }
        int width = (mark & TwoBytes) != 0 ? 2 : 1;
        if (input.Length < width)
        {
            return Incomplete;
        }
        foreach (Set set in _sets)
        {
            if (set.Mark == mark)
            {
                return TakeFrom(set, input[..width], ref output) ? width : -width;
            }
        }
        return -width;
    }

    private int DecodeEscape(ReadOnlySpan<byte> input, ref StrBuilder output, ref long state)
    {
        if (input.Length < 2)
        {
            return Incomplete;
        }
        if (input[1] is (byte)'(' or (byte)')' or (byte)'$' or (byte)'.' or (byte)'&')
        {
            return Designate(input, ref state);
        }
        if (_usesG2 && input[1] == 'N')
        {
            return input.Length < 3 ? Incomplete : TakeFromG2(input[2], GetPlane(state, 2), ref output) ? 3 : -3;
        }
        output.Append((char)Escape);
        SetFlag(ref state, ThroughFlag, true);
        return 1;
    }

    private int Designate(ReadOnlySpan<byte> input, ref long state)
    {
        int length = 0;
        for (int i = 1; i < LongestEscape; i++)
        {
            if (i >= input.Length)
            {
                return Incomplete;
            }
            if (EndsEscape(input[i]))
            {
                length = i + 1;
                break;
            }
            if (_hasOldPrefix && i + 1 < input.Length && input[i] == '&' && input[i + 1] == '@')
            {
                i += 2;
            }
        }
        byte mark;
        int plane;
        switch (length)
        {
            case 0:
                return -1;
            case 3 when input[1] == '$':
                mark = (byte)(input[2] | TwoBytes);
                plane = 0;
                break;
            case 3:
                mark = input[2];
                plane = input[1] switch { (byte)'(' => 0, (byte)')' => 1, (byte)'.' when _usesG2 => 2, _ => -1 };
                break;
            case 4 when input[1] == '$':
                mark = (byte)(input[3] | TwoBytes);
                plane = input[2] switch { (byte)'(' => 0, (byte)')' => 1, _ => -1 };
                break;
            case 6 when _hasOldPrefix && input[3..6].SequenceEqual("\x1B$B"u8):
                mark = s_jisX0208.Mark;
                plane = 0;
                break;
            default:
                return -length;
        }
        if (plane < 0 || (mark != Ascii && !Array.Exists(_sets, s => s.Mark == mark)))
        {
            return -length;
        }
        SetPlane(ref state, plane, mark);
        return length;
    }

    private static bool TakeFromG2(byte c, byte mark, ref StrBuilder output)
    {
        if (mark == s_latin1.Mark && c < 0x80)
        {
            output.Append((char)(c + 0x80));
            return true;
        }
        if (mark == s_greek.Mark && GreekOf((byte)(c ^ 0x80)) is var greek && greek != 0)
        {
            output.Append((char)greek);
            return true;
        }
        if (mark is 0 or Ascii && c < 0x80)
        {
            output.Append((char)c);
            return true;
        }
        return false;
    }

    /// <summary>ISO 8859-7's upper half; 0 where it has no character.</summary>
    private static int GreekOf(byte c)
    {
        switch (c)
        {
            case >= 0x80 and < 0xA0:
                return c;
            case 0xA1:
                return 0x2018;
            case 0xA2:
                return 0x2019;
            case 0xAF:
                return 0x2015;
            case 0xA4 or 0xA5 or 0xAA or 0xAE or 0xD2 or 0xFF:
                return 0;
            case >= 0xA0 and < 0xB4 or 0xB7 or 0xBB or 0xBD:
                return c;
            case >= 0xB4:
                return c - 0xB4 + 0x384;
            default:
                return 0;
        }
    }

    private static bool TakeFrom(Set set, ReadOnlySpan<byte> bytes, ref StrBuilder output)
    {
        if (set.Table.Length == 0)
        {
            byte c = bytes[0];
            int single = set.Mark == s_roman.Mark ? c switch { 0x5C => 0xA5, 0x7E => 0x203E, < 0x80 => c, _ => -1 }
                : c is >= 0x21 and <= 0x5F ? c + 0xFF40 : -1;
            if (single >= 0)
            {
                output.Append((char)single);
            }
            return single >= 0;
        }
        if (bytes[0] is < 0x21 or > 0x7E || bytes[1] is < 0x21 or > 0x7E)
        {
            return false;
        }
        if (set.Mark == s_jisX0213Plane2.Mark && !InPlaneTwo(bytes[0]))
        {
            return false;
        }
        if (set.Table.StartsWith("euc_jis", StringComparison.Ordinal) && !set.LongRows && bytes.SequenceEqual("\"2"u8))
        {
            // A tilde here, a full-width one in EUC.
            output.Append('~');
            return true;
        }
        if (set.Table == "euc_kr" && bytes.SequenceEqual("$T"u8))
        {
            // The filler, which EUC has only as part of composed Hangul.
            output.Append('\u3164');
            return true;
        }
        Span<byte> all = [0x8F, (byte)(bytes[0] | 0x80), (byte)(bytes[1] | 0x80)];
        long none = 0;
        ReadOnlySpan<byte> code = set.LongRows ? all : all[1..];
        return MultibyteTables.Get(set.Table)!.Decode(code, ref output, ref none) == code.Length;
    }

    /// <summary>Rows of JIS X 0213's second plane; EUC has those of JIS X 0212 in between.</summary>
    private static bool InPlaneTwo(int lead) => lead is 0x21 or 0x23 or 0x24 or 0x25 or 0x28 or (>= 0x2C and <= 0x2F) or >= 0x6E;

    /// <summary>The bytes of a character in a set.</summary>
    private static int Find(Set set, PyStr text, int position, bool final, ref ByteBuilder bytes)
    {
        int c = text[position];
        if (set.Table.Length == 0)
        {
            if (set.Mark == s_roman.Mark && c is 0xA5 or 0x203E)
            {
                bytes.Append((byte)(c == 0xA5 ? 0x5C : 0x7E));
                return 1;
            }
            if (set.Mark == s_katakana.Mark && c is >= 0xFF61 and <= 0xFF9F)
            {
                bytes.Append((byte)(c - 0xFF40));
                return 1;
            }
            return -1;
        }
        if (c == 0xFF5E && set.Table.StartsWith("euc_jis", StringComparison.Ordinal))
        {
            return -1;
        }
        ByteBuilder code = new(4);
        long none = 0;
        int taken = MultibyteTables.Get(set.Table)!.Encode(text, position, final, ref code, ref none);
        int expected = set.LongRows ? 3 : 2;
        if (taken == Incomplete)
        {
            return set.Mark == s_jisX0213Plane1.Mark || set.Mark == s_jisX0213Plane1Old.Mark ? Incomplete : -1;
        }
        if (taken < 0 || code.Length != expected || (expected == 3 ? code.Span[0] != 0x8F : code.Span[0] == 0x8E))
        {
            return -1;
        }
        if (set.Mark == s_jisX0213Plane2.Mark && !InPlaneTwo(code.Span[^2] & 0x7F))
        {
            return -1;
        }
        bytes.Append((byte)(code.Span[^2] & 0x7F));
        bytes.Append((byte)(code.Span[^1] & 0x7F));
        return taken;
    }

    internal override int Encode(PyStr text, int position, bool final, ref ByteBuilder output, ref long state)
    {
        int c = text[position];
        if (c < 0x80)
        {
            if (GetPlane(state, 0) != Ascii)
            {
                output.Append("\x1B(B"u8);
                SetPlane(ref state, 0, Ascii);
            }
            if ((Flags(state) & ShiftedFlag) != 0)
            {
                output.Append(ShiftIn);
                SetFlag(ref state, ShiftedFlag, false);
            }
            output.Append((byte)c);
            return 1;
        }
        if (!final && position + 1 == text.Length)
        {
            // CPython's encoder waits to see whether the next character goes together with this one, and then writes both on their own.
            foreach (Set set in _sets)
            {
                ByteBuilder unused = new(2);
                if (set.Table.Length != 0 && Find(set, text, position, final, ref unused) == Incomplete)
                {
                    return Incomplete;
                }
            }
        }
        foreach (Set set in _sets)
        {
            if (set.Plane == 2)
            {
                continue;
            }
            ByteBuilder bytes = new(2);
            if (Find(set, PyStr.FromChar(c), 0, true, ref bytes) == 1)
            {
                Write(set, bytes.Span, ref output, ref state);
                return 1;
            }
        }
        return -1;
    }

    private static void Write(Set set, ReadOnlySpan<byte> bytes, ref ByteBuilder output, ref long state)
    {
        if (set.Plane == 1)
        {
            if (GetPlane(state, 1) != set.Mark)
            {
                output.Append("\x1B$)"u8);
                output.Append((byte)(set.Mark & ~TwoBytes));
                SetPlane(ref state, 1, set.Mark);
            }
            if ((Flags(state) & ShiftedFlag) == 0)
            {
                output.Append(ShiftOut);
                SetFlag(ref state, ShiftedFlag, true);
            }
        }
        else if (GetPlane(state, 0) != set.Mark)
        {
            output.Append(Escape);
            output.Append((set.Mark & TwoBytes) == 0 ? "("u8 : (set.Mark & ~TwoBytes) is 'B' or '@' ? "$"u8 : "$("u8);
            output.Append((byte)(set.Mark & ~TwoBytes));
            SetPlane(ref state, 0, set.Mark);
        }
        output.Append(bytes);
    }

    internal override void Reset(ref ByteBuilder output, ref long state)
    {
        if ((Flags(state) & ShiftedFlag) != 0)
        {
            output.Append(ShiftIn);
            SetFlag(ref state, ShiftedFlag, false);
        }
        if (GetPlane(state, 0) != Ascii)
        {
            output.Append("\x1B(B"u8);
            SetPlane(ref state, 0, Ascii);
        }
    }
}

namespace PythonEngine.Modules.Sre;

/// <summary>Opcodes of compiled patterns, as re/_constants.py numbers them.</summary>
internal static class SreOp
{
    public const int Failure = 0, Success = 1, Any = 2, AnyAll = 3, Assert = 4, AssertNot = 5, At = 6, Branch = 7, Category = 8, CharSet = 9,
        BigCharSet = 10, GroupRef = 11, GroupRefExists = 12, In = 13, Info = 14, Jump = 15, Literal = 16, Mark = 17, MaxUntil = 18, MinUntil = 19,
        NotLiteral = 20, Negate = 21, Range = 22, Repeat = 23, RepeatOne = 24, SubPattern = 25, MinRepeatOne = 26, AtomicGroup = 27,
        PossessiveRepeat = 28, PossessiveRepeatOne = 29, GroupRefIgnore = 30, InIgnore = 31, LiteralIgnore = 32, NotLiteralIgnore = 33,
        GroupRefLocIgnore = 34, InLocIgnore = 35, LiteralLocIgnore = 36, NotLiteralLocIgnore = 37, GroupRefUniIgnore = 38, InUniIgnore = 39,
        LiteralUniIgnore = 40, NotLiteralUniIgnore = 41, RangeUniIgnore = 42;

    /// <summary>MAXREPEAT as it stands in the code list.</summary>
    public const int Unlimited = -1;
}

/// <summary>Case and character classes of patterns.</summary>
internal static class SreChars
{
    public static int LowerAscii(int c) => c is >= 'A' and <= 'Z' ? c + 32 : c;

    public static int LowerUnicode(int c) => c < 128 ? LowerAscii(c) : UnicodeText.SimpleLower(c);

    public static int UpperUnicode(int c) => c < 128 ? (c is >= 'a' and <= 'z' ? c - 32 : c) : UnicodeText.FirstUpper(c);

    public static int Lower(int c, int kind) => kind switch
    {
        1 => LowerAscii(c),
        2 => LowerUnicode(c),
        _ => c,
    };

    public static bool IsWordAscii(int c) => c < 128 && (char.IsAsciiLetterOrDigit((char)c) || c == '_');

    public static bool IsWord(int c) => c < 128 ? IsWordAscii(c) : UnicodeText.IsAlnum(c);

    private static bool IsSpaceAscii(int c) => c is ' ' or (>= 9 and <= 13);

    public static bool InCategory(int category, int c) => category switch
    {
        0 => c is >= '0' and <= '9',
        1 => c is < '0' or > '9',
        2 => IsSpaceAscii(c),
        3 => !IsSpaceAscii(c),
        4 => IsWordAscii(c),
        5 => !IsWordAscii(c),
        6 => c == '\n',
        7 => c != '\n',
        8 => IsWordAscii(c),
        9 => !IsWordAscii(c),
        10 => c < 128 ? c is >= '0' and <= '9' : UnicodeText.DecimalDigit(c) >= 0,
        11 => c < 128 ? c is < '0' or > '9' : UnicodeText.DecimalDigit(c) < 0,
        12 => UnicodeText.IsSpace(c),
        13 => !UnicodeText.IsSpace(c),
        14 => IsWord(c),
        15 => !IsWord(c),
        16 => UnicodeText.IsLineBreak(c),
        17 => !UnicodeText.IsLineBreak(c),
        _ => false,
    };

    /// <summary>Whether a set of the code list, starting at an index, holds the character.</summary>
    public static bool InSet(int[] code, int i, int c)
    {
        bool ok = true;
        while (true)
        {
            switch (code[i++])
            {
                case SreOp.Failure:
                    return !ok;
                case SreOp.Literal:
                    if (c == code[i++])
                    {
                        return ok;
                    }
                    break;
                case SreOp.Category:
                    if (InCategory(code[i++], c))
                    {
                        return ok;
                    }
                    break;
                case SreOp.CharSet:
                    if (c < 256 && (code[i + (c >> 5)] >> (c & 31) & 1) != 0)
                    {
                        return ok;
                    }
                    i += 8;
                    break;
                case SreOp.Range:
                    if (code[i] <= c && c <= code[i + 1])
                    {
                        return ok;
                    }
                    i += 2;
                    break;
                case SreOp.RangeUniIgnore:
                    if (code[i] <= c && c <= code[i + 1])
                    {
                        return ok;
                    }
                    int upper = UpperUnicode(c);
                    if (code[i] <= upper && upper <= code[i + 1])
                    {
                        return ok;
                    }
                    i += 2;
                    break;
                case SreOp.Negate:
                    ok = !ok;
                    break;
                case SreOp.BigCharSet:
                    int count = code[i++];
                    int block = c < 65536 ? (code[i + (c >> 10)] >> ((c >> 8 & 3) * 8)) & 0xFF : -1;
                    i += 64;
                    if (block >= 0 && (code[i + (block * 256 + (c & 255)) / 32] >> (c & 31) & 1) != 0)
                    {
                        return ok;
                    }
                    i += count * 8;
                    break;
                default:
                    return false;
            }
        }
    }
}

/// <summary>The code list of a pattern with what is worked out from it once.</summary>
internal sealed class SreProgram(int[] code, int groups)
{
    public readonly int[] Code = code;
    public readonly int Groups = groups;
    /// <summary>For a set at an index of the code: its first 256 characters as bits.</summary>
    private readonly ulong[]?[] _bits = new ulong[]?[code.Length];

    public ulong[] Bits(int set) => _bits[set] ?? MakeBits(set);

    private ulong[] MakeBits(int set)
    {
        ulong[] bits = new ulong[4];
        for (int c = 0; c < 256; c++)
        {
            if (SreChars.InSet(Code, set, c))
            {
                bits[c >> 6] |= 1UL << (c & 63);
            }
        }
        return _bits[set] = bits;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool InSet(int set, int c) => c < 256 ? (Bits(set)[c >> 6] >> (c & 63) & 1) != 0 : SreChars.InSet(Code, set, c);
}

/// <summary>The text a pattern runs on; structs, so that the matcher is compiled for each kind.</summary>
internal interface ISreText
{
    int Length { get; }

    int this[int index] { get; }

    /// <summary>First index of a character in [start, end), or end.</summary>
    int Find(int c, int start, int end);

    /// <summary>First index in [start, end) of a character that is not the given one, or end.</summary>
    int FindNot(int c, int start, int end);

    /// <summary>First index in [start, end) at which the prefix begins, or -1.</summary>
    int Find(int[] prefix, string prefixText, int start, int end);
}

internal readonly struct SreBmpText(string text) : ISreText
{
    public int Length => text.Length;

    public int this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => text[index];
    }

    public int Find(int c, int start, int end)
    {
        if (c > 0xFFFF)
        {
            return end;
        }
        int i = text.AsSpan(start, end - start).IndexOf((char)c);
        return i < 0 ? end : start + i;
    }

    public int FindNot(int c, int start, int end)
    {
        if (c > 0xFFFF)
        {
            return start;
        }
        int i = text.AsSpan(start, end - start).IndexOfAnyExcept((char)c);
        return i < 0 ? end : start + i;
    }

    public int Find(int[] prefix, string prefixText, int start, int end)
    {
        int i = start > end ? -1 : text.AsSpan(start, end - start).IndexOf(prefixText);
        return i < 0 ? -1 : start + i;
    }
}

internal readonly struct SreWideText(int[] text) : ISreText
{
    public int Length => text.Length;

    public int this[int index] => text[index];

    public int Find(int c, int start, int end)
    {
        int i = text.AsSpan(start, end - start).IndexOf(c);
        return i < 0 ? end : start + i;
    }

    public int FindNot(int c, int start, int end)
    {
        int i = text.AsSpan(start, end - start).IndexOfAnyExcept(c);
        return i < 0 ? end : start + i;
    }

    public int Find(int[] prefix, string prefixText, int start, int end)
    {
        int i = start > end ? -1 : text.AsSpan(start, end - start).IndexOf(prefix);
        return i < 0 ? -1 : start + i;
    }
}

internal readonly struct SreByteText(ReadOnlyMemory<byte> text) : ISreText
{
    public int Length => text.Length;

    public int this[int index] => text.Span[index];

    public int Find(int c, int start, int end)
    {
        int i = c > 255 ? -1 : text.Span[start..end].IndexOf((byte)c);
        return i < 0 ? end : start + i;
    }

    public int FindNot(int c, int start, int end)
    {
        int i = c > 255 ? 0 : text.Span[start..end].IndexOfAnyExcept((byte)c);
        return i < 0 ? end : start + i;
    }

    public int Find(int[] prefix, string prefixText, int start, int end)
    {
        ReadOnlySpan<byte> span = text.Span;
        while (true)
        {
            start = Find(prefix[0], start, end);
            if (start + prefix.Length > end)
            {
                return -1;
            }
            int i = 1;
            while (i < prefix.Length && span[start + i] == prefix[i])
            {
                i++;
            }
            if (i == prefix.Length)
            {
                return start;
            }
            start++;
        }
    }
}

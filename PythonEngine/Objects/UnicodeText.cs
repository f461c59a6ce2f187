using System.Globalization;
using System.Text;

namespace PythonEngine.Objects;

/// <summary>Character properties and case mappings as CPython 3.11 (Unicode 14) has them.</summary>
internal static class UnicodeText
{
    /// <summary>What C's isspace() takes.</summary>
    internal const string AsciiSpaces = " \t\n\v\f\r";

    private static readonly Dictionary<int, int[]> s_upper = Mapping(UnicodeTables.ToUpper);
    private static readonly Dictionary<int, int[]> s_lower = Mapping(UnicodeTables.ToLower);
    private static readonly Dictionary<int, int[]> s_title = Mapping(UnicodeTables.ToTitle);
    private static readonly Dictionary<int, int[]> s_fold = Mapping(UnicodeTables.Fold);

    private static Dictionary<int, int[]> Mapping(ReadOnlySpan<int> table)
    {
        Dictionary<int, int[]> map = [];
        for (int i = 0; i < table.Length;)
        {
            int from = table[i], n = table[i + 1];
            map[from] = table.Slice(i + 2, n).ToArray();
            i += 2 + n;
        }
        return map;
    }

    private static bool InRanges(ReadOnlySpan<int> ranges, int c)
    {
        int low = 0, high = ranges.Length / 2 - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            if (c < ranges[middle * 2])
            {
                high = middle - 1;
            }
            else if (c > ranges[middle * 2 + 1])
            {
                low = middle + 1;
            }
            else
            {
                return true;
            }
        }
        return false;
    }

    internal static UnicodeCategory Category(int c)
    {
        UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(c);
        if (c == 0x1171E)
        {
            // Changed from Mn to Mc after Unicode 14.
            return UnicodeCategory.NonSpacingMark;
        }
        return c >= 0x800 && category != UnicodeCategory.OtherNotAssigned && InRanges(UnicodeTables.Unassigned, c)
            ? UnicodeCategory.OtherNotAssigned
            : category;
    }

    internal static bool IsSpace(int c) => c < 128
        ? c is ' ' or (>= 9 and <= 13) or (>= 0x1C and <= 0x1F)
        : c is 0x85 or 0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x3000;

    internal static bool IsLineBreak(int c) => c is (>= 10 and <= 13) or (>= 0x1C and <= 0x1E) or 0x85 or 0x2028 or 0x2029;

    internal static bool IsAlpha(int c) => c < 128
        ? char.IsAsciiLetter((char)c)
        : Category(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter;

    internal static bool IsAlnum(int c) => c < 128 ? char.IsAsciiLetterOrDigit((char)c) : IsAlpha(c) || DecimalDigit(c) >= 0 || IsDigit(c) || IsNumeric(c);

    internal static bool IsLower(int c) => c < 128
        ? char.IsAsciiLetterLower((char)c)
        : (Category(c) == UnicodeCategory.LowercaseLetter) != InRanges(UnicodeTables.Lowercase, c);

    internal static bool IsUpper(int c) => c < 128
        ? char.IsAsciiLetterUpper((char)c)
        : (Category(c) == UnicodeCategory.UppercaseLetter) != InRanges(UnicodeTables.Uppercase, c);

    internal static bool IsTitle(int c) => c >= 128 && Category(c) == UnicodeCategory.TitlecaseLetter;

    internal static bool IsCased(int c) => IsLower(c) || IsUpper(c) || IsTitle(c);

    internal static bool IsCaseIgnorable(int c) => (Category(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.Format or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol) != InRanges(UnicodeTables.CaseIgnorable, c);

    internal static bool IsPrintable(int c) => c < 127
        ? c >= 32
        : Category(c) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    internal static bool IsIdentifierStart(int c) => c < 128
        ? char.IsAsciiLetter((char)c) || c == '_'
        : (Category(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber) != InRanges(UnicodeTables.IdentifierStart, c);

    internal static bool IsIdentifierContinue(int c) => c < 128
        ? char.IsAsciiLetterOrDigit((char)c) || c == '_'
        : (Category(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber or UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation)
            != InRanges(UnicodeTables.IdentifierContinue, c);

    private static string Text(int c) => c is >= 0xD800 and < 0xE000 ? "\uFFFD" : c > 0xFFFF ? char.ConvertFromUtf32(c) : ((char)c).ToString();

    /// <summary>Value of a decimal digit (category Nd), or -1.</summary>
    internal static int DecimalDigit(int c)
    {
        if (c < 128)
        {
            return c is >= '0' and <= '9' ? c - '0' : -1;
        }
        return Category(c) == UnicodeCategory.DecimalDigitNumber ? CharUnicodeInfo.GetDecimalDigitValue(Text(c), 0) : -1;
    }

    internal static int DigitValue(int c) => c < 128
        ? c is >= '0' and <= '9' ? c - '0' : -1
        : Category(c) is UnicodeCategory.OtherNotAssigned ? -1 : CharUnicodeInfo.GetDigitValue(Text(c), 0);

    internal static bool IsDigit(int c) => DigitValue(c) >= 0;

    internal static bool IsNumeric(int c) => c < 128
        ? c is >= '0' and <= '9'
        : InRanges(UnicodeTables.ExtraNumeric, c) || (Category(c) != UnicodeCategory.OtherNotAssigned && CharUnicodeInfo.GetNumericValue(Text(c), 0) != -1);

    internal static int SimpleUpper(int c) => Rune.IsValid(c) && Category(c) != UnicodeCategory.OtherNotAssigned ? Rune.ToUpperInvariant(new Rune(c)).Value : c;

    internal static int SimpleLower(int c) => Rune.IsValid(c) && Category(c) != UnicodeCategory.OtherNotAssigned ? Rune.ToLowerInvariant(new Rune(c)).Value : c;

    /// <summary>The first character of the full upper case.</summary>
    internal static int FirstUpper(int c) => s_upper.TryGetValue(c, out int[]? mapped) ? mapped[0] : SimpleUpper(c);

    internal static void AppendUpper(ref StrBuilder sb, int c)
    {
        if (c < 128)
        {
            sb.Append((char)(char.IsAsciiLetterLower((char)c) ? c - 32 : c));
        }
        else if (s_upper.TryGetValue(c, out int[]? mapped))
        {
            AppendAll(ref sb, mapped);
        }
        else
        {
            sb.Append(SimpleUpper(c));
        }
    }

    internal static void AppendLower(ref StrBuilder sb, int c)
    {
        if (c < 128)
        {
            sb.Append((char)(char.IsAsciiLetterUpper((char)c) ? c + 32 : c));
        }
        else if (s_lower.TryGetValue(c, out int[]? mapped))
        {
            AppendAll(ref sb, mapped);
        }
        else
        {
            sb.Append(SimpleLower(c));
        }
    }

    internal static void AppendTitle(ref StrBuilder sb, int c)
    {
        if (c >= 128 && s_title.TryGetValue(c, out int[]? mapped))
        {
            AppendAll(ref sb, mapped);
        }
        else
        {
            AppendUpper(ref sb, c);
        }
    }

    internal static void AppendFolded(ref StrBuilder sb, int c)
    {
        if (c >= 128 && s_fold.TryGetValue(c, out int[]? mapped))
        {
            AppendAll(ref sb, mapped);
        }
        else
        {
            AppendLower(ref sb, c);
        }
    }

    private static void AppendAll(ref StrBuilder sb, int[] mapped)
    {
        foreach (int m in mapped)
        {
            sb.Append(m);
        }
    }

    /// <summary>Lower case of the character at an index; a capital sigma that ends a word becomes the final form.</summary>
    internal static void AppendLowerAt(ref StrBuilder sb, PyStr s, int index)
    {
        int c = s[index];
        if (c != 0x3A3)
        {
            AppendLower(ref sb, c);
            return;
        }
        int j = index - 1;
        while (j >= 0 && IsCaseIgnorable(s[j]))
        {
            j--;
        }
        bool final = j >= 0 && IsCased(s[j]);
        if (final)
        {
            j = index + 1;
            while (j < s.Length && IsCaseIgnorable(s[j]))
            {
                j++;
            }
            final = j == s.Length || !IsCased(s[j]);
        }
        sb.Append(final ? 0x3C2 : 0x3C3);
    }

    /// <summary>Decimal digits of any script as ASCII digits, spaces as ' ', anything else beyond ASCII as '?'.</summary>
    internal static string ToAsciiNumber(PyStr s)
    {
        char[] chars = new char[s.Length];
        for (int i = 0; i < chars.Length; i++)
        {
            int c = s[i];
            if (c < 128)
            {
                chars[i] = (char)c;
                continue;
            }
            int digit;
            chars[i] = IsSpace(c) ? ' ' : (digit = DecimalDigit(c)) >= 0 ? (char)('0' + digit) : '?';
        }
        return new string(chars);
    }

    /// <summary>A text of one char per code point in which each printable check is worth a call.</summary>
    internal static bool IsPlainPrintable(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange(' ', '~') < 0;
}

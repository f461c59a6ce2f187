using System;
using System.Globalization;
using System.Text;
using PythonEngine.Modules.UnicodeData;

namespace PythonEngine.Parsing;

/// <summary>Which characters names consist of (PEP 3131), and their normal form.</summary>
internal static class Identifiers
{
    public static bool IsStart(int c)
    {
        if (c < 128)
        {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        }

        // Letters whose compatibility form does not start a name.
        if (c is 0x37A or 0xE33 or 0xEB3 or 0xFF9E or 0xFF9F or (>= 0xFC5E and <= 0xFC63) or 0xFDFA or 0xFDFB
            or 0xFE70 or 0xFE72 or 0xFE74 or 0xFE76 or 0xFE78 or 0xFE7A or 0xFE7C or 0xFE7E)
        {
            return false;
        }

        return CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber => true,
            _ => c is 0x1885 or 0x1886 or 0x2118 or 0x212E,
        };
    }

    public static bool IsContinue(int c)
    {
        if (c < 128)
        {
            return IsStart(c) || (c >= '0' && c <= '9');
        }

        if (IsStart(c))
        {
            return true;
        }

        if (c is 0x37A or (>= 0xFC5E and <= 0xFC63) or 0xFDFA or 0xFDFB
            or 0xFE70 or 0xFE72 or 0xFE74 or 0xFE76 or 0xFE78 or 0xFE7A or 0xFE7C or 0xFE7E)
        {
            return false;
        }

        return CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation => true,
            _ => c is 0xB7 or 0x387 or (>= 0x1369 and <= 0x1371) or 0x19DA or 0xE33 or 0xEB3 or 0xFF9E or 0xFF9F,
        };
    }

    public static bool IsPrintable(Rune rune) => rune.Value == ' ' || Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator => false,
        _ => true,
    };

    /// <summary>NFKC by Python's own tables: the framework's needs ICU, which hosts may do without.</summary>
    public static string Normalize(string name) => UnicodeDatabase.Properties.Normalize(new PyStr(name), "NFKC", old: false).Value;
}

using System.Globalization;

namespace PythonEngine.Modules.UnicodeData;

/// <summary>The questions of <c>unicodedata</c>, for the current version and for 3.2.</summary>
internal static class UnicodeQueries
{
    private static readonly string[] s_categories =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
        "Sm", "Sc", "Sk", "So", "Cn",
    ];

    internal static int Character(PyObject value, string function, int argument = 0)
    {
        string where = argument == 0 ? "argument" : $"argument {argument}";
        if (value is not PyStr s)
        {
            throw Err.TypeError($"{function}() {where} must be a unicode character, not {Ops.TypeName(value)}");
        }
        return s.Length == 1 ? s[0] : throw Err.TypeError($"{function}() {where} must be a unicode character, not str");
    }

    private static bool Missing(int c, bool old) => old && UnicodeDatabase.Properties.OldCategory(c) == "Cn";

    internal static string Category(PyObject chr, bool old)
    {
        int c = Character(chr, "category");
        string changed = old ? UnicodeDatabase.Properties.OldCategory(c) : "";
        return changed.Length != 0 ? changed : s_categories[(int)UnicodeText.Category(c)];
    }

    internal static string Bidirectional(PyObject chr, bool old)
    {
        int c = Character(chr, "bidirectional");
        string changed = old ? UnicodeDatabase.Properties.OldBidirectional(c) : "";
        return changed.Length != 0 ? changed : Missing(c, old) ? "" : UnicodeDatabase.Properties.Lookup(c).Bidirectional;
    }

    internal static long Combining(PyObject chr, bool old)
    {
        int c = Character(chr, "combining");
        return Missing(c, old) ? 0 : UnicodeDatabase.Properties.Lookup(c).Combining;
    }

    internal static long Mirrored(PyObject chr, bool old)
    {
        int c = Character(chr, "mirrored");
        return !Missing(c, old) && UnicodeDatabase.Properties.Lookup(c).Mirrored ? 1 : 0;
    }

    internal static string EastAsianWidth(PyObject chr, bool old)
    {
        int c = Character(chr, "east_asian_width");
        return Missing(c, old) ? "N" : UnicodeDatabase.Properties.Lookup(c).Width;
    }

    internal static string Decomposition(PyObject chr, bool old)
    {
        int c = Character(chr, "decomposition");
        return !Missing(c, old) && UnicodeDatabase.Properties.Decompositions.TryGetValue(c, out string? text) ? text : "";
    }

    internal static PyObject Decimal(PyObject chr, PyObject? fallback, bool old)
    {
        int c = Character(chr, "decimal", 1);
        int value = Missing(c, old) ? -1 : UnicodeText.DecimalDigit(c);
        return value >= 0 ? PyInt.From(value) : fallback ?? throw Err.ValueError("not a decimal");
    }

    internal static PyObject Digit(PyObject chr, PyObject? fallback, bool old)
    {
        int c = Character(chr, "digit", 1);
        int value = Missing(c, old) ? -1 : UnicodeText.DigitValue(c);
        return value >= 0 ? PyInt.From(value) : fallback ?? throw Err.ValueError("not a digit");
    }

    internal static PyObject Numeric(PyObject chr, PyObject? fallback, bool old)
    {
        int c = Character(chr, "numeric", 1);
        if (!Missing(c, old))
        {
            if (UnicodeDatabase.Properties.Numeric.TryGetValue(c, out double value))
            {
                return new PyFloat(value);
            }
            if (UnicodeText.IsNumeric(c))
            {
                value = CharUnicodeInfo.GetNumericValue(char.ConvertFromUtf32(c), 0);
                return new PyFloat(value);
            }
        }
        return fallback ?? throw Err.ValueError("not a numeric character");
    }

    internal static PyObject Name(PyObject chr, PyObject? fallback, bool old)
    {
        int c = Character(chr, "name", 1);
        string? name = Missing(c, old) ? null : UnicodeDatabase.Names.NameOf(c);
        return name != null ? new PyStr(name) : fallback ?? throw Err.ValueError("no such name");
    }

    internal static PyObject Lookup(PyStr name, bool old)
    {
        PyStr? found = UnicodeDatabase.Names.Find(name.Value);
        if (found == null || (old && (found.Length != 1 || Missing(found[0], old))))
        {
            throw Err.KeyError(new PyStr($"undefined character name '{name.Value}'"));
        }
        return found;
    }

    private static string Form(PyStr form) => form.Value is "NFC" or "NFD" or "NFKC" or "NFKD" ? form.Value : throw Err.ValueError("invalid normalization form");

    internal static PyObject Normalize(PyStr form, PyStr text, bool old)
    {
        if (text.Length == 0)
        {
            return text;
        }
        string name = Form(form);
        return text.IsBmp && System.Text.Ascii.IsValid(text.Bmp) ? text.ToExact() : UnicodeDatabase.Properties.Normalize(text, name, old);
    }

    internal static bool IsNormalized(PyStr form, PyStr text, bool old)
    {
        if (text.Length == 0)
        {
            return true;
        }
        string name = Form(form);
        return (text.IsBmp && System.Text.Ascii.IsValid(text.Bmp)) || PyStr.Equals(UnicodeDatabase.Properties.Normalize(text, name, old), text);
    }
}

/// <summary>Access to the Unicode Character Database.</summary>
[PyModule("unicodedata")]
[PyExports(typeof(PyUnicodeDatabase))]
internal static partial class UnicodeDataModule
{
    [PyConstant("unidata_version")]
    private const string Version = "14.0.0";

    [PyModuleInit]
    private static void Init(PyModule module) => module.Set("ucd_3_2_0", new PyUnicodeDatabase());

    [PyFunction("category", "chr, /")]
    private static string Category(PyObject chr) => UnicodeQueries.Category(chr, false);

    [PyFunction("bidirectional", "chr, /")]
    private static string Bidirectional(PyObject chr) => UnicodeQueries.Bidirectional(chr, false);

    [PyFunction("combining", "chr, /")]
    private static long Combining(PyObject chr) => UnicodeQueries.Combining(chr, false);

    [PyFunction("mirrored", "chr, /")]
    private static long Mirrored(PyObject chr) => UnicodeQueries.Mirrored(chr, false);

    [PyFunction("east_asian_width", "chr, /")]
    private static string EastAsianWidth(PyObject chr) => UnicodeQueries.EastAsianWidth(chr, false);

    [PyFunction("decomposition", "chr, /")]
    private static string Decomposition(PyObject chr) => UnicodeQueries.Decomposition(chr, false);

    [PyFunction("decimal", "chr, default=None, /")]
    private static PyObject Decimal(PyObject chr, PyObject? @default = null) => UnicodeQueries.Decimal(chr, @default, false);

    [PyFunction("digit", "chr, default=None, /")]
    private static PyObject Digit(PyObject chr, PyObject? @default = null) => UnicodeQueries.Digit(chr, @default, false);

    [PyFunction("numeric", "chr, default=None, /")]
    private static PyObject Numeric(PyObject chr, PyObject? @default = null) => UnicodeQueries.Numeric(chr, @default, false);

    [PyFunction("name", "chr, default=None, /")]
    private static PyObject Name(PyObject chr, PyObject? @default = null) => UnicodeQueries.Name(chr, @default, false);

    [PyFunction("lookup", "name, /")]
    private static PyObject Lookup(PyStr name) => UnicodeQueries.Lookup(name, false);

    [PyFunction("normalize", "form, unistr, /")]
    private static PyObject Normalize(PyStr form, PyStr unistr) => UnicodeQueries.Normalize(form, unistr, false);

    [PyFunction("is_normalized", "form, unistr, /")]
    private static bool IsNormalized(PyStr form, PyStr unistr) => UnicodeQueries.IsNormalized(form, unistr, false);
}

/// <summary><c>unicodedata.UCD</c>: the database as Unicode 3.2 had it, which IDNA 2003 is defined on.</summary>
[PyType("UCD", Module = "unicodedata", NoConstructor = true)]
internal sealed partial class PyUnicodeDatabase : PyObject
{
    [PyGetter("unidata_version")]
    private string Version => "3.2.0";

    [PyMethod("category", "chr, /")]
    private string Category(PyObject chr) => UnicodeQueries.Category(chr, true);

    [PyMethod("bidirectional", "chr, /")]
    private string Bidirectional(PyObject chr) => UnicodeQueries.Bidirectional(chr, true);

    [PyMethod("combining", "chr, /")]
    private long Combining(PyObject chr) => UnicodeQueries.Combining(chr, true);

    [PyMethod("mirrored", "chr, /")]
    private long Mirrored(PyObject chr) => UnicodeQueries.Mirrored(chr, true);

    [PyMethod("east_asian_width", "chr, /")]
    private string EastAsianWidth(PyObject chr) => UnicodeQueries.EastAsianWidth(chr, true);

    [PyMethod("decomposition", "chr, /")]
    private string Decomposition(PyObject chr) => UnicodeQueries.Decomposition(chr, true);

    [PyMethod("decimal", "chr, default=None, /")]
    private PyObject Decimal(PyObject chr, PyObject? @default = null) => UnicodeQueries.Decimal(chr, @default, true);

    [PyMethod("digit", "chr, default=None, /")]
    private PyObject Digit(PyObject chr, PyObject? @default = null) => UnicodeQueries.Digit(chr, @default, true);

    [PyMethod("numeric", "chr, default=None, /")]
    private PyObject Numeric(PyObject chr, PyObject? @default = null) => UnicodeQueries.Numeric(chr, @default, true);

    [PyMethod("name", "chr, default=None, /")]
    private PyObject Name(PyObject chr, PyObject? @default = null) => UnicodeQueries.Name(chr, @default, true);

    [PyMethod("lookup", "name, /")]
    private PyObject Lookup(PyStr name) => UnicodeQueries.Lookup(name, true);

    [PyMethod("normalize", "form, unistr, /")]
    private PyObject Normalize(PyStr form, PyStr unistr) => UnicodeQueries.Normalize(form, unistr, true);

    [PyMethod("is_normalized", "form, unistr, /")]
    private bool IsNormalized(PyStr form, PyStr unistr) => UnicodeQueries.IsNormalized(form, unistr, true);
}

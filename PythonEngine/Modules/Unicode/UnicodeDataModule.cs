namespace PythonEngine.Modules.Unicode;

/// <summary>The <c>unicodedata</c> module.</summary>
[PyModule("unicodedata", Doc = "This module provides access to the Unicode Character Database which\ndefines character properties for all Unicode characters. The data in\nthis database is based on the UnicodeData.txt file version\n14.0.0 which is publicly available from the Unicode Consortium.\n\nThe module uses the same names and symbols as defined by the\nUnicodeData File Format 14.0.0.")]
[PyExports(typeof(PyUcd))]
internal static partial class UnicodeDataModule
{
    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.Set("unidata_version", new PyStr("14.0.0"));
        module.Set("ucd_3_2_0", new PyUcd());
    }

    internal static int Char(PyObject value, string function, bool numbered = false) => value is PyStr { Length: 1 } s
        ? s[0] : throw Err.TypeError($"{function}() argument {(numbered ? "1 " : "")}must be a unicode character, not {Ops.TypeName(value)}");

    internal static PyObject DecimalOf(UnicodeDatabase db, PyObject chr, PyObject? fallback)
    {
        long value = db.Of(Char(chr, "decimal", true)).Decimal;
        return value >= 0 ? PyInt.From(value) : fallback ?? throw Err.ValueError("not a decimal");
    }

    internal static PyObject DigitOf(UnicodeDatabase db, PyObject chr, PyObject? fallback)
    {
        long value = db.Of(Char(chr, "digit", true)).Digit;
        return value >= 0 ? PyInt.From(value) : fallback ?? throw Err.ValueError("not a digit");
    }

    internal static PyObject NumericOf(UnicodeDatabase db, PyObject chr, PyObject? fallback)
    {
        double value = db.Of(Char(chr, "numeric", true)).Numeric;
        return !double.IsNaN(value) ? new PyFloat(value) : fallback ?? throw Err.ValueError("not a numeric character");
    }

    internal static PyObject NameOf(UnicodeDatabase db, PyObject chr, PyObject? fallback)
    {
        int c = Char(chr, "name", true);
        string? name = ReferenceEquals(db, UnicodeDatabase.Old) && db.Of(c).Category == "Cn" ? null : UnicodeDatabase.Current.Name(c);
        return name != null ? new PyStr(name) : fallback ?? throw Err.ValueError("no such name");
    }

    internal static PyObject LookupIn(UnicodeDatabase db, PyStr name)
    {
        int c = UnicodeDatabase.Current.Lookup(name.Value);
        if (c >= 0 && ReferenceEquals(db, UnicodeDatabase.Old) && db.Of(c).Category == "Cn")
        {
            c = -1;
        }
        return c >= 0 ? PyStr.FromChar(c) : throw Err.Make(Exc.KeyError, $"undefined character name '{name.Value}'");
    }

    internal static PyObject Normal(UnicodeDatabase db, string form, PyStr text)
    {
        (bool compatible, bool compose) = form switch
        {
            "NFC" => (false, true),
            "NFKC" => (true, true),
            "NFD" => (false, false),
            "NFKD" => (true, false),
            _ => throw Err.ValueError("invalid normalization form"),
        };
        if (text.IsBmp && System.Text.Ascii.IsValid(text.Bmp))
        {
            return text.GetType() == typeof(PyStr) ? text : PyStr.FromBmp(text.Bmp);
        }
        return db.Normalize(text, compatible, compose);
    }

    [PyFunction("decimal", "chr, default=None, /", Doc = "Converts a Unicode character into its equivalent decimal value.")]
    private static PyObject Decimal(PyObject chr, PyObject? @default = null) => DecimalOf(UnicodeDatabase.Current, chr, @default);

    [PyFunction("digit", "chr, default=None, /", Doc = "Converts a Unicode character into its equivalent digit value.")]
    private static PyObject Digit(PyObject chr, PyObject? @default = null) => DigitOf(UnicodeDatabase.Current, chr, @default);

    [PyFunction("numeric", "chr, default=None, /", Doc = "Converts a Unicode character into its equivalent numeric value.")]
    private static PyObject Numeric(PyObject chr, PyObject? @default = null) => NumericOf(UnicodeDatabase.Current, chr, @default);

    [PyFunction("category", "chr, /", Doc = "Returns the general category assigned to the character chr as string.")]
    private static string Category(PyObject chr) => UnicodeDatabase.Current.Of(Char(chr, "category")).Category;

    [PyFunction("bidirectional", "chr, /", Doc = "Returns the bidirectional class assigned to the character chr as string.")]
    private static string Bidirectional(PyObject chr) => UnicodeDatabase.Current.Of(Char(chr, "bidirectional")).Bidirectional;

    [PyFunction("combining", "chr, /", Doc = "Returns the canonical combining class assigned to the character chr as integer.")]
    private static int Combining(PyObject chr) => UnicodeDatabase.Current.Of(Char(chr, "combining")).Combining;

    [PyFunction("mirrored", "chr, /", Doc = "Returns the mirrored property assigned to the character chr as integer.")]
    private static int Mirrored(PyObject chr) => UnicodeDatabase.Current.Of(Char(chr, "mirrored")).Mirrored ? 1 : 0;

    [PyFunction("east_asian_width", "chr, /", Doc = "Returns the east asian width assigned to the character chr as string.")]
    private static string EastAsianWidth(PyObject chr) => UnicodeDatabase.Current.Of(Char(chr, "east_asian_width")).Width;

    [PyFunction("decomposition", "chr, /", Doc = "Returns the character decomposition mapping assigned to the character chr as string.")]
    private static string Decomposition(PyObject chr) => UnicodeDatabase.Current.Decomposition(Char(chr, "decomposition"));

    [PyFunction("name", "chr, default=None, /", Doc = "Returns the name assigned to the character chr as a string.")]
    private static PyObject Name(PyObject chr, PyObject? @default = null) => NameOf(UnicodeDatabase.Current, chr, @default);

    [PyFunction("lookup", "name, /", Doc = "Look up character by name.")]
    private static PyObject Lookup(PyStr name) => LookupIn(UnicodeDatabase.Current, name);

    [PyFunction("normalize", "form, unistr, /", Doc = "Return the normal form 'form' for the Unicode string unistr.")]
    private static PyObject Normalize(string form, PyStr unistr) => Normal(UnicodeDatabase.Current, form, unistr);

    [PyFunction("is_normalized", "form, unistr, /", Doc = "Return whether the Unicode string unistr is in the normal form 'form'.")]
    private static bool IsNormalized(string form, PyStr unistr) => PyStr.Equals((PyStr)Normal(UnicodeDatabase.Current, form, unistr), unistr);
}

/// <summary><c>unicodedata.UCD</c>: the database of version 3.2.0.</summary>
[PyType("UCD", Module = "unicodedata", NoConstructor = true)]
internal sealed partial class PyUcd : PyObject
{
    private static UnicodeDatabase Db => UnicodeDatabase.Old;

    [PyGetter("unidata_version")]
    private string Version => "3.2.0";

    [PyMethod("decimal", "chr, default=None, /")]
    private PyObject Decimal(PyObject chr, PyObject? @default = null) => UnicodeDataModule.DecimalOf(Db, chr, @default);

    [PyMethod("digit", "chr, default=None, /")]
    private PyObject Digit(PyObject chr, PyObject? @default = null) => UnicodeDataModule.DigitOf(Db, chr, @default);

    [PyMethod("numeric", "chr, default=None, /")]
    private PyObject Numeric(PyObject chr, PyObject? @default = null) => UnicodeDataModule.NumericOf(Db, chr, @default);

    [PyMethod("category", "chr, /")]
    private string Category(PyObject chr) => Db.Of(UnicodeDataModule.Char(chr, "category")).Category;

    [PyMethod("bidirectional", "chr, /")]
    private string Bidirectional(PyObject chr) => Db.Of(UnicodeDataModule.Char(chr, "bidirectional")).Bidirectional;

    [PyMethod("combining", "chr, /")]
    private int Combining(PyObject chr) => Db.Of(UnicodeDataModule.Char(chr, "combining")).Combining;

    [PyMethod("mirrored", "chr, /")]
    private int Mirrored(PyObject chr) => Db.Of(UnicodeDataModule.Char(chr, "mirrored")).Mirrored ? 1 : 0;

    [PyMethod("east_asian_width", "chr, /")]
    private string EastAsianWidth(PyObject chr) => Db.Of(UnicodeDataModule.Char(chr, "east_asian_width")).Width;

    [PyMethod("decomposition", "chr, /")]
    private string Decomposition(PyObject chr) => Db.Decomposition(UnicodeDataModule.Char(chr, "decomposition"));

    [PyMethod("name", "chr, default=None, /")]
    private PyObject Name(PyObject chr, PyObject? @default = null) => UnicodeDataModule.NameOf(Db, chr, @default);

    [PyMethod("lookup", "name, /")]
    private PyObject Lookup(PyStr name) => UnicodeDataModule.LookupIn(Db, name);

    [PyMethod("normalize", "form, unistr, /")]
    private PyObject Normalize(string form, PyStr unistr) => UnicodeDataModule.Normal(Db, form, unistr);

    [PyMethod("is_normalized", "form, unistr, /")]
    private bool IsNormalized(string form, PyStr unistr) => PyStr.Equals((PyStr)UnicodeDataModule.Normal(Db, form, unistr), unistr);
}

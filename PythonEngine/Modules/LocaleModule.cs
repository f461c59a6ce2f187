using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>_locale</c> module: the C library's locale, which belongs to the whole process.</summary>
[PyModule("_locale", Doc = "The C library's locale.")]
internal static unsafe partial class LocaleModule
{
    private const int LC_CTYPE = 0;
    private const int LC_NUMERIC = 1;
    private const int LC_ALL = 6;

    private const string Constants = "LC_CTYPE 0 LC_NUMERIC 1 LC_TIME 2 LC_COLLATE 3 LC_MONETARY 4 LC_MESSAGES 5 LC_ALL 6 CHAR_MAX 127 ";

    private const string LanguageItems = "ABDAY_1 131072 ABDAY_2 131073 ABDAY_3 131074 ABDAY_4 131075 ABDAY_5 131076 ABDAY_6 131077 ABDAY_7 131078 "
        + "DAY_1 131079 DAY_2 131080 DAY_3 131081 DAY_4 131082 DAY_5 131083 DAY_6 131084 DAY_7 131085 "
        + "ABMON_1 131086 ABMON_2 131087 ABMON_3 131088 ABMON_4 131089 ABMON_5 131090 ABMON_6 131091 ABMON_7 131092 ABMON_8 131093 ABMON_9 131094 "
        + "ABMON_10 131095 ABMON_11 131096 ABMON_12 131097 MON_1 131098 MON_2 131099 MON_3 131100 MON_4 131101 MON_5 131102 MON_6 131103 MON_7 131104 "
        + "MON_8 131105 MON_9 131106 MON_10 131107 MON_11 131108 MON_12 131109 RADIXCHAR 65536 THOUSEP 65537 YESEXPR 327680 NOEXPR 327681 CRNCYSTR 262159 "
        + "D_FMT 131113 D_T_FMT 131112 T_FMT 131114 T_FMT_AMPM 131115 AM_STR 131110 PM_STR 131111 CODESET 14 ERA 131116 ERA_D_FMT 131118 "
        + "ERA_D_T_FMT 131120 ERA_T_FMT 131121 ALT_DIGITS 131119 _DATE_FMT 131180 ";

    private static readonly System.Threading.Lock s_gate = new();
    private static bool s_started;

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        SysCall.AddConstants(module, Constants);
        SysCall.AddConstants(module, LanguageItems);
        module.Set("Error", SysCall.NewException("locale.Error", Exc.Exception));
        Start();
    }

    /// <summary>The state in which Python programs start: the user's character set, and C for everything else.</summary>
    private static void Start()
    {
        lock (s_gate)
        {
            if (s_started)
            {
                return;
            }
            s_started = true;
            fixed (byte* c = "C\0"u8, user = "\0"u8, utf8 = "C.UTF-8\0"u8)
            {
                Libc.setlocale(LC_ALL, c);
                byte* name = Libc.setlocale(LC_CTYPE, user);
                if (name == null || Text(name) is "C" or "POSIX")
                {
                    // PEP 538
                    Libc.setlocale(LC_CTYPE, utf8);
                }
            }
        }
    }

    private static string Text(byte* text) => System.Text.Encoding.Latin1.GetString(Libc.Text(text));

    private static PyException Error(string message) =>
        new((PyBaseException)Ops.Call(PyThread.Current.Engine.NativeModule("_locale").Get("Error")!, new PyStr(message)));

    /// <summary>Text in the locale's character set.</summary>
    private static PyStr Decode(byte* text)
    {
        if (text == null)
        {
            return PyStr.Empty;
        }
        int length = Libc.Text(text).Length;
        int[] wide = new int[length + 1];
        fixed (int* target = wide)
        {
            nuint count = Libc.mbstowcs(target, text, (nuint)wide.Length);
            return count == nuint.MaxValue ? FsCodec.Decode(Libc.Text(text)) : PyStr.FromCodePoints(wide.AsSpan(0, (int)count));
        }
    }

    private static byte[] ToC(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw Err.ValueError("embedded null character") : [.. Codecs.EncodeUtf8(new PyStr(text)), 0];

    private static byte[]? ToCOrNull(string? text) => text == null ? null : ToC(text);

    /// <summary>wchar_t text.</summary>
    private static int[] ToWide(PyStr text)
    {
        int[] points = text.Points();
        return Array.IndexOf(points, 0) < 0 ? [.. points, 0] : throw Err.ValueError("embedded null character");
    }

    [PyFunction("setlocale", "category, locale=None, /", Doc = "Sets a category of the locale, or tells it when locale is None.")]
    private static PyObject SetLocale(int category, PyObject? locale = null)
    {
        if (locale is not (null or PyNone or PyStr))
        {
            throw Err.TypeError($"setlocale() argument 2 must be str or None, not {Ops.TypeName(locale)}");
        }
        byte[]? name = locale is PyStr text ? ToC(text.Value) : null;
        lock (s_gate)
        {
            fixed (byte* n = name)
            {
                byte* result = Libc.setlocale(category, n);
                if (result == null)
                {
                    throw Error(name == null ? "locale query failed" : "unsupported locale setting");
                }
                PyStr current = Decode(result);
                if (name != null && category is (LC_ALL or LC_NUMERIC))
                {
                    ReadNumericLocale();
                }
                return current;
            }
        }
    }

    private static void ReadNumericLocale()
    {
        Libc.LocaleConventions* l = Libc.localeconv();
        NumericLocale locale = new(Decode(l->DecimalPoint).Value, Decode(l->ThousandsSeparator).Value, Grouping(l->Grouping));
        NumericLocale.Current = locale is { DecimalPoint: ".", Separator: "" } ? null : locale;
    }

    /// <summary>The sizes of groups, with the CHAR_MAX or 0 that ends them.</summary>
    private static int[] Grouping(byte* sizes)
    {
        List<int> result = [];
        for (byte* s = sizes; *s != 0; s++)
        {
            result.Add(*s);
            if (*s == NumericLocale.NoMore)
            {
                break;
            }
        }
        return [.. result];
    }

    private static PyList GroupingList(byte* sizes)
    {
        PyList list = new();
        int[] grouping = Grouping(sizes);
        foreach (int size in grouping)
        {
            list.Add(PyInt.From(size));
        }
        if (grouping.Length != 0 && grouping[^1] != NumericLocale.NoMore)
        {
            list.Add(PyInt.Zero);
        }
        return list;
    }

    [PyFunction("localeconv", Doc = "How the locale writes numbers and amounts of money.")]
    private static PyObject LocaleConv()
    {
        PyDict result = new();
        void Add(string name, PyObject value) => result.SetStr(PyStr.Intern(name), value);
        lock (s_gate)
        {
            Libc.LocaleConventions* l = Libc.localeconv();
            Add("int_curr_symbol", Decode(l->InternationalCurrencySymbol));
            Add("currency_symbol", Decode(l->CurrencySymbol));
            Add("mon_decimal_point", Decode(l->MonetaryDecimalPoint));
            Add("mon_thousands_sep", Decode(l->MonetaryThousandsSeparator));
            Add("mon_grouping", GroupingList(l->MonetaryGrouping));
            Add("positive_sign", Decode(l->PositiveSign));
            Add("negative_sign", Decode(l->NegativeSign));
            Add("int_frac_digits", PyInt.From(l->InternationalFractionDigits));
            Add("frac_digits", PyInt.From(l->FractionDigits));
            Add("p_cs_precedes", PyInt.From(l->PositiveCurrencyPrecedes));
            Add("p_sep_by_space", PyInt.From(l->PositiveSeparateBySpace));
            Add("n_cs_precedes", PyInt.From(l->NegativeCurrencyPrecedes));
            Add("n_sep_by_space", PyInt.From(l->NegativeSeparateBySpace));
            Add("p_sign_posn", PyInt.From(l->PositiveSignPosition));
            Add("n_sign_posn", PyInt.From(l->NegativeSignPosition));
            Add("decimal_point", Decode(l->DecimalPoint));
            Add("thousands_sep", Decode(l->ThousandsSeparator));
            Add("grouping", GroupingList(l->Grouping));
        }
        return result;
    }

    [PyFunction("strcoll", "os1, os2, /", Doc = "Compares two strings as the locale orders them.")]
    private static long StrColl(PyStr os1, PyStr os2)
    {
        fixed (int* a = ToWide(os1), b = ToWide(os2))
        {
            return Libc.wcscoll(a, b);
        }
    }

    [PyFunction("strxfrm", "string, /", Doc = "A string by which strings sort as the locale orders them.")]
    private static PyObject StrXfrm(PyStr @string)
    {
        fixed (int* source = ToWide(@string))
        {
            nuint size = Libc.wcsxfrm(null, source, 0);
            int[] key = new int[checked((int)size + 1)];
            fixed (int* target = key)
            {
                size = Libc.wcsxfrm(target, source, (nuint)key.Length);
            }
            return PyStr.FromCodePoints(key.AsSpan(0, (int)size));
        }
    }

    [PyFunction("nl_langinfo", "key, /", Doc = "An item of the locale: CODESET, DAY_1, ...")]
    private static PyObject NlLangInfo(int key)
    {
        const int CodeSet = 14;
        foreach (string number in LanguageItems.Split(' '))
        {
            if (int.TryParse(number, out int known) && known == key)
            {
                lock (s_gate)
                {
                    PyStr text = Decode(Libc.nl_langinfo(key));
                    return key == CodeSet && text.Length == 0 ? new PyStr("UTF-8") : text;
                }
            }
        }
        throw Err.ValueError("unsupported langinfo constant");
    }

    [PyFunction("getencoding", Doc = "The locale's character set.")]
    private static PyObject GetEncoding() => NlLangInfo(14);

    [PyFunction("gettext", "msg, /", Doc = "A message's translation in the current domain.")]
    private static PyObject GetText(string msg)
    {
        fixed (byte* m = ToC(msg))
        {
            return Decode(Libc.gettext(m));
        }
    }

    [PyFunction("dgettext", "domain, msg, /", Doc = "A message's translation in a domain.")]
    private static PyObject DGetText(string? domain, string msg)
    {
        fixed (byte* d = ToCOrNull(domain), m = ToC(msg))
        {
            return Decode(Libc.dgettext(d, m));
        }
    }

    [PyFunction("dcgettext", "domain, msg, category, /", Doc = "A message's translation in a domain, for a category of the locale.")]
    private static PyObject DcGetText(string? domain, string msg, int category)
    {
        fixed (byte* d = ToCOrNull(domain), m = ToC(msg))
        {
            return Decode(Libc.dcgettext(d, m, category));
        }
    }

    [PyFunction("textdomain", "domain, /", Doc = "Sets the current domain of messages, or tells it when domain is None.")]
    private static PyObject TextDomain(string? domain)
    {
        fixed (byte* d = ToCOrNull(domain))
        {
            byte* result = Libc.textdomain(d);
            return result == null ? throw SysCall.LastError() : Decode(result);
        }
    }

    [PyFunction("bindtextdomain", "domain, dir, /", Doc = "Sets where a domain's messages are, or tells it when dir is None.")]
    private static PyObject BindTextDomain(string domain, PyObject dir)
    {
        byte[] name = ToC(domain);
        if (name.Length == 1)
        {
            throw Error("domain must be a non-empty string");
        }
        byte[]? directory = dir is PyNone ? null : FsCodec.EncodeZ(new PyStr(Builtins.BuiltinsModule.FileName(dir)));
        fixed (byte* n = name, d = directory)
        {
            byte* result = Libc.bindtextdomain(n, d);
            return result == null ? throw SysCall.LastError() : Decode(result);
        }
    }

    [PyFunction("bind_textdomain_codeset", "domain, codeset, /", Doc = "Sets in which character set a domain's messages come.")]
    private static PyObject BindTextDomainCodeset(string domain, string? codeset)
    {
        fixed (byte* d = ToC(domain), c = ToCOrNull(codeset))
        {
            byte* result = Libc.bind_textdomain_codeset(d, c);
            return result == null ? PyNone.Instance : Decode(result);
        }
    }
}

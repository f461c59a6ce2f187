namespace PythonEngine.Objects;

internal partial class PyStr
{
    private bool IsAscii() => BmpText != null && System.Text.Ascii.IsValid(BmpText);

    [PyMethod("isascii", "")]
    private bool IsAsciiMethod() => IsAscii();

    [PyMethod("lower", "")]
    internal PyObject Lower()
    {
        if (IsAscii())
        {
            return FromBmp(BmpText!.ToLowerInvariant());
        }
        StrBuilder sb = new(Length);
        for (int i = 0; i < Length; i++)
        {
            UnicodeText.AppendLowerAt(ref sb, this, i);
        }
        return sb.ToPyStr();
    }

    [PyMethod("upper", "")]
    internal PyObject Upper()
    {
        if (IsAscii())
        {
            return FromBmp(BmpText!.ToUpperInvariant());
        }
        StrBuilder sb = new(Length);
        for (int i = 0; i < Length; i++)
        {
            UnicodeText.AppendUpper(ref sb, this[i]);
        }
        return sb.ToPyStr();
    }

    [PyMethod("casefold", "")]
    private PyObject CaseFold()
    {
        if (IsAscii())
        {
            return FromBmp(BmpText!.ToLowerInvariant());
        }
        StrBuilder sb = new(Length);
        for (int i = 0; i < Length; i++)
        {
            UnicodeText.AppendFolded(ref sb, this[i]);
        }
        return sb.ToPyStr();
    }

    [PyMethod("capitalize", "")]
    private PyObject Capitalize()
    {
        if (Length == 0)
        {
            return Empty;
        }
        StrBuilder sb = new(Length);
        UnicodeText.AppendTitle(ref sb, this[0]);
        for (int i = 1; i < Length; i++)
        {
            UnicodeText.AppendLowerAt(ref sb, this, i);
        }
        return sb.ToPyStr();
    }

    [PyMethod("title", "")]
    private PyObject Title()
    {
        StrBuilder sb = new(Length);
        bool inWord = false;
        for (int i = 0; i < Length; i++)
        {
            int c = this[i];
            if (inWord)
            {
                UnicodeText.AppendLowerAt(ref sb, this, i);
            }
            else
            {
                UnicodeText.AppendTitle(ref sb, c);
            }
            inWord = UnicodeText.IsCased(c);
        }
        return sb.ToPyStr();
    }

    [PyMethod("swapcase", "")]
    private PyObject SwapCase()
    {
        StrBuilder sb = new(Length);
        for (int i = 0; i < Length; i++)
        {
            int c = this[i];
            if (UnicodeText.IsUpper(c))
            {
                UnicodeText.AppendLowerAt(ref sb, this, i);
            }
            else if (UnicodeText.IsLower(c))
            {
                UnicodeText.AppendUpper(ref sb, c);
            }
            else
            {
                sb.Append(c);
            }
        }
        return sb.ToPyStr();
    }

    [PyMethod("isalnum", "")]
    private bool IsAlnum()
    {
        for (int i = 0; i < Length; i++)
        {
            if (!UnicodeText.IsAlnum(this[i]))
            {
                return false;
            }
        }
        return Length != 0;
    }

    [PyMethod("isalpha", "")]
    private bool IsAlpha()
    {
        for (int i = 0; i < Length; i++)
        {
            if (!UnicodeText.IsAlpha(this[i]))
            {
                return false;
            }
        }
        return Length != 0;
    }

    [PyMethod("isdecimal", "")]
    private bool IsDecimal()
    {
        for (int i = 0; i < Length; i++)
        {
            if (UnicodeText.DecimalDigit(this[i]) < 0)
            {
                return false;
            }
        }
        return Length != 0;
    }

    [PyMethod("isdigit", "")]
    private bool IsDigit()
    {
        for (int i = 0; i < Length; i++)
        {
            if (!(this[i] is >= '0' and <= '9' || UnicodeText.IsDigit(this[i])))
            {
                return false;
            }
        }
        return Length != 0;
    }

    [PyMethod("isnumeric", "")]
    private bool IsNumeric()
    {
        for (int i = 0; i < Length; i++)
        {
            if (!UnicodeText.IsNumeric(this[i]))
            {
                return false;
            }
        }
        return Length != 0;
    }

    [PyMethod("isspace", "")]
    private bool IsSpace()
    {
        for (int i = 0; i < Length; i++)
        {
            if (!UnicodeText.IsSpace(this[i]))
            {
                return false;
            }
        }
        return Length != 0;
    }

    [PyMethod("islower", "")]
    private bool IsLower()
    {
        bool cased = false;
        for (int i = 0; i < Length; i++)
        {
            int c = this[i];
            if (UnicodeText.IsUpper(c) || UnicodeText.IsTitle(c))
            {
                return false;
            }
            cased |= UnicodeText.IsLower(c);
        }
        return cased;
    }

    [PyMethod("isupper", "")]
    private bool IsUpper()
    {
        bool cased = false;
        for (int i = 0; i < Length; i++)
        {
            int c = this[i];
            if (UnicodeText.IsLower(c) || UnicodeText.IsTitle(c))
            {
                return false;
            }
            cased |= UnicodeText.IsUpper(c);
        }
        return cased;
    }

    [PyMethod("istitle", "")]
    private bool IsTitle()
    {
        bool cased = false, inWord = false;
        for (int i = 0; i < Length; i++)
        {
            int c = this[i];
            if (UnicodeText.IsUpper(c) || UnicodeText.IsTitle(c))
            {
                if (inWord)
                {
                    return false;
                }
                inWord = cased = true;
            }
            else if (UnicodeText.IsLower(c))
            {
                if (!inWord)
                {
                    return false;
                }
                cased = true;
            }
            else
            {
                inWord = false;
            }
        }
        return cased;
    }

    [PyMethod("isidentifier", "")]
    internal bool IsIdentifier()
    {
        if (Length == 0 || !UnicodeText.IsIdentifierStart(this[0]))
        {
            return false;
        }
        for (int i = 1; i < Length; i++)
        {
            if (!UnicodeText.IsIdentifierContinue(this[i]))
            {
                return false;
            }
        }
        return true;
    }

    [PyMethod("isprintable", "")]
    private bool IsPrintable()
    {
        for (int i = 0; i < Length; i++)
        {
            if (!UnicodeText.IsPrintable(this[i]))
            {
                return false;
            }
        }
        return true;
    }

    private static int FillCharacter(PyObject? fillchar)
    {
        if (fillchar == null)
        {
            return ' ';
        }
        if (fillchar is not PyStr s)
        {
            throw Err.TypeError($"The fill character must be a unicode character, not {Ops.TypeName(fillchar)}");
        }
        return s.Length == 1 ? s[0] : throw Err.TypeError("The fill character must be exactly one character long");
    }

    private PyStr Pad(long left, long right, int fill)
    {
        if (left <= 0 && right <= 0)
        {
            return ToExact();
        }
        if (Length + left + right > 0x3FFFFFDF)
        {
            throw Err.MemoryError();
        }
        StrBuilder sb = new((int)(Length + left + right));
        sb.Append(fill, left);
        sb.Append(this);
        sb.Append(fill, right);
        return sb.ToPyStr();
    }

    [PyMethod("ljust", "width, fillchar=' ', /")]
    private PyObject LeftJust(long width, PyObject? fillchar = null) => Pad(0, width - Length, FillCharacter(fillchar));

    [PyMethod("rjust", "width, fillchar=' ', /")]
    private PyObject RightJust(long width, PyObject? fillchar = null) => Pad(width - Length, 0, FillCharacter(fillchar));

    [PyMethod("center", "width, fillchar=' ', /")]
    private PyObject Center(long width, PyObject? fillchar = null)
    {
        int fill = FillCharacter(fillchar);
        long margin = width - Length;
        if (margin <= 0)
        {
            return ToExact();
        }
        long left = margin / 2 + (margin & width & 1);
        return Pad(left, margin - left, fill);
    }

    [PyMethod("zfill", "width, /")]
    private PyObject ZeroFill(long width)
    {
        if (width <= Length)
        {
            return ToExact();
        }
        if (width > 0x3FFFFFDF)
        {
            throw Err.MemoryError();
        }
        StrBuilder sb = new((int)width);
        int signs = Length != 0 && this[0] is '+' or '-' ? 1 : 0;
        sb.Append(this, 0, signs);
        sb.Append('0', width - Length);
        sb.Append(this, signs, Length - signs);
        return sb.ToPyStr();
    }

    [PyMethod("expandtabs", "tabsize=8")]
    private PyObject ExpandTabs(int tabsize = 8)
    {
        if (!Has('\t'))
        {
            return ToExact();
        }
        StrBuilder sb = new(Length + 8);
        long column = 0;
        for (int i = 0; i < Length; i++)
        {
            int c = this[i];
            if (c == '\t')
            {
                if (tabsize > 0)
                {
                    long spaces = tabsize - column % tabsize;
                    if (sb.Length + spaces > 0x3FFFFFDF)
                    {
                        throw Err.OverflowError("new string is too long");
                    }
                    column += spaces;
                    sb.Append(' ', spaces);
                }
            }
            else
            {
                column = c is '\n' or '\r' ? 0 : column + 1;
                sb.Append(c);
            }
        }
        return sb.ToPyStr();
    }

    [PyMethod("encode", "encoding='utf-8', errors='strict'")]
    private PyObject Encode(PyObject? encoding = null, PyObject? errors = null)
    {
        string? name = StrArgument(encoding, "encode() argument 'encoding'");
        string? handler = StrArgument(errors, "encode() argument 'errors'");
        return Codecs.EncodeText(this, name ?? "utf-8", handler ?? "strict");
    }

    [PyMethod("translate", "table, /")]
    private PyObject Translate(PyObject table)
    {
        StrBuilder sb = new(Length);
        Dictionary<int, PyObject?>? seen = null;
        for (int i = 0; i < Length; i++)
        {
            int c = this[i];
            PyObject? mapped;
            if (table.GetType() == typeof(PyDict))
            {
                mapped = Unsafe.As<PyDict>(table).Get(PyInt.From(c));
            }
            else if (seen == null || !seen.TryGetValue(c, out mapped))
            {
                try
                {
                    mapped = Ops.GetItem(table, PyInt.From(c));
                }
                catch (PyException e) when (e.Matches(Exc.LookupError))
                {
                    mapped = null;
                }
                (seen ??= [])[c] = mapped;
            }
            switch (mapped)
            {
                case null:
                    sb.Append(c);
                    break;
                case PyNone:
                    break;
                case PyStr text:
                    sb.Append(text);
                    break;
                case PyInt number:
                    if (!number.TryGetLong(out long cp) || cp is < 0 or > 0x10FFFF)
                    {
                        throw Err.ValueError("character mapping must be in range(0x110000)");
                    }
                    sb.Append((int)cp);
                    break;
                default:
                    throw Err.TypeError("character mapping must return integer, None or str");
            }
        }
        return sb.ToPyStr();
    }

    [PyStaticMethod("maketrans", "x, y=None, z=None, /")]
    private static PyObject MakeTrans(PyObject x, PyObject? y = null, PyObject? z = null)
    {
        if (y is not null and not PyStr)
        {
            throw Err.TypeError($"maketrans() argument 2 must be str, not {Ops.TypeName(y)}");
        }
        if (z is not null and not PyStr)
        {
            throw Err.TypeError($"maketrans() argument 3 must be str, not {Ops.TypeName(z)}");
        }
        PyDict result = new();
        if (y != null)
        {
            if (x is not PyStr from)
            {
                throw Err.TypeError("first maketrans argument must be a string if there is a second argument");
            }
            PyStr to = (PyStr)y;
            if (from.Length != to.Length)
            {
                throw Err.ValueError("the first two maketrans arguments must have equal length");
            }
            for (int i = 0; i < from.Length; i++)
            {
                result.Set(PyInt.From(from[i]), PyInt.From(to[i]));
            }
            if (z != null)
            {
                PyStr deleted = (PyStr)z;
                for (int i = 0; i < deleted.Length; i++)
                {
                    result.Set(PyInt.From(deleted[i]), PyNone.Instance);
                }
            }
            return result;
        }
        if (x.GetType() != typeof(PyDict))
        {
            throw Err.TypeError("if you give only one argument to maketrans it must be a dict");
        }
        int position = 0;
        while (((PyDict)x).Next(ref position, out PyObject key, out PyObject value))
        {
            switch (key)
            {
                case PyStr s:
                    if (s.Length != 1)
                    {
                        throw Err.ValueError("string keys in translate table must be of length 1");
                    }
                    result.Set(PyInt.From(s[0]), value);
                    break;
                case PyInt:
                    result.Set(key, value);
                    break;
                default:
                    throw Err.TypeError("keys in translate table must be strings or integers");
            }
        }
        return result;
    }

    [PyMethod("__format__", "format_spec, /")]
    private PyObject FormatSlot(PyObject format_spec) => format_spec is PyStr spec
        ? FormatSpec.FormatString(this, spec)
        : throw Err.TypeError($"__format__() argument must be str, not {Ops.TypeName(format_spec)}");

    [PyMethod("format", "*args, **kwargs")]
    private PyObject Format(ReadOnlySpan<PyObject> args, PyDict? kwargs) => StrFormat.Format(this, args, kwargs, null);

    [PyMethod("format_map", "mapping, /")]
    private PyObject FormatMap(PyObject mapping) => StrFormat.Format(this, default, null, mapping);
}

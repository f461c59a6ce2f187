namespace PythonEngine.Objects;

/// <summary>str.format: replacement fields with attribute and item lookup, conversions and nested specifications.</summary>
internal static class StrFormat
{
    /// <summary>Walks the literal parts and fields of a format string; field texts are ranges of it.</summary>
    internal struct Markup(PyStr text)
    {
        private readonly PyStr _text = text;
        private int _at;

        public int LiteralStart, LiteralLength;
        public bool HasField;
        public int NameStart, NameLength, SpecStart, SpecLength;
        /// <summary>0 when there is none.</summary>
        public int Conversion;
        public bool SpecHasFields;

        public bool Next()
        {
            int end = _text.Length;
            HasField = SpecHasFields = false;
            NameStart = NameLength = SpecStart = SpecLength = Conversion = 0;
            if (_at >= end)
            {
                return false;
            }
            LiteralStart = _at;
            int c = 0;
            bool markup = false;
            while (_at < end)
            {
                c = _text[_at++];
                if (c is '{' or '}')
                {
                    markup = true;
                    break;
                }
            }
            bool atEnd = _at >= end;
            LiteralLength = _at - LiteralStart;
            if (!markup)
            {
                return true;
            }
            if (c == '}' && (atEnd || _text[_at] != '}'))
            {
                throw Err.ValueError("Single '}' encountered in format string");
            }
            if (atEnd)
            {
                throw Err.ValueError("Single '{' encountered in format string");
            }
            if (_text[_at] == c)
            {
                _at++;
                return true;
            }
            LiteralLength--;
            HasField = true;
            Field(end);
            return true;
        }

        private void Field(int end)
        {
            int c = 0;
            NameStart = _at;
            while (_at < end)
            {
                c = _text[_at++];
                if (c == '{')
                {
                    throw Err.ValueError("unexpected '{' in field name");
                }
                if (c == '[')
                {
                    while (_at < end && _text[_at] != ']')
                    {
                        _at++;
                    }
                    continue;
                }
                if (c is '}' or ':' or '!')
                {
                    break;
                }
            }
            if (c is not ('}' or ':' or '!'))
            {
                throw Err.ValueError("expected '}' before end of string");
            }
            NameLength = _at - 1 - NameStart;
            if (c == '}')
            {
                return;
            }
            if (c == '!')
            {
                if (_at >= end)
                {
                    throw Err.ValueError("end of string while looking for conversion specifier");
                }
                Conversion = _text[_at++];
                if (_at < end)
                {
                    c = _text[_at++];
                    if (c == '}')
                    {
                        return;
                    }
                    if (c != ':')
                    {
                        throw Err.ValueError("expected ':' after conversion specifier");
                    }
                }
            }
            SpecStart = _at;
            int depth = 1;
            for (; _at < end; _at++)
            {
                c = _text[_at];
                if (c == '{')
                {
                    SpecHasFields = true;
                    depth++;
                }
                else if (c == '}' && --depth == 0)
                {
                    SpecLength = _at - SpecStart;
                    _at++;
                    return;
                }
            }
            throw Err.ValueError("unmatched '{' in format spec");
        }
    }

    /// <summary>Walks the parts of a field name after the first.</summary>
    internal struct NameParts(PyStr text, int at)
    {
        private readonly PyStr _text = text;
        private int _at = at;

        public bool IsAttribute;
        public PyStr Name = PyStr.Empty;
        /// <summary>Number of an item that is all digits, else -1.</summary>
        public long Number;

        public bool Next()
        {
            int end = _text.Length;
            if (_at >= end)
            {
                return false;
            }
            int c = _text[_at++];
            int start = _at;
            Number = -1;
            if (c == '.')
            {
                IsAttribute = true;
                while (_at < end && _text[_at] is not ('.' or '['))
                {
                    _at++;
                }
                Name = _text.Slice(start, _at - start);
            }
            else if (c == '[')
            {
                IsAttribute = false;
                while (_at < end && _text[_at] != ']')
                {
                    _at++;
                }
                if (_at >= end)
                {
                    throw Err.ValueError("Missing ']' in format string");
                }
                Name = _text.Slice(start, _at - start);
                _at++;
                Number = Integer(Name);
            }
            else
            {
                throw Err.ValueError("Only '.' or '[' may follow ']' in format field specifier");
            }
            return Name.Length == 0 ? throw Err.ValueError("Empty attribute in format string") : true;
        }
    }

    /// <summary>Length of the first part of a field name.</summary>
    internal static int FirstLength(PyStr name)
    {
        int n = 0;
        while (n < name.Length && name[n] is not ('.' or '['))
        {
            n++;
        }
        return n;
    }

    /// <summary>The number that a text of digits is, or -1.</summary>
    internal static long Integer(PyStr text)
    {
        long value = text.Length == 0 ? -1 : 0;
        for (int i = 0; i < text.Length; i++)
        {
            int digit = UnicodeText.DecimalDigit(text[i]);
            if (digit < 0)
            {
                return -1;
            }
            if (value > (long.MaxValue - digit) / 10)
            {
                throw Err.ValueError("Too many decimal digits in format string");
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private ref struct Context
    {
        public ReadOnlySpan<PyObject> Args;
        public PyDict? Kwargs;
        public PyObject? Mapping;
        /// <summary>0 undecided, 1 automatic, 2 manual.</summary>
        public int Numbering;
        public long NextNumber;
    }

    internal static PyStr Format(PyStr format, ReadOnlySpan<PyObject> args, PyDict? kwargs, PyObject? mapping)
    {
        Context context = new() { Args = args, Kwargs = kwargs, Mapping = mapping };
        return Build(format, ref context, 2);
    }

    private static PyStr Build(PyStr format, ref Context context, int depth)
    {
        if (depth <= 0)
        {
            throw Err.ValueError("Max string recursion exceeded");
        }
        StrBuilder sb = new(format.Length + 16);
        Markup markup = new(format);
        while (markup.Next())
        {
            sb.Append(format, markup.LiteralStart, markup.LiteralLength);
            if (!markup.HasField)
            {
                continue;
            }
            PyObject value = Resolve(format.Slice(markup.NameStart, markup.NameLength), ref context);
            switch (markup.Conversion)
            {
                case 0:
                    break;
                case 'r':
                    value = Ops.Repr(value);
                    break;
                case 's':
                    value = Ops.Str(value);
                    break;
                case 'a':
                    value = Ops.Ascii(value);
                    break;
                default:
                    throw Err.ValueError(markup.Conversion is > 32 and < 127
                        ? $"Unknown conversion specifier {(char)markup.Conversion}"
                        : $"Unknown conversion specifier \\x{markup.Conversion:x}");
            }
            PyStr spec = markup.SpecLength == 0 ? PyStr.Empty : format.Slice(markup.SpecStart, markup.SpecLength);
            if (markup.SpecHasFields)
            {
                spec = Build(spec, ref context, depth - 1);
            }
            sb.Append(Ops.Format(value, spec));
        }
        return sb.ToPyStr();
    }

    private static PyObject Resolve(PyStr name, ref Context context)
    {
        int length = FirstLength(name);
        PyStr first = name.Slice(0, length);
        long number = Integer(first);
        if (length == 0 || number >= 0)
        {
            int numbering = length == 0 ? 1 : 2;
            if (context.Numbering == 0)
            {
                context.Numbering = numbering;
            }
            else if (context.Numbering != numbering)
            {
                throw Err.ValueError(numbering == 1
                    ? "cannot switch from manual field specification to automatic field numbering"
                    : "cannot switch from automatic field numbering to manual field specification");
            }
            if (length == 0)
            {
                number = context.NextNumber++;
            }
        }
        PyObject value;
        if (number < 0)
        {
            value = context.Mapping != null
                ? Ops.GetItem(context.Mapping, first)
                : context.Kwargs?.GetStr(first) ?? throw Err.KeyError(first);
        }
        else if (context.Mapping != null)
        {
            throw Err.ValueError("Format string contains positional fields");
        }
        else if (number >= context.Args.Length)
        {
            throw Err.IndexError($"Replacement index {number} out of range for positional args tuple");
        }
        else
        {
            value = context.Args[(int)number];
        }
        if (length == name.Length)
        {
            return value;
        }
        NameParts parts = new(name, length);
        while (parts.Next())
        {
            value = parts.IsAttribute
                ? Ops.GetAttr(value, PyStr.Intern(parts.Name))
                : Ops.GetItem(value, parts.Number >= 0 ? PyInt.From(parts.Number) : parts.Name);
        }
        return value;
    }
}

/// <summary><c>formatteriterator</c>: what <c>_string.formatter_parser</c> returns.</summary>
[PyType("formatteriterator", NoConstructor = true)]
internal sealed partial class PyFormatterIterator(PyStr text) : PyObject
{
    private StrFormat.Markup _markup = new(text);

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (!_markup.Next())
        {
            return null;
        }
        PyStr literal = text.Slice(_markup.LiteralStart, _markup.LiteralLength);
        if (!_markup.HasField)
        {
            return new PyTuple([literal, PyNone.Instance, PyNone.Instance, PyNone.Instance]);
        }
        return new PyTuple(
        [
            literal,
            text.Slice(_markup.NameStart, _markup.NameLength),
            _markup.SpecLength == 0 ? PyStr.Empty : text.Slice(_markup.SpecStart, _markup.SpecLength),
            _markup.Conversion == 0 ? PyNone.Instance : PyStr.FromChar(_markup.Conversion),
        ]);
    }
}

/// <summary><c>fieldnameiterator</c>: the rest of what <c>_string.formatter_field_name_split</c> returns.</summary>
[PyType("fieldnameiterator", NoConstructor = true)]
internal sealed partial class PyFieldNameIterator(PyStr name, int at) : PyObject
{
    private StrFormat.NameParts _parts = new(name, at);

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => _parts.Next()
        ? PyTuple.Of(PyBool.From(_parts.IsAttribute), _parts.Number >= 0 ? PyInt.From(_parts.Number) : _parts.Name)
        : null;
}

namespace PythonEngine.Modules.Csv;

/// <summary><c>_csv.reader</c></summary>
[PyType("reader", Module = "_csv", NoConstructor = true, Doc = "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.\n")]
internal sealed partial class PyReader(CsvModule.State state, PyObject lines, PyDialect dialect) : PyObject
{
    private enum At
    {
        StartRecord,
        StartField,
        EscapedChar,
        InField,
        InQuotedField,
        EscapeInQuotedField,
        QuoteInQuotedField,
        EatLineEnd,
        AfterEscapedLineEnd,
    }

    private const int EndOfLine = -2;

    private PyList _fields = new();
    private StrBuilder _field = new(64);
    private At _at;
    private bool _numeric;
    private long _line;

    [PyGetter("dialect")]
    private PyObject Dialect => dialect;

    [PyGetter("line_num")]
    private long LineNumber => _line;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        _fields = new PyList();
        _field.Truncate(0);
        _at = At.StartRecord;
        _numeric = false;
        do
        {
            PyObject? item = Ops.Next(lines);
            if (item == null)
            {
                if (_field.Length != 0 || _at == At.InQuotedField)
                {
                    if (dialect.IsStrict)
                    {
                        throw state.Fail("unexpected end of data");
                    }
                    Save();
                    break;
                }
                return null;
            }
            if (item is not PyStr text)
            {
                throw state.Fail($"iterator should return strings, not {item.Type.FullName} (the file should be opened in text mode)");
            }
            _line++;
            for (int i = 0; i < text.Length; i++)
            {
                Process(text[i]);
            }
            Process(EndOfLine);
        }
        while (_at != At.StartRecord);
        PyList result = _fields;
        _fields = new PyList();
        return result;
    }

    private void Save()
    {
        PyObject field = _field.ToPyStr();
        _field = new StrBuilder(64);
        if (_numeric)
        {
            _numeric = false;
            field = Ops.Call(PyFloat.TypeObject, field);
        }
        _fields.Add(field);
    }

    private void Add(int c)
    {
        if (_field.Length >= state.FieldLimit)
        {
            throw state.Fail($"field larger than field limit ({state.FieldLimit})");
        }
        _field.Append(c);
    }

    private static bool IsEnd(int c) => c is '\n' or '\r' or EndOfLine;

    private void Process(int c)
    {
        PyDialect d = dialect;
        switch (_at)
        {
            case At.StartRecord:
                if (c == EndOfLine)
                {
                    return;
                }
                if (c is '\n' or '\r')
                {
                    _at = At.EatLineEnd;
                    return;
                }
                _at = At.StartField;
                goto case At.StartField;

            case At.StartField:
                if (IsEnd(c))
                {
                    Save();
                    _at = c == EndOfLine ? At.StartRecord : At.EatLineEnd;
                }
                else if (c == d.Quote && d.QuotingMode != CsvModule.QuoteNone)
                {
                    _at = At.InQuotedField;
                }
                else if (c == d.Escape)
                {
                    _at = At.EscapedChar;
                }
                else if (c == ' ' && d.SkipSpace)
                {
                }
                else if (c == d.DelimiterChar)
                {
                    Save();
                }
                else
                {
                    _numeric = d.QuotingMode == CsvModule.QuoteNonNumeric;
                    Add(c);
                    _at = At.InField;
                }
                return;

            case At.EscapedChar:
                if (c is '\n' or '\r')
                {
                    Add(c);
                    _at = At.AfterEscapedLineEnd;
                    return;
                }
                Add(c == EndOfLine ? '\n' : c);
                _at = At.InField;
                return;

            case At.AfterEscapedLineEnd:
                if (c == EndOfLine)
                {
                    return;
                }
                goto case At.InField;

            case At.InField:
                if (IsEnd(c))
                {
                    Save();
                    _at = c == EndOfLine ? At.StartRecord : At.EatLineEnd;
                }
                else if (c == d.Escape)
                {
                    _at = At.EscapedChar;
                }
                else if (c == d.DelimiterChar)
                {
                    Save();
                    _at = At.StartField;
                }
                else
                {
                    Add(c);
                    _at = At.InField;
                }
                return;

            case At.InQuotedField:
                if (c == EndOfLine)
                {
                }
                else if (c == d.Escape)
                {
                    _at = At.EscapeInQuotedField;
                }
                else if (c == d.Quote && d.QuotingMode != CsvModule.QuoteNone)
                {
                    _at = d.DoubleQuoted ? At.QuoteInQuotedField : At.InField;
                }
                else
                {
                    Add(c);
                }
                return;

            case At.EscapeInQuotedField:
                Add(c == EndOfLine ? '\n' : c);
                _at = At.InQuotedField;
                return;

            case At.QuoteInQuotedField:
                if (d.QuotingMode != CsvModule.QuoteNone && c == d.Quote)
                {
                    Add(c);
                    _at = At.InQuotedField;
                }
                else if (c == d.DelimiterChar)
                {
                    Save();
                    _at = At.StartField;
                }
                else if (IsEnd(c))
                {
                    Save();
                    _at = c == EndOfLine ? At.StartRecord : At.EatLineEnd;
                }
                else if (!d.IsStrict)
                {
                    Add(c);
                    _at = At.InField;
                }
                else
                {
                    throw state.Fail($"'{PyStr.FromChar(d.DelimiterChar)}' expected after '{PyStr.FromChar(d.Quote)}'");
                }
                return;

            default:
                if (c is '\n' or '\r')
                {
                }
                else if (c == EndOfLine)
                {
                    _at = At.StartRecord;
                }
                else
                {
                    throw state.Fail("new-line character seen in unquoted field - do you need to open the file in universal-newline mode?");
                }
                return;
        }
    }
}

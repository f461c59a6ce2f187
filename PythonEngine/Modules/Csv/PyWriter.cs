namespace PythonEngine.Modules.Csv;

/// <summary><c>_csv.writer</c></summary>
[PyType("writer", Module = "_csv", NoConstructor = true, Doc = "CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input.\n")]
internal sealed partial class PyWriter(CsvModule.State state, PyObject write, PyDialect dialect) : PyObject
{
    [PyGetter("dialect")]
    private PyObject Dialect => dialect;

    [PyMethod("writerow", "row, /", Doc = "writerow(iterable)\n\nConstruct and write a CSV record from an iterable of fields.  Non-string\nelements will be converted to string.")]
    private PyObject WriteRow(PyObject row)
    {
        if (!Indexing.IsIterable(row))
        {
            throw state.Fail($"iterable expected, not {row.Type.FullName}");
        }
        PyObject iterator = Ops.Iter(row);
        StrBuilder record = new(128);
        int count = 0;
        bool onlyEmpty = false;
        while (Ops.Next(iterator) is { } field)
        {
            bool quoted = dialect.QuotingMode switch
            {
                CsvModule.QuoteNonNumeric => !IsNumber(field),
                CsvModule.QuoteAll => true,
                _ => false,
            };
            PyStr text = field switch
            {
                PyStr s => s,
                PyNone => PyStr.Empty,
                _ => Ops.Str(field),
            };
            onlyEmpty = text.Length == 0 && count == 0;
            if (count++ != 0)
            {
                record.Append(dialect.DelimiterChar);
            }
            Append(ref record, text, ref quoted);
            onlyEmpty &= !quoted;
        }
        if (count == 1 && onlyEmpty)
        {
            if (dialect.QuotingMode == CsvModule.QuoteNone)
            {
                throw state.Fail("single empty field record must be quoted");
            }
            record.Append(dialect.Quote);
            record.Append(dialect.Quote);
        }
        record.Append((PyStr)dialect.Terminator);
        return Ops.Call(write, record.ToPyStr());
    }

    private static unsafe bool IsNumber(PyObject field) => field.Type.NbIndex != null || field.Type.NbFloat != null || field.Type.NbInt != null;

    private void Append(ref StrBuilder record, PyStr text, ref bool quoted)
    {
        PyDialect d = dialect;
        PyStr terminator = (PyStr)d.Terminator;
        StrBuilder body = new(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            int c = text[i];
            bool special = c == d.DelimiterChar || c == d.Escape || c == d.Quote || c is '\n' or '\r';
            for (int j = 0; !special && j < terminator.Length; j++)
            {
                special = terminator[j] == c;
            }
            if (special)
            {
                bool escape = false;
                if (d.QuotingMode == CsvModule.QuoteNone)
                {
                    escape = true;
                }
                else
                {
                    if (c == d.Quote)
                    {
                        if (d.DoubleQuoted)
                        {
                            body.Append(d.Quote);
                        }
                        else
                        {
                            escape = true;
                        }
                    }
                    else if (c == d.Escape)
                    {
                        escape = true;
                    }
                    if (!escape)
                    {
                        quoted = true;
                    }
                }
                if (escape)
                {
                    if (d.Escape < 0)
                    {
                        throw state.Fail("need to escape, but no escapechar set");
                    }
                    body.Append(d.Escape);
                }
            }
            body.Append(c);
        }
        if (quoted)
        {
            record.Append(d.Quote);
        }
        record.Append(body.ToPyStr());
        if (quoted)
        {
            record.Append(d.Quote);
        }
    }

    [PyMethod("writerows", "rows, /", Doc = "writerows(iterable of iterables)\n\nConstruct and write a series of iterables to a csv file.  Non-string\nelements will be converted to string.")]
    private void WriteRows(PyObject rows)
    {
        PyObject iterator = Ops.Iter(rows);
        while (Ops.Next(iterator) is { } row)
        {
            WriteRow(row);
        }
    }
}

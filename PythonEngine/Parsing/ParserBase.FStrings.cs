using System;
using System.Text;

namespace PythonEngine.Parsing;

// F-strings as 3.11 has them: a STRING token whose text is taken apart afterwards, each field being parsed for itself.
internal abstract partial class ParserBase
{
    private const int MaxFieldParens = 200;

    // Appends pending text as a constant.
    private void FlushText(FStringBuilder builder)
    {
        if (_charCount > 0)
        {
            builder.Values.Add(Place(new Constant(TakeText(), builder.Kind), builder.First, builder.Last));
            _charCount = 0;
        }
    }

    private void FormatPieces(FStringBuilder builder, in Token token, ref int pos, int end, bool raw, int depth)
    {
        while (true)
        {
            bool more = FindLiteral(token, ref pos, end, raw, depth);
            if (more)
            {
                continue;
            }

            if (pos >= end || Buffer[pos] == '}')
            {
                break;
            }

            FindField(builder, token, ref pos, end, raw, depth);
        }

        if (depth == 0 && pos < end)
        {
            throw ErrorAtLast("f-string: unexpected end of string");
        }

        if (depth != 0 && (pos >= end || Buffer[pos] != '}'))
        {
            throw ErrorAtLast("f-string: expecting '}'");
        }
    }

    // Takes text up to the next field or the end. True: a doubled brace was met, and more text may follow.
    private bool FindLiteral(in Token token, ref int pos, int end, bool raw, int depth)
    {
        int start = pos;
        int s = pos;
        while (s < end)
        {
            byte c = Buffer[s++];
            if (!raw && c == '\\' && s < end)
            {
                c = Buffer[s++];
                if (c == 'N')
                {
                    if (s < end && Buffer[s++] == '{')
                    {
                        while (s < end && Buffer[s++] != '}')
                        {
                        }
                    }

                    continue;
                }

                if (c == '{')
                {
                    WarnInvalidEscape(token, Buffer.AsSpan(s - 1));
                }
            }

            if (c is not ((byte)'{' or (byte)'}'))
            {
                continue;
            }

            if (depth == 0)
            {
                if (s < end && Buffer[s] == c)
                {
                    AppendText(token, start, s, raw);
                    pos = s + 1;
                    return true;
                }

                if (c == '}')
                {
                    pos = s - 1;
                    throw ErrorAtLast("f-string: single '}' is not allowed");
                }
            }

            s--;
            break;
        }

        pos = s;
        if (s > start)
        {
            AppendText(token, start, s, raw);
        }

        return false;
    }

    private void FindField(FStringBuilder builder, in Token token, ref int pos, int end, bool raw, int depth)
    {
        if (depth >= 2)
        {
            throw ErrorAtLast("f-string: expressions nested too deeply");
        }

        int start = ++pos;
        ScanField(ref pos, end);
        int stop = pos;
        if (pos >= end)
        {
            throw ErrorAtLast("f-string: expecting '}'");
        }

        ExprNode value = CompileField(token, start, stop);
        string? text = null;
        if (Buffer[pos] == '=')
        {
            pos++;
            while (Buffer[pos] is (byte)' ' or (>= 9 and <= 13))
            {
                pos++;
            }

            if (pos >= end)
            {
                throw ErrorAtLast("f-string: expecting '}'");
            }

            text = DecodeUtf8(Buffer.AsSpan(start, pos - start));
        }

        int conversion = -1;
        if (Buffer[pos] == '!')
        {
            pos++;
            if (pos >= end)
            {
                throw ErrorAtLast("f-string: expecting '}'");
            }

            conversion = Buffer[pos++];
            if (conversion is not ('s' or 'r' or 'a'))
            {
                throw ErrorAtLast("f-string: invalid conversion character: expected 's', 'r', or 'a'");
            }
        }

        if (text != null)
        {
            AppendString(text);
        }

        FlushText(builder);
        JoinedStr? spec = null;
        if (pos < end && Buffer[pos] == ':')
        {
            pos++;
            var inner = new FStringBuilder(builder.First, builder.Last, builder.Kind);
            FormatPieces(inner, token, ref pos, end, raw, depth + 1);

            // The end of a specification, unlike its beginning, is placed at the one literal of several that it stands in.
            if (_charCount > 0)
            {
                string? kind = Buffer[token.Start] == 'u' ? "u" : null;
                inner.Values.Add(Place(new Constant(TakeText(), kind), token, token));
                _charCount = 0;
            }

            spec = Place(new JoinedStr(inner.Values.ToArray()), token, token);
        }

        if (pos >= end || Buffer[pos] != '}')
        {
            throw ErrorAtLast("f-string: expecting '}'");
        }

        pos++;
        if (text != null && spec == null && conversion == -1)
        {
            conversion = 'r';
        }

        builder.Values.Add(Place(new FormattedValue(value, conversion, spec), builder.First, builder.Last));
    }

    // Moves to the character that ends the expression: one of ! : } = outside of brackets and strings, or the end.
    private void ScanField(ref int pos, int end)
    {
        Span<byte> open = stackalloc byte[MaxFieldParens];
        int depth = 0;
        byte quote = 0;
        bool triple = false;
        for (; pos < end; pos++)
        {
            byte c = Buffer[pos];
            if (c == '\\')
            {
                throw ErrorAtLast("f-string expression part cannot include a backslash");
            }

            if (quote != 0)
            {
                if (c == quote)
                {
                    if (!triple)
                    {
                        quote = 0;
                    }
                    else if (pos + 2 < end && Buffer[pos + 1] == c && Buffer[pos + 2] == c)
                    {
                        pos += 2;
                        quote = 0;
                    }
                }

                continue;
            }

            byte next = pos + 1 < end ? Buffer[pos + 1] : (byte)0;
            switch (c)
            {
                case (byte)'\'':
                case (byte)'"':
                    quote = c;
                    triple = next == c && pos + 2 < end && Buffer[pos + 2] == c;
                    pos += triple ? 2 : 0;
                    continue;
                case (byte)'[':
                case (byte)'{':
                case (byte)'(':
                    if (depth >= MaxFieldParens)
                    {
                        throw ErrorAtLast("f-string: too many nested parenthesis");
                    }

                    open[depth++] = c;
                    continue;
                case (byte)'#':
                    throw ErrorAtLast("f-string expression part cannot include '#'");
                case (byte)'!':
                case (byte)':':
                case (byte)'=':
                case (byte)'<':
                case (byte)'>':
                case (byte)'}':
                    if (depth == 0)
                    {
                        if (next == '=' && c is not ((byte)':' or (byte)'}'))
                        {
                            pos++;
                            continue;
                        }

                        if (c is (byte)'<' or (byte)'>')
                        {
                            continue;
                        }

                        return;
                    }

                    break;
            }

            if (c is not ((byte)']' or (byte)'}' or (byte)')'))
            {
                continue;
            }

            if (depth == 0)
            {
                throw ErrorAtLast("f-string: unmatched '" + (char)c + "'");
            }

            byte opening = open[--depth];
            if (!((opening == '(' && c == ')') || (opening == '[' && c == ']') || (opening == '{' && c == '}')))
            {
                throw ErrorAtLast("f-string: closing parenthesis '" + (char)c + "' does not match opening parenthesis '" + (char)opening + "'");
            }
        }

        if (quote != 0)
        {
            throw ErrorAtLast("f-string: unterminated string");
        }

        if (depth > 0)
        {
            throw ErrorAtLast("f-string: unmatched '" + (char)open[depth - 1] + "'");
        }
    }

    private ExprNode CompileField(in Token token, int start, int stop)
    {
        bool blank = true;
        for (int i = start; i < stop && blank; i++)
        {
            blank = Buffer[i] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\f' or (byte)'\r';
        }

        if (blank)
        {
            throw ErrorAtLast(Buffer[stop] is (byte)'!' or (byte)':' or (byte)'='
                ? "f-string: expression required before '" + (char)Buffer[stop] + "'"
                : "f-string: empty expression not allowed");
        }

        int brace = start - 1;
        int lines = 0;
        for (int i = token.Start; i < brace; i++)
        {
            lines += Buffer[i] == '\n' ? 1 : 0;
        }

        // A field that begins with a line end has no column of its own on the first line.
        int columns = 0;
        int p = start;
        while (Buffer[p] is (byte)' ' or (byte)'\t' or (byte)'\f')
        {
            p++;
        }

        if (Buffer[p] != '\n')
        {
            int s = brace;
            while (s > token.Start && Buffer[s] != '\n')
            {
                s--;
            }

            columns = brace - s;
            if (Buffer[s] == '\n')
            {
                columns--;
            }
        }

        byte[] source = new byte[stop - start + 3];
        source[0] = (byte)'(';
        Buffer.AsSpan(start, stop - start).CopyTo(source.AsSpan(1));
        source[^2] = (byte)')';
        source[^1] = (byte)'\n';

        // Parsing the field uses the text buffer of another parser, so what is pending here stays.
        return ParseReplacementField(source, source.Length, token.Line + lines, lines != 0 ? columns : token.Col + columns);
    }
}

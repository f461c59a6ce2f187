using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PythonEngine.Parsing;

/// <summary>
/// The statements and expressions of Python 2.7 that Python 3 has no longer. What means a call anyway (backquotes, exec, raise with
/// parts) becomes a call of a function whose name, in the dialect's builtins, begins with a dot, so that no program can hide it.
/// </summary>
internal sealed partial class Parser
{
    /// <summary>Set where an indented block was missing, which is an error of a class of its own.</summary>
    private bool _blockMissing;

    /// <summary>What the bytes of a literal without <c>u</c> are made of: null when the source's characters stand for bytes already.</summary>
    public Encoding? LiteralEncoding { get; init; }

    /// <summary>The source's own features, from its <c>from __future__</c> imports.</summary>
    private bool PrintIsFunction => (_flags & ParseFlags.PrintFunction) != 0;

    private void NoteFuture(List<Alias> names)
    {
        foreach (Alias alias in names)
        {
            _flags |= alias.Name switch
            {
                "print_function" => ParseFlags.PrintFunction,
                "unicode_literals" => ParseFlags.UnicodeLiterals,
                _ => ParseFlags.None,
            };
        }
    }

    private bool IsPython2Statement() => (!PrintIsFunction && IsSoft(_pos, "print")) || IsSoft(_pos, "exec");

    private bool IsPython2Keyword(int token) => (!PrintIsFunction && IsSoft(token, "print")) || IsSoft(token, "exec");

    private StmtNode ParsePython2Statement() => IsSoft(_pos, "print") ? ParsePrint() : ParseExec();

    private Print ParsePrint()
    {
        int start = _pos++;
        ExprNode? dest = null;
        bool newLine = true;
        int mark = _exprs.Count;
        if (Accept(TokenKind.RightShift))
        {
            dest = ParseExpression();
            if (!AtStatementEnd())
            {
                Expect(TokenKind.Comma);
                _exprs.Push(ParseExpression());
                newLine = MoreToPrint();
            }
        }
        else if (!AtStatementEnd())
        {
            _exprs.Push(ParseExpression());
            newLine = MoreToPrint();
        }

        return Locate(new Print(dest, _exprs.Take(mark), newLine), start);
    }

    // The rest of the list; false when it ends in a comma.
    private bool MoreToPrint()
    {
        while (Accept(TokenKind.Comma))
        {
            if (AtStatementEnd())
            {
                return false;
            }

            _exprs.Push(ParseExpression());
        }

        return true;
    }

    private Exec ParseExec()
    {
        int start = _pos++;
        ExprNode body = ParseBinary(0);
        ExprNode? globals = null;
        ExprNode? locals = null;
        if (Accept(TokenKind.In))
        {
            globals = ParseExpression();
            locals = Accept(TokenKind.Comma) ? ParseExpression() : null;
        }
        else if (body is Tuple { Elts.Length: 2 or 3 } parts)
        {
            // exec(code, globals, locals) is the statement all the same.
            globals = parts.Elts[1];
            locals = parts.Elts.Length == 3 ? parts.Elts[2] : null;
            body = parts.Elts[0];
        }

        return Locate(new Exec(body, globals, locals), start);
    }

    private ExprNode ParsePython2Raise()
    {
        int start = _pos;
        ExprNode type = ParseExpression();
        if (!Accept(TokenKind.Comma))
        {
            return type;
        }

        ExprNode value = ParseExpression();
        ExprNode traceback = Accept(TokenKind.Comma) ? ParseExpression() : Locate(new Constant(null, null), start);
        return HelperCall(".exception", start, type, value, traceback);
    }

    private ExprNode? ParsePython2ExceptTarget()
    {
        if (!Accept(TokenKind.As) && !Accept(TokenKind.Comma))
        {
            return null;
        }

        ExprNode target = ParseExpression();
        return SetContext(target, ExprContext.Store) ? target : throw Failure();
    }

    private ExprNode ParseBackquotes()
    {
        int start = _pos++;
        ExprNode value = ParseExpressions();
        Expect(TokenKind.Backquote);
        return HelperCall(".repr", start, value);
    }

    private Call HelperCall(string name, int start, params ExprNode[] args)
    {
        Name function = Locate(new Name(name, ExprContext.Load), start);
        return Locate(new Call(function, args, []), start);
    }

    // old_test: what may stand after "if" in a list comprehension, and in its bare list of values.
    private ExprNode ParseOldTest() => Kind == TokenKind.Lambda ? ParseExpression() : ParseDisjunction();

    private ExprNode ParsePython2ListSource()
    {
        int start = _pos;
        ExprNode first = ParseOldTest();
        if (Kind != TokenKind.Comma)
        {
            return first;
        }

        int mark = _exprs.Count;
        _exprs.Push(first);
        while (Accept(TokenKind.Comma) && Kind is not (TokenKind.RSqb or TokenKind.For or TokenKind.If))
        {
            _exprs.Push(ParseOldTest());
        }

        return Locate(new Tuple(_exprs.Take(mark), ExprContext.Load), start);
    }

    private Arg ParseTupleParameter(int index, ref List<(Arg, ExprNode)>? patterns)
    {
        int start = _pos;
        ExprNode target = ParseParameterPattern();
        if (target is Name name)
        {
            // (a) is a.
            return Locate(new Arg(name.Id, null, null), start);
        }

        Arg arg = Locate(new Arg("." + index.ToString(CultureInfo.InvariantCulture), null, null), start);
        (patterns ??= []).Add((arg, target));
        return arg;
    }

    private ExprNode ParseParameterPattern()
    {
        int start = _pos;
        if (!Accept(TokenKind.LParen))
        {
            string id = ExpectName();
            return Locate(new Name(id, ExprContext.Store), start);
        }

        Enter();
        ExprNode first = ParseParameterPattern();
        _depth--;
        if (Accept(TokenKind.RParen))
        {
            return first;
        }

        int mark = _exprs.Count;
        _exprs.Push(first);
        while (Accept(TokenKind.Comma) && Kind != TokenKind.RParen)
        {
            _exprs.Push(ParseParameterPattern());
        }

        Expect(TokenKind.RParen);
        return Locate(new Tuple(_exprs.Take(mark), ExprContext.Store), start);
    }

    // True and False are names that a program may bind (old ones do, for interpreters without them); reading them gives the constants.
    private static ExprNode Python2Target(ExprNode target)
    {
        switch (target)
        {
            case Constant { Value: bool value }:
                return new Name(value ? "True" : "False", ExprContext.Store) { Line = target.Line, Col = target.Col, EndLine = target.EndLine, EndCol = target.EndCol };
            case Tuple tuple:
                for (int i = 0; i < tuple.Elts.Length; i++)
                {
                    tuple.Elts[i] = Python2Target(tuple.Elts[i]);
                }

                return tuple;
            default:
                return target;
        }
    }

    private object Python2Number(in Token token)
    {
        int start = token.Start;
        int end = token.End;
        if ((Buffer[end - 1] | 0x20) == 'l')
        {
            end--;
        }

        bool octal = end - start > 1 && Buffer[start] == '0';
        for (int i = start; octal && i < end; i++)
        {
            octal = Buffer[i] is >= (byte)'0' and <= (byte)'7';
        }

        if (!octal)
        {
            Token number = token;
            number.End = end;
            return NumberValue(number);
        }

        return Radix(Buffer.AsSpan(start, end - start), 8);
    }

    /// <summary>A literal, or several that stand together: text of one kind, whether written with <c>u</c> or without.</summary>
    private Constant Python2Strings(int first, int end)
    {
        bool unicode = false;
        StartText();
        for (int i = first; i < end; i++)
        {
            ref Token token = ref _tokens[i];
            bool isUnicode = (_flags & ParseFlags.UnicodeLiterals) != 0;
            bool raw = false;
            int from = token.Start;
            byte quote;
            while ((quote = Buffer[from++]) is not ((byte)'\'' or (byte)'"'))
            {
                switch (quote | 0x20)
                {
                    case 'u': isUnicode = true; break;
                    case 'b': isUnicode = false; break;
                    case 'r': raw = true; break;
                }
            }

            int to = token.End - 1;
            if (to - from >= 4 && Buffer[from] == quote && Buffer[from + 1] == quote)
            {
                from += 2;
                to -= 2;
            }

            unicode |= isUnicode;
            if (isUnicode)
            {
                AppendUnicodeLiteral(token, from, to, raw);
            }
            else
            {
                AppendByteLiteral(from, to, raw);
            }
        }

        return Place(new Constant(TakeText(), unicode ? "u" : null), _tokens[first], _tokens[end - 1]);
    }

    private void AppendByteLiteral(int from, int to, bool raw)
    {
        ReadOnlySpan<byte> span = Buffer.AsSpan(from, to - from);
        if (LiteralEncoding is null or UTF8Encoding && Ascii.IsValid(span))
        {
            AppendBytes(from, span, raw);
        }
        else if (LiteralEncoding == null)
        {
            // Text of the dialect: a character is a byte.
            string text = DecodeUtf8(span);
            foreach (char c in text)
            {
                if (c > 255)
                {
                    AppendUnicodeLiteral(default, from, to, raw, escapesOfBytes: true);
                    return;
                }
            }

            AppendBytes(from, Encoding.Latin1.GetBytes(text), raw);
        }
        else
        {
            AppendBytes(from, LiteralEncoding is UTF8Encoding ? span : LiteralEncoding.GetBytes(DecodeUtf8(span)), raw);
        }
    }

    private void AppendBytes(int from, ReadOnlySpan<byte> span, bool raw)
    {
        int i = 0;
        while (i < span.Length)
        {
            byte c = span[i++];
            if (c != '\\' || raw)
            {
                AppendChar((char)c);
                continue;
            }

            c = span[i++];
            int simple = SimpleEscape(c);
            if (simple >= 0)
            {
                AppendChar((char)simple);
            }
            else if (c is >= (byte)'0' and <= (byte)'7')
            {
                int value = c - '0';
                for (int n = 0; n < 2 && i < span.Length && span[i] is >= (byte)'0' and <= (byte)'7'; n++)
                {
                    value = (value << 3) | (span[i++] - '0');
                }

                AppendChar((char)(value & 0xFF));
            }
            else if (c == 'x')
            {
                if (i + 1 >= span.Length || !IsHex(span[i]) || !IsHex(span[i + 1]))
                {
                    throw Final("ValueError: invalid \\x escape", from);
                }

                AppendChar((char)((HexValue(span[i]) << 4) | HexValue(span[i + 1])));
                i += 2;
            }
            else if (c != '\n')
            {
                AppendChar('\\');
                AppendChar((char)c);
            }
        }
    }

    private void AppendUnicodeLiteral(in Token token, int from, int to, bool raw, bool escapesOfBytes = false)
    {
        if (!raw && !escapesOfBytes)
        {
            AppendText(token, from, to, false);
            return;
        }

        int i = from;
        while (i < to)
        {
            // In a raw literal \u is an escape all the same, unless the backslash is itself behind an odd one.
            int backslash = Array.IndexOf(Buffer, (byte)'\\', i, to - i);
            if (backslash < 0)
            {
                AppendPlain(i, to);
                return;
            }

            AppendPlain(i, backslash);
            int run = backslash;
            while (run < to && Buffer[run] == '\\')
            {
                run++;
            }

            bool escape = raw && (run - backslash) % 2 == 1 && run < to && Buffer[run] is (byte)'u' or (byte)'U';
            AppendPlain(backslash, escape ? run - 1 : run);
            i = run;
            if (escape)
            {
                int digits = Buffer[run] == 'u' ? 4 : 8;
                int point = 0;
                for (int n = 0; n < digits; n++)
                {
                    if (run + 1 + n >= to || !IsHex(Buffer[run + 1 + n]))
                    {
                        throw Final("(unicode error) 'rawunicodeescape' codec can't decode bytes in position 0-1: truncated \\uXXXX", from);
                    }

                    point = (point << 4) | HexValue(Buffer[run + 1 + n]);
                }

                AppendCodePoint(point);
                i = run + 1 + digits;
            }
        }
    }

    private ParseFailedException Final(string message, int at)
    {
        var token = default(Token);
        for (int i = 0; _tokens[i].Kind is not (TokenKind.EndMarker or TokenKind.Error); i++)
        {
            if (_tokens[i].Start <= at)
            {
                token = _tokens[i];
            }
        }

        FinalError = ErrorParser.ErrorOf(Tokenizer, SyntaxErrorKind.SyntaxError, message, _fileName, token);
        return Failure();
    }

    /// <summary>What is wrong where the parser gave up, in the words of Python 2.7.</summary>
    public PySyntaxErrorException Python2Error()
    {
        ref Token token = ref _tokens[_pos];
        if ((_flags & ParseFlags.AllowIncompleteInput) != 0 && EndsHere())
        {
            return EndOfLine(SyntaxErrorKind.SyntaxError, "incomplete input");
        }

        if (token.Kind == TokenKind.Error)
        {
            switch (Tokenizer.State)
            {
                case TokenizerState.EofInString:
                    return EndOfLine(SyntaxErrorKind.SyntaxError, "EOF while scanning triple-quoted string literal");
                case TokenizerState.EolInString:
                    return EndOfLine(SyntaxErrorKind.SyntaxError, "EOL while scanning string literal");
                case TokenizerState.Dedent:
                    return EndOfLine(SyntaxErrorKind.IndentationError, "unindent does not match any outer indentation level");
                case TokenizerState.TooDeep:
                    return EndOfLine(SyntaxErrorKind.IndentationError, "too many levels of indentation");
                case TokenizerState.LineContinuation:
                    return EndOfLine(SyntaxErrorKind.SyntaxError, "unexpected character after line continuation character");
                case TokenizerState.Eof:
                    return EndOfLine(SyntaxErrorKind.SyntaxError, "unexpected EOF while parsing");
                default:
                    return Tokenizer.Error is { Message: "invalid token" } own ? own : EndOfLine(SyntaxErrorKind.SyntaxError, "invalid syntax");
            }
        }

        string message = "invalid syntax";
        SyntaxErrorKind kind = SyntaxErrorKind.SyntaxError;
        if (_blockMissing)
        {
            (kind, message) = (SyntaxErrorKind.IndentationError, "expected an indented block");
        }
        else if (token.Kind == TokenKind.Indent)
        {
            (kind, message) = (SyntaxErrorKind.IndentationError, "unexpected indent");
            token = ref _tokens[_pos + 1];
        }
        else if (token.Kind == TokenKind.EndMarker)
        {
            message = "unexpected EOF while parsing";
        }

        if (token.Col < 0)
        {
            int next = _pos;
            while (_tokens[next].Col < 0 && _tokens[next].Kind is not (TokenKind.EndMarker or TokenKind.Error))
            {
                next++;
            }

            token = ref _tokens[next];
        }

        return At(kind, message, token.Line, token.Kind == TokenKind.Newline ? token.Start + 1 : token.End);
    }

    // Whether nothing but the end of the source follows: more lines could still make it right.
    private bool EndsHere()
    {
        int i = _pos;
        while (_tokens[i].Kind is TokenKind.Newline or TokenKind.Dedent)
        {
            i++;
        }

        return _tokens[i].Kind == TokenKind.EndMarker
            || (_tokens[i].Kind == TokenKind.Error && Tokenizer.State is TokenizerState.Eof or TokenizerState.EofInString);
    }

    private PySyntaxErrorException EndOfLine(SyntaxErrorKind kind, string message)
    {
        int line = Math.Max(Tokenizer.Line, 1);
        int end = Math.Min(Tokenizer.LineStart, Tokenizer.Length);
        int stop = Array.IndexOf(Buffer, (byte)'\n', end, Tokenizer.Length - end);
        return At(kind, message, line, stop < 0 ? Tokenizer.Length : stop);
    }

    // Python 2.7 points at the last character of what it read.
    private PySyntaxErrorException At(SyntaxErrorKind kind, string message, int line, int end)
    {
        int start = Math.Min(end, Tokenizer.Length);
        while (start > 0 && Buffer[start - 1] != '\n')
        {
            start--;
        }

        int stop = Array.IndexOf(Buffer, (byte)'\n', start, Tokenizer.Length - start);
        stop = stop < 0 ? Tokenizer.Length : stop;
        int offset = Math.Max(1, SourceText.CountCharacters(Buffer, start, Math.Min(end, stop + 1)));
        return new PySyntaxErrorException(kind, message)
        {
            FileName = _fileName,
            Line = line,
            Offset = offset,
            EndLine = line,
            EndOffset = offset,
            Text = Encoding.UTF8.GetString(Buffer, start, stop - start) + "\n",
        };
    }
}

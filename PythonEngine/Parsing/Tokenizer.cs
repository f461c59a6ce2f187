using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace PythonEngine.Parsing;

/// <summary>How the tokenizer ended; the error pass words its message by it.</summary>
internal enum TokenizerState
{
    Ok,
    Eof,
    EofInString,
    EolInString,
    Error,
    Dedent,
    TabSpace,
    TooDeep,
    LineContinuation,
}

/// <summary>Splits UTF-8 source into tokens, one at a time. Line ends must already be <c>\n</c>.</summary>
internal sealed partial class Tokenizer
{
    private const int MaxIndent = 100;
    private const int MaxLevel = 200;
    private const int TabSize = 8;

    // 1: may start a name, 2: may go on a name, 4: decimal digit, 8: hexadecimal digit.
    private static readonly byte[] CharClass = MakeCharClass();

    private readonly byte[] _buffer;
    private readonly bool _python2;
    private readonly int _length;
    private readonly int[] _indents = new int[MaxIndent];
    private readonly int[] _altIndents = new int[MaxIndent];
    private byte[] _parens = new byte[16];
    private int[] _parenLines = new int[16];
    private int[] _parenCols = new int[16];
    private int _pos;
    private int _indent;
    private int _pending;
    private bool _atLineStart = true;
    private bool _parsingStarted;

    public Tokenizer(byte[] buffer, int length, ParseMode mode, ParseFlags flags, string fileName)
    {
        _buffer = buffer;
        _length = length;
        Mode = mode;
        Flags = flags;
        FileName = fileName;
        _python2 = (flags & ParseFlags.Python2) != 0;
    }

    public ParseMode Mode { get; }

    public ParseFlags Flags { get; }

    public string FileName { get; }

    public byte[] Buffer => _buffer;

    public int Length => _length;

    /// <summary>The line being read; for the pieces of an f-string it starts above zero.</summary>
    public int Line { get; set; }

    public int LineStart { get; private set; }

    public int Position => _pos;

    public int Level { get; private set; }

    public TokenizerState State { get; private set; }

    /// <summary>The error to raise when the tokenizer itself worded one.</summary>
    public PySyntaxErrorException? Error { get; private set; }

    /// <summary>Where the first token of the text since the last line break or multi-line token began.</summary>
    public int BufferStart { get; private set; }

    /// <summary>The end of the lines read so far.</summary>
    public int InputEnd { get; private set; }

    public ParseWarningHandler? WarningHandler { get; set; }

    /// <summary>The error that a warning became; no other reading of the source would find it again.</summary>
    public PySyntaxErrorException? RaisedWarning { get; private set; }

    /// <summary>Columns of the first line are shifted by this, for the expressions of f-strings.</summary>
    public int FirstLine { get; set; }

    public int FirstLineColumn { get; set; }

    public byte OpenParen => _parens[Level - 1];

    public int OpenParenLine => _parenLines[Level - 1];

    public int OpenParenCol => _parenCols[Level - 1];

    private static byte[] MakeCharClass()
    {
        var table = new byte[256];
        for (int c = 0; c < 256; c++)
        {
            bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 128;
            bool digit = c >= '0' && c <= '9';
            bool hex = digit || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
            table[c] = (byte)((letter ? 3 : 0) | (digit ? 6 : 0) | (hex ? 8 : 0));
        }

        return table;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int At(int pos) => (uint)pos < (uint)_length ? _buffer[pos] : -1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsClass(int c, int mask) => c >= 0 && (CharClass[c] & mask) != 0;

    private static bool IsDigit(int c) => (uint)(c - '0') <= 9;

    // Enters the next physical line; at the end of the source the old line stays the current one.
    private void BeginLine(bool keepsToken)
    {
        if (_pos < _length)
        {
            Line++;
            LineStart = _pos;
            if (!keepsToken)
            {
                BufferStart = _pos;
            }

            int end = Array.IndexOf(_buffer, (byte)'\n', _pos, _length - _pos);
            InputEnd = end < 0 ? _length : end + 1;
        }
        else
        {
            State = TokenizerState.Eof;
        }
    }

    /// <summary>Reads the next token. After <see cref="TokenKind.Error"/> the state tells what is wrong.</summary>
    public void Next(ref Token token)
    {
        TokenKind kind = Scan(ref token);
        if (Mode == ParseMode.Single && kind == TokenKind.EndMarker && _parsingStarted)
        {
            kind = TokenKind.Newline;
            _parsingStarted = false;
            if (_indent > 0 && (Flags & ParseFlags.DontImplyDedent) == 0)
            {
                _pending = -_indent;
                _indent = 0;
            }
        }
        else
        {
            _parsingStarted = true;
        }

        token.Kind = kind;
        token.Level = (ushort)Level;
    }

    private TokenKind NoText(ref Token token, TokenKind kind)
    {
        token.Start = _pos;
        token.End = _pos;
        token.Line = Line;
        token.EndLine = Line;
        token.Col = -1;
        token.EndCol = -1;
        return kind;
    }

    private TokenKind Finish(ref Token token, TokenKind kind, int start, int end)
    {
        _pos = end;
        if (end >= _length && kind is not (TokenKind.String or TokenKind.Newline or TokenKind.Ellipsis or TokenKind.LeftShiftEqual
            or TokenKind.RightShiftEqual or TokenKind.DoubleStarEqual or TokenKind.DoubleSlashEqual))
        {
            // CPython has looked for a further character here and met the end, which decides whether input counts as incomplete.
            State = TokenizerState.Eof;
        }

        int shift = Line == FirstLine ? FirstLineColumn : 0;
        token.Start = start;
        token.End = end;
        token.Line = Line;
        token.EndLine = Line;
        token.Col = start - LineStart + shift;
        token.EndCol = end - LineStart + shift;
        return kind;
    }

    private TokenKind Fail(ref Token token, TokenizerState state)
    {
        State = state;
        return NoText(ref token, TokenKind.Error);
    }

    private TokenKind Scan(ref Token token)
    {
        byte[] buffer = _buffer;
        int length = _length;
    nextLine:
        bool blank = false;
        if (_atLineStart)
        {
            _atLineStart = false;
            BeginLine(false);
            int col = 0;
            int alt = 0;
            int continuedCol = 0;
            int c;
            while (true)
            {
                c = At(_pos);
                if (c == ' ')
                {
                    col++;
                    alt++;
                }
                else if (c == '\t')
                {
                    col = ((col / TabSize) + 1) * TabSize;
                    alt++;
                }
                else if (c == '\f')
                {
                    col = 0;
                    alt = 0;
                }
                else if (c == '\\')
                {
                    if (continuedCol == 0)
                    {
                        continuedCol = col;
                    }

                    _pos++;
                    TokenizerState state = ContinueLine(false);
                    if (state != TokenizerState.Ok)
                    {
                        return Fail(ref token, state);
                    }

                    continue;
                }
                else
                {
                    break;
                }

                _pos++;
            }

            if (c < 0)
            {
                State = TokenizerState.Eof;
            }

            if (c == '#' || c == '\n')
            {
                blank = true;
            }
            else if (Level == 0)
            {
                if (continuedCol != 0)
                {
                    col = continuedCol;
                    alt = continuedCol;
                }

                int current = _indents[_indent];
                if (col == current)
                {
                    if (alt != _altIndents[_indent] && !_python2)
                    {
                        return TabError(ref token);
                    }
                }
                else if (col > current)
                {
                    if (_indent + 1 >= MaxIndent)
                    {
                        _pos = InputEnd;
                        return Fail(ref token, TokenizerState.TooDeep);
                    }

                    if (alt <= _altIndents[_indent] && !_python2)
                    {
                        return TabError(ref token);
                    }

                    _pending++;
                    _indents[++_indent] = col;
                    _altIndents[_indent] = alt;
                }
                else
                {
                    while (_indent > 0 && col < _indents[_indent])
                    {
                        _pending--;
                        _indent--;
                    }

                    if (col != _indents[_indent])
                    {
                        _pos = InputEnd;
                        return Fail(ref token, TokenizerState.Dedent);
                    }

                    if (alt != _altIndents[_indent] && !_python2)
                    {
                        return TabError(ref token);
                    }
                }
            }
        }

        if (_pending != 0)
        {
            if (_pending < 0)
            {
                _pending++;
                return NoText(ref token, TokenKind.Dedent);
            }

            _pending--;
            return NoText(ref token, TokenKind.Indent);
        }

    again:
        int pos = _pos;
        while (pos < length && (buffer[pos] == ' ' || buffer[pos] == '\t' || buffer[pos] == '\f'))
        {
            pos++;
        }

        int start = pos;
        if (pos < length && buffer[pos] == '#')
        {
            int end = Array.IndexOf(buffer, (byte)'\n', pos, length - pos);
            pos = end < 0 ? length : end;
        }

        if (pos >= length)
        {
            _pos = length;
            State = TokenizerState.Eof;
            return NoText(ref token, Level > 0 ? TokenKind.Error : TokenKind.EndMarker);
        }

        int ch = buffer[pos];
        if ((CharClass[ch] & 1) != 0)
        {
            return ScanName(ref token, start);
        }

        if (ch == '\n')
        {
            _atLineStart = true;
            if (blank || Level > 0)
            {
                _pos = pos + 1;
                goto nextLine;
            }

            Finish(ref token, TokenKind.Newline, start, pos);
            _pos = pos + 1;
            return TokenKind.Newline;
        }

        if (IsDigit(ch))
        {
            return ScanNumber(ref token, start);
        }

        if (ch == '\'' || ch == '"')
        {
            return ScanString(ref token, start, pos);
        }

        if (ch == '\\')
        {
            _pos = pos + 1;
            TokenizerState state = ContinueLine(true);
            if (state != TokenizerState.Ok)
            {
                return Fail(ref token, state);
            }

            goto again;
        }

        if (ch == '.')
        {
            int next = At(pos + 1);
            if (IsDigit(next))
            {
                return ScanNumber(ref token, start);
            }

            if (next == '.' && pos + 2 >= length)
            {
                State = TokenizerState.Eof;
            }

            return next == '.' && At(pos + 2) == '.'
                ? Finish(ref token, TokenKind.Ellipsis, start, pos + 3)
                : Finish(ref token, TokenKind.Dot, start, pos + 1);
        }

        return ScanOperator(ref token, start, ch);
    }

    private TokenKind TabError(ref Token token)
    {
        _pos = InputEnd;
        return Fail(ref token, TokenizerState.TabSpace);
    }

    // _pos stands after the backslash.
    private TokenizerState ContinueLine(bool insideToken)
    {
        int c = At(_pos);
        if (_pos < _length)
        {
            _pos++;
        }

        if (c != '\n')
        {
            return TokenizerState.LineContinuation;
        }

        if (_pos >= _length)
        {
            return TokenizerState.Eof;
        }

        BeginLine(insideToken);
        return TokenizerState.Ok;
    }

    private TokenKind ScanName(ref Token token, int start)
    {
        if (_python2)
        {
            return ScanPython2Name(ref token, start);
        }

        byte[] buffer = _buffer;
        int pos = start;
        bool sawB = false;
        bool sawR = false;
        bool sawU = false;
        bool sawF = false;
        while (pos < _length)
        {
            int c = buffer[pos] | 0x20;
            if (c == 'b' && !(sawB || sawU || sawF))
            {
                sawB = true;
            }
            else if (c == 'u' && !(sawB || sawU || sawR || sawF))
            {
                sawU = true;
            }
            else if (c == 'r' && !(sawR || sawU))
            {
                sawR = true;
            }
            else if (c == 'f' && !(sawF || sawB || sawU))
            {
                sawF = true;
            }
            else
            {
                break;
            }

            pos++;
            int quote = At(pos);
            if (quote == '"' || quote == '\'')
            {
                return ScanString(ref token, start, pos);
            }
        }

        int bits = 0;
        while (pos < _length && (CharClass[buffer[pos]] & 2) != 0)
        {
            bits |= buffer[pos];
            pos++;
        }

        if (bits >= 128 && !VerifyIdentifier(start, pos))
        {
            return NoText(ref token, TokenKind.Error);
        }

        return Finish(ref token, Keywords.Classify(buffer, start, pos - start), start, pos);
    }

    private TokenKind ScanString(ref Token token, int start, int quotePos)
    {
        byte[] buffer = _buffer;
        int firstLine = Line;
        int firstLineStart = LineStart;
        byte quote = buffer[quotePos];
        int pos = quotePos + 1;
        int size = 1;
        if (At(pos) == quote)
        {
            if (At(pos + 1) == quote)
            {
                size = 3;
                pos += 2;
            }
            else
            {
                if (pos + 1 >= _length)
                {
                    State = TokenizerState.Eof;
                }

                return FinishString(ref token, start, pos + 1, firstLine, firstLineStart);
            }
        }

        int run = 0;
        while (true)
        {
            // Everything but quotes, escapes and line ends is skipped at the speed of the vector units.
            if (run == 0)
            {
                int skip = buffer.AsSpan(pos, _length - pos).IndexOfAny(quote, (byte)'\\', (byte)'\n');
                pos = skip < 0 ? _length : pos + skip;
            }

            int c = At(pos);
            if (c < 0 || (size == 1 && c == '\n'))
            {
                int last = Line;
                _pos = start + 1;
                LineStart = firstLineStart;
                Line = firstLine;
                TokenKind error = SyntaxError(ref token, (size == 3 ? "unterminated triple-quoted string literal" : "unterminated string literal")
                    + " (detected at line " + last.ToString(CultureInfo.InvariantCulture) + ")");
                if (c != '\n')
                {
                    State = size == 3 ? TokenizerState.EofInString : TokenizerState.EolInString;
                }

                return error;
            }

            pos++;
            if (c == quote)
            {
                run++;
                if (run == size)
                {
                    return FinishString(ref token, start, pos, firstLine, firstLineStart);
                }

                continue;
            }

            run = 0;
            if (c == '\\')
            {
                c = At(pos);
                if (c >= 0)
                {
                    pos++;
                }
            }

            if (c == '\n')
            {
                _pos = pos;
                if (pos < _length)
                {
                    BeginLine(true);
                }
            }
        }
    }

    private TokenKind FinishString(ref Token token, int start, int end, int firstLine, int firstLineStart)
    {
        Finish(ref token, TokenKind.String, start, end);
        token.Line = firstLine;
        token.Col = start - firstLineStart + (Line == FirstLine ? FirstLineColumn : 0);
        return TokenKind.String;
    }

    private TokenKind ScanOperator(ref Token token, int start, int c)
    {
        int next = At(start + 1);
        TokenKind kind;
        int size = 1;
        switch (c)
        {
            case '(':
            case '[':
            case '{':
                if (Level >= MaxLevel)
                {
                    _pos = start + 1;
                    return SyntaxError(ref token, "too many nested parentheses");
                }

                Open(c, start);
                return Finish(ref token, c == '(' ? TokenKind.LParen : c == '[' ? TokenKind.LSqb : TokenKind.LBrace, start, start + 1);
            case ')':
            case ']':
            case '}':
                _pos = start + 1;
                if (Level == 0)
                {
                    return SyntaxError(ref token, "unmatched '" + (char)c + "'");
                }

                Level--;
                int open = _parens[Level];
                if ((open == '(' && c != ')') || (open == '[' && c != ']') || (open == '{' && c != '}'))
                {
                    string message = "closing parenthesis '" + (char)c + "' does not match opening parenthesis '" + (char)open + "'";
                    if (_parenLines[Level] != Line)
                    {
                        message += " on line " + _parenLines[Level].ToString(CultureInfo.InvariantCulture);
                    }

                    return SyntaxError(ref token, message);
                }

                return Finish(ref token, c == ')' ? TokenKind.RParen : c == ']' ? TokenKind.RSqb : TokenKind.RBrace, start, start + 1);
            case ':': kind = Pick(next, '=', TokenKind.ColonEqual, TokenKind.Colon, ref size); break;
            case ',': kind = TokenKind.Comma; break;
            case ';': kind = TokenKind.Semi; break;
            case '+': kind = Pick(next, '=', TokenKind.PlusEqual, TokenKind.Plus, ref size); break;
            case '-':
                kind = Pick(next, '=', TokenKind.MinEqual, TokenKind.Minus, ref size);
                if (next == '>')
                {
                    kind = TokenKind.RArrow;
                    size = 2;
                }

                break;
            case '*': kind = Doubled(start, next, '*', TokenKind.Star, TokenKind.StarEqual, TokenKind.DoubleStar, TokenKind.DoubleStarEqual, ref size); break;
            case '/': kind = Doubled(start, next, '/', TokenKind.Slash, TokenKind.SlashEqual, TokenKind.DoubleSlash, TokenKind.DoubleSlashEqual, ref size); break;
            case '<':
                kind = Doubled(start, next, '<', TokenKind.Less, TokenKind.LessEqual, TokenKind.LeftShift, TokenKind.LeftShiftEqual, ref size);
                if (next == '>')
                {
                    kind = TokenKind.NotEqual;
                    size = 2;
                }

                break;
            case '>': kind = Doubled(start, next, '>', TokenKind.Greater, TokenKind.GreaterEqual, TokenKind.RightShift, TokenKind.RightShiftEqual, ref size); break;
            case '|': kind = Pick(next, '=', TokenKind.VBarEqual, TokenKind.VBar, ref size); break;
            case '&': kind = Pick(next, '=', TokenKind.AmperEqual, TokenKind.Amper, ref size); break;
            case '=': kind = Pick(next, '=', TokenKind.EqEqual, TokenKind.Equal, ref size); break;
            case '%': kind = Pick(next, '=', TokenKind.PercentEqual, TokenKind.Percent, ref size); break;
            case '~': kind = TokenKind.Tilde; break;
            case '^': kind = Pick(next, '=', TokenKind.CircumflexEqual, TokenKind.Circumflex, ref size); break;
            case '@': kind = Pick(next, '=', TokenKind.AtEqual, TokenKind.At, ref size); break;
            case '`' when _python2: kind = TokenKind.Backquote; break;
            case '!': kind = Pick(next, '=', TokenKind.NotEqual, TokenKind.Unknown, ref size); break;
            default:
                _pos = start + 1;
                if (c < 32 || c == 127)
                {
                    return SyntaxError(ref token, "invalid non-printable character U+" + c.ToString("X4", CultureInfo.InvariantCulture));
                }

                kind = TokenKind.Unknown;
                break;
        }

        return Finish(ref token, kind, start, start + size);
    }

    private static TokenKind Pick(int next, char wanted, TokenKind both, TokenKind single, ref int size)
    {
        if (next != wanted)
        {
            return single;
        }

        size = 2;
        return both;
    }

    private TokenKind Doubled(int start, int next, char c, TokenKind single, TokenKind equal, TokenKind twice, TokenKind twiceEqual, ref int size)
    {
        if (next == '=')
        {
            size = 2;
            return equal;
        }

        if (next != c)
        {
            return single;
        }

        if (At(start + 2) == '=')
        {
            size = 3;
            return twiceEqual;
        }

        size = 2;
        return twice;
    }

    private void Open(int c, int start)
    {
        if (Level == _parens.Length)
        {
            Array.Resize(ref _parens, Level * 2);
            Array.Resize(ref _parenLines, Level * 2);
            Array.Resize(ref _parenCols, Level * 2);
        }

        _parens[Level] = (byte)c;
        _parenLines[Level] = Line;
        _parenCols[Level] = start - LineStart;
        Level++;
    }

    private bool VerifyIdentifier(int start, int end)
    {
        int pos = start;
        while (pos < end)
        {
            Rune.DecodeFromUtf8(_buffer.AsSpan(pos, end - pos), out Rune rune, out int size);
            if (!(pos == start ? Identifiers.IsStart(rune.Value) : Identifiers.IsContinue(rune.Value)))
            {
                _pos = pos + size;
                string code = rune.Value.ToString("X4", CultureInfo.InvariantCulture);
                var ignored = default(Token);
                SyntaxError(ref ignored, Identifiers.IsPrintable(rune)
                    ? "invalid character '" + rune + "' (U+" + code + ")"
                    : "invalid non-printable character U+" + code);
                return false;
            }

            pos += size;
        }

        return true;
    }

    // The position is that of the last character read, as CPython counts it.
    private TokenKind SyntaxError(ref Token token, string message, int column = -1, int endColumn = -1)
    {
        int lineEnd = Array.IndexOf(_buffer, (byte)'\n', LineStart, _length - LineStart);
        if (lineEnd < 0)
        {
            lineEnd = _length;
        }

        string text = Encoding.UTF8.GetString(_buffer, LineStart, lineEnd - LineStart);
        if (column < 0)
        {
            column = SourceText.CountCharacters(_buffer, LineStart, _pos);
        }

        Error = new PySyntaxErrorException(SyntaxErrorKind.SyntaxError, message)
        {
            FileName = FileName,
            Line = Line,
            Offset = column,
            EndLine = Line,
            EndOffset = endColumn < 0 ? column : endColumn,
            Text = text,
        };
        State = TokenizerState.Error;
        return NoText(ref token, TokenKind.Error);
    }
}

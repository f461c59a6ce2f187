using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace PythonEngine.Parsing;

/// <summary>
/// Words the error of a source that <see cref="Parser"/> gave up on, with CPython's message and place. It reads the source by
/// <see cref="ErrorGrammar"/> twice, as CPython does: first by the rules for valid source, which shows how far those get, then with
/// the rules for known mistakes.
/// </summary>
internal sealed partial class ErrorParser : ParserBase
{
    private const int MaxLevel = 6000;

    // Beyond this many rule applications the mistake rules are running in circles, and the plain message must do.
    private const long MaxSteps = 40_000_000;

    private readonly string _fileName;
    private readonly ParseFlags _flags;
    private readonly bool _encodingKnown;
    private readonly Dictionary<long, (PegNode? Node, int End)> _memo = [];
    private Token[] _tokens = new Token[64];
    private int _fill;
    private int _level;
    private long _steps;
    // Whether no later error of the tokenizer may take the place of the one found.
    private bool _isFinal;

    private ErrorParser(Tokenizer tokenizer, NameTable names, string fileName, ParseFlags flags, bool encodingKnown)
        : base(tokenizer, names)
    {
        _fileName = fileName;
        _flags = flags;
        _encodingKnown = encodingKnown;
    }

    public int Mark { get; set; }

    public bool CallInvalid { get; set; }

    public static PySyntaxErrorException Explain(
        Tokenizer tokenizer, NameTable names, string fileName, ParseFlags flags, bool encodingKnown, PySyntaxErrorException? inner)
    {
        var parser = new ErrorParser(tokenizer, names, fileName, flags, encodingKnown);
        return parser.Explain(inner);
    }

    /// <summary>An error that stands at a token of source that is otherwise valid.</summary>
    public static PySyntaxErrorException ErrorOf(Tokenizer tokenizer, SyntaxErrorKind kind, string message, string fileName, in Token token)
    {
        byte[] buffer = tokenizer.Buffer;
        int start = token.Start;
        while (start > 0 && buffer[start - 1] != '\n')
        {
            start--;
        }

        int end = Array.IndexOf(buffer, (byte)'\n', token.Start, tokenizer.Length - token.Start);
        end = end < 0 ? tokenizer.Length : end + 1;
        return new PySyntaxErrorException(kind, message)
        {
            FileName = fileName,
            Line = token.Line,
            Offset = SourceText.CountCharacters(buffer, start, token.Start) + 1,
            EndLine = token.EndLine,
            EndOffset = token.EndLine == token.Line ? SourceText.CountCharacters(buffer, start, token.End) + 1 : token.EndCol + 1,
            Text = Encoding.UTF8.GetString(buffer, start, end - start),
        };
    }

    private PySyntaxErrorException Explain(PySyntaxErrorException? inner)
    {
        string name = Tokenizer.Mode switch
        {
            ParseMode.Exec => "file",
            ParseMode.Eval => "eval",
            ParseMode.Single => "interactive",
            ParseMode.FString => "fstring",
            _ => "func_type",
        };
        PegRule rule = PegCompiler.Rules[name];
        try
        {
            if (TryRule(rule, out PySyntaxErrorException? error))
            {
                // Both passes accept what the fast parser did not; only an error that is not the grammar's can be the reason.
                return inner ?? error ?? RaiseAtToken(Math.Max(0, _fill - 1), "invalid syntax");
            }

            if ((_flags & ParseFlags.AllowIncompleteInput) != 0 && IsAtEnd())
            {
                return RaiseLast(SyntaxErrorKind.SyntaxError, "incomplete input");
            }

            int last = _fill - 1;
            if (error == null)
            {
                Mark = 0;
                _memo.Clear();
                CallInvalid = true;
                TryRule(rule, out error);
            }

            return Conclude(error, last);
        }
        catch (PegTooDeepException)
        {
            return new PySyntaxErrorException(SyntaxErrorKind.MemoryError, string.Empty);
        }
    }

    private bool TryRule(PegRule rule, out PySyntaxErrorException? error)
    {
        error = null;
        _level = 0;
        _steps = 0;
        try
        {
            if (rule.Match(this) == null)
            {
                return false;
            }

            if (Tokenizer.Mode == ParseMode.Single && HasMoreStatements())
            {
                _isFinal = true;
                error = RaiseLast(SyntaxErrorKind.SyntaxError, "multiple statements found while compiling a single statement");
                return false;
            }

            return true;
        }
        catch (PySyntaxErrorException caught) when (caught.Kind != SyntaxErrorKind.MemoryError)
        {
            error = caught;
            return false;
        }
        catch (PegStepsException)
        {
            return false;
        }
    }

    private bool HasMoreStatements()
    {
        for (int i = Tokenizer.Position; i < Tokenizer.Length; i++)
        {
            byte c = Buffer[i];
            if (c == '#')
            {
                int end = Array.IndexOf(Buffer, (byte)'\n', i, Tokenizer.Length - i);
                i = end < 0 ? Tokenizer.Length : end;
            }
            else if (c is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\f'))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsAtEnd() => Tokenizer.State is TokenizerState.Eof or TokenizerState.EofInString or TokenizerState.EolInString;

    private PySyntaxErrorException Conclude(PySyntaxErrorException? error, int last)
    {
        if (error != null)
        {
            return !_isFinal && Tokenizer.State == TokenizerState.Ok ? TokenizerErrorAhead() ?? error : error;
        }

        ref Token token = ref _tokens[last];
        if (token.Kind == TokenKind.Error && Tokenizer.State == TokenizerState.Eof)
        {
            return Tokenizer.Level > 0 ? Unclosed() : RaiseLast(SyntaxErrorKind.SyntaxError, "unexpected EOF while parsing");
        }

        if (token.Kind is TokenKind.Indent or TokenKind.Dedent)
        {
            return RaiseLast(SyntaxErrorKind.IndentationError, token.Kind == TokenKind.Indent ? "unexpected indent" : "unexpected unindent");
        }

        PySyntaxErrorException plain = RaiseAtToken(last, "invalid syntax");
        return TokenizerErrorAhead() ?? plain;
    }

    // An error of the tokenizer further on, such as an unmatched parenthesis, may well be the cause of the one found.
    private PySyntaxErrorException? TokenizerErrorAhead()
    {
        int line = _tokens[_fill - 1].Line;
        var token = default(Token);
        do
        {
            Tokenizer.Next(ref token);
        }
        while (token.Kind is not (TokenKind.Error or TokenKind.EndMarker));

        if (token.Kind == TokenKind.Error)
        {
            if (Tokenizer.Error != null)
            {
                return Tokenizer.Error;
            }

            if (Tokenizer.Level != 0 && line > Tokenizer.OpenParenLine)
            {
                return Unclosed();
            }
        }

        return null;
    }

    public void Enter()
    {
        if (++_steps > MaxSteps)
        {
            throw new PegStepsException();
        }

        if (++_level > MaxLevel || ((_level & 15) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            throw new PegTooDeepException();
        }
    }

    public void Leave() => _level--;

    public bool TryMemo(int rule, out PegNode? node)
    {
        if (_memo.TryGetValue(((long)rule << 32) | (uint)Mark, out (PegNode? Node, int End) known))
        {
            node = known.Node;
            Mark = known.End;
            return true;
        }

        node = null;
        return false;
    }

    public void Memoize(int rule, int start, PegNode? node) => _memo[((long)rule << 32) | (uint)start] = (node, Mark);

    /// <summary>A node from a token to the last one taken that has text.</summary>
    public PegNode Range(int start)
    {
        int last = Mark - 1;
        while (last > start && _tokens[last].Kind is TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent or TokenKind.EndMarker)
        {
            last--;
        }

        return new PegNode { First = start, Last = last };
    }

    private ref Token Current()
    {
        if (Mark == _fill)
        {
            Fill();
        }

        return ref _tokens[Mark];
    }

    private void Fill()
    {
        if (_fill == _tokens.Length)
        {
            Array.Resize(ref _tokens, _fill * 2);
        }

        ref Token token = ref _tokens[_fill++];
        Tokenizer.Next(ref token);
        if (token.Kind != TokenKind.Error)
        {
            return;
        }

        _isFinal = true;
        throw TokenizerError();
    }

    private PySyntaxErrorException TokenizerError()
    {
        if (Tokenizer.Error != null)
        {
            return Tokenizer.Error;
        }

        int line = Tokenizer.Line;
        switch (Tokenizer.State)
        {
            case TokenizerState.Eof:
                return Tokenizer.Level > 0 ? Unclosed() : RaiseLast(SyntaxErrorKind.SyntaxError, "unexpected EOF while parsing");
            case TokenizerState.Dedent:
                return RaiseLast(SyntaxErrorKind.IndentationError, "unindent does not match any outer indentation level");
            case TokenizerState.TabSpace:
                return Raise(SyntaxErrorKind.TabError, line, 1, line, 0, "inconsistent use of tabs and spaces in indentation");
            case TokenizerState.TooDeep:
                return Raise(SyntaxErrorKind.IndentationError, line, 1, line, 0, "too many levels of indentation");
            default:
                int column = Tokenizer.Position - Tokenizer.BufferStart;
                return Raise(SyntaxErrorKind.SyntaxError, line, Math.Max(column, 1), line, 0, "unexpected character after line continuation character");
        }
    }

    public PegNode? Accept(TokenKind kind)
    {
        if (Current().Kind != kind)
        {
            return null;
        }

        return Take(kind switch
        {
            TokenKind.Name => NodeKind.Name,
            TokenKind.Number or TokenKind.None or TokenKind.True or TokenKind.False or TokenKind.Ellipsis => NodeKind.Constant,
            _ => PegNode.NoKind,
        });
    }

    private PegNode Take(NodeKind kind)
    {
        var node = new PegNode { Kind = kind, First = Mark, Last = Mark };
        if (_tokens[Mark].Kind == TokenKind.Number)
        {
            NumberValue(_tokens[Mark]);
        }
        else if (kind == NodeKind.Name)
        {
            NameOf(_tokens[Mark]);
        }

        Mark++;
        return node;
    }

    public PegNode? AcceptForced(TokenKind kind, string text)
    {
        if (Current().Kind != kind)
        {
            throw RaiseAtToken(Mark, "expected '" + text + "'");
        }

        return Take(PegNode.NoKind);
    }

    public PegNode? AcceptSoft(string word) =>
        Current().Kind == TokenKind.Name && Keywords.Is(Buffer, _tokens[Mark], word) ? Take(NodeKind.Name) : null;

    public PegNode? AcceptSpecial(string name)
    {
        ref Token token = ref Current();
        switch (name)
        {
            case "AUGASSIGN":
                return token.Kind is >= TokenKind.PlusEqual and <= TokenKind.AtEqual ? Take(PegNode.NoKind) : null;
            case "SOFTKEYWORD":
                // CPython takes a beginning of a soft keyword for one here, and so keeps quiet about names such as "c".
                string word = token.Kind == TokenKind.Name ? Encoding.UTF8.GetString(Buffer, token.Start, token.End - token.Start) : "?";
                return "case".StartsWith(word, StringComparison.Ordinal) || "match".StartsWith(word, StringComparison.Ordinal) || word == "_"
                    ? Take(NodeKind.Name)
                    : null;
            case "TYPECOMMENT":
                // Never found, but looked for, which reads one token more.
                return null;
            default:
                if (token.Kind != TokenKind.NotEqual)
                {
                    return null;
                }

                bool angle = Buffer[token.Start] == '<';
                if ((_flags & ParseFlags.BarryAsFluffl) == 0)
                {
                    return angle ? null : Take(PegNode.NoKind);
                }

                Mark++;
                return angle ? new PegNode { First = Mark - 1, Last = Mark - 1 } : throw RaiseLast(
                    SyntaxErrorKind.SyntaxError, "with Barry as BDFL, use '<>' instead of '!='");
        }
    }

    protected override Exception ErrorAtLast(string message) => RaiseLast(SyntaxErrorKind.SyntaxError, message);

    protected override Exception ErrorAt(in Token token, string message) =>
        Raise(SyntaxErrorKind.SyntaxError, token.Line, token.Col + 1, token.EndLine, token.EndCol + 1, message);

    protected override Exception LongInteger(in Token token, int digits) =>
        Raise(SyntaxErrorKind.SyntaxError, token.Line, 0, token.EndLine, 0, LongIntegerMessage(digits));

    protected override ExprNode ParseReplacementField(byte[] source, int length, int line, int column) =>
        PythonParser.ParseField(source, length, _fileName, _flags, line, column, Names, null);

    protected override void WarnInvalidEscape(in Token token, ReadOnlySpan<byte> escape)
    {
        // The first reading of the source has warned already.
    }

    private sealed class PegTooDeepException : Exception;

    private sealed class PegStepsException : Exception;
}

using System;
using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace PythonEngine.Parsing;

/// <summary>
/// The parser for valid source: predictive, one look at each token wherever the grammar permits. It words no errors; on the first
/// mismatch it gives up and <see cref="ErrorParser"/> goes over the source again.
/// </summary>
internal sealed partial class Parser : ParserBase
{
    private const int MaxDepth = 6000;

    private readonly bool _python2;
    private ParseFlags _flags;
    private readonly string _fileName;
    private readonly ParseWarningHandler? _warningHandler;
    private readonly NodeStack<ExprNode> _exprs = new();
    private readonly NodeStack<StmtNode> _stmts = new();
    private Token[] _tokens;
    private int _pos;
    private int _depth;

    public Parser(Tokenizer tokenizer, NameTable names, string fileName, ParseFlags flags, ParseWarningHandler? warningHandler)
        : base(tokenizer, names)
    {
        _fileName = fileName;
        _flags = flags;
        _python2 = (flags & ParseFlags.Python2) != 0;
        _warningHandler = warningHandler;
        tokenizer.WarningHandler = warningHandler;
        _tokens = ArrayPool<Token>.Shared.Rent(Math.Max(64, tokenizer.Length / 3));
        Tokenize();
    }

    /// <summary>Set when the failure is final and not for the error pass to word.</summary>
    public PySyntaxErrorException? FinalError { get; private set; }

    private TokenKind Kind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _tokens[_pos].Kind;
    }

    private TokenKind NextKind
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _tokens[_pos + 1].Kind;
    }

    public void Release()
    {
        ArrayPool<Token>.Shared.Return(_tokens);
        _tokens = [];
    }

    // One token more than needed follows the end, so that looking at the next token needs no bounds check.
    private void Tokenize()
    {
        int count = 0;
        bool single = Tokenizer.Mode == ParseMode.Single;
        int ends = 0;
        while (true)
        {
            if (count + 2 > _tokens.Length)
            {
                Token[] larger = ArrayPool<Token>.Shared.Rent(_tokens.Length * 2);
                Array.Copy(_tokens, larger, count);
                ArrayPool<Token>.Shared.Return(_tokens);
                _tokens = larger;
            }

            ref Token token = ref _tokens[count++];
            Tokenizer.Next(ref token);
            if (token.Kind == TokenKind.Error || (token.Kind == TokenKind.EndMarker && (!single || ++ends == 1)))
            {
                break;
            }
        }

        _tokens[count] = _tokens[count - 1];
    }

    public ModNode ParseModule()
    {
        switch (Tokenizer.Mode)
        {
            case ParseMode.Exec:
            {
                int mark = _stmts.Count;
                while (Kind != TokenKind.EndMarker)
                {
                    ParseStatement();
                }

                return new Module(_stmts.Take(mark), []);
            }

            case ParseMode.Eval:
            {
                ExprNode body = ParseExpressions();
                SkipNewlines();
                Expect(TokenKind.EndMarker);
                return new Expression(body);
            }

            case ParseMode.FString:
                return new Expression(ParseStarExpressions());
            case ParseMode.FuncType:
                return ParseFunctionType();
            default:
                return ParseInteractive();
        }
    }

    private Interactive ParseInteractive()
    {
        int mark = _stmts.Count;
        if (Kind == TokenKind.Newline)
        {
            _pos++;
            _stmts.Push(Locate(new Pass(), 0));
        }
        else if (IsCompoundStart())
        {
            ParseStatement();
            Expect(TokenKind.Newline);
        }
        else
        {
            if (Kind == TokenKind.EndMarker)
            {
                throw Failure();
            }

            ParseSimpleStatements();
        }

        for (int i = _tokens[_pos - 1].End; i < Tokenizer.Length; i++)
        {
            byte c = Buffer[i];
            if (c == '#')
            {
                int end = Array.IndexOf(Buffer, (byte)'\n', i, Tokenizer.Length - i);
                i = end < 0 ? Tokenizer.Length : end;
            }
            else if (c is not ((byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\f'))
            {
                throw Failure();
            }
        }

        return new Interactive(_stmts.Take(mark));
    }

    private FunctionType ParseFunctionType()
    {
        Expect(TokenKind.LParen);
        int mark = _exprs.Count;
        bool star = false;
        while (Kind != TokenKind.RParen)
        {
            if (Kind == TokenKind.DoubleStar)
            {
                _pos++;
                _exprs.Push(ParseExpression());
                break;
            }

            if (Kind == TokenKind.Star)
            {
                if (star)
                {
                    throw Failure();
                }

                star = true;
                _pos++;
            }
            else if (star)
            {
                throw Failure();
            }

            _exprs.Push(ParseExpression());
            if (Kind != TokenKind.Comma)
            {
                break;
            }

            _pos++;
            if (Kind == TokenKind.RParen)
            {
                throw Failure();
            }
        }

        ExprNode[] types = _exprs.Take(mark);
        Expect(TokenKind.RParen);
        Expect(TokenKind.RArrow);
        ExprNode returns = ParseExpression();
        SkipNewlines();
        Expect(TokenKind.EndMarker);
        return new FunctionType(types, returns);
    }

    private void SkipNewlines()
    {
        while (Kind == TokenKind.Newline)
        {
            _pos++;
        }
    }

    private static ParseFailedException Failure() => ParseFailedException.Instance;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Expect(TokenKind kind)
    {
        if (_tokens[_pos].Kind != kind)
        {
            throw Failure();
        }

        _pos++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Accept(TokenKind kind)
    {
        if (_tokens[_pos].Kind != kind)
        {
            return false;
        }

        _pos++;
        return true;
    }

    private string ExpectName()
    {
        if (Kind != TokenKind.Name)
        {
            throw Failure();
        }

        return NameOf(_tokens[_pos++]);
    }

    private bool IsSoft(int token, string word) => _tokens[token].Kind == TokenKind.Name && Keywords.Is(Buffer, _tokens[token], word);

    // Gives a node the range from a token to the last one taken.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T Locate<T>(T node, int start)
        where T : AstNode
    {
        ref Token first = ref _tokens[start];
        ref Token last = ref _tokens[_pos - 1];
        node.Line = first.Line;
        node.Col = first.Col;
        node.EndLine = last.EndLine;
        node.EndCol = last.EndCol;
        return node;
    }

    // The same for a statement, whose end is its last token with text.
    private T LocateBlock<T>(T node, int start)
        where T : AstNode
    {
        int end = _pos - 1;
        while (_tokens[end].Kind is TokenKind.Newline or TokenKind.Indent or TokenKind.Dedent)
        {
            end--;
        }

        return Place(node, _tokens[start], _tokens[end]);
    }

    private void Enter(int levels = 1)
    {
        _depth += levels;
        if (_depth > MaxDepth || ((_depth & 15) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            FinalError = new PySyntaxErrorException(SyntaxErrorKind.MemoryError, string.Empty);
            throw Failure();
        }
    }

    protected override Exception ErrorAtLast(string message) => Failure();

    protected override Exception ErrorAt(in Token token, string message) => Failure();

    protected override ExprNode ParseReplacementField(byte[] source, int length, int line, int column) =>
        PythonParser.ParseField(source, length, _fileName, _flags, line, column, Names, _warningHandler);

    protected override void WarnInvalidEscape(in Token token, ReadOnlySpan<byte> escape)
    {
        if (_warningHandler == null)
        {
            return;
        }

        string message = escape[0] is >= (byte)'4' and <= (byte)'7'
            ? "invalid octal escape sequence '\\" + Encoding.ASCII.GetString(escape[..3]) + "'"
            : "invalid escape sequence '\\" + (char)escape[0] + "'";
        if (!_warningHandler("DeprecationWarning", message, _fileName, token.Line))
        {
            FinalError = ErrorParser.ErrorOf(Tokenizer, SyntaxErrorKind.SyntaxError, message, _fileName, token);
            throw Failure();
        }
    }
}

/// <summary>The one exception by which <see cref="Parser"/> gives up.</summary>
internal sealed class ParseFailedException : Exception
{
    public static readonly ParseFailedException Instance = new();
}

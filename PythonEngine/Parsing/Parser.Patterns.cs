using System.Collections.Generic;
using System.Numerics;

namespace PythonEngine.Parsing;

internal sealed partial class Parser
{
    // "match" is a statement exactly if its line ends in a colon and an indented "case" follows.
    private bool IsMatchStatement()
    {
        if (!Keywords.Is(Buffer, _tokens[_pos], "match"))
        {
            return false;
        }

        int i = _pos + 1;
        if (_tokens[i].Kind is TokenKind.Equal or TokenKind.Dot or TokenKind.Comma or TokenKind.Newline or TokenKind.RParen)
        {
            return false;
        }

        while (_tokens[i].Kind is not (TokenKind.Newline or TokenKind.EndMarker or TokenKind.Error))
        {
            i++;
        }

        return _tokens[i].Kind == TokenKind.Newline && _tokens[i - 1].Kind == TokenKind.Colon
            && _tokens[i + 1].Kind == TokenKind.Indent && IsSoft(i + 2, "case");
    }

    private Match ParseMatch()
    {
        int start = _pos++;
        int at = _pos;
        ExprNode subject = ParseStarNamed();
        if (Kind == TokenKind.Comma)
        {
            int mark = _exprs.Count;
            _exprs.Push(subject);
            while (Accept(TokenKind.Comma) && Kind != TokenKind.Colon)
            {
                _exprs.Push(ParseStarNamed());
            }

            subject = Locate(new Tuple(_exprs.Take(mark), ExprContext.Load), at);
        }
        else if (subject.NodeKind == NodeKind.Starred)
        {
            throw Failure();
        }

        Expect(TokenKind.Colon);
        Expect(TokenKind.Newline);
        Expect(TokenKind.Indent);
        var cases = new List<MatchCase>();
        while (IsSoft(_pos, "case"))
        {
            int caseStart = _pos++;
            PatternNode pattern = ParsePatterns();
            ExprNode? guard = Accept(TokenKind.If) ? ParseNamedExpression() : null;
            StmtNode[] body = ParseColonBlock();
            cases.Add(LocateBlock(new MatchCase(pattern, guard, body), caseStart));
        }

        Expect(TokenKind.Dedent);
        return LocateBlock(new Match(subject, cases.ToArray()), start);
    }

    private PatternNode ParsePatterns()
    {
        int start = _pos;
        PatternNode first = ParseMaybeStar();
        if (Kind != TokenKind.Comma)
        {
            return first.NodeKind == NodeKind.MatchStar ? throw Failure() : first;
        }

        var patterns = new List<PatternNode> { first };
        while (Accept(TokenKind.Comma) && Kind is not (TokenKind.Colon or TokenKind.If))
        {
            patterns.Add(ParseMaybeStar());
        }

        return Locate(new MatchSequence(patterns.ToArray()), start);
    }

    private PatternNode ParseMaybeStar()
    {
        int start = _pos;
        if (!Accept(TokenKind.Star))
        {
            return ParsePattern();
        }

        string? name = IsSoft(_pos, "_") ? null : CaptureTarget();
        if (name == null)
        {
            _pos++;
        }

        return Locate(new MatchStar(name), start);
    }

    private string CaptureTarget()
    {
        if (IsSoft(_pos, "_"))
        {
            throw Failure();
        }

        string name = ExpectName();
        return Kind is TokenKind.Dot or TokenKind.LParen or TokenKind.Equal ? throw Failure() : name;
    }

    private PatternNode ParsePattern()
    {
        Enter(4);
        int start = _pos;
        PatternNode pattern = ParseClosedPattern();
        if (Kind == TokenKind.VBar)
        {
            var patterns = new List<PatternNode> { pattern };
            while (Accept(TokenKind.VBar))
            {
                patterns.Add(ParseClosedPattern());
            }

            pattern = Locate(new MatchOr(patterns.ToArray()), start);
        }

        if (Accept(TokenKind.As))
        {
            string name = CaptureTarget();
            pattern = Locate(new MatchAs(pattern, name), start);
        }

        _depth -= 4;
        return pattern;
    }

    private PatternNode ParseClosedPattern()
    {
        int start = _pos;
        switch (Kind)
        {
            case TokenKind.Name:
                return ParseNamePattern();
            case TokenKind.None:
                _pos++;
                return Locate(new MatchSingleton(null), start);
            case TokenKind.True:
                _pos++;
                return Locate(new MatchSingleton(BoxedBools.True), start);
            case TokenKind.False:
                _pos++;
                return Locate(new MatchSingleton(BoxedBools.False), start);
            case TokenKind.Number or TokenKind.Minus or TokenKind.String:
                ExprNode literal = ParseLiteralPattern();
                return Locate(new MatchValue(literal), start);
            case TokenKind.LSqb:
                _pos++;
                PatternNode[] items = ParseSequenceItems(TokenKind.RSqb, out _);
                return Locate(new MatchSequence(items), start);
            case TokenKind.LParen:
                _pos++;
                PatternNode[] inner = ParseSequenceItems(TokenKind.RParen, out bool comma);
                return inner.Length == 1 && !comma
                    ? inner[0].NodeKind == NodeKind.MatchStar ? throw Failure() : inner[0]
                    : Locate(new MatchSequence(inner), start);
            case TokenKind.LBrace:
                return ParseMappingPattern();
            default:
                throw Failure();
        }
    }

    private PatternNode[] ParseSequenceItems(TokenKind close, out bool comma)
    {
        comma = false;
        var items = new List<PatternNode>();
        while (!Accept(close))
        {
            items.Add(ParseMaybeStar());
            if (Kind != close)
            {
                Expect(TokenKind.Comma);
                comma = true;
            }
        }

        return items.ToArray();
    }

    private PatternNode ParseNamePattern()
    {
        int start = _pos;
        if (IsSoft(_pos, "_"))
        {
            _pos++;
            return Locate(new MatchAs(null, null), start);
        }

        if (NextKind is not (TokenKind.Dot or TokenKind.LParen or TokenKind.Equal))
        {
            string name = ExpectName();
            return Locate(new MatchAs(null, name), start);
        }

        ExprNode value = ParseNameOrAttribute();
        if (Kind == TokenKind.LParen)
        {
            return ParseClassPattern(start, value);
        }

        return value.NodeKind == NodeKind.Name || Kind == TokenKind.Equal ? throw Failure() : Locate(new MatchValue(value), start);
    }

    private ExprNode ParseNameOrAttribute()
    {
        int start = _pos;
        string name = ExpectName();
        ExprNode value = Locate(new Name(name, ExprContext.Load), start);
        while (Accept(TokenKind.Dot))
        {
            string attribute = ExpectName();
            value = Locate(new Attribute(value, attribute, ExprContext.Load), start);
        }

        return value;
    }

    private MatchClass ParseClassPattern(int start, ExprNode cls)
    {
        _pos++;
        var positional = new List<PatternNode>();
        var names = new List<string>();
        var named = new List<PatternNode>();
        while (Kind != TokenKind.RParen)
        {
            if (Kind == TokenKind.Name && NextKind == TokenKind.Equal)
            {
                names.Add(ExpectName());
                _pos++;
                named.Add(ParsePattern());
            }
            else
            {
                if (names.Count > 0)
                {
                    throw Failure();
                }

                positional.Add(ParsePattern());
            }

            if (!Accept(TokenKind.Comma))
            {
                break;
            }
        }

        Expect(TokenKind.RParen);
        return Locate(new MatchClass(cls, positional.ToArray(), names.ToArray(), named.ToArray()), start);
    }

    private MatchMapping ParseMappingPattern()
    {
        int start = _pos++;
        int mark = _exprs.Count;
        var patterns = new List<PatternNode>();
        string? rest = null;
        while (Kind != TokenKind.RBrace)
        {
            if (Accept(TokenKind.DoubleStar))
            {
                rest = CaptureTarget();
                Accept(TokenKind.Comma);
                break;
            }

            _exprs.Push(ParseMappingKey());
            Expect(TokenKind.Colon);
            patterns.Add(ParsePattern());
            if (!Accept(TokenKind.Comma))
            {
                break;
            }
        }

        ExprNode[] keys = _exprs.Take(mark);
        Expect(TokenKind.RBrace);
        return Locate(new MatchMapping(keys, patterns.ToArray(), rest), start);
    }

    private ExprNode ParseMappingKey()
    {
        if (Kind is TokenKind.None or TokenKind.True or TokenKind.False)
        {
            return ParseAtom();
        }

        if (Kind != TokenKind.Name)
        {
            return ParseLiteralPattern();
        }

        ExprNode key = ParseNameOrAttribute();
        return key.NodeKind == NodeKind.Name ? throw Failure() : key;
    }

    // A string, a number with an optional minus, or a complex number as sum of two.
    private ExprNode ParseLiteralPattern()
    {
        int start = _pos;
        if (Kind == TokenKind.String)
        {
            return ParseAtom();
        }

        ExprNode left = ParseSignedNumber(out object? leftValue);
        if (Kind is not (TokenKind.Plus or TokenKind.Minus))
        {
            return left;
        }

        Operator op = Kind == TokenKind.Plus ? Operator.Add : Operator.Sub;
        _pos++;
        int at = _pos;
        Expect(TokenKind.Number);
        object value = NumberValue(_tokens[at]);
        if (leftValue is Complex || value is not Complex)
        {
            throw Failure();
        }

        Constant right = Locate(new Constant(value, null), at);
        return Locate(new BinOp(left, op, right), start);
    }

    private ExprNode ParseSignedNumber(out object? value)
    {
        int start = _pos;
        bool minus = Accept(TokenKind.Minus);
        int at = _pos;
        Expect(TokenKind.Number);
        value = NumberValue(_tokens[at]);
        Constant number = Locate(new Constant(value, null), at);
        return minus ? Locate(new UnaryOp(UnaryOperator.USub, number), start) : number;
    }
}

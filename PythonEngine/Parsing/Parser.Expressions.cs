using System.Collections.Generic;

namespace PythonEngine.Parsing;

internal sealed partial class Parser
{
    // Binding strength of the binary operators from | to *; -1 for all other tokens.
    private static readonly sbyte[] Precedence = MakePrecedence();

    private static sbyte[] MakePrecedence()
    {
        var table = new sbyte[256];
        System.Array.Fill(table, (sbyte)-1);
        table[(int)TokenKind.VBar] = 0;
        table[(int)TokenKind.Circumflex] = 1;
        table[(int)TokenKind.Amper] = 2;
        table[(int)TokenKind.LeftShift] = 3;
        table[(int)TokenKind.RightShift] = 3;
        table[(int)TokenKind.Plus] = 4;
        table[(int)TokenKind.Minus] = 4;
        table[(int)TokenKind.Star] = 5;
        table[(int)TokenKind.Slash] = 5;
        table[(int)TokenKind.DoubleSlash] = 5;
        table[(int)TokenKind.Percent] = 5;
        table[(int)TokenKind.At] = 5;
        return table;
    }

    // Whether a comma was the last one: nothing of an expression list follows.
    private bool AtListEnd() => Kind switch
    {
        TokenKind.Newline or TokenKind.RParen or TokenKind.RSqb or TokenKind.RBrace or TokenKind.Equal or TokenKind.Colon or TokenKind.Semi
            or TokenKind.EndMarker or TokenKind.In => true,
        >= TokenKind.PlusEqual and <= TokenKind.AtEqual => true,
        _ => false,
    };

    private ExprNode ParseExpressions()
    {
        int start = _pos;
        ExprNode first = ParseExpression();
        if (Kind != TokenKind.Comma)
        {
            return first;
        }

        int mark = _exprs.Count;
        _exprs.Push(first);
        while (Accept(TokenKind.Comma) && !AtListEnd())
        {
            _exprs.Push(ParseExpression());
        }

        return Locate(new Tuple(_exprs.Take(mark), ExprContext.Load), start);
    }

    private ExprNode ParseStarExpressions()
    {
        int start = _pos;
        ExprNode first = ParseStarExpression();
        if (Kind != TokenKind.Comma)
        {
            return first;
        }

        int mark = _exprs.Count;
        _exprs.Push(first);
        while (Accept(TokenKind.Comma) && !AtListEnd())
        {
            _exprs.Push(ParseStarExpression());
        }

        return Locate(new Tuple(_exprs.Take(mark), ExprContext.Load), start);
    }

    private ExprNode ParseStarExpression() => Kind == TokenKind.Star ? ParseStarred() : ParseExpression();

    private Starred ParseStarred()
    {
        int start = _pos++;
        ExprNode value = ParseBinary(0);
        return Locate(new Starred(value, ExprContext.Load), start);
    }

    private ExprNode ParseStarNamed() => Kind == TokenKind.Star ? ParseStarred() : ParseNamedExpression();

    private ExprNode ParseNamedExpression() =>
        Kind == TokenKind.Name && NextKind == TokenKind.ColonEqual ? ParseWalrus() : ParseExpression();

    private NamedExpr ParseWalrus()
    {
        int start = _pos;
        var target = new Name(NameOf(_tokens[_pos++]), ExprContext.Store);
        Locate(target, start);
        _pos++;
        ExprNode value = ParseExpression();
        return Locate(new NamedExpr(target, value), start);
    }

    private ExprNode ParseYield()
    {
        int start = _pos++;
        if (Accept(TokenKind.From))
        {
            ExprNode iterable = ParseExpression();
            return Locate(new YieldFrom(iterable), start);
        }

        ExprNode? value = AtListEnd() ? null : ParseStarExpressions();
        return Locate(new Yield(value), start);
    }

    private ExprNode ParseExpression()
    {
        Enter();
        ExprNode result;
        int start = _pos;
        if (Kind == TokenKind.Lambda)
        {
            _pos++;
            Arguments args = ParseParameters(true);
            Expect(TokenKind.Colon);
            ExprNode body = ParseExpression();
            result = Locate(new Lambda(args, body), start);
        }
        else
        {
            result = ParseDisjunction();
            if (Kind == TokenKind.If)
            {
                _pos++;
                ExprNode test = ParseDisjunction();
                Expect(TokenKind.Else);
                ExprNode orElse = ParseExpression();
                result = Locate(new IfExp(test, result, orElse), start);
            }
        }

        _depth--;
        return result;
    }

    private ExprNode ParseDisjunction()
    {
        int start = _pos;
        ExprNode first = ParseConjunction();
        if (Kind != TokenKind.Or)
        {
            return first;
        }

        int mark = _exprs.Count;
        _exprs.Push(first);
        while (Accept(TokenKind.Or))
        {
            _exprs.Push(ParseConjunction());
        }

        return Locate(new BoolOp(BoolOperator.Or, _exprs.Take(mark)), start);
    }

    private ExprNode ParseConjunction()
    {
        int start = _pos;
        ExprNode first = ParseInversion();
        if (Kind != TokenKind.And)
        {
            return first;
        }

        int mark = _exprs.Count;
        _exprs.Push(first);
        while (Accept(TokenKind.And))
        {
            _exprs.Push(ParseInversion());
        }

        return Locate(new BoolOp(BoolOperator.And, _exprs.Take(mark)), start);
    }

    private ExprNode ParseInversion()
    {
        if (Kind != TokenKind.Not)
        {
            return ParseComparison();
        }

        int start = _pos++;
        Enter();
        ExprNode operand = ParseInversion();
        _depth--;
        return Locate(new UnaryOp(UnaryOperator.Not, operand), start);
    }

    private ExprNode ParseComparison()
    {
        int start = _pos;
        ExprNode left = ParseBinary(0);
        CmpOperator op = AcceptComparison(out bool found);
        if (!found)
        {
            return left;
        }

        ExprNode right = ParseBinary(0);
        CmpOperator next = AcceptComparison(out found);
        if (!found)
        {
            return Locate(new Compare(left, [op], [right]), start);
        }

        var ops = new List<CmpOperator> { op };
        int mark = _exprs.Count;
        _exprs.Push(right);
        do
        {
            ops.Add(next);
            _exprs.Push(ParseBinary(0));
            next = AcceptComparison(out found);
        }
        while (found);

        return Locate(new Compare(left, ops.ToArray(), _exprs.Take(mark)), start);
    }

    private CmpOperator AcceptComparison(out bool found)
    {
        found = true;
        switch (Kind)
        {
            case TokenKind.EqEqual:
                _pos++;
                return CmpOperator.Eq;
            case TokenKind.NotEqual:
                bool barry = Buffer[_tokens[_pos].Start] == '<';
                if (barry != ((_flags & ParseFlags.BarryAsFluffl) != 0) && !_python2)
                {
                    throw Failure();
                }

                _pos++;
                return CmpOperator.NotEq;
            case TokenKind.Less:
                _pos++;
                return CmpOperator.Lt;
            case TokenKind.LessEqual:
                _pos++;
                return CmpOperator.LtE;
            case TokenKind.Greater:
                _pos++;
                return CmpOperator.Gt;
            case TokenKind.GreaterEqual:
                _pos++;
                return CmpOperator.GtE;
            case TokenKind.In:
                _pos++;
                return CmpOperator.In;
            case TokenKind.Is:
                _pos++;
                return Accept(TokenKind.Not) ? CmpOperator.IsNot : CmpOperator.Is;
            case TokenKind.Not when NextKind == TokenKind.In:
                _pos += 2;
                return CmpOperator.NotIn;
            default:
                found = false;
                return default;
        }
    }

    private ExprNode ParseBinary(int level)
    {
        int start = _pos;
        ExprNode left = ParseFactor();
        while (true)
        {
            TokenKind kind = Kind;
            int strength = Precedence[(int)kind];
            if (strength < level)
            {
                return left;
            }

            _pos++;
            ExprNode right = ParseBinary(strength + 1);
            left = Locate(new BinOp(left, BinaryOperator(kind), right), start);
        }
    }

    private static Operator BinaryOperator(TokenKind kind) => kind switch
    {
        TokenKind.VBar => Operator.BitOr,
        TokenKind.Circumflex => Operator.BitXor,
        TokenKind.Amper => Operator.BitAnd,
        TokenKind.LeftShift => Operator.LShift,
        TokenKind.RightShift => Operator.RShift,
        TokenKind.Plus => Operator.Add,
        TokenKind.Minus => Operator.Sub,
        TokenKind.Star => Operator.Mult,
        TokenKind.Slash => Operator.Div,
        TokenKind.DoubleSlash => Operator.FloorDiv,
        TokenKind.Percent => Operator.Mod,
        _ => Operator.MatMult,
    };

    private ExprNode ParseFactor()
    {
        int start = _pos;
        UnaryOperator op;
        switch (Kind)
        {
            case TokenKind.Minus:
                op = UnaryOperator.USub;
                break;
            case TokenKind.Plus:
                op = UnaryOperator.UAdd;
                break;
            case TokenKind.Tilde:
                op = UnaryOperator.Invert;
                break;
            default:
                return ParsePower();
        }

        _pos++;
        Enter();
        ExprNode operand = ParseFactor();
        _depth--;
        return Locate(new UnaryOp(op, operand), start);
    }

    private ExprNode ParsePower()
    {
        int start = _pos;
        ExprNode left;
        if (Accept(TokenKind.Await))
        {
            ExprNode value = ParsePrimary();
            left = Locate(new Await(value), start);
        }
        else
        {
            left = ParsePrimary();
        }

        if (Kind != TokenKind.DoubleStar)
        {
            return left;
        }

        _pos++;
        Enter(2);
        ExprNode right = ParseFactor();
        _depth -= 2;
        return Locate(new BinOp(left, Operator.Pow, right), start);
    }

    private ExprNode ParsePrimary()
    {
        int start = _pos;
        ExprNode node = ParseAtom();
        while (true)
        {
            switch (Kind)
            {
                case TokenKind.Dot:
                    _pos++;
                    string name = ExpectName();
                    node = Locate(new Attribute(node, name, ExprContext.Load), start);
                    break;
                case TokenKind.LParen:
                    _pos++;
                    ParseArguments(true, out ExprNode[] args, out Keyword[] keywords);
                    Expect(TokenKind.RParen);
                    node = Locate(new Call(node, args, keywords), start);
                    break;
                case TokenKind.LSqb:
                    _pos++;
                    ExprNode slice = ParseSlices();
                    Expect(TokenKind.RSqb);
                    node = Locate(new Subscript(node, slice, ExprContext.Load), start);
                    break;
                default:
                    return node;
            }
        }
    }

    private ExprNode ParseSlices()
    {
        int start = _pos;
        ExprNode first = Kind == TokenKind.Star ? ParseStarredArgument() : ParseSlice();
        if (Kind != TokenKind.Comma)
        {
            // A lone starred item makes a tuple all the same.
            return first.NodeKind == NodeKind.Starred ? Locate(new Tuple([first], ExprContext.Load), start) : first;
        }

        int mark = _exprs.Count;
        _exprs.Push(first);
        while (Accept(TokenKind.Comma) && Kind != TokenKind.RSqb)
        {
            _exprs.Push(Kind == TokenKind.Star ? ParseStarredArgument() : ParseSlice());
        }

        return Locate(new Tuple(_exprs.Take(mark), ExprContext.Load), start);
    }

    private ExprNode ParseSlice()
    {
        int start = _pos;
        ExprNode? lower = null;
        if (Kind != TokenKind.Colon)
        {
            bool walrus = Kind == TokenKind.Name && NextKind == TokenKind.ColonEqual;
            lower = ParseNamedExpression();
            if (walrus || Kind != TokenKind.Colon)
            {
                return lower;
            }
        }

        _pos++;
        ExprNode? upper = null;
        ExprNode? step = null;
        if (Kind is not (TokenKind.Colon or TokenKind.Comma or TokenKind.RSqb))
        {
            upper = ParseExpression();
        }

        if (Accept(TokenKind.Colon) && Kind is not (TokenKind.Comma or TokenKind.RSqb))
        {
            step = ParseExpression();
        }

        return Locate(new Slice(lower, upper, step), start);
    }

    // In argument lists and subscripts a star takes a whole expression.
    private Starred ParseStarredArgument()
    {
        int start = _pos++;
        ExprNode value = ParseExpression();
        return Locate(new Starred(value, ExprContext.Load), start);
    }

    // Everything between the parentheses of a call or of a class statement; only a call takes a bare generator.
    private void ParseArguments(bool isCall, out ExprNode[] args, out Keyword[] keywords)
    {
        if (Kind == TokenKind.RParen)
        {
            args = [];
            keywords = [];
            return;
        }

        int open = _pos - 1;
        int mark = _exprs.Count;
        List<Keyword>? named = null;
        bool sawDouble = false;
        while (Kind != TokenKind.RParen)
        {
            int start = _pos;
            if (Kind == TokenKind.Star)
            {
                if (sawDouble)
                {
                    throw Failure();
                }

                _exprs.Push(ParseStarredArgument());
            }
            else if (Accept(TokenKind.DoubleStar))
            {
                ExprNode mapping = ParseExpression();
                sawDouble = true;
                (named ??= []).Add(Locate(new Keyword(null, mapping), start));
            }
            else if (Kind == TokenKind.Name && NextKind == TokenKind.Equal)
            {
                string name = NameOf(_tokens[_pos]);
                _pos += 2;
                ExprNode value = ParseExpression();
                (named ??= []).Add(Locate(new Keyword(name, value), start));
            }
            else
            {
                if (named != null)
                {
                    throw Failure();
                }

                ExprNode arg = ParseNamedExpression();
                if (Kind is TokenKind.For or TokenKind.Async)
                {
                    if (!isCall || _exprs.Count != mark)
                    {
                        throw Failure();
                    }

                    Comprehension[] generators = ParseForClauses();
                    if (Kind != TokenKind.RParen)
                    {
                        throw Failure();
                    }

                    _pos++;
                    args = [Locate(new GeneratorExp(arg, generators), open)];
                    keywords = [];
                    _pos--;
                    return;
                }

                _exprs.Push(arg);
            }

            if (Kind == TokenKind.RParen)
            {
                break;
            }

            Expect(TokenKind.Comma);
        }

        args = _exprs.Take(mark);
        keywords = named == null ? [] : named.ToArray();
    }

    private ExprNode ParseAtom()
    {
        int start = _pos;
        switch (Kind)
        {
            case TokenKind.Name:
                _pos++;
                if (_python2 && IsPython2Keyword(start))
                {
                    _pos--;
                    throw Failure();
                }

                return Locate(new Name(NameOf(_tokens[start]), ExprContext.Load), start);
            case TokenKind.Number:
                _pos++;
                return Locate(new Constant(_python2 ? Python2Number(_tokens[start]) : NumberValue(_tokens[start]), null), start);
            case TokenKind.String:
                do
                {
                    _pos++;
                }
                while (Kind == TokenKind.String);

                return _python2 ? Python2Strings(start, _pos) : Strings(_tokens, start, _pos);
            case TokenKind.None:
                _pos++;
                return Locate(new Constant(null, null), start);
            case TokenKind.True:
                _pos++;
                return Locate(new Constant(BoxedBools.True, null), start);
            case TokenKind.False:
                _pos++;
                return Locate(new Constant(BoxedBools.False, null), start);
            case TokenKind.Ellipsis:
                _pos++;
                return Locate(new Constant(Constant.EllipsisValue, null), start);
            case TokenKind.LParen:
                return ParseParens();
            case TokenKind.LSqb:
                return ParseBrackets();
            case TokenKind.LBrace:
                return ParseBraces();
            case TokenKind.Backquote:
                return ParseBackquotes();
            default:
                throw Failure();
        }
    }

    private ExprNode ParseParens()
    {
        int start = _pos++;
        if (Accept(TokenKind.RParen))
        {
            return Locate(new Tuple([], ExprContext.Load), start);
        }

        if (Kind == TokenKind.Yield)
        {
            ExprNode yielded = ParseYield();
            Expect(TokenKind.RParen);
            return yielded;
        }

        ExprNode first = ParseStarNamed();
        switch (Kind)
        {
            case TokenKind.RParen when first.NodeKind != NodeKind.Starred:
                _pos++;
                return first;
            case TokenKind.For or TokenKind.Async when first.NodeKind != NodeKind.Starred:
                Comprehension[] generators = ParseForClauses();
                Expect(TokenKind.RParen);
                return Locate(new GeneratorExp(first, generators), start);
            case TokenKind.Comma:
                ExprNode[] elements = ParseElements(first, TokenKind.RParen);
                return Locate(new Tuple(elements, ExprContext.Load), start);
            default:
                throw Failure();
        }
    }

    // The rest of a display after its first element, up to and with the closing bracket.
    private ExprNode[] ParseElements(ExprNode first, TokenKind close)
    {
        int mark = _exprs.Count;
        _exprs.Push(first);
        while (!Accept(close))
        {
            Expect(TokenKind.Comma);
            if (Kind != close)
            {
                _exprs.Push(ParseStarNamed());
            }
        }

        return _exprs.Take(mark);
    }

    private ExprNode ParseBrackets()
    {
        int start = _pos++;
        if (Accept(TokenKind.RSqb))
        {
            return Locate(new List([], ExprContext.Load), start);
        }

        ExprNode first = ParseStarNamed();
        if (Kind is TokenKind.For or TokenKind.Async && first.NodeKind != NodeKind.Starred)
        {
            Comprehension[] generators = ParseForClauses(_python2);
            Expect(TokenKind.RSqb);
            return Locate(new ListComp(first, generators), start);
        }

        ExprNode[] elements = ParseElements(first, TokenKind.RSqb);
        return Locate(new List(elements, ExprContext.Load), start);
    }

    private ExprNode ParseBraces()
    {
        int start = _pos++;
        if (Accept(TokenKind.RBrace))
        {
            return Locate(new Dict([], []), start);
        }

        if (Kind != TokenKind.DoubleStar)
        {
            bool walrus = Kind == TokenKind.Name && NextKind == TokenKind.ColonEqual;
            ExprNode first = ParseStarNamed();
            if (walrus || first.NodeKind == NodeKind.Starred || Kind != TokenKind.Colon)
            {
                if (Kind is TokenKind.For or TokenKind.Async && first.NodeKind != NodeKind.Starred)
                {
                    Comprehension[] generators = ParseForClauses();
                    Expect(TokenKind.RBrace);
                    return Locate(new SetComp(first, generators), start);
                }

                ExprNode[] elements = ParseElements(first, TokenKind.RBrace);
                return Locate(new Set(elements), start);
            }

            _pos++;
            ExprNode value = ParseExpression();
            if (Kind is TokenKind.For or TokenKind.Async)
            {
                Comprehension[] generators = ParseForClauses();
                Expect(TokenKind.RBrace);
                return Locate(new DictComp(first, value, generators), start);
            }

            return ParseDict(start, first, value);
        }

        _pos++;
        ExprNode mapping = ParseBinary(0);
        return ParseDict(start, null, mapping);
    }

    private Dict ParseDict(int start, ExprNode? key, ExprNode value)
    {
        int mark = _exprs.Count;
        var keys = new List<ExprNode?> { key };
        _exprs.Push(value);
        while (!Accept(TokenKind.RBrace))
        {
            Expect(TokenKind.Comma);
            if (Kind == TokenKind.RBrace)
            {
                continue;
            }

            if (Accept(TokenKind.DoubleStar))
            {
                keys.Add(null);
                _exprs.Push(ParseBinary(0));
            }
            else
            {
                keys.Add(ParseExpression());
                Expect(TokenKind.Colon);
                _exprs.Push(ParseExpression());
            }
        }

        return Locate(new Dict(keys.ToArray(), _exprs.Take(mark)), start);
    }

    private Comprehension[] ParseForClauses(bool isPython2List = false)
    {
        var clauses = new List<Comprehension>(1);
        while (Kind is TokenKind.For or TokenKind.Async)
        {
            int start = _pos;
            bool isAsync = Accept(TokenKind.Async);
            Expect(TokenKind.For);
            ExprNode target = ParseStarTargets();
            Expect(TokenKind.In);
            ExprNode iter = isPython2List ? ParsePython2ListSource() : ParseDisjunction();
            int mark = _exprs.Count;
            while (Accept(TokenKind.If))
            {
                _exprs.Push(_python2 ? ParseOldTest() : ParseDisjunction());
            }

            clauses.Add(Locate(new Comprehension(target, iter, _exprs.Take(mark), isAsync), start));
        }

        return clauses.ToArray();
    }

    // The parameters of a def up to ")" or of a lambda up to ":".
    private Arguments ParseParameters(bool isLambda)
    {
        TokenKind close = isLambda ? TokenKind.Colon : TokenKind.RParen;
        if (Kind == close)
        {
            return new Arguments([], [], null, [], [], null, []);
        }

        var args = new List<Arg>();
        Arg[] positionalOnly = [];
        List<Arg>? keywordOnly = null;
        List<ExprNode?>? keywordDefaults = null;
        Arg? rest = null;
        Arg? keywords = null;
        int mark = _exprs.Count;
        bool sawSlash = false;
        List<(Arg, ExprNode)>? patterns = null;
        while (Kind != close)
        {
            if (Kind == TokenKind.Name || (_python2 && Kind == TokenKind.LParen))
            {
                Arg arg = Kind == TokenKind.LParen ? ParseTupleParameter(args.Count, ref patterns) : ParseParameter(isLambda, false);
                ExprNode? value = Accept(TokenKind.Equal) ? ParseExpression() : null;
                if (keywordOnly != null)
                {
                    keywordOnly.Add(arg);
                    keywordDefaults!.Add(value);
                }
                else
                {
                    args.Add(arg);
                    if (value != null)
                    {
                        _exprs.Push(value);
                    }
                    else if (_exprs.Count > mark)
                    {
                        throw Failure();
                    }
                }
            }
            else if (Accept(TokenKind.Slash))
            {
                if (sawSlash || keywordOnly != null || args.Count == 0)
                {
                    throw Failure();
                }

                sawSlash = true;
                positionalOnly = args.ToArray();
                args.Clear();
            }
            else if (Accept(TokenKind.Star))
            {
                if (keywordOnly != null)
                {
                    throw Failure();
                }

                keywordOnly = [];
                keywordDefaults = [];
                if (Kind == TokenKind.Name)
                {
                    rest = ParseParameter(isLambda, true);
                }
                else if (Kind != TokenKind.Comma || NextKind != TokenKind.Name)
                {
                    throw Failure();
                }
            }
            else if (Accept(TokenKind.DoubleStar))
            {
                keywords = ParseParameter(isLambda, false);
                Accept(TokenKind.Comma);
                break;
            }
            else
            {
                throw Failure();
            }

            if (!Accept(TokenKind.Comma))
            {
                break;
            }
        }

        return Kind != close
            ? throw Failure()
            : new Arguments(
                positionalOnly,
                args.Count == 0 ? [] : args.ToArray(),
                rest,
                keywordOnly == null ? [] : keywordOnly.ToArray(),
                keywordDefaults == null ? [] : keywordDefaults.ToArray(),
                keywords,
                _exprs.Take(mark))
            {
                Patterns = patterns == null ? [] : patterns.ToArray(),
            };
    }

    private Arg ParseParameter(bool isLambda, bool allowsStar)
    {
        int start = _pos;
        string name = ExpectName();
        ExprNode? annotation = null;
        if (!isLambda && Accept(TokenKind.Colon))
        {
            annotation = allowsStar ? ParseStarExpression() : ParseExpression();
        }

        return Locate(new Arg(name, annotation, null), start);
    }
}

/// <summary>The boxes of True and False.</summary>
internal static class BoxedBools
{
    public static readonly object True = true;
    public static readonly object False = false;
}

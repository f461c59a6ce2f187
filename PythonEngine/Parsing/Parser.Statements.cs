using System.Collections.Generic;

namespace PythonEngine.Parsing;

internal sealed partial class Parser
{
    private bool IsCompoundStart() => Kind switch
    {
        TokenKind.Def or TokenKind.At or TokenKind.Async or TokenKind.If or TokenKind.Class or TokenKind.With or TokenKind.For
            or TokenKind.Try or TokenKind.While => true,
        TokenKind.Name => !_python2 && IsMatchStatement(),
        _ => false,
    };

    // Pushes one compound statement or a line of simple ones.
    private void ParseStatement()
    {
        switch (Kind)
        {
            case TokenKind.Def:
                _stmts.Push(ParseFunction(_pos, false, []));
                break;
            case TokenKind.At:
                _stmts.Push(ParseDecorated());
                break;
            case TokenKind.Async:
                _stmts.Push(ParseAsync());
                break;
            case TokenKind.If:
                _stmts.Push(ParseIf());
                break;
            case TokenKind.Class:
                _stmts.Push(ParseClass([]));
                break;
            case TokenKind.With:
                _stmts.Push(ParseWith(_pos, false));
                break;
            case TokenKind.For:
                _stmts.Push(ParseFor(_pos, false));
                break;
            case TokenKind.Try:
                _stmts.Push(ParseTry());
                break;
            case TokenKind.While:
                _stmts.Push(ParseWhile());
                break;
            case TokenKind.Name when !_python2 && IsMatchStatement():
                _stmts.Push(ParseMatch());
                break;
            default:
                ParseSimpleStatements();
                break;
        }
    }

    private StmtNode[] ParseBlock()
    {
        int mark = _stmts.Count;
        if (Accept(TokenKind.Newline))
        {
            Enter(5);
            _blockMissing = Kind != TokenKind.Indent;
            Expect(TokenKind.Indent);
            do
            {
                ParseStatement();
            }
            while (Kind is not (TokenKind.Dedent or TokenKind.EndMarker));

            Expect(TokenKind.Dedent);
            _depth -= 5;
        }
        else
        {
            ParseSimpleStatements();
        }

        return _stmts.Take(mark);
    }

    private StmtNode[] ParseColonBlock()
    {
        Expect(TokenKind.Colon);
        return ParseBlock();
    }

    private StmtNode[] ParseElse() => Accept(TokenKind.Else) ? ParseColonBlock() : [];

    private StmtNode ParseDecorated()
    {
        int mark = _exprs.Count;
        while (Accept(TokenKind.At))
        {
            _exprs.Push(ParseNamedExpression());
            Expect(TokenKind.Newline);
        }

        ExprNode[] decorators = _exprs.Take(mark);
        switch (Kind)
        {
            case TokenKind.Class:
                return ParseClass(decorators);
            case TokenKind.Def:
                return ParseFunction(_pos, false, decorators);
            default:
                int start = _pos;
                Expect(TokenKind.Async);
                return ParseFunction(start, true, decorators);
        }
    }

    private StmtNode ParseAsync()
    {
        int start = _pos++;
        return Kind switch
        {
            TokenKind.Def => ParseFunction(start, true, []),
            TokenKind.With => ParseWith(start, true),
            TokenKind.For => ParseFor(start, true),
            _ => throw Failure(),
        };
    }

    private StmtNode ParseFunction(int start, bool isAsync, ExprNode[] decorators)
    {
        Expect(TokenKind.Def);
        string name = ExpectName();
        Expect(TokenKind.LParen);
        Arguments args = ParseParameters(false);
        Expect(TokenKind.RParen);
        ExprNode? returns = Accept(TokenKind.RArrow) ? ParseExpression() : null;
        StmtNode[] body = ParseColonBlock();
        return isAsync
            ? LocateBlock(new AsyncFunctionDef(name, args, body, decorators, returns, null), start)
            : LocateBlock(new FunctionDef(name, args, body, decorators, returns, null), start);
    }

    private ClassDef ParseClass(ExprNode[] decorators)
    {
        int start = _pos++;
        string name = ExpectName();
        ExprNode[] bases = [];
        Keyword[] keywords = [];
        if (Accept(TokenKind.LParen))
        {
            ParseArguments(false, out bases, out keywords);
            Expect(TokenKind.RParen);
        }

        StmtNode[] body = ParseColonBlock();
        return LocateBlock(new ClassDef(name, bases, keywords, body, decorators), start);
    }

    // A long elif chain is deep in the tree but must not be deep on the stack.
    private If ParseIf()
    {
        int start = _pos++;
        ExprNode test = ParseNamedExpression();
        StmtNode[] body = ParseColonBlock();
        if (Kind != TokenKind.Elif)
        {
            return LocateBlock(new If(test, body, ParseElse()), start);
        }

        var parts = new List<(int Start, ExprNode Test, StmtNode[] Body)> { (start, test, body) };
        while (Kind == TokenKind.Elif)
        {
            start = _pos++;
            test = ParseNamedExpression();
            parts.Add((start, test, ParseColonBlock()));
        }

        StmtNode[] rest = ParseElse();
        If result = null!;
        for (int i = parts.Count - 1; i >= 0; i--)
        {
            result = LocateBlock(new If(parts[i].Test, parts[i].Body, rest), parts[i].Start);
            rest = [result];
        }

        return result;
    }

    private While ParseWhile()
    {
        int start = _pos++;
        ExprNode test = ParseNamedExpression();
        StmtNode[] body = ParseColonBlock();
        return LocateBlock(new While(test, body, ParseElse()), start);
    }

    private StmtNode ParseFor(int start, bool isAsync)
    {
        Expect(TokenKind.For);
        ExprNode target = ParseStarTargets();
        Expect(TokenKind.In);
        ExprNode iter = ParseStarExpressions();
        StmtNode[] body = ParseColonBlock();
        StmtNode[] orElse = ParseElse();
        return isAsync
            ? LocateBlock(new AsyncFor(target, iter, body, orElse, null), start)
            : LocateBlock(new For(target, iter, body, orElse, null), start);
    }

    private StmtNode ParseWith(int start, bool isAsync)
    {
        Expect(TokenKind.With);
        WithItem[] items = TryParseParenthesizedItems() ?? ParseWithItems();
        StmtNode[] body = ParseColonBlock();
        return isAsync
            ? LocateBlock(new AsyncWith(items, body, null), start)
            : LocateBlock(new With(items, body, null), start);
    }

    private WithItem[] ParseWithItems()
    {
        var items = new List<WithItem>(1);
        do
        {
            items.Add(ParseWithItem());
        }
        while (Accept(TokenKind.Comma));

        return items.ToArray();
    }

    private WithItem ParseWithItem()
    {
        int start = _pos;
        ExprNode context = ParseExpression();
        ExprNode? target = Accept(TokenKind.As) ? ParseStarTarget() : null;
        return Locate(new WithItem(context, target), start);
    }

    // Parentheses around all items belong to the statement only if the colon follows them and nothing but items is inside.
    private WithItem[]? TryParseParenthesizedItems()
    {
        if (Kind != TokenKind.LParen || _tokens[MatchingParen(_pos) + 1].Kind != TokenKind.Colon)
        {
            return null;
        }

        int start = _pos++;
        var items = new List<WithItem>(2);
        while (Kind is not (TokenKind.RParen or TokenKind.Star or TokenKind.Yield))
        {
            items.Add(ParseWithItem());
            if (Kind is not (TokenKind.Comma or TokenKind.RParen))
            {
                break;
            }

            if (Accept(TokenKind.RParen) || (Accept(TokenKind.Comma) && Accept(TokenKind.RParen)))
            {
                return items.ToArray();
            }
        }

        _pos = start;
        return null;
    }

    private int MatchingParen(int open)
    {
        int level = _tokens[open].Level - 1;
        int i = open + 1;
        while (_tokens[i].Level > level && _tokens[i].Kind is not (TokenKind.EndMarker or TokenKind.Error))
        {
            i++;
        }

        if (_tokens[i].Kind is TokenKind.EndMarker or TokenKind.Error)
        {
            throw Failure();
        }

        return i;
    }

    private StmtNode ParseTry()
    {
        int start = _pos++;
        StmtNode[] body = ParseColonBlock();
        List<ExceptHandler>? handlers = null;
        bool isStar = Kind == TokenKind.Except && NextKind == TokenKind.Star;
        while (Kind == TokenKind.Except)
        {
            int at = _pos++;
            ExprNode? type = null;
            string? name = null;
            if (Accept(TokenKind.Star) != isStar)
            {
                throw Failure();
            }

            ExprNode? target = null;
            if (isStar || Kind != TokenKind.Colon)
            {
                type = ParseExpression();
                if (_python2)
                {
                    target = ParsePython2ExceptTarget();
                }
                else
                {
                    name = Accept(TokenKind.As) ? ExpectName() : null;
                }
            }

            StmtNode[] handled = ParseColonBlock();
            (handlers ??= []).Add(LocateBlock(new ExceptHandler(type, name, handled) { Target = target }, at));
        }

        StmtNode[] orElse = handlers != null ? ParseElse() : [];
        StmtNode[] final = [];
        if (Accept(TokenKind.Finally))
        {
            final = ParseColonBlock();
        }
        else if (handlers == null)
        {
            throw Failure();
        }

        ExceptHandler[] all = handlers == null ? [] : handlers.ToArray();
        return isStar
            ? LocateBlock(new TryStar(body, all, orElse, final), start)
            : LocateBlock(new Try(body, all, orElse, final), start);
    }

    private void ParseSimpleStatements()
    {
        do
        {
            _stmts.Push(ParseSimpleStatement());
        }
        while (Accept(TokenKind.Semi) && Kind != TokenKind.Newline);

        Expect(TokenKind.Newline);
    }

    private StmtNode ParseSimpleStatement()
    {
        int start = _pos;
        switch (Kind)
        {
            case TokenKind.Return:
            {
                _pos++;
                ExprNode? value = AtStatementEnd() ? null : ParseStarExpressions();
                return Locate(new Return(value), start);
            }

            case TokenKind.Import:
                return ParseImport();
            case TokenKind.From:
                return ParseImportFrom();
            case TokenKind.Raise:
            {
                _pos++;
                ExprNode? exc = null;
                ExprNode? cause = null;
                if (!AtStatementEnd())
                {
                    exc = _python2 ? ParsePython2Raise() : ParseExpression();
                    cause = Accept(TokenKind.From) ? ParseExpression() : null;
                }

                return Locate(new Raise(exc, cause), start);
            }

            case TokenKind.Pass:
                _pos++;
                return Locate(new Pass(), start);
            case TokenKind.Break:
                _pos++;
                return Locate(new Break(), start);
            case TokenKind.Continue:
                _pos++;
                return Locate(new Continue(), start);
            case TokenKind.Del:
                return ParseDelete();
            case TokenKind.Assert:
            {
                _pos++;
                ExprNode test = ParseExpression();
                ExprNode? message = Accept(TokenKind.Comma) ? ParseExpression() : null;
                return Locate(new Assert(test, message), start);
            }

            case TokenKind.Global:
            {
                _pos++;
                string[] names = ParseNames();
                return Locate(new Global(names), start);
            }

            case TokenKind.Name when _python2 && IsPython2Statement():
                return ParsePython2Statement();
            case TokenKind.Nonlocal:
            {
                _pos++;
                string[] names = ParseNames();
                return Locate(new Nonlocal(names), start);
            }

            default:
                return ParseExpressionStatement();
        }
    }

    private bool AtStatementEnd() => Kind is TokenKind.Newline or TokenKind.Semi;

    private string[] ParseNames()
    {
        var names = new List<string>(2);
        do
        {
            names.Add(ExpectName());
        }
        while (Accept(TokenKind.Comma));

        return names.ToArray();
    }

    private Delete ParseDelete()
    {
        int start = _pos++;
        int mark = _exprs.Count;
        do
        {
            ExprNode target = ParseBinary(0);
            if (!SetContext(target, ExprContext.Del))
            {
                throw Failure();
            }

            _exprs.Push(target);
        }
        while (Accept(TokenKind.Comma) && !AtStatementEnd());

        return AtStatementEnd() ? Locate(new Delete(_exprs.Take(mark)), start) : throw Failure();
    }

    private Import ParseImport()
    {
        int start = _pos++;
        var names = new List<Alias>(1);
        do
        {
            int at = _pos;
            string name = ParseDottedName();
            string? asName = Accept(TokenKind.As) ? ExpectName() : null;
            names.Add(Locate(new Alias(name, asName), at));
        }
        while (Accept(TokenKind.Comma));

        return Locate(new Import(names.ToArray()), start);
    }

    private string ParseDottedName()
    {
        string name = ExpectName();
        while (Accept(TokenKind.Dot))
        {
            name = string.Concat(name, ".", ExpectName());
        }

        return name;
    }

    private ImportFrom ParseImportFrom()
    {
        int start = _pos++;
        int level = 0;
        while (Kind is TokenKind.Dot or TokenKind.Ellipsis)
        {
            level += Kind == TokenKind.Dot ? 1 : 3;
            _pos++;
        }

        string? module = level > 0 && Kind == TokenKind.Import ? null : ParseDottedName();
        Expect(TokenKind.Import);
        var names = new List<Alias>(2);
        if (Kind == TokenKind.Star)
        {
            int at = _pos++;
            names.Add(Locate(new Alias("*", null), at));
        }
        else
        {
            bool parens = Accept(TokenKind.LParen);
            while (true)
            {
                int at = _pos;
                string name = ExpectName();
                string? asName = Accept(TokenKind.As) ? ExpectName() : null;
                names.Add(Locate(new Alias(name, asName), at));
                if (!Accept(TokenKind.Comma))
                {
                    break;
                }

                if (parens && Kind == TokenKind.RParen)
                {
                    break;
                }
            }

            if (parens)
            {
                Expect(TokenKind.RParen);
            }
        }

        if (_python2 && level == 0 && module == "__future__")
        {
            NoteFuture(names);
        }

        return Locate(new ImportFrom(module, names.ToArray(), level), start);
    }

    private StmtNode ParseExpressionStatement()
    {
        int start = _pos;
        ExprNode first = Kind == TokenKind.Yield ? ParseYield() : ParseStarExpressions();
        TokenKind kind = Kind;
        if (kind is TokenKind.Newline or TokenKind.Semi)
        {
            return Locate(new ExprStmt(first), start);
        }

        if (kind == TokenKind.Equal)
        {
            return ParseAssignment(start, first);
        }

        bool single = first.NodeKind is NodeKind.Name or NodeKind.Attribute or NodeKind.Subscript && SetContext(first, ExprContext.Store);
        if (!single)
        {
            throw Failure();
        }

        if (kind == TokenKind.Colon)
        {
            bool simple = first.NodeKind == NodeKind.Name && _tokens[start].Kind == TokenKind.Name;
            _pos++;
            ExprNode annotation = ParseExpression();
            ExprNode? value = Accept(TokenKind.Equal) ? ParseYieldOrStar() : null;
            return Locate(new AnnAssign(first, annotation, value, simple), start);
        }

        if (kind is < TokenKind.PlusEqual or > TokenKind.AtEqual)
        {
            throw Failure();
        }

        _pos++;
        ExprNode operand = ParseYieldOrStar();
        return Locate(new AugAssign(first, AugmentedOperator(kind), operand), start);
    }

    private static Operator AugmentedOperator(TokenKind kind) => kind switch
    {
        TokenKind.PlusEqual => Operator.Add,
        TokenKind.MinEqual => Operator.Sub,
        TokenKind.StarEqual => Operator.Mult,
        TokenKind.SlashEqual => Operator.Div,
        TokenKind.PercentEqual => Operator.Mod,
        TokenKind.AmperEqual => Operator.BitAnd,
        TokenKind.VBarEqual => Operator.BitOr,
        TokenKind.CircumflexEqual => Operator.BitXor,
        TokenKind.LeftShiftEqual => Operator.LShift,
        TokenKind.RightShiftEqual => Operator.RShift,
        TokenKind.DoubleStarEqual => Operator.Pow,
        TokenKind.DoubleSlashEqual => Operator.FloorDiv,
        _ => Operator.MatMult,
    };

    private Assign ParseAssignment(int start, ExprNode first)
    {
        int mark = _exprs.Count;
        ExprNode value = first;
        while (Accept(TokenKind.Equal))
        {
            if (_python2)
            {
                value = Python2Target(value);
            }

            if (!SetContext(value, ExprContext.Store))
            {
                throw Failure();
            }

            _exprs.Push(value);
            value = ParseYieldOrStar();
        }

        return Locate(new Assign(_exprs.Take(mark), value, null), start);
    }

    private ExprNode ParseYieldOrStar() => Kind == TokenKind.Yield ? ParseYield() : ParseStarExpressions();

    // Makes an expression a target; false where the grammar has no such target.
    private static bool SetContext(ExprNode node, ExprContext context)
    {
        switch (node)
        {
            case Name name:
                name.Ctx = context;
                return true;
            case Attribute attribute:
                attribute.Ctx = context;
                return true;
            case Subscript subscript:
                subscript.Ctx = context;
                return true;
            case Tuple tuple:
                tuple.Ctx = context;
                return SetContext(tuple.Elts, context);
            case List list:
                list.Ctx = context;
                return SetContext(list.Elts, context);
            case Starred starred when context == ExprContext.Store && starred.Value.NodeKind != NodeKind.Starred:
                starred.Ctx = context;
                return SetContext(starred.Value, context);
            default:
                return false;
        }
    }

    private static bool SetContext(ExprNode[] nodes, ExprContext context)
    {
        foreach (ExprNode node in nodes)
        {
            if (!SetContext(node, context))
            {
                return false;
            }
        }

        return true;
    }

    // star_targets: what stands between "for" and "in".
    private ExprNode ParseStarTargets()
    {
        int start = _pos;
        ExprNode first = ParseStarTarget();
        if (Kind != TokenKind.Comma)
        {
            return first;
        }

        int mark = _exprs.Count;
        _exprs.Push(first);
        while (Accept(TokenKind.Comma) && Kind is not (TokenKind.In or TokenKind.Equal))
        {
            _exprs.Push(ParseStarTarget());
        }

        return Locate(new Tuple(_exprs.Take(mark), ExprContext.Store), start);
    }

    private ExprNode ParseStarTarget()
    {
        int start = _pos;
        if (Accept(TokenKind.Star))
        {
            if (Kind == TokenKind.Star)
            {
                throw Failure();
            }

            ExprNode value = ParseStarTarget();
            return Locate(new Starred(value, ExprContext.Store), start);
        }

        ExprNode target = ParseBinary(0);
        return SetContext(target, ExprContext.Store) ? target : throw Failure();
    }
}

using PythonEngine.Parsing;
using Attribute = PythonEngine.Parsing.Attribute;
using Tuple = PythonEngine.Parsing.Tuple;

namespace PythonEngine.Compiling;

/// <summary>Walks a tree once and records every name's uses and bindings per scope.</summary>
internal sealed class SymbolTableBuilder(SymbolTable table, CodeFlags futureFeatures)
{
    private readonly List<SymbolScope> _stack = [];
    private SymbolScope _scope = table.Top;
    private string? _private;
    private readonly bool _python2 = (futureFeatures & CodeFlags.Python2) != 0;
    private int _depth;

    public void Visit(ModNode tree)
    {
        _stack.Add(_scope);
        switch (tree)
        {
            case Module m:
                Body(m.Body);
                break;
            case Interactive i:
                Body(i.Body);
                break;
            case Expression e:
                Expr(e.Body);
                break;
            default:
                throw Err.SystemError("this compiler does not handle FunctionTypes");
        }
    }

    private void Enter(string name, ScopeKind kind, AstNode node)
    {
        _scope = table.Add(name, kind, node, _scope);
        _stack.Add(_scope);
    }

    private void Exit()
    {
        _stack.RemoveAt(_stack.Count - 1);
        _scope = _stack[^1];
    }

    private string Mangle(string name) => Mangling.Mangle(_private, name);

    private SymbolFlags Lookup(string name) => _scope.Find(Mangle(name))?.Flags ?? SymbolFlags.None;

    private void Define(string name, SymbolFlags flag, AstNode node) => Define(_scope, name, flag, node);

    private void Define(SymbolScope scope, string name, SymbolFlags flag, AstNode node)
    {
        string mangled = Mangle(name);
        Symbol symbol = scope.GetOrAdd(mangled);
        if ((flag & SymbolFlags.Param) != 0)
        {
            if ((symbol.Flags & SymbolFlags.Param) != 0)
            {
                throw table.Error($"duplicate argument '{name}' in function definition", node);
            }
            scope.Parameters.Add(mangled);
        }
        symbol.Flags |= flag;
        if (scope.InComprehensionTarget)
        {
            if ((symbol.Flags & (SymbolFlags.Global | SymbolFlags.Nonlocal)) != 0)
            {
                throw table.Error($"comprehension inner loop cannot rebind assignment expression target '{name}'", node);
            }
            symbol.Flags |= SymbolFlags.ComprehensionTarget;
        }
        if ((flag & SymbolFlags.Global) != 0)
        {
            // A global statement anywhere makes the name one that the module knows.
            table.Top.GetOrAdd(mangled).Flags |= flag;
        }
    }

    private void Directive(string name, AstNode node) => (_scope.Directives ??= []).Add((Mangle(name), node));

    /// <summary>Code outside functions that waits is a coroutine, where that is allowed at all; otherwise it does not compile.</summary>
    private void MarkTopLevelAwait()
    {
        if (_scope.Kind == ScopeKind.Module)
        {
            _scope.IsCoroutine = true;
        }
    }

    private void Unbinds(string name) => (_scope.Unbound ??= []).Add(Mangle(name));

    private void EnterNode()
    {
        if (++_depth > CompileError.MaxDepth)
        {
            throw CompileError.TooDeep();
        }
        CompileError.EnsureStack();
    }

    private void Body(StmtNode[] body)
    {
        foreach (StmtNode s in body)
        {
            Stmt(s);
        }
    }

    private void Stmt(StmtNode node)
    {
        EnterNode();
        switch (node)
        {
            case FunctionDef s:
                Function(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, isAsync: false);
                break;
            case AsyncFunctionDef s:
                Function(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns, isAsync: true);
                break;
            case ClassDef s:
                Class(s);
                break;
            case Return s:
                if (s.Value != null)
                {
                    Expr(s.Value);
                    _scope.ReturnsValue = true;
                }
                break;
            case Delete s:
                Exprs(s.Targets);
                break;
            case Assign s:
                Exprs(s.Targets);
                Expr(s.Value);
                break;
            case AugAssign s:
                Expr(s.Target);
                Expr(s.Value);
                break;
            case AnnAssign s:
                AnnotatedAssign(s);
                break;
            case For s:
                Expr(s.Target);
                Expr(s.Iter);
                Body(s.Body);
                Body(s.OrElse);
                break;
            case AsyncFor s:
                MarkTopLevelAwait();
                Expr(s.Target);
                Expr(s.Iter);
                Body(s.Body);
                Body(s.OrElse);
                break;
            case While s:
                Expr(s.Test);
                Body(s.Body);
                Body(s.OrElse);
                break;
            case If s:
                Expr(s.Test);
                Body(s.Body);
                Body(s.OrElse);
                break;
            case With s:
                WithItems(s.Items);
                Body(s.Body);
                break;
            case AsyncWith s:
                MarkTopLevelAwait();
                WithItems(s.Items);
                Body(s.Body);
                break;
            case Match s:
                Expr(s.Subject);
                foreach (MatchCase c in s.Cases)
                {
                    Pattern(c.Pattern);
                    Expr(c.Guard);
                    Body(c.Body);
                }
                break;
            case Raise s:
                Expr(s.Exc);
                Expr(s.Cause);
                break;
            case Try s:
                TryStatement(s.Body, s.Handlers, s.OrElse, s.FinalBody);
                break;
            case TryStar s:
                TryStatement(s.Body, s.Handlers, s.OrElse, s.FinalBody);
                break;
            case Print s:
                Expr(s.Dest);
                Exprs(s.Values);
                break;
            case Exec s:
                Expr(s.Body);
                Expr(s.Globals);
                Expr(s.Locals);
                _scope.HasExec |= s.Globals == null && _scope.IsFunction;
                break;
            case Assert s:
                Expr(s.Test);
                Expr(s.Msg);
                break;
            case Import s:
                foreach (Alias a in s.Names)
                {
                    ImportAlias(a);
                }
                break;
            case ImportFrom s:
                foreach (Alias a in s.Names)
                {
                    ImportAlias(a);
                }
                break;
            case Global s:
                foreach (string name in s.Names)
                {
                    Declaration(name, "global", SymbolFlags.Global, s);
                }
                break;
            case Nonlocal s:
                foreach (string name in s.Names)
                {
                    Declaration(name, "nonlocal", SymbolFlags.Nonlocal, s);
                }
                break;
            case ExprStmt s:
                Expr(s.Value);
                break;
        }
        _depth--;
    }

    private void Declaration(string name, string word, SymbolFlags flag, StmtNode s)
    {
        SymbolFlags seen = Lookup(name);
        if ((seen & (SymbolFlags.Param | SymbolFlags.Local | SymbolFlags.Use | SymbolFlags.Annotated)) != 0 && (!_python2 || (seen & SymbolFlags.Param) != 0))
        {
            string message = (seen & SymbolFlags.Param) != 0 ? $"name '{name}' is parameter and {word}"
                : (seen & SymbolFlags.Use) != 0 ? $"name '{name}' is used prior to {word} declaration"
                : (seen & SymbolFlags.Annotated) != 0 ? $"annotated name '{name}' can't be {word}"
                : $"name '{name}' is assigned to before {word} declaration";
            throw table.Error(message, s);
        }
        Define(name, flag, s);
        Directive(name, s);
    }

    private void Function(StmtNode node, string name, Arguments args, StmtNode[] body, ExprNode[] decorators, ExprNode? returns, bool isAsync)
    {
        Define(name, SymbolFlags.Local, node);
        Exprs(args.Defaults);
        Exprs(args.KwDefaults);
        foreach (Arg a in args.PosOnlyArgs)
        {
            Annotation(a.Annotation);
        }
        foreach (Arg a in args.Args)
        {
            Annotation(a.Annotation);
        }
        Annotation(args.VarArg?.Annotation);
        Annotation(args.KwArg?.Annotation);
        foreach (Arg a in args.KwOnlyArgs)
        {
            Annotation(a.Annotation);
        }
        Annotation(returns);
        Exprs(decorators);
        Enter(name, ScopeKind.Function, node);
        _scope.IsCoroutine = isAsync;
        Parameters(args);
        Body(body);
        Exit();
    }

    private void Class(ClassDef s)
    {
        Define(s.Name, SymbolFlags.Local, s);
        Exprs(s.Bases);
        Keywords(s.Keywords);
        Exprs(s.DecoratorList);
        Enter(s.Name, ScopeKind.Class, s);
        string? outer = _private;
        _private = s.Name;
        Body(s.Body);
        _private = outer;
        Exit();
    }

    private void Parameters(Arguments args)
    {
        foreach (Arg a in args.PosOnlyArgs)
        {
            Define(a.Name, SymbolFlags.Param, a);
        }
        foreach (Arg a in args.Args)
        {
            Define(a.Name, SymbolFlags.Param, a);
        }
        foreach (Arg a in args.KwOnlyArgs)
        {
            Define(a.Name, SymbolFlags.Param, a);
        }
        if (args.VarArg != null)
        {
            Define(args.VarArg.Name, SymbolFlags.Param, args.VarArg);
            _scope.HasVarArgs = true;
        }
        if (args.KwArg != null)
        {
            Define(args.KwArg.Name, SymbolFlags.Param, args.KwArg);
            _scope.HasVarKeywords = true;
        }
        foreach ((_, ExprNode target) in args.Patterns)
        {
            Expr(target);
        }
    }

    private void Annotation(ExprNode? annotation)
    {
        if (annotation == null)
        {
            return;
        }
        bool asText = (futureFeatures & CodeFlags.FutureAnnotations) != 0;
        if (asText)
        {
            Enter("_annotation", ScopeKind.Annotation, annotation);
        }
        Expr(annotation);
        if (asText)
        {
            Exit();
        }
    }

    private void AnnotatedAssign(AnnAssign s)
    {
        if (s.Target is Name target)
        {
            SymbolFlags seen = Lookup(target.Id);
            if ((seen & (SymbolFlags.Global | SymbolFlags.Nonlocal)) != 0 && _scope != table.Top && s.Simple)
            {
                throw table.Error($"annotated name '{target.Id}' can't be {((seen & SymbolFlags.Global) != 0 ? "global" : "nonlocal")}", s);
            }
            if (s.Simple)
            {
                Define(target.Id, SymbolFlags.Annotated | SymbolFlags.Local, target);
            }
            else if (s.Value != null)
            {
                Define(target.Id, SymbolFlags.Local, target);
            }
        }
        else
        {
            Expr(s.Target);
        }
        Annotation(s.Annotation);
        Expr(s.Value);
    }

    private void WithItems(WithItem[] items)
    {
        foreach (WithItem item in items)
        {
            Expr(item.ContextExpr);
            Expr(item.OptionalVars);
        }
    }

    private void TryStatement(StmtNode[] body, ExceptHandler[] handlers, StmtNode[] orElse, StmtNode[] finalBody)
    {
        Body(body);
        Body(orElse);
        foreach (ExceptHandler h in handlers)
        {
            Expr(h.Type);
            Expr(h.Target);
            if (h.Name != null)
            {
                Define(h.Name, SymbolFlags.Local, h);
                Unbinds(h.Name);
            }
            Body(h.Body);
        }
        Body(finalBody);
    }

    private void ImportAlias(Alias a)
    {
        string name = a.AsName ?? a.Name;
        if (name == "*")
        {
            if (_python2 && _scope.IsFunction)
            {
                _scope.HasExec = true;
                return;
            }
            if (_scope.Kind != ScopeKind.Module)
            {
                throw table.Error("import * only allowed at module level", a);
            }
            return;
        }
        if (a.AsName == null)
        {
            int dot = name.IndexOf('.');
            if (dot >= 0)
            {
                name = name[..dot];
            }
        }
        Define(name, SymbolFlags.Import, a);
    }

    private void Pattern(PatternNode? node)
    {
        if (node == null)
        {
            return;
        }
        EnterNode();
        switch (node)
        {
            case MatchValue p:
                Expr(p.Value);
                break;
            case MatchSequence p:
                Patterns(p.Patterns);
                break;
            case MatchStar p:
                if (p.Name != null)
                {
                    Define(p.Name, SymbolFlags.Local, p);
                }
                break;
            case MatchMapping p:
                Exprs(p.Keys);
                Patterns(p.Patterns);
                if (p.Rest != null)
                {
                    Define(p.Rest, SymbolFlags.Local, p);
                }
                break;
            case MatchClass p:
                Expr(p.Cls);
                Patterns(p.Patterns);
                Patterns(p.KwdPatterns);
                break;
            case MatchAs p:
                Pattern(p.Pattern);
                if (p.Name != null)
                {
                    Define(p.Name, SymbolFlags.Local, p);
                }
                break;
            case MatchOr p:
                Patterns(p.Patterns);
                break;
        }
        _depth--;
    }

    private void Patterns(PatternNode[] patterns)
    {
        foreach (PatternNode p in patterns)
        {
            Pattern(p);
        }
    }

    private void Exprs(ExprNode?[] nodes)
    {
        foreach (ExprNode? e in nodes)
        {
            Expr(e);
        }
    }

    private void Keywords(Keyword[] keywords)
    {
        foreach (Keyword k in keywords)
        {
            Expr(k.Value);
        }
    }

    private void Expr(ExprNode? node)
    {
        if (node == null)
        {
            return;
        }
        EnterNode();
        switch (node)
        {
            case Name e:
                VisitName(e);
                break;
            case Constant:
                break;
            case Attribute e:
                Expr(e.Value);
                break;
            case Call e:
                Expr(e.Func);
                Exprs(e.Args);
                Keywords(e.Keywords);
                break;
            case BinOp e:
                Expr(e.Left);
                Expr(e.Right);
                break;
            case BoolOp e:
                Exprs(e.Values);
                break;
            case UnaryOp e:
                Expr(e.Operand);
                break;
            case Compare e:
                Expr(e.Left);
                Exprs(e.Comparators);
                break;
            case Subscript e:
                Expr(e.Value);
                Expr(e.Slice);
                break;
            case Slice e:
                Expr(e.Lower);
                Expr(e.Upper);
                Expr(e.Step);
                break;
            case NamedExpr e:
                NamedExpression(e);
                break;
            case Lambda e:
                Exprs(e.Args.Defaults);
                Exprs(e.Args.KwDefaults);
                Enter("lambda", ScopeKind.Function, e);
                Parameters(e.Args);
                Expr(e.Body);
                Exit();
                break;
            case IfExp e:
                Expr(e.Test);
                Expr(e.Body);
                Expr(e.OrElse);
                break;
            case Dict e:
                Exprs(e.Keys);
                Exprs(e.Values);
                break;
            case Set e:
                Exprs(e.Elts);
                break;
            case List e:
                Exprs(e.Elts);
                break;
            case Tuple e:
                Exprs(e.Elts);
                break;
            case Starred e:
                Expr(e.Value);
                break;
            case ListComp e when _python2:
                InlineComprehension(e);
                break;
            case ListComp e:
                Comprehend(e, "listcomp", ComprehensionKind.List, e.Generators, e.Elt, null);
                break;
            case SetComp e:
                Comprehend(e, "setcomp", ComprehensionKind.Set, e.Generators, e.Elt, null);
                break;
            case DictComp e:
                Comprehend(e, "dictcomp", ComprehensionKind.Dict, e.Generators, e.Key, e.Value);
                break;
            case GeneratorExp e:
                Comprehend(e, "genexpr", ComprehensionKind.Generator, e.Generators, e.Elt, null);
                break;
            case Yield e:
                NotInAnnotation("yield expression", e);
                Expr(e.Value);
                YieldSeen(e);
                break;
            case YieldFrom e:
                NotInAnnotation("yield expression", e);
                Expr(e.Value);
                YieldSeen(e);
                break;
            case Await e:
                NotInAnnotation("await expression", e);
                Expr(e.Value);
                _scope.IsCoroutine = true;
                break;
            case FormattedValue e:
                Expr(e.Value);
                Expr(e.FormatSpec);
                break;
            case JoinedStr e:
                Exprs(e.Values);
                break;
        }
        _depth--;
    }

    private void VisitName(Name e)
    {
        Define(e.Id, e.Ctx == ExprContext.Load ? SymbolFlags.Use : SymbolFlags.Local, e);
        if (e.Ctx == ExprContext.Del)
        {
            Unbinds(e.Id);
        }
        else if (e.Ctx == ExprContext.Load && _scope.IsFunction && e.Id == "super" && !_python2)
        {
            // super() without arguments finds its class by this cell.
            Define("__class__", SymbolFlags.Use, e);
        }
    }

    private void NotInAnnotation(string what, ExprNode e)
    {
        if (_scope.Kind == ScopeKind.Annotation)
        {
            throw table.Error($"'{what}' can not be used within an annotation", e);
        }
    }

    private void YieldSeen(ExprNode e)
    {
        _scope.IsGenerator = true;
        string? where = _scope.Comprehension switch
        {
            ComprehensionKind.List => "list comprehension",
            ComprehensionKind.Set => "set comprehension",
            ComprehensionKind.Dict => "dict comprehension",
            ComprehensionKind.Generator => "generator expression",
            _ => null,
        };
        if (where != null)
        {
            throw table.Error($"'yield' inside {where}", e);
        }
    }

    private void NamedExpression(NamedExpr e)
    {
        NotInAnnotation("named expression", e);
        if (_scope.ComprehensionIterDepth > 0)
        {
            throw table.Error("assignment expression cannot be used in a comprehension iterable expression", e);
        }
        if (e.Target is Name target)
        {
            if (_scope.Comprehension != ComprehensionKind.None)
            {
                BindOutsideComprehension(target);
            }
            (_scope.NamedExprTargets ??= []).Add(Mangle(target.Id));
        }
        Expr(e.Value);
        Expr(e.Target);
    }

    private void BindOutsideComprehension(Name target)
    {
        for (int i = _stack.Count - 1; i >= 0; i--)
        {
            SymbolScope scope = _stack[i];
            SymbolFlags seen = scope.Find(Mangle(target.Id))?.Flags ?? SymbolFlags.None;
            if (scope.Comprehension != ComprehensionKind.None)
            {
                if ((seen & SymbolFlags.ComprehensionTarget) != 0)
                {
                    throw table.Error($"assignment expression cannot rebind comprehension iteration variable '{target.Id}'", target);
                }
                continue;
            }
            switch (scope.Kind)
            {
                case ScopeKind.Function:
                    Define(target.Id, (seen & SymbolFlags.Global) != 0 ? SymbolFlags.Global : SymbolFlags.Nonlocal, target);
                    Directive(target.Id, target);
                    Define(scope, target.Id, SymbolFlags.Local, target);
                    return;
                case ScopeKind.Module:
                    Define(target.Id, SymbolFlags.Global, target);
                    Directive(target.Id, target);
                    Define(scope, target.Id, SymbolFlags.Global, target);
                    return;
                case ScopeKind.Class:
                    throw table.Error("assignment expression within a comprehension cannot be used in a class body", target);
            }
        }
    }

    private void Comprehend(ExprNode node, string name, ComprehensionKind kind, Comprehension[] generators, ExprNode element, ExprNode? value)
    {
        Comprehension first = generators[0];
        _scope.ComprehensionIterDepth++;
        Expr(first.Iter);
        _scope.ComprehensionIterDepth--;
        Enter(name, ScopeKind.Function, node);
        _scope.Comprehension = kind;
        _scope.IsCoroutine = first.IsAsync;
        Define(".0", SymbolFlags.Param, node);
        ComprehensionTarget(first.Target);
        Exprs(first.Ifs);
        for (int i = 1; i < generators.Length; i++)
        {
            ComprehensionTarget(generators[i].Target);
            _scope.ComprehensionIterDepth++;
            Expr(generators[i].Iter);
            _scope.ComprehensionIterDepth--;
            Exprs(generators[i].Ifs);
            if (generators[i].IsAsync)
            {
                _scope.IsCoroutine = true;
            }
        }
        Expr(value);
        Expr(element);
        _scope.IsGenerator = kind == ComprehensionKind.Generator;
        bool isAsync = _scope.IsCoroutine && kind != ComprehensionKind.Generator;
        Exit();
        if (isAsync)
        {
            _scope.IsCoroutine = true;
        }
    }

    private void InlineComprehension(ListComp e)
    {
        foreach (Comprehension c in e.Generators)
        {
            Expr(c.Iter);
            Expr(c.Target);
            Exprs(c.Ifs);
        }
        Expr(e.Elt);
    }

    private void ComprehensionTarget(ExprNode target)
    {
        _scope.InComprehensionTarget = true;
        Expr(target);
        _scope.InComprehensionTarget = false;
    }
}

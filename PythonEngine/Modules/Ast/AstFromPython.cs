using PythonEngine.Parsing;

namespace PythonEngine.Modules.Ast;

/// <summary>Makes parser trees of ast objects, with the checks that compile() makes.</summary>
internal sealed class AstFromPython(AstClasses classes)
{
    private const string During = " during compilation";

    public ModNode Module(PyObject o, string name) => name switch
    {
        "Interactive" => new Interactive(Body(o, "Interactive", "body", false)),
        "Expression" => new Expression(Load(o, "Expression", "body")),
        _ => new Module(Body(o, "Module", "body", false), Many(o, "Module", "type_ignores", TypeIgnore)),
    };

    private static PyObject? Field(PyObject o, string name) => Ops.TryGetAttr(o, PyStr.Intern(name));

    private static PyObject Required(PyObject o, string type, string name) =>
        Field(o, name) ?? throw Err.TypeError($"required field \"{name}\" missing from {type}");

    /// <summary>A field that may not be None.</summary>
    private static PyObject Present(PyObject o, string type, string name)
    {
        PyObject value = Required(o, type, name);
        return value is PyNone ? throw Err.ValueError($"field '{name}' is required for {type}") : value;
    }

    private static T[] Many<T>(PyObject o, string type, string name, Func<PyObject, T> convert)
    {
        PyObject value = Required(o, type, name);
        if (value is not PyList list)
        {
            throw Err.TypeError($"{type} field \"{name}\" must be a list, not a {value.Type.Name}");
        }
        T[] result = new T[list.Count];
        for (int i = 0; i < result.Length; i++)
        {
            if (list.Count != result.Length)
            {
                throw Err.RuntimeError($"{type} field \"{name}\" changed size during iteration");
            }
            result[i] = convert(list[i]);
        }
        return result;
    }

    private static string Identifier(PyObject value) => value is PyStr s
        ? s.Value is "None" or "True" or "False" ? throw Err.ValueError($"identifier field can't represent '{s.Value}' constant") : s.Value
        : throw Err.TypeError("AST identifier must be of type str");

    private static string Id(PyObject o, string type, string name) => Identifier(Present(o, type, name));

    private static string? OptionalId(PyObject o, string name) => Field(o, name) is { } v and not PyNone ? Identifier(v) : null;

    private static string? OptionalText(PyObject o, string name) => Field(o, name) is { } v and not PyNone
        ? (v as PyStr ?? throw Err.TypeError("AST string must be of type str")).Value : null;

    private static int Number(PyObject value) => value is PyInt
        ? Ops.AsInt(value) : throw Err.ValueError("invalid integer value: " + Ops.ReprText(value));

    private static int Int(PyObject o, string type, string name) => Number(Required(o, type, name));

    private static T At<T>(T node, PyObject o, string sum)
        where T : AstNode
    {
        node.Line = Int(o, sum, "lineno");
        node.Col = Int(o, sum, "col_offset");
        node.EndLine = Field(o, "end_lineno") is { } line and not PyNone ? Number(line) : node.Line;
        node.EndCol = Field(o, "end_col_offset") is { } col and not PyNone ? Number(col) : node.Col;
        if (node.Line > node.EndLine)
        {
            throw Err.ValueError($"AST node line range ({node.Line}, {node.EndLine}) is not valid");
        }
        if ((node.Line < 0 && node.EndLine != node.Line) || (node.Col < 0 && node.Col != node.EndCol))
        {
            throw Err.ValueError($"AST node column range ({node.Col}, {node.EndCol}) for line range ({node.Line}, {node.EndLine}) is not valid");
        }
        if (node.Line == node.EndLine && node.Col > node.EndCol)
        {
            throw Err.ValueError($"line {node.Line}, column {node.Col}-{node.EndCol} is not a valid range");
        }
        return node;
    }

    private AstClasses.NodeClass Kind(PyObject o, string sum) =>
        classes.Find(o, sum) ?? throw Err.TypeError($"expected some sort of {sum}, but got {Ops.ReprText(o)}");

    private T Member<T>(PyObject o, string type, string field, string sum)
        where T : struct, Enum => Enum.Parse<T>(Kind(Present(o, type, field), sum).Name);

    private StmtNode[] Body(PyObject o, string type, string name, bool full = true)
    {
        StmtNode[] body = Many(o, type, name, Statement);
        return body.Length == 0 && full ? throw Err.ValueError($"empty {name} on {type}") : body;
    }

    private static T[] Full<T>(T[] items, string what, string type) => items.Length == 0 ? throw Err.ValueError($"empty {what} on {type}") : items;

    private ExprNode Load(PyObject o, string type, string name) => Expr(Present(o, type, name), ExprContext.Load);

    private ExprNode? OptionalLoad(PyObject o, string name) => Field(o, name) is { } v and not PyNone ? Expr(v, ExprContext.Load) : null;

    private ExprNode Store(PyObject o, string type, string name) => Expr(Present(o, type, name), ExprContext.Store);

    private ExprNode Loaded(PyObject o) => o is PyNone ? throw Err.ValueError("None disallowed in expression list") : Expr(o, ExprContext.Load);

    private ExprNode? LoadedOrNull(PyObject o) => o is PyNone ? null : Expr(o, ExprContext.Load);

    private ExprNode Stored(PyObject o) => o is PyNone ? throw Err.ValueError("None disallowed in expression list") : Expr(o, ExprContext.Store);

    private ExprNode Deleted(PyObject o) => o is PyNone ? throw Err.ValueError("None disallowed in expression list") : Expr(o, ExprContext.Del);

    private StmtNode Statement(PyObject o)
    {
        if (o is PyNone)
        {
            throw Err.ValueError("None disallowed in statement list");
        }
        using RecursionGuard _ = PyThread.Current.EnterRecursion(During);
        // Positions come first, as a thing without them is no statement at all.
        At(new Pass(), o, "stmt");
        string t = Kind(o, "stmt").Name;
        StmtNode node = t switch
        {
            "FunctionDef" => new FunctionDef(Id(o, t, "name"), Arguments(Present(o, t, "args")), Body(o, t, "body"), Many(o, t, "decorator_list", Loaded), OptionalLoad(o, "returns"), OptionalText(o, "type_comment")),
            "AsyncFunctionDef" => new AsyncFunctionDef(Id(o, t, "name"), Arguments(Present(o, t, "args")), Body(o, t, "body"), Many(o, t, "decorator_list", Loaded), OptionalLoad(o, "returns"), OptionalText(o, "type_comment")),
            "ClassDef" => new ClassDef(Id(o, t, "name"), Many(o, t, "bases", Loaded), Many(o, t, "keywords", Keyword), Body(o, t, "body"), Many(o, t, "decorator_list", Loaded)),
            "Return" => new Return(OptionalLoad(o, "value")),
            "Delete" => new Delete(Full(Many(o, t, "targets", Deleted), "targets", t)),
            "Assign" => new Assign(Full(Many(o, t, "targets", Stored), "targets", t), Load(o, t, "value"), OptionalText(o, "type_comment")),
            "AugAssign" => new AugAssign(Store(o, t, "target"), Member<Operator>(o, t, "op", "operator"), Load(o, t, "value")),
            "AnnAssign" => Annotated(o, t),
            "For" => new For(Store(o, t, "target"), Load(o, t, "iter"), Body(o, t, "body"), Body(o, t, "orelse", false), OptionalText(o, "type_comment")),
            "AsyncFor" => new AsyncFor(Store(o, t, "target"), Load(o, t, "iter"), Body(o, t, "body"), Body(o, t, "orelse", false), OptionalText(o, "type_comment")),
            "While" => new While(Load(o, t, "test"), Body(o, t, "body"), Body(o, t, "orelse", false)),
            "If" => new If(Load(o, t, "test"), Body(o, t, "body"), Body(o, t, "orelse", false)),
            "With" => new With(Full(Many(o, t, "items", WithItem), "items", t), Body(o, t, "body"), OptionalText(o, "type_comment")),
            "AsyncWith" => new AsyncWith(Full(Many(o, t, "items", WithItem), "items", t), Body(o, t, "body"), OptionalText(o, "type_comment")),
            "Match" => new Match(Load(o, t, "subject"), Full(Many(o, t, "cases", Case), "cases", t)),
            "Raise" => Raising(o),
            "Try" => Trying(o, t, false),
            "TryStar" => Trying(o, t, true),
            "Assert" => new Assert(Load(o, t, "test"), OptionalLoad(o, "msg")),
            "Import" => new Import(Full(Many(o, t, "names", Alias), "names", t)),
            "ImportFrom" => new ImportFrom(OptionalId(o, "module"), Full(Many(o, t, "names", Alias), "names", t), Level(o)),
            "Global" => new Global(Full(Many(o, t, "names", Identifier), "names", t)),
            "Nonlocal" => new Nonlocal(Full(Many(o, t, "names", Identifier), "names", t)),
            "Expr" => new ExprStmt(Load(o, t, "value")),
            "Pass" => new Pass(),
            "Break" => new Break(),
            _ => new Continue(),
        };
        return At(node, o, "stmt");
    }

    private static int Level(PyObject o)
    {
        int level = Field(o, "level") is { } v and not PyNone ? Number(v) : 0;
        return level < 0 ? throw Err.ValueError("Negative ImportFrom level") : level;
    }

    private AnnAssign Annotated(PyObject o, string t)
    {
        ExprNode target = Store(o, t, "target");
        bool simple = Int(o, t, "simple") != 0;
        if (simple && target is not Name)
        {
            throw Err.TypeError("AnnAssign with simple non-Name target");
        }
        return new AnnAssign(target, Load(o, t, "annotation"), OptionalLoad(o, "value"), simple);
    }

    private Raise Raising(PyObject o)
    {
        ExprNode? exc = OptionalLoad(o, "exc"), cause = OptionalLoad(o, "cause");
        return exc == null && cause != null ? throw Err.ValueError("Raise with cause but no exception") : new Raise(exc, cause);
    }

    private StmtNode Trying(PyObject o, string t, bool star)
    {
        StmtNode[] body = Body(o, t, "body");
        ExceptHandler[] handlers = Many(o, t, "handlers", Handler);
        StmtNode[] orElse = Body(o, t, "orelse", false), final = Body(o, t, "finalbody", false);
        if (handlers.Length == 0 && final.Length == 0)
        {
            throw Err.ValueError($"{t} has neither except handlers nor finalbody");
        }
        if (handlers.Length == 0 && orElse.Length != 0)
        {
            throw Err.ValueError($"{t} has orelse but no except handlers");
        }
        return star ? new TryStar(body, handlers, orElse, final) : new Try(body, handlers, orElse, final);
    }

    private ExceptHandler Handler(PyObject o)
    {
        At(new Pass(), o, "excepthandler");
        Kind(o, "excepthandler");
        return At(new ExceptHandler(OptionalLoad(o, "type"), OptionalId(o, "name"), Body(o, "ExceptHandler", "body")), o, "excepthandler");
    }

    private WithItem WithItem(PyObject o) =>
        new(Load(o, "withitem", "context_expr"), Field(o, "optional_vars") is { } v and not PyNone ? Expr(v, ExprContext.Store) : null);

    private MatchCase Case(PyObject o) => new(Pattern(Present(o, "match_case", "pattern")), OptionalLoad(o, "guard"), Body(o, "match_case", "body"));

    private Keyword Keyword(PyObject o) => At(new Keyword(OptionalId(o, "arg"), Load(o, "keyword", "value")), o, "keyword");

    private Alias Alias(PyObject o) => At(new Alias(Id(o, "alias", "name"), OptionalId(o, "asname")), o, "alias");

    private TypeIgnore TypeIgnore(PyObject o) => new(Int(o, "TypeIgnore", "lineno"), OptionalText(o, "tag") ?? "");

    private Arg Arg(PyObject o) => At(new Arg(Id(o, "arg", "arg"), OptionalLoad(o, "annotation"), OptionalText(o, "type_comment")), o, "arg");

    private Arg? OptionalArg(PyObject o, string name) => Field(o, name) is { } v and not PyNone ? Arg(v) : null;

    private Arguments Arguments(PyObject o)
    {
        const string t = "arguments";
        Arguments a = new(Many(o, t, "posonlyargs", Arg), Many(o, t, "args", Arg), OptionalArg(o, "vararg"), Many(o, t, "kwonlyargs", Arg),
            Many(o, t, "kw_defaults", LoadedOrNull), OptionalArg(o, "kwarg"), Many(o, t, "defaults", Loaded));
        if (a.Defaults.Length > a.PosOnlyArgs.Length + a.Args.Length)
        {
            throw Err.ValueError("more positional defaults than args on arguments");
        }
        return a.KwDefaults.Length != a.KwOnlyArgs.Length
            ? throw Err.ValueError("length of kwonlyargs is not the same as kw_defaults on arguments") : a;
    }

    private Comprehension Comprehension(PyObject o) => new(Store(o, "comprehension", "target"), Load(o, "comprehension", "iter"),
        Many(o, "comprehension", "ifs", Loaded), Int(o, "comprehension", "is_async") != 0);

    /// <summary>CPython looks at the generators first.</summary>
    private static ExprNode Comprehensive(Comprehension[] generators, Func<Comprehension[], ExprNode> make) => make(generators);

    private Comprehension[] Generators(PyObject o, string t)
    {
        Comprehension[] generators = Many(o, t, "generators", Comprehension);
        return generators.Length == 0 ? throw Err.ValueError("comprehension with no generators") : generators;
    }

    private ExprContext Context(PyObject o, string type, ExprContext wanted)
    {
        ExprContext actual = Member<ExprContext>(o, type, "ctx", "expr_context");
        return actual == wanted ? actual : throw Err.ValueError($"expression must have {wanted} context but has {actual} instead");
    }

    private ExprNode Expr(PyObject o, ExprContext context)
    {
        using RecursionGuard _ = PyThread.Current.EnterRecursion(During);
        At(new Pass(), o, "expr");
        string t = Kind(o, "expr").Name;
        if (context != ExprContext.Load && t is not ("Name" or "Attribute" or "Subscript" or "Starred" or "List" or "Tuple"))
        {
            throw Err.ValueError($"expression which can't be {(context == ExprContext.Store ? "assigned to" : "deleted")} in {context} context");
        }
        ExprNode node = t switch
        {
            "BoolOp" => Boolean(o, t),
            "NamedExpr" => new NamedExpr(Store(o, t, "target"), Load(o, t, "value")),
            "BinOp" => new BinOp(Load(o, t, "left"), Member<Operator>(o, t, "op", "operator"), Load(o, t, "right")),
            "UnaryOp" => new UnaryOp(Member<UnaryOperator>(o, t, "op", "unaryop"), Load(o, t, "operand")),
            "Lambda" => new Lambda(Arguments(Present(o, t, "args")), Load(o, t, "body")),
            "IfExp" => new IfExp(Load(o, t, "test"), Load(o, t, "body"), Load(o, t, "orelse")),
            "Dict" => Mapping(o, t),
            "Set" => new Set(Many(o, t, "elts", Loaded)),
            "ListComp" => Comprehensive(Generators(o, t), g => new ListComp(Load(o, t, "elt"), g)),
            "SetComp" => Comprehensive(Generators(o, t), g => new SetComp(Load(o, t, "elt"), g)),
            "DictComp" => Comprehensive(Generators(o, t), g => new DictComp(Load(o, t, "key"), Load(o, t, "value"), g)),
            "GeneratorExp" => Comprehensive(Generators(o, t), g => new GeneratorExp(Load(o, t, "elt"), g)),
            "Await" => new Await(Load(o, t, "value")),
            "Yield" => new Yield(OptionalLoad(o, "value")),
            "YieldFrom" => new YieldFrom(Load(o, t, "value")),
            "Compare" => Comparison(o, t),
            "Call" => new Call(Load(o, t, "func"), Many(o, t, "args", Loaded), Many(o, t, "keywords", Keyword)),
            "FormattedValue" => new FormattedValue(Load(o, t, "value"), Int(o, t, "conversion"), OptionalLoad(o, "format_spec")),
            "JoinedStr" => new JoinedStr(Many(o, t, "values", Loaded)),
            "Constant" => ConstantOf(Required(o, t, "value"), o),
            "Attribute" => new Parsing.Attribute(Load(o, t, "value"), Id(o, t, "attr"), Context(o, t, context)),
            "Subscript" => new Subscript(Load(o, t, "value"), Load(o, t, "slice"), Context(o, t, context)),
            "Starred" => new Starred(Expr(Present(o, t, "value"), context), Context(o, t, context)),
            "Name" => new Name(Id(o, t, "id"), Context(o, t, context)),
            "List" => new List(Elements(o, t, context), Context(o, t, context)),
            "Tuple" => new Parsing.Tuple(Elements(o, t, context), Context(o, t, context)),
            _ => new Slice(OptionalLoad(o, "lower"), OptionalLoad(o, "upper"), OptionalLoad(o, "step")),
        };
        return At(node, o, "expr");
    }

    private ExprNode[] Elements(PyObject o, string t, ExprContext context) => context switch
    {
        ExprContext.Load => Many(o, t, "elts", Loaded),
        ExprContext.Store => Many(o, t, "elts", Stored),
        _ => Many(o, t, "elts", Deleted),
    };

    private BoolOp Boolean(PyObject o, string t)
    {
        ExprNode[] values = Many(o, t, "values", Loaded);
        return values.Length < 2 ? throw Err.ValueError("BoolOp with less than 2 values") : new BoolOp(Member<BoolOperator>(o, t, "op", "boolop"), values);
    }

    private Parsing.Dict Mapping(PyObject o, string t)
    {
        ExprNode?[] keys = Many(o, t, "keys", LoadedOrNull);
        ExprNode[] values = Many(o, t, "values", Loaded);
        return keys.Length != values.Length ? throw Err.ValueError("Dict doesn't have the same number of keys as values") : new Parsing.Dict(keys, values);
    }

    private Compare Comparison(PyObject o, string t)
    {
        ExprNode left = Load(o, t, "left");
        CmpOperator[] ops = Many(o, t, "ops", op => Enum.Parse<CmpOperator>(Kind(op, "cmpop").Name));
        ExprNode[] comparators = Many(o, t, "comparators", Loaded);
        if (comparators.Length == 0)
        {
            throw Err.ValueError("Compare with no comparators");
        }
        return comparators.Length != ops.Length
            ? throw Err.ValueError("Compare has a different number of comparators and operands") : new Compare(left, ops, comparators);
    }

    private static ExprNode ConstantOf(PyObject value, PyObject node)
    {
        if (value.GetType() == typeof(PyTuple))
        {
            // The compiler folds a display of constants to the same constant.
            PyTuple items = (PyTuple)value;
            ExprNode[] elements = new ExprNode[items.Count];
            using RecursionGuard _ = PyThread.Current.EnterRecursion(During);
            for (int i = 0; i < elements.Length; i++)
            {
                elements[i] = At(ConstantOf(items[i], node), node, "expr");
            }
            return new Parsing.Tuple(elements, ExprContext.Load);
        }
        return new Constant(Literal(value), OptionalText(node, "kind"));
    }

    private static object? Literal(PyObject value)
    {
        switch (value)
        {
            case PyNone:
                return null;
            case PyEllipsis:
                return Constant.EllipsisValue;
            case PyBool b:
                return ReferenceEquals(b, PyBool.True);
            case PySmallInt n:
                return n.Value;
            case PyBigInt n:
                return n.Value;
            case PyBytes bytes when bytes.GetType() == typeof(PyBytes):
                return bytes.Data;
            case PyStr s when s.GetType() == typeof(PyStr):
                // Surrogates written side by side must not turn into one character.
                if (s.IsBmp && new PyStr(s.Bmp).Length != s.Length)
                {
                    int[] points = new int[s.Length];
                    for (int i = 0; i < points.Length; i++)
                    {
                        points[i] = s[i];
                    }
                    return points;
                }
                return s.Value;
            case PyFloat f when f.GetType() == typeof(PyFloat):
                return f.Value;
            case PyComplex c when c.GetType() == typeof(PyComplex):
                return new Complex(c.Real, c.Imaginary);
            default:
                throw Err.TypeError($"got an invalid type in Constant: {value.Type.FullName}");
        }
    }

    private PatternNode Pattern(PyObject o)
    {
        using RecursionGuard _ = PyThread.Current.EnterRecursion(During);
        At(new Pass(), o, "pattern");
        string t = Kind(o, "pattern").Name;
        PatternNode node = t switch
        {
            "MatchValue" => new MatchValue(Load(o, t, "value")),
            "MatchSingleton" => Required(o, t, "value") is PyNone or PyBool
                ? new MatchSingleton(Literal(Required(o, t, "value")))
                : throw Err.ValueError("MatchSingleton can only contain True, False and None"),
            "MatchSequence" => new MatchSequence(Many(o, t, "patterns", Pattern)),
            "MatchMapping" => MappingPattern(o, t),
            "MatchClass" => ClassPattern(o, t),
            "MatchStar" => new MatchStar(OptionalId(o, "name")),
            "MatchAs" => AsPattern(o),
            _ => Alternatives(o, t),
        };
        return At(node, o, "pattern");
    }

    private MatchMapping MappingPattern(PyObject o, string t)
    {
        ExprNode[] keys = Many(o, t, "keys", Loaded);
        PatternNode[] patterns = Many(o, t, "patterns", Pattern);
        return keys.Length != patterns.Length
            ? throw Err.ValueError("MatchMapping doesn't have the same number of keys as patterns")
            : new MatchMapping(keys, patterns, OptionalId(o, "rest"));
    }

    private MatchClass ClassPattern(PyObject o, string t)
    {
        string[] names = Many(o, t, "kwd_attrs", Identifier);
        PatternNode[] patterns = Many(o, t, "kwd_patterns", Pattern);
        return names.Length != patterns.Length
            ? throw Err.ValueError("MatchClass doesn't have the same number of keyword attributes as patterns")
            : new MatchClass(Load(o, t, "cls"), Many(o, t, "patterns", Pattern), names, patterns);
    }

    private MatchAs AsPattern(PyObject o)
    {
        PatternNode? pattern = Field(o, "pattern") is { } v and not PyNone ? Pattern(v) : null;
        string? name = OptionalId(o, "name");
        return name == null && pattern != null
            ? throw Err.ValueError("MatchAs must specify a target name if a pattern is given") : new MatchAs(pattern, name);
    }

    private MatchOr Alternatives(PyObject o, string t)
    {
        PatternNode[] patterns = Many(o, t, "patterns", Pattern);
        return patterns.Length < 2 ? throw Err.ValueError("MatchOr requires at least 2 patterns") : new MatchOr(patterns);
    }
}

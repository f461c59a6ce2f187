using PythonEngine.Parsing;

namespace PythonEngine.Modules.Ast;

/// <summary>Makes ast objects of the parser's trees.</summary>
internal sealed class AstToPython(AstClasses classes)
{
    public PyObject Convert(AstNode? node)
    {
        if (node == null)
        {
            return PyNone.Instance;
        }
        using RecursionGuard _ = PyThread.Current.EnterRecursion(" during ast construction");
        return node switch
        {
            Module n => Make("Module", n, Many(n.Body), Many(n.TypeIgnores)),
            Interactive n => Make("Interactive", n, Many(n.Body)),
            Expression n => Make("Expression", n, Convert(n.Body)),
            FunctionType n => Make("FunctionType", n, Many(n.Argtypes), Convert(n.Returns)),
            StmtNode n => Statement(n),
            ExprNode n => Value(n),
            PatternNode n => Pattern(n),
            Comprehension n => Make("comprehension", n, Convert(n.Target), Convert(n.Iter), Many(n.Ifs), PyInt.From(n.IsAsync ? 1 : 0)),
            ExceptHandler n => Make("ExceptHandler", n, Convert(n.Type), Text(n.Name), Many(n.Body)),
            Arguments n => Make("arguments", n, Many(n.PosOnlyArgs), Many(n.Args), Convert(n.VarArg), Many(n.KwOnlyArgs), Many(n.KwDefaults), Convert(n.KwArg), Many(n.Defaults)),
            Arg n => Make("arg", n, Text(n.Name), Convert(n.Annotation), Text(n.TypeComment)),
            Keyword n => Make("keyword", n, Text(n.Arg), Convert(n.Value)),
            Alias n => Make("alias", n, Text(n.Name), Text(n.AsName)),
            WithItem n => Make("withitem", n, Convert(n.ContextExpr), Convert(n.OptionalVars)),
            MatchCase n => Make("match_case", n, Convert(n.Pattern), Convert(n.Guard), Many(n.Body)),
            TypeIgnore n => Make("TypeIgnore", n, PyInt.From(n.LineNo), Text(n.Tag)),
            _ => throw Err.SystemError("unknown node " + node.NodeKind),
        };
    }

    private PyObject Statement(StmtNode node) => node switch
    {
        FunctionDef n => Make("FunctionDef", n, Text(n.Name), Convert(n.Args), Many(n.Body), Many(n.DecoratorList), Convert(n.Returns), Text(n.TypeComment)),
        AsyncFunctionDef n => Make("AsyncFunctionDef", n, Text(n.Name), Convert(n.Args), Many(n.Body), Many(n.DecoratorList), Convert(n.Returns), Text(n.TypeComment)),
        ClassDef n => Make("ClassDef", n, Text(n.Name), Many(n.Bases), Many(n.Keywords), Many(n.Body), Many(n.DecoratorList)),
        Return n => Make("Return", n, Convert(n.Value)),
        Delete n => Make("Delete", n, Many(n.Targets)),
        Assign n => Make("Assign", n, Many(n.Targets), Convert(n.Value), Text(n.TypeComment)),
        AugAssign n => Make("AugAssign", n, Convert(n.Target), One(n.Op.ToString()), Convert(n.Value)),
        AnnAssign n => Make("AnnAssign", n, Convert(n.Target), Convert(n.Annotation), Convert(n.Value), PyInt.From(n.Simple ? 1 : 0)),
        For n => Make("For", n, Convert(n.Target), Convert(n.Iter), Many(n.Body), Many(n.OrElse), Text(n.TypeComment)),
        AsyncFor n => Make("AsyncFor", n, Convert(n.Target), Convert(n.Iter), Many(n.Body), Many(n.OrElse), Text(n.TypeComment)),
        While n => Make("While", n, Convert(n.Test), Many(n.Body), Many(n.OrElse)),
        If n => Make("If", n, Convert(n.Test), Many(n.Body), Many(n.OrElse)),
        With n => Make("With", n, Many(n.Items), Many(n.Body), Text(n.TypeComment)),
        AsyncWith n => Make("AsyncWith", n, Many(n.Items), Many(n.Body), Text(n.TypeComment)),
        Match n => Make("Match", n, Convert(n.Subject), Many(n.Cases)),
        Raise n => Make("Raise", n, Convert(n.Exc), Convert(n.Cause)),
        Try n => Make("Try", n, Many(n.Body), Many(n.Handlers), Many(n.OrElse), Many(n.FinalBody)),
        TryStar n => Make("TryStar", n, Many(n.Body), Many(n.Handlers), Many(n.OrElse), Many(n.FinalBody)),
        Assert n => Make("Assert", n, Convert(n.Test), Convert(n.Msg)),
        Import n => Make("Import", n, Many(n.Names)),
        ImportFrom n => Make("ImportFrom", n, Text(n.Module), Many(n.Names), PyInt.From(n.Level)),
        Global n => Make("Global", n, Texts(n.Names)),
        Nonlocal n => Make("Nonlocal", n, Texts(n.Names)),
        ExprStmt n => Make("Expr", n, Convert(n.Value)),
        Pass n => Make("Pass", n),
        Break n => Make("Break", n),
        Continue n => Make("Continue", n),
        _ => throw Err.SystemError("unknown node " + node.NodeKind),
    };

    private PyObject Value(ExprNode node) => node switch
    {
        BoolOp n => Make("BoolOp", n, One(n.Op.ToString()), Many(n.Values)),
        NamedExpr n => Make("NamedExpr", n, Convert(n.Target), Convert(n.Value)),
        BinOp n => Make("BinOp", n, Convert(n.Left), One(n.Op.ToString()), Convert(n.Right)),
        UnaryOp n => Make("UnaryOp", n, One(n.Op.ToString()), Convert(n.Operand)),
        Lambda n => Make("Lambda", n, Convert(n.Args), Convert(n.Body)),
        IfExp n => Make("IfExp", n, Convert(n.Test), Convert(n.Body), Convert(n.OrElse)),
        Parsing.Dict n => Make("Dict", n, Many(n.Keys), Many(n.Values)),
        Set n => Make("Set", n, Many(n.Elts)),
        ListComp n => Make("ListComp", n, Convert(n.Elt), Many(n.Generators)),
        SetComp n => Make("SetComp", n, Convert(n.Elt), Many(n.Generators)),
        DictComp n => Make("DictComp", n, Convert(n.Key), Convert(n.Value), Many(n.Generators)),
        GeneratorExp n => Make("GeneratorExp", n, Convert(n.Elt), Many(n.Generators)),
        Await n => Make("Await", n, Convert(n.Value)),
        Yield n => Make("Yield", n, Convert(n.Value)),
        YieldFrom n => Make("YieldFrom", n, Convert(n.Value)),
        Compare n => Make("Compare", n, Convert(n.Left), Operators(n.Ops), Many(n.Comparators)),
        Call n => Make("Call", n, Convert(n.Func), Many(n.Args), Many(n.Keywords)),
        FormattedValue n => Make("FormattedValue", n, Convert(n.Value), PyInt.From(n.Conversion), Convert(n.FormatSpec)),
        JoinedStr n => Make("JoinedStr", n, Many(n.Values)),
        Constant n => Make("Constant", n, Literal(n.Value), Text(n.Kind)),
        Parsing.Attribute n => Make("Attribute", n, Convert(n.Value), Text(n.Attr), One(n.Ctx.ToString())),
        Subscript n => Make("Subscript", n, Convert(n.Value), Convert(n.Slice), One(n.Ctx.ToString())),
        Starred n => Make("Starred", n, Convert(n.Value), One(n.Ctx.ToString())),
        Name n => Make("Name", n, Text(n.Id), One(n.Ctx.ToString())),
        List n => Make("List", n, Many(n.Elts), One(n.Ctx.ToString())),
        Parsing.Tuple n => Make("Tuple", n, Many(n.Elts), One(n.Ctx.ToString())),
        Slice n => Make("Slice", n, Convert(n.Lower), Convert(n.Upper), Convert(n.Step)),
        _ => throw Err.SystemError("unknown node " + node.NodeKind),
    };

    private PyObject Pattern(PatternNode node) => node switch
    {
        MatchValue n => Make("MatchValue", n, Convert(n.Value)),
        MatchSingleton n => Make("MatchSingleton", n, Literal(n.Value)),
        MatchSequence n => Make("MatchSequence", n, Many(n.Patterns)),
        MatchMapping n => Make("MatchMapping", n, Many(n.Keys), Many(n.Patterns), Text(n.Rest)),
        MatchClass n => Make("MatchClass", n, Convert(n.Cls), Many(n.Patterns), Texts(n.KwdAttrs), Many(n.KwdPatterns)),
        MatchStar n => Make("MatchStar", n, Text(n.Name)),
        MatchAs n => Make("MatchAs", n, Convert(n.Pattern), Text(n.Name)),
        MatchOr n => Make("MatchOr", n, Many(n.Patterns)),
        _ => throw Err.SystemError("unknown node " + node.NodeKind),
    };

    private PyObject Make(string name, AstNode node, params ReadOnlySpan<PyObject> values)
    {
        AstClasses.NodeClass c = classes.Class(name);
        PyAst result = new(c.Type);
        for (int i = 0; i < values.Length; i++)
        {
            Ops.InstanceSet(result, c.Fields[i], values[i]);
        }
        if (c.HasPositions)
        {
            Ops.InstanceSet(result, AstNames.Line, PyInt.From(node.Line));
            Ops.InstanceSet(result, AstNames.Column, PyInt.From(node.Col));
            Ops.InstanceSet(result, AstNames.EndLine, PyInt.From(node.EndLine));
            Ops.InstanceSet(result, AstNames.EndColumn, PyInt.From(node.EndCol));
        }
        return result;
    }

    private PyList Many(AstNode?[] nodes)
    {
        PyList list = new(nodes.Length);
        foreach (AstNode? node in nodes)
        {
            list.Add(Convert(node));
        }
        return list;
    }

    private PyList Operators(CmpOperator[] ops)
    {
        PyList list = new(ops.Length);
        foreach (CmpOperator op in ops)
        {
            list.Add(One(op.ToString()));
        }
        return list;
    }

    private static PyList Texts(string[] names)
    {
        PyList list = new(names.Length);
        foreach (string name in names)
        {
            list.Add(PyStr.Intern(name));
        }
        return list;
    }

    private PyObject One(string name) => classes.Class(name).Instance!;

    private static PyObject Text(string? text) => text == null ? PyNone.Instance : PyStr.Intern(text);

    private static PyObject Literal(object? value) => value switch
    {
        null => PyNone.Instance,
        bool b => PyBool.From(b),
        long n => PyInt.From(n),
        BigInteger n => PyInt.From(n),
        double d => new PyFloat(d),
        Complex c => new PyComplex(c.Real, c.Imaginary),
        string s => PyStr.Intern(new PyStr(s)),
        int[] points => PyStr.FromCodePoints(points),
        byte[] bytes => new PyBytes(bytes),
        _ when ReferenceEquals(value, Constant.EllipsisValue) => PyEllipsis.Instance,
        _ => throw Err.SystemError("unknown constant"),
    };
}

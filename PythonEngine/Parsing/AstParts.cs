namespace PythonEngine.Parsing;

internal sealed class Comprehension(ExprNode target, ExprNode iter, ExprNode[] ifs, bool isAsync) : AstNode(NodeKind.Comprehension)
{
    public ExprNode Target = target;
    public ExprNode Iter = iter;
    public ExprNode[] Ifs = ifs;
    public bool IsAsync = isAsync;
}

internal sealed class ExceptHandler(ExprNode? type, string? name, StmtNode[] body) : AstNode(NodeKind.ExceptHandler)
{
    public ExprNode? Type = type;
    public string? Name = name;
    public StmtNode[] Body = body;

    /// <summary>Python 2: what the exception is stored in, and kept after the clause.</summary>
    public ExprNode? Target;
}

internal sealed class Arguments(Arg[] posOnlyArgs, Arg[] args, Arg? varArg, Arg[] kwOnlyArgs, ExprNode?[] kwDefaults, Arg? kwArg, ExprNode[] defaults) : AstNode(NodeKind.Arguments)
{
    public Arg[] PosOnlyArgs = posOnlyArgs;
    public Arg[] Args = args;
    public Arg? VarArg = varArg;
    public Arg[] KwOnlyArgs = kwOnlyArgs;
    /// <summary>As long as <see cref="KwOnlyArgs"/>; null where an argument has no default.</summary>
    public ExprNode?[] KwDefaults = kwDefaults;
    public Arg? KwArg = kwArg;
    public ExprNode[] Defaults = defaults;

    /// <summary>Python 2: parameters that are unpacked at the beginning of the body, as in <c>def f((a, b)):</c>.</summary>
    public (Arg Arg, ExprNode Target)[] Patterns = [];
}

internal sealed class Arg(string name, ExprNode? annotation, string? typeComment) : AstNode(NodeKind.Arg)
{
    /// <summary>The field that Python calls <c>arg</c>.</summary>
    public string Name = name;
    public ExprNode? Annotation = annotation;
    public string? TypeComment = typeComment;
}

internal sealed class Keyword(string? arg, ExprNode value) : AstNode(NodeKind.Keyword)
{
    /// <summary>null for <c>**value</c>.</summary>
    public string? Arg = arg;
    public ExprNode Value = value;
}

internal sealed class Alias(string name, string? asName) : AstNode(NodeKind.Alias)
{
    public string Name = name;
    public string? AsName = asName;
}

internal sealed class WithItem(ExprNode contextExpr, ExprNode? optionalVars) : AstNode(NodeKind.WithItem)
{
    public ExprNode ContextExpr = contextExpr;
    public ExprNode? OptionalVars = optionalVars;
}

internal sealed class MatchCase(PatternNode pattern, ExprNode? guard, StmtNode[] body) : AstNode(NodeKind.MatchCase)
{
    public PatternNode Pattern = pattern;
    public ExprNode? Guard = guard;
    public StmtNode[] Body = body;
}

internal sealed class TypeIgnore(int lineNo, string tag) : AstNode(NodeKind.TypeIgnore)
{
    public int LineNo = lineNo;
    public string Tag = tag;
}

namespace PythonEngine.Parsing;

internal sealed class Module(StmtNode[] body, TypeIgnore[] typeIgnores) : ModNode(NodeKind.Module)
{
    public StmtNode[] Body = body;
    public TypeIgnore[] TypeIgnores = typeIgnores;
}

internal sealed class Interactive(StmtNode[] body) : ModNode(NodeKind.Interactive)
{
    public StmtNode[] Body = body;
}

internal sealed class Expression(ExprNode body) : ModNode(NodeKind.Expression)
{
    public ExprNode Body = body;
}

internal sealed class FunctionType(ExprNode[] argtypes, ExprNode returns) : ModNode(NodeKind.FunctionType)
{
    public ExprNode[] Argtypes = argtypes;
    public ExprNode Returns = returns;
}

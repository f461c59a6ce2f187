namespace PythonEngine.Parsing;

internal sealed class FunctionDef(string name, Arguments args, StmtNode[] body, ExprNode[] decoratorList, ExprNode? returns, string? typeComment) : StmtNode(NodeKind.FunctionDef)
{
    public string Name = name;
    public Arguments Args = args;
    public StmtNode[] Body = body;
    public ExprNode[] DecoratorList = decoratorList;
    public ExprNode? Returns = returns;
    public string? TypeComment = typeComment;
}

internal sealed class AsyncFunctionDef(string name, Arguments args, StmtNode[] body, ExprNode[] decoratorList, ExprNode? returns, string? typeComment) : StmtNode(NodeKind.AsyncFunctionDef)
{
    public string Name = name;
    public Arguments Args = args;
    public StmtNode[] Body = body;
    public ExprNode[] DecoratorList = decoratorList;
    public ExprNode? Returns = returns;
    public string? TypeComment = typeComment;
}

internal sealed class ClassDef(string name, ExprNode[] bases, Keyword[] keywords, StmtNode[] body, ExprNode[] decoratorList) : StmtNode(NodeKind.ClassDef)
{
    public string Name = name;
    public ExprNode[] Bases = bases;
    public Keyword[] Keywords = keywords;
    public StmtNode[] Body = body;
    public ExprNode[] DecoratorList = decoratorList;
}

internal sealed class Return(ExprNode? value) : StmtNode(NodeKind.Return)
{
    public ExprNode? Value = value;
}

internal sealed class Delete(ExprNode[] targets) : StmtNode(NodeKind.Delete)
{
    public ExprNode[] Targets = targets;
}

internal sealed class Assign(ExprNode[] targets, ExprNode value, string? typeComment) : StmtNode(NodeKind.Assign)
{
    public ExprNode[] Targets = targets;
    public ExprNode Value = value;
    public string? TypeComment = typeComment;
}

internal sealed class AugAssign(ExprNode target, Operator op, ExprNode value) : StmtNode(NodeKind.AugAssign)
{
    public ExprNode Target = target;
    public Operator Op = op;
    public ExprNode Value = value;
}

internal sealed class AnnAssign(ExprNode target, ExprNode annotation, ExprNode? value, bool simple) : StmtNode(NodeKind.AnnAssign)
{
    public ExprNode Target = target;
    public ExprNode Annotation = annotation;
    public ExprNode? Value = value;
    public bool Simple = simple;
}

internal sealed class For(ExprNode target, ExprNode iter, StmtNode[] body, StmtNode[] orElse, string? typeComment) : StmtNode(NodeKind.For)
{
    public ExprNode Target = target;
    public ExprNode Iter = iter;
    public StmtNode[] Body = body;
    public StmtNode[] OrElse = orElse;
    public string? TypeComment = typeComment;
}

internal sealed class AsyncFor(ExprNode target, ExprNode iter, StmtNode[] body, StmtNode[] orElse, string? typeComment) : StmtNode(NodeKind.AsyncFor)
{
    public ExprNode Target = target;
    public ExprNode Iter = iter;
    public StmtNode[] Body = body;
    public StmtNode[] OrElse = orElse;
    public string? TypeComment = typeComment;
}

internal sealed class While(ExprNode test, StmtNode[] body, StmtNode[] orElse) : StmtNode(NodeKind.While)
{
    public ExprNode Test = test;
    public StmtNode[] Body = body;
    public StmtNode[] OrElse = orElse;
}

internal sealed class If(ExprNode test, StmtNode[] body, StmtNode[] orElse) : StmtNode(NodeKind.If)
{
    public ExprNode Test = test;
    public StmtNode[] Body = body;
    public StmtNode[] OrElse = orElse;
}

internal sealed class With(WithItem[] items, StmtNode[] body, string? typeComment) : StmtNode(NodeKind.With)
{
    public WithItem[] Items = items;
    public StmtNode[] Body = body;
    public string? TypeComment = typeComment;
}

internal sealed class AsyncWith(WithItem[] items, StmtNode[] body, string? typeComment) : StmtNode(NodeKind.AsyncWith)
{
    public WithItem[] Items = items;
    public StmtNode[] Body = body;
    public string? TypeComment = typeComment;
}

internal sealed class Match(ExprNode subject, MatchCase[] cases) : StmtNode(NodeKind.Match)
{
    public ExprNode Subject = subject;
    public MatchCase[] Cases = cases;
}

internal sealed class Raise(ExprNode? exc, ExprNode? cause) : StmtNode(NodeKind.Raise)
{
    public ExprNode? Exc = exc;
    public ExprNode? Cause = cause;
}

internal sealed class Try(StmtNode[] body, ExceptHandler[] handlers, StmtNode[] orElse, StmtNode[] finalBody) : StmtNode(NodeKind.Try)
{
    public StmtNode[] Body = body;
    public ExceptHandler[] Handlers = handlers;
    public StmtNode[] OrElse = orElse;
    public StmtNode[] FinalBody = finalBody;
}

internal sealed class TryStar(StmtNode[] body, ExceptHandler[] handlers, StmtNode[] orElse, StmtNode[] finalBody) : StmtNode(NodeKind.TryStar)
{
    public StmtNode[] Body = body;
    public ExceptHandler[] Handlers = handlers;
    public StmtNode[] OrElse = orElse;
    public StmtNode[] FinalBody = finalBody;
}

internal sealed class Assert(ExprNode test, ExprNode? msg) : StmtNode(NodeKind.Assert)
{
    public ExprNode Test = test;
    public ExprNode? Msg = msg;
}

internal sealed class Import(Alias[] names) : StmtNode(NodeKind.Import)
{
    public Alias[] Names = names;
}

internal sealed class ImportFrom(string? module, Alias[] names, int level) : StmtNode(NodeKind.ImportFrom)
{
    public string? Module = module;
    public Alias[] Names = names;
    public int Level = level;
}

internal sealed class Global(string[] names) : StmtNode(NodeKind.Global)
{
    public string[] Names = names;
}

internal sealed class Nonlocal(string[] names) : StmtNode(NodeKind.Nonlocal)
{
    public string[] Names = names;
}

internal sealed class ExprStmt(ExprNode value) : StmtNode(NodeKind.ExprStmt)
{
    public ExprNode Value = value;
}

/// <summary>Python 2's print statement.</summary>
internal sealed class Print(ExprNode? dest, ExprNode[] values, bool newLine) : StmtNode(NodeKind.Print)
{
    public ExprNode? Dest = dest;
    public ExprNode[] Values = values;
    public bool NewLine = newLine;
}

/// <summary>Python 2's exec statement.</summary>
internal sealed class Exec(ExprNode body, ExprNode? globals, ExprNode? locals) : StmtNode(NodeKind.Exec)
{
    public ExprNode Body = body;
    public ExprNode? Globals = globals;
    public ExprNode? Locals = locals;
}

internal sealed class Pass() : StmtNode(NodeKind.Pass);

internal sealed class Break() : StmtNode(NodeKind.Break);

internal sealed class Continue() : StmtNode(NodeKind.Continue);

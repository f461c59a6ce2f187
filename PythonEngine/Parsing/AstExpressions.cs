namespace PythonEngine.Parsing;

internal sealed class BoolOp(BoolOperator op, ExprNode[] values) : ExprNode(NodeKind.BoolOp)
{
    public BoolOperator Op = op;
    public ExprNode[] Values = values;
}

internal sealed class NamedExpr(ExprNode target, ExprNode value) : ExprNode(NodeKind.NamedExpr)
{
    public ExprNode Target = target;
    public ExprNode Value = value;
}

internal sealed class BinOp(ExprNode left, Operator op, ExprNode right) : ExprNode(NodeKind.BinOp)
{
    public ExprNode Left = left;
    public Operator Op = op;
    public ExprNode Right = right;
}

internal sealed class UnaryOp(UnaryOperator op, ExprNode operand) : ExprNode(NodeKind.UnaryOp)
{
    public UnaryOperator Op = op;
    public ExprNode Operand = operand;
}

internal sealed class Lambda(Arguments args, ExprNode body) : ExprNode(NodeKind.Lambda)
{
    public Arguments Args = args;
    public ExprNode Body = body;
}

internal sealed class IfExp(ExprNode test, ExprNode body, ExprNode orElse) : ExprNode(NodeKind.IfExp)
{
    public ExprNode Test = test;
    public ExprNode Body = body;
    public ExprNode OrElse = orElse;
}

internal sealed class Dict(ExprNode?[] keys, ExprNode[] values) : ExprNode(NodeKind.Dict)
{
    /// <summary>A null key marks <c>**value</c>.</summary>
    public ExprNode?[] Keys = keys;
    public ExprNode[] Values = values;
}

internal sealed class Set(ExprNode[] elts) : ExprNode(NodeKind.Set)
{
    public ExprNode[] Elts = elts;
}

internal sealed class ListComp(ExprNode elt, Comprehension[] generators) : ExprNode(NodeKind.ListComp)
{
    public ExprNode Elt = elt;
    public Comprehension[] Generators = generators;
}

internal sealed class SetComp(ExprNode elt, Comprehension[] generators) : ExprNode(NodeKind.SetComp)
{
    public ExprNode Elt = elt;
    public Comprehension[] Generators = generators;
}

internal sealed class DictComp(ExprNode key, ExprNode value, Comprehension[] generators) : ExprNode(NodeKind.DictComp)
{
    public ExprNode Key = key;
    public ExprNode Value = value;
    public Comprehension[] Generators = generators;
}

internal sealed class GeneratorExp(ExprNode elt, Comprehension[] generators) : ExprNode(NodeKind.GeneratorExp)
{
    public ExprNode Elt = elt;
    public Comprehension[] Generators = generators;
}

internal sealed class Await(ExprNode value) : ExprNode(NodeKind.Await)
{
    public ExprNode Value = value;
}

internal sealed class Yield(ExprNode? value) : ExprNode(NodeKind.Yield)
{
    public ExprNode? Value = value;
}

internal sealed class YieldFrom(ExprNode value) : ExprNode(NodeKind.YieldFrom)
{
    public ExprNode Value = value;
}

internal sealed class Compare(ExprNode left, CmpOperator[] ops, ExprNode[] comparators) : ExprNode(NodeKind.Compare)
{
    public ExprNode Left = left;
    public CmpOperator[] Ops = ops;
    public ExprNode[] Comparators = comparators;
}

internal sealed class Call(ExprNode func, ExprNode[] args, Keyword[] keywords) : ExprNode(NodeKind.Call)
{
    public ExprNode Func = func;
    public ExprNode[] Args = args;
    public Keyword[] Keywords = keywords;
}

internal sealed class FormattedValue(ExprNode value, int conversion, ExprNode? formatSpec) : ExprNode(NodeKind.FormattedValue)
{
    public ExprNode Value = value;
    /// <summary>The character code of <c>s</c>, <c>r</c> or <c>a</c>; -1 when there is none.</summary>
    public int Conversion = conversion;
    public ExprNode? FormatSpec = formatSpec;
}

internal sealed class JoinedStr(ExprNode[] values) : ExprNode(NodeKind.JoinedStr)
{
    public ExprNode[] Values = values;
}

internal sealed class Constant(object? value, string? kind) : ExprNode(NodeKind.Constant)
{
    /// <summary>The value of the literal <c>...</c>; compared by reference.</summary>
    public static readonly object EllipsisValue = new();

    /// <summary>
    /// null (None), bool, long, BigInteger, double, Complex, string, byte[], <see cref="EllipsisValue"/>; or int[] code points
    /// for a string in which two separately written surrogates stand side by side and would read as one character.
    /// </summary>
    public object? Value = value;
    public string? Kind = kind;
}

internal sealed class Attribute(ExprNode value, string attr, ExprContext ctx) : ExprNode(NodeKind.Attribute)
{
    public ExprNode Value = value;
    public string Attr = attr;
    public ExprContext Ctx = ctx;
}

internal sealed class Subscript(ExprNode value, ExprNode slice, ExprContext ctx) : ExprNode(NodeKind.Subscript)
{
    public ExprNode Value = value;
    public ExprNode Slice = slice;
    public ExprContext Ctx = ctx;
}

internal sealed class Starred(ExprNode value, ExprContext ctx) : ExprNode(NodeKind.Starred)
{
    public ExprNode Value = value;
    public ExprContext Ctx = ctx;
}

internal sealed class Name(string id, ExprContext ctx) : ExprNode(NodeKind.Name)
{
    public string Id = id;
    public ExprContext Ctx = ctx;
}

internal sealed class List(ExprNode[] elts, ExprContext ctx) : ExprNode(NodeKind.List)
{
    public ExprNode[] Elts = elts;
    public ExprContext Ctx = ctx;
}

internal sealed class Tuple(ExprNode[] elts, ExprContext ctx) : ExprNode(NodeKind.Tuple)
{
    public ExprNode[] Elts = elts;
    public ExprContext Ctx = ctx;
}

internal sealed class Slice(ExprNode? lower, ExprNode? upper, ExprNode? step) : ExprNode(NodeKind.Slice)
{
    public ExprNode? Lower = lower;
    public ExprNode? Upper = upper;
    public ExprNode? Step = step;
}

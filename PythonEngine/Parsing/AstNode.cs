namespace PythonEngine.Parsing;

/// <summary>
/// A node of the tree that Python's <c>ast</c> module describes. Lines count from 1; columns are UTF-8 byte offsets from 0.
/// </summary>
internal abstract class AstNode(NodeKind nodeKind)
{
    public readonly NodeKind NodeKind = nodeKind;
    public int Line;
    public int Col;
    public int EndLine;
    public int EndCol;
}

internal abstract class ModNode(NodeKind nodeKind) : AstNode(nodeKind);

internal abstract class StmtNode(NodeKind nodeKind) : AstNode(nodeKind);

internal abstract class ExprNode(NodeKind nodeKind) : AstNode(nodeKind);

internal abstract class PatternNode(NodeKind nodeKind) : AstNode(nodeKind);

/// <summary>The concrete class of a node, for fast switching.</summary>
internal enum NodeKind
{
    Module,
    Interactive,
    Expression,
    FunctionType,

    FunctionDef,
    AsyncFunctionDef,
    ClassDef,
    Return,
    Delete,
    Assign,
    AugAssign,
    AnnAssign,
    For,
    AsyncFor,
    While,
    If,
    With,
    AsyncWith,
    Match,
    Raise,
    Try,
    TryStar,
    Assert,
    Import,
    ImportFrom,
    Global,
    Nonlocal,
    ExprStmt,
    Pass,
    Break,
    Continue,

    BoolOp,
    NamedExpr,
    BinOp,
    UnaryOp,
    Lambda,
    IfExp,
    Dict,
    Set,
    ListComp,
    SetComp,
    DictComp,
    GeneratorExp,
    Await,
    Yield,
    YieldFrom,
    Compare,
    Call,
    FormattedValue,
    JoinedStr,
    Constant,
    Attribute,
    Subscript,
    Starred,
    Name,
    List,
    Tuple,
    Slice,

    Print,
    Exec,

    MatchValue,
    MatchSingleton,
    MatchSequence,
    MatchMapping,
    MatchClass,
    MatchStar,
    MatchAs,
    MatchOr,

    Comprehension,
    ExceptHandler,
    Arguments,
    Arg,
    Keyword,
    Alias,
    WithItem,
    MatchCase,
    TypeIgnore,
}

internal enum ExprContext
{
    Load,
    Store,
    Del,
}

internal enum BoolOperator
{
    And,
    Or,
}

internal enum Operator
{
    Add,
    Sub,
    Mult,
    MatMult,
    Div,
    Mod,
    Pow,
    LShift,
    RShift,
    BitOr,
    BitXor,
    BitAnd,
    FloorDiv,
}

internal enum UnaryOperator
{
    Invert,
    Not,
    UAdd,
    USub,
}

internal enum CmpOperator
{
    Eq,
    NotEq,
    Lt,
    LtE,
    Gt,
    GtE,
    Is,
    IsNot,
    In,
    NotIn,
}

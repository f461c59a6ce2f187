namespace PythonEngine.Parsing;

/// <summary>Kinds of tokens; every operator and keyword is its own kind, so the parser compares numbers only.</summary>
internal enum TokenKind : byte
{
    EndMarker,
    Name,
    Number,
    String,
    Newline,
    Indent,
    Dedent,
    Error,

    /// <summary>A character that no rule accepts, such as <c>$</c>.</summary>
    Unknown,

    LParen,
    RParen,
    LSqb,
    RSqb,
    LBrace,
    RBrace,
    Colon,
    Comma,
    Semi,
    Plus,
    Minus,
    Star,
    Slash,
    VBar,
    Amper,
    Less,
    Greater,
    Equal,
    Dot,
    Percent,
    Tilde,
    Circumflex,
    At,
    EqEqual,
    NotEqual,
    LessEqual,
    GreaterEqual,
    LeftShift,
    RightShift,
    DoubleStar,
    DoubleSlash,
    RArrow,
    Ellipsis,
    ColonEqual,

    /// <summary>Python 2's <c>`</c>.</summary>
    Backquote,

    // The augmented assignments stand together: the parser tests the range.
    PlusEqual,
    MinEqual,
    StarEqual,
    SlashEqual,
    PercentEqual,
    AmperEqual,
    VBarEqual,
    CircumflexEqual,
    LeftShiftEqual,
    RightShiftEqual,
    DoubleStarEqual,
    DoubleSlashEqual,
    AtEqual,

    // Keywords stand together from here to the end.
    False,
    None,
    True,
    And,
    As,
    Assert,
    Async,
    Await,
    Break,
    Class,
    Continue,
    Def,
    Del,
    Elif,
    Else,
    Except,
    Finally,
    For,
    From,
    Global,
    If,
    Import,
    In,
    Is,
    Lambda,
    Nonlocal,
    Not,
    Or,
    Pass,
    Raise,
    Return,
    Try,
    While,
    With,
    Yield,
}

/// <summary>A token: where it stands in the source, and its positions as the tree gives them. Col is -1 for tokens without text.</summary>
internal struct Token
{
    public TokenKind Kind;
    public ushort Level;
    public int Start;
    public int End;
    public int Line;
    public int Col;
    public int EndLine;
    public int EndCol;
}

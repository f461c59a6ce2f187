namespace PythonEngine.Parsing;

internal sealed class MatchValue(ExprNode value) : PatternNode(NodeKind.MatchValue)
{
    public ExprNode Value = value;
}

internal sealed class MatchSingleton(object? value) : PatternNode(NodeKind.MatchSingleton)
{
    public object? Value = value;
}

internal sealed class MatchSequence(PatternNode[] patterns) : PatternNode(NodeKind.MatchSequence)
{
    public PatternNode[] Patterns = patterns;
}

internal sealed class MatchMapping(ExprNode[] keys, PatternNode[] patterns, string? rest) : PatternNode(NodeKind.MatchMapping)
{
    public ExprNode[] Keys = keys;
    public PatternNode[] Patterns = patterns;
    public string? Rest = rest;
}

internal sealed class MatchClass(ExprNode cls, PatternNode[] patterns, string[] kwdAttrs, PatternNode[] kwdPatterns) : PatternNode(NodeKind.MatchClass)
{
    public ExprNode Cls = cls;
    public PatternNode[] Patterns = patterns;
    public string[] KwdAttrs = kwdAttrs;
    public PatternNode[] KwdPatterns = kwdPatterns;
}

internal sealed class MatchStar(string? name) : PatternNode(NodeKind.MatchStar)
{
    public string? Name = name;
}

internal sealed class MatchAs(PatternNode? pattern, string? name) : PatternNode(NodeKind.MatchAs)
{
    public PatternNode? Pattern = pattern;
    public string? Name = name;
}

internal sealed class MatchOr(PatternNode[] patterns) : PatternNode(NodeKind.MatchOr)
{
    public PatternNode[] Patterns = patterns;
}

using PythonEngine.Parsing;

namespace PythonEngine.Compiling;

/// <summary>What kind of block a scope belongs to; the values are those of CPython's <c>_symtable</c>.</summary>
internal enum ScopeKind
{
    Function = 0,
    Class = 1,
    Module = 2,
    Annotation = 3,
}

/// <summary>Which comprehension a function scope stands for.</summary>
internal enum ComprehensionKind
{
    None,
    List,
    Dict,
    Set,
    Generator,
}

/// <summary>Facts about a name in a scope; the values are those of CPython's <c>_symtable</c>.</summary>
[Flags]
internal enum SymbolFlags
{
    None = 0,
    Global = 1,
    Local = 2,
    Param = 2 << 1,
    Nonlocal = 2 << 2,
    Use = 2 << 3,
    Free = 2 << 4,
    FreeClass = 2 << 5,
    Import = 2 << 6,
    Annotated = 2 << 7,
    ComprehensionTarget = 2 << 8,
    Bound = Local | Param | Import,
}

/// <summary>Where a name lives, as analysis found; the values are those of CPython's <c>_symtable</c>.</summary>
internal enum NameScope
{
    Unknown = 0,
    Local = 1,
    GlobalExplicit = 2,
    GlobalImplicit = 3,
    Free = 4,
    Cell = 5,
}

/// <summary>One name in one scope.</summary>
internal sealed class Symbol(string name)
{
    /// <summary>The name, mangled where it is private to a class.</summary>
    public readonly string Name = name;
    public SymbolFlags Flags;
    public NameScope Scope;
}

/// <summary>The names of one block (module, class body, function, comprehension) and where they live.</summary>
internal sealed class SymbolScope(string name, ScopeKind kind, AstNode node)
{
    public readonly string Name = name;
    public readonly ScopeKind Kind = kind;
    public readonly AstNode Node = node;
    /// <summary>Line of the block's statement or expression; 0 for a module.</summary>
    public int Line;
    public SymbolScope? Parent;
    public readonly List<SymbolScope> Children = [];
    /// <summary>Names in the order in which they were first seen.</summary>
    public readonly List<Symbol> Symbols = [];
    /// <summary>Parameters, mangled, in register order.</summary>
    public readonly List<string> Parameters = [];
    /// <summary>Locals that an assignment expression binds: these may change in the middle of an expression.</summary>
    public HashSet<string>? NamedExprTargets;
    /// <summary>Locals that some statement unbinds (del, the end of an except clause).</summary>
    public HashSet<string>? Unbound;
    public ComprehensionKind Comprehension;
    public bool IsNested;
    public bool HasFree;
    public bool HasChildFree;
    public bool IsGenerator;
    public bool IsCoroutine;
    public bool HasVarArgs;
    public bool HasVarKeywords;
    public bool ReturnsValue;
    public bool NeedsClassClosure;
    /// <summary>Python 2: a function with an exec statement (or import *) that may bind names nobody knows yet.</summary>
    public bool HasExec;
    internal bool InComprehensionTarget;
    internal int ComprehensionIterDepth;
    /// <summary>The global and nonlocal statements, for error positions.</summary>
    internal List<(string Name, AstNode Node)>? Directives;

    private readonly Dictionary<string, Symbol> _byName = [];

    public bool IsFunction => Kind == ScopeKind.Function;

    public Symbol? Find(string mangled) => _byName.GetValueOrDefault(mangled);

    public NameScope ScopeOf(string mangled) => _byName.TryGetValue(mangled, out Symbol? s) ? s.Scope : NameScope.Unknown;

    internal Symbol GetOrAdd(string mangled)
    {
        if (!_byName.TryGetValue(mangled, out Symbol? s))
        {
            s = new Symbol(mangled);
            _byName.Add(mangled, s);
            Symbols.Add(s);
        }
        return s;
    }
}

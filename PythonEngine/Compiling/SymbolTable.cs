using PythonEngine.Parsing;

namespace PythonEngine.Compiling;

/// <summary>The scopes of one compiled tree, and the analysis that decides where each name lives.</summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<AstNode, SymbolScope> _byNode = new(ReferenceEqualityComparer.Instance);

    private SymbolTable(string fileName, SymbolScope top)
    {
        FileName = fileName;
        Top = top;
    }

    public string FileName { get; }

    public SymbolScope Top { get; }

    /// <summary>The scope that a module, class, function, lambda or comprehension node opens.</summary>
    public SymbolScope ScopeOf(AstNode node) => _byNode[node];

    public static SymbolTable Build(ModNode tree, string fileName, CodeFlags futureFeatures)
    {
        SymbolScope top = new("top", ScopeKind.Module, tree);
        SymbolTable table = new(fileName, top);
        table._byNode.Add(tree, top);
        new SymbolTableBuilder(table, futureFeatures).Visit(tree);
        table.AnalyzeBlock(top, null, [], []);
        return table;
    }

    internal SymbolScope Add(string name, ScopeKind kind, AstNode node, SymbolScope parent)
    {
        SymbolScope scope = new(name, kind, node) { Line = node.Line, Parent = parent };
        scope.IsNested = parent.IsNested || parent.IsFunction;
        if (kind != ScopeKind.Annotation)
        {
            // Under "from __future__ import annotations" an annotation is text: its names must not shape other scopes.
            parent.Children.Add(scope);
            _byNode[node] = scope;
        }
        return scope;
    }

    internal PySyntaxErrorException Error(string message, AstNode node) => CompileError.At(message, FileName, node);

    private void AnalyzeBlock(SymbolScope scope, HashSet<string>? bound, HashSet<string> free, HashSet<string> global)
    {
        CompileError.EnsureStack();
        HashSet<string> local = [];
        HashSet<string> newGlobal = [];
        HashSet<string> newBound = [];
        HashSet<string> newFree = [];
        bool isClass = scope.Kind == ScopeKind.Class;
        if (isClass)
        {
            // A class body's own names are invisible to the functions in it, so what they see is fixed before.
            newGlobal.UnionWith(global);
            if (bound != null)
            {
                newBound.UnionWith(bound);
            }
        }
        foreach (Symbol symbol in scope.Symbols)
        {
            AnalyzeName(scope, symbol, bound, local, newFree, global);
        }
        if (isClass)
        {
            newBound.Add("__class__");
        }
        else
        {
            if (scope.IsFunction)
            {
                newBound.UnionWith(local);
            }
            if (bound != null)
            {
                newBound.UnionWith(bound);
            }
            newGlobal.UnionWith(global);
        }
        HashSet<string> childrenFree = [];
        foreach (SymbolScope child in scope.Children)
        {
            AnalyzeBlock(child, [.. newBound], childrenFree, [.. newGlobal]);
            if (child.HasFree || child.HasChildFree)
            {
                scope.HasChildFree = true;
            }
        }
        newFree.UnionWith(childrenFree);
        if (scope.IsFunction)
        {
            foreach (Symbol symbol in scope.Symbols)
            {
                if (symbol.Scope == NameScope.Local && newFree.Remove(symbol.Name))
                {
                    symbol.Scope = NameScope.Cell;
                }
            }
        }
        else if (isClass && newFree.Remove("__class__"))
        {
            scope.NeedsClassClosure = true;
        }
        foreach (string name in newFree)
        {
            if (scope.Find(name) is { } symbol)
            {
                if (isClass && (symbol.Flags & (SymbolFlags.Bound | SymbolFlags.Global)) != 0)
                {
                    symbol.Flags |= SymbolFlags.FreeClass;
                }
            }
            else if (bound == null || bound.Contains(name))
            {
                scope.GetOrAdd(name).Scope = NameScope.Free;
            }
        }
        free.UnionWith(newFree);
    }

    private void AnalyzeName(SymbolScope scope, Symbol symbol, HashSet<string>? bound, HashSet<string> local, HashSet<string> free, HashSet<string> global)
    {
        string name = symbol.Name;
        SymbolFlags flags = symbol.Flags;
        if ((flags & SymbolFlags.Global) != 0)
        {
            if ((flags & SymbolFlags.Nonlocal) != 0)
            {
                throw DirectiveError(scope, name, $"name '{name}' is nonlocal and global");
            }
            symbol.Scope = NameScope.GlobalExplicit;
            global.Add(name);
            bound?.Remove(name);
            return;
        }
        if ((flags & SymbolFlags.Nonlocal) != 0)
        {
            if (bound == null)
            {
                throw DirectiveError(scope, name, "nonlocal declaration not allowed at module level");
            }
            if (!bound.Contains(name))
            {
                throw DirectiveError(scope, name, $"no binding for nonlocal '{name}' found");
            }
            symbol.Scope = NameScope.Free;
            scope.HasFree = true;
            free.Add(name);
            return;
        }
        if ((flags & SymbolFlags.Bound) != 0)
        {
            symbol.Scope = NameScope.Local;
            local.Add(name);
            global.Remove(name);
            return;
        }
        if (bound != null && bound.Contains(name))
        {
            symbol.Scope = NameScope.Free;
            scope.HasFree = true;
            free.Add(name);
            return;
        }
        symbol.Scope = NameScope.GlobalImplicit;
        if (!global.Contains(name) && scope.IsNested)
        {
            scope.HasFree = true;
        }
    }

    private PySyntaxErrorException DirectiveError(SymbolScope scope, string name, string message)
    {
        if (scope.Directives != null)
        {
            foreach ((string directive, AstNode node) in scope.Directives)
            {
                if (directive == name)
                {
                    return Error(message, node);
                }
            }
        }
        return Error(message, scope.Node);
    }
}

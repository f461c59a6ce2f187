using PythonEngine.Parsing;

namespace PythonEngine.Compiling;

/// <summary>What the code emitted now sits in, as far as leaving it early needs work.</summary>
internal sealed class Block(BlockKind kind)
{
    public readonly BlockKind Kind = kind;
    /// <summary>Loops: the head, and the place after the loop.</summary>
    public Label? Head;
    public Label? End;
    /// <summary>Regions out of force while this block's exit code runs, outermost first.</summary>
    public Region[] Regions = [];
    public StmtNode[]? FinalBody;
    /// <summary>Handlers: where PushExc saved the exception handled before.</summary>
    public int Saved;
    public int ExceptionRegister;
    /// <summary>Handlers: the name of <c>except ... as name</c>.</summary>
    public string? HandlerName;
    /// <summary>With blocks: the exit function.</summary>
    public int ExitRegister;
    public AstNode? Node;
}

internal enum BlockKind
{
    Loop,
    TryBody,
    FinallyBody,
    FinallyHandler,
    With,
    AsyncWith,
    Handler,
    StarHandler,
}

/// <summary>Turns one tree into code objects: the walk itself is in the other parts of this class, by topic.</summary>
internal sealed partial class Compiler
{
    private const int MaxBlocks = 20;

    private readonly SymbolTable _table;
    private readonly string _fileName;
    private readonly CompileOptions _options;
    private readonly CodeFlags _features;
    private readonly int _lastFutureLine;
    private readonly bool _python2;
    private readonly Dictionary<string, PyStr> _strings = new(StringComparer.Ordinal);
    private CodeUnit _u;
    private bool _interactive;
    private int _depth;

    public Compiler(SymbolTable table, string fileName, CompileOptions options, CodeFlags features, int lastFutureLine)
    {
        _table = table;
        _fileName = fileName;
        _options = options;
        _features = features;
        _lastFutureLine = lastFutureLine;
        _python2 = (features & CodeFlags.Python2) != 0;
        _u = new CodeUnit(table.Top, "<module>", null);
    }

    private bool FutureAnnotations => (_features & CodeFlags.FutureAnnotations) != 0;

    public PyCode CompileTop(ModNode tree)
    {
        _u.QualName = "<module>";
        _u.FirstLine = 1;
        _u.Position = new CodePosition { Line = 1, EndLine = 1, Col = 0, EndCol = 0 };
        EmitCells();
        switch (tree)
        {
            case Module m:
                ModuleBody(m.Body);
                break;
            case Interactive i:
                _interactive = true;
                if (HasAnnotations(i.Body))
                {
                    _u.Emit(Opcode.SetupAnnotations);
                }
                Statements(i.Body);
                break;
            case Expression e:
                _u.Emit(Opcode.Return, Compile(e.Body));
                break;
        }
        ReturnNone();
        _u.Flags = _features & (CodeFlags.FutureAnnotations | CodeFlags.FutureBarryAsBdfl | CodeFlags.Python2Features);
        if (_options.TopLevelAwait && _u.Scope.IsCoroutine)
        {
            _u.Flags |= CodeFlags.Coroutine;
        }
        return _u.Assemble(_fileName);
    }

    private void ModuleBody(StmtNode[] body)
    {
        if (HasAnnotations(body))
        {
            _u.Emit(Opcode.SetupAnnotations);
        }
        StoreDocString(body, out int start);
        for (int i = start; i < body.Length; i++)
        {
            Statement(body[i]);
        }
    }

    /// <summary>Stores the docstring of a module or class body, and finds where its other statements start.</summary>
    private void StoreDocString(StmtNode[] body, out int start)
    {
        start = 0;
        if (DocString(body) is not { } doc)
        {
            return;
        }
        start = 1;
        if (_options.Optimize < 2)
        {
            SetPosition(body[0]);
            _u.DocString = doc;
            _u.Emit(Opcode.StoreName, _u.Constant(doc), _u.NameIndex("__doc__"));
        }
    }

    private PyObject? DocString(StmtNode[] body) =>
        body.Length > 0 && body[0] is ExprStmt { Value: Constant { Value: string or int[] } c } ? ToObject(c) : null;

    /// <summary>True when a block's own statements (not those of inner functions and classes) hold an annotated assignment.</summary>
    private static bool HasAnnotations(StmtNode[] body)
    {
        foreach (StmtNode s in body)
        {
            bool found = s switch
            {
                AnnAssign => true,
                For f => HasAnnotations(f.Body) || HasAnnotations(f.OrElse),
                AsyncFor f => HasAnnotations(f.Body) || HasAnnotations(f.OrElse),
                While w => HasAnnotations(w.Body) || HasAnnotations(w.OrElse),
                If i => HasAnnotations(i.Body) || HasAnnotations(i.OrElse),
                With w => HasAnnotations(w.Body),
                AsyncWith w => HasAnnotations(w.Body),
                Try t => HasAnnotations(t.Body, t.Handlers, t.OrElse, t.FinalBody),
                TryStar t => HasAnnotations(t.Body, t.Handlers, t.OrElse, t.FinalBody),
                Match m => HasAnnotations(m.Cases),
                _ => false,
            };
            if (found)
            {
                return true;
            }
        }
        return false;
    }

    private static bool HasAnnotations(StmtNode[] body, ExceptHandler[] handlers, StmtNode[] orElse, StmtNode[] finalBody)
    {
        foreach (ExceptHandler h in handlers)
        {
            if (HasAnnotations(h.Body))
            {
                return true;
            }
        }
        return HasAnnotations(body) || HasAnnotations(orElse) || HasAnnotations(finalBody);
    }

    private static bool HasAnnotations(MatchCase[] cases)
    {
        foreach (MatchCase c in cases)
        {
            if (HasAnnotations(c.Body))
            {
                return true;
            }
        }
        return false;
    }

    private CodeUnit EnterUnit(AstNode node, string name, int firstLine)
    {
        SymbolScope scope = _table.ScopeOf(node);
        CodeUnit unit = new(scope, name, _u) { FirstLine = firstLine, Private = _u.Private };
        unit.QualName = QualNameOf(name, scope, _u);
        _u = unit;
        unit.Position = new CodePosition { Line = firstLine, EndLine = firstLine, Col = -1, EndCol = -1 };
        EmitCells();
        return unit;
    }

    private PyCode ExitUnit()
    {
        CodeUnit unit = _u;
        SymbolScope scope = unit.Scope;
        CodeFlags flags = unit.Flags | (_features & (CodeFlags.FutureAnnotations | CodeFlags.FutureBarryAsBdfl | CodeFlags.Python2Features));
        if (scope.IsFunction)
        {
            flags |= CodeFlags.Optimized | CodeFlags.NewLocals;
            if (scope.IsNested)
            {
                flags |= CodeFlags.Nested;
            }
            if (scope.IsGenerator)
            {
                flags |= scope.IsCoroutine ? CodeFlags.AsyncGenerator : CodeFlags.Generator;
            }
            else if (scope.IsCoroutine)
            {
                flags |= CodeFlags.Coroutine;
            }
            if (scope.HasVarArgs)
            {
                flags |= CodeFlags.VarArgs;
            }
            if (scope.HasVarKeywords)
            {
                flags |= CodeFlags.VarKeywords;
            }
        }
        unit.Flags = flags;
        _u = unit.Parent!;
        return unit.Assemble(_fileName);
    }

    private string QualNameOf(string name, SymbolScope scope, CodeUnit parent)
    {
        if (parent.Parent == null || _python2)
        {
            return name;
        }
        if (scope.Comprehension == ComprehensionKind.None && name != "<lambda>"
            && parent.Scope.ScopeOf(Mangling.Mangle(parent.Private, name)) == NameScope.GlobalExplicit)
        {
            return name;
        }
        return parent.Scope.IsFunction ? parent.QualName + ".<locals>." + name : parent.QualName + "." + name;
    }

    /// <summary>Makes the unit's own cells, moving parameters into theirs.</summary>
    private void EmitCells()
    {
        if (_python2 && _u.Scope is { IsFunction: true, Comprehension: ComprehensionKind.None, Parameters.Count: > 0 })
        {
            _u.Emit(Opcode.Python2Params, _u.Scope.Parameters.Count);
        }
        foreach (Symbol s in _u.Scope.Symbols)
        {
            if (s.Scope == NameScope.Cell)
            {
                bool isParameter = (s.Flags & SymbolFlags.Param) != 0;
                _u.Emit(Opcode.MakeCell, _u.CellRegister(s.Name), isParameter ? _u.LocalRegister(s.Name) : Operand.NoRegister);
            }
        }
        if (_u.Scope.NeedsClassClosure)
        {
            _u.Emit(Opcode.MakeCell, _u.CellRegister("__class__"), Operand.NoRegister);
        }
    }

    /// <summary>The end of a body; it belongs to whatever line ran last.</summary>
    private void ReturnNone()
    {
        CodePosition outer = _u.Position;
        _u.Position = new CodePosition { Line = -1, EndLine = -1, Col = -1, EndCol = -1 };
        _u.Emit(Opcode.Return, _u.Reachable ? _u.Constant(PyNone.Instance) : 0);
        _u.Position = outer;
    }

    // Python 2's tracebacks mark no part of a line.
    private void SetPosition(AstNode node) =>
        _u.Position = _python2
            ? new CodePosition { Line = node.Line, EndLine = node.Line, Col = -1, EndCol = -1 }
            : new CodePosition { Line = node.Line, EndLine = node.EndLine, Col = node.Col, EndCol = node.EndCol };

    private PySyntaxErrorException Error(string message, AstNode node) => CompileError.At(message, _fileName, node);

    private void Warn(string message, AstNode node)
    {
        if (_options.Warn != null && !_python2 && !_options.Warn("SyntaxWarning", message, _fileName, node.Line))
        {
            throw Error(message, node);
        }
    }

    private void EnterNode()
    {
        if (++_depth > CompileError.MaxDepth)
        {
            throw CompileError.TooDeep();
        }
        CompileError.EnsureStack();
    }

    private string Mangle(string name) => Mangling.Mangle(_u.Private, name);

    // ---- names ----

    /// <summary>The register of a name that is a plain local here, or -1.</summary>
    private int LocalOf(string name)
    {
        if (!_u.Scope.IsFunction)
        {
            return -1;
        }
        string mangled = Mangle(name);
        return _u.Scope.ScopeOf(mangled) == NameScope.Local ? _u.LocalRegister(mangled) : -1;
    }

    private int LocalOf(ExprNode target) => target is Name n && n.Id != "__debug__" ? LocalOf(n.Id) : -1;

    private int LoadName(string name, int dst)
    {
        int local = LocalOf(name);
        string mangled = Mangle(name);
        if (local >= 0)
        {
            if (!_u.IsBound(local))
            {
                _u.Emit(Opcode.CheckLocal, local, _u.NameIndex(mangled));
                _u.MarkBound(local);
            }
            if (dst < 0)
            {
                return local;
            }
            _u.Move(dst, local);
            return dst;
        }
        dst = Target(dst);
        switch (_u.Scope.ScopeOf(mangled))
        {
            case NameScope.Cell or NameScope.Free:
                _u.Emit(_u.Scope.Kind == ScopeKind.Class ? Opcode.LoadClassCell : Opcode.LoadCell, dst, _u.CellRegister(mangled), _u.NameIndex(mangled));
                break;
            case NameScope.GlobalExplicit:
                _u.Emit(Opcode.LoadGlobal, dst, 0, _u.GlobalCache(mangled));
                break;
            case NameScope.GlobalImplicit when _u.Scope.HasExec:
                ExecName(mangled, dst);
                break;
            case NameScope.GlobalImplicit when _u.Scope.IsFunction:
                _u.Emit(Opcode.LoadGlobal, dst, 0, _u.GlobalCache(mangled));
                break;
            default:
                _u.Emit(Opcode.LoadName, dst, _u.NameIndex(mangled));
                break;
        }
        return dst;
    }

    private void StoreName(string name, int value)
    {
        int local = LocalOf(name);
        if (local >= 0)
        {
            _u.Move(local, value);
            _u.MarkBound(local);
            return;
        }
        string mangled = Mangle(name);
        switch (_u.Scope.ScopeOf(mangled))
        {
            case NameScope.Cell or NameScope.Free:
                _u.Emit(Opcode.StoreCell, _u.CellRegister(mangled), value);
                break;
            case NameScope.GlobalExplicit:
                _u.Emit(Opcode.StoreGlobal, value, _u.NameIndex(mangled));
                break;
            case NameScope.GlobalImplicit when _u.Scope.IsFunction:
                _u.Emit(Opcode.StoreGlobal, value, _u.NameIndex(mangled));
                break;
            default:
                _u.Emit(Opcode.StoreName, value, _u.NameIndex(mangled));
                break;
        }
    }

    private void DeleteName(string name)
    {
        string mangled = Mangle(name);
        int local = LocalOf(name);
        if (local >= 0)
        {
            _u.Emit(Opcode.DelLocal, local, _u.NameIndex(mangled));
            _u.MarkUnbound(local);
            return;
        }
        switch (_u.Scope.ScopeOf(mangled))
        {
            case NameScope.Cell or NameScope.Free:
                _u.Emit(Opcode.DelCell, _u.CellRegister(mangled), _u.NameIndex(mangled));
                break;
            case NameScope.GlobalExplicit:
                _u.Emit(Opcode.DelGlobal, 0, _u.NameIndex(mangled));
                break;
            case NameScope.GlobalImplicit when _u.Scope.IsFunction:
                _u.Emit(Opcode.DelGlobal, 0, _u.NameIndex(mangled));
                break;
            default:
                _u.Emit(Opcode.DelName, 0, _u.NameIndex(mangled));
                break;
        }
    }

    private void CheckForbidden(string name, ExprContext context, AstNode node)
    {
        if (name == "__debug__")
        {
            if (context == ExprContext.Store)
            {
                throw Error("cannot assign to __debug__", node);
            }
            if (context == ExprContext.Del)
            {
                throw Error("cannot delete __debug__", node);
            }
        }
    }
}

using PythonEngine.Parsing;
using Attribute = PythonEngine.Parsing.Attribute;
using Tuple = PythonEngine.Parsing.Tuple;

namespace PythonEngine.Compiling;

internal sealed partial class Compiler
{
    private void Statements(StmtNode[] body)
    {
        foreach (StmtNode s in body)
        {
            Statement(s);
        }
    }

    private void Statement(StmtNode s)
    {
        EnterNode();
        SetPosition(s);
        int mark = _u.TempTop;
        if (s is Try or TryStar or Break or Continue or If { Test: Constant } or Assert { Test: Constant })
        {
            _u.MarkLine(s.Line);
        }
        int before = _u.Count;
        StatementNode(s);
        if (_u.Count == before && s is Pass or ExprStmt)
        {
            _u.MarkLine(s.Line);
        }
        _u.TempTop = mark;
        _depth--;
    }

    private void StatementNode(StmtNode node)
    {
        switch (node)
        {
            case ExprStmt s:
                ExpressionStatement(s);
                break;
            case Assign s:
                Assignment(s);
                break;
            case AugAssign s:
                AugmentedAssignment(s);
                break;
            case AnnAssign s:
                AnnotatedAssignment(s);
                break;
            case If s:
                IfStatement(s);
                break;
            case For s:
                ForLoop(s);
                break;
            case AsyncFor s:
                AsyncForLoop(s);
                break;
            case While s:
                WhileLoop(s);
                break;
            case Return s:
                ReturnStatement(s);
                break;
            case FunctionDef s:
                FunctionStatement(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns);
                break;
            case AsyncFunctionDef s:
                FunctionStatement(s, s.Name, s.Args, s.Body, s.DecoratorList, s.Returns);
                break;
            case ClassDef s:
                ClassStatement(s);
                break;
            case Try s:
                TryStatement(s);
                break;
            case TryStar s:
                TryStarStatement(s);
                break;
            case With s:
                WithStatement(s, s.Items, 0, s.Body, isAsync: false);
                break;
            case AsyncWith s:
                if (!IsTopLevelAwait && !IsAsyncFunction(_u.Scope))
                {
                    throw Error("'async with' outside async function", s);
                }
                WithStatement(s, s.Items, 0, s.Body, isAsync: true);
                break;
            case Match s:
                MatchStatement(s);
                break;
            case Raise s:
                RaiseStatement(s);
                break;
            case Print s:
                PrintStatement(s);
                break;
            case Exec s:
                ExecStatement(s);
                break;
            case Assert s:
                AssertStatement(s);
                break;
            case Delete s:
                foreach (ExprNode target in s.Targets)
                {
                    DeleteTarget(target);
                }
                break;
            case Import s:
                ImportStatement(s);
                break;
            case ImportFrom s:
                ImportFromStatement(s);
                break;
            case Break s:
                LeaveLoop(s, isBreak: true);
                break;
            case Continue s:
                LeaveLoop(s, isBreak: false);
                break;
            case Global or Nonlocal or Pass:
                break;
        }
    }

    private void ExpressionStatement(ExprStmt s)
    {
        if (_interactive && _u.Parent == null)
        {
            _u.Emit(Opcode.PrintExpr, Compile(s.Value));
        }
        else if (s.Value is not Constant)
        {
            Discard(s.Value);
        }
    }

    private void IfStatement(If s)
    {
        Label orElse = new();
        JumpIf(s.Test, orElse, false);
        Statements(s.Body);
        if (s.OrElse.Length == 0)
        {
            _u.Bind(orElse);
            return;
        }
        Label end = new();
        _u.Jump(end);
        _u.Bind(orElse);
        Statements(s.OrElse);
        _u.Bind(end);
    }

    // ---- loops ----

    private void PushBlock(Block block, AstNode node)
    {
        if (_u.Blocks.Count >= MaxBlocks)
        {
            throw Error("too many statically nested blocks", node);
        }
        _u.Blocks.Push(block);
    }

    private void WhileLoop(While s)
    {
        Label head = new();
        Label orElse = new();
        Label end = new();
        _u.BindLoopHead(head);
        PushBlock(new Block(BlockKind.Loop) { Head = head, End = end }, s);
        if (s.Test is Constant)
        {
            _u.MarkLine(s.Line);
        }
        JumpIf(s.Test, orElse, false);
        Statements(s.Body);
        SetPosition(s);
        _u.EmitJump(Opcode.JumpBack, 0, head);
        _u.Blocks.Pop();
        _u.Bind(orElse);
        Statements(s.OrElse);
        _u.Bind(end);
    }

    private void ForLoop(For s)
    {
        int mark = _u.TempTop;
        int source = FoldContainer(s.Iter) is { } container ? _u.Constant(container) : Compile(s.Iter);
        _u.TempTop = mark;
        int iterator = _u.NewTemp();
        _u.Emit(Opcode.GetIter, iterator, source);
        SetPosition(s.Iter);
        Label head = new();
        Label orElse = new();
        Label end = new();
        _u.BindLoopHead(head);
        PushBlock(new Block(BlockKind.Loop) { Head = head, End = end }, s);
        NextItem(s.Target, iterator, orElse);
        Statements(s.Body);
        SetPosition(s.Iter);
        _u.EmitJump(Opcode.JumpBack, 0, head);
        _u.Blocks.Pop();
        _u.Bind(orElse);
        Statements(s.OrElse);
        _u.Bind(end);
        _u.Emit(Opcode.LoadNull, iterator);
    }

    /// <summary>Fetches a loop's next item into its target, or jumps out.</summary>
    private void NextItem(ExprNode target, int iterator, Label exhausted)
    {
        int mark = _u.TempTop;
        int local = LocalOf(target);
        int item = local >= 0 ? local : _u.NewTemp();
        _u.Emit(Opcode.ForIter, item, iterator);
        _u.JumpOut(exhausted);
        ToText(item);
        if (local >= 0)
        {
            _u.MarkBound(local);
        }
        else
        {
            Store(target, item);
        }
        _u.TempTop = mark;
    }

    private void AsyncForLoop(AsyncFor s)
    {
        if (!IsTopLevelAwait && !IsAsyncFunction(_u.Scope))
        {
            throw Error("'async for' outside async function", s);
        }
        int mark = _u.TempTop;
        int source = Compile(s.Iter);
        _u.TempTop = mark;
        int iterator = _u.NewTemp();
        SetPosition(s.Iter);
        _u.Emit(Opcode.GetAiter, iterator, source);
        Label head = new();
        Label end = new();
        _u.BindLoopHead(head);
        PushBlock(new Block(BlockKind.Loop) { Head = head, End = end }, s);
        Region region = NextAsyncItem(s.Target, iterator);
        Statements(s.Body);
        SetPosition(s.Iter);
        _u.EmitJump(Opcode.JumpBack, 0, head);
        _u.Blocks.Pop();
        EndAsyncLoop(region, s.Iter);
        Statements(s.OrElse);
        _u.Bind(end);
        _u.Emit(Opcode.LoadNull, iterator);
    }

    private Region NextAsyncItem(ExprNode target, int iterator)
    {
        int mark = _u.TempTop;
        Region region = _u.BeginRegion();
        int item = _u.NewTemp();
        _u.Emit(Opcode.GetAnext, item, iterator);
        _u.Emit(Opcode.YieldFrom, item, item, _u.TempTop);
        _u.EndRegion(region);
        Store(target, item);
        _u.TempTop = mark;
        return region;
    }

    private void EndAsyncLoop(Region region, ExprNode position)
    {
        int exception = _u.NewTemp();
        _u.BeginHandler(region, exception);
        SetPosition(position);
        _u.Emit(Opcode.EndAsyncFor, exception);
        _u.Emit(Opcode.LoadNull, exception);
        _u.TempTop = exception;
    }

    private void LeaveLoop(StmtNode s, bool isBreak)
    {
        List<Block> left = Unwind(stopAtLoop: true);
        if (_u.Blocks.Count == 0)
        {
            throw Error(isBreak ? "'break' outside loop" : "'continue' not properly in loop", s);
        }
        Block loop = _u.Blocks.Peek();
        SetPosition(s);
        if (isBreak)
        {
            _u.Jump(loop.End!);
        }
        else
        {
            _u.EmitJump(Opcode.JumpBack, 0, loop.Head!);
        }
        Rewind(left);
    }

    private void ReturnStatement(Return s)
    {
        if (!_u.Scope.IsFunction)
        {
            throw Error("'return' outside function", s);
        }
        if (s.Value != null && _u.Scope is { IsCoroutine: true, IsGenerator: true })
        {
            throw Error("'return' with value in async generator", s);
        }
        int value = s.Value == null ? _u.Constant(PyNone.Instance) : Compile(s.Value);
        if (_u.IsLocal(value) && _u.Blocks.Count != 0)
        {
            // Clean-up code on the way out may rebind the local.
            int t = _u.NewTemp();
            _u.Move(t, value);
            value = t;
        }
        _u.MarkLine(s.Line);
        List<Block> left = Unwind(stopAtLoop: false);
        if (_u.Reachable && left.Exists(static b => b.Kind is BlockKind.FinallyBody or BlockKind.With or BlockKind.AsyncWith))
        {
            // To a trace function, what was done on the way out comes last.
            _u.Position = _u.LastPosition;
        }
        else
        {
            SetPosition(s);
        }
        _u.Emit(Opcode.Return, value);
        Rewind(left);
    }

    private void RaiseStatement(Raise s)
    {
        if (s.Exc == null)
        {
            _u.Emit(Opcode.RaiseBare);
            return;
        }
        int exception = CompileBefore(s.Exc, s.Cause);
        if (s.Cause == null)
        {
            _u.Emit(_python2 ? Opcode.Python2Raise : Opcode.Raise, exception);
        }
        else
        {
            _u.Emit(Opcode.RaiseFrom, exception, Compile(s.Cause));
        }
    }

    private void AssertStatement(Assert s)
    {
        if (s.Test is Tuple { Elts.Length: > 0 })
        {
            Warn("assertion is always true, perhaps remove parentheses?", s);
        }
        if (_options.Optimize > 0)
        {
            return;
        }
        Label end = new();
        JumpIf(s.Test, end, true);
        int error = _u.NewTemp();
        _u.Emit(Opcode.LoadAssertionError, error);
        if (s.Msg != null)
        {
            CompileTo(s.Msg, _u.NewTemp());
            SetPosition(s.Test);
            _u.Emit(Opcode.Call, error, 1, error);
        }
        SetPosition(s.Test);
        _u.Emit(Opcode.Raise, error);
        _u.Bind(end);
    }

    private void DeleteTarget(ExprNode target)
    {
        CodePosition outer = _u.Position;
        SetPosition(target);
        int mark = _u.TempTop;
        switch (target)
        {
            case Name n:
                CheckForbidden(n.Id, ExprContext.Del, n);
                DeleteName(n.Id);
                break;
            case Attribute a:
            {
                CheckForbidden(a.Attr, ExprContext.Del, a);
                int obj = Compile(a.Value);
                MoveToAttribute(a);
                _u.Emit(Opcode.DelAttr, obj, _u.NameIndex(Mangle(a.Attr)));
                break;
            }
            case Subscript s:
            {
                int obj = CompileBefore(s.Value, s.Slice);
                _u.Emit(Opcode.DelItem, obj, Compile(s.Slice));
                break;
            }
            case Tuple t:
                foreach (ExprNode e in t.Elts)
                {
                    DeleteTarget(e);
                }
                break;
            case List l:
                foreach (ExprNode e in l.Elts)
                {
                    DeleteTarget(e);
                }
                break;
        }
        _u.TempTop = mark;
        _u.Position = outer;
    }

    // ---- imports ----

    private void ImportStatement(Import s)
    {
        foreach (Alias a in s.Names)
        {
            int mark = _u.TempTop;
            int module = ImportModule(a.Name, 0, PyNone.Instance);
            if (a.AsName != null)
            {
                string[] parts = a.Name.Split('.');
                for (int i = 1; i < parts.Length; i++)
                {
                    _u.Emit(Opcode.ImportFrom, module, module, _u.NameIndex(parts[i]));
                }
                CheckForbidden(a.AsName, ExprContext.Store, s);
                StoreName(a.AsName, module);
            }
            else
            {
                int dot = a.Name.IndexOf('.');
                string name = dot < 0 ? a.Name : a.Name[..dot];
                CheckForbidden(name, ExprContext.Store, s);
                StoreName(name, module);
            }
            _u.TempTop = mark;
        }
    }

    private int ImportModule(string name, int level, PyObject fromList)
    {
        int mark = _u.TempTop;
        int args = _u.NewTemps(2);
        bool implicitRelative = _python2 && level == 0 && (_features & CodeFlags.FutureAbsoluteImport) == 0;
        _u.LoadConstant(args, PyInt.From(implicitRelative ? -1 : level));
        _u.LoadConstant(args + 1, fromList);
        _u.TempTop = mark;
        int module = _u.NewTemp();
        _u.Emit(Opcode.ImportName, module, args, _u.NameIndex(name));
        return module;
    }

    private void ImportFromStatement(ImportFrom s)
    {
        if (s.Module == "__future__" && s.Level == 0 && s.Line > _lastFutureLine)
        {
            throw Error("from __future__ imports must occur at the beginning of the file", s);
        }
        PyObject[] names = new PyObject[s.Names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = PyStr.Intern(s.Names[i].Name);
        }
        int module = ImportModule(s.Module ?? "", s.Level, new PyTuple(names));
        if (s.Names is [{ Name: "*" }])
        {
            _u.Emit(Opcode.ImportStar, module);
            if (_u.Scope.HasExec)
            {
                _u.Emit(Opcode.Python2StoreLocals);
            }
            return;
        }
        foreach (Alias a in s.Names)
        {
            string target = a.AsName ?? a.Name;
            CheckForbidden(target, ExprContext.Store, s);
            int mark = _u.TempTop;
            int local = LocalOf(target);
            int value = local >= 0 ? local : _u.NewTemp();
            _u.Emit(Opcode.ImportFrom, value, module, _u.NameIndex(a.Name));
            StoreName(target, value);
            _u.TempTop = mark;
        }
    }
}

using PythonEngine.Parsing;

namespace PythonEngine.Compiling;

internal sealed partial class Compiler
{
    // ---- leaving blocks early ----

    /// <summary>Emits the clean-up of every block that a return, break or continue leaves, with those blocks out of force.</summary>
    private List<Block> Unwind(bool stopAtLoop)
    {
        List<Block> left = [];
        while (_u.Blocks.Count != 0)
        {
            Block block = _u.Blocks.Peek();
            if (block.Kind == BlockKind.Loop && stopAtLoop)
            {
                break;
            }
            _u.Blocks.Pop();
            left.Add(block);
            for (int i = block.Regions.Length - 1; i >= 0; i--)
            {
                _u.Suspend(block.Regions[i]);
            }
            ExitBlock(block);
        }
        return left;
    }

    private void Rewind(List<Block> left)
    {
        for (int i = left.Count - 1; i >= 0; i--)
        {
            _u.Blocks.Push(left[i]);
            foreach (Region region in left[i].Regions)
            {
                _u.Resume(region);
            }
        }
    }

    private void ExitBlock(Block block)
    {
        CodePosition outer = _u.Position;
        switch (block.Kind)
        {
            case BlockKind.FinallyBody:
                Statements(block.FinalBody!);
                break;
            case BlockKind.FinallyHandler:
                _u.Emit(Opcode.PopExc, block.Saved);
                break;
            case BlockKind.Handler:
                _u.Emit(Opcode.PopExc, block.Saved);
                _u.Emit(Opcode.LoadNull, block.ExceptionRegister);
                ClearHandlerName(block.HandlerName);
                break;
            case BlockKind.StarHandler:
                throw Error("'break', 'continue' and 'return' cannot appear in an except* block", PositionNode(outer));
            case BlockKind.With or BlockKind.AsyncWith:
                SetPosition(block.Node!);
                CallExit(block.ExitRegister, block.Kind == BlockKind.AsyncWith);
                break;
        }
        _u.Position = outer;
    }

    private static Pass PositionNode(CodePosition p) => new() { Line = p.Line, Col = p.Col, EndLine = p.EndLine, EndCol = p.EndCol };

    /// <summary>The implicit <c>name = None; del name</c> at the end of an except clause.</summary>
    private void ClearHandlerName(string? name)
    {
        if (name == null)
        {
            return;
        }
        int local = LocalOf(name);
        if (local >= 0)
        {
            _u.Emit(Opcode.LoadNull, local);
            _u.MarkUnbound(local);
            return;
        }
        int mark = _u.TempTop;
        StoreName(name, _u.Constant(PyNone.Instance));
        DeleteName(name);
        _u.TempTop = mark;
    }

    // ---- try ----

    private void TryStatement(Try s)
    {
        if (s.FinalBody.Length == 0)
        {
            TryExcept(s, s.Body, s.Handlers, s.OrElse);
            return;
        }
        TryFinally(s, s.FinalBody, () =>
        {
            if (s.Handlers.Length != 0)
            {
                TryExcept(s, s.Body, s.Handlers, s.OrElse);
            }
            else
            {
                Statements(s.Body);
            }
        });
    }

    private void TryStarStatement(TryStar s)
    {
        if (s.FinalBody.Length == 0)
        {
            TryExceptStar(s);
            return;
        }
        TryFinally(s, s.FinalBody, () => TryExceptStar(s));
    }

    private void TryFinally(StmtNode s, StmtNode[] finalBody, Action inner)
    {
        int mark = _u.TempTop;
        Region region = _u.BeginRegion();
        PushBlock(new Block(BlockKind.FinallyBody) { FinalBody = finalBody, Regions = [region] }, s);
        inner();
        _u.Blocks.Pop();
        _u.EndRegion(region);
        Statements(finalBody);
        Label end = new();
        _u.Jump(end);
        int saved = _u.NewTemp();
        int exception = _u.NewTemp();
        _u.BeginHandler(region, exception);
        SetPosition(s);
        _u.Emit(Opcode.PushExc, saved, exception);
        Region? cleanup = BeginCleanup();
        PushBlock(new Block(BlockKind.FinallyHandler) { Saved = saved, ExceptionRegister = exception, Regions = cleanup == null ? [] : [cleanup] }, s);
        Statements(finalBody);
        _u.Blocks.Pop();
        EndCleanup(cleanup);
        _u.Emit(Opcode.PopExc, saved);
        _u.Emit(Opcode.Reraise, exception);
        EmitCleanup(cleanup, saved);
        _u.Bind(end);
        _u.TempTop = mark;
    }

    /// <summary>
    /// A region around a handler's code that restores the exception handled before. Where no handler of this frame is further out,
    /// the frame ends with the exception and needs none.
    /// </summary>
    private Region? BeginCleanup() => _u.Active.Count == 0 ? null : _u.BeginRegion();

    private void EndCleanup(Region? cleanup)
    {
        if (cleanup != null)
        {
            _u.EndRegion(cleanup);
        }
    }

    private void EmitCleanup(Region? cleanup, int saved)
    {
        if (cleanup == null)
        {
            return;
        }
        int exception = _u.NewTemp();
        _u.BeginHandler(cleanup, exception);
        _u.Emit(Opcode.PopExc, saved);
        _u.Emit(Opcode.Reraise, exception);
    }

    private void TryExcept(StmtNode s, StmtNode[] body, ExceptHandler[] handlers, StmtNode[] orElse)
    {
        int mark = _u.TempTop;
        Region region = _u.BeginRegion();
        PushBlock(new Block(BlockKind.TryBody) { Regions = [region] }, s);
        Statements(body);
        _u.Blocks.Pop();
        _u.EndRegion(region);
        Statements(orElse);
        Label end = new();
        _u.Jump(end);

        int saved = _u.NewTemp();
        int exception = _u.NewTemp();
        _u.BeginHandler(region, exception);
        SetPosition(handlers[0]);
        _u.Emit(Opcode.PushExc, saved, exception);
        Region? cleanup = BeginCleanup();
        for (int i = 0; i < handlers.Length; i++)
        {
            ExceptHandler h = handlers[i];
            if (h.Type == null && i < handlers.Length - 1)
            {
                throw Error("default 'except:' must be last", h);
            }
            Handler(h, s, saved, exception, cleanup, end);
        }
        EndCleanup(cleanup);
        _u.Emit(Opcode.PopExc, saved);
        _u.Emit(Opcode.Reraise, exception);
        EmitCleanup(cleanup, saved);
        _u.Bind(end);
        _u.TempTop = mark;
    }

    private void Handler(ExceptHandler h, StmtNode s, int saved, int exception, Region? cleanup, Label end)
    {
        SetPosition(h);
        Label next = new();
        int mark = _u.TempTop;
        if (h.Type == null)
        {
            _u.MarkLine(h.Line);
        }
        else
        {
            int type = Compile(h.Type);
            int matched = _u.NewTemp();
            _u.Emit(Opcode.ExcMatch, matched, exception, type);
            _u.EmitJump(Opcode.JumpIfFalse, matched, next);
            _u.TempTop = mark;
        }
        if (h.Target != null)
        {
            Store(h.Target, exception);
            _u.TempTop = mark;
        }
        Region? naming = null;
        if (h.Name != null)
        {
            CheckForbidden(h.Name, ExprContext.Store, h);
            StoreName(h.Name, exception);
            naming = _u.BeginRegion();
        }
        List<Region> regions = [];
        if (cleanup != null)
        {
            regions.Add(cleanup);
        }
        if (naming != null)
        {
            regions.Add(naming);
        }
        PushBlock(new Block(BlockKind.Handler) { Saved = saved, ExceptionRegister = exception, HandlerName = h.Name, Regions = [.. regions] }, s);
        Statements(h.Body);
        _u.Blocks.Pop();
        if (naming != null)
        {
            _u.EndRegion(naming);
        }
        _u.Emit(Opcode.PopExc, saved);
        _u.Emit(Opcode.LoadNull, exception);
        ClearHandlerName(h.Name);
        _u.Jump(end);
        if (naming != null)
        {
            int raised = _u.NewTemp();
            _u.BeginHandler(naming, raised);
            ClearHandlerName(h.Name);
            _u.Emit(Opcode.Reraise, raised);
            _u.TempTop = mark;
        }
        _u.Bind(next);
    }

    private void TryExceptStar(TryStar s)
    {
        int mark = _u.TempTop;
        Region region = _u.BeginRegion();
        PushBlock(new Block(BlockKind.TryBody) { Regions = [region] }, s);
        Statements(s.Body);
        _u.Blocks.Pop();
        _u.EndRegion(region);
        Statements(s.OrElse);
        Label end = new();
        _u.Jump(end);

        int saved = _u.NewTemp();
        int original = _u.NewTemp();
        int raised = _u.NewTemp();
        int rest = _u.NewTemp();
        _u.BeginHandler(region, original);
        SetPosition(s.Handlers[0]);
        _u.Emit(Opcode.PushExc, saved, original);
        Region? cleanup = BeginCleanup();
        _u.Emit(Opcode.BuildList, raised, 0, 0);
        _u.Move(rest, original);
        foreach (ExceptHandler h in s.Handlers)
        {
            StarHandler(h, s, raised, rest, cleanup);
        }
        Label allHandled = new();
        Label done = new();
        _u.EmitJump(Opcode.JumpIfNone, rest, allHandled);
        _u.Emit(Opcode.ListAppend, raised, rest);
        _u.Bind(allHandled);
        int result = _u.NewTemp();
        _u.Emit(Opcode.PrepReraiseStar, result, original, raised);
        EndCleanup(cleanup);
        _u.EmitJump(Opcode.JumpIfNone, result, done);
        _u.Emit(Opcode.PopExc, saved);
        _u.Emit(Opcode.Reraise, result);
        _u.Bind(done);
        _u.Emit(Opcode.PopExc, saved);
        _u.Emit(Opcode.LoadNull, original);
        _u.Emit(Opcode.LoadNull, raised);
        _u.Emit(Opcode.LoadNull, rest);
        _u.Jump(end);
        EmitCleanup(cleanup, saved);
        _u.Bind(end);
        _u.TempTop = mark;
    }

    private void StarHandler(ExceptHandler h, StmtNode s, int raised, int rest, Region? cleanup)
    {
        SetPosition(h);
        Label next = new();
        int mark = _u.TempTop;
        int match = _u.NewTemps(2);
        int type = Compile(h.Type!);
        _u.Emit(Opcode.ExcGroupMatch, match, rest, type);
        _u.Move(rest, match + 1);
        _u.EmitJump(Opcode.JumpIfNone, match, next);
        int saved = match + 1;
        _u.TempTop = match + 2;
        _u.Emit(Opcode.PushExc, saved, match);
        if (h.Name != null)
        {
            CheckForbidden(h.Name, ExprContext.Store, h);
            StoreName(h.Name, match);
        }
        Region body = _u.BeginRegion();
        PushBlock(new Block(BlockKind.StarHandler) { Regions = cleanup == null ? [body] : [cleanup, body] }, s);
        Statements(h.Body);
        _u.Blocks.Pop();
        _u.EndRegion(body);
        _u.Emit(Opcode.PopExc, saved);
        _u.Emit(Opcode.LoadNull, match);
        ClearHandlerName(h.Name);
        _u.Jump(next);
        int exception = _u.NewTemp();
        _u.BeginHandler(body, exception);
        _u.Emit(Opcode.PopExc, saved);
        ClearHandlerName(h.Name);
        _u.Emit(Opcode.ListAppend, raised, exception);
        _u.Emit(Opcode.LoadNull, exception);
        _u.Bind(next);
        _u.TempTop = mark;
    }

    // ---- with ----

    private void WithStatement(StmtNode s, WithItem[] items, int index, StmtNode[] body, bool isAsync)
    {
        EnterNode();
        WithItem item = items[index];
        int mark = _u.TempTop;
        int manager = Compile(item.ContextExpr);
        _u.TempTop = mark;
        int exit = _u.NewTemps(2);
        int entered = exit + 1;
        _u.Emit(isAsync ? Opcode.AsyncWithEnter : Opcode.WithEnter, exit, manager);
        if (isAsync)
        {
            AwaitInPlace(entered, 1);
        }
        Region region = _u.BeginRegion();
        PushBlock(new Block(isAsync ? BlockKind.AsyncWith : BlockKind.With) { ExitRegister = exit, Node = s, Regions = [region] }, s);
        if (item.OptionalVars != null)
        {
            Store(item.OptionalVars, entered);
        }
        _u.TempTop = entered;
        if (index + 1 < items.Length)
        {
            WithStatement(s, items, index + 1, body, isAsync);
        }
        else
        {
            Statements(body);
        }
        _u.Blocks.Pop();
        _u.EndRegion(region);
        SetPosition(s);
        CallExit(exit, isAsync);
        Label end = new();
        _u.Jump(end);

        int saved = _u.NewTemp();
        int exception = _u.NewTemp();
        _u.BeginHandler(region, exception);
        _u.Emit(Opcode.PushExc, saved, exception);
        Region? cleanup = BeginCleanup();
        int suppress = _u.NewTemp();
        _u.Emit(Opcode.WithExitExc, suppress, exit, exception);
        if (isAsync)
        {
            AwaitInPlace(suppress, 2);
        }
        Label suppressed = new();
        _u.EmitJump(Opcode.JumpIfTrue, suppress, suppressed);
        EndCleanup(cleanup);
        _u.Emit(Opcode.PopExc, saved);
        _u.Emit(Opcode.Reraise, exception);
        EmitCleanup(cleanup, saved);
        _u.Bind(suppressed);
        _u.Emit(Opcode.PopExc, saved);
        _u.Emit(Opcode.LoadNull, exception);
        _u.Emit(Opcode.LoadNull, exit);
        _u.Bind(end);
        _u.TempTop = mark;
        _depth--;
    }

    private void CallExit(int exit, bool isAsync)
    {
        int mark = _u.TempTop;
        int result = _u.NewTemp();
        _u.Emit(Opcode.WithExit, result, exit);
        if (isAsync)
        {
            AwaitInPlace(result, 2);
        }
        _u.Emit(Opcode.LoadNull, exit);
        _u.TempTop = mark;
    }

    private void AwaitInPlace(int register, int kind)
    {
        _u.Emit(Opcode.GetAwaitable, register, register, kind);
        _u.Emit(Opcode.YieldFrom, register, register, _u.TempTop);
    }
}

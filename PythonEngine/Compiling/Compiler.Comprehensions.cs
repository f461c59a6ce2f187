using PythonEngine.Parsing;

namespace PythonEngine.Compiling;

internal sealed partial class Compiler
{
    /// <summary>A comprehension is a function of its own, called with the iterator of the first iterable.</summary>
    private int ComprehensionCall(ExprNode e, string name, ComprehensionKind kind, Comprehension[] generators, ExprNode element, ExprNode? value, int dst)
    {
        bool inAsyncFunction = IsAsyncFunction(_u.Scope) || _u.Scope.Comprehension != ComprehensionKind.None;
        CodeUnit outer = _u;
        CodeUnit unit = EnterUnit(e, name, e.Line);
        SetPosition(e);
        bool isAsync = unit.Scope.IsCoroutine;
        bool isGenerator = kind == ComprehensionKind.Generator;
        bool topLevelAwait = _options.TopLevelAwait && outer.Scope.Kind == ScopeKind.Module;
        if (isAsync && !isGenerator && !inAsyncFunction && !topLevelAwait)
        {
            throw Error("asynchronous comprehension outside of an asynchronous function", e);
        }
        unit.ArgCount = 1;
        int result = -1;
        if (!isGenerator)
        {
            result = unit.NewTemp();
            unit.Emit(kind switch
            {
                ComprehensionKind.List => Opcode.BuildList,
                ComprehensionKind.Set => Opcode.BuildSet,
                _ => Opcode.BuildMap,
            }, result, 0, 0);
        }
        ComprehensionLoop(kind, generators, 0, element, value, result);
        if (isGenerator)
        {
            ReturnNone();
        }
        else
        {
            unit.Emit(Opcode.Return, result);
        }
        PyCode code = ExitUnit();
        if (topLevelAwait && isAsync)
        {
            _u.Scope.IsCoroutine = true;
        }

        int mark = _u.TempTop;
        int function = _u.NewTemp();
        EmitFunction(function, code, Operand.NoRegister, _u.Scope, e);
        int iterator = _u.NewTemp();
        Comprehension first = generators[0];
        int source = FoldContainer(first.Iter) is { } container ? _u.Constant(container) : Compile(first.Iter);
        _u.Emit(first.IsAsync ? Opcode.GetAiter : Opcode.GetIter, iterator, source);
        _u.TempTop = mark;
        if (isAsync && !isGenerator)
        {
            int awaited = _u.NewTemp();
            _u.Emit(Opcode.Call, function, 1, awaited);
            _u.TempTop = mark;
            return AwaitValue(awaited, 0, dst);
        }
        dst = Target(dst);
        _u.Emit(Opcode.Call, function, 1, dst);
        return dst;
    }

    private void ComprehensionLoop(ComprehensionKind kind, Comprehension[] generators, int index, ExprNode element, ExprNode? value, int result)
    {
        EnterNode();
        Comprehension c = generators[index];
        int mark = _u.TempTop;
        int iterator;
        if (index == 0)
        {
            iterator = 0;
        }
        else
        {
            int source = FoldContainer(c.Iter) is { } container ? _u.Constant(container) : Compile(c.Iter);
            _u.TempTop = mark;
            iterator = _u.NewTemp();
            _u.Emit(c.IsAsync ? Opcode.GetAiter : Opcode.GetIter, iterator, source);
        }
        Label head = new();
        Label next = new();
        Label end = new();
        _u.BindLoopHead(head);
        Region? region = null;
        if (c.IsAsync)
        {
            region = NextAsyncItem(c.Target, iterator);
        }
        else
        {
            NextItem(c.Target, iterator, end);
        }
        int bodyMark = _u.TempTop;
        foreach (ExprNode test in c.Ifs)
        {
            JumpIf(test, next, false);
        }
        if (index + 1 < generators.Length)
        {
            ComprehensionLoop(kind, generators, index + 1, element, value, result);
        }
        else
        {
            CodePosition outer = _u.Position;
            ComprehensionElement(kind, element, value, result);
            _u.Position = outer;
        }
        _u.TempTop = bodyMark;
        _u.Bind(next);
        _u.EmitJump(Opcode.JumpBack, 0, head);
        if (region != null)
        {
            EndAsyncLoop(region, c.Iter);
        }
        _u.Bind(end);
        if (index != 0)
        {
            _u.Emit(Opcode.LoadNull, iterator);
        }
        _u.TempTop = mark;
        _depth--;
    }

    private void ComprehensionElement(ComprehensionKind kind, ExprNode element, ExprNode? value, int result)
    {
        if (kind == ComprehensionKind.Dict)
        {
            int key = CompileBefore(element, value);
            int item = Compile(value!);
            _u.Position.Line = element.Line;
            _u.Position.Col = element.Col;
            _u.Position.EndLine = value!.EndLine;
            _u.Position.EndCol = value.EndCol;
            _u.Emit(Opcode.MapAdd, result, key, item);
            return;
        }
        int mark = _u.TempTop;
        int v = Compile(element);
        SetPosition(element);
        switch (kind)
        {
            case ComprehensionKind.List:
                _u.Emit(Opcode.ListAppend, result, v);
                break;
            case ComprehensionKind.Set:
                _u.Emit(Opcode.SetAdd, result, v);
                break;
            default:
                _u.Emit(Opcode.Yield, _u.NewTemp(), v, mark);
                break;
        }
    }
}

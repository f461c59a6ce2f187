using PythonEngine.Parsing;
using Attribute = PythonEngine.Parsing.Attribute;
using Tuple = PythonEngine.Parsing.Tuple;

namespace PythonEngine.Compiling;

internal sealed partial class Compiler
{
    /// <summary>The destination, or a new temporary when there is none.</summary>
    private int Target(int dst) => dst >= 0 ? dst : _u.NewTemp();

    /// <summary>
    /// Where a value that takes several writes is built: never in a variable, since the expression may still read it and a handler
    /// may see it.
    /// </summary>
    private int WorkRegister(int dst) => dst >= 0 && !_u.IsVariable(dst) ? dst : _u.NewTemp();

    private int FinishWork(int dst, int work)
    {
        _u.TempTop = Math.Max(_u.TempTop, work + 1);
        if (dst < 0)
        {
            return work;
        }
        _u.Move(dst, work);
        return dst;
    }

    /// <summary>Evaluates into a register of the compiler's choice: a local or constant names itself, anything else takes a temporary.</summary>
    private int Compile(ExprNode e) => Compile(e, -1);

    private void CompileTo(ExprNode e, int dst)
    {
        int mark = _u.TempTop;
        Compile(e, dst);
        _u.TempTop = mark;
    }

    /// <summary>Evaluates an operand that must keep its value while <paramref name="later"/> is evaluated.</summary>
    private int CompileBefore(ExprNode e, ExprNode? later) => Stable(Compile(e), later);

    /// <summary>Copies a local that an assignment expression may rebind before it is used.</summary>
    private int Stable(int register, ExprNode? later)
    {
        if (_u.Scope.NamedExprTargets == null || !_u.IsLocal(register) || later is null or Constant or Name)
        {
            return register;
        }
        int t = _u.NewTemp();
        _u.Move(t, register);
        return t;
    }

    /// <summary>Evaluates for its effects.</summary>
    private void Discard(ExprNode e)
    {
        int mark = _u.TempTop;
        Compile(e, -1);
        _u.TempTop = mark;
    }

    private int Compile(ExprNode e, int dst)
    {
        EnterNode();
        CodePosition outer = _u.Position;
        SetPosition(e);
        int result = CompileNode(e, dst);
        _u.Position = outer;
        _depth--;
        return result;
    }

    private int CompileNode(ExprNode e, int dst)
    {
        switch (e)
        {
            case Name n:
                CheckForbidden(n.Id, n.Ctx, n);
                return n.Id == "__debug__" ? Load(PyBool.From(_options.Optimize == 0), dst) : LoadName(n.Id, dst);
            case Constant c:
                return Load(ToObject(c), dst);
            case Attribute a:
                return AttributeLoad(a, dst);
            case Call c:
                return CallExpression(c, dst);
            case BinOp b:
                return Fold(b) is { } binary ? Load(binary, CodeUnit.IsBox(dst) ? -1 : dst) : Binary(b, dst);
            case UnaryOp u:
                return Fold(u) is { } unary ? Load(unary, dst) : Unary(u, dst);
            case BoolOp b:
                return BooleanValue(b, dst);
            case Compare c:
                return Comparison(c, dst);
            case Subscript s:
                return SubscriptLoad(s, dst);
            case Slice s:
                return SliceValue(s, dst);
            case IfExp i:
                return Conditional(i, dst);
            case NamedExpr n:
                return NamedExpression(n, dst);
            case Tuple t:
                return TupleDisplay(t, dst);
            case List l:
                return ListDisplay(l.Elts, dst);
            case Set s:
                return SetDisplay(s.Elts, dst);
            case Dict d:
                return DictDisplay(d, dst);
            case Lambda l:
                return LambdaExpression(l, dst);
            case ListComp c when _python2:
                return InlineListComprehension(c, dst);
            case ListComp c:
                return ComprehensionCall(c, "<listcomp>", ComprehensionKind.List, c.Generators, c.Elt, null, dst);
            case SetComp c:
                return ComprehensionCall(c, "<setcomp>", ComprehensionKind.Set, c.Generators, c.Elt, null, dst);
            case DictComp c:
                return ComprehensionCall(c, "<dictcomp>", ComprehensionKind.Dict, c.Generators, c.Key, c.Value, dst);
            case GeneratorExp c:
                return ComprehensionCall(c, "<genexpr>", ComprehensionKind.Generator, c.Generators, c.Elt, null, dst);
            case JoinedStr j:
                return FormattedString(j, dst);
            case FormattedValue f:
                return FormattedPart(f, dst);
            case Yield y:
                return YieldExpression(y, dst);
            case YieldFrom y:
                return YieldFromExpression(y, dst);
            case Await a:
                return AwaitExpression(a, dst);
            case Starred s:
                throw Error(s.Ctx == ExprContext.Store ? "starred assignment target must be in a list or tuple" : "can't use starred expression here", s);
            default:
                throw new InvalidOperationException("unexpected expression " + e.NodeKind);
        }
    }

    private int Load(PyObject value, int dst)
    {
        if (dst < 0)
        {
            return _u.Constant(value);
        }
        _u.LoadConstant(dst, value);
        return dst;
    }

    private int AttributeLoad(Attribute a, int dst)
    {
        int mark = _u.TempTop;
        int obj = Compile(a.Value);
        _u.TempTop = mark;
        dst = Target(dst);
        MoveToAttribute(a);
        _u.Emit(Opcode.LoadAttr, dst, obj, _u.CacheSite(Mangle(a.Attr)));
        return dst;
    }

    /// <summary>In a chain over several lines, an attribute's instruction belongs to the line of its name.</summary>
    private void MoveToAttribute(Attribute a)
    {
        if (_python2 || _u.Position.Line == a.EndLine)
        {
            return;
        }
        _u.Position.Line = a.EndLine;
        int length = System.Text.Encoding.UTF8.GetByteCount(a.Attr);
        if (length <= a.EndCol)
        {
            _u.Position.Col = a.EndCol - length;
            _u.Position.EndCol = a.EndCol;
            _u.Position.EndLine = a.EndLine;
        }
        else
        {
            _u.Position.Col = -1;
            _u.Position.EndCol = -1;
        }
    }

    private int Binary(BinOp b, int dst)
    {
        if (IsPython2Operator(b.Op))
        {
            return Python2Binary(b, dst);
        }
        int mark = _u.TempTop;
        int boxes = _u.BoxTop;
        int left, right;
        if (ReadsNumbers(b.Op))
        {
            left = NumberOperand(b.Left, b.Right);
            right = NumberOperand(b.Right, null);
        }
        else
        {
            left = CompileBefore(b.Left, b.Right);
            right = Compile(b.Right);
        }
        _u.TempTop = mark;
        _u.BoxTop = boxes;
        if (CodeUnit.IsBox(dst))
        {
            _u.Emit(BoxOpcode(b.Op), dst, left, right);
            return dst;
        }
        dst = Target(dst);
        _u.Emit(BinaryOpcode(b.Op), dst, left, right);
        return dst;
    }

    /// <summary>
    /// Evaluates an operand of an instruction that reads numbers and keeps none: the result of arithmetic goes into a box, which
    /// saves an object for each intermediate result. The caller sets BoxTop back.
    /// </summary>
    private int NumberOperand(ExprNode e, ExprNode? later)
    {
        if (e is BinOp b && ReadsNumbers(b.Op) && _u.NewBox() is >= 0 and int box)
        {
            return Compile(e, box);
        }
        return CompileBefore(e, later);
    }

    private bool ReadsNumbers(Operator op) => !IsPython2Operator(op) && op is Operator.Add or Operator.Sub or Operator.Mult or Operator.Div or Operator.FloorDiv or Operator.Mod;

    private static Opcode BoxOpcode(Operator op) => op switch
    {
        Operator.Add => Opcode.AddBox,
        Operator.Sub => Opcode.SubtractBox,
        Operator.Mult => Opcode.MultiplyBox,
        Operator.Div => Opcode.TrueDivideBox,
        Operator.FloorDiv => Opcode.FloorDivideBox,
        _ => Opcode.RemainderBox,
    };

    private static Opcode BinaryOpcode(Operator op) => op switch
    {
        Operator.Add => Opcode.Add,
        Operator.Sub => Opcode.Subtract,
        Operator.Mult => Opcode.Multiply,
        Operator.MatMult => Opcode.MatMultiply,
        Operator.Div => Opcode.TrueDivide,
        Operator.Mod => Opcode.Remainder,
        Operator.Pow => Opcode.Power,
        Operator.LShift => Opcode.LShift,
        Operator.RShift => Opcode.RShift,
        Operator.BitOr => Opcode.Or,
        Operator.BitXor => Opcode.Xor,
        Operator.BitAnd => Opcode.And,
        _ => Opcode.FloorDivide,
    };

    private int Unary(UnaryOp u, int dst)
    {
        if (u.Op == UnaryOperator.Not && u.Operand is Compare { Ops: [CmpOperator.In or CmpOperator.NotIn or CmpOperator.Is or CmpOperator.IsNot] } inner)
        {
            // "not a in b" is one instruction, as "a not in b".
            CmpOperator inverse = inner.Ops[0] switch
            {
                CmpOperator.In => CmpOperator.NotIn,
                CmpOperator.NotIn => CmpOperator.In,
                CmpOperator.Is => CmpOperator.IsNot,
                _ => CmpOperator.Is,
            };
            Compare swapped = new(inner.Left, [inverse], inner.Comparators) { Line = u.Line, Col = u.Col, EndLine = u.EndLine, EndCol = u.EndCol };
            return Comparison(swapped, dst);
        }
        int mark = _u.TempTop;
        int operand = Compile(u.Operand);
        _u.TempTop = mark;
        dst = Target(dst);
        _u.Emit(u.Op switch
        {
            UnaryOperator.Invert => Opcode.Invert,
            UnaryOperator.Not => Opcode.Not,
            UnaryOperator.UAdd => Opcode.Positive,
            _ => Opcode.Negative,
        }, dst, operand);
        return dst;
    }

    private int BooleanValue(BoolOp b, int dst)
    {
        int work = WorkRegister(dst);
        Label end = new();
        Opcode jump = b.Op == BoolOperator.And ? Opcode.JumpIfFalseKeep : Opcode.JumpIfTrueKeep;
        for (int i = 0; i < b.Values.Length; i++)
        {
            CompileTo(b.Values[i], work);
            if (i < b.Values.Length - 1)
            {
                _u.EmitJump(jump, work, end);
            }
        }
        _u.Bind(end);
        return FinishWork(dst, work);
    }

    private static Opcode CompareOpcode(CmpOperator op) => op switch
    {
        CmpOperator.Eq => Opcode.Eq,
        CmpOperator.NotEq => Opcode.Ne,
        CmpOperator.Lt => Opcode.Lt,
        CmpOperator.LtE => Opcode.Le,
        CmpOperator.Gt => Opcode.Gt,
        CmpOperator.GtE => Opcode.Ge,
        CmpOperator.Is => Opcode.Is,
        CmpOperator.IsNot => Opcode.IsNot,
        CmpOperator.In => Opcode.In,
        _ => Opcode.NotIn,
    };

    private int Comparator(Compare c, int i, bool keep)
    {
        ExprNode e = c.Comparators[i];
        if (c.Ops[i] is CmpOperator.In or CmpOperator.NotIn && FoldContainer(e) is { } container)
        {
            return _u.Constant(container);
        }
        int r = Compile(e);
        return keep ? Stable(r, c.Comparators[i + 1]) : r;
    }

    private int Comparison(Compare c, int dst)
    {
        WarnComparison(c);
        int last = c.Ops.Length - 1;
        if (last == 0)
        {
            int mark = _u.TempTop;
            int boxes = _u.BoxTop;
            bool numbers = CompareOpcode(c.Ops[0]) is >= Opcode.Lt and <= Opcode.Ge;
            int left = numbers ? NumberOperand(c.Left, c.Comparators[0]) : CompileBefore(c.Left, c.Comparators[0]);
            int right = numbers ? NumberOperand(c.Comparators[0], null) : Comparator(c, 0, keep: false);
            _u.TempTop = mark;
            _u.BoxTop = boxes;
            dst = Target(dst);
            _u.Emit(CompareOpcode(c.Ops[0]), dst, left, right);
            return dst;
        }
        int work = WorkRegister(dst);
        int outerMark = _u.TempTop;
        Label end = new();
        int a = CompileBefore(c.Left, c.Comparators[0]);
        for (int i = 0; i <= last; i++)
        {
            int b = Comparator(c, i, keep: i < last);
            _u.Emit(CompareOpcode(c.Ops[i]), work, a, b);
            if (i < last)
            {
                _u.EmitJump(Opcode.JumpIfFalseKeep, work, end);
            }
            a = b;
        }
        _u.Bind(end);
        _u.TempTop = outerMark;
        return FinishWork(dst, work);
    }

    private int SubscriptLoad(Subscript s, int dst)
    {
        WarnSubscript(s);
        int mark = _u.TempTop;
        int boxes = _u.BoxTop;
        int obj = CompileBefore(s.Value, s.Slice);
        int index = NumberOperand(s.Slice, null);
        _u.TempTop = mark;
        _u.BoxTop = boxes;
        dst = Target(dst);
        _u.Emit(Opcode.GetItem, dst, obj, index);
        if (s.Slice is Slice)
        {
            ToText(dst);
        }
        return dst;
    }

    private int SliceValue(Slice s, int dst)
    {
        int mark = _u.TempTop;
        int first = _u.NewTemps(3);
        SlicePart(s.Lower, first);
        SlicePart(s.Upper, first + 1);
        SlicePart(s.Step, first + 2);
        _u.TempTop = mark;
        dst = Target(dst);
        _u.Emit(Opcode.BuildSlice, dst, first);
        return dst;
    }

    private void SlicePart(ExprNode? e, int register)
    {
        if (e == null)
        {
            _u.LoadConstant(register, PyNone.Instance);
        }
        else
        {
            CompileTo(e, register);
        }
    }

    private int Conditional(IfExp i, int dst)
    {
        dst = Target(dst);
        Label orElse = new();
        Label end = new();
        JumpIf(i.Test, orElse, false);
        CompileTo(i.Body, dst);
        _u.Jump(end);
        _u.Bind(orElse);
        CompileTo(i.OrElse, dst);
        _u.Bind(end);
        return dst;
    }

    private int NamedExpression(NamedExpr n, int dst)
    {
        Name target = (Name)n.Target;
        CheckForbidden(target.Id, ExprContext.Store, target);
        int local = LocalOf(target.Id);
        if (local >= 0)
        {
            CompileTo(n.Value, local);
            _u.MarkBound(local);
            if (dst >= 0)
            {
                _u.Move(dst, local);
                return dst;
            }
            return local;
        }
        int value = Compile(n.Value, dst);
        CodePosition outer = _u.Position;
        SetPosition(target);
        StoreName(target.Id, value);
        _u.Position = outer;
        return value;
    }

    // ---- conditions ----

    /// <summary>Jumps when the truth of the expression is <paramref name="when"/>, without making a bool where none is needed.</summary>
    private void JumpIf(ExprNode e, Label target, bool when)
    {
        EnterNode();
        CodePosition outer = _u.Position;
        SetPosition(e);
        JumpIfNode(e, target, when);
        _u.Position = outer;
        _depth--;
    }

    private void JumpIfNode(ExprNode e, Label target, bool when)
    {
        int mark = _u.TempTop;
        switch (e)
        {
            case UnaryOp { Op: UnaryOperator.Not } n:
                JumpIf(n.Operand, target, !when);
                return;
            case BoolOp b:
            {
                // "and" jumps early when false, "or" when true.
                bool early = b.Op == BoolOperator.Or;
                Label end = new();
                Label next = early == when ? target : end;
                for (int i = 0; i < b.Values.Length - 1; i++)
                {
                    JumpIf(b.Values[i], next, early);
                }
                JumpIf(b.Values[^1], target, when);
                _u.Bind(end);
                return;
            }
            case IfExp i:
            {
                Label orElse = new();
                Label end = new();
                JumpIf(i.Test, orElse, false);
                JumpIf(i.Body, target, when);
                _u.Jump(end);
                _u.Bind(orElse);
                JumpIf(i.OrElse, target, when);
                _u.Bind(end);
                return;
            }
            case Compare { Ops: [CmpOperator.Is or CmpOperator.IsNot], Comparators: [Constant { Value: null }] } c:
            {
                WarnComparison(c);
                int value = Compile(c.Left);
                bool jumpIfNone = (c.Ops[0] == CmpOperator.Is) == when;
                _u.EmitJump(jumpIfNone ? Opcode.JumpIfNone : Opcode.JumpIfNotNone, value, target);
                _u.TempTop = mark;
                return;
            }
            case Compare { Ops.Length: > 1 } c:
                ChainedJump(c, target, when);
                _u.TempTop = mark;
                return;
        }
        if (Fold(e) is { } constant && ConstantTruth(constant) is { } truth)
        {
            if (truth == when)
            {
                _u.Jump(target);
            }
            return;
        }
        int r = Compile(e);
        _u.TempTop = mark;
        _u.EmitJump(when ? Opcode.JumpIfTrue : Opcode.JumpIfFalse, r, target);
    }

    private void ChainedJump(Compare c, Label target, bool when)
    {
        WarnComparison(c);
        int last = c.Ops.Length - 1;
        Label end = new();
        int a = CompileBefore(c.Left, c.Comparators[0]);
        for (int i = 0; i <= last; i++)
        {
            int b = Comparator(c, i, keep: i < last);
            int t = _u.NewTemp();
            _u.Emit(CompareOpcode(c.Ops[i]), t, a, b);
            if (i < last)
            {
                _u.EmitJump(Opcode.JumpIfFalse, t, when ? end : target);
            }
            else
            {
                _u.EmitJump(when ? Opcode.JumpIfTrue : Opcode.JumpIfFalse, t, target);
            }
            a = b;
        }
        _u.Bind(end);
    }

    // ---- suspension ----

    private int YieldExpression(Yield y, int dst)
    {
        if (!_u.Scope.IsFunction)
        {
            throw Error("'yield' outside function", y);
        }
        int mark = _u.TempTop;
        int value = y.Value == null ? _u.Constant(PyNone.Instance) : Compile(y.Value);
        _u.TempTop = mark;
        dst = Target(dst);
        _u.Emit(Opcode.Yield, dst, value, mark);
        return dst;
    }

    private int YieldFromExpression(YieldFrom y, int dst)
    {
        if (!_u.Scope.IsFunction)
        {
            throw Error("'yield' outside function", y);
        }
        if (IsAsyncFunction(_u.Scope))
        {
            throw Error("'yield from' inside async function", y);
        }
        int mark = _u.TempTop;
        int value = Compile(y.Value);
        _u.TempTop = mark;
        int iterator = _u.NewTemp();
        _u.Emit(Opcode.GetYieldFromIter, iterator, value);
        return Delegate(iterator, dst);
    }

    /// <summary>Runs the iterator to its end, and frees it.</summary>
    private int Delegate(int iterator, int dst)
    {
        _u.TempTop = iterator + 1;
        if (dst < 0)
        {
            _u.Emit(Opcode.YieldFrom, iterator, iterator, _u.TempTop);
            return iterator;
        }
        _u.Emit(Opcode.YieldFrom, dst, iterator, _u.TempTop);
        return dst;
    }

    private int AwaitExpression(Await a, int dst)
    {
        if (!IsTopLevelAwait)
        {
            if (!_u.Scope.IsFunction)
            {
                throw Error("'await' outside function", a);
            }
            if (!IsAsyncFunction(_u.Scope) && _u.Scope.Comprehension == ComprehensionKind.None)
            {
                throw Error("'await' outside async function", a);
            }
        }
        int mark = _u.TempTop;
        int value = Compile(a.Value);
        _u.TempTop = mark;
        return AwaitValue(value, 0, dst);
    }

    /// <summary>Awaits a value whose register may be reused.</summary>
    private int AwaitValue(int value, int kind, int dst)
    {
        int iterator = _u.NewTemp();
        _u.Emit(Opcode.GetAwaitable, iterator, value, kind);
        return Delegate(iterator, dst);
    }

    private bool IsTopLevelAwait => _options.TopLevelAwait && _u.Scope.Kind == ScopeKind.Module;

    private static bool IsAsyncFunction(SymbolScope scope) => scope.Node is AsyncFunctionDef;

    // ---- formatted strings ----

    private int FormattedString(JoinedStr j, int dst)
    {
        if (j.Values.Length == 0)
        {
            return Load(PyStr.Empty, dst);
        }
        if (j.Values.Length == 1)
        {
            return Compile(j.Values[0], dst);
        }
        int mark = _u.TempTop;
        int first = _u.TempTop;
        int count = 0;
        foreach (ExprNode part in j.Values)
        {
            if (count == MaxDirectElements)
            {
                _u.Emit(Opcode.BuildString, first, first, count);
                count = 1;
                _u.TempTop = first + 1;
            }
            CompileTo(part, _u.NewTemp());
            count++;
        }
        _u.TempTop = mark;
        dst = Target(dst);
        _u.Emit(Opcode.BuildString, dst, first, count);
        return dst;
    }

    private int FormattedPart(FormattedValue f, int dst)
    {
        int mark = _u.TempTop;
        int value = CompileBefore(f.Value, f.FormatSpec);
        if (f.Conversion >= 0)
        {
            int t = _u.IsTemp(value) ? value : _u.NewTemp();
            _u.Emit(Opcode.ConvertValue, t, value, f.Conversion);
            value = t;
        }
        int spec = f.FormatSpec == null ? Operand.NoRegister : Compile(f.FormatSpec);
        _u.TempTop = mark;
        dst = Target(dst);
        _u.Emit(Opcode.FormatValue, dst, value, spec);
        return dst;
    }
}

using System.Reflection.Emit;

namespace PythonEngine.Jit;

/// <summary>What each instruction becomes.</summary>
internal sealed partial class IlCompiler
{
    private void EmitInstruction(int p, Instruction ins)
    {
        switch (ins.Op)
        {
            case Opcode.Nop:
                break;
            case Opcode.Move:
                PushRegister(p, ins.B);
                PutResult(p, ins.A);
                Expect(ins.A, Expected(p, ins.B));
                break;
            case Opcode.LoadNull:
                _il.Emit(OpCodes.Ldnull);
                PutResult(p, ins.A);
                break;
            case Opcode.LoadConstFar:
                Literal(_code.Consts[ins.Target]);
                PutResult(p, ins.A);
                Expect(ins.A, _code.Consts[ins.Target]);
                break;
            case Opcode.CheckLocal:
                CheckLocal(p, ins.A, ins.B);
                break;
            case Opcode.DelLocal:
                CheckLocal(p, ins.A, ins.B);
                _il.Emit(OpCodes.Ldnull);
                PutResult(p, ins.A);
                break;
            case Opcode.MakeCell:
                if (ins.B == Operand.NoRegister)
                {
                    _il.Emit(OpCodes.Ldnull);
                }
                else
                {
                    PushRegister(p, ins.B);
                }
                Call(nameof(Interpreter.NewCell));
                PutResult(p, ins.A);
                break;
            case Opcode.LoadCell:
                LoadCell(p, ins);
                break;
            case Opcode.StoreCell:
                PushRegister(p, ins.A);
                PushRegister(p, ins.B);
                Call(nameof(Interpreter.StoreCell));
                break;
            case Opcode.LoadGlobal:
                LoadGlobal(p, ins);
                break;
            case Opcode.StoreGlobal:
                _il.Emit(OpCodes.Ldarg_2);
                PushRegister(p, ins.A);
                Constant(ins.B);
                Call(nameof(Interpreter.StoreGlobalAny));
                break;
            case Opcode.LoadName:
                PushFrame(p);
                Constant(ins.B);
                Call(nameof(Interpreter.LoadNameAny));
                PutResult(p, ins.A);
                Expect(ins.A, null);
                break;
            case Opcode.StoreName:
                PushFrame(p);
                PushRegister(p, ins.A);
                Constant(ins.B);
                Call(nameof(Interpreter.StoreNameAny));
                break;
            case Opcode.LoadAttr:
                LoadAttr(p, ins);
                break;
            case Opcode.StoreAttr:
                StoreAttr(p, ins);
                break;
            case Opcode.LoadMethod:
                LoadMethod(p, ins);
                break;
            case Opcode.GetItem:
                GetItem(p, ins);
                break;
            case Opcode.SetItem:
                SetItem(p, ins);
                break;
            case >= Opcode.Add and <= Opcode.RemainderBox:
                Binary(p, ins);
                break;
            case >= Opcode.Lt and <= Opcode.Ge:
                Compare(p, ins);
                break;
            case Opcode.Is or Opcode.IsNot:
                Identity(p, ins);
                break;
            case Opcode.In or Opcode.NotIn:
                Contains(p, ins);
                break;
            case Opcode.Negative:
                PushFrame(p);
                PushRegister(p, ins.B);
                Call(nameof(Interpreter.NegativeAny));
                PutResult(p, ins.A);
                Expect(ins.A, Expected(p, ins.B));
                break;
            case Opcode.Not:
                PushFrame(p);
                PushRegister(p, ins.B);
                Call(nameof(Interpreter.NotAny));
                PutResult(p, ins.A);
                Expect(ins.A, PyBool.True);
                break;
            case Opcode.Jump:
                _il.Emit(OpCodes.Br, _labels[ins.Target]);
                break;
            case Opcode.JumpBack:
                JumpBack(ins.Target);
                break;
            case Opcode.JumpIfFalse or Opcode.JumpIfFalseKeep or Opcode.JumpIfTrue or Opcode.JumpIfTrueKeep:
                JumpIf(p, ins);
                break;
            case Opcode.JumpIfNone or Opcode.JumpIfNotNone:
                PushRegister(p, ins.A);
                Call(nameof(Interpreter.IsNone));
                _il.Emit(ins.Op == Opcode.JumpIfNone ? OpCodes.Brtrue : OpCodes.Brfalse, _labels[ins.Target]);
                break;
            case Opcode.Call:
                DoCall(p, nameof(Interpreter.CallAny));
                break;
            case Opcode.CallMethod:
                DoCall(p, nameof(Interpreter.CallMethodAny));
                break;
            case Opcode.CallKw or Opcode.CallMethodKw:
                DoCall(p, nameof(Interpreter.CallKwAny));
                break;
            case Opcode.Return:
                PushContext(p);
                PushRegister(p, ins.A);
                Call(nameof(Interpreter.ReturnBody));
                _il.Emit(OpCodes.Ret);
                break;
            case Opcode.Yield:
                _entries[p + 1] = true;
                Spill(p + 1);
                PushContext(p);
                PushRegister(p, ins.B);
                Constant(ins.C);
                Call(nameof(Interpreter.YieldBody));
                _il.Emit(OpCodes.Stloc, _truth ??= _il.DeclareLocal(typeof(int)));
                _il.Emit(OpCodes.Ldloc, _truth);
                Constant(BodyResult.Resumed);
                _il.Emit(OpCodes.Beq, _labels[p + 1]);
                _il.Emit(OpCodes.Ldloc, _truth);
                _il.Emit(OpCodes.Ret);
                break;
            case Opcode.ForIter:
                ForIter(p, ins);
                break;
            case Opcode.UnpackSequence:
                Unpack(p, ins);
                break;
            case Opcode.ListAppend:
                PushRegister(p, ins.A);
                PushRegister(p, ins.B);
                Call(nameof(Interpreter.ListAppendAny));
                break;
            case Opcode.BuildTuple:
                Build(ins, nameof(Interpreter.BuildTupleAny));
                break;
            case Opcode.BuildList:
                Build(ins, nameof(Interpreter.BuildListAny));
                break;
            case Opcode.BuildString:
                Build(ins, nameof(Interpreter.BuildStringAny));
                break;
            case Opcode.BuildSlice:
                BuildSlice(p, ins);
                break;
            case Opcode.FormatValue:
                PushFrame(p);
                PushRegister(p, ins.B);
                if (ins.C == Operand.NoRegister)
                {
                    _il.Emit(OpCodes.Ldnull);
                }
                else
                {
                    PushRegister(p, ins.C);
                }
                Call(nameof(Interpreter.FormatAny));
                PutResult(p, ins.A);
                break;
            default:
                ByInterpreter(p, ins);
                break;
        }
    }

    private void PushFrame(int p)
    {
        _il.Emit(OpCodes.Ldarg_2);
        Constant(p);
    }

    /// <summary>Instructions that are not worth code of their own.</summary>
    private void ByInterpreter(int p, Instruction ins)
    {
        _entries[p + 1] = true;
        if (ins.Op == Opcode.YieldFrom)
        {
            // It runs again at each resumption.
            _entries[p] = true;
        }
        Spill(p + 1);
        PushContext(p);
        Depth();
        Call(nameof(Interpreter.ExecuteAny));
        _il.Emit(OpCodes.Brfalse, _leave);
    }

    private void Build(Instruction ins, string method)
    {
        _il.Emit(OpCodes.Ldloc, _r);
        Constant(ins.A);
        Constant(ins.B);
        Constant(ins.C);
        Call(method);
    }

    /// <summary>A slice that the next instruction takes apart at once need not be made for lists and text.</summary>
    private void BuildSlice(int p, Instruction ins)
    {
        Instruction next = _ins[p + 1];
        if (next.Op == Opcode.GetItem && next.C == ins.A && next.B != ins.A)
        {
            Label slow = _il.DefineLabel();
            PushRegister(p + 1, next.B);
            _il.Emit(OpCodes.Ldloc, _r);
            Constant(ins.B);
            Call(nameof(Interpreter.SliceItem));
            _il.Emit(OpCodes.Stloc, _v);
            _il.Emit(OpCodes.Ldloc, _v);
            _il.Emit(OpCodes.Brfalse, slow);
            _il.Emit(OpCodes.Ldloc, _v);
            PutResult(p + 1, next.A);
            _il.Emit(OpCodes.Br, _labels[p + 2]);
            _il.MarkLabel(slow);
        }
        else if (next.Op == Opcode.SetItem && next.B == ins.A && next.A != ins.A && next.C != ins.A)
        {
            PushRegister(p + 1, next.A);
            PushRegister(p + 1, next.C);
            _il.Emit(OpCodes.Ldloc, _r);
            Constant(ins.B);
            Call(nameof(Interpreter.SetSliceItem));
            _il.Emit(OpCodes.Brtrue, _labels[p + 2]);
        }
        _il.Emit(OpCodes.Ldloc, _r);
        Constant(ins.A);
        Constant(ins.B);
        Call(nameof(Interpreter.BuildSliceAny));
    }

    private void CheckLocal(int p, int register, int name)
    {
        Label bound = _il.DefineLabel();
        PushRegister(p, register);
        _il.Emit(OpCodes.Brtrue, bound);
        PushFrame(p);
        Constant(name);
        Call(nameof(Interpreter.ThrowUnboundLocal));
        _il.MarkLabel(bound);
    }

    private void LoadCell(int p, Instruction ins)
    {
        Label bound = _il.DefineLabel();
        PushRegister(p, ins.B);
        Call(nameof(Interpreter.CellValue));
        _il.Emit(OpCodes.Stloc, _v);
        _il.Emit(OpCodes.Ldloc, _v);
        _il.Emit(OpCodes.Brtrue, bound);
        PushFrame(p);
        Constant(ins.B);
        Constant(ins.C);
        Call(nameof(Interpreter.ThrowUnboundCell));
        _il.MarkLabel(bound);
        _il.Emit(OpCodes.Ldloc, _v);
        PutResult(p, ins.A);
        Expect(ins.A, (_seen[ins.B] as PyCell)?.Contents);
    }

    private void Identity(int p, Instruction ins)
    {
        PushRegister(p, ins.B);
        PushRegister(p, ins.C);
        bool negated = ins.Op == Opcode.IsNot;
        if (FusedJump(p, ins.A) is { } jump)
        {
            _il.Emit(negated == (jump.Op == Opcode.JumpIfFalse) ? OpCodes.Beq : OpCodes.Bne_Un, _labels[jump.Target]);
            _il.Emit(OpCodes.Br, _labels[p + 2]);
            return;
        }
        _il.Emit(OpCodes.Ceq);
        if (negated)
        {
            Constant(0);
            _il.Emit(OpCodes.Ceq);
        }
        Call(nameof(Interpreter.NewBool));
        PutResult(p, ins.A);
        Expect(ins.A, PyBool.True);
    }

    /// <summary>The conditional jump after a comparison, when it alone reads the comparison's result: the two are compiled as one.</summary>
    private Instruction? FusedJump(int p, int register) =>
        _ins[p].Op is >= Opcode.Lt and <= Opcode.NotIn && _temporaries.DefinedAt(p) is { } temporary && temporary.Use == p + 1 && temporary.Register == register && _ins[p + 1].Op is Opcode.JumpIfFalse or Opcode.JumpIfTrue
            ? _ins[p + 1] : null;

    private void Contains(int p, Instruction ins)
    {
        Spill(p + 1, p);
        PushContext(p);
        PushRegister(p, ins.B);
        PushRegister(p, ins.C);
        Constant(ins.A);
        Call(nameof(Interpreter.ContainsAny));
        _il.Emit(OpCodes.Stloc, _v);
        if (FusedJump(p, ins.A) is { } jump)
        {
            FinishFused(p, ins.A);
            _il.Emit(OpCodes.Ldloc, _v);
            Call(nameof(Interpreter.IsTrue));
            _il.Emit(jump.Op == Opcode.JumpIfTrue ? OpCodes.Brtrue : OpCodes.Brfalse, _labels[jump.Target]);
            _il.Emit(OpCodes.Br, _labels[p + 2]);
            return;
        }
        FinishCall(p, ins.A);
        Expect(ins.A, PyBool.True);
    }

    /// <summary>
    /// As FinishCall, for a result that the jump after the instruction reads: it is in _v. Where a frame must be waited for, the body is left, and the jump
    /// is the interpreter's, or finds the result in its register when the body is entered there.
    /// </summary>
    private void FinishFused(int p, int register)
    {
        Label there = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, _v);
        _il.Emit(OpCodes.Brtrue, there);
        _il.Emit(OpCodes.Ldarg_1);
        _il.Emit(OpCodes.Ldarg_2);
        Depth();
        Call(nameof(Interpreter.RunPushed));
        _il.Emit(OpCodes.Brfalse, _leave);
        LoadRegister(register);
        _il.Emit(OpCodes.Stloc, _v);
        _il.MarkLabel(there);
    }

    private void JumpBack(int target)
    {
        Label quiet = _labels[target];
        _il.Emit(OpCodes.Ldarg_1);
        Call(nameof(Interpreter.IsPending));
        _il.Emit(OpCodes.Brfalse, quiet);
        SetPc(target);
        _il.Emit(OpCodes.Ldarg_1);
        Call(nameof(Interpreter.HandlePending));
        _il.Emit(OpCodes.Br, quiet);
    }

    private void JumpIf(int p, Instruction ins)
    {
        if (!_entries[p] && p > 0 && FusedJump(p - 1, ins.A) != null)
        {
            // Part of the instruction before.
            return;
        }
        bool onTrue = ins.Op is Opcode.JumpIfTrue or Opcode.JumpIfTrueKeep;
        Label target = _labels[ins.Target];
        Label next = _labels[p + 1];
        Fetch(p, ins.A, _a);
        _il.Emit(OpCodes.Ldloc, _a);
        Call(nameof(Interpreter.IsTrue));
        _il.Emit(OpCodes.Brtrue, onTrue ? target : next);
        _il.Emit(OpCodes.Ldloc, _a);
        Call(nameof(Interpreter.IsFalseOrNone));
        _il.Emit(OpCodes.Brtrue, onTrue ? next : target);
        _entries[p + 1] = true;
        _entries[ins.Target] = true;
        Spill(p + 1);
        PushContext(p);
        _il.Emit(OpCodes.Ldloc, _a);
        Call(nameof(Interpreter.TruthAny));
        _il.Emit(OpCodes.Stloc, _truth ??= _il.DeclareLocal(typeof(int)));
        Label known = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, _truth!);
        Constant(0);
        _il.Emit(OpCodes.Bge, known);
        RunPushed(p);
        // The pushed frame's truth has moved the frame's Pc.
        _il.Emit(OpCodes.Ldarg_2);
        _il.Emit(OpCodes.Ldfld, s_pc);
        Constant(p + 1);
        _il.Emit(OpCodes.Beq, next);
        _il.Emit(OpCodes.Br, target);
        _il.MarkLabel(known);
        _il.Emit(OpCodes.Ldloc, _truth!);
        _il.Emit(onTrue ? OpCodes.Brtrue : OpCodes.Brfalse, target);
    }

    private void DoCall(int p, string method)
    {
        _entries[p + 1] = true;
        Spill(p + 1);
        PushContext(p);
        Depth();
        Call(method);
        _il.Emit(OpCodes.Brfalse, _leave);
    }

    private void ForIter(int p, Instruction ins)
    {
        Label item = _il.DefineLabel();
        _entries[p + 1] = true;
        _entries[p + 2] = true;
        // Loops of one function mostly share registers, so that the sample tells of one of them only.
        Fetch(p, ins.B, _a);
        NextInline(p, ins.A, nameof(Interpreter.IsListIterator), nameof(Interpreter.NextOfList), item);
        NextInline(p, ins.A, nameof(Interpreter.IsRangeIterator), nameof(Interpreter.NextOfRange), item);
        _truth ??= _il.DeclareLocal(typeof(int));
        Instruction unpack = p + 2 < _ins.Length ? _ins[p + 2] : default;
        if (unpack.Op == Opcode.UnpackSequence && unpack.B == ins.A && unpack.C == 2 && ins.A >= _code.FirstTemporary)
        {
            PushFrame(p);
            Call(nameof(Interpreter.NextPairAny));
            _il.Emit(OpCodes.Stloc, _truth);
            _il.Emit(OpCodes.Ldloc, _truth);
            _il.Emit(OpCodes.Brfalse, _labels[p + 1]);
            _il.Emit(OpCodes.Ldloc, _truth);
            Constant(1);
            _il.Emit(OpCodes.Beq, _labels[p + 3]);
        }
        Spill(p + 1);
        PushContext(p);
        Depth();
        Call(nameof(Interpreter.ForIterAny));
        _il.Emit(OpCodes.Stloc, _truth);
        _il.Emit(OpCodes.Ldloc, _truth);
        _il.Emit(OpCodes.Brfalse, _labels[p + 1]);
        _il.Emit(OpCodes.Ldloc, _truth);
        Constant(0);
        _il.Emit(OpCodes.Blt, _leave);
        _il.MarkLabel(item);
        _il.Emit(OpCodes.Br, _labels[p + 2]);
    }

    /// <summary>The next item of the iterator in _a, if it is of one kind; else the code after this goes on.</summary>
    private void NextInline(int p, int register, string isKind, string next, Label item)
    {
        Label other = _il.DefineLabel();
        _il.Emit(OpCodes.Ldloc, _a);
        Call(isKind);
        _il.Emit(OpCodes.Brfalse, other);
        _il.Emit(OpCodes.Ldloc, _a);
        Call(next);
        _il.Emit(OpCodes.Stloc, _v);
        _il.Emit(OpCodes.Ldloc, _v);
        _il.Emit(OpCodes.Brfalse, _labels[p + 1]);
        _il.Emit(OpCodes.Ldloc, _v);
        PutResult(p, register);
        _il.Emit(OpCodes.Br, item);
        _il.MarkLabel(other);
    }

    private void Unpack(int p, Instruction ins)
    {
        Label done = _il.DefineLabel();
        Fetch(p, ins.B, _a);
        _il.Emit(OpCodes.Ldloc, _a);
        _il.Emit(OpCodes.Ldloc, _r);
        Constant(ins.A);
        Constant(ins.C);
        Call(nameof(Interpreter.UnpackTuple));
        _il.Emit(OpCodes.Brtrue, done);
        PushFrame(p);
        _il.Emit(OpCodes.Ldloc, _a);
        Call(nameof(Interpreter.UnpackAny));
        _il.MarkLabel(done);
    }
}

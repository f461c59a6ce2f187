using System.Reflection.Emit;

namespace PythonEngine.Jit;

/// <summary>Arithmetic and comparison of numbers; intermediate results stay numbers where the compiler knows of which kind they are.</summary>
internal sealed partial class IlCompiler
{
    private enum Number
    {
        Unknown,
        Int,
        Float,
    }

    private Number KindOf(int p, int register) => Expected(p, register) is not { } example ? Number.Unknown
        : example.GetType() == typeof(PySmallInt) ? Number.Int
        : example.GetType() == typeof(PyFloat) ? Number.Float : Number.Unknown;

    /// <summary>The operation of an instruction, without its variants.</summary>
    private static Opcode Operation(Opcode op) => op switch
    {
        >= Opcode.InplaceAdd and <= Opcode.InplaceXor => Opcode.Add + (op - Opcode.InplaceAdd),
        Opcode.AddBox => Opcode.Add,
        Opcode.SubtractBox => Opcode.Subtract,
        Opcode.MultiplyBox => Opcode.Multiply,
        Opcode.TrueDivideBox => Opcode.TrueDivide,
        Opcode.FloorDivideBox => Opcode.FloorDivide,
        Opcode.RemainderBox => Opcode.Remainder,
        _ => op,
    };

    private void Binary(int p, Instruction ins)
    {
        Opcode op = Operation(ins.Op);
        Number left = KindOf(p, ins.B);
        Number right = KindOf(p, ins.C);
        // One unknown operand is mostly like the other.
        left = left == Number.Unknown ? right : left;
        right = right == Number.Unknown ? left : right;
        bool floats = (left == Number.Float || right == Number.Float) && left != Number.Unknown
            && op is Opcode.Add or Opcode.Subtract or Opcode.Multiply or Opcode.TrueDivide;
        bool ints = left == Number.Int && right == Number.Int
            && op is Opcode.Add or Opcode.Subtract or Opcode.Multiply or Opcode.TrueDivide or Opcode.FloorDivide or Opcode.Remainder or Opcode.And or Opcode.Or
                or Opcode.Xor or Opcode.RShift;
        Temporary? temporary = _temporaries.DefinedAt(p);
        if (!floats && !ints)
        {
            BinaryByCall(p, ins);
            Expect(ins.A, null);
            return;
        }
        bool floatResult = floats || op == Opcode.TrueDivide;
        if (temporary != null && ins.Op is >= Opcode.AddBox and <= Opcode.RemainderBox)
        {
            temporary.Kind = floatResult ? TemporaryKind.Float : TemporaryKind.Int;
        }
        Label slow = _il.DefineLabel();
        Label done = _il.DefineLabel();
        if (floats)
        {
            FetchFloat(p, ins.B, left, _a, _d, slow);
            FetchFloat(p, ins.C, right, _b, _e, slow);
            if (op == Opcode.TrueDivide)
            {
                _il.Emit(OpCodes.Ldloc, _e);
                _il.Emit(OpCodes.Ldc_R8, 0.0);
                _il.Emit(OpCodes.Beq, slow);
            }
            _il.Emit(OpCodes.Ldloc, _d);
            _il.Emit(OpCodes.Ldloc, _e);
            _il.Emit(op switch
            {
                Opcode.Add => OpCodes.Add,
                Opcode.Subtract => OpCodes.Sub,
                Opcode.Multiply => OpCodes.Mul,
                _ => OpCodes.Div,
            });
        }
        else
        {
            FetchInt(p, ins.B, _a, _x, slow);
            FetchInt(p, ins.C, _b, _y, slow);
            IntOperation(op, slow);
        }
        PutNumber(p, ins.A, temporary, floatResult);
        _il.Emit(OpCodes.Br, done);

        _il.MarkLabel(slow);
        FetchOperands(p, ins);
        Spill(p + 1, p);
        CallOperator(p, ins, nameof(Interpreter.BinaryAny));
        if (temporary == null || temporary.Kind == TemporaryKind.Object)
        {
            FinishCall(p, ins.A);
        }
        else
        {
            // Another kind of result than expected: the interpreter goes on with it.
            Label other = _il.DefineLabel();
            _entries[p + 1] = true;
            _il.Emit(OpCodes.Ldloc, _v);
            _il.Emit(OpCodes.Brfalse, _leave);
            _il.Emit(OpCodes.Ldloc, _v);
            Call(temporary.Kind == TemporaryKind.Float ? nameof(Interpreter.IsFloat) : nameof(Interpreter.IsInt));
            _il.Emit(OpCodes.Brfalse, other);
            Unbox(temporary);
            _il.Emit(OpCodes.Br, done);
            _il.MarkLabel(other);
            _il.Emit(OpCodes.Ldloc, _v);
            StoreRegister(ins.A);
            Blind(true);
            Return(BodyResult.Interpret);
        }
        _il.MarkLabel(done);
        Expect(ins.A, floatResult ? s_someFloat : s_someInt);
    }

    /// <summary>The number on the evaluation stack becomes the result.</summary>
    private void PutNumber(int p, int register, Temporary? temporary, bool isFloat)
    {
        if (temporary == null || temporary.Kind == TemporaryKind.Object)
        {
            Call(isFloat ? nameof(Interpreter.NewFloat) : nameof(Interpreter.NewInt));
            PutResult(p, register);
            return;
        }
        _il.Emit(OpCodes.Stloc, Variable(temporary));
    }

    /// <summary>Pushes the result of an operation on _x and _y.</summary>
    private void IntOperation(Opcode op, Label slow)
    {
        switch (op)
        {
            case Opcode.Add:
                Checked(OpCodes.Add, nameof(Interpreter.SumOverflows), slow);
                break;
            case Opcode.Subtract:
                Checked(OpCodes.Sub, nameof(Interpreter.DifferenceOverflows), slow);
                break;
            case Opcode.Multiply:
                Checked(OpCodes.Mul, nameof(Interpreter.ProductOverflows), slow);
                break;
            case Opcode.TrueDivide:
                _il.Emit(OpCodes.Ldloc, _x);
                _il.Emit(OpCodes.Ldloc, _y);
                Call(nameof(Interpreter.ExactQuotient));
                _il.Emit(OpCodes.Brfalse, slow);
                _il.Emit(OpCodes.Ldloc, _x);
                _il.Emit(OpCodes.Conv_R8);
                _il.Emit(OpCodes.Ldloc, _y);
                _il.Emit(OpCodes.Conv_R8);
                _il.Emit(OpCodes.Div);
                break;
            case Opcode.FloorDivide or Opcode.Remainder:
                _il.Emit(OpCodes.Ldloc, _y);
                Constant(0L);
                _il.Emit(OpCodes.Ble, slow);
                _il.Emit(OpCodes.Ldloc, _x);
                _il.Emit(OpCodes.Ldloc, _y);
                Call(op == Opcode.FloorDivide ? nameof(Interpreter.FloorQuotient) : nameof(Interpreter.FloorRemainder));
                break;
            case Opcode.RShift:
                _il.Emit(OpCodes.Ldloc, _y);
                Constant(64L);
                _il.Emit(OpCodes.Bge_Un, slow);
                _il.Emit(OpCodes.Ldloc, _x);
                _il.Emit(OpCodes.Ldloc, _y);
                _il.Emit(OpCodes.Conv_I4);
                _il.Emit(OpCodes.Shr);
                break;
            default:
                Plain(op == Opcode.And ? OpCodes.And : op == Opcode.Or ? OpCodes.Or : OpCodes.Xor);
                break;
        }
    }

    private void Plain(OpCode operation)
    {
        _il.Emit(OpCodes.Ldloc, _x);
        _il.Emit(OpCodes.Ldloc, _y);
        _il.Emit(operation);
    }

    private void Checked(OpCode operation, string overflows, Label slow)
    {
        Plain(operation);
        _il.Emit(OpCodes.Stloc, _z);
        _il.Emit(OpCodes.Ldloc, _x);
        _il.Emit(OpCodes.Ldloc, _y);
        _il.Emit(OpCodes.Ldloc, _z);
        Call(overflows);
        _il.Emit(OpCodes.Brtrue, slow);
        _il.Emit(OpCodes.Ldloc, _z);
    }

    private PyObject? ConstantAt(int register) => register >= _code.FirstConst ? _code.Consts[register - _code.FirstConst] : null;

    /// <summary>An int operand as a number; away when it is none.</summary>
    private void FetchInt(int p, int register, LocalBuilder scratch, LocalBuilder number, Label otherwise)
    {
        if (ConstantAt(register) is PySmallInt constant)
        {
            Constant(constant.Value);
        }
        else if (_temporaries.UsedAt(p, register) is { Kind: TemporaryKind.Int } temporary)
        {
            _il.Emit(OpCodes.Ldloc, Variable(temporary));
        }
        else
        {
            Fetch(p, register, scratch);
            _il.Emit(OpCodes.Ldloc, scratch);
            Call(nameof(Interpreter.IsInt));
            _il.Emit(OpCodes.Brfalse, otherwise);
            _il.Emit(OpCodes.Ldloc, scratch);
            Call(nameof(Interpreter.IntOf));
        }
        _il.Emit(OpCodes.Stloc, number);
    }

    /// <summary>An operand of float arithmetic as a float; away when it is not of the kind expected.</summary>
    private void FetchFloat(int p, int register, Number kind, LocalBuilder scratch, LocalBuilder number, Label otherwise)
    {
        if (ConstantAt(register) is { } constant && constant is PySmallInt or PyFloat)
        {
            _il.Emit(OpCodes.Ldc_R8, constant is PySmallInt whole ? whole.Value : ((PyFloat)constant).Value);
        }
        else if (_temporaries.UsedAt(p, register) is { Kind: not TemporaryKind.Object } temporary)
        {
            _il.Emit(OpCodes.Ldloc, Variable(temporary));
            if (temporary.Kind == TemporaryKind.Int)
            {
                _il.Emit(OpCodes.Conv_R8);
            }
        }
        else
        {
            Fetch(p, register, scratch);
            _il.Emit(OpCodes.Ldloc, scratch);
            Call(kind == Number.Int ? nameof(Interpreter.IsInt) : nameof(Interpreter.IsFloat));
            _il.Emit(OpCodes.Brfalse, otherwise);
            _il.Emit(OpCodes.Ldloc, scratch);
            Call(kind == Number.Int ? nameof(Interpreter.IntOf) : nameof(Interpreter.FloatOf));
            if (kind == Number.Int)
            {
                _il.Emit(OpCodes.Conv_R8);
            }
        }
        _il.Emit(OpCodes.Stloc, number);
    }

    /// <summary>
    /// Both operands as objects in _a and _b, and in their registers as well: an operator method that returns NotImplemented makes the interpreter
    /// look there for the other operand's turn.
    /// </summary>
    private void FetchOperands(int p, Instruction ins)
    {
        Fetch(p, ins.B, _a);
        Fetch(p, ins.C, _b);
        if (_temporaries.UsedAt(p, ins.B) is { } left)
        {
            _il.Emit(OpCodes.Ldloc, _a);
            StoreRegister(left.Register);
        }
        if (_temporaries.UsedAt(p, ins.C) is { } right)
        {
            _il.Emit(OpCodes.Ldloc, _b);
            StoreRegister(right.Register);
        }
    }

    private void CallOperator(int p, Instruction ins, string method)
    {
        PushContext(p);
        _il.Emit(OpCodes.Ldloc, _a);
        _il.Emit(OpCodes.Ldloc, _b);
        Constant(ins.A);
        Call(method);
        _il.Emit(OpCodes.Stloc, _v);
    }

    private void BinaryByCall(int p, Instruction ins)
    {
        Blind(Expected(p, ins.B) == null && Expected(p, ins.C) == null);
        FetchOperands(p, ins);
        Spill(p + 1, p);
        CallOperator(p, ins, nameof(Interpreter.BinaryAny));
        FinishCall(p, ins.A);
    }

    private void Compare(int p, Instruction ins)
    {
        Number left = KindOf(p, ins.B);
        Number right = KindOf(p, ins.C);
        left = left == Number.Unknown ? right : left;
        right = right == Number.Unknown ? left : right;
        bool floats = left != Number.Unknown && (left == Number.Float || right == Number.Float)
            // An int beyond 53 bits is not compared as a float.
            && (left == right || ConstantAt(ins.B) is PySmallInt { Value: > -(1L << 53) and < 1L << 53 } || ConstantAt(ins.C) is PySmallInt { Value: > -(1L << 53) and < 1L << 53 });
        bool ints = left == Number.Int && right == Number.Int;
        bool texts = ins.Op is Opcode.Eq or Opcode.Ne && (Expected(p, ins.B) is PyStr || Expected(p, ins.C) is PyStr);
        Instruction? jump = FusedJump(p, ins.A);
        Label slow = _il.DefineLabel();
        Label done = _il.DefineLabel();
        if (floats)
        {
            FetchFloat(p, ins.B, left, _a, _d, slow);
            FetchFloat(p, ins.C, right, _b, _e, slow);
            _il.Emit(OpCodes.Ldloc, _d);
            _il.Emit(OpCodes.Ldloc, _e);
        }
        else if (ints)
        {
            FetchInt(p, ins.B, _a, _x, slow);
            FetchInt(p, ins.C, _b, _y, slow);
            _il.Emit(OpCodes.Ldloc, _x);
            _il.Emit(OpCodes.Ldloc, _y);
        }
        else if (texts)
        {
            FetchText(p, ins.B, _a, slow);
            FetchText(p, ins.C, _b, slow);
            _il.Emit(OpCodes.Ldloc, _a);
            _il.Emit(OpCodes.Ldloc, _b);
            Call(nameof(Interpreter.SameText));
            // As a comparison of two numbers with the same outcome.
            Constant(1);
        }
        if (floats || ints || texts)
        {
            if (jump is { } taken)
            {
                bool onTrue = taken.Op == Opcode.JumpIfTrue;
                _il.Emit(Branch(ins.Op, onTrue, floats), _labels[taken.Target]);
                _il.Emit(OpCodes.Br, _labels[p + 2]);
            }
            else
            {
                Truth(ins.Op, floats);
                Call(nameof(Interpreter.NewBool));
                PutResult(p, ins.A);
                _il.Emit(OpCodes.Br, done);
            }
        }
        _il.MarkLabel(slow);
        Blind(Expected(p, ins.B) == null && Expected(p, ins.C) == null);
        FetchOperands(p, ins);
        Spill(p + 1, p);
        CallOperator(p, ins, nameof(Interpreter.CompareAny));
        if (jump is { } later)
        {
            FinishFused(p, ins.A);
            PushFrame(p + 1);
            _il.Emit(OpCodes.Ldloc, _v);
            Call(nameof(Interpreter.TruthOf));
            _il.Emit(later.Op == Opcode.JumpIfTrue ? OpCodes.Brtrue : OpCodes.Brfalse, _labels[later.Target]);
            _il.Emit(OpCodes.Br, _labels[p + 2]);
        }
        else
        {
            FinishCall(p, ins.A);
        }
        _il.MarkLabel(done);
        Expect(ins.A, PyBool.True);
    }

    private void FetchText(int p, int register, LocalBuilder variable, Label otherwise)
    {
        Fetch(p, register, variable);
        if (ConstantAt(register) is PyStr)
        {
            return;
        }
        _il.Emit(OpCodes.Ldloc, variable);
        Call(nameof(Interpreter.IsStr));
        _il.Emit(OpCodes.Brfalse, otherwise);
    }

    /// <summary>The branch that is taken when the comparison has the given outcome; a comparison with a NaN holds for != alone.</summary>
    private static OpCode Branch(Opcode op, bool outcome, bool floats) => (op, outcome) switch
    {
        (Opcode.Lt, true) => OpCodes.Blt,
        (Opcode.Le, true) => OpCodes.Ble,
        (Opcode.Gt, true) => OpCodes.Bgt,
        (Opcode.Ge, true) => OpCodes.Bge,
        (Opcode.Eq, true) or (Opcode.Ne, false) => OpCodes.Beq,
        (Opcode.Ne, true) or (Opcode.Eq, false) => OpCodes.Bne_Un,
        // The unordered forms take the branch for a NaN; for ints they would compare without signs.
        (Opcode.Lt, false) => floats ? OpCodes.Bge_Un : OpCodes.Bge,
        (Opcode.Le, false) => floats ? OpCodes.Bgt_Un : OpCodes.Bgt,
        (Opcode.Gt, false) => floats ? OpCodes.Ble_Un : OpCodes.Ble,
        _ => floats ? OpCodes.Blt_Un : OpCodes.Blt,
    };

    /// <summary>Replaces two numbers on the evaluation stack by whether the comparison holds.</summary>
    private void Truth(Opcode op, bool floats)
    {
        switch (op)
        {
            case Opcode.Lt:
                _il.Emit(OpCodes.Clt);
                break;
            case Opcode.Gt:
                _il.Emit(OpCodes.Cgt);
                break;
            case Opcode.Eq:
                _il.Emit(OpCodes.Ceq);
                break;
            case Opcode.Le:
                _il.Emit(floats ? OpCodes.Cgt_Un : OpCodes.Cgt);
                Negate();
                break;
            case Opcode.Ge:
                _il.Emit(floats ? OpCodes.Clt_Un : OpCodes.Clt);
                Negate();
                break;
            default:
                _il.Emit(OpCodes.Ceq);
                Negate();
                break;
        }
    }

    private void Negate()
    {
        Constant(0);
        _il.Emit(OpCodes.Ceq);
    }
}

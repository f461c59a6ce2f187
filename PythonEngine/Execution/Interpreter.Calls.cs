namespace PythonEngine.Execution;

/// <summary>Calls that leave the loop's fast path.</summary>
internal static unsafe partial class Interpreter
{
    private static readonly nint s_slotNew = (nint)(delegate*<PyType, ReadOnlySpan<PyObject>, PyTuple?, PyObject>)&SlotOverrides.New;
    private static readonly nint s_slotInit = (nint)(delegate*<PyObject, ReadOnlySpan<PyObject>, PyTuple?, void>)&SlotOverrides.Init;

    /// <summary>Puts a prepared frame on top of the caller's.</summary>
    internal static void Push(PyThread t, Frame caller, PyFrame frame, ReturnKind kind, ushort register, PyObject? extra = null)
    {
        frame.Back = caller;
        frame.OnReturn = kind;
        frame.ReturnRegister = register;
        frame.Extra = extra;
        if (++t.Depth > t.DepthLimit)
        {
            if (t.Depth > t.Engine.RecursionLimit)
            {
                frame.Recycle();
            }
            t.PassDepthLimit();
        }
        t.Top = frame;
    }

    private static void PushCall2(PyThread t, PyFrame caller, PyFunction f, PyObject a, PyObject b, ReturnKind kind, ushort register)
    {
        Buffer4 args = default;
        args[0] = a;
        args[1] = b;
        Push(t, caller, CallArguments.NewFrame(f, ((Span<PyObject>)args!)[..2], null), kind, register);
    }

    [InlineArray(4)]
    private struct Buffer4
    {
        private PyObject? _first;
    }

    [InlineArray(9)]
    private struct Buffer9
    {
        private PyObject? _first;
    }

    /// <summary>Pushes the Python special method of an instance's class; false when the class has no plain Python one.</summary>
    private static bool PushSpecial(PyThread t, PyFrame frame, PyObject obj, PyStr name, PyObject a, PyObject? b, ReturnKind kind, ushort register)
    {
        PyType type = obj.Type;
        if (!type.IsHeap || type.Lookup(name) is not PyFunction f || !IsPlainFunction(f))
        {
            return false;
        }
        Buffer4 args = default;
        args[0] = obj;
        args[1] = a;
        args[2] = b;
        Push(t, frame, CallArguments.NewFrame(f, ((Span<PyObject>)args!)[..(b == null ? 2 : 3)], null), kind, register);
        return true;
    }

    /// <summary>A call: the result, or null when the chain's top changed (frame pushed, greenlet switched).</summary>
    internal static PyObject? CallSlow(PyThread t, PyFrame frame, PyObject function, ReadOnlySpan<PyObject> args, PyTuple? kwnames, ushort register)
    {
        PyObject result;
        if (function.GetType() == typeof(PyFunction))
        {
            return CallFunction(t, frame, Unsafe.As<PyFunction>(function), args, kwnames, register);
        }
        if (function.GetType() == typeof(PyBuiltinFunction))
        {
            PyBuiltinFunction native = Unsafe.As<PyBuiltinFunction>(function);
            result = native.PassSelf ? CallWithSelf(native.Function, native.Self!, args, kwnames) : native.Function.Entry(args, kwnames);
        }
        else if (function.GetType() == typeof(PyMethodDescriptor))
        {
            result = Unsafe.As<PyMethodDescriptor>(function).Function.Entry(args, kwnames);
        }
        else if (function.GetType() == typeof(PyMethod))
        {
            PyMethod method = Unsafe.As<PyMethod>(function);
            if (method.Function.GetType() == typeof(PyFunction))
            {
                if (args.Length < 9)
                {
                    Buffer9 buffer = default;
                    buffer[0] = method.Self;
                    args.CopyTo(((Span<PyObject>)buffer!)[1..]);
                    return CallFunction(t, frame, Unsafe.As<PyFunction>(method.Function), ((Span<PyObject>)buffer!)[..(args.Length + 1)], kwnames, register);
                }
                return CallFunction(t, frame, Unsafe.As<PyFunction>(method.Function), Prepend(method.Self, args), kwnames, register);
            }
            return CallSlow(t, frame, method.Function, Prepend(method.Self, args), kwnames, register);
        }
        else if (function is PyType type)
        {
            PyObject? made = CallType(t, frame, type, args, kwnames, register);
            if (made == null)
            {
                return null;
            }
            result = made;
        }
        else if (function.GetType() == typeof(PyInstance) && function.Type.Lookup(Names.Call) is PyFunction callMethod)
        {
            return CallFunction(t, frame, callMethod, Prepend(function, args), kwnames, register);
        }
        else
        {
            var call = function.Type.TpCall;
            if (call == null)
            {
                throw Ops.NotCallable(function);
            }
            result = call(function, args, kwnames);
        }
        if (ReferenceEquals(result, PyThread.Pending))
        {
            Suspend(t, frame, ReturnKind.Store, register);
            return null;
        }
        return result;
    }

    private static PyObject CallWithSelf(NativeFunction function, PyObject self, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length < 9)
        {
            Buffer9 buffer = default;
            buffer[0] = self;
            args.CopyTo(((Span<PyObject>)buffer!)[1..]);
            return function.Entry(((Span<PyObject>)buffer!)[..(args.Length + 1)], kwnames);
        }
        return function.Entry(Prepend(self, args), kwnames);
    }

    internal static PyObject[] Prepend(PyObject first, ReadOnlySpan<PyObject> rest)
    {
        PyObject[] all = new PyObject[rest.Length + 1];
        all[0] = first;
        rest.CopyTo(all.AsSpan(1));
        return all;
    }

    private static PyObject? CallFunction(PyThread t, PyFrame frame, PyFunction f, ReadOnlySpan<PyObject> args, PyTuple? kwnames, ushort register)
    {
        PyFrame callee = CallArguments.NewFrame(f, args, kwnames);
        if ((f.Code.Flags & CodeFlags.AnyGenerator) != 0)
        {
            return PyGenerator.FromCall(callee);
        }
        Push(t, frame, callee, ReturnKind.Store, register);
        return null;
    }

    /// <summary>Makes an instance; a Python __init__ runs as a frame of its own.</summary>
    private static PyObject? CallType(PyThread t, PyFrame frame, PyType type, ReadOnlySpan<PyObject> args, PyTuple? kwnames, ushort register)
    {
        PyType metatype = type.Type;
        if (!ReferenceEquals(metatype, PyType.TypeObject) && (nint)metatype.TpCall != (nint)PyType.TypeObject.TpCall)
        {
            if (metatype.Lookup(Names.Call) is PyFunction metaCall)
            {
                return CallFunction(t, frame, metaCall, Prepend(type, args), kwnames, register);
            }
            return metatype.TpCall(type, args, kwnames);
        }
        if (args.Length == 1 && kwnames == null && !type.IsHeap)
        {
            if (CallConversion(t, type, args[0]) is { } converted)
            {
                return converted;
            }
            if (t.Raised != null)
            {
                return null;
            }
        }
        if (!type.IsHeap || (nint)type.TpInit != s_slotInit || (nint)type.TpNew == s_slotNew || type.TpNew == null)
        {
            return PyType.TypeObject.TpCall(type, args, kwnames);
        }
        PyObject instance = type.TpNew(type, args, kwnames);
        if (!instance.Type.IsSubtypeOf(type))
        {
            return instance;
        }
        if ((type.Flags & TypeFlags.HasDel) != 0)
        {
            DelSentinel.Watch(instance);
        }
        PyObject init = instance.Type.Lookup(Names.Init)!;
        if (init is PyFunction f && IsPlainFunction(f))
        {
            PyFrame callee;
            if (args.Length < 9)
            {
                Buffer9 buffer = default;
                buffer[0] = instance;
                args.CopyTo(((Span<PyObject>)buffer!)[1..]);
                callee = CallArguments.NewFrame(f, ((Span<PyObject>)buffer!)[..(args.Length + 1)], kwnames);
            }
            else
            {
                callee = CallArguments.NewFrame(f, Prepend(instance, args), kwnames);
            }
            Push(t, frame, callee, ReturnKind.Init, register, instance);
            return null;
        }
        instance.Type.TpInit(instance, args, kwnames);
        return instance;
    }

    /// <summary>
    /// Builtin types called with a generator, or numbers with text: the former run on the heap chain, the latter fail without a .NET
    /// exception. Null when the call is an ordinary one, or with t.Raised set.
    /// </summary>
    private static PyObject? CallConversion(PyThread t, PyType type, PyObject arg)
    {
        if (arg.GetType() == typeof(PyGenerator) || arg.GetType() == typeof(PyInstance))
        {
            Func<PyList, PyObject>? then = ReferenceEquals(type, PyList.TypeObject) ? CollectConsumer.AsList
                : ReferenceEquals(type, PyTuple.TypeObject) ? CollectConsumer.AsTuple
                : ReferenceEquals(type, PySet.TypeObject) ? s_collectSet
                : ReferenceEquals(type, PyFrozenSet.TypeObject) ? s_collectFrozenSet
                : ReferenceEquals(type, PyDict.TypeObject) && arg.GetType() == typeof(PyGenerator) ? s_collectDict
                : null;
            return then == null || IteratorConsumer.Of(arg) is not { } iterator ? null : IteratorConsumer.Start(new CollectConsumer(iterator, then));
        }
        if (ReferenceEquals(type, PyStr.TypeObject) && (arg.GetType() == typeof(PySmallInt) || arg.GetType() == typeof(PyStr)))
        {
            return Ops.Str(arg);
        }
        if (arg.GetType() == typeof(PyStr))
        {
            if (ReferenceEquals(type, PyInt.TypeObject))
            {
                return PyInt.TryParse(Unsafe.As<PyStr>(arg), 10, out PyException? invalid) ?? Raise(t, invalid!);
            }
            if (ReferenceEquals(type, PyFloat.TypeObject))
            {
                return PyFloat.TryParse(Unsafe.As<PyStr>(arg), out double value) ? new PyFloat(value) : Raise(t, PyFloat.Invalid(arg));
            }
        }
        return null;
    }

    private static readonly Func<PyList, PyObject> s_collectSet = static list => Ops.Call(PySet.TypeObject, list);
    private static readonly Func<PyList, PyObject> s_collectFrozenSet = static list => Ops.Call(PyFrozenSet.TypeObject, list);
    private static readonly Func<PyList, PyObject> s_collectDict = static list => Ops.Call(PyDict.TypeObject, list);

    /// <summary>Raises in the running frame without a .NET throw: the caller leaves the loop, as for a pushed frame. Always null.</summary>
    internal static PyObject? Raise(PyThread t, PyException error)
    {
        SetContext(t, error.Value);
        t.Raised = error.Value;
        return null;
    }

    /// <summary>A native returned Pending: run the frame it named, or park the greenlet.</summary>
    internal static void Suspend(PyThread t, PyFrame frame, ReturnKind kind, ushort register)
    {
        if (t.TailFrame is { } tail)
        {
            t.TailFrame = null;
            ReturnKind tailKind = kind == ReturnKind.Store ? t.TailKind : kind;
            Push(t, frame, tail, tailKind, register);
            TakeTailRaised(t);
            return;
        }
        if (t.TailNative is { } native)
        {
            t.TailNative = null;
            native.Back = frame;
            native.OnReturn = kind;
            native.ReturnRegister = register;
            t.Top = native;
            t.SwitchedAway = true;
            return;
        }
        t.ParkCurrent(kind, register);
        LeaveLoopIfTracing(t);
        // Set last: other OS threads may have run this Python thread in between.
        t.SwitchedAway = true;
    }

    /// <summary>Calls a function on top of a native frame, which gets the result.</summary>
    internal static void CallOn(PyThread t, NativeFrame native, PyObject function, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (function is PyMethod method)
        {
            args = Prepend(method.Self, args);
            function = method.Function;
        }
        if (function is PyFunction f && IsPlainFunction(f))
        {
            Push(t, native, CallArguments.NewFrame(f, args, kwnames), ReturnKind.Store, 0);
            return;
        }
        var call = function.Type.TpCall;
        if (call == null)
        {
            throw Ops.NotCallable(function);
        }
        PyObject result = call(function, args, kwnames);
        if (!ReferenceEquals(result, PyThread.Pending))
        {
            native.Returned(t, result);
        }
        else if (t.TailFrame is { } tail)
        {
            t.TailFrame = null;
            Push(t, native, tail, t.TailKind, 0);
            TakeTailRaised(t);
        }
        else if (t.TailNative is { } next)
        {
            t.TailNative = null;
            next.Back = native;
            next.OnReturn = ReturnKind.Store;
            t.Top = next;
        }
        else
        {
            t.ParkCurrent(ReturnKind.Store, 0);
        }
    }

    /// <summary>An exception for the frame just pushed (generator.throw) gets what that frame handles as its context.</summary>
    internal static void TakeTailRaised(PyThread t)
    {
        if (t.TailRaised is { } raised)
        {
            t.TailRaised = null;
            t.Raised = raised;
            SetContext(t, raised);
        }
    }

    /// <summary>Next item of an iterator that is not one of the loop's favourites; null at the end or when the chain changed.</summary>
    private static PyObject? ForIterSlow(PyThread t, PyFrame frame, PyObject iterator, ushort register)
    {
        PyType type = iterator.Type;
        if (type.IsHeap && type.Lookup(Names.Next) is PyFunction f && IsPlainFunction(f))
        {
            Push(t, frame, CallArguments.NewFrame(f, new ReadOnlySpan<PyObject>(ref iterator), null), ReturnKind.ForIter, register);
            return null;
        }
        if (!type.HasIterNext)
        {
            // __next__ was deleted while the loop ran.
            throw Err.TypeError($"'{type.FullName}' object is not iterable");
        }
        PyObject? item;
        try
        {
            item = type.TpIterNext(iterator);
        }
        catch (PyException e) when (e.Matches(Exc.StopIteration))
        {
            return null;
        }
        if (ReferenceEquals(item, PyThread.Pending))
        {
            Suspend(t, frame, ReturnKind.ForIter, register);
            return null;
        }
        return item;
    }

    private static bool IsTrueNative(PyObject obj, out bool pushed)
    {
        pushed = false;
        return Ops.IsTrue(obj);
    }

    private static bool IsTrueInstance(PyThread t, PyFrame frame, PyObject obj, out bool pushed)
    {
        PyType type = obj.Type;
        PyObject? f = type.Lookup(Names.Bool);
        PyObject? marker = null;
        if (f == null)
        {
            f = type.Lookup(Names.Len);
            marker = obj;
        }
        if (f is PyFunction function && IsPlainFunction(function))
        {
            Push(t, frame, CallArguments.NewFrame(function, new ReadOnlySpan<PyObject>(ref obj), null), ReturnKind.Condition, 0, marker);
            pushed = true;
            return false;
        }
        pushed = false;
        return Ops.IsTrue(obj);
    }

    /// <summary>The operand in a register for code that may keep it: a number from a box register is copied.</summary>
    internal static PyObject Unboxed(PyFrame frame, int register)
    {
        PyObject value = frame.R[register]!;
        PyCode code = frame.Code;
        if (register < code.FirstBox || register >= code.FirstConst)
        {
            return value;
        }
        return value.GetType() == typeof(PySmallInt) ? PyInt.From(Unsafe.As<PySmallInt>(value).Value)
            : value.GetType() == typeof(PyFloat) ? new PyFloat(Unsafe.As<PyFloat>(value).Value)
            : value;
    }

    /// <summary>The operation of an instruction that stores into a box.</summary>
    private static Opcode Plain(Opcode op) => op switch
    {
        Opcode.AddBox => Opcode.Add,
        Opcode.SubtractBox => Opcode.Subtract,
        Opcode.MultiplyBox => Opcode.Multiply,
        Opcode.TrueDivideBox => Opcode.TrueDivide,
        Opcode.FloorDivideBox => Opcode.FloorDivide,
        Opcode.RemainderBox => Opcode.Remainder,
        _ => op,
    };

    /// <summary>The next two values of an iterator over pairs; false for other iterators. A null first value is the end.</summary>
    private static bool TryNextPair(PyObject iterator, out PyObject? first, out PyObject? second)
    {
        if (iterator.GetType() == typeof(PyZip) && Unsafe.As<PyZip>(iterator).IsPair)
        {
            first = Unsafe.As<PyZip>(iterator).NextPair(out second);
            return true;
        }
        if (iterator.GetType() == typeof(PyEnumerate))
        {
            second = Unsafe.As<PyEnumerate>(iterator).NextPair(out first);
            return true;
        }
        if (iterator.GetType() == typeof(PyDictItemIterator))
        {
            first = Unsafe.As<PyDictItemIterator>(iterator).NextPair(out second);
            return true;
        }
        first = second = null;
        return false;
    }

    /// <summary>An item by number of a list, tuple (negative numbers), str or bytes; null for others and where it is an error.</summary>
    private static PyObject? NativeItem(PyObject container, long index)
    {
        if (container.GetType() == typeof(PyStr))
        {
            PyStr text = Unsafe.As<PyStr>(container);
            index = index < 0 ? index + text.Length : index;
            return (ulong)index < (ulong)text.Length ? PyStr.FromChar(text[(int)index]) : null;
        }
        if (container.GetType() == typeof(PyList))
        {
            PyList list = Unsafe.As<PyList>(container);
            index += list.Count;
            return (ulong)index < (ulong)list.Count ? list.Items[index] : null;
        }
        if (container.GetType() == typeof(PyTuple))
        {
            PyObject[] items = Unsafe.As<PyTuple>(container).Items;
            index += items.Length;
            return (ulong)index < (ulong)items.Length ? items[index] : null;
        }
        if (container.GetType() == typeof(PyBytes))
        {
            byte[] data = Unsafe.As<PyBytes>(container).Data;
            index = index < 0 ? index + data.Length : index;
            return (ulong)index < (ulong)data.Length ? PyInt.From(data[index]) : null;
        }
        if (container.GetType() == typeof(PyByteArray))
        {
            ReadOnlySpan<byte> data = Unsafe.As<PyByteArray>(container).Span;
            index = index < 0 ? index + data.Length : index;
            return (ulong)index < (ulong)data.Length ? PyInt.From(data[(int)index]) : null;
        }
        return null;
    }

    /// <summary>Membership in builtin containers; false when it is another container's matter.</summary>
    private static bool NativeContains(PyObject container, PyObject item, out bool result)
    {
        if (container.GetType() == typeof(PyDict))
        {
            result = Unsafe.As<PyDict>(container).Get(item) != null;
            return true;
        }
        if (container.GetType() == typeof(PyStr) && item.GetType() == typeof(PyStr))
        {
            PyStr text = Unsafe.As<PyStr>(container);
            result = text.IndexOf(Unsafe.As<PyStr>(item), 0, text.Length) >= 0;
            return true;
        }
        if (item.GetType() == typeof(PySmallInt) || item.GetType() == typeof(PyStr))
        {
            if (container.GetType() == typeof(PySet) || container.GetType() == typeof(PyFrozenSet))
            {
                result = Unsafe.As<PySetBase>(container).Contains(item);
                return true;
            }
            ReadOnlySpan<PyObject> items;
            if (container.GetType() == typeof(PyTuple))
            {
                items = Unsafe.As<PyTuple>(container).Items;
            }
            else if (container.GetType() == typeof(PyList))
            {
                items = Unsafe.As<PyList>(container).Span;
            }
            else
            {
                result = false;
                return false;
            }
            // Only while the items are of the same exact type, whose comparison runs no Python code.
            foreach (PyObject other in items)
            {
                if (ReferenceEquals(other, item))
                {
                    result = true;
                    return true;
                }
                if (other.GetType() != item.GetType())
                {
                    result = false;
                    return false;
                }
                if (item.GetType() == typeof(PySmallInt) ? Unsafe.As<PySmallInt>(other).Value == Unsafe.As<PySmallInt>(item).Value
                    : PyStr.Equals(Unsafe.As<PyStr>(other), Unsafe.As<PyStr>(item)))
                {
                    result = true;
                    return true;
                }
            }
            result = false;
            return true;
        }
        result = false;
        return false;
    }

    private static void NewBox(PyObject?[] r, int box, PyObject number)
    {
        r[box] = number;
        r[box + 1] = number;
    }

    private static PyObject? BinarySlow(PyThread t, PyFrame frame, Opcode op, PyObject a, PyObject b, ushort register)
    {
        op = Plain(op);
        if ((a.GetType() == typeof(PyFloat) && b.GetType() == typeof(PySmallInt)) || (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PyFloat)))
        {
            if (MixedArithmetic(op, a, b) is { } number)
            {
                return number;
            }
        }
        if (op is Opcode.Add or Opcode.InplaceAdd && a.GetType() == typeof(PyStr) && b.GetType() == typeof(PyStr))
        {
            return PyStr.Concat(Unsafe.As<PyStr>(a), Unsafe.As<PyStr>(b));
        }
        if (a is PySmallInt or PyBigInt && b is PySmallInt or PyBigInt && IntArithmetic(op, (PyInt)a, (PyInt)b) is { } integer)
        {
            return integer;
        }
        bool inplace = op >= Opcode.InplaceAdd;
        BinaryOp binary = (BinaryOp)(op - (inplace ? Opcode.InplaceAdd : Opcode.Add));
        if (!inplace && a.GetType() == typeof(PyInstance) && binary != BinaryOp.Power)
        {
            PyType ta = a.Type;
            PyType tb = b.Type;
            if ((ReferenceEquals(ta, tb) || !tb.IsSubtypeOf(ta)) && ta.Lookup(SlotOverrides.BinaryName(binary)) is PyFunction f && IsPlainFunction(f))
            {
                PushCall2(t, frame, f, a, b, ReturnKind.Operator, register);
                return null;
            }
        }
        return inplace ? Ops.Inplace(binary, a, b) : Ops.Binary(binary, a, b);
    }

    /// <summary>Arithmetic of exact ints that left the loop's 64 bits; null where it is not the plain case.</summary>
    private static PyInt? IntArithmetic(Opcode op, PyInt a, PyInt b)
    {
        switch (op)
        {
            case Opcode.Add or Opcode.InplaceAdd:
                return PyInt.From(a.Big + b.Big);
            case Opcode.Subtract or Opcode.InplaceSubtract:
                return PyInt.From(a.Big - b.Big);
            case Opcode.Multiply or Opcode.InplaceMultiply:
                return PyInt.From(a.Big * b.Big);
            case Opcode.LShift or Opcode.InplaceLShift when a is PySmallInt x && b is PySmallInt { Value: >= 0 and < 62 } y
                    && x.Value > -(1L << (62 - (int)y.Value)) && x.Value < 1L << (62 - (int)y.Value):
                return PyInt.From(x.Value << (int)y.Value);
            case Opcode.Power or Opcode.InplacePower when a is PySmallInt x && b is PySmallInt { Value: >= 0 and < 64 } y:
                {
                    long result = 1, factor = x.Value;
                    for (long n = y.Value; ;)
                    {
                        if ((n & 1) != 0 && Math.BigMul(result, factor, out result) != result >> 63)
                        {
                            return null;
                        }
                        n >>= 1;
                        if (n == 0)
                        {
                            return PyInt.From(result);
                        }
                        if (Math.BigMul(factor, factor, out factor) != factor >> 63)
                        {
                            return null;
                        }
                    }
                }
            default:
                return null;
        }
    }

    /// <summary>A float and an int; null where it is not the plain case.</summary>
    private static PyFloat? MixedArithmetic(Opcode op, PyObject a, PyObject b)
    {
        double x = a.GetType() == typeof(PyFloat) ? Unsafe.As<PyFloat>(a).Value : Unsafe.As<PySmallInt>(a).Value;
        double y = b.GetType() == typeof(PyFloat) ? Unsafe.As<PyFloat>(b).Value : Unsafe.As<PySmallInt>(b).Value;
        return op switch
        {
            Opcode.Add or Opcode.InplaceAdd => new PyFloat(x + y),
            Opcode.Subtract or Opcode.InplaceSubtract => new PyFloat(x - y),
            Opcode.Multiply or Opcode.InplaceMultiply => new PyFloat(x * y),
            Opcode.TrueDivide or Opcode.InplaceTrueDivide when y != 0 => new PyFloat(x / y),
            _ => null,
        };
    }

    private static PyObject? CompareSlow(PyThread t, PyFrame frame, CompareOp op, PyObject a, PyObject b, ushort register)
    {
        if (a.GetType() == typeof(PyInstance))
        {
            PyType ta = a.Type;
            PyType tb = b.Type;
            if ((ReferenceEquals(ta, tb) || !tb.IsSubtypeOf(ta)) && ta.Lookup(SlotOverrides.CompareName(op)) is PyFunction f && IsPlainFunction(f))
            {
                PushCall2(t, frame, f, a, b, ReturnKind.Operator, register);
                return null;
            }
        }
        return Ops.RichCompare(a, b, op);
    }

    /// <summary>The left operand's Python method returned NotImplemented: the right operand's turn.</summary>
    private static PyObject OperatorFallback(PyFrame frame)
    {
        Instruction ins = frame.Code.Instructions[frame.Pc - 1];
        PyObject a = Unboxed(frame, ins.B);
        PyObject b = Unboxed(frame, ins.C);
        return ins.Op is >= Opcode.Lt and <= Opcode.Ge
            ? Ops.CompareReflected(a, b, (CompareOp)(ins.Op - Opcode.Lt))
            : Ops.BinaryReflected((BinaryOp)(Plain(ins.Op) - Opcode.Add), a, b);
    }
}

using System.Runtime.InteropServices;
using PythonEngine.Jit;

namespace PythonEngine.Execution;

/// <summary>What compiled bodies call: inlined pieces of fast paths, and whole instructions where they leave them.</summary>
internal static unsafe partial class Interpreter
{
    /// <summary>
    /// Compiled bodies that may call each other on the C# stack. Beyond, the loop takes over: the frames are on the heap, and a
    /// body can be left and entered at every call.
    /// </summary>
    private const int MaxBodies = 60;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject Load(PyObject?[] r, int register) => Reg(r, register)!;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Store(PyObject? value, PyObject?[] r, int register) => Reg(r, register) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsInt(PyObject o) => o.GetType() == typeof(PySmallInt);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsFloat(PyObject o) => o.GetType() == typeof(PyFloat);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long IntOf(PyObject o) => Unsafe.As<PySmallInt>(o).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double FloatOf(PyObject o) => Unsafe.As<PyFloat>(o).Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject NewFloat(double value) => new PyFloat(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject NewInt(long value) => PyInt.From(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject NewBool(bool value) => PyBool.From(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool SumOverflows(long x, long y, long sum) => ((x ^ sum) & (y ^ sum)) < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool DifferenceOverflows(long x, long y, long difference) => ((x ^ y) & (x ^ difference)) < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool ProductOverflows(long x, long y, long product) => Math.BigMul(x, y, out _) != product >> 63;

    /// <summary>Rounded down, for a positive divisor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long FloorQuotient(long x, long y)
    {
        long quotient = x / y;
        return quotient + ((x - (quotient * y)) >> 63);
    }

    /// <summary>With the sign of the divisor, which is positive.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static long FloorRemainder(long x, long y)
    {
        long remainder = x % y;
        return remainder + ((remainder >> 63) & y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsStr(PyObject o) => o.GetType() == typeof(PyStr);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool SameText(PyObject a, PyObject b) => ReferenceEquals(a, b) || PyStr.Equals(Unsafe.As<PyStr>(a), Unsafe.As<PyStr>(b));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsTrue(PyObject o) => ReferenceEquals(o, PyBool.True);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsFalseOrNone(PyObject o) => ReferenceEquals(o, PyBool.False) || ReferenceEquals(o, PyNone.Instance);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsNone(PyObject o) => ReferenceEquals(o, PyNone.Instance);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsPending(PyThread t) => t.Engine.EvalBreaker;

    internal static void HandlePending(PyThread t) => t.Engine.HandlePending(t);

    // Each of the following returns null where the site's guess is wrong.

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject? ListItem(PyObject container, long index)
    {
        if (container.GetType() == typeof(PyList))
        {
            PyList list = Unsafe.As<PyList>(container);
            if ((ulong)index < (ulong)list.Count)
            {
                return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(list.Items), (nint)index);
            }
        }
        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject? TupleItem(PyObject container, long index)
    {
        if (container.GetType() == typeof(PyTuple))
        {
            PyObject[] items = Unsafe.As<PyTuple>(container).Items;
            if ((ulong)index < (ulong)items.Length)
            {
                return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(items), (nint)index);
            }
        }
        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool SetListItem(PyObject container, long index, PyObject value)
    {
        if (container.GetType() == typeof(PyList))
        {
            PyList list = Unsafe.As<PyList>(container);
            if ((ulong)index < (ulong)list.Count)
            {
                PyObject[] items = list.Items;
                Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(items), (nint)index) = value;
                return true;
            }
        }
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool HasShape(PyObject obj, object? shape, long version)
    {
        if (obj.GetType() != typeof(PyInstance))
        {
            return false;
        }
        ref InstanceFields fields = ref Unsafe.As<PyInstance>(obj).InstanceFields;
        return ReferenceEquals(fields.ShapeOrDict, shape) && fields.Class.Version == version;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject? Field(PyObject obj, object? shape, long version, int index) =>
        HasShape(obj, shape, version) ? FieldAt(Unsafe.As<PyInstance>(obj).InstanceFields.Values!, index) : null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject? SlotValue(PyObject obj, long version, int index)
    {
        if (obj.GetType() != typeof(PyInstance))
        {
            return null;
        }
        ref InstanceFields fields = ref Unsafe.As<PyInstance>(obj).InstanceFields;
        return fields.Class.Version == version ? FieldAt(fields.Values!, index) : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject? ModuleValue(PyObject obj, long version, int index)
    {
        if (obj.GetType() != typeof(PyModule))
        {
            return null;
        }
        PyDict dict = Unsafe.As<PyModule>(obj).Dict;
        return dict.KeysVersion == version ? Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(dict.Entries), index).Value : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsType(PyObject obj, long version) => obj.GetType() == typeof(PyType) && Unsafe.As<PyType>(obj).Version == version;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool HasTypeVersion(PyObject obj, long version) => obj.Type.Version == version;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool StoreField(PyObject obj, PyObject value, object? shape, long version, int index)
    {
        if (!HasShape(obj, shape, version))
        {
            return false;
        }
        PyObject?[] values = Unsafe.As<PyInstance>(obj).InstanceFields.Values!;
        Put(values, index, value);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool AddField(PyObject obj, PyObject value, object? shape, long version, int index, object? next)
    {
        if (!HasShape(obj, shape, version) || Unsafe.As<PyInstance>(obj).InstanceFields.Values is not { } values || index >= values.Length)
        {
            return false;
        }
        Put(values, index, value);
        Unsafe.As<PyInstance>(obj).InstanceFields.ShapeOrDict = next;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject? GlobalValue(PyFrame frame, long version, int index)
    {
        PyDict globals = frame.Globals;
        return globals.KeysVersion == version ? Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(globals.Entries), index).Value : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject? BuiltinValue(PyFrame frame, long globalsVersion, long version, int index)
    {
        PyDict builtins = frame.Builtins;
        return frame.Globals.KeysVersion == globalsVersion && builtins.KeysVersion == version
            ? Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(builtins.Entries), index).Value : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject? CellValue(PyObject cell) => Unsafe.As<PyCell>(cell).Contents;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void StoreCell(PyObject cell, PyObject? value) => Unsafe.As<PyCell>(cell).Contents = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject? NextOfList(PyObject iterator) => Unsafe.As<PyListIterator>(iterator).NextFast();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyObject? NextOfRange(PyObject iterator) => Unsafe.As<PyRangeIterator>(iterator).NextFast();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsListIterator(PyObject o) => o.GetType() == typeof(PyListIterator);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsRangeIterator(PyObject o) => o.GetType() == typeof(PyRangeIterator);

    // From here on: calls. Each notes the instruction first, as any of them may raise or look at the frame. None is inlined: bodies are to be short.

    /// <summary>Runs what an instruction has pushed, where it is compiled; false when the body must be left.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool RunPushed(PyThread t, PyFrame frame, int depth)
    {
        if (t.SwitchedAway || t.Raised != null || depth >= MaxBodies || t.Top is not { } top || top.GetType() != typeof(PyFrame) || !ReferenceEquals(top.Back, frame))
        {
            return false;
        }
        PyFrame next = Unsafe.As<PyFrame>(top);
        return next.Code.Compiled is { } body && t.DepthLimit >= 0 && body(t, next, next.Pc, depth + 1) == BodyResult.Returned
            && ReferenceEquals(t.Top, frame) && t.Raised == null;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject LoadGlobalAny(PyFrame frame, int pc, int site)
    {
        if (Unsafe.As<GlobalCache>(Cached(frame, site)) is { } cache)
        {
            PyObject? value = cache.InBuiltins ? BuiltinValue(frame, cache.GlobalsVersion, cache.BuiltinsVersion, cache.Index)
                : GlobalValue(frame, cache.GlobalsVersion, cache.Index);
            if (value != null)
            {
                return value;
            }
        }
        frame.Pc = pc + 1;
        return LoadGlobal(frame, site);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowUnboundLocal(PyFrame frame, int pc, int name)
    {
        frame.Pc = pc + 1;
        throw Err.UnboundLocal(frame.Code.Names[name]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ThrowUnboundCell(PyFrame frame, int pc, int register, int name)
    {
        frame.Pc = pc + 1;
        throw UnboundCell(frame, register, name);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject NewCell(PyObject? value) => new PyCell { Contents = value };

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void StoreGlobalAny(PyFrame frame, PyObject value, int name) => frame.Globals.SetStr(frame.Code.Names[name], value);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject LoadNameAny(PyFrame frame, int pc, int name)
    {
        frame.Pc = pc + 1;
        return LoadName(frame, frame.Code.Names[name]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void StoreNameAny(PyFrame frame, int pc, PyObject value, int name)
    {
        if (frame.Locals is { } ns && ns.GetType() == typeof(PyDict))
        {
            Unsafe.As<PyDict>(ns).SetStr(frame.Code.Names[name], value);
            return;
        }
        frame.Pc = pc + 1;
        StoreName(frame, frame.Code.Names[name], value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject? LoadAttrAny(PyThread t, PyFrame frame, int pc, PyObject obj, int register, int site)
    {
        if (Unsafe.As<AttrCache>(Cached(frame, site)) is { } cache)
        {
            PyObject? value = cache.Kind switch
            {
                AttrKind.Shape => Field(obj, cache.Shape, cache.TypeVersion, cache.Index),
                AttrKind.Slot => SlotValue(obj, cache.TypeVersion, cache.Index),
                AttrKind.ClassValue => HasShape(obj, cache.Shape, cache.TypeVersion) ? cache.Value : null,
                AttrKind.Module => ModuleValue(obj, cache.TypeVersion, cache.Index),
                AttrKind.TypeValue => IsType(obj, cache.TypeVersion) ? cache.Value : null,
                _ => null,
            };
            if (value != null)
            {
                return value;
            }
        }
        frame.Pc = pc + 1;
        return LoadAttr(t, frame, obj, (ushort)register, site);
    }

    /// <summary>False when a frame was pushed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool StoreAttrAny(PyThread t, PyFrame frame, int pc, PyObject obj, PyObject value, int site)
    {
        frame.Pc = pc + 1;
        return !StoreAttr(t, frame, obj, value, site);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool LoadMethodAny(PyThread t, PyFrame frame, int pc, PyObject obj)
    {
        ref Instruction ins = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(frame.Code.Instructions), pc);
        if (Unsafe.As<AttrCache>(Cached(frame, ins.C)) is { } cache)
        {
            PyObject?[] r = frame.R;
            if (cache.Kind == AttrKind.Method && (cache.Shape == null ? obj.Type.Version == cache.TypeVersion : HasShape(obj, cache.Shape, cache.TypeVersion)))
            {
                Put(r, ins.A + 1, obj);
                Put(r, ins.A, cache.Value);
                return true;
            }
            PyObject? value = cache.Kind == AttrKind.Module ? ModuleValue(obj, cache.TypeVersion, cache.Index)
                : cache.Kind == AttrKind.TypeValue && IsType(obj, cache.TypeVersion) ? cache.Value : null;
            if (value != null)
            {
                Put(r, ins.A, value);
                Put(r, ins.A + 1, null);
                return true;
            }
        }
        frame.Pc = pc + 1;
        return LoadMethod(t, frame, obj, ref ins, ref MemoryMarshal.GetArrayDataReference(frame.R));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject? GetItemAny(PyThread t, PyFrame frame, int pc, PyObject container, PyObject key, int register)
    {
        frame.Pc = pc + 1;
        if (container.GetType() == typeof(PyDict))
        {
            return Unsafe.As<PyDict>(container).Get(key) ?? Raise(t, Err.KeyError(key));
        }
        if (key.GetType() == typeof(PySmallInt))
        {
            long index = Unsafe.As<PySmallInt>(key).Value;
            PyObject? item = ListItem(container, index) ?? TupleItem(container, index) ?? NativeItem(container, index);
            if (item != null)
            {
                return item;
            }
        }
        return PushSpecial(t, frame, container, Names.Getitem, key, null, ReturnKind.Store, (ushort)register) ? null : Ops.GetItem(container, key);
    }

    /// <summary>False when a frame was pushed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool SetItemAny(PyThread t, PyFrame frame, int pc, PyObject container, PyObject key, PyObject value)
    {
        frame.Pc = pc + 1;
        if (container.GetType() == typeof(PyDict))
        {
            Unsafe.As<PyDict>(container).Set(key, value);
            return true;
        }
        if (key.GetType() == typeof(PySmallInt))
        {
            long index = Unsafe.As<PySmallInt>(key).Value;
            if (SetListItem(container, index, value)
                || (container.GetType() == typeof(PyByteArray) && value.GetType() == typeof(PySmallInt)
                    && Unsafe.As<PyByteArray>(container).TrySet(index, Unsafe.As<PySmallInt>(value).Value)))
            {
                return true;
            }
        }
        if (PushSpecial(t, frame, container, Names.Setitem, key, value, ReturnKind.Discard, 0))
        {
            return false;
        }
        Ops.SetItem(container, key, value);
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject? BinaryAny(PyThread t, PyFrame frame, int pc, PyObject a, PyObject b, int register)
    {
        frame.Pc = pc + 1;
        Opcode op = Plain(frame.Code.Instructions[pc].Op);
        if (a.GetType() == typeof(PyFloat) && b.GetType() == typeof(PyFloat))
        {
            double x = FloatOf(a);
            double y = FloatOf(b);
            switch (op)
            {
                case Opcode.Add or Opcode.InplaceAdd:
                    return new PyFloat(x + y);
                case Opcode.Subtract or Opcode.InplaceSubtract:
                    return new PyFloat(x - y);
                case Opcode.Multiply or Opcode.InplaceMultiply:
                    return new PyFloat(x * y);
                case Opcode.TrueDivide or Opcode.InplaceTrueDivide when y != 0:
                    return new PyFloat(x / y);
            }
        }
        else if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt) && SmallIntArithmetic(op, IntOf(a), IntOf(b)) is { } number)
        {
            return number;
        }
        return BinarySlow(t, frame, op, a, b, (ushort)register);
    }

    /// <summary>Null where the result leaves 64 bits, or is not that simple.</summary>
    private static PyObject? SmallIntArithmetic(Opcode op, long x, long y)
    {
        switch (op)
        {
            case Opcode.Add or Opcode.InplaceAdd when !SumOverflows(x, y, x + y):
                return PyInt.From(x + y);
            case Opcode.Subtract or Opcode.InplaceSubtract when !DifferenceOverflows(x, y, x - y):
                return PyInt.From(x - y);
            case Opcode.Multiply or Opcode.InplaceMultiply when !ProductOverflows(x, y, x * y):
                return PyInt.From(x * y);
            case Opcode.TrueDivide or Opcode.InplaceTrueDivide when ExactQuotient(x, y):
                return new PyFloat((double)x / y);
            case Opcode.FloorDivide or Opcode.InplaceFloorDivide when y > 0:
                return PyInt.From(FloorQuotient(x, y));
            case Opcode.Remainder or Opcode.InplaceRemainder when y > 0:
                return PyInt.From(FloorRemainder(x, y));
            case Opcode.And or Opcode.InplaceAnd:
                return PyInt.From(x & y);
            case Opcode.Or or Opcode.InplaceOr:
                return PyInt.From(x | y);
            case Opcode.Xor or Opcode.InplaceXor:
                return PyInt.From(x ^ y);
            case Opcode.RShift or Opcode.InplaceRShift when (ulong)y < 64:
                return PyInt.From(x >> (int)y);
            default:
                return null;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject? CompareAny(PyThread t, PyFrame frame, int pc, PyObject a, PyObject b, int register)
    {
        frame.Pc = pc + 1;
        Opcode op = frame.Code.Instructions[pc].Op;
        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
        {
            long x = IntOf(a);
            long y = IntOf(b);
            return PyBool.From(Holds(op, (x > y ? 1 : 0) - (x < y ? 1 : 0)));
        }
        if (a.GetType() == typeof(PyFloat) && b.GetType() == typeof(PyFloat))
        {
            double x = FloatOf(a);
            double y = FloatOf(b);
            return PyBool.From(Holds(op, x > y ? 1 : x < y ? -1 : x == y ? 0 : 2));
        }
        if (a.GetType() == typeof(PyStr) && b.GetType() == typeof(PyStr))
        {
            return PyBool.From(op is Opcode.Eq or Opcode.Ne ? PyStr.Equals(Unsafe.As<PyStr>(a), Unsafe.As<PyStr>(b)) == (op == Opcode.Eq)
                : Holds(op, Math.Sign(PyStr.Compare(Unsafe.As<PyStr>(a), Unsafe.As<PyStr>(b)))));
        }
        return CompareSlow(t, frame, (CompareOp)(op - Opcode.Lt), a, b, (ushort)register);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject? ContainsAny(PyThread t, PyFrame frame, int pc, PyObject item, PyObject container, int register)
    {
        frame.Pc = pc + 1;
        bool wanted = frame.Code.Instructions[pc].Op == Opcode.In;
        if (NativeContains(container, item, out bool contained))
        {
            return PyBool.From(contained == wanted);
        }
        return PushSpecial(t, frame, container, Names.Contains, item, null, wanted ? ReturnKind.Truth : ReturnKind.NotTruth, (ushort)register)
            ? null : PyBool.From(Ops.Contains(container, item) == wanted);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject NegativeAny(PyFrame frame, int pc, PyObject obj)
    {
        frame.Pc = pc + 1;
        return Ops.Negative(obj);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject NotAny(PyFrame frame, int pc, PyObject obj)
    {
        if (obj.GetType() == typeof(PyBool))
        {
            return ReferenceEquals(obj, PyBool.True) ? PyBool.False : PyBool.True;
        }
        frame.Pc = pc + 1;
        return PyBool.From(!Ops.IsTrue(obj));
    }

    /// <summary>1 true, 0 false, -1 when a frame was pushed that will tell.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int TruthAny(PyThread t, PyFrame frame, int pc, PyObject obj)
    {
        frame.Pc = pc + 1;
        bool truth = obj.GetType() == typeof(PyInstance) ? IsTrueInstance(t, frame, obj, out bool pushed) : IsTrueNative(obj, out pushed);
        return pushed ? -1 : truth ? 1 : 0;
    }

    /// <summary>Truth of what a comparison returned.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool TruthOf(PyFrame frame, int pc, PyObject obj)
    {
        if (IsTrue(obj))
        {
            return true;
        }
        if (IsFalseOrNone(obj))
        {
            return false;
        }
        frame.Pc = pc + 1;
        return Ops.IsTrue(obj);
    }

    /// <summary>Call and CallMethod: true when the result is in its register.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool CallAny(PyThread t, PyFrame frame, int pc, int depth)
    {
        frame.Pc = pc + 1;
        ref Instruction ins = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(frame.Code.Instructions), pc);
        PyObject?[] r = frame.R;
        PyObject function = Reg(r, ins.A)!;
        return CallWith(t, frame, ref ins, r, function, MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<PyObject?, PyObject>(ref Reg(r, ins.A + 1)), ins.B), depth);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool CallMethodAny(PyThread t, PyFrame frame, int pc, int depth)
    {
        frame.Pc = pc + 1;
        ref Instruction ins = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(frame.Code.Instructions), pc);
        PyObject?[] r = frame.R;
        PyObject function = Reg(r, ins.A)!;
        int skip = Reg(r, ins.A + 1) == null ? 1 : 0;
        ReadOnlySpan<PyObject> args = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<PyObject?, PyObject>(ref Reg(r, ins.A + 1 + skip)), ins.B + 1 - skip);
        if (function.GetType() == typeof(PyMethodDescriptor) && skip == 0)
        {
            PyObject native = Unsafe.As<PyMethodDescriptor>(function).Function.Entry(args, null);
            if (ReferenceEquals(native, PyThread.Pending))
            {
                Suspend(t, frame, ReturnKind.Store, ins.C);
                return RunPushed(t, frame, depth);
            }
            Put(r, ins.C, native);
            return true;
        }
        return CallWith(t, frame, ref ins, r, function, args, depth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool CallWith(PyThread t, PyFrame frame, ref Instruction ins, PyObject?[] r, PyObject function, ReadOnlySpan<PyObject> args, int depth)
    {
        if (function.GetType() == typeof(PyFunction))
        {
            PyFunction f = Unsafe.As<PyFunction>(function);
            PyCode callee = f.Code;
            if (callee.SimpleArgCount == args.Length || (callee.SimpleArgCount > args.Length && HasDefaults(f, callee.SimpleArgCount - args.Length)))
            {
                PyFrame next = PyFrame.Rent(callee);
                PyObject?[] parameters = next.R;
                for (int i = 0; i < args.Length; i++)
                {
                    Reg(parameters, i) = args[i];
                }
                if (args.Length < callee.ArgCount)
                {
                    FillDefaults(f, parameters, args.Length, callee.ArgCount);
                }
                if (f.Closure is { } closure)
                {
                    CopyCells(closure.Items, parameters, callee.FirstFree);
                }
                next.Function = f;
                if (!ReferenceEquals(next.Globals, f.Globals) || !ReferenceEquals(next.Builtins, f.Builtins))
                {
                    next.Globals = f.Globals;
                    next.Builtins = f.Builtins;
                }
                next.OnReturn = ReturnKind.Store;
                next.ReturnRegister = ins.C;
                next.Back = frame;
                bool passed = ++t.Depth > t.DepthLimit;
                if (passed)
                {
                    t.PassDepthLimit();
                }
                t.Top = next;
                return callee.Compiled is { } body && depth < MaxBodies && !passed && body(t, next, 0, depth + 1) == BodyResult.Returned
                    && ReferenceEquals(t.Top, frame) && t.Raised == null;
            }
        }
        else if (function.GetType() == typeof(PyBuiltinFunction) && !Unsafe.As<PyBuiltinFunction>(function).PassSelf)
        {
            PyObject native = Unsafe.As<PyBuiltinFunction>(function).Function.Entry(args, null);
            if (ReferenceEquals(native, PyThread.Pending))
            {
                Suspend(t, frame, ReturnKind.Store, ins.C);
                return RunPushed(t, frame, depth);
            }
            Put(r, ins.C, native);
            return true;
        }
        PyObject? result = CallSlow(t, frame, function, args, null, ins.C);
        if (result == null)
        {
            return RunPushed(t, frame, depth);
        }
        Put(r, ins.C, result);
        return true;
    }

    /// <summary>CallKw and CallMethodKw.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool CallKwAny(PyThread t, PyFrame frame, int pc, int depth)
    {
        frame.Pc = pc + 1;
        Instruction ins = frame.Code.Instructions[pc];
        PyObject?[] r = frame.R;
        int first = ins.A + 1;
        int count = ins.B;
        PyTuple names = Unsafe.As<PyTuple>(Reg(r, first + count))!;
        if (ins.Op == Opcode.CallMethodKw)
        {
            names = Unsafe.As<PyTuple>(Reg(r, first + 1 + count))!;
            int skip = Reg(r, first) == null ? 1 : 0;
            first += skip;
            count += 1 - skip;
        }
        ReadOnlySpan<PyObject> args = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<PyObject?, PyObject>(ref Reg(r, first)), count);
        PyObject? result = CallSlow(t, frame, Reg(r, ins.A)!, args, names, ins.C);
        if (result == null)
        {
            return RunPushed(t, frame, depth);
        }
        Put(r, ins.C, result);
        return true;
    }

    /// <summary>The frame returns; one of <see cref="BodyResult"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int ReturnBody(PyThread t, PyFrame frame, int pc, PyObject value)
    {
        frame.Pc = pc + 1;
        if (frame.OnReturn == ReturnKind.Store && frame.Generator == null && frame.Back is { } back && back.GetType() == typeof(PyFrame))
        {
            PyFrame caller = Unsafe.As<PyFrame>(back);
            ushort register = frame.ReturnRegister;
            frame.Recycle();
            t.Depth--;
            t.Top = caller;
            Put(caller.R, register, value);
            return BodyResult.Returned;
        }
        ReturnFrom(t, frame, value);
        return BodyResult.Returned;
    }

    /// <summary>The generator's frame yields; one of <see cref="BodyResult"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int YieldBody(PyThread t, PyFrame frame, int pc, PyObject value, int keep)
    {
        frame.Pc = pc + 1;
        if (frame.OnReturn == ReturnKind.ForIter && t.DepthLimit >= 0 && frame.Back is { } consumer && consumer.GetType() == typeof(PyFrame))
        {
            frame.ClearTemporaries(keep);
            frame.Generator!.Running = false;
            frame.Back = null;
            ushort register = frame.ReturnRegister;
            t.Depth--;
            PyFrame loop = Unsafe.As<PyFrame>(consumer);
            t.Top = loop;
            loop.Pc++;
            Put(loop.R, register, value);
            return BodyResult.Returned;
        }
        YieldFrom(t, frame, value);
        // A native consumer mostly asks for the next item at once.
        return ReferenceEquals(t.Top, frame) && frame.Pc == pc + 1 && t.Raised == null && !t.SwitchedAway ? BodyResult.Resumed : BodyResult.Returned;
    }

    /// <summary>Next item of any iterator: 1 there is one, in its register, 0 the end, -1 when the body must be left.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int ForIterAny(PyThread t, PyFrame frame, int pc, int depth)
    {
        frame.Pc = pc + 1;
        Instruction ins = frame.Code.Instructions[pc];
        PyObject?[] r = frame.R;
        PyObject iterator = Reg(r, ins.B)!;
        PyType type = iterator.Type;
        PyObject? item;
        if (!type.IsHeap && iterator.GetType() != typeof(PyGenerator))
        {
            item = type.TpIterNext(iterator);
            if (ReferenceEquals(item, PyThread.Pending))
            {
                Suspend(t, frame, ReturnKind.ForIter, ins.A);
                return Resumed(t, frame, pc, depth);
            }
            if (item == null)
            {
                return 0;
            }
            Put(r, ins.A, item);
            return 1;
        }
        if (iterator.GetType() == typeof(PyGenerator) && Unsafe.As<PyGenerator>(iterator).TryResume(t, frame, ReturnKind.ForIter, ins.A))
        {
            return Resumed(t, frame, pc, depth);
        }
        item = ForIterSlow(t, frame, iterator, ins.A);
        if (item == null)
        {
            return ReferenceEquals(t.Top, frame) && !t.SwitchedAway && t.Raised == null ? 0 : Resumed(t, frame, pc, depth);
        }
        Put(r, ins.A, item);
        return 1;
    }

    private static int Resumed(PyThread t, PyFrame frame, int pc, int depth) => RunPushed(t, frame, depth) ? frame.Pc - pc - 1 : -1;

    /// <summary>Pairs for "for a, b in": 1 both are in their registers, 0 the end, 2 when it is another kind of iterator.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static int NextPairAny(PyFrame frame, int pc)
    {
        frame.Pc = pc + 1;
        Instruction ins = frame.Code.Instructions[pc];
        PyObject?[] r = frame.R;
        if (!TryNextPair(Reg(r, ins.B)!, out PyObject? first, out PyObject? second))
        {
            return 2;
        }
        if (first == null)
        {
            return 0;
        }
        int target = frame.Code.Instructions[pc + 2].A;
        Put(r, target, first);
        Put(r, target + 1, second);
        return 1;
    }

    /// <summary>False when the sequence is not a tuple of as many items.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool UnpackTuple(PyObject sequence, PyObject?[] r, int first, int count)
    {
        if (sequence.GetType() != typeof(PyTuple) || Unsafe.As<PyTuple>(sequence).Items is not { } items || items.Length != count)
        {
            return false;
        }
        for (int i = 0; i < items.Length; i++)
        {
            Put(r, first + i, items[i]);
        }
        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void UnpackAny(PyFrame frame, int pc, PyObject sequence)
    {
        frame.Pc = pc + 1;
        Instruction ins = frame.Code.Instructions[pc];
        UnpackSequence(ref MemoryMarshal.GetArrayDataReference(frame.R), ins.A, sequence, ins.C);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ListAppendAny(PyObject list, PyObject item) => Unsafe.As<PyList>(list).Add(item);

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void BuildTupleAny(PyObject?[] r, int register, int first, int count) =>
        Put(r, register, count == 0 ? PyTuple.Empty : new PyTuple(Copy(ref MemoryMarshal.GetArrayDataReference(r), first, count)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void BuildListAny(PyObject?[] r, int register, int first, int count) =>
        Put(r, register, new PyList(Copy(ref MemoryMarshal.GetArrayDataReference(r), first, count)));

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void BuildSliceAny(PyObject?[] r, int register, int first) =>
        Put(r, register, new PySlice(Reg(r, first)!, Reg(r, first + 1)!, Reg(r, first + 2)!));

    /// <summary>container[r[first]:r[first + 1]:r[first + 2]] of a list or text, without a slice object; null where that is not so simple.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject? SliceItem(PyObject container, PyObject?[] r, int first)
    {
        bool list = container.GetType() == typeof(PyList);
        if (!(list || container.GetType() == typeof(PyStr))
            || !Ops.TrySliceBounds(Reg(r, first)!, Reg(r, first + 1)!, Reg(r, first + 2)!, out long start, out long stop, out long step))
        {
            return null;
        }
        if (list)
        {
            return Unsafe.As<PyList>(container).Slice(start, stop, step);
        }
        if (step != 1)
        {
            return null;
        }
        PyStr text = Unsafe.As<PyStr>(container);
        long count = Ops.AdjustSlice(text.Length, ref start, ref stop, 1);
        return text.Slice((int)start, (int)count);
    }

    /// <summary>container[r[first]:r[first + 1]:r[first + 2]] = value for two lists; false where that is not so simple.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool SetSliceItem(PyObject container, PyObject value, PyObject?[] r, int first) =>
        container.GetType() == typeof(PyList)
        && Ops.TrySliceBounds(Reg(r, first)!, Reg(r, first + 1)!, Reg(r, first + 2)!, out long start, out long stop, out long step)
        && step == 1 && Unsafe.As<PyList>(container).TrySetSlice(start, stop, value);

    /// <summary>Any other instruction, by the interpreter: true when the frame goes on with the next one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static bool ExecuteAny(PyThread t, PyFrame frame, int pc, int depth)
    {
        frame.Pc = pc + 1;
        return Execute(t, frame, ref frame.Code.Instructions[pc], ref MemoryMarshal.GetArrayDataReference(frame.R))
            // A frame that delegates may be on top because what it yielded on was taken and it was resumed at once: then it delegates again.
            || (RunPushed(t, frame, depth) && frame.Pc == pc + 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static PyObject FormatAny(PyFrame frame, int pc, PyObject value, PyObject? spec)
    {
        frame.Pc = pc + 1;
        return Ops.Format(value, spec == null ? PyStr.Empty : Unsafe.As<PyStr>(spec));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void BuildStringAny(PyObject?[] r, int register, int first, int count) =>
        Put(r, register, BuildString(ref MemoryMarshal.GetArrayDataReference(r), first, count));
}

using System.Runtime.InteropServices;
using PythonEngine.Jit;

namespace PythonEngine.Execution;

/// <summary>
/// The interpreter loop: runs the top frame of the current greenlet until the given entry frame has its result.
/// Python calling Python, generators and greenlet switches stay in one activation of the loop.
/// </summary>
internal static unsafe partial class Interpreter
{
    /// <summary>Runs until <paramref name="entry"/> is completed.</summary>
    internal static void Run(PyThread t, EntryFrame entry)
    {
        while (!entry.Completed)
        {
            try
            {
                if (ReferenceEquals(t.Raised, Tracing.Detour))
                {
                    t.Raised = null;
                    t.HandOverIfPinned();
                    continue;
                }
                switch (t.Top)
                {
                    case PyFrame frame:
                        if (t.Raised is { } raised)
                        {
                            t.Raised = null;
                            Unwind(t, raised);
                        }
                        else if (t.DepthLimit < 0)
                        {
                            TraceLoop(t);
                        }
                        else
                        {
                            RunBodies(t, frame);
                        }
                        break;
                    case NativeFrame native:
                        if (t.Raised is { } error)
                        {
                            t.Raised = null;
                            native.Raised(t, error);
                        }
                        else
                        {
                            native.Step(t);
                        }
                        break;
                    case EntryFrame other when t.Raised is { } failure:
                        t.Raised = null;
                        DeliverException(t, other, failure);
                        break;
                    default:
                        t.RunElsewhere(entry);
                        break;
                }
            }
            catch (PyException e)
            {
                if (!e.HasContext)
                {
                    SetContext(t, e.Value);
                }
                t.Raised = e.Value;
            }
            catch (GreenletUnwindException) when (entry.IsBase && entry.Completed)
            {
                // The C# frames of a greenlet that was pinned above this run are gone, and the run has its result.
            }
            catch (InsufficientExecutionStackException)
            {
                t.Raised = Err.RecursionError().Value;
            }
            catch (OutOfMemoryException)
            {
                t.Raised = Err.MemoryError().Value;
            }
            catch (Exception e) when (e is not GreenletUnwindException)
            {
                t.Raised = ClrErrors.Translate(e);
            }
        }
    }

    /// <summary>Runs the frame on top and what follows it: compiled bodies as long as there are such, then the loop.</summary>
    private static void RunBodies(PyThread t, PyFrame frame)
    {
        while (frame.Code.Compiled is { } body)
        {
            int result = body(t, frame, frame.Pc, 0);
            if (result == BodyResult.Interpret)
            {
                frame = Unsafe.As<PyFrame>(t.Top)!;
                break;
            }
            t.SwitchedAway = false;
            if (t.Top is not { } top || top.GetType() != typeof(PyFrame) || t.Raised != null || t.DepthLimit < 0)
            {
                return;
            }
            frame = Unsafe.As<PyFrame>(top);
        }
        Loop(t, frame, frame.Code.Instructions);
    }

    // By array rather than by reference: the JIT then knows that the target is on the heap, and its write barrier checks less.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref PyObject? Reg(PyObject?[] r, int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(r), index);

    /// <summary>Stores into a register. As a call, so that the value is there before the address: else the JIT keeps the address, and no longer knows what it points into.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(PyObject?[] r, int index, PyObject? value) => Reg(r, index) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref PyObject? Reg(ref PyObject? r, int index) => ref Unsafe.Add(ref r, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBox(PyObject?[] r, int box, long value)
    {
        PyObject? own = Reg(r, box + 1);
        if (own != null && own.GetType() == typeof(PySmallInt))
        {
            Unsafe.As<PySmallInt>(own).Value = value;
            if (!ReferenceEquals(Reg(r, box), own))
            {
                Reg(r, box) = own;
            }
            return;
        }
        NewBox(r, box, new PySmallInt(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBox(PyObject?[] r, int box, double value)
    {
        PyObject? own = Reg(r, box + 1);
        if (own != null && own.GetType() == typeof(PyFloat))
        {
            Unsafe.As<PyFloat>(own).Value = value;
            if (!ReferenceEquals(Reg(r, box), own))
            {
                Reg(r, box) = own;
            }
            return;
        }
        NewBox(r, box, new PyFloat(value));
    }

    /// <summary>Whether the last parameters have defaults.</summary>
    private static bool HasDefaults(PyFunction f, int count) => f.Defaults is PyTuple defaults && defaults.Items.Length >= count;

    private static void FillDefaults(PyFunction f, PyObject?[] r, int given, int count)
    {
        PyObject[] defaults = Unsafe.As<PyTuple>(f.Defaults!).Items;
        for (int i = given; i < count; i++)
        {
            Put(r, i, defaults[defaults.Length - count + i]);
        }
    }

    private static void CopyCells(PyObject[] cells, PyObject?[] r, int first)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            Put(r, first + i, cells[i]);
        }
    }

    /// <summary>Whether both convert to double without loss, so that their quotient is rounded once, as it must be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool ExactQuotient(long x, long y) => y != 0 && (ulong)(x + (1L << 53)) <= 1UL << 54 && (ulong)(y + (1L << 53)) <= 1UL << 54;

    /// <summary>An inline cache; the site is the compiler's, so no check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static object? Cached(PyFrame frame, int site) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(frame.Code.Caches), site);

    /// <summary>A field of an instance whose shape vouches for the index; the array is a PyObject[], so its element type needs no check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref PyObject? FieldAt(PyObject?[] values, int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), index);

    /// <summary>Whether a comparison holds for operands in the given order: -1 less, 0 equal, 1 greater, 2 unordered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Holds(Opcode op, int order)
    {
        // Four bits per operator, Lt first: one for each order. A table in a register has no branch to mispredict.
        const ulong Table = 0b0001 | 0b0011 << 4 | 0b0010 << 8 | 0b1101 << 12 | 0b0100 << 16 | 0b0110 << 20;
        return (Table >> (((op - Opcode.Lt) * 4) + order + 1) & 1) != 0;
    }

    /// <summary>Index of the instruction after this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int After(ref Instruction code, ref Instruction ip) => (int)((nuint)Unsafe.ByteOffset(ref code, ref ip) / (nuint)sizeof(Instruction)) + 1;

    // Left to the runtime's tiers: compiling it optimized takes 10 ms, a tenth of the start, and an activation that stays in the
    // precompiled version for good costs little, as hot code leaves the loop for its compiled body.
    private static void Loop(PyThread t, PyFrame frame, Instruction[] instructions)
    {
        PyObject?[] r = frame.R;
        ref Instruction code = ref MemoryMarshal.GetArrayDataReference(instructions);
        // Always the instruction that runs: the first step goes on to the frame's next one.
        ref Instruction ip = ref Unsafe.Add(ref code, frame.Pc - 1);

        while (true)
        {
            ip = ref Unsafe.Add(ref ip, 1);
            switch (ip.Op)
            {
                case Opcode.Nop:
                    continue;
                case Opcode.Move:
                    Put(r, ip.A, Reg(r, ip.B));
                    continue;
                case Opcode.LoadNull:
                    Put(r, ip.A, null);
                    continue;
                case Opcode.LoadConstFar:
                    Put(r, ip.A, frame.Code.Consts[ip.Target]);
                    continue;
                case Opcode.CheckLocal:
                    if (Reg(r, ip.A) == null)
                    {
                        frame.Pc = After(ref code, ref ip);
                        throw Err.UnboundLocal(frame.Code.Names[ip.B]);
                    }
                    continue;
                case Opcode.DelLocal:
                    if (Reg(r, ip.A) == null)
                    {
                        frame.Pc = After(ref code, ref ip);
                        throw Err.UnboundLocal(frame.Code.Names[ip.B]);
                    }
                    Put(r, ip.A, null);
                    continue;
                case Opcode.MakeCell:
                    Put(r, ip.A, new PyCell { Contents = ip.B == Operand.NoRegister ? null : Reg(r, ip.B) });
                    continue;
                case Opcode.LoadCell:
                    {
                        PyObject? value = Unsafe.As<PyCell>(Reg(r, ip.B))!.Contents;
                        if (value == null)
                        {
                            frame.Pc = After(ref code, ref ip);
                            throw UnboundCell(frame, ip.B, ip.C);
                        }
                        Put(r, ip.A, value);
                        continue;
                    }
                case Opcode.StoreCell:
                    Unsafe.As<PyCell>(Reg(r, ip.A))!.Contents = Reg(r, ip.B);
                    continue;
                case Opcode.LoadGlobal:
                    {
                        if (Unsafe.As<GlobalCache>(Cached(frame, ip.C)) is { } cache && cache.GlobalsVersion == frame.Globals.KeysVersion)
                        {
                            if (!cache.InBuiltins)
                            {
                                Put(r, ip.A, Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(frame.Globals.Entries), cache.Index).Value);
                                continue;
                            }
                            if (cache.BuiltinsVersion == frame.Builtins.KeysVersion)
                            {
                                Put(r, ip.A, Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(frame.Builtins.Entries), cache.Index).Value);
                                continue;
                            }
                        }
                        frame.Pc = After(ref code, ref ip);
                        Put(r, ip.A, LoadGlobal(frame, ip.C));
                        continue;
                    }
                case Opcode.StoreGlobal:
                    frame.Globals.SetStr(frame.Code.Names[ip.B], Reg(r, ip.A)!);
                    continue;
                case Opcode.LoadName:
                    frame.Pc = After(ref code, ref ip);
                    Put(r, ip.A, LoadName(frame, frame.Code.Names[ip.B]));
                    continue;
                case Opcode.StoreName:
                    if (frame.Locals is { } ns && ns.GetType() == typeof(PyDict))
                    {
                        Unsafe.As<PyDict>(ns).SetStr(frame.Code.Names[ip.B], Reg(r, ip.A)!);
                        continue;
                    }
                    frame.Pc = After(ref code, ref ip);
                    StoreName(frame, frame.Code.Names[ip.B], Reg(r, ip.A)!);
                    continue;

                case Opcode.LoadAttr:
                    {
                        PyObject obj = Reg(r, ip.B)!;
                        if (Unsafe.As<AttrCache>(Cached(frame, ip.C)) is { } cache)
                        {
                            if (obj.GetType() == typeof(PyInstance))
                            {
                                ref InstanceFields fields = ref Unsafe.As<PyInstance>(obj).InstanceFields;
                                if (cache.Kind == AttrKind.Shape)
                                {
                                    if (ReferenceEquals(fields.ShapeOrDict, cache.Shape) && fields.Class.Version == cache.TypeVersion)
                                    {
                                        Put(r, ip.A, FieldAt(fields.Values!, cache.Index));
                                        continue;
                                    }
                                }
                                else if (cache.Kind == AttrKind.Slot)
                                {
                                    if (fields.Class.Version == cache.TypeVersion && FieldAt(fields.Values!, cache.Index) is { } slot)
                                    {
                                        Put(r, ip.A, slot);
                                        continue;
                                    }
                                }
                                else if (cache.Kind == AttrKind.ClassValue && fields.Class.Version == cache.TypeVersion && ReferenceEquals(fields.ShapeOrDict, cache.Shape))
                                {
                                    Put(r, ip.A, cache.Value);
                                    continue;
                                }
                            }
                            else if (cache.Kind == AttrKind.Module && obj.GetType() == typeof(PyModule))
                            {
                                PyDict dict = Unsafe.As<PyModule>(obj).Dict;
                                if (dict.KeysVersion == cache.TypeVersion)
                                {
                                    Put(r, ip.A, Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(dict.Entries), cache.Index).Value);
                                    continue;
                                }
                            }
                            else if (cache.Kind == AttrKind.TypeValue && obj.GetType() == typeof(PyType) && Unsafe.As<PyType>(obj).Version == cache.TypeVersion)
                            {
                                Put(r, ip.A, cache.Value);
                                continue;
                            }
                        }
                        frame.Pc = After(ref code, ref ip);
                        PyObject? value = LoadAttr(t, frame, obj, ip.A, ip.C);
                        if (value == null)
                        {
                            goto reload;
                        }
                        Put(r, ip.A, value);
                        continue;
                    }
                case Opcode.StoreAttr:
                    {
                        PyObject obj = Reg(r, ip.A)!;
                        if (obj.GetType() == typeof(PyInstance) && Unsafe.As<AttrCache>(Cached(frame, ip.C)) is { } cache)
                        {
                            ref InstanceFields fields = ref Unsafe.As<PyInstance>(obj).InstanceFields;
                            if (fields.Class.Version == cache.TypeVersion && cache.Kind == AttrKind.Shape && ReferenceEquals(fields.ShapeOrDict, cache.Shape))
                            {
                                if (cache.NextShape == null)
                                {
                                    Put(fields.Values!, cache.Index, Reg(r, ip.B));
                                    continue;
                                }
                                if (fields.Values is { } values && cache.Index < values.Length)
                                {
                                    Put(values, cache.Index, Reg(r, ip.B));
                                    fields.ShapeOrDict = cache.NextShape;
                                    continue;
                                }
                            }
                        }
                        frame.Pc = After(ref code, ref ip);
                        if (StoreAttr(t, frame, obj, Reg(r, ip.B)!, ip.C))
                        {
                            goto reload;
                        }
                        continue;
                    }
                case Opcode.LoadMethod:
                    {
                        PyObject obj = Reg(r, ip.B)!;
                        if (Unsafe.As<AttrCache>(Cached(frame, ip.C)) is { } cache)
                        {
                            if (cache.Kind == AttrKind.Method)
                            {
                                if (obj.GetType() == typeof(PyInstance))
                                {
                                    ref InstanceFields fields = ref Unsafe.As<PyInstance>(obj).InstanceFields;
                                    if (fields.Class.Version == cache.TypeVersion && ReferenceEquals(fields.ShapeOrDict, cache.Shape))
                                    {
                                        Put(r, ip.A + 1, obj);
                                        Put(r, ip.A, cache.Value);
                                        continue;
                                    }
                                }
                                else if (cache.Shape == null && obj.Type.Version == cache.TypeVersion)
                                {
                                    Put(r, ip.A + 1, obj);
                                    Put(r, ip.A, cache.Value);
                                    continue;
                                }
                            }
                            else if (cache.Kind == AttrKind.Module && obj.GetType() == typeof(PyModule))
                            {
                                PyDict dict = Unsafe.As<PyModule>(obj).Dict;
                                if (dict.KeysVersion == cache.TypeVersion)
                                {
                                    Put(r, ip.A, Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(dict.Entries), cache.Index).Value);
                                    Put(r, ip.A + 1, null);
                                    continue;
                                }
                            }
                            else if (cache.Kind == AttrKind.TypeValue && obj.GetType() == typeof(PyType) && Unsafe.As<PyType>(obj).Version == cache.TypeVersion)
                            {
                                Put(r, ip.A, cache.Value);
                                Put(r, ip.A + 1, null);
                                continue;
                            }
                        }
                        frame.Pc = After(ref code, ref ip);
                        if (!LoadMethod(t, frame, obj, ref ip, ref MemoryMarshal.GetArrayDataReference(r)))
                        {
                            goto reload;
                        }
                        continue;
                    }
                case Opcode.GetItem:
                    {
                        PyObject container = Reg(r, ip.B)!;
                        PyObject key = Reg(r, ip.C)!;
                        if (container.GetType() == typeof(PyList) && key.GetType() == typeof(PySmallInt))
                        {
                            PyList list = Unsafe.As<PyList>(container);
                            long index = Unsafe.As<PySmallInt>(key).Value;
                            if ((ulong)index < (ulong)list.Count)
                            {
                                Put(r, ip.A, Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(list.Items), (nint)index));
                                continue;
                            }
                        }
                        else if (container.GetType() == typeof(PyDict))
                        {
                            frame.Pc = After(ref code, ref ip);
                            key = Unboxed(frame, ip.C);
                            PyObject? value = Unsafe.As<PyDict>(container).Get(key);
                            if (value == null)
                            {
                                Raise(t, Err.KeyError(key));
                                return;
                            }
                            Put(r, ip.A, value);
                            continue;
                        }
                        else if (container.GetType() == typeof(PyTuple) && key.GetType() == typeof(PySmallInt))
                        {
                            PyObject[] items = Unsafe.As<PyTuple>(container).Items;
                            long index = Unsafe.As<PySmallInt>(key).Value;
                            if ((ulong)index < (ulong)items.Length)
                            {
                                Put(r, ip.A, Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(items), (nint)index));
                                continue;
                            }
                        }
                        frame.Pc = After(ref code, ref ip);
                        key = Unboxed(frame, ip.C);
                        if (key.GetType() == typeof(PySmallInt) && NativeItem(container, Unsafe.As<PySmallInt>(key).Value) is { } item)
                        {
                            Put(r, ip.A, item);
                            continue;
                        }
                        if (PushSpecial(t, frame, container, Names.Getitem, key, null, ReturnKind.Store, ip.A))
                        {
                            goto reload;
                        }
                        Put(r, ip.A, Ops.GetItem(container, key));
                        continue;
                    }
                case Opcode.SetItem:
                    {
                        PyObject container = Reg(r, ip.A)!;
                        PyObject key = Reg(r, ip.B)!;
                        PyObject value = Reg(r, ip.C)!;
                        if (container.GetType() == typeof(PyList) && key.GetType() == typeof(PySmallInt))
                        {
                            PyList list = Unsafe.As<PyList>(container);
                            long index = Unsafe.As<PySmallInt>(key).Value;
                            if ((ulong)index < (ulong)list.Count)
                            {
                                Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(list.Items), (nint)index) = value;
                                continue;
                            }
                        }
                        frame.Pc = After(ref code, ref ip);
                        key = Unboxed(frame, ip.B);
                        if (container.GetType() == typeof(PyDict))
                        {
                            Unsafe.As<PyDict>(container).Set(key, value);
                            continue;
                        }
                        if (container.GetType() == typeof(PyByteArray) && key.GetType() == typeof(PySmallInt) && value.GetType() == typeof(PySmallInt)
                            && Unsafe.As<PyByteArray>(container).TrySet(Unsafe.As<PySmallInt>(key).Value, Unsafe.As<PySmallInt>(value).Value))
                        {
                            continue;
                        }
                        if (PushSpecial(t, frame, container, Names.Setitem, key, value, ReturnKind.Discard, 0))
                        {
                            goto reload;
                        }
                        Ops.SetItem(container, key, value);
                        continue;
                    }

                case Opcode.Add:
                case Opcode.InplaceAdd:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            long x = Unsafe.As<PySmallInt>(a).Value;
                            long y = Unsafe.As<PySmallInt>(b).Value;
                            long sum = x + y;
                            if (((x ^ sum) & (y ^ sum)) >= 0)
                            {
                                Put(r, ip.A, PyInt.From(sum));
                                continue;
                            }
                        }
                        else if (a.GetType() == typeof(PyFloat) && b.GetType() == typeof(PyFloat))
                        {
                            Put(r, ip.A, new PyFloat(Unsafe.As<PyFloat>(a).Value + Unsafe.As<PyFloat>(b).Value));
                            continue;
                        }
                        goto binary;
                    }
                case Opcode.Subtract:
                case Opcode.InplaceSubtract:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            long x = Unsafe.As<PySmallInt>(a).Value;
                            long y = Unsafe.As<PySmallInt>(b).Value;
                            long difference = x - y;
                            if (((x ^ y) & (x ^ difference)) >= 0)
                            {
                                Put(r, ip.A, PyInt.From(difference));
                                continue;
                            }
                        }
                        else if (a.GetType() == typeof(PyFloat) && b.GetType() == typeof(PyFloat))
                        {
                            Put(r, ip.A, new PyFloat(Unsafe.As<PyFloat>(a).Value - Unsafe.As<PyFloat>(b).Value));
                            continue;
                        }
                        goto binary;
                    }
                case Opcode.Multiply:
                case Opcode.InplaceMultiply:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            long x = Unsafe.As<PySmallInt>(a).Value;
                            long y = Unsafe.As<PySmallInt>(b).Value;
                            long high = Math.BigMul(x, y, out long product);
                            if (high == product >> 63)
                            {
                                Put(r, ip.A, PyInt.From(product));
                                continue;
                            }
                        }
                        else if (a.GetType() == typeof(PyFloat) && b.GetType() == typeof(PyFloat))
                        {
                            Put(r, ip.A, new PyFloat(Unsafe.As<PyFloat>(a).Value * Unsafe.As<PyFloat>(b).Value));
                            continue;
                        }
                        goto binary;
                    }
                case Opcode.TrueDivide:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt) && ExactQuotient(Unsafe.As<PySmallInt>(a).Value, Unsafe.As<PySmallInt>(b).Value))
                        {
                            Put(r, ip.A, new PyFloat((double)Unsafe.As<PySmallInt>(a).Value / Unsafe.As<PySmallInt>(b).Value));
                            continue;
                        }
                        if (a.GetType() == typeof(PyFloat) && b.GetType() == typeof(PyFloat) && Unsafe.As<PyFloat>(b).Value != 0)
                        {
                            Put(r, ip.A, new PyFloat(Unsafe.As<PyFloat>(a).Value / Unsafe.As<PyFloat>(b).Value));
                            continue;
                        }
                        goto binary;
                    }
                case Opcode.FloorDivide:
                case Opcode.InplaceFloorDivide:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            long x = Unsafe.As<PySmallInt>(a).Value;
                            long y = Unsafe.As<PySmallInt>(b).Value;
                            if (y > 0)
                            {
                                Put(r, ip.A, PyInt.From(FloorQuotient(x, y)));
                                continue;
                            }
                        }
                        goto binary;
                    }
                case Opcode.Remainder:
                case Opcode.InplaceRemainder:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            long x = Unsafe.As<PySmallInt>(a).Value;
                            long y = Unsafe.As<PySmallInt>(b).Value;
                            if (y > 0)
                            {
                                Put(r, ip.A, PyInt.From(FloorRemainder(x, y)));
                                continue;
                            }
                        }
                        goto binary;
                    }
                case Opcode.And:
                case Opcode.InplaceAnd:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            Put(r, ip.A, PyInt.From(Unsafe.As<PySmallInt>(a).Value & Unsafe.As<PySmallInt>(b).Value));
                            continue;
                        }
                        goto binary;
                    }
                case Opcode.AddBox:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            long x = Unsafe.As<PySmallInt>(a).Value;
                            long y = Unsafe.As<PySmallInt>(b).Value;
                            long sum = x + y;
                            if (((x ^ sum) & (y ^ sum)) >= 0)
                            {
                                StoreBox(r, ip.A, sum);
                                continue;
                            }
                        }
                        else if (a.GetType() == typeof(PyFloat) && b.GetType() == typeof(PyFloat))
                        {
                            StoreBox(r, ip.A, Unsafe.As<PyFloat>(a).Value + Unsafe.As<PyFloat>(b).Value);
                            continue;
                        }
                        goto binary;
                    }
                case Opcode.SubtractBox:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            long x = Unsafe.As<PySmallInt>(a).Value;
                            long y = Unsafe.As<PySmallInt>(b).Value;
                            long difference = x - y;
                            if (((x ^ y) & (x ^ difference)) >= 0)
                            {
                                StoreBox(r, ip.A, difference);
                                continue;
                            }
                        }
                        else if (a.GetType() == typeof(PyFloat) && b.GetType() == typeof(PyFloat))
                        {
                            StoreBox(r, ip.A, Unsafe.As<PyFloat>(a).Value - Unsafe.As<PyFloat>(b).Value);
                            continue;
                        }
                        goto binary;
                    }
                case Opcode.MultiplyBox:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            long x = Unsafe.As<PySmallInt>(a).Value;
                            long y = Unsafe.As<PySmallInt>(b).Value;
                            long high = Math.BigMul(x, y, out long product);
                            if (high == product >> 63)
                            {
                                StoreBox(r, ip.A, product);
                                continue;
                            }
                        }
                        else if (a.GetType() == typeof(PyFloat) && b.GetType() == typeof(PyFloat))
                        {
                            StoreBox(r, ip.A, Unsafe.As<PyFloat>(a).Value * Unsafe.As<PyFloat>(b).Value);
                            continue;
                        }
                        goto binary;
                    }
                case Opcode.TrueDivideBox:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt) && ExactQuotient(Unsafe.As<PySmallInt>(a).Value, Unsafe.As<PySmallInt>(b).Value))
                        {
                            StoreBox(r, ip.A, (double)Unsafe.As<PySmallInt>(a).Value / Unsafe.As<PySmallInt>(b).Value);
                            continue;
                        }
                        if (a.GetType() == typeof(PyFloat) && b.GetType() == typeof(PyFloat) && Unsafe.As<PyFloat>(b).Value != 0)
                        {
                            StoreBox(r, ip.A, Unsafe.As<PyFloat>(a).Value / Unsafe.As<PyFloat>(b).Value);
                            continue;
                        }
                        goto binary;
                    }
                case Opcode.FloorDivideBox:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            long x = Unsafe.As<PySmallInt>(a).Value;
                            long y = Unsafe.As<PySmallInt>(b).Value;
                            if (y > 0)
                            {
                                StoreBox(r, ip.A, FloorQuotient(x, y));
                                continue;
                            }
                        }
                        goto binary;
                    }
                case Opcode.RemainderBox:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            long x = Unsafe.As<PySmallInt>(a).Value;
                            long y = Unsafe.As<PySmallInt>(b).Value;
                            if (y > 0)
                            {
                                StoreBox(r, ip.A, FloorRemainder(x, y));
                                continue;
                            }
                        }
                        goto binary;
                    }
                case Opcode.Or:
                case Opcode.InplaceOr:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            Put(r, ip.A, PyInt.From(Unsafe.As<PySmallInt>(a).Value | Unsafe.As<PySmallInt>(b).Value));
                            continue;
                        }
                        goto binary;
                    }
                case Opcode.Xor:
                case Opcode.InplaceXor:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            Put(r, ip.A, PyInt.From(Unsafe.As<PySmallInt>(a).Value ^ Unsafe.As<PySmallInt>(b).Value));
                            continue;
                        }
                        goto binary;
                    }
                case Opcode.RShift:
                case Opcode.InplaceRShift:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt) && (ulong)Unsafe.As<PySmallInt>(b).Value < 64)
                        {
                            Put(r, ip.A, PyInt.From(Unsafe.As<PySmallInt>(a).Value >> (int)Unsafe.As<PySmallInt>(b).Value));
                            continue;
                        }
                        goto binary;
                    }
                case Opcode.MatMultiply:
                case Opcode.Power:
                case Opcode.LShift:
                case Opcode.InplaceMatMultiply:
                case Opcode.InplaceTrueDivide:
                case Opcode.InplacePower:
                case Opcode.InplaceLShift:
                binary:
                    {
                        frame.Pc = After(ref code, ref ip);
                        PyObject? value = BinarySlow(t, frame, ip.Op, Unboxed(frame, ip.B), Unboxed(frame, ip.C), ip.A);
                        if (value == null)
                        {
                            goto reload;
                        }
                        Put(r, ip.A, value);
                        continue;
                    }

                case Opcode.Lt:
                case Opcode.Le:
                case Opcode.Eq:
                case Opcode.Ne:
                case Opcode.Gt:
                case Opcode.Ge:
                    {
                        PyObject a = Reg(r, ip.B)!;
                        PyObject b = Reg(r, ip.C)!;
                        bool outcome;
                        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
                        {
                            long x = Unsafe.As<PySmallInt>(a).Value;
                            long y = Unsafe.As<PySmallInt>(b).Value;
                            outcome = Holds(ip.Op, (x > y ? 1 : 0) - (x < y ? 1 : 0));
                        }
                        else if (a.GetType() == typeof(PyFloat) && b.GetType() == typeof(PyFloat))
                        {
                            double x = Unsafe.As<PyFloat>(a).Value;
                            double y = Unsafe.As<PyFloat>(b).Value;
                            // Neither less, greater nor equal: one is not a number.
                            outcome = Holds(ip.Op, x > y ? 1 : x < y ? -1 : x == y ? 0 : 2);
                        }
                        else if (a.GetType() == typeof(PyStr) && b.GetType() == typeof(PyStr))
                        {
                            outcome = ip.Op is Opcode.Eq or Opcode.Ne ? PyStr.Equals(Unsafe.As<PyStr>(a), Unsafe.As<PyStr>(b)) == (ip.Op == Opcode.Eq)
                                : Holds(ip.Op, Math.Sign(PyStr.Compare(Unsafe.As<PyStr>(a), Unsafe.As<PyStr>(b))));
                        }
                        else
                        {
                            frame.Pc = After(ref code, ref ip);
                            PyObject? value = CompareSlow(t, frame, (CompareOp)(ip.Op - Opcode.Lt), Unboxed(frame, ip.B), Unboxed(frame, ip.C), ip.A);
                            if (value == null)
                            {
                                goto reload;
                            }
                            Put(r, ip.A, value);
                            continue;
                        }
                        ref Instruction next = ref Unsafe.Add(ref ip, 1);
                        if (next.Op is Opcode.JumpIfFalse or Opcode.JumpIfTrue && next.A == ip.A)
                        {
                            if (ip.A < frame.Code.FirstCell)
                            {
                                // A local keeps its value after the jump; only temporaries are dead.
                                Put(r, ip.A, PyBool.From(outcome));
                            }
                            ip = ref outcome == (next.Op == Opcode.JumpIfTrue) ? ref Unsafe.Add(ref code, next.Target - 1) : ref next;
                            continue;
                        }
                        Put(r, ip.A, PyBool.From(outcome));
                        continue;
                    }
                case Opcode.Is:
                    Put(r, ip.A, PyBool.From(ReferenceEquals(Reg(r, ip.B), Reg(r, ip.C))));
                    continue;
                case Opcode.IsNot:
                    Put(r, ip.A, PyBool.From(!ReferenceEquals(Reg(r, ip.B), Reg(r, ip.C))));
                    continue;
                case Opcode.In:
                case Opcode.NotIn:
                    frame.Pc = After(ref code, ref ip);
                    if (NativeContains(Reg(r, ip.C)!, Reg(r, ip.B)!, out bool contained))
                    {
                        Put(r, ip.A, PyBool.From(contained == (ip.Op == Opcode.In)));
                        continue;
                    }
                    if (PushSpecial(t, frame, Reg(r, ip.C)!, Names.Contains, Reg(r, ip.B)!, null, ip.Op == Opcode.In ? ReturnKind.Truth : ReturnKind.NotTruth, ip.A))
                    {
                        goto reload;
                    }
                    Put(r, ip.A, PyBool.From(Ops.Contains(Reg(r, ip.C)!, Reg(r, ip.B)!) == (ip.Op == Opcode.In)));
                    continue;
                case Opcode.Negative:
                    frame.Pc = After(ref code, ref ip);
                    Put(r, ip.A, Ops.Negative(Reg(r, ip.B)!));
                    continue;
                case Opcode.Not:
                    {
                        PyObject obj = Reg(r, ip.B)!;
                        if (obj.GetType() == typeof(PyBool))
                        {
                            Put(r, ip.A, ReferenceEquals(obj, PyBool.True) ? PyBool.False : PyBool.True);
                            continue;
                        }
                        frame.Pc = After(ref code, ref ip);
                        Put(r, ip.A, PyBool.From(!Ops.IsTrue(obj)));
                        continue;
                    }

                case Opcode.Jump:
                    ip = ref Unsafe.Add(ref code, ip.Target - 1);
                    continue;
                case Opcode.JumpBack:
                    ip = ref Unsafe.Add(ref code, ip.Target - 1);
                    if (t.Engine.EvalBreaker)
                    {
                        frame.Pc = After(ref code, ref ip);
                        t.Engine.HandlePending(t);
                    }
                    if (--frame.Code.Heat < 0)
                    {
                        HotCode.Reached(frame);
                        if (frame.Code.Compiled != null && t.DepthLimit >= 0)
                        {
                            frame.Pc = After(ref code, ref ip);
                            goto reload;
                        }
                    }
                    continue;
                case Opcode.JumpIfFalse:
                case Opcode.JumpIfFalseKeep:
                    {
                        PyObject obj = Reg(r, ip.A)!;
                        if (ReferenceEquals(obj, PyBool.True))
                        {
                            continue;
                        }
                        if (ReferenceEquals(obj, PyBool.False) || ReferenceEquals(obj, PyNone.Instance))
                        {
                            ip = ref Unsafe.Add(ref code, ip.Target - 1);
                            continue;
                        }
                        frame.Pc = After(ref code, ref ip);
                        if (!(obj.GetType() == typeof(PyInstance) ? IsTrueInstance(t, frame, obj, out bool pushed) : IsTrueNative(obj, out pushed)))
                        {
                            if (pushed)
                            {
                                goto reload;
                            }
                            ip = ref Unsafe.Add(ref code, ip.Target - 1);
                        }
                        continue;
                    }
                case Opcode.JumpIfTrue:
                case Opcode.JumpIfTrueKeep:
                    {
                        PyObject obj = Reg(r, ip.A)!;
                        if (ReferenceEquals(obj, PyBool.True))
                        {
                            ip = ref Unsafe.Add(ref code, ip.Target - 1);
                            continue;
                        }
                        if (ReferenceEquals(obj, PyBool.False) || ReferenceEquals(obj, PyNone.Instance))
                        {
                            continue;
                        }
                        frame.Pc = After(ref code, ref ip);
                        if (obj.GetType() == typeof(PyInstance) ? IsTrueInstance(t, frame, obj, out bool pushed) : IsTrueNative(obj, out pushed))
                        {
                            ip = ref Unsafe.Add(ref code, ip.Target - 1);
                        }
                        else if (pushed)
                        {
                            goto reload;
                        }
                        continue;
                    }
                // None comes first: fetching it is a call in precompiled code, across which the operand would be kept in a slot of this
                // method that is never cleared, and the object with it as long as the thread waits in a callee.
                case Opcode.JumpIfNone:
                    if (ReferenceEquals(PyNone.Instance, Reg(r, ip.A)))
                    {
                        ip = ref Unsafe.Add(ref code, ip.Target - 1);
                    }
                    continue;
                case Opcode.JumpIfNotNone:
                    if (!ReferenceEquals(PyNone.Instance, Reg(r, ip.A)))
                    {
                        ip = ref Unsafe.Add(ref code, ip.Target - 1);
                    }
                    continue;

                case Opcode.Call:
                    {
                        frame.Pc = After(ref code, ref ip);
                        PyObject function = Reg(r, ip.A)!;
                        ReadOnlySpan<PyObject> args = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<PyObject?, PyObject>(ref Reg(r, ip.A + 1)), ip.B);
                        if (function.GetType() == typeof(PyFunction))
                        {
                            PyFunction f = Unsafe.As<PyFunction>(function);
                            PyCode callee = f.Code;
                            if ((callee.SimpleArgCount == args.Length || (callee.SimpleArgCount > args.Length && HasDefaults(f, callee.SimpleArgCount - args.Length))))
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
                                // A pooled frame mostly comes from the same module.
                                if (!ReferenceEquals(next.Globals, f.Globals) || !ReferenceEquals(next.Builtins, f.Builtins))
                                {
                                    next.Globals = f.Globals;
                                    next.Builtins = f.Builtins;
                                }
                                next.OnReturn = ReturnKind.Store;
                                next.ReturnRegister = ip.C;
                                next.Back = frame;
                                if (++t.Depth > t.DepthLimit)
                                {
                                    t.PassDepthLimit();
                                    t.Top = next;
                                    goto reload;
                                }
                                t.Top = frame = next;
                                if (callee.Compiled != null)
                                {
                                    goto reload;
                                }
                                r = frame.R;
                                code = ref MemoryMarshal.GetArrayDataReference(callee.Instructions);
                                ip = ref Unsafe.Subtract(ref code, 1);
                                continue;
                            }
                        }
                        if (function.GetType() == typeof(PyBuiltinFunction) && !Unsafe.As<PyBuiltinFunction>(function).PassSelf)
                        {
                            PyObject native = Unsafe.As<PyBuiltinFunction>(function).Function.Entry(args, null);
                            if (!ReferenceEquals(native, PyThread.Pending))
                            {
                                Put(r, ip.C, native);
                                continue;
                            }
                            Suspend(t, frame, ReturnKind.Store, ip.C);
                            goto reload;
                        }
                        PyObject? result = CallSlow(t, frame, function, args, null, ip.C);
                        if (result == null)
                        {
                            goto reload;
                        }
                        Put(r, ip.C, result);
                        continue;
                    }
                case Opcode.CallMethod:
                    {
                        frame.Pc = After(ref code, ref ip);
                        PyObject function = Reg(r, ip.A)!;
                        int skip = Reg(r, ip.A + 1) == null ? 1 : 0;
                        ReadOnlySpan<PyObject> args = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<PyObject?, PyObject>(ref Reg(r, ip.A + 1 + skip)), ip.B + 1 - skip);
                        if (function.GetType() == typeof(PyFunction))
                        {
                            PyFunction f = Unsafe.As<PyFunction>(function);
                            PyCode callee = f.Code;
                            if ((callee.SimpleArgCount == args.Length || (callee.SimpleArgCount > args.Length && HasDefaults(f, callee.SimpleArgCount - args.Length))))
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
                                // A pooled frame mostly comes from the same module.
                                if (!ReferenceEquals(next.Globals, f.Globals) || !ReferenceEquals(next.Builtins, f.Builtins))
                                {
                                    next.Globals = f.Globals;
                                    next.Builtins = f.Builtins;
                                }
                                next.OnReturn = ReturnKind.Store;
                                next.ReturnRegister = ip.C;
                                next.Back = frame;
                                if (++t.Depth > t.DepthLimit)
                                {
                                    t.PassDepthLimit();
                                    t.Top = next;
                                    goto reload;
                                }
                                t.Top = frame = next;
                                if (callee.Compiled != null)
                                {
                                    goto reload;
                                }
                                r = frame.R;
                                code = ref MemoryMarshal.GetArrayDataReference(callee.Instructions);
                                ip = ref Unsafe.Subtract(ref code, 1);
                                continue;
                            }
                        }
                        else if (function.GetType() == typeof(PyMethodDescriptor) && skip == 0)
                        {
                            PyObject native = Unsafe.As<PyMethodDescriptor>(function).Function.Entry(args, null);
                            if (!ReferenceEquals(native, PyThread.Pending))
                            {
                                Put(r, ip.C, native);
                                continue;
                            }
                            Suspend(t, frame, ReturnKind.Store, ip.C);
                            goto reload;
                        }
                        PyObject? result = CallSlow(t, frame, function, args, null, ip.C);
                        if (result == null)
                        {
                            goto reload;
                        }
                        Put(r, ip.C, result);
                        continue;
                    }
                case Opcode.CallKw:
                    {
                        frame.Pc = After(ref code, ref ip);
                        ReadOnlySpan<PyObject> args = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<PyObject?, PyObject>(ref Reg(r, ip.A + 1)), ip.B);
                        PyObject? result = CallSlow(t, frame, Reg(r, ip.A)!, args, Unsafe.As<PyTuple>(Reg(r, ip.A + 1 + ip.B)), ip.C);
                        if (result == null)
                        {
                            goto reload;
                        }
                        Put(r, ip.C, result);
                        continue;
                    }
                case Opcode.CallMethodKw:
                    {
                        frame.Pc = After(ref code, ref ip);
                        int skip = Reg(r, ip.A + 1) == null ? 1 : 0;
                        ReadOnlySpan<PyObject> args = MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<PyObject?, PyObject>(ref Reg(r, ip.A + 1 + skip)), ip.B + 1 - skip);
                        PyObject? result = CallSlow(t, frame, Reg(r, ip.A)!, args, Unsafe.As<PyTuple>(Reg(r, ip.A + 2 + ip.B)), ip.C);
                        if (result == null)
                        {
                            goto reload;
                        }
                        Put(r, ip.C, result);
                        continue;
                    }
                case Opcode.Return:
                    {
                        PyObject value = Reg(r, ip.A)!;
                        if (--frame.Code.Heat < 0)
                        {
                            HotCode.Reached(frame);
                        }
                        if (frame.OnReturn == ReturnKind.Store && frame.Generator == null && frame.Back is { } back && back.GetType() == typeof(PyFrame))
                        {
                            PyFrame caller = Unsafe.As<PyFrame>(back);
                            ushort register = frame.ReturnRegister;
                            frame.Pc = After(ref code, ref ip);
                            frame.Recycle();
                            t.Depth--;
                            t.Top = frame = caller;
                            r = frame.R;
                            Put(r, register, value);
                            if (frame.Code.Compiled != null)
                            {
                                goto reload;
                            }
                            code = ref MemoryMarshal.GetArrayDataReference(frame.Code.Instructions);
                            ip = ref Unsafe.Add(ref code, frame.Pc - 1);
                            continue;
                        }
                        frame.Pc = After(ref code, ref ip);
                        ReturnFrom(t, frame, value);
                        goto reload;
                    }
                case Opcode.ForIter:
                    {
                        PyObject iterator = Reg(r, ip.B)!;
                        if (iterator.GetType() == typeof(PyListIterator))
                        {
                            PyObject? item = Unsafe.As<PyListIterator>(iterator).NextFast();
                            if (item != null)
                            {
                                Put(r, ip.A, item);
                                ip = ref Unsafe.Add(ref ip, 1);
                            }
                            continue;
                        }
                        if (iterator.GetType() == typeof(PyRangeIterator))
                        {
                            PyObject? item = Unsafe.As<PyRangeIterator>(iterator).NextFast();
                            if (item != null)
                            {
                                Put(r, ip.A, item);
                                ip = ref Unsafe.Add(ref ip, 1);
                            }
                            continue;
                        }
                        frame.Pc = After(ref code, ref ip);
                        // "for a, b in" pairs: the tuple that would be taken apart at once is not made.
                        ref Instruction unpack = ref Unsafe.Add(ref ip, 2);
                        if (unpack.Op == Opcode.UnpackSequence && unpack.B == ip.A && unpack.C == 2 && ip.A >= frame.Code.FirstTemporary
                            && TryNextPair(iterator, out PyObject? first, out PyObject? second))
                        {
                            if (first == null)
                            {
                                continue;
                            }
                            Put(r, unpack.A, first);
                            Put(r, unpack.A + 1, second);
                            ip = ref unpack;
                            continue;
                        }
                        PyType type = iterator.Type;
                        if (!type.IsHeap && iterator.GetType() != typeof(PyGenerator))
                        {
                            PyObject? item = type.TpIterNext(iterator);
                            if (item == null)
                            {
                                continue;
                            }
                            if (!ReferenceEquals(item, PyThread.Pending))
                            {
                                Put(r, ip.A, item);
                                ip = ref Unsafe.Add(ref ip, 1);
                                continue;
                            }
                            Suspend(t, frame, ReturnKind.ForIter, ip.A);
                            goto reload;
                        }
                        if (iterator.GetType() == typeof(PyGenerator) && Unsafe.As<PyGenerator>(iterator).TryResume(t, frame, ReturnKind.ForIter, ip.A))
                        {
                            goto reload;
                        }
                        PyObject? value = ForIterSlow(t, frame, iterator, ip.A);
                        if (value == null)
                        {
                            if (!ReferenceEquals(t.Top, frame) || t.SwitchedAway)
                            {
                                goto reload;
                            }
                            continue;
                        }
                        Put(r, ip.A, value);
                        ip = ref Unsafe.Add(ref ip, 1);
                        continue;
                    }
                case Opcode.Yield:
                    frame.Pc = After(ref code, ref ip);
                    if (frame.OnReturn == ReturnKind.ForIter && t.DepthLimit >= 0 && frame.Back is { } consumer && consumer.GetType() == typeof(PyFrame))
                    {
                        // The for loop goes on behind the jump that leaves it.
                        PyObject yielded = Reg(r, ip.B)!;
                        frame.ClearTemporaries(ip.C);
                        frame.Generator!.Running = false;
                        frame.Back = null;
                        ushort register = frame.ReturnRegister;
                        t.Depth--;
                        t.Top = frame = Unsafe.As<PyFrame>(consumer);
                        r = frame.R;
                        Put(r, register, yielded);
                        if (frame.Code.Compiled != null)
                        {
                            frame.Pc++;
                            goto reload;
                        }
                        code = ref MemoryMarshal.GetArrayDataReference(frame.Code.Instructions);
                        ip = ref Unsafe.Add(ref code, frame.Pc);
                        continue;
                    }
                    YieldFrom(t, frame, Reg(r, ip.B)!);
                    goto reload;
                case Opcode.UnpackSequence:
                    {
                        PyObject sequence = Reg(r, ip.B)!;
                        if (sequence.GetType() == typeof(PyTuple) && Unsafe.As<PyTuple>(sequence).Items is { } items && items.Length == ip.C)
                        {
                            for (int i = 0; i < items.Length; i++)
                            {
                                Put(r, ip.A + i, items[i]);
                            }
                            continue;
                        }
                        goto default;
                    }
                case Opcode.ListAppend:
                    Unsafe.As<PyList>(Reg(r, ip.A))!.Add(Reg(r, ip.B)!);
                    continue;
                case Opcode.BuildTuple:
                    if (ip.C == 0)
                    {
                        goto default;
                    }
                    Put(r, ip.A, new PyTuple(Copy(ref MemoryMarshal.GetArrayDataReference(r), ip.B, ip.C)));
                    continue;
                case Opcode.BuildSlice:
                    Put(r, ip.A, new PySlice(Reg(r, ip.B)!, Reg(r, ip.B + 1)!, Reg(r, ip.B + 2)!));
                    continue;
                case Opcode.BuildList:
                    Put(r, ip.A, new PyList(Copy(ref MemoryMarshal.GetArrayDataReference(r), ip.B, ip.C)));
                    continue;
                case Opcode.BuildString:
                    Put(r, ip.A, BuildString(ref MemoryMarshal.GetArrayDataReference(r), ip.B, ip.C));
                    continue;
                case Opcode.GetIter:
                    frame.Pc = After(ref code, ref ip);
                    if (GetIter(t, frame, ref ip, ref MemoryMarshal.GetArrayDataReference(r)))
                    {
                        continue;
                    }
                    goto reload;
                case Opcode.FormatValue:
                    frame.Pc = After(ref code, ref ip);
                    Put(r, ip.A, Ops.Format(Reg(r, ip.B)!, ip.C == Operand.NoRegister ? PyStr.Empty : Unsafe.As<PyStr>(Reg(r, ip.C))!));
                    continue;
                case Opcode.BuildMap:
                    {
                        frame.Pc = After(ref code, ref ip);
                        PyDict dict = new(ip.C);
                        for (int i = 0; i < ip.C; i++)
                        {
                            dict.Set(Reg(r, ip.B + (2 * i))!, Reg(r, ip.B + (2 * i) + 1)!);
                        }
                        Put(r, ip.A, dict);
                        continue;
                    }
                default:
                    frame.Pc = After(ref code, ref ip);
                    if (Execute(t, frame, ref ip, ref MemoryMarshal.GetArrayDataReference(r)))
                    {
                        ip = ref Unsafe.Add(ref code, frame.Pc - 1);
                        continue;
                    }
                    goto reload;
            }

        reload:
            // The top of the chain changed: a call, a return, a yield or a greenlet switch.
            t.SwitchedAway = false;
            if (t.Top is not { } top || top.GetType() != typeof(PyFrame) || t.Raised != null)
            {
                return;
            }
            frame = Unsafe.As<PyFrame>(top);
            if (frame.Code.Compiled is { } compiled && t.DepthLimit >= 0)
            {
                if (compiled(t, frame, frame.Pc, 0) != BodyResult.Interpret)
                {
                    goto reload;
                }
                frame = Unsafe.As<PyFrame>(t.Top)!;
            }
            r = frame.R;
            code = ref MemoryMarshal.GetArrayDataReference(frame.Code.Instructions);
            ip = ref Unsafe.Add(ref code, frame.Pc - 1);
        }
    }
}

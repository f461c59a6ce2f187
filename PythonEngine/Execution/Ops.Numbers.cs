namespace PythonEngine.Execution;

internal static unsafe partial class Ops
{
    private static readonly string[] s_binaryText = ["+", "-", "*", "@", "/", "//", "%", "** or pow()", "<<", ">>", "&", "|", "^", "divmod()"];
    private static readonly string[] s_inplaceText = ["+=", "-=", "*=", "@=", "/=", "//=", "%=", "**=", "<<=", ">>=", "&=", "|=", "^=", "divmod()"];

    private static PyException BadOperands(string op, PyObject a, PyObject b)
    {
        string hint = op == ">>" && a is PyBuiltinFunction { Function.Name: "print" }
            ? ". Did you mean \"print(<message>, file=<output_stream>)\"?"
            : "";
        return Err.TypeError($"unsupported operand type(s) for {op}: '{a.Type.FullName}' and '{b.Type.FullName}'{hint}");
    }

    /// <summary>The number slots of both operands; NotImplemented when neither takes the pair.</summary>
    private static PyObject BinarySlots(int index, PyObject a, PyObject b)
    {
        PyType ta = a.Type;
        PyType tb = b.Type;
        var left = ta.Binary(index);
        var right = ReferenceEquals(ta, tb) ? null : tb.Binary(index);
        if ((nint)right == (nint)left)
        {
            right = null;
        }
        if (left != null)
        {
            if (right != null && tb.IsSubtypeOf(ta))
            {
                PyObject early = right(a, b);
                if (!ReferenceEquals(early, PyNotImplemented.Instance))
                {
                    return early;
                }
                right = null;
            }
            PyObject result = left(a, b);
            if (!ReferenceEquals(result, PyNotImplemented.Instance))
            {
                return result;
            }
        }
        return right != null ? right(a, b) : PyNotImplemented.Instance;
    }

    public static PyObject Binary(BinaryOp op, PyObject a, PyObject b)
    {
        if (op == BinaryOp.Power)
        {
            return Power(a, b, PyNone.Instance);
        }
        PyObject result = BinarySlots((int)op, a, b);
        if (!ReferenceEquals(result, PyNotImplemented.Instance))
        {
            return result;
        }
        return SequenceForm(op, a, b, inplace: false) ?? throw BadOperands(s_binaryText[(int)op], a, b);
    }

    /// <summary>a op b after a's own Python method returned NotImplemented.</summary>
    public static PyObject BinaryReflected(BinaryOp op, PyObject a, PyObject b)
    {
        PyType ta = a.Type;
        PyType tb = b.Type;
        PyObject? result = null;
        if (!ReferenceEquals(ta, tb))
        {
            var slot = tb.Binary((int)op);
            result = slot == null ? null
                : tb.IsHeap && (nint)slot == ta.NbBinary[(int)op] ? SlotOverrides.TryReflected(op, b, a)
                : slot(a, b);
        }
        if (result != null && !ReferenceEquals(result, PyNotImplemented.Instance))
        {
            return result;
        }
        return SequenceForm(op, a, b, inplace: false) ?? throw BadOperands(s_binaryText[(int)op], a, b);
    }

    /// <summary>+ and * of sequences; null when neither operand is one.</summary>
    private static PyObject? SequenceForm(BinaryOp op, PyObject a, PyObject b, bool inplace)
    {
        PyType ta = a.Type;
        PyType tb = b.Type;
        if (op == BinaryOp.Add)
        {
            if (inplace && ta.SqInplaceConcat != null)
            {
                return ta.SqInplaceConcat(a, b);
            }
            return ta.SqConcat != null ? ta.SqConcat(a, b) : null;
        }
        if (op != BinaryOp.Multiply)
        {
            return null;
        }
        if (inplace && ta.SqInplaceRepeat != null)
        {
            return ta.SqInplaceRepeat(a, RepeatCount(b));
        }
        if (ta.SqRepeat != null)
        {
            return ta.SqRepeat(a, RepeatCount(b));
        }
        return tb.SqRepeat != null ? tb.SqRepeat(b, RepeatCount(a)) : null;
    }

    private static long RepeatCount(PyObject n)
    {
        if (!n.Type.HasIndex)
        {
            throw Err.TypeError($"can't multiply sequence by non-int of type '{n.Type.FullName}'");
        }
        return Index(n).TryGetLong(out long value) ? value : throw Err.OverflowError($"cannot fit '{n.Type.FullName}' into an index-sized integer");
    }

    public static PyObject Inplace(BinaryOp op, PyObject a, PyObject b)
    {
        PyType ta = a.Type;
        if (op == BinaryOp.Power)
        {
            if (ta.NbInplacePower != null)
            {
                PyObject r = ta.NbInplacePower(a, b, PyNone.Instance);
                if (!ReferenceEquals(r, PyNotImplemented.Instance))
                {
                    return r;
                }
            }
            PyObject power = PowerSlots(a, b, PyNone.Instance);
            return ReferenceEquals(power, PyNotImplemented.Instance) ? throw BadOperands("**=", a, b) : power;
        }
        var slot = ta.Binary((int)op + PyType.InplaceOffset);
        if (slot != null)
        {
            PyObject r = slot(a, b);
            if (!ReferenceEquals(r, PyNotImplemented.Instance))
            {
                return r;
            }
        }
        PyObject result = BinarySlots((int)op, a, b);
        if (!ReferenceEquals(result, PyNotImplemented.Instance))
        {
            return result;
        }
        return SequenceForm(op, a, b, inplace: true) ?? throw BadOperands(s_inplaceText[(int)op], a, b);
    }

    private static PyObject PowerSlots(PyObject a, PyObject b, PyObject mod)
    {
        PyType ta = a.Type;
        PyType tb = b.Type;
        var left = ta.NbPower;
        var right = ReferenceEquals(ta, tb) || (nint)tb.NbPower == (nint)left ? null : tb.NbPower;
        PyObject result = PyNotImplemented.Instance;
        if (left != null)
        {
            if (right != null && tb.IsSubtypeOf(ta))
            {
                result = right(a, b, mod);
                if (!ReferenceEquals(result, PyNotImplemented.Instance))
                {
                    return result;
                }
                right = null;
            }
            result = left(a, b, mod);
            if (!ReferenceEquals(result, PyNotImplemented.Instance))
            {
                return result;
            }
        }
        if (right != null)
        {
            result = right(a, b, mod);
            if (!ReferenceEquals(result, PyNotImplemented.Instance))
            {
                return result;
            }
        }
        var third = mod.Type.NbPower;
        return third != null && (nint)third != (nint)left && (nint)third != (nint)tb.NbPower ? third(a, b, mod) : PyNotImplemented.Instance;
    }

    public static PyObject Power(PyObject a, PyObject b, PyObject mod)
    {
        PyObject result = PowerSlots(a, b, mod);
        if (!ReferenceEquals(result, PyNotImplemented.Instance))
        {
            return result;
        }
        if (mod is PyNone)
        {
            throw BadOperands("** or pow()", a, b);
        }
        throw Err.TypeError($"unsupported operand type(s) for ** or pow(): '{a.Type.FullName}', '{b.Type.FullName}', '{mod.Type.FullName}'");
    }

    public static PyObject Add(PyObject a, PyObject b) => Binary(BinaryOp.Add, a, b);

    public static PyObject Subtract(PyObject a, PyObject b) => Binary(BinaryOp.Subtract, a, b);

    public static PyObject Multiply(PyObject a, PyObject b) => Binary(BinaryOp.Multiply, a, b);

    public static PyObject Negative(PyObject a) => a.Type.NbNegative != null ? a.Type.NbNegative(a) : throw BadUnary("-", a);

    public static PyObject Positive(PyObject a) => a.Type.NbPositive != null ? a.Type.NbPositive(a) : throw BadUnary("+", a);

    public static PyObject Invert(PyObject a) => a.Type.NbInvert != null ? a.Type.NbInvert(a) : throw BadUnary("~", a);

    public static PyObject Abs(PyObject a) => a.Type.NbAbsolute != null ? a.Type.NbAbsolute(a) : throw Err.TypeError($"bad operand type for abs(): '{a.Type.FullName}'");

    private static PyException BadUnary(string op, PyObject a) => Err.TypeError($"bad operand type for unary {op}: '{a.Type.FullName}'");

    /// <summary>operator.index(): an exact int.</summary>
    public static PyInt Index(PyObject obj)
    {
        if (obj is PyInt i)
        {
            return i switch
            {
                PyIntInstance instance => instance.Exact,
                PyBool b => b.Value ? PyInt.One : PyInt.Zero,
                _ => i,
            };
        }
        var index = obj.Type.NbIndex;
        if (index == null)
        {
            throw Err.TypeError($"'{obj.Type.FullName}' object cannot be interpreted as an integer");
        }
        PyObject result = index(obj);
        if (result is PySmallInt or PyBigInt)
        {
            return (PyInt)result;
        }
        if (result is not PyInt strict)
        {
            throw Err.TypeError($"__index__ returned non-int (type {result.Type.FullName})");
        }
        Warn.Deprecation($"__index__ returned non-int (type {result.Type.FullName}).  The ability to return an instance of a strict subclass of int is deprecated, and may not be allowed in a future version of Python.");
        return Index(strict);
    }

    /// <summary>A 64-bit integer by __index__.</summary>
    public static long AsLong(PyObject obj)
    {
        if (obj.GetType() == typeof(PySmallInt))
        {
            return Unsafe.As<PySmallInt>(obj).Value;
        }
        return Index(obj).TryGetLong(out long value) ? value : throw Err.OverflowError("Python int too large to convert to C long");
    }

    /// <summary>A 32-bit integer by __index__.</summary>
    public static int AsInt(PyObject obj)
    {
        long value = AsLong(obj);
        if (value > int.MaxValue)
        {
            throw Err.OverflowError("signed integer is greater than maximum");
        }
        return value < int.MinValue ? throw Err.OverflowError("signed integer is less than minimum") : (int)value;
    }

    /// <summary>A sequence index; IndexError (or the given type) when it does not fit 64 bits.</summary>
    public static long AsIndex(PyObject obj, PyType? overflow = null)
    {
        if (obj.GetType() == typeof(PySmallInt))
        {
            return Unsafe.As<PySmallInt>(obj).Value;
        }
        return Index(obj).TryGetLong(out long value) ? value : throw Err.Make(overflow ?? Exc.IndexError, $"cannot fit '{obj.Type.FullName}' into an index-sized integer");
    }

    /// <summary>A double by __float__ or __index__.</summary>
    public static double AsDouble(PyObject obj)
    {
        if (obj is PyFloat f)
        {
            return f.Value;
        }
        if (obj.GetType() == typeof(PySmallInt))
        {
            return Unsafe.As<PySmallInt>(obj).Value;
        }
        var convert = obj.Type.NbFloat;
        if (convert != null)
        {
            PyObject result = convert(obj);
            if (result is not PyFloat value)
            {
                throw Err.TypeError($"{obj.Type.FullName}.__float__ returned non-float (type {result.Type.FullName})");
            }
            if (value.GetType() != typeof(PyFloat))
            {
                Warn.Deprecation($"{obj.Type.FullName}.__float__ returned non-float (type {result.Type.FullName}).  The ability to return an instance of a strict subclass of float is deprecated, and may not be allowed in a future version of Python.");
            }
            return value.Value;
        }
        if (obj.Type.HasIndex)
        {
            return PyFloat.FromInt(Index(obj));
        }
        throw Err.TypeError($"must be real number, not {obj.Type.FullName}");
    }

    /// <summary>Bounds of a slice over <paramref name="length"/> items, as slice.indices() gives them; returns the number of items.</summary>
    public static long SliceIndices(PySlice slice, long length, out long start, out long stop, out long step)
    {
        SliceUnpack(slice, out start, out stop, out step);
        return AdjustSlice(length, ref start, ref stop, step);
    }

    /// <summary>The numbers of a slice, to be fitted to a length by <see cref="AdjustSlice"/>: reading them may run Python code.</summary>
    public static void SliceUnpack(PySlice slice, out long start, out long stop, out long step)
    {
        step = slice.Step is PyNone ? 1 : SliceValue(slice.Step);
        if (step == 0)
        {
            throw Err.ValueError("slice step cannot be zero");
        }
        if (step < -long.MaxValue)
        {
            step = -long.MaxValue;
        }
        start = slice.Start is PyNone ? (step < 0 ? long.MaxValue : 0) : SliceValue(slice.Start);
        stop = slice.Stop is PyNone ? (step < 0 ? long.MinValue : long.MaxValue) : SliceValue(slice.Stop);
    }

    /// <summary>As SliceUnpack, for bounds that are ints of 64 bits or None; false for others.</summary>
    internal static bool TrySliceBounds(PyObject from, PyObject to, PyObject by, out long start, out long stop, out long step)
    {
        step = 1;
        start = stop = 0;
        if (!ReferenceEquals(by, PyNone.Instance))
        {
            if (by.GetType() != typeof(PySmallInt) || Unsafe.As<PySmallInt>(by).Value is 0 or < -long.MaxValue)
            {
                return false;
            }
            step = Unsafe.As<PySmallInt>(by).Value;
        }
        return TryBound(from, step < 0 ? long.MaxValue : 0, out start) && TryBound(to, step < 0 ? long.MinValue : long.MaxValue, out stop);
    }

    private static bool TryBound(PyObject bound, long none, out long value)
    {
        if (bound.GetType() == typeof(PySmallInt))
        {
            value = Unsafe.As<PySmallInt>(bound).Value;
            return true;
        }
        value = none;
        return ReferenceEquals(bound, PyNone.Instance);
    }

    /// <summary>Clamps slice bounds to a length; returns the number of items.</summary>
    public static long AdjustSlice(long length, ref long start, ref long stop, long step)
    {
        if (start < 0)
        {
            start += length;
            if (start < 0)
            {
                start = step < 0 ? -1 : 0;
            }
        }
        else if (start >= length)
        {
            start = step < 0 ? length - 1 : length;
        }
        if (stop < 0)
        {
            stop += length;
            if (stop < 0)
            {
                stop = step < 0 ? -1 : 0;
            }
        }
        else if (stop >= length)
        {
            stop = step < 0 ? length - 1 : length;
        }
        if (step < 0)
        {
            return stop < start ? (start - stop - 1) / -step + 1 : 0;
        }
        return start < stop ? (stop - start - 1) / step + 1 : 0;
    }

    private static long SliceValue(PyObject obj)
    {
        if (obj.GetType() == typeof(PySmallInt))
        {
            return Unsafe.As<PySmallInt>(obj).Value;
        }
        if (!obj.Type.HasIndex)
        {
            throw Err.TypeError("slice indices must be integers or None or have an __index__ method");
        }
        PyInt index = Index(obj);
        return index.TryGetLong(out long value) ? value : index.Sign < 0 ? long.MinValue : long.MaxValue;
    }
}

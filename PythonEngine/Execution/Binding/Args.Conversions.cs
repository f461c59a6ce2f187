using System.Diagnostics.CodeAnalysis;

namespace PythonEngine.Execution;

/// <summary>Conversions between Python and C# values.</summary>
internal static unsafe partial class Args
{
    public static string Text(PyObject value, string context) =>
        value is PyStr text ? text.Value : TextOfBytes(value) ?? throw MustBe(context, "str", value);

    public static string? TextOrNone(PyObject value, string context) =>
        value is PyStr text ? text.Value : IsNone(value) ? null : TextOfBytes(value) ?? throw MustBe(context, "str or None", value);

    // Where there is code of the Python 2 dialect, bytes may stand for text.
    private static string? TextOfBytes(PyObject value) =>
        value is PyBytes bytes && PyThread.Current.Engine.Python2 != null ? System.Text.Encoding.Latin1.GetString(bytes.Data) : null;

    public static bool Truth(PyObject value) =>
        ReferenceEquals(value, PyBool.True) || !ReferenceEquals(value, PyBool.False) && Ops.IsTrue(value);

    /// <summary>operator.index(value).</summary>
    public static PyInt Index(PyObject value)
    {
        if (value is PyInt number)
        {
            return number;
        }
        var slot = value.Type.NbIndex;
        if (slot == null)
        {
            throw Err.TypeError($"'{value.Type.FullName}' object cannot be interpreted as an integer");
        }
        PyObject result = slot(value);
        return result as PyInt ?? throw Err.TypeError($"__index__ returned non-int (type {result.Type.FullName})");
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Long(PyObject value, out long result)
    {
        if (value.GetType() == typeof(PySmallInt))
        {
            result = Unsafe.As<PySmallInt>(value).Value;
            return true;
        }
        return Index(value).TryGetLong(out result);
    }

    [DoesNotReturn]
    private static void TooLarge(string type) => throw Err.OverflowError($"Python int too large to convert to C {type}");

    public static int Int32(PyObject value)
    {
        if (!Long(value, out long n) || n != (int)n)
        {
            TooLarge("int");
        }
        return (int)n;
    }

    public static long Int64(PyObject value)
    {
        if (!Long(value, out long n))
        {
            TooLarge("long");
        }
        return n;
    }

    /// <summary>Py_ssize_t.</summary>
    public static nint Size(PyObject value)
    {
        if (!Long(value, out long n))
        {
            TooLarge("ssize_t");
        }
        return (nint)n;
    }

    /// <summary>The count of a sequence repetition.</summary>
    public static long RepeatCount(PyObject value)
    {
        if (!Long(value, out long n))
        {
            throw Err.OverflowError($"cannot fit '{value.Type.FullName}' into an index-sized integer");
        }
        return n;
    }

    public static uint UInt32(PyObject value)
    {
        PyInt number = Index(value);
        if (number.Sign < 0)
        {
            throw Err.ValueError("value must be positive");
        }
        if (!number.TryGetLong(out long n) || n > uint.MaxValue)
        {
            TooLarge("unsigned int");
        }
        return (uint)n;
    }

    public static ulong UInt64(PyObject value)
    {
        PyInt number = Index(value);
        if (number.Sign < 0)
        {
            throw Err.ValueError("value must be positive");
        }
        if (number.TryGetLong(out long n))
        {
            return (ulong)n;
        }
        BigInteger big = number.Big;
        if (big > ulong.MaxValue)
        {
            TooLarge("unsigned long");
        }
        return (ulong)big;
    }

    private static long Ranged(PyObject value, long min, long max, string type)
    {
        PyInt number = Index(value);
        bool fits = number.TryGetLong(out long n);
        if (!fits)
        {
            n = number.Sign < 0 ? long.MinValue : long.MaxValue;
        }
        if (n < min)
        {
            throw Err.OverflowError($"{type} is less than minimum");
        }
        if (n > max)
        {
            throw Err.OverflowError($"{type} is greater than maximum");
        }
        return n;
    }

    public static short Int16(PyObject value) => (short)Ranged(value, short.MinValue, short.MaxValue, "signed short integer");

    public static ushort UInt16(PyObject value)
    {
        PyInt number = Index(value);
        if (number.Sign < 0)
        {
            throw Err.ValueError("value must be positive");
        }
        if (!number.TryGetLong(out long n) || n > ushort.MaxValue)
        {
            TooLarge("unsigned short");
        }
        return (ushort)n;
    }

    public static byte UInt8(PyObject value) => (byte)Ranged(value, 0, byte.MaxValue, "unsigned byte integer");

    public static sbyte Int8(PyObject value) => (sbyte)Ranged(value, sbyte.MinValue, sbyte.MaxValue, "signed byte integer");

    public static BigInteger BigInt(PyObject value) => Index(value).Big;

    public static double Double(PyObject value)
    {
        if (value is PyFloat real)
        {
            return real.Value;
        }
        if (value is PyInt number)
        {
            return Double(number);
        }
        PyType type = value.Type;
        if (type.NbFloat != null)
        {
            PyObject result = type.NbFloat(value);
            return result is PyFloat converted
                ? converted.Value
                : throw Err.TypeError($"{type.FullName}.__float__ returned non-float (type {result.Type.FullName})");
        }
        if (type.NbIndex != null)
        {
            return Double(Index(value));
        }
        throw Err.TypeError($"must be real number, not {type.FullName}");
    }

    private static double Double(PyInt number)
    {
        if (number.TryGetLong(out long n))
        {
            return n;
        }
        double result = RoundToDouble(number.Big);
        return double.IsInfinity(result) ? throw Err.OverflowError("int too large to convert to float") : result;
    }

    /// <summary>The nearest double, ties to even; BigInteger's own conversion cuts the extra bits off.</summary>
    internal static double RoundToDouble(BigInteger value)
    {
        BigInteger magnitude = BigInteger.Abs(value);
        long bits = magnitude.GetBitLength();
        if (bits <= 64)
        {
            double small = (double)(ulong)magnitude;
            return value.Sign < 0 ? -small : small;
        }
        if (bits > 1024)
        {
            return value.Sign < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        }
        // 64 leading bits with a sticky last one round as the whole number does.
        int shift = (int)(bits - 64);
        ulong head = (ulong)(magnitude >> shift);
        if (!(magnitude & ((BigInteger.One << shift) - 1)).IsZero)
        {
            head |= 1;
        }
        double result = Math.ScaleB((double)head, shift);
        return value.Sign < 0 ? -result : result;
    }

    /// <summary>A one-character string; characters beyond the BMP do not fit a C# char and are refused.</summary>
    public static char Char(PyObject value, string context)
    {
        if (value is PyStr { Length: 1 } text && text[0] <= char.MaxValue)
        {
            return (char)text[0];
        }
        throw MustBe(context, "a unicode character", value);
    }

    /// <summary>The contiguous memory of a bytes-like object; the caller releases it.</summary>
    public static BufferView Buffer(PyObject value, string context)
    {
        if (!value.TryGetBuffer(false, out BufferView view))
        {
            throw Err.TypeError($"a bytes-like object is required, not '{value.Type.FullName}'");
        }
        return Contiguous(view, context);
    }

    /// <summary>The same for writing.</summary>
    public static BufferView WritableBuffer(PyObject value, string context)
    {
        BufferView view;
        bool exported;
        try
        {
            exported = value.TryGetBuffer(true, out view);
        }
        catch (PyException e) when (e.Matches(Exc.BufferError))
        {
            exported = false;
            view = default;
        }
        if (!exported)
        {
            throw MustBe(context, "read-write bytes-like object", value);
        }
        return Contiguous(view, context);
    }

    private static BufferView Contiguous(BufferView view, string context)
    {
        if (view.Strides is { } strides)
        {
            long expected = view.ItemSize;
            long[] shape = view.Shape ?? [view.Memory.Length / Math.Max(1, view.ItemSize)];
            for (int i = strides.Length - 1; i >= 0; i--)
            {
                if (shape[i] > 1 && strides[i] != expected)
                {
                    view.Release();
                    throw Err.BufferError($"{context} must be a contiguous buffer");
                }
                expected *= shape[i];
            }
        }
        return view;
    }

    public static PyObject FromObject(PyObject? value) => value ?? PyNone.Instance;

    public static PyObject FromAny(PyObject value) => value;

    public static PyObject FromString(string? value) => value is null ? PyNone.Instance : value.Length == 0 ? PyStr.Empty : new PyStr(value);

    public static PyObject FromBool(bool value) => PyBool.From(value);

    public static PyObject FromUInt8(byte value) => PyInt.From((long)value);

    public static PyObject FromInt8(sbyte value) => PyInt.From((long)value);

    public static PyObject FromInt16(short value) => PyInt.From((long)value);

    public static PyObject FromUInt16(ushort value) => PyInt.From((long)value);

    public static PyObject FromInt32(int value) => PyInt.From((long)value);

    public static PyObject FromUInt32(uint value) => PyInt.From((long)value);

    public static PyObject FromInt64(long value) => PyInt.From(value);

    public static PyObject FromUInt64(ulong value) => value <= long.MaxValue ? PyInt.From((long)value) : PyInt.From((BigInteger)value);

    public static PyObject FromSize(nint value) => PyInt.From((long)value);

    public static PyObject FromBigInt(BigInteger value) => PyInt.From(value);

    public static PyObject FromDouble(double value) => new PyFloat(value);

    public static PyObject FromSingle(float value) => new PyFloat(value);

    public static PyObject FromChar(char value) => PyStr.FromChar(value);

    public static PyObject FromBytes(byte[]? value) => value is null ? PyNone.Instance : value.Length == 0 ? PyBytes.Empty : new PyBytes(value);

    public static PyObject FromBoolOrNone(bool? value) => value is { } v ? PyBool.From(v) : PyNone.Instance;

    public static PyObject FromUInt8OrNone(byte? value) => value is { } v ? FromUInt8(v) : PyNone.Instance;

    public static PyObject FromInt8OrNone(sbyte? value) => value is { } v ? FromInt8(v) : PyNone.Instance;

    public static PyObject FromInt16OrNone(short? value) => value is { } v ? FromInt16(v) : PyNone.Instance;

    public static PyObject FromUInt16OrNone(ushort? value) => value is { } v ? FromUInt16(v) : PyNone.Instance;

    public static PyObject FromInt32OrNone(int? value) => value is { } v ? FromInt32(v) : PyNone.Instance;

    public static PyObject FromUInt32OrNone(uint? value) => value is { } v ? FromUInt32(v) : PyNone.Instance;

    public static PyObject FromInt64OrNone(long? value) => value is { } v ? FromInt64(v) : PyNone.Instance;

    public static PyObject FromUInt64OrNone(ulong? value) => value is { } v ? FromUInt64(v) : PyNone.Instance;

    public static PyObject FromSizeOrNone(nint? value) => value is { } v ? FromSize(v) : PyNone.Instance;

    public static PyObject FromBigIntOrNone(BigInteger? value) => value is { } v ? FromBigInt(v) : PyNone.Instance;

    public static PyObject FromDoubleOrNone(double? value) => value is { } v ? FromDouble(v) : PyNone.Instance;

    public static PyObject FromSingleOrNone(float? value) => value is { } v ? FromSingle(v) : PyNone.Instance;

    public static PyObject FromCharOrNone(char? value) => value is { } v ? FromChar(v) : PyNone.Instance;
}

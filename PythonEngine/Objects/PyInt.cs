namespace PythonEngine.Objects;

/// <summary>
/// <c>int</c> of any representation. Exact small values are <see cref="PySmallInt"/>, exact large ones
/// <see cref="PyBigInt"/>; instances of Python subclasses are <see cref="PyIntInstance"/>; bool derives too.
/// </summary>
[PyType("int", Subclassable = true, Doc = "int([x]) -> integer\nint(x, base=10) -> integer\n\nAn integer of any size, made from a number (cut towards zero) or from text\nin the given base; 0 without arguments. Base 0 reads prefixes as source code does.\n\n>>> int('0b101', base=0)\n5")]
internal abstract partial class PyInt : PyObject
{
    private const int CacheMin = -5;
    private const int CacheMax = 1024;
    private static readonly PySmallInt[] s_cache = MakeCache();

    public static readonly PyInt Zero = From(0);
    public static readonly PyInt One = From(1);
    public static readonly PyInt MinusOne = From(-1);

    internal override PyType Type => TypeObject;

    /// <summary>The value when it fits 64 bits.</summary>
    public abstract bool TryGetLong(out long value);

    /// <summary>The value, always.</summary>
    public abstract BigInteger Big { get; }

    public abstract int Sign { get; }

    private static PySmallInt[] MakeCache()
    {
        PySmallInt[] cache = new PySmallInt[CacheMax - CacheMin + 1];
        for (int i = 0; i < cache.Length; i++)
        {
            cache[i] = new PySmallInt(i + CacheMin);
        }
        return cache;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PySmallInt From(long value)
    {
        ulong index = (ulong)(value - CacheMin);
        return index <= CacheMax - CacheMin ? Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(s_cache), (nint)index) : new PySmallInt(value);
    }

    public static PyInt From(BigInteger value) =>
        value >= long.MinValue && value <= long.MaxValue ? From((long)value) : new PyBigInt(value);
}

/// <summary>An exact <c>int</c> that fits 64 bits.</summary>
internal sealed class PySmallInt(long value) : PyInt
{
    /// <summary>Only the interpreter loop changes it, in numbers that no program has seen.</summary>
    public long Value = value;

    public override bool TryGetLong(out long value)
    {
        value = Value;
        return true;
    }

    public override BigInteger Big => Value;

    public override int Sign => Math.Sign(Value);
}

/// <summary>An exact <c>int</c> beyond 64 bits; never holds a value that fits.</summary>
internal sealed class PyBigInt(BigInteger value) : PyInt
{
    public readonly BigInteger Value = value;

    public override bool TryGetLong(out long value)
    {
        value = 0;
        return false;
    }

    public override BigInteger Big => Value;

    public override int Sign => Value.Sign;
}

/// <summary>An instance of a Python class derived from <c>int</c>.</summary>
internal sealed class PyIntInstance : PyInt
{
    private readonly PyInt _value;
    private InstanceFields _fields;

    public PyIntInstance(PyType cls, PyInt exact)
    {
        _value = exact;
        _fields = new InstanceFields(cls);
    }

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    /// <summary>The plain value.</summary>
    public PyInt Exact => _value;

    public override bool TryGetLong(out long value) => _value.TryGetLong(out value);

    public override BigInteger Big => _value.Big;

    public override int Sign => _value.Sign;
}

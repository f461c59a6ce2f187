namespace PythonEngine.Objects;

internal abstract partial class PyInt
{
    [PyNew("x=0, /, base=10")]
    private static PyObject New(PyType cls, PyObject? x = null, PyObject? @base = null)
    {
        PyInt value;
        if (x == null)
        {
            if (@base != null)
            {
                throw Err.TypeError("int() missing string argument");
            }
            value = Zero;
        }
        else if (@base == null)
        {
            value = FromNumber(x);
        }
        else
        {
            PyInt index = Ops.Index(@base);
            int radix = index.TryGetLong(out long b) && b is 0 or (>= 2 and <= 36)
                ? (int)b
                : throw Err.ValueError("int() base must be >= 2 and <= 36, or 0");
            value = x switch
            {
                PyStr s => Parse(s, radix),
                PyBytes bytes => Parse(bytes.Data, radix, x),
                PyByteArray array => Parse(array.Span, radix, x),
                _ => throw Err.TypeError("int() can't convert non-string with explicit base"),
            };
        }
        return ReferenceEquals(cls, TypeObject) ? value : new PyIntInstance(cls, value);
    }

    /// <summary>int(x): numbers by __int__, __index__ or __trunc__, text by parsing. The result is an exact int.</summary>
    internal static unsafe PyInt FromNumber(PyObject x)
    {
        if (x is PySmallInt or PyBigInt)
        {
            return (PyInt)x;
        }
        PyType type = x.Type;
        if (type.NbInt != null)
        {
            PyObject result = type.NbInt(x);
            if (result is PySmallInt or PyBigInt)
            {
                return (PyInt)result;
            }
            if (result is not PyInt derived)
            {
                throw Err.TypeError($"__int__ returned non-int (type {Ops.TypeName(result)})");
            }
            Warn.Deprecation($"__int__ returned non-int (type {Ops.TypeName(result)}).  The ability to return an instance of a strict subclass of int is deprecated, and may not be supported in a future version of Python.");
            return derived.ToExact();
        }
        if (type.NbIndex != null)
        {
            return Ops.Index(x);
        }
        if (Ops.LookupSpecial(x, Names.Trunc) is { } trunc)
        {
            Warn.Deprecation("The delegation of int() to __trunc__ is deprecated.");
            PyObject result = Ops.Call(trunc);
            if (result is PyInt whole)
            {
                return whole.ToExact();
            }
            if (!result.Type.HasIndex)
            {
                throw Err.TypeError($"__trunc__ returned non-Integral (type {Ops.TypeName(result)})");
            }
            return Ops.Index(result);
        }
        switch (x)
        {
            case PyStr s:
                return Parse(s, 10);
            case PyBytes bytes:
                return Parse(bytes.Data, 10, x);
            case PyByteArray array:
                return Parse(array.Span, 10, x);
        }
        if (x.TryGetBuffer(false, out BufferView view))
        {
            try
            {
                return Parse(view.Span, 10, new PyBytes(view.Span.ToArray()));
            }
            finally
            {
                view.Release();
            }
        }
        throw Err.TypeError($"int() argument must be a string, a bytes-like object or a real number, not '{Ops.TypeName(x)}'");
    }

    [PyMethod("conjugate", "")]
    private PyObject Conjugate() => ToExact();

    [PyGetter("real")]
    private PyObject RealPart => ToExact();

    [PyGetter("imag")]
    private PyObject ImaginaryPart => Zero;

    [PyGetter("numerator")]
    private PyObject Numerator => ToExact();

    [PyGetter("denominator")]
    private PyObject Denominator => One;

    [PyMethod("as_integer_ratio", "", Doc = "The number and 1, as for other kinds of numbers.\n\n>>> (-7).as_integer_ratio()\n(-7, 1)")]
    private PyObject AsIntegerRatio() => PyTuple.Of(ToExact(), One);

    [PyMethod("bit_length", "", Doc = "How many bits the number takes, without sign and leading zeros.\n\n>>> (255).bit_length()\n8\n>>> (-256).bit_length()\n9")]
    internal long BitLength()
    {
        if (TryGetLong(out long v))
        {
            return v == long.MinValue ? 64 : 64 - BitOperations.LeadingZeroCount((ulong)Math.Abs(v));
        }
        return (long)BigInteger.Abs(Big).GetBitLength();
    }

    [PyMethod("bit_count", "", Doc = "How many ones the absolute value has in binary.\n\n>>> (0b10110).bit_count()\n3\n>>> (-255).bit_count()\n8")]
    private long BitCount()
    {
        if (TryGetLong(out long v))
        {
            return BitOperations.PopCount(v < 0 ? (ulong)-(v + 1) + 1 : (ulong)v);
        }
        long count = 0;
        foreach (byte b in BigInteger.Abs(Big).ToByteArray(isUnsigned: true))
        {
            count += BitOperations.PopCount(b);
        }
        return count;
    }

    [PyMethod("__trunc__", "")]
    private PyObject Trunc() => ToExact();

    [PyMethod("__floor__", "")]
    private PyObject Floor() => ToExact();

    [PyMethod("__ceil__", "")]
    private PyObject Ceil() => ToExact();

    [PyMethod("__round__", "ndigits=None, /")]
    private PyObject Round(PyObject? ndigits = null)
    {
        if (ndigits == null || ReferenceEquals(ndigits, PyNone.Instance))
        {
            return ToExact();
        }
        PyInt index = Ops.Index(ndigits);
        if (index.Sign >= 0)
        {
            return ToExact();
        }
        if (!index.TryGetLong(out long n) || -n > BitLength())
        {
            return Zero;
        }
        // To the nearest multiple of a power of ten, halves to the even multiple.
        BigInteger power = BigInteger.Pow(10, (int)-n);
        BigInteger magnitude = FloatText.DivideHalfEven(BigInteger.Abs(Big), power) * power;
        return From(Sign < 0 ? -magnitude : magnitude);
    }

    [PyMethod("__getnewargs__", "")]
    private PyObject GetNewArgs() => new PyTuple([ToExact()]);

    [PyMethod("__sizeof__", "")]
    private long SizeOf() => 24 + (Sign == 0 ? 0 : (BitLength() + 29) / 30 * 4);

    private static bool IsLittle(PyObject? byteorder)
    {
        if (byteorder == null)
        {
            return false;
        }
        if (byteorder is PyStr text)
        {
            switch (text.Value)
            {
                case "little":
                    return true;
                case "big":
                    return false;
                default:
                    throw Err.ValueError("byteorder must be either 'little' or 'big'");
            }
        }
        throw Err.TypeError($"to_bytes() argument 'byteorder' must be str, not {Ops.TypeName(byteorder)}");
    }

    [PyMethod("to_bytes", "length=1, byteorder='big', *, signed=False")]
    private PyObject ToBytes(PyObject? length = null, PyObject? byteorder = null, bool signed = false)
    {
        long size = length == null ? 1 : Ops.AsLong(length);
        bool little = IsLittle(byteorder);
        if (size < 0)
        {
            throw Err.ValueError("length argument must be non-negative");
        }
        return new PyBytes(ToByteArray(size, little, signed));
    }

    internal byte[] ToByteArray(long size, bool little, bool signed)
    {
        if (Sign < 0 && !signed)
        {
            throw Err.OverflowError("can't convert negative int to unsigned");
        }
        byte[] result = new byte[size];
        Span<byte> small = stackalloc byte[16];
        scoped ReadOnlySpan<byte> bytes;
        if (TryGetLong(out long v))
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(small, v);
            bytes = small[..8];
        }
        else
        {
            bytes = Big.ToByteArray();
        }
        byte fill = Sign < 0 ? (byte)0xFF : (byte)0;
        int used = bytes.Length;
        while (used > 0 && bytes[used - 1] == fill)
        {
            used--;
        }
        bool fits = used <= size;
        if (fits && signed && Sign != 0 && used == size)
        {
            // The top bit must tell the sign.
            fits = used > 0 && (bytes[used - 1] & 0x80) == (fill & 0x80);
        }
        if (!fits)
        {
            throw Err.OverflowError("int too big to convert");
        }
        bytes[..used].CopyTo(result);
        result.AsSpan(used).Fill(fill);
        if (!little)
        {
            Array.Reverse(result);
        }
        return result;
    }

    [PyClassMethod("from_bytes", "bytes, byteorder='big', *, signed=False")]
    private static PyObject FromBytes(PyType cls, PyObject bytes, PyObject? byteorder = null, bool signed = false)
    {
        bool little;
        if (byteorder is null or PyStr)
        {
            little = IsLittle(byteorder);
        }
        else
        {
            throw Err.TypeError($"from_bytes() argument 'byteorder' must be str, not {Ops.TypeName(byteorder)}");
        }
        PyInt value;
        if (bytes is PyBytes exact)
        {
            value = FromByteSpan(exact.Data, little, signed);
        }
        else
        {
            value = FromByteSpan(PyBytes.FromObject(bytes).Data, little, signed);
        }
        return ReferenceEquals(cls, TypeObject) ? value : Ops.Call(cls, value);
    }

    internal static PyInt FromByteSpan(ReadOnlySpan<byte> data, bool little, bool signed)
    {
        if (data.Length == 0)
        {
            return Zero;
        }
        if (data.Length < 8)
        {
            long value = 0;
            for (int i = 0; i < data.Length; i++)
            {
                value = (value << 8) | data[little ? data.Length - 1 - i : i];
            }
            int shift = 64 - data.Length * 8;
            return From(signed ? value << shift >> shift : value);
        }
        return From(new BigInteger(data, isUnsigned: !signed, isBigEndian: !little));
    }
}

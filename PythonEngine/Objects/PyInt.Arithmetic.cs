namespace PythonEngine.Objects;

internal abstract partial class PyInt
{
    private const ulong HashModulus = (1UL << 61) - 1;

    /// <summary>The plain int of this value.</summary>
    internal PyInt ToExact() => this switch
    {
        PySmallInt or PyBigInt => this,
        PyIntInstance instance => instance.Exact,
        _ => From(TryGetLong(out long v) ? v : 0),
    };

    /// <summary>The nearest double; OverflowError when there is none.</summary>
    internal double AsDouble()
    {
        if (TryGetLong(out long v))
        {
            return v;
        }
        double d = FloatText.FromBig(Big);
        if (double.IsInfinity(d))
        {
            throw Err.OverflowError("int too large to convert to float");
        }
        return d;
    }

    [PyMethod("__add__")]
    internal static PyObject Add(PyObject a, PyObject b)
    {
        if (a is not PyInt x || b is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        if (x.TryGetLong(out long l) && y.TryGetLong(out long r))
        {
            long sum = unchecked(l + r);
            if (((l ^ sum) & (r ^ sum)) >= 0)
            {
                return From(sum);
            }
            return new PyBigInt((BigInteger)l + r);
        }
        return From(x.Big + y.Big);
    }

    [PyMethod("__sub__")]
    internal static PyObject Subtract(PyObject a, PyObject b)
    {
        if (a is not PyInt x || b is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        if (x.TryGetLong(out long l) && y.TryGetLong(out long r))
        {
            long difference = unchecked(l - r);
            if (((l ^ r) & (l ^ difference)) >= 0)
            {
                return From(difference);
            }
            return new PyBigInt((BigInteger)l - r);
        }
        return From(x.Big - y.Big);
    }

    [PyMethod("__mul__")]
    internal static PyObject Multiply(PyObject a, PyObject b)
    {
        if (a is not PyInt x || b is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        if (x.TryGetLong(out long l) && y.TryGetLong(out long r))
        {
            long high = Math.BigMul(l, r, out long low);
            return high == low >> 63 ? From(low) : new PyBigInt((BigInteger)l * r);
        }
        return From(x.Big * y.Big);
    }

    [PyMethod("__floordiv__")]
    internal static PyObject FloorDivide(PyObject a, PyObject b)
    {
        if (a is not PyInt x || b is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        if (y.Sign == 0)
        {
            throw Err.ZeroDivision("integer division or modulo by zero");
        }
        if (x.TryGetLong(out long l) && y.TryGetLong(out long r) && (r != -1 || l != long.MinValue))
        {
            long quotient = l / r;
            if ((l ^ r) < 0 && quotient * r != l)
            {
                quotient--;
            }
            return From(quotient);
        }
        FloorDivRem(x.Big, y.Big, out BigInteger q, out _);
        return From(q);
    }

    [PyMethod("__mod__")]
    internal static PyObject Remainder(PyObject a, PyObject b)
    {
        if (a is not PyInt x || b is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        if (y.Sign == 0)
        {
            throw Err.ZeroDivision("integer modulo by zero");
        }
        if (x.TryGetLong(out long l) && y.TryGetLong(out long r))
        {
            if (r == -1)
            {
                return Zero;
            }
            long rest = l % r;
            if (rest != 0 && (rest ^ r) < 0)
            {
                rest += r;
            }
            return From(rest);
        }
        FloorDivRem(x.Big, y.Big, out _, out BigInteger m);
        return From(m);
    }

    [PyMethod("__divmod__")]
    internal static PyObject DivMod(PyObject a, PyObject b)
    {
        if (a is not PyInt x || b is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        if (y.Sign == 0)
        {
            throw Err.ZeroDivision("integer division or modulo by zero");
        }
        if (x.TryGetLong(out _) && y.TryGetLong(out _))
        {
            return PyTuple.Of(FloorDivide(a, b), Remainder(a, b));
        }
        FloorDivRem(x.Big, y.Big, out BigInteger q, out BigInteger m);
        return PyTuple.Of(From(q), From(m));
    }

    internal static void FloorDivRem(BigInteger a, BigInteger b, out BigInteger quotient, out BigInteger rest)
    {
        quotient = BigInteger.DivRem(a, b, out rest);
        if (!rest.IsZero && rest.Sign != b.Sign)
        {
            quotient -= BigInteger.One;
            rest += b;
        }
    }

    [PyMethod("__truediv__")]
    internal static PyObject TrueDivide(PyObject a, PyObject b)
    {
        if (a is not PyInt x || b is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        if (y.Sign == 0)
        {
            throw Err.ZeroDivision("division by zero");
        }
        const long exact = 1L << 53;
        if (x.TryGetLong(out long l) && y.TryGetLong(out long r) && l is >= -exact and <= exact && r is >= -exact and <= exact)
        {
            return new PyFloat((double)l / r);
        }
        return new PyFloat(DivideToDouble(x.Big, y.Big));
    }

    internal static double DivideToDouble(BigInteger a, BigInteger b)
    {
        if (a.IsZero)
        {
            return b.Sign < 0 ? -0.0 : 0.0;
        }
        bool negative = a.Sign != b.Sign;
        a = BigInteger.Abs(a);
        b = BigInteger.Abs(b);
        // A quotient of at least 62 bits, with the rest told by the sticky bit, rounds right.
        long shift = (long)a.GetBitLength() - (long)b.GetBitLength() - 62;
        if (shift > 1100)
        {
            throw Err.OverflowError("integer division result too large for a float");
        }
        if (shift < -1300)
        {
            return negative ? -0.0 : 0.0;
        }
        if (shift > 0)
        {
            b <<= (int)shift;
        }
        else
        {
            a <<= (int)-shift;
        }
        BigInteger quotient = BigInteger.DivRem(a, b, out BigInteger rest);
        double result = FloatText.Compose((ulong)quotient, shift, !rest.IsZero);
        if (double.IsInfinity(result))
        {
            throw Err.OverflowError("integer division result too large for a float");
        }
        return negative ? -result : result;
    }

    /// <summary>More bits than CPython's int, of 30-bit digits of four bytes, can address.</summary>
    private static readonly BigInteger s_maxShift = new BigInteger(30) << 61;

    [PyMethod("__pow__")]
    internal static PyObject Power(PyObject a, PyObject b, PyObject modulus)
    {
        if (a is not PyInt x || b is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        if (!ReferenceEquals(modulus, PyNone.Instance))
        {
            return modulus is PyInt m ? ModPower(x.Big, y.Big, m.Big) : PyNotImplemented.Instance;
        }
        if (y.Sign < 0)
        {
            return PyFloat.PowerOf(x.AsDouble(), y.AsDouble());
        }
        if (!y.TryGetLong(out long exponent) || exponent > int.MaxValue)
        {
            if (x.TryGetLong(out long trivial) && trivial is 0 or 1 or -1)
            {
                return From(trivial == -1 && y.Big.IsEven ? 1 : trivial);
            }
            throw Err.MemoryError();
        }
        if (x.TryGetLong(out long l))
        {
            if (exponent == 0)
            {
                return One;
            }
            if (l == 2)
            {
                return exponent < 63 ? From(1L << (int)exponent) : From(BigInteger.One << (int)exponent);
            }
            if (l is 0 or 1 or -1)
            {
                return From(l == -1 && (exponent & 1) == 0 ? 1 : l);
            }
            long result = 1, factor = l;
            long e = exponent;
            bool fits = true;
            while (true)
            {
                if ((e & 1) != 0)
                {
                    long high = Math.BigMul(result, factor, out long low);
                    if (high != low >> 63)
                    {
                        fits = false;
                        break;
                    }
                    result = low;
                }
                e >>= 1;
                if (e == 0)
                {
                    break;
                }
                long squareHigh = Math.BigMul(factor, factor, out long square);
                if (squareHigh != square >> 63)
                {
                    fits = false;
                    break;
                }
                factor = square;
            }
            if (fits)
            {
                return From(result);
            }
        }
        BigInteger big = x.Big;
        if ((double)big.GetBitLength() * exponent > int.MaxValue)
        {
            throw Err.MemoryError();
        }
        return From(BigInteger.Pow(big, (int)exponent));
    }

    private static PyInt ModPower(BigInteger value, BigInteger exponent, BigInteger modulus)
    {
        if (modulus.IsZero)
        {
            throw Err.ValueError("pow() 3rd argument cannot be 0");
        }
        if (exponent.Sign < 0)
        {
            value = Inverse(value, BigInteger.Abs(modulus));
            exponent = -exponent;
        }
        BigInteger magnitude = BigInteger.Abs(modulus);
        BigInteger result = magnitude.IsOne ? BigInteger.Zero : BigInteger.ModPow(value, exponent, magnitude);
        if (!result.IsZero && result.Sign != modulus.Sign)
        {
            result += modulus;
        }
        return From(result);
    }

    private static BigInteger Inverse(BigInteger value, BigInteger modulus)
    {
        FloorDivRem(value, modulus, out _, out BigInteger r);
        BigInteger old = modulus, t0 = BigInteger.Zero, t1 = BigInteger.One;
        while (!r.IsZero)
        {
            BigInteger q = BigInteger.DivRem(old, r, out BigInteger rest);
            (t0, t1) = (t1, t0 - q * t1);
            (old, r) = (r, rest);
        }
        if (!old.IsOne)
        {
            throw Err.ValueError("base is not invertible for the given modulus");
        }
        FloorDivRem(t0, modulus, out _, out BigInteger result);
        return result;
    }

    [PyMethod("__lshift__")]
    internal static PyObject LeftShift(PyObject a, PyObject b)
    {
        if (a is not PyInt x || b is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        if (y.Sign < 0)
        {
            throw Err.ValueError("negative shift count");
        }
        if (x.Sign == 0)
        {
            return Zero;
        }
        if (!y.TryGetLong(out long count) || count > int.MaxValue - 64)
        {
            if (y.Big > s_maxShift)
            {
                throw Err.OverflowError("too many digits in integer");
            }
            throw Err.MemoryError();
        }
        if (count < 63 && x.TryGetLong(out long l))
        {
            long shifted = l << (int)count;
            if (shifted >> (int)count == l)
            {
                return From(shifted);
            }
        }
        if ((long)x.Big.GetBitLength() + count >= int.MaxValue)
        {
            throw Err.MemoryError();
        }
        return From(x.Big << (int)count);
    }

    [PyMethod("__rshift__")]
    internal static PyObject RightShift(PyObject a, PyObject b)
    {
        if (a is not PyInt x || b is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        if (y.Sign < 0)
        {
            throw Err.ValueError("negative shift count");
        }
        if (!y.TryGetLong(out long count) || count > int.MaxValue)
        {
            return x.Sign < 0 ? MinusOne : Zero;
        }
        if (x.TryGetLong(out long l))
        {
            return From(l >> (int)Math.Min(count, 63));
        }
        return From(x.Big >> (int)count);
    }

    [PyMethod("__and__")]
    internal static PyObject And(PyObject a, PyObject b)
    {
        if (a is not PyInt x || b is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        return x.TryGetLong(out long l) && y.TryGetLong(out long r) ? From(l & r) : From(x.Big & y.Big);
    }

    [PyMethod("__or__")]
    internal static PyObject Or(PyObject a, PyObject b)
    {
        if (a is not PyInt x || b is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        return x.TryGetLong(out long l) && y.TryGetLong(out long r) ? From(l | r) : From(x.Big | y.Big);
    }

    [PyMethod("__xor__")]
    internal static PyObject Xor(PyObject a, PyObject b)
    {
        if (a is not PyInt x || b is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        return x.TryGetLong(out long l) && y.TryGetLong(out long r) ? From(l ^ r) : From(x.Big ^ y.Big);
    }

    [PyMethod("__neg__")]
    internal PyObject Negative() => TryGetLong(out long v) && v != long.MinValue ? From(-v) : From(-Big);

    [PyMethod("__pos__")]
    internal PyObject Positive() => ToExact();

    [PyMethod("__abs__")]
    internal PyObject Absolute() => Sign < 0 ? Negative() : ToExact();

    [PyMethod("__invert__")]
    internal PyObject Invert() => TryGetLong(out long v) ? From(~v) : From(-Big - 1);

    [PyMethod("__bool__")]
    private bool Bool() => Sign != 0;

    [PyMethod("__int__")]
    private PyObject IntSlot() => ToExact();

    [PyMethod("__index__")]
    private PyObject IndexSlot() => ToExact();

    [PyMethod("__float__")]
    private PyObject FloatSlot() => new PyFloat(AsDouble());

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (other is not PyInt y)
        {
            return PyNotImplemented.Instance;
        }
        return PyBool.From(Ordered(CompareTo(y), op));
    }

    internal int CompareTo(PyInt y) =>
        TryGetLong(out long l) && y.TryGetLong(out long r) ? l.CompareTo(r) : Big.CompareTo(y.Big);

    /// <summary>Whether an ordering (negative, zero, positive) satisfies an operator.</summary>
    internal static bool Ordered(int order, CompareOp op) => op switch
    {
        CompareOp.Lt => order < 0,
        CompareOp.Le => order <= 0,
        CompareOp.Eq => order == 0,
        CompareOp.Ne => order != 0,
        CompareOp.Gt => order > 0,
        _ => order >= 0,
    };

    [PyMethod("__hash__")]
    private long HashSlot() => TryGetLong(out long v) ? HashOf(v) : HashOf(Big);

    /// <summary>Numbers that are equal have equal hashes whatever their type: reduction modulo the prime 2^61 - 1.</summary>
    internal static long HashOf(long value)
    {
        if (value is > -(long)HashModulus and < (long)HashModulus)
        {
            return value == -1 ? -2 : value;
        }
        ulong magnitude = value < 0 ? (ulong)-(value + 1) + 1 : (ulong)value;
        long hash = (long)(magnitude % HashModulus);
        hash = value < 0 ? -hash : hash;
        return hash == -1 ? -2 : hash;
    }

    private static long HashOf(in BigInteger value)
    {
        long hash = (long)(BigInteger.Abs(value) % HashModulus);
        hash = value.Sign < 0 ? -hash : hash;
        return hash == -1 ? -2 : hash;
    }
}

namespace PythonEngine.Objects;

internal partial class PyFloat
{
    /// <summary>The operand as a double; false for what float arithmetic does not take.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Convert(PyObject o, out double value)
    {
        if (o is PyFloat f)
        {
            value = f.Value;
            return true;
        }
        if (o is PyInt i)
        {
            value = i.AsDouble();
            return true;
        }
        value = 0;
        return false;
    }

    [PyMethod("__add__")]
    internal static PyObject Add(PyObject a, PyObject b) =>
        Convert(a, out double x) && Convert(b, out double y) ? new PyFloat(x + y) : PyNotImplemented.Instance;

    [PyMethod("__sub__")]
    internal static PyObject Subtract(PyObject a, PyObject b) =>
        Convert(a, out double x) && Convert(b, out double y) ? new PyFloat(x - y) : PyNotImplemented.Instance;

    [PyMethod("__mul__")]
    internal static PyObject Multiply(PyObject a, PyObject b) =>
        Convert(a, out double x) && Convert(b, out double y) ? new PyFloat(x * y) : PyNotImplemented.Instance;

    [PyMethod("__truediv__")]
    internal static PyObject TrueDivide(PyObject a, PyObject b)
    {
        if (!Convert(a, out double x) || !Convert(b, out double y))
        {
            return PyNotImplemented.Instance;
        }
        return y != 0 || double.IsNaN(y) ? new PyFloat(x / y) : throw Err.ZeroDivision("float division by zero");
    }

    [PyMethod("__floordiv__")]
    internal static PyObject FloorDivide(PyObject a, PyObject b)
    {
        if (!Convert(a, out double x) || !Convert(b, out double y))
        {
            return PyNotImplemented.Instance;
        }
        if (y == 0)
        {
            throw Err.ZeroDivision("float floor division by zero");
        }
        FloorDivMod(x, y, out double quotient, out _);
        return new PyFloat(quotient);
    }

    [PyMethod("__mod__")]
    internal static PyObject Remainder(PyObject a, PyObject b)
    {
        if (!Convert(a, out double x) || !Convert(b, out double y))
        {
            return PyNotImplemented.Instance;
        }
        if (y == 0)
        {
            throw Err.ZeroDivision("float modulo");
        }
        double rest = x % y;
        if (rest != 0)
        {
            if (y < 0 != rest < 0)
            {
                rest += y;
            }
        }
        else
        {
            rest = Math.CopySign(0.0, y);
        }
        return new PyFloat(rest);
    }

    [PyMethod("__divmod__")]
    internal static PyObject DivMod(PyObject a, PyObject b)
    {
        if (!Convert(a, out double x) || !Convert(b, out double y))
        {
            return PyNotImplemented.Instance;
        }
        if (y == 0)
        {
            throw Err.ZeroDivision("float divmod()");
        }
        FloorDivMod(x, y, out double quotient, out double rest);
        return PyTuple.Of(new PyFloat(quotient), new PyFloat(rest));
    }

    private static void FloorDivMod(double x, double y, out double quotient, out double rest)
    {
        rest = x % y;
        double div = (x - rest) / y;
        if (rest != 0)
        {
            if (y < 0 != rest < 0)
            {
                rest += y;
                div -= 1.0;
            }
        }
        else
        {
            rest = Math.CopySign(0.0, y);
        }
        if (div != 0)
        {
            quotient = Math.Floor(div);
            if (div - quotient > 0.5)
            {
                quotient += 1.0;
            }
        }
        else
        {
            quotient = Math.CopySign(0.0, x / y);
        }
    }

    [PyMethod("__pow__")]
    internal static PyObject Power(PyObject a, PyObject b, PyObject modulus)
    {
        if (!ReferenceEquals(modulus, PyNone.Instance))
        {
            throw Err.TypeError("pow() 3rd argument not allowed unless all arguments are integers");
        }
        return Convert(a, out double x) && Convert(b, out double y) ? PowerOf(x, y) : PyNotImplemented.Instance;
    }

    internal static PyObject PowerOf(double x, double y)
    {
        if (y == 0)
        {
            return new PyFloat(1.0);
        }
        if (double.IsNaN(x))
        {
            return new PyFloat(x);
        }
        if (double.IsNaN(y))
        {
            return new PyFloat(x == 1.0 ? 1.0 : y);
        }
        if (double.IsInfinity(y))
        {
            double magnitude = Math.Abs(x);
            return new PyFloat(magnitude == 1.0 ? 1.0 : y > 0 == magnitude > 1.0 ? Math.Abs(y) : 0.0);
        }
        if (double.IsInfinity(x))
        {
            bool odd = Math.Abs(y % 2.0) == 1.0;
            return new PyFloat(y > 0 ? odd ? x : Math.Abs(x) : odd ? Math.CopySign(0.0, x) : 0.0);
        }
        if (x == 0)
        {
            bool odd = Math.Abs(y % 2.0) == 1.0;
            return y < 0
                ? throw Err.ZeroDivision("0.0 cannot be raised to a negative power")
                : new PyFloat(odd ? x : 0.0);
        }
        bool negate = false;
        if (x < 0)
        {
            if (y != Math.Floor(y))
            {
                return PyComplex.PowerOf(x, 0, y, 0);
            }
            x = -x;
            negate = Math.Abs(y % 2.0) == 1.0;
        }
        if (x == 1.0)
        {
            return new PyFloat(negate ? -1.0 : 1.0);
        }
        double result = Math.Pow(x, y);
        if (double.IsInfinity(result))
        {
            throw Err.Make(Exc.OverflowError, PyInt.From(34), new PyStr("Numerical result out of range"));
        }
        return new PyFloat(negate ? -result : result);
    }

    [PyMethod("__neg__")]
    private PyObject Negative() => new PyFloat(-Value);

    [PyMethod("__pos__")]
    private PyObject Positive() => ToExact();

    [PyMethod("__abs__")]
    private PyObject Absolute() => new PyFloat(Math.Abs(Value));

    [PyMethod("__bool__")]
    private bool Bool() => Value != 0;

    [PyMethod("__float__")]
    private PyObject FloatSlot() => ToExact();

    [PyMethod("__int__")]
    private PyObject IntSlot() => ToInt(Value);

    internal static double FromInt(PyInt value) => value.AsDouble();

    internal PyFloat ToExact() => GetType() == typeof(PyFloat) ? this : new PyFloat(Value);

    /// <summary>The integer part.</summary>
    internal static PyInt ToInt(double value)
    {
        if (Math.Abs(value) < 9.2e18)
        {
            return PyInt.From((long)value);
        }
        if (double.IsNaN(value))
        {
            throw Err.ValueError("cannot convert float NaN to integer");
        }
        if (double.IsInfinity(value))
        {
            throw Err.OverflowError("cannot convert float infinity to integer");
        }
        return PyInt.From(new BigInteger(value));
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        double x = Value;
        if (other is PyFloat f)
        {
            double y = f.Value;
            return PyBool.From(op switch
            {
                CompareOp.Lt => x < y,
                CompareOp.Le => x <= y,
                CompareOp.Eq => x == y,
                CompareOp.Ne => x != y,
                CompareOp.Gt => x > y,
                _ => x >= y,
            });
        }
        if (other is not PyInt i)
        {
            return PyNotImplemented.Instance;
        }
        return double.IsNaN(x) ? PyBool.From(op == CompareOp.Ne) : PyBool.From(PyInt.Ordered(CompareWithInt(x, i), op));
    }

    /// <summary>Orders a double that is not NaN against an int, exactly.</summary>
    internal static int CompareWithInt(double x, PyInt i)
    {
        if (double.IsInfinity(x))
        {
            return x > 0 ? 1 : -1;
        }
        if (i.TryGetLong(out long v))
        {
            const long exact = 1L << 53;
            if (v is >= -exact and <= exact)
            {
                return x < v ? -1 : x > v ? 1 : 0;
            }
            if (x >= 9223372036854775808.0)
            {
                return 1;
            }
            if (x < -9223372036854775808.0)
            {
                return -1;
            }
            long whole = (long)x;
            return whole != v ? whole.CompareTo(v) : (x - whole).CompareTo(0.0);
        }
        BigInteger truncated = new(x);
        int order = truncated.CompareTo(i.Big);
        return order != 0 ? order : (x - Math.Truncate(x)).CompareTo(0.0);
    }

    [PyMethod("__hash__")]
    private long HashSlot() => double.IsNaN(Value) ? RuntimeHelpers.GetHashCode(this) : HashOf(Value);

    /// <summary>The hash that an equal int or Fraction has.</summary>
    internal static long HashOf(double value)
    {
        if (double.IsInfinity(value))
        {
            return value > 0 ? 314159 : -314159;
        }
        if (value == Math.Floor(value) && Math.Abs(value) < 1e18)
        {
            return PyInt.HashOf((long)value);
        }
        const ulong modulus = (1UL << 61) - 1;
        FloatText.Decompose(Math.Abs(value), out ulong mantissa, out int exponent);
        int rotate = exponent % 61;
        if (rotate < 0)
        {
            rotate += 61;
        }
        // Multiplying by a power of two modulo 2^61 - 1 is a rotation of 61 bits.
        ulong hash = ((mantissa << rotate) & modulus) | (mantissa >> (61 - rotate));
        hash = hash >= modulus ? hash - modulus : hash;
        long result = value < 0 ? -(long)hash : (long)hash;
        return result == -1 ? -2 : result;
    }
}

namespace PythonEngine.Modules.Mathematics;

/// <summary>Functions that give integers.</summary>
internal static unsafe partial class MathModule
{
    private static readonly PyStr s_floor = PyStr.Intern("__floor__");
    private static readonly PyStr s_ceil = PyStr.Intern("__ceil__");
    private static readonly PyStr s_trunc = PyStr.Intern("__trunc__");

    /// <summary>An integral double as int.</summary>
    private static PyInt Whole(double x)
    {
        if (x is > -9e18 and < 9e18)
        {
            return PyInt.From((long)x);
        }
        if (double.IsNaN(x))
        {
            throw Err.ValueError("cannot convert float NaN to integer");
        }
        return double.IsInfinity(x) ? throw Err.OverflowError("cannot convert float infinity to integer") : PyInt.From(new BigInteger(x));
    }

    [PyFunction("floor", "x, /")]
    private static PyObject Floor(PyObject x)
    {
        if (x.GetType() != typeof(PyFloat) && Ops.LookupSpecial(x, s_floor) is { } method)
        {
            return Ops.Call(method);
        }
        return Whole(System.Math.Floor(Ops.AsDouble(x)));
    }

    [PyFunction("ceil", "x, /")]
    private static PyObject Ceil(PyObject x)
    {
        if (x.GetType() != typeof(PyFloat) && Ops.LookupSpecial(x, s_ceil) is { } method)
        {
            return Ops.Call(method);
        }
        return Whole(System.Math.Ceiling(Ops.AsDouble(x)));
    }

    [PyFunction("trunc", "x, /")]
    private static PyObject Trunc(PyObject x)
    {
        if (x is PyFloat f && x.GetType() == typeof(PyFloat))
        {
            return Whole(System.Math.Truncate(f.Value));
        }
        PyObject method = Ops.LookupSpecial(x, s_trunc) ?? throw Err.TypeError($"type {Ops.TypeName(x)} doesn't define __trunc__ method");
        return Ops.Call(method);
    }

    private static BigInteger ProductOfRange(long first, long last)
    {
        if (last - first < 8)
        {
            BigInteger product = first;
            for (long i = first + 1; i <= last; i++)
            {
                product *= i;
            }
            return product;
        }
        // Halving keeps the factors of each product alike in size.
        long middle = first + (last - first) / 2;
        return ProductOfRange(first, middle) * ProductOfRange(middle + 1, last);
    }

    [PyFunction("factorial", "n, /")]
    private static PyObject Factorial(PyObject n)
    {
        PyInt i = Ops.Index(n);
        if (i.Sign < 0)
        {
            throw Err.ValueError("factorial() not defined for negative values");
        }
        if (!i.TryGetLong(out long value))
        {
            throw Err.OverflowError($"factorial() argument should not exceed {long.MaxValue}");
        }
        return value < 2 ? PyInt.One : PyInt.From(ProductOfRange(2, value));
    }

    [PyFunction("gcd", "*integers")]
    private static PyObject Gcd(ReadOnlySpan<PyObject> integers)
    {
        BigInteger result = 0;
        foreach (PyObject o in integers)
        {
            result = BigInteger.GreatestCommonDivisor(result, Ops.Index(o).Big);
        }
        return PyInt.From(result);
    }

    [PyFunction("lcm", "*integers")]
    private static PyObject Lcm(ReadOnlySpan<PyObject> integers)
    {
        BigInteger result = 1;
        foreach (PyObject o in integers)
        {
            BigInteger value = BigInteger.Abs(Ops.Index(o).Big);
            result = result.IsZero || value.IsZero ? 0 : result / BigInteger.GreatestCommonDivisor(result, value) * value;
        }
        return PyInt.From(result);
    }

    [PyFunction("isqrt", "n, /")]
    private static PyObject Isqrt(PyObject n)
    {
        BigInteger value = Ops.Index(n).Big;
        if (value.Sign < 0)
        {
            throw Err.ValueError("isqrt() argument must be nonnegative");
        }
        if (value.IsZero)
        {
            return PyInt.Zero;
        }
        if (value <= (1UL << 52))
        {
            return PyInt.From((long)System.Math.Sqrt((double)value));
        }
        // Newton's iteration from above.
        BigInteger x = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger y = (x + value / x) >> 1;
            if (y >= x)
            {
                return PyInt.From(x);
            }
            x = y;
        }
    }

    private static long Count(PyInt k, string function) => k.TryGetLong(out long value) ? value
        : throw Err.OverflowError($"{(function == "comb" ? "min(n - k, k)" : "k")} must not exceed {long.MaxValue}");

    [PyFunction("comb", "n, k, /")]
    private static PyObject Comb(PyObject n, PyObject k)
    {
        BigInteger total = Ops.Index(n).Big;
        BigInteger chosen = Ops.Index(k).Big;
        if (total.Sign < 0)
        {
            throw Err.ValueError("n must be a non-negative integer");
        }
        if (chosen.Sign < 0)
        {
            throw Err.ValueError("k must be a non-negative integer");
        }
        if (chosen > total)
        {
            return PyInt.Zero;
        }
        chosen = BigInteger.Min(chosen, total - chosen);
        long count = Count(PyInt.From(chosen), "comb");
        BigInteger result = 1;
        for (long i = 1; i <= count; i++)
        {
            result = result * (total - count + i) / i;
        }
        return PyInt.From(result);
    }

    [PyFunction("perm", "n, k=None, /")]
    private static PyObject Perm(PyObject n, PyObject? k = null)
    {
        if (k == null || ReferenceEquals(k, PyNone.Instance))
        {
            return Factorial(n);
        }
        BigInteger total = Ops.Index(n).Big;
        BigInteger chosen = Ops.Index(k).Big;
        if (total.Sign < 0)
        {
            throw Err.ValueError("n must be a non-negative integer");
        }
        if (chosen.Sign < 0)
        {
            throw Err.ValueError("k must be a non-negative integer");
        }
        if (chosen > total)
        {
            return PyInt.Zero;
        }
        long count = Count(PyInt.From(chosen), "perm");
        BigInteger result = 1;
        for (long i = 0; i < count; i++)
        {
            result *= total - i;
        }
        return PyInt.From(result);
    }
}

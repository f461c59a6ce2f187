using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Mathematics;

/// <summary>The <c>math</c> module: real functions.</summary>
[PyModule("math", Doc = "This module provides access to the mathematical functions\ndefined by the C standard.")]
internal static unsafe partial class MathModule
{
    [PyConstant("pi")] private const double Pi = System.Math.PI;
    [PyConstant("e")] private const double E = System.Math.E;
    [PyConstant("tau")] private const double Tau = System.Math.Tau;
    [PyConstant("inf")] private const double Infinity = double.PositiveInfinity;
    [PyConstant("nan")] private const double NotANumber = double.NaN;

    /// <summary>Functions of the C library that .NET does not offer.</summary>
    private static partial class LibM
    {
        [LibraryImport("libm.so.6")] public static partial double erf(double x);
        [LibraryImport("libm.so.6")] public static partial double erfc(double x);
        [LibraryImport("libm.so.6")] public static partial double expm1(double x);
        [LibraryImport("libm.so.6")] public static partial double log1p(double x);
        [LibraryImport("libm.so.6")] public static partial double tgamma(double x);
        [LibraryImport("libm.so.6")] public static partial double lgamma(double x);
        [LibraryImport("libm.so.6")] public static partial double exp2(double x);
    }

    internal static PyException DomainError() => Err.ValueError("math domain error");

    internal static PyException RangeError() => Err.OverflowError("math range error");

    /// <summary>The checks that most functions share: NaN from a number is a domain error, infinity from a finite number a range error (or, where none can be, a domain error).</summary>
    private static double Check(double x, double result, bool canOverflow)
    {
        if (double.IsNaN(result) && !double.IsNaN(x))
        {
            throw DomainError();
        }
        if (double.IsInfinity(result) && double.IsFinite(x))
        {
            throw canOverflow ? RangeError() : DomainError();
        }
        return result;
    }

    [PyFunction("acos", "x, /")] private static double Acos(double x) => Check(x, System.Math.Acos(x), false);
    [PyFunction("acosh", "x, /")] private static double Acosh(double x) => Check(x, System.Math.Acosh(x), false);
    [PyFunction("asin", "x, /")] private static double Asin(double x) => Check(x, System.Math.Asin(x), false);
    [PyFunction("asinh", "x, /")] private static double Asinh(double x) => Check(x, System.Math.Asinh(x), false);
    [PyFunction("atan", "x, /")] private static double Atan(double x) => Check(x, System.Math.Atan(x), false);
    [PyFunction("atanh", "x, /")] private static double Atanh(double x) => Check(x, System.Math.Atanh(x), false);
    [PyFunction("atan2", "y, x, /")] private static double Atan2(double y, double x) => double.IsInfinity(x) && double.IsInfinity(y)
        ? System.Math.CopySign(x > 0 ? Pi / 4 : 3 * Pi / 4, y) : System.Math.Atan2(y, x);
    [PyFunction("cbrt", "x, /")] private static double Cbrt(double x) => Check(x, System.Math.Cbrt(x), false);
    [PyFunction("cos", "x, /")] private static double Cos(double x) => Check(x, System.Math.Cos(x), false);
    [PyFunction("cosh", "x, /")] private static double Cosh(double x) => Check(x, System.Math.Cosh(x), true);
    [PyFunction("exp", "x, /")] private static double Exp(double x) => Check(x, System.Math.Exp(x), true);
    [PyFunction("exp2", "x, /")] private static double Exp2(double x) => Check(x, LibM.exp2(x), true);
    [PyFunction("expm1", "x, /")] private static double Expm1(double x) => Check(x, LibM.expm1(x), true);
    [PyFunction("fabs", "x, /")] private static double Fabs(double x) => System.Math.Abs(x);
    [PyFunction("erf", "x, /")] private static double Erf(double x) => LibM.erf(x);
    [PyFunction("erfc", "x, /")] private static double Erfc(double x) => LibM.erfc(x);
    [PyFunction("log1p", "x, /")] private static double Log1p(double x) => Check(x, LibM.log1p(x), false);
    [PyFunction("sin", "x, /")] private static double Sin(double x) => Check(x, System.Math.Sin(x), false);
    [PyFunction("sinh", "x, /")] private static double Sinh(double x) => Check(x, System.Math.Sinh(x), true);
    [PyFunction("sqrt", "x, /")] private static double Sqrt(double x) => Check(x, System.Math.Sqrt(x), false);
    [PyFunction("tan", "x, /")] private static double Tan(double x) => Check(x, System.Math.Tan(x), false);
    [PyFunction("tanh", "x, /")] private static double Tanh(double x) => Check(x, System.Math.Tanh(x), false);
    [PyFunction("degrees", "x, /")] private static double Degrees(double x) => x * (180.0 / Pi);
    [PyFunction("radians", "x, /")] private static double Radians(double x) => x * (Pi / 180.0);
    [PyFunction("copysign", "x, y, /")] private static double CopySign(double x, double y) => System.Math.CopySign(x, y);
    [PyFunction("isfinite", "x, /")] private static bool IsFinite(double x) => double.IsFinite(x);
    [PyFunction("isinf", "x, /")] private static bool IsInf(double x) => double.IsInfinity(x);
    [PyFunction("isnan", "x, /")] private static bool IsNan(double x) => double.IsNaN(x);

    [PyFunction("fmod", "x, y, /")]
    private static double Fmod(double x, double y)
    {
        if (double.IsInfinity(y) && double.IsFinite(x))
        {
            return x;
        }
        double result = x % y;
        return double.IsNaN(result) && !double.IsNaN(x) && !double.IsNaN(y) ? throw DomainError() : result;
    }

    [PyFunction("remainder", "x, y, /")]
    private static double Remainder(double x, double y)
    {
        if (double.IsFinite(x) && double.IsFinite(y))
        {
            return y == 0 ? throw DomainError() : System.Math.IEEERemainder(x, y);
        }
        if (double.IsNaN(x))
        {
            return x;
        }
        if (double.IsNaN(y))
        {
            return y;
        }
        return double.IsInfinity(x) ? throw DomainError() : x;
    }

    [PyFunction("pow", "x, y, /")]
    private static double Pow(double x, double y)
    {
        double result = System.Math.Pow(x, y);
        if (double.IsFinite(x) && double.IsFinite(y))
        {
            if (double.IsNaN(result))
            {
                throw DomainError();
            }
            if (double.IsInfinity(result))
            {
                throw x == 0 ? DomainError() : RangeError();
            }
        }
        return result;
    }

    [PyFunction("frexp", "x, /")]
    private static PyObject Frexp(double x)
    {
        if (!double.IsFinite(x) || x == 0)
        {
            return PyTuple.Of(new PyFloat(x), PyInt.Zero);
        }
        int exponent = System.Math.ILogB(x) + 1;
        return PyTuple.Of(new PyFloat(System.Math.ScaleB(x, -exponent)), PyInt.From(exponent));
    }

    [PyFunction("ldexp", "x, i, /")]
    private static double Ldexp(double x, PyObject i)
    {
        if (i is not PyInt number)
        {
            throw Err.TypeError("Expected an int as second argument to ldexp.");
        }
        if (x == 0 || !double.IsFinite(x))
        {
            return x;
        }
        int exponent = number.TryGetLong(out long value) ? (int)System.Math.Clamp(value, -1_000_000, 1_000_000) : number.Sign * 1_000_000;
        if (exponent < -100_000)
        {
            return System.Math.CopySign(0.0, x);
        }
        double result = exponent > 100_000 ? double.PositiveInfinity : System.Math.ScaleB(x, exponent);
        return double.IsInfinity(result) ? throw RangeError() : result;
    }

    [PyFunction("modf", "x, /")]
    private static PyObject Modf(double x)
    {
        if (double.IsInfinity(x))
        {
            return PyTuple.Of(new PyFloat(System.Math.CopySign(0.0, x)), new PyFloat(x));
        }
        double whole = System.Math.Truncate(x);
        return PyTuple.Of(new PyFloat(System.Math.CopySign(x - whole, x)), new PyFloat(whole));
    }

    [PyFunction("nextafter", "x, y, /")]
    private static double NextAfter(double x, double y) => double.IsNaN(x) || double.IsNaN(y) ? double.NaN
        : x == y ? y : x < y ? System.Math.BitIncrement(x) : System.Math.BitDecrement(x);

    [PyFunction("ulp", "x, /")]
    private static double Ulp(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }
        x = System.Math.Abs(x);
        if (double.IsInfinity(x))
        {
            return x;
        }
        double next = System.Math.BitIncrement(x);
        return double.IsInfinity(next) ? x - System.Math.BitDecrement(x) : next - x;
    }

    [PyFunction("isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0")]
    private static bool IsClose(double a, double b, double relTol = 1e-9, double absTol = 0.0)
    {
        if (relTol < 0 || absTol < 0)
        {
            throw Err.ValueError("tolerances must be non-negative");
        }
        if (a == b)
        {
            return true;
        }
        if (double.IsInfinity(a) || double.IsInfinity(b))
        {
            return false;
        }
        double difference = System.Math.Abs(b - a);
        return difference <= System.Math.Abs(relTol * b) || difference <= System.Math.Abs(relTol * a) || difference <= absTol;
    }

    // ---- logarithms ----

    private static double LogOf(PyObject o, double logOfTwo, delegate*<double, double> log)
    {
        if (o is PyInt i)
        {
            if (i.Sign <= 0)
            {
                throw DomainError();
            }
            double small = (double)i.Big;
            if (double.IsFinite(small))
            {
                return log(small);
            }
            // Numbers beyond a double's range: take the exponent off first.
            BigInteger big = i.Big;
            long bits = big.GetBitLength() - 64;
            return log((double)(big >> (int)bits)) + bits * logOfTwo;
        }
        double x = Ops.AsDouble(o);
        if (double.IsNaN(x) || double.IsPositiveInfinity(x))
        {
            return x;
        }
        return x > 0 ? log(x) : throw DomainError();
    }

    private static double Natural(double x) => System.Math.Log(x);

    private static double Binary(double x) => System.Math.Log2(x);

    private static double Decimal(double x) => System.Math.Log10(x);

    [PyFunction("log", Doc = "log(x, [base=math.e])\nReturn the logarithm of x to the given base.\n\nIf the base not specified, returns the natural logarithm (base e) of x.")]
    private static PyObject Log(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames != null)
        {
            throw Err.TypeError("math.log() takes no keyword arguments");
        }
        if (args.Length is < 1 or > 2)
        {
            throw Err.TypeError(args.Length == 0 ? "log expected at least 1 argument, got 0" : $"log expected at most 2 arguments, got {args.Length}");
        }
        double number = LogOf(args[0], System.Math.Log(2), &Natural);
        if (args.Length == 1)
        {
            return new PyFloat(number);
        }
        double divisor = LogOf(args[1], System.Math.Log(2), &Natural);
        return divisor == 0 ? throw Err.ZeroDivision("float division by zero") : new PyFloat(number / divisor);
    }

    [PyFunction("log2", "x, /")]
    private static double Log2(PyObject x) => LogOf(x, 1, &Binary);

    [PyFunction("log10", "x, /")]
    private static double Log10(PyObject x) => LogOf(x, System.Math.Log10(2), &Decimal);

    // ---- sums and distances ----

    /// <summary>Square root of a sum of squares, scaled against overflow and with the rounding errors of the squares kept.</summary>
    private static double VectorNorm(ReadOnlySpan<double> values, double max)
    {
        if (double.IsInfinity(max))
        {
            return max;
        }
        foreach (double v in values)
        {
            if (double.IsNaN(v))
            {
                return double.NaN;
            }
        }
        if (max == 0 || values.Length <= 1)
        {
            return max;
        }
        int exponent = System.Math.ILogB(max);
        double scale = exponent >= -1022 ? System.Math.ScaleB(1.0, -exponent) : System.Math.ScaleB(1.0, 1022);
        double sum = 0, low = 0;
        foreach (double v in values)
        {
            double x = v * scale;
            double square = x * x;
            double error = System.Math.FusedMultiplyAdd(x, x, -square);
            double total = sum + square;
            low += System.Math.Abs(sum) >= square ? sum - total + square : square - total + sum;
            low += error;
            sum = total;
        }
        double h = System.Math.Sqrt(sum + low);
        // One Newton step with the residual in double-double.
        double hh = h * h;
        double he = System.Math.FusedMultiplyAdd(h, h, -hh);
        h += (sum - hh + (low - he)) / (2 * h);
        return h / scale;
    }

    [PyFunction("hypot", "*coordinates")]
    private static double Hypot(ReadOnlySpan<PyObject> coordinates)
    {
        double[] values = new double[coordinates.Length];
        double max = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = System.Math.Abs(Ops.AsDouble(coordinates[i]));
            max = values[i] > max ? values[i] : max;
        }
        return VectorNorm(values, max);
    }

    [PyFunction("dist", "p, q, /")]
    private static double Dist(PyObject p, PyObject q)
    {
        PyObject[] a = (p as PyTuple ?? Ops.ToTuple(p)).Items;
        PyObject[] b = (q as PyTuple ?? Ops.ToTuple(q)).Items;
        if (a.Length != b.Length)
        {
            throw Err.ValueError("both points must have the same number of dimensions");
        }
        double[] values = new double[a.Length];
        double max = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = System.Math.Abs(Ops.AsDouble(a[i]) - Ops.AsDouble(b[i]));
            max = values[i] > max ? values[i] : max;
        }
        return VectorNorm(values, max);
    }

    [PyFunction("fsum", "seq, /")]
    private static double Fsum(PyObject seq)
    {
        List<double> partials = [];
        double special = 0, infinities = 0;
        PyObject iterator = Ops.Iter(seq);
        while (Ops.Next(iterator) is { } item)
        {
            double x = Ops.AsDouble(item);
            double given = x;
            int kept = 0;
            for (int j = 0; j < partials.Count; j++)
            {
                double y = partials[j];
                if (System.Math.Abs(x) < System.Math.Abs(y))
                {
                    (x, y) = (y, x);
                }
                double high = x + y;
                double low = y - (high - x);
                if (low != 0)
                {
                    partials[kept++] = low;
                }
                x = high;
            }
            partials.RemoveRange(kept, partials.Count - kept);
            if (x != 0)
            {
                if (!double.IsFinite(x))
                {
                    if (double.IsFinite(given))
                    {
                        throw Err.OverflowError("intermediate overflow in fsum");
                    }
                    if (double.IsInfinity(given))
                    {
                        infinities += given;
                    }
                    special += given;
                    partials.Clear();
                }
                else
                {
                    partials.Add(x);
                }
            }
        }
        if (special != 0 || double.IsNaN(special))
        {
            return double.IsNaN(infinities) ? throw Err.ValueError("-inf + inf in fsum") : special;
        }
        int n = partials.Count;
        double sum = 0;
        if (n > 0)
        {
            sum = partials[--n];
            double low = 0;
            while (n > 0)
            {
                double x = sum;
                double y = partials[--n];
                sum = x + y;
                low = y - (sum - x);
                if (low != 0)
                {
                    break;
                }
            }
            // Half-even rounding across several partials.
            if (n > 0 && ((low < 0 && partials[n - 1] < 0) || (low > 0 && partials[n - 1] > 0)))
            {
                double y = low * 2;
                double x = sum + y;
                if (y == x - sum)
                {
                    sum = x;
                }
            }
        }
        return sum;
    }

    [PyFunction("prod", "iterable, /, *, start=1")]
    private static PyObject Prod(PyObject iterable, PyObject? start = null)
    {
        PyObject result = start ?? PyInt.One;
        PyObject iterator = Ops.Iter(iterable);
        while (Ops.Next(iterator) is { } item)
        {
            result = Ops.Multiply(result, item);
        }
        return result;
    }
}

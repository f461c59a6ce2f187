namespace PythonEngine.Modules.Mathematics;

/// <summary>The <c>cmath</c> module.</summary>
[PyModule("cmath", Doc = "This module provides access to mathematical functions for complex\nnumbers.")]
internal static partial class CmathModule
{
    [PyConstant("pi")] private const double Pi = Math.PI;
    [PyConstant("e")] private const double E = Math.E;
    [PyConstant("tau")] private const double Tau = Math.Tau;
    [PyConstant("inf")] private const double Infinity = double.PositiveInfinity;
    [PyConstant("nan")] private const double NotANumber = double.NaN;

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.Set("infj", new PyComplex(0, double.PositiveInfinity));
        module.Set("nanj", new PyComplex(0, double.NaN));
    }

    private static Complex From(PyObject o)
    {
        if (o is PyComplex c)
        {
            return new Complex(c.Real, c.Imaginary);
        }
        if (o is not PyFloat and not PyInt && Ops.LookupSpecial(o, Names.Complex) is { } method)
        {
            PyObject result = Ops.Call(method);
            return result is PyComplex z ? new Complex(z.Real, z.Imaginary)
                : throw Err.TypeError($"__complex__ returned non-complex (type {Ops.TypeName(result)})");
        }
        return new Complex(Ops.AsDouble(o), 0);
    }

    private static PyObject Make(Complex z) => new PyComplex(z.Real, z.Imaginary);

    private static bool IsFiniteValue(Complex z) => double.IsFinite(z.Real) && double.IsFinite(z.Imaginary);

    /// <summary>A result that is not finite for a finite argument is a range error.</summary>
    private static PyObject Checked(Complex argument, Complex result)
    {
        if (IsFiniteValue(argument) && !IsFiniteValue(result))
        {
            throw double.IsNaN(result.Real) || double.IsNaN(result.Imaginary) ? Err.ValueError("math domain error") : Err.OverflowError("math range error");
        }
        return Make(result);
    }

    private static Complex ISqrt(Complex z)
    {
        if (z.Real == 0 && z.Imaginary == 0)
        {
            return new Complex(0, z.Imaginary);
        }
        if (double.IsInfinity(z.Imaginary))
        {
            return new Complex(double.PositiveInfinity, z.Imaginary);
        }
        if (double.IsPositiveInfinity(z.Real))
        {
            return new Complex(double.PositiveInfinity, double.IsNaN(z.Imaginary) ? double.NaN : Math.CopySign(0, z.Imaginary));
        }
        if (double.IsNegativeInfinity(z.Real))
        {
            return new Complex(double.IsNaN(z.Imaginary) ? double.NaN : 0, Math.CopySign(double.PositiveInfinity, z.Imaginary));
        }
        double ax = Math.Abs(z.Real), ay = Math.Abs(z.Imaginary);
        double s;
        if (ax < 2.2250738585072014e-308 && ay < 2.2250738585072014e-308 && (ax > 0 || ay > 0))
        {
            ax = Math.ScaleB(ax, 54);
            s = Math.ScaleB(Math.Sqrt(ax + Hypot(ax, Math.ScaleB(ay, 54))), -27);
        }
        else
        {
            ax /= 8;
            s = 2 * Math.Sqrt(ax + Hypot(ax, ay / 8));
        }
        double d = ay / (2 * s);
        return z.Real >= 0 ? new Complex(s, Math.CopySign(d, z.Imaginary)) : new Complex(d, Math.CopySign(s, z.Imaginary));
    }

    private static double Hypot(double x, double y)
    {
        if (double.IsInfinity(x) || double.IsInfinity(y))
        {
            return double.PositiveInfinity;
        }
        x = Math.Abs(x);
        y = Math.Abs(y);
        double max = Math.Max(x, y), min = Math.Min(x, y);
        if (max == 0)
        {
            return 0;
        }
        double ratio = min / max;
        return max * Math.Sqrt(1 + ratio * ratio);
    }

    [PyFunction("sqrt", "z, /")]
    private static PyObject Sqrt(PyObject z) => Make(ISqrt(From(z)));

    [PyFunction("exp", "z, /")]
    private static PyObject Exp(PyObject o)
    {
        Complex z = From(o);
        if (double.IsNegativeInfinity(z.Real))
        {
            return double.IsFinite(z.Imaginary)
                ? new PyComplex(Math.CopySign(0, Math.Cos(z.Imaginary)), Math.CopySign(0, Math.Sin(z.Imaginary)))
                : new PyComplex(0, Math.CopySign(0, z.Imaginary));
        }
        if (double.IsInfinity(z.Imaginary) && !double.IsNaN(z.Real))
        {
            return double.IsPositiveInfinity(z.Real) ? new PyComplex(double.PositiveInfinity, double.NaN) : throw Err.ValueError("math domain error");
        }
        if (z.Imaginary == 0)
        {
            return Checked(z, new Complex(Math.Exp(z.Real), z.Imaginary));
        }
        double scale = Math.Exp(z.Real);
        return Checked(z, new Complex(scale * Math.Cos(z.Imaginary), scale * Math.Sin(z.Imaginary)));
    }

    private static Complex LogOf(Complex z)
    {
        if (z.Real == 0 && z.Imaginary == 0)
        {
            throw Err.ValueError("math domain error");
        }
        double ax = Math.Abs(z.Real), ay = Math.Abs(z.Imaginary);
        double real;
        double modulus = Hypot(ax, ay);
        if (modulus is >= 0.71 and <= 1.73)
        {
            // Near the unit circle the logarithm of the modulus would lose its digits.
            double max = Math.Max(ax, ay), min = Math.Min(ax, ay);
            real = LogPlusOne((max - 1) * (max + 1) + min * min) / 2;
        }
        else if (modulus < 2.2250738585072014e-308)
        {
            real = Math.Log(Hypot(Math.ScaleB(ax, 53), Math.ScaleB(ay, 53))) - 53 * Math.Log(2);
        }
        else if (double.IsInfinity(modulus) && double.IsFinite(ax) && double.IsFinite(ay))
        {
            real = Math.Log(Hypot(ax / 2, ay / 2)) + Math.Log(2);
        }
        else
        {
            real = Math.Log(modulus);
        }
        return new Complex(real, Phase(z));
    }

    private static double LogPlusOne(double x)
    {
        double u = 1 + x;
        return u == 1 ? x : Math.Log(u) - (u - 1 - x) / u;
    }

    private static double Phase(Complex z)
    {
        if (double.IsInfinity(z.Real) && double.IsInfinity(z.Imaginary))
        {
            return Math.CopySign(z.Real > 0 ? Pi / 4 : 3 * Pi / 4, z.Imaginary);
        }
        return Math.Atan2(z.Imaginary, z.Real);
    }

    [PyFunction("log", "z, base=<unrepresentable>, /")]
    private static PyObject Log(PyObject z, PyObject? @base = null)
    {
        Complex result = LogOf(From(z));
        return @base == null ? Make(result) : Make(result / LogOf(From(@base)));
    }

    [PyFunction("log10", "z, /")]
    private static PyObject Log10(PyObject z)
    {
        Complex result = LogOf(From(z));
        double scale = Math.Log(10);
        return new PyComplex(result.Real / scale, result.Imaginary / scale);
    }

    private static Complex SinhOf(Complex z)
    {
        if (z.Imaginary == 0)
        {
            return new Complex(Math.Sinh(z.Real), z.Imaginary);
        }
        if (double.IsInfinity(z.Imaginary) && !double.IsNaN(z.Real) && !double.IsInfinity(z.Real))
        {
            throw Err.ValueError("math domain error");
        }
        return new Complex(Math.Cos(z.Imaginary) * Math.Sinh(z.Real), Math.Sin(z.Imaginary) * Math.Cosh(z.Real));
    }

    private static Complex CoshOf(Complex z)
    {
        if (z.Imaginary == 0)
        {
            return new Complex(Math.Cosh(z.Real), Math.CopySign(0, z.Real) * z.Imaginary);
        }
        if (double.IsInfinity(z.Imaginary) && !double.IsNaN(z.Real) && !double.IsInfinity(z.Real))
        {
            throw Err.ValueError("math domain error");
        }
        return new Complex(Math.Cos(z.Imaginary) * Math.Cosh(z.Real), Math.Sin(z.Imaginary) * Math.Sinh(z.Real));
    }

    private static Complex TanhOf(Complex z)
    {
        if (Math.Abs(z.Real) > 354)
        {
            return new Complex(Math.CopySign(1, z.Real), 4 * Math.Sin(z.Imaginary) * Math.Cos(z.Imaginary) * Math.Exp(-2 * Math.Abs(z.Real)));
        }
        double tx = Math.Tanh(z.Real), ty = Math.Tan(z.Imaginary);
        double cx = 1 / Math.Cosh(z.Real);
        double txty = tx * ty;
        double denominator = 1 + txty * txty;
        return new Complex(tx * (1 + ty * ty) / denominator, ty / denominator * cx * cx);
    }

    [PyFunction("sinh", "z, /")]
    private static PyObject Sinh(PyObject o)
    {
        Complex z = From(o);
        return Checked(z, SinhOf(z));
    }

    [PyFunction("cosh", "z, /")]
    private static PyObject Cosh(PyObject o)
    {
        Complex z = From(o);
        return Checked(z, CoshOf(z));
    }

    [PyFunction("tanh", "z, /")]
    private static PyObject Tanh(PyObject o)
    {
        Complex z = From(o);
        return Checked(z, TanhOf(z));
    }

    // sin(z) = -i sinh(iz), and so on.
    private static Complex TimesI(Complex z) => new(-z.Imaginary, z.Real);

    private static Complex OverI(Complex z) => new(z.Imaginary, -z.Real);

    [PyFunction("sin", "z, /")]
    private static PyObject Sin(PyObject o)
    {
        Complex z = From(o);
        return Checked(z, OverI(SinhOf(TimesI(z))));
    }

    [PyFunction("cos", "z, /")]
    private static PyObject Cos(PyObject o)
    {
        Complex z = From(o);
        return Checked(z, CoshOf(TimesI(z)));
    }

    [PyFunction("tan", "z, /")]
    private static PyObject Tan(PyObject o)
    {
        Complex z = From(o);
        return Checked(z, OverI(TanhOf(TimesI(z))));
    }

    private static Complex AsinhOf(Complex z)
    {
        if (Math.Abs(z.Real) > 1e150 || Math.Abs(z.Imaginary) > 1e150)
        {
            double real = Math.Log(Hypot(z.Real / 2, z.Imaginary / 2)) + 2 * Math.Log(2);
            return new Complex(Math.CopySign(real, z.Real), Math.Atan2(z.Imaginary, Math.Abs(z.Real)));
        }
        Complex s1 = ISqrt(new Complex(1 + z.Imaginary, -z.Real));
        Complex s2 = ISqrt(new Complex(1 - z.Imaginary, z.Real));
        return new Complex(Math.Asinh(s1.Real * s2.Imaginary - s2.Real * s1.Imaginary),
            Math.Atan2(z.Imaginary, s1.Real * s2.Real - s1.Imaginary * s2.Imaginary));
    }

    private static Complex AcosOf(Complex z)
    {
        if (Math.Abs(z.Real) > 1e150 || Math.Abs(z.Imaginary) > 1e150)
        {
            double modulus = Math.Log(Hypot(z.Real / 2, z.Imaginary / 2)) + 2 * Math.Log(2);
            return new Complex(Math.Atan2(Math.Abs(z.Imaginary), z.Real), -Math.CopySign(modulus, z.Imaginary));
        }
        Complex s1 = ISqrt(new Complex(1 - z.Real, -z.Imaginary));
        Complex s2 = ISqrt(new Complex(1 + z.Real, z.Imaginary));
        return new Complex(2 * Math.Atan2(s1.Real, s2.Real), Math.Asinh(s2.Real * s1.Imaginary - s2.Imaginary * s1.Real));
    }

    private static Complex AcoshOf(Complex z)
    {
        if (Math.Abs(z.Real) > 1e150 || Math.Abs(z.Imaginary) > 1e150)
        {
            return new Complex(Math.Log(Hypot(z.Real / 2, z.Imaginary / 2)) + 2 * Math.Log(2), Math.Atan2(z.Imaginary, z.Real));
        }
        Complex s1 = ISqrt(new Complex(z.Real - 1, z.Imaginary));
        Complex s2 = ISqrt(new Complex(z.Real + 1, z.Imaginary));
        return new Complex(Math.Asinh(s1.Real * s2.Real + s1.Imaginary * s2.Imaginary), 2 * Math.Atan2(s1.Imaginary, s2.Real));
    }

    private static Complex AtanhOf(Complex z)
    {
        if (z.Real < 0 || (z.Real == 0 && double.IsNegative(z.Real)))
        {
            return -AtanhOf(-z);
        }
        double ay = Math.Abs(z.Imaginary);
        if (z.Real > 1e150 || ay > 1e150)
        {
            double h = Hypot(z.Real / 2, z.Imaginary / 2);
            return new Complex(z.Real / 4 / h / h, -Math.CopySign(Pi / 2, -z.Imaginary));
        }
        if (z.Real == 1 && ay < 1e-150)
        {
            if (ay == 0)
            {
                throw Err.ValueError("math domain error");
            }
            return new Complex(-Math.Log(Math.Sqrt(ay) / Math.Sqrt(Hypot(ay, 2))), Math.CopySign(Math.Atan2(2, -ay) / 2, z.Imaginary));
        }
        double oneMinus = 1 - z.Real;
        return new Complex(LogPlusOne(4 * z.Real / (oneMinus * oneMinus + ay * ay)) / 4,
            -Math.Atan2(-2 * z.Imaginary, oneMinus * (1 + z.Real) - ay * ay) / 2);
    }

    [PyFunction("asinh", "z, /")]
    private static PyObject Asinh(PyObject o) => Make(AsinhOf(From(o)));

    [PyFunction("acosh", "z, /")]
    private static PyObject Acosh(PyObject o) => Make(AcoshOf(From(o)));

    [PyFunction("atanh", "z, /")]
    private static PyObject Atanh(PyObject o) => Make(AtanhOf(From(o)));

    [PyFunction("asin", "z, /")]
    private static PyObject Asin(PyObject o) => Make(OverI(AsinhOf(TimesI(From(o)))));

    [PyFunction("acos", "z, /")]
    private static PyObject Acos(PyObject o) => Make(AcosOf(From(o)));

    [PyFunction("atan", "z, /")]
    private static PyObject Atan(PyObject o) => Make(OverI(AtanhOf(TimesI(From(o)))));

    [PyFunction("phase", "z, /")]
    private static double PhaseOf(PyObject z) => Phase(From(z));

    [PyFunction("polar", "z, /")]
    private static PyObject Polar(PyObject o)
    {
        Complex z = From(o);
        double r = Hypot(z.Real, z.Imaginary);
        return double.IsInfinity(r) && IsFiniteValue(z) ? throw Err.OverflowError("math range error") : PyTuple.Of(new PyFloat(r), new PyFloat(Phase(z)));
    }

    [PyFunction("rect", "r, phi, /")]
    private static PyObject Rect(double r, double phi)
    {
        if (double.IsInfinity(phi) && r != 0 && !double.IsNaN(r))
        {
            throw Err.ValueError("math domain error");
        }
        return phi == 0 ? new PyComplex(r, r * phi) : new PyComplex(r * Math.Cos(phi), r * Math.Sin(phi));
    }

    [PyFunction("isfinite", "z, /")]
    private static bool IsFinite(PyObject z) => IsFiniteValue(From(z));

    [PyFunction("isnan", "z, /")]
    private static bool IsNan(PyObject o)
    {
        Complex z = From(o);
        return double.IsNaN(z.Real) || double.IsNaN(z.Imaginary);
    }

    [PyFunction("isinf", "z, /")]
    private static bool IsInf(PyObject o)
    {
        Complex z = From(o);
        return double.IsInfinity(z.Real) || double.IsInfinity(z.Imaginary);
    }

    [PyFunction("isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0")]
    private static bool IsClose(PyObject a, PyObject b, double relTol = 1e-9, double absTol = 0.0)
    {
        if (relTol < 0 || absTol < 0)
        {
            throw Err.ValueError("tolerances must be non-negative");
        }
        Complex x = From(a), y = From(b);
        if (x.Real == y.Real && x.Imaginary == y.Imaginary)
        {
            return true;
        }
        if (double.IsInfinity(x.Real) || double.IsInfinity(x.Imaginary) || double.IsInfinity(y.Real) || double.IsInfinity(y.Imaginary))
        {
            return false;
        }
        double difference = Hypot(x.Real - y.Real, x.Imaginary - y.Imaginary);
        return difference <= relTol * Hypot(y.Real, y.Imaginary) || difference <= relTol * Hypot(x.Real, x.Imaginary) || difference <= absTol;
    }
}

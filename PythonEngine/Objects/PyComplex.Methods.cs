namespace PythonEngine.Objects;

internal partial class PyComplex
{
    private static bool Convert(PyObject o, out double real, out double imaginary)
    {
        imaginary = 0;
        switch (o)
        {
            case PyComplex c:
                real = c.Real;
                imaginary = c.Imaginary;
                return true;
            case PyFloat f:
                real = f.Value;
                return true;
            case PyInt i:
                real = i.AsDouble();
                return true;
            default:
                real = 0;
                return false;
        }
    }

    [PyNew("real=0, imag=0")]
    private static PyObject New(PyType cls, PyObject? real = null, PyObject? imag = null)
    {
        if (real != null && imag == null && real.GetType() == typeof(PyComplex) && ReferenceEquals(cls, TypeObject))
        {
            return real;
        }
        if (real is PyStr text)
        {
            if (imag != null)
            {
                throw Err.TypeError("complex() can't take second arg if first is a string");
            }
            Parse(text, out double x, out double y);
            return Make(cls, x, y);
        }
        if (imag is PyStr)
        {
            throw Err.TypeError("complex() second arg can't be a string");
        }
        double realReal = 0, realImaginary = 0, imagReal = 0, imagImaginary = 0;
        bool realComplex = false, imagComplex = false;
        if (real != null)
        {
            PyObject value = TryComplex(real) ?? real;
            if (value is PyComplex c)
            {
                realComplex = true;
                realReal = c.Real;
                realImaginary = c.Imaginary;
            }
            else
            {
                realReal = Number(value, "complex() first argument must be a string or a number, not '");
            }
        }
        if (imag != null)
        {
            if (imag is PyComplex c)
            {
                imagComplex = true;
                imagReal = c.Real;
                imagImaginary = c.Imaginary;
            }
            else
            {
                imagReal = Number(imag, "complex() second argument must be a number, not '");
            }
        }
        if (imagComplex)
        {
            realReal -= imagImaginary;
        }
        if (realComplex)
        {
            imagReal = imag == null ? realImaginary : imagReal + realImaginary;
        }
        return Make(cls, realReal, imagReal);
    }

    private static PyObject Make(PyType cls, double real, double imaginary) =>
        ReferenceEquals(cls, TypeObject) ? new PyComplex(real, imaginary) : new PyComplexInstance(cls, real, imaginary);

    private static unsafe double Number(PyObject o, string message)
    {
        PyType type = o.Type;
        if (type.NbFloat == null && type.NbIndex == null)
        {
            throw Err.TypeError($"{message}{Ops.TypeName(o)}'");
        }
        return PyFloat.FromNumber(o);
    }

    /// <summary>The result of <c>__complex__</c>; null when the object has none.</summary>
    internal static PyComplex? TryComplex(PyObject o)
    {
        if (o.GetType() == typeof(PyComplex))
        {
            return (PyComplex)o;
        }
        if (o is PyFloat or PyInt)
        {
            if (o.GetType() == typeof(PyFloat) || o is PySmallInt or PyBigInt)
            {
                return null;
            }
        }
        if (Ops.LookupSpecial(o, Names.Complex) is not { } method)
        {
            return o as PyComplex;
        }
        PyObject result = Ops.Call(method);
        if (result is not PyComplex c)
        {
            throw Err.TypeError($"__complex__ returned non-complex (type {Ops.TypeName(result)})");
        }
        if (result.GetType() != typeof(PyComplex))
        {
            Warn.Deprecation($"__complex__ returned non-complex (type {Ops.TypeName(result)}).  The ability to return an instance of a strict subclass of complex is deprecated, and may not be supported in a future version of Python.");
        }
        return c;
    }

    private static void Parse(PyStr original, out double real, out double imaginary)
    {
        string ascii = UnicodeText.ToAsciiNumber(original);
        if (!TryParse(ascii.AsSpan(), out real, out imaginary))
        {
            // Underscores are allowed between digits only, wherever a number may stand.
            throw Err.ValueError("complex() arg is a malformed string");
        }
    }

    private static bool TryParse(ReadOnlySpan<char> text, out double real, out double imaginary)
    {
        real = imaginary = 0;
        text = text.Trim(UnicodeText.AsciiSpaces);
        if (text.IndexOf('_') >= 0)
        {
            char[] clean = new char[text.Length];
            int n = 0;
            for (int k = 0; k < text.Length; k++)
            {
                if (text[k] != '_')
                {
                    clean[n++] = text[k];
                }
                else if (k == 0 || k + 1 == text.Length || !char.IsAsciiDigit(text[k - 1]) || !char.IsAsciiDigit(text[k + 1]))
                {
                    return false;
                }
            }
            text = clean.AsSpan(0, n);
        }
        if (text.Length != 0 && text[0] == '(')
        {
            if (text[^1] != ')')
            {
                return false;
            }
            text = text[1..^1].Trim(UnicodeText.AsciiSpaces);
        }
        if (text.Length == 0)
        {
            return false;
        }
        int used = FloatText.ParsePrefix(text, out double first);
        if (used != 0)
        {
            ReadOnlySpan<char> rest = text[used..];
            if (rest.Length == 0)
            {
                real = first;
                return true;
            }
            if (rest[0] is '+' or '-')
            {
                real = first;
                int second = FloatText.ParsePrefix(rest, out imaginary);
                if (second == 0)
                {
                    imaginary = rest[0] == '-' ? -1.0 : 1.0;
                    second = 1;
                }
                return rest.Length == second + 1 && rest[second] is 'j' or 'J';
            }
            imaginary = first;
            return rest.Length == 1 && rest[0] is 'j' or 'J';
        }
        double unit = 1.0;
        if (text[0] is '+' or '-')
        {
            unit = text[0] == '-' ? -1.0 : 1.0;
            text = text[1..];
        }
        imaginary = unit;
        return text is "j" or "J";
    }

    [PyMethod("__repr__")]
    private string Repr()
    {
        if (Real == 0 && !double.IsNegative(Real))
        {
            return FloatText.Format(Imaginary, 'r', 0, FloatText.Options.None) + "j";
        }
        string imaginary = FloatText.Format(Imaginary, 'r', 0, FloatText.Options.None);
        string plus = imaginary[0] == '-' ? "" : "+";
        return $"({FloatText.Format(Real, 'r', 0, FloatText.Options.None)}{plus}{imaginary}j)";
    }

    [PyMethod("__format__", "format_spec, /")]
    private PyObject Format(PyObject format_spec)
    {
        if (format_spec is not PyStr spec)
        {
            throw Err.TypeError($"__format__() argument must be str, not {Ops.TypeName(format_spec)}");
        }
        return spec.Length == 0 ? Ops.Str(this) : FormatSpec.FormatComplex(this, Real, Imaginary, spec);
    }

    [PyMethod("__hash__")]
    private long HashSlot()
    {
        ulong real = (ulong)PartHash(Real), imaginary = (ulong)PartHash(Imaginary);
        long hash = unchecked((long)(real + 1000003UL * imaginary));
        return hash == -1 ? -2 : hash;
    }

    private long PartHash(double part) => double.IsNaN(part) ? RuntimeHelpers.GetHashCode(this) : PyFloat.HashOf(part);

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne))
        {
            return PyNotImplemented.Instance;
        }
        bool equal;
        switch (other)
        {
            case PyInt i:
                equal = Imaginary == 0 && !double.IsNaN(Real) && PyFloat.CompareWithInt(Real, i) == 0;
                break;
            case PyFloat f:
                equal = Imaginary == 0 && Real == f.Value;
                break;
            case PyComplex c:
                equal = Real == c.Real && Imaginary == c.Imaginary;
                break;
            default:
                return PyNotImplemented.Instance;
        }
        return PyBool.From(equal == (op == CompareOp.Eq));
    }

    [PyMethod("__add__")]
    private static PyObject Add(PyObject a, PyObject b) =>
        Convert(a, out double ar, out double ai) && Convert(b, out double br, out double bi)
            ? new PyComplex(ar + br, ai + bi)
            : PyNotImplemented.Instance;

    [PyMethod("__sub__")]
    private static PyObject Subtract(PyObject a, PyObject b) =>
        Convert(a, out double ar, out double ai) && Convert(b, out double br, out double bi)
            ? new PyComplex(ar - br, ai - bi)
            : PyNotImplemented.Instance;

    [PyMethod("__mul__")]
    private static PyObject Multiply(PyObject a, PyObject b) =>
        Convert(a, out double ar, out double ai) && Convert(b, out double br, out double bi)
            ? new PyComplex(ar * br - ai * bi, ar * bi + ai * br)
            : PyNotImplemented.Instance;

    [PyMethod("__truediv__")]
    private static PyObject TrueDivide(PyObject a, PyObject b)
    {
        if (!Convert(a, out double ar, out double ai) || !Convert(b, out double br, out double bi))
        {
            return PyNotImplemented.Instance;
        }
        Divide(ar, ai, br, bi, "complex division by zero", out double real, out double imaginary);
        return new PyComplex(real, imaginary);
    }

    /// <summary>Smith's method: scales by the larger part of the divisor so that nothing overflows on the way.</summary>
    private static void Divide(double ar, double ai, double br, double bi, string zeroMessage, out double real, out double imaginary)
    {
        if (Math.Abs(br) >= Math.Abs(bi))
        {
            if (br == 0)
            {
                throw Err.ZeroDivision(zeroMessage);
            }
            double ratio = bi / br, denominator = br + bi * ratio;
            real = (ar + ai * ratio) / denominator;
            imaginary = (ai - ar * ratio) / denominator;
        }
        else if (Math.Abs(bi) >= Math.Abs(br))
        {
            double ratio = br / bi, denominator = br * ratio + bi;
            real = (ar * ratio + ai) / denominator;
            imaginary = (ai * ratio - ar) / denominator;
        }
        else
        {
            real = imaginary = double.NaN;
        }
    }

    [PyMethod("__pow__")]
    private static PyObject Power(PyObject a, PyObject b, PyObject modulus)
    {
        if (!Convert(a, out double ar, out double ai) || !Convert(b, out double br, out double bi))
        {
            return PyNotImplemented.Instance;
        }
        if (!ReferenceEquals(modulus, PyNone.Instance))
        {
            throw Err.ValueError("complex modulo");
        }
        return PowerOf(ar, ai, br, bi);
    }

    internal static PyComplex PowerOf(double ar, double ai, double br, double bi)
    {
        const string zero = "0.0 to a negative or complex power";
        double real, imaginary;
        if (bi == 0 && br == Math.Floor(br) && Math.Abs(br) <= 100.0)
        {
            int n = (int)br;
            if (n == 0)
            {
                return new PyComplex(1, 0);
            }
            IntegerPower(ar, ai, Math.Abs(n), out real, out imaginary);
            if (n < 0)
            {
                Divide(1, 0, real, imaginary, zero, out real, out imaginary);
            }
        }
        else if (br == 0 && bi == 0)
        {
            return new PyComplex(1, 0);
        }
        else if (ar == 0 && ai == 0)
        {
            if (bi != 0 || br < 0)
            {
                throw Err.ZeroDivision(zero);
            }
            return new PyComplex(0, 0);
        }
        else
        {
            double magnitude = double.Hypot(ar, ai);
            double length = Math.Pow(magnitude, br);
            double angle = Math.Atan2(ai, ar);
            double phase = angle * br;
            if (bi != 0)
            {
                length *= Math.Exp(-angle * bi);
                phase += bi * Math.Log(magnitude);
            }
            real = length * Math.Cos(phase);
            imaginary = length * Math.Sin(phase);
        }
        if (double.IsInfinity(real) || double.IsInfinity(imaginary))
        {
            throw Err.OverflowError("complex exponentiation");
        }
        return new PyComplex(real, imaginary);
    }

    private static void IntegerPower(double xr, double xi, int n, out double real, out double imaginary)
    {
        real = 1;
        imaginary = 0;
        double pr = xr, pi = xi;
        for (int mask = 1; mask > 0 && n >= mask; mask <<= 1)
        {
            if ((n & mask) != 0)
            {
                (real, imaginary) = (real * pr - imaginary * pi, real * pi + imaginary * pr);
            }
            (pr, pi) = (pr * pr - pi * pi, pr * pi + pi * pr);
        }
    }

    [PyMethod("__neg__")]
    private PyObject Negative() => new PyComplex(-Real, -Imaginary);

    [PyMethod("__pos__")]
    private PyObject Positive() => GetType() == typeof(PyComplex) ? this : new PyComplex(Real, Imaginary);

    [PyMethod("__abs__")]
    private PyObject Absolute()
    {
        double result = double.Hypot(Real, Imaginary);
        if (double.IsInfinity(result) && double.IsFinite(Real) && double.IsFinite(Imaginary))
        {
            throw Err.OverflowError("absolute value too large");
        }
        return new PyFloat(result);
    }

    [PyMethod("__bool__")]
    private bool Bool() => Real != 0 || Imaginary != 0;

    [PyMethod("__complex__", "")]
    private PyObject ComplexMethod() => Positive();

    [PyMethod("conjugate", "")]
    private PyObject Conjugate() => new PyComplex(Real, -Imaginary);

    [PyGetter("real")]
    private PyObject RealPart => new PyFloat(Real);

    [PyGetter("imag")]
    private PyObject ImaginaryPart => new PyFloat(Imaginary);

    [PyMethod("__getnewargs__", "")]
    private PyObject GetNewArgs() => PyTuple.Of(new PyFloat(Real), new PyFloat(Imaginary));
}

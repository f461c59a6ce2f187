using System.Globalization;

namespace PythonEngine.Objects;

internal partial class PyFloat
{
    [PyNew("x=0, /")]
    private static PyObject New(PyType cls, PyObject? x = null)
    {
        if (ReferenceEquals(cls, TypeObject))
        {
            return x == null ? new PyFloat(0) : x.GetType() == typeof(PyFloat) ? x : new PyFloat(FromNumber(x));
        }
        return new PyFloatInstance(cls, x == null ? 0 : FromNumber(x));
    }

    /// <summary>float(x) of any object.</summary>
    internal static unsafe double FromNumber(PyObject x)
    {
        if (x.GetType() == typeof(PyFloat))
        {
            return Unsafe.As<PyFloat>(x).Value;
        }
        PyType type = x.Type;
        if (x is PyStr s && type.NbFloat == null)
        {
            return ParseText(s);
        }
        if (type.NbFloat != null)
        {
            PyObject result = type.NbFloat(x);
            if (result.GetType() == typeof(PyFloat))
            {
                return Unsafe.As<PyFloat>(result).Value;
            }
            if (result is not PyFloat derived)
            {
                throw Err.TypeError($"{Ops.TypeName(x)}.__float__ returned non-float (type {Ops.TypeName(result)})");
            }
            Warn.Deprecation($"{Ops.TypeName(x)}.__float__ returned non-float (type {Ops.TypeName(result)}).  The ability to return an instance of a strict subclass of float is deprecated, and may not be supported in a future version of Python.");
            return derived.Value;
        }
        if (type.NbIndex != null)
        {
            return Ops.Index(x).AsDouble();
        }
        if (x is PyStr text)
        {
            return ParseText(text);
        }
        if (x.TryGetBuffer(false, out BufferView view))
        {
            try
            {
                string latin = System.Text.Encoding.Latin1.GetString(view.Span);
                if (FloatText.TryParse(TrimAscii(latin), out double value))
                {
                    return value;
                }
                PyObject shown = x is PyBytes or PyByteArray ? x : new PyBytes(view.Span.ToArray());
                throw Err.ValueError($"could not convert string to float: {Ops.ReprText(shown)}");
            }
            finally
            {
                view.Release();
            }
        }
        throw Err.TypeError($"float() argument must be a string or a real number, not '{Ops.TypeName(x)}'");
    }

    private static ReadOnlySpan<char> TrimAscii(ReadOnlySpan<char> text) => text.Trim(" \t\n\v\f\r");

    private static double ParseText(PyStr s) => TryParse(s, out double value) ? value : throw Invalid(s);

    internal static PyException Invalid(PyObject text) => Err.ValueError($"could not convert string to float: {Ops.ReprText(text)}");

    /// <summary>float(text): false when the text is no number.</summary>
    internal static bool TryParse(PyStr s, out double value)
    {
        string ascii = s.IsBmp && System.Text.Ascii.IsValid(s.Bmp) ? s.Bmp : UnicodeText.ToAsciiNumber(s);
        return FloatText.TryParse(ascii.AsSpan().Trim(UnicodeText.AsciiSpaces), out value);
    }

    [PyMethod("__repr__")]
    internal string Repr() => FloatText.Repr(Value);

    [PyMethod("__format__", "format_spec, /")]
    private PyObject Format(PyObject format_spec)
    {
        if (format_spec is not PyStr spec)
        {
            throw Err.TypeError($"__format__() argument must be str, not {Ops.TypeName(format_spec)}");
        }
        return spec.Length == 0 ? Ops.Str(this) : FormatSpec.FormatFloat(this, Value, spec);
    }

    [PyMethod("conjugate", "")]
    private PyObject Conjugate() => ToExact();

    [PyGetter("real")]
    private PyObject RealPart => ToExact();

    [PyGetter("imag")]
    private PyObject ImaginaryPart => new PyFloat(0);

    [PyMethod("is_integer", "")]
    private bool IsInteger() => double.IsFinite(Value) && Math.Floor(Value) == Value;

    [PyMethod("as_integer_ratio", "", Doc = "Two integers, the second positive, whose ratio is exactly the number.\n\n>>> (2.5).as_integer_ratio()\n(5, 2)\n>>> (-0.125).as_integer_ratio()\n(-1, 8)")]
    private PyObject AsIntegerRatio()
    {
        if (double.IsInfinity(Value))
        {
            throw Err.OverflowError("cannot convert Infinity to integer ratio");
        }
        if (double.IsNaN(Value))
        {
            throw Err.ValueError("cannot convert NaN to integer ratio");
        }
        if (Value == 0)
        {
            return PyTuple.Of(PyInt.Zero, PyInt.One);
        }
        FloatText.Decompose(Math.Abs(Value), out ulong mantissa, out int exponent);
        int zeros = BitOperations.TrailingZeroCount(mantissa);
        mantissa >>= zeros;
        exponent += zeros;
        BigInteger numerator = exponent > 0 ? (BigInteger)mantissa << exponent : mantissa;
        BigInteger denominator = exponent < 0 ? BigInteger.One << -exponent : BigInteger.One;
        return PyTuple.Of(PyInt.From(Value < 0 ? -numerator : numerator), PyInt.From(denominator));
    }

    [PyMethod("__trunc__", "")]
    private PyObject Trunc() => ToInt(Value);

    [PyMethod("__floor__", "")]
    private PyObject Floor() => ToInt(Math.Floor(Value));

    [PyMethod("__ceil__", "")]
    private PyObject Ceil() => ToInt(Math.Ceiling(Value));

    [PyMethod("__round__", "ndigits=None, /")]
    private PyObject Round(PyObject? ndigits = null)
    {
        if (ndigits == null || ReferenceEquals(ndigits, PyNone.Instance))
        {
            return ToInt(Math.Round(Value, MidpointRounding.ToEven));
        }
        PyInt index = Ops.Index(ndigits);
        if (!double.IsFinite(Value))
        {
            return ToExact();
        }
        if (!index.TryGetLong(out long digits))
        {
            digits = index.Sign < 0 ? int.MinValue : int.MaxValue;
        }
        if (digits > 323)
        {
            return ToExact();
        }
        if (digits < -308)
        {
            return new PyFloat(0.0 * Value);
        }
        double result = FloatText.Round(Value, (int)digits);
        return double.IsInfinity(result) ? throw Err.OverflowError("rounded value too large to represent") : new PyFloat(result);
    }

    [PyMethod("__getnewargs__", "")]
    private PyObject GetNewArgs() => new PyTuple([new PyFloat(Value)]);

    [PyClassMethod("__getformat__", "typestr, /")]
    private static string GetFormat(PyType cls, PyObject typestr)
    {
        if (typestr is not PyStr kind)
        {
            throw Err.TypeError($"__getformat__() argument must be str, not {Ops.TypeName(typestr)}");
        }
        return kind.Value is "double" or "float"
            ? "IEEE, little-endian"
            : throw Err.ValueError("__getformat__() argument 1 must be 'double' or 'float'");
    }

    [PyMethod("hex", "", Doc = "The number with hexadecimal digits, exactly.\n\n>>> (-0.75).hex()\n'-0x1.8000000000000p-1'\n>>> 10.0.hex()\n'0x1.4000000000000p+3'")]
    private string Hex()
    {
        if (!double.IsFinite(Value))
        {
            return Repr();
        }
        string sign = double.IsNegative(Value) ? "-" : "";
        if (Value == 0)
        {
            return sign + "0x0.0p+0";
        }
        ulong bits = BitConverter.DoubleToUInt64Bits(Math.Abs(Value));
        int biased = (int)(bits >> 52);
        ulong fraction = bits & 0xFFFFFFFFFFFFF;
        int exponent = biased == 0 ? -1022 : biased - 1023;
        return string.Create(CultureInfo.InvariantCulture, $"{sign}0x{(biased == 0 ? 0 : 1)}.{fraction:x13}p{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
    }

    [PyClassMethod("fromhex", "string, /", Doc = "The number that hexadecimal text stands for.\n\n>>> float.fromhex('0x1.8p1')\n3.0\n>>> float.fromhex('-0x.4')\n-0.25")]
    private static PyObject FromHex(PyType cls, PyObject @string)
    {
        if (@string is not PyStr s)
        {
            throw Err.TypeError($"bad argument type for built-in operation");
        }
        double value = ParseHex(s.Value.AsSpan().Trim(" \t\n\v\f\r"));
        PyFloat result = new(value);
        return ReferenceEquals(cls, TypeObject) ? result : Ops.Call(cls, result);
    }

    private static double ParseHex(ReadOnlySpan<char> text)
    {
        PyException Invalid() => Err.ValueError("invalid hexadecimal floating-point string");
        int i = 0;
        bool negative = false;
        if (i < text.Length && text[i] is '+' or '-')
        {
            negative = text[i++] == '-';
        }
        ReadOnlySpan<char> rest = text[i..];
        if (rest.Equals("inf", StringComparison.OrdinalIgnoreCase) || rest.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            return negative ? double.NegativeInfinity : double.PositiveInfinity;
        }
        if (rest.Equals("nan", StringComparison.OrdinalIgnoreCase))
        {
            return double.NaN;
        }
        if (i + 1 < text.Length && text[i] == '0' && text[i + 1] is 'x' or 'X')
        {
            i += 2;
        }
        ulong mantissa = 0;
        bool sticky = false, point = false, any = false;
        long exponent = 0;
        for (; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '.' && !point)
            {
                point = true;
                continue;
            }
            if (!char.IsAsciiHexDigit(c))
            {
                break;
            }
            any = true;
            uint digit = (uint)System.Convert.ToInt32(c.ToString(), 16);
            if (mantissa >> 60 == 0)
            {
                mantissa = mantissa << 4 | digit;
                exponent -= point ? 4 : 0;
            }
            else
            {
                sticky |= digit != 0;
                exponent += point ? 0 : 4;
            }
        }
        if (!any)
        {
            throw Invalid();
        }
        if (i < text.Length && text[i] is 'p' or 'P')
        {
            i++;
            bool down = false;
            if (i < text.Length && text[i] is '+' or '-')
            {
                down = text[i++] == '-';
            }
            int start = i;
            long given = 0;
            for (; i < text.Length && char.IsAsciiDigit(text[i]); i++)
            {
                given = Math.Min(given * 10 + (text[i] - '0'), 1L << 40);
            }
            if (i == start)
            {
                throw Invalid();
            }
            exponent += down ? -given : given;
        }
        if (i != text.Length)
        {
            throw Invalid();
        }
        double value = FloatText.Compose(mantissa, exponent, sticky);
        if (double.IsInfinity(value))
        {
            throw Err.OverflowError("hexadecimal value too large to represent as a float");
        }
        return negative ? -value : value;
    }
}

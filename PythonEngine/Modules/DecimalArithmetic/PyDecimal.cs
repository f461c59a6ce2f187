namespace PythonEngine.Modules.DecimalArithmetic;

/// <summary><c>decimal.Decimal</c></summary>
[PyType("Decimal", Module = "decimal", Subclassable = true, Doc = "A decimal floating point number, made of text, an integer, a float, a tuple (sign, digits, exponent) or another Decimal.")]
internal partial class PyDecimal : PyObject
{
    internal DecimalNumber Value { get; private set; }
    private long _hash;

    internal static PyDecimal Make(in DecimalNumber value) => new() { Value = value };

    /// <summary>The result of an operation, unless what happened is trapped.</summary>
    internal static PyObject Finished(in DecimalNumber result, PyDecimalContext context, Signals status)
    {
        if (status != 0)
        {
            context.Add(status);
        }
        return Make(result);
    }

    /// <summary>An operand of a method: a Decimal or an integer.</summary>
    internal static DecimalNumber Operand(PyObject value) => value switch
    {
        PyDecimal number => number.Value,
        PyInt integer => DecimalNumber.From(integer.Big),
        _ => throw Unsupported(value),
    };

    private static PyException Unsupported(PyObject value) => Err.TypeError($"conversion from {value.Type.FullName} to Decimal is not supported");

    private static bool TryOperand(PyObject value, out DecimalNumber number)
    {
        if (value is PyDecimal own)
        {
            number = own.Value;
            return true;
        }
        if (value is PyInt integer)
        {
            number = DecimalNumber.From(integer.Big);
            return true;
        }
        number = default;
        return false;
    }

    // ---- construction ----

    [PyNew("value=\"0\", context=None")]
    private static PyObject New(PyType cls, PyObject? value = null, PyObject? context = null)
    {
        PyDecimalContext c = PyDecimalContext.From(context);
        PyDecimal made = value == null ? Make(DecimalNumber.Zero) : Convert(value, c, exact: true);
        if (ReferenceEquals(cls, TypeObject))
        {
            return ReferenceEquals(made.Type, TypeObject) ? made : Make(made.Value);
        }
        PyDecimal instance = Allocate(cls);
        instance.Value = made.Value;
        return instance;
    }

    /// <summary>A number of anything that numbers are made of; the inexact form rounds to the context.</summary>
    internal static PyDecimal Convert(PyObject value, PyDecimalContext c, bool exact)
    {
        Signals status = Signals.None;
        DecimalNumber number;
        switch (value)
        {
            case PyDecimal own:
                if (exact)
                {
                    return own;
                }
                if (own.Value.IsNaN && !own.Value.Coefficient.IsZero && own.Value.Digits > c.Settings.Precision - (c.Settings.Clamp ? 1 : 0))
                {
                    c.Add(Signals.ConversionSyntax);
                    return Make(DecimalNumber.NaN);
                }
                number = own.Value;
                break;
            case PyInt integer:
                number = DecimalNumber.From(integer.Big);
                break;
            case PyStr text:
                return FromText(text, c, exact);
            case PyTuple or PyList:
                return FromText(new PyStr(TupleText(value)), c, exact);
            case PyFloat:
                c.Add(Signals.FloatOperation);
                number = FromNumber(value);
                break;
            default:
                throw Unsupported(value);
        }
        if (!exact)
        {
            number = DecimalMath.Finish(number, c.Settings, ref status);
            c.Add(status);
        }
        return Make(number);
    }

    private static PyDecimal FromText(PyStr text, PyDecimalContext c, bool exact)
    {
        if (DecimalText.Normalize(text, lenient: exact) is not { } ascii || !DecimalText.TryParse(ascii, out DecimalNumber number))
        {
            c.Add(Signals.ConversionSyntax);
            return Make(DecimalNumber.NaN);
        }
        DecimalSettings settings = exact ? DecimalSettings.Widest : c.Settings;
        Signals status = Signals.None;
        if (number.IsNaN && !number.Coefficient.IsZero && number.Digits > settings.Precision - (settings.Clamp ? 1 : 0))
        {
            status = Signals.ConversionSyntax;
            number = DecimalNumber.NaN;
        }
        else
        {
            number = DecimalMath.Finish(number, settings, ref status);
            if (exact)
            {
                if ((status & (Signals.Inexact | Signals.Rounded | Signals.Clamped)) != 0)
                {
                    status = Signals.InvalidOperation;
                    number = DecimalNumber.NaN;
                }
                status &= Signals.Errors;
            }
        }
        c.Add(status);
        return Make(number);
    }

    /// <summary>(sign, digits, exponent) as text.</summary>
    private static string TupleText(PyObject value)
    {
        PyObject[] parts = Ops.ToArray(value);
        if (parts.Length != 3)
        {
            throw Err.ValueError("argument must be a sequence of length 3");
        }
        if (parts[0] is not PyInt sign || !sign.TryGetLong(out long s) || s is not (0 or 1))
        {
            throw Err.ValueError("sign must be an integer with the value 0 or 1");
        }
        if (parts[1] is not (PyTuple or PyList))
        {
            throw Err.ValueError("coefficient must be a tuple of digits");
        }
        System.Text.StringBuilder digits = new();
        foreach (PyObject item in Ops.ToArray(parts[1]))
        {
            if (item is not PyInt digit || !digit.TryGetLong(out long d) || d is < 0 or > 9)
            {
                throw Err.ValueError("coefficient must be a tuple of digits");
            }
            digits.Append((char)('0' + d));
        }
        string prefix = s == 1 ? "-" : "";
        if (parts[2] is PyStr kind)
        {
            return kind.Value switch
            {
                "F" => prefix + "Infinity",
                "n" => prefix + "NaN" + digits.ToString().TrimStart('0'),
                "N" => prefix + "sNaN" + digits.ToString().TrimStart('0'),
                _ => throw Err.ValueError("string argument in the third position must be 'F', 'n' or 'N'"),
            };
        }
        if (parts[2] is not PyInt exponent)
        {
            throw Err.ValueError("exponent must be an integer");
        }
        long e = Args.Size(exponent);
        return $"{prefix}{(digits.Length == 0 ? "0" : digits.ToString())}E{e.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
    }

    /// <summary>An int or float, exactly.</summary>
    internal static DecimalNumber FromNumber(PyObject value)
    {
        if (value is PyInt integer)
        {
            return DecimalNumber.From(integer.Big);
        }
        double d = ((PyFloat)value).Value;
        bool negative = double.IsNegative(d);
        if (double.IsNaN(d))
        {
            return new DecimalNumber(DecimalKind.QuietNaN, negative, BigInteger.Zero, 0);
        }
        if (double.IsInfinity(d))
        {
            return DecimalNumber.Infinity(negative);
        }
        if (d == 0)
        {
            return DecimalNumber.Finite(negative, BigInteger.Zero, 0);
        }
        long bits = BitConverter.DoubleToInt64Bits(Math.Abs(d));
        int exponent = (int)(bits >> 52);
        long mantissa = bits & 0xFFFFFFFFFFFFF;
        if (exponent == 0)
        {
            exponent++;
        }
        else
        {
            mantissa |= 1L << 52;
        }
        exponent -= 1075;
        int zeros = BitOperations.TrailingZeroCount(mantissa);
        mantissa >>= zeros;
        exponent += zeros;
        return exponent >= 0
            ? DecimalNumber.Finite(negative, (BigInteger)mantissa << exponent, 0)
            : DecimalNumber.Finite(negative, mantissa * BigInteger.Pow(5, -exponent), exponent);
    }

    [PyClassMethod("from_float", "f, /", Doc = "An exact number of an int or float.")]
    private static PyObject FromFloat(PyType cls, PyObject f)
    {
        if (f is not (PyFloat or PyInt))
        {
            throw Err.TypeError("argument must be int or float");
        }
        PyDecimal made = Make(FromNumber(f));
        return ReferenceEquals(cls, TypeObject) ? made : Ops.Call(cls, made);
    }

    // ---- basics ----

    [PyMethod("__repr__")]
    private string Repr() => $"Decimal('{Str()}')";

    [PyMethod("__str__")]
    private string Str() => DecimalText.ToText(Value, PyDecimalContext.Current.Capitals);

    [PyMethod("__format__")]
    private PyObject Format(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length == 0)
        {
            throw Err.TypeError("function takes at least 1 argument (0 given)");
        }
        PyStr spec = args[0] as PyStr ?? throw Err.TypeError("format argument must be str");
        PyDecimalContext c = PyDecimalContext.Current;
        PyDict? overrides = args.Length > 1 ? args[1] as PyDict ?? throw Err.TypeError("optional argument must be a dict") : null;
        return new PyStr(DecimalText.Format(Value, spec, overrides, c.Settings, c.Capitals));
    }

    [PyMethod("__hash__")]
    private long Hash()
    {
        if (_hash == 0)
        {
            _hash = ComputeHash();
        }
        return _hash;
    }

    private long ComputeHash()
    {
        const long Infinite = 314159;
        if (Value.IsSpecial)
        {
            if (Value.IsSignaling)
            {
                throw Err.TypeError("Cannot hash a signaling NaN value");
            }
            return Value.IsNaN ? Identity.Hash(this) : Value.Negative ? -Infinite : Infinite;
        }
        // The value modulo 2**61 - 1, as that of equal numbers of other classes.
        BigInteger modulus = (BigInteger.One << 61) - 1;
        BigInteger power = Value.Exponent >= 0
            ? BigInteger.ModPow(10, Value.Exponent, modulus) : BigInteger.ModPow(BigInteger.ModPow(10, modulus - 2, modulus), -Value.Exponent, modulus);
        long hash = (long)(Value.Coefficient * power % modulus);
        hash = Value.Negative ? -hash : hash;
        return hash == -1 ? -2 : hash;
    }

    [PyMethod("__bool__")]
    private bool Truth() => !Value.IsZero;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => PyTuple.Of(Type, new PyTuple([new PyStr(Str())]));

    /// <summary>As CPython's on 64 bits: words of 19 digits, of which four need no memory of their own.</summary>
    [PyMethod("__sizeof__", "")]
    private long SizeOf()
    {
        const long Base = 104, DigitsPerWord = 19, InPlace = 4, WordSize = 8;
        long words = (Value.Digits + DigitsPerWord - 1) / DigitsPerWord;
        return Base + (words > InPlace ? words * WordSize : 0);
    }

    [PyMethod("__copy__", "")]
    private PyObject Copy() => this;

    [PyMethod("__deepcopy__", "memo, /")]
    private PyObject DeepCopy(PyObject memo) => this;

    // ---- comparison ----

    [PyMethod("__richcompare__")]
    private PyObject Compare(PyObject other, CompareOp op)
    {
        bool equality = op is CompareOp.Eq or CompareOp.Ne;
        DecimalNumber a = Value;
        if (!TryOperand(other, out DecimalNumber b))
        {
            switch (other)
            {
                case PyFloat:
                    PyDecimalContext c = PyDecimalContext.Current;
                    if (equality)
                    {
                        c.Status |= Signals.FloatOperation;
                    }
                    else
                    {
                        c.Add(Signals.FloatOperation);
                    }
                    b = FromNumber(other);
                    break;
                case PyComplex complex when equality:
                    if (complex.Imaginary != 0)
                    {
                        return PyNotImplemented.Instance;
                    }
                    PyDecimalContext.Current.Status |= Signals.FloatOperation;
                    b = FromNumber(new PyFloat(complex.Real));
                    break;
                default:
                    if (!DecimalState.Current.IsRational(other))
                    {
                        return PyNotImplemented.Instance;
                    }
                    b = Operand(Ops.GetAttr(other, "numerator"));
                    BigInteger denominator = Ops.Index(Ops.GetAttr(other, "denominator")).Big;
                    if (a.IsFinite)
                    {
                        a = DecimalNumber.Finite(a.Negative, a.Coefficient * denominator, a.Exponent);
                    }
                    break;
            }
        }
        if (a.IsNaN || b.IsNaN)
        {
            if (!equality || a.IsSignaling || b.IsSignaling)
            {
                PyDecimalContext.Current.Add(Signals.InvalidOperation);
            }
            return PyBool.From(op == CompareOp.Ne);
        }
        return PyBool.From(PyInt.Ordered(DecimalMath.Order(a, b), op));
    }

    // ---- conversion ----

    private BigInteger ToInteger(DecimalRounding rounding)
    {
        if (Value.IsSpecial)
        {
            throw Value.IsNaN ? Err.ValueError("cannot convert NaN to integer") : Err.OverflowError("cannot convert Infinity to integer");
        }
        Signals ignored = Signals.None;
        DecimalNumber whole = DecimalMath.ToIntegral(Value, rounding, false, DecimalSettings.Widest, ref ignored);
        BigInteger result = DecimalDigits.ShiftLeft(whole.Coefficient, whole.Exponent);
        return whole.Negative ? -result : result;
    }

    [PyMethod("__int__")]
    private PyObject Int() => PyInt.From(ToInteger(DecimalRounding.Down));

    [PyMethod("__trunc__", "")]
    private BigInteger Trunc() => ToInteger(DecimalRounding.Down);

    [PyMethod("__floor__", "")]
    private BigInteger Floor() => ToInteger(DecimalRounding.Floor);

    [PyMethod("__ceil__", "")]
    private BigInteger Ceiling() => ToInteger(DecimalRounding.Ceiling);

    [PyMethod("__round__", "ndigits=None, /")]
    private PyObject Round(PyObject? ndigits = null)
    {
        if (ndigits == null)
        {
            return PyInt.From(ToInteger(DecimalRounding.HalfEven));
        }
        if (ndigits is not PyInt number)
        {
            throw Err.TypeError("optional arg must be an integer");
        }
        long digits = Args.Size(number);
        PyDecimalContext c = PyDecimalContext.Current;
        Signals status = Signals.None;
        DecimalNumber quantum = DecimalNumber.Finite(false, BigInteger.One, digits == long.MinValue ? long.MaxValue : -digits);
        return Finished(DecimalMath.Quantize(Value, quantum, c.Settings, ref status), c, status);
    }

    [PyMethod("__float__")]
    private PyObject Float() => new PyFloat(ToDouble());

    private double ToDouble()
    {
        const ulong PositiveNaN = 0x7FF8000000000000, NegativeNaN = 0xFFF8000000000000;
        if (Value.IsNaN)
        {
            return Value.IsSignaling ? throw Err.ValueError("cannot convert signaling NaN to float") : BitConverter.UInt64BitsToDouble(Value.Negative ? NegativeNaN : PositiveNaN);
        }
        if (Value.IsInfinite)
        {
            return Value.Negative ? double.NegativeInfinity : double.PositiveInfinity;
        }
        return FloatText.TryParse(DecimalText.ToText(Value, true), out double result) ? result : throw Err.ValueError("could not convert to float");
    }

    [PyMethod("__complex__", "")]
    private PyObject Complex() => new PyComplex(ToDouble(), 0);

    [PyMethod("as_integer_ratio", "", Doc = "The number as a fraction in lowest terms with a positive denominator.")]
    private PyObject AsIntegerRatio()
    {
        if (Value.IsSpecial)
        {
            throw Value.IsNaN ? Err.ValueError("cannot convert NaN to integer ratio") : Err.OverflowError("cannot convert Infinity to integer ratio");
        }
        BigInteger numerator = Value.Coefficient, denominator = BigInteger.One;
        if (Value.Exponent >= 0)
        {
            numerator = DecimalDigits.ShiftLeft(numerator, Value.Exponent);
        }
        else
        {
            denominator = numerator.IsZero ? BigInteger.One : DecimalDigits.PowerOfTen(-Value.Exponent);
            BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
            numerator /= common;
            denominator /= common;
        }
        return PyTuple.Of(PyInt.From(Value.Negative ? -numerator : numerator), PyInt.From(denominator));
    }

    [PyMethod("as_tuple", "", Doc = "The number as a named tuple of sign, digits and exponent.")]
    private PyObject AsTuple()
    {
        PyObject exponent = Value.Kind switch
        {
            DecimalKind.Infinity => PyStr.Intern("F"),
            DecimalKind.QuietNaN => PyStr.Intern("n"),
            DecimalKind.SignalingNaN => PyStr.Intern("N"),
            _ => PyInt.From(Value.Exponent),
        };
        PyObject digits = PyTuple.Empty;
        if (Value.IsInfinite)
        {
            digits = new PyTuple([PyInt.Zero]);
        }
        else if (Value.IsFinite || !Value.Coefficient.IsZero)
        {
            string text = DecimalText.Digits(Value.Coefficient);
            PyObject[] items = new PyObject[text.Length];
            for (int i = 0; i < items.Length; i++)
            {
                items[i] = PyInt.From(text[i] - '0');
            }
            digits = new PyTuple(items);
        }
        return Ops.Call(DecimalState.Current.DecimalTuple, PyInt.From(Value.Negative ? 1 : 0), digits, exponent);
    }

    [PyGetter("real")]
    private PyObject Real => this;

    [PyGetter("imag")]
    private PyObject Imag => Make(DecimalNumber.Zero);
}

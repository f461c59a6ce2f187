namespace PythonEngine.Modules.DecimalArithmetic;

/// <summary>The operations as methods of a context; integers are taken as operands too.</summary>
internal unsafe partial class PyDecimalContext
{
    private PyObject Apply(PyObject x, delegate*<in DecimalNumber, DecimalSettings, ref Signals, DecimalNumber> operation)
    {
        Signals status = Signals.None;
        DecimalNumber result = operation(PyDecimal.Operand(x), Settings, ref status);
        return PyDecimal.Finished(result, this, status);
    }

    private PyObject Apply(PyObject x, PyObject y, delegate*<in DecimalNumber, in DecimalNumber, DecimalSettings, ref Signals, DecimalNumber> operation)
    {
        DecimalNumber a = PyDecimal.Operand(x), b = PyDecimal.Operand(y);
        Signals status = Signals.None;
        DecimalNumber result = operation(a, b, Settings, ref status);
        return PyDecimal.Finished(result, this, status);
    }

    [PyMethod("exp", "x, /", Doc = "e to the power of the number.", ParsesTuple = true)]
    private PyObject ExpMethod(PyObject x) => Apply(x, &DecimalMath.Exp);

    [PyMethod("ln", "x, /", Doc = "The natural logarithm.", ParsesTuple = true)]
    private PyObject LnMethod(PyObject x) => Apply(x, &DecimalMath.Ln);

    [PyMethod("log10", "x, /", Doc = "The logarithm to base 10.", ParsesTuple = true)]
    private PyObject Log10Method(PyObject x) => Apply(x, &DecimalMath.Log10);

    [PyMethod("logb", "x, /", Doc = "The adjusted exponent as a number.", ParsesTuple = true)]
    private PyObject LogBMethod(PyObject x) => Apply(x, &DecimalMath.LogB);

    [PyMethod("logical_invert", "x, /", Doc = "The digits inverted.", ParsesTuple = true)]
    private PyObject InvertMethod(PyObject x) => Apply(x, &DecimalMath.Invert);

    [PyMethod("next_minus", "x, /", Doc = "The largest number that is smaller.", ParsesTuple = true)]
    private PyObject NextMinusMethod(PyObject x) => Apply(x, &DecimalMath.NextMinus);

    [PyMethod("next_plus", "x, /", Doc = "The smallest number that is larger.", ParsesTuple = true)]
    private PyObject NextPlusMethod(PyObject x) => Apply(x, &DecimalMath.NextPlus);

    [PyMethod("normalize", "x, /", Doc = "Without trailing zeros.", ParsesTuple = true)]
    private PyObject ReduceMethod(PyObject x) => Apply(x, &DecimalMath.Reduce);

    [PyMethod("sqrt", "x, /", Doc = "The square root.", ParsesTuple = true)]
    private PyObject SquareRootMethod(PyObject x) => Apply(x, &DecimalMath.SquareRoot);

    [PyMethod("abs", "x, /", Doc = "The magnitude.", ParsesTuple = true)]
    private PyObject AbsoluteMethod(PyObject x) => Apply(x, &DecimalMath.Absolute);

    [PyMethod("minus", "x, /", Doc = "The negative number.", ParsesTuple = true)]
    private PyObject MinusMethod(PyObject x) => Apply(x, &DecimalMath.Minus);

    [PyMethod("plus", "x, /", Doc = "The number rounded to the context.", ParsesTuple = true)]
    private PyObject PlusMethod(PyObject x) => Apply(x, &DecimalMath.Plus);

    [PyMethod("compare", "x, y, /", Doc = "Compares two numbers: -1, 0, 1 or a NaN.", ParsesTuple = true)]
    private PyObject CompareMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.Compare);

    [PyMethod("compare_signal", "x, y, /", Doc = "Like compare(); all NaNs signal.", ParsesTuple = true)]
    private PyObject CompareSignalMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.CompareSignal);

    [PyMethod("logical_and", "x, y, /", Doc = "The digit-wise and.", ParsesTuple = true)]
    private PyObject LogicalAndMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.LogicalAnd);

    [PyMethod("logical_or", "x, y, /", Doc = "The digit-wise or.", ParsesTuple = true)]
    private PyObject LogicalOrMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.LogicalOr);

    [PyMethod("logical_xor", "x, y, /", Doc = "The digit-wise exclusive or.", ParsesTuple = true)]
    private PyObject LogicalXorMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.LogicalXor);

    [PyMethod("max", "x, y, /", Doc = "The larger number.", ParsesTuple = true)]
    private PyObject MaxMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.Max);

    [PyMethod("max_mag", "x, y, /", Doc = "The number of larger magnitude.", ParsesTuple = true)]
    private PyObject MaxMagnitudeMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.MaxMagnitude);

    [PyMethod("min", "x, y, /", Doc = "The smaller number.", ParsesTuple = true)]
    private PyObject MinMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.Min);

    [PyMethod("min_mag", "x, y, /", Doc = "The number of smaller magnitude.", ParsesTuple = true)]
    private PyObject MinMagnitudeMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.MinMagnitude);

    [PyMethod("next_toward", "x, y, /", Doc = "The next number in the direction of the other.", ParsesTuple = true)]
    private PyObject NextTowardMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.NextToward);

    [PyMethod("remainder_near", "x, y, /", Doc = "The remainder of the division rounded to the nearest integer.", ParsesTuple = true)]
    private PyObject RemainderNearMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.RemainderNear);

    [PyMethod("rotate", "x, y, /", Doc = "The digits rotated.", ParsesTuple = true)]
    private PyObject RotateMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.Rotate);

    [PyMethod("scaleb", "x, y, /", Doc = "The exponent changed by the other number.", ParsesTuple = true)]
    private PyObject ScaleBMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.ScaleB);

    [PyMethod("shift", "x, y, /", Doc = "The digits shifted.", ParsesTuple = true)]
    private PyObject ShiftMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.Shift);

    [PyMethod("add", "x, y, /", Doc = "The sum.", ParsesTuple = true)]
    private PyObject AddMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.Add);

    [PyMethod("subtract", "x, y, /", Doc = "The difference.", ParsesTuple = true)]
    private PyObject SubtractMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.Subtract);

    [PyMethod("multiply", "x, y, /", Doc = "The product.", ParsesTuple = true)]
    private PyObject MultiplyMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.Multiply);

    [PyMethod("divide", "x, y, /", Doc = "The quotient.", ParsesTuple = true)]
    private PyObject DivideMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.Divide);

    [PyMethod("divide_int", "x, y, /", Doc = "The integral part of the quotient.", ParsesTuple = true)]
    private PyObject DivideIntegerMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.DivideInteger);

    [PyMethod("remainder", "x, y, /", Doc = "The remainder.", ParsesTuple = true)]
    private PyObject RemainderMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.Remainder);

    [PyMethod("quantize", "x, y, /", Doc = "x with the exponent of y.", ParsesTuple = true)]
    private PyObject QuantizeMethod(PyObject x, PyObject y) => Apply(x, y, &DecimalMath.Quantize);

    [PyMethod("is_canonical", "x, /")]
    private bool IsCanonicalMethod(PyObject x) => x is PyDecimal ? true : throw Err.TypeError("argument must be a Decimal");

    [PyMethod("is_finite", "x, /")]
    private bool IsFiniteMethod(PyObject x) => PyDecimal.Operand(x).IsFinite;

    [PyMethod("is_infinite", "x, /")]
    private bool IsInfiniteMethod(PyObject x) => PyDecimal.Operand(x).IsInfinite;

    [PyMethod("is_nan", "x, /")]
    private bool IsNanMethod(PyObject x) => PyDecimal.Operand(x).IsNaN;

    [PyMethod("is_qnan", "x, /")]
    private bool IsQnanMethod(PyObject x) => PyDecimal.Operand(x).IsQuietNaN;

    [PyMethod("is_snan", "x, /")]
    private bool IsSnanMethod(PyObject x) => PyDecimal.Operand(x).IsSignaling;

    [PyMethod("is_signed", "x, /")]
    private bool IsSignedMethod(PyObject x) => PyDecimal.Operand(x).Negative;

    [PyMethod("is_zero", "x, /")]
    private bool IsZeroMethod(PyObject x) => PyDecimal.Operand(x).IsZero;

    [PyMethod("is_normal", "x, /")]
    private bool IsNormalMethod(PyObject x) => DecimalMath.IsNormal(PyDecimal.Operand(x), Settings);

    [PyMethod("is_subnormal", "x, /")]
    private bool IsSubnormalMethod(PyObject x) => DecimalMath.IsSubnormal(PyDecimal.Operand(x), Settings);

    [PyMethod("divmod", "x, y, /", Doc = "Quotient and remainder.", ParsesTuple = true)]
    private PyObject DivModMethod(PyObject x, PyObject y)
    {
        DecimalNumber a = PyDecimal.Operand(x), b = PyDecimal.Operand(y);
        Signals status = Signals.None;
        DecimalMath.DivMod(a, b, Settings, ref status, out DecimalNumber quotient, out DecimalNumber remainder);
        Add(status);
        return PyTuple.Of(PyDecimal.Make(quotient), PyDecimal.Make(remainder));
    }

    [PyMethod("fma", "x, y, z, /", Doc = "x * y + z, rounded once.", ParsesTuple = true)]
    private PyObject FusedMethod(PyObject x, PyObject y, PyObject z)
    {
        DecimalNumber a = PyDecimal.Operand(x), b = PyDecimal.Operand(y), d = PyDecimal.Operand(z);
        Signals status = Signals.None;
        return PyDecimal.Finished(DecimalMath.FusedMultiplyAdd(a, b, d, Settings, ref status), this, status);
    }

    [PyMethod("power", "a, b, modulo=None", Doc = "a to the power of b, modulo modulo.")]
    private PyObject PowerMethod(PyObject a, PyObject b, PyObject? modulo = null) =>
        PyDecimal.PowerOf(PyDecimal.Operand(a), PyDecimal.Operand(b), modulo is null or PyNone ? null : PyDecimal.Operand(modulo), this);

    [PyMethod("compare_total", "x, y, /", Doc = "The total order of two numbers: -1, 0 or 1.")]
    private PyObject CompareTotalMethod(PyObject x, PyObject y) =>
        PyDecimal.Make(DecimalMath.FromOrder(DecimalMath.TotalOrder(PyDecimal.Operand(x), PyDecimal.Operand(y))));

    [PyMethod("compare_total_mag", "x, y, /", Doc = "The total order of the magnitudes of two numbers.")]
    private PyObject CompareTotalMagnitudeMethod(PyObject x, PyObject y) =>
        PyDecimal.Make(DecimalMath.FromOrder(DecimalMath.TotalMagnitudeOrder(PyDecimal.Operand(x), PyDecimal.Operand(y))));

    [PyMethod("copy_abs", "x, /", Doc = "The magnitude, unrounded.")]
    private PyObject CopyAbsMethod(PyObject x) => PyDecimal.Make(PyDecimal.Operand(x).WithSign(false));

    [PyMethod("copy_negate", "x, /", Doc = "The negative number, unrounded.")]
    private PyObject CopyNegateMethod(PyObject x)
    {
        DecimalNumber value = PyDecimal.Operand(x);
        return PyDecimal.Make(value.WithSign(!value.Negative));
    }

    [PyMethod("copy_sign", "x, y, /", Doc = "x with the sign of y.")]
    private PyObject CopySignMethod(PyObject x, PyObject y) => PyDecimal.Make(PyDecimal.Operand(x).WithSign(PyDecimal.Operand(y).Negative));

    [PyMethod("copy_decimal", "x, /", Doc = "The number itself.")]
    private PyObject CopyDecimalMethod(PyObject x) => x is PyDecimal ? x : PyDecimal.Make(PyDecimal.Operand(x));

    [PyMethod("canonical", "x, /", Doc = "The number itself.")]
    private PyObject CanonicalMethod(PyObject x) => x is PyDecimal ? x : throw Err.TypeError("argument must be a Decimal");

    [PyMethod("same_quantum", "x, y, /", Doc = "Whether the exponents are the same.")]
    private bool SameQuantumMethod(PyObject x, PyObject y) => DecimalMath.SameQuantum(PyDecimal.Operand(x), PyDecimal.Operand(y));

    [PyMethod("number_class", "x, /", Doc = "The class of the number as text.")]
    private string NumberClassMethod(PyObject x) => DecimalMath.NumberClass(PyDecimal.Operand(x), Settings);

    [PyMethod("to_sci_string", "x, /", Doc = "Text in scientific notation.")]
    private string ToSciStringMethod(PyObject x) => DecimalText.ToText(PyDecimal.Operand(x), Capitals);

    [PyMethod("to_eng_string", "x, /", Doc = "Text in engineering notation.")]
    private string ToEngStringMethod(PyObject x) => DecimalText.ToText(PyDecimal.Operand(x), Capitals, engineering: true);

    private PyObject Integral(PyObject x, bool exact)
    {
        Signals status = Signals.None;
        DecimalNumber result = DecimalMath.ToIntegral(PyDecimal.Operand(x), Settings.Rounding, exact, Settings, ref status);
        return PyDecimal.Finished(result, this, status);
    }

    [PyMethod("to_integral_exact", "x, /", Doc = "Rounds to an integer, telling what was lost.")]
    private PyObject ToIntegralExactMethod(PyObject x) => Integral(x, true);

    [PyMethod("to_integral_value", "x, /", Doc = "Rounds to an integer.")]
    private PyObject ToIntegralValueMethod(PyObject x) => Integral(x, false);

    [PyMethod("to_integral", "x, /", Doc = "Rounds to an integer.")]
    private PyObject ToIntegralMethod(PyObject x) => Integral(x, false);

    [PyMethod("_apply", "x, /")]
    private PyObject ApplyMethod(PyObject x)
    {
        Signals status = Signals.None;
        return PyDecimal.Finished(DecimalMath.Finish(PyDecimal.Operand(x), Settings, ref status), this, status);
    }

    [PyMethod("create_decimal", "num=\"0\", /", Doc = "Makes a number, rounded to the context.")]
    private PyObject CreateDecimal(PyObject? num = null) => PyDecimal.Convert(num ?? PyInt.Zero, this, exact: false);

    [PyMethod("create_decimal_from_float", "f, /", Doc = "Makes a number of a float, rounded to the context.")]
    private PyObject CreateDecimalFromFloat(PyObject f)
    {
        if (f is not (PyFloat or PyInt))
        {
            throw Err.TypeError("argument must be int or float");
        }
        Signals status = Signals.None;
        return PyDecimal.Finished(DecimalMath.Finish(PyDecimal.FromNumber(f), Settings, ref status), this, status);
    }
}

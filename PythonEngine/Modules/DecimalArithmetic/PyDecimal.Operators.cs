namespace PythonEngine.Modules.DecimalArithmetic;

/// <summary>Operators, and methods that need no context or more than one operand of their own.</summary>
internal unsafe partial class PyDecimal
{
    private static PyObject Binary(PyObject a, PyObject b, delegate*<in DecimalNumber, in DecimalNumber, DecimalSettings, ref Signals, DecimalNumber> operation)
    {
        if (!TryOperand(a, out DecimalNumber x) || !TryOperand(b, out DecimalNumber y))
        {
            return PyNotImplemented.Instance;
        }
        PyDecimalContext c = PyDecimalContext.Current;
        Signals status = Signals.None;
        DecimalNumber result = operation(x, y, c.Settings, ref status);
        return Finished(result, c, status);
    }

    [PyMethod("__add__")]
    private static PyObject AddOperator(PyObject a, PyObject b) => Binary(a, b, &DecimalMath.Add);

    [PyMethod("__sub__")]
    private static PyObject SubtractOperator(PyObject a, PyObject b) => Binary(a, b, &DecimalMath.Subtract);

    [PyMethod("__mul__")]
    private static PyObject MultiplyOperator(PyObject a, PyObject b) => Binary(a, b, &DecimalMath.Multiply);

    [PyMethod("__truediv__")]
    private static PyObject DivideOperator(PyObject a, PyObject b) => Binary(a, b, &DecimalMath.Divide);

    [PyMethod("__floordiv__")]
    private static PyObject FloorDivideOperator(PyObject a, PyObject b) => Binary(a, b, &DecimalMath.DivideInteger);

    [PyMethod("__mod__")]
    private static PyObject RemainderOperator(PyObject a, PyObject b) => Binary(a, b, &DecimalMath.Remainder);

    [PyMethod("__divmod__")]
    private static PyObject DivModOperator(PyObject a, PyObject b)
    {
        if (!TryOperand(a, out DecimalNumber x) || !TryOperand(b, out DecimalNumber y))
        {
            return PyNotImplemented.Instance;
        }
        PyDecimalContext c = PyDecimalContext.Current;
        Signals status = Signals.None;
        DecimalMath.DivMod(x, y, c.Settings, ref status, out DecimalNumber quotient, out DecimalNumber remainder);
        c.Add(status);
        return PyTuple.Of(Make(quotient), Make(remainder));
    }

    [PyMethod("__pow__")]
    private static PyObject PowerOperator(PyObject a, PyObject b, PyObject modulus)
    {
        DecimalNumber m = default;
        if (!TryOperand(a, out DecimalNumber x) || !TryOperand(b, out DecimalNumber y) || (modulus is not PyNone && !TryOperand(modulus, out m)))
        {
            return PyNotImplemented.Instance;
        }
        return PowerOf(x, y, modulus is PyNone ? null : m, PyDecimalContext.Current);
    }

    internal static PyObject PowerOf(in DecimalNumber x, in DecimalNumber y, DecimalNumber? modulus, PyDecimalContext c)
    {
        Signals status = Signals.None;
        DecimalNumber result = modulus is { } m ? DecimalMath.PowerModulo(x, y, m, c.Settings, ref status) : DecimalMath.Power(x, y, c.Settings, ref status);
        return Finished(result, c, status);
    }

    [PyMethod("__neg__")]
    private PyObject MinusOperator() => Apply(null, &DecimalMath.Minus);

    [PyMethod("__pos__")]
    private PyObject PlusOperator() => Apply(null, &DecimalMath.Plus);

    [PyMethod("__abs__")]
    private PyObject AbsoluteOperator() => Apply(null, &DecimalMath.Absolute);

    [PyMethod("fma", "other, third, context=None", Doc = "self * other + third, rounded once.")]
    private PyObject Fused(PyObject other, PyObject third, PyObject? context = null)
    {
        PyDecimalContext c = PyDecimalContext.From(context);
        DecimalNumber b = Operand(other), d = Operand(third);
        Signals status = Signals.None;
        return Finished(DecimalMath.FusedMultiplyAdd(Value, b, d, c.Settings, ref status), c, status);
    }

    [PyMethod("quantize", "exp, rounding=None, context=None", Doc = "The number rounded to the exponent of another.")]
    private PyObject QuantizeMethod(PyObject exp, PyObject? rounding = null, PyObject? context = null)
    {
        PyDecimalContext c = PyDecimalContext.From(context);
        DecimalSettings settings = rounding is null or PyNone ? c.Settings : c.Settings.With(DecimalState.RoundingOf(rounding));
        DecimalNumber quantum = Operand(exp);
        Signals status = Signals.None;
        return Finished(DecimalMath.Quantize(Value, quantum, settings, ref status), c, status);
    }

    private PyObject Integral(PyObject? rounding, PyObject? context, bool exact)
    {
        PyDecimalContext c = PyDecimalContext.From(context);
        DecimalRounding mode = rounding is null or PyNone ? c.Settings.Rounding : DecimalState.RoundingOf(rounding);
        Signals status = Signals.None;
        return Finished(DecimalMath.ToIntegral(Value, mode, exact, c.Settings, ref status), c, status);
    }

    [PyMethod("to_integral_exact", "rounding=None, context=None", Doc = "Rounds to an integer, telling what was lost.")]
    private PyObject ToIntegralExact(PyObject? rounding = null, PyObject? context = null) => Integral(rounding, context, true);

    [PyMethod("to_integral_value", "rounding=None, context=None", Doc = "Rounds to an integer.")]
    private PyObject ToIntegralValue(PyObject? rounding = null, PyObject? context = null) => Integral(rounding, context, false);

    [PyMethod("to_integral", "rounding=None, context=None", Doc = "Rounds to an integer.")]
    private PyObject ToIntegral(PyObject? rounding = null, PyObject? context = null) => Integral(rounding, context, false);

    [PyMethod("compare_total", "other, context=None", Doc = "The total order of two numbers: -1, 0 or 1.")]
    private PyObject CompareTotal(PyObject other, PyObject? context = null)
    {
        _ = PyDecimalContext.From(context);
        return Make(DecimalMath.FromOrder(DecimalMath.TotalOrder(Value, Operand(other))));
    }

    [PyMethod("compare_total_mag", "other, context=None", Doc = "The total order of the magnitudes of two numbers.")]
    private PyObject CompareTotalMagnitude(PyObject other, PyObject? context = null)
    {
        _ = PyDecimalContext.From(context);
        return Make(DecimalMath.FromOrder(DecimalMath.TotalMagnitudeOrder(Value, Operand(other))));
    }

    [PyMethod("copy_sign", "other, context=None", Doc = "The number with the sign of another.")]
    private PyObject CopySign(PyObject other, PyObject? context = null)
    {
        _ = PyDecimalContext.From(context);
        return Make(Value.WithSign(Operand(other).Negative));
    }

    [PyMethod("same_quantum", "other, context=None", Doc = "Whether the exponents are the same.")]
    private bool SameQuantum(PyObject other, PyObject? context = null)
    {
        _ = PyDecimalContext.From(context);
        return DecimalMath.SameQuantum(Value, Operand(other));
    }

    [PyMethod("number_class", "context=None", Doc = "The class of the number as text.")]
    private string NumberClass(PyObject? context = null) => DecimalMath.NumberClass(Value, PyDecimalContext.From(context).Settings);

    [PyMethod("is_normal", "context=None")]
    private bool IsNormal(PyObject? context = null) => DecimalMath.IsNormal(Value, PyDecimalContext.From(context).Settings);

    [PyMethod("is_subnormal", "context=None")]
    private bool IsSubnormal(PyObject? context = null) => DecimalMath.IsSubnormal(Value, PyDecimalContext.From(context).Settings);

    [PyMethod("to_eng_string", "context=None", Doc = "Text in engineering notation.")]
    private string ToEngString(PyObject? context = null) => DecimalText.ToText(Value, PyDecimalContext.From(context).Capitals, engineering: true);

    [PyMethod("is_canonical", "")]
    private bool IsCanonical() => true;

    [PyMethod("is_finite", "")]
    private bool IsFinite() => Value.IsFinite;

    [PyMethod("is_infinite", "")]
    private bool IsInfinite() => Value.IsInfinite;

    [PyMethod("is_nan", "")]
    private bool IsNaN() => Value.IsNaN;

    [PyMethod("is_qnan", "")]
    private bool IsQuietNaN() => Value.IsQuietNaN;

    [PyMethod("is_snan", "")]
    private bool IsSignalingNaN() => Value.IsSignaling;

    [PyMethod("is_signed", "")]
    private bool IsSigned() => Value.Negative;

    [PyMethod("is_zero", "")]
    private bool IsZero() => Value.IsZero;

    [PyMethod("adjusted", "", Doc = "The exponent when there is one digit before the point; 0 for special values.")]
    private long Adjusted() => Value.IsSpecial ? 0 : Value.Adjusted;

    [PyMethod("canonical", "")]
    private PyObject Canonical() => this;

    [PyMethod("conjugate", "")]
    private PyObject Conjugate() => this;

    [PyMethod("radix", "")]
    private PyObject Radix() => Make(DecimalNumber.From(10));

    [PyMethod("copy_abs", "", Doc = "The magnitude, unrounded.")]
    private PyObject CopyAbs() => Make(Value.WithSign(false));

    [PyMethod("copy_negate", "", Doc = "The negative number, unrounded.")]
    private PyObject CopyNegate() => Make(Value.WithSign(!Value.Negative));
}

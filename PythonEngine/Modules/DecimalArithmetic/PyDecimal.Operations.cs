namespace PythonEngine.Modules.DecimalArithmetic;

/// <summary>Methods that take an optional context.</summary>
internal unsafe partial class PyDecimal
{
    private PyObject Apply(PyObject? context, delegate*<in DecimalNumber, DecimalSettings, ref Signals, DecimalNumber> operation)
    {
        PyDecimalContext c = PyDecimalContext.From(context);
        Signals status = Signals.None;
        DecimalNumber result = operation(Value, c.Settings, ref status);
        return Finished(result, c, status);
    }

    private PyObject Apply(PyObject other, PyObject? context, delegate*<in DecimalNumber, in DecimalNumber, DecimalSettings, ref Signals, DecimalNumber> operation)
    {
        PyDecimalContext c = PyDecimalContext.From(context);
        DecimalNumber value = Operand(other);
        Signals status = Signals.None;
        DecimalNumber result = operation(Value, value, c.Settings, ref status);
        return Finished(result, c, status);
    }

    [PyMethod("exp", "context=None", Doc = "e to the power of the number.")]
    private PyObject ExpMethod(PyObject? context = null) => Apply(context, &DecimalMath.Exp);

    [PyMethod("ln", "context=None", Doc = "The natural logarithm.")]
    private PyObject LnMethod(PyObject? context = null) => Apply(context, &DecimalMath.Ln);

    [PyMethod("log10", "context=None", Doc = "The logarithm to base 10.")]
    private PyObject Log10Method(PyObject? context = null) => Apply(context, &DecimalMath.Log10);

    [PyMethod("logb", "context=None", Doc = "The adjusted exponent as a number.")]
    private PyObject LogBMethod(PyObject? context = null) => Apply(context, &DecimalMath.LogB);

    [PyMethod("logical_invert", "context=None", Doc = "The digits inverted.")]
    private PyObject InvertMethod(PyObject? context = null) => Apply(context, &DecimalMath.Invert);

    [PyMethod("next_minus", "context=None", Doc = "The largest number that is smaller.")]
    private PyObject NextMinusMethod(PyObject? context = null) => Apply(context, &DecimalMath.NextMinus);

    [PyMethod("next_plus", "context=None", Doc = "The smallest number that is larger.")]
    private PyObject NextPlusMethod(PyObject? context = null) => Apply(context, &DecimalMath.NextPlus);

    [PyMethod("normalize", "context=None", Doc = "Without trailing zeros.")]
    private PyObject ReduceMethod(PyObject? context = null) => Apply(context, &DecimalMath.Reduce);

    [PyMethod("sqrt", "context=None", Doc = "The square root.")]
    private PyObject SquareRootMethod(PyObject? context = null) => Apply(context, &DecimalMath.SquareRoot);

    [PyMethod("compare", "other, context=None", Doc = "Compares two numbers: -1, 0, 1 or a NaN.")]
    private PyObject CompareMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.Compare);

    [PyMethod("compare_signal", "other, context=None", Doc = "Like compare(); all NaNs signal.")]
    private PyObject CompareSignalMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.CompareSignal);

    [PyMethod("logical_and", "other, context=None", Doc = "The digit-wise and.")]
    private PyObject LogicalAndMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.LogicalAnd);

    [PyMethod("logical_or", "other, context=None", Doc = "The digit-wise or.")]
    private PyObject LogicalOrMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.LogicalOr);

    [PyMethod("logical_xor", "other, context=None", Doc = "The digit-wise exclusive or.")]
    private PyObject LogicalXorMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.LogicalXor);

    [PyMethod("max", "other, context=None", Doc = "The larger number.")]
    private PyObject MaxMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.Max);

    [PyMethod("max_mag", "other, context=None", Doc = "The number of larger magnitude.")]
    private PyObject MaxMagnitudeMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.MaxMagnitude);

    [PyMethod("min", "other, context=None", Doc = "The smaller number.")]
    private PyObject MinMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.Min);

    [PyMethod("min_mag", "other, context=None", Doc = "The number of smaller magnitude.")]
    private PyObject MinMagnitudeMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.MinMagnitude);

    [PyMethod("next_toward", "other, context=None", Doc = "The next number in the direction of the other.")]
    private PyObject NextTowardMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.NextToward);

    [PyMethod("remainder_near", "other, context=None", Doc = "The remainder of the division rounded to the nearest integer.")]
    private PyObject RemainderNearMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.RemainderNear);

    [PyMethod("rotate", "other, context=None", Doc = "The digits rotated.")]
    private PyObject RotateMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.Rotate);

    [PyMethod("scaleb", "other, context=None", Doc = "The exponent changed by the other number.")]
    private PyObject ScaleBMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.ScaleB);

    [PyMethod("shift", "other, context=None", Doc = "The digits shifted.")]
    private PyObject ShiftMethod(PyObject other, PyObject? context = null) => Apply(other, context, &DecimalMath.Shift);
}

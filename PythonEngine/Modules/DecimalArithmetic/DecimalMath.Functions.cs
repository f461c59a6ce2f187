namespace PythonEngine.Modules.DecimalArithmetic;

/// <summary>sqrt, exp, ln, log10 and powers. All but powers are rounded correctly (half even), as libmpdec does in Python's contexts.</summary>
internal static partial class DecimalMath
{
    private const double BitsPerDigit = 3.3219280948873626;
    private const int FirstExtraDigits = 8;

    /// <summary>Bits for so many digits; refuses what no machine could compute.</summary>
    private static int Bits(long digits)
    {
        const long Most = 100_000_000;
        return digits <= Most ? (int)(digits * BitsPerDigit) + 16 : throw Err.MemoryError();
    }

    internal static DecimalNumber SquareRoot(in DecimalNumber a, DecimalSettings c, ref Signals status)
    {
        if (a.IsSpecial)
        {
            return TakeNaN(a, c, ref status, out DecimalNumber nan) ? nan : a.Negative ? Invalid(ref status) : a;
        }
        // Half the exponent, rounded down.
        long exponent = a.Exponent >> 1;
        if (a.Coefficient.IsZero)
        {
            return Finish(DecimalNumber.Finite(a.Negative, BigInteger.Zero, exponent), c, ref status);
        }
        if (a.Negative)
        {
            return Invalid(ref status);
        }
        bool odd = (a.Exponent & 1) != 0;
        BigInteger radicand = odd ? a.Coefficient * 10 : a.Coefficient;
        long rootDigits = (DecimalDigits.Count(radicand) + 1) / 2;
        if (c.Precision - rootDigits > LongDivision)
        {
            BigInteger whole = DecimalDigits.SquareRoot(radicand);
            if (whole * whole == radicand)
            {
                return Finish(DecimalNumber.Finite(false, whole, exponent), c.With(DecimalRounding.HalfEven), ref status);
            }
        }
        // One digit more than the result has, and whether anything follows.
        long shift = c.Precision + 1 - rootDigits;
        bool exact = true;
        if (shift >= 0)
        {
            radicand = DecimalDigits.ShiftLeft(radicand, 2 * shift);
        }
        else
        {
            radicand = DecimalDigits.ShiftRight(radicand, -2 * shift, out int rest);
            exact = rest == 0;
        }
        BigInteger root = DecimalDigits.SquareRoot(radicand);
        exact &= root * root == radicand;
        exponent -= shift;
        if (exact)
        {
            // An exact root has the ideal exponent, as far as the precision allows.
            root = shift >= 0 ? root / DecimalDigits.PowerOfTen(shift) : DecimalDigits.ShiftLeft(root, -shift);
            exponent += shift;
        }
        else if ((int)(root % 10) is 0 or 5)
        {
            root++;
        }
        return Finish(DecimalNumber.Finite(false, root, exponent), c.With(DecimalRounding.HalfEven), ref status);
    }

    /// <summary>
    /// Whether a coefficient that may be wrong by a few units of its last digit rounds to so many digits in one way only. An odd last digit is left, so that the
    /// result counts as inexact.
    /// </summary>
    private static bool Decides(ref BigInteger coefficient, long precision)
    {
        const int Doubt = 8;
        long tail = DecimalDigits.Count(coefficient) - precision;
        BigInteger rest = coefficient % DecimalDigits.PowerOfTen(tail);
        if (BigInteger.Abs(rest - (5 * DecimalDigits.PowerOfTen(tail - 1))) <= Doubt)
        {
            return false;
        }
        if (rest.IsZero)
        {
            coefficient++;
        }
        return true;
    }

    /// <summary>A fixed-point number as a decimal one of so many digits.</summary>
    private static DecimalNumber ToDecimal(BigInteger value, int bits, long digits)
    {
        bool negative = value.Sign < 0;
        BigInteger magnitude = BigInteger.Abs(value);
        long adjusted = (long)Math.Floor((magnitude.GetBitLength() - bits - 1) / BitsPerDigit);
        long exponent = adjusted - digits + 1;
        BigInteger coefficient = exponent <= 0 ? magnitude * DecimalDigits.PowerOfTen(-exponent) >> bits : (magnitude >> bits) / DecimalDigits.PowerOfTen(exponent);
        return DecimalNumber.Finite(negative, coefficient, exponent);
    }

    internal static DecimalNumber Exp(in DecimalNumber a, DecimalSettings c, ref Signals status)
    {
        if (a.IsSpecial)
        {
            return TakeNaN(a, c, ref status, out DecimalNumber nan) ? nan : a.Negative ? DecimalNumber.Zero : a;
        }
        if (a.Coefficient.IsZero)
        {
            return DecimalNumber.One;
        }
        const int CertainOverflow = 19;
        DecimalSettings work = c.With(DecimalRounding.HalfEven);
        long adjusted = a.Adjusted, precision = c.Precision;
        if (adjusted >= CertainOverflow)
        {
            return Finish(DecimalNumber.Finite(false, BigInteger.One, a.Negative ? c.Etiny - 2 : c.MaxExponentValue + 1), work, ref status);
        }
        if (adjusted < -precision - 1)
        {
            status |= Signals.Inexact | Signals.Rounded;
            return Finish(PaddedOne(false, precision - 1), work, ref status);
        }
        for (int extra = FirstExtraDigits; ; extra *= 2)
        {
            long digits = precision + extra;
            // The whole part may have 64 bits, and is multiplied by ln(10)'s error.
            int bits = Bits(digits) + 80;
            BigInteger x = a.Exponent >= 0 ? DecimalDigits.ShiftLeft(a.Coefficient, a.Exponent) << bits : (a.Coefficient << bits) / DecimalDigits.PowerOfTen(-a.Exponent);
            if (a.Negative)
            {
                x = -x;
            }
            BigInteger lnTen = FixedPoint.LnTen(bits);
            BigInteger tens = BigInteger.DivRem(x, lnTen, out BigInteger rest);
            if (rest.Sign < 0)
            {
                tens--;
                rest += lnTen;
            }
            BigInteger coefficient = FixedPoint.Exp(rest, bits) * DecimalDigits.PowerOfTen(digits - 1) >> bits;
            if (Decides(ref coefficient, precision))
            {
                return Finish(DecimalNumber.Finite(false, coefficient, (long)tens - digits + 1), work, ref status);
            }
        }
    }

    /// <summary>
    /// The logarithm as mantissa part and power: x = m * 10^e with m near 1, and the bits that ln(m) needs for so many digits of a sum.
    /// </summary>
    private static BigInteger Mantissa(in DecimalNumber a, long digits, out long power, out int bits)
    {
        long count = a.Digits;
        power = a.Adjusted;
        BigInteger coefficient = a.Coefficient;
        long scale = count - 1;
        // Above the root of 10 the next power is nearer.
        if (coefficient * coefficient > DecimalDigits.PowerOfTen((2 * scale) + 1))
        {
            scale++;
            power++;
        }
        bits = Bits(digits) + 80;
        if (power == 0)
        {
            BigInteger one = DecimalDigits.PowerOfTen(scale);
            // ln(1 + d) is about d, whose leading zeros are digits that the result does not have.
            bits += Bits(Math.Max(0, scale - DecimalDigits.Count(BigInteger.Abs(coefficient - one)) + 2));
        }
        return (coefficient << bits) / DecimalDigits.PowerOfTen(scale);
    }

    internal static DecimalNumber Ln(in DecimalNumber a, DecimalSettings c, ref Signals status)
    {
        if (TakeLogarithm(a, c, ref status, out DecimalNumber result))
        {
            return result;
        }
        if (Order(a, DecimalNumber.One) == 0)
        {
            return DecimalNumber.Zero;
        }
        for (int extra = FirstExtraDigits; ; extra *= 2)
        {
            BigInteger mantissa = Mantissa(a, c.Precision + extra, out long power, out int bits);
            BigInteger value = FixedPoint.Ln(mantissa, bits) + (power == 0 ? BigInteger.Zero : power * FixedPoint.LnTen(bits));
            DecimalNumber rounded = ToDecimal(value, bits, c.Precision + extra);
            BigInteger coefficient = rounded.Coefficient;
            if (Decides(ref coefficient, c.Precision))
            {
                return Finish(DecimalNumber.Finite(rounded.Negative, coefficient, rounded.Exponent), c.With(DecimalRounding.HalfEven), ref status);
            }
        }
    }

    internal static DecimalNumber Log10(in DecimalNumber a, DecimalSettings c, ref Signals status)
    {
        if (TakeLogarithm(a, c, ref status, out DecimalNumber result))
        {
            return result;
        }
        DecimalSettings work = c.With(DecimalRounding.HalfEven);
        if (DecimalDigits.StripZeros(a.Coefficient, long.MaxValue, out _).IsOne)
        {
            return Finish(DecimalNumber.From(a.Adjusted), work, ref status);
        }
        for (int extra = FirstExtraDigits; ; extra *= 2)
        {
            BigInteger mantissa = Mantissa(a, c.Precision + extra, out long power, out int bits);
            BigInteger value = ((FixedPoint.Ln(mantissa, bits) << bits) / FixedPoint.LnTen(bits)) + ((BigInteger)power << bits);
            DecimalNumber rounded = ToDecimal(value, bits, c.Precision + extra);
            BigInteger coefficient = rounded.Coefficient;
            if (Decides(ref coefficient, c.Precision))
            {
                return Finish(DecimalNumber.Finite(rounded.Negative, coefficient, rounded.Exponent), work, ref status);
            }
        }
    }

    private static bool TakeLogarithm(in DecimalNumber a, DecimalSettings c, ref Signals status, out DecimalNumber result)
    {
        if (a.IsSpecial)
        {
            result = TakeNaN(a, c, ref status, out DecimalNumber nan) ? nan : a.Negative ? Invalid(ref status) : a;
            return true;
        }
        if (a.Coefficient.IsZero)
        {
            result = DecimalNumber.Infinity(true);
            return true;
        }
        result = a.Negative ? Invalid(ref status) : default;
        return a.Negative;
    }

    // ---- powers ----

    internal static DecimalNumber Power(in DecimalNumber @base, in DecimalNumber exponent, DecimalSettings c, ref Signals status)
    {
        if (TakeNaN(@base, exponent, c, ref status, out DecimalNumber nan))
        {
            return nan;
        }
        bool integer = exponent.IsInteger;
        bool negative = @base.Negative && integer && exponent.IsOdd;
        if (@base.IsZero)
        {
            if (exponent.IsZero)
            {
                return Invalid(ref status);
            }
            return exponent.Negative ? DecimalNumber.Infinity(negative) : DecimalNumber.Finite(negative, BigInteger.Zero, 0);
        }
        if (@base.Negative && !integer)
        {
            return Invalid(ref status);
        }
        if (exponent.IsInfinite)
        {
            int order = MagnitudeOrder(@base, DecimalNumber.One);
            if (order == 0)
            {
                status |= Signals.Inexact | Signals.Rounded;
                return PaddedOne(false, c.Precision - 1);
            }
            return order > 0 == exponent.Negative ? DecimalNumber.Zero : DecimalNumber.Infinity(false);
        }
        if (@base.IsInfinite)
        {
            return exponent.IsZero ? DecimalNumber.One : exponent.Negative ? DecimalNumber.Finite(negative, BigInteger.Zero, 0) : DecimalNumber.Infinity(negative);
        }
        if (exponent.IsZero)
        {
            return DecimalNumber.One;
        }
        int magnitude = MagnitudeOrder(@base, DecimalNumber.One);
        if (magnitude == 0)
        {
            return PowerOfOne(@base, exponent, integer, negative, c, ref status);
        }
        if (OutOfBounds(@base, exponent, negative, c, ref status, out DecimalNumber extreme))
        {
            return extreme;
        }
        DecimalNumber result;
        if (integer)
        {
            result = IntegerPower(@base, exponent, negative, c, ref status);
        }
        else
        {
            result = RealPower(@base, exponent, c, ref status);
        }
        return Finish(result, c, ref status);
    }

    private static DecimalNumber PaddedOne(bool negative, long zeros) => DecimalNumber.Finite(negative, DecimalDigits.PowerOfTen(zeros), -zeros);

    private static DecimalNumber PowerOfOne(in DecimalNumber @base, in DecimalNumber exponent, bool integer, bool negative, DecimalSettings c, ref Signals status)
    {
        if (!integer)
        {
            status |= Signals.Inexact | Signals.Rounded;
            return PaddedOne(negative, c.Precision - 1);
        }
        if (exponent.Negative)
        {
            return DecimalNumber.Finite(negative, BigInteger.One, 0);
        }
        // 1.000 ** 3 is 1.000000000.
        BigInteger zeros = exponent.Adjusted > 30 && @base.Exponent != 0 ? c.Precision : Whole(exponent) * -@base.Exponent;
        if (zeros > c.Precision - 1)
        {
            zeros = c.Precision - 1;
            status |= Signals.Rounded;
        }
        return PaddedOne(negative, (long)zeros);
    }

    /// <summary>An integer's magnitude.</summary>
    private static BigInteger Whole(in DecimalNumber a) => a.Exponent >= 0
        ? DecimalDigits.ShiftLeft(a.Coefficient, a.Exponent) : a.Coefficient / DecimalDigits.PowerOfTen(-a.Exponent);

    private static long DigitsOf(long exponent) => DecimalDigits.Count(Math.Abs(exponent));

    /// <summary>A lower bound of the adjusted exponent of |ln(x)|, for a positive x.</summary>
    private static long LogarithmBound(in DecimalNumber x)
    {
        long adjusted = x.Adjusted;
        if (adjusted > 0)
        {
            return DigitsOf(adjusted) - 1;
        }
        if (adjusted < -1)
        {
            return DigitsOf(adjusted + 1) - 1;
        }
        Signals ignored = Signals.None;
        DecimalNumber difference = Subtract(x, DecimalNumber.One, DecimalSettings.Widest, ref ignored);
        long bound = difference.Adjusted;
        return !difference.Negative && bound == 0 ? -1 : bound;
    }

    /// <summary>Results that surely overflow or underflow, by the number of digits that their exponent would have.</summary>
    private static bool OutOfBounds(in DecimalNumber @base, in DecimalNumber exponent, bool negative, DecimalSettings c, ref Signals status, out DecimalNumber result)
    {
        DecimalNumber x = @base.WithSign(false);
        long digits = LogarithmBound(x) + exponent.Adjusted;
        bool grows = Order(x, DecimalNumber.One) > 0 != exponent.Negative;
        if (digits <= DigitsOf(grows ? c.MaxExponentValue : c.Etiny))
        {
            result = default;
            return false;
        }
        result = Finish(DecimalNumber.Finite(negative, BigInteger.One, grows ? c.MaxExponentValue + 1 : c.Etiny - 1), c, ref status);
        return true;
    }

    /// <summary>By squaring, with enough digits that the error stays below one unit; the same steps as libmpdec's, so that the same last digits come out.</summary>
    private static DecimalNumber IntegerPower(in DecimalNumber @base, in DecimalNumber exponent, bool negative, DecimalSettings c, ref Signals status)
    {
        DecimalSettings work = c.With(DecimalRounding.HalfEven);
        work.Precision += exponent.Digits + exponent.Exponent + 2;
        work.Clamp = false;
        DecimalNumber x = @base;
        if (exponent.Negative)
        {
            work.Precision++;
            Signals division = Signals.None;
            x = Divide(DecimalNumber.One, @base, work, ref division);
            status |= division;
            if ((division & Signals.Errors) != 0)
            {
                return x;
            }
        }
        BigInteger n = Whole(exponent);
        DecimalNumber result = x;
        Signals steps = Signals.None;
        for (long bit = n.GetBitLength() - 2; bit >= 0; bit--)
        {
            result = Multiply(result, result, work, ref steps);
            if (!((n >> (int)bit) & 1).IsZero)
            {
                result = Multiply(result, x, work, ref steps);
            }
            if (result.IsSpecial || (result.IsZero && (steps & Signals.Clamped) != 0))
            {
                break;
            }
        }
        status |= steps;
        // An infinity may be the largest number in the context's own rounding.
        return result.IsInfinite ? DecimalNumber.Finite(negative, BigInteger.One, DecimalSettings.MaxExponent * 2) : result.WithSign(negative);
    }

    private static DecimalNumber RealPower(in DecimalNumber @base, in DecimalNumber exponent, DecimalSettings c, ref Signals status)
    {
        const int GuardDigits = 23;
        // With all exponents: the context's own rounding decides about overflow.
        DecimalSettings work = DecimalSettings.Widest.With(DecimalRounding.HalfEven);
        work.Precision = Math.Max(@base.Digits, c.Precision) + GuardDigits;
        Signals silent = Signals.None;
        DecimalNumber log = Ln(@base, work, ref silent);
        DecimalNumber product = Multiply(log, exponent, work, ref silent);
        DecimalNumber result = Exp(product, work, ref status);
        status |= Signals.Inexact | Signals.Rounded;
        return result.IsFinite && Order(result, DecimalNumber.One) == 0 ? PaddedOne(false, c.Precision - 1) : result;
    }

    /// <summary>base ** exponent % modulus of integers, exact.</summary>
    internal static DecimalNumber PowerModulo(in DecimalNumber @base, in DecimalNumber exponent, in DecimalNumber modulus, DecimalSettings c, ref Signals status)
    {
        if (@base.IsSpecial || exponent.IsSpecial || modulus.IsSpecial)
        {
            if (@base.IsNaN || exponent.IsNaN || modulus.IsNaN)
            {
                DecimalNumber first = @base.IsSignaling ? @base : exponent.IsSignaling ? exponent : modulus.IsSignaling ? modulus : @base.IsNaN ? @base : exponent.IsNaN ? exponent : modulus;
                return Quiet(first, c, ref status);
            }
            return Invalid(ref status);
        }
        if (!@base.IsInteger || !exponent.IsInteger || !modulus.IsInteger || modulus.IsZero || exponent.Negative && !exponent.IsZero
            || modulus.Digits + modulus.Exponent > c.Precision || (@base.IsZero && exponent.IsZero))
        {
            return Invalid(ref status);
        }
        bool negative = @base.Negative && exponent.IsOdd;
        BigInteger m = Whole(modulus);
        BigInteger result = TenPowerModulo(@base, m);
        result = exponent.Exponent > 0
            ? BigInteger.ModPow(TensOfPower(result, exponent.Exponent, m), exponent.Coefficient, m) : BigInteger.ModPow(result, Whole(exponent), m);
        return Finish(DecimalNumber.Finite(negative, result, 0), c, ref status);
    }

    /// <summary>An integer modulo m, without writing out its zeros.</summary>
    private static BigInteger TenPowerModulo(in DecimalNumber a, BigInteger m) =>
        a.Exponent > 0 ? a.Coefficient % m * BigInteger.ModPow(10, a.Exponent, m) % m : Whole(a) % m;

    /// <summary>x to the power of 10^count.</summary>
    private static BigInteger TensOfPower(BigInteger x, long count, BigInteger m)
    {
        for (long i = 0; i < count; i++)
        {
            x = BigInteger.ModPow(x, 10, m);
            PyThread.Current.CheckSignals();
        }
        return x;
    }
}

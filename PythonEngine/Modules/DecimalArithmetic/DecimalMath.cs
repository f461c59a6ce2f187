namespace PythonEngine.Modules.DecimalArithmetic;

/// <summary>
/// The operations of the General Decimal Arithmetic Specification 1.70 (http://speleotrove.com/decimal/decarith.html). Each adds its conditions to a status;
/// what is not said there is as in libmpdec, which is under CPython's decimal module.
/// </summary>
internal static partial class DecimalMath
{
    // ---- rounding ----

    private static bool RoundsUp(DecimalRounding rounding, int rest, bool negative, BigInteger quotient)
    {
        if (rest == 0)
        {
            return false;
        }
        switch (rounding)
        {
            case DecimalRounding.Up:
                return true;
            case DecimalRounding.Down:
                return false;
            case DecimalRounding.Ceiling:
                return !negative;
            case DecimalRounding.Floor:
                return negative;
            case DecimalRounding.HalfUp:
                return rest >= 5;
            case DecimalRounding.HalfDown:
                return rest > 5;
            case DecimalRounding.HalfEven:
                return rest > 5 || (rest == 5 && !quotient.IsEven);
            default:
                int last = (int)(quotient % 10);
                return last is 0 or 5;
        }
    }

    /// <summary>Cuts digits off and rounds.</summary>
    private static BigInteger Round(BigInteger coefficient, long digits, bool negative, DecimalRounding rounding, out int rest)
    {
        BigInteger quotient = DecimalDigits.ShiftRight(coefficient, digits, out rest);
        return RoundsUp(rounding, rest, negative, quotient) ? quotient + 1 : quotient;
    }

    /// <summary>Brings a result into the precision and the exponents of a context.</summary>
    internal static DecimalNumber Finish(in DecimalNumber value, DecimalSettings c, ref Signals status)
    {
        if (value.IsSpecial)
        {
            return value.IsNaN ? FixPayload(value, c) : value;
        }
        BigInteger coefficient = value.Coefficient;
        long exponent = value.Exponent;
        long digits = value.Digits;
        if (coefficient.IsZero)
        {
            return FinishZero(value, c, ref status);
        }
        if (exponent + digits - 1 > c.MaxExponentValue)
        {
            return Overflowed(value.Negative, c, ref status);
        }
        bool subnormal = exponent + digits - 1 < c.MinExponent;
        if (subnormal)
        {
            status |= Signals.Subnormal;
        }
        if (c.Clamp && exponent > c.Etop)
        {
            status |= Signals.Clamped;
            return DecimalNumber.Finite(value.Negative, DecimalDigits.ShiftLeft(coefficient, exponent - c.Etop), c.Etop);
        }
        if (subnormal)
        {
            long etiny = c.Etiny;
            if (exponent >= etiny)
            {
                return value;
            }
            coefficient = Round(coefficient, etiny - exponent, value.Negative, c.Rounding, out int rest);
            status |= Signals.Rounded;
            if (rest != 0)
            {
                status |= Signals.Inexact | Signals.Underflow;
                if (coefficient.IsZero)
                {
                    status |= Signals.Clamped;
                }
            }
            return DecimalNumber.Finite(value.Negative, coefficient, etiny);
        }
        if (digits > c.Precision)
        {
            coefficient = Round(coefficient, digits - c.Precision, value.Negative, c.Rounding, out int rest);
            exponent += digits - c.Precision;
            status |= Signals.Rounded;
            if (rest != 0)
            {
                status |= Signals.Inexact;
            }
            if (DecimalDigits.Count(coefficient) > c.Precision)
            {
                // 9...9 became a power of ten.
                coefficient /= 10;
                exponent++;
                if (exponent + c.Precision - 1 > c.MaxExponentValue)
                {
                    return Overflowed(value.Negative, c, ref status);
                }
            }
            return DecimalNumber.Finite(value.Negative, coefficient, exponent);
        }
        return value;
    }

    private static DecimalNumber FinishZero(in DecimalNumber value, DecimalSettings c, ref Signals status)
    {
        long most = c.Clamp ? c.Etop : c.MaxExponentValue, least = c.Etiny;
        if (value.Exponent > most)
        {
            status |= Signals.Clamped;
            return DecimalNumber.Finite(value.Negative, BigInteger.Zero, most);
        }
        if (value.Exponent < least)
        {
            status |= Signals.Clamped;
            return DecimalNumber.Finite(value.Negative, BigInteger.Zero, least);
        }
        return value;
    }

    private static DecimalNumber Overflowed(bool negative, DecimalSettings c, ref Signals status)
    {
        status |= Signals.Overflow | Signals.Inexact | Signals.Rounded;
        bool infinite = c.Rounding switch
        {
            DecimalRounding.Down or DecimalRounding.ZeroFiveUp => false,
            DecimalRounding.Ceiling => !negative,
            DecimalRounding.Floor => negative,
            _ => true,
        };
        return infinite ? DecimalNumber.Infinity(negative) : Largest(negative, c);
    }

    private static DecimalNumber Largest(bool negative, DecimalSettings c) =>
        DecimalNumber.Finite(negative, DecimalDigits.PowerOfTen(c.Precision) - 1, c.Etop);

    private static DecimalNumber FixPayload(in DecimalNumber value, DecimalSettings c)
    {
        long room = c.Precision - (c.Clamp ? 1 : 0);
        if (value.Coefficient.IsZero || value.Digits <= room)
        {
            return value;
        }
        BigInteger payload = room == 0 ? BigInteger.Zero : value.Coefficient % DecimalDigits.PowerOfTen(room);
        return new DecimalNumber(value.Kind, value.Negative, payload, 0);
    }

    // ---- special values ----

    private static DecimalNumber Invalid(ref Signals status, Signals kind = Signals.InvalidOperation)
    {
        status |= kind;
        return DecimalNumber.NaN;
    }

    private static DecimalNumber Quiet(in DecimalNumber nan, DecimalSettings c, ref Signals status)
    {
        if (nan.IsSignaling)
        {
            status |= Signals.InvalidOperation;
        }
        return FixPayload(new DecimalNumber(DecimalKind.QuietNaN, nan.Negative, nan.Coefficient, 0), c);
    }

    /// <summary>True when an operand is a NaN, which then is the result.</summary>
    private static bool TakeNaN(in DecimalNumber a, DecimalSettings c, ref Signals status, out DecimalNumber result)
    {
        result = a.IsNaN ? Quiet(a, c, ref status) : default;
        return a.IsNaN;
    }

    private static bool TakeNaN(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status, out DecimalNumber result)
    {
        if (!a.IsNaN && !b.IsNaN)
        {
            result = default;
            return false;
        }
        result = Quiet(a.IsSignaling || (a.IsNaN && !b.IsSignaling) ? a : b, c, ref status);
        return true;
    }

    // ---- addition and multiplication ----

    internal static DecimalNumber Add(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status) => Add(a, b, b.Negative, c, ref status);

    internal static DecimalNumber Subtract(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status) => Add(a, b, !b.Negative, c, ref status);

    private static DecimalNumber Add(in DecimalNumber a, in DecimalNumber b, bool negativeB, DecimalSettings c, ref Signals status)
    {
        if (a.IsSpecial || b.IsSpecial)
        {
            if (TakeNaN(a, b, c, ref status, out DecimalNumber nan))
            {
                return nan;
            }
            if (a.IsInfinite)
            {
                return !b.IsInfinite || a.Negative == negativeB ? a : Invalid(ref status);
            }
            return DecimalNumber.Infinity(negativeB);
        }
        DecimalNumber other = b.WithSign(negativeB);
        if (a.Exponent == b.Exponent)
        {
            return Finish(Sum(a, a.Coefficient, other, other.Coefficient, a.Exponent, c), c, ref status);
        }
        return a.Exponent > b.Exponent ? AddAligned(a, other, c, ref status) : AddAligned(other, a, c, ref status);
    }

    /// <summary>With the larger exponent first.</summary>
    private static DecimalNumber AddAligned(in DecimalNumber big, in DecimalNumber small, DecimalSettings c, ref Signals status)
    {
        BigInteger smallCoefficient = small.Coefficient;
        long exponent = small.Exponent;
        if (!big.Coefficient.IsZero)
        {
            // A number far below the last digit counts by its presence only.
            long digits = big.Digits;
            long least = big.Exponent - 1 + (digits > c.Precision ? 0 : digits - c.Precision - 1);
            if (small.Adjusted < least)
            {
                smallCoefficient = smallCoefficient.IsZero ? BigInteger.Zero : BigInteger.One;
                exponent = least;
            }
        }
        BigInteger bigCoefficient = DecimalDigits.ShiftLeft(big.Coefficient, big.Exponent - exponent);
        return Finish(Sum(big, bigCoefficient, small, smallCoefficient, exponent, c), c, ref status);
    }

    private static DecimalNumber Sum(in DecimalNumber a, BigInteger x, in DecimalNumber b, BigInteger y, long exponent, DecimalSettings c)
    {
        if (a.Negative == b.Negative)
        {
            return DecimalNumber.Finite(a.Negative, x + y, exponent);
        }
        int order = x.CompareTo(y);
        if (order == 0)
        {
            return DecimalNumber.Finite(c.Rounding == DecimalRounding.Floor, BigInteger.Zero, exponent);
        }
        return order > 0 ? DecimalNumber.Finite(a.Negative, x - y, exponent) : DecimalNumber.Finite(b.Negative, y - x, exponent);
    }

    internal static DecimalNumber Multiply(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status) =>
        Finish(Product(a, b, c, ref status), c, ref status);

    private static DecimalNumber Product(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status)
    {
        bool negative = a.Negative != b.Negative;
        if (a.IsSpecial || b.IsSpecial)
        {
            if (TakeNaN(a, b, c, ref status, out DecimalNumber nan))
            {
                return nan;
            }
            return a.IsZero || b.IsZero ? Invalid(ref status) : DecimalNumber.Infinity(negative);
        }
        return DecimalNumber.Finite(negative, a.Coefficient * b.Coefficient, a.Exponent + b.Exponent);
    }

    /// <summary>a * b + third, rounded once.</summary>
    internal static DecimalNumber FusedMultiplyAdd(in DecimalNumber a, in DecimalNumber b, in DecimalNumber third, DecimalSettings c, ref Signals status)
    {
        Signals work = Signals.None;
        DecimalNumber product = Product(a, b, c, ref work);
        if ((work & Signals.InvalidOperation) == 0)
        {
            product = Add(product, third, c, ref work);
        }
        status |= work;
        return product;
    }

    internal static DecimalNumber Plus(in DecimalNumber a, DecimalSettings c, ref Signals status)
    {
        if (TakeNaN(a, c, ref status, out DecimalNumber nan))
        {
            return nan;
        }
        // The sign of a zero is that of a sum with 0.
        bool negative = a.IsZero ? a.Negative && c.Rounding == DecimalRounding.Floor : a.Negative;
        return Finish(a.WithSign(negative), c, ref status);
    }

    internal static DecimalNumber Minus(in DecimalNumber a, DecimalSettings c, ref Signals status)
    {
        if (TakeNaN(a, c, ref status, out DecimalNumber nan))
        {
            return nan;
        }
        bool negative = a.IsZero ? !a.Negative && c.Rounding == DecimalRounding.Floor : !a.Negative;
        return Finish(a.WithSign(negative), c, ref status);
    }

    internal static DecimalNumber Absolute(in DecimalNumber a, DecimalSettings c, ref Signals status) => a.Negative ? Minus(a, c, ref status) : Plus(a, c, ref status);

    // ---- division ----

    internal static DecimalNumber Divide(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status)
    {
        bool negative = a.Negative != b.Negative;
        if (a.IsSpecial || b.IsSpecial)
        {
            if (TakeNaN(a, b, c, ref status, out DecimalNumber nan))
            {
                return nan;
            }
            if (a.IsInfinite)
            {
                return b.IsInfinite ? Invalid(ref status) : DecimalNumber.Infinity(negative);
            }
            status |= Signals.Clamped;
            return DecimalNumber.Finite(negative, BigInteger.Zero, c.Etiny);
        }
        if (b.Coefficient.IsZero)
        {
            if (a.Coefficient.IsZero)
            {
                return Invalid(ref status, Signals.DivisionUndefined);
            }
            status |= Signals.DivisionByZero;
            return DecimalNumber.Infinity(negative);
        }
        long ideal = a.Exponent - b.Exponent;
        if (a.Coefficient.IsZero)
        {
            return Finish(DecimalNumber.Finite(negative, BigInteger.Zero, ideal), c, ref status);
        }
        long shift = b.Digits - a.Digits + c.Precision + 1;
        if (shift > LongDivision && TryDivideExactly(a.Coefficient, b.Coefficient, out BigInteger exact, out long places) && DecimalDigits.Count(exact) <= c.Precision)
        {
            return Finish(DecimalNumber.Finite(negative, exact, ideal - places), c, ref status);
        }
        BigInteger dividend = a.Coefficient, divisor = b.Coefficient;
        if (shift > 0)
        {
            dividend = DecimalDigits.ShiftLeft(dividend, shift);
        }
        else
        {
            divisor = DecimalDigits.ShiftLeft(divisor, -shift);
        }
        long exponent = ideal - shift;
        BigInteger quotient = BigInteger.DivRem(dividend, divisor, out BigInteger remainder);
        if (!remainder.IsZero)
        {
            // The digit that is cut off must not look like exactly nothing or a half.
            if ((int)(quotient % 10) is 0 or 5)
            {
                quotient++;
            }
        }
        else if (exponent < ideal)
        {
            quotient = DecimalDigits.StripZeros(quotient, ideal - exponent, out long stripped);
            exponent += stripped;
        }
        return Finish(DecimalNumber.Finite(negative, quotient, exponent), c, ref status);
    }

    /// <summary>From so many digits on it pays to look first whether a quotient ends early.</summary>
    private const long LongDivision = 1000;

    /// <summary>The quotient as an integer with so many decimal places; false when it has no end.</summary>
    private static bool TryDivideExactly(BigInteger dividend, BigInteger divisor, out BigInteger quotient, out long places)
    {
        BigInteger common = BigInteger.GreatestCommonDivisor(dividend, divisor);
        BigInteger rest = divisor / common;
        long twos = 0, fives = 0;
        while (rest.IsEven)
        {
            rest >>= 1;
            twos++;
        }
        while (!rest.IsOne)
        {
            BigInteger fifth = BigInteger.DivRem(rest, 5, out BigInteger remainder);
            if (!remainder.IsZero)
            {
                quotient = default;
                places = 0;
                return false;
            }
            rest = fifth;
            fives++;
        }
        places = Math.Max(twos, fives);
        quotient = dividend * DecimalDigits.PowerOfTen(places) / divisor;
        return true;
    }

    /// <summary>Quotient and remainder of finite operands; false when the quotient has too many digits.</summary>
    private static bool IntegerDivide(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, out DecimalNumber quotient, out DecimalNumber remainder)
    {
        bool negative = a.Negative != b.Negative;
        long ideal = Math.Min(a.Exponent, b.Exponent);
        if (a.Coefficient.IsZero || a.Adjusted < b.Adjusted)
        {
            quotient = DecimalNumber.Finite(negative, BigInteger.Zero, 0);
            remainder = DecimalNumber.Finite(a.Negative, DecimalDigits.ShiftLeft(a.Coefficient, a.Exponent - ideal), ideal);
            return true;
        }
        quotient = remainder = DecimalNumber.NaN;
        if (a.Adjusted - b.Adjusted > c.Precision)
        {
            return false;
        }
        BigInteger whole = BigInteger.DivRem(DecimalDigits.ShiftLeft(a.Coefficient, a.Exponent - ideal), DecimalDigits.ShiftLeft(b.Coefficient, b.Exponent - ideal),
            out BigInteger rest);
        if (DecimalDigits.Count(whole) > c.Precision)
        {
            return false;
        }
        quotient = DecimalNumber.Finite(negative, whole, 0);
        remainder = DecimalNumber.Finite(a.Negative, rest, ideal);
        return true;
    }

    internal static DecimalNumber DivideInteger(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status)
    {
        bool negative = a.Negative != b.Negative;
        if (a.IsSpecial || b.IsSpecial)
        {
            if (TakeNaN(a, b, c, ref status, out DecimalNumber nan))
            {
                return nan;
            }
            if (a.IsInfinite)
            {
                return b.IsInfinite ? Invalid(ref status) : DecimalNumber.Infinity(negative);
            }
            return DecimalNumber.Finite(negative, BigInteger.Zero, 0);
        }
        if (b.Coefficient.IsZero)
        {
            if (a.Coefficient.IsZero)
            {
                return Invalid(ref status, Signals.DivisionUndefined);
            }
            status |= Signals.DivisionByZero;
            return DecimalNumber.Infinity(negative);
        }
        return IntegerDivide(a, b, c, out DecimalNumber quotient, out _) ? Finish(quotient, c, ref status) : Invalid(ref status, Signals.DivisionImpossible);
    }

    internal static DecimalNumber Remainder(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status)
    {
        if (a.IsSpecial || b.IsSpecial)
        {
            if (TakeNaN(a, b, c, ref status, out DecimalNumber nan))
            {
                return nan;
            }
            return a.IsInfinite ? Invalid(ref status) : Finish(a, c, ref status);
        }
        if (b.Coefficient.IsZero)
        {
            return Invalid(ref status, a.Coefficient.IsZero ? Signals.DivisionUndefined : Signals.InvalidOperation);
        }
        return IntegerDivide(a, b, c, out _, out DecimalNumber remainder) ? Finish(remainder, c, ref status) : Invalid(ref status, Signals.DivisionImpossible);
    }

    internal static void DivMod(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status, out DecimalNumber quotient, out DecimalNumber remainder)
    {
        bool negative = a.Negative != b.Negative;
        if (a.IsSpecial || b.IsSpecial)
        {
            if (TakeNaN(a, b, c, ref status, out DecimalNumber nan))
            {
                quotient = remainder = nan;
            }
            else if (a.IsInfinite)
            {
                quotient = b.IsInfinite ? DecimalNumber.NaN : DecimalNumber.Infinity(negative);
                remainder = Invalid(ref status);
            }
            else
            {
                quotient = DecimalNumber.Finite(negative, BigInteger.Zero, 0);
                remainder = Finish(a, c, ref status);
            }
            return;
        }
        if (b.Coefficient.IsZero)
        {
            if (a.Coefficient.IsZero)
            {
                quotient = remainder = Invalid(ref status, Signals.DivisionUndefined);
            }
            else
            {
                quotient = DecimalNumber.Infinity(negative);
                remainder = Invalid(ref status, Signals.DivisionByZero | Signals.InvalidOperation);
            }
            return;
        }
        if (!IntegerDivide(a, b, c, out quotient, out remainder))
        {
            quotient = remainder = Invalid(ref status, Signals.DivisionImpossible);
            return;
        }
        quotient = Finish(quotient, c, ref status);
        remainder = Finish(remainder, c, ref status);
    }

    /// <summary>The remainder of the quotient rounded to the nearest even integer.</summary>
    internal static DecimalNumber RemainderNear(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status)
    {
        if (a.IsSpecial || b.IsSpecial)
        {
            if (TakeNaN(a, b, c, ref status, out DecimalNumber nan))
            {
                return nan;
            }
            return a.IsInfinite ? Invalid(ref status) : Finish(a, c, ref status);
        }
        if (b.Coefficient.IsZero)
        {
            return Invalid(ref status, a.Coefficient.IsZero ? Signals.DivisionUndefined : Signals.InvalidOperation);
        }
        long ideal = Math.Min(a.Exponent, b.Exponent);
        if (a.Coefficient.IsZero)
        {
            return Finish(DecimalNumber.Finite(a.Negative, BigInteger.Zero, ideal), c, ref status);
        }
        long difference = a.Adjusted - b.Adjusted;
        if (difference < -1)
        {
            return Finish(DecimalNumber.Finite(a.Negative, DecimalDigits.ShiftLeft(a.Coefficient, a.Exponent - ideal), ideal), c, ref status);
        }
        if (difference > c.Precision)
        {
            return Invalid(ref status, Signals.DivisionImpossible);
        }
        BigInteger divisor = DecimalDigits.ShiftLeft(b.Coefficient, b.Exponent - ideal);
        BigInteger whole = BigInteger.DivRem(DecimalDigits.ShiftLeft(a.Coefficient, a.Exponent - ideal), divisor, out BigInteger rest);
        int half = (2 * rest).CompareTo(divisor);
        if (half > 0 || (half == 0 && !whole.IsEven))
        {
            rest -= divisor;
            whole++;
        }
        if (DecimalDigits.Count(whole) > c.Precision)
        {
            return Invalid(ref status, Signals.DivisionImpossible);
        }
        return Finish(DecimalNumber.Finite(a.Negative != rest.Sign < 0, BigInteger.Abs(rest), ideal), c, ref status);
    }
}

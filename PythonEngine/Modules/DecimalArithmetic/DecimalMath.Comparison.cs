namespace PythonEngine.Modules.DecimalArithmetic;

internal static partial class DecimalMath
{
    /// <summary>The order of two numbers that are no NaN.</summary>
    internal static int Order(in DecimalNumber a, in DecimalNumber b)
    {
        if (a.IsZero && b.IsZero)
        {
            return 0;
        }
        int signA = a.IsZero ? 0 : a.Negative ? -1 : 1, signB = b.IsZero ? 0 : b.Negative ? -1 : 1;
        if (signA != signB)
        {
            return signA < signB ? -1 : 1;
        }
        int magnitude = MagnitudeOrder(a, b);
        return a.Negative ? -magnitude : magnitude;
    }

    private static int MagnitudeOrder(in DecimalNumber a, in DecimalNumber b)
    {
        if (a.IsInfinite || b.IsInfinite)
        {
            return a.IsInfinite.CompareTo(b.IsInfinite);
        }
        if (a.Coefficient.IsZero || b.Coefficient.IsZero)
        {
            return (!a.Coefficient.IsZero).CompareTo(!b.Coefficient.IsZero);
        }
        if (a.Exponent == b.Exponent)
        {
            return a.Coefficient.CompareTo(b.Coefficient);
        }
        long adjustedA = a.Adjusted, adjustedB = b.Adjusted;
        if (adjustedA != adjustedB)
        {
            return adjustedA < adjustedB ? -1 : 1;
        }
        long least = Math.Min(a.Exponent, b.Exponent);
        return DecimalDigits.ShiftLeft(a.Coefficient, a.Exponent - least).CompareTo(DecimalDigits.ShiftLeft(b.Coefficient, b.Exponent - least));
    }

    internal static DecimalNumber FromOrder(int order) => DecimalNumber.From(Math.Sign(order));

    internal static DecimalNumber Compare(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status) =>
        TakeNaN(a, b, c, ref status, out DecimalNumber nan) ? nan : FromOrder(Order(a, b));

    /// <summary>All NaNs signal.</summary>
    internal static DecimalNumber CompareSignal(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status)
    {
        if (TakeNaN(a, b, c, ref status, out DecimalNumber nan))
        {
            status |= Signals.InvalidOperation;
            return nan;
        }
        return FromOrder(Order(a, b));
    }

    /// <summary>The total order: -NaN, -sNaN, numbers with different exponents told apart, sNaN, NaN.</summary>
    internal static int TotalOrder(in DecimalNumber a, in DecimalNumber b)
    {
        if (a.Negative != b.Negative)
        {
            return a.Negative ? -1 : 1;
        }
        int order = TotalMagnitudeOrder(a, b);
        return a.Negative ? -order : order;
    }

    internal static int TotalMagnitudeOrder(in DecimalNumber a, in DecimalNumber b)
    {
        if (a.IsNaN || b.IsNaN)
        {
            int rankA = Rank(a), rankB = Rank(b);
            return rankA != rankB ? rankA.CompareTo(rankB) : a.Coefficient.CompareTo(b.Coefficient);
        }
        int order = MagnitudeOrder(a, b);
        return order != 0 || a.IsInfinite ? order : a.Exponent.CompareTo(b.Exponent);
    }

    private static int Rank(in DecimalNumber a) => a.Kind switch { DecimalKind.SignalingNaN => 1, DecimalKind.QuietNaN => 2, _ => 0 };

    /// <summary>The order of equal numbers by sign and exponent.</summary>
    private static int OrderOfEquals(in DecimalNumber a, in DecimalNumber b)
    {
        if (a.Negative != b.Negative)
        {
            return a.Negative ? -1 : 1;
        }
        int order = a.Exponent.CompareTo(b.Exponent);
        return a.Negative ? -order : order;
    }

    private static DecimalNumber Choose(in DecimalNumber a, in DecimalNumber b, bool largest, bool magnitude, DecimalSettings c, ref Signals status)
    {
        if (a.IsQuietNaN && !b.IsNaN)
        {
            return Finish(b, c, ref status);
        }
        if (b.IsQuietNaN && !a.IsNaN)
        {
            return Finish(a, c, ref status);
        }
        if (TakeNaN(a, b, c, ref status, out DecimalNumber nan))
        {
            return nan;
        }
        int order = magnitude ? MagnitudeOrder(a, b) : Order(a, b);
        if (order == 0)
        {
            order = OrderOfEquals(a, b);
        }
        return Finish(order < 0 == largest ? b : a, c, ref status);
    }

    internal static DecimalNumber Max(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status) => Choose(a, b, true, false, c, ref status);

    internal static DecimalNumber Min(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status) => Choose(a, b, false, false, c, ref status);

    internal static DecimalNumber MaxMagnitude(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status) => Choose(a, b, true, true, c, ref status);

    internal static DecimalNumber MinMagnitude(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status) => Choose(a, b, false, true, c, ref status);

    internal static bool SameQuantum(in DecimalNumber a, in DecimalNumber b) => a.IsSpecial || b.IsSpecial
        ? (a.IsNaN && b.IsNaN) || (a.IsInfinite && b.IsInfinite) : a.Exponent == b.Exponent;

    internal static string NumberClass(in DecimalNumber a, DecimalSettings c) => a.Kind switch
    {
        DecimalKind.QuietNaN => "NaN",
        DecimalKind.SignalingNaN => "sNaN",
        DecimalKind.Infinity => a.Negative ? "-Infinity" : "+Infinity",
        _ when a.IsZero => a.Negative ? "-Zero" : "+Zero",
        _ when IsSubnormal(a, c) => a.Negative ? "-Subnormal" : "+Subnormal",
        _ => a.Negative ? "-Normal" : "+Normal",
    };

    internal static bool IsSubnormal(in DecimalNumber a, DecimalSettings c) => a.IsFinite && !a.IsZero && a.Adjusted < c.MinExponent;

    internal static bool IsNormal(in DecimalNumber a, DecimalSettings c) => a.IsFinite && !a.IsZero && a.Adjusted >= c.MinExponent;

    // ---- exponents ----

    internal static DecimalNumber Quantize(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status)
    {
        if (a.IsSpecial || b.IsSpecial)
        {
            if (TakeNaN(a, b, c, ref status, out DecimalNumber nan))
            {
                return nan;
            }
            return a.IsInfinite && b.IsInfinite ? a : Invalid(ref status);
        }
        if (b.Exponent > c.MaxExponentValue || b.Exponent < c.Etiny)
        {
            return Invalid(ref status);
        }
        if (a.Coefficient.IsZero)
        {
            return Finish(DecimalNumber.Finite(a.Negative, BigInteger.Zero, b.Exponent), c, ref status);
        }
        long shift = a.Exponent - b.Exponent;
        if (a.Digits + shift > c.Precision)
        {
            return Invalid(ref status);
        }
        Signals work = Signals.None;
        BigInteger coefficient;
        if (shift >= 0)
        {
            coefficient = DecimalDigits.ShiftLeft(a.Coefficient, shift);
        }
        else
        {
            coefficient = Round(a.Coefficient, -shift, a.Negative, c.Rounding, out int rest);
            work |= Signals.Rounded;
            if (rest != 0)
            {
                work |= Signals.Inexact;
            }
        }
        DecimalNumber result = DecimalNumber.Finite(a.Negative, coefficient, b.Exponent);
        if (result.Digits > c.Precision || result.Adjusted > c.MaxExponentValue)
        {
            return Invalid(ref status);
        }
        status |= work;
        return Finish(result, c, ref status);
    }

    /// <summary>An integer; the exact form tells Rounded and Inexact.</summary>
    internal static DecimalNumber ToIntegral(in DecimalNumber a, DecimalRounding rounding, bool exact, DecimalSettings c, ref Signals status)
    {
        if (a.IsSpecial)
        {
            return TakeNaN(a, c, ref status, out DecimalNumber nan) ? nan : a;
        }
        if (a.Exponent >= 0)
        {
            return a;
        }
        if (a.Coefficient.IsZero)
        {
            return DecimalNumber.Finite(a.Negative, BigInteger.Zero, 0);
        }
        BigInteger coefficient = Round(a.Coefficient, -a.Exponent, a.Negative, rounding, out int rest);
        if (exact)
        {
            status |= Signals.Rounded | (rest != 0 ? Signals.Inexact : Signals.None);
        }
        return DecimalNumber.Finite(a.Negative, coefficient, 0);
    }

    /// <summary>Without trailing zeros.</summary>
    internal static DecimalNumber Reduce(in DecimalNumber a, DecimalSettings c, ref Signals status)
    {
        if (a.IsSpecial)
        {
            return TakeNaN(a, c, ref status, out DecimalNumber nan) ? nan : a;
        }
        DecimalNumber result = Finish(a, c, ref status);
        if (result.IsSpecial)
        {
            return result;
        }
        if (result.IsZero)
        {
            return DecimalNumber.Finite(result.Negative, BigInteger.Zero, 0);
        }
        long most = c.Clamp ? c.Etop : c.MaxExponentValue;
        BigInteger coefficient = DecimalDigits.StripZeros(result.Coefficient, most - result.Exponent, out long stripped);
        return DecimalNumber.Finite(result.Negative, coefficient, result.Exponent + stripped);
    }

    internal static DecimalNumber LogB(in DecimalNumber a, DecimalSettings c, ref Signals status)
    {
        if (TakeNaN(a, c, ref status, out DecimalNumber nan))
        {
            return nan;
        }
        if (a.IsInfinite)
        {
            return DecimalNumber.Infinity(false);
        }
        if (a.IsZero)
        {
            status |= Signals.DivisionByZero;
            return DecimalNumber.Infinity(true);
        }
        return Finish(DecimalNumber.From(a.Adjusted), c, ref status);
    }

    internal static DecimalNumber ScaleB(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status)
    {
        if (TakeNaN(a, b, c, ref status, out DecimalNumber nan))
        {
            return nan;
        }
        BigInteger most = 2 * ((BigInteger)c.MaxExponentValue + c.Precision);
        if (b.IsInfinite || b.Exponent != 0 || b.Coefficient > most)
        {
            return Invalid(ref status);
        }
        if (a.IsInfinite)
        {
            return a;
        }
        long by = (long)b.Coefficient;
        return Finish(DecimalNumber.Finite(a.Negative, a.Coefficient, a.Exponent + (b.Negative ? -by : by)), c, ref status);
    }

    // ---- neighbours ----

    private static DecimalNumber Next(in DecimalNumber a, bool up, DecimalSettings c, ref Signals status)
    {
        if (TakeNaN(a, c, ref status, out DecimalNumber nan))
        {
            return nan;
        }
        if (a.IsInfinite)
        {
            return a.Negative == up ? Largest(a.Negative, c) : a;
        }
        DecimalSettings work = c.With(up ? DecimalRounding.Ceiling : DecimalRounding.Floor);
        Signals silent = Signals.None;
        DecimalNumber rounded = Finish(a, work, ref silent);
        if ((silent & Signals.Inexact) != 0)
        {
            return rounded;
        }
        DecimalNumber tiny = DecimalNumber.Finite(!up, BigInteger.One, c.Etiny - 1);
        return Add(a, tiny, work, ref silent);
    }

    internal static DecimalNumber NextPlus(in DecimalNumber a, DecimalSettings c, ref Signals status) => Next(a, true, c, ref status);

    internal static DecimalNumber NextMinus(in DecimalNumber a, DecimalSettings c, ref Signals status) => Next(a, false, c, ref status);

    internal static DecimalNumber NextToward(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status)
    {
        if (TakeNaN(a, b, c, ref status, out DecimalNumber nan))
        {
            return nan;
        }
        int order = Order(a, b);
        if (order == 0)
        {
            return a.WithSign(b.Negative);
        }
        DecimalNumber result = Next(a, order < 0, c, ref status);
        if (result.IsInfinite)
        {
            status |= Signals.Overflow | Signals.Rounded | Signals.Inexact;
        }
        else if (result.Adjusted < c.MinExponent)
        {
            status |= Signals.Underflow | Signals.Subnormal | Signals.Rounded | Signals.Inexact;
            if (result.IsZero)
            {
                status |= Signals.Clamped;
            }
        }
        return result;
    }

    // ---- digits ----

    private static BigInteger CapDigits(BigInteger coefficient, long digits) =>
        DecimalDigits.Count(coefficient) <= digits ? coefficient : coefficient % DecimalDigits.PowerOfTen(digits);

    private static bool TakeCount(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status, out long count, out DecimalNumber result)
    {
        count = 0;
        if (TakeNaN(a, b, c, ref status, out result))
        {
            return false;
        }
        if (b.IsInfinite || b.Exponent != 0 || b.Coefficient > c.Precision)
        {
            result = Invalid(ref status);
            return false;
        }
        count = b.Negative ? -(long)b.Coefficient : (long)b.Coefficient;
        result = a;
        return !a.IsInfinite;
    }

    internal static DecimalNumber Shift(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status)
    {
        if (!TakeCount(a, b, c, ref status, out long count, out DecimalNumber result))
        {
            return result;
        }
        BigInteger coefficient = CapDigits(a.Coefficient, c.Precision);
        coefficient = count >= 0 ? CapDigits(DecimalDigits.ShiftLeft(coefficient, count), c.Precision) : DecimalDigits.ShiftRight(coefficient, -count, out _);
        return DecimalNumber.Finite(a.Negative, coefficient, a.Exponent);
    }

    internal static DecimalNumber Rotate(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status)
    {
        if (!TakeCount(a, b, c, ref status, out long count, out DecimalNumber result))
        {
            return result;
        }
        if (count < 0)
        {
            count += c.Precision;
        }
        BigInteger coefficient = CapDigits(a.Coefficient, c.Precision);
        BigInteger high = DecimalDigits.ShiftRight(coefficient, c.Precision - count, out _);
        if (count == c.Precision)
        {
            return DecimalNumber.Finite(a.Negative, coefficient, a.Exponent);
        }
        return DecimalNumber.Finite(a.Negative, CapDigits(DecimalDigits.ShiftLeft(coefficient, count), c.Precision) + high, a.Exponent);
    }

    /// <summary>The digits of a logical operand, lowest first; null when it is none.</summary>
    private static string? LogicalDigits(in DecimalNumber a)
    {
        if (!a.IsFinite || a.Negative || a.Exponent != 0)
        {
            return null;
        }
        string digits = a.Coefficient.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return digits.AsSpan().ContainsAnyExcept('0', '1') ? null : digits;
    }

    /// <param name="table">Results for 00, 01, 10 and 11.</param>
    private static DecimalNumber Logical(in DecimalNumber a, in DecimalNumber b, string table, DecimalSettings c, ref Signals status)
    {
        if (LogicalDigits(a) is not { } x || LogicalDigits(b) is not { } y)
        {
            return Invalid(ref status);
        }
        int length = (int)Math.Min(Math.Max(x.Length, y.Length), c.Precision);
        char[] digits = new char[length];
        for (int i = 1; i <= length; i++)
        {
            int p = i <= x.Length ? x[^i] - '0' : 0, q = i <= y.Length ? y[^i] - '0' : 0;
            digits[^i] = table[(2 * p) + q];
        }
        return DecimalNumber.From(BigInteger.Parse(digits, System.Globalization.CultureInfo.InvariantCulture));
    }

    internal static DecimalNumber LogicalAnd(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status) => Logical(a, b, "0001", c, ref status);

    internal static DecimalNumber LogicalOr(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status) => Logical(a, b, "0111", c, ref status);

    internal static DecimalNumber LogicalXor(in DecimalNumber a, in DecimalNumber b, DecimalSettings c, ref Signals status) => Logical(a, b, "0110", c, ref status);

    internal static DecimalNumber Invert(in DecimalNumber a, DecimalSettings c, ref Signals status)
    {
        if (LogicalDigits(a) is null)
        {
            return Invalid(ref status);
        }
        DecimalNumber ones = DecimalNumber.From((DecimalDigits.PowerOfTen(c.Precision) - 1) / 9);
        return Logical(a, ones, "0110", c, ref status);
    }
}

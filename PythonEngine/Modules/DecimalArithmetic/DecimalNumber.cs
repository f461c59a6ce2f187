namespace PythonEngine.Modules.DecimalArithmetic;

internal enum DecimalKind : byte
{
    Finite,
    Infinity,
    QuietNaN,
    SignalingNaN,
}

internal enum DecimalRounding : byte
{
    Up,
    Down,
    Ceiling,
    Floor,
    HalfUp,
    HalfDown,
    HalfEven,
    ZeroFiveUp,
}

/// <summary>Conditions of an operation (General Decimal Arithmetic Specification 1.70), one bit each; in the order in which contexts list them.</summary>
[Flags]
internal enum Signals
{
    None = 0,
    Clamped = 0x1,
    ConversionSyntax = 0x2,
    DivisionByZero = 0x4,
    DivisionImpossible = 0x8,
    DivisionUndefined = 0x10,
    Inexact = 0x40,
    InvalidContext = 0x80,
    InvalidOperation = 0x100,
    FloatOperation = 0x400,
    Overflow = 0x800,
    Rounded = 0x1000,
    Subnormal = 0x2000,
    Underflow = 0x4000,

    /// <summary>All that the signal InvalidOperation stands for.</summary>
    Invalid = ConversionSyntax | DivisionImpossible | DivisionUndefined | InvalidContext | InvalidOperation,

    /// <summary>After which there is no result.</summary>
    Errors = Invalid | DivisionByZero,
}

/// <summary>What operations need of a context.</summary>
internal sealed class DecimalSettings
{
    internal const long MaxPrecision = 999_999_999_999_999_999;
    internal const long MaxExponent = 999_999_999_999_999_999;

    internal long Precision = 28;
    internal DecimalRounding Rounding = DecimalRounding.HalfEven;
    internal long MinExponent = -999999;
    internal long MaxExponentValue = 999999;
    internal bool Clamp;

    /// <summary>For exact conversions.</summary>
    internal static readonly DecimalSettings Widest = new() { Precision = MaxPrecision, MinExponent = -MaxExponent, MaxExponentValue = MaxExponent };

    internal long Etiny => MinExponent - (Precision - 1);

    internal long Etop => MaxExponentValue - (Precision - 1);

    internal DecimalSettings Copy() => (DecimalSettings)MemberwiseClone();

    internal DecimalSettings With(DecimalRounding rounding)
    {
        DecimalSettings copy = Copy();
        copy.Rounding = rounding;
        return copy;
    }
}

/// <summary>A decimal number: sign, coefficient and exponent; or an infinity, or a NaN whose payload is the coefficient.</summary>
internal readonly struct DecimalNumber(DecimalKind kind, bool negative, BigInteger coefficient, long exponent)
{
    internal readonly BigInteger Coefficient = coefficient;
    internal readonly long Exponent = exponent;
    internal readonly DecimalKind Kind = kind;
    internal readonly bool Negative = negative;

    internal static readonly DecimalNumber Zero = new(DecimalKind.Finite, false, BigInteger.Zero, 0);
    internal static readonly DecimalNumber One = new(DecimalKind.Finite, false, BigInteger.One, 0);
    internal static readonly DecimalNumber NaN = new(DecimalKind.QuietNaN, false, BigInteger.Zero, 0);

    internal static DecimalNumber Finite(bool negative, BigInteger coefficient, long exponent) => new(DecimalKind.Finite, negative, coefficient, exponent);

    internal static DecimalNumber Infinity(bool negative) => new(DecimalKind.Infinity, negative, BigInteger.Zero, 0);

    internal static DecimalNumber From(BigInteger value) => new(DecimalKind.Finite, value.Sign < 0, BigInteger.Abs(value), 0);

    internal bool IsFinite => Kind == DecimalKind.Finite;

    internal bool IsSpecial => Kind != DecimalKind.Finite;

    internal bool IsInfinite => Kind == DecimalKind.Infinity;

    internal bool IsNaN => Kind >= DecimalKind.QuietNaN;

    internal bool IsSignaling => Kind == DecimalKind.SignalingNaN;

    internal bool IsQuietNaN => Kind == DecimalKind.QuietNaN;

    internal bool IsZero => Kind == DecimalKind.Finite && Coefficient.IsZero;

    /// <summary>Digits of the coefficient; one for zero.</summary>
    internal long Digits => DecimalDigits.Count(Coefficient);

    /// <summary>The exponent when there is one digit before the point.</summary>
    internal long Adjusted => Exponent + Digits - 1;

    internal DecimalNumber WithSign(bool negative) => new(Kind, negative, Coefficient, Exponent);

    /// <summary>A whole number, whatever its exponent.</summary>
    internal bool IsInteger
    {
        get
        {
            if (!IsFinite)
            {
                return false;
            }
            if (Exponent >= 0 || Coefficient.IsZero)
            {
                return true;
            }
            return -Exponent < Digits && (Coefficient % DecimalDigits.PowerOfTen(-Exponent)).IsZero;
        }
    }

    /// <summary>For integers.</summary>
    internal bool IsOdd => Exponent switch
    {
        > 0 => false,
        0 => !Coefficient.IsEven,
        _ => -Exponent < Digits && !(Coefficient / DecimalDigits.PowerOfTen(-Exponent)).IsEven,
    };
}

/// <summary>Decimal digits of big integers.</summary>
internal static class DecimalDigits
{
    private const int Cached = 512;
    /// <summary>Numbers longer than this are refused as memory is: they would take hours.</summary>
    private const long Limit = 400_000_000;

    private static readonly BigInteger[] s_powers = MakePowers();

    private static BigInteger[] MakePowers()
    {
        BigInteger[] powers = new BigInteger[Cached];
        powers[0] = BigInteger.One;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }

    internal static BigInteger PowerOfTen(long exponent)
    {
        if (exponent < Cached)
        {
            return s_powers[exponent];
        }
        return exponent <= Limit ? BigInteger.Pow(5, (int)exponent) << (int)exponent : throw Err.MemoryError();
    }

    /// <summary>Digits of a number that is not negative; one for zero.</summary>
    internal static long Count(BigInteger value)
    {
        long bits = value.GetBitLength();
        if (bits <= 3)
        {
            return value < 10 ? 1 : 2;
        }
        // log10(2) from below; the estimate is right or one too small.
        long digits = (long)((bits - 1) * 0.30102999566398) + 1;
        return value >= PowerOfTen(digits) ? digits + 1 : digits;
    }

    internal static BigInteger ShiftLeft(BigInteger value, long digits) => digits == 0 || value.IsZero ? value : value * PowerOfTen(digits);

    /// <summary>
    /// Cuts digits off. <paramref name="rest"/> tells what was lost, as a digit that rounding can go by: 0 nothing, 1 to 4 less than half, 5 half, 6 to 9 more.
    /// </summary>
    internal static BigInteger ShiftRight(BigInteger value, long digits, out int rest)
    {
        if (digits <= 0 || value.IsZero)
        {
            rest = 0;
            return value;
        }
        if (digits > Count(value))
        {
            rest = 1;
            return BigInteger.Zero;
        }
        BigInteger quotient = BigInteger.DivRem(value, PowerOfTen(digits), out BigInteger remainder);
        rest = remainder.IsZero ? 0 : remainder.CompareTo(5 * PowerOfTen(digits - 1)) switch { < 0 => 1, 0 => 5, _ => 6 };
        return quotient;
    }

    /// <summary>Trailing zeros, at most so many.</summary>
    internal static BigInteger StripZeros(BigInteger value, long most, out long stripped)
    {
        stripped = 0;
        if (value.IsZero || most <= 0 || !value.IsEven)
        {
            return value;
        }
        // In steps that double, then halve, so that long runs take few divisions.
        long step = 1;
        while (step <= most - stripped)
        {
            if (step > Count(value))
            {
                break;
            }
            BigInteger quotient = BigInteger.DivRem(value, PowerOfTen(step), out BigInteger remainder);
            if (!remainder.IsZero)
            {
                break;
            }
            value = quotient;
            stripped += step;
            step *= 2;
        }
        for (; step >= 1; step /= 2)
        {
            if (step > most - stripped || step > Count(value))
            {
                continue;
            }
            BigInteger quotient = BigInteger.DivRem(value, PowerOfTen(step), out BigInteger remainder);
            if (remainder.IsZero)
            {
                value = quotient;
                stripped += step;
            }
        }
        return value;
    }

    /// <summary>The integer square root, rounded down.</summary>
    internal static BigInteger SquareRoot(BigInteger value)
    {
        const int MachineBits = 100;
        long bits = value.GetBitLength();
        if (bits <= MachineBits)
        {
            BigInteger root = (BigInteger)Math.Sqrt((double)value);
            while (root * root > value)
            {
                root--;
            }
            while ((root + 1) * (root + 1) <= value)
            {
                root++;
            }
            return root;
        }
        // The root of the leading half of the bits gives half of the root's bits; one step of Newton's the rest.
        int shift = (int)(bits / 4);
        BigInteger high = SquareRoot(value >> (2 * shift)) << shift;
        BigInteger next = (high + (value / high)) >> 1;
        while (next * next > value)
        {
            next--;
        }
        while ((next + 1) * (next + 1) <= value)
        {
            next++;
        }
        return next;
    }
}

namespace PythonEngine.Modules.DecimalArithmetic;

/// <summary>exp and ln of binary fixed-point numbers, to within a few units of the last bit.</summary>
internal static class FixedPoint
{
    private sealed record Constant(int Bits, BigInteger Value);

    private static Constant? s_lnTen;

    /// <summary>exp(x) for 0 &lt;= x &lt; 4 with so many fraction bits.</summary>
    internal static BigInteger Exp(BigInteger x, int bits)
    {
        // Taylor's series of x / 2^k, squared k times: each squaring doubles the error.
        int k = Math.Max(4, (int)Math.Sqrt(bits));
        int work = bits + k + 24;
        BigInteger r = (x << (work - bits)) >> k;
        BigInteger one = BigInteger.One << work;
        BigInteger sum = one + r, term = r;
        for (int n = 2; !term.IsZero; n++)
        {
            term = (term * r >> work) / n;
            sum += term;
        }
        for (int i = 0; i < k; i++)
        {
            sum = sum * sum >> work;
        }
        return sum >> (work - bits);
    }

    /// <summary>ln(x) for x between 0.1 and 11.</summary>
    internal static BigInteger Ln(BigInteger x, int bits)
    {
        const int Start = 44;
        // Halley's iteration triples the correct bits: y + 2 (t - 1) / (t + 1) with t = x / exp(y).
        List<int> steps = [];
        for (int needed = bits + 8; needed > Start; needed = (needed / 3) + 8)
        {
            steps.Add(needed);
            if (needed / 3 + 8 >= needed)
            {
                break;
            }
        }
        const int DoubleBits = 60;
        double approximation = Math.Log((double)(bits > DoubleBits ? x >> (bits - DoubleBits) : x << (DoubleBits - bits)) / Math.ScaleB(1.0, DoubleBits));
        BigInteger y = (BigInteger)Math.ScaleB(approximation, Start);
        int have = Start;
        for (int i = steps.Count - 1; i >= 0; i--)
        {
            int work = steps[i] + 8;
            y = work >= have ? y << (work - have) : y >> (have - work);
            have = work;
            BigInteger value = work >= bits ? x << (work - bits) : x >> (bits - work);
            BigInteger exp = Exp(BigInteger.Abs(y), work);
            BigInteger t = y.Sign < 0 ? value * exp >> work : (value << work) / exp;
            BigInteger one = BigInteger.One << work;
            y += ((t - one) << (work + 1)) / (t + one);
        }
        return have >= bits ? y >> (have - bits) : y << (bits - have);
    }

    /// <summary>ln(10).</summary>
    internal static BigInteger LnTen(int bits)
    {
        Constant? known = s_lnTen;
        if (known == null || known.Bits < bits)
        {
            int more = bits + (bits / 4) + 64;
            known = new Constant(more, Ln((BigInteger)10 << more, more));
            s_lnTen = known;
        }
        return known.Value >> (known.Bits - bits);
    }
}

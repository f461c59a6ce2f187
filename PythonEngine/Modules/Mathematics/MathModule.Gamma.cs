namespace PythonEngine.Modules.Mathematics;

/// <summary>
/// gamma() and lgamma() by Lanczos' approximation with the coefficients of Boost.Math's lanczos13m53, as CPython computes them: results are equal to the last bit.
/// </summary>
internal static partial class MathModule
{
    private const double LanczosG = 6.024680040776729583740234375;
    private const double LanczosGMinusHalf = 5.524680040776729583740234375;
    private const double LogPi = 1.144729885849400174143427351353058711647;

    private static readonly double[] s_lanczosNumerator =
    [
        23531376880.410759688572007674451636754734846804940, 42919803642.649098768957899047001988850926355848959,
        35711959237.355668049440185451547166705960488635843, 17921034426.037209699919755754458931112671403265390,
        6039542586.3520280050642916443072979210699388420708, 1439720407.3117216736632230727949123939715485786372,
        248874557.86205415651146038641322942321632125127801, 31426415.585400194380614231628318205362874684987640,
        2876370.6289353724412254090516208496135991145378768, 186056.26539522349504029498971604569928220784236328,
        8071.6720023658162106380029022722506138218516325024, 210.82427775157934587250973392071336271166969580291,
        2.5066282746310002701649081771338373386264310793408,
    ];

    private static readonly double[] s_lanczosDenominator =
        [0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1];

    private static double LanczosSum(double x)
    {
        double numerator = 0, denominator = 0;
        if (x < 5)
        {
            for (int i = s_lanczosNumerator.Length - 1; i >= 0; i--)
            {
                numerator = (numerator * x) + s_lanczosNumerator[i];
                denominator = (denominator * x) + s_lanczosDenominator[i];
            }
        }
        else
        {
            // The same in 1/x, where powers of x would be too large.
            for (int i = 0; i < s_lanczosNumerator.Length; i++)
            {
                numerator = (numerator / x) + s_lanczosNumerator[i];
                denominator = (denominator / x) + s_lanczosDenominator[i];
            }
        }
        return numerator / denominator;
    }

    /// <summary>sin(pi * x), reduced before pi comes in.</summary>
    private static double SinPi(double x)
    {
        double y = System.Math.Abs(x) % 2.0;
        double result = (int)System.Math.Round(2.0 * y, MidpointRounding.AwayFromZero) switch
        {
            0 => System.Math.Sin(Pi * y),
            1 => System.Math.Cos(Pi * (y - 0.5)),
            2 => System.Math.Sin(Pi * (1.0 - y)),
            3 => -System.Math.Cos(Pi * (y - 1.5)),
            _ => System.Math.Sin(Pi * (y - 2.0)),
        };
        return System.Math.CopySign(1.0, x) * result;
    }

    [PyFunction("gamma", "x, /")]
    private static double Gamma(double x)
    {
        const double Tiny = 1e-20, Huge = 200, LargestTable = 23, LargePower = 140;
        if (double.IsNaN(x) || double.IsPositiveInfinity(x))
        {
            return x;
        }
        if (double.IsNegativeInfinity(x) || x == 0)
        {
            throw DomainError();
        }
        if (System.Math.Floor(x) == x)
        {
            if (x < 0)
            {
                throw DomainError();
            }
            if (x <= LargestTable)
            {
                double product = 1;
                for (int i = 2; i < x; i++)
                {
                    product *= i;
                }
                return product;
            }
        }
        double magnitude = System.Math.Abs(x);
        if (magnitude < Tiny)
        {
            double inverse = 1.0 / x;
            return double.IsInfinity(inverse) ? throw RangeError() : inverse;
        }
        if (magnitude > Huge)
        {
            return x < 0 ? 0.0 / SinPi(x) : throw RangeError();
        }
        double y = magnitude + LanczosGMinusHalf;
        // The rounding error of y, for a correction.
        double z = magnitude > LanczosGMinusHalf ? y - magnitude - LanczosGMinusHalf : y - LanczosGMinusHalf - magnitude;
        z = z * LanczosG / y;
        double result;
        if (x < 0)
        {
            result = -Pi / SinPi(magnitude) / magnitude * System.Math.Exp(y) / LanczosSum(magnitude);
            result -= z * result;
            if (magnitude < LargePower)
            {
                result /= System.Math.Pow(y, magnitude - 0.5);
            }
            else
            {
                double root = System.Math.Pow(y, (magnitude / 2.0) - 0.25);
                result /= root;
                result /= root;
            }
        }
        else
        {
            result = LanczosSum(magnitude) / System.Math.Exp(y);
            result += z * result;
            if (magnitude < LargePower)
            {
                result *= System.Math.Pow(y, magnitude - 0.5);
            }
            else
            {
                double root = System.Math.Pow(y, (magnitude / 2.0) - 0.25);
                result *= root;
                result *= root;
            }
        }
        return double.IsInfinity(result) ? throw RangeError() : result;
    }

    [PyFunction("lgamma", "x, /")]
    private static double LGamma(double x)
    {
        const double Tiny = 1e-20;
        if (!double.IsFinite(x))
        {
            return double.IsNaN(x) ? x : double.PositiveInfinity;
        }
        if (System.Math.Floor(x) == x && x <= 2)
        {
            return x <= 0 ? throw DomainError() : 0;
        }
        double magnitude = System.Math.Abs(x);
        if (magnitude < Tiny)
        {
            return -System.Math.Log(magnitude);
        }
        double result = System.Math.Log(LanczosSum(magnitude)) - LanczosG;
        result += (magnitude - 0.5) * (System.Math.Log(magnitude + LanczosG - 0.5) - 1);
        if (x < 0)
        {
            result = LogPi - System.Math.Log(System.Math.Abs(SinPi(magnitude))) - System.Math.Log(magnitude) - result;
        }
        return double.IsInfinity(result) ? throw RangeError() : result;
    }
}

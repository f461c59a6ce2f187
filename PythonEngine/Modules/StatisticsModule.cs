namespace PythonEngine.Modules;

/// <summary>The <c>_statistics</c> module.</summary>
[PyModule("_statistics", Doc = "What the statistics module has natively.\n")]
internal static partial class StatisticsModule
{
    // Wichura's algorithm AS 241 (Applied Statistics 37, 1988), routine PPND16: coefficients by ascending power.
    private static ReadOnlySpan<double> CentralNumerator =>
    [
        3.3871328727963666080e+0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
        4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3,
    ];

    private static ReadOnlySpan<double> CentralDenominator =>
    [
        1.0, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
        2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3,
    ];

    private static ReadOnlySpan<double> MiddleNumerator =>
    [
        1.42343711074968357734e+0, 4.63033784615654529590e+0, 5.76949722146069140550e+0, 3.64784832476320460504e+0,
        1.27045825245236838258e+0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> MiddleDenominator =>
    [
        1.0, 2.05319162663775882187e+0, 1.67638483018380384940e+0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static ReadOnlySpan<double> TailNumerator =>
    [
        6.65790464350110377720e+0, 5.46378491116411436990e+0, 1.78482653991729133580e+0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static ReadOnlySpan<double> TailDenominator =>
    [
        1.0, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = (sum * x) + coefficients[i];
        }
        return sum;
    }

    [PyFunction("_normal_dist_inv_cdf", "p, mu, sigma, /")]
    private static double NormalDistInverseCdf(double p, double mu, double sigma)
    {
        if (p <= 0 || p >= 1 || sigma <= 0)
        {
            throw Err.ValueError("inv_cdf undefined for these parameters");
        }
        double q = p - 0.5;
        double x;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - (q * q);
            x = Polynomial(CentralNumerator, r) * q / Polynomial(CentralDenominator, r);
        }
        else
        {
            double r = Math.Sqrt(-Math.Log(q <= 0 ? p : 1 - p));
            x = r <= 5
                ? Polynomial(MiddleNumerator, r - 1.6) / Polynomial(MiddleDenominator, r - 1.6)
                : Polynomial(TailNumerator, r - 5) / Polynomial(TailDenominator, r - 5);
            x = q < 0 ? -x : x;
        }
        return mu + (x * sigma);
    }
}

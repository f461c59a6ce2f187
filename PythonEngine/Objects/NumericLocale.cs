namespace PythonEngine.Objects;

/// <summary>How the process's LC_NUMERIC writes numbers: what the format code 'n' goes by.</summary>
/// <param name="DecimalPoint">Between the integral part and the fraction.</param>
/// <param name="Separator">Between groups of digits.</param>
/// <param name="Grouping">Sizes of the groups from the right; the last one repeats unless it is <see cref="NoMore"/>.</param>
internal sealed record NumericLocale(string DecimalPoint, string Separator, int[] Grouping)
{
    /// <summary>CHAR_MAX: the digits left of this are one group.</summary>
    public const int NoMore = 127;

    /// <summary>The locale set by locale.setlocale(); null while it is that of C. One for the process, as in the C library.</summary>
    public static volatile NumericLocale? Current;

    /// <summary>Digits with separators, filled up with zeros to a width.</summary>
    public string Group(ReadOnlySpan<char> digits, int minimum)
    {
        List<string> parts = [];
        int remaining = digits.Length;
        int index = 0;
        while (true)
        {
            int size = Grouping.Length == 0 ? NoMore : Grouping[Math.Min(index, Grouping.Length - 1)];
            index++;
            int length = size is NoMore or 0 ? Math.Max(Math.Max(remaining, minimum), 1) : Math.Min(size, Math.Max(Math.Max(remaining, minimum), 1));
            int taken = Math.Min(remaining, length);
            parts.Add(new string('0', length - taken) + digits[(remaining - taken)..remaining].ToString());
            remaining -= taken;
            minimum -= length;
            if (remaining <= 0 && minimum <= 0)
            {
                break;
            }
            minimum -= Separator.Length;
        }
        parts.Reverse();
        return string.Join(Separator, parts);
    }
}

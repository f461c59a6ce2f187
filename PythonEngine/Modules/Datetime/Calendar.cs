namespace PythonEngine.Modules.Datetime;

/// <summary>The proleptic Gregorian calendar: ordinals count days from January 1 of year 1, which is day 1.</summary>
internal static class Calendar
{
    public const int MinYear = 1;
    public const int MaxYear = 9999;
    public const int MaxOrdinal = 3652059;

    private const int DaysIn4Years = 1461;
    private const int DaysIn100Years = 36524;
    private const int DaysIn400Years = 146097;

    private static ReadOnlySpan<byte> DaysIn => [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

    private static ReadOnlySpan<short> DaysBefore => [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

    public static bool IsLeap(int year) => year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

    public static int DaysInMonth(int year, int month) => month == 2 && IsLeap(year) ? 29 : DaysIn[month];

    public static int DaysBeforeMonth(int year, int month) => DaysBefore[month] + (month > 2 && IsLeap(year) ? 1 : 0);

    public static int DaysBeforeYear(int year)
    {
        int y = year - 1;
        return y >= 0 ? (y * 365) + (y / 4) - (y / 100) + (y / 400) : -366;
    }

    public static int ToOrdinal(int year, int month, int day) => DaysBeforeYear(year) + DaysBeforeMonth(year, month) + day;

    public static void FromOrdinal(int ordinal, out int year, out int month, out int day)
    {
        int n = ordinal - 1;
        int n400 = n / DaysIn400Years;
        n %= DaysIn400Years;
        int n100 = n / DaysIn100Years;
        n %= DaysIn100Years;
        int n4 = n / DaysIn4Years;
        n %= DaysIn4Years;
        int n1 = n / 365;
        n %= 365;
        year = (n400 * 400) + (n100 * 100) + (n4 * 4) + n1 + 1;
        if (n1 == 4 || n100 == 4)
        {
            // The last day of a leap year that ends a cycle.
            year--;
            month = 12;
            day = 31;
            return;
        }
        month = (n + 50) >> 5;
        if (DaysBeforeMonth(year, month) > n)
        {
            month--;
        }
        day = n - DaysBeforeMonth(year, month) + 1;
    }

    /// <summary>0 is Monday.</summary>
    public static int Weekday(int year, int month, int day) => (ToOrdinal(year, month, day) + 6) % 7;

    /// <summary>Ordinal of the Monday that begins week 1 of an ISO year: the week with the year's first Thursday.</summary>
    public static int IsoWeek1Monday(int year)
    {
        int first = ToOrdinal(year, 1, 1);
        int weekday = (first + 6) % 7;
        int monday = first - weekday;
        return weekday > 3 ? monday + 7 : monday;
    }

    /// <summary>Why an ISO date is none.</summary>
    public enum IsoError
    {
        None, Week, Day, Year,
    }

    /// <summary>The date of a day (1 is Monday) of a week of an ISO year; it may lie beyond the last year.</summary>
    public static IsoError FromIso(int isoYear, int isoWeek, int isoDay, out int year, out int month, out int day)
    {
        year = month = day = 0;
        if (isoYear is < MinYear or > MaxYear)
        {
            return IsoError.Year;
        }
        if (isoWeek is <= 0 or >= 53)
        {
            // Years of 53 weeks begin with a Thursday, or with a Wednesday when they are leap years.
            int first = Weekday(isoYear, 1, 1);
            if (isoWeek != 53 || !(first == 3 || (first == 2 && IsLeap(isoYear))))
            {
                return IsoError.Week;
            }
        }
        if (isoDay is <= 0 or >= 8)
        {
            return IsoError.Day;
        }
        FromOrdinal(IsoWeek1Monday(isoYear) + ((isoWeek - 1) * 7) + isoDay - 1, out year, out month, out day);
        return IsoError.None;
    }

    /// <summary>ISO year, week and day of a date.</summary>
    public static void ToIso(int year, int month, int day, out int isoYear, out int isoWeek, out int isoDay)
    {
        int ordinal = ToOrdinal(year, month, day);
        isoYear = year;
        int monday = IsoWeek1Monday(year);
        int week = Math.DivRem(ordinal - monday, 7, out int weekday);
        if (weekday < 0)
        {
            week--;
            weekday += 7;
        }
        if (week < 0)
        {
            isoYear--;
            week = Math.DivRem(ordinal - IsoWeek1Monday(isoYear), 7, out weekday);
        }
        else if (week >= 52 && ordinal >= IsoWeek1Monday(year + 1))
        {
            isoYear++;
            week = 0;
        }
        isoWeek = week + 1;
        isoDay = weekday + 1;
    }

    public static void CheckDate(int year, int month, int day)
    {
        if (year is < MinYear or > MaxYear)
        {
            throw Err.ValueError($"year {year} is out of range");
        }
        if (month is < 1 or > 12)
        {
            throw Err.ValueError("month must be in 1..12");
        }
        if (day < 1 || day > DaysInMonth(year, month))
        {
            throw Err.ValueError("day is out of range for month");
        }
    }

    public static void CheckTime(int hour, int minute, int second, int microsecond, int fold)
    {
        if (hour is < 0 or > 23)
        {
            throw Err.ValueError("hour must be in 0..23");
        }
        if (minute is < 0 or > 59)
        {
            throw Err.ValueError("minute must be in 0..59");
        }
        if (second is < 0 or > 59)
        {
            throw Err.ValueError("second must be in 0..59");
        }
        if (microsecond is < 0 or > 999999)
        {
            throw Err.ValueError("microsecond must be in 0..999999");
        }
        if (fold is not (0 or 1))
        {
            throw Err.ValueError("fold must be either 0 or 1");
        }
    }
}

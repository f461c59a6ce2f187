namespace PythonEngine.Modules.Datetime;

/// <summary>Reads dates and times of ISO 8601, as far as fromisoformat() goes.</summary>
internal static class IsoFormat
{
    /// <summary>What a time of day says.</summary>
    public struct Time
    {
        public int Hour;
        public int Minute;
        public int Second;
        public int Microsecond;
        public bool HasOffset;
        /// <summary>Signed.</summary>
        public int OffsetSeconds;
        public int OffsetMicroseconds;

        /// <summary>The zone of the offset; null when there is none.</summary>
        public readonly PyTzInfo? Zone => !HasOffset ? null
            : OffsetSeconds == 0 ? PyTimezone.UtcZone : PyTimezone.Make(PyTimeDelta.Make(0, OffsetSeconds, OffsetMicroseconds), null);
    }

    private static bool IsDigit(int c) => (uint)(c - '0') <= 9;

    private static int At(ReadOnlySpan<int> text, int index) => index < text.Length ? text[index] : 0;

    private static bool Digits(ReadOnlySpan<int> text, ref int at, int count, out int value)
    {
        value = 0;
        for (int i = 0; i < count; i++)
        {
            int c = At(text, at);
            if (!IsDigit(c))
            {
                return false;
            }
            value = (value * 10) + (c - '0');
            at++;
        }
        return true;
    }

    /// <summary>YYYY-MM-DD, YYYYMMDD, YYYY-Www, YYYYWww, YYYY-Www-D or YYYYWwwD; month and day are not tested.</summary>
    public static bool TryDate(ReadOnlySpan<int> text, out int year, out int month, out int day)
    {
        month = day = 0;
        int at = 0;
        if (!Digits(text, ref at, 4, out year))
        {
            return false;
        }
        bool separated = At(text, at) == '-';
        if (separated)
        {
            at++;
        }
        if (At(text, at) == 'W')
        {
            at++;
            int weekday = 1;
            if (!Digits(text, ref at, 2, out int week))
            {
                return false;
            }
            if (at < text.Length && ((separated && text[at++] != '-') || !Digits(text, ref at, 1, out weekday)))
            {
                return false;
            }
            return at == text.Length && Calendar.FromIso(year, week, weekday, out year, out month, out day) == Calendar.IsoError.None;
        }
        return Digits(text, ref at, 2, out month) && (!separated || At(text, at++) == '-') && Digits(text, ref at, 2, out day) && at == text.Length;
    }

    /// <summary>HH[:MM[:SS[.fraction]]] without or with colons; how much of the text is left over is told by the result.</summary>
    /// <returns>Negative: malformed; 1: it goes on behind.</returns>
    private static int ReadClock(ReadOnlySpan<int> text, int start, int end, out int hour, out int minute, out int second, out int microsecond)
    {
        hour = minute = second = microsecond = 0;
        int at = start;
        bool separated = true;
        for (int i = 0; i < 3; i++)
        {
            if (!Digits(text, ref at, 2, out int value))
            {
                return -1;
            }
            if (i == 0)
            {
                hour = value;
            }
            else if (i == 1)
            {
                minute = value;
            }
            else
            {
                second = value;
            }
            int next = At(text, at++);
            if (i == 0)
            {
                separated = next == ':';
            }
            if (at >= end)
            {
                return next != 0 ? 1 : 0;
            }
            if (separated && next == ':')
            {
                if (i == 2)
                {
                    // A fourth part has to be a fraction.
                    break;
                }
                continue;
            }
            if (next is '.' or ',')
            {
                break;
            }
            if (separated)
            {
                return -1;
            }
            at--;
        }
        int digits = Math.Min(end - at, 6);
        if (!Digits(text, ref at, digits, out microsecond))
        {
            return -1;
        }
        for (int i = digits; i < 6; i++)
        {
            microsecond *= 10;
        }
        while (IsDigit(At(text, at)))
        {
            at++;
        }
        return At(text, at) != 0 ? 1 : 0;
    }

    /// <summary>A time of day with or without an offset.</summary>
    public static bool TryTime(ReadOnlySpan<int> text, out Time time)
    {
        time = default;
        int zone = 0;
        while (zone < text.Length && text[zone] is not ('+' or '-' or 'Z'))
        {
            zone++;
        }
        if (text.Length == 0)
        {
            return false;
        }
        int rest = ReadClock(text, 0, zone, out time.Hour, out time.Minute, out time.Second, out time.Microsecond);
        if (rest < 0)
        {
            return false;
        }
        if (zone == text.Length)
        {
            return rest == 0;
        }
        time.HasOffset = true;
        if (text[zone] == 'Z')
        {
            return zone + 1 == text.Length;
        }
        int sign = text[zone] == '-' ? -1 : 1;
        rest = ReadClock(text, zone + 1, text.Length, out int hour, out int minute, out int second, out int microsecond);
        time.OffsetSeconds = sign * ((hour * 3600) + (minute * 60) + second);
        time.OffsetMicroseconds = sign * microsecond;
        return rest == 0;
    }

    /// <summary>Where the date of a date and time (of 7 characters at least) ends; -1 when it is no date.</summary>
    public static int FindSeparator(ReadOnlySpan<int> text)
    {
        int length = text.Length;
        if (length == 7)
        {
            return 7;
        }
        if (text[4] == '-')
        {
            if (text[5] != 'W')
            {
                return 10;
            }
            if (length > 8 && text[8] == '-')
            {
                // YYYY-Www-D, or YYYY-Www with a hyphen before the hour.
                return length == 9 ? -1 : length > 10 && IsDigit(text[10]) ? 8 : 10;
            }
            return 8;
        }
        if (text[4] != 'W')
        {
            return 8;
        }
        int at = 7;
        while (at < length && IsDigit(text[at]))
        {
            at++;
        }
        // YYYYWww or YYYYWwwD: an even number of digits follows the separator.
        return at < 9 ? at : at % 2 == 0 ? 7 : 8;
    }
}

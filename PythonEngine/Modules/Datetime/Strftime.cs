using System.Globalization;

namespace PythonEngine.Modules.Datetime;

/// <summary>strftime() of dates and times: %z, %Z and %f are theirs, the rest is time.strftime's.</summary>
internal static class Strftime
{
    /// <summary>Formats by time.strftime() after replacing what it does not know.</summary>
    /// <param name="value">The date, time or datetime.</param>
    /// <param name="zone">Its tzinfo.</param>
    /// <param name="zoneArgument">What the zone's methods are asked about.</param>
    public static PyObject Format(PyStr format, PyObject value, PyTuple timeTuple, PyTzInfo? zone, PyObject zoneArgument)
    {
        // It becomes C text, in which surrogates cannot be, and which a null character ends.
        Codecs.EncodeUtf8(format);
        string? offset = null, microseconds = null;
        PyStr? name = null;
        StrBuilder sb = new(format.Length + 16);
        for (int i = 0; i < format.Length; i++)
        {
            int c = format[i];
            if (c == 0)
            {
                break;
            }
            if (c != '%' || i + 1 >= format.Length)
            {
                sb.Append(c);
                continue;
            }
            int code = format[++i];
            switch (code)
            {
                case 'z':
                    sb.Append(offset ??= PyTzInfo.Offset(zone, zoneArgument) is { } delta ? PyTzInfo.FormatOffset(delta, "") : "");
                    break;
                case 'Z':
                    sb.Append(name ??= ZoneName(zone, zoneArgument));
                    break;
                case 'f':
                    sb.Append(microseconds ??= Microseconds(value).ToString("D6", CultureInfo.InvariantCulture));
                    break;
                default:
                    sb.Append('%');
                    sb.Append(code);
                    break;
            }
        }
        PyModule time = PyThread.Current.Engine.Import("time");
        return Ops.Call(Ops.GetAttr(time, "strftime"), sb.ToPyStr(), timeTuple);
    }

    private static int Microseconds(PyObject value) => value switch
    {
        PyDateTime time => time.Microsecond,
        PyTimeOfDay time => time.Microsecond,
        _ => 0,
    };

    private static PyStr ZoneName(PyTzInfo? zone, PyObject argument)
    {
        if (PyTzInfo.Name(zone, argument) is not PyStr name)
        {
            return PyStr.Empty;
        }
        // strftime would read a percent sign in it.
        PyObject escaped = Ops.CallMethod(name, "replace", new PyStr("%"), new PyStr("%%"));
        return escaped as PyStr ?? throw Err.TypeError("tzname.replace() did not return a string");
    }

    /// <summary>time.struct_time of a date and time.</summary>
    public static PyObject StructTime(int year, int month, int day, int hour, int minute, int second, int dst)
    {
        PyTuple values = Values(year, month, day, hour, minute, second, dst);
        return Ops.Call(Ops.GetAttr(PyThread.Current.Engine.Import("time"), "struct_time"), values);
    }

    public static PyTuple Values(int year, int month, int day, int hour, int minute, int second, int dst) => new(
    [
        PyInt.From(year), PyInt.From(month), PyInt.From(day), PyInt.From(hour), PyInt.From(minute), PyInt.From(second),
        PyInt.From(Calendar.Weekday(year, month, day)), PyInt.From(Calendar.DaysBeforeMonth(year, month) + day), PyInt.From(dst),
    ]);

    private static readonly string[] s_days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    private static readonly string[] s_months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public static string CTime(int year, int month, int day, int hour, int minute, int second) => string.Create(CultureInfo.InvariantCulture,
        $"{s_days[Calendar.Weekday(year, month, day)]} {s_months[month - 1]} {day,2} {hour:D2}:{minute:D2}:{second:D2} {year:D4}");
}

using System.Globalization;

namespace PythonEngine.Modules.Datetime;

/// <summary><c>datetime.tzinfo</c>: what time zones derive from.</summary>
[PyType("tzinfo", Module = "datetime", Subclassable = true, Doc = "Abstract base class for time zone info objects.")]
internal partial class PyTzInfo : PyObject
{
    private static readonly PyStr s_utcoffset = PyStr.Intern("utcoffset");
    private static readonly PyStr s_dst = PyStr.Intern("dst");
    private static readonly PyStr s_tzname = PyStr.Intern("tzname");
    private static readonly PyStr s_fromutc = PyStr.Intern("fromutc");
    private static readonly PyStr s_getinitargs = PyStr.Intern("__getinitargs__");

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    /// <summary>A tzinfo, or null for None.</summary>
    internal static PyTzInfo? Check(PyObject? value) => value switch
    {
        null or PyNone => null,
        PyTzInfo zone => zone,
        _ => throw Err.TypeError($"tzinfo argument must be None or of a tzinfo subclass, not type '{Ops.TypeName(value)}'"),
    };

    private static PyTimeDelta? CallOffset(PyTzInfo? zone, PyStr method, PyObject time)
    {
        if (zone == null)
        {
            return null;
        }
        return Ops.CallMethod(zone, method, time) switch
        {
            PyNone => null,
            PyTimeDelta { IsOffset: true } offset => offset,
            PyTimeDelta => throw Err.ValueError("offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24)."),
            var other => throw Err.TypeError($"tzinfo.{method.Value}() must return None or timedelta, not '{Ops.TypeName(other)}'"),
        };
    }

    /// <summary>zone.utcoffset(time), tested; null for None.</summary>
    internal static PyTimeDelta? Offset(PyTzInfo? zone, PyObject time) => zone is PyTimezone fix ? fix.Offset : CallOffset(zone, s_utcoffset, time);

    /// <summary>zone.dst(time), tested; null for None.</summary>
    internal static PyTimeDelta? Dst(PyTzInfo? zone, PyObject time) => CallOffset(zone, s_dst, time);

    /// <summary>zone.tzname(time), tested: a str or None.</summary>
    internal static PyObject Name(PyTzInfo? zone, PyObject time)
    {
        if (zone == null)
        {
            return PyNone.Instance;
        }
        PyObject name = Ops.CallMethod(zone, s_tzname, time);
        return name is PyNone or PyStr ? name : throw Err.TypeError($"tzinfo.tzname() must return None or a string, not '{Ops.TypeName(name)}'");
    }

    internal static PyObject FromUtc(PyTzInfo zone, PyDateTime time) => Ops.CallMethod(zone, s_fromutc, time);

    /// <summary>An offset as +HH:MM, with seconds and microseconds where there are any.</summary>
    internal static string FormatOffset(PyTimeDelta offset, string separator)
    {
        char sign = '+';
        if (offset.Days < 0)
        {
            sign = '-';
            offset = offset.Negated();
        }
        int seconds = offset.Seconds;
        string text = string.Create(CultureInfo.InvariantCulture, $"{sign}{seconds / 3600:D2}{separator}{seconds / 60 % 60:D2}");
        if (seconds % 60 != 0 || offset.Microseconds != 0)
        {
            text = string.Create(CultureInfo.InvariantCulture, $"{text}{separator}{seconds % 60:D2}");
        }
        return offset.Microseconds == 0 ? text : string.Create(CultureInfo.InvariantCulture, $"{text}.{offset.Microseconds:D6}");
    }

    private static PyObject Missing(string method) => throw Err.NotImplementedError($"a tzinfo subclass must implement {method}()");

    [PyMethod("utcoffset", "dt, /", Doc = "The offset from UTC at a datetime, as a timedelta; positive east of UTC.")]
    private PyObject UtcOffset(PyObject dt) => Missing("utcoffset");

    [PyMethod("dst", "dt, /", Doc = "The part of the offset that is daylight saving time.")]
    private PyObject DstMethod(PyObject dt) => Missing("dst");

    [PyMethod("tzname", "dt, /", Doc = "The zone's name at a datetime.")]
    private PyObject TzName(PyObject dt) => Missing("tzname");

    [PyMethod("fromutc", "dt, /", Doc = "The local time of a datetime that is in UTC.")]
    private PyObject FromUtcMethod(PyObject dt)
    {
        if (dt is not PyDateTime time)
        {
            throw Err.TypeError("fromutc: argument must be a datetime");
        }
        if (!ReferenceEquals(time.Zone, this))
        {
            throw Err.ValueError("fromutc: dt.tzinfo is not self");
        }
        PyTimeDelta offset = Offset(this, time) ?? throw Err.ValueError("fromutc: non-None utcoffset() result required");
        PyTimeDelta dst = Dst(this, time) ?? throw Err.ValueError("fromutc: non-None dst() result required");
        PyDateTime result = time.Plus(PyTimeDelta.Minus(offset, dst), 1);
        PyTimeDelta again = Dst(result.Zone, result) ?? throw Err.ValueError("fromutc: tz.dst() gave inconsistent results; cannot convert");
        return again.IsZero ? result : result.Plus(again, 1);
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce()
    {
        PyObject args = Ops.TryGetAttr(this, s_getinitargs) is { } method ? Ops.Call(method) : PyTuple.Empty;
        return new PyTuple([Type, args, Ops.CallMethod(this, Names.Getstate)]);
    }
}

/// <summary><c>datetime.timezone</c>: a fixed offset.</summary>
[PyType("timezone", Module = "datetime", Doc = "A time zone of a fixed offset from UTC.")]
internal sealed partial class PyTimezone : PyTzInfo
{
    internal static readonly PyTimezone UtcZone = new(PyTimeDelta.Zero, null);

    private readonly PyStr? _name;

    [PyConstant("utc")]
    private static PyObject Utc => UtcZone;

    [PyConstant("min")]
    private static PyObject Min => new PyTimezone(PyTimeDelta.Make(0, -((23 * 3600) + (59 * 60)), 0), null);

    [PyConstant("max")]
    private static PyObject Max => new PyTimezone(PyTimeDelta.Make(0, (23 * 3600) + (59 * 60), 0), null);

    private PyTimezone(PyTimeDelta offset, PyStr? name)
    {
        Offset = offset;
        _name = name;
    }

    internal new PyTimeDelta Offset { get; }

    internal static PyTimezone Make(PyTimeDelta offset, PyStr? name)
    {
        if (name == null && offset.IsZero)
        {
            return UtcZone;
        }
        return offset.IsOffset ? new PyTimezone(offset, name) : throw Err.ValueError(
            $"offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {Ops.ReprText(offset)}.");
    }

    [PyNew("offset, name=None", ParsesTuple = true)]
    private static PyObject New(PyType cls, PyTimeDelta offset, PyObject? name = null) => name is null or PyStr
        ? Make(offset, (PyStr?)name) : throw Err.TypeError($"timezone() argument 2 must be str, not {(name is PyNone ? "None" : Ops.TypeName(name))}");

    [PyMethod("__repr__")]
    private string Repr() => ReferenceEquals(this, UtcZone) ? "datetime.timezone.utc"
        : _name == null ? $"{Type.FullName}({Ops.ReprText(Offset)})" : $"{Type.FullName}({Ops.ReprText(Offset)}, {Ops.ReprText(_name)})";

    [PyMethod("__str__")]
    private PyObject Str() => _name ?? new PyStr(ReferenceEquals(this, UtcZone) || Offset.IsZero ? "UTC" : "UTC" + FormatOffset(Offset, ":"));

    private static void CheckArgument(PyObject dt, string method)
    {
        if (dt is not (PyNone or PyDateTime))
        {
            throw Err.TypeError($"{method}(dt) argument must be a datetime instance or None, not {Ops.TypeName(dt)}");
        }
    }

    [PyMethod("tzname", "dt, /", Doc = "The name given to the zone, or UTC with its offset.")]
    private PyObject TzName(PyObject dt)
    {
        CheckArgument(dt, "tzname");
        return Str();
    }

    [PyMethod("utcoffset", "dt, /", Doc = "The offset.")]
    private PyObject UtcOffset(PyObject dt)
    {
        CheckArgument(dt, "utcoffset");
        return Offset;
    }

    [PyMethod("dst", "dt, /", Doc = "None.")]
    private PyObject DstMethod(PyObject dt)
    {
        CheckArgument(dt, "dst");
        return PyNone.Instance;
    }

    [PyMethod("fromutc", "dt, /", Doc = "The local time of a datetime that is in UTC.")]
    private PyObject FromUtcMethod(PyObject dt)
    {
        if (dt is not PyDateTime time)
        {
            throw Err.TypeError("fromutc: argument must be a datetime");
        }
        return ReferenceEquals(time.Zone, this) ? time.Plus(Offset, 1) : throw Err.ValueError("fromutc: dt.tzinfo is not self");
    }

    [PyMethod("__getinitargs__", "")]
    private PyObject GetInitArgs() => _name == null ? new PyTuple([Offset]) : PyTuple.Of(Offset, _name);

    [PyMethod("__richcompare__")]
    private PyObject Compare(PyObject other, CompareOp op) => op is CompareOp.Eq or CompareOp.Ne && other is PyTimezone zone
        ? PyBool.From(Ops.Equal(Offset, zone.Offset) == (op == CompareOp.Eq)) : PyNotImplemented.Instance;

    [PyMethod("__hash__")]
    private long Hash() => Ops.Hash(Offset);
}

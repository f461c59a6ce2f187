using System.Globalization;

namespace PythonEngine.Modules.Datetime;

/// <summary><c>datetime.timedelta</c></summary>
[PyType("timedelta", Module = "datetime", Subclassable = true, Doc = "A duration.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\nArguments may be ints or floats, positive or negative.")]
internal partial class PyTimeDelta : PyObject
{
    private const int MaxDays = 999999999;
    private const long MicrosecondsPerSecond = 1_000_000;
    private const long SecondsPerDay = 86400;
    private const long MicrosecondsPerDay = MicrosecondsPerSecond * SecondsPerDay;

    private static readonly ArgSpec s_parameters = new("__new__", "days seconds microseconds milliseconds minutes hours weeks", 0, 7, 0, false);

    internal static readonly PyTimeDelta Zero = new();

    [PyConstant("min")]
    private static PyObject Min => new PyTimeDelta { Days = -MaxDays };

    [PyConstant("max")]
    private static PyObject Max => new PyTimeDelta { Days = MaxDays, Seconds = (int)SecondsPerDay - 1, Microseconds = (int)MicrosecondsPerSecond - 1 };

    [PyConstant("resolution")]
    internal static PyObject Resolution => new PyTimeDelta { Microseconds = 1 };

    /// <summary>Negative durations have negative days only.</summary>
    internal int Days { get; private set; }

    /// <summary>0 to 86399.</summary>
    internal int Seconds { get; private set; }

    /// <summary>0 to 999999.</summary>
    internal int Microseconds { get; private set; }

    /// <summary>The whole duration; |days| is at most 999999999, which fits.</summary>
    private Int128 Total => ((((Int128)Days * SecondsPerDay) + Seconds) * MicrosecondsPerSecond) + Microseconds;

    /// <summary>Whole seconds, rounded down.</summary>
    internal long TotalWholeSeconds => (Days * SecondsPerDay) + Seconds;

    internal bool IsZero => Days == 0 && Seconds == 0 && Microseconds == 0;

    /// <summary>Whether it may be a zone's offset: strictly between -24 and 24 hours.</summary>
    internal bool IsOffset => Days is 0 || (Days == -1 && (Seconds != 0 || Microseconds != 0));

    /// <summary>A duration of any numbers, brought into range.</summary>
    internal static PyTimeDelta Make(long days, long seconds, long microseconds)
    {
        Carry(ref microseconds, ref seconds, MicrosecondsPerSecond);
        Carry(ref seconds, ref days, SecondsPerDay);
        if (days is < -MaxDays or > MaxDays)
        {
            throw Err.OverflowError($"days={days}; must have magnitude <= {MaxDays}");
        }
        return new PyTimeDelta { Days = (int)days, Seconds = (int)seconds, Microseconds = (int)microseconds };
    }

    private static void Carry(ref long low, ref long high, long size)
    {
        long carry = Math.DivRem(low, size, out long rest);
        if (rest < 0)
        {
            rest += size;
            carry--;
        }
        low = rest;
        high += carry;
    }

    private static PyTimeDelta FromMicroseconds(BigInteger total)
    {
        BigInteger days = FloorDivRem(total, MicrosecondsPerDay, out BigInteger rest);
        if (days < int.MinValue || days > int.MaxValue)
        {
            throw Err.OverflowError("Python int too large to convert to C int");
        }
        long microseconds = (long)rest;
        return Make((long)days, microseconds / MicrosecondsPerSecond, microseconds % MicrosecondsPerSecond);
    }

    private static BigInteger FloorDivRem(BigInteger a, BigInteger b, out BigInteger rest)
    {
        BigInteger quotient = BigInteger.DivRem(a, b, out rest);
        if (!rest.IsZero && (rest.Sign < 0) != (b.Sign < 0))
        {
            rest += b;
            quotient--;
        }
        return quotient;
    }

    /// <summary>The quotient's nearest integer, ties to even.</summary>
    private static BigInteger DivideNearest(BigInteger a, BigInteger b)
    {
        if (b.IsZero)
        {
            throw Err.ZeroDivision("integer division or modulo by zero");
        }
        BigInteger quotient = FloorDivRem(a, b, out BigInteger rest);
        int order = BigInteger.Abs(rest * 2).CompareTo(BigInteger.Abs(b));
        return order > 0 || (order == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject?[] given = Args.Bind(s_parameters, args, kwnames);
        BigInteger sum = BigInteger.Zero;
        double leftover = 0;
        Accumulate("microseconds", given[2], 1, ref sum, ref leftover);
        Accumulate("milliseconds", given[3], 1000, ref sum, ref leftover);
        Accumulate("seconds", given[1], MicrosecondsPerSecond, ref sum, ref leftover);
        Accumulate("minutes", given[4], 60 * MicrosecondsPerSecond, ref sum, ref leftover);
        Accumulate("hours", given[5], 3600 * MicrosecondsPerSecond, ref sum, ref leftover);
        Accumulate("days", given[0], MicrosecondsPerDay, ref sum, ref leftover);
        Accumulate("weeks", given[6], 7 * MicrosecondsPerDay, ref sum, ref leftover);
        if (leftover != 0)
        {
            double whole = Math.Round(leftover, MidpointRounding.AwayFromZero);
            if (Math.Abs(whole - leftover) == 0.5)
            {
                // Halfway: the whole sum becomes even.
                int odd = sum.IsEven ? 0 : 1;
                whole = (2.0 * Math.Round((leftover + odd) * 0.5, MidpointRounding.AwayFromZero)) - odd;
            }
            sum += (BigInteger)whole;
        }
        PyTimeDelta result = FromMicroseconds(sum);
        return ReferenceEquals(cls, TypeObject) ? result : result.CopyTo(Allocate(cls));
    }

    private PyTimeDelta CopyTo(PyTimeDelta target)
    {
        target.Days = Days;
        target.Seconds = Seconds;
        target.Microseconds = Microseconds;
        return target;
    }

    private static void Accumulate(string tag, PyObject? value, long factor, ref BigInteger sum, ref double leftover)
    {
        switch (value)
        {
            case null:
                return;
            case PyInt number:
                sum += number.Big * factor;
                return;
            case PyFloat real:
                double whole = Math.Truncate(real.Value);
                sum += PyFloat.ToInt(whole).Big * factor;
                double fraction = (real.Value - whole) * factor;
                double more = Math.Truncate(fraction);
                sum += (BigInteger)more;
                leftover += fraction - more;
                return;
            default:
                throw Err.TypeError($"unsupported type for timedelta {tag} component: {Ops.TypeName(value)}");
        }
    }

    [PyMethod("__add__")]
    private static PyObject Add(PyObject a, PyObject b) => a is PyTimeDelta x && b is PyTimeDelta y
        ? Make((long)x.Days + y.Days, (long)x.Seconds + y.Seconds, (long)x.Microseconds + y.Microseconds) : PyNotImplemented.Instance;

    [PyMethod("__sub__")]
    private static PyObject Subtract(PyObject a, PyObject b) => a is PyTimeDelta x && b is PyTimeDelta y ? Minus(x, y) : PyNotImplemented.Instance;

    internal static PyTimeDelta Minus(PyTimeDelta x, PyTimeDelta y) =>
        Make((long)x.Days - y.Days, (long)x.Seconds - y.Seconds, (long)x.Microseconds - y.Microseconds);

    [PyMethod("__mul__")]
    private static PyObject Multiply(PyObject a, PyObject b)
    {
        (PyTimeDelta delta, PyObject factor) = a is PyTimeDelta x ? (x, b) : ((PyTimeDelta)b, a);
        return factor switch
        {
            PyInt number => FromMicroseconds((BigInteger)delta.Total * number.Big),
            PyFloat real => delta.Scale(real, divide: false),
            _ => PyNotImplemented.Instance,
        };
    }

    private PyTimeDelta Scale(PyFloat factor, bool divide)
    {
        PyObject result = Ops.CallMethod(factor, "as_integer_ratio");
        if (result is not PyTuple ratio)
        {
            throw Err.TypeError($"unexpected return type from as_integer_ratio(): expected tuple, got '{Ops.TypeName(result)}'");
        }
        if (ratio.Count != 2)
        {
            throw Err.ValueError("as_integer_ratio() must return a 2-tuple");
        }
        BigInteger numerator = Ops.Index(ratio[0]).Big, denominator = Ops.Index(ratio[1]).Big;
        return FromMicroseconds(DivideNearest((BigInteger)Total * (divide ? denominator : numerator), divide ? numerator : denominator));
    }

    [PyMethod("__truediv__")]
    private static PyObject TrueDivide(PyObject a, PyObject b)
    {
        if (a is not PyTimeDelta delta)
        {
            return PyNotImplemented.Instance;
        }
        return b switch
        {
            PyTimeDelta other => Ops.Binary(BinaryOp.TrueDivide, PyInt.From((BigInteger)delta.Total), PyInt.From((BigInteger)other.Total)),
            PyFloat real => delta.Scale(real, divide: true),
            PyInt number => FromMicroseconds(DivideNearest((BigInteger)delta.Total, number.Big)),
            _ => PyNotImplemented.Instance,
        };
    }

    [PyMethod("__floordiv__")]
    private static PyObject FloorDivide(PyObject a, PyObject b)
    {
        if (a is not PyTimeDelta delta)
        {
            return PyNotImplemented.Instance;
        }
        return b switch
        {
            PyTimeDelta other => PyInt.From(FloorDivRem((BigInteger)delta.Total, other.Divisor("integer division or modulo by zero"), out _)),
            PyInt { Sign: 0 } => throw Err.ZeroDivision("integer division or modulo by zero"),
            PyInt number => FromMicroseconds(FloorDivRem((BigInteger)delta.Total, number.Big, out _)),
            _ => PyNotImplemented.Instance,
        };
    }

    private BigInteger Divisor(string zeroMessage) => IsZero ? throw Err.ZeroDivision(zeroMessage) : (BigInteger)Total;

    [PyMethod("__mod__")]
    private static PyObject Remainder(PyObject a, PyObject b)
    {
        if (a is not PyTimeDelta x || b is not PyTimeDelta y)
        {
            return PyNotImplemented.Instance;
        }
        FloorDivRem((BigInteger)x.Total, y.Divisor("integer modulo by zero"), out BigInteger rest);
        return FromMicroseconds(rest);
    }

    [PyMethod("__divmod__")]
    private static PyObject DivMod(PyObject a, PyObject b)
    {
        if (a is not PyTimeDelta x || b is not PyTimeDelta y)
        {
            return PyNotImplemented.Instance;
        }
        BigInteger quotient = FloorDivRem((BigInteger)x.Total, y.Divisor("integer division or modulo by zero"), out BigInteger rest);
        return PyTuple.Of(PyInt.From(quotient), FromMicroseconds(rest));
    }

    [PyMethod("__neg__")]
    private PyObject Negative() => Negated();

    internal PyTimeDelta Negated() => Make(-(long)Days, -(long)Seconds, -(long)Microseconds);

    [PyMethod("__pos__")]
    private PyObject Positive() => Make(Days, Seconds, Microseconds);

    [PyMethod("__abs__")]
    private PyObject Absolute() => Days < 0 ? Negative() : Positive();

    [PyMethod("__bool__")]
    private bool Truth() => !IsZero;

    [PyMethod("__hash__")]
    private long Hash() => Ops.Hash(new PyTuple([PyInt.From(Days), PyInt.From(Seconds), PyInt.From(Microseconds)]));

    [PyMethod("__richcompare__")]
    private PyObject Compare(PyObject other, CompareOp op) => other is PyTimeDelta delta
        ? PyBool.From(PyInt.Ordered(Total.CompareTo(delta.Total), op)) : PyNotImplemented.Instance;

    [PyMethod("__repr__")]
    private string Repr()
    {
        List<string> parts = [];
        if (Days != 0)
        {
            parts.Add($"days={Days}");
        }
        if (Seconds != 0)
        {
            parts.Add($"seconds={Seconds}");
        }
        if (Microseconds != 0)
        {
            parts.Add($"microseconds={Microseconds}");
        }
        return $"{Type.FullName}({(parts.Count == 0 ? "0" : string.Join(", ", parts))})";
    }

    [PyMethod("__str__")]
    private string Str()
    {
        string days = Days == 0 ? "" : $"{Days} day{(Days is 1 or -1 ? "" : "s")}, ";
        string fraction = Microseconds == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{Microseconds:D6}");
        return string.Create(CultureInfo.InvariantCulture, $"{days}{Seconds / 3600}:{Seconds / 60 % 60:D2}:{Seconds % 60:D2}{fraction}");
    }

    [PyMethod("total_seconds", "", Doc = "The duration in seconds.")]
    private PyObject TotalSeconds() => Ops.Binary(BinaryOp.TrueDivide, PyInt.From((BigInteger)Total), PyInt.From(MicrosecondsPerSecond));

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => PyTuple.Of(Type, new PyTuple([PyInt.From(Days), PyInt.From(Seconds), PyInt.From(Microseconds)]));

    [PyGetter("days", Member = true, Doc = "Number of days.")]
    private int DaysValue => Days;

    [PyGetter("seconds", Member = true, Doc = "Number of seconds, less than a day.")]
    private int SecondsValue => Seconds;

    [PyGetter("microseconds", Member = true, Doc = "Number of microseconds, less than a second.")]
    private int MicrosecondsValue => Microseconds;
}

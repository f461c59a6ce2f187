using System.Globalization;

namespace PythonEngine.Interop;

/// <summary>The conversion rules between .NET values and Python objects; docs/embedding.md has them as a table.</summary>
internal static partial class ClrConvert
{
    /// <summary>
    /// A .NET value as Python code sees it. Values that Python has a type for become that; everything else stays a .NET object.
    /// </summary>
    internal static PyObject ToPython(ClrState state, object? value)
    {
        switch (value)
        {
            case null:
                return PyNone.Instance;
            case string text:
                return text.Length == 0 ? PyStr.Empty : new PyStr(text);
            case int number:
                return PyInt.From((long)number);
            case bool truth:
                return PyBool.From(truth);
            case double number:
                return new PyFloat(number);
            case long number:
                return PyInt.From(number);
            case char c:
                return new PyStr(c.ToString());
            case Enum:
                return state.Wrap(value);
            case PythonObject handle:
                return handle.Unwrap(state.Engine);
            case byte[] bytes:
                return bytes.Length == 0 ? PyBytes.Empty : new PyBytes([.. bytes]);
            case ReadOnlyMemory<byte> bytes:
                return PyBytes.Make(bytes.Span);
            case Memory<byte> bytes:
                return PyBytes.Make(bytes.Span);
            case Complex complex:
                return new PyComplex(complex.Real, complex.Imaginary);
            case Delegate function when PythonCallback.Of(function) is { } callback && ReferenceEquals(callback.Engine, state.Engine):
                return callback.Callable;
            case Exception error:
                return ClrExceptions.ToPython(state, error);
            default:
                return IsNumber(value) ? Number(value) : state.Wrap(value);
        }
    }

    /// <summary>
    /// A value that .NET code gives to Python code which need not know of .NET: as <see cref="ToPython"/>, and dates, spans of time, decimals
    /// and UUIDs become objects of Python's standard library.
    /// </summary>
    internal static PyObject ToPythonValue(ClrState state, object? value)
    {
        switch (value)
        {
            case decimal number:
                return Ops.Call(Standard(state, "decimal", "Decimal"), new PyStr(number.ToString(CultureInfo.InvariantCulture)));
            case Guid id:
                return Ops.Call(Standard(state, "uuid", "UUID"), new PyStr(id.ToString()));
            case TimeSpan span:
                return Delta(state, span);
            case DateTime time:
                return DateAndTime(state, time, time.Kind == DateTimeKind.Utc ? Ops.GetAttr(Standard(state, "datetime", "timezone"), "utc") : PyNone.Instance);
            case DateTimeOffset time:
                return DateAndTime(state, time.DateTime, Ops.Call(Standard(state, "datetime", "timezone"), Delta(state, time.Offset)));
            case DateOnly date:
                return Ops.Call(Standard(state, "datetime", "date"), PyInt.From(date.Year), PyInt.From(date.Month), PyInt.From(date.Day));
            case TimeOnly time:
                return Ops.Call(Standard(state, "datetime", "time"),
                    [PyInt.From(time.Hour), PyInt.From(time.Minute), PyInt.From(time.Second), PyInt.From(time.Ticks % TimeSpan.TicksPerSecond / 10)]);
            case Delegate function when PythonCallback.Of(function) == null:
                return new ClrFunction(state, function, host: true);
            default:
                return ToPython(state, value);
        }
    }

    private static PyObject Standard(ClrState state, string module, string name) => Ops.GetAttr(state.Engine.Import(module), name);

    private static PyObject Delta(ClrState state, TimeSpan span)
    {
        // timedelta counts microseconds, TimeSpan tenths of them.
        long microseconds = span.Ticks / 10;
        return Ops.Call(Standard(state, "datetime", "timedelta"), PyInt.Zero, PyInt.Zero, PyInt.From(microseconds));
    }

    private static PyObject DateAndTime(ClrState state, DateTime time, PyObject zone) => Ops.Call(Standard(state, "datetime", "datetime"),
    [
        PyInt.From(time.Year), PyInt.From(time.Month), PyInt.From(time.Day), PyInt.From(time.Hour), PyInt.From(time.Minute), PyInt.From(time.Second),
        PyInt.From(time.Ticks % TimeSpan.TicksPerSecond / 10), zone,
    ]);

    /// <summary>Whether a boxed value is a number of a kind that Python has.</summary>
    internal static bool IsNumber(object value) => value is not Enum && (value.GetType().IsPrimitive && value is not char || value is BigInteger or Half or Int128 or UInt128);

    internal static PyObject Number(object value) => value switch
    {
        bool truth => PyBool.From(truth),
        int n => PyInt.From((long)n),
        long n => PyInt.From(n),
        byte n => PyInt.From((long)n),
        sbyte n => PyInt.From((long)n),
        short n => PyInt.From((long)n),
        ushort n => PyInt.From((long)n),
        uint n => PyInt.From((long)n),
        nint n => PyInt.From((long)n),
        ulong n => PyInt.From((BigInteger)n),
        nuint n => PyInt.From((BigInteger)n),
        BigInteger n => PyInt.From(n),
        Int128 n => PyInt.From((BigInteger)n),
        UInt128 n => PyInt.From((BigInteger)n),
        double d => new PyFloat(d),
        float d => new PyFloat(d),
        Half d => new PyFloat((double)d),
        _ => throw new ArgumentException("not a number", nameof(value)),
    };

    /// <summary>The value of an enum constant as bits.</summary>
    internal static long EnumBits(object value) => Enum.GetUnderlyingType(value.GetType()) == typeof(ulong)
        ? unchecked((long)Convert.ToUInt64(value, CultureInfo.InvariantCulture))
        : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    /// <summary>A Python object as a value of a .NET type.</summary>
    /// <param name="state">The engine's.</param>
    /// <param name="value">The object.</param>
    /// <param name="target">The type wanted.</param>
    /// <param name="what">What it is for, in the message.</param>
    /// <exception cref="PyException">TypeError: it has no such value. OverflowError: a number does not fit.</exception>
    internal static object? FromPython(ClrState state, PyObject value, Type target, string what)
    {
        if (TryFromPython(state, value, target, out object? result, out _))
        {
            return result;
        }
        if (value is PyInt && target.IsPrimitive && target != typeof(bool) && target != typeof(char))
        {
            throw Err.OverflowError($"{what}: {Ops.ReprText(value)} does not fit {target.FullName}");
        }
        throw Err.TypeError($"{what}: cannot convert '{value.Type.FullName}' to {DisplayName(target)}");
    }

    internal static string DisplayName(Type type) => type.Namespace is { Length: > 0 } ns && !type.IsGenericParameter ? ns + "." + ClrTypes.ShortName(type) : ClrTypes.ShortName(type);

    /// <summary>What a Python object is to .NET code that asks for no type.</summary>
    internal static object? ToObject(ClrState state, PyObject value)
    {
        switch (value)
        {
            case PyNone:
                return null;
            case ClrObject clr:
                return clr.Value;
            case PyBool truth:
                return truth.Value;
            case PyInt number when !number.Type.IsHeap:
                return number.TryGetLong(out long n) ? n is >= int.MinValue and <= int.MaxValue ? (object)(int)n : n : number.Big;
            case PyFloat number when !number.Type.IsHeap:
                return number.Value;
            case PyStr text when !text.Type.IsHeap:
                return text.Value;
            case PyBytes bytes when !bytes.Type.IsHeap:
                return bytes.Data.Clone();
            case PyComplex complex when !complex.Type.IsHeap:
                return new Complex(complex.Real, complex.Imaginary);
            case PyBaseException exception when ClrExceptions.Original(exception) is { } error:
                return error;
            case ClrFunction function:
                return function.Target;
            case PyType type when state.OwnClrType(type) is { } clr:
                return clr;
            default:
                return new PythonObject(state.Engine, value);
        }
    }
}

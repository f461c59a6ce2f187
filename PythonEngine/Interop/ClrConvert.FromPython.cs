using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Threading;

namespace PythonEngine.Interop;

internal static partial class ClrConvert
{
    // How far a conversion is from the value's own type: overload resolution takes the smallest sum.
    private const int Exact = 0;
    private const int Near = 1;
    private const int Widened = 3;
    private const int Copied = 6;
    private const int ByInterface = 8;
    private const int ByOperator = 15;
    private const int AsObject = 30;

    /// <summary>Converts without raising; <paramref name="cost"/> tells how natural the conversion is.</summary>
    internal static bool TryFromPython(ClrState state, PyObject value, Type target, out object? result, out int cost)
    {
        result = null;
        cost = Exact;
        if (target.IsByRef)
        {
            target = target.GetElementType()!;
        }
        if (value is PyNone)
        {
            cost = Near;
            return !target.IsValueType || Nullable.GetUnderlyingType(target) != null;
        }
        if (target == typeof(object))
        {
            result = ToObject(state, value);
            cost = AsObject;
            return true;
        }
        if (Nullable.GetUnderlyingType(target) is { } underlying)
        {
            bool converted = TryFromPython(state, value, underlying, out result, out cost);
            cost++;
            return converted;
        }
        if (target == typeof(PythonObject))
        {
            result = new PythonObject(state.Engine, value);
            cost = ByInterface;
            return true;
        }
        return value switch
        {
            ClrObject clr => FromClr(state, clr.Value, target, out result, out cost),
            PyBool truth => target == typeof(bool) ? Set(truth.Value, out result) : FromInteger(truth, target, out result, ref cost) && Add(ref cost, Copied),
            PyInt number => FromInteger(number, target, out result, ref cost) || ByConversion(state, ToObject(state, number), target, out result, ref cost),
            PyFloat number => FromFloat(number.Value, target, out result, ref cost) || ByConversion(state, number.Value, target, out result, ref cost),
            PyStr text => FromText(text, target, out result, ref cost) || ByConversion(state, text.Value, target, out result, ref cost),
            PyBaseException exception => ClrExceptions.Original(exception) is { } error ? FromClr(state, error, target, out result, out cost) : FromException(state, exception, target, out result),
            PyType type when target == typeof(Type) => Set(state.ClrTypeOf(type), out result) && result != null,
            PyType => typeof(Delegate).IsAssignableFrom(target) && FromCallable(state, value, target, out result, ref cost),
            ClrGenericType generic when target == typeof(Type) => Set(generic.Only(), out result),
            ClrFunction function when target.IsInstanceOfType(function.Target) => Set(function.Target, out result),
            _ => FromOther(state, value, target, out result, ref cost),
        };
    }

    private static bool Set(object? value, out object? result)
    {
        result = value;
        return true;
    }

    private static bool Add(ref int cost, int more)
    {
        cost += more;
        return true;
    }

    private static bool FromException(ClrState state, PyBaseException exception, Type target, out object? result)
    {
        result = target.IsAssignableFrom(typeof(PythonException)) ? ClrExceptions.Describe(state.Engine, exception) : null;
        return result != null;
    }

    /// <summary>A .NET value where another .NET type is wanted.</summary>
    private static bool FromClr(ClrState state, object value, Type target, out object? result, out int cost)
    {
        cost = Exact;
        result = value;
        Type type = value.GetType();
        if (type == target)
        {
            return true;
        }
        if (target.IsInstanceOfType(value))
        {
            if (target.IsInterface)
            {
                cost = ByInterface;
                return true;
            }
            for (Type? t = type; t != null && t != target; t = t.BaseType)
            {
                cost++;
            }
            return true;
        }
        if (IsNumber(value) && (IsNumeric(target) || target == typeof(decimal)))
        {
            PyObject number = Number(value);
            // A number that is of a .NET type already asks for just that one.
            return (number is PyInt n ? FromInteger(n, target, out result, ref cost) : FromFloat(((PyFloat)number).Value, target, out result, ref cost)) && Add(ref cost, Widened);
        }
        if (value is Task or ValueTask && target == typeof(Task) && ClrTasks.AsTask(value) is { } task)
        {
            return Set(task, out result);
        }
        if (value is Delegate function && typeof(Delegate).IsAssignableFrom(target) && PythonCallback.CanImplement(target))
        {
            // One delegate type for another, as C# does by wrapping.
            try
            {
                result = Delegate.CreateDelegate(target, function, "Invoke");
                cost = Copied;
                return true;
            }
            catch (ArgumentException)
            {
                return false;
            }
        }
        if (value is byte[] bytes && target == typeof(ReadOnlyMemory<byte>))
        {
            return Set((ReadOnlyMemory<byte>)bytes, out result);
        }
        return ByConversion(state, value, target, out result, ref cost);
    }

    private static bool IsNumeric(Type type) => type.IsPrimitive && type != typeof(char) && type != typeof(bool)
        || type == typeof(BigInteger) || type == typeof(Half) || type == typeof(Int128) || type == typeof(UInt128);

    private static bool FromInteger(PyInt number, Type target, out object? result, ref int cost)
    {
        result = null;
        if (target.IsEnum)
        {
            // As in C#: only zero is every enum's value without a cast.
            cost = ByOperator;
            return number.TryGetLong(out long zero) && zero == 0 && Set(Enum.ToObject(target, 0), out result);
        }
        if (!number.TryGetLong(out long n))
        {
            return FromBig(number.Big, target, out result, ref cost);
        }
        switch (Type.GetTypeCode(target))
        {
            case TypeCode.Int32 when n is >= int.MinValue and <= int.MaxValue:
                return Set((int)n, out result);
            case TypeCode.Int64:
                cost = Near;
                return Set(n, out result);
            case TypeCode.Double:
                cost = Widened + 2;
                return Set((double)n, out result);
            case TypeCode.Single:
                cost = Widened + 4;
                return Set((float)n, out result);
            case TypeCode.Decimal:
                cost = Widened + 3;
                return Set((decimal)n, out result);
            case TypeCode.UInt32 when n is >= 0 and <= uint.MaxValue:
                cost = Widened;
                return Set((uint)n, out result);
            case TypeCode.UInt64 when n >= 0:
                cost = Widened;
                return Set((ulong)n, out result);
            case TypeCode.Int16 when n is >= short.MinValue and <= short.MaxValue:
                cost = Widened;
                return Set((short)n, out result);
            case TypeCode.UInt16 when n is >= 0 and <= ushort.MaxValue:
                cost = Widened;
                return Set((ushort)n, out result);
            case TypeCode.Byte when n is >= 0 and <= byte.MaxValue:
                cost = Widened;
                return Set((byte)n, out result);
            case TypeCode.SByte when n is >= sbyte.MinValue and <= sbyte.MaxValue:
                cost = Widened;
                return Set((sbyte)n, out result);
        }
        cost = Widened;
        if (target == typeof(BigInteger))
        {
            return Set((BigInteger)n, out result);
        }
        if (target == typeof(nint))
        {
            return Set((nint)n, out result);
        }
        if (target == typeof(nuint) && n >= 0)
        {
            return Set((nuint)n, out result);
        }
        if (target == typeof(Half))
        {
            return Set((Half)n, out result);
        }
        if (target == typeof(Int128))
        {
            return Set((Int128)n, out result);
        }
        return target == typeof(UInt128) && n >= 0 && Set((UInt128)n, out result);
    }

    private static bool FromBig(BigInteger number, Type target, out object? result, ref int cost)
    {
        result = null;
        cost = Widened;
        if (target == typeof(BigInteger))
        {
            cost = Near;
            return Set(number, out result);
        }
        if (target == typeof(ulong) && number.Sign >= 0 && number <= ulong.MaxValue)
        {
            return Set((ulong)number, out result);
        }
        if (target == typeof(double) && !double.IsInfinity((double)number))
        {
            cost = Widened + 2;
            return Set((double)number, out result);
        }
        if (target == typeof(decimal) && BigInteger.Abs(number) <= (BigInteger)decimal.MaxValue)
        {
            cost = Widened + 3;
            return Set((decimal)number, out result);
        }
        if (target == typeof(Int128) && number >= (BigInteger)Int128.MinValue && number <= (BigInteger)Int128.MaxValue)
        {
            return Set((Int128)number, out result);
        }
        return target == typeof(UInt128) && number.Sign >= 0 && number <= (BigInteger)UInt128.MaxValue && Set((UInt128)number, out result);
    }

    private static bool FromFloat(double number, Type target, out object? result, ref int cost)
    {
        result = null;
        switch (Type.GetTypeCode(target))
        {
            case TypeCode.Double:
                return Set(number, out result);
            case TypeCode.Single:
                cost = Near;
                return Set((float)number, out result);
            case TypeCode.Decimal when double.IsFinite(number) && Math.Abs(number) < 7.9e28:
                cost = Widened;
                return Set((decimal)number, out result);
        }
        cost = Widened;
        return target == typeof(Half) ? Set((Half)number, out result) : target == typeof(Complex) && Set(new Complex(number, 0), out result);
    }

    private static bool FromText(PyStr text, Type target, out object? result, ref int cost)
    {
        result = null;
        if (target == typeof(string))
        {
            return Set(text.Value, out result);
        }
        if (target == typeof(char) && text.Value.Length == 1)
        {
            cost = Near;
            return Set(text.Value[0], out result);
        }
        if (target.IsAssignableFrom(typeof(string)))
        {
            cost = ByInterface;
            return Set(text.Value, out result);
        }
        if (target == typeof(char[]))
        {
            cost = Copied;
            return Set(text.Value.ToCharArray(), out result);
        }
        return false;
    }

    private static readonly ConditionalWeakTable<Type, MethodInfo[]> s_conversions = [];

    /// <summary>By an implicit conversion operator of the target's or the value's type.</summary>
    private static bool ByConversion(ClrState state, object? value, Type target, out object? result, ref int cost)
    {
        result = null;
        if (value == null || target.IsPrimitive || target == typeof(string) || target.IsInterface || target.ContainsGenericParameters)
        {
            return false;
        }
        foreach (Type owner in (Type[])[target, value.GetType()])
        {
            foreach (MethodInfo method in s_conversions.GetValue(owner, static t => Array.FindAll(t.GetMethods(BindingFlags.Public | BindingFlags.Static), static m => m.Name == "op_Implicit")))
            {
                Type from = method.GetParameters()[0].ParameterType;
                if (from.IsByRefLike || method.ReturnType.IsByRefLike || !target.IsAssignableFrom(method.ReturnType))
                {
                    continue;
                }
                object? argument = from.IsInstanceOfType(value) ? value : value is int n && from == typeof(long) ? (long)n : value is int i && from == typeof(double) ? (double)i : null;
                if (argument != null)
                {
                    try
                    {
                        result = method.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [argument], CultureInfo.InvariantCulture);
                    }
                    catch (Exception e) when (e is not PyException)
                    {
                        throw ClrExceptions.Wrap(state, e);
                    }
                    cost = ByOperator;
                    return true;
                }
            }
        }
        return false;
    }

    private static bool FromOther(ClrState state, PyObject value, Type target, out object? result, ref int cost)
    {
        result = null;
        if (value.Type.HasCall && typeof(Delegate).IsAssignableFrom(target))
        {
            return FromCallable(state, value, target, out result, ref cost);
        }
        if (value is PyComplex complex)
        {
            return target == typeof(Complex) && Set(new Complex(complex.Real, complex.Imaginary), out result);
        }
        if (FromBuffer(value, target, out result, ref cost) || FromStandard(state, value, target, out result, ref cost))
        {
            return true;
        }
        if (value is PyBytes or PyByteArray or PyMemoryView)
        {
            return false;
        }
        if (value is PyDict dict)
        {
            return FromDict(state, dict, target, out result, ref cost);
        }
        if (value is PyTuple tuple && FromTuple(state, tuple, target, out result, ref cost))
        {
            return true;
        }
        if (value.Type.HasIter)
        {
            return FromIterable(state, value, target, out result, ref cost);
        }
        if (target == typeof(bool))
        {
            return false;
        }
        if (value.Type.HasIndex && IsNumeric(target))
        {
            cost = Copied;
            return FromInteger(Ops.Index(value), target, out result, ref cost);
        }
        if (value.Type.HasFloat && (target == typeof(double) || target == typeof(float)))
        {
            cost = Copied;
            return FromFloat(Ops.AsDouble(value), target, out result, ref cost);
        }
        return false;
    }

    private static bool FromBuffer(PyObject value, Type target, out object? result, ref int cost)
    {
        result = null;
        bool memory = target == typeof(ReadOnlyMemory<byte>) || target == typeof(Memory<byte>) || target == typeof(ArraySegment<byte>);
        if (target != typeof(byte[]) && !memory && target != typeof(IEnumerable<byte>) && target != typeof(IReadOnlyList<byte>))
        {
            return false;
        }
        if (value is not (PyBytes or PyByteArray or PyMemoryView) || !value.TryGetBuffer(false, out BufferView view))
        {
            return false;
        }
        try
        {
            if (!memory)
            {
                // What .NET does to its array must not change an immutable bytes object.
                return Set(view.Span.ToArray(), out result);
            }
            if (view.ReadOnly && target != typeof(ReadOnlyMemory<byte>))
            {
                return false;
            }
            cost = Near;
            if (target == typeof(ReadOnlyMemory<byte>))
            {
                return Set((ReadOnlyMemory<byte>)view.Memory, out result);
            }
            if (target == typeof(Memory<byte>))
            {
                return Set(view.Memory, out result);
            }
            return System.Runtime.InteropServices.MemoryMarshal.TryGetArray<byte>(view.Memory, out ArraySegment<byte> segment) && Set(segment, out result);
        }
        finally
        {
            view.Release();
        }
    }

    /// <summary>Dates, times, decimals and UUIDs of the standard library.</summary>
    private static bool FromStandard(ClrState state, PyObject value, Type target, out object? result, ref int cost)
    {
        result = null;
        bool time = target == typeof(DateTime) || target == typeof(DateTimeOffset) || target == typeof(DateOnly) || target == typeof(TimeOnly) || target == typeof(TimeSpan);
        if (!time && target != typeof(decimal) && target != typeof(Guid))
        {
            return false;
        }
        int Field(string name) => (int)Ops.AsLong(Ops.GetAttr(value, name));
        string kind = "";
        foreach (PyType type in value.Type.Mro)
        {
            if (type.ModuleText is "datetime" or "decimal" or "uuid" or "_pydatetime" or "_decimal" or "_pydecimal")
            {
                kind = type.Name;
                break;
            }
        }
        if (kind == "Decimal" && target == typeof(decimal))
        {
            return decimal.TryParse(Ops.StrText(value), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) && Set(number, out result);
        }
        if (kind == "UUID" && target == typeof(Guid))
        {
            return Set(Guid.Parse(Ops.StrText(value)), out result);
        }
        if (kind == "timedelta" && target == typeof(TimeSpan))
        {
            return Set(new TimeSpan(Field("days") * TimeSpan.TicksPerDay + Field("seconds") * TimeSpan.TicksPerSecond + Field("microseconds") * 10L), out result);
        }
        if (kind == "time" && target == typeof(TimeOnly))
        {
            return Set(new TimeOnly(Field("hour"), Field("minute"), Field("second")).Add(new TimeSpan(Field("microsecond") * 10L)), out result);
        }
        if (kind is not ("datetime" or "date") || target == typeof(TimeSpan) || target == typeof(TimeOnly))
        {
            return false;
        }
        DateTime moment = new(Field("year"), Field("month"), Field("day"));
        if (target == typeof(DateOnly))
        {
            cost = kind == "date" ? Exact : Widened;
            return Set(DateOnly.FromDateTime(moment), out result);
        }
        TimeSpan? offset = null;
        if (kind == "datetime")
        {
            moment = moment.Add(new TimeSpan(Field("hour") * TimeSpan.TicksPerHour + Field("minute") * TimeSpan.TicksPerMinute
                + Field("second") * TimeSpan.TicksPerSecond + Field("microsecond") * 10L));
            PyObject zone = Ops.CallMethod(value, "utcoffset");
            if (zone is not PyNone && TryFromPython(state, zone, typeof(TimeSpan), out object? span, out _))
            {
                offset = (TimeSpan)span!;
            }
        }
        cost = kind == "datetime" ? Exact : Widened;
        if (target == typeof(DateTimeOffset))
        {
            return Set(offset is { } o ? new DateTimeOffset(moment, o) : new DateTimeOffset(moment), out result);
        }
        return Set(offset is { } known ? DateTime.SpecifyKind(moment - known, DateTimeKind.Utc) : moment, out result);
    }

    private static bool FromTuple(ClrState state, PyTuple tuple, Type target, out object? result, ref int cost)
    {
        result = null;
        bool pair = target.IsGenericType && target.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);
        if (!pair && !typeof(ITuple).IsAssignableFrom(target) || !target.IsGenericType)
        {
            return false;
        }
        Type[] types = target.GetGenericArguments();
        if (types.Length != tuple.Count || types.Length > 7)
        {
            return false;
        }
        object?[] items = new object?[types.Length];
        for (int i = 0; i < items.Length; i++)
        {
            if (!TryFromPython(state, tuple[i], types[i], out items[i], out int item))
            {
                return false;
            }
            cost = Math.Max(cost, item);
        }
        cost += Near;
        return Set(Activator.CreateInstance(target, items), out result);
    }

    private static bool FromDict(ClrState state, PyDict dict, Type target, out object? result, ref int cost)
    {
        result = null;
        Type key = typeof(object), item = typeof(object);
        if (target.IsGenericType && target.GetGenericArguments() is { Length: 2 } arguments)
        {
            (key, item) = (arguments[0], arguments[1]);
        }
        else if (target.IsGenericType && target.GetGenericArguments()[0] is { IsGenericType: true } pair && pair.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
        {
            (key, item) = (pair.GetGenericArguments()[0], pair.GetGenericArguments()[1]);
        }
        else if (target != typeof(IDictionary) && target != typeof(Hashtable))
        {
            return false;
        }
        Type made = target == typeof(Hashtable) ? target : typeof(Dictionary<,>).MakeGenericType(key, item);
        if (!target.IsAssignableFrom(made))
        {
            return false;
        }
        IDictionary copy = (IDictionary)Activator.CreateInstance(made)!;
        PyDict snapshot = dict.Copy();
        int position = 0;
        while (snapshot.Next(ref position, out PyObject k, out PyObject v))
        {
            if (!TryFromPython(state, k, key, out object? convertedKey, out _) || convertedKey == null || !TryFromPython(state, v, item, out object? convertedItem, out int each))
            {
                return false;
            }
            copy[convertedKey] = convertedItem;
            cost = Math.Max(cost, each);
        }
        cost += Copied;
        return Set(copy, out result);
    }

    /// <summary>Lists, tuples, sets and what else can be iterated: copied into arrays and lists; iterators are read as .NET asks for items.</summary>
    private static bool FromIterable(ClrState state, PyObject value, Type target, out object? result, ref int cost)
    {
        result = null;
        Type element = target.IsArray ? target.GetElementType()! : target.IsGenericType && target.GetGenericArguments().Length == 1 ? target.GetGenericArguments()[0] : typeof(object);
        if (element.IsByRefLike || element.IsPointer)
        {
            return false;
        }
        bool iterator = value.Type.HasIterNext;
        if (iterator)
        {
            Type lazy = typeof(PythonEnumerable<>).MakeGenericType(element);
            if (!target.IsAssignableFrom(lazy))
            {
                return false;
            }
            cost = Copied + 1;
            return Set(Activator.CreateInstance(lazy, BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, null, [state, value], CultureInfo.InvariantCulture), out result);
        }
        bool array = target.IsAssignableFrom(element.MakeArrayType()) && (!target.IsArray || target.GetArrayRank() == 1) && !typeof(IList).Equals(target) && !IsGrowing(target);
        Type list = typeof(List<>).MakeGenericType(element), set = typeof(HashSet<>).MakeGenericType(element);
        bool asSet = !array && !target.IsAssignableFrom(list) && target.IsAssignableFrom(set);
        if (!array && !asSet && !target.IsAssignableFrom(list))
        {
            return false;
        }
        PyObject[] items = Ops.ToArray(value);
        Array converted = Array.CreateInstance(element, items.Length);
        for (int i = 0; i < items.Length; i++)
        {
            if (!TryFromPython(state, items[i], element, out object? item, out int each))
            {
                return false;
            }
            converted.SetValue(item, i);
            cost = Math.Max(cost, each);
        }
        cost += target.IsArray ? Copied : Copied + 1;
        return Set(array ? converted : Activator.CreateInstance(asSet ? set : list, converted), out result);
    }

    // IList<T> and ICollection<T> promise Add, which arrays refuse.
    private static bool IsGrowing(Type target) => target.IsGenericType && target.GetGenericTypeDefinition() is { } d && (d == typeof(IList<>) || d == typeof(ICollection<>));
}

/// <summary>A Python iterator as an IEnumerable: each item is fetched when .NET code asks for it.</summary>
internal sealed class PythonEnumerable<T>(ClrState state, PyObject iterator) : IEnumerable<T>
{
    public IEnumerator<T> GetEnumerator()
    {
        while (Next(out T item))
        {
            yield return item;
        }
    }

    private bool Next(out T item)
    {
        using EngineAccess access = EngineAccess.Enter(state.Engine);
        try
        {
            PyObject? next = Ops.Next(iterator);
            item = next == null ? default! : (T)ClrConvert.FromPython(state, next, typeof(T), "item")!;
            return next != null;
        }
        catch (PyException e)
        {
            throw ClrExceptions.ToClr(state.Engine, e.Value);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

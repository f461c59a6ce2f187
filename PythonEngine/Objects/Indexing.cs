namespace PythonEngine.Objects;

/// <summary>What the sequence types share: indices, bounds, pickling of iterators.</summary>
internal static unsafe class Indexing
{
    /// <summary>A subscript as a number.</summary>
    // message: Start of the TypeError for anything without __index__; the type name and a quote follow.
    internal static long Index(PyObject key, string message)
    {
        if (key.GetType() == typeof(PySmallInt))
        {
            return Unsafe.As<PySmallInt>(key).Value;
        }
        if (!key.Type.HasIndex)
        {
            throw Err.TypeError($"{message}{Ops.TypeName(key)}'");
        }
        return Ops.Index(key).TryGetLong(out long index)
            ? index
            : throw Err.IndexError($"cannot fit '{Ops.TypeName(key)}' into an index-sized integer");
    }

    /// <summary>An optional slice bound: None and absent give the fallback, what does not fit is clamped.</summary>
    internal static long Bound(PyObject? value, long fallback, bool noneAllowed = true)
    {
        if (value == null || (noneAllowed && ReferenceEquals(value, PyNone.Instance)))
        {
            return fallback;
        }
        if (value.GetType() == typeof(PySmallInt))
        {
            return Unsafe.As<PySmallInt>(value).Value;
        }
        if (!value.Type.HasIndex)
        {
            throw Err.TypeError(noneAllowed
                ? "slice indices must be integers or None or have an __index__ method"
                : "slice indices must be integers or have an __index__ method");
        }
        PyInt index = Ops.Index(value);
        return index.TryGetLong(out long result) ? result : index.Sign < 0 ? long.MinValue : long.MaxValue;
    }

    /// <summary>Turns optional start and end arguments into bounds of a sequence, as slicing does; start may stay beyond end.</summary>
    internal static void Range(PyObject? start, PyObject? end, int length, out long first, out int last, bool noneAllowed = true)
    {
        long s = Bound(start, 0, noneAllowed), e = Bound(end, long.MaxValue, noneAllowed);
        if (e > length)
        {
            e = length;
        }
        else if (e < 0)
        {
            e = Math.Max(0, e + length);
        }
        if (s < 0)
        {
            s = Math.Max(0, s + length);
        }
        first = s;
        last = (int)e;
    }

    /// <summary>Whether a class leaves __init__ to its native base; only then does the base's __new__ refuse keywords.</summary>
    internal static bool SameInit(PyType cls, PyType native) => (nint)cls.TpInit == (nint)native.TpInit;

    internal static bool IsIndex(PyObject o) => o.Type.HasIndex;

    /// <summary>Whether iter() would find a way.</summary>
    internal static bool IsIterable(PyObject o) => o.Type.HasIter || (o.Type.HasGetItem && o is not PyDict);

    internal static PyObject Builtin(string name) => PyThread.Current.Engine.Builtins.GetStr(PyStr.Intern(name)) ?? throw Err.AttributeError($"module 'builtins' has no attribute '{name}'");

    /// <summary>The (iter, (sequence,), index) triple of sequence iterators; an exhausted one is an iterator of nothing.</summary>
    internal static PyObject ReduceIterator(PyObject? sequence, PyObject empty, long index) => sequence == null
        ? PyTuple.Of(Builtin("iter"), new PyTuple([empty]))
        : new PyTuple([Builtin("iter"), new PyTuple([sequence]), PyInt.From(index)]);
}

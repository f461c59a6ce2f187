namespace PythonEngine.Execution;

internal static unsafe partial class Ops
{
    public static bool IsTrue(PyObject obj)
    {
        if (ReferenceEquals(obj, PyBool.True))
        {
            return true;
        }
        if (ReferenceEquals(obj, PyBool.False) || ReferenceEquals(obj, PyNone.Instance))
        {
            return false;
        }
        PyType type = obj.Type;
        if (type.NbBool != null)
        {
            return type.NbBool(obj);
        }
        return type.SqLength == null || type.SqLength(obj) != 0;
    }

    public static long Hash(PyObject obj)
    {
        if (obj.GetType() == typeof(PyStr))
        {
            return Unsafe.As<PyStr>(obj).Hash();
        }
        var hash = obj.Type.TpHash;
        return hash == null ? throw Err.TypeError($"unhashable type: '{obj.Type.FullName}'") : hash(obj);
    }

    /// <summary>Comparison as a truth value; identical objects are equal without asking them.</summary>
    public static bool Compare(PyObject a, PyObject b, CompareOp op)
    {
        if (ReferenceEquals(a, b))
        {
            if (op == CompareOp.Eq)
            {
                return true;
            }
            if (op == CompareOp.Ne)
            {
                return false;
            }
        }
        return IsTrue(RichCompare(a, b, op));
    }

    public static bool Equal(PyObject a, PyObject b) => Compare(a, b, CompareOp.Eq);

    private static ReadOnlySpan<byte> SwappedOps => [(byte)CompareOp.Gt, (byte)CompareOp.Ge, (byte)CompareOp.Eq, (byte)CompareOp.Ne, (byte)CompareOp.Lt, (byte)CompareOp.Le];

    public static CompareOp Swapped(CompareOp op) => (CompareOp)SwappedOps[(int)op];

    private static readonly string[] s_compareText = ["<", "<=", "==", "!=", ">", ">="];

    public static PyObject RichCompare(PyObject a, PyObject b, CompareOp op)
    {
        PyType ta = a.Type;
        PyType tb = b.Type;
        bool reverseTried = false;
        PyObject result;
        if (!ReferenceEquals(ta, tb) && tb.TpRichCompare != null && tb.IsSubtypeOf(ta))
        {
            reverseTried = true;
            result = tb.TpRichCompare(b, a, Swapped(op));
            if (!ReferenceEquals(result, PyNotImplemented.Instance))
            {
                return result;
            }
        }
        if (ta.TpRichCompare != null)
        {
            result = ta.TpRichCompare(a, b, op);
            if (!ReferenceEquals(result, PyNotImplemented.Instance))
            {
                return result;
            }
        }
        if (!reverseTried && tb.TpRichCompare != null)
        {
            result = tb.TpRichCompare(b, a, Swapped(op));
            if (!ReferenceEquals(result, PyNotImplemented.Instance))
            {
                return result;
            }
        }
        return op switch
        {
            CompareOp.Eq => PyBool.From(ReferenceEquals(a, b)),
            CompareOp.Ne => PyBool.From(!ReferenceEquals(a, b)),
            _ => Unordered(a, b, op),
        };
    }

    // Python 2 had an order for everything, and its programs, once there are some, expect it of whatever compares for them.
    private static PyObject Unordered(PyObject a, PyObject b, CompareOp op)
    {
        if (PyThread.Current.Engine.Python2 != null && Python2.Python2Order.TryCompare(a, b, op, out PyObject result))
        {
            return result;
        }
        throw Err.TypeError($"'{s_compareText[(int)op]}' not supported between instances of '{a.Type.FullName}' and '{b.Type.FullName}'");
    }

    /// <summary>a op b after a's own Python method returned NotImplemented.</summary>
    public static PyObject CompareReflected(PyObject a, PyObject b, CompareOp op)
    {
        var compare = b.Type.TpRichCompare;
        PyObject result = compare == null ? PyNotImplemented.Instance : compare(b, a, Swapped(op));
        if (!ReferenceEquals(result, PyNotImplemented.Instance))
        {
            return result;
        }
        return op switch
        {
            CompareOp.Eq => PyBool.From(ReferenceEquals(a, b)),
            CompareOp.Ne => PyBool.From(!ReferenceEquals(a, b)),
            _ => Unordered(a, b, op),
        };
    }

    public static PyStr Repr(PyObject obj)
    {
        using RecursionGuard _ = PyThread.Current.EnterRecursion(" while getting the repr of an object");
        PyObject text = obj.Type.TpRepr(obj);
        return text as PyStr ?? throw Err.TypeError($"__repr__ returned non-string (type {text.Type.FullName})");
    }

    public static PyStr Str(PyObject obj)
    {
        if (obj.GetType() == typeof(PyStr))
        {
            return Unsafe.As<PyStr>(obj);
        }
        using RecursionGuard _ = PyThread.Current.EnterRecursion(" while getting the str of an object");
        PyType type = obj.Type;
        if (type.TpStr == null)
        {
            return Repr(obj);
        }
        PyObject text = type.TpStr(obj);
        return text as PyStr ?? throw Err.TypeError($"__str__ returned non-string (type {text.Type.FullName})");
    }

    public static string ReprText(PyObject obj) => Repr(obj).Value;

    public static string StrText(PyObject obj) => Str(obj).Value;

    /// <summary>repr with everything beyond ASCII escaped.</summary>
    public static PyStr Ascii(PyObject obj)
    {
        PyStr text = Repr(obj);
        bool plain = true;
        for (int i = 0; i < text.Length && plain; i++)
        {
            plain = text[i] < 128;
        }
        if (plain)
        {
            return text;
        }
        System.Text.StringBuilder sb = new();
        for (int i = 0; i < text.Length; i++)
        {
            int c = text[i];
            _ = c < 128 ? sb.Append((char)c) : c < 256 ? sb.Append($"\\x{c:x2}") : c < 0x10000 ? sb.Append($"\\u{c:x4}") : sb.Append($"\\U{c:x8}");
        }
        return new PyStr(sb.ToString());
    }

    /// <summary>format(obj, spec)</summary>
    public static PyStr Format(PyObject obj, PyStr spec)
    {
        if (spec.Length == 0)
        {
            if (obj.GetType() == typeof(PyStr))
            {
                return Unsafe.As<PyStr>(obj);
            }
            if (obj.GetType() == typeof(PySmallInt))
            {
                return Str(obj);
            }
        }
        else if (obj.GetType() == typeof(PySmallInt))
        {
            return FormatSpec.FormatInt(Unsafe.As<PySmallInt>(obj), spec);
        }
        else if (obj.GetType() == typeof(PyFloat))
        {
            return FormatSpec.FormatFloat(obj, Unsafe.As<PyFloat>(obj).Value, spec);
        }
        else if (obj.GetType() == typeof(PyStr))
        {
            return FormatSpec.FormatString(Unsafe.As<PyStr>(obj), spec);
        }
        PyObject method = LookupSpecial(obj, Names.Format) ?? throw Err.TypeError($"Type {obj.Type.FullName} doesn't define __format__");
        PyObject result = Call(method, spec);
        return result as PyStr ?? throw Err.TypeError($"__format__ must return a str, not {result.Type.FullName}");
    }

    public static long Len(PyObject obj)
    {
        var length = obj.Type.SqLength;
        return length == null ? throw Err.TypeError($"object of type '{obj.Type.FullName}' has no len()") : length(obj);
    }

    /// <summary>Length of a sequence (CPython's PySequence_Size): a dict has a length and is none.</summary>
    public static long SequenceLen(PyObject obj) =>
        obj is PyDict or PyMappingProxy ? throw Err.TypeError($"{obj.Type.FullName} is not a sequence") : Len(obj);

    /// <summary>An item of a sequence (CPython's PySequence_GetItem).</summary>
    public static PyObject SequenceItem(PyObject obj, long index) =>
        obj is PyDict or PyMappingProxy ? throw Err.TypeError($"{obj.Type.FullName} is not a sequence") : GetItem(obj, PyInt.From(index));

    /// <summary>An estimate from len() or __length_hint__.</summary>
    public static int LengthHint(PyObject obj, int fallback)
    {
        var length = obj.Type.SqLength;
        if (length != null)
        {
            try
            {
                return (int)Math.Min(length(obj), int.MaxValue);
            }
            catch (PyException e) when (e.Matches(Exc.TypeError))
            {
                // A __len__ that refuses leaves the hint to __length_hint__.
            }
        }
        PyObject? hint = LookupSpecial(obj, Names.LengthHint);
        if (hint == null)
        {
            return fallback;
        }
        PyObject result;
        try
        {
            result = Call(hint);
        }
        catch (PyException e) when (e.Matches(Exc.TypeError))
        {
            return fallback;
        }
        if (ReferenceEquals(result, PyNotImplemented.Instance))
        {
            return fallback;
        }
        if (result is not PyInt)
        {
            throw Err.TypeError($"__length_hint__ must be an integer, not {result.Type.FullName}");
        }
        long n = AsLong(result);
        return n < 0 ? throw Err.ValueError("__length_hint__() should return >= 0") : (int)Math.Min(n, int.MaxValue);
    }

    public static PyObject GetItem(PyObject obj, PyObject key)
    {
        var get = obj.Type.MpGetItem;
        if (get != null)
        {
            return get(obj, key);
        }
        if (obj is PyType type)
        {
            if (ReferenceEquals(type, PyType.TypeObject))
            {
                return new PyGenericAlias(type, key);
            }
            PyObject? method = TryGetAttr(obj, Names.ClassGetitem);
            if (method != null && method is not PyNone)
            {
                return Call(method, key);
            }
            throw Err.TypeError($"type '{type.FullName}' is not subscriptable");
        }
        if (obj is PyBaseException exception && PyThread.Current.Engine.Python2 != null)
        {
            return GetItem(exception.Args, key);
        }
        throw Err.TypeError($"'{obj.Type.FullName}' object is not subscriptable");
    }

    public static void SetItem(PyObject obj, PyObject key, PyObject value)
    {
        var set = obj.Type.MpSetItem;
        if (set == null)
        {
            throw Err.TypeError($"'{obj.Type.FullName}' object does not support item assignment");
        }
        set(obj, key, value);
    }

    public static void DelItem(PyObject obj, PyObject key)
    {
        var set = obj.Type.MpSetItem;
        if (set == null)
        {
            throw Err.TypeError($"'{obj.Type.FullName}' object doesn't support item deletion");
        }
        set(obj, key, null);
    }

    public static bool Contains(PyObject container, PyObject item)
    {
        var contains = container.Type.SqContains;
        if (contains != null)
        {
            return contains(container, item);
        }
        PyType type = container.Type;
        if (type.TpIter == null && (type.MpGetItem == null || container is IMappingOnly))
        {
            throw Err.TypeError($"argument of type '{type.FullName}' is not iterable");
        }
        PyObject iterator = Iter(container);
        while (Next(iterator) is { } candidate)
        {
            if (Compare(candidate, item, CompareOp.Eq))
            {
                return true;
            }
        }
        return false;
    }

    public static PyObject Iter(PyObject obj)
    {
        PyType type = obj.Type;
        if (type.TpIter != null)
        {
            PyObject iterator = type.TpIter(obj);
            if (!iterator.Type.HasIterNext)
            {
                throw Err.TypeError($"iter() returned non-iterator of type '{iterator.Type.FullName}'");
            }
            return iterator;
        }
        if (type.MpGetItem != null && obj is not (PyDict or IMappingOnly) && type.Lookup(Names.Getitem) != null)
        {
            return new PySequenceIterator(obj);
        }
        if (obj is PyBaseException exception && PyThread.Current.Engine.Python2 != null)
        {
            return Iter(exception.Args);
        }
        throw Err.TypeError($"'{type.FullName}' object is not iterable");
    }

    public static bool IsIterable(PyObject obj) => obj.Type.HasIter || obj.Type.HasGetItem;

    /// <summary>Next value, or null at the end (StopIteration raised by Python code counts as the end).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyObject? Next(PyObject iterator) =>
        iterator.GetType() == typeof(PyListIterator) ? Unsafe.As<PyListIterator>(iterator).NextFast()
        : iterator.GetType() == typeof(PyRangeIterator) ? Unsafe.As<PyRangeIterator>(iterator).NextFast()
        : NextAny(iterator);

    private static PyObject? NextAny(PyObject iterator)
    {
        var next = iterator.Type.TpIterNext;
        if (next == null)
        {
            throw Err.TypeError($"'{iterator.Type.FullName}' object is not an iterator");
        }
        PyObject? item;
        try
        {
            item = next(iterator);
            if (ReferenceEquals(item, PyThread.Pending))
            {
                item = PyThread.Current.WaitNested();
            }
        }
        catch (PyException e) when (e.Matches(Exc.StopIteration))
        {
            return null;
        }
        return item;
    }

    /// <summary>A new list of everything iterable.</summary>
    public static PyList ToList(PyObject iterable)
    {
        if (iterable.GetType() == typeof(PyList))
        {
            return new PyList(Unsafe.As<PyList>(iterable).ToArray());
        }
        if (iterable.GetType() == typeof(PyTuple))
        {
            return new PyList((PyObject[])Unsafe.As<PyTuple>(iterable).Items.Clone());
        }
        PyObject iterator = Iter(iterable);
        PyList list = new(Math.Min(LengthHint(iterable, 0), 1 << 20));
        while (Next(iterator) is { } item)
        {
            list.Add(item);
        }
        return list;
    }

    public static PyObject[] ToArray(PyObject iterable)
    {
        PyList list = ToList(iterable);
        return list.Count == list.Items.Length ? list.Items : list.ToArray();
    }

    public static PyTuple ToTuple(PyObject iterable)
    {
        if (iterable.GetType() == typeof(PyTuple))
        {
            return Unsafe.As<PyTuple>(iterable);
        }
        PyObject[] items = ToArray(iterable);
        return items.Length == 0 ? PyTuple.Empty : new PyTuple(items);
    }

    /// <summary>Memory of a bytes-like object.</summary>
    public static BufferView GetBuffer(PyObject obj, bool writable = false)
    {
        if (obj.TryGetBuffer(writable, out BufferView view))
        {
            return view;
        }
        throw Err.TypeError(writable
            ? $"a read-write bytes-like object is required, not '{obj.Type.FullName}'"
            : $"a bytes-like object is required, not '{obj.Type.FullName}'");
    }
}

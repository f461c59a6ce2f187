namespace PythonEngine.Objects;

internal partial class PyTuple
{
    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        args = Args.ForNew(cls, TypeObject, args, kwnames);
        if (args.Length > 1)
        {
            throw Err.TypeError($"tuple expected at most 1 argument, got {args.Length}");
        }
        PyTuple exact = args.Length == 0 ? Empty : Ops.ToTuple(args[0]);
        return ReferenceEquals(cls, TypeObject) ? exact : new PyTupleInstance(cls, exact.Items);
    }

    [PyMethod("__repr__")]
    private PyObject Repr()
    {
        if (Items.Length == 0)
        {
            return PyStr.Intern("()");
        }
        PyThread t = PyThread.Current;
        if (!t.ReprEnter(this))
        {
            return PyStr.Intern("(...)");
        }
        try
        {
            StrBuilder sb = new(64);
            sb.Append('(');
            SequenceText.AppendReprs(ref sb, Items);
            if (Items.Length == 1)
            {
                sb.Append(',');
            }
            sb.Append(')');
            return sb.ToPyStr();
        }
        finally
        {
            t.ReprLeave(this);
        }
    }

    [PyMethod("__hash__")]
    private long Hash()
    {
        // xxHash of the items' hashes, as CPython's tuplehash.
        const ulong Prime1 = 11400714785074694791UL;
        const ulong Prime2 = 14029467366897019727UL;
        const ulong Prime5 = 2870177450012600261UL;
        ulong acc = Prime5;
        foreach (PyObject item in Items)
        {
            ulong lane = (ulong)Ops.Hash(item);
            acc += lane * Prime2;
            acc = BitOperations.RotateLeft(acc, 31);
            acc *= Prime1;
        }
        acc += (ulong)Items.Length ^ (Prime5 ^ 3527539UL);
        return acc == ulong.MaxValue ? 1546275796 : (long)acc;
    }

    [PyMethod("__len__")]
    private long Len() => Items.Length;

    [PyMethod("__iter__")]
    private PyObject Iter() => new PyTupleIterator(this);

    [PyMethod("__contains__")]
    private bool Contains(PyObject value)
    {
        foreach (PyObject item in Items)
        {
            if (Ops.Compare(item, value, CompareOp.Eq))
            {
                return true;
            }
        }
        return false;
    }

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key)
    {
        if (key is PySlice slice)
        {
            long count = Ops.SliceIndices(slice, Items.Length, out long start, out _, out long step);
            if (count == Items.Length && step == 1 && GetType() == typeof(PyTuple))
            {
                return this;
            }
            return count == 0 ? Empty : new PyTuple(SequenceText.Take(Items, start, step, count));
        }
        if (!key.Type.HasIndex)
        {
            throw Err.TypeError($"tuple indices must be integers or slices, not {key.Type.FullName}");
        }
        long index = Ops.AsIndex(key);
        if (index < 0)
        {
            index += Items.Length;
        }
        return (ulong)index < (ulong)Items.Length ? Items[index] : throw Err.IndexError("tuple index out of range");
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) =>
        other is PyTuple t ? SequenceText.Compare(Items, t.Items, op) : PyNotImplemented.Instance;

    [PyMethod("__concat__")]
    private PyObject Concat(PyObject other)
    {
        if (other is not PyTuple t)
        {
            throw Err.TypeError($"can only concatenate tuple (not \"{other.Type.FullName}\") to tuple");
        }
        if (Items.Length == 0 && t.GetType() == typeof(PyTuple))
        {
            return t;
        }
        if (t.Items.Length == 0 && GetType() == typeof(PyTuple))
        {
            return this;
        }
        return new PyTuple([.. Items, .. t.Items]);
    }

    [PyMethod("__repeat__")]
    private PyObject Repeat(long n)
    {
        if (n == 1 && GetType() == typeof(PyTuple))
        {
            return this;
        }
        PyObject[] items = SequenceText.Repeat(Items, n);
        return items.Length == 0 ? Empty : new PyTuple(items);
    }

    [PyMethod("index", "value, start=0, stop=sys.maxsize, /")]
    private long IndexOf(PyObject value, PyObject? start = null, PyObject? stop = null)
    {
        SequenceText.Bounds(Items.Length, start, stop, out long from, out long to);
        for (long i = from; i < to && i < Items.Length; i++)
        {
            if (Ops.Compare(Items[i], value, CompareOp.Eq))
            {
                return i;
            }
        }
        throw Err.ValueError("tuple.index(x): x not in tuple");
    }

    [PyMethod("count", "value, /")]
    private long CountOf(PyObject value)
    {
        long n = 0;
        foreach (PyObject item in Items)
        {
            if (Ops.Compare(item, value, CompareOp.Eq))
            {
                n++;
            }
        }
        return n;
    }

    [PyMethod("__getnewargs__", "")]
    private PyObject GetNewArgs() => new PyTuple([new PyTuple(Items)]);

    [PyClassMethod("__class_getitem__", "object, /")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);
}

/// <summary>What list and tuple share.</summary>
internal static class SequenceText
{
    internal static void AppendReprs(ref StrBuilder sb, ReadOnlySpan<PyObject> items)
    {
        for (int i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                sb.Append(", ");
            }
            sb.Append(Ops.Repr(items[i]));
        }
    }

    internal static PyObject[] Take(PyObject[] items, long start, long step, long count)
    {
        PyObject[] taken = new PyObject[count];
        if (step == 1)
        {
            Array.Copy(items, start, taken, 0, count);
        }
        else
        {
            for (long i = 0, at = start; i < count; i++, at += step)
            {
                taken[i] = items[at];
            }
        }
        return taken;
    }

    internal static PyObject[] Repeat(ReadOnlySpan<PyObject> items, long n)
    {
        if (n <= 0 || items.Length == 0)
        {
            return [];
        }
        if (n > Array.MaxLength / items.Length)
        {
            throw Err.MemoryError();
        }
        PyObject[] result = new PyObject[items.Length * n];
        if (items.Length == 1)
        {
            Array.Fill(result, items[0]);
            return result;
        }
        for (int i = 0; i < n; i++)
        {
            items.CopyTo(result.AsSpan(i * items.Length));
        }
        return result;
    }

    internal static PyObject Compare(ReadOnlySpan<PyObject> a, ReadOnlySpan<PyObject> b, CompareOp op)
    {
        if (a.Length != b.Length && op is CompareOp.Eq or CompareOp.Ne && a.Length != b.Length)
        {
            return PyBool.From(op == CompareOp.Ne);
        }
        using RecursionGuard _ = PyThread.Current.EnterRecursion(" in comparison");
        int n = Math.Min(a.Length, b.Length);
        for (int i = 0; i < n; i++)
        {
            if (!Ops.Compare(a[i], b[i], CompareOp.Eq))
            {
                return op switch
                {
                    CompareOp.Eq => PyBool.False,
                    CompareOp.Ne => PyBool.True,
                    _ => Ops.RichCompare(a[i], b[i], op),
                };
            }
        }
        int order = a.Length.CompareTo(b.Length);
        return PyBool.From(op switch
        {
            CompareOp.Lt => order < 0,
            CompareOp.Le => order <= 0,
            CompareOp.Eq => order == 0,
            CompareOp.Ne => order != 0,
            CompareOp.Gt => order > 0,
            _ => order >= 0,
        });
    }

    /// <summary>start and stop of index(): clamped as slices are.</summary>
    internal static void Bounds(long length, PyObject? start, PyObject? stop, out long from, out long to)
    {
        from = start == null ? 0 : Clamp(start, length);
        to = stop == null ? length : Clamp(stop, length);
    }

    private static long Clamp(PyObject value, long length)
    {
        if (!value.Type.HasIndex)
        {
            throw Err.TypeError("slice indices must be integers or have an __index__ method");
        }
        PyInt index = Ops.Index(value);
        long i = index.TryGetLong(out long v) ? v : index.Sign < 0 ? long.MinValue / 2 : long.MaxValue;
        return i < 0 ? Math.Max(0, i + length) : i;
    }
}

namespace PythonEngine.Objects;

internal partial class PyList
{
    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__", "iterable=(), /")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        args = Args.ForInit(Type, TypeObject, args, kwnames);
        if (args.Length > 1)
        {
            throw Err.TypeError($"list expected at most 1 argument, got {args.Length}");
        }
        Clear();
        if (args.Length == 1)
        {
            Extend(args[0]);
        }
    }

    [PyMethod("__repr__")]
    private PyObject Repr()
    {
        if (Count == 0)
        {
            return PyStr.Intern("[]");
        }
        PyThread t = PyThread.Current;
        if (!t.ReprEnter(this))
        {
            return PyStr.Intern("[...]");
        }
        try
        {
            StrBuilder sb = new(64);
            sb.Append('[');
            for (int i = 0; i < Count; i++)
            {
                if (i > 0)
                {
                    sb.Append(", ");
                }
                sb.Append(Ops.Repr(Items[i]));
            }
            sb.Append(']');
            return sb.ToPyStr();
        }
        finally
        {
            t.ReprLeave(this);
        }
    }

    [PyMethod("__len__")]
    private long Len() => Count;

    [PyMethod("__iter__")]
    private PyObject Iter() => new PyListIterator(this);

    [PyMethod("__reversed__", "")]
    private PyObject Reversed() => new PyListReverseIterator(this);

    [PyMethod("__contains__")]
    private bool Contains(PyObject value)
    {
        for (int i = 0; i < Count; i++)
        {
            if (Ops.Compare(Items[i], value, CompareOp.Eq))
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
            long count = Ops.SliceIndices(slice, Count, out long start, out _, out long step);
            return new PyList(SequenceText.Take(Items, start, step, count));
        }
        if (!key.Type.HasIndex)
        {
            throw Err.TypeError($"list indices must be integers or slices, not {key.Type.FullName}");
        }
        long index = Ops.AsIndex(key);
        if (index < 0)
        {
            index += Count;
        }
        return (ulong)index < (ulong)Count ? Items[index] : throw Err.IndexError("list index out of range");
    }

    [PyMethod("__setitem__")]
    private void SetItem(PyObject key, PyObject? value)
    {
        if (key is PySlice slice)
        {
            SetSlice(slice, value);
            return;
        }
        if (!key.Type.HasIndex)
        {
            throw Err.TypeError($"list indices must be integers or slices, not {key.Type.FullName}");
        }
        long index = Ops.AsIndex(key);
        if (index < 0)
        {
            index += Count;
        }
        if ((ulong)index >= (ulong)Count)
        {
            throw Err.IndexError("list assignment index out of range");
        }
        if (value != null)
        {
            Items[index] = value;
        }
        else
        {
            RemoveRange((int)index, 1);
        }
    }

    internal void RemoveRange(int index, int count)
    {
        Array.Copy(Items, index + count, Items, index, Count - index - count);
        Array.Clear(Items, Count - count, count);
        Count -= count;
    }

    private void SetSlice(PySlice slice, PyObject? value)
    {
        PyObject[]? items = null;
        Ops.SliceUnpack(slice, out long start, out long stop, out long step);
        if (step == 1 && TrySetSlice(start, stop, value))
        {
            return;
        }
        if (value != null)
        {
            if (!value.Type.HasIter && !value.Type.HasGetItem)
            {
                throw Err.TypeError(step == 1 ? "can only assign an iterable" : "must assign iterable to extended slice");
            }
            items = ReferenceEquals(value, this) ? ToArray() : Ops.ToArray(value);
        }
        long count = Ops.AdjustSlice(Count, ref start, ref stop, step);
        if (step == 1)
        {
            if (stop < start)
            {
                stop = start;
            }
            ReplaceRange((int)start, (int)(stop - start), items ?? []);
            return;
        }
        if (items == null)
        {
            DeleteExtended(start, step, count);
            return;
        }
        if (items.Length != count)
        {
            throw Err.ValueError($"attempt to assign sequence of size {items.Length} to extended slice of size {count}");
        }
        for (long i = 0, at = start; i < count; i++, at += step)
        {
            Items[at] = items[i];
        }
    }

    /// <summary>Replaces a stretch by the items of another list, without a copy of them; false for other values.</summary>
    internal bool TrySetSlice(long start, long stop, PyObject? value)
    {
        if (value == null || value.GetType() != typeof(PyList) || ReferenceEquals(value, this))
        {
            return false;
        }
        long count = Ops.AdjustSlice(Count, ref start, ref stop, 1);
        ReplaceRange((int)start, (int)count, Unsafe.As<PyList>(value).Span);
        return true;
    }

    /// <summary>A slice as a new list.</summary>
    internal PyList Slice(long start, long stop, long step)
    {
        long count = Ops.AdjustSlice(Count, ref start, ref stop, step);
        return new PyList(SequenceText.Take(Items, start, step, count));
    }

    private void DeleteExtended(long start, long step, long count)
    {
        if (count == 0)
        {
            return;
        }
        if (step < 0)
        {
            start += step * (count - 1);
            step = -step;
        }
        long write = start;
        long next = start;
        long removed = 0;
        for (long read = start; read < Count; read++)
        {
            if (removed < count && read == next)
            {
                removed++;
                next += step;
                continue;
            }
            Items[write++] = Items[read];
        }
        Array.Clear(Items, (int)write, Count - (int)write);
        Count = (int)write;
    }

    private void ReplaceRange(int start, int length, ReadOnlySpan<PyObject> items)
    {
        int delta = items.Length - length;
        if (delta > 0)
        {
            if (Count + delta > Items.Length)
            {
                Grow(Count + delta);
            }
            Array.Copy(Items, start + length, Items, start + items.Length, Count - start - length);
            Count += delta;
        }
        else if (delta < 0)
        {
            RemoveRange(start + items.Length, -delta);
        }
        items.CopyTo(Items.AsSpan(start));
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (other is not PyList list)
        {
            return PyNotImplemented.Instance;
        }
        if (Count != list.Count && op is CompareOp.Eq or CompareOp.Ne && Count != list.Count)
        {
            return PyBool.From(op == CompareOp.Ne);
        }
        using RecursionGuard _ = PyThread.Current.EnterRecursion(" in comparison");
        int i = 0;
        for (; i < Count && i < list.Count; i++)
        {
            PyObject a = Items[i];
            PyObject b = list.Items[i];
            if (!Ops.Compare(a, b, CompareOp.Eq))
            {
                return op switch
                {
                    CompareOp.Eq => PyBool.False,
                    CompareOp.Ne => PyBool.True,
                    _ => Ops.RichCompare(a, b, op),
                };
            }
        }
        return SequenceText.Compare(Span[i..Math.Max(i, Count)], list.Span[i..Math.Max(i, list.Count)], op);
    }

    [PyMethod("__concat__")]
    private PyObject Concat(PyObject other)
    {
        if (other is not PyList list)
        {
            throw Err.TypeError($"can only concatenate list (not \"{other.Type.FullName}\") to list");
        }
        PyObject[] items = new PyObject[Count + list.Count];
        Span.CopyTo(items);
        list.Span.CopyTo(items.AsSpan(Count));
        return new PyList(items);
    }

    [PyMethod("__repeat__")]
    private PyObject RepeatSlot(long n) => new PyList(SequenceText.Repeat(Span, n));

    [PyMethod("__iconcat__")]
    private PyObject InplaceConcat(PyObject other)
    {
        Extend(other);
        return this;
    }

    [PyMethod("__irepeat__")]
    private PyObject InplaceRepeat(long n)
    {
        PyObject[] items = SequenceText.Repeat(Span, n);
        Items = items;
        Count = items.Length;
        return this;
    }

    [PyMethod("append", "object, /")]
    private void Append(PyObject item) => Add(item);

    [PyMethod("extend", "iterable, /")]
    internal void Extend(PyObject iterable)
    {
        if (iterable.GetType() == typeof(PyList) || iterable.GetType() == typeof(PyTuple))
        {
            ReadOnlySpan<PyObject> items = iterable is PyList list ? list.Span : ((PyTuple)iterable).Items;
            if (items.Length == 0)
            {
                return;
            }
            if (Count + items.Length > Items.Length)
            {
                int n = items.Length;
                Grow(Count + n);
                if (ReferenceEquals(iterable, this))
                {
                    items = Items.AsSpan(0, n);
                }
            }
            items.CopyTo(Items.AsSpan(Count));
            Count += items.Length;
            return;
        }
        PyObject it = Ops.Iter(iterable);
        int hint = Ops.LengthHint(iterable, 0);
        if (hint > Items.Length - Count && hint < 1 << 20)
        {
            Grow(Count + hint);
        }
        while (Ops.Next(it) is { } item)
        {
            Add(item);
        }
    }

    [PyMethod("insert", "index, object, /")]
    internal void Insert(PyObject index, PyObject item)
    {
        long i = Ops.AsIndex(index, Exc.OverflowError);
        i = i < 0 ? Math.Max(0, i + Count) : Math.Min(i, Count);
        if (Count == Items.Length)
        {
            Grow(Count + 1);
        }
        Array.Copy(Items, i, Items, i + 1, Count - i);
        Items[i] = item;
        Count++;
    }

    [PyMethod("pop", "index=-1, /")]
    private PyObject Pop(PyObject? index = null)
    {
        long i = index == null ? -1 : Ops.AsIndex(index);
        if (Count == 0)
        {
            throw Err.IndexError("pop from empty list");
        }
        if (i < 0)
        {
            i += Count;
        }
        if ((ulong)i >= (ulong)Count)
        {
            throw Err.IndexError("pop index out of range");
        }
        PyObject item = Items[i];
        if (i == Count - 1)
        {
            Items[i] = null!;
            Count--;
        }
        else
        {
            RemoveRange((int)i, 1);
        }
        return item;
    }

    [PyMethod("remove", "value, /")]
    private void Remove(PyObject value)
    {
        for (int i = 0; i < Count; i++)
        {
            if (Ops.Compare(Items[i], value, CompareOp.Eq))
            {
                RemoveRange(i, 1);
                return;
            }
        }
        throw Err.ValueError("list.remove(x): x not in list");
    }

    [PyMethod("clear", "")]
    internal void Clear()
    {
        Items = [];
        Count = 0;
    }

    [PyMethod("copy", "")]
    private PyObject Copy() => new PyList(ToArray());

    [PyMethod("index", "value, start=0, stop=sys.maxsize, /")]
    private long IndexOf(PyObject value, PyObject? start = null, PyObject? stop = null)
    {
        SequenceText.Bounds(Count, start, stop, out long from, out long to);
        for (long i = from; i < to && i < Count; i++)
        {
            if (Ops.Compare(Items[i], value, CompareOp.Eq))
            {
                return i;
            }
        }
        throw Err.ValueError($"{Ops.ReprText(value)} is not in list");
    }

    [PyMethod("count", "value, /")]
    private long CountOf(PyObject value)
    {
        long n = 0;
        for (int i = 0; i < Count; i++)
        {
            if (Ops.Compare(Items[i], value, CompareOp.Eq))
            {
                n++;
            }
        }
        return n;
    }

    [PyMethod("reverse", "")]
    private void Reverse() => Array.Reverse(Items, 0, Count);

    [PyMethod("__sizeof__", "")]
    private long SizeOf() => 40 + (8L * Items.Length);

    [PyMethod("sort", "*, key=None, reverse=False")]
    private PyObject SortMethod(PyObject? key = null, bool reverse = false)
    {
        if (key is PyFunction function && Count > 0)
        {
            return SortKeysFrame.Start(this, function, reverse);
        }
        Sort(key is PyNone ? null : key, reverse);
        return PyNone.Instance;
    }

    [PyClassMethod("__class_getitem__", "object, /")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);
}

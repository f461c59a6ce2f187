namespace PythonEngine.Modules.Collections;

/// <summary><c>collections.deque</c>: a ring buffer.</summary>
[PyType("deque", Module = "collections", Subclassable = true, Doc = "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints.")]
internal partial class PyDeque : PyObject
{
    /// <summary>Length is a power of two, or zero.</summary>
    private PyObject?[] _items = [];
    private int _head;
    private int _count;
    /// <summary>-1 for no limit.</summary>
    private long _maxLength = -1;

    /// <summary>Changes with every change of length or order.</summary>
    internal long State { get; private set; }

    internal int Count => _count;

    internal PyObject this[int index]
    {
        get => _items[(_head + index) & (_items.Length - 1)]!;
        private set => _items[(_head + index) & (_items.Length - 1)] = value;
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__", "iterable=(), maxlen=None")]
    private void Init(PyObject? iterable = null, PyObject? maxlen = null)
    {
        _maxLength = -1;
        if (maxlen is not (null or PyNone))
        {
            long limit = maxlen is PyInt ? Ops.AsLong(maxlen) : throw Err.TypeError("an integer is required");
            _maxLength = limit >= 0 ? limit : throw Err.ValueError("maxlen must be non-negative");
        }
        Clear();
        if (iterable != null)
        {
            Extend(iterable);
        }
    }

    private void Grow()
    {
        PyObject?[] items = new PyObject?[Math.Max(8, _items.Length * 2)];
        int first = Math.Min(_count, _items.Length - _head);
        Array.Copy(_items, _head, items, 0, first);
        Array.Copy(_items, 0, items, first, _count - first);
        _items = items;
        _head = 0;
    }

    [PyMethod("append", "x, /", Doc = "Add an element to the right side of the deque.")]
    internal void Append(PyObject x)
    {
        if (_maxLength >= 0 && _count >= _maxLength)
        {
            if (_maxLength == 0)
            {
                return;
            }
            PopFirst();
        }
        if (_count == _items.Length)
        {
            Grow();
        }
        _items[(_head + _count) & (_items.Length - 1)] = x;
        _count++;
        State++;
    }

    [PyMethod("appendleft", "x, /", Doc = "Add an element to the left side of the deque.")]
    internal void AppendLeft(PyObject x)
    {
        if (_maxLength >= 0 && _count >= _maxLength)
        {
            if (_maxLength == 0)
            {
                return;
            }
            PopLast();
        }
        if (_count == _items.Length)
        {
            Grow();
        }
        _head = (_head - 1) & (_items.Length - 1);
        _items[_head] = x;
        _count++;
        State++;
    }

    private PyObject PopFirst()
    {
        ref PyObject? slot = ref _items[_head];
        PyObject item = slot!;
        slot = null;
        _head = (_head + 1) & (_items.Length - 1);
        _count--;
        State++;
        return item;
    }

    private PyObject PopLast()
    {
        ref PyObject? slot = ref _items[(_head + _count - 1) & (_items.Length - 1)];
        PyObject item = slot!;
        slot = null;
        _count--;
        State++;
        return item;
    }

    [PyMethod("pop", "", Doc = "Remove and return the rightmost element.")]
    internal PyObject Pop() => _count == 0 ? throw Err.IndexError("pop from an empty deque") : PopLast();

    [PyMethod("popleft", "", Doc = "Remove and return the leftmost element.")]
    internal PyObject PopLeft() => _count == 0 ? throw Err.IndexError("pop from an empty deque") : PopFirst();

    [PyMethod("extend", "iterable, /", Doc = "Extend the right side of the deque with elements from the iterable")]
    internal void Extend(PyObject iterable)
    {
        if (ReferenceEquals(iterable, this))
        {
            iterable = Ops.ToList(this);
        }
        PyObject iterator = Ops.Iter(iterable);
        while (Ops.Next(iterator) is { } item)
        {
            Append(item);
        }
    }

    [PyMethod("extendleft", "iterable, /", Doc = "Extend the left side of the deque with elements from the iterable")]
    private void ExtendLeft(PyObject iterable)
    {
        if (ReferenceEquals(iterable, this))
        {
            iterable = Ops.ToList(this);
        }
        PyObject iterator = Ops.Iter(iterable);
        while (Ops.Next(iterator) is { } item)
        {
            AppendLeft(item);
        }
    }

    [PyMethod("clear", "", Doc = "Remove all elements from the deque.")]
    internal void Clear()
    {
        _items = [];
        _head = 0;
        _count = 0;
        State++;
    }

    [PyMethod("rotate", "n=1, /", Doc = "Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left.")]
    private void Rotate(nint n = 1)
    {
        if (_count <= 1)
        {
            return;
        }
        int steps = (int)(((long)n % _count + _count) % _count);
        if (steps <= _count / 2)
        {
            for (; steps > 0; steps--)
            {
                MoveLastToFront();
            }
        }
        else
        {
            for (steps = _count - steps; steps > 0; steps--)
            {
                MoveFirstToBack();
            }
        }
    }

    private void MoveLastToFront()
    {
        PyObject item = PopLast();
        _head = (_head - 1) & (_items.Length - 1);
        _items[_head] = item;
        _count++;
    }

    private void MoveFirstToBack()
    {
        PyObject item = PopFirst();
        _items[(_head + _count) & (_items.Length - 1)] = item;
        _count++;
    }

    [PyMethod("reverse", "", Doc = "D.reverse() -- reverse *IN PLACE*")]
    private void Reverse()
    {
        for (int i = 0, j = _count - 1; i < j; i++, j--)
        {
            (this[i], this[j]) = (this[j], this[i]);
        }
    }

    [PyMethod("count", "value, /", Doc = "D.count(value) -- return number of occurrences of value")]
    private long CountOf(PyObject value)
    {
        long found = 0, state = State;
        for (int i = 0; i < _count; i++)
        {
            if (Ops.Compare(this[i], value, CompareOp.Eq))
            {
                found++;
            }
            CheckState(state);
        }
        return found;
    }

    private void CheckState(long state)
    {
        if (state != State)
        {
            throw Err.RuntimeError("deque mutated during iteration");
        }
    }

    [PyMethod("__contains__")]
    private bool Contains(PyObject value)
    {
        long state = State;
        for (int i = 0; i < _count; i++)
        {
            bool equal = Ops.Compare(this[i], value, CompareOp.Eq);
            if (equal)
            {
                return true;
            }
            CheckState(state);
        }
        return false;
    }

    [PyMethod("index", "value, start=0, stop=sys.maxsize, /", Doc = "D.index(value, [start, [stop]]) -- return first index of value.\nRaises ValueError if the value is not present.")]
    private long IndexOf(PyObject value, PyObject? start = null, PyObject? stop = null)
    {
        long first = Indexing.Bound(start, 0, noneAllowed: false), last = Indexing.Bound(stop, _count, noneAllowed: false), state = State;
        if (first < 0)
        {
            first = Math.Max(0, first + _count);
        }
        if (last < 0)
        {
            last = Math.Max(0, last + _count);
        }
        last = Math.Min(last, _count);
        for (int i = (int)Math.Min(first, last); i < last; i++)
        {
            if (Ops.Compare(this[i], value, CompareOp.Eq))
            {
                return i;
            }
            CheckState(state);
        }
        throw Err.ValueError($"{Ops.ReprText(value)} is not in deque");
    }

    [PyMethod("insert", "index, value, /", Doc = "D.insert(index, object) -- insert object before index")]
    private void Insert(nint index, PyObject value)
    {
        if (_maxLength >= 0 && _count >= _maxLength)
        {
            throw Err.IndexError("deque already at its maximum size");
        }
        if (index >= _count)
        {
            Append(value);
            return;
        }
        if (index <= -_count || index == 0)
        {
            AppendLeft(value);
            return;
        }
        int at = (int)(index < 0 ? index + _count : index);
        Append(value);
        for (int i = _count - 1; i > at; i--)
        {
            this[i] = this[i - 1];
        }
        this[at] = value;
    }

    [PyMethod("remove", "value, /", Doc = "D.remove(value) -- remove first occurrence of value.")]
    private void Remove(PyObject value)
    {
        int size = _count;
        for (int i = 0; i < size; i++)
        {
            bool equal = Ops.Compare(this[i], value, CompareOp.Eq);
            if (size != _count)
            {
                throw Err.IndexError("deque mutated during remove().");
            }
            if (equal)
            {
                RemoveAt(i);
                return;
            }
        }
        throw Err.ValueError($"{Ops.ReprText(value)} is not in deque");
    }

    private void RemoveAt(int index)
    {
        if (index < _count / 2)
        {
            for (int i = index; i > 0; i--)
            {
                this[i] = this[i - 1];
            }
            PopFirst();
            return;
        }
        for (int i = index; i < _count - 1; i++)
        {
            this[i] = this[i + 1];
        }
        PopLast();
    }

    [PyMethod("__len__")]
    private long Len() => _count;

    private int Position(PyObject key)
    {
        long index = Indexing.Index(key, "sequence index must be integer, not '");
        if (index < 0)
        {
            index += _count;
        }
        return (ulong)index < (ulong)_count ? (int)index : throw Err.IndexError("deque index out of range");
    }

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key) => this[Position(key)];

    [PyMethod("__setitem__")]
    private void SetItem(PyObject key, PyObject? value)
    {
        int index = Position(key);
        if (value == null)
        {
            RemoveAt(index);
        }
        else
        {
            this[index] = value;
        }
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => new PyDequeIterator(this, 0);

    [PyMethod("__reversed__", "", Doc = "D.__reversed__() -- return a reverse iterator over the deque")]
    private PyObject Reversed() => new PyDequeReverseIterator(this, 0);

    [PyMethod("copy", "", Doc = "Return a shallow copy of a deque.")]
    private PyObject Copy()
    {
        if (ReferenceEquals(Type, TypeObject))
        {
            return PlainCopy();
        }
        return _maxLength < 0 ? Ops.Call(Type, this) : Ops.Call(Type, this, PyInt.From(_maxLength));
    }

    private PyDeque PlainCopy()
    {
        PyDeque copy = new() { _items = (PyObject?[])_items.Clone(), _head = _head, _count = _count, _maxLength = _maxLength };
        return copy;
    }

    [PyMethod("__copy__", "", Doc = "Return a shallow copy of a deque.")]
    private PyObject CopyDunder() => Copy();

    [PyMethod("__concat__")]
    private PyObject Concat(PyObject other)
    {
        if (other is not PyDeque)
        {
            throw Err.TypeError($"can only concatenate deque (not \"{other.Type.FullName}\") to deque");
        }
        PyObject copy = Copy();
        if (copy is PyDeque d)
        {
            d.Extend(other);
        }
        return copy;
    }

    [PyMethod("__iconcat__")]
    private PyObject InplaceConcat(PyObject other)
    {
        Extend(other);
        return this;
    }

    [PyMethod("__repeat__")]
    private PyObject Repeat(long times)
    {
        PyObject copy = Copy();
        return copy is PyDeque d ? d.InplaceRepeat(times) : copy;
    }

    [PyMethod("__irepeat__")]
    private PyObject InplaceRepeat(long times)
    {
        if (times <= 0)
        {
            Clear();
            return this;
        }
        int size = _count;
        if (size == 0 || times == 1)
        {
            return this;
        }
        if (_maxLength >= 0)
        {
            times = Math.Min(times, (_maxLength + size - 1) / size + 1);
        }
        else if (times > int.MaxValue / 8 / size)
        {
            throw Err.MemoryError();
        }
        PyObject[] source = new PyObject[size];
        for (int i = 0; i < size; i++)
        {
            source[i] = this[i];
        }
        for (long t = 1; t < times; t++)
        {
            foreach (PyObject item in source)
            {
                Append(item);
            }
        }
        return this;
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (other is not PyDeque d)
        {
            return PyNotImplemented.Instance;
        }
        if (op is CompareOp.Eq or CompareOp.Ne)
        {
            if (ReferenceEquals(this, d))
            {
                return PyBool.From(op == CompareOp.Eq);
            }
            if (_count != d._count)
            {
                return PyBool.From(op == CompareOp.Ne);
            }
        }
        long mine = State, theirs = d.State;
        for (int i = 0; i < _count && i < d._count; i++)
        {
            PyObject a = this[i], b = d[i];
            bool equal = Ops.Compare(a, b, CompareOp.Eq);
            if (mine != State || theirs != d.State)
            {
                throw Err.RuntimeError("deque mutated during iteration");
            }
            if (!equal)
            {
                return op switch
                {
                    CompareOp.Eq => PyBool.False,
                    CompareOp.Ne => PyBool.True,
                    _ => Ops.RichCompare(a, b, op),
                };
            }
        }
        int order = _count.CompareTo(d._count);
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

    [PyMethod("__repr__")]
    private PyObject Repr()
    {
        PyThread thread = PyThread.Current;
        if (!thread.ReprEnter(this))
        {
            return PyStr.Intern("[...]");
        }
        try
        {
            StrBuilder sb = new(64);
            sb.Append(Type.Name);
            sb.Append('(');
            sb.Append(Ops.Repr(Ops.ToList(this)));
            if (_maxLength >= 0)
            {
                sb.Append(", maxlen=");
                sb.Append(_maxLength.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
            sb.Append(')');
            return sb.ToPyStr();
        }
        finally
        {
            thread.ReprLeave(this);
        }
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce()
    {
        PyObject state = Ops.CallMethod(this, Names.Getstate);
        PyTuple args = _maxLength < 0 ? PyTuple.Empty : PyTuple.Of(PyTuple.Empty, PyInt.From(_maxLength));
        return new PyTuple([Type, args, state, Ops.Iter(this)]);
    }

    [PyGetter("maxlen", Doc = "maximum size of a deque or None if unbounded")]
    private PyObject MaxLength => _maxLength < 0 ? PyNone.Instance : PyInt.From(_maxLength);

    [PyMethod("__sizeof__", "", Doc = "D.__sizeof__() -- size of D in memory, in bytes")]
    private long SizeOf() => 96 + (8L * _items.Length);

    [PyClassMethod("__class_getitem__", "object, /", Doc = "See PEP 585")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);
}

/// <summary><c>_deque_iterator</c></summary>
[PyType("_deque_iterator", Module = "collections")]
internal sealed partial class PyDequeIterator(PyDeque deque, int position) : PyObject
{
    private readonly long _state = deque.State;
    private int _left = deque.Count - position;
    private int _position = position;

    [PyNew("iterable, index=0, /")]
    private static PyObject New(PyType cls, PyDeque iterable, nint index = 0) =>
        new PyDequeIterator(iterable, (int)Math.Clamp(index, 0, iterable.Count));

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (deque.State != _state)
        {
            _left = 0;
            throw Err.RuntimeError("deque mutated during iteration");
        }
        if (_left == 0)
        {
            return null;
        }
        _left--;
        return deque[_position++];
    }

    [PyMethod("__length_hint__", "", Doc = "Private method returning an estimate of len(list(it)).")]
    private long LengthHint() => _left;

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce() => PyTuple.Of(Type, PyTuple.Of(deque, PyInt.From(deque.Count - _left)));
}

/// <summary><c>_deque_reverse_iterator</c></summary>
[PyType("_deque_reverse_iterator", Module = "collections")]
internal sealed partial class PyDequeReverseIterator(PyDeque deque, int skipped) : PyObject
{
    private readonly long _state = deque.State;
    private int _left = deque.Count - skipped;

    [PyNew("iterable, index=0, /")]
    private static PyObject New(PyType cls, PyDeque iterable, nint index = 0) =>
        new PyDequeReverseIterator(iterable, (int)Math.Clamp(index, 0, iterable.Count));

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_left == 0)
        {
            return null;
        }
        if (deque.State != _state)
        {
            _left = 0;
            throw Err.RuntimeError("deque mutated during iteration");
        }
        return deque[--_left];
    }

    [PyMethod("__length_hint__", "", Doc = "Private method returning an estimate of len(list(it)).")]
    private long LengthHint() => _left;

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce() => PyTuple.Of(Type, PyTuple.Of(deque, PyInt.From(deque.Count - _left)));
}

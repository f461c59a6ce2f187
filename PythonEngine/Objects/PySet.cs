namespace PythonEngine.Objects;

/// <summary>
/// The hash table under <c>set</c> and <c>frozenset</c>. It places elements as CPython's does, because programs print and
/// pop sets of numbers and get the same order everywhere.
/// </summary>
internal abstract class PySetBase : PyObject
{
    private const int LinearProbes = 9;
    private const int PerturbShift = 5;
    private const int MinimumSize = 8;

    private struct Entry
    {
        public long Hash;
        /// <summary>Null when free.</summary>
        public PyObject? Key;
    }

    private static readonly PyObject s_deleted = new DeletedMarker();

    private sealed class DeletedMarker : PyObject
    {
        internal override PyType Type => PyObjectType.TypeObject;
    }

    private Entry[] _table = new Entry[MinimumSize];
    private int _mask = MinimumSize - 1;
    /// <summary>Elements and deleted places.</summary>
    private int _fill;
    private int _used;
    private int _finger;

    public int Count => _used;

    /// <summary>Adds an element; false when it was there.</summary>
    public bool Add(PyObject item) => Add(item, Ops.Hash(item));

    public bool Contains(PyObject item) => Find(item, Ops.Hash(item)) >= 0;

    private static bool KeyEquals(PyObject a, PyObject b)
    {
        if (a.GetType() == typeof(PyStr) && b.GetType() == typeof(PyStr))
        {
            return PyStr.Equals(Unsafe.As<PyStr>(a), Unsafe.As<PyStr>(b));
        }
        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
        {
            return Unsafe.As<PySmallInt>(a).Value == Unsafe.As<PySmallInt>(b).Value;
        }
        return Ops.Compare(a, b, CompareOp.Eq);
    }

    /// <summary>The place of an element, or the complement of the free place where it would go.</summary>
    internal int Find(PyObject key, long hash)
    {
    restart:
        Entry[] table = _table;
        int mask = _mask;
        int i = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int last = i + LinearProbes <= mask ? i + LinearProbes : i;
            for (int j = i; j <= last; j++)
            {
                ref Entry entry = ref table[j];
                PyObject? present = entry.Key;
                if (present == null)
                {
                    return ~j;
                }
                if (entry.Hash == hash && !ReferenceEquals(present, s_deleted))
                {
                    if (ReferenceEquals(present, key))
                    {
                        return j;
                    }
                    bool equal = KeyEquals(present, key);
                    if (!ReferenceEquals(table, _table) || !ReferenceEquals(table[j].Key, present))
                    {
                        // The element's __eq__ changed the set.
                        goto restart;
                    }
                    if (equal)
                    {
                        return j;
                    }
                }
            }
            perturb >>= PerturbShift;
            i = (int)((ulong)i * 5 + 1 + perturb) & mask;
        }
    }

    internal bool Add(PyObject key, long hash)
    {
        int at = Find(key, hash);
        if (at >= 0)
        {
            return false;
        }
        _table[~at] = new Entry { Hash = hash, Key = key };
        _fill++;
        _used++;
        if (_fill * 5L >= _mask * 3L)
        {
            Resize(_used > 50000 ? _used * 2L : _used * 4L);
        }
        return true;
    }

    private void Resize(long minimum)
    {
        long size = MinimumSize;
        while (size <= minimum)
        {
            size <<= 1;
        }
        if (size > Array.MaxLength)
        {
            throw Err.MemoryError();
        }
        Entry[] old = _table;
        _table = new Entry[size];
        _mask = (int)size - 1;
        _fill = _used;
        foreach (ref Entry entry in old.AsSpan())
        {
            if (entry.Key != null && !ReferenceEquals(entry.Key, s_deleted))
            {
                InsertClean(entry);
            }
        }
    }

    /// <summary>Puts an element into a table without deleted places and without its equal.</summary>
    private void InsertClean(in Entry element)
    {
        Entry[] table = _table;
        int mask = _mask;
        int i = (int)element.Hash & mask;
        ulong perturb = (ulong)element.Hash;
        while (true)
        {
            int last = i + LinearProbes <= mask ? i + LinearProbes : i;
            for (int j = i; j <= last; j++)
            {
                if (table[j].Key == null)
                {
                    table[j] = element;
                    return;
                }
            }
            perturb >>= PerturbShift;
            i = (int)((ulong)i * 5 + 1 + perturb) & mask;
        }
    }

    /// <summary>Removes an element; false when it was missing.</summary>
    internal bool Remove(PyObject key, long hash)
    {
        int at = Find(key, hash);
        if (at < 0)
        {
            return false;
        }
        _table[at] = new Entry { Hash = -1, Key = s_deleted };
        _used--;
        return true;
    }

    /// <summary>Removes and returns some element; null when there is none.</summary>
    internal PyObject? RemoveAny()
    {
        if (_used == 0)
        {
            return null;
        }
        int i = _finger & _mask;
        while (_table[i].Key == null || ReferenceEquals(_table[i].Key, s_deleted))
        {
            i = i == _mask ? 0 : i + 1;
        }
        PyObject key = _table[i].Key!;
        _table[i] = new Entry { Hash = -1, Key = s_deleted };
        _used--;
        _finger = i + 1;
        return key;
    }

    internal void Clear()
    {
        _table = new Entry[MinimumSize];
        _mask = MinimumSize - 1;
        _fill = _used = _finger = 0;
    }

    /// <summary>Steps through the elements: start with position 0; false at the end.</summary>
    internal bool Next(ref int position, out PyObject key, out long hash)
    {
        Entry[] table = _table;
        while (position < table.Length)
        {
            ref Entry entry = ref table[position++];
            if (entry.Key != null && !ReferenceEquals(entry.Key, s_deleted))
            {
                key = entry.Key;
                hash = entry.Hash;
                return true;
            }
        }
        key = null!;
        hash = 0;
        return false;
    }

    internal bool Next(ref int position, out PyObject key) => Next(ref position, out key, out _);

    /// <summary>Takes the other's table over and leaves it empty.</summary>
    internal void TakeFrom(PySetBase other)
    {
        _table = other._table;
        _mask = other._mask;
        _fill = other._fill;
        _used = other._used;
        other.Clear();
    }

    internal void MergeSet(PySetBase other)
    {
        if (ReferenceEquals(this, other) || other._used == 0)
        {
            return;
        }
        if ((_fill + other._used) * 5L >= _mask * 3L)
        {
            Resize((_used + (long)other._used) * 2);
        }
        if (_fill == 0)
        {
            if (_mask == other._mask && other._fill == other._used)
            {
                Array.Copy(other._table, _table, _table.Length);
            }
            else
            {
                foreach (ref Entry entry in other._table.AsSpan())
                {
                    if (entry.Key != null && !ReferenceEquals(entry.Key, s_deleted))
                    {
                        InsertClean(entry);
                    }
                }
            }
            _fill = _used = other._used;
            return;
        }
        int position = 0;
        while (other.Next(ref position, out PyObject key, out long hash))
        {
            Add(key, hash);
        }
    }

    internal void MergeKeys(PyDict dict)
    {
        if ((_fill + dict.Count) * 5L >= _mask * 3L)
        {
            Resize((_used + (long)dict.Count) * 2);
        }
        int position = 0;
        while (dict.NextWithHash(ref position, out PyObject key, out long hash, out _))
        {
            Add(key, hash);
        }
    }

    /// <summary>Adds everything an iterable gives.</summary>
    internal void Update(PyObject iterable)
    {
        if (iterable is PySetBase set)
        {
            MergeSet(set);
            return;
        }
        if (iterable.GetType() == typeof(PyDict))
        {
            MergeKeys((PyDict)iterable);
            return;
        }
        PyObject iterator = Ops.Iter(iterable);
        while (Ops.Next(iterator) is { } item)
        {
            Add(item);
        }
    }
}

/// <summary><c>set</c>.</summary>
[PyType("set", Subclassable = true, Base = typeof(PyObjectType))]
internal partial class PySet : PySetBase
{
    public PySet()
    {
    }
}

/// <summary><c>frozenset</c>.</summary>
[PyType("frozenset", Subclassable = true, Base = typeof(PyObjectType))]
internal partial class PyFrozenSet : PySetBase
{
    public static readonly PyFrozenSet Empty = new();

    public PyFrozenSet()
    {
    }

    /// <summary>The keys of a dict.</summary>
    public PyFrozenSet(PyDict keys) => MergeKeys(keys);
}

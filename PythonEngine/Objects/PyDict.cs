namespace PythonEngine.Objects;

/// <summary>
/// <c>dict</c>: insertion-ordered and compact. An index table of powers of two points into the entries; deleted entries
/// stay as holes until the next resize. String keys are compared by reference first, then by hash and text.
/// </summary>
[PyType("dict", Subclassable = true)]
internal partial class PyDict : PyObject
{
    internal struct Entry
    {
        public long Hash;
        /// <summary>Null in a hole.</summary>
        public PyObject? Key;
        public PyObject? Value;
    }

    private static readonly int[] s_emptyIndex = [-1];
    private static long s_lastVersion;

    /// <summary>-1 free, -2 deleted, else entry number.</summary>
    private int[] _index = s_emptyIndex;
    private int _mask;
    private Entry[] _entries = [];
    private int _used;
    private int _count;
    private int _linked;

    /// <summary>Unique number of this set of keys in these positions: changes when a key comes, goes or moves, not when a value changes.</summary>
    internal long KeysVersion { get; private set; } = NextVersion();

    public int Count => _count;

    /// <summary>Entry slots in use, holes included: the bound for iteration by position.</summary>
    internal int UsedSlots => _used;

    internal Entry[] Entries => _entries;

    public PyDict()
    {
    }

    public PyDict(int capacity)
    {
        if (capacity > 0)
        {
            Resize(capacity);
        }
    }

    private static long NextVersion() => System.Threading.Interlocked.Increment(ref s_lastVersion);

    /// <summary>Value of a string key, or null. Never calls Python code unless the dict holds keys of odd types with the same hash.</summary>
    public PyObject? GetStr(PyStr key)
    {
        int i = FindStr(key);
        return i >= 0 ? _entries[i].Value : null;
    }

    /// <summary>Entry number of a string key, or -1.</summary>
    internal int FindStr(PyStr key)
    {
        long hash = key.Hash();
        int[] index = _index;
        int mask = _mask;
        int i = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int e = index[i];
            if (e >= 0)
            {
                ref Entry entry = ref _entries[e];
                if (ReferenceEquals(entry.Key, key))
                {
                    return e;
                }
                if (entry.Hash == hash)
                {
                    if (entry.Key!.GetType() == typeof(PyStr))
                    {
                        if (PyStr.Equals(Unsafe.As<PyStr>(entry.Key), key))
                        {
                            return e;
                        }
                    }
                    else
                    {
                        return Find(key, hash);
                    }
                }
            }
            else if (e == -1)
            {
                return -1;
            }
            perturb >>= 5;
            i = (int)((ulong)i * 5 + perturb + 1) & mask;
        }
    }

    /// <summary>Value of any key, or null; raises TypeError for unhashable keys and what the keys' __eq__ raises.</summary>
    public PyObject? Get(PyObject key)
    {
        if (key.GetType() == typeof(PyStr))
        {
            return GetStr(Unsafe.As<PyStr>(key));
        }
        int i = Find(key, Ops.Hash(key));
        return i >= 0 ? _entries[i].Value : null;
    }

    /// <summary>Entry number of a key with a known hash, or -1.</summary>
    internal int Find(PyObject key, long hash)
    {
    restart:
        int[] index = _index;
        Entry[] entries = _entries;
        int mask = _mask;
        int i = (int)hash & mask;
        ulong perturb = (ulong)hash;
        while (true)
        {
            int e = index[i];
            if (e >= 0)
            {
                PyObject? k = entries[e].Key;
                if (ReferenceEquals(k, key))
                {
                    return e;
                }
                if (entries[e].Hash == hash && k != null)
                {
                    bool equal = KeyEquals(k, key);
                    if (!ReferenceEquals(entries, _entries) || !ReferenceEquals(index, _index) || !ReferenceEquals(entries[e].Key, k))
                    {
                        // The key's __eq__ changed the dict.
                        goto restart;
                    }
                    if (equal)
                    {
                        return e;
                    }
                }
            }
            else if (e == -1)
            {
                return -1;
            }
            perturb >>= 5;
            i = (int)((ulong)i * 5 + perturb + 1) & mask;
        }
    }

    private static bool KeyEquals(PyObject a, PyObject b)
    {
        if (a.GetType() == typeof(PySmallInt) && b.GetType() == typeof(PySmallInt))
        {
            return Unsafe.As<PySmallInt>(a).Value == Unsafe.As<PySmallInt>(b).Value;
        }
        if (a.GetType() == typeof(PyStr) && b.GetType() == typeof(PyStr))
        {
            return PyStr.Equals(Unsafe.As<PyStr>(a), Unsafe.As<PyStr>(b));
        }
        return Ops.Compare(a, b, CompareOp.Eq);
    }

    public void SetStr(PyStr key, PyObject value)
    {
        int i = FindStr(key);
        if (i >= 0)
        {
            _entries[i].Value = value;
        }
        else
        {
            Insert(key, key.Hash(), value);
        }
    }

    public void Set(PyObject key, PyObject value)
    {
        if (key.GetType() == typeof(PyStr))
        {
            SetStr(Unsafe.As<PyStr>(key), value);
            return;
        }
        SetWithHash(key, Ops.Hash(key), value);
    }

    internal void SetWithHash(PyObject key, long hash, PyObject value)
    {
        int i = Find(key, hash);
        if (i >= 0)
        {
            _entries[i].Value = value;
        }
        else
        {
            Insert(key, hash, value);
        }
    }

    /// <summary>Replaces the value of entry <paramref name="slot"/> found before.</summary>
    internal void SetAt(int slot, PyObject value) => _entries[slot].Value = value;

    /// <summary>Adds a key known to be absent.</summary>
    internal void Insert(PyObject key, long hash, PyObject value)
    {
        // _linked bounds the index cells that are not free, so that every probe ends.
        if (_used == _entries.Length || _linked >= _entries.Length)
        {
            Resize(_count + (_count >> 1) + 4);
        }
        _linked++;
        int e = _used++;
        _entries[e] = new Entry { Hash = hash, Key = key, Value = value };
        _count++;
        Link(hash, e);
        KeysVersion = NextVersion();
    }

    /// <summary>Makes room for so many keys at once, where they are known to come.</summary>
    internal void Reserve(int capacity)
    {
        if (capacity > _entries.Length)
        {
            Resize(capacity);
        }
    }

    private void Link(long hash, int e)
    {
        int i = (int)hash & _mask;
        ulong perturb = (ulong)hash;
        while (_index[i] >= 0)
        {
            perturb >>= 5;
            i = (int)((ulong)i * 5 + perturb + 1) & _mask;
        }
        _index[i] = e;
    }

    private void Resize(int capacity)
    {
        capacity = Math.Max(capacity, Math.Max(5, _count));
        int size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(8L, capacity * 3L / 2 + 1));
        Entry[] entries = new Entry[capacity];
        int n = 0;
        for (int i = 0; i < _used; i++)
        {
            if (_entries[i].Key != null)
            {
                entries[n++] = _entries[i];
            }
        }
        int[] index = new int[size];
        Array.Fill(index, -1);
        _entries = entries;
        _used = n;
        _index = index;
        _mask = size - 1;
        _linked = n;
        for (int i = 0; i < n; i++)
        {
            Link(entries[i].Hash, i);
        }
    }

    /// <summary>Removes a key; returns its value, or null when it was missing.</summary>
    public PyObject? Remove(PyObject key) => RemoveWithHash(key, Ops.Hash(key));

    internal PyObject? RemoveWithHash(PyObject key, long hash)
    {
        int e = Find(key, hash);
        return e < 0 ? null : RemoveAt(e);
    }

    /// <summary>Removes the entry of a number found before.</summary>
    internal PyObject RemoveAt(int e)
    {
        long hash = _entries[e].Hash;
        int i = (int)hash & _mask;
        ulong perturb = (ulong)hash;
        while (_index[i] != e)
        {
            perturb >>= 5;
            i = (int)((ulong)i * 5 + perturb + 1) & _mask;
        }
        _index[i] = -2;
        PyObject value = _entries[e].Value!;
        _entries[e].Key = null;
        _entries[e].Value = null;
        _count--;
        // A hole at the end stays too, so that an iterator notices what comes after it.
        KeysVersion = NextVersion();
        return value;
    }

    public void Clear()
    {
        _index = s_emptyIndex;
        _mask = 0;
        _entries = [];
        _used = 0;
        _count = 0;
        _linked = 0;
        KeysVersion = NextVersion();
    }

    /// <summary>Takes over the contents of a table that nobody else uses.</summary>
    internal void Replace(PyDict other)
    {
        _index = other._index;
        _mask = other._mask;
        _entries = other._entries;
        _used = other._used;
        _count = other._count;
        _linked = other._linked;
        KeysVersion = NextVersion();
    }

    /// <summary>Steps through the entries: start with position 0; false at the end.</summary>
    internal bool Next(ref int position, out PyObject key, out PyObject value)
    {
        while (position < _used)
        {
            ref Entry entry = ref _entries[position++];
            if (entry.Key != null)
            {
                key = entry.Key;
                value = entry.Value!;
                return true;
            }
        }
        key = null!;
        value = null!;
        return false;
    }

    /// <summary>Copies all entries of another dict into this one.</summary>
    internal void UpdateFrom(PyDict other)
    {
        int position = 0;
        while (other.NextWithHash(ref position, out PyObject key, out long hash, out PyObject value))
        {
            SetWithHash(key, hash, value);
        }
    }

    internal bool NextWithHash(ref int position, out PyObject key, out long hash, out PyObject value)
    {
        while (position < _used)
        {
            ref Entry entry = ref _entries[position++];
            if (entry.Key != null)
            {
                key = entry.Key;
                hash = entry.Hash;
                value = entry.Value!;
                return true;
            }
        }
        key = null!;
        hash = 0;
        value = null!;
        return false;
    }

    /// <summary>A plain dict with the same entries.</summary>
    internal PyDict Copy()
    {
        PyDict copy = new(_count);
        copy.UpdateFrom(this);
        return copy;
    }
}

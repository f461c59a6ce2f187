namespace PythonEngine.Objects;

/// <summary>Algorithms of set and frozenset on their tables.</summary>
internal static class SetOps
{
    /// <summary>Adds every item of an iterable.</summary>
    internal static void AddAll(PyDict table, PyObject source)
    {
        if (source is PySetBase set)
        {
            if (!ReferenceEquals(set.Table, table))
            {
                table.UpdateFrom(set.Table);
            }
            return;
        }
        if (source.GetType() == typeof(PyDict))
        {
            int position = 0;
            PyDict dict = (PyDict)source;
            while (dict.NextWithHash(ref position, out PyObject key, out long hash, out _))
            {
                AddWithHash(table, key, hash);
            }
            return;
        }
        PyObject it = Ops.Iter(source);
        while (Ops.Next(it) is { } item)
        {
            AddWithHash(table, item, Ops.Hash(item));
        }
    }

    private static void AddWithHash(PyDict table, PyObject item, long hash)
    {
        if (table.Find(item, hash) < 0)
        {
            table.Insert(item, hash, PyNone.Instance);
        }
    }

    /// <summary>The table of a set, or a new one of any iterable.</summary>
    internal static PyDict TableOf(PyObject source)
    {
        if (source is PySetBase set)
        {
            return set.Table;
        }
        PyDict table = new();
        AddAll(table, source);
        return table;
    }

    /// <summary>The hash to look an item up by: a set stands for the frozenset of its items.</summary>
    private static PyObject LookupKey(PyObject item) => item is PySet set ? new PyFrozenSet(set.Table.Copy()) : item;

    internal static bool Contains(PySetBase set, PyObject item)
    {
        PyObject key = LookupKey(item);
        return set.Table.Find(key, Ops.Hash(key)) >= 0;
    }

    internal static bool Discard(PySetBase set, PyObject item)
    {
        PyObject key = LookupKey(item);
        return set.Table.RemoveWithHash(key, Ops.Hash(key)) != null;
    }

    internal static PyDict Union(PyDict table, PyObject other)
    {
        PyDict result = table.Copy();
        AddAll(result, other);
        return result;
    }

    internal static PyDict Intersection(PyDict table, PyObject other)
    {
        PyDict result = new();
        if (other is PySetBase set)
        {
            PyDict small = set.Table;
            PyDict large = table;
            if (small.Count > large.Count)
            {
                (small, large) = (large, small);
            }
            int position = 0;
            while (small.NextWithHash(ref position, out PyObject key, out long hash, out _))
            {
                if (large.Find(key, hash) >= 0)
                {
                    AddWithHash(result, key, hash);
                }
            }
            return result;
        }
        PyObject it = Ops.Iter(other);
        while (Ops.Next(it) is { } item)
        {
            long hash = Ops.Hash(item);
            if (table.Find(item, hash) >= 0)
            {
                AddWithHash(result, item, hash);
            }
        }
        return result;
    }

    internal static PyDict Difference(PyDict table, PyObject other)
    {
        if (other is PySetBase or PyDict)
        {
            PyDict without = other is PySetBase set ? set.Table : (PyDict)other;
            PyDict kept = new();
            int position = 0;
            while (table.NextWithHash(ref position, out PyObject key, out long hash, out _))
            {
                if (without.Find(key, hash) < 0)
                {
                    kept.Insert(key, hash, PyNone.Instance);
                }
            }
            return kept;
        }
        PyDict result = table.Copy();
        PyObject it = Ops.Iter(other);
        while (Ops.Next(it) is { } item)
        {
            result.RemoveWithHash(item, Ops.Hash(item));
        }
        return result;
    }

    internal static PyDict SymmetricDifference(PyDict table, PyObject other)
    {
        PyDict theirs = TableOf(other);
        PyDict result = new();
        int position = 0;
        while (table.NextWithHash(ref position, out PyObject key, out long hash, out _))
        {
            if (theirs.Find(key, hash) < 0)
            {
                AddWithHash(result, key, hash);
            }
        }
        position = 0;
        while (theirs.NextWithHash(ref position, out PyObject key, out long hash, out _))
        {
            if (table.Find(key, hash) < 0)
            {
                AddWithHash(result, key, hash);
            }
        }
        return result;
    }

    internal static bool IsSubset(PyDict small, PyDict large)
    {
        if (small.Count > large.Count)
        {
            return false;
        }
        int position = 0;
        while (small.NextWithHash(ref position, out PyObject key, out long hash, out _))
        {
            if (large.Find(key, hash) < 0)
            {
                return false;
            }
        }
        return true;
    }

    internal static bool IsDisjoint(PySetBase set, PyObject other)
    {
        if (other is PySetBase theirs)
        {
            PyDict small = theirs.Table;
            PyDict large = set.Table;
            if (small.Count > large.Count)
            {
                (small, large) = (large, small);
            }
            int position = 0;
            while (small.NextWithHash(ref position, out PyObject key, out long hash, out _))
            {
                if (large.Find(key, hash) >= 0)
                {
                    return false;
                }
            }
            return true;
        }
        PyObject it = Ops.Iter(other);
        while (Ops.Next(it) is { } item)
        {
            if (set.Table.Find(item, Ops.Hash(item)) >= 0)
            {
                return false;
            }
        }
        return true;
    }

    internal static PyObject Compare(PySetBase a, PyObject other, CompareOp op)
    {
        if (other is not PySetBase b)
        {
            return PyNotImplemented.Instance;
        }
        return PyBool.From(op switch
        {
            CompareOp.Eq => a.Count == b.Count && IsSubset(a.Table, b.Table),
            CompareOp.Ne => a.Count != b.Count || !IsSubset(a.Table, b.Table),
            CompareOp.Lt => a.Count < b.Count && IsSubset(a.Table, b.Table),
            CompareOp.Le => IsSubset(a.Table, b.Table),
            CompareOp.Gt => a.Count > b.Count && IsSubset(b.Table, a.Table),
            _ => IsSubset(b.Table, a.Table),
        });
    }

    internal static PyObject Repr(PySetBase set, string plainName)
    {
        string name = set.Type.Name;
        if (set.Count == 0)
        {
            return new PyStr(name + "()");
        }
        PyThread t = PyThread.Current;
        if (!t.ReprEnter(set))
        {
            return new PyStr(name + "(...)");
        }
        try
        {
            StrBuilder sb = new(64);
            bool bare = ReferenceEquals(set.Type, PySet.TypeObject) && plainName == "set";
            if (!bare)
            {
                sb.Append(name);
                sb.Append('(');
            }
            sb.Append('{');
            SequenceText.AppendReprs(ref sb, Ops.ToArray(set));
            sb.Append('}');
            if (!bare)
            {
                sb.Append(')');
            }
            return sb.ToPyStr();
        }
        finally
        {
            t.ReprLeave(set);
        }
    }

    /// <summary>CPython's frozenset hash: independent of the order.</summary>
    internal static long Hash(PyDict table)
    {
        ulong hash = 0;
        int position = 0;
        while (table.NextWithHash(ref position, out _, out long h, out _))
        {
            ulong x = (ulong)h;
            hash ^= (x ^ 89869747UL ^ (x << 16)) * 3644798167UL;
        }
        hash ^= ((ulong)table.Count + 1) * 1927868237UL;
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = (hash * 69069UL) + 907133923UL;
        return hash == ulong.MaxValue ? 590923713L : (long)hash;
    }
}

/// <summary><c>set_iterator</c></summary>
[PyType("set_iterator", NoConstructor = true)]
internal sealed partial class PySetIterator(PyDict table) : PyObject
{
    private PyDict? _table = table;
    private readonly int _count = table.Count;
    private int _position;
    private int _given;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_table == null)
        {
            return null;
        }
        if (_table.Count != _count)
        {
            throw Err.RuntimeError("Set changed size during iteration");
        }
        if (_table.Next(ref _position, out PyObject item, out _))
        {
            _given++;
            return item;
        }
        _table = null;
        return null;
    }

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => _table == null || _table.Count != _count ? 0 : _count - _given;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce()
    {
        PyList rest = new();
        while (Next() is { } item)
        {
            rest.Add(item);
        }
        return PyTuple.Of(IteratorState.Builtin("iter"), new PyTuple([rest]));
    }
}

namespace PythonEngine.Objects;

/// <summary>What set and frozenset share.</summary>
internal static class SetOperations
{
    /// <summary>A new set of the same base type as another.</summary>
    internal static PySetBase NewLike(PySetBase set) => set is PyFrozenSet ? new PyFrozenSet() : new PySet();

    internal static PySetBase Copy(PySetBase set)
    {
        PySetBase copy = NewLike(set);
        copy.MergeSet(set);
        return copy;
    }

    /// <summary>A set of any iterable, itself when it is one.</summary>
    private static PySetBase AsSet(PyObject iterable)
    {
        if (iterable is PySetBase set)
        {
            return set;
        }
        PySet result = new();
        result.Update(iterable);
        return result;
    }

    internal static PySetBase Union(PySetBase self, ReadOnlySpan<PyObject> others)
    {
        PySetBase result = Copy(self);
        foreach (PyObject other in others)
        {
            result.Update(other);
        }
        return result;
    }

    internal static PySetBase Intersection(PySetBase self, PyObject other)
    {
        if (ReferenceEquals(self, other))
        {
            return Copy(self);
        }
        PySetBase result = NewLike(self);
        if (other is PySetBase set)
        {
            PySetBase small = set, large = self;
            if (small.Count > large.Count)
            {
                (small, large) = (large, small);
            }
            int position = 0;
            while (small.Next(ref position, out PyObject key, out long hash))
            {
                if (large.Find(key, hash) >= 0)
                {
                    result.Add(key, hash);
                }
            }
            return result;
        }
        PyObject iterator = Ops.Iter(other);
        while (Ops.Next(iterator) is { } item)
        {
            long hash = Ops.Hash(item);
            if (self.Find(item, hash) >= 0)
            {
                result.Add(item, hash);
            }
        }
        return result;
    }

    internal static PySetBase Intersection(PySetBase self, ReadOnlySpan<PyObject> others)
    {
        if (others.Length == 0)
        {
            return Copy(self);
        }
        PySetBase result = self;
        foreach (PyObject other in others)
        {
            result = Intersection(result, other);
        }
        return result;
    }

    internal static void RemoveAll(PySetBase self, PyObject other)
    {
        if (ReferenceEquals(self, other))
        {
            self.Clear();
            return;
        }
        if (other is PySetBase set)
        {
            int position = 0;
            while (set.Next(ref position, out PyObject key, out long hash))
            {
                self.Remove(key, hash);
            }
            return;
        }
        if (other.GetType() == typeof(PyDict))
        {
            int position = 0;
            while (((PyDict)other).NextWithHash(ref position, out PyObject key, out long hash, out _))
            {
                self.Remove(key, hash);
            }
            return;
        }
        PyObject iterator = Ops.Iter(other);
        while (Ops.Next(iterator) is { } item)
        {
            self.Remove(item, Ops.Hash(item));
        }
    }

    internal static PySetBase Difference(PySetBase self, PyObject other)
    {
        int size = other is PySetBase s ? s.Count : other.GetType() == typeof(PyDict) ? ((PyDict)other).Count : -1;
        if (size < 0 || self.Count >> 2 > size)
        {
            PySetBase copy = Copy(self);
            RemoveAll(copy, other);
            return copy;
        }
        PySetBase result = NewLike(self);
        int position = 0;
        while (self.Next(ref position, out PyObject key, out long hash))
        {
            bool found = other is PySetBase set ? set.Find(key, hash) >= 0 : ((PyDict)other).Find(key, hash) >= 0;
            if (!found)
            {
                result.Add(key, hash);
            }
        }
        return result;
    }

    internal static PySetBase Difference(PySetBase self, ReadOnlySpan<PyObject> others)
    {
        if (others.Length == 0)
        {
            return Copy(self);
        }
        PySetBase result = Difference(self, others[0]);
        foreach (PyObject other in others[1..])
        {
            RemoveAll(result, other);
        }
        return result;
    }

    internal static void Toggle(PySetBase self, PyObject other)
    {
        if (ReferenceEquals(self, other))
        {
            self.Clear();
            return;
        }
        PySetBase set = AsSet(other);
        int position = 0;
        while (set.Next(ref position, out PyObject key, out long hash))
        {
            if (!self.Remove(key, hash))
            {
                self.Add(key, hash);
            }
        }
    }

    internal static PySetBase SymmetricDifference(PySetBase self, PyObject other)
    {
        PySetBase result = NewLike(self);
        result.Update(other);
        Toggle(result, self);
        return result;
    }

    internal static bool IsSubset(PySetBase self, PyObject other)
    {
        PySetBase set = AsSet(other);
        if (self.Count > set.Count)
        {
            return false;
        }
        int position = 0;
        while (self.Next(ref position, out PyObject key, out long hash))
        {
            if (set.Find(key, hash) < 0)
            {
                return false;
            }
        }
        return true;
    }

    internal static bool IsSuperset(PySetBase self, PyObject other)
    {
        if (other is PySetBase set)
        {
            return IsSubset(set, self);
        }
        PyObject iterator = Ops.Iter(other);
        while (Ops.Next(iterator) is { } item)
        {
            if (!self.Contains(item))
            {
                return false;
            }
        }
        return true;
    }

    internal static bool IsDisjoint(PySetBase self, PyObject other)
    {
        if (ReferenceEquals(self, other))
        {
            return self.Count == 0;
        }
        if (other is PySetBase set)
        {
            PySetBase small = set, large = self;
            if (small.Count > large.Count)
            {
                (small, large) = (large, small);
            }
            int position = 0;
            while (small.Next(ref position, out PyObject key, out long hash))
            {
                if (large.Find(key, hash) >= 0)
                {
                    return false;
                }
            }
            return true;
        }
        PyObject iterator = Ops.Iter(other);
        while (Ops.Next(iterator) is { } item)
        {
            if (self.Contains(item))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The key to look up with: an unhashable set stands for a frozenset of its elements.</summary>
    internal static PyObject LookupKey(PyObject key)
    {
        if (key is not PySet set)
        {
            return key;
        }
        try
        {
            Ops.Hash(key);
            return key;
        }
        catch (PyException e) when (e.Matches(Exc.TypeError))
        {
            PyFrozenSet frozen = new();
            frozen.MergeSet(set);
            return frozen;
        }
    }

    internal static PyObject Compare(PySetBase self, PyObject other, CompareOp op)
    {
        if (other is not PySetBase set)
        {
            return PyNotImplemented.Instance;
        }
        return PyBool.From(op switch
        {
            CompareOp.Eq => self.Count == set.Count && IsSubset(self, set),
            CompareOp.Ne => self.Count != set.Count || !IsSubset(self, set),
            CompareOp.Le => IsSubset(self, set),
            CompareOp.Ge => IsSubset(set, self),
            CompareOp.Lt => self.Count < set.Count && IsSubset(self, set),
            _ => self.Count > set.Count && IsSubset(set, self),
        });
    }

    internal static PyObject Repr(PySetBase self)
    {
        string name = self.Type.Name;
        if (self.Count == 0)
        {
            return new PyStr(name + "()");
        }
        PyThread thread = PyThread.Current;
        if (!thread.ReprEnter(self))
        {
            return new PyStr(name + "(...)");
        }
        try
        {
            PyObject[] items = ToArray(self);
            bool plain = ReferenceEquals(self.Type, PySet.TypeObject);
            StrBuilder sb = new(64);
            if (!plain)
            {
                sb.Append(name);
                sb.Append('(');
            }
            sb.Append('{');
            for (int i = 0; i < items.Length; i++)
            {
                if (i != 0)
                {
                    sb.Append(", ");
                }
                sb.Append(Ops.Repr(items[i]));
            }
            sb.Append('}');
            if (!plain)
            {
                sb.Append(')');
            }
            return sb.ToPyStr();
        }
        finally
        {
            thread.ReprLeave(self);
        }
    }

    internal static PyObject[] ToArray(PySetBase self)
    {
        PyObject[] items = new PyObject[self.Count];
        int position = 0, n = 0;
        while (n < items.Length && self.Next(ref position, out PyObject key))
        {
            items[n++] = key;
        }
        return items;
    }

    internal static PyObject Reduce(PySetBase self) => new PyTuple(
    [
        self.Type,
        new PyTuple([new PyList(ToArray(self))]),
        Pickling.GetState(self),
    ]);

    /// <summary>Order-independent mix of the elements' hashes, the number CPython computes.</summary>
    internal static long Hash(PySetBase self)
    {
        unchecked
        {
            ulong hash = 0;
            int position = 0;
            while (self.Next(ref position, out _, out long element))
            {
                ulong h = (ulong)element;
                hash ^= ((h ^ 89869747UL) ^ (h << 16)) * 3644798167UL;
            }
            hash ^= ((ulong)self.Count + 1) * 1927868237UL;
            hash ^= (hash >> 11) ^ (hash >> 25);
            hash = hash * 69069UL + 907133923UL;
            return hash == ulong.MaxValue ? 590923713 : (long)hash;
        }
    }

    internal static long SizeOf(PySetBase self)
    {
        long size = 8;
        while (size * 3 <= self.Count * 5L)
        {
            size <<= 1;
        }
        return 200 + (size > 8 ? size * 16 : 0);
    }
}

/// <summary><c>set_iterator</c></summary>
[PyType("set_iterator", NoConstructor = true)]
internal sealed partial class PySetIterator(PySetBase set) : PyObject
{
    private PySetBase? _set = set;
    private readonly int _count = set.Count;
    private int _position;
    private int _left = set.Count;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_set == null)
        {
            return null;
        }
        if (_set.Count != _count)
        {
            // The error repeats, as for an iterator that has lost its place for good.
            throw Err.RuntimeError("Set changed size during iteration");
        }
        if (_set.Next(ref _position, out PyObject key))
        {
            _left--;
            return key;
        }
        _set = null;
        return null;
    }

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => _set != null && _set.Count == _count ? _left : 0;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce()
    {
        PyList rest = new();
        int position = _position;
        while (_set != null && _set.Next(ref position, out PyObject key))
        {
            rest.Add(key);
        }
        return PyTuple.Of(Indexing.Builtin("iter"), new PyTuple([rest]));
    }
}

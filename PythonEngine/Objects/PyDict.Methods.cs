namespace PythonEngine.Objects;

internal partial class PyDict
{
    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => UpdateArguments("dict", args, kwnames);

    private void UpdateArguments(string function, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int positional = args.Length - (kwnames?.Count ?? 0);
        if (positional > 1)
        {
            throw Err.TypeError($"{function} expected at most 1 argument, got {positional}");
        }
        if (positional == 1)
        {
            Update(args[0]);
        }
        for (int i = positional; i < args.Length; i++)
        {
            SetStr((PyStr)kwnames![i - positional], args[i]);
        }
    }

    /// <summary>update() with one mapping or iterable of pairs.</summary>
    internal void Update(PyObject source)
    {
        if (source is PyDict dict && (dict.GetType() == typeof(PyDict) || HasPlainIteration(dict)))
        {
            if (!ReferenceEquals(dict, this))
            {
                UpdateFrom(dict);
            }
            return;
        }
        PyObject? keys = Ops.TryGetAttr(source, Names.Keys);
        if (keys != null)
        {
            PyObject it = Ops.Iter(Ops.Call(keys));
            while (Ops.Next(it) is { } key)
            {
                Set(key, Ops.GetItem(source, key));
            }
            return;
        }
        UpdateFromPairs(source);
    }

    private static unsafe bool HasPlainIteration(PyDict dict) => (nint)dict.Type.TpIter == (nint)TypeObject.TpIter
        && dict.Type.Lookup(Names.Keys) is PyMethodDescriptor;

    private void UpdateFromPairs(PyObject source)
    {
        PyObject it = Ops.Iter(source);
        int index = 0;
        while (Ops.Next(it) is { } pair)
        {
            PyObject[] items;
            if (!Ops.IsIterable(pair))
            {
                throw Err.TypeError($"cannot convert dictionary update sequence element #{index} to a sequence");
            }
            items = Ops.ToArray(pair);
            if (items.Length != 2)
            {
                throw Err.ValueError($"dictionary update sequence element #{index} has length {items.Length}; 2 is required");
            }
            Set(items[0], items[1]);
            index++;
        }
    }

    [PyMethod("update")]
    private PyObject UpdateMethod(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        UpdateArguments("update", args, kwnames);
        return PyNone.Instance;
    }

    [PyMethod("__repr__")]
    private PyObject Repr()
    {
        if (_count == 0)
        {
            return PyStr.Intern("{}");
        }
        PyThread t = PyThread.Current;
        if (!t.ReprEnter(this))
        {
            return PyStr.Intern("{...}");
        }
        try
        {
            StrBuilder sb = new(64);
            sb.Append('{');
            int position = 0;
            bool first = true;
            while (Next(ref position, out PyObject key, out PyObject value))
            {
                if (!first)
                {
                    sb.Append(", ");
                }
                first = false;
                sb.Append(Ops.Repr(key));
                sb.Append(": ");
                sb.Append(Ops.Repr(value));
            }
            sb.Append('}');
            return sb.ToPyStr();
        }
        finally
        {
            t.ReprLeave(this);
        }
    }

    [PyMethod("__len__")]
    private long Len() => _count;

    [PyMethod("__iter__")]
    private PyObject Iter() => new PyDictKeyIterator(this);

    [PyMethod("__reversed__", "")]
    private PyObject Reversed() => new PyDictReverseKeyIterator(this);

    [PyMethod("__contains__")]
    internal bool ContainsKey(PyObject key) => Get(key) != null;

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key)
    {
        PyObject? value = Get(key);
        if (value != null)
        {
            return value;
        }
        if (GetType() != typeof(PyDict) && Ops.LookupSpecial(this, Names.Missing) is { } missing)
        {
            return Ops.Call(missing, key);
        }
        throw Err.KeyError(key);
    }

    [PyMethod("__setitem__")]
    private void SetItem(PyObject key, PyObject? value)
    {
        if (value != null)
        {
            Set(key, value);
        }
        else if (Remove(key) == null)
        {
            throw Err.KeyError(key);
        }
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyDict dict)
        {
            return PyNotImplemented.Instance;
        }
        return PyBool.From(EqualTo(dict) == (op == CompareOp.Eq));
    }

    private bool EqualTo(PyDict other)
    {
        if (_count != other._count)
        {
            return false;
        }
        using RecursionGuard _ = PyThread.Current.EnterRecursion(" in comparison");
        int position = 0;
        while (NextWithHash(ref position, out PyObject key, out long hash, out PyObject value))
        {
            int slot = other.Find(key, hash);
            if (slot < 0 || !Ops.Compare(value, other._entries[slot].Value!, CompareOp.Eq))
            {
                return false;
            }
        }
        return true;
    }

    [PyMethod("__or__")]
    private static PyObject Or(PyObject a, PyObject b)
    {
        if (a is not PyDict left || b is not PyDict right)
        {
            return PyNotImplemented.Instance;
        }
        PyDict result = left.Copy();
        result.UpdateFrom(right);
        return result;
    }

    [PyMethod("__ior__")]
    private PyObject InplaceOr(PyObject other)
    {
        Update(other);
        return this;
    }

    [PyMethod("get", "key, default=None, /")]
    private PyObject GetMethod(PyObject key, PyObject? fallback = null) => Get(key) ?? fallback ?? PyNone.Instance;

    [PyMethod("setdefault", "key, default=None, /")]
    internal PyObject SetDefault(PyObject key, PyObject? fallback = null)
    {
        long hash = Ops.Hash(key);
        int slot = Find(key, hash);
        if (slot >= 0)
        {
            return _entries[slot].Value!;
        }
        PyObject value = fallback ?? PyNone.Instance;
        Insert(key, hash, value);
        return value;
    }

    [PyMethod("pop")]
    private PyObject Pop(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("dict.pop() takes no keyword arguments");
        }
        if (args.Length is 0 or > 2)
        {
            throw Err.TypeError(args.Length == 0 ? "pop expected at least 1 argument, got 0" : $"pop expected at most 2 arguments, got {args.Length}");
        }
        PyObject? value = _count == 0 ? null : Remove(args[0]);
        return value ?? (args.Length == 2 ? args[1] : throw Err.KeyError(args[0]));
    }

    [PyMethod("popitem", "")]
    private PyObject PopItem()
    {
        for (int i = _used - 1; i >= 0; i--)
        {
            if (_entries[i].Key is { } key)
            {
                PyObject value = RemoveAt(i);
                _used = i;
                return PyTuple.Of(key, value);
            }
        }
        throw Err.Make(Exc.KeyError, "popitem(): dictionary is empty");
    }

    [PyMethod("clear", "")]
    private void ClearMethod() => Clear();

    [PyMethod("copy", "")]
    private PyObject CopyMethod() => Copy();

    [PyMethod("keys", "")]
    private PyObject KeysMethod() => new PyDictKeys(this);

    [PyMethod("values", "")]
    private PyObject ValuesMethod() => new PyDictValues(this);

    [PyMethod("items", "")]
    private PyObject ItemsMethod() => new PyDictItems(this);

    [PyMethod("__sizeof__", "")]
    private long SizeOf() => 64 + (24L * _entries.Length) + (4L * _index.Length);

    [PyClassMethod("fromkeys", "iterable, value=None, /")]
    private static PyObject FromKeys(PyType cls, PyObject iterable, PyObject? value = null)
    {
        PyObject result = Ops.Call(cls);
        value ??= PyNone.Instance;
        PyObject it = Ops.Iter(iterable);
        if (result.GetType() == typeof(PyDict))
        {
            PyDict dict = (PyDict)result;
            if (iterable is PySetBase set)
            {
                int position = 0;
                while (set.Next(ref position, out PyObject element, out long hash))
                {
                    dict.SetWithHash(element, hash, value);
                }
                return dict;
            }
            if (iterable.GetType() == typeof(PyDict))
            {
                int position = 0;
                while (((PyDict)iterable).NextWithHash(ref position, out PyObject element, out long hash, out _))
                {
                    dict.SetWithHash(element, hash, value);
                }
                return dict;
            }
            while (Ops.Next(it) is { } key)
            {
                dict.Set(key, value);
            }
            return dict;
        }
        while (Ops.Next(it) is { } key)
        {
            Ops.SetItem(result, key, value);
        }
        return result;
    }

    [PyClassMethod("__class_getitem__", "object, /")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);
}

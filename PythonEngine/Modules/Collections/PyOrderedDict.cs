namespace PythonEngine.Modules.Collections;

/// <summary><c>collections.OrderedDict</c>; dict keeps the order, this adds what depends on it.</summary>
[PyType("OrderedDict", Module = "collections", Subclassable = true, HasInstanceFields = true, Doc = "Dictionary that remembers insertion order")]
internal sealed unsafe partial class PyOrderedDict : PyDict
{
    private InstanceFields _fields;
    /// <summary>No live entry lies before this position of these entries, so that popping from the front stays cheap.</summary>
    private Entry[]? _firstOf;
    private int _first;

    internal PyOrderedDict(PyType cls) => _fields = new InstanceFields(cls);

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    private bool IsExact => ReferenceEquals(_fields.Class, TypeObject);

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyOrderedDict(cls);

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => UpdateAll(args, kwnames);

    [PyMethod("update")]
    private PyObject UpdateMethod(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        UpdateAll(args, kwnames);
        return PyNone.Instance;
    }

    private void Store(PyObject key, PyObject value)
    {
        if (IsExact)
        {
            Set(key, value);
        }
        else
        {
            Ops.SetItem(this, key, value);
        }
    }

    private void UpdateAll(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int positional = args.Length - (kwnames?.Count ?? 0);
        if (positional > 1)
        {
            throw Err.TypeError($"expected at most 1 argument, got {positional}");
        }
        if (positional == 1)
        {
            UpdateOne(args[0]);
        }
        for (int i = positional; i < args.Length; i++)
        {
            Store(kwnames![i - positional], args[i]);
        }
    }

    private void UpdateOne(PyObject source)
    {
        if (source is PyDict dict && (dict.GetType() == typeof(PyDict) || dict is PyOrderedDict { IsExact: true }))
        {
            if (ReferenceEquals(dict, this))
            {
                return;
            }
            if (IsExact)
            {
                UpdateFrom(dict);
                return;
            }
            int position = 0;
            while (dict.Next(ref position, out PyObject key, out PyObject value))
            {
                Store(key, value);
            }
            return;
        }
        if (Ops.TryGetAttr(source, Names.Keys) is { } keys)
        {
            PyObject it = Ops.Iter(Ops.Call(keys));
            while (Ops.Next(it) is { } key)
            {
                Store(key, Ops.GetItem(source, key));
            }
            return;
        }
        if (Ops.TryGetAttr(source, Names.Items) is { } items)
        {
            source = Ops.Call(items);
        }
        PyObject pairs = Ops.Iter(source);
        while (Ops.Next(pairs) is { } pair)
        {
            PyObject[] values = Ops.ToArray(pair);
            if (values.Length != 2)
            {
                throw Err.ValueError(values.Length < 2
                    ? $"need more than {values.Length} value{(values.Length == 1 ? "" : "s")} to unpack"
                    : $"too many values to unpack (expected 2)");
            }
            Store(values[0], values[1]);
        }
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

    [PyMethod("__iter__")]
    private PyObject Iter() => new PyOdictIterator(this, DictPart.Keys, false);

    [PyMethod("__reversed__", "", Doc = "od.__reversed__() <==> reversed(od)")]
    private PyObject Reversed() => new PyOdictIterator(this, DictPart.Keys, true);

    [PyMethod("keys", "")]
    private PyObject KeysMethod() => new PyOdictKeys(this);

    [PyMethod("values", "")]
    private PyObject ValuesMethod() => new PyOdictValues(this);

    [PyMethod("items", "")]
    private PyObject ItemsMethod() => new PyOdictItems(this);

    private int FirstSlot()
    {
        Entry[] entries = Entries;
        int i = ReferenceEquals(_firstOf, entries) ? _first : 0;
        while (i < UsedSlots && entries[i].Key == null)
        {
            i++;
        }
        _firstOf = entries;
        _first = i;
        return i;
    }

    private int LastSlot()
    {
        int i = UsedSlots - 1;
        while (Entries[i].Key == null)
        {
            i--;
        }
        return i;
    }

    [PyMethod("popitem", "last=True", Doc = "Remove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is true or FIFO order if false.")]
    private PyObject PopItem(bool last = true)
    {
        if (Count == 0)
        {
            throw Err.Make(Exc.KeyError, "dictionary is empty");
        }
        int slot = last ? LastSlot() : FirstSlot();
        PyObject key = Entries[slot].Key!;
        return PyTuple.Of(key, RemoveAt(slot));
    }

    [PyMethod("move_to_end", "key, last=True", Doc = "Move an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not exist.")]
    private void MoveToEnd(PyObject key, bool last = true)
    {
        long hash = Ops.Hash(key);
        int slot = Find(key, hash);
        if (slot < 0)
        {
            throw Err.KeyError(key);
        }
        if (slot == (last ? LastSlot() : FirstSlot()))
        {
            return;
        }
        PyObject stored = Entries[slot].Key!;
        PyObject value = RemoveAt(slot);
        if (last)
        {
            Insert(stored, hash, value);
            return;
        }
        // dict has no room in front: the others follow anew.
        Entry[] others = new Entry[Count];
        int n = 0;
        for (int i = 0; i < UsedSlots; i++)
        {
            if (Entries[i].Key != null)
            {
                others[n++] = Entries[i];
            }
        }
        Clear();
        Insert(stored, hash, value);
        foreach (ref Entry e in others.AsSpan())
        {
            Insert(e.Key!, e.Hash, e.Value!);
        }
    }

    [PyMethod("pop", "key, default=None", Doc = "od.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.")]
    private PyObject Pop(PyObject key, PyObject? @default = null)
    {
        // Subclasses' __getitem__, __delitem__ and __missing__ are not asked.
        return Remove(key) ?? @default ?? throw Err.KeyError(key);
    }

    [PyMethod("setdefault", "key, default=None", Doc = "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.")]
    private PyObject SetDefaultMethod(PyObject key, PyObject? @default = null)
    {
        if (IsExact)
        {
            return SetDefault(key, @default);
        }
        if (Ops.Contains(this, key))
        {
            return Ops.GetItem(this, key);
        }
        PyObject value = @default ?? PyNone.Instance;
        Ops.SetItem(this, key, value);
        return value;
    }

    [PyMethod("clear", "", Doc = "od.clear() -> None.  Remove all items from od.")]
    private void ClearMethod() => Clear();

    [PyMethod("copy", "", Doc = "od.copy() -> a shallow copy of od")]
    private PyObject CopyMethod()
    {
        if (IsExact)
        {
            PyOrderedDict copy = new(TypeObject);
            copy.UpdateFrom(this);
            if (_fields.ShapeOrDict is Shape { Count: > 0 } or PyDict)
            {
                Ops.InstanceDict(ref copy._fields).UpdateFrom(Ops.InstanceDict(ref _fields));
            }
            return copy;
        }
        PyObject result = Ops.Call(Type);
        int position = 0;
        while (Next(ref position, out PyObject key, out _))
        {
            Ops.SetItem(result, key, Ops.GetItem(this, key));
        }
        return result;
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling")]
    private PyObject Reduce()
    {
        PyObject state = Ops.CallMethod(this, Names.Getstate);
        PyObject items = Ops.Iter(Ops.CallMethod(this, Names.Items));
        return new PyTuple([Type, PyTuple.Empty, state, PyNone.Instance, items]);
    }

    [PyGetter("__dict__")]
    private PyObject Dict => Ops.InstanceDict(ref _fields);

    [PySetter("__dict__")]
    private void SetDict(PyObject? value) => MethodWrapping.SetDict(this, value);

    [PyMethod("__sizeof__", "")]
    private long SizeOf() => 128 + (48L * Entries.Length);

    [PyMethod("__repr__")]
    private PyObject Repr()
    {
        if (Count == 0)
        {
            return new PyStr(Type.Name + "()");
        }
        PyThread thread = PyThread.Current;
        if (!thread.ReprEnter(this))
        {
            return PyStr.Intern("...");
        }
        try
        {
            PyObject pairs = IsExact ? PairList() : Ops.ToList(Ops.CallMethod(this, Names.Items));
            StrBuilder sb = new(64);
            sb.Append(Type.Name);
            sb.Append('(');
            sb.Append(Ops.Repr(pairs));
            sb.Append(')');
            return sb.ToPyStr();
        }
        finally
        {
            thread.ReprLeave(this);
        }
    }

    private PyList PairList()
    {
        PyList pairs = new(Count);
        int position = 0;
        while (Next(ref position, out PyObject key, out PyObject value))
        {
            pairs.Add(PyTuple.Of(key, value));
        }
        return pairs;
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyDict)
        {
            return PyNotImplemented.Instance;
        }
        PyObject equal = PyDict.TypeObject.TpRichCompare(this, other, CompareOp.Eq);
        bool same = Ops.IsTrue(equal);
        if (same && other is PyOrderedDict od)
        {
            int p = 0, q = 0;
            while (Next(ref p, out PyObject a, out _) && od.Next(ref q, out PyObject b, out _))
            {
                if (!Ops.Compare(a, b, CompareOp.Eq))
                {
                    same = false;
                    break;
                }
            }
        }
        return PyBool.From(same == (op == CompareOp.Eq));
    }

    [PyMethod("__or__")]
    private static PyObject Or(PyObject a, PyObject b)
    {
        if (a is not PyDict || b is not PyDict)
        {
            return PyNotImplemented.Instance;
        }
        PyObject result = Ops.Call(a is PyOrderedDict ? a.Type : b.Type, a);
        Ops.CallMethod(result, "update", b);
        return result;
    }

    [PyMethod("__ior__")]
    private PyObject InplaceOr(PyObject other)
    {
        UpdateOne(other);
        return this;
    }

    [PyClassMethod("fromkeys", "iterable, value=None", Doc = "Create a new ordered dictionary with keys from iterable and values set to value.")]
    private static PyObject FromKeys(PyType cls, PyObject iterable, PyObject? value = null)
    {
        PyObject result = Ops.Call(cls);
        PyObject it = Ops.Iter(iterable);
        while (Ops.Next(it) is { } key)
        {
            Ops.SetItem(result, key, value ?? PyNone.Instance);
        }
        return result;
    }
}

/// <summary><c>odict_iterator</c></summary>
[PyType("odict_iterator", NoConstructor = true)]
internal sealed partial class PyOdictIterator(PyOrderedDict dict, DictPart part, bool reversed) : PyObject
{
    private PyOrderedDict? _dict = dict;
    private readonly long _version = dict.KeysVersion;
    private readonly int _count = dict.Count;
    private int _position = reversed ? dict.UsedSlots : -1;
    private int _given;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        PyOrderedDict? dict = _dict;
        if (dict == null)
        {
            return null;
        }
        if (dict.KeysVersion != _version)
        {
            _dict = null;
            throw Err.RuntimeError("OrderedDict mutated during iteration");
        }
        PyDict.Entry[] entries = dict.Entries;
        int end = dict.UsedSlots;
        while (reversed ? --_position >= 0 : ++_position < end)
        {
            ref PyDict.Entry e = ref entries[_position];
            if (e.Key != null)
            {
                _given++;
                return part switch
                {
                    DictPart.Keys => e.Key,
                    DictPart.Values => e.Value,
                    _ => PyTuple.Of(e.Key, e.Value!),
                };
            }
        }
        _dict = null;
        return null;
    }

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => _dict == null ? 0 : _count - _given;

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling")]
    private PyObject Reduce()
    {
        PyOdictIterator copy = (PyOdictIterator)MemberwiseClone();
        return PyTuple.Of(Indexing.Builtin("iter"), new PyTuple([Ops.ToList(copy)]));
    }
}

/// <summary><c>odict_keys</c></summary>
[PyType("odict_keys", NoConstructor = true)]
internal sealed partial class PyOdictKeys(PyOrderedDict dict) : PyDictKeys(dict)
{
    [PyMethod("__iter__")]
    private PyObject Iter() => new PyOdictIterator((PyOrderedDict)Dict, DictPart.Keys, false);

    [PyMethod("__reversed__", "")]
    private PyObject Reversed() => new PyOdictIterator((PyOrderedDict)Dict, DictPart.Keys, true);

    [PyMethod("__repr__")]
    private PyObject Repr() => DictViewSets.Repr(this, "odict_keys");
}

/// <summary><c>odict_values</c></summary>
[PyType("odict_values", NoConstructor = true)]
internal sealed partial class PyOdictValues(PyOrderedDict dict) : PyDictValues(dict)
{
    [PyMethod("__iter__")]
    private PyObject Iter() => new PyOdictIterator((PyOrderedDict)Dict, DictPart.Values, false);

    [PyMethod("__reversed__", "")]
    private PyObject Reversed() => new PyOdictIterator((PyOrderedDict)Dict, DictPart.Values, true);

    [PyMethod("__repr__")]
    private PyObject Repr() => DictViewSets.Repr(this, "odict_values");
}

/// <summary><c>odict_items</c></summary>
[PyType("odict_items", NoConstructor = true)]
internal sealed partial class PyOdictItems(PyOrderedDict dict) : PyDictItems(dict)
{
    [PyMethod("__iter__")]
    private PyObject Iter() => new PyOdictIterator((PyOrderedDict)Dict, DictPart.Items, false);

    [PyMethod("__reversed__", "")]
    private PyObject Reversed() => new PyOdictIterator((PyOrderedDict)Dict, DictPart.Items, true);

    [PyMethod("__repr__")]
    private PyObject Repr() => DictViewSets.Repr(this, "odict_items");
}

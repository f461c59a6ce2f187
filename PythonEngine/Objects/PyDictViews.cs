namespace PythonEngine.Objects;

/// <summary>What a dict iterator gives.</summary>
internal enum DictPart
{
    Keys,
    Values,
    Items,
}

/// <summary>The walk of a dict's iterators, which notice a change of size.</summary>
internal abstract class PyDictIterator(PyDict dict) : PyObject
{
    private protected PyDict? Dict = dict;
    private int _count = dict.Count;
    private int _position;
    private int _given;

    private protected bool Step(out PyObject key, out PyObject value)
    {
        key = value = null!;
        PyDict? dict = Dict;
        if (dict == null)
        {
            return false;
        }
        if (dict.Count != _count)
        {
            // No dict has this size: the error stays.
            _count = -1;
            throw Err.RuntimeError("dictionary changed size during iteration");
        }
        if (dict.Next(ref _position, out key, out value))
        {
            if (_given++ >= _count)
            {
                Dict = null;
                throw Err.RuntimeError("dictionary keys changed during iteration");
            }
            return true;
        }
        Dict = null;
        return false;
    }

    private protected long Left => Dict == null || Dict.Count != _count ? 0 : _count - _given;

    private protected PyObject ReduceAs(DictPart part)
    {
        PyList rest = new();
        if (Dict != null)
        {
            int position = _position;
            while (Dict.Next(ref position, out PyObject key, out PyObject value))
            {
                rest.Add(part == DictPart.Keys ? key : part == DictPart.Values ? value : PyTuple.Of(key, value));
            }
        }
        return PyTuple.Of(IteratorState.Builtin("iter"), new PyTuple([rest]));
    }
}

/// <summary><c>dict_keyiterator</c></summary>
[PyType("dict_keyiterator", NoConstructor = true, Base = typeof(PyObjectType))]
internal sealed partial class PyDictKeyIterator(PyDict dict) : PyDictIterator(dict)
{
    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => Step(out PyObject key, out _) ? key : null;

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => Left;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => ReduceAs(DictPart.Keys);
}

/// <summary><c>dict_valueiterator</c></summary>
[PyType("dict_valueiterator", NoConstructor = true, Base = typeof(PyObjectType))]
internal sealed partial class PyDictValueIterator(PyDict dict) : PyDictIterator(dict)
{
    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => Step(out _, out PyObject value) ? value : null;

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => Left;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => ReduceAs(DictPart.Values);
}

/// <summary><c>dict_itemiterator</c></summary>
[PyType("dict_itemiterator", NoConstructor = true, Base = typeof(PyObjectType))]
internal sealed partial class PyDictItemIterator(PyDict dict) : PyDictIterator(dict)
{
    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => Step(out PyObject key, out PyObject value) ? PyTuple.Of(key, value) : null;

    /// <summary>The next key and value; null at the end.</summary>
    internal PyObject? NextPair(out PyObject? second)
    {
        if (Step(out PyObject key, out PyObject value))
        {
            second = value;
            return key;
        }
        second = null;
        return null;
    }

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => Left;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => ReduceAs(DictPart.Items);
}

/// <summary>What the iterators of reversed() over a dict or a view share.</summary>
internal abstract class DictReverseIteratorBase(PyDict dict, DictPart part) : PyObject
{
    private PyDict? _dict = dict;
    private int _count = dict.Count;
    private int _position = dict.UsedSlots;
    private int _given;

    private protected PyObject? Step()
    {
        if (_dict == null)
        {
            return null;
        }
        if (_dict.Count != _count)
        {
            // No dict has this size: the error stays.
            _count = -1;
            throw Err.RuntimeError("dictionary changed size during iteration");
        }
        while (--_position >= 0)
        {
            ref PyDict.Entry entry = ref _dict.Entries[_position];
            if (entry.Key != null)
            {
                _given++;
                return part switch
                {
                    DictPart.Keys => entry.Key,
                    DictPart.Values => entry.Value,
                    _ => PyTuple.Of(entry.Key, entry.Value!),
                };
            }
        }
        _dict = null;
        return null;
    }

    private protected long Left => _dict == null || _dict.Count != _count ? 0 : _count - _given;

    private protected PyObject Reduced()
    {
        PyList rest = new();
        if (_dict != null)
        {
            for (int i = _position - 1; i >= 0; i--)
            {
                ref PyDict.Entry entry = ref _dict.Entries[i];
                if (entry.Key != null)
                {
                    rest.Add(part == DictPart.Keys ? entry.Key : part == DictPart.Values ? entry.Value! : PyTuple.Of(entry.Key, entry.Value!));
                }
            }
        }
        return PyTuple.Of(IteratorState.Builtin("iter"), new PyTuple([rest]));
    }
}

/// <summary><c>dict_reversekeyiterator</c></summary>
[PyType("dict_reversekeyiterator", NoConstructor = true, Doc = "")]
internal sealed partial class PyDictReverseKeyIterator(PyDict dict) : DictReverseIteratorBase(dict, DictPart.Keys)
{
    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => Step();

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => Left;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => Reduced();
}

/// <summary><c>dict_reversevalueiterator</c></summary>
[PyType("dict_reversevalueiterator", NoConstructor = true, Doc = "")]
internal sealed partial class PyDictReverseValueIterator(PyDict dict) : DictReverseIteratorBase(dict, DictPart.Values)
{
    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => Step();

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => Left;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => Reduced();
}

/// <summary><c>dict_reverseitemiterator</c></summary>
[PyType("dict_reverseitemiterator", NoConstructor = true, Doc = "")]
internal sealed partial class PyDictReverseItemIterator(PyDict dict) : DictReverseIteratorBase(dict, DictPart.Items)
{
    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => Step();

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => Left;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => Reduced();
}

/// <summary><c>dict_values</c></summary>
[PyType("dict_values", NoConstructor = true)]
internal partial class PyDictValues(PyDict dict) : PyObject
{
    internal readonly PyDict Dict = dict;

    [PyMethod("__len__")]
    private long Len() => Dict.Count;

    [PyMethod("__iter__")]
    private PyObject Iter() => new PyDictValueIterator(Dict);

    [PyMethod("__reversed__", "")]
    private PyObject Reversed() => new PyDictReverseValueIterator(Dict);

    [PyMethod("__repr__")]
    private PyObject Repr() => DictViewSets.Repr(this, "dict_values");

    [PyGetter("mapping")]
    private PyObject Mapping => new PyMappingProxy(Dict);
}

/// <summary><c>dict_keys</c></summary>
[PyType("dict_keys", NoConstructor = true)]
internal partial class PyDictKeys(PyDict dict) : PyObject
{
    internal readonly PyDict Dict = dict;

    [PyMethod("__len__")]
    private long Len() => Dict.Count;

    [PyMethod("__iter__")]
    private PyObject Iter() => new PyDictKeyIterator(Dict);

    [PyMethod("__contains__")]
    private bool Contains(PyObject key) => Dict.Get(key) != null;

    [PyMethod("__reversed__", "")]
    private PyObject Reversed() => new PyDictReverseKeyIterator(Dict);

    [PyMethod("__repr__")]
    private PyObject Repr() => DictViewSets.Repr(this, "dict_keys");

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) => DictViewSets.Compare(this, other, op);

    [PyMethod("__and__")]
    private static PyObject And(PyObject a, PyObject b) => DictViewSets.Combine(a, b, "intersection_update");

    [PyMethod("__or__")]
    private static PyObject Or(PyObject a, PyObject b) => DictViewSets.Combine(a, b, "update");

    [PyMethod("__sub__")]
    private static PyObject Subtract(PyObject a, PyObject b) => DictViewSets.Combine(a, b, "difference_update");

    [PyMethod("__xor__")]
    private static PyObject Xor(PyObject a, PyObject b) => DictViewSets.Combine(a, b, "symmetric_difference_update");

    [PyMethod("isdisjoint", "other, /")]
    private bool IsDisjoint(PyObject other) => DictViewSets.IsDisjoint(this, other);

    [PyGetter("mapping")]
    private PyObject Mapping => new PyMappingProxy(Dict);
}

/// <summary><c>dict_items</c></summary>
[PyType("dict_items", NoConstructor = true)]
internal partial class PyDictItems(PyDict dict) : PyObject
{
    internal readonly PyDict Dict = dict;

    [PyMethod("__len__")]
    private long Len() => Dict.Count;

    [PyMethod("__iter__")]
    private PyObject Iter() => new PyDictItemIterator(Dict);

    [PyMethod("__contains__")]
    private bool Contains(PyObject item) =>
        item is PyTuple { Count: 2 } pair && Dict.Get(pair[0]) is { } value && Ops.Compare(value, pair[1], CompareOp.Eq);

    [PyMethod("__reversed__", "")]
    private PyObject Reversed() => new PyDictReverseItemIterator(Dict);

    [PyMethod("__repr__")]
    private PyObject Repr() => DictViewSets.Repr(this, "dict_items");

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) => DictViewSets.Compare(this, other, op);

    [PyMethod("__and__")]
    private static PyObject And(PyObject a, PyObject b) => DictViewSets.Combine(a, b, "intersection_update");

    [PyMethod("__or__")]
    private static PyObject Or(PyObject a, PyObject b) => DictViewSets.Combine(a, b, "update");

    [PyMethod("__sub__")]
    private static PyObject Subtract(PyObject a, PyObject b) => DictViewSets.Combine(a, b, "difference_update");

    [PyMethod("__xor__")]
    private static PyObject Xor(PyObject a, PyObject b) => DictViewSets.Combine(a, b, "symmetric_difference_update");

    [PyMethod("isdisjoint", "other, /")]
    private bool IsDisjoint(PyObject other) => DictViewSets.IsDisjoint(this, other);

    [PyGetter("mapping")]
    private PyObject Mapping => new PyMappingProxy(Dict);
}

/// <summary>Set behaviour of keys and items views.</summary>
internal static class DictViewSets
{
    internal static PyObject Repr(PyObject view, string name)
    {
        PyThread t = PyThread.Current;
        if (!t.ReprEnter(view))
        {
            return PyStr.Intern("...");
        }
        try
        {
            StrBuilder sb = new(64);
            sb.Append(name);
            sb.Append('(');
            sb.Append(Ops.Repr(Ops.ToList(view)));
            sb.Append(')');
            return sb.ToPyStr();
        }
        finally
        {
            t.ReprLeave(view);
        }
    }

    internal static PyObject Combine(PyObject a, PyObject b, string method)
    {
        PySet result = new();
        PyObject it = Ops.Iter(a);
        while (Ops.Next(it) is { } item)
        {
            result.Add(item);
        }
        Ops.CallMethod(result, method, b);
        return result;
    }

    internal static PyObject Compare(PyObject view, PyObject other, CompareOp op)
    {
        if (other is not (PySetBase or PyDictKeys or PyDictItems))
        {
            return PyNotImplemented.Instance;
        }
        long mine = Ops.Len(view);
        long theirs = Ops.Len(other);
        return PyBool.From(op switch
        {
            CompareOp.Eq => mine == theirs && AllIn(view, other),
            CompareOp.Ne => mine != theirs || !AllIn(view, other),
            CompareOp.Lt => mine < theirs && AllIn(view, other),
            CompareOp.Le => mine <= theirs && AllIn(view, other),
            CompareOp.Gt => mine > theirs && AllIn(other, view),
            _ => mine >= theirs && AllIn(other, view),
        });
    }

    private static bool AllIn(PyObject items, PyObject container)
    {
        PyObject it = Ops.Iter(items);
        while (Ops.Next(it) is { } item)
        {
            if (!Ops.Contains(container, item))
            {
                return false;
            }
        }
        return true;
    }

    internal static bool IsDisjoint(PyObject view, PyObject other)
    {
        if (ReferenceEquals(view, other))
        {
            return Ops.Len(view) == 0;
        }
        PyObject it = Ops.Iter(other);
        while (Ops.Next(it) is { } item)
        {
            if (Ops.Contains(view, item))
            {
                return false;
            }
        }
        return true;
    }
}

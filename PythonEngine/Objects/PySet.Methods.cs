namespace PythonEngine.Objects;

/// <summary>The methods of <c>set</c>.</summary>
internal partial class PySet
{
    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        ReferenceEquals(cls, TypeObject) ? new PySet() : new PySetInstance(cls);

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("set() takes no keyword arguments");
        }
        if (args.Length > 1)
        {
            throw Err.TypeError($"{Type.Name} expected at most 1 argument, got {args.Length}");
        }
        if (Count != 0)
        {
            Clear();
        }
        if (args.Length == 1)
        {
            Update(args[0]);
        }
    }

    [PyMethod("__len__")]
    private long Len() => Count;

    [PyMethod("__iter__")]
    private PyObject Iter() => new PySetIterator(this);

    [PyMethod("__contains__")]
    private bool ContainsSlot(PyObject item) => Contains(SetOperations.LookupKey(item));

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) => SetOperations.Compare(this, other, op);

    [PyMethod("__repr__")]
    private PyObject Repr() => SetOperations.Repr(this);

    [PyMethod("__or__")]
    private static PyObject Or(PyObject a, PyObject b) => a is PySetBase x && b is PySetBase ? SetOperations.Union(x, new ReadOnlySpan<PyObject>(ref b)) : PyNotImplemented.Instance;

    [PyMethod("__and__")]
    private static PyObject And(PyObject a, PyObject b) => a is PySetBase x && b is PySetBase ? SetOperations.Intersection(x, b) : PyNotImplemented.Instance;

    [PyMethod("__sub__")]
    private static PyObject Subtract(PyObject a, PyObject b) => a is PySetBase x && b is PySetBase ? SetOperations.Difference(x, b) : PyNotImplemented.Instance;

    [PyMethod("__xor__")]
    private static PyObject Xor(PyObject a, PyObject b) => a is PySetBase x && b is PySetBase ? SetOperations.SymmetricDifference(x, b) : PyNotImplemented.Instance;

    [PyMethod("union", "*others")]
    private PyObject Union(ReadOnlySpan<PyObject> others) => SetOperations.Union(this, others);

    [PyMethod("intersection", "*others")]
    private PyObject Intersection(ReadOnlySpan<PyObject> others) => SetOperations.Intersection(this, others);

    [PyMethod("difference", "*others")]
    private PyObject Difference(ReadOnlySpan<PyObject> others) => SetOperations.Difference(this, others);

    [PyMethod("symmetric_difference", "other, /")]
    private PyObject SymmetricDifference(PyObject other) => SetOperations.SymmetricDifference(this, other);

    [PyMethod("issubset", "other, /")]
    private bool IsSubset(PyObject other) => SetOperations.IsSubset(this, other);

    [PyMethod("issuperset", "other, /")]
    private bool IsSuperset(PyObject other) => SetOperations.IsSuperset(this, other);

    [PyMethod("isdisjoint", "other, /")]
    private bool IsDisjoint(PyObject other) => SetOperations.IsDisjoint(this, other);

    [PyMethod("copy", "")]
    private PyObject CopyMethod() => SetOperations.Copy(this);

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => SetOperations.Reduce(this);

    [PyMethod("__sizeof__", "")]
    private long SizeOf() => SetOperations.SizeOf(this);

    [PyClassMethod("__class_getitem__", "item, /")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);

    [PyMethod("__ior__")]
    private PyObject InplaceOr(PyObject other)
    {
        if (other is not PySetBase set)
        {
            return PyNotImplemented.Instance;
        }
        MergeSet(set);
        return this;
    }

    [PyMethod("__iand__")]
    private PyObject InplaceAnd(PyObject other)
    {
        if (other is not PySetBase)
        {
            return PyNotImplemented.Instance;
        }
        TakeFrom(SetOperations.Intersection(this, other));
        return this;
    }

    [PyMethod("__isub__")]
    private PyObject InplaceSubtract(PyObject other)
    {
        if (other is not PySetBase)
        {
            return PyNotImplemented.Instance;
        }
        SetOperations.RemoveAll(this, other);
        return this;
    }

    [PyMethod("__ixor__")]
    private PyObject InplaceXor(PyObject other)
    {
        if (other is not PySetBase)
        {
            return PyNotImplemented.Instance;
        }
        SetOperations.Toggle(this, other);
        return this;
    }

    [PyMethod("add", "item, /")]
    private void AddMethod(PyObject item) => Add(item);

    [PyMethod("remove", "item, /")]
    private void RemoveMethod(PyObject item)
    {
        PyObject key = SetOperations.LookupKey(item);
        if (!Remove(key, Ops.Hash(key)))
        {
            throw Err.KeyError(item);
        }
    }

    [PyMethod("discard", "item, /")]
    private void Discard(PyObject item)
    {
        PyObject key = SetOperations.LookupKey(item);
        Remove(key, Ops.Hash(key));
    }

    [PyMethod("pop", "")]
    private PyObject Pop() => RemoveAny() ?? throw Err.KeyError(new PyStr("pop from an empty set"));

    [PyMethod("clear", "")]
    private void ClearMethod() => Clear();

    [PyMethod("update", "*others")]
    private void UpdateMethod(ReadOnlySpan<PyObject> others)
    {
        foreach (PyObject other in others)
        {
            Update(other);
        }
    }

    [PyMethod("intersection_update", "*others")]
    private void IntersectionUpdate(ReadOnlySpan<PyObject> others) => TakeFrom(SetOperations.Intersection(this, others));

    [PyMethod("difference_update", "*others")]
    private void DifferenceUpdate(ReadOnlySpan<PyObject> others)
    {
        foreach (PyObject other in others)
        {
            SetOperations.RemoveAll(this, other);
        }
    }

    [PyMethod("symmetric_difference_update", "other, /")]
    private void SymmetricDifferenceUpdate(PyObject other) => SetOperations.Toggle(this, other);
}

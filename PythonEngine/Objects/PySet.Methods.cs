namespace PythonEngine.Objects;

internal partial class PySet
{
    internal override PySetBase Like(PyDict table) => new PySet(table);

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__", "iterable=(), /")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("set() takes no keyword arguments");
        }
        if (args.Length > 1)
        {
            throw Err.TypeError($"set expected at most 1 argument, got {args.Length}");
        }
        Table.Clear();
        if (args.Length == 1)
        {
            SetOps.AddAll(Table, args[0]);
        }
    }

    [PyMethod("__hash__")]
    private long HashSlot() => throw Err.TypeError($"unhashable type: '{Type.FullName}'");

    [PyMethod("__len__")]
    private long Len() => Table.Count;

    [PyMethod("__iter__")]
    private PyObject Iter() => new PySetIterator(Table);

    [PyMethod("__contains__")]
    private bool ContainsSlot(PyObject item) => SetOps.Contains(this, item);

    [PyMethod("__repr__")]
    private PyObject Repr() => SetOps.Repr(this, "set");

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) => SetOps.Compare(this, other, op);

    [PyMethod("__and__")]
    private static PyObject And(PyObject a, PyObject b) =>
        a is PySetBase x && b is PySetBase y ? x.Like(SetOps.Intersection(x.Table, y)) : PyNotImplemented.Instance;

    [PyMethod("__or__")]
    private static PyObject Or(PyObject a, PyObject b) =>
        a is PySetBase x && b is PySetBase y ? x.Like(SetOps.Union(x.Table, y)) : PyNotImplemented.Instance;

    [PyMethod("__sub__")]
    private static PyObject Subtract(PyObject a, PyObject b) =>
        a is PySetBase x && b is PySetBase y ? x.Like(SetOps.Difference(x.Table, y)) : PyNotImplemented.Instance;

    [PyMethod("__xor__")]
    private static PyObject Xor(PyObject a, PyObject b) =>
        a is PySetBase x && b is PySetBase y ? x.Like(SetOps.SymmetricDifference(x.Table, y)) : PyNotImplemented.Instance;

    [PyMethod("copy", "")]
    private PyObject CopyMethod() => new PySet(Table.Copy());

    [PyMethod("union", "*others")]
    private PyObject UnionMethod(ReadOnlySpan<PyObject> others)
    {
        PyDict table = Table.Copy();
        foreach (PyObject other in others)
        {
            table = SetOps.Union(table, other);
        }
        return Like(table);
    }

    [PyMethod("intersection", "*others")]
    private PyObject IntersectionMethod(ReadOnlySpan<PyObject> others)
    {
        PyDict table = Table.Copy();
        foreach (PyObject other in others)
        {
            table = SetOps.Intersection(table, other);
        }
        return Like(table);
    }

    [PyMethod("difference", "*others")]
    private PyObject DifferenceMethod(ReadOnlySpan<PyObject> others)
    {
        PyDict table = Table.Copy();
        foreach (PyObject other in others)
        {
            table = SetOps.Difference(table, other);
        }
        return Like(table);
    }

    [PyMethod("symmetric_difference", "other, /")]
    private PyObject SymmetricDifferenceMethod(PyObject other) => Like(SetOps.SymmetricDifference(Table, other));

    [PyMethod("isdisjoint", "other, /")]
    private bool IsDisjoint(PyObject other) => SetOps.IsDisjoint(this, other);

    [PyMethod("issubset", "other, /")]
    private bool IsSubset(PyObject other) => SetOps.IsSubset(Table, SetOps.TableOf(other));

    [PyMethod("issuperset", "other, /")]
    private bool IsSuperset(PyObject other) => SetOps.IsSubset(SetOps.TableOf(other), Table);

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => new PyTuple([Type, new PyTuple([Ops.ToList(this)]), Ops.TryGetDict(this) is { Count: > 0 } dict ? dict : PyNone.Instance]);

    [PyMethod("__sizeof__", "")]
    private long SizeOf() => 200 + (32L * Table.UsedSlots);

    [PyClassMethod("__class_getitem__", "object, /")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);

    [PyMethod("add", "object, /")]
    private void AddMethod(PyObject item) => Add(item);

    [PyMethod("remove", "object, /")]
    private void Remove(PyObject item)
    {
        if (!SetOps.Discard(this, item))
        {
            throw Err.KeyError(item);
        }
    }

    [PyMethod("discard", "object, /")]
    private void Discard(PyObject item) => SetOps.Discard(this, item);

    [PyMethod("pop", "")]
    private PyObject Pop()
    {
        int position = 0;
        if (!Table.Next(ref position, out PyObject item, out _))
        {
            throw Err.Make(Exc.KeyError, "pop from an empty set");
        }
        Table.RemoveAt(position - 1);
        return item;
    }

    [PyMethod("clear", "")]
    private void Clear() => Table.Clear();

    [PyMethod("update", "*others")]
    private void Update(ReadOnlySpan<PyObject> others)
    {
        foreach (PyObject other in others)
        {
            SetOps.AddAll(Table, other);
        }
    }

    [PyMethod("intersection_update", "*others")]
    private void IntersectionUpdate(ReadOnlySpan<PyObject> others)
    {
        PyDict table = Table.Copy();
        foreach (PyObject other in others)
        {
            table = SetOps.Intersection(table, other);
        }
        Table.Replace(table);
    }

    [PyMethod("difference_update", "*others")]
    private void DifferenceUpdate(ReadOnlySpan<PyObject> others)
    {
        foreach (PyObject other in others)
        {
            Table.Replace(SetOps.Difference(Table, other));
        }
    }

    [PyMethod("symmetric_difference_update", "other, /")]
    private void SymmetricDifferenceUpdate(PyObject other) => Table.Replace(SetOps.SymmetricDifference(Table, other));

    [PyMethod("__iand__")]
    private PyObject InplaceAnd(PyObject other)
    {
        if (other is not PySetBase set)
        {
            return PyNotImplemented.Instance;
        }
        Table.Replace(SetOps.Intersection(Table, set));
        return this;
    }

    [PyMethod("__ior__")]
    private PyObject InplaceOr(PyObject other)
    {
        if (other is not PySetBase)
        {
            return PyNotImplemented.Instance;
        }
        SetOps.AddAll(Table, other);
        return this;
    }

    [PyMethod("__isub__")]
    private PyObject InplaceSubtract(PyObject other)
    {
        if (other is not PySetBase set)
        {
            return PyNotImplemented.Instance;
        }
        Table.Replace(SetOps.Difference(Table, set));
        return this;
    }

    [PyMethod("__ixor__")]
    private PyObject InplaceXor(PyObject other)
    {
        if (other is not PySetBase set)
        {
            return PyNotImplemented.Instance;
        }
        Table.Replace(SetOps.SymmetricDifference(Table, set));
        return this;
    }
}

namespace PythonEngine.Objects;

internal partial class PyFrozenSet
{
    private long _hash = -1;

    internal override PySetBase Like(PyDict table) => new PyFrozenSet(table);

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (ReferenceEquals(cls, TypeObject))
        {
            if (kwnames is { Count: > 0 })
            {
                throw Err.TypeError("frozenset() takes no keyword arguments");
            }
        }
        int positional = args.Length - (kwnames?.Count ?? 0);
        if (positional > 1)
        {
            throw Err.TypeError($"frozenset expected at most 1 argument, got {positional}");
        }
        if (positional == 1 && ReferenceEquals(cls, TypeObject) && args[0].GetType() == typeof(PyFrozenSet))
        {
            return args[0];
        }
        PyDict table = new();
        if (positional == 1)
        {
            SetOps.AddAll(table, args[0]);
        }
        return ReferenceEquals(cls, TypeObject) ? new PyFrozenSet(table) : new PyFrozenSetInstance(cls, table);
    }

    [PyMethod("__hash__")]
    private long HashSlot() => _hash != -1 ? _hash : _hash = SetOps.Hash(Table);

    [PyMethod("__len__")]
    private long Len() => Table.Count;

    [PyMethod("__iter__")]
    private PyObject Iter() => new PySetIterator(Table);

    [PyMethod("__contains__")]
    private bool ContainsSlot(PyObject item) => SetOps.Contains(this, item);

    [PyMethod("__repr__")]
    private PyObject Repr() => SetOps.Repr(this, "frozenset");

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
    private PyObject CopyMethod() => GetType() == typeof(PyFrozenSet) ? this : new PyFrozenSet(Table.Copy());

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
}

namespace PythonEngine.Objects;

/// <summary>The methods of <c>frozenset</c>.</summary>
internal partial class PyFrozenSet
{
    private long _hash = -1;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        bool exact = ReferenceEquals(cls, TypeObject);
        args = Args.ForNew(cls, TypeObject, args, kwnames);
        if (args.Length > 1)
        {
            throw Err.TypeError($"frozenset expected at most 1 argument, got {args.Length}");
        }
        if (exact && args.Length == 0)
        {
            return Empty;
        }
        if (exact && args[0].GetType() == typeof(PyFrozenSet))
        {
            return args[0];
        }
        PyFrozenSet result = exact ? new PyFrozenSet() : new PyFrozenSetInstance(cls);
        if (args.Length == 1)
        {
            result.Update(args[0]);
        }
        return exact && result.Count == 0 ? Empty : result;
    }

    [PyMethod("__hash__")]
    private long HashSlot() => _hash != -1 ? _hash : _hash = SetOperations.Hash(this);

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
    private PyObject CopyMethod() => GetType() == typeof(PyFrozenSet) ? this : SetOperations.Copy(this);

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => SetOperations.Reduce(this);

    [PyMethod("__sizeof__", "")]
    private long SizeOf() => SetOperations.SizeOf(this);

    [PyClassMethod("__class_getitem__", "item, /")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);
}

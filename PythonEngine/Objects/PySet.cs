namespace PythonEngine.Objects;

/// <summary>The table under <c>set</c> and <c>frozenset</c>.</summary>
internal abstract class PySetBase : PyObject
{
    /// <summary>Keys of the table are the elements; values are unused.</summary>
    internal readonly PyDict Table;

    protected PySetBase(PyDict table) => Table = table;

    public int Count => Table.Count;

    public bool Add(PyObject item)
    {
        long hash = Ops.Hash(item);
        if (Table.Find(item, hash) >= 0)
        {
            return false;
        }
        Table.Insert(item, hash, PyNone.Instance);
        return true;
    }

    /// <summary>A plain set of the same kind.</summary>
    internal abstract PySetBase Like(PyDict table);

    public bool Contains(PyObject item) => Table.Find(item, Ops.Hash(item)) >= 0;
}

/// <summary><c>set</c>.</summary>
[PyType("set", Subclassable = true, Base = typeof(PyObjectType))]
internal partial class PySet : PySetBase
{
    public PySet() : base(new PyDict())
    {
    }

    public PySet(PyDict table) : base(table)
    {
    }
}

/// <summary><c>frozenset</c>.</summary>
[PyType("frozenset", Subclassable = true, Base = typeof(PyObjectType))]
internal partial class PyFrozenSet : PySetBase
{
    public static readonly PyFrozenSet Empty = new(new PyDict());

    public PyFrozenSet(PyDict table) : base(table)
    {
    }
}

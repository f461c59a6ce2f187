namespace PythonEngine.Objects;

/// <summary><c>mappingproxy</c>: a read-only view of a mapping.</summary>
[PyType("mappingproxy")]
internal sealed partial class PyMappingProxy(PyObject mapping) : PyObject
{
    internal readonly PyObject Mapping = mapping;

    [PyNew("mapping, /")]
    private static PyObject New(PyType cls, PyObject mapping)
    {
        if (!mapping.Type.HasGetItem || mapping is PyList or PyTuple)
        {
            throw Err.TypeError($"mappingproxy() argument must be a mapping, not {mapping.Type.FullName}");
        }
        return new PyMappingProxy(mapping);
    }

    [PyMethod("__len__")]
    private long Len() => Ops.Len(Mapping);

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key) => Ops.GetItem(Mapping, key);

    [PyMethod("__contains__")]
    private bool Contains(PyObject key) => Ops.Contains(Mapping, key);

    [PyMethod("__iter__")]
    private PyObject Iter() => Ops.Iter(Mapping);

    [PyMethod("__reversed__", "")]
    private PyObject Reversed() => Ops.CallMethod(Mapping, Names.Reversed);

    [PyMethod("__repr__")]
    private string Repr() => $"mappingproxy({Ops.ReprText(Mapping)})";

    [PyMethod("__str__")]
    private PyObject Str() => Ops.Str(Mapping);

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) => Ops.RichCompare(Mapping, other is PyMappingProxy p ? p.Mapping : other, op);

    [PyMethod("__or__")]
    private static PyObject Or(PyObject a, PyObject b) =>
        Ops.Binary(BinaryOp.Or, a is PyMappingProxy x ? x.Mapping : a, b is PyMappingProxy y ? y.Mapping : b);

    [PyMethod("__ior__")]
    private PyObject InplaceOr(PyObject other) => throw Err.TypeError("'|=' is not supported by mappingproxy; use '|' instead");

    [PyMethod("get", "key, default=None, /")]
    private PyObject Get(PyObject key, PyObject? fallback = null) => Ops.CallMethod(Mapping, "get", key, fallback ?? PyNone.Instance);

    [PyMethod("keys", "")]
    private PyObject Keys() => Ops.CallMethod(Mapping, Names.Keys);

    [PyMethod("values", "")]
    private PyObject Values() => Ops.CallMethod(Mapping, "values");

    [PyMethod("items", "")]
    private PyObject Items() => Ops.CallMethod(Mapping, Names.Items);

    [PyMethod("copy", "")]
    private PyObject Copy() => Ops.CallMethod(Mapping, "copy");

    [PyClassMethod("__class_getitem__", "object, /")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);
}

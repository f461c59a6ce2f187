namespace PythonEngine.Modules.Functools;

/// <summary>The <c>_functools</c> module.</summary>
[PyModule("_functools", Doc = "Tools that operate on functions.")]
[PyExports(typeof(PyPartial), typeof(PyLruCacheWrapper))]
internal static partial class FunctoolsModule
{
    [PyFunction("reduce", "function, iterable, initial=None, /", Doc = "reduce(function, iterable[, initial]) -> value\n\nApply a function of two arguments cumulatively to the items of a sequence\nor iterable, from left to right, so as to reduce the iterable to a single\nvalue.  For example, reduce(lambda x, y: x+y, [1, 2, 3, 4, 5]) calculates\n((((1+2)+3)+4)+5).  If initial is present, it is placed before the items\nof the iterable in the calculation, and serves as a default when the\niterable is empty.")]
    private static PyObject Reduce(PyObject function, PyObject iterable, PyObject? initial = null)
    {
        if (!Indexing.IsIterable(iterable))
        {
            throw Err.TypeError("reduce() arg 2 must support iteration");
        }
        PyObject iterator = Ops.Iter(iterable);
        PyObject? result = initial;
        while (Ops.Next(iterator) is { } item)
        {
            result = result == null ? item : Ops.Call(function, result, item);
        }
        return result ?? throw Err.TypeError("reduce() of empty iterable with no initial value");
    }

    [PyFunction("cmp_to_key", "mycmp", Doc = "Convert a cmp= function into a key= function.")]
    private static PyObject CmpToKey(PyObject mycmp) => new PyKeyObject(mycmp, null);
}

/// <summary>The class that cmp_to_key returns: a comparison function, and an object once called.</summary>
[PyType("KeyWrapper", Module = "functools", NoConstructor = true)]
internal sealed partial class PyKeyObject(PyObject compare, PyObject? value) : PyObject
{
    private PyObject? _value = value;

    [PyGetter("obj", Doc = "Value wrapped by a key function.")]
    private PyObject Object => _value ?? throw Err.AttributeError("object");

    [PySetter("obj")]
    private void SetObject(PyObject? value) => _value = value;

    [PyMethod("__call__", "obj")]
    private PyObject Call(PyObject obj) => new PyKeyObject(compare, obj);

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (other is not PyKeyObject key)
        {
            throw Err.TypeError("other argument must be K instance");
        }
        if (_value == null || key._value == null)
        {
            throw Err.AttributeError("object");
        }
        PyObject result = Ops.Call(compare, _value, key._value);
        return Ops.RichCompare(result, PyInt.Zero, op);
    }
}

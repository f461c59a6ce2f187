namespace PythonEngine.Modules;

/// <summary><c>_weakref</c></summary>
[PyModule("_weakref", Doc = "Weak-reference support module.")]
internal static partial class WeakrefModule
{
    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.Set("ref", PyWeakReference.TypeObject);
        module.Set("ReferenceType", PyWeakReference.TypeObject);
        module.Set("ProxyType", PyWeakProxy.TypeObject);
        module.Set("CallableProxyType", PyCallableWeakProxy.TypeObject);
    }

    [PyFunction("proxy", "object, callback=None, /", Doc = "Create a proxy object that weakly references 'object'.")]
    private static PyObject Proxy(PyObject obj, PyObject? callback = null) => PyWeakProxy.To(obj, callback is PyNone ? null : callback);

    [PyFunction("getweakrefcount", "object, /", Doc = "Return the number of weak references to 'object'.")]
    private static int GetWeakrefCount(PyObject obj) => WeakReferences.Living(obj).Count;

    [PyFunction("getweakrefs", "object, /", Doc = "Return a list of all weak reference objects pointing to 'object'.")]
    private static PyObject GetWeakrefs(PyObject obj)
    {
        PyList list = new();
        foreach (PyWeakBase weak in WeakReferences.Living(obj))
        {
            list.Add(weak);
        }
        return list;
    }

    [PyFunction("_remove_dead_weakref", "dct, key, /", Doc = "Atomically remove key from dict if it points to a dead weakref.")]
    private static void RemoveDeadWeakref(PyDict dct, PyObject key)
    {
        if (dct.Get(key) is not { } value)
        {
            return;
        }
        if (value is not PyWeakReference reference)
        {
            throw Err.TypeError("not a weakref");
        }
        if (reference.Referent == null)
        {
            dct.Remove(key);
        }
    }
}

namespace PythonEngine.Python2;

/// <summary>Attributes that only Python 2's objects had: code of the dialect finds them when the object itself has none of the name.</summary>
internal static class Python2Attributes
{
    /// <summary>The attribute, or null. Asked after the ordinary lookup has failed.</summary>
    public static PyObject? Find(PyThread t, PyObject obj, PyStr name)
    {
        if (t.Engine.Python2 is not { } state)
        {
            return null;
        }
        if (obj is PyModule module)
        {
            return state.Finders.GetStr(PyStr.Empty) is { } modules && Found(Ops.Call(modules, module, name)) is { } value ? value : null;
        }
        return state.Finders.GetStr(name) is { } finder ? Found(Ops.Call(finder, obj)) : null;
    }

    private static PyObject? Found(PyObject value) => value is PyNotImplemented ? null : value;

    /// <summary>getattr of code in the dialect.</summary>
    public static PyObject? Get(PyThread t, PyObject obj, PyStr name) => Ops.TryGetAttr(obj, name) ?? (t.InPython2 ? Find(t, obj, name) : null);
}

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

    /// <summary>A function of the dialect's builtins that only the compiler names.</summary>
    public static PyObject Helper(PyThread t, string name) => t.Engine.Python2!.Builtin.Dict.GetStr(PyStr.Intern("." + name))!;

    /// <summary>
    /// The function to call for a method that Python 2 had otherwise: list.sort takes a comparison, text encodes to text and translates by a table, a
    /// socket's makefile gives text of bytes. Methods that a program in the dialect defines itself are what they are.
    /// </summary>
    public static PyObject Method(PyThread t, PyObject function, ref PyObject? self, PyStr name)
    {
        PyObject? own = self;
        PyObject called = function;
        if (own == null && function is PyMethod method)
        {
            own = method.Self;
            called = method.Function;
        }
        if (own == null || called is PyFunction { Code.Flags: var flags } && (flags & CodeFlags.Python2) != 0)
        {
            return function;
        }
        bool changed = name.Value switch
        {
            "sort" => own is PyList,
            "encode" or "translate" => own is PyStr,
            "makefile" => Ops.TryGetAttr(own, "recv") != null,
            _ => false,
        };
        if (!changed && own is PyStr text && IsBinary(text) && PyBytes.TypeObject.Lookup(name) is { } ofBytes)
        {
            // To text that stands for bytes, letters and blanks are those of ASCII.
            self = new PyBytes(Python2Text.ToBytes(text));
            return ofBytes;
        }
        if (!changed)
        {
            return function;
        }
        self = own;
        return Helper(t, name.Value);
    }

    // Text with characters beyond ASCII, none of which is beyond a byte.
    private static bool IsBinary(PyStr text) =>
        text.IsBmp && !System.Text.Ascii.IsValid(text.Bmp) && text.Bmp.AsSpan().IndexOfAnyExceptInRange('\0', '\xFF') < 0;

    private static PyObject? Found(PyObject value) => value is PyNotImplemented ? null : value;

    /// <summary>getattr of code in the dialect.</summary>
    public static PyObject? Get(PyThread t, PyObject obj, PyStr name) => Ops.TryGetAttr(obj, name) ?? (t.InPython2 ? Find(t, obj, name) : null);
}

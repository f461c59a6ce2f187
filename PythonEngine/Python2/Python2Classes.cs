namespace PythonEngine.Python2;

/// <summary>The class statement of Python 2: __metaclass__, old-style classes, and the old names of special methods.</summary>
internal static class Python2Classes
{
    private static readonly PyStr s_metaclass = PyStr.Intern("__metaclass__");

    // Old name, and the name under which Python 3 looks for it.
    private static readonly (PyStr Old, PyStr New)[] s_renamed =
    [
        (PyStr.Intern("next"), Names.Next), (PyStr.Intern("__nonzero__"), Names.Bool), (PyStr.Intern("__div__"), Names.Truediv),
        (PyStr.Intern("__rdiv__"), Names.Rtruediv), (PyStr.Intern("__idiv__"), Names.Itruediv), (PyStr.Intern("__long__"), Names.Int),
    ];

    private static readonly PyStr[] s_comparisons = [Names.Eq, Names.Ne, Names.Lt, Names.Le, Names.Gt, Names.Ge];
    private static readonly PyStr s_cmp = PyStr.Intern("__cmp__");
    private static readonly PyStr[] s_slices = [PyStr.Intern("__getslice__"), PyStr.Intern("__setslice__"), PyStr.Intern("__delslice__")];

    /// <summary><c>__build_class__</c> of the dialect: runs the body first, since only that tells the metaclass.</summary>
    public static PyObject Build(PyThread t, PyFunction body, PyStr name, PyTuple bases)
    {
        PyFrame frame = Execution.CallArguments.NewFrame(body, default, null);
        PyObject? metaclass = bases.Count == 0 ? null : MetaclassOf(bases);
        PyObject ns = new PyDict();
        if (metaclass is PyType known && !ReferenceEquals(known, PyType.TypeObject) && Ops.TryGetAttr(known, Names.Prepare) is { } prepare)
        {
            // A class of Python 3 (an Enum, say) may have a namespace of its own.
            ns = Ops.Call(prepare, name, bases);
        }
        frame.Locals = ns;
        t.RunFrame(frame);
        return Finish(t, body, name, bases, ns, metaclass);
    }

    private static PyObject MetaclassOf(PyTuple bases) =>
        bases[0] is PyType type ? type.Type : Ops.TryGetAttr(bases[0], Names.Class) ?? bases[0].Type;

    private static PyObject Finish(PyThread t, PyFunction body, PyStr name, PyTuple bases, PyObject ns, PyObject? metaclass)
    {
        PyDict? names = ns as PyDict;
        if (names?.GetStr(s_metaclass) is { } own)
        {
            metaclass = own;
        }
        else
        {
            metaclass ??= body.Globals.GetStr(s_metaclass);
        }
        bool old = metaclass == null || (names?.GetStr(s_metaclass) == null && bases.Count > 0 && Array.TrueForAll(bases.Items, static b => b is PyType type && type.IsOldStyle()));
        metaclass ??= PyType.TypeObject;
        if (ReferenceEquals(metaclass, ClassType(t)))
        {
            // __metaclass__ = types.ClassType
            old = true;
            metaclass = PyType.TypeObject;
        }
        if (names != null)
        {
            Rename(t, names, bases);
        }
        if (metaclass is PyType meta && meta.IsSubtypeOf(PyType.TypeObject))
        {
            metaclass = PyType.CalculateMetaclass(meta, bases);
        }
        PyObject cls = Ops.Call(metaclass, name, bases, ns);
        if (cls is PyType type)
        {
            if (old)
            {
                type.Flags |= TypeFlags.OldStyle;
            }
            WrapSlices(t, type, names);
        }
        return cls;
    }

    /// <summary>What the display of an uncaught exception calls it: the errors that Python 3 tells apart by errno have Python 2's names.</summary>
    public static string ExceptionName(PyType type, PyObject? module)
    {
        if (type.IsHeap)
        {
            return module is PyStr { Value: not "exceptions" and var name } ? name + "." + type.Name : type.Name;
        }
        if (type.IsSubtypeOf(Exc.OSError) && !ReferenceEquals(type, Exc.OSError) && type.Name is var own)
        {
            return type.IsSubtypeOf(Exc.ConnectionError) ? "socket.error" : ReferenceEquals(type, Exc.TimeoutError) ? "socket.timeout"
                : module is PyStr { Value: "builtins" } ? "OSError" : own;
        }
        return ReferenceEquals(type, Exc.ModuleNotFoundError) ? "ImportError" : type.Name;
    }

    /// <summary>type(x), where old-style classes and their instances have types of their own to code of the dialect.</summary>
    public static PyObject TypeOf(PyThread t, PyObject value)
    {
        if (t.InPython2)
        {
            if (value is PyModule)
            {
                return PyModule.TypeObject;
            }
            string? name = value is PyType cls && cls.IsOldStyle() ? "_ClassType" : value.Type.IsOldStyle() ? "_InstanceType"
                : value.GetType() == typeof(PyStr) || value is not PyInt number || value.Type.IsHeap || number.TryGetLong(out _) ? null : "_LongType";
            if (name != null && t.Engine.NativeModule("_python2").Get(name) is { } type)
            {
                return type;
            }
        }
        return value.Type;
    }

    private static PyObject? ClassType(PyThread t) => t.Engine.NativeModule("_python2").Get("_ClassType");

    /// <summary>Enters the special methods under the names that Python 3 knows.</summary>
    internal static void Rename(PyThread t, PyDict names, PyTuple bases)
    {
        foreach ((PyStr oldName, PyStr newName) in s_renamed)
        {
            if (names.GetStr(oldName) is { } method && names.GetStr(newName) == null && method is PyFunction or PyClassMethod or PyStaticMethod or PyBuiltinFunction)
            {
                names.SetStr(newName, method);
            }
        }
        if (names.GetStr(s_cmp) != null)
        {
            PyModule native = t.Engine.NativeModule("_python2");
            foreach (PyStr comparison in s_comparisons)
            {
                if (names.GetStr(comparison) == null && !Inherits(bases, comparison))
                {
                    names.SetStr(comparison, native.Get("_cmp" + comparison.Value)!);
                }
            }
        }
        if (names.GetStr(Names.Eq) != null && names.GetStr(Names.Hash) == null)
        {
            // Comparing does not cost a class its hash.
            PyObject? hash = null;
            foreach (PyObject b in bases.Items)
            {
                hash ??= (b as PyType)?.Lookup(Names.Hash);
            }
            names.SetStr(Names.Hash, hash ?? PyObjectType.TypeObject.Lookup(Names.Hash)!);
        }
    }

    // Whether a base other than object compares by methods of its own.
    private static bool Inherits(PyTuple bases, PyStr name)
    {
        foreach (PyObject b in bases.Items)
        {
            if (b is not PyType type)
            {
                continue;
            }
            foreach (PyType t in type.Mro)
            {
                if (!ReferenceEquals(t, PyObjectType.TypeObject) && t.Dict.GetStr(name) is { } found)
                {
                    // The wrapper of a base's own __cmp__ gives way to nothing: it calls the new one.
                    return found is not PyFunction { Code.Name: "compare_by_cmp" };
                }
            }
        }
        return false;
    }

    // x[i:j] asks __getslice__ wherever a class has it.
    private static void WrapSlices(PyThread t, PyType type, PyDict? names)
    {
        bool has = false;
        foreach (PyStr slice in s_slices)
        {
            has |= type.Lookup(slice) != null;
        }
        if (has && names != null)
        {
            Ops.Call(t.Engine.NativeModule("_python2").Get("_wrap_slices")!, type);
        }
    }
}

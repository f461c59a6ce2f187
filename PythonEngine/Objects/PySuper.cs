namespace PythonEngine.Objects;

/// <summary><c>super</c></summary>
[PyType("super", Subclassable = true)]
internal unsafe partial class PySuper : PyObject
{
    internal PyType? ThisClass;
    internal PyObject? Object;
    internal PyType? ObjectType;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("super() takes no keyword arguments");
        }
        if (args.Length > 2)
        {
            throw Err.TypeError($"super() expected at most 2 arguments, got {args.Length}");
        }
        PyType type;
        PyObject? obj = null;
        if (args.Length == 0)
        {
            FromCaller(out type, out obj);
        }
        else
        {
            type = args[0] as PyType ?? throw Err.TypeError($"super() argument 1 must be a type, not {args[0].Type.FullName}");
            obj = args.Length == 2 && args[1] is not PyNone ? args[1] : null;
        }
        ObjectType = obj == null ? null : Check(type, obj);
        ThisClass = type;
        Object = obj;
    }

    /// <summary>The zero-argument form: the class whose body defines the calling method, and that method's first argument.</summary>
    private static void FromCaller(out PyType type, out PyObject obj)
    {
        PyFrame frame = PyThread.Current.TopPythonFrame ?? throw Err.RuntimeError("super(): no current frame");
        PyCode code = frame.Code;
        if (code.ArgCount == 0)
        {
            throw Err.RuntimeError("super(): no arguments");
        }
        PyObject? first = frame.R[0];
        for (int i = 0; i < code.CellVars.Length; i++)
        {
            // A first parameter that inner functions use has moved into its cell.
            if (ReferenceEquals(code.CellVars[i], code.VarNames[0]) && frame.R[code.FirstCell + i] is PyCell moved)
            {
                first = moved.Contents;
                break;
            }
        }
        obj = first ?? throw Err.RuntimeError("super(): arg[0] deleted");
        for (int i = 0; i < code.FreeVars.Length; i++)
        {
            if (!ReferenceEquals(code.FreeVars[i], Names.Class) && code.FreeVars[i].Value != "__class__")
            {
                continue;
            }
            if (frame.R[code.FirstFree + i] is not PyCell { Contents: { } contents })
            {
                throw Err.RuntimeError("super(): empty __class__ cell");
            }
            type = contents as PyType ?? throw Err.RuntimeError($"super(): __class__ is not a type ({contents.Type.FullName})");
            return;
        }
        throw Err.RuntimeError("super(): __class__ cell not found");
    }

    private static PyType Check(PyType type, PyObject obj)
    {
        if (obj is PyType cls && cls.IsSubtypeOf(type))
        {
            return cls;
        }
        PyType own = obj.Type;
        if (own.IsSubtypeOf(type))
        {
            return own;
        }
        if (Ops.TryGetAttr(obj, Names.Class) is PyType claimed && !ReferenceEquals(claimed, own) && claimed.IsSubtypeOf(type))
        {
            return claimed;
        }
        throw Err.TypeError("super(type, obj): obj must be an instance or subtype of type");
    }

    /// <summary>The attribute of the class after <see cref="ThisClass"/> in the MRO, unbound; null when no class has it.</summary>
    internal PyObject? LookupNext(PyStr name)
    {
        if (ObjectType == null)
        {
            return null;
        }
        PyType[] mro = ObjectType.Mro;
        int i = Array.IndexOf(mro, ThisClass);
        if (i < 0)
        {
            return null;
        }
        for (i++; i < mro.Length; i++)
        {
            PyObject? found = mro[i].Dict.GetStr(name);
            if (found != null)
            {
                return found;
            }
        }
        return null;
    }

    [PyMethod("__getattribute__")]
    private PyObject? GetAttribute(PyStr name)
    {
        if (!ReferenceEquals(name, Names.Class) && LookupNext(name) is { } found)
        {
            var get = found.Type.TpDescrGet;
            return get == null ? found : get(found, ReferenceEquals(Object, ObjectType) ? null : Object, ObjectType);
        }
        return Ops.GenericGetAttr(this, name);
    }

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        if (instance is null or PyNone || Object != null)
        {
            return this;
        }
        if (GetType() != typeof(PySuper))
        {
            return ThisClass == null ? Ops.Call(Type, PyNone.Instance, instance) : Ops.Call(Type, ThisClass, instance);
        }
        return new PySuper { ThisClass = ThisClass, Object = instance, ObjectType = Check(ThisClass!, instance) };
    }

    [PyMethod("__repr__")]
    private string Repr()
    {
        string cls = ThisClass == null ? "NULL" : ThisClass.Name;
        return ObjectType == null ? $"<super: <class '{cls}'>, NULL>" : $"<super: <class '{cls}'>, <{ObjectType.Name} object>>";
    }

    [PyGetter("__thisclass__", Member = true)]
    private PyObject? ThisClassValue => ThisClass;

    [PyGetter("__self__", Member = true)]
    private PyObject? SelfValue => Object;

    [PyGetter("__self_class__", Member = true)]
    private PyObject? SelfClass => ObjectType;
}

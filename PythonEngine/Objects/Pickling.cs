namespace PythonEngine.Objects;

/// <summary>object.__reduce_ex__ and object.__getstate__: how instances describe themselves to copy and pickle.</summary>
internal static unsafe class Pickling
{
    private static readonly PyStr s_slotNames = PyStr.Intern("__slotnames__");

    private static PyObject CopyReg(string name) => Ops.GetAttr(PyThread.Current.Engine.Import("copyreg"), name);

    /// <summary>object.__getstate__()</summary>
    public static PyObject GetState(PyObject obj) => DefaultState(obj, required: false);

    /// <summary>object.__reduce_ex__(protocol)</summary>
    public static PyObject ReduceEx(PyObject obj, int protocol)
    {
        PyObject own = Ops.GetAttr(obj.Type, Names.Reduce);
        if (!ReferenceEquals(own, PyObjectType.TypeObject.Lookup(Names.Reduce)))
        {
            // A class that defines __reduce__ wins over this default.
            return Ops.CallMethod(obj, Names.Reduce);
        }
        return protocol >= 2 ? ReduceNewObject(obj) : Ops.Call(CopyReg("_reduce_ex"), obj, PyInt.From(protocol));
    }

    private static PyObject ReduceNewObject(PyObject obj)
    {
        PyType cls = obj.Type;
        if (cls.TpNew == null)
        {
            throw Err.TypeError($"cannot pickle '{cls.FullName}' object");
        }
        PyObject? args = NewArguments(obj, out PyDict? kwargs);
        PyObject constructor;
        PyTuple constructorArgs;
        if (kwargs == null || kwargs.Count == 0)
        {
            constructor = CopyReg("__newobj__");
            PyObject[] given = args == null ? [] : ((PyTuple)args).Items;
            constructorArgs = new PyTuple([cls, .. given]);
        }
        else
        {
            constructor = CopyReg("__newobj_ex__");
            constructorArgs = new PyTuple([cls, args!, kwargs]);
        }
        PyObject state = State(obj, required: args == null && obj is not (PyList or PyDict));
        PyObject items = obj is PyList ? Ops.Iter(obj) : PyNone.Instance;
        PyObject pairs = obj is PyDict ? Ops.Iter(Ops.CallMethod(obj, Names.Items)) : PyNone.Instance;
        return new PyTuple([constructor, constructorArgs, state, items, pairs]);
    }

    private static PyObject? NewArguments(PyObject obj, out PyDict? kwargs)
    {
        kwargs = null;
        if (Ops.LookupSpecial(obj, Names.GetnewargsEx) is { } ex)
        {
            PyObject result = Ops.Call(ex);
            if (result is not PyTuple pair)
            {
                throw Err.TypeError($"__getnewargs_ex__ should return a tuple, not '{result.Type.FullName}'");
            }
            if (pair.Count != 2)
            {
                throw Err.ValueError($"__getnewargs_ex__ should return a tuple of length 2, not {pair.Count}");
            }
            if (pair[0] is not PyTuple args)
            {
                throw Err.TypeError($"first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{pair[0].Type.FullName}'");
            }
            kwargs = pair[1] as PyDict
                ?? throw Err.TypeError($"second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{pair[1].Type.FullName}'");
            return args;
        }
        if (Ops.LookupSpecial(obj, Names.Getnewargs) is not { } method)
        {
            return null;
        }
        PyObject plain = Ops.Call(method);
        return plain as PyTuple ?? throw Err.TypeError($"__getnewargs__ should return a tuple, not '{plain.Type.FullName}'");
    }

    private static PyObject State(PyObject obj, bool required)
    {
        PyObject getstate = Ops.GetAttr(obj, Names.Getstate);
        bool isDefault = getstate is PyBuiltinFunction { PassSelf: true } bound && ReferenceEquals(bound.Self, obj)
            && PyObjectType.TypeObject.Lookup(Names.Getstate) is PyMethodDescriptor original && ReferenceEquals(original.Function, bound.Function);
        return isDefault ? DefaultState(obj, required) : Ops.Call(getstate);
    }

    private static PyObject DefaultState(PyObject obj, bool required)
    {
        PyType cls = obj.Type;
        // Native data that only C# can see would be lost.
        if (required && !ReferenceEquals(cls.NativeBase, PyObjectType.TypeObject))
        {
            throw Err.TypeError($"cannot pickle '{cls.FullName}' object");
        }
        PyObject state = HasOwnAttributes(obj) ? Ops.TryGetAttr(obj, Names.Dict) ?? PyNone.Instance : PyNone.Instance;
        if (cls.SlotCount == 0)
        {
            return state;
        }
        PyObject names = cls.Dict.GetStr(s_slotNames) ?? Ops.Call(CopyReg("_slotnames"), cls);
        PyDict slots = new();
        foreach (PyObject name in names is PyList ? Ops.ToArray(names) : [])
        {
            if (name is PyStr text && Ops.TryGetAttr(obj, text) is { } value)
            {
                slots.Set(name, value);
            }
        }
        return slots.Count == 0 ? state : PyTuple.Of(state, slots);
    }

    private static bool HasOwnAttributes(PyObject obj)
    {
        ref InstanceFields fields = ref obj.Fields;
        if (Unsafe.IsNullRef(ref fields))
        {
            return false;
        }
        return fields.ShapeOrDict switch
        {
            Shape shape => shape.Count > 0,
            PyDict dict => dict.Count > 0,
            _ => false,
        };
    }
}

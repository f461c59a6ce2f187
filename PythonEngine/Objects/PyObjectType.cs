namespace PythonEngine.Objects;

/// <summary><c>object</c>: the methods every class inherits.</summary>
internal static unsafe class PyObjectType
{
    /// <summary>Made by PyType's initializer, so that `object` exists before `type` whichever is touched first.</summary>
    public static PyType TypeObject => PyType.ObjectType;

    internal static NativeTypeSpec Spec => new()
    {
        Name = "object",
        Module = "builtins",
        Doc = "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
        Subclassable = true,
        Slots = &Slots,
        Members = &Members,
    };

    private static readonly nint s_richCompare = (nint)(delegate*<PyObject, PyObject, CompareOp, PyObject>)&RichCompare;
    private static readonly nint s_new = (nint)(delegate*<PyType, ReadOnlySpan<PyObject>, PyTuple?, PyObject>)&New;
    private static readonly nint s_init = (nint)(delegate*<PyObject, ReadOnlySpan<PyObject>, PyTuple?, void>)&Init;

    private static void Slots(PyType t)
    {
        t.TpRepr = &Repr;
        t.TpHash = &HashIdentity;
        t.TpGetAttr = &Ops.GenericGetAttr;
        t.TpSetAttr = &Ops.GenericSetAttr;
        t.TpRichCompare = &RichCompare;
        t.TpNew = &New;
        t.TpInit = &Init;
    }

    private static void Members(PyType t, PyDict d)
    {
        Wrapper(t, d, "__repr__", "($self, /)", &ReprEntry);
        Wrapper(t, d, "__str__", "($self, /)", &StrEntry);
        Wrapper(t, d, "__hash__", "($self, /)", &HashEntry);
        Wrapper(t, d, "__getattribute__", "($self, name, /)", &GetAttributeEntry);
        Wrapper(t, d, "__setattr__", "($self, name, value, /)", &SetAttrEntry);
        Wrapper(t, d, "__delattr__", "($self, name, /)", &DelAttrEntry);
        Wrapper(t, d, "__lt__", "($self, value, /)", &LtEntry);
        Wrapper(t, d, "__le__", "($self, value, /)", &LeEntry);
        Wrapper(t, d, "__eq__", "($self, value, /)", &EqEntry);
        Wrapper(t, d, "__ne__", "($self, value, /)", &NeEntry);
        Wrapper(t, d, "__gt__", "($self, value, /)", &GtEntry);
        Wrapper(t, d, "__ge__", "($self, value, /)", &GeEntry);
        Wrapper(t, d, "__init__", "($self, /, *args, **kwargs)", &InitEntry);
        d.SetStr(Names.New, new PyBuiltinFunction(new NativeFunction("__new__", "($type, *args, **kwargs)", null, &NewEntry), t, null));
        Method(t, d, "__reduce__", "($self, /)", &ReduceEntry);
        Method(t, d, "__reduce_ex__", "($self, protocol, /)", &ReduceExEntry);
        Method(t, d, "__getstate__", "($self, /)", &GetStateEntry);
        Method(t, d, "__format__", "($self, format_spec, /)", &FormatEntry);
        Method(t, d, "__sizeof__", "($self, /)", &SizeOfEntry);
        Method(t, d, "__dir__", "($self, /)", &DirEntry);
        ClassMethod(t, d, "__init_subclass__", &NoneEntry);
        ClassMethod(t, d, "__subclasshook__", &NotImplementedEntry);
        d.SetStr(Names.Class, new PyGetSetDescriptor(t, "__class__", "the object's class", &GetClass, &SetClass));
    }

    private static void Wrapper(PyType t, PyDict d, string name, string signature, delegate*<ReadOnlySpan<PyObject>, PyTuple?, PyObject> entry) =>
        d.SetStr(PyStr.Intern(name), new PyWrapperDescriptor(t, new NativeFunction(name, signature, null, entry)));

    private static void Method(PyType t, PyDict d, string name, string signature, delegate*<ReadOnlySpan<PyObject>, PyTuple?, PyObject> entry) =>
        d.SetStr(PyStr.Intern(name), new PyMethodDescriptor(t, new NativeFunction(name, signature, null, entry)));

    private static void ClassMethod(PyType t, PyDict d, string name, delegate*<ReadOnlySpan<PyObject>, PyTuple?, PyObject> entry) =>
        d.SetStr(PyStr.Intern(name), new PyClassMethodDescriptor(t, new NativeFunction(name, null, null, entry)));

    private static void Arity(ReadOnlySpan<PyObject> args, int wanted)
    {
        if (args.Length - 1 != wanted)
        {
            throw Err.TypeError($"expected {wanted} argument{(wanted == 1 ? "" : "s")}, got {args.Length - 1}");
        }
    }

    private static PyObject Repr(PyObject self)
    {
        PyType type = self.Type;
        string module = type.ModuleText;
        string name = module == "builtins" || module.Length == 0 ? type.QualName : module + "." + type.QualName;
        return new PyStr($"<{name} object at 0x{Identity.Id(self):x12}>");
    }

    private static long HashIdentity(PyObject self) => Identity.Hash(self);

    private static PyObject RichCompare(PyObject a, PyObject b, CompareOp op)
    {
        if (op == CompareOp.Eq)
        {
            return ReferenceEquals(a, b) ? PyBool.True : PyNotImplemented.Instance;
        }
        if (op == CompareOp.Ne)
        {
            // != is the inverse of == unless the class says otherwise.
            var compare = a.Type.TpRichCompare;
            if (compare != null && (nint)compare != s_richCompare)
            {
                PyObject equal = compare(a, b, CompareOp.Eq);
                return ReferenceEquals(equal, PyNotImplemented.Instance) ? equal : PyBool.From(!Ops.IsTrue(equal));
            }
            return ReferenceEquals(a, b) ? PyBool.False : PyNotImplemented.Instance;
        }
        return PyNotImplemented.Instance;
    }

    /// <summary>object.__new__</summary>
    internal static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length > 0)
        {
            if ((nint)cls.TpNew != s_new)
            {
                throw Err.TypeError("object.__new__() takes exactly one argument (the type to instantiate)");
            }
            if ((nint)cls.TpInit == s_init)
            {
                throw Err.TypeError($"{cls.Name}() takes no arguments");
            }
        }
        return Allocate(cls);
    }

    internal static PyObject Allocate(PyType cls)
    {
        if ((cls.Flags & TypeFlags.Abstract) != 0)
        {
            cls.ThrowAbstract();
        }
        if (ReferenceEquals(cls, TypeObject))
        {
            return new PyPlainObject();
        }
        return (cls.Flags & TypeFlags.HasDel) != 0 ? new PyFinalizableInstance(cls) : new PyInstance(cls);
    }

    private static void Init(PyObject self, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length > 0)
        {
            PyType type = self.Type;
            if ((nint)type.TpInit != s_init)
            {
                throw Err.TypeError("object.__init__() takes exactly one argument (the instance to initialize)");
            }
            if ((nint)type.TpNew == s_new)
            {
                throw Err.TypeError($"{type.Name}() takes no arguments");
            }
        }
    }

    private static PyObject ReprEntry(ReadOnlySpan<PyObject> args, PyTuple? kw)
    {
        Arity(args, 0);
        return Repr(args[0]);
    }

    private static PyObject StrEntry(ReadOnlySpan<PyObject> args, PyTuple? kw)
    {
        Arity(args, 0);
        return args[0].Type.TpRepr(args[0]);
    }

    private static PyObject HashEntry(ReadOnlySpan<PyObject> args, PyTuple? kw)
    {
        Arity(args, 0);
        return PyInt.From(HashIdentity(args[0]));
    }

    private static PyStr AttributeName(PyObject name) =>
        name as PyStr is { } text ? PyStr.Intern(text) : throw Err.TypeError($"attribute name must be string, not '{name.Type.FullName}'");

    private static PyObject GetAttributeEntry(ReadOnlySpan<PyObject> args, PyTuple? kw)
    {
        Arity(args, 1);
        PyStr name = AttributeName(args[1]);
        return Ops.GenericGetAttr(args[0], name) ?? throw Err.AttributeMissing(args[0], name);
    }

    private static void HackCheck(PyObject self, string what)
    {
        // object's own setter must not get round a native type's (bpo "Carlo Verre hack").
        if (self is PyType)
        {
            throw Err.TypeError($"can't apply this {what} to type object");
        }
    }

    private static PyObject SetAttrEntry(ReadOnlySpan<PyObject> args, PyTuple? kw)
    {
        Arity(args, 2);
        HackCheck(args[0], "__setattr__");
        Ops.GenericSetAttr(args[0], AttributeName(args[1]), args[2]);
        return PyNone.Instance;
    }

    private static PyObject DelAttrEntry(ReadOnlySpan<PyObject> args, PyTuple? kw)
    {
        Arity(args, 1);
        HackCheck(args[0], "__delattr__");
        Ops.GenericSetAttr(args[0], AttributeName(args[1]), null);
        return PyNone.Instance;
    }

    private static PyObject Compare(ReadOnlySpan<PyObject> args, CompareOp op)
    {
        Arity(args, 1);
        return RichCompare(args[0], args[1], op);
    }

    private static PyObject LtEntry(ReadOnlySpan<PyObject> args, PyTuple? kw) => Compare(args, CompareOp.Lt);
    private static PyObject LeEntry(ReadOnlySpan<PyObject> args, PyTuple? kw) => Compare(args, CompareOp.Le);
    private static PyObject EqEntry(ReadOnlySpan<PyObject> args, PyTuple? kw) => Compare(args, CompareOp.Eq);
    private static PyObject NeEntry(ReadOnlySpan<PyObject> args, PyTuple? kw) => Compare(args, CompareOp.Ne);
    private static PyObject GtEntry(ReadOnlySpan<PyObject> args, PyTuple? kw) => Compare(args, CompareOp.Gt);
    private static PyObject GeEntry(ReadOnlySpan<PyObject> args, PyTuple? kw) => Compare(args, CompareOp.Ge);

    private static PyObject InitEntry(ReadOnlySpan<PyObject> args, PyTuple? kw)
    {
        Init(args[0], args[1..], kw);
        return PyNone.Instance;
    }

    private static PyObject NewEntry(ReadOnlySpan<PyObject> args, PyTuple? kw) => NewChecked(TypeObject, args, kw);

    /// <summary><c>T.__new__(cls, ...)</c> with CPython's checks of cls.</summary>
    internal static PyObject NewChecked(PyType owner, ReadOnlySpan<PyObject> args, PyTuple? kw)
    {
        int positional = args.Length - (kw?.Count ?? 0);
        if (positional < 1)
        {
            throw Err.TypeError($"{owner.FullName}.__new__(): not enough arguments");
        }
        if (args[0] is not PyType cls)
        {
            throw Err.TypeError($"{owner.FullName}.__new__(X): X is not a type object ({args[0].Type.FullName})");
        }
        if (!cls.IsSubtypeOf(owner))
        {
            throw Err.TypeError($"{owner.FullName}.__new__({cls.FullName}): {cls.FullName} is not a subtype of {owner.FullName}");
        }
        if (!ReferenceEquals(cls.NativeBase, owner) && (nint)cls.NativeBase.TpNew != (nint)owner.TpNew)
        {
            throw Err.TypeError($"{owner.FullName}.__new__({cls.FullName}) is not safe, use {cls.NativeBase.FullName}.__new__()");
        }
        return owner.TpNew(cls, args[1..], kw);
    }

    private static PyObject FormatEntry(ReadOnlySpan<PyObject> args, PyTuple? kw)
    {
        Arity(args, 1);
        if (args[1] is not PyStr spec)
        {
            throw Err.TypeError($"__format__() argument must be str, not {args[1].Type.FullName}");
        }
        return spec.Length == 0 ? Ops.Str(args[0]) : throw Err.TypeError($"unsupported format string passed to {args[0].Type.FullName}.__format__");
    }

    private static PyObject SizeOfEntry(ReadOnlySpan<PyObject> args, PyTuple? kw) => PyInt.From(16 + (args[0].Type.SlotCount * 8));

    private static PyObject NoneEntry(ReadOnlySpan<PyObject> args, PyTuple? kw)
    {
        if (args.Length > 1)
        {
            throw Err.TypeError(kw != null && kw.Count > 0
                ? $"{((PyType)args[0]).Name}.__init_subclass__() takes no keyword arguments"
                : $"object.__init_subclass__() takes exactly one argument ({args.Length} given)");
        }
        return PyNone.Instance;
    }

    private static PyObject NotImplementedEntry(ReadOnlySpan<PyObject> args, PyTuple? kw) => PyNotImplemented.Instance;

    private static PyObject CopyReg(string name) => Ops.GetAttr(PyThread.Current.Engine.Import("copyreg"), name);

    private static PyObject GetStateEntry(ReadOnlySpan<PyObject> args, PyTuple? kw) => Pickling.GetState(args[0]);

    private static PyObject ReduceEntry(ReadOnlySpan<PyObject> args, PyTuple? kw) => Ops.Call(CopyReg("_reduce_ex"), args[0], PyInt.Zero);

    private static PyObject ReduceExEntry(ReadOnlySpan<PyObject> args, PyTuple? kw)
    {
        Arity(args, 1);
        return Pickling.ReduceEx(args[0], Ops.AsInt(args[1]));
    }

    private static PyObject DirEntry(ReadOnlySpan<PyObject> args, PyTuple? kw)
    {
        PyDict names = new();
        PyObject self = args[0];
        if (Ops.TryGetAttr(self, Names.Dict) is PyDict own)
        {
            names.UpdateFrom(own);
        }
        if (Ops.TryGetAttr(self, Names.Class) is PyType cls)
        {
            cls.MergeDir(names);
        }
        PyList list = new(names.Count);
        int position = 0;
        while (names.Next(ref position, out PyObject key, out _))
        {
            list.Add(key);
        }
        return list;
    }

    private static PyObject GetClass(PyObject self) => self.Type;

    private static void SetClass(PyObject self, PyObject? value)
    {
        if (value == null)
        {
            throw Err.TypeError("can't delete __class__ attribute");
        }
        if (value is not PyType cls)
        {
            throw Err.TypeError($"__class__ must be set to a class, not '{value.Type.FullName}' object");
        }
        ref InstanceFields fields = ref self.Fields;
        PyType old = self.Type;
        if (Unsafe.IsNullRef(ref fields) || !cls.IsHeap && self is not PyModule)
        {
            throw Err.TypeError("__class__ assignment only supported for mutable types or ModuleType subclasses");
        }
        if (!ReferenceEquals(old.NativeBase, cls.NativeBase) || old.SlotCount != cls.SlotCount || (old.RootShape == null) != (cls.RootShape == null))
        {
            throw Err.TypeError($"__class__ assignment: '{cls.FullName}' object layout differs from '{old.FullName}'");
        }
        if (fields.ShapeOrDict is Shape { Count: > 0 })
        {
            // Shapes belong to a class; a dict is free of it.
            Ops.InstanceDict(ref fields);
        }
        else if (fields.ShapeOrDict is Shape)
        {
            fields.ShapeOrDict = cls.RootShape;
        }
        fields.Class = cls;
    }
}

/// <summary>An instance of exactly <c>object</c>.</summary>
internal sealed class PyPlainObject : PyObject
{
    internal override PyType Type => PyObjectType.TypeObject;
}

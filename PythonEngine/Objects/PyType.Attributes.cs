namespace PythonEngine.Objects;

/// <summary>Classes as objects: attribute access, calls, repr and the attributes of <c>type</c>.</summary>
internal sealed unsafe partial class PyType
{
    /// <summary><c>__module__</c> as text; "" when it is no string.</summary>
    internal string ModuleText => NativeModule ?? (IsHeap && Dict.GetStr(Names.Module) is PyStr module ? module.Value : "");

    [PyMethod("__getattribute__")]
    private PyObject? GetAttributeSlot(PyStr name)
    {
        PyType meta = Type;
        PyObject? metaAttr = meta.Lookup(name);
        delegate*<PyObject, PyObject?, PyObject?, PyObject> metaGet = null;
        if (metaAttr != null)
        {
            metaGet = metaAttr.Type.TpDescrGet;
            if (metaGet != null && metaAttr.Type.HasDescrSet)
            {
                return metaGet(metaAttr, this, meta);
            }
        }
        PyObject? own = Lookup(name);
        if (own != null)
        {
            var get = own.Type.TpDescrGet;
            return get == null ? own : get(own, null, this);
        }
        return metaGet != null ? metaGet(metaAttr!, this, meta) : metaAttr;
    }

    [PyMethod("__setattr__")]
    private void SetAttributeSlot(PyStr name, PyObject? value)
    {
        // Native types serve every host of the process; only a program that has the process for itself may change those that can be.
        if ((Flags & TypeFlags.Mutable) == 0 || !IsHeap && PyThread.Current.Engine.OwnerThread != null)
        {
            throw Err.TypeError($"cannot set '{name.Value}' attribute of immutable type '{FullName}'");
        }
        PyObject? metaAttr = Type.Lookup(name);
        if (metaAttr != null && metaAttr.Type.HasDescrSet)
        {
            metaAttr.Type.TpDescrSet(metaAttr, this, value);
            return;
        }
        if (value != null)
        {
            Dict.SetStr(name, value);
        }
        else if (Dict.Remove(name) == null)
        {
            throw Err.AttributeMissing(this, name);
        }
        Modified();
        if (name.Length > 4 && name[0] == '_' && name[1] == '_')
        {
            UpdateSlot(name);
        }
    }

    [PyMethod("__call__")]
    private PyObject CallSlot(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (ReferenceEquals(this, TypeObject))
        {
            int positional = args.Length - (kwnames?.Count ?? 0);
            if (positional == 1 && kwnames == null)
            {
                return PyThread.Current.Engine.Python2 == null ? args[0].Type : Python2.Python2Classes.TypeOf(PyThread.Current, args[0]);
            }
            if (positional != 3)
            {
                throw Err.TypeError("type() takes 1 or 3 arguments");
            }
        }
        if (TpNew == null)
        {
            throw Err.TypeError($"cannot create '{FullName}' instances");
        }
        PyObject obj = TpNew(this, args, kwnames);
        PyType made = obj.Type;
        if (!made.IsSubtypeOf(this))
        {
            return obj;
        }
        if ((made.Flags & TypeFlags.HasDel) != 0)
        {
            DelSentinel.Watch(obj);
        }
        var init = made.TpInit;
        if (init != null)
        {
            init(obj, args, kwnames);
        }
        return obj;
    }

    [PyMethod("__init__")]
    private void InitSlot(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int positional = args.Length - (kwnames?.Count ?? 0);
        if (kwnames != null && positional == 1)
        {
            throw Err.TypeError("type.__init__() takes no keyword arguments");
        }
        if (positional is not (1 or 3))
        {
            throw Err.TypeError("type.__init__() takes 1 or 3 arguments");
        }
    }

    [PyMethod("__repr__")]
    private string ReprSlot()
    {
        PyObject? module = IsHeap ? Dict.GetStr(Names.Module) : PyStr.Intern(NativeModule ?? "builtins");
        return module is PyStr text && text.Value != "builtins" ? $"<class '{text.Value}.{QualName}'>" : $"<class '{(IsHeap ? QualName : Name)}'>";
    }

    [PyMethod("__instancecheck__", "instance, /")]
    private bool InstanceCheck(PyObject instance) => Ops.RecursiveIsInstance(instance, this);

    [PyMethod("__subclasscheck__", "subclass, /")]
    private bool SubclassCheck(PyObject subclass) => Ops.RecursiveIsSubclass(subclass, this);

    [PyMethod("__subclasses__", "")]
    private PyObject SubclassesMethod() => new PyList([.. NativeSubclasses(), .. Subclasses()]);

    [PyMethod("mro", "")]
    private PyObject MroMethod() => new PyList([.. ComputeMro(this)]);

    [PyMethod("__dir__", "")]
    private PyObject DirMethod()
    {
        PyDict names = new();
        MergeDir(names);
        PyList list = new(names.Count);
        int position = 0;
        while (names.Next(ref position, out PyObject key, out _))
        {
            list.Add(key);
        }
        return list;
    }

    /// <summary>Adds the names of the class and its bases.</summary>
    internal void MergeDir(PyDict names)
    {
        foreach (PyType t in Mro)
        {
            int position = 0;
            while (t.Dict.Next(ref position, out PyObject key, out _))
            {
                names.Set(key, PyNone.Instance);
            }
        }
    }

    [PyMethod("__sizeof__", "")]
    private long SizeOf() => 1064;

    [PyClassMethod("__prepare__", "name=None, bases=None, /, **kwds")]
    private static PyObject Prepare(PyType cls, PyObject? name, PyObject? bases, PyDict kwds) => new PyDict();

    [PyGetter("__name__")]
    private PyObject NameValue => PyStr.Intern(Name);

    [PySetter("__name__")]
    private void SetName(PyObject? value)
    {
        CheckMutable("__name__", value);
        PyStr name = value as PyStr ?? throw Err.TypeError($"can only assign string to {Name}.__name__, not '{value!.Type.FullName}'");
        if (name.Value.Contains('\0', StringComparison.Ordinal))
        {
            throw Err.ValueError("type name must not contain null characters");
        }
        Name = name.Value;
        Modified();
    }

    private void CheckMutable(string name, PyObject? value)
    {
        if ((Flags & TypeFlags.Mutable) == 0)
        {
            throw Err.TypeError($"cannot set '{name}' attribute of immutable type '{FullName}'");
        }
        if (value == null)
        {
            throw Err.TypeError($"cannot delete '{name}' attribute of immutable type '{FullName}'");
        }
    }

    [PyGetter("__qualname__")]
    // A native type's is a new string each time, as in CPython: pickles show whether it is the same object as another string.
    private PyObject QualNameValue => IsHeap ? PyStr.Intern(QualName) : new PyStr(Name);

    [PySetter("__qualname__")]
    private void SetQualName(PyObject? value)
    {
        CheckMutable("__qualname__", value);
        QualName = (value as PyStr ?? throw Err.TypeError($"can only assign string to {Name}.__qualname__, not '{value!.Type.FullName}'")).Value;
    }

    [PyGetter("__module__")]
    private PyObject ModuleValue => IsHeap
        ? Dict.GetStr(Names.Module) ?? throw Err.AttributeError("__module__")
        : PyStr.Intern(NativeModule ?? "builtins");

    [PySetter("__module__")]
    private void SetModule(PyObject? value)
    {
        CheckMutable("__module__", value);
        if (IsHeap)
        {
            Dict.SetStr(Names.Module, value!);
        }
        else
        {
            NativeModule = Ops.StrText(value!);
        }
        Modified();
    }

    [PyGetter("__bases__")]
    private PyObject BasesValue => Bases;

    [PySetter("__bases__")]
    private void SetBases(PyObject? value)
    {
        CheckMutable("__bases__", value);
        if (value is not PyTuple bases)
        {
            throw Err.TypeError($"can only assign tuple to {Name}.__bases__, not {value!.Type.FullName}");
        }
        if (bases.Count == 0)
        {
            throw Err.TypeError($"can only assign non-empty tuple to {Name}.__bases__, not ()");
        }
        foreach (PyObject b in bases.Items)
        {
            if (b is not PyType bt)
            {
                throw Err.TypeError($"{Name}.__bases__ must be tuple of classes, not '{b.Type.FullName}'");
            }
            if (bt.IsSubtypeOf(this))
            {
                throw Err.TypeError("a __bases__ item causes an inheritance cycle");
            }
        }
        PyType best = BestBase(bases);
        if (!ReferenceEquals(best.NativeBase, NativeBase) || best.SlotCount > SlotCount)
        {
            throw Err.TypeError($"__bases__ assignment: '{best.FullName}' object layout differs from '{_base!.FullName}'");
        }
        foreach (PyObject old in Bases.Items)
        {
            ((PyType)old).RemoveSubclass(this);
        }
        PyTuple oldBases = Bases;
        PyType oldBase = _base!;
        PyType[] oldMro = _mro;
        ReplaceBases(bases, best, oldMro);
        try
        {
            RecomputeMro();
        }
        catch (PyException)
        {
            ReplaceBases(oldBases, oldBase, oldMro);
            throw;
        }
        foreach (PyObject b in bases.Items)
        {
            ((PyType)b).AddSubclass(this);
        }
    }

    private void RecomputeMro()
    {
        _mro = Type.Lookup(Names.MroMethod) is PyMethodDescriptor ? ComputeMro(this) : CustomMro();
        Modified();
        FixupSlots();
        UpdateDelFlag();
        foreach (PyType sub in Subclasses())
        {
            sub.RecomputeMro();
        }
    }

    [PyGetter("__base__")]
    private PyObject? BaseValue => _base;

    [PyGetter("__mro__")]
    private PyObject MroValue => new PyTuple([.. Mro]);

    [PyGetter("__dict__")]
    private PyObject DictValue => new PyMappingProxy(Dict);

    [PyGetter("__doc__")]
    private PyObject DocValue
    {
        get
        {
            PyObject? doc = Dict.GetStr(Names.Doc);
            if (doc == null)
            {
                return PyNone.Instance;
            }
            var get = doc.Type.TpDescrGet;
            return get == null ? doc : get(doc, null, this);
        }
    }

    [PySetter("__doc__")]
    private void SetDoc(PyObject? value)
    {
        CheckMutable("__doc__", value);
        Dict.SetStr(Names.Doc, value!);
        Modified();
    }

    [PyGetter("__text_signature__")]
    private PyObject TextSignature => IsHeap ? PyNone.Instance : TypeSignatures.Of(FullName) is { } text ? new PyStr(text) : PyNone.Instance;

    [PyGetter("__annotations__")]
    private PyObject AnnotationsValue
    {
        get
        {
            if (!IsHeap)
            {
                throw Err.AttributeError($"type object '{Name}' has no attribute '__annotations__'", this, Names.Annotations);
            }
            PyObject? annotations = Dict.GetStr(Names.Annotations);
            if (annotations == null)
            {
                annotations = new PyDict();
                Dict.SetStr(Names.Annotations, annotations);
                Modified();
            }
            var get = annotations.Type.TpDescrGet;
            return get == null ? annotations : get(annotations, null, this);
        }
    }

    [PySetter("__annotations__")]
    private void SetAnnotations(PyObject? value)
    {
        if (!IsHeap)
        {
            throw Err.TypeError($"cannot set '__annotations__' attribute of immutable type '{Name}'");
        }
        if (value != null)
        {
            Dict.SetStr(Names.Annotations, value);
        }
        else if (Dict.Remove(Names.Annotations) == null)
        {
            throw Err.AttributeError("__annotations__", this, Names.Annotations);
        }
        Modified();
    }

    [PyGetter("__abstractmethods__")]
    private PyObject AbstractMethods => (IsHeap ? Dict.GetStr(Names.Abstractmethods) : null) ?? throw Err.AttributeError("__abstractmethods__", this, Names.Abstractmethods);

    [PySetter("__abstractmethods__")]
    private void SetAbstractMethods(PyObject? value)
    {
        if (value != null)
        {
            bool any = Ops.IsTrue(value);
            Dict.SetStr(Names.Abstractmethods, value);
            Flags = any ? Flags | TypeFlags.Abstract : Flags & ~TypeFlags.Abstract;
        }
        else
        {
            _ = Dict.Remove(Names.Abstractmethods) ?? throw Err.AttributeError("__abstractmethods__", this, Names.Abstractmethods);
            Flags &= ~TypeFlags.Abstract;
        }
        Modified();
    }

    [PyGetter("__basicsize__")]
    private long BasicSize => 16 + (SlotCount * 8);

    [PyGetter("__itemsize__")]
    private long ItemSize => 0;

    [PyGetter("__flags__")]
    private long FlagsValue => (IsHeap ? 1L << 9 : 0) | ((Flags & TypeFlags.Subclassable) != 0 ? 1L << 10 : 0) | 1L << 12
        | ((Flags & TypeFlags.Abstract) != 0 ? 1L << 20 : 0) | ((Flags & TypeFlags.Mutable) == 0 ? 1L << 8 : 0)
        | ((Flags & TypeFlags.Sequence) != 0 ? 1L << 5 : 0) | ((Flags & TypeFlags.Mapping) != 0 ? 1L << 6 : 0)
        | (IsSubtypeOf(PyInt.TypeObject) ? 1L << 24 : 0) | (IsSubtypeOf(PyList.TypeObject) ? 1L << 25 : 0) | (IsSubtypeOf(PyTuple.TypeObject) ? 1L << 26 : 0)
        | (IsSubtypeOf(PyBytes.TypeObject) ? 1L << 27 : 0) | (IsSubtypeOf(PyStr.TypeObject) ? 1L << 28 : 0) | (IsSubtypeOf(PyDict.TypeObject) ? 1L << 29 : 0)
        | (IsSubtypeOf(Exc.BaseException) ? 1L << 30 : 0) | (IsSubtypeOf(TypeObject) ? 1L << 31 : 0);

    [PyGetter("__weakrefoffset__")]
    private long WeakrefOffset => (Flags & TypeFlags.HasWeakref) != 0 ? 24 : 0;

    [PyGetter("__dictoffset__")]
    private long DictOffset => RootShape != null ? 16 : 0;

    /// <summary>Refuses to make an instance of an abstract class.</summary>
    internal void ThrowAbstract()
    {
        PyObject[] names = Ops.ToArray(Dict.GetStr(Names.Abstractmethods) ?? PyTuple.Empty);
        string[] texts = Array.ConvertAll(names, static n => Ops.StrText(n));
        Array.Sort(texts, StringComparer.Ordinal);
        throw Err.TypeError($"Can't instantiate abstract class {Name} with abstract method{(texts.Length > 1 ? "s" : "")} {string.Join(", ", texts)}");
    }
}

namespace PythonEngine.Objects;

/// <summary>Making Python classes: <c>type(name, bases, dict)</c>.</summary>
internal sealed unsafe partial class PyType
{
    [PyNew]
    private static PyObject New(PyType metatype, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int positional = args.Length - (kwnames?.Count ?? 0);
        if (positional != 3)
        {
            throw Err.TypeError($"type.__new__() takes exactly 3 arguments ({positional} given)");
        }
        PyStr name = args[0] as PyStr ?? throw Err.TypeError($"type.__new__() argument 1 must be str, not {args[0].Type.FullName}");
        PyTuple bases = args[1] as PyTuple ?? throw Err.TypeError($"type.__new__() argument 2 must be tuple, not {args[1].Type.FullName}");
        PyDict ns = args[2] as PyDict ?? throw Err.TypeError($"type.__new__() argument 3 must be dict, not {args[2].Type.FullName}");

        foreach (PyObject b in bases.Items)
        {
            if (b is not PyType && Ops.TryGetAttr(b, Names.MroEntries) != null)
            {
                throw Err.TypeError("type() doesn't support MRO entry resolution; use types.new_class()");
            }
        }
        PyType winner = CalculateMetaclass(metatype, bases);
        if (!ReferenceEquals(winner, metatype))
        {
            if ((nint)winner.TpNew != (nint)TypeObject.TpNew)
            {
                return winner.TpNew(winner, args, kwnames);
            }
            metatype = winner;
        }
        return Create(metatype, name, bases, ns, args[3..], kwnames);
    }

    /// <summary>The most derived metaclass of a class statement.</summary>
    internal static PyType CalculateMetaclass(PyType metatype, PyTuple bases)
    {
        PyType winner = metatype;
        foreach (PyObject b in bases.Items)
        {
            PyType other = b.Type;
            if (winner.IsSubtypeOf(other))
            {
                continue;
            }
            if (other.IsSubtypeOf(winner))
            {
                winner = other;
                continue;
            }
            throw Err.TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
        }
        return winner;
    }

    /// <summary>The base whose C# class (and slots) instances get.</summary>
    internal static PyType BestBase(PyTuple bases)
    {
        PyType? winner = null;
        foreach (PyObject b in bases.Items)
        {
            if (b is not PyType candidate)
            {
                throw Err.TypeError("bases must be types");
            }
            if ((candidate.Flags & TypeFlags.Subclassable) == 0)
            {
                throw Err.TypeError($"type '{candidate.FullName}' is not an acceptable base type");
            }
            if (winner == null)
            {
                winner = candidate;
                continue;
            }
            if (ReferenceEquals(SolidBase(winner), SolidBase(candidate)) || SolidBase(winner).IsSubtypeOf(SolidBase(candidate)))
            {
                continue;
            }
            if (SolidBase(candidate).IsSubtypeOf(SolidBase(winner)))
            {
                winner = candidate;
                continue;
            }
            throw Err.TypeError("multiple bases have instance lay-out conflict");
        }
        return winner!;
    }

    /// <summary>The nearest class that adds slots or a native layout.</summary>
    private static PyType SolidBase(PyType type)
    {
        PyType t = type;
        while (t._base is { } b && t.IsHeap && t.SlotCount == b.SlotCount)
        {
            t = b;
        }
        // Exception types without fields of their own share a layout.
        while (!t.IsHeap && t._base is { } nb && !ReferenceEquals(nb, PyObjectType.TypeObject) && (nint)t.TpNew == (nint)nb.TpNew && t.IsSubtypeOf(Exc.BaseException))
        {
            t = nb;
        }
        return t;
    }

    private static PyObject Create(PyType metatype, PyStr name, PyTuple bases, PyDict ns, ReadOnlySpan<PyObject> keywordValues, PyTuple? kwnames)
    {
        if (name.Value.Contains('\0', StringComparison.Ordinal))
        {
            throw Err.ValueError("type name must not contain null characters");
        }
        Codecs.EncodeUtf8(name); // raises for lone surrogates
        if (ns.GetStr(Names.Doc) is PyStr doc)
        {
            Codecs.EncodeUtf8(doc);
        }
        if (bases.Count == 0)
        {
            bases = new PyTuple([PyObjectType.TypeObject]);
        }
        PyType @base = BestBase(bases);
        PyDict dict = new(ns.Count);
        int position = 0;
        while (ns.NextWithHash(ref position, out PyObject key, out long hash, out PyObject value))
        {
            PyObject k = key is PyStr s ? PyStr.Intern(s) : key;
            dict.SetWithHash(k, hash, value);
        }

        PyType type = new(metatype, name.Value, bases, @base, [], dict);
        type.SetUpNames(dict, name);
        PyObject? classCell = dict.GetStr(Names.Classcell);
        if (classCell != null)
        {
            dict.Remove(Names.Classcell);
            if (classCell is not PyCell)
            {
                throw Err.TypeError($"type.__new__ __classcell__ must be a nonlocal cell, not <class '{classCell.Type.FullName}'>");
            }
        }
        type.SetUpSlots(dict, @base, bases);
        // After the slots, one of which may be __doc__.
        if (dict.GetStr(Names.Doc) == null)
        {
            dict.SetStr(Names.Doc, PyNone.Instance);
        }
        type.WrapSpecialFunctions(dict);
        type._mro = (nint)metatype.TpGetAttr != 0 && !ReferenceEquals(metatype, TypeObject) && metatype.Lookup(Names.MroMethod) is not PyMethodDescriptor
            ? type.CustomMro()
            : ComputeMro(type);
        foreach (PyType t in type._mro)
        {
            type.Flags |= t.Flags & (TypeFlags.Sequence | TypeFlags.Mapping | TypeFlags.MatchSelf | TypeFlags.Exception);
        }
        if (dict.GetStr(Names.Eq) != null && dict.GetStr(Names.Hash) == null)
        {
            dict.SetStr(Names.Hash, PyNone.Instance);
        }
        type.FixupSlots();
        type.UpdateDelFlag();
        foreach (PyObject b in bases.Items)
        {
            ((PyType)b).AddSubclass(type);
        }
        if (classCell is PyCell cell)
        {
            cell.Contents = type;
        }
        try
        {
            SetNames(type, dict);
            InitSubclass(type, keywordValues, kwnames);
        }
        catch (PyException)
        {
            // CPython's is gone at once, and its bases do not show it.
            foreach (PyObject b in bases.Items)
            {
                ((PyType)b).RemoveSubclass(type);
            }
            throw;
        }
        return type;
    }

    private void SetUpNames(PyDict dict, PyStr name)
    {
        if (dict.GetStr(Names.Module) == null)
        {
            PyObject? module = PyThread.Current.TopPythonFrame?.Globals.GetStr(Names.Name);
            if (module != null)
            {
                dict.SetStr(Names.Module, module);
            }
        }
        PyObject? qualname = dict.GetStr(Names.Qualname);
        if (qualname != null)
        {
            QualName = (qualname as PyStr ?? throw Err.TypeError($"type __qualname__ must be a str, not {qualname.Type.FullName}")).Value;
            dict.Remove(Names.Qualname);
        }
        else
        {
            QualName = name.Value;
        }
    }

    private void SetUpSlots(PyDict dict, PyType @base, PyTuple bases)
    {
        PyObject? slots = dict.GetStr(Names.Slots);
        bool wantDict = slots == null;
        bool wantWeakref = slots == null;
        SlotCount = @base.SlotCount;
        bool baseHasDict = @base.RootShape != null || ReferenceEquals(@base.NativeBase, PyModule.TypeObject) || @base.NativeBase.IsSubtypeOf(TypeObject);
        if (slots != null)
        {
            PyObject[] names = slots is PyStr single ? [single] : Ops.ToArray(slots);
            if (names.Length > 0 && (@base.NativeBase.IsSubtypeOf(PyInt.TypeObject) || @base.NativeBase.IsSubtypeOf(PyTuple.TypeObject)
                || @base.NativeBase.IsSubtypeOf(PyBytes.TypeObject) || @base.NativeBase.IsSubtypeOf(TypeObject)))
            {
                foreach (PyObject n in names)
                {
                    if (n is PyStr { Value: "__dict__" or "__weakref__" } && !@base.NativeBase.IsSubtypeOf(TypeObject))
                    {
                        continue;
                    }
                    throw Err.TypeError($"nonempty __slots__ not supported for subtype of '{@base.FullName}'");
                }
            }
            List<string> mangled = [];
            foreach (PyObject item in names)
            {
                PyStr slot = item as PyStr ?? throw Err.TypeError($"__slots__ items must be strings, not '{item.Type.FullName}'");
                if (!slot.IsIdentifier())
                {
                    throw Err.TypeError("__slots__ must be identifiers");
                }
                if (slot.Value == "__dict__")
                {
                    if (wantDict || baseHasDict)
                    {
                        throw Err.TypeError("__dict__ slot disallowed: we already got one");
                    }
                    wantDict = true;
                    continue;
                }
                if (slot.Value == "__weakref__")
                {
                    if (wantWeakref || (@base.Flags & TypeFlags.HasWeakref) != 0)
                    {
                        throw Err.TypeError("__weakref__ slot disallowed: we already got one");
                    }
                    wantWeakref = true;
                    continue;
                }
                string text = Mangle(slot.Value);
                if (dict.GetStr(PyStr.Intern(text)) != null && text is not ("__qualname__" or "__classcell__" or "__module__"))
                {
                    throw Err.ValueError($"{Ops.ReprText(slot)} in __slots__ conflicts with class variable");
                }
                mangled.Add(text);
            }
            mangled.Sort(StringComparer.Ordinal);
            foreach (string text in mangled)
            {
                PyStr slot = PyStr.Intern(text);
                dict.SetStr(slot, new PyMemberDescriptor(this, slot, SlotCount++));
            }
            // A dict in any other base gives instances one too.
            foreach (PyObject b in bases.Items)
            {
                wantDict |= ((PyType)b).RootShape != null && ((PyType)b).IsHeap;
                wantWeakref |= (((PyType)b).Flags & TypeFlags.HasWeakref) != 0;
            }
        }
        if (wantWeakref || (@base.Flags & TypeFlags.HasWeakref) != 0)
        {
            Flags |= TypeFlags.HasWeakref;
            if (wantWeakref && slots == null && (@base.Flags & TypeFlags.HasWeakref) == 0 && dict.GetStr(Names.Weakref) == null)
            {
                dict.SetStr(Names.Weakref, PyDictDescriptors.Weakref(this));
            }
        }
        if (@base.NativeBase.IsSubtypeOf(TypeObject))
        {
            return;
        }
        bool inherits = @base.RootShape != null;
        if (wantDict || inherits)
        {
            RootShape = new Shape(SlotCount);
            if (!inherits && dict.GetStr(Names.Dict) == null)
            {
                dict.SetStr(Names.Dict, PyDictDescriptors.Dict(this));
            }
        }
    }

    private string Mangle(string name)
    {
        if (!name.StartsWith("__", StringComparison.Ordinal) || name.EndsWith("__", StringComparison.Ordinal) || name.Contains('.', StringComparison.Ordinal))
        {
            return name;
        }
        string cls = Name.TrimStart('_');
        return cls.Length == 0 ? name : "_" + cls + name;
    }

    private void WrapSpecialFunctions(PyDict dict)
    {
        if (dict.GetStr(Names.New) is PyFunction f)
        {
            dict.SetStr(Names.New, new PyStaticMethod(f));
        }
        if (dict.GetStr(Names.InitSubclass) is PyFunction init)
        {
            dict.SetStr(Names.InitSubclass, new PyClassMethod(init));
        }
        if (dict.GetStr(Names.ClassGetitem) is PyFunction item)
        {
            dict.SetStr(Names.ClassGetitem, new PyClassMethod(item));
        }
    }

    /// <summary>Linearization by C3 (https://docs.python.org/3/howto/mro.html).</summary>
    internal static PyType[] ComputeMro(PyType type)
    {
        if (!type.IsHeap)
        {
            return type.Mro;
        }
        PyObject[] bases = type.Bases.Items;
        if (bases.Length > 1 && Array.TrueForAll(bases, static b => b is PyType { Flags: var flags } && (flags & TypeFlags.OldStyle) != 0))
        {
            return DepthFirst(type);
        }
        List<List<PyType>> lists = [];
        foreach (PyObject b in bases)
        {
            lists.Add([.. ((PyType)b).Mro]);
        }
        List<PyType> direct = [];
        foreach (PyObject b in bases)
        {
            if (direct.Contains((PyType)b))
            {
                throw Err.TypeError($"duplicate base class {((PyType)b).Name}");
            }
            direct.Add((PyType)b);
        }
        lists.Add(direct);
        List<PyType> result = [type];
        while (true)
        {
            lists.RemoveAll(static l => l.Count == 0);
            if (lists.Count == 0)
            {
                return [.. result];
            }
            PyType? next = null;
            foreach (List<PyType> list in lists)
            {
                PyType candidate = list[0];
                bool inTail = false;
                foreach (List<PyType> other in lists)
                {
                    if (other.IndexOf(candidate, 1) > 0)
                    {
                        inTail = true;
                        break;
                    }
                }
                if (!inTail)
                {
                    next = candidate;
                    break;
                }
            }
            if (next == null)
            {
                List<string> names = [];
                foreach (List<PyType> list in lists)
                {
                    if (!names.Contains(list[0].Name))
                    {
                        names.Add(list[0].Name);
                    }
                }
                throw Err.TypeError($"Cannot create a consistent method resolution\norder (MRO) for bases {string.Join(", ", names)}");
            }
            result.Add(next);
            foreach (List<PyType> list in lists)
            {
                if (ReferenceEquals(list[0], next))
                {
                    list.RemoveAt(0);
                }
            }
        }
    }

    /// <summary>The order of Python 2's old-style classes: depth first, left to right.</summary>
    private static PyType[] DepthFirst(PyType type)
    {
        List<PyType> result = [type];
        foreach (PyObject b in type.Bases.Items)
        {
            foreach (PyType t in ((PyType)b).Mro)
            {
                if (!result.Contains(t) && !ReferenceEquals(t, PyObjectType.TypeObject))
                {
                    result.Add(t);
                }
            }
        }
        result.Add(PyObjectType.TypeObject);
        return [.. result];
    }

    private PyType[] CustomMro()
    {
        if (_mro.Length == 0 || !ReferenceEquals(_mro[0], this))
        {
            _mro = ComputeMro(this);
        }
        PyObject[] items = Ops.ToArray(Ops.Call(Ops.LookupSpecial(this, Names.MroMethod)!));
        PyType[] mro = new PyType[items.Length];
        for (int i = 0; i < items.Length; i++)
        {
            mro[i] = items[i] as PyType ?? throw Err.TypeError($"mro() returned a non-class ('{items[i].Type.FullName}')");
            if (!SolidBase(this).IsSubtypeOf(SolidBase(mro[i])))
            {
                throw Err.TypeError($"mro() returned base with unsuitable layout ('{mro[i].FullName}')");
            }
        }
        return mro;
    }

    private static void SetNames(PyType type, PyDict dict)
    {
        PyDict snapshot = dict.Copy();
        int position = 0;
        while (snapshot.Next(ref position, out PyObject key, out PyObject value))
        {
            PyObject? setName = value.Type.Lookup(Names.SetName);
            if (setName == null)
            {
                continue;
            }
            try
            {
                Ops.Call(SlotOverrides.Bind(setName, value), type, key);
            }
            catch (PyException e)
            {
                PyBaseException error = PyBaseException.Make(Exc.RuntimeError, $"Error calling __set_name__ on '{value.Type.FullName}' instance {Ops.ReprText(key)} in '{type.Name}'");
                error.Cause = e.Value;
                error.Context = e.Value;
                error.SuppressContext = true;
                throw new PyException(error) { HasContext = true };
            }
        }
    }

    private static void InitSubclass(PyType type, ReadOnlySpan<PyObject> keywordValues, PyTuple? kwnames)
    {
        for (int i = 1; i < type._mro.Length; i++)
        {
            PyObject? hook = type._mro[i].Dict.GetStr(Names.InitSubclass);
            if (hook == null)
            {
                continue;
            }
            if (ReferenceEquals(type._mro[i], PyObjectType.TypeObject) && kwnames == null)
            {
                return;
            }
            PyObject bound = hook.Type.HasDescrGet ? hook.Type.TpDescrGet(hook, null, type) : hook;
            Ops.Call(bound, keywordValues, kwnames);
            return;
        }
    }
}

/// <summary>The <c>__dict__</c> and <c>__weakref__</c> attributes that a class statement gives to its instances.</summary>
internal static unsafe class PyDictDescriptors
{
    internal static PyGetSetDescriptor Dict(PyType owner) => new(owner, "__dict__", "dictionary for instance variables", &GetDict, &SetDict);

    internal static PyGetSetDescriptor Weakref(PyType owner) => new(owner, "__weakref__", "list of weak references to the object", &GetWeakref, null);

    private static PyObject GetDict(PyObject self) =>
        Ops.TryGetDict(self) ?? throw Err.AttributeError($"'{self.Type.FullName}' object has no attribute '__dict__'", self, Names.Dict);

    private static void SetDict(PyObject self, PyObject? value)
    {
        ref InstanceFields fields = ref self.Fields;
        if (Unsafe.IsNullRef(ref fields) || fields.ShapeOrDict == null)
        {
            throw Err.AttributeError($"'{self.Type.FullName}' object has no attribute '__dict__'", self, Names.Dict);
        }
        if (value is not (null or PyDict))
        {
            throw Err.TypeError($"__dict__ must be set to a dictionary, not a '{value.Type.FullName}'");
        }
        Ops.InstanceDict(ref fields);
        fields.ShapeOrDict = value as PyDict ?? new PyDict();
    }

    private static PyObject GetWeakref(PyObject self) => PyWeakReference.FirstOf(self) ?? (PyObject)PyNone.Instance;
}

namespace PythonEngine.Execution;

/// <summary>Python's operations for C# code; whatever may run Python code runs it nested (see PyThread.RunNested).</summary>
internal static unsafe partial class Ops
{
    /// <summary>Attribute, or null when it is missing (an AttributeError raised by Python code counts as missing).</summary>
    public static PyObject? TryGetAttr(PyObject obj, PyStr name)
    {
        if (!name.IsInterned)
        {
            name = PyStr.Intern(name);
        }
        try
        {
            return obj.Type.TpGetAttr(obj, name);
        }
        catch (PyException e) when (e.Matches(Exc.AttributeError))
        {
            return null;
        }
    }

    public static PyObject GetAttr(PyObject obj, PyStr name)
    {
        if (!name.IsInterned)
        {
            name = PyStr.Intern(name);
        }
        return obj.Type.TpGetAttr(obj, name) ?? throw Err.AttributeMissing(obj, name);
    }

    public static PyObject GetAttr(PyObject obj, string name) => GetAttr(obj, PyStr.Intern(name));

    public static PyObject? TryGetAttr(PyObject obj, string name) => TryGetAttr(obj, PyStr.Intern(name));

    public static bool HasAttr(PyObject obj, PyStr name) => TryGetAttr(obj, name) != null;

    public static void SetAttr(PyObject obj, PyStr name, PyObject? value)
    {
        if (!name.IsInterned)
        {
            name = PyStr.Intern(name);
        }
        var slot = obj.Type.TpSetAttr;
        if (slot == null)
        {
            string what = value == null ? "del " : "assign to ";
            throw Err.TypeError($"'{obj.Type.FullName}' object has no attributes ({what}.{name.Value})");
        }
        slot(obj, name, value);
    }

    public static void SetAttr(PyObject obj, string name, PyObject value) => SetAttr(obj, PyStr.Intern(name), value);

    public static void DelAttr(PyObject obj, PyStr name) => SetAttr(obj, name, null);

    /// <summary>Special method looked up on the type only and bound; null when the type lacks it.</summary>
    public static PyObject? LookupSpecial(PyObject obj, PyStr name)
    {
        PyObject? found = obj.Type.Lookup(name);
        if (found == null)
        {
            return null;
        }
        var get = found.Type.TpDescrGet;
        return get == null ? found : get(found, obj, obj.Type);
    }

    /// <summary>object.__getattribute__: data descriptors, instance attributes, other class attributes.</summary>
    public static PyObject? GenericGetAttr(PyObject obj, PyStr name)
    {
        PyType type = obj.Type;
        PyObject? found = type.Lookup(name);
        delegate*<PyObject, PyObject?, PyObject?, PyObject> get = null;
        if (found != null)
        {
            PyType descriptorType = found.Type;
            get = descriptorType.TpDescrGet;
            if (get != null && descriptorType.TpDescrSet != null)
            {
                return get(found, obj, type);
            }
        }
        PyObject? own = InstanceGet(obj, name);
        if (own != null)
        {
            return own;
        }
        if (get != null)
        {
            return get(found!, obj, type);
        }
        return found;
    }

    /// <summary>An attribute from the instance's own storage, or null.</summary>
    public static PyObject? InstanceGet(PyObject obj, PyStr name)
    {
        ref InstanceFields fields = ref obj.Fields;
        if (Unsafe.IsNullRef(ref fields))
        {
            return obj is PyModule module ? module.Dict.GetStr(name) : null;
        }
        if (fields.ShapeOrDict is Shape shape)
        {
            int index = shape.IndexOf(name);
            return index >= 0 ? fields.Values![index] : null;
        }
        return fields.ShapeOrDict is PyDict dict ? dict.GetStr(name) : null;
    }

    /// <summary>object.__setattr__ and __delattr__.</summary>
    public static void GenericSetAttr(PyObject obj, PyStr name, PyObject? value)
    {
        PyType type = obj.Type;
        PyObject? found = type.Lookup(name);
        if (found != null)
        {
            var set = found.Type.TpDescrSet;
            if (set != null)
            {
                set(found, obj, value);
                return;
            }
        }
        if (!InstanceSet(obj, name, value))
        {
            if (found == null)
            {
                throw Err.AttributeMissing(obj, name);
            }
            throw Err.AttributeError($"'{type.FullName}' object attribute '{name.Value}' is read-only", obj, name);
        }
    }

    /// <summary>Stores or deletes (null) in the instance's own storage; false when it has none. Deleting a missing name raises.</summary>
    public static bool InstanceSet(PyObject obj, PyStr name, PyObject? value)
    {
        ref InstanceFields fields = ref obj.Fields;
        if (Unsafe.IsNullRef(ref fields))
        {
            if (obj is PyModule module)
            {
                DictSet(obj, module.Dict, name, value);
                return true;
            }
            return false;
        }
        if (fields.ShapeOrDict is Shape shape)
        {
            int index = shape.IndexOf(name);
            if (index >= 0 && value != null)
            {
                fields.Values![index] = value;
                return true;
            }
            if (value != null)
            {
                Shape? next = name.IsInterned ? shape.Add(name) : null;
                if (next != null)
                {
                    index = shape.Offset + shape.Count;
                    PyObject?[] values = fields.Values ?? [];
                    if (index >= values.Length)
                    {
                        Array.Resize(ref values, index == 0 ? 4 : index + Math.Max(2, index >> 1));
                        fields.Values = values;
                    }
                    values[index] = value;
                    fields.ShapeOrDict = next;
                    return true;
                }
            }
            else if (index < 0)
            {
                throw Err.AttributeMissing(obj, name);
            }
        }
        else if (fields.ShapeOrDict == null)
        {
            return false;
        }
        DictSet(obj, InstanceDict(ref fields), name, value);
        return true;
    }

    private static void DictSet(PyObject obj, PyDict dict, PyStr name, PyObject? value)
    {
        if (value != null)
        {
            dict.SetStr(name, value);
        }
        else if (dict.Remove(name) == null)
        {
            throw Err.AttributeMissing(obj, name);
        }
    }

    /// <summary>The <c>__dict__</c> of an instance; from then on its attributes live there.</summary>
    public static PyDict InstanceDict(ref InstanceFields fields)
    {
        if (fields.ShapeOrDict is PyDict dict)
        {
            return dict;
        }
        Shape shape = (Shape)fields.ShapeOrDict!;
        dict = new PyDict(shape.Count);
        for (int i = 0; i < shape.Count; i++)
        {
            PyStr name = shape.NameAt(i);
            dict.Insert(name, name.Hash(), fields.Values![shape.Offset + i]!);
        }
        if (fields.Values != null)
        {
            PyObject?[]? slots = shape.Offset == 0 ? null : new PyObject?[shape.Offset];
            slots?.AsSpan().Clear();
            if (slots != null)
            {
                Array.Copy(fields.Values, slots, shape.Offset);
            }
            fields.Values = slots;
        }
        fields.ShapeOrDict = dict;
        return dict;
    }

    /// <summary><c>__dict__</c> of any object that has one, else null.</summary>
    public static PyDict? TryGetDict(PyObject obj)
    {
        if (obj is PyModule module)
        {
            return module.Dict;
        }
        ref InstanceFields fields = ref obj.Fields;
        return Unsafe.IsNullRef(ref fields) || fields.ShapeOrDict == null ? null : InstanceDict(ref fields);
    }

    public static bool IsInstance(PyObject obj, PyObject cls)
    {
        if (ReferenceEquals(obj.Type, cls))
        {
            return true;
        }
        if (cls.GetType() == typeof(PyType) && ReferenceEquals(cls.Type, PyType.TypeObject))
        {
            return RecursiveIsInstance(obj, Unsafe.As<PyType>(cls));
        }
        if (cls is PyUnion union)
        {
            foreach (PyObject member in union.Args.Items)
            {
                if (IsInstance(obj, member is PyNone ? PyNone.TypeObject : member))
                {
                    return true;
                }
            }
            return false;
        }
        if (cls is PyTuple tuple)
        {
            using RecursionGuard _ = PyThread.Current.EnterRecursion(" in __instancecheck__");
            foreach (PyObject item in tuple.Items)
            {
                if (IsInstance(obj, item))
                {
                    return true;
                }
            }
            return false;
        }
        PyObject? check = LookupSpecial(cls, Names.Instancecheck);
        if (check != null)
        {
            using RecursionGuard _ = PyThread.Current.EnterRecursion(" in __instancecheck__");
            return IsTrue(Call(check, obj));
        }
        return RecursiveIsInstance(obj, cls);
    }

    /// <summary>type.__instancecheck__.</summary>
    public static bool RecursiveIsInstance(PyObject obj, PyObject cls)
    {
        if (cls is PyType type)
        {
            if (obj.Type.IsSubtypeOf(type))
            {
                return true;
            }
            return TryGetAttr(obj, Names.Class) is PyType claimed && !ReferenceEquals(claimed, obj.Type) && claimed.IsSubtypeOf(type);
        }
        CheckClass(cls, "isinstance() arg 2 must be a type, a tuple of types, or a union");
        return TryGetAttr(obj, Names.Class) is { } c && AbstractIsSubclass(c, cls);
    }

    public static bool IsSubclass(PyObject derived, PyObject cls)
    {
        if (cls.GetType() == typeof(PyType) && ReferenceEquals(cls.Type, PyType.TypeObject))
        {
            return ReferenceEquals(derived, cls) || RecursiveIsSubclass(derived, cls);
        }
        if (cls is PyUnion union)
        {
            foreach (PyObject member in union.Args.Items)
            {
                if (IsSubclass(derived, member is PyNone ? PyNone.TypeObject : member))
                {
                    return true;
                }
            }
            return false;
        }
        if (cls is PyTuple tuple)
        {
            using RecursionGuard _ = PyThread.Current.EnterRecursion(" in __subclasscheck__");
            foreach (PyObject item in tuple.Items)
            {
                if (IsSubclass(derived, item))
                {
                    return true;
                }
            }
            return false;
        }
        PyObject? check = LookupSpecial(cls, Names.Subclasscheck);
        if (check != null)
        {
            using RecursionGuard _ = PyThread.Current.EnterRecursion(" in __subclasscheck__");
            return IsTrue(Call(check, derived));
        }
        return RecursiveIsSubclass(derived, cls);
    }

    /// <summary>type.__subclasscheck__.</summary>
    public static bool RecursiveIsSubclass(PyObject derived, PyObject cls)
    {
        if (derived is PyType d && cls is PyType c)
        {
            return d.IsSubtypeOf(c);
        }
        CheckClass(derived, "issubclass() arg 1 must be a class");
        CheckClass(cls, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
        return AbstractIsSubclass(derived, cls);
    }

    private static void CheckClass(PyObject cls, string message)
    {
        if (TryGetAttr(cls, Names.Bases) is not PyTuple)
        {
            throw Err.TypeError(message);
        }
    }

    private static bool AbstractIsSubclass(PyObject derived, PyObject cls)
    {
        if (ReferenceEquals(derived, cls))
        {
            return true;
        }
        using RecursionGuard _ = PyThread.Current.EnterRecursion(" in __issubclass__");
        if (TryGetAttr(derived, Names.Bases) is PyTuple bases)
        {
            foreach (PyObject b in bases.Items)
            {
                if (AbstractIsSubclass(b, cls))
                {
                    return true;
                }
            }
        }
        return false;
    }

    public static string TypeName(PyObject obj) => obj.Type.FullName;
}

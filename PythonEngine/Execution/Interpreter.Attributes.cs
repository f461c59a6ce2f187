namespace PythonEngine.Execution;

internal enum AttrKind : byte
{
    None,
    /// <summary>Values[Index] of instances with the shape.</summary>
    Shape,
    /// <summary>A class attribute that is no descriptor, seen through an instance of the shape.</summary>
    ClassValue,
    /// <summary>A function or method descriptor of the class, not shadowed in the shape.</summary>
    Method,
    /// <summary>Entry Index of a module dict whose KeysVersion is TypeVersion.</summary>
    Module,
    /// <summary>Value of an attribute of a class object.</summary>
    TypeValue,
    /// <summary>Values[Index] of instances of the class, by a member descriptor (__slots__).</summary>
    Slot,
    /// <summary>A property with a Python getter, which is the value.</summary>
    Property,
    /// <summary>A native attribute of the class (getset descriptor), which is the value.</summary>
    GetSet,
}

/// <summary>What an attribute site learned last time; replaced, never changed, but for the link to what it knew before.</summary>
internal sealed class AttrCache
{
    public AttrKind Kind;
    public int Index;
    public long TypeVersion;
    public Shape? Shape;
    public Shape? NextShape;
    public PyObject? Value;
    /// <summary>Value, during a collection.</summary>
    public WeakReference<PyObject>? Forgotten;
    /// <summary>What the site met before this, so that a site which sees a few classes in turn learns no more than once of each.</summary>
    public AttrCache? Older;

    private const int MaxOlder = 4;

    /// <summary>Makes a fresh entry the site's first and keeps the latest older ones.</summary>
    public static void Put(object?[] caches, int site, AttrCache fresh)
    {
        AttrCache? older = Unsafe.As<AttrCache>(caches[site]);
        fresh.Older = older;
        caches[site] = fresh;
        for (int i = 1; older != null; i++)
        {
            if (i == MaxOlder)
            {
                older.Older = null;
                break;
            }
            older = older.Older;
        }
    }
}

/// <summary>What a global variable site learned last time.</summary>
internal sealed class GlobalCache
{
    public long GlobalsVersion;
    public long BuiltinsVersion;
    public int Index;
    public bool InBuiltins;
}

internal static unsafe partial class Interpreter
{
    private static PyObject LoadGlobal(PyFrame frame, int site)
    {
        PyStr name = frame.Code.CacheNames[site];
        PyDict globals = frame.Globals;
        int index = globals.FindStr(name);
        if (index >= 0)
        {
            frame.Code.Caches[site] = new GlobalCache { GlobalsVersion = globals.KeysVersion, Index = index };
            return globals.Entries[index].Value!;
        }
        PyDict builtins = frame.Builtins;
        index = builtins.FindStr(name);
        if (index >= 0)
        {
            frame.Code.Caches[site] = new GlobalCache { GlobalsVersion = globals.KeysVersion, BuiltinsVersion = builtins.KeysVersion, Index = index, InBuiltins = true };
            return builtins.Entries[index].Value!;
        }
        throw Err.NameError($"name '{name.Value}' is not defined", name);
    }

    private static PyObject LoadName(PyFrame frame, PyStr name)
    {
        PyObject? value;
        if (frame.Locals is PyDict locals && locals.GetType() == typeof(PyDict))
        {
            value = locals.GetStr(name);
        }
        else
        {
            value = LookupMapping(frame.Locals!, name);
        }
        return value ?? frame.Globals.GetStr(name) ?? frame.Builtins.GetStr(name) ?? throw Err.NameError($"name '{name.Value}' is not defined", name);
    }

    /// <summary>mapping[name], null for KeyError.</summary>
    private static PyObject? LookupMapping(PyObject mapping, PyStr name)
    {
        try
        {
            return Ops.GetItem(mapping, name);
        }
        catch (PyException e) when (e.Matches(Exc.KeyError))
        {
            return null;
        }
    }

    private static void StoreName(PyFrame frame, PyStr name, PyObject value)
    {
        if (frame.Locals == null)
        {
            throw Err.SystemError($"no locals found when storing '{name.Value}'");
        }
        Ops.SetItem(frame.Locals, name, value);
    }

    private static bool IsGeneric(PyType type) => (nint)type.TpGetAttr == s_genericGetAttr;

    private static readonly nint s_genericGetAttr = (nint)(delegate*<PyObject, PyStr, PyObject?>)&Ops.GenericGetAttr;
    private static readonly nint s_overriddenGetAttr = (nint)(delegate*<PyObject, PyStr, PyObject?>)&SlotOverrides.GetAttr;
    private static readonly nint s_genericSetAttr = (nint)(delegate*<PyObject, PyStr, PyObject?, void>)&Ops.GenericSetAttr;

    /// <summary>Attribute for LoadAttr; null when a Python frame was pushed that will deliver it.</summary>
    private static PyObject? LoadAttr(PyThread t, PyFrame frame, PyObject obj, ushort register, int site)
    {
        ref InstanceFields fields = ref obj.Fields;
        bool hasFields = !Unsafe.IsNullRef(ref fields) && obj is not PyModule;
        if (hasFields)
        {
            for (AttrCache? cache = Unsafe.As<AttrCache>(frame.Code.Caches[site]); cache != null; cache = cache.Older)
            {
                if (cache.TypeVersion != fields.Class.Version)
                {
                    continue;
                }
                switch (cache.Kind)
                {
                    case AttrKind.Shape when ReferenceEquals(fields.ShapeOrDict, cache.Shape):
                        return fields.Values![cache.Index];
                    case AttrKind.ClassValue when ReferenceEquals(fields.ShapeOrDict, cache.Shape):
                        return cache.Value;
                    case AttrKind.Slot when fields.Values![cache.Index] is { } value:
                        return value;
                    case AttrKind.GetSet:
                        return Unsafe.As<PyGetSetDescriptor>(cache.Value)!.Getter(obj);
                    case AttrKind.Property:
                        Push(t, frame, CallArguments.NewFrame(Unsafe.As<PyFunction>(cache.Value)!, new ReadOnlySpan<PyObject>(ref obj), null), ReturnKind.Store, register);
                        return null;
                    default:
                        break;
                }
            }
        }
        PyStr name = frame.Code.CacheNames[site];
        PyType type = obj.Type;
        if (IsGeneric(type))
        {
            PyObject? found = type.Lookup(name);
            if (found == null)
            {
                if (hasFields)
                {
                    if (fields.ShapeOrDict is Shape shape)
                    {
                        int index = shape.IndexOf(name);
                        if (index >= 0)
                        {
                            AttrCache.Put(frame.Code.Caches, site, new AttrCache { Kind = AttrKind.Shape, Index = index, TypeVersion = type.Version, Shape = shape });
                            return fields.Values![index];
                        }
                    }
                }
                return Ops.InstanceGet(obj, name) ?? Missing(t, frame, obj, name);
            }
            if (found.GetType() == typeof(PyProperty) && Unsafe.As<PyProperty>(found).Getter is PyFunction getter && IsPlainFunction(getter))
            {
                if (hasFields)
                {
                    AttrCache.Put(frame.Code.Caches, site, new AttrCache { Kind = AttrKind.Property, TypeVersion = type.Version, Value = getter });
                }
                Push(t, frame, CallArguments.NewFrame(getter, new ReadOnlySpan<PyObject>(ref obj), null), ReturnKind.Store, register);
                return null;
            }
            if (found.GetType() == typeof(PyGetSetDescriptor) && hasFields)
            {
                PyGetSetDescriptor descriptor = Unsafe.As<PyGetSetDescriptor>(found);
                if (descriptor.Getter != null && type.IsSubtypeOf(descriptor.Owner))
                {
                    AttrCache.Put(frame.Code.Caches, site, new AttrCache { Kind = AttrKind.GetSet, TypeVersion = type.Version, Value = found });
                    return descriptor.Getter(obj);
                }
            }
            else if (found is PyMemberDescriptor { Index: >= 0 } member && hasFields && type.IsSubtypeOf(member.Owner))
            {
                PyObject? value = fields.Values![member.Index];
                if (value != null)
                {
                    // del empties a slot: an empty one always takes the long way to its error.
                    AttrCache.Put(frame.Code.Caches, site, new AttrCache { Kind = AttrKind.Slot, Index = member.Index, TypeVersion = type.Version });
                    return value;
                }
            }
            else if (hasFields && !found.Type.HasDescrGet)
            {
                if (fields.ShapeOrDict is Shape shape)
                {
                    int index = shape.IndexOf(name);
                    if (index >= 0)
                    {
                        AttrCache.Put(frame.Code.Caches, site, new AttrCache { Kind = AttrKind.Shape, Index = index, TypeVersion = type.Version, Shape = shape });
                        return fields.Values![index];
                    }
                    AttrCache.Put(frame.Code.Caches, site, new AttrCache { Kind = AttrKind.ClassValue, TypeVersion = type.Version, Shape = shape, Value = found });
                    return found;
                }
            }
            return Ops.GenericGetAttr(obj, name) ?? Missing(t, frame, obj, name);
        }
        if (obj is PyModule module && module.GetType() == typeof(PyModule))
        {
            int index = module.Dict.FindStr(name);
            if (index >= 0 && PyModule.TypeObject.Lookup(name) == null)
            {
                AttrCache.Put(frame.Code.Caches, site, new AttrCache { Kind = AttrKind.Module, Index = index, TypeVersion = module.Dict.KeysVersion });
                return module.Dict.Entries[index].Value;
            }
        }
        else if (obj.GetType() == typeof(PyType) && ReferenceEquals(type, PyType.TypeObject))
        {
            PyType cls = Unsafe.As<PyType>(obj);
            PyObject? found = cls.Lookup(name);
            if (found != null && PyType.TypeObject.Lookup(name) == null && (found.GetType() == typeof(PyFunction) || !found.Type.HasDescrGet))
            {
                AttrCache.Put(frame.Code.Caches, site, new AttrCache { Kind = AttrKind.TypeValue, TypeVersion = cls.Version, Value = found });
                return found;
            }
        }
        else if ((nint)type.TpGetAttr == s_overriddenGetAttr && type.Lookup(Names.Getattribute) is PyWrapperDescriptor native && type.Lookup(Names.Getattr) is PyFunction fallback && IsPlainFunction(fallback))
        {
            PyObject? value;
            try
            {
                // A metaclass inherits type's way, not object's.
                value = native.Owner.TpGetAttr(obj, name);
            }
            catch (PyException e) when (e.Matches(Exc.AttributeError))
            {
                value = null;
            }
            if (value != null)
            {
                return value;
            }
            PushCall2(t, frame, fallback, obj, name, ReturnKind.Store, register);
            return null;
        }
        if ((frame.Code.Flags & CodeFlags.Python2) != 0)
        {
            try
            {
                return type.TpGetAttr(obj, name) ?? Missing(t, frame, obj, name);
            }
            catch (PyException missing) when (missing.Matches(Exc.AttributeError))
            {
                if (Python2.Python2Attributes.Find(t, obj, name) is { } found)
                {
                    return found;
                }
                throw;
            }
        }
        return type.TpGetAttr(obj, name) ?? throw Err.AttributeMissing(obj, name);
    }

    // Code of the Python 2 dialect finds what objects had there.
    private static PyObject? Missing(PyThread t, PyFrame frame, PyObject obj, PyStr name) =>
        (frame.Code.Flags & CodeFlags.Python2) != 0 && Python2.Python2Attributes.Find(t, obj, name) is { } found ? found : Raise(t, Err.AttributeMissing(obj, name));

    private static bool IsPlainFunction(PyFunction f) => (f.Code.Flags & CodeFlags.AnyGenerator) == 0;

    /// <summary>Stores an attribute; true when a Python __setattr__ frame was pushed.</summary>
    private static bool StoreAttr(PyThread t, PyFrame frame, PyObject obj, PyObject value, int site)
    {
        ref InstanceFields fields = ref obj.Fields;
        bool hasFields = !Unsafe.IsNullRef(ref fields) && obj is not PyModule;
        if (hasFields)
        {
            for (AttrCache? cache = Unsafe.As<AttrCache>(frame.Code.Caches[site]); cache != null; cache = cache.Older)
            {
                if (cache.TypeVersion != fields.Class.Version)
                {
                    continue;
                }
                if (cache.Kind == AttrKind.Slot)
                {
                    fields.Values![cache.Index] = value;
                    return false;
                }
                if (cache.Kind == AttrKind.GetSet)
                {
                    Unsafe.As<PyGetSetDescriptor>(cache.Value)!.Setter(obj, value);
                    return false;
                }
                if (cache.Kind == AttrKind.Shape && cache.NextShape == null && ReferenceEquals(fields.ShapeOrDict, cache.Shape))
                {
                    fields.Values![cache.Index] = value;
                    return false;
                }
            }
        }
        PyStr name = frame.Code.CacheNames[site];
        PyType type = obj.Type;
        if ((nint)type.TpSetAttr == s_genericSetAttr)
        {
            if (hasFields && type.Lookup(name) is PyGetSetDescriptor { Setter: not null } descriptor && type.IsSubtypeOf(descriptor.Owner))
            {
                AttrCache.Put(frame.Code.Caches, site, new AttrCache { Kind = AttrKind.GetSet, TypeVersion = type.Version, Value = descriptor });
            }
            else if (hasFields && type.Lookup(name) is PyMemberDescriptor { Index: >= 0 } member && type.IsSubtypeOf(member.Owner))
            {
                AttrCache.Put(frame.Code.Caches, site, new AttrCache { Kind = AttrKind.Slot, Index = member.Index, TypeVersion = type.Version });
            }
            if (hasFields && (type.Lookup(name) is not { } found || !found.Type.HasDescrSet))
            {
                if (fields.ShapeOrDict is Shape shape)
                {
                    int index = shape.IndexOf(name);
                    Ops.InstanceSet(obj, name, value);
                    if (index >= 0)
                    {
                        AttrCache.Put(frame.Code.Caches, site, new AttrCache { Kind = AttrKind.Shape, Index = index, TypeVersion = type.Version, Shape = shape });
                    }
                    else if (obj.GetType() == typeof(PyInstance) && fields.ShapeOrDict is Shape next)
                    {
                        AttrCache.Put(frame.Code.Caches, site, new AttrCache { Kind = AttrKind.Shape, Index = next.IndexOf(name), TypeVersion = type.Version, Shape = shape, NextShape = next });
                    }
                    return false;
                }
            }
            Ops.GenericSetAttr(obj, name, value);
            return false;
        }
        if (type.IsHeap && type.Lookup(Names.Setattr) is PyFunction f && IsPlainFunction(f))
        {
            PyObject[] args = [obj, name, value];
            Push(t, frame, CallArguments.NewFrame(f, args, null), ReturnKind.Discard, 0);
            return true;
        }
        Ops.SetAttr(obj, name, value);
        return false;
    }

    /// <summary>Fills function and self for CallMethod; false when a frame was pushed or a switch happened.</summary>
    private static bool LoadMethod(PyThread t, PyFrame frame, PyObject obj, ref Instruction ip, ref PyObject? r)
    {
        ref InstanceFields own = ref obj.Fields;
        if (!Unsafe.IsNullRef(ref own) && own.ShapeOrDict is Shape)
        {
            ref InstanceFields fields = ref own;
            for (AttrCache? cache = Unsafe.As<AttrCache>(frame.Code.Caches[ip.C]); cache != null; cache = cache.Older)
            {
                if (cache.Kind == AttrKind.Method && cache.TypeVersion == fields.Class.Version && ReferenceEquals(fields.ShapeOrDict, cache.Shape))
                {
                    Reg(ref r, ip.A + 1) = obj;
                    Reg(ref r, ip.A) = cache.Value;
                    return true;
                }
            }
        }
        PyStr name = frame.Code.CacheNames[ip.C];
        PyType type = obj.Type;
        if (IsGeneric(type))
        {
            PyObject? found = type.Lookup(name);
            if (found != null && (found.GetType() == typeof(PyFunction) || found.GetType() == typeof(PyMethodDescriptor)))
            {
                ref InstanceFields fields = ref obj.Fields;
                bool none = Unsafe.IsNullRef(ref fields);
                if (none || fields.ShapeOrDict == null)
                {
                    if (obj is not PyModule)
                    {
                        AttrCache.Put(frame.Code.Caches, ip.C, new AttrCache { Kind = AttrKind.Method, TypeVersion = type.Version, Value = found });
                        Reg(ref r, ip.A + 1) = obj;
                        Reg(ref r, ip.A) = found;
                        return true;
                    }
                }
                else if (fields.ShapeOrDict is Shape shape)
                {
                    if (shape.IndexOf(name) < 0)
                    {
                        if (obj is not PyModule)
                        {
                            AttrCache.Put(frame.Code.Caches, ip.C, new AttrCache { Kind = AttrKind.Method, TypeVersion = type.Version, Shape = shape, Value = found });
                        }
                        Reg(ref r, ip.A + 1) = obj;
                        Reg(ref r, ip.A) = found;
                        return true;
                    }
                }
                else if (((PyDict)fields.ShapeOrDict!).GetStr(name) == null)
                {
                    Reg(ref r, ip.A + 1) = obj;
                    Reg(ref r, ip.A) = found;
                    return true;
                }
            }
        }
        Reg(ref r, ip.A + 1) = null;
        PyObject? value = LoadAttr(t, frame, obj, ip.A, ip.C);
        if (value == null)
        {
            return false;
        }
        Reg(ref r, ip.A) = value;
        return true;
    }

    private static PyException UnboundCell(PyFrame frame, int register, int name)
    {
        PyStr text = frame.Code.Names[name];
        return register >= frame.Code.FirstFree
            ? Err.NameError($"cannot access free variable '{text.Value}' where it is not associated with a value in enclosing scope", text)
            : Err.UnboundLocal(text);
    }
}

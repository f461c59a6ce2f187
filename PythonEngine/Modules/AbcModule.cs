using System.Runtime.CompilerServices;

namespace PythonEngine.Modules;

/// <summary>The <c>_abc</c> module: registration and checks of abstract base classes.</summary>
[PyModule("_abc", Doc = "Module contains faster C implementation of abc.ABCMeta")]
internal static partial class AbcModule
{
    private static readonly PyStr s_abcImpl = PyStr.Intern("_abc_impl");
    private static readonly PyStr s_abcTpflags = PyStr.Intern("__abc_tpflags__");

    private sealed class State
    {
        public long InvalidationCounter;
    }

    [PyModuleInit]
    private static void Init(PyModule module) => module.State = new State();

    private static State StateOf(PyThread thread) => (State)thread.Engine.NativeModule("_abc").State!;

    private static PyAbcData Data(PyObject cls) =>
        (cls as PyType)?.Dict.GetStr(s_abcImpl) as PyAbcData ?? throw Err.TypeError("_abc_impl is set to a wrong type");

    [PyFunction("_abc_init", "self, /", Doc = "Internal ABC helper for class set-up. Should be never used outside abc module.")]
    private static void AbcInit(PyType self)
    {
        ComputeAbstractMethods(self);
        Ops.SetAttr(self, s_abcImpl, new PyAbcData());
        // Sequence and Mapping classes tell the match statement which patterns their subclasses take.
        if (self.Dict.GetStr(s_abcTpflags) is PyInt flags && flags.TryGetLong(out long value))
        {
            const long sequence = 1 << 5, mapping = 1 << 6;
            if ((value & (sequence | mapping)) == (sequence | mapping))
            {
                throw Err.TypeError("__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING");
            }
            self.Flags |= (value & sequence) != 0 ? TypeFlags.Sequence : (value & mapping) != 0 ? TypeFlags.Mapping : 0;
            Ops.DelAttr(self, s_abcTpflags);
        }
    }

    private static void ComputeAbstractMethods(PyType self)
    {
        PyFrozenSet abstracts = new(new PyDict());
        PyDict ns = self.Dict.Copy();
        int position = 0;
        while (ns.Next(ref position, out PyObject name, out PyObject value))
        {
            if (IsAbstract(value))
            {
                abstracts.Add(name);
            }
        }
        foreach (PyObject item in self.Bases.Items)
        {
            if (Ops.TryGetAttr(item, Names.Abstractmethods) is not { } inherited)
            {
                continue;
            }
            PyObject it = Ops.Iter(inherited);
            while (Ops.Next(it) is { } key)
            {
                if (key is PyStr name && Ops.TryGetAttr(self, name) is { } value2 && IsAbstract(value2))
                {
                    abstracts.Add(key);
                }
            }
        }
        Ops.SetAttr(self, Names.Abstractmethods, abstracts);
    }

    private static bool IsAbstract(PyObject value) =>
        // A plain function carries the mark in its __dict__ or not at all; most class members are plain functions.
        Ops.TryGetAttr(value, Names.Isabstractmethod) is { } mark && Ops.IsTrue(mark);

    [PyFunction("_abc_register", "self, subclass, /", Doc = "Internal ABC helper for subclasss registration. Should be never used outside abc module.")]
    private static PyObject AbcRegister(PyThread thread, PyObject self, PyObject subclass)
    {
        if (subclass is not PyType type)
        {
            throw Err.TypeError("Can only register classes");
        }
        if (Ops.IsSubclass(subclass, self))
        {
            return subclass;
        }
        if (Ops.IsSubclass(self, subclass))
        {
            throw Err.RuntimeError("Refusing to create an inheritance cycle");
        }
        Data(self).Registry.AddOrUpdate(type, s_present);
        Data(self).RegistryList.Add(new WeakReference<PyType>(type));
        StateOf(thread).InvalidationCounter++;
        if (self is PyType cls && (cls.Flags & (TypeFlags.Sequence | TypeFlags.Mapping)) is var kind and not 0)
        {
            MarkCollection(type, kind);
        }
        return subclass;
    }

    private static void MarkCollection(PyType type, TypeFlags kind)
    {
        // Native types are shared by all engines and have their flags from the start.
        if (!type.IsHeap || (type.Flags & (TypeFlags.Sequence | TypeFlags.Mapping)) != 0)
        {
            return;
        }
        type.Flags |= kind;
        foreach (PyType sub in type.Subclasses())
        {
            MarkCollection(sub, kind);
        }
    }

    private static readonly object s_present = new();

    [PyFunction("_abc_instancecheck", "self, instance, /", Doc = "Internal ABC helper for instance checks. Should be never used outside abc module.")]
    private static PyObject AbcInstanceCheck(PyThread thread, PyObject self, PyObject instance)
    {
        PyAbcData data = Data(self);
        PyObject subclass = Ops.GetAttr(instance, Names.Class);
        if (subclass is PyType known && data.Cache.TryGetValue(known, out _))
        {
            return PyBool.True;
        }
        PyObject subtype = instance.Type;
        if (ReferenceEquals(subtype, subclass))
        {
            if (data.NegativeVersion == StateOf(thread).InvalidationCounter && data.NegativeCache.TryGetValue((PyType)subtype, out _))
            {
                return PyBool.False;
            }
            return Ops.CallMethod(self, Names.Subclasscheck, subclass);
        }
        PyObject result = Ops.CallMethod(self, Names.Subclasscheck, subclass);
        return Ops.IsTrue(result) ? result : Ops.CallMethod(self, Names.Subclasscheck, subtype);
    }

    [PyFunction("_abc_subclasscheck", "self, subclass, /", Doc = "Internal ABC helper for subclasss checks. Should be never used outside abc module.")]
    private static bool AbcSubclassCheck(PyThread thread, PyObject self, PyObject subclass)
    {
        if (subclass is not PyType type)
        {
            throw Err.TypeError("issubclass() arg 1 must be a class");
        }
        PyAbcData data = Data(self);
        if (data.Cache.TryGetValue(type, out _))
        {
            return true;
        }
        long counter = StateOf(thread).InvalidationCounter;
        if (data.NegativeVersion < counter)
        {
            data.NegativeCache.Clear();
            data.NegativeVersion = counter;
        }
        else if (data.NegativeCache.TryGetValue(type, out _))
        {
            return false;
        }
        PyObject ok = Ops.CallMethod(self, Names.Subclasshook, subclass);
        if (ReferenceEquals(ok, PyBool.True))
        {
            data.Cache.AddOrUpdate(type, s_present);
            return true;
        }
        if (ReferenceEquals(ok, PyBool.False))
        {
            data.NegativeCache.AddOrUpdate(type, s_present);
            return false;
        }
        if (ok is not PyNotImplemented)
        {
            throw Err.AssertionError("__subclasshook__ must return either False, True, or NotImplemented");
        }
        if (self is PyType own && type.IsSubtypeOf(own))
        {
            data.Cache.AddOrUpdate(type, s_present);
            return true;
        }
        foreach (WeakReference<PyType> weak in data.RegistryList.ToArray())
        {
            if (weak.TryGetTarget(out PyType? registered) && Ops.IsSubclass(subclass, registered))
            {
                data.Cache.AddOrUpdate(type, s_present);
                return true;
            }
        }
        PyObject subclasses = Ops.CallMethod(self, Names.Subclasses);
        if (subclasses is not PyList list)
        {
            throw Err.TypeError("__subclasses__() must return a list");
        }
        foreach (PyObject sub in list.ToArray())
        {
            if (Ops.IsSubclass(subclass, sub))
            {
                data.Cache.AddOrUpdate(type, s_present);
                return true;
            }
        }
        data.NegativeCache.AddOrUpdate(type, s_present);
        return false;
    }

    [PyFunction("get_cache_token", "", Doc = "Returns the current ABC cache token.")]
    private static long GetCacheToken(PyModule module) => ((State)module.State!).InvalidationCounter;

    [PyFunction("_get_dump", "self, /", Doc = "Internal ABC helper for cache and registry debugging.")]
    private static PyObject GetDump(PyObject self)
    {
        PyAbcData data = Data(self);
        return new PyTuple([Dump(data.Registry), Dump(data.Cache), Dump(data.NegativeCache), PyInt.From(data.NegativeVersion)]);
    }

    private static PySet Dump(ConditionalWeakTable<PyType, object> table)
    {
        PySet set = new();
        PyObject reference = Ops.GetAttr(PyThread.Current.Engine.Import("_weakref"), "ref");
        foreach ((PyType type, _) in table)
        {
            set.Add(Ops.Call(reference, type));
        }
        return set;
    }

    [PyFunction("_reset_registry", "self, /", Doc = "Internal ABC helper to reset registry of a given class.")]
    private static void ResetRegistry(PyObject self)
    {
        Data(self).Registry.Clear();
        Data(self).RegistryList.Clear();
    }

    [PyFunction("_reset_caches", "self, /", Doc = "Internal ABC helper to reset both caches of a given class.")]
    private static void ResetCaches(PyObject self)
    {
        Data(self).Cache.Clear();
        Data(self).NegativeCache.Clear();
    }
}

/// <summary><c>_abc._abc_data</c>: what an abstract base class remembers; classes are held weakly.</summary>
[PyType("_abc_data", Module = "_abc", NoConstructor = true)]
internal sealed partial class PyAbcData : PyObject
{
    internal readonly ConditionalWeakTable<PyType, object> Registry = [];
    internal readonly List<WeakReference<PyType>> RegistryList = [];
    internal readonly ConditionalWeakTable<PyType, object> Cache = [];
    internal readonly ConditionalWeakTable<PyType, object> NegativeCache = [];
    internal long NegativeVersion;
}

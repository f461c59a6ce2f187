using System.Threading;

namespace PythonEngine.Objects;

/// <summary>A class: native types are immutable and shared by all engines, classes made by Python code belong to one.</summary>
[PyType("type", Subclassable = false)]
internal sealed partial class PyType : PyObject
{
    internal static readonly PyType ObjectType = CreateNative(PyObjectType.Spec);
    internal static readonly PyType TypeObject = CreateBootstrap("type");

    private static long s_lastVersion;

    private readonly unsafe delegate*<PyType, PyDict, void> _members;
    private readonly PyType? _metatype;
    private PyType? _base;
    private PyType[] _mro = [];
    private PyDict? _dict;
    private TypeCacheEntry?[]? _cache;
    private List<WeakReference<PyType>>? _subclasses;

    /// <summary>All native types made so far. In a class of its own: it exists before the first type does.</summary>
    private static class Natives
    {
        internal static readonly List<PyType> All = [];
    }

    private volatile bool _filled;

    /// <summary><c>__name__</c>, unqualified.</summary>
    internal string Name;
    internal string QualName;
    /// <summary>Native types only; Python classes keep <c>__module__</c> in their dict.</summary>
    internal string? NativeModule;
    internal string? Doc;
    internal PyTuple? BasesTuple;
    internal TypeFlags Flags;
    /// <summary>Number of <c>__slots__</c> members, inherited ones included.</summary>
    internal int SlotCount;
    /// <summary>First shape of instances; null when they have no <c>__dict__</c>.</summary>
    internal Shape? RootShape;
    /// <summary>The nearest native type: decides which C# class instances have.</summary>
    internal PyType NativeBase;
    /// <summary>Unique over all types and all states of a type; changes whenever an attribute lookup on it might.</summary>
    internal long Version;

    internal sealed class TypeCacheEntry(PyStr name, PyObject? value)
    {
        public readonly PyStr Name = name;
        public readonly PyObject? Value = value;
    }

    internal override PyType Type => _metatype ?? TypeObject;

    internal bool IsHeap => (Flags & TypeFlags.Heap) != 0;

    internal PyType? Base => _base;

    internal PyType[] Mro
    {
        get
        {
            if (_mro.Length == 0)
            {
                ComputeNativeMro();
            }
            return _mro;
        }
    }

    /// <summary>The type's own attributes. Do not write through it: use SetTypeAttr.</summary>
    internal PyDict Dict
    {
        get
        {
            if (!_filled)
            {
                Fill();
            }
            return _dict!;
        }
    }

    /// <summary>
    /// "module.qualname" as CPython's tp_name shows it in messages: builtins and Python classes without their module, and so the natives that stand for classes which
    /// eventlet has in Python.
    /// </summary>
    internal string FullName => NativeModule is null or "builtins" || NativeModule.StartsWith("eventlet.", StringComparison.Ordinal) ? Name : NativeModule + "." + Name;

    private static unsafe PyType CreateBootstrap(string name)
    {
        NativeTypeSpec spec = new()
        {
            Name = name,
            Module = "builtins",
            Base = ObjectType,
            Subclassable = true,
            Slots = &__InitSlots,
            Members = &__InitMembers,
        };
        return CreateNative(spec);
    }

    /// <summary>Makes a native type from generated code's description.</summary>
    internal static PyType CreateNative(in NativeTypeSpec spec) => new(spec);

    private unsafe PyType(in NativeTypeSpec spec)
    {
        Name = QualName = spec.Name;
        NativeModule = spec.Module;
        Doc = spec.Doc;
        _base = spec.Base;
        _members = spec.Members;
        NativeBase = this;
        Flags = (spec.Subclassable ? TypeFlags.Subclassable : 0) | (spec.Mutable ? TypeFlags.Mutable : 0)
            | (spec.HasInstanceFields ? TypeFlags.HasInstanceFields : 0) | (spec.NoConstructor ? TypeFlags.NoConstructor : 0);
        Flags |= MatchFlags(Name);
        Version = NextVersion();
        if (_base != null)
        {
            InheritSlots(_base);
            Flags |= _base.Flags & (TypeFlags.Exception | TypeFlags.InheritedMask);
        }
        if (spec.Slots != null)
        {
            spec.Slots(this);
        }
        if (spec.NoConstructor)
        {
            TpNew = null;
        }
        if (spec.HasInstanceFields)
        {
            RootShape = new Shape(0);
        }
        lock (Natives.All)
        {
            Natives.All.Add(this);
        }
    }

    /// <summary>How the match statement treats instances of native types (CPython's Py_TPFLAGS_SEQUENCE, _MAPPING, _MATCH_SELF).</summary>
    private static TypeFlags MatchFlags(string name) => name switch
    {
        "list" or "tuple" => TypeFlags.Sequence | TypeFlags.MatchSelf,
        "range" or "memoryview" or "deque" or "array" => TypeFlags.Sequence,
        "dict" => TypeFlags.Mapping | TypeFlags.MatchSelf,
        "mappingproxy" => TypeFlags.Mapping,
        "bool" or "bytearray" or "bytes" or "float" or "frozenset" or "int" or "set" or "str" => TypeFlags.MatchSelf,
        _ => TypeFlags.None,
    };

    /// <summary>Makes a Python class; PyType.Creation checks its parts beforehand.</summary>
    internal PyType(PyType? metatype, string name, PyTuple bases, PyType @base, PyType[] mroWithoutSelf, PyDict dict)
    {
        _metatype = metatype;
        Name = QualName = name;
        _base = @base;
        BasesTuple = bases;
        NativeBase = @base.NativeBase;
        Flags = TypeFlags.Heap | TypeFlags.Mutable | TypeFlags.Subclassable | (@base.Flags & (TypeFlags.Exception | TypeFlags.InheritedMask));
        _dict = dict;
        _filled = true;
        _mro = new PyType[mroWithoutSelf.Length + 1];
        _mro[0] = this;
        Array.Copy(mroWithoutSelf, 0, _mro, 1, mroWithoutSelf.Length);
        Version = NextVersion();
    }

    internal static long NextVersion() => Interlocked.Increment(ref s_lastVersion);

    private void ComputeNativeMro()
    {
        List<PyType> mro = [];
        for (PyType? t = this; t != null; t = t._base)
        {
            mro.Add(t);
        }
        _mro = [.. mro];
    }

    private unsafe void Fill()
    {
        lock (this)
        {
            if (_filled)
            {
                return;
            }
            PyDict dict = new();
            if (_members != null)
            {
                _members(this, dict);
            }
            if (dict.GetStr(Names.Doc) == null)
            {
                dict.SetStr(Names.Doc, Doc == null ? PyNone.Instance : new PyStr(Doc));
            }
            // Instances of builtin types have no __module__; the type itself answers from NativeModule.
            if (NativeModule is not (null or "builtins") && dict.GetStr(Names.Module) == null)
            {
                dict.SetStr(Names.Module, PyStr.Intern(NativeModule));
            }
            _dict = dict;
            _filled = true;
        }
    }

    /// <summary>Finds a name along the MRO, without descriptors being bound; null when it is missing.</summary>
    /// <param name="name">An interned name.</param>
    internal PyObject? Lookup(PyStr name)
    {
        TypeCacheEntry?[] cache = Volatile.Read(ref _cache) ?? NewCache();
        ref TypeCacheEntry? slot = ref cache[(int)name.Hash() & (cache.Length - 1)];
        TypeCacheEntry? entry = slot;
        if (entry != null && ReferenceEquals(entry.Name, name))
        {
            return entry.Value;
        }
        PyObject? value = null;
        foreach (PyType t in Mro)
        {
            value = t.Dict.GetStr(name);
            if (value != null)
            {
                break;
            }
        }
        if (name.IsInterned)
        {
            slot = new TypeCacheEntry(name, value);
        }
        return value;
    }

    private TypeCacheEntry?[] NewCache()
    {
        TypeCacheEntry?[] cache = new TypeCacheEntry?[32];
        Volatile.Write(ref _cache, cache);
        return cache;
    }

    /// <summary>Like Lookup, telling also which class in the MRO had the name.</summary>
    internal PyObject? LookupWithOwner(PyStr name, out PyType? owner)
    {
        foreach (PyType t in Mro)
        {
            PyObject? value = t.Dict.GetStr(name);
            if (value != null)
            {
                owner = t;
                return value;
            }
        }
        owner = null;
        return null;
    }

    /// <summary>Forgets cached lookups of this class and of all its subclasses.</summary>
    internal void Modified()
    {
        Version = NextVersion();
        Volatile.Write(ref _cache, null);
        if (_subclasses != null)
        {
            foreach (PyType sub in Subclasses())
            {
                sub.Modified();
            }
        }
    }

    /// <summary>The native types directly below this one, as far as they are in use by now.</summary>
    private List<PyType> NativeSubclasses()
    {
        List<PyType> result = [];
        if (!IsHeap)
        {
            lock (Natives.All)
            {
                foreach (PyType type in Natives.All)
                {
                    if (type.BasesTuple is { } bases ? Array.IndexOf(bases.Items, this) >= 0 : ReferenceEquals(type._base, this))
                    {
                        result.Add(type);
                    }
                }
            }
        }
        return result;
    }

    /// <summary>Python classes directly below this one; for native types only those of the given engine are kept.</summary>
    internal List<PyType> Subclasses()
    {
        List<PyType> result = [];
        List<WeakReference<PyType>>? list = IsHeap ? _subclasses : PyThread.Current.Engine.NativeSubclasses(this, create: false);
        if (list != null)
        {
            foreach (WeakReference<PyType> weak in list)
            {
                if (weak.TryGetTarget(out PyType? sub))
                {
                    result.Add(sub);
                }
            }
        }
        return result;
    }

    internal void AddSubclass(PyType sub)
    {
        List<WeakReference<PyType>> list = IsHeap ? _subclasses ??= [] : PyThread.Current.Engine.NativeSubclasses(this, create: true)!;
        list.RemoveAll(static w => !w.TryGetTarget(out _));
        list.Add(new WeakReference<PyType>(sub));
    }

    internal void RemoveSubclass(PyType sub)
    {
        List<WeakReference<PyType>>? list = IsHeap ? _subclasses : PyThread.Current.Engine.NativeSubclasses(this, create: false);
        list?.RemoveAll(w => !w.TryGetTarget(out PyType? t) || ReferenceEquals(t, sub));
    }

    /// <summary>True when this class is <paramref name="other"/> or derives from it (by the MRO, not by hooks).</summary>
    internal bool IsSubtypeOf(PyType other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }
        foreach (PyType t in Mro)
        {
            if (ReferenceEquals(t, other))
            {
                return true;
            }
        }
        return false;
    }

    internal void ReplaceBases(PyTuple bases, PyType @base, PyType[] mro)
    {
        BasesTuple = bases;
        _base = @base;
        _mro = mro;
    }

    /// <summary>Sets the MRO that a metaclass's mro() computed.</summary>
    internal void SetMro(PyType[] mro) => _mro = mro;

    internal PyTuple Bases => BasesTuple ??= _base == null ? PyTuple.Empty : new PyTuple([_base]);

    /// <summary>The hash slot of types that define equality only.</summary>
    internal static long SlotHashNotImplemented(PyObject self) => throw Err.TypeError($"unhashable type: '{self.Type.FullName}'");
}

[Flags]
internal enum TypeFlags
{
    None = 0,
    Heap = 1,
    Mutable = 2,
    Subclassable = 4,
    HasInstanceFields = 8,
    NoConstructor = 16,
    /// <summary>Derives from BaseException.</summary>
    Exception = 32,
    /// <summary>Instances have a <c>__del__</c> to call.</summary>
    HasDel = 64,
    /// <summary>Has <c>__abstractmethods__</c>.</summary>
    Abstract = 128,
    /// <summary>match statement: subject counts as a sequence / mapping (collections.abc registers set these).</summary>
    Sequence = 256,
    Mapping = 512,
    /// <summary>match statement: a positional sub-pattern matches the subject itself (int, str...).</summary>
    MatchSelf = 1024,
    InheritedMask = HasDel | Sequence | Mapping | MatchSelf,
    /// <summary>Instances of Python subclasses have <c>__weakref__</c>.</summary>
    HasWeakref = 2048,
    /// <summary>Python 2 dialect: a class without bases, or with bases of the kind only.</summary>
    OldStyle = 4096,
}

namespace PythonEngine.Modules.Functools;

/// <summary>Create a cached callable that wraps another function.</summary>
[PyType("_lru_cache_wrapper", Module = "functools", Subclassable = true, HasInstanceFields = true, Mutable = true, Doc = "Create a cached callable that wraps another function.\n\nuser_function:      the function being cached\n\nmaxsize:  0         for no caching\n          None      for unlimited cache size\n          n         for a bounded cache\n\ntyped:    False     cache f(3) and f(3.0) as identical calls\n          True      cache f(3) and f(3.0) as distinct calls\n\ncache_info_type:    namedtuple class with the fields:\n                        hits misses currsize maxsize\n")]
internal sealed unsafe partial class PyLruCacheWrapper : PyObject
{
    /// <summary>A cached result in the list ordered by last use.</summary>
    private sealed class Link : PyObject
    {
        public Link Previous = null!;
        public Link Following = null!;
        public PyObject Key = null!;
        public PyObject Result = null!;
        public long Hash;

        internal override PyType Type => PyObjectType.TypeObject;
    }

    /// <summary>Separates positional from keyword arguments in keys.</summary>
    private static readonly PyObject s_keywordMark = new Link();

    private InstanceFields _fields;
    private readonly PyObject _function;
    /// <summary>-1 for unlimited.</summary>
    private readonly long _maxSize;
    private readonly bool _typed;
    private readonly PyObject _infoType;
    private readonly PyDict _cache = new();
    private readonly Link _root = new();
    private long _hits;
    private long _misses;

    private PyLruCacheWrapper(PyType cls, PyObject function, long maxSize, bool typed, PyObject infoType)
    {
        _fields = new InstanceFields(cls);
        _function = function;
        _maxSize = maxSize;
        _typed = typed;
        _infoType = infoType;
        _root.Previous = _root.Following = _root;
    }

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    [PyNew("user_function, maxsize, typed, cache_info_type")]
    private static PyObject New(PyType cls, PyObject user_function, PyObject maxsize, PyObject typed, PyObject cache_info_type)
    {
        if (user_function.Type.TpCall == null)
        {
            throw Err.TypeError("the first argument must be callable");
        }
        long size = -1;
        if (maxsize is not PyNone)
        {
            if (maxsize.Type.NbIndex == null)
            {
                throw Err.TypeError("maxsize should be integer or None");
            }
            size = Math.Max(0, Ops.AsLong(maxsize));
        }
        return new PyLruCacheWrapper(cls, user_function, size, Ops.IsTrue(typed), cache_info_type);
    }

    private PyObject MakeKey(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int keywords = kwnames?.Count ?? 0;
        if (!_typed && keywords == 0 && args.Length == 1)
        {
            PyObject only = args[0];
            if (only.GetType() == typeof(PyStr) || only.GetType() == typeof(PySmallInt) || only.GetType() == typeof(PyBigInt))
            {
                return only;
            }
        }
        int positional = args.Length - keywords;
        int size = positional + (keywords == 0 ? 0 : keywords * 2 + 1) + (_typed ? args.Length : 0);
        PyObject[] key = new PyObject[size];
        args[..positional].CopyTo(key);
        int n = positional;
        if (keywords != 0)
        {
            key[n++] = s_keywordMark;
            for (int i = 0; i < keywords; i++)
            {
                key[n++] = kwnames![i];
                key[n++] = args[positional + i];
            }
        }
        if (_typed)
        {
            foreach (PyObject arg in args)
            {
                key[n++] = arg.Type;
            }
        }
        return new PyTuple(key);
    }

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (_maxSize == 0)
        {
            _misses++;
            return Ops.Call(_function, args, kwnames);
        }
        PyObject key = MakeKey(args, kwnames);
        long hash = Ops.Hash(key);
        int slot = _cache.Find(key, hash);
        if (_maxSize < 0)
        {
            if (slot >= 0)
            {
                _hits++;
                return _cache.Entries[slot].Value!;
            }
            _misses++;
            PyObject value = Ops.Call(_function, args, kwnames);
            _cache.SetWithHash(key, hash, value);
            return value;
        }
        return Bounded(key, hash, slot, args, kwnames);
    }

    private PyObject Bounded(PyObject key, long hash, int slot, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (slot >= 0)
        {
            Link found = (Link)_cache.Entries[slot].Value!;
            Unlink(found);
            Append(found);
            _hits++;
            return found.Result;
        }
        _misses++;
        PyObject result = Ops.Call(_function, args, kwnames);
        // The call may have cached the same arguments, or others, meanwhile.
        if (_cache.Find(key, hash) >= 0)
        {
            return result;
        }
        if (_cache.Count < _maxSize || ReferenceEquals(_root.Following, _root))
        {
            Link added = new() { Key = key, Hash = hash, Result = result };
            _cache.SetWithHash(key, hash, added);
            Append(added);
            return result;
        }
        Link oldest = _root.Following;
        Unlink(oldest);
        if (_cache.RemoveWithHash(oldest.Key, oldest.Hash) == null)
        {
            return result;
        }
        oldest.Key = key;
        oldest.Hash = hash;
        oldest.Result = result;
        _cache.SetWithHash(key, hash, oldest);
        Append(oldest);
        return result;
    }

    private static void Unlink(Link link)
    {
        link.Previous.Following = link.Following;
        link.Following.Previous = link.Previous;
    }

    private void Append(Link link)
    {
        Link last = _root.Previous;
        last.Following = link;
        _root.Previous = link;
        link.Previous = last;
        link.Following = _root;
    }

    [PyMethod("cache_info", "", Doc = "Report cache statistics")]
    private PyObject CacheInfo()
    {
        PyObject maxSize = _maxSize < 0 ? PyNone.Instance : PyInt.From(_maxSize);
        return Ops.Call(_infoType, new PyObject[] { PyInt.From(_hits), PyInt.From(_misses), maxSize, PyInt.From(_cache.Count) });
    }

    [PyMethod("cache_clear", "", Doc = "Clear the cache and cache statistics")]
    private void CacheClear()
    {
        _hits = 0;
        _misses = 0;
        _cache.Clear();
        _root.Previous = _root.Following = _root;
    }

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner) => instance is null or PyNone ? this : new PyMethod(this, instance);

    [PyGetter("__dict__")]
    private PyObject Dict => Ops.InstanceDict(ref _fields);

    [PySetter("__dict__")]
    private void SetDict(PyObject? value) => MethodWrapping.SetDict(this, value);

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => Ops.GetAttr(this, Names.Qualname);

    [PyMethod("__copy__", "")]
    private PyObject Copy() => this;

    [PyMethod("__deepcopy__", "memo, /")]
    private PyObject DeepCopy(PyObject memo) => this;
}

namespace PythonEngine.Modules.Collections;

/// <summary>The <c>_collections</c> module.</summary>
[PyModule("_collections", Doc = "High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n- defaultdict:  dict subclass with a default value factory\n")]
[PyExports(typeof(PyDeque), typeof(PyDefaultDict), typeof(PyOrderedDict), typeof(PyDequeIterator), typeof(PyDequeReverseIterator), typeof(PyTupleGetter))]
internal static unsafe partial class CollectionsModule
{
    private static readonly PyStr s_get = PyStr.Intern("get");

    [PyFunction("_count_elements", "mapping, iterable, /", Doc = "Count elements in the iterable, updating the mapping")]
    private static void CountElements(PyObject mapping, PyObject iterable)
    {
        PyObject iterator = Ops.Iter(iterable);
        if (mapping is PyDict dict && ReferenceEquals(mapping.Type.Lookup(s_get), PyDict.TypeObject.Lookup(s_get))
            && ReferenceEquals(mapping.Type.Lookup(Names.Setitem), PyDict.TypeObject.Lookup(Names.Setitem)))
        {
            while (Ops.Next(iterator) is { } key)
            {
                long hash = Ops.Hash(key);
                int slot = dict.Find(key, hash);
                if (slot < 0)
                {
                    dict.SetWithHash(key, hash, PyInt.One);
                    continue;
                }
                PyObject old = dict.Entries[slot].Value!;
                if (old.GetType() == typeof(PySmallInt) && Unsafe.As<PySmallInt>(old).Value < long.MaxValue)
                {
                    dict.SetAt(slot, PyInt.From(Unsafe.As<PySmallInt>(old).Value + 1));
                }
                else
                {
                    dict.SetWithHash(key, hash, Ops.Add(old, PyInt.One));
                }
            }
            return;
        }
        PyObject get = Ops.GetAttr(mapping, s_get);
        while (Ops.Next(iterator) is { } key)
        {
            Ops.SetItem(mapping, key, Ops.Add(Ops.Call(get, key, PyInt.Zero), PyInt.One));
        }
    }
}

/// <summary>The property behind a field of a namedtuple.</summary>
[PyType("_tuplegetter", Module = "collections")]
internal sealed partial class PyTupleGetter(long index, PyObject doc) : PyObject
{
    private PyObject _doc = doc;

    [PyNew("index, doc, /")]
    private static PyObject New(PyType cls, nint index, PyObject doc) => new PyTupleGetter(index, doc);

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        if (instance is PyTuple tuple)
        {
            return (ulong)index < (ulong)tuple.Count ? tuple[(int)index] : throw Err.IndexError("tuple index out of range");
        }
        if (instance is null or PyNone)
        {
            return this;
        }
        throw Err.TypeError($"descriptor for index '{index}' for tuple subclasses doesn't apply to '{instance.Type.FullName}' object");
    }

    [PyMethod("__set__")]
    private void Set(PyObject instance, PyObject? value) =>
        throw Err.AttributeError(value == null ? "can't delete attribute" : "can't set attribute");

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => PyTuple.Of(Type, PyTuple.Of(PyInt.From(index), _doc));

    [PyMethod("__repr__")]
    private string Repr() => $"{Type.Name}({index}, {Ops.ReprText(_doc)})";

    [PyGetter("__doc__")]
    private PyObject Doc => _doc;

    [PySetter("__doc__")]
    private void SetDoc(PyObject? value) => _doc = value ?? PyNone.Instance;
}

/// <summary><c>collections.defaultdict</c></summary>
[PyType("defaultdict", Module = "collections", Subclassable = true, Doc = "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\nThe default factory is called without arguments to produce\na new value when a key is not present, in __getitem__ only.\nA defaultdict compares equal to a dict with the same items.\nAll remaining arguments are treated the same as if they were\npassed to the dict constructor, including keyword arguments.")]
internal unsafe partial class PyDefaultDict : PyDict
{
    private PyObject? _factory;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int positional = args.Length - (kwnames?.Count ?? 0);
        PyObject? factory = null;
        if (positional > 0)
        {
            factory = args[0];
            if (factory is not PyNone && factory.Type.TpCall == null)
            {
                throw Err.TypeError("first argument must be callable or None");
            }
            args = args[1..];
        }
        _factory = factory is PyNone ? null : factory;
        PyDict.TypeObject.TpInit(this, args, kwnames);
    }

    [PyMethod("__missing__", "key, /", Doc = "__missing__(key) # Called by __getitem__ for missing key; pseudo-code:\n  if self.default_factory is None: raise KeyError((key,))\n  self[key] = value = self.default_factory()\n  return value\n")]
    private PyObject Missing(PyObject key)
    {
        if (_factory == null)
        {
            throw Err.KeyError(key);
        }
        PyObject value = Ops.Call(_factory);
        Ops.SetItem(this, key, value);
        return value;
    }

    private PyObject FactoryOrNone => _factory ?? PyNone.Instance;

    [PyMethod("copy", "", Doc = "D.copy() -> a shallow copy of D.")]
    private PyObject CopyMethod() => Ops.Call(Type, FactoryOrNone, this);

    [PyMethod("__copy__", "", Doc = "D.copy() -> a shallow copy of D.")]
    private PyObject CopyDunder() => CopyMethod();

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce()
    {
        PyTuple args = _factory == null ? PyTuple.Empty : new PyTuple([_factory]);
        PyObject items = Ops.Iter(Ops.CallMethod(this, Names.Items));
        return new PyTuple([Type, args, PyNone.Instance, PyNone.Instance, items]);
    }

    [PyGetter("default_factory", Doc = "Factory for default value called by __missing__().")]
    private PyObject Factory => FactoryOrNone;

    [PySetter("default_factory")]
    private void SetFactory(PyObject? value) => _factory = value is PyNone ? null : value;

    [PyMethod("__repr__")]
    private PyObject Repr()
    {
        PyStr inner = (PyStr)PyDict.TypeObject.TpRepr(this);
        PyStr factory;
        if (_factory == null)
        {
            factory = PyStr.Intern("None");
        }
        else
        {
            PyThread thread = PyThread.Current;
            if (thread.ReprEnter(_factory))
            {
                try
                {
                    factory = Ops.Repr(_factory);
                }
                finally
                {
                    thread.ReprLeave(_factory);
                }
            }
            else
            {
                factory = PyStr.Intern("...");
            }
        }
        StrBuilder sb = new(inner.Length + 32);
        sb.Append(Type.Name);
        sb.Append('(');
        sb.Append(factory);
        sb.Append(", ");
        sb.Append(inner);
        sb.Append(')');
        return sb.ToPyStr();
    }

    [PyMethod("__or__")]
    private static PyObject Or(PyObject a, PyObject b)
    {
        if (a is not PyDict || b is not PyDict)
        {
            return PyNotImplemented.Instance;
        }
        PyDefaultDict model = a as PyDefaultDict ?? (PyDefaultDict)b;
        PyObject result = Ops.Call(model.Type, model.FactoryOrNone, a);
        if (result is PyDict dict)
        {
            dict.Update(b);
        }
        return result;
    }

    [PyClassMethod("__class_getitem__", "object, /", Doc = "See PEP 585")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);
}

namespace PythonEngine.Modules.Itertools;

/// <summary>count(start=0, step=1)</summary>
[PyType("count", Module = "itertools", Subclassable = true, Doc = "Return a count object whose .__next__() method returns consecutive values.\n\nEquivalent to:\n    def count(firstval=0, step=1):\n        x = firstval\n        while 1:\n            yield x\n            x += step")]
internal partial class PyCount : PyObject
{
    private long _count;
    /// <summary>Set when counting is not by one within 64 bits.</summary>
    private PyObject? _long;
    private PyObject _step = PyInt.One;

    private static unsafe bool IsNumber(PyObject value) =>
        value is PyComplex || value.Type.NbIndex != null || value.Type.NbInt != null || value.Type.NbFloat != null;

    [PyNew("start=0, step=1")]
    private static PyObject New(PyType cls, PyObject? start = null, PyObject? step = null)
    {
        if ((start != null && !IsNumber(start)) || (step != null && !IsNumber(step)))
        {
            throw Err.TypeError("a number is required");
        }
        PyCount self = Allocate(cls);
        self._step = step ?? PyInt.One;
        start ??= PyInt.Zero;
        bool byOne = self._step is PyInt s && s.TryGetLong(out long one) && one == 1 && s is not PyIntInstance;
        if (!byOne || start is not PyInt i || !i.TryGetLong(out self._count))
        {
            self._long = start;
        }
        return self;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_long == null)
        {
            if (_count != long.MaxValue)
            {
                return PyInt.From(_count++);
            }
            _long = PyInt.From(_count);
        }
        PyObject result = _long;
        _long = Ops.Add(result, _step);
        return result;
    }

    private PyObject Current => _long ?? PyInt.From(_count);

    private bool StepIsOne => _step is PyInt s && s.TryGetLong(out long one) && one == 1;

    [PyMethod("__repr__")]
    private string Repr() => _long == null || StepIsOne
        ? $"{Type.Name}({Ops.ReprText(Current)})"
        : $"{Type.Name}({Ops.ReprText(Current)}, {Ops.ReprText(_step)})";

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce() => PyTuple.Of(Type, _long == null ? ItertoolsModule.One(Current) : PyTuple.Of(Current, _step));
}

/// <summary>repeat(object[, times])</summary>
[PyType("repeat", Module = "itertools", Subclassable = true, Doc = "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.  If not specified, returns the object\nendlessly.")]
internal partial class PyRepeat : PyObject
{
    private PyObject _element = null!;
    /// <summary>-1 for endless.</summary>
    private long _left = -1;

    [PyNew("object, times=None")]
    private static PyObject New(PyType cls, PyObject @object, PyObject? times = null)
    {
        PyRepeat self = Allocate(cls);
        self._element = @object;
        if (times != null)
        {
            self._left = Math.Max(0, Ops.AsLong(times));
        }
        return self;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_left == 0)
        {
            return null;
        }
        if (_left > 0)
        {
            _left--;
        }
        return _element;
    }

    [PyMethod("__repr__")]
    private string Repr() => _left < 0 ? $"{Type.Name}({Ops.ReprText(_element)})" : $"{Type.Name}({Ops.ReprText(_element)}, {_left})";

    [PyMethod("__length_hint__", "", Doc = "Private method returning an estimate of len(list(it)).")]
    private PyObject LengthHint() => _left < 0 ? throw Err.TypeError("len() of unsized object") : PyInt.From(_left);

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce() => PyTuple.Of(Type, _left < 0 ? ItertoolsModule.One(_element) : PyTuple.Of(_element, PyInt.From(_left)));
}

/// <summary>zip_longest(*iterables, fillvalue=None)</summary>
[PyType("zip_longest", Module = "itertools", Subclassable = true, Doc = "zip_longest(iter1 [,iter2 [...]], [fillvalue=None]) --> zip_longest object\n\nReturn a zip_longest object whose .__next__() method returns a tuple where\nthe i-th element comes from the i-th iterable argument.  The .__next__()\nmethod continues until the longest iterable in the argument sequence\nis exhausted and then it raises StopIteration.  When the shorter iterables\nare exhausted, the fillvalue is substituted in their place.  The fillvalue\ndefaults to None or can be specified by a keyword argument.\n")]
internal partial class PyZipLongest : PyObject
{
    private static readonly PyStr s_fillValue = PyStr.Intern("fillvalue");

    private PyObject?[] _iterators = [];
    private int _active;
    private PyObject _fill = PyNone.Instance;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject fill = PyNone.Instance;
        int count = args.Length;
        if (kwnames is { Count: > 0 })
        {
            count -= kwnames.Count;
            if (kwnames.Count > 1 || !PyStr.Equals((PyStr)kwnames[0], s_fillValue))
            {
                throw Err.TypeError("zip_longest() got an unexpected keyword argument");
            }
            fill = args[count];
        }
        PyObject?[] iterators = new PyObject?[count];
        for (int i = 0; i < count; i++)
        {
            iterators[i] = Ops.Iter(args[i]);
        }
        PyZipLongest self = Allocate(cls);
        self._iterators = iterators;
        self._active = count;
        self._fill = fill;
        return self;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_iterators.Length == 0 || _active == 0)
        {
            return null;
        }
        PyObject[] result = new PyObject[_iterators.Length];
        for (int i = 0; i < result.Length; i++)
        {
            PyObject? iterator = _iterators[i];
            PyObject? item = _fill;
            if (iterator != null)
            {
                try
                {
                    item = Ops.Next(iterator);
                }
                catch (PyException)
                {
                    _active = 0;
                    throw;
                }
                if (item == null)
                {
                    _iterators[i] = null;
                    if (--_active <= 0)
                    {
                        return null;
                    }
                    item = _fill;
                }
            }
            result[i] = item;
        }
        return new PyTuple(result);
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce()
    {
        PyObject[] args = new PyObject[_iterators.Length];
        for (int i = 0; i < args.Length; i++)
        {
            args[i] = _iterators[i] ?? PyTuple.Empty;
        }
        return new PyTuple([Type, new PyTuple(args), _fill]);
    }

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state) => _fill = state;
}

/// <summary>groupby(iterable, key=None)</summary>
[PyType("groupby", Module = "itertools", Subclassable = true, Doc = "make an iterator that returns consecutive keys and groups from the iterable\n\n  iterable\n    Elements to divide into groups according to the key function.\n  key\n    A function for computing the group category for each element.\n    If the key function is not specified or is None, the element itself\n    is used for grouping.")]
internal partial class PyGroupBy : PyObject
{
    private PyObject _iterator = null!;
    private PyObject _keyFunction = PyNone.Instance;
    internal PyObject? TargetKey;
    internal PyObject? CurrentKey;
    internal PyObject? CurrentValue;
    internal PyGrouper? CurrentGrouper;

    [PyNew("iterable, key=None")]
    private static PyObject New(PyType cls, PyObject iterable, PyObject? key = null)
    {
        PyObject iterator = Ops.Iter(iterable);
        PyGroupBy self = Allocate(cls);
        self._iterator = iterator;
        self._keyFunction = key ?? PyNone.Instance;
        return self;
    }

    /// <summary>Reads the next element and its key; false at the end.</summary>
    internal bool Step()
    {
        PyObject? value = Ops.Next(_iterator);
        if (value == null)
        {
            return false;
        }
        PyObject key = _keyFunction is PyNone ? value : Ops.Call(_keyFunction, value);
        CurrentValue = value;
        CurrentKey = key;
        return true;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        CurrentGrouper = null;
        while (true)
        {
            if (CurrentKey != null)
            {
                if (TargetKey == null || !Ops.Compare(TargetKey, CurrentKey, CompareOp.Eq))
                {
                    break;
                }
            }
            if (!Step())
            {
                return null;
            }
        }
        TargetKey = CurrentKey;
        PyGrouper grouper = new(this, TargetKey);
        return PyTuple.Of(CurrentKey, grouper);
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce() => CurrentKey != null && TargetKey != null && CurrentValue != null
        ? new PyTuple([Type, PyTuple.Of(_iterator, _keyFunction), new PyTuple([CurrentValue, TargetKey, CurrentKey])])
        : PyTuple.Of(Type, PyTuple.Of(_iterator, _keyFunction));

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state)
    {
        if (state is not PyTuple t)
        {
            throw Err.TypeError("state is not a tuple");
        }
        if (t.Count != 3)
        {
            throw Err.TypeError($"function takes exactly 3 arguments ({t.Count} given)");
        }
        CurrentValue = t[0];
        TargetKey = t[1];
        CurrentKey = t[2];
    }
}

/// <summary>One group of groupby.</summary>
[PyType("_grouper", Module = "itertools")]
internal sealed partial class PyGrouper : PyObject
{
    private readonly PyGroupBy _parent;
    private readonly PyObject _key;

    internal PyGrouper(PyGroupBy parent, PyObject key)
    {
        _parent = parent;
        _key = key;
        parent.CurrentGrouper = this;
    }

    [PyNew("parent, tgtkey, /")]
    private static PyObject New(PyType cls, PyGroupBy parent, PyObject tgtkey) => new PyGrouper(parent, tgtkey);

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (!ReferenceEquals(_parent.CurrentGrouper, this))
        {
            return null;
        }
        if (_parent.CurrentValue == null && !_parent.Step())
        {
            return null;
        }
        if (!Ops.Compare(_key, _parent.CurrentKey!, CompareOp.Eq))
        {
            return null;
        }
        PyObject? result = _parent.CurrentValue;
        _parent.CurrentValue = null;
        return result;
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce() => ReferenceEquals(_parent.CurrentGrouper, this)
        ? PyTuple.Of(Type, PyTuple.Of(_parent, _key))
        : PyTuple.Of(Indexing.Builtin("iter"), ItertoolsModule.One(PyTuple.Empty));
}

/// <summary>Values read from an iterator, shared by the tee objects over it, in linked blocks.</summary>
[PyType("_tee_dataobject", Module = "itertools", Doc = "teedataobject(iterable, values, next, /)\n--\n\nData container common to multiple tee objects.")]
internal sealed partial class PyTeeData(PyObject iterator) : PyObject
{
    internal const int BlockSize = 57;

    private readonly PyObject _iterator = iterator;
    private readonly PyObject?[] _values = new PyObject?[BlockSize];
    private int _count;
    private PyTeeData? _next;
    private bool _running;

    internal PyObject? At(int index)
    {
        if (index < _count)
        {
            return _values[index];
        }
        if (_running)
        {
            throw Err.RuntimeError("cannot re-enter the tee iterator");
        }
        _running = true;
        PyObject? value;
        try
        {
            value = Ops.Next(_iterator);
        }
        finally
        {
            _running = false;
        }
        if (value != null)
        {
            _values[_count++] = value;
        }
        return value;
    }

    internal PyTeeData NextBlock() => _next ??= new PyTeeData(_iterator);

    [PyNew("iterable, values, next, /")]
    private static PyObject New(PyType cls, PyObject iterable, PyList values, PyObject next)
    {
        PyTeeData self = new(iterable);
        if (values.Count > BlockSize)
        {
            throw Err.ValueError("Invalid arguments");
        }
        values.Span.CopyTo(self._values!);
        self._count = values.Count;
        if (self._count == BlockSize)
        {
            if (next is PyTeeData block)
            {
                self._next = block;
            }
            else if (next is not PyNone)
            {
                throw Err.ValueError("_tee_dataobject next link must be a _tee_dataobject");
            }
        }
        else if (next is not PyNone)
        {
            throw Err.ValueError("_tee_dataobject shouldn't have a next if not full");
        }
        return self;
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce()
    {
        PyList values = new(_count);
        for (int i = 0; i < _count; i++)
        {
            values.Add(_values[i]!);
        }
        return PyTuple.Of(Type, new PyTuple([_iterator, values, (PyObject?)_next ?? PyNone.Instance]));
    }
}

/// <summary>An iterator made by tee().</summary>
[PyType("_tee", Module = "itertools", Doc = "Iterator wrapped to make it copyable.")]
internal sealed partial class PyTee(PyTeeData data, int index) : PyObject
{
    private PyTeeData _data = data;
    private int _index = index;

    [PyNew("iterable, /")]
    private static PyObject New(PyType cls, PyObject iterable)
    {
        PyObject iterator = Ops.Iter(iterable);
        return iterator is PyTee tee ? tee.Copy() : new PyTee(new PyTeeData(iterator), 0);
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_index >= PyTeeData.BlockSize)
        {
            _data = _data.NextBlock();
            _index = 0;
        }
        PyObject? value = _data.At(_index);
        if (value != null)
        {
            _index++;
        }
        return value;
    }

    [PyMethod("__copy__", "", Doc = "Returns an independent iterator.")]
    private PyTee Copy() => new(_data, _index);

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce() => new PyTuple([Type, ItertoolsModule.One(PyTuple.Empty), PyTuple.Of(_data, PyInt.From(_index))]);

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state)
    {
        if (state is not PyTuple t)
        {
            throw Err.TypeError("state is not a tuple");
        }
        if (t.Count != 2 || t[0] is not PyTeeData data)
        {
            throw Err.TypeError("invalid state");
        }
        long index = Ops.AsLong(t[1]);
        if (index < 0 || index > PyTeeData.BlockSize)
        {
            throw Err.ValueError("Index out of range");
        }
        _data = data;
        _index = (int)index;
    }
}

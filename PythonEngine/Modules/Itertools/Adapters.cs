namespace PythonEngine.Modules.Itertools;

/// <summary>accumulate(iterable, func=None, *, initial=None) --&gt; accumulate object</summary>
[PyType("accumulate", Module = "itertools", Subclassable = true, Doc = "Return series of accumulated sums (or other binary function results).")]
internal partial class PyAccumulate : PyObject
{
    private PyObject _iterator = null!;
    private PyObject? _function;
    private PyObject? _total;
    private PyObject? _initial;

    [PyNew("iterable, func=None, *, initial=None")]
    private static PyObject New(PyType cls, PyObject iterable, PyObject? func = null, PyObject? initial = null)
    {
        PyObject iterator = Ops.Iter(iterable);
        PyAccumulate self = Allocate(cls);
        self._iterator = iterator;
        self._function = func is PyNone ? null : func;
        self._initial = initial is PyNone ? null : initial;
        return self;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_initial != null)
        {
            _total = _initial;
            _initial = null;
            return _total;
        }
        PyObject? value = Ops.Next(_iterator);
        if (value == null)
        {
            return null;
        }
        if (_total == null)
        {
            return _total = value;
        }
        return _total = _function == null ? Ops.Add(_total, value) : Ops.Call(_function, _total, value);
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce()
    {
        PyObject function = _function ?? PyNone.Instance;
        if (_initial != null)
        {
            PyChain rest = PyChain.Over(Ops.Iter(new PyTuple([ItertoolsModule.One(_initial), _iterator])));
            return new PyTuple([Type, PyTuple.Of(rest, function), PyNone.Instance]);
        }
        if (_total is PyNone)
        {
            PyChain rest = PyChain.Over(Ops.Iter(new PyTuple([ItertoolsModule.One(_total), _iterator])));
            PyAccumulate inner = new() { _iterator = rest, _function = _function };
            PyObject slice = Ops.Call(PyISlice.TypeObject, inner, PyInt.One, PyNone.Instance);
            return PyTuple.Of(PyISlice.TypeObject, new PyTuple([inner, PyInt.One, PyNone.Instance]));
        }
        return new PyTuple([Type, PyTuple.Of(_iterator, function), _total ?? PyNone.Instance]);
    }

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state) => _total = state is PyNone ? null : state;
}

/// <summary>cycle(iterable, /)</summary>
[PyType("cycle", Module = "itertools", Subclassable = true, Doc = "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.")]
internal partial class PyCycle : PyObject
{
    private PyObject? _iterator;
    private PyList _saved = null!;
    private int _index;
    private bool _firstPass;

    [PyNew("iterable, /")]
    private static PyObject New(PyType cls, PyObject iterable)
    {
        PyObject iterator = Ops.Iter(iterable);
        PyCycle self = Allocate(cls);
        self._iterator = iterator;
        self._saved = new PyList();
        return self;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_iterator != null)
        {
            PyObject? item = Ops.Next(_iterator);
            if (item != null)
            {
                if (!_firstPass)
                {
                    _saved.Add(item);
                }
                return item;
            }
            _iterator = null;
        }
        if (_saved.Count == 0)
        {
            return null;
        }
        PyObject result = _saved[_index];
        if (++_index >= _saved.Count)
        {
            _index = 0;
        }
        return result;
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce()
    {
        if (_iterator == null)
        {
            PyObject iterator = Ops.Iter(_saved);
            if (_index != 0)
            {
                Ops.CallMethod(iterator, Names.Setstate, PyInt.From(_index));
            }
            return new PyTuple([Type, ItertoolsModule.One(iterator), PyTuple.Of(_saved, PyInt.One)]);
        }
        return new PyTuple([Type, ItertoolsModule.One(_iterator), PyTuple.Of(_saved, PyInt.From(_firstPass ? 1 : 0))]);
    }

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state)
    {
        if (state is not PyTuple t)
        {
            throw Err.TypeError("state is not a tuple");
        }
        if (t.Count != 2 || t[0] is not PyList saved)
        {
            throw Err.TypeError("invalid state");
        }
        _firstPass = Ops.AsLong(t[1]) != 0;
        _saved = saved;
        _index = 0;
    }
}

/// <summary>dropwhile(predicate, iterable, /)</summary>
[PyType("dropwhile", Module = "itertools", Subclassable = true, Doc = "Drop items from the iterable while predicate(item) is true.\n\nAfterwards, return every element until the iterable is exhausted.")]
internal partial class PyDropWhile : PyObject
{
    private PyObject _predicate = null!;
    private PyObject _iterator = null!;
    private bool _started;

    [PyNew("predicate, iterable, /")]
    private static PyObject New(PyType cls, PyObject predicate, PyObject iterable)
    {
        PyObject iterator = Ops.Iter(iterable);
        PyDropWhile self = Allocate(cls);
        self._predicate = predicate;
        self._iterator = iterator;
        return self;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        while (true)
        {
            PyObject? item = Ops.Next(_iterator);
            if (item == null || _started)
            {
                return item;
            }
            if (!Ops.IsTrue(Ops.Call(_predicate, item)))
            {
                _started = true;
                return item;
            }
        }
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce() => new PyTuple([Type, PyTuple.Of(_predicate, _iterator), PyInt.From(_started ? 1 : 0)]);

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state) => _started = Ops.IsTrue(state);
}

/// <summary>takewhile(predicate, iterable, /)</summary>
[PyType("takewhile", Module = "itertools", Subclassable = true, Doc = "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.")]
internal partial class PyTakeWhile : PyObject
{
    private PyObject _predicate = null!;
    private PyObject _iterator = null!;
    private bool _stopped;

    [PyNew("predicate, iterable, /")]
    private static PyObject New(PyType cls, PyObject predicate, PyObject iterable)
    {
        PyObject iterator = Ops.Iter(iterable);
        PyTakeWhile self = Allocate(cls);
        self._predicate = predicate;
        self._iterator = iterator;
        return self;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_stopped)
        {
            return null;
        }
        PyObject? item = Ops.Next(_iterator);
        if (item == null)
        {
            return null;
        }
        if (Ops.IsTrue(Ops.Call(_predicate, item)))
        {
            return item;
        }
        _stopped = true;
        return null;
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce() => new PyTuple([Type, PyTuple.Of(_predicate, _iterator), PyInt.From(_stopped ? 1 : 0)]);

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state) => _stopped = Ops.IsTrue(state);
}

/// <summary>islice(iterable, [start,] stop[, step])</summary>
[PyType("islice", Module = "itertools", Subclassable = true, Doc = "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nReturn an iterator whose next() method returns selected values from an\niterable.  If start is specified, will skip all preceding elements;\notherwise, start defaults to zero.  Step defaults to one.  If\nspecified as another value, step determines how many values are\nskipped between successive calls.  Works like a slice() on a list\nbut returns an iterator.")]
internal partial class PyISlice : PyObject
{
    private PyObject? _iterator;
    private long _next;
    /// <summary>-1 for no end.</summary>
    private long _stop;
    private long _step;
    private long _count;

    private static bool TryIndex(PyObject value, out long result)
    {
        result = 0;
        return value is PyInt i ? i.TryGetLong(out result) : IndexOf(value, out result);
    }

    private static unsafe bool IndexOf(PyObject value, out long result)
    {
        result = 0;
        return value.Type.NbIndex != null && Ops.Index(value).TryGetLong(out result);
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        args = Args.ForNew(cls, TypeObject, args, kwnames);
        if (args.Length < 2 || args.Length > 4)
        {
            throw Err.TypeError(args.Length < 2
                ? $"islice expected at least 2 arguments, got {args.Length}"
                : $"islice expected at most 4 arguments, got {args.Length}");
        }
        long start = 0, stop = -1, step = 1;
        const string bad = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
        const string badStop = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
        if (args.Length == 2)
        {
            if (args[1] is not PyNone && (!TryIndex(args[1], out stop) || stop < 0))
            {
                throw Err.ValueError(badStop);
            }
        }
        else
        {
            if (args[1] is not PyNone && (!TryIndex(args[1], out start) || start < 0))
            {
                throw Err.ValueError(bad);
            }
            if (args[2] is not PyNone && !TryIndex(args[2], out stop))
            {
                throw Err.ValueError(badStop);
            }
            if (args[2] is not PyNone && stop < 0)
            {
                throw Err.ValueError(bad);
            }
        }
        if (args.Length == 4 && args[3] is not PyNone && (!TryIndex(args[3], out step) || step < 1))
        {
            throw Err.ValueError("Step for islice() must be a positive integer or None.");
        }
        PyObject iterator = Ops.Iter(args[0]);
        PyISlice self = Allocate(cls);
        self._iterator = iterator;
        self._next = start;
        self._stop = stop;
        self._step = step;
        return self;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_iterator == null)
        {
            return null;
        }
        while (_count < _next)
        {
            if (Ops.Next(_iterator) == null)
            {
                _iterator = null;
                return null;
            }
            _count++;
        }
        if (_stop >= 0 && _count >= _stop)
        {
            _iterator = null;
            return null;
        }
        PyObject? item = Ops.Next(_iterator);
        if (item == null)
        {
            _iterator = null;
            return null;
        }
        _count++;
        long old = _next;
        _next = unchecked(_next + _step);
        if (_next < old || (_stop >= 0 && _next > _stop))
        {
            _next = _stop < 0 ? long.MaxValue : _stop;
        }
        return item;
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce()
    {
        if (_iterator == null)
        {
            return new PyTuple([Type, PyTuple.Of(ItertoolsModule.EmptyIterator, PyInt.Zero), PyInt.Zero]);
        }
        PyObject stop = _stop < 0 ? PyNone.Instance : PyInt.From(_stop);
        return new PyTuple([Type, new PyTuple([_iterator, PyInt.From(_next), stop, PyInt.From(_step)]), PyInt.From(_count)]);
    }

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state) => _count = Ops.AsLong(state);
}

/// <summary>starmap(function, iterable, /)</summary>
[PyType("starmap", Module = "itertools", Subclassable = true, Doc = "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.")]
internal partial class PyStarMap : PyObject
{
    private PyObject _function = null!;
    private PyObject _iterator = null!;

    [PyNew("function, iterable, /")]
    private static PyObject New(PyType cls, PyObject function, PyObject iterable)
    {
        PyObject iterator = Ops.Iter(iterable);
        PyStarMap self = Allocate(cls);
        self._function = function;
        self._iterator = iterator;
        return self;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        PyObject? args = Ops.Next(_iterator);
        return args == null ? null : Ops.Call(_function, Ops.ToTuple(args).Items);
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce() => PyTuple.Of(Type, PyTuple.Of(_function, _iterator));
}

/// <summary>chain(*iterables)</summary>
[PyType("chain", Module = "itertools", Subclassable = true, Doc = "chain(*iterables) --> chain object\n\nReturn a chain object whose .__next__() method returns elements from the\nfirst iterable until it is exhausted, then elements from the next\niterable, until all of the iterables are exhausted.")]
internal partial class PyChain : PyObject
{
    private PyObject? _source;
    private PyObject? _active;

    internal static PyChain Over(PyObject source) => new() { _source = source };

    [PyNew("*iterables")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> iterables)
    {
        PyChain self = Allocate(cls);
        self._source = Ops.Iter(PyTuple.From(iterables));
        return self;
    }

    [PyClassMethod("from_iterable", "iterable, /", Doc = "Alternative chain() constructor taking a single iterable argument that evaluates lazily.")]
    private static PyObject FromIterable(PyType cls, PyObject iterable)
    {
        PyObject source = Ops.Iter(iterable);
        PyChain self = Allocate(cls);
        self._source = source;
        return self;
    }

    [PyClassMethod("__class_getitem__", "object, /", Doc = "See PEP 585")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        while (_source != null)
        {
            if (_active == null)
            {
                PyObject? iterable = Ops.Next(_source);
                if (iterable == null)
                {
                    _source = null;
                    return null;
                }
                _active = Ops.Iter(iterable);
            }
            PyObject? item = Ops.Next(_active);
            if (item != null)
            {
                return item;
            }
            _active = null;
        }
        return null;
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce()
    {
        if (_source == null)
        {
            return PyTuple.Of(Type, PyTuple.Empty);
        }
        return new PyTuple([Type, PyTuple.Empty, _active == null ? ItertoolsModule.One(_source) : PyTuple.Of(_source, _active)]);
    }

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state)
    {
        if (state is not PyTuple t)
        {
            throw Err.TypeError("state is not a tuple");
        }
        if (t.Count is < 1 or > 2)
        {
            throw Err.TypeError($"function {(t.Count < 1 ? "takes at least 1 argument" : "takes at most 2 arguments")} ({t.Count} given)");
        }
        foreach (PyObject item in t.Items)
        {
            CheckIterator(item);
        }
        _source = t[0];
        _active = t.Count > 1 ? t[1] : null;
    }

    private static unsafe void CheckIterator(PyObject item)
    {
        if (item.Type.TpIterNext == null)
        {
            throw Err.TypeError("Arguments must be iterators.");
        }
    }
}

/// <summary>compress(data, selectors)</summary>
[PyType("compress", Module = "itertools", Subclassable = true, Doc = "Return data elements corresponding to true selector elements.\n\nForms a shorter iterator from selected data elements using the selectors to\nchoose the data elements.")]
internal partial class PyCompress : PyObject
{
    private PyObject _data = null!;
    private PyObject _selectors = null!;

    [PyNew("data, selectors")]
    private static PyObject New(PyType cls, PyObject data, PyObject selectors)
    {
        PyObject d = Ops.Iter(data), s = Ops.Iter(selectors);
        PyCompress self = Allocate(cls);
        self._data = d;
        self._selectors = s;
        return self;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        while (true)
        {
            PyObject? item = Ops.Next(_data);
            if (item == null)
            {
                return null;
            }
            PyObject? selector = Ops.Next(_selectors);
            if (selector == null)
            {
                return null;
            }
            if (Ops.IsTrue(selector))
            {
                return item;
            }
        }
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce() => PyTuple.Of(Type, PyTuple.Of(_data, _selectors));
}

/// <summary>filterfalse(function, iterable, /)</summary>
[PyType("filterfalse", Module = "itertools", Subclassable = true, Doc = "Return those items of iterable for which function(item) is false.\n\nIf function is None, return the items that are false.")]
internal partial class PyFilterFalse : PyObject
{
    private PyObject _function = null!;
    private PyObject _iterator = null!;

    [PyNew("function, iterable, /")]
    private static PyObject New(PyType cls, PyObject function, PyObject iterable)
    {
        PyObject iterator = Ops.Iter(iterable);
        PyFilterFalse self = Allocate(cls);
        self._function = function;
        self._iterator = iterator;
        return self;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        bool plain = _function is PyNone || ReferenceEquals(_function, PyBool.TypeObject);
        while (Ops.Next(_iterator) is { } item)
        {
            if (!Ops.IsTrue(plain ? item : Ops.Call(_function, item)))
            {
                return item;
            }
        }
        return null;
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce() => PyTuple.Of(Type, PyTuple.Of(_function, _iterator));
}

/// <summary>pairwise(iterable, /)</summary>
[PyType("pairwise", Module = "itertools", Subclassable = true, Doc = "Return an iterator of overlapping pairs taken from the input iterator.\n\n    s -> (s0,s1), (s1,s2), (s2, s3), ...")]
internal partial class PyPairwise : PyObject
{
    private PyObject? _iterator;
    private PyObject? _old;

    [PyNew("iterable, /")]
    private static PyObject New(PyType cls, PyObject iterable)
    {
        PyObject iterator = Ops.Iter(iterable);
        PyPairwise self = Allocate(cls);
        self._iterator = iterator;
        return self;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_iterator == null)
        {
            return null;
        }
        PyObject? old = _old;
        if (old == null)
        {
            _old = old = Ops.Next(_iterator);
            // The iterator may have run this object again.
            if (old == null || _iterator == null)
            {
                _iterator = null;
                return null;
            }
        }
        PyObject? item = Ops.Next(_iterator);
        if (item == null)
        {
            _iterator = null;
            _old = null;
            return null;
        }
        _old = item;
        return PyTuple.Of(old, item);
    }
}

namespace PythonEngine.Objects;

/// <summary><c>enumerate</c></summary>
[PyType("enumerate", Subclassable = true)]
internal partial class PyEnumerate(PyObject iterator, PyInt start) : PyObject
{
    private PyInt _next = start;

    [PyNew("iterable, start=0")]
    private static PyObject New(PyType cls, PyObject iterable, PyObject? start = null)
    {
        PyInt first = start == null ? PyInt.Zero : Ops.Index(start);
        PyObject it = Ops.Iter(iterable);
        return ReferenceEquals(cls, TypeObject) ? new PyEnumerate(it, first) : new PyEnumerateInstance(cls, it, first);
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => NextPair(out PyObject? index) is { } item ? PyTuple.Of(index!, item) : null;

    /// <summary>The next item and its number; null at the end.</summary>
    internal PyObject? NextPair(out PyObject? index)
    {
        index = null;
        PyObject? item = Ops.Next(iterator);
        if (item != null)
        {
            PyInt number = _next;
            _next = number is PySmallInt { Value: < long.MaxValue } small ? PyInt.From(small.Value + 1) : PyInt.From(number.Big + 1);
            index = number;
        }
        return item;
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => PyTuple.Of(Type, PyTuple.Of(iterator, _next));

    [PyClassMethod("__class_getitem__", "object, /")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);
}

/// <summary><c>zip</c></summary>
[PyType("zip", Subclassable = true, Doc = "zip(*iterables, strict=False) --> Yield tuples until an input is exhausted.\n\n   >>> list(zip('xyz', range(2)))\n   [('x', 0), ('y', 1)]\n\nEach tuple has one item of each iterable. With strict=True, iterables of different length raise ValueError.")]
internal partial class PyZip(PyObject[] iterators, bool strict) : PyObject
{
    private bool _strict = strict;

    [PyNew("*iterables, strict=False")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        bool strict = false;
        int positional = args.Length - (kwnames?.Count ?? 0);
        for (int i = positional; i < args.Length; i++)
        {
            PyStr name = (PyStr)kwnames![i - positional];
            if (name.Value != "strict")
            {
                throw Err.TypeError($"'{name.Value}' is an invalid keyword argument for zip()");
            }
            strict = Ops.IsTrue(args[i]);
        }
        PyObject[] iterators = new PyObject[positional];
        for (int i = 0; i < positional; i++)
        {
            iterators[i] = Ops.Iter(args[i]);
        }
        return ReferenceEquals(cls, TypeObject) ? new PyZip(iterators, strict) : new PyZipInstance(cls, iterators, strict);
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (iterators.Length == 0)
        {
            return null;
        }
        PyObject[] items = new PyObject[iterators.Length];
        for (int i = 0; i < items.Length; i++)
        {
            PyObject? item = Ops.Next(iterators[i]);
            if (item == null)
            {
                if (_strict)
                {
                    CheckStrict(i);
                }
                return null;
            }
            items[i] = item;
        }
        return new PyTuple(items);
    }

    internal bool IsPair => iterators.Length == 2 && !_strict;

    /// <summary>The next pair of items; null at the end.</summary>
    internal PyObject? NextPair(out PyObject? second)
    {
        second = null;
        PyObject? first = Ops.Next(iterators[0]);
        if (first != null)
        {
            second = Ops.Next(iterators[1]);
        }
        return second == null ? null : first;
    }

    private void CheckStrict(int ended)
    {
        if (ended > 0)
        {
            throw Err.ValueError($"zip() argument {ended + 1} is shorter than argument{(ended == 1 ? " " : "s 1-")}{ended}");
        }
        for (int i = 1; i < iterators.Length; i++)
        {
            if (Ops.Next(iterators[i]) != null)
            {
                throw Err.ValueError($"zip() argument {i + 1} is longer than argument{(i == 1 ? " " : "s 1-")}{i}");
            }
        }
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => _strict
        ? new PyTuple([Type, new PyTuple(iterators), PyBool.True])
        : PyTuple.Of(Type, new PyTuple(iterators));

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state) => _strict = Ops.IsTrue(state);
}

/// <summary><c>map</c></summary>
[PyType("map", Subclassable = true)]
internal partial class PyMap(PyObject function, PyObject[] iterators) : PyObject
{
    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        args = Args.ForNew(cls, TypeObject, args, kwnames);
        if (args.Length < 2)
        {
            throw Err.TypeError("map() must have at least two arguments.");
        }
        PyObject[] iterators = new PyObject[args.Length - 1];
        for (int i = 0; i < iterators.Length; i++)
        {
            iterators[i] = Ops.Iter(args[i + 1]);
        }
        return ReferenceEquals(cls, TypeObject) ? new PyMap(args[0], iterators) : new PyMapInstance(cls, args[0], iterators);
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (iterators.Length == 1)
        {
            PyObject? item = Ops.Next(iterators[0]);
            return item == null ? null : PyThread.Current.TailCall(function, new ReadOnlySpan<PyObject>(ref item));
        }
        PyObject[] items = new PyObject[iterators.Length];
        for (int i = 0; i < items.Length; i++)
        {
            PyObject? item = Ops.Next(iterators[i]);
            if (item == null)
            {
                return null;
            }
            items[i] = item;
        }
        return PyThread.Current.TailCall(function, items);
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => PyTuple.Of(Type, new PyTuple([function, .. iterators]));
}

/// <summary><c>filter</c></summary>
[PyType("filter", Subclassable = true)]
internal partial class PyFilter(PyObject function, PyObject iterator) : PyObject
{
    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        args = Args.ForNew(cls, TypeObject, args, kwnames);
        if (args.Length != 2)
        {
            throw Err.TypeError($"filter expected 2 arguments, got {args.Length}");
        }
        PyObject it = Ops.Iter(args[1]);
        return ReferenceEquals(cls, TypeObject) ? new PyFilter(args[0], it) : new PyFilterInstance(cls, args[0], it);
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        bool truth = function is PyNone || ReferenceEquals(function, PyBool.TypeObject);
        while (Ops.Next(iterator) is { } item)
        {
            if (truth ? Ops.IsTrue(item) : Ops.IsTrue(Ops.Call(function, item)))
            {
                return item;
            }
        }
        return null;
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => PyTuple.Of(Type, PyTuple.Of(function, iterator));
}

/// <summary><c>reversed</c></summary>
[PyType("reversed", Subclassable = true)]
internal partial class PyReversed(PyObject sequence, long last) : PyObject
{
    private PyObject? _sequence = sequence;
    private long _index = last;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        args = Args.ForNew(cls, TypeObject, args, kwnames);
        if (args.Length != 1)
        {
            throw Err.TypeError($"reversed expected 1 argument, got {args.Length}");
        }
        PyObject sequence = args[0];
        PyObject? special = sequence.Type.Lookup(Names.Reversed);
        if (special != null)
        {
            return special is PyNone
                ? throw Err.TypeError($"'{sequence.Type.FullName}' object is not reversible")
                : Ops.Call(Ops.LookupSpecial(sequence, Names.Reversed)!);
        }
        if (!sequence.Type.HasGetItem || sequence is PyDict || !sequence.Type.HasLength)
        {
            throw Err.TypeError($"'{sequence.Type.FullName}' object is not reversible");
        }
        long n = Ops.Len(sequence);
        return ReferenceEquals(cls, TypeObject) ? new PyReversed(sequence, n - 1) : new PyReversedInstance(cls, sequence, n - 1);
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_sequence != null && _index >= 0)
        {
            try
            {
                PyObject item = Ops.GetItem(_sequence, PyInt.From(_index));
                _index--;
                return item;
            }
            catch (PyException e) when (e.Matches(Exc.IndexError) || e.Matches(Exc.StopIteration))
            {
                _sequence = null;
            }
        }
        _index = -1;
        _sequence = null;
        return null;
    }

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => _sequence == null ? 0 : Math.Min(_index + 1, Ops.Len(_sequence));

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => _sequence == null
        ? PyTuple.Of(Type, new PyTuple([PyTuple.Empty]))
        : new PyTuple([Type, new PyTuple([_sequence]), PyInt.From(_index)]);

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state)
    {
        if (_sequence != null)
        {
            _index = Math.Clamp(Ops.AsLong(state), -1, Ops.Len(_sequence) - 1);
        }
    }
}

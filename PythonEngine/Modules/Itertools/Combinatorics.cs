namespace PythonEngine.Modules.Itertools;

/// <summary>product(*iterables, repeat=1)</summary>
[PyType("product", Module = "itertools", Subclassable = true, Doc = "product(*iterables, repeat=1) --> product object\n\nCartesian product of input iterables.  Equivalent to nested for-loops.\n\nFor example, product(A, B) returns the same as:  ((x,y) for x in A for y in B).\nThe leftmost iterators are in the outermost for-loop, so the output tuples\ncycle in a manner similar to an odometer (with the rightmost element changing\non every iteration).\n\nTo compute the product of an iterable with itself, specify the number\nof repetitions with the optional repeat keyword argument. For example,\nproduct(A, repeat=4) means the same as product(A, A, A, A).\n\nproduct('ab', range(3)) --> ('a',0) ('a',1) ('a',2) ('b',0) ('b',1) ('b',2)\nproduct((0,1), (0,1), (0,1)) --> (0,0,0) (0,0,1) (0,1,0) (0,1,1) (1,0,0) ...")]
internal partial class PyProduct : PyObject
{
    private static readonly PyStr s_repeat = PyStr.Intern("repeat");

    private PyObject[][] _pools = [];
    private int[] _indices = [];
    private PyObject[]? _result;
    private bool _stopped;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int count = args.Length;
        long repeat = 1;
        if (kwnames is { Count: > 0 })
        {
            count -= kwnames.Count;
            for (int i = 0; i < kwnames.Count; i++)
            {
                if (!PyStr.Equals((PyStr)kwnames[i], s_repeat))
                {
                    throw Err.TypeError($"'{((PyStr)kwnames[i]).Value}' is an invalid keyword argument for product()");
                }
            }
            repeat = Ops.AsLong(args[count]);
            if (repeat < 0)
            {
                throw Err.ValueError("repeat argument cannot be negative");
            }
        }
        if (repeat == 0)
        {
            count = 0;
        }
        if (count != 0 && repeat > int.MaxValue / 8 / count)
        {
            throw Err.OverflowError("repeat argument too large");
        }
        PyObject[][] pools = new PyObject[count * (int)repeat][];
        for (int i = 0; i < count; i++)
        {
            pools[i] = Ops.ToTuple(args[i]).Items;
        }
        for (int i = count; i < pools.Length; i++)
        {
            pools[i] = pools[i - count];
        }
        PyProduct self = Allocate(cls);
        self._pools = pools;
        self._indices = new int[pools.Length];
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
        PyObject[][] pools = _pools;
        if (_result == null)
        {
            PyObject[] first = new PyObject[pools.Length];
            for (int i = 0; i < first.Length; i++)
            {
                if (pools[i].Length == 0)
                {
                    _stopped = true;
                    return null;
                }
                first[i] = pools[i][0];
            }
            _result = first;
            return new PyTuple(first);
        }
        PyObject[] result = (PyObject[])_result.Clone();
        int n = pools.Length - 1;
        for (; n >= 0; n--)
        {
            PyObject[] pool = pools[n];
            if (++_indices[n] < pool.Length)
            {
                result[n] = pool[_indices[n]];
                break;
            }
            _indices[n] = 0;
            result[n] = pool[0];
        }
        if (n < 0)
        {
            _stopped = true;
            return null;
        }
        _result = result;
        return new PyTuple(result);
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce()
    {
        if (_stopped)
        {
            return PyTuple.Of(Type, ItertoolsModule.One(PyTuple.Empty));
        }
        PyObject[] pools = new PyObject[_pools.Length];
        for (int i = 0; i < pools.Length; i++)
        {
            pools[i] = PyTuple.From(_pools[i]);
        }
        PyTuple args = new(pools);
        return _result == null ? PyTuple.Of(Type, args) : new PyTuple([Type, args, ItertoolsModule.Numbers(_indices)]);
    }

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state)
    {
        if (state is not PyTuple t || t.Count != _pools.Length)
        {
            throw Err.ValueError("invalid arguments");
        }
        PyObject[] result = new PyObject[_pools.Length];
        for (int i = 0; i < result.Length; i++)
        {
            if (_pools[i].Length == 0)
            {
                _stopped = true;
                return;
            }
            _indices[i] = (int)Math.Clamp(Ops.AsLong(t[i]), 0, _pools[i].Length - 1);
            result[i] = _pools[i][_indices[i]];
        }
        _result = result;
    }
}

/// <summary>combinations(iterable, r)</summary>
[PyType("combinations", Module = "itertools", Subclassable = true, Doc = "Return successive r-length combinations of elements in the iterable.\n\ncombinations(range(4), 3) --> (0,1,2), (0,1,3), (0,2,3), (1,2,3)")]
internal partial class PyCombinations : PyObject
{
    private PyObject[] _pool = [];
    private int[] _indices = [];
    private PyObject[]? _result;
    private bool _stopped;

    [PyNew("iterable, r")]
    private static PyObject New(PyType cls, PyObject iterable, nint r)
    {
        PyObject[] pool = Ops.ToTuple(iterable).Items;
        if (r < 0)
        {
            throw Err.ValueError("r must be non-negative");
        }
        PyCombinations self = Allocate(cls);
        self._pool = pool;
        self._stopped = r > pool.Length;
        self._indices = new int[self._stopped ? 0 : r];
        for (int i = 0; i < self._indices.Length; i++)
        {
            self._indices[i] = i;
        }
        self._r = r;
        return self;
    }

    private nint _r;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_stopped)
        {
            return null;
        }
        int r = _indices.Length, n = _pool.Length;
        PyObject[] result;
        if (_result == null)
        {
            result = new PyObject[r];
            for (int i = 0; i < r; i++)
            {
                result[i] = _pool[_indices[i]];
            }
        }
        else
        {
            int i = r - 1;
            while (i >= 0 && _indices[i] == i + n - r)
            {
                i--;
            }
            if (i < 0)
            {
                _stopped = true;
                return null;
            }
            result = (PyObject[])_result.Clone();
            _indices[i]++;
            for (int j = i + 1; j < r; j++)
            {
                _indices[j] = _indices[j - 1] + 1;
            }
            for (; i < r; i++)
            {
                result[i] = _pool[_indices[i]];
            }
        }
        _result = result;
        return new PyTuple(result);
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce()
    {
        if (_result == null)
        {
            return PyTuple.Of(Type, PyTuple.Of(PyTuple.From(_pool), PyInt.From(_r)));
        }
        return _stopped
            ? PyTuple.Of(Type, PyTuple.Of(PyTuple.Empty, PyInt.From(_r)))
            : new PyTuple([Type, PyTuple.Of(PyTuple.From(_pool), PyInt.From(_r)), ItertoolsModule.Numbers(_indices)]);
    }

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state)
    {
        if (state is not PyTuple t || t.Count != _indices.Length)
        {
            throw Err.ValueError("invalid arguments");
        }
        int n = _pool.Length, r = _indices.Length;
        PyObject[] result = new PyObject[r];
        for (int i = 0; i < r; i++)
        {
            _indices[i] = (int)Math.Clamp(Ops.AsLong(t[i]), 0, i + n - r);
            result[i] = _pool[_indices[i]];
        }
        _result = result;
    }
}

/// <summary>combinations_with_replacement(iterable, r)</summary>
[PyType("combinations_with_replacement", Module = "itertools", Subclassable = true, Doc = "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive repeats.\n\ncombinations_with_replacement('ABC', 2) --> ('A','A'), ('A','B'), ('A','C'), ('B','B'), ('B','C'), ('C','C')")]
internal partial class PyCombinationsWithReplacement : PyObject
{
    private PyObject[] _pool = [];
    private int[] _indices = [];
    private PyObject[]? _result;
    private bool _stopped;

    [PyNew("iterable, r")]
    private static PyObject New(PyType cls, PyObject iterable, nint r)
    {
        PyObject[] pool = Ops.ToTuple(iterable).Items;
        if (r < 0)
        {
            throw Err.ValueError("r must be non-negative");
        }
        if (r > int.MaxValue / 8)
        {
            throw Err.MemoryError();
        }
        PyCombinationsWithReplacement self = Allocate(cls);
        self._pool = pool;
        self._indices = new int[r];
        self._stopped = pool.Length == 0 && r > 0;
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
        int r = _indices.Length, n = _pool.Length;
        PyObject[] result;
        if (_result == null)
        {
            result = new PyObject[r];
            if (r > 0)
            {
                Array.Fill(result, _pool[0]);
            }
        }
        else
        {
            int i = r - 1;
            while (i >= 0 && _indices[i] == n - 1)
            {
                i--;
            }
            if (i < 0)
            {
                _stopped = true;
                return null;
            }
            result = (PyObject[])_result.Clone();
            int index = _indices[i] + 1;
            for (; i < r; i++)
            {
                _indices[i] = index;
                result[i] = _pool[index];
            }
        }
        _result = result;
        return new PyTuple(result);
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce()
    {
        PyInt r = PyInt.From(_indices.Length);
        if (_result == null)
        {
            return PyTuple.Of(Type, PyTuple.Of(PyTuple.From(_pool), r));
        }
        return _stopped
            ? PyTuple.Of(Type, PyTuple.Of(PyTuple.Empty, r))
            : new PyTuple([Type, PyTuple.Of(PyTuple.From(_pool), r), ItertoolsModule.Numbers(_indices)]);
    }

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state)
    {
        ItertoolsModule.ReadNumbers(state, _indices, _pool.Length - 1);
        PyObject[] result = new PyObject[_indices.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = _pool[_indices[i]];
        }
        _result = result;
    }
}

/// <summary>permutations(iterable, r=None)</summary>
[PyType("permutations", Module = "itertools", Subclassable = true, Doc = "Return successive r-length permutations of elements in the iterable.\n\npermutations(range(3), 2) --> (0,1), (0,2), (1,0), (1,2), (2,0), (2,1)")]
internal partial class PyPermutations : PyObject
{
    private PyObject[] _pool = [];
    private int[] _indices = [];
    private int[] _cycles = [];
    private PyObject[]? _result;
    private bool _stopped;
    private long _r;

    [PyNew("iterable, r=None")]
    private static PyObject New(PyType cls, PyObject iterable, PyObject? r = null)
    {
        PyObject[] pool = Ops.ToTuple(iterable).Items;
        long count = pool.Length;
        if (r is not (null or PyNone))
        {
            if (r is not PyInt)
            {
                throw Err.TypeError("Expected int as r");
            }
            count = Ops.AsLong(r);
            if (count < 0)
            {
                throw Err.ValueError("r must be non-negative");
            }
        }
        PyPermutations self = Allocate(cls);
        self._pool = pool;
        self._r = count;
        self._stopped = count > pool.Length;
        self._indices = new int[pool.Length];
        for (int i = 0; i < pool.Length; i++)
        {
            self._indices[i] = i;
        }
        self._cycles = new int[self._stopped ? 0 : count];
        for (int i = 0; i < self._cycles.Length; i++)
        {
            self._cycles[i] = pool.Length - i;
        }
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
        int n = _pool.Length, r = _cycles.Length;
        PyObject[] result;
        if (_result == null)
        {
            result = new PyObject[r];
            for (int i = 0; i < r; i++)
            {
                result[i] = _pool[_indices[i]];
            }
            _result = result;
            return new PyTuple(result);
        }
        if (n == 0)
        {
            _stopped = true;
            return null;
        }
        result = (PyObject[])_result.Clone();
        int[] indices = _indices;
        for (int i = r - 1; i >= 0; i--)
        {
            if (--_cycles[i] == 0)
            {
                int index = indices[i];
                Array.Copy(indices, i + 1, indices, i, n - 1 - i);
                indices[n - 1] = index;
                _cycles[i] = n - i;
                continue;
            }
            int j = _cycles[i];
            (indices[i], indices[n - j]) = (indices[n - j], indices[i]);
            for (int k = i; k < r; k++)
            {
                result[k] = _pool[indices[k]];
            }
            _result = result;
            return new PyTuple(result);
        }
        _stopped = true;
        return null;
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce()
    {
        PyInt r = PyInt.From(_r);
        if (_result == null)
        {
            return PyTuple.Of(Type, PyTuple.Of(PyTuple.From(_pool), r));
        }
        return _stopped
            ? PyTuple.Of(Type, PyTuple.Of(PyTuple.Empty, r))
            : new PyTuple([Type, PyTuple.Of(PyTuple.From(_pool), r), PyTuple.Of(ItertoolsModule.Numbers(_indices), ItertoolsModule.Numbers(_cycles))]);
    }

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state)
    {
        if (state is not PyTuple { Count: 2 } t)
        {
            throw Err.ValueError("invalid arguments");
        }
        ItertoolsModule.ReadNumbers(t[0], _indices, _pool.Length - 1);
        ItertoolsModule.ReadNumbers(t[1], _cycles, _pool.Length);
        PyObject[] result = new PyObject[_cycles.Length];
        for (int i = 0; i < result.Length; i++)
        {
            _cycles[i] = Math.Clamp(_cycles[i], 1, _pool.Length - i);
            result[i] = _pool[_indices[i]];
        }
        _result = result;
    }
}

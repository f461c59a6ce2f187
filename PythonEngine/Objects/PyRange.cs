namespace PythonEngine.Objects;

/// <summary><c>range</c></summary>
[PyType("range")]
internal sealed partial class PyRange : PyObject
{
    internal readonly PyInt Start;
    internal readonly PyInt Stop;
    internal readonly PyInt Step;
    private readonly PyInt _length;

    internal PyRange(PyInt start, PyInt stop, PyInt step)
    {
        Start = start;
        Stop = stop;
        Step = step;
        _length = ComputeLength(start, stop, step);
    }

    /// <summary>Everything, the length too, fits 64 bits.</summary>
    internal bool IsSmall => Start is PySmallInt && Stop is PySmallInt && Step is PySmallInt && _length is PySmallInt;

    private static PyInt ComputeLength(PyInt start, PyInt stop, PyInt step)
    {
        BigInteger a = start.Big;
        BigInteger b = stop.Big;
        BigInteger s = step.Big;
        if (start is PySmallInt { Value: var x } && stop is PySmallInt { Value: var y } && step is PySmallInt { Value: 1 })
        {
            long n = y - x;
            return y <= x ? PyInt.Zero : n > 0 ? PyInt.From(n) : PyInt.From(b - a);
        }
        if (s.Sign > 0)
        {
            return a < b ? PyInt.From((b - a - 1) / s + 1) : PyInt.Zero;
        }
        return a > b ? PyInt.From((a - b - 1) / -s + 1) : PyInt.Zero;
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("range() takes no keyword arguments");
        }
        switch (args.Length)
        {
            case 0:
                throw Err.TypeError("range expected at least 1 argument, got 0");
            case 1:
                return new PyRange(PyInt.Zero, Ops.Index(args[0]), PyInt.One);
            case 2:
                return new PyRange(Ops.Index(args[0]), Ops.Index(args[1]), PyInt.One);
            case 3:
                PyInt step = Ops.Index(args[2]);
                return step.Sign == 0 ? throw Err.ValueError("range() arg 3 must not be zero") : new PyRange(Ops.Index(args[0]), Ops.Index(args[1]), step);
            default:
                throw Err.TypeError($"range expected at most 3 arguments, got {args.Length}");
        }
    }

    [PyGetter("start", Member = true)]
    private PyObject StartValue => Start;

    [PyGetter("stop", Member = true)]
    private PyObject StopValue => Stop;

    [PyGetter("step", Member = true)]
    private PyObject StepValue => Step;

    [PyMethod("__repr__")]
    private string Repr() => Step is PySmallInt { Value: 1 }
        ? $"range({Ops.ReprText(Start)}, {Ops.ReprText(Stop)})"
        : $"range({Ops.ReprText(Start)}, {Ops.ReprText(Stop)}, {Ops.ReprText(Step)})";

    [PyMethod("__len__")]
    private long Len() => _length.TryGetLong(out long n) ? n : throw Err.OverflowError("Python int too large to convert to C ssize_t");

    [PyMethod("__bool__")]
    private bool Bool() => _length.Sign != 0;

    [PyMethod("__iter__")]
    private PyObject Iter() => IsSmall
        ? new PyRangeIterator(((PySmallInt)Start).Value, ((PySmallInt)Step).Value, ((PySmallInt)_length).Value)
        : new PyLongRangeIterator(Start.Big, Step.Big, _length.Big);

    [PyMethod("__reversed__", "")]
    private PyObject Reversed()
    {
        BigInteger last = Start.Big + ((_length.Big - 1) * Step.Big);
        BigInteger step = -Step.Big;
        if (IsSmall && last >= long.MinValue && last <= long.MaxValue && step <= long.MaxValue)
        {
            return new PyRangeIterator((long)last, (long)step, ((PySmallInt)_length).Value);
        }
        return new PyLongRangeIterator(last, step, _length.Big);
    }

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key)
    {
        if (key is PySlice slice)
        {
            return Slice(slice);
        }
        if (!key.Type.HasIndex)
        {
            throw Err.TypeError($"range indices must be integers or slices, not {key.Type.FullName}");
        }
        BigInteger index = Ops.Index(key).Big;
        if (index.Sign < 0)
        {
            index += _length.Big;
        }
        if (index.Sign < 0 || index >= _length.Big)
        {
            throw Err.IndexError("range object index out of range");
        }
        return PyInt.From(Start.Big + (index * Step.Big));
    }

    private PyRange Slice(PySlice slice)
    {
        PyTuple indices = (PyTuple)Ops.CallMethod(slice, "indices", _length);
        BigInteger start = ((PyInt)indices[0]).Big;
        BigInteger stop = ((PyInt)indices[1]).Big;
        BigInteger step = ((PyInt)indices[2]).Big;
        return new PyRange(PyInt.From(Start.Big + (start * Step.Big)), PyInt.From(Start.Big + (stop * Step.Big)), PyInt.From(step * Step.Big));
    }

    private bool ContainsInt(BigInteger value)
    {
        if (Step.Sign > 0 ? value < Start.Big || value >= Stop.Big : value > Start.Big || value <= Stop.Big)
        {
            return false;
        }
        return BigInteger.Remainder(value - Start.Big, Step.Big).IsZero;
    }

    [PyMethod("__contains__")]
    private bool Contains(PyObject value) => value is PySmallInt or PyBigInt or PyBool ? ContainsInt(((PyInt)value).Big) : Search(value) >= 0;

    /// <summary>Position of an equal element, or -1.</summary>
    private long Search(PyObject value)
    {
        PyObject it = Iter();
        long i = 0;
        while (Ops.Next(it) is { } item)
        {
            if (Ops.Compare(item, value, CompareOp.Eq))
            {
                return i;
            }
            i++;
        }
        return -1;
    }

    [PyMethod("index", "value, /")]
    private PyObject IndexOf(PyObject value)
    {
        if (value is PySmallInt or PyBigInt or PyBool)
        {
            BigInteger v = ((PyInt)value).Big;
            if (ContainsInt(v))
            {
                return PyInt.From((v - Start.Big) / Step.Big);
            }
            throw Err.ValueError($"{Ops.ReprText(value)} is not in range");
        }
        long i = Search(value);
        return i >= 0 ? PyInt.From(i) : throw Err.ValueError("sequence.index(x): x not in sequence");
    }

    [PyMethod("count", "value, /")]
    private long CountOf(PyObject value)
    {
        if (value is PySmallInt or PyBigInt or PyBool)
        {
            return ContainsInt(((PyInt)value).Big) ? 1 : 0;
        }
        long n = 0;
        PyObject it = Iter();
        while (Ops.Next(it) is { } item)
        {
            if (Ops.Compare(item, value, CompareOp.Eq))
            {
                n++;
            }
        }
        return n;
    }

    /// <summary>Ranges are equal when they have the same elements: (length, start, step) as far as those matter.</summary>
    private PyTuple Key()
    {
        PyObject none = PyNone.Instance;
        return _length.Sign == 0 ? new PyTuple([_length, none, none])
            : _length is PySmallInt { Value: 1 } ? new PyTuple([_length, Start, none])
            : new PyTuple([_length, Start, Step]);
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) =>
        other is PyRange range && op is CompareOp.Eq or CompareOp.Ne && other is PyRange
            ? PyBool.From(Ops.Compare(Key(), ((PyRange)other).Key(), CompareOp.Eq) == (op == CompareOp.Eq))
            : PyNotImplemented.Instance;

    [PyMethod("__hash__")]
    private long Hash() => Ops.Hash(Key());

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => PyTuple.Of(TypeObject, new PyTuple([Start, Stop, Step]));
}

/// <summary><c>range_iterator</c> within 64 bits.</summary>
[PyType("range_iterator", NoConstructor = true)]
internal sealed partial class PyRangeIterator(long start, long step, long count) : PyObject
{
    private long _next = start;
    private long _left = count;
    private readonly long _step = step;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PyObject? NextFast()
    {
        if (_left <= 0)
        {
            return null;
        }
        _left--;
        long value = _next;
        _next = unchecked(value + _step);
        return PyInt.From(value);
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => NextFast();

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => _left;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => new PyTuple(
    [
        PyThread.Current.Engine.Builtins.GetStr(Names.Iter) ?? Ops.GetAttr(PyThread.Current.Engine.Import("builtins"), "iter"),
        new PyTuple([new PyRange(PyInt.From(_next), PyInt.From(_next + (BigInteger)_step * _left), PyInt.From(_step))]),
        PyNone.Instance,
    ]);

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state)
    {
        long skip = Math.Clamp(Ops.AsLong(state), 0, _left);
        _next += skip * _step;
        _left -= skip;
    }
}

/// <summary><c>longrange_iterator</c></summary>
[PyType("longrange_iterator", NoConstructor = true)]
internal sealed partial class PyLongRangeIterator(BigInteger start, BigInteger step, BigInteger count) : PyObject
{
    private BigInteger _next = start;
    private BigInteger _left = count;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_left.Sign <= 0)
        {
            return null;
        }
        _left--;
        PyInt value = PyInt.From(_next);
        _next += step;
        return value;
    }

    [PyMethod("__length_hint__", "")]
    private PyObject LengthHint() => PyInt.From(_left);

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => new PyTuple(
    [
        Ops.GetAttr(PyThread.Current.Engine.Import("builtins"), "iter"),
        new PyTuple([new PyRange(PyInt.From(_next), PyInt.From(_next + (step * _left)), PyInt.From(step))]),
        PyNone.Instance,
    ]);

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state)
    {
        BigInteger skip = BigInteger.Max(BigInteger.Zero, BigInteger.Min(Ops.Index(state).Big, _left));
        _next += skip * step;
        _left -= skip;
    }
}

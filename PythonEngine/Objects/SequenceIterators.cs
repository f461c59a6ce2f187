namespace PythonEngine.Objects;

/// <summary><c>list_iterator</c></summary>
[PyType("list_iterator", NoConstructor = true)]
internal sealed partial class PyListIterator(PyList list) : PyObject
{
    private PyList? _list = list;
    private int _index;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal PyObject? NextFast()
    {
        PyList? list = _list;
        if (list != null)
        {
            int i = _index;
            if ((uint)i < (uint)list.Count)
            {
                _index = i + 1;
                return list.Items[i];
            }
            _list = null;
        }
        return null;
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => NextFast();

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => _list == null ? 0 : Math.Max(0, _list.Count - _index);

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => IteratorState.Reduce("iter", _list, _list == null ? null : PyInt.From(_index));

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state)
    {
        if (_list != null)
        {
            _index = (int)Math.Clamp(Ops.AsLong(state), 0, _list.Count);
        }
    }
}

/// <summary><c>list_reverseiterator</c></summary>
[PyType("list_reverseiterator", NoConstructor = true)]
internal sealed partial class PyListReverseIterator(PyList list) : PyObject
{
    private PyList? _list = list;
    private int _index = list.Count - 1;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_list != null && _index >= 0 && _index < _list.Count)
        {
            return _list.Items[_index--];
        }
        _list = null;
        _index = -1;
        return null;
    }

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => _list == null || _list.Count < _index + 1 ? 0 : _index + 1;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => IteratorState.Reduce("reversed", _list, _list == null ? null : PyInt.From(_index));

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state)
    {
        if (_list != null)
        {
            _index = (int)Math.Clamp(Ops.AsLong(state), -1, _list.Count - 1);
        }
    }
}

/// <summary><c>tuple_iterator</c></summary>
[PyType("tuple_iterator", NoConstructor = true)]
internal sealed partial class PyTupleIterator(PyTuple tuple) : PyObject
{
    private PyTuple? _tuple = tuple;
    private int _index;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_tuple != null)
        {
            if (_index < _tuple.Items.Length)
            {
                return _tuple.Items[_index++];
            }
            _tuple = null;
        }
        return null;
    }

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => _tuple == null ? 0 : _tuple.Count - _index;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => IteratorState.Reduce("iter", _tuple, _tuple == null ? null : PyInt.From(_index), emptyTuple: true);

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state)
    {
        if (_tuple != null)
        {
            _index = (int)Math.Clamp(Ops.AsLong(state), 0, _tuple.Count);
        }
    }
}

/// <summary><c>iterator</c>: over an object with <c>__getitem__</c> only.</summary>
[PyType("iterator", NoConstructor = true)]
internal sealed partial class PySequenceIterator(PyObject sequence) : PyObject
{
    private PyObject? _sequence = sequence;
    private long _index;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_sequence == null)
        {
            return null;
        }
        try
        {
            PyObject item = Ops.GetItem(_sequence, PyInt.From(_index));
            _index++;
            return item;
        }
        catch (PyException e) when (e.Matches(Exc.IndexError) || e.Matches(Exc.StopIteration))
        {
            _sequence = null;
            return null;
        }
    }

    [PyMethod("__length_hint__", "")]
    private PyObject LengthHint()
    {
        if (_sequence == null)
        {
            return PyInt.Zero;
        }
        return !_sequence.Type.HasLength ? PyNotImplemented.Instance : PyInt.From(Math.Max(0, Ops.Len(_sequence) - _index));
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => IteratorState.Reduce("iter", _sequence, _sequence == null ? null : PyInt.From(_index), emptyTuple: true);

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state)
    {
        if (_sequence != null)
        {
            _index = Math.Max(0, Ops.AsLong(state));
        }
    }
}

/// <summary><c>callable_iterator</c>: iter(callable, sentinel).</summary>
[PyType("callable_iterator", NoConstructor = true)]
internal sealed partial class PyCallableIterator(PyObject callable, PyObject sentinel) : PyObject
{
    private PyObject? _callable = callable;
    private PyObject? _sentinel = sentinel;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_callable == null)
        {
            return null;
        }
        // As a link of the heap chain: the call may wait, for the next piece of a file or socket, and pins no OS thread.
        CallFrame call = _free ?? new CallFrame(this);
        _free = null;
        PyThread.Current.TailNative = call;
        return PyThread.Pending;
    }

    private CallFrame? _free;

    private void Exhaust()
    {
        _callable = null;
        _sentinel = null;
    }

    /// <summary>One call of the callable. Its end is told by StopIteration, as everybody understands it who waits for an item.</summary>
    private sealed class CallFrame(PyCallableIterator iterator) : NativeFrame
    {
        internal override void Step(PyThread thread)
        {
            if (iterator._callable is { } callable)
            {
                Interpreter.CallOn(thread, this, callable, [], null);
            }
            else
            {
                // Another user of the iterator has ended it in between.
                Fail(thread, Err.StopIteration().Value);
            }
        }

        internal override void Returned(PyThread thread, PyObject result)
        {
            if (iterator._sentinel == null || Ops.Compare(iterator._sentinel, result, CompareOp.Eq))
            {
                iterator.Exhaust();
                Fail(thread, Err.StopIteration().Value);
                return;
            }
            iterator._free = this;
            Finish(thread, result);
        }

        internal override void Raised(PyThread thread, PyBaseException exception)
        {
            if (exception.Type.IsSubtypeOf(Exc.StopIteration))
            {
                iterator.Exhaust();
            }
            Fail(thread, exception);
        }
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => _callable == null || _sentinel == null
        ? IteratorState.Reduce("iter", null, null, emptyTuple: true)
        : PyTuple.Of(IteratorState.Builtin("iter"), PyTuple.Of(_callable, _sentinel));
}

/// <summary>Pickling of iterators.</summary>
internal static class IteratorState
{
    internal static PyObject Builtin(string name) => Ops.GetAttr(PyThread.Current.Engine.Import("builtins"), name);

    internal static PyObject Reduce(string function, PyObject? sequence, PyObject? state, bool emptyTuple = false)
    {
        if (sequence == null)
        {
            PyObject empty = emptyTuple ? PyTuple.Empty : new PyList();
            return PyTuple.Of(Builtin("iter"), new PyTuple([empty]));
        }
        return new PyTuple([Builtin(function), new PyTuple([sequence]), state!]);
    }
}

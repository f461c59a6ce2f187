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
        PyObject value;
        try
        {
            value = Ops.Call(_callable);
        }
        catch (PyException e) when (e.Matches(Exc.StopIteration))
        {
            _callable = null;
            _sentinel = null;
            return null;
        }
        if (_sentinel == null || Ops.Compare(_sentinel, value, CompareOp.Eq))
        {
            _callable = null;
            _sentinel = null;
            return null;
        }
        return value;
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

namespace PythonEngine.Execution;

/// <summary>
/// A native that consumes an iterator written in Python, as a link of the heap chain: the iterator's frames run above it in the same
/// activation of the loop. So an item costs no nested run, and the iterator may switch greenlets without pinning an OS thread.
/// </summary>
internal abstract class IteratorConsumer(PyObject iterator) : NativeFrame
{
    /// <summary>True for an iterator that <see cref="Start"/> may be asked to consume: a generator, or an instance with a Python __next__.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Takes(PyObject obj) => obj.GetType() == typeof(PyGenerator) || (obj.GetType() == typeof(PyInstance) && HasPythonNext(obj));

    private static bool HasPythonNext(PyObject obj) => obj.Type.Lookup(Names.Next) is PyFunction f && (f.Code.Flags & CodeFlags.AnyGenerator) == 0;

    /// <summary>The iterator of an iterable when <see cref="Takes"/> holds for it, else null.</summary>
    internal static PyObject? Of(PyObject iterable)
    {
        if (iterable.GetType() == typeof(PyGenerator))
        {
            return iterable;
        }
        // Who has a length is asked for it first, which the ordinary way does.
        if (iterable.GetType() != typeof(PyInstance) || !iterable.Type.HasIter || iterable.Type.Lookup(Names.Len) != null || iterable.Type.Lookup(Names.LengthHint) != null)
        {
            return null;
        }
        PyObject iterator = Ops.Iter(iterable);
        return Takes(iterator) ? iterator : null;
    }

    /// <summary>Has a consumer run in place of the native that returns this.</summary>
    internal static PyObject Start(IteratorConsumer consumer)
    {
        PyThread.Current.TailNative = consumer;
        return PyThread.Pending;
    }

    /// <summary>Takes an item; true when no more are wanted.</summary>
    private protected abstract bool Accept(PyObject item);

    /// <summary>The native's result, after the last item.</summary>
    private protected abstract PyObject Result();

    internal override void Step(PyThread thread) => Resume(thread);

    internal override void Returned(PyThread thread, PyObject result)
    {
        if (Accept(result))
        {
            Finish(thread, Result());
        }
        else
        {
            Resume(thread);
        }
    }

    internal override void Ended(PyThread thread) => Finish(thread, Result());

    internal override void Raised(PyThread thread, PyBaseException exception) => Fail(thread, exception);

    private void Resume(PyThread thread)
    {
        if (iterator.GetType() == typeof(PyGenerator))
        {
            if (!Unsafe.As<PyGenerator>(iterator).TryResume(thread, this, ReturnKind.ForIter, 0))
            {
                Finish(thread, Result());
            }
        }
        else if (iterator.Type.Lookup(Names.Next) is PyFunction next)
        {
            Interpreter.Push(thread, this, CallArguments.NewFrame(next, new ReadOnlySpan<PyObject>(ref iterator), null), ReturnKind.ForIter, 0);
        }
        else
        {
            // The class lost its __next__ on the way.
            throw Err.TypeError($"'{iterator.Type.FullName}' object is not an iterator");
        }
    }
}

/// <summary>next(iterator, default)</summary>
internal sealed class NextConsumer(PyObject iterator, PyObject result) : IteratorConsumer(iterator)
{
    private PyObject _result = result;

    private protected override bool Accept(PyObject item)
    {
        _result = item;
        return true;
    }

    private protected override PyObject Result() => _result;
}

/// <summary>any() and all(): ends at the first item of the given truth.</summary>
internal sealed class TruthConsumer(PyObject iterator, bool wanted) : IteratorConsumer(iterator)
{
    private bool _found;

    private protected override bool Accept(PyObject item) => _found = Ops.IsTrue(item) == wanted;

    private protected override PyObject Result() => PyBool.From(_found == wanted);
}

/// <summary>Collects all items for a native that wants them together.</summary>
internal sealed class CollectConsumer(PyObject iterator, Func<PyList, PyObject> then) : IteratorConsumer(iterator)
{
    private readonly PyList _items = new();

    internal static readonly Func<PyList, PyObject> AsList = static list => list;
    internal static readonly Func<PyList, PyObject> AsTuple = static list => list.Count == 0 ? PyTuple.Empty : new PyTuple(list.ToArray());

    private protected override bool Accept(PyObject item)
    {
        _items.Add(item);
        return false;
    }

    private protected override PyObject Result() => then(_items);
}

/// <summary>sum()</summary>
internal sealed class SumConsumer(PyObject iterator, PyObject start) : IteratorConsumer(iterator)
{
    // The running total is _total when that is set, else _float or _int: numbers need no object until the end.
    private PyObject? _total = start;
    private long _int;
    private double _float;
    private bool _isFloat;

    private protected override bool Accept(PyObject item)
    {
        if (_total != null)
        {
            if (_total.GetType() == typeof(PySmallInt))
            {
                _int = Unsafe.As<PySmallInt>(_total).Value;
                _total = null;
            }
            else if (_total.GetType() == typeof(PyFloat))
            {
                _float = Unsafe.As<PyFloat>(_total).Value;
                _isFloat = true;
                _total = null;
            }
        }
        if (_total == null)
        {
            if (item.GetType() == typeof(PySmallInt))
            {
                long value = Unsafe.As<PySmallInt>(item).Value;
                if (_isFloat)
                {
                    _float += value;
                    return false;
                }
                long next = unchecked(_int + value);
                if (((_int ^ next) & (value ^ next)) >= 0)
                {
                    _int = next;
                    return false;
                }
            }
            else if (_isFloat && item.GetType() == typeof(PyFloat))
            {
                _float += Unsafe.As<PyFloat>(item).Value;
                return false;
            }
        }
        PyObject total = Result();
        _isFloat = false;
        _total = Ops.Add(total, item);
        return false;
    }

    private protected override PyObject Result() => _total ?? (_isFloat ? new PyFloat(_float) : PyInt.From(_int));
}

namespace PythonEngine.Execution;

/// <summary>Rules of await and yield from.</summary>
internal static unsafe class Awaiting
{
    /// <summary>The iterator that <c>await obj</c> delegates to.</summary>
    /// <param name="obj">The operand.</param>
    /// <param name="origin">1 for async with's __aenter__, 2 for its __aexit__: only the message differs.</param>
    internal static PyObject GetAwaitable(PyObject obj, int origin)
    {
        if (obj is PyGenerator generator && generator.IsCoroutine)
        {
            if (generator.Delegate != null)
            {
                throw Err.RuntimeError("coroutine is being awaited already");
            }
            return obj;
        }
        PyType type = obj.Type;
        if (type.AmAwait == null)
        {
            throw origin switch
            {
                1 => Err.TypeError($"'async with' received an object from __aenter__ that does not implement __await__: {type.FullName}"),
                2 => Err.TypeError($"'async with' received an object from __aexit__ that does not implement __await__: {type.FullName}"),
                _ => Err.TypeError($"object {type.FullName} can't be used in 'await' expression"),
            };
        }
        PyObject iterator = type.AmAwait(obj);
        if (iterator is PyCoroutineWrapper wrapper)
        {
            return wrapper.Coroutine;
        }
        if (iterator is PyGenerator inner && inner.IsCoroutine)
        {
            throw Err.TypeError("__await__() returned a coroutine");
        }
        if (!iterator.Type.HasIterNext)
        {
            throw Err.TypeError($"__await__() returned non-iterator of type '{iterator.Type.FullName}'");
        }
        return iterator;
    }

    internal static PyObject AnextAwaitable(PyObject awaitable)
    {
        try
        {
            return GetAwaitable(awaitable, 0);
        }
        catch (PyException e)
        {
            PyBaseException error = PyBaseException.Make(Exc.TypeError, $"'async for' received an invalid object from __anext__: {awaitable.Type.FullName}");
            error.Cause = e.Value;
            error.SuppressContext = true;
            throw new PyException(error);
        }
    }

    /// <summary>Advances an iterator that is no generator: the yielded value, or null with its return value.</summary>
    internal static PyObject? Step(PyObject iterator, PyObject sent, out PyObject? result)
    {
        result = null;
        if (iterator is Modules.Asyncio.PyFutureIterator future)
        {
            return future.Advance(out result) ?? Unfinished(ref result);
        }
        try
        {
            PyObject? value;
            if (sent is not PyNone)
            {
                return Ops.CallMethod(iterator, Names.Send, sent);
            }
            if (iterator.Type.IsHeap && iterator.Type.Lookup(Names.Next) is PyFunction next)
            {
                // Called as a function, so that the value of its StopIteration is seen.
                return Ops.Call(next, iterator);
            }
            if (!iterator.Type.HasIterNext)
            {
                throw Err.TypeError($"'{iterator.Type.FullName}' object is not an iterator");
            }
            value = iterator.Type.TpIterNext(iterator);
            if (ReferenceEquals(value, PyThread.Pending))
            {
                value = PyThread.Current.WaitNested();
            }
            if (value == null)
            {
                result = PyNone.Instance;
            }
            return value;
        }
        catch (PyException e) when (e.Matches(Exc.StopIteration))
        {
            result = ((PyStopIteration)e.Value).Value;
            return null;
        }
    }

    // A future's iterator that has given its result ends with None.
    private static PyObject? Unfinished(ref PyObject? result)
    {
        result ??= PyNone.Instance;
        return null;
    }
}

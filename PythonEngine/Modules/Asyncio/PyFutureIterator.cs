namespace PythonEngine.Modules.Asyncio;

/// <summary><c>_asyncio.FutureIter</c>: what <c>await future</c> goes through. Gives the future itself while it is pending, then ends with its result.</summary>
[PyType("FutureIter", Module = "_asyncio", NoConstructor = true)]
internal sealed partial class PyFutureIterator(PyFuture future) : PyObject
{
    private PyFuture? _future = future;

    /// <summary>The future while it must be waited for; then null, with its result, or null when that was given before.</summary>
    internal PyObject? Advance(out PyObject? result)
    {
        result = null;
        if (_future is not { } future)
        {
            return null;
        }
        if (!future.IsDone)
        {
            if (future.IsBlocking)
            {
                throw Err.RuntimeError("await wasn't used with future");
            }
            future.IsBlocking = true;
            return future;
        }
        _future = null;
        result = future.TakeResult();
        return null;
    }

    internal void AddReferents(List<PyObject> to)
    {
        if (_future != null)
        {
            to.Add(_future);
        }
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        PyObject? value = Advance(out PyObject? result);
        return value != null || result is null or PyNone ? value : throw Err.StopIteration(result);
    }

    [PyMethod("send", "arg, /", Doc = "As next(); the value does not matter.")]
    private PyObject Send(PyObject arg) => Advance(out PyObject? result) ?? throw Err.StopIteration(result);

    [PyMethod("throw", "typ, val=None, tb=None, /", Doc = "Raises the exception, and forgets the future.")]
    private PyObject Throw(PyObject type, PyObject? value = null, PyObject? traceback = null)
    {
        if (traceback is not (null or PyNone or PyTraceback))
        {
            throw Err.TypeError("throw() third argument must be a traceback");
        }
        if (type is not PyBaseException && !(type is PyType cls && cls.IsSubtypeOf(Exc.BaseException)))
        {
            throw Err.TypeError("exceptions must be classes deriving BaseException or instances of such a class");
        }
        PyBaseException exception = PyGenerator.ThrowArgument(type, value, traceback);
        _future = null;
        throw new PyException(exception);
    }

    [PyMethod("close", "", Doc = "Forgets the future.")]
    private void Close() => _future = null;
}

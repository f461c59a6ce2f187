namespace PythonEngine.Modules.Asyncio;

/// <summary><c>_asyncio.Future</c>: the result of something that a loop does, which coroutines await.</summary>
[PyType("Future", Module = "_asyncio", Subclassable = true, HasInstanceFields = true, Doc = "A result that a loop will have: coroutines await it, callbacks are told of it. Not thread-safe.")]
internal partial class PyFuture : PyObject
{
    private enum FutureState : byte
    {
        Pending,
        Cancelled,
        Finished,
    }

    private readonly record struct Callback(PyObject Function, PyObject Context);

    private static readonly PyStr s_pending = PyStr.Intern("PENDING");
    private static readonly PyStr s_cancelled = PyStr.Intern("CANCELLED");
    private static readonly PyStr s_finished = PyStr.Intern("FINISHED");

    private InstanceFields _fields;
    private FutureState _state;
    private bool _logTraceback;
    private PyObject? _result;
    private PyBaseException? _exception;
    private PyTraceback? _exceptionTraceback;
    private List<Callback>? _callbacks;
    private FutureSentinel? _sentinel;

    /// <summary>Null until __init__ has run.</summary>
    internal PyObject? Loop { get; private set; }

    /// <summary>A coroutine yields this future because it awaits it.</summary>
    internal bool IsBlocking;

    private protected PyObject? SourceTraceback;
    private protected PyObject? CancelMessage;
    /// <summary>The CancelledError that the task's coroutine let out.</summary>
    private protected PyBaseException? CancelledException;

    public PyFuture(PyType cls)
    {
        _fields = new InstanceFields(cls);
        // A __del__ that Python code wrote runs in any case, the native one where there is something to report.
        if ((cls.Flags & TypeFlags.Heap) != 0 && cls.Lookup(Names.Del) is PyFunction)
        {
            Watch();
        }
    }

    internal sealed override PyType Type => _fields.Class;

    internal sealed override ref InstanceFields Fields => ref _fields;

    internal bool IsDone => Loop != null && _state != FutureState.Pending;

    internal bool IsPending => _state == FutureState.Pending;

    /// <summary>Has <c>__del__</c> called when the future has become garbage.</summary>
    private protected void Watch() => _sentinel ??= new FutureSentinel(this);

    /// <summary>There is nothing to report any more.</summary>
    private protected void Unwatch()
    {
        if (_sentinel != null && Type.Lookup(Names.Del) is not PyFunction)
        {
            _sentinel.Disarm();
            _sentinel = null;
        }
    }

    /// <summary>Whether __del__ is to be called at the end of the program, in which place of the order of creation.</summary>
    internal bool NeedsEnd(out long sequence)
    {
        sequence = _sentinel?.Sequence ?? 0;
        FutureSentinel? sentinel = _sentinel;
        _sentinel = null;
        sentinel?.Disarm();
        return sentinel != null;
    }

    internal virtual void AddReferents(List<PyObject> to)
    {
        AddTo(to, Loop);
        AddTo(to, _result);
        AddTo(to, _exception);
        AddTo(to, _exceptionTraceback);
        AddTo(to, SourceTraceback);
        AddTo(to, CancelMessage);
        AddTo(to, CancelledException);
        foreach (Callback callback in _callbacks ?? [])
        {
            to.Add(callback.Function);
            to.Add(callback.Context);
        }
    }

    private protected static void AddTo(List<PyObject> to, PyObject? o)
    {
        if (o != null)
        {
            to.Add(o);
        }
    }

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyFuture(cls);

    [PyMethod("__init__", "*, loop=None")]
    private void Init(PyObject? loop = null) => Begin(loop);

    private protected void Begin(PyObject? loop)
    {
        _state = FutureState.Pending;
        _logTraceback = false;
        IsBlocking = false;
        Loop = null;
        _result = null;
        _exception = null;
        _exceptionTraceback = null;
        _callbacks = null;
        SourceTraceback = null;
        CancelMessage = null;
        CancelledException = null;
        Loop = loop is null or PyNone ? AsyncioModule.EventLoop(PyThread.Current) : loop;
        if (Ops.IsTrue(Ops.CallMethod(Loop, AsyncioModule.GetDebug)))
        {
            AsyncioModule.ModuleState state = AsyncioModule.State;
            SourceTraceback = Ops.Call(AsyncioModule.Lookup(ref state.ExtractStack, "traceback", "extract_stack"));
        }
    }

    private protected PyObject EnsureAlive() => Loop ?? throw Err.RuntimeError("Future object is not initialized.");

    private void ScheduleCallbacks()
    {
        if (_callbacks is not { } callbacks)
        {
            return;
        }
        _callbacks = null;
        foreach (Callback callback in callbacks)
        {
            AsyncioModule.CallSoonOn(Loop!, callback.Function, this, callback.Context);
        }
    }

    private protected void Finish(PyObject result)
    {
        EnsureAlive();
        if (_state != FutureState.Pending)
        {
            throw AsyncioModule.InvalidState("invalid state");
        }
        _result = result;
        _state = FutureState.Finished;
        Unwatch();
        ScheduleCallbacks();
    }

    private protected void FinishWith(PyObject exception)
    {
        EnsureAlive();
        if (_state != FutureState.Pending)
        {
            throw AsyncioModule.InvalidState("invalid state");
        }
        if (exception is PyType cls && cls.IsSubtypeOf(Exc.BaseException))
        {
            exception = Ops.Call(cls);
            if (_state != FutureState.Pending)
            {
                throw AsyncioModule.InvalidState("invalid state");
            }
        }
        PyBaseException value = exception as PyBaseException ?? throw Err.TypeError("invalid exception object");
        if (ReferenceEquals(value.Type, PyStopIteration.TypeObject))
        {
            throw Err.TypeError("StopIteration interacts badly with generators and cannot be raised into a Future");
        }
        _exception = value;
        _exceptionTraceback = value.Traceback;
        _state = FutureState.Finished;
        ScheduleCallbacks();
        _logTraceback = true;
        Watch();
    }

    private protected bool CancelWith(PyObject? message)
    {
        _logTraceback = false;
        if (_state != FutureState.Pending)
        {
            Unwatch();
            return false;
        }
        _state = FutureState.Cancelled;
        CancelMessage = message;
        Unwatch();
        ScheduleCallbacks();
        return true;
    }

    /// <summary>The exception to raise for the cancellation.</summary>
    private protected PyBaseException MakeCancelledError()
    {
        if (CancelledException is { } kept)
        {
            CancelledException = null;
            return kept;
        }
        PyType type = AsyncioModule.CancelledError(AsyncioModule.State);
        return (PyBaseException)(CancelMessage is null or PyNone ? Ops.Call(type) : Ops.Call(type, CancelMessage));
    }

    /// <summary>Nobody needs to be told of the exception any more.</summary>
    private void Retrieved()
    {
        if (_logTraceback)
        {
            _logTraceback = false;
            Unwatch();
        }
    }

    /// <summary>The exception that result() would raise, or null with the result.</summary>
    internal PyBaseException? Outcome(out PyObject result)
    {
        result = PyNone.Instance;
        switch (_state)
        {
            case FutureState.Cancelled:
                return MakeCancelledError();
            case FutureState.Pending:
                return AsyncioModule.InvalidState("Result is not set.").Value;
            default:
                Retrieved();
                if (_exception != null)
                {
                    _exception.Traceback = _exceptionTraceback;
                    return _exception;
                }
                result = _result!;
                return null;
        }
    }

    /// <summary>As <c>result()</c>.</summary>
    internal PyObject TakeResult() => Outcome(out PyObject result) is { } exception ? throw new PyException(exception) : result;

    [PyMethod("result", "", Doc = "The result. Raises the exception where there is one, CancelledError after cancel(), InvalidStateError before the end.")]
    private PyObject ResultMethod() => Loop == null ? throw AsyncioModule.InvalidState("Future object is not initialized.") : TakeResult();

    [PyMethod("exception", "", Doc = "The exception or None. Raises CancelledError after cancel(), InvalidStateError before the end.")]
    private PyObject? ExceptionMethod()
    {
        if (Loop == null)
        {
            throw AsyncioModule.InvalidState("Future object is not initialized.");
        }
        if (_state == FutureState.Cancelled)
        {
            throw new PyException(MakeCancelledError());
        }
        if (_state == FutureState.Pending)
        {
            throw AsyncioModule.InvalidState("Exception is not set.");
        }
        Retrieved();
        return _exception;
    }

    [PyMethod("set_result", "result, /", Doc = "Ends it with a result; InvalidStateError when it has ended.")]
    private void SetResult(PyObject result) => Finish(result);

    [PyMethod("set_exception", "exception, /", Doc = "Ends it with an exception; InvalidStateError when it has ended.")]
    private void SetException(PyObject exception) => FinishWith(exception);

    internal void AddCallback(PyObject function, PyObject? context)
    {
        PyObject loop = EnsureAlive();
        if (_state != FutureState.Pending)
        {
            AsyncioModule.CallSoonOn(loop, function, this, context);
            return;
        }
        (_callbacks ??= []).Add(new Callback(function, context ?? PyContext.Current.MakeCopy()));
    }

    [PyMethod("add_done_callback", "fn, /, *, context=None", Doc = "Has the loop call fn(future) once the future is done, or soon when it is.")]
    private void AddDoneCallback(PyObject fn, PyObject? context = null) => AddCallback(fn, context);

    [PyMethod("remove_done_callback", "fn, /", Doc = "Removes a callback, as often as it was added; how often that was.")]
    private long RemoveDoneCallback(PyObject fn)
    {
        EnsureAlive();
        if (_callbacks is not { } callbacks)
        {
            return 0;
        }
        // Comparisons may run Python code that adds or removes callbacks: each look at the list is a fresh one.
        List<Callback> kept = [];
        int seen = 0;
        for (int i = 0; _callbacks is { } now && i < now.Count; i++)
        {
            Callback callback = now[i];
            seen++;
            if (!Ops.Compare(callback.Function, fn, CompareOp.Eq))
            {
                kept.Add(callback);
            }
        }
        if (kept.Count < seen)
        {
            _callbacks = kept.Count == 0 || _callbacks == null ? null : kept;
        }
        return seen - kept.Count;
    }

    [PyMethod("cancel", "msg=None", Doc = "Cancels it and has the callbacks called; false when it has ended.")]
    private bool CancelMethod(PyObject? msg = null)
    {
        EnsureAlive();
        return CancelImpl(msg);
    }

    private protected virtual bool CancelImpl(PyObject? message) => CancelWith(message);

    [PyMethod("cancelled", "", Doc = "Whether it was cancelled.")]
    private bool Cancelled() => Loop != null && _state == FutureState.Cancelled;

    [PyMethod("done", "", Doc = "Whether it has a result or an exception, or was cancelled.")]
    private bool Done() => IsDone;

    [PyMethod("get_loop", "", DefiningClass = true, Doc = "The loop that it belongs to.")]
    private PyObject GetLoop() => EnsureAlive();

    [PyMethod("_make_cancelled_error", "", Doc = "The exception to raise for the cancellation; once only.")]
    private PyObject MakeCancelledErrorMethod() => MakeCancelledError();

    [PyMethod("__iter__")]
    private PyObject Iter()
    {
        EnsureAlive();
        return new PyFutureIterator(this);
    }

    [PyMethod("__await__")]
    private PyObject Await() => Iter();

    [PyMethod("__repr__")]
    private PyObject Repr() => ReprImpl();

    private protected virtual PyObject ReprImpl()
    {
        AsyncioModule.ModuleState state = AsyncioModule.State;
        return Ops.Call(AsyncioModule.Lookup(ref state.FutureRepr, "asyncio.base_futures", "_future_repr"), this);
    }

    [PyMethod("__del__", "", Doc = "Tells the loop's exception handler of an exception that nobody has asked for.")]
    private void Del() => Report();

    private protected virtual void Report()
    {
        _sentinel = null;
        if (!_logTraceback || Loop == null)
        {
            return;
        }
        _logTraceback = false;
        PyDict context = new();
        context.SetStr(PyStr.Intern("message"), new PyStr($"{Type.Name} exception was never retrieved"));
        context.SetStr(PyStr.Intern("exception"), _exception!);
        context.SetStr(PyStr.Intern("future"), this);
        Tell(context);
    }

    /// <summary>Gives a context to the loop's exception handler; what that raises is reported as unraisable.</summary>
    private protected void Tell(PyDict context)
    {
        if (SourceTraceback != null)
        {
            context.SetStr(PyStr.Intern("source_traceback"), SourceTraceback);
        }
        PyObject? handler = null;
        try
        {
            handler = Ops.GetAttr(Loop!, AsyncioModule.CallExceptionHandler);
            Ops.Call(handler, context);
        }
        catch (PyException e)
        {
            PyThread.Current.Engine.WriteUnraisable(e.Value, handler ?? this);
        }
    }

    [PyClassMethod("__class_getitem__", "object, /", Doc = "See PEP 585")]
    private static PyObject ClassGetItem(PyType cls, PyObject @object) => new PyGenericAlias(cls, @object);

    private static PyObject Given(PyObject? value) => value ?? throw Err.AttributeError("cannot delete attribute");

    [PyGetter("_state")]
    private PyObject StateValue
    {
        get
        {
            EnsureAlive();
            return _state switch { FutureState.Pending => s_pending, FutureState.Cancelled => s_cancelled, _ => s_finished };
        }
    }

    [PyGetter("_asyncio_future_blocking")]
    private bool BlockingValue => Loop != null && IsBlocking;

    [PySetter("_asyncio_future_blocking")]
    private void SetBlocking(PyObject? value)
    {
        EnsureAlive();
        IsBlocking = Ops.IsTrue(Given(value));
    }

    [PyGetter("_loop")]
    private PyObject? LoopValue => Loop;

    [PyGetter("_callbacks")]
    private PyObject? CallbacksValue
    {
        get
        {
            EnsureAlive();
            if (_callbacks == null)
            {
                return null;
            }
            PyList list = new(_callbacks.Count);
            foreach (Callback callback in _callbacks)
            {
                list.Add(PyTuple.Of(callback.Function, callback.Context));
            }
            return list;
        }
    }

    [PyGetter("_result")]
    private PyObject? ResultValue
    {
        get
        {
            EnsureAlive();
            return _result;
        }
    }

    [PyGetter("_exception")]
    private PyObject? ExceptionValue
    {
        get
        {
            EnsureAlive();
            return _exception;
        }
    }

    [PyGetter("_log_traceback")]
    private bool LogTraceback
    {
        get
        {
            EnsureAlive();
            return _logTraceback;
        }
    }

    [PySetter("_log_traceback")]
    private void SetLogTraceback(PyObject? value)
    {
        if (Ops.IsTrue(Given(value)))
        {
            throw Err.ValueError("_log_traceback can only be set to False");
        }
        Retrieved();
    }

    private protected void ForgetTraceback() => Retrieved();

    [PyGetter("_source_traceback")]
    private PyObject? SourceTracebackValue => SourceTraceback;

    [PyGetter("_cancel_message")]
    private PyObject? CancelMessageValue => CancelMessage;

    [PySetter("_cancel_message")]
    private void SetCancelMessage(PyObject? value) => CancelMessage = Given(value);
}

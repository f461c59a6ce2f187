namespace PythonEngine.Modules.Asyncio;

/// <summary><c>_asyncio.Task</c>: a coroutine that a loop runs, and the future of its result.</summary>
[PyType("Task", Module = "_asyncio", Subclassable = true, HasInstanceFields = true, Doc = "A coroutine that a loop runs, as the future of its result.")]
internal sealed unsafe partial class PyTask(PyType cls) : PyFuture(cls)
{
    private static readonly NativeFunction s_wakeup = new("task_wakeup", null, null, &Wakeup);

    private PyObject? _coroutine;
    private PyObject _name = PyNone.Instance;
    private PyObject? _context;
    private PyObject? _waiter;
    private bool _mustCancel;
    private bool _logDestroyPending = true;
    private long _cancelsRequested;
    private PyBuiltinFunction? _wakeup;

    internal PyObject? Coroutine => _coroutine;

    internal override void AddReferents(List<PyObject> to)
    {
        base.AddReferents(to);
        AddTo(to, _coroutine);
        AddTo(to, _context);
        AddTo(to, _waiter);
    }

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyTask(cls);

    [PyMethod("__init__", "coro, *, loop=None, name=None, context=None")]
    private void Init(PyObject coro, PyObject? loop = null, PyObject? name = null, PyObject? context = null)
    {
        Begin(loop);
        AsyncioModule.ModuleState state = AsyncioModule.State;
        if (coro is not PyCoroutine && !Ops.IsTrue(Ops.Call(AsyncioModule.Lookup(ref state.IsCoroutine, "asyncio.coroutines", "iscoroutine"), coro)))
        {
            _logDestroyPending = false;
            throw Err.TypeError($"a coroutine was expected, got {Ops.ReprText(coro)}");
        }
        _context = context is null or PyNone ? PyContext.Current.MakeCopy() : context;
        _waiter = null;
        _mustCancel = false;
        _logDestroyPending = true;
        _cancelsRequested = 0;
        _coroutine = coro;
        _name = name is null or PyNone ? new PyStr("Task-" + (++state.TasksNamed).ToString(System.Globalization.CultureInfo.InvariantCulture)) : NameOf(name);
        Watch();
        StepSoon(null);
        AsyncioModule.Register(this);
    }

    private static PyObject NameOf(PyObject name) => name.GetType() == typeof(PyStr) ? name : Ops.Str(name);

    private void StepSoon(PyBaseException? exception) => AsyncioModule.CallSoonOn(Loop!, new PyTaskStepMethod(this, exception), null, _context);

    private void FailSoon(string message) => StepSoon(PyBaseException.Make(Exc.RuntimeError, message));

    /// <summary>Readies a step: the exception to throw into the coroutine, or null.</summary>
    internal PyBaseException? BeginStep(PyBaseException? exception)
    {
        if (!IsPending)
        {
            throw AsyncioModule.InvalidState($"__step(): already done: {Ops.ReprText(this)}, {(exception == null ? "None" : Ops.ReprText(exception))}");
        }
        if (_mustCancel)
        {
            if (exception == null || !exception.Type.IsSubtypeOf(AsyncioModule.CancelledError(AsyncioModule.State)))
            {
                exception = MakeCancelledError();
            }
            _mustCancel = false;
        }
        _waiter = null;
        return _coroutine == null ? throw Err.RuntimeError("uninitialized Task object") : exception;
    }

    /// <summary>The coroutine returned.</summary>
    internal void Returned(PyObject result)
    {
        if (_mustCancel)
        {
            // Cancelled just before it ended.
            _mustCancel = false;
            CancelWith(CancelMessage);
        }
        else
        {
            Finish(result);
        }
    }

    /// <summary>The coroutine raised; true when the loop is to see the exception as well.</summary>
    internal bool Raised(PyBaseException exception)
    {
        if (exception is PyStopIteration stop)
        {
            Returned(stop.Value);
            return false;
        }
        if (exception.Type.IsSubtypeOf(AsyncioModule.CancelledError(AsyncioModule.State)))
        {
            CancelledException = exception;
            CancelWith(null);
            return false;
        }
        FinishWith(exception);
        return exception.Type.IsSubtypeOf(Exc.KeyboardInterrupt) || exception.Type.IsSubtypeOf(Exc.SystemExit);
    }

    /// <summary>The coroutine yielded: what it waits for, if all is well.</summary>
    internal void Yielded(PyObject result)
    {
        if (ReferenceEquals(result, this))
        {
            FailSoon($"Task cannot await on itself: {Ops.ReprText(this)}");
        }
        else if (result is PyFuture future && (ReferenceEquals(future.Type, PyFuture.TypeObject) || ReferenceEquals(future.Type, TypeObject)))
        {
            if (!ReferenceEquals(future.Loop, Loop))
            {
                FailSoon($"Task {Ops.ReprText(this)} got Future {Ops.ReprText(result)} attached to a different loop");
            }
            else if (!future.IsBlocking)
            {
                FailSoon($"yield was used instead of yield from in task {Ops.ReprText(this)} with {Ops.ReprText(result)}");
            }
            else
            {
                future.IsBlocking = false;
                future.AddCallback(WakeupFunction, _context);
                WaitFor(result);
            }
        }
        else if (result is PyNone)
        {
            // A bare yield lets the loop go round once.
            StepSoon(null);
        }
        else if (Ops.TryGetAttr(result, AsyncioModule.Blocking) is { } blocking and not PyNone)
        {
            YieldedLikeFuture(result, Ops.IsTrue(blocking));
        }
        else if (result.GetType() == typeof(PyGenerator))
        {
            FailSoon($"yield was used instead of yield from for generator in task {Ops.ReprText(this)} with {Ops.ReprText(result)}");
        }
        else
        {
            FailSoon($"Task got bad yield: {Ops.ReprText(result)}");
        }
    }

    private void YieldedLikeFuture(PyObject result, bool blocking)
    {
        PyObject loop = Ops.TryGetAttr(result, AsyncioModule.GetLoop) is { } getLoop ? Ops.Call(getLoop) : Ops.GetAttr(result, AsyncioModule.LoopName);
        if (!ReferenceEquals(loop, Loop))
        {
            FailSoon($"Task {Ops.ReprText(this)} got Future {Ops.ReprText(result)} attached to a different loop");
        }
        else if (!blocking)
        {
            FailSoon($"yield was used instead of yield from in task {Ops.ReprText(this)} with {Ops.ReprText(result)}");
        }
        else
        {
            Ops.SetAttr(result, AsyncioModule.Blocking, PyBool.False);
            Ops.Call(Ops.GetAttr(result, AsyncioModule.AddDoneCallback), [WakeupFunction, _context!], AsyncioModule.ContextKeyword);
            WaitFor(result);
        }
    }

    private void WaitFor(PyObject future)
    {
        _waiter = future;
        if (_mustCancel && CancelOf(future, CancelMessage))
        {
            _mustCancel = false;
        }
    }

    private static bool CancelOf(PyObject future, PyObject? message) =>
        Ops.IsTrue(Ops.Call(Ops.GetAttr(future, AsyncioModule.Cancel), [message ?? PyNone.Instance], AsyncioModule.MessageKeyword));

    private PyBuiltinFunction WakeupFunction => _wakeup ??= new PyBuiltinFunction(s_wakeup, this, null) { PassSelf = true };

    /// <summary>The callback of what the task waits for: task_wakeup(task, future).</summary>
    private static PyObject Wakeup(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("Task.task_wakeup() takes no keyword arguments");
        }
        if (args.Length != 2)
        {
            throw Err.TypeError($"Task.task_wakeup() takes exactly one argument ({args.Length - 1} given)");
        }
        PyTask task = (PyTask)args[0];
        PyBaseException? exception = null;
        if (args[1] is PyFuture future && (ReferenceEquals(future.Type, PyFuture.TypeObject) || ReferenceEquals(future.Type, TypeObject)))
        {
            exception = future.Loop == null ? Err.RuntimeError("Future object is not initialized.").Value : future.Outcome(out _);
        }
        else
        {
            try
            {
                Ops.CallMethod(args[1], AsyncioModule.Result);
            }
            catch (PyException e)
            {
                exception = e.Value;
            }
        }
        return Step(task, exception);
    }

    /// <summary>Runs the coroutine until it yields or ends, in place of the native that returns this.</summary>
    internal static PyObject Step(PyTask task, PyBaseException? exception)
    {
        PyThread.Current.TailNative = new TaskStepFrame(task, exception);
        return PyThread.Pending;
    }

    // Future.set_result(task, ...) goes past these, as it does in CPython.
    [PyMethod("set_result", "result, /", Doc = "Not for tasks: RuntimeError.")]
    private void SetTaskResult(PyObject result) => throw Err.RuntimeError("Task does not support set_result operation");

    [PyMethod("set_exception", "exception, /", Doc = "Not for tasks: RuntimeError.")]
    private void SetTaskException(PyObject exception) => throw Err.RuntimeError("Task does not support set_exception operation");

    private protected override bool CancelImpl(PyObject? message)
    {
        ForgetTraceback();
        if (!IsPending)
        {
            return false;
        }
        _cancelsRequested++;
        if (_waiter != null && CancelOf(_waiter, message))
        {
            return true;
        }
        _mustCancel = true;
        CancelMessage = message;
        return true;
    }

    [PyMethod("cancelling", "", Doc = "How many requests to cancel are not taken back: cancel() adds one, uncancel() takes one.")]
    private long Cancelling() => _cancelsRequested;

    [PyMethod("uncancel", "", Doc = "Takes one request to cancel back; how many are left.")]
    private long Uncancel() => _cancelsRequested > 0 ? --_cancelsRequested : 0;

    [PyMethod("get_coro", "", Doc = "The coroutine.")]
    private PyObject? GetCoro() => _coroutine;

    [PyMethod("get_name", "", Doc = "The name.")]
    private PyObject GetName() => _name;

    [PyMethod("set_name", "value, /", Doc = "Gives it a name; anything but a string is made one.")]
    private void SetName(PyObject value) => _name = NameOf(value);

    [PyMethod("get_stack", "*, limit=None", Doc = "The frames of the coroutine where it is suspended, or those of the traceback where it ended with an exception.")]
    private PyObject GetStack(PyObject? limit = null)
    {
        AsyncioModule.ModuleState state = AsyncioModule.State;
        return Ops.Call(AsyncioModule.Lookup(ref state.TaskGetStack, "asyncio.base_tasks", "_task_get_stack"), this, limit ?? PyNone.Instance);
    }

    [PyMethod("print_stack", "*, limit=None, file=None", Doc = "Prints what get_stack() gives, as tracebacks are printed.")]
    private PyObject PrintStack(PyObject? limit = null, PyObject? file = null)
    {
        AsyncioModule.ModuleState state = AsyncioModule.State;
        return Ops.Call(AsyncioModule.Lookup(ref state.TaskPrintStack, "asyncio.base_tasks", "_task_print_stack"), this, limit ?? PyNone.Instance, file ?? PyNone.Instance);
    }

    private protected override PyObject ReprImpl()
    {
        AsyncioModule.ModuleState state = AsyncioModule.State;
        return Ops.Call(AsyncioModule.Lookup(ref state.TaskRepr, "asyncio.base_tasks", "_task_repr"), this);
    }

    private protected override void Report()
    {
        if (IsPending && _logDestroyPending && Loop != null)
        {
            PyDict context = new();
            context.SetStr(PyStr.Intern("task"), this);
            context.SetStr(PyStr.Intern("message"), new PyStr("Task was destroyed but it is pending!"));
            Tell(context);
        }
        base.Report();
    }

    [PyGetter("_log_destroy_pending")]
    private bool LogDestroyPending => _logDestroyPending;

    [PySetter("_log_destroy_pending")]
    private void SetLogDestroyPending(PyObject? value) => _logDestroyPending = Ops.IsTrue(value ?? throw Err.AttributeError("cannot delete attribute"));

    [PyGetter("_must_cancel")]
    private bool MustCancel => _mustCancel;

    [PyGetter("_coro")]
    private PyObject? CoroValue => _coroutine;

    [PyGetter("_fut_waiter")]
    private PyObject? WaiterValue => _waiter;
}

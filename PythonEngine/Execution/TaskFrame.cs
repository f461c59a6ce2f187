using System.Threading.Tasks.Sources;
using GreenletNet.Hubs;

namespace PythonEngine.Execution;

/// <summary>
/// An async native on its greenlet's chain. The greenlet parks while the task waits; calls that the native makes through
/// <see cref="PyThread.CallAsync"/> run as frames above this one.
/// </summary>
internal sealed class TaskFrame : NativeFrame, IHubCallback
{
    private readonly PyThread _thread;
    private readonly PendingCall _task;
    private readonly EngineHub? _hub;
    // By which a wait at the hub can be ended from outside.
    private readonly WaitScope? _scope;
    private PyGreenlet? _greenlet;
    private AsyncCall? _call;
    private bool _registered;
    private volatile bool _detached;

    internal TaskFrame(PyThread thread, PendingCall task)
    {
        _thread = thread;
        _task = task;
        if (thread.HasHub)
        {
            _hub = thread.Hub;
            if (_hub.Scope is { IsWaiting: true } scope)
            {
                // The wait was started by this task; others get a scope of their own.
                _scope = scope;
                _hub.Scope = new WaitScope();
            }
        }
    }

    internal PyGreenlet Greenlet => _greenlet!;

    void IHubCallback.Run() => throw new InvalidOperationException("a task's end is seen by the hub's frame");

    internal override void Step(PyThread thread)
    {
        if (thread.AsyncCall is { } call)
        {
            thread.AsyncCall = null;
            _call = call;
            Interpreter.CallOn(thread, this, call.Function, call.Args, null);
            return;
        }
        if (_task.IsCompleted && !(PyThread.ForcedPins && !_registered))
        {
            PyObject result;
            try
            {
                result = _task.GetResult();
            }
            catch (PyException e)
            {
                Fail(thread, e.Value);
                return;
            }
            catch (Exception e) when (e is not GreenletUnwindException)
            {
                Fail(thread, ClrErrors.Translate(e));
                return;
            }
            Finish(thread, result);
            return;
        }
        _greenlet = thread.Greenlet;
        if (!_registered)
        {
            _registered = true;
            if (_task.IsCompleted)
            {
                Completed();
            }
            else
            {
                _task.OnCompleted(Completed);
            }
        }
        thread.ParkInHub();
    }

    private void Completed()
    {
        if (_detached)
        {
            try
            {
                _task.GetResult();
            }
            catch (Exception)
            {
                // Nobody waits for it any more; the exception that ended the wait was reported.
            }
            return;
        }
        EngineHub hub = _hub ?? _thread.Hub;
        if (ReferenceEquals(PyThread.CurrentOrNull, _thread))
        {
            hub.Enqueue(this);
        }
        else
        {
            hub.Post(this);
        }
    }

    /// <summary>The hub found the task completed.</summary>
    internal bool IsAwaited => !_detached && _greenlet is { Dead: false } g && (ReferenceEquals(g.Top, this) || g.Pin != null);

    internal override void Returned(PyThread thread, PyObject result)
    {
        if (_call is { } call)
        {
            _call = null;
            call.SetResult(result);
        }
        // Otherwise the task may be done, or someone switched here for another reason: the next step looks.
    }

    internal override void Raised(PyThread thread, PyBaseException exception)
    {
        if (_call is { } call)
        {
            _call = null;
            call.SetException(new PyException(exception) { HasContext = true });
            return;
        }
        if (_task.IsCompleted)
        {
            // The task is done and its completion under way: the exception takes its place.
            _detached = true;
            Fail(thread, exception);
            return;
        }
        if (_scope != null && _scope.Throw(new PyException(exception) { HasContext = true }))
        {
            // The C# code has seen it; the next step looks whether it ended or waits on.
            return;
        }
        if (_registered)
        {
            _detached = true;
            _task.Abandon();
        }
        Fail(thread, exception);
    }
}

/// <summary>A call of an async native that awaits its result.</summary>
internal sealed class AsyncCall(PyObject function, PyObject[] args) : IValueTaskSource<PyObject>
{
    internal readonly PyObject Function = function;
    internal readonly PyObject[] Args = args;
    private ManualResetValueTaskSourceCore<PyObject> _core;

    internal ValueTask<PyObject> Task => new(this, _core.Version);

    internal void SetResult(PyObject result) => _core.SetResult(result);

    internal void SetException(Exception error) => _core.SetException(error);

    PyObject IValueTaskSource<PyObject>.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<PyObject>.GetStatus(short token) => _core.GetStatus(token);

    // Without the flags the continuation runs inline, on the interpreter's OS thread, as it must.
    void IValueTaskSource<PyObject>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, ValueTaskSourceOnCompletedFlags.None);
}

internal sealed unsafe partial class PyThread
{
    /// <summary>What an async native has asked to call, until its frame makes the call.</summary>
    internal AsyncCall? AsyncCall;

    /// <summary>
    /// Calls anything from an async native, which must await the result at once; a Python function runs on the greenlet's heap chain.
    /// </summary>
    public ValueTask<PyObject> CallAsync(PyObject callable, params PyObject[] args)
    {
        PyObject function = callable is PyMethod method ? method.Function : callable;
        if (function is PyFunction && !ForcedPins)
        {
            AsyncCall = new AsyncCall(callable, args);
            return AsyncCall.Task;
        }
        try
        {
            return new ValueTask<PyObject>(Ops.Call(callable, args));
        }
        catch (PyException e)
        {
            return ValueTask.FromException<PyObject>(e);
        }
    }
}

using System.Threading;
using PythonEngine.Interop;
using PythonEngine.Modules.Eventlet;

namespace PythonEngine.Hosting;

/// <summary>A call that was posted to an engine's hub.</summary>
internal interface IHostCall : IPythonHubCallback
{
    /// <summary>The greenthread that makes the call; null before it starts.</summary>
    PyGreenlet? Greenlet { get; }

    /// <summary>The engine ends before the call did.</summary>
    void Abort();
}

/// <summary>
/// A call from .NET code as greenthread: its frame is the lowest but one of the greenlet's chain, so Python code above it parks without
/// keeping an OS thread.
/// </summary>
/// <param name="owner">Where it runs.</param>
/// <param name="begin">The call; may answer <see cref="PyThread.Pending"/>.</param>
/// <param name="convert">Makes the task's result of what the call returned.</param>
/// <param name="cancellation">Ends the greenthread by GreenletExit.</param>
internal sealed class HostCall<T>(EngineThread owner, Func<PyThread, PyObject> begin, Func<PyEngine, PyObject, T> convert, CancellationToken cancellation) : IHostCall
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _registration;
    private PyGreenlet? _greenlet;
    private bool _cancelled;

    internal Task<T> Task => _completion.Task;

    /// <summary>Whether a coroutine that the call returns is run, and its result taken.</summary>
    internal bool DriveCoroutines { get; init; } = true;

    PyGreenlet? IHostCall.Greenlet => _greenlet;

    public void Run() => throw new InvalidOperationException("run by the hub's frame");

    public void Failed(PyThread thread, PyBaseException exception) => PyEventletHub.ReportTimer(thread, exception);

    /// <summary>The call's turn in the hub.</summary>
    public void RunOn(PyThread thread, HubFrame hubFrame)
    {
        if (cancellation.IsCancellationRequested)
        {
            owner.Forget(this);
            _completion.TrySetCanceled(cancellation);
            return;
        }
        NativeCallable body = new(t =>
        {
            t.TailNative = new CallFrame(this);
            return PyThread.Pending;
        });
        _greenlet = new PyGreenlet(PyGreenlet.TypeObject, thread) { Parent = thread.HubGreenlet, Run = body };
        if (cancellation.CanBeCanceled)
        {
            _registration = cancellation.UnsafeRegister(static state => ((HostCall<T>)state!).Cancel(), this);
        }
        thread.SwitchArgs = [];
        thread.SwitchNames = null;
        thread.SwitchFromHub(hubFrame, _greenlet, null, null);
    }

    // On whatever thread cancels.
    private void Cancel() => owner.Engine.AddPendingCall(thread =>
    {
        if (_greenlet is not { Dead: false } greenlet || _completion.Task.IsCompleted)
        {
            return;
        }
        _cancelled = true;
        EngineThread.Kill(thread, greenlet);
    });

    public void Abort()
    {
        _registration.Unregister();
        _completion.TrySetException(new ObjectDisposedException("EventletHost", "the host was stopped"));
    }

    private void End()
    {
        _registration.Unregister();
        owner.Forget(this);
    }

    private void Complete(PyEngine engine, PyObject result)
    {
        T value;
        try
        {
            value = convert(engine, result);
        }
        catch (PyException e)
        {
            Fail(engine, e.Value);
            return;
        }
        catch (Exception e) when (e is not GreenletUnwindException)
        {
            End();
            _completion.TrySetException(e);
            return;
        }
        End();
        _completion.TrySetResult(value);
    }

    private void Fail(PyEngine engine, PyBaseException exception)
    {
        Exception? error = null;
        if (!exception.Type.IsSubtypeOf(PyEngine.GreenletExit))
        {
            error = ClrExceptions.Original(exception) ?? ClrExceptions.Describe(engine, exception);
        }
        End();
        if (error != null)
        {
            _completion.TrySetException(error);
        }
        else if (_cancelled)
        {
            _completion.TrySetCanceled(cancellation);
        }
        else if (owner.IsStopped)
        {
            Abort();
        }
        else
        {
            // Killed by Python code.
            _completion.TrySetCanceled(CancellationToken.None);
        }
    }

    private sealed class CallFrame(HostCall<T> call) : NativeFrame
    {
        private enum Stage
        {
            New,
            Called,
            Driving,
            Done,
        }

        private Stage _stage;

        internal override void Step(PyThread thread)
        {
            switch (_stage)
            {
                case Stage.New:
                    _stage = Stage.Called;
                    Interpreter.CallOn(thread, this, new NativeCallable(call.Begin), [], null);
                    break;
                default:
                    Finish(thread, PyNone.Instance);
                    break;
            }
        }

        internal override void Returned(PyThread thread, PyObject result)
        {
            if (_stage == Stage.Called && call.DriveCoroutines && result is PyGenerator { IsCoroutine: true } && typeof(T) != typeof(PythonObject))
            {
                _stage = Stage.Driving;
                CoroutineFrame coroutine = new(result) { Back = this, OnReturn = ReturnKind.Store };
                thread.Top = coroutine;
                return;
            }
            _stage = Stage.Done;
            call.Complete(thread.Engine, result);
        }

        internal override void Raised(PyThread thread, PyBaseException exception)
        {
            _stage = Stage.Done;
            call.Fail(thread.Engine, exception);
        }
    }

    private PyObject Begin(PyThread thread) => begin(thread);
}

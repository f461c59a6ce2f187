using System.Threading;
using GreenletNet.Hubs;
using PythonEngine.Builtins;
using PythonEngine.Interop;
using PythonEngine.Modules.Eventlet;

namespace PythonEngine.Hosting;

/// <summary>
/// An engine with an OS thread of its own, on which its hub runs. Calls are posted there from any thread and run as greenthreads.
/// </summary>
internal sealed partial class EngineThread
{
    private readonly Thread _thread;
    private readonly EngineOptions _options;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HashSet<IHostCall> _calls = [];
    private readonly Lock _gate = new();
    private readonly Action<PyEngine>? _prepare;
    private PyEngine? _engine;
    private bool _stopping;
    private TimeSpan _grace;

    /// <summary>Told of exceptions that nobody waits for: SystemExit and KeyboardInterrupt of greenthreads that scripts spawned.</summary>
    internal event Action<PyBaseException>? Unhandled;

    /// <param name="options">How the engine starts.</param>
    /// <param name="name">The OS thread's name.</param>
    /// <param name="stackSize">In bytes, of the OS thread: bounds how deep native code may call back into Python code.</param>
    /// <param name="prepare">Runs on the thread when the engine is up, before anything is posted.</param>
    internal EngineThread(EngineOptions options, string name, int stackSize, Action<PyEngine>? prepare)
    {
        _options = options;
        _prepare = prepare;
        _thread = new Thread(Body, GreenletNet.GreenletRuntime.StackSize(stackSize)) { Name = name, IsBackground = true };
    }

    internal PyEngine Engine => _engine ?? throw new InvalidOperationException("the host has not started");

    /// <summary>The namespace of <c>__main__</c>.</summary>
    internal PyDict Main { get; private set; } = null!;

    internal bool IsStopped => _stopping;

    /// <summary>Completes when the engine has ended and its thread is about to.</summary>
    internal Task Ended => _ended.Task;

    /// <summary>Starts the thread; the task completes when the engine is up, or fails with what kept it from that.</summary>
    internal Task Start()
    {
        _thread.Start();
        return _started.Task;
    }

    internal void Join() => _thread.Join();

    private void Body()
    {
        PyEngine engine;
        try
        {
            engine = Runtime.Start(_options);
        }
        catch (PyException e)
        {
            PyEngine? half = PyThread.CurrentOrNull?.Engine;
            _started.SetException(half == null ? e : ClrExceptions.Describe(half, e.Value));
            if (half != null)
            {
                Abandon(half);
            }
            return;
        }
        catch (Exception e)
        {
            if (PyThread.CurrentOrNull?.Engine is { } half)
            {
                Abandon(half);
            }
            _started.SetException(e);
            return;
        }
        try
        {
            Run(engine);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private void Run(PyEngine engine)
    {
        PyThread main = engine.MainThread;
        try
        {
            engine.OwnerThread = this;
            main.TrackGreenlets();
            _engine = engine;
            Main = Runtime.MainNamespace(engine);
            _prepare?.Invoke(engine);
            _ = main.Hub;
        }
        catch (Exception e)
        {
            _started.SetException(e is PyException python ? ClrExceptions.Describe(engine, python.Value) : e);
            Abandon(engine);
            return;
        }
        _started.SetResult();
        main.TailNative = new MainFrame(this);
        try
        {
            main.WaitNested();
        }
        finally
        {
            End(engine);
        }
    }

    /// <summary>The main greenlet: waits at the hub until the host is to end.</summary>
    private sealed class MainFrame(EngineThread owner) : NativeFrame
    {
        internal override void Step(PyThread thread)
        {
            if (owner._stopping)
            {
                Finish(thread, PyNone.Instance);
                return;
            }
            thread.ParkInHub();
        }

        internal override void Returned(PyThread thread, PyObject result)
        {
            // Woken: the next step looks what for.
        }

        internal override void Raised(PyThread thread, PyBaseException exception) => owner.Report(exception);
    }

    /// <summary>Switches to the main greenlet.</summary>
    private sealed class WakeMain : IPythonHubCallback
    {
        public void Run() => throw new InvalidOperationException("run by the hub's frame");

        public void RunOn(PyThread thread, HubFrame hubFrame) => thread.SwitchFromHub(hubFrame, thread.MainGreenlet, PyNone.Instance, null);

        public void Failed(PyThread thread, PyBaseException exception) => PyEventletHub.ReportTimer(thread, exception);
    }

    private void Report(PyBaseException exception)
    {
        if (Unhandled is { } handler)
        {
            handler(exception);
        }
        else
        {
            ExceptionDisplay.Display(Engine, exception.Type, exception, exception.Traceback);
        }
    }

    /// <summary>Posts a call; it starts in the hub's next round.</summary>
    internal void Post(IHostCall call)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, "EventletHost");
            _calls.Add(call);
            // Inside the gate: the hub is closed after the gate was.
            Engine.MainThread.Hub.Post(call);
        }
    }

    internal void Forget(IHostCall call)
    {
        lock (_gate)
        {
            _calls.Remove(call);
        }
    }

    /// <summary>Runs C# code in a greenthread and waits for it; on the engine's own threads at once.</summary>
    internal T Invoke<T>(Func<PyThread, T> work)
    {
        if (ReferenceEquals(PyThread.CurrentOrNull?.Engine, _engine))
        {
            return EngineRun.Run(Engine, work);
        }
        T result = default!;
        HostCall<bool> call = new(this, thread =>
        {
            result = work(thread);
            return PyNone.Instance;
        }, static (_, _) => true, default);
        Post(call);
        call.Task.GetAwaiter().GetResult();
        return result;
    }

    /// <summary>Calls a Python object as greenthread.</summary>
    internal Task<T> CallAsync<T>(PyObject callable, object?[] arguments, IReadOnlyDictionary<string, object?>? keywords, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return Start<T>(thread =>
        {
            PyObject[] values = EngineRun.Arguments(Engine, arguments, keywords, out PyTuple? names);
            return thread.TailCall(callable, values, names);
        }, cancellation);
    }

    /// <summary>Runs module-like code as greenthread.</summary>
    internal Task<T> RunCode<T>(Func<PyThread, PyCode> compile, PyDict scope, CancellationToken cancellation) => Start<T>(thread =>
    {
        FrameScope.EnsureBuiltins(thread, scope);
        thread.TailFrame = FrameScope.ForCode(thread, compile(thread), scope, scope);
        thread.TailKind = ReturnKind.Store;
        return PyThread.Pending;
    }, cancellation);

    /// <summary>Starts a greenthread with a native that may answer Pending.</summary>
    internal Task<T> Start<T>(Func<PyThread, PyObject> begin, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }
        HostCall<T> call = new(this, begin, static (engine, value) => EngineRun.Convert<T>(engine, value, "result"), cancellation);
        Post(call);
        return call.Task;
    }

    /// <summary>A delegate that .NET code got from the host was invoked.</summary>
    internal object? Run(PyObject callable, object?[] values, Type returnType)
    {
        HostCall<object?> call = new(this, thread =>
        {
            PyObject[] args = EngineRun.Arguments(Engine, values, null, out PyTuple? names);
            return thread.TailCall(callable, args, names);
        }, (engine, value) => PythonCallback.Result(engine.MainThread, engine.Clr, value, returnType), default)
        {
            // A delegate that returns a task wants it, not its result.
            DriveCoroutines = !typeof(Task).IsAssignableFrom(returnType) && returnType != typeof(ValueTask) && !(returnType.IsGenericType && returnType.GetGenericTypeDefinition() == typeof(ValueTask<>)),
        };
        Post(call);
        return call.Task.GetAwaiter().GetResult();
    }
}

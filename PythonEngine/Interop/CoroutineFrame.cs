namespace PythonEngine.Interop;

/// <summary>Runs a coroutine to its end on a greenlet: what it awaits are .NET tasks, for which the greenlet waits at the hub.</summary>
internal sealed class CoroutineFrame(PyObject coroutine) : NativeFrame
{
    private PyBaseException? _thrown;
    private bool _waiting;

    /// <summary>Whether the running coroutine, and every one that awaits it, is driven by such a frame.</summary>
    internal static bool Drives(PyThread thread)
    {
        Frame? frame = thread.Top;
        while (frame is PyFrame { Code.Flags: var flags } && (flags & CodeFlags.Coroutine) != 0)
        {
            frame = frame.Back;
        }
        return frame is CoroutineFrame;
    }

    internal override void Step(PyThread thread)
    {
        if (_thrown is { } error)
        {
            _thrown = null;
            Interpreter.CallOn(thread, this, Ops.GetAttr(coroutine, Names.Throw), [error], null);
            return;
        }
        Interpreter.CallOn(thread, this, Ops.GetAttr(coroutine, Names.Send), [PyNone.Instance], null);
    }

    internal override void Returned(PyThread thread, PyObject result)
    {
        if (_waiting)
        {
            _waiting = false;
            return;
        }
        if (result is ClrTaskAwaiter awaiter)
        {
            _waiting = true;
            TaskFrame wait = ClrTasks.WaitFrame(thread, awaiter.Task);
            wait.Back = this;
            wait.OnReturn = ReturnKind.Store;
            thread.Top = wait;
            return;
        }
        if (result is not PyNone)
        {
            _thrown = PyBaseException.Make(Exc.RuntimeError, $"a coroutine that runs without an asyncio event loop can await .NET tasks only, not '{result.Type.FullName}'");
        }
    }

    internal override void Raised(PyThread thread, PyBaseException exception)
    {
        if (_waiting)
        {
            // The wait was ended from outside: the coroutine is told at its await.
            _waiting = false;
            _thrown = exception;
        }
        else if (exception is PyStopIteration stop)
        {
            Finish(thread, stop.Value);
        }
        else
        {
            Fail(thread, exception);
        }
    }

    /// <summary>Starts a coroutine as greenthread of the given thread, whose hub must run for it to go on.</summary>
    internal static Task Start(PyThread thread, PyObject coroutine, Type resultType)
    {
        PyEngine engine = thread.Engine;
        TaskCompletionSource<object?> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        NativeCallable body = new(t =>
        {
            t.TailNative = new TaskEnd(new CoroutineFrame(coroutine), completion, resultType);
            return PyThread.Pending;
        });
        PyGreenlet greenlet = new(PyGreenlet.TypeObject, thread) { Parent = thread.HubGreenlet, Run = body };
        thread.Hub.Enqueue(new Modules.Eventlet.GreenletLaunch(greenlet, [], null));
        if (!ReferenceEquals(thread, engine.MainThread) && thread.Greenlet.IsMain && thread.TopEntry?.IsBase != false)
        {
            // A thread that .NET lent for this call only: nobody would run its hub afterwards.
            ClrTasks.Wait(thread, completion.Task);
        }
        return completion.Task;
    }

    /// <summary>Puts the end of a coroutine into a task.</summary>
    private sealed class TaskEnd(CoroutineFrame body, TaskCompletionSource<object?> completion, Type resultType) : NativeFrame
    {
        private bool _started;

        internal override void Step(PyThread thread)
        {
            if (_started)
            {
                Finish(thread, PyNone.Instance);
                return;
            }
            _started = true;
            body.Back = this;
            body.OnReturn = ReturnKind.Store;
            thread.Top = body;
        }

        internal override void Returned(PyThread thread, PyObject result)
        {
            try
            {
                completion.SetResult(ClrConvert.FromPython(thread.Engine.Clr, result, resultType, "result of a coroutine"));
            }
            catch (PyException e)
            {
                Raised(thread, e.Value);
            }
        }

        internal override void Raised(PyThread thread, PyBaseException exception)
        {
            if (exception.Type.IsSubtypeOf(PyEngine.GreenletExit))
            {
                completion.TrySetCanceled();
            }
            else
            {
                completion.TrySetException(ClrExceptions.Original(exception) ?? ClrExceptions.Describe(thread.Engine, exception));
            }
        }
    }
}

/// <summary>C# code as a Python callable.</summary>
[PyType("CLRNativeCallable", Module = "clr", NoConstructor = true)]
internal sealed partial class NativeCallable(Func<PyThread, PyObject> body) : PyObject
{
    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => body(PyThread.Current);
}

using System.Collections.Concurrent;
using System.Threading;

namespace PythonEngine.Execution;

internal sealed partial class PyEngine
{
    private readonly ConcurrentQueue<Action<PyThread>> _pendingCalls = new();
    private readonly int[] _tripped = new int[65];
    private int _signalPending;

    /// <summary>signal.signal()'s handlers by number; what is not callable is not called.</summary>
    internal readonly PyObject?[] SignalHandlers = new PyObject?[65];

    /// <summary>Told, on any OS thread, that work was queued: whoever blocks in a poll should look at HandlePending.</summary>
    internal event Action? WorkQueued;

    /// <summary>Runs an action on the main thread at its next check.</summary>
    internal void AddPendingCall(Action<PyThread> action)
    {
        _pendingCalls.Enqueue(action);
        EvalBreaker = true;
        WorkQueued?.Invoke();
    }

    /// <summary>Notes a signal, on any OS thread; its Python handler runs on the main thread.</summary>
    internal void TriggerSignal(int number)
    {
        if ((uint)number < (uint)_tripped.Length)
        {
            Interlocked.Exchange(ref _tripped[number], 1);
            Interlocked.Exchange(ref _signalPending, 1);
            EvalBreaker = true;
            WorkQueued?.Invoke();
        }
    }

    internal bool SignalPending => Volatile.Read(ref _signalPending) != 0;

    /// <summary>Does what waits: gives the lock to another thread, runs signal handlers, finalizers, asynchronous exceptions.</summary>
    internal void HandlePending(PyThread thread)
    {
        EvalBreaker = false;
        if (Lock.DropRequested)
        {
            Lock.Yield(thread);
        }
        if (HasFinalizations)
        {
            RunFinalizers();
        }
        if (ReferenceEquals(thread, MainThread))
        {
            while (_pendingCalls.TryDequeue(out Action<PyThread>? call))
            {
                call(thread);
            }
            RunSignalHandlers(thread);
        }
        else if (SignalPending || !_pendingCalls.IsEmpty)
        {
            // Theirs is the main thread: it must see the flag when it runs again.
            EvalBreaker = true;
            if (Lock.HasWaiters)
            {
                Lock.Yield(thread);
            }
        }
        if (thread.AsyncException is { } asynchronous)
        {
            thread.AsyncException = null;
            throw new PyException(asynchronous);
        }
    }

    private void RunSignalHandlers(PyThread thread)
    {
        if (Interlocked.Exchange(ref _signalPending, 0) == 0)
        {
            return;
        }
        for (int number = 1; number < _tripped.Length; number++)
        {
            if (Interlocked.Exchange(ref _tripped[number], 0) == 0 || SignalHandlers[number] is not { } handler || handler is PyInt or PyNone)
            {
                continue;
            }
            try
            {
                PyObject frame = (PyObject?)thread.TopPythonFrame?.Capture() ?? PyNone.Instance;
                Ops.Call(handler, PyInt.From(number), frame);
            }
            catch
            {
                // The rest of the signals is for the next check.
                Interlocked.Exchange(ref _signalPending, 1);
                EvalBreaker = true;
                throw;
            }
        }
    }

    internal void WriteUnraisable(PyException error, PyObject? subject, string? message = null) => WriteUnraisable(error.Value, subject, message);

    /// <summary>Reports an exception that nobody can receive, by sys.unraisablehook.</summary>
    internal void WriteUnraisable(PyBaseException exception, PyObject? subject, string? message = null)
    {
        PyObject? hook = SysGet("unraisablehook");
        Modules.UnraisableHookArgs args = new(exception, message == null ? null : new PyStr(message), subject);
        if (hook is not null and not PyNone and not PyBuiltinFunction)
        {
            try
            {
                Ops.Call(hook, args);
                return;
            }
            catch (PyException e)
            {
                args = new Modules.UnraisableHookArgs(e.Value, new PyStr("Exception ignored in sys.unraisablehook"), hook);
            }
        }
        ExceptionDisplay.Unraisable(this, args);
    }
}

internal sealed unsafe partial class PyThread
{
    /// <summary>An exception another thread wants raised here.</summary>
    internal PyBaseException? AsyncException;
}

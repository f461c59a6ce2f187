using System.Collections.Concurrent;
using System.Reflection;
using System.Threading;

namespace PythonEngine.Interop;

/// <summary>
/// .NET tasks in Python code: a call that returns one waits green (its greenthread parks, the hub runs on); in async code the task is an
/// awaitable.
/// </summary>
internal static class ClrTasks
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo?> s_results = new();
    private static readonly ConcurrentDictionary<Type, MethodInfo?> s_asTask = new();

    /// <summary>The task behind a Task, ValueTask or ValueTask&lt;T&gt;; null for other objects.</summary>
    internal static Task? AsTask(object value)
    {
        switch (value)
        {
            case Task task:
                return task;
            case ValueTask task:
                return task.AsTask();
        }
        Type type = value.GetType();
        if (!type.IsValueType || !type.IsGenericType)
        {
            return null;
        }
        MethodInfo? method = s_asTask.GetOrAdd(type, static t => t.GetGenericTypeDefinition() == typeof(ValueTask<>) ? t.GetMethod("AsTask") : null);
        return (Task?)method?.Invoke(value, null);
    }

    /// <summary>Whether the code that makes a native call is the body of an async function.</summary>
    internal static bool InCoroutine(PyThread thread) => thread.Top is PyFrame { Code.Flags: var flags } && (flags & (CodeFlags.Coroutine | CodeFlags.AsyncGenerator)) != 0;

    /// <summary>A completed task's result; raises what it failed with.</summary>
    internal static PyObject Result(ClrState state, Task task, bool host = false)
    {
        object? value;
        try
        {
            task.GetAwaiter().GetResult();
            value = Value(task);
        }
        catch (Exception e) when (e is not PyException)
        {
            throw ClrExceptions.Wrap(state, e);
        }
        return host ? ClrConvert.ToPythonValue(state, value) : ClrConvert.ToPython(state, value);
    }

    /// <summary>The result of a task that has ended well; null for tasks without one.</summary>
    internal static object? Value(Task task) => s_results.GetOrAdd(task.GetType(), static type =>
    {
        while (type != typeof(Task) && !(type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>)))
        {
            type = type.BaseType!;
        }
        // The result type of a task that has none is internal to .NET.
        return type == typeof(Task) || type.GetGenericArguments()[0] is { IsVisible: false, Name: "VoidTaskResult" } ? null : type.GetProperty("Result");
    })?.GetValue(task);

    /// <summary>Waits green for a task and gives its result: the native's answer is this one.</summary>
    /// <param name="cancellation">Cancelled when the greenlet is told to wait no longer; null where the call takes no token.</param>
    internal static PyObject Await(PyThread thread, Task task, bool host = false, CancellationTokenSource? cancellation = null)
    {
        if (task.IsCompleted)
        {
            return Result(thread.Engine.Clr, task, host);
        }
        // The task may complete on another thread at once; the hub must be there by then.
        _ = thread.Hub;
        thread.TailNative = new TaskFrame(thread, new ClrTaskCall(thread.Engine.Clr, task, host, ignore: false, cancellation));
        return PyThread.Pending;
    }

    /// <summary>Waits green until a task has ended, however it ended, inside C# code.</summary>
    internal static void Wait(PyThread thread, Task task)
    {
        if (!task.IsCompleted)
        {
            thread.TailNative = WaitFrame(thread, task);
            thread.WaitNested();
        }
    }

    /// <summary>A frame that waits for the end of a task.</summary>
    internal static TaskFrame WaitFrame(PyThread thread, Task task)
    {
        _ = thread.Hub;
        return new TaskFrame(thread, new ClrTaskCall(thread.Engine.Clr, task, host: false, ignore: true, null));
    }

    private sealed class ClrTaskCall(ClrState state, Task task, bool host, bool ignore, CancellationTokenSource? cancellation) : PendingCall
    {
        public override bool IsCompleted => task.IsCompleted;

        public override void OnCompleted(Action continuation) => task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);

        public override PyObject GetResult()
        {
            if (!ignore)
            {
                return Result(state, task, host);
            }
            // Whoever looks at the task sees its exception.
            return PyNone.Instance;
        }

        public override void Abandon()
        {
            if (cancellation == null)
            {
                return;
            }
            // Without waiting for what is registered at the token: that is .NET code, of any length.
            _ = cancellation.CancelAsync();
        }
    }

    /// <summary>A task as one of another result type.</summary>
    internal static Task Cast(Task task, Type item) =>
        (Task)typeof(ClrTasks).GetMethod(nameof(CastTo), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(item).Invoke(null, [task])!;

    private static async Task<T> CastTo<T>(Task task)
    {
        await task.ConfigureAwait(false);
        return Value(task) is T value ? value : default!;
    }

    /// <summary>The iterator behind <c>await task</c>: a future of the running asyncio loop, or a green wait where none runs.</summary>
    internal static PyObject GetAwaiter(PyThread thread, Task task, PyObject? outcome)
    {
        PyEngine engine = thread.Engine;
        if (!task.IsCompleted && engine.Modules.GetStr(PyStr.Intern("asyncio.events")) is PyModule events && events.Get("_get_running_loop") is { } running
            && Ops.Call(running) is { } loop and not PyNone)
        {
            PyObject future = Ops.CallMethod(loop, "create_future");
            ClrFutureCallback callback = new(engine.Clr, future, task, outcome);
            task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(() =>
            {
                if (engine.Stopped)
                {
                    return;
                }
                using EngineAccess access = EngineAccess.Enter(engine);
                try
                {
                    Ops.CallMethod(loop, "call_soon_threadsafe", callback);
                }
                catch (PyException)
                {
                    // The loop was closed: nobody waits any more.
                }
            });
            return Ops.CallMethod(future, Names.Await);
        }
        return new ClrTaskAwaiter(engine.Clr, task, outcome);
    }

    internal static PyObject Outcome(ClrState state, Task task, PyObject? outcome)
    {
        PyObject result = Result(state, task);
        return outcome switch
        {
            null => result,
            ClrAsyncIterator iterator => iterator.Advance(Ops.IsTrue(result)),
            _ => outcome,
        };
    }
}

/// <summary>Gives a task's result to an asyncio future, in the loop's thread.</summary>
[PyType("CLRFutureCallback", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrFutureCallback(ClrState state, PyObject future, Task task, PyObject? outcome) : PyObject
{
    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (Ops.IsTrue(Ops.CallMethod(future, "done")))
        {
            return PyNone.Instance;
        }
        PyObject result;
        try
        {
            result = ClrTasks.Outcome(state, task, outcome);
        }
        catch (PyException e)
        {
            return Ops.CallMethod(future, "set_exception", e.Value);
        }
        return Ops.CallMethod(future, "set_result", result);
    }
}

/// <summary>An awaitable around a task whose own result is not what await gives.</summary>
[PyType("CLRAwaitable", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrAwaitable(ClrState state, Task task, PyObject outcome) : PyObject
{
    [PyMethod("__await__")]
    private PyObject Await()
    {
        _ = state;
        return ClrTasks.GetAwaiter(PyThread.Current, task, outcome);
    }
}

/// <summary>What a coroutine that awaits a task delegates to, where no asyncio loop runs.</summary>
[PyType("CLRTaskAwaiter", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrTaskAwaiter(ClrState state, Task task, PyObject? outcome) : PyObject
{
    internal Task Task => task;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (!task.IsCompleted)
        {
            PyThread thread = PyThread.Current;
            if (CoroutineFrame.Drives(thread))
            {
                return this;
            }
            ClrTasks.Wait(thread, task);
        }
        throw Err.StopIteration(ClrTasks.Outcome(state, task, outcome));
    }
}

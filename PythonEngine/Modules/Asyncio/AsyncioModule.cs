using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Asyncio;

/// <summary>The <c>_asyncio</c> module: futures, tasks and the running loop of a thread.</summary>
[PyModule("_asyncio", Doc = "What asyncio runs natively.")]
[PyExports(typeof(PyFuture), typeof(PyTask))]
internal static partial class AsyncioModule
{
    internal static readonly PyStr CallSoon = PyStr.Intern("call_soon");
    internal static readonly PyStr CallExceptionHandler = PyStr.Intern("call_exception_handler");
    internal static readonly PyStr GetDebug = PyStr.Intern("get_debug");
    internal static readonly PyStr GetLoop = PyStr.Intern("get_loop");
    internal static readonly PyStr LoopName = PyStr.Intern("_loop");
    internal static readonly PyStr Blocking = PyStr.Intern("_asyncio_future_blocking");
    internal static readonly PyStr AddDoneCallback = PyStr.Intern("add_done_callback");
    internal static readonly PyStr Cancel = PyStr.Intern("cancel");
    internal static readonly PyStr Result = PyStr.Intern("result");
    internal static readonly PyTuple ContextKeyword = new([PyStr.Intern("context")]);
    internal static readonly PyTuple MessageKeyword = new([PyStr.Intern("msg")]);

    private static readonly PyStr s_getEventLoop = PyStr.Intern("get_event_loop");
    private static readonly PyStr s_add = PyStr.Intern("add");
    private static readonly PyStr s_discard = PyStr.Intern("discard");

    internal sealed class ModuleState
    {
        /// <summary>loop → the task that it runs</summary>
        internal readonly PyDict CurrentTasks = new();
        internal PyObject AllTasks = PyNone.Instance;
        internal long TasksNamed;

        // Looked up when first needed: asyncio imports this module in the middle of its own import.
        internal PyObject? GetEventLoopPolicy;
        internal PyObject? CancelledError;
        internal PyObject? InvalidStateError;
        internal PyObject? FutureRepr;
        internal PyObject? TaskRepr;
        internal PyObject? TaskGetStack;
        internal PyObject? TaskPrintStack;
        internal PyObject? IsCoroutine;
        internal PyObject? ExtractStack;
    }

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        ModuleState state = new() { AllTasks = Ops.CallMethod(PyThread.Current.Engine.Import("weakref"), "WeakSet") };
        module.State = state;
        module.Set("_all_tasks", state.AllTasks);
        module.Set("_current_tasks", state.CurrentTasks);
    }

    internal static ModuleState State => (ModuleState)PyThread.Current.Engine.NativeModule("_asyncio").State!;

    /// <summary>An attribute of a module, looked up once.</summary>
    internal static PyObject Lookup(ref PyObject? slot, string module, string name) =>
        slot ??= Ops.GetAttr(PyThread.Current.Engine.Import(module), PyStr.Intern(name));

    internal static PyType CancelledError(ModuleState state) => (PyType)Lookup(ref state.CancelledError, "asyncio.exceptions", "CancelledError");

    internal static PyException InvalidState(string message)
    {
        ModuleState state = State;
        return Err.Make((PyType)Lookup(ref state.InvalidStateError, "asyncio.exceptions", "InvalidStateError"), message);
    }

    /// <summary>Has the loop call something in its next round.</summary>
    internal static void CallSoonOn(PyObject loop, PyObject callback, PyObject? argument, PyObject? context)
    {
        Args4 buffer = default;
        int count = 0;
        buffer[count++] = callback;
        if (argument != null)
        {
            buffer[count++] = argument;
        }
        if (context != null)
        {
            buffer[count++] = context;
        }
        Ops.Call(Ops.GetAttr(loop, CallSoon), ((Span<PyObject>)buffer!)[..count], context == null ? null : ContextKeyword);
    }

    [InlineArray(4)]
    private struct Args4
    {
        private PyObject? _first;
    }

    /// <summary>The loop that runs in this thread and process, or null.</summary>
    internal static PyObject? RunningLoop(PyThread thread) => thread.RunningLoop;

    /// <summary>What <c>asyncio.get_event_loop()</c> gives.</summary>
    internal static PyObject EventLoop(PyThread thread)
    {
        if (RunningLoop(thread) is { } running)
        {
            return running;
        }
        ModuleState state = State;
        return Ops.CallMethod(Ops.Call(Lookup(ref state.GetEventLoopPolicy, "asyncio.events", "get_event_loop_policy")), s_getEventLoop);
    }

    [PyFunction("_get_running_loop", "", Doc = "The running event loop of this thread, or None.")]
    private static PyObject? GetRunningLoopOrNone(PyThread thread) => RunningLoop(thread);

    [PyFunction("_set_running_loop", "loop, /", Doc = "Sets the running event loop of this thread, or with None that there is none.")]
    private static void SetRunningLoop(PyThread thread, PyObject loop) => thread.RunningLoop = loop is PyNone ? null : loop;

    [PyFunction("get_running_loop", "", Doc = "The running event loop of this thread; RuntimeError when there is none.")]
    private static PyObject GetRunningLoop(PyThread thread) => RunningLoop(thread) ?? throw Err.RuntimeError("no running event loop");

    [PyFunction("get_event_loop", "", Doc = "The running event loop of this thread, else the one of the event loop policy.")]
    private static PyObject GetEventLoop(PyThread thread) => EventLoop(thread);

    [PyFunction("_get_event_loop", "stacklevel=3", Doc = "As get_event_loop().")]
    private static PyObject GetEventLoopInternally(PyThread thread, long stacklevel = 3) => EventLoop(thread);

    [PyFunction("_register_task", "task", Doc = "Adds a task to those that all_tasks() knows.")]
    private static void RegisterTask(PyObject task) => Register(task);

    internal static void Register(PyObject task) => Ops.CallMethod(State.AllTasks, s_add, task);

    [PyFunction("_unregister_task", "task", Doc = "Takes a task from those that all_tasks() knows.")]
    private static void UnregisterTask(PyObject task) => Ops.CallMethod(State.AllTasks, s_discard, task);

    [PyFunction("_enter_task", "loop, task", Doc = "The loop begins to run a task, and must not run another.")]
    private static void EnterTask(PyObject loop, PyObject task) => Enter(State, loop, task);

    [PyFunction("_leave_task", "loop, task", Doc = "The loop ends to run a task, which must be the one that it runs.")]
    private static void LeaveTask(PyObject loop, PyObject task) => Leave(State, loop, task);

    internal static void Enter(ModuleState state, PyObject loop, PyObject task)
    {
        if (state.CurrentTasks.Get(loop) is { } other)
        {
            throw Err.RuntimeError($"Cannot enter into task {Ops.ReprText(task)} while another task {Ops.ReprText(other)} is being executed.");
        }
        state.CurrentTasks.Set(loop, task);
    }

    internal static void Leave(ModuleState state, PyObject loop, PyObject task)
    {
        PyObject? current = state.CurrentTasks.Get(loop);
        if (!ReferenceEquals(current, task))
        {
            throw Err.RuntimeError($"Leaving task {Ops.ReprText(task)} does not match the current task {Ops.ReprText(current ?? PyNone.Instance)}.");
        }
        state.CurrentTasks.Remove(loop);
    }
}

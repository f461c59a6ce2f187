using System.Threading;

namespace PythonEngine.Execution;

/// <summary>
/// A Python thread: its current greenlet, frames and recursion depth. It may be carried by different OS threads in turn
/// (pinned greenlets); <see cref="Current"/> is set anew at each hand-over.
/// </summary>
internal sealed unsafe partial class PyThread
{
    [ThreadStatic]
    private static PyThread? t_current;

    /// <summary>Returned by natives instead of a result: what to do is in TailFrame, SwitchTarget or PendingTask.</summary>
    public static readonly PyObject Pending = new PyPendingMarker();

    public static PyThread Current => t_current!;

    public static PyThread? CurrentOrNull => t_current;

    internal static void SetCurrent(PyThread? thread) => t_current = thread;

    public readonly PyEngine Engine;

    /// <summary><c>threading.get_ident()</c></summary>
    public readonly long Ident;

    /// <summary>Top of the running greenlet's frame chain.</summary>
    internal Frame? Top;

    internal PyGreenlet Greenlet;

    internal readonly PyGreenlet MainGreenlet;

    /// <summary>Python-to-Python and guarded native nesting, against sys.getrecursionlimit().</summary>
    internal int Depth;

    /// <summary>A frame that a native wants run in its place.</summary>
    internal PyFrame? TailFrame;
    internal ReturnKind TailKind;
    /// <summary>A native frame that a native wants on top of its caller's; its first step follows.</summary>
    internal NativeFrame? TailNative;
    /// <summary>An exception to raise in TailFrame instead of going on in it.</summary>
    internal PyBaseException? TailRaised;
    /// <summary>The next unwinding step belongs to a re-raise: its frame is in the traceback already.</summary>
    internal bool Reraising;
    /// <summary>The current greenlet was parked by the instruction that ran last.</summary>
    internal bool SwitchedAway;
    internal PyGreenlet? SwitchTarget;

    /// <summary>An exception on its way into the interpreter loop.</summary>
    internal PyBaseException? Raised;

    /// <summary>Value for a waiting greenlet that has just been switched to.</summary>
    internal PyObject? ResumeValue;

    internal EntryFrame? TopEntry;

    private List<PyObject>? _reprs;
    private readonly List<WeakReference<Modules.PyThreadLocal>> _locals = [];
    private int _pruneLocalsAt = 16;

    /// <summary>asyncio's running event loop; a forked child has none.</summary>
    internal PyObject? RunningLoop;

    public PyThread(PyEngine engine, long ident)
    {
        Engine = engine;
        Ident = ident;
        DepthLimit = engine.RecursionLimit;
        MainGreenlet = Greenlet = PyGreenlet.MakeMain(this);
    }

    /// <summary>Notes a <c>threading.local</c> that has values of this thread.</summary>
    internal void AddLocal(Modules.PyThreadLocal local)
    {
        if (_locals.Count >= _pruneLocalsAt)
        {
            _locals.RemoveAll(static l => !l.TryGetTarget(out _));
            _pruneLocalsAt = Math.Max(16, _locals.Count * 2);
        }
        _locals.Add(new WeakReference<Modules.PyThreadLocal>(local));
    }

    /// <summary>The thread ends: its values in <c>threading.local</c> objects go.</summary>
    internal void ForgetLocals()
    {
        foreach (WeakReference<Modules.PyThreadLocal> reference in _locals)
        {
            if (reference.TryGetTarget(out Modules.PyThreadLocal? local))
            {
                local.Forget(this);
            }
        }
        _locals.Clear();
    }

    private NativeFrame? TakeTailNative()
    {
        NativeFrame? native = TailNative;
        TailNative = null;
        return native;
    }

    /// <summary>Records an unfinished task; the caller returns Pending.</summary>
    public PyObject Park<T>(ValueTask<T> task, delegate*<T, PyObject> convert)
    {
        TailNative = new TaskFrame(this, new PendingCall<T>(task, convert));
        return Pending;
    }

    public PyObject Park(ValueTask<PyObject> task)
    {
        TailNative = new TaskFrame(this, new PendingCall<PyObject>(task, &Same));
        return Pending;
    }

    private static PyObject Same(PyObject value) => value;

    public PyObject Park(ValueTask task)
    {
        TailNative = new TaskFrame(this, new PendingVoidCall(task));
        return Pending;
    }

    /// <summary>For natives whose result is a Python call's: runs it without nesting when the native was called from Python code.</summary>
    public PyObject TailCall(PyObject function, ReadOnlySpan<PyObject> args, PyTuple? kwnames = null)
    {
        if (function.GetType() == typeof(PyMethod))
        {
            PyMethod method = Unsafe.As<PyMethod>(function);
            args = Interpreter.Prepend(method.Self, args);
            function = method.Function;
        }
        if (function.GetType() == typeof(PyFunction))
        {
            PyFunction f = Unsafe.As<PyFunction>(function);
            if ((f.Code.Flags & CodeFlags.AnyGenerator) == 0)
            {
                TailFrame = CallArguments.NewFrame(f, args, kwnames);
                TailKind = ReturnKind.Store;
                return Pending;
            }
            return PyGenerator.FromCall(CallArguments.NewFrame(f, args, kwnames));
        }
        var call = function.Type.TpCall;
        return call == null ? throw Ops.NotCallable(function) : call(function, args, kwnames);
    }

    /// <summary>Calls a Python function from C# and waits for it.</summary>
    internal PyObject CallFunction(PyFunction function, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyFrame frame = CallArguments.NewFrame(function, args, kwnames);
        if ((function.Code.Flags & CodeFlags.AnyGenerator) != 0)
        {
            return PyGenerator.FromCall(frame);
        }
        return RunFrame(frame);
    }

    /// <summary>Runs a prepared frame to its end, nested on the C# stack.</summary>
    internal PyObject RunFrame(PyFrame frame, ReturnKind kind = ReturnKind.Store)
    {
        PyObject? result = RunNested(frame, kind);
        if (result != null)
        {
            return result;
        }
        PyBaseException raised = Raised!;
        Raised = null;
        throw new PyException(raised) { HasContext = true };
    }

    /// <summary>Calls a Python __next__: null at StopIteration.</summary>
    internal PyObject? CallNext(PyFunction function, PyObject self)
    {
        PyFrame frame = CallArguments.NewFrame(function, new ReadOnlySpan<PyObject>(ref self), null);
        if ((function.Code.Flags & CodeFlags.AnyGenerator) != 0)
        {
            return PyGenerator.FromCall(frame);
        }
        PyObject? result = RunNested(frame, ReturnKind.Store);
        if (result != null)
        {
            return result;
        }
        PyBaseException raised = Raised!;
        Raised = null;
        if (raised.Type.IsSubtypeOf(Exc.StopIteration))
        {
            return null;
        }
        throw new PyException(raised) { HasContext = true };
    }

    /// <summary>Runs a frame nested; null when it raised, with the exception in Raised.</summary>
    internal PyObject? RunNested(PyFrame frame, ReturnKind kind)
    {
        if (Depth >= Engine.RecursionLimit || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            if (frame.Generator is { } generator)
            {
                generator.Running = false;
            }
            else
            {
                frame.Recycle();
            }
            throw Err.RecursionError();
        }
        frame.OnReturn = kind;
        frame.Extra = null;
        return RunNested(frame);
    }

    private PyObject? RunNested(Frame frame)
    {
        EntryFrame entry = new() { Back = Top, IsBase = TopEntry == null, Carrier = Carrier };
        EntryFrame? outer = TopEntry;
        TopEntry = entry;
        int depth = Depth;
        frame.Back = entry;
        Top = frame;
        Depth++;
        Raised = null;
        Interpreter.TakeTailRaised(this);
        try
        {
            Interpreter.Run(this, entry);
        }
        finally
        {
            TopEntry = outer;
        }
        Top = entry.Back;
        Depth = depth;
        if (entry.Exception != null)
        {
            Raised = entry.Exception;
            return null;
        }
        return entry.Result;
    }

    /// <summary>A native called from C# returned Pending: finish it here.</summary>
    internal PyObject WaitNested()
    {
        if (TailFrame is { } frame)
        {
            TailFrame = null;
            return RunFrame(frame, TailKind);
        }
        if (TakeTailNative() is { } native)
        {
            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                throw Err.RecursionError("maximum recursion depth exceeded");
            }
            native.OnReturn = ReturnKind.Store;
            PyObject? result = RunNested(native);
            if (result != null)
            {
                return result;
            }
            PyBaseException raised = Raised!;
            Raised = null;
            throw new PyException(raised) { HasContext = true };
        }
        return WaitPinned();
    }

    /// <summary>The exception that a bare raise re-raises: the nearest frame's handled one.</summary>
    internal PyBaseException? HandledException()
    {
        for (Frame? f = Top; f != null; f = f.Back)
        {
            if (f is PyFrame { Handled: { } handled })
            {
                return handled;
            }
        }
        return null;
    }

    /// <summary>The innermost Python frame, or null when no Python code runs.</summary>
    internal PyFrame? TopPythonFrame
    {
        get
        {
            Frame? f = Top;
            while (f is not null and not PyFrame)
            {
                f = f.Back;
            }
            return f as PyFrame;
        }
    }

    /// <summary>Counts native nesting against the recursion limit and checks the C# stack; dispose to leave.</summary>
    public RecursionGuard EnterRecursion(string where)
    {
        if (++Depth > Engine.RecursionLimit || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Depth--;
            throw Err.RecursionError("maximum recursion depth exceeded" + where);
        }
        return new RecursionGuard(this);
    }

    /// <summary>False when the object's repr is being computed already further out.</summary>
    public bool ReprEnter(PyObject obj)
    {
        _reprs ??= [];
        foreach (PyObject o in _reprs)
        {
            if (ReferenceEquals(o, obj))
            {
                return false;
            }
        }
        _reprs.Add(obj);
        return true;
    }

    public void ReprLeave(PyObject obj)
    {
        for (int i = _reprs!.Count - 1; i >= 0; i--)
        {
            if (ReferenceEquals(_reprs[i], obj))
            {
                _reprs.RemoveAt(i);
                return;
            }
        }
    }

    /// <summary>Releases the engine's lock for a blocking call: <c>using (thread.AllowThreads()) { ... }</c>.</summary>
    public AllowThreadsScope AllowThreads()
    {
        Engine.Lock.Release(this);
        return new AllowThreadsScope(this);
    }

    /// <summary>Runs pending signal handlers (main thread) and asynchronous exceptions; raises what they raise.</summary>
    public void CheckSignals()
    {
        if (Engine.EvalBreaker)
        {
            Engine.HandlePending(this);
        }
    }
}

/// <summary>Leaves a level of native recursion.</summary>
internal readonly struct RecursionGuard(PyThread thread) : IDisposable
{
    public void Dispose() => thread.Depth--;
}

/// <summary>Takes the engine's lock again at the end of a blocking section.</summary>
internal readonly struct AllowThreadsScope(PyThread thread) : IDisposable
{
    public void Dispose() => thread.Engine.Lock.Acquire(thread);
}

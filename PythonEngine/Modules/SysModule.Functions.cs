using PythonEngine.Builtins;

namespace PythonEngine.Modules;

internal static partial class SysModule
{
    private static SysState State(PyModule module) => (SysState)module.State!;

    [PyFunction("exc_info", "", Doc = "Return current exception information: (type, value, traceback).")]
    private static PyObject ExcInfo(PyThread thread) => thread.HandledException() is { } e
        ? new PyTuple([e.Type, e, (PyObject?)e.Traceback ?? PyNone.Instance])
        : new PyTuple([PyNone.Instance, PyNone.Instance, PyNone.Instance]);

    [PyFunction("exception", "", Doc = "Return the current exception.")]
    private static PyObject Exception(PyThread thread) => (PyObject?)thread.HandledException() ?? PyNone.Instance;

    [PyFunction("exit", "status=None, /", Doc = "Exit the interpreter by raising SystemExit(status).")]
    private static PyObject Exit(PyObject? status = null) =>
        throw new PyException((PyBaseException)(status == null || status is PyNone
            ? Ops.Call(Exc.SystemExit)
            : Ops.CallTupleDict(Exc.SystemExit, status is PyTuple tuple ? tuple : new PyTuple([status]), null)));

    [PyFunction("intern", "string, /", Doc = "``Intern'' the given string.")]
    private static PyObject Intern(PyObject text)
    {
        if (text is not PyStr value)
        {
            throw Err.TypeError($"intern() argument must be str, not {Ops.TypeName(text)}");
        }
        return value.GetType() == typeof(PyStr) ? PyStr.Intern(value) : throw Err.TypeError($"can't intern {Ops.TypeName(text)}");
    }

    [PyFunction("getrecursionlimit", "", Doc = "Return the current value of the recursion limit.")]
    private static int GetRecursionLimit(PyEngine engine) => engine.RecursionLimit;

    [PyFunction("setrecursionlimit", "limit, /", Doc = "Set the maximum depth of the Python interpreter stack to n.")]
    private static void SetRecursionLimit(PyThread thread, int limit)
    {
        if (limit < 1)
        {
            throw Err.ValueError("recursion limit must be greater or equal than 1");
        }
        if (thread.Depth >= limit)
        {
            throw Err.RecursionError($"cannot set the recursion limit to {limit} at the recursion depth {thread.Depth}: the limit is too low");
        }
        thread.Engine.RecursionLimit = limit;
        foreach (PyThread other in thread.Engine.Threads)
        {
            other.UpdateDepthLimit();
        }
    }

    [PyFunction("getswitchinterval", "", Doc = "Return the current thread switch interval; see sys.setswitchinterval().")]
    private static double GetSwitchInterval(PyEngine engine) => engine.Lock.SwitchInterval / 1000;

    [PyFunction("setswitchinterval", "interval, /", Doc = "Set the ideal thread switching delay inside the Python interpreter.")]
    private static void SetSwitchInterval(PyEngine engine, double interval)
    {
        if (!(interval > 0))
        {
            throw Err.ValueError("switch interval must be strictly positive");
        }
        engine.Lock.SwitchInterval = interval * 1000;
    }

    [PyFunction("getdefaultencoding", "", Doc = "Return the current default encoding used by the Unicode implementation.")]
    private static string GetDefaultEncoding() => "utf-8";

    [PyFunction("getfilesystemencoding", "", Doc = "Return the encoding used to convert Unicode filenames to OS filenames.")]
    private static string GetFileSystemEncoding() => "utf-8";

    [PyFunction("getfilesystemencodeerrors", "", Doc = "Return the error mode used Unicode to OS filename conversion.")]
    private static string GetFileSystemEncodeErrors() => "surrogateescape";

    /// <summary>References are not counted here; two is what an object held by one name shows in CPython.</summary>
    [PyFunction("getrefcount", "object, /", Doc = "Return the reference count of object.")]
    private static int GetRefCount(PyObject obj) => 2;

    [PyFunction("getallocatedblocks", "", Doc = "Return the number of memory blocks currently allocated.")]
    private static long GetAllocatedBlocks() => GC.GetTotalMemory(false) / 64;

    [PyFunction("_clear_type_cache", "", Doc = "Clear the internal type lookup cache.")]
    private static void ClearTypeCache()
    {
        // Lookup caches are keyed by type version: nothing in them can be stale.
    }

    [PyFunction("_debugmallocstats", "", Doc = "Print summary info to stderr about the state of pymalloc's structures.")]
    private static void DebugMallocStats() => Console.Error.WriteLine($"{GC.GetTotalMemory(false)} bytes in use, {GC.CollectionCount(0)}/{GC.CollectionCount(1)}/{GC.CollectionCount(2)} collections");

    [PyFunction("getsizeof", "object, default=None", Doc = "getsizeof(object [, default]) -> int\n\nReturn the size of object in bytes.")]
    private static PyObject GetSizeOf(PyObject obj, PyObject? fallback = null)
    {
        try
        {
            PyObject method = Ops.LookupSpecial(obj, Names.Sizeof) ?? throw Err.TypeError($"Type {Ops.TypeName(obj)} doesn't define __sizeof__");
            PyInt size = Ops.Index(Ops.Call(method));
            return size.Sign < 0 ? throw Err.ValueError("__sizeof__() should return >= 0") : size;
        }
        catch (PyException e) when (fallback != null && e.Matches(Exc.TypeError))
        {
            return fallback;
        }
    }

    [PyFunction("_getframe", "depth=0, /", Doc = "Return a frame object from the call stack.")]
    private static PyObject GetFrame(PyThread thread, int depth = 0)
    {
        PyFrame? frame = thread.TopPythonFrame;
        for (; depth > 0 && frame != null; depth--)
        {
            frame = PythonBack(frame);
        }
        if (frame == null)
        {
            throw Err.ValueError("call stack is not deep enough");
        }
        frame.Capture();
        return frame;
    }

    internal static PyFrame? PythonBack(Frame frame)
    {
        Frame? f = frame.Back;
        while (f is not null and not PyFrame)
        {
            f = f.Back;
        }
        return f as PyFrame;
    }

    [PyFunction("_current_frames", "", Doc = "Return a dict mapping each thread's thread id to its current stack frame.")]
    private static PyObject CurrentFrames(PyEngine engine)
    {
        PyDict result = new();
        foreach (PyThread thread in engine.Threads)
        {
            if (thread.TopPythonFrame is { } frame)
            {
                frame.Capture();
                result.Set(PyInt.From(thread.Ident), frame);
            }
        }
        return result;
    }

    [PyFunction("_current_exceptions", "", Doc = "Return a dict mapping each thread's identifier to its current raised exception.")]
    private static PyObject CurrentExceptions(PyEngine engine)
    {
        PyDict result = new();
        foreach (PyThread thread in engine.Threads)
        {
            PyObject info = thread.HandledException() is { } e
                ? new PyTuple([e.Type, e, (PyObject?)e.Traceback ?? PyNone.Instance])
                : new PyTuple([PyNone.Instance, PyNone.Instance, PyNone.Instance]);
            result.Set(PyInt.From(thread.Ident), info);
        }
        return result;
    }

    [PyFunction("settrace", "function, /", Doc = "settrace(function)\n\nSet the global debug tracing function.  It will be called on each\nfunction call.  See the debugger chapter in the library manual.")]
    private static PyObject SetTrace(PyThread thread, PyObject function)
    {
        Tracing.SetTrace(thread, function is PyNone ? null : function);
        return Tracing.Return(thread, PyNone.Instance);
    }

    [PyFunction("gettrace", "", Doc = "Return the global debug tracing function set with sys.settrace.")]
    private static PyObject GetTrace(PyThread thread) => thread.TraceFunction ?? PyNone.Instance;

    [PyFunction("setprofile", "function, /", Doc = "setprofile(function)\n\nSet the profiling function.  It will be called on each function call\nand return.  See the profiler chapter in the library manual.")]
    private static PyObject SetProfile(PyThread thread, PyObject function)
    {
        Tracing.SetProfile(thread, function is PyNone ? null : new FunctionProfiler(function));
        return Tracing.Return(thread, PyNone.Instance);
    }

    [PyFunction("getprofile", "", Doc = "Return the profiling function set with sys.setprofile.")]
    private static PyObject GetProfile(PyThread thread) => thread.Profiler switch
    {
        FunctionProfiler f => f.Function,
        PyObject native => native,
        _ => PyNone.Instance,
    };

    [PyFunction("call_tracing", "func, args, /", Doc = "Call func(*args), while tracing is enabled.")]
    private static PyObject CallTracing(PyThread thread, PyObject func, PyTuple args) => Tracing.CallTraced(thread, func, args.Items);

    [PyFunction("is_finalizing", "", Doc = "Return True if Python is exiting.")]
    private static bool IsFinalizing(PyModule module) => State(module).Finalizing;

    [PyFunction("getdlopenflags", "", Doc = "Return the current value of the flags that are used for dlopen calls.")]
    private static int GetDlopenFlags(PyModule module) => State(module).DlopenFlags;

    [PyFunction("setdlopenflags", "flags, /", Doc = "Set the flags used by the interpreter for dlopen calls.")]
    private static void SetDlopenFlags(PyModule module, int flags) => State(module).DlopenFlags = flags;

    [PyFunction("get_int_max_str_digits", "", Doc = "Return the maximum string digits limit for non-binary int<->str conversions.")]
    private static int GetIntMaxStrDigits(PyEngine engine) => engine.IntMaxStrDigits;

    [PyFunction("set_int_max_str_digits", "maxdigits", Doc = "Set the maximum string digits limit for non-binary int<->str conversions.")]
    private static void SetIntMaxStrDigits(PyEngine engine, int digits)
    {
        if (digits != 0 && digits < 640)
        {
            throw Err.ValueError("maxdigits must be 0 or larger than 640");
        }
        engine.IntMaxStrDigits = digits;
    }

    [PyFunction("get_asyncgen_hooks", "", Doc = "Return the installed asynchronous generators hooks.")]
    private static PyObject GetAsyncGenHooks(PyModule module) =>
        PyStructSequence.Make(AsyncGenHooksType, State(module).AsyncGenFirstIter ?? PyNone.Instance, State(module).AsyncGenFinalizer ?? PyNone.Instance);

    [PyFunction("set_asyncgen_hooks", "firstiter=None, finalizer=None", Doc = "set_asyncgen_hooks(* [, firstiter] [, finalizer])\n\nSet a finalizer for async generators objects.")]
    private static unsafe void SetAsyncGenHooks(PyModule module, PyObject? firstiter = null, PyObject? finalizer = null)
    {
        if (finalizer is not null and not PyNone && !finalizer.Type.HasCall && finalizer is not PyFunction)
        {
            throw Err.TypeError($"callable finalizer expected, got {Ops.TypeName(finalizer)}");
        }
        if (firstiter is not null and not PyNone && !firstiter.Type.HasCall && firstiter is not PyFunction)
        {
            throw Err.TypeError($"callable firstiter expected, got {Ops.TypeName(firstiter)}");
        }
        if (finalizer != null)
        {
            State(module).AsyncGenFinalizer = finalizer is PyNone ? null : finalizer;
        }
        if (firstiter != null)
        {
            State(module).AsyncGenFirstIter = firstiter is PyNone ? null : firstiter;
        }
    }

    /// <summary>What set_asyncgen_hooks() installed; null where nothing is.</summary>
    internal static void AsyncGenHooks(PyEngine engine, out PyObject? firstIter, out PyObject? finalizer)
    {
        SysState state = State(engine.SysModule);
        firstIter = state.AsyncGenFirstIter;
        finalizer = state.AsyncGenFinalizer;
    }

    [PyFunction("get_coroutine_origin_tracking_depth", "", Doc = "Check status of origin tracking for coroutine objects in this thread.")]
    private static int GetCoroutineOriginTrackingDepth(PyModule module) => State(module).CoroutineOriginDepth;

    [PyFunction("set_coroutine_origin_tracking_depth", "depth", Doc = "Enable or disable origin tracking for coroutine objects in this thread.")]
    private static void SetCoroutineOriginTrackingDepth(PyModule module, int depth) =>
        State(module).CoroutineOriginDepth = depth >= 0 ? depth : throw Err.ValueError("depth must be >= 0");

    [PyFunction("addaudithook", "hook", Doc = "Adds a new audit hook callback.")]
    private static void AddAuditHook(PyModule module, PyObject hook) => (State(module).AuditHooks ??= []).Add(hook);

    [PyFunction("audit", Doc = "audit(event, *args)\n\nPasses the event to any hooks that are attached.")]
    private static PyObject Audit(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length == 0)
        {
            throw Err.TypeError("audit() missing 1 required positional argument: 'event'");
        }
        if (args[0] is not PyStr)
        {
            throw Err.TypeError($"expected str for argument 'event', not {Ops.TypeName(args[0])}");
        }
        RaiseAudit(PyThread.Current.Engine, args[0], args[1..]);
        return PyNone.Instance;
    }

    /// <summary>Tells the hooks of sys.addaudithook() about an event of a native module.</summary>
    internal static void RaiseAudit(PyEngine engine, PyObject name, params ReadOnlySpan<PyObject> args)
    {
        if (State(engine.SysModule).AuditHooks is { } hooks)
        {
            PyTuple rest = PyTuple.From(args);
            foreach (PyObject hook in hooks.ToArray())
            {
                Ops.Call(hook, name, rest);
            }
        }
    }

    [PyFunction("displayhook", "object, /", Doc = "Print an object to sys.stdout and also save it in builtins._")]
    private static void DisplayHook(PyThread thread, PyObject obj)
    {
        PyDict builtins = thread.Engine.Builtins;
        if (obj is PyNone)
        {
            return;
        }
        builtins.SetStr(Names.Underscore, PyNone.Instance);
        PyObject output = thread.Engine.SysGet("stdout") is { } o and not PyNone ? o : throw Err.RuntimeError("lost sys.stdout");
        PyStr text = Ops.Repr(obj);
        try
        {
            Ops.CallMethod(output, Names.Write, text);
        }
        catch (PyException e) when (e.Matches(PyUnicodeEncodeError.TypeObject))
        {
            PyObject encoding = Ops.GetAttr(output, "encoding");
            PyObject bytes = Ops.CallMethod(text, "encode", encoding, new PyStr("backslashreplace"));
            Ops.CallMethod(output, Names.Write, Ops.CallMethod(bytes, "decode", encoding, new PyStr("strict")));
        }
        Ops.CallMethod(output, Names.Write, PyStr.FromChar('\n'));
        builtins.SetStr(Names.Underscore, obj);
    }

    [PyFunction("excepthook", "exctype, value, traceback, /", Doc = "Handle an exception by displaying it with a traceback on sys.stderr.")]
    private static void ExceptHook(PyThread thread, PyObject type, PyObject value, PyObject traceback) =>
        ExceptionDisplay.Display(thread.Engine, type, value, traceback);

    [PyFunction("unraisablehook", "unraisable, /", Doc = "Handle an unraisable exception.")]
    private static void UnraisableHook(PyThread thread, PyObject unraisable) =>
        ExceptionDisplay.Unraisable(thread.Engine, unraisable as UnraisableHookArgs ?? throw Err.TypeError("sys.unraisablehook argument type must be UnraisableHookArgs"));

    [PyFunction("breakpointhook", Doc = "breakpointhook(*args, **kws)\n\nThis hook function is called by built-in breakpoint().")]
    private static PyObject BreakpointHook(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        string? variable = PyThread.Current.Engine.Options.IgnoreEnvironment ? null : Native.Libc.Variable("PYTHONBREAKPOINT\0"u8);
        string target = string.IsNullOrEmpty(variable) ? "pdb.set_trace" : variable;
        if (target == "0")
        {
            return PyNone.Instance;
        }
        int dot = target.LastIndexOf('.');
        PyObject hook;
        try
        {
            hook = Ops.GetAttr(PyThread.Current.Engine.Import(dot < 0 ? "builtins" : target[..dot]), target[(dot + 1)..]);
        }
        catch (PyException e) when (e.Matches(Exc.ImportError) || e.Matches(Exc.AttributeError) || e.Matches(Exc.ValueError))
        {
            Warn.Issue(Exc.RuntimeWarning, $"Ignoring unimportable $PYTHONBREAKPOINT: \"{target}\"");
            return PyNone.Instance;
        }
        return PyThread.Current.TailCall(hook, args, kwnames);
    }
}

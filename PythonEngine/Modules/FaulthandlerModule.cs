using System.Text;
using System.Threading;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>
/// The <c>faulthandler</c> module as far as managed code can go: tracebacks on request and by timer, and before the signals that the
/// module's own test functions raise. Other fatal errors are .NET's to report.
/// </summary>
[PyModule("faulthandler", Doc = "faulthandler module.")]
internal static unsafe partial class FaulthandlerModule
{
    private const int SIGABRT = 6;
    private const int SIGFPE = 8;
    private const int SIGSEGV = 11;

    private sealed class ModuleState
    {
        public bool Enabled;
        public int EnabledFor;
        public bool AllThreads;
        public Thread? Timer;
        public ManualResetEventSlim? Cancel;
    }

    [PyModuleInit]
    private static void Init(PyModule module) => module.State = new ModuleState();

    private static ModuleState State(PyEngine engine) => (ModuleState)engine.NativeModule("faulthandler").State!;

    private static int Descriptor(PyObject? file, PyEngine engine)
    {
        if (file is PyInt)
        {
            return SysCall.FileDescriptor(file);
        }
        if (file is null or PyNone)
        {
            file = engine.SysModule.Get("stderr") ?? throw Err.RuntimeError("unable to get sys.stderr");
            if (file is PyNone)
            {
                throw Err.RuntimeError("sys.stderr is None");
            }
        }
        PyObject fd = Ops.CallMethod(file, "fileno");
        Ops.CallMethod(file, Names.Flush);
        return fd is PyInt ? SysCall.FileDescriptor(fd) : throw Err.RuntimeError("file.fileno() is not a valid file descriptor");
    }

    private static void Write(int fd, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* b = bytes)
        {
            _ = Libc.write(fd, b, bytes.Length);
        }
    }

    private static string Frames(PyThread thread, bool current)
    {
        StringBuilder text = new();
        text.Append(current ? "Current thread" : "Thread").Append($" 0x{thread.Ident:x16} (most recent call first):\n");
        PyObject? frame = thread.TopPythonFrame;
        for (int depth = 0; frame is not null and not PyNone && depth < 100; depth++)
        {
            PyObject code = Ops.GetAttr(frame, "f_code");
            text.Append($"  File \"{Ops.StrText(Ops.GetAttr(code, "co_filename"))}\", line {Ops.StrText(Ops.GetAttr(frame, "f_lineno"))} in {Ops.StrText(Ops.GetAttr(code, "co_name"))}\n");
            frame = Ops.GetAttr(frame, "f_back");
        }
        return text.ToString();
    }

    private static void Dump(int fd, PyEngine engine, bool allThreads)
    {
        PyThread current = PyThread.Current;
        if (!allThreads)
        {
            Write(fd, Frames(current, true).Replace("Current thread 0x" + current.Ident.ToString("x16", System.Globalization.CultureInfo.InvariantCulture), "Stack", StringComparison.Ordinal));
            return;
        }
        bool first = true;
        foreach (PyThread thread in engine.Threads)
        {
            Write(fd, (first ? "" : "\n") + Frames(thread, ReferenceEquals(thread, current)));
            first = false;
        }
    }

    [PyFunction("enable", "file=sys.stderr, all_threads=True")]
    private static void Enable(PyEngine engine, PyObject? file = null, bool allThreads = true)
    {
        ModuleState state = State(engine);
        state.EnabledFor = Descriptor(file, engine);
        state.AllThreads = allThreads;
        state.Enabled = true;
    }

    [PyFunction("disable")]
    private static bool Disable(PyEngine engine)
    {
        bool was = State(engine).Enabled;
        State(engine).Enabled = false;
        return was;
    }

    [PyFunction("is_enabled")]
    private static bool IsEnabled(PyEngine engine) => State(engine).Enabled;

    [PyFunction("dump_traceback", "file=sys.stderr, all_threads=True")]
    private static void DumpTraceback(PyEngine engine, PyObject? file = null, bool allThreads = true) => Dump(Descriptor(file, engine), engine, allThreads);

    [PyFunction("dump_traceback_later", "timeout, repeat=False, file=sys.stderr, exit=False")]
    private static void DumpTracebackLater(PyEngine engine, PyObject timeout, bool repeat = false, PyObject? file = null, bool exit = false)
    {
        long ns = PyTime.FromSeconds(timeout);
        if (ns <= 0)
        {
            throw Err.ValueError("timeout must be greater than 0");
        }
        int fd = Descriptor(file, engine);
        CancelLater(engine);
        ManualResetEventSlim cancel = new();
        TimeSpan wait = TimeSpan.FromMilliseconds(Math.Max(1, ns / 1e6));
        Thread timer = new(() =>
        {
            PyThread? carrier = null;
            while (!cancel.Wait(wait))
            {
                // Another thread's frames may be read only under the engine's lock.
                carrier ??= engine.NewThread();
                engine.Enter(carrier);
                Write(fd, $"Timeout ({wait:h\\:mm\\:ss})!\n");
                foreach (PyThread thread in engine.Threads)
                {
                    if (!ReferenceEquals(thread, carrier))
                    {
                        Write(fd, Frames(thread, false));
                    }
                }
                if (exit)
                {
                    Libc._exit(1);
                }
                engine.EndThread(carrier);
                carrier = null;
                if (!repeat)
                {
                    return;
                }
            }
        }, GreenletNet.GreenletRuntime.StackSize(1 << 20)) { IsBackground = true };
        ModuleState state = State(engine);
        state.Cancel = cancel;
        state.Timer = timer;
        timer.Start();
    }

    [PyFunction("cancel_dump_traceback_later")]
    private static void CancelLater(PyEngine engine)
    {
        ModuleState state = State(engine);
        state.Cancel?.Set();
        state.Cancel = null;
        state.Timer = null;
    }

    [PyFunction("register", "signum, file=sys.stderr, all_threads=True, chain=False")]
    private static void Register(PyEngine engine, int signum, PyObject? file = null, bool allThreads = true, bool chain = false) =>
        throw Err.NotImplementedError("faulthandler.register() needs a handler in C; use signal.signal() with traceback.print_stack()");

    [PyFunction("unregister", "signum, /")]
    private static bool Unregister(int signum) => false;

    /// <summary>Ends the process by a signal, after what an enabled handler would print.</summary>
    private static void Crash(PyEngine engine, int signal, string name)
    {
        ModuleState state = State(engine);
        if (state.Enabled)
        {
            Write(state.EnabledFor, $"Fatal Python error: {name}\n\n");
            Dump(state.EnabledFor, engine, state.AllThreads);
        }
        SignalDispatcher.Reset(signal, 0);
        _ = Libc.raise(signal);
    }

    [PyFunction("_sigsegv", "release_gil=False, /", Doc = "Raises SIGSEGV.")]
    private static void RaiseSegmentationFault(PyEngine engine, bool releaseGil = false) => Crash(engine, SIGSEGV, "Segmentation fault");

    [PyFunction("_read_null", "", Doc = "Ends the process as reading from address 0 does: by SIGSEGV.")]
    private static void ReadNull(PyEngine engine) => Crash(engine, SIGSEGV, "Segmentation fault");

    [PyFunction("_sigabrt", "", Doc = "Raises SIGABRT.")]
    private static void RaiseAbort(PyEngine engine) => Crash(engine, SIGABRT, "Aborted");

    [PyFunction("_sigfpe", "", Doc = "Raises SIGFPE.")]
    private static void RaiseFloatingPointException(PyEngine engine) => Crash(engine, SIGFPE, "Floating point exception");
}

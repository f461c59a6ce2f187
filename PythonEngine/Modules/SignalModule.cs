using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>_signal</c> module. How signals reach Python handlers: docs/decisions/signals.md.</summary>
[PyModule("_signal", Doc = "This module provides mechanisms to use signal handlers in Python.")]
internal static unsafe partial class SignalModule
{
    private const string Constants = """
        ITIMER_PROF 2 ITIMER_REAL 0 ITIMER_VIRTUAL 1 NSIG 65 SIGABRT 6 SIGALRM 14 SIGBUS 7 SIGCHLD 17 SIGCLD 17
        SIGCONT 18 SIGFPE 8 SIGHUP 1 SIGILL 4 SIGINT 2 SIGIO 29 SIGIOT 6 SIGKILL 9 SIGPIPE 13 SIGPOLL 29 SIGPROF 27
        SIGPWR 30 SIGQUIT 3 SIGRTMAX 64 SIGRTMIN 34 SIGSEGV 11 SIGSTKFLT 16 SIGSTOP 19 SIGSYS 31 SIGTERM 15 SIGTRAP 5
        SIGTSTP 20 SIGTTIN 21 SIGTTOU 22 SIGURG 23 SIGUSR1 10 SIGUSR2 12 SIGVTALRM 26 SIGWINCH 28 SIGXCPU 24 SIGXFSZ
        25 SIG_BLOCK 0 SIG_DFL 0 SIG_IGN 1 SIG_SETMASK 2 SIG_UNBLOCK 1
        """;

    private const int SignalCount = 65;
    private const int SIGINT = 2;
    private const int SIGQUIT = 3;
    private const int SIGPIPE = 13;
    private const int SIGTERM = 15;
    private const int SIGXFSZ = 25;
    /// <summary>Signals by which the runtime itself works: their C-level handlers stay (SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV, SIGRTMIN).</summary>
    private const ulong RuntimeSignals = 1UL << 3 | 1UL << 4 | 1UL << 6 | 1UL << 7 | 1UL << 10 | 1UL << 33;

    private static readonly PyType s_siginfoType = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "signal.struct_siginfo",
        Doc = "struct_siginfo: Result from sigwaitinfo or sigtimedwait.\n\nThis object may be accessed either as a tuple of\n(si_signo, si_code, si_errno, si_pid, si_uid, si_status, si_band),\nor via the attributes si_signo, si_code, and so on.",
        Fields = ["si_signo", "si_code", "si_errno", "si_pid", "si_uid", "si_status", "si_band"],
        VisibleCount = 7,
    });

    private sealed class ModuleState
    {
        public PyObject? DefaultHandler;
        public PyType? ItimerError;
    }

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        PyEngine engine = PyThread.Current.Engine;
        ModuleState state = new();
        module.State = state;
        SysCall.AddConstants(module, Constants);
        module.Set("struct_siginfo", s_siginfoType);
        module.Set("ItimerError", state.ItimerError = SysCall.NewException("signal.itimer_error", Exc.OSError));
        state.DefaultHandler = module.Get("default_int_handler");
        for (int number = 1; number < SignalCount; number++)
        {
            nint action = number is 32 or 33 ? -1 : SignalDispatcher.GetAction(number);
            engine.SignalHandlers[number] = action == 1 ? PyInt.One : action == -1 ? PyNone.Instance : PyInt.Zero;
        }
        if (!engine.Options.HandleSignals)
        {
            return;
        }
        SignalDispatcher.SetMainThread();
        // .NET answers these with a clean exit; a Python process dies of them.
        foreach (int number in (ReadOnlySpan<int>)[SIGTERM, SIGQUIT])
        {
            if (!ReferenceEquals(engine.SignalHandlers[number], PyInt.One))
            {
                SignalDispatcher.Reset(number, 0);
            }
        }
        foreach (int number in (ReadOnlySpan<int>)[SIGPIPE, SIGXFSZ])
        {
            SignalDispatcher.Reset(number, 1);
            engine.SignalHandlers[number] = PyInt.One;
        }
        if (!ReferenceEquals(engine.SignalHandlers[SIGINT], PyInt.One))
        {
            engine.SignalHandlers[SIGINT] = state.DefaultHandler;
            SignalDispatcher.Install(SIGINT, engine);
        }
    }

    private static ModuleState State(PyEngine engine) => (ModuleState)engine.NativeModule("_signal").State!;

    private static void CheckNumber(int number)
    {
        if (number is < 1 or >= SignalCount)
        {
            throw Err.ValueError("signal number out of range");
        }
    }

    private static void CheckMainThread(PyThread thread, string what)
    {
        if (!ReferenceEquals(thread, thread.Engine.MainThread))
        {
            throw Err.ValueError($"{what} only works in main thread of the main interpreter");
        }
    }

    [PyFunction("default_int_handler", "signalnum, frame, /")]
    private static PyObject DefaultIntHandler(PyObject signalnum, PyObject frame) => throw Err.Make(Exc.KeyboardInterrupt, []);

    [PyFunction("signal", "signalnum, handler, /")]
    private static PyObject Signal(int signalnum, PyObject handler, PyThread thread)
    {
        CheckMainThread(thread, "signal");
        CheckNumber(signalnum);
        PyEngine engine = thread.Engine;
        nint disposition = -1;
        if (!handler.Type.HasCall)
        {
            disposition = handler is PyInt i && i.TryGetLong(out long value) && value is 0 or 1 ? (nint)Ops.AsLong(handler)
                : throw Err.TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
        }
        thread.CheckSignals();
        if (signalnum is 9 or 19 or 32 or 33)
        {
            throw Err.OSError(Errno.EINVAL);
        }
        if ((RuntimeSignals & (1UL << (signalnum - 1))) == 0)
        {
            if (disposition >= 0)
            {
                SignalDispatcher.Reset(signalnum, disposition);
            }
            else
            {
                SignalDispatcher.Install(signalnum, engine);
            }
        }
        PyObject? old = engine.SignalHandlers[signalnum];
        engine.SignalHandlers[signalnum] = disposition >= 0 ? PyInt.From(disposition) : handler;
        return old ?? PyNone.Instance;
    }

    [PyFunction("getsignal", "signalnum, /")]
    private static PyObject GetSignal(int signalnum, PyEngine engine)
    {
        CheckNumber(signalnum);
        return engine.SignalHandlers[signalnum] ?? PyNone.Instance;
    }

    [PyFunction("set_wakeup_fd")]
    private static PyObject SetWakeupFd(PyThread thread, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames != null && (kwnames.Count > 1 || kwnames[0] is not PyStr { Value: "warn_on_full_buffer" }))
        {
            throw Err.TypeError($"'{Ops.StrText(kwnames[0])}' is an invalid keyword argument for set_wakeup_fd()");
        }
        if (args.Length - (kwnames?.Count ?? 0) != 1)
        {
            throw Err.TypeError($"set_wakeup_fd expected 1 argument, got {args.Length - (kwnames?.Count ?? 0)}");
        }
        int fd = SysCall.AsCInt(args[0]);
        CheckMainThread(thread, "set_wakeup_fd");
        if (fd != -1)
        {
            Posix.PosixModule.FstatRaw(fd);
            if ((SysCall.Check(Libc.fcntl(fd, Libc.F_GETFL, 0)) & Libc.O_NONBLOCK) == 0)
            {
                throw Err.ValueError($"the fd {fd} must be in non-blocking mode");
            }
        }
        int old = SignalDispatcher.WakeupFd;
        SignalDispatcher.WakeupFd = fd;
        SignalDispatcher.WarnOnFullBuffer = kwnames == null || Ops.IsTrue(args[^1]);
        return PyInt.From(old);
    }

    [PyFunction("siginterrupt", "signalnum, flag, /")]
    private static void SigInterrupt(int signalnum, int flag)
    {
        CheckNumber(signalnum);
        SysCall.Check(Libc.siginterrupt(signalnum, flag));
    }

    [PyFunction("raise_signal", "signalnum, /")]
    private static void RaiseSignal(int signalnum, PyThread thread)
    {
        SysCall.Check(Libc.raise(signalnum));
        SignalDispatcher.Drain();
        thread.CheckSignals();
    }

    [PyFunction("pthread_kill", "thread_id, signalnum, /")]
    private static void ThreadKill(long threadId, int signalnum, PyThread thread)
    {
        nint handle = ThreadModule.NativeHandle(threadId);
        int error = handle == 0 ? Errno.ESRCH : Libc.pthread_kill(handle, signalnum);
        if (error != 0)
        {
            throw Err.OSError(error);
        }
        SignalDispatcher.Drain();
        thread.CheckSignals();
    }

    [PyFunction("pthread_sigmask", "how, mask, /")]
    private static PyObject SigMask(int how, PyObject mask, PyThread thread)
    {
        ulong* set = stackalloc ulong[SignalSet.Words];
        ulong* old = stackalloc ulong[SignalSet.Words];
        SignalSet.FromIterable(mask, set);
        new Span<ulong>(old, SignalSet.Words).Clear();
        int error = SignalDispatcher.SetMask(how, set, old);
        if (error != 0)
        {
            throw Err.OSError(error);
        }
        SignalDispatcher.Drain();
        thread.CheckSignals();
        return SignalSet.ToSet(old[0]);
    }

    [PyFunction("sigpending")]
    private static PyObject SigPending()
    {
        ulong* set = stackalloc ulong[SignalSet.Words];
        new Span<ulong>(set, SignalSet.Words).Clear();
        SysCall.Check(Libc.sigpending(set));
        return SignalSet.ToSet(set[0]);
    }

    [PyFunction("sigwait", "sigset, /")]
    private static long SigWait(PyObject sigset)
    {
        ulong* set = stackalloc ulong[SignalSet.Words];
        SignalSet.FromIterable(sigset, set);
        int number, error;
        using (PyThread.Current.AllowThreads())
        {
            error = Libc.sigwait(set, &number);
        }
        return error == 0 ? number : throw Err.OSError(error);
    }

    private static PyObject MakeInfo(in Libc.Siginfo info) => PyStructSequence.Make(s_siginfoType,
        PyInt.From(info.Signo), PyInt.From(info.Code), PyInt.From(info.Error), PyInt.From(info.Pid), PyInt.From(info.Uid),
        PyInt.From(info.Status), PyInt.Zero);

    [PyFunction("sigwaitinfo", "sigset, /")]
    private static PyObject SigWaitInfo(PyObject sigset)
    {
        ulong* set = stackalloc ulong[SignalSet.Words];
        SignalSet.FromIterable(sigset, set);
        while (true)
        {
            Libc.Siginfo info;
            int error;
            using (PyThread.Current.AllowThreads())
            {
                error = Libc.sigwaitinfo(set, &info) < 0 ? Libc.LastError : 0;
            }
            if (error == 0)
            {
                return MakeInfo(info);
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
        }
    }

    [PyFunction("sigtimedwait", "sigset, timeout, /")]
    private static PyObject SigTimedWait(PyObject sigset, PyObject timeout)
    {
        long ns = PyTime.FromSeconds(timeout);
        if (ns < 0)
        {
            throw Err.ValueError("timeout must be non-negative");
        }
        ulong* set = stackalloc ulong[SignalSet.Words];
        SignalSet.FromIterable(sigset, set);
        long deadline = PyTime.Monotonic() + ns;
        while (true)
        {
            Libc.Siginfo info;
            Libc.Timespec wait = new(ns / PyTime.Second, ns % PyTime.Second);
            int error;
            using (PyThread.Current.AllowThreads())
            {
                error = Libc.sigtimedwait(set, &info, &wait) < 0 ? Libc.LastError : 0;
            }
            if (error == 0)
            {
                return MakeInfo(info);
            }
            if (error == Errno.EAGAIN)
            {
                return PyNone.Instance;
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
            ns = Math.Max(0, deadline - PyTime.Monotonic());
        }
    }

    [PyFunction("pause")]
    private static void Pause(PyThread thread)
    {
        using (thread.AllowThreads())
        {
            _ = Libc.poll(null, 0, -1);
        }
        thread.CheckSignals();
    }

    [PyFunction("alarm", "seconds, /")]
    private static long Alarm(int seconds) => Libc.alarm((uint)seconds);

    private static Libc.Timeval ToTimeval(PyObject? seconds)
    {
        if (seconds == null)
        {
            return default;
        }
        long ns = PyTime.FromSeconds(seconds);
        long us = ns >= 0 ? (ns + 999) / 1000 : ns / 1000;
        long whole = Math.DivRem(us, 1_000_000, out long rest);
        return rest < 0 ? new Libc.Timeval { Seconds = whole - 1, Microseconds = rest + 1_000_000 } : new Libc.Timeval { Seconds = whole, Microseconds = rest };
    }

    private static PyObject TimerPair(in Libc.Itimerval value) => PyTuple.Of(
        new PyFloat(value.Value.Seconds + value.Value.Microseconds / 1e6), new PyFloat(value.Interval.Seconds + value.Interval.Microseconds / 1e6));

    private static PyException ItimerError(PyEngine engine)
    {
        int error = Libc.LastError;
        return new PyException((PyBaseException)Ops.Call(State(engine).ItimerError!, PyInt.From(error), new PyStr(ErrnoText.Message(error))));
    }

    [PyFunction("setitimer", "which, seconds, interval=0.0, /")]
    private static PyObject SetItimer(PyEngine engine, int which, PyObject seconds, PyObject? interval = null)
    {
        Libc.Itimerval value = new() { Value = ToTimeval(seconds), Interval = ToTimeval(interval) };
        Libc.Itimerval old;
        return Libc.setitimer(which, &value, &old) == 0 ? TimerPair(old) : throw ItimerError(engine);
    }

    [PyFunction("getitimer", "which, /")]
    private static PyObject GetItimer(PyEngine engine, int which)
    {
        Libc.Itimerval value;
        return Libc.getitimer(which, &value) == 0 ? TimerPair(value) : throw ItimerError(engine);
    }

    [PyFunction("strsignal", "signalnum, /")]
    private static PyObject StrSignal(int signalnum)
    {
        CheckNumber(signalnum);
        byte* text = Libc.strsignal(signalnum);
        return text == null ? PyNone.Instance : FsCodec.Decode(Libc.Text(text));
    }

    [PyFunction("valid_signals")]
    private static PyObject ValidSignals()
    {
        const ulong ReservedByLibc = 1UL << 31 | 1UL << 32;
        return SignalSet.ToSet(~ReservedByLibc);
    }

    [PyFunction("pidfd_send_signal", "pidfd, signalnum, siginfo=None, flags=0, /")]
    private static void PidfdSendSignal(PyThread thread, int pidfd, int signalnum, PyObject? siginfo = null, int flags = 0)
    {
        if (siginfo is not null and not PyNone)
        {
            throw Err.TypeError("siginfo must be None");
        }
        const int SysPidfdSendSignal = 424;
        if (Libc.syscall(SysPidfdSendSignal, pidfd, signalnum, 0, flags) < 0)
        {
            throw SysCall.LastError();
        }
        // The process may be this one, and any of its threads may get the signal: they need a moment for it.
        using (thread.AllowThreads())
        {
            System.Threading.Thread.Sleep(1);
        }
        SignalDispatcher.Drain();
        thread.CheckSignals();
    }
}

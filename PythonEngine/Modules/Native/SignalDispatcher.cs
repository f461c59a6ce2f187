using System.Runtime.InteropServices;
using System.Threading;

namespace PythonEngine.Modules.Native;

/// <summary>
/// Signals of the process. Managed code cannot run in a signal handler, so the handler is a few bytes of machine code that
/// write the signal's number into a pipe; a thread of ours reads it, tells the engine, and interrupts the system call in
/// which the engine's main thread may wait. Signals belong to the process, so this is the one place with mutable
/// statics; see docs/decisions/signals.md.
/// </summary>
internal static unsafe class SignalDispatcher
{
    private const int ActionSize = 160;
    private const int FlagsOffset = 136;
    private const int SA_ONSTACK = 0x08000000;
    private const int PageSize = 65536;
    private const int PROT_RW = 3;
    private const int PROT_RX = 5;
    private const int MAP_PRIVATE_ANONYMOUS = 0x22;
    /// <summary>A real-time signal whose handler does nothing: it makes blocking calls return EINTR.</summary>
    private const int KickSignal = 63;

    /// <summary>Not a signal number: asks the reading thread to say that it has come this far.</summary>
    private const byte DrainMark = 255;

    private static readonly object s_gate = new();
    private static readonly ManualResetEventSlim s_drained = new();
    private static nint s_code;
    private static nint s_kickCode;
    /// <summary>Memory that holds the pipe's write end, read by the handler.</summary>
    private static int* s_pipeCell;
    private static int s_readEnd = -1;
    private static readonly PyEngine?[] s_owners = new PyEngine?[65];
    /// <summary>How often each signal came through the pipe.</summary>
    private static readonly int[] s_seen = new int[65];
    private static int s_mainThreadId;
    /// <summary>The signals that Python's main thread blocks, a bit for each; threads of the runtime block none.</summary>
    private static ulong s_mainBlocked;
    /// <summary>Those of them whose effect is the default one: a handler keeps them from ending the process in a thread of the runtime.</summary>
    private static ulong s_held;
    private static volatile int s_wakeupFd = -1;

    /// <summary>signal.set_wakeup_fd; -1 for none.</summary>
    public static int WakeupFd
    {
        get => s_wakeupFd;
        set => s_wakeupFd = value;
    }

    /// <summary>Whether a wakeup descriptor that takes no more is reported.</summary>
    public static bool WarnOnFullBuffer { get; set; } = true;

    /// <summary>Notes the OS thread on which Python's main thread runs: the one whose system calls signals interrupt.</summary>
    public static void SetMainThread()
    {
        s_mainThreadId = Libc.gettid();
    }

    private static void Start()
    {
        if (s_code != 0)
        {
            return;
        }
        byte* code = (byte*)SignalLibc.mmap(0, PageSize, PROT_RW, MAP_PRIVATE_ANONYMOUS, -1, 0);
        int* cell = (int*)SignalLibc.mmap(0, PageSize, PROT_RW, MAP_PRIVATE_ANONYMOUS, -1, 0);
        if ((nint)code == -1 || (nint)cell == -1)
        {
            throw SysCall.LastError();
        }
        s_pipeCell = cell;
        OpenPipe();
        int length = WriteCode(code, (nint)cell);
        if (SignalLibc.mprotect((nint)code, PageSize, PROT_RX) < 0)
        {
            throw SysCall.LastError();
        }
        s_kickCode = (nint)code + length;
        s_code = (nint)code;
        SetAction(KickSignal, s_kickCode);
        StartThread();
    }

    private static int WriteCode(byte* code, nint cell)
    {
        ReadOnlySpan<byte> handler;
        ReadOnlySpan<byte> kick;
        byte[] address = BitConverter.GetBytes((long)cell);
        switch (RuntimeInformation.ProcessArchitecture)
        {
            case Architecture.X64:
                // push rdi; mov rax, cell; mov edi, [rax]; mov rsi, rsp; mov edx, 1; mov eax, 1 (write); syscall; pop rdi; ret
                handler = (byte[])[0x57, 0x48, 0xB8, .. address, 0x8B, 0x38, 0x48, 0x89, 0xE6, 0xBA, 1, 0, 0, 0, 0xB8, 1, 0, 0, 0, 0x0F, 0x05, 0x5F, 0xC3];
                kick = (byte[])[0xC3];
                break;
            case Architecture.Arm64:
                // sub sp, sp, 16; str w0, [sp]; ldr x1, cell; ldr w0, [x1]; mov x1, sp; mov x2, 1; mov x8, 64 (write); svc 0; add sp, sp, 16; ret
                handler = (byte[])
                [
                    0xFF, 0x43, 0x00, 0xD1, 0xE0, 0x03, 0x00, 0xB9, 0x01, 0x01, 0x00, 0x58, 0x20, 0x00, 0x40, 0xB9, 0xE1, 0x03, 0x00, 0x91,
                    0x22, 0x00, 0x80, 0xD2, 0x08, 0x08, 0x80, 0xD2, 0x01, 0x00, 0x00, 0xD4, 0xFF, 0x43, 0x00, 0x91, 0xC0, 0x03, 0x5F, 0xD6, .. address,
                ];
                kick = (byte[])[0xC0, 0x03, 0x5F, 0xD6];
                break;
            default:
                throw Err.OSError(Errno.ENOSYS);
        }
        handler.CopyTo(new Span<byte>(code, handler.Length));
        kick.CopyTo(new Span<byte>(code + handler.Length, kick.Length));
        return handler.Length;
    }

    private static void OpenPipe()
    {
        int* fds = stackalloc int[2];
        SysCall.Check(Libc.pipe2(fds, Libc.O_CLOEXEC));
        s_readEnd = fds[0];
        // A full pipe must not block the handler.
        _ = Libc.fcntl(fds[1], Libc.F_SETFL, Libc.fcntl(fds[1], Libc.F_GETFL, 0) | Libc.O_NONBLOCK);
        *s_pipeCell = fds[1];
    }

    private static void StartThread()
    {
        int fd = s_readEnd;
        Thread reader = new(() => ReadSignals(fd), GreenletNet.GreenletRuntime.StackSize(256 * 1024)) { IsBackground = true, Name = "Python signals" };
        reader.Start();
    }

    private static void ReadSignals(int fd)
    {
        byte* buffer = stackalloc byte[64];
        while (true)
        {
            nint n = Libc.read(fd, buffer, 64);
            if (n <= 0)
            {
                if (n < 0 && Libc.LastError == Errno.EINTR)
                {
                    continue;
                }
                return;
            }
            PyEngine? engine = null;
            for (int i = 0; i < n; i++)
            {
                int number = buffer[i];
                if (number == DrainMark)
                {
                    s_drained.Set();
                    continue;
                }
                if (number is > 0 and < 65 && (Volatile.Read(ref s_mainBlocked) & Bit(number)) != 0)
                {
                    // A thread of the runtime took what Python has blocked: it shall wait at Python's thread.
                    _ = SignalLibc.tgkill(Libc.getpid(), s_mainThreadId, number);
                    Interlocked.Increment(ref s_seen[number]);
                    continue;
                }
                if (number < s_owners.Length && s_owners[number] is { } owner)
                {
                    engine = owner;
                    owner.TriggerSignal(number);
                    Interlocked.Increment(ref s_seen[number]);
                }
                // Last: whoever finds the descriptor ready shall find the handler due.
                if (s_wakeupFd is var wakeup and >= 0)
                {
                    byte b = (byte)number;
                    if (Libc.write(wakeup, &b, 1) < 0 && Libc.LastError is var error && (error != Errno.EAGAIN || WarnOnFullBuffer))
                    {
                        engine?.AddPendingCall(thread => ReportWakeup(thread, error));
                    }
                }
            }
            if (engine != null)
            {
                Kick(engine, fd);
            }
        }
    }

    private static void ReportWakeup(PyThread thread, int error)
    {
        ExceptionDisplay.Write(thread.Engine, "Exception ignored when trying to write to the signal wakeup fd:\n");
        thread.Engine.WriteUnraisable(Err.OSError(error), null);
    }

    /// <summary>Interrupts the main thread's system call; again while the signal waits, since the call may only just begin.</summary>
    private static void Kick(PyEngine engine, int fd)
    {
        for (int delay = 1; engine.SignalPending; delay = Math.Min(delay * 2, 100))
        {
            _ = SignalLibc.tgkill(Libc.getpid(), s_mainThreadId, KickSignal);
            Libc.Pollfd more = new() { Fd = fd, Events = Libc.POLLIN };
            if (Libc.poll(&more, 1, delay) > 0)
            {
                return;
            }
        }
    }

    /// <summary>Lets a signal arrive without the kernel (interrupt_main).</summary>
    public static void Simulate(int signal, PyEngine engine)
    {
        byte number = (byte)signal;
        if (s_code == 0 || s_owners[signal] != engine || Libc.write(*s_pipeCell, &number, 1) != 1)
        {
            engine.TriggerSignal(signal);
        }
        else
        {
            Drain();
        }
    }

    /// <summary>Waits until the signals that were delivered so far have reached their engines.</summary>
    public static void Drain()
    {
        if (s_code == 0)
        {
            return;
        }
        s_drained.Reset();
        byte mark = DrainMark;
        if (Libc.write(*s_pipeCell, &mark, 1) == 1)
        {
            s_drained.Wait(100);
        }
    }

    /// <summary>
    /// After a system call that did less than it was asked to, as one does that a signal interrupts: runs the handlers of what has arrived, and raises what they raise.
    /// </summary>
    public static void AfterShortCall(PyThread thread)
    {
        Drain();
        thread.CheckSignals();
    }

    /// <summary>kill() of the process itself: returns when the signal has reached its engine, as if the handler had run in this thread.</summary>
    public static int KillSelf(int signal)
    {
        bool ours = signal is > 0 and < 65 && (s_owners[signal] != null || (Volatile.Read(ref s_held) & Bit(signal)) != 0);
        int before = ours ? Volatile.Read(ref s_seen[signal]) : 0;
        if (Libc.kill(Libc.getpid(), signal) < 0)
        {
            return Libc.LastError;
        }
        // The kernel may give it to any thread, and that one needs its turn: to tell the engine, or to send on what the caller blocks.
        for (int i = 0; ours && i < 100 && Volatile.Read(ref s_seen[signal]) == before; i++)
        {
            using (PyThread.Current.AllowThreads())
            {
                Thread.Sleep(1);
            }
        }
        return 0;
    }

    private static ulong Bit(int signal) => 1UL << (signal - 1);

    /// <summary>pthread_sigmask() of the calling thread; returns an errno.</summary>
    public static int SetMask(int how, ulong* set, ulong* old)
    {
        if (Libc.gettid() != s_mainThreadId)
        {
            return Libc.pthread_sigmask(how, set, old);
        }
        lock (s_gate)
        {
            int error = Libc.pthread_sigmask(0, null, old);
            if (error != 0)
            {
                return error;
            }
            ulong now = how switch { 0 => old[0] | set[0], 1 => old[0] & ~set[0], _ => set[0] };
            for (int signal = 1; signal < s_owners.Length; signal++)
            {
                bool hold = (now & Bit(signal)) != 0 && s_owners[signal] == null && signal is not (9 or 19 or 32 or 33 or KickSignal);
                if (hold && (s_held & Bit(signal)) == 0 && GetAction(signal) == 0)
                {
                    Start();
                    SetAction(signal, s_code);
                    s_held |= Bit(signal);
                }
                else if (!hold && (s_held & Bit(signal)) != 0)
                {
                    s_held &= ~Bit(signal);
                    if (s_owners[signal] == null)
                    {
                        SetAction(signal, 0);
                    }
                }
            }
            Volatile.Write(ref s_mainBlocked, now);
            return Libc.pthread_sigmask(how, set, old);
        }
    }

    private static void SetAction(int signal, nint handler)
    {
        byte* action = stackalloc byte[ActionSize];
        new Span<byte>(action, ActionSize).Clear();
        *(nint*)action = handler;
        *(int*)(action + FlagsOffset) = SA_ONSTACK;
        SysCall.Check(Libc.sigaction(signal, action, null));
    }

    /// <summary>The C-level handler of a signal: 0 default, 1 ignore, else some function.</summary>
    public static nint GetAction(int signal)
    {
        byte* action = stackalloc byte[ActionSize];
        return Libc.sigaction(signal, null, action) < 0 ? 0 : *(nint*)action;
    }

    /// <summary>Gives a signal to an engine.</summary>
    public static void Install(int signal, PyEngine engine)
    {
        lock (s_gate)
        {
            Start();
            s_owners[signal] = engine;
            s_held &= ~Bit(signal);
            SetAction(signal, s_code);
        }
    }

    /// <summary>SIG_DFL (0) or SIG_IGN (1).</summary>
    public static void Reset(int signal, nint disposition)
    {
        lock (s_gate)
        {
            s_owners[signal] = null;
            s_held &= ~Bit(signal);
            SetAction(signal, disposition);
        }
    }

    /// <summary>The engine ends: signals that it handled have their default effect again.</summary>
    public static void Release(PyEngine engine)
    {
        lock (s_gate)
        {
            for (int signal = 1; signal < s_owners.Length; signal++)
            {
                if (ReferenceEquals(s_owners[signal], engine))
                {
                    s_owners[signal] = null;
                    SetAction(signal, 0);
                }
            }
        }
    }

    /// <summary>In a forked child, before it lets signals through: the parent keeps its pipe.</summary>
    public static void RenewPipe()
    {
        if (s_code == 0)
        {
            return;
        }
        int oldRead = s_readEnd;
        int oldWrite = *s_pipeCell;
        OpenPipe();
        Libc.close(oldRead);
        Libc.close(oldWrite);
    }

    /// <summary>In a forked child, after <see cref="RenewPipe"/>: the reading thread must be made anew.</summary>
    public static void AfterForkInChild()
    {
        SetMainThread();
        if (s_code != 0)
        {
            StartThread();
        }
    }
}

/// <summary>Calls that only signal handling needs.</summary>
internal static unsafe partial class SignalLibc
{
    [LibraryImport("libc", SetLastError = true)] public static partial nint mmap(nint address, nint length, int protection, int flags, int fd, long offset);
    [LibraryImport("libc", SetLastError = true)] public static partial int mprotect(nint address, nint length, int protection);
    [LibraryImport("libc", SetLastError = true)] public static partial int tgkill(int pid, int tid, int signal);
}

/// <summary>Sets of signal numbers as sigset_t.</summary>
internal static unsafe class SignalSet
{
    /// <summary>Words of glibc's sigset_t.</summary>
    public const int Words = 16;

    public static void FromIterable(PyObject signals, ulong* set)
    {
        new Span<ulong>(set, Words).Clear();
        PyObject iterator = Ops.Iter(signals);
        while (Ops.Next(iterator) is { } item)
        {
            long number = Ops.Index(item).TryGetLong(out long value) ? value : 0;
            if (number is <= 0 or >= 65)
            {
                throw Err.ValueError($"signal number {Ops.StrText(item)} out of range [1; 64]");
            }
            set[0] |= 1UL << (int)(number - 1);
        }
    }

    public static PyObject ToSet(ulong bits)
    {
        PySet result = new();
        for (int number = 1; number <= 64; number++)
        {
            if ((bits & (1UL << (number - 1))) != 0)
            {
                result.Add(PyInt.From(number));
            }
        }
        return result;
    }
}

using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using GreenletNet;
using PythonEngine.Modules.Native;

namespace PythonEngine.Execution;

/// <summary>
/// fork() of a process that runs .NET: usable when the runtime keeps no executable memory double-mapped
/// (DOTNET_EnableWriteXorExecute=0, which the launcher sets) and nothing uses the thread pool; see DESIGN, "Fork works".
/// </summary>
internal static unsafe class ForkSupport
{
    private const int MaxWaits = 1000;
    private const int SIG_BLOCK = 0;
    private const int SIG_SETMASK = 2;
    /// <summary>1 to 31, a bit for each, without those of faults (SIGILL, SIGTRAP, SIGBUS, SIGFPE, SIGSEGV); the runtime's own are real-time signals.</summary>
    private const ulong HandledSignals = 0x7FFFFFFF & ~((1UL << 3) | (1UL << 4) | (1UL << 6) | (1UL << 7) | (1UL << 10));
    private const int MaxAttempts = 10;
    private const int O_CLOEXEC = 0x80000;
    private const int SIGKILL = 9;
    /// <summary>Nanoseconds; well above what a fork takes, and below the time by which .NET puts off compiling anew (DOTNET_TC_CallCountingDelayMs).</summary>
    private const long Stillness = 8_000_000;
    private const int FUTEX_CMD_MASK = 0x7f;
    private const int FUTEX_WAIT_BITSET = 9;
    private const int FUTEX_CLOCK_REALTIME = 0x100;

    private static readonly string s_futexNumber = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "98" : "202";
    private static readonly nint s_library = NativeLibrary.GetMainProgramHandle();
    private static readonly delegate* unmanaged<int> s_fork = (delegate* unmanaged<int>)NativeLibrary.GetExport(s_library, "fork");
    private static readonly delegate* unmanaged<int, byte*, nint, nint> s_read = (delegate* unmanaged<int, byte*, nint, nint>)NativeLibrary.GetExport(s_library, "read");

    private static readonly bool s_possible = Environment.GetEnvironmentVariable("DOTNET_EnableWriteXorExecute") == "0";

    /// <summary>0 in the child, which has only the calling thread; the child's pid in the parent.</summary>
    internal static int Fork()
    {
        if (!s_possible)
        {
            throw Err.Make(Exc.NotImplementedError, "os.fork needs a .NET runtime started with DOTNET_EnableWriteXorExecute=0 (the ironeventlet launcher sets it)");
        }
        // A collection in progress on another thread would never end in the child.
        GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        EngineLock engineLock = PyThread.Current.Engine.Lock;
        engineLock.KeepStill(true);
        int pid = ForkInStillness(out int error);
        if (pid != 0)
        {
            engineLock.KeepStill(false);
        }
        if (pid < 0)
        {
            throw Err.OSError(error);
        }
        if (pid == 0)
        {
            PyThread thread = PyThread.Current;
            GreenletRuntime.AfterFork();
            FinalizerThread.AfterForkInChild();
            Jit.HotCode.AfterForkInChild();
            thread.Engine.AfterForkInChild(thread);
            if (thread.HasHub)
            {
                thread.Hub.AfterFork();
            }
        }
        return pid;
    }

    /// <summary>
    /// Forks while no other thread runs. The child would wait for ever for a lock of .NET's that another thread held (its compiler has a
    /// thread of its own, which starts work by a timer), and its collector cannot deal with a thread that was in the middle of C# code. So
    /// the child first waits until the parent has seen that no thread has run meanwhile; where one has, another child takes its place.
    /// </summary>
    private static int ForkInStillness(out int error)
    {
        error = 0;
        int* verdict = stackalloc int[2];
        ulong* handled = stackalloc ulong[SignalSet.Words];
        ulong* mask = stackalloc ulong[SignalSet.Words];
        new Span<ulong>(handled, SignalSet.Words).Clear();
        handled[0] = HandledSignals;
        for (int attempt = 1; ; attempt++)
        {
            if (Libc.pipe2(verdict, O_CLOEXEC) < 0)
            {
                error = Libc.LastError;
                return -1;
            }
            // What reaches the child before it has a pipe of its own would be told to the parent: it waits until then.
            _ = Libc.pthread_sigmask(SIG_BLOCK, handled, mask);
            long turns = AwaitOthers();
            int pid = ForkNow(s_fork, s_read, verdict[0]);
            if (pid == 0)
            {
                SignalDispatcher.RenewPipe();
            }
            else if (pid < 0)
            {
                error = Marshal.GetLastSystemError();
            }
            // In the child before any thread starts, which would inherit the mask.
            _ = Libc.pthread_sigmask(SIG_SETMASK, mask, null);
            if (pid == 0)
            {
                _ = Libc.close(verdict[0]);
                _ = Libc.close(verdict[1]);
                return 0;
            }
            bool still = pid < 0 || attempt == MaxAttempts || (!OthersRun(out long now) && now == turns);
            if (still && pid > 0)
            {
                byte go = 1;
                _ = Libc.write(verdict[1], &go, 1);
            }
            _ = Libc.close(verdict[0]);
            _ = Libc.close(verdict[1]);
            if (still)
            {
                return pid;
            }
            _ = Libc.kill(pid, SIGKILL);
            int status;
            while (Libc.wait4(pid, &status, 0, null) < 0 && Libc.LastError == Errno.EINTR)
            {
            }
        }
    }

    /// <summary>fork(); the child goes on when a byte can be read from a descriptor.</summary>
    // Optimized at once, so that no method of .NET's runs here for the first time: that would wake its compiler.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int ForkNow(delegate* unmanaged<int> fork, delegate* unmanaged<int, byte*, nint, nint> read, int verdict)
    {
        int pid = fork();
        if (pid == 0)
        {
            byte go;
            while (read(verdict, &go, 1) < 0)
            {
                // A signal came.
            }
        }
        return pid;
    }

    /// <summary>Waits, within reason, until all other threads sleep, and will for a while; how often they have had their turn until then.</summary>
    private static long AwaitOthers()
    {
        long before = -1;
        for (int i = 0; i < MaxWaits; i++)
        {
            if (OthersRun(out long turns))
            {
                before = -1;
                Thread.Sleep(1);
            }
            else if (turns == before)
            {
                return turns;
            }
            else
            {
                // Looked at one by one, each may have slept while another ran.
                before = turns;
            }
        }
        return before;
    }

    private static bool OthersRun(out long turns)
    {
        turns = 0;
        string own = "/proc/self/task/" + Libc.gettid().ToString(CultureInfo.InvariantCulture);
        try
        {
            foreach (string task in Directory.EnumerateDirectories("/proc/self/task"))
            {
                if (task == own)
                {
                    continue;
                }
                turns += Turns(task);
                if (Runs(task))
                {
                    return true;
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The thread has just ended, or there is no /proc.
        }
        return false;
    }

    /// <summary>How often a thread has been given a processor; 0 where the system does not say.</summary>
    private static long Turns(string task)
    {
        try
        {
            string text = File.ReadAllText(task + "/schedstat");
            return long.Parse(text.AsSpan(text.LastIndexOf(' ') + 1), NumberStyles.Integer, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return 0;
        }
    }

    /// <summary>Whether a thread runs, waits for a lock that another holds for a moment, or wakes soon by itself.</summary>
    private static bool Runs(string task)
    {
        try
        {
            try
            {
                return !SleepsOn(File.ReadAllText(task + "/syscall"));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                string stat = File.ReadAllText(task + "/stat");
                return stat[stat.LastIndexOf(')') + 2] is 'R' or 'D';
            }
        }
        catch (IOException)
        {
            // It has just ended: the next look is without it.
            return true;
        }
    }

    /// <param name="call">What proc(5) says of a thread: "running", "-1" outside a system call, or the call's number and six arguments.</param>
    private static bool SleepsOn(string call)
    {
        string[] words = call.Split(' ');
        if (words.Length < 9)
        {
            return false;
        }
        if (words[0] != s_futexNumber)
        {
            return true;
        }
        long operation = Argument(words[2]);
        if ((operation & FUTEX_CMD_MASK) != FUTEX_WAIT_BITSET)
        {
            return false;
        }
        long address = Argument(words[4]);
        if (address == 0)
        {
            return true;
        }
        // The deadline lies on the waiting thread's stack, which may be gone by now: hence not by the address itself.
        using Microsoft.Win32.SafeHandles.SafeFileHandle memory = File.OpenHandle("/proc/self/mem");
        Span<long> deadline = stackalloc long[2];
        if (RandomAccess.Read(memory, MemoryMarshal.AsBytes(deadline), address) != 16)
        {
            return false;
        }
        long now = (operation & FUTEX_CLOCK_REALTIME) != 0 ? (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100 : PyTime.Monotonic();
        return (deadline[0] * PyTime.Second) + deadline[1] - now > Stillness;
    }

    private static long Argument(string hexadecimal) => long.Parse(hexadecimal.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}

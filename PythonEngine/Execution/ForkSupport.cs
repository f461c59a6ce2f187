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
    /// <summary>Nanoseconds; well above what a fork takes, and below the time by which .NET puts off compiling anew (DOTNET_TC_CallCountingDelayMs).</summary>
    private const long Stillness = 8_000_000;
    private const int FUTEX_CMD_MASK = 0x7f;
    private const int FUTEX_WAIT_BITSET = 9;
    private const int FUTEX_CLOCK_REALTIME = 0x100;

    private static readonly string s_futexNumber = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "98" : "202";
    private static readonly delegate* unmanaged<int> s_fork = (delegate* unmanaged<int>)NativeLibrary.GetExport(NativeLibrary.Load("libc.so.6"), "fork");

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
        AwaitOthers();
        int pid = ForkNow(s_fork);
        int error = pid < 0 ? Marshal.GetLastSystemError() : 0;
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

    // Optimized at once, so that no method of .NET's runs here for the first time: that would wake its compiler.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static int ForkNow(delegate* unmanaged<int> fork) => fork();

    /// <summary>
    /// Waits, within reason, until all other threads sleep, and will for a while: the child would wait for ever for a lock of .NET's that
    /// another thread held (its compiler has a thread of its own, which starts work by a timer), and its collector cannot deal with a thread
    /// that was in the middle of C# code.
    /// </summary>
    private static void AwaitOthers()
    {
        for (int i = 0; i < MaxWaits && OthersRun(); i++)
        {
            Thread.Sleep(1);
        }
    }

    private static bool OthersRun()
    {
        string own = "/proc/self/task/" + Libc.gettid().ToString(CultureInfo.InvariantCulture);
        try
        {
            foreach (string task in Directory.EnumerateDirectories("/proc/self/task"))
            {
                if (task != own && Runs(task))
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

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
internal static partial class ForkSupport
{
    private const int MaxWaits = 1000;

    [LibraryImport("libc", EntryPoint = "fork", SetLastError = true)]
    private static partial int LibcFork();

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
        AwaitOthers();
        int pid = LibcFork();
        if (pid < 0)
        {
            throw Err.OSError(Marshal.GetLastPInvokeError());
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
    /// Waits, within reason, until all other threads sleep: the child would wait for ever for a lock of .NET's that another thread
    /// held (its compiler has a thread of its own), and its collector cannot deal with a thread that was in the middle of C# code.
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
                if (task == own)
                {
                    continue;
                }
                string stat = File.ReadAllText(task + "/stat");
                if (stat[stat.LastIndexOf(')') + 2] == 'R')
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
}

using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using GreenletNet;

namespace PythonEngine.Execution;

/// <summary>
/// fork() of a process that runs .NET: usable when the runtime keeps no executable memory double-mapped
/// (DOTNET_EnableWriteXorExecute=0, which the launcher sets) and nothing uses the thread pool; see DESIGN, "Fork works".
/// </summary>
internal static partial class ForkSupport
{
    private const int MaxCompilerWaits = 1000;

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
        AwaitCompiler();
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
            thread.Engine.AfterForkInChild(thread);
            if (thread.HasHub)
            {
                thread.Hub.AfterFork();
            }
        }
        return pid;
    }

    /// <summary>
    /// .NET compiles on a thread of its own, with locks that nobody would release in the child: waits, within reason, until that
    /// thread sleeps.
    /// </summary>
    private static void AwaitCompiler()
    {
        for (int i = 0; i < MaxCompilerWaits && CompilerRuns(); i++)
        {
            Thread.Sleep(1);
        }
    }

    private static bool CompilerRuns()
    {
        try
        {
            foreach (string task in Directory.EnumerateDirectories("/proc/self/task"))
            {
                if (File.ReadAllText(task + "/comm").StartsWith(".NET Tiered", StringComparison.Ordinal))
                {
                    string stat = File.ReadAllText(task + "/stat");
                    return stat[stat.LastIndexOf(')') + 2] != 'S';
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

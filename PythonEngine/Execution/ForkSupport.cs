using System.Runtime.InteropServices;
using GreenletNet;

namespace PythonEngine.Execution;

/// <summary>
/// fork() of a process that runs .NET: usable when the runtime keeps no executable memory double-mapped
/// (DOTNET_EnableWriteXorExecute=0, which the launcher sets) and nothing uses the thread pool; see DESIGN, "Fork works".
/// </summary>
internal static partial class ForkSupport
{
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
        int pid = LibcFork();
        if (pid < 0)
        {
            throw Err.OSError(Marshal.GetLastPInvokeError());
        }
        if (pid == 0)
        {
            PyThread thread = PyThread.Current;
            GreenletRuntime.AfterFork();
            thread.Engine.AfterForkInChild(thread);
            if (thread.HasHub)
            {
                thread.Hub.AfterFork();
            }
        }
        return pid;
    }
}

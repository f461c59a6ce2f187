using System.Reflection;
using System.Threading;

namespace PythonEngine.Execution;

/// <summary>
/// .NET's finalizer thread, which does not exist in a forked child: without it unreachable files and sockets would stay open there,
/// and whoever waits for finalizers would wait for ever. There another thread does its work.
/// </summary>
internal static class FinalizerThread
{
    private const int PollMilliseconds = 100;

    // What .NET's own finalizer thread calls; there is no public way to run finalizers.
    private static Func<uint>? s_run;
    private static bool s_forked;

    /// <summary>In a forked child: starts the thread that takes the place of .NET's.</summary>
    internal static void AfterForkInChild()
    {
        s_forked = true;
        s_run ??= typeof(GC).GetMethod("RunFinalizers", BindingFlags.NonPublic | BindingFlags.Static, [])?.CreateDelegate<Func<uint>>();
        if (s_run == null)
        {
            return;
        }
        Thread thread = new(Loop, GreenletNet.GreenletRuntime.StackSize(256 * 1024)) { IsBackground = true, Name = "finalizers" };
        thread.Start();
    }

    private static void Loop()
    {
        int seen = GC.CollectionCount(0);
        while (true)
        {
            // Nothing tells of a collection but its count.
            Thread.Sleep(PollMilliseconds);
            int count = GC.CollectionCount(0);
            if (count != seen)
            {
                seen = count;
                s_run!();
            }
        }
    }

    /// <summary>Returns when the finalizers of all that was found unreachable have run. Any thread.</summary>
    internal static void WaitForPending()
    {
        if (!s_forked)
        {
            GC.WaitForPendingFinalizers();
            return;
        }
        s_run?.Invoke();
    }
}

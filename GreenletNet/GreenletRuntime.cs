using GreenletNet.Greenlets;
using GreenletNet.Hubs;

namespace GreenletNet;

/// <summary>What concerns the whole process.</summary>
public static class GreenletRuntime
{
    /// <summary>
    /// To be called first in the child of a fork: forgets the worker threads, which exist in the parent only. Each hub that is used on
    /// needs its own <see cref="Hub.AfterFork"/>.
    /// </summary>
    public static void AfterFork()
    {
        WorkerPool.AfterFork();
        ThreadGreenlet.AfterFork();
    }
}

using System;
using GreenletNet.Greenlets;
using GreenletNet.Hubs;

namespace GreenletNet;

/// <summary>What concerns the whole process.</summary>
public static class GreenletRuntime
{
    private const int SmallStack = 4 * 1024 * 1024;
    private const int LargeStack = 16 * 1024 * 1024;
    private const int StackStep = 16 * 1024;

    private static int s_forks;

    /// <summary>
    /// The stack size, in bytes, with which to start an OS thread that wants the given size. .NET's collector still looks at the
    /// stacks that the parent's threads left behind in a forked child, and the C library would hand those to new threads that they
    /// fit: in a child every thread asks for more than any in the parent had.
    /// </summary>
    public static int StackSize(int bytes) =>
        s_forks == 0 ? bytes : (bytes < SmallStack ? bytes : Math.Max(bytes, LargeStack)) + (s_forks * StackStep);

    /// <summary>
    /// To be called first in the child of a fork: forgets the worker threads, which exist in the parent only. Each hub that is used on
    /// needs its own <see cref="Hub.AfterFork"/>.
    /// </summary>
    public static void AfterFork()
    {
        s_forks++;
        WorkerPool.AfterFork();
        ThreadGreenlet.AfterFork();
    }
}

using System;
using System.Runtime.InteropServices;
using System.Threading;
using GreenletNet.Greenlets;
using GreenletNet.Hubs;

namespace GreenletNet;

/// <summary>What concerns the whole process.</summary>
public static partial class GreenletRuntime
{
    // The C library gives a thread a cached stack of the size that it asks for, or of up to four times that.
    private const int SmallStack = 256 * 1024;
    private const int MediumStack = 1536 * 1024;
    private const int LargeStack = 16 * 1024 * 1024;
    private const int StackStep = 16 * 1024;
    private const int MostSmallSteps = 7;
    // pthread_attr_t takes 56 bytes, on arm64 64.
    private const int AttributesSize = 64;

    private static int s_forks;
    private static int s_largestAsked = LargeStack;
    private static int s_largestInParent = LargeStack;

    /// <summary>
    /// The stack size, in bytes, with which to start an OS thread that wants the given size (0: .NET's own choice). .NET's collector still looks at the
    /// stacks that the parent's threads left behind in a forked child, and the C library would hand those to new threads that they
    /// fit. So there are small stacks and such as are at least six times as large, and in a child every thread asks for more
    /// than any of its kind in the parent had. Any thread.
    /// </summary>
    public static int StackSize(int bytes)
    {
        if (bytes is > 0 and <= SmallStack && s_forks <= MostSmallSteps)
        {
            return SmallStack + (s_forks * StackStep);
        }
        int size = s_forks == 0 ? Math.Max(bytes, MediumStack) : Math.Max(bytes, s_largestInParent) + (s_forks * StackStep);
        int seen = Volatile.Read(ref s_largestAsked);
        while (size > seen)
        {
            int found = Interlocked.CompareExchange(ref s_largestAsked, size, seen);
            if (found == seen)
            {
                break;
            }
            seen = found;
        }
        return size;
    }

    /// <summary>
    /// To be called first in the child of a fork: forgets the worker threads, which exist in the parent only. Each hub that is used on
    /// needs its own <see cref="Hub.AfterFork"/>.
    /// </summary>
    public static void AfterFork()
    {
        s_forks++;
        s_largestInParent = s_largestAsked;
        RaiseDefaultStackSize();
        WorkerPool.AfterFork();
        ThreadGreenlet.AfterFork();
    }

    /// <summary>
    /// The same for the threads that .NET starts by itself, such as its compiler's, which it ends after four idle seconds and starts again
    /// when needed: they ask for no size, so the size that this means is raised.
    /// </summary>
    private static unsafe void RaiseDefaultStackSize()
    {
        byte* attributes = stackalloc byte[AttributesSize];
        try
        {
            if (pthread_getattr_default_np(attributes) != 0 || pthread_attr_getstacksize(attributes, out nuint size) != 0)
            {
                return;
            }
            nuint raised = Math.Max(size, (nuint)s_largestInParent) + StackStep;
            if (pthread_attr_setstacksize(attributes, raised) == 0 && pthread_setattr_default_np(attributes) == 0)
            {
                // For a child of this child, these are sizes that its parent had.
                s_largestAsked = (int)Math.Min(raised, int.MaxValue - (1 << 20));
            }
            _ = pthread_attr_destroy(attributes);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library, which keeps no stacks.
        }
    }

    [LibraryImport("libc")]
    private static unsafe partial int pthread_getattr_default_np(byte* attributes);

    [LibraryImport("libc")]
    private static unsafe partial int pthread_setattr_default_np(byte* attributes);

    [LibraryImport("libc")]
    private static unsafe partial int pthread_attr_getstacksize(byte* attributes, out nuint size);

    [LibraryImport("libc")]
    private static unsafe partial int pthread_attr_setstacksize(byte* attributes, nuint size);

    [LibraryImport("libc")]
    private static unsafe partial int pthread_attr_destroy(byte* attributes);
}

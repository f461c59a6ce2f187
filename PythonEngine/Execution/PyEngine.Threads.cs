using System.Threading;

namespace PythonEngine.Execution;

internal sealed partial class PyEngine
{
    private readonly List<PyThread> _threads = [];
    private static long s_lastIdent = 0x7f0000000000;

    public readonly PyThread MainThread;

    /// <summary>The kernel's number of the OS thread on which the main Python thread blocked last; zero while it has never left its first one.</summary>
    internal volatile int MainCarrierId;

    /// <summary>A snapshot of the engine's Python threads.</summary>
    internal PyThread[] Threads
    {
        get
        {
            lock (_threads)
            {
                return [.. _threads];
            }
        }
    }

    internal int ThreadCount
    {
        get
        {
            lock (_threads)
            {
                return _threads.Count;
            }
        }
    }

    /// <summary>Registers a new Python thread; the OS thread that is to carry it calls <see cref="Enter"/>.</summary>
    internal PyThread NewThread()
    {
        PyThread thread = new(this, Interlocked.Add(ref s_lastIdent, 0x1000));
        lock (_threads)
        {
            _threads.Add(thread);
        }
        return thread;
    }

    /// <summary>Makes the calling OS thread carry a Python thread, and takes the lock.</summary>
    internal void Enter(PyThread thread)
    {
        Lock.Acquire(thread);
        PyThread.SetCurrent(thread);
    }

    /// <summary>The end of a Python thread on the calling OS thread.</summary>
    internal void EndThread(PyThread thread)
    {
        lock (_threads)
        {
            _threads.Remove(thread);
        }
        thread.ReleaseCarriers();
        thread.ForgetLocals();
        PyThread.SetCurrent(null);
        Lock.Release(thread);
    }

    /// <summary>In a forked child: forgets the threads that exist no more.</summary>
    internal void AfterForkInChild(PyThread survivor)
    {
        // Whoever held the list's monitor at the fork is gone; entering it uncontended is safe because fork runs under the engine's lock.
        _threads.Clear();
        _threads.Add(survivor);
        Lock.AfterForkInChild(survivor);
        survivor.AfterForkInChild();
    }
}

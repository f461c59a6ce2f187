using System.Diagnostics;
using System.Threading;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Zmq;

/// <summary>What the module keeps per engine.</summary>
internal sealed class ZmqState
{
    /// <summary>Makes the exception for an error number.</summary>
    internal PyObject? ErrorFactory;

    /// <summary>Makes a frame of bytes and whether more follow.</summary>
    internal PyObject? FrameFactory;

    /// <summary>Makes the tracker of data that is sent without a copy.</summary>
    internal PyObject? TrackerFactory;

    /// <summary>Of the last call that failed.</summary>
    internal int LastError;

    /// <summary>How long the end of a program waits for what it sent and did not wait for: libzmq waits for ever.</summary>
    private const int EndMilliseconds = 3000;

    private readonly List<ZmqContextHandle> _contexts = [];
    private readonly Lock _guard = new();

    internal void Began(ZmqContextHandle context)
    {
        lock (_guard)
        {
            _contexts.Add(context);
        }
    }

    internal void Ended(ZmqContextHandle context)
    {
        lock (_guard)
        {
            _contexts.Remove(context);
        }
    }

    /// <summary>The end of the program: closes what is open, and gives NetMQ's threads time to deliver what was sent.</summary>
    internal void Finish(PyThread thread)
    {
        ZmqContextHandle[] contexts;
        lock (_guard)
        {
            contexts = _contexts.FindAll(static context => context.IsOurs).ToArray();
        }
        foreach (ZmqContextHandle context in contexts)
        {
            context.CloseAll();
            context.BeginTermination();
        }
        long begin = Stopwatch.GetTimestamp();
        using (thread.AllowThreads())
        {
            foreach (ZmqContextHandle context in contexts)
            {
                context.WaitForTermination(Math.Max(0, EndMilliseconds - (int)Stopwatch.GetElapsedTime(begin).TotalMilliseconds));
            }
        }
    }

    /// <summary>The process in which NetMQ's threads run, 0 before the first context: they do not survive a fork.</summary>
    private static int s_process;

    internal static ZmqState Current => (ZmqState)PyThread.Current.Engine.NativeModule("_zmq").State!;

    /// <summary>Whether contexts belong to a parent of this process.</summary>
    internal static bool Forked => s_process != 0 && s_process != Libc.getpid();

    /// <summary>Called before NetMQ starts a thread.</summary>
    internal static void Enter()
    {
        if (Forked)
        {
            throw Err.RuntimeError("zmq was in use before this process was forked, and its threads did not come along: fork first, or start a new program");
        }
        s_process = Libc.getpid();
    }
}

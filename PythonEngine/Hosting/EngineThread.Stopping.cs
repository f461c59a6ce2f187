using System.Diagnostics;
using System.Threading;
using GreenletNet.Hubs;
using PythonEngine.Modules.Eventlet;

namespace PythonEngine.Hosting;

/// <summary>The end of an engine with a thread of its own.</summary>
internal sealed partial class EngineThread
{
    /// <summary>Ends a greenthread by GreenletExit, where it waits or, by the next check, where it runs.</summary>
    internal static void Kill(PyThread thread, PyGreenlet greenlet)
    {
        if (ReferenceEquals(thread.Greenlet, greenlet))
        {
            thread.AsyncException = new PyBaseException(PyEngine.GreenletExit);
            return;
        }
        thread.Hub.Enqueue(new Killing(greenlet));
    }

    private sealed class Killing(PyGreenlet greenlet) : IPythonHubCallback
    {
        public void Run() => throw new InvalidOperationException("run by the hub's frame");

        public void RunOn(PyThread thread, HubFrame hubFrame)
        {
            if (!greenlet.Dead)
            {
                // Its end comes back to the hub, whoever its parent was.
                if (greenlet.Parent is not { Dead: false })
                {
                    greenlet.Parent = thread.HubGreenlet;
                }
                thread.SwitchFromHub(hubFrame, greenlet, null, new PyBaseException(PyEngine.GreenletExit));
            }
        }

        public void Failed(PyThread thread, PyBaseException exception) => PyEventletHub.ReportTimer(thread, exception);
    }

    /// <summary>
    /// Ends the engine: greenthreads get GreenletExit, Python threads are waited for, atexit functions run, streams are flushed, what is
    /// open is closed. Completes when that is done.
    /// </summary>
    /// <param name="grace">How long greenthreads and threads get to end by themselves.</param>
    internal Task Stop(TimeSpan grace)
    {
        lock (_gate)
        {
            if (_stopping || _engine == null)
            {
                return _ended.Task;
            }
            _stopping = true;
            _grace = grace;
        }
        // A greenthread in a tight loop is interrupted as well.
        _engine.AddPendingCall(thread =>
        {
            if (!thread.Greenlet.IsMain && !ReferenceEquals(thread.Greenlet, thread.HubGreenletOrNull))
            {
                thread.AsyncException = new PyBaseException(PyEngine.GreenletExit);
            }
        });
        _engine.MainThread.Hub.Post(new WakeMain());
        return _ended.Task;
    }

    /// <summary>
    /// The thread does not come back, as code that it runs blocks for ever outside of the hub: calls under way are told so. Should it come
    /// back after all, it ends as it would have.
    /// </summary>
    internal void GiveUp()
    {
        Engine.Stopped = true;
        AbortCalls();
    }

    private void End(PyEngine engine)
    {
        _stopping = true;
        PyThread main = engine.MainThread;
        long deadline = Stopwatch.GetTimestamp() + (long)(_grace.TotalSeconds * Stopwatch.Frequency);
        try
        {
            EndGreenlets(main, deadline);
            ThreadingExit(engine);
            EndThreads(engine, main, deadline);
            Runtime.Finish(engine, 0, joinThreads: false);
        }
        catch (PyException e)
        {
            ExceptionDisplay.Display(engine, e.Value.Type, e.Value, e.Value.Traceback);
        }
        Abandon(engine);
        AbortCalls();
    }

    private void AbortCalls()
    {
        IHostCall[] left;
        lock (_gate)
        {
            left = [.. _calls];
            _calls.Clear();
        }
        foreach (IHostCall call in left)
        {
            call.Abort();
        }
    }

    /// <summary>Throws GreenletExit into every greenlet, and again into those that it made start, until all have ended or time is up.</summary>
    private static void EndGreenlets(PyThread main, long deadline)
    {
        const double Round = 0.05;
        while (true)
        {
            List<PyGreenlet> alive = main.LiveGreenlets();
            alive.RemoveAll(g => g.IsMain || ReferenceEquals(g, main.HubGreenletOrNull));
            if (alive.Count == 0 || Stopwatch.GetTimestamp() > deadline)
            {
                return;
            }
            foreach (PyGreenlet greenlet in alive)
            {
                Kill(main, greenlet);
            }
            // Long enough for a finally clause that has something to say to the other side.
            main.TailNative = new Pause(Round);
            main.WaitNested();
        }
    }

    /// <summary>The main greenlet waits while the hub runs.</summary>
    private sealed class Pause(double seconds) : NativeFrame
    {
        private bool _parked;

        internal override void Step(PyThread thread)
        {
            if (_parked)
            {
                Finish(thread, PyNone.Instance);
                return;
            }
            _parked = true;
            // What is ready now runs before; the timer only bounds what waits.
            thread.Hub.Enqueue(new WakeMainSoon(seconds));
            thread.ParkInHub();
        }

        internal override void Returned(PyThread thread, PyObject result)
        {
            // The next step ends the wait.
        }

        internal override void Raised(PyThread thread, PyBaseException exception)
        {
            // Something ended the hub's run; the wait is over all the same.
        }
    }

    private sealed class WakeMainSoon(double seconds) : IPythonHubCallback
    {
        private readonly long _until = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);

        public void Run() => throw new InvalidOperationException("run by the hub's frame");

        public void RunOn(PyThread thread, HubFrame hubFrame)
        {
            bool alive = thread.LiveGreenlets().Exists(g => !g.IsMain && !ReferenceEquals(g, thread.HubGreenletOrNull));
            if (!alive || Stopwatch.GetTimestamp() >= _until)
            {
                thread.SwitchFromHub(hubFrame, thread.MainGreenlet, PyNone.Instance, null);
                return;
            }
            thread.Engine.Lock.Release(thread);
            Thread.Sleep(1);
            thread.Engine.Lock.Acquire(thread);
            thread.Hub.Enqueue(this);
        }

        public void Failed(PyThread thread, PyBaseException exception) => PyEventletHub.ReportTimer(thread, exception);
    }

    /// <summary>
    /// The part of threading._shutdown() before it joins: functions that thread pools have registered. The join is EndThreads, as
    /// _shutdown() knows no time limit and takes the caller for another thread when a greenthread has monkey-patched.
    /// </summary>
    private static void ThreadingExit(PyEngine engine)
    {
        if (engine.Modules.GetStr(PyStr.Intern("threading")) is not PyModule threading)
        {
            return;
        }
        threading.Set("_SHUTTING_DOWN", PyBool.True);
        if (threading.Get("_threading_atexits") is not PyList functions)
        {
            return;
        }
        PyObject[] calls = functions.ToArray();
        Array.Reverse(calls);
        foreach (PyObject call in calls)
        {
            try
            {
                Ops.Call(call);
            }
            catch (PyException e)
            {
                engine.WriteUnraisable(e.Value, call, "Exception ignored in threading atexit callback");
            }
        }
    }

    /// <summary>Whether a thread of the engine runs that the program's end waits for.</summary>
    private static bool MustWait(PyEngine engine, PyThread main)
    {
        if (engine.Modules.GetStr(PyStr.Intern("threading")) is not PyModule threading || threading.Get("_active") is not PyDict active)
        {
            return false;
        }
        foreach (PyThread thread in engine.Threads)
        {
            if (!ReferenceEquals(thread, main) && active.Get(PyInt.From(thread.Ident)) is { } subject
                && Ops.TryGetAttr(subject, "_daemonic") is { } daemonic && !Ops.IsTrue(daemonic))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Waits for the engine's Python threads that are no daemons; those, when time is up, and daemons get SystemExit where they run.</summary>
    private static void EndThreads(PyEngine engine, PyThread main, long deadline)
    {
        long last = 0;
        while (engine.ThreadCount > 1)
        {
            long now = Stopwatch.GetTimestamp();
            if (last == 0 && (now > deadline || !MustWait(engine, main)))
            {
                last = now + Stopwatch.Frequency / 2;
            }
            if (last != 0)
            {
                if (now > last)
                {
                    return;
                }
                foreach (PyThread thread in engine.Threads)
                {
                    if (!ReferenceEquals(thread, main))
                    {
                        thread.AsyncException ??= PyBaseException.Make(Exc.SystemExit, []);
                    }
                }
                engine.EvalBreaker = true;
            }
            using (main.AllowThreads())
            {
                Thread.Sleep(1);
            }
        }
    }

    /// <summary>Lets go of everything the engine holds, so that the collector finds what was left open, and ends it.</summary>
    private static void Abandon(PyEngine engine)
    {
        PyThread main = engine.MainThread;
        try
        {
            Runtime.Clear(engine);
        }
        catch (PyException)
        {
            // A __del__ that fails now has nobody to tell.
        }
        Modules.Native.SignalDispatcher.Release(engine);
        main.DisposeHub();
        engine.Stopped = true;
        engine.EndThread(main);
    }
}

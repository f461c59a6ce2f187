using GreenletNet.Hubs;

namespace PythonEngine.Execution;

/// <summary>A PyThread's hub: releases the engine's lock while it polls.</summary>
internal sealed class EngineHub : Hub
{
    internal readonly PyThread Thread;

    /// <summary>eventlet's hub object on this hub.</summary>
    internal Modules.Eventlet.PyEventletHub? Owner;

    internal EngineHub(PyThread thread)
    {
        Thread = thread;
        Scope = new WaitScope();
    }

    /// <summary>How long the hub may block before it looks for garbage.</summary>
    internal double BlockLimit => Thread.Engine.Pacer.BlockLimit(Thread);

    protected override void BeforeBlock() => Thread.Engine.Lock.Release(Thread);

    protected override void AfterBlock() => Thread.Engine.Lock.Acquire(Thread);

    protected override bool OnIdle(double seconds) => Thread.Engine.Pacer.Collect(Thread, quiet: false);
}

/// <summary>Hub items that run on the hub's greenlet with its frame on top.</summary>
internal interface IPythonHubCallback : IHubCallback
{
    /// <summary>May push frames on the hub's (Interpreter.CallOn) or go on with a greenlet (PyThread.SwitchFromHub).</summary>
    void RunOn(PyThread thread, HubFrame hubFrame);

    /// <summary>What it called, or the greenlet it went on with, raised in the hub.</summary>
    void Failed(PyThread thread, PyBaseException exception);
}

/// <summary>The bottom (and usually only) frame of the hub greenlet: each step runs what is due next.</summary>
internal sealed class HubFrame(EngineHub hub) : NativeFrame
{
    private IPythonHubCallback? _current;
    private bool _guarded;

    internal bool Running { get; private set; }

    internal bool Stopping { get; set; }

    internal override void Step(PyThread thread)
    {
        if (thread.Engine.EvalBreaker)
        {
            thread.Engine.HandlePending(thread);
        }
        Running = true;
        // What is due in this round runs before an abort takes effect.
        if (Stopping && !hub.IsInRound)
        {
            hub.Clear();
            Stop(thread, PyNone.Instance, null);
            return;
        }
        if (_guarded)
        {
            _guarded = false;
            Ops.CallMethod(hub.Owner!, "block_detect_post");
        }
        _current = null;
        HubStep step = hub.TryNext(!Stopping, hub.BlockLimit, out IHubCallback? item);
        if (step != HubStep.Item)
        {
            if (step == HubStep.LimitReached)
            {
                thread.Engine.Pacer.Collect(thread, quiet: true);
            }
            return;
        }
        if (hub.Owner is { DebugBlocking: true })
        {
            _guarded = true;
            Ops.CallMethod(hub.Owner, "block_detect_pre");
        }
        switch (item)
        {
            case IPythonHubCallback callback:
                _current = callback;
                callback.RunOn(thread, this);
                break;
            case TaskFrame task:
                if (task.IsAwaited)
                {
                    thread.SwitchFromHub(this, task.Greenlet, PyNone.Instance, null);
                }
                break;
            default:
                item!.Run();
                break;
        }
    }

    private void Stop(PyThread thread, PyObject? value, PyBaseException? error)
    {
        Running = false;
        Stopping = false;
        thread.FinishGreenlet(thread.Greenlet, value, error);
    }

    internal override void Returned(PyThread thread, PyObject result)
    {
        // What a callback returns is of no interest; the next step follows.
    }

    internal override void Raised(PyThread thread, PyBaseException exception)
    {
        if (exception.Type.IsSubtypeOf(Exc.SystemExit) || exception.Type.IsSubtypeOf(Exc.KeyboardInterrupt))
        {
            // These end the loop: the hub's parent gets them, as a rule the main greenlet.
            Stop(thread, null, exception);
            return;
        }
        IPythonHubCallback? current = _current;
        if (current != null)
        {
            current.Failed(thread, exception);
        }
        else
        {
            ExceptionDisplay.Display(thread.Engine, exception.Type, exception, exception.Traceback);
        }
    }
}

using System.Threading;
using GreenletNet.Hubs;

namespace PythonEngine.Execution;

/// <summary>An OS thread that carries a Python thread for a while, and blocks while another one does.</summary>
internal sealed class Carrier
{
    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>Set when the C# frames it keeps must be unwound without running on.</summary>
    public volatile bool Abandoned;

    public void Wake() => _wake.Release();

    public void Wait() => _wake.Wait();
}

/// <summary>Unwinds the C# frames of a greenlet that will never go on, because the run below it has ended.</summary>
internal sealed class GreenletUnwindException : Exception
{
    public GreenletUnwindException() : base("the greenlet's Python thread has ended")
    {
    }
}

/// <summary>Greenlet switches, waiting for tasks, and the hand-over between OS threads.</summary>
internal sealed unsafe partial class PyThread
{
    internal PyObject? SwitchValue;
    internal PyBaseException? SwitchError;
    internal PyObject[]? SwitchArgs;
    internal PyTuple? SwitchNames;
    internal Carrier Carrier = new();
    private readonly Stack<Carrier> _idle = new();
    private EngineHub? _hub;
    private PyGreenlet? _hubGreenlet;

    /// <summary>How often a greenlet had to keep its OS thread while it waited.</summary>
    internal long PinCount;

    /// <summary>The hub, made on first use.</summary>
    internal EngineHub Hub => _hub ??= new EngineHub(this);

    internal bool HasHub => _hub != null;

    /// <summary>The greenlet in which the hub's loop runs.</summary>
    internal PyGreenlet HubGreenlet
    {
        get
        {
            if (_hubGreenlet == null)
            {
                _hubGreenlet = new PyGreenlet(PyGreenlet.TypeObject, this) { Parent = MainGreenlet, Started = true };
                _hubGreenlet.Top = new HubFrame(Hub);
            }
            return _hubGreenlet;
        }
    }

    /// <summary>A native asked the current greenlet to wait or to switch; its instruction takes the value later.</summary>
    internal void ParkCurrent(ReturnKind kind, ushort register)
    {
        PyGreenlet g = Greenlet;
        PyGreenlet target;
        PyObject? value = null;
        PyBaseException? error = null;
        if (!TakeTarget(g, out target!, ref value, ref error, out PyObject? immediate))
        {
            Interpreter.Deliver(this, Top!, kind, register, null, immediate!);
            return;
        }
        g.Top = Top;
        g.ResumeKind = kind;
        g.ResumeRegister = register;
        g.Depth = Depth;
        bool nested = !TopEntry!.IsBase;
        if (!nested)
        {
            Activate(target, value, error);
            if (Greenlet.Pin is { } pin)
            {
                Carrier mine = Carrier;
                EntryFrame entry = TopEntry;
                _idle.Push(mine);
                pin.Wake();
                WaitForBaton(mine, entry);
            }
            return;
        }
        BlockPinned(g, target, value, error);
        if (g.PinError is { } failure)
        {
            g.PinError = null;
            Raised = failure;
            return;
        }
        PyObject result = g.PinValue!;
        g.PinValue = null;
        Interpreter.Deliver(this, Top!, kind, register, null, result);
    }

    /// <summary>Waits inside a native that was called from C# code: the C# frames stay where they are.</summary>
    internal PyObject WaitPinned()
    {
        PyGreenlet g = Greenlet;
        PyObject? value = null;
        PyBaseException? error = null;
        if (!TakeTarget(g, out PyGreenlet target, ref value, ref error, out PyObject? immediate))
        {
            return immediate!;
        }
        g.Top = Top;
        g.Depth = Depth;
        BlockPinned(g, target, value, error);
        if (g.PinError is { } failure)
        {
            g.PinError = null;
            throw new PyException(failure) { HasContext = true };
        }
        PyObject result = g.PinValue!;
        g.PinValue = null;
        return result;
    }

    /// <summary>What the native left behind: a switch target, or a task to wait for (then the hub). False when the task is done.</summary>
    private bool TakeTarget(PyGreenlet g, out PyGreenlet target, ref PyObject? value, ref PyBaseException? error, out PyObject? immediate)
    {
        immediate = null;
        if (SwitchTarget is { } chosen)
        {
            SwitchTarget = null;
            value = SwitchValue;
            error = SwitchError;
            SwitchValue = null;
            SwitchError = null;
            target = chosen;
            return true;
        }
        PendingCall task = PendingTask ?? throw new InvalidOperationException("a native returned Pending without saying what for");
        PendingTask = null;
        target = null!;
        if (task.IsCompleted)
        {
            immediate = task.GetResult();
            return false;
        }
        if (ReferenceEquals(g, _hubGreenlet))
        {
            throw Err.RuntimeError("do not call blocking functions from the mainloop");
        }
        g.Waiting = task;
        task.OnCompleted(g.TaskDone);
        target = HubGreenlet;
        return true;
    }

    private void BlockPinned(PyGreenlet g, PyGreenlet target, PyObject? value, PyBaseException? error)
    {
        PinCount++;
        Carrier mine = Carrier;
        EntryFrame? entry = TopEntry;
        g.Pin = mine;
        Activate(target, value, error);
        if (ReferenceEquals(Greenlet, g))
        {
            // A switch that came back to itself (dead target whose parent it is).
            g.Pin = null;
            return;
        }
        if (Greenlet.Pin is { } pin)
        {
            pin.Wake();
        }
        else if (_idle.TryPop(out Carrier? idle))
        {
            idle.Wake();
        }
        else
        {
            StartCarrier();
        }
        WaitForBaton(mine, entry);
        g.Pin = null;
        Top = g.Top;
        Depth = g.Depth;
    }

    private void WaitForBaton(Carrier mine, EntryFrame? entry)
    {
        t_current = null;
        mine.Wait();
        if (mine.Abandoned)
        {
            mine.Abandoned = false;
            t_current = this;
            Carrier = mine;
            throw new GreenletUnwindException();
        }
        t_current = this;
        Carrier = mine;
        TopEntry = entry;
    }

    private void StartCarrier()
    {
        Thread thread = new(() =>
        {
            t_current = this;
            Carrier = new Carrier();
            EntryFrame entry = new() { IsBase = true, Carrier = Carrier };
            TopEntry = entry;
            try
            {
                Interpreter.Run(this, entry);
            }
            catch (GreenletUnwindException)
            {
                // The engine has stopped.
            }
        }, 16 * 1024 * 1024)
        {
            IsBackground = true,
            Name = "greenlet carrier",
        };
        thread.Start();
    }

    /// <summary>Makes a greenlet the current one and hands it a value or an exception.</summary>
    internal void Activate(PyGreenlet target, PyObject? value, PyBaseException? error)
    {
        while (target.Dead || (error != null && !target.Started))
        {
            if (!target.Dead)
            {
                // An exception thrown into a greenlet that never ran ends it.
                target.Dead = true;
                target.Started = true;
                target.Run = null;
            }
            if (error != null && error.Type.IsSubtypeOf(Engine.GreenletExit))
            {
                value = error;
                error = null;
            }
            target = target.Parent ?? MainGreenlet;
        }
        Greenlet = target;
        if (!target.Started)
        {
            target.Started = true;
            target.Depth = 0;
            Depth = 0;
            PyObject[] args = SwitchArgs ?? (value == null ? [] : [value]);
            PyTuple? names = SwitchNames;
            SwitchArgs = null;
            SwitchNames = null;
            Top = new GreenletStart(target, args, names);
            return;
        }
        SwitchArgs = null;
        SwitchNames = null;
        Top = target.Top;
        target.Top = null;
        Depth = target.Depth;
        if (target.Pin != null)
        {
            target.PinValue = value;
            target.PinError = error;
            target.Top = Top;
        }
        else if (error != null)
        {
            Raised = error;
        }
        else if (Top is not HubFrame)
        {
            Interpreter.Deliver(this, Top!, target.ResumeKind, target.ResumeRegister, null, value!);
        }
    }

    /// <summary>A greenlet's run is over: its parent gets the result.</summary>
    internal void FinishGreenlet(PyGreenlet greenlet, PyObject? value, PyBaseException? error)
    {
        greenlet.Dead = true;
        greenlet.Top = null;
        Activate(greenlet.Parent ?? MainGreenlet, value, error);
        HandOverIfPinned();
    }

    /// <summary>The hub goes on with a greenlet; the hub's own frame waits as its top.</summary>
    internal void SwitchFromHub(HubFrame frame, PyGreenlet greenlet, PyObject? value, PyBaseException? error)
    {
        PyGreenlet hub = Greenlet;
        hub.Top = frame;
        hub.Depth = Depth;
        Activate(greenlet, value, error);
        HandOverIfPinned();
    }

    /// <summary>After Activate in a base run: when the new greenlet has its own OS thread, that one goes on.</summary>
    internal void HandOverIfPinned()
    {
        if (Greenlet.Pin is { } pin && TopEntry is { IsBase: true } entry)
        {
            Carrier mine = Carrier;
            _idle.Push(mine);
            pin.Wake();
            WaitForBaton(mine, entry);
        }
    }

    /// <summary>The top of the chain is a finished run of another OS thread: that one goes on, this one waits.</summary>
    internal void RunElsewhere(EntryFrame own)
    {
        if (Top is not EntryFrame other)
        {
            throw new InvalidOperationException("the frame chain is empty");
        }
        Carrier mine = Carrier;
        Carrier theirs = other.Carrier!;
        if (ReferenceEquals(theirs, mine))
        {
            throw new InvalidOperationException("an outer run ended before an inner one");
        }
        bool idle = _idle.Contains(theirs);
        if (idle)
        {
            List<Carrier> keep = [.. _idle];
            keep.Remove(theirs);
            keep.Reverse();
            _idle.Clear();
            foreach (Carrier c in keep)
            {
                _idle.Push(c);
            }
        }
        else
        {
            theirs.Abandoned = true;
        }
        _idle.Push(mine);
        theirs.Wake();
        WaitForBaton(mine, own);
    }

    /// <summary>Calls anything from an async native; the call runs on the greenlet's heap chain.</summary>
    public ValueTask<PyObject> CallAsync(PyObject callable, params PyObject[] args)
    {
        try
        {
            return new ValueTask<PyObject>(Ops.Call(callable, args));
        }
        catch (PyException e)
        {
            return ValueTask.FromException<PyObject>(e);
        }
    }
}

/// <summary>A PyThread's hub: releases the engine's lock while it polls.</summary>
internal sealed class EngineHub(PyThread thread) : Hub
{
    internal readonly PyThread Thread = thread;

    protected override void BeforeBlock() => Thread.Engine.Lock.Release(Thread);

    protected override void AfterBlock() => Thread.Engine.Lock.Acquire(Thread);
}

/// <summary>Hub items that run Python code on the hub's greenlet.</summary>
internal interface IPythonHubCallback : IHubCallback
{
    /// <summary>Runs with the hub's frame on top; may push frames on it (Interpreter.CallOn).</summary>
    void RunOn(PyThread thread, NativeFrame hubFrame);
}

/// <summary>The bottom (and usually only) frame of the hub greenlet: each step runs what is due next.</summary>
internal sealed class HubFrame(EngineHub hub) : NativeFrame
{
    internal override void Step(PyThread thread)
    {
        HubStep step = hub.TryNext(true, double.PositiveInfinity, out IHubCallback? item);
        if (thread.Engine.EvalBreaker)
        {
            thread.Engine.HandlePending(thread);
        }
        if (step != HubStep.Item)
        {
            return;
        }
        switch (item)
        {
            case PyGreenlet greenlet:
                Resume(thread, greenlet);
                break;
            case IPythonHubCallback callback:
                callback.RunOn(thread, this);
                break;
            default:
                item!.Run();
                break;
        }
    }

    private void Resume(PyThread thread, PyGreenlet greenlet)
    {
        PendingCall? task = greenlet.Waiting;
        greenlet.Waiting = null;
        if (task == null || greenlet.Dead)
        {
            return;
        }
        PyObject? value = null;
        PyBaseException? error = null;
        try
        {
            value = task.GetResult();
        }
        catch (PyException e)
        {
            error = e.Value;
        }
        catch (Exception e) when (e is not GreenletUnwindException)
        {
            error = ClrErrors.Translate(e);
        }
        thread.SwitchFromHub(this, greenlet, value, error);
    }

    internal override void Returned(PyThread thread, PyObject result)
    {
        // What a callback returns is of no interest; the next step follows.
    }

    internal override void Raised(PyThread thread, PyBaseException exception) => thread.Engine.ReportHubError(thread, exception);
}

using System.Threading;
using GreenletNet.Hubs;

namespace PythonEngine.Execution;

/// <summary>An OS thread that carries a Python thread for a while, and blocks while another one does.</summary>
internal sealed class Carrier
{
    private readonly SemaphoreSlim _wake = new(0);

    /// <summary>Set when the C# frames it keeps must be unwound without running on.</summary>
    public volatile bool Abandoned;

    /// <summary>Set when an idle OS thread may end.</summary>
    public volatile bool Dismissed;

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
    // The class last seen that does not override switch or throw.
    private PyType? _plainType;
    private long _plainVersion;
    private static readonly PyStr s_switch = PyStr.Intern("switch");

    /// <summary>How often a greenlet had to keep its OS thread while it waited.</summary>
    internal long PinCount;

    /// <summary>Test mode: greenlets that wait keep their OS thread.</summary>
    internal static readonly bool ForcedPins = Environment.GetEnvironmentVariable("IRONEVENTLET_FORCE_SUSPEND") == "1";

    /// <summary>Greenlets have ended since garbage was collected last.</summary>
    internal bool GreenletsEnded;

    /// <summary>Among them some that had lived long, so that what they held takes a full collection.</summary>
    internal bool OldGreenletsEnded;

    /// <summary>eventlet's hub object, while the native one is the thread's current hub.</summary>
    internal Modules.Eventlet.PyEventletHub? EventletHub;

    /// <summary>Where received data goes first, as its size is not known before.</summary>
    internal byte[]? Scratch;

    /// <summary>The same for decrypted data; holds one record.</summary>
    internal byte[]? TlsScratch;

    /// <summary>State of the <c>_eventlet</c> module.</summary>
    internal object? EventletState;

    /// <summary>The same of the module _eventlet_http.</summary>
    internal object? EventletHttpState;

    /// <summary>The hub, made on first use.</summary>
    internal EngineHub Hub => _hub ??= NewHub();

    internal bool HasHub => _hub != null;

    private EngineHub NewHub()
    {
        EngineHub hub = new(this);
        if (ReferenceEquals(this, Engine.MainThread))
        {
            // Signals and finalizers arrive while it polls.
            Engine.WorkQueued += hub.Wake;
        }
        return hub;
    }

    /// <summary>Gives the thread a fresh hub; whoever waits at the old one waits for ever, as with eventlet's use_hub.</summary>
    internal void ReplaceHub()
    {
        if (_hub != null)
        {
            Engine.WorkQueued -= _hub.Wake;
        }
        _hub = NewHub();
        _hubGreenlet = null;
    }

    /// <summary>The greenlet in which the hub's loop runs.</summary>
    internal PyGreenlet HubGreenlet
    {
        get
        {
            PyGreenlet? hub = _hubGreenlet;
            return hub is { Dead: false } ? hub : NewHubGreenlet();
        }
    }

    /// <summary>The hub's greenlet as it is, dead or alive.</summary>
    internal PyGreenlet? HubGreenletOrNull => _hubGreenlet;

    private PyGreenlet NewHubGreenlet()
    {
        PyGreenlet? old = _hubGreenlet;
        PyGreenlet fresh = new(PyGreenlet.TypeObject, this) { Parent = old?.Parent ?? MainGreenlet, Started = true };
        fresh.Top = new HubFrame(Hub);
        if (old != null)
        {
            // Greenlets that hang below the old one must arrive in the new one when they end.
            old.Parent = fresh;
        }
        _hubGreenlet = fresh;
        return fresh;
    }

    /// <summary>In a forked child: the other carriers are gone, and with them the greenlets they kept.</summary>
    internal void AfterForkInChild()
    {
        RunningLoop = null;
        _idle.Clear();
        _hub?.AfterFork();
    }

    /// <summary>The Python thread ends: its idle OS threads may go.</summary>
    internal void ReleaseCarriers()
    {
        while (_idle.TryPop(out Carrier? carrier))
        {
            carrier.Dismissed = true;
            carrier.Wake();
        }
    }

    /// <summary>Parks the current greenlet, whose top is a native frame, and runs the hub until someone switches back.</summary>
    internal void ParkInHub()
    {
        PyGreenlet g = Greenlet;
        PyGreenlet hub = HubGreenlet;
        if (ReferenceEquals(g, hub))
        {
            throw new PyException(PyBaseException.Make(Exc.AssertionError, "do not call blocking functions from the mainloop"));
        }
        if (EventletHub != null)
        {
            Modules.Eventlet.PyEventletHub.CallSwitchOut(this, g);
        }
        AdoptByHub(g, hub);
        g.Depth = Depth;
        g.Top = Top;
        Leave(g, hub, null, null, ReturnKind.Store, 0);
    }

    /// <summary>eventlet makes the hub the parent of whoever waits at it: greenlets that end go on in the hub.</summary>
    internal static void AdoptByHub(PyGreenlet g, PyGreenlet hub)
    {
        if (ReferenceEquals(g.Parent, hub) || ReferenceEquals(hub.Parent, g) || g.IsMain)
        {
            return;
        }
        for (PyGreenlet? p = hub; p != null; p = p.Parent)
        {
            if (ReferenceEquals(p, g))
            {
                return;
            }
        }
        g.Parent = hub;
    }

    /// <summary>A native asked to switch to another greenlet; the instruction of the current one takes the value later.</summary>
    internal void ParkCurrent(ReturnKind kind, ushort register)
    {
        PyGreenlet g = Greenlet;
        TakeTarget(out PyGreenlet target, out PyObject? value, out PyBaseException? error);
        g.Top = Top;
        g.ResumeKind = kind;
        g.ResumeRegister = register;
        g.Depth = Depth;
        Leave(g, target, value, error, kind, register);
    }

    /// <summary>Goes from a parked greenlet to another; where C# frames lie above the base run they stay, on a blocked OS thread.</summary>
    private void Leave(PyGreenlet g, PyGreenlet target, PyObject? value, PyBaseException? error, ReturnKind kind, ushort register)
    {
        NoteParked(g);
        if (TopEntry!.IsBase && !(ForcedPins && !ReferenceEquals(g, _hubGreenlet)))
        {
            Activate(target, value, error);
            RequestHandOver();
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

    /// <summary>Switches inside a native that was called from C# code: the C# frames stay where they are.</summary>
    internal PyObject WaitPinned()
    {
        PyGreenlet g = Greenlet;
        TakeTarget(out PyGreenlet target, out PyObject? value, out PyBaseException? error);
        g.Top = Top;
        g.Depth = Depth;
        NoteParked(g);
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

    private void TakeTarget(out PyGreenlet target, out PyObject? value, out PyBaseException? error)
    {
        target = SwitchTarget ?? throw new InvalidOperationException("a native returned Pending without saying what for");
        value = SwitchValue;
        error = SwitchError;
        SwitchTarget = null;
        SwitchValue = null;
        SwitchError = null;
    }

    private void BlockPinned(PyGreenlet g, PyGreenlet target, PyObject? value, PyBaseException? error)
    {
        PinCount++;
        Carrier mine = Carrier;
        EntryFrame? entry = TopEntry;
        // What runs next needs an OS thread; without one the switch must fail before it has begun.
        PyGreenlet next = Destination(target, error);
        Carrier? spare = null;
        if (next.Pin == null && !ReferenceEquals(next, g) && !_idle.TryPop(out spare))
        {
            spare = NewCarrier();
        }
        g.Pin = mine;
        Activate(target, value, error);
        if (ReferenceEquals(Greenlet, g))
        {
            // A switch that came back to itself.
            if (spare != null)
            {
                _idle.Push(spare);
            }
            g.Pin = null;
            Top = g.Top;
            Depth = g.Depth;
            return;
        }
        (Greenlet.Pin ?? spare!).Wake();
        try
        {
            WaitForBaton(mine, entry);
        }
        catch (GreenletUnwindException)
        {
            g.Pin = null;
            g.Dead = true;
            g.Top = null;
            throw;
        }
        g.Pin = null;
        Top = g.Top;
        Depth = g.Depth;
    }

    /// <summary>The greenlet that a switch ends in: a dead one passes it to its parent.</summary>
    private PyGreenlet Destination(PyGreenlet target, PyBaseException? error)
    {
        while (target.Dead || (error != null && !target.Started))
        {
            target = target.Parent ?? MainGreenlet;
        }
        return target;
    }

    private void WaitForBaton(Carrier mine, EntryFrame? entry)
    {
        t_current = null;
        mine.Wait();
        if (mine.Dismissed)
        {
            throw new GreenletUnwindException();
        }
        t_current = this;
        Carrier = mine;
        TopEntry = entry;
        if (mine.Abandoned)
        {
            mine.Abandoned = false;
            throw new GreenletUnwindException();
        }
    }

    /// <summary>A new OS thread that waits for its turn to carry this Python thread.</summary>
    private Carrier NewCarrier()
    {
        Carrier carrier = new();
        EntryFrame entry = new() { IsBase = true, Carrier = carrier };
        Thread thread = new(() =>
        {
            try
            {
                WaitForBaton(carrier, entry);
                Interpreter.Run(this, entry);
            }
            catch (GreenletUnwindException)
            {
                // The Python thread has ended.
            }
        }, GreenletNet.GreenletRuntime.StackSize(16 * 1024 * 1024))
        {
            IsBackground = true,
            Name = "greenlet carrier",
        };
        try
        {
            thread.Start();
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStateException)
        {
            throw Err.RuntimeError("can't start new thread");
        }
        return carrier;
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
            if (error != null && error.Type.IsSubtypeOf(PyEngine.GreenletExit))
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
            if (_greenlets != null)
            {
                Track(target);
            }
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
        if (error == null)
        {
            value ??= PyTuple.Empty;
        }
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
        GreenletsEnded = true;
        OldGreenletsEnded |= GC.GetGeneration(greenlet) >= 2;
        Activate(greenlet.Parent ?? MainGreenlet, value, error);
        RequestHandOver();
    }

    /// <summary>The hub goes on with a greenlet; the hub's own frame waits as its top.</summary>
    internal void SwitchFromHub(HubFrame frame, PyGreenlet greenlet, PyObject? value, PyBaseException? error)
    {
        PyType type = greenlet.Type;
        if (!(ReferenceEquals(type, _plainType) && type.Version == _plainVersion) && !IsPlain(type))
        {
            // A class that is to know of its switches (eventlet.backdoor's console) has a method of its own for them.
            PyObject method = Ops.GetAttr(greenlet, error == null ? "switch" : "throw");
            Interpreter.CallOn(this, frame, method, error == null ? [value ?? PyNone.Instance] : [error], null);
            return;
        }
        PyGreenlet hub = Greenlet;
        hub.Top = frame;
        hub.Depth = Depth;
        Activate(greenlet, value, error);
        RequestHandOver();
    }

    private bool IsPlain(PyType type)
    {
        if (type.Lookup(s_switch) is not PyMethodDescriptor || type.Lookup(Names.Throw) is not PyMethodDescriptor)
        {
            return false;
        }
        _plainType = type;
        _plainVersion = type.Version;
        return true;
    }

    /// <summary>
    /// After Activate in a base run: when the new greenlet has its own OS thread, the interpreter loop is left, and that one goes on.
    /// This one waits with nothing of the loop on its stack that would keep garbage alive.
    /// </summary>
    private void RequestHandOver()
    {
        if (Greenlet.Pin != null && TopEntry is { IsBase: true })
        {
            Raised = Tracing.Detour;
        }
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
}

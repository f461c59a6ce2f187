using GreenletNet.Hubs;
using GreenletNet.Sockets;

namespace PythonEngine.Modules.Eventlet;

/// <summary>
/// The hot part of eventlet's default hub, on the Python thread's own hub. <c>eventlet.hubs.epolls.Hub</c> derives from it and adds what
/// is used for inspection and debugging.
/// </summary>
[PyType("Hub", Module = "_eventlet", Subclassable = true, HasInstanceFields = true, Mutable = true)]
internal sealed partial class PyEventletHub : PyObject
{
    /// <summary>A listener object made by Python code, at the native hub.</summary>
    private sealed class Listener(PyObject subject, int fd, FdKind kind) : FdListener(fd, kind), IPythonHubCallback
    {
        internal PyObject Subject => subject;

        public override void Run() => throw new InvalidOperationException("run by the hub's frame");

        public void RunOn(PyThread thread, HubFrame hubFrame)
        {
            if (State == FdListenerState.Obsolete)
            {
                PyObject error = EventletModule.IOClosed(thread);
                Interpreter.CallOn(thread, hubFrame, Ops.GetAttr(subject, "tb"), new ReadOnlySpan<PyObject>(ref error), null);
                return;
            }
            PyObject fileno = PyInt.From(Fd);
            Interpreter.CallOn(thread, hubFrame, Ops.GetAttr(subject, "cb"), new ReadOnlySpan<PyObject>(ref fileno), null);
        }

        public void Failed(PyThread thread, PyBaseException exception)
        {
            if (State == FdListenerState.Invalid)
            {
                // It was run to find out that its descriptor is gone, and has no more to be removed from.
                ReportTimer(thread, exception);
                return;
            }
            ReportDescriptor(thread, Fd, exception);
        }

        // defang() replaces the callbacks, and tb is still to be told.
        protected internal override void OnObsolete()
        {
            if (Ops.TryGetAttr(subject, PyStr.Intern("mark_as_closed")) is { } callback and not PyNone)
            {
                Ops.Call(callback);
            }
            Ops.SetAttr(subject, PyStr.Intern("spent"), PyBool.True);
        }
    }

    private InstanceFields _fields;
    private readonly Dictionary<PyObject, Listener> _listeners = new(ReferenceEqualityComparer.Instance);
    private EngineHub _hub = null!;
    private PyThread _thread = null!;
    private PyObject _clock = PyNone.Instance;

    internal bool DebugExceptions = true;

    internal PyEventletHub(PyType cls) => _fields = new InstanceFields(cls);

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyEventletHub(cls);

    [PyMethod("__init__", "clock=None")]
    private void Init(PyObject? clock = null)
    {
        PyThread t = PyThread.Current;
        if (t.HasHub && t.Hub.Owner != null)
        {
            t.ReplaceHub();
        }
        _thread = t;
        _hub = t.Hub;
        _hub.Owner = this;
        if (clock is not (null or PyNone))
        {
            _clock = clock;
            _hub.Clock = () => Ops.AsDouble(Ops.Call(_clock));
        }
        else
        {
            _clock = Ops.GetAttr(t.Engine.Import("time"), "monotonic");
        }
    }

    internal EngineHub Native => _hub;

    [PyGetter("clock")]
    private PyObject Clock => _clock;

    [PyGetter("greenlet")]
    private PyObject Greenlet => ReferenceEquals(_thread.Hub, _hub) ? _thread.HubGreenletOrNull ?? _thread.HubGreenlet : PyNone.Instance;

    [PyGetter("running")]
    private bool Running => Frame is { Running: true };

    [PyGetter("stopping")]
    private bool Stopping => Frame is { Stopping: true };

    [PySetter("stopping")]
    private void SetStopping(PyObject? value)
    {
        if (Frame is { } frame)
        {
            frame.Stopping = value != null && Ops.IsTrue(value);
        }
    }

    private HubFrame? Frame
    {
        get
        {
            PyGreenlet? g = _thread.HubGreenletOrNull;
            Frame? f = g == null || g.Dead ? null : ReferenceEquals(_thread.Greenlet, g) ? _thread.Top : g.Top;
            while (f is not null and not HubFrame)
            {
                f = f.Back;
            }
            return f as HubFrame;
        }
    }

    [PyGetter("debug_exceptions")]
    private bool DebugExceptionsValue => DebugExceptions;

    [PySetter("debug_exceptions")]
    private void SetDebugExceptions(PyObject? value) => DebugExceptions = value != null && Ops.IsTrue(value);

    /// <summary>Whether callbacks that take long are to be interrupted by an alarm.</summary>
    internal bool DebugBlocking;

    [PyGetter("debug_blocking")]
    private bool DebugBlockingValue => DebugBlocking;

    [PySetter("debug_blocking")]
    private void SetDebugBlocking(PyObject? value) => DebugBlocking = value != null && Ops.IsTrue(value);

    /// <summary>Pending timers as (due, timer), the earliest first.</summary>
    [PyMethod("_timers", "")]
    private PyObject Timers()
    {
        List<HubTimer> pending = _hub.PendingTimers();
        pending.Sort(static (a, b) => a.Due.CompareTo(b.Due));
        PyList list = new();
        foreach (HubTimer timer in pending)
        {
            if (PyTimer.Of(timer) is { } subject)
            {
                list.Add(PyTuple.Of(new PyFloat(double.IsNegativeInfinity(timer.Due) ? _hub.Now() : timer.Due), subject));
            }
        }
        return list;
    }

    [PyMethod("ensure_greenlet", "")]
    private void EnsureGreenlet()
    {
        _ = _thread.HubGreenlet;
    }

    [PyMethod("switch", "")]
    private PyObject Switch()
    {
        PyThread t = PyThread.Current;
        PyGreenlet current = t.Greenlet;
        PyGreenlet hub = t.HubGreenlet;
        if (ReferenceEquals(current, hub))
        {
            throw new PyException(PyBaseException.Make(Exc.AssertionError, "Cannot switch to MAINLOOP from MAINLOOP"));
        }
        CallSwitchOut(t, current);
        PyThread.AdoptByHub(current, hub);
        t.SwitchValue = PyTuple.Empty;
        t.SwitchError = null;
        t.SwitchTarget = hub;
        return PyThread.Pending;
    }

    /// <summary>A greenlet class may define switch_out() to be told before it waits.</summary>
    internal static void CallSwitchOut(PyThread thread, PyGreenlet current)
    {
        if (!ReferenceEquals(current.Type, PyGreenlet.TypeObject) && Ops.TryGetAttr(current, s_switchOut) is { } switchOut)
        {
            try
            {
                Ops.Call(switchOut);
            }
            catch (PyException e)
            {
                ReportTimer(thread, e.Value);
            }
        }
    }

    private static readonly PyStr s_switchOut = PyStr.Intern("switch_out");

    [PyMethod("run")]
    private PyObject Run(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (Running)
        {
            throw Err.RuntimeError("Already running!");
        }
        return Switch();
    }

    internal static double Seconds(PyObject seconds) => seconds is PyInt or PyFloat ? Ops.AsDouble(seconds)
        : Ops.AsDouble(Ops.Binary(BinaryOp.Add, new PyFloat(0), seconds));

    [PyMethod("schedule_call_global")]
    private PyObject ScheduleCallGlobal(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        CheckSchedule(args, kwnames, "schedule_call_global");
        PyTimer timer = new(PyTimer.TypeObject, args[0], args[1], args[2..], kwnames);
        timer.Schedule(_hub, Seconds(args[0]));
        return timer;
    }

    [PyMethod("schedule_call_local")]
    private PyObject ScheduleCallLocal(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        CheckSchedule(args, kwnames, "schedule_call_local");
        PyLocalTimer timer = new(PyLocalTimer.TypeObject, PyThread.Current.Greenlet, args[0], args[1], args[2..], kwnames);
        timer.Schedule(_hub, Seconds(args[0]));
        return timer;
    }

    private static void CheckSchedule(ReadOnlySpan<PyObject> args, PyTuple? kwnames, string name)
    {
        int positional = args.Length - (kwnames?.Count ?? 0);
        if (positional < 2)
        {
            throw Err.TypeError($"BaseHub.{name}() missing {2 - positional} required positional argument{(positional == 1 ? ": 'cb'" : "s: 'seconds' and 'cb'")}");
        }
    }

    [PyMethod("add_timer", "timer")]
    private PyObject AddTimer(PyObject timer)
    {
        double seconds = Seconds(Ops.GetAttr(timer, "seconds"));
        if (timer is PyTimer native)
        {
            native.Schedule(_hub, seconds);
            return new PyFloat(double.IsNegativeInfinity(native.Due) ? _hub.Now() : native.Due);
        }
        // Anything callable with "seconds" serves as a timer.
        new PyTimer(PyTimer.TypeObject, PyNone.Instance, timer, [], null).Schedule(_hub, seconds);
        return new PyFloat(_hub.Now() + seconds);
    }

    [PyMethod("timer_canceled", "timer")]
    private void TimerCanceled(PyObject timer)
    {
        // The hub counts its own cancelled timers; one of another hub has no place here.
        if (timer is PyTimer { Called: false } native)
        {
            native.Cancel();
        }
    }

    [PyMethod("get_timers_count", "")]
    private long TimersCount() => _hub.TimerCount;

    [PyMethod("_clear_timers", "")]
    private void ClearTimers() => _hub.Clear();

    private static FdKind Kind(PyObject evtype) => Ops.StrText(evtype) == "read" ? FdKind.Read : FdKind.Write;

    [PyMethod("_add_listener", "listener, evtype, fileno")]
    private void AddListener(PyObject listener, PyObject evtype, long fileno)
    {
        Listener native = new(listener, CheckDescriptor(fileno), Kind(evtype));
        Register(PyThread.Current, _hub, native, null);
        _listeners[listener] = native;
    }

    [PyMethod("remove", "listener")]
    private void Remove(PyObject listener)
    {
        if (_listeners.Remove(listener, out Listener? native))
        {
            _hub.Remove(native);
        }
    }

    [PyMethod("remove_descriptor", "fileno")]
    private void RemoveDescriptor(PyThread thread, long fileno)
    {
        int fd = checked((int)fileno);
        // Listeners made in Python hear of it before this returns. Greenlets that wait in native code do at the hub's next turn, for a switch to them would not come back.
        List<FdListener> called = [];
        FdListener? reader = _hub.Listener(fd, FdKind.Read);
        FdListener? writer = _hub.Listener(fd, FdKind.Write);
        foreach (FdListener? first in (ReadOnlySpan<FdListener?>)[reader, writer])
        {
            if (first != null)
            {
                called.Add(first);
            }
        }
        foreach (FdListener? first in (ReadOnlySpan<FdListener?>)[reader, writer])
        {
            for (FdListener? next = first?.NextSecondary; next != null; next = next.NextSecondary)
            {
                called.Add(next);
            }
        }
        foreach (FdListener one in called)
        {
            if (one is not Listener listener)
            {
                continue;
            }
            try
            {
                Ops.Call(Ops.GetAttr(listener.Subject, "cb"), PyInt.From(fileno));
            }
            catch (PyException e) when (e.Value.Type.IsSubtypeOf(Exc.Exception))
            {
                ReportTimer(thread, e.Value);
            }
            _hub.Remove(listener);
            _listeners.Remove(listener.Subject);
        }
        _hub.RemoveDescriptor(fd);
    }

    [PyMethod("notify_close", "fileno")]
    private void NotifyClose(long fileno) => _hub.NotifyClose(checked((int)fileno));

    [PyMethod("mark_as_reopened", "fileno")]
    private void MarkAsReopened(long fileno) => _hub.MarkAsReopened(checked((int)fileno));

    /// <summary>The listeners of one direction: (fileno, listener object or greenlet, mark_as_closed), those that wait behind another after it.</summary>
    [PyMethod("_listeners", "evtype")]
    private PyObject ListListeners(PyObject evtype)
    {
        PyList list = new();
        foreach (FdListener first in _hub.Listeners(Kind(evtype)))
        {
            for (FdListener? listener = first; listener != null; listener = listener.NextSecondary)
            {
                PyObject subject = listener is Listener native ? native.Subject
                    : (PyObject?)GreenletOf(listener) ?? PyNone.Instance;
                PyObject mark = TrampolineFrame.Of(listener)?.MarkAsClosedCallback ?? PyNone.Instance;
                list.Add(new PyTuple([PyInt.From(listener.Fd), subject, mark]));
            }
        }
        return list;
    }

    internal static int CheckDescriptor(long fileno) => fileno < 0
        ? throw Err.ValueError($"file descriptor cannot be a negative integer ({fileno})")
        : fileno > int.MaxValue ? throw Err.OverflowError("Python int too large to convert to C int") : (int)fileno;

    /// <summary>The number of a descriptor, as the poll objects of the standard library take it.</summary>
    internal static int CheckDescriptor(PyObject fileno) => fileno is PyInt number
        ? CheckDescriptor(number.TryGetLong(out long value) ? value : throw Err.OverflowError("Python int too large to convert to C long"))
        : throw Err.TypeError("argument must be an int, or have a fileno() method.");

    /// <summary>Registers a listener, with eventlet's complaint about a second one in the same direction.</summary>
    internal static void Register(PyThread thread, EngineHub hub, FdListener listener, PyGreenlet? greenlet, long owner = 0)
    {
        if (hub.Listener(listener.Fd, listener.Kind) is { } other && EventletModule.PreventMultipleReaders(thread))
        {
            string verb = listener.Kind == FdKind.Read ? "read" : "write";
            throw Err.RuntimeError($"Second simultaneous {verb} on fileno {listener.Fd} detected.  Unless you really know what you're doing, " +
                $"make sure that only one greenthread can {verb} any particular socket.  Consider using a pools.Pool. If you do know what you're " +
                "doing and want to disable this error, call eventlet.debug.hub_prevent_multiple_readers(False) - " +
                $"MY THREAD={Describe(greenlet ?? thread.Greenlet)}; THAT THREAD={Describe(other)}");
        }
        int errno = hub.Register(listener, owner);
        if (errno != 0)
        {
            throw Err.OSError(errno);
        }
    }

    private static PyGreenlet? GreenletOf(FdListener listener) =>
        TrampolineFrame.Of(listener)?.Greenlet ?? SocketFrame.Of(listener)?.Greenlet;

    private static string Describe(PyGreenlet greenlet) => Ops.ReprText(Ops.GetAttr(greenlet, "switch"));

    private static string Describe(FdListener listener)
    {
        if (listener is Listener native)
        {
            return Ops.ReprText(native.Subject);
        }
        if (GreenletOf(listener) is not { } greenlet)
        {
            return "None";
        }
        TrampolineFrame? frame = TrampolineFrame.Of(listener);
        string verb = listener.Kind == FdKind.Read ? "read" : "write";
        string mark = frame?.MarkAsClosedCallback == null ? "None" : Ops.ReprText(frame.MarkAsClosedCallback);
        return $"FdListener('{verb}', {listener.Fd}, {Describe(greenlet)}, {Ops.ReprText(Ops.GetAttr(greenlet, "throw"))}, {mark})";
    }

    /// <summary>An exception in a timer is shown, and the hub goes on.</summary>
    internal static void ReportTimer(PyThread thread, PyBaseException exception)
    {
        if (thread.Hub.Owner is { DebugExceptions: false })
        {
            return;
        }
        ExceptionDisplay.Display(thread.Engine, exception.Type, exception, exception.Traceback);
    }

    /// <summary>An exception in a listener is shown, and its descriptor is watched no more.</summary>
    internal static void ReportDescriptor(PyThread thread, int fd, PyBaseException exception)
    {
        ExceptionDisplay.Display(thread.Engine, exception.Type, exception, exception.Traceback);
        if (thread.Engine.SysGet("stderr") is { } stderr and not PyNone)
        {
            try
            {
                Ops.CallMethod(stderr, "write", new PyStr($"Removing descriptor: {fd}\n"));
                Ops.CallMethod(stderr, "flush");
            }
            catch (PyException)
            {
                // Nowhere to report it to.
            }
        }
        thread.Hub.RemoveDescriptor(fd);
    }
}

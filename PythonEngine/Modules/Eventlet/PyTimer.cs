using GreenletNet.Hubs;

namespace PythonEngine.Modules.Eventlet;

/// <summary><c>eventlet.hubs.timer.Timer</c>: a callback that a hub runs once, no earlier than a given time.</summary>
[PyType("Timer", Module = "eventlet.hubs.timer", Subclassable = true, HasInstanceFields = true, Mutable = true)]
internal partial class PyTimer : PyObject
{
    private static long s_serial;
    private static readonly PyStr s_tpl = PyStr.Intern("tpl");
    private static readonly PyStr s_traceback = PyStr.Intern("traceback");

    /// <summary>The place of a timer in the native hub.</summary>
    private sealed class Entry(PyTimer timer) : HubTimer, IPythonHubCallback
    {
        public void RunOn(PyThread thread, HubFrame hubFrame) => timer.Fire(thread, hubFrame);

        public void Failed(PyThread thread, PyBaseException exception) => PyEventletHub.ReportTimer(thread, exception);

        internal PyTimer Timer => timer;
    }

    private InstanceFields _fields;
    private readonly long _serial = System.Threading.Interlocked.Increment(ref s_serial);
    private Entry? _entry;
    private PyObject _seconds = PyNone.Instance;
    private PyObject? _callback;
    private PyObject[] _args = [];
    private PyTuple? _names;
    private PyObject? _scheduled;
    private PyObject? _stack;

    internal bool Called;

    internal PyTimer(PyType cls) => _fields = new InstanceFields(cls);

    internal PyTimer(PyType cls, PyObject seconds, PyObject callback, ReadOnlySpan<PyObject> args, PyTuple? names)
        : this(cls) => Set(seconds, callback, args, names);

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    /// <summary>Whether it has nothing to do although it is due.</summary>
    protected virtual bool IsVoid => false;

    private void Set(PyObject seconds, PyObject callback, ReadOnlySpan<PyObject> args, PyTuple? names)
    {
        _seconds = seconds;
        _callback = callback;
        _args = args.ToArray();
        _names = names;
        _stack = EventletModule.TimerStack(PyThread.Current);
    }

    internal void Schedule(Hub hub, double seconds)
    {
        _entry ??= new Entry(this);
        if (_entry.IsPending)
        {
            _entry.Cancel();
        }
        hub.Schedule(_entry, seconds);
    }

    internal double Due => _entry?.Due ?? 0;

    internal static PyTimer? Of(HubTimer timer) => (timer as Entry)?.Timer;

    private void Fire(PyThread thread, HubFrame hubFrame)
    {
        if (Called)
        {
            return;
        }
        if (!ReferenceEquals(Type, TypeObject) && !ReferenceEquals(Type, PyLocalTimer.TypeObject))
        {
            // A class may have a __call__ of its own.
            Interpreter.CallOn(thread, hubFrame, this, [], null);
            return;
        }
        Called = true;
        if (IsVoid || _callback is not { } callback)
        {
            return;
        }
        PyObject[] args = _args;
        PyTuple? names = _names;
        Drop();
        Interpreter.CallOn(thread, hubFrame, callback, args, names);
    }

    /// <summary>A call of a timer: the callback's result is of no interest to anybody.</summary>
    private sealed class CallFrame(PyObject callback, PyObject[] args, PyTuple? names) : NativeFrame
    {
        internal override void Step(PyThread thread) => Interpreter.CallOn(thread, this, callback, args, names);

        internal override void Returned(PyThread thread, PyObject result) => Finish(thread, PyNone.Instance);

        internal override void Raised(PyThread thread, PyBaseException exception) => Fail(thread, exception);
    }

    // The callback may hold half the program alive; a spent timer must not.
    private void Drop()
    {
        _callback = null;
        _args = [];
        _names = null;
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyTimer(cls);

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int positional = args.Length - (kwnames?.Count ?? 0);
        if (positional < 2)
        {
            throw Err.TypeError($"__init__() missing {2 - positional} required positional argument{(positional == 1 ? ": 'cb'" : "s: 'seconds' and 'cb'")}");
        }
        Set(args[0], args[1], args[2..], kwnames);
        Called = false;
    }

    [PyGetter("seconds")]
    private PyObject Seconds => _seconds;

    [PySetter("seconds")]
    private void SetSeconds(PyObject? value) => _seconds = value ?? throw Err.AttributeError("seconds");

    [PyGetter("called")]
    private bool CalledValue => Called;

    [PySetter("called")]
    private void SetCalled(PyObject? value) => Called = value != null && Ops.IsTrue(value);

    [PyGetter("pending")]
    internal bool Pending => !Called && !IsVoid;

    [PyGetter("tpl")]
    private PyObject Tpl
    {
        get
        {
            if (_callback == null)
            {
                throw Err.AttributeMissing(this, s_tpl);
            }
            PyDict kwargs = new();
            int positional = _args.Length - (_names?.Count ?? 0);
            for (int i = positional; i < _args.Length; i++)
            {
                kwargs.Set(_names![i - positional], _args[i]);
            }
            return new PyTuple([_callback, PyTuple.From(_args.AsSpan(0, positional)), kwargs]);
        }
    }

    [PyGetter("scheduled_time")]
    private PyObject ScheduledTime => _scheduled ?? new PyFloat(Due);

    [PySetter("scheduled_time")]
    private void SetScheduledTime(PyObject? value) => _scheduled = value;

    [PyMethod("__repr__")]
    private string Repr()
    {
        PyObject? tpl = _callback == null ? null : Tpl;
        PyObject[] parts = tpl is PyTuple t ? t.Items : [PyNone.Instance, PyNone.Instance, PyNone.Instance];
        string text = $"Timer({Ops.StrText(_seconds)}, {Ops.StrText(parts[0])}, *{Ops.StrText(parts[1])}, **{Ops.StrText(parts[2])})";
        return _stack != null && EventletModule.TimerStack(PyThread.Current) != null ? text + "\n" + Ops.StrText(Ops.CallMethod(_stack, "getvalue")) : text;
    }

    /// <summary>A text file with the stack at the timer's making, where debug.hub_timer_stacks was on.</summary>
    [PyGetter("traceback")]
    private PyObject Stack => _stack ?? throw Err.AttributeMissing(this, s_traceback);

    [PyMethod("copy", "")]
    private PyObject Copy()
    {
        if (_callback == null)
        {
            throw Err.AttributeMissing(this, s_tpl);
        }
        PyObject[] args = [_seconds, _callback, .. _args];
        return Ops.Call(Type, args, _names);
    }

    [PyMethod("schedule", "")]
    private PyObject ScheduleInCurrentHub(PyThread thread)
    {
        Called = false;
        Ops.CallMethod(EventletModule.CurrentHub(thread), "add_timer", this);
        return this;
    }

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (Called)
        {
            return PyNone.Instance;
        }
        Called = true;
        if (IsVoid || _callback is not { } callback)
        {
            return PyNone.Instance;
        }
        PyThread.Current.TailNative = new CallFrame(callback, _args, _names);
        Drop();
        return PyThread.Pending;
    }

    [PyMethod("cancel", "")]
    internal virtual void Cancel()
    {
        if (Called)
        {
            return;
        }
        Called = true;
        Drop();
        if (_entry is { IsPending: true } entry)
        {
            entry.Cancel();
        }
        else if (_entry == null && PyThread.Current.EventletHub == null)
        {
            Ops.CallMethod(EventletModule.CurrentHub(PyThread.Current), "timer_canceled", this);
        }
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) => other is PyTimer timer
        ? op switch
        {
            CompareOp.Lt => PyBool.From(_serial < timer._serial),
            CompareOp.Gt => PyBool.From(_serial > timer._serial),
            CompareOp.Eq => PyBool.From(ReferenceEquals(this, other)),
            CompareOp.Ne => PyBool.From(!ReferenceEquals(this, other)),
            _ => PyNotImplemented.Instance,
        }
        : PyNotImplemented.Instance;

    [PyMethod("__hash__")]
    private long Hash() => Identity.Hash(this);
}

/// <summary><c>eventlet.hubs.timer.LocalTimer</c>: does nothing once the greenlet that made it is dead.</summary>
[PyType("LocalTimer", Module = "eventlet.hubs.timer", Subclassable = true, HasInstanceFields = true, Mutable = true)]
internal sealed partial class PyLocalTimer : PyTimer
{
    private PyGreenlet? _owner;

    internal PyLocalTimer(PyType cls, PyGreenlet owner)
        : base(cls) => _owner = owner;

    internal PyLocalTimer(PyType cls, PyGreenlet owner, PyObject seconds, PyObject callback, ReadOnlySpan<PyObject> args, PyTuple? names)
        : base(cls, seconds, callback, args, names) => _owner = owner;

    protected override bool IsVoid => _owner is null or { Dead: true };

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyLocalTimer(cls, PyThread.Current.Greenlet);

    [PyGetter("greenlet")]
    private PyObject? Greenlet => _owner;

    internal override void Cancel()
    {
        base.Cancel();
        _owner = null;
    }
}

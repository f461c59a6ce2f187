namespace PythonEngine.Objects;

/// <summary>
/// <c>greenlet.greenlet</c>: a chain of frames that runs until it switches. Semantics are those of the greenlet package
/// (https://greenlet.readthedocs.io).
/// </summary>
[PyType("greenlet", Module = "greenlet", Subclassable = true, HasInstanceFields = true, Mutable = true)]
internal sealed partial class PyGreenlet : PyObject
{
    private InstanceFields _fields;

    /// <summary>The Python thread it belongs to; null until it starts or gets a parent.</summary>
    internal PyThread Thread;
    internal PyGreenlet? Parent;
    internal PyObject? Run;
    internal bool Started;
    internal bool Dead;

    /// <summary>While suspended: top of its frames and how its waiting instruction takes a value.</summary>
    internal Frame? Top;
    internal ReturnKind ResumeKind;
    internal ushort ResumeRegister;
    internal int Depth;

    /// <summary>The OS thread that keeps C# frames of this greenlet while it is suspended.</summary>
    internal Carrier? Pin;
    internal PyObject? PinValue;
    internal PyBaseException? PinError;

    /// <summary>Frame and timer of its sleeps, made at the first and used again.</summary>
    internal Modules.Eventlet.SleepFrame? Sleep;

    private LossGuard? _guard;

    /// <summary>When it was last on the list of greenlets whose frames a collection must look at.</summary>
    internal int ParkEpoch;

    /// <summary>contextvars context, made on first use.</summary>
    internal PyObject? Context;

    internal PyGreenlet(PyType cls, PyThread thread)
    {
        _fields = new InstanceFields(cls);
        Thread = thread;
    }

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    internal static PyGreenlet MakeMain(PyThread thread) => new(TypeObject, thread) { Started = true };

    internal bool IsMain => ReferenceEquals(Thread.MainGreenlet, this);

    internal bool Active => Started && !Dead;

    /// <summary>
    /// Parked by a plain switch, a greenlet can be forgotten by everybody; then it is to end by GreenletExit. (One that waits at the
    /// hub is known to the hub, so most greenlets never need the finalizer.)
    /// </summary>
    internal void GuardAgainstLoss()
    {
        if (_guard == null && !IsMain)
        {
            _guard = new LossGuard(this);
        }
    }

    private sealed class LossGuard(PyGreenlet greenlet)
    {
        ~LossGuard()
        {
            if (!greenlet.Dead)
            {
                greenlet.Thread.Engine.QueueFinalizer(EndLost, greenlet);
            }
        }
    }

    private static void EndLost(PyObject obj)
    {
        PyGreenlet g = (PyGreenlet)obj;
        PyThread t = PyThread.Current;
        // At the end of the program greenlets stay where they are, as in CPython: one that catches the exception and goes on would
        // keep the program from ending.
        if (t.Engine.Ending || g.Dead || !ReferenceEquals(g.Thread, t) || ReferenceEquals(t.Greenlet, g) || g.Pin != null)
        {
            return;
        }
        g._guard = null;
        if (ObjectGraph.IsCyclic(g))
        {
            // The greenlet package leaves these alone: reference counts do not end them, and its collector takes none that is active.
            // The hub that eventlet's use_hub replaced is one, and would catch the exception and poll for ever.
            return;
        }
        // Its end returns here rather than to the parent, which is about something else.
        g.Parent = t.Greenlet;
        t.SwitchTarget = g;
        t.SwitchValue = null;
        t.SwitchError = new PyBaseException(PyEngine.GreenletExit);
        t.WaitPinned();
    }

    [PyConstant("error")]
    internal static readonly PyType ErrorType = MakeException("error", Exc.Exception);

    [PyConstant("GreenletExit")]
    internal static readonly PyType ExitType = MakeException("GreenletExit", Exc.BaseException);

    private static PyType MakeException(string name, PyType @base) => PyType.CreateNative(new NativeTypeSpec
    {
        Name = name,
        Module = "greenlet",
        Base = @base,
        Subclassable = true,
        HasInstanceFields = true,
    });

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyThread t = PyThread.Current;
        return new PyGreenlet(cls, t) { Parent = t.Greenlet };
    }

    [PyMethod("__init__", "run=None, parent=None")]
    private void Init(PyObject? run = null, PyObject? parent = null)
    {
        if (run is not (null or PyNone))
        {
            SetRun(run);
        }
        if (parent is not (null or PyNone))
        {
            SetParent(parent);
        }
    }

    [PyMethod("__bool__")]
    private bool Truth() => Active;

    [PyMethod("__repr__")]
    private string Repr()
    {
        string name = Type.FullName == "greenlet" ? "greenlet.greenlet" : Type.ModuleText + "." + Type.QualName;
        string owner = !Started && !Dead ? "0x(nil)" : $"0x{Thread.Ident:x}";
        string state = Dead ? "dead" : !Started ? "pending"
            : ReferenceEquals(Thread.Greenlet, this) ? (ReferenceEquals(Thread, PyThread.Current) ? "current active started" : "active started")
            : "suspended active started";
        return $"<{name} object at 0x{Identity.Id(this):x} (otid={owner}) {state}{(IsMain ? " main" : "")}>";
    }

    [PyGetter("dead")]
    private bool DeadValue => Dead;

    [PyGetter("parent")]
    private PyObject? ParentValue => Parent;

    [PySetter("parent")]
    private void SetParent(PyObject? value)
    {
        if (value == null)
        {
            throw Err.AttributeError("can't delete attribute");
        }
        if (value is not PyGreenlet parent)
        {
            throw Err.TypeError($"GreenletChecker: Expected any type of greenlet, not {value.Type.FullName}");
        }
        if (IsMain)
        {
            throw Err.AttributeError("cannot set the parent of a main greenlet");
        }
        for (PyGreenlet? g = parent; g != null; g = g.Parent)
        {
            if (ReferenceEquals(g, this))
            {
                throw Err.ValueError("cyclic parent chain");
            }
        }
        if (!ReferenceEquals(parent.Thread, Thread))
        {
            if (Started)
            {
                throw Err.ValueError("parent cannot be on a different thread");
            }
            // It will run in its parent's thread.
            Thread = parent.Thread;
        }
        Parent = parent;
    }

    [PyGetter("run")]
    private PyObject RunValue => IsMain ? throw Err.AttributeError("Main greenlets do not have a run attribute.")
        : !Started && !Dead && Run != null ? Run
        : !Started && Run == null && Type.Lookup(s_run) is { } method and not PyGetSetDescriptor ? Ops.GetAttr(method, "__get__") is { } get ? Ops.Call(get, this) : method
        : throw Err.AttributeError("run");

    private static readonly PyStr s_run = PyStr.Intern("run");

    [PySetter("run")]
    private void SetRun(PyObject? value)
    {
        if (IsMain)
        {
            throw Err.AttributeError("Main greenlets do not have a run attribute.");
        }
        if (Started || Dead)
        {
            throw Err.AttributeError("run cannot be set after the start of the greenlet");
        }
        Run = value;
    }

    [PyGetter("gr_frame")]
    private PyObject? GrFrame
    {
        get
        {
            if (Dead || !Started)
            {
                return null;
            }
            Frame? f = ReferenceEquals(Thread.Greenlet, this) ? Thread.Top : Top;
            while (f is not null and not PyFrame)
            {
                f = f.Back;
            }
            if (f is PyFrame frame)
            {
                frame.Captured = true;
            }
            return f;
        }
    }

    [PyGetter("gr_context")]
    private PyObject? GrContext => Context;

    [PySetter("gr_context")]
    private void SetContext(PyObject? value)
    {
        if (value == null)
        {
            throw Err.AttributeError("can't delete context attribute");
        }
        if (value is not PyNone && value.Type.FullName is not ("Context" or "contextvars.Context" or "_contextvars.Context"))
        {
            throw Err.TypeError("greenlet context must be a contextvars.Context or None");
        }
        Context = value is PyNone ? null : value;
    }

    [PyGetter("_stack_saved")]
    private long StackSaved => 0;

    [PyStaticMethod("getcurrent", "")]
    private static PyObject GetCurrent(PyThread thread) => thread.Greenlet;

    [PyStaticMethod("settrace", "callback, /")]
    private static PyObject SetTrace(PyEngine engine, PyObject callback) => Modules.Greenlet.GreenletModule.SetTrace(engine, callback);

    [PyStaticMethod("gettrace", "")]
    private static PyObject GetTrace(PyEngine engine) => Modules.Greenlet.GreenletModule.GetTrace(engine);

    [PyGetter("__dict__")]
    private PyObject DictValue => Ops.InstanceDict(ref _fields);

    [PyMethod("switch", "*args, **kwargs")]
    private PyObject Switch(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyThread t = PyThread.Current;
        CheckThread(t);
        t.Greenlet.GuardAgainstLoss();
        int positional = args.Length - (kwnames?.Count ?? 0);
        if (!Started && !Dead)
        {
            t.SwitchArgs = args.ToArray();
            t.SwitchNames = kwnames;
        }
        t.SwitchValue = PackValue(args, kwnames, positional);
        t.SwitchError = null;
        t.SwitchTarget = this;
        return PyThread.Pending;
    }

    private void CheckThread(PyThread t)
    {
        if (!ReferenceEquals(t, Thread))
        {
            throw new PyException(PyBaseException.Make(PyEngine.GreenletError, "cannot switch to a different thread"));
        }
    }

    internal static PyObject PackValue(ReadOnlySpan<PyObject> args, PyTuple? kwnames, int positional)
    {
        PyObject value = positional == 1 ? args[0] : PyTuple.From(args[..positional]);
        if (kwnames == null)
        {
            return value;
        }
        PyDict kwargs = new(kwnames.Count);
        for (int i = 0; i < kwnames.Count; i++)
        {
            kwargs.Set(kwnames[i], args[positional + i]);
        }
        return positional == 0 ? kwargs : PyTuple.Of(PyTuple.From(args[..positional]), kwargs);
    }

    [PyMethod("throw", "typ=None, val=None, tb=None, /")]
    private PyObject Throw(PyObject? type = null, PyObject? value = null, PyObject? traceback = null)
    {
        PyThread t = PyThread.Current;
        if (type is not (null or PyBaseException) && !(type is PyType cls && cls.IsSubtypeOf(Exc.BaseException)))
        {
            throw Err.TypeError($"exceptions must be classes, or instances, not {type.Type.FullName}");
        }
        PyBaseException exc = type == null ? new PyBaseException(PyEngine.GreenletExit) : PyGenerator.ThrowArgument(type, value, traceback);
        CheckThread(t);
        t.SwitchTarget = this;
        t.SwitchValue = null;
        t.SwitchError = exc;
        return PyThread.Pending;
    }
}

/// <summary>The bottom of a greenlet's frames: calls run, and passes its end to the parent.</summary>
internal sealed class GreenletStart(PyGreenlet greenlet, PyObject[] args, PyTuple? kwnames) : NativeFrame
{
    private bool _called;
    // The arguments are the function's alone once it runs.
    private PyObject[]? _args = args;

    internal override void Step(PyThread thread)
    {
        if (_called)
        {
            throw Err.SystemError("a greenlet's first frame was run twice");
        }
        _called = true;
        PyObject run = greenlet.Run ?? Ops.GetAttr(greenlet, "run");
        greenlet.Run = null;
        PyObject[] args = _args!;
        _args = null;
        Interpreter.CallOn(thread, this, run, args, kwnames);
    }

    internal override void Returned(PyThread thread, PyObject result) => thread.FinishGreenlet(greenlet, result, null);

    internal override void Raised(PyThread thread, PyBaseException exception)
    {
        if (exception.Type.IsSubtypeOf(PyEngine.GreenletExit))
        {
            thread.FinishGreenlet(greenlet, exception, null);
        }
        else
        {
            thread.FinishGreenlet(greenlet, null, exception);
        }
    }
}

using GreenletNet.Hubs;

namespace PythonEngine.Objects;

/// <summary>
/// <c>greenlet.greenlet</c>: a chain of frames that runs until it switches. Semantics are those of the greenlet package
/// (https://greenlet.readthedocs.io).
/// </summary>
[PyType("greenlet", Module = "greenlet", Subclassable = true, HasInstanceFields = true, Mutable = true)]
internal sealed partial class PyGreenlet : PyObject, IHubCallback
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

    /// <summary>The unfinished native call it waits for.</summary>
    internal PendingCall? Waiting;
    private Action? _taskDone;

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

    /// <summary>A completed task calls this, on whatever thread completed it.</summary>
    internal Action TaskDone => _taskDone ??= () =>
    {
        if (ReferenceEquals(PyThread.CurrentOrNull, Thread))
        {
            Thread.Hub.Enqueue(this);
        }
        else
        {
            Thread.Hub.Post(this);
        }
    };

    /// <summary>The hub's loop switches to ready greenlets itself; see HubFrame.</summary>
    void IHubCallback.Run() => throw new InvalidOperationException("a greenlet is resumed by the interpreter loop");

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
        string owner = ReferenceEquals(Thread, PyThread.Current) ? "current" : "active";
        string state = Dead ? " dead" : !Started ? " pending" : ReferenceEquals(Thread.Greenlet, this) ? $" {owner} active started" : " suspended active started";
        if (IsMain)
        {
            state += " main";
        }
        return $"<{name} object at 0x{Identity.Id(this):x12} (otid=0x{Thread.Ident:x12}){state}>";
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
            throw Err.TypeError("parent must be a greenlet");
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
            throw Err.ValueError("parent cannot be on a different thread");
        }
        if (IsMain)
        {
            throw Err.AttributeError("cannot set the parent of a main greenlet");
        }
        Parent = parent;
    }

    [PyGetter("run")]
    private PyObject RunValue => !Started && Run != null ? Run : throw Err.AttributeError("run");

    [PySetter("run")]
    private void SetRun(PyObject? value)
    {
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
    private void SetContext(PyObject? value) => Context = value is PyNone ? null : value;

    [PyGetter("__dict__")]
    private PyObject DictValue => Ops.InstanceDict(ref _fields);

    [PyMethod("switch", "*args, **kwargs")]
    private PyObject Switch(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyThread t = PyThread.Current;
        CheckThread(t);
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
            throw new PyException(PyBaseException.Make(t.Engine.GreenletError, Dead || !Started
                ? "cannot switch to a different thread"
                : "cannot switch to a different thread"));
        }
    }

    private static PyObject PackValue(ReadOnlySpan<PyObject> args, PyTuple? kwnames, int positional)
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
        PyBaseException exc = type == null ? new PyBaseException(t.Engine.GreenletExit) : PyGenerator.ThrowArgument(type, value, traceback);
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

    internal override void Step(PyThread thread)
    {
        if (_called)
        {
            throw Err.SystemError("a greenlet's first frame was run twice");
        }
        _called = true;
        PyObject run = greenlet.Run ?? Ops.GetAttr(greenlet, "run");
        greenlet.Run = null;
        Interpreter.CallOn(thread, this, run, args, kwnames);
    }

    internal override void Returned(PyThread thread, PyObject result) => thread.FinishGreenlet(greenlet, result, null);

    internal override void Raised(PyThread thread, PyBaseException exception)
    {
        if (exception.Type.IsSubtypeOf(thread.Engine.GreenletExit))
        {
            thread.FinishGreenlet(greenlet, exception, null);
        }
        else
        {
            thread.FinishGreenlet(greenlet, null, exception);
        }
    }
}

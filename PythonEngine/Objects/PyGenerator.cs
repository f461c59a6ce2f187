namespace PythonEngine.Objects;

/// <summary><c>generator</c>: a frame that is resumed; coroutines and async generators derive from it.</summary>
[PyType("generator", NoConstructor = true)]
internal partial class PyGenerator : PyObject
{
    /// <summary>Null once it has finished.</summary>
    internal PyFrame? Frame;
    internal bool Running;
    internal bool Started;
    internal readonly PyCode Code;
    internal PyObject Name;
    internal PyObject QualName;
    private GeneratorSentinel? _sentinel;

    internal PyGenerator(PyFrame frame)
    {
        Frame = frame;
        Code = frame.Code;
        frame.Generator = this;
        frame.Captured = true;
        _sentinel = GeneratorSentinel.For(this);
        Name = frame.Function?.Name ?? PyStr.Intern(Code.Name);
        QualName = frame.Function?.QualName ?? PyStr.Intern(Code.QualName);
    }

    /// <summary>It waits for an object of a Python class, which is to be closed if it becomes garbage meanwhile.</summary>
    internal void DelegatesTo(PyObject sub)
    {
        if (_sentinel == null && sub.Type.Lookup(Names.Close) != null)
        {
            _sentinel = GeneratorSentinel.Make(this);
        }
    }

    /// <summary>Whether there is something to do when it becomes garbage.</summary>
    internal bool NeedsEnd(out long sequence)
    {
        sequence = _sentinel?.Sequence ?? 0;
        return _sentinel != null && Frame != null && !Running;
    }

    internal virtual bool IsCoroutine => (Code.Flags & CodeFlags.IterableCoroutine) != 0;

    internal virtual bool IsAsyncGenerator => false;

    private protected virtual string Kind => "generator";

    /// <summary>What calling a generator function, coroutine function or async generator function gives.</summary>
    internal static PyObject FromCall(PyFrame frame)
    {
        CodeFlags flags = frame.Code.Flags;
        return (flags & CodeFlags.Coroutine) != 0 ? new PyCoroutine(frame)
            : (flags & CodeFlags.AsyncGenerator) != 0 ? new PyAsyncGenerator(frame)
            : new PyGenerator(frame);
    }

    /// <summary>Puts the frame on top of the resuming one; false when the generator has finished.</summary>
    internal bool TryResume(PyThread t, Frame caller, ReturnKind kind, ushort register, PyObject? sent = null)
    {
        if (Frame == null)
        {
            return false;
        }
        PyFrame frame = Prepare(sent ?? PyNone.Instance);
        frame.Back = caller;
        frame.OnReturn = kind;
        frame.ReturnRegister = register;
        if (++t.Depth > t.DepthLimit)
        {
            if (t.Depth > t.Engine.RecursionLimit)
            {
                frame.Back = null;
                Running = false;
            }
            t.PassDepthLimit();
        }
        t.Top = frame;
        return true;
    }

    /// <summary>Readies the frame to go on with a sent value.</summary>
    private PyFrame Prepare(PyObject sent)
    {
        if (Running)
        {
            throw Err.ValueError($"{Kind} already executing");
        }
        PyFrame frame = Frame!;
        if (!Started)
        {
            if (sent is not PyNone)
            {
                throw Err.TypeError($"can't send non-None value to a just-started {Kind}");
            }
            Started = true;
        }
        else if (frame.Code.Instructions[frame.Pc].Op == Opcode.YieldFrom && IsDelegating(frame))
        {
            frame.Sent = sent;
        }
        else
        {
            Interpreter.Store(sent, frame.R, frame.Code.Instructions[frame.Pc - 1].A);
        }
        Running = true;
        return frame;
    }

    /// <summary>The frame is suspended inside a YieldFrom that runs again (its Pc was set back).</summary>
    private static bool IsDelegating(PyFrame frame) => frame.Pc == 0 || frame.Code.Instructions[frame.Pc - 1].Op != Opcode.Yield;

    /// <summary>The iterator that the generator delegates to, while it is suspended in yield from or await.</summary>
    internal PyObject? Delegate
    {
        get
        {
            if (Frame is not { } frame || !Started || Running)
            {
                return null;
            }
            Instruction ins = frame.Code.Instructions[frame.Pc];
            return ins.Op == Opcode.YieldFrom && IsDelegating(frame) ? frame.R[ins.B] : null;
        }
    }

    internal virtual void Finish()
    {
        Frame = null;
        Running = false;
        _sentinel?.Disarm();
        _sentinel = null;
    }

    /// <summary>The frame raised out: finishes, and turns a StopIteration into RuntimeError (PEP 479).</summary>
    internal PyBaseException Fail(PyBaseException exception)
    {
        Finish();
        string? name = exception.Type.IsSubtypeOf(Exc.StopIteration) ? "StopIteration"
            : IsAsyncGenerator && exception.Type.IsSubtypeOf(Exc.StopAsyncIteration) ? "StopAsyncIteration" : null;
        if (name == null)
        {
            return exception;
        }
        string kind = IsAsyncGenerator ? "async generator" : this is PyCoroutine ? "coroutine" : "generator";
        PyBaseException error = PyBaseException.Make(Exc.RuntimeError, $"{kind} raised {name}");
        error.Cause = exception;
        error.Context = exception;
        error.SuppressContext = true;
        return error;
    }

    /// <summary>What resuming with send() raises when the frame returned.</summary>
    internal static PyBaseException EndOf(PyGenerator generator, PyObject value) =>
        generator.IsAsyncGenerator ? new PyBaseException(Exc.StopAsyncIteration) : PyStopIteration.Make(value);

    internal virtual void ThrowIfReused()
    {
    }

    /// <summary>send(): yields a value or raises StopIteration, as a frame run in place of the native call.</summary>
    internal PyObject SendImpl(PyObject value)
    {
        if (Frame == null)
        {
            ThrowIfReused();
            throw new PyException(IsAsyncGenerator ? new PyBaseException(Exc.StopAsyncIteration) : PyStopIteration.Make(PyNone.Instance));
        }
        PyThread t = PyThread.Current;
        t.TailFrame = Prepare(value);
        t.TailKind = ReturnKind.GeneratorSend;
        return PyThread.Pending;
    }

    /// <summary>Next value for native callers; null at the end.</summary>
    internal PyObject? NextImpl()
    {
        if (Frame == null)
        {
            ThrowIfReused();
            return null;
        }
        PyThread t = PyThread.Current;
        PyObject? value = t.RunNested(Prepare(PyNone.Instance), ReturnKind.ForIter);
        if (value == null && t.Raised is { } raised)
        {
            t.Raised = null;
            throw new PyException(raised) { HasContext = true };
        }
        return value;
    }

    /// <summary>As <see cref="NextImpl"/>, but an end with a result is a StopIteration that carries it.</summary>
    internal PyObject? NextOrResult()
    {
        if (Frame == null)
        {
            ThrowIfReused();
            return null;
        }
        PyThread t = PyThread.Current;
        PyObject? value = t.RunNested(Prepare(PyNone.Instance), ReturnKind.GeneratorSend);
        if (value == null && t.Raised is { } raised)
        {
            t.Raised = null;
            if (raised is not PyStopIteration { Value: PyNone })
            {
                throw new PyException(raised) { HasContext = true };
            }
        }
        return value;
    }

    /// <summary>throw(): resumes with an exception.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="closeDelegate">Whether GeneratorExit closes the delegate rather than being thrown into it.</param>
    /// <param name="given">The arguments of the Python call, which a delegate's throw method gets as they are.</param>
    internal PyObject ThrowImpl(PyBaseException exception, bool closeDelegate = true, PyObject[]? given = null)
    {
        PyThread t = PyThread.Current;
        if (Running)
        {
            throw Err.ValueError($"{Kind} already executing");
        }
        if (Frame is not { } frame)
        {
            ThrowIfReused();
            throw new PyException(exception) { HasContext = true };
        }
        if (Delegate is { } sub)
        {
            if (ThrowIntoDelegate(t, frame, sub, exception, closeDelegate, given, out PyObject? yielded))
            {
                return yielded!;
            }
            // The delegate finished or raised: go on in this frame.
            if (t.Raised is { } raised)
            {
                t.Raised = null;
                frame.Pc++;
                exception = raised;
            }
            else
            {
                frame.R[frame.Code.Instructions[frame.Pc].A] = yielded;
                frame.Pc++;
                Running = true;
                t.TailFrame = frame;
                t.TailKind = ReturnKind.GeneratorSend;
                return PyThread.Pending;
            }
        }
        if (!Started)
        {
            Started = true;
        }
        Running = true;
        t.TailFrame = frame;
        t.TailKind = ReturnKind.GeneratorSend;
        t.TailRaised = exception;
        return PyThread.Pending;
    }

    /// <summary>Passes an exception on: true when the delegate yielded; else t.Raised or the delegate's result.</summary>
    private bool ThrowIntoDelegate(PyThread t, PyFrame frame, PyObject sub, PyBaseException exception, bool closeDelegate, PyObject[]? given, out PyObject? value)
    {
        value = null;
        Running = true;
        Frame? savedBack = frame.Back;
        try
        {
            if (closeDelegate && exception.Type.IsSubtypeOf(Exc.GeneratorExit))
            {
                if (sub is PyGenerator inner)
                {
                    inner.CloseImpl();
                }
                else if (Ops.TryGetAttr(sub, Names.Close) is { } close)
                {
                    Ops.Call(close);
                }
                t.Raised = exception;
                return false;
            }
            if (sub is PyGenerator generator)
            {
                PyObject pending = generator.ThrowImpl(exception, given: given);
                value = ReferenceEquals(pending, PyThread.Pending) ? t.WaitNested() : pending;
                return true;
            }
            if (Ops.TryGetAttr(sub, Names.Throw) is not { } method)
            {
                t.Raised = exception;
                return false;
            }
            value = given == null ? Ops.Call(method, exception) : Ops.Call(method, given);
            return true;
        }
        catch (PyException e) when (e.Matches(Exc.StopIteration))
        {
            value = ((PyStopIteration)e.Value).Value;
            return false;
        }
        catch (PyException e)
        {
            t.Raised = e.Value;
            return false;
        }
        finally
        {
            Running = false;
            frame.Back = savedBack;
        }
    }

    /// <summary>close(): throws GeneratorExit in and waits for the end.</summary>
    internal PyObject CloseImpl()
    {
        if (Frame == null)
        {
            return PyNone.Instance;
        }
        if (!Started && !Running)
        {
            Frame.Finished = true;
            Finish();
            return PyNone.Instance;
        }
        PyThread t = PyThread.Current;
        try
        {
            PyObject pending = ThrowImpl(new PyBaseException(Exc.GeneratorExit));
            if (ReferenceEquals(pending, PyThread.Pending))
            {
                t.WaitNested();
            }
        }
        catch (PyException e) when (e.Matches(Exc.StopIteration) || e.Matches(Exc.GeneratorExit))
        {
            return PyNone.Instance;
        }
        throw Err.RuntimeError($"{Kind} ignored GeneratorExit");
    }

    /// <summary>The exception that throw(type, value, traceback) means.</summary>
    internal static PyBaseException ThrowArgument(PyObject type, PyObject? value, PyObject? traceback)
    {
        if (traceback is not (null or PyNone or PyTraceback))
        {
            throw Err.TypeError("throw() third argument must be a traceback object");
        }
        PyBaseException exc;
        if (type is PyType cls && cls.IsSubtypeOf(Exc.BaseException))
        {
            if (value is PyBaseException given && given.Type.IsSubtypeOf(cls))
            {
                exc = given;
            }
            else
            {
                PyObject made = value is null or PyNone ? Ops.Call(cls) : value is PyTuple args ? Ops.Call(cls, args.Items) : Ops.Call(cls, value);
                exc = made as PyBaseException ?? throw Err.TypeError($"calling {Ops.ReprText(cls)} should have returned an instance of BaseException, not {made.Type.FullName}");
            }
        }
        else if (type is PyBaseException instance)
        {
            if (value is not (null or PyNone))
            {
                throw Err.TypeError("instance exception may not have a separate value");
            }
            exc = instance;
        }
        else
        {
            throw Err.TypeError($"exceptions must be classes or instances deriving from BaseException, not {type.Type.FullName}");
        }
        if (traceback is PyTraceback tb)
        {
            exc.Traceback = tb;
        }
        return exc;
    }

    [PyMethod("__iter__")]
    private PyObject IterSlot() => this;

    [PyMethod("__next__")]
    private PyObject? NextSlot() => NextImpl();

    [PyMethod("send", "arg, /")]
    private PyObject Send(PyObject arg) => SendImpl(arg);

    [PyMethod("throw", "typ, val=None, tb=None, /")]
    private PyObject ThrowMethod(PyObject type, PyObject? value = null, PyObject? traceback = null) => ThrowImpl(ThrowArgument(type, value, traceback), given: Given(type, value, traceback));

    internal static PyObject[] Given(PyObject type, PyObject? value, PyObject? traceback) =>
        value == null ? [type] : traceback == null ? [type, value] : [type, value, traceback];

    [PyMethod("close", "")]
    private PyObject Close() => CloseImpl();

    [PyMethod("__repr__")]
    private string Repr() => $"<generator object {Ops.StrText(QualName)} at 0x{Identity.Id(this):x12}>";

    [PyGetter("gi_frame")]
    private PyObject? GiFrame => Frame;

    [PyGetter("gi_running")]
    private bool GiRunning => Running;

    [PyGetter("gi_suspended")]
    private bool GiSuspended => Frame != null && Started && !Running;

    [PyGetter("gi_code", Member = true)]
    private PyObject GiCode => Code;

    [PyGetter("gi_yieldfrom")]
    private PyObject? GiYieldFrom => Delegate;

    [PyGetter("__name__")]
    private PyObject NameValue => Name;

    [PySetter("__name__")]
    private void SetName(PyObject? value) => Name = value as PyStr ?? throw Err.TypeError("__name__ must be set to a string object");

    [PyGetter("__qualname__")]
    private PyObject QualNameValue => QualName;

    [PySetter("__qualname__")]
    private void SetQualName(PyObject? value) => QualName = value as PyStr ?? throw Err.TypeError("__qualname__ must be set to a string object");
}

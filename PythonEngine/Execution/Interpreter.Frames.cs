namespace PythonEngine.Execution;

/// <summary>Leaving frames: results, yields, exceptions.</summary>
internal static unsafe partial class Interpreter
{
    /// <summary>The frame returned a value.</summary>
    private static void ReturnFrom(PyThread t, PyFrame frame, PyObject value)
    {
        if (t.DepthLimit < 0)
        {
            Tracing.Leave(t, frame, value);
        }
        Frame back = frame.Back!;
        ReturnKind kind = frame.OnReturn;
        ushort register = frame.ReturnRegister;
        PyObject? extra = frame.Extra;
        PyGenerator? generator = frame.Generator;
        t.Depth--;
        t.Top = back;
        frame.Back = null;
        if (generator != null)
        {
            generator.Finish();
            frame.End();
            switch (back)
            {
                case PyFrame when kind == ReturnKind.ForIter:
                    // The exit jump follows; nothing to store.
                    return;
                case EntryFrame entry when kind == ReturnKind.ForIter:
                    entry.Completed = true;
                    return;
                case NativeFrame native when kind == ReturnKind.ForIter:
                    native.Ended(t);
                    return;
                case EntryFrame entry when kind == ReturnKind.GeneratorSend:
                    entry.Exception = PyGenerator.EndOf(generator, value);
                    entry.Completed = true;
                    return;
                case PyFrame or NativeFrame when kind == ReturnKind.GeneratorSend:
                    t.Raised = PyGenerator.EndOf(generator, value);
                    return;
                case PyFrame when kind == ReturnKind.Delegate && generator.IsAsyncGenerator:
                    t.Raised = PyGenerator.EndOf(generator, value);
                    return;
                case PyFrame caller when kind == ReturnKind.Delegate:
                    Put(caller.R, register, value);
                    TraceStopIteration(t, caller, value);
                    return;
            }
        }
        else
        {
            frame.Recycle();
        }
        Deliver(t, back, kind, register, extra, value);
    }

    /// <summary>Hands a value to the frame that waits for it.</summary>
    internal static void Deliver(PyThread t, Frame back, ReturnKind kind, ushort register, PyObject? extra, PyObject value)
    {
        if (back is not PyFrame frame)
        {
            if (back is EntryFrame entry)
            {
                entry.Result = value;
                entry.Completed = true;
                return;
            }
            ((NativeFrame)back).Returned(t, value);
            return;
        }
        switch (kind)
        {
            case ReturnKind.Store:
            case ReturnKind.GeneratorSend:
                Put(frame.R, register, value);
                break;
            case ReturnKind.Init:
                if (value is not PyNone)
                {
                    throw Err.TypeError($"__init__() should return None, not '{value.Type.FullName}'");
                }
                Put(frame.R, register, extra);
                break;
            case ReturnKind.Truth:
                Put(frame.R, register, PyBool.From(Ops.IsTrue(value)));
                break;
            case ReturnKind.NotTruth:
                Put(frame.R, register, PyBool.From(!Ops.IsTrue(value)));
                break;
            case ReturnKind.Condition:
                {
                    bool truth = extra != null ? SlotOverrides.LengthValue(value) != 0
                        : value is PyBool b ? b.Value
                        : throw Err.TypeError($"__bool__ should return bool, returned {value.Type.FullName}");
                    Instruction jump = frame.Code.Instructions[frame.Pc - 1];
                    if (truth == (jump.Op is Opcode.JumpIfTrue or Opcode.JumpIfTrueKeep))
                    {
                        frame.Pc = jump.Target;
                    }
                    break;
                }
            case ReturnKind.ForIter:
                Put(frame.R, register, value);
                frame.Pc++;
                break;
            case ReturnKind.Delegate:
                Put(frame.R, register, value);
                break;
            case ReturnKind.Operator:
                Put(frame.R, register, ReferenceEquals(value, PyNotImplemented.Instance) ? OperatorFallback(frame) : value);
                break;
            case ReturnKind.Iterator:
                if (!value.Type.HasIterNext)
                {
                    throw Err.TypeError($"iter() returned non-iterator of type '{value.Type.FullName}'");
                }
                Put(frame.R, register, value);
                break;
            case ReturnKind.ClassBody:
                Put(frame.R, register, BuildClass.Finish((BuildClass.State)extra!, value));
                break;
            default:
                break;
        }
    }

    /// <summary>A generator frame yields to whoever resumed it.</summary>
    private static void YieldFrom(PyThread t, PyFrame frame, PyObject value)
    {
        ref readonly Instruction own = ref frame.Code.Instructions[frame.Pc - 1];
        if (own.Op == Opcode.Yield)
        {
            frame.ClearTemporaries(own.C);
        }
        while (true)
        {
            PyGenerator generator = frame.Generator!;
            if (t.DepthLimit < 0)
            {
                bool wrapped = generator.IsAsyncGenerator && frame.Code.Instructions[frame.Pc - 1].Op == Opcode.Yield;
                Tracing.Leave(t, frame, wrapped ? new PyAsyncGenWrappedValue(value) : value);
            }
            Frame back = frame.Back!;
            ReturnKind kind = frame.OnReturn;
            frame.Back = null;
            generator.Running = false;
            t.Depth--;
            t.Top = back;
            if (generator.IsAsyncGenerator && frame.Code.Instructions[frame.Pc - 1].Op == Opcode.Yield)
            {
                if (kind == ReturnKind.Delegate && back is PyFrame waiting)
                {
                    // The item ends the wait for anext or asend.
                    ((PyAsyncGenerator)generator).RunningAsync = false;
                    if (waiting.R[waiting.Code.Instructions[waiting.Pc - 1].B] is PyAsyncGenASend step)
                    {
                        step.State = AwaitableState.Closed;
                    }
                    Put(waiting.R, frame.ReturnRegister, value);
                    TraceStopIteration(t, waiting, value);
                    LeaveLoopIfTracing(t);
                    return;
                }
                value = new PyAsyncGenWrappedValue(value);
            }
            if (kind == ReturnKind.Delegate && back is PyFrame outer)
            {
                // The delegating frame yields on; its YieldFrom runs again at the next resumption.
                outer.Pc--;
                frame = outer;
                continue;
            }
            Deliver(t, back, kind, frame.ReturnRegister, null, value);
            LeaveLoopIfTracing(t);
            return;
        }
    }

    /// <summary>To a trace function, a delegation ends by StopIteration with the result.</summary>
    private static void TraceStopIteration(PyThread t, PyFrame frame, PyObject value)
    {
        if (t.DepthLimit < 0 && t.TraceFunction != null && value is not PyNone)
        {
            Tracing.Raised(t, frame, PyStopIteration.Make(value));
        }
    }

    /// <summary>Another frame is on top now: the loop that is about to go on with it must not, where the thread traces.</summary>
    private static void LeaveLoopIfTracing(PyThread t)
    {
        if (t.DepthLimit < 0 && t.Raised == null && t.Top is PyFrame)
        {
            t.Raised = Tracing.Detour;
        }
    }

    /// <summary>Finds the handler of an exception raised in the top frame, leaving frames that have none.</summary>
    internal static void Unwind(PyThread t, PyBaseException exception)
    {
        while (true)
        {
            if (t.Top is not PyFrame frame)
            {
                DeliverException(t, t.Top!, exception);
                return;
            }
            int pc = frame.Pc - 1;
            if (pc >= 0 && frame.Code.Instructions[pc].Op == Opcode.ForIter && !t.Reraising && exception.Type.IsSubtypeOf(Exc.StopIteration))
            {
                // A native __next__ raised it: the loop ends, the exit jump follows.
                if (t.DepthLimit < 0)
                {
                    Tracing.Raised(t, frame, exception);
                }
                return;
            }
            if (t.Reraising)
            {
                t.Reraising = false;
            }
            else
            {
                if (t.Engine.Python2 is not { } dialect || !dialect.Hides(frame.Code))
                {
                    frame.Captured = true;
                    exception.Traceback = new PyTraceback(exception.Traceback, frame, frame.Pc, frame.Line);
                }
                if (t.DepthLimit < 0)
                {
                    Tracing.Raised(t, frame, exception);
                }
            }
            foreach (ref readonly ExceptionEntry entry in frame.Code.ExceptionTable.AsSpan())
            {
                if (pc >= entry.Start && pc < entry.End)
                {
                    if (frame.Tracing is { } state)
                    {
                        state.PreviousPc = pc;
                        state.LastLine = frame.Line;
                    }
                    Put(frame.R, entry.ExcRegister, exception);
                    frame.Pc = entry.Handler;
                    return;
                }
            }
            if (t.DepthLimit < 0)
            {
                Tracing.Leave(t, frame, null);
            }
            Frame back = frame.Back!;
            ReturnKind kind = frame.OnReturn;
            t.Depth--;
            t.Top = back;
            frame.Back = null;
            frame.End();
            if (frame.Generator is { } generator)
            {
                exception = generator.Fail(exception);
            }
            if (kind == ReturnKind.ForIter && exception.Type.IsSubtypeOf(Exc.StopIteration))
            {
                if (back is PyFrame)
                {
                    if (t.DepthLimit < 0)
                    {
                        Tracing.Raised(t, (PyFrame)back, exception);
                    }
                    return;
                }
                if (back is NativeFrame native)
                {
                    native.Ended(t);
                    return;
                }
            }
        }
    }

    private static void DeliverException(PyThread t, Frame top, PyBaseException exception)
    {
        t.Reraising = false;
        if (top is EntryFrame entry)
        {
            entry.Exception = exception;
            entry.Completed = true;
        }
        else
        {
            ((NativeFrame)top).Raised(t, exception);
        }
    }

    /// <summary>Sets the implicit __context__ of an exception that is being raised.</summary>
    internal static void SetContext(PyThread t, PyBaseException exception)
    {
        PyBaseException? handled = t.HandledException();
        if (handled == null || t.Engine.Python2 is { IsMain: true } || ReferenceEquals(handled, exception))
        {
            return;
        }
        // Break a cycle that the new link would close.
        PyBaseException link = handled;
        PyBaseException slow = handled;
        bool step = false;
        while (link.Context is { } next)
        {
            if (ReferenceEquals(next, exception))
            {
                link.Context = null;
                break;
            }
            link = next;
            if (step)
            {
                slow = slow.Context!;
                if (ReferenceEquals(slow, link))
                {
                    break;
                }
            }
            step = !step;
        }
        exception.Context = handled;
    }
}

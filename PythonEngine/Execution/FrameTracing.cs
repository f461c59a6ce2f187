namespace PythonEngine.Execution;

/// <summary>What tracing knows of one frame; made when tracing meets the frame, or when a program sets one of its attributes.</summary>
internal sealed class FrameTracing
{
    /// <summary>f_trace</summary>
    internal PyObject? Function;
    /// <summary>f_trace_lines</summary>
    internal bool Lines = true;
    /// <summary>f_trace_opcodes</summary>
    internal bool Opcodes;

    /// <summary>Its call event has been sent, and no return event since.</summary>
    internal bool Entered;
    /// <summary>The instruction that ran last, for jumps backwards.</summary>
    internal int PreviousPc = -1;
    /// <summary>The line of the instruction that ran last; -1 when the next one begins a line in any case.</summary>
    internal int LastLine = -1;
    /// <summary>A native function that the frame called and that has not returned yet.</summary>
    internal PyObject? CCall;
    /// <summary>During an event: the line that it is about; 0 for the instruction's.</summary>
    internal int EventLine;
    /// <summary>During an event: its kind.</summary>
    internal TraceEvent? Event;
    /// <summary>Where a line event's function has set f_lineno to; -1 if it has not.</summary>
    internal int JumpTarget = -1;
}

/// <summary>Events of trace and profile functions.</summary>
internal enum TraceEvent
{
    Call,
    Line,
    Return,
    Exception,
    Opcode,
    CCall,
    CReturn,
    CException,
}

/// <summary>Receives the profile events of a thread.</summary>
internal interface IProfiler
{
    /// <summary>Called on the thread itself with tracing off; may raise, which ends the profiling.</summary>
    void Event(PyThread thread, PyFrame frame, TraceEvent kind, PyObject? arg);
}

/// <summary>A Python function given to <c>sys.setprofile</c>.</summary>
internal sealed class FunctionProfiler(PyObject function) : IProfiler
{
    internal readonly PyObject Function = function;

    public void Event(PyThread thread, PyFrame frame, TraceEvent kind, PyObject? arg) =>
        Ops.Call(Function, frame, Tracing.Name(kind), arg ?? PyNone.Instance);
}

/// <summary>
/// <c>sys.settrace</c> and <c>sys.setprofile</c>. A thread that traces has a recursion limit below zero, so that every call of Python
/// code leaves the interpreter loop, and <see cref="Interpreter"/>'s tracing loop takes its place; other threads notice nothing.
/// </summary>
internal static class Tracing
{
    /// <summary>In PyThread.Raised: not an exception, but a request to leave the interpreter loop.</summary>
    internal static readonly PyBaseException Detour = new(Exc.BaseException);

    private static readonly PyStr[] s_names =
    [
        PyStr.Intern("call"), PyStr.Intern("line"), PyStr.Intern("return"), PyStr.Intern("exception"), PyStr.Intern("opcode"),
        PyStr.Intern("c_call"), PyStr.Intern("c_return"), PyStr.Intern("c_exception"),
    ];

    internal static PyStr Name(TraceEvent kind) => s_names[(int)kind];

    internal static void SetTrace(PyThread thread, PyObject? function)
    {
        thread.TraceFunction = function;
        Changed(thread);
    }

    internal static void SetProfile(PyThread thread, IProfiler? profiler)
    {
        thread.Profiler = profiler;
        Changed(thread);
    }

    private static void Changed(PyThread thread)
    {
        thread.TracePaused = false;
        thread.UpdateDepthLimit();
        if (thread.TraceFunction == null && thread.Profiler == null)
        {
            return;
        }
        // Frames that run already have had their call event, or never get one.
        for (Frame? f = thread.Top; f != null; f = f.Back)
        {
            if (f is PyFrame frame)
            {
                Enter(frame);
            }
        }
    }

    private static FrameTracing Enter(PyFrame frame)
    {
        FrameTracing state = frame.Tracing ??= new FrameTracing();
        if (!state.Entered)
        {
            state.Entered = true;
            state.PreviousPc = frame.Pc - 1;
            state.LastLine = frame.Pc > 0 ? frame.Code.Positions[frame.Pc - 1].Line : -1;
        }
        return state;
    }

    /// <summary>The frame's state; sends its call event if that is due.</summary>
    internal static FrameTracing Begin(PyThread thread, PyFrame frame)
    {
        FrameTracing? state = frame.Tracing;
        if (state is { Entered: true })
        {
            return state;
        }
        bool fresh = frame.Pc == 0;
        // A frame that was interrupted by a switch of greenlets before tracing began is not called now.
        bool called = fresh || frame.Generator != null;
        state = Enter(frame);
        if (fresh)
        {
            state.LastLine = -1;
            state.PreviousPc = -1;
        }
        if (called)
        {
            frame.Captured = true;
            Send(thread, frame, TraceEvent.Call, null);
        }
        return state;
    }

    /// <summary>Sends an event to the trace function and the profiler.</summary>
    internal static void Send(PyThread thread, PyFrame frame, TraceEvent kind, PyObject? arg)
    {
        bool native = kind >= TraceEvent.CCall;
        if (!native && thread.TraceFunction != null)
        {
            SendTrace(thread, frame, kind, arg);
        }
        if ((native || kind is TraceEvent.Call or TraceEvent.Return) && thread.Profiler is { } profiler)
        {
            Off(thread);
            try
            {
                profiler.Event(thread, frame, kind, arg);
            }
            catch (PyException)
            {
                thread.Profiler = null;
                throw;
            }
            finally
            {
                On(thread);
            }
        }
    }

    private static void SendTrace(PyThread thread, PyFrame frame, TraceEvent kind, PyObject? arg)
    {
        FrameTracing state = frame.Tracing!;
        PyObject? function = kind == TraceEvent.Call ? thread.TraceFunction : state.Function;
        if (function == null)
        {
            return;
        }
        frame.Captured = true;
        frame.RefreshLocals();
        TraceEvent? outer = state.Event;
        state.Event = kind;
        Off(thread);
        try
        {
            PyObject result = Ops.Call(function, frame, Name(kind), arg ?? PyNone.Instance);
            if (result is not PyNone)
            {
                state.Function = result;
            }
            frame.StoreLocals();
        }
        catch (PyException)
        {
            thread.TraceFunction = null;
            state.Function = null;
            throw;
        }
        finally
        {
            state.Event = outer;
            On(thread);
        }
    }

    private static void Off(PyThread thread)
    {
        thread.TraceDepth++;
        thread.UpdateDepthLimit();
    }

    private static void On(PyThread thread)
    {
        thread.TraceDepth--;
        thread.UpdateDepthLimit();
    }

    /// <summary>The frame is left: with a value, or by an exception (null), when what the functions raise is dropped.</summary>
    internal static void Leave(PyThread thread, PyFrame frame, PyObject? value)
    {
        if (frame.Tracing is not { Entered: true } state)
        {
            return;
        }
        state.Entered = false;
        if (value != null && frame.Pc > 0 && frame.Code.Positions[frame.Pc - 1].Line <= 0)
        {
            state.EventLine = frame.NearestLine(frame.Pc - 1);
        }
        try
        {
            Send(thread, frame, TraceEvent.Return, value);
        }
        catch (PyException) when (value == null)
        {
            // An exception is on its way already.
        }
        finally
        {
            state.EventLine = 0;
        }
    }

    /// <summary>An exception reached the frame; its traceback has the frame already.</summary>
    internal static void Raised(PyThread thread, PyFrame frame, PyBaseException exception)
    {
        FrameTracing state = Begin(thread, frame);
        if (state.CCall is { } function)
        {
            state.CCall = null;
            try
            {
                Send(thread, frame, TraceEvent.CException, function);
            }
            catch (PyException)
            {
                // The exception that is on its way counts.
            }
        }
        if (thread.TraceFunction != null)
        {
            Send(thread, frame, TraceEvent.Exception, new PyTuple([exception.Type, exception, exception.Traceback ?? (PyObject)PyNone.Instance]));
        }
    }

    /// <summary>What a native function that ends the interpreter loop's run returns, to make it notice a change of tracing.</summary>
    internal static PyObject Return(PyThread thread, PyObject value)
    {
        thread.TailNative = new ValueFrame(value);
        return PyThread.Pending;
    }

    /// <summary><c>sys.call_tracing</c>: a call, inside a trace function too, that is traced if it calls <c>sys.settrace</c> itself, as in CPython 3.11.</summary>
    internal static PyObject CallTraced(PyThread thread, PyObject function, PyObject[] args)
    {
        (int depth, bool paused) = (thread.TraceDepth, thread.TracePaused);
        thread.TraceDepth = 0;
        thread.TracePaused = true;
        thread.UpdateDepthLimit();
        try
        {
            return Ops.Call(function, args);
        }
        finally
        {
            thread.TraceDepth = depth;
            thread.TracePaused = paused;
            thread.UpdateDepthLimit();
        }
    }

    private sealed class ValueFrame(PyObject value) : NativeFrame
    {
        internal override void Step(PyThread thread) => Finish(thread, value);

        internal override void Returned(PyThread thread, PyObject result)
        {
            // Nothing is called on top of this frame.
        }

        internal override void Raised(PyThread thread, PyBaseException exception) => Fail(thread, exception);
    }
}

internal sealed unsafe partial class PyThread
{
    /// <summary>sys.settrace</summary>
    internal PyObject? TraceFunction;

    /// <summary>sys.setprofile, or a native profiler.</summary>
    internal IProfiler? Profiler;

    /// <summary>Trace or profile functions that run; they are not traced themselves.</summary>
    internal int TraceDepth;

    /// <summary>Nothing is traced until a function is set anew.</summary>
    internal bool TracePaused;

    /// <summary>The recursion limit; below zero while the thread traces, when every call is looked at.</summary>
    internal int DepthLimit;

    internal void UpdateDepthLimit() =>
        DepthLimit = TraceDepth == 0 && !TracePaused && (TraceFunction != null || Profiler != null) ? -1 : Engine.RecursionLimit;

    /// <summary>The depth has passed DepthLimit: an error, or a detour for tracing.</summary>
    internal void PassDepthLimit()
    {
        if (Depth > Engine.RecursionLimit)
        {
            Depth--;
            throw Err.RecursionError();
        }
        Raised = Tracing.Detour;
    }
}

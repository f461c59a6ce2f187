using System.Threading;

namespace PythonEngine.Execution;

/// <summary>The interpreter loop of threads that trace.</summary>
internal static unsafe partial class Interpreter
{
    /// <summary>
    /// Runs Python frames like Loop, with trace and profile events. Loop itself executes the instructions, from a copy of the code
    /// that stops it: after each one where a frame's lines are traced, otherwise before calls and returns.
    /// </summary>
    private static void TraceLoop(PyThread t)
    {
        while (t.DepthLimit < 0 && t.Top is PyFrame frame)
        {
            TraceStep(t, frame);
            if (ReferenceEquals(t.Raised, Tracing.Detour) && t.Greenlet.Pin == null)
            {
                t.Raised = null;
            }
            if (t.Raised != null)
            {
                return;
            }
        }
    }

    private static void TraceStep(PyThread t, PyFrame frame)
    {
        FrameTracing state = Tracing.Begin(t, frame);
        if (state.CCall is { } called)
        {
            state.CCall = null;
            Tracing.Send(t, frame, TraceEvent.CReturn, called);
        }
        PyCode code = frame.Code;
        bool lines = t.TraceFunction != null && state.Function != null;
        if (lines && TraceLine(t, frame, state))
        {
            // A change of f_lineno: the frame goes on there.
            lines = t.TraceFunction != null && state.Function != null;
        }
        if (t.DepthLimit >= 0)
        {
            return;
        }
        int pc = frame.Pc;
        Instruction ins = code.Instructions[pc];
        if (ins.Op == Opcode.Return)
        {
            frame.Pc = pc + 1;
            ReturnFrom(t, frame, frame.R[ins.A]!);
            return;
        }
        bool call = IsCall(ins.Op);
        if (!lines && !call)
        {
            RunCopy(t, frame, ref code.CoarseCopy, code, coarse: true);
            // Where it stopped nothing is known of the line before.
            state.LastLine = -1;
            state.PreviousPc = -1;
            return;
        }
        if (call && t.Profiler != null)
        {
            BeginCall(t, frame, state, ins);
        }
        RunCopy(t, frame, ref code.StepCopy, code, coarse: false);
        state.PreviousPc = pc;
        if (HasLine(ins.Op))
        {
            state.LastLine = code.Positions[pc].Line;
        }
        else if (ins.Op == Opcode.PushExc)
        {
            // The beginning of a handler has no line, so that the clause gets an event even on the line that raised.
            state.LastLine = -1;
        }
        if (state.CCall is { } function && ReferenceEquals(t.Top, frame) && (t.Raised == null || ReferenceEquals(t.Raised, Tracing.Detour)))
        {
            state.CCall = null;
            t.Raised = null;
            Tracing.Send(t, frame, TraceEvent.CReturn, function);
        }
    }

    private static bool IsCall(Opcode op) => op is Opcode.Call or Opcode.CallKw or Opcode.CallMethod or Opcode.CallMethodKw or Opcode.CallEx;

    /// <summary>Jumps that the compiler adds, and the bookkeeping of handlers, belong to no line.</summary>
    internal static bool HasLine(Opcode op) =>
        op is not (Opcode.Jump or Opcode.JumpBack or Opcode.PushExc or Opcode.PopExc or Opcode.Reraise or Opcode.LoadNull or Opcode.MakeCell);

    /// <summary>Sends the line and opcode events that are due before the frame's next instruction; true when it is another one then.</summary>
    private static bool TraceLine(PyThread t, PyFrame frame, FrameTracing state)
    {
        PyCode code = frame.Code;
        int pc = frame.Pc;
        Instruction ins = code.Instructions[pc];
        if (state.Lines)
        {
            foreach ((int at, int line) in code.MarksAt(pc))
            {
                if (line == state.LastLine && pc > state.PreviousPc)
                {
                    continue;
                }
                state.LastLine = line;
                state.PreviousPc = pc;
                state.EventLine = line;
                if (SendLine(t, frame, state, TraceEvent.Line))
                {
                    return true;
                }
                if (t.DepthLimit >= 0 || state.Function == null)
                {
                    return false;
                }
            }
            int own = code.Positions[pc].Line;
            if (HasLine(ins.Op) && own > 0 && (own != state.LastLine || (pc < state.PreviousPc && ins.Op != Opcode.YieldFrom)))
            {
                state.LastLine = own;
                if (SendLine(t, frame, state, TraceEvent.Line))
                {
                    return true;
                }
            }
        }
        else if (code.MarksAt(pc) is { Length: > 0 } passed)
        {
            state.LastLine = passed[^1].Line;
        }
        return state.Opcodes && state.Function != null && t.DepthLimit < 0 && SendLine(t, frame, state, TraceEvent.Opcode);
    }

    private static bool SendLine(PyThread t, PyFrame frame, FrameTracing state, TraceEvent kind)
    {
        int pc = frame.Pc;
        // To whoever looks, the instruction is under way.
        frame.Pc = pc + 1;
        state.JumpTarget = -1;
        try
        {
            Tracing.Send(t, frame, kind, null);
        }
        finally
        {
            state.EventLine = 0;
        }
        if (state.JumpTarget >= 0)
        {
            frame.Pc = state.JumpTarget;
            state.JumpTarget = -1;
            state.PreviousPc = frame.Pc;
            state.LastLine = frame.Code.Positions[frame.Pc].Line;
            return true;
        }
        frame.Pc = pc;
        return false;
    }

    /// <summary>Sends the c_call event when a call's target is a native function.</summary>
    private static void BeginCall(PyThread t, PyFrame frame, FrameTracing state, Instruction ins)
    {
        PyObject? function = frame.R[ins.A];
        if (function is PyMethodDescriptor descriptor)
        {
            // As CPython: profilers see the method bound to its object.
            PyObject? self = ins.Op switch
            {
                Opcode.CallMethod or Opcode.CallMethodKw => frame.R[ins.A + 1] ?? (ins.B > 0 ? frame.R[ins.A + 2] : null),
                Opcode.CallEx => frame.R[ins.A + 1] is PyTuple { Count: > 0 } args ? args[0] : null,
                _ => ins.B > 0 ? frame.R[ins.A + 1] : null,
            };
            function = self == null || !self.Type.IsSubtypeOf(descriptor.Owner) ? null : Ops.GetAttr(self, PyStr.Intern(descriptor.Function.Name));
        }
        if (function is not PyBuiltinFunction)
        {
            return;
        }
        frame.Pc++;
        try
        {
            Tracing.Send(t, frame, TraceEvent.CCall, function);
        }
        finally
        {
            frame.Pc--;
        }
        state.CCall = function;
    }

    /// <summary>Runs Loop on a copy of the frame's code, which nested runs of the same code must not share.</summary>
    private static void RunCopy(PyThread t, PyFrame frame, ref Instruction[]? slot, PyCode code, bool coarse)
    {
        Instruction[] copy = Interlocked.Exchange(ref slot, null) ?? MakeCopy(code, coarse);
        int pc = frame.Pc;
        Opcode stopped = copy[pc].Op;
        copy[pc].Op = code.Instructions[pc].Op;
        try
        {
            Loop(t, frame, copy);
        }
        finally
        {
            copy[pc].Op = stopped;
            slot = copy;
        }
    }

    private static Instruction[] MakeCopy(PyCode code, bool coarse)
    {
        Instruction[] copy = (Instruction[])code.Instructions.Clone();
        for (int i = 0; i < copy.Length; i++)
        {
            if (!coarse || copy[i].Op == Opcode.Return || IsCall(copy[i].Op))
            {
                copy[i].Op = Opcode.Stop;
            }
        }
        return copy;
    }
}

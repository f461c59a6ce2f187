namespace PythonEngine.Execution;

/// <summary>Assignment to f_lineno: a debugger's jump.</summary>
internal static class LineJump
{
    internal static void Set(PyFrame frame, PyObject? value)
    {
        if (value == null)
        {
            throw Err.AttributeError("cannot delete attribute");
        }
        if (value is not PyInt)
        {
            throw Err.ValueError("lineno must be an integer");
        }
        switch (frame.Tracing?.Event)
        {
            case null:
                throw Err.ValueError("can't jump from the 'call' trace event of a new frame");
            case TraceEvent.Line:
                break;
            case TraceEvent.Call:
                throw Err.ValueError("can't jump from the 'call' trace event of a new frame");
            case TraceEvent.Return when frame.Generator != null && frame.Pc > 0 && frame.Code.Instructions[frame.Pc - 1].Op == Opcode.Yield:
                throw Err.ValueError("can't jump from a yield statement");
            default:
                throw Err.ValueError("can only jump from a 'line' trace event");
        }
        long wanted = Ops.AsLong(value);
        PyCode code = frame.Code;
        if (wanted < code.FirstLine)
        {
            throw Err.ValueError($"line {wanted} comes before the current code block");
        }
        // The line, or the next one that has code.
        long line = long.MaxValue;
        for (int pc = 0; pc < code.Instructions.Length; pc++)
        {
            foreach ((_, int mark) in code.MarksAt(pc))
            {
                line = mark >= wanted ? Math.Min(line, mark) : line;
            }
            int own = code.Positions[pc].Line;
            line = own >= wanted ? Math.Min(line, own) : line;
        }
        if (line == long.MaxValue)
        {
            throw Err.ValueError($"line {wanted} comes after the current code block");
        }
        RegisterLiveness liveness = code.Liveness ??= new RegisterLiveness(code);
        bool found = false;
        for (int pc = 0; pc < code.Instructions.Length; pc++)
        {
            if (!Begins(code, pc, line))
            {
                continue;
            }
            found = true;
            if (!liveness.HasValues(frame.Pc - 1, pc))
            {
                continue;
            }
            BindLocals(frame);
            frame.Tracing.JumpTarget = pc;
            frame.Tracing.EventLine = (int)line;
            return;
        }
        throw Err.ValueError(found ? Explain(code, line) : $"line {wanted} comes after the current code block");
    }

    private static bool Begins(PyCode code, int pc, long line)
    {
        foreach ((_, int mark) in code.MarksAt(pc))
        {
            if (mark == line)
            {
                return true;
            }
        }
        return code.Positions[pc].Line == line && (pc == 0 || code.Positions[pc - 1].Line != line);
    }

    /// <summary>Why the values that the code at a line needs are not there.</summary>
    private static string Explain(PyCode code, long line)
    {
        for (int pc = 0; pc < code.Instructions.Length; pc++)
        {
            if (!Begins(code, pc, line))
            {
                continue;
            }
            for (int k = pc; k >= 0; k--)
            {
                if (code.Instructions[k].Op == Opcode.ForIter)
                {
                    return "can't jump into the body of a for loop";
                }
                if (code.Instructions[k].Op == Opcode.WithEnter)
                {
                    return "incompatible stacks";
                }
                if (code.Instructions[k].Op == Opcode.PushExc)
                {
                    return "can't jump into an 'except' block as there's no exception";
                }
            }
        }
        return "incompatible stacks";
    }

    /// <summary>The compiler relies on assignments that a jump passes over: what has no value becomes None, as CPython 3.12 does.</summary>
    private static void BindLocals(PyFrame frame)
    {
        PyCode code = frame.Code;
        int count = 0;
        for (int i = 0; i < code.VarNames.Length; i++)
        {
            if (frame.R[i] == null && Array.IndexOf(code.CellVars, code.VarNames[i]) < 0)
            {
                frame.R[i] = PyNone.Instance;
                count++;
            }
        }
        if (count > 0)
        {
            Warn.Issue(Exc.RuntimeWarning, $"assigning None to {count} unbound local{(count == 1 ? "" : "s")}");
        }
    }
}

namespace PythonEngine.Builtins;

/// <summary>Names that a running frame sees, and frames for code that runs in given scopes.</summary>
internal static class FrameScope
{
    /// <summary>What locals() returns: the mapping of module and class code, a snapshot for functions.</summary>
    public static PyObject Locals(PyFrame frame)
    {
        if (frame.Locals is PyDict extra && (frame.Code.Flags & CodeFlags.Optimized) != 0)
        {
            // A function of the Python 2 dialect that has used exec.
            Python2.Python2Frames.ExecLocals(frame);
            return extra;
        }
        if (frame.Locals != null)
        {
            if ((frame.Code.Flags & CodeFlags.Optimized) == 0 && frame.Locals is PyDict scope && frame.Code.FreeVars.Length != 0 && frame.Function != null)
            {
                // A class body sees the variables of the functions around it.
                AddFree(frame, scope);
            }
            return frame.Locals;
        }
        if ((frame.Code.Flags & CodeFlags.Optimized) == 0)
        {
            return frame.Globals;
        }
        PyDict locals = new();
        PyCode code = frame.Code;
        for (int i = 0; i < code.VarNames.Length; i++)
        {
            if (frame.R[i] is { } value && Array.IndexOf(code.CellVars, code.VarNames[i]) < 0)
            {
                locals.SetStr(code.VarNames[i], value);
            }
        }
        for (int i = 0; i < code.CellVars.Length; i++)
        {
            PyObject? register = frame.R[code.FirstCell + i];
            if (register is PyCell { Contents: { } value })
            {
                locals.SetStr(code.CellVars[i], value);
            }
        }
        AddFree(frame, locals);
        return locals;
    }

    private static void AddFree(PyFrame frame, PyDict scope)
    {
        PyCode code = frame.Code;
        for (int i = 0; i < code.FreeVars.Length; i++)
        {
            if (frame.R[code.FirstFree + i] is PyCell { Contents: { } value })
            {
                scope.SetStr(code.FreeVars[i], value);
            }
        }
    }

    /// <summary>Gives a namespace its <c>__builtins__</c> unless it has some.</summary>
    public static void EnsureBuiltins(PyThread thread, PyDict globals)
    {
        if (globals.GetStr(Names.Builtins) == null)
        {
            PyDict builtins = thread.TopPythonFrame?.Builtins ?? thread.Engine.Builtins;
            globals.SetStr(Names.Builtins, ReferenceEquals(builtins, thread.Engine.Builtins) ? thread.Engine.BuiltinsModule : builtins);
        }
    }

    /// <summary>The dict of builtins that code with these globals sees.</summary>
    public static PyDict BuiltinsOf(PyThread thread, PyDict globals) => globals.GetStr(Names.Builtins) switch
    {
        PyModule module => module.Dict,
        PyDict dict => dict,
        _ => thread.Engine.Builtins,
    };

    /// <summary>The same for code of the Python 2 dialect, whose builtins are others unless the program has given its own.</summary>
    private static PyDict Python2Builtins(PyThread thread, PyDict globals)
    {
        PyModule builtin = Python2.Python2State.Activate(thread.Engine).Builtin;
        PyDict current = BuiltinsOf(thread, globals);
        if (ReferenceEquals(current, thread.Engine.Builtins))
        {
            globals.SetStr(Names.Builtins, builtin);
            return builtin.Dict;
        }
        return current;
    }

    /// <summary>A frame that runs module-like code.</summary>
    public static PyFrame ForCode(PyThread thread, PyCode code, PyDict globals, PyObject locals, PyTuple? closure = null)
    {
        PyFrame frame = PyFrame.Rent(code);
        frame.Globals = globals;
        frame.Builtins = (code.Flags & CodeFlags.Python2) != 0 ? Python2Builtins(thread, globals) : BuiltinsOf(thread, globals);
        frame.Locals = locals;
        if (closure != null)
        {
            for (int i = 0; i < closure.Count; i++)
            {
                frame.R[code.FirstFree + i] = closure[i];
            }
        }
        return frame;
    }

    /// <summary>Runs module-like code nested and waits for its end.</summary>
    public static PyObject Run(PyThread thread, PyCode code, PyDict globals, PyObject locals)
    {
        EnsureBuiltins(thread, globals);
        return thread.RunFrame(ForCode(thread, code, globals, locals));
    }
}

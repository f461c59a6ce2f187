using PythonEngine.Builtins;

namespace PythonEngine.Python2;

/// <summary>Names of functions that use exec: what it binds lives in a dict beside the frame's registers.</summary>
internal static class Python2Frames
{
    public static PyObject LoadName(PyFrame frame, PyStr name) =>
        (frame.Locals as PyDict)?.GetStr(name) ?? frame.Globals.GetStr(name) ?? frame.Builtins.GetStr(name)
        ?? throw Err.NameError($"global name '{name.Value}' is not defined", name);

    /// <summary>The mapping in which exec without "in" binds names.</summary>
    public static PyObject ExecLocals(PyFrame frame)
    {
        if ((frame.Code.Flags & CodeFlags.Optimized) == 0)
        {
            return FrameScope.Locals(frame);
        }
        PyDict extra = frame.Locals as PyDict ?? new PyDict();
        frame.Locals = null;
        extra.UpdateFrom((PyDict)FrameScope.Locals(frame));
        frame.Locals = extra;
        return extra;
    }

    /// <summary>Gives the function's variables the values that exec has left.</summary>
    public static void StoreLocals(PyFrame frame)
    {
        if (frame.Locals is not PyDict names)
        {
            return;
        }
        PyCode code = frame.Code;
        for (int i = 0; i < code.VarNames.Length; i++)
        {
            if (Array.IndexOf(code.CellVars, code.VarNames[i]) < 0 && names.GetStr(code.VarNames[i]) is { } value)
            {
                frame.R[i] = value;
            }
        }
        for (int i = 0; i < code.CellVars.Length + code.FreeVars.Length; i++)
        {
            PyStr name = i < code.CellVars.Length ? code.CellVars[i] : code.FreeVars[i - code.CellVars.Length];
            if (frame.R[code.FirstCell + i] is PyCell cell && names.GetStr(name) is { } value)
            {
                cell.Contents = value;
            }
        }
    }
}

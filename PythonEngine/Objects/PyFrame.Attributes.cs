using PythonEngine.Objects;

namespace PythonEngine.Execution;

/// <summary>What Python sees of a frame.</summary>
internal sealed partial class PyFrame
{
    private PyDict? _localsSnapshot;

    /// <summary>Hands the frame out to Python: neither it nor its callers, which f_back leads to, will be reused.</summary>
    internal PyFrame Capture()
    {
        for (Frame? f = this; f != null; f = f.Back)
        {
            if (f is PyFrame frame)
            {
                frame.Captured = true;
            }
        }
        return this;
    }

    /// <summary>The calling Python frame, native frames left out.</summary>
    internal PyFrame? PythonBack
    {
        get
        {
            Frame? f = Back;
            while (f is not (null or PyFrame))
            {
                f = f.Back;
            }
            return f as PyFrame;
        }
    }

    /// <summary>What locals() gives: the mapping of module and class code, a snapshot of a function's variables.</summary>
    internal PyObject LocalsMapping()
    {
        if (Locals != null)
        {
            return Locals;
        }
        // The snapshot is one dict per frame, brought up to date at each call, as CPython's.
        Captured = true;
        PyDict dict = _localsSnapshot ??= new PyDict();
        PyStr[] names = Code.VarNames;
        PyStr[] cells = Code.CellVars;
        for (int i = 0; i < names.Length; i++)
        {
            if (Array.IndexOf(cells, names[i]) < 0)
            {
                Put(dict, names[i], R[i]);
            }
        }
        for (int i = 0; i < cells.Length; i++)
        {
            // Before MakeCell has run, a parameter still sits in its own register.
            PyObject? value = R[Code.FirstCell + i];
            int parameter = value is PyCell ? -1 : Array.IndexOf(names, cells[i]);
            Put(dict, cells[i], value is PyCell cell ? cell.Contents : parameter >= 0 ? R[parameter] : null);
        }
        for (int i = 0; i < Code.FreeVars.Length; i++)
        {
            Put(dict, Code.FreeVars[i], (R[Code.FirstFree + i] as PyCell)?.Contents);
        }
        return dict;
    }

    private static void Put(PyDict dict, PyStr name, PyObject? value)
    {
        if (value != null)
        {
            dict.SetStr(name, value);
        }
        else
        {
            dict.Remove(name);
        }
    }

    [PyGetter("f_back")]
    private PyObject? FBack => PythonBack?.Capture();

    [PyGetter("f_code")]
    private PyObject FCode => Code;

    [PyGetter("f_globals")]
    private PyObject FGlobals => Globals;

    [PyGetter("f_builtins")]
    private PyObject FBuiltins => Builtins;

    [PyGetter("f_locals")]
    private PyObject FLocals => LocalsMapping();

    [PyGetter("f_lineno")]
    private PyObject FLine => Line < 0 ? PyNone.Instance : PyInt.From(Line);

    [PySetter("f_lineno")]
    private void SetLine(PyObject? value) => LineJump.Set(this, value);

    /// <summary>Two code bytes per instruction, as in co_lines().</summary>
    [PyGetter("f_lasti")]
    private int FLastInstruction => Pc == 0 ? -1 : (Pc - 1) * 2;

    [PyGetter("f_trace")]
    private PyObject? FTrace => Tracing?.Function;

    [PySetter("f_trace")]
    private void SetTrace(PyObject? value) => (Tracing ??= new FrameTracing { Entered = true, PreviousPc = Pc - 1, LastLine = Line }).Function = value is PyNone ? null : value;

    [PyGetter("f_trace_lines")]
    private bool FTraceLines => Tracing?.Lines ?? true;

    [PySetter("f_trace_lines")]
    private void SetTraceLines(PyObject? value) => (Tracing ??= new FrameTracing { Entered = true, PreviousPc = Pc - 1, LastLine = Line }).Lines = Flag(value);

    [PyGetter("f_trace_opcodes")]
    private bool FTraceOpcodes => Tracing?.Opcodes ?? false;

    [PySetter("f_trace_opcodes")]
    private void SetTraceOpcodes(PyObject? value) => (Tracing ??= new FrameTracing { Entered = true, PreviousPc = Pc - 1, LastLine = Line }).Opcodes = Flag(value);

    /// <summary>Brings the dict that f_locals gave out up to date.</summary>
    internal void RefreshLocals()
    {
        if (_localsSnapshot != null)
        {
            LocalsMapping();
        }
    }

    /// <summary>Takes over what a trace function has changed in that dict.</summary>
    internal void StoreLocals()
    {
        if (_localsSnapshot is not { } dict)
        {
            return;
        }
        for (int i = 0; i < Code.VarNames.Length; i++)
        {
            if (Array.IndexOf(Code.CellVars, Code.VarNames[i]) < 0 && dict.GetStr(Code.VarNames[i]) is { } value)
            {
                R[i] = value;
            }
        }
        for (int i = 0; i < Code.CellVars.Length + Code.FreeVars.Length; i++)
        {
            PyStr name = i < Code.CellVars.Length ? Code.CellVars[i] : Code.FreeVars[i - Code.CellVars.Length];
            if (R[Code.FirstCell + i] is PyCell cell && dict.GetStr(name) is { } value)
            {
                cell.Contents = value;
            }
        }
    }

    private static bool Flag(PyObject? value) => value switch
    {
        null => throw Err.TypeError("cannot delete numeric/char attribute"),
        PyBool b => b.Value,
        _ => throw Err.TypeError("attribute value type must be bool"),
    };

    [PyMethod("clear", "")]
    private void Clear()
    {
        if (Generator is { Frame: not null } generator)
        {
            if (generator.Running)
            {
                throw Err.RuntimeError("cannot clear an executing frame");
            }
            generator.CloseImpl();
        }
        else if (!Finished)
        {
            throw Err.RuntimeError("cannot clear an executing frame");
        }
        R.AsSpan(0, Code.FirstConst).Clear();
        _localsSnapshot = null;
    }

    [PyMethod("__repr__")]
    private string Repr() =>
        $"<frame at 0x{Identity.Id(this):x12}, file {Ops.ReprText(new PyStr(Code.FileName))}, line {Line}, code {Code.Name}>";
}

namespace PythonEngine.Objects;

/// <summary><c>traceback</c>: one link per frame that the exception passed, outermost first.</summary>
[PyType("traceback")]
internal sealed partial class PyTraceback(PyTraceback? next, PyFrame frame, int lastInstruction, int line) : PyObject
{
    internal PyTraceback? Next = next;
    internal readonly PyFrame Frame = frame;
    /// <summary>Instruction index.</summary>
    internal readonly int LastInstruction = lastInstruction;
    internal int Line = line;

    [PyNew("tb_next, tb_frame, tb_lasti, tb_lineno")]
    private static PyObject New(PyType cls, PyObject tb_next, PyObject tb_frame, int tb_lasti, int tb_lineno)
    {
        PyFrame frame = tb_frame as PyFrame ?? throw Err.TypeError($"TracebackType() argument 'tb_frame' must be frame, not {tb_frame.Type.FullName}");
        return new PyTraceback(NextOf(tb_next), frame.Capture(), (tb_lasti / 2) + 1, tb_lineno);
    }

    private static PyTraceback? NextOf(PyObject value) => value switch
    {
        PyNone => null,
        PyTraceback tb => tb,
        _ => throw Err.TypeError($"expected traceback object, got '{value.Type.FullName}'"),
    };

    [PyGetter("tb_next")]
    private PyObject? NextValue => Next;

    [PySetter("tb_next")]
    private void SetNext(PyObject? value)
    {
        PyTraceback? next = NextOf(value ?? throw Err.TypeError("can't delete tb_next attribute"));
        for (PyTraceback? t = next; t != null; t = t.Next)
        {
            if (ReferenceEquals(t, this))
            {
                throw Err.ValueError("traceback loop detected");
            }
        }
        Next = next;
    }

    [PyGetter("tb_frame", Member = true)]
    private PyObject FrameValue => Frame.Capture();

    /// <summary>Two code bytes per instruction, as in co_lines().</summary>
    [PyGetter("tb_lasti", Member = true)]
    private int LastInstructionValue => LastInstruction == 0 ? -1 : (LastInstruction - 1) * 2;

    [PyGetter("tb_lineno", Member = true)]
    private int LineValue => Line;

    [PyMethod("__dir__", "")]
    private PyObject Dir() => new PyList([PyStr.Intern("tb_frame"), PyStr.Intern("tb_next"), PyStr.Intern("tb_lasti"), PyStr.Intern("tb_lineno")]);
}

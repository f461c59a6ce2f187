namespace PythonEngine.Objects;

/// <summary><c>SyntaxError</c> and its subclasses.</summary>
[PyType("SyntaxError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.ExceptionHolder), Doc = "Invalid syntax.")]
internal sealed partial class PySyntaxError(PyType cls) : PyBaseException(cls)
{
    internal PyObject? Msg;
    internal PyObject? FileName;
    internal PyObject? Line;
    internal PyObject? Offset;
    internal PyObject? Text;
    internal PyObject? EndLine;
    internal PyObject? EndOffset;
    internal PyObject? PrintFileAndLine;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PySyntaxError(cls) { Args = ArgsFrom(args, kwnames) };

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        InitArgs(args, kwnames);
        if (args.Length >= 1)
        {
            Msg = args[0];
        }
        if (args.Length != 2)
        {
            return;
        }
        PyObject[] info = Ops.ToTuple(args[1]).Items;
        if (info.Length is < 4 or > 6)
        {
            throw Err.TypeError($"function takes at {(info.Length < 4 ? "least 4" : "most 6")} arguments ({info.Length} given)");
        }
        FileName = info[0];
        Line = info[1];
        Offset = info[2];
        Text = info[3];
        EndLine = info.Length > 4 ? info[4] : null;
        EndOffset = info.Length > 5 ? info[5] : null;
        if (EndLine != null && EndOffset == null)
        {
            throw Err.TypeError("end_offset must be provided when end_lineno is provided");
        }
    }

    [PyMethod("__str__")]
    private PyObject Str()
    {
        PyStr message = Ops.Str(Msg ?? PyNone.Instance);
        string? file = (FileName as PyStr)?.Value;
        file = file?[(file.LastIndexOf('/') + 1)..];
        string? line = Line is PyInt and not PyBool ? Ops.StrText(Line) : null;
        return (file, line) switch
        {
            (null, null) => message,
            (_, null) => new PyStr($"{message.Value} ({file})"),
            (null, _) => new PyStr($"{message.Value} (line {line})"),
            _ => new PyStr($"{message.Value} ({file}, line {line})"),
        };
    }

    [PyGetter("msg")]
    private PyObject? MsgValue => Msg;

    [PySetter("msg")]
    private void SetMsg(PyObject? value) => Msg = value;

    [PyGetter("filename")]
    private PyObject? FileNameValue => FileName;

    [PySetter("filename")]
    private void SetFileName(PyObject? value) => FileName = value;

    [PyGetter("lineno")]
    private PyObject? LineValue => Line;

    [PySetter("lineno")]
    private void SetLine(PyObject? value) => Line = value;

    [PyGetter("offset")]
    private PyObject? OffsetValue => Offset;

    [PySetter("offset")]
    private void SetOffset(PyObject? value) => Offset = value;

    [PyGetter("text")]
    private PyObject? TextValue => Text;

    [PySetter("text")]
    private void SetText(PyObject? value) => Text = value;

    [PyGetter("end_lineno")]
    private PyObject? EndLineValue => EndLine;

    [PySetter("end_lineno")]
    private void SetEndLine(PyObject? value) => EndLine = value;

    [PyGetter("end_offset")]
    private PyObject? EndOffsetValue => EndOffset;

    [PySetter("end_offset")]
    private void SetEndOffset(PyObject? value) => EndOffset = value;

    [PyGetter("print_file_and_line")]
    private PyObject? PrintFileAndLineValue => PrintFileAndLine;

    [PySetter("print_file_and_line")]
    private void SetPrintFileAndLine(PyObject? value) => PrintFileAndLine = value;
}

namespace PythonEngine.Objects;

/// <summary><c>SystemExit</c></summary>
[PyType("SystemExit", Subclassable = true, HasInstanceFields = true, Doc = "Request to exit from the interpreter.")]
internal sealed partial class PySystemExit(PyType cls) : PyBaseException(cls)
{
    internal PyObject Code = PyNone.Instance;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PySystemExit(cls) { Args = ArgsFrom(args, kwnames) };

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        InitArgs(args, kwnames);
        if (args.Length > 0)
        {
            Code = args.Length == 1 ? args[0] : Args;
        }
    }

    [PyGetter("code")]
    private PyObject CodeValue => Code;

    [PySetter("code")]
    private void SetCode(PyObject? value) => Code = value ?? PyNone.Instance;
}

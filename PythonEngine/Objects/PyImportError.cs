namespace PythonEngine.Objects;

/// <summary><c>ImportError</c> and ModuleNotFoundError.</summary>
[PyType("ImportError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.ExceptionHolder), Doc = "Import can't find module, or can't find name in module.")]
internal sealed partial class PyImportError(PyType cls) : PyBaseException(cls)
{
    internal PyObject? Message;
    internal PyObject? NameValue;
    internal PyObject? Path;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyImportError(cls) { Args = ArgsFrom(args, kwnames) };

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject?[] values = InitKeywords(args, kwnames, "ImportError", "name", "path");
        NameValue = values[0];
        Path = values[1];
        Message = Args.Count == 1 ? Args[0] : null;
    }

    [PyMethod("__str__")]
    private PyObject Str() => Message is PyStr text && text.GetType() == typeof(PyStr) ? text : BaseStr();

    [PyMethod("__reduce__", "")]
    private PyObject Reduce()
    {
        PyDict? state = OwnDict;
        if (NameValue != null || Path != null)
        {
            state = state?.Copy() ?? new PyDict();
            if (NameValue != null)
            {
                state.SetStr(PyStr.Intern("name"), NameValue);
            }
            if (Path != null)
            {
                state.SetStr(PyStr.Intern("path"), Path);
            }
        }
        return ReduceWith(Args, state);
    }

    [PyGetter("msg")]
    private PyObject? Msg => Message;

    [PySetter("msg")]
    private void SetMsg(PyObject? value) => Message = value;

    [PyGetter("name")]
    private PyObject? Name => NameValue;

    [PySetter("name")]
    private void SetName(PyObject? value) => NameValue = value;

    [PyGetter("path")]
    private PyObject? PathValue => Path;

    [PySetter("path")]
    private void SetPath(PyObject? value) => Path = value;
}

namespace PythonEngine.Objects;

/// <summary><c>NameError</c> and UnboundLocalError.</summary>
[PyType("NameError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.ExceptionHolder), Doc = "Name not found globally.")]
internal sealed partial class PyNameError(PyType cls) : PyBaseException(cls)
{
    internal PyObject? NameValue;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyNameError(cls) { Args = ArgsFrom(args, kwnames) };

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => NameValue = InitKeywords(args, kwnames, "NameError", "name")[0];

    [PyGetter("name")]
    private PyObject? Name => NameValue;

    [PySetter("name")]
    private void SetName(PyObject? value) => NameValue = value;
}

/// <summary><c>AttributeError</c></summary>
[PyType("AttributeError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.ExceptionHolder), Doc = "Attribute not found.")]
internal sealed partial class PyAttributeError(PyType cls) : PyBaseException(cls)
{
    internal PyObject? NameValue;
    internal PyObject? Object;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyAttributeError(cls) { Args = ArgsFrom(args, kwnames) };

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject?[] values = InitKeywords(args, kwnames, "AttributeError", "name", "obj");
        NameValue = values[0];
        Object = values[1];
    }

    [PyGetter("name")]
    private PyObject? Name => NameValue;

    [PySetter("name")]
    private void SetName(PyObject? value) => NameValue = value;

    [PyGetter("obj")]
    private PyObject? Obj => Object;

    [PySetter("obj")]
    private void SetObj(PyObject? value) => Object = value;
}

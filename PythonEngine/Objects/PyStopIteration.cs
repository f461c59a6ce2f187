namespace PythonEngine.Objects;

/// <summary><c>StopIteration</c>: carries the return value of a generator.</summary>
[PyType("StopIteration", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.ExceptionHolder), Doc = "Signal the end from iterator.__next__().")]
internal sealed partial class PyStopIteration(PyType cls) : PyBaseException(cls)
{
    internal PyObject Value = PyNone.Instance;

    internal static PyStopIteration Make(PyObject value) => new(TypeObject)
    {
        Value = value,
        Args = ReferenceEquals(value, PyNone.Instance) ? PyTuple.Empty : new PyTuple([value]),
    };

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyStopIteration(cls) { Args = ArgsFrom(args, kwnames) };

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        InitArgs(args, kwnames);
        Value = args.Length > 0 ? args[0] : PyNone.Instance;
    }

    [PyGetter("value")]
    private PyObject ValueValue => Value;

    [PySetter("value")]
    private void SetValue(PyObject? value) => Value = value ?? PyNone.Instance;
}

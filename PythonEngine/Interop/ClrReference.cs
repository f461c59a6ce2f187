namespace PythonEngine.Interop;

/// <summary>A place for an out or ref parameter: <c>r = clr.Reference[int](); f(r); r.Value</c>.</summary>
[PyType("Reference", Module = "clr")]
internal sealed partial class ClrReference : PyObject
{
    internal PyObject Value { get; set; } = PyNone.Instance;

    [PyNew("value=None")]
    private static PyObject New(PyType cls, PyObject? value = null) => new ClrReference { Value = value ?? PyNone.Instance };

    /// <summary>The type argument is of no use, as the parameter has a type; it may be given as in IronPython.</summary>
    [PyClassMethod("__class_getitem__", "type, /")]
    private static PyObject ClassGetItem(PyType cls, PyObject type) => cls;

    [PyGetter("Value")]
    private PyObject ValueValue => Value;

    [PySetter("Value")]
    private void SetValue(PyObject? value) => Value = value ?? throw Err.AttributeError("Value cannot be deleted");

    [PyMethod("__repr__")]
    private string Repr() => $"<clr.Reference {Ops.ReprText(Value)}>";
}

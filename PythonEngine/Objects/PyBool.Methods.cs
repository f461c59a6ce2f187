namespace PythonEngine.Objects;

internal sealed partial class PyBool
{
    [PyNew("x=False, /")]
    private static PyObject New(PyType cls, PyObject? x = null) => From(x != null && Ops.IsTrue(x));

    [PyMethod("__repr__")]
    private string BoolRepr() => Value ? "True" : "False";

    [PyMethod("__and__")]
    private static PyObject AndSlot(PyObject a, PyObject b) => a is PyBool x && b is PyBool y ? From(x.Value & y.Value) : And(a, b);

    [PyMethod("__or__")]
    private static PyObject OrSlot(PyObject a, PyObject b) => a is PyBool x && b is PyBool y ? From(x.Value | y.Value) : Or(a, b);

    [PyMethod("__xor__")]
    private static PyObject XorSlot(PyObject a, PyObject b) => a is PyBool x && b is PyBool y ? From(x.Value ^ y.Value) : Xor(a, b);
}

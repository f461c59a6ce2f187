namespace PythonEngine.Objects;
internal sealed partial class PyAsyncGenerator(PyFrame frame) : PyGenerator(frame) { }
internal sealed class PyAsyncGenWrappedValue(PyObject v) : PyObject { public PyObject V = v; internal override PyType Type => PyNone.TypeObject; }
[PyType("UnionType", Module = "types")] internal sealed partial class PyUnion : PyObject { internal PyTuple Args = PyTuple.Empty; }
[PyType("GenericAlias", Module = "types")] internal sealed partial class PyGenericAlias(PyObject o, PyObject a) : PyObject { internal PyObject O = o, A = a; }
internal static class Pickling { internal static PyObject GetState(PyObject o) => PyNone.Instance; internal static PyObject ReduceEx(PyObject o, int p) => throw Err.TypeError("no pickle"); }
internal static class PyWeakReference { internal static PyObject? FirstOf(PyObject o) => null; }

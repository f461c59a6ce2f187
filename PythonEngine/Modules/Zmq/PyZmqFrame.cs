namespace PythonEngine.Modules.Zmq;

/// <summary><c>_zmq.Frame</c>, under <c>zmq.Frame</c>: one part of a message, as a buffer.</summary>
[PyType("Frame", Module = "_zmq", Subclassable = true, Doc = "Frame(data=None)\n\nOne part of a message.")]
internal partial class PyZmqFrame : PyObject
{
    private PyObject _data = PyBytes.Empty;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__", "data=None, /")]
    private void Init(PyObject? data = null)
    {
        switch (data)
        {
            case null or PyNone:
                _data = PyBytes.Empty;
                break;
            case PyStr:
                throw Err.TypeError("Unicode objects not allowed. Only: str/bytes, buffer interfaces.");
            case var _ when data.TryGetBuffer(false, out BufferView view):
                view.Release();
                _data = data;
                break;
            default:
                throw Err.TypeError($"{Ops.Repr(data)} does not provide a buffer interface.");
        }
    }

    internal override bool TryGetBuffer(bool writable, out BufferView view) => _data.TryGetBuffer(writable, out view);

    [PyGetter("bytes", Doc = "The frame's content as bytes.")]
    private PyObject Bytes
    {
        get
        {
            if (_data is PyBytes bytes && ReferenceEquals(bytes.Type, PyBytes.TypeObject))
            {
                return bytes;
            }
            BufferView view = Ops.GetBuffer(_data);
            try
            {
                return PyBytes.Make(view.Shape == null ? view.Span : PyMemoryView.Flatten(view));
            }
            finally
            {
                view.Release();
            }
        }
    }

    [PyGetter("buffer", Doc = "A memoryview of the frame's content.")]
    private PyObject Buffer => PyMemoryView.FromObject(_data);
}

namespace PythonEngine.Modules.Pickle;

/// <summary><c>pickle.PickleBuffer</c>: a buffer that a pickle may leave out of itself.</summary>
[PyType("PickleBuffer", Module = "pickle", Doc = "Wraps a buffer that may go beside the pickle (protocol 5).")]
internal sealed partial class PyPickleBuffer : PyObject, IBufferOwner, IBufferForwarder
{
    private static readonly ArgSpec s_parameters = new("PickleBuffer", "object", 1, 1, 1, false);

    private PyMemoryView? _view;

    private PyPickleBuffer(PyMemoryView view) => _view = view;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject source = Args.Bind(s_parameters, args, kwnames)[0];
        Ops.GetBuffer(source).Release();
        return new PyPickleBuffer(PyMemoryView.FromObject(source));
    }

    private PyMemoryView Alive() => _view ?? throw Err.ValueError("operation forbidden on released PickleBuffer object");

    public PyMemoryView Forwarded => Alive();

    internal bool IsContiguous => Ops.IsTrue(Ops.GetAttr(Alive(), "contiguous"));

    /// <summary>The bytes; the export need not be released, as the object itself holds one.</summary>
    internal BufferView View
    {
        get
        {
            Alive().TryGetBuffer(false, out BufferView view);
            view.Release();
            return view;
        }
    }

    internal override bool TryGetBuffer(bool writable, out BufferView view) => Alive().TryGetBuffer(writable, out view);

    public void ReleaseBuffer() => _view?.ReleaseBuffer();

    [PyMethod("raw", "", Doc = "The bytes as a flat memoryview; raises BufferError when the buffer is not contiguous.")]
    private PyObject Raw()
    {
        PyMemoryView view = Alive();
        if (!Ops.IsTrue(Ops.GetAttr(view, "contiguous")))
        {
            throw Err.BufferError("cannot extract raw buffer from non-contiguous buffer");
        }
        PyObject flat = PyMemoryView.FromObject(this);
        if (!Ops.IsTrue(Ops.GetAttr(view, "c_contiguous")))
        {
            // In the order of memory, which Fortran's is.
            flat = PyMemoryView.FromObject(new PyBytes(PyMemoryView.Flatten(View)));
        }
        return Ops.CallMethod(flat, "cast", new PyStr("B"));
    }

    [PyMethod("release", "", Doc = "Gives the buffer back.")]
    private void Release()
    {
        if (_view is { } view)
        {
            _view = null;
            Ops.CallMethod(view, "release");
        }
    }
}

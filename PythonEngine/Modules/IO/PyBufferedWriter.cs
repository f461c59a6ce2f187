namespace PythonEngine.Modules.IO;

/// <summary><c>_io.BufferedWriter</c></summary>
[PyType("BufferedWriter", Module = "_io", Subclassable = true, HasInstanceFields = true, Base = typeof(PyBufferedIOBase))]
internal sealed partial class PyBufferedWriter(PyType cls) : PyBuffered(cls)
{
    protected override bool CanRead => false;

    protected override bool CanWrite => true;

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyBufferedWriter(cls);

    [PyMethod("__init__", "raw, buffer_size=8192")]
    private void Init(PyObject raw, long bufferSize = 8192) => Setup(raw, bufferSize);

    [PyMethod("write", "buffer, /")]
    private ValueTask<PyObject> Write(BufferView buffer) => WriteAsync(buffer.Memory);

    [PyMethod("flush", "")]
    private ValueTask<PyObject> Flush() => FlushAsync();

    [PyMethod("close", "")]
    private ValueTask<PyObject> Close() => CloseAsync();

    [PyMethod("detach", "")]
    private ValueTask<PyObject> Detach() => DetachAsync();

    [PyMethod("seek", "target, whence=0, /")]
    private ValueTask<PyObject> Seek(PyObject target, int whence = 0) => SeekAsync(target, whence);

    [PyMethod("tell", "")]
    private ValueTask<PyObject> Tell() => TellAsync();

    [PyMethod("truncate", "pos=None, /")]
    private ValueTask<PyObject> Truncate(PyObject? pos = null) => TruncateAsync(pos);

    [PyMethod("seekable", "")]
    private PyObject Seekable() => Ops.CallMethod(Raw, SeekableName);

    [PyMethod("fileno", "")]
    private PyObject Fileno() => Ops.CallMethod(Raw, FilenoName);

    [PyMethod("isatty", "")]
    private PyObject Isatty() => Ops.CallMethod(Raw, IsattyName);

    [PyMethod("_dealloc_warn", "source, /")]
    private void DeallocWarn(PyObject source) => DeallocWarnRaw(source);

    [PyMethod("__sizeof__", "")]
    private long Sizeof() => SizeOf;

    [PyMethod("__repr__")]
    private string Repr() => ReprText();

    [PyGetter("raw")]
    private PyObject RawGetter => RawStream ?? PyNone.Instance;

    [PyGetter("closed")]
    private PyObject Closed => ClosedValue;

    [PyGetter("name")]
    private PyObject Name => NameValue;

    [PyGetter("mode")]
    private PyObject Mode => ModeValue;

    [PyGetter("_finalizing")]
    private bool IsFinalizing => Finalizing;

    [PySetter("_finalizing")]
    private void SetFinalizing(PyObject? value) => Finalizing = value != null && Ops.IsTrue(value);

    [PyMethod("writable", "")]
    private PyObject Writable() => Ops.CallMethod(Raw, WritableName);
}

namespace PythonEngine.Modules.IO;

/// <summary><c>_io.BufferedRandom</c></summary>
[PyType("BufferedRandom", Module = "_io", Subclassable = true, HasInstanceFields = true, Base = typeof(PyBufferedIOBase))]
internal sealed partial class PyBufferedRandom(PyType cls) : PyBuffered(cls)
{
    protected override bool CanRead => true;

    protected override bool CanWrite => true;

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyBufferedRandom(cls);

    [PyMethod("__init__", "raw, buffer_size=8192")]
    private void Init(PyObject raw, long bufferSize = 8192) => Setup(raw, bufferSize);

    [PyMethod("read", "size=-1, /")]
    private ValueTask<PyObject> Read(PyObject? size = null)
    {
        _ = Raw;
        long n = IOModule.OptionalSize(size);
        return n >= -1 ? ReadAsync(n) : throw Err.ValueError("read length must be non-negative or -1");
    }

    [PyMethod("read1", "size=-1, /")]
    private ValueTask<PyObject> Read1(long size = -1) => Read1Async(size);

    [PyMethod("readinto", "buffer, /")]
    private ValueTask<PyObject> ReadInto(PyObject buffer) => ReadIntoAsync(buffer, once: false);

    [PyMethod("readinto1", "buffer, /")]
    private ValueTask<PyObject> ReadInto1(PyObject buffer) => ReadIntoAsync(buffer, once: true);

    [PyMethod("peek", "size=0, /")]
    private ValueTask<PyObject> Peek(long size = 0) => PeekAsync();

    [PyMethod("readline", "size=-1, /")]
    private ValueTask<PyObject> ReadLine(PyObject? size = null) => ReadLineAsync(IOModule.OptionalSize(size));

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        PyObject line;
        if (IsExact(TypeObject) && HasNativeRaw)
        {
            // With a FileIO below nothing is ever pending.
            ValueTask<PyObject> task = ReadLineAsync(-1);
            line = task.GetAwaiter().GetResult();
        }
        else
        {
            line = Ops.CallMethod(this, Names.Readline);
            if (line is not PyBytes)
            {
                throw Err.Make(Exc.OSError, $"readline() should have returned a bytes object, not '{Ops.TypeName(line)}'");
            }
        }
        return ((PyBytes)line).Length == 0 ? null : line;
    }

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

    [PyMethod("readable", "")]
    private PyObject Readable() => Ops.CallMethod(Raw, ReadableName);

    [PyMethod("writable", "")]
    private PyObject Writable() => Ops.CallMethod(Raw, WritableName);
}

namespace PythonEngine.Modules.IO;

/// <summary><c>_io.BufferedRWPair</c>: a reader and a writer over two raw streams.</summary>
[PyType("BufferedRWPair", Module = "_io", Subclassable = true, HasInstanceFields = true)]
internal sealed partial class PyBufferedRWPair(PyType cls) : PyBufferedIOBase(cls)
{
    private PyBufferedReader? _reader;
    private PyBufferedWriter? _writer;

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyBufferedRWPair(cls);

    [PyMethod("__init__", "reader, writer, buffer_size=8192, /")]
    private void Init(PyObject reader, PyObject writer, long bufferSize = 8192)
    {
        CheckReadable(reader);
        CheckWritable(writer);
        PyBufferedReader r = new(PyBufferedReader.TypeObject);
        r.Setup(reader, bufferSize);
        PyBufferedWriter w = new(PyBufferedWriter.TypeObject);
        w.Setup(writer, bufferSize);
        _reader = r;
        _writer = w;
    }

    private PyBufferedReader Reader => _reader ?? throw Err.ValueError("I/O operation on uninitialized object");

    private PyBufferedWriter Writer => _writer ?? throw Err.ValueError("I/O operation on uninitialized object");

    [PyMethod("read", "*args")]
    private ValueTask<PyObject> Read(ReadOnlySpan<PyObject> args) => IOModule.CallMethodAsync(Reader, Names.Read, args.ToArray());

    [PyMethod("peek", "*args")]
    private ValueTask<PyObject> Peek(ReadOnlySpan<PyObject> args) => IOModule.CallMethodAsync(Reader, PeekName, args.ToArray());

    [PyMethod("read1", "*args")]
    private ValueTask<PyObject> Read1(ReadOnlySpan<PyObject> args) => IOModule.CallMethodAsync(Reader, Read1Name, args.ToArray());

    [PyMethod("readinto", "buffer, /")]
    private ValueTask<PyObject> ReadInto(PyObject buffer) => Reader.ReadIntoAsync(buffer, once: false);

    [PyMethod("readinto1", "buffer, /")]
    private ValueTask<PyObject> ReadInto1(PyObject buffer) => Reader.ReadIntoAsync(buffer, once: true);

    [PyMethod("write", "buffer, /")]
    private ValueTask<PyObject> Write(BufferView buffer) => Writer.WriteAsync(buffer.Memory);

    [PyMethod("flush", "")]
    private ValueTask<PyObject> Flush() => Writer.FlushAsync();

    [PyMethod("readable", "")]
    private PyObject Readable() => Ops.CallMethod(Reader, ReadableName);

    [PyMethod("writable", "")]
    private PyObject Writable() => Ops.CallMethod(Writer, WritableName);

    [PyMethod("isatty", "")]
    private PyObject Isatty()
    {
        PyObject result = Ops.CallMethod(Writer, IsattyName);
        return ReferenceEquals(result, PyBool.False) ? Ops.CallMethod(Reader, IsattyName) : result;
    }

    [PyMethod("close", "")]
    private async ValueTask<PyObject> Close()
    {
        PyException? first = null;
        try
        {
            await Writer.CloseAsync();
        }
        catch (PyException e)
        {
            first = e;
        }
        try
        {
            await Reader.CloseAsync();
        }
        catch (PyException second) when (first != null)
        {
            second.Value.Context ??= first.Value;
            throw;
        }
        if (first != null)
        {
            throw first;
        }
        return PyNone.Instance;
    }

    [PyGetter("closed")]
    private PyObject Closed => Ops.GetAttr(Writer, ClosedName);
}

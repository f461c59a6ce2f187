using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.IO;

/// <summary><c>_io._IOBase</c>: the root of all streams. Its instances, and those of every subclass, have a <c>__dict__</c>.</summary>
[PyType("_IOBase", Module = "_io", Subclassable = true, HasInstanceFields = true)]
internal partial class PyIOBase : PyObject
{
    private InstanceFields _fields;
    private bool _closed;
    /// <summary>The stream that wraps this one, whose close() takes this one along.</summary>
    internal PyIOBase? Wrapper;
    internal bool Finalizing;
    /// <summary>Of a Python class: a sentinel calls __del__.</summary>
    internal bool Watched;

    /// <summary>It holds data that the stream below has not got.</summary>
    internal virtual bool HasUnwritten => false;

    protected static readonly PyStr ClosedName = PyStr.Intern("closed");
    protected static readonly PyStr PeekName = PyStr.Intern("peek");
    protected static readonly PyStr SeekName = PyStr.Intern("seek");
    protected static readonly PyStr TellName = PyStr.Intern("tell");
    protected static readonly PyStr ExtendName = PyStr.Intern("extend");
    protected static readonly PyStr ReadAllName = PyStr.Intern("readall");
    protected static readonly PyStr ReadIntoName = PyStr.Intern("readinto");
    protected static readonly PyStr Read1Name = PyStr.Intern("read1");
    protected static readonly PyStr ReadableName = PyStr.Intern("readable");
    protected static readonly PyStr WritableName = PyStr.Intern("writable");
    protected static readonly PyStr SeekableName = PyStr.Intern("seekable");
    protected static readonly PyStr TruncateName = PyStr.Intern("truncate");
    protected static readonly PyStr FilenoName = PyStr.Intern("fileno");
    protected static readonly PyStr IsattyName = PyStr.Intern("isatty");
    protected static readonly PyStr NameName = PyStr.Intern("name");
    protected static readonly PyStr ModeName = PyStr.Intern("mode");
    protected static readonly PyStr DeallocWarnName = PyStr.Intern("_dealloc_warn");

    public PyIOBase(PyType cls) => _fields = new InstanceFields(cls);

    internal sealed override PyType Type => _fields.Class;

    internal sealed override ref InstanceFields Fields => ref _fields;

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyIOBase(cls);

    /// <summary>Whether a Python class may have replaced methods.</summary>
    internal bool IsExact(PyType type) => ReferenceEquals(_fields.Class, type);

    internal static bool ClosedAttribute(PyObject stream) => Ops.IsTrue(Ops.GetAttr(stream, ClosedName));

    protected void CheckClosedAttribute()
    {
        if (ClosedAttribute(this))
        {
            throw Err.ValueError("I/O operation on closed file.");
        }
    }

    [PyGetter("closed")]
    private PyObject BaseClosed => PyBool.From(_closed);

    [PyMethod("close", "")]
    private void BaseClose() => CloseBase();

    /// <summary>_IOBase.close(): flushes once.</summary>
    internal void CloseBase()
    {
        if (_closed)
        {
            return;
        }
        try
        {
            Ops.CallMethod(this, Names.Flush);
        }
        finally
        {
            _closed = true;
        }
    }

    [PyMethod("flush", "")]
    private void BaseFlush() => FlushBase();

    internal void FlushBase()
    {
        if (_closed)
        {
            throw Err.ValueError("I/O operation on closed file.");
        }
    }

    [PyMethod("seek", "*args")]
    private PyObject BaseSeek(ReadOnlySpan<PyObject> args) => throw IOModule.Unsupported("seek");

    [PyMethod("tell", "")]
    private PyObject BaseTell() => Ops.CallMethod(this, SeekName, PyInt.Zero, PyInt.One);

    [PyMethod("truncate", "*args")]
    private PyObject BaseTruncate(ReadOnlySpan<PyObject> args) => throw IOModule.Unsupported("truncate");

    [PyMethod("fileno", "")]
    private PyObject BaseFileno() => throw IOModule.Unsupported("fileno");

    [PyMethod("seekable", "")]
    private bool BaseSeekable() => false;

    [PyMethod("readable", "")]
    private bool BaseReadable() => false;

    [PyMethod("writable", "")]
    private bool BaseWritable() => false;

    [PyMethod("isatty", "")]
    private bool BaseIsatty()
    {
        CheckClosedAttribute();
        return false;
    }

    [PyMethod("_checkClosed", "*args")]
    private void CheckClosedMethod(ReadOnlySpan<PyObject> args) => CheckClosedAttribute();

    internal static void CheckAbility(PyObject stream, PyStr method, string message)
    {
        if (!ReferenceEquals(Ops.CallMethod(stream, method), PyBool.True))
        {
            throw IOModule.Unsupported(message);
        }
    }

    internal static void CheckReadable(PyObject stream) => CheckAbility(stream, ReadableName, "File or stream is not readable.");

    internal static void CheckWritable(PyObject stream) => CheckAbility(stream, WritableName, "File or stream is not writable.");

    internal static void CheckSeekable(PyObject stream) => CheckAbility(stream, SeekableName, "File or stream is not seekable.");

    [PyMethod("_checkSeekable", "*args")]
    private bool CheckSeekableMethod(ReadOnlySpan<PyObject> args)
    {
        CheckSeekable(this);
        return true;
    }

    [PyMethod("_checkReadable", "*args")]
    private bool CheckReadableMethod(ReadOnlySpan<PyObject> args)
    {
        CheckReadable(this);
        return true;
    }

    [PyMethod("_checkWritable", "*args")]
    private bool CheckWritableMethod(ReadOnlySpan<PyObject> args)
    {
        CheckWritable(this);
        return true;
    }

    [PyMethod("__enter__", "")]
    private PyObject Enter()
    {
        CheckClosedAttribute();
        return this;
    }

    [PyMethod("__exit__", "*args")]
    private async ValueTask<PyObject> Exit(PyObject[] args)
    {
        await IOModule.CallMethodAsync(this, Names.Close);
        return PyNone.Instance;
    }

    [PyMethod("__iter__")]
    private PyObject BaseIter()
    {
        CheckClosedAttribute();
        return this;
    }

    [PyMethod("__next__")]
    private PyObject? BaseNext()
    {
        PyObject line = Ops.CallMethod(this, Names.Readline);
        return Ops.Len(line) == 0 ? null : line;
    }

    [PyGetter("__dict__")]
    private PyObject DictValue => Ops.InstanceDict(ref _fields);

    [PyMethod("__del__", "")]
    private void Del()
    {
        try
        {
            if (!ClosedAttribute(this))
            {
                Finalizing = true;
                Ops.CallMethod(this, Names.Close);
            }
        }
        catch (PyException)
        {
            // As CPython: errors of an implicit close are silent.
        }
    }

    [PyMethod("readline", "size=-1, /")]
    private async ValueTask<PyObject> BaseReadline(PyObject? size = null)
    {
        long limit = IOModule.OptionalSize(size);
        PyObject? peek = Ops.TryGetAttr(this, PeekName);
        List<byte> line = [];
        while (limit < 0 || line.Count < limit)
        {
            long ahead = 1;
            if (peek != null)
            {
                PyObject window = await PyThread.Current.CallAsync(peek, PyInt.One);
                if (window is not PyBytes bytes)
                {
                    throw Err.Make(Exc.OSError, $"peek() should have returned a bytes object, not '{Ops.TypeName(window)}'");
                }
                if (bytes.Length > 0)
                {
                    int newline = bytes.Data.AsSpan().IndexOf((byte)'\n');
                    ahead = newline >= 0 ? newline + 1 : bytes.Length;
                    if (limit >= 0)
                    {
                        ahead = Math.Min(ahead, limit - line.Count);
                    }
                }
            }
            PyObject piece = await IOModule.CallMethodAsync(this, Names.Read, PyInt.From(ahead));
            if (piece is not PyBytes data)
            {
                throw Err.Make(Exc.OSError, $"read() should have returned a bytes object, not '{Ops.TypeName(piece)}'");
            }
            if (data.Length == 0)
            {
                break;
            }
            line.AddRange(data.Data);
            if (line[^1] == '\n')
            {
                break;
            }
        }
        return new PyBytes(line.ToArray());
    }

    [PyMethod("readlines", "hint=-1, /")]
    private async ValueTask<PyObject> BaseReadlines(PyObject? hint = null)
    {
        long limit = IOModule.OptionalSize(hint);
        PyList result = new();
        long length = 0;
        // Iterating a stream is calling its readline(), which may have to wait for a green socket.
        bool plain = Type.Lookup(Names.Next) is { } next && ReferenceEquals(next, TypeObject.Lookup(Names.Next));
        PyObject iterator = plain ? this : Ops.Iter(this);
        if (plain)
        {
            CheckClosedAttribute();
        }
        while (true)
        {
            PyObject? line;
            if (plain)
            {
                line = await IOModule.CallMethodAsync(this, Names.Readline);
                if (Ops.Len(line) == 0)
                {
                    break;
                }
            }
            else
            {
                line = Ops.Next(iterator);
                if (line == null)
                {
                    break;
                }
            }
            result.Add(line);
            if (limit > 0)
            {
                length += Ops.Len(line);
                if (length > limit)
                {
                    break;
                }
            }
        }
        return result;
    }

    [PyMethod("writelines", "lines, /")]
    private async ValueTask<PyObject> BaseWritelines(PyObject lines)
    {
        CheckClosedAttribute();
        PyObject iterator = Ops.Iter(lines);
        while (Ops.Next(iterator) is { } line)
        {
            await IOModule.CallMethodAsync(this, Names.Write, line);
        }
        return PyNone.Instance;
    }

    /// <summary>Adds the streams below.</summary>
    internal virtual void AddReferents(List<PyObject> to)
    {
    }

    /// <summary>From a C# finalizer: closes the outermost unreachable stream on the engine's own thread.</summary>
    protected void QueueClose(PyEngine engine)
    {
        PyIOBase outer = this;
        while (outer.Wrapper is { } wrapper)
        {
            outer = wrapper;
        }
        if (!outer.Watched)
        {
            engine.QueueFinalizer(outer);
        }
    }
}

/// <summary><c>_io._RawIOBase</c></summary>
[PyType("_RawIOBase", Module = "_io", Subclassable = true, HasInstanceFields = true)]
internal partial class PyRawIOBase(PyType cls) : PyIOBase(cls)
{
    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyRawIOBase(cls);

    [PyMethod("read", "size=-1, /")]
    private async ValueTask<PyObject> RawRead(PyObject? size = null)
    {
        long n = size == null ? -1 : Ops.AsLong(size);
        if (n < 0)
        {
            return await IOModule.CallMethodAsync(this, ReadAllName);
        }
        byte[] data = new byte[n];
        PyObject target = new PyByteArray(data);
        PyObject result = await IOModule.CallMethodAsync(this, ReadIntoName, target);
        if (ReferenceEquals(result, PyNone.Instance))
        {
            return result;
        }
        long count = Ops.AsLong(result);
        BufferView view = Ops.GetBuffer(target);
        try
        {
            return new PyBytes(view.Span[..(int)Math.Clamp(count, 0, view.Memory.Length)].ToArray());
        }
        finally
        {
            view.Release();
        }
    }

    [PyMethod("readall", "")]
    private async ValueTask<PyObject> RawReadall()
    {
        List<byte> all = [];
        bool any = false;
        while (true)
        {
            PyObject piece = await IOModule.CallMethodAsync(this, Names.Read, PyInt.From(IOModule.DefaultBufferSize));
            if (ReferenceEquals(piece, PyNone.Instance))
            {
                if (!any)
                {
                    return piece;
                }
                break;
            }
            if (piece is not PyBytes bytes)
            {
                throw Err.TypeError("read() should return bytes");
            }
            if (bytes.Length == 0)
            {
                break;
            }
            any = true;
            all.AddRange(bytes.Data);
        }
        return new PyBytes(all.ToArray());
    }

    [PyMethod("readinto", "*args")]
    private PyObject RawReadinto(ReadOnlySpan<PyObject> args) => throw Err.Make(Exc.NotImplementedError, []);

    [PyMethod("write", "*args")]
    private PyObject RawWrite(ReadOnlySpan<PyObject> args) => throw Err.Make(Exc.NotImplementedError, []);
}

/// <summary><c>_io._BufferedIOBase</c></summary>
[PyType("_BufferedIOBase", Module = "_io", Subclassable = true, HasInstanceFields = true)]
internal partial class PyBufferedIOBase(PyType cls) : PyIOBase(cls)
{
    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyBufferedIOBase(cls);

    [PyMethod("detach", "")]
    private PyObject BaseDetach() => throw IOModule.Unsupported("detach");

    [PyMethod("read", "*args")]
    private PyObject BaseRead(ReadOnlySpan<PyObject> args) => throw IOModule.Unsupported("read");

    [PyMethod("read1", "*args")]
    private PyObject BaseRead1(ReadOnlySpan<PyObject> args) => throw IOModule.Unsupported("read1");

    [PyMethod("write", "*args")]
    private PyObject BaseWrite(ReadOnlySpan<PyObject> args) => throw IOModule.Unsupported("write");

    private async ValueTask<PyObject> ReadIntoGeneric(PyStr method, PyObject buffer)
    {
        BufferView view = Ops.GetBuffer(buffer, true);
        try
        {
            PyObject data = await IOModule.CallMethodAsync(this, method, PyInt.From(view.Memory.Length));
            if (data is not PyBytes bytes)
            {
                throw Err.TypeError("read() should return bytes");
            }
            if (bytes.Length > view.Memory.Length)
            {
                throw Err.ValueError($"read() returned too much data: {view.Memory.Length} bytes requested, {bytes.Length} returned");
            }
            bytes.Data.CopyTo(view.Memory);
            return PyInt.From(bytes.Length);
        }
        finally
        {
            view.Release();
        }
    }

    [PyMethod("readinto", "buffer, /")]
    private ValueTask<PyObject> BaseReadinto(PyObject buffer) => ReadIntoGeneric(Names.Read, buffer);

    [PyMethod("readinto1", "buffer, /")]
    private ValueTask<PyObject> BaseReadinto1(PyObject buffer) => ReadIntoGeneric(Read1Name, buffer);
}

/// <summary><c>_io._TextIOBase</c></summary>
[PyType("_TextIOBase", Module = "_io", Subclassable = true, HasInstanceFields = true)]
internal partial class PyTextIOBase(PyType cls) : PyIOBase(cls)
{
    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyTextIOBase(cls);

    [PyMethod("detach", "*args")]
    private PyObject BaseDetach(ReadOnlySpan<PyObject> args) => throw IOModule.Unsupported("detach");

    [PyMethod("read", "*args")]
    private PyObject BaseRead(ReadOnlySpan<PyObject> args) => throw IOModule.Unsupported("read");

    [PyMethod("readline", "*args")]
    private PyObject TextReadline(ReadOnlySpan<PyObject> args) => throw IOModule.Unsupported("readline");

    [PyMethod("write", "*args")]
    private PyObject BaseWrite(ReadOnlySpan<PyObject> args) => throw IOModule.Unsupported("write");

    [PyGetter("encoding")]
    private PyObject BaseEncoding => PyNone.Instance;

    [PyGetter("newlines")]
    private PyObject BaseNewlines => PyNone.Instance;

    [PyGetter("errors")]
    private PyObject BaseErrors => PyNone.Instance;
}

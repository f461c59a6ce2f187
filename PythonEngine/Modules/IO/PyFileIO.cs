using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.IO;

/// <summary><c>_io.FileIO</c>: an unbuffered file descriptor.</summary>
[PyType("FileIO", Module = "_io", Subclassable = true, HasInstanceFields = true)]
internal sealed unsafe partial class PyFileIO : PyRawIOBase
{
    private const int S_IFMT = 0xF000;
    private const int S_IFDIR = 0x4000;
    private const int S_IFREG = 0x8000;
    private const int O_WRONLY = 1;
    private const int O_RDWR = 2;
    private const int O_CREAT = 0x40;
    private const int O_EXCL = 0x80;
    private const int O_TRUNC = 0x200;
    private const int O_APPEND = 0x400;
    private const int MaximumTransfer = 0x7ffff000;

    private readonly PyEngine _engine;
    private bool _created;
    private bool _readable;
    private bool _writable;
    private bool _appending;
    /// <summary>-1 when not yet known.</summary>
    private int _seekable = -1;
    private bool _closeFd = true;
    private bool _suppressed;

    /// <summary>The descriptor, or -1.</summary>
    internal int Fd { get; private set; } = -1;

    internal int BlockSize { get; private set; } = IOModule.DefaultBufferSize;

    internal bool IsReadable => _readable;

    internal bool IsWritable => _writable;

    internal bool IsTerminal => Fd >= 0 && Libc.isatty(Fd) == 1;

    public PyFileIO(PyType cls) : base(cls) => _engine = PyThread.Current.Engine;

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyFileIO(cls);

    [PyMethod("__init__", "file, mode='r', closefd=True, opener=None")]
    private void Init(PyObject file, string mode = "r", bool closefd = true, PyObject? opener = null) => Open(file, mode, closefd, opener);

    internal void Open(PyObject file, string mode, bool closefd, PyObject? opener)
    {
        if (Fd >= 0)
        {
            if (_closeFd)
            {
                CloseDescriptor();
            }
            else
            {
                Fd = -1;
            }
        }
        int fd = -1;
        byte[]? path = null;
        if (file is PyInt number)
        {
            fd = SysCall.AsCInt(number);
            if (fd < 0)
            {
                throw Err.ValueError("negative file descriptor");
            }
        }
        else
        {
            path = FsCodec.Terminate(FsCodec.Convert(file));
        }
        int flags = ParseMode(mode);
        _seekable = -1;
        _closeFd = closefd;
        if (path == null)
        {
            Fd = fd;
        }
        else if (!closefd)
        {
            throw Err.ValueError("Cannot use closefd=False with file name");
        }
        else if (opener == null || ReferenceEquals(opener, PyNone.Instance))
        {
            OpenPath(path, flags, file);
        }
        else
        {
            PyObject opened = Ops.Call(opener, file, PyInt.From(flags));
            if (opened is not PyInt)
            {
                throw Err.TypeError("expected integer from opener");
            }
            int result = SysCall.AsCInt(opened);
            if (result < 0)
            {
                throw Err.ValueError($"opener returned {result}");
            }
            Fd = result;
            int descriptorFlags = Libc.fcntl(result, Libc.F_GETFD, 0);
            if (descriptorFlags >= 0 && (descriptorFlags & 1) == 0)
            {
                _ = Libc.fcntl(result, Libc.F_SETFD, descriptorFlags | 1);
            }
        }
        try
        {
            CheckNotDirectory(file, path != null);
            Ops.SetAttr(this, NameName, file);
            if (_appending)
            {
                _ = Libc.lseek(Fd, 0, 2);
            }
        }
        catch (PyException)
        {
            if (path == null || !closefd)
            {
                Fd = -1;
            }
            else
            {
                CloseDescriptor();
            }
            throw;
        }
        if (_suppressed)
        {
            _suppressed = false;
            GC.ReRegisterForFinalize(this);
        }
    }

    private int ParseMode(string mode)
    {
        _created = _readable = _writable = _appending = false;
        int flags = 0;
        bool chosen = false, plus = false;
        foreach (char c in mode)
        {
            switch (c)
            {
                case 'x' or 'r' or 'w' or 'a':
                    if (chosen)
                    {
                        throw BadMode();
                    }
                    chosen = true;
                    switch (c)
                    {
                        case 'x':
                            _created = _writable = true;
                            flags |= O_EXCL | O_CREAT;
                            break;
                        case 'r':
                            _readable = true;
                            break;
                        case 'w':
                            _writable = true;
                            flags |= O_CREAT | O_TRUNC;
                            break;
                        default:
                            _writable = _appending = true;
                            flags |= O_APPEND | O_CREAT;
                            break;
                    }
                    break;
                case 'b':
                    break;
                case '+':
                    if (plus)
                    {
                        throw BadMode();
                    }
                    plus = true;
                    _readable = _writable = true;
                    break;
                default:
                    throw Err.ValueError($"invalid mode: {mode}");
            }
        }
        if (!chosen)
        {
            throw BadMode();
        }
        return flags | (_readable && _writable ? O_RDWR : _readable ? 0 : O_WRONLY) | Libc.O_CLOEXEC;
    }

    private static PyException BadMode() => Err.ValueError("Must have exactly one of create/read/write/append mode and at most one plus");

    private void OpenPath(byte[] path, int flags, PyObject name)
    {
        while (true)
        {
            int fd, error;
            fixed (byte* p = path)
            {
                using (PyThread.Current.AllowThreads())
                {
                    fd = Libc.open(p, flags, 0x1B6);
                    error = fd < 0 ? Libc.LastError : 0;
                }
            }
            if (fd >= 0)
            {
                Fd = fd;
                return;
            }
            if (error != Errno.EINTR && !(error == Errno.EMFILE && _engine.Pacer.FreeDescriptors(PyThread.Current)))
            {
                throw Err.OSError(error, name);
            }
            PyThread.Current.CheckSignals();
        }
    }

    private void CheckNotDirectory(PyObject name, bool byPath)
    {
        Libc.Statx s;
        byte empty = 0;
        if (Libc.statx(Fd, &empty, Libc.AT_EMPTY_PATH, 0x7ff, &s) < 0)
        {
            int error = Libc.LastError;
            if (error == Errno.EBADF)
            {
                throw Err.OSError(error, name is PyInt ? null : name);
            }
            return;
        }
        if ((s.Mode & S_IFMT) == S_IFDIR)
        {
            throw Err.OSError(Errno.EISDIR, name);
        }
        if (byPath && _writable && (s.Mode & S_IFMT) == S_IFREG)
        {
            _engine.OpenWriters.Add(this, s);
        }
        BlockSize = s.BlockSize > 1 ? (int)s.BlockSize : IOModule.DefaultBufferSize;
    }

    /// <summary>Closes the descriptor; raises what close(2) reports.</summary>
    private void CloseDescriptor()
    {
        int fd = Fd;
        Fd = -1;
        if (_writable)
        {
            _engine.OpenWriters.Remove(this);
        }
        int error = 0;
        if (fd >= 0)
        {
            using (PyThread.Current.AllowThreads())
            {
                error = Libc.close(fd) < 0 ? Libc.LastError : 0;
            }
        }
        if (error != 0 && error != Errno.EINTR)
        {
            throw Err.OSError(error);
        }
    }

    private void CheckOpen()
    {
        if (Fd < 0)
        {
            throw Err.ValueError("I/O operation on closed file");
        }
    }

    private void CheckReading()
    {
        CheckOpen();
        if (!_readable)
        {
            throw IOModule.Unsupported("File not open for reading");
        }
    }

    private void CheckWriting()
    {
        CheckOpen();
        if (!_writable)
        {
            throw IOModule.Unsupported("File not open for writing");
        }
    }

    /// <summary>Reads into memory; -1 when the descriptor would block.</summary>
    internal int ReadInto(Span<byte> buffer)
    {
        CheckReading();
        nint n = SysCall.TryRead(Fd, buffer.Length > MaximumTransfer ? buffer[..MaximumTransfer] : buffer);
        return n >= 0 ? (int)n : n == -Errno.EAGAIN ? -1 : throw Err.OSError((int)-n);
    }

    /// <summary>Writes memory; -1 when the descriptor would block.</summary>
    internal int WriteFrom(ReadOnlySpan<byte> data)
    {
        CheckWriting();
        nint n = SysCall.TryWrite(Fd, data.Length > MaximumTransfer ? data[..MaximumTransfer] : data);
        return n >= 0 ? (int)n : n == -Errno.EAGAIN ? -1 : throw Err.OSError((int)-n);
    }

    internal long SeekTo(long position, int whence)
    {
        CheckOpen();
        long result;
        int error;
        using (PyThread.Current.AllowThreads())
        {
            result = Libc.lseek(Fd, position, whence);
            error = result < 0 ? Libc.LastError : 0;
        }
        if (_seekable < 0)
        {
            _seekable = result >= 0 ? 1 : 0;
        }
        return result >= 0 ? result : throw Err.OSError(error);
    }

    [PyMethod("read", "size=-1, /")]
    private PyObject Read(PyObject? size = null)
    {
        CheckReading();
        long n = IOModule.OptionalSize(size);
        if (n < 0)
        {
            return ReadAll();
        }
        byte[] buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(n, MaximumTransfer));
        int count = ReadInto(buffer);
        return count < 0 ? PyNone.Instance : IOModule.MakeBytes(buffer, count);
    }

    [PyMethod("readall", "")]
    internal PyObject ReadAll()
    {
        CheckOpen();
        long estimate = 0;
        Libc.Statx s;
        byte empty = 0;
        long position = Libc.lseek(Fd, 0, 1);
        if (Libc.statx(Fd, &empty, Libc.AT_EMPTY_PATH, 0x7ff, &s) == 0 && position >= 0 && (long)s.Size > position)
        {
            estimate = (long)s.Size - position + 1;
        }
        byte[] buffer = GC.AllocateUninitializedArray<byte>((int)Math.Clamp(estimate, IOModule.DefaultBufferSize, MaximumTransfer));
        int count = 0;
        while (true)
        {
            if (count == buffer.Length)
            {
                if (buffer.Length >= Array.MaxLength)
                {
                    throw Err.OverflowError("unbounded read returned more bytes than a Python bytes object can hold");
                }
                Array.Resize(ref buffer, (int)Math.Min(Array.MaxLength, buffer.Length + Math.Max(buffer.Length / 2L, 65536)));
            }
            int n = ReadInto(buffer.AsSpan(count));
            if (n == 0)
            {
                break;
            }
            if (n < 0)
            {
                if (count == 0)
                {
                    return PyNone.Instance;
                }
                break;
            }
            count += n;
        }
        return IOModule.MakeBytes(buffer, count);
    }

    [PyMethod("readinto", "buffer, /")]
    private PyObject ReadInto(PyObject buffer)
    {
        CheckReading();
        BufferView view = Args.WritableBuffer(buffer, "readinto() argument");
        try
        {
            int n = ReadInto(view.Memory.Span);
            return n < 0 ? PyNone.Instance : PyInt.From(n);
        }
        finally
        {
            view.Release();
        }
    }

    [PyMethod("write", "b, /")]
    private PyObject Write(BufferView b)
    {
        int n = WriteFrom(b.Memory.Span);
        if (n >= 0 && n < b.Memory.Length)
        {
            SignalDispatcher.AfterShortCall(PyThread.Current);
        }
        return n < 0 ? PyNone.Instance : PyInt.From(n);
    }

    [PyMethod("seek", "pos, whence=0, /")]
    private PyObject Seek(PyObject pos, int whence = 0)
    {
        CheckOpen();
        if (pos is PyFloat)
        {
            throw Err.TypeError("'float' object cannot be interpreted as an integer");
        }
        return PyInt.From(SeekTo(Ops.AsLong(pos), whence));
    }

    [PyMethod("tell", "")]
    private PyObject Tell() => PyInt.From(SeekTo(0, 1));

    [PyMethod("truncate", "size=None, /")]
    private PyObject Truncate(PyObject? size = null)
    {
        CheckWriting();
        PyObject position = size == null || ReferenceEquals(size, PyNone.Instance) ? Tell() : size;
        long length = Ops.AsLong(position);
        while (true)
        {
            int error;
            using (PyThread.Current.AllowThreads())
            {
                error = Libc.ftruncate(Fd, length) < 0 ? Libc.LastError : 0;
            }
            if (error == 0)
            {
                return position;
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
        }
    }

    /// <summary>Whether lseek works on the descriptor.</summary>
    internal bool CanSeek
    {
        get
        {
            if (_seekable < 0)
            {
                _seekable = Libc.lseek(Fd, 0, 1) >= 0 ? 1 : 0;
            }
            return _seekable == 1;
        }
    }

    [PyMethod("seekable", "")]
    private bool Seekable()
    {
        CheckOpen();
        return CanSeek;
    }

    [PyMethod("readable", "")]
    private bool Readable()
    {
        CheckOpen();
        return _readable;
    }

    [PyMethod("writable", "")]
    private bool Writable()
    {
        CheckOpen();
        return _writable;
    }

    [PyMethod("fileno", "")]
    private long Fileno()
    {
        CheckOpen();
        return Fd;
    }

    [PyMethod("isatty", "")]
    private bool Isatty()
    {
        CheckOpen();
        return IsTerminal;
    }

    [PyMethod("close", "")]
    internal void Close()
    {
        try
        {
            CloseBase();
        }
        finally
        {
            GC.SuppressFinalize(this);
            _suppressed = true;
            if (!_closeFd)
            {
                Fd = -1;
            }
            else
            {
                if (Finalizing)
                {
                    WarnUnclosed(this);
                }
                CloseDescriptor();
            }
        }
    }

    private void WarnUnclosed(PyObject source)
    {
        if (Fd >= 0 && _closeFd)
        {
            try
            {
                Warn.Resource($"unclosed file {Ops.ReprText(source)}", source);
            }
            catch (PyException e)
            {
                _engine.WriteUnraisable(e.Value, source);
            }
        }
    }

    [PyMethod("_dealloc_warn", "source, /")]
    internal void DeallocWarn(PyObject source) => WarnUnclosed(source);

    [PyGetter("_finalizing")]
    private bool IsFinalizing => Finalizing;

    [PySetter("_finalizing")]
    private void SetFinalizing(PyObject? value) => Finalizing = value != null && Ops.IsTrue(value);

    [PyGetter("_blksize")]
    private long BlkSize => BlockSize;

    [PySetter("_blksize")]
    private void SetBlkSize(PyObject? value) => BlockSize = value == null ? throw Err.TypeError("can't delete numeric/char attribute") : Ops.AsInt(value);

    [PyGetter("closed", Doc = "True if the file is closed")]
    private bool Closed => Fd < 0;

    [PyGetter("closefd", Doc = "True if the file descriptor will be closed by close().")]
    private bool CloseFd => _closeFd;

    [PyGetter("mode", Doc = "String giving the file mode")]
    private string Mode => _created ? (_readable ? "xb+" : "xb") : _appending ? (_readable ? "ab+" : "ab")
        : _readable ? (_writable ? "rb+" : "rb") : "wb";

    [PyMethod("__repr__")]
    private string Repr()
    {
        string type = Type.FullName;
        if (Fd < 0)
        {
            return $"<{type} [closed]>";
        }
        string closefd = _closeFd ? "True" : "False";
        PyObject? name = Ops.TryGetAttr(this, NameName);
        if (name == null)
        {
            return $"<{type} fd={Fd} mode='{Mode}' closefd={closefd}>";
        }
        if (!PyThread.Current.ReprEnter(this))
        {
            throw Err.RuntimeError($"reentrant call inside {type}.__repr__");
        }
        try
        {
            return $"<{type} name={Ops.ReprText(name)} mode='{Mode}' closefd={closefd}>";
        }
        finally
        {
            PyThread.Current.ReprLeave(this);
        }
    }

    ~PyFileIO()
    {
        if (Fd < 0 || !_closeFd)
        {
            return;
        }
        if (_engine.Stopped)
        {
            // No Python code runs any more that could be told.
            _ = Libc.close(Fd);
            return;
        }
        QueueClose(_engine);
    }
}

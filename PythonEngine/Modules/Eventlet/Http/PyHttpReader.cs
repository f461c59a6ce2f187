using GreenletNet.Hubs;
using GreenletNet.Http;
using PythonEngine.Modules.IO;
using PythonEngine.Modules.Socket;

namespace PythonEngine.Modules.Eventlet.Http;

/// <summary>
/// The reading side of a connection, with the methods of a buffered binary file and with parsers for what HTTP sends. On a green socket over a plain one
/// the bytes come from the system call straight into the buffer; other connections (TLS) are asked by their <c>recv</c>.
/// </summary>
[PyType("Reader", Module = "_eventlet_http", HasInstanceFields = true, Base = typeof(PyBufferedIOBase))]
internal sealed partial class PyHttpReader : PyBufferedIOBase
{
    private const int ReadSize = 65536;
    private const int SmallestBuffer = 1024;
    private const int LargestKept = 65536;

    private static readonly PyStr s_recv = PyStr.Intern("recv");
    private static readonly PyStr s_fd = PyStr.Intern("fd");
    private static readonly PyStr s_timeout = PyStr.Intern("_timeout");
    private static readonly PyStr s_closed = PyStr.Intern("_closed");
    private static readonly PyStr s_nonBlocking = PyStr.Intern("act_non_blocking");
    private static readonly PyStr s_ioRefs = PyStr.Intern("_io_refs");
    private static readonly PyStr s_decref = PyStr.Intern("_decref_socketios");

    private readonly PyObject _sock;
    /// <summary>The socket under a green one, when its system calls are to be made directly.</summary>
    private readonly PySocket? _plain;
    private byte[] _buffer = [];
    /// <summary>What is there is _buffer[_pos.._end].</summary>
    private int _pos;
    private int _end;
    private bool _atEnd;
    private bool _isClosed;
    private bool _busy;
    private Frame? _frame;

    private PyHttpReader(PyObject sock, PySocket? plain) : base(TypeObject)
    {
        _sock = sock;
        _plain = plain;
    }

    /// <summary>The socket under a green one, if it is a plain one.</summary>
    internal static PySocket? PlainSocket(PyObject sock) => Ops.InstanceGet(sock, s_fd) is PySocket socket ? socket : null;

    /// <summary>The time limit of a green socket, in seconds.</summary>
    internal static double Timeout(PyObject sock) =>
        Ops.InstanceGet(sock, s_timeout) is { } timeout && timeout is not PyNone ? Ops.AsDouble(timeout) : double.PositiveInfinity;

    /// <summary>Whether the hub can wait for the socket here: it is in nobody's hands but eventlet's.</summary>
    internal static bool CanWait(PyThread thread, PyObject sock) =>
        thread.EventletHub != null && ReferenceEquals(Ops.InstanceGet(sock, s_closed), PyBool.False)
        && ReferenceEquals(Ops.InstanceGet(sock, s_nonBlocking), PyBool.False);

    internal static void AddReference(PyObject sock) => Ops.SetAttr(sock, s_ioRefs, Ops.Add(Ops.GetAttr(sock, s_ioRefs), PyInt.One));

    internal static void DropReference(PyObject sock) => Ops.CallMethod(sock, s_decref);

    /// <summary>Open one on a connection. *plain* says that it is a green socket over a plain one.</summary>
    [PyNew("sock, plain=False")]
    private static PyObject New(PyType cls, PyObject sock, bool plain = false)
    {
        PyHttpReader reader = new(sock, plain ? PlainSocket(sock) : null);
        AddReference(sock);
        return reader;
    }

    // ---- the file's methods ----

    [PyMethod("read", "size=-1, /")]
    private PyObject Read(PyThread thread, PyObject? size = null)
    {
        long n = IOModule.OptionalSize(size);
        return Start(thread, Operation.Read, n < 0 ? long.MaxValue : n);
    }

    [PyMethod("read1", "size=-1, /")]
    private PyObject Read1(PyThread thread, PyObject? size = null)
    {
        long n = IOModule.OptionalSize(size);
        return n == 0 ? PyBytes.Empty : Start(thread, Operation.ReadSome, n < 0 ? ReadSize : n);
    }

    [PyMethod("peek", "size=0, /")]
    private PyObject Peek(PyThread thread, PyObject? size = null) => Start(thread, Operation.Peek, 1);

    [PyMethod("readline", "size=-1, /")]
    private PyObject ReadLine(PyThread thread, PyObject? size = null)
    {
        long n = IOModule.OptionalSize(size);
        return Start(thread, Operation.ReadLine, n < 0 ? long.MaxValue : n);
    }

    [PyMethod("readable", "")]
    private bool Readable()
    {
        CheckOpen();
        return true;
    }

    [PyMethod("fileno", "")]
    private PyObject Fileno()
    {
        CheckOpen();
        return Ops.CallMethod(_sock, "fileno");
    }

    [PyMethod("flush", "")]
    private void Flush() => CheckOpen();

    [PyMethod("close", "")]
    private void Close()
    {
        if (!_isClosed)
        {
            _isClosed = true;
            _buffer = [];
            _pos = _end = 0;
            DropReference(_sock);
        }
    }

    [PyGetter("closed")]
    private bool Closed => _isClosed;

    [PyGetter("raw")]
    private PyObject Raw => _sock;

    private void CheckOpen()
    {
        if (_isClosed)
        {
            throw Err.ValueError("I/O operation on closed file.");
        }
    }

    // ---- what HTTP needs ----

    /// <summary>
    /// Read the header lines that follow *requestline*. Returns a RequestHead, whose ``error`` says what is wrong. The limits are bytes of a line, and of all
    /// lines together.
    /// </summary>
    [PyMethod("read_head", "requestline, default_version, protocol_version, max_line, max_total")]
    private PyObject ReadHead(PyThread thread, PyObject requestline, PyObject default_version, PyObject protocol_version, int max_line, int max_total)
    {
        if (requestline is not PyBytes line)
        {
            throw Err.TypeError("requestline must be bytes");
        }
        PyRequestHead head = new(EventletHttpModule.State(thread));
        if (!head.SetRequestLine(line.Data, default_version, protocol_version))
        {
            return head;
        }
        CheckIdle();
        BeginHead(head, new HttpLimits(max_line, max_total, HttpLimits.Default.MaxFields));
        return Start(thread, Operation.Head, 0);
    }

    /// <summary>
    /// Read the next request line and its header lines: a RequestHead, or None where the connection ends. A line that is as long as *max_requestline* is an
    /// error with status 414.
    /// </summary>
    [PyMethod("read_request", "max_requestline, default_version, protocol_version, max_line, max_total")]
    private PyObject ReadRequest(PyThread thread, int max_requestline, PyObject default_version, PyObject protocol_version, int max_line, int max_total)
    {
        CheckIdle();
        BeginRequest(max_requestline, default_version, protocol_version, new HttpLimits(max_line, max_total, HttpLimits.Default.MaxFields));
        return Start(thread, Operation.Request, 0);
    }

    /// <summary>Whether some of a request has come, but not all: a client that then falls silent gets an answer.</summary>
    [PyMethod("in_request", "")]
    private bool InRequest() => _end > _pos || _parsingHead;

    internal PyObject ReadBody(PyThread thread, PyInputBase input, long limit, bool line)
    {
        CheckIdle();
        _input = input;
        return Start(thread, line ? Operation.ReadLine : Operation.Read, limit);
    }

    internal PyObject ReadChunked(PyThread thread, PyInputBase input, ChunkedDecoder decoder, long limit, bool line)
    {
        CheckIdle();
        if (limit == 0 || decoder.IsDone)
        {
            return PyBytes.Empty;
        }
        _decoder = decoder;
        _byLine = line;
        _body = new System.Buffers.ArrayBufferWriter<byte>();
        return Start(thread, Operation.Chunked, limit);
    }

    // ---- waiting ----

    private void CheckIdle()
    {
        if (_busy)
        {
            throw Err.RuntimeError($"reentrant call inside {Ops.ReprText(this)}");
        }
    }

    /// <summary>Does an operation: at once with what is there, else as a link of the greenlet's chain.</summary>
    private PyObject Start(PyThread thread, Operation operation, long limit)
    {
        CheckOpen();
        CheckIdle();
        _operation = operation;
        _limit = limit;
        bool pending = false;
        try
        {
            PyObject? result = Advance(thread);
            if (result != null)
            {
                return result;
            }
            if (_plain != null && CanWait(thread, _sock))
            {
                double timeout = Timeout(_sock);
                // The next request on a connection is mostly still to come: no system call to find out.
                if (!(operation == Operation.Request && _end == _pos && _requests > 1) && !(PyThread.ForcedPins && timeout > 0))
                {
                    result = Receive(thread);
                    if (result != null)
                    {
                        return result;
                    }
                }
                pending = _busy = true;
                return (_frame ??= new Frame(this, _plain)).Start(thread, _sock, timeout);
            }
            pending = _busy = true;
            ValueTask<PyObject> task = AskSocket();
            return task.IsCompletedSuccessfully ? task.Result : thread.Park(task);
        }
        finally
        {
            if (!pending)
            {
                EndOperation();
            }
        }
    }

    /// <summary>Receives without blocking until the operation is done; null when the socket has nothing more.</summary>
    private unsafe PyObject? Receive(PyThread thread)
    {
        byte[] scratch = thread.Scratch ??= GC.AllocateUninitializedArray<byte>(ReadSize);
        while (true)
        {
            int n;
            fixed (byte* b = scratch)
            {
                n = _plain!.TryReceive(b, ReadSize, 0);
            }
            if (n < 0)
            {
                if (n is -Native.Errno.EAGAIN or -Native.Errno.ENOTCONN)
                {
                    return null;
                }
                if (n is not (-Native.Errno.ECONNRESET or -108 or -Native.Errno.EPIPE))
                {
                    throw Err.OSError(-n);
                }
                n = 0;
            }
            Append(scratch.AsSpan(0, n));
            if (Advance(thread) is { } result)
            {
                return result;
            }
        }
    }

    private async ValueTask<PyObject> AskSocket()
    {
        try
        {
            while (true)
            {
                PyObject data = await PyThread.Current.CallAsync(Ops.GetAttr(_sock, s_recv), PyInt.From(ReadSize));
                if (data is not PyBytes bytes)
                {
                    throw Err.TypeError($"recv() should return bytes, not {Ops.TypeName(data)}");
                }
                Append(bytes.Data);
                if (Advance(PyThread.Current) is { } result)
                {
                    return result;
                }
            }
        }
        finally
        {
            _busy = false;
            EndOperation();
        }
    }

    private void Append(ReadOnlySpan<byte> data)
    {
        if (data.Length == 0)
        {
            _atEnd = true;
            return;
        }
        if (_pos == _end)
        {
            _pos = _end = 0;
        }
        if (_buffer.Length - _end < data.Length)
        {
            int have = _end - _pos;
            if (_buffer.Length - have >= data.Length && _pos >= have)
            {
                _buffer.AsSpan(_pos, have).CopyTo(_buffer);
            }
            else
            {
                int size = (int)Math.Min(Math.Max(Math.Max(SmallestBuffer, _buffer.Length * 2L), (long)have + data.Length), Array.MaxLength);
                byte[] larger = GC.AllocateUninitializedArray<byte>(size);
                _buffer.AsSpan(_pos, have).CopyTo(larger);
                _buffer = larger;
            }
            _pos = 0;
            _end = have;
        }
        data.CopyTo(_buffer.AsSpan(_end));
        _end += data.Length;
    }

    /// <summary>The operation's wait at a plain socket.</summary>
    private sealed class Frame(PyHttpReader reader, PySocket socket) : SocketFrame(socket, FdKind.Read)
    {
        internal PyObject Start(PyThread thread, PyObject green, double timeout) => Wait(thread, green, timeout);

        protected override PyObject? Try() => reader.Receive(PyThread.Current);

        protected override PyBaseException Closed(PyBaseException cause) => (PyBaseException)Ops.Call(Exc.EOFError);

        protected override void Release()
        {
            reader._busy = false;
            reader.EndOperation();
        }
    }
}

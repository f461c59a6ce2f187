using GreenletNet.Http;

namespace PythonEngine.Modules.Eventlet.Http;

/// <summary>
/// The hot part of <c>eventlet.wsgi.Input</c>: its fields, and reading where the connection is read by a <see cref="PyHttpReader"/>. Everything else goes on in
/// the Python methods <c>_read_any</c> and <c>_readline_any</c>.
/// </summary>
[PyType("InputBase", Module = "_eventlet_http", Subclassable = true, HasInstanceFields = true, Mutable = true)]
internal sealed partial class PyInputBase : PyObject
{
    private static readonly PyStr s_readAny = PyStr.Intern("_read_any");
    private static readonly PyStr s_readlineAny = PyStr.Intern("_readline_any");
    private static readonly PyObject s_continueLine = new PyBytes("HTTP/1.1 100 Continue\r\n"u8.ToArray());
    private static readonly PyInt s_minusOne = PyInt.From(-1);

    private InstanceFields _fields;
    private PyObject _rfile = PyNone.Instance;
    private PyObject _sock = PyNone.Instance;
    private PyObject _wfile = PyNone.Instance;
    private PyObject _wfileLine = PyNone.Instance;
    private PyObject _contentLength = PyNone.Instance;
    private PyObject _headersSent = PyNone.Instance;
    private long _position;
    private bool _chunked;
    private PyObject _chunkLength = s_minusOne;
    private bool _continueSent;
    private ChunkedDecoder? _decoder;

    internal PyInputBase(PyType cls) => _fields = new InstanceFields(cls);

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyInputBase(cls);

    internal void Set(PyObject rfile, PyObject sock, PyObject wfile, bool chunked, long contentLength, bool waits)
    {
        _rfile = rfile;
        _sock = sock;
        _wfile = wfile;
        _wfileLine = waits ? s_continueLine : PyNone.Instance;
        _chunked = chunked;
        // A chunked body has no length; without either there is none, rather than all that comes until the end.
        _contentLength = PyInt.From(contentLength);
    }

    internal void SetHeadersSent(PyObject response) => _headersSent = response;

    [PyGetter("rfile")]
    private PyObject RFile => _rfile;

    [PySetter("rfile")]
    private void SetRFile(PyObject? value) => _rfile = value ?? PyNone.Instance;

    [PyGetter("_sock")]
    private PyObject Sock => _sock;

    [PySetter("_sock")]
    private void SetSock(PyObject? value) => _sock = value ?? PyNone.Instance;

    [PyGetter("wfile")]
    private PyObject WFile => _wfile;

    [PySetter("wfile")]
    private void SetWFile(PyObject? value) => _wfile = value ?? PyNone.Instance;

    [PyGetter("wfile_line")]
    private PyObject WFileLine => _wfileLine;

    [PySetter("wfile_line")]
    private void SetWFileLine(PyObject? value) => _wfileLine = value ?? PyNone.Instance;

    [PyGetter("content_length")]
    private PyObject ContentLength => _contentLength;

    [PySetter("content_length")]
    private void SetContentLength(PyObject? value) => _contentLength = value ?? PyNone.Instance;

    [PyGetter("headers_sent")]
    private PyObject HeadersSent => _headersSent;

    [PySetter("headers_sent")]
    private void SetHeadersSentValue(PyObject? value) => _headersSent = value ?? PyNone.Instance;

    [PyGetter("position")]
    private PyObject Position => PyInt.From(_position);

    [PySetter("position")]
    private void SetPosition(PyObject? value) => _position = Ops.AsLong(value ?? PyInt.Zero);

    [PyGetter("chunked_input")]
    private PyObject Chunked => PyBool.From(_chunked);

    [PySetter("chunked_input")]
    private void SetChunked(PyObject? value) => _chunked = value != null && Ops.IsTrue(value);

    [PyGetter("chunk_length")]
    private PyObject ChunkLength => _decoder is { IsDone: true } ? PyInt.Zero : _chunkLength;

    [PySetter("chunk_length")]
    private void SetChunkLength(PyObject? value) => _chunkLength = value ?? s_minusOne;

    [PyGetter("is_hundred_continue_response_sent")]
    private PyObject ContinueSent => PyBool.From(_continueSent);

    [PySetter("is_hundred_continue_response_sent")]
    private void SetContinueSent(PyObject? value) => _continueSent = value != null && Ops.IsTrue(value);

    /// <summary>Whether the client may wait for a 100 response that it has not got.</summary>
    internal bool AwaitsContinue => _wfile is not PyNone && !_continueSent;

    /// <summary>Whether there is, or may be, something of the body that nobody has read.</summary>
    [PyMethod("_is_unread", "")]
    internal bool IsUnread() => _chunked ? _decoder is not { IsDone: true } : _contentLength is PyInt length && Ops.AsLong(length) > _position;

    internal void Advance(int count) => _position += count;

    /// <summary>Return up to *length* bytes of the body, or all that is left. Waits until they are there; fewer mean that the body, or the connection, ended.</summary>
    [PyMethod("read", "length=None")]
    private PyObject Read(PyThread thread, PyObject? length = null)
    {
        if (_rfile is PyHttpReader reader && !AwaitsContinue && TryLimit(length, out long limit))
        {
            return _chunked ? reader.ReadChunked(thread, this, _decoder ??= new ChunkedDecoder(), limit, line: false)
                : Left(ref limit) ? reader.ReadBody(thread, this, limit, line: false) : PyBytes.Empty;
        }
        return thread.TailCall(Ops.GetAttr(this, s_readAny), [length ?? PyNone.Instance]);
    }

    /// <summary>Return a line of the body, or *size* bytes of one that is longer.</summary>
    [PyMethod("readline", "size=None")]
    private PyObject ReadLine(PyThread thread, PyObject? size = null)
    {
        if (_rfile is PyHttpReader reader && !AwaitsContinue && TryLimit(size, out long limit))
        {
            return _chunked ? reader.ReadChunked(thread, this, _decoder ??= new ChunkedDecoder(), limit, line: true)
                : Left(ref limit) ? reader.ReadBody(thread, this, limit, line: true) : PyBytes.Empty;
        }
        return thread.TailCall(Ops.GetAttr(this, s_readlineAny), [size ?? PyNone.Instance]);
    }

    private static bool TryLimit(PyObject? size, out long limit)
    {
        limit = long.MaxValue;
        if (size is null or PyNone)
        {
            return true;
        }
        if (size is not PyInt number || !number.TryGetLong(out long value))
        {
            return false;
        }
        if (value >= 0)
        {
            limit = value;
        }
        return true;
    }

    private bool Left(ref long limit)
    {
        // A length that a script took away means: until the end.
        if (_contentLength is PyInt length && length.TryGetLong(out long total))
        {
            limit = Math.Min(limit, total - _position);
        }
        return limit > 0;
    }
}

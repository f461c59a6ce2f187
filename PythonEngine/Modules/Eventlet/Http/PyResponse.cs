using GreenletNet.Http;

namespace PythonEngine.Modules.Eventlet.Http;

/// <summary>
/// What <c>HttpProtocol.handle_one_response</c> writes with: ``start_response`` and ``write`` of one request. True once the head has been written.
/// </summary>
[PyType("Response", Module = "_eventlet_http")]
internal sealed partial class PyResponse : PyObject
{
    private static readonly PyStr s_closeConnection = PyStr.Intern("close_connection");
    private static readonly PyStr s_protocolVersion = PyStr.Intern("protocol_version");
    private static readonly PyStr s_requestVersion = PyStr.Intern("request_version");
    private static readonly PyStr s_capitalize = PyStr.Intern("capitalize_response_headers");
    private static readonly PyStr s_wfile = PyStr.Intern("wfile");
    private static readonly PyStr s_http11 = PyStr.Intern("HTTP/1.1");
    private static readonly PyStr s_encode = PyStr.Intern("encode");

    private readonly PyObject _protocol;
    private readonly bool _keepAlive;
    private readonly bool _saysKeepAlive;
    private readonly bool _saysClose;
    private bool _capitalize;
    private PyStr? _status;
    private PyStr[] _names = [];
    private PyObject[] _values = [];
    private bool _headSent;
    private bool _useChunked;
    private bool _hasLength;
    private PyObject _code;
    private long _length;

    private PyResponse(PyObject protocol, bool keepAlive, bool saysClose, bool saysKeepAlive)
    {
        _protocol = protocol;
        _keepAlive = keepAlive;
        _saysClose = saysClose;
        _saysKeepAlive = saysKeepAlive;
        _code = PyInt.From(200);
    }

    /// <summary>
    /// Begin the response of a protocol object's request. *keepalive* is whether the server allows the connection to go on, *connection* what the client's header
    /// says, in lower case.
    /// </summary>
    [PyNew("protocol, keepalive, connection")]
    private static PyObject New(PyType cls, PyObject protocol, bool keepalive, PyStr connection) =>
        new PyResponse(protocol, keepalive, connection.Value == "close", connection.Value == "keep-alive");

    [PyMethod("__bool__")]
    private bool HeadersSent() => _headSent;

    /// <summary>Whether start_response was called.</summary>
    [PyGetter("started")]
    private bool Started => _status != null;

    /// <summary>Whether the body is written in chunks.</summary>
    [PyGetter("chunked")]
    private bool Chunked => _useChunked;

    /// <summary>The status code, as the application gave it.</summary>
    [PyGetter("status_code")]
    private PyObject StatusCode => _code;

    /// <summary>Bytes written, the head included.</summary>
    [PyGetter("length")]
    private long Length => _length;

    /// <summary>WSGI's start_response: status, headers, and exc_info when a response that was begun is to be replaced.</summary>
    [PyMethod("start_response", "status, response_headers, exc_info=None")]
    private PyObject StartResponse(PyThread thread, PyObject status, PyObject response_headers, PyObject? exc_info = null)
    {
        PyStr text = status as PyStr ?? throw Err.AttributeError($"'{Ops.TypeName(status)}' object has no attribute 'split'", status, PyStr.Intern("split"));
        _code = FirstWord(text);
        if (exc_info is not (null or PyNone) && Ops.IsTrue(exc_info) && _headSent)
        {
            // Too late for another status.
            PyObject error = Ops.GetItem(exc_info, PyInt.One);
            PyObject traceback = Ops.GetItem(exc_info, PyInt.From(2));
            throw new PyException((PyBaseException)Ops.CallMethod(error, "with_traceback", traceback)) { HasContext = true };
        }
        PyObject[] pairs = Ops.ToArray(response_headers);
        PyStr[] names = new PyStr[pairs.Length];
        PyObject[] values = new PyObject[pairs.Length];
        bool hasLength = false;
        for (int i = 0; i < pairs.Length; i++)
        {
            PyObject[] pair = pairs[i] is PyTuple { Count: 2 } tuple ? tuple.Items : Ops.ToArray(pairs[i]);
            if (pair.Length != 2)
            {
                throw Err.ValueError(pair.Length < 2 ? $"not enough values to unpack (expected 2, got {pair.Length})" : "too many values to unpack (expected 2)");
            }
            names[i] = pair[0] as PyStr ?? throw Err.AttributeError($"'{Ops.TypeName(pair[0])}' object has no attribute 'split'", pair[0], PyStr.Intern("split"));
            values[i] = pair[1];
            hasLength |= Is(names[i], "content-length");
        }
        _names = names;
        _values = values;
        _hasLength = hasLength;
        _status = text;
        // A subclass may have set it for this request.
        _capitalize = Ops.IsTrue(Ops.GetAttr(_protocol, s_capitalize));
        return Ops.GetAttr(this, s_write);
    }

    private static readonly PyStr s_write = PyStr.Intern("write");

    private static PyObject FirstWord(PyStr status)
    {
        string text = status.Value;
        int space = text.IndexOf(' ');
        if (space > 0 && !char.IsWhiteSpace(text[0]) && text.AsSpan(0, space).IndexOfAny('\t', '\n', '\r') < 0)
        {
            return space == 3 && text.StartsWith("200", StringComparison.Ordinal) ? s_200 : PyStr.FromBmp(text[..space]);
        }
        return Ops.GetItem(Ops.CallMethod(status, "split"), PyInt.Zero);
    }

    private static readonly PyStr s_200 = PyStr.Intern("200");

    private static bool Is(PyStr name, string lower) => name.Length == lower.Length && name.Value.Equals(lower, StringComparison.OrdinalIgnoreCase);

    /// <summary>Add a header for the length of the body, unless the application has set it.</summary>
    [PyMethod("set_length", "length")]
    private void SetLength(PyObject length)
    {
        if (!_hasLength)
        {
            _names = [.. _names, s_contentLength];
            _values = [.. _values, Ops.Str(length)];
            _hasLength = true;
        }
    }

    private static readonly PyStr s_contentLength = PyStr.Intern("Content-Length");

    /// <summary>Write some of the body, and the head before it. Waits until the connection has taken it.</summary>
    [PyMethod("write", "data")]
    private PyObject Write(PyThread thread, PyObject data)
    {
        BufferView view = Ops.GetBuffer(data);
        try
        {
            return WriteOut(thread, view.Span);
        }
        finally
        {
            view.Release();
        }
    }

    /// <summary>
    /// Write the whole response, if *result* is a list or tuple of bytes and nothing was written before. False when it is something else, and nothing was done.
    /// </summary>
    [PyMethod("write_all", "result")]
    private PyObject WriteAll(PyThread thread, PyObject result)
    {
        if (_headSent || _status == null)
        {
            return PyBool.False;
        }
        ReadOnlySpan<PyObject> items;
        if (result.GetType() == typeof(PyList))
        {
            PyList list = (PyList)result;
            items = list.Items.AsSpan(0, list.Count);
        }
        else if (result.GetType() == typeof(PyTuple))
        {
            items = ((PyTuple)result).Items;
        }
        else
        {
            return PyBool.False;
        }
        long total = 0;
        foreach (PyObject item in items)
        {
            if (item.GetType() != typeof(PyBytes))
            {
                return PyBool.False;
            }
            total += ((PyBytes)item).Length;
        }
        if (total > 1 << 20)
        {
            // Not worth a copy.
            return PyBool.False;
        }
        SetLength(PyInt.From(total));
        PyObject done;
        if (items.Length == 1)
        {
            done = WriteOut(thread, ((PyBytes)items[0]).Data);
        }
        else
        {
            byte[] all = new byte[total];
            int at = 0;
            foreach (PyObject item in items)
            {
                byte[] piece = ((PyBytes)item).Data;
                piece.CopyTo(all, at);
                at += piece.Length;
            }
            done = WriteOut(thread, all);
        }
        // Pending turns into None, which counts as done just as well as True.
        return ReferenceEquals(done, PyThread.Pending) ? done : PyNone.Instance;
    }

    private PyObject WriteOut(PyThread thread, ReadOnlySpan<byte> data)
    {
        if (_status == null)
        {
            throw Err.AssertionError("write() before start_response()");
        }
        EventletHttpModule.ModuleState state = EventletHttpModule.State(thread);
        HttpResponseWriter writer = state.Writer ?? new HttpResponseWriter();
        state.Writer = null;
        try
        {
            if (!_headSent)
            {
                WriteHead(state, writer);
                _headSent = true;
            }
            if (_useChunked)
            {
                writer.WriteChunk(data);
            }
            else if (writer.Length == 0)
            {
                _length += data.Length;
                return Send(thread, data);
            }
            else
            {
                writer.Write(data);
            }
            _length += writer.Length;
            return Send(thread, writer.Written);
        }
        finally
        {
            writer.Clear();
            state.Writer = writer;
        }
    }

    private PyObject Send(PyThread thread, ReadOnlySpan<byte> bytes)
    {
        PyObject wfile = Ops.GetAttr(_protocol, s_wfile);
        if (wfile is PyHttpWriter native)
        {
            return native.Send(thread, bytes);
        }
        ValueTask<PyObject> task = SendBy(thread, wfile, new PyBytes(bytes.ToArray()));
        return task.IsCompletedSuccessfully ? task.Result : thread.Park(task);
    }

    private static async ValueTask<PyObject> SendBy(PyThread thread, PyObject wfile, PyBytes data)
    {
        await thread.CallAsync(Ops.GetAttr(wfile, Names.Write), data);
        await thread.CallAsync(Ops.GetAttr(wfile, Names.Flush));
        return PyNone.Instance;
    }

    private void WriteHead(EventletHttpModule.ModuleState state, HttpResponseWriter writer)
    {
        WriteText(writer, (PyStr)Ops.Str(Ops.GetAttr(_protocol, s_protocolVersion)));
        writer.Write(" "u8);
        WriteText(writer, _status!);
        writer.Write("\r\n"u8);
        bool hasDate = false, hasConnection = false, saidClose = false;
        for (int i = 0; i < _names.Length; i++)
        {
            PyStr name = _names[i];
            PyObject value = _values[i];
            if (!_capitalize)
            {
                WriteText(writer, name);
            }
            else if (!name.IsBmp || !writer.TryWriteCapitalized(name.Bmp))
            {
                throw Unencodable(name);
            }
            writer.Write(": "u8);
            WriteText(writer, value as PyStr ?? (PyStr)Ops.Str(value));
            writer.Write("\r\n"u8);
            if (name.Length == 4)
            {
                hasDate |= Is(name, "date");
            }
            else if (name.Length == 10 && Is(name, "connection"))
            {
                hasConnection = true;
                saidClose |= value is PyStr said && Is(said, "close");
            }
        }
        if (!hasDate)
        {
            writer.Write("Date: "u8);
            writer.Write(state.Date.Now);
            writer.Write("\r\n"u8);
        }
        bool is11 = Ops.GetAttr(_protocol, s_requestVersion) is PyStr version && (ReferenceEquals(version, s_http11) || version.Value == "HTTP/1.1");
        // What the application announces has to happen.
        bool close = saidClose || Ops.IsTrue(Ops.GetAttr(_protocol, s_closeConnection)) || !_keepAlive || !(_saysKeepAlive || (is11 && !_saysClose));
        if (!_hasLength)
        {
            if (is11)
            {
                _useChunked = true;
                writer.Write("Transfer-Encoding: chunked\r\n"u8);
            }
            else
            {
                // An older client reads until the end.
                close = true;
            }
        }
        Ops.SetAttr(_protocol, s_closeConnection, close ? PyInt.One : PyInt.Zero);
        if (!(hasConnection && saidClose))
        {
            if (close)
            {
                writer.Write("Connection: close\r\n"u8);
            }
            else if (_saysKeepAlive)
            {
                // To an HTTP/1.1 client that does not ask it goes without saying.
                writer.Write("Connection: keep-alive\r\n"u8);
            }
        }
        writer.Write("\r\n"u8);
    }

    private static void WriteText(HttpResponseWriter writer, PyStr text)
    {
        if (!text.IsBmp || !writer.TryWrite(text.Bmp))
        {
            throw Unencodable(text);
        }
    }

    /// <summary>The error of encoding text as ISO 8859-1, which the codec knows best how to word.</summary>
    private static PyException Unencodable(PyStr text)
    {
        Ops.CallMethod(text, s_encode, new PyStr("latin-1"));
        return Err.ValueError("text that cannot be encoded as latin-1");
    }
}

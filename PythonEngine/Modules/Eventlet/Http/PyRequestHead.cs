using System.Text;
using GreenletNet.Http;

namespace PythonEngine.Modules.Eventlet.Http;

/// <summary>The head of a request: the request line and the header fields, parsed, or what is wrong with them.</summary>
[PyType("RequestHead", Module = "_eventlet_http", NoConstructor = true)]
internal sealed partial class PyRequestHead(EventletHttpModule.ModuleState state) : PyObject
{
    private static readonly PyStr s_get = PyStr.Intern("GET");
    private static readonly PyStr s_post = PyStr.Intern("POST");
    private static readonly PyStr s_head = PyStr.Intern("HEAD");
    private static readonly PyStr s_put = PyStr.Intern("PUT");
    private static readonly PyStr s_http11 = PyStr.Intern("HTTP/1.1");
    private static readonly PyStr s_http10 = PyStr.Intern("HTTP/1.0");
    private static readonly PyStr s_root = PyStr.Intern("/");
    private static readonly PyStr s_textPlain = PyStr.Intern("text/plain");
    private static readonly PyStr s_gateway = PyStr.Intern("CGI/1.1");
    private static readonly PyStr s_expect100 = PyStr.Intern("100-continue");

    private byte[] _requestLineBytes = [];
    private PyObject _requestLine = PyStr.Empty;
    private PyObject _command = PyNone.Instance;
    private PyObject _path = PyNone.Instance;
    private PyObject _version = PyNone.Instance;
    private bool _close = true;
    private bool _speaks11;
    private PyObject _error = PyNone.Instance;
    private HeaderNames.Entry[] _names = [];
    private PyStr[] _values = [];
    private PyTuple? _headers;
    private HttpFraming _framing = new();
    private bool _oldVersion;
    private PyStr? _contentType;
    private PyStr? _contentLength;

    internal bool Failed => _error is not PyNone;

    internal ref readonly HttpFraming Framing => ref _framing;

    /// <summary>The request line as it came.</summary>
    [PyGetter("raw_requestline")]
    private PyObject RawRequestLine => new PyBytes(_requestLineBytes);

    [PyGetter("requestline")]
    private PyObject RequestLine => _requestLine;

    /// <summary>The method; None while the line is not known to be valid.</summary>
    [PyGetter("command")]
    private PyObject Command => _command;

    [PyGetter("path")]
    private PyObject Path => _path;

    [PyGetter("request_version")]
    private PyObject Version => _version;

    /// <summary>Whether the connection ends with this request, as far as the client's side decides.</summary>
    [PyGetter("close_connection")]
    private bool Close => _close;

    /// <summary>None, or (status, message, explanation, whether an error page is sent).</summary>
    [PyGetter("error")]
    private PyObject Error => _error;

    [PyGetter("chunked")]
    private bool Chunked => _framing.IsChunked;

    /// <summary>The announced length, or None.</summary>
    [PyGetter("content_length")]
    private PyObject ContentLength => _framing.ContentLength >= 0 ? PyInt.From(_framing.ContentLength) : PyNone.Instance;

    /// <summary>Whether others may see another end of the body, so that the connection must not be used again.</summary>
    [PyGetter("ambiguous")]
    internal bool Ambiguous => _framing.IsAmbiguous || (_framing.IsChunked && _oldVersion);

    /// <summary>What Connection says: "close", "keep-alive" or nothing.</summary>
    [PyGetter("connection")]
    private string Connection => _framing.SaysClose ? "close" : _framing.SaysKeepAlive ? "keep-alive" : "";

    /// <summary>The fields as (name, value) pairs.</summary>
    [PyGetter("headers")]
    internal PyTuple Headers
    {
        get
        {
            if (_headers == null)
            {
                PyObject[] pairs = new PyObject[_names.Length];
                for (int i = 0; i < pairs.Length; i++)
                {
                    pairs[i] = new PyTuple([_names[i].Name, _values[i]]);
                }
                _headers = new PyTuple(pairs);
            }
            return _headers;
        }
    }

    // ---- parsing ----

    /// <summary>Takes the request line; false when it is wrong, and nothing more is to be read.</summary>
    internal bool SetRequestLine(ReadOnlySpan<byte> bytes, PyObject defaultVersion, PyObject protocolVersion)
    {
        _requestLineBytes = bytes.ToArray();
        PyStr text = EventletHttpModule.Latin1(bytes.TrimEnd("\r\n"u8));
        _requestLine = text;
        _version = defaultVersion;
        _speaks11 = protocolVersion is PyStr version && string.CompareOrdinal(version.Value, "HTTP/1.1") >= 0;
        HttpRequestLine line = HttpRequestLine.Parse(bytes);
        switch (line.Error)
        {
            case HttpRequestLineError.None:
                break;
            case HttpRequestLineError.Empty:
                Fail(0, "", null, page: false);
                return false;
            case HttpRequestLineError.BadVersion:
                Fail(400, $"Bad request version ({Ops.ReprText(EventletHttpModule.Latin1(line.Version))})", null, page: true);
                return false;
            case HttpRequestLineError.UnsupportedVersion:
                Fail(505, $"Invalid HTTP version ({EventletHttpModule.Latin1(line.Version[5..]).Value})", null, page: true);
                return false;
            case HttpRequestLineError.BadSimpleMethod:
                Fail(400, $"Bad HTTP/0.9 request type ({Ops.ReprText(EventletHttpModule.Latin1(line.Method))})", null, page: true);
                return false;
            default:
                if (line.Version.Length > 0)
                {
                    _version = VersionText(line.Version);
                }
                Fail(400, $"Bad request syntax ({Ops.ReprText(text)})", null, page: true);
                return false;
        }
        _close = !(line.IsPersistent && _speaks11);
        if (line.Version.Length > 0)
        {
            _version = VersionText(line.Version);
        }
        _oldVersion = !line.IsPersistent;
        _command = MethodText(line.Method);
        ReadOnlySpan<byte> target = line.Target;
        if (target.StartsWith("//"u8))
        {
            // A client that follows a redirect made of it would go to another host.
            target = target[(target.Length - target.TrimStart((byte)'/').Length - 1)..];
        }
        _path = target.Length == 1 && target[0] == '/' ? s_root : EventletHttpModule.Latin1(target);
        return true;
    }

    private static PyStr VersionText(ReadOnlySpan<byte> version) =>
        version.SequenceEqual("HTTP/1.1"u8) ? s_http11 : version.SequenceEqual("HTTP/1.0"u8) ? s_http10 : EventletHttpModule.Latin1(version);

    private static PyStr MethodText(ReadOnlySpan<byte> method) =>
        method.SequenceEqual("GET"u8) ? s_get
        : method.SequenceEqual("POST"u8) ? s_post
        : method.SequenceEqual("HEAD"u8) ? s_head
        : method.SequenceEqual("PUT"u8) ? s_put
        : EventletHttpModule.Latin1(method);

    /// <summary>Takes the header fields, of which the parser has found these.</summary>
    /// <param name="block">All header lines.</param>
    /// <param name="fields">Where the fields lie in it.</param>
    /// <param name="status">How the parser ended.</param>
    /// <param name="atEnd">Nothing more comes, so that an incomplete head stays so.</param>
    internal void SetFields(ReadOnlySpan<byte> block, ReadOnlySpan<HttpField> fields, HttpParseStatus status, bool atEnd)
    {
        switch (status)
        {
            case HttpParseStatus.Complete:
                break;
            case HttpParseStatus.LineTooLong:
                Fail(400, "Header Line Too Long", null, page: false);
                return;
            case HttpParseStatus.HeadTooLarge:
                Fail(400, "Headers Too Large", null, page: false);
                return;
            case HttpParseStatus.TooManyFields:
                Fail(431, "Too many headers", "got more than 100 headers", page: true);
                return;
            case HttpParseStatus.Incomplete when atEnd && !ReferenceEquals(_version, s_http11) && block.Length == 0:
                // An old client that sends the request line alone.
                break;
            default:
                // A head that was cut off may have lost the length of its body, or half of a name.
                Fail(400, "Bad Request", null, page: false);
                return;
        }
        HeaderNames.Entry[] names = new HeaderNames.Entry[fields.Length];
        PyStr[] values = new PyStr[fields.Length];
        for (int i = 0; i < fields.Length; i++)
        {
            HttpField field = fields[i];
            ReadOnlySpan<byte> name = block.Slice(field.NameStart, field.NameLength);
            ReadOnlySpan<byte> value = block.Slice(field.ValueStart, field.ValueLength);
            names[i] = state.Names.Get(name);
            values[i] = EventletHttpModule.Latin1(value);
            if (names[i].IsContentType)
            {
                _contentType ??= values[i];
            }
            else if (names[i].IsContentLength)
            {
                _contentLength ??= values[i];
            }
            _framing.Add(name, value);
        }
        _names = names;
        _values = values;
        if (_framing.IsInvalid)
        {
            Fail(400, "Bad Request", null, page: false);
        }
        else if (_framing.HasUnknownCoding)
        {
            Fail(501, "Not Implemented", null, page: false);
        }
        else if (_framing.SaysClose)
        {
            _close = true;
        }
        else if (_framing.SaysKeepAlive && _speaks11)
        {
            _close = false;
        }
    }

    /// <summary>Records what is wrong.</summary>
    internal void Fail(int status, string message, string? explanation, bool page)
    {
        _close = true;
        _error = new PyTuple([PyInt.From(status), new PyStr(message), explanation == null ? PyNone.Instance : new PyStr(explanation), PyBool.From(page)]);
    }

    // ---- the environment ----

    private static readonly PyStr s_requestMethod = PyStr.Intern("REQUEST_METHOD");
    private static readonly PyStr s_scriptName = PyStr.Intern("SCRIPT_NAME");
    private static readonly PyStr s_rawPathInfo = PyStr.Intern("RAW_PATH_INFO");
    private static readonly PyStr s_pathInfo = PyStr.Intern("PATH_INFO");
    private static readonly PyStr s_queryString = PyStr.Intern("QUERY_STRING");
    private static readonly PyStr s_contentType = PyStr.Intern("CONTENT_TYPE");
    private static readonly PyStr s_contentLength = PyStr.Intern("CONTENT_LENGTH");
    private static readonly PyStr s_serverProtocol = PyStr.Intern("SERVER_PROTOCOL");
    private static readonly PyStr s_serverName = PyStr.Intern("SERVER_NAME");
    private static readonly PyStr s_serverPort = PyStr.Intern("SERVER_PORT");
    private static readonly PyStr s_remoteAddr = PyStr.Intern("REMOTE_ADDR");
    private static readonly PyStr s_remotePort = PyStr.Intern("REMOTE_PORT");
    private static readonly PyStr s_gatewayInterface = PyStr.Intern("GATEWAY_INTERFACE");
    private static readonly PyStr s_headersRaw = PyStr.Intern("headers_raw");
    private static readonly PyStr s_wsgiInput = PyStr.Intern("wsgi.input");
    private static readonly PyStr s_eventletInput = PyStr.Intern("eventlet.input");
    private static readonly PyStr s_posthooks = PyStr.Intern("eventlet.posthooks");
    private static readonly PyStr s_setIdle = PyStr.Intern("eventlet.set_idle");

    /// <summary>
    /// Adds everything about the request to an environment. *addresses* are the server's name and port and the client's, *default_type* the type of a body
    /// that names none; *input* the body's arguments: reader, connection, writer. Returns the body.
    /// </summary>
    [PyMethod("fill", "environ, addresses, default_type, rfile, connection, wfile, set_idle")]
    private PyObject Fill(PyObject environ, PyTuple addresses, PyObject default_type, PyObject rfile, PyObject connection, PyObject wfile, PyObject set_idle)
    {
        if (environ is not PyDict env || addresses.Count != 4)
        {
            throw Err.TypeError("fill() needs a dict and four addresses");
        }
        return Fill(env, addresses.Items, default_type is PyNone ? s_textPlain : default_type, rfile, connection, wfile, set_idle);
    }

    internal PyInputBase Fill(PyDict env, PyObject[] addresses, PyObject defaultType, PyObject rfile, PyObject connection, PyObject wfile, PyObject setIdle)
    {
        env.Reserve(env.Count + 18 + _names.Length);
        env.SetStr(s_requestMethod, _command);
        env.SetStr(s_scriptName, PyStr.Empty);
        PyStr target = (PyStr)_path;
        string text = target.Bmp;
        int question = text.IndexOf('?');
        PyStr path = question < 0 ? target : PyStr.FromBmp(text[..question]);
        env.SetStr(s_rawPathInfo, path);
        env.SetStr(s_pathInfo, path.Bmp.Contains('%') ? PyStr.FromBmp(Unquote(path.Bmp)) : path);
        if (question >= 0)
        {
            env.SetStr(s_queryString, PyStr.FromBmp(text[(question + 1)..]));
        }
        env.SetStr(s_contentType, _contentType ?? defaultType);
        if (_contentLength != null)
        {
            env.SetStr(s_contentLength, _contentLength);
        }
        env.SetStr(s_serverProtocol, s_http10);
        env.SetStr(s_serverName, addresses[0]);
        env.SetStr(s_serverPort, addresses[1]);
        env.SetStr(s_remoteAddr, addresses[2]);
        env.SetStr(s_remotePort, addresses[3]);
        env.SetStr(s_gatewayInterface, s_gateway);
        env.SetStr(s_headersRaw, Headers);
        for (int i = 0; i < _names.Length; i++)
        {
            if (_names[i].Key is not { } key)
            {
                continue;
            }
            PyStr value = _values[i];
            int slot = env.FindStr(key);
            if (slot >= 0)
            {
                // Repeated, or in the server's own part of the environment.
                PyObject joined = Ops.Add(env.Entries[slot].Value!, PyStr.FromBmp("," + value.Bmp));
                env.SetStr(key, joined);
            }
            else
            {
                env.SetStr(key, value);
            }
        }
        PyInputBase input = new(state.Input ?? PyInputBase.TypeObject);
        bool waits = _framing.ExpectsContinue;
        input.Set(rfile, connection, waits ? wfile : PyNone.Instance, _framing.IsChunked, Math.Max(0, _framing.ContentLength), waits);
        env.SetStr(s_wsgiInput, input);
        env.SetStr(s_eventletInput, input);
        env.SetStr(s_posthooks, new PyList());
        env.SetStr(s_setIdle, setIdle);
        return input;
    }

    /// <summary>urllib.parse.unquote(text, encoding='latin-1')</summary>
    private static string Unquote(string text)
    {
        StringBuilder result = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                result.Append((char)Convert.ToByte(text.Substring(i + 1, 2), 16));
                i += 2;
            }
            else
            {
                result.Append(c);
            }
        }
        return result.ToString();
    }
}

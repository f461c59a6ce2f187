using System.Text;

namespace PythonEngine.Modules.IO;

/// <summary><c>_io.TextIOWrapper</c>: construction, attributes and writing.</summary>
[PyType("TextIOWrapper", Module = "_io", Subclassable = true, HasInstanceFields = true)]
internal sealed partial class PyTextIOWrapper(PyType cls) : PyTextIOBase(cls)
{
    private enum EncoderKind
    {
        None, Utf8, Latin1, Ascii, Object,
    }

    private readonly PyEngine _engine = PyThread.Current.Engine;
    private PyObject? _buffer;
    private PyBuffered? _native;
    private bool _ready;
    private bool _detached;
    private int _chunkSize = 8192;
    private PyStr _encoding = PyStr.Empty;
    private PyStr _errors = PyStr.Empty;
    private bool _lineBuffering;
    private bool _writeThrough;
    private bool _hasRead1;
    private bool _seekable;
    private bool _telling;

    /// <summary>Python 2 dialect: whether the next print statement begins with a space; any other writing resets it.</summary>
    internal bool SoftSpace;

    /// <summary>Python 2 dialect: 1 for a standard stream, 2 when it is a terminal.</summary>
    internal int StreamKind;

    private string? _readNewline;
    private bool _readUniversal;
    private bool _readTranslate;
    private bool _writeTranslate;
    /// <summary>What LF becomes on writing; null when it stays.</summary>
    private string? _writeNewline;

    private EncoderKind _encoderKind;
    private PyObject? _encoderObject;
    private byte[] _pending = [];
    private int _pendingCount;

    internal override bool HasUnwritten => _pendingCount > 0;


    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyTextIOWrapper(cls);

    [PyMethod("__init__", "buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False")]
    private void Init(PyObject buffer, string? encoding = null, PyObject? errors = null, string? newline = null,
        bool lineBuffering = false, bool writeThrough = false)
    {
        string? errorsText = errors switch
        {
            null or PyNone => null,
            PyStr s => s.Value,
            _ => throw Err.TypeError($"TextIOWrapper() argument 'errors' must be str or None, not {Ops.TypeName(errors)}"),
        };
        Setup(buffer, encoding, errorsText, newline, lineBuffering, writeThrough);
    }

    internal void Setup(PyObject buffer, string? encoding, string? errors, string? newline, bool lineBuffering, bool writeThrough)
    {
        _ready = false;
        _detached = false;
        CheckNewline(newline);
        encoding = encoding is null or "locale" ? "UTF-8" : encoding;
        Codecs.CheckInDevMode(encoding, errors ?? "strict");
        _buffer = buffer;
        _native = NativeBuffer(buffer);
        _errors = PyStr.Intern(errors ?? "strict");
        SetNewline(newline);
        _lineBuffering = lineBuffering;
        _writeThrough = writeThrough;
        _pendingCount = 0;
        ClearDecoded();
        SetCodecs(encoding);
        _hasRead1 = _native != null || Ops.HasAttr(buffer, Read1Name);
        _seekable = _telling = Ops.IsTrue(Ops.CallMethod(buffer, SeekableName));
        if (buffer is PyIOBase inner)
        {
            inner.Wrapper = this;
        }
        _ready = true;
        FixEncoderState();
    }

    private static PyBuffered? NativeBuffer(PyObject buffer) => buffer switch
    {
        PyBufferedReader r when r.IsExact(PyBufferedReader.TypeObject) => r,
        PyBufferedWriter w when w.IsExact(PyBufferedWriter.TypeObject) => w,
        PyBufferedRandom b when b.IsExact(PyBufferedRandom.TypeObject) => b,
        _ => null,
    };

    private static void CheckNewline(string? newline)
    {
        if (newline is not (null or "" or "\n" or "\r" or "\r\n"))
        {
            throw Err.ValueError($"illegal newline value: {newline}");
        }
    }

    private void SetNewline(string? newline)
    {
        _readNewline = newline;
        _readUniversal = string.IsNullOrEmpty(newline);
        _readTranslate = newline == null;
        _writeTranslate = newline != "";
        _writeNewline = newline is "\r" or "\r\n" ? newline : null;
    }

    private static string Normalize(string encoding) => encoding.ToLowerInvariant().Replace('_', '-');

    private void SetCodecs(string encoding)
    {
        _encoding = new PyStr(encoding);
        _decoder = null;
        _encoderKind = EncoderKind.None;
        _encoderObject = null;
        bool canRead = Ops.IsTrue(Ops.CallMethod(_buffer!, ReadableName));
        bool canWrite = Ops.IsTrue(Ops.CallMethod(_buffer!, WritableName));
        TextDecoder? decoder = null;
        switch (Normalize(encoding))
        {
            case "utf-8" or "utf8":
                _encoderKind = EncoderKind.Utf8;
                decoder = new Utf8Decoder(_errors);
                break;
            case "latin-1" or "latin1" or "iso-8859-1" or "iso8859-1":
                _encoderKind = EncoderKind.Latin1;
                decoder = new SingleByteDecoder(false, _errors);
                break;
            case "ascii" or "us-ascii":
                _encoderKind = EncoderKind.Ascii;
                decoder = new SingleByteDecoder(true, _errors);
                break;
            default:
                PyObject info = Ops.CallMethod(PyThread.Current.Engine.Import("_codecs"), "lookup", _encoding);
                if (Ops.TryGetAttr(info, "_is_text_encoding") is { } isText && !Ops.IsTrue(isText))
                {
                    throw Err.LookupError($"'{encoding}' is not a text encoding; use codecs.open() to handle arbitrary codecs");
                }
                if (canRead)
                {
                    decoder = new ObjectDecoder(Ops.CallMethod(info, "incrementaldecoder", _errors));
                }
                if (canWrite)
                {
                    _encoderObject = Ops.CallMethod(info, "incrementalencoder", _errors);
                    _encoderKind = EncoderKind.Object;
                }
                break;
        }
        if (!canWrite)
        {
            _encoderKind = EncoderKind.None;
        }
        if (canRead)
        {
            _decoder = _readUniversal ? _newlineDecoder = new NewlineDecoder(decoder, _readTranslate) : decoder;
        }
    }

    /// <summary>Encoders that begin with a byte order mark must not write it in the middle of a file.</summary>
    private void FixEncoderState()
    {
        if (_seekable && _encoderObject != null && Ops.AsLong(Ops.CallMethod(_buffer!, TellName)) != 0)
        {
            Ops.CallMethod(_encoderObject, "setstate", PyInt.Zero);
        }
    }

    private void ResetEncoder(bool start)
    {
        if (_encoderObject == null)
        {
            return;
        }
        if (start)
        {
            Ops.CallMethod(_encoderObject, "reset");
        }
        else
        {
            Ops.CallMethod(_encoderObject, "setstate", PyInt.Zero);
        }
    }

    // ---- checks and attributes ----

    private PyObject Buffer => !_ready ? throw Err.ValueError("I/O operation on uninitialized object")
        : _detached ? throw Err.ValueError("underlying buffer has been detached") : _buffer!;

    private void CheckOpen()
    {
        if (ClosedAttribute(Buffer))
        {
            throw Err.ValueError("I/O operation on closed file.");
        }
    }

    /// <summary>closed, without attribute lookups on a native stack.</summary>
    private void CheckOpenFast()
    {
        PyObject buffer = Buffer;
        if (_native is { HasNativeRaw: true, RawStream: PyFileIO file } ? file.Fd < 0 : ClosedAttribute(buffer))
        {
            throw Err.ValueError("I/O operation on closed file.");
        }
    }

    [PyGetter("encoding")]
    private PyObject EncodingName => _ready ? _encoding : throw Err.ValueError("I/O operation on uninitialized object");

    [PyGetter("buffer")]
    private PyObject BufferGetter => _detached || _buffer == null ? PyNone.Instance : _buffer;

    [PyGetter("line_buffering")]
    private bool LineBuffering => _lineBuffering;

    [PyGetter("write_through")]
    private bool WriteThrough => _writeThrough;

    [PyGetter("_finalizing")]
    private bool IsFinalizing => Finalizing;

    [PySetter("_finalizing")]
    private void SetFinalizing(PyObject? value) => Finalizing = value != null && Ops.IsTrue(value);

    [PyGetter("name")]
    private PyObject Name => Ops.GetAttr(Buffer, NameName);

    [PyGetter("closed")]
    private PyObject Closed => Ops.GetAttr(Buffer, ClosedName);

    [PyGetter("newlines")]
    private PyObject Newlines
    {
        get
        {
            _ = Buffer;
            return _decoder is NewlineDecoder newline ? newline.Newlines : PyNone.Instance;
        }
    }

    [PyGetter("errors")]
    private PyObject Errors => _ready ? _errors : throw Err.ValueError("I/O operation on uninitialized object");

    [PyGetter("_CHUNK_SIZE")]
    private long ChunkSize
    {
        get
        {
            _ = Buffer;
            return _chunkSize;
        }
    }

    [PySetter("_CHUNK_SIZE")]
    private void SetChunkSize(PyObject? value)
    {
        _ = Buffer;
        if (value == null)
        {
            throw Err.AttributeError("cannot delete attribute");
        }
        long n = Ops.AsLong(value);
        _chunkSize = n > 0 ? (int)Math.Min(n, int.MaxValue) : throw Err.ValueError("a strictly positive integer is required");
    }

    [PyMethod("__repr__")]
    private string Repr()
    {
        string type = Type.FullName;
        if (!_ready)
        {
            throw Err.ValueError("I/O operation on uninitialized object");
        }
        if (!PyThread.Current.ReprEnter(this))
        {
            throw Err.RuntimeError($"reentrant call inside {type}.__repr__");
        }
        try
        {
            StringBuilder text = new("<" + type);
            foreach ((PyStr attribute, string label) in new[] { (NameName, " name="), (ModeName, " mode=") })
            {
                PyObject? value = null;
                try
                {
                    value = Ops.TryGetAttr(this, attribute);
                }
                catch (PyException e) when (e.Matches(Exc.ValueError))
                {
                    // A detached stream still has a repr.
                }
                if (value != null)
                {
                    text.Append(label).Append(Ops.ReprText(value));
                }
            }
            return text.Append(" encoding=").Append(Ops.ReprText(_encoding)).Append('>').ToString();
        }
        finally
        {
            PyThread.Current.ReprLeave(this);
        }
    }

    [PyMethod("fileno", "")]
    private PyObject Fileno() => Ops.CallMethod(Buffer, FilenoName);

    [PyMethod("seekable", "")]
    private PyObject Seekable() => Ops.CallMethod(Buffer, SeekableName);

    [PyMethod("readable", "")]
    private PyObject Readable() => Ops.CallMethod(Buffer, ReadableName);

    [PyMethod("writable", "")]
    private PyObject Writable() => Ops.CallMethod(Buffer, WritableName);

    [PyMethod("isatty", "")]
    private PyObject Isatty() => Ops.CallMethod(Buffer, IsattyName);

    // ---- writing ----

    private void Reserve(int more)
    {
        if (_pending.Length - _pendingCount < more)
        {
            Array.Resize(ref _pending, Math.Max(_pendingCount + more, Math.Max(256, _pending.Length * 2)));
        }
    }

    private static bool HasSurrogates(string text) => text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') >= 0;

    /// <summary>Appends the encoded text to the pending bytes; the number of bytes.</summary>
    private int Encode(PyStr text)
    {
        switch (_encoderKind)
        {
            case EncoderKind.Utf8 when text.IsBmp && !HasSurrogates(text.Bmp):
            {
                string s = text.Bmp;
                Reserve(s.Length * 3);
                int n = Encoding.UTF8.GetBytes(s, _pending.AsSpan(_pendingCount));
                _pendingCount += n;
                return n;
            }
            case EncoderKind.Ascii or EncoderKind.Latin1 when text.IsBmp && System.Text.Ascii.IsValid(text.Bmp):
            {
                Reserve(text.Length);
                Encoding.Latin1.GetBytes(text.Bmp, _pending.AsSpan(_pendingCount));
                _pendingCount += text.Length;
                return text.Length;
            }
        }
        PyObject result;
        if (_encoderKind == EncoderKind.Object)
        {
            result = Ops.CallMethod(_encoderObject!, "encode", text);
        }
        else
        {
            string function = _encoderKind == EncoderKind.Utf8 ? "utf_8_encode" : _encoderKind == EncoderKind.Ascii ? "ascii_encode" : "latin_1_encode";
            result = ((PyTuple)Ops.CallMethod(PyThread.Current.Engine.Import("_codecs"), function, text, _errors))[0];
        }
        if (result is not PyBytes bytes)
        {
            throw Err.TypeError($"encoder should return a bytes object, not '{Ops.TypeName(result)}'");
        }
        Reserve(bytes.Length);
        bytes.Data.CopyTo(_pending, _pendingCount);
        _pendingCount += bytes.Length;
        return bytes.Length;
    }

    [PyMethod("write", "text, /")]
    private ValueTask<PyObject> Write(PyStr text)
    {
        SoftSpace = false;
        return WriteText(text);
    }

    /// <summary>write(), for print and others that have the stream at hand.</summary>
    internal ValueTask<PyObject> WriteText(PyStr text)
    {
        CheckOpenFast();
        if (_encoderKind == EncoderKind.None)
        {
            throw IOModule.Unsupported("not writable");
        }
        PyInt length = PyInt.From(text.Length);
        bool lineFeed = (_lineBuffering || (_writeTranslate && _writeNewline != null)) && TextParts.IndexOf(text, '\n', 0, text.Length) >= 0;
        PyStr output = lineFeed && _writeTranslate && _writeNewline != null ? TextParts.ReplaceLineFeeds(text, _writeNewline) : text;
        bool flush = _lineBuffering && (lineFeed || TextParts.IndexOf(text, '\r', 0, text.Length) >= 0);
        int before = _pendingCount;
        int added = Encode(output);
        if (!flush && !_writeThrough && _pendingCount < _chunkSize)
        {
            if (_decoder != null)
            {
                AfterWrite();
            }
            return new ValueTask<PyObject>(length);
        }
        return WriteSlow(length, flush, before > 0 && before + added > _chunkSize ? before : 0);
    }

    private void AfterWrite()
    {
        ClearDecoded();
        _decoder?.Reset();
    }

    private async ValueTask<PyObject> WriteSlow(PyObject length, bool flush, int first)
    {
        if (first > 0)
        {
            // What was pending goes out on its own, so that a chunk stays below the buffer's size.
            try
            {
                await WritePending(first);
            }
            catch (PyException)
            {
                // The text of the call that failed is lost, as CPython has it; else every flush to come would fail as well.
                _pendingCount = 0;
                throw;
            }
        }
        if (_pendingCount >= _chunkSize || flush || _writeThrough)
        {
            await WritePending(_pendingCount);
        }
        if (flush)
        {
            await FlushBuffer();
        }
        AfterWrite();
        return length;
    }

    private async ValueTask WritePending(int count)
    {
        if (count == 0)
        {
            return;
        }
        byte[] data = _pending.AsSpan(0, count).ToArray();
        _pending.AsSpan(count, _pendingCount - count).CopyTo(_pending);
        _pendingCount -= count;
        if (_native != null)
        {
            await _native.WriteAsync(data);
        }
        else
        {
            await IOModule.CallMethodAsync(_buffer!, Names.Write, new PyBytes(data));
        }
    }

    /// <summary>Hands encoded text to the buffer.</summary>
    private ValueTask WriteFlush() => _pendingCount == 0 ? default : WritePending(_pendingCount);

    private async ValueTask FlushBuffer()
    {
        if (_native != null)
        {
            await _native.FlushAsync();
        }
        else
        {
            await IOModule.CallMethodAsync(_buffer!, Names.Flush);
        }
    }

    [PyMethod("flush", "")]
    private async ValueTask<PyObject> Flush()
    {
        CheckOpen();
        _telling = _seekable;
        await WriteFlush();
        return await IOModule.CallMethodAsync(_buffer!, Names.Flush);
    }

    [PyMethod("close", "")]
    private async ValueTask<PyObject> Close()
    {
        if (ClosedAttribute(Buffer))
        {
            return PyNone.Instance;
        }
        if (Finalizing && Ops.TryGetAttr(_buffer!, DeallocWarnName) is { } warn)
        {
            Ops.Call(warn, this);
        }
        PyException? first = null;
        try
        {
            await IOModule.CallMethodAsync(this, Names.Flush);
        }
        catch (PyException e)
        {
            first = e;
        }
        PyObject result;
        try
        {
            result = await IOModule.CallMethodAsync(_buffer!, Names.Close);
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
        return result;
    }

    [PyMethod("detach", "")]
    private async ValueTask<PyObject> Detach()
    {
        PyObject buffer = Buffer;
        await IOModule.CallMethodAsync(this, Names.Flush);
        if (buffer is PyIOBase inner)
        {
            inner.Wrapper = null;
        }
        _buffer = null;
        _native = null;
        _detached = true;
        return buffer;
    }

    [PyMethod("reconfigure", "*, encoding=None, errors=None, newline=None, line_buffering=None, write_through=None")]
    private async ValueTask<PyObject> Reconfigure(PyObject? encoding = null, PyObject? errors = null, PyObject? newline = null,
        PyObject? lineBuffering = null, PyObject? writeThrough = null)
    {
        _ = Buffer;
        bool hasEncoding = encoding is not null and not PyNone;
        bool hasErrors = errors is not null and not PyNone;
        if (_decoder != null && _hasDecoded && (hasEncoding || hasErrors || newline != null))
        {
            throw IOModule.Unsupported("It is not possible to set the encoding or newline of stream after the first read");
        }
        string? newlineText = newline is PyStr s ? s.Value : newline is null or PyNone ? null
            : throw Err.TypeError($"reconfigure() argument 'newline' must be str or None, not {Ops.TypeName(newline)}");
        if (newline != null)
        {
            CheckNewline(newlineText);
        }
        bool line = lineBuffering is null or PyNone ? _lineBuffering : Ops.IsTrue(lineBuffering);
        bool through = writeThrough is null or PyNone ? _writeThrough : Ops.IsTrue(writeThrough);
        await IOModule.CallMethodAsync(this, Names.Flush);
        if (hasEncoding || hasErrors || newline != null)
        {
            string? text = hasEncoding ? (encoding as PyStr ?? throw Err.TypeError($"reconfigure() argument 'encoding' must be str or None, not {Ops.TypeName(encoding!)}")).Value : null;
            PyStr newErrors = hasErrors ? (errors as PyStr ?? throw Err.TypeError($"reconfigure() argument 'errors' must be str or None, not {Ops.TypeName(errors!)}"))
                : hasEncoding ? PyStr.Intern("strict") : _errors;
            if (newline != null)
            {
                SetNewline(newlineText);
            }
            _errors = newErrors;
            SetCodecs(text == null ? _encoding.Value : text == "locale" ? "UTF-8" : text);
            FixEncoderState();
        }
        _lineBuffering = line;
        _writeThrough = through;
        return PyNone.Instance;
    }

    internal override void AddReferents(List<PyObject> to)
    {
        if (_buffer != null)
        {
            to.Add(_buffer);
        }
    }

    ~PyTextIOWrapper()
    {
        // A FileIO at the bottom closes the whole stack; other raw streams need the pending text to go out.
        if (_pendingCount > 0 && _buffer != null && _native is not { HasNativeRaw: true })
        {
            QueueClose(_engine);
        }
    }
}

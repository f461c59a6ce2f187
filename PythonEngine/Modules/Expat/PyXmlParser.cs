using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Expat;

/// <summary>
/// <c>pyexpat.xmlparser</c>. Handlers run inside a call of expat; what one raises is kept until expat has returned. A
/// handler that waits holds the C stack, so its greenlet is pinned to its OS thread meanwhile.
/// </summary>
[PyType("xmlparser", Module = "pyexpat", NoConstructor = true, Doc = "XML parser")]
internal sealed unsafe partial class PyXmlParser : PyObject
{
    private const int ChunkSize = 1 << 20;
    private const int FileBlock = 2048;
    private const int DefaultBufferSize = 8192;

    private readonly ExpatHandle _handle;
    private GCHandle _self;
    private readonly PyDict? _intern;
    private readonly PyObject?[] _handlers = new PyObject?[(int)XmlHandler.SkippedEntity + 1];
    private bool _orderedAttributes;
    private bool _specifiedAttributes;
    private bool _namespacePrefixes;
    private bool _inCallback;
    private bool _parsing;
    /// <summary>Character data that waits for more, as UTF-8; null when every piece is reported at once.</summary>
    private byte[]? _buffer;
    private int _bufferSize = DefaultBufferSize;
    private int _bufferUsed;
    /// <summary>What a handler raised.</summary>
    private Exception? _error;

    internal PyXmlParser(ExpatHandle handle, PyDict? intern)
    {
        _handle = handle;
        _intern = intern;
        // Weak: the parser must not keep itself alive.
        _self = GCHandle.Alloc(this, GCHandleType.Weak);
        Expat.SetUserData(Parser, GCHandle.ToIntPtr(_self));
        Expat.SetHashSalt(Parser, (nuint)SipHash.Salt);
        Expat.SetUnknownEncodingHandler(Parser, (delegate* unmanaged<void*, byte*, Expat.Encoding*, int>)&OnUnknownEncoding, (void*)GCHandle.ToIntPtr(_self));
    }

    ~PyXmlParser() => _self.Free();

    private nint Parser => _handle.Pointer;

    private void SetHandler(XmlHandler which, PyObject? value)
    {
        if (value == null)
        {
            throw Err.RuntimeError("Cannot delete attribute");
        }
        if (which == XmlHandler.CharacterData)
        {
            // What was collected belongs to the handler that goes.
            FlushText();
            ThrowError();
        }
        bool none = value is PyNone;
        _handlers[(int)which] = none ? null : value;
        // Expat may go on with the text of the current event, so that handler stays while one runs.
        s_setters![(int)which].Set(Parser, none && !(which == XmlHandler.CharacterData && _inCallback) ? null : (void*)s_setters[(int)which].Callback);
    }

    private void ClearHandlers()
    {
        for (int i = 0; i < _handlers.Length; i++)
        {
            _handlers[i] = null;
            s_setters![i].Set(Parser, null);
        }
    }

    /// <summary>Raises what a handler raised.</summary>
    private void ThrowError()
    {
        if (_error is { } error)
        {
            _error = null;
            if (error is PyException)
            {
                throw error;
            }
            ExceptionDispatchInfo.Capture(error).Throw();
        }
    }

    private PyObject Result(int status)
    {
        ThrowError();
        if (status == 0)
        {
            throw Failure(Expat.GetErrorCode(Parser));
        }
        FlushText();
        ThrowError();
        return PyInt.From(status);
    }

    private PyException Failure(int code) => PyexpatModule.Error(code, (long)Expat.GetLine(Parser), (long)Expat.GetColumn(Parser));

    /// <summary>Expat cannot be entered again from its own handlers.</summary>
    private ParsingScope EnterParsing()
    {
        if (_parsing)
        {
            throw Err.RuntimeError("the parser is parsing already");
        }
        _parsing = true;
        return new ParsingScope(this);
    }

    private readonly struct ParsingScope(PyXmlParser parser) : IDisposable
    {
        public void Dispose()
        {
            parser._parsing = false;
            GC.KeepAlive(parser);
        }
    }

    [PyMethod("Parse", "data, isfinal=False, /", DefiningClass = true, Doc = "Parses a piece of a document; isfinal is true at its end.")]
    private PyObject Parse(PyObject data, bool isfinal = false)
    {
        using ParsingScope _ = EnterParsing();
        if (data is PyStr text)
        {
            byte[] utf8 = Codecs.EncodeUtf8(text);
            fixed (byte* encoding = "utf-8"u8)
            {
                Expat.SetEncoding(Parser, encoding);
            }
            return Result(ParseBytes(utf8, isfinal));
        }
        BufferView view = Args.Buffer(data, "Parse() argument 1");
        try
        {
            return Result(ParseBytes(view.Span, isfinal));
        }
        finally
        {
            view.Release();
        }
    }

    private int ParseBytes(ReadOnlySpan<byte> data, bool final)
    {
        fixed (byte* start = data)
        {
            byte none;
            byte* at = start == null ? &none : start;
            int left = data.Length;
            while (left > ChunkSize)
            {
                int status = Expat.Parse(Parser, at, ChunkSize, 0);
                if (status == 0 || _error != null)
                {
                    return status;
                }
                at += ChunkSize;
                left -= ChunkSize;
            }
            return Expat.Parse(Parser, at, left, final ? 1 : 0);
        }
    }

    [PyMethod("ParseFile", "file, /", DefiningClass = true, Doc = "Parses what file.read() gives, to its end.")]
    private PyObject ParseFile(PyObject file)
    {
        PyObject read = Ops.TryGetAttr(file, Names.Read) ?? throw Err.TypeError("argument must have 'read' attribute");
        using ParsingScope _ = EnterParsing();
        while (true)
        {
            PyObject block = Ops.Call(read, PyInt.From(FileBlock));
            ReadOnlySpan<byte> data = block switch
            {
                PyBytes bytes => bytes.Data,
                PyByteArray array => array.Span,
                _ => throw Err.TypeError($"read() did not return a bytes object (type={Ops.TypeName(block)})"),
            };
            if (data.Length > FileBlock)
            {
                throw Err.ValueError($"read() returned too much data: {FileBlock} bytes requested, {data.Length} returned");
            }
            void* buffer = Expat.GetBuffer(Parser, FileBlock);
            if (buffer == null)
            {
                return Result(0);
            }
            data.CopyTo(new Span<byte>(buffer, FileBlock));
            bool last = data.IsEmpty;
            int status = Expat.ParseBuffer(Parser, data.Length, last ? 1 : 0);
            if (status == 0 || last || _error != null)
            {
                return Result(status);
            }
        }
    }

    [PyMethod("SetBase", "base, /", Doc = "Sets the base of relative URIs, which handlers are told.")]
    private void SetBase(PyStr @base)
    {
        fixed (byte* text = PyexpatModule.ToC(@base))
        {
            if (Expat.SetBase(Parser, text) == 0)
            {
                throw Err.MemoryError();
            }
        }
    }

    [PyMethod("GetBase", "", Doc = "The base set by SetBase(), or None.")]
    private PyObject GetBase()
    {
        byte* text = Expat.GetBase(Parser);
        return text == null ? PyNone.Instance : PyexpatModule.Text(text);
    }

    [PyMethod("GetInputContext", "", Doc = "The input from the current event on, as far as expat has it; None outside of handlers.")]
    private PyObject GetInputContext()
    {
        if (!_inCallback)
        {
            return PyNone.Instance;
        }
        int offset, size;
        byte* input = Expat.GetInputContext(Parser, &offset, &size);
        return input == null ? PyNone.Instance : new PyBytes(new ReadOnlySpan<byte>(input + offset, size - offset).ToArray());
    }

    [PyMethod("ExternalEntityParserCreate", "context, encoding=None, /", DefiningClass = true, Doc = "A parser for an external entity, to be called in ExternalEntityRefHandler.")]
    private PyObject ExternalEntityParserCreate(PyStr? context, PyObject? encoding = null)
    {
        if (encoding is not null and not PyStr)
        {
            throw Err.TypeError($"ExternalEntityParserCreate() argument 2 must be str, not {(encoding is PyNone ? "None" : Ops.TypeName(encoding))}");
        }
        nint created;
        fixed (byte* c = context == null ? null : PyexpatModule.ToC(context), e = encoding is PyStr name ? PyexpatModule.ToC(name) : null)
        {
            created = Expat.ExternalEntityParserCreate(Parser, c, e);
        }
        if (created == 0)
        {
            throw Err.MemoryError();
        }
        PyXmlParser parser = new(new ExpatHandle(created, _handle), _intern)
        {
            _orderedAttributes = _orderedAttributes,
            _specifiedAttributes = _specifiedAttributes,
            _namespacePrefixes = _namespacePrefixes,
            _bufferSize = _bufferSize,
            _buffer = _buffer == null ? null : new byte[_bufferSize],
        };
        for (int i = 0; i < _handlers.Length; i++)
        {
            if (_handlers[i] is { } handler)
            {
                parser._handlers[i] = handler;
                s_setters![i].Set(created, (void*)s_setters[i].Callback);
            }
        }
        return parser;
    }

    [PyMethod("SetParamEntityParsing", "flag, /", Doc = "When parameter entities and the external subset of a DTD are parsed: XML_PARAM_ENTITY_PARSING_...")]
    private long SetParamEntityParsing(int flag) => Expat.SetParamEntityParsing(Parser, flag);

    [PyMethod("UseForeignDTD", "flag=True, /", DefiningClass = true, Doc = "Makes the external entity handler supply a DTD to documents that name none.")]
    private void UseForeignDtd(bool flag = true)
    {
        int code = Expat.UseForeignDtd(Parser, flag ? (byte)1 : (byte)0);
        if (code != Expat.ERROR_NONE)
        {
            throw Failure(code);
        }
    }

    [PyGetter("intern", Member = true)]
    private PyObject? Intern => _intern;

    [PyGetter("buffer_text")]
    private bool BufferText => _buffer != null;

    [PySetter("buffer_text")]
    private void SetBufferText(PyObject? value)
    {
        bool wanted = Flag(value);
        if (wanted && _buffer == null)
        {
            _buffer = new byte[_bufferSize];
            _bufferUsed = 0;
        }
        else if (!wanted && _buffer != null)
        {
            FlushText();
            ThrowError();
            _buffer = null;
        }
    }

    [PyGetter("buffer_size")]
    private long BufferSize => _bufferSize;

    [PySetter("buffer_size")]
    private void SetBufferSize(PyObject? value)
    {
        if (value == null)
        {
            throw Err.RuntimeError("Cannot delete attribute");
        }
        if (value is not PyInt)
        {
            throw Err.TypeError("buffer_size must be an integer");
        }
        long size = Args.Int64(value);
        if (size == _bufferSize)
        {
            return;
        }
        if (size <= 0)
        {
            throw Err.ValueError("buffer_size must be greater than zero");
        }
        if (size > int.MaxValue)
        {
            throw Err.ValueError($"buffer_size must not be greater than {int.MaxValue}");
        }
        if (_buffer != null)
        {
            if (_bufferUsed != 0)
            {
                FlushText();
                ThrowError();
            }
            _buffer = new byte[size];
        }
        _bufferSize = (int)size;
    }

    [PyGetter("buffer_used")]
    private long BufferUsed => _bufferUsed;

    private static bool Flag(PyObject? value) => value == null ? throw Err.RuntimeError("Cannot delete attribute") : Ops.IsTrue(value);

    [PyGetter("namespace_prefixes")]
    private bool NamespacePrefixes => _namespacePrefixes;

    [PySetter("namespace_prefixes")]
    private void SetNamespacePrefixes(PyObject? value)
    {
        _namespacePrefixes = Flag(value);
        Expat.SetReturnNamespaceTriplet(Parser, _namespacePrefixes ? 1 : 0);
    }

    [PyGetter("ordered_attributes")]
    private bool OrderedAttributes => _orderedAttributes;

    [PySetter("ordered_attributes")]
    private void SetOrderedAttributes(PyObject? value) => _orderedAttributes = Flag(value);

    [PyGetter("specified_attributes")]
    private bool SpecifiedAttributes => _specifiedAttributes;

    [PySetter("specified_attributes")]
    private void SetSpecifiedAttributes(PyObject? value) => _specifiedAttributes = Flag(value);

    [PyGetter("ErrorCode")]
    private long ErrorCode => Expat.GetErrorCode(Parser);

    [PyGetter("ErrorLineNumber")]
    private long ErrorLineNumber => (long)Expat.GetLine(Parser);

    [PyGetter("ErrorColumnNumber")]
    private long ErrorColumnNumber => (long)Expat.GetColumn(Parser);

    [PyGetter("ErrorByteIndex")]
    private long ErrorByteIndex => Expat.GetByteIndex(Parser);

    [PyGetter("CurrentLineNumber")]
    private long CurrentLineNumber => (long)Expat.GetLine(Parser);

    [PyGetter("CurrentColumnNumber")]
    private long CurrentColumnNumber => (long)Expat.GetColumn(Parser);

    [PyGetter("CurrentByteIndex")]
    private long CurrentByteIndex => Expat.GetByteIndex(Parser);
}

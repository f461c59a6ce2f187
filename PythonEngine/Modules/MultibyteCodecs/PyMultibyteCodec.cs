namespace PythonEngine.Modules.MultibyteCodecs;

/// <summary><c>MultibyteCodec</c>: a codec's encode and decode.</summary>
[PyType("MultibyteCodec", Module = "builtins", NoConstructor = true, Doc = "")]
internal sealed partial class PyMultibyteCodec(MultibyteEncoding encoding) : PyObject
{
    internal MultibyteEncoding Encoding { get; } = encoding;

    [PyMethod("encode", "input, errors=None", Doc = "Returns the bytes of a text, and its length.")]
    private PyObject Encode(PyObject input, string? errors = null)
    {
        PyStr text = input as PyStr ?? Ops.Str(input);
        long state = Encoding.InitialState;
        byte[] bytes = EncodeText(Encoding, text, errors ?? "strict", true, ref state, out int consumed);
        return PyTuple.Of(new PyBytes(bytes), PyInt.From(consumed));
    }

    [PyMethod("decode", "input, errors=None", Doc = "Returns the text of bytes, and their number.")]
    private PyObject Decode(ReadOnlySpan<byte> input, string? errors = null)
    {
        long state = Encoding.InitialState;
        PyStr text = Codecs.DecodeMultibyte(Encoding, input, errors ?? "strict", true, ref state, out int consumed);
        return PyTuple.Of(text, PyInt.From(consumed));
    }

    /// <summary>Encodes a text; what may go together with text to come is left over unless this is the end.</summary>
    internal static byte[] EncodeText(MultibyteEncoding encoding, PyStr text, string errors, bool final, ref long state, out int consumed)
    {
        ByteBuilder output = new(text.Length * 2);
        int i = 0;
        while (i < text.Length)
        {
            int taken = encoding.Encode(text, i, final, ref output, ref state);
            if (taken == MultibyteEncoding.Incomplete)
            {
                break;
            }
            i = taken > 0 ? i + taken : HandleError(encoding, text, errors, i, ref output, ref state);
        }
        if (final)
        {
            encoding.Reset(ref output, ref state);
        }
        consumed = i;
        return output.ToArray();
    }

    /// <summary>A character that the encoding has not; where to go on.</summary>
    private static int HandleError(MultibyteEncoding encoding, PyStr text, string errors, int position, ref ByteBuilder output, ref long state)
    {
        PyUnicodeEncodeError error = Codecs.EncodeError(encoding.Name, text, position, position + 1, "illegal multibyte sequence");
        switch (errors)
        {
            case "strict":
                throw new PyException(error);
            case "ignore":
                return position + 1;
            case "replace":
                if (encoding.Encode(PyStr.FromChar('?'), 0, true, ref output, ref state) <= 0)
                {
                    output.Append((byte)'?');
                }
                return position + 1;
        }
        if (Ops.Call(Codecs.LookupErrorHandler(errors), error) is not PyTuple { Count: 2 } pair || pair[0] is not (PyStr or PyBytes) || pair[1] is not PyInt next)
        {
            throw Err.TypeError("encoding error handler must return (str, int) tuple");
        }
        if (pair[0] is PyBytes bytes)
        {
            output.Append(bytes.Data);
        }
        else
        {
            PyStr replacement = (PyStr)pair[0];
            for (int k = 0; k < replacement.Length;)
            {
                int taken = encoding.Encode(replacement, k, true, ref output, ref state);
                k += taken > 0 ? taken : throw new PyException(Codecs.EncodeError(encoding.Name, replacement, k, k + 1, "illegal multibyte sequence"));
            }
        }
        long target = Codecs.HandlerPosition(next);
        target += target < 0 ? text.Length : 0;
        return target >= 0 && target <= text.Length ? (int)target : throw Err.IndexError($"position {target} from error handler out of bounds");
    }

    /// <summary>The encoding that a class of the encodings package names.</summary>
    internal static MultibyteEncoding Of(PyType cls) =>
        Ops.GetAttr(cls, "codec") is PyMultibyteCodec codec ? codec.Encoding : throw Err.TypeError("codec is unexpected type");

    /// <summary>What the attribute <c>errors</c> of encoders, decoders and streams is set to; null when it is deleted.</summary>
    internal static string ErrorsName(PyObject? value) => value switch
    {
        PyStr text => text.Value,
        null => throw Err.AttributeError("cannot delete attribute"),
        _ => throw Err.TypeError("errors must be a string"),
    };

    /// <summary>Encodes text after what was left over before, and leaves over what cannot be encoded without the text that follows.</summary>
    internal static PyBytes EncodeNext(MultibyteEncoding encoding, PyObject input, string errors, bool final, ref PyStr pending, ref long state)
    {
        PyStr text = input as PyStr ?? Ops.Str(input);
        if (pending.Length != 0)
        {
            text = (PyStr)Ops.Add(pending, text);
        }
        byte[] bytes = EncodeText(encoding, text, errors, final, ref state, out int consumed);
        pending = (PyStr)Ops.GetItem(text, new PySlice(PyInt.From(consumed), PyNone.Instance, PyNone.Instance));
        return new PyBytes(bytes);
    }
}

/// <summary><c>MultibyteIncrementalEncoder</c></summary>
[PyType("MultibyteIncrementalEncoder", Module = "_multibytecodec", Subclassable = true, Doc = "")]
internal partial class PyMultibyteIncrementalEncoder : PyObject
{
    private MultibyteEncoding _encoding = null!;
    private PyStr _pending = PyStr.Empty;
    private long _state;

    [PyNew("errors='strict'")]
    private static PyObject New(PyType cls, string errors = "strict")
    {
        PyMultibyteIncrementalEncoder encoder = Allocate(cls);
        encoder._encoding = PyMultibyteCodec.Of(cls);
        encoder._state = encoder._encoding.InitialState;
        encoder.Errors = errors;
        return encoder;
    }

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
    }

    private string Errors { get; set; } = "strict";

    [PyGetter("errors")]
    private string ErrorsValue => Errors;

    [PySetter("errors")]
    private void SetErrors(PyObject? value) => Errors = PyMultibyteCodec.ErrorsName(value);

    [PyMethod("encode", "input, final=False")]
    private PyObject Encode(PyObject input, bool final = false) =>
        PyMultibyteCodec.EncodeNext(_encoding, input, Errors, final, ref _pending, ref _state);

    [PyMethod("reset", "")]
    private void Reset()
    {
        ByteBuilder dropped = new(8);
        _encoding.Reset(ref dropped, ref _state);
        _state = _encoding.InitialState;
        _pending = PyStr.Empty;
    }

    /// <summary>One number: how many bytes of text wait, the bytes, the state.</summary>
    [PyMethod("getstate", "")]
    private BigInteger GetState()
    {
        byte[] text = Codecs.EncodeUtf8(_pending);
        byte[] all = new byte[1 + text.Length + sizeof(long) + 1];
        all[0] = (byte)text.Length;
        text.CopyTo(all, 1);
        BitConverter.TryWriteBytes(all.AsSpan(1 + text.Length), _state);
        return new BigInteger(all);
    }

    [PyMethod("setstate", "statelong, /")]
    private void SetState(BigInteger state)
    {
        const int Size = 32;
        byte[] all = new byte[Size];
        byte[] given = state.ToByteArray();
        if (given.Length > Size || given[0] + 1 + sizeof(long) > Size)
        {
            throw Err.OverflowError("int too big to convert");
        }
        given.CopyTo(all, 0);
        int length = all[0];
        const int MostPending = 8;
        if (length > MostPending)
        {
            throw Err.UnicodeError("pending buffer too large");
        }
        _pending = Codecs.DecodeUtf8(all.AsSpan(1, length), "strict");
        _state = BitConverter.ToInt64(all, 1 + length);
    }
}

/// <summary><c>MultibyteIncrementalDecoder</c></summary>
[PyType("MultibyteIncrementalDecoder", Module = "_multibytecodec", Subclassable = true, Doc = "")]
internal partial class PyMultibyteIncrementalDecoder : PyObject
{
    private MultibyteEncoding _encoding = null!;
    private byte[] _pending = [];
    private long _state;

    [PyNew("errors='strict'")]
    private static PyObject New(PyType cls, string errors = "strict")
    {
        PyMultibyteIncrementalDecoder decoder = Allocate(cls);
        decoder._encoding = PyMultibyteCodec.Of(cls);
        decoder._state = decoder._encoding.InitialState;
        decoder.Errors = errors;
        return decoder;
    }

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
    }

    private string Errors { get; set; } = "strict";

    [PyGetter("errors")]
    private string ErrorsValue => Errors;

    [PySetter("errors")]
    private void SetErrors(PyObject? value) => Errors = PyMultibyteCodec.ErrorsName(value);

    [PyMethod("decode", "input, final=False")]
    private PyObject Decode(ReadOnlySpan<byte> input, bool final = false)
    {
        ReadOnlySpan<byte> data = _pending.Length == 0 ? input : (byte[])[.. _pending, .. input];
        PyStr text = Codecs.DecodeMultibyte(_encoding, data, Errors, final, ref _state, out int consumed);
        const int MostPending = 8;
        if (data.Length - consumed > MostPending)
        {
            throw Err.UnicodeError("pending buffer overflow");
        }
        _pending = data[consumed..].ToArray();
        return text;
    }

    [PyMethod("reset", "")]
    private void Reset()
    {
        _pending = [];
        _state = _encoding.InitialState;
    }

    [PyMethod("getstate", "")]
    private PyObject GetState() => PyTuple.Of(new PyBytes(_pending), PyInt.From(_state));

    [PyMethod("setstate", "state, /")]
    private void SetState(PyObject state)
    {
        if (state is not PyTuple { Count: 2 } pair || pair[0] is not PyBytes pending)
        {
            throw Err.TypeError("setstate(): illegal state argument");
        }
        const int MostPending = 8;
        if (pending.Length > MostPending)
        {
            throw Err.UnicodeError("pending buffer too large");
        }
        _pending = pending.Data;
        _state = Ops.AsLong(pair[1]);
    }
}

/// <summary><c>MultibyteStreamReader</c></summary>
[PyType("MultibyteStreamReader", Module = "_multibytecodec", Subclassable = true, Doc = "")]
internal partial class PyMultibyteStreamReader : PyObject
{
    private MultibyteEncoding _encoding = null!;
    private PyObject _stream = PyNone.Instance;
    private byte[] _pending = [];
    private long _state;

    [PyNew("stream, errors='strict'")]
    private static PyObject New(PyType cls, PyObject stream, string errors = "strict")
    {
        PyMultibyteStreamReader reader = Allocate(cls);
        reader._encoding = PyMultibyteCodec.Of(cls);
        reader._state = reader._encoding.InitialState;
        reader._stream = stream;
        reader.Errors = errors;
        return reader;
    }

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
    }

    private string Errors { get; set; } = "strict";

    [PyGetter("errors")]
    private string ErrorsValue => Errors;

    [PySetter("errors")]
    private void SetErrors(PyObject? value) => Errors = PyMultibyteCodec.ErrorsName(value);

    [PyGetter("stream", Member = true)]
    private PyObject Stream => _stream;

    private PyStr Take(string method, PyObject? size)
    {
        long hint = size is null or PyNone ? -1 : Ops.AsLong(size);
        while (true)
        {
            PyObject read = hint < 0 ? Ops.CallMethod(_stream, method) : Ops.CallMethod(_stream, method, PyInt.From(hint));
            if (read is not PyBytes bytes)
            {
                throw Err.TypeError($"stream function returned a non-bytes object ({read.Type.FullName})");
            }
            byte[] data = _pending.Length == 0 ? bytes.Data : [.. _pending, .. bytes.Data];
            bool final = hint < 0 || bytes.Length == 0;
            PyStr text = Codecs.DecodeMultibyte(_encoding, data, Errors, final, ref _state, out int consumed);
            _pending = data[consumed..];
            if (final || hint == 0 || text.Length != 0)
            {
                return text;
            }
            // Half a character only: read on.
            hint = 1;
        }
    }

    [PyMethod("read", "sizeobj=None, /")]
    private PyObject Read(PyObject? sizeobj = null) => Take("read", sizeobj);

    [PyMethod("readline", "sizeobj=None, /")]
    private PyObject ReadLine(PyObject? sizeobj = null) => Take("readline", sizeobj);

    [PyMethod("readlines", "sizehintobj=None, /")]
    private PyObject ReadLines(PyObject? sizehintobj = null) => Ops.CallMethod(Take("read", sizehintobj), "splitlines", PyBool.True);

    [PyMethod("reset", "")]
    private void Reset()
    {
        _pending = [];
        _state = _encoding.InitialState;
    }
}

/// <summary><c>MultibyteStreamWriter</c></summary>
[PyType("MultibyteStreamWriter", Module = "_multibytecodec", Subclassable = true, Doc = "")]
internal partial class PyMultibyteStreamWriter : PyObject
{
    private MultibyteEncoding _encoding = null!;
    private PyObject _stream = PyNone.Instance;
    private PyStr _pending = PyStr.Empty;
    private long _state;

    [PyNew("stream, errors='strict'")]
    private static PyObject New(PyType cls, PyObject stream, string errors = "strict")
    {
        PyMultibyteStreamWriter writer = Allocate(cls);
        writer._encoding = PyMultibyteCodec.Of(cls);
        writer._state = writer._encoding.InitialState;
        writer._stream = stream;
        writer.Errors = errors;
        return writer;
    }

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
    }

    private string Errors { get; set; } = "strict";

    [PyGetter("errors")]
    private string ErrorsValue => Errors;

    [PySetter("errors")]
    private void SetErrors(PyObject? value) => Errors = PyMultibyteCodec.ErrorsName(value);

    [PyGetter("stream", Member = true)]
    private PyObject Stream => _stream;

    [PyMethod("write", "strobj, /")]
    private void Write(PyObject strobj) =>
        Ops.CallMethod(_stream, "write", PyMultibyteCodec.EncodeNext(_encoding, strobj, Errors, false, ref _pending, ref _state));

    [PyMethod("writelines", "lines, /")]
    private void WriteLines(PyObject lines)
    {
        foreach (PyObject line in Ops.ToArray(lines))
        {
            Write(line);
        }
    }

    [PyMethod("reset", "")]
    private void Reset()
    {
        if (_pending.Length == 0)
        {
            return;
        }
        byte[] bytes = PyMultibyteCodec.EncodeText(_encoding, _pending, Errors, true, ref _state, out _);
        _pending = PyStr.Empty;
        if (bytes.Length != 0)
        {
            Ops.CallMethod(_stream, "write", new PyBytes(bytes));
        }
    }
}

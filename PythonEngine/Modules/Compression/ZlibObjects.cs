using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Compression;

/// <summary><c>zlib.Compress</c></summary>
[PyType("Compress", Module = "zlib", NoConstructor = true)]
internal sealed unsafe partial class PyZlibCompress : PyObject
{
    private readonly ZStream _stream;
    private readonly object _gate = new();

    private PyZlibCompress(ZStream stream) => _stream = stream;

    internal PyZlibCompress(int level, int method, int wbits, int memLevel, int strategy, byte[]? dictionary)
        : this(ZLib.NewStream())
    {
        int code = _stream.InitDeflate(level, method, wbits, memLevel, strategy);
        if (code != ZLib.OK)
        {
            throw ZlibModule.InitError(code, _stream, "Invalid initialization option", "compression", "creating");
        }
        if (dictionary == null)
        {
            return;
        }
        byte none;
        fixed (byte* start = dictionary)
        {
            code = _stream.SetDictionary(start == null ? &none : start, (uint)dictionary.Length);
        }
        if (code != ZLib.OK)
        {
            throw Err.ValueError(code == ZLib.STREAM_ERROR ? "Invalid dictionary" : "deflateSetDictionary()");
        }
    }

    [PyMethod("compress", "data, /", Doc = "Takes data; returns what is compressed so far, perhaps b''.")]
    private PyObject Compress(ReadOnlySpan<byte> data)
    {
        using NativeStateLock _ = new(_gate);
        OutputBuffer output = new(-1);
        int code = _stream.Run(data, ref output, ZLib.NO_FLUSH, null, out int _);
        return code == ZLib.STREAM_ERROR ? throw ZlibModule.Error(code, _stream.Message, "while compressing data") : output.ToBytes();
    }

    [PyMethod("flush", "mode=zlib.Z_FINISH, /", Doc = "The rest of the compressed data; after Z_FINISH the object is of no more use.")]
    private PyObject Flush(PyObject? mode = null)
    {
        int flush = mode == null ? ZLib.FINISH : SysCall.AsCInt(mode);
        if (flush == ZLib.NO_FLUSH)
        {
            return PyBytes.Empty;
        }
        using NativeStateLock _ = new(_gate);
        OutputBuffer output = new(-1);
        int code = _stream.Run(default, ref output, flush, null, out int _);
        if (code == ZLib.STREAM_END && flush == ZLib.FINISH)
        {
            _stream.End();
        }
        else if (code is not (ZLib.OK or ZLib.BUF_ERROR))
        {
            throw ZlibModule.Error(code, _stream.Message, "while flushing");
        }
        return output.ToBytes();
    }

    [PyMethod("copy", "", Doc = "A compressor in the same state.")]
    private PyObject Copy()
    {
        using NativeStateLock _ = new(_gate);
        ZStream? copy = _stream.Copy(out int code);
        return copy != null ? new PyZlibCompress(copy)
            : throw ZlibModule.InitError(code, null, "Inconsistent stream state", "compression", "copying");
    }

    [PyMethod("__copy__", "")]
    private PyObject ShallowCopy() => Copy();

    [PyMethod("__deepcopy__", "memo, /")]
    private PyObject DeepCopy(PyObject memo) => Copy();
}

/// <summary><c>zlib.Decompress</c></summary>
[PyType("Decompress", Module = "zlib", NoConstructor = true)]
internal sealed unsafe partial class PyZlibDecompress : PyObject
{
    private readonly ZStream _stream;
    private readonly byte[]? _dictionary;
    private readonly object _gate = new();
    private byte[] _tail = [];
    private byte[] _unused = [];
    private bool _eof;

    private PyZlibDecompress(ZStream stream, byte[]? dictionary)
    {
        _stream = stream;
        _dictionary = dictionary;
    }

    internal PyZlibDecompress(int wbits, byte[]? dictionary)
        : this(ZLib.NewStream(), dictionary)
    {
        int code = _stream.InitInflate(wbits);
        if (code != ZLib.OK)
        {
            throw ZlibModule.InitError(code, _stream, "Invalid initialization option", "decompression", "creating");
        }
        if (dictionary != null && wbits < 0)
        {
            // A raw stream cannot ask for it.
            _stream.SetDictionary(dictionary);
        }
    }

    private PyObject Feed(ReadOnlySpan<byte> data, long limit, int flush, bool strict)
    {
        OutputBuffer output = new(limit);
        int code = _stream.Run(data, ref output, flush, _dictionary, out int consumed);
        if (code == ZLib.STREAM_END)
        {
            _eof = true;
            _unused = [.. _unused, .. data[consumed..]];
            _tail = [];
        }
        else
        {
            _tail = data[consumed..].ToArray();
            if (strict && code is not (ZLib.OK or ZLib.BUF_ERROR))
            {
                throw ZlibModule.Error(code, _stream.Message, "while decompressing data");
            }
        }
        return output.ToBytes();
    }

    [PyMethod("decompress", "data, /, max_length=0", Doc = "What the data gives, at most max_length bytes when that is not 0; the rest of data is then in unconsumed_tail.")]
    private PyObject Decompress(ReadOnlySpan<byte> data, long maxLength = 0)
    {
        if (maxLength < 0)
        {
            throw Err.ValueError("max_length must be non-negative");
        }
        using NativeStateLock _ = new(_gate);
        return Feed(data, maxLength == 0 ? -1 : maxLength, ZLib.SYNC_FLUSH, strict: true);
    }

    [PyMethod("flush", "length=zlib.DEF_BUF_SIZE, /", Doc = "What unconsumed_tail still gives.")]
    private PyObject Flush(PyObject? length = null)
    {
        if (length != null && Ops.AsLong(length) <= 0)
        {
            throw Err.ValueError("length must be greater than zero");
        }
        using NativeStateLock _ = new(_gate);
        byte[] rest = _tail;
        PyObject output = Feed(rest, -1, ZLib.FINISH, strict: false);
        if (_eof)
        {
            _stream.End();
        }
        return output;
    }

    [PyMethod("copy", "", Doc = "A decompressor in the same state.")]
    private PyObject Copy()
    {
        using NativeStateLock _ = new(_gate);
        ZStream? copy = _stream.Copy(out int code);
        return copy == null ? throw ZlibModule.InitError(code, null, "Inconsistent stream state", "decompression", "copying")
            : new PyZlibDecompress(copy, _dictionary) { _tail = _tail, _unused = _unused, _eof = _eof };
    }

    [PyMethod("__copy__", "")]
    private PyObject ShallowCopy() => Copy();

    [PyMethod("__deepcopy__", "memo, /")]
    private PyObject DeepCopy(PyObject memo) => Copy();

    [PyGetter("unused_data", Member = true)]
    private byte[] UnusedData => _unused;

    [PyGetter("unconsumed_tail", Member = true)]
    private byte[] UnconsumedTail => _tail;

    [PyGetter("eof", Member = true)]
    private bool Eof => _eof;
}

using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>zlib</c> module.</summary>
[PyModule("zlib", Doc = "The functions in this module allow compression and decompression using the\nzlib library, which is based on GNU zip.")]
internal static unsafe partial class ZlibModule
{
    private const string Constants = "MAX_WBITS 15 DEFLATED 8 DEF_MEM_LEVEL 8 DEF_BUF_SIZE 16384 Z_BEST_COMPRESSION 9 Z_BEST_SPEED 1 Z_DEFAULT_COMPRESSION -1 "
        + "Z_NO_COMPRESSION 0 Z_FILTERED 1 Z_HUFFMAN_ONLY 2 Z_RLE 3 Z_FIXED 4 Z_DEFAULT_STRATEGY 0 Z_NO_FLUSH 0 Z_PARTIAL_FLUSH 1 Z_SYNC_FLUSH 2 "
        + "Z_FULL_FLUSH 3 Z_FINISH 4 Z_BLOCK 5 Z_TREES 6 ";

    internal const int NoFlush = 0;
    internal const int SyncFlush = 2;
    internal const int Finish = 4;

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        SysCall.AddConstants(module, Constants);
        module.Set("error", SysCall.NewException("zlib.error", Exc.Exception));
        module.Set("ZLIB_VERSION", new PyStr("1.2.13"));
        module.Set("ZLIB_RUNTIME_VERSION", new PyStr("1.2.13"));
    }

    internal static PyException Error(string message) =>
        new((PyBaseException)Ops.Call(PyThread.Current.Engine.NativeModule("zlib").Get("error")!, new PyStr(message)));

    internal static PyException Error(int code, byte* text, string what)
    {
        string? detail = text != null ? FsCodec.Decode(Libc.Text(text)).Value : code switch
        {
            ZLib.BUF_ERROR => "incomplete or truncated stream",
            ZLib.STREAM_ERROR => "inconsistent stream state",
            ZLib.DATA_ERROR => "invalid input data",
            _ => null,
        };
        return Error(detail == null ? $"Error {code} {what}" : $"Error {code} {what}: {detail}");
    }

    [PyFunction("crc32", "data, value=0, /")]
    private static long Crc32(ReadOnlySpan<byte> data, PyObject? value = null) => BinasciiModule.Crc32(data, BinasciiModule.Mask(value));

    [PyFunction("adler32", "data, value=1, /")]
    private static long Adler32(ReadOnlySpan<byte> data, PyObject? value = null)
    {
        const uint Modulus = 65521;
        // The largest run after which the sums cannot have overflowed.
        const int Run = 5552;
        uint start = value == null ? 1 : BinasciiModule.Mask(value);
        uint a = start & 0xffff, b = start >> 16;
        while (data.Length > 0)
        {
            int n = Math.Min(Run, data.Length);
            foreach (byte c in data[..n])
            {
                a += c;
                b += a;
            }
            a %= Modulus;
            b %= Modulus;
            data = data[n..];
        }
        return b << 16 | a;
    }

    [PyFunction("compress", "data, /, level=-1, wbits=15")]
    private static PyObject Compress(ReadOnlySpan<byte> data, int level = -1, int wbits = 15)
    {
        using ZStream stream = new();
        int code = stream.InitDeflate(level, 8, wbits, 8, 0);
        if (code != ZLib.OK)
        {
            throw code == ZLib.MEM_ERROR ? Err.MemoryError() : Error(code == ZLib.STREAM_ERROR ? "Bad compression level" : $"Error {code} while compressing data");
        }
        GrowingBuffer output = new();
        code = stream.Run(data, ref output, Finish, long.MaxValue, out _);
        return code == ZLib.STREAM_END ? output.ToBytes() : throw Error(code, stream.Message, "while compressing data");
    }

    [PyFunction("decompress", "data, /, wbits=15, bufsize=16384")]
    private static PyObject Decompress(ReadOnlySpan<byte> data, int wbits = 15, long bufsize = 16384)
    {
        if (bufsize < 0)
        {
            throw Err.ValueError("bufsize must be non-negative");
        }
        using ZStream stream = new();
        int code = stream.InitInflate(wbits);
        if (code != ZLib.OK)
        {
            throw Error(code, stream.Message, "while preparing to decompress data");
        }
        GrowingBuffer output = new();
        code = stream.Run(data, ref output, SyncFlush, long.MaxValue, out _);
        return code == ZLib.STREAM_END ? output.ToBytes()
            : throw Error(code is ZLib.OK ? ZLib.BUF_ERROR : code, stream.Message, "while decompressing data");
    }

    private static byte[]? Dictionary(PyObject? zdict)
    {
        if (zdict == null)
        {
            return null;
        }
        if (!zdict.TryGetBuffer(false, out BufferView view))
        {
            throw Err.TypeError("zdict argument must support the buffer protocol");
        }
        view.Release();
        throw Err.NotImplementedError("the zlib of .NET has no preset dictionaries");
    }

    [PyFunction("compressobj", "level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None")]
    private static PyObject CompressObj(int level = -1, int method = 8, int wbits = 15, int memLevel = 8, int strategy = 0, PyObject? zdict = null)
    {
        Dictionary(zdict);
        return new PyZlibCompress(level, method, wbits, memLevel, strategy);
    }

    [PyFunction("decompressobj", "wbits=15, zdict=b''")]
    private static PyObject DecompressObj(int wbits = 15, PyObject? zdict = null)
    {
        Dictionary(zdict);
        return new PyZlibDecompress(wbits);
    }
}

/// <summary>Output that grows.</summary>
internal struct GrowingBuffer
{
    private byte[]? _data;
    private int _count;

    public readonly int Count => _count;

    public Memory<byte> Room(int wanted)
    {
        _data ??= new byte[Math.Max(256, Math.Min(wanted, 16384))];
        if (_count == _data.Length)
        {
            Array.Resize(ref _data, (int)Math.Min(Array.MaxLength, _data.Length * 2L));
        }
        return _data.AsMemory(_count, Math.Min(wanted, _data.Length - _count));
    }

    public void Advance(int n) => _count += n;

    public readonly PyBytes ToBytes() => _data == null ? PyBytes.Empty : IO.IOModule.MakeBytes(_data, _count);
}

/// <summary>A z_stream in C memory.</summary>
internal sealed unsafe class ZStream : IDisposable
{
    private ZLib.Stream* _stream = (ZLib.Stream*)NativeMemory.AllocZeroed((nuint)sizeof(ZLib.Stream));
    private bool _deflate;
    private bool _ready;

    public byte* Message => _stream->Message;

    public int InitDeflate(int level, int method, int wbits, int memLevel, int strategy)
    {
        _deflate = true;
        if (level is < -1 or > 9)
        {
            return ZLib.STREAM_ERROR;
        }
        int code = ZLib.CompressionNative_DeflateInit2_(_stream, level, method, wbits, memLevel, strategy);
        _ready = code == ZLib.OK;
        return code;
    }

    public int InitInflate(int wbits)
    {
        int code = ZLib.CompressionNative_InflateInit2_(_stream, wbits);
        _ready = code == ZLib.OK;
        return code;
    }

    /// <summary>Feeds input until it is used up, the stream ends or the output limit is reached; zlib's last code.</summary>
    public int Run(ReadOnlySpan<byte> input, ref GrowingBuffer output, int flush, long limit, out int consumed)
    {
        int code;
        long left = limit;
        fixed (byte* start = input)
        {
            byte dummy;
            byte* source = start == null ? &dummy : start;
            _stream->NextIn = source;
            _stream->AvailableIn = (uint)input.Length;
            do
            {
                Memory<byte> room = output.Room((int)Math.Min(left, int.MaxValue));
                fixed (byte* target = room.Span)
                {
                    _stream->NextOut = target;
                    _stream->AvailableOut = (uint)room.Length;
                    using (PyThread.Current.AllowThreads())
                    {
                        code = _deflate ? ZLib.CompressionNative_Deflate(_stream, flush) : ZLib.CompressionNative_Inflate(_stream, flush);
                    }
                    int produced = room.Length - (int)_stream->AvailableOut;
                    output.Advance(produced);
                    left -= produced;
                }
            }
            while (code == ZLib.OK && left > 0 && (_stream->AvailableOut == 0 || (_stream->AvailableIn > 0 && !_deflate)));
            consumed = input.Length - (int)_stream->AvailableIn;
            _stream->NextIn = null;
        }
        return code;
    }

    public int End()
    {
        if (!_ready)
        {
            return ZLib.OK;
        }
        _ready = false;
        return _deflate ? ZLib.CompressionNative_DeflateEnd(_stream) : ZLib.CompressionNative_InflateEnd(_stream);
    }

    private void Free()
    {
        if (_stream != null)
        {
            End();
            NativeMemory.Free(_stream);
            _stream = null;
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    ~ZStream() => Free();
}

/// <summary><c>zlib.Compress</c></summary>
[PyType("Compress", Module = "zlib", NoConstructor = true)]
internal sealed unsafe partial class PyZlibCompress : PyObject
{
    private readonly ZStream _stream = new();
    private bool _finished;

    internal PyZlibCompress(int level, int method, int wbits, int memLevel, int strategy)
    {
        int code = _stream.InitDeflate(level, method, wbits, memLevel, strategy);
        if (code != ZLib.OK)
        {
            throw code == ZLib.MEM_ERROR ? Err.MemoryError() : Err.ValueError("Invalid initialization option");
        }
    }

    [PyMethod("compress", "data, /")]
    private PyObject Compress(ReadOnlySpan<byte> data)
    {
        if (_finished)
        {
            throw ZlibModule.Error(ZLib.STREAM_ERROR, null, "while compressing data");
        }
        GrowingBuffer output = new();
        int code = _stream.Run(data, ref output, ZlibModule.NoFlush, long.MaxValue, out _);
        return code is ZLib.OK or ZLib.BUF_ERROR ? output.ToBytes() : throw ZlibModule.Error(code, _stream.Message, "while compressing data");
    }

    [PyMethod("flush", "mode=zlib.Z_FINISH, /")]
    private PyObject Flush(PyObject? mode = null)
    {
        int flush = mode == null ? ZlibModule.Finish : SysCall.AsCInt(mode);
        if (flush == ZlibModule.NoFlush)
        {
            return PyBytes.Empty;
        }
        if (_finished)
        {
            throw ZlibModule.Error(ZLib.STREAM_ERROR, null, "while flushing");
        }
        GrowingBuffer output = new();
        int code = _stream.Run(default, ref output, flush, long.MaxValue, out _);
        if (code == ZLib.STREAM_END && flush == ZlibModule.Finish)
        {
            _finished = true;
            _stream.End();
        }
        else if (code is not (ZLib.OK or ZLib.BUF_ERROR))
        {
            throw ZlibModule.Error(code, _stream.Message, "while flushing");
        }
        return output.ToBytes();
    }

    [PyMethod("copy", "")]
    private PyObject Copy() => throw Err.NotImplementedError("the zlib of .NET cannot copy a compressor");
}

/// <summary><c>zlib.Decompress</c></summary>
[PyType("Decompress", Module = "zlib", NoConstructor = true)]
internal sealed unsafe partial class PyZlibDecompress : PyObject
{
    private readonly ZStream _stream = new();
    private byte[] _tail = [];
    private byte[] _unused = [];
    private bool _eof;

    internal PyZlibDecompress(int wbits)
    {
        int code = _stream.InitInflate(wbits);
        if (code != ZLib.OK)
        {
            throw code == ZLib.MEM_ERROR ? Err.MemoryError() : Err.ValueError("Invalid initialization option");
        }
    }

    private PyObject Feed(ReadOnlySpan<byte> data, long limit, int flush, string what)
    {
        if (_eof)
        {
            _unused = [.. _unused, .. data];
            return PyBytes.Empty;
        }
        GrowingBuffer output = new();
        int code = _stream.Run(data, ref output, flush, limit, out int consumed);
        if (code is not (ZLib.OK or ZLib.BUF_ERROR or ZLib.STREAM_END))
        {
            throw ZlibModule.Error(code, _stream.Message, what);
        }
        if (code == ZLib.STREAM_END)
        {
            _eof = true;
            _unused = data[consumed..].ToArray();
            _tail = [];
        }
        else
        {
            _tail = data[consumed..].ToArray();
        }
        return output.ToBytes();
    }

    [PyMethod("decompress", "data, /, max_length=0")]
    private PyObject Decompress(ReadOnlySpan<byte> data, long maxLength = 0)
    {
        if (maxLength < 0)
        {
            throw Err.ValueError("max_length must be non-negative");
        }
        return Feed(data, maxLength == 0 ? long.MaxValue : maxLength, ZlibModule.SyncFlush, "while decompressing data");
    }

    [PyMethod("flush", "length=zlib.DEF_BUF_SIZE, /")]
    private PyObject Flush(PyObject? length = null)
    {
        if (length != null && Ops.AsLong(length) <= 0)
        {
            throw Err.ValueError("length must be greater than zero");
        }
        byte[] rest = _tail;
        _tail = [];
        return Feed(rest, long.MaxValue, ZlibModule.Finish, "while flushing");
    }

    [PyMethod("copy", "")]
    private PyObject Copy() => throw Err.NotImplementedError("the zlib of .NET cannot copy a decompressor");

    [PyGetter("unused_data")]
    private byte[] UnusedData => _unused;

    [PyGetter("unconsumed_tail")]
    private byte[] UnconsumedTail => _tail;

    [PyGetter("eof")]
    private bool Eof => _eof;
}

using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Compression;

/// <summary>The <c>zlib</c> module.</summary>
[PyModule("zlib", Doc = "Compression and decompression by the zlib library, which is what gzip is made of.")]
internal static unsafe partial class ZlibModule
{
    private const string Constants = "MAX_WBITS 15 DEFLATED 8 DEF_MEM_LEVEL 8 DEF_BUF_SIZE 16384 Z_BEST_COMPRESSION 9 Z_BEST_SPEED 1 Z_DEFAULT_COMPRESSION -1 "
        + "Z_NO_COMPRESSION 0 Z_FILTERED 1 Z_HUFFMAN_ONLY 2 Z_RLE 3 Z_FIXED 4 Z_DEFAULT_STRATEGY 0 Z_NO_FLUSH 0 Z_PARTIAL_FLUSH 1 Z_SYNC_FLUSH 2 "
        + "Z_FULL_FLUSH 3 Z_FINISH 4 Z_BLOCK 5 Z_TREES 6 ";

    /// <summary>The zlib whose interface this is.</summary>
    private const string HeaderVersion = "1.2.13";

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        SysCall.AddConstants(module, Constants);
        module.Set("error", SysCall.NewException("zlib.error", Exc.Exception));
        module.Set("ZLIB_VERSION", new PyStr(HeaderVersion));
        module.Set("ZLIB_RUNTIME_VERSION", new PyStr(SystemZLib.IsAvailable ? SystemZLib.Version : HeaderVersion));
        module.Set("__version__", new PyStr("1.0"));
    }

    internal static PyException Error(string message) =>
        new((PyBaseException)Ops.Call(PyThread.Current.Engine.NativeModule("zlib").Get("error")!, new PyStr(message)));

    internal static PyException Error(int code, byte* text, string what)
    {
        string? detail = code == ZLib.VERSION_ERROR ? "library version mismatch"
            : text != null ? FsCodec.Decode(Libc.Text(text)).Value : code switch
            {
                ZLib.BUF_ERROR => "incomplete or truncated stream",
                ZLib.STREAM_ERROR => "inconsistent stream state",
                ZLib.DATA_ERROR => "invalid input data",
                _ => null,
            };
        return Error(detail == null ? $"Error {code} {what}" : $"Error {code} {what}: {detail}");
    }

    private static PyException OutOfMemory(string message) => Err.Make(Exc.MemoryError, message);

    /// <summary>What a compression object's constructor or copy raises.</summary>
    internal static PyException InitError(int code, ZStream? stream, string invalid, string kind, string what) => code switch
    {
        ZLib.MEM_ERROR => OutOfMemory($"Can't allocate memory for {kind} object"),
        ZLib.STREAM_ERROR => Err.ValueError(invalid),
        _ => Error(code, stream == null ? null : stream.Message, $"while {what} {kind} object"),
    };

    [PyFunction("crc32", "data, value=0, /", Doc = "The CRC-32 checksum of data, beginning with value.")]
    private static long Crc32(ReadOnlySpan<byte> data, PyObject? value = null) => BinasciiModule.Crc32(data, BinasciiModule.Mask(value));

    [PyFunction("adler32", "data, value=1, /", Doc = "The Adler-32 checksum of data, beginning with value.")]
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

    [PyFunction("compress", "data, /, level=Z_DEFAULT_COMPRESSION, wbits=MAX_WBITS", Doc = "All of data, compressed; level is -1 or 0 to 9.")]
    private static PyObject Compress(ReadOnlySpan<byte> data, int level = -1, int wbits = 15)
    {
        ZStream stream = ZLib.NewStream();
        int code = stream.InitDeflate(level, 8, wbits, 8, 0);
        if (code != ZLib.OK)
        {
            throw code switch
            {
                ZLib.MEM_ERROR => OutOfMemory("Out of memory while compressing data"),
                ZLib.STREAM_ERROR => Error("Bad compression level"),
                _ => Error(code, stream.Message, "while compressing data"),
            };
        }
        OutputBuffer output = new(-1);
        code = stream.Run(data, ref output, ZLib.FINISH, null, out _);
        PyException? failure = code == ZLib.STREAM_END ? null : Error(code, stream.Message, "while compressing data");
        stream.End();
        return failure == null ? output.ToBytes() : throw failure;
    }

    [PyFunction("decompress", "data, /, wbits=MAX_WBITS, bufsize=DEF_BUF_SIZE", Doc = "All of data, decompressed; bufsize is the output's expected size.")]
    private static PyObject Decompress(ReadOnlySpan<byte> data, int wbits = 15, long bufsize = 16384)
    {
        if (bufsize < 0)
        {
            throw Err.ValueError("bufsize must be non-negative");
        }
        ZStream stream = ZLib.NewStream();
        int code = stream.InitInflate(wbits);
        if (code != ZLib.OK)
        {
            throw code == ZLib.MEM_ERROR ? OutOfMemory("Out of memory while decompressing data")
                : Error(code, stream.Message, "while preparing to decompress data");
        }
        OutputBuffer output = new(-1);
        code = stream.Run(data, ref output, ZLib.FINISH, null, out _);
        PyException? failure = code switch
        {
            ZLib.STREAM_END => null,
            ZLib.MEM_ERROR => OutOfMemory("Out of memory while decompressing data"),
            _ => Error(code, stream.Message, "while decompressing data"),
        };
        stream.End();
        return failure == null ? output.ToBytes() : throw failure;
    }

    [PyFunction("compressobj",
        "level=Z_DEFAULT_COMPRESSION, method=DEFLATED, wbits=MAX_WBITS, memLevel=DEF_MEM_LEVEL, strategy=Z_DEFAULT_STRATEGY, zdict=None",
        Doc = "A compressor for data that comes piece by piece.")]
    private static PyObject CompressObj(int level = -1, int method = 8, int wbits = 15, int memLevel = 8, int strategy = 0, PyObject? zdict = null)
    {
        byte[]? dictionary = null;
        if (zdict != null)
        {
            BufferView view = Args.Buffer(zdict, "compressobj() argument 'zdict'");
            dictionary = view.Span.ToArray();
            view.Release();
        }
        return new PyZlibCompress(level, method, wbits, memLevel, strategy, dictionary);
    }

    [PyFunction("decompressobj", "wbits=MAX_WBITS, zdict=b''", Doc = "A decompressor for data that comes piece by piece.")]
    private static PyObject DecompressObj(int wbits = 15, PyObject? zdict = null)
    {
        byte[]? dictionary = null;
        if (zdict != null)
        {
            if (!zdict.TryGetBuffer(false, out BufferView view))
            {
                throw Err.TypeError("zdict argument must support the buffer protocol");
            }
            dictionary = view.Span.ToArray();
            view.Release();
        }
        return new PyZlibDecompress(wbits, dictionary);
    }
}

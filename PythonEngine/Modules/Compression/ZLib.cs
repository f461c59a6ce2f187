using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Compression;

/// <summary>zlib's numbers.</summary>
internal static class ZLib
{
    public const int NO_FLUSH = 0;
    public const int SYNC_FLUSH = 2;
    public const int FINISH = 4;

    public const int OK = 0;
    public const int STREAM_END = 1;
    public const int NEED_DICT = 2;
    public const int STREAM_ERROR = -2;
    public const int DATA_ERROR = -3;
    public const int MEM_ERROR = -4;
    public const int BUF_ERROR = -5;
    public const int VERSION_ERROR = -6;

    /// <summary>A stream of the system's zlib, whose output is byte for byte what CPython's zlib module gives; without it, of .NET's.</summary>
    public static ZStream NewStream() => SystemZLib.IsAvailable ? new SystemZStream() : new FrameworkZStream();
}

/// <summary>A z_stream in C memory. Not safe for concurrent use.</summary>
internal abstract unsafe class ZStream
{
    private bool _ready;

    /// <summary>Whether this compresses; set by the Init methods.</summary>
    public bool IsDeflate { get; private set; }

    /// <summary>zlib's own explanation of the last error, or null.</summary>
    public abstract byte* Message { get; }

    public abstract uint AvailableIn { get; }

    public abstract uint AvailableOut { get; }

    public abstract void SetInput(byte* next, uint available);

    public abstract void SetOutput(byte* next, uint available);

    protected abstract int DeflateInit(int level, int method, int wbits, int memLevel, int strategy);

    protected abstract int InflateInit(int wbits);

    /// <summary>Deflates or inflates as far as input and output reach.</summary>
    public abstract int Code(int flush);

    /// <summary>Sets the preset dictionary.</summary>
    public abstract int SetDictionary(byte* dictionary, uint length);

    /// <summary>A stream in the same state; null with its code when there is none.</summary>
    public abstract ZStream? Copy(out int code);

    protected abstract int EndStream();

    protected abstract void Free();

    public int InitDeflate(int level, int method, int wbits, int memLevel, int strategy)
    {
        IsDeflate = true;
        int code = DeflateInit(level, method, wbits, memLevel, strategy);
        _ready = code == ZLib.OK;
        return code;
    }

    public int InitInflate(int wbits)
    {
        int code = InflateInit(wbits);
        _ready = code == ZLib.OK;
        return code;
    }

    /// <summary>Codes until the input is used up, the stream ends or the output is at its limit.</summary>
    /// <param name="dictionary">What to set when the stream asks for a preset dictionary.</param>
    /// <param name="consumed">How much of the input was used.</param>
    /// <returns>zlib's last code.</returns>
    public int Run(ReadOnlySpan<byte> input, ref OutputBuffer output, int flush, byte[]? dictionary, out int consumed)
    {
        consumed = 0;
        if (!_ready)
        {
            return ZLib.STREAM_ERROR;
        }
        PyThread thread = PyThread.Current;
        int code = ZLib.OK;
        fixed (byte* start = input)
        {
            SetInput(start, (uint)input.Length);
            bool more = true;
            while (more)
            {
                if (output.IsFull)
                {
                    if (output.AtLimit)
                    {
                        break;
                    }
                    output.Grow();
                }
                int room = output.Room.Length;
                fixed (byte* target = output.Room)
                {
                    SetOutput(target, (uint)room);
                    using (thread.AllowThreads())
                    {
                        code = Code(flush);
                    }
                    SetOutput(null, AvailableOut);
                }
                output.Advance(room - (int)AvailableOut);
                if (code == ZLib.NEED_DICT && dictionary != null)
                {
                    SetDictionary(dictionary);
                    continue;
                }
                more = AvailableOut == 0 && code is (ZLib.OK or ZLib.BUF_ERROR or ZLib.STREAM_END);
            }
            consumed = input.Length - (int)AvailableIn;
            SetInput(null, 0);
        }
        return code;
    }

    /// <summary>Gives inflate the dictionary it asked for.</summary>
    public void SetDictionary(byte[] dictionary)
    {
        byte none;
        fixed (byte* start = dictionary)
        {
            int code = SetDictionary(start == null ? &none : start, (uint)dictionary.Length);
            if (code != ZLib.OK)
            {
                throw ZlibModule.Error(code, Message, "while setting zdict");
            }
        }
    }

    protected void Adopt(ZStream original)
    {
        IsDeflate = original.IsDeflate;
        _ready = true;
    }

    /// <summary>Frees what zlib holds; the stream is of no use afterwards.</summary>
    public int End()
    {
        if (!_ready)
        {
            return ZLib.OK;
        }
        _ready = false;
        return EndStream();
    }

    ~ZStream()
    {
        End();
        Free();
    }
}

/// <summary>The functions of the system's zlib.</summary>
internal static unsafe class SystemZLib
{
    [StructLayout(LayoutKind.Sequential)]
    public struct Stream
    {
        public byte* NextIn;
        public uint AvailableIn;
        private readonly nuint _totalIn;
        public byte* NextOut;
        public uint AvailableOut;
        private readonly nuint _totalOut;
        public byte* Message;
        private readonly nint _state;
        private readonly nint _allocate;
        private readonly nint _free;
        private readonly nint _opaque;
        private readonly int _dataType;
        private readonly nuint _adler;
        private readonly nuint _reserved;
    }

    public static readonly delegate* unmanaged<byte*> ZlibVersion;
    public static readonly delegate* unmanaged<Stream*, int, int, int, int, int, byte*, int, int> DeflateInit2;
    public static readonly delegate* unmanaged<Stream*, int, int> Deflate;
    public static readonly delegate* unmanaged<Stream*, int> DeflateEnd;
    public static readonly delegate* unmanaged<Stream*, Stream*, int> DeflateCopy;
    public static readonly delegate* unmanaged<Stream*, byte*, uint, int> DeflateSetDictionary;
    public static readonly delegate* unmanaged<Stream*, int, byte*, int, int> InflateInit2;
    public static readonly delegate* unmanaged<Stream*, int, int> Inflate;
    public static readonly delegate* unmanaged<Stream*, int> InflateEnd;
    public static readonly delegate* unmanaged<Stream*, Stream*, int> InflateCopy;
    public static readonly delegate* unmanaged<Stream*, byte*, uint, int> InflateSetDictionary;

    public static bool IsAvailable { get; }

    /// <summary>What zlibVersion() says.</summary>
    public static string Version => Marshal.PtrToStringUTF8((nint)ZlibVersion())!;

    static SystemZLib()
    {
        if (!SharedLibrary.TryOpen(["libz.so.1"], out nint library))
        {
            return;
        }
        ZlibVersion = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "zlibVersion");
        DeflateInit2 = (delegate* unmanaged<Stream*, int, int, int, int, int, byte*, int, int>)NativeLibrary.GetExport(library, "deflateInit2_");
        Deflate = (delegate* unmanaged<Stream*, int, int>)NativeLibrary.GetExport(library, "deflate");
        DeflateEnd = (delegate* unmanaged<Stream*, int>)NativeLibrary.GetExport(library, "deflateEnd");
        DeflateCopy = (delegate* unmanaged<Stream*, Stream*, int>)NativeLibrary.GetExport(library, "deflateCopy");
        DeflateSetDictionary = (delegate* unmanaged<Stream*, byte*, uint, int>)NativeLibrary.GetExport(library, "deflateSetDictionary");
        InflateInit2 = (delegate* unmanaged<Stream*, int, byte*, int, int>)NativeLibrary.GetExport(library, "inflateInit2_");
        Inflate = (delegate* unmanaged<Stream*, int, int>)NativeLibrary.GetExport(library, "inflate");
        InflateEnd = (delegate* unmanaged<Stream*, int>)NativeLibrary.GetExport(library, "inflateEnd");
        InflateCopy = (delegate* unmanaged<Stream*, Stream*, int>)NativeLibrary.GetExport(library, "inflateCopy");
        InflateSetDictionary = (delegate* unmanaged<Stream*, byte*, uint, int>)NativeLibrary.GetExport(library, "inflateSetDictionary");
        IsAvailable = true;
    }
}

/// <summary>A stream of the system's zlib.</summary>
internal sealed unsafe class SystemZStream : ZStream
{
    private SystemZLib.Stream* _stream = (SystemZLib.Stream*)NativeMemory.AllocZeroed((nuint)sizeof(SystemZLib.Stream));

    public override byte* Message => _stream->Message;

    public override uint AvailableIn => _stream->AvailableIn;

    public override uint AvailableOut => _stream->AvailableOut;

    public override void SetInput(byte* next, uint available)
    {
        _stream->NextIn = next;
        _stream->AvailableIn = available;
    }

    public override void SetOutput(byte* next, uint available)
    {
        _stream->NextOut = next;
        _stream->AvailableOut = available;
    }

    protected override int DeflateInit(int level, int method, int wbits, int memLevel, int strategy) =>
        SystemZLib.DeflateInit2(_stream, level, method, wbits, memLevel, strategy, SystemZLib.ZlibVersion(), sizeof(SystemZLib.Stream));

    protected override int InflateInit(int wbits) => SystemZLib.InflateInit2(_stream, wbits, SystemZLib.ZlibVersion(), sizeof(SystemZLib.Stream));

    public override int Code(int flush) => IsDeflate ? SystemZLib.Deflate(_stream, flush) : SystemZLib.Inflate(_stream, flush);

    public override int SetDictionary(byte* dictionary, uint length) =>
        IsDeflate ? SystemZLib.DeflateSetDictionary(_stream, dictionary, length) : SystemZLib.InflateSetDictionary(_stream, dictionary, length);

    public override ZStream? Copy(out int code)
    {
        SystemZStream copy = new();
        code = IsDeflate ? SystemZLib.DeflateCopy(copy._stream, _stream) : SystemZLib.InflateCopy(copy._stream, _stream);
        if (code != ZLib.OK)
        {
            return null;
        }
        copy.Adopt(this);
        return copy;
    }

    protected override int EndStream() => IsDeflate ? SystemZLib.DeflateEnd(_stream) : SystemZLib.InflateEnd(_stream);

    protected override void Free()
    {
        NativeMemory.Free(_stream);
        _stream = null;
    }
}

/// <summary>A stream of the zlib that .NET's System.IO.Compression works with: no preset dictionaries, no copies.</summary>
internal sealed unsafe partial class FrameworkZStream : ZStream
{
    private const string Lib = "libSystem.IO.Compression.Native";

    [StructLayout(LayoutKind.Sequential)]
    private struct Stream
    {
        public byte* NextIn;
        public byte* NextOut;
        public byte* Message;
        private readonly nint _state;
        public uint AvailableIn;
        public uint AvailableOut;
    }

    [LibraryImport(Lib)] private static partial int CompressionNative_DeflateInit2_(Stream* stream, int level, int method, int windowBits, int memLevel, int strategy);
    [LibraryImport(Lib)] private static partial int CompressionNative_Deflate(Stream* stream, int flush);
    [LibraryImport(Lib)] private static partial int CompressionNative_DeflateEnd(Stream* stream);
    [LibraryImport(Lib)] private static partial int CompressionNative_InflateInit2_(Stream* stream, int windowBits);
    [LibraryImport(Lib)] private static partial int CompressionNative_Inflate(Stream* stream, int flush);
    [LibraryImport(Lib)] private static partial int CompressionNative_InflateEnd(Stream* stream);

    private Stream* _stream = (Stream*)NativeMemory.AllocZeroed((nuint)sizeof(Stream));

    public override byte* Message => _stream->Message;

    public override uint AvailableIn => _stream->AvailableIn;

    public override uint AvailableOut => _stream->AvailableOut;

    public override void SetInput(byte* next, uint available)
    {
        _stream->NextIn = next;
        _stream->AvailableIn = available;
    }

    public override void SetOutput(byte* next, uint available)
    {
        _stream->NextOut = next;
        _stream->AvailableOut = available;
    }

    protected override int DeflateInit(int level, int method, int wbits, int memLevel, int strategy) =>
        level is < -1 or > 9 ? ZLib.STREAM_ERROR : CompressionNative_DeflateInit2_(_stream, level, method, wbits, memLevel, strategy);

    protected override int InflateInit(int wbits) => CompressionNative_InflateInit2_(_stream, wbits);

    public override int Code(int flush) => IsDeflate ? CompressionNative_Deflate(_stream, flush) : CompressionNative_Inflate(_stream, flush);

    public override int SetDictionary(byte* dictionary, uint length) =>
        throw Err.NotImplementedError("preset dictionaries need libz.so.1 (Debian has it in the package zlib1g)");

    public override ZStream? Copy(out int code) =>
        throw Err.NotImplementedError("copies of compression objects need libz.so.1 (Debian has it in the package zlib1g)");

    protected override int EndStream() => IsDeflate ? CompressionNative_DeflateEnd(_stream) : CompressionNative_InflateEnd(_stream);

    protected override void Free()
    {
        NativeMemory.Free(_stream);
        _stream = null;
    }
}

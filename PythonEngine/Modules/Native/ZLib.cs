using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Native;

/// <summary>The zlib that .NET's own System.IO.Compression works with.</summary>
internal static unsafe partial class ZLib
{
    private const string Lib = "libSystem.IO.Compression.Native";

    public const int OK = 0;
    public const int STREAM_END = 1;
    public const int NEED_DICT = 2;
    public const int STREAM_ERROR = -2;
    public const int DATA_ERROR = -3;
    public const int MEM_ERROR = -4;
    public const int BUF_ERROR = -5;

    [StructLayout(LayoutKind.Sequential)]
    public struct Stream
    {
        public byte* NextIn;
        public byte* NextOut;
        public byte* Message;
        private readonly nint _state;
        public uint AvailableIn;
        public uint AvailableOut;
    }

    [LibraryImport(Lib)] public static partial int CompressionNative_DeflateInit2_(Stream* stream, int level, int method, int windowBits, int memLevel, int strategy);
    [LibraryImport(Lib)] public static partial int CompressionNative_Deflate(Stream* stream, int flush);
    [LibraryImport(Lib)] public static partial int CompressionNative_DeflateEnd(Stream* stream);
    [LibraryImport(Lib)] public static partial int CompressionNative_InflateInit2_(Stream* stream, int windowBits);
    [LibraryImport(Lib)] public static partial int CompressionNative_Inflate(Stream* stream, int flush);
    [LibraryImport(Lib)] public static partial int CompressionNative_InflateEnd(Stream* stream);
}

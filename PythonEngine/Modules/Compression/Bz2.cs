using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Compression;

/// <summary>libbz2.</summary>
internal static unsafe class Bz2
{
    public const int RUN = 0;
    public const int FINISH = 2;

    public const int OK = 0;
    public const int RUN_OK = 1;
    public const int FLUSH_OK = 2;
    public const int FINISH_OK = 3;
    public const int STREAM_END = 4;
    public const int SEQUENCE_ERROR = -1;
    public const int PARAM_ERROR = -2;
    public const int MEM_ERROR = -3;
    public const int DATA_ERROR = -4;
    public const int DATA_ERROR_MAGIC = -5;
    public const int IO_ERROR = -6;
    public const int UNEXPECTED_EOF = -7;

    [StructLayout(LayoutKind.Sequential)]
    public struct Stream
    {
        public byte* NextIn;
        public uint AvailableIn;
        private readonly uint _totalInLow;
        private readonly uint _totalInHigh;
        public byte* NextOut;
        public uint AvailableOut;
        private readonly uint _totalOutLow;
        private readonly uint _totalOutHigh;
        private readonly nint _state;
        private readonly nint _allocate;
        private readonly nint _free;
        private readonly nint _opaque;
    }

    public static delegate* unmanaged<Stream*, int, int, int, int> CompressInit { get; private set; }

    public static delegate* unmanaged<Stream*, int, int> Compress { get; private set; }

    public static delegate* unmanaged<Stream*, int> CompressEnd { get; private set; }

    public static delegate* unmanaged<Stream*, int, int, int> DecompressInit { get; private set; }

    public static delegate* unmanaged<Stream*, int> Decompress { get; private set; }

    public static delegate* unmanaged<Stream*, int> DecompressEnd { get; private set; }

    /// <summary>Opens the library.</summary>
    /// <exception cref="PyException">ImportError: it is not there.</exception>
    public static void Load()
    {
        nint library = SharedLibrary.Require("_bz2", "libbz2-1.0", "libbz2.so.1.0", "libbz2.so.1");
        CompressInit = (delegate* unmanaged<Stream*, int, int, int, int>)SharedLibrary.Function(library, "_bz2", "BZ2_bzCompressInit");
        Compress = (delegate* unmanaged<Stream*, int, int>)SharedLibrary.Function(library, "_bz2", "BZ2_bzCompress");
        CompressEnd = (delegate* unmanaged<Stream*, int>)SharedLibrary.Function(library, "_bz2", "BZ2_bzCompressEnd");
        DecompressInit = (delegate* unmanaged<Stream*, int, int, int>)SharedLibrary.Function(library, "_bz2", "BZ2_bzDecompressInit");
        Decompress = (delegate* unmanaged<Stream*, int>)SharedLibrary.Function(library, "_bz2", "BZ2_bzDecompress");
        DecompressEnd = (delegate* unmanaged<Stream*, int>)SharedLibrary.Function(library, "_bz2", "BZ2_bzDecompressEnd");
    }
}

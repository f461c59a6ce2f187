using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Compression;

/// <summary>liblzma.</summary>
internal static unsafe class Lzma
{
    public const ulong VLI_UNKNOWN = ulong.MaxValue;
    public const int FILTERS_MAX = 4;

    public const int RUN = 0;
    public const int FINISH = 3;

    public const int OK = 0;
    public const int STREAM_END = 1;
    public const int NO_CHECK_CODE = 2;
    public const int UNSUPPORTED_CHECK = 3;
    public const int GET_CHECK_CODE = 4;
    public const int MEM_ERROR = 5;
    public const int MEMLIMIT_ERROR = 6;
    public const int FORMAT_ERROR = 7;
    public const int OPTIONS_ERROR = 8;
    public const int DATA_ERROR = 9;
    public const int BUF_ERROR = 10;
    public const int PROG_ERROR = 11;

    public const uint TELL_NO_CHECK = 1;
    public const uint TELL_ANY_CHECK = 4;

    public const int CHECK_NONE = 0;
    public const int CHECK_CRC64 = 4;
    public const int CHECK_UNKNOWN = 16;

    public const ulong FILTER_LZMA1 = 0x4000000000000001;
    public const ulong FILTER_LZMA2 = 0x21;
    public const ulong FILTER_DELTA = 3;
    public const ulong FILTER_X86 = 4;
    public const ulong FILTER_SPARC = 9;

    public const uint PRESET_DEFAULT = 6;

    /// <summary>Room for any filter's options, the reserved fields included.</summary>
    public const int OptionsSize = 256;

    [StructLayout(LayoutKind.Sequential)]
    public struct Stream
    {
        public byte* NextIn;
        public nuint AvailableIn;
        private readonly ulong _totalIn;
        public byte* NextOut;
        public nuint AvailableOut;
        private readonly ulong _totalOut;
        private readonly nint _allocator;
        private readonly nint _internal;
        private fixed ulong _reserved[9];
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct Filter
    {
        public ulong Id;
        public void* Options;
    }

    /// <summary>The used part of lzma_options_lzma.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct LzmaOptions
    {
        public uint DictSize;
        public byte* PresetDict;
        public uint PresetDictSize;
        public uint Lc;
        public uint Lp;
        public uint Pb;
        public uint Mode;
        public uint NiceLen;
        public uint Mf;
        public uint Depth;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct DeltaOptions
    {
        public int Type;
        public uint Distance;
    }

    public static delegate* unmanaged<int, byte> CheckIsSupported { get; private set; }

    public static delegate* unmanaged<void*, uint, byte> Preset { get; private set; }

    public static delegate* unmanaged<Stream*, int, int> Code { get; private set; }

    public static delegate* unmanaged<Stream*, void> End { get; private set; }

    public static delegate* unmanaged<Stream*, int> GetCheck { get; private set; }

    public static delegate* unmanaged<Stream*, uint, int, int> EasyEncoder { get; private set; }

    public static delegate* unmanaged<Stream*, Filter*, int, int> StreamEncoder { get; private set; }

    public static delegate* unmanaged<Stream*, void*, int> AloneEncoder { get; private set; }

    public static delegate* unmanaged<Stream*, Filter*, int> RawEncoder { get; private set; }

    public static delegate* unmanaged<Stream*, ulong, uint, int> AutoDecoder { get; private set; }

    public static delegate* unmanaged<Stream*, ulong, uint, int> StreamDecoder { get; private set; }

    public static delegate* unmanaged<Stream*, ulong, int> AloneDecoder { get; private set; }

    public static delegate* unmanaged<Stream*, Filter*, int> RawDecoder { get; private set; }

    public static delegate* unmanaged<uint*, Filter*, int> PropertiesSize { get; private set; }

    public static delegate* unmanaged<Filter*, byte*, int> PropertiesEncode { get; private set; }

    public static delegate* unmanaged<Filter*, void*, byte*, nuint, int> PropertiesDecode { get; private set; }

    /// <summary>Opens the library.</summary>
    /// <exception cref="PyException">ImportError: it is not there.</exception>
    public static void Load()
    {
        nint library = SharedLibrary.Require("_lzma", "liblzma5", "liblzma.so.5");
        nint F(string name) => SharedLibrary.Function(library, "_lzma", name);
        CheckIsSupported = (delegate* unmanaged<int, byte>)F("lzma_check_is_supported");
        Preset = (delegate* unmanaged<void*, uint, byte>)F("lzma_lzma_preset");
        Code = (delegate* unmanaged<Stream*, int, int>)F("lzma_code");
        End = (delegate* unmanaged<Stream*, void>)F("lzma_end");
        GetCheck = (delegate* unmanaged<Stream*, int>)F("lzma_get_check");
        EasyEncoder = (delegate* unmanaged<Stream*, uint, int, int>)F("lzma_easy_encoder");
        StreamEncoder = (delegate* unmanaged<Stream*, Filter*, int, int>)F("lzma_stream_encoder");
        AloneEncoder = (delegate* unmanaged<Stream*, void*, int>)F("lzma_alone_encoder");
        RawEncoder = (delegate* unmanaged<Stream*, Filter*, int>)F("lzma_raw_encoder");
        AutoDecoder = (delegate* unmanaged<Stream*, ulong, uint, int>)F("lzma_auto_decoder");
        StreamDecoder = (delegate* unmanaged<Stream*, ulong, uint, int>)F("lzma_stream_decoder");
        AloneDecoder = (delegate* unmanaged<Stream*, ulong, int>)F("lzma_alone_decoder");
        RawDecoder = (delegate* unmanaged<Stream*, Filter*, int>)F("lzma_raw_decoder");
        PropertiesSize = (delegate* unmanaged<uint*, Filter*, int>)F("lzma_properties_size");
        PropertiesEncode = (delegate* unmanaged<Filter*, byte*, int>)F("lzma_properties_encode");
        PropertiesDecode = (delegate* unmanaged<Filter*, void*, byte*, nuint, int>)F("lzma_properties_decode");
    }
}

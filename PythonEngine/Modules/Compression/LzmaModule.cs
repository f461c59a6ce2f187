using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Compression;

/// <summary>The <c>_lzma</c> module: xz and lzma by liblzma.</summary>
[PyModule("_lzma")]
[PyExports(typeof(PyLzmaCompressor), typeof(PyLzmaDecompressor))]
internal static unsafe partial class LzmaModule
{
    public const int FORMAT_AUTO = 0;
    public const int FORMAT_XZ = 1;
    public const int FORMAT_ALONE = 2;
    public const int FORMAT_RAW = 3;

    private const string Constants = "FORMAT_AUTO 0 FORMAT_XZ 1 FORMAT_ALONE 2 FORMAT_RAW 3 "
        + "CHECK_NONE 0 CHECK_CRC32 1 CHECK_CRC64 4 CHECK_SHA256 10 CHECK_ID_MAX 15 CHECK_UNKNOWN 16 "
        + "FILTER_LZMA1 4611686018427387905 FILTER_LZMA2 33 FILTER_DELTA 3 FILTER_X86 4 FILTER_IA64 6 FILTER_ARM 7 FILTER_ARMTHUMB 8 "
        + "FILTER_SPARC 9 FILTER_POWERPC 5 MF_HC3 3 MF_HC4 4 MF_BT2 18 MF_BT3 19 MF_BT4 20 MODE_FAST 1 MODE_NORMAL 2 "
        + "PRESET_DEFAULT 6 PRESET_EXTREME 2147483648 ";

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        Lzma.Load();
        SysCall.AddConstants(module, Constants);
        PyType error = SysCall.NewException("_lzma.LZMAError", Exc.Exception);
        Ops.SetAttr(error, Names.Doc, new PyStr("What liblzma says about a failure."));
        module.Set("LZMAError", error);
        module.Set("__doc__", PyNone.Instance);
    }

    internal static PyException Error(string message) =>
        new((PyBaseException)Ops.Call(PyThread.Current.Engine.NativeModule("_lzma").Get("LZMAError")!, new PyStr(message)));

    /// <summary>Raises what a failing code of liblzma means.</summary>
    internal static void Check(int code)
    {
        switch (code)
        {
            case Lzma.OK or Lzma.GET_CHECK_CODE or Lzma.NO_CHECK_CODE or Lzma.STREAM_END:
                return;
            case Lzma.MEM_ERROR:
                throw Err.MemoryError();
            default:
                throw Error(code switch
                {
                    Lzma.UNSUPPORTED_CHECK => "Unsupported integrity check",
                    Lzma.MEMLIMIT_ERROR => "Memory usage limit exceeded",
                    Lzma.FORMAT_ERROR => "Input format not supported by decoder",
                    Lzma.OPTIONS_ERROR => "Invalid or unsupported options",
                    Lzma.DATA_ERROR => "Corrupt input data",
                    Lzma.BUF_ERROR => "Insufficient buffer space",
                    Lzma.PROG_ERROR => "Internal error",
                    _ => $"Unrecognized error from liblzma: {code}",
                });
        }
    }

    /// <summary>What PyLong_AsUnsignedLongLong accepts.</summary>
    internal static ulong ToUInt64(PyObject value)
    {
        if (value is not PyInt number)
        {
            throw Err.TypeError("an integer is required");
        }
        BigInteger big = number.Big;
        return big.Sign < 0 ? throw Err.OverflowError("can't convert negative int to unsigned")
            : big > ulong.MaxValue ? throw Err.OverflowError("int too big to convert") : (ulong)big;
    }

    internal static uint ToUInt32(PyObject value)
    {
        ulong number = ToUInt64(value);
        return number <= uint.MaxValue ? (uint)number : throw Err.OverflowError("Value too large for uint32_t type");
    }

    [PyFunction("is_check_supported", "check_id, /", Doc = "Whether liblzma can make and test this integrity check.")]
    private static bool IsCheckSupported(int checkId) => Lzma.CheckIsSupported(checkId) != 0;

    [PyFunction("_encode_filter_properties", "filter, /", Doc = "The options of a filter as they stand in a stream, without the filter's ID.")]
    private static PyObject EncodeFilterProperties(PyObject filter)
    {
        using LzmaFilters filters = LzmaFilters.FromSpec(filter);
        uint size;
        Check(Lzma.PropertiesSize(&size, filters.Pointer));
        byte[] encoded = new byte[size];
        // One byte more keeps the pointer valid when there are none.
        byte* buffer = stackalloc byte[(int)size + 1];
        Check(Lzma.PropertiesEncode(filters.Pointer, buffer));
        new ReadOnlySpan<byte>(buffer, (int)size).CopyTo(encoded);
        return Args.FromBytes(encoded);
    }

    [PyFunction("_decode_filter_properties", "filter_id, encoded_props, /", Doc = "The dict for a filter whose encoded options these are.")]
    private static PyObject DecodeFilterProperties(PyObject filterId, ReadOnlySpan<byte> encodedProps)
    {
        Lzma.Filter filter = new() { Id = ToUInt64(filterId) };
        fixed (byte* start = encodedProps)
        {
            byte none;
            Check(Lzma.PropertiesDecode(&filter, null, start == null ? &none : start, (nuint)encodedProps.Length));
        }
        try
        {
            return LzmaFilters.Describe(in filter);
        }
        finally
        {
            System.Runtime.InteropServices.NativeMemory.Free(filter.Options);
        }
    }
}

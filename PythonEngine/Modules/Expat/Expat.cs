using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Expat;

/// <summary>libexpat.</summary>
internal static unsafe class Expat
{
    public const int ERROR_NONE = 0;
    public const int ERROR_NO_MEMORY = 1;

    [StructLayout(LayoutKind.Sequential)]
    public struct Feature
    {
        public int Number;
        public byte* Name;
        public long Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    public struct ExpatVersion
    {
        public int Major;
        public int Minor;
        public int Micro;
    }

    /// <summary>An element's content model.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Content
    {
        public int Type;
        public int Quantifier;
        public byte* Name;
        public uint ChildCount;
        public Content* Children;
    }

    /// <summary>What an unknown encoding's handler fills in.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct Encoding
    {
        public fixed int Map[256];
        public void* Data;
        public void* Convert;
        public void* Release;
    }

    private static nint s_library;

    public static delegate* unmanaged<byte*, void*, byte*, nint> ParserCreate { get; private set; }

    public static delegate* unmanaged<nint, byte*, byte*, nint> ExternalEntityParserCreate { get; private set; }

    public static delegate* unmanaged<nint, void> ParserFree { get; private set; }

    public static delegate* unmanaged<nint, nint, void> SetUserData { get; private set; }

    public static delegate* unmanaged<nint, nuint, int> SetHashSalt { get; private set; }

    public static delegate* unmanaged<nint, byte*, int> SetEncoding { get; private set; }

    public static delegate* unmanaged<nint, byte*, int, int, int> Parse { get; private set; }

    public static delegate* unmanaged<nint, int, void*> GetBuffer { get; private set; }

    public static delegate* unmanaged<nint, int, int, int> ParseBuffer { get; private set; }

    public static delegate* unmanaged<nint, byte, int> StopParser { get; private set; }

    public static delegate* unmanaged<nint, int> GetErrorCode { get; private set; }

    public static delegate* unmanaged<nint, nuint> GetLine { get; private set; }

    public static delegate* unmanaged<nint, nuint> GetColumn { get; private set; }

    public static delegate* unmanaged<nint, nint> GetByteIndex { get; private set; }

    public static delegate* unmanaged<nint, int*, int*, byte*> GetInputContext { get; private set; }

    public static delegate* unmanaged<nint, int> GetSpecifiedAttributeCount { get; private set; }

    public static delegate* unmanaged<nint, byte*, int> SetBase { get; private set; }

    public static delegate* unmanaged<nint, byte*> GetBase { get; private set; }

    public static delegate* unmanaged<nint, int, void> SetReturnNamespaceTriplet { get; private set; }

    public static delegate* unmanaged<nint, int, int> SetParamEntityParsing { get; private set; }

    public static delegate* unmanaged<nint, byte, int> UseForeignDtd { get; private set; }

    public static delegate* unmanaged<nint, void*, void*, void> SetUnknownEncodingHandler { get; private set; }

    public static delegate* unmanaged<nint, Content*, void> FreeContentModel { get; private set; }

    public static delegate* unmanaged<int, byte*> ErrorString { get; private set; }

    public static delegate* unmanaged<byte*> VersionText { get; private set; }

    public static delegate* unmanaged<ExpatVersion> VersionInfo { get; private set; }

    public static delegate* unmanaged<Feature*> GetFeatureList { get; private set; }

    /// <summary>The function that sets a handler: XML_Set…</summary>
    public static delegate* unmanaged<nint, void*, void> HandlerSetter(string name) =>
        (delegate* unmanaged<nint, void*, void>)Function("XML_Set" + name);

    private static nint Function(string name) => SharedLibrary.Function(s_library, "pyexpat", name);

    /// <summary>Opens the library.</summary>
    /// <exception cref="PyException">ImportError: it is not there.</exception>
    public static void Load()
    {
        s_library = SharedLibrary.Require("pyexpat", "libexpat1", "libexpat.so.1");
        ParserCreate = (delegate* unmanaged<byte*, void*, byte*, nint>)Function("XML_ParserCreate_MM");
        ExternalEntityParserCreate = (delegate* unmanaged<nint, byte*, byte*, nint>)Function("XML_ExternalEntityParserCreate");
        ParserFree = (delegate* unmanaged<nint, void>)Function("XML_ParserFree");
        SetUserData = (delegate* unmanaged<nint, nint, void>)Function("XML_SetUserData");
        SetHashSalt = (delegate* unmanaged<nint, nuint, int>)Function("XML_SetHashSalt");
        SetEncoding = (delegate* unmanaged<nint, byte*, int>)Function("XML_SetEncoding");
        Parse = (delegate* unmanaged<nint, byte*, int, int, int>)Function("XML_Parse");
        GetBuffer = (delegate* unmanaged<nint, int, void*>)Function("XML_GetBuffer");
        ParseBuffer = (delegate* unmanaged<nint, int, int, int>)Function("XML_ParseBuffer");
        StopParser = (delegate* unmanaged<nint, byte, int>)Function("XML_StopParser");
        GetErrorCode = (delegate* unmanaged<nint, int>)Function("XML_GetErrorCode");
        GetLine = (delegate* unmanaged<nint, nuint>)Function("XML_GetCurrentLineNumber");
        GetColumn = (delegate* unmanaged<nint, nuint>)Function("XML_GetCurrentColumnNumber");
        GetByteIndex = (delegate* unmanaged<nint, nint>)Function("XML_GetCurrentByteIndex");
        GetInputContext = (delegate* unmanaged<nint, int*, int*, byte*>)Function("XML_GetInputContext");
        GetSpecifiedAttributeCount = (delegate* unmanaged<nint, int>)Function("XML_GetSpecifiedAttributeCount");
        SetBase = (delegate* unmanaged<nint, byte*, int>)Function("XML_SetBase");
        GetBase = (delegate* unmanaged<nint, byte*>)Function("XML_GetBase");
        SetReturnNamespaceTriplet = (delegate* unmanaged<nint, int, void>)Function("XML_SetReturnNSTriplet");
        SetParamEntityParsing = (delegate* unmanaged<nint, int, int>)Function("XML_SetParamEntityParsing");
        UseForeignDtd = (delegate* unmanaged<nint, byte, int>)Function("XML_UseForeignDTD");
        SetUnknownEncodingHandler = (delegate* unmanaged<nint, void*, void*, void>)Function("XML_SetUnknownEncodingHandler");
        FreeContentModel = (delegate* unmanaged<nint, Content*, void>)Function("XML_FreeContentModel");
        ErrorString = (delegate* unmanaged<int, byte*>)Function("XML_ErrorString");
        VersionText = (delegate* unmanaged<byte*>)Function("XML_ExpatVersion");
        VersionInfo = (delegate* unmanaged<ExpatVersion>)Function("XML_ExpatVersionInfo");
        GetFeatureList = (delegate* unmanaged<Feature*>)Function("XML_GetFeatureList");
    }
}

/// <summary>An XML_Parser. A parser of an external entity keeps its parent, whose tables it shares, from being freed.</summary>
internal sealed class ExpatHandle
{
    private readonly ExpatHandle? _parent;
    private int _uses = 1;

    public unsafe ExpatHandle(nint pointer, ExpatHandle? parent)
    {
        Pointer = pointer;
        _parent = parent;
        if (parent != null)
        {
            System.Threading.Interlocked.Increment(ref parent._uses);
        }
    }

    public nint Pointer { get; }

    private unsafe void Release()
    {
        if (System.Threading.Interlocked.Decrement(ref _uses) == 0)
        {
            Expat.ParserFree(Pointer);
            _parent?.Release();
        }
    }

    ~ExpatHandle() => Release();
}

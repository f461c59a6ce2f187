using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Hashing;

/// <summary>OpenSSL's libcrypto, which System.Security.Cryptography works with too; it has digests and derivations that the framework has not.</summary>
internal static unsafe class LibCrypto
{
    /// <summary>EVP_MAX_MD_SIZE</summary>
    public const int MaxDigestSize = 64;

    /// <summary>EVP_MD_FLAG_XOF</summary>
    public const ulong FlagXof = 2;

    private static nint s_library;

    public static delegate* unmanaged<void*, byte*, byte*, nint> MdFetch { get; private set; }

    public static delegate* unmanaged<nint, int> MdSize { get; private set; }

    public static delegate* unmanaged<nint, int> MdBlockSize { get; private set; }

    public static delegate* unmanaged<nint, ulong> MdFlags { get; private set; }

    public static delegate* unmanaged<nint, int> MdType { get; private set; }

    public static delegate* unmanaged<void*, void*, void*, void> MdDoAllProvided { get; private set; }

    public static delegate* unmanaged<nint> MdContextNew { get; private set; }

    public static delegate* unmanaged<nint, void> MdContextFree { get; private set; }

    public static delegate* unmanaged<nint, nint, int> MdContextCopy { get; private set; }

    public static delegate* unmanaged<nint, nint, void*, int> DigestInit { get; private set; }

    public static delegate* unmanaged<nint, void*, nuint, int> DigestUpdate { get; private set; }

    public static delegate* unmanaged<nint, byte*, uint*, int> DigestFinal { get; private set; }

    public static delegate* unmanaged<nint, byte*, nuint, int> DigestFinalXof { get; private set; }

    public static delegate* unmanaged<nint> HmacContextNew { get; private set; }

    public static delegate* unmanaged<nint, void> HmacContextFree { get; private set; }

    public static delegate* unmanaged<nint, nint, int> HmacContextCopy { get; private set; }

    public static delegate* unmanaged<nint, void*, int, nint, void*, int> HmacInit { get; private set; }

    public static delegate* unmanaged<nint, void*, nuint, int> HmacUpdate { get; private set; }

    public static delegate* unmanaged<nint, byte*, uint*, int> HmacFinal { get; private set; }

    public static delegate* unmanaged<nint, void*, int, void*, nuint, byte*, uint*, byte*> Hmac { get; private set; }

    public static delegate* unmanaged<byte*, int, byte*, int, int, nint, int, byte*, int> Pbkdf2 { get; private set; }

    public static delegate* unmanaged<byte*, nuint, byte*, nuint, ulong, ulong, ulong, ulong, byte*, nuint, int> Scrypt { get; private set; }

    public static delegate* unmanaged<nuint> PeekLastError { get; private set; }

    public static delegate* unmanaged<void> ClearError { get; private set; }

    public static delegate* unmanaged<nuint, byte*> ErrorLibrary { get; private set; }

    public static delegate* unmanaged<nuint, byte*> ErrorReason { get; private set; }

    public static delegate* unmanaged<int, byte*> LongName { get; private set; }

    public static delegate* unmanaged<void*, int> FipsEnabled { get; private set; }

    private static nint Function(string name) => SharedLibrary.Function(s_library, "_hashlib", name);

    /// <summary>Opens the library.</summary>
    /// <exception cref="PyException">ImportError: it is not there.</exception>
    public static void Load()
    {
        s_library = SharedLibrary.Require("_hashlib", "libssl3", "libcrypto.so.3");
        MdFetch = (delegate* unmanaged<void*, byte*, byte*, nint>)Function("EVP_MD_fetch");
        MdSize = (delegate* unmanaged<nint, int>)Function("EVP_MD_get_size");
        MdBlockSize = (delegate* unmanaged<nint, int>)Function("EVP_MD_get_block_size");
        MdFlags = (delegate* unmanaged<nint, ulong>)Function("EVP_MD_get_flags");
        MdType = (delegate* unmanaged<nint, int>)Function("EVP_MD_get_type");
        MdDoAllProvided = (delegate* unmanaged<void*, void*, void*, void>)Function("EVP_MD_do_all_provided");
        MdContextNew = (delegate* unmanaged<nint>)Function("EVP_MD_CTX_new");
        MdContextFree = (delegate* unmanaged<nint, void>)Function("EVP_MD_CTX_free");
        MdContextCopy = (delegate* unmanaged<nint, nint, int>)Function("EVP_MD_CTX_copy_ex");
        DigestInit = (delegate* unmanaged<nint, nint, void*, int>)Function("EVP_DigestInit_ex");
        DigestUpdate = (delegate* unmanaged<nint, void*, nuint, int>)Function("EVP_DigestUpdate");
        DigestFinal = (delegate* unmanaged<nint, byte*, uint*, int>)Function("EVP_DigestFinal_ex");
        DigestFinalXof = (delegate* unmanaged<nint, byte*, nuint, int>)Function("EVP_DigestFinalXOF");
        HmacContextNew = (delegate* unmanaged<nint>)Function("HMAC_CTX_new");
        HmacContextFree = (delegate* unmanaged<nint, void>)Function("HMAC_CTX_free");
        HmacContextCopy = (delegate* unmanaged<nint, nint, int>)Function("HMAC_CTX_copy");
        HmacInit = (delegate* unmanaged<nint, void*, int, nint, void*, int>)Function("HMAC_Init_ex");
        HmacUpdate = (delegate* unmanaged<nint, void*, nuint, int>)Function("HMAC_Update");
        HmacFinal = (delegate* unmanaged<nint, byte*, uint*, int>)Function("HMAC_Final");
        Hmac = (delegate* unmanaged<nint, void*, int, void*, nuint, byte*, uint*, byte*>)Function("HMAC");
        Pbkdf2 = (delegate* unmanaged<byte*, int, byte*, int, int, nint, int, byte*, int>)Function("PKCS5_PBKDF2_HMAC");
        Scrypt = (delegate* unmanaged<byte*, nuint, byte*, nuint, ulong, ulong, ulong, ulong, byte*, nuint, int>)Function("EVP_PBE_scrypt");
        PeekLastError = (delegate* unmanaged<nuint>)Function("ERR_peek_last_error");
        ClearError = (delegate* unmanaged<void>)Function("ERR_clear_error");
        ErrorLibrary = (delegate* unmanaged<nuint, byte*>)Function("ERR_lib_error_string");
        ErrorReason = (delegate* unmanaged<nuint, byte*>)Function("ERR_reason_error_string");
        LongName = (delegate* unmanaged<int, byte*>)Function("OBJ_nid2ln");
        FipsEnabled = (delegate* unmanaged<void*, int>)Function("EVP_default_properties_is_fips_enabled");
    }

    private static string? Text(byte* text) => text == null ? null : Marshal.PtrToStringUTF8((nint)text);

    /// <summary>What OpenSSL says about the last failure on this OS thread, as a ValueError.</summary>
    public static PyException Error()
    {
        nuint code = PeekLastError();
        if (code == 0)
        {
            return Err.ValueError("no reason supplied");
        }
        string? library = Text(ErrorLibrary(code)), reason = Text(ErrorReason(code));
        ClearError();
        return Err.ValueError(library != null ? $"[{library}] {reason}" : reason ?? "no reason supplied");
    }

    /// <summary>Raises the last failure when a call did not succeed.</summary>
    public static void Check(int result)
    {
        if (result <= 0)
        {
            throw Error();
        }
    }
}

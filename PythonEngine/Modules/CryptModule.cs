using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>_crypt</c> module: hashes of passwords by libcrypt.</summary>
[PyModule("_crypt")]
internal static unsafe partial class CryptModule
{
    /// <summary>More than libcrypt's struct crypt_data takes.</summary>
    private const int DataSize = 1 << 17;

    private static delegate* unmanaged<byte*, byte*, void*, byte*> s_crypt;

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        nint library = SharedLibrary.Require("_crypt", "libcrypt1", "libcrypt.so.1", "libcrypt.so.2");
        s_crypt = (delegate* unmanaged<byte*, byte*, void*, byte*>)SharedLibrary.Function(library, "_crypt", "crypt_r");
        module.Set("__doc__", PyNone.Instance);
    }

    private static byte[] ToC(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw Err.ValueError("embedded null character") : [.. Codecs.EncodeUtf8(new PyStr(text)), 0];

    [PyFunction("crypt", "word, salt, /", Doc = "Hashes a password; salt also says by which method.")]
    private static PyObject Crypt(string word, string salt)
    {
        void* data = NativeMemory.AllocZeroed(DataSize);
        try
        {
            fixed (byte* w = ToC(word), s = ToC(salt))
            {
                byte* hash = s_crypt(w, s, data);
                return hash == null ? throw Err.OSError(Marshal.GetLastSystemError()) : Codecs.DecodeUtf8(Libc.Text(hash), "strict");
            }
        }
        finally
        {
            NativeMemory.Free(data);
        }
    }
}

using System.Reflection;
using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Native;

/// <summary>Native libraries that the standard library's C modules are made of, opened when such a module is first imported.</summary>
internal static class SharedLibrary
{
    private static readonly string[] s_ssl = ["libssl.so.3", "libssl.3.dylib", "libssl-3-x64.dll"];
    private static readonly string[] s_crypto = ["libcrypto.so.3", "libcrypto.3.dylib", "libcrypto-3-x64.dll"];
    private static readonly string[] s_sqlite = ["libsqlite3.so.0", "libsqlite3.dylib", "sqlite3.dll"];

    static SharedLibrary() => NativeLibrary.SetDllImportResolver(typeof(SharedLibrary).Assembly, Resolve);

    /// <summary>Makes sure that the names in [LibraryImport] attributes find their libraries.</summary>
    public static void EnsureResolver()
    {
        // The static constructor does it.
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        switch (name)
        {
            case Ssl.OpenSsl.Ssl:
                return Require("_ssl", "libssl3", s_ssl);
            case Ssl.OpenSsl.Crypto:
                return Require("_ssl", "libssl3", s_crypto);
            case Sqlite.Sqlite3.Library:
                // The package has no build for every platform; the system's will do then.
                return NativeLibrary.TryLoad(name, assembly, path, out nint library) || TryOpen(s_sqlite, out library) ? library : 0;
            default:
                // Other libraries are found as usual.
                return 0;
        }
    }

    /// <summary>Opens the first library found, or raises the ImportError that a missing library gives CPython.</summary>
    /// <param name="module">The Python module that needs it.</param>
    /// <param name="package">Debian's package of the library, for the message.</param>
    /// <param name="names">File names, the likeliest first.</param>
    public static nint Require(string module, string package, params ReadOnlySpan<string> names) =>
        TryOpen(names, out nint library) ? library : throw Err.ImportError(
            $"{names[0]}: cannot open shared object file: No such file or directory (Debian has it in the package {package})", new PyStr(module));

    /// <summary>Opens the first library found.</summary>
    public static bool TryOpen(ReadOnlySpan<string> names, out nint library)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out library))
            {
                return true;
            }
        }
        library = 0;
        return false;
    }

    /// <summary>The address of a function, for a function pointer.</summary>
    /// <exception cref="PyException">ImportError: the library is too old to have it.</exception>
    public static nint Function(nint library, string module, string name) => NativeLibrary.TryGetExport(library, name, out nint address)
        ? address : throw Err.ImportError($"undefined symbol: {name}", new PyStr(module));
}

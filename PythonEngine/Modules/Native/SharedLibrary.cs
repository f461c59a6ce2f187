using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Native;

/// <summary>Native libraries that the standard library's C modules are made of, opened when such a module is first imported.</summary>
internal static class SharedLibrary
{
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

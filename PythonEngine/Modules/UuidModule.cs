using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>_uuid</c> module: time-based UUIDs of libuuid, which no two processes make twice.</summary>
[PyModule("_uuid")]
internal static unsafe partial class UuidModule
{
    private static delegate* unmanaged<byte*, int> s_generate;

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        nint library = SharedLibrary.Require("_uuid", "libuuid1", "libuuid.so.1");
        s_generate = (delegate* unmanaged<byte*, int>)SharedLibrary.Function(library, "_uuid", "uuid_generate_time_safe");
        module.Set("has_uuid_generate_time_safe", PyInt.One);
        module.Set("__doc__", PyNone.Instance);
    }

    [PyFunction("generate_time_safe")]
    private static PyObject GenerateTimeSafe()
    {
        byte* uuid = stackalloc byte[16];
        int status = s_generate(uuid);
        return PyTuple.Of(new PyBytes(new ReadOnlySpan<byte>(uuid, 16).ToArray()), PyInt.From(status));
    }
}

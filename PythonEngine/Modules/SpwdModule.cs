using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>spwd</c> module: the shadow password database.</summary>
[PyModule("spwd", Doc = "The shadow password database, which only root can read.")]
internal static unsafe partial class SpwdModule
{
    private static readonly PyType s_type = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "spwd.struct_spwd",
        Doc = "An entry of the shadow password database.",
        Fields = ["sp_namp", "sp_pwdp", "sp_lstchg", "sp_min", "sp_max", "sp_warn", "sp_inact", "sp_expire", "sp_flag", "sp_nam", "sp_pwd"],
        VisibleCount = 9,
    });

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        Warn.Deprecation("'spwd' is deprecated and slated for removal in Python 3.13");
        module.Set("struct_spwd", s_type);
    }

    private static PyObject Make(Libc.ShadowPassword* p)
    {
        PyObject name = PwdModule.Text(p->Name), password = PwdModule.Text(p->Password);
        return PyStructSequence.Make(s_type, name, password, PyInt.From(p->LastChange), PyInt.From(p->Minimum), PyInt.From(p->Maximum), PyInt.From(p->Warn),
            PyInt.From(p->Inactive), PyInt.From(p->Expire), PyInt.From((long)p->Flag), name, password);
    }

    [PyFunction("getspnam", "arg, /", Doc = "The entry of a user.")]
    private static PyObject GetSpNam(PyStr arg)
    {
        for (int size = 1024; ; size *= 2)
        {
            Libc.ShadowPassword entry;
            Libc.ShadowPassword* result = null;
            fixed (byte* buffer = new byte[size], name = FsCodec.EncodeZ(arg))
            {
                int error = Libc.getspnam_r(name, &entry, buffer, size, &result);
                if (error == Errno.ERANGE && size < 1 << 26)
                {
                    continue;
                }
                return result != null ? Make(result)
                    : error is not (0 or Errno.ENOENT) ? throw Err.OSError(error) : throw Err.KeyError(new PyStr("getspnam(): name not found"));
            }
        }
    }

    [PyFunction("getspall", Doc = "All entries.")]
    private static PyObject GetSpAll()
    {
        PyList list = new();
        Libc.setspent();
        for (Libc.ShadowPassword* p = Libc.getspent(); p != null; p = Libc.getspent())
        {
            list.Add(Make(p));
        }
        Libc.endspent();
        return list;
    }
}

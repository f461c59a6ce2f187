using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>pwd</c> module.</summary>
[PyModule("pwd", Doc = "This module provides access to the Unix password database.\nIt is available on all Unix versions.\n\nPassword database entries are reported as 7-tuples containing the following\nitems from the password database (see `<pwd.h>'), in order:\npw_name, pw_passwd, pw_uid, pw_gid, pw_gecos, pw_dir, pw_shell.\nThe uid and gid items are integers, all others are strings. An\nexception is raised if the entry asked for cannot be found.")]
internal static unsafe partial class PwdModule
{
    private static readonly PyType s_type = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "pwd.struct_passwd",
        Doc = "pwd.struct_passwd: Results from getpw*() routines.\n\nThis object may be accessed either as a tuple of\n  (pw_name,pw_passwd,pw_uid,pw_gid,pw_gecos,pw_dir,pw_shell)\nor via the object attributes as named in the above tuple.",
        Fields = ["pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"],
        VisibleCount = 7,
    });

    [PyModuleInit]
    private static void Init(PyModule module) => module.Set("struct_passwd", s_type);

    internal static PyObject Text(byte* text) => text == null ? PyNone.Instance : FsCodec.Decode(Libc.Text(text));

    private static PyObject Make(Libc.Passwd* p) => PyStructSequence.Make(s_type,
        Text(p->Name), Text(p->Password), Posix.PosixModule.IdObject(p->Uid), Posix.PosixModule.IdObject(p->Gid),
        Text(p->Gecos), Text(p->Directory), Text(p->Shell));

    private static PyObject? Find(byte[]? name, uint uid)
    {
        for (int size = 1024; ; size *= 2)
        {
            Libc.Passwd entry;
            Libc.Passwd* result = null;
            fixed (byte* buffer = new byte[size], n = name)
            {
                int error;
                using (PyThread.Current.AllowThreads())
                {
                    error = name == null ? Libc.getpwuid_r(uid, &entry, buffer, size, &result) : Libc.getpwnam_r(n, &entry, buffer, size, &result);
                }
                if (error == Errno.ERANGE && size < 1 << 26)
                {
                    continue;
                }
                return result == null ? null : Make(result);
            }
        }
    }

    [PyFunction("getpwuid", "uidobj, /")]
    private static PyObject GetPwUid(PyObject uid)
    {
        uint id;
        try
        {
            id = Posix.PosixModule.UserId(uid);
        }
        catch (PyException e) when (e.Matches(Exc.OverflowError))
        {
            throw Err.KeyError(new PyStr("getpwuid(): uid not found"));
        }
        return Find(null, id) ?? throw Err.KeyError(new PyStr($"getpwuid(): uid not found: {Ops.StrText(Ops.Index(uid))}"));
    }

    [PyFunction("getpwnam", "name, /")]
    private static PyObject GetPwNam(PyStr name) =>
        Find(FsCodec.EncodeZ(name), 0) ?? throw Err.KeyError(new PyStr($"getpwnam(): name not found: {Ops.ReprText(name)}"));

    [PyFunction("getpwall")]
    private static PyObject GetPwAll()
    {
        PyList list = new();
        Libc.setpwent();
        for (Libc.Passwd* p = Libc.getpwent(); p != null; p = Libc.getpwent())
        {
            list.Add(Make(p));
        }
        Libc.endpwent();
        return list;
    }
}

/// <summary>The <c>grp</c> module.</summary>
[PyModule("grp", Doc = "Access to the Unix group database.\n\nGroup entries are reported as 4-tuples containing the following fields\nfrom the group database, in order:\n\n  name   - name of the group\n  passwd - group password (encrypted); often empty\n  gid    - numeric ID of the group\n  mem    - list of members\n\nThe gid is an integer, name and password are strings.  (Note that most\nusers are not explicitly listed as members of the groups they are in\naccording to the password database.  Check both databases to get\ncomplete membership information.)")]
internal static unsafe partial class GrpModule
{
    private static readonly PyType s_type = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "grp.struct_group",
        Doc = "grp.struct_group: Results from getgr*() routines.\n\nThis object may be accessed either as a tuple of\n  (gr_name,gr_passwd,gr_gid,gr_mem)\nor via the object attributes as named in the above tuple.\n",
        Fields = ["gr_name", "gr_passwd", "gr_gid", "gr_mem"],
        VisibleCount = 4,
    });

    [PyModuleInit]
    private static void Init(PyModule module) => module.Set("struct_group", s_type);

    private static PyObject Make(Libc.Group* g)
    {
        PyList members = new();
        for (byte** m = g->Members; m != null && *m != null; m++)
        {
            members.Add(PwdModule.Text(*m));
        }
        return PyStructSequence.Make(s_type, PwdModule.Text(g->Name), PwdModule.Text(g->Password), Posix.PosixModule.IdObject(g->Gid), members);
    }

    private static PyObject? Find(byte[]? name, uint gid)
    {
        for (int size = 1024; ; size *= 2)
        {
            Libc.Group entry;
            Libc.Group* result = null;
            fixed (byte* buffer = new byte[size], n = name)
            {
                int error;
                using (PyThread.Current.AllowThreads())
                {
                    error = name == null ? Libc.getgrgid_r(gid, &entry, buffer, size, &result) : Libc.getgrnam_r(n, &entry, buffer, size, &result);
                }
                if (error == Errno.ERANGE && size < 1 << 26)
                {
                    continue;
                }
                return result == null ? null : Make(result);
            }
        }
    }

    [PyFunction("getgrgid", "id")]
    private static PyObject GetGrGid(PyObject id)
    {
        uint gid;
        try
        {
            gid = Posix.PosixModule.UserId(id, "gid");
        }
        catch (PyException e) when (e.Matches(Exc.OverflowError))
        {
            throw Err.KeyError(new PyStr("getgrgid(): gid not found"));
        }
        return Find(null, gid) ?? throw Err.KeyError(new PyStr($"getgrgid(): gid not found: {Ops.StrText(Ops.Index(id))}"));
    }

    [PyFunction("getgrnam", "name")]
    private static PyObject GetGrNam(PyStr name) =>
        Find(FsCodec.EncodeZ(name), 0) ?? throw Err.KeyError(new PyStr($"getgrnam(): name not found: {Ops.ReprText(name)}"));

    [PyFunction("getgrall")]
    private static PyObject GetGrAll()
    {
        PyList list = new();
        Libc.setgrent();
        for (Libc.Group* g = Libc.getgrent(); g != null; g = Libc.getgrent())
        {
            list.Add(Make(g));
        }
        Libc.endgrent();
        return list;
    }
}

using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Posix;

/// <summary>Directories, links and names.</summary>
internal static unsafe partial class PosixModule
{
    [PyFunction("getcwd")]
    private static PyObject GetCwd() => FsCodec.Decode(CurrentDirectory());

    [PyFunction("getcwdb")]
    private static PyObject GetCwdBytes() => new PyBytes(CurrentDirectory());

    private static byte[] CurrentDirectory()
    {
        for (int size = 1024; ; size *= 2)
        {
            byte[] buffer = new byte[size];
            fixed (byte* p = buffer)
            {
                if (Libc.getcwd(p, size) != null)
                {
                    return Libc.Text(p).ToArray();
                }
            }
            int error = Libc.LastError;
            if (error != Errno.ERANGE)
            {
                throw Err.OSError(error);
            }
        }
    }

    [PyFunction("chdir", "path")]
    private static void Chdir(PyObject path)
    {
        FsPath p = FsPath.From(path, "chdir", "path", allowFd: true);
        int error;
        using (PyThread.Current.AllowThreads())
        {
            int r;
            if (p.Bytes == null)
            {
                r = Libc.fchdir(p.Fd);
            }
            else
            {
                fixed (byte* b = p.Bytes)
                {
                    r = Libc.chdir(b);
                }
            }
            error = r < 0 ? Libc.LastError : 0;
        }
        if (error != 0)
        {
            throw Err.OSError(error, p.Object);
        }
    }

    [PyFunction("fchdir", "fd")]
    private static void Fchdir(PyObject fd) => SysCall.Check(Libc.fchdir(SysCall.FileDescriptor(fd)));

    [PyFunction("chroot", "path")]
    private static void Chroot(PyObject path)
    {
        FsPath p = FsPath.From(path, "chroot", "path");
        fixed (byte* b = p.Bytes)
        {
            SysCall.Check(Libc.chroot(b), p.Object);
        }
    }

    [PyFunction("umask", "mask, /")]
    private static long Umask(int mask) => Libc.umask((uint)mask);

    [PyFunction("mkdir", "path, mode=511, *, dir_fd=None")]
    private static void Mkdir(PyObject path, int mode = 511, PyObject? dirFd = null)
    {
        FsPath p = FsPath.From(path, "mkdir", "path");
        int dir = FsPath.DirFd(dirFd);
        int error;
        using (PyThread.Current.AllowThreads())
        {
            fixed (byte* b = p.Bytes)
            {
                error = Libc.mkdirat(dir, b, (uint)mode) < 0 ? Libc.LastError : 0;
            }
        }
        ThrowIf(error, p);
    }

    private static void ThrowIf(int error, in FsPath path)
    {
        if (error != 0)
        {
            throw Err.OSError(error, path.Object);
        }
    }

    [PyFunction("mkfifo", "path, mode=438, *, dir_fd=None")]
    private static void Mkfifo(PyObject path, int mode = 438, PyObject? dirFd = null)
    {
        FsPath p = FsPath.From(path, "mkfifo", "path");
        int dir = FsPath.DirFd(dirFd);
        fixed (byte* b = p.Bytes)
        {
            SysCall.Check(Libc.mkfifoat(dir, b, (uint)mode));
        }
    }

    [PyFunction("mknod", "path, mode=384, device=0, *, dir_fd=None")]
    private static void Mknod(PyObject path, int mode = 384, PyObject? device = null, PyObject? dirFd = null)
    {
        FsPath p = FsPath.From(path, "mknod", "path");
        ulong number = device == null ? 0 : DeviceNumber(device);
        int dir = FsPath.DirFd(dirFd);
        fixed (byte* b = p.Bytes)
        {
            SysCall.Check(Libc.mknodat(dir, b, (uint)mode, number));
        }
    }

    private static void Unlink(string function, PyObject path, PyObject? dirFd, int flags)
    {
        FsPath p = FsPath.From(path, function, "path");
        int dir = FsPath.DirFd(dirFd);
        int error;
        using (PyThread.Current.AllowThreads())
        {
            fixed (byte* b = p.Bytes)
            {
                error = Libc.unlinkat(dir, b, flags) < 0 ? Libc.LastError : 0;
            }
        }
        ThrowIf(error, p);
    }

    [PyFunction("rmdir", "path, *, dir_fd=None")]
    private static void Rmdir(PyObject path, PyObject? dirFd = null) => Unlink("rmdir", path, dirFd, Libc.AT_REMOVEDIR);

    [PyFunction("unlink", "path, *, dir_fd=None")]
    private static void UnlinkFile(PyObject path, PyObject? dirFd = null) => Unlink("unlink", path, dirFd, 0);

    [PyFunction("remove", "path, *, dir_fd=None")]
    private static void Remove(PyObject path, PyObject? dirFd = null) => Unlink("remove", path, dirFd, 0);

    private static void Rename(string function, PyObject source, PyObject target, PyObject? sourceDir, PyObject? targetDir)
    {
        FsPath src = FsPath.From(source, function, "src");
        FsPath dst = FsPath.From(target, function, "dst");
        int srcDir = FsPath.DirFd(sourceDir);
        int dstDir = FsPath.DirFd(targetDir);
        int error;
        using (PyThread.Current.AllowThreads())
        {
            fixed (byte* s = src.Bytes, d = dst.Bytes)
            {
                error = Libc.renameat(srcDir, s, dstDir, d) < 0 ? Libc.LastError : 0;
            }
        }
        if (error != 0)
        {
            throw Err.OSError(error, src.Object, dst.Object);
        }
    }

    [PyFunction("rename", "src, dst, *, src_dir_fd=None, dst_dir_fd=None")]
    private static void RenameFile(PyObject src, PyObject dst, PyObject? srcDirFd = null, PyObject? dstDirFd = null) =>
        Rename("rename", src, dst, srcDirFd, dstDirFd);

    [PyFunction("replace", "src, dst, *, src_dir_fd=None, dst_dir_fd=None")]
    private static void Replace(PyObject src, PyObject dst, PyObject? srcDirFd = null, PyObject? dstDirFd = null) =>
        Rename("replace", src, dst, srcDirFd, dstDirFd);

    [PyFunction("link", "src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True")]
    private static void Link(PyObject src, PyObject dst, PyObject? srcDirFd = null, PyObject? dstDirFd = null, bool followSymlinks = true)
    {
        FsPath s = FsPath.From(src, "link", "src");
        FsPath d = FsPath.From(dst, "link", "dst");
        int srcDir = FsPath.DirFd(srcDirFd), dstDir = FsPath.DirFd(dstDirFd);
        // Plain link(2), which CPython calls unless a keyword asks for more, does not follow symbolic links on Linux.
        int flags = followSymlinks && (srcDir != Libc.AT_FDCWD || dstDir != Libc.AT_FDCWD) ? Libc.AT_SYMLINK_FOLLOW : 0;
        int error;
        using (PyThread.Current.AllowThreads())
        {
            fixed (byte* sp = s.Bytes, dp = d.Bytes)
            {
                error = Libc.linkat(srcDir, sp, dstDir, dp, flags) < 0 ? Libc.LastError : 0;
            }
        }
        if (error != 0)
        {
            throw Err.OSError(error, s.Object, d.Object);
        }
    }

    [PyFunction("symlink", "src, dst, target_is_directory=False, *, dir_fd=None")]
    private static void Symlink(PyObject src, PyObject dst, bool targetIsDirectory = false, PyObject? dirFd = null)
    {
        FsPath s = FsPath.From(src, "symlink", "src");
        FsPath d = FsPath.From(dst, "symlink", "dst");
        int dir = FsPath.DirFd(dirFd);
        int error;
        using (PyThread.Current.AllowThreads())
        {
            fixed (byte* sp = s.Bytes, dp = d.Bytes)
            {
                error = Libc.symlinkat(sp, dir, dp) < 0 ? Libc.LastError : 0;
            }
        }
        if (error != 0)
        {
            throw Err.OSError(error, s.Object, d.Object);
        }
    }

    [PyFunction("readlink", "path, *, dir_fd=None")]
    private static PyObject Readlink(PyObject path, PyObject? dirFd = null)
    {
        FsPath p = FsPath.From(path, "readlink", "path");
        int dir = FsPath.DirFd(dirFd);
        byte[] buffer = new byte[4096];
        nint n;
        int error = 0;
        using (PyThread.Current.AllowThreads())
        {
            fixed (byte* b = p.Bytes, o = buffer)
            {
                n = Libc.readlinkat(dir, b, o, buffer.Length);
                error = n < 0 ? Libc.LastError : 0;
            }
        }
        ThrowIf(error, p);
        return p.Result(buffer.AsSpan(0, (int)n));
    }

    // Offsets in Linux's struct dirent, which are the same on all 64-bit machines.
    internal const int DirentInode = 0;
    internal const int DirentType = 18;
    internal const int DirentName = 19;

    /// <summary>The name of an entry; empty for "." and "..".</summary>
    internal static ReadOnlySpan<byte> EntryName(nint entry)
    {
        ReadOnlySpan<byte> name = Libc.Text((byte*)entry + DirentName);
        return name.Length <= 2 && name[0] == '.' && (name.Length == 1 || name[1] == '.') ? default : name;
    }

    /// <summary>Opens a directory by path or by a duplicate of a descriptor.</summary>
    internal static nint OpenDirectory(in FsPath path)
    {
        nint dir;
        int error = 0;
        if (path.Bytes == null && path.IsFd)
        {
            int fd = Libc.fcntl(path.Fd, Libc.F_DUPFD_CLOEXEC, 0);
            if (fd < 0)
            {
                throw Err.OSError(Libc.LastError, path.Object);
            }
            using (PyThread.Current.AllowThreads())
            {
                dir = Libc.fdopendir(fd);
                error = dir == 0 ? Libc.LastError : 0;
                if (dir == 0)
                {
                    Libc.close(fd);
                }
            }
            if (dir != 0)
            {
                Libc.rewinddir(dir);
            }
        }
        else
        {
            byte[] bytes = path.Bytes ?? ".\0"u8.ToArray();
            using (PyThread.Current.AllowThreads())
            {
                fixed (byte* b = bytes)
                {
                    dir = Libc.opendir(b);
                    error = dir == 0 ? Libc.LastError : 0;
                }
            }
        }
        return dir != 0 ? dir : throw Err.OSError(error, path.IsNone ? null : path.Object);
    }

    /// <summary>The next entry, or 0 at the end; raises when reading failed.</summary>
    internal static nint NextEntry(nint dir, in FsPath path)
    {
        nint entry;
        int error;
        using (PyThread.Current.AllowThreads())
        {
            // readdir() reports an error through errno alone.
            System.Runtime.InteropServices.Marshal.SetLastSystemError(0);
            entry = Libc.readdir(dir);
            error = entry == 0 ? Libc.LastError : 0;
        }
        return error == 0 ? entry : throw Err.OSError(error, path.IsNone ? null : path.Object);
    }

    [PyFunction("listdir", "path=None")]
    private static PyObject ListDir(PyObject? path = null)
    {
        FsPath p = FsPath.From(path ?? PyNone.Instance, "listdir", "path", allowFd: true, nullable: true);
        nint dir = OpenDirectory(p);
        try
        {
            PyList list = new();
            while (NextEntry(dir, p) is var entry and not 0)
            {
                ReadOnlySpan<byte> name = EntryName(entry);
                if (name.Length != 0)
                {
                    list.Add(p.Result(name));
                }
            }
            return list;
        }
        finally
        {
            if (p.IsFd)
            {
                Libc.rewinddir(dir);
            }
            Libc.closedir(dir);
        }
    }

    [PyFunction("scandir", "path=None")]
    private static PyObject ScanDir(PyObject? path = null)
    {
        FsPath p = FsPath.From(path ?? PyNone.Instance, "scandir", "path", allowFd: true, nullable: true);
        return new PyScandirIterator(p, OpenDirectory(p));
    }

    private static int ConfigName(PyObject name, string table)
    {
        if (name is PyInt)
        {
            return SysCall.AsCInt(name);
        }
        if (name is not PyStr text)
        {
            throw Err.TypeError("configuration names must be strings or integers");
        }
        ReadOnlySpan<char> rest = table;
        foreach (Range part in rest.SplitAny(' ', '\n'))
        {
            if (rest[part].SequenceEqual(text.Value))
            {
                ReadOnlySpan<char> tail = rest[part.End..].TrimStart();
                int end = tail.IndexOfAny(' ', '\n');
                return int.Parse(end < 0 ? tail : tail[..end], System.Globalization.CultureInfo.InvariantCulture);
            }
        }
        throw Err.ValueError("unrecognized configuration name");
    }

    private static long ConfigResult(long value, PyObject? path = null)
    {
        if (value == -1 && Libc.LastError is var error and not 0)
        {
            throw Err.OSError(error, path);
        }
        return value;
    }

    [PyFunction("sysconf", "name, /")]
    private static long Sysconf(PyObject name) => ConfigResult(Libc.sysconf(ConfigName(name, SysconfNames)));

    [PyFunction("fpathconf", "fd, name, /")]
    private static long Fpathconf(PyObject fd, PyObject name) =>
        ConfigResult(Libc.fpathconf(SysCall.FileDescriptor(fd), ConfigName(name, PathconfNames)));

    [PyFunction("pathconf", "path, name")]
    private static long Pathconf(PyObject path, PyObject name)
    {
        FsPath p = FsPath.From(path, "pathconf", "path", allowFd: true);
        int number = ConfigName(name, PathconfNames);
        if (p.Bytes == null)
        {
            return ConfigResult(Libc.fpathconf(p.Fd, number), p.Object);
        }
        fixed (byte* b = p.Bytes)
        {
            return ConfigResult(Libc.pathconf(b, number), p.Object);
        }
    }

    [PyFunction("confstr", "name, /")]
    private static PyObject Confstr(PyObject name)
    {
        int number = ConfigName(name, ConfstrNames);
        nint size = Libc.confstr(number, null, 0);
        if (size == 0)
        {
            return Libc.LastError is var error and not 0 ? throw Err.OSError(error) : PyNone.Instance;
        }
        byte[] buffer = new byte[size];
        fixed (byte* b = buffer)
        {
            Libc.confstr(number, b, size);
        }
        return FsCodec.Decode(buffer.AsSpan(0, (int)size - 1));
    }

    // ntpath has a C twin of os.path.normpath; posixpath imports this one.
    [PyFunction("_path_normpath", "path")]
    private static PyObject NormPath(PyObject path)
    {
        if (path is not PyStr text)
        {
            throw Err.TypeError($"_path_normpath() argument 'path' must be str, not {Ops.TypeName(path)}");
        }
        string p = text.Value;
        if (p.Length == 0)
        {
            return new PyStr(".");
        }
        int slashes = p.StartsWith("//", StringComparison.Ordinal) && !p.StartsWith("///", StringComparison.Ordinal) ? 2 : p[0] == '/' ? 1 : 0;
        List<string> parts = [];
        foreach (string part in p.Split('/'))
        {
            if (part.Length == 0 || part == ".")
            {
                continue;
            }
            if (part != ".." || (slashes == 0 && parts.Count == 0) || (parts.Count > 0 && parts[^1] == ".."))
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }
        string result = new string('/', slashes) + string.Join('/', parts);
        return new PyStr(result.Length == 0 ? "." : result);
    }

    private static byte[] Attribute(PyObject attribute, string function, out FsPath path)
    {
        path = FsPath.From(attribute, function, "attribute");
        return path.Bytes!;
    }

    private static void XattrCheck(string function, in FsPath path, bool followSymlinks)
    {
        if (path.Bytes == null && !followSymlinks)
        {
            throw Err.ValueError($"{function}: cannot use fd and follow_symlinks together");
        }
    }

    [PyFunction("getxattr", "path, attribute, *, follow_symlinks=True")]
    private static PyObject GetXattr(PyObject path, PyObject attribute, bool followSymlinks = true)
    {
        FsPath p = FsPath.From(path, "getxattr", "path", allowFd: true);
        byte[] name = Attribute(attribute, "getxattr", out _);
        XattrCheck("getxattr", p, followSymlinks);
        foreach (int size in (ReadOnlySpan<int>)[128, 65536])
        {
            byte[] buffer = new byte[size];
            nint n;
            int error;
            fixed (byte* b = p.Bytes, a = name, o = buffer)
            {
                using (PyThread.Current.AllowThreads())
                {
                    n = p.Bytes == null ? Libc.fgetxattr(p.Fd, a, o, size) : followSymlinks ? Libc.getxattr(b, a, o, size) : Libc.lgetxattr(b, a, o, size);
                    error = n < 0 ? Libc.LastError : 0;
                }
            }
            if (n >= 0)
            {
                return new PyBytes(buffer.AsSpan(0, (int)n).ToArray());
            }
            if (error != Errno.ERANGE || size == 65536)
            {
                throw Err.OSError(error, p.Object);
            }
        }
        throw Err.OSError(Errno.ERANGE, p.Object);
    }

    [PyFunction("setxattr", "path, attribute, value, flags=0, *, follow_symlinks=True")]
    private static void SetXattr(PyObject path, PyObject attribute, BufferView value, int flags = 0, bool followSymlinks = true)
    {
        FsPath p = FsPath.From(path, "setxattr", "path", allowFd: true);
        byte[] name = Attribute(attribute, "setxattr", out _);
        XattrCheck("setxattr", p, followSymlinks);
        int error;
        fixed (byte* b = p.Bytes, a = name, v = value.Span)
        {
            using (PyThread.Current.AllowThreads())
            {
                nint size = value.Memory.Length;
                int r = p.Bytes == null ? Libc.fsetxattr(p.Fd, a, v, size, flags)
                    : followSymlinks ? Libc.setxattr(b, a, v, size, flags) : Libc.lsetxattr(b, a, v, size, flags);
                error = r < 0 ? Libc.LastError : 0;
            }
        }
        ThrowIf(error, p);
    }

    [PyFunction("removexattr", "path, attribute, *, follow_symlinks=True")]
    private static void RemoveXattr(PyObject path, PyObject attribute, bool followSymlinks = true)
    {
        FsPath p = FsPath.From(path, "removexattr", "path", allowFd: true);
        byte[] name = Attribute(attribute, "removexattr", out _);
        XattrCheck("removexattr", p, followSymlinks);
        int error;
        fixed (byte* b = p.Bytes, a = name)
        {
            using (PyThread.Current.AllowThreads())
            {
                int r = p.Bytes == null ? Libc.fremovexattr(p.Fd, a) : followSymlinks ? Libc.removexattr(b, a) : Libc.lremovexattr(b, a);
                error = r < 0 ? Libc.LastError : 0;
            }
        }
        ThrowIf(error, p);
    }

    [PyFunction("listxattr", "path=None, *, follow_symlinks=True")]
    private static PyObject ListXattr(PyObject? path = null, bool followSymlinks = true)
    {
        FsPath p = FsPath.From(path ?? PyNone.Instance, "listxattr", "path", allowFd: true, nullable: true);
        if (p.IsFd)
        {
            XattrCheck("listxattr", p, followSymlinks);
        }
        byte[]? name = p.IsFd ? null : p.Bytes ?? ".\0"u8.ToArray();
        byte[] buffer = new byte[65536];
        nint n;
        int error;
        fixed (byte* b = name, o = buffer)
        {
            using (PyThread.Current.AllowThreads())
            {
                n = name == null ? Libc.flistxattr(p.Fd, o, buffer.Length)
                    : followSymlinks ? Libc.listxattr(b, o, buffer.Length) : Libc.llistxattr(b, o, buffer.Length);
                error = n < 0 ? Libc.LastError : 0;
            }
        }
        ThrowIf(error, p);
        PyList list = new();
        ReadOnlySpan<byte> rest = buffer.AsSpan(0, (int)n);
        while (rest.Length > 0)
        {
            int end = rest.IndexOf((byte)0);
            list.Add(FsCodec.Decode(rest[..end]));
            rest = rest[(end + 1)..];
        }
        return list;
    }
}

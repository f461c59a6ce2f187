using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Posix;

/// <summary>stat and its kin, access, times and owners.</summary>
internal static unsafe partial class PosixModule
{
    private const uint StatxBasic = 0x7ff;
    private const long NanosecondsPerSecond = 1_000_000_000;

    private static ulong MakeDevice(uint major, uint minor) =>
        ((ulong)(major & 0xfffff000u) << 32) | ((ulong)(major & 0xfffu) << 8) | ((ulong)(minor & 0xffffff00u) << 12) | (minor & 0xffu);

    private static PyObject NanosecondTime(in Libc.StatxTime t)
    {
        long total;
        try
        {
            total = checked(t.Seconds * NanosecondsPerSecond + t.Nanoseconds);
        }
        catch (OverflowException)
        {
            return PyInt.From((BigInteger)t.Seconds * NanosecondsPerSecond + t.Nanoseconds);
        }
        return PyInt.From(total);
    }

    internal static PyObject MakeStat(in Libc.Statx s) => PyStructSequence.Make(StatResultType,
        PyInt.From(s.Mode),
        PyInt.From((BigInteger)s.Inode),
        PyInt.From((BigInteger)MakeDevice(s.DevMajor, s.DevMinor)),
        PyInt.From(s.Links),
        PyInt.From(s.Uid),
        PyInt.From(s.Gid),
        PyInt.From((long)s.Size),
        PyInt.From(s.Accessed.Seconds),
        PyInt.From(s.Modified.Seconds),
        PyInt.From(s.Changed.Seconds),
        new PyFloat(s.Accessed.Seconds + 1e-9 * s.Accessed.Nanoseconds),
        new PyFloat(s.Modified.Seconds + 1e-9 * s.Modified.Nanoseconds),
        new PyFloat(s.Changed.Seconds + 1e-9 * s.Changed.Nanoseconds),
        NanosecondTime(s.Accessed),
        NanosecondTime(s.Modified),
        NanosecondTime(s.Changed),
        PyInt.From(s.BlockSize),
        PyInt.From((long)s.Blocks),
        PyInt.From((BigInteger)MakeDevice(s.RdevMajor, s.RdevMinor)));

    /// <summary>The size in bytes of a regular file that is open; false for anything else.</summary>
    internal static bool TryFileSize(int fd, out long size)
    {
        const int TypeMask = 0xf000;
        const int Regular = 0x8000;
        Libc.Statx s;
        byte nothing = 0;
        bool regular = Libc.statx(fd, &nothing, Libc.AT_EMPTY_PATH, 0x7ff, &s) == 0 && (s.Mode & TypeMask) == Regular;
        size = regular ? (long)s.Size : 0;
        return regular;
    }

    /// <summary>0, or an errno.</summary>
    internal static int TryStat(in FsPath path, int dirFd, bool follow, out Libc.Statx result)
    {
        Libc.Statx s = default;
        int r, error;
        using (PyThread.Current.AllowThreads())
        {
            if (path.Bytes == null)
            {
                byte empty = 0;
                r = Libc.statx(path.Fd, &empty, Libc.AT_EMPTY_PATH, StatxBasic, &s);
            }
            else
            {
                fixed (byte* p = path.Bytes)
                {
                    r = Libc.statx(dirFd, p, follow ? 0 : Libc.AT_SYMLINK_NOFOLLOW, StatxBasic, &s);
                }
            }
            error = r < 0 ? Libc.LastError : 0;
        }
        // An empty path with a bad descriptor number such as AT_FDCWD would mean the current directory.
        result = s;
        return error;
    }

    private static PyObject StatPath(string function, PyObject path, PyObject? dirFd, bool follow)
    {
        FsPath p = FsPath.From(path, function, "path", allowFd: function == "stat");
        int dir = FsPath.DirFd(dirFd);
        if (p.Bytes == null)
        {
            if (dir != Libc.AT_FDCWD)
            {
                throw Err.ValueError($"{function}: can't specify dir_fd without matching path");
            }
            if (!follow)
            {
                throw Err.ValueError($"{function}: cannot use fd and follow_symlinks together");
            }
            if (p.Fd < 0)
            {
                throw Err.OSError(p.Fd == -1 ? Errno.EFAULT : Errno.EBADF, path);
            }
        }
        PyThread thread = PyThread.Current;
        return dir == Libc.AT_FDCWD && thread.Engine.OpenWriters.IsBehind(p.Bytes)
            ? IO.OpenWriters.Defer(thread, () => StatNow(p, dir, follow))
            : StatNow(p, dir, follow);
    }

    private static PyObject StatNow(FsPath p, int dir, bool follow)
    {
        int error = TryStat(p, dir, follow, out Libc.Statx s);
        return error == 0 ? MakeStat(s) : throw Err.OSError(error, p.Object);
    }

    [PyFunction("stat", "path, *, dir_fd=None, follow_symlinks=True")]
    private static PyObject Stat(PyObject path, PyObject? dirFd = null, bool followSymlinks = true) =>
        StatPath("stat", path, dirFd, followSymlinks);

    [PyFunction("lstat", "path, *, dir_fd=None")]
    private static PyObject Lstat(PyObject path, PyObject? dirFd = null) => StatPath("lstat", path, dirFd, false);

    [PyFunction("fstat", "fd")]
    private static PyObject Fstat(int fd)
    {
        Libc.Statx s = FstatRaw(fd);
        return MakeStat(s);
    }

    /// <summary>fstat, raising OSError.</summary>
    internal static Libc.Statx FstatRaw(int fd)
    {
        Libc.Statx s = default;
        byte empty = 0;
        int error = 0;
        if (fd < 0)
        {
            throw Err.OSError(Errno.EBADF);
        }
        using (PyThread.Current.AllowThreads())
        {
            if (Libc.statx(fd, &empty, Libc.AT_EMPTY_PATH, StatxBasic, &s) < 0)
            {
                error = Libc.LastError;
            }
        }
        return error == 0 ? s : throw Err.OSError(error);
    }

    private static PyObject MakeStatvfs(in Libc.Statvfs s) => PyStructSequence.Make(StatvfsResultType,
        PyInt.From((BigInteger)s.BlockSize), PyInt.From((BigInteger)s.FragmentSize), PyInt.From((BigInteger)s.Blocks),
        PyInt.From((BigInteger)s.BlocksFree), PyInt.From((BigInteger)s.BlocksAvailable), PyInt.From((BigInteger)s.Files),
        PyInt.From((BigInteger)s.FilesFree), PyInt.From((BigInteger)s.FilesAvailable), PyInt.From((BigInteger)s.Flags),
        PyInt.From((BigInteger)s.NameMax), PyInt.From((BigInteger)s.FsId));

    [PyFunction("statvfs", "path")]
    private static PyObject Statvfs(PyObject path)
    {
        FsPath p = FsPath.From(path, "statvfs", "path", allowFd: true);
        Libc.Statvfs s;
        int r, error;
        using (PyThread.Current.AllowThreads())
        {
            if (p.Bytes == null)
            {
                r = Libc.fstatvfs(p.Fd, &s);
            }
            else
            {
                fixed (byte* b = p.Bytes)
                {
                    r = Libc.statvfs(b, &s);
                }
            }
            error = Libc.LastError;
        }
        return r == 0 ? MakeStatvfs(s) : throw Err.OSError(error, p.Object);
    }

    [PyFunction("fstatvfs", "fd, /")]
    private static PyObject Fstatvfs(int fd)
    {
        Libc.Statvfs s;
        SysCall.Check(Libc.fstatvfs(fd, &s));
        return MakeStatvfs(s);
    }

    [PyFunction("access", "path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True")]
    private static bool Access(PyObject path, int mode, PyObject? dirFd = null, bool effectiveIds = false, bool followSymlinks = true)
    {
        FsPath p = FsPath.From(path, "access", "path");
        int dir = FsPath.DirFd(dirFd);
        using (PyThread.Current.AllowThreads())
        {
            fixed (byte* b = p.Bytes)
            {
                return Libc.faccessat(dir, b, mode, (effectiveIds ? Libc.AT_EACCESS : 0) | (followSymlinks ? 0 : Libc.AT_SYMLINK_NOFOLLOW)) == 0;
            }
        }
    }

    [PyFunction("chmod", "path, mode, *, dir_fd=None, follow_symlinks=True")]
    private static void Chmod(PyObject path, int mode, PyObject? dirFd = null, bool followSymlinks = true)
    {
        FsPath p = FsPath.From(path, "chmod", "path", allowFd: true);
        int dir = FsPath.DirFd(dirFd);
        int error = 0;
        using (PyThread.Current.AllowThreads())
        {
            int r;
            if (p.Bytes == null)
            {
                r = Libc.fchmod(p.Fd, (uint)mode);
            }
            else
            {
                fixed (byte* b = p.Bytes)
                {
                    r = Libc.fchmodat(dir, b, (uint)mode, followSymlinks ? 0 : Libc.AT_SYMLINK_NOFOLLOW);
                }
            }
            error = r < 0 ? Libc.LastError : 0;
        }
        if (error == Errno.EOPNOTSUPP && !followSymlinks)
        {
            throw dir == Libc.AT_FDCWD
                ? Err.NotImplementedError("chmod: follow_symlinks unavailable on this platform")
                : Err.ValueError("chmod: cannot use dir_fd and follow_symlinks together");
        }
        if (error != 0)
        {
            throw Err.OSError(error, p.Object);
        }
    }

    [PyFunction("fchmod", "fd, mode")]
    private static void Fchmod(int fd, int mode) => Retry(Libc.fchmod(fd, (uint)mode));

    private static void Retry(int result)
    {
        if (result < 0)
        {
            throw SysCall.LastError();
        }
    }

    internal static uint UserId(PyObject o, string kind = "uid")
    {
        if (!o.Type.HasIndex)
        {
            throw Err.TypeError($"{kind} should be integer, not {Ops.TypeName(o)}");
        }
        BigInteger value = Ops.Index(o).Big;
        if (value == -1)
        {
            return uint.MaxValue;
        }
        return value < 0 ? throw Err.OverflowError($"{kind} is less than minimum")
            : value > uint.MaxValue ? throw Err.OverflowError($"{kind} is greater than maximum") : (uint)value;
    }

    private static uint GroupId(PyObject o) => UserId(o, "gid");

    internal static PyObject IdObject(uint id) => id == uint.MaxValue ? PyInt.MinusOne : PyInt.From(id);

    [PyFunction("chown", "path, uid, gid, *, dir_fd=None, follow_symlinks=True")]
    private static void Chown(PyObject path, PyObject uid, PyObject gid, PyObject? dirFd = null, bool followSymlinks = true)
    {
        FsPath p = FsPath.From(path, "chown", "path", allowFd: true);
        uint u = UserId(uid), g = GroupId(gid);
        int dir = FsPath.DirFd(dirFd);
        if (p.Bytes == null)
        {
            if (dir != Libc.AT_FDCWD)
            {
                throw Err.ValueError("chown: can't specify both dir_fd and fd");
            }
            if (!followSymlinks)
            {
                throw Err.ValueError("chown: cannot use fd and follow_symlinks together");
            }
        }
        int error = 0;
        using (PyThread.Current.AllowThreads())
        {
            int r;
            if (p.Bytes == null)
            {
                r = Libc.fchown(p.Fd, u, g);
            }
            else
            {
                fixed (byte* b = p.Bytes)
                {
                    r = Libc.fchownat(dir, b, u, g, followSymlinks ? 0 : Libc.AT_SYMLINK_NOFOLLOW);
                }
            }
            error = r < 0 ? Libc.LastError : 0;
        }
        if (error != 0)
        {
            throw Err.OSError(error, p.Object);
        }
    }

    [PyFunction("fchown", "fd, uid, gid")]
    private static void Fchown(int fd, PyObject uid, PyObject gid) => Retry(Libc.fchown(fd, UserId(uid), GroupId(gid)));

    [PyFunction("lchown", "path, uid, gid")]
    private static void Lchown(PyObject path, PyObject uid, PyObject gid)
    {
        FsPath p = FsPath.From(path, "lchown", "path");
        fixed (byte* b = p.Bytes)
        {
            SysCall.Check(Libc.fchownat(Libc.AT_FDCWD, b, UserId(uid), GroupId(gid), Libc.AT_SYMLINK_NOFOLLOW), p.Object);
        }
    }

    /// <summary>A Python number of seconds as a timespec, rounding down.</summary>
    private static Libc.Timespec SecondsToTimespec(PyObject o)
    {
        if (o is PyFloat f)
        {
            double d = f.Value;
            if (double.IsNaN(d))
            {
                throw Err.ValueError("Invalid value NaN (not a number)");
            }
            double whole = Math.Floor(d);
            double nanos = Math.Floor((d - whole) * 1e9);
            if (nanos >= 1e9)
            {
                nanos -= 1e9;
                whole += 1;
            }
            return whole is >= -9.2233720368547758e18 and < 9.2233720368547758e18
                ? new Libc.Timespec((long)whole, (long)nanos)
                : throw Err.OverflowError("timestamp out of range for platform time_t");
        }
        return Ops.Index(o).TryGetLong(out long seconds)
            ? new Libc.Timespec(seconds, 0)
            : throw Err.OverflowError("timestamp out of range for platform time_t");
    }

    private static Libc.Timespec NanosecondsToTimespec(PyObject o)
    {
        BigInteger value = Ops.Index(o).Big;
        BigInteger seconds = BigInteger.DivRem(value, NanosecondsPerSecond, out BigInteger rest);
        if (rest < 0)
        {
            rest += NanosecondsPerSecond;
            seconds -= 1;
        }
        return seconds >= long.MinValue && seconds <= long.MaxValue
            ? new Libc.Timespec((long)seconds, (long)rest)
            : throw Err.OverflowError("timestamp out of range for platform time_t");
    }

    [PyFunction("utime", "path, times=None, *, ns=None, dir_fd=None, follow_symlinks=True")]
    private static void Utime(PyObject path, PyObject? times = null, PyObject? ns = null, PyObject? dirFd = null, bool followSymlinks = true)
    {
        FsPath p = FsPath.From(path, "utime", "path", allowFd: true);
        int dir = FsPath.DirFd(dirFd);
        bool haveTimes = times != null && !ReferenceEquals(times, PyNone.Instance);
        if (haveTimes && ns != null)
        {
            throw Err.ValueError("utime: you may specify either 'times' or 'ns' but not both");
        }
        Libc.Timespec* pair = stackalloc Libc.Timespec[2];
        Libc.Timespec* given = null;
        if (haveTimes)
        {
            if (times is not PyTuple { Count: 2 } t)
            {
                throw Err.TypeError("utime: 'times' must be either a tuple of two ints or None");
            }
            pair[0] = SecondsToTimespec(t[0]);
            pair[1] = SecondsToTimespec(t[1]);
            given = pair;
        }
        else if (ns != null)
        {
            if (ns is not PyTuple { Count: 2 } t)
            {
                throw Err.TypeError("utime: 'ns' must be a tuple of two ints");
            }
            pair[0] = NanosecondsToTimespec(t[0]);
            pair[1] = NanosecondsToTimespec(t[1]);
            given = pair;
        }
        if (p.Bytes == null)
        {
            if (dir != Libc.AT_FDCWD)
            {
                throw Err.ValueError("utime: can't specify dir_fd without matching path");
            }
            if (!followSymlinks)
            {
                throw Err.ValueError("utime: cannot use fd and follow_symlinks together");
            }
        }
        int error;
        using (PyThread.Current.AllowThreads())
        {
            int r;
            if (p.Bytes == null)
            {
                r = Libc.futimens(p.Fd, given);
            }
            else
            {
                fixed (byte* b = p.Bytes)
                {
                    r = Libc.utimensat(dir, b, given, followSymlinks ? 0 : Libc.AT_SYMLINK_NOFOLLOW);
                }
            }
            error = r < 0 ? Libc.LastError : 0;
        }
        if (error != 0)
        {
            // CPython names no file here.
            throw Err.OSError(error);
        }
    }

    private static ulong DeviceNumber(PyObject o)
    {
        BigInteger value = Ops.Index(o).Big;
        return value < 0 ? throw Err.OverflowError("can't convert negative int to unsigned")
            : value > ulong.MaxValue ? throw Err.OverflowError("int too big to convert") : (ulong)value;
    }

    [PyFunction("major", "device, /")]
    private static long Major(PyObject device)
    {
        ulong d = DeviceNumber(device);
        return (long)(((d >> 8) & 0xfff) | ((d >> 32) & 0xfffff000));
    }

    [PyFunction("minor", "device, /")]
    private static long Minor(PyObject device)
    {
        ulong d = DeviceNumber(device);
        return (long)((d & 0xff) | ((d >> 12) & 0xffffff00));
    }

    [PyFunction("makedev", "major, minor, /")]
    private static BigInteger MakeDev(int major, int minor) => MakeDevice((uint)major, (uint)minor);
}

using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Posix;

/// <summary>Descriptors.</summary>
internal static unsafe partial class PosixModule
{
    [PyFunction("open", "path, flags, mode=511, *, dir_fd=None")]
    private static PyObject Open(PyThread thread, PyObject path, int flags, int mode = 511, PyObject? dirFd = null)
    {
        FsPath p = FsPath.From(path, "open", "path");
        int dir = FsPath.DirFd(dirFd);
        return dir == Libc.AT_FDCWD && thread.Engine.OpenWriters.IsBehind(p.Bytes)
            ? IO.OpenWriters.Defer(thread, () => PyInt.From(Open(p, dir, flags, mode)))
            : PyInt.From(Open(p, dir, flags, mode));
    }

    private static long Open(FsPath p, int dir, int flags, int mode)
    {
        while (true)
        {
            int fd, error;
            using (PyThread.Current.AllowThreads())
            {
                fixed (byte* b = p.Bytes)
                {
                    fd = Libc.openat(dir, b, flags | Libc.O_CLOEXEC, (uint)mode);
                    error = fd < 0 ? Libc.LastError : 0;
                }
            }
            if (fd >= 0)
            {
                return fd;
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error, p.Object);
            }
            PyThread.Current.CheckSignals();
        }
    }

    [PyFunction("close", "fd")]
    private static void Close(int fd)
    {
        int error;
        using (PyThread.Current.AllowThreads())
        {
            error = Libc.close(fd) < 0 ? Libc.LastError : 0;
        }
        // Linux has closed the descriptor even when the call was interrupted.
        if (error != 0 && error != Errno.EINTR)
        {
            throw Err.OSError(error);
        }
    }

    [PyFunction("closerange", "fd_low, fd_high, /")]
    private static void CloseRange(int low, int high)
    {
        if (high <= low)
        {
            return;
        }
        low = Math.Max(low, 0);
        using (PyThread.Current.AllowThreads())
        {
            if (Libc.close_range((uint)low, (uint)(high - 1), 0) < 0)
            {
                for (int fd = low; fd < high; fd++)
                {
                    Libc.close(fd);
                }
            }
        }
    }

    [PyFunction("dup", "fd, /")]
    private static long Dup(int fd)
    {
        int copy = Libc.fcntl(fd, Libc.F_DUPFD_CLOEXEC, 0);
        return copy >= 0 ? copy : throw SysCall.LastError();
    }

    [PyFunction("dup2", "fd, fd2, inheritable=True")]
    private static long Dup2(int fd, int fd2, bool inheritable = true)
    {
        if (fd < 0 || fd2 < 0)
        {
            throw Err.OSError(Errno.EBADF);
        }
        while (true)
        {
            int r, error;
            using (PyThread.Current.AllowThreads())
            {
                // dup3 refuses equal descriptors, which dup2 allows.
                r = inheritable || fd == fd2 ? Libc.dup2(fd, fd2) : Libc.dup3(fd, fd2, Libc.O_CLOEXEC);
                error = r < 0 ? Libc.LastError : 0;
            }
            if (r >= 0)
            {
                return r;
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
        }
    }

    [PyFunction("pipe")]
    private static PyObject Pipe() => Pipe2(Libc.O_CLOEXEC);

    [PyFunction("pipe2", "flags, /")]
    private static PyObject Pipe2(int flags)
    {
        int* fds = stackalloc int[2];
        SysCall.Check(Libc.pipe2(fds, flags));
        return PyTuple.Of(PyInt.From(fds[0]), PyInt.From(fds[1]));
    }

    [PyFunction("lseek", "fd, position, how, /")]
    private static long Lseek(int fd, long position, int how)
    {
        long result;
        int error;
        using (PyThread.Current.AllowThreads())
        {
            result = Libc.lseek(fd, position, how);
            error = result < 0 ? Libc.LastError : 0;
        }
        return error == 0 ? result : throw Err.OSError(error);
    }

    [PyFunction("read", "fd, length, /")]
    private static PyObject Read(int fd, nint length)
    {
        if (length < 0)
        {
            throw Err.OSError(Errno.EINVAL);
        }
        int size = (int)Math.Min(length, 0x7ffff000);
        byte[] buffer = GC.AllocateUninitializedArray<byte>(size);
        int n = SysCall.Read(fd, buffer);
        return MakeBytes(buffer, n);
    }

    internal static PyBytes MakeBytes(byte[] buffer, int count)
    {
        if (count == 0)
        {
            return PyBytes.Empty;
        }
        return new PyBytes(count == buffer.Length ? buffer : buffer.AsSpan(0, count).ToArray());
    }

    [PyFunction("write", "fd, data, /")]
    private static long Write(int fd, ReadOnlySpan<byte> data, PyThread thread)
    {
        int n = SysCall.Write(fd, data);
        if (n < data.Length)
        {
            SignalDispatcher.AfterShortCall(thread);
        }
        return n;
    }

    [PyFunction("pread", "fd, length, offset, /")]
    private static PyObject Pread(int fd, nint length, long offset)
    {
        if (length < 0)
        {
            throw Err.OSError(Errno.EINVAL);
        }
        byte[] buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(length, 0x7ffff000));
        while (true)
        {
            nint n;
            int error;
            using (PyThread.Current.AllowThreads())
            {
                fixed (byte* p = buffer)
                {
                    n = Libc.pread(fd, p, buffer.Length, offset);
                    error = n < 0 ? Libc.LastError : 0;
                }
            }
            if (n >= 0)
            {
                return MakeBytes(buffer, (int)n);
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
        }
    }

    [PyFunction("pwrite", "fd, buffer, offset, /")]
    private static long Pwrite(int fd, ReadOnlySpan<byte> buffer, long offset)
    {
        while (true)
        {
            nint n;
            int error;
            using (PyThread.Current.AllowThreads())
            {
                fixed (byte* p = buffer)
                {
                    n = Libc.pwrite(fd, p, buffer.Length, offset);
                    error = n < 0 ? Libc.LastError : 0;
                }
            }
            if (n >= 0)
            {
                return n;
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
        }
    }

    private enum VectorCall
    {
        Readv, Writev, Preadv, Pwritev,
    }

    private static long Vector(VectorCall call, int fd, PyObject buffers, long offset, int flags)
    {
        bool reading = call is VectorCall.Readv or VectorCall.Preadv;
        string name = call switch
        {
            VectorCall.Readv => "readv",
            VectorCall.Writev => "writev",
            VectorCall.Preadv => "preadv",
            _ => "pwritev",
        };
        if (buffers is PyDict || !buffers.Type.HasGetItem)
        {
            throw Err.TypeError(call switch
            {
                VectorCall.Readv or VectorCall.Preadv => $"{name}() arg 2 must be a sequence",
                _ => $"{name}() arg 2 must be a sequence",
            });
        }
        PyObject[] items = Ops.ToArray(buffers);
        BufferView[] views = new BufferView[items.Length];
        System.Buffers.MemoryHandle[] pins = new System.Buffers.MemoryHandle[items.Length];
        int held = 0;
        try
        {
            Libc.Iovec[] vector = new Libc.Iovec[items.Length];
            foreach (PyObject item in items)
            {
                views[held] = Ops.GetBuffer(item, reading);
                pins[held] = views[held].Memory.Pin();
                vector[held] = new Libc.Iovec { Base = pins[held].Pointer, Length = views[held].Memory.Length };
                held++;
            }
            while (true)
            {
                nint n;
                int error;
                using (PyThread.Current.AllowThreads())
                {
                    fixed (Libc.Iovec* v = vector)
                    {
                        n = call switch
                        {
                            VectorCall.Readv => Libc.readv(fd, v, items.Length),
                            VectorCall.Writev => Libc.writev(fd, v, items.Length),
                            VectorCall.Preadv => Libc.preadv2(fd, v, items.Length, offset, flags),
                            _ => Libc.pwritev2(fd, v, items.Length, offset, flags),
                        };
                        error = n < 0 ? Libc.LastError : 0;
                    }
                }
                if (n >= 0)
                {
                    return n;
                }
                if (error != Errno.EINTR)
                {
                    throw Err.OSError(error);
                }
                PyThread.Current.CheckSignals();
            }
        }
        finally
        {
            for (int i = 0; i < held; i++)
            {
                pins[i].Dispose();
                views[i].Release();
            }
        }
    }

    [PyFunction("readv", "fd, buffers, /")]
    private static long Readv(int fd, PyObject buffers) => Vector(VectorCall.Readv, fd, buffers, 0, 0);

    [PyFunction("writev", "fd, buffers, /")]
    private static long Writev(int fd, PyObject buffers) => Vector(VectorCall.Writev, fd, buffers, 0, 0);

    [PyFunction("preadv", "fd, buffers, offset, flags=0, /")]
    private static long Preadv(int fd, PyObject buffers, long offset, int flags = 0) => Vector(VectorCall.Preadv, fd, buffers, offset, flags);

    [PyFunction("pwritev", "fd, buffers, offset, flags=0, /")]
    private static long Pwritev(int fd, PyObject buffers, long offset, int flags = 0) => Vector(VectorCall.Pwritev, fd, buffers, offset, flags);

    [PyFunction("sendfile", "out_fd, in_fd, offset, count")]
    private static long Sendfile(int outFd, int inFd, PyObject offset, nint count)
    {
        bool none = ReferenceEquals(offset, PyNone.Instance);
        long position = none ? 0 : Ops.AsLong(offset);
        while (true)
        {
            nint n;
            int error;
            using (PyThread.Current.AllowThreads())
            {
                n = Libc.sendfile(outFd, inFd, none ? null : &position, count);
                error = n < 0 ? Libc.LastError : 0;
            }
            if (n >= 0)
            {
                return n;
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
        }
    }

    private static long Transfer(bool splice, int src, int dst, nint count, PyObject? srcOffset, PyObject? dstOffset, uint flags)
    {
        if (count < 0)
        {
            throw Err.ValueError("negative value for 'count' not allowed");
        }
        bool haveSrc = srcOffset != null && !ReferenceEquals(srcOffset, PyNone.Instance);
        bool haveDst = dstOffset != null && !ReferenceEquals(dstOffset, PyNone.Instance);
        long from = haveSrc ? Ops.AsLong(srcOffset!) : 0;
        long to = haveDst ? Ops.AsLong(dstOffset!) : 0;
        while (true)
        {
            nint n;
            int error;
            using (PyThread.Current.AllowThreads())
            {
                n = splice
                    ? Libc.splice(src, haveSrc ? &from : null, dst, haveDst ? &to : null, count, flags)
                    : Libc.copy_file_range(src, haveSrc ? &from : null, dst, haveDst ? &to : null, count, 0);
                error = n < 0 ? Libc.LastError : 0;
            }
            if (n >= 0)
            {
                return n;
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
        }
    }

    [PyFunction("copy_file_range", "src, dst, count, offset_src=None, offset_dst=None")]
    private static long CopyFileRange(int src, int dst, nint count, PyObject? offsetSrc = null, PyObject? offsetDst = null) =>
        Transfer(false, src, dst, count, offsetSrc, offsetDst, 0);

    [PyFunction("splice", "src, dst, count, offset_src=None, offset_dst=None, flags=0")]
    private static long Splice(int src, int dst, nint count, PyObject? offsetSrc = null, PyObject? offsetDst = null, uint flags = 0) =>
        Transfer(true, src, dst, count, offsetSrc, offsetDst, flags);

    /// <summary>Calls that may block or be interrupted and return 0 or -1.</summary>
    private static void Blocking(delegate*<int, long, long, int> call, int fd, long a, long b)
    {
        while (true)
        {
            int r, error;
            using (PyThread.Current.AllowThreads())
            {
                r = call(fd, a, b);
                error = r < 0 ? Libc.LastError : 0;
            }
            if (r >= 0)
            {
                return;
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
        }
    }

    private static int CallFtruncate(int fd, long a, long b) => Libc.ftruncate(fd, a);

    private static int CallFsync(int fd, long a, long b) => Libc.fsync(fd);

    private static int CallFdatasync(int fd, long a, long b) => Libc.fdatasync(fd);

    private static int CallLockf(int fd, long a, long b) => Libc.lockf(fd, (int)a, b);

    [PyFunction("ftruncate", "fd, length, /")]
    private static void Ftruncate(int fd, long length) => Blocking(&CallFtruncate, fd, length, 0);

    [PyFunction("truncate", "path, length")]
    private static void Truncate(PyObject path, long length)
    {
        FsPath p = FsPath.From(path, "truncate", "path", allowFd: true);
        if (p.Bytes == null)
        {
            SysCall.Check(Libc.ftruncate(p.Fd, length), p.Object);
            return;
        }
        int error;
        using (PyThread.Current.AllowThreads())
        {
            fixed (byte* b = p.Bytes)
            {
                error = Libc.truncate(b, length) < 0 ? Libc.LastError : 0;
            }
        }
        ThrowIf(error, p);
    }

    [PyFunction("fsync", "fd")]
    private static void Fsync(PyObject fd) => Blocking(&CallFsync, SysCall.FileDescriptor(fd), 0, 0);

    [PyFunction("fdatasync", "fd")]
    private static void Fdatasync(PyObject fd) => Blocking(&CallFdatasync, SysCall.FileDescriptor(fd), 0, 0);

    [PyFunction("sync")]
    private static void SyncAll()
    {
        using (PyThread.Current.AllowThreads())
        {
            Libc.sync();
        }
    }

    [PyFunction("lockf", "fd, command, length, /")]
    private static void Lockf(int fd, int command, long length) => Blocking(&CallLockf, fd, command, length);

    [PyFunction("posix_fallocate", "fd, offset, length, /")]
    private static void Fallocate(int fd, long offset, long length)
    {
        while (true)
        {
            int error;
            using (PyThread.Current.AllowThreads())
            {
                error = Libc.posix_fallocate(fd, offset, length);
            }
            if (error == 0)
            {
                return;
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
        }
    }

    [PyFunction("posix_fadvise", "fd, offset, length, advice, /")]
    private static void Fadvise(int fd, long offset, long length, int advice)
    {
        int error = Libc.posix_fadvise(fd, offset, length, advice);
        if (error != 0)
        {
            throw Err.OSError(error);
        }
    }

    [PyFunction("isatty", "fd, /")]
    private static bool IsATty(int fd) => Libc.isatty(fd) == 1;

    [PyFunction("get_inheritable", "fd, /")]
    private static bool GetInheritable(int fd) => (SysCall.Check(Libc.fcntl(fd, Libc.F_GETFD, 0)) & 1) == 0;

    [PyFunction("set_inheritable", "fd, inheritable, /")]
    private static void SetInheritable(int fd, int inheritable)
    {
        int flags = SysCall.Check(Libc.fcntl(fd, Libc.F_GETFD, 0));
        int wanted = inheritable != 0 ? flags & ~1 : flags | 1;
        if (wanted != flags)
        {
            SysCall.Check(Libc.fcntl(fd, Libc.F_SETFD, wanted));
        }
    }

    [PyFunction("get_blocking", "fd, /")]
    private static bool GetBlocking(int fd) => (SysCall.Check(Libc.fcntl(fd, Libc.F_GETFL, 0)) & Libc.O_NONBLOCK) == 0;

    [PyFunction("set_blocking", "fd, blocking, /")]
    private static void SetBlocking(int fd, bool blocking)
    {
        int flags = SysCall.Check(Libc.fcntl(fd, Libc.F_GETFL, 0));
        int wanted = blocking ? flags & ~Libc.O_NONBLOCK : flags | Libc.O_NONBLOCK;
        if (wanted != flags)
        {
            SysCall.Check(Libc.fcntl(fd, Libc.F_SETFL, wanted));
        }
    }

    [PyFunction("memfd_create", "name, flags=1")]
    private static long MemfdCreate(PyObject name, uint flags = 1)
    {
        byte[] bytes = FsCodec.Terminate(FsCodec.Convert(name));
        fixed (byte* b = bytes)
        {
            return SysCall.Check(Libc.memfd_create(b, flags));
        }
    }

    [PyFunction("eventfd", "initval, flags=524288")]
    private static long Eventfd(uint initval, int flags = 524288) => SysCall.Check(Libc.eventfd(initval, flags));

    [PyFunction("eventfd_read", "fd")]
    private static BigInteger EventfdRead(int fd)
    {
        ulong value = 0;
        SysCall.Read(fd, new Span<byte>(&value, 8));
        return value;
    }

    [PyFunction("eventfd_write", "fd, value")]
    private static void EventfdWrite(int fd, ulong value) => SysCall.Write(fd, new ReadOnlySpan<byte>(&value, 8));

    [PyFunction("get_terminal_size", "fd=1, /")]
    private static PyObject GetTerminalSize(int fd = 1)
    {
        ushort* size = stackalloc ushort[4];
        SysCall.Check(Libc.ioctl(fd, 0x5413, (nint)size));
        return PyStructSequence.Make(s_terminalSizeType, PyInt.From(size[1]), PyInt.From(size[0]));
    }

    [PyFunction("device_encoding", "fd")]
    private static PyObject DeviceEncoding(int fd) => Libc.isatty(fd) == 1 ? new PyStr("utf-8") : PyNone.Instance;

    [PyFunction("ttyname", "fd, /")]
    private static PyObject TtyName(int fd)
    {
        byte[] buffer = new byte[1024];
        fixed (byte* b = buffer)
        {
            int error = Libc.ttyname_r(fd, b, buffer.Length);
            return error == 0 ? FsCodec.Decode(Libc.Text(b)) : throw Err.OSError(error);
        }
    }

    [PyFunction("ctermid")]
    private static PyObject CtermId()
    {
        byte* buffer = stackalloc byte[64];
        return FsCodec.Decode(Libc.Text(Libc.ctermid(buffer)));
    }

    [PyFunction("tcgetpgrp", "fd, /")]
    private static long TcGetPgrp(int fd) => SysCall.Check(Libc.tcgetpgrp(fd));

    [PyFunction("tcsetpgrp", "fd, pgid, /")]
    private static void TcSetPgrp(int fd, int pgid) => SysCall.Check(Libc.tcsetpgrp(fd, pgid));

    [PyFunction("openpty")]
    private static PyObject OpenPty()
    {
        int master, slave;
        SysCall.Check(Libc.openpty(&master, &slave, null, null, null));
        SetInheritable(master, 0);
        SetInheritable(slave, 0);
        return PyTuple.Of(PyInt.From(master), PyInt.From(slave));
    }

    [PyFunction("login_tty", "fd, /")]
    private static void LoginTty(PyObject fd) => SysCall.Check(Libc.login_tty(SysCall.FileDescriptor(fd)));
}

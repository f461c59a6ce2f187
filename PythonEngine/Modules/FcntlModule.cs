using System.Buffers.Binary;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>fcntl</c> module.</summary>
[PyModule("fcntl", Doc = "This module performs file control and I/O control on file\ndescriptors.  It is an interface to the fcntl() and ioctl() Unix\nroutines.  File descriptors can be obtained with the fileno() method of\na file or socket object.")]
internal static unsafe partial class FcntlModule
{
    private const string Constants = """
        DN_ACCESS 1 DN_ATTRIB 32 DN_CREATE 4 DN_DELETE 8 DN_MODIFY 2 DN_MULTISHOT 2147483648 DN_RENAME 16 FASYNC 8192
        FD_CLOEXEC 1 F_ADD_SEALS 1033 F_DUPFD 0 F_DUPFD_CLOEXEC 1030 F_EXLCK 4 F_GETFD 1 F_GETFL 3 F_GETLEASE 1025
        F_GETLK 5 F_GETLK64 5 F_GETOWN 9 F_GETPIPE_SZ 1032 F_GETSIG 11 F_GET_SEALS 1034 F_NOTIFY 1026 F_OFD_GETLK 36
        F_OFD_SETLK 37 F_OFD_SETLKW 38 F_RDLCK 0 F_SEAL_GROW 4 F_SEAL_SEAL 1 F_SEAL_SHRINK 2 F_SEAL_WRITE 8 F_SETFD 2
        F_SETFL 4 F_SETLEASE 1024 F_SETLK 6 F_SETLK64 6 F_SETLKW 7 F_SETLKW64 7 F_SETOWN 8 F_SETPIPE_SZ 1031 F_SETSIG
        10 F_SHLCK 8 F_UNLCK 2 F_WRLCK 1 LOCK_EX 2 LOCK_MAND 32 LOCK_NB 4 LOCK_READ 64 LOCK_RW 192 LOCK_SH 1 LOCK_UN 8
        LOCK_WRITE 128
        """;

    private const int BufferSize = 1024;
    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;
    private const int LockUnlock = 8;

    [PyModuleInit]
    private static void Init(PyModule module) => SysCall.AddConstants(module, Constants);

    [PyFunction("fcntl", "fd, cmd, arg=0, /")]
    private static PyObject Fcntl(PyObject fd, int cmd, PyObject? arg = null)
    {
        int descriptor = SysCall.FileDescriptor(fd);
        byte[]? data = null;
        nint value = 0;
        if (arg is PyStr or PyBytes || (arg is not null and not PyInt && arg.TryGetBuffer(false, out _)))
        {
            data = Data(arg, "fcntl");
        }
        else if (arg != null)
        {
            value = (int)(long)(ulong)((BigInteger)Ops.Index(arg).Big & uint.MaxValue);
        }
        byte[]? buffer = data == null ? null : new byte[BufferSize];
        data?.CopyTo(buffer!, 0);
        while (true)
        {
            int r, error;
            fixed (byte* b = buffer)
            {
                using (PyThread.Current.AllowThreads())
                {
                    r = Libc.fcntl(descriptor, cmd, buffer == null ? value : (nint)b);
                    error = r < 0 ? Libc.LastError : 0;
                }
            }
            if (r >= 0)
            {
                return data == null ? PyInt.From(r) : new PyBytes(buffer.AsSpan(0, data.Length).ToArray());
            }
            if (error != Errno.EINTR)
            {
                throw Err.OSError(error);
            }
            PyThread.Current.CheckSignals();
        }
    }

    private static byte[] Data(PyObject arg, string function)
    {
        byte[] data;
        if (arg is PyStr text)
        {
            data = FsCodec.Encode(text);
        }
        else
        {
            BufferView view = Ops.GetBuffer(arg);
            data = view.Span.ToArray();
            view.Release();
        }
        return data.Length <= BufferSize ? data : throw Err.ValueError($"{function} string arg too long");
    }

    [PyFunction("ioctl", "fd, request, arg=0, mutate_flag=True, /")]
    private static PyObject Ioctl(PyObject fd, PyObject request, PyObject? arg = null, bool mutateFlag = true)
    {
        int descriptor = SysCall.FileDescriptor(fd);
        nuint code = (uint)(ulong)(Ops.Index(request).Big & uint.MaxValue);
        if (arg == null || arg is PyInt)
        {
            nint value = arg == null ? 0 : (nint)(int)(uint)(ulong)(((PyInt)arg).Big & uint.MaxValue);
            return Result(CallIoctl(descriptor, code, value));
        }
        if (mutateFlag && arg is not PyStr and not PyBytes)
        {
            BufferView view = default;
            bool writable;
            try
            {
                writable = arg.TryGetBuffer(true, out view);
            }
            catch (PyException)
            {
                writable = false;
            }
            if (writable)
            {
                try
                {
                    byte[] copy = new byte[Math.Max(BufferSize, view.Memory.Length)];
                    view.Span.CopyTo(copy);
                    int r;
                    fixed (byte* b = copy)
                    {
                        r = CallIoctl(descriptor, code, (nint)b);
                    }
                    copy.AsSpan(0, view.Memory.Length).CopyTo(view.Memory.Span);
                    return Result(r);
                }
                finally
                {
                    view.Release();
                }
            }
        }
        if (arg is not PyStr && !arg.TryGetBuffer(false, out _))
        {
            throw Err.TypeError("ioctl() argument 3 must be integer or string, not " + Ops.TypeName(arg));
        }
        byte[] data = Data(arg, "ioctl");
        byte[] buffer = new byte[BufferSize];
        data.CopyTo(buffer, 0);
        fixed (byte* b = buffer)
        {
            Result(CallIoctl(descriptor, code, (nint)b));
        }
        return new PyBytes(buffer.AsSpan(0, data.Length).ToArray());
    }

    private static int CallIoctl(int fd, nuint code, nint argument)
    {
        using (PyThread.Current.AllowThreads())
        {
            int r = Libc.ioctl(fd, code, argument);
            return r < 0 ? -Libc.LastError : r;
        }
    }

    private static PyObject Result(int r) => r < 0 ? throw Err.OSError(-r) : PyInt.From(r);

    [PyFunction("flock", "fd, operation, /")]
    private static void Flock(PyObject fd, int operation)
    {
        int descriptor = SysCall.FileDescriptor(fd);
        while (true)
        {
            int error;
            using (PyThread.Current.AllowThreads())
            {
                error = Libc.flock(descriptor, operation) < 0 ? Libc.LastError : 0;
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

    [PyFunction("lockf", "fd, cmd, len=0, start=0, whence=0, /")]
    private static void Lockf(PyObject fd, int cmd, PyObject? len = null, PyObject? start = null, int whence = 0)
    {
        const int SetLock = 6, SetLockWait = 7, ReadLock = 0, WriteLock = 1, Unlock = 2;
        int descriptor = SysCall.FileDescriptor(fd);
        int type = cmd == LockUnlock ? Unlock : (cmd & LockShared) != 0 ? ReadLock : (cmd & LockExclusive) != 0 ? WriteLock
            : throw Err.ValueError("unrecognized lockf argument");
        // struct flock: l_type, l_whence (shorts), l_start, l_len (64 bits), l_pid.
        byte[] flock = new byte[32];
        BinaryPrimitives.WriteInt16LittleEndian(flock, (short)type);
        BinaryPrimitives.WriteInt16LittleEndian(flock.AsSpan(2), (short)whence);
        BinaryPrimitives.WriteInt64LittleEndian(flock.AsSpan(8), start == null ? 0 : Ops.AsLong(start));
        BinaryPrimitives.WriteInt64LittleEndian(flock.AsSpan(16), len == null ? 0 : Ops.AsLong(len));
        while (true)
        {
            int error;
            fixed (byte* f = flock)
            {
                using (PyThread.Current.AllowThreads())
                {
                    error = Libc.fcntl(descriptor, (cmd & LockNonBlocking) != 0 ? SetLock : SetLockWait, (nint)f) < 0 ? Libc.LastError : 0;
                }
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
}

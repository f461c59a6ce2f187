using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Ssl;

/// <summary>
/// A BIO over a descriptor that never blocks, whatever mode the descriptor is in: waiting is done outside of OpenSSL, so a connection's
/// operations run under the engine's lock and two threads may use it at once.
/// </summary>
internal static unsafe class SocketBio
{
    private const int MSG_DONTWAIT = 0x40;
    private const int MSG_NOSIGNAL = 0x4000;
    private const int SourceSink = 0x400;

    private static readonly nint s_method = MakeMethod();

    /// <summary>errno of the last system call that failed on this OS thread, 0 when it did not fail.</summary>
    [ThreadStatic]
    internal static int Errno;

    private static nint MakeMethod()
    {
        nint method;
        fixed (byte* name = "python socket\0"u8)
        {
            method = OpenSsl.BIO_meth_new(OpenSsl.BIO_get_new_index() | SourceSink, name);
        }
        OpenSsl.BIO_meth_set_read(method, &Read);
        OpenSsl.BIO_meth_set_write(method, &Write);
        OpenSsl.BIO_meth_set_ctrl(method, &Ctrl);
        OpenSsl.BIO_meth_set_create(method, &Create);
        return method;
    }

    internal static nint New(int fd)
    {
        nint bio = OpenSsl.BIO_new(s_method);
        if (bio != 0)
        {
            SetDescriptor(bio, fd);
        }
        return bio;
    }

    internal static void SetDescriptor(nint bio, int fd) => OpenSsl.BIO_set_data(bio, fd);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Create(nint bio)
    {
        OpenSsl.BIO_set_init(bio, 1);
        return 1;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(nint bio, byte* buffer, int length)
    {
        OpenSsl.BIO_clear_flags(bio, OpenSsl.BIO_FLAGS_RETRY_ALL);
        if (buffer == null || length <= 0)
        {
            return 0;
        }
        int fd = (int)OpenSsl.BIO_get_data(bio);
        nint n = Libc.recv(fd, buffer, length, MSG_DONTWAIT);
        if (n < 0)
        {
            Failed(bio, OpenSsl.BIO_FLAGS_READ);
        }
        else if (n == 0)
        {
            // OpenSSL asks for this to tell an end without close_notify from an error.
            OpenSsl.BIO_set_flags(bio, OpenSsl.BIO_FLAGS_IN_EOF);
        }
        return (int)n;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(nint bio, byte* buffer, int length)
    {
        OpenSsl.BIO_clear_flags(bio, OpenSsl.BIO_FLAGS_RETRY_ALL);
        nint n = Libc.send((int)OpenSsl.BIO_get_data(bio), buffer, length, MSG_DONTWAIT | MSG_NOSIGNAL);
        if (n < 0)
        {
            Failed(bio, OpenSsl.BIO_FLAGS_WRITE);
        }
        return (int)n;
    }

    private static void Failed(nint bio, int direction)
    {
        int error = Libc.LastError;
        if (error is Native.Errno.EAGAIN or Native.Errno.EINTR)
        {
            OpenSsl.BIO_set_flags(bio, direction | OpenSsl.BIO_FLAGS_SHOULD_RETRY);
            return;
        }
        Errno = error;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static nint Ctrl(nint bio, int command, nint number, nint pointer) => command switch
    {
        OpenSsl.BIO_CTRL_FLUSH => 1,
        OpenSsl.BIO_CTRL_EOF => OpenSsl.BIO_test_flags(bio, OpenSsl.BIO_FLAGS_IN_EOF) != 0 ? 1 : 0,
        _ => 0,
    };
}

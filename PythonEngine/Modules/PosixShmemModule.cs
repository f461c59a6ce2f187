using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>_posixshmem</c> module: POSIX shared memory objects.</summary>
[PyModule("_posixshmem", Doc = "POSIX shared memory")]
internal static unsafe partial class PosixShmemModule
{
    [PyFunction("shm_open", "path, flags, mode=511", Doc = "Opens a shared memory object; returns its file descriptor.")]
    private static int ShmOpen(PyThread thread, PyStr path, int flags, int mode = 0x1ff)
    {
        fixed (byte* name = Name(path))
        {
            while (true)
            {
                int fd, error;
                using (thread.AllowThreads())
                {
                    fd = Libc.shm_open(name, flags, (uint)mode);
                    error = fd < 0 ? Libc.LastError : 0;
                }
                if (fd >= 0)
                {
                    return fd;
                }
                if (error != Errno.EINTR)
                {
                    throw Err.OSError(error, path);
                }
                thread.CheckSignals();
            }
        }
    }

    [PyFunction("shm_unlink", "path", Doc = "Removes a shared memory object's name; the memory goes with its last user.")]
    private static void ShmUnlink(PyStr path)
    {
        fixed (byte* name = Name(path))
        {
            SysCall.Check(Libc.shm_unlink(name), path);
        }
    }

    // A name with a null in it is cut there, as CPython's is.
    private static byte[] Name(PyStr path) => [.. Codecs.EncodeUtf8(path), 0];
}

using System.Threading;
using GreenletNet.Hubs;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Socket;

/// <summary>System calls for eventlet's green sockets: never block, answer -errno, and wait at the hub under an owner's name.</summary>
internal unsafe partial class PySocket
{
    private const int MSG_DONTWAIT = 0x40;
    private static long s_owners;
    private long _owner;

    /// <summary>Frames of waiting greenlets, used again.</summary>
    internal Eventlet.RecvFrame? RecvFrame;
    internal Eventlet.SendFrame? SendFrame;

    internal int Descriptor => _fd;

    /// <summary>By this the hub knows that whoever waits vouches for the descriptor: <see cref="ReleaseOwner"/> comes before the close.</summary>
    internal long Owner => _owner != 0 ? _owner : _owner = Interlocked.Increment(ref s_owners) << 8;

    private void ReleaseOwner(int fd)
    {
        if (_owner != 0 && PyThread.CurrentOrNull is { HasHub: true } thread)
        {
            thread.Hub.NotifyClose(fd);
            _owner = 0;
        }
    }

    internal int TryReceive(byte* buffer, int count, int flags)
    {
        while (true)
        {
            nint n = Libc.recv(_fd, buffer, count, flags | MSG_DONTWAIT);
            if (n >= 0)
            {
                return (int)n;
            }
            int error = Libc.LastError;
            if (error != Errno.EINTR)
            {
                return -error;
            }
            PyThread.Current.CheckSignals();
        }
    }

    /// <summary>Accepts a connection without blocking; the new descriptor does not block either. Answers -errno, -EAGAIN where there is none.</summary>
    internal int TryAccept(out PyObject address)
    {
        byte* bytes = stackalloc byte[SocketAddress.Size];
        bool freed = false;
        while (true)
        {
            *(ushort*)bytes = 0;
            uint length = SocketAddress.Size;
            int fd = Libc.accept4(_fd, bytes, &length, SOCK_CLOEXEC | SOCK_NONBLOCK);
            if (fd >= 0)
            {
                address = SocketAddress.ToPython(bytes, length, _proto);
                return fd;
            }
            int error = Libc.LastError;
            if (error == Errno.EMFILE && !freed && _engine.Pacer.FreeDescriptors(PyThread.Current))
            {
                freed = true;
                continue;
            }
            if (error != Errno.EINTR)
            {
                address = PyNone.Instance;
                return -error;
            }
            PyThread.Current.CheckSignals();
        }
    }

    /// <summary>A new socket object, of a class, that owns an accepted descriptor of the listener's kind.</summary>
    internal static PySocket Adopt(PyType cls, int fd, PySocket listener)
    {
        PySocket socket = (PySocket)Allocate(cls);
        socket.Setup(fd, listener._family, listener._type | SOCK_NONBLOCK, listener._proto);
        return socket;
    }

    internal int TrySend(ReadOnlySpan<byte> data, int flags)
    {
        fixed (byte* b = data)
        {
            byte dummy;
            while (true)
            {
                nint n = Libc.send(_fd, b == null ? &dummy : b, data.Length, flags | MSG_DONTWAIT);
                if (n >= 0)
                {
                    return (int)n;
                }
                int error = Libc.LastError;
                if (error != Errno.EINTR)
                {
                    return -error;
                }
                PyThread.Current.CheckSignals();
            }
        }
    }
}

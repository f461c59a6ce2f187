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

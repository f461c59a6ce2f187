using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Ssl;

/// <summary>
/// Handshake, reading, writing, shutdown. OpenSSL never blocks (see <see cref="SocketBio"/>); where the socket's timeout allows it, the wait
/// for the descriptor is here, with the engine's lock released.
/// </summary>
internal sealed unsafe partial class PySslSocket
{
    // Where CPython 3.11 raises: its messages show the line.
    private const int HandshakeLine = 992;
    private const int HandshakeTimeoutLine = 975;
    private const int ReadLine = 2546;
    private const int WriteLine = 2393;
    private const int ShutdownLine = 2672;

    private enum Wait
    {
        Ready,
        NonBlocking,
        TimedOut,
        Closed,
    }

    /// <summary>The socket under the connection; null for memory BIOs.</summary>
    private Socket.PySocket? Socket(int line)
    {
        if (_socket == null)
        {
            return null;
        }
        if (!_socket.TryGetTarget(out Socket.PySocket? socket) || socket.Descriptor < 0)
        {
            throw SslErrors.Current.Library("Underlying socket connection gone", line);
        }
        SocketBio.SetDescriptor(_bio, socket.Descriptor);
        return socket;
    }

    private static long Deadline(Socket.PySocket? socket) => socket is { TimeoutNanoseconds: > 0 } ? PyTime.Monotonic() + socket.TimeoutNanoseconds : 0;

    private static Wait WaitFor(Socket.PySocket? socket, bool writing, long deadline)
    {
        if (socket == null || socket.TimeoutNanoseconds == 0)
        {
            return Wait.NonBlocking;
        }
        if (socket.Descriptor < 0)
        {
            return Wait.Closed;
        }
        long left = -1;
        if (deadline != 0)
        {
            left = deadline - PyTime.Monotonic();
            if (left <= 0)
            {
                return Wait.TimedOut;
            }
        }
        return SysCall.WaitReady(socket.Descriptor, writing ? Libc.POLLOUT : Libc.POLLIN, left) ? Wait.Ready : Wait.TimedOut;
    }

    /// <summary>Guards an operation: a callback that it makes must not start another on the same connection.</summary>
    private void Enter()
    {
        if (_busy)
        {
            throw Err.RuntimeError("the SSL connection is in use by a callback of its own");
        }
        _busy = true;
        Failure = null;
        SocketBio.Errno = 0;
        OpenSsl.ERR_clear_error();
    }

    /// <summary>The end of an operation: raises what a callback raised.</summary>
    private void Leave()
    {
        _busy = false;
        if (Failure is { } failure)
        {
            Failure = null;
            OpenSsl.ERR_clear_error();
            throw failure;
        }
    }

    private int Error(int result) => result > 0 ? OpenSsl.SSL_ERROR_NONE : OpenSsl.SSL_get_error(Handle, result);

    [PyMethod("do_handshake", "")]
    private void DoHandshake()
    {
        Socket.PySocket? socket = Socket(936);
        long deadline = Deadline(socket);
        PyThread thread = PyThread.Current;
        while (true)
        {
            Enter();
            int result = OpenSsl.SSL_do_handshake(Handle);
            int error = Error(result), errno = SocketBio.Errno;
            Leave();
            if (error == OpenSsl.SSL_ERROR_NONE)
            {
                return;
            }
            thread.CheckSignals();
            if (error is OpenSsl.SSL_ERROR_WANT_READ or OpenSsl.SSL_ERROR_WANT_WRITE)
            {
                switch (WaitFor(socket, error == OpenSsl.SSL_ERROR_WANT_WRITE, deadline))
                {
                    case Wait.Ready:
                        continue;
                    case Wait.TimedOut:
                        throw Err.Make(Exc.TimeoutError, $"_ssl.c:{HandshakeTimeoutLine}: The handshake operation timed out");
                    case Wait.Closed:
                        throw SslErrors.Current.Plain("_ssl.c:984: Underlying socket has been closed.");
                }
            }
            throw SslErrors.Current.Connection(this, error, result, errno, HandshakeLine);
        }
    }

    [PyMethod("write", "b, /", Doc = "Writes the bytes-like object b into the SSL object.\n\nReturns the number of bytes written.")]
    private long Write(BufferView b)
    {
        Socket.PySocket? socket = Socket(2319);
        long deadline = Deadline(socket);
        PyThread thread = PyThread.Current;
        while (true)
        {
            nuint count = 0;
            int result;
            Enter();
            fixed (byte* p = b.Span)
            {
                // Of nothing at all OpenSSL has no address.
                byte none = 0;
                result = OpenSsl.SSL_write_ex(Handle, p == null ? &none : p, (nuint)b.Memory.Length, &count);
            }
            int error = Error(result), errno = SocketBio.Errno;
            Leave();
            if (error == OpenSsl.SSL_ERROR_NONE)
            {
                return (long)count;
            }
            thread.CheckSignals();
            if (error is OpenSsl.SSL_ERROR_WANT_READ or OpenSsl.SSL_ERROR_WANT_WRITE)
            {
                switch (WaitFor(socket, error == OpenSsl.SSL_ERROR_WANT_WRITE, deadline))
                {
                    case Wait.Ready:
                        continue;
                    case Wait.TimedOut:
                        throw Err.Make(Exc.TimeoutError, "The write operation timed out");
                    case Wait.Closed:
                        throw SslErrors.Current.Plain("Underlying socket has been closed.");
                }
            }
            throw SslErrors.Current.Connection(this, error, result, errno, WriteLine);
        }
    }

    [PyMethod("read", Doc = "read(size, [buffer])\nRead up to size bytes from the SSL socket.")]
    private PyObject Read(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("_ssl._SSLSocket.read() takes no keyword arguments");
        }
        if (args.Length is < 1 or > 2)
        {
            throw Err.TypeError("_ssl._SSLSocket.read requires 1 to 2 arguments");
        }
        int length = Args.Int32(args[0]);
        if (args.Length == 1)
        {
            if (length < 0)
            {
                throw Err.ValueError("size should not be negative");
            }
            if (length == 0)
            {
                return PyBytes.Empty;
            }
            // Records are smaller than what callers like to ask for.
            byte[] data = GC.AllocateUninitializedArray<byte>(Math.Min(length, MaximumRecord));
            int count;
            fixed (byte* p = data)
            {
                count = Read(p, data.Length);
            }
            return count == data.Length ? new PyBytes(data) : PyBytes.Make(data.AsSpan(0, count));
        }
        BufferView view = Args.WritableBuffer(args[1], "read() argument 2");
        try
        {
            if (length <= 0 || length > view.Memory.Length)
            {
                length = view.Memory.Length;
            }
            if (length == 0)
            {
                return PyInt.Zero;
            }
            using System.Buffers.MemoryHandle pin = view.Memory.Pin();
            return PyInt.From(Read((byte*)pin.Pointer, length));
        }
        finally
        {
            view.Release();
        }
    }

    internal const int MaximumRecord = 16384;

    private int Read(byte* buffer, int length)
    {
        Socket.PySocket? socket = Socket(2496);
        long deadline = Deadline(socket);
        PyThread thread = PyThread.Current;
        while (true)
        {
            nuint count = 0;
            Enter();
            int result = OpenSsl.SSL_read_ex(Handle, buffer, (nuint)length, &count);
            int error = Error(result), errno = SocketBio.Errno;
            Leave();
            if (error == OpenSsl.SSL_ERROR_NONE)
            {
                return (int)count;
            }
            thread.CheckSignals();
            if (error is OpenSsl.SSL_ERROR_WANT_READ or OpenSsl.SSL_ERROR_WANT_WRITE)
            {
                Wait wait = WaitFor(socket, error == OpenSsl.SSL_ERROR_WANT_WRITE, deadline);
                if (wait == Wait.Ready)
                {
                    continue;
                }
                if (wait == Wait.TimedOut)
                {
                    throw Err.Make(Exc.TimeoutError, "The read operation timed out");
                }
            }
            else if (error == OpenSsl.SSL_ERROR_ZERO_RETURN && OpenSsl.SSL_get_shutdown(Handle) == OpenSsl.SSL_RECEIVED_SHUTDOWN)
            {
                return 0;
            }
            throw SslErrors.Current.Connection(this, error, result, errno, ReadLine);
        }
    }

    [PyMethod("shutdown", "", Doc = "Does the SSL shutdown handshake with the remote end.")]
    private PyObject Shutdown()
    {
        Socket.PySocket? socket = Socket(2633);
        long deadline = Deadline(socket);
        PyThread thread = PyThread.Current;
        int zeros = 0;
        while (true)
        {
            Enter();
            if (_shutdownSeenZero)
            {
                // What follows the peer's close_notify belongs to whoever uses the plain socket next.
                OpenSsl.SSL_set_read_ahead(Handle, 0);
            }
            int result = OpenSsl.SSL_shutdown(Handle);
            int error = Error(result), errno = SocketBio.Errno;
            Leave();
            if (result > 0)
            {
                break;
            }
            if (result == 0)
            {
                // Sent; now the peer's is waited for. Trying more than twice would be trying for ever.
                if (++zeros > 1)
                {
                    break;
                }
                _shutdownSeenZero = true;
                continue;
            }
            thread.CheckSignals();
            if (error is OpenSsl.SSL_ERROR_WANT_READ or OpenSsl.SSL_ERROR_WANT_WRITE)
            {
                Wait wait = WaitFor(socket, error == OpenSsl.SSL_ERROR_WANT_WRITE, deadline);
                if (wait == Wait.Ready)
                {
                    continue;
                }
                if (wait == Wait.TimedOut)
                {
                    throw Err.Make(Exc.TimeoutError, error == OpenSsl.SSL_ERROR_WANT_READ ? "The read operation timed out" : "The write operation timed out");
                }
            }
            throw SslErrors.Current.Connection(this, error, result, errno, ShutdownLine);
        }
        return socket ?? (PyObject)PyNone.Instance;
    }
}

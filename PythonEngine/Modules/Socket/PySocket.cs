using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Socket;

/// <summary><c>_socket.socket</c></summary>
[PyType("socket", Module = "_socket", Subclassable = true, Doc = "socket(family=AF_INET, type=SOCK_STREAM, proto=0) -> socket object\nsocket(family=-1, type=-1, proto=-1, fileno=None) -> socket object\n\nOpen a socket of the given type.  The family argument specifies the\naddress family; it defaults to AF_INET.  The type argument specifies\nwhether this is a stream (SOCK_STREAM, this is the default)\nor datagram (SOCK_DGRAM) socket.  The protocol argument defaults to 0,\nspecifying the default protocol.  Keyword arguments are accepted.\nThe socket is created as non-inheritable.")]
internal unsafe partial class PySocket : PyObject
{
    private const int SOL_SOCKET = 1;
    private const int SO_TYPE = 3;
    private const int SO_ERROR = 4;
    private const int SO_PROTOCOL = 38;
    internal const int SOCK_CLOEXEC = 0x80000;
    internal const int SOCK_NONBLOCK = 0x800;

    private readonly PyEngine _engine = PyThread.Current.Engine;
    private int _fd = -1;
    private int _family;
    private int _type;
    private int _proto;
    /// <summary>Nanoseconds; 0 non-blocking, -1 blocking.</summary>
    private long _timeout = -1;

    /// <summary>The timeout in nanoseconds; negative blocks, 0 never waits.</summary>
    internal long TimeoutNanoseconds => _timeout;

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => Allocate(cls);

    [PyMethod("__init__", "family=-1, type=-1, proto=-1, fileno=None")]
    private void Init(int family = -1, int type = -1, int proto = -1, PyObject? fileno = null)
    {
        int fd;
        if (fileno != null && !ReferenceEquals(fileno, PyNone.Instance))
        {
            if (fileno is PyFloat)
            {
                throw Err.TypeError("'float' object cannot be interpreted as an integer");
            }
            fd = SysCall.AsCInt(fileno);
            if (fd < 0)
            {
                throw Err.ValueError("negative file descriptor");
            }
            byte* address = stackalloc byte[SocketAddress.Size];
            uint length = SocketAddress.Size;
            *(ushort*)address = 0;
            if (Libc.getsockname(fd, address, &length) < 0)
            {
                if (family == -1 || Libc.LastError is Errno.EBADF or Errno.ENOTSOCK)
                {
                    throw SysCall.LastError();
                }
            }
            else if (family == -1)
            {
                family = *(ushort*)address;
            }
            if (type == -1)
            {
                type = IntOption(fd, SO_TYPE);
            }
            if (proto == -1)
            {
                proto = IntOption(fd, SO_PROTOCOL);
            }
        }
        else
        {
            family = family == -1 ? SocketAddress.AF_INET : family;
            type = type == -1 ? 1 : type;
            proto = proto == -1 ? 0 : proto;
            fd = Libc.socket(family, type | SOCK_CLOEXEC, proto);
            int error = fd < 0 ? Libc.LastError : 0;
            if (error == Errno.EMFILE && _engine.Pacer.FreeDescriptors(PyThread.Current))
            {
                fd = Libc.socket(family, type | SOCK_CLOEXEC, proto);
                error = fd < 0 ? Libc.LastError : 0;
            }
            if (error != 0)
            {
                throw Err.OSError(error);
            }
        }
        Setup(fd, family, type, proto);
    }

    private static int IntOption(int fd, int option)
    {
        int value;
        uint length = 4;
        SysCall.Check(Libc.getsockopt(fd, SOL_SOCKET, option, &value, &length));
        return value;
    }

    private void Setup(int fd, int family, int type, int proto)
    {
        _fd = fd;
        _engine.Pacer.SocketOpened();
        _family = family;
        _type = type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK);
        _proto = proto;
        if ((type & SOCK_NONBLOCK) != 0)
        {
            _timeout = 0;
            return;
        }
        _timeout = SocketModule.DefaultTimeout(_engine);
        if (_timeout >= 0)
        {
            SetNonBlocking(true);
        }
    }

    private void SetNonBlocking(bool nonBlocking)
    {
        int flags = SysCall.Check(Libc.fcntl(_fd, Libc.F_GETFL, 0));
        int wanted = nonBlocking ? flags | Libc.O_NONBLOCK : flags & ~Libc.O_NONBLOCK;
        if (wanted != flags)
        {
            SysCall.Check(Libc.fcntl(_fd, Libc.F_SETFL, wanted));
        }
    }

    // ---- the waiting loop ----

    /// <summary>What one system call needs.</summary>
    private struct Request
    {
        public void* Buffer;
        public nint Length;
        public int Flags;
        public byte* Address;
        public uint AddressLength;
        public Libc.Msghdr* Message;
    }

    /// <summary>Makes a call under the socket's timeout; raises OSError or TimeoutError.</summary>
    private nint Call(delegate*<int, Request*, nint> call, Request* request, bool writing)
    {
        long deadline = _timeout > 0 ? PyTime.Monotonic() + _timeout : 0;
        PyThread thread = PyThread.Current;
        while (true)
        {
            nint n;
            int error;
            if (_timeout >= 0)
            {
                // The descriptor does not block, so the engine's lock may stay.
                n = call(_fd, request);
                error = n < 0 ? Libc.LastError : 0;
            }
            else
            {
                using (thread.AllowThreads())
                {
                    n = call(_fd, request);
                    error = n < 0 ? Libc.LastError : 0;
                }
            }
            if (n >= 0)
            {
                return n;
            }
            if (error == Errno.EINTR)
            {
                thread.CheckSignals();
                continue;
            }
            if (_timeout > 0 && error == Errno.EAGAIN)
            {
                WaitUntil(deadline, writing);
                continue;
            }
            throw Err.OSError(error);
        }
    }

    private void WaitUntil(long deadline, bool writing)
    {
        long left = deadline - PyTime.Monotonic();
        if (left <= 0 || !SysCall.WaitReady(_fd, writing ? Libc.POLLOUT : Libc.POLLIN, left))
        {
            throw Err.Make(Exc.TimeoutError, "timed out");
        }
    }

    private static nint DoRecv(int fd, Request* r) => Libc.recv(fd, r->Buffer, r->Length, r->Flags);

    private static nint DoSend(int fd, Request* r) => Libc.send(fd, r->Buffer, r->Length, r->Flags);

    private static nint DoRecvFrom(int fd, Request* r)
    {
        r->AddressLength = SocketAddress.Size;
        uint length = SocketAddress.Size;
        nint n = Libc.recvfrom(fd, r->Buffer, r->Length, r->Flags, r->Address, &length);
        r->AddressLength = length;
        return n;
    }

    private static nint DoSendTo(int fd, Request* r) => Libc.sendto(fd, r->Buffer, r->Length, r->Flags, r->Address, r->AddressLength);

    private static nint DoSendMsg(int fd, Request* r) => Libc.sendmsg(fd, r->Message, r->Flags);

    private static nint DoRecvMsg(int fd, Request* r) => Libc.recvmsg(fd, r->Message, r->Flags);

    private static nint DoAccept(int fd, Request* r)
    {
        uint length = SocketAddress.Size;
        int n = Libc.accept4(fd, r->Address, &length, SOCK_CLOEXEC);
        r->AddressLength = length;
        return n;
    }

    // ---- receiving ----

    internal int RecvInto(Span<byte> buffer, int flags)
    {
        // As in CPython, nothing is asked of the system for nothing.
        if (buffer.IsEmpty)
        {
            return 0;
        }
        fixed (byte* b = buffer)
        {
            Request request = new() { Buffer = b, Length = buffer.Length, Flags = flags };
            return (int)Call(&DoRecv, &request, writing: false);
        }
    }

    [PyMethod("recv", "bufsize, flags=0, /")]
    private PyObject Recv(nint bufsize, int flags = 0)
    {
        if (bufsize < 0)
        {
            throw Err.ValueError("negative buffersize in recv");
        }
        byte[] buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(bufsize, Array.MaxLength));
        int n = RecvInto(buffer, flags);
        return IO.IOModule.MakeBytes(buffer, n);
    }

    [PyMethod("recv_into", "buffer, nbytes=0, flags=0")]
    private long RecvInto(PyObject buffer, nint nbytes = 0, int flags = 0)
    {
        BufferView view = Args.WritableBuffer(buffer, "recv_into() argument 1");
        try
        {
            if (nbytes < 0)
            {
                throw Err.ValueError("negative buffersize in recv_into");
            }
            if (nbytes > view.Memory.Length)
            {
                throw Err.ValueError("buffer too small for requested bytes");
            }
            Span<byte> span = view.Memory.Span;
            return RecvInto(nbytes == 0 ? span : span[..(int)nbytes], flags);
        }
        finally
        {
            view.Release();
        }
    }

    private int RecvFrom(Span<byte> buffer, int flags, out PyObject address)
    {
        byte* from = stackalloc byte[SocketAddress.Size];
        *(ushort*)from = 0;
        fixed (byte* b = buffer)
        {
            byte dummy;
            Request request = new() { Buffer = b == null ? &dummy : b, Length = buffer.Length, Flags = flags, Address = from };
            int n = (int)Call(&DoRecvFrom, &request, writing: false);
            address = SocketAddress.ToPython(from, request.AddressLength, _proto);
            return n;
        }
    }

    [PyMethod("recvfrom", "bufsize, flags=0, /")]
    private PyObject RecvFrom(nint bufsize, int flags = 0)
    {
        if (bufsize < 0)
        {
            throw Err.ValueError("negative buffersize in recvfrom");
        }
        byte[] buffer = GC.AllocateUninitializedArray<byte>((int)Math.Min(bufsize, Array.MaxLength));
        int n = RecvFrom(buffer, flags, out PyObject address);
        return PyTuple.Of(IO.IOModule.MakeBytes(buffer, n), address);
    }

    [PyMethod("recvfrom_into", "buffer, nbytes=0, flags=0")]
    private PyObject RecvFromInto(PyObject buffer, nint nbytes = 0, int flags = 0)
    {
        BufferView view = Args.WritableBuffer(buffer, "recvfrom_into() argument 1");
        try
        {
            if (nbytes < 0)
            {
                throw Err.ValueError("negative buffersize in recvfrom_into");
            }
            if (nbytes > view.Memory.Length)
            {
                throw Err.ValueError("nbytes is greater than the length of the buffer");
            }
            Span<byte> span = view.Memory.Span;
            int n = RecvFrom(nbytes == 0 ? span : span[..(int)nbytes], flags, out PyObject address);
            return PyTuple.Of(PyInt.From(n), address);
        }
        finally
        {
            view.Release();
        }
    }

    // ---- sending ----

    [PyMethod("send", "data, flags=0, /")]
    private long Send(ReadOnlySpan<byte> data, int flags = 0)
    {
        fixed (byte* b = data)
        {
            Request request = new() { Buffer = b, Length = data.Length, Flags = flags };
            return Call(&DoSend, &request, writing: true);
        }
    }

    [PyMethod("sendall", "data, flags=0, /")]
    private void SendAll(ReadOnlySpan<byte> data, int flags = 0)
    {
        long deadline = _timeout > 0 ? PyTime.Monotonic() + _timeout : 0;
        PyThread thread = PyThread.Current;
        fixed (byte* start = data)
        {
            byte* b = start;
            nint left = data.Length;
            do
            {
                nint n;
                int error;
                if (_timeout >= 0)
                {
                    n = Libc.send(_fd, b, left, flags);
                    error = n < 0 ? Libc.LastError : 0;
                }
                else
                {
                    using (thread.AllowThreads())
                    {
                        n = Libc.send(_fd, b, left, flags);
                        error = n < 0 ? Libc.LastError : 0;
                    }
                }
                if (n >= 0)
                {
                    b += n;
                    left -= n;
                    thread.CheckSignals();
                }
                else if (error == Errno.EINTR)
                {
                    thread.CheckSignals();
                }
                else if (_timeout > 0 && error == Errno.EAGAIN)
                {
                    WaitUntil(deadline, writing: true);
                }
                else
                {
                    throw Err.OSError(error);
                }
            }
            while (left > 0);
        }
    }

    [PyMethod("sendto")]
    private PyObject SendTo(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames != null)
        {
            throw Err.TypeError($"{Type.FullName}.sendto() takes no keyword arguments");
        }
        if (args.Length is < 2 or > 3)
        {
            throw Err.TypeError($"sendto() takes 2 or 3 arguments ({args.Length} given)");
        }
        int flags = args.Length == 3 ? SysCall.AsCInt(args[1]) : 0;
        BufferView view = Args.Buffer(args[0], "sendto() argument 1");
        try
        {
            byte* address = stackalloc byte[SocketAddress.Size];
            uint length = SocketAddress.FromPython(args[^1], _family, "sendto", address);
            fixed (byte* b = view.Span)
            {
                Request request = new() { Buffer = b, Length = view.Memory.Length, Flags = flags, Address = address, AddressLength = length };
                return PyInt.From(Call(&DoSendTo, &request, writing: true));
            }
        }
        finally
        {
            view.Release();
        }
    }

    // ---- connections ----

    [PyMethod("bind", "address, /")]
    private void Bind(PyObject address)
    {
        byte* memory = stackalloc byte[SocketAddress.Size];
        uint length = SocketAddress.FromPython(address, _family, "bind", memory);
        SysCall.Check(Libc.bind(_fd, memory, length));
    }

    /// <summary>0, or an errno; -1 when the time is up.</summary>
    private int Connect(byte* address, uint length)
    {
        PyThread thread = PyThread.Current;
        int error;
        if (_timeout >= 0)
        {
            error = Libc.connect(_fd, address, length) < 0 ? Libc.LastError : 0;
        }
        else
        {
            using (thread.AllowThreads())
            {
                error = Libc.connect(_fd, address, length) < 0 ? Libc.LastError : 0;
            }
        }
        bool wait;
        if (error == Errno.EINTR)
        {
            thread.CheckSignals();
            wait = _timeout != 0;
        }
        else
        {
            wait = _timeout > 0 && error == Errno.EINPROGRESS;
        }
        if (!wait)
        {
            return error;
        }
        if (!SysCall.WaitReady(_fd, Libc.POLLOUT, _timeout))
        {
            return -1;
        }
        return IntOption(_fd, SO_ERROR) is var result && result == Errno.EISCONN ? 0 : result;
    }

    [PyMethod("connect", "address, /")]
    private void Connect(PyObject address)
    {
        byte* memory = stackalloc byte[SocketAddress.Size];
        uint length = SocketAddress.FromPython(address, _family, "connect", memory);
        int error = Connect(memory, length);
        if (error != 0)
        {
            throw error == -1 ? Err.Make(Exc.TimeoutError, "timed out") : Err.OSError(error);
        }
    }

    [PyMethod("connect_ex", "address, /")]
    private long ConnectEx(PyObject address)
    {
        byte* memory = stackalloc byte[SocketAddress.Size];
        uint length = SocketAddress.FromPython(address, _family, "connect_ex", memory);
        int error = Connect(memory, length);
        return error == -1 ? Errno.EAGAIN : error;
    }

    [PyMethod("listen", "backlog=128, /")]
    private void Listen(int backlog = 128)
    {
        SysCall.Check(Libc.listen(_fd, Math.Max(0, backlog)));
        AssemblyPreload.Ensure();
    }

    [PyMethod("_accept", "")]
    private PyObject Accept()
    {
        byte* address = stackalloc byte[SocketAddress.Size];
        *(ushort*)address = 0;
        Request request = new() { Address = address };
        int fd;
        try
        {
            fd = (int)Call(&DoAccept, &request, writing: false);
        }
        catch (PyException e) when (e.Value is PyOSError { Errno: PyInt } full && Ops.AsLong(full.Errno!) == Errno.EMFILE
            && _engine.Pacer.FreeDescriptors(PyThread.Current))
        {
            fd = (int)Call(&DoAccept, &request, writing: false);
        }
        return PyTuple.Of(PyInt.From(fd), SocketAddress.ToPython(address, request.AddressLength, _proto));
    }

    [PyMethod("shutdown", "how, /")]
    private void Shutdown(int how)
    {
        int error;
        using (PyThread.Current.AllowThreads())
        {
            error = Libc.shutdown(_fd, how) < 0 ? Libc.LastError : 0;
        }
        if (error != 0)
        {
            throw Err.OSError(error);
        }
    }

    [PyMethod("close", "")]
    private void Close()
    {
        int fd = _fd;
        if (fd < 0)
        {
            return;
        }
        _fd = -1;
        _engine.Pacer.SocketClosed();
        GC.SuppressFinalize(this);
        ReleaseOwner(fd);
        int error;
        using (PyThread.Current.AllowThreads())
        {
            error = Libc.close(fd) < 0 ? Libc.LastError : 0;
        }
        // The peer's reset is nothing that the caller of close() could use.
        if (error is not (0 or Errno.ECONNRESET or Errno.EINTR))
        {
            throw Err.OSError(error);
        }
    }

    [PyMethod("detach", "")]
    private long Detach()
    {
        int fd = _fd;
        if (fd < 0)
        {
            return fd;
        }
        _fd = -1;
        _engine.Pacer.SocketClosed();
        GC.SuppressFinalize(this);
        ReleaseOwner(fd);
        return fd;
    }

    [PyMethod("fileno", "")]
    private long Fileno() => _fd;

    private PyObject Name(bool peer)
    {
        byte* address = stackalloc byte[SocketAddress.Size];
        uint length = SocketAddress.Size;
        *(ushort*)address = 0;
        SysCall.Check(peer ? Libc.getpeername(_fd, address, &length) : Libc.getsockname(_fd, address, &length));
        return SocketAddress.ToPython(address, length, _proto);
    }

    [PyMethod("getpeername", "")]
    private PyObject GetPeerName() => Name(true);

    [PyMethod("getsockname", "")]
    private PyObject GetSockName() => Name(false);

    // ---- options and modes ----

    [PyMethod("getsockopt", "level, option, buflen=0, /")]
    private PyObject GetSockOpt(int level, int option, int buflen = 0)
    {
        if (buflen == 0)
        {
            int value = 0;
            uint size = 4;
            SysCall.Check(Libc.getsockopt(_fd, level, option, &value, &size));
            return PyInt.From(value);
        }
        if (buflen is < 0 or > 1024)
        {
            throw Err.Make(Exc.OSError, "getsockopt buflen out of range");
        }
        byte[] buffer = new byte[buflen];
        uint length = (uint)buflen;
        fixed (byte* b = buffer)
        {
            SysCall.Check(Libc.getsockopt(_fd, level, option, b, &length));
        }
        return IO.IOModule.MakeBytes(buffer, (int)length);
    }

    [PyMethod("setsockopt")]
    private void SetSockOpt(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("socket.setsockopt() takes no keyword arguments");
        }
        if (args.Length != 4)
        {
            // CPython tries its three forms one after the other; the last tells what is wrong.
            Args.CheckTuple(args.Length, null, "setsockopt", null, 3, 3);
        }
        int level = Args.Int32(args[0]);
        int option = Args.Int32(args[1]);
        PyObject value = args[2];
        PyObject? optlen = args.Length == 4 ? args[3] : null;
        if (optlen != null)
        {
            if (!ReferenceEquals(value, PyNone.Instance))
            {
                throw Err.TypeError($"setsockopt() argument 3 must be None, not {Ops.TypeName(value)}");
            }
            SysCall.Check(Libc.setsockopt(_fd, level, option, null, (uint)Ops.AsLong(optlen)));
            return;
        }
        if (value is PyInt)
        {
            int number = SysCall.AsCInt(value);
            SysCall.Check(Libc.setsockopt(_fd, level, option, &number, 4));
            return;
        }
        BufferView view = Ops.GetBuffer(value);
        try
        {
            fixed (byte* b = view.Span)
            {
                SysCall.Check(Libc.setsockopt(_fd, level, option, b, (uint)view.Memory.Length));
            }
        }
        finally
        {
            view.Release();
        }
    }

    [PyMethod("setblocking", "flag, /")]
    private void SetBlocking(bool flag)
    {
        SetNonBlocking(!flag);
        _timeout = flag ? -1 : 0;
    }

    [PyMethod("getblocking", "")]
    private bool GetBlocking() => _timeout != 0;

    [PyMethod("settimeout", "value, /")]
    private void SetTimeout(PyObject value)
    {
        long timeout = SocketModule.ParseTimeout(value);
        _timeout = timeout;
        SetNonBlocking(timeout >= 0);
    }

    [PyMethod("gettimeout", "")]
    private PyObject GetTimeout() => _timeout < 0 ? PyNone.Instance : new PyFloat(PyTime.ToSeconds(_timeout));

    [PyGetter("family", Doc = "the socket family")]
    private long Family => _family;

    [PyGetter("type", Doc = "the socket type")]
    private long SockType => _type;

    [PyGetter("proto", Doc = "the socket protocol")]
    private long Proto => _proto;

    [PyGetter("timeout", Doc = "the socket timeout")]
    private PyObject TimeoutGetter => GetTimeout();

    [PyMethod("__repr__")]
    private string Repr() => $"<socket object, fd={_fd}, family={_family}, type={_type}, proto={_proto}>";

    [PyMethod("__del__", "")]
    private void Del()
    {
        int fd = _fd;
        if (fd < 0)
        {
            return;
        }
        try
        {
            Warn.Resource($"unclosed {Ops.ReprText(this)}", this);
        }
        finally
        {
            _fd = -1;
            _engine.Pacer.SocketClosed();
            Libc.close(fd);
        }
    }

    ~PySocket()
    {
        if (_fd < 0)
        {
            return;
        }
        if (_engine.Stopped)
        {
            // No Python code runs any more that could be told.
            _ = Libc.close(_fd);
            return;
        }
        _engine.QueueFinalizer(this);
    }
}

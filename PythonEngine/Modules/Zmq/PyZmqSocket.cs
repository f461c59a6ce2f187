using NetMQ;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Zmq;

/// <summary><c>_zmq.Socket</c>, under <c>zmq.Socket</c>: one socket of ZeroMQ. As in libzmq, used by one thread at a time.</summary>
[PyType("Socket", Module = "_zmq", Subclassable = true, Doc = "Socket(context, socket_type)\n\nA ZeroMQ socket.")]
internal partial class PyZmqSocket : PyObject
{
    internal const int PollIn = 1;
    internal const int PollOut = 2;
    private const int DontWait = 1;
    private const int SendMore = 2;
    private const long NanosecondsPerMillisecond = 1_000_000;

    private NetMQSocket? _socket;
    private PyZmqContext? _context;
    private int _type;
    private bool _more;
    private int _receiveTimeout = -1;
    private int _sendTimeout = -1;

    /// <summary>The socket; raises ENOTSOCK when it is closed.</summary>
    internal NetMQSocket Alive => _socket != null && _context!.IsOpen ? _socket : throw ZmqErrors.Of(Errno.ENOTSOCK);

    internal int Descriptor => NetMqInternals.Descriptor(Alive);

    /// <summary>POLLIN and POLLOUT, after the socket has looked at what its threads have to tell.</summary>
    internal int Events
    {
        get
        {
            NetMQSocket socket = Alive;
            try
            {
                return (socket.HasIn ? PollIn : 0) | (socket.HasOut ? PollOut : 0);
            }
            catch (Exception e) when (ZmqErrors.Ordinary(e))
            {
                throw ZmqErrors.Of(e);
            }
        }
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__", "context, socket_type, copy_threshold=None")]
    private void Init(PyZmqContext context, int socket_type, PyObject? copy_threshold = null)
    {
        _socket = context.NewSocket(socket_type);
        _context = context;
        _type = socket_type;
        CopyThreshold = copy_threshold is null or PyNone ? 65536 : SysCall.AsCInt(copy_threshold);
    }

    [PyGetter("copy_threshold", Doc = "From how many bytes on a message that is sent with copy=False would share its buffer; kept, messages are copied.")]
    private int CopyThreshold { get; set; }

    [PySetter("copy_threshold")]
    private void SetCopyThreshold(PyObject? value) => CopyThreshold = SysCall.AsCInt(Args.NotDeleted(value, "copy_threshold"));

    [PyGetter("context", Doc = "The context that the socket belongs to.")]
    private PyObject Context => (PyObject?)_context ?? PyNone.Instance;

    [PyGetter("closed", Doc = "Whether the socket is closed.")]
    private bool Closed => IsClosed;

    [PyGetter("_closed")]
    private bool IsClosed => _socket == null || !_context!.IsOpen;

    [PyGetter("underlying", Doc = "A number for the socket.")]
    private long Underlying => _socket == null ? 0 : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(_socket);

    [PyMethod("close", "linger=None", Doc = "Closes the socket; linger sets how long unsent messages are kept (milliseconds, -1 for ever).")]
    private void Close(PyObject? linger = null)
    {
        if (_socket is not { } socket)
        {
            return;
        }
        if (linger is not (null or PyNone) && _context!.IsOpen)
        {
            TimeSpan time = TimeSpan.FromMilliseconds(SysCall.AsCInt(linger));
            try
            {
                socket.Options.Linger = time;
            }
            catch (TerminatingException)
            {
                // Closing is all that can still be done to a socket of a context that is being terminated.
            }
        }
        _socket = null;
        _context!.Close(socket);
    }

    private static string Address(PyObject address) => address switch
    {
        PyStr text => text.Value,
        PyBytes bytes => System.Text.Encoding.UTF8.GetString(bytes.Data),
        _ => throw Err.TypeError($"expected str, got: {Ops.Repr(address)}"),
    };

    private delegate void EndpointCall(NetMQSocket socket, string address);

    private void WithEndpoint(PyObject address, EndpointCall call)
    {
        NetMQSocket socket = Alive;
        string endpoint = Address(address);
        if (endpoint.StartsWith("ipc://", StringComparison.Ordinal))
        {
            // NetMQ would listen on a TCP port made of the path: libzmq's programs could not connect to that, and any user could.
            throw ZmqErrors.Of(Errno.EPROTONOSUPPORT);
        }
        if (endpoint.EndsWith("://", StringComparison.Ordinal))
        {
            throw ZmqErrors.Of(Errno.EINVAL);
        }
        try
        {
            // A name may have to be resolved.
            using (PyThread.Current.AllowThreads())
            {
                call(socket, endpoint);
            }
        }
        catch (Exception e) when (ZmqErrors.Ordinary(e))
        {
            throw ZmqErrors.Of(e);
        }
    }

    [PyMethod("bind", "addr, /", Doc = "Listens on an endpoint: 'tcp://interface:port', 'inproc://name'.")]
    private void Bind(PyObject addr) => WithEndpoint(addr, static (socket, endpoint) => socket.Bind(endpoint));

    [PyMethod("unbind", "addr, /", Doc = "Stops listening on an endpoint.")]
    private void Unbind(PyObject addr) => WithEndpoint(addr, static (socket, endpoint) => socket.Unbind(endpoint));

    [PyMethod("connect", "addr, /", Doc = "Connects to an endpoint; goes on trying in the background.")]
    private void Connect(PyObject addr) => WithEndpoint(addr, static (socket, endpoint) => socket.Connect(endpoint));

    [PyMethod("disconnect", "addr, /", Doc = "Ends the connection to an endpoint.")]
    private void Disconnect(PyObject addr) => WithEndpoint(addr, static (socket, endpoint) => socket.Disconnect(endpoint));

    [PyMethod("monitor", "addr, events=0xFFFF", Doc = "Monitoring is not supported.")]
    private void Monitor(PyObject addr, int events = 0xFFFF)
    {
        _ = Alive;
        if (addr is not PyNone)
        {
            throw ZmqErrors.Of(Errno.ENOTSUP);
        }
    }

    private static BufferView Readable(PyObject data)
    {
        if (data is PyStr)
        {
            throw Err.TypeError("unicode not allowed, use send_string");
        }
        return data.TryGetBuffer(false, out BufferView view) ? view : throw Err.TypeError($"{Ops.Repr(data)} does not provide a buffer interface.");
    }

    /// <summary>Sends one part; false when it cannot be sent now.</summary>
    internal bool TrySend(NetMQSocket socket, ref Msg message, bool more)
    {
        try
        {
            return socket.TrySend(ref message, TimeSpan.Zero, more) || ((Events & PollOut) != 0 && socket.TrySend(ref message, TimeSpan.Zero, more));
        }
        catch (Exception e) when (ZmqErrors.Ordinary(e))
        {
            throw ZmqErrors.Of(e);
        }
    }

    /// <summary>Receives one part; false when none is there.</summary>
    internal bool TryReceive(NetMQSocket socket, ref Msg message)
    {
        try
        {
            if (!socket.TryReceive(ref message, TimeSpan.Zero))
            {
                return false;
            }
            _more = message.HasMore;
            return true;
        }
        catch (Exception e) when (ZmqErrors.Ordinary(e))
        {
            throw ZmqErrors.Of(e);
        }
    }

    private static long Deadline(int timeout) => timeout < 0 ? -1 : PyTime.Monotonic() + (timeout * NanosecondsPerMillisecond);

    /// <summary>Waits until the socket has something to tell; false when the deadline is over.</summary>
    private static bool WaitForEvents(NetMQSocket socket, long deadline)
    {
        long left = deadline < 0 ? -1 : deadline - PyTime.Monotonic();
        if (deadline >= 0 && left <= 0)
        {
            return false;
        }
        Span<Libc.Pollfd> poll = [new Libc.Pollfd { Fd = NetMqInternals.Descriptor(socket), Events = Libc.POLLIN }];
        SelectModule.Poll(poll, left);
        return true;
    }

    [PyMethod("send", "data, flags=0, copy=True, track=False", Doc = "Sends one part of a message; with NOBLOCK raises Again when it cannot be sent now.")]
    private PyObject Send(PyObject data, int flags = 0, bool copy = true, bool track = false)
    {
        NetMQSocket socket = Alive;
        BufferView view = Readable(data);
        PyObject tracker = copy || !track || ZmqState.Current.TrackerFactory is not { } factory ? PyNone.Instance
            : Ops.Call(factory, data, PyBool.True);
        Msg message = default;
        ReadOnlySpan<byte> bytes = view.Shape == null ? view.Span : PyMemoryView.Flatten(view);
        message.InitPool(bytes.Length);
        bytes.CopyTo(message.Slice());
        view.Release();
        long deadline = 0;
        bool first = true;
        try
        {
            while (!TrySend(socket, ref message, (flags & SendMore) != 0))
            {
                if ((flags & DontWait) != 0)
                {
                    throw ZmqErrors.Of(Errno.EAGAIN);
                }
                if (first)
                {
                    deadline = Deadline(_sendTimeout);
                    first = false;
                }
                if (!WaitForEvents(socket, deadline))
                {
                    throw ZmqErrors.Of(Errno.EAGAIN);
                }
                _ = Alive;
            }
        }
        finally
        {
            message.Close();
        }
        return tracker;
    }

    [PyMethod("recv", "flags=0, copy=True, track=False", Doc = "Receives one part of a message: bytes, or with copy=False a Frame; with NOBLOCK raises Again when none is there.")]
    private PyObject Receive(int flags = 0, bool copy = true, bool track = false)
    {
        NetMQSocket socket = Alive;
        Msg message = default;
        message.InitEmpty();
        long deadline = 0;
        bool first = true;
        PyObject data;
        try
        {
            while (!TryReceive(socket, ref message))
            {
                if ((flags & DontWait) != 0)
                {
                    throw ZmqErrors.Of(Errno.EAGAIN);
                }
                if (first)
                {
                    deadline = Deadline(_receiveTimeout);
                    first = false;
                }
                if (!WaitForEvents(socket, deadline))
                {
                    throw ZmqErrors.Of(Errno.EAGAIN);
                }
                _ = Alive;
            }
            data = message.Size == 0 ? PyBytes.Empty : PyBytes.Make(message.Slice());
        }
        finally
        {
            message.Close();
        }
        return copy || ZmqState.Current.FrameFactory is not { } factory ? data : Ops.Call(factory, data, PyBool.From(_more));
    }
}

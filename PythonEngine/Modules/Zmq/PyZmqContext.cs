using NetMQ;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Zmq;

/// <summary><c>_zmq.Context</c>, under <c>zmq.Context</c>: the threads and the endpoints within the process that sockets share.</summary>
[PyType("Context", Module = "_zmq", Subclassable = true, Doc = "Context(io_threads=1)\n\nManages the background I/O of ZeroMQ sockets.")]
internal partial class PyZmqContext : PyObject
{
    private const int IoThreads = 1;
    private const int MaxSockets = 2;
    private const int SocketLimit = 3;
    private const int MaxMessageSize = 5;
    private const int MessageSize = 6;
    private const int DefaultMaxSockets = 1023;
    /// <summary>How long a wait for the end goes on before it looks for signals.</summary>
    private const int SignalInterval = 50;

    private ZmqContextHandle? _handle;
    private int _threads = 1;
    private int _maxSockets = DefaultMaxSockets;

    /// <summary>Not yet terminated, and of this process.</summary>
    internal bool IsOpen => _handle is { IsOurs: true };

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__", "io_threads=1")]
    private void Init(int io_threads = 1)
    {
        if (io_threads < 0)
        {
            throw ZmqErrors.Of(Errno.EINVAL);
        }
        ZmqState.Enter();
        _handle = new ZmqContextHandle(ZmqState.Current);
        SetThreads(io_threads);
    }

    private void SetThreads(int threads)
    {
        _threads = threads;
        // libzmq takes 0 for programs that use endpoints within the process alone; NetMQ needs one to run.
        NetMqInternals.SetThreads(_handle!.Context, Math.Max(1, threads));
    }

    internal NetMQSocket NewSocket(int type)
    {
        if (!IsOpen)
        {
            throw ZmqErrors.Of(Errno.EFAULT);
        }
        NetMQSocket? socket;
        try
        {
            socket = NetMqInternals.NewSocket(_handle!.Context, type);
        }
        catch (Exception e) when (ZmqErrors.Ordinary(e))
        {
            throw ZmqErrors.Of(e);
        }
        if (socket == null)
        {
            throw ZmqErrors.Of(Errno.EINVAL);
        }
        // libzmq's default: a message that was sent is kept until it can be delivered. Subscriptions are not worth that: they would hold up
        // the end of the context when a publisher went away.
        socket.Options.Linger = (ZmqSocketType)type is ZmqSocketType.Sub or ZmqSocketType.Xsub
            ? TimeSpan.Zero : System.Threading.Timeout.InfiniteTimeSpan;
        _handle.Add(socket);
        return socket;
    }

    internal void Close(NetMQSocket socket) => _handle?.Close(socket);

    [PyGetter("closed", Doc = "Whether the context is terminated (or belongs to the process that this one was forked from).")]
    private bool Closed => !IsOpen;

    [PyGetter("underlying", Doc = "A number for the context.")]
    private long Underlying => _handle == null ? 0 : System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(_handle);

    [PyMethod("get", "option, /", Doc = "The value of an option of the context.")]
    private long Get(int option)
    {
        if (!IsOpen)
        {
            throw Err.RuntimeError("Context has been destroyed");
        }
        return option switch
        {
            IoThreads => _threads,
            MaxSockets => _maxSockets,
            SocketLimit => ushort.MaxValue,
            MaxMessageSize => int.MaxValue,
            MessageSize => 64,
            _ => throw ZmqErrors.Of(Errno.EINVAL),
        };
    }

    [PyMethod("set", "option, optval, /", Doc = "Sets an option of the context, before its first socket is made.")]
    private void Set(int option, int optval)
    {
        if (!IsOpen)
        {
            throw Err.RuntimeError("Context has been destroyed");
        }
        switch (option)
        {
            case IoThreads when optval >= 0:
                SetThreads(optval);
                break;
            case MaxSockets when optval >= 1:
                _maxSockets = optval;
                NetMqInternals.SetMaxSockets(_handle!.Context, optval);
                break;
            default:
                throw ZmqErrors.Of(Errno.EINVAL);
        }
    }

    [PyMethod("term", "", Doc = "Ends the context: calls on its sockets fail, and this waits until they are closed and what lingers is sent.")]
    private void Term(PyThread thread)
    {
        if (!IsOpen)
        {
            return;
        }
        // On a thread of its own, so that a signal's handler can run, and raise, while this one waits.
        ZmqContextHandle handle = _handle!;
        handle.BeginTermination();
        while (true)
        {
            bool ended;
            using (thread.AllowThreads())
            {
                ended = handle.WaitForTermination(SignalInterval);
            }
            if (ended)
            {
                break;
            }
            thread.CheckSignals();
        }
        _handle = null;
    }

    [PyMethod("_abandon", "", Doc = "Ends a context that nothing refers to any more, without waiting; its sockets are closed.")]
    private void Abandon()
    {
        if (IsOpen)
        {
            _handle!.CloseAll();
            _handle.BeginTermination();
            _handle = null;
        }
    }
}

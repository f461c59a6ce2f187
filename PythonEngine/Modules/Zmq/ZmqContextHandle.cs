using System.Threading;
using NetMQ;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Zmq;

/// <summary>A context of NetMQ with its open sockets, apart from the Python object: what was sent outlives that.</summary>
internal sealed class ZmqContextHandle
{
    private readonly int _process = Libc.getpid();
    private readonly ZmqState _owner;
    private readonly List<NetMQSocket> _open = [];
    private Thread? _terminating;

    internal ZmqContextHandle(ZmqState owner)
    {
        _owner = owner;
        owner.Began(this);
    }

    /// <summary>NetMQ's context.</summary>
    internal object Context { get; } = NetMqInternals.NewContext();

    /// <summary>Whether this process made the context: its threads are not in children of a fork.</summary>
    internal bool IsOurs => _process == Libc.getpid();

    internal void Add(NetMQSocket socket) => _open.Add(socket);

    internal void Close(NetMQSocket socket)
    {
        if (_open.Remove(socket) && IsOurs)
        {
            socket.Dispose();
        }
    }

    internal void CloseAll()
    {
        foreach (NetMQSocket socket in _open)
        {
            socket.Dispose();
        }
        _open.Clear();
    }

    /// <summary>Begins to end the context, on a thread of its own: the caller can wait for that and listen to signals.</summary>
    internal void BeginTermination()
    {
        if (_terminating == null)
        {
            _terminating = new Thread(static state => NetMqInternals.Terminate(state!, true)) { IsBackground = true, Name = "zmq context termination" };
            _terminating.Start(Context);
        }
    }

    /// <summary>Whether the context is ended, all sockets closed and what lingered sent, after at most so many milliseconds.</summary>
    internal bool WaitForTermination(int milliseconds)
    {
        bool ended = _terminating!.Join(milliseconds);
        if (ended)
        {
            _owner.Ended(this);
        }
        return ended;
    }
}

using GreenletNet.Hubs;
using PythonEngine.Modules.Native;
using PythonEngine.Modules.Socket;

namespace PythonEngine.Modules.Eventlet;

/// <summary>A greenlet's top frame while it waits for a socket: makes the system call again when the socket is ready.</summary>
internal abstract class SocketFrame : NativeFrame
{
    private sealed class Listener(SocketFrame frame, FdKind kind) : FdListener(-1, kind), IPythonHubCallback
    {
        internal SocketFrame Frame => frame;

        public override void Run() => throw new InvalidOperationException("run by the hub's frame");

        public void RunOn(PyThread thread, HubFrame hubFrame)
        {
            PyBaseException? error = State == FdListenerState.Obsolete ? EventletModule.IOClosed(thread) : null;
            thread.SwitchFromHub(hubFrame, frame._greenlet!, error == null ? PyNone.Instance : null, error);
        }

        public void Failed(PyThread thread, PyBaseException exception) => PyEventletHub.ReportDescriptor(thread, Fd, exception);

        protected internal override void OnObsolete() => frame.MarkAsClosed();
    }

    private sealed class Timer(SocketFrame frame) : HubTimer, IPythonHubCallback
    {
        public void RunOn(PyThread thread, HubFrame hubFrame) =>
            thread.SwitchFromHub(hubFrame, frame._greenlet!, null, frame.TimedOut());

        public void Failed(PyThread thread, PyBaseException exception) => PyEventletHub.ReportTimer(thread, exception);
    }

    protected readonly PySocket Socket;
    private Listener _listener;
    private Timer? _timer;
    private PyGreenlet? _greenlet;
    private PyObject? _green;
    private double _timeout;
    // When the first wait of a call times out; not a number before it.
    private double _due;
    private bool _busy;

    protected SocketFrame(PySocket socket, FdKind kind)
    {
        Socket = socket;
        _listener = new Listener(this, kind);
    }

    internal static SocketFrame? Of(FdListener listener) => (listener as Listener)?.Frame;

    internal PyGreenlet? Greenlet => _greenlet;

    internal bool IsFree => !_busy;

    /// <summary>To be returned by a native whose first try would have blocked.</summary>
    protected PyObject Wait(PyThread thread, PyObject green, double timeout)
    {
        _busy = true;
        _greenlet = thread.Greenlet;
        _green = green;
        _timeout = timeout;
        _due = double.NaN;
        thread.TailNative = this;
        return PyThread.Pending;
    }

    /// <summary>The system call: the result, or null when it would block. Raises what the socket raises.</summary>
    protected abstract PyObject? Try();

    /// <summary>What comes of a wait at a socket that another green thread has closed.</summary>
    protected abstract PyBaseException Closed(PyBaseException cause);

    /// <summary>In place of <see cref="Closed"/>: a result; null where the wait raises.</summary>
    protected virtual PyObject? ClosedResult => null;

    /// <summary>Whether a wait that led to nothing goes on with what is left of its time, where else it starts anew.</summary>
    protected virtual bool KeepsDeadline => false;

    protected virtual PyBaseException TimedOut() => PyBaseException.Make(Exc.TimeoutError, "timed out");

    /// <summary>What the socket must be ready for; may change from one wait to the next.</summary>
    protected void WaitFor(FdKind kind)
    {
        if (_listener.Kind != kind)
        {
            _listener = new Listener(this, kind);
        }
    }

    protected virtual void Release()
    {
    }

    internal override void Step(PyThread thread)
    {
        _listener.Fd = Socket.Descriptor;
        EngineHub hub = thread.Hub;
        if (!double.IsPositiveInfinity(_timeout))
        {
            bool again = KeepsDeadline && !double.IsNaN(_due);
            hub.Schedule(_timer ??= new Timer(this), again ? Math.Max(0, _due - hub.Now()) : _timeout);
            _due = _timer.Due;
        }
        if (ReferenceEquals(_greenlet, thread.HubGreenletOrNull))
        {
            throw new PyException(PyBaseException.Make(Exc.AssertionError, "do not call blocking functions from the mainloop"));
        }
        PyEventletHub.Register(thread, hub, _listener, _greenlet, Socket.Owner);
        thread.ParkInHub();
    }

    private void End(PyThread thread)
    {
        _timer?.Cancel();
        thread.Hub.Remove(_listener);
    }

    protected virtual void MarkAsClosed()
    {
        if (_green is { } green)
        {
            Ops.CallMethod(green, "_mark_as_closed");
        }
    }

    private void Reset()
    {
        Release();
        _busy = false;
        _green = null;
        _greenlet = null;
    }

    internal override void Returned(PyThread thread, PyObject result)
    {
        End(thread);
        PyObject? outcome;
        try
        {
            outcome = Try();
        }
        catch (PyException e)
        {
            Reset();
            Fail(thread, e.Value);
            return;
        }
        if (outcome != null)
        {
            Reset();
            Finish(thread, outcome);
        }
        // Otherwise it would still block, and the next step waits again.
    }

    internal override void Raised(PyThread thread, PyBaseException exception)
    {
        End(thread);
        if (EventletModule.IsIOClosed(thread, exception))
        {
            if (ClosedResult is { } result)
            {
                Reset();
                Finish(thread, result);
                return;
            }
            PyBaseException closed = Closed(exception);
            if (!ReferenceEquals(closed, exception))
            {
                closed.Context = exception;
                exception = closed;
            }
        }
        Reset();
        Fail(thread, exception);
    }

    /// <summary>Whether the call would block; an errno that eventlet's loops do not pass over is raised.</summary>
    protected static bool WouldBlock(int error, bool reading)
    {
        if (error is -Errno.EAGAIN || (reading && error is -Errno.ENOTCONN))
        {
            return true;
        }
        throw Err.OSError(-error);
    }
}

/// <summary>recv()</summary>
internal sealed unsafe class RecvFrame(PySocket socket) : SocketFrame(socket, FdKind.Read)
{
    private const int ScratchSize = 65536;
    private int _count;
    private int _flags;

    internal static PyObject Receive(PyThread thread, PyObject green, PySocket socket, int count, int flags, double timeout)
    {
        if (!(PyThread.ForcedPins && timeout > 0 && socket.Descriptor >= 0) && Receive(thread, socket, count, flags) is { } data)
        {
            return data;
        }
        RecvFrame? frame = socket.RecvFrame;
        if (frame is not { IsFree: true })
        {
            frame = socket.RecvFrame = new RecvFrame(socket);
        }
        frame._count = count;
        frame._flags = flags;
        return frame.Wait(thread, green, timeout);
    }

    private static PyBytes? Receive(PyThread thread, PySocket socket, int count, int flags)
    {
        byte[] buffer = count <= ScratchSize ? thread.Scratch ??= GC.AllocateUninitializedArray<byte>(ScratchSize) : GC.AllocateUninitializedArray<byte>(count);
        int n;
        fixed (byte* b = buffer)
        {
            n = socket.TryReceive(b, count, flags);
        }
        if (n > 0)
        {
            return new PyBytes(buffer.AsSpan(0, n).ToArray());
        }
        if (n is 0 or -Errno.ECONNRESET or -108 or -Errno.EPIPE)
        {
            return PyBytes.Empty;
        }
        WouldBlock(n, reading: true);
        return null;
    }

    protected override PyObject? Try() => Receive(PyThread.Current, Socket, _count, _flags);

    // The poller reports an unconnected socket at once, again and again.
    protected override bool KeepsDeadline => true;

    protected override PyBaseException Closed(PyBaseException cause) => (PyBaseException)Ops.Call(Exc.EOFError);
}

/// <summary>send() and sendall()</summary>
internal sealed class SendFrame(PySocket socket) : SocketFrame(socket, FdKind.Write)
{
    private BufferView _data;
    private int _sent;
    private int _flags;
    private bool _all;

    internal static PyObject Send(PyThread thread, PyObject green, PySocket socket, PyObject data, int flags, double timeout, bool all)
    {
        BufferView view = Ops.GetBuffer(data);
        bool keep = false;
        try
        {
            int sent = 0;
            if (!(PyThread.ForcedPins && timeout > 0 && socket.Descriptor >= 0) && Progress(socket, view.Memory.Span, ref sent, flags, all))
            {
                return all ? PyNone.Instance : PyInt.From(sent);
            }
            SendFrame? frame = socket.SendFrame;
            if (frame is not { IsFree: true })
            {
                frame = socket.SendFrame = new SendFrame(socket);
            }
            frame._data = view;
            frame._sent = sent;
            frame._flags = flags;
            frame._all = all;
            keep = true;
            return frame.Wait(thread, green, timeout);
        }
        finally
        {
            if (!keep)
            {
                view.Release();
            }
        }
    }

    private static bool Progress(PySocket socket, ReadOnlySpan<byte> data, ref int sent, int flags, bool all)
    {
        do
        {
            int n = socket.TrySend(data[sent..], flags);
            if (n < 0)
            {
                WouldBlock(n, reading: false);
                return false;
            }
            sent += n;
        }
        while (all && sent < data.Length);
        return true;
    }

    protected override PyObject? Try() =>
        Progress(Socket, _data.Memory.Span, ref _sent, _flags, _all) ? _all ? PyNone.Instance : PyInt.From(_sent) : null;

    protected override PyBaseException Closed(PyBaseException cause) => Err.OSError(Errno.ECONNRESET, "Connection closed by another thread").Value;

    protected override void Release()
    {
        _data.Release();
        _data = default;
    }
}

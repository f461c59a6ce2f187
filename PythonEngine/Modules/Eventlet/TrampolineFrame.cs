using GreenletNet.Hubs;
using GreenletNet.Sockets;

namespace PythonEngine.Modules.Eventlet;

/// <summary>The top frame of a greenlet that waits at a descriptor.</summary>
internal class TrampolineFrame : NativeFrame
{
    private sealed class Listener(TrampolineFrame frame, int fd, FdKind kind) : FdListener(fd, kind), IPythonHubCallback
    {
        internal TrampolineFrame Frame => frame;

        public override void Run() => throw new InvalidOperationException("run by the hub's frame");

        public void RunOn(PyThread thread, HubFrame hubFrame) => frame.Ready(thread, hubFrame, State);

        public void Failed(PyThread thread, PyBaseException exception) => PyEventletHub.ReportDescriptor(thread, Fd, exception);

        protected internal override void OnObsolete() => frame.MarkAsClosed();
    }

    private sealed class Timer(TrampolineFrame frame) : HubTimer, IPythonHubCallback
    {
        public void RunOn(PyThread thread, HubFrame hubFrame) => frame.TimedOut(thread, hubFrame);

        public void Failed(PyThread thread, PyBaseException exception) => PyEventletHub.ReportTimer(thread, exception);
    }

    private readonly PyGreenlet _greenlet;
    private readonly Listener _listener;
    private readonly PyObject? _markAsClosed;
    private readonly double _timeout;
    private readonly PyObject? _timeoutError;
    private Timer? _timer;
    private bool _started;

    internal TrampolineFrame(PyGreenlet greenlet, int fd, FdKind kind, double timeout, PyObject? timeoutError, PyObject? markAsClosed)
    {
        _greenlet = greenlet;
        _listener = new Listener(this, fd, kind);
        _timeout = timeout;
        _timeoutError = timeoutError;
        _markAsClosed = markAsClosed;
    }

    internal static TrampolineFrame? Of(FdListener listener) => (listener as Listener)?.Frame;

    internal PyGreenlet Greenlet => _greenlet;

    internal PyObject? MarkAsClosedCallback => _markAsClosed;

    internal override void Step(PyThread thread)
    {
        if (_started)
        {
            thread.ParkInHub();
            return;
        }
        _started = true;
        EngineHub hub = thread.Hub;
        if (!double.IsPositiveInfinity(_timeout))
        {
            hub.Schedule(_timer = new Timer(this), _timeout);
        }
        PyEventletHub.Register(thread, hub, _listener, _greenlet);
        thread.ParkInHub();
    }

    private void End(PyThread thread)
    {
        _timer?.Cancel();
        thread.Hub.Remove(_listener);
    }

    private void Ready(PyThread thread, HubFrame hubFrame, FdListenerState state)
    {
        PyBaseException? error = state == FdListenerState.Obsolete ? EventletModule.IOClosed(thread) : null;
        thread.SwitchFromHub(hubFrame, _greenlet, error == null ? PyInt.From(_listener.Fd) : null, error);
    }

    private void TimedOut(PyThread thread, HubFrame hubFrame)
    {
        PyBaseException error = PyGenerator.ThrowArgument(_timeoutError ?? PyNone.Instance, null, null);
        thread.SwitchFromHub(hubFrame, _greenlet, null, error);
    }

    private void MarkAsClosed()
    {
        if (_markAsClosed != null)
        {
            Ops.Call(_markAsClosed);
        }
    }

    internal override void Returned(PyThread thread, PyObject result)
    {
        End(thread);
        Finish(thread, result);
    }

    internal override void Raised(PyThread thread, PyBaseException exception)
    {
        End(thread);
        Fail(thread, exception);
    }
}

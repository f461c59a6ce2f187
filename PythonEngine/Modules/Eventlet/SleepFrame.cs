using GreenletNet.Hubs;

namespace PythonEngine.Modules.Eventlet;

/// <summary>A sleeping greenlet's top frame.</summary>
internal sealed class SleepFrame : NativeFrame
{
    private sealed class Wake(SleepFrame frame) : HubTimer, IPythonHubCallback
    {
        public void RunOn(PyThread thread, HubFrame hubFrame) => thread.SwitchFromHub(hubFrame, frame._greenlet, PyNone.Instance, null);

        public void Failed(PyThread thread, PyBaseException exception) => PyEventletHub.ReportTimer(thread, exception);
    }

    private readonly PyGreenlet _greenlet;
    private readonly Wake _wake;
    private double _seconds;

    private SleepFrame(PyGreenlet greenlet)
    {
        _greenlet = greenlet;
        _wake = new Wake(this);
    }

    /// <summary>Puts the current greenlet to sleep: to be returned by a native.</summary>
    internal static PyObject Start(PyThread thread, double seconds)
    {
        PyGreenlet g = thread.Greenlet;
        SleepFrame? frame = g.Sleep;
        if (frame == null || frame.Back != null)
        {
            frame = g.Sleep = new SleepFrame(g);
        }
        frame._seconds = seconds;
        thread.TailNative = frame;
        return PyThread.Pending;
    }

    internal override void Step(PyThread thread)
    {
        if (!ReferenceEquals(_greenlet, thread.HubGreenletOrNull))
        {
            thread.Hub.Schedule(_wake, _seconds);
        }
        thread.ParkInHub();
    }

    internal override void Returned(PyThread thread, PyObject result)
    {
        _wake.Cancel();
        Finish(thread, PyNone.Instance);
    }

    internal override void Raised(PyThread thread, PyBaseException exception)
    {
        _wake.Cancel();
        Fail(thread, exception);
    }
}

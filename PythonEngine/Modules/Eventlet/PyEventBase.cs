using GreenletNet.Hubs;

namespace PythonEngine.Modules.Eventlet;

/// <summary>
/// The hot part of <c>eventlet.event.Event</c>: sending a result, and waiting for one without a time limit, while the native hub is in
/// use. Everything else goes on in the Python methods <c>_wait_any</c> and <c>_send_any</c>.
/// </summary>
[PyType("EventBase", Module = "_eventlet", Subclassable = true, HasInstanceFields = true, Mutable = true)]
internal sealed partial class PyEventBase : PyObject
{
    private static readonly PyStr s_waitAny = PyStr.Intern("_wait_any");
    private static readonly PyStr s_sendAny = PyStr.Intern("_send_any");

    private InstanceFields _fields;
    /// <summary>Null while nothing was sent.</summary>
    private PyObject? _result;
    private PyObject _exc = PyNone.Instance;
    /// <summary>Waiting greenlets in the order in which they came, as keys; null while there was none.</summary>
    private PyDict? _waiters;

    internal PyEventBase(PyType cls) => _fields = new InstanceFields(cls);

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyEventBase(cls);

    [PyMethod("__init__", "")]
    private void Init()
    {
        _result = null;
        _exc = PyNone.Instance;
        _waiters = null;
    }

    [PyGetter("_result")]
    private PyObject ResultValue => _result ?? EventletModule.NotUsed(PyThread.Current);

    [PySetter("_result")]
    private void SetResult(PyObject? value) => _result = ReferenceEquals(value, EventletModule.NotUsed(PyThread.Current)) ? null : value;

    [PyGetter("_exc")]
    private PyObject Exc => _exc;

    [PySetter("_exc")]
    private void SetExc(PyObject? value) => _exc = value ?? PyNone.Instance;

    [PyGetter("_waiters")]
    private PyObject Waiters => _waiters ??= new PyDict();

    [PySetter("_waiters")]
    private void SetWaiters(PyObject? value) => _waiters = value as PyDict ?? throw Err.TypeError("_waiters must be a dict");

    /// <summary>True once ``wait`` would return at once.</summary>
    [PyMethod("ready", "")]
    private bool Ready() => _result != null;

    /// <summary>Return what was sent, raise the exception that was sent, or return None after *timeout* seconds.</summary>
    [PyMethod("wait", "timeout=None")]
    private PyObject Wait(PyThread thread, PyObject? timeout = null)
    {
        if (_result != null)
        {
            if (_exc is PyNone)
            {
                return _result;
            }
        }
        else if (timeout is null or PyNone && thread.EventletHub != null && !ReferenceEquals(thread.Greenlet, thread.HubGreenletOrNull))
        {
            thread.TailNative = new WaitFrame(this, thread.Greenlet);
            return PyThread.Pending;
        }
        PyObject limit = timeout ?? PyNone.Instance;
        return thread.TailCall(Ops.GetAttr(this, s_waitAny), new ReadOnlySpan<PyObject>(ref limit));
    }

    /// <summary>Trigger the event. The waiters run at the hub's next turn.</summary>
    [PyMethod("send", "result=None, exc=None")]
    private PyObject Send(PyThread thread, PyObject? result = null, PyObject? exc = null)
    {
        if (_result != null || exc is not (null or PyNone) || (_waiters is { Count: > 0 } && thread.EventletHub == null))
        {
            return thread.TailCall(Ops.GetAttr(this, s_sendAny), [result ?? PyNone.Instance, exc ?? PyNone.Instance]);
        }
        _result = result ?? PyNone.Instance;
        _exc = PyNone.Instance;
        if (_waiters is { Count: > 0 })
        {
            foreach (PyObject waiter in Ops.ToArray(_waiters))
            {
                thread.Hub.Enqueue(new Delivery(this, (PyGreenlet)waiter, _result));
            }
        }
        return PyNone.Instance;
    }

    /// <summary>A waiter's turn at the hub.</summary>
    private sealed class Delivery(PyEventBase subject, PyGreenlet waiter, PyObject result) : IPythonHubCallback
    {
        public void Run() => throw new InvalidOperationException("run by the hub's frame");

        public void RunOn(PyThread thread, HubFrame hubFrame)
        {
            // It may have left in the meantime.
            if (subject._waiters?.Get(waiter) != null)
            {
                thread.SwitchFromHub(hubFrame, waiter, result, null);
            }
        }

        public void Failed(PyThread thread, PyBaseException exception) => PyEventletHub.ReportTimer(thread, exception);
    }

    /// <summary>A waiting greenlet's top frame.</summary>
    private sealed class WaitFrame(PyEventBase subject, PyGreenlet greenlet) : NativeFrame
    {
        internal override void Step(PyThread thread)
        {
            (subject._waiters ??= new PyDict()).Set(greenlet, PyBool.True);
            thread.ParkInHub();
        }

        internal override void Returned(PyThread thread, PyObject result)
        {
            subject._waiters?.Remove(greenlet);
            Finish(thread, result);
        }

        internal override void Raised(PyThread thread, PyBaseException exception)
        {
            subject._waiters?.Remove(greenlet);
            Fail(thread, exception);
        }
    }
}

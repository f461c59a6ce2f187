using PythonEngine.Modules.Collections;

namespace PythonEngine.Modules.Eventlet;

/// <summary>
/// The hot part of <c>eventlet.queue.LightQueue</c>: put and get that need not wait, on a queue whose item methods are LightQueue's own.
/// Everything else goes on in the Python methods <c>_put_any</c> and <c>_get_any</c>.
/// </summary>
[PyType("QueueBase", Module = "_eventlet", Subclassable = true, HasInstanceFields = true, Mutable = true)]
internal sealed partial class PyQueueBase : PyObject
{
    private static readonly PyStr s_putAny = PyStr.Intern("_put_any");
    private static readonly PyStr s_getAny = PyStr.Intern("_get_any");
    private static readonly PyStr s_scheduleUnlock = PyStr.Intern("_schedule_unlock");
    private static readonly PyStr s_waiters = PyStr.Intern("_waiters");
    private static readonly PyStr[] s_itemMethods = [PyStr.Intern("_put"), PyStr.Intern("_get"), PyStr.Intern("qsize")];

    private InstanceFields _fields;
    private PyObject? _maxsize;
    private PyObject? _queue;
    private PyObject _eventUnlock = PyNone.Instance;
    private PyObject? _getters;
    private PyObject? _putters;
    /// <summary>The dicts in which those who wait stand in line; null when they are no such objects.</summary>
    private PyDict? _getting;
    private PyDict? _putting;
    /// <summary>Limit as a number; -1 for none, -2 where it is no small number.</summary>
    private long _limit = -1;
    private long _checkedVersion = -1;
    private object? _checkedShape;
    private bool _plain;

    internal PyQueueBase(PyType cls) => _fields = new InstanceFields(cls);

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyQueueBase(cls);

    [PyGetter("maxsize")]
    private PyObject MaxSize => _maxsize ?? throw Err.AttributeMissing(this, PyStr.Intern("maxsize"));

    [PySetter("maxsize")]
    private void SetMaxSize(PyObject? value)
    {
        _maxsize = value;
        _limit = value is PyNone ? -1 : value is PySmallInt { Value: >= 0 } number ? number.Value : -2;
    }

    [PyGetter("queue")]
    private PyObject Queue => _queue ?? throw Err.AttributeMissing(this, PyStr.Intern("queue"));

    [PySetter("queue")]
    private void SetQueue(PyObject? value) => _queue = value;

    [PyGetter("getters")]
    private PyObject Getters => _getters ?? throw Err.AttributeMissing(this, PyStr.Intern("getters"));

    [PySetter("getters")]
    private void SetGetters(PyObject? value)
    {
        _getters = value;
        _getting = Line(value);
    }

    [PyGetter("putters")]
    private PyObject Putters => _putters ?? throw Err.AttributeMissing(this, PyStr.Intern("putters"));

    [PySetter("putters")]
    private void SetPutters(PyObject? value)
    {
        _putters = value;
        _putting = Line(value);
    }

    /// <summary>The timer that will match those who wait with items, while there is one.</summary>
    [PyGetter("_event_unlock")]
    private PyObject EventUnlock => _eventUnlock;

    [PySetter("_event_unlock")]
    private void SetEventUnlock(PyObject? value) => _eventUnlock = value ?? PyNone.Instance;

    private static PyDict? Line(PyObject? line) => line == null ? null : Ops.TryGetAttr(line, s_waiters) as PyDict;

    /// <summary>The queue's items, when it is a deque and the class has LightQueue's own item methods.</summary>
    private PyDeque? Items(PyThread thread)
    {
        if (_checkedVersion != _fields.Class.Version || !ReferenceEquals(_checkedShape, _fields.ShapeOrDict))
        {
            _plain = EventletModule.HasPlainItemMethods(thread, this, s_itemMethods);
            _checkedVersion = _fields.Class.Version;
            _checkedShape = _fields.ShapeOrDict;
        }
        return _plain && _getting != null && _putting != null && _queue is PyDeque deque && deque.GetType() == typeof(PyDeque) ? deque : null;
    }

    /// <summary>Put an item, waiting for room while the queue is full. Raises Full after *timeout* seconds, or at once when *block* is false.</summary>
    [PyMethod("put", "item, block=True, timeout=None")]
    private PyObject Put(PyThread thread, PyObject item, PyObject? block = null, PyObject? timeout = null)
    {
        if (_limit != -2 && Items(thread) is { } items && (_limit == -1 || items.Count < _limit))
        {
            items.Append(item);
            return _getting!.Count == 0 || _eventUnlock is not PyNone ? PyNone.Instance : thread.TailCall(Ops.GetAttr(this, s_scheduleUnlock), []);
        }
        return thread.TailCall(Ops.GetAttr(this, s_putAny), [item, block ?? PyBool.True, timeout ?? PyNone.Instance]);
    }

    /// <summary>Take an item, waiting for one. Raises Empty after *timeout* seconds, or at once when *block* is false.</summary>
    [PyMethod("get", "block=True, timeout=None")]
    private PyObject Get(PyThread thread, PyObject? block = null, PyObject? timeout = null)
    {
        if (Items(thread) is { Count: > 0 } items && (_putting!.Count == 0 || _eventUnlock is not PyNone))
        {
            return items.PopLeft();
        }
        return thread.TailCall(Ops.GetAttr(this, s_getAny), [block ?? PyBool.True, timeout ?? PyNone.Instance]);
    }
}

using PythonEngine.Modules.Collections;

namespace PythonEngine.Modules.Eventlet;

/// <summary>
/// The hot part of <c>eventlet.semaphore.Semaphore</c>: what need not wait and wakes nobody. The rest goes on in the Python methods
/// <c>_acquire_any</c> and <c>_wake</c>.
/// </summary>
[PyType("SemaphoreBase", Module = "_eventlet", Subclassable = true, HasInstanceFields = true, Mutable = true)]
internal sealed partial class PySemaphoreBase : PyObject
{
    private static readonly PyStr s_acquireAny = PyStr.Intern("_acquire_any");
    private static readonly PyStr s_wake = PyStr.Intern("_wake");

    private InstanceFields _fields;
    private PyObject _counter = PyInt.Zero;
    private PyObject _waiters = PyNone.Instance;

    internal PySemaphoreBase(PyType cls) => _fields = new InstanceFields(cls);

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PySemaphoreBase(cls);

    [PyGetter("counter")]
    private PyObject Counter => _counter;

    [PySetter("counter")]
    private void SetCounter(PyObject? value) => _counter = value ?? throw Err.AttributeError("counter");

    [PyGetter("_waiters")]
    private PyObject Waiters => _waiters;

    [PySetter("_waiters")]
    private void SetWaiters(PyObject? value) => _waiters = value ?? throw Err.AttributeError("_waiters");

    private bool NobodyWaits => _waiters is PyDeque { Count: 0 };

    /// <summary>True when ``acquire`` would wait.</summary>
    [PyMethod("locked", "")]
    private bool Locked() => _counter is PySmallInt small ? small.Value <= 0 : Ops.IsTrue(Ops.RichCompare(_counter, PyInt.Zero, CompareOp.Le));

    /// <summary>Take one. False when that would wait and *blocking* is false, or when *timeout* seconds passed.</summary>
    [PyMethod("acquire", "blocking=True, timeout=None")]
    private PyObject Acquire(PyThread thread, PyObject? blocking = null, PyObject? timeout = null)
    {
        if (timeout is null or PyNone && _counter is PySmallInt { Value: > 0 } counter && NobodyWaits)
        {
            _counter = PyInt.From(counter.Value - 1);
            return PyBool.True;
        }
        return thread.TailCall(Ops.GetAttr(this, s_acquireAny), [blocking ?? PyBool.True, timeout ?? PyNone.Instance]);
    }

    /// <summary>Give one back and wake a waiter. *blocking* is ignored.</summary>
    [PyMethod("release", "blocking=True")]
    private PyObject Release(PyThread thread, PyObject? blocking = null)
    {
        _counter = _counter is PySmallInt { Value: < long.MaxValue } counter ? PyInt.From(counter.Value + 1) : Ops.Add(_counter, PyInt.One);
        return NobodyWaits ? PyBool.True : thread.TailCall(Ops.GetAttr(this, s_wake), []);
    }
}

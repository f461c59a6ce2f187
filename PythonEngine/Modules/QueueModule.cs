using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>_queue</c> module.</summary>
[PyModule("_queue", Doc = "SimpleQueue, natively.")]
[PyExports(typeof(PySimpleQueue))]
internal static partial class QueueModule
{
    [PyModuleInit]
    private static void Init(PyModule module)
    {
        PyType empty = SysCall.NewException("_queue.Empty", Exc.Exception);
        Ops.SetAttr(empty, Names.Doc, new PyStr("What get() raises when it may not wait (any longer)."));
        module.Set("Empty", empty);
    }

    internal static PyException Empty() =>
        new((PyBaseException)Ops.Call(PyThread.Current.Engine.NativeModule("_queue").Get("Empty")!));
}

/// <summary><c>_queue.SimpleQueue</c></summary>
[PyType("SimpleQueue", Module = "_queue", Subclassable = true, Doc = "An unbounded FIFO queue, whose put() may interrupt itself.")]
internal partial class PySimpleQueue : PyObject
{
    private readonly Queue<PyObject> _items = new();
    private WaitPoint _wait;

    [PyNew]
    private static PyObject New(PyType cls) => Allocate(cls);

    [PyClassMethod("__class_getitem__", "object, /", Doc = "See PEP 585")]
    private static PyObject ClassGetItem(PyType cls, PyObject @object) => new PyGenericAlias(cls, @object);

    private void Add(PyObject item)
    {
        _items.Enqueue(item);
        _wait.Pulse();
    }

    [PyMethod("put", "item, block=True, timeout=None", Doc = "Appends an item; the other arguments are for compatibility with Queue.")]
    private void Put(PyObject item, bool block = true, PyObject? timeout = null) => Add(item);

    [PyMethod("put_nowait", "item", Doc = "put(item)")]
    private void PutNoWait(PyObject item) => Add(item);

    private PyObject Take(PyThread thread, long nanoseconds)
    {
        long deadline = nanoseconds <= 0 ? 0 : PyTime.Monotonic() + nanoseconds;
        PyObject? item;
        while (!_items.TryDequeue(out item))
        {
            if (nanoseconds == 0)
            {
                throw QueueModule.Empty();
            }
            _wait.Wait(thread, () => _items.Count == 0, nanoseconds);
            if (nanoseconds > 0)
            {
                nanoseconds = Math.Max(0, deadline - PyTime.Monotonic());
            }
        }
        return item;
    }

    [PyMethod("get", "block=True, timeout=None", DefiningClass = true, Doc = "Takes the first item, after waiting for one (for at most timeout seconds) unless block is false.")]
    private PyObject Get(PyThread thread, bool block = true, PyObject? timeout = null)
    {
        if (!block)
        {
            return Take(thread, 0);
        }
        if (timeout is null or PyNone)
        {
            return Take(thread, -1);
        }
        long nanoseconds = PyTime.FromSeconds(timeout);
        return nanoseconds < 0 ? throw Err.ValueError("'timeout' must be a non-negative number") : Take(thread, nanoseconds);
    }

    [PyMethod("get_nowait", "", DefiningClass = true, Doc = "get(block=False)")]
    private PyObject GetNoWait(PyThread thread) => Take(thread, 0);

    [PyMethod("empty", "", Doc = "Whether there was nothing in it just now.")]
    private bool IsEmpty() => _items.Count == 0;

    [PyMethod("qsize", "", Doc = "How many items were in it just now.")]
    private long QSize() => _items.Count;
}

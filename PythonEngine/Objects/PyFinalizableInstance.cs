namespace PythonEngine.Objects;

/// <summary>An instance whose class has <c>__del__</c>: finalizers queue it to its engine, where Python code may run.</summary>
internal sealed class PyFinalizableInstance : PyInstance
{
    private enum Life : byte
    {
        Alive,
        /// <summary>Unreachable, and __del__ is to run.</summary>
        Doomed,
        InDel,
        Finalized,
    }

    private readonly PyEngine _engine;
    private readonly long _sequence;
    private volatile Life _life;
    private int _finalizedAt;

    public PyFinalizableInstance(PyType cls) : base(cls)
    {
        _engine = PyThread.Current.Engine;
        _sequence = _engine.NextSequence();
        _engine.FinalizableMade();
    }

    ~PyFinalizableInstance()
    {
        _engine.FinalizableDone();
        _life = Life.Doomed;
        _engine.QueueFinalizer(this, _sequence);
    }

    /// <summary><c>gc.is_finalized</c>: __del__ has been called.</summary>
    internal bool IsFinalized => _life >= Life.InDel;

    /// <summary>
    /// Whether weak references may still give the object out: until it is found to be garbage, while __del__ runs, and after that
    /// when a full collection has shown that __del__ made it reachable again.
    /// </summary>
    internal bool IsReferable => _life is Life.Alive or Life.InDel || (_life == Life.Finalized && GC.CollectionCount(2) != _finalizedAt);

    /// <summary>Its place in the order of creation.</summary>
    internal long Sequence => _sequence;

    internal bool IsAlive => _life == Life.Alive;

    internal void BeginDel() => _life = Life.InDel;

    internal void EndDel()
    {
        _finalizedAt = GC.CollectionCount(2);
        _life = Life.Finalized;
    }
}

/// <summary>The same for instances of classes that have <c>__del__</c> and derive from a builtin type such as list.</summary>
internal sealed class DelSentinel
{
    private static readonly ConditionalWeakTable<PyObject, DelSentinel> s_table = [];

    private readonly PyObject _object;
    private readonly PyEngine _engine;
    private readonly long _sequence;

    private DelSentinel(PyObject obj)
    {
        _object = obj;
        _engine = PyThread.Current.Engine;
        _sequence = _engine.NextSequence();
        _engine.FinalizableMade();
    }

    ~DelSentinel()
    {
        _engine.FinalizableDone();
        _engine.QueueFinalizer(_object, _sequence);
    }

    /// <summary>Whether the object's __del__ is still to be called.</summary>
    internal static bool IsDue(PyObject obj, out long sequence)
    {
        if (obj is PyFinalizableInstance instance)
        {
            sequence = instance.Sequence;
            return instance.IsAlive;
        }
        sequence = 0;
        if ((obj.Type.Flags & TypeFlags.HasDel) == 0 || !s_table.TryGetValue(obj, out DelSentinel? sentinel))
        {
            return false;
        }
        sequence = sentinel._sequence;
        s_table.Remove(obj);
        GC.SuppressFinalize(sentinel);
        return true;
    }

    /// <summary>
    /// Sees to it that a new object's __del__ will be called; objects with finalizers of their own call it themselves. Streams do so where
    /// they have something to close; one of a Python class may do anything.
    /// </summary>
    internal static void Watch(PyObject obj)
    {
        if (obj is Modules.IO.PyIOBase stream)
        {
            if (!obj.Type.IsHeap)
            {
                return;
            }
            stream.Watched = true;
        }
        if (obj is not (PyFinalizableInstance or Modules.Socket.PySocket or Modules.Asyncio.PyFuture))
        {
            s_table.TryAdd(obj, new DelSentinel(obj));
        }
    }
}

namespace PythonEngine.Execution;

/// <summary>An unfinished task of a native function, for which its greenlet waits.</summary>
internal abstract class PendingCall
{
    public abstract bool IsCompleted { get; }

    /// <summary>Calls back once, when the task completes (on whatever thread completes it).</summary>
    public abstract void OnCompleted(Action continuation);

    /// <summary>The result as Python value; throws what the task failed with. Only once.</summary>
    public abstract PyObject GetResult();

    /// <summary>The greenlet was told to wait no longer: the work behind the task may be given up.</summary>
    public virtual void Abandon()
    {
    }
}

internal sealed unsafe class PendingCall<T>(ValueTask<T> task, delegate*<T, PyObject> convert) : PendingCall
{
    private readonly delegate*<T, PyObject> _convert = convert;
    private ValueTask<T> _task = task;

    public override bool IsCompleted => _task.IsCompleted;

    public override void OnCompleted(Action continuation) => _task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);

    public override PyObject GetResult() => _convert(_task.GetAwaiter().GetResult());
}

internal sealed class PendingVoidCall(ValueTask task) : PendingCall
{
    private ValueTask _task = task;

    public override bool IsCompleted => _task.IsCompleted;

    public override void OnCompleted(Action continuation) => _task.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);

    public override PyObject GetResult()
    {
        _task.GetAwaiter().GetResult();
        return PyNone.Instance;
    }
}

/// <summary>The value a native returns to say "not yet": see PyThread.Pending.</summary>
internal sealed class PyPendingMarker : PyObject
{
    internal override PyType Type => PyNone.TypeObject;
}

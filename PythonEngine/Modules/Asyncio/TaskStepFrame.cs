namespace PythonEngine.Modules.Asyncio;

/// <summary>
/// A task's step as a link of the heap chain: the coroutine's frames run above it, so that a step nests nothing on the C# stack and the
/// coroutine may switch greenlets.
/// </summary>
internal sealed class TaskStepFrame(PyTask task, PyBaseException? exception) : NativeFrame
{
    private static readonly PyStr s_send = PyStr.Intern("send");

    private AsyncioModule.ModuleState? _state;

    internal override void Step(PyThread thread)
    {
        AsyncioModule.ModuleState state = AsyncioModule.State;
        try
        {
            AsyncioModule.Enter(state, task.Loop ?? PyNone.Instance, task);
        }
        catch (PyException e)
        {
            Fail(thread, e.Value);
            return;
        }
        _state = state;
        PyBaseException? thrown;
        try
        {
            thrown = task.BeginStep(exception);
        }
        catch (PyException e)
        {
            End(thread, e.Value);
            return;
        }
        try
        {
            PyObject coroutine = task.Coroutine!;
            if (thrown != null)
            {
                Interpreter.CallOn(thread, this, Ops.GetAttr(coroutine, Names.Throw), [thrown], null);
            }
            else if (coroutine is PyCoroutine { Frame: not null } own)
            {
                own.TryResume(thread, this, ReturnKind.GeneratorSend, 0);
            }
            else
            {
                Interpreter.CallOn(thread, this, Ops.GetAttr(coroutine, s_send), [PyNone.Instance], null);
            }
        }
        catch (PyException e)
        {
            Raised(thread, e.Value);
        }
    }

    internal override void Returned(PyThread thread, PyObject result)
    {
        PyBaseException? error = null;
        try
        {
            task.Yielded(result);
        }
        catch (PyException e)
        {
            error = e.Value;
        }
        End(thread, error);
    }

    internal override void Raised(PyThread thread, PyBaseException exception)
    {
        PyBaseException? error = null;
        try
        {
            if (task.Raised(exception))
            {
                error = exception;
            }
        }
        catch (PyException e)
        {
            error = e.Value;
        }
        End(thread, error);
    }

    private void End(PyThread thread, PyBaseException? error)
    {
        try
        {
            AsyncioModule.Leave(_state!, task.Loop ?? PyNone.Instance, task);
        }
        catch (PyException e)
        {
            error ??= e.Value;
        }
        if (error != null)
        {
            Fail(thread, error);
        }
        else
        {
            Finish(thread, PyNone.Instance);
        }
    }
}

namespace PythonEngine.Modules.Asyncio;

/// <summary><c>_asyncio.TaskStepMethWrapper</c>: what a loop calls to run a task's next step, with an exception to throw into it or none.</summary>
[PyType("TaskStepMethWrapper", Module = "_asyncio", NoConstructor = true)]
internal sealed partial class PyTaskStepMethod(PyTask task, PyBaseException? exception) : PyObject
{
    internal void AddReferents(List<PyObject> to)
    {
        to.Add(task);
        if (exception != null)
        {
            to.Add(exception);
        }
    }

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("function takes no keyword arguments");
        }
        return args.Length > 0 ? throw Err.TypeError("function takes no positional arguments") : PyTask.Step(task, exception);
    }

    [PyGetter("__qualname__")]
    private PyObject QualName => Ops.GetAttr(task.Coroutine ?? PyNone.Instance, PyStr.Intern("__qualname__"));

    [PyGetter("__self__")]
    private PyObject Self => task;
}

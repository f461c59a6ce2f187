namespace PythonEngine.Interop;

/// <summary>Runs work on Python objects for .NET code on any thread.</summary>
internal static class EngineRun
{
    /// <summary>Where the engine has a thread of its own the work is posted there; else the calling thread enters the engine.</summary>
    /// <exception cref="PythonException">The work raised.</exception>
    internal static T Run<T>(PyEngine engine, Func<PyThread, T> work)
    {
        if (engine.OwnerThread is { } owner && !ReferenceEquals(PyThread.CurrentOrNull?.Engine, engine))
        {
            return owner.Invoke(work);
        }
        using EngineAccess access = EngineAccess.Enter(engine);
        try
        {
            return work(access.Thread);
        }
        catch (PyException e)
        {
            throw ClrExceptions.ToClr(engine, e.Value);
        }
    }

    internal static T Call<T>(PyEngine engine, PyObject callable, object?[] arguments, IReadOnlyDictionary<string, object?>? keywords)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (engine.OwnerThread is { } owner && !ReferenceEquals(PyThread.CurrentOrNull?.Engine, engine))
        {
            return owner.CallAsync<T>(callable, arguments, keywords, default).GetAwaiter().GetResult();
        }
        return Run(engine, thread =>
        {
            PyObject[] values = Arguments(engine, arguments, keywords, out PyTuple? names);
            return Convert<T>(engine, Ops.Call(callable, values, names), "result");
        });
    }

    internal static PyObject[] Arguments(PyEngine engine, object?[] arguments, IReadOnlyDictionary<string, object?>? keywords, out PyTuple? names)
    {
        ClrState state = engine.Clr;
        List<PyObject> values = new(arguments.Length);
        foreach (object? argument in arguments)
        {
            values.Add(ClrConvert.ToPythonValue(state, argument));
        }
        names = null;
        if (keywords is { Count: > 0 })
        {
            List<PyObject> given = [];
            foreach ((string name, object? value) in keywords)
            {
                given.Add(PyStr.Intern(name));
                values.Add(ClrConvert.ToPythonValue(state, value));
            }
            names = new PyTuple([.. given]);
        }
        return [.. values];
    }

    internal static T Convert<T>(PyEngine engine, PyObject value, string what) => typeof(T) == typeof(object)
        ? (T)ClrConvert.ToObject(engine.Clr, value)!
        : typeof(Delegate).IsAssignableFrom(typeof(T)) && value is not ClrObject and not ClrFunction && value.Type.HasCall && new PythonCallback(engine, value, posted: true).As(typeof(T)) is T function ? function
        : (T)ClrConvert.FromPython(engine.Clr, value, typeof(T), what)!;
}

namespace PythonEngine.Modules;

/// <summary>The <c>atexit</c> module.</summary>
[PyModule("atexit", Doc = "allow programmer to define multiple exit functions to be executed\nupon normal program termination.\n\nTwo public functions, register and unregister, are defined.\n")]
internal static partial class AtexitModule
{
    private sealed record Callback(PyObject Function, PyObject[] Args, PyTuple? Names);

    private sealed class ModuleState
    {
        public readonly List<Callback> Callbacks = [];
    }

    [PyModuleInit]
    private static void Init(PyModule module) => module.State = new ModuleState();

    private static List<Callback> Callbacks(PyEngine engine) => ((ModuleState)engine.NativeModule("atexit").State!).Callbacks;

    [PyFunction("register")]
    private static PyObject Register(PyEngine engine, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length - (kwnames?.Count ?? 0) == 0)
        {
            throw Err.TypeError("register() takes at least 1 argument (0 given)");
        }
        if (!args[0].Type.HasCall)
        {
            throw Err.TypeError("the first argument must be callable");
        }
        Callbacks(engine).Add(new Callback(args[0], args[1..].ToArray(), kwnames));
        return args[0];
    }

    [PyFunction("unregister", "func, /")]
    private static void Unregister(PyObject function, PyEngine engine)
    {
        List<Callback> list = Callbacks(engine);
        for (int i = list.Count - 1; i >= 0; i--)
        {
            if (i < list.Count && Ops.Compare(list[i].Function, function, CompareOp.Eq))
            {
                list.RemoveAt(i);
            }
        }
    }

    [PyFunction("_clear")]
    private static void Clear(PyEngine engine) => Callbacks(engine).Clear();

    [PyFunction("_ncallbacks")]
    private static long Count(PyEngine engine) => Callbacks(engine).Count;

    /// <summary>Runs what was registered, last first; the engine calls it when the program ends.</summary>
    [PyFunction("_run_exitfuncs")]
    internal static void Run(PyEngine engine)
    {
        List<Callback> list = Callbacks(engine);
        while (list.Count > 0)
        {
            Callback callback = list[^1];
            list.RemoveAt(list.Count - 1);
            try
            {
                Ops.Call(callback.Function, callback.Args, callback.Names);
            }
            catch (PyException e)
            {
                engine.WriteUnraisable(e.Value, callback.Function, "Exception ignored in atexit callback");
            }
        }
    }
}

namespace PythonEngine.Modules.Greenlet;

/// <summary>The <c>greenlet</c> module: the Python interface of the greenlet package, version 2.0.</summary>
[PyModule("greenlet")]
[PyExports(typeof(PyGreenlet))]
internal static partial class GreenletModule
{
    private sealed class ModuleState
    {
        internal PyObject? Trace;
    }

    [PyConstant("__version__")]
    private const string Version = "2.0.2";

    [PyConstant("GREENLET_USE_GC")]
    private const bool UseGc = true;

    [PyConstant("GREENLET_USE_CONTEXT_VARS")]
    private const bool UseContextVars = true;

    [PyConstant("GREENLET_USE_TRACING")]
    private const bool UseTracing = true;

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.State = new ModuleState();
        module.Dict.SetStr(PyStr.Intern("error"), PyEngine.GreenletError);
        module.Dict.SetStr(PyStr.Intern("GreenletExit"), PyEngine.GreenletExit);
        module.Dict.SetStr(PyStr.Intern("__all__"), new PyList([
            new PyStr("__version__"), new PyStr("_C_API"), new PyStr("GreenletExit"), new PyStr("error"), new PyStr("getcurrent"),
            new PyStr("greenlet"), new PyStr("gettrace"), new PyStr("settrace")]));
        module.Dict.SetStr(PyStr.Intern("_C_API"), PyNone.Instance);
    }

    private static ModuleState State(PyEngine engine) => (ModuleState)engine.NativeModule("greenlet").State!;

    [PyFunction("getcurrent", "")]
    private static PyObject GetCurrent(PyThread thread) => thread.Greenlet;

    /// <summary>Keeps the callback; switches are not reported to it yet.</summary>
    [PyFunction("settrace", "callback, /")]
    internal static PyObject SetTrace(PyEngine engine, PyObject callback)
    {
        ModuleState state = State(engine);
        PyObject old = state.Trace ?? PyNone.Instance;
        state.Trace = callback is PyNone ? null : callback;
        return old;
    }

    [PyFunction("gettrace", "")]
    internal static PyObject GetTrace(PyEngine engine) => State(engine).Trace ?? PyNone.Instance;

    [PyFunction("enable_optional_cleanup", "flag, /")]
    private static void EnableOptionalCleanup(PyObject flag) => Ops.IsTrue(flag);

    [PyFunction("get_clocks_used_doing_optional_cleanup", "")]
    private static long CleanupClocks() => 0;
}

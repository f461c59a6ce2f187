namespace PythonEngine.Modules.TestSupport;

/// <summary>
/// The <c>_testinternalcapi</c> module: what tests of the language ask an interpreter about itself. What concerns CPython's memory
/// and bytecode is absent.
/// </summary>
[PyModule("_testinternalcapi")]
internal static partial class TestInternalCapiModule
{
    [PyFunction("get_config", "", Doc = "The settings of the interpreter.")]
    private static PyObject GetConfig(PyEngine engine)
    {
        PyDict config = new();
        PyObject? flags = engine.SysGet("flags");
        foreach ((string key, string flag) in new[]
        {
            ("optimization_level", "optimize"), ("inspect", "inspect"), ("interactive", "interactive"), ("isolated", "isolated"), ("verbose", "verbose"),
            ("bytes_warning", "bytes_warning"), ("quiet", "quiet"), ("dev_mode", "dev_mode"), ("safe_path", "safe_path"),
        })
        {
            config.SetStr(PyStr.Intern(key), Ops.GetAttr(flags!, PyStr.Intern(flag)));
        }
        // Positions inside a line are always known.
        config.SetStr(PyStr.Intern("code_debug_ranges"), PyInt.From(1));
        return config;
    }

    [PyFunction("get_recursion_depth", "", Doc = "How many calls are going on in this thread.")]
    private static long GetRecursionDepth(PyThread thread) => thread.Depth;
}

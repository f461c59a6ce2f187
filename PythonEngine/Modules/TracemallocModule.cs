namespace PythonEngine.Modules;

/// <summary>
/// The <c>_tracemalloc</c> module, as far as .NET's collector knows: how much the heap grew since the start, and not
/// which line allocated what.
/// </summary>
[PyModule("_tracemalloc", Doc = "Measures how much memory objects take.")]
internal static partial class TracemallocModule
{
    private const int MaxFrames = 65535;

    private sealed class ModuleState
    {
        public bool Tracing;
        public int Limit = 1;
        public long Baseline;
        public long Peak;

        /// <summary>Bytes more than at the start.</summary>
        public long Current()
        {
            long current = Math.Max(0, GC.GetTotalMemory(false) - Baseline);
            Peak = Math.Max(Peak, current);
            return current;
        }
    }

    [PyModuleInit]
    private static void Init(PyModule module) => module.State = new ModuleState();

    private static ModuleState State(PyEngine engine) => (ModuleState)engine.NativeModule("_tracemalloc").State!;

    [PyFunction("start", "nframe=1, /", Doc = "Starts measuring; nframe is what get_traceback_limit() returns.")]
    private static void Start(PyEngine engine, int nframe = 1)
    {
        if (nframe is < 1 or > MaxFrames)
        {
            throw Err.ValueError($"the number of frames must be in range [1; {MaxFrames}]");
        }
        ModuleState state = State(engine);
        if (!state.Tracing)
        {
            state.Tracing = true;
            state.Limit = nframe;
            Clear(state);
        }
    }

    private static void Clear(ModuleState state)
    {
        state.Baseline = GC.GetTotalMemory(false);
        state.Peak = 0;
    }

    [PyFunction("stop", Doc = "Stops measuring.")]
    private static void Stop(PyEngine engine) => State(engine).Tracing = false;

    [PyFunction("is_tracing", Doc = "Whether memory is being measured.")]
    private static bool IsTracing(PyEngine engine) => State(engine).Tracing;

    [PyFunction("clear_traces", Doc = "Measures from here on.")]
    private static void ClearTraces(PyEngine engine)
    {
        ModuleState state = State(engine);
        if (state.Tracing)
        {
            Clear(state);
        }
    }

    [PyFunction("get_traceback_limit", Doc = "The number of frames given to start().")]
    private static long GetTracebackLimit(PyEngine engine) => State(engine).Limit;

    [PyFunction("get_traced_memory", Doc = "By how many bytes the heap grew, and the most that was seen when this was asked.")]
    private static PyObject GetTracedMemory(PyEngine engine)
    {
        ModuleState state = State(engine);
        long current = state.Tracing ? state.Current() : 0;
        return PyTuple.Of(PyInt.From(current), PyInt.From(state.Tracing ? state.Peak : 0));
    }

    [PyFunction("reset_peak", Doc = "Makes the peak the current size.")]
    private static void ResetPeak(PyEngine engine)
    {
        ModuleState state = State(engine);
        if (state.Tracing)
        {
            state.Peak = 0;
            state.Current();
        }
    }

    [PyFunction("get_tracemalloc_memory", Doc = "The memory that measuring takes: nothing worth telling.")]
    private static long GetTracemallocMemory() => 0;

    [PyFunction("_get_traces", Doc = "The traces of all blocks: none before start(); .NET does not know them.")]
    private static PyObject GetTraces(PyEngine engine) => State(engine).Tracing
        ? throw Err.NotImplementedError(".NET's collector does not tell where objects were allocated")
        : new PyList();

    [PyFunction("_get_object_traceback", "obj, /", Doc = "Where an object was allocated: None, as it is not known.")]
    private static PyObject GetObjectTraceback(PyObject obj) => PyNone.Instance;
}

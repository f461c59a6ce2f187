namespace PythonEngine.Modules;

/// <summary>The <c>gc</c> module, over .NET's collector.</summary>
[PyModule("gc", Doc = "This module provides access to the garbage collector for reference cycles.\n\nenable() -- Enable automatic garbage collection.\ndisable() -- Disable automatic garbage collection.\nisenabled() -- Returns true if automatic collection is enabled.\ncollect() -- Do a full collection right now.\n")]
internal static partial class GcModule
{
    private sealed class ModuleState
    {
        public bool Enabled = true;
        public int Debug;
        public long[] Thresholds = [700, 10, 10];
    }

    [PyConstant("DEBUG_STATS")] private const int DebugStats = 1;
    [PyConstant("DEBUG_COLLECTABLE")] private const int DebugCollectable = 2;
    [PyConstant("DEBUG_UNCOLLECTABLE")] private const int DebugUncollectable = 4;
    [PyConstant("DEBUG_SAVEALL")] private const int DebugSaveAll = 32;
    [PyConstant("DEBUG_LEAK")] private const int DebugLeak = 38;

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.State = new ModuleState();
        module.Set("garbage", new PyList());
        module.Set("callbacks", new PyList());
    }

    private static ModuleState State(PyEngine engine) => (ModuleState)engine.NativeModule("gc").State!;

    [PyFunction("enable")]
    private static void Enable(PyEngine engine) => State(engine).Enabled = true;

    // Reference counting frees most objects in CPython even with its cycle collector off; here the collector does all of it and stays on.
    [PyFunction("disable")]
    private static void Disable(PyEngine engine) => State(engine).Enabled = false;

    [PyFunction("isenabled")]
    private static bool IsEnabled(PyEngine engine) => State(engine).Enabled;

    [PyFunction("collect", "generation=2")]
    private static PyObject Collect(PyEngine engine, int generation = 2)
    {
        if (generation is < 0 or > 2)
        {
            throw Err.ValueError("invalid generation");
        }
        Callbacks(engine, "start", generation, 0);
        // Run in place of this call, so that no C# frame of the interpreter keeps a value that its Python frame has let go.
        PyThread thread = PyThread.Current;
        thread.TailNative = new CollectFrame(generation, (t, count) =>
        {
            t.CheckSignals();
            Callbacks(engine, "stop", generation, count);
            return PyInt.From(count);
        });
        return PyThread.Pending;
    }

    private static void Callbacks(PyEngine engine, string phase, int generation, long collected)
    {
        if (engine.NativeModule("gc").Get("callbacks") is not PyList { Count: > 0 } list)
        {
            return;
        }
        PyDict info = new();
        info.SetStr(PyStr.Intern("generation"), PyInt.From(generation));
        info.SetStr(PyStr.Intern("collected"), PyInt.From(collected));
        info.SetStr(PyStr.Intern("uncollectable"), PyInt.Zero);
        foreach (PyObject callback in list.ToArray())
        {
            try
            {
                Ops.Call(callback, new PyStr(phase), info);
            }
            catch (PyException e)
            {
                engine.WriteUnraisable(e.Value, callback);
            }
        }
    }

    [PyFunction("set_debug", "flags, /")]
    private static void SetDebug(int flags, PyEngine engine) => State(engine).Debug = flags;

    [PyFunction("get_debug")]
    private static long GetDebug(PyEngine engine) => State(engine).Debug;

    [PyFunction("set_threshold", "threshold0, threshold1=10, threshold2=10, /")]
    private static void SetThreshold(PyEngine engine, int threshold0, int? threshold1 = null, int? threshold2 = null)
    {
        long[] t = State(engine).Thresholds;
        t[0] = threshold0;
        t[1] = threshold1 ?? t[1];
        t[2] = threshold2 ?? t[2];
    }

    [PyFunction("get_threshold")]
    private static PyObject GetThreshold(PyEngine engine)
    {
        long[] t = State(engine).Thresholds;
        return new PyTuple([PyInt.From(t[0]), PyInt.From(t[1]), PyInt.From(t[2])]);
    }

    [PyFunction("get_count")]
    private static PyObject GetCount() => new PyTuple([PyInt.From(GC.CollectionCount(0)), PyInt.From(GC.CollectionCount(1)), PyInt.From(GC.CollectionCount(2))]);

    [PyFunction("get_stats")]
    private static PyObject GetStats()
    {
        PyList list = new();
        for (int generation = 0; generation < 3; generation++)
        {
            PyDict stats = new();
            stats.SetStr(PyStr.Intern("collections"), PyInt.From(GC.CollectionCount(generation)));
            stats.SetStr(PyStr.Intern("collected"), PyInt.Zero);
            stats.SetStr(PyStr.Intern("uncollectable"), PyInt.Zero);
            list.Add(stats);
        }
        return list;
    }

    /// <summary>Atoms hold no references; everything else may be part of a cycle.</summary>
    [PyFunction("is_tracked", "obj, /")]
    private static bool IsTracked(PyObject obj) => obj is not (PyInt or PyFloat or PyStr or PyBytes or PyNone or PyComplex or PyEllipsis or PyNotImplemented);

    [PyFunction("is_finalized", "obj, /")]
    private static bool IsFinalized(PyObject obj) => obj is PyFinalizableInstance { IsFinalized: true };

    /// <summary>What is reachable: .NET's collector does not list the live objects.</summary>
    [PyFunction("get_objects", "generation=None")]
    private static PyObject GetObjects(PyEngine engine, PyObject? generation = null)
    {
        if (generation is not (null or PyNone))
        {
            long n = generation is PyInt ? Ops.AsLong(generation) : throw Err.TypeError($"argument should be integer or None, not '{generation.Type.FullName}'");
            // -1 is CPython's "all".
            if (n is < -1 or > 2)
            {
                throw Err.ValueError(n < 0 ? "generation parameter cannot be negative" : "generation parameter must be less than the number of available generations (3)");
            }
        }
        PyList result = new();
        foreach (PyObject o in ObjectGraph.All(engine))
        {
            if (IsTracked(o) && o is not PyFrame)
            {
                result.Add(o);
            }
        }
        return result;
    }

    /// <summary>Searches all that is reachable.</summary>
    [PyFunction("get_referrers", "*objs")]
    private static PyObject GetReferrers(ReadOnlySpan<PyObject> objs, PyEngine engine)
    {
        HashSet<PyObject> wanted = new(ReferenceEqualityComparer.Instance);
        foreach (PyObject o in objs)
        {
            wanted.Add(o);
        }
        PyList result = new();
        List<PyObject> referents = [];
        foreach (PyObject o in ObjectGraph.All(engine))
        {
            // CPython's frames are no objects until someone asks for them.
            if (o is PyFrame)
            {
                continue;
            }
            referents.Clear();
            Referents(o, referents);
            if (referents.Exists(wanted.Contains))
            {
                result.Add(o);
            }
        }
        return result;
    }

    [PyFunction("get_referents", "*objs")]
    private static PyObject GetReferents(ReadOnlySpan<PyObject> objs)
    {
        List<PyObject> referents = [];
        foreach (PyObject o in objs)
        {
            Referents(o, referents);
        }
        return new PyList([.. referents]);
    }

    private static void Referents(PyObject o, List<PyObject> to)
    {
        ObjectGraph.AddReferents(o, to, world: true);
        if (o.Type.IsHeap)
        {
            to.Add(o.Type);
        }
    }

    [PyFunction("freeze")]
    private static void Freeze()
    {
        // .NET promotes long-lived objects by itself.
    }

    [PyFunction("unfreeze")]
    private static void Unfreeze()
    {
        // Nothing was frozen.
    }

    [PyFunction("get_freeze_count")]
    private static long GetFreezeCount() => 0;
}

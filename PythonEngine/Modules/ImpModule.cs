using PythonEngine.Importing;

namespace PythonEngine.Modules;

/// <summary>The <c>_imp</c> module: what importlib needs of the engine.</summary>
[PyModule("_imp", Doc = "(Extremely) low-level import machinery bits as used by importlib.")]
internal static partial class ImpModule
{
    /// <summary>The import lock: importlib guards its table of module locks with it.</summary>
    private sealed class State
    {
        public PyThread? Owner;
        public int Depth;
    }

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.State = new State();
        module.Set("check_hash_based_pycs", new PyStr("default"));
    }

    [PyFunction("acquire_lock", "", Doc = "Acquires the interpreter's import lock for the current thread.")]
    private static void AcquireLock(PyModule module, PyThread thread)
    {
        State state = (State)module.State!;
        // The holder never blocks for long, so giving way until it is done is enough.
        while (state.Owner != null && !ReferenceEquals(state.Owner, thread))
        {
            using (thread.AllowThreads())
            {
                System.Threading.Thread.Sleep(0);
            }
        }
        state.Owner = thread;
        state.Depth++;
    }

    [PyFunction("release_lock", "", Doc = "Release the interpreter's import lock.")]
    private static void ReleaseLock(PyModule module, PyThread thread)
    {
        State state = (State)module.State!;
        if (!ReferenceEquals(state.Owner, thread))
        {
            throw Err.RuntimeError("not holding the import lock");
        }
        if (--state.Depth == 0)
        {
            state.Owner = null;
        }
    }

    [PyFunction("lock_held", "", Doc = "Return True if the import lock is currently held, else False.")]
    private static bool LockHeld(PyModule module) => ((State)module.State!).Owner != null;

    [PyFunction("extension_suffixes", "", Doc = "Returns the list of file suffixes used to identify extension modules.")]
    private static PyObject ExtensionSuffixes() => new PyList();

    [PyFunction("is_builtin", "name, /", Doc = "Returns True if the module name corresponds to a built-in module.")]
    private static int IsBuiltin(string name) => name is "sys" or "builtins" ? -1 : PyEngine.HasNativeModule(name) ? 1 : 0;

    [PyFunction("is_frozen", "name, /", Doc = "Whether a module is frozen.")]
    private static bool IsFrozen(PyEngine engine, string name) => engine.Importer.IsFrozen(name);

    [PyFunction("is_frozen_package", "name, /", Doc = "Whether a frozen module is a package.")]
    private static bool IsFrozenPackage(PyEngine engine, string name) => engine.Importer.IsFrozen(name) ? false : throw NoFrozen(name);

    private static PyException NoFrozen(string name) => Err.ImportError($"No such frozen object named {name}", new PyStr(name));

    [PyFunction("find_frozen", "name, /, *, withdata=False", Doc = "Data (None), whether it is a package, and original name of a frozen module; None when it is not frozen.")]
    private static PyObject FindFrozen(PyEngine engine, string name, bool withdata = false) => !engine.Importer.IsFrozen(name)
        ? PyNone.Instance : new PyTuple([PyNone.Instance, PyBool.False, new PyStr(ImportSystem.FrozenOrigin(name))]);

    [PyFunction("get_frozen_object", "name, data=None, /", Doc = "The code of a frozen module.")]
    private static PyObject GetFrozenObject(PyThread thread, string name, PyObject? data = null) =>
        thread.Engine.Importer.IsFrozen(name) ? thread.Engine.Importer.FrozenCode(name) : throw NoFrozen(name);

    [PyFunction("init_frozen", "name, /", Doc = "Initializes a frozen module.")]
    private static PyObject InitFrozen(string name) => PyNone.Instance;

    [PyFunction("_frozen_module_names", "", Doc = "Returns the list of available frozen modules.")]
    private static PyObject FrozenModuleNames(PyEngine engine)
    {
        PyList names = new();
        foreach (string name in engine.Importer.FrozenNames)
        {
            names.Add(new PyStr(name));
        }
        return names;
    }

    [PyFunction("_override_frozen_modules_for_tests", "override, /")]
    private static void OverrideFrozenModules(long @override)
    {
        // The two that importing itself is made of cannot be switched off, and tests of others are CPython's own affair.
    }

    [PyFunction("create_builtin", "spec, /", Doc = "Create an extension module.")]
    private static PyObject CreateBuiltin(PyThread thread, PyObject spec)
    {
        if (Ops.GetAttr(spec, "name") is not PyStr name)
        {
            throw Err.TypeError("spec.name must be a string");
        }
        PyEngine engine = thread.Engine;
        return engine.Modules.Get(name) ?? engine.CreateNativeModule(name.Value) ?? (PyObject)PyNone.Instance;
    }

    [PyFunction("exec_builtin", "mod, /", Doc = "Initialize a built-in module.")]
    private static int ExecBuiltin(PyObject mod) => 0;

    [PyFunction("create_dynamic", "spec, file=None, /", Doc = "Create an extension module.")]
    private static PyObject CreateDynamic(PyObject spec, PyObject? file = null) =>
        throw Err.ImportError("dynamic modules are not supported", Ops.TryGetAttr(spec, "name"));

    [PyFunction("exec_dynamic", "mod, /", Doc = "Initialize an extension module.")]
    private static int ExecDynamic(PyObject mod) => 0;

    [PyFunction("_fix_co_filename", "code, path, /", Doc = "Changes code.co_filename to specify the passed-in path.")]
    private static void FixCodeFileName(PyCode code, string path) => Rename(code, code.FileName, path);

    private static void Rename(PyCode code, string from, string to)
    {
        if (code.FileName != from)
        {
            return;
        }
        code.FileName = to;
        foreach (PyObject constant in code.Consts)
        {
            if (constant is PyCode inner)
            {
                Rename(inner, from, to);
            }
        }
    }

    /// <summary>SipHash-1-3 of a source, the validation of hash-based code files.</summary>
    [PyFunction("source_hash", "key, source")]
    private static byte[] SourceHash(long key, PyObject source)
    {
        BufferView view = Ops.GetBuffer(source);
        try
        {
            return BitConverter.GetBytes(SipHash.Compute((ulong)key, 0, view.Span));
        }
        finally
        {
            view.Release();
        }
    }
}

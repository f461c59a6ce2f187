using System.Threading;
using PythonEngine.Hosting;
using PythonEngine.Importing;

namespace PythonEngine.Execution;

/// <summary>One Python interpreter: modules, threads under one lock, pending work. Engines share no mutable state.</summary>
internal sealed partial class PyEngine
{
    private static int s_count;

    // type and object need each other; only this order of their initializers gives both their slots.
    static PyEngine() => RuntimeHelpers.RunClassConstructor(typeof(PyType).TypeHandle);

    private readonly Dictionary<string, NativeModuleSlot> _natives = new(StringComparer.Ordinal);
    private readonly Dictionary<PyType, List<WeakReference<PyType>>> _nativeSubclasses = [];

    /// <summary>sys.setrecursionlimit</summary>
    public int RecursionLimit = 1000;

    /// <summary>sys.set_int_max_str_digits; 0 for no limit.</summary>
    public int IntMaxStrDigits = 4300;

    public readonly EngineLock Lock;

    public readonly EngineOptions Options;

    internal readonly GarbagePacer Pacer;

    internal readonly Modules.IO.OpenWriters OpenWriters;

    /// <summary>Something waits for HandlePending.</summary>
    public volatile bool EvalBreaker;

    /// <summary>sys.modules</summary>
    public PyDict Modules = new();

    public readonly PyModule SysModule;

    public readonly PyModule BuiltinsModule;

    /// <summary>Namespace of the builtins module.</summary>
    public PyDict Builtins => BuiltinsModule.Dict;

    internal readonly ImportSystem Importer;

    /// <summary>Which engine of the process this is, from 0.</summary>
    internal readonly int Number = Interlocked.Increment(ref s_count) - 1;

    private sealed class NativeModuleSlot(PyModule first)
    {
        public readonly PyModule First = first;
        /// <summary>What the module held when it was made, for fresh copies after it was removed from sys.modules.</summary>
        public PyDict? Pristine;
        public bool GivenOut;
    }

    /// <summary>Makes an engine whose main Python thread is carried by the calling OS thread; the thread then holds the lock.</summary>
    public PyEngine(EngineOptions options)
    {
        Options = options;
        Lock = new EngineLock(this);
        Pacer = new GarbagePacer(this);
        OpenWriters = new Modules.IO.OpenWriters(this);
        MainThread = NewThread();
        PyThread.SetCurrent(MainThread);
        Lock.Acquire(MainThread);
        if (ReadIntLimit(options) is { } digits)
        {
            IntMaxStrDigits = digits;
        }
        BuiltinsModule = NativeModule("builtins");
        SysModule = NativeModule("sys");
        Modules.SetStr(PyStr.Intern("builtins"), BuiltinsModule);
        Modules.SetStr(PyStr.Intern("sys"), SysModule);
        _natives["sys"].GivenOut = _natives["builtins"].GivenOut = true;
        Importer = new ImportSystem(this);
    }

    /// <summary>A limit for the digits of int() and str(), or null for what is none: 0 or at least 640.</summary>
    internal static int? IntLimit(string? text) => int.TryParse(text, out int digits) && (digits == 0 || digits >= 640) ? digits : null;

    private static int? ReadIntLimit(EngineOptions options)
    {
        if (!options.XOptions.TryGetValue("int_max_str_digits", out string? text) && !options.IgnoreEnvironment)
        {
            text = Environment.GetEnvironmentVariable("PYTHONINTMAXSTRDIGITS");
        }
        return IntLimit(text);
    }

    /// <summary>Python classes of this engine directly below a native type.</summary>
    internal List<WeakReference<PyType>>? NativeSubclasses(PyType type, bool create)
    {
        if (!_nativeSubclasses.TryGetValue(type, out List<WeakReference<PyType>>? list) && create)
        {
            _nativeSubclasses[type] = list = [];
        }
        return list;
    }

    /// <summary>Whether a native module of this name exists.</summary>
    internal static bool HasNativeModule(string name) => NativeModuleRegistry.TryGet(name, out _);

    /// <summary>The engine's native module object, made on demand; the one whose State the module's functions use.</summary>
    internal PyModule NativeModule(string name) => NativeSlot(name)?.First ?? throw Err.SystemError($"no native module '{name}'");

    private unsafe NativeModuleSlot? NativeSlot(string name)
    {
        if (_natives.TryGetValue(name, out NativeModuleSlot? slot))
        {
            return slot;
        }
        if (!NativeModuleRegistry.TryGet(name, out NativeModuleSpec spec))
        {
            return null;
        }
        PyModule module = new(name, spec.Doc == null ? null : new PyStr(spec.Doc));
        slot = new NativeModuleSlot(module);
        _natives[name] = slot;
        try
        {
            spec.Fill(module);
        }
        catch
        {
            _natives.Remove(name);
            throw;
        }
        slot.Pristine = module.Dict.Copy();
        return slot;
    }

    /// <summary>
    /// A module object for an import of a native module: the first import gets the engine's own, later ones (after the
    /// module was dropped from sys.modules) a fresh object with the original contents, as re-importing does in CPython.
    /// </summary>
    internal PyModule? CreateNativeModule(string name)
    {
        NativeModuleSlot? slot = NativeSlot(name);
        if (slot == null)
        {
            return null;
        }
        if (!slot.GivenOut || name is "sys" or "builtins")
        {
            slot.GivenOut = true;
            return slot.First;
        }
        PyModule copy = new(name) { State = slot.First.State };
        copy.Dict.UpdateFrom(slot.Pristine!);
        return copy;
    }

    /// <summary>A module that was imported, or a native module that exists already; null otherwise.</summary>
    public PyModule? GetModule(string name) =>
        _natives.TryGetValue(name, out NativeModuleSlot? slot) ? slot.First : Modules.GetStr(PyStr.Intern(name)) as PyModule;

    /// <summary>import name; returns the named module itself, as importlib.import_module does.</summary>
    public PyModule Import(string name)
    {
        PyObject module = Importer.ImportModule(PyStr.Intern(name));
        return module as PyModule ?? throw Err.ImportError($"sys.modules['{name}'] is not a module", new PyStr(name));
    }

    /// <summary>An attribute of the sys module, or null.</summary>
    internal PyObject? SysGet(string name) => SysModule.Dict.GetStr(PyStr.Intern(name));

    /// <summary><c>greenlet.error</c></summary>
    internal static PyType GreenletError => PyGreenlet.ErrorType;

    /// <summary><c>greenlet.GreenletExit</c></summary>
    internal static PyType GreenletExit => PyGreenlet.ExitType;

    /// <summary>An exception class of a native module, made as a class statement would.</summary>
    internal PyType NewException(string module, string name, PyType @base, string? doc = null)
    {
        PyDict ns = new();
        ns.SetStr(Names.Module, PyStr.Intern(module));
        if (doc != null)
        {
            ns.SetStr(Names.Doc, new PyStr(doc));
        }
        return (PyType)Ops.Call(PyType.TypeObject, new PyStr(name), new PyTuple([@base]), ns);
    }
}

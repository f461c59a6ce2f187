using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Pickle;

/// <summary>The <c>_pickle</c> module.</summary>
[PyModule("_pickle", Doc = "What the pickle module has natively.")]
[PyExports(typeof(PyPickler), typeof(PyUnpickler), typeof(PyPickleBuffer))]
internal static partial class PickleModule
{
    internal const int DefaultProtocol = 4;
    internal const int HighestProtocol = 5;

    /// <summary>What pickling needs of other modules, looked up once per engine.</summary>
    internal sealed class ModuleState
    {
        public required PyType PickleError { get; init; }
        public required PyType PicklingError { get; init; }
        public required PyType UnpicklingError { get; init; }

        /// <summary>copyreg.dispatch_table</summary>
        public required PyDict DispatchTable { get; init; }

        /// <summary>copyreg._extension_registry: (module, name) → code.</summary>
        public required PyDict ExtensionRegistry { get; init; }

        /// <summary>copyreg._inverted_registry: code → (module, name).</summary>
        public required PyDict InvertedRegistry { get; init; }

        /// <summary>copyreg._extension_cache: code → object.</summary>
        public required PyDict ExtensionCache { get; init; }

        /// <summary>_compat_pickle's mappings: Python 2's names to Python 3's and back.</summary>
        public required PyDict NameMapping2To3 { get; init; }
        public required PyDict ImportMapping2To3 { get; init; }
        public required PyDict NameMapping3To2 { get; init; }
        public required PyDict ImportMapping3To2 { get; init; }

        /// <summary>codecs.encode</summary>
        public required PyObject CodecsEncode { get; init; }

        /// <summary>functools.partial</summary>
        public required PyObject Partial { get; init; }

        /// <summary>getattr</summary>
        public required PyObject GetAttr { get; init; }
    }

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        PyEngine engine = PyThread.Current.Engine;
        PyType error = SysCall.NewException("_pickle.PickleError", Exc.Exception);
        PyType pickling = SysCall.NewException("_pickle.PicklingError", error);
        PyType unpickling = SysCall.NewException("_pickle.UnpicklingError", error);
        module.Set("PickleError", error);
        module.Set("PicklingError", pickling);
        module.Set("UnpicklingError", unpickling);
        PyModule copyreg = engine.Import("copyreg"), compat = engine.Import("_compat_pickle");
        static PyDict Table(PyModule from, string name) => Ops.GetAttr(from, name) as PyDict
            ?? throw Err.RuntimeError($"{Ops.StrText(Ops.GetAttr(from, "__name__"))}.{name} should be a dict, not {Ops.TypeName(Ops.GetAttr(from, name))}");
        module.State = new ModuleState
        {
            PickleError = error,
            PicklingError = pickling,
            UnpicklingError = unpickling,
            DispatchTable = Table(copyreg, "dispatch_table"),
            ExtensionRegistry = Table(copyreg, "_extension_registry"),
            InvertedRegistry = Table(copyreg, "_inverted_registry"),
            ExtensionCache = Table(copyreg, "_extension_cache"),
            NameMapping2To3 = Table(compat, "NAME_MAPPING"),
            ImportMapping2To3 = Table(compat, "IMPORT_MAPPING"),
            NameMapping3To2 = Table(compat, "REVERSE_NAME_MAPPING"),
            ImportMapping3To2 = Table(compat, "REVERSE_IMPORT_MAPPING"),
            CodecsEncode = Ops.GetAttr(engine.Import("codecs"), "encode"),
            Partial = Ops.GetAttr(engine.Import("functools"), "partial"),
            GetAttr = Ops.GetAttr(engine.BuiltinsModule, "getattr"),
        };
    }

    internal static ModuleState State => (ModuleState)PyThread.Current.Engine.NativeModule("_pickle").State!;

    internal static PyException PicklingError(string message) => new((PyBaseException)Ops.Call(State.PicklingError, new PyStr(message)));

    internal static PyException UnpicklingError(string message) => new((PyBaseException)Ops.Call(State.UnpicklingError, new PyStr(message)));

    /// <summary>The parts of a dotted name; a local name belongs to no module.</summary>
    internal static string[] DottedPath(PyStr name, PyObject? owner)
    {
        string[] parts = name.Value.Split('.');
        if (Array.IndexOf(parts, "<locals>") >= 0)
        {
            throw Err.AttributeError(owner == null ? $"Can't get local object {Ops.ReprText(name)}" : $"Can't get local attribute {Ops.ReprText(name)} on {Ops.ReprText(owner)}");
        }
        return parts;
    }

    /// <summary>The attribute at the end of a path, and the object that has it; null when there is none.</summary>
    internal static PyObject? DeepAttribute(PyObject start, ReadOnlySpan<string> path, out PyObject parent)
    {
        parent = start;
        PyObject? found = start;
        foreach (string part in path)
        {
            parent = found;
            found = Ops.TryGetAttr(found, PyStr.Intern(part));
            if (found == null)
            {
                return null;
            }
        }
        return found;
    }

    [PyFunction("dump", "obj, file, protocol=None, *, fix_imports=True, buffer_callback=None", Doc = "Writes an object's pickle to a binary file.")]
    private static void Dump(PyObject obj, PyObject file, PyObject? protocol = null, bool fixImports = true, PyObject? bufferCallback = null)
    {
        PyPickler pickler = new();
        pickler.Configure(protocol, fixImports, bufferCallback);
        pickler.SetFile(file);
        pickler.DumpTo(obj);
    }

    [PyFunction("dumps", "obj, protocol=None, *, fix_imports=True, buffer_callback=None", Doc = "An object's pickle as bytes.")]
    private static PyObject Dumps(PyObject obj, PyObject? protocol = null, bool fixImports = true, PyObject? bufferCallback = null)
    {
        PyPickler pickler = new();
        pickler.Configure(protocol, fixImports, bufferCallback);
        return pickler.DumpToBytes(obj);
    }

    [PyFunction("load", "file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()", Doc = "Reads an object from a pickle in a binary file.")]
    private static PyObject Load(PyObject file, bool fixImports = true, string encoding = "ASCII", string errors = "strict", PyObject? buffers = null)
    {
        PyUnpickler unpickler = new();
        unpickler.SetFile(file);
        unpickler.Configure(fixImports, encoding, errors, buffers);
        return unpickler.Run();
    }

    [PyFunction("loads", "data, /, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()", Doc = "Reads an object from a pickle in bytes.")]
    private static PyObject Loads(PyObject data, bool fixImports = true, string encoding = "ASCII", string errors = "strict", PyObject? buffers = null)
    {
        BufferView view = Args.Buffer(data, "loads() argument 1");
        try
        {
            PyUnpickler unpickler = new();
            unpickler.SetInput(view.Memory);
            unpickler.Configure(fixImports, encoding, errors, buffers);
            return unpickler.Run();
        }
        finally
        {
            view.Release();
        }
    }
}

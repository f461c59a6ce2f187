namespace PythonEngine.Modules.Pickle;

/// <summary><c>_pickle.Unpickler</c></summary>
[PyType("Unpickler", Module = "_pickle", Subclassable = true, Doc = "Reads objects from pickles in a binary file.\n\nUnpickler(file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=())")]
internal partial class PyUnpickler : PyObject
{
    private static readonly PyStr s_persistentLoad = PyStr.Intern("persistent_load");
    private static readonly PyStr s_findClassEvent = PyStr.Intern("pickle.find_class");
    private static readonly PyStr s_findClass = PyStr.Intern("find_class");

    private PickleInput? _input;
    private Dictionary<long, PyObject> _memo = [];
    private PyObject? _persistentLoadMethod;
    private PyObject? _buffers;
    private bool _fixImports;
    private string _encoding = "ASCII";
    private string _errors = "strict";
    private int _protocol;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__", "file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()")]
    private void Init(PyObject file, bool fixImports = true, string encoding = "ASCII", string errors = "strict", PyObject? buffers = null)
    {
        SetFile(file);
        Configure(fixImports, encoding, errors, buffers);
        _persistentLoadMethod = Ops.TryGetAttr(this, s_persistentLoad);
        _memo.Clear();
        _protocol = 0;
    }

    internal void SetFile(PyObject file)
    {
        PickleInput input = new();
        input.SetFile(file);
        _input = input;
    }

    internal void SetInput(Memory<byte> data)
    {
        _input = new PickleInput();
        _input.SetMemory(data);
    }

    internal void Configure(bool fixImports, string encoding, string errors, PyObject? buffers)
    {
        _fixImports = fixImports;
        _encoding = encoding;
        _errors = errors;
        _buffers = buffers is null or PyNone ? null : Ops.Iter(buffers);
    }

    [PyMethod("load", "", Doc = "Reads an object from the file.")]
    private PyObject Load() => _input is { HasFile: true } ? Run()
        : throw PickleModule.UnpicklingError($"Unpickler.__init__() was not called by {Ops.TypeName(this)}.__init__()");

    [PyMethod("find_class", "module_name, global_name, /", DefiningClass = true, Doc = "The object of a name in a module, which is imported; subclasses may restrict what pickles can name.")]
    private PyObject FindClass(PyObject moduleName, PyObject globalName)
    {
        SysModule.RaiseAudit(PyThread.Current.Engine, s_findClassEvent, moduleName, globalName);
        if (_protocol < 3 && _fixImports)
        {
            FixImport(ref moduleName, ref globalName);
        }
        PyObject module = PyThread.Current.Engine.Importer.ImportModule(moduleName as PyStr ?? throw Err.TypeError("module name must be a string"));
        PyStr name = globalName as PyStr ?? throw Err.TypeError($"attribute name must be string, not '{Ops.TypeName(globalName)}'");
        if (_protocol >= 4)
        {
            return PickleModule.DeepAttribute(module, PickleModule.DottedPath(name, module), out _) ?? throw NoAttribute(module, name);
        }
        return Ops.TryGetAttr(module, name) ?? throw NoAttribute(module, name);
    }

    private static PyException NoAttribute(PyObject module, PyStr name) =>
        Err.AttributeError($"Can't get attribute {Ops.ReprText(name)} on {Ops.ReprText(module)}");

    /// <summary>Python 3's names for Python 2's.</summary>
    private static void FixImport(ref PyObject module, ref PyObject name)
    {
        PickleModule.ModuleState state = PickleModule.State;
        if (state.NameMapping2To3.Get(PyTuple.Of(module, name)) is { } mapped)
        {
            if (mapped is not PyTuple { Count: 2 } pair)
            {
                throw Err.RuntimeError($"_compat_pickle.NAME_MAPPING values should be 2-tuples, not {Ops.TypeName(mapped)}");
            }
            if (pair[0] is not PyStr || pair[1] is not PyStr)
            {
                throw Err.RuntimeError($"_compat_pickle.NAME_MAPPING values should be pairs of str, not ({Ops.TypeName(pair[0])}, {Ops.TypeName(pair[1])})");
            }
            module = pair[0];
            name = pair[1];
        }
        else if (state.ImportMapping2To3.Get(module) is { } other)
        {
            module = other is PyStr ? other : throw Err.RuntimeError($"_compat_pickle.IMPORT_MAPPING values should be strings, not {Ops.TypeName(other)}");
        }
    }

    [PyMethod("__sizeof__", "")]
    private long SizeOf() => 216 + (_memo.Count * 8L);

    [PyGetter("persistent_load")]
    private PyObject PersistentLoad => _persistentLoadMethod ?? throw Err.AttributeError("persistent_load");

    [PySetter("persistent_load")]
    private void SetPersistentLoad(PyObject? value)
    {
        if (value == null)
        {
            throw Err.TypeError("attribute deletion is not supported");
        }
        _persistentLoadMethod = value.Type.HasCall ? value : throw Err.TypeError("persistent_load must be a callable taking one argument");
    }

    [PyGetter("memo")]
    private PyObject Memo => new PyUnpicklerMemoProxy(this);

    [PySetter("memo")]
    private void SetMemo(PyObject? value)
    {
        if (value == null)
        {
            throw Err.TypeError("attribute deletion is not supported");
        }
        if (value is PyUnpicklerMemoProxy proxy)
        {
            _memo = new Dictionary<long, PyObject>(proxy.Unpickler._memo);
            return;
        }
        if (value is not PyDict dict)
        {
            throw Err.TypeError($"'memo' attribute must be an UnpicklerMemoProxy object or dict, not {Ops.TypeName(value)}");
        }
        Dictionary<long, PyObject> memo = [];
        int position = 0;
        while (dict.Next(ref position, out PyObject key, out PyObject entry))
        {
            if (key is not PyInt)
            {
                throw Err.TypeError("memo key must be integers");
            }
            long index = Ops.AsLong(key);
            memo[index >= 0 ? index : throw Err.ValueError("memo key must be positive integers.")] = entry;
        }
        _memo = memo;
    }

    /// <summary>The memo as Python shows it: index → object.</summary>
    internal PyDict MemoCopy()
    {
        PyDict copy = new();
        List<long> indices = [.. _memo.Keys];
        indices.Sort();
        foreach (long index in indices)
        {
            copy.Set(PyInt.From(index), _memo[index]);
        }
        return copy;
    }

    internal void ForgetMemo() => _memo.Clear();
}

/// <summary><c>_pickle.UnpicklerMemoProxy</c>: an unpickler's memo attribute.</summary>
[PyType("UnpicklerMemoProxy", Module = "_pickle", NoConstructor = true)]
internal sealed partial class PyUnpicklerMemoProxy(PyUnpickler unpickler) : PyObject
{
    internal readonly PyUnpickler Unpickler = unpickler;

    [PyMethod("clear", "", Doc = "Removes all entries.")]
    private void Clear() => Unpickler.ForgetMemo();

    [PyMethod("copy", "", Doc = "The entries as a dict.")]
    private PyObject Copy() => Unpickler.MemoCopy();

    [PyMethod("__reduce__", "", Doc = "Pickles as a dict.")]
    private PyObject Reduce() => PyTuple.Of(PyDict.TypeObject, new PyTuple([Unpickler.MemoCopy()]));
}

namespace PythonEngine.Modules.Pickle;

/// <summary><c>_pickle.Pickler</c></summary>
[PyType("Pickler", Module = "_pickle", Subclassable = true, Doc = "Writes objects as pickles to a binary file.\n\nPickler(file, protocol=None, fix_imports=True, buffer_callback=None)")]
internal partial class PyPickler : PyObject
{
    private static readonly PyStr s_persistentId = PyStr.Intern("persistent_id");
    private static readonly PyStr s_dispatchTable = PyStr.Intern("dispatch_table");
    private static readonly PyStr s_reducerOverride = PyStr.Intern("reducer_override");

    private readonly PickleOutput _output = new();
    /// <summary>Index and object of everything that was pickled; null before __init__.</summary>
    private Dictionary<PyObject, int>? _memo;
    private int _protocol = PickleModule.DefaultProtocol;
    private bool _binary = true;
    private int _fast;
    private int _fastNesting;
    private HashSet<PyObject>? _fastPath;
    private bool _fixImports;
    private PyObject? _bufferCallback;
    private PyObject? _persistentIdMethod;
    private PyObject? _dispatch;
    private PyObject? _reducer;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__", "file, protocol=None, fix_imports=True, buffer_callback=None")]
    private void Init(PyObject file, PyObject? protocol = null, bool fixImports = true, PyObject? bufferCallback = null)
    {
        Configure(protocol, fixImports, bufferCallback);
        SetFile(file);
        _fast = 0;
        _fastNesting = 0;
        _fastPath = null;
        _persistentIdMethod = Ops.TryGetAttr(this, s_persistentId);
        _dispatch = Ops.TryGetAttr(this, s_dispatchTable);
    }

    internal void Configure(PyObject? protocol, bool fixImports, PyObject? bufferCallback)
    {
        long number = protocol is null or PyNone ? PickleModule.DefaultProtocol : Ops.AsLong(protocol);
        if (number < 0)
        {
            number = PickleModule.HighestProtocol;
        }
        if (number > PickleModule.HighestProtocol)
        {
            throw Err.ValueError($"pickle protocol must be <= {PickleModule.HighestProtocol}");
        }
        _protocol = (int)number;
        _binary = number > 0;
        _fixImports = fixImports && number < 3;
        _bufferCallback = bufferCallback is PyNone ? null : bufferCallback;
        if (_bufferCallback != null && number < 5)
        {
            throw Err.ValueError("buffer_callback needs protocol >= 5");
        }
        _memo ??= new Dictionary<PyObject, int>(ReferenceEqualityComparer.Instance);
        _memo.Clear();
        _output.Clear();
    }

    internal void SetFile(PyObject file) => _output.WriteMethod = Ops.TryGetAttr(file, Names.Write) ?? throw Err.TypeError("file must have a 'write' attribute");

    [PyMethod("dump", "obj, /", Doc = "Writes an object's pickle to the file.")]
    private void Dump(PyObject obj)
    {
        if (_memo == null || _output.WriteMethod == null)
        {
            throw PickleModule.PicklingError($"Pickler.__init__() was not called by {Ops.TypeName(this)}.__init__()");
        }
        DumpTo(obj);
    }

    internal void DumpTo(PyObject obj)
    {
        _output.Clear();
        DumpObject(obj);
        _output.FlushToFile();
    }

    internal PyBytes DumpToBytes(PyObject obj)
    {
        DumpObject(obj);
        return new PyBytes(_output.Written.ToArray());
    }

    private void DumpObject(PyObject obj)
    {
        _reducer = ReferenceEquals(Type, TypeObject) ? null : Ops.TryGetAttr(this, s_reducerOverride);
        try
        {
            if (_protocol >= 2)
            {
                _output.WriteByte(PickleOp.Proto, _protocol);
                _output.Framing = _protocol >= 4;
            }
            Save(obj, asPersistentId: false);
            _output.Write(PickleOp.Stop);
            _output.CommitFrame();
        }
        finally
        {
            _output.Framing = false;
            // It may refer to the pickler.
            _reducer = null;
        }
    }

    [PyMethod("clear_memo", "", Doc = "Forgets what was pickled: the next pickle stands alone.")]
    private void ClearMemo() => _memo?.Clear();

    [PyMethod("__sizeof__", "")]
    private long SizeOf() => 184 + ((_memo?.Count ?? 0) * 24L) + _output.Written.Length;

    [PyGetter("bin", Member = true)]
    private int Binary => _binary ? 1 : 0;

    [PySetter("bin")]
    private void SetBinary(PyObject? value) => _binary = IntMember(value) != 0;

    [PyGetter("fast", Member = true)]
    private int Fast => _fast;

    [PySetter("fast")]
    private void SetFast(PyObject? value) => _fast = IntMember(value);

    private static int IntMember(PyObject? value) => value == null ? throw Err.TypeError("can't delete numeric/char attribute") : (int)Ops.AsLong(value);

    [PyGetter("dispatch_table", Member = true)]
    private PyObject DispatchTable => _dispatch ?? throw Err.AttributeMissing(this, s_dispatchTable);

    [PySetter("dispatch_table")]
    private void SetDispatchTable(PyObject? value)
    {
        if (value == null && _dispatch == null)
        {
            throw Err.AttributeError("dispatch_table");
        }
        _dispatch = value;
    }

    [PyGetter("persistent_id")]
    private PyObject PersistentId => _persistentIdMethod ?? throw Err.AttributeError("persistent_id");

    [PySetter("persistent_id")]
    private void SetPersistentId(PyObject? value)
    {
        if (value == null)
        {
            throw Err.TypeError("attribute deletion is not supported");
        }
        _persistentIdMethod = value.Type.HasCall ? value : throw Err.TypeError("persistent_id must be a callable taking one argument");
    }

    [PyGetter("memo")]
    private PyObject Memo => new PyPicklerMemoProxy(this);

    [PySetter("memo")]
    private void SetMemo(PyObject? value)
    {
        if (value == null)
        {
            throw Err.TypeError("attribute deletion is not supported");
        }
        Dictionary<PyObject, int> memo = new(ReferenceEqualityComparer.Instance);
        if (value is PyPicklerMemoProxy proxy)
        {
            foreach ((PyObject obj, int index) in proxy.Pickler._memo ?? [])
            {
                memo[obj] = index;
            }
        }
        else if (value is PyDict dict)
        {
            int position = 0;
            while (dict.Next(ref position, out _, out PyObject entry))
            {
                if (entry is not PyTuple { Count: 2 } pair)
                {
                    throw Err.TypeError("'memo' values must be 2-item tuples");
                }
                memo[pair[1]] = (int)Ops.AsLong(pair[0]);
            }
        }
        else
        {
            throw Err.TypeError($"'memo' attribute must be a PicklerMemoProxy object or dict, not {Ops.TypeName(value)}");
        }
        _memo = memo;
    }

    /// <summary>The memo as Python shows it: id → (index, object).</summary>
    internal PyDict MemoCopy()
    {
        PyDict copy = new();
        foreach ((PyObject obj, int index) in _memo ?? [])
        {
            copy.Set(PyInt.From(Identity.Id(obj)), PyTuple.Of(PyInt.From(index), obj));
        }
        return copy;
    }

    internal void ForgetMemo() => _memo?.Clear();
}

/// <summary><c>_pickle.PicklerMemoProxy</c>: a pickler's memo attribute.</summary>
[PyType("PicklerMemoProxy", Module = "_pickle", NoConstructor = true)]
internal sealed partial class PyPicklerMemoProxy(PyPickler pickler) : PyObject
{
    internal readonly PyPickler Pickler = pickler;

    [PyMethod("clear", "", Doc = "Removes all entries.")]
    private void Clear() => Pickler.ForgetMemo();

    [PyMethod("copy", "", Doc = "The entries as a dict.")]
    private PyObject Copy() => Pickler.MemoCopy();

    [PyMethod("__reduce__", "", Doc = "Pickles as a dict.")]
    private PyObject Reduce() => PyTuple.Of(PyDict.TypeObject, new PyTuple([Pickler.MemoCopy()]));
}

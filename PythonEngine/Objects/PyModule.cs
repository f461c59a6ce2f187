namespace PythonEngine.Objects;

/// <summary><c>module</c>.</summary>
[PyType("module", Subclassable = true, HasInstanceFields = true)]
internal partial class PyModule : PyObject
{
    private static readonly PyStr s_initializing = PyStr.Intern("_initializing");
    private static readonly PyStr s_uninitialized = PyStr.Intern("_uninitialized_submodules");

    // Carried so that sys.modules[name].__class__ can be assigned; attributes always live in Dict.
    private InstanceFields _fields;

    /// <summary><c>__dict__</c>; the globals of the module's functions.</summary>
    internal readonly PyDict Dict;

    /// <summary>Private per-engine state of a native module.</summary>
    internal object? State;

    public PyModule() : this(TypeObject)
    {
    }

    public PyModule(PyType cls)
    {
        Dict = new PyDict();
        _fields = new InstanceFields(cls) { ShapeOrDict = Dict };
    }

    public PyModule(string name, PyObject? doc = null) : this(TypeObject) => Initialize(PyStr.Intern(name), doc);

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    private void Initialize(PyStr name, PyObject? doc)
    {
        Dict.SetStr(Names.Name, name);
        Dict.SetStr(Names.Doc, doc ?? PyNone.Instance);
        Dict.SetStr(Names.Package, PyNone.Instance);
        Dict.SetStr(Names.Loader, PyNone.Instance);
        Dict.SetStr(Names.Spec, PyNone.Instance);
    }

    internal void Set(string name, PyObject value) => Dict.SetStr(PyStr.Intern(name), value);

    internal PyObject? Get(string name) => Dict.GetStr(PyStr.Intern(name));

    internal string MissingAttributeMessage(PyStr name)
    {
        if (Dict.GetStr(Names.Name) is not PyStr self)
        {
            return $"module has no attribute '{name.Value}'";
        }
        if (Dict.GetStr(Names.Spec) is { } spec and not PyNone)
        {
            if (Ops.TryGetAttr(spec, s_initializing) is { } flag && Ops.IsTrue(flag))
            {
                return $"partially initialized module '{self.Value}' has no attribute '{name.Value}' (most likely due to a circular import)";
            }
            if (Ops.TryGetAttr(spec, s_uninitialized) is { } loading && Ops.Contains(loading, name))
            {
                return $"cannot access submodule '{name.Value}' of module '{self.Value}' (most likely due to a circular import)";
            }
        }
        return $"module '{self.Value}' has no attribute '{name.Value}'";
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyModule(cls);

    [PyMethod("__init__", "name, doc=None")]
    private void Init(PyStr name, PyObject? doc = null) => Initialize(name, doc);

    [PyMethod("__getattribute__")]
    private PyObject? GetAttribute(PyStr name)
    {
        PyObject? found = Ops.GenericGetAttr(this, name);
        if (found != null)
        {
            return found;
        }
        if (Dict.GetStr(Names.Getattr) is not { } hook)
        {
            return null;
        }
        try
        {
            return Ops.Call(hook, name);
        }
        catch (PyException e) when (e.Value is PyAttributeError { NameValue: null, Object: null } bare)
        {
            // What was asked of whom is for suggestions; a hook that raises seldom tells.
            bare.NameValue = name;
            bare.Object = this;
            throw;
        }
    }

    [PyMethod("__repr__")]
    private string Repr()
    {
        PyObject? spec = Dict.GetStr(Names.Spec);
        PyObject? loader = Dict.GetStr(Names.Loader);
        if (spec is not (null or PyNone))
        {
            PyObject? specName = Ops.TryGetAttr(spec, "name");
            string text = specName is null or PyNone ? "'?'" : Ops.ReprText(specName);
            PyObject? origin = Ops.TryGetAttr(spec, "origin");
            if (origin is null or PyNone)
            {
                PyObject? specLoader = Ops.TryGetAttr(spec, "loader");
                return specLoader is null or PyNone ? $"<module {text}>" : $"<module {text} ({Ops.ReprText(specLoader)})>";
            }
            return Ops.TryGetAttr(spec, "has_location") is { } located && Ops.IsTrue(located)
                ? $"<module {text} from {Ops.ReprText(origin)}>"
                : $"<module {text} ({Ops.StrText(origin)})>";
        }
        string name = Dict.GetStr(Names.Name) is { } own ? Ops.ReprText(own) : "'?'";
        if (Dict.GetStr(Names.File) is { } file)
        {
            return $"<module {name} from {Ops.ReprText(file)}>";
        }
        return loader is null or PyNone ? $"<module {name}>" : $"<module {name} ({Ops.ReprText(loader)})>";
    }

    [PyMethod("__dir__", "")]
    private PyObject Dir()
    {
        if (Type.IsHeap && Ops.GetAttr(this, Names.Dict) is not PyDict)
        {
            throw Err.TypeError("<module>.__dict__ is not a dictionary");
        }
        if (Dict.GetStr(Names.Dir) is { } hook)
        {
            return Ops.Call(hook);
        }
        PyList names = new(Dict.Count);
        int position = 0;
        while (Dict.Next(ref position, out PyObject key, out _))
        {
            names.Add(key);
        }
        return names;
    }

    [PyGetter("__dict__")]
    private PyObject DictValue => Dict;

    [PyGetter("__annotations__")]
    private PyObject AnnotationsValue
    {
        get
        {
            PyObject? annotations = Dict.GetStr(Names.Annotations);
            if (annotations == null)
            {
                annotations = new PyDict();
                Dict.SetStr(Names.Annotations, annotations);
            }
            return annotations;
        }
    }

    [PySetter("__annotations__")]
    private void SetAnnotations(PyObject? value)
    {
        if (value != null)
        {
            Dict.SetStr(Names.Annotations, value);
        }
        else if (Dict.Remove(Names.Annotations) == null)
        {
            throw Err.AttributeError("__annotations__");
        }
    }
}

namespace PythonEngine.Interop;

/// <summary>A .NET namespace as module: its types and the namespaces in it are attributes.</summary>
[PyType("namespace", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrNamespace : PyModule
{
    private readonly ClrState _state;
    private readonly string _name;

    internal ClrNamespace(ClrState state, string name) : base(TypeObject)
    {
        _state = state;
        _name = name;
        Dict.SetStr(Names.Name, PyStr.Intern(name));
        Dict.SetStr(Names.Doc, PyNone.Instance);
        Dict.SetStr(Names.Package, PyStr.Intern(name));
        // A package without files: import looks for its submodules by the finder that made it.
        Dict.SetStr(Names.Path, new PyList());
    }

    [PyMethod("__getattribute__")]
    private PyObject? GetAttribute(PyStr name)
    {
        PyObject? found = Ops.GenericGetAttr(this, name);
        if (found != null)
        {
            return found;
        }
        if (ReferenceEquals(name, Names.All))
        {
            return new PyList([.. AllNames()]);
        }
        string text = name.Value;
        if (text.StartsWith("__", StringComparison.Ordinal))
        {
            return null;
        }
        found = _state.Find(_name + "." + text) ?? (text.EndsWith('_') && IsKeyword(text[..^1]) ? _state.Find(_name + "." + text[..^1]) : null);
        if (found != null)
        {
            Dict.SetStr(name, found);
        }
        return found;
    }

    private List<PyObject> AllNames()
    {
        List<PyObject> names = [];
        foreach (string name in _state.NamesIn(_name))
        {
            names.Add(PyStr.Intern(name));
        }
        return names;
    }

    [PyMethod("__dir__", "")]
    private PyObject Dir() => new PyList([.. AllNames()]);

    [PyMethod("__repr__")]
    private string Repr() => $"<module '{_name}' (CLR namespace)>";

    /// <summary>Words that cannot be attribute names in Python source.</summary>
    internal static bool IsKeyword(string name) => name is "False" or "None" or "True" or "and" or "as" or "assert" or "async" or "await" or "break"
        or "class" or "continue" or "def" or "del" or "elif" or "else" or "except" or "finally" or "for" or "from" or "global" or "if" or "import"
        or "in" or "is" or "lambda" or "nonlocal" or "not" or "or" or "pass" or "raise" or "return" or "try" or "while" or "with" or "yield" or "print" or "exec";
}

/// <summary>Finds .NET namespaces for the import statement.</summary>
[PyType("NamespaceImporter", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrImporter(ClrState state) : PyObject
{
    [PyMethod("find_spec", "fullname, path=None, target=None")]
    private PyObject? FindSpec(string fullname, PyObject? path = null, PyObject? target = null)
    {
        if (!state.IsNamespace(fullname))
        {
            return PyNone.Instance;
        }
        PyObject bootstrap = state.Engine.Import("_frozen_importlib");
        PyObject spec = Ops.Call(Ops.GetAttr(bootstrap, "ModuleSpec"), [new PyStr(fullname), this, new PyStr("CLR namespace"), PyBool.True],
            new PyTuple([PyStr.Intern("origin"), PyStr.Intern("is_package")]));
        return spec;
    }

    [PyMethod("create_module", "spec")]
    private PyObject CreateModule(PyObject spec) => state.Namespace(Ops.StrText(Ops.GetAttr(spec, "name")));

    [PyMethod("exec_module", "module")]
    private void ExecModule(PyObject module)
    {
        // Everything in it is looked up when it is asked for.
    }

    [PyMethod("__repr__")]
    private string Repr() => "<CLR namespace importer>";
}

namespace PythonEngine.Objects;

/// <summary><c>module</c>.</summary>
[PyType("module", Subclassable = true)]
internal partial class PyModule : PyObject
{
    /// <summary><c>__dict__</c>; the globals of the module's functions.</summary>
    internal readonly PyDict Dict;

    /// <summary>Private per-engine state of a native module.</summary>
    internal object? State;

    public PyModule() => Dict = new PyDict();

    public PyModule(string name, PyObject? doc = null)
    {
        Dict = new PyDict();
        Dict.SetStr(Names.Name, PyStr.Intern(name));
        Dict.SetStr(Names.Doc, doc ?? PyNone.Instance);
        Dict.SetStr(Names.Package, PyNone.Instance);
        Dict.SetStr(Names.Loader, PyNone.Instance);
        Dict.SetStr(Names.Spec, PyNone.Instance);
    }

    internal void Set(string name, PyObject value) => Dict.SetStr(PyStr.Intern(name), value);

    internal PyObject? Get(string name) => Dict.GetStr(PyStr.Intern(name));

    internal string MissingAttributeMessage(PyStr name) => Dict.GetStr(Names.Name) is PyStr self
        ? $"module '{self.Value}' has no attribute '{name.Value}'"
        : $"module has no attribute '{name.Value}'";
}

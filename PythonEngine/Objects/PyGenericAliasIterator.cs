namespace PythonEngine.Objects;

/// <summary>The iterator of <c>tuple[int]</c>, which gives <c>*tuple[int]</c> once; pickled by its alias.</summary>
[PyType("generic_alias_iterator", NoConstructor = true)]
internal sealed partial class PyGenericAliasIterator(PyGenericAlias alias) : PyObject
{
    private PyGenericAlias? _alias = alias;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        PyGenericAlias? alias = _alias;
        _alias = null;
        return alias?.Starred();
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() =>
        PyTuple.Of(PyThread.Current.Engine.Builtins.GetStr(PyStr.Intern("iter"))!, new PyTuple([_alias ?? (PyObject)PyTuple.Empty]));
}

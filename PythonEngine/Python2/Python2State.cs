using System.IO;

namespace PythonEngine.Python2;

/// <summary>
/// What an engine keeps for code of the Python 2 dialect; there is none until such code is loaded. The parts written in Python lie in
/// the package <c>python2</c>, beside the packages that come with the program.
/// </summary>
internal sealed class Python2State
{
    private readonly string? _folder;

    private Python2State(PyEngine engine)
    {
        Builtin = new PyModule("__builtin__");
        _folder = engine.Options.PackagePath is { } packages ? Path.Combine(packages, "python2") + "/" : null;
    }

    /// <summary>The dialect's <c>__builtin__</c>.</summary>
    public PyModule Builtin { get; }

    /// <summary>Whether the program itself is written in the dialect: then exceptions are not chained.</summary>
    public bool IsMain { get; set; }

    /// <summary>Attributes that objects of Python 3 lack, by name: functions that take the object.</summary>
    public PyDict Finders { get; set; } = new();

    /// <summary>The exception that a raise statement with three parts is about to raise.</summary>
    public PyBaseException? WithTraceback { get; set; }

    /// <summary>TextIOWrapper.write, by which print writes to the standard streams.</summary>
    public PyObject? StreamWrite { get; set; }

    /// <summary>Directories of modules that count as the program's own, so that they are tried in the dialect first.</summary>
    public List<string> ProgramFolders { get; } = [];

    /// <summary>Makes the dialect work in an engine; does nothing the second time.</summary>
    /// <exception cref="PyException">ImportError: the package <c>python2</c> is not there.</exception>
    public static Python2State Activate(PyEngine engine)
    {
        if (engine.Python2 is { } state)
        {
            return state;
        }
        state = new Python2State(engine);
        PyDict names = state.Builtin.Dict;
        names.UpdateFrom(engine.Builtins);
        foreach (string name in (ReadOnlySpan<string>)["ascii", "breakpoint", "exec", "aiter", "anext", "__build_class__", "copyright", "credits", "license"])
        {
            names.Remove(PyStr.Intern(name));
        }
        PyModule native = engine.NativeModule("_python2");
        int position = 0;
        while (native.Dict.Next(ref position, out PyObject key, out PyObject value))
        {
            if (key is PyStr text && !(text.Length > 1 && text[0] == '_'))
            {
                names.Set(key, value);
            }
        }
        names.SetStr(Names.BuildClass, native.Get("__build_class__")!);
        state.Builtin.Set("__name__", new PyStr("__builtin__"));
        engine.Python2 = state;
        engine.Modules.SetStr(PyStr.Intern("__builtin__"), state.Builtin);
        try
        {
            PyModule setup = engine.Import("python2._setup");
            state.Finders = (PyDict)setup.Get("FINDERS")!;
        }
        catch
        {
            engine.Python2 = null;
            engine.Modules.Remove(PyStr.Intern("__builtin__"));
            throw;
        }
        return state;
    }

    /// <summary>Whether tracebacks leave out a frame, because to the program it is a built-in function.</summary>
    public bool Hides(PyCode code) => _folder != null && code.FileName.StartsWith(_folder, StringComparison.Ordinal);
}

using System.IO;
using PythonEngine.Builtins;

namespace PythonEngine.Importing;

/// <summary>
/// The import statement: what is imported already is answered here, everything else by CPython's own importlib, whose two
/// core modules run from the standard library as CPython runs its frozen ones.
/// </summary>
internal sealed unsafe class ImportSystem(PyEngine engine)
{
    private static readonly PyStr s_findAndLoad = PyStr.Intern("_find_and_load");
    private static readonly PyStr s_handleFromlist = PyStr.Intern("_handle_fromlist");
    private static readonly PyStr s_initializing = PyStr.Intern("_initializing");
    private static readonly PyStr s_parent = PyStr.Intern("parent");
    private static readonly PyStr s_calcPackage = PyStr.Intern("_calc___package__");

    private PyModule? _bootstrap;
    private PyModule? _external;
    /// <summary>Archives met while zipimport is being imported; null at other times.</summary>
    private List<PyObject>? _zipsPutOff;
    private PyObject? _sourceGetCode;
    private PyType? _sourceFileLoader;

    /// <summary>Directory of the standard library.</summary>
    public string? Library { get; private set; }

    public CodeCache Cache { get; } = new(engine);

    // What CPython has in its executable. The first two run before files can be imported; the others are files like any, but
    // programs see from tracebacks and reprs that they are frozen.
    private static readonly string[] s_frozen =
    [
        "_frozen_importlib", "_frozen_importlib_external", "zipimport", "abc", "codecs", "io", "_collections_abc", "_sitebuiltins", "genericpath", "ntpath",
        "posixpath", "os.path", "os", "site", "stat", "importlib.util", "importlib.machinery", "runpy",
    ];

    /// <summary>The names of the modules that count as frozen.</summary>
    internal IEnumerable<string> FrozenNames => Array.FindAll(s_frozen, IsFrozen);

    /// <summary>Whether a module is one that CPython has in its executable.</summary>
    internal bool IsFrozen(string name) => Array.IndexOf(s_frozen, name) is var index and >= 0
        && (index < 2 || (engine.Options.XOptions.GetValueOrDefault("frozen_modules") != "off" && Library != null && File.Exists(Path.Combine(Library, FrozenFile(name)))));

    /// <summary>The name under which a frozen module's source is known.</summary>
    internal static string FrozenOrigin(string name) => name switch
    {
        "_frozen_importlib" => "importlib._bootstrap",
        "_frozen_importlib_external" => "importlib._bootstrap_external",
        "os.path" => "posixpath",
        _ => name,
    };

    private static string FrozenFile(string name) => FrozenOrigin(name).Replace('.', '/') + ".py";

    /// <summary>Code of a frozen module.</summary>
    internal PyCode FrozenCode(string name) =>
        Cache.Load(engine, Path.Combine(Library!, FrozenFile(name)), $"<frozen {FrozenOrigin(name)}>", write: !engine.Options.DontWriteBytecode);

    /// <summary>Makes importing work: runs importlib's core and installs the finders.</summary>
    public void Start(string library)
    {
        Library = library;
        PyThread thread = PyThread.Current;
        PyModule bootstrap = new("_frozen_importlib");
        bootstrap.Set("__origname__", new PyStr("importlib._bootstrap"));
        bootstrap.Dict.SetStr(Names.Package, PyStr.Empty);
        engine.Modules.SetStr(PyStr.Intern("_frozen_importlib"), bootstrap);
        FrameScope.Run(thread, FrozenCode("_frozen_importlib"), bootstrap.Dict, bootstrap.Dict);
        PyModule imp = engine.CreateNativeModule("_imp")!;
        if (engine.Options.Verbose > 0)
        {
            engine.SysModule.Set("stderr", new PyStderrPrinter());
        }
        Ops.CallMethod(bootstrap, "_install", engine.SysModule, imp);
        _bootstrap = bootstrap;
        Ops.CallMethod(bootstrap, "_install_external_importers");
        _external = (PyModule)engine.Modules.GetStr(PyStr.Intern("_frozen_importlib_external"))!;
        _external.Set("MAGIC_NUMBER", new PyBytes(MagicNumber));
        _external.Set("_RAW_MAGIC_NUMBER", PyInt.From(BitConverter.ToInt32(MagicNumber)));
        _sourceFileLoader = (PyType)_external.Get("SourceFileLoader")!;
        _sourceGetCode = Ops.GetAttr(_external.Get("SourceLoader")!, "get_code");
        Ops.SetAttr(_sourceFileLoader, "get_code", new PyMethodDescriptor(PyObjectType.TypeObject, new NativeFunction("get_code", "($self, fullname, /)", null, &GetCode)));
        PyList hooks = (PyList)engine.SysGet("path_hooks")!;
        Ops.CallMethod(hooks, "insert", PyInt.Zero, new PyBuiltinFunction(new NativeFunction("zipimporter", "(path)", null, &ZipImporter), null, null));
    }

    /// <summary>First bytes of the code files that py_compile and importlib's own loaders write.</summary>
    internal static readonly byte[] MagicNumber = [0x49, 0x45, (byte)'\r', (byte)'\n'];

    /// <summary>SourceFileLoader.get_code: the engine's own cache instead of __pycache__ files, unless a subclass changed how sources are read.</summary>
    private static PyObject GetCode(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyThread thread = PyThread.Current;
        ImportSystem system = thread.Engine.Importer;
        if (args.Length == 2 && kwnames is not { Count: > 0 } && ReferenceEquals(args[0].Type, system._sourceFileLoader)
            && Ops.TryGetAttr(args[0], "path") is PyStr path && ReferenceEquals(Ops.TryGetAttr(args[0], "name"), args[1]) && system.IsPlainFile(path))
        {
            bool write = !Ops.IsTrue(thread.Engine.SysGet("dont_write_bytecode") ?? PyBool.False);
            return system.LoadSource(path.Value, write);
        }
        return thread.TailCall(system._sourceGetCode!, args, kwnames);
    }

    // With a program in Python 2, its own modules are read in that dialect first; others on the path when they are no Python 3.
    private PyCode LoadSource(string path, bool write)
    {
        if (engine.Python2 is not { IsMain: true } || IsLibrary(path))
        {
            return Cache.Load(engine, path, path, write);
        }
        bool own = engine.Python2.ProgramFolders.Exists(folder => path.StartsWith(folder.Length == 0 ? Directory.GetCurrentDirectory() : folder, StringComparison.Ordinal));
        try
        {
            return Cache.Load(engine, path, path, write, own ? CodeFlags.Python2 : CodeFlags.None);
        }
        catch (PyException e) when (e.Matches(Exc.SyntaxError))
        {
            PyCode? code = null;
            try
            {
                code = Cache.Load(engine, path, path, write, own ? CodeFlags.None : CodeFlags.Python2);
            }
            catch (PyException second) when (second.Matches(Exc.SyntaxError))
            {
                // The first error is the one to tell.
            }
            if (code == null)
            {
                throw;
            }
            return code;
        }
    }

    private bool IsLibrary(string path) =>
        (Library != null && path.StartsWith(Library + "/", StringComparison.Ordinal))
        || (engine.Options.PackagePath is { } packages && path.StartsWith(packages + "/", StringComparison.Ordinal));

    private bool IsPlainFile(PyStr path) => File.Exists(path.Value) && engine.SysGet("pycache_prefix") is null or PyNone;

    /// <summary>The path hook of zip files: zipimport itself is only loaded when a file is on the path.</summary>
    private static PyObject ZipImporter(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length != 1)
        {
            throw Err.TypeError($"zipimporter() takes exactly one argument ({args.Length} given)");
        }
        if (args[0] is PyStr path)
        {
            string text = path.Value;
            while (text.Length > 1 && !File.Exists(text))
            {
                if (Directory.Exists(text))
                {
                    text = "";
                    break;
                }
                int slash = text.LastIndexOf('/');
                text = slash <= 0 ? "" : text[..slash];
            }
            if (text.Length <= 1)
            {
                throw Err.ImportError($"not a Zip file: {Ops.ReprText(path)}", path: path);
            }
        }
        PyThread thread = PyThread.Current;
        ImportSystem system = thread.Engine.Importer;
        if (system._zipsPutOff != null)
        {
            // Looking for zipimport itself, and for what it imports, goes past the archives.
            system._zipsPutOff.Add(args[0]);
            throw Err.ImportError("zipimport is being imported", path: args[0]);
        }
        PyModule zipimport;
        system._zipsPutOff = [];
        try
        {
            zipimport = thread.Engine.Import("zipimport");
        }
        finally
        {
            if (thread.Engine.SysGet("path_importer_cache") is PyDict cache)
            {
                foreach (PyObject refused in system._zipsPutOff)
                {
                    cache.RemoveWithHash(refused, Ops.Hash(refused));
                }
            }
            system._zipsPutOff = null;
        }
        return thread.TailCall(zipimport.Get("zipimporter")!, args, kwnames);
    }

    /// <summary>importlib.import_module of an absolute name.</summary>
    public PyObject ImportModule(PyStr name) => Loaded(name) ?? FindAndLoad(name);

    // A module in sys.modules that is not being initialized by another thread.
    private PyObject? Loaded(PyStr name)
    {
        PyObject? module = engine.Modules.Get(name);
        if (module is null or PyNone)
        {
            return null;
        }
        PyObject? spec = module is PyModule m ? m.Dict.GetStr(Names.Spec) : Ops.TryGetAttr(module, Names.Spec);
        if (spec is null or PyNone || Ops.TryGetAttr(spec, s_initializing) is not { } initializing || !Ops.IsTrue(initializing))
        {
            return module;
        }
        // Waits for the thread that imports it, unless that is this one.
        Ops.CallMethod(_bootstrap!, PyStr.Intern("_lock_unlock_module"), name);
        return module;
    }

    private PyObject FindAndLoad(PyStr name)
    {
        if (_bootstrap == null)
        {
            // Before importlib runs only native modules can be had.
            PyModule native = engine.CreateNativeModule(name.Value) ?? throw Err.ImportError($"No module named '{name.Value}'", name, notFound: true);
            engine.Modules.SetStr(PyStr.Intern(name), native);
            return native;
        }
        try
        {
            return Ops.Call(_bootstrap.Dict.GetStr(s_findAndLoad)!, name, ImportFunction);
        }
        catch (PyException e)
        {
            RemoveImportlibFrames(e.Value);
            throw;
        }
    }

    private PyObject ImportFunction => engine.Builtins.GetStr(Names.Import)!;

    /// <summary>importlib's own frames only hide where an import failed: CPython takes them out of the traceback, and so do we.</summary>
    private void RemoveImportlibFrames(PyBaseException exception)
    {
        bool always = exception.Type.IsSubtypeOf(Exc.ImportError);
        if (engine.Options.Verbose > 0)
        {
            return;
        }
        PyTraceback? previous = null, chunkPrevious = null;
        bool inChunk = false;
        for (PyTraceback? tb = exception.Traceback; tb != null;)
        {
            PyTraceback? next = tb.Next;
            PyCode code = tb.Frame.Code;
            bool importlib = code.FileName is "<frozen importlib._bootstrap>" or "<frozen importlib._bootstrap_external>";
            if (importlib && !inChunk)
            {
                inChunk = true;
                chunkPrevious = previous;
            }
            if (importlib && (always || code.Name == "_call_with_frames_removed"))
            {
                if (chunkPrevious == null)
                {
                    exception.Traceback = next;
                }
                else
                {
                    chunkPrevious.Next = next;
                }
                previous = chunkPrevious;
                inChunk = importlib && inChunk;
            }
            else
            {
                previous = tb;
            }
            if (!importlib)
            {
                inChunk = false;
            }
            tb = next;
        }
    }

    /// <summary><c>__import__</c>.</summary>
    public PyObject ImportModuleLevel(PyStr name, PyObject? globals, PyObject? fromlist, long level)
    {
        if (level < 0)
        {
            throw Err.ValueError("level must be >= 0");
        }
        PyStr absolute = name;
        if (level > 0)
        {
            absolute = Resolve(name, globals, level);
        }
        else if (name.Length == 0)
        {
            throw Err.ValueError("Empty module name");
        }
        PyObject module = ImportModule(absolute);
        bool hasFrom = fromlist is not null and not PyNone && Ops.IsTrue(fromlist);
        if (!hasFrom)
        {
            string text = name.Value;
            if (level != 0 && text.Length == 0)
            {
                return module;
            }
            int dot = text.IndexOf('.');
            if (dot < 0)
            {
                return module;
            }
            if (level == 0)
            {
                return ImportModule(PyStr.Intern(text[..dot]));
            }
            string all = absolute.Value;
            string front = all[..(all.Length - (text.Length - dot))];
            return engine.Modules.Get(PyStr.Intern(front)) ?? throw Err.KeyError(new PyStr(front));
        }
        bool isPackage = module is PyModule m ? m.Dict.GetStr(Names.Path) != null : Ops.HasAttr(module, Names.Path);
        return isPackage && NeedsSubmodules(module, fromlist!)
            ? Ops.Call(_bootstrap!.Dict.GetStr(s_handleFromlist)!, module, fromlist!, ImportFunction)
            : module;
    }

    /// <summary>Whether a name of the list is not an attribute of the package yet.</summary>
    private static bool NeedsSubmodules(PyObject module, PyObject fromlist)
    {
        if (module is not PyModule m || fromlist is not PyTuple names)
        {
            return true;
        }
        foreach (PyObject item in names.Items)
        {
            if (item is not PyStr name || name.Value == "*" || m.Dict.GetStr(name) == null)
            {
                return true;
            }
        }
        return false;
    }

    private static PyStr Resolve(PyStr name, PyObject? globals, long level)
    {
        if (globals is not PyDict scope)
        {
            throw globals is null or PyNone ? Err.KeyError(new PyStr("'__name__' not in globals")) : Err.TypeError("globals must be a dict");
        }
        PyObject? package = scope.GetStr(Names.Package);
        PyObject? spec = scope.GetStr(Names.Spec);
        if (package is not null and not PyNone)
        {
            if (package is not PyStr)
            {
                throw Err.TypeError("package must be a string");
            }
            if (spec is not null and not PyNone && Ops.GetAttr(spec, s_parent) is var parent && !Ops.Compare(package, parent, CompareOp.Eq))
            {
                Warn.Issue(Exc.ImportWarning, $"__package__ != __spec__.parent ({Ops.ReprText(package)} != {Ops.ReprText(parent)})");
            }
        }
        else if (spec is not null and not PyNone)
        {
            package = Ops.GetAttr(spec, s_parent);
            if (package is not PyStr)
            {
                throw Err.TypeError("__spec__.parent must be a string");
            }
        }
        else
        {
            Warn.Issue(Exc.ImportWarning, "can't resolve package from __spec__ or __package__, falling back on __name__ and __path__");
            package = scope.GetStr(Names.Name) ?? throw Err.KeyError(new PyStr("'__name__' not in globals"));
            if (package is not PyStr)
            {
                throw Err.TypeError("__name__ must be a string");
            }
            if (scope.GetStr(Names.Path) == null)
            {
                string own = ((PyStr)package).Value;
                int last = own.LastIndexOf('.');
                if (last < 0)
                {
                    throw Err.ImportError("attempted relative import with no known parent package");
                }
                package = new PyStr(own[..last]);
            }
        }
        string text = ((PyStr)package).Value;
        if (text.Length == 0)
        {
            throw Err.ImportError("attempted relative import with no known parent package");
        }
        for (long up = level; up > 1; up--)
        {
            int dot = text.LastIndexOf('.');
            if (dot < 0)
            {
                throw Err.ImportError("attempted relative import beyond top-level package");
            }
            text = text[..dot];
        }
        return PyStr.Intern(name.Length == 0 ? text : text + "." + name.Value);
    }
}

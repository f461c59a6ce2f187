namespace PythonEngine.Modules;

/// <summary>The <c>_warnings</c> module: issues warnings and applies the filters; the printing is the warnings module's.</summary>
[PyModule("_warnings", Doc = "_warnings provides basic warning filtering support.\nIt is a helper module to speed up interpreter start-up.")]
internal static partial class WarningsModule
{
    private static readonly PyStr s_registryName = PyStr.Intern("__warningregistry__");
    private static readonly PyStr s_version = PyStr.Intern("version");

    private sealed class State
    {
        public required PyList Filters;
        public required PyDict OnceRegistry;
        public required PyObject DefaultAction;
        public long FiltersVersion;
    }

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        PyObject none = PyNone.Instance;
        PyList filters = new();
        static PyTuple Filter(string action, PyType category, string? name) =>
            new([PyStr.Intern(action), PyNone.Instance, category, name == null ? PyNone.Instance : PyStr.Intern(name), PyInt.Zero]);
        if (!PyThread.Current.Engine.Options.DevMode)
        {
            filters.Add(Filter("default", Exc.DeprecationWarning, "__main__"));
            filters.Add(Filter("ignore", Exc.DeprecationWarning, null));
            filters.Add(Filter("ignore", Exc.PendingDeprecationWarning, null));
            filters.Add(Filter("ignore", Exc.ImportWarning, null));
            filters.Add(Filter("ignore", Exc.ResourceWarning, null));
        }
        State state = new() { Filters = filters, OnceRegistry = new PyDict(), DefaultAction = PyStr.Intern("default") };
        module.State = state;
        module.Set("filters", filters);
        module.Set("_onceregistry", state.OnceRegistry);
        module.Set("_defaultaction", state.DefaultAction);
    }

    private static State StateOf(PyEngine engine) => (State)engine.NativeModule("_warnings").State!;

    [PyFunction("_filters_mutated", "")]
    private static void FiltersMutated(PyModule module) => ((State)module.State!).FiltersVersion++;

    [PyFunction("warn", "message, category=None, stacklevel=1, source=None", Doc = "Issue a warning, or maybe ignore it or raise an exception.")]
    private static void WarnFunction(PyThread thread, PyObject message, PyObject? category = null, long stacklevel = 1, PyObject? source = null)
    {
        PyType type = Category(message, category);
        Issue(thread, type, message, stacklevel, source is PyNone ? null : source);
    }

    private static PyType Category(PyObject message, PyObject? category)
    {
        if (message.Type.IsSubtypeOf(Exc.Warning))
        {
            return message.Type;
        }
        if (category is null or PyNone)
        {
            return Exc.UserWarning;
        }
        return category is PyType type && type.IsSubtypeOf(Exc.Warning)
            ? type
            : throw Err.TypeError($"category must be a Warning subclass, not '{Ops.TypeName(category)}'");
    }

    [PyFunction("warn_explicit", "message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None", Doc = "Low-level interface to warnings functionality.")]
    private static void WarnExplicit(PyThread thread, PyObject message, PyObject category, PyObject filename, int lineno, PyObject? module = null, PyObject? registry = null, PyObject? moduleGlobals = null, PyObject? source = null)
    {
        PyType type = message.Type.IsSubtypeOf(Exc.Warning) ? message.Type : category as PyType ?? throw Err.TypeError($"category must be a Warning subclass, not '{Ops.TypeName(category)}'");
        if (registry is not (null or PyNone or PyDict))
        {
            throw Err.TypeError("'registry' must be a dict or None");
        }
        if (moduleGlobals is not (null or PyNone or PyDict))
        {
            throw Err.TypeError($"module_globals must be a dict, not '{Ops.TypeName(moduleGlobals)}'");
        }
        IssueExplicit(thread, type, message, filename, lineno, module is PyNone ? null : module, registry as PyDict, moduleGlobals as PyDict, source is PyNone ? null : source);
    }

    private static bool IsInternal(PyFrame frame) =>
        frame.Code.FileName.Contains("importlib", StringComparison.Ordinal) && frame.Code.FileName.Contains("_bootstrap", StringComparison.Ordinal);

    private static PyFrame? NextExternal(PyFrame? frame)
    {
        do
        {
            frame = frame == null ? null : SysModule.PythonBack(frame);
        }
        while (frame != null && IsInternal(frame));
        return frame;
    }

    /// <summary>A warning at a frame of the calling code.</summary>
    internal static void Issue(PyThread thread, PyType category, PyObject message, long stackLevel, PyObject? source)
    {
        PyFrame? frame = thread.TopPythonFrame;
        bool plain = stackLevel <= 0 || (frame != null && IsInternal(frame));
        for (long level = stackLevel; --level > 0 && frame != null;)
        {
            frame = plain ? SysModule.PythonBack(frame) : NextExternal(frame);
        }
        PyDict globals;
        PyObject file;
        int line;
        if (frame == null)
        {
            globals = thread.Engine.SysModule.Dict;
            file = new PyStr("sys");
            line = 1;
        }
        else
        {
            globals = frame.Globals;
            file = new PyStr(frame.Code.FileName);
            line = frame.Line;
        }
        if (globals.GetStr(s_registryName) is not { } registry)
        {
            registry = new PyDict();
            globals.SetStr(s_registryName, registry);
        }
        PyObject module = globals.GetStr(Names.Name) is PyStr name ? name : new PyStr("<string>");
        IssueExplicit(thread, category, message, file, line, module, registry as PyDict, globals, source);
    }

    /// <summary>A warning at a given place.</summary>
    internal static void IssueExplicit(PyThread thread, PyType category, PyObject message, PyObject fileName, int line, PyObject? module, PyDict? registry, PyDict? globals, PyObject? source)
    {
        State state = StateOf(thread.Engine);
        PyObject text = message is PyStr ? message : Ops.Str(message);
        PyTuple? key = null;
        if (registry != null)
        {
            if (registry.GetStr(s_version) is not PyInt version || !version.TryGetLong(out long v) || v != state.FiltersVersion)
            {
                registry.Clear();
                registry.SetStr(s_version, PyInt.From(state.FiltersVersion));
            }
            key = new PyTuple([text, category, PyInt.From(line)]);
            if (registry.Get(key) is { } seen && Ops.IsTrue(seen))
            {
                return;
            }
        }
        module ??= ModuleName(fileName);
        PyObject action = FindAction(thread, state, category, text, line, module, out PyObject? item);
        string verb = action is PyStr a ? a.Value : throw Err.TypeError($"action must be a string, not '{Ops.TypeName(action)}'");
        if (verb == "ignore")
        {
            return;
        }
        PyObject instance = message.Type.IsSubtypeOf(Exc.Warning) ? message : Ops.Call(category, message);
        if (verb == "error")
        {
            throw new PyException((PyBaseException)instance);
        }
        bool already = false;
        switch (verb)
        {
            case "once":
                if (registry != null)
                {
                    registry.Set(key!, PyBool.True);
                }
                PyDict once = AttributeOf(thread, "onceregistry") as PyDict ?? state.OnceRegistry;
                already = Mark(once, new PyTuple([text, category]));
                break;
            case "always":
                break;
            case "module":
                if (registry != null)
                {
                    registry.Set(key!, PyBool.True);
                    already = Mark(registry, new PyTuple([text, category, PyInt.Zero]));
                }
                break;
            case "default":
                registry?.Set(key!, PyBool.True);
                break;
            default:
                throw Err.RuntimeError($"Unrecognized action ({Ops.ReprText(action)}) in warnings.filters:\n {(item == null ? "None" : Ops.ReprText(item))}");
        }
        if (!already)
        {
            Show(thread, instance, category, fileName, line, source);
        }
    }

    private static bool Mark(PyDict registry, PyTuple key)
    {
        if (registry.Get(key) is { } seen && Ops.IsTrue(seen))
        {
            return true;
        }
        registry.Set(key, PyBool.True);
        return false;
    }

    private static PyObject ModuleName(PyObject fileName)
    {
        if (fileName is not PyStr text || text.Length == 0)
        {
            return new PyStr("<unknown>");
        }
        return text.Value.EndsWith(".py", StringComparison.Ordinal) ? new PyStr(text.Value[..^3]) : text;
    }

    /// <summary>An attribute of the warnings module if that is loaded: tests and catch_warnings replace them there.</summary>
    private static PyObject? AttributeOf(PyThread thread, string name) =>
        thread.Engine.Modules.GetStr(PyStr.Intern("warnings")) is PyModule warnings ? warnings.Get(name) : null;

    private static PyObject FindAction(PyThread thread, State state, PyType category, PyObject text, int line, PyObject module, out PyObject? found)
    {
        PyObject filters = AttributeOf(thread, "filters") ?? state.Filters;
        if (filters is not PyList list)
        {
            throw Err.ValueError("_warnings.filters must be a list");
        }
        // Those seen last apply where the module's attribute was deleted.
        state.Filters = list;
        // The list may change while patterns run.
        for (int i = 0; i < list.Count; i++)
        {
            if (list[i] is not PyTuple { Count: 5 } item)
            {
                throw Err.ValueError($"_warnings.filters item {i} isn't a 5-tuple");
            }
            long wanted = Ops.AsLong(item[4]);
            if (wanted != 0 && wanted != line)
            {
                continue;
            }
            if (item[2] is PyType type ? category.IsSubtypeOf(type) : Ops.IsSubclass(category, item[2]))
            {
                if (Matches(item[1], text) && Matches(item[3], module))
                {
                    found = item;
                    return item[0];
                }
            }
        }
        found = null;
        return AttributeOf(thread, "defaultaction") ?? state.DefaultAction;
    }

    private static bool Matches(PyObject pattern, PyObject text) => pattern switch
    {
        PyNone => true,
        // Patterns are plain text in the filters that are there before the warnings module is.
        PyStr exact when exact.GetType() == typeof(PyStr) => text is PyStr t && PyStr.Equals(exact, t),
        _ => Ops.IsTrue(Ops.CallMethod(pattern, "match", text)),
    };

    private static void Show(PyThread thread, PyObject instance, PyType category, PyObject fileName, int line, PyObject? source)
    {
        PyObject? show = AttributeOf(thread, "_showwarnmsg");
        if (show == null && source != null && thread.Engine.Importer.Library != null)
        {
            show = Ops.TryGetAttr(thread.Engine.Import("warnings"), "_showwarnmsg");
        }
        if (show != null)
        {
            PyObject type = AttributeOf(thread, "WarningMessage") ?? throw Err.RuntimeError("unable to get warnings.WarningMessage");
            PyObject record = Ops.Call(type, [instance, category, fileName, PyInt.From(line), PyNone.Instance, PyNone.Instance, source ?? PyNone.Instance]);
            Ops.Call(show, record);
            return;
        }
        if (thread.Engine.SysGet("stderr") is not { } stderr || stderr is PyNone)
        {
            return;
        }
        string text = $"{Ops.StrText(fileName)}:{line}: {category.Name}: {Ops.StrText(instance)}\n";
        if (SourceLines.Read(Ops.StrText(fileName), line)?.Trim() is { Length: > 0 } code)
        {
            text += "  " + code + "\n";
        }
        Ops.CallMethod(stderr, Names.Write, new PyStr(text));
    }
}

using System.IO;
using System.Reflection;

namespace PythonEngine.Interop;

/// <summary>
/// What one engine knows of .NET: the classes that stand for .NET types, referenced assemblies, namespaces. All members are for holders
/// of the engine's lock.
/// </summary>
internal sealed partial class ClrState
{
    private readonly Dictionary<Type, PyType> _types = [];
    private readonly Dictionary<PyType, Type> _clrTypes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(PyType, PyType), PyType> _systemErrors = [];
    private readonly List<Assembly> _assemblies = [];
    private readonly HashSet<string> _namespaces = new(StringComparer.Ordinal);
    private readonly HashSet<Assembly> _scanned = [];
    private readonly Dictionary<string, ClrNamespace> _modules = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PyObject?> _names = new(StringComparer.Ordinal);
    private readonly List<Type> _extensionTypes = [];

    internal ClrState(PyEngine engine)
    {
        Engine = engine;
        foreach (string name in s_defaultAssemblies)
        {
            _assemblies.Add(Assembly.Load(name));
        }
    }

    // Known without clr.AddReference, as System and mscorlib are in IronPython.
    private static readonly string[] s_defaultAssemblies =
        ["System.Private.CoreLib", "System.Runtime", "System.Collections", "System.Linq", "System.Console", "System.Private.Uri", "System.Threading", "System.Collections.Concurrent"];

    internal PyEngine Engine { get; }

    /// <summary>The Python exceptions that stand for .NET ones.</summary>
    internal ConditionalWeakTable<Exception, PyBaseException> Exceptions { get; } = [];

    /// <summary>Handlers that Python code added to events, by source object.</summary>
    internal ConditionalWeakTable<object, List<ClrEventHandler>> Handlers { get; } = [];

    /// <summary>Handlers of static events.</summary>
    internal List<ClrEventHandler> StaticHandlers { get; } = [];

    internal IReadOnlyList<Assembly> Assemblies => _assemblies;

    internal IReadOnlyList<Type> ExtensionTypes => _extensionTypes;

    /// <summary>The Python class that stands for a .NET type, made on first use.</summary>
    internal PyType TypeOf(Type type)
    {
        if (_types.TryGetValue(type, out PyType? known))
        {
            return known;
        }
        PyType made = ClrTypes.Create(this, type);
        // Making it may have made it already, through a member or base.
        if (_types.TryGetValue(type, out known))
        {
            return known;
        }
        Register(type, made);
        return made;
    }

    internal void Register(Type type, PyType made)
    {
        _types[type] = made;
        _clrTypes[made] = type;
    }

    /// <summary>The .NET type that a Python class stands for: one made here, or the counterpart of a builtin; null otherwise.</summary>
    internal Type? ClrTypeOf(PyObject cls) => cls is not PyType type ? null : _clrTypes.TryGetValue(type, out Type? clr) ? clr
        : ReferenceEquals(type, PyInt.TypeObject) ? typeof(int)
        : ReferenceEquals(type, PyStr.TypeObject) ? typeof(string)
        : ReferenceEquals(type, PyFloat.TypeObject) ? typeof(double)
        : ReferenceEquals(type, PyBool.TypeObject) ? typeof(bool)
        : ReferenceEquals(type, PyObjectType.TypeObject) ? typeof(object)
        : ReferenceEquals(type, PyBytes.TypeObject) ? typeof(byte[])
        : ReferenceEquals(type, PyComplex.TypeObject) ? typeof(Complex)
        : null;

    /// <summary>Whether a class was made here, and not by a class statement.</summary>
    internal Type? OwnClrType(PyType type) => _clrTypes.GetValueOrDefault(type);

    /// <summary>A .NET exception class that is also the OSError subclass of its error number.</summary>
    internal PyType SystemErrorType(PyType type, PyType counterpart)
    {
        if (type.IsSubtypeOf(counterpart))
        {
            return type;
        }
        if (!_systemErrors.TryGetValue((type, counterpart), out PyType? made))
        {
            PyDict ns = new();
            ns.SetStr(Names.Module, type.Dict.GetStr(Names.Module)!);
            ns.SetStr(Names.Slots, PyTuple.Empty);
            made = ClrTypes.NewClass(type.Name, [type, counterpart], ns);
            _systemErrors[(type, counterpart)] = made;
        }
        return made;
    }

    /// <summary>clr.AddReference: makes the types of an assembly known.</summary>
    internal Assembly AddReference(string name)
    {
        Assembly? assembly = null;
        foreach (Assembly loaded in AppDomain.CurrentDomain.GetAssemblies())
        {
            if (!loaded.IsDynamic && (string.Equals(loaded.GetName().Name, name, StringComparison.OrdinalIgnoreCase) || loaded.FullName == name))
            {
                assembly = loaded;
                break;
            }
        }
        if (assembly == null)
        {
            try
            {
                assembly = name.Contains('/', StringComparison.Ordinal) ? null : Assembly.Load(name);
            }
            catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException or ArgumentException)
            {
                // Not known to the program itself: perhaps a file.
            }
        }
        assembly ??= FindFile(name) is { } path ? LoadFile(path) : throw Err.OSError(2, "Could not add reference to assembly " + name);
        Add(assembly);
        return assembly;
    }

    private static Assembly LoadFile(string path)
    {
        try
        {
            return Assembly.LoadFrom(path);
        }
        catch (Exception e) when (e is FileLoadException or BadImageFormatException or IOException)
        {
            throw Err.OSError(8, $"Could not add reference to assembly {path}: {e.Message}");
        }
    }

    private string? FindFile(string name)
    {
        foreach (string candidate in (ReadOnlySpan<string>)[name, name + ".dll"])
        {
            if (Path.IsPathRooted(candidate) && File.Exists(candidate))
            {
                return candidate;
            }
            if (Path.IsPathRooted(candidate))
            {
                continue;
            }
            if (Engine.SysGet("path") is PyList path)
            {
                foreach (PyObject entry in path.Span)
                {
                    if (entry is PyStr directory && Path.GetFullPath(Path.Combine(directory.Value, candidate)) is { } full && File.Exists(full))
                    {
                        return full;
                    }
                }
            }
            string beside = Path.Combine(AppContext.BaseDirectory, candidate);
            if (File.Exists(beside))
            {
                return beside;
            }
        }
        return null;
    }

    internal void Add(Assembly assembly)
    {
        if (!_assemblies.Contains(assembly))
        {
            _assemblies.Add(assembly);
            _names.Clear();
        }
    }

    private void ScanNamespaces()
    {
        foreach (Assembly assembly in _assemblies)
        {
            if (!_scanned.Add(assembly))
            {
                continue;
            }
            foreach (Type type in PublicTypes(assembly))
            {
                string? ns = type.Namespace;
                while (!string.IsNullOrEmpty(ns) && _namespaces.Add(ns))
                {
                    int dot = ns.LastIndexOf('.');
                    ns = dot < 0 ? null : ns[..dot];
                }
            }
        }
    }

    private static IEnumerable<Type> PublicTypes(Assembly assembly)
    {
        Type?[] own;
        try
        {
            own = assembly.GetExportedTypes();
        }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or NotSupportedException)
        {
            own = [];
        }
        Type?[] forwarded;
        try
        {
            forwarded = assembly.GetForwardedTypes();
        }
        catch (ReflectionTypeLoadException e)
        {
            // Some of what a facade forwards to need not be installed.
            forwarded = e.Types;
        }
        foreach (Type? type in (Type?[])[.. own, .. forwarded])
        {
            if (type is not null)
            {
                yield return type;
            }
        }
    }

    internal bool IsNamespace(string name)
    {
        if (_namespaces.Contains(name))
        {
            return true;
        }
        ScanNamespaces();
        return _namespaces.Contains(name);
    }

    internal ClrNamespace Namespace(string name)
    {
        if (!_modules.TryGetValue(name, out ClrNamespace? module))
        {
            module = new ClrNamespace(this, name);
            _modules[name] = module;
        }
        return module;
    }

    /// <summary>A type, generic type family or namespace by its full name; null when no referenced assembly has it.</summary>
    internal PyObject? Find(string fullName)
    {
        if (_names.TryGetValue(fullName, out PyObject? known))
        {
            return known;
        }
        PyObject? found = FindNew(fullName);
        _names[fullName] = found;
        return found;
    }

    private PyObject? FindNew(string fullName)
    {
        if (FindType(fullName) is { } type)
        {
            return TypeOf(type);
        }
        if (GenericDefinitions(fullName) is { Length: > 0 } definitions)
        {
            return new ClrGenericType(this, fullName, definitions);
        }
        return IsNamespace(fullName) ? Namespace(fullName) : null;
    }

    private Type? FindType(string fullName)
    {
        foreach (Assembly assembly in _assemblies)
        {
            if (assembly.GetType(fullName, throwOnError: false) is { IsVisible: true } type)
            {
                return type;
            }
        }
        return null;
    }

    /// <summary>The generic types of a name, one for each number of parameters.</summary>
    internal Type[] GenericDefinitions(string fullName)
    {
        const int MaxArity = 17;
        List<Type> found = [];
        for (int arity = 1; arity <= MaxArity; arity++)
        {
            if (FindType($"{fullName}`{arity}") is { } type)
            {
                found.Add(type);
            }
        }
        return [.. found];
    }

    /// <summary>The names of the types and namespaces directly in a namespace.</summary>
    internal SortedSet<string> NamesIn(string ns)
    {
        SortedSet<string> names = new(StringComparer.Ordinal);
        ScanNamespaces();
        string prefix = ns + ".";
        foreach (string other in _namespaces)
        {
            if (other.StartsWith(prefix, StringComparison.Ordinal) && other.IndexOf('.', prefix.Length) < 0)
            {
                names.Add(other[prefix.Length..]);
            }
        }
        foreach (Assembly assembly in _assemblies)
        {
            foreach (Type type in PublicTypes(assembly))
            {
                if (type.Namespace == ns && !type.IsNested && type.IsVisible)
                {
                    int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
                    names.Add(tick < 0 ? type.Name : type.Name[..tick]);
                }
            }
        }
        return names;
    }

    /// <summary>clr.ImportExtensions: extension methods of these static classes are found on the objects they extend.</summary>
    internal void ImportExtensions(Type type)
    {
        if (!_extensionTypes.Contains(type))
        {
            _extensionTypes.Add(type);
        }
    }

    /// <summary>Extension methods of a namespace's static classes.</summary>
    internal int ImportExtensions(string ns)
    {
        int count = 0;
        foreach (Assembly assembly in _assemblies)
        {
            foreach (Type type in PublicTypes(assembly))
            {
                if (type.Namespace == ns && type.IsSealed && type.IsAbstract && type.IsDefined(typeof(ExtensionAttribute), false))
                {
                    ImportExtensions(type);
                    count++;
                }
            }
        }
        return count;
    }
}

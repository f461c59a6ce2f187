using System.Reflection;

namespace PythonEngine.Interop;

/// <summary>The overloads of one method name on a .NET type, as attribute of its class.</summary>
[PyType("CLRMethodGroup", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrMethodGroup : PyObject
{
    private readonly ClrState _state;
    private readonly Type _type;
    private ClrSignature[]? _overloads;
    private ClrSignature[]? _statics;

    internal ClrMethodGroup(ClrState state, Type type, string name)
    {
        _state = state;
        _type = type;
        Name = name;
    }

    private ClrMethodGroup(ClrState state, Type type, string name, ClrSignature[] overloads) : this(state, type, name) => _overloads = overloads;

    internal string Name { get; }

    internal ClrState State => _state;

    internal string FullName => $"{ClrTypes.ShortName(_type)}.{Name}";

    internal ClrSignature[] Overloads => _overloads ??= FindOverloads();

    internal ClrSignature[] Statics => _statics ??= ClrBoundMethod.Statics(Overloads);

    private ClrSignature[] FindOverloads()
    {
        List<MethodInfo> methods = [];
        const BindingFlags flags = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;
        foreach (MemberInfo member in _type.GetMember(Name, MemberTypes.Method, flags))
        {
            MethodInfo method = (MethodInfo)member;
            // A method that hides one of its base has the same parameters; the derived one comes first.
            if (!methods.Exists(other => other.IsGenericMethodDefinition == method.IsGenericMethodDefinition && SameParameters(other, method)))
            {
                methods.Add(method);
            }
        }
        return [.. methods.ConvertAll(static m => new ClrSignature(m))];
    }

    private static bool SameParameters(MethodInfo a, MethodInfo b)
    {
        ParameterInfo[] x = a.GetParameters(), y = b.GetParameters();
        if (x.Length != y.Length)
        {
            return false;
        }
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i].ParameterType != y[i].ParameterType)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The extension methods of a name that may take an object of this type first.</summary>
    internal static ClrMethodGroup? Extension(ClrState state, Type self, string name)
    {
        List<ClrSignature> found = [];
        foreach (Type type in state.ExtensionTypes)
        {
            foreach (MemberInfo member in type.GetMember(name, MemberTypes.Method, BindingFlags.Public | BindingFlags.Static))
            {
                if (member is MethodInfo method && method.IsDefined(typeof(ExtensionAttribute), false))
                {
                    found.Add(new ClrSignature(method) { Extends = true });
                }
            }
        }
        return found.Count == 0 ? null : new ClrMethodGroup(state, self, name, [.. found]);
    }

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner) => new ClrBoundMethod(this, instance);

    [PyMethod("__repr__")]
    private string Repr() => $"<method '{Name}' of '{_type.FullName}'>";
}

/// <summary>A method of an object or, without one, of a type.</summary>
[PyType("CLRMethod", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrBoundMethod(ClrMethodGroup group, PyObject? self, ClrSignature[]? chosen = null, bool asTask = false) : PyObject
{
    private ClrSignature[]? _statics;
    private ClrSignature[]? _instances;

    private ClrSignature[] Candidates => chosen ?? group.Overloads;

    internal static ClrSignature[] Statics(ClrSignature[] candidates) =>
        Array.TrueForAll(candidates, static c => c.Method.IsStatic) ? candidates : Array.FindAll(candidates, static c => c.Method.IsStatic);

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyThread thread = PyThread.Current;
        ClrSignature[] candidates = Candidates;
        if (candidates.Length > 0 && candidates[0].Extends)
        {
            return ClrBinder.Call(thread, candidates, null, Interpreter.Prepend(self!, args), kwnames, group.FullName, asTask);
        }
        if (self != null)
        {
            return ClrBinder.Call(thread, candidates, self, args, kwnames, group.FullName, asTask);
        }
        // Kept: what is learned of overloads belongs to their array.
        ClrSignature[] statics = _statics ??= chosen == null ? group.Statics : Statics(candidates);
        if (statics.Length == candidates.Length || statics.Length > 0 && ClrBinder.CanBind(group.State, statics, args, kwnames))
        {
            return ClrBinder.Call(thread, statics, null, args, kwnames, group.FullName, asTask);
        }
        // Type.Method(instance, ...)
        if (args.Length == 0)
        {
            throw Err.TypeError($"{group.FullName}() needs an instance");
        }
        return ClrBinder.Call(thread, _instances ??= Array.FindAll(candidates, static c => !c.Method.IsStatic), args[0], args[1..], kwnames, group.FullName, asTask);
    }

    /// <summary>Method[int, str]: type arguments of generic methods.</summary>
    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key)
    {
        PyObject[] keys = key is PyTuple tuple ? tuple.Items : [key];
        Type[] types = Array.ConvertAll(keys, k => ClrTypes.TypeArgument(group.State, k));
        List<ClrSignature> closed = [];
        foreach (ClrSignature candidate in Candidates)
        {
            if (candidate.Method is MethodInfo { IsGenericMethodDefinition: true } method && method.GetGenericArguments().Length == types.Length)
            {
                try
                {
                    closed.Add(new ClrSignature(method.MakeGenericMethod(types)) { Extends = candidate.Extends });
                }
                catch (ArgumentException)
                {
                    // A constraint keeps these types away from this overload.
                }
            }
        }
        return closed.Count > 0 ? new ClrBoundMethod(group, self, [.. closed], asTask)
            : throw Err.TypeError($"{group.FullName} has no generic overload for {types.Length} such type argument{(types.Length == 1 ? "" : "s")}");
    }

    /// <summary>Overloads[int, str]: the overload with just these parameter types.</summary>
    [PyGetter("Overloads")]
    private PyObject OverloadsValue => new ClrOverloads(group, self, Candidates, asTask);

    /// <summary>The method as one that gives its task back instead of waiting for it.</summary>
    [PyGetter("AsTask")]
    private PyObject AsTaskValue => new ClrBoundMethod(group, self, chosen, true);

    [PyGetter("__name__")]
    private string NameValue => group.Name;

    [PyGetter("__self__")]
    private PyObject? SelfValue => self;

    [PyGetter("__doc__")]
    private string Doc => string.Join("\n", Array.ConvertAll(Candidates, static c => c.ToString()));

    [PyMethod("__repr__")]
    private string Repr() => self == null ? $"<method {group.FullName}>" : $"<bound method {group.FullName} of {Ops.ReprText(self)}>";

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not ClrBoundMethod b)
        {
            return PyNotImplemented.Instance;
        }
        bool equal = group.Name == b.Group.Name && (ReferenceEquals(self, b.Self) || self is ClrObject x && b.Self is ClrObject y && ReferenceEquals(x.Value, y.Value));
        return PyBool.From(equal == (op == CompareOp.Eq));
    }

    private ClrMethodGroup Group => group;

    private PyObject? Self => self;

    [PyMethod("__hash__")]
    private long Hash() => group.Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>Selects an overload by its parameter types.</summary>
[PyType("CLROverloads", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrOverloads(ClrMethodGroup group, PyObject? self, ClrSignature[] candidates, bool asTask) : PyObject
{
    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key)
    {
        PyObject[] keys = key is PyTuple tuple ? tuple.Items : [key];
        Type[] types = Array.ConvertAll(keys, k => ClrTypes.TypeArgument(group.State, k));
        foreach (ClrSignature candidate in candidates)
        {
            ParameterInfo[] parameters = candidate.Parameters;
            if (parameters.Length == types.Length && Array.TrueForAll(parameters, p => p.ParameterType == types[p.Position]))
            {
                return new ClrBoundMethod(group, self, [candidate], asTask);
            }
        }
        throw Err.TypeError($"{group.FullName} has no overload ({string.Join(", ", Array.ConvertAll(types, ClrConvert.DisplayName))})");
    }

    [PyMethod("__repr__")]
    private string Repr() => string.Join("\n", Array.ConvertAll(candidates, static c => c.ToString()));
}

/// <summary>A delegate or function of the embedding program as Python function.</summary>
[PyType("CLRFunction", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrFunction(ClrState state, Delegate target, bool host) : PyObject
{
    private readonly ClrSignature[] _signature = ClrBinder.Signature(target.GetType().GetMethod("Invoke")!);

    internal Delegate Target => target;

    private string Name => target.Method.Name.StartsWith('<') ? "function" : target.Method.Name;

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        // Names for keywords are those that the method has; a delegate type's own say nothing.
        ClrSignature[] signature = ClrBinder.Named(target) ?? _signature;
        return ClrBinder.Call(PyThread.Current, signature, target, args, kwnames, Name, false, host);
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<.NET function {Name}>";

    [PyGetter("__name__")]
    private string NameValue => Name;

    [PyGetter("__doc__")]
    private string Doc => _signature[0].ToString();

    internal ClrState State => state;
}

namespace PythonEngine.Execution;

/// <summary>Argument checking for generated bindings: arity, keywords and self, with CPython's messages.</summary>
internal static partial class Args
{
    public static PyObject None => PyNone.Instance;

    public static PyObject NotImplemented => PyNotImplemented.Instance;

    public static bool IsNone(PyObject value) => ReferenceEquals(value, PyNone.Instance);

    /// <summary>The module object of this engine, for functions that ask for it.</summary>
    public static PyModule Module(string name) => PyThread.Current.Engine.NativeModule(name);

    /// <summary>Reached when the quick test of a positional-only callable fails; returns when all is well after all (empty kwnames).
    /// The qualified name ("list.append") is null for constructors, whose messages have no short form.</summary>
    public static void CheckPositional(int count, PyTuple? kwnames, string name, string? qualifiedName, int min, int max)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError($"{qualifiedName ?? name}() takes no keyword arguments");
        }
        if (count >= min && count <= max)
        {
            return;
        }
        if (qualifiedName != null && max == 0)
        {
            throw Err.TypeError($"{qualifiedName}() takes no arguments ({count} given)");
        }
        if (qualifiedName != null && min == 1 && max == 1)
        {
            throw Err.TypeError($"{qualifiedName}() takes exactly one argument ({count} given)");
        }
        if (max == 0)
        {
            throw Err.TypeError($"{name}() takes no positional arguments");
        }
        throw Err.TypeError($"{name} {Expected(count, min, max)}");
    }

    /// <summary>The positional arguments of a native __new__. Keywords are refused unless the class has an __init__ of its own, which they may be for.</summary>
    public static ReadOnlySpan<PyObject> ForNew(PyType cls, PyType native, ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        WithoutKeywords(args, kwnames, native, !Indexing.SameInit(cls, native));

    /// <summary>The positional arguments of a native __init__. Keywords are refused unless the class has a __new__ of its own, which they may be for.</summary>
    public static unsafe ReadOnlySpan<PyObject> ForInit(PyType cls, PyType native, ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        WithoutKeywords(args, kwnames, native, (nint)cls.TpNew != (nint)native.TpNew);

    private static ReadOnlySpan<PyObject> WithoutKeywords(ReadOnlySpan<PyObject> args, PyTuple? kwnames, PyType native, bool forOthers)
    {
        if (kwnames is not { Count: > 0 })
        {
            return args;
        }
        return forOthers ? args[..^kwnames.Count] : throw Err.TypeError($"{native.Name}() takes no keyword arguments");
    }

    private static string Expected(int count, int min, int max)
    {
        int bound = count < min ? min : max;
        string qualifier = min == max ? "" : count < min ? "at least " : "at most ";
        return $"expected {qualifier}{bound} argument{(bound == 1 ? "" : "s")}, got {count}";
    }

    /// <summary>The same with the messages of functions that take their arguments as one tuple (PyArg_ParseTuple).</summary>
    public static void CheckTuple(int count, PyTuple? kwnames, string name, string? qualifiedName, int min, int max)
    {
        if (kwnames is { Count: > 0 } || (qualifiedName != null && max == 0))
        {
            CheckPositional(count, kwnames, name, qualifiedName, min, max);
            return;
        }
        if (count >= min && count <= max)
        {
            return;
        }
        int bound = count < min ? min : max;
        string qualifier = min == max ? "exactly" : count < min ? "at least" : "at most";
        throw Err.TypeError($"{name}() takes {qualifier} {bound} argument{(bound == 1 ? "" : "s")} ({count} given)");
    }

    /// <summary>The same for slot wrappers.</summary>
    public static void CheckWrapper(int count, PyTuple? kwnames, string name, int min, int max)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError($"wrapper {name}() takes no keyword arguments");
        }
        if (count >= min && count <= max)
        {
            return;
        }
        // With more than one argument CPython's unpacking prints an empty name, hence the leading blank.
        throw Err.TypeError(max <= 1 ? Expected(count, min, max) : " " + Expected(count, min, max));
    }

    /// <summary>args[0] is missing or not an instance of the method's type.</summary>
    public static PyException BadSelf(ReadOnlySpan<PyObject> args, PyType type, string name) => Err.TypeError(args.Length == 0
        ? $"unbound method {type.Name}.{name}() needs an argument"
        : $"descriptor '{name}' for '{type.FullName}' objects doesn't apply to a '{args[0].Type.FullName}' object");

    public static PyException BadWrapperSelf(ReadOnlySpan<PyObject> args, PyType type, string name) => Err.TypeError(args.Length == 0
        ? $"descriptor '{name}' of '{type.FullName}' object needs an argument"
        : $"descriptor '{name}' requires a '{type.FullName}' object but received a '{args[0].Type.FullName}'");

    /// <summary>The class that a class method was called on.</summary>
    public static PyType ClassSelf(ReadOnlySpan<PyObject> args, PyType type, string name)
    {
        if (args.Length != 0 && args[0] is PyType cls && cls.IsSubtypeOf(type))
        {
            return cls;
        }
        throw Err.TypeError(args.Length == 0
            ? $"descriptor '{name}' of '{type.FullName}' object needs an argument"
            : $"descriptor '{name}' requires a subtype of '{type.FullName}' but received '{(args[0] is PyType other ? other.FullName : args[0].Type.FullName)}'");
    }

    /// <summary>The class to make an instance of, for <c>T.__new__(cls, ...)</c>.</summary>
    public static unsafe PyType CheckNew(ReadOnlySpan<PyObject> args, PyType type)
    {
        if (args.Length == 0)
        {
            throw Err.TypeError($"{type.FullName}.__new__(): not enough arguments");
        }
        if (args[0] is not PyType cls)
        {
            throw Err.TypeError($"{type.FullName}.__new__(X): X is not a type object ({args[0].Type.FullName})");
        }
        if (!cls.IsSubtypeOf(type))
        {
            throw Err.TypeError($"{type.FullName}.__new__({cls.FullName}): {cls.FullName} is not a subtype of {type.FullName}");
        }
        // A native type with a __new__ of its own needs it: another's would make an object of the wrong shape.
        if ((nint)cls.NativeBase.TpNew != (nint)type.TpNew)
        {
            throw Err.TypeError($"{type.FullName}.__new__({cls.FullName}) is not safe, use {cls.NativeBase.FullName}.__new__()");
        }
        return cls;
    }

    /// <summary>Values by parameter index (null where absent) of a call that has keywords or a wrong count.</summary>
    public static PyObject[] Bind(ArgSpec spec, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyDict? unused = null;
        return Bind(spec, args, kwnames, takesExtra: false, ref unused);
    }

    /// <summary>The same with <c>**kwargs</c>: unknown keywords go to <paramref name="extra"/>.</summary>
    public static PyObject[] Bind(ArgSpec spec, ReadOnlySpan<PyObject> args, PyTuple? kwnames, out PyDict? extra)
    {
        extra = null;
        return Bind(spec, args, kwnames, takesExtra: true, ref extra);
    }

    private static PyObject[] Bind(ArgSpec spec, ReadOnlySpan<PyObject> args, PyTuple? kwnames, bool takesExtra, ref PyDict? extra)
    {
        int keywords = kwnames?.Count ?? 0;
        int count = args.Length - keywords;
        int total = spec.Names.Length;
        int positional = spec.Positional;
        if (!spec.VarArgs && !takesExtra && args.Length > total)
        {
            throw Err.TypeError($"{spec.Callee} takes at most {total} {(count == 0 ? "keyword " : "")}argument{(total == 1 ? "" : "s")} ({args.Length} given)");
        }
        int required = spec.RequiredPositional;
        if (!spec.VarArgs && count > positional)
        {
            if (positional == 0)
            {
                throw Err.TypeError($"{spec.Callee} takes no positional arguments");
            }
            throw Err.TypeError($"{spec.Callee} takes {(required < positional ? "at most" : "exactly")} {positional} positional argument{(positional == 1 ? "" : "s")} ({count} given)");
        }
        int requiredByPosition = Math.Min(required, spec.PositionalOnly);
        if (count < requiredByPosition)
        {
            throw Err.TypeError($"{spec.Callee} takes {(requiredByPosition < positional || spec.VarArgs ? "at least" : "exactly")} {requiredByPosition} positional argument{(requiredByPosition == 1 ? "" : "s")} ({count} given)");
        }

        PyObject?[] values = new PyObject?[total];
        args[..Math.Min(count, positional)].CopyTo(values!);
        int unknown = -1, twice = -1;
        for (int k = 0; k < keywords; k++)
        {
            PyObject value = args[count + k];
            if (kwnames![k] is not PyStr name)
            {
                throw Err.TypeError("keywords must be strings");
            }
            int index = spec.IndexOf(name);
            if (index >= 0)
            {
                if (index < count && index < positional)
                {
                    twice = index;
                }
                else
                {
                    values[index] = value;
                }
            }
            else if (takesExtra)
            {
                (extra ??= new PyDict()).SetStr(name, value);
            }
            else if (unknown < 0)
            {
                unknown = k;
            }
        }
        // CPython looks for what is missing before it complains about what is too much.
        for (int i = 0; i < total; i++)
        {
            if (values[i] is null && spec.IsRequired(i))
            {
                throw Err.TypeError(i < positional
                    ? $"{spec.Callee} missing required argument '{spec.Names[i].Value}' (pos {i + 1})"
                    : $"{spec.Callee} missing required keyword-only argument: '{spec.Names[i].Value}'");
            }
        }
        if (twice >= 0)
        {
            throw Err.TypeError($"argument for {(spec.Function.Length == 0 ? "function" : spec.Callee)} given by name ('{spec.Names[twice].Value}') and position ({twice + 1})");
        }
        if (unknown >= 0)
        {
            throw Err.TypeError($"'{((PyStr)kwnames![unknown]).Value}' is an invalid keyword argument for {(spec.Function.Length == 0 ? "this function" : spec.Callee)}");
        }
        return values!;
    }

    /// <summary>What <c>*args</c> receives.</summary>
    public static ReadOnlySpan<PyObject> Rest(ReadOnlySpan<PyObject> args, PyTuple? kwnames, int positional)
    {
        int count = kwnames is null ? args.Length : args.Length - kwnames.Count;
        return count > positional ? args[positional..count] : default;
    }

    /// <summary>Both arguments of <c>__get__</c> with None as absent.</summary>
    public static void DescriptorGet(ReadOnlySpan<PyObject> args, out PyObject? instance, out PyObject? owner)
    {
        instance = IsNone(args[0]) ? null : args[0];
        owner = args.Length < 2 || IsNone(args[1]) ? null : args[1];
        if (instance is null && owner is null)
        {
            throw Err.TypeError("__get__(None, None) is invalid");
        }
    }

    public static PyStr AttributeName(PyObject name) =>
        name as PyStr ?? throw Err.TypeError($"attribute name must be string, not '{name.Type.FullName}'");

    public static PyException AttributeMissing(PyObject obj, PyStr name) => Err.AttributeMissing(obj, name);

    public static PyObject NotDeleted(PyObject? value, string name) =>
        value ?? throw Err.TypeError($"cannot delete attribute '{name}'");

    public static PyObject ItemNotDeleted(PyObject? value, PyObject container) =>
        value ?? throw Err.TypeError($"'{container.Type.FullName}' object doesn't support item deletion");

    /// <summary>The value of <c>__next__()</c> called by name.</summary>
    public static PyObject NextOrStop(PyObject? value) => value ?? throw Err.StopIteration();

    /// <summary>Null, the end, passes through the green wait unchanged.</summary>
    public static PyObject NextResult(PyObject? value) => value!;

    public static PyObject NotEqual(PyObject equal) =>
        ReferenceEquals(equal, PyNotImplemented.Instance) ? equal : PyBool.From(!Ops.IsTrue(equal));

    /// <summary>The start is "f() argument 1", as in "f() argument 1 must be str, not int".</summary>
    public static PyException MustBe(string context, string expected, PyObject value) =>
        Err.TypeError($"{context} must be {expected}, not {(IsNone(value) ? "None" : value.Type.FullName)}");

    /// <summary>For optional parameters of a given class: None is null, anything else is wrong.</summary>
    public static T? NoneOr<T>(PyObject value, string context, string expected)
        where T : PyObject => IsNone(value) ? null : throw MustBe(context, expected + " or None", value);

    /// <summary>Keeps a buffer exported until the operation that uses it has ended.</summary>
    public static async ValueTask<T> ReleaseAfter<T>(ValueTask<T> task, BufferView view)
    {
        try
        {
            return await task;
        }
        finally
        {
            view.Release();
        }
    }

    public static async ValueTask ReleaseAfter(ValueTask task, BufferView view)
    {
        try
        {
            await task;
        }
        finally
        {
            view.Release();
        }
    }
}

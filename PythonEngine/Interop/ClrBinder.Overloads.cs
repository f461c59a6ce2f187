using System.Reflection;

namespace PythonEngine.Interop;

internal static partial class ClrBinder
{
    private const int ExpandedCost = 2;
    private const int DefaultCost = 1;

    /// <summary>
    /// Which overload arguments of certain kinds got last. The entries never change, so engines may share them; what one of them says
    /// is only a guess, which binding checks.
    /// </summary>
    private sealed class OverloadCache
    {
        private const int Size = 8;

        private sealed record Entry(object[] Kinds, ClrSignature Signature);

        private readonly Entry?[] _entries = new Entry?[Size];
        private int _next;

        internal ClrSignature? Find(object[] kinds)
        {
            foreach (Entry? entry in _entries)
            {
                if (entry != null && entry.Kinds.AsSpan().SequenceEqual(kinds))
                {
                    return entry.Signature;
                }
            }
            return null;
        }

        internal void Add(object[] kinds, ClrSignature signature) => _entries[(uint)_next++ % Size] = new Entry(kinds, signature);
    }

    private static readonly ConditionalWeakTable<ClrSignature[], OverloadCache> s_overloads = [];

    // Kinds of arguments that always get the same overload.
    private static readonly object[] s_integers = [new(), new(), new(), new(), new(), new(), new(), new(), new(), new(), new()];
    private static readonly object s_character = new();

    private static object[]? Kinds(ReadOnlySpan<PyObject> args)
    {
        object[] kinds = new object[args.Length];
        for (int i = 0; i < args.Length; i++)
        {
            object? kind = args[i] switch
            {
                PyBool or PyFloat or PyNone or PyBytes => args[i].Type,
                PyInt n => n.TryGetLong(out long value) ? IntegerKind(value) : null,
                PyStr text => text.Length == 1 ? s_character : text.Type,
                ClrObject { Value: { } value } when !ClrConvert.IsNumber(value) => value.GetType(),
                _ => null,
            };
            if (kind == null)
            {
                return null;
            }
            kinds[i] = kind;
        }
        return kinds;
    }

    // The ranges of .NET's integers: values within one convert to the same types.
    private static object IntegerKind(long value) => s_integers[value switch
    {
        < int.MinValue => 0,
        < short.MinValue => 1,
        < sbyte.MinValue => 2,
        < 0 => 3,
        <= sbyte.MaxValue => 4,
        <= byte.MaxValue => 5,
        <= short.MaxValue => 6,
        <= ushort.MaxValue => 7,
        <= int.MaxValue => 8,
        <= uint.MaxValue => 9,
        _ => 10,
    }];

    /// <summary>The overload whose parameters are closest to the arguments; null when none takes them.</summary>
    private static Bound? Choose(ClrState state, ClrSignature[] candidates, ReadOnlySpan<PyObject> args, PyTuple? kwnames, bool constructing)
    {
        object[]? kinds = candidates.Length > 1 && kwnames == null ? Kinds(args) : null;
        if (kinds == null)
        {
            return ChooseAnew(state, candidates, args, kwnames, constructing);
        }
        OverloadCache cache = s_overloads.GetValue(candidates, static _ => new OverloadCache());
        if (cache.Find(kinds) is { } known && TryBind(state, known, args, null, constructing, false) is { } same)
        {
            return same;
        }
        Bound? found = ChooseAnew(state, candidates, args, null, constructing);
        if (found is { Expanded: false })
        {
            cache.Add(kinds, found.Signature);
        }
        return found;
    }

    private static Bound? ChooseAnew(ClrState state, ClrSignature[] candidates, ReadOnlySpan<PyObject> args, PyTuple? kwnames, bool constructing)
    {
        Bound? best = null;
        foreach (ClrSignature candidate in candidates)
        {
            if (!candidate.IsCallable)
            {
                continue;
            }
            ClrSignature? closed = candidate;
            if (candidate.Method is MethodInfo { IsGenericMethodDefinition: true } open)
            {
                closed = Infer(state, open, args[..(args.Length - (kwnames?.Count ?? 0))]) is { } types ? Close(candidate, open, types) : null;
            }
            if (closed == null)
            {
                continue;
            }
            Bound? bound = TryBind(state, closed, args, kwnames, constructing, false);
            if (bound == null && closed.HasParamArray)
            {
                bound = TryBind(state, closed, args, kwnames, constructing, true);
            }
            if (bound != null && (best == null || bound.Cost < best.Cost || bound.Cost == best.Cost && IsMoreSpecific(bound.Signature, best.Signature)))
            {
                best = bound;
            }
        }
        return best;
    }

    private static ClrSignature? Close(ClrSignature candidate, MethodInfo open, Type[] types)
    {
        try
        {
            return new ClrSignature(open.MakeGenericMethod(types)) { Extends = candidate.Extends, KeywordNames = candidate.KeywordNames };
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsMoreSpecific(ClrSignature a, ClrSignature b)
    {
        if (a.Parameters.Length != b.Parameters.Length)
        {
            return a.Parameters.Length < b.Parameters.Length;
        }
        bool narrower = false;
        for (int i = 0; i < a.Parameters.Length; i++)
        {
            Type x = a.Parameters[i].ParameterType, y = b.Parameters[i].ParameterType;
            if (x == y)
            {
                continue;
            }
            if (!y.IsAssignableFrom(x))
            {
                return false;
            }
            narrower = true;
        }
        return narrower || !a.Method.IsGenericMethod && b.Method.IsGenericMethod;
    }

    private static Bound? TryBind(ClrState state, ClrSignature signature, ReadOnlySpan<PyObject> args, PyTuple? kwnames, bool constructing, bool expanded)
    {
        ParameterInfo[] parameters = signature.Parameters;
        int keywords = kwnames?.Count ?? 0;
        int positional = args.Length - keywords;
        // Parameters that are only results may be left out.
        int outputs = 0;
        foreach (ParameterInfo p in parameters)
        {
            outputs += IsOutput(p) ? 1 : 0;
        }
        bool omitOutputs = outputs > 0 && args.Length <= parameters.Length - outputs;
        object?[] values = new object?[parameters.Length];
        bool[] given = new bool[parameters.Length];
        Dictionary<int, ClrReference>? references = null;
        int cost = 0, next = 0;
        int last = expanded ? parameters.Length - 1 : parameters.Length;
        for (int i = 0; i < last; i++)
        {
            if (omitOutputs && IsOutput(parameters[i]))
            {
                given[i] = true;
                continue;
            }
            if (next >= positional)
            {
                continue;
            }
            if (!TryArgument(state, args[next++], parameters[i], i, values, ref references, ref cost))
            {
                return null;
            }
            given[i] = true;
        }
        if (expanded)
        {
            if (!TryExpand(state, args[next..positional], parameters[^1], out values[^1], ref cost))
            {
                return null;
            }
            given[^1] = true;
            next = positional;
        }
        if (next < positional)
        {
            return null;
        }
        List<(string, PyObject)>? initializers = null;
        for (int k = 0; k < keywords; k++)
        {
            string name = ((PyStr)kwnames![k]).Value;
            PyObject value = args[positional + k];
            int index = IndexOf(signature, name);
            if (index >= 0 && !given[index])
            {
                if (!TryArgument(state, value, parameters[index], index, values, ref references, ref cost))
                {
                    return null;
                }
                given[index] = true;
            }
            else if (index < 0 && constructing && signature.Method.DeclaringType!.GetProperty(name)?.GetSetMethod() != null)
            {
                (initializers ??= []).Add((name, value));
            }
            else
            {
                return null;
            }
        }
        for (int i = 0; i < parameters.Length; i++)
        {
            if (given[i])
            {
                continue;
            }
            if (!parameters[i].IsOptional)
            {
                return null;
            }
            object? initial = parameters[i].HasDefaultValue ? parameters[i].DefaultValue : Missing.Value;
            Type type = parameters[i].ParameterType;
            if (initial is null or Missing or DBNull && type.IsValueType && Nullable.GetUnderlyingType(type) == null)
            {
                initial = Activator.CreateInstance(type);
            }
            values[i] = initial is Missing or DBNull ? null : initial;
            cost += DefaultCost;
        }
        return new Bound(signature, values, cost) { References = references, Initializers = initializers, Expanded = expanded };
    }

    private static bool IsOutput(ParameterInfo p) => p.IsOut && p.ParameterType.IsByRef;

    private static int IndexOf(ClrSignature signature, string name)
    {
        for (int i = 0; i < signature.Parameters.Length; i++)
        {
            if (signature.Keyword(i) == name)
            {
                return i;
            }
        }
        return -1;
    }

    private static bool TryArgument(ClrState state, PyObject value, ParameterInfo parameter, int index, object?[] values, ref Dictionary<int, ClrReference>? references, ref int cost)
    {
        if (parameter.ParameterType.IsByRef && value is ClrReference reference)
        {
            (references ??= [])[index] = reference;
            if (IsOutput(parameter))
            {
                return true;
            }
            value = reference.Value;
        }
        if (!ClrConvert.TryFromPython(state, value, parameter.ParameterType, out values[index], out int own))
        {
            return false;
        }
        cost += own;
        return true;
    }

    private static bool TryExpand(ClrState state, ReadOnlySpan<PyObject> rest, ParameterInfo parameter, out object? result, ref int cost)
    {
        result = null;
        if (parameter.ParameterType.GetElementType() is not { } element)
        {
            return false;
        }
        Array array = Array.CreateInstance(element, rest.Length);
        for (int i = 0; i < rest.Length; i++)
        {
            if (!ClrConvert.TryFromPython(state, rest[i], element, out object? item, out int own))
            {
                return false;
            }
            array.SetValue(item, i);
            cost += own;
        }
        cost += ExpandedCost;
        result = array;
        return true;
    }

    /// <summary>The type arguments of a generic method that its arguments imply; null when they leave one open.</summary>
    private static Type[]? Infer(ClrState state, MethodInfo open, ReadOnlySpan<PyObject> args)
    {
        Type[] generics = open.GetGenericArguments();
        ParameterInfo[] parameters = open.GetParameters();
        Type?[] inferred = new Type?[generics.Length];
        for (int i = 0; i < args.Length && i < parameters.Length; i++)
        {
            Unify(state, parameters[i].ParameterType, args[i], inferred);
        }
        // What only the result of a Python function would tell is object.
        for (int i = 0; i < args.Length && i < parameters.Length; i++)
        {
            if (typeof(Delegate).IsAssignableFrom(parameters[i].ParameterType) && args[i].Type.HasCall
                && parameters[i].ParameterType.GetMethod("Invoke") is { } invoke)
            {
                Default(invoke.ReturnType, IsCoroutineFunction(args[i]), inferred);
            }
        }
        return Array.TrueForAll(inferred, static t => t != null) ? Array.ConvertAll(inferred, static t => t!) : null;
    }

    private static void Default(Type type, bool coroutine, Type?[] inferred)
    {
        if (type.IsGenericParameter && type.DeclaringMethod != null)
        {
            inferred[type.GenericParameterPosition] ??= coroutine ? null : typeof(object);
        }
        else if (type.IsGenericType)
        {
            foreach (Type argument in type.GetGenericArguments())
            {
                Default(argument, false, inferred);
            }
        }
    }

    /// <summary>Whether calling it gives a coroutine.</summary>
    internal static bool IsCoroutineFunction(PyObject callable) => (callable is PyMethod method ? method.Function : callable) is PyFunction f && (f.Code.Flags & CodeFlags.Coroutine) != 0;

    private static void Unify(ClrState state, Type parameter, PyObject value, Type?[] inferred)
    {
        if (parameter.IsByRef)
        {
            parameter = parameter.GetElementType()!;
        }
        if (!parameter.ContainsGenericParameters || value is PyNone)
        {
            return;
        }
        if (value is ClrObject { Value: { } clr })
        {
            Unify(parameter, clr.GetType(), inferred);
            return;
        }
        Type? natural = value switch
        {
            PyBool => typeof(bool),
            PyInt number => number.TryGetLong(out long n) ? n is >= int.MinValue and <= int.MaxValue ? typeof(int) : typeof(long) : typeof(BigInteger),
            PyFloat => typeof(double),
            PyStr => typeof(string),
            PyBytes or PyByteArray => typeof(byte[]),
            PyList list => typeof(List<>).MakeGenericType(Common(state, list.Span)),
            PyTuple tuple => Common(state, tuple.Items).MakeArrayType(),
            PyDict => typeof(Dictionary<object, object>),
            _ when parameter.IsGenericParameter => typeof(PythonObject),
            _ when value.Type.HasIter && !value.Type.HasCall => typeof(List<object>),
            _ => null,
        };
        if (natural != null)
        {
            Unify(parameter, natural, inferred);
        }
    }

    /// <summary>The .NET type that all items of a sequence have; object when they differ.</summary>
    private static Type Common(ClrState state, ReadOnlySpan<PyObject> items)
    {
        Type? common = null;
        foreach (PyObject item in items)
        {
            Type? type = item switch
            {
                PyBool => typeof(bool),
                PyInt number => number.TryGetLong(out long n) && n is >= int.MinValue and <= int.MaxValue ? typeof(int) : typeof(long),
                PyFloat => typeof(double),
                PyStr => typeof(string),
                ClrObject clr => clr.Value.GetType(),
                _ => null,
            };
            if (type == typeof(int) && common == typeof(long) || type == typeof(long) && common == typeof(int))
            {
                common = typeof(long);
                continue;
            }
            if (type == null || common != null && common != type)
            {
                return typeof(object);
            }
            common = type;
        }
        return common ?? typeof(object);
    }

    private static void Unify(Type parameter, Type actual, Type?[] inferred)
    {
        if (parameter.IsGenericParameter)
        {
            if (parameter.DeclaringMethod != null)
            {
                inferred[parameter.GenericParameterPosition] ??= actual;
            }
            return;
        }
        if (parameter.IsArray && actual.IsArray)
        {
            Unify(parameter.GetElementType()!, actual.GetElementType()!, inferred);
            return;
        }
        if (!parameter.IsGenericType)
        {
            return;
        }
        Type definition = parameter.GetGenericTypeDefinition();
        Type? match = null;
        for (Type? t = actual; t != null && match == null; t = t.BaseType)
        {
            match = t.IsGenericType && t.GetGenericTypeDefinition() == definition ? t : null;
        }
        match ??= ClrProtocols.Contract(actual, definition);
        if (match == null)
        {
            return;
        }
        Type[] wanted = parameter.GetGenericArguments(), given = match.GetGenericArguments();
        for (int i = 0; i < wanted.Length; i++)
        {
            Unify(wanted[i], given[i], inferred);
        }
    }
}

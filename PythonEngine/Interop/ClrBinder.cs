using System.Globalization;
using System.Reflection;
using System.Text;
using System.Threading;

namespace PythonEngine.Interop;

/// <summary>A method or constructor with its parameters, looked up once.</summary>
internal sealed class ClrSignature(MethodBase method)
{
    internal readonly MethodBase Method = method;
    internal readonly ParameterInfo[] Parameters = method.GetParameters();

    /// <summary>Names for keyword arguments, where they are not the parameters' own.</summary>
    internal string?[]? KeywordNames { get; init; }

    /// <summary>An extension method: its first argument is the object it is called on.</summary>
    internal bool Extends { get; init; }

    internal bool HasParamArray => Parameters.Length > 0 && Parameters[^1].IsDefined(typeof(ParamArrayAttribute), false);

    internal Type ReturnType => Method is MethodInfo info ? info.ReturnType : Method.DeclaringType!;

    /// <summary>Spans and pointers cannot pass through reflection.</summary>
    internal bool IsCallable { get; } = Array.TrueForAll(method.GetParameters(), static p => !ClrTypes.HasRefType(p.ParameterType.IsByRef ? p.ParameterType.GetElementType()! : p.ParameterType))
        && !(method is MethodInfo info && ClrTypes.HasRefType(info.ReturnType));

    internal string Keyword(int index) => KeywordNames?[index] ?? Parameters[index].Name ?? "";

    public override string ToString()
    {
        StringBuilder text = new();
        if (Method is MethodInfo info)
        {
            text.Append(ClrTypes.ShortName(info.ReturnType)).Append(' ');
        }
        text.Append(Method.IsConstructor ? ClrTypes.ShortName(Method.DeclaringType!) : Method.Name);
        if (Method.IsGenericMethod)
        {
            text.Append('[').AppendJoin(", ", Array.ConvertAll(Method.GetGenericArguments(), ClrTypes.ShortName)).Append(']');
        }
        text.Append('(');
        for (int i = 0; i < Parameters.Length; i++)
        {
            ParameterInfo p = Parameters[i];
            Type type = p.ParameterType.IsByRef ? p.ParameterType.GetElementType()! : p.ParameterType;
            text.Append(i == 0 ? "" : ", ").Append(p.IsOut ? "out " : p.ParameterType.IsByRef ? "ref " : "").Append(ClrTypes.ShortName(type)).Append(' ').Append(p.Name);
        }
        return text.Append(')').ToString();
    }
}

/// <summary>Chooses overloads, converts arguments and makes calls of .NET members.</summary>
internal static partial class ClrBinder
{
    private sealed class Bound(ClrSignature signature, object?[] arguments, int cost)
    {
        internal readonly ClrSignature Signature = signature;
        internal readonly object?[] Arguments = arguments;
        internal readonly int Cost = cost;
        internal Dictionary<int, ClrReference>? References;
        internal List<(string Name, PyObject Value)>? Initializers;
        internal bool Expanded;
    }

    private static readonly ConditionalWeakTable<MethodInfo, ClrSignature[]> s_signatures = [];
    private static readonly ConditionalWeakTable<Type, ClrSignature[]> s_constructors = [];
    private static readonly ConditionalWeakTable<Type, ClrSignature[]> s_readers = [];
    private static readonly ConditionalWeakTable<Type, ClrSignature[]> s_writers = [];

    internal static ClrSignature[] Signature(MethodInfo method) => s_signatures.GetValue(method, static m => [new ClrSignature(m)]);

    /// <summary>The signature of a delegate's type with the parameter names of the method behind it; null when those are its own.</summary>
    internal static ClrSignature[]? Named(Delegate target)
    {
        MethodInfo invoke = target.GetType().GetMethod("Invoke")!;
        ParameterInfo[] parameters = target.Method.GetParameters();
        int skip = parameters.Length - invoke.GetParameters().Length;
        return skip is 0 or 1 ? [new ClrSignature(invoke) { KeywordNames = Array.ConvertAll(parameters[skip..], static p => p.Name) }] : null;
    }

    /// <summary>Invokes a member; what it throws arrives as Python exception. The engine's lock is free meanwhile.</summary>
    internal static object? Invoke(PyThread thread, MethodBase method, object? self, object?[] arguments)
    {
        try
        {
            using (thread.AllowThreads())
            {
                return method is ConstructorInfo constructor
                    ? constructor.Invoke(BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture)
                    : method.Invoke(self, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture);
            }
        }
        catch (Exception e) when (e is not GreenletUnwindException and not PyException)
        {
            throw ClrExceptions.Wrap(thread.Engine.Clr, e);
        }
    }

    internal static bool CanBind(ClrState state, ClrSignature[] candidates, ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        Choose(state, candidates, args, kwnames, false) != null;

    /// <summary>Calls the best overload; a task that it returns is waited for green, except in async code or when it is itself wanted.</summary>
    internal static PyObject Call(PyThread thread, ClrSignature[] candidates, object? self, ReadOnlySpan<PyObject> args, PyTuple? kwnames, string name, bool asTask, bool host = false)
    {
        ClrState state = thread.Engine.Clr;
        Bound bound = Choose(state, candidates, args, kwnames, false) ?? throw NoMatch(candidates, args, kwnames, name);
        object? target = bound.Signature.Method.IsStatic ? null : self is PyObject python ? ClrObject.Unwrap(python, bound.Signature.Method.DeclaringType!) : self;
        if (target is Task { IsCompleted: false } pending && bound.Signature.Method.Name == "Wait" && bound.Arguments.Length == 0)
        {
            // Where .NET would block the thread, and every greenthread with it.
            return ClrTasks.Await(thread, pending);
        }
        CancellationTokenSource? cancellation = null;
        if (!asTask && IsTask(bound.Signature.ReturnType) && !ClrTasks.InCoroutine(thread))
        {
            // A greenthread that is killed or timed out gives the operation up as well, where it can be.
            bound = WithCancellation(candidates, bound, out cancellation);
        }
        object? result = Invoke(thread, bound.Signature.Method, target, bound.Arguments);
        return Outcome(thread, state, bound, result, asTask, host, cancellation);
    }

    private static bool IsTask(Type type) => typeof(Task).IsAssignableFrom(type) || type == typeof(ValueTask) || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>);

    /// <summary>The same call with a cancellation token: an optional parameter that was left out, or the overload that has one more.</summary>
    private static Bound WithCancellation(ClrSignature[] candidates, Bound bound, out CancellationTokenSource? cancellation)
    {
        cancellation = null;
        ParameterInfo[] parameters = bound.Signature.Parameters;
        int own = Array.FindIndex(parameters, static p => p.ParameterType == typeof(CancellationToken));
        if (own >= 0)
        {
            if (parameters[own].IsOptional && bound.Arguments[own] is CancellationToken { CanBeCanceled: false })
            {
                cancellation = new CancellationTokenSource();
                bound.Arguments[own] = cancellation.Token;
            }
            return bound;
        }
        foreach (ClrSignature candidate in candidates)
        {
            ParameterInfo[] other = candidate.Parameters;
            if (other.Length == parameters.Length + 1 && other[^1].ParameterType == typeof(CancellationToken) && !candidate.Method.IsGenericMethodDefinition
                && candidate.ReturnType == bound.Signature.ReturnType && candidate.Method.IsStatic == bound.Signature.Method.IsStatic
                && Array.TrueForAll(parameters, p => other[p.Position].ParameterType == p.ParameterType))
            {
                cancellation = new CancellationTokenSource();
                return new Bound(candidate, [.. bound.Arguments, cancellation.Token], bound.Cost) { References = bound.References };
            }
        }
        return bound;
    }

    private static PyObject Outcome(PyThread thread, ClrState state, Bound bound, object? result, bool asTask, bool host, CancellationTokenSource? cancellation)
    {
        ParameterInfo[] parameters = bound.Signature.Parameters;
        List<PyObject>? outputs = null;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (!parameters[i].ParameterType.IsByRef || parameters[i].IsIn && !parameters[i].IsOut)
            {
                continue;
            }
            PyObject output = host ? ClrConvert.ToPythonValue(state, bound.Arguments[i]) : ClrConvert.ToPython(state, bound.Arguments[i]);
            if (bound.References != null && bound.References.TryGetValue(i, out ClrReference? reference))
            {
                reference.Value = output;
            }
            else
            {
                (outputs ??= []).Add(output);
            }
        }
        bool isVoid = bound.Signature.Method is MethodInfo { ReturnType: { } type } && type == typeof(void);
        if (outputs == null)
        {
            if (result != null && ClrTasks.AsTask(result) is { } task)
            {
                return asTask || ClrTasks.InCoroutine(thread) ? state.Wrap(task) : ClrTasks.Await(thread, task, host, cancellation);
            }
            return isVoid ? PyNone.Instance : host ? ClrConvert.ToPythonValue(state, result) : ClrConvert.ToPython(state, result);
        }
        if (!isVoid)
        {
            outputs.Insert(0, ClrConvert.ToPython(state, result));
        }
        return outputs.Count == 1 ? outputs[0] : new PyTuple([.. outputs]);
    }

    /// <summary>Makes an object: by a constructor, from an iterable for arrays, from a callable for delegates, from a number for enums.</summary>
    internal static object? Construct(PyThread thread, Type type, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        ClrState state = thread.Engine.Clr;
        string name = ClrTypes.ShortName(type);
        int positional = args.Length - (kwnames?.Count ?? 0);
        if (type.IsInterface || type.IsAbstract || type.ContainsGenericParameters)
        {
            throw Err.TypeError($"cannot create '{type.FullName ?? type.Name}' instances: it is {(type.IsInterface ? "an interface" : type.ContainsGenericParameters ? "generic" : type.IsSealed ? "a static class" : "abstract")}");
        }
        if (type.IsEnum && positional == 1 && kwnames == null)
        {
            return args[0] is ClrObject { Value: Enum same } && same.GetType() == type ? same
                : args[0] is PyStr text ? Enum.TryParse(type, text.Value, out object? parsed) ? parsed : throw Err.ValueError($"'{text.Value}' is not a valid {name}")
                : Enum.ToObject(type, Ops.AsLong(args[0]));
        }
        if (typeof(Delegate).IsAssignableFrom(type))
        {
            return positional == 1 && kwnames == null ? ClrConvert.FromPython(state, args[0], type, name) : throw Err.TypeError($"{name}() takes one callable");
        }
        if (type.IsArray && positional == 1 && kwnames == null)
        {
            Type element = type.GetElementType()!;
            return args[0] is PyInt length ? Array.CreateInstance(element, Args.Int32(length))
                : ClrConvert.FromPython(state, args[0] is ClrObject ? Ops.ToList(args[0]) : args[0].Type.HasIterNext ? Ops.ToList(args[0]) : args[0], type, name);
        }
        if ((type.IsPrimitive || type == typeof(string) || type == typeof(decimal) || type == typeof(BigInteger)) && positional == 1 && kwnames == null
            && ClrConvert.TryFromPython(state, args[0], type, out object? value, out _))
        {
            return value;
        }
        ClrSignature[] constructors = s_constructors.GetValue(type, static t => Array.ConvertAll(t.GetConstructors(), static c => new ClrSignature(c)));
        if (type.IsValueType && args.Length == 0)
        {
            return Activator.CreateInstance(type);
        }
        Bound bound = Choose(state, constructors, args, kwnames, true) ?? throw NoMatch(constructors, args, kwnames, name);
        object made = Invoke(thread, bound.Signature.Method, null, bound.Arguments)!;
        if (bound.Initializers != null)
        {
            PyObject wrapped = made is Exception ? PyNone.Instance : state.Wrap(made);
            foreach ((string member, PyObject initial) in bound.Initializers)
            {
                PropertyInfo property = type.GetProperty(member)!;
                _ = wrapped;
                Invoke(thread, property.GetSetMethod()!, made, [ClrConvert.FromPython(state, initial, property.PropertyType, $"property '{member}'")]);
            }
        }
        return made;
    }

    /// <summary>An operator method of either operand's type, or null when there is none that takes them.</summary>
    internal static PyObject? TryOperator(ClrState state, string name, PyObject left, PyObject? right)
    {
        List<ClrSignature>? candidates = null;
        foreach (PyObject? operand in (ReadOnlySpan<PyObject?>)[left, right])
        {
            if (operand is not ClrObject { Value: { } value })
            {
                continue;
            }
            foreach (MemberInfo member in value.GetType().GetMember(name, MemberTypes.Method, BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy))
            {
                if (member is MethodInfo method && (candidates == null || !candidates.Exists(c => c.Method == method)))
                {
                    (candidates ??= []).Add(new ClrSignature(method));
                }
            }
        }
        if (candidates == null)
        {
            return null;
        }
        PyObject[] args = right == null ? [left] : [left, right];
        return Choose(state, [.. candidates], args, null, false) is { } bound
            ? ClrConvert.ToPython(state, Invoke(PyThread.Current, bound.Signature.Method, null, bound.Arguments)) : null;
    }

    private static List<ClrSignature> Indexers(Type type, bool write)
    {
        List<ClrSignature> found = [];
        void Collect(Type t)
        {
            foreach (PropertyInfo property in t.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                if (property.GetIndexParameters().Length > 0 && (write ? property.GetSetMethod() : property.GetGetMethod()) is { } accessor)
                {
                    found.Add(new ClrSignature(accessor));
                }
            }
        }
        Collect(type);
        if (found.Count == 0)
        {
            foreach (Type contract in type.GetInterfaces())
            {
                Collect(contract);
            }
        }
        return found;
    }

    internal static PyObject GetIndexed(ClrState state, object self, PyObject[] keys)
    {
        ClrSignature[] candidates = s_readers.GetValue(self.GetType(), static t => [.. Indexers(t, false)]);
        Bound bound = Choose(state, candidates, keys, null, false) ?? throw NoMatch(candidates, keys, null, "indexer");
        return ClrConvert.ToPython(state, Invoke(PyThread.Current, bound.Signature.Method, self, bound.Arguments));
    }

    internal static void SetIndexed(ClrState state, object self, PyObject[] keys, PyObject value)
    {
        PyObject[] args = [.. keys, value];
        ClrSignature[] candidates = s_writers.GetValue(self.GetType(), static t => [.. Indexers(t, true)]);
        Bound bound = Choose(state, candidates, args, null, false) ?? throw NoMatch(candidates, args, null, "indexer");
        Invoke(PyThread.Current, bound.Signature.Method, self, bound.Arguments);
    }

    private static PyException NoMatch(ClrSignature[] candidates, ReadOnlySpan<PyObject> args, PyTuple? kwnames, string name)
    {
        StringBuilder text = new("No method matches given arguments for ");
        text.Append(name).Append(": (");
        int positional = args.Length - (kwnames?.Count ?? 0);
        for (int i = 0; i < args.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            if (i >= positional)
            {
                text.Append(((PyStr)kwnames![i - positional]).Value).Append('=');
            }
            text.Append(args[i] is PyType type ? $"<class '{type.FullName}'>" : args[i].Type.FullName);
        }
        text.Append(')');
        if (candidates.Length > 0 && Array.TrueForAll(candidates, static c => !c.IsCallable))
        {
            text.Append("; its overloads take or return spans or pointers, which cannot be passed from Python");
        }
        else if (candidates.Length is > 0 and <= 8)
        {
            text.Append("; it has ").AppendJoin(", ", Array.ConvertAll(candidates, static c => c.ToString()));
        }
        return Err.TypeError(text.ToString());
    }
}

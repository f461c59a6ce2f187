using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace PythonEngine.Interop;

/// <summary>
/// A Python callable behind a .NET delegate. One that a script handed to .NET runs on the OS thread that invokes the delegate; one that the
/// embedding program got from its host runs as greenthread in the host.
/// </summary>
internal sealed class PythonCallback(PyEngine engine, PyObject callable, bool posted)
{
    private static readonly ConcurrentDictionary<Type, Func<PythonCallback, Delegate>?> s_factories = new();
    private static readonly ConditionalWeakTable<Delegate, PythonCallback> s_callbacks = [];

    internal PyEngine Engine => engine;

    internal PyObject Callable => callable;

    /// <summary>The callback behind a delegate, or null when the delegate is .NET's own.</summary>
    internal static PythonCallback? Of(Delegate function) => s_callbacks.TryGetValue(function, out PythonCallback? callback) ? callback : null;

    internal static bool CanImplement(Type delegateType) => s_factories.GetOrAdd(delegateType, MakeFactory) != null;

    /// <summary>A delegate that calls the Python callable; null for delegate types that reflection cannot call, such as those that take spans.</summary>
    internal Delegate? As(Type delegateType)
    {
        Delegate? made = s_factories.GetOrAdd(delegateType, MakeFactory)?.Invoke(this);
        if (made != null)
        {
            s_callbacks.Add(made, this);
        }
        return made;
    }

    private static Func<PythonCallback, Delegate>? MakeFactory(Type delegateType)
    {
        if (delegateType.IsAbstract || delegateType.ContainsGenericParameters || delegateType.GetMethod("Invoke") is not { } invoke || !new ClrSignature(invoke).IsCallable)
        {
            return null;
        }
        ParameterExpression callback = Expression.Parameter(typeof(PythonCallback), "callback");
        ParameterExpression values = Expression.Variable(typeof(object[]), "values");
        ParameterExpression result = Expression.Variable(typeof(object), "result");
        ParameterExpression[] parameters = Array.ConvertAll(invoke.GetParameters(), static p => Expression.Parameter(p.ParameterType, p.Name));
        List<Expression> body =
        [
            Expression.Assign(values, Expression.NewArrayInit(typeof(object), Array.ConvertAll(parameters, static p => (Expression)Expression.Convert(p, typeof(object))))),
            Expression.Assign(result, Expression.Call(callback, typeof(PythonCallback).GetMethod(nameof(Invoke), BindingFlags.Instance | BindingFlags.NonPublic)!,
                values, Expression.Constant(invoke))),
        ];
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].IsByRef)
            {
                body.Add(Expression.Assign(parameters[i], Expression.Convert(Expression.ArrayIndex(values, Expression.Constant(i)), parameters[i].Type)));
            }
        }
        if (invoke.ReturnType != typeof(void))
        {
            body.Add(Expression.Convert(result, invoke.ReturnType));
        }
        LambdaExpression inner = Expression.Lambda(delegateType, Expression.Block(invoke.ReturnType, [values, result], body), parameters);
        return Expression.Lambda<Func<PythonCallback, Delegate>>(Expression.Convert(inner, typeof(Delegate)), callback).Compile();
    }

    /// <summary>What a delegate's body does: converts, calls, converts back. By-reference parameters find their new values in the array.</summary>
    internal object? Invoke(object?[] values, MethodInfo signature)
    {
        ParameterInfo[] parameters = signature.GetParameters();
        if (posted && engine.OwnerThread is { } owner && !ReferenceEquals(PyThread.CurrentOrNull?.Engine, engine))
        {
            return owner.Run(callable, values, signature.ReturnType);
        }
        using EngineAccess access = EngineAccess.Enter(engine);
        ClrState state = engine.Clr;
        try
        {
            List<PyObject> args = [];
            bool byReference = false;
            for (int i = 0; i < values.Length; i++)
            {
                byReference |= parameters[i].ParameterType.IsByRef;
                if (!parameters[i].IsOut || !parameters[i].ParameterType.IsByRef)
                {
                    args.Add(posted ? ClrConvert.ToPythonValue(state, values[i]) : ClrConvert.ToPython(state, values[i]));
                }
            }
            PyObject result = Ops.Call(callable, args.ToArray());
            if (byReference)
            {
                result = TakeReferences(state, values, parameters, signature.ReturnType, result);
            }
            return Result(access.Thread, state, result, signature.ReturnType);
        }
        catch (PyException e)
        {
            throw ClrExceptions.ToClr(engine, e.Value);
        }
    }

    /// <summary>A callable for by-reference parameters returns its result, if any, and their new values as a tuple.</summary>
    private static PyObject TakeReferences(ClrState state, object?[] values, ParameterInfo[] parameters, Type returnType, PyObject result)
    {
        int expected = returnType == typeof(void) ? 0 : 1;
        foreach (ParameterInfo p in parameters)
        {
            expected += p.ParameterType.IsByRef ? 1 : 0;
        }
        PyObject[] items = expected == 1 ? [result] : result is PyTuple tuple && tuple.Count == expected ? tuple.Items
            : throw Err.TypeError($"the delegate has by-reference parameters: a tuple of {expected} values must be returned");
        int next = returnType == typeof(void) ? 0 : 1;
        for (int i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].ParameterType.IsByRef)
            {
                values[i] = ClrConvert.FromPython(state, items[next++], parameters[i].ParameterType, $"parameter '{parameters[i].Name}'");
            }
        }
        return returnType == typeof(void) ? PyNone.Instance : items[0];
    }

    internal static object? Result(PyThread thread, ClrState state, PyObject result, Type returnType)
    {
        if (returnType == typeof(void))
        {
            if (result is PyGenerator { IsCoroutine: true } forgotten)
            {
                // An async function behind an event or action: nobody awaits it, so it runs by itself.
                CoroutineFrame.Start(thread, forgotten, typeof(object));
            }
            return null;
        }
        if (returnType == typeof(bool))
        {
            // A Python predicate may return anything.
            return Ops.IsTrue(result);
        }
        bool valueTask = returnType == typeof(ValueTask) || returnType.IsGenericType && returnType.GetGenericTypeDefinition() == typeof(ValueTask<>);
        if (!valueTask && !typeof(Task).IsAssignableFrom(returnType))
        {
            return ClrConvert.FromPython(state, result, returnType, "result of a Python function");
        }
        Type item = returnType.IsGenericType ? returnType.GetGenericArguments()[0] : typeof(object);
        Task task;
        if (result is PyGenerator { IsCoroutine: true } coroutine)
        {
            task = CoroutineFrame.Start(thread, coroutine, item);
        }
        else if (result is ClrObject { Value: { } value } && ClrTasks.AsTask(value) is { } given)
        {
            task = given;
        }
        else
        {
            task = (Task)typeof(Task).GetMethod(nameof(Task.FromResult))!.MakeGenericMethod(item).Invoke(null,
                [returnType.IsGenericType ? ClrConvert.FromPython(state, result, item, "result of a Python function") : null])!;
        }
        if (!valueTask)
        {
            return returnType.IsInstanceOfType(task) ? task : ClrTasks.Cast(task, item);
        }
        return returnType.IsGenericType ? Activator.CreateInstance(returnType, ClrTasks.Cast(task, item)) : new ValueTask(task);
    }
}

internal static partial class ClrConvert
{
    private static bool FromCallable(ClrState state, PyObject value, Type target, out object? result, ref int cost)
    {
        result = null;
        if (target == typeof(Delegate) || target == typeof(MulticastDelegate) || target.ContainsGenericParameters || !PythonCallback.CanImplement(target))
        {
            return false;
        }
        System.Reflection.MethodInfo invoke = target.GetMethod("Invoke")!;
        int given = Array.FindAll(invoke.GetParameters(), static p => !p.IsOut).Length;
        if (!Takes(value, given))
        {
            return false;
        }
        Type returns = invoke.ReturnType;
        bool asynchronous = typeof(Task).IsAssignableFrom(returns) || returns == typeof(ValueTask) || returns.IsGenericType && returns.GetGenericTypeDefinition() == typeof(ValueTask<>);
        cost = ClrBinder.IsCoroutineFunction(value) == asynchronous ? returns == typeof(void) ? Widened : Near + 1 : Copied;
        result = new PythonCallback(state.Engine, value, posted: false).As(target);
        return result != null;
    }

    /// <summary>Whether a callable can take that many positional arguments, as far as that can be seen.</summary>
    private static bool Takes(PyObject callable, int count)
    {
        if (callable is PyMethod method)
        {
            return Takes(method.Function, count + 1);
        }
        if (callable is not PyFunction f)
        {
            return true;
        }
        int defaults = f.Defaults is PyTuple tuple ? tuple.Count : 0;
        return count >= f.Code.ArgCount - defaults && (count <= f.Code.ArgCount || (f.Code.Flags & CodeFlags.VarArgs) != 0);
    }
}

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Dynamic;
using System.Linq.Expressions;
using System.Threading;

namespace PythonEngine.Interop;

/// <summary>
/// A Python object in .NET code. Members may be used from any thread: each operation runs on the thread of the host that the object
/// belongs to, and the caller waits for it. With <c>dynamic</c>, attributes, calls, items and operators read as in Python.
/// </summary>
/// <remarks>
/// Values convert by the rules in docs/embedding.md. What Python code raises arrives as <see cref="PythonException"/>; once the host has
/// ended, every member but those of <see cref="object"/> throws <see cref="ObjectDisposedException"/>.
/// </remarks>
[SuppressMessage("Naming", "CA1710:Identifiers should have correct suffix", Justification = "It is any Python object, not only a collection.")]
public sealed class PythonObject : DynamicObject, IEnumerable
{
    private readonly PyEngine _engine;
    private readonly PyObject _value;

    internal PythonObject(PyEngine engine, PyObject value)
    {
        _engine = engine;
        _value = value;
    }

    /// <summary>The object itself, for the engine it belongs to.</summary>
    internal PyObject Unwrap(PyEngine engine) => ReferenceEquals(engine, _engine) ? _value
        : throw Err.TypeError("the Python object belongs to another host");

    internal PyObject Value => _value;

    private T Run<T>(Func<PyThread, T> work) => EngineRun.Run(_engine, work);

    /// <summary>The object's class as a traceback would name it: <c>int</c>, <c>package.module.Name</c>.</summary>
    public string TypeName => Run(_ => ClrExceptions.DisplayName(_value.Type));

    /// <summary>Whether the object can be called.</summary>
    public bool IsCallable => Run(_ => _value.Type.HasCall);

    /// <summary>The object's truth value.</summary>
    public bool IsTrue => Run(_ => Ops.IsTrue(_value));

    /// <summary>Python's <c>len()</c>.</summary>
    /// <exception cref="PythonException">TypeError: the object has no length.</exception>
    public int Count => Run(_ => checked((int)Ops.Len(_value)));

    /// <summary>An item, by Python's <c>[]</c>.</summary>
    public object? this[object? key]
    {
        get => Run(t => ClrConvert.ToObject(_engine.Clr, Ops.GetItem(_value, ClrConvert.ToPythonValue(_engine.Clr, key))));
        set => Run(t =>
        {
            Ops.SetItem(_value, ClrConvert.ToPythonValue(_engine.Clr, key), ClrConvert.ToPythonValue(_engine.Clr, value));
            return true;
        });
    }

    /// <summary>The value of an attribute.</summary>
    /// <exception cref="PythonException">AttributeError: there is none of that name.</exception>
    public object? GetAttribute(string name) => GetAttribute<object?>(name);

    /// <summary>The value of an attribute, converted.</summary>
    /// <exception cref="PythonException">AttributeError: there is none of that name; TypeError: its value is none of type <typeparamref name="T"/>.</exception>
    public T GetAttribute<T>(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Run(_ => EngineRun.Convert<T>(_engine, Ops.GetAttr(_value, name), name));
    }

    /// <summary>The value of an attribute, or false when there is none.</summary>
    public bool TryGetAttribute(string name, out object? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        (bool found, value) = Run(_ => Ops.TryGetAttr(_value, name) is { } attribute ? (true, ClrConvert.ToObject(_engine.Clr, attribute)) : (false, null));
        return found;
    }

    /// <summary>Whether the object has an attribute.</summary>
    public bool HasAttribute(string name) => TryGetAttribute(name, out _);

    /// <summary>Sets an attribute.</summary>
    public void SetAttribute(string name, object? value)
    {
        ArgumentNullException.ThrowIfNull(name);
        Run(_ =>
        {
            Ops.SetAttr(_value, name, ClrConvert.ToPythonValue(_engine.Clr, value));
            return true;
        });
    }

    /// <summary>Deletes an attribute.</summary>
    public void DeleteAttribute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Run(_ =>
        {
            Ops.DelAttr(_value, PyStr.Intern(name));
            return true;
        });
    }

    /// <summary>Calls the object and waits for the result.</summary>
    public object? Call(params object?[] arguments) => Call<object?>(arguments);

    /// <summary>Calls the object and waits for the result, converted.</summary>
    public T Call<T>(params object?[] arguments) => EngineRun.Call<T>(_engine, _value, arguments, null);

    /// <summary>Calls the object with keyword arguments as well.</summary>
    public T Call<T>(object?[] arguments, IReadOnlyDictionary<string, object?> keywords) => EngineRun.Call<T>(_engine, _value, arguments, keywords);

    /// <summary>Calls a method of the object.</summary>
    public object? CallMethod(string name, params object?[] arguments) => CallMethod<object?>(name, arguments);

    /// <summary>Calls a method of the object; the result converted.</summary>
    public T CallMethod<T>(string name, params object?[] arguments)
    {
        ArgumentNullException.ThrowIfNull(name);
        return EngineRun.Call<T>(_engine, Run(_ => Ops.GetAttr(_value, name)), arguments, null);
    }

    /// <summary>Calls the object as a greenthread of its host: the task completes when it ends.</summary>
    /// <param name="arguments">The positional arguments.</param>
    /// <param name="cancellationToken">Ends the greenthread by GreenletExit.</param>
    /// <exception cref="InvalidOperationException">The object belongs to an engine without a host of its own.</exception>
    public Task<T> CallAsync<T>(object?[] arguments, CancellationToken cancellationToken = default)
    {
        Hosting.EngineThread owner = _engine.OwnerThread ?? throw new InvalidOperationException("the object's engine has no host that would run the call");
        return owner.CallAsync<T>(_value, arguments, null, cancellationToken);
    }

    /// <summary>The object as a .NET value.</summary>
    /// <exception cref="PythonException">TypeError or OverflowError: it has no such value.</exception>
    public T As<T>() => Run(_ => EngineRun.Convert<T>(_engine, _value, "value"));

    /// <summary>The items that iterating over the object gives, one after the other.</summary>
    public IEnumerable<T> Items<T>()
    {
        PyObject iterator = Run(_ => Ops.Iter(_value));
        while (true)
        {
            (bool more, T item) = Run(_ => Ops.Next(iterator) is { } next ? (true, EngineRun.Convert<T>(_engine, next, "item")) : (false, default!));
            if (!more)
            {
                yield break;
            }
            yield return item;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => Items<object?>().GetEnumerator();

    /// <summary>Python's <c>repr()</c>.</summary>
    public string Repr() => Run(_ => Ops.ReprText(_value));

    /// <summary>Python's <c>str()</c>; for an object whose host has ended, the name of its class.</summary>
    public override string ToString()
    {
        try
        {
            return Run(_ => Ops.StrText(_value));
        }
        catch (ObjectDisposedException)
        {
            return $"<{_value.Type.Name} of an ended host>";
        }
    }

    /// <summary>Whether both are the same Python object.</summary>
    public override bool Equals(object? obj) => obj is PythonObject other && ReferenceEquals(other._value, _value);

    /// <inheritdoc/>
    public override int GetHashCode() => RuntimeHelpers.GetHashCode(_value);

    /// <inheritdoc/>
    public override bool TryGetMember(GetMemberBinder binder, out object? result)
    {
        ArgumentNullException.ThrowIfNull(binder);
        result = GetAttribute(binder.Name);
        return true;
    }

    /// <inheritdoc/>
    public override bool TrySetMember(SetMemberBinder binder, object? value)
    {
        ArgumentNullException.ThrowIfNull(binder);
        SetAttribute(binder.Name, value);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryDeleteMember(DeleteMemberBinder binder)
    {
        ArgumentNullException.ThrowIfNull(binder);
        DeleteAttribute(binder.Name);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryInvokeMember(InvokeMemberBinder binder, object?[]? args, out object? result)
    {
        ArgumentNullException.ThrowIfNull(binder);
        PyObject method = Run(_ => Ops.GetAttr(_value, binder.Name));
        result = Invoke(method, binder.CallInfo, args ?? []);
        return true;
    }

    /// <inheritdoc/>
    public override bool TryInvoke(InvokeBinder binder, object?[]? args, out object? result)
    {
        ArgumentNullException.ThrowIfNull(binder);
        result = Invoke(_value, binder.CallInfo, args ?? []);
        return true;
    }

    private object? Invoke(PyObject callable, CallInfo info, object?[] args)
    {
        int named = info.ArgumentNames.Count;
        if (named == 0)
        {
            return EngineRun.Call<object?>(_engine, callable, args, null);
        }
        Dictionary<string, object?> keywords = [];
        int positional = args.Length - named;
        for (int i = 0; i < named; i++)
        {
            keywords[info.ArgumentNames[i]] = args[positional + i];
        }
        return EngineRun.Call<object?>(_engine, callable, args[..positional], keywords);
    }

    /// <inheritdoc/>
    public override bool TryGetIndex(GetIndexBinder binder, object[] indexes, out object? result)
    {
        ArgumentNullException.ThrowIfNull(indexes);
        result = this[indexes.Length == 1 ? indexes[0] : Tuple(indexes)];
        return true;
    }

    /// <inheritdoc/>
    public override bool TrySetIndex(SetIndexBinder binder, object[] indexes, object? value)
    {
        ArgumentNullException.ThrowIfNull(indexes);
        this[indexes.Length == 1 ? indexes[0] : Tuple(indexes)] = value;
        return true;
    }

    private PythonObject Tuple(object[] items) =>
        Run(_ => new PythonObject(_engine, new PyTuple(Array.ConvertAll(items, i => ClrConvert.ToPythonValue(_engine.Clr, i)))));

    /// <inheritdoc/>
    public override bool TryConvert(ConvertBinder binder, out object? result)
    {
        ArgumentNullException.ThrowIfNull(binder);
        if (binder.Type.IsInstanceOfType(this))
        {
            result = this;
            return true;
        }
        result = Run(_ => ClrConvert.FromPython(_engine.Clr, _value, binder.Type, "value"));
        return true;
    }

    /// <inheritdoc/>
    public override bool TryUnaryOperation(UnaryOperationBinder binder, out object? result)
    {
        ArgumentNullException.ThrowIfNull(binder);
        switch (binder.Operation)
        {
            case ExpressionType.Negate:
                result = Run(_ => ClrConvert.ToObject(_engine.Clr, Ops.Negative(_value)));
                return true;
            case ExpressionType.UnaryPlus:
                result = Run(_ => ClrConvert.ToObject(_engine.Clr, Ops.Positive(_value)));
                return true;
            case ExpressionType.OnesComplement:
                result = Run(_ => ClrConvert.ToObject(_engine.Clr, Ops.Invert(_value)));
                return true;
            case ExpressionType.Not:
                result = !IsTrue;
                return true;
            case ExpressionType.IsTrue:
                result = IsTrue;
                return true;
            case ExpressionType.IsFalse:
                result = !IsTrue;
                return true;
            default:
                result = null;
                return false;
        }
    }

    /// <inheritdoc/>
    public override bool TryBinaryOperation(BinaryOperationBinder binder, object arg, out object? result)
    {
        ArgumentNullException.ThrowIfNull(binder);
        BinaryOp? operation = binder.Operation switch
        {
            ExpressionType.Add or ExpressionType.AddAssign => BinaryOp.Add,
            ExpressionType.Subtract or ExpressionType.SubtractAssign => BinaryOp.Subtract,
            ExpressionType.Multiply or ExpressionType.MultiplyAssign => BinaryOp.Multiply,
            ExpressionType.Divide or ExpressionType.DivideAssign => BinaryOp.TrueDivide,
            ExpressionType.Modulo or ExpressionType.ModuloAssign => BinaryOp.Remainder,
            ExpressionType.And or ExpressionType.AndAssign => BinaryOp.And,
            ExpressionType.Or or ExpressionType.OrAssign => BinaryOp.Or,
            ExpressionType.ExclusiveOr or ExpressionType.ExclusiveOrAssign => BinaryOp.Xor,
            ExpressionType.LeftShift or ExpressionType.LeftShiftAssign => BinaryOp.LShift,
            ExpressionType.RightShift or ExpressionType.RightShiftAssign => BinaryOp.RShift,
            _ => null,
        };
        if (operation is { } op)
        {
            result = Run(_ => ClrConvert.ToObject(_engine.Clr, Ops.Binary(op, _value, ClrConvert.ToPythonValue(_engine.Clr, arg))));
            return true;
        }
        CompareOp? comparison = binder.Operation switch
        {
            ExpressionType.Equal => CompareOp.Eq,
            ExpressionType.NotEqual => CompareOp.Ne,
            ExpressionType.LessThan => CompareOp.Lt,
            ExpressionType.LessThanOrEqual => CompareOp.Le,
            ExpressionType.GreaterThan => CompareOp.Gt,
            ExpressionType.GreaterThanOrEqual => CompareOp.Ge,
            _ => null,
        };
        if (comparison is { } compare)
        {
            result = Run(_ => ClrConvert.ToObject(_engine.Clr, Ops.RichCompare(_value, ClrConvert.ToPythonValue(_engine.Clr, arg), compare)));
            return true;
        }
        result = null;
        return false;
    }

    /// <inheritdoc/>
    public override IEnumerable<string> GetDynamicMemberNames() =>
        Run(_ => new List<PyObject>(Ops.ToArray(Ops.Call(_engine.Builtins.GetStr(PyStr.Intern("dir"))!, _value))).ConvertAll(Ops.StrText));
}

using System.Collections;
using System.Globalization;
using System.Reflection;

namespace PythonEngine.Interop;

/// <summary>A .NET object in Python code. Its class stands for the object's .NET type.</summary>
[PyType("CLRObject", Module = "clr", Subclassable = true, HasInstanceFields = true)]
internal sealed partial class ClrObject : PyObject
{
    private readonly PyType _type;

    internal ClrObject(PyType type, object value)
    {
        _type = type;
        Value = value;
    }

    internal override PyType Type => _type;

    internal object Value { get; }

    private static ClrState State => PyThread.Current.Engine.Clr;

    /// <summary>The .NET object that a member of <paramref name="declaring"/> is used on.</summary>
    internal static object Unwrap(PyObject self, Type declaring)
    {
        object? value = self switch
        {
            ClrObject clr => clr.Value,
            PyBaseException exception => ClrExceptions.Original(exception),
            _ => ClrConvert.TryFromPython(State, self, declaring, out object? converted, out _) ? converted : null,
        };
        return value != null && declaring.IsInstanceOfType(value) ? value
            : throw Err.TypeError($"expected a {declaring.FullName}, got '{self.Type.FullName}'");
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyThread thread = PyThread.Current;
        ClrState state = thread.Engine.Clr;
        Type type = state.OwnClrType(cls) ?? throw Err.TypeError($"cannot create '{cls.FullName}' instances");
        return ClrBinder.Construct(thread, type, args, kwnames) is { } made ? state.Wrap(made) : PyNone.Instance;
    }

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        // The constructor has run.
    }

    [PyMethod("__getattribute__")]
    private PyObject? GetAttribute(PyStr name)
    {
        PyObject? found = Ops.GenericGetAttr(this, name);
        if (found != null)
        {
            return found;
        }
        ClrState state = State;
        if (state.ExtensionTypes.Count > 0 && ClrMethodGroup.Extension(state, Value.GetType(), name.Value) is { } extension)
        {
            return new ClrBoundMethod(extension, this);
        }
        // print_, None_: names that Python keeps for itself.
        return name.Value.EndsWith('_') && ClrNamespace.IsKeyword(name.Value[..^1]) ? Ops.GenericGetAttr(this, PyStr.Intern(name.Value[..^1])) : null;
    }

    private string Text()
    {
        try
        {
            using (PyThread.Current.AllowThreads())
            {
                return (Value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : Value.ToString()) ?? "";
            }
        }
        catch (Exception e) when (e is not PyException)
        {
            throw ClrExceptions.Wrap(State, e);
        }
    }

    [PyMethod("__str__")]
    private string Str() => Text();

    [PyMethod("__repr__")]
    private string Repr()
    {
        if (Value is Enum)
        {
            return $"<{_type.QualName}.{Text()}: {Convert.ToString(Convert.ChangeType(Value, Enum.GetUnderlyingType(Value.GetType()), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)}>";
        }
        string module = _type.ModuleText;
        return $"<{(module.Length == 0 ? "" : module + ".")}{_type.QualName} object at 0x{Identity.Id(this):x12} [{Text()}]>";
    }

    [PyMethod("__format__", "format_spec, /")]
    private PyObject Format(PyStr format_spec)
    {
        if (format_spec.Length > 0 && Value is IFormattable formattable)
        {
            try
            {
                return new PyStr(formattable.ToString(format_spec.Value, CultureInfo.InvariantCulture));
            }
            catch (FormatException e)
            {
                throw Err.ValueError(e.Message);
            }
        }
        return Ops.Format(new PyStr(Text()), format_spec);
    }

    [PyMethod("__hash__")]
    private long Hash()
    {
        if (ClrConvert.IsNumber(Value))
        {
            return Ops.Hash(ClrConvert.Number(Value));
        }
        long hash = Value.GetHashCode();
        return hash == -1 ? -2 : hash;
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        ClrState state = State;
        if (ClrConvert.IsNumber(Value))
        {
            PyObject right = other is ClrObject { Value: { } v } && ClrConvert.IsNumber(v) ? ClrConvert.Number(v) : other;
            return right is ClrObject ? PyNotImplemented.Instance : Ops.RichCompare(ClrConvert.Number(Value), right, op);
        }
        if (ClrBinder.TryOperator(state, s_compareNames[(int)op], this, other) is { } result)
        {
            return result;
        }
        if (op is CompareOp.Eq or CompareOp.Ne)
        {
            bool equal = other is ClrObject o ? Value.Equals(o.Value)
                : ClrConvert.TryFromPython(state, other, Value.GetType(), out object? converted, out _) && Value.Equals(converted);
            return PyBool.From(equal == (op == CompareOp.Eq));
        }
        if (Value is IComparable comparable && ClrConvert.TryFromPython(state, other, Value.GetType(), out object? operand, out _) && operand != null)
        {
            int order = comparable.CompareTo(operand);
            return PyBool.From(op switch
            {
                CompareOp.Lt => order < 0,
                CompareOp.Le => order <= 0,
                CompareOp.Gt => order > 0,
                _ => order >= 0,
            });
        }
        return PyNotImplemented.Instance;
    }

    private static readonly string[] s_compareNames =
        ["op_LessThan", "op_LessThanOrEqual", "op_Equality", "op_Inequality", "op_GreaterThan", "op_GreaterThanOrEqual"];

    private static PyObject Binary(string name, BinaryOp op, PyObject a, PyObject b)
    {
        object? left = (a as ClrObject)?.Value, right = (b as ClrObject)?.Value;
        ClrState state = State;
        if (left != null && ClrConvert.IsNumber(left) || right != null && ClrConvert.IsNumber(right))
        {
            PyObject x = left != null && ClrConvert.IsNumber(left) ? ClrConvert.Number(left) : a;
            PyObject y = right != null && ClrConvert.IsNumber(right) ? ClrConvert.Number(right) : b;
            if (x is not ClrObject && y is not ClrObject)
            {
                return Ops.Binary(op, x, y);
            }
        }
        if (left is Enum e && right is Enum f && e.GetType() == f.GetType() && op is BinaryOp.And or BinaryOp.Or or BinaryOp.Xor)
        {
            long p = ClrConvert.EnumBits(left), q = ClrConvert.EnumBits(right!);
            return state.Wrap(Enum.ToObject(left.GetType(), op == BinaryOp.And ? p & q : op == BinaryOp.Or ? p | q : p ^ q));
        }
        if (left is Delegate d && op is BinaryOp.Add or BinaryOp.Subtract
            && ClrConvert.TryFromPython(state, b, left.GetType(), out object? operand, out _) && operand is Delegate other)
        {
            Delegate? combined = op == BinaryOp.Add ? Delegate.Combine((Delegate)left, other) : Delegate.Remove((Delegate)left, other);
            return combined == null ? PyNone.Instance : state.Wrap(combined);
        }
        return ClrBinder.TryOperator(state, name, a, b) ?? PyNotImplemented.Instance;
    }

    [PyMethod("__add__")]
    private static PyObject Add(PyObject a, PyObject b) => Binary("op_Addition", BinaryOp.Add, a, b);

    [PyMethod("__sub__")]
    private static PyObject Subtract(PyObject a, PyObject b) => Binary("op_Subtraction", BinaryOp.Subtract, a, b);

    [PyMethod("__mul__")]
    private static PyObject Multiply(PyObject a, PyObject b) => Binary("op_Multiply", BinaryOp.Multiply, a, b);

    [PyMethod("__truediv__")]
    private static PyObject TrueDivide(PyObject a, PyObject b) => Binary("op_Division", BinaryOp.TrueDivide, a, b);

    [PyMethod("__floordiv__")]
    private static PyObject FloorDivide(PyObject a, PyObject b) => Binary("op_FloorDivision", BinaryOp.FloorDivide, a, b);

    [PyMethod("__mod__")]
    private static PyObject Remainder(PyObject a, PyObject b) => Binary("op_Modulus", BinaryOp.Remainder, a, b);

    [PyMethod("__lshift__")]
    private static PyObject LeftShift(PyObject a, PyObject b) => Binary("op_LeftShift", BinaryOp.LShift, a, b);

    [PyMethod("__rshift__")]
    private static PyObject RightShift(PyObject a, PyObject b) => Binary("op_RightShift", BinaryOp.RShift, a, b);

    [PyMethod("__and__")]
    private static PyObject And(PyObject a, PyObject b) => Binary("op_BitwiseAnd", BinaryOp.And, a, b);

    [PyMethod("__or__")]
    private static PyObject Or(PyObject a, PyObject b) => Binary("op_BitwiseOr", BinaryOp.Or, a, b);

    [PyMethod("__xor__")]
    private static PyObject Xor(PyObject a, PyObject b) => Binary("op_ExclusiveOr", BinaryOp.Xor, a, b);

    private PyObject Unary(string name, string symbol, Func<PyObject, PyObject> number)
    {
        if (ClrConvert.IsNumber(Value))
        {
            return number(ClrConvert.Number(Value));
        }
        return ClrBinder.TryOperator(State, name, this, null) ?? throw Err.TypeError($"bad operand type for unary {symbol}: '{_type.FullName}'");
    }

    [PyMethod("__neg__")]
    private PyObject Negative() => Unary("op_UnaryNegation", "-", Ops.Negative);

    [PyMethod("__pos__")]
    private PyObject Positive() => Unary("op_UnaryPlus", "+", Ops.Positive);

    [PyMethod("__invert__")]
    private PyObject Invert() => Value is Enum
        ? State.Wrap(Enum.ToObject(Value.GetType(), ~ClrConvert.EnumBits(Value)))
        : Unary("op_OnesComplement", "~", Ops.Invert);

    [PyMethod("__bool__")]
    private bool Bool()
    {
        if (ClrConvert.IsNumber(Value))
        {
            return Ops.IsTrue(ClrConvert.Number(Value));
        }
        if (Value is Enum)
        {
            return ClrConvert.EnumBits(Value) != 0;
        }
        return _type.Lookup(Names.Len) == null || Ops.Len(this) != 0;
    }
}

/// <summary>An enumeration in progress.</summary>
[PyType("CLREnumerator", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrIterator(ClrState state, IEnumerator enumerator) : PyObject
{
    private bool _ended;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_ended)
        {
            return null;
        }
        object? current = null;
        bool more;
        try
        {
            using (PyThread.Current.AllowThreads())
            {
                more = enumerator.MoveNext();
                if (more)
                {
                    current = enumerator.Current;
                }
            }
        }
        catch (Exception e) when (e is not GreenletUnwindException)
        {
            throw ClrExceptions.Wrap(state, e);
        }
        if (more)
        {
            return ClrConvert.ToPython(state, current);
        }
        _ended = true;
        (enumerator as IDisposable)?.Dispose();
        return null;
    }
}

/// <summary>The enumeration of an IAsyncEnumerable: a plain for loop waits green, an async for awaits.</summary>
[PyType("CLRAsyncEnumerator", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrAsyncIterator(ClrState state, object enumerator, Type contract) : PyObject
{
    private readonly MethodInfo _moveNext = contract.GetMethod("MoveNextAsync")!;
    private readonly PropertyInfo _current = contract.GetProperty("Current")!;

    private PyObject Current() => ClrConvert.ToPython(state, ClrBinder.Invoke(PyThread.Current, _current.GetMethod!, enumerator, []));

    private Task<bool> MoveNext() => ((ValueTask<bool>)ClrBinder.Invoke(PyThread.Current, _moveNext, enumerator, [])!).AsTask();

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        Task<bool> task = MoveNext();
        ClrTasks.Wait(PyThread.Current, task);
        if (task.IsFaulted || task.IsCanceled)
        {
            ClrTasks.Result(state, task);
        }
        if (task.Result)
        {
            return Current();
        }
        _ = (enumerator as IAsyncDisposable)?.DisposeAsync();
        return null;
    }

    [PyMethod("__aiter__")]
    private PyObject AsyncIter() => this;

    [PyMethod("__anext__")]
    private PyObject AsyncNext() => new ClrAwaitable(state, MoveNext(), this);

    /// <summary>What an awaited MoveNextAsync gives to async for.</summary>
    internal PyObject Advance(bool more) => more ? Current() : throw Err.Make(Exc.StopAsyncIteration, []);
}

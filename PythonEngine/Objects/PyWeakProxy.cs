namespace PythonEngine.Objects;

/// <summary><c>weakref.proxy</c> of an object that is not callable: passes every operation on to its referent.</summary>
[PyType("ProxyType", Module = "weakref", NoConstructor = true)]
internal unsafe partial class PyWeakProxy : PyWeakBase
{
    internal PyWeakProxy(PyObject referent, PyObject? callback) : base(referent, callback)
    {
    }

    /// <summary>proxy(obj, callback)</summary>
    internal static PyWeakProxy To(PyObject obj, PyObject? callback)
    {
        CheckReferable(obj);
        bool callable = obj.Type.TpCall != null;
        if (callback == null && WeakReferences.Shared(obj, callable ? typeof(PyCallableWeakProxy) : typeof(PyWeakProxy)) is { } shared)
        {
            return (PyWeakProxy)shared;
        }
        PyWeakProxy proxy = callable ? new PyCallableWeakProxy(obj, callback) : new PyWeakProxy(obj, callback);
        WeakReferences.Add(obj, proxy);
        return proxy;
    }

    private protected PyObject Target => Referent ?? throw Err.ReferenceError("weakly-referenced object no longer exists");

    private static PyObject Unwrap(PyObject obj) => obj is PyWeakProxy proxy ? proxy.Target : obj;

    [PyMethod("__repr__")]
    private string Repr()
    {
        PyObject referent = Referent ?? PyNone.Instance;
        return $"<weakproxy at 0x{Identity.Id(this):x12} to {referent.Type.FullName} at 0x{Identity.Id(referent):x12}>";
    }

    [PyMethod("__str__")]
    private PyObject Str() => Ops.Str(Target);

    [PyMethod("__getattribute__")]
    private PyObject? GetAttribute(PyStr name) => Ops.GetAttr(Target, name);

    [PyMethod("__setattr__")]
    private void SetAttribute(PyStr name, PyObject? value) => Ops.SetAttr(Target, name, value);

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) => Ops.RichCompare(Target, Unwrap(other), op);

    [PyMethod("__bool__")]
    private bool Bool() => Ops.IsTrue(Target);

    [PyMethod("__len__")]
    private long Len() => Ops.Len(Target);

    [PyMethod("__contains__")]
    private bool Contains(PyObject item) => Ops.Contains(Target, Unwrap(item));

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key) => Ops.GetItem(Target, Unwrap(key));

    [PyMethod("__setitem__")]
    private void SetItem(PyObject key, PyObject? value)
    {
        if (value == null)
        {
            Ops.DelItem(Target, Unwrap(key));
        }
        else
        {
            Ops.SetItem(Target, Unwrap(key), value);
        }
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => Ops.Iter(Target);

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        PyObject target = Target;
        return target.Type.TpIterNext == null ? throw Err.TypeError("Weakref proxy referenced a non-iterator '" + target.Type.FullName + "' object") : Ops.Next(target);
    }

    [PyMethod("__bytes__", "")]
    private PyObject Bytes() => Ops.CallMethod(Target, Names.Bytes);

    [PyMethod("__reversed__", "")]
    private PyObject Reversed() => Ops.CallMethod(Target, Names.Reversed);

    [PyMethod("__neg__")]
    private PyObject Negative() => Ops.Negative(Target);

    [PyMethod("__pos__")]
    private PyObject Positive() => Ops.Positive(Target);

    [PyMethod("__abs__")]
    private PyObject Absolute() => Ops.Abs(Target);

    [PyMethod("__invert__")]
    private PyObject Invert() => Ops.Invert(Target);

    [PyMethod("__int__")]
    private PyObject Int() => Ops.Call(PyInt.TypeObject, Target);

    [PyMethod("__float__")]
    private PyObject Float() => Ops.Call(PyFloat.TypeObject, Target);

    [PyMethod("__index__")]
    private PyObject Index() => Ops.Index(Target);

    [PyMethod("__pow__")]
    private static PyObject Power(PyObject a, PyObject b, PyObject mod) => Ops.Power(Unwrap(a), Unwrap(b), Unwrap(mod));

    [PyMethod("__add__")]
    private static PyObject Add(PyObject a, PyObject b) => Ops.Binary(BinaryOp.Add, Unwrap(a), Unwrap(b));

    [PyMethod("__sub__")]
    private static PyObject Subtract(PyObject a, PyObject b) => Ops.Binary(BinaryOp.Subtract, Unwrap(a), Unwrap(b));

    [PyMethod("__mul__")]
    private static PyObject Multiply(PyObject a, PyObject b) => Ops.Binary(BinaryOp.Multiply, Unwrap(a), Unwrap(b));

    [PyMethod("__matmul__")]
    private static PyObject MatMultiply(PyObject a, PyObject b) => Ops.Binary(BinaryOp.MatMultiply, Unwrap(a), Unwrap(b));

    [PyMethod("__truediv__")]
    private static PyObject TrueDivide(PyObject a, PyObject b) => Ops.Binary(BinaryOp.TrueDivide, Unwrap(a), Unwrap(b));

    [PyMethod("__floordiv__")]
    private static PyObject FloorDivide(PyObject a, PyObject b) => Ops.Binary(BinaryOp.FloorDivide, Unwrap(a), Unwrap(b));

    [PyMethod("__mod__")]
    private static PyObject Remainder(PyObject a, PyObject b) => Ops.Binary(BinaryOp.Remainder, Unwrap(a), Unwrap(b));

    [PyMethod("__lshift__")]
    private static PyObject LShift(PyObject a, PyObject b) => Ops.Binary(BinaryOp.LShift, Unwrap(a), Unwrap(b));

    [PyMethod("__rshift__")]
    private static PyObject RShift(PyObject a, PyObject b) => Ops.Binary(BinaryOp.RShift, Unwrap(a), Unwrap(b));

    [PyMethod("__and__")]
    private static PyObject And(PyObject a, PyObject b) => Ops.Binary(BinaryOp.And, Unwrap(a), Unwrap(b));

    [PyMethod("__or__")]
    private static PyObject Or(PyObject a, PyObject b) => Ops.Binary(BinaryOp.Or, Unwrap(a), Unwrap(b));

    [PyMethod("__xor__")]
    private static PyObject Xor(PyObject a, PyObject b) => Ops.Binary(BinaryOp.Xor, Unwrap(a), Unwrap(b));

    [PyMethod("__divmod__")]
    private static PyObject DivMod(PyObject a, PyObject b) => Ops.Binary(BinaryOp.DivMod, Unwrap(a), Unwrap(b));

    [PyMethod("__iadd__")]
    private PyObject InplaceAdd(PyObject other) => Ops.Inplace(BinaryOp.Add, Target, Unwrap(other));

    [PyMethod("__isub__")]
    private PyObject InplaceSubtract(PyObject other) => Ops.Inplace(BinaryOp.Subtract, Target, Unwrap(other));

    [PyMethod("__imul__")]
    private PyObject InplaceMultiply(PyObject other) => Ops.Inplace(BinaryOp.Multiply, Target, Unwrap(other));

    [PyMethod("__imatmul__")]
    private PyObject InplaceMatMultiply(PyObject other) => Ops.Inplace(BinaryOp.MatMultiply, Target, Unwrap(other));

    [PyMethod("__itruediv__")]
    private PyObject InplaceTrueDivide(PyObject other) => Ops.Inplace(BinaryOp.TrueDivide, Target, Unwrap(other));

    [PyMethod("__ifloordiv__")]
    private PyObject InplaceFloorDivide(PyObject other) => Ops.Inplace(BinaryOp.FloorDivide, Target, Unwrap(other));

    [PyMethod("__imod__")]
    private PyObject InplaceRemainder(PyObject other) => Ops.Inplace(BinaryOp.Remainder, Target, Unwrap(other));

    [PyMethod("__ilshift__")]
    private PyObject InplaceLShift(PyObject other) => Ops.Inplace(BinaryOp.LShift, Target, Unwrap(other));

    [PyMethod("__irshift__")]
    private PyObject InplaceRShift(PyObject other) => Ops.Inplace(BinaryOp.RShift, Target, Unwrap(other));

    [PyMethod("__iand__")]
    private PyObject InplaceAnd(PyObject other) => Ops.Inplace(BinaryOp.And, Target, Unwrap(other));

    [PyMethod("__ior__")]
    private PyObject InplaceOr(PyObject other) => Ops.Inplace(BinaryOp.Or, Target, Unwrap(other));

    [PyMethod("__ixor__")]
    private PyObject InplaceXor(PyObject other) => Ops.Inplace(BinaryOp.Xor, Target, Unwrap(other));
}

/// <summary><c>weakref.proxy</c> of a callable object.</summary>
[PyType("CallableProxyType", Module = "weakref", NoConstructor = true)]
internal sealed partial class PyCallableWeakProxy : PyWeakProxy
{
    internal PyCallableWeakProxy(PyObject referent, PyObject? callback) : base(referent, callback)
    {
    }

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => PyThread.Current.TailCall(Target, args, kwnames);
}

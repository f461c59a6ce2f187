namespace PythonEngine.Objects;

/// <summary>Slot functions of Python classes: each looks its dunder method up on the type and calls it.</summary>
internal static unsafe class SlotOverrides
{
    internal interface IBinaryOp
    {
        static abstract int Index { get; }
        static abstract PyStr Name { get; }
        static abstract PyStr Reflected { get; }
        static abstract PyStr InplaceName { get; }
    }

    internal readonly struct AddOp : IBinaryOp
    {
        public static int Index => (int)BinaryOp.Add;
        public static PyStr Name => Names.Add;
        public static PyStr Reflected => Names.Radd;
        public static PyStr InplaceName => Names.Iadd;
    }

    internal readonly struct SubtractOp : IBinaryOp
    {
        public static int Index => (int)BinaryOp.Subtract;
        public static PyStr Name => Names.Sub;
        public static PyStr Reflected => Names.Rsub;
        public static PyStr InplaceName => Names.Isub;
    }

    internal readonly struct MultiplyOp : IBinaryOp
    {
        public static int Index => (int)BinaryOp.Multiply;
        public static PyStr Name => Names.Mul;
        public static PyStr Reflected => Names.Rmul;
        public static PyStr InplaceName => Names.Imul;
    }

    internal readonly struct MatMultiplyOp : IBinaryOp
    {
        public static int Index => (int)BinaryOp.MatMultiply;
        public static PyStr Name => Names.Matmul;
        public static PyStr Reflected => Names.Rmatmul;
        public static PyStr InplaceName => Names.Imatmul;
    }

    internal readonly struct TrueDivideOp : IBinaryOp
    {
        public static int Index => (int)BinaryOp.TrueDivide;
        public static PyStr Name => Names.Truediv;
        public static PyStr Reflected => Names.Rtruediv;
        public static PyStr InplaceName => Names.Itruediv;
    }

    internal readonly struct FloorDivideOp : IBinaryOp
    {
        public static int Index => (int)BinaryOp.FloorDivide;
        public static PyStr Name => Names.Floordiv;
        public static PyStr Reflected => Names.Rfloordiv;
        public static PyStr InplaceName => Names.Ifloordiv;
    }

    internal readonly struct RemainderOp : IBinaryOp
    {
        public static int Index => (int)BinaryOp.Remainder;
        public static PyStr Name => Names.Mod;
        public static PyStr Reflected => Names.Rmod;
        public static PyStr InplaceName => Names.Imod;
    }

    internal readonly struct LShiftOp : IBinaryOp
    {
        public static int Index => (int)BinaryOp.LShift;
        public static PyStr Name => Names.Lshift;
        public static PyStr Reflected => Names.Rlshift;
        public static PyStr InplaceName => Names.Ilshift;
    }

    internal readonly struct RShiftOp : IBinaryOp
    {
        public static int Index => (int)BinaryOp.RShift;
        public static PyStr Name => Names.Rshift;
        public static PyStr Reflected => Names.Rrshift;
        public static PyStr InplaceName => Names.Irshift;
    }

    internal readonly struct AndOp : IBinaryOp
    {
        public static int Index => (int)BinaryOp.And;
        public static PyStr Name => Names.And;
        public static PyStr Reflected => Names.Rand;
        public static PyStr InplaceName => Names.Iand;
    }

    internal readonly struct OrOp : IBinaryOp
    {
        public static int Index => (int)BinaryOp.Or;
        public static PyStr Name => Names.Or;
        public static PyStr Reflected => Names.Ror;
        public static PyStr InplaceName => Names.Ior;
    }

    internal readonly struct XorOp : IBinaryOp
    {
        public static int Index => (int)BinaryOp.Xor;
        public static PyStr Name => Names.Xor;
        public static PyStr Reflected => Names.Rxor;
        public static PyStr InplaceName => Names.Ixor;
    }

    internal readonly struct DivModOp : IBinaryOp
    {
        public static int Index => (int)BinaryOp.DivMod;
        public static PyStr Name => Names.Divmod;
        public static PyStr Reflected => Names.Rdivmod;
        public static PyStr InplaceName => PyStr.Intern("__idivmod__");
    }

    /// <summary>Calls method <paramref name="name"/> of the object's type, or returns null when there is none.</summary>
    private static PyObject? TryCall(PyObject self, PyStr name)
    {
        PyObject? f = self.Type.Lookup(name);
        if (f == null)
        {
            return null;
        }
        if (f.GetType() == typeof(PyFunction))
        {
            return Ops.Call(f, self);
        }
        // What is no Python function may lead back here: __repr__ = object.__str__.
        using RecursionGuard _ = PyThread.Current.EnterRecursion(" while calling a Python object");
        return Ops.Call(Bind(f, self));
    }

    private static PyObject? TryCall(PyObject self, PyStr name, PyObject a)
    {
        PyObject? f = self.Type.Lookup(name);
        if (f == null)
        {
            return null;
        }
        return f.GetType() == typeof(PyFunction) ? Ops.Call(f, self, a) : Ops.Call(Bind(f, self), a);
    }

    private static PyObject? TryCall(PyObject self, PyStr name, PyObject a, PyObject b)
    {
        PyObject? f = self.Type.Lookup(name);
        if (f == null)
        {
            return null;
        }
        return f.GetType() == typeof(PyFunction) ? Ops.Call(f, self, a, b) : Ops.Call(Bind(f, self), a, b);
    }

    internal static PyObject Bind(PyObject f, PyObject self)
    {
        var get = f.Type.TpDescrGet;
        return get == null ? f : get(f, self, self.Type);
    }

    private static PyException Missing(PyObject self, PyStr name) => Err.AttributeMissing(self, name);

    public static PyObject Repr(PyObject self) => TryCall(self, Names.Repr) ?? throw Missing(self, Names.Repr);

    public static PyObject Str(PyObject self) => TryCall(self, Names.Str) ?? Ops.Repr(self);

    public static long Hash(PyObject self)
    {
        PyObject result = TryCall(self, Names.Hash) ?? throw Err.TypeError($"unhashable type: '{self.Type.FullName}'");
        if (result is not PyInt number)
        {
            throw Err.TypeError("__hash__ method should return an integer");
        }
        long h = number.TryGetLong(out long value) ? value : Ops.Hash(Ops.Index(number));
        return h == -1 ? -2 : h;
    }

    public static PyObject Call(PyObject self, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject f = self.Type.Lookup(Names.Call) ?? throw Ops.NotCallable(self);
        if (f.GetType() == typeof(PyFunction))
        {
            PyObject[] all = new PyObject[args.Length + 1];
            all[0] = self;
            args.CopyTo(all.AsSpan(1));
            return Ops.Call(f, all, kwnames);
        }
        using RecursionGuard _ = PyThread.Current.EnterRecursion(" while calling a Python object");
        return Ops.Call(Bind(f, self), args, kwnames);
    }

    public static PyObject? GetAttr(PyObject self, PyStr name)
    {
        PyType type = self.Type;
        PyObject? getattribute = type.Lookup(Names.Getattribute);
        PyObject? getattr = type.Lookup(Names.Getattr);
        PyObject? result;
        try
        {
            // A descriptor may raise (an empty slot does) where a missing attribute gives null.
            result = getattribute is PyWrapperDescriptor wrapper ? wrapper.Owner.TpGetAttr(self, name) : TryCall(self, Names.Getattribute, name);
        }
        catch (PyException e) when (getattr != null && e.Matches(Exc.AttributeError))
        {
            result = null;
        }
        return result ?? (getattr == null ? null : TryCall(self, Names.Getattr, name));
    }

    public static void SetAttr(PyObject self, PyStr name, PyObject? value)
    {
        if (value == null)
        {
            TryCall(self, Names.Delattr, name);
        }
        else
        {
            TryCall(self, Names.Setattr, name, value);
        }
    }

    private static readonly PyStr[] s_compareNames = [Names.Lt, Names.Le, Names.Eq, Names.Ne, Names.Gt, Names.Ge];

    internal static PyStr CompareName(CompareOp op) => s_compareNames[(int)op];

    public static PyObject RichCompare(PyObject self, PyObject other, CompareOp op) =>
        TryCall(self, s_compareNames[(int)op], other) ?? PyNotImplemented.Instance;

    private static readonly PyStr[] s_binaryNames =
    [
        Names.Add, Names.Sub, Names.Mul, Names.Matmul, Names.Truediv, Names.Floordiv, Names.Mod, Names.Pow,
        Names.Lshift, Names.Rshift, Names.And, Names.Or, Names.Xor, Names.Divmod,
    ];

    private static readonly PyStr[] s_reflectedNames =
    [
        Names.Radd, Names.Rsub, Names.Rmul, Names.Rmatmul, Names.Rtruediv, Names.Rfloordiv, Names.Rmod, Names.Rpow,
        Names.Rlshift, Names.Rrshift, Names.Rand, Names.Ror, Names.Rxor, Names.Rdivmod,
    ];

    internal static PyStr BinaryName(BinaryOp op) => s_binaryNames[(int)op];

    internal static PyObject? TryReflected(BinaryOp op, PyObject self, PyObject other) => TryCall(self, s_reflectedNames[(int)op], other);

    public static PyObject Iter(PyObject self)
    {
        PyObject? f = self.Type.Lookup(Names.Iter);
        if (f is null or PyNone)
        {
            throw Err.TypeError($"'{self.Type.FullName}' object is not iterable");
        }
        return TryCall(self, Names.Iter)!;
    }

    public static PyObject? IterNext(PyObject self)
    {
        PyObject? f = self.Type.Lookup(Names.Next);
        if (f == null)
        {
            throw Missing(self, Names.Next);
        }
        if (f.GetType() == typeof(PyFunction))
        {
            // Without a .NET throw for the ordinary end of the iteration.
            return PyThread.Current.CallNext(Unsafe.As<PyFunction>(f), self);
        }
        try
        {
            return Ops.Call(Bind(f, self));
        }
        catch (PyException e) when (e.Matches(Exc.StopIteration))
        {
            return null;
        }
    }

    public static PyObject DescrGet(PyObject self, PyObject? obj, PyObject? type) =>
        TryCall(self, Names.Get, obj ?? PyNone.Instance, type ?? PyNone.Instance) ?? self;

    public static void DescrSet(PyObject self, PyObject obj, PyObject? value)
    {
        if (value == null)
        {
            _ = TryCall(self, Names.Delete, obj) ?? throw Err.AttributeError("__delete__");
        }
        else
        {
            _ = TryCall(self, Names.Set, obj, value) ?? throw Err.AttributeError("__set__");
        }
    }

    public static void Init(PyObject self, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject f = self.Type.Lookup(Names.Init)!;
        PyObject result;
        if (f.GetType() == typeof(PyFunction))
        {
            PyObject[] all = new PyObject[args.Length + 1];
            all[0] = self;
            args.CopyTo(all.AsSpan(1));
            result = Ops.Call(f, all, kwnames);
        }
        else
        {
            result = Ops.Call(Bind(f, self), args, kwnames);
        }
        if (result is not PyNone)
        {
            throw Err.TypeError($"__init__() should return None, not '{result.Type.FullName}'");
        }
    }

    public static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject f = Ops.GetAttr(cls, Names.New);
        PyObject[] all = new PyObject[args.Length + 1];
        all[0] = cls;
        args.CopyTo(all.AsSpan(1));
        return Ops.Call(f, all, kwnames);
    }

    public static PyObject Negative(PyObject self) => TryCall(self, Names.Neg) ?? throw Missing(self, Names.Neg);

    public static PyObject Positive(PyObject self) => TryCall(self, Names.Pos) ?? throw Missing(self, Names.Pos);

    public static PyObject Absolute(PyObject self) => TryCall(self, Names.Abs) ?? throw Missing(self, Names.Abs);

    public static PyObject Invert(PyObject self) => TryCall(self, Names.Invert) ?? throw Missing(self, Names.Invert);

    public static PyObject Int(PyObject self) => TryCall(self, Names.Int) ?? throw Missing(self, Names.Int);

    public static PyObject Float(PyObject self) => TryCall(self, Names.Float) ?? throw Missing(self, Names.Float);

    public static PyObject Index(PyObject self) => TryCall(self, Names.Index) ?? throw Missing(self, Names.Index);

    public static bool Bool(PyObject self)
    {
        PyObject result = TryCall(self, Names.Bool) ?? throw Missing(self, Names.Bool);
        return result is PyBool b ? b.Value : throw Err.TypeError($"__bool__ should return bool, returned {result.Type.FullName}");
    }

    public static long Len(PyObject self)
    {
        PyObject result = TryCall(self, Names.Len) ?? throw Missing(self, Names.Len);
        return LengthValue(result);
    }

    internal static long LengthValue(PyObject result)
    {
        PyInt n = Ops.Index(result);
        if (n.Sign < 0)
        {
            throw Err.ValueError("__len__() should return >= 0");
        }
        return n.TryGetLong(out long value) ? value : throw Err.OverflowError($"cannot fit '{result.Type.FullName}' into an index-sized integer");
    }

    public static bool Contains(PyObject self, PyObject item)
    {
        PyObject? f = self.Type.Lookup(Names.Contains);
        if (f is PyNone)
        {
            throw Err.TypeError($"'{self.Type.FullName}' object is not a container");
        }
        return Ops.IsTrue(TryCall(self, Names.Contains, item) ?? throw Missing(self, Names.Contains));
    }

    public static PyObject GetItem(PyObject self, PyObject key) => TryCall(self, Names.Getitem, key) ?? throw Missing(self, Names.Getitem);

    public static void SetItem(PyObject self, PyObject key, PyObject? value)
    {
        if (value == null)
        {
            _ = TryCall(self, Names.Delitem, key) ?? throw Missing(self, Names.Delitem);
        }
        else
        {
            _ = TryCall(self, Names.Setitem, key, value) ?? throw Missing(self, Names.Setitem);
        }
    }

    public static PyObject Await(PyObject self) => TryCall(self, Names.Await) ?? throw Missing(self, Names.Await);

    public static PyObject Aiter(PyObject self) => TryCall(self, Names.Aiter) ?? throw Missing(self, Names.Aiter);

    public static PyObject Anext(PyObject self) => TryCall(self, Names.Anext) ?? throw Missing(self, Names.Anext);

    public static PyObject Binary<TOp>(PyObject a, PyObject b)
        where TOp : struct, IBinaryOp
    {
        PyType ta = a.Type;
        PyType tb = b.Type;
        nint self = (nint)(delegate*<PyObject, PyObject, PyObject>)&Binary<TOp>;
        bool right = !ReferenceEquals(ta, tb) && tb.NbBinary[TOp.Index] == self;
        if (ta.NbBinary[TOp.Index] == self)
        {
            if (right && tb.IsSubtypeOf(ta))
            {
                PyObject? theirs = tb.Lookup(TOp.Reflected);
                if (theirs != null && !ReferenceEquals(theirs, ta.Lookup(TOp.Reflected)))
                {
                    PyObject early = TryCall(b, TOp.Reflected, a)!;
                    if (!ReferenceEquals(early, PyNotImplemented.Instance))
                    {
                        return early;
                    }
                    right = false;
                }
            }
            PyObject? result = TryCall(a, TOp.Name, b);
            if (result != null && !ReferenceEquals(result, PyNotImplemented.Instance))
            {
                return result;
            }
        }
        return right ? TryCall(b, TOp.Reflected, a) ?? PyNotImplemented.Instance : PyNotImplemented.Instance;
    }

    public static PyObject Inplace<TOp>(PyObject a, PyObject b)
        where TOp : struct, IBinaryOp => TryCall(a, TOp.InplaceName, b) ?? PyNotImplemented.Instance;

    public static PyObject Power(PyObject a, PyObject b, PyObject mod)
    {
        PyType ta = a.Type;
        PyType tb = b.Type;
        nint self = (nint)(delegate*<PyObject, PyObject, PyObject, PyObject>)&Power;
        if (mod is not PyNone)
        {
            return (nint)ta.NbPower == self ? TryCall(a, Names.Pow, b, mod) ?? PyNotImplemented.Instance : PyNotImplemented.Instance;
        }
        bool right = !ReferenceEquals(ta, tb) && (nint)tb.NbPower == self;
        if ((nint)ta.NbPower == self)
        {
            if (right && tb.IsSubtypeOf(ta) && tb.Lookup(Names.Rpow) is { } theirs && !ReferenceEquals(theirs, ta.Lookup(Names.Rpow)))
            {
                PyObject early = TryCall(b, Names.Rpow, a)!;
                if (!ReferenceEquals(early, PyNotImplemented.Instance))
                {
                    return early;
                }
                right = false;
            }
            PyObject? result = TryCall(a, Names.Pow, b);
            if (result != null && !ReferenceEquals(result, PyNotImplemented.Instance))
            {
                return result;
            }
        }
        return right ? TryCall(b, Names.Rpow, a) ?? PyNotImplemented.Instance : PyNotImplemented.Instance;
    }

    public static PyObject InplacePower(PyObject a, PyObject b, PyObject mod) => TryCall(a, Names.Ipow, b) ?? PyNotImplemented.Instance;
}

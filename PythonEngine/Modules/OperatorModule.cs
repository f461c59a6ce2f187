namespace PythonEngine.Modules;

/// <summary>The <c>_operator</c> module.</summary>
[PyModule("_operator", Doc = "Operator interface.\n\nThis module exports a set of functions implemented in C corresponding\nto the intrinsic operators of Python.  For example, operator.add(x, y)\nis equivalent to the expression x+y.")]
[PyExports(typeof(PyItemGetter), typeof(PyAttrGetter), typeof(PyMethodCaller))]
internal static unsafe partial class OperatorModule
{
    [PyFunction("truth", "a, /", Doc = "Return True if a is true, False otherwise.")]
    private static bool Truth(PyObject a) => Ops.IsTrue(a);

    [PyFunction("not_", "a, /", Doc = "Same as not a.")]
    private static bool Not(PyObject a) => !Ops.IsTrue(a);

    [PyFunction("contains", "a, b, /", Doc = "Same as b in a (note reversed operands).")]
    private static bool Contains(PyObject a, PyObject b) => Ops.Contains(a, b);

    [PyFunction("indexOf", "a, b, /", Doc = "Return the first index of b in a.")]
    private static long IndexOf(PyObject a, PyObject b)
    {
        if (!Indexing.IsIterable(a))
        {
            throw Err.TypeError($"argument of type '{Ops.TypeName(a)}' is not iterable");
        }
        PyObject iterator = Ops.Iter(a);
        for (long i = 0; Ops.Next(iterator) is { } item; i++)
        {
            if (Ops.Compare(item, b, CompareOp.Eq))
            {
                return i;
            }
        }
        throw Err.ValueError("sequence.index(x): x not in sequence");
    }

    [PyFunction("countOf", "a, b, /", Doc = "Return the number of items in a which are, or which equal, b.")]
    private static long CountOf(PyObject a, PyObject b)
    {
        if (!Indexing.IsIterable(a))
        {
            throw Err.TypeError($"argument of type '{Ops.TypeName(a)}' is not iterable");
        }
        PyObject iterator = Ops.Iter(a);
        long count = 0;
        while (Ops.Next(iterator) is { } item)
        {
            if (Ops.Compare(item, b, CompareOp.Eq))
            {
                count++;
            }
        }
        return count;
    }

    [PyFunction("add", "a, b, /", Doc = "Same as a + b.")]
    private static PyObject Add(PyObject a, PyObject b) => Ops.Binary(BinaryOp.Add, a, b);

    [PyFunction("sub", "a, b, /", Doc = "Same as a - b.")]
    private static PyObject Sub(PyObject a, PyObject b) => Ops.Binary(BinaryOp.Subtract, a, b);

    [PyFunction("mul", "a, b, /", Doc = "Same as a * b.")]
    private static PyObject Mul(PyObject a, PyObject b) => Ops.Binary(BinaryOp.Multiply, a, b);

    [PyFunction("matmul", "a, b, /", Doc = "Same as a @ b.")]
    private static PyObject MatMul(PyObject a, PyObject b) => Ops.Binary(BinaryOp.MatMultiply, a, b);

    [PyFunction("floordiv", "a, b, /", Doc = "Same as a // b.")]
    private static PyObject FloorDiv(PyObject a, PyObject b) => Ops.Binary(BinaryOp.FloorDivide, a, b);

    [PyFunction("truediv", "a, b, /", Doc = "Same as a / b.")]
    private static PyObject TrueDiv(PyObject a, PyObject b) => Ops.Binary(BinaryOp.TrueDivide, a, b);

    [PyFunction("mod", "a, b, /", Doc = "Same as a % b.")]
    private static PyObject Mod(PyObject a, PyObject b) => Ops.Binary(BinaryOp.Remainder, a, b);

    [PyFunction("lshift", "a, b, /", Doc = "Same as a << b.")]
    private static PyObject LShift(PyObject a, PyObject b) => Ops.Binary(BinaryOp.LShift, a, b);

    [PyFunction("rshift", "a, b, /", Doc = "Same as a >> b.")]
    private static PyObject RShift(PyObject a, PyObject b) => Ops.Binary(BinaryOp.RShift, a, b);

    [PyFunction("and_", "a, b, /", Doc = "Same as a & b.")]
    private static PyObject And(PyObject a, PyObject b) => Ops.Binary(BinaryOp.And, a, b);

    [PyFunction("xor", "a, b, /", Doc = "Same as a ^ b.")]
    private static PyObject Xor(PyObject a, PyObject b) => Ops.Binary(BinaryOp.Xor, a, b);

    [PyFunction("or_", "a, b, /", Doc = "Same as a | b.")]
    private static PyObject Or(PyObject a, PyObject b) => Ops.Binary(BinaryOp.Or, a, b);

    [PyFunction("pow", "a, b, /", Doc = "Same as a ** b.")]
    private static PyObject Pow(PyObject a, PyObject b) => Ops.Power(a, b, PyNone.Instance);

    [PyFunction("iadd", "a, b, /", Doc = "Same as a += b.")]
    private static PyObject IAdd(PyObject a, PyObject b) => Ops.Inplace(BinaryOp.Add, a, b);

    [PyFunction("isub", "a, b, /", Doc = "Same as a -= b.")]
    private static PyObject ISub(PyObject a, PyObject b) => Ops.Inplace(BinaryOp.Subtract, a, b);

    [PyFunction("imul", "a, b, /", Doc = "Same as a *= b.")]
    private static PyObject IMul(PyObject a, PyObject b) => Ops.Inplace(BinaryOp.Multiply, a, b);

    [PyFunction("imatmul", "a, b, /", Doc = "Same as a @= b.")]
    private static PyObject IMatMul(PyObject a, PyObject b) => Ops.Inplace(BinaryOp.MatMultiply, a, b);

    [PyFunction("ifloordiv", "a, b, /", Doc = "Same as a //= b.")]
    private static PyObject IFloorDiv(PyObject a, PyObject b) => Ops.Inplace(BinaryOp.FloorDivide, a, b);

    [PyFunction("itruediv", "a, b, /", Doc = "Same as a /= b.")]
    private static PyObject ITrueDiv(PyObject a, PyObject b) => Ops.Inplace(BinaryOp.TrueDivide, a, b);

    [PyFunction("imod", "a, b, /", Doc = "Same as a %= b.")]
    private static PyObject IMod(PyObject a, PyObject b) => Ops.Inplace(BinaryOp.Remainder, a, b);

    [PyFunction("ilshift", "a, b, /", Doc = "Same as a <<= b.")]
    private static PyObject ILShift(PyObject a, PyObject b) => Ops.Inplace(BinaryOp.LShift, a, b);

    [PyFunction("irshift", "a, b, /", Doc = "Same as a >>= b.")]
    private static PyObject IRShift(PyObject a, PyObject b) => Ops.Inplace(BinaryOp.RShift, a, b);

    [PyFunction("iand", "a, b, /", Doc = "Same as a &= b.")]
    private static PyObject IAnd(PyObject a, PyObject b) => Ops.Inplace(BinaryOp.And, a, b);

    [PyFunction("ixor", "a, b, /", Doc = "Same as a ^= b.")]
    private static PyObject IXor(PyObject a, PyObject b) => Ops.Inplace(BinaryOp.Xor, a, b);

    [PyFunction("ior", "a, b, /", Doc = "Same as a |= b.")]
    private static PyObject IOr(PyObject a, PyObject b) => Ops.Inplace(BinaryOp.Or, a, b);

    [PyFunction("ipow", "a, b, /", Doc = "Same as a **= b.")]
    private static PyObject IPow(PyObject a, PyObject b) => Ops.Inplace(BinaryOp.Power, a, b);

    private static bool IsSequence(PyObject o) => o is not PyDict && o.Type.MpGetItem != null;

    [PyFunction("concat", "a, b, /", Doc = "Same as a + b, for a and b sequences.")]
    private static PyObject Concat(PyObject a, PyObject b)
    {
        if (!IsSequence(a) || (a.Type.SqConcat == null && !IsSequence(b)))
        {
            throw Err.TypeError($"'{Ops.TypeName(a)}' object can't be concatenated");
        }
        return Ops.Binary(BinaryOp.Add, a, b);
    }

    [PyFunction("iconcat", "a, b, /", Doc = "Same as a += b, for a and b sequences.")]
    private static PyObject IConcat(PyObject a, PyObject b)
    {
        if (!IsSequence(a) || (a.Type.SqConcat == null && !IsSequence(b)))
        {
            throw Err.TypeError($"'{Ops.TypeName(a)}' object can't be concatenated");
        }
        return Ops.Inplace(BinaryOp.Add, a, b);
    }

    [PyFunction("neg", "a, /", Doc = "Same as -a.")]
    private static PyObject Neg(PyObject a) => Ops.Negative(a);

    [PyFunction("pos", "a, /", Doc = "Same as +a.")]
    private static PyObject Pos(PyObject a) => Ops.Positive(a);

    [PyFunction("abs", "a, /", Doc = "Same as abs(a).")]
    private static PyObject Abs(PyObject a) => Ops.Abs(a);

    [PyFunction("inv", "a, /", Doc = "Same as ~a.")]
    private static PyObject Inv(PyObject a) => Ops.Invert(a);

    [PyFunction("invert", "a, /", Doc = "Same as ~a.")]
    private static PyObject Invert(PyObject a) => Ops.Invert(a);

    [PyFunction("index", "a, /", Doc = "Same as a.__index__()")]
    private static PyObject Index(PyObject a) => Ops.Index(a);

    [PyFunction("is_", "a, b, /", Doc = "Same as a is b.")]
    private static bool Is(PyObject a, PyObject b) => ReferenceEquals(a, b);

    [PyFunction("is_not", "a, b, /", Doc = "Same as a is not b.")]
    private static bool IsNot(PyObject a, PyObject b) => !ReferenceEquals(a, b);

    [PyFunction("getitem", "a, b, /", Doc = "Same as a[b].")]
    private static PyObject GetItem(PyObject a, PyObject b) => Ops.GetItem(a, b);

    [PyFunction("setitem", "a, b, c, /", Doc = "Same as a[b] = c.")]
    private static void SetItem(PyObject a, PyObject b, PyObject c) => Ops.SetItem(a, b, c);

    [PyFunction("delitem", "a, b, /", Doc = "Same as del a[b].")]
    private static void DelItem(PyObject a, PyObject b) => Ops.DelItem(a, b);

    [PyFunction("eq", "a, b, /", Doc = "Same as a == b.")]
    private static PyObject Eq(PyObject a, PyObject b) => Ops.RichCompare(a, b, CompareOp.Eq);

    [PyFunction("ne", "a, b, /", Doc = "Same as a != b.")]
    private static PyObject Ne(PyObject a, PyObject b) => Ops.RichCompare(a, b, CompareOp.Ne);

    [PyFunction("lt", "a, b, /", Doc = "Same as a < b.")]
    private static PyObject Lt(PyObject a, PyObject b) => Ops.RichCompare(a, b, CompareOp.Lt);

    [PyFunction("le", "a, b, /", Doc = "Same as a <= b.")]
    private static PyObject Le(PyObject a, PyObject b) => Ops.RichCompare(a, b, CompareOp.Le);

    [PyFunction("gt", "a, b, /", Doc = "Same as a > b.")]
    private static PyObject Gt(PyObject a, PyObject b) => Ops.RichCompare(a, b, CompareOp.Gt);

    [PyFunction("ge", "a, b, /", Doc = "Same as a >= b.")]
    private static PyObject Ge(PyObject a, PyObject b) => Ops.RichCompare(a, b, CompareOp.Ge);

    [PyFunction("length_hint", "obj, default=0, /", Doc = "Return an estimate of the number of items in obj.\n\nThis is useful for presizing containers when building from an iterable.\n\nIf the object supports len(), the result will be exact.\nOtherwise, it may over- or under-estimate by an arbitrary amount.\nThe result will be an integer >= 0.")]
    private static long LengthHint(PyObject obj, PyObject? @default = null)
    {
        if (@default is not (null or PyInt))
        {
            throw Err.TypeError($"'{Ops.TypeName(@default)}' object cannot be interpreted as an integer");
        }
        return Ops.LengthHint(obj, @default == null ? 0 : Ops.AsInt(@default));
    }

    [PyFunction("call", "obj, /, *args, **kwargs", Doc = "Same as obj(*args, **kwargs).")]
    private static PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length - (kwnames?.Count ?? 0) < 1)
        {
            throw Err.TypeError("call expected at least 1 argument, got 0");
        }
        return PyThread.Current.TailCall(args[0], args[1..], kwnames);
    }

    [PyFunction("_compare_digest", "a, b, /", Doc = "Return 'a == b'.\n\nThis function uses an approach designed to prevent\ntiming analysis, making it appropriate for cryptography.\n\na and b must both be of the same type: either str (ASCII only),\nor any bytes-like object.\n\nNote: If a and b are of different lengths, or if an error occurs,\na timing attack could theoretically reveal information about the\ntypes and lengths of a and b--but not their values.")]
    internal static bool CompareDigest(PyObject a, PyObject b)
    {
        if (a is PyStr s && b is PyStr t)
        {
            if (!System.Text.Ascii.IsValid(s.Value) || !System.Text.Ascii.IsValid(t.Value))
            {
                throw Err.TypeError("comparing strings with non-ASCII characters is not supported");
            }
            return System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(
                System.Text.Encoding.ASCII.GetBytes(s.Value), System.Text.Encoding.ASCII.GetBytes(t.Value));
        }
        if (!a.TryGetBuffer(false, out BufferView x))
        {
            if (b.TryGetBuffer(false, out BufferView probe))
            {
                probe.Release();
                throw Err.TypeError($"a bytes-like object is required, not '{Ops.TypeName(a)}'");
            }
            throw Err.TypeError($"unsupported operand types(s) or combination of types: '{Ops.TypeName(a)}' and '{Ops.TypeName(b)}'");
        }
        try
        {
            BufferView y = Ops.GetBuffer(b);
            try
            {
                return System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(x.Span, y.Span);
            }
            finally
            {
                y.Release();
            }
        }
        finally
        {
            x.Release();
        }
    }
}

/// <summary><c>operator.itemgetter</c></summary>
[PyType("itemgetter", Module = "operator", Doc = "itemgetter(item, ...) --> itemgetter object\n\nReturn a callable object that fetches the given item(s) from its operand.\nAfter f = itemgetter(2), the call f(r) returns r[2].\nAfter g = itemgetter(2, 5, 3), the call g(r) returns (r[2], r[5], r[3])")]
internal sealed partial class PyItemGetter(PyObject[] keys) : PyObject
{
    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("itemgetter() takes no keyword arguments");
        }
        return args.Length == 0 ? throw Err.TypeError("itemgetter expected 1 argument, got 0") : new PyItemGetter(args.ToArray());
    }

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("itemgetter() takes no keyword arguments");
        }
        if (args.Length != 1)
        {
            throw Err.TypeError($"itemgetter expected 1 argument, got {args.Length}");
        }
        PyObject obj = args[0];
        if (keys.Length == 1)
        {
            return Ops.GetItem(obj, keys[0]);
        }
        PyObject[] result = new PyObject[keys.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Ops.GetItem(obj, keys[i]);
        }
        return new PyTuple(result);
    }

    [PyMethod("__repr__")]
    private PyObject Repr() => GetterText.Repr(this, keys);

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling")]
    private PyObject Reduce() => PyTuple.Of(Type, new PyTuple(keys));
}

/// <summary><c>operator.attrgetter</c></summary>
[PyType("attrgetter", Module = "operator", Doc = "attrgetter(attr, ...) --> attrgetter object\n\nReturn a callable object that fetches the given attribute(s) from its operand.\nAfter f = attrgetter('name'), the call f(r) returns r.name.\nAfter g = attrgetter('name', 'date'), the call g(r) returns (r.name, r.date).\nAfter h = attrgetter('name.first', 'name.last'), the call h(r) returns\n(r.name.first, r.name.last).")]
internal sealed partial class PyAttrGetter(PyObject[] names, PyStr[][] paths) : PyObject
{
    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("attrgetter() takes no keyword arguments");
        }
        if (args.Length == 0)
        {
            throw Err.TypeError("attrgetter expected at least 1 argument, got 0");
        }
        PyStr[][] paths = new PyStr[args.Length][];
        for (int i = 0; i < paths.Length; i++)
        {
            string[] parts = (args[i] as PyStr ?? throw Err.TypeError("attribute name must be a string")).Value.Split('.');
            paths[i] = new PyStr[parts.Length];
            for (int j = 0; j < parts.Length; j++)
            {
                paths[i][j] = PyStr.Intern(parts[j]);
            }
        }
        return new PyAttrGetter(args.ToArray(), paths);
    }

    private static PyObject Follow(PyObject obj, PyStr[] path)
    {
        foreach (PyStr name in path)
        {
            obj = Ops.GetAttr(obj, name);
        }
        return obj;
    }

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("attrgetter() takes no keyword arguments");
        }
        if (args.Length != 1)
        {
            throw Err.TypeError($"attrgetter expected 1 argument, got {args.Length}");
        }
        PyObject obj = args[0];
        if (paths.Length == 1)
        {
            return Follow(obj, paths[0]);
        }
        PyObject[] result = new PyObject[paths.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = Follow(obj, paths[i]);
        }
        return new PyTuple(result);
    }

    [PyMethod("__repr__")]
    private PyObject Repr() => GetterText.Repr(this, names);

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling")]
    private PyObject Reduce() => PyTuple.Of(Type, new PyTuple(names));
}

/// <summary><c>operator.methodcaller</c></summary>
[PyType("methodcaller", Module = "operator", Doc = "methodcaller(name, ...) --> methodcaller object\n\nReturn a callable object that calls the given method on its operand.\nAfter f = methodcaller('name'), the call f(r) returns r.name().\nAfter g = methodcaller('name', 'date', foo=1), the call g(r) returns\nr.name('date', foo=1).")]
internal sealed partial class PyMethodCaller(PyStr name, PyObject[] values, PyTuple? keywords) : PyObject
{
    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length - (kwnames?.Count ?? 0) < 1)
        {
            throw Err.TypeError("methodcaller needs at least one argument, the method name");
        }
        PyStr name = args[0] as PyStr ?? throw Err.TypeError("method name must be a string");
        return new PyMethodCaller(PyStr.Intern(name), args[1..].ToArray(), kwnames is { Count: > 0 } ? kwnames : null);
    }

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("methodcaller() takes no keyword arguments");
        }
        if (args.Length != 1)
        {
            throw Err.TypeError($"methodcaller expected 1 argument, got {args.Length}");
        }
        return PyThread.Current.TailCall(Ops.GetAttr(args[0], name), values, keywords);
    }

    [PyMethod("__repr__")]
    private PyObject Repr()
    {
        PyThread thread = PyThread.Current;
        if (!thread.ReprEnter(this))
        {
            return new PyStr(Type.FullName + "(...)");
        }
        try
        {
            StrBuilder sb = new(32);
            sb.Append(Type.FullName);
            sb.Append('(');
            sb.Append(Ops.Repr(name));
            int positional = values.Length - (keywords?.Count ?? 0);
            for (int i = 0; i < values.Length; i++)
            {
                sb.Append(", ");
                if (i >= positional)
                {
                    sb.Append((PyStr)keywords![i - positional]);
                    sb.Append('=');
                }
                sb.Append(Ops.Repr(values[i]));
            }
            sb.Append(')');
            return sb.ToPyStr();
        }
        finally
        {
            thread.ReprLeave(this);
        }
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling")]
    private PyObject Reduce()
    {
        int positional = values.Length - (keywords?.Count ?? 0);
        PyTuple plain = new([name, .. values.AsSpan(0, positional)]);
        if (keywords == null)
        {
            return PyTuple.Of(Type, plain);
        }
        PyDict dict = new();
        for (int i = 0; i < keywords.Count; i++)
        {
            dict.Set(keywords[i], values[positional + i]);
        }
        PyObject partial = Ops.GetAttr(PyThread.Current.Engine.Import("functools"), "partial");
        PyObject constructor = Ops.CallTupleDict(partial, PyTuple.Of(Type, name), dict);
        return PyTuple.Of(constructor, PyTuple.From(values.AsSpan(0, positional)));
    }
}

/// <summary>The text of getter objects.</summary>
internal static class GetterText
{
    internal static PyObject Repr(PyObject getter, PyObject[] items)
    {
        PyThread thread = PyThread.Current;
        if (!thread.ReprEnter(getter))
        {
            return new PyStr(getter.Type.FullName + "(...)");
        }
        try
        {
            StrBuilder sb = new(32);
            sb.Append(getter.Type.FullName);
            sb.Append('(');
            for (int i = 0; i < items.Length; i++)
            {
                if (i != 0)
                {
                    sb.Append(", ");
                }
                sb.Append(Ops.Repr(items[i]));
            }
            sb.Append(')');
            return sb.ToPyStr();
        }
        finally
        {
            thread.ReprLeave(getter);
        }
    }
}

namespace PythonEngine.Builtins;

/// <summary>The <c>builtins</c> module: functions on objects and attributes.</summary>
[PyModule("builtins", Doc = "Built-in functions, exceptions, and other objects.\n\nNoteworthy: None is the `nil' object; Ellipsis represents `...' in slices.")]
[PyExports(typeof(PyBool), typeof(PyByteArray), typeof(PyBytes), typeof(PyClassMethod), typeof(PyComplex), typeof(PyDict), typeof(PyEnumerate),
    typeof(PyFilter), typeof(PyFloat), typeof(PyFrozenSet), typeof(PyInt), typeof(PyList), typeof(PyMap), typeof(PyMemoryView),
    typeof(PyProperty), typeof(PyRange), typeof(PyReversed), typeof(PySet), typeof(PySlice), typeof(PyStaticMethod), typeof(PyStr), typeof(PySuper),
    typeof(PyTuple), typeof(PyType), typeof(PyZip))]
internal static partial class BuiltinsModule
{
    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.Set("None", PyNone.Instance);
        module.Set("NotImplemented", PyNotImplemented.Instance);
        module.Set("Ellipsis", PyEllipsis.Instance);
        module.Set("False", PyBool.False);
        module.Set("True", PyBool.True);
        module.Set("object", PyObjectType.TypeObject);
        module.Set("__debug__", PyBool.From(PyThread.Current.Engine.Options.Optimize == 0));
        foreach (PyType type in (ReadOnlySpan<PyType>)[
            Exc.ArithmeticError, Exc.AssertionError, Exc.AttributeError, Exc.BaseException, Exc.BaseExceptionGroup, Exc.BlockingIOError,
            Exc.BrokenPipeError, Exc.BufferError, Exc.BytesWarning, Exc.ChildProcessError, Exc.ConnectionAbortedError, Exc.ConnectionError,
            Exc.ConnectionRefusedError, Exc.ConnectionResetError, Exc.DeprecationWarning, Exc.EOFError, Exc.EncodingWarning, Exc.Exception,
            Exc.ExceptionGroup, Exc.FileExistsError, Exc.FileNotFoundError, Exc.FloatingPointError, Exc.FutureWarning, Exc.GeneratorExit,
            Exc.ImportError, Exc.ImportWarning, Exc.IndentationError, Exc.IndexError, Exc.InterruptedError, Exc.IsADirectoryError, Exc.KeyError,
            Exc.KeyboardInterrupt, Exc.LookupError, Exc.MemoryError, Exc.ModuleNotFoundError, Exc.NameError, Exc.NotADirectoryError,
            Exc.NotImplementedError, Exc.OSError, Exc.OverflowError, Exc.PendingDeprecationWarning, Exc.PermissionError, Exc.ProcessLookupError,
            Exc.RecursionError, Exc.ReferenceError, Exc.ResourceWarning, Exc.RuntimeError, Exc.RuntimeWarning, Exc.StopAsyncIteration,
            Exc.StopIteration, Exc.SyntaxError, Exc.SyntaxWarning, Exc.SystemError, Exc.SystemExit, Exc.TabError, Exc.TimeoutError, Exc.TypeError,
            Exc.UnboundLocalError, PyUnicodeDecodeError.TypeObject, PyUnicodeEncodeError.TypeObject, Exc.UnicodeError,
            PyUnicodeTranslateError.TypeObject, Exc.UnicodeWarning, Exc.UserWarning, Exc.ValueError, Exc.Warning, Exc.ZeroDivisionError])
        {
            module.Set(type.Name, type);
        }
        module.Set("EnvironmentError", Exc.OSError);
        module.Set("IOError", Exc.OSError);
    }

    /// <summary>Return the absolute value of the argument.</summary>
    [PyFunction("abs", "x, /")]
    private static PyObject Abs(PyObject x) => Ops.Abs(x);

    /// <summary>Return True if bool(x) is True for all values x in the iterable.</summary>
    [PyFunction("all", "iterable, /")]
    private static PyObject All(PyObject iterable)
    {
        PyObject it = Ops.Iter(iterable);
        if (IteratorConsumer.Takes(it))
        {
            return IteratorConsumer.Start(new TruthConsumer(it, wanted: false));
        }
        while (Ops.Next(it) is { } item)
        {
            if (!Ops.IsTrue(item))
            {
                return PyBool.False;
            }
        }
        return PyBool.True;
    }

    /// <summary>Return True if bool(x) is True for any x in the iterable.</summary>
    [PyFunction("any", "iterable, /")]
    private static PyObject Any(PyObject iterable)
    {
        PyObject it = Ops.Iter(iterable);
        if (IteratorConsumer.Takes(it))
        {
            return IteratorConsumer.Start(new TruthConsumer(it, wanted: true));
        }
        while (Ops.Next(it) is { } item)
        {
            if (Ops.IsTrue(item))
            {
                return PyBool.True;
            }
        }
        return PyBool.False;
    }

    /// <summary>Return an ASCII-only representation of an object.</summary>
    [PyFunction("ascii", "obj, /")]
    private static PyObject Ascii(PyObject obj) => Ops.Ascii(obj);

    /// <summary>Return the binary representation of an integer.</summary>
    [PyFunction("bin", "number, /", Doc = "Return the binary form of an integer.\n\n   >>> bin(2796202)\n   '0b1010101010101010101010'\n")]
    private static string Bin(PyObject number) => Radix(number, 2, "0b");

    /// <summary>Return the hexadecimal representation of an integer.</summary>
    [PyFunction("hex", "number, /", Doc = "Return the hexadecimal form of an integer.\n\n   >>> hex(12648430)\n   '0xc0ffee'\n")]
    private static string Hex(PyObject number) => Radix(number, 16, "0x");

    /// <summary>Return the octal representation of an integer.</summary>
    [PyFunction("oct", "number, /", Doc = "Return the octal form of an integer.\n\n   >>> oct(342391)\n   '0o1234567'\n")]
    private static string Oct(PyObject number) => Radix(number, 8, "0o");

    private static string Radix(PyObject number, int radix, string prefix)
    {
        PyInt value = Ops.Index(number);
        if (value.TryGetLong(out long n) && n != long.MinValue)
        {
            string digits = radix == 16 ? Math.Abs(n).ToString("x") : Convert.ToString(Math.Abs(n), radix);
            return (n < 0 ? "-" : "") + prefix + digits;
        }
        BigInteger big = BigInteger.Abs(value.Big);
        string text;
        if (radix == 8)
        {
            // Three bytes are eight octal digits.
            byte[] bytes = big.ToByteArray(isUnsigned: true);
            System.Text.StringBuilder sb = new();
            for (int i = (bytes.Length - 1) / 3; i >= 0; i--)
            {
                int group = bytes[i * 3] | (i * 3 + 1 < bytes.Length ? bytes[i * 3 + 1] << 8 : 0) | (i * 3 + 2 < bytes.Length ? bytes[i * 3 + 2] << 16 : 0);
                sb.Append(Convert.ToString(group, 8).PadLeft(8, '0'));
            }
            text = sb.ToString();
        }
        else
        {
            text = big.ToString(radix == 16 ? "x" : "b");
        }
        text = text.TrimStart('0');
        return (value.Sign < 0 ? "-" : "") + prefix + (text.Length == 0 ? "0" : text);
    }

    /// <summary>Return whether the object is callable (i.e., some kind of function).</summary>
    [PyFunction("callable", "obj, /")]
    private static unsafe bool IsCallable(PyObject obj) => obj is PyFunction || obj.Type.HasCall;

    /// <summary>Return a Unicode string of one character with ordinal i; 0 &lt;= i &lt;= 0x10ffff.</summary>
    [PyFunction("chr", "i, /")]
    private static PyObject Chr(PyObject i)
    {
        PyInt index = Ops.Index(i);
        if (!index.TryGetLong(out long n) || n != (int)n)
        {
            throw Err.OverflowError(index.TryGetLong(out _) ? (index.Sign < 0 ? "signed integer is less than minimum" : "signed integer is greater than maximum") : "Python int too large to convert to C int");
        }
        return n is < 0 or > 0x10FFFF ? throw Err.ValueError("chr() arg not in range(0x110000)") : PyStr.FromChar((int)n);
    }

    /// <summary>Return the Unicode code point for a one-character string.</summary>
    [PyFunction("ord", "c, /")]
    private static int Ord(PyObject c)
    {
        int length;
        switch (c)
        {
            case PyStr text:
                if (text.Length == 1)
                {
                    return text[0];
                }
                length = text.Length;
                break;
            case PyBytes or PyByteArray:
                BufferView view = Ops.GetBuffer(c);
                try
                {
                    if (view.Memory.Length == 1)
                    {
                        return view.Span[0];
                    }
                    length = view.Memory.Length;
                }
                finally
                {
                    view.Release();
                }
                break;
            default:
                throw Err.TypeError($"ord() expected string of length 1, but {Ops.TypeName(c)} found");
        }
        throw Err.TypeError($"ord() expected a character, but string of length {length} found");
    }

    private static PyStr AttributeName(PyObject name) => name switch
    {
        PyStr { IsInterned: true } text => text,
        PyStr text => PyStr.Intern(text),
        _ => throw Err.TypeError($"attribute name must be string, not '{Ops.TypeName(name)}'"),
    };

    /// <summary>Deletes the named attribute from the given object.</summary>
    [PyFunction("delattr", "obj, name, /")]
    private static void DelAttr(PyObject obj, PyObject name) => Ops.DelAttr(obj, AttributeName(name));

    /// <summary>Get a named attribute from an object; getattr(x, 'y') is equivalent to x.y.</summary>
    [PyFunction("getattr")]
    private static PyObject GetAttr(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("getattr() takes no keyword arguments");
        }
        if (args.Length is < 2 or > 3)
        {
            throw Err.TypeError($"getattr expected at {(args.Length < 2 ? "least 2" : "most 3")} arguments, got {args.Length}");
        }
        PyStr name = AttributeName(args[1]);
        return args.Length == 2 ? Ops.GetAttr(args[0], name) : Ops.TryGetAttr(args[0], name) ?? args[2];
    }

    /// <summary>Return whether the object has an attribute with the given name.</summary>
    [PyFunction("hasattr", "obj, name, /")]
    private static bool HasAttr(PyObject obj, PyObject name) => Ops.HasAttr(obj, AttributeName(name));

    /// <summary>Sets the named attribute on the given object to the specified value.</summary>
    [PyFunction("setattr", "obj, name, value, /")]
    private static void SetAttr(PyObject obj, PyObject name, PyObject value) => Ops.SetAttr(obj, AttributeName(name), value);

    /// <summary>Return the tuple (x//y, x%y).</summary>
    [PyFunction("divmod", "x, y, /")]
    private static PyObject DivMod(PyObject x, PyObject y) => Ops.Binary(BinaryOp.DivMod, x, y);

    /// <summary>Equivalent to base**exp with 2 arguments or base**exp % mod with 3 arguments.</summary>
    [PyFunction("pow", "base, exp, mod=None")]
    private static PyObject Pow(PyObject @base, PyObject exp, PyObject? mod = null) => Ops.Power(@base, exp, mod ?? PyNone.Instance);

    /// <summary>Return type(value).__format__(value, format_spec).</summary>
    [PyFunction("format", "value, format_spec='', /")]
    private static PyObject Format(PyObject value, PyObject? spec = null) => spec switch
    {
        null => Ops.Format(value, PyStr.Empty),
        PyStr text => Ops.Format(value, text),
        _ => throw Args.MustBe("format() argument 2", "str", spec),
    };

    /// <summary>Return the hash value for the given object.</summary>
    [PyFunction("hash", "obj, /")]
    private static long Hash(PyObject obj) => Ops.Hash(obj);

    /// <summary>Return the identity of an object.</summary>
    [PyFunction("id", "obj, /")]
    private static long Id(PyObject obj) => Identity.Id(obj);

    /// <summary>Return whether an object is an instance of a class or of a subclass thereof.</summary>
    [PyFunction("isinstance", "obj, class_or_tuple, /")]
    private static bool IsInstance(PyObject obj, PyObject cls) => Ops.IsInstance(obj, cls);

    /// <summary>Return whether 'cls' is derived from another class or is the same class.</summary>
    [PyFunction("issubclass", "cls, class_or_tuple, /")]
    private static bool IsSubclass(PyObject cls, PyObject other) => Ops.IsSubclass(cls, other);

    /// <summary>Return the number of items in a container.</summary>
    [PyFunction("len", "obj, /")]
    private static long Len(PyObject obj) => Ops.Len(obj);

    /// <summary>Return the canonical string representation of the object.</summary>
    [PyFunction("repr", "obj, /")]
    private static PyObject Repr(PyObject obj) => Ops.Repr(obj);

    /// <summary>Round a number to a given precision in decimal digits.</summary>
    [PyFunction("round", "number, ndigits=None")]
    private static PyObject Round(PyObject number, PyObject? ndigits = null)
    {
        PyObject method = Ops.LookupSpecial(number, Names.Round) ?? throw Err.TypeError($"type {Ops.TypeName(number)} doesn't define __round__ method");
        return ndigits is null or PyNone ? Ops.Call(method) : Ops.Call(method, ndigits);
    }
}

namespace PythonEngine.Modules.TestSupport;

/// <summary>
/// The <c>_testcapi</c> module, as far as it asks something of an interpreter that is not CPython: native callables of every calling
/// convention, calls from native code, and what native code prints of exceptions.
/// </summary>
[PyModule("_testcapi")]
[PyExports(typeof(PyMethInstance), typeof(PyMethClass), typeof(PyMethStatic))]
internal static partial class TestCapiModule
{
    [PyModuleInit]
    private static void Init(PyModule module)
    {
        // The sizes of C's types on 64-bit Linux.
        foreach ((string name, long value) in new[]
        {
            ("CHAR_MAX", sbyte.MaxValue), ("CHAR_MIN", sbyte.MinValue), ("UCHAR_MAX", byte.MaxValue), ("SHRT_MAX", short.MaxValue),
            ("SHRT_MIN", short.MinValue), ("USHRT_MAX", ushort.MaxValue), ("INT_MAX", int.MaxValue), ("INT_MIN", int.MinValue),
            ("UINT_MAX", uint.MaxValue), ("LONG_MAX", long.MaxValue), ("LONG_MIN", long.MinValue), ("LLONG_MAX", long.MaxValue),
            ("LLONG_MIN", long.MinValue), ("PY_SSIZE_T_MAX", long.MaxValue), ("PY_SSIZE_T_MIN", long.MinValue),
        })
        {
            module.Dict.SetStr(PyStr.Intern(name), PyInt.From(value));
        }
        module.Dict.SetStr(PyStr.Intern("ULONG_MAX"), PyInt.From(new System.Numerics.BigInteger(ulong.MaxValue)));
        module.Dict.SetStr(PyStr.Intern("ULLONG_MAX"), PyInt.From(new System.Numerics.BigInteger(ulong.MaxValue)));
        module.Dict.SetStr(PyStr.Intern("FLT_MAX"), new PyFloat(float.MaxValue));
        module.Dict.SetStr(PyStr.Intern("FLT_MIN"), new PyFloat(1.17549435082228750797e-38));
        module.Dict.SetStr(PyStr.Intern("DBL_MAX"), new PyFloat(double.MaxValue));
        module.Dict.SetStr(PyStr.Intern("DBL_MIN"), new PyFloat(2.2250738585072014e-308));
    }

    private static PyObject Self(PyEngine engine) => engine.NativeModule("_testcapi");

    /// <summary>(self, args) or (self, args, kwargs), as the test callables give back what reached them.</summary>
    internal static PyTuple Reached(PyObject self, ReadOnlySpan<PyObject> args, PyTuple? kwnames, bool keywords)
    {
        int positional = args.Length - (kwnames?.Count ?? 0);
        PyTuple given = new(args[..positional].ToArray());
        if (!keywords)
        {
            return new PyTuple([self, given]);
        }
        PyDict named = new();
        for (int i = positional; i < args.Length; i++)
        {
            named.SetStr((PyStr)kwnames![i - positional], args[i]);
        }
        return new PyTuple([self, given, kwnames == null ? PyNone.Instance : named]);
    }

    [PyFunction("meth_varargs", "*args")]
    private static PyObject MethVarargs(PyEngine engine, ReadOnlySpan<PyObject> args) => Reached(Self(engine), args, null, keywords: false);

    [PyFunction("meth_varargs_keywords", "*args, **kwargs")]
    private static PyObject MethVarargsKeywords(PyEngine engine, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Reached(Self(engine), args, kwnames, keywords: true);

    [PyFunction("meth_o", "arg, /")]
    private static PyObject MethO(PyEngine engine, PyObject arg) => new PyTuple([Self(engine), arg]);

    [PyFunction("meth_noargs", "")]
    private static PyObject MethNoargs(PyEngine engine) => Self(engine);

    [PyFunction("meth_fastcall", "*args")]
    private static PyObject MethFastcall(PyEngine engine, ReadOnlySpan<PyObject> args) => Reached(Self(engine), args, null, keywords: false);

    [PyFunction("meth_fastcall_keywords", "*args, **kwargs")]
    private static PyObject MethFastcallKeywords(PyEngine engine, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Reached(Self(engine), args, kwnames, keywords: true);

    private static PyObject[] Arguments(PyObject args) =>
        args is PyNone ? [] : args is PyTuple tuple ? [.. tuple.Items] : throw Err.TypeError("args must be None or a tuple");

    [PyFunction("pyobject_fastcall", "func, args, /", Doc = "Call func with the items of args, a tuple or None.")]
    private static PyObject FastCall(PyObject func, PyObject args) => Ops.Call(func, Arguments(args));

    [PyFunction("pyobject_fastcalldict", "func, args, kwargs, /", Doc = "Call func with the items of args and the keywords of kwargs; each may be None.")]
    private static PyObject FastCallDict(PyObject func, PyObject args, PyObject kwargs)
    {
        PyObject[] positional = Arguments(args);
        if (kwargs is PyNone)
        {
            return Ops.Call(func, positional);
        }
        if (kwargs is not PyDict named)
        {
            throw Err.TypeError("kwargs must be None or a dict");
        }
        List<PyObject> names = [];
        List<PyObject> all = [.. positional];
        int position = 0;
        while (named.Next(ref position, out PyObject name, out PyObject value))
        {
            names.Add(name);
            all.Add(value);
        }
        return Ops.Call(func, all.ToArray(), new PyTuple([.. names]));
    }

    [PyFunction("pyobject_vectorcall", "func, args, kwnames, /", Doc = "Call func with the items of args, of which the last belong to kwnames.")]
    private static PyObject VectorCall(PyObject func, PyObject args, PyObject kwnames)
    {
        PyTuple? names = kwnames is PyNone ? null : kwnames as PyTuple ?? throw Err.TypeError("kwnames must be None or a tuple");
        PyObject[] all = Arguments(args);
        if (names != null && names.Count > all.Length)
        {
            throw Err.ValueError("kwnames longer than args");
        }
        return Ops.Call(func, all, names);
    }

    [PyFunction("exception_print", "value, /", Doc = "Write an exception with its traceback to sys.stderr.")]
    private static void ExceptionPrint(PyEngine engine, PyObject value)
    {
        PyObject? traceback = (value as PyBaseException)?.Traceback;
        ExceptionDisplay.Display(engine, value.Type, value, traceback);
    }

    [PyFunction("traceback_print", "traceback, file, /", Doc = "Write a traceback to a file.")]
    private static void TracebackPrint(PyEngine engine, PyObject traceback, PyObject file) =>
        Ops.CallMethod(file, Names.Write, new PyStr(ExceptionDisplay.TracebackText(engine, traceback as PyTraceback ?? throw Err.SystemError("bad argument to internal function"))));

    [PyFunction("raise_exception", "exception, count, /", Doc = "Raise an exception with the numbers below count as arguments.")]
    private static void RaiseException(PyObject exception, int count)
    {
        PyObject[] args = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            args[i] = PyInt.From(i);
        }
        if (exception is not PyType type || !type.IsSubtypeOf(Exc.BaseException))
        {
            throw Err.SystemError($"_PyErr_SetObject: exception {Ops.ReprText(exception)} is not a BaseException subclass");
        }
        throw new PyException((PyBaseException)Ops.Call(exception, args));
    }

    [PyFunction("raise_memoryerror", "")]
    private static void RaiseMemoryError() => throw Err.MemoryError();

    [PyFunction("write_unraisable_exc", "exception, err_msg, object, /", Doc = "Report an exception by sys.unraisablehook.")]
    private static void WriteUnraisable(PyEngine engine, PyObject exception, PyObject message, PyObject subject) =>
        engine.WriteUnraisable((PyBaseException)exception, subject, message is PyNone ? null : "Exception ignored " + Ops.StrText(message));

    [PyFunction("make_exception_with_doc", "name, doc=None, base=None, dict=None", Doc = "Make an exception class: name with its module, docstring, base or tuple of bases, namespace.")]
    private static PyObject MakeException(string name, PyObject? doc = null, PyObject? @base = null, PyObject? dict = null)
    {
        int dot = name.LastIndexOf('.');
        if (dot < 0)
        {
            throw Err.SystemError("PyErr_NewException: name must be module.class");
        }
        PyDict ns = dict is PyDict given ? given.Copy() : new PyDict();
        if (ns.GetStr(Names.Module) == null)
        {
            ns.SetStr(Names.Module, new PyStr(name[..dot]));
        }
        if (doc is not (null or PyNone))
        {
            ns.SetStr(Names.Doc, doc);
        }
        PyTuple bases = @base switch
        {
            null or PyNone => new PyTuple([Exc.Exception]),
            PyTuple several => several,
            _ => new PyTuple([@base]),
        };
        return Ops.Call(PyType.TypeObject, new PyStr(name[(dot + 1)..]), bases, ns);
    }

    [PyFunction("code_newempty", "filename, funcname, firstlineno, /", Doc = "A code object that does nothing but raise.")]
    private static PyObject NewEmptyCode(PyEngine engine, string filename, string funcname, int firstlineno)
    {
        PyCode code = SourceCompiler.Compile(engine, "raise AssertionError", filename, Parsing.ParseMode.Exec);
        code.Name = funcname;
        code.FirstLine = firstlineno;
        return code;
    }

    [PyFunction("sequence_getitem", "sequence, index, /")]
    private static PyObject SequenceGetItem(PyObject sequence, long index) => Ops.GetItem(sequence, PyInt.From(index));
}

/// <summary><c>_testcapi.MethInstance</c>: methods of each calling convention.</summary>
[PyType("MethInstance", Module = "_testcapi", Subclassable = true)]
internal partial class PyMethInstance : PyObject
{
    [PyNew("")]
    private static PyObject New(PyType cls) => Allocate(cls);

    [PyMethod("meth_varargs", "*args")]
    private PyObject Varargs(ReadOnlySpan<PyObject> args) => TestCapiModule.Reached(this, args, null, keywords: false);

    [PyMethod("meth_varargs_keywords", "*args, **kwargs")]
    private PyObject VarargsKeywords(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => TestCapiModule.Reached(this, args, kwnames, keywords: true);

    [PyMethod("meth_o", "arg, /")]
    private PyObject O(PyObject arg) => new PyTuple([this, arg]);

    [PyMethod("meth_noargs", "")]
    private PyObject Noargs() => this;

    [PyMethod("meth_fastcall", "*args")]
    private PyObject Fastcall(ReadOnlySpan<PyObject> args) => TestCapiModule.Reached(this, args, null, keywords: false);

    [PyMethod("meth_fastcall_keywords", "*args, **kwargs")]
    private PyObject FastcallKeywords(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => TestCapiModule.Reached(this, args, kwnames, keywords: true);
}

/// <summary><c>_testcapi.MethClass</c>: class methods of each calling convention.</summary>
[PyType("MethClass", Module = "_testcapi", Subclassable = true)]
internal partial class PyMethClass : PyObject
{
    [PyNew("")]
    private static PyObject New(PyType cls) => Allocate(cls);

    [PyClassMethod("meth_varargs", "*args")]
    private static PyObject Varargs(PyType cls, ReadOnlySpan<PyObject> args) => TestCapiModule.Reached(cls, args, null, keywords: false);

    [PyClassMethod("meth_varargs_keywords", "*args, **kwargs")]
    private static PyObject VarargsKeywords(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => TestCapiModule.Reached(cls, args, kwnames, keywords: true);

    [PyClassMethod("meth_o", "arg, /")]
    private static PyObject O(PyType cls, PyObject arg) => new PyTuple([cls, arg]);

    [PyClassMethod("meth_noargs", "")]
    private static PyObject Noargs(PyType cls) => cls;

    [PyClassMethod("meth_fastcall", "*args")]
    private static PyObject Fastcall(PyType cls, ReadOnlySpan<PyObject> args) => TestCapiModule.Reached(cls, args, null, keywords: false);

    [PyClassMethod("meth_fastcall_keywords", "*args, **kwargs")]
    private static PyObject FastcallKeywords(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => TestCapiModule.Reached(cls, args, kwnames, keywords: true);
}

/// <summary><c>_testcapi.MethStatic</c>: static methods of each calling convention.</summary>
[PyType("MethStatic", Module = "_testcapi", Subclassable = true)]
internal partial class PyMethStatic : PyObject
{
    [PyNew("")]
    private static PyObject New(PyType cls) => Allocate(cls);

    [PyStaticMethod("meth_varargs", "*args")]
    private static PyObject Varargs(ReadOnlySpan<PyObject> args) => TestCapiModule.Reached(PyNone.Instance, args, null, keywords: false);

    [PyStaticMethod("meth_varargs_keywords", "*args, **kwargs")]
    private static PyObject VarargsKeywords(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => TestCapiModule.Reached(PyNone.Instance, args, kwnames, keywords: true);

    [PyStaticMethod("meth_o", "arg, /")]
    private static PyObject O(PyObject arg) => new PyTuple([PyNone.Instance, arg]);

    [PyStaticMethod("meth_noargs", "")]
    private static PyObject Noargs() => PyNone.Instance;

    [PyStaticMethod("meth_fastcall", "*args")]
    private static PyObject Fastcall(ReadOnlySpan<PyObject> args) => TestCapiModule.Reached(PyNone.Instance, args, null, keywords: false);

    [PyStaticMethod("meth_fastcall_keywords", "*args, **kwargs")]
    private static PyObject FastcallKeywords(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => TestCapiModule.Reached(PyNone.Instance, args, kwnames, keywords: true);
}

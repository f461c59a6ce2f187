using PythonEngine.Compiling;
using PythonEngine.Modules.Native;
using PythonEngine.Parsing;

namespace PythonEngine.Builtins;

internal static partial class BuiltinsModule
{
    private const CodeFlags InheritedFeatures = CodeFlags.FutureBarryAsBdfl | CodeFlags.FutureAnnotations | CodeFlags.FutureGeneratorStop | CodeFlags.Python2Features;
    private const int OnlyAst = 0x400;
    private const int KnownFlags = 0x200 | OnlyAst | 0x800 | 0x1000 | 0x2000 | 0x4000 | 0x10 | 0x0FE0000 | 0x1000000 | 0x0100;

    /// <summary>Future features of the code that calls a builtin.</summary>
    private static CodeFlags CallerFeatures(PyThread thread) => (thread.TopPythonFrame?.Code.Flags ?? 0) & InheritedFeatures;

    /// <summary>Compile source into a code object that can be executed by exec() or eval().</summary>
    [PyFunction("compile", "source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1")]
    private static PyObject Compile(PyThread thread, PyObject source, PyObject filename, string mode, int flags = 0, bool dontInherit = false, int optimize = -1, int featureVersion = -1)
    {
        string file = FileName(filename);
        if ((flags & ~KnownFlags) != 0)
        {
            throw Err.ValueError("compile(): unrecognised flags");
        }
        if (optimize is < -1 or > 2)
        {
            throw Err.ValueError("compile(): invalid optimize value");
        }
        CodeFlags features = (CodeFlags)flags & InheritedFeatures;
        if (!dontInherit)
        {
            features |= CallerFeatures(thread);
        }
        ParseMode parseMode = mode switch
        {
            "exec" => ParseMode.Exec,
            "eval" => ParseMode.Eval,
            "single" => ParseMode.Single,
            "func_type" => (flags & OnlyAst) != 0 ? ParseMode.FuncType : throw Err.ValueError("compile() mode 'func_type' requires flag PyCF_ONLY_AST"),
            _ => throw Err.ValueError((flags & OnlyAst) != 0
                ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                : "compile() mode must be 'exec', 'eval' or 'single'"),
        };
        ParseFlags parseFlags = (ParseFlags)flags & (ParseFlags.DontImplyDedent | ParseFlags.IgnoreCookie | ParseFlags.TypeComments | ParseFlags.TopLevelAwait | ParseFlags.AllowIncompleteInput);
        PyEngine engine = thread.Engine;
        if (AstBridge.IsTree(engine, source))
        {
            if ((flags & OnlyAst) != 0)
            {
                return source;
            }
            return SourceCompiler.Compile(engine, AstBridge.FromPython(engine, source, parseMode), file, parseFlags, optimize, features);
        }
        SourceOf(source, "compile", "string, bytes or AST", out string? text, out byte[]? bytes);
        if ((flags & OnlyAst) != 0)
        {
            return AstBridge.ToPython(engine, SourceCompiler.Parse(engine, bytes, text, file, parseMode, parseFlags, features));
        }
        return bytes != null
            ? SourceCompiler.Compile(engine, bytes, file, parseMode, parseFlags, optimize, features: features)
            : SourceCompiler.Compile(engine, text!, file, parseMode, parseFlags, optimize, features);
    }

    internal static string FileName(PyObject filename)
    {
        switch (filename)
        {
            case PyStr text:
                return text.Value;
            case PyBytes bytes:
                return FsCodec.Decode(bytes.Data).Value;
        }
        if (Ops.LookupSpecial(filename, Names.Fspath) is { } method)
        {
            PyObject path = Ops.Call(method);
            return path switch
            {
                PyStr text => text.Value,
                PyBytes bytes => FsCodec.Decode(bytes.Data).Value,
                _ => throw Err.TypeError($"expected {Ops.TypeName(filename)}.__fspath__() to return str or bytes, not {Ops.TypeName(path)}"),
            };
        }
        throw Err.TypeError($"expected str, bytes or os.PathLike object, not {Ops.TypeName(filename)}");
    }

    internal static void SourceOf(PyObject source, string function, string expected, out string? text, out byte[]? bytes)
    {
        text = null;
        bytes = null;
        if (source is PyStr str)
        {
            text = str.Value;
            if (text.Contains('\0'))
            {
                throw Err.ValueError("source code string cannot contain null bytes");
            }
            for (int i = 0; i < str.Length; i++)
            {
                if (str[i] is >= 0xD800 and <= 0xDFFF)
                {
                    // Encoding to UTF-8 is what refuses lone surrogates.
                    Ops.CallMethod(str, "encode", new PyStr("utf-8"));
                }
            }
            return;
        }
        if (source.TryGetBuffer(false, out BufferView view))
        {
            bytes = view.Span.ToArray();
            view.Release();
            if (Array.IndexOf(bytes, (byte)0) >= 0)
            {
                throw Err.ValueError("source code string cannot contain null bytes");
            }
            return;
        }
        throw Err.TypeError($"{function}() arg 1 must be a {expected} object");
    }

    /// <summary>Evaluate the given source in the context of globals and locals.</summary>
    [PyFunction("eval", "source, globals=None, locals=None, /")]
    private static PyObject Eval(PyThread thread, PyObject source, PyObject? globals = null, PyObject? locals = null)
    {
        if (globals is PyNone)
        {
            globals = null;
        }
        if (locals is PyNone)
        {
            locals = null;
        }
        if (locals is { } mapping && !IsMapping(mapping))
        {
            throw Err.TypeError("locals must be a mapping");
        }
        if (globals is not null and not PyDict)
        {
            throw Err.TypeError(IsMapping(globals) ? "globals must be a real dict; try eval(code, {}, mapping)" : "globals must be a dict");
        }
        Scopes(thread, "eval", ref globals, ref locals);
        if (source is not PyCode code)
        {
            SourceOf(source, "eval", "string, bytes or code", out string? text, out byte[]? bytes);
            CodeFlags features = CallerFeatures(thread);
            if (bytes != null)
            {
                int start = 0;
                while (start < bytes.Length && bytes[start] is (byte)' ' or (byte)'\t')
                {
                    start++;
                }
                code = SourceCompiler.Compile(thread.Engine, bytes[start..], "<string>", ParseMode.Eval, features: features);
            }
            else
            {
                code = SourceCompiler.Compile(thread.Engine, text!.TrimStart(' ', '\t'), "<string>", ParseMode.Eval, features: features);
            }
        }
        else if (code.FreeVars.Length != 0)
        {
            throw Err.TypeError("code object passed to eval() may not contain free variables");
        }
        return RunCode(thread, code, (PyDict)globals!, locals!, null);
    }

    /// <summary>Execute the given source in the context of globals and locals.</summary>
    [PyFunction("exec", "source, globals=None, locals=None, /, *, closure=None")]
    private static PyObject Exec(PyThread thread, PyObject source, PyObject? globals = null, PyObject? locals = null, PyObject? closure = null)
    {
        if (globals is PyNone)
        {
            globals = null;
        }
        if (locals is PyNone)
        {
            locals = null;
        }
        if (globals is not null and not PyDict)
        {
            throw Err.TypeError($"exec() globals must be a dict, not {Ops.TypeName(globals)}");
        }
        if (locals is { } mapping && !IsMapping(mapping))
        {
            throw Err.TypeError($"locals must be a mapping or None, not {Ops.TypeName(mapping)}");
        }
        Scopes(thread, "exec", ref globals, ref locals);
        if (closure is PyNone)
        {
            closure = null;
        }
        if (source is PyCode code)
        {
            if (code.FreeVars.Length == 0)
            {
                if (closure != null)
                {
                    throw Err.TypeError("cannot use a closure with this code object");
                }
            }
            else if (closure is not PyTuple cells || cells.Count != code.FreeVars.Length || Array.Exists(cells.Items, static c => c is not PyCell))
            {
                throw Err.TypeError($"code object requires a closure of exactly length {code.FreeVars.Length}");
            }
        }
        else
        {
            if (closure != null)
            {
                throw Err.TypeError("closure argument can only be used with a code object");
            }
            SourceOf(source, "exec", "string, bytes or code", out string? text, out byte[]? bytes);
            CodeFlags features = CallerFeatures(thread);
            code = bytes != null
                ? SourceCompiler.Compile(thread.Engine, bytes, "<string>", ParseMode.Exec, features: features)
                : SourceCompiler.Compile(thread.Engine, text!, "<string>", ParseMode.Exec, features: features);
        }
        PyObject result = RunCode(thread, code, (PyDict)globals!, locals!, (PyTuple?)closure);
        return ReferenceEquals(result, PyThread.Pending) ? result : PyNone.Instance;
    }

    /// <summary>Runs source text or code in the given scopes, for Python 2's exec statement.</summary>
    internal static PyObject ExecIn(PyThread thread, PyObject source, PyDict globals, PyObject locals)
    {
        if (!IsMapping(locals))
        {
            throw Err.TypeError("exec: arg 3 must be a mapping or None");
        }
        FrameScope.EnsureBuiltins(thread, globals);
        if (source is not PyCode code)
        {
            SourceOf(source, "exec", "string, file, or code", out string? text, out _);
            code = SourceCompiler.Compile(thread.Engine, text!, "<string>", ParseMode.Exec, features: CallerFeatures(thread) | CodeFlags.Python2);
        }
        return RunCode(thread, code, globals, locals, null);
    }

    private static unsafe bool IsMapping(PyObject obj) => obj.Type.HasGetItem;

    private static void Scopes(PyThread thread, string function, ref PyObject? globals, ref PyObject? locals)
    {
        if (globals == null)
        {
            PyFrame frame = thread.TopPythonFrame ?? throw Err.SystemError("globals and locals cannot be NULL");
            globals = frame.Globals;
            locals ??= FrameScope.Locals(frame);
        }
        else
        {
            locals ??= globals;
        }
        FrameScope.EnsureBuiltins(thread, (PyDict)globals);
    }

    /// <summary>Runs module-like code: as the callee of the Python code that called exec or eval, so that it does not nest.</summary>
    private static PyObject RunCode(PyThread thread, PyCode code, PyDict globals, PyObject locals, PyTuple? closure)
    {
        PyFrame frame = FrameScope.ForCode(thread, code, globals, locals, closure);
        if ((code.Flags & CodeFlags.AnyGenerator) != 0)
        {
            return PyGenerator.FromCall(frame);
        }
        thread.TailFrame = frame;
        thread.TailKind = ReturnKind.Store;
        return PyThread.Pending;
    }

    /// <summary>Return the dictionary containing the current scope's global variables.</summary>
    [PyFunction("globals", "")]
    private static PyObject Globals(PyThread thread) => (PyObject?)thread.TopPythonFrame?.Globals ?? PyNone.Instance;

    /// <summary>Return a dictionary containing the current scope's local variables.</summary>
    [PyFunction("locals", "")]
    private static PyObject Locals(PyThread thread) =>
        FrameScope.Locals(thread.TopPythonFrame ?? throw Err.SystemError("frame does not exist"));

    /// <summary>Without arguments, equivalent to locals(). With an argument, equivalent to object.__dict__.</summary>
    [PyFunction("vars")]
    private static PyObject Vars(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length == 0)
        {
            return Locals(PyThread.Current);
        }
        if (args.Length > 1 || kwnames is { Count: > 0 })
        {
            throw Err.TypeError(kwnames is { Count: > 0 } ? "vars() takes no keyword arguments" : $"vars expected at most 1 argument, got {args.Length}");
        }
        return Ops.TryGetAttr(args[0], Names.Dict) ?? throw Err.TypeError("vars() argument must have __dict__ attribute");
    }

    /// <summary>Show attributes of an object; without arguments, the names in the current scope.</summary>
    [PyFunction("dir")]
    private static PyObject Dir(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length > 1 || kwnames is { Count: > 0 })
        {
            throw Err.TypeError(kwnames is { Count: > 0 } ? "dir() takes no keyword arguments" : $"dir expected at most 1 argument, got {args.Length}");
        }
        PyObject names;
        if (args.Length == 0)
        {
            PyObject locals = Locals(PyThread.Current);
            names = locals.GetType() == typeof(PyDict) ? Ops.ToList(locals) : Ops.CallMethod(locals, Names.Keys);
        }
        else
        {
            PyObject method = Ops.LookupSpecial(args[0], Names.Dir) ?? throw Err.TypeError("object does not provide __dir__");
            names = Ops.Call(method);
        }
        PyList list = Ops.ToList(names);
        Ops.CallMethod(list, "sort");
        return list;
    }

    [PyFunction("__build_class__", Doc = "__build_class__(func, name, /, *bases, [metaclass], **kwds) -> class\n\nInternal helper function used by the class statement.")]
    private static PyObject BuildClassFunction(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => BuildClass.Call(args, kwnames);

    /// <summary>Import a module.</summary>
    [PyFunction("__import__", "name, globals=None, locals=None, fromlist=(), level=0")]
    private static PyObject ImportFunction(PyThread thread, PyObject name, PyObject? globals = null, PyObject? locals = null, PyObject? fromlist = null, int level = 0)
    {
        if (name is not PyStr text)
        {
            throw Err.TypeError("module name must be a string");
        }
        return thread.Engine.Importer.ImportModuleLevel(text, globals, fromlist, level);
    }

    /// <summary>Call sys.breakpointhook(*args, **kws).</summary>
    [PyFunction("breakpoint")]
    private static PyObject Breakpoint(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject hook = PyThread.Current.Engine.SysGet("breakpointhook") ?? throw Err.RuntimeError("lost sys.breakpointhook");
        return PyThread.Current.TailCall(hook, args, kwnames);
    }
}

using PythonEngine.Builtins;
using PythonEngine.Modules.IO;
using PythonEngine.Modules.Native;
using PythonEngine.Parsing;

namespace PythonEngine.Python2;

/// <summary>
/// The functions of Python 2's <c>__builtin__</c> that differ from Python 3's, as module <c>_python2</c>. Names with a leading dot are
/// what statements call; those with an underscore serve the dialect's parts in Python. What is easier said in Python is in
/// <c>python2/_builtins.py</c>.
/// </summary>
[PyModule("_python2", Doc = "Support for programs in the Python 2 dialect.")]
internal static partial class Python2Module
{
    private static PyEngine Engine => PyThread.Current.Engine;

    /// <summary>repr(object) -> string\n\nReturn the canonical string representation of the object.\nFor most object types, eval(repr(object)) == object.</summary>
    [PyFunction("repr", "object, /")]
    private static PyObject Repr(PyObject @object) => Python2Text.Repr(@object);

    [PyFunction(".repr", "object, /")]
    private static PyObject Backquote(PyObject @object) => Python2Text.Repr(@object);

    [PyFunction("_str", "object, /")]
    private static PyObject StrOf(PyObject @object) => Python2Text.Str(@object);

    /// <summary>cmp(x, y) -> integer\n\nReturn negative if x&lt;y, zero if x==y, positive if x&gt;y.</summary>
    [PyFunction("cmp", "x, y, /")]
    private static int Cmp(PyObject x, PyObject y) => Python2Order.Compare(x, y);

    /// <summary>The order of two values whose methods have none: by type, then by address.</summary>
    [PyFunction("_order", "x, y, op, /")]
    private static PyObject DefaultOrder(PyObject x, PyObject y, int op) => Python2Order.TryCompare(x, y, (CompareOp)op, out PyObject result) ? result : PyNotImplemented.Instance;

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
        PyStr name = AttributeName(args[1], "getattr");
        if (args.Length == 2)
        {
            try
            {
                return Ops.GetAttr(args[0], name);
            }
            catch (PyException e) when (e.Matches(Exc.AttributeError))
            {
                if (Python2Attributes.Find(PyThread.Current, args[0], name) is { } found)
                {
                    return found;
                }
                throw;
            }
        }
        return Ops.TryGetAttr(args[0], name) ?? Python2Attributes.Find(PyThread.Current, args[0], name) ?? args[2];
    }

    /// <summary>hasattr(object, name) -> bool\n\nReturn whether the object has an attribute with the given name.</summary>
    [PyFunction("hasattr", "object, name, /")]
    private static bool HasAttr(PyObject @object, PyObject name)
    {
        PyStr text = AttributeName(name, "hasattr");
        try
        {
            return (Ops.TryGetAttr(@object, text) ?? Python2Attributes.Find(PyThread.Current, @object, text)) != null;
        }
        catch (PyException e) when (e.Matches(Exc.Exception))
        {
            // Any error means no.
            return false;
        }
    }

    private static PyStr AttributeName(PyObject name, string function) => name switch
    {
        PyStr { IsInterned: true } text => text,
        PyStr text => PyStr.Intern(text),
        _ => throw Err.TypeError($"{function}(): attribute name must be string"),
    };

    /// <summary>range(stop) -> list of integers\nrange(start, stop[, step]) -> list of integers</summary>
    [PyFunction("range")]
    private static PyObject Range(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("range() takes no keyword arguments");
        }
        if (args.Length is < 1 or > 3)
        {
            throw Err.TypeError($"range expected at {(args.Length < 1 ? "least 1 arguments" : "most 3 arguments")}, got {args.Length}");
        }
        PyObject[] whole = new PyObject[args.Length];
        for (int i = 0; i < whole.Length; i++)
        {
            whole[i] = args[i] is PyFloat ? throw Err.TypeError($"range() integer {(args.Length == 1 || i == 1 ? "end" : i == 0 ? "start" : "step")} argument expected, got float.") : args[i];
        }
        return Ops.ToList(Ops.Call(PyRange.TypeObject, whole));
    }

    /// <summary>zip(seq1 [, seq2 [...]]) -> [(seq1[0], seq2[0] ...), (...)]</summary>
    [PyFunction("zip")]
    private static PyObject Zip(ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        PyThread.Current.TailCall(Engine.NativeModule("_python2").Get("_zip")!, args, kwnames);

    /// <summary>chr(i) -> character\n\nReturn a string of one character with ordinal i; 0 &lt;= i &lt; 256.</summary>
    [PyFunction("chr", "i, /")]
    private static PyObject Chr(PyObject i) =>
        Ops.Index(i).TryGetLong(out long n) && n is >= 0 and < 256 ? PyStr.FromChar((int)n) : throw Err.ValueError("chr() arg not in range(256)");

    /// <summary>unichr(i) -> Unicode character</summary>
    [PyFunction("unichr", "i, /")]
    private static PyObject UniChr(PyObject i) =>
        Ops.Index(i).TryGetLong(out long n) && n is >= 0 and <= 0x10FFFF ? PyStr.FromChar((int)n) : throw Err.ValueError("unichr() arg not in range(0x110000) (wide Python build)");

    /// <summary>exec code in globals, locals</summary>
    [PyFunction(".exec", "code, globals, locals, /")]
    private static PyObject Exec(PyThread thread, PyObject code, PyObject globals, PyObject locals)
    {
        if (code is PyTuple { Count: 2 or 3 } parts && globals is PyNone)
        {
            globals = parts[1];
            locals = parts.Count == 3 ? parts[2] : PyNone.Instance;
            code = parts[0];
        }
        PyFrame frame = thread.TopPythonFrame ?? throw Err.SystemError("globals and locals cannot be NULL");
        if (globals is PyNone)
        {
            globals = frame.Globals;
            locals = locals is PyNone ? Python2Frames.ExecLocals(frame) : locals;
        }
        else if (globals is not PyDict)
        {
            throw Err.TypeError("exec: arg 2 must be a dictionary or None");
        }
        else if (locals is PyNone)
        {
            locals = globals;
        }
        if (code is not (PyStr or PyCode or PyBytes) && Ops.TryGetAttr(code, Names.Read) is { } read)
        {
            code = Python2Text.From(Ops.Call(read));
        }
        if (code is not (PyStr or PyCode))
        {
            throw Err.TypeError("exec: arg 1 must be a string, file, or code object");
        }
        return BuiltinsModule.ExecIn(thread, code, (PyDict)globals, locals);
    }

    /// <summary>The exception that "raise type, value, traceback" raises.</summary>
    [PyFunction(".exception", "type, value, traceback, /")]
    private static PyObject MakeException(PyObject type, PyObject value, PyObject traceback)
    {
        while (type is PyTuple { Count: > 0 } nested)
        {
            type = nested[0];
        }
        PyBaseException exception;
        if (type is PyType cls && cls.IsSubtypeOf(Exc.BaseException))
        {
            PyObject made = value switch
            {
                PyNone => Ops.Call(cls),
                PyBaseException already when already.Type.IsSubtypeOf(cls) => already,
                PyTuple arguments => Ops.Call(cls, arguments.Items),
                _ => Ops.Call(cls, value),
            };
            exception = made as PyBaseException
                ?? throw Err.TypeError($"calling {Ops.ReprText(cls)} should have returned an instance of BaseException, not {made.Type.FullName}");
        }
        else if (type is PyBaseException instance)
        {
            exception = value is PyNone ? instance : throw Err.TypeError("instance exception may not have a separate value");
        }
        else
        {
            throw Err.TypeError($"exceptions must be old-style classes or derived from BaseException, not {type.Type.FullName}");
        }
        if (traceback is PyTraceback tb)
        {
            exception.Traceback = tb;
            Engine.Python2!.WithTraceback = exception;
        }
        else if (traceback is not PyNone)
        {
            throw Err.TypeError("raise: arg 3 must be a traceback or None");
        }
        return exception;
    }

    [PyFunction("__build_class__")]
    private static PyObject BuildClass(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length < 2 || args[0] is not PyFunction body || args[1] is not PyStr name || kwnames is { Count: > 0 })
        {
            throw Err.TypeError("__build_class__: not enough arguments");
        }
        return Python2Classes.Build(PyThread.Current, body, name, PyTuple.From(args[2..]));
    }

    /// <summary>Whether a class is one of the old style, or an object is an instance of one.</summary>
    [PyFunction("_is_old", "object, instance, /")]
    private static bool IsOld(PyObject @object, bool instance) => instance ? @object.Type.IsOldStyle() : @object is PyType cls && cls.IsOldStyle();

    /// <summary>Gives __builtin__ and the dialect's parts what is written in Python.</summary>
    [PyFunction("_define", "name, value, /")]
    private static void Define(PyObject name, PyObject value)
    {
        PyStr text = PyStr.Intern((PyStr)name);
        (text.Length > 0 && text[0] == '_' && text.Value != "__import__" ? Engine.NativeModule("_python2").Dict : Engine.Python2!.Builtin.Dict).SetStr(text, value);
    }

    /// <summary>Makes a text file one of the standard streams: kind 1, or 2 for a terminal.</summary>
    [PyFunction("_stream", "file, kind, write, /")]
    private static void Stream(PyObject file, int kind, PyObject write)
    {
        ((PyTextIOWrapper)file).StreamKind = kind;
        Engine.Python2!.StreamWrite = write;
    }

    /// <summary>The text to write so that a standard stream gets the right bytes.</summary>
    [PyFunction("_stream_text", "text, kind, /")]
    private static PyObject StreamText(PyObject text, int kind) =>
        text is PyStr str ? Python2Text.ForStream(str, kind == 2) : text;

    /// <summary>The file's soft space, which print has set; with a value: sets it.</summary>
    [PyFunction("_softspace", "file, value=None, /")]
    private static int SoftSpace(PyObject file, PyObject? value = null)
    {
        PyTextIOWrapper stream = (PyTextIOWrapper)file;
        if (value is not null and not PyNone)
        {
            stream.SoftSpace = Ops.IsTrue(value);
        }
        return stream.SoftSpace ? 1 : 0;
    }

    /// <summary>Compiles source bytes of a file in the dialect.</summary>
    [PyFunction("_compile_file", "source, filename, /")]
    private static PyObject CompileFile(PyObject source, string filename)
    {
        BufferView view = Ops.GetBuffer(source);
        try
        {
            return SourceCompiler.Compile(Engine, view.Span.ToArray(), filename, ParseMode.Exec, isFile: true, features: CodeFlags.Python2);
        }
        finally
        {
            view.Release();
        }
    }

    /// <summary>Compiles the text of an expression in the dialect.</summary>
    [PyFunction("_compile_expression", "text, /")]
    private static PyObject CompileExpression(string text) => SourceCompiler.Compile(Engine, text, "<string>", ParseMode.Eval, features: CodeFlags.Python2);

    /// <summary>Whether the caller's code is in the dialect.</summary>
    [PyFunction("_in_dialect", "")]
    private static bool InDialect(PyThread thread) => thread.InPython2;

    /// <summary>Whether the program itself is in the dialect.</summary>
    [PyFunction("_is_main", "")]
    private static bool IsMain() => Engine.Python2 is { IsMain: true };
}

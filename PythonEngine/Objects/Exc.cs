namespace PythonEngine.Objects;

/// <summary>The built-in exception hierarchy (CPython's documentation, "Exception hierarchy").</summary>
internal static unsafe class Exc
{
    /// <summary>Lets [PyType(Base = ...)] name <c>Exception</c>.</summary>
    internal static class ExceptionHolder
    {
        internal static readonly PyType TypeObject = Simple("Exception", PyBaseException.TypeObject);
    }

    /// <summary>Lets [PyType(Base = ...)] name <c>UnicodeError</c>.</summary>
    internal static class UnicodeErrorHolder
    {
        internal static readonly PyType TypeObject = Simple("UnicodeError", ValueError);
    }

    public static PyType BaseException => PyBaseException.TypeObject;
    public static PyType Exception => ExceptionHolder.TypeObject;
    public static PyType SystemExit => PySystemExit.TypeObject;
    public static PyType StopIteration => PyStopIteration.TypeObject;
    public static PyType AttributeError => PyAttributeError.TypeObject;
    public static PyType NameError => PyNameError.TypeObject;
    public static PyType ImportError => PyImportError.TypeObject;
    public static PyType OSError => PyOSError.TypeObject;
    public static PyType SyntaxError => PySyntaxError.TypeObject;
    public static PyType UnicodeError => UnicodeErrorHolder.TypeObject;
    public static PyType BaseExceptionGroup => PyBaseExceptionGroup.TypeObject;

    public static readonly PyType KeyboardInterrupt = Simple("KeyboardInterrupt", BaseException);
    public static readonly PyType GeneratorExit = Simple("GeneratorExit", BaseException);
    public static readonly PyType StopAsyncIteration = Simple("StopAsyncIteration", Exception);
    public static readonly PyType ArithmeticError = Simple("ArithmeticError", Exception);
    public static readonly PyType FloatingPointError = Simple("FloatingPointError", ArithmeticError);
    public static readonly PyType OverflowError = Simple("OverflowError", ArithmeticError);
    public static readonly PyType ZeroDivisionError = Simple("ZeroDivisionError", ArithmeticError);
    public static readonly PyType AssertionError = Simple("AssertionError", Exception);
    public static readonly PyType BufferError = Simple("BufferError", Exception);
    public static readonly PyType EOFError = Simple("EOFError", Exception);
    public static readonly PyType ModuleNotFoundError = Simple("ModuleNotFoundError", ImportError);
    public static readonly PyType LookupError = Simple("LookupError", Exception);
    public static readonly PyType IndexError = Simple("IndexError", LookupError);
    /// <summary>Its str() is the repr of a single argument.</summary>
    public static readonly PyType KeyError = MakeKeyError();
    public static readonly PyType MemoryError = Simple("MemoryError", Exception);
    public static readonly PyType UnboundLocalError = Simple("UnboundLocalError", NameError);
    public static readonly PyType BlockingIOError = Simple("BlockingIOError", OSError);
    public static readonly PyType ChildProcessError = Simple("ChildProcessError", OSError);
    public static readonly PyType ConnectionError = Simple("ConnectionError", OSError);
    public static readonly PyType BrokenPipeError = Simple("BrokenPipeError", ConnectionError);
    public static readonly PyType ConnectionAbortedError = Simple("ConnectionAbortedError", ConnectionError);
    public static readonly PyType ConnectionRefusedError = Simple("ConnectionRefusedError", ConnectionError);
    public static readonly PyType ConnectionResetError = Simple("ConnectionResetError", ConnectionError);
    public static readonly PyType FileExistsError = Simple("FileExistsError", OSError);
    public static readonly PyType FileNotFoundError = Simple("FileNotFoundError", OSError);
    public static readonly PyType InterruptedError = Simple("InterruptedError", OSError);
    public static readonly PyType IsADirectoryError = Simple("IsADirectoryError", OSError);
    public static readonly PyType NotADirectoryError = Simple("NotADirectoryError", OSError);
    public static readonly PyType PermissionError = Simple("PermissionError", OSError);
    public static readonly PyType ProcessLookupError = Simple("ProcessLookupError", OSError);
    public static readonly PyType TimeoutError = Simple("TimeoutError", OSError);
    public static readonly PyType ReferenceError = Simple("ReferenceError", Exception);
    public static readonly PyType RuntimeError = Simple("RuntimeError", Exception);
    public static readonly PyType NotImplementedError = Simple("NotImplementedError", RuntimeError);
    public static readonly PyType RecursionError = Simple("RecursionError", RuntimeError);
    public static readonly PyType IndentationError = Simple("IndentationError", SyntaxError);
    public static readonly PyType TabError = Simple("TabError", IndentationError);
    public static readonly PyType SystemError = Simple("SystemError", Exception);
    public static readonly PyType TypeError = Simple("TypeError", Exception);
    public static readonly PyType ValueError = Simple("ValueError", Exception);
    public static readonly PyType Warning = Simple("Warning", Exception);
    public static readonly PyType BytesWarning = Simple("BytesWarning", Warning);
    public static readonly PyType DeprecationWarning = Simple("DeprecationWarning", Warning);
    public static readonly PyType EncodingWarning = Simple("EncodingWarning", Warning);
    public static readonly PyType FutureWarning = Simple("FutureWarning", Warning);
    public static readonly PyType ImportWarning = Simple("ImportWarning", Warning);
    public static readonly PyType PendingDeprecationWarning = Simple("PendingDeprecationWarning", Warning);
    public static readonly PyType ResourceWarning = Simple("ResourceWarning", Warning);
    public static readonly PyType RuntimeWarning = Simple("RuntimeWarning", Warning);
    public static readonly PyType SyntaxWarning = Simple("SyntaxWarning", Warning);
    public static readonly PyType UnicodeWarning = Simple("UnicodeWarning", Warning);
    public static readonly PyType UserWarning = Simple("UserWarning", Warning);

    /// <summary>BaseExceptionGroup and Exception in one.</summary>
    public static readonly PyType ExceptionGroup = MakeExceptionGroup();

    private static PyType MakeKeyError() => PyType.CreateNative(new NativeTypeSpec
    {
        Name = "KeyError",
        Module = "builtins",
        Doc = "Mapping key not found.",
        Base = LookupError,
        Subclassable = true,
        HasInstanceFields = true,
        Slots = &KeyErrorSlots,
        Members = &KeyErrorMembers,
    });

    private static void KeyErrorSlots(PyType t) => t.TpStr = &KeyErrorStr;

    private static void KeyErrorMembers(PyType t, PyDict d) =>
        d.SetStr(Names.Str, new PyWrapperDescriptor(t, new NativeFunction("__str__", "($self, /)", "Return str(self).", &KeyErrorStrEntry)));

    private static PyObject KeyErrorStr(PyObject self)
    {
        PyTuple args = ((PyBaseException)self).Args;
        // The repr tells an empty string key and one that looks like a sentence from the message.
        return args.Count == 1 ? Ops.Repr(args[0]) : args.Count == 0 ? PyStr.Empty : Ops.Str(args);
    }

    private static PyObject KeyErrorStrEntry(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is not null || args.Length != 1)
        {
            Args.CheckWrapper(args.Length - 1, kwnames, "__str__", 0, 0);
        }
        return args[0] is PyBaseException && args[0].Type.IsSubtypeOf(KeyError) ? KeyErrorStr(args[0]) : throw Args.BadWrapperSelf(args, KeyError, "__str__");
    }

    private static PyType MakeExceptionGroup()
    {
        PyType group = Simple("ExceptionGroup", BaseExceptionGroup);
        group.ReplaceBases(new PyTuple([BaseExceptionGroup, Exception]), BaseExceptionGroup,
            [group, BaseExceptionGroup, Exception, BaseException, PyObjectType.TypeObject]);
        return group;
    }

    private static PyType Simple(string name, PyType @base) => PyType.CreateNative(new NativeTypeSpec
    {
        Name = name,
        Module = "builtins",
        Base = @base,
        Subclassable = true,
        HasInstanceFields = true,
    });
}

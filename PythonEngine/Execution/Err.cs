namespace PythonEngine.Execution;

/// <summary>Makes Python exceptions for C# code to throw: <c>throw Err.TypeError("...")</c>.</summary>
internal static class Err
{
    public static PyException Make(PyType type, string message) => new(PyBaseException.Make(type, message));

    public static PyException Make(PyType type, params PyObject[] args) => new(PyBaseException.Make(type, args));

    public static PyException TypeError(string message) => Make(Exc.TypeError, message);
    public static PyException ValueError(string message) => Make(Exc.ValueError, message);
    public static PyException IndexError(string message) => Make(Exc.IndexError, message);
    public static PyException KeyError(PyObject key) => Make(Exc.KeyError, [key]);
    public static PyException LookupError(string message) => Make(Exc.LookupError, message);
    public static PyException OverflowError(string message) => Make(Exc.OverflowError, message);
    public static PyException ZeroDivision(string message) => Make(Exc.ZeroDivisionError, message);
    public static PyException RuntimeError(string message) => Make(Exc.RuntimeError, message);
    public static PyException NotImplementedError(string message) => Make(Exc.NotImplementedError, message);
    public static PyException SystemError(string message) => Make(Exc.SystemError, message);
    public static PyException BufferError(string message) => Make(Exc.BufferError, message);
    public static PyException MemoryError() => Make(Exc.MemoryError, []);
    public static PyException ReferenceError(string message) => Make(Exc.ReferenceError, message);
    public static PyException EOFError(string message) => Make(Exc.EOFError, message);
    public static PyException AssertionError(string message) => Make(Exc.AssertionError, message);
    public static PyException RecursionError(string message = "maximum recursion depth exceeded") => Make(Exc.RecursionError, message);

    public static PyException UnicodeError(string message) => Make(Exc.UnicodeError, message);

    public static PyException StopIteration(PyObject? value = null) => new(PyStopIteration.Make(value ?? PyNone.Instance));

    public static PyException AttributeError(string message, PyObject? obj = null, PyStr? name = null)
    {
        PyAttributeError e = new(Exc.AttributeError) { Args = new PyTuple([new PyStr(message)]), Object = obj, NameValue = name };
        return new PyException(e);
    }

    /// <summary>The standard message for an attribute that is not there, by the kind of object.</summary>
    public static PyException AttributeMissing(PyObject obj, PyStr name)
    {
        string message = obj switch
        {
            PyModule m => m.MissingAttributeMessage(name),
            // A method passes questions on to its function.
            PyMethod m => $"'{m.Function.Type.FullName}' object has no attribute '{name.Value}'",
            PyType t => $"type object '{t.FullName}' has no attribute '{name.Value}'",
            _ => $"'{obj.Type.FullName}' object has no attribute '{name.Value}'",
        };
        return AttributeError(message, obj, name);
    }

    public static PyException NameError(string message, PyStr name) =>
        new(new PyNameError(Exc.NameError) { Args = new PyTuple([new PyStr(message)]), NameValue = name });

    public static PyException UnboundLocal(PyStr name) => new(new PyNameError(Exc.UnboundLocalError)
    {
        Args = new PyTuple([new PyStr($"cannot access local variable '{name.Value}' where it is not associated with a value")]),
    });

    public static PyException ImportError(string message, PyObject? name = null, PyObject? path = null, bool notFound = false)
    {
        PyStr text = new(message);
        return new PyException(new PyImportError(notFound ? Exc.ModuleNotFoundError : Exc.ImportError)
        {
            Args = new PyTuple([text]),
            Message = text,
            NameValue = name,
            Path = path,
        });
    }

    /// <summary>OSError, or the subclass that PEP 3151 gives to the errno, with the system's message.</summary>
    public static PyException OSError(int errno, PyObject? fileName = null, PyObject? fileName2 = null) =>
        OSError(errno, ErrnoText.Message(errno), fileName, fileName2);

    public static PyException OSError(int errno, string message, PyObject? fileName = null, PyObject? fileName2 = null)
    {
        PyInt number = PyInt.From(errno);
        PyStr text = new(message);
        PyOSError e = new(ErrnoText.ExceptionType(errno))
        {
            Errno = number,
            StrError = text,
            FileName = fileName,
            FileName2 = fileName2,
            Args = new PyTuple([number, text]),
        };
        return new PyException(e);
    }
}

/// <summary>What an errno means.</summary>
internal static class ErrnoText
{
    public static string Message(int errno) => System.Runtime.InteropServices.Marshal.GetPInvokeErrorMessage(errno);

    /// <summary>PEP 3151's mapping, with Linux's numbers.</summary>
    public static PyType ExceptionType(int errno) => errno switch
    {
        11 or 114 or 115 => Exc.BlockingIOError,
        32 or 108 => Exc.BrokenPipeError,
        10 => Exc.ChildProcessError,
        103 => Exc.ConnectionAbortedError,
        111 => Exc.ConnectionRefusedError,
        104 => Exc.ConnectionResetError,
        17 => Exc.FileExistsError,
        2 => Exc.FileNotFoundError,
        21 => Exc.IsADirectoryError,
        20 => Exc.NotADirectoryError,
        4 => Exc.InterruptedError,
        1 or 13 => Exc.PermissionError,
        3 => Exc.ProcessLookupError,
        110 => Exc.TimeoutError,
        _ => Exc.OSError,
    };
}

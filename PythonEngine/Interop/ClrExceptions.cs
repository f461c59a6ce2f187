using System.Runtime.ExceptionServices;

namespace PythonEngine.Interop;

/// <summary>Exceptions on their way between .NET and Python.</summary>
internal static unsafe class ClrExceptions
{
    // The .NET exception that a Python one stands for. Keyed by object, so engines share nothing through it.
    private static readonly ConditionalWeakTable<PyBaseException, Exception> s_originals = [];

    /// <summary>The Python exception class that a .NET one also derives from, where there is an obvious counterpart.</summary>
    internal static PyType? Counterpart(Type type) => type.FullName switch
    {
        "System.Exception" => Exc.Exception,
        "System.ArgumentException" or "System.FormatException" => Exc.ValueError,
        "System.ArithmeticException" => Exc.ArithmeticError,
        "System.DivideByZeroException" => Exc.ZeroDivisionError,
        "System.OverflowException" => Exc.OverflowError,
        "System.IndexOutOfRangeException" => Exc.IndexError,
        "System.Collections.Generic.KeyNotFoundException" => Exc.KeyError,
        "System.InvalidCastException" => Exc.TypeError,
        "System.NotImplementedException" or "System.NotSupportedException" => Exc.NotImplementedError,
        "System.InvalidOperationException" => Exc.RuntimeError,
        "System.MissingMemberException" => Exc.AttributeError,
        "System.OutOfMemoryException" => Exc.MemoryError,
        "System.InsufficientExecutionStackException" => Exc.RecursionError,
        "System.TimeoutException" => Exc.TimeoutError,
        "System.UnauthorizedAccessException" => Exc.PermissionError,
        "System.IO.IOException" or "System.ComponentModel.Win32Exception" => Exc.OSError,
        "System.IO.FileNotFoundException" or "System.IO.DirectoryNotFoundException" => Exc.FileNotFoundError,
        "System.IO.EndOfStreamException" => Exc.EOFError,
        _ => null,
    };

    /// <summary>The Python exception for a .NET one: an instance of the class that stands for its .NET type.</summary>
    internal static PyBaseException ToPython(ClrState state, Exception error)
    {
        while (error is AggregateException { InnerExceptions: { Count: 1 } inner } || error is System.Reflection.TargetInvocationException { InnerException: not null })
        {
            error = error.InnerException!;
        }
        switch (error)
        {
            case PyException python:
                return python.Value;
            case PythonException python when ReferenceEquals(python.Engine, state.Engine):
                return python.Exception;
        }
        if (state.Exceptions.TryGetValue(error, out PyBaseException? known))
        {
            return known;
        }
        PyType type = state.TypeOf(error.GetType());
        int errno = 0;
        if (error is System.ComponentModel.Win32Exception native)
        {
            errno = native.NativeErrorCode;
            // As in Python, the class of an OSError follows from its number.
            type = state.SystemErrorType(type, ErrnoText.ExceptionType(errno));
        }
        else if (error is System.IO.FileNotFoundException or System.IO.DirectoryNotFoundException)
        {
            errno = 2;
        }
        else if (error is UnauthorizedAccessException)
        {
            errno = 13;
        }
        PyObject[] args = errno != 0 ? [PyInt.From(errno), new PyStr(error.Message)] : [new PyStr(error.Message)];
        PyType layout = type.NativeBase;
        PyBaseException exception = (PyBaseException)layout.TpNew(type, args, null);
        if (layout.TpInit != null)
        {
            layout.TpInit(exception, args, null);
        }
        Attach(state, exception, error);
        return exception;
    }

    private static void Attach(ClrState state, PyBaseException exception, Exception error)
    {
        s_originals.AddOrUpdate(exception, error);
        state.Exceptions.AddOrUpdate(error, exception);
        if (error.InnerException is { } inner)
        {
            PyBaseException cause = ToPython(state, inner);
            if (!ReferenceEquals(cause, exception))
            {
                exception.Cause = cause;
            }
        }
    }

    /// <summary>The .NET exception that a Python exception stands for, or null.</summary>
    internal static Exception? Original(PyBaseException exception) => s_originals.TryGetValue(exception, out Exception? error) ? error : null;

    /// <summary>Throws in .NET what Python code raised: the .NET exception where it came from there, else a <see cref="PythonException"/>.</summary>
    internal static Exception ToClr(PyEngine engine, PyBaseException exception)
    {
        if (Original(exception) is { } original)
        {
            ExceptionDispatchInfo.Throw(original);
        }
        return Describe(engine, exception);
    }

    /// <summary>The .NET view of a Python exception. To be called under the engine's lock.</summary>
    internal static PythonException Describe(PyEngine engine, PyBaseException exception)
    {
        string message, traceback;
        try
        {
            message = Ops.StrText(exception);
        }
        catch (PyException)
        {
            message = "<exception str() failed>";
        }
        try
        {
            traceback = ExceptionDisplay.Text(engine, exception);
        }
        catch (PyException)
        {
            traceback = "";
        }
        return new PythonException(engine, exception, DisplayName(exception.Type), message, traceback, Original(exception) ?? (exception.Cause is { } cause ? Original(cause) : null));
    }

    internal static string DisplayName(PyType type)
    {
        string module = type.ModuleText;
        return module.Length == 0 || module is "builtins" or "__main__" ? type.QualName : module + "." + type.QualName;
    }

    /// <summary>A .NET exception from a call that Python code made, ready to be thrown through the engine.</summary>
    internal static PyException Wrap(ClrState state, Exception error) => error as PyException ?? new PyException(ToPython(state, error));

    /// <summary><c>__new__</c> of the classes that stand for .NET exception types.</summary>
    internal static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyThread thread = PyThread.Current;
        ClrState state = thread.Engine.Clr;
        Type? type = null;
        foreach (PyType ancestor in cls.Mro)
        {
            type ??= state.OwnClrType(ancestor);
        }
        Exception error = (Exception)ClrBinder.Construct(thread, type ?? typeof(Exception), args, kwnames)!;
        if (state.OwnClrType(cls) != null)
        {
            return ToPython(state, error);
        }
        // A Python class derived from a .NET exception: .NET sees an exception of its base.
        PyBaseException exception = (PyBaseException)cls.NativeBase.TpNew(cls, args, kwnames);
        Attach(state, exception, error);
        return exception;
    }

    /// <summary><c>__str__</c>: the .NET message.</summary>
    internal static PyObject Str(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyBaseException self = args.Length == 1 && kwnames == null && args[0] is PyBaseException e ? e : throw Err.TypeError("__str__() takes one exception");
        if (Original(self) is { } error)
        {
            return new PyStr(error.Message);
        }
        return self.Args.Count switch
        {
            0 => PyStr.Empty,
            1 => Ops.Str(self.Args[0]),
            _ => Ops.Str(self.Args),
        };
    }
}

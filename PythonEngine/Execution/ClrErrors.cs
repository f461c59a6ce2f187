using System.IO;

namespace PythonEngine.Execution;

/// <summary>Gives .NET exceptions that reached Python code a Python type.</summary>
internal static class ClrErrors
{
    private static readonly bool s_showStacks = Environment.GetEnvironmentVariable("IRONEVENTLET_CLR_STACKS") == "1";

    /// <summary>The Python exception for a .NET one that escaped a native function.</summary>
    public static PyBaseException Translate(Exception error)
    {
        if (s_showStacks && error is not PyException)
        {
            // For developers of the engine: where in C# it came from.
            PyFrame? frame = PyThread.CurrentOrNull?.TopPythonFrame;
            Console.Error.WriteLine($"{error}\n   in Python: {frame?.Code.FileName}:{frame?.Line} (instruction {frame?.Pc})");
        }
        if (error is AggregateException { InnerExceptions: { Count: 1 } inner })
        {
            error = inner[0];
        }
        switch (error)
        {
            case PyException python:
                return python.Value;
            case Parsing.PySyntaxErrorException syntax:
                return SyntaxErrors.Translate(syntax);
            case OutOfMemoryException:
                return Err.MemoryError().Value;
            case InsufficientExecutionStackException:
                return Err.RecursionError().Value;
            case DivideByZeroException:
                return Err.ZeroDivision("division by zero").Value;
            case OverflowException:
                return Err.OverflowError(error.Message).Value;
            case OperationCanceledException:
                return PyBaseException.Make(Exc.RuntimeError, "operation was cancelled");
            case FileNotFoundException or DirectoryNotFoundException:
                return Err.OSError(2, FileName(error)).Value;
            case UnauthorizedAccessException:
                return Err.OSError(13, FileName(error)).Value;
            case TimeoutException:
                return PyBaseException.Make(Exc.TimeoutError, error.Message);
            case System.Net.Sockets.SocketException socket:
                return Err.OSError(socket.ErrorCode, socket.Message).Value;
            case System.ComponentModel.Win32Exception native:
                return Err.OSError(native.NativeErrorCode).Value;
            case IOException:
                return PyBaseException.Make(Exc.OSError, error.Message);
            case NotSupportedException or NotImplementedException:
                return PyBaseException.Make(Exc.NotImplementedError, error.Message);
            default:
                if (Environment.GetEnvironmentVariable("IRONEVENTLET_DEBUG") == "1")
                {
                    Console.Error.WriteLine(error);
                }
                return PyBaseException.Make(Exc.SystemError, $"{error.GetType().Name}: {error.Message}");
        }
    }

    private static PyStr? FileName(Exception error) => error is FileNotFoundException { FileName: { } name } ? new PyStr(name) : null;
}

namespace PythonEngine.Interop;

/// <summary>
/// An exception that Python code raised, as .NET code sees it. When it goes back into Python it is the same Python exception again.
/// </summary>
public sealed class PythonException : Exception
{
    internal PythonException(PyEngine engine, PyBaseException value, string typeName, string message, string traceback, Exception? inner)
        : base(message.Length == 0 ? typeName : $"{typeName}: {message}", inner)
    {
        Engine = engine;
        Exception = value;
        PythonType = typeName;
        PythonMessage = message;
        PythonTraceback = traceback;
    }

    internal PyEngine Engine { get; }

    internal PyBaseException Exception { get; }

    /// <summary>The exception's class as Python shows it in a traceback: <c>ValueError</c>, <c>package.module.MyError</c>.</summary>
    public string PythonType { get; }

    /// <summary>The class without its module: <c>MyError</c>.</summary>
    public string PythonTypeName => PythonType[(PythonType.LastIndexOf('.') + 1)..];

    /// <summary>The exception's text, as Python's <c>str(exception)</c>.</summary>
    public string PythonMessage { get; }

    /// <summary>What Python prints for an uncaught exception: "Traceback (most recent call last): ...", with causes and contexts.</summary>
    public string PythonTraceback { get; }

    /// <summary>The exception object, for its attributes.</summary>
    public PythonObject Value => new(Engine, Exception);

    /// <summary>Whether the exception is an instance of a class of this name (<c>OSError</c>, <c>package.module.MyError</c>), or of one derived from it.</summary>
    /// <param name="typeName">The class's name, with or without its module.</param>
    public bool IsInstanceOf(string typeName)
    {
        ArgumentNullException.ThrowIfNull(typeName);
        foreach (PyType type in Exception.Type.Mro)
        {
            if (type.Name == typeName || ClrExceptions.DisplayName(type) == typeName)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The .NET description followed by Python's traceback.</summary>
    public override string ToString() => base.ToString() + Environment.NewLine + PythonTraceback;
}

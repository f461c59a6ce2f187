namespace PythonEngine.Execution;

/// <summary>A Python exception on its way through C# frames.</summary>
internal sealed class PyException(PyBaseException value) : Exception
{
    /// <summary>The Python exception object.</summary>
    public PyBaseException Value { get; } = value;

    /// <summary>__context__ was set when Python code raised it.</summary>
    public bool HasContext { get; init; }

    public override string Message
    {
        get
        {
            string name = Value.Type.Name;
            return Value.Args.Count > 0 && Value.Args[0] is PyStr text ? $"{name}: {text.Value}" : name;
        }
    }

    public bool Matches(PyType type) => Value.Type.IsSubtypeOf(type);
}

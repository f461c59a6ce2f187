namespace PythonEngine.Execution;

/// <summary>A Python exception on its way through C# frames.</summary>
internal sealed class PyException(PyBaseException value) : Exception
{
    /// <summary>The Python exception object.</summary>
    public PyBaseException Value { get; } = value;

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

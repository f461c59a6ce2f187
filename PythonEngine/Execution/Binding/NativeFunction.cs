namespace PythonEngine.Execution;

/// <summary>
/// A bound native callable: generated code unpacks <c>args</c> (positional values followed by the keyword values named by
/// <c>kwnames</c>, as in CPython's vectorcall; methods get self as args[0]) and calls the C# method.
/// The entry may return <see cref="PyThread.Pending"/> when the C# method returned an unfinished ValueTask.
/// </summary>
internal sealed unsafe class NativeFunction
{
    public readonly string Name;
    /// <summary>Parameter text for <c>__text_signature__</c>, for example "($self, object, /)"; null when it has none.</summary>
    public readonly string? TextSignature;
    public readonly string? Doc;
    public readonly delegate*<ReadOnlySpan<PyObject>, PyTuple?, PyObject> Entry;

    public NativeFunction(string name, string? textSignature, string? doc, delegate*<ReadOnlySpan<PyObject>, PyTuple?, PyObject> entry)
    {
        Name = name;
        TextSignature = textSignature;
        Doc = doc;
        Entry = entry;
    }
}

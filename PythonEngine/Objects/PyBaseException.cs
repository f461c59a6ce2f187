namespace PythonEngine.Objects;

/// <summary><c>BaseException</c> and every exception type without fields of its own.</summary>
[PyType("BaseException", Subclassable = true, HasInstanceFields = true)]
internal partial class PyBaseException : PyObject
{
    private InstanceFields _fields;

    /// <summary><c>args</c></summary>
    internal PyTuple Args = PyTuple.Empty;
    internal PyBaseException? Cause;
    internal PyBaseException? Context;
    internal bool SuppressContext;
    /// <summary><c>__traceback__</c>, innermost frame last.</summary>
    internal PyTraceback? Traceback;

    public PyBaseException(PyType cls) => _fields = new InstanceFields(cls);

    internal sealed override PyType Type => _fields.Class;

    internal sealed override ref InstanceFields Fields => ref _fields;

    /// <summary>A new exception of a native or Python class, made without running Python code.</summary>
    internal static PyBaseException Make(PyType cls, string message) => new(cls) { Args = new PyTuple([new PyStr(message)]) };
}

namespace PythonEngine.Objects;

/// <summary><c>None</c>.</summary>
[PyType("NoneType", Doc = "")]
internal sealed partial class PyNone : PyObject
{
    public static readonly PyNone Instance = new();

    private PyNone()
    {
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        args.Length == 0 ? Instance : throw Err.TypeError("NoneType takes no arguments");

    [PyMethod("__repr__")]
    private string Repr() => "None";

    [PyMethod("__bool__")]
    private bool Bool() => false;
}

/// <summary><c>NotImplemented</c>.</summary>
[PyType("NotImplementedType", Doc = "")]
internal sealed partial class PyNotImplemented : PyObject
{
    public static readonly PyNotImplemented Instance = new();

    private PyNotImplemented()
    {
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        args.Length == 0 ? Instance : throw Err.TypeError("NotImplementedType takes no arguments");

    [PyMethod("__repr__")]
    private string Repr() => "NotImplemented";

    [PyMethod("__reduce__")]
    private string Reduce() => "NotImplemented";

    [PyMethod("__bool__")]
    private bool Bool()
    {
        Warn.Deprecation("NotImplemented should not be used in a boolean context");
        return true;
    }
}

/// <summary><c>...</c></summary>
[PyType("ellipsis", Doc = "")]
internal sealed partial class PyEllipsis : PyObject
{
    public static readonly PyEllipsis Instance = new();

    private PyEllipsis()
    {
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        args.Length == 0 ? Instance : throw Err.TypeError("EllipsisType takes no arguments");

    [PyMethod("__repr__")]
    private string Repr() => "Ellipsis";

    [PyMethod("__reduce__")]
    private string Reduce() => "Ellipsis";
}

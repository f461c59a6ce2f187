namespace PythonEngine.Objects;

/// <summary>Fields of <c>StopIteration</c>.</summary>
[PyType("StopIteration", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.ExceptionHolder))]
internal sealed partial class PyStopIteration(PyType cls) : PyBaseException(cls)
{
    internal PyObject Value = PyNone.Instance;

    internal static PyStopIteration Make(PyObject value) => new(TypeObject)
    {
        Value = value,
        Args = ReferenceEquals(value, PyNone.Instance) ? PyTuple.Empty : new PyTuple([value]),
    };
}

/// <summary>Fields of <c>NameError</c> and UnboundLocalError.</summary>
[PyType("NameError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.ExceptionHolder))]
internal sealed partial class PyNameError(PyType cls) : PyBaseException(cls)
{
    internal PyObject? NameValue;
}

/// <summary>Fields of <c>AttributeError</c>.</summary>
[PyType("AttributeError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.ExceptionHolder))]
internal sealed partial class PyAttributeError(PyType cls) : PyBaseException(cls)
{
    internal PyObject? NameValue;
    internal PyObject? Object;
}

/// <summary>Fields of <c>ImportError</c> and ModuleNotFoundError.</summary>
[PyType("ImportError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.ExceptionHolder))]
internal sealed partial class PyImportError(PyType cls) : PyBaseException(cls)
{
    internal PyObject? Message;
    internal PyObject? NameValue;
    internal PyObject? Path;
}

/// <summary>Fields of <c>OSError</c> and its subclasses.</summary>
[PyType("OSError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.ExceptionHolder))]
internal sealed partial class PyOSError(PyType cls) : PyBaseException(cls)
{
    internal PyObject? Errno;
    internal PyObject? StrError;
    internal PyObject? FileName;
    internal PyObject? FileName2;
    /// <summary>BlockingIOError.characters_written, -1 when unset.</summary>
    internal long CharactersWritten = -1;
}

/// <summary>Fields of <c>SyntaxError</c> and its subclasses.</summary>
[PyType("SyntaxError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.ExceptionHolder))]
internal sealed partial class PySyntaxError(PyType cls) : PyBaseException(cls)
{
    internal PyObject? Msg;
    internal PyObject? FileName;
    internal PyObject? Line;
    internal PyObject? Offset;
    internal PyObject? Text;
    internal PyObject? EndLine;
    internal PyObject? EndOffset;
    internal PyObject? PrintFileAndLine;
}

/// <summary>Fields of <c>SystemExit</c>.</summary>
[PyType("SystemExit", Subclassable = true, HasInstanceFields = true)]
internal sealed partial class PySystemExit(PyType cls) : PyBaseException(cls)
{
    internal PyObject Code = PyNone.Instance;
}

/// <summary>Fields of <c>UnicodeEncodeError</c>, <c>UnicodeDecodeError</c> and <c>UnicodeTranslateError</c>.</summary>
internal abstract partial class PyUnicodeError(PyType cls) : PyBaseException(cls)
{
    internal PyObject? Encoding;
    /// <summary>str when encoding, bytes when decoding.</summary>
    internal PyObject? Object;
    internal long Start;
    internal long End;
    internal PyObject? Reason;
}

/// <summary><c>UnicodeEncodeError</c></summary>
[PyType("UnicodeEncodeError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.UnicodeErrorHolder))]
internal sealed partial class PyUnicodeEncodeError(PyType cls) : PyUnicodeError(cls);

/// <summary><c>UnicodeDecodeError</c></summary>
[PyType("UnicodeDecodeError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.UnicodeErrorHolder))]
internal sealed partial class PyUnicodeDecodeError(PyType cls) : PyUnicodeError(cls);

/// <summary><c>UnicodeTranslateError</c></summary>
[PyType("UnicodeTranslateError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.UnicodeErrorHolder))]
internal sealed partial class PyUnicodeTranslateError(PyType cls) : PyUnicodeError(cls);

/// <summary><c>BaseExceptionGroup</c> (ExceptionGroup is made from it and Exception).</summary>
[PyType("BaseExceptionGroup", Subclassable = true, HasInstanceFields = true)]
internal sealed partial class PyBaseExceptionGroup(PyType cls) : PyBaseException(cls)
{
    internal PyObject? Message;
    internal PyTuple Exceptions = PyTuple.Empty;
}

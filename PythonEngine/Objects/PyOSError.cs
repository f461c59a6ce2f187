namespace PythonEngine.Objects;

/// <summary><c>OSError</c> and its subclasses.</summary>
[PyType("OSError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.ExceptionHolder), Doc = "Base class for I/O related errors.")]
internal sealed unsafe partial class PyOSError(PyType cls) : PyBaseException(cls)
{
    internal PyObject? Errno;
    internal PyObject? StrError;
    internal PyObject? FileName;
    internal PyObject? FileName2;
    /// <summary>BlockingIOError.characters_written, -1 when unset.</summary>
    internal long CharactersWritten = -1;

    /// <summary>
    /// Python classes that override __init__ but not __new__ get their fields from the arguments __init__ passes on;
    /// all others get them in __new__, which alone can choose the subclass.
    /// </summary>
    private static bool FieldsComeFromInit(PyType cls) =>
        (nint)cls.TpInit != (nint)TypeObject.TpInit && (nint)cls.TpNew == (nint)TypeObject.TpNew;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (FieldsComeFromInit(cls))
        {
            return new PyOSError(cls);
        }
        NoKeywords(cls, kwnames);
        if (ReferenceEquals(cls, TypeObject) && args.Length is >= 2 and <= 5 && args[0] is PyInt number
            && number.TryGetLong(out long errno) && errno == (int)errno)
        {
            cls = ErrnoText.ExceptionType((int)errno);
        }
        PyOSError error = new(cls);
        error.SetFields(args);
        return error;
    }

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (FieldsComeFromInit(Type))
        {
            NoKeywords(Type, kwnames);
            SetFields(args);
        }
    }

    private void SetFields(ReadOnlySpan<PyObject> args)
    {
        Args = PyTuple.From(args);
        if (args.Length is < 2 or > 5)
        {
            return;
        }
        Errno = args[0];
        StrError = args[1];
        if (args.Length < 3 || args[2] is PyNone)
        {
            return;
        }
        PyObject fileName = args[2];
        if (ReferenceEquals(Type, Exc.BlockingIOError) && fileName.Type.NbIndex != null)
        {
            CharactersWritten = Ops.AsLong(fileName);
            return;
        }
        FileName = fileName;
        if (args.Length == 5 && args[4] is not PyNone)
        {
            FileName2 = args[4];
        }
        Args = new PyTuple([args[0], args[1]]);
    }

    [PyMethod("__str__")]
    private PyObject Str()
    {
        PyObject none = PyNone.Instance;
        if (FileName != null)
        {
            string head = $"[Errno {Ops.StrText(Errno ?? none)}] {Ops.StrText(StrError ?? none)}: {Ops.ReprText(FileName)}";
            return new PyStr(FileName2 == null ? head : $"{head} -> {Ops.ReprText(FileName2)}");
        }
        return Errno != null && StrError != null ? new PyStr($"[Errno {Ops.StrText(Errno)}] {Ops.StrText(StrError)}") : BaseStr();
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce()
    {
        PyTuple args = Args;
        if (args.Count == 2 && FileName != null)
        {
            args = FileName2 != null
                ? new PyTuple([args[0], args[1], FileName, PyNone.Instance, FileName2])
                : new PyTuple([args[0], args[1], FileName]);
        }
        return ReduceWith(args, OwnDict);
    }

    [PyGetter("errno")]
    private PyObject? ErrnoValue => Errno;

    [PySetter("errno")]
    private void SetErrno(PyObject? value) => Errno = value;

    [PyGetter("strerror")]
    private PyObject? StrErrorValue => StrError;

    [PySetter("strerror")]
    private void SetStrError(PyObject? value) => StrError = value;

    [PyGetter("filename")]
    private PyObject? FileNameValue => FileName;

    [PySetter("filename")]
    private void SetFileName(PyObject? value) => FileName = value;

    [PyGetter("filename2")]
    private PyObject? FileName2Value => FileName2;

    [PySetter("filename2")]
    private void SetFileName2(PyObject? value) => FileName2 = value;

    [PyGetter("characters_written")]
    private PyObject CharactersWrittenValue => CharactersWritten == -1 ? throw Err.AttributeError("characters_written") : PyInt.From(CharactersWritten);

    [PySetter("characters_written")]
    private void SetCharactersWritten(PyObject? value)
    {
        if (value == null && CharactersWritten == -1)
        {
            throw Err.AttributeError("characters_written");
        }
        CharactersWritten = value == null ? -1 : Ops.AsLong(value);
    }
}

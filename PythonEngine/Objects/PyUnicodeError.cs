namespace PythonEngine.Objects;

/// <summary>Fields of <c>UnicodeEncodeError</c>, <c>UnicodeDecodeError</c> and <c>UnicodeTranslateError</c>.</summary>
internal abstract partial class PyUnicodeError(PyType cls) : PyBaseException(cls)
{
    internal PyObject? Encoding;
    /// <summary>str when encoding, bytes when decoding.</summary>
    internal PyObject? Object;
    internal long Start;
    internal long End;
    internal PyObject? Reason;

    private protected static void Count(ReadOnlySpan<PyObject> args, int wanted)
    {
        if (args.Length != wanted)
        {
            throw Err.TypeError($"function takes exactly {wanted} arguments ({args.Length} given)");
        }
    }

    private protected static PyStr Text(PyObject value, int position) =>
        value as PyStr ?? throw Err.TypeError($"argument {position} must be str, not {(value is PyNone ? "None" : value.Type.FullName)}");

    private protected static long Integer(PyObject? value) => value switch
    {
        null => throw Err.TypeError("can't delete numeric/char attribute"),
        PyInt => Ops.AsLong(value),
        _ => throw Err.TypeError("an integer is required"),
    };

    /// <summary>"character '\\x63' in position 1" or "characters in position 1-2".</summary>
    private protected string Place(PyStr text)
    {
        if (Start < 0 || Start >= text.Length || End != Start + 1)
        {
            return $"characters in position {Start}-{End - 1}";
        }
        int c = text[(int)Start];
        string escaped = c <= 0xFF ? $"\\x{c:x2}" : c <= 0xFFFF ? $"\\u{c:x4}" : $"\\U{c:x8}";
        return $"character '{escaped}' in position {Start}";
    }
}

/// <summary><c>UnicodeEncodeError</c></summary>
[PyType("UnicodeEncodeError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.UnicodeErrorHolder), Doc = "Unicode encoding error.")]
internal sealed partial class PyUnicodeEncodeError(PyType cls) : PyUnicodeError(cls)
{
    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyUnicodeEncodeError(cls) { Args = ArgsFrom(args, kwnames) };

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        InitArgs(args, kwnames);
        Count(args, 5);
        PyStr encoding = Text(args[0], 1);
        PyObject text = Text(args[1], 2);
        long start = Ops.AsLong(args[2]);
        long end = Ops.AsLong(args[3]);
        Reason = Text(args[4], 5);
        Encoding = encoding;
        Object = text;
        Start = start;
        End = end;
    }

    [PyMethod("__str__")]
    private string Str()
    {
        if (Object == null)
        {
            return "";
        }
        PyStr text = Object as PyStr ?? throw Err.TypeError("object attribute must be unicode");
        return $"'{Ops.StrText(Encoding ?? PyNone.Instance)}' codec can't encode {Place(text)}: {Ops.StrText(Reason ?? PyNone.Instance)}";
    }

    [PyGetter("encoding")]
    private PyObject? EncodingValue => Encoding;

    [PySetter("encoding")]
    private void SetEncoding(PyObject? value) => Encoding = value;

    [PyGetter("object")]
    private PyObject? ObjectValue => Object;

    [PySetter("object")]
    private void SetObject(PyObject? value) => Object = value;

    [PyGetter("start")]
    private long StartValue => Start;

    [PySetter("start")]
    private void SetStart(PyObject? value) => Start = Integer(value);

    [PyGetter("end")]
    private long EndValue => End;

    [PySetter("end")]
    private void SetEnd(PyObject? value) => End = Integer(value);

    [PyGetter("reason")]
    private PyObject? ReasonValue => Reason;

    [PySetter("reason")]
    private void SetReason(PyObject? value) => Reason = value;
}

/// <summary><c>UnicodeDecodeError</c></summary>
[PyType("UnicodeDecodeError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.UnicodeErrorHolder), Doc = "Unicode decoding error.")]
internal sealed partial class PyUnicodeDecodeError(PyType cls) : PyUnicodeError(cls)
{
    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyUnicodeDecodeError(cls) { Args = ArgsFrom(args, kwnames) };

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        InitArgs(args, kwnames);
        Count(args, 5);
        PyStr encoding = Text(args[0], 1);
        PyObject text = Bytes(args[1]);
        long start = Ops.AsLong(args[2]);
        long end = Ops.AsLong(args[3]);
        Reason = Text(args[4], 5);
        Encoding = encoding;
        Object = text;
        Start = start;
        End = end;
    }

    private static PyBytes Bytes(PyObject value)
    {
        if (value is PyBytes bytes)
        {
            return bytes;
        }
        BufferView view = Ops.GetBuffer(value);
        try
        {
            return new PyBytes(view.Span.ToArray());
        }
        finally
        {
            view.Release();
        }
    }

    [PyMethod("__str__")]
    private string Str()
    {
        if (Object == null)
        {
            return "";
        }
        PyBytes bytes = Object as PyBytes ?? throw Err.TypeError("object attribute must be bytes");
        ReadOnlySpan<byte> data = bytes.Data;
        string place = Start >= 0 && Start < data.Length && End == Start + 1
            ? $"byte 0x{data[(int)Start]:x2} in position {Start}"
            : $"bytes in position {Start}-{End - 1}";
        return $"'{Ops.StrText(Encoding ?? PyNone.Instance)}' codec can't decode {place}: {Ops.StrText(Reason ?? PyNone.Instance)}";
    }

    [PyGetter("encoding")]
    private PyObject? EncodingValue => Encoding;

    [PySetter("encoding")]
    private void SetEncoding(PyObject? value) => Encoding = value;

    [PyGetter("object")]
    private PyObject? ObjectValue => Object;

    [PySetter("object")]
    private void SetObject(PyObject? value) => Object = value;

    [PyGetter("start")]
    private long StartValue => Start;

    [PySetter("start")]
    private void SetStart(PyObject? value) => Start = Integer(value);

    [PyGetter("end")]
    private long EndValue => End;

    [PySetter("end")]
    private void SetEnd(PyObject? value) => End = Integer(value);

    [PyGetter("reason")]
    private PyObject? ReasonValue => Reason;

    [PySetter("reason")]
    private void SetReason(PyObject? value) => Reason = value;
}

/// <summary><c>UnicodeTranslateError</c></summary>
[PyType("UnicodeTranslateError", Subclassable = true, HasInstanceFields = true, Base = typeof(Exc.UnicodeErrorHolder), Doc = "Unicode translation error.")]
internal sealed partial class PyUnicodeTranslateError(PyType cls) : PyUnicodeError(cls)
{
    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyUnicodeTranslateError(cls) { Args = ArgsFrom(args, kwnames) };

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        InitArgs(args, kwnames);
        Count(args, 4);
        PyStr text = Text(args[0], 1);
        long start = Ops.AsLong(args[1]);
        long end = Ops.AsLong(args[2]);
        Reason = Text(args[3], 4);
        Object = text;
        Start = start;
        End = end;
    }

    [PyMethod("__str__")]
    private string Str()
    {
        if (Object == null)
        {
            return "";
        }
        PyStr text = Object as PyStr ?? throw Err.TypeError("object attribute must be unicode");
        return $"can't translate {Place(text)}: {Ops.StrText(Reason ?? PyNone.Instance)}";
    }

    [PyGetter("encoding")]
    private PyObject? EncodingValue => Encoding;

    [PySetter("encoding")]
    private void SetEncoding(PyObject? value) => Encoding = value;

    [PyGetter("object")]
    private PyObject? ObjectValue => Object;

    [PySetter("object")]
    private void SetObject(PyObject? value) => Object = value;

    [PyGetter("start")]
    private long StartValue => Start;

    [PySetter("start")]
    private void SetStart(PyObject? value) => Start = Integer(value);

    [PyGetter("end")]
    private long EndValue => End;

    [PySetter("end")]
    private void SetEnd(PyObject? value) => End = Integer(value);

    [PyGetter("reason")]
    private PyObject? ReasonValue => Reason;

    [PySetter("reason")]
    private void SetReason(PyObject? value) => Reason = value;
}

namespace PythonEngine.Objects;

/// <summary>The methods that bytes and bytearray have in common; <see cref="ByteText"/> does the work.</summary>
internal partial class PyByteArray
{
    private PyObject Parts(List<(int Start, int Length)> parts)
    {
        PyList list = new(parts.Count);
        foreach ((int start, int length) in parts)
        {
            list.Add(Make(Span.Slice(start, length)));
        }
        return list;
    }

    [PyMethod("capitalize", "")]
    private PyObject Capitalize() => Wrap(ByteText.Capitalize(Span));

    [PyMethod("center", "width, fillchar=b' ', /")]
    private PyObject Center(long width, PyObject? fillchar = null) => Wrap(ByteText.Pad(Span, width, fillchar, 2, "center"));

    [PyMethod("ljust", "width, fillchar=b' ', /")]
    private PyObject LeftJust(long width, PyObject? fillchar = null) => Wrap(ByteText.Pad(Span, width, fillchar, 0, "ljust"));

    [PyMethod("rjust", "width, fillchar=b' ', /")]
    private PyObject RightJust(long width, PyObject? fillchar = null) => Wrap(ByteText.Pad(Span, width, fillchar, 1, "rjust"));

    [PyMethod("zfill", "width, /")]
    private PyObject ZeroFill(long width) => Wrap(ByteText.ZeroFill(Span, width));

    [PyMethod("expandtabs", "tabsize=8")]
    private PyObject ExpandTabs(int tabsize = 8) => Wrap(ByteText.ExpandTabs(Span, tabsize));

    [PyMethod("count", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long CountMethod(PyObject sub, PyObject? start = null, PyObject? end = null) => ByteText.Search(Span, sub, start, end, 2);

    [PyMethod("find", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long Find(PyObject sub, PyObject? start = null, PyObject? end = null) => ByteText.Search(Span, sub, start, end, 0);

    [PyMethod("rfind", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long RightFind(PyObject sub, PyObject? start = null, PyObject? end = null) => ByteText.Search(Span, sub, start, end, 1);

    [PyMethod("index", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long Index(PyObject sub, PyObject? start = null, PyObject? end = null) => ByteText.SearchOrRaise(Span, sub, start, end, 0);

    [PyMethod("rindex", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long RightIndex(PyObject sub, PyObject? start = null, PyObject? end = null) => ByteText.SearchOrRaise(Span, sub, start, end, 1);

    [PyMethod("startswith", "prefix, start=None, end=None, /", ParsesTuple = true)]
    private bool StartsWith(PyObject prefix, PyObject? start = null, PyObject? end = null) => ByteText.Tail(Span, prefix, start, end, atEnd: false);

    [PyMethod("endswith", "suffix, start=None, end=None, /", ParsesTuple = true)]
    private bool EndsWith(PyObject suffix, PyObject? start = null, PyObject? end = null) => ByteText.Tail(Span, suffix, start, end, atEnd: true);

    [PyMethod("decode", "encoding='utf-8', errors='strict'")]
    private PyObject Decode(PyObject? encoding = null, PyObject? errors = null) => ByteText.Decode(Span, this, encoding, errors);

    [PyMethod("hex", "sep=None, bytes_per_sep=1", Doc = "The bytes as hexadecimal digits; sep goes between groups of bytes_per_sep bytes, counted from the right, or from the left when it is negative.\n\n>>> value = bytearray(bytes([202, 254, 1]))\n>>> value.hex()\n'cafe01'\n>>> value.hex(':')\n'ca:fe:01'\n>>> value.hex(':', 2)\n'ca:fe01'\n>>> value.hex(':', -2)\n'cafe:01'")]
    private string Hex(PyObject? sep = null, long bytes_per_sep = 1) => ByteText.Hex(Span, sep, bytes_per_sep);

    [PyClassMethod("fromhex", "string, /")]
    private static PyObject FromHex(PyType cls, PyStr @string)
    {
        PyByteArray result = new(ByteText.FromHex(@string));
        return ReferenceEquals(cls, TypeObject) ? result : Ops.Call(cls, result);
    }

    [PyStaticMethod("maketrans", "frm, to, /")]
    private static PyObject MakeTrans(PyObject frm, PyObject to) => new PyBytes(ByteText.MakeTrans(frm, to));

    [PyMethod("isalnum", "")]
    private bool IsAlnum() => ByteText.IsAlnum(Span);

    [PyMethod("isalpha", "")]
    private bool IsAlpha() => ByteText.IsAlpha(Span);

    [PyMethod("isascii", "")]
    private bool IsAscii() => System.Text.Ascii.IsValid(((ReadOnlySpan<byte>)Span));

    [PyMethod("isdigit", "")]
    private bool IsDigit() => ByteText.IsDigit(Span);

    [PyMethod("islower", "")]
    private bool IsLower() => ByteText.IsLower(Span);

    [PyMethod("isspace", "")]
    private bool IsSpace() => ByteText.IsSpace(((ReadOnlySpan<byte>)Span));

    [PyMethod("istitle", "")]
    private bool IsTitle() => ByteText.IsTitle(Span);

    [PyMethod("isupper", "")]
    private bool IsUpper() => ByteText.IsUpper(Span);

    [PyMethod("lower", "")]
    private PyObject Lower() => Wrap(ByteText.Lower(Span));

    [PyMethod("upper", "")]
    private PyObject Upper() => Wrap(ByteText.Upper(Span));

    [PyMethod("swapcase", "")]
    private PyObject SwapCase() => Wrap(ByteText.SwapCase(Span));

    [PyMethod("title", "")]
    private PyObject Title() => Wrap(ByteText.Title(Span));

    [PyMethod("join", "iterable_of_bytes, /")]
    private PyObject Join(PyObject iterable_of_bytes) => Wrap(ByteText.Join(Span, iterable_of_bytes));

    [PyMethod("replace", "old, new, count=-1, /")]
    private PyObject Replace(PyObject old, PyObject @new, long count = -1) => Wrap(ByteText.Replace(Span, old, @new, count));

    [PyMethod("translate", "table, /, delete=b''")]
    private PyObject Translate(PyObject table, PyObject? delete = null) => Wrap(ByteText.Translate(Span, table, delete));

    [PyMethod("strip", "bytes=None, /")]
    private PyObject Strip(PyObject? bytes = null)
    {
        ByteText.Strip(Span, bytes, true, true, out int start, out int end);
        return Part(start, end - start);
    }

    [PyMethod("lstrip", "bytes=None, /")]
    private PyObject LeftStrip(PyObject? bytes = null)
    {
        ByteText.Strip(Span, bytes, true, false, out int start, out int end);
        return Part(start, end - start);
    }

    [PyMethod("rstrip", "bytes=None, /")]
    private PyObject RightStrip(PyObject? bytes = null)
    {
        ByteText.Strip(Span, bytes, false, true, out int start, out int end);
        return Part(start, end - start);
    }

    [PyMethod("removeprefix", "prefix, /")]
    private PyObject RemovePrefix(PyObject prefix)
    {
        using ByteArgument argument = new(prefix);
        int cut = ((ReadOnlySpan<byte>)Span).StartsWith(argument.Span) ? argument.Span.Length : 0;
        return Part(cut, Length - cut);
    }

    [PyMethod("removesuffix", "suffix, /")]
    private PyObject RemoveSuffix(PyObject suffix)
    {
        using ByteArgument argument = new(suffix);
        return Part(0, ((ReadOnlySpan<byte>)Span).EndsWith(argument.Span) ? Length - argument.Span.Length : Length);
    }

    [PyMethod("split", "sep=None, maxsplit=-1")]
    private PyObject Split(PyObject? sep = null, long maxsplit = -1) => Parts(ByteText.Split(Span, sep, maxsplit, fromRight: false));

    [PyMethod("rsplit", "sep=None, maxsplit=-1")]
    private PyObject RightSplit(PyObject? sep = null, long maxsplit = -1) => Parts(ByteText.Split(Span, sep, maxsplit, fromRight: true));

    [PyMethod("splitlines", "keepends=False")]
    private PyObject SplitLines(bool keepends = false) => Parts(ByteText.SplitLines(Span, keepends));

    [PyMethod("partition", "sep, /")]
    private PyObject Partition(PyObject sep)
    {
        int at = ByteText.FindSeparator(Span, sep, false, out int length);
        return at < 0
            ? new PyTuple([Part(0, Length), Make([]), Make([])])
            : new PyTuple([Part(0, at), Part(at, length), Part(at + length, Length - at - length)]);
    }

    [PyMethod("rpartition", "sep, /")]
    private PyObject RightPartition(PyObject sep)
    {
        int at = ByteText.FindSeparator(Span, sep, true, out int length);
        return at < 0
            ? new PyTuple([Make([]), Make([]), Part(0, Length)])
            : new PyTuple([Part(0, at), Part(at, length), Part(at + length, Length - at - length)]);
    }

    [PyMethod("__len__")]
    private long Len() => Length;

    [PyMethod("__contains__")]
    private bool Contains(PyObject item) => ByteText.Contains(Span, item);

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) => ByteText.Compare(Span, this, other, op);

    [PyMethod("__repeat__")]
    private PyObject Repeat(long count) => Wrap(ByteText.Repeat(Span, count));

    [PyMethod("__mod__")]
    private static PyObject Modulo(PyObject a, PyObject b) => a is PyByteArray self ? Wrap(PercentFormat.FormatBytes(self.Span, b)) : PyNotImplemented.Instance;
}

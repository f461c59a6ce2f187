namespace PythonEngine.Objects;

/// <summary>The methods that bytes and bytearray have in common; <see cref="ByteText"/> does the work.</summary>
internal partial class PyBytes
{
    private PyObject Parts(List<(int Start, int Length)> parts)
    {
        PyList list = new(parts.Count);
        foreach ((int start, int length) in parts)
        {
            list.Add(Make(Data.AsSpan(start, length)));
        }
        return list;
    }

    [PyMethod("capitalize", "")]
    private PyObject Capitalize() => Wrap(ByteText.Capitalize(Data));

    [PyMethod("center", "width, fillchar=b' ', /")]
    private PyObject Center(long width, PyObject? fillchar = null) => Wrap(ByteText.Pad(Data, width, fillchar, 2, "center"));

    [PyMethod("ljust", "width, fillchar=b' ', /")]
    private PyObject LeftJust(long width, PyObject? fillchar = null) => Wrap(ByteText.Pad(Data, width, fillchar, 0, "ljust"));

    [PyMethod("rjust", "width, fillchar=b' ', /")]
    private PyObject RightJust(long width, PyObject? fillchar = null) => Wrap(ByteText.Pad(Data, width, fillchar, 1, "rjust"));

    [PyMethod("zfill", "width, /")]
    private PyObject ZeroFill(long width) => Wrap(ByteText.ZeroFill(Data, width));

    [PyMethod("expandtabs", "tabsize=8")]
    private PyObject ExpandTabs(int tabsize = 8) => Wrap(ByteText.ExpandTabs(Data, tabsize));

    [PyMethod("count", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long CountMethod(PyObject sub, PyObject? start = null, PyObject? end = null) => ByteText.Search(Data, sub, start, end, 2);

    [PyMethod("find", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long Find(PyObject sub, PyObject? start = null, PyObject? end = null) => ByteText.Search(Data, sub, start, end, 0);

    [PyMethod("rfind", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long RightFind(PyObject sub, PyObject? start = null, PyObject? end = null) => ByteText.Search(Data, sub, start, end, 1);

    [PyMethod("index", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long Index(PyObject sub, PyObject? start = null, PyObject? end = null) => ByteText.SearchOrRaise(Data, sub, start, end, 0);

    [PyMethod("rindex", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long RightIndex(PyObject sub, PyObject? start = null, PyObject? end = null) => ByteText.SearchOrRaise(Data, sub, start, end, 1);

    [PyMethod("startswith", "prefix, start=None, end=None, /", ParsesTuple = true)]
    private bool StartsWith(PyObject prefix, PyObject? start = null, PyObject? end = null) => ByteText.Tail(Data, prefix, start, end, atEnd: false);

    [PyMethod("endswith", "suffix, start=None, end=None, /", ParsesTuple = true)]
    private bool EndsWith(PyObject suffix, PyObject? start = null, PyObject? end = null) => ByteText.Tail(Data, suffix, start, end, atEnd: true);

    [PyMethod("decode", "encoding='utf-8', errors='strict'")]
    private PyObject Decode(PyObject? encoding = null, PyObject? errors = null) => ByteText.Decode(Data, this, encoding, errors);

    [PyMethod("hex", "sep=None, bytes_per_sep=1", Doc = "The bytes as hexadecimal digits; sep goes between groups of bytes_per_sep bytes, counted from the right, or from the left when it is negative.\n\n>>> value = bytes(bytes([202, 254, 1]))\n>>> value.hex()\n'cafe01'\n>>> value.hex(':')\n'ca:fe:01'\n>>> value.hex(':', 2)\n'ca:fe01'\n>>> value.hex(':', -2)\n'cafe:01'")]
    private string Hex(PyObject? sep = null, long bytes_per_sep = 1) => ByteText.Hex(Data, sep, bytes_per_sep);

    [PyClassMethod("fromhex", "string, /")]
    private static PyObject FromHex(PyType cls, PyStr @string)
    {
        PyBytes result = new(ByteText.FromHex(@string));
        return ReferenceEquals(cls, TypeObject) ? result : Ops.Call(cls, result);
    }

    [PyStaticMethod("maketrans", "frm, to, /")]
    private static PyObject MakeTrans(PyObject frm, PyObject to) => new PyBytes(ByteText.MakeTrans(frm, to));

    [PyMethod("isalnum", "")]
    private bool IsAlnum() => ByteText.IsAlnum(Data);

    [PyMethod("isalpha", "")]
    private bool IsAlpha() => ByteText.IsAlpha(Data);

    [PyMethod("isascii", "")]
    private bool IsAscii() => System.Text.Ascii.IsValid((ReadOnlySpan<byte>)Data);

    [PyMethod("isdigit", "")]
    private bool IsDigit() => ByteText.IsDigit(Data);

    [PyMethod("islower", "")]
    private bool IsLower() => ByteText.IsLower(Data);

    [PyMethod("isspace", "")]
    private bool IsSpace() => ByteText.IsSpace((ReadOnlySpan<byte>)Data);

    [PyMethod("istitle", "")]
    private bool IsTitle() => ByteText.IsTitle(Data);

    [PyMethod("isupper", "")]
    private bool IsUpper() => ByteText.IsUpper(Data);

    [PyMethod("lower", "")]
    private PyObject Lower() => Wrap(ByteText.Lower(Data));

    [PyMethod("upper", "")]
    private PyObject Upper() => Wrap(ByteText.Upper(Data));

    [PyMethod("swapcase", "")]
    private PyObject SwapCase() => Wrap(ByteText.SwapCase(Data));

    [PyMethod("title", "")]
    private PyObject Title() => Wrap(ByteText.Title(Data));

    [PyMethod("join", "iterable_of_bytes, /")]
    private PyObject Join(PyObject iterable_of_bytes) => Wrap(ByteText.Join(Data, iterable_of_bytes));

    [PyMethod("replace", "old, new, count=-1, /")]
    private PyObject Replace(PyObject old, PyObject @new, long count = -1) => Wrap(ByteText.Replace(Data, old, @new, count));

    [PyMethod("translate", "table, /, delete=b''")]
    private PyObject Translate(PyObject table, PyObject? delete = null) => Wrap(ByteText.Translate(Data, table, delete));

    [PyMethod("strip", "bytes=None, /")]
    private PyObject Strip(PyObject? bytes = null)
    {
        ByteText.Strip(Data, bytes, true, true, out int start, out int end);
        return Part(start, end - start);
    }

    [PyMethod("lstrip", "bytes=None, /")]
    private PyObject LeftStrip(PyObject? bytes = null)
    {
        ByteText.Strip(Data, bytes, true, false, out int start, out int end);
        return Part(start, end - start);
    }

    [PyMethod("rstrip", "bytes=None, /")]
    private PyObject RightStrip(PyObject? bytes = null)
    {
        ByteText.Strip(Data, bytes, false, true, out int start, out int end);
        return Part(start, end - start);
    }

    [PyMethod("removeprefix", "prefix, /")]
    private PyObject RemovePrefix(PyObject prefix)
    {
        using ByteArgument argument = new(prefix);
        int cut = Data.AsSpan().StartsWith(argument.Span) ? argument.Span.Length : 0;
        return Part(cut, Length - cut);
    }

    [PyMethod("removesuffix", "suffix, /")]
    private PyObject RemoveSuffix(PyObject suffix)
    {
        using ByteArgument argument = new(suffix);
        return Part(0, Data.AsSpan().EndsWith(argument.Span) ? Length - argument.Span.Length : Length);
    }

    [PyMethod("split", "sep=None, maxsplit=-1")]
    private PyObject Split(PyObject? sep = null, long maxsplit = -1) => Parts(ByteText.Split(Data, sep, maxsplit, fromRight: false));

    [PyMethod("rsplit", "sep=None, maxsplit=-1")]
    private PyObject RightSplit(PyObject? sep = null, long maxsplit = -1) => Parts(ByteText.Split(Data, sep, maxsplit, fromRight: true));

    [PyMethod("splitlines", "keepends=False")]
    private PyObject SplitLines(bool keepends = false) => Parts(ByteText.SplitLines(Data, keepends));

    [PyMethod("partition", "sep, /")]
    private PyObject Partition(PyObject sep)
    {
        int at = ByteText.FindSeparator(Data, sep, false, out int length);
        return at < 0
            ? new PyTuple([Part(0, Length), Make([]), Make([])])
            : new PyTuple([Part(0, at), sep is PyBytes ? sep : Part(at, length), Part(at + length, Length - at - length)]);
    }

    [PyMethod("rpartition", "sep, /")]
    private PyObject RightPartition(PyObject sep)
    {
        int at = ByteText.FindSeparator(Data, sep, true, out int length);
        return at < 0
            ? new PyTuple([Make([]), Make([]), Part(0, Length)])
            : new PyTuple([Part(0, at), sep is PyBytes ? sep : Part(at, length), Part(at + length, Length - at - length)]);
    }

    [PyMethod("__len__")]
    private long Len() => Length;

    [PyMethod("__contains__")]
    private bool Contains(PyObject item) => ByteText.Contains(Data, item);

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op) => ByteText.Compare(Data, this, other, op);

    [PyMethod("__repeat__")]
    private PyObject Repeat(long count) => count == 1 ? ToExact() : Wrap(ByteText.Repeat(Data, count));

    [PyMethod("__mod__")]
    private static PyObject Modulo(PyObject a, PyObject b) => a is PyBytes self ? Wrap(PercentFormat.FormatBytes(self.Data.AsSpan(), b)) : PyNotImplemented.Instance;
}

namespace PythonEngine.Modules.Sre;

/// <summary><c>re.Pattern</c></summary>
[PyType("Pattern", Module = "re", NoConstructor = true, Doc = "Compiled regular expression object.")]
internal sealed partial class PyPattern(PyObject pattern, bool? bytes, int flags, SreProgram program, PyDict groupIndex, PyTuple indexGroup) : PyObject
{
    internal readonly SreProgram Program = program;
    internal readonly PyTuple IndexGroup = indexGroup;
    internal readonly PyDict GroupIndex = groupIndex;
    /// <summary>Null for a pattern without text.</summary>
    internal readonly bool? IsBytes = bytes;
    private SreState? _spare;

    internal int Groups => Program.Groups;

    internal SreState TakeState()
    {
        SreState? state = _spare;
        _spare = null;
        return state ?? new SreState(Math.Max(Groups, 1) + 1);
    }

    internal void GiveBack(SreState state)
    {
        if (state.Points.Length <= 4096)
        {
            _spare = state;
        }
    }

    private PyObject ToMatch(ref SreSubject subject, SreState state, int pos) => new PyMatch(this, subject.Source, state, pos, subject.End);

    private PyObject One(PyObject text, nint pos, nint endpos, int mode)
    {
        SreSubject subject = new(this, text, pos, endpos);
        SreState state = TakeState();
        try
        {
            bool found = mode == 0
                ? subject.Search(this, state, subject.Position, false)
                : subject.Match(this, state, subject.Position, mode == 2, false);
            return found ? ToMatch(ref subject, state, subject.Position) : PyNone.Instance;
        }
        finally
        {
            GiveBack(state);
            subject.Release();
        }
    }

    [PyMethod("match", "string, pos=0, endpos=sys.maxsize", Doc = "Matches zero or more characters at the beginning of the string.")]
    private PyObject Match(PyObject @string, nint pos = 0, PyObject? endpos = null) => One(@string, pos, EndOf(endpos), 1);

    [PyMethod("fullmatch", "string, pos=0, endpos=sys.maxsize", Doc = "Matches against all of the string.")]
    private PyObject FullMatch(PyObject @string, nint pos = 0, PyObject? endpos = null) => One(@string, pos, EndOf(endpos), 2);

    [PyMethod("search", "string, pos=0, endpos=sys.maxsize", Doc = "Scan through string looking for a match, and return a corresponding match object instance.\n\nReturn None if no position in the string matches.")]
    private PyObject Search(PyObject @string, nint pos = 0, PyObject? endpos = null) => One(@string, pos, EndOf(endpos), 0);

    private static nint EndOf(PyObject? endpos) => endpos == null ? nint.MaxValue : (nint)Args.Size(endpos);

    [PyMethod("findall", "string, pos=0, endpos=sys.maxsize", Doc = "Return a list of all non-overlapping matches of pattern in string.")]
    private PyObject FindAll(PyObject @string, nint pos = 0, PyObject? endpos = null)
    {
        SreSubject subject = new(this, @string, pos, EndOf(endpos));
        SreState state = TakeState();
        try
        {
            PyList result = new();
            int at = subject.Position;
            bool nonEmpty = false;
            while (at <= subject.End && subject.Search(this, state, at, nonEmpty))
            {
                if (Groups == 0)
                {
                    result.Add(subject.Slice(state.Start, state.End));
                }
                else if (Groups == 1)
                {
                    result.Add(Group(ref subject, state, 0));
                }
                else
                {
                    PyObject[] items = new PyObject[Groups];
                    for (int i = 0; i < items.Length; i++)
                    {
                        items[i] = Group(ref subject, state, i);
                    }
                    result.Add(new PyTuple(items));
                }
                at = state.End;
                nonEmpty = state.Start == state.End;
            }
            return result;
        }
        finally
        {
            GiveBack(state);
            subject.Release();
        }
    }

    private static PyObject Group(ref SreSubject subject, SreState state, int index)
    {
        int start = state.Marks[index * 2], end = state.Marks[index * 2 + 1];
        return start < 0 || end < 0 ? subject.Slice(0, 0) : subject.Slice(start, end);
    }

    [PyMethod("finditer", "string, pos=0, endpos=sys.maxsize", Doc = "Return an iterator over all non-overlapping matches for the RE pattern in string.\n\nFor each match, the iterator returns a match object.")]
    private PyObject FindIter(PyObject @string, nint pos = 0, PyObject? endpos = null)
    {
        PyScanner scanner = new(this, @string, pos, EndOf(endpos));
        return new PyCallableIterator(Ops.GetAttr(scanner, "search"), PyNone.Instance);
    }

    [PyMethod("scanner", "string, pos=0, endpos=sys.maxsize")]
    private PyObject Scanner(PyObject @string, nint pos = 0, PyObject? endpos = null) => new PyScanner(this, @string, pos, EndOf(endpos));

    [PyMethod("split", "string, maxsplit=0", Doc = "Split string by the occurrences of pattern.")]
    private PyObject Split(PyObject @string, nint maxsplit = 0)
    {
        SreSubject subject = new(this, @string, 0, nint.MaxValue);
        SreState state = TakeState();
        try
        {
            PyList result = new();
            int at = 0, last = 0;
            bool nonEmpty = false;
            for (nint n = 0; (maxsplit == 0 || n < maxsplit) && subject.Search(this, state, at, nonEmpty); n++)
            {
                result.Add(subject.Slice(last, state.Start));
                for (int i = 0; i < Groups; i++)
                {
                    int from = state.Marks[i * 2], to = state.Marks[i * 2 + 1];
                    result.Add(from < 0 || to < 0 ? PyNone.Instance : subject.Slice(from, to));
                }
                at = last = state.End;
                nonEmpty = state.Start == state.End;
            }
            result.Add(subject.Slice(last, subject.End));
            return result;
        }
        finally
        {
            GiveBack(state);
            subject.Release();
        }
    }

    [PyMethod("sub", "repl, string, count=0", Doc = "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl.")]
    private PyObject Sub(PyObject repl, PyObject @string, nint count = 0) => Replace(repl, @string, count, out _);

    [PyMethod("subn", "repl, string, count=0", Doc = "Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl.")]
    private PyObject SubN(PyObject repl, PyObject @string, nint count = 0)
    {
        PyObject text = Replace(repl, @string, count, out long n);
        return PyTuple.Of(text, PyInt.From(n));
    }

    private static bool IsLiteral(PyObject repl)
    {
        if (repl is PyStr s)
        {
            return s.IsBmp ? !s.Bmp.Contains('\\') : !s.Wide.AsSpan().Contains('\\');
        }
        if (repl.TryGetBuffer(false, out BufferView view))
        {
            bool literal = !view.Span.Contains((byte)'\\');
            view.Release();
            return literal;
        }
        return false;
    }

    /// <summary>A replacement template, parsed by re: literals, with the group numbers for the None among them.</summary>
    internal (PyObject[] Literals, int[] Slots, int[] Groups) Template(PyObject template)
    {
        PyModule re = PyThread.Current.Engine.Import("re");
        PyTuple parsed = (PyTuple)Ops.ToTuple(Ops.CallMethod(re, "_compile_repl", template, this));
        PyObject[] pairs = Ops.ToArray(parsed[0]);
        PyObject[] literals = Ops.ToArray(parsed[1]);
        int[] slots = new int[pairs.Length], groups = new int[pairs.Length];
        for (int i = 0; i < pairs.Length; i++)
        {
            PyTuple pair = Ops.ToTuple(pairs[i]);
            slots[i] = Ops.AsInt(pair[0]);
            groups[i] = Ops.AsInt(pair[1]);
        }
        return (literals, slots, groups);
    }

    private unsafe PyObject Replace(PyObject repl, PyObject text, nint count, out long made)
    {
        PyObject? literal = null, function = null;
        (PyObject[] Literals, int[] Slots, int[] Groups) template = ([], [], []);
        if (repl.Type.TpCall != null)
        {
            function = repl;
        }
        else if (IsLiteral(repl))
        {
            literal = repl;
        }
        else
        {
            template = Template(repl);
            if (template.Slots.Length == 0 && template.Literals.Length == 1)
            {
                literal = template.Literals[0];
            }
        }
        SreSubject subject = new(this, text, 0, nint.MaxValue);
        SreState state = TakeState();
        made = 0;
        try
        {
            PyList pieces = new();
            int at = 0, last = 0;
            bool nonEmpty = false;
            while ((count == 0 || made < count) && subject.Search(this, state, at, nonEmpty))
            {
                int start = state.Start, end = state.End;
                if (last < start)
                {
                    pieces.Add(subject.Slice(last, start));
                }
                if (literal != null)
                {
                    pieces.Add(literal);
                }
                else if (function != null)
                {
                    // The function may use this pattern: the match owns copies of the marks.
                    PyObject item = Ops.Call(function, ToMatch(ref subject, state, 0));
                    if (item is not PyNone)
                    {
                        pieces.Add(item);
                    }
                }
                else
                {
                    int next = 0;
                    for (int i = 0; i < template.Literals.Length; i++)
                    {
                        if (next < template.Slots.Length && template.Slots[next] == i)
                        {
                            int group = template.Groups[next++];
                            int from = group == 0 ? start : state.Marks[group * 2 - 2], to = group == 0 ? end : state.Marks[group * 2 - 1];
                            if (from >= 0 && to >= 0)
                            {
                                pieces.Add(subject.Slice(from, to));
                            }
                        }
                        else
                        {
                            pieces.Add(template.Literals[i]);
                        }
                    }
                }
                made++;
                at = last = end;
                nonEmpty = start == end;
            }
            if (made == 0 && (text.GetType() == typeof(PyStr) || text.GetType() == typeof(PyBytes)))
            {
                return text;
            }
            if (last < subject.End)
            {
                pieces.Add(subject.Slice(last, subject.End));
            }
            return SreSubject.Join(pieces, subject.IsBytes);
        }
        finally
        {
            GiveBack(state);
            subject.Release();
        }
    }

    [PyGetter("pattern", Doc = "The pattern string from which the RE object was compiled.")]
    private PyObject PatternText => pattern;

    [PyGetter("flags", Doc = "The regex matching flags.")]
    private int Flags => flags;

    [PyGetter("groups", Doc = "The number of capturing groups in the pattern.")]
    private int GroupCount => Groups;

    [PyGetter("groupindex", Doc = "A dictionary mapping group names to group numbers.")]
    private PyObject GroupIndexValue => new PyMappingProxy(GroupIndex);

    private static readonly (int Flag, string Name)[] s_flagNames =
    [
        (1, "re.TEMPLATE"), (2, "re.IGNORECASE"), (4, "re.LOCALE"), (8, "re.MULTILINE"), (16, "re.DOTALL"), (64, "re.VERBOSE"),
        (128, "re.DEBUG"), (256, "re.ASCII"),
    ];

    [PyMethod("__repr__")]
    private string Repr()
    {
        int rest = flags;
        // UNICODE is the default of str patterns.
        if (IsBytes == false && (rest & (4 | 32 | 256)) == 32)
        {
            rest &= ~32;
        }
        string names = "";
        foreach ((int flag, string name) in s_flagNames)
        {
            if ((rest & flag) != 0)
            {
                names += (names.Length == 0 ? "" : "|") + name;
                rest &= ~flag;
            }
        }
        if (rest != 0)
        {
            names += (names.Length == 0 ? "" : "|") + "0x" + rest.ToString("x", System.Globalization.CultureInfo.InvariantCulture);
        }
        PyStr text = Ops.Repr(pattern);
        string shown = text.Length > 200 ? text.Slice(0, 200).Value : text.Value;
        return names.Length == 0 ? $"re.compile({shown})" : $"re.compile({shown}, {names})";
    }

    [PyMethod("__hash__")]
    private long Hash()
    {
        HashCode hash = default;
        foreach (int word in Program.Code)
        {
            hash.Add(word);
        }
        long result = hash.ToHashCode() ^ Ops.Hash(pattern) ^ flags ^ Groups;
        return result == -1 ? -2 : result;
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyPattern p)
        {
            return PyNotImplemented.Instance;
        }
        bool same = ReferenceEquals(this, p) || (flags == p.Flags && IsBytes == p.IsBytes && Groups == p.Groups
            && Program.Code.AsSpan().SequenceEqual(p.Program.Code) && Ops.Compare(pattern, p.PatternText, CompareOp.Eq));
        return PyBool.From(same == (op == CompareOp.Eq));
    }

    [PyMethod("__copy__", "")]
    private PyObject Copy() => this;

    [PyMethod("__deepcopy__", "memo, /")]
    private PyObject DeepCopy(PyObject memo) => this;

    [PyClassMethod("__class_getitem__", "object, /", Doc = "See PEP 585")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);
}

/// <summary>Matches one after the other.</summary>
[PyType("SRE_Scanner", Module = "_sre", NoConstructor = true)]
internal sealed partial class PyScanner : PyObject
{
    private readonly PyPattern _pattern;
    private readonly SreSubject _subject;
    private int _at;
    private bool _nonEmpty;
    private bool _ended;
    private bool _running;

    internal PyScanner(PyPattern pattern, PyObject text, nint pos, nint endpos)
    {
        _pattern = pattern;
        _subject = new SreSubject(pattern, text, pos, endpos);
        _at = _subject.Position;
    }

    private PyObject Step(bool search)
    {
        if (_running)
        {
            throw Err.ValueError("regular expression scanner already executing");
        }
        if (_ended)
        {
            return PyNone.Instance;
        }
        _running = true;
        SreState state = _pattern.TakeState();
        try
        {
            bool found = search ? _subject.Search(_pattern, state, _at, _nonEmpty) : _subject.Match(_pattern, state, _at, false, _nonEmpty);
            if (!found)
            {
                _ended = true;
                _subject.Release();
                return PyNone.Instance;
            }
            PyMatch match = new(_pattern, _subject.Source, state, _subject.Position, _subject.End);
            _at = state.End;
            _nonEmpty = state.Start == state.End;
            return match;
        }
        finally
        {
            _pattern.GiveBack(state);
            _running = false;
        }
    }

    [PyMethod("match", "")]
    private PyObject Match() => Step(false);

    [PyMethod("search", "")]
    private PyObject Search() => Step(true);

    [PyGetter("pattern")]
    private PyObject Pattern => _pattern;
}

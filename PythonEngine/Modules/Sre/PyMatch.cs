namespace PythonEngine.Modules.Sre;

/// <summary><c>re.Match</c></summary>
[PyType("Match", Module = "re", NoConstructor = true, Doc = "The result of re.match() and re.search().\nMatch objects always have a boolean value of True.")]
internal sealed partial class PyMatch : PyObject, IMappingOnly
{
    private readonly PyPattern _pattern;
    private readonly PyObject _text;
    private readonly int _position;
    private readonly int _end;
    private readonly int _lastIndex;
    /// <summary>Start and end of the match and of each group; -1 where a group took no part.</summary>
    private readonly int[] _spans;
    private PyTuple? _regs;

    internal PyMatch(PyPattern pattern, PyObject text, SreState state, int position, int end)
    {
        _pattern = pattern;
        _text = text;
        _position = position;
        _end = end;
        _lastIndex = state.LastIndex;
        int[] spans = new int[2 + pattern.Groups * 2];
        spans[0] = state.Start;
        spans[1] = state.End;
        for (int i = 0; i < pattern.Groups * 2; i += 2)
        {
            int from = state.Marks[i], to = state.Marks[i + 1];
            bool set = from >= 0 && to >= 0;
            spans[2 + i] = set ? from : -1;
            spans[3 + i] = set ? to : -1;
        }
        _spans = spans;
    }

    private int IndexOf(PyObject group)
    {
        long index = -1;
        if (group is PyInt number || TryIndex(group, out number!))
        {
            index = number.TryGetLong(out long n) ? n : -1;
        }
        else if (_pattern.GroupIndex.Get(group) is PyInt named)
        {
            named.TryGetLong(out index);
        }
        return index < 0 || index > _pattern.Groups ? throw Err.IndexError("no such group") : (int)index;
    }

    private static unsafe bool TryIndex(PyObject value, out PyInt? number)
    {
        number = value.Type.NbIndex == null ? null : Ops.Index(value);
        return number != null;
    }

    private PyObject GroupAt(int index, PyObject missing)
    {
        int from = _spans[index * 2];
        return from < 0 ? missing : SreSubject.SliceOf(_text, from, _spans[index * 2 + 1]);
    }

    [PyMethod("group", Doc = "group([group1, ...]) -> str or tuple.\nReturn subgroup(s) of the match by indices or names.\nFor 0 returns the entire match.")]
    private PyObject Group(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("Match.group() takes no keyword arguments");
        }
        if (args.Length == 0)
        {
            return GroupAt(0, PyNone.Instance);
        }
        if (args.Length == 1)
        {
            return GroupAt(IndexOf(args[0]), PyNone.Instance);
        }
        PyObject[] result = new PyObject[args.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = GroupAt(IndexOf(args[i]), PyNone.Instance);
        }
        return new PyTuple(result);
    }

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key) => GroupAt(IndexOf(key), PyNone.Instance);

    [PyMethod("groups", "default=None", Doc = "Return a tuple containing all the subgroups of the match, from 1.\n\n  default\n    Is used for groups that did not participate in the match.")]
    private PyObject Groups(PyObject? @default = null)
    {
        PyObject missing = @default ?? PyNone.Instance;
        PyObject[] result = new PyObject[_pattern.Groups];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = GroupAt(i + 1, missing);
        }
        return result.Length == 0 ? PyTuple.Empty : new PyTuple(result);
    }

    [PyMethod("groupdict", "default=None", Doc = "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.\n\n  default\n    Is used for groups that did not participate in the match.")]
    private PyObject GroupDict(PyObject? @default = null)
    {
        PyObject missing = @default ?? PyNone.Instance;
        PyDict result = new();
        int position = 0;
        while (_pattern.GroupIndex.Next(ref position, out PyObject key, out PyObject value))
        {
            result.Set(key, GroupAt(IndexOf(value), missing));
        }
        return result;
    }

    [PyMethod("start", "group=0, /", Doc = "Return index of the start of the substring matched by group.")]
    private int Start(PyObject? group = null) => _spans[(group == null ? 0 : IndexOf(group)) * 2];

    [PyMethod("end", "group=0, /", Doc = "Return index of the end of the substring matched by group.")]
    private int End(PyObject? group = null) => _spans[(group == null ? 0 : IndexOf(group)) * 2 + 1];

    [PyMethod("span", "group=0, /", Doc = "For match object m, return the 2-tuple (m.start(group), m.end(group)).")]
    private PyObject Span(PyObject? group = null) => SpanAt(group == null ? 0 : IndexOf(group));

    private PyTuple SpanAt(int index) => PyTuple.Of(PyInt.From(_spans[index * 2]), PyInt.From(_spans[index * 2 + 1]));

    [PyMethod("expand", "template", Doc = "Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.")]
    private PyObject Expand(PyObject template)
    {
        (PyObject[] literals, int[] slots, int[] groups) = _pattern.Template(template);
        PyList pieces = new();
        int next = 0;
        for (int i = 0; i < literals.Length; i++)
        {
            if (next < slots.Length && slots[next] == i)
            {
                PyObject piece = GroupAt(groups[next++], PyNone.Instance);
                if (piece is not PyNone)
                {
                    pieces.Add(piece);
                }
            }
            else
            {
                pieces.Add(literals[i]);
            }
        }
        return SreSubject.Join(pieces, _text is not PyStr);
    }

    [PyGetter("string", Doc = "The string passed to match() or search().")]
    private PyObject String => _text;

    [PyGetter("re", Doc = "The regular expression object.")]
    private PyObject Pattern => _pattern;

    [PyGetter("pos", Doc = "The index into the string at which the RE engine started looking for a match.")]
    private int Position => _position;

    [PyGetter("endpos", Doc = "The index into the string beyond which the RE engine will not go.")]
    private int EndPosition => _end;

    [PyGetter("lastindex", Doc = "The integer index of the last matched capturing group.")]
    private PyObject LastIndex => _lastIndex < 0 ? PyNone.Instance : PyInt.From(_lastIndex);

    [PyGetter("lastgroup", Doc = "The name of the last matched capturing group.")]
    private PyObject LastGroup => _lastIndex >= 0 && _lastIndex < _pattern.IndexGroup.Count ? _pattern.IndexGroup[_lastIndex] : PyNone.Instance;

    [PyGetter("regs")]
    private PyObject Regs
    {
        get
        {
            if (_regs == null)
            {
                PyObject[] spans = new PyObject[_spans.Length / 2];
                for (int i = 0; i < spans.Length; i++)
                {
                    spans[i] = SpanAt(i);
                }
                _regs = new PyTuple(spans);
            }
            return _regs;
        }
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<{Type.FullName} object; span=({_spans[0]}, {_spans[1]}), match={Ops.ReprText(GroupAt(0, PyNone.Instance))}>";

    [PyMethod("__copy__", "")]
    private PyObject Copy() => this;

    [PyMethod("__deepcopy__", "memo, /")]
    private PyObject DeepCopy(PyObject memo) => this;

    [PyClassMethod("__class_getitem__", "object, /", Doc = "See PEP 585")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);
}

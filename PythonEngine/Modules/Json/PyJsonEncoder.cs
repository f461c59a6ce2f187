namespace PythonEngine.Modules.Json;

/// <summary><c>_json.Encoder</c>: what a JSONEncoder without indentation writes with.</summary>
[PyType("Encoder", Module = "_json", Mutable = true, Doc = "_iterencode(obj, _current_indent_level) -> iterable")]
internal sealed partial class PyJsonEncoder : PyObject
{
    private static readonly ArgSpec s_newParameters =
        new("make_encoder", "markers default encoder indent key_separator item_separator sort_keys skipkeys allow_nan", 0, 9, 0b1_1111_1111, false);
    private static readonly ArgSpec s_callParameters = new("_iterencode", "obj _current_indent_level", 0, 2, 0b11, false);

    private enum Escaping
    {
        Custom, Unicode, Ascii,
    }

    private readonly PyDict? _markers;
    private readonly PyObject _default;
    private readonly PyObject _encoder;
    private readonly PyObject _indent;
    private readonly PyStr _keySeparator;
    private readonly PyStr _itemSeparator;
    private readonly bool _sortKeys;
    private readonly bool _skipKeys;
    private readonly bool _allowNan;
    private readonly Escaping _escaping;

    private PyJsonEncoder(PyDict? markers, PyObject @default, PyObject encoder, PyObject indent, PyStr keySeparator, PyStr itemSeparator,
        bool sortKeys, bool skipKeys, bool allowNan)
    {
        _markers = markers;
        _default = @default;
        _encoder = encoder;
        _indent = indent;
        _keySeparator = keySeparator;
        _itemSeparator = itemSeparator;
        _sortKeys = sortKeys;
        _skipKeys = skipKeys;
        _allowNan = allowNan;
        PyModule module = PyThread.Current.Engine.NativeModule("_json");
        _escaping = ReferenceEquals(encoder, module.Get("encode_basestring_ascii")) ? Escaping.Ascii
            : ReferenceEquals(encoder, module.Get("encode_basestring")) ? Escaping.Unicode : Escaping.Custom;
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        static PyStr Text(PyObject value, int position) => value as PyStr
            ?? throw Err.TypeError($"make_encoder() argument {position} must be str, not {(value is PyNone ? "None" : Ops.TypeName(value))}");
        PyObject[] given = Args.Bind(s_newParameters, args, kwnames);
        PyObject markers = given[0];
        PyStr keySeparator = Text(given[4], 5), itemSeparator = Text(given[5], 6);
        bool sortKeys = Ops.IsTrue(given[6]), skipKeys = Ops.IsTrue(given[7]), allowNan = Ops.IsTrue(given[8]);
        return markers is PyNone or PyDict
            ? new PyJsonEncoder(markers as PyDict, given[1], given[2], given[3], keySeparator, itemSeparator, sortKeys, skipKeys, allowNan)
            : throw Err.TypeError($"make_encoder() argument 1 must be dict or None, not {Ops.TypeName(markers)}");
    }

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject[] given = Args.Bind(s_callParameters, args, kwnames);
        Args.Size(given[1]);
        StrBuilder sb = new(256);
        Write(ref sb, given[0]);
        return new PyList([sb.ToPyStr()]);
    }

    private void Write(ref StrBuilder sb, PyObject value)
    {
        switch (value)
        {
            case PyNone:
                sb.Append("null");
                break;
            case PyStr text:
                WriteString(ref sb, text);
                break;
            case PyBool flag:
                sb.Append(ReferenceEquals(flag, PyBool.True) ? "true" : "false");
                break;
            case PyInt number:
                sb.Append(number.Repr());
                break;
            case PyFloat number:
                sb.Append(FloatLiteral(number.Value));
                break;
            case PyList or PyTuple:
                using (PyThread.Current.EnterRecursion(" while encoding a JSON object"))
                {
                    WriteSequence(ref sb, value);
                }
                break;
            case PyDict dict:
                using (PyThread.Current.EnterRecursion(" while encoding a JSON object"))
                {
                    WriteDict(ref sb, dict);
                }
                break;
            default:
                WriteOther(ref sb, value);
                break;
        }
    }

    private string FloatLiteral(double value)
    {
        if (double.IsFinite(value))
        {
            return FloatText.Repr(value);
        }
        if (!_allowNan)
        {
            throw Err.ValueError("Out of range float values are not JSON compliant");
        }
        return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
    }

    private void WriteString(ref StrBuilder sb, PyStr text)
    {
        if (_escaping != Escaping.Custom)
        {
            JsonText.Append(ref sb, text, _escaping == Escaping.Ascii);
            return;
        }
        PyObject encoded = Ops.Call(_encoder, text);
        sb.Append(encoded as PyStr ?? throw Err.TypeError($"encoder() must return a string, not {Ops.TypeName(encoded)}"));
    }

    /// <summary>Notes a container that is being written; its mark.</summary>
    private PyInt? Enter(PyObject container)
    {
        if (_markers == null)
        {
            return null;
        }
        PyInt mark = PyInt.From(Identity.Id(container));
        if (_markers.Get(mark) != null)
        {
            throw Err.ValueError("Circular reference detected");
        }
        _markers.Set(mark, container);
        return mark;
    }

    private void Leave(PyInt? mark)
    {
        if (mark != null)
        {
            _markers!.Remove(mark);
        }
    }

    private void WriteOther(ref StrBuilder sb, PyObject value)
    {
        PyInt? mark = Enter(value);
        PyObject replacement = Ops.Call(_default, value);
        using (PyThread.Current.EnterRecursion(" while encoding a JSON object"))
        {
            Write(ref sb, replacement);
        }
        Leave(mark);
    }

    private void WriteSequence(ref StrBuilder sb, PyObject sequence)
    {
        PyObject source = sequence.Type == PyList.TypeObject || sequence.Type == PyTuple.TypeObject ? sequence : Ops.ToList(sequence);
        if (CountOf(source) == 0)
        {
            sb.Append("[]");
            return;
        }
        PyInt? mark = Enter(sequence);
        sb.Append('[');
        // The list may change while default() runs.
        for (int i = 0; i < CountOf(source); i++)
        {
            if (i > 0)
            {
                sb.Append(_itemSeparator);
            }
            Write(ref sb, source is PyList list ? list[i] : ((PyTuple)source)[i]);
        }
        Leave(mark);
        sb.Append(']');
    }

    private static int CountOf(PyObject sequence) => sequence is PyList list ? list.Count : ((PyTuple)sequence).Count;

    private void WriteDict(ref StrBuilder sb, PyDict dict)
    {
        if (dict.Count == 0)
        {
            sb.Append("{}");
            return;
        }
        PyInt? mark = Enter(dict);
        sb.Append('{');
        bool first = true;
        if (!_sortKeys && ReferenceEquals(dict.Type, PyDict.TypeObject))
        {
            // A copy: default() may change the dict.
            PyObject[] entries = new PyObject[dict.Count * 2];
            int position = 0;
            for (int i = 0; dict.Next(ref position, out PyObject key, out PyObject value); i += 2)
            {
                entries[i] = key;
                entries[i + 1] = value;
            }
            for (int i = 0; i < entries.Length; i += 2)
            {
                WritePair(ref sb, entries[i], entries[i + 1], ref first);
            }
        }
        else
        {
            PyList items = Ops.ToList(Ops.CallMethod(dict, Names.Items));
            if (_sortKeys)
            {
                Ops.CallMethod(items, "sort");
            }
            for (int i = 0; i < items.Count; i++)
            {
                if (items[i] is not PyTuple { Count: 2 } pair)
                {
                    throw Err.ValueError("items must return 2-tuples");
                }
                WritePair(ref sb, pair[0], pair[1], ref first);
            }
        }
        Leave(mark);
        sb.Append('}');
    }

    private void WritePair(ref StrBuilder sb, PyObject key, PyObject value, ref bool first)
    {
        PyStr? text = key switch
        {
            PyStr s => s,
            PyFloat number => new PyStr(FloatLiteral(number.Value)),
            PyBool flag => PyStr.Intern(ReferenceEquals(flag, PyBool.True) ? "true" : "false"),
            PyNone => PyStr.Intern("null"),
            PyInt number => new PyStr(number.Repr()),
            _ => null,
        };
        if (text == null)
        {
            if (_skipKeys)
            {
                return;
            }
            throw Err.TypeError($"keys must be str, int, float, bool or None, not {Ops.TypeName(key)}");
        }
        if (!first)
        {
            sb.Append(_itemSeparator);
        }
        first = false;
        WriteString(ref sb, text);
        sb.Append(_keySeparator);
        Write(ref sb, value);
    }

    [PyGetter("markers", Member = true, Doc = "markers")]
    private PyObject? Markers => _markers;

    [PyGetter("default", Member = true, Doc = "default")]
    private PyObject Default => _default;

    [PyGetter("encoder", Member = true, Doc = "encoder")]
    private PyObject Encoder => _encoder;

    [PyGetter("indent", Member = true, Doc = "indent")]
    private PyObject Indent => _indent;

    [PyGetter("key_separator", Member = true, Doc = "key_separator")]
    private PyObject KeySeparator => _keySeparator;

    [PyGetter("item_separator", Member = true, Doc = "item_separator")]
    private PyObject ItemSeparator => _itemSeparator;

    [PyGetter("sort_keys", Member = true, Doc = "sort_keys")]
    private bool SortKeys => _sortKeys;

    [PyGetter("skipkeys", Member = true, Doc = "skipkeys")]
    private bool SkipKeys => _skipKeys;
}

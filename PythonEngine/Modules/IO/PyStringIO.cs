using System.Text;

namespace PythonEngine.Modules.IO;

/// <summary><c>_io.StringIO</c></summary>
[PyType("StringIO", Module = "_io", Subclassable = true, HasInstanceFields = true)]
internal sealed partial class PyStringIO(PyType cls) : PyTextIOBase(cls)
{
    /// <summary>While text is only appended (and is BMP text) it gathers here; null once positions matter.</summary>
    private StringBuilder? _appended = new();
    private int[] _points = [];
    private int _length;
    private long _position;
    private bool _closed;
    private bool _ready;
    private string? _newline = "\n";
    private string? _writeNewline;
    private NewlineDecoder? _decoder;
    private bool _universal;

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyStringIO(cls);

    [PyMethod("__init__", "initial_value='', newline='\\n'")]
    private void Init(PyObject? initialValue = null, PyObject? newline = null)
    {
        _ready = false;
        string? mode = newline switch
        {
            null => "\n",
            PyNone => null,
            PyStr s => s.Value,
            _ => throw Err.TypeError($"newline must be str or None, not {Ops.TypeName(newline)}"),
        };
        if (mode is not (null or "" or "\n" or "\r" or "\r\n"))
        {
            throw Err.ValueError($"illegal newline value: {Ops.ReprText(newline!)}");
        }
        if (initialValue is not null and not PyNone and not PyStr)
        {
            throw Err.TypeError($"initial_value must be str or None, not {Ops.TypeName(initialValue)}");
        }
        _newline = mode;
        _universal = string.IsNullOrEmpty(mode);
        _writeNewline = mode is "\r" or "\r\n" ? mode : null;
        _decoder = _universal ? new NewlineDecoder(null, mode == null) : null;
        _appended = new StringBuilder();
        _points = [];
        _length = 0;
        _position = 0;
        _closed = false;
        _ready = true;
        if (initialValue is PyStr { Length: > 0 } text)
        {
            WriteText(text);
            Materialize();
            _position = 0;
        }
    }

    private void Check()
    {
        if (!_ready)
        {
            throw Err.ValueError("I/O operation on uninitialized object");
        }
        if (_closed)
        {
            throw Err.ValueError("I/O operation on closed file");
        }
    }

    private void Materialize()
    {
        if (_appended is not { } text)
        {
            return;
        }
        _appended = null;
        _points = new int[text.Length];
        int i = 0;
        foreach (ReadOnlyMemory<char> chunk in text.GetChunks())
        {
            foreach (char c in chunk.Span)
            {
                _points[i++] = c;
            }
        }
        _length = i;
        _position = i;
    }

    private void WriteText(PyStr text)
    {
        if (_decoder != null)
        {
            text = _decoder.Translate(text, final: true);
        }
        if (_writeNewline != null)
        {
            text = TextParts.ReplaceLineFeeds(text, _writeNewline);
        }
        if (_appended != null)
        {
            if (text.IsBmp)
            {
                _appended.Append(text.Bmp);
                return;
            }
            Materialize();
        }
        long end = _position + text.Length;
        if (end > Array.MaxLength)
        {
            throw Err.OverflowError("new position too large");
        }
        if (end > _points.Length)
        {
            Array.Resize(ref _points, (int)Math.Min(Array.MaxLength, end + (end >> 1)));
        }
        if (_position > _length)
        {
            _points.AsSpan(_length, (int)(_position - _length)).Clear();
        }
        TextParts.CopyTo(text, _points.AsSpan((int)_position));
        _position = end;
        _length = Math.Max(_length, (int)end);
    }

    [PyMethod("write", "s, /")]
    private long Write(PyObject s)
    {
        if (s is not PyStr text)
        {
            throw Err.TypeError($"string argument expected, got '{Ops.TypeName(s)}'");
        }
        Check();
        if (text.Length > 0)
        {
            WriteText(text);
        }
        return text.Length;
    }

    [PyMethod("getvalue", "")]
    internal PyObject GetValue()
    {
        Check();
        return _appended != null ? PyStr.FromBmp(_appended.ToString()) : PyStr.FromCodePoints(_points.AsSpan(0, _length));
    }

    [PyMethod("read", "size=-1, /")]
    private PyObject Read(PyObject? size = null)
    {
        Check();
        long n = IOModule.OptionalSize(size);
        if (_appended != null)
        {
            return PyStr.Empty;
        }
        long left = Math.Max(0, _length - _position);
        int count = (int)(n < 0 || n > left ? left : n);
        return TakeText(count);
    }

    private PyStr TakeText(int count)
    {
        if (count == 0)
        {
            return PyStr.Empty;
        }
        PyStr result = PyStr.FromCodePoints(_points.AsSpan((int)_position, count));
        _position += count;
        return result;
    }

    private int LineLength(long limit)
    {
        if (_appended != null || _position >= _length)
        {
            return 0;
        }
        ReadOnlySpan<int> rest = _points.AsSpan((int)_position, _length - (int)_position);
        if (limit >= 0 && limit < rest.Length)
        {
            rest = rest[..(int)limit];
        }
        int end;
        if (_newline == null || _newline == "\n")
        {
            end = rest.IndexOf('\n') + 1;
        }
        else if (_newline == "\r")
        {
            end = rest.IndexOf('\r') + 1;
        }
        else if (_newline.Length == 0)
        {
            end = rest.IndexOfAny('\n', '\r') + 1;
            if (end > 0 && rest[end - 1] == '\r' && end < rest.Length && rest[end] == '\n')
            {
                end++;
            }
        }
        else
        {
            int at = rest.IndexOf([(int)'\r', (int)'\n']);
            end = at < 0 ? 0 : at + 2;
        }
        return end > 0 ? end : rest.Length;
    }

    [PyMethod("readline", "size=-1, /")]
    private PyObject ReadLine(PyObject? size = null)
    {
        Check();
        return TakeText(LineLength(IOModule.OptionalSize(size)));
    }

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        Check();
        if (!IsExact(TypeObject))
        {
            PyObject line = Ops.CallMethod(this, Names.Readline);
            return line is PyStr text ? (text.Length == 0 ? null : text)
                : throw Err.Make(Exc.OSError, $"readline() should have returned a str object, not '{Ops.TypeName(line)}'");
        }
        int n = LineLength(-1);
        return n == 0 ? null : TakeText(n);
    }

    [PyMethod("tell", "")]
    private long Tell()
    {
        Check();
        return _appended != null ? _appended.Length : _position;
    }

    [PyMethod("seek", "pos, whence=0, /")]
    private long Seek(PyObject pos, int whence = 0)
    {
        Check();
        long offset = Ops.AsLong(pos);
        if (whence is not (0 or 1 or 2))
        {
            throw Err.ValueError($"Invalid whence ({whence}, should be 0, 1 or 2)");
        }
        if (offset < 0 && whence == 0)
        {
            throw Err.ValueError($"Negative seek position {offset}");
        }
        if (whence != 0 && offset != 0)
        {
            throw Err.Make(Exc.OSError, "Can't do nonzero cur-relative seeks");
        }
        Materialize();
        return _position = whence switch
        {
            0 => offset,
            1 => _position,
            _ => _length,
        };
    }

    [PyMethod("truncate", "pos=None, /")]
    private long Truncate(PyObject? pos = null)
    {
        Check();
        Materialize();
        long length = IOModule.OptionalSize(pos, _position);
        if (length < 0)
        {
            throw Err.ValueError($"Negative size value {length}");
        }
        _length = (int)Math.Min(_length, length);
        return length;
    }

    [PyMethod("close", "")]
    private void Close()
    {
        _closed = true;
        _appended = null;
        _points = [];
        _length = 0;
    }

    [PyMethod("readable", "")]
    private bool Readable()
    {
        Check();
        return true;
    }

    [PyMethod("writable", "")]
    private bool Writable()
    {
        Check();
        return true;
    }

    [PyMethod("seekable", "")]
    private bool Seekable()
    {
        Check();
        return true;
    }

    [PyGetter("closed")]
    private bool Closed => _ready ? _closed : throw Err.ValueError("I/O operation on uninitialized object");

    [PyGetter("line_buffering")]
    private bool LineBuffering
    {
        get
        {
            Check();
            return false;
        }
    }

    [PyGetter("newlines")]
    private PyObject Newlines
    {
        get
        {
            Check();
            return _decoder == null ? PyNone.Instance : _decoder.Newlines;
        }
    }

    [PyMethod("__getstate__", "")]
    private PyObject GetState()
    {
        PyObject value = GetValue();
        PyDict? dict = Ops.TryGetDict(this);
        return new PyTuple([value, _newline == null ? PyNone.Instance : new PyStr(_newline), PyInt.From(Tell()), dict == null ? PyNone.Instance : dict.Copy()]);
    }

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state)
    {
        if (state is not PyTuple { Count: >= 4 } tuple)
        {
            throw Err.TypeError($"{Type.FullName}.__setstate__ argument should be 4-tuple, got {Ops.TypeName(state)}");
        }
        Init(PyStr.Empty, tuple[1]);
        if (tuple[0] is not PyStr value)
        {
            throw Err.TypeError($"initial_value must be str or None, not {Ops.TypeName(tuple[0])}");
        }
        // The value has its final newlines already.
        Materialize();
        _points = new int[value.Length];
        TextParts.CopyTo(value, _points);
        _length = value.Length;
        if (tuple[2] is not PyInt)
        {
            throw Err.TypeError($"third item of state must be an integer, got {Ops.TypeName(tuple[2])}");
        }
        long position = Ops.AsLong(tuple[2]);
        _position = position >= 0 ? position : throw Err.ValueError("position value cannot be negative");
        if (!ReferenceEquals(tuple[3], PyNone.Instance))
        {
            if (tuple[3] is not PyDict dict)
            {
                throw Err.TypeError($"fourth item of state should be a dict, got a {Ops.TypeName(tuple[3])}");
            }
            Ops.TryGetDict(this)?.UpdateFrom(dict);
        }
    }
}

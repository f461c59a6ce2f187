namespace PythonEngine.Modules.IO;

/// <summary><c>_io.BytesIO</c></summary>
[PyType("BytesIO", Module = "_io", Subclassable = true, HasInstanceFields = true)]
internal sealed partial class PyBytesIO(PyType cls) : PyBufferedIOBase(cls), IBufferOwner
{
    private byte[]? _data = [];
    private int _length;
    private long _position;
    private int _exports;
    /// <summary>The array was handed out as a bytes object: copy before writing.</summary>
    private bool _shared;

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => new PyBytesIO(cls);

    [PyMethod("__init__", "initial_bytes=b''")]
    private void Init(PyObject? initialBytes = null)
    {
        CheckExports();
        _data = [];
        _length = 0;
        _position = 0;
        _shared = false;
        if (initialBytes is PyBytes bytes && bytes.GetType() == typeof(PyBytes))
        {
            _data = bytes.Data;
            _length = bytes.Length;
            _shared = true;
        }
        else if (initialBytes != null && !ReferenceEquals(initialBytes, PyNone.Instance))
        {
            BufferView view = Ops.GetBuffer(initialBytes);
            _data = view.Span.ToArray();
            _length = _data.Length;
            view.Release();
        }
    }

    private byte[] Data => _data ?? throw Err.ValueError("I/O operation on closed file.");

    private void CheckExports()
    {
        if (BufferExports.Remain(ref _exports))
        {
            throw Err.BufferError("Existing exports of data: object cannot be re-sized");
        }
    }

    /// <summary>Makes room for a length, the array being ours.</summary>
    private void Reserve(long length)
    {
        if (length > Array.MaxLength)
        {
            throw Err.OverflowError("new buffer size too large");
        }
        if (length > _data!.Length || _shared)
        {
            int capacity = length > _data.Length ? (int)Math.Min(Array.MaxLength, length + (length >> 3) + (length < 9 ? 3 : 6) + _data.Length / 2) : _data.Length;
            byte[] grown = new byte[capacity];
            _data.AsSpan(0, _length).CopyTo(grown);
            _data = grown;
            _shared = false;
        }
    }

    internal override bool TryGetBuffer(bool writable, out BufferView view)
    {
        view = default;
        return false;
    }

    void IBufferOwner.ReleaseBuffer() => System.Threading.Interlocked.Decrement(ref _exports);

    internal BufferView Export()
    {
        Reserve(_length);
        System.Threading.Interlocked.Increment(ref _exports);
        return new BufferView(_data.AsMemory(0, _length), this, readOnly: false);
    }

    private PyBytes Slice(int count)
    {
        if (count == 0)
        {
            return PyBytes.Empty;
        }
        PyBytes result = _shared && _position == 0 && count == _data!.Length ? new PyBytes(_data) : new PyBytes(_data.AsSpan((int)_position, count).ToArray());
        _position += count;
        return result;
    }

    private int Clip(long size)
    {
        long left = Math.Max(0, _length - _position);
        return (int)(size < 0 || size > left ? left : size);
    }

    [PyMethod("read", "size=-1, /")]
    private PyObject Read(PyObject? size = null)
    {
        _ = Data;
        return Slice(Clip(IOModule.OptionalSize(size)));
    }

    [PyMethod("read1", "size=-1, /")]
    private PyObject Read1(PyObject? size = null) => Read(size);

    [PyMethod("readinto", "buffer, /")]
    private long ReadInto(PyObject buffer)
    {
        BufferView view = Args.WritableBuffer(buffer, "readinto() argument");
        try
        {
            byte[] data = Data;
            int n = Clip(view.Memory.Length);
            if (n > 0)
            {
                data.AsSpan((int)_position, n).CopyTo(view.Memory.Span);
                _position += n;
            }
            return n;
        }
        finally
        {
            view.Release();
        }
    }

    private int LineLength(long limit)
    {
        int left = Clip(limit);
        if (left == 0)
        {
            return 0;
        }
        int newline = _data.AsSpan((int)_position, left).IndexOf((byte)'\n');
        return newline >= 0 ? newline + 1 : left;
    }

    [PyMethod("readline", "size=-1, /")]
    private PyObject ReadLine(PyObject? size = null)
    {
        _ = Data;
        return Slice(LineLength(IOModule.OptionalSize(size)));
    }

    [PyMethod("readlines", "size=None, /")]
    private PyObject ReadLines(PyObject? size = null)
    {
        _ = Data;
        long limit = 0;
        if (size != null && !ReferenceEquals(size, PyNone.Instance))
        {
            limit = size is PyInt ? Ops.AsLong(size) : throw Err.TypeError($"integer argument expected, got '{Ops.TypeName(size)}'");
        }
        PyList list = new();
        long total = 0;
        while (LineLength(-1) is var n and > 0)
        {
            list.Add(Slice(n));
            total += n;
            if (limit > 0 && total >= limit)
            {
                break;
            }
        }
        return list;
    }

    [PyMethod("__iter__")]
    private PyObject Iter()
    {
        _ = Data;
        return this;
    }

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        _ = Data;
        int n = LineLength(-1);
        return n == 0 ? null : Slice(n);
    }

    private long WriteBytes(ReadOnlySpan<byte> bytes)
    {
        _ = Data;
        CheckExports();
        if (bytes.Length == 0)
        {
            return 0;
        }
        long end = _position + bytes.Length;
        Reserve(Math.Max(end, _length));
        if (_position > _length)
        {
            _data.AsSpan(_length, (int)(_position - _length)).Clear();
        }
        bytes.CopyTo(_data.AsSpan((int)_position));
        _position = end;
        _length = Math.Max(_length, (int)end);
        return bytes.Length;
    }

    [PyMethod("write", "b, /")]
    private long Write(ReadOnlySpan<byte> b) => WriteBytes(b);

    [PyMethod("writelines", "lines, /")]
    private void WriteLines(PyObject lines)
    {
        _ = Data;
        PyObject iterator = Ops.Iter(lines);
        while (Ops.Next(iterator) is { } line)
        {
            BufferView view = Ops.GetBuffer(line);
            try
            {
                WriteBytes(view.Span);
            }
            finally
            {
                view.Release();
            }
        }
    }

    [PyMethod("getvalue", "")]
    private PyObject GetValue()
    {
        byte[] data = Data;
        if (_length == 0)
        {
            return PyBytes.Empty;
        }
        if (_length == data.Length && _exports == 0)
        {
            _shared = true;
            return new PyBytes(data);
        }
        return new PyBytes(data.AsSpan(0, _length).ToArray());
    }

    [PyMethod("getbuffer", "")]
    private PyObject GetBufferObject()
    {
        _ = Data;
        return Ops.Call(PyMemoryView.TypeObject, new PyBytesIOBuffer(this));
    }

    [PyMethod("seek", "pos, whence=0, /")]
    private long Seek(PyObject pos, int whence = 0)
    {
        _ = Data;
        long offset = Ops.AsLong(pos);
        if (offset < 0 && whence == 0)
        {
            throw Err.ValueError($"negative seek value {offset}");
        }
        long target = whence switch
        {
            0 => offset,
            1 => offset > long.MaxValue - _position ? throw Err.OverflowError("new position too large") : _position + offset,
            2 => offset > long.MaxValue - _length ? throw Err.OverflowError("new position too large") : _length + offset,
            _ => throw Err.ValueError($"invalid whence ({whence}, should be 0, 1 or 2)"),
        };
        return _position = Math.Max(0, target);
    }

    [PyMethod("tell", "")]
    private long Tell()
    {
        _ = Data;
        return _position;
    }

    [PyMethod("truncate", "size=None, /")]
    private long Truncate(PyObject? size = null)
    {
        _ = Data;
        CheckExports();
        long length = IOModule.OptionalSize(size, _position);
        if (length < 0)
        {
            throw Err.ValueError($"negative size value {length}");
        }
        if (length < _length)
        {
            Reserve(_length);
            _length = (int)length;
        }
        return length;
    }

    [PyMethod("readable", "")]
    private bool Readable() => Data.Length >= 0;

    [PyMethod("writable", "")]
    private bool Writable() => Data.Length >= 0;

    [PyMethod("seekable", "")]
    private bool Seekable() => Data.Length >= 0;

    [PyMethod("isatty", "")]
    private bool Isatty() => Data.Length < 0;

    [PyMethod("flush", "")]
    private void Flush() => _ = Data;

    [PyMethod("close", "")]
    private void Close()
    {
        CheckExports();
        _data = null;
        _length = 0;
    }

    [PyGetter("closed", Doc = "True if the file is closed.")]
    private bool Closed => _data == null;

    [PyMethod("__getstate__", "")]
    private PyObject GetState()
    {
        PyObject value = GetValue();
        PyDict? dict = Ops.TryGetDict(this);
        return new PyTuple([value, PyInt.From(_position), dict == null ? PyNone.Instance : dict.Copy()]);
    }

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state)
    {
        if (state is not PyTuple { Count: >= 3 } tuple)
        {
            throw Err.TypeError($"{Type.FullName}.__setstate__ argument should be 3-tuple, got {Ops.TypeName(state)}");
        }
        Init();
        BufferView view = Ops.GetBuffer(tuple[0]);
        WriteBytes(view.Span);
        view.Release();
        if (tuple[1] is not PyInt)
        {
            throw Err.TypeError($"second item of state must be an integer, got {Ops.TypeName(tuple[1])}");
        }
        long position = Ops.AsLong(tuple[1]);
        _position = position >= 0 ? position : throw Err.ValueError("position value cannot be negative");
        if (!ReferenceEquals(tuple[2], PyNone.Instance))
        {
            if (tuple[2] is not PyDict dict)
            {
                throw Err.TypeError($"third item of state should be a dict, got a {Ops.TypeName(tuple[2])}");
            }
            Ops.TryGetDict(this)?.UpdateFrom(dict);
        }
    }

    [PyMethod("__sizeof__", "")]
    private long Sizeof() => 64 + (_data?.Length ?? 0);
}

/// <summary>The exporter behind BytesIO.getbuffer().</summary>
[PyType("_BytesIOBuffer", Module = "_io", NoConstructor = true)]
internal sealed partial class PyBytesIOBuffer(PyBytesIO source) : PyObject
{
    internal override bool TryGetBuffer(bool writable, out BufferView view)
    {
        view = source.Export();
        return true;
    }
}

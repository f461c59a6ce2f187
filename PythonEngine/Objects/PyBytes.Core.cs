namespace PythonEngine.Objects;

internal partial class PyBytes
{
    internal static PyBytes Make(ReadOnlySpan<byte> data) => data.Length == 0 ? Empty : new PyBytes(data.ToArray());

    private static PyBytes Wrap(byte[] data) => data.Length == 0 ? Empty : new PyBytes(data);

    internal PyBytes ToExact() => GetType() == typeof(PyBytes) ? this : new PyBytes(Data);

    private PyBytes Part(int start, int length) => length == Length ? ToExact() : Make(Data.AsSpan(start, length));

    /// <summary>bytes(o), as the C API's PyObject_Bytes: no integers.</summary>
    internal static PyBytes FromObject(PyObject o)
    {
        if (o.GetType() == typeof(PyBytes))
        {
            return (PyBytes)o;
        }
        if (Ops.LookupSpecial(o, Names.Bytes) is { } method)
        {
            PyObject result = Ops.Call(method);
            return result as PyBytes ?? throw Err.TypeError($"__bytes__ returned non-bytes (type {Ops.TypeName(result)})");
        }
        byte[]? data = ByteText.TryCollect(o, "bytes must be in range(0, 256)");
        return data == null ? throw Err.TypeError($"cannot convert '{Ops.TypeName(o)}' object to bytes") : new PyBytes(data);
    }

    [PyNew("source=b'', encoding='utf-8', errors='strict'")]
    private static PyObject New(PyType cls, PyObject? source = null, PyObject? encoding = null, PyObject? errors = null)
    {
        if (source != null && source.GetType() == typeof(PyBytes) && encoding == null && errors == null && ReferenceEquals(cls, TypeObject))
        {
            return source;
        }
        byte[] data = ByteText.Construct(source, encoding, errors, "bytes") ?? [];
        return ReferenceEquals(cls, TypeObject) ? Wrap(data) : new PyBytesInstance(cls, data);
    }

    private long _hash;

    [PyMethod("__hash__")]
    private long Hash()
    {
        if (_hash == 0)
        {
            _hash = ByteText.Hash(Data);
        }
        return _hash;
    }

    [PyMethod("__repr__")]
    internal PyObject Repr()
    {
        StrBuilder sb = new(Data.Length + 8);
        ByteText.AppendRepr(ref sb, Data);
        return sb.ToPyStr();
    }

    [PyMethod("__str__")]
    private PyObject StrSlot() => Repr();

    [PyMethod("__bytes__", "")]
    private PyObject BytesMethod() => ToExact();

    [PyMethod("__iter__")]
    private PyObject Iter() => new PyBytesIterator(this);

    [PyMethod("__concat__")]
    private PyObject Concat(PyObject other)
    {
        BufferView view = default;
        if (other is not PyBytes && !other.TryGetBuffer(false, out view))
        {
            throw Err.TypeError($"can't concat {Ops.TypeName(other)} to bytes");
        }
        try
        {
            ReadOnlySpan<byte> right = other is PyBytes b ? b.Data : view.Span;
            if (Data.Length == 0 && other.GetType() == typeof(PyBytes))
            {
                return other;
            }
            if (right.Length == 0)
            {
                return ToExact();
            }
            byte[] result = ByteText.Allocate((long)Data.Length + right.Length);
            Data.CopyTo(result, 0);
            right.CopyTo(result.AsSpan(Data.Length));
            return new PyBytes(result);
        }
        finally
        {
            view.Release();
        }
    }

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key)
    {
        if (key is PySlice slice)
        {
            long count = Ops.SliceIndices(slice, Data.Length, out long start, out _, out long step);
            if (count <= 0)
            {
                return Empty;
            }
            if (step == 1)
            {
                return Part((int)start, (int)count);
            }
            byte[] result = new byte[count];
            for (int i = 0; i < result.Length; i++, start += step)
            {
                result[i] = Data[start];
            }
            return new PyBytes(result);
        }
        if (key is not PyInt && !Indexing.IsIndex(key))
        {
            throw Err.TypeError($"byte indices must be integers or slices, not {Ops.TypeName(key)}");
        }
        long index = Ops.AsIndex(key);
        if (index < 0)
        {
            index += Data.Length;
        }
        return (ulong)index < (ulong)Data.Length ? PyInt.From(Data[index]) : throw Err.IndexError("index out of range");
    }

    [PyMethod("__getnewargs__", "")]
    private PyObject GetNewArgs() => new PyTuple([new PyBytes(Data)]);

    [PyMethod("__sizeof__", "")]
    private long SizeOf() => 33 + Data.Length;
}

/// <summary><c>bytes_iterator</c></summary>
[PyType("bytes_iterator", NoConstructor = true)]
internal sealed partial class PyBytesIterator(PyBytes bytes) : PyObject
{
    private PyBytes? _bytes = bytes;
    private int _index;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_bytes == null)
        {
            return null;
        }
        if (_index < _bytes.Length)
        {
            return PyInt.From(_bytes.Data[_index++]);
        }
        _bytes = null;
        return null;
    }

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => _bytes == null ? 0 : _bytes.Length - _index;

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => Indexing.ReduceIterator(_bytes, PyTuple.Empty, _index);

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state)
    {
        long index = Ops.AsLong(state);
        if (_bytes != null)
        {
            _index = (int)Math.Clamp(index, 0, _bytes.Length);
        }
    }
}

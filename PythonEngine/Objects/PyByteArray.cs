using System.Threading;

namespace PythonEngine.Objects;

/// <summary><c>bytearray</c>. Removing from the front moves the start, so that it works as a queue.</summary>
[PyType("bytearray", Subclassable = true)]
internal partial class PyByteArray : PyObject, IBufferOwner
{
    private byte[] _data = [];
    private int _start;
    private int _count;
    private int _exports;

    public PyByteArray()
    {
    }

    /// <summary>Takes the array over.</summary>
    public PyByteArray(byte[] data)
    {
        _data = data;
        _count = data.Length;
    }

    public int Length => _count;

    public Span<byte> Span => _data.AsSpan(_start, _count);

    internal static PyByteArray Make(ReadOnlySpan<byte> data) => new(data.ToArray());

    private static PyByteArray Wrap(byte[] data) => new(data);

    private PyByteArray Part(int start, int length) => Make(Span.Slice(start, length));

    internal override bool TryGetBuffer(bool writable, out BufferView view)
    {
        Interlocked.Increment(ref _exports);
        view = new BufferView(_data.AsMemory(_start, _count), this, readOnly: false);
        return true;
    }

    public void ReleaseBuffer() => Interlocked.Decrement(ref _exports);

    private void CheckResizable()
    {
        if (BufferExports.Remain(ref _exports))
        {
            throw Err.BufferError("Existing exports of data: object cannot be re-sized");
        }
    }

    /// <summary>Changes the length; new bytes at the end are not cleared.</summary>
    internal void Resize(int length)
    {
        if (length == _count)
        {
            return;
        }
        CheckResizable();
        if (_start + length > _data.Length)
        {
            int capacity = length <= _data.Length ? _data.Length : (int)Math.Min(Array.MaxLength, Math.Max(length, (long)_count + (_count >> 3) + 16));
            byte[] bigger = new byte[capacity];
            Span.CopyTo(bigger);
            _data = bigger;
            _start = 0;
        }
        _count = length;
        if (length == 0)
        {
            _start = 0;
            _data = _data.Length > 4096 ? [] : _data;
        }
    }

    /// <summary>Replaces a range by other bytes.</summary>
    internal void Splice(int start, int length, ReadOnlySpan<byte> replacement)
    {
        int growth = replacement.Length - length;
        if (growth != 0)
        {
            CheckResizable();
            int tail = _count - start - length;
            if (growth < 0 && start == 0)
            {
                _start -= growth;
                _count += growth;
            }
            else if (growth < 0)
            {
                Span.Slice(start + length, tail).CopyTo(Span[(start + replacement.Length)..]);
                Resize(_count + growth);
            }
            else
            {
                Resize(checked(_count + growth));
                Span.Slice(start + length, tail).CopyTo(Span[(start + replacement.Length)..]);
            }
        }
        replacement.CopyTo(Span[start..]);
    }

    internal void Append(byte value)
    {
        if (_count == Array.MaxLength)
        {
            throw Err.MemoryError();
        }
        Resize(_count + 1);
        _data[_start + _count - 1] = value;
    }

    internal void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0)
        {
            return;
        }
        if ((long)_count + bytes.Length > Array.MaxLength)
        {
            throw Err.MemoryError();
        }
        int at = _count;
        Resize(_count + bytes.Length);
        bytes.CopyTo(Span[at..]);
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        ReferenceEquals(cls, TypeObject) ? new PyByteArray() : new PyByteArrayInstance(cls);

    [PyMethod("__init__", "source=b'', encoding='utf-8', errors='strict'")]
    private void Init(PyObject? source = null, PyObject? encoding = null, PyObject? errors = null)
    {
        if (_count != 0)
        {
            Resize(0);
        }
        byte[]? data = ByteText.Construct(source, encoding, errors, "bytearray");
        if (data != null)
        {
            CheckResizable();
            _data = source is PyBytes or PyStr ? (byte[])data.Clone() : data;
            _start = 0;
            _count = data.Length;
        }
    }

    [PyMethod("__repr__")]
    private PyObject Repr()
    {
        StrBuilder sb = new(_count + 16);
        sb.Append(Type.Name);
        sb.Append('(');
        ByteText.AppendRepr(ref sb, Span);
        sb.Append(')');
        return sb.ToPyStr();
    }

    [PyMethod("__str__")]
    private PyObject StrSlot() => Repr();

    [PyMethod("__iter__")]
    private PyObject Iter() => new PyByteArrayIterator(this);

    private static PyException CannotConcat(PyObject other) => Err.TypeError($"can't concat {Ops.TypeName(other)} to bytearray");

    [PyMethod("__concat__")]
    private PyObject Concat(PyObject other)
    {
        if (!other.TryGetBuffer(false, out BufferView view))
        {
            throw CannotConcat(other);
        }
        try
        {
            byte[] result = ByteText.Allocate((long)_count + view.Span.Length);
            Span.CopyTo(result);
            view.Span.CopyTo(result.AsSpan(_count));
            return new PyByteArray(result);
        }
        finally
        {
            view.Release();
        }
    }

    [PyMethod("__iconcat__")]
    private PyObject InplaceConcat(PyObject other)
    {
        if (other is PyBytes bytes)
        {
            Append(bytes.Data);
            return this;
        }
        if (!other.TryGetBuffer(false, out BufferView view))
        {
            throw CannotConcat(other);
        }
        byte[] copy;
        try
        {
            // A copy, because the source may be this very object.
            copy = view.Span.ToArray();
        }
        finally
        {
            view.Release();
        }
        Append(copy);
        return this;
    }

    [PyMethod("__irepeat__")]
    private PyObject InplaceRepeat(long count)
    {
        byte[] result = ByteText.Repeat(Span, count);
        Splice(0, _count, result);
        return this;
    }

    private static long IndexOf(PyObject key) => Indexing.IsIndex(key) ? Ops.AsIndex(key)
        : throw Err.TypeError($"bytearray indices must be integers or slices, not {Ops.TypeName(key)}");

    private int ItemIndex(PyObject key) => ItemIndex(IndexOf(key));

    private int ItemIndex(long index)
    {
        if (index < 0)
        {
            index += _count;
        }
        return (ulong)index < (ulong)_count ? (int)index : throw Err.IndexError("bytearray index out of range");
    }

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key)
    {
        if (key is not PySlice slice)
        {
            return PyInt.From(Span[ItemIndex(key)]);
        }
        long count = Ops.SliceIndices(slice, _count, out long start, out _, out long step);
        if (step == 1)
        {
            return Part((int)Math.Min(start, _count), (int)Math.Max(count, 0));
        }
        byte[] result = new byte[Math.Max(count, 0)];
        for (int i = 0; i < result.Length; i++, start += step)
        {
            result[i] = Span[(int)start];
        }
        return new PyByteArray(result);
    }

    /// <summary>Stores a byte; false where that is an error, or the index negative.</summary>
    internal bool TrySet(long index, long value)
    {
        Span<byte> span = Span;
        if ((ulong)index >= (ulong)span.Length || (ulong)value > 255)
        {
            return false;
        }
        span[(int)index] = (byte)value;
        return true;
    }

    [PyMethod("__setitem__")]
    private void SetItem(PyObject key, PyObject? value)
    {
        if (key is not PySlice slice)
        {
            long index = IndexOf(key);
            if (value == null)
            {
                Splice(ItemIndex(index), 1, default);
                return;
            }
            // As CPython: a value that is no byte is complained of before an index out of range, and may change the length.
            byte b = ByteText.ByteValue(value);
            Span[ItemIndex(index)] = b;
            return;
        }
        byte[] data = [];
        if (value != null)
        {
            data = value switch
            {
                PyByteArray array => array.Span.ToArray(),
                PyStr or PyInt => throw CannotAssign(),
                _ => ByteText.TryCollect(value, "byte must be in range(0, 256)") ?? throw CannotAssign(),
            };
        }
        long count = Ops.SliceIndices(slice, _count, out long start, out long stop, out long step);
        if (step == 1)
        {
            int from = (int)Math.Min(start, _count);
            Splice(from, (int)Math.Max(0, Math.Min(stop, _count) - from), data);
            return;
        }
        if (value == null)
        {
            if (count <= 0)
            {
                return;
            }
            if (step < 0)
            {
                start += step * (count - 1);
                step = -step;
            }
            CheckResizable();
            int target = (int)start;
            for (int i = (int)start, k = 0; i < _count; i++)
            {
                if (k < count && i == start + k * step)
                {
                    k++;
                    continue;
                }
                Span[target++] = Span[i];
            }
            Resize(target);
            return;
        }
        if (data.Length != count)
        {
            throw Err.ValueError($"attempt to assign bytes of size {data.Length} to extended slice of size {count}");
        }
        for (int i = 0; i < data.Length; i++, start += step)
        {
            Span[(int)start] = data[i];
        }
    }

    private static PyException CannotAssign() => Err.TypeError("can assign only bytes, buffers, or iterables of ints in range(0, 256)");

    [PyMethod("append", "item, /")]
    private void AppendMethod(PyObject item) => Append(ByteText.ByteValue(item));

    [PyMethod("extend", "iterable_of_ints, /")]
    private void Extend(PyObject iterable_of_ints)
    {
        if (iterable_of_ints is PyByteArray other)
        {
            Append(other.Span.ToArray());
            return;
        }
        if (iterable_of_ints is PyStr)
        {
            if (Ops.Len(iterable_of_ints) == 0)
            {
                return;
            }
            throw Err.TypeError("'str' object cannot be interpreted as an integer");
        }
        byte[] data = ByteText.TryCollect(iterable_of_ints, "byte must be in range(0, 256)")
            ?? throw Err.TypeError($"can't extend bytearray with {Ops.TypeName(iterable_of_ints)}");
        Append(data);
    }

    [PyMethod("insert", "index, item, /")]
    private void Insert(long index, PyObject item)
    {
        byte value = ByteText.ByteValue(item);
        if (index < 0)
        {
            index = Math.Max(0, index + _count);
        }
        Splice((int)Math.Min(index, _count), 0, [value]);
    }

    [PyMethod("pop", "index=-1, /")]
    private PyObject Pop(PyObject? index = null)
    {
        long at = index == null ? -1 : Ops.AsIndex(index);
        if (_count == 0)
        {
            throw Err.IndexError("pop from empty bytearray");
        }
        if (at < 0)
        {
            at += _count;
        }
        if ((ulong)at >= (ulong)_count)
        {
            throw Err.IndexError("pop index out of range");
        }
        byte value = Span[(int)at];
        Splice((int)at, 1, default);
        return PyInt.From(value);
    }

    [PyMethod("remove", "value, /")]
    private void Remove(PyObject value)
    {
        int at = Span.IndexOf(ByteText.ByteValue(value));
        if (at < 0)
        {
            throw Err.ValueError("value not found in bytearray");
        }
        Splice(at, 1, default);
    }

    [PyMethod("reverse", "")]
    private void Reverse() => Span.Reverse();

    [PyMethod("clear", "")]
    private void Clear() => Resize(0);

    [PyMethod("copy", "")]
    private PyObject Copy() => Make(Span);

    [PyMethod("__alloc__", "")]
    private long Alloc() => _data.Length + 1;

    [PyMethod("__sizeof__", "")]
    private long SizeOf() => 56 + _data.Length;

    private PyObject State() => Pickling.GetState(this);

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => new PyTuple([Type, PyTuple.Of(Codecs.DecodeLatin1(Span), new PyStr("latin-1")), State()]);

    [PyMethod("__reduce_ex__", "proto=0, /")]
    private PyObject ReduceEx(int proto = 0) => proto < 3
        ? Reduce()
        : new PyTuple([Type, _count == 0 ? PyTuple.Empty : new PyTuple([PyBytes.Make(Span)]), State()]);
}

/// <summary><c>bytearray_iterator</c></summary>
[PyType("bytearray_iterator", NoConstructor = true)]
internal sealed partial class PyByteArrayIterator(PyByteArray array) : PyObject
{
    private PyByteArray? _array = array;
    private int _index;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        if (_array == null)
        {
            return null;
        }
        if (_index < _array.Length)
        {
            return PyInt.From(_array.Span[_index++]);
        }
        _array = null;
        return null;
    }

    [PyMethod("__length_hint__", "")]
    private long LengthHint() => _array == null ? 0 : Math.Max(0, _array.Length - _index);

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => Indexing.ReduceIterator(_array, PyTuple.Empty, _index);

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state)
    {
        long index = Ops.AsLong(state);
        if (_array != null)
        {
            _index = (int)Math.Clamp(index, 0, _array.Length);
        }
    }
}

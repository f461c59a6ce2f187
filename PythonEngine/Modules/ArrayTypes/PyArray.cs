using System.Runtime.InteropServices;

namespace PythonEngine.Modules.ArrayTypes;

/// <summary><c>array.array</c>: numbers of one C type, kept in a bytearray that also counts the exported buffers.</summary>
[PyType("array", Module = "array", Subclassable = true, Doc = "array(typecode [, initializer]) -> array")]
internal partial class PyArray : PyObject, IBufferOwner
{
    internal const string TypeCodes = "bBuhHiIlLqQfd";

    private PyByteArray _bytes = new();
    private char _code = 'b';
    private int _size = 1;

    private int Count => _bytes.Length / _size;

    internal override bool TryGetBuffer(bool writable, out BufferView view)
    {
        _bytes.TryGetBuffer(writable, out view);
        view.Format = _code == 'u' ? "w" : _code.ToString();
        view.ItemSize = _size;
        view.Owner = this;
        return true;
    }

    public void ReleaseBuffer() => _bytes.ReleaseBuffer();

    private static PyArray Make(char code, ReadOnlySpan<byte> data) => new() { _code = code, _size = SizeOf(code), _bytes = PyByteArray.Make(data) };

    private static int SizeOf(char code) => code switch
    {
        'b' or 'B' => 1,
        'h' or 'H' => 2,
        'u' or 'i' or 'I' or 'f' => 4,
        _ => 8,
    };

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 } && Indexing.SameInit(cls, TypeObject))
        {
            throw Err.TypeError("array.array() takes no keyword arguments");
        }
        int given = args.Length - (kwnames?.Count ?? 0);
        if (given is < 1 or > 2)
        {
            throw Err.TypeError(given < 1 ? "array() takes at least 1 argument (0 given)" : $"array() takes at most 2 arguments ({given} given)");
        }
        if (args[0] is not PyStr { Length: 1 } name)
        {
            throw Err.TypeError($"array() argument 1 must be a unicode character, not {Ops.TypeName(args[0])}");
        }
        char code = name.Value[0];
        if (!TypeCodes.Contains(code))
        {
            throw Err.ValueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
        }
        PyArray array = (PyArray)Allocate(cls);
        array._code = code;
        array._size = SizeOf(code);
        PyObject? initial = given == 2 ? args[1] : null;
        switch (initial)
        {
            case null:
                break;
            case PyStr bytes when code != 'u' && PyThread.Current.Engine.Python2 != null:
                array.FromBytes(new PyBytes(Python2.Python2Text.ToBytes(bytes)));
                break;
            case PyStr text:
                if (code != 'u')
                {
                    throw Err.TypeError($"cannot use a str to initialize an array with typecode '{code}'");
                }
                array.FromUnicode(text);
                break;
            case PyArray { _code: 'u' } when code != 'u':
                throw Err.TypeError($"cannot use a unicode array to initialize an array with typecode '{code}'");
            case PyBytes or PyByteArray:
                array.FromBytes(initial);
                break;
            default:
                array.Extend(initial is PyArray ? Ops.ToList(initial) : initial);
                break;
        }
        return array;
    }

    private PyObject Load(int index)
    {
        ReadOnlySpan<byte> at = _bytes.Span.Slice(index * _size, _size);
        return _code switch
        {
            'b' => PyInt.From((sbyte)at[0]),
            'B' => PyInt.From(at[0]),
            'u' => MemoryMarshal.Read<uint>(at) is var c and <= 0x10FFFF ? PyStr.FromChar((int)c) : throw Err.ValueError("chr() arg not in range(0x110000)"),
            'h' => PyInt.From(MemoryMarshal.Read<short>(at)),
            'H' => PyInt.From(MemoryMarshal.Read<ushort>(at)),
            'i' => PyInt.From(MemoryMarshal.Read<int>(at)),
            'I' => PyInt.From(MemoryMarshal.Read<uint>(at)),
            'l' or 'q' => PyInt.From(MemoryMarshal.Read<long>(at)),
            'L' or 'Q' => PyInt.From(new BigInteger(MemoryMarshal.Read<ulong>(at))),
            'f' => new PyFloat(MemoryMarshal.Read<float>(at)),
            _ => new PyFloat(MemoryMarshal.Read<double>(at)),
        };
    }

    private static int CodePoint(uint value) => value <= 0x10FFFF ? (int)value
        : throw Err.ValueError($"character U+{value:x} is not in range [U+0000; U+10ffff]");

    private static PyStr Text(ReadOnlySpan<int> points)
    {
        foreach (int point in points)
        {
            CodePoint((uint)point);
        }
        return PyStr.FromCodePoints(points);
    }

    /// <summary>The bytes of one item.</summary>
    private void Encode(PyObject value, Span<byte> to)
    {
        switch (_code)
        {
            case 'u':
                if (value is not PyStr { Length: 1 } text)
                {
                    throw Err.TypeError("array item must be unicode character");
                }
                MemoryMarshal.Write(to, (int)Ops.AsLong(Ops.Call(Indexing.Builtin("ord"), text)));
                return;
            case 'f':
                MemoryMarshal.Write(to, (float)Ops.AsDouble(value));
                return;
            case 'd':
                MemoryMarshal.Write(to, Ops.AsDouble(value));
                return;
        }
        PyInt number = Ops.Index(value);
        BigInteger big = number.TryGetLong(out long small) ? small : number.Big;
        (BigInteger low, BigInteger high, string name) = _code switch
        {
            'b' => (sbyte.MinValue, (BigInteger)sbyte.MaxValue, "signed char"),
            'B' => (0, byte.MaxValue, "unsigned byte integer"),
            'h' => (short.MinValue, short.MaxValue, "signed short integer"),
            'H' => (0, ushort.MaxValue, "unsigned short"),
            'i' => (int.MinValue, int.MaxValue, "signed integer"),
            'I' => (0, uint.MaxValue, "unsigned int"),
            'l' or 'q' => (long.MinValue, long.MaxValue, "int"),
            _ => (BigInteger.Zero, (BigInteger)ulong.MaxValue, "int"),
        };
        if (big < low || big > high)
        {
            throw _code switch
            {
                'l' or 'q' => Err.OverflowError(_code == 'q' ? "int too big to convert" : "Python int too large to convert to C long"),
                'I' or 'L' or 'Q' when big < 0 => Err.OverflowError("can't convert negative value to unsigned int"),
                'L' or 'Q' => Err.OverflowError("Python int too large to convert to C unsigned long"),
                _ => Err.OverflowError(big < low ? $"{name} is less than minimum" : $"{name} is greater than maximum"),
            };
        }
        ulong bits = big < 0 ? unchecked((ulong)(long)big) : (ulong)big;
        for (int i = 0; i < to.Length; i++, bits >>= 8)
        {
            to[i] = (byte)bits;
        }
    }

    private void InsertAt(int index, PyObject value)
    {
        Span<byte> item = stackalloc byte[8];
        item = item[.._size];
        Encode(value, item);
        _bytes.Splice(index * _size, 0, item);
    }

    [PyMethod("append", "v, /", Doc = "Append new value v to the end of the array.")]
    private void Append(PyObject v) => InsertAt(Count, v);

    [PyMethod("extend", "bb, /", Doc = "Append items to the end of the array.")]
    private void Extend(PyObject bb)
    {
        if (bb is PyArray other)
        {
            if (other._code != _code)
            {
                throw Err.TypeError("can only extend with array of same kind");
            }
            _bytes.Append(other._bytes.Span.ToArray());
            return;
        }
        PyObject it = Ops.Iter(bb);
        while (Ops.Next(it) is { } item)
        {
            Append(item);
        }
    }

    [PyMethod("insert", "i, v, /", Doc = "Insert a new item v into the array before position i.")]
    private void Insert(long i, PyObject v)
    {
        int count = Count;
        InsertAt((int)Math.Clamp(i < 0 ? i + count : i, 0, count), v);
    }

    [PyMethod("pop", "i=-1, /", Doc = "Return the i-th element and delete it from the array.")]
    private PyObject Pop(long i = -1)
    {
        int count = Count;
        if (count == 0)
        {
            throw Err.IndexError("pop from empty array");
        }
        i = i < 0 ? i + count : i;
        if ((ulong)i >= (ulong)count)
        {
            throw Err.IndexError("pop index out of range");
        }
        PyObject item = Load((int)i);
        _bytes.Splice((int)i * _size, _size, default);
        return item;
    }

    private int Find(PyObject v, int from, int to)
    {
        for (int i = from; i < to && i < Count; i++)
        {
            if (Ops.Compare(Load(i), v, CompareOp.Eq))
            {
                return i;
            }
        }
        return -1;
    }

    [PyMethod("index", "v, start=0, stop=9223372036854775807, /", Doc = "Return index of first occurrence of v in the array.")]
    private long Index(PyObject v, PyObject? start = null, PyObject? stop = null)
    {
        Indexing.Range(start, stop, Count, out long first, out int last);
        int at = first > int.MaxValue ? -1 : Find(v, (int)first, last);
        return at >= 0 ? at : throw Err.ValueError("array.index(x): x not in array");
    }

    [PyMethod("count", "v, /", Doc = "Return number of occurrences of v in the array.")]
    private long CountOf(PyObject v)
    {
        long n = 0;
        for (int at = Find(v, 0, int.MaxValue); at >= 0; at = Find(v, at + 1, int.MaxValue))
        {
            n++;
        }
        return n;
    }

    [PyMethod("remove", "v, /", Doc = "Remove the first occurrence of v in the array.")]
    private void Remove(PyObject v)
    {
        int at = Find(v, 0, int.MaxValue);
        if (at < 0)
        {
            throw Err.ValueError("array.remove(x): x not in array");
        }
        _bytes.Splice(at * _size, _size, default);
    }

    [PyMethod("reverse", "", Doc = "Reverse the order of the items in the array.")]
    private void Reverse()
    {
        _bytes.Span.Reverse();
        Swap();
    }

    /// <summary>Reverses the bytes of each item.</summary>
    private void Swap()
    {
        Span<byte> all = _bytes.Span;
        for (int i = 0; i < all.Length; i += _size)
        {
            all.Slice(i, _size).Reverse();
        }
    }

    [PyMethod("byteswap", "", Doc = "Byteswap all items of the array.")]
    private void ByteSwap() => Swap();

    [PyMethod("buffer_info", "", Doc = "Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's contents.")]
    private PyObject BufferInfo() => PyTuple.Of(Ops.Call(Indexing.Builtin("id"), _bytes), PyInt.From(Count));

    [PyMethod("tobytes", "", Doc = "Convert the array to an array of machine values and return the bytes representation.")]
    private PyObject ToBytes() => new PyBytes(_bytes.Span.ToArray());

    [PyMethod("frombytes", "buffer, /", Doc = "Appends items from the string, interpreting it as an array of machine values, as if it had been read from a file using the fromfile() method.")]
    private void FromBytes(PyObject buffer)
    {
        BufferView view = Ops.GetBuffer(buffer);
        byte[] data;
        try
        {
            data = view.Span.ToArray();
        }
        finally
        {
            view.Release();
        }
        if (data.Length % _size != 0)
        {
            throw Err.ValueError("bytes length not a multiple of item size");
        }
        _bytes.Append(data);
    }

    [PyMethod("tolist", "", Doc = "Convert array to an ordinary list with the same items.")]
    private PyObject ToList()
    {
        PyList list = new();
        for (int i = 0; i < Count; i++)
        {
            list.Add(Load(i));
        }
        return list;
    }

    [PyMethod("fromlist", "list, /", Doc = "Append items to array from list.")]
    private void FromList(PyObject list)
    {
        if (list is not PyList source)
        {
            throw Err.TypeError("arg must be list");
        }
        int before = _bytes.Length;
        try
        {
            Extend(source);
        }
        catch (PyException)
        {
            // All or nothing.
            _bytes.Splice(before, _bytes.Length - before, default);
            throw;
        }
    }

    [PyMethod("tounicode", "", Doc = "Extends this array with data from the unicode string ustr.")]
    private PyObject ToUnicode() => _code == 'u'
        ? Text(MemoryMarshal.Cast<byte, int>(_bytes.Span))
        : throw Err.ValueError("tounicode() may only be called on unicode type arrays");

    [PyMethod("fromunicode", "ustr, /", Doc = "Extends this array with data from the unicode string ustr.")]
    private void FromUnicode(PyStr ustr)
    {
        if (_code != 'u')
        {
            throw Err.ValueError("fromunicode() may only be called on unicode type arrays");
        }
        Extend(ustr);
    }

    [PyMethod("tofile", "f, /", Doc = "Write all items (as machine values) to the file object f.")]
    private void ToFile(PyObject f) => Ops.CallMethod(f, "write", ToBytes());

    [PyMethod("fromfile", "f, n, /", Doc = "Read n objects from the file object f and append them to the end of the array.")]
    private void FromFile(PyObject f, long n)
    {
        if (n < 0)
        {
            throw Err.ValueError("negative count");
        }
        PyObject data = Ops.CallMethod(f, "read", PyInt.From(checked(n * _size)));
        if (data is not PyBytes bytes)
        {
            throw Err.TypeError("read() didn't return bytes");
        }
        FromBytes(bytes);
        if (Ops.Len(bytes) != n * _size)
        {
            throw Err.EOFError("read() didn't return enough bytes");
        }
    }

    [PyGetter("typecode")]
    private string TypeCode => _code.ToString();

    [PyGetter("itemsize")]
    private long ItemSize => _size;

    [PyMethod("__len__")]
    private long Len() => Count;

    [PyMethod("__iter__")]
    private PyObject Iter() => new PyArrayIterator(this);

    internal PyObject? At(int index) => index < Count ? Load(index) : null;

    [PyMethod("__contains__")]
    private bool Contains(PyObject v) => Find(v, 0, int.MaxValue) >= 0;

    private int ItemIndex(PyObject key, string message)
    {
        if (!Indexing.IsIndex(key))
        {
            throw Err.TypeError("array indices must be integers");
        }
        long index = Ops.AsIndex(key);
        index = index < 0 ? index + Count : index;
        return (ulong)index < (ulong)Count ? (int)index : throw Err.IndexError(message);
    }

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key)
    {
        if (key is not PySlice slice)
        {
            return Load(ItemIndex(key, "array index out of range"));
        }
        long count = Ops.SliceIndices(slice, Count, out long start, out _, out long step);
        byte[] part = new byte[Math.Max(count, 0) * _size];
        for (long i = 0; i < count; i++, start += step)
        {
            _bytes.Span.Slice((int)start * _size, _size).CopyTo(part.AsSpan((int)i * _size));
        }
        return Make(_code, part);
    }

    [PyMethod("__setitem__")]
    private void SetItem(PyObject key, PyObject? value)
    {
        if (key is not PySlice slice)
        {
            int at = ItemIndex(key, "array assignment index out of range");
            if (value == null)
            {
                _bytes.Splice(at * _size, _size, default);
                return;
            }
            Span<byte> item = stackalloc byte[8];
            Encode(value, item[.._size]);
            item[.._size].CopyTo(_bytes.Span.Slice(at * _size, _size));
            return;
        }
        byte[] data = [];
        if (value != null)
        {
            if (value is not PyArray other)
            {
                throw Err.TypeError($"can only assign array (not \"{Ops.TypeName(value)}\") to array slice");
            }
            data = other._code == _code ? other._bytes.Span.ToArray() : throw Err.TypeError("bad argument type for built-in operation");
        }
        long count = Math.Max(0, Ops.SliceIndices(slice, Count, out long start, out _, out long step));
        if (step == 1)
        {
            _bytes.Splice((int)Math.Min(start, Count) * _size, (int)count * _size, data);
            return;
        }
        if (value == null)
        {
            for (long i = 0; i < count; i++)
            {
                // From the highest index down, so that the lower ones stay where they are.
                long at = step > 0 ? start + ((count - 1 - i) * step) : start + (i * step);
                _bytes.Splice((int)at * _size, _size, default);
            }
            return;
        }
        if (data.Length / _size != count)
        {
            throw Err.ValueError($"attempt to assign array of size {data.Length / _size} to extended slice of size {count}");
        }
        for (int i = 0; i < count; i++, start += step)
        {
            data.AsSpan(i * _size, _size).CopyTo(_bytes.Span.Slice((int)start * _size, _size));
        }
    }

    [PyMethod("__concat__")]
    private PyObject Concat(PyObject other)
    {
        if (other is not PyArray array)
        {
            throw Err.TypeError($"can only append array (not \"{Ops.TypeName(other)}\") to array");
        }
        return array._code == _code ? Make(_code, [.. _bytes.Span, .. array._bytes.Span]) : throw Err.TypeError("bad argument type for built-in operation");
    }

    [PyMethod("__iconcat__")]
    private PyObject InplaceConcat(PyObject other)
    {
        if (other is not PyArray)
        {
            throw Err.TypeError($"can only extend with array (not \"{Ops.TypeName(other)}\")");
        }
        Extend(other);
        return this;
    }

    /// <summary>Raises MemoryError before memory is filled in vain.</summary>
    private void CheckRepeated(long count)
    {
        if (count > 0 && _bytes.Span.Length > Array.MaxLength / count)
        {
            throw Err.MemoryError();
        }
    }

    [PyMethod("__repeat__")]
    private PyObject Repeat(long count)
    {
        CheckRepeated(count);
        PyArray result = Make(_code, default);
        for (long i = 0; i < count; i++)
        {
            result._bytes.Append(_bytes.Span);
        }
        return result;
    }

    [PyMethod("__irepeat__")]
    private PyObject InplaceRepeat(long count)
    {
        CheckRepeated(count);
        byte[] once = _bytes.Span.ToArray();
        if (count <= 0)
        {
            _bytes.Resize(0);
        }
        for (long i = 1; i < count; i++)
        {
            _bytes.Append(once);
        }
        return this;
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (other is not PyArray array)
        {
            return PyNotImplemented.Instance;
        }
        return Ops.RichCompare(ToList(), array.ToList(), op);
    }

    [PyMethod("__repr__")]
    private string Repr() => Count == 0 ? $"{Type.Name}('{_code}')"
        : $"{Type.Name}('{_code}', {Ops.ReprText(_code == 'u' ? ToUnicode() : ToList())})";

    [PyMethod("__copy__", "")]
    private PyObject Copy() => Make(_code, _bytes.Span);

    [PyMethod("__deepcopy__", "unused, /")]
    private PyObject DeepCopy(PyObject unused) => Copy();

    [PyMethod("__reduce_ex__", "value, /", Doc = "Pickles the items as machine values, for protocols that know bytes.")]
    private PyObject ReduceEx(PyObject value)
    {
        if (value is not PyInt)
        {
            throw Err.TypeError("__reduce_ex__ argument should be an integer");
        }
        PyObject attributes = Ops.TryGetAttr(this, Names.Dict) ?? PyNone.Instance;
        PyStr code = PyStr.FromChar(_code);
        return Ops.AsLong(value) < 3
            ? new PyTuple([Type, PyTuple.Of(code, ToList()), attributes])
            : new PyTuple([ArrayPickling.Reconstructor, new PyTuple([Type, code, PyInt.From(ArrayPickling.FormatOf(_code)), ToBytes()]), attributes]);
    }
}

/// <summary>The iterator of an array; it sees items that are added meanwhile.</summary>
[PyType("arrayiterator", Module = "array")]
internal sealed partial class PyArrayIterator(PyArray array) : PyObject
{
    private PyArray? _array = array;
    private int _index;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        PyObject? item = _array?.At(_index++);
        if (item == null)
        {
            _array = null;
        }
        return item;
    }

    [PyMethod("__reduce__", "", Doc = "Return state information for pickling.")]
    private PyObject Reduce()
    {
        PyObject iter = Indexing.Builtin("iter");
        return _array == null ? PyTuple.Of(iter, new PyTuple([PyTuple.Empty])) : new PyTuple([iter, new PyTuple([_array]), PyInt.From(_index)]);
    }

    [PyMethod("__setstate__", "state, /", Doc = "Set state information for unpickling.")]
    private void SetState(PyObject state)
    {
        long index = state is PyInt ? Args.Size(state) : throw Err.TypeError("an integer is required");
        if (_array != null)
        {
            _index = (int)Math.Clamp(index, 0, Ops.Len(_array));
        }
    }
}

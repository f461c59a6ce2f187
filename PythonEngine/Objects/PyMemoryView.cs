using System.Buffers.Binary;

namespace PythonEngine.Objects;

/// <summary>One export of an object's memory, shared by the memoryviews made from it; the last release gives it back.</summary>
internal sealed class ManagedBuffer(PyObject obj, BufferView view)
{
    internal readonly PyObject Object = obj;
    internal readonly BufferView View = view;
    private int _references;

    internal void AddReference() => _references++;

    internal void RemoveReference()
    {
        if (--_references == 0)
        {
            View.Release();
            GC.SuppressFinalize(this);
        }
    }

    // A view that was dropped without release() must not pin its object's size for ever.
    ~ManagedBuffer() => View.Release();
}

/// <summary>An object whose buffer is another object's: views of it tell the other one as theirs.</summary>
internal interface IBufferForwarder
{
    PyMemoryView Forwarded { get; }
}

/// <summary><c>memoryview</c></summary>
[PyType("memoryview")]
internal sealed partial class PyMemoryView : PyObject, IBufferOwner
{
    private ManagedBuffer? _buffer;
    private readonly Memory<byte> _memory;
    private readonly long _offset;
    private readonly string _format;
    private readonly int _itemSize;
    private readonly bool _readOnly;
    private readonly long[] _shape;
    private readonly long[] _strides;
    private int _exports;
    private long _hash = -1;

    private PyMemoryView(ManagedBuffer buffer, Memory<byte> memory, long offset, string format, int itemSize, bool readOnly, long[] shape, long[] strides)
    {
        _buffer = buffer;
        buffer.AddReference();
        _memory = memory;
        _offset = offset;
        _format = format;
        _itemSize = itemSize;
        _readOnly = readOnly;
        _shape = shape;
        _strides = strides;
    }

    internal static PyMemoryView FromObject(PyObject obj)
    {
        if (obj is IBufferForwarder forwarder)
        {
            obj = forwarder.Forwarded;
        }
        if (obj is PyMemoryView other)
        {
            ManagedBuffer shared = other.Alive();
            return new PyMemoryView(shared, other._memory, other._offset, other._format, other._itemSize, other._readOnly, other._shape, other._strides);
        }
        if (!obj.TryGetBuffer(false, out BufferView view))
        {
            throw Err.TypeError($"memoryview: a bytes-like object is required, not '{Ops.TypeName(obj)}'");
        }
        string format = view.Format ?? "B";
        int size = Math.Max(view.ItemSize, 1);
        long[] shape = view.Shape ?? [view.Memory.Length / size];
        return new PyMemoryView(new ManagedBuffer(obj, view), view.Memory, 0, format, size, view.ReadOnly, shape, view.Strides ?? Contiguous(shape, size));
    }

    private static long[] Contiguous(long[] shape, long itemSize)
    {
        long[] strides = new long[shape.Length];
        for (int i = shape.Length - 1; i >= 0; i--)
        {
            strides[i] = itemSize;
            itemSize *= shape[i];
        }
        return strides;
    }

    private ManagedBuffer Alive() => _buffer ?? throw Err.ValueError("operation forbidden on released memoryview object");

    [PyNew("object")]
    private static PyObject New(PyType cls, PyObject @object) => FromObject(@object);

    internal override bool TryGetBuffer(bool writable, out BufferView view)
    {
        Alive();
        if (writable && _readOnly)
        {
            throw Err.BufferError("memoryview: underlying buffer is not writable");
        }
        bool contiguous = IsContiguous();
        view = contiguous
            ? new BufferView(_memory.Slice((int)_offset, (int)ByteLength), this, _readOnly, _format, _itemSize)
            : new BufferView(_memory, this, _readOnly, _format, _itemSize);
        if (!contiguous)
        {
            if (_offset != 0 || _strides.Length != 1)
            {
                // Consumers see strides from the start of the memory; a copy serves readers of anything else.
                if (writable)
                {
                    throw Err.BufferError("memoryview: underlying buffer is not C-contiguous");
                }
                view = new BufferView(ToBytes(), this, true, _format, _itemSize) { Shape = _shape };
            }
            else
            {
                view.Shape = _shape;
                view.Strides = _strides;
            }
        }
        else if (_shape.Length != 1)
        {
            view.Shape = _shape;
        }
        System.Threading.Interlocked.Increment(ref _exports);
        return true;
    }

    public void ReleaseBuffer() => System.Threading.Interlocked.Decrement(ref _exports);

    /// <summary>The bytes of a view in C order.</summary>
    internal static byte[] Flatten(in BufferView view)
    {
        if (view.Strides == null)
        {
            return view.Span.ToArray();
        }
        long[] shape = view.Shape ?? [view.Memory.Length / view.ItemSize];
        ByteBuilder sb = new(view.Memory.Length);
        Collect(view.Span, 0, shape, view.Strides, view.ItemSize, 0, ref sb);
        return sb.ToArray();
    }

    private static void Collect(ReadOnlySpan<byte> memory, long offset, long[] shape, long[] strides, int size, int dimension, ref ByteBuilder sb)
    {
        if (dimension == shape.Length)
        {
            sb.Append(memory.Slice((int)offset, size));
            return;
        }
        for (long i = 0; i < shape[dimension]; i++, offset += strides[dimension])
        {
            Collect(memory, offset, shape, strides, size, dimension + 1, ref sb);
        }
    }

    private long ByteLength
    {
        get
        {
            long n = _itemSize;
            foreach (long dimension in _shape)
            {
                n *= dimension;
            }
            return n;
        }
    }

    private bool IsContiguous()
    {
        long expected = _itemSize;
        for (int i = _shape.Length - 1; i >= 0; i--)
        {
            if (_shape[i] == 0)
            {
                return true;
            }
            if (_shape[i] > 1 && _strides[i] != expected)
            {
                return false;
            }
            expected *= _shape[i];
        }
        return true;
    }

    private bool IsFortran()
    {
        long expected = _itemSize;
        for (int i = 0; i < _shape.Length; i++)
        {
            if (_shape[i] == 0)
            {
                return true;
            }
            if (_shape[i] > 1 && _strides[i] != expected)
            {
                return false;
            }
            expected *= _shape[i];
        }
        return true;
    }

    private byte[] ToBytes()
    {
        if (IsContiguous())
        {
            return _memory.Span.Slice((int)_offset, (int)ByteLength).ToArray();
        }
        ByteBuilder sb = new((int)ByteLength);
        Collect(_memory.Span, _offset, _shape, _strides, _itemSize, 0, ref sb);
        return sb.ToArray();
    }

    /// <summary>The one native format character, without '@'; '\0' for structures.</summary>
    private char Code => _format.Length == 1 ? _format[0] : _format.Length == 2 && _format[0] == '@' ? _format[1] : '\0';

    private static int SizeOfCode(char code) => code switch
    {
        'c' or 'b' or 'B' or '?' => 1,
        'h' or 'H' or 'e' => 2,
        'i' or 'I' or 'f' => 4,
        'l' or 'L' or 'q' or 'Q' or 'n' or 'N' or 'd' or 'P' => 8,
        _ => 0,
    };

    private PyObject Unpack(long offset)
    {
        ReadOnlySpan<byte> item = _memory.Span.Slice((int)offset, _itemSize);
        switch (Code)
        {
            case 'B':
                return PyInt.From(item[0]);
            case 'b':
                return PyInt.From((sbyte)item[0]);
            case 'c':
                return new PyBytes([item[0]]);
            case '?':
                return PyBool.From(item[0] != 0);
            case 'h':
                return PyInt.From(BinaryPrimitives.ReadInt16LittleEndian(item));
            case 'H':
                return PyInt.From(BinaryPrimitives.ReadUInt16LittleEndian(item));
            case 'i':
                return PyInt.From(BinaryPrimitives.ReadInt32LittleEndian(item));
            case 'I':
                return PyInt.From(BinaryPrimitives.ReadUInt32LittleEndian(item));
            case 'l' or 'q' or 'n':
                return PyInt.From(BinaryPrimitives.ReadInt64LittleEndian(item));
            case 'L' or 'Q' or 'N' or 'P':
                return PyInt.From((BigInteger)BinaryPrimitives.ReadUInt64LittleEndian(item));
            case 'e':
                return new PyFloat((double)BinaryPrimitives.ReadHalfLittleEndian(item));
            case 'f':
                return new PyFloat(BinaryPrimitives.ReadSingleLittleEndian(item));
            case 'd':
                return new PyFloat(BinaryPrimitives.ReadDoubleLittleEndian(item));
            default:
                throw Err.NotImplementedError($"memoryview: format {_format} not supported");
        }
    }

    private PyException InvalidValue() => Err.ValueError($"memoryview: invalid value for format '{_format}'");

    private PyException InvalidType() => Err.TypeError($"memoryview: invalid type for format '{_format}'");

    private void Pack(long offset, PyObject value)
    {
        char code = Code;
        Span<byte> packed = stackalloc byte[8];
        switch (code)
        {
            case 'c':
                packed[0] = value is PyBytes bytes ? bytes.Length == 1 ? bytes.Data[0] : throw InvalidValue() : throw InvalidType();
                break;
            case '?':
                packed[0] = Ops.IsTrue(value) ? (byte)1 : (byte)0;
                break;
            case 'e' or 'f' or 'd':
                double d;
                try
                {
                    d = Ops.AsDouble(value);
                }
                catch (PyException e) when (e.Matches(Exc.TypeError))
                {
                    throw InvalidType();
                }
                if (code == 'd')
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(packed, d);
                }
                else if (code == 'f')
                {
                    BinaryPrimitives.WriteSingleLittleEndian(packed, (float)d);
                }
                else
                {
                    BinaryPrimitives.WriteHalfLittleEndian(packed, (Half)d);
                }
                break;
            case '\0':
                throw Err.NotImplementedError($"memoryview: format {_format} not supported");
            default:
                if (SizeOfCode(code) == 0)
                {
                    throw Err.NotImplementedError($"memoryview: format {_format} not supported");
                }
                if (!Indexing.IsIndex(value))
                {
                    throw InvalidType();
                }
                PyInt number = Ops.Index(value);
                bool unsigned = code is 'B' or 'H' or 'I' or 'L' or 'Q' or 'N' or 'P';
                try
                {
                    number.ToByteArray(_itemSize, little: true, signed: !unsigned).CopyTo(packed);
                }
                catch (PyException e) when (e.Matches(Exc.OverflowError))
                {
                    throw InvalidValue();
                }
                break;
        }
        Alive();
        packed[.._itemSize].CopyTo(_memory.Span[(int)offset..]);
    }

    private long ItemOffset(long offset, long index, int dimension)
    {
        long n = _shape[dimension];
        if (index < 0)
        {
            index += n;
        }
        return (ulong)index < (ulong)n ? offset + index * _strides[dimension] : throw Err.IndexError($"index out of bounds on dimension {dimension + 1}");
    }

    /// <summary>Offset of the item that an index or a tuple of indices names; -1 for slices.</summary>
    private long Locate(PyObject key)
    {
        if (key is PyTuple tuple)
        {
            bool slices = tuple.Count > 0, indices = true;
            foreach (PyObject part in tuple.Items)
            {
                slices &= part is PySlice;
                indices &= Indexing.IsIndex(part);
            }
            if (indices)
            {
                if (tuple.Count < _shape.Length)
                {
                    throw Err.NotImplementedError("sub-views are not implemented");
                }
                if (tuple.Count > _shape.Length)
                {
                    throw Err.TypeError($"cannot index {_shape.Length}-dimension view with {tuple.Count}-element tuple");
                }
                long at = _offset;
                for (int i = 0; i < tuple.Count; i++)
                {
                    at = ItemOffset(at, Ops.AsIndex(tuple[i]), i);
                }
                return at;
            }
            if (slices)
            {
                throw Err.NotImplementedError("multi-dimensional slicing is not implemented");
            }
            throw Err.TypeError("memoryview: invalid slice key");
        }
        if (key is PySlice)
        {
            return -1;
        }
        if (!Indexing.IsIndex(key))
        {
            throw Err.TypeError("memoryview: invalid slice key");
        }
        if (_shape.Length == 0)
        {
            throw Err.TypeError("invalid indexing of 0-dim memory");
        }
        if (_shape.Length > 1)
        {
            throw Err.NotImplementedError("multi-dimensional sub-views are not implemented");
        }
        return ItemOffset(_offset, Ops.AsIndex(key), 0);
    }

    private PyMemoryView Slice(PySlice slice)
    {
        if (_shape.Length == 0)
        {
            throw Err.TypeError("invalid indexing of 0-dim memory");
        }
        long count = Ops.SliceIndices(slice, _shape[0], out long start, out _, out long step);
        long[] shape = (long[])_shape.Clone(), strides = (long[])_strides.Clone();
        shape[0] = Math.Max(count, 0);
        strides[0] *= step;
        return new PyMemoryView(Alive(), _memory, count > 0 ? _offset + start * _strides[0] : _offset, _format, _itemSize, _readOnly, shape, strides);
    }

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key)
    {
        Alive();
        if (key is PyEllipsis && _shape.Length == 0)
        {
            return this;
        }
        if (key is PyTuple { Count: 0 } && _shape.Length == 0)
        {
            return Unpack(_offset);
        }
        long at = Locate(key);
        return at >= 0 ? Unpack(at) : Slice((PySlice)key);
    }

    [PyMethod("__setitem__")]
    private void SetItem(PyObject key, PyObject? value)
    {
        Alive();
        if (_readOnly)
        {
            throw Err.TypeError("cannot modify read-only memory");
        }
        if (value == null)
        {
            throw Err.TypeError("cannot delete memory");
        }
        if (_shape.Length == 0)
        {
            if (key is PyEllipsis or PyTuple { Count: 0 })
            {
                Pack(_offset, value);
                return;
            }
            throw Err.TypeError("invalid indexing of 0-dim memory");
        }
        long at = Locate(key);
        if (at >= 0)
        {
            Pack(at, value);
            return;
        }
        if (_shape.Length > 1)
        {
            throw Err.NotImplementedError("memoryview slice assignments are currently restricted to ndim = 1");
        }
        PyMemoryView target = Slice((PySlice)key);
        PyMemoryView source = FromObject(value);
        try
        {
            if (source._shape.Length != 1 || source._shape[0] != target._shape[0] || source._itemSize != target._itemSize
                || source._format.TrimStart('@') != target._format.TrimStart('@'))
            {
                throw Err.ValueError("memoryview assignment: lvalue and rvalue have different structures");
            }
            if (source.IsContiguous() && target.IsContiguous())
            {
                source._memory.Span.Slice((int)source._offset, (int)source.ByteLength).CopyTo(target._memory.Span[(int)target._offset..]);
                return;
            }
            byte[] bytes = source.ToBytes();
            for (long i = 0, to = target._offset; i < target._shape[0]; i++, to += target._strides[0])
            {
                bytes.AsSpan((int)i * _itemSize, _itemSize).CopyTo(_memory.Span[(int)to..]);
            }
        }
        finally
        {
            source.ReleaseNow();
            target.ReleaseNow();
        }
    }

    [PyMethod("__len__")]
    private long Len()
    {
        Alive();
        return _shape.Length == 0 ? 1 : _shape[0];
    }

    [PyMethod("__iter__")]
    private PyObject Iter()
    {
        Alive();
        if (_shape.Length == 0)
        {
            throw Err.TypeError("invalid indexing of 0-dim memory");
        }
        if (_shape.Length > 1)
        {
            throw Err.NotImplementedError("multi-dimensional sub-views are not implemented");
        }
        return new PyMemoryIterator(this);
    }

    internal PyObject? ItemAt(long index) => index < Len() ? Unpack(ItemOffset(_offset, index, 0)) : null;

    private void ReleaseNow()
    {
        _buffer?.RemoveReference();
        _buffer = null;
    }

    [PyMethod("release", "")]
    private void Release()
    {
        if (_buffer == null)
        {
            return;
        }
        if (_exports > 0)
        {
            throw Err.BufferError($"memoryview has {_exports} exported buffer{(_exports == 1 ? "" : "s")}");
        }
        ReleaseNow();
    }

    [PyMethod("__enter__", "")]
    private PyObject Enter()
    {
        Alive();
        return this;
    }

    [PyMethod("__exit__", "*args")]
    private void Exit(ReadOnlySpan<PyObject> args) => Release();

    [PyMethod("tobytes", "order='C'")]
    private PyObject ToBytesMethod(PyObject? order = null)
    {
        Alive();
        if (order is PyStr { Value: not ("C" or "F" or "A") })
        {
            throw Err.ValueError("order must be 'C', 'F' or 'A'");
        }
        if (order is PyStr { Value: "F" } || (order is PyStr { Value: "A" } && !IsContiguous() && IsFortran()))
        {
            long[] shape = (long[])_shape.Clone(), strides = (long[])_strides.Clone();
            Array.Reverse(shape);
            Array.Reverse(strides);
            ByteBuilder sb = new((int)ByteLength);
            Collect(_memory.Span, _offset, shape, strides, _itemSize, 0, ref sb);
            return new PyBytes(sb.ToArray());
        }
        return new PyBytes(ToBytes());
    }

    [PyMethod("hex", "sep=None, bytes_per_sep=1", Doc = "The bytes as hexadecimal digits; sep goes between groups of bytes_per_sep bytes, counted from the right, or from the left when it is negative.\n\n>>> value = memoryview(bytes([202, 254, 1]))\n>>> value.hex()\n'cafe01'\n>>> value.hex(':')\n'ca:fe:01'\n>>> value.hex(':', 2)\n'ca:fe01'\n>>> value.hex(':', -2)\n'cafe:01'")]
    private string Hex(PyObject? sep = null, long bytes_per_sep = 1)
    {
        Alive();
        return ByteText.Hex(ToBytes(), sep, bytes_per_sep);
    }

    [PyMethod("tolist", "")]
    private PyObject ToList()
    {
        Alive();
        return ToList(_offset, 0);
    }

    private PyObject ToList(long offset, int dimension)
    {
        if (dimension == _shape.Length)
        {
            return Unpack(offset);
        }
        PyList list = new((int)_shape[dimension]);
        for (long i = 0; i < _shape[dimension]; i++, offset += _strides[dimension])
        {
            list.Add(ToList(offset, dimension + 1));
        }
        return list;
    }

    [PyMethod("toreadonly", "")]
    private PyObject ToReadOnly() => new PyMemoryView(Alive(), _memory, _offset, _format, _itemSize, true, _shape, _strides);

    [PyMethod("cast", "format, shape=None")]
    private PyObject Cast(PyStr format, PyObject? shape = null)
    {
        Alive();
        if (!IsContiguous())
        {
            throw Err.TypeError("memoryview: casts are restricted to C-contiguous views");
        }
        if (shape != null && shape is not (PyList or PyTuple))
        {
            throw Err.TypeError("shape must be a list or a tuple");
        }
        if (shape != null && _shape.Length != 1 && Ops.Len(shape) != 1)
        {
            throw Err.TypeError("memoryview: cast must be 1D -> ND or ND -> 1D");
        }
        if (shape == null && _shape.Length != 1)
        {
            foreach (long n in _shape)
            {
                if (n == 0)
                {
                    throw Err.TypeError("memoryview: cannot cast view with zeros in shape or strides");
                }
            }
        }
        string text = format.Value;
        char code = text.Length == 1 ? text[0] : text.Length == 2 && text[0] == '@' ? text[1] : '\0';
        int size = SizeOfCode(code);
        if (size == 0)
        {
            throw Err.ValueError("memoryview: destination format must be a native single character format prefixed with an optional '@'");
        }
        if (SizeOfCode(Code) == 0)
        {
            throw Err.ValueError("memoryview: source format must be a native single character format prefixed with an optional '@'");
        }
        if (Code is not ('B' or 'b' or 'c') && code is not ('B' or 'b' or 'c'))
        {
            throw Err.TypeError("memoryview: cannot cast between two non-byte formats");
        }
        long bytes = ByteLength;
        if (bytes % size != 0)
        {
            throw Err.TypeError("memoryview: length is not a multiple of itemsize");
        }
        long[] dimensions = [bytes / size];
        if (shape != null)
        {
            PyObject[] items = Ops.ToArray(shape);
            if (items.Length > 64)
            {
                throw Err.ValueError("memoryview: number of dimensions must not exceed 64");
            }
            dimensions = new long[items.Length];
            long product = size;
            for (int i = 0; i < items.Length; i++)
            {
                if (items[i] is not PyInt)
                {
                    throw Err.TypeError("memoryview.cast(): elements of shape must be integers");
                }
                dimensions[i] = Ops.AsLong(items[i]);
                if (dimensions[i] <= 0)
                {
                    throw Err.ValueError("memoryview.cast(): elements of shape must be integers > 0");
                }
                product = dimensions[i] > bytes ? long.MaxValue / 2 : product == long.MaxValue / 2 ? product : product * dimensions[i];
            }
            if (product != bytes)
            {
                throw Err.TypeError("memoryview: product(shape) * itemsize != buffer size");
            }
        }
        return new PyMemoryView(Alive(), _memory, _offset, text, size, _readOnly, dimensions, Contiguous(dimensions, size));
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne))
        {
            return PyNotImplemented.Instance;
        }
        if (_buffer == null || other is PyMemoryView { _buffer: null })
        {
            return PyBool.From(ReferenceEquals(this, other) == (op == CompareOp.Eq));
        }
        PyMemoryView right;
        if (other is PyMemoryView view)
        {
            right = view;
        }
        else
        {
            if (!other.TryGetBuffer(false, out BufferView probe))
            {
                return PyNotImplemented.Instance;
            }
            probe.Release();
            right = FromObject(other);
        }
        bool equal = EqualTo(right);
        if (!ReferenceEquals(right, other))
        {
            right.ReleaseNow();
        }
        return PyBool.From(equal == (op == CompareOp.Eq));
    }

    private bool EqualTo(PyMemoryView other)
    {
        if (!_shape.AsSpan().SequenceEqual(other._shape))
        {
            return false;
        }
        if (Code == other.Code && Code is not ('e' or 'f' or 'd' or '\0'))
        {
            return ToBytes().AsSpan().SequenceEqual(other.ToBytes());
        }
        if (SizeOfCode(Code) == 0 || SizeOfCode(other.Code) == 0)
        {
            return Code == '\0' && _format == other._format && ToBytes().AsSpan().SequenceEqual(other.ToBytes());
        }
        return Ops.IsTrue(Ops.RichCompare(ToList(_offset, 0), other.ToList(other._offset, 0), CompareOp.Eq));
    }

    [PyMethod("__hash__")]
    private long Hash()
    {
        if (_hash != -1)
        {
            return _hash;
        }
        ManagedBuffer buffer = Alive();
        if (!_readOnly)
        {
            throw Err.ValueError("cannot hash writable memoryview object");
        }
        if (Code is not ('B' or 'b' or 'c'))
        {
            throw Err.ValueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
        }
        // The owner must be hashable too.
        Ops.Hash(buffer.Object);
        return _hash = ByteText.Hash(ToBytes());
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<{(_buffer == null ? "released memory" : "memory")} at 0x{RuntimeHelpers.GetHashCode(this):x12}>";

    private PyTuple Numbers(long[] values)
    {
        Alive();
        PyObject[] items = new PyObject[values.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = PyInt.From(values[i]);
        }
        return PyTuple.From(items);
    }

    private T Checked<T>(T value)
    {
        Alive();
        return value;
    }

    [PyGetter("obj")]
    private PyObject ObjectAttribute => Alive().Object;

    [PyGetter("nbytes")]
    private long NBytes => Checked(ByteLength);

    [PyGetter("itemsize")]
    private long ItemSize => Checked(_itemSize);

    [PyGetter("format")]
    private string Format => Checked(_format);

    [PyGetter("ndim")]
    private long NDim => Checked(_shape.Length);

    [PyGetter("shape")]
    private PyObject Shape => Numbers(_shape);

    [PyGetter("strides")]
    private PyObject Strides => Numbers(_strides);

    [PyGetter("suboffsets")]
    private PyObject SubOffsets => Checked(PyTuple.Empty);

    [PyGetter("readonly")]
    private bool ReadOnly => Checked(_readOnly);

    [PyGetter("c_contiguous")]
    private bool CContiguous => Checked(IsContiguous());

    [PyGetter("f_contiguous")]
    private bool FContiguous => Checked(IsFortran());

    [PyGetter("contiguous")]
    private bool AnyContiguous => Checked(IsContiguous() || IsFortran());
}

/// <summary><c>memory_iterator</c></summary>
[PyType("memory_iterator", NoConstructor = true)]
internal sealed partial class PyMemoryIterator(PyMemoryView view) : PyObject
{
    private PyMemoryView? _view = view;
    private long _index;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        PyObject? item = _view?.ItemAt(_index++);
        if (item == null)
        {
            _view = null;
        }
        return item;
    }
}

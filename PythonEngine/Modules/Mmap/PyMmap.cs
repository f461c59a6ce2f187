using System.Buffers;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Mmap;

/// <summary><c>mmap.mmap</c>: a mapping, closed when nothing refers to it or its buffers any more.</summary>
[PyType("mmap", Module = "mmap", Subclassable = true, Doc = "mmap(fileno, length[, flags[, prot[, access[, offset]]]])\n\nMaps length bytes of a file (all of it when length is 0), or of anonymous memory when fileno is -1.")]
internal unsafe partial class PyMmap : PyObject, IBufferOwner
{
    private static readonly ArgSpec s_parameters = new("", "fileno length flags prot access offset", 0, 6, 0b11, false);

    private byte* _data;
    private long _size;
    private long _position;
    private long _offset;
    private int _fd = -1;
    private int _access;
    private int _exports;

    ~PyMmap() => Unmap();

    private void Unmap()
    {
        if (_data != null)
        {
            _ = Libc.munmap(_data, (nuint)_size);
            _data = null;
        }
        if (_fd >= 0)
        {
            _ = Libc.close(_fd);
            _fd = -1;
        }
    }

    private void CheckOpen()
    {
        if (_data == null)
        {
            throw Err.ValueError("mmap closed or invalid");
        }
    }

    private void CheckWritable()
    {
        if (_access == MmapModule.ACCESS_READ)
        {
            throw Err.TypeError("mmap can't modify a readonly memory map.");
        }
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject?[] given = Args.Bind(s_parameters, args, kwnames);
        int fd = SysCall.AsCInt(given[0]!);
        long size = Args.Size(given[1]!);
        int flags = given[2] == null ? Libc.MAP_SHARED : SysCall.AsCInt(given[2]!);
        int protection = given[3] == null ? Libc.PROT_READ | Libc.PROT_WRITE : SysCall.AsCInt(given[3]!);
        int access = given[4] == null ? MmapModule.ACCESS_DEFAULT : SysCall.AsCInt(given[4]!);
        long offset = given[5] == null ? 0 : Args.Int64(given[5]!);
        if (size < 0)
        {
            throw Err.OverflowError("memory mapped length must be positive");
        }
        if (offset < 0)
        {
            throw Err.OverflowError("memory mapped offset must be positive");
        }
        if (access != MmapModule.ACCESS_DEFAULT && (flags != Libc.MAP_SHARED || protection != (Libc.PROT_READ | Libc.PROT_WRITE)))
        {
            throw Err.ValueError("mmap can't specify both access and flags, prot.");
        }
        switch (access)
        {
            case MmapModule.ACCESS_READ:
                protection = Libc.PROT_READ;
                break;
            case MmapModule.ACCESS_WRITE:
                break;
            case MmapModule.ACCESS_COPY:
                flags = Libc.MAP_PRIVATE;
                break;
            case MmapModule.ACCESS_DEFAULT:
                if ((protection & (Libc.PROT_READ | Libc.PROT_WRITE)) != (Libc.PROT_READ | Libc.PROT_WRITE))
                {
                    access = (protection & Libc.PROT_WRITE) != 0 ? MmapModule.ACCESS_WRITE : MmapModule.ACCESS_READ;
                }
                break;
            default:
                throw Err.ValueError("mmap invalid access parameter.");
        }
        if (fd != -1)
        {
            FitToFile(fd, offset, ref size);
        }
        PyMmap self = (PyMmap)Allocate(cls);
        self._access = access;
        self._offset = offset;
        self._size = size;
        if (fd == -1)
        {
            flags |= Libc.MAP_ANONYMOUS;
        }
        else
        {
            self._fd = SysCall.Check(Libc.fcntl(fd, Libc.F_DUPFD_CLOEXEC, 0));
        }
        byte* data = Libc.mmap(null, (nuint)size, protection, flags, fd, offset);
        if (data == Libc.MapFailed)
        {
            throw SysCall.LastError();
        }
        self._data = data;
        return self;
    }

    /// <summary>Tests a mapping of a regular file against the file's size.</summary>
    private static void FitToFile(int fd, long offset, ref long size)
    {
        if (!Posix.PosixModule.TryFileSize(fd, out long fileSize))
        {
            return;
        }
        if (size == 0)
        {
            if (fileSize == 0)
            {
                throw Err.ValueError("cannot mmap an empty file");
            }
            if (offset >= fileSize)
            {
                throw Err.ValueError("mmap offset is greater than file size");
            }
            size = fileSize - offset;
        }
        else if (offset > fileSize || fileSize - offset < size)
        {
            throw Err.ValueError("mmap length is greater than file size");
        }
    }

    /// <summary>The mapping as .NET memory; keeps the mapping from being collected.</summary>
    private sealed class Mapping(PyMmap owner) : MemoryManager<byte>
    {
        public override Span<byte> GetSpan() => new(owner._data, checked((int)owner._size));

        public override MemoryHandle Pin(int elementIndex = 0) => new(owner._data + elementIndex);

        public override void Unpin()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }

    internal override bool TryGetBuffer(bool writable, out BufferView view)
    {
        CheckOpen();
        if (writable && _access == MmapModule.ACCESS_READ)
        {
            throw Err.BufferError("Object is not writable.");
        }
        if (_size > int.MaxValue)
        {
            throw Err.BufferError("mappings of 2 GiB and more cannot be exported as buffers");
        }
        view = new BufferView(new Mapping(this).Memory, this, _access == MmapModule.ACCESS_READ);
        System.Threading.Interlocked.Increment(ref _exports);
        return true;
    }

    public void ReleaseBuffer() => System.Threading.Interlocked.Decrement(ref _exports);

    [PyMethod("close", "")]
    private void Close()
    {
        if (BufferExports.Remain(ref _exports))
        {
            throw Err.BufferError("cannot close exported pointers exist");
        }
        Unmap();
    }

    [PyGetter("closed")]
    private bool Closed => _data == null;

    [PyMethod("__enter__", "")]
    private PyObject Enter()
    {
        CheckOpen();
        return this;
    }

    [PyMethod("__exit__")]
    private void Exit(ReadOnlySpan<PyObject> args) => Close();

    [PyMethod("__repr__")]
    private string Repr()
    {
        if (_data == null)
        {
            return $"<{Type.FullName} closed=True>";
        }
        string access = _access switch
        {
            MmapModule.ACCESS_READ => "ACCESS_READ",
            MmapModule.ACCESS_WRITE => "ACCESS_WRITE",
            MmapModule.ACCESS_COPY => "ACCESS_COPY",
            _ => "ACCESS_DEFAULT",
        };
        return $"<{Type.FullName} closed=False, access={access}, length={_size}, pos={_position}, offset={_offset}>";
    }

    [PyMethod("__sizeof__", "")]
    private long SizeOf() => 80;

    private PyBytes Copy(long start, long length)
    {
        if (length == 0)
        {
            return PyBytes.Empty;
        }
        if (length > Array.MaxLength)
        {
            throw Err.MemoryError();
        }
        return new PyBytes(new ReadOnlySpan<byte>(_data + start, (int)length).ToArray());
    }

    [PyMethod("read_byte", "")]
    private long ReadByte()
    {
        CheckOpen();
        return _position < _size ? _data[_position++] : throw Err.ValueError("read byte out of range");
    }

    [PyMethod("readline", "")]
    private PyObject ReadLine()
    {
        CheckOpen();
        long start = _position;
        long at = IndexOf("\n"u8, start, _size);
        long end = at < 0 ? Math.Max(_size, start) : at + 1;
        _position = end;
        return Copy(start, end - start);
    }

    [PyMethod("read", "n=None, /", ParsesTuple = true)]
    private PyObject Read(PyObject? n = null)
    {
        CheckOpen();
        long wanted = n switch
        {
            null or PyNone => long.MaxValue,
            _ when !Indexing.IsIndex(n) => throw Err.TypeError($"argument should be integer or None, not '{Ops.TypeName(n)}'"),
            _ => Ops.AsIndex(n, Exc.OverflowError),
        };
        long remaining = Math.Max(0, _size - _position);
        if (wanted < 0 || wanted > remaining)
        {
            wanted = remaining;
        }
        long start = _position;
        _position += wanted;
        return Copy(start, wanted);
    }

    /// <summary>First position of a pattern that lies within [start, end); -1 when there is none.</summary>
    private long IndexOf(ReadOnlySpan<byte> pattern, long start, long end)
    {
        const int Block = 1 << 30;
        while (end - start >= pattern.Length)
        {
            int length = (int)Math.Min(end - start, Block);
            int found = new ReadOnlySpan<byte>(_data + start, length).IndexOf(pattern);
            if (found >= 0)
            {
                return start + found;
            }
            if (length < Block)
            {
                return -1;
            }
            start += length - pattern.Length + 1;
        }
        return -1;
    }

    private long LastIndexOf(ReadOnlySpan<byte> pattern, long start, long end)
    {
        const int Block = 1 << 30;
        while (end - start >= pattern.Length)
        {
            int length = (int)Math.Min(end - start, Block);
            int found = new ReadOnlySpan<byte>(_data + end - length, length).LastIndexOf(pattern);
            if (found >= 0)
            {
                return end - length + found;
            }
            if (length < Block)
            {
                return -1;
            }
            end -= length - pattern.Length + 1;
        }
        return -1;
    }

    private long Find(ReadOnlySpan<byte> sub, PyObject? startValue, PyObject? endValue, bool reverse)
    {
        long start = startValue == null ? _position : Args.Size(startValue);
        long end = endValue == null ? _size : Args.Size(endValue);
        CheckOpen();
        start = Math.Clamp(start < 0 ? start + _size : start, 0, _size);
        end = Math.Clamp(end < 0 ? end + _size : end, 0, _size);
        if (sub.IsEmpty)
        {
            return start > end ? -1 : reverse ? end : start;
        }
        return reverse ? LastIndexOf(sub, start, end) : IndexOf(sub, start, end);
    }

    [PyMethod("find", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long Find(ReadOnlySpan<byte> sub, PyObject? start = null, PyObject? end = null) => Find(sub, start, end, reverse: false);

    [PyMethod("rfind", "sub, start=None, end=None, /", ParsesTuple = true)]
    private long RFind(ReadOnlySpan<byte> sub, PyObject? start = null, PyObject? end = null) => Find(sub, start, end, reverse: true);

    [PyMethod("write", "bytes, /", ParsesTuple = true)]
    private long Write(ReadOnlySpan<byte> bytes)
    {
        CheckOpen();
        CheckWritable();
        if (_position > _size || _size - _position < bytes.Length)
        {
            throw Err.ValueError("data out of range");
        }
        bytes.CopyTo(new Span<byte>(_data + _position, bytes.Length));
        _position += bytes.Length;
        return bytes.Length;
    }

    [PyMethod("write_byte", "byte, /", ParsesTuple = true)]
    private void WriteByte(byte value)
    {
        CheckOpen();
        CheckWritable();
        if (_position >= _size)
        {
            throw Err.ValueError("write byte out of range");
        }
        _data[_position++] = value;
    }

    [PyMethod("size", "")]
    private long Size()
    {
        CheckOpen();
        Libc.Statx s;
        byte nothing = 0;
        SysCall.Check(Libc.statx(_fd, &nothing, Libc.AT_EMPTY_PATH, 0x7ff, &s));
        return (long)s.Size;
    }

    [PyMethod("tell", "")]
    private long Tell()
    {
        CheckOpen();
        return _position;
    }

    [PyMethod("seek", "pos, whence=0, /", ParsesTuple = true)]
    private void Seek(nint pos, int whence = 0)
    {
        CheckOpen();
        long start = whence switch
        {
            0 => 0,
            1 => _position,
            2 => _size,
            _ => throw Err.ValueError("unknown seek type"),
        };
        if (start > long.MaxValue - Math.Max(0L, pos) || start + pos > _size || start + pos < 0)
        {
            throw Err.ValueError("seek out of range");
        }
        _position = start + pos;
    }

    [PyMethod("resize", "newsize, /", ParsesTuple = true)]
    private void Resize(nint newsize)
    {
        CheckOpen();
        if (BufferExports.Remain(ref _exports))
        {
            throw Err.BufferError("mmap can't resize with extant buffers exported.");
        }
        if (_access is not (MmapModule.ACCESS_WRITE or MmapModule.ACCESS_DEFAULT))
        {
            throw Err.TypeError("mmap can't resize a readonly or copy-on-write memory map.");
        }
        if (newsize < 0 || long.MaxValue - newsize < _offset)
        {
            throw Err.ValueError("new size out of range");
        }
        if (_fd != -1)
        {
            SysCall.Check(Libc.ftruncate(_fd, _offset + newsize));
        }
        byte* data = Libc.mremap(_data, (nuint)_size, (nuint)newsize, Libc.MREMAP_MAYMOVE);
        if (data == Libc.MapFailed)
        {
            throw SysCall.LastError();
        }
        _data = data;
        _size = newsize;
    }

    [PyMethod("flush", "offset=0, size=-1, /", ParsesTuple = true)]
    private void Flush(nint offset = 0, PyObject? size = null)
    {
        long length = size == null ? _size : Args.Size(size);
        CheckOpen();
        if (offset < 0 || length < 0 || offset > _size - length)
        {
            throw Err.ValueError("flush values out of range");
        }
        if (_access is MmapModule.ACCESS_READ or MmapModule.ACCESS_COPY)
        {
            return;
        }
        SysCall.Check(Libc.msync(_data + offset, (nuint)length, Libc.MS_SYNC));
    }

    [PyMethod("move", "dest, src, count, /", ParsesTuple = true)]
    private void Move(nint dest, nint src, nint count)
    {
        CheckOpen();
        CheckWritable();
        if (dest < 0 || src < 0 || count < 0 || _size - dest < count || _size - src < count)
        {
            throw Err.ValueError("source, destination, or count out of range");
        }
        Buffer.MemoryCopy(_data + src, _data + dest, count, count);
    }

    [PyMethod("madvise", "option, start=0, length=-1, /", ParsesTuple = true)]
    private void Advise(int option, nint start = 0, PyObject? length = null)
    {
        CheckOpen();
        long count = length == null ? _size : Args.Size(length);
        if (start < 0 || start >= _size)
        {
            throw Err.ValueError("madvise start out of bounds");
        }
        if (count < 0)
        {
            throw Err.ValueError("madvise length invalid");
        }
        if (long.MaxValue - start < count)
        {
            throw Err.OverflowError("madvise length too large");
        }
        count = Math.Min(count, _size - start);
        SysCall.Check(Libc.madvise(_data + start, (nuint)count, option));
    }

    [PyMethod("__len__")]
    private long Len()
    {
        CheckOpen();
        return _size;
    }

    /// <summary>A valid position, from an index of Python's.</summary>
    private long Position(PyObject key)
    {
        long index = Ops.AsIndex(key, Exc.IndexError);
        if (index < 0)
        {
            index += _size;
        }
        CheckOpen();
        return (ulong)index < (ulong)_size ? index : throw Err.IndexError("mmap index out of range");
    }

    [PyMethod("__iter__")]
    private PyObject Iter() => new PyMmapIterator(this);

    /// <summary>The item of an iteration: bytes of length 1, where an index gives an int; null at the end.</summary>
    internal PyObject? ItemAt(long index)
    {
        CheckOpen();
        return index < _size ? Copy(index, 1) : null;
    }

    [PyMethod("__contains__")]
    private bool Contains(PyObject value)
    {
        for (long i = 0; ItemAt(i) is { } item; i++)
        {
            if (Ops.Equal(item, value))
            {
                return true;
            }
        }
        return false;
    }

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key)
    {
        CheckOpen();
        if (Indexing.IsIndex(key))
        {
            return PyInt.From(_data[Position(key)]);
        }
        if (key is not PySlice slice)
        {
            throw Err.TypeError("mmap indices must be integers");
        }
        Ops.SliceUnpack(slice, out long start, out long stop, out long step);
        CheckOpen();
        long count = Math.Max(0, Ops.AdjustSlice(_size, ref start, ref stop, step));
        if (step == 1 || count == 0)
        {
            return Copy(start, count);
        }
        byte[] items = new byte[count];
        for (long i = 0; i < count; i++)
        {
            items[i] = _data[start + i * step];
        }
        return new PyBytes(items);
    }

    [PyMethod("__setitem__")]
    private void SetItem(PyObject key, PyObject? value)
    {
        CheckOpen();
        CheckWritable();
        if (Indexing.IsIndex(key))
        {
            long index = Position(key);
            if (value == null)
            {
                throw Err.TypeError("mmap doesn't support item deletion");
            }
            if (!Indexing.IsIndex(value))
            {
                throw Err.TypeError("mmap item value must be an int");
            }
            long item = Ops.AsIndex(value, Exc.TypeError);
            if (item is < 0 or > 255)
            {
                throw Err.ValueError("mmap item value must be in range(0, 256)");
            }
            CheckOpen();
            _data[index] = (byte)item;
            return;
        }
        if (key is not PySlice slice)
        {
            throw Err.TypeError("mmap indices must be integer");
        }
        Ops.SliceUnpack(slice, out long start, out long stop, out long step);
        long count = Math.Max(0, Ops.AdjustSlice(_size, ref start, ref stop, step));
        if (value == null)
        {
            throw Err.TypeError("mmap object doesn't support slice deletion");
        }
        BufferView view = Ops.GetBuffer(value);
        try
        {
            ReadOnlySpan<byte> items = view.Span;
            if (items.Length != count)
            {
                throw Err.IndexError("mmap slice assignment is wrong size");
            }
            CheckOpen();
            if (step == 1)
            {
                items.CopyTo(new Span<byte>(_data + start, items.Length));
                return;
            }
            for (int i = 0; i < items.Length; i++)
            {
                _data[start + i * step] = items[i];
            }
        }
        finally
        {
            view.Release();
        }
    }
}

/// <summary>What iter() of an mmap gives.</summary>
[PyType("iterator", Module = "builtins", NoConstructor = true)]
internal sealed partial class PyMmapIterator(PyMmap map) : PyObject
{
    private long _index;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next() => map.ItemAt(_index++);
}

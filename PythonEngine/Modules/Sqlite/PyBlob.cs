namespace PythonEngine.Modules.Sqlite;

/// <summary><c>sqlite3.Blob</c>: reads and writes one BLOB in place.</summary>
[PyType("Blob", Module = "sqlite3", NoConstructor = true, Doc = "")]
internal sealed unsafe partial class PyBlob(PyConnection connection, nint handle) : PyObject, IMappingOnly
{
    private nint _handle = handle;
    private int _offset;
    private readonly ConnectionHandle _database = connection.Handle;

    ~PyBlob() => _database.Lose(_handle, isBlob: true);

    private void Check()
    {
        connection.CheckThread();
        connection.CheckOpen();
        if (_handle == 0)
        {
            throw connection.State.Programming("Cannot operate on a closed blob.");
        }
    }

    /// <summary>Also called by the connection when it closes.</summary>
    internal void Release()
    {
        nint handle = _handle;
        _handle = 0;
        if (handle != 0)
        {
            PyThread thread = PyThread.Current;
            using ConnectionHandle.Scope entered = _database.Enter(thread);
            using (thread.AllowThreads())
            {
                // The blob is closed whatever the code says.
                int code = Sqlite3.sqlite3_blob_close(handle);
                _ = code;
            }
        }
    }

    private int Length
    {
        get
        {
            using ConnectionHandle.Scope entered = _database.Enter(PyThread.Current);
            return Sqlite3.sqlite3_blob_bytes(_handle);
        }
    }

    private byte[] ReadBytes(int length, int offset)
    {
        byte[] data = new byte[length];
        PyThread thread = PyThread.Current;
        using ConnectionHandle.Scope entered = _database.Enter(thread);
        fixed (byte* target = data)
        {
            int code;
            byte nothing;
            using (thread.AllowThreads())
            {
                code = Sqlite3.sqlite3_blob_read(_handle, target == null ? &nothing : target, length, offset);
            }
            return code == Sqlite3.OK ? data : throw Error(code);
        }
    }

    private void WriteBytes(ReadOnlySpan<byte> data, int offset)
    {
        PyThread thread = PyThread.Current;
        using ConnectionHandle.Scope entered = _database.Enter(thread);
        fixed (byte* source = data)
        {
            int code;
            byte nothing;
            using (thread.AllowThreads())
            {
                code = Sqlite3.sqlite3_blob_write(_handle, source == null ? &nothing : source, data.Length, offset);
            }
            if (code != Sqlite3.OK)
            {
                throw Error(code);
            }
        }
    }

    private PyException Error(int code) => code == Sqlite3.ABORT
        ? Expired() : connection.State.LastError(_database.Db) ?? connection.State.ErrorOf(code);

    /// <summary>The row was changed or deleted.</summary>
    private PyException Expired() => connection.State.ErrorOf(Sqlite3.ABORT);

    [PyMethod("close", "", Doc = "Closes the blob.")]
    private void Close()
    {
        connection.CheckThread();
        connection.CheckOpen();
        Release();
    }

    [PyMethod("read", "length=-1, /", Doc = "Reads so many bytes, all that are left when length is negative.")]
    private PyObject Read(int length = -1)
    {
        Check();
        int rest = Length - _offset;
        if (length < 0 || length > rest)
        {
            length = rest;
        }
        if (length <= 0)
        {
            return PyBytes.Empty;
        }
        byte[] data = ReadBytes(length, _offset);
        _offset += length;
        return new PyBytes(data);
    }

    [PyMethod("write", "data, /", Doc = "Overwrites bytes; a blob cannot change its length.")]
    private void Write(ReadOnlySpan<byte> data)
    {
        Check();
        if (data.Length > Length - _offset)
        {
            throw Err.ValueError("data longer than blob length");
        }
        WriteBytes(data, _offset);
        _offset += data.Length;
    }

    [PyMethod("seek", "offset, origin=0, /", Doc = "Moves the position: origin 0 means the start, 1 the position, 2 the end.")]
    private void Seek(int offset, int origin = 0)
    {
        Check();
        int length = Length;
        long target = origin switch
        {
            0 => offset,
            1 => (long)_offset + offset,
            2 => (long)length + offset,
            _ => throw Err.ValueError("'origin' should be os.SEEK_SET, os.SEEK_CUR, or os.SEEK_END"),
        };
        if (target > int.MaxValue)
        {
            throw Err.OverflowError("seek offset results in overflow");
        }
        if (target < 0 || target > length)
        {
            throw Err.ValueError("offset out of blob range");
        }
        _offset = (int)target;
    }

    [PyMethod("tell", "", Doc = "The position.")]
    private int Tell()
    {
        Check();
        return _offset;
    }

    [PyMethod("__enter__", "", Doc = "Blob context manager enter.")]
    private PyObject Enter()
    {
        Check();
        return this;
    }

    [PyMethod("__exit__", "type, val, tb, /", Doc = "Blob context manager exit.")]
    private bool Exit(PyObject type, PyObject val, PyObject tb)
    {
        Check();
        Release();
        return false;
    }

    [PyMethod("__len__")]
    private long Len()
    {
        Check();
        return Length;
    }

    private int Position(PyObject key)
    {
        long index = Ops.AsIndex(key, Exc.IndexError);
        int length = Length;
        if (index < 0)
        {
            index += length;
        }
        return index >= 0 && index < length ? (int)index : throw Err.IndexError("Blob index out of range");
    }

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key)
    {
        Check();
        if (key.Type.HasIndex)
        {
            return PyInt.From(ReadBytes(1, Position(key))[0]);
        }
        if (key is not PySlice slice)
        {
            throw Err.TypeError("Blob indices must be integers");
        }
        long count = Ops.SliceIndices(slice, Length, out long start, out long stop, out long step);
        if (count == 0)
        {
            return PyBytes.Empty;
        }
        if (step == 1)
        {
            return new PyBytes(ReadBytes((int)count, (int)start));
        }
        (long low, long high) = Bounds(start, step, count);
        byte[] all = ReadBytes((int)(high - low + 1), (int)low);
        byte[] picked = new byte[count];
        for (long i = 0, at = start - low; i < count; i++, at += step)
        {
            picked[i] = all[at];
        }
        return new PyBytes(picked);
    }

    private static (long Low, long High) Bounds(long start, long step, long count)
    {
        long last = start + ((count - 1) * step);
        return (Math.Min(start, last), Math.Max(start, last));
    }

    [PyMethod("__setitem__")]
    private void SetItem(PyObject key, PyObject? value)
    {
        Check();
        if (key.Type.HasIndex)
        {
            if (value == null)
            {
                throw Err.TypeError("Blob doesn't support item deletion");
            }
            if (value is not PyInt number)
            {
                throw Err.TypeError($"'{value.Type.FullName}' object cannot be interpreted as an integer");
            }
            int index = Position(key);
            if (!number.TryGetLong(out long n) || n is < 0 or > 255)
            {
                throw Err.ValueError("byte must be in range(0, 256)");
            }
            WriteBytes([(byte)n], index);
            return;
        }
        if (key is not PySlice slice)
        {
            throw Err.TypeError("Blob indices must be integers");
        }
        if (value == null)
        {
            throw Err.TypeError("Blob doesn't support slice deletion");
        }
        SetSlice(slice, value);
    }

    private void SetSlice(PySlice slice, PyObject value)
    {
        long count = Ops.SliceIndices(slice, Length, out long start, out _, out long step);
        if (count == 0)
        {
            return;
        }
        BufferView view = Args.Buffer(value, "Blob slice assignment");
        try
        {
            ReadOnlySpan<byte> data = view.Span;
            if (data.Length != count)
            {
                throw Err.IndexError("Blob slice assignment is wrong size");
            }
            if (step == 1)
            {
                WriteBytes(data, (int)start);
                return;
            }
            (long low, long high) = Bounds(start, step, count);
            byte[] all = ReadBytes((int)(high - low + 1), (int)low);
            for (long i = 0, at = start - low; i < count; i++, at += step)
            {
                all[at] = data[(int)i];
            }
            WriteBytes(all, (int)low);
        }
        finally
        {
            view.Release();
        }
    }
}

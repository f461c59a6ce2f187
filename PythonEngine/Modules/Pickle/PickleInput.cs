using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Pickle;

/// <summary>
/// The bytes of a pickle, from memory or from a file. Of a file no more is read than the pickle has, as another one may
/// follow: what peek() shows is taken with read() only when it has been used.
/// </summary>
internal sealed class PickleInput
{
    private const int Prefetch = 128 * 1024;

    private static readonly PyStr s_peek = PyStr.Intern("peek");
    private static readonly PyStr s_readinto = PyStr.Intern("readinto");

    private byte[] _buffer = [];
    private int _next;
    private int _end;
    /// <summary>Up to where the file's position has moved.</summary>
    private int _taken;
    private PyObject? _read;
    private PyObject? _readInto;
    private PyObject? _readLine;
    private PyObject? _peek;

    public bool HasFile => _read != null;

    public void SetMemory(Memory<byte> memory)
    {
        if (MemoryMarshal.TryGetArray(memory, out ArraySegment<byte> segment))
        {
            SetBuffer(segment.Array!, segment.Offset, segment.Count);
        }
        else
        {
            SetBuffer(memory.ToArray(), 0, memory.Length);
        }
    }

    private void SetBuffer(byte[] buffer, int start, int length)
    {
        _buffer = buffer;
        _next = start;
        _end = _taken = start + length;
    }

    public void SetFile(PyObject file)
    {
        _peek = Ops.TryGetAttr(file, s_peek);
        _readInto = Ops.TryGetAttr(file, s_readinto);
        PyObject? read = Ops.TryGetAttr(file, Names.Read), readLine = Ops.TryGetAttr(file, Names.Readline);
        if (read == null || readLine == null)
        {
            throw Err.TypeError("file must have 'read' and 'readline' attributes");
        }
        _read = read;
        _readLine = readLine;
        SetBuffer([], 0, 0);
    }

    private static PyException Truncated() => PickleModule.UnpicklingError("pickle data was truncated");

    /// <summary>Moves the file's position behind what has been used.</summary>
    public void SkipConsumed()
    {
        int consumed = _next - _taken;
        if (consumed > 0)
        {
            Ops.Call(_read!, PyInt.From(consumed));
            _taken = _next;
        }
    }

    /// <summary>Makes data that a file gave the buffer; their length.</summary>
    private int Take(PyObject data)
    {
        BufferView view = Ops.GetBuffer(data);
        byte[] copy = data is PyBytes bytes ? bytes.Data : view.Span.ToArray();
        view.Release();
        SetBuffer(copy, 0, copy.Length);
        return copy.Length;
    }

    private int ReadFile(long count)
    {
        SkipConsumed();
        if (_peek != null && count < Prefetch)
        {
            PyObject? seen = null;
            try
            {
                seen = Ops.Call(_peek, PyInt.From(Prefetch));
            }
            catch (PyException e) when (e.Matches(Exc.NotImplementedError))
            {
                _peek = null;
            }
            if (seen != null)
            {
                int length = Take(seen);
                _taken = 0;
                if (count <= length)
                {
                    return (int)count;
                }
            }
        }
        return Take(Ops.Call(_read!, PyInt.From(count)));
    }

    /// <summary>The next bytes.</summary>
    public ReadOnlySpan<byte> Read(long count)
    {
        if (count <= _end - _next)
        {
            ReadOnlySpan<byte> data = _buffer.AsSpan(_next, (int)count);
            _next += (int)count;
            return data;
        }
        if (_read == null || ReadFile(count) < count)
        {
            throw Truncated();
        }
        _next = (int)count;
        return _buffer.AsSpan(0, (int)count);
    }

    /// <summary>The next opcode.</summary>
    /// <exception cref="PyException">EOFError: there is none.</exception>
    public byte ReadOpcode()
    {
        if (_next < _end)
        {
            return _buffer[_next++];
        }
        if (_read == null || ReadFile(1) < 1)
        {
            throw Err.EOFError("Ran out of input");
        }
        _next = 1;
        return _buffer[0];
    }

    /// <summary>The next bytes, copied into a buffer of their own.</summary>
    public void ReadInto(byte[] target)
    {
        int have = Math.Min(_end - _next, target.Length);
        _buffer.AsSpan(_next, have).CopyTo(target);
        _next += have;
        int missing = target.Length - have;
        if (missing == 0)
        {
            return;
        }
        if (_read == null)
        {
            throw Truncated();
        }
        SkipConsumed();
        if (_readInto == null)
        {
            PyObject data = Ops.Call(_read, PyInt.From(missing));
            if (data is not PyBytes bytes)
            {
                throw Err.ValueError($"read() returned non-bytes object ({Ops.ReprText(data)})");
            }
            if (bytes.Length < missing)
            {
                throw Truncated();
            }
            bytes.Data.AsSpan(0, missing).CopyTo(target.AsSpan(have));
            return;
        }
        PyByteArray room = PyByteArray.Make(new byte[missing]);
        long count = Ops.AsLong(Ops.Call(_readInto, PyMemoryView.FromObject(room)));
        if (count < missing)
        {
            throw Truncated();
        }
        room.Span[..missing].CopyTo(target.AsSpan(have));
    }

    /// <summary>The next line, with its end.</summary>
    public byte[] ReadLine()
    {
        int at = Array.IndexOf(_buffer, (byte)'\n', _next, _end - _next);
        if (at >= 0)
        {
            byte[] line = _buffer.AsSpan(_next, at + 1 - _next).ToArray();
            _next = at + 1;
            return line;
        }
        if (_read == null)
        {
            throw Truncated();
        }
        SkipConsumed();
        int length = Take(Ops.Call(_readLine!));
        if (length == 0 || _buffer[length - 1] != '\n')
        {
            throw Truncated();
        }
        _next = length;
        return _buffer.AsSpan(0, length).ToArray();
    }

    /// <summary>Gets a frame into the buffer as a whole.</summary>
    public void LoadFrame(long length)
    {
        Read(length);
        _next -= (int)length;
    }
}

using System.Buffers.Binary;

namespace PythonEngine.Modules.Pickle;

/// <summary>
/// The bytes of a pickle on their way to a file or into a bytes object. From protocol 4 on they come in frames of
/// about 64 KiB, which tell their length; larger payloads stand between frames.
/// </summary>
internal sealed class PickleOutput
{
    private const int FrameSizeTarget = 64 * 1024;
    private const int FrameSizeMinimum = 4;
    private const int FrameHeaderSize = 9;

    private byte[] _buffer = new byte[256];
    private int _count;
    private int _frameStart = -1;

    /// <summary>file.write, or null when everything stays here.</summary>
    public PyObject? WriteMethod { get; set; }

    public bool Framing { get; set; }

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _count);

    public void Clear()
    {
        _count = 0;
        _frameStart = -1;
    }

    private Span<byte> Reserve(int size)
    {
        if (Framing && _frameStart < 0)
        {
            _frameStart = _count;
            Grow(FrameHeaderSize);
            _count += FrameHeaderSize;
        }
        Grow(size);
        Span<byte> room = _buffer.AsSpan(_count, size);
        _count += size;
        return room;
    }

    private void Grow(int size)
    {
        long needed = (long)_count + size;
        if (needed > _buffer.Length)
        {
            if (needed > Array.MaxLength)
            {
                throw Err.MemoryError();
            }
            Array.Resize(ref _buffer, (int)Math.Min(Array.MaxLength, Math.Max(needed, _buffer.Length * 2L)));
        }
    }

    public void Write(byte op) => Reserve(1)[0] = op;

    public void Write(ReadOnlySpan<byte> data) => data.CopyTo(Reserve(data.Length));

    public void Write(byte op, ReadOnlySpan<byte> data)
    {
        Span<byte> room = Reserve(data.Length + 1);
        room[0] = op;
        data.CopyTo(room[1..]);
    }

    /// <summary>An opcode with an argument of one byte.</summary>
    public void WriteByte(byte op, int value)
    {
        Span<byte> room = Reserve(2);
        room[0] = op;
        room[1] = (byte)value;
    }

    public void WriteUInt32(byte op, uint value)
    {
        Span<byte> room = Reserve(5);
        room[0] = op;
        BinaryPrimitives.WriteUInt32LittleEndian(room[1..], value);
    }

    /// <summary>An opcode and a line of ASCII text.</summary>
    public void WriteLine(byte op, string text)
    {
        Span<byte> room = Reserve(text.Length + 2);
        room[0] = op;
        System.Text.Encoding.ASCII.GetBytes(text, room[1..]);
        room[^1] = (byte)'\n';
    }

    /// <summary>A header and a payload; a large one ends the frame and goes to the file as it is.</summary>
    /// <param name="payload">The object whose bytes the data are, to be passed to the file; null when there is none.</param>
    public void WritePayload(ReadOnlySpan<byte> header, ReadOnlySpan<byte> data, PyObject? payload)
    {
        if (data.Length < FrameSizeTarget)
        {
            Write(header);
            Write(data);
            return;
        }
        CommitFrame();
        bool framing = Framing;
        Framing = false;
        Write(header);
        if (WriteMethod != null)
        {
            FlushToFile();
            Ops.Call(WriteMethod, payload ?? new PyBytes(data.ToArray()));
            Clear();
        }
        else
        {
            Write(data);
        }
        Framing = framing;
    }

    /// <summary>Between two objects: a frame that is large enough ends.</summary>
    public void Boundary()
    {
        if (!Framing || _frameStart < 0 || _count - _frameStart - FrameHeaderSize < FrameSizeTarget)
        {
            return;
        }
        CommitFrame();
        if (WriteMethod != null)
        {
            FlushToFile();
            Clear();
        }
    }

    public void CommitFrame()
    {
        if (!Framing || _frameStart < 0)
        {
            return;
        }
        int length = _count - _frameStart - FrameHeaderSize;
        Span<byte> frame = _buffer.AsSpan(_frameStart);
        if (length >= FrameSizeMinimum)
        {
            frame[0] = PickleOp.Frame;
            BinaryPrimitives.WriteInt64LittleEndian(frame[1..], length);
        }
        else
        {
            frame.Slice(FrameHeaderSize, length).CopyTo(frame);
            _count -= FrameHeaderSize;
        }
        _frameStart = -1;
    }

    /// <summary>Passes everything to the file.</summary>
    public void FlushToFile() => Ops.Call(WriteMethod!, new PyBytes(Written.ToArray()));
}

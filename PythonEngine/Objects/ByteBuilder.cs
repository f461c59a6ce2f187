using System.Buffers;

namespace PythonEngine.Objects;

/// <summary>Collects bytes in a pooled buffer.</summary>
internal struct ByteBuilder(int capacity)
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 32));
    private int _count;

    public readonly int Length => _count;

    public readonly ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _count);

    private void Ensure(int more)
    {
        if (_bytes.Length - _count < more)
        {
            byte[] bigger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_count + more), _bytes.Length * 2));
            _bytes.AsSpan(0, _count).CopyTo(bigger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = bigger;
        }
    }

    public void Append(byte b)
    {
        if (_count == _bytes.Length)
        {
            Ensure(1);
        }
        _bytes[_count++] = b;
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(_count));
        _count += bytes.Length;
    }

    public void Append(byte b, long times)
    {
        if (times > 0)
        {
            Ensure(checked((int)times));
            _bytes.AsSpan(_count, (int)times).Fill(b);
            _count += (int)times;
        }
    }

    /// <summary>Chars below 256 as bytes.</summary>
    public void AppendLatin1(ReadOnlySpan<char> text)
    {
        Ensure(text.Length);
        System.Text.Encoding.Latin1.GetBytes(text, _bytes.AsSpan(_count));
        _count += text.Length;
    }

    /// <summary>The bytes; the buffer goes back to the pool.</summary>
    public byte[] ToArray()
    {
        byte[] result = _count == 0 ? [] : _bytes.AsSpan(0, _count).ToArray();
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _count = 0;
        return result;
    }
}

using System;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace GreenletNet.Http;

/// <summary>
/// Puts a response together in memory: RFC 9112, sections 4, 5 and 7.1. What is written is kept until <see cref="Clear"/>, so that head and body go out
/// in one system call.
/// </summary>
/// <remarks>It does not look for line breaks in what it is given. One thread at a time.</remarks>
public sealed class HttpResponseWriter(int capacity = 1024)
{
    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(capacity);

    /// <summary>What has been written; valid until more is.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Forgets what was written. A large buffer is given up.</summary>
    public void Clear()
    {
        Length = 0;
        if (_buffer.Length > 65536)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(capacity);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - Length < count)
        {
            Grow(count);
        }
        return _buffer.AsSpan(Length, count);
    }

    private void Grow(int count)
    {
        long size = Math.Max(Math.Min(_buffer.Length * 2L, Array.MaxLength), (long)Length + count);
        byte[] larger = GC.AllocateUninitializedArray<byte>(checked((int)size));
        Written.CopyTo(larger);
        _buffer = larger;
    }

    /// <summary>Writes bytes as they are.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Writes text in ISO 8859-1. False when it has another character; then nothing is written.</summary>
    public bool TryWrite(ReadOnlySpan<char> text)
    {
        Span<byte> target = Reserve(text.Length);
        if (System.Text.Ascii.FromUtf16(text, target, out _) != System.Buffers.OperationStatus.Done)
        {
            for (int i = 0; i < text.Length; i++)
            {
                char c = text[i];
                if (c > 255)
                {
                    return false;
                }
                target[i] = (byte)c;
            }
        }
        Length += text.Length;
        return true;
    }

    /// <summary>Writes a header name with each word's first letter in upper case and the others in lower case: Content-Type.</summary>
    /// <returns>False when a character is none of ISO 8859-1; then nothing is written.</returns>
    public bool TryWriteCapitalized(ReadOnlySpan<char> name)
    {
        Span<byte> target = Reserve(name.Length);
        bool first = true;
        for (int i = 0; i < name.Length; i++)
        {
            char c = name[i];
            if (c > 255)
            {
                return false;
            }
            target[i] = (byte)(first ? UpperLatin1(c) : LowerLatin1(c));
            first = c == '-';
        }
        Length += name.Length;
        return true;
    }

    // ASCII letters only, like the methods of CPython's bytes.
    private static char UpperLatin1(char c) => c is >= 'a' and <= 'z' ? (char)(c - 32) : c;

    private static char LowerLatin1(char c) => c is >= 'A' and <= 'Z' ? (char)(c + 32) : c;

    /// <summary>Writes one chunk of a chunked body. An empty one ends the body.</summary>
    public void WriteChunk(ReadOnlySpan<byte> data)
    {
        Span<byte> size = stackalloc byte[8];
        data.Length.TryFormat(size, out int digits, "x", CultureInfo.InvariantCulture);
        Write(size[..digits]);
        Write("\r\n"u8);
        Write(data);
        Write("\r\n"u8);
    }
}

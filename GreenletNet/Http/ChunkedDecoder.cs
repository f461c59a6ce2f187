using System;

namespace GreenletNet.Http;

/// <summary>What a <see cref="ChunkedDecoder"/> found next.</summary>
public enum ChunkStep
{
    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>Some of the body, at the start of the bytes.</summary>
    Data,

    /// <summary>The body and its trailers are over.</summary>
    End,

    /// <summary>The size is no hexadecimal number, or too big for anything.</summary>
    BadSize,

    /// <summary>A line with a size is too long, or not ended as it must be.</summary>
    BadLine,

    /// <summary>The data of a chunk is not followed by a line break: its size was wrong.</summary>
    BadEnding,

    /// <summary>The trailers are too long.</summary>
    TrailersTooLong,
}

/// <summary>
/// Decodes the chunked transfer coding: RFC 9112, section 7.1. Extensions are passed over and trailers dropped, both within limits. Line breaks must be
/// carriage return and line feed: what passes a lone one on has been used to hide requests in extensions.
/// </summary>
/// <remarks>
/// Incremental, and without a buffer: each step says how many of the bytes it has used, and what is not used is to be given again. After an error or
/// the end it goes no further. One thread at a time.
/// </remarks>
public sealed class ChunkedDecoder(int maxLine = 4096, int maxTrailers = 65536)
{
    private enum State
    {
        Size,
        Data,
        Ending,
        Trailers,
        Done,
    }

    private State _state;
    private ChunkStep _outcome;
    private long _left;
    private int _trailers;

    /// <summary>Whether the body, with its trailers, has been read to its end.</summary>
    public bool IsDone => _state == State.Done && _outcome == ChunkStep.End;

    /// <summary>Whether data of a chunk is to come, so that an end of the stream here cuts the body off.</summary>
    public bool IsInsideChunk => _state == State.Data;

    /// <summary>Whether the last chunk was seen: only trailers can follow.</summary>
    public bool IsInTrailers => _state == State.Trailers;

    /// <summary>Takes back the last bytes of the data that the last step gave out: the caller will not have used them.</summary>
    /// <param name="count">How many; not more than that step's data.</param>
    public void PutBack(int count)
    {
        if (count > 0)
        {
            _left += count;
            _state = State.Data;
        }
    }

    /// <summary>Looks at the next bytes of the body.</summary>
    /// <param name="bytes">What is there.</param>
    /// <param name="maxData">How much data the caller takes at most.</param>
    /// <param name="skipped">Bytes before the data that were used up: lines with sizes and the like.</param>
    /// <param name="data">Bytes of data behind those, which are the caller's: both together are used.</param>
    public ChunkStep Next(ReadOnlySpan<byte> bytes, int maxData, out int skipped, out int data)
    {
        skipped = data = 0;
        while (true)
        {
            ReadOnlySpan<byte> rest = bytes[skipped..];
            switch (_state)
            {
                case State.Done:
                    return _outcome;
                case State.Data:
                    if (rest.Length == 0 || maxData <= 0)
                    {
                        return ChunkStep.Incomplete;
                    }
                    data = (int)Math.Min(Math.Min(rest.Length, maxData), _left);
                    _left -= data;
                    if (_left == 0)
                    {
                        _state = State.Ending;
                    }
                    return ChunkStep.Data;
                case State.Ending:
                    if (rest.Length > 0 && rest[0] != '\r')
                    {
                        return Fail(ChunkStep.BadEnding);
                    }
                    if (rest.Length < 2)
                    {
                        return ChunkStep.Incomplete;
                    }
                    if (rest[1] != '\n')
                    {
                        return Fail(ChunkStep.BadEnding);
                    }
                    skipped += 2;
                    _state = State.Size;
                    break;
                case State.Size:
                {
                    if (rest.Length > 0 && !char.IsAsciiHexDigit((char)rest[0]))
                    {
                        // What can be no size is not waited for.
                        return Fail(ChunkStep.BadSize);
                    }
                    int end = rest.IndexOf((byte)'\n');
                    if (end < 0 ? rest.Length >= maxLine : end >= maxLine)
                    {
                        return Fail(ChunkStep.BadLine);
                    }
                    if (end < 0)
                    {
                        return ChunkStep.Incomplete;
                    }
                    ChunkStep outcome = ParseSize(rest[..end]);
                    if (outcome != ChunkStep.Data)
                    {
                        return Fail(outcome);
                    }
                    skipped += end + 1;
                    _state = _left == 0 ? State.Trailers : State.Data;
                    break;
                }
                default:
                {
                    int end = rest.IndexOf((byte)'\n');
                    int length = end < 0 ? rest.Length : end + 1;
                    if (_trailers + length > maxTrailers)
                    {
                        return Fail(ChunkStep.TrailersTooLong);
                    }
                    if (end < 0)
                    {
                        return ChunkStep.Incomplete;
                    }
                    _trailers += length;
                    skipped += length;
                    if (end == 0 || (end == 1 && rest[0] == '\r'))
                    {
                        return Fail(ChunkStep.End);
                    }
                    break;
                }
            }
        }
    }

    private ChunkStep Fail(ChunkStep outcome)
    {
        _state = State.Done;
        return _outcome = outcome;
    }

    private ChunkStep ParseSize(ReadOnlySpan<byte> line)
    {
        if (line.Length == 0 || line[^1] != '\r')
        {
            return ChunkStep.BadLine;
        }
        line = line[..^1];
        if (line.Contains((byte)'\r'))
        {
            return ChunkStep.BadLine;
        }
        int semicolon = line.IndexOf((byte)';');
        ReadOnlySpan<byte> digits = (semicolon < 0 ? line : line[..semicolon]).TrimEnd(" \t"u8);
        if (digits.Length == 0)
        {
            return ChunkStep.BadSize;
        }
        long size = 0;
        foreach (byte b in digits)
        {
            if (!char.IsAsciiHexDigit((char)b) || size >> 59 != 0)
            {
                return ChunkStep.BadSize;
            }
            size = (size << 4) | (uint)(b <= '9' ? b - '0' : (b | 0x20) - 'a' + 10);
        }
        _left = size;
        return ChunkStep.Data;
    }
}

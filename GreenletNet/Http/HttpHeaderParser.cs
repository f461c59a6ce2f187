using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;

namespace GreenletNet.Http;

/// <summary>
/// Parses the header lines of a message: RFC 9112, section 5, with nothing of what it allows for the sake of old senders except a line feed
/// alone as line break (section 2.2).
/// </summary>
/// <remarks>
/// Incremental: <see cref="Parse"/> is called again with more bytes and goes on where it stopped. It keeps no bytes, only where they lie. One
/// thread at a time.
/// </remarks>
public sealed class HttpHeaderParser
{
    private readonly List<HttpField> _fields = new(16);
    private int _line;
    private int _scanned;

    /// <summary>The fields found so far, in their order.</summary>
    public ReadOnlySpan<HttpField> Fields => CollectionsMarshal.AsSpan(_fields);

    /// <summary>Bytes of the header lines, the empty one included, after <see cref="HttpParseStatus.Complete"/>.</summary>
    public int Consumed => _line;

    /// <summary>Begins with another message.</summary>
    public void Reset()
    {
        _fields.Clear();
        _line = 0;
        _scanned = 0;
    }

    /// <summary>Looks at header lines.</summary>
    /// <param name="bytes">All bytes from the first header line on: those of the calls before, and what came since.</param>
    /// <param name="limits">What is taken.</param>
    public HttpParseStatus Parse(ReadOnlySpan<byte> bytes, in HttpLimits limits)
    {
        while (true)
        {
            int end = bytes[_scanned..].IndexOf((byte)'\n');
            if (end < 0)
            {
                _scanned = bytes.Length;
                int partial = bytes.Length - _line;
                return partial >= limits.MaxLine ? HttpParseStatus.LineTooLong
                    : bytes.Length > limits.MaxTotal ? HttpParseStatus.HeadTooLarge : HttpParseStatus.Incomplete;
            }
            int next = _scanned + end + 1;
            if (next - _line >= limits.MaxLine)
            {
                return HttpParseStatus.LineTooLong;
            }
            if (next > limits.MaxTotal)
            {
                return HttpParseStatus.HeadTooLarge;
            }
            ReadOnlySpan<byte> line = bytes[_line..(next - 1)];
            if (line.Length > 0 && line[^1] == '\r')
            {
                line = line[..^1];
            }
            int start = _line;
            _line = _scanned = next;
            if (line.Length == 0)
            {
                return HttpParseStatus.Complete;
            }
            if (_fields.Count >= limits.MaxFields)
            {
                return HttpParseStatus.TooManyFields;
            }
            int colon = line.IndexOf((byte)':');
            if (colon <= 0 || !HttpCharacters.IsToken(line[..colon]))
            {
                return HttpParseStatus.BadField;
            }
            ReadOnlySpan<byte> value = line[(colon + 1)..];
            if (!HttpCharacters.IsValue(value))
            {
                return HttpParseStatus.BadField;
            }
            int from = 0, to = value.Length;
            while (from < to && HttpCharacters.IsBlank(value[from]))
            {
                from++;
            }
            while (to > from && HttpCharacters.IsBlank(value[to - 1]))
            {
                to--;
            }
            _fields.Add(new HttpField(start, colon, start + colon + 1 + from, to - from));
        }
    }
}

using System;

namespace GreenletNet.Http;

/// <summary>How the end of a request's body is found, and what its head says of the connection: RFC 9112, sections 6 and 9.</summary>
/// <remarks>
/// Whatever lets two recipients disagree about where a request ends is an error here: unequal or malformed lengths, transfer codings other than one
/// "chunked", a repeated Host. A length beside chunked is overruled, as section 6.3 has it, and costs the connection.
/// </remarks>
public struct HttpFraming
{
    private bool _hasHost;

    /// <summary>The Content-Length; -1 when there is none.</summary>
    public long ContentLength { get; private set; } = -1;

    /// <summary>Whether the body is in chunks.</summary>
    public bool IsChunked { get; private set; }

    /// <summary>Whether a transfer coding was named that is not understood, for which section 6.1 suggests status 501.</summary>
    public bool HasUnknownCoding { get; private set; }

    /// <summary>Whether the head contradicts itself: status 400.</summary>
    public bool IsInvalid { get; private set; }

    /// <summary>Whether the sender asked for the connection to be closed.</summary>
    public bool SaysClose { get; private set; }

    /// <summary>Whether the sender asked for the connection to be kept.</summary>
    public bool SaysKeepAlive { get; private set; }

    /// <summary>Whether the client waits for 100 (Continue) before it sends the body.</summary>
    public bool ExpectsContinue { get; private set; }

    /// <summary>Makes one that has seen no field yet.</summary>
    public HttpFraming()
    {
    }

    /// <summary>Whether both a length and chunks were announced: after such a request the connection must be closed (section 6.1).</summary>
    public readonly bool IsAmbiguous => IsChunked && ContentLength >= 0;

    /// <summary>Takes a field of the head into account; those that matter for nothing here are passed over.</summary>
    public void Add(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        switch (name.Length)
        {
            case 4 when HttpCharacters.Is(name, "host"u8):
                IsInvalid |= _hasHost;
                _hasHost = true;
                break;
            case 6 when HttpCharacters.Is(name, "expect"u8):
                ExpectsContinue = HttpCharacters.Is(value, "100-continue"u8);
                break;
            case 10 when HttpCharacters.Is(name, "connection"u8):
                AddConnection(value);
                break;
            case 14 when HttpCharacters.Is(name, "content-length"u8):
                AddLength(value);
                break;
            case 17 when HttpCharacters.Is(name, "transfer-encoding"u8):
                // A second one, like a list, would be another coding around the first.
                if (IsChunked || !HttpCharacters.Is(value, "chunked"u8))
                {
                    HasUnknownCoding = true;
                }
                IsChunked = true;
                break;
        }
    }

    private void AddLength(ReadOnlySpan<byte> value)
    {
        long length = 0;
        if (value.Length is 0)
        {
            IsInvalid = true;
            return;
        }
        foreach (byte b in value)
        {
            int digit = b - '0';
            if ((uint)digit > 9 || length > (long.MaxValue - digit) / 10)
            {
                IsInvalid = true;
                return;
            }
            length = length * 10 + digit;
        }
        // Equal ones may count as one (RFC 9110, section 8.6).
        IsInvalid |= ContentLength >= 0 && ContentLength != length;
        ContentLength = length;
    }

    private void AddConnection(ReadOnlySpan<byte> value)
    {
        foreach (Range part in value.Split((byte)','))
        {
            ReadOnlySpan<byte> option = HttpCharacters.Trim(value[part]);
            SaysClose |= HttpCharacters.Is(option, "close"u8);
            SaysKeepAlive |= HttpCharacters.Is(option, "keep-alive"u8);
        }
    }
}

namespace GreenletNet.Http;

/// <summary>What came of looking at the bytes that are there.</summary>
public enum HttpParseStatus
{
    /// <summary>More bytes are needed.</summary>
    Incomplete,

    /// <summary>Everything is there and valid.</summary>
    Complete,

    /// <summary>A header line that RFC 9112, section 5, does not allow: folded, without colon or name, a space before the colon, a control character.</summary>
    BadField,

    /// <summary>A header line at the limit.</summary>
    LineTooLong,

    /// <summary>The header lines together are above the limit.</summary>
    HeadTooLarge,

    /// <summary>More header lines than allowed.</summary>
    TooManyFields,
}

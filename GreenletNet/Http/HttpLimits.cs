namespace GreenletNet.Http;

/// <summary>How much of a request's head is taken.</summary>
/// <param name="MaxLine">Bytes of one header line, its line break included: a line must have fewer.</param>
/// <param name="MaxTotal">Bytes of all header lines together, the empty one at the end included.</param>
/// <param name="MaxFields">Header lines.</param>
public readonly record struct HttpLimits(int MaxLine, int MaxTotal, int MaxFields)
{
    /// <summary>What eventlet allows: 8 KiB a line, 64 KiB together, and CPython's hundred lines.</summary>
    public static HttpLimits Default => new(8192, 65536, 100);
}

using System;
using System.Globalization;

namespace GreenletNet.Http;

/// <summary>The present time as HTTP headers have it (RFC 9110, section 5.6.7), put together once a second. One thread at a time.</summary>
public sealed class HttpDate
{
    private readonly byte[] _text = new byte[29];
    private long _second = -1;

    /// <summary>The present time, such as <c>Sun, 06 Nov 1994 08:49:37 GMT</c>; valid until the next call.</summary>
    public ReadOnlySpan<byte> Now => At(DateTime.UtcNow);

    /// <summary>A time as text; valid until the next call.</summary>
    /// <param name="time">The time, in UTC.</param>
    public ReadOnlySpan<byte> At(DateTime time)
    {
        long second = time.Ticks / TimeSpan.TicksPerSecond;
        if (second != _second)
        {
            time.TryFormat(_text, out _, "R", CultureInfo.InvariantCulture);
            _second = second;
        }
        return _text;
    }
}

namespace GreenletNet.Http;

/// <summary>Where a header field lies, counted from the start of the header lines.</summary>
/// <param name="NameStart">First byte of the name.</param>
/// <param name="NameLength">Bytes of the name.</param>
/// <param name="ValueStart">First byte of the value, after the blanks before it.</param>
/// <param name="ValueLength">Bytes of the value, without the blanks after it.</param>
public readonly record struct HttpField(int NameStart, int NameLength, int ValueStart, int ValueLength);

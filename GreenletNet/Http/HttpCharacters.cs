using System;
using System.Buffers;
using System.Runtime.CompilerServices;

namespace GreenletNet.Http;

/// <summary>Sets of characters, by RFC 9110, section 5.6.2, and RFC 9112.</summary>
internal static class HttpCharacters
{
    private static readonly SearchValues<byte> s_token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8);

    // The line feed cannot occur inside a line. A carriage return in it, and a NUL, end the field for some recipients (RFC 9110, section 5.5).
    private static readonly SearchValues<byte> s_forbiddenInValue = SearchValues.Create("\0\r\n"u8);

    internal static bool IsToken(ReadOnlySpan<byte> text) => text.Length > 0 && text.IndexOfAnyExcept(s_token) < 0;

    internal static bool IsValue(ReadOnlySpan<byte> text) => text.IndexOfAny(s_forbiddenInValue) < 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t';

    /// <summary>Without the spaces and tabs around it.</summary>
    internal static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);

    /// <summary>Whether ASCII text is the given lower-case word, in any case.</summary>
    internal static bool Is(ReadOnlySpan<byte> text, ReadOnlySpan<byte> lower)
    {
        if (text.Length != lower.Length)
        {
            return false;
        }
        for (int i = 0; i < text.Length; i++)
        {
            byte b = text[i];
            if (b != lower[i] && !(b is >= (byte)'A' and <= (byte)'Z' && (b | 0x20) == lower[i]))
            {
                return false;
            }
        }
        return true;
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Objects;

/// <summary>
/// The hash of text and bytes: SipHash-1-3 (Aumasson, Bernstein: "SipHash: a fast short-input PRF", 2012) with a key for the process, so that nobody
/// outside can choose keys that collide. The same PYTHONHASHSEED gives CPython's numbers.
/// </summary>
internal static class SipHash
{
    private static readonly ulong s_key0;
    private static readonly ulong s_key1;

    // Both keys come from one seed.
#pragma warning disable CA1810
    static SipHash()
    {
        Span<byte> key = stackalloc byte[16];
        string? text = HashSeed.Text;
        if (uint.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out uint seed))
        {
            // CPython stretches the seed by a linear congruence; 0 stands for a key of zeros.
            uint x = seed;
            for (int i = 0; i < key.Length; i++)
            {
                x = (x * 214013) + 2531011;
                key[i] = seed == 0 ? (byte)0 : (byte)(x >> 16);
            }
        }
        else
        {
            FillRandom(key);
        }
        s_key0 = BinaryPrimitives.ReadUInt64LittleEndian(key);
        s_key1 = BinaryPrimitives.ReadUInt64LittleEndian(key[8..]);
    }
#pragma warning restore CA1810

    // Asking the system directly spares every process the loading of OpenSSL, a tenth of the start of an engine.
    private static unsafe void FillRandom(Span<byte> key)
    {
        fixed (byte* p = key)
        {
            if (OperatingSystem.IsLinux() && Libc.getrandom(p, key.Length, 0) == key.Length)
            {
                return;
            }
        }
        System.Security.Cryptography.RandomNumberGenerator.Fill(key);
    }

    /// <summary>A number for others that want a secret of the process.</summary>
    public static ulong Salt => s_key0;

    /// <summary>The hash of text without characters beyond the BMP: of one byte per character where all fit, of two otherwise, as CPython stores it.</summary>
    public static long OfText(string text)
    {
        ReadOnlySpan<char> chars = text;
        if (chars.ContainsAnyExceptInRange('\0', '\u00FF'))
        {
            return OfBytes(MemoryMarshal.AsBytes(chars));
        }
        if (chars.Length > 256)
        {
            return OfBytes(System.Text.Encoding.Latin1.GetBytes(text));
        }
        Span<byte> bytes = stackalloc byte[256];
        bytes = bytes[..chars.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] = (byte)chars[i];
        }
        return OfBytes(bytes);
    }

    /// <summary>The hash of bytes; 0 for none, never -1.</summary>
    public static long OfBytes(ReadOnlySpan<byte> data)
    {
        if (data.IsEmpty)
        {
            return 0;
        }
        long result = (long)Compute(s_key0, s_key1, data);
        return result == -1 ? -2 : result;
    }

    /// <summary>SipHash-1-3 with a given key.</summary>
    public static ulong Compute(ulong key0, ulong key1, ReadOnlySpan<byte> data)
    {
        ulong v0 = key0 ^ 0x736F6D6570736575UL, v1 = key1 ^ 0x646F72616E646F6DUL, v2 = key0 ^ 0x6C7967656E657261UL, v3 = key1 ^ 0x7465646279746573UL;
        ulong last = (ulong)data.Length << 56;
        while (data.Length >= 8)
        {
            ulong word = BinaryPrimitives.ReadUInt64LittleEndian(data);
            v3 ^= word;
            Round(ref v0, ref v1, ref v2, ref v3);
            v0 ^= word;
            data = data[8..];
        }
        for (int i = 0; i < data.Length; i++)
        {
            last |= (ulong)data[i] << (8 * i);
        }
        v3 ^= last;
        Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= last;
        v2 ^= 0xFF;
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.AggressiveInlining)]
    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v2 += v3;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}

/// <summary>Where the key of hashes comes from; apart from <see cref="SipHash"/>, whose key is made when it is first used.</summary>
internal static class HashSeed
{
    /// <summary>PYTHONHASHSEED does not count: set before the first hash is computed.</summary>
    internal static bool Ignored;

    internal static string? Text => Ignored ? null : Environment.GetEnvironmentVariable("PYTHONHASHSEED");
}

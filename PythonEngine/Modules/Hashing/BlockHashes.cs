using System.Buffers.Binary;

namespace PythonEngine.Modules.Hashing;

/// <summary>
/// Hashes that work on blocks with padding by length. The framework has these algorithms, too, but its running hashes
/// cannot be copied, which Python's can (and hmac does at every digest).
/// </summary>
internal abstract class BlockHash : HashState
{
    private readonly byte[] _buffer;
    private readonly int _lengthSize;
    private readonly bool _bigEndian;
    private long _length;

    protected BlockHash(int blockSize, int lengthSize, bool bigEndian)
    {
        _buffer = new byte[blockSize];
        _lengthSize = lengthSize;
        _bigEndian = bigEndian;
    }

    protected BlockHash(BlockHash other)
    {
        _buffer = (byte[])other._buffer.Clone();
        _lengthSize = other._lengthSize;
        _bigEndian = other._bigEndian;
        _length = other._length;
    }

    protected abstract void Transform(ReadOnlySpan<byte> block);

    protected abstract void WriteState(Span<byte> target);

    public override void Update(ReadOnlySpan<byte> data)
    {
        int used = (int)(_length % _buffer.Length);
        _length += data.Length;
        if (used > 0)
        {
            int take = Math.Min(_buffer.Length - used, data.Length);
            data[..take].CopyTo(_buffer.AsSpan(used));
            data = data[take..];
            if (used + take < _buffer.Length)
            {
                return;
            }
            Transform(_buffer);
        }
        while (data.Length >= _buffer.Length)
        {
            Transform(data[.._buffer.Length]);
            data = data[_buffer.Length..];
        }
        data.CopyTo(_buffer);
    }

    public override byte[] Digest(int length)
    {
        BlockHash copy = (BlockHash)Clone();
        int used = (int)(_length % _buffer.Length);
        byte[] padding = new byte[used < _buffer.Length - _lengthSize ? _buffer.Length - used : 2 * _buffer.Length - used];
        padding[0] = 0x80;
        if (_bigEndian)
        {
            BinaryPrimitives.WriteInt64BigEndian(padding.AsSpan(padding.Length - 8), _length * 8);
        }
        else
        {
            BinaryPrimitives.WriteInt64LittleEndian(padding.AsSpan(padding.Length - 8), _length * 8);
        }
        copy.Update(padding);
        byte[] all = new byte[64];
        copy.WriteState(all);
        return all.AsSpan(0, length).ToArray();
    }
}

/// <summary>MD5 (RFC 1321).</summary>
internal sealed class Md5State : BlockHash
{
    private static readonly uint[] s_k = MakeConstants();
    private static readonly int[] s_shifts = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

    private readonly uint[] _h = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];

    public Md5State() : base(64, 8, bigEndian: false)
    {
    }

    private Md5State(Md5State other) : base(other) => _h = (uint[])other._h.Clone();

    private static uint[] MakeConstants()
    {
        uint[] k = new uint[64];
        for (int i = 0; i < 64; i++)
        {
            k[i] = (uint)(Math.Abs(Math.Sin(i + 1)) * 4294967296.0);
        }
        return k;
    }

    protected override void Transform(ReadOnlySpan<byte> block)
    {
        Span<uint> m = stackalloc uint[16];
        for (int i = 0; i < 16; i++)
        {
            m[i] = BinaryPrimitives.ReadUInt32LittleEndian(block[(i * 4)..]);
        }
        uint a = _h[0], b = _h[1], c = _h[2], d = _h[3];
        for (int i = 0; i < 64; i++)
        {
            uint f;
            int g;
            switch (i >> 4)
            {
                case 0:
                    f = (b & c) | (~b & d);
                    g = i;
                    break;
                case 1:
                    f = (d & b) | (~d & c);
                    g = (5 * i + 1) & 15;
                    break;
                case 2:
                    f = b ^ c ^ d;
                    g = (3 * i + 5) & 15;
                    break;
                default:
                    f = c ^ (b | ~d);
                    g = (7 * i) & 15;
                    break;
            }
            uint next = b + BitOperations.RotateLeft(a + f + s_k[i] + m[g], s_shifts[(i >> 4) * 4 + (i & 3)]);
            a = d;
            d = c;
            c = b;
            b = next;
        }
        _h[0] += a;
        _h[1] += b;
        _h[2] += c;
        _h[3] += d;
    }

    protected override void WriteState(Span<byte> target)
    {
        for (int i = 0; i < 4; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(target[(i * 4)..], _h[i]);
        }
    }

    public override HashState Clone() => new Md5State(this);
}

/// <summary>SHA-1 (FIPS 180-4).</summary>
internal sealed class Sha1State : BlockHash
{
    private readonly uint[] _h = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

    public Sha1State() : base(64, 8, bigEndian: true)
    {
    }

    private Sha1State(Sha1State other) : base(other) => _h = (uint[])other._h.Clone();

    protected override void Transform(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[80];
        for (int i = 0; i < 16; i++)
        {
            w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * 4)..]);
        }
        for (int i = 16; i < 80; i++)
        {
            w[i] = BitOperations.RotateLeft(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
        }
        uint a = _h[0], b = _h[1], c = _h[2], d = _h[3], e = _h[4];
        for (int i = 0; i < 80; i++)
        {
            uint f = i < 20 ? ((b & c) | (~b & d)) + 0x5a827999 : i < 40 ? (b ^ c ^ d) + 0x6ed9eba1
                : i < 60 ? ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc : (b ^ c ^ d) + 0xca62c1d6;
            uint next = BitOperations.RotateLeft(a, 5) + f + e + w[i];
            e = d;
            d = c;
            c = BitOperations.RotateLeft(b, 30);
            b = a;
            a = next;
        }
        _h[0] += a;
        _h[1] += b;
        _h[2] += c;
        _h[3] += d;
        _h[4] += e;
    }

    protected override void WriteState(Span<byte> target)
    {
        for (int i = 0; i < 5; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target[(i * 4)..], _h[i]);
        }
    }

    public override HashState Clone() => new Sha1State(this);
}

/// <summary>The constants of SHA-2: leading bits of the fractions of cube roots of primes, by exact integers.</summary>
internal static class Sha2Constants
{
    public static readonly ulong[] Words = Make();

    private static ulong[] Make()
    {
        ulong[] k = new ulong[80];
        int n = 0;
        for (int candidate = 2; n < k.Length; candidate++)
        {
            bool prime = true;
            for (int d = 2; d * d <= candidate && prime; d++)
            {
                prime = candidate % d != 0;
            }
            if (!prime)
            {
                continue;
            }
            // floor(cbrt(p) * 2^64)
            BigInteger target = (BigInteger)candidate << 192;
            BigInteger low = 0, high = BigInteger.One << 72;
            while (high - low > 1)
            {
                BigInteger middle = (low + high) >> 1;
                if (middle * middle * middle <= target)
                {
                    low = middle;
                }
                else
                {
                    high = middle;
                }
            }
            k[n++] = (ulong)(low & ulong.MaxValue);
        }
        return k;
    }
}

/// <summary>SHA-256 and SHA-224 (FIPS 180-4).</summary>
internal sealed class Sha256State : BlockHash
{
    public static readonly uint[] Iv256 = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];
    public static readonly uint[] Iv224 = [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];

    private readonly uint[] _h;

    public Sha256State(uint[] iv) : base(64, 8, bigEndian: true) => _h = (uint[])iv.Clone();

    private Sha256State(Sha256State other) : base(other) => _h = (uint[])other._h.Clone();

    protected override void Transform(ReadOnlySpan<byte> block)
    {
        Span<uint> w = stackalloc uint[64];
        for (int i = 0; i < 16; i++)
        {
            w[i] = BinaryPrimitives.ReadUInt32BigEndian(block[(i * 4)..]);
        }
        for (int i = 16; i < 64; i++)
        {
            uint s0 = BitOperations.RotateRight(w[i - 15], 7) ^ BitOperations.RotateRight(w[i - 15], 18) ^ (w[i - 15] >> 3);
            uint s1 = BitOperations.RotateRight(w[i - 2], 17) ^ BitOperations.RotateRight(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        ulong[] k = Sha2Constants.Words;
        uint a = _h[0], b = _h[1], c = _h[2], d = _h[3], e = _h[4], f = _h[5], g = _h[6], h = _h[7];
        for (int i = 0; i < 64; i++)
        {
            uint s1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            // A 32-bit constant is the head of the 64-bit one.
            uint t1 = h + s1 + ((e & f) ^ (~e & g)) + (uint)(k[i] >> 32) + w[i];
            uint s0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
            uint t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        _h[0] += a;
        _h[1] += b;
        _h[2] += c;
        _h[3] += d;
        _h[4] += e;
        _h[5] += f;
        _h[6] += g;
        _h[7] += h;
    }

    protected override void WriteState(Span<byte> target)
    {
        for (int i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(target[(i * 4)..], _h[i]);
        }
    }

    public override HashState Clone() => new Sha256State(this);
}

/// <summary>SHA-512 and SHA-384 (FIPS 180-4).</summary>
internal sealed class Sha512State : BlockHash
{
    public static readonly ulong[] Iv512 =
    [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ];

    public static readonly ulong[] Iv384 =
    [
        0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
        0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4,
    ];

    private readonly ulong[] _h;

    public Sha512State(ulong[] iv) : base(128, 16, bigEndian: true) => _h = (ulong[])iv.Clone();

    private Sha512State(Sha512State other) : base(other) => _h = (ulong[])other._h.Clone();

    protected override void Transform(ReadOnlySpan<byte> block)
    {
        Span<ulong> w = stackalloc ulong[80];
        for (int i = 0; i < 16; i++)
        {
            w[i] = BinaryPrimitives.ReadUInt64BigEndian(block[(i * 8)..]);
        }
        for (int i = 16; i < 80; i++)
        {
            ulong s0 = BitOperations.RotateRight(w[i - 15], 1) ^ BitOperations.RotateRight(w[i - 15], 8) ^ (w[i - 15] >> 7);
            ulong s1 = BitOperations.RotateRight(w[i - 2], 19) ^ BitOperations.RotateRight(w[i - 2], 61) ^ (w[i - 2] >> 6);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        ulong[] k = Sha2Constants.Words;
        ulong a = _h[0], b = _h[1], c = _h[2], d = _h[3], e = _h[4], f = _h[5], g = _h[6], h = _h[7];
        for (int i = 0; i < 80; i++)
        {
            ulong s1 = BitOperations.RotateRight(e, 14) ^ BitOperations.RotateRight(e, 18) ^ BitOperations.RotateRight(e, 41);
            ulong t1 = h + s1 + ((e & f) ^ (~e & g)) + k[i] + w[i];
            ulong s0 = BitOperations.RotateRight(a, 28) ^ BitOperations.RotateRight(a, 34) ^ BitOperations.RotateRight(a, 39);
            ulong t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
            h = g;
            g = f;
            f = e;
            e = d + t1;
            d = c;
            c = b;
            b = a;
            a = t1 + t2;
        }
        _h[0] += a;
        _h[1] += b;
        _h[2] += c;
        _h[3] += d;
        _h[4] += e;
        _h[5] += f;
        _h[6] += g;
        _h[7] += h;
    }

    protected override void WriteState(Span<byte> target)
    {
        for (int i = 0; i < 8; i++)
        {
            BinaryPrimitives.WriteUInt64BigEndian(target[(i * 8)..], _h[i]);
        }
    }

    public override HashState Clone() => new Sha512State(this);
}

using System.Buffers.Binary;

namespace PythonEngine.Modules.Hashing;

/// <summary>The <c>_blake2</c> module.</summary>
[PyModule("_blake2", Doc = "_blake2b provides BLAKE2b for hashlib\n")]
[PyExports(typeof(PyBlake2b), typeof(PyBlake2s))]
internal static partial class Blake2Module
{
    [PyConstant("BLAKE2B_SALT_SIZE")] private const int BSaltSize = 16;
    [PyConstant("BLAKE2B_PERSON_SIZE")] private const int BPersonSize = 16;
    [PyConstant("BLAKE2B_MAX_KEY_SIZE")] private const int BMaxKeySize = 64;
    [PyConstant("BLAKE2B_MAX_DIGEST_SIZE")] private const int BMaxDigestSize = 64;
    [PyConstant("BLAKE2S_SALT_SIZE")] private const int SSaltSize = 8;
    [PyConstant("BLAKE2S_PERSON_SIZE")] private const int SPersonSize = 8;
    [PyConstant("BLAKE2S_MAX_KEY_SIZE")] private const int SMaxKeySize = 32;
    [PyConstant("BLAKE2S_MAX_DIGEST_SIZE")] private const int SMaxDigestSize = 32;
}

/// <summary>BLAKE2 (RFC 7693) in both word sizes; 32-bit words are kept in 64-bit variables.</summary>
internal sealed class Blake2State : HashState
{
    private static readonly byte[] s_sigma =
    [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ];

    private static readonly ulong[] s_iv64 =
    [
        0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
        0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
    ];

    private readonly bool _wide;
    private readonly bool _lastNode;
    private readonly ulong[] _h = new ulong[8];
    private readonly byte[] _buffer;
    private int _used;
    private UInt128 _count;

    public Blake2State(bool wide, ReadOnlySpan<byte> parameters, bool lastNode)
    {
        _wide = wide;
        _lastNode = lastNode;
        _buffer = new byte[wide ? 128 : 64];
        int word = wide ? 8 : 4;
        for (int i = 0; i < 8; i++)
        {
            ulong p = wide ? BinaryPrimitives.ReadUInt64LittleEndian(parameters[(i * word)..]) : BinaryPrimitives.ReadUInt32LittleEndian(parameters[(i * word)..]);
            _h[i] = Iv(i) ^ p;
        }
    }

    private Blake2State(Blake2State other)
    {
        _wide = other._wide;
        _lastNode = other._lastNode;
        other._h.CopyTo(_h, 0);
        _buffer = (byte[])other._buffer.Clone();
        _used = other._used;
        _count = other._count;
    }

    /// <summary>The 32-bit constants are the high halves of the 64-bit ones.</summary>
    private ulong Iv(int i) => _wide ? s_iv64[i] : s_iv64[i] >> 32;

    public override void Update(ReadOnlySpan<byte> data)
    {
        while (data.Length > 0)
        {
            if (_used == _buffer.Length)
            {
                // The last block waits for the end, so a full buffer goes only when more comes.
                _count += (UInt128)_buffer.Length;
                Compress(false);
                _used = 0;
            }
            int take = Math.Min(_buffer.Length - _used, data.Length);
            data[..take].CopyTo(_buffer.AsSpan(_used));
            _used += take;
            data = data[take..];
        }
    }

    private void Compress(bool last)
    {
        Span<ulong> m = stackalloc ulong[16];
        Span<ulong> v = stackalloc ulong[16];
        for (int i = 0; i < 16; i++)
        {
            m[i] = _wide ? BinaryPrimitives.ReadUInt64LittleEndian(_buffer.AsSpan(i * 8)) : BinaryPrimitives.ReadUInt32LittleEndian(_buffer.AsSpan(i * 4));
        }
        ulong mask = _wide ? ulong.MaxValue : uint.MaxValue;
        for (int i = 0; i < 8; i++)
        {
            v[i] = _h[i];
            v[i + 8] = Iv(i);
        }
        v[12] ^= (ulong)_count & mask;
        v[13] ^= (ulong)(_count >> (_wide ? 64 : 32)) & mask;
        if (last)
        {
            v[14] ^= mask;
            if (_lastNode)
            {
                v[15] ^= mask;
            }
        }
        int rounds = _wide ? 12 : 10;
        for (int r = 0; r < rounds; r++)
        {
            ReadOnlySpan<byte> s = s_sigma.AsSpan(r % 10 * 16, 16);
            Mix(v, 0, 4, 8, 12, m[s[0]], m[s[1]]);
            Mix(v, 1, 5, 9, 13, m[s[2]], m[s[3]]);
            Mix(v, 2, 6, 10, 14, m[s[4]], m[s[5]]);
            Mix(v, 3, 7, 11, 15, m[s[6]], m[s[7]]);
            Mix(v, 0, 5, 10, 15, m[s[8]], m[s[9]]);
            Mix(v, 1, 6, 11, 12, m[s[10]], m[s[11]]);
            Mix(v, 2, 7, 8, 13, m[s[12]], m[s[13]]);
            Mix(v, 3, 4, 9, 14, m[s[14]], m[s[15]]);
        }
        for (int i = 0; i < 8; i++)
        {
            _h[i] ^= v[i] ^ v[i + 8];
        }
    }

    private void Mix(Span<ulong> v, int a, int b, int c, int d, ulong x, ulong y)
    {
        if (_wide)
        {
            v[a] += v[b] + x;
            v[d] = BitOperations.RotateRight(v[d] ^ v[a], 32);
            v[c] += v[d];
            v[b] = BitOperations.RotateRight(v[b] ^ v[c], 24);
            v[a] += v[b] + y;
            v[d] = BitOperations.RotateRight(v[d] ^ v[a], 16);
            v[c] += v[d];
            v[b] = BitOperations.RotateRight(v[b] ^ v[c], 63);
            return;
        }
        v[a] = (uint)(v[a] + v[b] + x);
        v[d] = BitOperations.RotateRight((uint)(v[d] ^ v[a]), 16);
        v[c] = (uint)(v[c] + v[d]);
        v[b] = BitOperations.RotateRight((uint)(v[b] ^ v[c]), 12);
        v[a] = (uint)(v[a] + v[b] + y);
        v[d] = BitOperations.RotateRight((uint)(v[d] ^ v[a]), 8);
        v[c] = (uint)(v[c] + v[d]);
        v[b] = BitOperations.RotateRight((uint)(v[b] ^ v[c]), 7);
    }

    public override byte[] Digest(int length)
    {
        Blake2State copy = new(this);
        copy._count += (UInt128)copy._used;
        copy._buffer.AsSpan(copy._used).Clear();
        copy.Compress(true);
        byte[] all = new byte[64];
        for (int i = 0; i < 8; i++)
        {
            if (_wide)
            {
                BinaryPrimitives.WriteUInt64LittleEndian(all.AsSpan(i * 8), copy._h[i]);
            }
            else
            {
                BinaryPrimitives.WriteUInt32LittleEndian(all.AsSpan(i * 4), (uint)copy._h[i]);
            }
        }
        return all.AsSpan(0, length).ToArray();
    }

    public override HashState Clone() => new Blake2State(this);

    /// <summary>A number that fits 64 bits without a sign; 0 when absent.</summary>
    public static ulong Number(PyObject? value)
    {
        if (value == null)
        {
            return 0;
        }
        if (value is not PyInt number)
        {
            throw Err.TypeError("an integer is required");
        }
        BigInteger big = number.Big;
        return big.Sign < 0 ? throw Err.ValueError("value must be positive") : big > ulong.MaxValue ? throw Err.OverflowError("int too big to convert") : (ulong)big;
    }

    /// <summary>Checks the constructor's arguments and makes the state with the key's block in it.</summary>
    public static Blake2State Make(bool wide, PyObject? data, int digestSize, ReadOnlySpan<byte> key, ReadOnlySpan<byte> salt, ReadOnlySpan<byte> person,
        int fanout, int depth, ulong leafSize, ulong nodeOffset, int nodeDepth, int innerSize, bool lastNode)
    {
        int max = wide ? 64 : 32;
        int saltSize = wide ? 16 : 8;
        if (digestSize <= 0 || digestSize > max)
        {
            throw Err.ValueError($"digest_size must be between 1 and {max} bytes");
        }
        if (salt.Length > saltSize)
        {
            throw Err.ValueError($"maximum salt length is {saltSize} bytes");
        }
        if (person.Length > saltSize)
        {
            throw Err.ValueError($"maximum person length is {saltSize} bytes");
        }
        if (fanout is < 0 or > 255)
        {
            throw Err.ValueError("fanout must be between 0 and 255");
        }
        if (depth is <= 0 or > 255)
        {
            throw Err.ValueError("depth must be between 1 and 255");
        }
        if (leafSize > uint.MaxValue)
        {
            throw Err.OverflowError("leaf_size is too large");
        }
        if (!wide && nodeOffset > 0xFFFFFFFFFFFF)
        {
            throw Err.OverflowError("node_offset is too large");
        }
        if (nodeDepth is < 0 or > 255)
        {
            throw Err.ValueError("node_depth must be between 0 and 255");
        }
        if (innerSize < 0 || innerSize > max)
        {
            throw Err.ValueError($"inner_size must be between 0 and is {max}");
        }
        if (key.Length > max)
        {
            throw Err.ValueError($"maximum key length is {max} bytes");
        }
        Span<byte> p = stackalloc byte[64];
        p.Clear();
        p[0] = (byte)digestSize;
        p[1] = (byte)key.Length;
        p[2] = (byte)fanout;
        p[3] = (byte)depth;
        BinaryPrimitives.WriteUInt32LittleEndian(p[4..], (uint)leafSize);
        BinaryPrimitives.WriteUInt64LittleEndian(p[8..], (ulong)nodeOffset);
        int at = wide ? 16 : 14;
        p[at] = (byte)nodeDepth;
        p[at + 1] = (byte)innerSize;
        int tail = wide ? 32 : 16;
        salt.CopyTo(p[tail..]);
        person.CopyTo(p[(tail + saltSize)..]);
        Blake2State state = new(wide, p, lastNode);
        if (key.Length > 0)
        {
            byte[] block = new byte[wide ? 128 : 64];
            key.CopyTo(block);
            state.Update(block);
        }
        PyHash.Feed(state, data);
        return state;
    }
}

namespace PythonEngine.Modules.Hashing;

/// <summary>The Keccak sponge (FIPS 202).</summary>
internal sealed class KeccakState : HashState
{
    private static readonly ulong[] s_roundConstants = MakeRoundConstants();
    private static readonly int[] s_rotations = [1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44];
    private static readonly int[] s_lanes = [10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1];

    private readonly ulong[] _a = new ulong[25];
    private readonly int _rate;
    private readonly byte _suffix;
    private int _position;

    public KeccakState(int rate, byte suffix)
    {
        _rate = rate;
        _suffix = suffix;
    }

    /// <summary>The round constants come from a linear feedback shift register.</summary>
    private static ulong[] MakeRoundConstants()
    {
        ulong[] constants = new ulong[24];
        byte lfsr = 1;
        for (int round = 0; round < 24; round++)
        {
            ulong constant = 0;
            for (int j = 0; j < 7; j++)
            {
                if ((lfsr & 1) != 0)
                {
                    constant ^= 1UL << ((1 << j) - 1);
                }
                lfsr = (byte)((lfsr & 0x80) != 0 ? (lfsr << 1) ^ 0x71 : lfsr << 1);
            }
            constants[round] = constant;
        }
        return constants;
    }

    private static void Permute(ulong[] a)
    {
        Span<ulong> c = stackalloc ulong[5];
        for (int round = 0; round < 24; round++)
        {
            for (int x = 0; x < 5; x++)
            {
                c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
            }
            for (int x = 0; x < 5; x++)
            {
                ulong d = c[(x + 4) % 5] ^ BitOperations.RotateLeft(c[(x + 1) % 5], 1);
                for (int y = 0; y < 25; y += 5)
                {
                    a[x + y] ^= d;
                }
            }
            ulong t = a[1];
            for (int i = 0; i < 24; i++)
            {
                int lane = s_lanes[i];
                ulong next = a[lane];
                a[lane] = BitOperations.RotateLeft(t, s_rotations[i]);
                t = next;
            }
            for (int y = 0; y < 25; y += 5)
            {
                for (int x = 0; x < 5; x++)
                {
                    c[x] = a[y + x];
                }
                for (int x = 0; x < 5; x++)
                {
                    a[y + x] = c[x] ^ (~c[(x + 1) % 5] & c[(x + 2) % 5]);
                }
            }
            a[0] ^= s_roundConstants[round];
        }
    }

    private void Xor(int position, byte value) => _a[position >> 3] ^= (ulong)value << ((position & 7) * 8);

    public override void Update(ReadOnlySpan<byte> data)
    {
        foreach (byte b in data)
        {
            Xor(_position++, b);
            if (_position == _rate)
            {
                Permute(_a);
                _position = 0;
            }
        }
    }

    public override byte[] Digest(int length)
    {
        KeccakState copy = (KeccakState)Clone();
        copy.Xor(copy._position, _suffix);
        copy.Xor(_rate - 1, 0x80);
        Permute(copy._a);
        byte[] digest = new byte[length];
        for (int i = 0, at = 0; i < length; i++, at++)
        {
            if (at == _rate)
            {
                Permute(copy._a);
                at = 0;
            }
            digest[i] = (byte)(copy._a[at >> 3] >> ((at & 7) * 8));
        }
        return digest;
    }

    public override HashState Clone()
    {
        KeccakState copy = new(_rate, _suffix) { _position = _position };
        _a.CopyTo(copy._a, 0);
        return copy;
    }
}

using System.Security.Cryptography;

namespace PythonEngine.Modules.Hashing;

/// <summary>The <c>_md5</c> module.</summary>
[PyModule("_md5")]
internal static partial class Md5Module
{
    [PyModuleInit]
    private static void Init(PyModule module) => module.Set("MD5Type", PyMd5.TypeObject);

    [PyFunction("md5", "string=b'', *, usedforsecurity=True")]
    private static PyObject Md5(PyObject? data = null, bool usedForSecurity = true)
    {
        FrameworkHash state = new(HashAlgorithmName.MD5);
        PyHash.Feed(state, data);
        return new PyMd5(state);
    }
}

/// <summary>The <c>_sha1</c> module.</summary>
[PyModule("_sha1")]
internal static partial class Sha1Module
{
    [PyModuleInit]
    private static void Init(PyModule module) => module.Set("SHA1Type", PySha1.TypeObject);

    [PyFunction("sha1", "string=b'', *, usedforsecurity=True")]
    private static PyObject Sha1(PyObject? data = null, bool usedForSecurity = true)
    {
        FrameworkHash state = new(HashAlgorithmName.SHA1);
        PyHash.Feed(state, data);
        return new PySha1(state);
    }
}

/// <summary>The <c>_sha256</c> module.</summary>
[PyModule("_sha256")]
internal static partial class Sha256Module
{
    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.Set("SHA224Type", PySha224.TypeObject);
        module.Set("SHA256Type", PySha256.TypeObject);
    }

    [PyFunction("sha256", "string=b'', *, usedforsecurity=True")]
    private static PyObject Sha256(PyObject? data = null, bool usedForSecurity = true)
    {
        FrameworkHash state = new(HashAlgorithmName.SHA256);
        PyHash.Feed(state, data);
        return new PySha256(state);
    }

    [PyFunction("sha224", "string=b'', *, usedforsecurity=True")]
    private static PyObject Sha224(PyObject? data = null, bool usedForSecurity = true)
    {
        Sha224State state = new();
        PyHash.Feed(state, data);
        return new PySha224(state);
    }
}

/// <summary>The <c>_sha512</c> module.</summary>
[PyModule("_sha512")]
internal static partial class Sha512Module
{
    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.Set("SHA384Type", PySha384.TypeObject);
        module.Set("SHA512Type", PySha512.TypeObject);
    }

    [PyFunction("sha512", "string=b'', *, usedforsecurity=True")]
    private static PyObject Sha512(PyObject? data = null, bool usedForSecurity = true)
    {
        FrameworkHash state = new(HashAlgorithmName.SHA512);
        PyHash.Feed(state, data);
        return new PySha512(state);
    }

    [PyFunction("sha384", "string=b'', *, usedforsecurity=True")]
    private static PyObject Sha384(PyObject? data = null, bool usedForSecurity = true)
    {
        FrameworkHash state = new(HashAlgorithmName.SHA384);
        PyHash.Feed(state, data);
        return new PySha384(state);
    }
}

/// <summary>SHA-224 (FIPS 180-4), which the framework lacks.</summary>
internal sealed class Sha224State : HashState
{
    private static readonly uint[] s_k = MakeConstants();

    private readonly uint[] _h;
    private readonly byte[] _block = new byte[64];
    private long _length;

    public Sha224State() => _h = [0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939, 0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4];

    private Sha224State(Sha224State other)
    {
        _h = (uint[])other._h.Clone();
        other._block.CopyTo(_block, 0);
        _length = other._length;
    }

    /// <summary>The fractional parts of the cube roots of the first 64 primes.</summary>
    private static uint[] MakeConstants()
    {
        uint[] k = new uint[64];
        int n = 0;
        for (int candidate = 2; n < 64; candidate++)
        {
            bool prime = true;
            for (int d = 2; d * d <= candidate; d++)
            {
                if (candidate % d == 0)
                {
                    prime = false;
                    break;
                }
            }
            if (!prime)
            {
                continue;
            }
            // floor(cbrt(p) * 2^32) by exact integers.
            BigInteger target = (BigInteger)candidate << 96;
            BigInteger low = 0, high = BigInteger.One << 40;
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
            k[n++] = (uint)(low & uint.MaxValue);
        }
        return k;
    }

    public override void Update(ReadOnlySpan<byte> data)
    {
        int used = (int)(_length & 63);
        _length += data.Length;
        while (data.Length > 0)
        {
            int take = Math.Min(64 - used, data.Length);
            data[..take].CopyTo(_block.AsSpan(used));
            used += take;
            data = data[take..];
            if (used == 64)
            {
                Transform();
                used = 0;
            }
        }
    }

    private void Transform()
    {
        Span<uint> w = stackalloc uint[64];
        for (int i = 0; i < 16; i++)
        {
            w[i] = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(_block.AsSpan(i * 4));
        }
        for (int i = 16; i < 64; i++)
        {
            uint s0 = BitOperations.RotateRight(w[i - 15], 7) ^ BitOperations.RotateRight(w[i - 15], 18) ^ (w[i - 15] >> 3);
            uint s1 = BitOperations.RotateRight(w[i - 2], 17) ^ BitOperations.RotateRight(w[i - 2], 19) ^ (w[i - 2] >> 10);
            w[i] = w[i - 16] + s0 + w[i - 7] + s1;
        }
        uint a = _h[0], b = _h[1], c = _h[2], d = _h[3], e = _h[4], f = _h[5], g = _h[6], h = _h[7];
        for (int i = 0; i < 64; i++)
        {
            uint s1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
            uint t1 = h + s1 + ((e & f) ^ (~e & g)) + s_k[i] + w[i];
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

    public override byte[] Digest(int length)
    {
        Sha224State copy = new(this);
        long bits = _length * 8;
        byte[] padding = new byte[(int)((_length & 63) < 56 ? 64 - (_length & 63) : 128 - (_length & 63))];
        padding[0] = 0x80;
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(padding.AsSpan(padding.Length - 8), bits);
        copy.Update(padding);
        byte[] digest = new byte[28];
        for (int i = 0; i < 7; i++)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(digest.AsSpan(i * 4), copy._h[i]);
        }
        return digest;
    }

    public override HashState Clone() => new Sha224State(this);
}

using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>_random</c> module.</summary>
[PyModule("_random", Doc = "Module implements the Mersenne Twister random number generator.")]
[PyExports(typeof(PyRandom))]
internal static partial class RandomModule;

/// <summary><c>_random.Random</c>: the Mersenne Twister MT19937 (Matsumoto and Nishimura).</summary>
[PyType("Random", Module = "_random", Subclassable = true)]
internal partial class PyRandom : PyObject
{
    private const int N = 624;
    private const int M = 397;

    private readonly uint[] _state = new uint[N];
    private int _index = N + 1;

    [PyNew("*args, **kwargs")]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyDict? kwargs) => Allocate(cls);

    [PyMethod("__init__", "*args, **kwargs")]
    private void Init(ReadOnlySpan<PyObject> args, PyDict? kwargs)
    {
        if (kwargs is { Count: > 0 } && ReferenceEquals(Type, TypeObject))
        {
            throw Err.TypeError("Random() takes no keyword arguments");
        }
        if (args.Length > 1)
        {
            throw Err.TypeError($"Random expected at most 1 argument, got {args.Length}");
        }
        Seed(args.Length > 0 ? args[0] : null);
    }

    private uint Next()
    {
        uint y;
        uint[] mt = _state;
        if (_index >= N)
        {
            int k;
            for (k = 0; k < N - M; k++)
            {
                y = (mt[k] & 0x80000000) | (mt[k + 1] & 0x7fffffff);
                mt[k] = mt[k + M] ^ (y >> 1) ^ ((y & 1) * 0x9908b0df);
            }
            for (; k < N - 1; k++)
            {
                y = (mt[k] & 0x80000000) | (mt[k + 1] & 0x7fffffff);
                mt[k] = mt[k + (M - N)] ^ (y >> 1) ^ ((y & 1) * 0x9908b0df);
            }
            y = (mt[N - 1] & 0x80000000) | (mt[0] & 0x7fffffff);
            mt[N - 1] = mt[M - 1] ^ (y >> 1) ^ ((y & 1) * 0x9908b0df);
            _index = 0;
        }
        y = mt[_index++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        y ^= y >> 18;
        return y;
    }

    private void InitGenerator(uint seed)
    {
        _state[0] = seed;
        for (int i = 1; i < N; i++)
        {
            _state[i] = 1812433253U * (_state[i - 1] ^ (_state[i - 1] >> 30)) + (uint)i;
        }
        _index = N;
    }

    private void InitByArray(ReadOnlySpan<uint> key)
    {
        InitGenerator(19650218);
        uint[] mt = _state;
        int i = 1, j = 0;
        for (int k = Math.Max(N, key.Length); k > 0; k--)
        {
            mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >> 30)) * 1664525U)) + key[j] + (uint)j;
            if (++i >= N)
            {
                mt[0] = mt[N - 1];
                i = 1;
            }
            if (++j >= key.Length)
            {
                j = 0;
            }
        }
        for (int k = N - 1; k > 0; k--)
        {
            mt[i] = (mt[i] ^ ((mt[i - 1] ^ (mt[i - 1] >> 30)) * 1566083941U)) - (uint)i;
            if (++i >= N)
            {
                mt[0] = mt[N - 1];
                i = 1;
            }
        }
        mt[0] = 0x80000000;
    }

    [PyMethod("seed", "n=None, /")]
    private void Seed(PyObject? n = null)
    {
        if (n == null || ReferenceEquals(n, PyNone.Instance))
        {
            byte[] bytes = new byte[N * 4];
            Posix.PosixModule.Random(bytes);
            uint[] key = new uint[N];
            Buffer.BlockCopy(bytes, 0, key, 0, bytes.Length);
            InitByArray(key);
            return;
        }
        BigInteger value;
        if (n is PyInt i)
        {
            value = BigInteger.Abs(i.Big);
        }
        else
        {
            // As CPython: the hash, taken as an unsigned number.
            value = (ulong)Ops.Hash(n);
        }
        byte[] data = value.ToByteArray(isUnsigned: true);
        uint[] words = new uint[Math.Max(1, (data.Length + 3) / 4)];
        Buffer.BlockCopy(data, 0, words, 0, data.Length);
        InitByArray(words);
    }

    [PyMethod("random", "")]
    private double Random()
    {
        uint a = Next() >> 5, b = Next() >> 6;
        return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
    }

    [PyMethod("getrandbits", "k, /")]
    private PyObject GetRandBits(PyObject k)
    {
        int bits = SysCall.AsCInt(k);
        if (bits < 0)
        {
            throw Err.ValueError("number of bits must be non-negative");
        }
        if (bits == 0)
        {
            return PyInt.Zero;
        }
        if (bits <= 32)
        {
            return PyInt.From(Next() >> (32 - bits));
        }
        int words = (bits - 1) / 32 + 1;
        byte[] data = new byte[words * 4 + 1];
        for (int i = 0; i < words; i++, bits -= 32)
        {
            uint r = Next();
            if (bits < 32)
            {
                r >>= 32 - bits;
            }
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(i * 4), r);
        }
        return PyInt.From(new BigInteger(data));
    }

    [PyMethod("getstate", "")]
    private PyObject GetState()
    {
        PyObject[] items = new PyObject[N + 1];
        for (int i = 0; i < N; i++)
        {
            items[i] = PyInt.From(_state[i]);
        }
        items[N] = PyInt.From(_index);
        return new PyTuple(items);
    }

    [PyMethod("setstate", "state, /")]
    private void SetState(PyObject state)
    {
        if (state is not PyTuple tuple)
        {
            throw Err.TypeError("state vector must be a tuple");
        }
        if (tuple.Count != N + 1)
        {
            throw Err.ValueError("state vector is the wrong size");
        }
        uint[] fresh = new uint[N];
        for (int i = 0; i < N; i++)
        {
            fresh[i] = Args.UInt32(tuple[i]);
        }
        long index = Ops.AsLong(tuple[N]);
        if (index is < 0 or > N)
        {
            throw Err.ValueError("invalid state");
        }
        fresh.CopyTo(_state, 0);
        _index = (int)index;
    }
}

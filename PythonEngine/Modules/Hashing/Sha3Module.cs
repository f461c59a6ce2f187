namespace PythonEngine.Modules.Hashing;

/// <summary>The <c>_sha3</c> module.</summary>
[PyModule("_sha3")]
[PyExports(typeof(PySha3224), typeof(PySha3256), typeof(PySha3384), typeof(PySha3512), typeof(PyShake128), typeof(PyShake256))]
internal static partial class Sha3Module
{
    [PyConstant("implementation")] private const string Implementation = "managed";
    [PyConstant("keccakopt")] private const int KeccakOpt = 64;

    [PyModuleInit]
    private static void Init(PyModule module) => module.Set("__doc__", PyNone.Instance);
}

/// <summary>What the types of <c>_sha3</c> have in common.</summary>
internal abstract class PySha3(string name, int rate, byte suffix, HashState state) : PyObject
{
    protected const byte HashSuffix = 6;
    protected const byte XofSuffix = 0x1F;

    private const int MaximumLength = 1 << 29;
    private const int StateBits = 1600;

    protected HashState State { get; } = state;

    protected string AlgorithmName => name;

    protected int Rate => rate;

    protected int CapacityBits => StateBits - (rate * 8);

    protected byte[] Suffix => [suffix];

    /// <summary>A state fed with the constructor's data.</summary>
    protected static KeccakState Start(int rate, byte suffix, PyObject? data)
    {
        KeccakState state = new(rate, suffix);
        PyHash.Feed(state, data);
        return state;
    }

    protected byte[] Squeeze(long length) => length is >= 0 and < MaximumLength ? State.Digest((int)length)
        : throw Err.ValueError(length < 0 ? "value must be positive" : "length is too large");
}

/// <summary><c>_sha3.sha3_224</c></summary>
[PyType("sha3_224", Module = "_sha3", Base = typeof(PyObjectType), Doc = "sha3_224([data], *, usedforsecurity=True): a hash object.")]
internal sealed partial class PySha3224 : PySha3
{
    private const int BytesRate = 144;
    private const int Size = 28;

    private PySha3224(HashState state)
        : base("sha3_224", BytesRate, HashSuffix, state)
    {
    }

    [PyNew("data=b'', /, *, usedforsecurity=True")]
    private static PyObject New(PyType cls, PyObject? data = null, bool usedForSecurity = true) => new PySha3224(Start(BytesRate, HashSuffix, data));

    [PyMethod("update", "data, /", Doc = "Adds data.")]
    private void Update(PyObject data) => PyHash.Feed(State, data);

    [PyMethod("digest", "", Doc = "The digest of the data so far.")]
    private byte[] Digest() => State.Digest(Size);

    [PyMethod("hexdigest", "", Doc = "The digest of the data so far, as text.")]
    private string HexDigest() => Convert.ToHexStringLower(State.Digest(Size));

    [PyMethod("copy", "", Doc = "A hash object in the same state.")]
    private PyObject Copy() => new PySha3224(State.Clone());

    [PyGetter("digest_size")]
    private long DigestSize => Size;

    [PyGetter("block_size")]
    private long BlockSize => Rate;

    [PyGetter("name")]
    private string Name => AlgorithmName;

    [PyGetter("_capacity_bits")]
    private long CapacityBitsValue => CapacityBits;

    [PyGetter("_rate_bits")]
    private long RateBits => Rate * 8;

    [PyGetter("_suffix")]
    private byte[] SuffixValue => Suffix;
}

/// <summary><c>_sha3.sha3_256</c></summary>
[PyType("sha3_256", Module = "_sha3", Base = typeof(PyObjectType), Doc = "sha3_256([data], *, usedforsecurity=True): a hash object.")]
internal sealed partial class PySha3256 : PySha3
{
    private const int BytesRate = 136;
    private const int Size = 32;

    private PySha3256(HashState state)
        : base("sha3_256", BytesRate, HashSuffix, state)
    {
    }

    [PyNew("data=b'', /, *, usedforsecurity=True")]
    private static PyObject New(PyType cls, PyObject? data = null, bool usedForSecurity = true) => new PySha3256(Start(BytesRate, HashSuffix, data));

    [PyMethod("update", "data, /", Doc = "Adds data.")]
    private void Update(PyObject data) => PyHash.Feed(State, data);

    [PyMethod("digest", "", Doc = "The digest of the data so far.")]
    private byte[] Digest() => State.Digest(Size);

    [PyMethod("hexdigest", "", Doc = "The digest of the data so far, as text.")]
    private string HexDigest() => Convert.ToHexStringLower(State.Digest(Size));

    [PyMethod("copy", "", Doc = "A hash object in the same state.")]
    private PyObject Copy() => new PySha3256(State.Clone());

    [PyGetter("digest_size")]
    private long DigestSize => Size;

    [PyGetter("block_size")]
    private long BlockSize => Rate;

    [PyGetter("name")]
    private string Name => AlgorithmName;

    [PyGetter("_capacity_bits")]
    private long CapacityBitsValue => CapacityBits;

    [PyGetter("_rate_bits")]
    private long RateBits => Rate * 8;

    [PyGetter("_suffix")]
    private byte[] SuffixValue => Suffix;
}

/// <summary><c>_sha3.sha3_384</c></summary>
[PyType("sha3_384", Module = "_sha3", Base = typeof(PyObjectType), Doc = "sha3_384([data], *, usedforsecurity=True): a hash object.")]
internal sealed partial class PySha3384 : PySha3
{
    private const int BytesRate = 104;
    private const int Size = 48;

    private PySha3384(HashState state)
        : base("sha3_384", BytesRate, HashSuffix, state)
    {
    }

    [PyNew("data=b'', /, *, usedforsecurity=True")]
    private static PyObject New(PyType cls, PyObject? data = null, bool usedForSecurity = true) => new PySha3384(Start(BytesRate, HashSuffix, data));

    [PyMethod("update", "data, /", Doc = "Adds data.")]
    private void Update(PyObject data) => PyHash.Feed(State, data);

    [PyMethod("digest", "", Doc = "The digest of the data so far.")]
    private byte[] Digest() => State.Digest(Size);

    [PyMethod("hexdigest", "", Doc = "The digest of the data so far, as text.")]
    private string HexDigest() => Convert.ToHexStringLower(State.Digest(Size));

    [PyMethod("copy", "", Doc = "A hash object in the same state.")]
    private PyObject Copy() => new PySha3384(State.Clone());

    [PyGetter("digest_size")]
    private long DigestSize => Size;

    [PyGetter("block_size")]
    private long BlockSize => Rate;

    [PyGetter("name")]
    private string Name => AlgorithmName;

    [PyGetter("_capacity_bits")]
    private long CapacityBitsValue => CapacityBits;

    [PyGetter("_rate_bits")]
    private long RateBits => Rate * 8;

    [PyGetter("_suffix")]
    private byte[] SuffixValue => Suffix;
}

/// <summary><c>_sha3.sha3_512</c></summary>
[PyType("sha3_512", Module = "_sha3", Base = typeof(PyObjectType), Doc = "sha3_512([data], *, usedforsecurity=True): a hash object.")]
internal sealed partial class PySha3512 : PySha3
{
    private const int BytesRate = 72;
    private const int Size = 64;

    private PySha3512(HashState state)
        : base("sha3_512", BytesRate, HashSuffix, state)
    {
    }

    [PyNew("data=b'', /, *, usedforsecurity=True")]
    private static PyObject New(PyType cls, PyObject? data = null, bool usedForSecurity = true) => new PySha3512(Start(BytesRate, HashSuffix, data));

    [PyMethod("update", "data, /", Doc = "Adds data.")]
    private void Update(PyObject data) => PyHash.Feed(State, data);

    [PyMethod("digest", "", Doc = "The digest of the data so far.")]
    private byte[] Digest() => State.Digest(Size);

    [PyMethod("hexdigest", "", Doc = "The digest of the data so far, as text.")]
    private string HexDigest() => Convert.ToHexStringLower(State.Digest(Size));

    [PyMethod("copy", "", Doc = "A hash object in the same state.")]
    private PyObject Copy() => new PySha3512(State.Clone());

    [PyGetter("digest_size")]
    private long DigestSize => Size;

    [PyGetter("block_size")]
    private long BlockSize => Rate;

    [PyGetter("name")]
    private string Name => AlgorithmName;

    [PyGetter("_capacity_bits")]
    private long CapacityBitsValue => CapacityBits;

    [PyGetter("_rate_bits")]
    private long RateBits => Rate * 8;

    [PyGetter("_suffix")]
    private byte[] SuffixValue => Suffix;
}

/// <summary><c>_sha3.shake_128</c></summary>
[PyType("shake_128", Module = "_sha3", Base = typeof(PyObjectType), Doc = "shake_128([data], *, usedforsecurity=True): a hash object.")]
internal sealed partial class PyShake128 : PySha3
{
    private const int BytesRate = 168;
    private const int Size = 0;

    private PyShake128(HashState state)
        : base("shake_128", BytesRate, XofSuffix, state)
    {
    }

    [PyNew("data=b'', /, *, usedforsecurity=True")]
    private static PyObject New(PyType cls, PyObject? data = null, bool usedForSecurity = true) => new PyShake128(Start(BytesRate, XofSuffix, data));

    [PyMethod("update", "data, /", Doc = "Adds data.")]
    private void Update(PyObject data) => PyHash.Feed(State, data);

    [PyMethod("digest", "length, /", Doc = "So many bytes of the digest.")]
    private byte[] Digest(long length) => Squeeze(length);

    [PyMethod("hexdigest", "length, /", Doc = "So many bytes of the digest, as text.")]
    private string HexDigest(long length) => Convert.ToHexStringLower(Squeeze(length));

    [PyMethod("copy", "", Doc = "A hash object in the same state.")]
    private PyObject Copy() => new PyShake128(State.Clone());

    [PyGetter("digest_size")]
    private long DigestSize => Size;

    [PyGetter("block_size")]
    private long BlockSize => Rate;

    [PyGetter("name")]
    private string Name => AlgorithmName;

    [PyGetter("_capacity_bits")]
    private long CapacityBitsValue => CapacityBits;

    [PyGetter("_rate_bits")]
    private long RateBits => Rate * 8;

    [PyGetter("_suffix")]
    private byte[] SuffixValue => Suffix;
}

/// <summary><c>_sha3.shake_256</c></summary>
[PyType("shake_256", Module = "_sha3", Base = typeof(PyObjectType), Doc = "shake_256([data], *, usedforsecurity=True): a hash object.")]
internal sealed partial class PyShake256 : PySha3
{
    private const int BytesRate = 136;
    private const int Size = 0;

    private PyShake256(HashState state)
        : base("shake_256", BytesRate, XofSuffix, state)
    {
    }

    [PyNew("data=b'', /, *, usedforsecurity=True")]
    private static PyObject New(PyType cls, PyObject? data = null, bool usedForSecurity = true) => new PyShake256(Start(BytesRate, XofSuffix, data));

    [PyMethod("update", "data, /", Doc = "Adds data.")]
    private void Update(PyObject data) => PyHash.Feed(State, data);

    [PyMethod("digest", "length, /", Doc = "So many bytes of the digest.")]
    private byte[] Digest(long length) => Squeeze(length);

    [PyMethod("hexdigest", "length, /", Doc = "So many bytes of the digest, as text.")]
    private string HexDigest(long length) => Convert.ToHexStringLower(Squeeze(length));

    [PyMethod("copy", "", Doc = "A hash object in the same state.")]
    private PyObject Copy() => new PyShake256(State.Clone());

    [PyGetter("digest_size")]
    private long DigestSize => Size;

    [PyGetter("block_size")]
    private long BlockSize => Rate;

    [PyGetter("name")]
    private string Name => AlgorithmName;

    [PyGetter("_capacity_bits")]
    private long CapacityBitsValue => CapacityBits;

    [PyGetter("_rate_bits")]
    private long RateBits => Rate * 8;

    [PyGetter("_suffix")]
    private byte[] SuffixValue => Suffix;
}

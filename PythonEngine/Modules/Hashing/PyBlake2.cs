namespace PythonEngine.Modules.Hashing;

/// <summary><c>_blake2.blake2b</c></summary>
[PyType("blake2b", Module = "_blake2")]
internal sealed partial class PyBlake2b : PyObject
{
    [PyConstant("SALT_SIZE")] private const int SaltSize = 16;
    [PyConstant("PERSON_SIZE")] private const int PersonSize = 16;
    [PyConstant("MAX_KEY_SIZE")] private const int MaxKeySize = 64;
    [PyConstant("MAX_DIGEST_SIZE")] private const int MaxDigestSize = 64;

    private HashState? _state;
    private int _size;

    [PyNew("data=b'', /, *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True")]
    private static PyObject New(PyType cls, PyObject? data = null, int digestSize = 64, ReadOnlySpan<byte> key = default, ReadOnlySpan<byte> salt = default,
        ReadOnlySpan<byte> person = default, int fanout = 1, int depth = 1, PyObject? leafSize = null, PyObject? nodeOffset = null, int nodeDepth = 0,
        int innerSize = 0, bool lastNode = false, bool usedForSecurity = true)
    {
        HashState state = Blake2State.Make(true, data, digestSize, key, salt, person, fanout, depth, Blake2State.Number(leafSize),
            Blake2State.Number(nodeOffset), nodeDepth, innerSize, lastNode);
        PyBlake2b self = new();
        self._state = state;
        self._size = digestSize;
        return self;
    }

    [PyMethod("update", "data, /")]
    private void Update(PyObject data) => PyHash.Feed(_state!, data);

    [PyMethod("digest", "")]
    private byte[] Digest() => _state!.Digest(_size);

    [PyMethod("hexdigest", "")]
    private string HexDigest() => Convert.ToHexStringLower(_state!.Digest(_size));

    [PyMethod("copy", "")]
    private PyObject Copy() => new PyBlake2b { _state = _state!.Clone(), _size = _size };

    [PyGetter("digest_size")]
    private long DigestSize => _size;

    [PyGetter("block_size")]
    private long BlockSize => 128;

    [PyGetter("name")]
    private string Name => "blake2b";
}

/// <summary><c>_blake2.blake2s</c></summary>
[PyType("blake2s", Module = "_blake2")]
internal sealed partial class PyBlake2s : PyObject
{
    [PyConstant("SALT_SIZE")] private const int SaltSize = 8;
    [PyConstant("PERSON_SIZE")] private const int PersonSize = 8;
    [PyConstant("MAX_KEY_SIZE")] private const int MaxKeySize = 32;
    [PyConstant("MAX_DIGEST_SIZE")] private const int MaxDigestSize = 32;

    private HashState? _state;
    private int _size;

    [PyNew("data=b'', /, *, digest_size=32, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True")]
    private static PyObject New(PyType cls, PyObject? data = null, int digestSize = 32, ReadOnlySpan<byte> key = default, ReadOnlySpan<byte> salt = default,
        ReadOnlySpan<byte> person = default, int fanout = 1, int depth = 1, PyObject? leafSize = null, PyObject? nodeOffset = null, int nodeDepth = 0,
        int innerSize = 0, bool lastNode = false, bool usedForSecurity = true)
    {
        HashState state = Blake2State.Make(false, data, digestSize, key, salt, person, fanout, depth, Blake2State.Number(leafSize),
            Blake2State.Number(nodeOffset), nodeDepth, innerSize, lastNode);
        PyBlake2s self = new();
        self._state = state;
        self._size = digestSize;
        return self;
    }

    [PyMethod("update", "data, /")]
    private void Update(PyObject data) => PyHash.Feed(_state!, data);

    [PyMethod("digest", "")]
    private byte[] Digest() => _state!.Digest(_size);

    [PyMethod("hexdigest", "")]
    private string HexDigest() => Convert.ToHexStringLower(_state!.Digest(_size));

    [PyMethod("copy", "")]
    private PyObject Copy() => new PyBlake2s { _state = _state!.Clone(), _size = _size };

    [PyGetter("digest_size")]
    private long DigestSize => _size;

    [PyGetter("block_size")]
    private long BlockSize => 64;

    [PyGetter("name")]
    private string Name => "blake2s";
}

namespace PythonEngine.Modules.Hashing;

/// <summary><c>_md5.md5</c></summary>
[PyType("md5", Module = "_md5", NoConstructor = true, Base = typeof(PyObjectType))]
internal sealed partial class PyMd5(HashState state) : PyHash("md5", 16, 64, state)
{
    [PyMethod("update", "obj, /")]
    private void Update(PyObject obj) => Feed(State, obj);

    [PyMethod("digest", "")]
    private byte[] Digest() => State.Digest(Size);

    [PyMethod("hexdigest", "")]
    private string HexDigest() => ToHex(State.Digest(Size));

    [PyMethod("copy", "")]
    private PyObject Copy() => new PyMd5(State.Clone());

    [PyGetter("digest_size")]
    private long DigestSize => Size;

    [PyGetter("block_size")]
    private long BlockSizeGetter => BlockSize;

    [PyGetter("name")]
    private string Name => HashName;
}

/// <summary><c>_sha1.sha1</c></summary>
[PyType("sha1", Module = "_sha1", NoConstructor = true, Base = typeof(PyObjectType))]
internal sealed partial class PySha1(HashState state) : PyHash("sha1", 20, 64, state)
{
    [PyMethod("update", "obj, /")]
    private void Update(PyObject obj) => Feed(State, obj);

    [PyMethod("digest", "")]
    private byte[] Digest() => State.Digest(Size);

    [PyMethod("hexdigest", "")]
    private string HexDigest() => ToHex(State.Digest(Size));

    [PyMethod("copy", "")]
    private PyObject Copy() => new PySha1(State.Clone());

    [PyGetter("digest_size")]
    private long DigestSize => Size;

    [PyGetter("block_size")]
    private long BlockSizeGetter => BlockSize;

    [PyGetter("name")]
    private string Name => HashName;
}

/// <summary><c>_sha256.sha224</c></summary>
[PyType("sha224", Module = "_sha256", NoConstructor = true, Base = typeof(PyObjectType))]
internal sealed partial class PySha224(HashState state) : PyHash("sha224", 28, 64, state)
{
    [PyMethod("update", "obj, /")]
    private void Update(PyObject obj) => Feed(State, obj);

    [PyMethod("digest", "")]
    private byte[] Digest() => State.Digest(Size);

    [PyMethod("hexdigest", "")]
    private string HexDigest() => ToHex(State.Digest(Size));

    [PyMethod("copy", "")]
    private PyObject Copy() => new PySha224(State.Clone());

    [PyGetter("digest_size")]
    private long DigestSize => Size;

    [PyGetter("block_size")]
    private long BlockSizeGetter => BlockSize;

    [PyGetter("name")]
    private string Name => HashName;
}

/// <summary><c>_sha256.sha256</c></summary>
[PyType("sha256", Module = "_sha256", NoConstructor = true, Base = typeof(PyObjectType))]
internal sealed partial class PySha256(HashState state) : PyHash("sha256", 32, 64, state)
{
    [PyMethod("update", "obj, /")]
    private void Update(PyObject obj) => Feed(State, obj);

    [PyMethod("digest", "")]
    private byte[] Digest() => State.Digest(Size);

    [PyMethod("hexdigest", "")]
    private string HexDigest() => ToHex(State.Digest(Size));

    [PyMethod("copy", "")]
    private PyObject Copy() => new PySha256(State.Clone());

    [PyGetter("digest_size")]
    private long DigestSize => Size;

    [PyGetter("block_size")]
    private long BlockSizeGetter => BlockSize;

    [PyGetter("name")]
    private string Name => HashName;
}

/// <summary><c>_sha512.sha384</c></summary>
[PyType("sha384", Module = "_sha512", NoConstructor = true, Base = typeof(PyObjectType))]
internal sealed partial class PySha384(HashState state) : PyHash("sha384", 48, 128, state)
{
    [PyMethod("update", "obj, /")]
    private void Update(PyObject obj) => Feed(State, obj);

    [PyMethod("digest", "")]
    private byte[] Digest() => State.Digest(Size);

    [PyMethod("hexdigest", "")]
    private string HexDigest() => ToHex(State.Digest(Size));

    [PyMethod("copy", "")]
    private PyObject Copy() => new PySha384(State.Clone());

    [PyGetter("digest_size")]
    private long DigestSize => Size;

    [PyGetter("block_size")]
    private long BlockSizeGetter => BlockSize;

    [PyGetter("name")]
    private string Name => HashName;
}

/// <summary><c>_sha512.sha512</c></summary>
[PyType("sha512", Module = "_sha512", NoConstructor = true, Base = typeof(PyObjectType))]
internal sealed partial class PySha512(HashState state) : PyHash("sha512", 64, 128, state)
{
    [PyMethod("update", "obj, /")]
    private void Update(PyObject obj) => Feed(State, obj);

    [PyMethod("digest", "")]
    private byte[] Digest() => State.Digest(Size);

    [PyMethod("hexdigest", "")]
    private string HexDigest() => ToHex(State.Digest(Size));

    [PyMethod("copy", "")]
    private PyObject Copy() => new PySha512(State.Clone());

    [PyGetter("digest_size")]
    private long DigestSize => Size;

    [PyGetter("block_size")]
    private long BlockSizeGetter => BlockSize;

    [PyGetter("name")]
    private string Name => HashName;
}

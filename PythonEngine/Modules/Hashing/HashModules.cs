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
        Md5State state = new();
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
        Sha1State state = new();
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
        Sha256State state = new(Sha256State.Iv256);
        PyHash.Feed(state, data);
        return new PySha256(state);
    }

    [PyFunction("sha224", "string=b'', *, usedforsecurity=True")]
    private static PyObject Sha224(PyObject? data = null, bool usedForSecurity = true)
    {
        Sha256State state = new(Sha256State.Iv224);
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
        Sha512State state = new(Sha512State.Iv512);
        PyHash.Feed(state, data);
        return new PySha512(state);
    }

    [PyFunction("sha384", "string=b'', *, usedforsecurity=True")]
    private static PyObject Sha384(PyObject? data = null, bool usedForSecurity = true)
    {
        Sha512State state = new(Sha512State.Iv384);
        PyHash.Feed(state, data);
        return new PySha384(state);
    }
}

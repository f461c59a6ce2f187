using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Hashing;

/// <summary>The <c>_hashlib</c> module: digests, HMAC and key derivation by OpenSSL. Without OpenSSL, hashlib falls back on _md5, _sha1, ...</summary>
[PyModule("_hashlib", Doc = "Hashes by OpenSSL.")]
[PyExports(typeof(PyEvpHash), typeof(PyEvpXof), typeof(PyEvpHmac))]
internal static unsafe partial class HashlibModule
{
    /// <summary>Larger pieces of data are hashed with the engine's lock released.</summary>
    internal const int UnlockSize = 2048;

    // Python's names where they differ from OpenSSL's.
    private static readonly (string Python, string OpenSsl)[] s_names =
    [
        ("md5", "MD5"), ("sha1", "SHA1"), ("sha224", "SHA224"), ("sha256", "SHA256"), ("sha384", "SHA384"), ("sha512", "SHA512"),
        ("sha512_224", "SHA512-224"), ("sha512_256", "SHA512-256"), ("sha3_224", "SHA3-224"), ("sha3_256", "SHA3-256"),
        ("sha3_384", "SHA3-384"), ("sha3_512", "SHA3-512"), ("shake_128", "SHAKE128"), ("shake_256", "SHAKE256"),
        ("blake2s", "BLAKE2s256"), ("blake2b", "BLAKE2b512"),
    ];

    private static readonly string[] s_constructors =
        ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256"];

    // Digests found, by name; OpenSSL's objects live as long as the process.
    private static readonly ConcurrentDictionary<string, nint> s_digests = new();

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        LibCrypto.Load();
        PyType error = SysCall.NewException("_hashlib.UnsupportedDigestmodError", Exc.ValueError);
        module.Set("UnsupportedDigestmodError", error);
        PySet names = new();
        GCHandle handle = GCHandle.Alloc(names);
        LibCrypto.MdDoAllProvided(null, (delegate* unmanaged<nint, void*, void>)&AddName, (void*)GCHandle.ToIntPtr(handle));
        handle.Free();
        module.Set("openssl_md_meth_names", Ops.Call(PyFrozenSet.TypeObject, names));
        PyDict constructors = new();
        foreach (string name in s_constructors)
        {
            constructors.Set(module.Get("openssl_" + name)!, new PyStr(name));
        }
        module.Set("_constructors", new PyMappingProxy(constructors));
    }

    [UnmanagedCallersOnly]
    private static void AddName(nint digest, void* set)
    {
        if (digest != 0 && LibCrypto.MdType(digest) != 0)
        {
            ((PySet)GCHandle.FromIntPtr((nint)set).Target!).Add(new PyStr(NameOf(digest)));
        }
    }

    /// <summary>Python's name of a digest.</summary>
    internal static string NameOf(nint digest)
    {
        byte* text = LibCrypto.LongName(LibCrypto.MdType(digest));
        string name = text == null ? "undefined" : Marshal.PtrToStringUTF8((nint)text)!;
        foreach ((string python, string openssl) in s_names)
        {
            // OpenSSL's long names of these are its fetch names in other spellings: "sha512-256", "shake128", "blake2b512".
            if (string.Equals(name, openssl, StringComparison.OrdinalIgnoreCase))
            {
                return python;
            }
        }
        return name;
    }

    /// <summary>The EVP_MD of a name of Python's or OpenSSL's.</summary>
    internal static nint Find(string name)
    {
        if (s_digests.TryGetValue(name, out nint digest))
        {
            return digest;
        }
        string fetch = name;
        foreach ((string python, string openssl) in s_names)
        {
            if (python == name)
            {
                fetch = openssl;
            }
        }
        fixed (byte* text = Codecs.EncodeUtf8(new PyStr(fetch + "\0")))
        {
            digest = LibCrypto.MdFetch(null, text, null);
        }
        if (digest == 0)
        {
            throw LibCrypto.Error();
        }
        s_digests[name] = digest;
        return digest;
    }

    /// <summary>The digest that a name or a constructor (openssl_sha256) stands for.</summary>
    private static nint FromMode(PyObject mode)
    {
        if (mode is PyStr name)
        {
            return Find(name.Value);
        }
        PyModule module = PyThread.Current.Engine.NativeModule("_hashlib");
        try
        {
            return Find(((PyStr)Ops.GetItem(module.Get("_constructors")!, mode)).Value);
        }
        catch (PyException e) when (e.Matches(Exc.KeyError) || e.Matches(Exc.TypeError))
        {
            throw new PyException((PyBaseException)Ops.Call(module.Get("UnsupportedDigestmodError")!, new PyStr($"Unsupported digestmod {Ops.ReprText(mode)}")));
        }
    }

    /// <summary>The bytes to hash; text is refused.</summary>
    internal static BufferView Data(PyObject data)
    {
        if (data is PyStr && PyThread.Current.Engine.Python2 == null)
        {
            throw Err.TypeError("Strings must be encoded before hashing");
        }
        if (!data.TryGetBuffer(false, out BufferView view))
        {
            throw Err.TypeError("object supporting the buffer API required");
        }
        if (view.Strides != null)
        {
            view.Release();
            throw Err.BufferError("memoryview: underlying buffer is not C-contiguous");
        }
        if (view.Shape is { Length: > 1 })
        {
            view.Release();
            throw Err.BufferError("Buffer must be single dimension");
        }
        return view;
    }

    private static PyObject Create(nint digest, PyObject? data)
    {
        bool xof = (LibCrypto.MdFlags(digest) & LibCrypto.FlagXof) != 0;
        PyEvpHash hash = xof ? new PyEvpXof(digest) : new PyEvpHash(digest);
        if (data != null)
        {
            hash.Feed(data);
        }
        return hash;
    }

    private static PyObject Create(string name, PyObject? data) => Create(Find(name), data);

    [PyFunction("new", "name, string=b'', *, usedforsecurity=True", Doc = "A hash object of a named algorithm, fed with a first piece of data.")]
    private static PyObject New(PyObject name, PyObject? data = null, bool usedForSecurity = true) => name is PyStr text
        ? Create(text.Value, data) : throw Err.TypeError("name must be a string");

    [PyFunction("openssl_md5", "string=b'', *, usedforsecurity=True", Doc = "An MD5 hash object.")]
    private static PyObject Md5(PyObject? data = null, bool usedForSecurity = true) => Create("md5", data);

    [PyFunction("openssl_sha1", "string=b'', *, usedforsecurity=True", Doc = "A SHA-1 hash object.")]
    private static PyObject Sha1(PyObject? data = null, bool usedForSecurity = true) => Create("sha1", data);

    [PyFunction("openssl_sha224", "string=b'', *, usedforsecurity=True", Doc = "A SHA-224 hash object.")]
    private static PyObject Sha224(PyObject? data = null, bool usedForSecurity = true) => Create("sha224", data);

    [PyFunction("openssl_sha256", "string=b'', *, usedforsecurity=True", Doc = "A SHA-256 hash object.")]
    private static PyObject Sha256(PyObject? data = null, bool usedForSecurity = true) => Create("sha256", data);

    [PyFunction("openssl_sha384", "string=b'', *, usedforsecurity=True", Doc = "A SHA-384 hash object.")]
    private static PyObject Sha384(PyObject? data = null, bool usedForSecurity = true) => Create("sha384", data);

    [PyFunction("openssl_sha512", "string=b'', *, usedforsecurity=True", Doc = "A SHA-512 hash object.")]
    private static PyObject Sha512(PyObject? data = null, bool usedForSecurity = true) => Create("sha512", data);

    [PyFunction("openssl_sha3_224", "string=b'', *, usedforsecurity=True", Doc = "A SHA3-224 hash object.")]
    private static PyObject Sha3224(PyObject? data = null, bool usedForSecurity = true) => Create("sha3_224", data);

    [PyFunction("openssl_sha3_256", "string=b'', *, usedforsecurity=True", Doc = "A SHA3-256 hash object.")]
    private static PyObject Sha3256(PyObject? data = null, bool usedForSecurity = true) => Create("sha3_256", data);

    [PyFunction("openssl_sha3_384", "string=b'', *, usedforsecurity=True", Doc = "A SHA3-384 hash object.")]
    private static PyObject Sha3384(PyObject? data = null, bool usedForSecurity = true) => Create("sha3_384", data);

    [PyFunction("openssl_sha3_512", "string=b'', *, usedforsecurity=True", Doc = "A SHA3-512 hash object.")]
    private static PyObject Sha3512(PyObject? data = null, bool usedForSecurity = true) => Create("sha3_512", data);

    [PyFunction("openssl_shake_128", "string=b'', *, usedforsecurity=True", Doc = "A SHAKE-128 hash object, of variable output length.")]
    private static PyObject Shake128(PyObject? data = null, bool usedForSecurity = true) => Create("shake_128", data);

    [PyFunction("openssl_shake_256", "string=b'', *, usedforsecurity=True", Doc = "A SHAKE-256 hash object, of variable output length.")]
    private static PyObject Shake256(PyObject? data = null, bool usedForSecurity = true) => Create("shake_256", data);

    [PyFunction("hmac_new", "key, msg=b'', digestmod=None", Doc = "An HMAC object.")]
    private static PyObject HmacNew(ReadOnlySpan<byte> key, PyObject? msg = null, PyObject? digestmod = null)
    {
        if (digestmod == null)
        {
            throw Err.TypeError("Missing required parameter 'digestmod'.");
        }
        PyEvpHmac hmac = new(FromMode(digestmod), key);
        if (msg is not (null or PyNone))
        {
            hmac.Feed(msg);
        }
        return hmac;
    }

    [PyFunction("hmac_digest", "key, msg, digest", Doc = "The HMAC of a message at once.")]
    private static byte[] HmacDigest(ReadOnlySpan<byte> key, ReadOnlySpan<byte> msg, PyObject digest)
    {
        nint md = FromMode(digest);
        byte* result = stackalloc byte[LibCrypto.MaxDigestSize];
        uint length = LibCrypto.MaxDigestSize;
        byte* done;
        byte none;
        fixed (byte* k = key, m = msg)
        {
            // A NULL key would mean the key of an earlier call.
            byte* keyStart = k == null ? &none : k;
            using (PyThread.Current.AllowThreads())
            {
                done = LibCrypto.Hmac(md, keyStart, key.Length, m, (nuint)msg.Length, result, &length);
            }
        }
        return done == null ? throw LibCrypto.Error() : new ReadOnlySpan<byte>(result, (int)length).ToArray();
    }

    [PyFunction("pbkdf2_hmac", "hash_name, password, salt, iterations, dklen=None", Doc = "A key derived from a password by PBKDF2 (PKCS #5) with HMAC.")]
    private static byte[] Pbkdf2Hmac(string hashName, ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, long iterations, PyObject? dklen = null)
    {
        nint digest = Find(hashName);
        if (iterations < 1)
        {
            throw Err.ValueError("iteration value must be greater than 0.");
        }
        if (iterations > int.MaxValue)
        {
            throw Err.OverflowError("iteration value is too great.");
        }
        long length = dklen is null or PyNone ? LibCrypto.MdSize(digest) : Ops.AsLong(dklen);
        if (length < 1)
        {
            throw Err.ValueError("key length must be greater than 0.");
        }
        if (length > int.MaxValue)
        {
            throw Err.OverflowError("key length is too great.");
        }
        byte[] key = new byte[length];
        int result;
        byte none;
        fixed (byte* p = password, s = salt, k = key)
        {
            byte* passwordStart = p == null ? &none : p;
            byte* saltStart = s == null ? &none : s;
            using (PyThread.Current.AllowThreads())
            {
                result = LibCrypto.Pbkdf2(passwordStart, password.Length, saltStart, salt.Length, (int)iterations, digest, key.Length, k);
            }
        }
        LibCrypto.Check(result);
        return key;
    }

    private static ulong ScryptNumber(PyObject? value, string name)
    {
        if (value is not (null or PyInt))
        {
            throw Err.TypeError($"scrypt() argument '{name}' must be int, not {(value is PyNone ? "None" : Ops.TypeName(value))}");
        }
        BigInteger number = value is PyInt i ? i.Big : BigInteger.MinusOne;
        return number.Sign < 0 || number > ulong.MaxValue ? throw Err.TypeError($"{name} is required and must be an unsigned int") : (ulong)number;
    }

    [PyFunction("scrypt", "password, *, salt=None, n=None, r=None, p=None, maxmem=0, dklen=64", Doc = "A key derived from a password by scrypt (RFC 7914).")]
    private static byte[] Scrypt(ReadOnlySpan<byte> password, PyObject? salt = null, PyObject? n = null, PyObject? r = null, PyObject? p = null, long maxmem = 0, long dklen = 64)
    {
        BufferView saltView = default;
        if (salt != null)
        {
            saltView = Args.Buffer(salt, "scrypt() argument 'salt'");
        }
        try
        {
            foreach ((PyObject? value, string name) in new[] { (n, "n"), (r, "r"), (p, "p") })
            {
                if (value is not (null or PyInt))
                {
                    ScryptNumber(value, name);
                }
            }
            if (salt == null)
            {
                throw Err.TypeError("salt is required");
            }
            ulong cost = ScryptNumber(n, "n");
            if (cost < 2 || (cost & (cost - 1)) != 0)
            {
                throw Err.ValueError("n must be a power of 2.");
            }
            ulong blocks = ScryptNumber(r, "r"), parallel = ScryptNumber(p, "p");
            if (maxmem is < 0 or > int.MaxValue)
            {
                throw Err.ValueError($"maxmem must be positive and smaller than {int.MaxValue}");
            }
            if (dklen is < 1 or > int.MaxValue)
            {
                throw Err.ValueError($"dklen must be greater than 0 and smaller than {int.MaxValue}");
            }
            if (LibCrypto.Scrypt(null, 0, null, 0, cost, blocks, parallel, (ulong)maxmem, null, 0) == 0)
            {
                throw LibCrypto.PeekLastError() != 0 ? LibCrypto.Error() : Err.ValueError("Invalid parameter combination for n, r, p, maxmem.");
            }
            byte[] key = new byte[dklen];
            int result;
            fixed (byte* w = password, s = saltView.Span, k = key)
            {
                using (PyThread.Current.AllowThreads())
                {
                    result = LibCrypto.Scrypt(w, (nuint)password.Length, s, (nuint)saltView.Span.Length, cost, blocks, parallel, (ulong)maxmem, k, (nuint)key.Length);
                }
            }
            LibCrypto.Check(result);
            return key;
        }
        finally
        {
            saltView.Release();
        }
    }

    [PyFunction("compare_digest", "a, b, /", Doc = "Whether two digests are equal, in a time that tells nothing about where they differ.")]
    private static bool CompareDigest(PyObject a, PyObject b) => OperatorModule.CompareDigest(a, b);

    [PyFunction("get_fips_mode", Doc = "Whether OpenSSL uses its FIPS provider by default.")]
    private static long GetFipsMode() => LibCrypto.FipsEnabled(null);
}

using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Hashing;

/// <summary><c>_hashlib.HASH</c></summary>
[PyType("HASH", Module = "_hashlib", NoConstructor = true, Doc = "A running hash of some data.")]
internal unsafe partial class PyEvpHash : PyObject
{
    private protected readonly nint Algorithm;
    private nint _context;
    private readonly object _gate = new();

    internal PyEvpHash(nint digest)
    {
        Algorithm = digest;
        _context = LibCrypto.MdContextNew();
        if (_context == 0)
        {
            throw Err.MemoryError();
        }
        LibCrypto.Check(LibCrypto.DigestInit(_context, digest, null));
    }

    ~PyEvpHash()
    {
        LibCrypto.MdContextFree(_context);
        _context = 0;
    }

    internal void Feed(PyObject data)
    {
        BufferView view = HashlibModule.Data(data);
        try
        {
            ReadOnlySpan<byte> span = view.Span;
            if (span.IsEmpty)
            {
                return;
            }
            using NativeStateLock _ = new(_gate);
            int result;
            fixed (byte* start = span)
            {
                if (span.Length < HashlibModule.UnlockSize)
                {
                    result = LibCrypto.DigestUpdate(_context, start, (nuint)span.Length);
                }
                else
                {
                    using (PyThread.Current.AllowThreads())
                    {
                        result = LibCrypto.DigestUpdate(_context, start, (nuint)span.Length);
                    }
                }
            }
            LibCrypto.Check(result);
        }
        finally
        {
            view.Release();
        }
    }

    private protected void CopyStateTo(PyEvpHash other)
    {
        using NativeStateLock _ = new(_gate);
        LibCrypto.Check(LibCrypto.MdContextCopy(other._context, _context));
        GC.KeepAlive(other);
    }

    /// <summary>The digest so far; <paramref name="length"/> counts for algorithms of variable output length only.</summary>
    private protected byte[] Finish(bool variable, int length)
    {
        byte[] result = new byte[variable ? length : LibCrypto.MdSize(Algorithm)];
        nint copy = LibCrypto.MdContextNew();
        if (copy == 0)
        {
            throw Err.MemoryError();
        }
        try
        {
            using (NativeStateLock _ = new(_gate))
            {
                LibCrypto.Check(LibCrypto.MdContextCopy(copy, _context));
            }
            fixed (byte* target = result)
            {
                LibCrypto.Check(variable ? LibCrypto.DigestFinalXof(copy, target, (nuint)result.Length) : LibCrypto.DigestFinal(copy, target, null));
            }
        }
        finally
        {
            LibCrypto.MdContextFree(copy);
        }
        GC.KeepAlive(this);
        return result;
    }

    private protected virtual PyEvpHash Empty() => new(Algorithm);

    [PyMethod("copy", "", Doc = "A hash object in the same state.")]
    private PyObject Copy()
    {
        PyEvpHash copy = Empty();
        CopyStateTo(copy);
        return copy;
    }

    [PyMethod("update", "obj, /", Doc = "Adds data.")]
    private void Update(PyObject obj) => Feed(obj);

    [PyMethod("digest", "", Doc = "The digest of the data so far.")]
    private byte[] Digest() => Finish(false, 0);

    [PyMethod("hexdigest", "", Doc = "The digest of the data so far, as text.")]
    private string HexDigest() => Convert.ToHexStringLower(Finish(false, 0));

    [PyGetter("name")]
    private string Name => HashlibModule.NameOf(Algorithm);

    [PyGetter("digest_size")]
    private long DigestSize => LibCrypto.MdSize(Algorithm);

    [PyGetter("block_size")]
    private long BlockSize => LibCrypto.MdBlockSize(Algorithm);

    [PyMethod("__repr__")]
    private string Repr() => $"<{Name} {Type.FullName} object @ 0x{Identity.Id(this):x}>";
}

/// <summary><c>_hashlib.HASHXOF</c>: of variable output length.</summary>
[PyType("HASHXOF", Module = "_hashlib", NoConstructor = true, Doc = "A running hash of variable output length.")]
internal sealed partial class PyEvpXof : PyEvpHash
{
    internal PyEvpXof(nint digest)
        : base(digest)
    {
    }

    private protected override PyEvpHash Empty() => new PyEvpXof(Algorithm);

    private byte[] Digest(nint length)
    {
        if (length < 0)
        {
            throw Err.SystemError("Negative size passed to PyBytes_FromStringAndSize");
        }
        return length == 0 ? [] : length > Array.MaxLength ? throw Err.MemoryError() : Finish(true, (int)length);
    }

    [PyMethod("digest", "length", Doc = "So many bytes of the digest.")]
    private byte[] DigestOf(nint length) => Digest(length);

    [PyMethod("hexdigest", "length", Doc = "So many bytes of the digest, as text.")]
    private string HexDigestOf(nint length) => length < 0 ? throw Err.MemoryError() : Convert.ToHexStringLower(Digest(length));

    [PyGetter("digest_size")]
    private long NoSize => 0;
}

/// <summary><c>_hashlib.HMAC</c></summary>
[PyType("HMAC", Module = "_hashlib", NoConstructor = true, Doc = "A running HMAC of a message.")]
internal sealed unsafe partial class PyEvpHmac : PyObject
{
    private readonly nint _digest;
    private nint _context;
    private readonly object _gate = new();

    private PyEvpHmac(nint digest)
    {
        _digest = digest;
        _context = LibCrypto.HmacContextNew();
        if (_context == 0)
        {
            throw Err.MemoryError();
        }
    }

    internal PyEvpHmac(nint digest, ReadOnlySpan<byte> key)
        : this(digest)
    {
        byte none;
        fixed (byte* start = key)
        {
            LibCrypto.Check(LibCrypto.HmacInit(_context, start == null ? &none : start, key.Length, digest, null));
        }
    }

    ~PyEvpHmac()
    {
        LibCrypto.HmacContextFree(_context);
        _context = 0;
    }

    internal void Feed(PyObject data)
    {
        BufferView view = HashlibModule.Data(data);
        try
        {
            ReadOnlySpan<byte> span = view.Span;
            using NativeStateLock _ = new(_gate);
            int result;
            fixed (byte* start = span)
            {
                using (PyThread.Current.AllowThreads())
                {
                    result = LibCrypto.HmacUpdate(_context, start, (nuint)span.Length);
                }
            }
            LibCrypto.Check(result);
        }
        finally
        {
            view.Release();
        }
    }

    private PyEvpHmac Duplicate()
    {
        PyEvpHmac copy = new(_digest);
        using NativeStateLock _ = new(_gate);
        LibCrypto.Check(LibCrypto.HmacContextCopy(copy._context, _context));
        return copy;
    }

    private byte[] Finish()
    {
        PyEvpHmac copy = Duplicate();
        byte[] result = new byte[LibCrypto.MdSize(_digest)];
        uint length = (uint)result.Length;
        fixed (byte* target = result)
        {
            LibCrypto.Check(LibCrypto.HmacFinal(copy._context, target, &length));
        }
        GC.KeepAlive(copy);
        return result;
    }

    [PyMethod("update", "msg", Doc = "Adds a piece of the message.")]
    private void Update(PyObject msg) => Feed(msg);

    [PyMethod("digest", "", Doc = "The digest of the message so far.")]
    private byte[] Digest() => Finish();

    [PyMethod("hexdigest", "", Doc = "The digest of the message so far, as text.")]
    private string HexDigest() => Convert.ToHexStringLower(Finish());

    [PyMethod("copy", "", Doc = "An HMAC object in the same state.")]
    private PyObject Copy() => Duplicate();

    [PyGetter("name")]
    private string Name => "hmac-" + HashlibModule.NameOf(_digest);

    [PyGetter("digest_size")]
    private long DigestSize => LibCrypto.MdSize(_digest);

    [PyGetter("block_size")]
    private long BlockSize => LibCrypto.MdBlockSize(_digest);

    [PyMethod("__repr__")]
    private string Repr() => $"<{HashlibModule.NameOf(_digest)} HMAC object @ 0x{Identity.Id(this):x}>";
}

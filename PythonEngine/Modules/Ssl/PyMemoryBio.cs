namespace PythonEngine.Modules.Ssl;

/// <summary><c>ssl.MemoryBIO</c>: bytes between a connection without a socket and whoever carries them.</summary>
[PyType("MemoryBIO", Module = "_ssl")]
internal sealed unsafe partial class PyMemoryBio : PyObject
{
    private bool _ended;

    private PyMemoryBio(nint handle) => Handle = handle;

    internal nint Handle { get; }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length > 0)
        {
            throw Err.TypeError(kwnames is { Count: > 0 } ? "MemoryBIO() takes no keyword arguments" : "MemoryBIO() takes no positional arguments");
        }
        nint bio = OpenSsl.BIO_new(OpenSsl.BIO_s_mem());
        if (bio == 0)
        {
            throw SslErrors.Current.Plain("failed to allocate BIO");
        }
        // Empty is not the end before write_eof().
        OpenSsl.BIO_set_flags(bio, 0);
        OpenSsl.BIO_ctrl(bio, OpenSsl.BIO_C_SET_BUF_MEM_EOF_RETURN, -1, 0);
        return new PyMemoryBio(bio);
    }

    private long Available => OpenSsl.BIO_ctrl(Handle, OpenSsl.BIO_CTRL_PENDING, 0, 0);

    [PyGetter("pending", Doc = "The number of bytes pending in the memory BIO.")]
    private long Pending => Available;

    [PyGetter("eof", Doc = "Whether the memory BIO is at EOF.")]
    private bool Eof => _ended && Available == 0;

    [PyMethod("read", "size=-1, /", Doc = "Read up to size bytes from the memory BIO.\n\nIf size is not specified, read the entire buffer.\nIf the return value is an empty bytes instance, this means either\nEOF or that no data is available. Use the \"eof\" property to\ndistinguish between the two.")]
    private PyObject Read(int size = -1)
    {
        int available = (int)Math.Min(int.MaxValue, Available);
        int length = size < 0 || size > available ? available : size;
        byte[] data = new byte[length];
        fixed (byte* p = data)
        {
            int n = length == 0 ? 0 : OpenSsl.BIO_read(Handle, p, length);
            if (n < 0)
            {
                throw SslErrors.Current.Library();
            }
            return n == length ? new PyBytes(data) : PyBytes.Make(data.AsSpan(0, n));
        }
    }

    [PyMethod("write", "b, /", Doc = "Writes the bytes b into the memory BIO.\n\nReturns the number of bytes written.")]
    private long Write(BufferView b)
    {
        if (_ended)
        {
            throw SslErrors.Current.Plain("cannot write() after write_eof()");
        }
        if (b.Memory.Length == 0)
        {
            return 0;
        }
        fixed (byte* p = b.Span)
        {
            int n = OpenSsl.BIO_write(Handle, p, b.Memory.Length);
            return n < 0 ? throw SslErrors.Current.Library() : n;
        }
    }

    [PyMethod("write_eof", "", Doc = "Write an EOF marker to the memory BIO.\n\nWhen all data has been read, the \"eof\" property will be True.")]
    private void WriteEof()
    {
        _ended = true;
        OpenSsl.BIO_clear_flags(Handle, OpenSsl.BIO_FLAGS_RETRY_ALL);
        OpenSsl.BIO_ctrl(Handle, OpenSsl.BIO_C_SET_BUF_MEM_EOF_RETURN, 0, 0);
    }

    ~PyMemoryBio() => _ = OpenSsl.BIO_free(Handle);
}

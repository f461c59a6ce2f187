namespace PythonEngine.Modules.Ssl;

/// <summary>What a green TLS socket wants of its connection.</summary>
internal readonly struct TlsOperation
{
    internal enum Kind : byte
    {
        Handshake,
        Read,
        ReadInto,
        Write,
    }

    internal Kind What { get; private init; }

    internal int Count { get; private init; }

    /// <summary>An end without close_notify is an end.</summary>
    internal bool Ragged { get; private init; }

    internal BufferView View { get; private init; }

    internal static TlsOperation Handshake => default;

    internal static TlsOperation Read(int count, bool ragged) => new() { What = Kind.Read, Count = count, Ragged = ragged };

    internal static TlsOperation ReadInto(BufferView view, int count, bool ragged) => new() { What = Kind.ReadInto, Count = Math.Min(count, view.Memory.Length), View = view, Ragged = ragged };

    internal static TlsOperation Write(BufferView view) => new() { What = Kind.Write, View = view };

    internal bool Reads => What is Kind.Read or Kind.ReadInto;

    internal void Release() => View.Release();
}

/// <summary>Operations that tell without an exception that they have to wait: most of a green socket's do.</summary>
internal sealed unsafe partial class PySslSocket
{
    /// <summary>The result, or null when the socket must first be ready in the direction told.</summary>
    internal PyObject? TryGreen(ref readonly TlsOperation operation, out bool writing)
    {
        writing = false;
        Socket(operation.What == TlsOperation.Kind.Handshake ? 936 : operation.What == TlsOperation.Kind.Write ? 2319 : 2496);
        nuint count = 0;
        int result;
        byte[]? data = null;
        Enter();
        switch (operation.What)
        {
            case TlsOperation.Kind.Handshake:
                result = OpenSsl.SSL_do_handshake(Handle);
                break;
            case TlsOperation.Kind.Write:
                fixed (byte* p = operation.View.Span)
                {
                    byte none = 0;
                    result = OpenSsl.SSL_write_ex(Handle, p == null ? &none : p, (nuint)operation.View.Memory.Length, &count);
                }
                break;
            case TlsOperation.Kind.ReadInto:
                fixed (byte* p = operation.View.Memory.Span)
                {
                    result = operation.Count == 0 ? 1 : OpenSsl.SSL_read_ex(Handle, p, (nuint)operation.Count, &count);
                }
                break;
            default:
                PyThread thread = PyThread.Current;
                data = thread.TlsScratch ??= GC.AllocateUninitializedArray<byte>(MaximumRecord);
                fixed (byte* p = data)
                {
                    result = OpenSsl.SSL_read_ex(Handle, p, (nuint)Math.Min(operation.Count, MaximumRecord), &count);
                }
                break;
        }
        int error = Error(result), errno = SocketBio.Errno;
        Leave();
        switch (error)
        {
            case OpenSsl.SSL_ERROR_NONE:
                return data != null ? PyBytes.Make(data.AsSpan(0, (int)count)) : operation.What == TlsOperation.Kind.Handshake ? PyNone.Instance : PyInt.From((long)count);
            case OpenSsl.SSL_ERROR_WANT_READ:
                return null;
            case OpenSsl.SSL_ERROR_WANT_WRITE:
                writing = true;
                return null;
            case OpenSsl.SSL_ERROR_ZERO_RETURN when operation.Reads && OpenSsl.SSL_get_shutdown(Handle) == OpenSsl.SSL_RECEIVED_SHUTDOWN:
                return operation.What == TlsOperation.Kind.ReadInto ? PyInt.Zero : PyBytes.Empty;
        }
        int line = operation.What == TlsOperation.Kind.Handshake ? HandshakeLine : operation.What == TlsOperation.Kind.Write ? WriteLine : ReadLine;
        PyException failure = SslErrors.Current.Connection(this, error, result, errno, line);
        if (operation.Ragged && failure.Matches(SslErrors.Current.EofError))
        {
            return operation.What == TlsOperation.Kind.ReadInto ? PyInt.Zero : PyBytes.Empty;
        }
        throw failure;
    }
}

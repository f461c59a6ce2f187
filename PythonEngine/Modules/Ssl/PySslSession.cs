namespace PythonEngine.Modules.Ssl;

/// <summary><c>ssl.SSLSession</c>: what a client needs to resume a connection.</summary>
[PyType("SSLSession", Module = "_ssl", NoConstructor = true)]
internal sealed unsafe partial class PySslSession : PyObject
{
    internal PySslSession(nint handle, PySslContext context)
    {
        Handle = handle;
        Context = context;
    }

    internal nint Handle { get; }

    internal PySslContext Context { get; }

    private ReadOnlySpan<byte> IdBytes
    {
        get
        {
            uint length;
            byte* id = OpenSsl.SSL_SESSION_get_id(Handle, &length);
            return new ReadOnlySpan<byte>(id, (int)length);
        }
    }

    [PyGetter("id", Doc = "Session id.")]
    private PyObject Id => PyBytes.Make(IdBytes);

    [PyGetter("time", Doc = "Session creation time (seconds since epoch).")]
    private long Time => OpenSsl.SSL_SESSION_get_time(Handle);

    [PyGetter("timeout", Doc = "Session timeout (delta in seconds).")]
    private long Timeout => OpenSsl.SSL_SESSION_get_timeout(Handle);

    [PyGetter("ticket_lifetime_hint", Doc = "Ticket life time hint.")]
    private PyObject TicketLifetimeHint => PyInt.From((BigInteger)OpenSsl.SSL_SESSION_get_ticket_lifetime_hint(Handle));

    [PyGetter("has_ticket", Doc = "Does the session contain a ticket?")]
    private bool HasTicket => OpenSsl.SSL_SESSION_has_ticket(Handle) != 0;

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PySslSession session)
        {
            return PyNotImplemented.Instance;
        }
        bool equal = ReferenceEquals(this, other) || IdBytes.SequenceEqual(session.IdBytes);
        return PyBool.From(equal == (op == CompareOp.Eq));
    }

    ~PySslSession() => OpenSsl.SSL_SESSION_free(Handle);
}

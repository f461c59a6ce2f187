using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Sqlite;

/// <summary>What the module keeps per engine: exception classes, adapters and converters.</summary>
internal sealed unsafe class SqliteState
{
    internal readonly PyType Warning = SysCall.NewException("sqlite3.Warning", Exc.Exception);
    internal readonly PyType Error = SysCall.NewException("sqlite3.Error", Exc.Exception);
    internal readonly PyType InterfaceError;
    internal readonly PyType DatabaseError;
    internal readonly PyType InternalError;
    internal readonly PyType OperationalError;
    internal readonly PyType ProgrammingError;
    internal readonly PyType IntegrityError;
    internal readonly PyType DataError;
    internal readonly PyType NotSupportedError;

    /// <summary>(class, protocol) to a callable.</summary>
    internal readonly PyDict Adapters = new();

    /// <summary>Type names in upper case to callables.</summary>
    internal readonly PyDict Converters = new();

    /// <summary>Errors in callbacks are shown by sys.unraisablehook.</summary>
    internal bool CallbackTracebacks;

    /// <summary>An adapter for int, float, str or bytearray exists, so those are looked up too.</summary>
    internal bool BaseTypeAdapted;

    private readonly List<WeakReference<ConnectionHandle>> _connections = [];

    internal void Add(ConnectionHandle connection)
    {
        _connections.RemoveAll(static c => !c.TryGetTarget(out ConnectionHandle? handle) || handle.Db == 0);
        _connections.Add(new WeakReference<ConnectionHandle>(connection));
    }

    internal List<ConnectionHandle> OpenConnections()
    {
        List<ConnectionHandle> open = [];
        foreach (WeakReference<ConnectionHandle> reference in _connections)
        {
            if (reference.TryGetTarget(out ConnectionHandle? handle) && handle.Db != 0)
            {
                open.Add(handle);
            }
        }
        return open;
    }

    internal SqliteState()
    {
        InterfaceError = SysCall.NewException("sqlite3.InterfaceError", Error);
        DatabaseError = SysCall.NewException("sqlite3.DatabaseError", Error);
        InternalError = SysCall.NewException("sqlite3.InternalError", DatabaseError);
        OperationalError = SysCall.NewException("sqlite3.OperationalError", DatabaseError);
        ProgrammingError = SysCall.NewException("sqlite3.ProgrammingError", DatabaseError);
        IntegrityError = SysCall.NewException("sqlite3.IntegrityError", DatabaseError);
        DataError = SysCall.NewException("sqlite3.DataError", DatabaseError);
        NotSupportedError = SysCall.NewException("sqlite3.NotSupportedError", DatabaseError);
    }

    internal PyType[] Exceptions =>
        [Warning, Error, InterfaceError, DatabaseError, InternalError, OperationalError, ProgrammingError, IntegrityError, DataError, NotSupportedError];

    internal static SqliteState Current => Of(PyThread.Current.Engine);

    internal static SqliteState Of(PyEngine engine) => (SqliteState)engine.NativeModule("_sqlite3").State!;

    internal PyException Programming(string message) => Err.Make(ProgrammingError, message);

    internal PyException Operational(string message) => Err.Make(OperationalError, message);

    private PyType? ExceptionFor(int code)
    {
        switch (code)
        {
            case Sqlite3.OK:
                return null;
            case Sqlite3.INTERNAL or Sqlite3.NOTFOUND:
                return InternalError;
            case Sqlite3.ERROR or Sqlite3.PERM or Sqlite3.ABORT or Sqlite3.BUSY or Sqlite3.LOCKED or Sqlite3.READONLY or Sqlite3.INTERRUPT
                or Sqlite3.IOERR or Sqlite3.FULL or Sqlite3.CANTOPEN or Sqlite3.PROTOCOL or Sqlite3.EMPTY or Sqlite3.SCHEMA:
                return OperationalError;
            case Sqlite3.CORRUPT:
                return DatabaseError;
            case Sqlite3.TOOBIG:
                return DataError;
            case Sqlite3.CONSTRAINT or Sqlite3.MISMATCH:
                return IntegrityError;
            case Sqlite3.MISUSE or Sqlite3.RANGE:
                return InterfaceError;
            default:
                return DatabaseError;
        }
    }

    /// <summary>The exception for a connection's last error; null when the last call succeeded.</summary>
    internal PyException? LastError(nint db)
    {
        int code = Sqlite3.sqlite3_errcode(db);
        if (code == Sqlite3.NOMEM)
        {
            return Err.MemoryError();
        }
        return ExceptionFor(code) is { } type ? Described(type, Sqlite3.sqlite3_extended_errcode(db), Sqlite3.Text(Sqlite3.sqlite3_errmsg(db))) : null;
    }

    /// <summary>The exception for a result code alone.</summary>
    internal PyException ErrorOf(int code) => (code & 0xFF) == Sqlite3.NOMEM
        ? Err.MemoryError() : Described(ExceptionFor(code & 0xFF) ?? DatabaseError, code, Sqlite3.Text(Sqlite3.sqlite3_errstr(code)));

    private static PyException Described(PyType type, int code, PyObject message)
    {
        PyException error = Err.Make(type, message);
        Ops.SetAttr(error.Value, "sqlite_errorcode", PyInt.From(code));
        Ops.SetAttr(error.Value, "sqlite_errorname", new PyStr(SqliteCodes.NameOf(code)));
        return error;
    }

    /// <summary>What a callback of SQLite's raised goes no further than here.</summary>
    internal void Report(PyException error, PyObject callable)
    {
        if (CallbackTracebacks)
        {
            PyThread.Current.Engine.WriteUnraisable(error, callable);
        }
    }

    // ---- adapters ----

    /// <summary>A value as something SQLite can store: by a registered adapter, the protocol's __adapt__ or the object's __conform__ (PEP 246).</summary>
    /// <param name="alternative">What to give when there is no way; null raises.</param>
    internal PyObject Adapt(PyObject value, PyObject protocol, PyObject? alternative)
    {
        if (Adapters.Get(PyTuple.Of(value.Type, protocol)) is { } adapter)
        {
            return Ops.Call(adapter, value);
        }
        return Ask(protocol, "__adapt__", value) ?? Ask(value, "__conform__", protocol) ?? alternative ?? throw Programming("can't adapt");
    }

    private static PyObject? Ask(PyObject obj, string method, PyObject argument)
    {
        if (Ops.TryGetAttr(obj, method) is not { } function)
        {
            return null;
        }
        try
        {
            PyObject result = Ops.Call(function, argument);
            return result is PyNone ? null : result;
        }
        catch (PyException e) when (e.Matches(Exc.TypeError))
        {
            return null;
        }
    }

    /// <summary>Whether a value may have to be adapted before it is bound.</summary>
    internal bool NeedsAdapter(PyObject value)
    {
        PyType type = value.Type;
        return BaseTypeAdapted || !(ReferenceEquals(type, PyInt.TypeObject) || ReferenceEquals(type, PyFloat.TypeObject)
            || ReferenceEquals(type, PyStr.TypeObject) || ReferenceEquals(type, PyByteArray.TypeObject));
    }
}

using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Sqlite;

/// <summary><c>sqlite3.Connection</c>: an open database.</summary>
[PyType("Connection", Module = "sqlite3", Subclassable = true, Doc = "SQLite database connection object.")]
internal unsafe partial class PyConnection : PyObject
{
    private const int ParseDeclTypes = 1;
    private const int ParseColNames = 2;

    private static readonly string[] s_isolationLevels = ["", "DEFERRED", "IMMEDIATE", "EXCLUSIVE"];

    private ConnectionHandle? _handle;
    private SqliteState? _state;
    private StatementCache _cache = new(0);
    private readonly List<WeakReference<PyBlob>> _blobs = [];
    private int _detectTypes;
    /// <summary>Null in autocommit mode.</summary>
    private string? _isolationLevel;
    private bool _checkThread;
    private long _threadIdent;
    private PyObject _rowFactory = PyNone.Instance;
    private PyObject _textFactory = PyStr.TypeObject;

    /// <summary>Only after <see cref="CheckOpen"/>.</summary>
    internal ConnectionHandle Handle => _handle!;

    internal SqliteState State => _state ??= SqliteState.Current;

    internal SqliteState? StateOrNull => _state;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__", "database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True, factory=ConnectionType, cached_statements=128, uri=False")]
    private void Init(PyObject database, double timeout = 5.0, int detect_types = 0, PyObject? isolation_level = null, bool check_same_thread = true,
        PyObject? factory = null, int cached_statements = 128, bool uri = false)
    {
        string? level = isolation_level == null ? "" : IsolationLevelOf(isolation_level);
        SysModule.RaiseAudit(PyThread.Current.Engine, new PyStr("sqlite3.connect"), database);
        byte[] path = FsCodec.Terminate(FsCodec.Convert(database));
        _state = SqliteState.Current;
        if (_handle != null)
        {
            // __init__ called again opens another database.
            CloseBlobs();
            LeaveHandle(_handle);
            _handle = null;
        }
        _handle = new ConnectionHandle(Open(path, timeout, uri));
        _state.Add(_handle);
        _cache = new StatementCache(cached_statements);
        _detectTypes = detect_types;
        _isolationLevel = level;
        _checkThread = check_same_thread;
        _threadIdent = PyThread.Current.Ident;
        _rowFactory = PyNone.Instance;
        _textFactory = PyStr.TypeObject;
        SysModule.RaiseAudit(PyThread.Current.Engine, new PyStr("sqlite3.connect/handle"), this);
    }

    private nint Open(byte[] path, double timeout, bool uri)
    {
        int flags = Sqlite3.OPEN_READWRITE | Sqlite3.OPEN_CREATE | Sqlite3.OPEN_NOMUTEX | (uri ? Sqlite3.OPEN_URI : 0);
        nint db;
        int code;
        fixed (byte* name = path)
        {
            fixed (byte* foreignKeys = "PRAGMA foreign_keys = OFF\0"u8)
            {
                using (PyThread.Current.AllowThreads())
                {
                    code = Sqlite3.sqlite3_open_v2(name, &db, flags, null);
                    if (code == Sqlite3.OK)
                    {
                        _ = Sqlite3.sqlite3_busy_timeout(db, (int)(timeout * 1000));
                        // The package's library checks foreign keys unless told otherwise; SQLite's own default is not to.
                        RunQuietly(db, foreignKeys);
                    }
                }
            }
        }
        if (code != Sqlite3.OK)
        {
            PyException error = db == 0 ? Err.MemoryError() : State.LastError(db) ?? State.ErrorOf(code);
            _ = Sqlite3.sqlite3_close_v2(db);
            throw error;
        }
        return db;
    }

    private static void RunQuietly(nint db, byte* sql)
    {
        nint statement;
        if (Sqlite3.sqlite3_prepare_v2(db, sql, -1, &statement, null) == Sqlite3.OK)
        {
            _ = Sqlite3.sqlite3_step(statement);
            _ = Sqlite3.sqlite3_finalize(statement);
        }
    }

    private static string? IsolationLevelOf(PyObject value)
    {
        if (value is PyNone)
        {
            return null;
        }
        if (value is not PyStr text)
        {
            throw Err.TypeError("isolation_level must be str or None");
        }
        _ = SqliteModule.ToC(text);
        foreach (string level in s_isolationLevels)
        {
            if (level.Equals(text.Value, StringComparison.OrdinalIgnoreCase))
            {
                return level;
            }
        }
        throw Err.ValueError("isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'");
    }

    internal void CheckThread()
    {
        if (_handle != null && _checkThread && PyThread.Current.Ident != _threadIdent)
        {
            throw State.Programming("SQLite objects created in a thread can only be used in that same thread. "
                + $"The object was created in thread id {_threadIdent} and this is thread id {PyThread.Current.Ident}.");
        }
    }

    internal void CheckOpen()
    {
        if (_handle == null)
        {
            throw State.Programming("Base Connection.__init__ not called.");
        }
        if (_handle.Db == 0)
        {
            throw State.Programming("Cannot operate on a closed database.");
        }
    }

    private void Check()
    {
        CheckThread();
        CheckOpen();
    }

    // ---- statements for cursors ----

    /// <summary>A statement from the cache, or a new one.</summary>
    internal PyStatement CachedStatement(PyStr sql)
    {
        if (_cache.Get(sql) is { } known)
        {
            return known;
        }
        PyStatement statement = PyStatement.Create(this, sql);
        _cache.Add(sql, statement);
        return statement;
    }

    internal long LastInsertRowId
    {
        get
        {
            using ConnectionHandle.Scope entered = Handle.Enter(PyThread.Current);
            return Handle.Db == 0 ? 0 : Sqlite3.sqlite3_last_insert_rowid(Handle.Db);
        }
    }

    private bool IsAutocommit
    {
        get
        {
            using ConnectionHandle.Scope entered = Handle.Enter(PyThread.Current);
            return Sqlite3.sqlite3_get_autocommit(Handle.Db) != 0;
        }
    }

    /// <summary>The converters of a statement's columns; null when types are not detected.</summary>
    internal PyObject?[]? Converters(PyStatement statement)
    {
        if (_detectTypes == 0)
        {
            return null;
        }
        using ConnectionHandle.Scope entered = statement.Connection.Enter(PyThread.Current);
        PyObject?[] converters = new PyObject?[Sqlite3.sqlite3_column_count(statement.Handle)];
        for (int i = 0; i < converters.Length; i++)
        {
            converters[i] = Converter(statement, i);
        }
        return converters;
    }

    private PyObject? Converter(PyStatement statement, int column)
    {
        PyObject? converter = null;
        if ((_detectTypes & ParseColNames) != 0 && Sqlite3.Text(Sqlite3.sqlite3_column_name(statement.Handle, column)) is PyStr name)
        {
            string text = name.Value;
            int open = text.IndexOf('[', StringComparison.Ordinal), close = open < 0 ? -1 : text.IndexOf(']', open);
            if (close > 0)
            {
                converter = FindConverter(text[(open + 1)..close]);
            }
        }
        if (converter == null && (_detectTypes & ParseDeclTypes) != 0 && Sqlite3.Text(Sqlite3.sqlite3_column_decltype(statement.Handle, column)) is PyStr type)
        {
            string text = type.Value;
            int end = text.AsSpan().IndexOfAny(' ', '(');
            converter = FindConverter(end < 0 ? text : text[..end]);
        }
        return converter;
    }

    private PyObject? FindConverter(string name) => State.Converters.Get(Ops.CallMethod(new PyStr(name), "upper"));

    /// <summary>The cursor's description: seven values per column, of which SQLite knows the name.</summary>
    internal PyObject Describe(PyStatement statement)
    {
        using ConnectionHandle.Scope entered = statement.Connection.Enter(PyThread.Current);
        int count = Sqlite3.sqlite3_column_count(statement.Handle);
        if (count == 0)
        {
            return PyNone.Instance;
        }
        PyObject[] columns = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            byte* name = Sqlite3.sqlite3_column_name(statement.Handle, i);
            if (name == null)
            {
                throw Err.MemoryError();
            }
            PyObject none = PyNone.Instance;
            columns[i] = new PyTuple([ColumnName((PyStr)Sqlite3.Text(name)), none, none, none, none, none, none]);
        }
        return new PyTuple(columns);
    }

    private PyStr ColumnName(PyStr name)
    {
        if ((_detectTypes & ParseColNames) == 0)
        {
            return name;
        }
        string text = name.Value;
        int open = text.IndexOf('[', StringComparison.Ordinal);
        if (open < 0)
        {
            return name;
        }
        return new PyStr(open > 0 && text[open - 1] == ' ' ? text[..(open - 1)] : text[..open]);
    }

    /// <summary>The values of a statement's row.</summary>
    internal PyObject FetchRow(PyStatement statement, PyObject?[]? converters)
    {
        int count;
        using (ConnectionHandle.Scope scope = statement.Connection.Enter(PyThread.Current))
        {
            count = Sqlite3.sqlite3_data_count(statement.Handle);
        }
        PyObject[] values = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = converters != null && i < converters.Length && converters[i] is { } converter
                ? ConvertedColumn(statement, i, converter) : Column(statement, i);
        }
        return PyTuple.From(values);
    }

    private PyObject ConvertedColumn(PyStatement statement, int column, PyObject converter)
    {
        PyBytes data;
        using (ConnectionHandle.Scope scope = statement.Connection.Enter(PyThread.Current))
        {
            byte* blob = Sqlite3.sqlite3_column_blob(statement.Handle, column);
            if (blob == null)
            {
                return PyNone.Instance;
            }
            data = Bytes(blob, Sqlite3.sqlite3_column_bytes(statement.Handle, column));
        }
        return Ops.Call(converter, data);
    }

    private static PyBytes Bytes(byte* data, int length) => length == 0 ? PyBytes.Empty : new PyBytes(new ReadOnlySpan<byte>(data, length).ToArray());

    private PyObject Column(PyStatement statement, int column)
    {
        PyBytes data;
        using (ConnectionHandle.Scope scope = statement.Connection.Enter(PyThread.Current))
        {
            switch (Sqlite3.sqlite3_column_type(statement.Handle, column))
            {
                case Sqlite3.NULL:
                    return PyNone.Instance;
                case Sqlite3.INTEGER:
                    return PyInt.From(Sqlite3.sqlite3_column_int64(statement.Handle, column));
                case Sqlite3.FLOAT:
                    return new PyFloat(Sqlite3.sqlite3_column_double(statement.Handle, column));
                case Sqlite3.TEXT:
                    byte* text = Sqlite3.sqlite3_column_text(statement.Handle, column);
                    ReadOnlySpan<byte> span = new(text, Sqlite3.sqlite3_column_bytes(statement.Handle, column));
                    if (ReferenceEquals(_textFactory, PyStr.TypeObject))
                    {
                        return ColumnText(statement, column, span);
                    }
                    if (ReferenceEquals(_textFactory, PyByteArray.TypeObject))
                    {
                        return new PyByteArray(span.ToArray());
                    }
                    data = span.IsEmpty ? PyBytes.Empty : new PyBytes(span.ToArray());
                    break;
                default:
                    byte* blob = Sqlite3.sqlite3_column_blob(statement.Handle, column);
                    return Bytes(blob, Sqlite3.sqlite3_column_bytes(statement.Handle, column));
            }
        }
        return ReferenceEquals(_textFactory, PyBytes.TypeObject) ? data : Ops.Call(_textFactory, data);
    }

    private PyStr ColumnText(PyStatement statement, int column, ReadOnlySpan<byte> text)
    {
        try
        {
            return Codecs.DecodeUtf8(text, "strict");
        }
        catch (PyException e) when (e.Matches(Exc.UnicodeError))
        {
            PyObject name = Sqlite3.Text(Sqlite3.sqlite3_column_name(statement.Handle, column));
            PyStr shown = Codecs.DecodeUtf8(text, "replace");
            int end = shown.Value.IndexOf('\0', StringComparison.Ordinal);
            throw State.Operational($"Could not decode to UTF-8 column '{Ops.StrText(name)}' with text '{(end < 0 ? shown.Value : shown.Value[..end])}'");
        }
    }

    // ---- transactions ----

    /// <summary>Runs a statement without parameters or rows.</summary>
    private void RunOne(ReadOnlySpan<byte> sql)
    {
        PyThread thread = PyThread.Current;
        using ConnectionHandle.Scope entered = Handle.Enter(thread);
        nint db = Handle.Db, statement = 0;
        int code;
        fixed (byte* text = sql)
        {
            using (thread.AllowThreads())
            {
                code = Sqlite3.sqlite3_prepare_v2(db, text, sql.Length, &statement, null);
                if (code == Sqlite3.OK)
                {
                    code = Sqlite3.sqlite3_step(statement);
                }
            }
            if (code is Sqlite3.BUSY or Sqlite3.LOCKED && Handle.Unlock(thread, State))
            {
                using (thread.AllowThreads())
                {
                    code = Sqlite3.sqlite3_step(statement);
                }
            }
            if (statement != 0)
            {
                code = Sqlite3.sqlite3_finalize(statement);
            }
        }
        if (code != Sqlite3.OK)
        {
            throw State.LastError(db) ?? State.ErrorOf(code);
        }
    }

    /// <summary>Opens a transaction before a statement that changes rows, unless one is open or the mode is autocommit.</summary>
    internal void BeginIfNeeded()
    {
        if (_isolationLevel is { } level && IsAutocommit)
        {
            RunOne(System.Text.Encoding.ASCII.GetBytes("BEGIN " + level));
        }
    }

    internal void RunScript(byte[] script)
    {
        PyThread thread = PyThread.Current;
        using ConnectionHandle.Scope entered = Handle.Enter(thread);
        nint db = Handle.Db;
        if (script.Length - 1 > Sqlite3.sqlite3_limit(db, Sqlite3.LIMIT_SQL_LENGTH, -1))
        {
            throw Err.Make(State.DataError, "query string is too large");
        }
        if (!IsAutocommit)
        {
            RunOne("COMMIT"u8);
        }
        fixed (byte* start = script)
        {
            byte* position = start;
            int code;
            do
            {
                using (thread.AllowThreads())
                {
                    nint statement;
                    byte* tail;
                    code = Sqlite3.sqlite3_prepare_v2(db, position, script.Length - (int)(position - start), &statement, &tail);
                    if (code == Sqlite3.OK)
                    {
                        position = tail;
                        while (statement != 0 && Sqlite3.sqlite3_step(statement) == Sqlite3.ROW)
                        {
                        }
                        code = Sqlite3.sqlite3_finalize(statement);
                    }
                }
                if (code != Sqlite3.OK)
                {
                    throw State.LastError(db) ?? State.ErrorOf(code);
                }
            }
            while (*position != 0);
        }
    }

    [PyMethod("commit", "", Doc = "Commits the open transaction, if there is one.")]
    private void Commit()
    {
        Check();
        if (!IsAutocommit)
        {
            RunOne("COMMIT"u8);
        }
    }

    [PyMethod("rollback", "", Doc = "Rolls the open transaction back, if there is one.")]
    private void Rollback()
    {
        Check();
        if (!IsAutocommit)
        {
            RunOne("ROLLBACK"u8);
        }
    }

    [PyMethod("__enter__", "", Doc = "Called when the connection is used as a context manager.")]
    private PyObject Enter()
    {
        CheckOpen();
        return this;
    }

    [PyMethod("__exit__", "type, value, traceback, /", Doc = "Commits after success and rolls back after an exception.")]
    private bool Exit(PyObject type, PyObject value, PyObject traceback)
    {
        if (type is not PyNone || value is not PyNone || traceback is not PyNone)
        {
            Ops.CallMethod(this, "rollback");
            return false;
        }
        try
        {
            Ops.CallMethod(this, "commit");
        }
        catch (PyException failed)
        {
            // The error of the commit is the one to tell.
            try
            {
                Ops.CallMethod(this, "rollback");
            }
            catch (PyException second)
            {
                second.Value.Context = failed.Value;
                throw new PyException(second.Value) { HasContext = true };
            }
            throw;
        }
        return false;
    }

    // ---- cursors and short cuts ----

    [PyMethod("cursor", "factory=<unrepresentable>", Doc = "Returns a cursor; factory makes it.")]
    private PyObject Cursor(PyObject? factory = null)
    {
        Check();
        PyObject made = Ops.Call(factory ?? PyCursor.TypeObject, this);
        if (made is not PyCursor cursor)
        {
            throw Err.TypeError($"factory must return a cursor, not {made.Type.FullName}");
        }
        if (_rowFactory is not PyNone)
        {
            cursor.SetRowFactory(_rowFactory);
        }
        return cursor;
    }

    [PyMethod("execute", "sql, parameters=<unrepresentable>, /", Doc = "Executes a statement by a new cursor.")]
    private PyObject Execute(PyObject sql, PyObject? parameters = null)
    {
        PyObject cursor = Ops.CallMethod(this, "cursor");
        return parameters == null ? Ops.CallMethod(cursor, "execute", sql) : Ops.CallMethod(cursor, "execute", sql, parameters);
    }

    [PyMethod("executemany", "sql, parameters, /", Doc = "Executes a statement for each of the parameters by a new cursor.")]
    private PyObject ExecuteMany(PyObject sql, PyObject parameters) => Ops.CallMethod(Ops.CallMethod(this, "cursor"), "executemany", sql, parameters);

    [PyMethod("executescript", "sql_script, /", Doc = "Executes several statements by a new cursor.")]
    private PyObject ExecuteScript(PyObject sql_script) => Ops.CallMethod(Ops.CallMethod(this, "cursor"), "executescript", sql_script);

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        CheckOpen();
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("Connection() takes no keyword arguments");
        }
        if (args.Length != 1)
        {
            throw Err.TypeError($"function takes exactly 1 argument ({args.Length} given)");
        }
        return PyStatement.Create(this, args[0] as PyStr ?? throw Err.TypeError($"argument 1 must be str, not {args[0].Type.FullName}"));
    }

    // ---- the end ----

    [PyMethod("close", "", Doc = "Closes the database; what is not committed is lost.")]
    private void Close()
    {
        CheckThread();
        if (_handle == null)
        {
            throw State.Programming("Base Connection.__init__ not called.");
        }
        CloseBlobs();
        _cache = new StatementCache(0);
        CloseHandle(_handle);
    }

    /// <summary>Closes unless a cursor is in the middle of its rows: it keeps the database until it goes itself.</summary>
    private static void LeaveHandle(ConnectionHandle handle)
    {
        using ConnectionHandle.Scope entered = handle.Enter(PyThread.Current);
        if (handle.Db != 0 && handle.IsIdle)
        {
            CloseHandle(handle);
        }
    }

    private static void CloseHandle(ConnectionHandle handle)
    {
        PyThread thread = PyThread.Current;
        using ConnectionHandle.Scope entered = handle.Enter(thread);
        using (thread.AllowThreads())
        {
            handle.Close();
        }
    }

    private void CloseBlobs()
    {
        foreach (WeakReference<PyBlob> reference in _blobs)
        {
            if (reference.TryGetTarget(out PyBlob? blob))
            {
                blob.Release();
            }
        }
        _blobs.Clear();
    }
}

namespace PythonEngine.Modules.Sqlite;

/// <summary><c>sqlite3.Statement</c>: a prepared statement; cursors share it through the connection's cache.</summary>
[PyType("Statement", Module = "sqlite3", NoConstructor = true, Doc = "")]
internal sealed unsafe partial class PyStatement : PyObject
{
    private readonly ConnectionHandle _connection;
    private readonly SqliteState _state;

    internal nint Handle { get; }

    /// <summary>INSERT, UPDATE, DELETE or REPLACE: what opens a transaction and counts rows.</summary>
    internal bool IsDml { get; }

    private PyStatement(ConnectionHandle connection, SqliteState state, nint handle, bool isDml)
    {
        _connection = connection;
        _state = state;
        Handle = handle;
        IsDml = isDml;
    }

    ~PyStatement()
    {
        IsLost = true;
        _connection.Lose(Handle, isBlob: false);
    }

    internal ConnectionHandle Connection => _connection;

    /// <summary>Set by the finalizer.</summary>
    internal bool IsLost { get; private set; }

    /// <summary>Prepares a statement.</summary>
    /// <exception cref="PyException">The module's exceptions: the text is no statement, or more than one.</exception>
    internal static PyStatement Create(PyConnection connection, PyStr sql)
    {
        SqliteState state = connection.State;
        byte[] text = [.. Codecs.EncodeUtf8(sql), 0];
        int length = text.Length - 1;
        PyThread thread = PyThread.Current;
        ConnectionHandle handle = connection.Handle;
        using ConnectionHandle.Scope entered = handle.Enter(thread);
        if (length > Sqlite3.sqlite3_limit(handle.Db, Sqlite3.LIMIT_SQL_LENGTH, -1))
        {
            throw Err.Make(state.DataError, "query string is too large");
        }
        if (text.AsSpan().IndexOf((byte)0) != length)
        {
            throw state.Programming("the query contains a null character");
        }
        nint statement;
        int rest;
        fixed (byte* start = text)
        {
            byte* tail;
            int code;
            using (thread.AllowThreads())
            {
                code = Sqlite3.sqlite3_prepare_v2(handle.Db, start, length + 1, &statement, &tail);
            }
            if (code != Sqlite3.OK)
            {
                throw state.LastError(handle.Db) ?? state.ErrorOf(code);
            }
            rest = (int)(tail - start);
        }
        if (!Skip(text.AsSpan(rest, length - rest)).IsEmpty)
        {
            _ = Sqlite3.sqlite3_finalize(statement);
            throw state.Programming("You can only execute one statement at a time.");
        }
        return new PyStatement(handle, state, statement, IsDmlText(Skip(text.AsSpan(0, length))));
    }

    /// <summary>A statement's text without the white space and comments before it.</summary>
    private static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> sql)
    {
        while (!sql.IsEmpty)
        {
            if (sql[0] is (byte)' ' or (byte)'\t' or (byte)'\f' or (byte)'\n' or (byte)'\r')
            {
                sql = sql[1..];
            }
            else if (sql.StartsWith("--"u8))
            {
                int end = sql.IndexOf((byte)'\n');
                sql = end < 0 ? default : sql[end..];
            }
            else if (sql.StartsWith("/*"u8))
            {
                int end = sql[2..].IndexOf("*/"u8);
                sql = end < 0 ? default : sql[(end + 4)..];
            }
            else
            {
                break;
            }
        }
        return sql;
    }

    private static bool IsDmlText(ReadOnlySpan<byte> sql) => StartsWith(sql, "INSERT"u8) || StartsWith(sql, "UPDATE"u8) || StartsWith(sql, "DELETE"u8) || StartsWith(sql, "REPLACE"u8);

    private static bool StartsWith(ReadOnlySpan<byte> sql, ReadOnlySpan<byte> word) =>
        sql.Length >= word.Length && System.Text.Ascii.EqualsIgnoreCase(sql[..word.Length], word);

    internal bool IsBusy
    {
        get
        {
            using ConnectionHandle.Scope entered = _connection.Enter(PyThread.Current);
            return _connection.Db != 0 && Sqlite3.sqlite3_stmt_busy(Handle) != 0;
        }
    }

    /// <summary>Rows that the connection's last statement changed.</summary>
    internal long Changes
    {
        get
        {
            using ConnectionHandle.Scope entered = _connection.Enter(PyThread.Current);
            return _connection.Db == 0 ? 0 : Sqlite3.sqlite3_changes(_connection.Db);
        }
    }

    /// <summary>Columns of the present row, 0 when there is none.</summary>
    internal int DataCount
    {
        get
        {
            using ConnectionHandle.Scope entered = _connection.Enter(PyThread.Current);
            return _connection.Db == 0 ? 0 : Sqlite3.sqlite3_data_count(Handle);
        }
    }

    internal bool IsReadOnly
    {
        get
        {
            using ConnectionHandle.Scope entered = _connection.Enter(PyThread.Current);
            return _connection.Db != 0 && Sqlite3.sqlite3_stmt_readonly(Handle) != 0;
        }
    }

    /// <summary>Makes the statement ready to run again; does nothing when its connection is closed.</summary>
    internal void Reset()
    {
        PyThread thread = PyThread.Current;
        using ConnectionHandle.Scope entered = _connection.Enter(thread);
        if (_connection.Db != 0)
        {
            using (thread.AllowThreads())
            {
                // The code is that of the last step, which has been told already.
                int lastStep = Sqlite3.sqlite3_reset(Handle);
                _ = lastStep;
            }
        }
    }

    /// <summary>Runs to the next row.</summary>
    /// <returns>True at a row, false at the end.</returns>
    /// <exception cref="PyException">What went wrong.</exception>
    internal bool Step()
    {
        PyThread thread = PyThread.Current;
        using ConnectionHandle.Scope entered = _connection.Enter(thread);
        if (_connection.Db == 0)
        {
            throw _state.Programming("Cannot operate on a closed database.");
        }
        int code;
        using (thread.AllowThreads())
        {
            code = Sqlite3.sqlite3_step(Handle);
        }
        if (code is Sqlite3.LOCKED or Sqlite3.BUSY && _connection.Unlock(thread, _state) && _connection.Db != 0)
        {
            using (thread.AllowThreads())
            {
                code = Sqlite3.sqlite3_step(Handle);
            }
        }
        return code switch
        {
            Sqlite3.ROW => true,
            Sqlite3.DONE => false,
            _ => throw _state.LastError(_connection.Db) ?? _state.ErrorOf(code),
        };
    }

    // ---- parameters ----

    internal void Bind(PyObject parameters)
    {
        int needed = Sqlite3.sqlite3_bind_parameter_count(Handle);
        if (parameters is PyTuple or PyList || (parameters is not PyDict && IsSequence(parameters)))
        {
            long count = Ops.SequenceLen(parameters);
            if (count != needed)
            {
                throw _state.Programming($"Incorrect number of bindings supplied. The current statement uses {needed}, and there are {count} supplied.");
            }
            for (int i = 0; i < needed; i++)
            {
                Bind(i + 1, Item(parameters, i));
            }
        }
        else if (parameters is PyDict dict)
        {
            for (int i = 1; i <= needed; i++)
            {
                byte* name = Sqlite3.sqlite3_bind_parameter_name(Handle, i);
                if (name == null)
                {
                    throw _state.Programming($"Binding {i} has no name, but you supplied a dictionary (which has only names).");
                }
                // The first character is the prefix.
                PyObject key = Sqlite3.Text(name + 1);
                Bind(i, Named(dict, key));
            }
        }
        else
        {
            throw _state.Programming("parameters are of unsupported type");
        }
    }

    private static bool IsSequence(PyObject value) => value.Type.HasGetItem && value is not PyDict;

    private static PyObject Item(PyObject parameters, int index) => parameters switch
    {
        PyTuple tuple when tuple.GetType() == typeof(PyTuple) => index < tuple.Count ? tuple[index] : throw Err.IndexError("tuple index out of range"),
        PyList list when list.GetType() == typeof(PyList) => index < list.Count ? list[index] : throw Err.IndexError("list index out of range"),
        _ => Ops.SequenceItem(parameters, index),
    };

    private PyObject Named(PyDict parameters, PyObject key)
    {
        if (parameters.GetType() == typeof(PyDict))
        {
            return parameters.Get(key) ?? throw Missing(key);
        }
        try
        {
            return Ops.GetItem(parameters, key);
        }
        catch (PyException e) when (e.Matches(Exc.LookupError))
        {
            throw Missing(key);
        }
    }

    private PyException Missing(PyObject key) => _state.Programming($"You did not supply a value for binding parameter :{((PyStr)key).Value}.");

    private void Bind(int index, PyObject value)
    {
        if (_state.NeedsAdapter(value))
        {
            value = _state.Adapt(value, PyPrepareProtocol.TypeObject, value);
        }
        using ConnectionHandle.Scope entered = _connection.Enter(PyThread.Current);
        if (_connection.Db == 0)
        {
            throw _state.Programming("Cannot operate on a closed database.");
        }
        int code;
        switch (value)
        {
            case PyNone:
                code = Sqlite3.sqlite3_bind_null(Handle, index);
                break;
            case PyInt number:
                code = Sqlite3.sqlite3_bind_int64(Handle, index, ToInt64(number));
                break;
            case PyFloat real:
                code = Sqlite3.sqlite3_bind_double(Handle, index, real.Value);
                break;
            case PyStr text:
                byte[] utf8 = Codecs.EncodeUtf8(text);
                fixed (byte* start = utf8)
                {
                    byte nothing;
                    code = Sqlite3.sqlite3_bind_text(Handle, index, start == null ? &nothing : start, utf8.Length, Sqlite3.Transient);
                }
                break;
            default:
                code = BindBlob(index, value);
                break;
        }
        if (code != Sqlite3.OK)
        {
            throw _state.LastError(_connection.Db) ?? _state.ErrorOf(code);
        }
    }

    private int BindBlob(int index, PyObject value)
    {
        if (!value.TryGetBuffer(false, out BufferView view))
        {
            throw _state.Programming($"Error binding parameter {index}: type '{value.Type.FullName}' is not supported");
        }
        try
        {
            if (view.Strides != null)
            {
                throw Err.BufferError("memoryview: underlying buffer is not C-contiguous");
            }
            ReadOnlySpan<byte> bytes = view.Span;
            fixed (byte* start = bytes)
            {
                byte nothing;
                return Sqlite3.sqlite3_bind_blob(Handle, index, start == null ? &nothing : start, bytes.Length, Sqlite3.Transient);
            }
        }
        finally
        {
            view.Release();
        }
    }

    internal static long ToInt64(PyInt number) =>
        number.TryGetLong(out long n) ? n : throw Err.OverflowError("Python int too large to convert to SQLite INTEGER");
}

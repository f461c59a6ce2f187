using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Sqlite;

/// <summary>Attributes, limits, extensions and whole databases: backups, serialization, blobs.</summary>
internal unsafe partial class PyConnection
{
    [PyGetter("isolation_level")]
    private PyObject IsolationLevel
    {
        get
        {
            CheckOpen();
            return _isolationLevel == null ? PyNone.Instance : new PyStr(_isolationLevel);
        }
    }

    [PySetter("isolation_level")]
    private void SetIsolationLevel(PyObject? value)
    {
        if (value == null)
        {
            throw Err.AttributeError("cannot delete attribute");
        }
        string? level = IsolationLevelOf(value);
        if (level == null)
        {
            // Autocommit mode begins with what is open committed.
            Commit();
        }
        _isolationLevel = level;
    }

    [PyGetter("total_changes")]
    private PyObject TotalChanges
    {
        get
        {
            CheckOpen();
            using ConnectionHandle.Scope entered = Handle.Enter(PyThread.Current);
            return PyInt.From(Sqlite3.sqlite3_total_changes(Handle.Db));
        }
    }

    [PyGetter("in_transaction")]
    private bool InTransaction
    {
        get
        {
            CheckOpen();
            return !IsAutocommit;
        }
    }

    [PyGetter("row_factory", Member = true)]
    private PyObject RowFactory => _rowFactory;

    [PySetter("row_factory")]
    private void SetRowFactory(PyObject? value) => _rowFactory = value ?? PyNone.Instance;

    [PyGetter("text_factory", Member = true)]
    private PyObject TextFactory => _textFactory;

    [PySetter("text_factory")]
    private void SetTextFactory(PyObject? value) => _textFactory = value ?? PyNone.Instance;

    // PEP 249's optional extension: the exceptions as attributes.

    [PyGetter("Warning", Member = true)]
    private PyObject WarningClass => State.Warning;

    [PyGetter("Error", Member = true)]
    private PyObject ErrorClass => State.Error;

    [PyGetter("InterfaceError", Member = true)]
    private PyObject InterfaceErrorClass => State.InterfaceError;

    [PyGetter("DatabaseError", Member = true)]
    private PyObject DatabaseErrorClass => State.DatabaseError;

    [PyGetter("DataError", Member = true)]
    private PyObject DataErrorClass => State.DataError;

    [PyGetter("OperationalError", Member = true)]
    private PyObject OperationalErrorClass => State.OperationalError;

    [PyGetter("IntegrityError", Member = true)]
    private PyObject IntegrityErrorClass => State.IntegrityError;

    [PyGetter("InternalError", Member = true)]
    private PyObject InternalErrorClass => State.InternalError;

    [PyGetter("ProgrammingError", Member = true)]
    private PyObject ProgrammingErrorClass => State.ProgrammingError;

    [PyGetter("NotSupportedError", Member = true)]
    private PyObject NotSupportedErrorClass => State.NotSupportedError;

    // ---- limits, interruption, extensions ----

    [PyMethod("setlimit", "category, limit, /", Doc = "Sets a limit of the connection; returns the limit before.")]
    private int SetLimit(int category, int limit)
    {
        Check();
        using ConnectionHandle.Scope entered = Handle.Enter(PyThread.Current);
        int before = Sqlite3.sqlite3_limit(Handle.Db, category, limit);
        return before >= 0 ? before : throw State.Programming("'category' is out of bounds");
    }

    [PyMethod("getlimit", "category, /", Doc = "Returns a limit of the connection.")]
    private int GetLimit(int category) => SetLimit(category, -1);

    [PyMethod("interrupt", "", Doc = "Aborts what other threads execute on this connection.")]
    private void Interrupt()
    {
        CheckOpen();
        // Without the lock: its holder is who shall be interrupted, and SQLite allows it.
        Sqlite3.sqlite3_interrupt(Handle.Db);
    }

    [PyMethod("enable_load_extension", "enable, /", Doc = "Allows or forbids to load extensions.")]
    private void EnableLoadExtension(bool enable)
    {
        SysModule.RaiseAudit(PyThread.Current.Engine, new PyStr("sqlite3.enable_load_extension"), this, PyBool.From(enable));
        Check();
        using ConnectionHandle.Scope entered = Handle.Enter(PyThread.Current);
        if (Sqlite3.sqlite3_enable_load_extension(Handle.Db, enable ? 1 : 0) != Sqlite3.OK)
        {
            throw State.Operational("Error enabling load extension");
        }
    }

    [PyMethod("load_extension", "name, /", Doc = "Loads an extension of SQLite.")]
    private void LoadExtension(PyObject name)
    {
        byte[] file = SqliteModule.ToC(name as PyStr ?? throw Args.MustBe("load_extension() argument", "str", name));
        SysModule.RaiseAudit(PyThread.Current.Engine, new PyStr("sqlite3.load_extension"), this, name);
        Check();
        using ConnectionHandle.Scope entered = Handle.Enter(PyThread.Current);
        fixed (byte* path = file)
        {
            byte* message = null;
            if (Sqlite3.sqlite3_load_extension(Handle.Db, path, null, &message) != Sqlite3.OK)
            {
                string text = message == null ? "not an error" : Ops.StrText(Sqlite3.Text(message));
                Sqlite3.sqlite3_free(message);
                throw State.Operational(text);
            }
        }
    }

    [PyMethod("iterdump", "", Doc = "Returns an iterator over the SQL text of the whole database.")]
    private PyObject IterDump()
    {
        CheckOpen();
        PyModule dump = PyThread.Current.Engine.Import("sqlite3.dump");
        return Ops.Call(Ops.TryGetAttr(dump, "_iterdump") ?? throw State.Operational("Failed to obtain _iterdump() reference"), this);
    }

    // ---- copies of the database ----

    [PyMethod("backup", "target, *, pages=-1, progress=None, name='main', sleep=0.25", Doc = "Copies the database into the one of another connection, pages at a time.")]
    private void Backup(PyObject target, int pages = -1, PyObject? progress = null, string name = "main", double sleep = 0.25)
    {
        if (target is not PyConnection other)
        {
            throw Args.MustBe("backup() argument 'target'", "sqlite3.Connection", target);
        }
        Check();
        other.CheckThread();
        if (ReferenceEquals(other, this))
        {
            throw Err.ValueError("target cannot be the same connection instance");
        }
        other.CheckOpen();
        if (progress is not null and not PyNone && !progress.Type.HasCall)
        {
            throw Err.TypeError("progress argument must be a callable");
        }
        byte[] source = SqliteModule.ToC(new PyStr(name));
        RunBackup(other, pages == 0 ? -1 : pages, progress is PyNone ? null : progress, source, (int)(sleep * 1000));
    }

    private void RunBackup(PyConnection other, int pages, PyObject? progress, byte[] name, int sleep)
    {
        PyThread thread = PyThread.Current;
        nint backup;
        fixed (byte* source = name, main = "main\0"u8)
        {
            using ConnectionHandle.Scope from = Handle.Enter(thread);
            using ConnectionHandle.Scope to = other.Handle.Enter(thread);
            using (thread.AllowThreads())
            {
                backup = Sqlite3.sqlite3_backup_init(other.Handle.Db, main, Handle.Db, source);
            }
            if (backup == 0)
            {
                throw State.LastError(other.Handle.Db) ?? State.ErrorOf(Sqlite3.ERROR);
            }
        }
        PyException? raised = null;
        int code;
        do
        {
            int remaining = 0, total = 0;
            using (ConnectionHandle.Scope from = Handle.Enter(thread))
            {
                using ConnectionHandle.Scope to = other.Handle.Enter(thread);
                if (Handle.Db == 0 || other.Handle.Db == 0)
                {
                    // The other end was closed by the progress callable, and the backup with it.
                    raised ??= State.Programming("Cannot operate on a closed database.");
                    break;
                }
                using (thread.AllowThreads())
                {
                    code = Sqlite3.sqlite3_backup_step(backup, pages);
                }
                remaining = Sqlite3.sqlite3_backup_remaining(backup);
                total = Sqlite3.sqlite3_backup_pagecount(backup);
            }
            if (progress != null)
            {
                try
                {
                    Ops.Call(progress, PyInt.From(code), PyInt.From(remaining), PyInt.From(total));
                }
                catch (PyException e)
                {
                    raised = e;
                    break;
                }
            }
            if (code is Sqlite3.BUSY or Sqlite3.LOCKED)
            {
                using (thread.AllowThreads())
                {
                    _ = Sqlite3.sqlite3_sleep(sleep);
                }
            }
        }
        while (code is Sqlite3.OK or Sqlite3.BUSY or Sqlite3.LOCKED);
        using (ConnectionHandle.Scope from = Handle.Enter(thread))
        {
            using ConnectionHandle.Scope to = other.Handle.Enter(thread);
            using (thread.AllowThreads())
            {
                code = Sqlite3.sqlite3_backup_finish(backup);
            }
            if (raised == null && code != Sqlite3.OK)
            {
                raised = State.LastError(other.Handle.Db) ?? State.ErrorOf(code);
            }
        }
        if (raised != null)
        {
            throw raised;
        }
    }

    [PyMethod("serialize", "*, name='main'", Doc = "Returns the database as bytes, as its file would have them.")]
    private PyObject Serialize(string name = "main")
    {
        Check();
        byte[] schema = SqliteModule.ToC(new PyStr(name));
        PyThread thread = PyThread.Current;
        using ConnectionHandle.Scope entered = Handle.Enter(thread);
        fixed (byte* start = schema)
        {
            long size;
            byte* data = Sqlite3.sqlite3_serialize(Handle.Db, start, &size, Sqlite3.SERIALIZE_NOCOPY);
            bool own = data == null;
            if (own)
            {
                using (thread.AllowThreads())
                {
                    data = Sqlite3.sqlite3_serialize(Handle.Db, start, &size, 0);
                }
            }
            if (data == null)
            {
                throw State.Operational($"unable to serialize '{name}'");
            }
            try
            {
                return size > Array.MaxLength ? throw Err.MemoryError() : Bytes(data, (int)size);
            }
            finally
            {
                if (own)
                {
                    Sqlite3.sqlite3_free(data);
                }
            }
        }
    }

    [PyMethod("deserialize", "data, /, *, name='main'", Doc = "Replaces the database by one in memory, made of bytes that serialize() gave.")]
    private void Deserialize(PyObject data, string name = "main")
    {
        Check();
        byte[] schema = SqliteModule.ToC(new PyStr(name));
        void* copy;
        int length;
        BufferView view = Args.Buffer(data is PyStr text ? new PyBytes(Codecs.EncodeUtf8(text)) : data, "deserialize() argument 1");
        try
        {
            length = view.Span.Length;
            copy = Sqlite3.sqlite3_malloc64((ulong)length);
            if (copy == null && length != 0)
            {
                throw Err.MemoryError();
            }
            view.Span.CopyTo(new Span<byte>(copy, length));
        }
        finally
        {
            view.Release();
        }
        PyThread thread = PyThread.Current;
        using ConnectionHandle.Scope entered = Handle.Enter(thread);
        fixed (byte* start = schema)
        {
            int code;
            using (thread.AllowThreads())
            {
                code = Sqlite3.sqlite3_deserialize(Handle.Db, start, copy, length, length, Sqlite3.DESERIALIZE_FREEONCLOSE | Sqlite3.DESERIALIZE_RESIZEABLE);
            }
            if (code != Sqlite3.OK)
            {
                throw State.LastError(Handle.Db) ?? State.ErrorOf(code);
            }
        }
    }

    [PyMethod("blobopen", "table, column, row, /, *, readonly=False, name='main'", Doc = "Opens one BLOB for reading and writing.")]
    private PyObject BlobOpen(PyStr table, PyStr column, PyObject row, bool @readonly = false, PyStr? name = null)
    {
        byte[] tableName = SqliteModule.ToC(table), columnName = SqliteModule.ToC(column), schema = name == null ? [.. "main\0"u8] : SqliteModule.ToC(name);
        long rowid = PyStatement.ToInt64(Args.Index(row));
        Check();
        PyThread thread = PyThread.Current;
        using ConnectionHandle.Scope entered = Handle.Enter(thread);
        nint blob;
        fixed (byte* t = tableName, c = columnName, s = schema)
        {
            int code;
            using (thread.AllowThreads())
            {
                code = Sqlite3.sqlite3_blob_open(Handle.Db, s, t, c, rowid, @readonly ? 0 : 1, &blob);
            }
            if (code == Sqlite3.MISUSE)
            {
                throw Err.Make(State.InterfaceError, Sqlite3.Text(Sqlite3.sqlite3_errstr(code)));
            }
            if (code != Sqlite3.OK)
            {
                throw State.LastError(Handle.Db) ?? State.ErrorOf(code);
            }
        }
        PyBlob made = new(this, blob);
        _blobs.RemoveAll(static r => !r.TryGetTarget(out _));
        _blobs.Add(new WeakReference<PyBlob>(made));
        return made;
    }
}

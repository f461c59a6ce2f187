using System.Runtime.InteropServices;
using System.Threading;

namespace PythonEngine.Modules.Sqlite;

/// <summary>
/// An open database, and the lock that keeps its uses apart. SQLite's own mutex belongs to an OS thread: a user function that switches greenlets would
/// leave it to a thread that waits, and block the one that goes on. So connections are opened without it, and this lock belongs to a Python thread,
/// which may enter again from a callback. Its fields change under the engine's lock only; waiting happens outside of it.
/// </summary>
internal sealed unsafe class ConnectionHandle(nint db)
{
    private readonly object _gate = new();
    private readonly List<nint> _lostStatements = [];
    private readonly List<nint> _lostBlobs = [];
    private readonly List<PyStatement> _forgottenRows = [];
    private readonly HashSet<CallbackContext> _contexts = [];
    private PyThread? _owner;
    private int _depth;

    /// <summary>0 after the end.</summary>
    internal nint Db { get; private set; } = db;

    /// <summary>Connections that were collected while open.</summary>
    private static int s_collected;

    ~ConnectionHandle()
    {
        if (Db != 0)
        {
            Close();
            Interlocked.Increment(ref s_collected);
        }
    }

    /// <summary>Takes the lock; every call of SQLite's for this connection happens inside.</summary>
    internal Scope Enter(PyThread thread)
    {
        if (!ReferenceEquals(_owner, thread))
        {
            while (_owner != null)
            {
                using (thread.AllowThreads())
                {
                    lock (_gate)
                    {
                        while (Volatile.Read(ref _owner) != null)
                        {
                            Monitor.Wait(_gate);
                        }
                    }
                }
            }
            _owner = thread;
        }
        if (_depth++ == 0)
        {
            FinalizeLost();
        }
        return new Scope(this);
    }

    private void Leave()
    {
        if (--_depth == 0)
        {
            lock (_gate)
            {
                Volatile.Write(ref _owner, null);
                Monitor.PulseAll(_gate);
            }
        }
    }

    internal readonly ref struct Scope(ConnectionHandle handle) : IDisposable
    {
        public void Dispose() => handle.Leave();
    }

    /// <summary>A statement or blob that nobody refers to any more; called by .NET's finalizer thread, so it goes at the next use.</summary>
    internal void Lose(nint handle, bool isBlob)
    {
        lock (_lostStatements)
        {
            if (Db != 0 && handle != 0)
            {
                (isBlob ? _lostBlobs : _lostStatements).Add(handle);
            }
        }
    }

    /// <summary>A cursor went before the rows of its statement, which another one may use again.</summary>
    internal void ForgetRows(PyStatement statement)
    {
        lock (_lostStatements)
        {
            if (Db != 0)
            {
                _forgottenRows.Add(statement);
            }
        }
    }

    /// <summary>True when there was something.</summary>
    private bool FinalizeLost()
    {
        lock (_lostStatements)
        {
            if (_lostStatements.Count + _lostBlobs.Count + _forgottenRows.Count == 0)
            {
                return false;
            }
            foreach (PyStatement statement in _forgottenRows)
            {
                // One that is lost as well may be gone already, and needs no reset.
                if (!statement.IsLost)
                {
                    _ = Sqlite3.sqlite3_reset(statement.Handle);
                }
            }
            foreach (nint blob in _lostBlobs)
            {
                _ = Sqlite3.sqlite3_blob_close(blob);
            }
            foreach (nint statement in _lostStatements)
            {
                _ = Sqlite3.sqlite3_finalize(statement);
            }
            _forgottenRows.Clear();
            _lostBlobs.Clear();
            _lostStatements.Clear();
            return true;
        }
    }

    /// <summary>
    /// A database is locked, perhaps by a cursor that nobody has any more, which CPython would have closed: collects such ones.
    /// True when there were some, so that trying again makes sense.
    /// </summary>
    internal bool Unlock(PyThread thread, SqliteState state)
    {
        int closed = Volatile.Read(ref s_collected);
        thread.Engine.Pacer.FreeDescriptors(thread);
        bool found = FinalizeLost() || Volatile.Read(ref s_collected) != closed;
        foreach (ConnectionHandle other in state.OpenConnections())
        {
            found |= other._owner == null && other.FinalizeLost();
        }
        return found;
    }

    /// <summary>No statement waits in the middle of its rows.</summary>
    internal bool IsIdle
    {
        get
        {
            for (nint statement = Sqlite3.sqlite3_next_stmt(Db, 0); statement != 0; statement = Sqlite3.sqlite3_next_stmt(Db, statement))
            {
                if (Sqlite3.sqlite3_stmt_busy(statement) != 0)
                {
                    return false;
                }
            }
            return true;
        }
    }

    /// <summary>Finalizes all statements and closes; those who hold a statement see that <see cref="Db"/> is 0.</summary>
    internal int Close()
    {
        nint db;
        lock (_lostStatements)
        {
            db = Db;
            if (db == 0)
            {
                return Sqlite3.OK;
            }
            FinalizeLost();
            Db = 0;
        }
        for (nint statement = Sqlite3.sqlite3_next_stmt(db, 0); statement != 0; statement = Sqlite3.sqlite3_next_stmt(db, 0))
        {
            _ = Sqlite3.sqlite3_finalize(statement);
        }
        return Sqlite3.sqlite3_close_v2(db);
    }

    /// <summary>Keeps a callback alive for as long as SQLite knows it.</summary>
    internal void Keep(CallbackContext context)
    {
        lock (_contexts)
        {
            _contexts.Add(context);
        }
    }

    internal void Drop(CallbackContext context)
    {
        lock (_contexts)
        {
            _contexts.Remove(context);
        }
    }
}

/// <summary>A Python callable that SQLite calls; SQLite holds a weak handle to it, so that a forgotten connection is collected with its callbacks.</summary>
internal sealed class CallbackContext
{
    private readonly ConnectionHandle _connection;
    private GCHandle _self;

    internal readonly PyObject Callable;
    internal readonly SqliteState State;

    internal CallbackContext(ConnectionHandle connection, SqliteState state, PyObject callable)
    {
        _connection = connection;
        State = state;
        Callable = callable;
        _self = GCHandle.Alloc(this, GCHandleType.Weak);
        connection.Keep(this);
    }

    internal nint Data => GCHandle.ToIntPtr(_self);

    /// <summary>The context, or null when it is being collected.</summary>
    internal static CallbackContext? From(nint data) => data == 0 ? null : GCHandle.FromIntPtr(data).Target as CallbackContext;

    /// <summary>SQLite has forgotten the callback.</summary>
    internal static void Destroy(nint data)
    {
        GCHandle handle = GCHandle.FromIntPtr(data);
        if (handle.Target is CallbackContext context)
        {
            context._connection.Drop(context);
        }
        handle.Free();
    }
}

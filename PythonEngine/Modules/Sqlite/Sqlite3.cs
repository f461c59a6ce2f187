using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Sqlite;

/// <summary>SQLite's C interface (https://sqlite.org/c3ref/intro.html), from the library of the SQLitePCLRaw package.</summary>
internal static unsafe partial class Sqlite3
{
    internal const string Library = "e_sqlite3";

    public const int OK = 0;
    public const int ERROR = 1;
    public const int INTERNAL = 2;
    public const int PERM = 3;
    public const int ABORT = 4;
    public const int BUSY = 5;
    public const int LOCKED = 6;
    public const int NOMEM = 7;
    public const int READONLY = 8;
    public const int INTERRUPT = 9;
    public const int IOERR = 10;
    public const int CORRUPT = 11;
    public const int NOTFOUND = 12;
    public const int FULL = 13;
    public const int CANTOPEN = 14;
    public const int PROTOCOL = 15;
    public const int EMPTY = 16;
    public const int SCHEMA = 17;
    public const int TOOBIG = 18;
    public const int CONSTRAINT = 19;
    public const int MISMATCH = 20;
    public const int MISUSE = 21;
    public const int RANGE = 25;
    public const int ROW = 100;
    public const int DONE = 101;

    public const int DENY = 1;

    public const int INTEGER = 1;
    public const int FLOAT = 2;
    public const int TEXT = 3;
    public const int NULL = 5;

    public const int OPEN_READWRITE = 0x2;
    public const int OPEN_CREATE = 0x4;
    public const int OPEN_URI = 0x40;
    public const int OPEN_NOMUTEX = 0x8000;

    public const int UTF8 = 1;
    public const int DETERMINISTIC = 0x800;

    public const int LIMIT_SQL_LENGTH = 1;

    public const uint TRACE_STMT = 1;

    public const uint SERIALIZE_NOCOPY = 1;
    public const uint DESERIALIZE_FREEONCLOSE = 1;
    public const uint DESERIALIZE_RESIZEABLE = 2;

    /// <summary>The memory of a bound value is copied at once (SQLITE_TRANSIENT).</summary>
    public const nint Transient = -1;

    /// <summary>Looks whether the library is there.</summary>
    /// <exception cref="PyException">ImportError: it is not.</exception>
    internal static void Load()
    {
        SharedLibrary.EnsureResolver();
        try
        {
            _ = sqlite3_initialize();
        }
        catch (DllNotFoundException)
        {
            throw Err.ImportError("libe_sqlite3.so: cannot open shared object file: No such file or directory (the package SQLitePCLRaw.lib.e_sqlite3 has it)",
                new PyStr("_sqlite3"));
        }
    }

    internal static PyObject Text(byte* text) => text == null ? PyNone.Instance : Codecs.DecodeUtf8(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(text), "strict");

    [LibraryImport(Library)] internal static partial int sqlite3_initialize();
    [LibraryImport(Library)] internal static partial byte* sqlite3_libversion();
    [LibraryImport(Library)] internal static partial int sqlite3_libversion_number();
    [LibraryImport(Library)] internal static partial int sqlite3_threadsafe();
    [LibraryImport(Library)] internal static partial int sqlite3_complete(byte* sql);
    [LibraryImport(Library)] internal static partial int sqlite3_enable_shared_cache(int enable);
    [LibraryImport(Library)] internal static partial void* sqlite3_malloc64(ulong size);
    [LibraryImport(Library)] internal static partial void sqlite3_free(void* memory);
    [LibraryImport(Library)] internal static partial int sqlite3_sleep(int milliseconds);

    // ---- connections ----

    [LibraryImport(Library)] internal static partial int sqlite3_open_v2(byte* name, nint* db, int flags, byte* vfs);
    [LibraryImport(Library)] internal static partial int sqlite3_close_v2(nint db);
    [LibraryImport(Library)] internal static partial int sqlite3_busy_timeout(nint db, int milliseconds);
    [LibraryImport(Library)] internal static partial int sqlite3_errcode(nint db);
    [LibraryImport(Library)] internal static partial int sqlite3_extended_errcode(nint db);
    [LibraryImport(Library)] internal static partial byte* sqlite3_errmsg(nint db);
    [LibraryImport(Library)] internal static partial byte* sqlite3_errstr(int code);
    [LibraryImport(Library)] internal static partial int sqlite3_get_autocommit(nint db);
    [LibraryImport(Library)] internal static partial int sqlite3_changes(nint db);
    [LibraryImport(Library)] internal static partial int sqlite3_total_changes(nint db);
    [LibraryImport(Library)] internal static partial long sqlite3_last_insert_rowid(nint db);
    [LibraryImport(Library)] internal static partial void sqlite3_interrupt(nint db);
    [LibraryImport(Library)] internal static partial int sqlite3_limit(nint db, int id, int value);
    [LibraryImport(Library)] internal static partial nint sqlite3_next_stmt(nint db, nint statement);
    [LibraryImport(Library)] internal static partial int sqlite3_enable_load_extension(nint db, int enable);
    [LibraryImport(Library)] internal static partial int sqlite3_load_extension(nint db, byte* file, byte* entry, byte** message);
    [LibraryImport(Library)] internal static partial byte* sqlite3_serialize(nint db, byte* schema, long* size, uint flags);
    [LibraryImport(Library)] internal static partial int sqlite3_deserialize(nint db, byte* schema, void* data, long size, long room, uint flags);

    // ---- statements ----

    [LibraryImport(Library)] internal static partial int sqlite3_prepare_v2(nint db, byte* sql, int length, nint* statement, byte** tail);
    [LibraryImport(Library)] internal static partial int sqlite3_step(nint statement);
    [LibraryImport(Library)] internal static partial int sqlite3_reset(nint statement);
    [LibraryImport(Library)] internal static partial int sqlite3_finalize(nint statement);
    [LibraryImport(Library)] internal static partial int sqlite3_stmt_busy(nint statement);
    [LibraryImport(Library)] internal static partial int sqlite3_stmt_readonly(nint statement);
    [LibraryImport(Library)] internal static partial byte* sqlite3_expanded_sql(nint statement);
    [LibraryImport(Library)] internal static partial nint sqlite3_db_handle(nint statement);
    [LibraryImport(Library)] internal static partial int sqlite3_column_count(nint statement);
    [LibraryImport(Library)] internal static partial int sqlite3_data_count(nint statement);
    [LibraryImport(Library)] internal static partial byte* sqlite3_column_name(nint statement, int column);
    [LibraryImport(Library)] internal static partial byte* sqlite3_column_decltype(nint statement, int column);
    [LibraryImport(Library)] internal static partial int sqlite3_column_type(nint statement, int column);
    [LibraryImport(Library)] internal static partial long sqlite3_column_int64(nint statement, int column);
    [LibraryImport(Library)] internal static partial double sqlite3_column_double(nint statement, int column);
    [LibraryImport(Library)] internal static partial byte* sqlite3_column_text(nint statement, int column);
    [LibraryImport(Library)] internal static partial byte* sqlite3_column_blob(nint statement, int column);
    [LibraryImport(Library)] internal static partial int sqlite3_column_bytes(nint statement, int column);
    [LibraryImport(Library)] internal static partial int sqlite3_bind_parameter_count(nint statement);
    [LibraryImport(Library)] internal static partial byte* sqlite3_bind_parameter_name(nint statement, int index);
    [LibraryImport(Library)] internal static partial int sqlite3_bind_null(nint statement, int index);
    [LibraryImport(Library)] internal static partial int sqlite3_bind_int64(nint statement, int index, long value);
    [LibraryImport(Library)] internal static partial int sqlite3_bind_double(nint statement, int index, double value);
    [LibraryImport(Library)] internal static partial int sqlite3_bind_text(nint statement, int index, byte* text, int length, nint destroy);
    [LibraryImport(Library)] internal static partial int sqlite3_bind_blob(nint statement, int index, byte* data, int length, nint destroy);

    // ---- callbacks ----

    [LibraryImport(Library)]
    internal static partial int sqlite3_create_function_v2(nint db, byte* name, int arguments, int flags, nint data, delegate* unmanaged[Cdecl]<nint, int, nint*, void> function,
        delegate* unmanaged[Cdecl]<nint, int, nint*, void> step, delegate* unmanaged[Cdecl]<nint, void> final, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(Library)]
    internal static partial int sqlite3_create_window_function(nint db, byte* name, int arguments, int flags, nint data, delegate* unmanaged[Cdecl]<nint, int, nint*, void> step,
        delegate* unmanaged[Cdecl]<nint, void> final, delegate* unmanaged[Cdecl]<nint, void> value, delegate* unmanaged[Cdecl]<nint, int, nint*, void> inverse,
        delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(Library)]
    internal static partial int sqlite3_create_collation_v2(nint db, byte* name, int flags, nint data,
        delegate* unmanaged[Cdecl]<nint, int, byte*, int, byte*, int> compare, delegate* unmanaged[Cdecl]<nint, void> destroy);

    [LibraryImport(Library)]
    internal static partial int sqlite3_set_authorizer(nint db, delegate* unmanaged[Cdecl]<nint, int, byte*, byte*, byte*, byte*, int> callback, nint data);

    [LibraryImport(Library)] internal static partial void sqlite3_progress_handler(nint db, int steps, delegate* unmanaged[Cdecl]<nint, int> callback, nint data);
    [LibraryImport(Library)] internal static partial int sqlite3_trace_v2(nint db, uint mask, delegate* unmanaged[Cdecl]<uint, nint, nint, nint, int> callback, nint data);
    [LibraryImport(Library)] internal static partial nint sqlite3_user_data(nint context);
    [LibraryImport(Library)] internal static partial nint* sqlite3_aggregate_context(nint context, int size);
    [LibraryImport(Library)] internal static partial int sqlite3_value_type(nint value);
    [LibraryImport(Library)] internal static partial long sqlite3_value_int64(nint value);
    [LibraryImport(Library)] internal static partial double sqlite3_value_double(nint value);
    [LibraryImport(Library)] internal static partial byte* sqlite3_value_text(nint value);
    [LibraryImport(Library)] internal static partial byte* sqlite3_value_blob(nint value);
    [LibraryImport(Library)] internal static partial int sqlite3_value_bytes(nint value);
    [LibraryImport(Library)] internal static partial void sqlite3_result_null(nint context);
    [LibraryImport(Library)] internal static partial void sqlite3_result_int64(nint context, long value);
    [LibraryImport(Library)] internal static partial void sqlite3_result_double(nint context, double value);
    [LibraryImport(Library)] internal static partial void sqlite3_result_text(nint context, byte* text, int length, nint destroy);
    [LibraryImport(Library)] internal static partial void sqlite3_result_blob(nint context, byte* data, int length, nint destroy);
    [LibraryImport(Library)] internal static partial void sqlite3_result_error(nint context, byte* message, int length);
    [LibraryImport(Library)] internal static partial void sqlite3_result_error_nomem(nint context);
    [LibraryImport(Library)] internal static partial void sqlite3_result_error_toobig(nint context);

    // ---- backups and blobs ----

    [LibraryImport(Library)] internal static partial nint sqlite3_backup_init(nint target, byte* targetName, nint source, byte* sourceName);
    [LibraryImport(Library)] internal static partial int sqlite3_backup_step(nint backup, int pages);
    [LibraryImport(Library)] internal static partial int sqlite3_backup_remaining(nint backup);
    [LibraryImport(Library)] internal static partial int sqlite3_backup_pagecount(nint backup);
    [LibraryImport(Library)] internal static partial int sqlite3_backup_finish(nint backup);
    [LibraryImport(Library)] internal static partial int sqlite3_blob_open(nint db, byte* schema, byte* table, byte* column, long row, int flags, nint* blob);
    [LibraryImport(Library)] internal static partial int sqlite3_blob_close(nint blob);
    [LibraryImport(Library)] internal static partial int sqlite3_blob_bytes(nint blob);
    [LibraryImport(Library)] internal static partial int sqlite3_blob_read(nint blob, void* target, int length, int offset);
    [LibraryImport(Library)] internal static partial int sqlite3_blob_write(nint blob, void* source, int length, int offset);
}

namespace PythonEngine.Modules.Sqlite;

/// <summary>SQLite's result codes (https://sqlite.org/rescode.html) and the numbers of its actions and limits, as far as the module names them.</summary>
internal static class SqliteCodes
{
    /// <summary>Primary and extended result codes, without the prefix SQLITE_.</summary>
    internal static readonly (string Name, int Code)[] Results =
    [
        ("ABORT", 4), ("ABORT_ROLLBACK", 516), ("AUTH", 23), ("AUTH_USER", 279), ("BUSY", 5), ("BUSY_RECOVERY", 261), ("BUSY_SNAPSHOT", 517),
        ("BUSY_TIMEOUT", 773), ("CANTOPEN", 14), ("CANTOPEN_CONVPATH", 1038), ("CANTOPEN_DIRTYWAL", 1294), ("CANTOPEN_FULLPATH", 782),
        ("CANTOPEN_ISDIR", 526), ("CANTOPEN_NOTEMPDIR", 270), ("CANTOPEN_SYMLINK", 1550), ("CONSTRAINT", 19), ("CONSTRAINT_CHECK", 275),
        ("CONSTRAINT_COMMITHOOK", 531), ("CONSTRAINT_FOREIGNKEY", 787), ("CONSTRAINT_FUNCTION", 1043), ("CONSTRAINT_NOTNULL", 1299),
        ("CONSTRAINT_PINNED", 2835), ("CONSTRAINT_PRIMARYKEY", 1555), ("CONSTRAINT_ROWID", 2579), ("CONSTRAINT_TRIGGER", 1811),
        ("CONSTRAINT_UNIQUE", 2067), ("CONSTRAINT_VTAB", 2323), ("CORRUPT", 11), ("CORRUPT_INDEX", 779), ("CORRUPT_SEQUENCE", 523),
        ("CORRUPT_VTAB", 267), ("DONE", 101), ("EMPTY", 16), ("ERROR", 1), ("ERROR_MISSING_COLLSEQ", 257), ("ERROR_RETRY", 513),
        ("ERROR_SNAPSHOT", 769), ("FORMAT", 24), ("FULL", 13), ("INTERNAL", 2), ("INTERRUPT", 9), ("IOERR", 10), ("IOERR_ACCESS", 3338),
        ("IOERR_AUTH", 7178), ("IOERR_BEGIN_ATOMIC", 7434), ("IOERR_BLOCKED", 2826), ("IOERR_CHECKRESERVEDLOCK", 3594), ("IOERR_CLOSE", 4106),
        ("IOERR_COMMIT_ATOMIC", 7690), ("IOERR_CONVPATH", 6666), ("IOERR_CORRUPTFS", 8458), ("IOERR_DATA", 8202), ("IOERR_DELETE", 2570),
        ("IOERR_DELETE_NOENT", 5898), ("IOERR_DIR_CLOSE", 4362), ("IOERR_DIR_FSYNC", 1290), ("IOERR_FSTAT", 1802), ("IOERR_FSYNC", 1034),
        ("IOERR_GETTEMPPATH", 6410), ("IOERR_LOCK", 3850), ("IOERR_MMAP", 6154), ("IOERR_NOMEM", 3082), ("IOERR_RDLOCK", 2314), ("IOERR_READ", 266),
        ("IOERR_ROLLBACK_ATOMIC", 7946), ("IOERR_SEEK", 5642), ("IOERR_SHMLOCK", 5130), ("IOERR_SHMMAP", 5386), ("IOERR_SHMOPEN", 4618),
        ("IOERR_SHMSIZE", 4874), ("IOERR_SHORT_READ", 522), ("IOERR_TRUNCATE", 1546), ("IOERR_UNLOCK", 2058), ("IOERR_VNODE", 6922),
        ("IOERR_WRITE", 778), ("LOCKED", 6), ("LOCKED_SHAREDCACHE", 262), ("LOCKED_VTAB", 518), ("MISMATCH", 20), ("MISUSE", 21), ("NOLFS", 22),
        ("NOMEM", 7), ("NOTADB", 26), ("NOTFOUND", 12), ("NOTICE", 27), ("NOTICE_RECOVER_ROLLBACK", 539), ("NOTICE_RECOVER_WAL", 283), ("OK", 0),
        ("OK_LOAD_PERMANENTLY", 256), ("OK_SYMLINK", 512), ("PERM", 3), ("PROTOCOL", 15), ("RANGE", 25), ("READONLY", 8),
        ("READONLY_CANTINIT", 1288), ("READONLY_CANTLOCK", 520), ("READONLY_DBMOVED", 1032), ("READONLY_DIRECTORY", 1544),
        ("READONLY_RECOVERY", 264), ("READONLY_ROLLBACK", 776), ("ROW", 100), ("SCHEMA", 17), ("TOOBIG", 18), ("WARNING", 28),
        ("WARNING_AUTOINDEX", 284),
    ];

    /// <summary>Actions that an authorizer is asked about, its answers, and categories of limits.</summary>
    internal static readonly (string Name, int Code)[] Others =
    [
        ("ALTER_TABLE", 26), ("ANALYZE", 28), ("ATTACH", 24), ("CREATE_INDEX", 1), ("CREATE_TABLE", 2), ("CREATE_TEMP_INDEX", 3),
        ("CREATE_TEMP_TABLE", 4), ("CREATE_TEMP_TRIGGER", 5), ("CREATE_TEMP_VIEW", 6), ("CREATE_TRIGGER", 7), ("CREATE_VIEW", 8),
        ("CREATE_VTABLE", 29), ("DELETE", 9), ("DENY", 1), ("DETACH", 25), ("DROP_INDEX", 10), ("DROP_TABLE", 11), ("DROP_TEMP_INDEX", 12),
        ("DROP_TEMP_TABLE", 13), ("DROP_TEMP_TRIGGER", 14), ("DROP_TEMP_VIEW", 15), ("DROP_TRIGGER", 16), ("DROP_VIEW", 17), ("DROP_VTABLE", 30),
        ("FUNCTION", 31), ("IGNORE", 2), ("INSERT", 18), ("LIMIT_ATTACHED", 7), ("LIMIT_COLUMN", 2), ("LIMIT_COMPOUND_SELECT", 4),
        ("LIMIT_EXPR_DEPTH", 3), ("LIMIT_FUNCTION_ARG", 6), ("LIMIT_LENGTH", 0), ("LIMIT_LIKE_PATTERN_LENGTH", 8), ("LIMIT_SQL_LENGTH", 1),
        ("LIMIT_TRIGGER_DEPTH", 10), ("LIMIT_VARIABLE_NUMBER", 9), ("LIMIT_VDBE_OP", 5), ("LIMIT_WORKER_THREADS", 11), ("PRAGMA", 19), ("READ", 20),
        ("RECURSIVE", 33), ("REINDEX", 27), ("SAVEPOINT", 32), ("SELECT", 21), ("TRANSACTION", 22), ("UPDATE", 23),
    ];

    /// <summary>The name of a result code, "unknown" for one that has none here.</summary>
    internal static string NameOf(int code)
    {
        foreach ((string name, int number) in Results)
        {
            if (number == code)
            {
                return "SQLITE_" + name;
            }
        }
        return "unknown";
    }
}

using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.Sqlite;

/// <summary>The <c>_sqlite3</c> module under <c>sqlite3</c>.</summary>
[PyModule("_sqlite3", Doc = "")]
[PyExports(typeof(PyConnection), typeof(PyCursor), typeof(PyRow), typeof(PyBlob), typeof(PyPrepareProtocol))]
internal static unsafe partial class SqliteModule
{
    private const int ParseDeclTypes = 1;
    private const int ParseColNames = 2;

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        Sqlite3.Load();
        SqliteState state = new();
        module.State = state;
        foreach (PyType exception in state.Exceptions)
        {
            module.Set(exception.Name, exception);
        }
        module.Set("__doc__", PyNone.Instance);
        module.Set("adapters", state.Adapters);
        module.Set("converters", state.Converters);
        foreach ((string name, int code) in SqliteCodes.Results)
        {
            module.Set("SQLITE_" + name, PyInt.From(code));
        }
        foreach ((string name, int code) in SqliteCodes.Others)
        {
            module.Set("SQLITE_" + name, PyInt.From(code));
        }
        module.Set("PARSE_DECLTYPES", PyInt.From(ParseDeclTypes));
        module.Set("PARSE_COLNAMES", PyInt.From(ParseColNames));
        module.Set("version", new PyStr("2.6.0"));
        module.Set("sqlite_version", Sqlite3.Text(Sqlite3.sqlite3_libversion()));
        // PEP 249's levels for SQLite's three threading modes.
        module.Set("threadsafety", PyInt.From(Sqlite3.sqlite3_threadsafe() switch { 0 => 0, 2 => 1, _ => 3 }));
    }

    /// <summary>Text with a NUL at the end, for C.</summary>
    internal static byte[] ToC(PyStr text)
    {
        byte[] bytes = [.. Codecs.EncodeUtf8(text), 0];
        return bytes.AsSpan().IndexOf((byte)0) == bytes.Length - 1 ? bytes : throw Err.ValueError("embedded null character");
    }

    [PyFunction("connect", "database, timeout=5.0, detect_types=0, isolation_level='', check_same_thread=True, factory=ConnectionType, cached_statements=128, uri=False",
        Doc = "Opens a connection to the SQLite database file database, \":memory:\" for one in memory; factory makes the connection object.")]
    private static PyObject Connect(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        const int FactoryPosition = 5;
        int positional = args.Length - (kwnames?.Count ?? 0);
        PyObject factory = positional > FactoryPosition ? args[FactoryPosition] : PyConnection.TypeObject;
        for (int i = 0; kwnames != null && i < kwnames.Count; i++)
        {
            if (kwnames[i] is PyStr { Value: "factory" })
            {
                factory = args[positional + i];
            }
        }
        return Ops.Call(factory, args, kwnames);
    }

    [PyFunction("complete_statement", "statement", Doc = "Checks whether a text has a complete SQL statement.")]
    private static bool CompleteStatement(PyStr statement)
    {
        fixed (byte* sql = ToC(statement))
        {
            return Sqlite3.sqlite3_complete(sql) != 0;
        }
    }

    [PyFunction("enable_shared_cache", "do_enable", Doc = "Turns the shared cache mode of the process on or off.")]
    private static void EnableSharedCache(int do_enable)
    {
        if (Sqlite3.sqlite3_enable_shared_cache(do_enable) != Sqlite3.OK)
        {
            throw SqliteState.Current.Operational("Changing the shared_cache flag failed");
        }
    }

    [PyFunction("enable_callback_tracebacks", "enable, /", Doc = "Turns the reports of errors in callbacks on or off.")]
    private static void EnableCallbackTracebacks(int enable) => SqliteState.Current.CallbackTracebacks = enable != 0;

    [PyFunction("register_adapter", "type, adapter, /", Doc = "Registers a callable that makes objects of a class storable.")]
    private static void RegisterAdapter(PyType type, PyObject adapter)
    {
        SqliteState state = SqliteState.Current;
        if (ReferenceEquals(type, PyInt.TypeObject) || ReferenceEquals(type, PyFloat.TypeObject) || ReferenceEquals(type, PyStr.TypeObject)
            || ReferenceEquals(type, PyByteArray.TypeObject))
        {
            state.BaseTypeAdapted = true;
        }
        state.Adapters.Set(PyTuple.Of(type, PyPrepareProtocol.TypeObject), adapter);
    }

    [PyFunction("register_converter", "typename, converter, /", Doc = "Registers a callable that makes objects of the values of columns of a declared type.")]
    private static void RegisterConverter(PyStr typename, PyObject converter) =>
        SqliteState.Current.Converters.Set(Ops.CallMethod(typename, "upper"), converter);

    [PyFunction("adapt", "obj, proto=PrepareProtocolType, alt=<unrepresentable>, /", Doc = "Adapts an object to a protocol, by default to what can be stored.")]
    private static PyObject Adapt(PyObject obj, PyObject? proto = null, PyObject? alt = null) =>
        SqliteState.Current.Adapt(obj, proto ?? PyPrepareProtocol.TypeObject, alt);
}

/// <summary><c>sqlite3.PrepareProtocol</c>: the protocol that values are adapted to before they are bound.</summary>
[PyType("PrepareProtocol", Module = "sqlite3", Doc = "PEP 246 style object adaption protocol type.")]
internal sealed partial class PyPrepareProtocol : PyObject
{
    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyPrepareProtocol();

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
    }
}

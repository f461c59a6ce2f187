namespace PythonEngine.Modules.Sqlite;

/// <summary><c>sqlite3.Cursor</c>: executes statements and gives their rows (PEP 249).</summary>
[PyType("Cursor", Module = "sqlite3", Subclassable = true, Doc = "SQLite database cursor class.")]
internal partial class PyCursor : PyObject
{
    private PyConnection? _connection;
    private PyStatement? _statement;
    /// <summary>Per column a converter or null; null when no types are detected.</summary>
    private PyObject?[]? _converters;
    private bool _initialized;
    private bool _closed;
    /// <summary>In use: a callback or converter must not use the same cursor.</summary>
    private bool _locked;
    private long _rowCount = -1;
    private int _arraySize = 1;
    private PyObject? _lastRowId;
    private PyObject _rowFactory = PyNone.Instance;

    ~PyCursor()
    {
        if (_statement is { } statement)
        {
            statement.Connection.ForgetRows(statement);
        }
    }

    internal PyObject Description { get; private set; } = PyNone.Instance;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__", "connection, /")]
    private void Init(PyObject connection)
    {
        if (connection is not PyConnection owner)
        {
            throw Args.MustBe("Cursor() argument 1", "sqlite3.Connection", connection);
        }
        CheckNotLocked();
        _connection = owner;
        _statement = null;
        _converters = null;
        Description = PyNone.Instance;
        _lastRowId = PyNone.Instance;
        _arraySize = 1;
        _closed = false;
        _rowCount = -1;
        _rowFactory = PyNone.Instance;
        owner.CheckThread();
        _initialized = true;
    }

    private SqliteState State => _connection?.StateOrNull ?? SqliteState.Current;

    private void CheckNotLocked()
    {
        if (_locked)
        {
            throw State.Programming("Recursive use of cursors not allowed.");
        }
    }

    private PyConnection Check()
    {
        if (!_initialized || _connection == null)
        {
            throw State.Programming("Base Cursor.__init__ not called.");
        }
        if (_closed)
        {
            throw State.Programming("Cannot operate on a closed cursor.");
        }
        _connection.CheckThread();
        _connection.CheckOpen();
        CheckNotLocked();
        return _connection;
    }

    private void DropStatement()
    {
        PyStatement? statement = _statement;
        _statement = null;
        statement?.Reset();
    }

    // ---- execution ----

    [PyMethod("execute", "sql, parameters=(), /", Doc = "Executes a statement.")]
    internal PyObject Execute(PyObject sql, PyObject? parameters = null) => Run("execute", sql, parameters ?? PyTuple.Empty, many: false);

    [PyMethod("executemany", "sql, seq_of_parameters, /", Doc = "Executes a statement once for each of the parameters.")]
    internal PyObject ExecuteMany(PyObject sql, PyObject parameters) => Run("executemany", sql, parameters, many: true);

    private PyCursor Run(string function, PyObject sql, PyObject parameters, bool many)
    {
        PyStr text = sql as PyStr ?? throw Args.MustBe(function + "() argument 1", "str", sql);
        PyConnection connection = Check();
        _locked = true;
        try
        {
            PyObject? iterator = many ? Ops.Iter(parameters) : null;
            Description = PyNone.Instance;
            DropStatement();
            PyStatement statement = Prepare(connection, text, many);
            _statement = statement;
            _rowCount = statement.IsDml ? 0 : -1;
            if (statement.IsDml)
            {
                connection.BeginIfNeeded();
            }
            if (statement.Handle == 0)
            {
                // Nothing but white space and comments.
                statement.Bind(parameters);
                _rowCount = -1;
            }
            else if (!many)
            {
                Once(connection, statement, parameters, false);
                _lastRowId = PyInt.From(connection.LastInsertRowId);
            }
            else
            {
                while (Ops.Next(iterator!) is { } item)
                {
                    Once(connection, statement, item, true);
                }
            }
        }
        catch (PyException)
        {
            _locked = false;
            DropStatement();
            _rowCount = -1;
            throw;
        }
        _locked = false;
        if (_statement is { IsBusy: false })
        {
            _statement = null;
        }
        return this;
    }

    private PyStatement Prepare(PyConnection connection, PyStr sql, bool many)
    {
        PyStatement statement = connection.CachedStatement(sql);
        if (many && statement.IsReadOnly)
        {
            throw State.Programming("executemany() can only execute DML statements.");
        }
        if (statement.IsBusy)
        {
            // Another cursor still reads from the one in the cache.
            statement = PyStatement.Create(connection, sql);
        }
        statement.Reset();
        return statement;
    }

    private void Once(PyConnection connection, PyStatement statement, PyObject parameters, bool many)
    {
        statement.Bind(parameters);
        bool row = statement.Step();
        _converters = connection.Converters(statement);
        if (Description is PyNone)
        {
            Description = connection.Describe(statement);
        }
        if (!row)
        {
            if (statement.IsDml)
            {
                _rowCount += statement.Changes;
            }
            statement.Reset();
        }
        else if (many)
        {
            statement.Reset();
        }
    }

    [PyMethod("executescript", "sql_script, /", Doc = "Executes several statements at once.")]
    internal PyObject ExecuteScript(PyObject script)
    {
        byte[] text = SqliteModule.ToC(script as PyStr ?? throw Args.MustBe("executescript() argument", "str", script));
        Check().RunScript(text);
        return this;
    }

    // ---- rows ----

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? NextRow()
    {
        PyConnection connection = Check();
        if (_statement is not { } statement)
        {
            return null;
        }
        if (statement.DataCount == 0)
        {
            DropStatement();
            return null;
        }
        PyObject row;
        _locked = true;
        try
        {
            row = connection.FetchRow(statement, _converters);
        }
        finally
        {
            _locked = false;
        }
        bool more;
        try
        {
            more = statement.Step();
        }
        catch (PyException)
        {
            DropStatement();
            throw;
        }
        if (!more)
        {
            if (statement.IsDml)
            {
                _rowCount = statement.Changes;
            }
            DropStatement();
        }
        return _rowFactory is PyNone ? row : Ops.Call(_rowFactory, this, row);
    }

    [PyMethod("fetchone", "", Doc = "Fetches one row, or None.")]
    private PyObject FetchOne() => NextRow() ?? PyNone.Instance;

    [PyMethod("fetchmany", "size=1", Doc = "Fetches several rows, arraysize unless told otherwise.")]
    private PyObject FetchMany(PyObject? size = null)
    {
        int limit = size == null ? _arraySize : Args.Int32(size);
        PyList rows = new();
        while (NextRow() is { } row)
        {
            rows.Add(row);
            if (rows.Count == limit)
            {
                break;
            }
        }
        return rows;
    }

    [PyMethod("fetchall", "", Doc = "Fetches all remaining rows.")]
    private PyObject FetchAll()
    {
        PyList rows = new();
        while (NextRow() is { } row)
        {
            rows.Add(row);
        }
        return rows;
    }

    [PyMethod("setinputsizes", "sizes, /", Doc = "Required by DB-API. Does nothing.")]
    private void SetInputSizes(PyObject sizes)
    {
    }

    [PyMethod("setoutputsize", "size, column=None, /", Doc = "Required by DB-API. Does nothing.")]
    private void SetOutputSize(PyObject size, PyObject? column = null)
    {
    }

    [PyMethod("close", "", Doc = "Closes the cursor.")]
    private void Close()
    {
        CheckNotLocked();
        if (_connection == null)
        {
            throw State.Programming("Base Cursor.__init__ not called.");
        }
        _connection.CheckThread();
        _connection.CheckOpen();
        DropStatement();
        _closed = true;
    }

    // ---- attributes ----

    [PyGetter("connection", Member = true)]
    private PyObject? Connection => _connection;

    [PyGetter("description", Member = true)]
    private PyObject DescriptionValue => Description;

    [PyGetter("lastrowid", Member = true)]
    private PyObject? LastRowId => _lastRowId;

    [PyGetter("rowcount", Member = true)]
    private long RowCount => _rowCount;

    [PyGetter("arraysize", Member = true)]
    private int ArraySize => _arraySize;

    [PySetter("arraysize")]
    private void SetArraySize(PyObject? value) => _arraySize = value == null ? throw Err.TypeError("can't delete numeric/char attribute") : Args.Int32(value);

    [PyGetter("row_factory", Member = true)]
    private PyObject RowFactory => _rowFactory;

    [PySetter("row_factory")]
    internal void SetRowFactory(PyObject? value) => _rowFactory = value ?? PyNone.Instance;
}

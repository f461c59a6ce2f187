using System.Runtime.InteropServices;

namespace PythonEngine.Modules.Sqlite;

/// <summary>Functions, aggregates, collations and hooks: Python code that SQLite calls, with the engine's lock released around it.</summary>
internal unsafe partial class PyConnection
{
    // SQLite replaces these without telling, so they are let go here.
    private CallbackContext? _authorizer;
    private CallbackContext? _progress;
    private CallbackContext? _trace;

    private static PyStr FunctionName(PyObject name, string context) => name as PyStr ?? throw Args.MustBe(context, "str", name);

    [PyMethod("create_function", "name, narg, func, *, deterministic=False", Doc = "Creates an SQL function of a Python callable.")]
    private void CreateFunction(PyObject name, int narg, PyObject func, bool deterministic = false)
    {
        byte[] text = SqliteModule.ToC(FunctionName(name, "create_function() argument 'name'"));
        Check();
        int flags = Sqlite3.UTF8 | (deterministic ? Sqlite3.DETERMINISTIC : 0);
        using ConnectionHandle.Scope entered = Handle.Enter(PyThread.Current);
        fixed (byte* start = text)
        {
            int code = CreateFunction(start, narg, flags, func);
            if (code == Sqlite3.BUSY && Handle.Unlock(PyThread.Current, State))
            {
                code = CreateFunction(start, narg, flags, func);
            }
            if (code != Sqlite3.OK)
            {
                throw State.Operational("Error creating function");
            }
        }
    }

    private int CreateFunction(byte* name, int arguments, int flags, PyObject function)
    {
        // SQLite destroys the context when it refuses.
        CallbackContext context = new(Handle, State, function);
        return Sqlite3.sqlite3_create_function_v2(Handle.Db, name, arguments, flags, context.Data, &SqliteCallbacks.Function, null, null, &SqliteCallbacks.Destroy);
    }

    [PyMethod("create_aggregate", "name, n_arg, aggregate_class", Doc = "Creates an aggregate function of a class with step() and finalize().")]
    private void CreateAggregate(PyObject name, int n_arg, PyObject aggregate_class)
    {
        byte[] text = SqliteModule.ToC(FunctionName(name, "create_aggregate() argument 'name'"));
        Check();
        using ConnectionHandle.Scope entered = Handle.Enter(PyThread.Current);
        fixed (byte* start = text)
        {
            int code = CreateAggregate(start, n_arg, aggregate_class);
            if (code == Sqlite3.BUSY && Handle.Unlock(PyThread.Current, State))
            {
                code = CreateAggregate(start, n_arg, aggregate_class);
            }
            if (code != Sqlite3.OK)
            {
                throw State.Operational("Error creating aggregate");
            }
        }
    }

    private int CreateAggregate(byte* name, int arguments, PyObject aggregate)
    {
        CallbackContext context = new(Handle, State, aggregate);
        return Sqlite3.sqlite3_create_function_v2(Handle.Db, name, arguments, Sqlite3.UTF8, context.Data, null, &SqliteCallbacks.Step, &SqliteCallbacks.Final, &SqliteCallbacks.Destroy);
    }

    [PyMethod("create_window_function", "name, num_params, aggregate_class, /",
        Doc = "Creates a window function of a class with step(), inverse(), value() and finalize(); None removes it.")]
    private void CreateWindowFunction(PyObject name, int num_params, PyObject aggregate_class)
    {
        byte[] text = SqliteModule.ToC(FunctionName(name, "create_window_function() argument 1"));
        Check();
        using ConnectionHandle.Scope entered = Handle.Enter(PyThread.Current);
        fixed (byte* start = text)
        {
            int code = CreateWindowFunction(start, num_params, aggregate_class);
            if (code == Sqlite3.BUSY && Handle.Unlock(PyThread.Current, State))
            {
                code = CreateWindowFunction(start, num_params, aggregate_class);
            }
            if (code != Sqlite3.OK)
            {
                bool told = Sqlite3.sqlite3_errcode(Handle.Db) != Sqlite3.OK;
                throw Err.Make(State.ProgrammingError, Sqlite3.Text(told ? Sqlite3.sqlite3_errmsg(Handle.Db) : Sqlite3.sqlite3_errstr(code)));
            }
        }
    }

    private int CreateWindowFunction(byte* name, int arguments, PyObject aggregate)
    {
        CallbackContext? context = aggregate is PyNone ? null : new CallbackContext(Handle, State, aggregate);
        return context == null
            ? Sqlite3.sqlite3_create_window_function(Handle.Db, name, arguments, Sqlite3.UTF8, 0, null, null, null, null, null)
            : Sqlite3.sqlite3_create_window_function(Handle.Db, name, arguments, Sqlite3.UTF8, context.Data, &SqliteCallbacks.Step, &SqliteCallbacks.Final,
                &SqliteCallbacks.Value, &SqliteCallbacks.Inverse, &SqliteCallbacks.Destroy);
    }

    [PyMethod("create_collation", "name, callback, /", Doc = "Creates a collation of a callable that compares two texts; None removes it.")]
    private void CreateCollation(PyObject name, PyObject callback)
    {
        byte[] text = SqliteModule.ToC(FunctionName(name, "create_collation() argument 1"));
        Check();
        if (callback is not PyNone && !callback.Type.HasCall)
        {
            throw Err.TypeError("parameter must be callable");
        }
        using ConnectionHandle.Scope entered = Handle.Enter(PyThread.Current);
        fixed (byte* start = text)
        {
            int code = CreateCollation(start, callback);
            if (code == Sqlite3.BUSY && Handle.Unlock(PyThread.Current, State))
            {
                code = CreateCollation(start, callback);
            }
            if (code != Sqlite3.OK)
            {
                throw State.LastError(Handle.Db) ?? State.ErrorOf(code);
            }
        }
    }

    private int CreateCollation(byte* name, PyObject callback)
    {
        if (callback is PyNone)
        {
            return Sqlite3.sqlite3_create_collation_v2(Handle.Db, name, Sqlite3.UTF8, 0, null, null);
        }
        CallbackContext context = new(Handle, State, callback);
        int code = Sqlite3.sqlite3_create_collation_v2(Handle.Db, name, Sqlite3.UTF8, context.Data, &SqliteCallbacks.Compare, &SqliteCallbacks.Destroy);
        if (code != Sqlite3.OK)
        {
            // Here SQLite leaves it to the caller.
            CallbackContext.Destroy(context.Data);
        }
        return code;
    }

    private static void Replace(ref CallbackContext? slot, CallbackContext? context)
    {
        CallbackContext? old = slot;
        slot = context;
        if (old != null)
        {
            CallbackContext.Destroy(old.Data);
        }
    }

    [PyMethod("set_authorizer", "authorizer_callback", Doc = "Sets a callable that allows or denies each access; None removes it.")]
    private void SetAuthorizer(PyObject authorizer_callback)
    {
        Check();
        CallbackContext? context = authorizer_callback is PyNone ? null : new CallbackContext(Handle, State, authorizer_callback);
        using ConnectionHandle.Scope entered = Handle.Enter(PyThread.Current);
        int code = context == null
            ? Sqlite3.sqlite3_set_authorizer(Handle.Db, null, 0) : Sqlite3.sqlite3_set_authorizer(Handle.Db, &SqliteCallbacks.Authorize, context.Data);
        Replace(ref _authorizer, code == Sqlite3.OK ? context : null);
        if (code != Sqlite3.OK)
        {
            throw State.Operational("Error setting authorizer callback");
        }
    }

    [PyMethod("set_progress_handler", "progress_handler, n", Doc = "Sets a callable for each n instructions of SQLite's machine; a true result interrupts. None removes it.")]
    private void SetProgressHandler(PyObject progress_handler, int n)
    {
        Check();
        CallbackContext? context = progress_handler is PyNone ? null : new CallbackContext(Handle, State, progress_handler);
        using ConnectionHandle.Scope entered = Handle.Enter(PyThread.Current);
        if (context == null)
        {
            Sqlite3.sqlite3_progress_handler(Handle.Db, 0, null, 0);
        }
        else
        {
            Sqlite3.sqlite3_progress_handler(Handle.Db, n, &SqliteCallbacks.Progress, context.Data);
        }
        Replace(ref _progress, context);
    }

    [PyMethod("set_trace_callback", "trace_callback", Doc = "Sets a callable for each statement that runs; None removes it.")]
    private void SetTraceCallback(PyObject trace_callback)
    {
        Check();
        CallbackContext? context = trace_callback is PyNone ? null : new CallbackContext(Handle, State, trace_callback);
        using ConnectionHandle.Scope entered = Handle.Enter(PyThread.Current);
        if (context == null)
        {
            _ = Sqlite3.sqlite3_trace_v2(Handle.Db, 0, null, 0);
        }
        else
        {
            _ = Sqlite3.sqlite3_trace_v2(Handle.Db, Sqlite3.TRACE_STMT, &SqliteCallbacks.Trace, context.Data);
        }
        Replace(ref _trace, context);
    }
}

/// <summary>What SQLite calls. Nothing may leave these functions but a result: there are SQLite's frames below.</summary>
internal static unsafe class SqliteCallbacks
{
    /// <summary>The engine's lock for the time of a callback, taken unless the thread has it.</summary>
    private readonly ref struct PythonScope : IDisposable
    {
        private readonly PyThread? _thread;

        /// <summary>No Python code can run: the callback comes from .NET's finalizer thread.</summary>
        internal readonly bool Impossible;

        public PythonScope()
        {
            PyThread? thread = PyThread.CurrentOrNull;
            Impossible = thread == null;
            if (thread != null && !ReferenceEquals(thread.Engine.Lock.Holder, thread))
            {
                thread.Engine.Lock.Acquire(thread);
                _thread = thread;
            }
        }

        public void Dispose() => _thread?.Engine.Lock.Release(_thread);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Destroy(nint data) => CallbackContext.Destroy(data);

    private static PyObject Argument(nint value)
    {
        switch (Sqlite3.sqlite3_value_type(value))
        {
            case Sqlite3.INTEGER:
                return PyInt.From(Sqlite3.sqlite3_value_int64(value));
            case Sqlite3.FLOAT:
                return new PyFloat(Sqlite3.sqlite3_value_double(value));
            case Sqlite3.TEXT:
                byte* text = Sqlite3.sqlite3_value_text(value);
                return Codecs.DecodeUtf8(new ReadOnlySpan<byte>(text, Sqlite3.sqlite3_value_bytes(value)), "strict");
            case Sqlite3.NULL:
                return PyNone.Instance;
            default:
                byte* blob = Sqlite3.sqlite3_value_blob(value);
                return new PyBytes(new ReadOnlySpan<byte>(blob, Sqlite3.sqlite3_value_bytes(value)).ToArray());
        }
    }

    private static PyObject[] Arguments(int count, nint* values)
    {
        PyObject[] arguments = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            arguments[i] = Argument(values[i]);
        }
        return arguments;
    }

    private static void SetResult(nint context, PyObject value, SqliteState state)
    {
        byte nothing;
        switch (value)
        {
            case PyNone:
                Sqlite3.sqlite3_result_null(context);
                break;
            case PyInt number:
                Sqlite3.sqlite3_result_int64(context, PyStatement.ToInt64(number));
                break;
            case PyFloat real:
                Sqlite3.sqlite3_result_double(context, real.Value);
                break;
            case PyStr text:
                byte[] utf8 = Codecs.EncodeUtf8(text);
                fixed (byte* start = utf8)
                {
                    Sqlite3.sqlite3_result_text(context, start == null ? &nothing : start, utf8.Length, Sqlite3.Transient);
                }
                break;
            default:
                if (!value.TryGetBuffer(false, out BufferView view))
                {
                    throw state.Programming($"User-defined functions cannot return '{value.Type.FullName}' values to SQLite");
                }
                if (view.Strides != null)
                {
                    view.Release();
                    throw Err.BufferError("memoryview: underlying buffer is not C-contiguous");
                }
                fixed (byte* start = view.Span)
                {
                    Sqlite3.sqlite3_result_blob(context, start == null ? &nothing : start, view.Span.Length, Sqlite3.Transient);
                }
                view.Release();
                break;
        }
    }

    private static void SetError(nint context, ReadOnlySpan<byte> message)
    {
        fixed (byte* start = message)
        {
            Sqlite3.sqlite3_result_error(context, start, message.Length);
        }
    }

    /// <summary>Tells SQLite that Python code failed.</summary>
    private static void Fail(nint context, CallbackContext? callback, Exception error, string message)
    {
        if (error is PyException { } known && known.Matches(Exc.MemoryError))
        {
            Sqlite3.sqlite3_result_error_nomem(context);
        }
        else if (error is PyException { } large && large.Matches(Exc.OverflowError))
        {
            Sqlite3.sqlite3_result_error_toobig(context);
        }
        else
        {
            SetError(context, System.Text.Encoding.UTF8.GetBytes(message));
        }
        if (error is PyException raised && callback != null)
        {
            Report(callback, raised);
        }
    }

    private static void Report(CallbackContext callback, PyException error)
    {
        try
        {
            callback.State.Report(error, callback.Callable);
        }
        catch (PyException)
        {
            // A hook that fails has nobody to tell.
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Function(nint context, int count, nint* values)
    {
        using PythonScope scope = new();
        CallbackContext? callback = CallbackContext.From(Sqlite3.sqlite3_user_data(context));
        if (scope.Impossible || callback == null)
        {
            Sqlite3.sqlite3_result_null(context);
            return;
        }
        try
        {
            SetResult(context, Ops.Call(callback.Callable, Arguments(count, values)), callback.State);
        }
        catch (Exception e)
        {
            Fail(context, callback, e, "user-defined function raised exception");
        }
    }

    /// <summary>An aggregate's instance; made at the first use when asked for.</summary>
    private static PyObject? Instance(nint context, CallbackContext callback, bool create, out bool failed)
    {
        failed = false;
        nint* slot = Sqlite3.sqlite3_aggregate_context(context, create ? sizeof(nint) : 0);
        if (slot == null)
        {
            failed = create;
            return null;
        }
        if (*slot == 0)
        {
            if (!create)
            {
                return null;
            }
            try
            {
                *slot = GCHandle.ToIntPtr(GCHandle.Alloc(Ops.Call(callback.Callable)));
            }
            catch (Exception e)
            {
                failed = true;
                Fail(context, callback, e, "user-defined aggregate's '__init__' method raised error");
                return null;
            }
        }
        return (PyObject)GCHandle.FromIntPtr(*slot).Target!;
    }

    private static void Invoke(nint context, CallbackContext callback, PyObject instance, string method, ReadOnlySpan<PyObject> arguments, bool result)
    {
        PyObject? function = null;
        try
        {
            function = Ops.GetAttr(instance, method);
            PyObject value = Ops.Call(function, arguments);
            if (result)
            {
                SetResult(context, value, callback.State);
            }
        }
        catch (Exception e)
        {
            bool missing = function == null && e is PyException known && known.Matches(Exc.AttributeError);
            Fail(context, callback, e, $"user-defined aggregate's '{method}' method {(missing ? "not defined" : "raised error")}");
        }
    }

    private static void Update(nint context, int count, nint* values, string method)
    {
        using PythonScope scope = new();
        CallbackContext? callback = CallbackContext.From(Sqlite3.sqlite3_user_data(context));
        if (scope.Impossible || callback == null || Instance(context, callback, create: true, out _) is not { } instance)
        {
            return;
        }
        PyObject[] arguments;
        try
        {
            arguments = Arguments(count, values);
        }
        catch (Exception e)
        {
            Fail(context, callback, e, $"user-defined aggregate's '{method}' method raised error");
            return;
        }
        Invoke(context, callback, instance, method, arguments, result: false);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Step(nint context, int count, nint* values) => Update(context, count, values, "step");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Inverse(nint context, int count, nint* values) => Update(context, count, values, "inverse");

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Value(nint context)
    {
        using PythonScope scope = new();
        CallbackContext? callback = CallbackContext.From(Sqlite3.sqlite3_user_data(context));
        if (!scope.Impossible && callback != null && Instance(context, callback, create: false, out _) is { } instance)
        {
            Invoke(context, callback, instance, "value", default, result: true);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void Final(nint context)
    {
        using PythonScope scope = new();
        CallbackContext? callback = CallbackContext.From(Sqlite3.sqlite3_user_data(context));
        nint* slot = Sqlite3.sqlite3_aggregate_context(context, 0);
        if (slot == null || *slot == 0)
        {
            return;
        }
        GCHandle handle = GCHandle.FromIntPtr(*slot);
        *slot = 0;
        PyObject instance = (PyObject)handle.Target!;
        handle.Free();
        if (!scope.Impossible && callback != null)
        {
            Invoke(context, callback, instance, "finalize", default, result: true);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int Compare(nint data, int firstLength, byte* first, int secondLength, byte* second)
    {
        using PythonScope scope = new();
        if (scope.Impossible || CallbackContext.From(data) is not { } callback)
        {
            return 0;
        }
        try
        {
            PyObject a = Codecs.DecodeUtf8(new ReadOnlySpan<byte>(first, firstLength), "strict");
            PyObject b = Codecs.DecodeUtf8(new ReadOnlySpan<byte>(second, secondLength), "strict");
            return Ops.Index(Ops.Call(callback.Callable, a, b)).Sign;
        }
        catch (Exception e)
        {
            if (e is PyException raised)
            {
                Report(callback, raised);
            }
            return 0;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int Authorize(nint data, int action, byte* first, byte* second, byte* database, byte* source)
    {
        using PythonScope scope = new();
        if (scope.Impossible || CallbackContext.From(data) is not { } callback)
        {
            return Sqlite3.DENY;
        }
        try
        {
            PyObject answer = Ops.Call(callback.Callable, [PyInt.From(action), Sqlite3.Text(first), Sqlite3.Text(second), Sqlite3.Text(database), Sqlite3.Text(source)]);
            return answer is PyInt ? Args.Int32(answer) : Sqlite3.DENY;
        }
        catch (Exception e)
        {
            if (e is PyException raised)
            {
                Report(callback, raised);
            }
            return Sqlite3.DENY;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int Progress(nint data)
    {
        using PythonScope scope = new();
        if (scope.Impossible || CallbackContext.From(data) is not { } callback)
        {
            return 0;
        }
        try
        {
            return Ops.IsTrue(Ops.Call(callback.Callable)) ? 1 : 0;
        }
        catch (Exception e)
        {
            if (e is PyException raised)
            {
                Report(callback, raised);
            }
            return 1;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static int Trace(uint type, nint data, nint statement, nint text)
    {
        using PythonScope scope = new();
        if (type != Sqlite3.TRACE_STMT || scope.Impossible || CallbackContext.From(data) is not { } callback)
        {
            return 0;
        }
        byte* expanded = Sqlite3.sqlite3_expanded_sql(statement);
        try
        {
            if (expanded == null)
            {
                PyException error = Sqlite3.sqlite3_errcode(Sqlite3.sqlite3_db_handle(statement)) == Sqlite3.NOMEM
                    ? Err.MemoryError() : Err.Make(callback.State.DataError, "Expanded SQL string exceeds the maximum string length");
                Report(callback, error);
            }
            Ops.Call(callback.Callable, Sqlite3.Text(expanded == null ? (byte*)text : expanded));
        }
        catch (Exception e)
        {
            if (e is PyException raised)
            {
                Report(callback, raised);
            }
        }
        finally
        {
            Sqlite3.sqlite3_free(expanded);
        }
        return 0;
    }
}

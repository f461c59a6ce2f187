using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using PythonEngine.Builtins;
using PythonEngine.Execution;
using PythonEngine.Hosting;
using PythonEngine.Interop;
using PythonEngine.Objects;
using PythonEngine.Parsing;
using PythonEngine.Python2;

namespace IronEventlet;

/// <summary>
/// Python and eventlet in a .NET program: an interpreter of its own, on a thread of its own, with a hub on which greenthreads run.
/// </summary>
/// <remarks>
/// <para><b>Threads.</b> Every member may be used from any thread. The host owns one OS thread; calls are posted there and each runs as a
/// greenthread, so many can be under way at once. The methods without "Async" wait for the result; called by code that Python code of the
/// same host called, they run at once on that thread. Delegates that Python code hands to .NET run on the thread that invokes them.</para>
/// <para><b>Isolation.</b> Hosts share nothing: modules, <c>sys</c>, variables, monkey patches and the interpreter's lock are each host's own, so
/// several hosts use several cores. What belongs to the process is shared: the working directory, file descriptors, signals (a host
/// installs no signal handlers), the umask, and the environment unless <see cref="EventletHostOptions.Environment"/> is set.</para>
/// <para><b>Exceptions.</b> What Python code raises arrives as <see cref="PythonException"/>; an exception that came from .NET arrives as it was.
/// Once the host is stopped its members throw <see cref="ObjectDisposedException"/>.</para>
/// </remarks>
public sealed class EventletHost : IAsyncDisposable, IDisposable
{
    private readonly EngineThread _thread;
    private readonly TimeSpan _stopTimeout;
    private int _disposed;

    /// <summary>Starts a host and waits until it is up.</summary>
    /// <param name="options">How it starts; null for the defaults.</param>
    /// <exception cref="DirectoryNotFoundException">Python's standard library was not found.</exception>
    /// <exception cref="PythonException">Python code that runs at the start (site) raised.</exception>
    public EventletHost(EventletHostOptions? options = null)
    {
        options ??= new EventletHostOptions();
        (_thread, Task started) = Begin(options);
        _stopTimeout = options.StopTimeout;
        started.GetAwaiter().GetResult();
    }

    private EventletHost(EngineThread thread, TimeSpan stopTimeout)
    {
        _thread = thread;
        _stopTimeout = stopTimeout;
    }

    /// <summary>Starts a host without blocking the calling thread.</summary>
    /// <param name="options">How it starts; null for the defaults.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="DirectoryNotFoundException">Python's standard library was not found.</exception>
    public static async Task<EventletHost> StartAsync(EventletHostOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new EventletHostOptions();
        cancellationToken.ThrowIfCancellationRequested();
        (EngineThread thread, Task started) = Begin(options);
        try
        {
            await started.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _ = started.ContinueWith(_ => thread.Stop(options.StopTimeout), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
        return new EventletHost(thread, options.StopTimeout);
    }

    private static (EngineThread Thread, Task Started) Begin(EventletHostOptions options)
    {
        if (options.StandardOutput != null && options.StandardOutputStream != null || options.StandardError != null && options.StandardErrorStream != null)
        {
            throw new ArgumentException("a standard stream can be text or bytes, not both", nameof(options));
        }
        if (options.OptimizationLevel is < 0 or > 2)
        {
            throw new ArgumentOutOfRangeException(nameof(options), "OptimizationLevel is 0, 1 or 2");
        }
        EngineOptions engine = new()
        {
            Arguments = options.Arguments.Count == 0 ? [""] : [.. options.Arguments],
            OriginalArguments = options.Arguments.Count == 0 ? [""] : [.. options.Arguments],
            Executable = options.Executable,
            StandardLibrary = options.StandardLibrary,
            PackagePath = options.PackagePath ?? MainProgram.FindPackages(),
            IgnoreEnvironment = !options.UsePythonEnvironmentVariables,
            NoSite = !options.ImportSite,
            CachePrefix = options.CacheDirectory,
            DontWriteBytecode = !options.WriteCache,
            Optimize = options.OptimizationLevel,
            Dialect = options.Dialect switch
            {
                ScriptDialect.Python2 => PythonDialect.Python2,
                ScriptDialect.Auto => PythonDialect.Auto,
                _ => PythonDialect.Python3,
            },
            DialectNotice = options.DialectNotice,
            HandleSignals = false,
            Environment = options.Environment,
            Streams = new HostStreams(options.StandardInput, options.StandardOutputStream, options.StandardErrorStream, options.StandardOutput, options.StandardError),
        };
        engine.SearchPath.AddRange(options.SearchPaths);
        engine.WarnOptions.AddRange(options.WarningFilters);
        if (options.UsePythonEnvironmentVariables && Environment.GetEnvironmentVariable("PYTHONPATH") is { Length: > 0 } path)
        {
            engine.SearchPath.AddRange(path.Split(Path.PathSeparator));
        }
        EngineThread thread = new(engine, options.ThreadName, options.ThreadStackSize, null);
        return (thread, thread.Start());
    }

    private PyEngine Engine => _thread.Engine;

    private PyDict Main => _thread.Main;

    private ClrState Clr => Engine.Clr;

    /// <summary>Whether the host has been stopped, or is being stopped.</summary>
    public bool IsStopped => _thread.IsStopped;

    // ---- variables ----

    /// <summary>Sets a variable of <c>__main__</c>, where <see cref="Execute(string, string)"/> and <see cref="Evaluate(string)"/> run.</summary>
    public void SetVariable(string name, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _thread.Invoke(_ =>
        {
            Main.SetStr(PyStr.Intern(name), ClrConvert.ToPythonValue(Clr, value));
            return true;
        });
    }

    /// <summary>The value of a variable of <c>__main__</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such variable.</exception>
    public object? GetVariable(string name) => GetVariable<object?>(name);

    /// <summary>The value of a variable of <c>__main__</c>, converted. A delegate type makes a Python function callable from .NET.</summary>
    /// <exception cref="KeyNotFoundException">There is no such variable.</exception>
    /// <exception cref="PythonException">TypeError: the value is none of type <typeparamref name="T"/>.</exception>
    public T GetVariable<T>(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (bool found, T value) = _thread.Invoke(_ => Main.GetStr(PyStr.Intern(name)) is { } item ? (true, EngineRun.Convert<T>(Engine, item, name)) : (false, default!));
        return found ? value : throw new KeyNotFoundException($"there is no variable '{name}'");
    }

    /// <summary>The value of a variable of <c>__main__</c>, or false when there is none.</summary>
    /// <exception cref="PythonException">TypeError: the value is none of type <typeparamref name="T"/>.</exception>
    public bool TryGetVariable<T>(string name, out T? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (bool found, value) = _thread.Invoke(_ => Main.GetStr(PyStr.Intern(name)) is { } item ? (true, EngineRun.Convert<T?>(Engine, item, name)) : (false, default));
        return found;
    }

    /// <summary>Deletes a variable of <c>__main__</c>; false when there was none.</summary>
    public bool RemoveVariable(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _thread.Invoke(_ => Main.GetStr(PyStr.Intern(name)) != null && Main.Remove(PyStr.Intern(name)) != null);
    }

    // ---- running code ----

    /// <summary>Runs statements in <c>__main__</c> and waits until they end.</summary>
    /// <param name="code">Python source.</param>
    /// <param name="fileName">What tracebacks call it.</param>
    /// <exception cref="PythonException">The code raised, or is no Python (SyntaxError).</exception>
    public void Execute(string code, string fileName = "<string>")
    {
        ArgumentNullException.ThrowIfNull(code);
        if (IsHere)
        {
            RunHere(code + "\n", fileName, ParseMode.Exec);
        }
        else
        {
            ExecuteAsync(code, fileName).GetAwaiter().GetResult();
        }
    }

    /// <summary>Runs statements in <c>__main__</c> as a greenthread.</summary>
    /// <param name="code">Python source.</param>
    /// <param name="fileName">What tracebacks call it.</param>
    /// <param name="cancellationToken">Ends the greenthread by GreenletExit.</param>
    public Task ExecuteAsync(string code, string fileName = "<string>", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        return _thread.RunCode<object?>(_ => ScriptCompiler.CompileText(Engine, code + "\n", fileName), Main, cancellationToken);
    }

    /// <summary>The value of an expression in <c>__main__</c>.</summary>
    public object? Evaluate(string expression) => Evaluate<object?>(expression);

    /// <summary>The value of an expression in <c>__main__</c>, converted.</summary>
    /// <exception cref="PythonException">The expression raised, is none (SyntaxError), or its value is none of type <typeparamref name="T"/>.</exception>
    public T Evaluate<T>(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return IsHere
            ? EngineRun.Run(Engine, _ => EngineRun.Convert<T>(Engine, RunHere(expression.Trim(), "<string>", ParseMode.Eval), "value"))
            : EvaluateAsync<T>(expression).GetAwaiter().GetResult();
    }

    /// <summary>The value of an expression in <c>__main__</c>, evaluated as a greenthread. That of a coroutine is its result.</summary>
    public Task<T> EvaluateAsync<T>(string expression, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return _thread.RunCode<T>(_ => ScriptCompiler.CompileText(Engine, expression.Trim(), "<string>", ParseMode.Eval), Main, cancellationToken);
    }

    /// <summary>Runs a script as the main program would be: in <c>__main__</c>, with its directory first on <c>sys.path</c>.</summary>
    /// <param name="path">The script.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PythonException">The script raised; for sys.exit() with a status other than 0 this is SystemExit.</exception>
    public void RunFile(string path) => RunFileAsync(path).GetAwaiter().GetResult();

    /// <summary>Runs a script as a greenthread; see <see cref="RunFile"/>.</summary>
    public Task RunFileAsync(string path, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        byte[] source = File.ReadAllBytes(full);
        return Script(_thread.RunCode<object?>(_ => MainProgram.PrepareScript(Engine, full, source), Main, cancellationToken));
    }

    private static async Task Script(Task run)
    {
        try
        {
            await run.ConfigureAwait(false);
        }
        catch (PythonException e) when (e.PythonType == "SystemExit" && e.Exception is PySystemExit { Code: PyNone or PyInt { Sign: 0 } })
        {
            // sys.exit() is how many scripts end well.
        }
    }

    // ---- calls ----

    /// <summary>Imports a module, as <c>import name</c> does; the result is the module named, not its top package.</summary>
    /// <exception cref="PythonException">ModuleNotFoundError, or what the module raised.</exception>
    public PythonObject Import(string module)
    {
        ArgumentException.ThrowIfNullOrEmpty(module);
        return IsHere ? _thread.Invoke(_ => new PythonObject(Engine, Engine.Import(module))) : ImportAsync(module).GetAwaiter().GetResult();
    }

    /// <summary>Imports a module as a greenthread.</summary>
    public Task<PythonObject> ImportAsync(string module, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(module);
        return _thread.Start<PythonObject>(thread => thread.TailCall(Ops.GetAttr(Engine.Import("importlib"), "import_module"), [new PyStr(module)]), cancellationToken);
    }

    /// <summary>Calls a function by its name in <c>__main__</c> ("f", "obj.method"), or "module:function", and waits for the result.</summary>
    public object? Call(string function, params object?[] arguments) => Call<object?>(function, arguments);

    /// <summary>Calls a function by its name and waits for the result, converted.</summary>
    public T Call<T>(string function, params object?[] arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(function);
        return IsHere
            ? EngineRun.Call<T>(Engine, EngineRun.Run(Engine, _ => FindFunction(function)), arguments, null)
            : CallAsync<T>(function, arguments).GetAwaiter().GetResult();
    }

    /// <summary>Calls a function by its name as a greenthread.</summary>
    /// <param name="function">A name in <c>__main__</c>, dotted for attributes; or "module:function", which imports the module.</param>
    /// <param name="arguments">The positional arguments.</param>
    public Task<T> CallAsync<T>(string function, params object?[] arguments) => CallAsync<T>(function, arguments, null, CancellationToken.None);

    /// <summary>Calls a function by its name as a greenthread, with keyword arguments and cancellation.</summary>
    /// <param name="function">A name in <c>__main__</c>, dotted for attributes; or "module:function", which imports the module.</param>
    /// <param name="arguments">The positional arguments.</param>
    /// <param name="keywords">The keyword arguments; null for none.</param>
    /// <param name="cancellationToken">Ends the greenthread by GreenletExit; the task is then canceled.</param>
    public Task<T> CallAsync<T>(string function, object?[] arguments, IReadOnlyDictionary<string, object?>? keywords, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(function);
        ArgumentNullException.ThrowIfNull(arguments);
        return _thread.Start<T>(thread =>
        {
            PyObject callable = FindFunction(function);
            PyObject[] values = EngineRun.Arguments(Engine, arguments, keywords, out PyTuple? names);
            return thread.TailCall(callable, values, names);
        }, cancellationToken);
    }

    /// <summary>Calls a Python object of this host as a greenthread.</summary>
    public Task<T> CallAsync<T>(PythonObject function, object?[] arguments, IReadOnlyDictionary<string, object?>? keywords = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(function);
        return _thread.CallAsync<T>(function.Value, arguments, keywords, cancellationToken);
    }

    private PyObject FindFunction(string name)
    {
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        PyObject? target = colon < 0 ? null : Engine.Import(name[..colon]);
        foreach (string part in name[(colon + 1)..].Split('.'))
        {
            PyStr key = PyStr.Intern(part);
            target = target != null ? Ops.GetAttr(target, key)
                : Main.GetStr(key) ?? Engine.Builtins.GetStr(key) ?? throw Err.NameError($"name '{part}' is not defined", key);
        }
        return target!;
    }

    // ---- giving .NET to Python ----

    /// <summary>Makes a module that scripts can import; members are values, objects and delegates.</summary>
    /// <param name="name">The module's name, dotted for one in a package (which then must exist).</param>
    /// <param name="members">Its attributes.</param>
    /// <param name="doc">Its docstring.</param>
    public void RegisterModule(string name, IReadOnlyDictionary<string, object?> members, string? doc = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(members);
        _thread.Invoke(_ =>
        {
            PyModule module = new(name, doc == null ? null : new PyStr(doc));
            foreach ((string key, object? value) in members)
            {
                module.Set(key, ClrConvert.ToPythonValue(Clr, value));
            }
            Engine.Modules.SetStr(PyStr.Intern(name), module);
            int dot = name.LastIndexOf('.');
            if (dot > 0)
            {
                Ops.SetAttr(Engine.Import(name[..dot]), name[(dot + 1)..], module);
            }
            return true;
        });
    }

    /// <summary>A Python list with copies of the items; collections among them become lists and dicts too.</summary>
    public PythonObject CreateList(System.Collections.IEnumerable items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return _thread.Invoke(_ => new PythonObject(Engine, new PyList(Copies(items))));
    }

    /// <summary>A Python tuple with copies of the items; collections among them become lists and dicts.</summary>
    public PythonObject CreateTuple(params object?[] items)
    {
        ArgumentNullException.ThrowIfNull(items);
        return _thread.Invoke(_ => new PythonObject(Engine, new PyTuple(Copies(items))));
    }

    /// <summary>A Python dict with copies of the entries; collections among the values become lists and dicts too.</summary>
    public PythonObject CreateDictionary(System.Collections.IDictionary entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return _thread.Invoke(_ => new PythonObject(Engine, Copy(entries)));
    }

    private PyObject[] Copies(System.Collections.IEnumerable items)
    {
        List<PyObject> copies = [];
        foreach (object? item in items)
        {
            copies.Add(Copy(item));
        }
        return [.. copies];
    }

    private PyObject Copy(object? value)
    {
        using RecursionGuard guard = PyThread.Current.EnterRecursion(" while copying a .NET collection");
        switch (value)
        {
            case System.Collections.IDictionary entries:
                PyDict dict = new();
                foreach (System.Collections.DictionaryEntry entry in entries)
                {
                    dict.Set(ClrConvert.ToPythonValue(Clr, entry.Key), Copy(entry.Value));
                }
                return dict;
            case System.Collections.IList list and not byte[]:
                return new PyList(Copies(list));
            default:
                return ClrConvert.ToPythonValue(Clr, value);
        }
    }

    /// <summary>Makes the types of an assembly importable by scripts that <c>import clr</c>, as <c>clr.AddReference</c> does.</summary>
    public void AddReference(System.Reflection.Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        _thread.Invoke(_ =>
        {
            Clr.Add(assembly);
            return true;
        });
    }

    // ---- the end ----

    /// <summary>
    /// Stops the host: greenthreads get GreenletExit, Python threads are waited for, atexit functions run, streams are flushed, sockets and
    /// files that scripts left open are closed. Calls under way fail with <see cref="ObjectDisposedException"/>.
    /// </summary>
    /// <remarks>
    /// Greenthreads and threads that do not end within <see cref="EventletHostOptions.StopTimeout"/> are given up; an OS thread that is blocked
    /// in a system call for a Python thread ends when that call does, the host's own included. To be called from another thread than the host's.
    /// </remarks>
    /// <exception cref="InvalidOperationException">Called by code that runs on the host's thread.</exception>
    public Task StopAsync() => IsHere ? throw new InvalidOperationException("a host cannot be stopped by code that it runs") : Stop();

    private async Task<bool> Stop()
    {
        Task ended = _thread.Stop(_stopTimeout);
        using CancellationTokenSource timer = new();
        if (await Task.WhenAny(ended, Task.Delay((2 * _stopTimeout) + s_lastGrace, timer.Token)).ConfigureAwait(false) == ended)
        {
            await timer.CancelAsync().ConfigureAwait(false);
            return true;
        }
        _thread.GiveUp();
        return false;
    }

    // Beyond the time that everything gets to end: for the end itself, and code that blocks the host's thread.
    private static readonly TimeSpan s_lastGrace = TimeSpan.FromSeconds(5);

    /// <summary>Stops the host and waits for its thread to end; see <see cref="StopAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">Called by code that runs on the host's thread.</exception>
    public void Dispose()
    {
        if (_disposed == 0 && IsHere)
        {
            throw new InvalidOperationException("a host cannot be stopped by code that it runs");
        }
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            if (Stop().GetAwaiter().GetResult())
            {
                _thread.Join();
            }
        }
    }

    /// <summary>Stops the host without blocking the calling thread.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            await StopAsync().ConfigureAwait(false);
        }
    }

    private bool IsHere => ReferenceEquals(PyThread.CurrentOrNull?.Engine, Engine);

    private PyObject RunHere(string code, string fileName, ParseMode mode) =>
        EngineRun.Run(Engine, thread => FrameScope.Run(thread, ScriptCompiler.CompileText(Engine, code, fileName, mode), Main, Main));
}

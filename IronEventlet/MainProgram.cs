using System;
using System.IO;
using System.Text;
using PythonEngine.Builtins;
using PythonEngine.Execution;
using PythonEngine.Hosting;
using PythonEngine.Modules.Native;
using PythonEngine.Objects;
using PythonEngine.Parsing;
using PythonEngine.Python2;

namespace IronEventlet;

/// <summary>Runs the program that the command line names and turns its end into an exit status.</summary>
internal sealed class MainProgram
{
    private const int Interrupted = 130;

    private readonly CommandLine _line;
    private readonly PyEngine _engine;
    private bool _interrupted;

    private MainProgram(CommandLine line, PyEngine engine)
    {
        _line = line;
        _engine = engine;
    }

    public static int Run(CommandLine line)
    {
        EngineOptions options = line.Options;
        HashSeed.Ignored = options.IgnoreEnvironment || options.RandomizeHashes;
        string? place = !options.IgnoreEnvironment && Environment.GetEnvironmentVariable("PYTHONINTMAXSTRDIGITS") is { Length: > 0 } variable
            && PyEngine.IntLimit(variable) == null ? "PYTHONINTMAXSTRDIGITS"
            : options.XOptions.TryGetValue("int_max_str_digits", out string? digits) && PyEngine.IntLimit(digits) == null ? "-X int_max_str_digits"
            : null;
        if (place != null)
        {
            Console.Error.Write($"Fatal Python error: config_init_int_max_str_digits: {place}: invalid limit; must be >= 640 or 0 for unlimited.\n"
                + "Python runtime state: preinitialized\n\n");
            return 1;
        }
        if (!options.IgnoreEnvironment && Environment.GetEnvironmentVariable("PYTHONHASHSEED") is { Length: > 0 } seed && seed != "random" && !uint.TryParse(seed, out _))
        {
            Console.Error.Write("Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]\n"
                + "Python runtime state: preinitialized\n\n");
            return 1;
        }
        options.HandleSignals = true;
        options.Executable = FindExecutable();
        options.PackagePath = FindPackages();
        PyEngine engine;
        try
        {
            engine = Runtime.Start(options);
        }
        catch (DirectoryNotFoundException e)
        {
            Console.Error.WriteLine($"{CommandLine.ProgramName}: {e.Message}");
            return 1;
        }
        catch (PyException e)
        {
            // Reading options and running site happen before there is a program to blame.
            PyEngine? half = PyThread.CurrentOrNull?.Engine;
            Console.Error.Write("Fatal Python error: init_import_site: Failed to import the site module\n" + (half == null ? e.ToString() : ExceptionDisplay.Text(half, e.Value)));
            return 1;
        }
        MainProgram program = new(line, engine);
        int status = program.RunProgram();
        Python2Operators.FlushLine(PyThread.Current);
        if ((options.Inspect || Environment.GetEnvironmentVariable("PYTHONINSPECT") is { Length: > 0 } && !options.IgnoreEnvironment) && !program._stdinUsedUp)
        {
            status = new Repl(engine).Run();
        }
        status = Runtime.Finish(engine, status);
        if (program._interrupted)
        {
            DieOfInterrupt();
        }
        return status;
    }

    private bool _stdinUsedUp;

    /// <summary>sys.executable: the launcher script when there is one, so that subprocesses of the program run this again.</summary>
    private static string FindExecutable() =>
        Environment.GetEnvironmentVariable("IRONEVENTLET_EXECUTABLE") is { Length: > 0 } launcher ? launcher : Environment.ProcessPath ?? "";

    /// <summary>The directory of the packages that come with the program: beside it, or up the tree in a source checkout.</summary>
    internal static string? FindPackages()
    {
        if (Environment.GetEnvironmentVariable("IRONEVENTLET_PACKAGES") is { Length: > 0 } setting)
        {
            return setting;
        }
        for (string? directory = AppContext.BaseDirectory.TrimEnd('/'); directory != null; directory = Path.GetDirectoryName(directory))
        {
            string candidate = Path.Combine(directory, "python-lib");
            if (Directory.Exists(candidate))
            {
                return candidate;
            }
        }
        return null;
    }

    private int RunProgram()
    {
        try
        {
            PyList path = (PyList)_engine.SysModule.Get("path")!;
            if (_line.Command != null)
            {
                AddFirst(path, "");
                PyDict main = Runtime.MainNamespace(_engine);
                FrameScope.Run(PyThread.Current, ScriptCompiler.Compile(_engine, _line.Command + "\n", "<string>"), main, main);
            }
            else if (_line.Module != null)
            {
                AddFirst(path, Directory.GetCurrentDirectory());
                RunModule(_line.Module, true);
            }
            else if (_line.Script != null)
            {
                return RunScript(path, _line.Script);
            }
            else
            {
                AddFirst(path, "");
                return RunStandardInput();
            }
            return 0;
        }
        catch (PyException e)
        {
            return Report(e.Value);
        }
    }

    private void AddFirst(PyList path, string entry)
    {
        if (!_engine.Options.SafePath)
        {
            Ops.CallMethod(path, "insert", PyInt.Zero, new PyStr(entry));
        }
    }

    private void RunModule(string module, bool setArgv)
    {
        if (_engine.Options.Dialect == PythonDialect.Python2)
        {
            ScriptCompiler.MakeMain(_engine, _line.Script == null ? "<module>" : Path.Combine(Path.GetFullPath(_line.Script), "__main__.py"));
        }
        PyModule runpy = _engine.Import("runpy");
        Ops.Call(runpy.Get("_run_module_as_main")!, new PyStr(module), PyBool.From(setArgv));
    }

    private int Fail(string message, int status)
    {
        ExceptionDisplay.Write(_engine, $"{CommandLine.ProgramName}: {message}\n");
        return status;
    }

    private int RunScript(PyList path, string script)
    {
        string full = Path.GetFullPath(script);
        bool isDirectory = Directory.Exists(full);
        if (isDirectory || IsZip(full))
        {
            // A directory or zip file with a __main__ module in it.
            AddAlways(path, full);
            if (!isDirectory || File.Exists(Path.Combine(full, "__main__.py")))
            {
                RunModule("__main__", false);
                return 0;
            }
            return Fail($"can't find '__main__' module in {Ops.ReprText(new PyStr(full))}", 1);
        }
        byte[] source;
        try
        {
            using FileStream file = new(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            using MemoryStream memory = new();
            file.CopyTo(memory);
            source = memory.ToArray();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            int errno = e is FileNotFoundException or DirectoryNotFoundException ? 2 : e is UnauthorizedAccessException ? 13 : 5;
            return Fail($"can't open file {Ops.ReprText(new PyStr(full))}: [Errno {errno}] {ErrnoText.Message(errno)}", 2);
        }
        if (_engine.Options.SkipFirstLine)
        {
            int newline = Array.IndexOf(source, (byte)'\n');
            // The empty line keeps the line numbers right.
            source = newline < 0 ? [] : source[newline..];
        }
        PyDict main = Runtime.MainNamespace(_engine);
        FrameScope.Run(PyThread.Current, PrepareScript(_engine, full, source, script), main, main);
        return 0;
    }

    /// <summary>A script's code, with <c>__main__</c> and <c>sys.path</c> set up for it.</summary>
    internal static PyCode PrepareScript(PyEngine engine, string full, byte[] source, string? given = null)
    {
        if (!engine.Options.SafePath)
        {
            Ops.CallMethod(engine.SysModule.Get("path")!, "insert", PyInt.Zero, new PyStr(ScriptDirectory(full)));
        }
        PyDict main = Runtime.MainNamespace(engine);
        main.SetStr(Names.File, new PyStr(full));
        main.SetStr(Names.Cached, PyNone.Instance);
        PyModule external = engine.Import("_frozen_importlib_external");
        main.SetStr(Names.Loader, Ops.Call(external.Get("SourceFileLoader")!, Names.Main, new PyStr(full)));
        return ScriptCompiler.Compile(engine, source, full, given);
    }

    private static string ScriptDirectory(string full)
    {
        // A link is followed: the modules lie beside the real script.
        FileSystemInfo? target = null;
        try
        {
            target = File.ResolveLinkTarget(full, returnFinalTarget: true);
        }
        catch (IOException)
        {
            // A dangling or looping link would have failed to open.
        }
        return Path.GetDirectoryName(target?.FullName ?? full) ?? "/";
    }

    private static void AddAlways(PyList path, string entry) => Ops.CallMethod(path, "insert", PyInt.Zero, new PyStr(entry));

    private static bool IsZip(string path)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read);
            Span<byte> start = stackalloc byte[4];
            return file.ReadAtLeast(start, 4, throwOnEndOfStream: false) == 4 && start.SequenceEqual("PK\x03\x04"u8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private int RunStandardInput()
    {
        bool terminal = !Console.IsInputRedirected;
        if (terminal || _engine.Options.Interactive)
        {
            _stdinUsedUp = true;
            if (_engine.Options.Dialect == PythonDialect.Python2)
            {
                ScriptCompiler.MakeMain(_engine, "<stdin>");
            }
            Repl repl = new(_engine);
            if (_engine.Options.Quiet == 0)
            {
                repl.Banner();
            }
            return repl.Run();
        }
        using Stream input = Console.OpenStandardInput();
        using MemoryStream memory = new();
        input.CopyTo(memory);
        PyDict main = Runtime.MainNamespace(_engine);
        PyCode code = ScriptCompiler.Compile(_engine, memory.ToArray(), "<stdin>");
        FrameScope.Run(PyThread.Current, code, main, main);
        return 0;
    }

    /// <summary>An exception that ended the program: the exit status.</summary>
    private int Report(PyBaseException exception)
    {
        if (exception is PySystemExit exit)
        {
            return ExitStatus(_engine, exit);
        }
        if (exception.Type.IsSubtypeOf(Exc.KeyboardInterrupt))
        {
            _interrupted = !_engine.Options.Inspect;
        }
        int status = ShowUncaught(_engine, exception);
        return _interrupted ? Interrupted : status;
    }

    /// <summary>The status that sys.exit() asked for; prints what is not a number.</summary>
    internal static int ExitStatus(PyEngine engine, PySystemExit exit)
    {
        PyObject code = Ops.TryGetAttr(exit, "code") ?? exit.Code;
        switch (code)
        {
            case PyNone:
                return 0;
            case PyInt number:
                return number.TryGetLong(out long value) ? (int)(value & 0xFF) : 255;
            default:
                string text;
                try
                {
                    text = Ops.StrText(code);
                }
                catch (PyException)
                {
                    return 1;
                }
                ExceptionDisplay.Write(engine, text + "\n");
                return 1;
        }
    }

    /// <summary>Gives an uncaught exception to sys.excepthook.</summary>
    internal static int ShowUncaught(PyEngine engine, PyBaseException exception)
    {
        Python2Operators.FlushLine(PyThread.Current);
        PyObject traceback = (PyObject?)exception.Traceback ?? PyNone.Instance;
        engine.SysModule.Set("last_type", exception.Type);
        engine.SysModule.Set("last_value", exception);
        engine.SysModule.Set("last_traceback", traceback);
        PyObject? hook = engine.SysGet("excepthook");
        if (hook == null)
        {
            ExceptionDisplay.Write(engine, "sys.excepthook is missing\n");
            ExceptionDisplay.Display(engine, exception.Type, exception, traceback);
            return 1;
        }
        try
        {
            // What the program printed comes before what is said about its end.
            if (engine.SysGet("stdout") is { } stdout and not PyNone)
            {
                try
                {
                    Ops.CallMethod(stdout, Names.Flush);
                }
                catch (PyException)
                {
                    // Said again, and counted, when the program ends.
                }
            }
            Ops.Call(hook, exception.Type, exception, traceback);
        }
        catch (PyException e) when (e.Value is PySystemExit exit)
        {
            return ExitStatus(engine, exit);
        }
        catch (PyException e)
        {
            ExceptionDisplay.Write(engine, "Error in sys.excepthook:\n");
            ExceptionDisplay.Display(engine, e.Value.Type, e.Value, e.Value.Traceback);
            ExceptionDisplay.Write(engine, "\nOriginal exception was:\n");
            ExceptionDisplay.Display(engine, exception.Type, exception, traceback);
        }
        return 1;
    }

    /// <summary>Ends the process by SIGINT itself, so that a shell sees why it ended.</summary>
    private static unsafe void DieOfInterrupt()
    {
        const int sigint = 2;
        if (!OperatingSystem.IsLinux())
        {
            return;
        }
        byte* action = stackalloc byte[256];
        new Span<byte>(action, 256).Clear();
        _ = Libc.sigaction(sigint, action, null);
        _ = Libc.kill(Environment.ProcessId, sigint);
        System.Threading.Thread.Sleep(1000);
    }
}

using System;
using System.Text;
using PythonEngine.Builtins;
using PythonEngine.Execution;
using PythonEngine.Hosting;
using PythonEngine.Objects;
using PythonEngine.Parsing;

namespace IronEventlet;

/// <summary>The interactive prompt.</summary>
internal sealed class Repl(PyEngine engine)
{
    private CodeFlags _features = engine.Python2 is { IsMain: true } ? CodeFlags.Python2 : CodeFlags.None;
    private readonly LineEditor? _editor = LineEditor.Create();

    public void Banner()
    {
        string version = engine.SysGet("version") is PyStr v ? v.Value : "";
        if (engine.Python2 is { IsMain: true })
        {
            version = "2.7.18" + version[version.IndexOf(' ')..];
        }
        ExceptionDisplay.Write(engine, $"Python {version} on linux\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n");
    }

    private string Prompt(string name, string fallback)
    {
        if (engine.SysGet(name) is not { } prompt)
        {
            engine.SysModule.Set(name, new PyStr(fallback));
            return fallback;
        }
        try
        {
            return Ops.StrText(prompt);
        }
        catch (PyException)
        {
            return "";
        }
    }

    /// <summary>Reads and runs statements until the input ends; the exit status.</summary>
    public int Run()
    {
        RunStartup();
        Prompt("ps1", ">>> ");
        Prompt("ps2", "... ");
        if (_editor != null && engine.SysGet("__interactivehook__") is { } hook)
        {
            Guard(() => Ops.Call(hook), out _);
        }
        PyDict main = Runtime.MainNamespace(engine);
        StringBuilder source = new();
        while (true)
        {
            string? line;
            try
            {
                line = ReadLine(Prompt(source.Length == 0 ? "ps1" : "ps2", ""));
            }
            catch (PyException e) when (e.Matches(Exc.KeyboardInterrupt))
            {
                ExceptionDisplay.Write(engine, "\nKeyboardInterrupt\n");
                source.Clear();
                continue;
            }
            bool ended = line == null;
            if (ended && source.Length == 0)
            {
                ExceptionDisplay.Write(engine, "\n");
                return 0;
            }
            source.Append(line).Append('\n');
            string text = source.ToString();
            if (string.IsNullOrWhiteSpace(text))
            {
                source.Clear();
                continue;
            }
            PyCode? code = null;
            bool incomplete = false;
            if (!Guard(() => code = Compile(text, ended, out incomplete), out int? exit))
            {
                source.Clear();
                if (exit is { } status)
                {
                    return status;
                }
                continue;
            }
            if (incomplete)
            {
                continue;
            }
            source.Clear();
            if (code == null)
            {
                continue;
            }
            _features |= code.Flags & (CodeFlags.FutureAnnotations | CodeFlags.FutureBarryAsBdfl | CodeFlags.Python2Features);
            if (!Guard(() => FrameScope.Run(PyThread.Current, code, main, main), out exit) && exit is { } code2)
            {
                return code2;
            }
            PythonEngine.Python2.Python2Operators.FlushLine(PyThread.Current);
            Runtime.Flush(engine);
        }
    }

    /// <summary>A statement's code; or incomplete, when more lines could still make it a statement (as codeop decides).</summary>
    private PyCode? Compile(string text, bool last, out bool incomplete)
    {
        incomplete = false;
        const ParseFlags partial = ParseFlags.DontImplyDedent | ParseFlags.AllowIncompleteInput;
        if (!last)
        {
            try
            {
                return SourceCompiler.Compile(engine, text[..^1], "<stdin>", ParseMode.Single, partial, features: _features);
            }
            catch (PyException e) when (e.Value is PySyntaxError)
            {
                try
                {
                    SourceCompiler.Compile(engine, text, "<stdin>", ParseMode.Single, partial, features: _features);
                    incomplete = true;
                    return null;
                }
                catch (PyException inner) when (inner.Value is PySyntaxError { Msg: PyStr message } && message.Value == "incomplete input")
                {
                    incomplete = true;
                    return null;
                }
                catch (PyException inner) when (inner.Value is PySyntaxError)
                {
                    // Wrong whatever follows: said below.
                }
            }
        }
        return SourceCompiler.Compile(engine, text, "<stdin>", ParseMode.Single, features: _features);
    }

    private void RunStartup()
    {
        if (engine.Options.IgnoreEnvironment || Environment.GetEnvironmentVariable("PYTHONSTARTUP") is not { Length: > 0 } path)
        {
            return;
        }
        byte[] source;
        try
        {
            source = System.IO.File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is System.IO.IOException or UnauthorizedAccessException)
        {
            ExceptionDisplay.Write(engine, $"Could not open PYTHONSTARTUP\nFileNotFoundError: [Errno 2] No such file or directory: '{path}'\n");
            return;
        }
        PyDict main = Runtime.MainNamespace(engine);
        Guard(() => FrameScope.Run(PyThread.Current, SourceCompiler.Compile(engine, source, path, ParseMode.Exec, isFile: true), main, main), out _);
    }

    /// <summary>Runs something and shows what it raises; false after an exception, with the status when it asked to exit.</summary>
    private bool Guard(Action action, out int? exit)
    {
        exit = null;
        try
        {
            action();
            return true;
        }
        catch (PyException e) when (e.Value is PySystemExit request)
        {
            exit = MainProgram.ExitStatus(engine, request);
        }
        catch (PyException e)
        {
            MainProgram.ShowUncaught(engine, e.Value);
        }
        return false;
    }

    private string? ReadLine(string prompt)
    {
        Runtime.Flush(engine);
        if (_editor != null)
        {
            string? edited;
            using (PyThread.Current.AllowThreads())
            {
                edited = _editor.Read(prompt);
            }
            if (_editor.Interrupted)
            {
                throw Err.Make(Exc.KeyboardInterrupt, []);
            }
            return edited;
        }
        ExceptionDisplay.Write(engine, prompt);
        PyObject stdin = engine.SysGet("stdin") is { } s and not PyNone ? s : throw Err.RuntimeError("lost sys.stdin");
        PyObject line;
        try
        {
            line = Ops.CallMethod(stdin, Names.Readline);
        }
        catch (PyException e) when (e.Matches(Exc.OSError))
        {
            // The descriptor was closed: the input ends.
            return null;
        }
        if (line is not PyStr { Length: > 0 } text)
        {
            return null;
        }
        string value = text.Value;
        return value.EndsWith('\n') ? value[..^1] : value;
    }
}

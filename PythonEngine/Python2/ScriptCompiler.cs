using System.IO;
using System.Text;
using PythonEngine.Hosting;
using PythonEngine.Parsing;

namespace PythonEngine.Python2;

/// <summary>Compiles the program that a command line or a host runs, in the dialect that it is written in.</summary>
internal static class ScriptCompiler
{
    /// <summary>Compiles a script file, and makes the dialect work where it needs it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="source">The bytes of the file.</param>
    /// <param name="fileName">Its whole path.</param>
    /// <param name="givenName">The path that the command line gave, by which Python 2 knew it.</param>
    /// <exception cref="PyException">SyntaxError: it is neither; the error is Python 3's.</exception>
    public static PyCode Compile(PyEngine engine, byte[] source, string fileName, string? givenName = null)
    {
        PythonDialect dialect = engine.Options.Dialect;
        if (dialect == PythonDialect.Auto && NamesPython2(source))
        {
            dialect = PythonDialect.Python2;
        }
        givenName ??= fileName;
        PyCode code = Compile(engine, fileName, dialect, features => SourceCompiler.Compile(
            engine, source, (features & CodeFlags.Python2) != 0 ? givenName : fileName, ParseMode.Exec, isFile: true, features: features), () => Parses(engine, Encoding.Latin1.GetString(source).Replace("\t", "        ", StringComparison.Ordinal)));
        if ((code.Flags & CodeFlags.Python2) != 0)
        {
            Runtime.MainNamespace(engine).SetStr(Names.File, new PyStr(givenName));
        }
        return code;
    }

    /// <summary>Compiles a program given as text (-c).</summary>
    /// <exception cref="PyException">SyntaxError: it is neither; the error is Python 3's.</exception>
    public static PyCode Compile(PyEngine engine, string source, string fileName)
    {
        // Text on a command line is bytes to Python 2.
        string bytes = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(source));
        return Compile(engine, fileName, engine.Options.Dialect, features => SourceCompiler.Compile(
            engine, (features & CodeFlags.Python2) != 0 ? bytes : source, fileName, ParseMode.Exec, features: features), () => false);
    }

    /// <summary>Compiles text that a host gives: its characters are what they are, bytes or not.</summary>
    /// <exception cref="PyException">SyntaxError: it is neither; the error is Python 3's.</exception>
    public static PyCode CompileText(PyEngine engine, string source, string fileName, ParseMode mode = ParseMode.Exec) => Compile(
        engine, fileName, engine.Options.Dialect, features => SourceCompiler.Compile(engine, source, fileName, mode, features: features), () => false);

    private static PyCode Compile(PyEngine engine, string fileName, PythonDialect dialect, Func<CodeFlags, PyCode> compile, Func<bool> parsesWithoutTabs)
    {
        if (dialect == PythonDialect.Python2)
        {
            MakeMain(engine, fileName);
            return compile(CodeFlags.Python2);
        }
        try
        {
            return compile(CodeFlags.None);
        }
        catch (PyException first) when (dialect == PythonDialect.Auto && first.Matches(Exc.SyntaxError))
        {
            PyCode? code = null;
            try
            {
                code = first.Matches(Exc.TabError) && parsesWithoutTabs() ? null : compile(CodeFlags.Python2);
            }
            catch (PyException second) when (second.Matches(Exc.SyntaxError))
            {
                if (GoesFurther(second.Value, first.Value))
                {
                    AddNote(first.Value, second.Value);
                }
            }
            if (code == null)
            {
                throw;
            }
            MakeMain(engine, fileName);
            if (engine.Options.DialectNotice && engine.Options.Quiet == 0)
            {
                ExceptionDisplay.Write(engine, $"ironeventlet: {fileName} is taken for Python 2 (--python2 or --no-dialect-notice silences this)\n");
            }
            return code;
        }
    }

    // Tabs and blanks mixed make a program of Python 3 wrong, and no program of Python 2.
    private static bool Parses(PyEngine engine, string source)
    {
        try
        {
            SourceCompiler.Compile(engine, source, "<string>", ParseMode.Exec);
            return true;
        }
        catch (PyException e) when (e.Matches(Exc.SyntaxError))
        {
            return false;
        }
    }

    // Whether a source is right as Python 2 for longer than as Python 3: then it may be meant as that.
    private static bool GoesFurther(PyBaseException python2, PyBaseException python3) =>
        python2 is PySyntaxError second && python3 is PySyntaxError first && Place(second.Line) is var line && Place(first.Line) is var earlier
        && earlier > 0 && (line > earlier || (line == earlier && first.Msg is PyStr message && Array.Exists(s_python2Errors, message.Value.StartsWith)));

    // What Python 3 says of things that Python 2 has.
    private static readonly string[] s_python2Errors =
    [
        "Missing parentheses in call to", "multiple exception types must be parenthesized", "leading zeros in decimal integer", "invalid decimal literal",
        "invalid hexadecimal literal",
    ];

    private static long Place(PyObject? number) => number is PyInt value && value.TryGetLong(out long n) ? n : 0;

    private static void AddNote(PyBaseException error, PyBaseException python2)
    {
        string where = python2 is PySyntaxError { Line: PyInt line, Msg: PyStr message } ? $" (line {Ops.StrText(line)}: {message.Value})" : "";
        Ops.CallMethod(error, "add_note", new PyStr($"It is no Python 2 either{where}. --python2 forces that dialect, --python3 this one."));
    }

    /// <summary>The program is in the dialect: the standard streams and what else is the process's become Python 2's.</summary>
    public static void MakeMain(PyEngine engine, string fileName)
    {
        Python2State state = Python2State.Activate(engine);
        if (state.IsMain)
        {
            return;
        }
        state.IsMain = true;
        state.ProgramFolders.Add(fileName.StartsWith('<') ? "" : (Path.GetDirectoryName(Path.GetFullPath(fileName)) ?? "/"));
        Runtime.MainNamespace(engine).SetStr(Names.Builtins, state.Builtin);
        Runtime.MainNamespace(engine).Remove(Names.Annotations);
        PyList folders = new();
        foreach (string folder in state.ProgramFolders)
        {
            folders.Add(new PyStr(folder));
        }
        Ops.Call(engine.Import("python2._setup").Get("start_program")!, folders);
    }

    /// <summary>Whether a script's first line names python2.</summary>
    private static bool NamesPython2(ReadOnlySpan<byte> source)
    {
        if (!source.StartsWith("#!"u8))
        {
            return false;
        }
        int end = source.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? source : source[..end];
        int at = line.IndexOf("python2"u8);
        // python2, python2.7 and python2 -u, but not python2000.
        return at >= 0 && (at + 7 == line.Length || !char.IsAsciiLetterOrDigit((char)line[at + 7]));
    }
}

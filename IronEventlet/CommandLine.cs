using System;
using System.Collections.Generic;
using System.IO;
using PythonEngine.Hosting;

namespace IronEventlet;

/// <summary>What the command line asks for, by the rules of CPython's: options end at the first that is not one, or after -c and -m.</summary>
internal sealed class CommandLine
{
    /// <summary>What messages call the program: as CPython does, the path by which it is started.</summary>
    internal static readonly string ProgramName = Environment.GetEnvironmentVariable("IRONEVENTLET_EXECUTABLE") is { Length: > 0 } launcher ? launcher : "ironeventlet";

    internal static readonly string UsageLine = $"usage: {ProgramName} [option] ... [-c cmd | -m mod | file | -] [arg] ...";

    /// <summary>-c</summary>
    public string? Command { get; private set; }

    /// <summary>-m</summary>
    public string? Module { get; private set; }

    /// <summary>The script; null for standard input.</summary>
    public string? Script { get; private set; }

    public bool ShowVersion { get; private set; }
    public bool ShowFullVersion { get; private set; }
    public bool ShowHelp { get; private set; }
    public EngineOptions Options { get; } = new();

    /// <summary>A usage error's message.</summary>
    public string? Error { get; private set; }

    public static CommandLine Parse(string[] args)
    {
        CommandLine line = new();
        line.Read(args);
        return line;
    }

    private void Read(string[] args)
    {
        List<string> warnings = [];
        int i = 0;
        bool done = false;
        while (i < args.Length && !done && Error == null)
        {
            string arg = args[i];
            if (arg.Length < 2 || arg[0] != '-')
            {
                break;
            }
            i++;
            if (arg == "--")
            {
                break;
            }
            if (arg.StartsWith("--", StringComparison.Ordinal))
            {
                LongOption(arg, args, ref i);
                continue;
            }
            for (int p = 1; p < arg.Length && Error == null && !done; p++)
            {
                char option = arg[p];
                if (option is 'c' or 'm' or 'W' or 'X')
                {
                    string? value = p + 1 < arg.Length ? arg[(p + 1)..] : i < args.Length ? args[i++] : null;
                    if (value == null)
                    {
                        Error = $"Argument expected for the -{option} option";
                        return;
                    }
                    switch (option)
                    {
                        case 'c':
                            Command = value;
                            done = true;
                            break;
                        case 'm':
                            Module = value;
                            done = true;
                            break;
                        case 'W':
                            warnings.Add(value);
                            break;
                        default:
                            int equals = value.IndexOf('=');
                            Options.XOptions[equals < 0 ? value : value[..equals]] = equals < 0 ? null : value[(equals + 1)..];
                            break;
                    }
                    break;
                }
                Flag(option);
            }
        }
        if (Error != null)
        {
            return;
        }
        List<string> rest = [];
        if (Command != null)
        {
            rest.Add("-c");
        }
        else if (Module != null)
        {
            rest.Add("-m");
        }
        else if (i < args.Length)
        {
            string script = args[i++];
            rest.Add(script);
            Script = script == "-" ? null : script;
        }
        else
        {
            rest.Add("");
        }
        rest.AddRange(args[i..]);
        Options.Arguments = [.. rest];
        Options.OriginalArguments = [ProgramName, .. args];
        ReadEnvironment(warnings);
    }

    private void LongOption(string option, string[] args, ref int i)
    {
        switch (option)
        {
            case "--help" or "--help-all" or "--help-env" or "--help-xoptions":
                ShowHelp = true;
                break;
            case "--version":
                ShowVersion = true;
                break;
            case "--python2":
                Options.Dialect = PythonDialect.Python2;
                break;
            case "--python3":
                Options.Dialect = PythonDialect.Python3;
                break;
            case "--no-dialect-notice":
                Options.DialectNotice = false;
                break;
            case "--check-hash-based-pycs":
                string? mode = i < args.Length ? args[i++] : null;
                if (mode is not ("always" or "default" or "never"))
                {
                    Error = mode == null ? "Argument expected for the --check-hash-based-pycs option" : "--check-hash-based-pycs must be one of 'default', 'always', or 'never'";
                }
                break;
            default:
                Error = $"unknown option {option}";
                break;
        }
    }

    private void Flag(char option)
    {
        EngineOptions o = Options;
        switch (option)
        {
            case 'b':
                o.BytesWarning++;
                break;
            case 'B':
                o.DontWriteBytecode = true;
                break;
            case 'd':
                o.Debug++;
                break;
            case 'E':
                o.IgnoreEnvironment = true;
                break;
            case 'h' or '?':
                ShowHelp = true;
                break;
            case 'i':
                o.Inspect = o.Interactive = true;
                break;
            case 'I':
                o.Isolated = o.IgnoreEnvironment = o.NoUserSite = o.SafePath = true;
                break;
            case 'O':
                o.Optimize++;
                break;
            case 'P':
                o.SafePath = true;
                break;
            case 'q':
                o.Quiet++;
                break;
            case 'R':
                o.RandomizeHashes = true;
                break;
            case 't':
                break;
            case 's':
                o.NoUserSite = true;
                break;
            case 'S':
                o.NoSite = true;
                break;
            case 'u':
                o.Unbuffered = true;
                break;
            case 'v':
                o.Verbose++;
                break;
            case 'V':
                ShowFullVersion = ShowVersion;
                ShowVersion = true;
                break;
            case 'x':
                o.SkipFirstLine = true;
                break;
            default:
                Error = $"Unknown option: -{option}";
                break;
        }
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    // A number, or 1 for any other text.
    private static int Level(string name) => Variable(name) is not { } text ? 0 : int.TryParse(text, out int n) ? Math.Max(n, 0) : 1;

    private void ReadEnvironment(List<string> warnings)
    {
        EngineOptions o = Options;
        List<string> fromEnvironment = [];
        if (o.Dialect == PythonDialect.Auto)
        {
            o.Dialect = Variable("IRONEVENTLET_DIALECT") switch { "python2" => PythonDialect.Python2, "python3" => PythonDialect.Python3, _ => PythonDialect.Auto };
        }
        o.DialectNotice &= Variable("IRONEVENTLET_DIALECT_NOTICE") != "0";
        if (!o.IgnoreEnvironment)
        {
            o.Optimize = Math.Max(o.Optimize, Level("PYTHONOPTIMIZE"));
            o.Verbose = Math.Max(o.Verbose, Level("PYTHONVERBOSE"));
            o.Inspect |= Level("PYTHONINSPECT") > 0;
            o.Unbuffered |= Level("PYTHONUNBUFFERED") > 0;
            o.DontWriteBytecode |= Level("PYTHONDONTWRITEBYTECODE") > 0;
            o.NoUserSite |= Variable("PYTHONNOUSERSITE") != null;
            o.SafePath |= Variable("PYTHONSAFEPATH") != null;
            o.DevMode |= Variable("PYTHONDEVMODE") != null;
            o.Utf8Mode |= Variable("PYTHONUTF8") == "1";
            o.WarnDefaultEncoding |= Variable("PYTHONWARNDEFAULTENCODING") != null;
            o.StandardStreamEncoding = Variable("PYTHONIOENCODING");
            o.CachePrefix = Variable("PYTHONPYCACHEPREFIX");
            if (Variable("PYTHONWARNINGS") is { } list)
            {
                fromEnvironment.AddRange(list.Split(','));
            }
            if (Variable("PYTHONPATH") is { } path)
            {
                o.SearchPath.AddRange(path.Split(':'));
            }
        }
        if (o.XOptions.TryGetValue("utf8", out string? utf8))
        {
            o.Utf8Mode = utf8 != "0";
        }
        if (o.XOptions.TryGetValue("pycache_prefix", out string? prefix))
        {
            o.CachePrefix = prefix;
        }
        o.DevMode |= o.XOptions.ContainsKey("dev");
        o.WarnDefaultEncoding |= o.XOptions.ContainsKey("warn_default_encoding");
        if (o.DevMode)
        {
            o.WarnOptions.Add("default");
        }
        o.WarnOptions.AddRange(fromEnvironment);
        o.WarnOptions.AddRange(warnings);
        if (o.BytesWarning > 0)
        {
            o.WarnOptions.Add(o.BytesWarning > 1 ? "error::BytesWarning" : "default::BytesWarning");
        }
    }

    public static string Help => $"""
        {UsageLine}
        Options (and corresponding environment variables):
        -b     : warn about str() of bytes and comparisons of bytes with str (-bb: errors)
        -B     : don't write compiled code; also PYTHONDONTWRITEBYTECODE=x
        -c cmd : program passed in as string (terminates option list)
        -E     : ignore PYTHON* environment variables (such as PYTHONPATH)
        -h     : print this help message and exit (also -? or --help)
        -i     : interactive prompt after running the program; also PYTHONINSPECT=x
        -I     : isolate from the user's environment (implies -E, -P and -s)
        -m mod : run library module as a script (terminates option list)
        -O     : no assert statements; also PYTHONOPTIMIZE=x
        -OO    : do -O changes and also discard docstrings
        -P     : don't prepend a potentially unsafe path to sys.path; also PYTHONSAFEPATH
        -q     : no version message at the interactive prompt
        -s     : don't add the user's site directory to sys.path; also PYTHONNOUSERSITE
        -S     : don't imply 'import site' on initialization
        -u     : unbuffered stdout and stderr; also PYTHONUNBUFFERED=x
        -v     : verbose (trace import statements); also PYTHONVERBOSE=x
        -V     : print the version and exit (also --version; -VV for more)
        -W arg : warning control, action:message:category:module:lineno; also PYTHONWARNINGS=arg
        -x     : skip the first line of the source
        --python2 : the program is written in Python 2; also IRONEVENTLET_DIALECT=python2
        --python3 : the program is written in Python 3, whatever it looks like; also IRONEVENTLET_DIALECT=python3
        --no-dialect-notice : don't say when a script is taken for Python 2; also IRONEVENTLET_DIALECT_NOTICE=0
        -X opt : set implementation-specific option (dev, utf8, int_max_str_digits=N, pycache_prefix=PATH)
        Arguments:
        file   : program read from script file
        -      : program read from stdin (default; interactive prompt if a terminal)
        arg ...: arguments passed to the program in sys.argv[1:]
        The standard library is looked for in {PythonEngine.Importing.StandardLibrary.Variable}, beside the program and in /usr/lib/python3.11.

        """;
}

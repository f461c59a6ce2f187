namespace PythonEngine.Hosting;

/// <summary>Which Python a program is written in.</summary>
internal enum PythonDialect
{
    /// <summary>Python 3; a script that does not parse as that but does as Python 2, or names python2 in its first line, is Python 2.</summary>
    Auto,
    Python3,
    Python2,
}

/// <summary>How an engine starts: the command line's options and environment variables, or what an embedder sets.</summary>
internal sealed class EngineOptions
{
    /// <summary>sys.argv</summary>
    public string[] Arguments { get; set; } = [""];

    /// <summary>sys.orig_argv</summary>
    public string[] OriginalArguments { get; set; } = [];

    /// <summary>sys.executable</summary>
    public string Executable { get; set; } = "";

    /// <summary>Directory of the standard library; null looks in the known places.</summary>
    public string? StandardLibrary { get; set; }

    /// <summary>Directories ahead of the standard library (PYTHONPATH).</summary>
    public List<string> SearchPath { get; } = [];

    /// <summary>Directory of the packages that come with the program.</summary>
    public string? PackagePath { get; set; }

    /// <summary>-X options.</summary>
    public Dictionary<string, string?> XOptions { get; } = [];

    /// <summary>-W options and PYTHONWARNINGS.</summary>
    public List<string> WarnOptions { get; } = [];

    public int Optimize { get; set; }
    public int Verbose { get; set; }
    public int Quiet { get; set; }
    public int BytesWarning { get; set; }
    public bool Inspect { get; set; }
    public bool Interactive { get; set; }
    public bool IgnoreEnvironment { get; set; }

    /// <summary>Hashes of text and bytes get a key of their own in each process, whatever PYTHONHASHSEED says: for the first engine of a process.</summary>
    public bool RandomizeHashes { get; set; }
    public bool NoUserSite { get; set; }
    public bool NoSite { get; set; }
    public bool Isolated { get; set; }
    public bool SafePath { get; set; }
    public bool DontWriteBytecode { get; set; }
    public bool Unbuffered { get; set; }
    public bool DevMode { get; set; }
    /// <summary>-X utf8 or PYTHONUTF8</summary>
    public bool Utf8Mode { get; set; }

    /// <summary>-X warn_default_encoding</summary>
    public bool WarnDefaultEncoding { get; set; }
    public bool SkipFirstLine { get; set; }
    public int Debug { get; set; }

    /// <summary>"encoding:errors" of the standard streams (PYTHONIOENCODING).</summary>
    public string? StandardStreamEncoding { get; set; }

    /// <summary>Where compiled code is cached; null for the user's cache directory.</summary>
    public string? CachePrefix { get; set; }

    /// <summary>The language of the main program.</summary>
    public PythonDialect Dialect { get; set; }

    /// <summary>Whether to say so, in a line on stderr, when a program turns out to be in Python 2.</summary>
    public bool DialectNotice { get; set; } = true;

    /// <summary>Whether this engine receives the process's signals.</summary>
    public bool HandleSignals { get; set; }

    /// <summary>The environment variables of the engine alone; null for those of the process.</summary>
    public IReadOnlyDictionary<string, string>? Environment { get; set; }

    /// <summary>Standard descriptors (bit 0 for stdin, 1 for stdout, 2 for stderr) that were closed when the process began; their streams are None.</summary>
    public int ClosedDescriptors { get; set; }

    /// <summary>.NET streams in place of the process's standard streams.</summary>
    public HostStreams? Streams { get; set; }
}

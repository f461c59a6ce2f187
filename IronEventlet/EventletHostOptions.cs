using System;
using System.Collections.Generic;
using System.IO;

namespace IronEventlet;

/// <summary>Which Python scripts are written in.</summary>
public enum ScriptDialect
{
    /// <summary>Python 3.</summary>
    Python3,

    /// <summary>Python 2.7, see docs/python2.md.</summary>
    Python2,

    /// <summary>Python 3; what does not parse as that but does as Python 2, or names python2 in its first line, is Python 2.</summary>
    Auto,
}

/// <summary>How an <see cref="EventletHost"/> starts. Changing it afterwards changes nothing.</summary>
public sealed class EventletHostOptions
{
    /// <summary><c>sys.argv</c>; the first is the program's name. Empty stands for one empty name.</summary>
    public IList<string> Arguments { get; } = [];

    /// <summary>Directories ahead of the standard library on <c>sys.path</c>, where scripts find their modules.</summary>
    public IList<string> SearchPaths { get; } = [];

    /// <summary>
    /// Directory of CPython 3.11's standard library (the one with <c>os.py</c>). Null looks in the setting <c>IRONEVENTLET_STDLIB</c>, beside
    /// the program, and where Linux distributions put it.
    /// </summary>
    public string? StandardLibrary { get; set; }

    /// <summary>Directory of the <c>eventlet</c> package. Null looks beside the program, where the NuGet package puts it.</summary>
    public string? PackagePath { get; set; }

    /// <summary><c>sys.executable</c>, which programs start to run Python again; empty where there is no such command.</summary>
    public string Executable { get; set; } = "";

    /// <summary>
    /// What <c>print</c> writes to: sys.stdout as text. Null is the process's standard output. The host writes from its own thread,
    /// flushes when the script does and when it ends, and never disposes the writer.
    /// </summary>
    public TextWriter? StandardOutput { get; set; }

    /// <summary>sys.stderr as text; null is the process's standard error.</summary>
    public TextWriter? StandardError { get; set; }

    /// <summary>sys.stdout as bytes (<c>sys.stdout.buffer</c> writes to it), encoded by UTF-8. Not together with <see cref="StandardOutput"/>.</summary>
    public Stream? StandardOutputStream { get; set; }

    /// <summary>sys.stderr as bytes. Not together with <see cref="StandardError"/>.</summary>
    public Stream? StandardErrorStream { get; set; }

    /// <summary>What <c>input</c> and sys.stdin read, decoded by UTF-8; null is the process's standard input. Reading parks the greenthread, not the host.</summary>
    public Stream? StandardInput { get; set; }

    /// <summary>
    /// The environment variables of the scripts. Null is the process's own environment, shared with everything in the process; otherwise
    /// <c>os.environ</c> starts with these and what scripts change there stays in the host.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Environment { get; set; }

    /// <summary>Whether variables such as PYTHONPATH, PYTHONHASHSEED and PYTHONIOENCODING count. Off by default: they are meant for the command line.</summary>
    public bool UsePythonEnvironmentVariables { get; set; }

    /// <summary>Whether the <c>site</c> module runs at the start, which adds site-packages directories to <c>sys.path</c>.</summary>
    public bool ImportSite { get; set; } = true;

    /// <summary>Where compiled code is cached; null is the user's cache directory.</summary>
    public string? CacheDirectory { get; set; }

    /// <summary>Whether compiled code is cached on disk at all.</summary>
    public bool WriteCache { get; set; } = true;

    /// <summary>Python's -O: 1 drops assert statements, 2 docstrings too.</summary>
    public int OptimizationLevel { get; set; }

    /// <summary>Warning filters, as for python -W.</summary>
    public IList<string> WarningFilters { get; } = [];

    /// <summary>The language of the scripts. Code that is executed, expressions and script files all follow it.</summary>
    public ScriptDialect Dialect { get; set; }

    /// <summary>Whether <see cref="ScriptDialect.Auto"/> says on sys.stderr, in one line, that a script is taken for Python 2.</summary>
    public bool DialectNotice { get; set; } = true;

    /// <summary>The name of the host's OS thread.</summary>
    public string ThreadName { get; set; } = "EventletHost";

    /// <summary>Stack of the host's OS thread in bytes. Python code needs none of it; C# code that Python code calls, and that calls back, does.</summary>
    public int ThreadStackSize { get; set; } = 16 * 1024 * 1024;

    /// <summary>How long greenthreads and Python threads get to end when the host stops, after GreenletExit was thrown into them.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

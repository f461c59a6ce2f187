using PythonEngine.Hosting;

namespace PythonEngine.Modules;

/// <summary>The <c>sys</c> module: constants and what the engine's options say.</summary>
[PyModule("sys", Doc = "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.")]
internal static partial class SysModule
{
    internal const string VersionText = "3.11.2";
    internal const int HexVersion = 0x030b02f0;
    internal const string CacheTag = "ironeventlet-311";

    private const string LibraryNames = """
        __future__ _abc _aix_support _ast _asyncio _bisect _blake2 _bootsubprocess _bz2 _codecs _codecs_cn _codecs_hk _codecs_iso2022 _codecs_jp
        _codecs_kr _codecs_tw _collections _collections_abc _compat_pickle _compression _contextvars _crypt _csv _ctypes _curses _curses_panel
        _datetime _dbm _decimal _elementtree _frozen_importlib _frozen_importlib_external _functools _gdbm _hashlib _heapq _imp _io _json _locale
        _lsprof _lzma _markupbase _md5 _msi _multibytecodec _multiprocessing _opcode _operator _osx_support _overlapped _pickle _posixshmem
        _posixsubprocess _py_abc _pydecimal _pyio _queue _random _scproxy _sha1 _sha256 _sha3 _sha512 _signal _sitebuiltins _socket _sqlite3 _sre _ssl
        _stat _statistics _string _strptime _struct _symtable _thread _threading_local _tkinter _tokenize _tracemalloc _typing _uuid _warnings
        _weakref _weakrefset _winapi _zoneinfo abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii
        bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall concurrent configparser
        contextlib contextvars copy copyreg crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings
        ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob
        graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3
        linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt
        ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix
        posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource
        rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3
        sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny
        tarfile telnetlib tempfile termios textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle
        turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc
        zipapp zipfile zipimport zlib zoneinfo
        """;

    private static readonly PyType s_versionInfo = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "sys.version_info",
        Doc = "sys.version_info\n\nVersion information as a named tuple.",
        Fields = ["major", "minor", "micro", "releaselevel", "serial"],
        VisibleCount = 5,
        Constructible = false,
    });

    private static readonly PyType s_flags = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "sys.flags",
        Doc = "sys.flags\n\nFlags provided through command line arguments or environment vars.",
        Fields = ["debug", "inspect", "interactive", "optimize", "dont_write_bytecode", "no_user_site", "no_site", "ignore_environment", "verbose",
            "bytes_warning", "quiet", "hash_randomization", "isolated", "dev_mode", "utf8_mode", "warn_default_encoding", "safe_path", "int_max_str_digits"],
        VisibleCount = 18,
        Constructible = false,
    });

    private static readonly PyType s_floatInfo = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "sys.float_info",
        Doc = "sys.float_info\n\nA named tuple holding information about the float type. It contains low level\ninformation about the precision and internal representation. Please study\nyour system's :file:`float.h` for more information.",
        Fields = ["max", "max_exp", "max_10_exp", "min", "min_exp", "min_10_exp", "dig", "mant_dig", "epsilon", "radix", "rounds"],
        VisibleCount = 11,
    });

    private static readonly PyType s_intInfo = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "sys.int_info",
        Doc = "sys.int_info\n\nA named tuple that holds information about Python's\ninternal representation of integers.  The attributes are read only.",
        Fields = ["bits_per_digit", "sizeof_digit", "default_max_str_digits", "str_digits_check_threshold"],
        VisibleCount = 4,
    });

    private static readonly PyType s_hashInfo = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "sys.hash_info",
        Doc = "hash_info\n\nA named tuple providing parameters used for computing hashes. The attributes are read only.",
        Fields = ["width", "modulus", "inf", "nan", "imag", "algorithm", "hash_bits", "seed_bits", "cutoff"],
        VisibleCount = 9,
    });

    private static readonly PyType s_threadInfo = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "sys.thread_info",
        Doc = "sys.thread_info\n\nA named tuple holding information about the thread implementation.",
        Fields = ["name", "lock", "version"],
        VisibleCount = 3,
    });

    internal static readonly PyType AsyncGenHooksType = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "asyncgen_hooks",
        Doc = "sys.asyncgen_hooks\n\nNamed tuple holding information about asyncgen finalization hooks.",
        Fields = ["firstiter", "finalizer"],
        VisibleCount = 2,
    });

    private static PyObject Int(long value) => PyInt.From(value);

    [PyModuleInit]
    private static void Init(PyModule m)
    {
        PyEngine engine = PyThread.Current.Engine;
        EngineOptions o = engine.Options;
        m.State = new SysState();
        PyObject version = PyStructSequence.Make(s_versionInfo, Int(3), Int(11), Int(2), new PyStr("final"), Int(0));
        string architecture = System.Runtime.InteropServices.RuntimeInformation.ProcessArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "aarch64" : "x86_64";
        PySimpleNamespace implementation = new();
        Ops.SetAttr(implementation, "name", new PyStr("ironeventlet"));
        Ops.SetAttr(implementation, "cache_tag", new PyStr(CacheTag));
        Ops.SetAttr(implementation, "version", version);
        Ops.SetAttr(implementation, "hexversion", Int(HexVersion));
        Ops.SetAttr(implementation, "_multiarch", new PyStr(architecture + "-linux-gnu"));
        m.Set("implementation", implementation);
        m.Set("version_info", version);
        m.Set("hexversion", Int(HexVersion));
        m.Set("api_version", Int(1013));
        string product = typeof(SysModule).Assembly.GetName().Version?.ToString(3) ?? "0";
        m.Set("version", new PyStr($"{VersionText} (IronEventlet {product}) [.NET {Environment.Version}]"));
        m.Set("copyright", new PyStr("Copyright (c) IronEventlet contributors.\nThe standard library is Copyright (c) 2001-2023 Python Software Foundation.\nAll Rights Reserved."));
        m.Set("platform", new PyStr(OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "win32" : "linux"));
        m.Set("byteorder", new PyStr("little"));
        m.Set("maxsize", Int(long.MaxValue));
        m.Set("maxunicode", Int(0x10FFFF));
        m.Set("float_repr_style", new PyStr("short"));
        m.Set("abiflags", PyStr.Empty);
        m.Set("platlibdir", new PyStr("lib"));
        m.Set("_git", new PyTuple([new PyStr("IronEventlet"), PyStr.Empty, PyStr.Empty]));
        m.Set("_framework", PyStr.Empty);
        m.Set("_home", PyNone.Instance);
        m.Set("float_info", PyStructSequence.Make(s_floatInfo, new PyFloat(double.MaxValue), Int(1024), Int(308), new PyFloat(2.2250738585072014e-308), Int(-1021), Int(-307),
            Int(15), Int(53), new PyFloat(2.220446049250313e-16), Int(2), Int(1)));
        m.Set("int_info", PyStructSequence.Make(s_intInfo, Int(30), Int(4), Int(4300), Int(640)));
        m.Set("hash_info", PyStructSequence.Make(s_hashInfo, Int(64), Int((1L << 61) - 1), Int(314159), Int(0), Int(1000003), new PyStr("siphash13"), Int(64), Int(128), Int(0)));
        m.Set("thread_info", PyStructSequence.Make(s_threadInfo, new PyStr("pthread"), new PyStr("semaphore"), PyNone.Instance));
        bool seedIsZero = HashSeed.Text == "0";
        m.Set("flags", PyStructSequence.Make(s_flags, Int(o.Debug), Int(o.Inspect ? 1 : 0), Int(o.Interactive ? 1 : 0), Int(o.Optimize), Int(o.DontWriteBytecode ? 1 : 0),
            Int(o.NoUserSite ? 1 : 0), Int(o.NoSite ? 1 : 0), Int(o.IgnoreEnvironment ? 1 : 0), Int(o.Verbose), Int(o.BytesWarning), Int(o.Quiet),
            Int(seedIsZero ? 0 : 1), Int(o.Isolated ? 1 : 0), PyBool.From(o.DevMode), Int(o.Utf8Mode ? 1 : 0),
            Int(o.WarnDefaultEncoding ? 1 : 0), PyBool.From(o.SafePath), Int(engine.IntMaxStrDigits == 4300 ? -1 : engine.IntMaxStrDigits)));
        m.Set("dont_write_bytecode", PyBool.From(o.DontWriteBytecode));
        m.Set("pycache_prefix", string.IsNullOrEmpty(o.CachePrefix) ? PyNone.Instance : new PyStr(o.CachePrefix));
        m.Set("modules", engine.Modules);
        m.Set("path", new PyList());
        m.Set("meta_path", new PyList());
        m.Set("path_hooks", new PyList());
        m.Set("path_importer_cache", new PyDict());
        m.Set("argv", Strings(o.Arguments));
        m.Set("orig_argv", Strings(o.OriginalArguments));
        m.Set("executable", new PyStr(o.Executable));
        m.Set("_base_executable", new PyStr(o.Executable));
        m.Set("warnoptions", Strings(o.WarnOptions));
        PyDict x = new();
        foreach ((string key, string? value) in o.XOptions)
        {
            x.Set(new PyStr(key), value == null ? PyBool.True : new PyStr(value));
        }
        m.Set("_xoptions", x);
        string[] native = NativeModuleRegistry.Names;
        PyObject[] names = new PyObject[native.Length];
        for (int i = 0; i < names.Length; i++)
        {
            names[i] = PyStr.Intern(native[i]);
        }
        m.Set("builtin_module_names", new PyTuple(names));
        PyFrozenSet library = new(new PyDict());
        foreach (string name in LibraryNames.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            library.Add(PyStr.Intern(name));
        }
        m.Set("stdlib_module_names", library);
        foreach (string hook in (ReadOnlySpan<string>)["displayhook", "excepthook", "unraisablehook", "breakpointhook"])
        {
            m.Set("__" + hook + "__", m.Get(hook)!);
        }
    }

    private static PyList Strings(IReadOnlyList<string> values)
    {
        PyList list = new(values.Count);
        foreach (string value in values)
        {
            list.Add(new PyStr(value));
        }
        return list;
    }
}

/// <summary>Settings of one engine that sys functions read and change.</summary>
internal sealed class SysState
{
    public PyObject? AsyncGenFirstIter;
    public PyObject? AsyncGenFinalizer;
    public int CoroutineOriginDepth;
    public int DlopenFlags = 2;
    public List<PyObject>? AuditHooks;
    public bool Finalizing;
}

/// <summary><c>UnraisableHookArgs</c></summary>
[PyType("UnraisableHookArgs", Module = "sys", NoConstructor = true)]
internal sealed partial class UnraisableHookArgs(PyBaseException exception, PyStr? message, PyObject? subject) : PyObject
{
    [PyGetter("exc_type")]
    internal PyObject ExcType => exception.Type;

    [PyGetter("exc_value")]
    internal PyObject ExcValue => exception;

    [PyGetter("exc_traceback")]
    internal PyObject ExcTraceback => (PyObject?)exception.Traceback ?? PyNone.Instance;

    [PyGetter("err_msg")]
    internal PyObject ErrMsg => (PyObject?)message ?? PyNone.Instance;

    [PyGetter("object")]
    internal PyObject Subject => subject ?? PyNone.Instance;
}

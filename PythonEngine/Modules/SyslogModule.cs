using System.Runtime.InteropServices;
using PythonEngine.Modules.Native;

namespace PythonEngine.Modules;

/// <summary>The <c>syslog</c> module.</summary>
[PyModule("syslog")]
internal static unsafe partial class SyslogModule
{
    private const int LOG_INFO = 6;
    private const int LOG_USER = 8;

    private const string Constants = "LOG_EMERG 0 LOG_ALERT 1 LOG_CRIT 2 LOG_ERR 3 LOG_WARNING 4 LOG_NOTICE 5 LOG_INFO 6 LOG_DEBUG 7 "
        + "LOG_PID 1 LOG_CONS 2 LOG_NDELAY 8 LOG_ODELAY 4 LOG_NOWAIT 16 LOG_PERROR 32 "
        + "LOG_KERN 0 LOG_USER 8 LOG_MAIL 16 LOG_DAEMON 24 LOG_AUTH 32 LOG_SYSLOG 40 LOG_LPR 48 LOG_NEWS 56 LOG_UUCP 64 LOG_CRON 72 LOG_AUTHPRIV 80 "
        + "LOG_LOCAL0 128 LOG_LOCAL1 136 LOG_LOCAL2 144 LOG_LOCAL3 152 LOG_LOCAL4 160 LOG_LOCAL5 168 LOG_LOCAL6 176 LOG_LOCAL7 184 ";

    // The C library's log belongs to the process, and it goes on reading the text that it was given.
    private static readonly System.Threading.Lock s_gate = new();
    private static byte* s_ident;
    private static bool s_open;

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        SysCall.AddConstants(module, Constants);
        module.Set("__doc__", PyNone.Instance);
    }

    /// <summary>The script's file name.</summary>
    private static PyStr? ProgramName()
    {
        if (PyThread.Current.Engine.SysGet("argv") is not PyList { Count: > 0 } argv || argv[0] is not PyStr { Length: > 0 } script)
        {
            return null;
        }
        string path = script.Value;
        return new PyStr(path[(path.LastIndexOf('/') + 1)..]);
    }

    private static byte[] ToC(PyStr text) => [.. Codecs.EncodeUtf8(text), 0];

    [PyFunction("openlog", "ident=None, logoption=0, facility=LOG_USER", Doc = "Opens the log; ident is prepended to every message.")]
    private static void OpenLog(PyObject? ident = null, long logoption = 0, long facility = LOG_USER)
    {
        PyStr? name = ident switch
        {
            null => ProgramName(),
            PyStr text => text,
            _ => throw Err.TypeError($"openlog() argument 1 must be str, not {(ident is PyNone ? "None" : Ops.TypeName(ident))}"),
        };
        Open(name, (int)logoption, (int)facility);
    }

    private static void Open(PyStr? name, int option, int facility)
    {
        byte[]? text = name == null ? null : ToC(name);
        lock (s_gate)
        {
            byte* old = s_ident;
            s_ident = null;
            if (text != null)
            {
                s_ident = (byte*)NativeMemory.Alloc((nuint)text.Length);
                text.CopyTo(new Span<byte>(s_ident, text.Length));
            }
            Libc.openlog(s_ident, option, facility);
            s_open = true;
            NativeMemory.Free(old);
        }
    }

    [PyFunction("syslog", Doc = "syslog([priority=LOG_INFO,] message)\n\nWrites a message to the log.")]
    private static void Syslog(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("syslog.syslog() takes no keyword arguments");
        }
        int priority = LOG_INFO;
        PyStr message;
        if (args.Length == 1 && args[0] is PyStr only)
        {
            message = only;
        }
        else if (args.Length == 2 && args[1] is PyStr text && args[0] is not PyStr && Indexing.IsIndex(args[0]))
        {
            priority = SysCall.AsCInt(args[0]);
            message = text;
        }
        else
        {
            throw Err.TypeError("[priority,] message string");
        }
        byte[] encoded = ToC(message);
        if (!s_open)
        {
            Open(ProgramName(), 0, LOG_USER);
        }
        fixed (byte* format = "%s\0"u8, t = encoded)
        {
            using (PyThread.Current.AllowThreads())
            {
                Libc.syslog(priority, format, t);
            }
        }
    }

    [PyFunction("closelog", Doc = "Closes the log.")]
    private static void CloseLog()
    {
        lock (s_gate)
        {
            if (s_open)
            {
                Libc.closelog();
                NativeMemory.Free(s_ident);
                s_ident = null;
                s_open = false;
            }
        }
    }

    [PyFunction("setlogmask", "maskpri, /", Doc = "Sets which priorities are logged; returns the mask before.")]
    private static long SetLogMask(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => args.Length == 1 && kwnames == null && Indexing.IsIndex(args[0])
        ? Libc.setlogmask((int)Ops.AsLong(args[0])) : throw Err.TypeError("mask for priority");

    [PyFunction("LOG_MASK", "pri, /", ParsesTuple = true)]
    private static long LogMask(long pri) => 1 << (int)pri;

    [PyFunction("LOG_UPTO", "pri, /", ParsesTuple = true)]
    private static long LogUpto(long pri) => (1 << ((int)pri + 1)) - 1;
}

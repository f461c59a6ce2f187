namespace PythonEngine.Hosting;

/// <summary>sys.stdin, sys.stdout and sys.stderr.</summary>
internal static class StandardStreams
{
    public static void Open(PyEngine engine, PyModule io)
    {
        string encoding = "utf-8";
        string? errors = null;
        string? setting = engine.Options.StandardStreamEncoding
            ?? (engine.Options.IgnoreEnvironment ? null : Environment.GetEnvironmentVariable("PYTHONIOENCODING"));
        bool explicitEncoding = false;
        if (!string.IsNullOrEmpty(setting))
        {
            int colon = setting.IndexOf(':');
            string name = colon < 0 ? setting : setting[..colon];
            errors = colon < 0 || colon == setting.Length - 1 ? null : setting[(colon + 1)..];
            if (name.Length > 0)
            {
                encoding = CodecName(engine, name);
                explicitEncoding = true;
                errors ??= "strict";
            }
        }
        // In the C and POSIX locales undecodable bytes pass through the streams.
        string locale = Environment.GetEnvironmentVariable("LC_ALL") is { Length: > 0 } all ? all
            : Environment.GetEnvironmentVariable("LC_CTYPE") is { Length: > 0 } ctype ? ctype
            : Environment.GetEnvironmentVariable("LANG") ?? "";
        string fallback = explicitEncoding ? "strict" : locale is "" or "C" or "POSIX" or "C.UTF-8" or "C.utf8" ? "surrogateescape" : "strict";
        Set(engine, io, 0, "stdin", "r", encoding, errors ?? fallback);
        Set(engine, io, 1, "stdout", "w", encoding, errors ?? fallback);
        Set(engine, io, 2, "stderr", "w", encoding, "backslashreplace");
    }

    /// <summary>The codec's own name, which the streams show as their encoding.</summary>
    private static string CodecName(PyEngine engine, string encoding)
    {
        PyObject codec = Ops.Call(engine.Import("_codecs").Get("lookup")!, new PyStr(encoding));
        return Ops.StrText(Ops.GetAttr(codec, "name"));
    }

    private static void Set(PyEngine engine, PyModule io, int fd, string name, string mode, string encoding, string errors)
    {
        PyObject stream = engine.Options.Streams?.Make(io, fd) is { } given ? given : IsOpen(engine, fd) ? Make(engine, io, fd, name, mode, encoding, errors) : PyNone.Instance;
        engine.SysModule.Set(name, stream);
        engine.SysModule.Set("__" + name + "__", stream);
    }

    private static bool IsOpen(PyEngine engine, int fd) =>
        (engine.Options.ClosedDescriptors >> fd & 1) == 0 && (!OperatingSystem.IsLinux() || System.IO.File.Exists($"/proc/self/fd/{fd}") || System.IO.Path.Exists($"/proc/self/fd/{fd}"));

    private static PyObject Make(PyEngine engine, PyModule io, int fd, string name, string mode, string encoding, string errors)
    {
        bool unbuffered = engine.Options.Unbuffered && fd != 0;
        PyObject[] openArguments =
        [
            PyInt.From(fd), new PyStr(mode + "b"), PyInt.From(unbuffered ? 0 : -1), PyNone.Instance, PyNone.Instance, PyNone.Instance, PyBool.False,
        ];
        PyObject buffer;
        try
        {
            buffer = Ops.Call(Ops.GetAttr(io, "open"), openArguments);
        }
        catch (PyException e) when (e.Matches(Exc.OSError))
        {
            return PyNone.Instance;
        }
        PyObject raw = unbuffered ? buffer : Ops.GetAttr(buffer, "raw");
        Ops.SetAttr(raw, "name", new PyStr($"<{name}>"));
        bool terminal = engine.Options.Interactive || Ops.IsTrue(Ops.CallMethod(raw, "isatty"));
        bool lineBuffering = fd == 2 || terminal && !unbuffered;
        PyObject stream = Ops.Call(Ops.GetAttr(io, "TextIOWrapper"),
        [
            buffer, new PyStr(encoding), new PyStr(errors), new PyStr("\n"), PyBool.From(lineBuffering), PyBool.From(unbuffered),
        ]);
        Ops.SetAttr(stream, "mode", new PyStr(mode));
        return stream;
    }
}

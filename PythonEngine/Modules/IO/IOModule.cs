using PythonEngine.Modules.Native;

namespace PythonEngine.Modules.IO;

/// <summary>The <c>_io</c> module.</summary>
[PyModule("_io", Doc = "The io module provides the Python interfaces to stream handling. The\nbuiltin open function is defined in this module.")]
[PyExports(typeof(PyIOBase), typeof(PyRawIOBase), typeof(PyBufferedIOBase), typeof(PyTextIOBase), typeof(PyFileIO), typeof(PyBytesIO),
    typeof(PyStringIO), typeof(PyBufferedReader), typeof(PyBufferedWriter), typeof(PyBufferedRandom), typeof(PyBufferedRWPair),
    typeof(PyTextIOWrapper), typeof(PyIncrementalNewlineDecoder))]
internal static partial class IOModule
{
    internal const int DefaultBufferSize = 8192;

    /// <summary>What an engine keeps.</summary>
    internal sealed class ModuleState
    {
        public required PyType UnsupportedOperation { get; init; }
    }

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        PyDict dict = new();
        dict.SetStr(Names.Module, PyStr.Intern("io"));
        PyType unsupported = (PyType)Ops.Call(PyType.TypeObject, new PyStr("UnsupportedOperation"), PyTuple.Of(Exc.OSError, Exc.ValueError), dict);
        module.State = new ModuleState { UnsupportedOperation = unsupported };
        module.Set("UnsupportedOperation", unsupported);
        module.Set("BlockingIOError", Exc.BlockingIOError);
        module.Set("DEFAULT_BUFFER_SIZE", PyInt.From(DefaultBufferSize));
    }

    internal static ModuleState State => (ModuleState)PyThread.Current.Engine.NativeModule("_io").State!;

    internal static PyException Unsupported(string message) =>
        new((PyBaseException)Ops.Call(State.UnsupportedOperation, new PyStr(message)));

    internal static PyException BlockingError(string message, long written)
    {
        PyObject[] args = [PyInt.From(Errno.EAGAIN), new PyStr(message), PyInt.From(written)];
        return new PyException((PyBaseException)Ops.Call(Exc.BlockingIOError, args));
    }

    /// <summary>A size argument where None means -1.</summary>
    internal static long OptionalSize(PyObject? o, long fallback = -1)
    {
        if (o == null || ReferenceEquals(o, PyNone.Instance))
        {
            return fallback;
        }
        if (!o.Type.HasIndex)
        {
            throw Err.TypeError($"argument should be integer or None, not '{Ops.TypeName(o)}'");
        }
        return Ops.AsLong(o);
    }

    /// <summary>bytes over the first part of an array, without a copy when it is the whole.</summary>
    internal static PyBytes MakeBytes(byte[] buffer, int count) => count == 0 ? PyBytes.Empty
        : new PyBytes(count == buffer.Length ? buffer : buffer.AsSpan(0, count).ToArray());

    internal static ValueTask<PyObject> CallMethodAsync(PyObject o, PyStr name, params PyObject[] args) =>
        PyThread.Current.CallAsync(Ops.GetAttr(o, name), args);

    [PyFunction("text_encoding", "encoding, stacklevel=2, /")]
    private static PyObject TextEncoding(PyObject encoding, int stacklevel = 2)
    {
        if (!ReferenceEquals(encoding, PyNone.Instance))
        {
            return encoding;
        }
        PyEngine engine = PyThread.Current.Engine;
        if (engine.Options.XOptions.ContainsKey("warn_default_encoding"))
        {
            Warn.Issue(Exc.EncodingWarning, "'encoding' argument not specified", stacklevel);
        }
        return new PyStr(engine.Options.XOptions.TryGetValue("utf8", out string? mode) && mode != "0" ? "utf-8" : "locale");
    }

    [PyFunction("open_code", "path")]
    private static PyObject OpenCode(PyStr path) => Open(path, new PyStr("rb"));

    [PyFunction("open", "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None")]
    private static PyObject OpenFunction(PyThread thread, PyObject file, PyObject? mode = null, PyObject? buffering = null, PyObject? encoding = null,
        PyObject? errors = null, PyObject? newline = null, bool closefd = true, PyObject? opener = null)
    {
        if (thread.Engine.OpenWriters.Any && file is PyStr or PyBytes && thread.Engine.OpenWriters.IsBehind(FsCodec.Terminate(FsCodec.Convert(file))))
        {
            return OpenWriters.Defer(thread, () => Open(file, mode, buffering, encoding, errors, newline, closefd, opener));
        }
        return Open(file, mode, buffering, encoding, errors, newline, closefd, opener);
    }

    internal static PyObject Open(PyObject file, PyObject? mode = null, PyObject? buffering = null, PyObject? encoding = null,
        PyObject? errors = null, PyObject? newline = null, bool closefd = true, PyObject? opener = null)
    {
        string modeText = mode == null ? "r"
            : mode is PyStr m ? m.Value : throw Err.TypeError($"open() argument 'mode' must be str, not {Ops.TypeName(mode)}");
        string? encodingText = TextOrNone(encoding, "encoding");
        string? errorsText = TextOrNone(errors, "errors");
        string? newlineText = TextOrNone(newline, "newline");
        long bufferSize = buffering == null ? -1 : Args.Int32(buffering);
        if (file is not PyInt)
        {
            file = FsCodec.Fspath(file);
        }
        bool creating = false, reading = false, writing = false, appending = false, updating = false, text = false, binary = false;
        for (int i = 0; i < modeText.Length; i++)
        {
            switch (modeText[i])
            {
                case 'x': creating = true; break;
                case 'r': reading = true; break;
                case 'w': writing = true; break;
                case 'a': appending = true; break;
                case '+': updating = true; break;
                case 't': text = true; break;
                case 'b': binary = true; break;
                default: throw Err.ValueError($"invalid mode: '{modeText}'");
            }
            if (modeText.IndexOf(modeText[i], i + 1) >= 0)
            {
                throw Err.ValueError($"invalid mode: '{modeText}'");
            }
        }
        if (text && binary)
        {
            throw Err.ValueError("can't have text and binary mode at once");
        }
        if ((creating ? 1 : 0) + (reading ? 1 : 0) + (writing ? 1 : 0) + (appending ? 1 : 0) > 1)
        {
            throw Err.ValueError("must have exactly one of create/read/write/append mode");
        }
        if (binary && encodingText != null)
        {
            throw Err.ValueError("binary mode doesn't take an encoding argument");
        }
        if (binary && errorsText != null)
        {
            throw Err.ValueError("binary mode doesn't take an errors argument");
        }
        if (binary && newlineText != null)
        {
            throw Err.ValueError("binary mode doesn't take a newline argument");
        }
        if (binary && bufferSize == 1)
        {
            Warn.Issue(Exc.RuntimeWarning, "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used", 1);
        }
        string rawMode = (creating ? "x" : "") + (reading ? "r" : "") + (writing ? "w" : "") + (appending ? "a" : "") + (updating ? "+" : "");
        PyFileIO raw = new(PyFileIO.TypeObject);
        raw.Open(file, rawMode, closefd, opener);
        PyObject result = raw;
        try
        {
            bool lineBuffering = false;
            if (bufferSize < 0 && raw.IsTerminal)
            {
                bufferSize = -1;
                lineBuffering = true;
            }
            if (bufferSize == 1 && !binary)
            {
                bufferSize = -1;
                lineBuffering = true;
            }
            if (bufferSize < 0 || (bufferSize == 1 && binary))
            {
                bufferSize = raw.BlockSize > 1 ? raw.BlockSize : DefaultBufferSize;
            }
            if (bufferSize == 0)
            {
                return binary ? raw : throw Err.ValueError("can't have unbuffered text I/O");
            }
            PyBuffered buffer = updating ? new PyBufferedRandom(PyBufferedRandom.TypeObject)
                : creating || writing || appending ? new PyBufferedWriter(PyBufferedWriter.TypeObject)
                : reading ? new PyBufferedReader(PyBufferedReader.TypeObject)
                : throw Err.ValueError($"unknown mode: '{modeText}'");
            buffer.Setup(raw, bufferSize);
            result = buffer;
            if (binary)
            {
                return result;
            }
            PyTextIOWrapper wrapper = new(PyTextIOWrapper.TypeObject);
            wrapper.Setup(buffer, encodingText, errorsText, newlineText, lineBuffering, false);
            result = wrapper;
            Ops.SetAttr(wrapper, "mode", new PyStr(modeText));
            return result;
        }
        catch (PyException)
        {
            try
            {
                Ops.CallMethod(result, Names.Close);
            }
            catch (PyException)
            {
                // The first error is the one to report.
            }
            throw;
        }
    }

    private static string? TextOrNone(PyObject? o, string name) => o switch
    {
        null or PyNone => null,
        PyStr s => s.Value,
        _ => throw Err.TypeError($"open() argument '{name}' must be str or None, not {Ops.TypeName(o)}"),
    };
}

/// <summary>Memory of a native stream on its way to Python code, which sees it through a memoryview.</summary>
[PyType("buffer", Module = "_io", NoConstructor = true)]
internal sealed partial class PyStreamMemory(Memory<byte> memory, bool readOnly) : PyObject
{
    internal override bool TryGetBuffer(bool writable, out BufferView view)
    {
        view = new BufferView(memory, null, readOnly);
        return true;
    }

    /// <summary>A memoryview of the memory.</summary>
    internal static PyObject View(Memory<byte> memory, bool readOnly = false) =>
        Ops.Call(PyMemoryView.TypeObject, new PyStreamMemory(memory, readOnly));
}

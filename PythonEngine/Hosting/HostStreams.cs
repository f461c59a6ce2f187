using System.IO;
using PythonEngine.Modules.IO;

namespace PythonEngine.Hosting;

/// <summary>.NET streams and writers for sys.stdin, sys.stdout and sys.stderr; null where the process's own serves.</summary>
internal sealed record HostStreams(Stream? Input, Stream? Output, Stream? Error, TextWriter? OutputText, TextWriter? ErrorText)
{
    internal bool Any => Input != null || Output != null || Error != null || OutputText != null || ErrorText != null;

    /// <summary>The stream object for sys.stdin (0), sys.stdout (1) or sys.stderr (2), or null.</summary>
    internal PyObject? Make(PyModule io, int fd)
    {
        if ((fd == 1 ? OutputText : fd == 2 ? ErrorText : null) is { } writer)
        {
            return new PyTextWriterIO(PyTextWriterIO.TypeObject, writer, fd == 1 ? "<stdout>" : "<stderr>");
        }
        if ((fd == 0 ? Input : fd == 1 ? Output : Error) is not { } stream)
        {
            return null;
        }
        string name = fd == 0 ? "stdin" : fd == 1 ? "stdout" : "stderr";
        PyObject raw = new PyStreamIO(PyStreamIO.TypeObject, stream, $"<{name}>");
        PyObject buffer = Ops.Call(Ops.GetAttr(io, fd == 0 ? "BufferedReader" : "BufferedWriter"), raw);
        // Whoever reads the .NET stream wants to see a line when it was printed.
        PyObject text = Ops.Call(Ops.GetAttr(io, "TextIOWrapper"),
            [buffer, new PyStr("utf-8"), new PyStr(fd == 2 ? "backslashreplace" : "surrogateescape"), fd == 0 ? PyNone.Instance : new PyStr("\n"), PyBool.From(fd != 0)]);
        Ops.SetAttr(text, "mode", new PyStr(fd == 0 ? "r" : "w"));
        return text;
    }
}

/// <summary>A .NET stream as raw Python stream. Reading parks the greenthread until there is something to read.</summary>
[PyType("StreamIO", Module = "_io", HasInstanceFields = true, NoConstructor = true)]
internal sealed partial class PyStreamIO(PyType cls, Stream stream, string name) : PyRawIOBase(cls)
{
    [PyGetter("name")]
    private string Name => name;

    [PyMethod("readable", "")]
    private bool Readable() => stream.CanRead;

    [PyMethod("writable", "")]
    private bool Writable() => stream.CanWrite;

    [PyMethod("readinto", "buffer, /")]
    private ValueTask<long> ReadInto(PyObject buffer)
    {
        CheckClosedAttribute();
        return Read(stream, Args.WritableBuffer(buffer, "readinto() argument"));
    }

    // Goes on in whatever thread the stream completes: it touches nothing of Python's but the buffer it was lent.
    private static async ValueTask<long> Read(Stream stream, BufferView view)
    {
        try
        {
            return await stream.ReadAsync(view.Memory).ConfigureAwait(false);
        }
        finally
        {
            view.Release();
        }
    }

    [PyMethod("write", "b, /")]
    private long Write(BufferView b)
    {
        CheckClosedAttribute();
        using (PyThread.Current.AllowThreads())
        {
            stream.Write(b.Span);
            return b.Memory.Length;
        }
    }

    [PyMethod("flush", "")]
    private void Flush()
    {
        FlushBase();
        if (stream.CanWrite)
        {
            using (PyThread.Current.AllowThreads())
            {
                stream.Flush();
            }
        }
    }
}

/// <summary>A .NET text writer as Python text stream.</summary>
[PyType("TextWriterIO", Module = "_io", HasInstanceFields = true, NoConstructor = true)]
internal sealed partial class PyTextWriterIO(PyType cls, TextWriter writer, string name) : PyTextIOBase(cls)
{
    [PyGetter("name")]
    private string Name => name;

    [PyGetter("mode")]
    private string Mode => "w";

    [PyGetter("encoding")]
    private string Encoding => writer.Encoding.WebName;

    [PyGetter("errors")]
    private string Errors => "strict";

    [PyMethod("writable", "")]
    private bool Writable() => true;

    [PyMethod("write", "text, /")]
    private long Write(PyStr text)
    {
        CheckClosedAttribute();
        using (PyThread.Current.AllowThreads())
        {
            writer.Write(text.Value);
        }
        return text.Length;
    }

    [PyMethod("flush", "")]
    private void Flush()
    {
        FlushBase();
        using (PyThread.Current.AllowThreads())
        {
            writer.Flush();
        }
    }
}

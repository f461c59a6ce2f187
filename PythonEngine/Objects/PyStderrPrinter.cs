using System.Text;
using PythonEngine.Modules.Native;

namespace PythonEngine.Objects;

/// <summary><c>stderrprinter</c>: what <c>sys.stderr</c> is until the io module works, for what importlib says of its own start under -v.</summary>
[PyType("stderrprinter", NoConstructor = true)]
internal sealed unsafe partial class PyStderrPrinter : PyObject
{
    private const int Fd = 2;

    [PyMethod("write", "text, /", Doc = "Writes text to descriptor 2, as UTF-8.")]
    private long Write(PyStr text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text.Value);
        SysCall.TryWrite(Fd, bytes);
        return text.Length;
    }

    [PyMethod("flush", "", Doc = "Does nothing.")]
    private void Flush()
    {
    }

    [PyMethod("close", "", Doc = "Does nothing.")]
    private void Close()
    {
    }

    [PyMethod("fileno", "", Doc = "2")]
    private long FileNo() => Fd;

    [PyMethod("isatty", "", Doc = "Whether it is a terminal.")]
    private bool IsATty() => Libc.isatty(Fd) == 1;

    [PyGetter("closed")]
    private bool Closed => false;

    [PyGetter("mode")]
    private string Mode => "w";

    [PyGetter("encoding")]
    private PyObject EncodingName => PyNone.Instance;
}

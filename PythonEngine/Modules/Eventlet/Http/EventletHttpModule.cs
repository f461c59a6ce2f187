using System.Text;
using GreenletNet.Http;

namespace PythonEngine.Modules.Eventlet.Http;

/// <summary>
/// The <c>_eventlet_http</c> module: HTTP/1.1 for <c>eventlet.wsgi</c>. Bytes are parsed and written by <see cref="GreenletNet.Http"/>; a read or write that
/// must wait suspends the green thread.
/// </summary>
[PyModule("_eventlet_http")]
[PyExports(typeof(PyHttpReader), typeof(PyHttpWriter), typeof(PyRequestHead), typeof(PyInputBase), typeof(PyResponse))]
internal static partial class EventletHttpModule
{
    /// <summary>What the module's objects share; one per engine.</summary>
    internal sealed class ModuleState
    {
        internal readonly HeaderNames Names = new();
        internal readonly HttpDate Date = new();
        /// <summary>Null while in use, by a value whose conversion to text switched green threads for instance.</summary>
        internal HttpResponseWriter? Writer = new();
        internal PyType? Input;
        internal PyObject ChunkReadError = Exc.ValueError;
    }

    [PyModuleInit]
    private static void Init(PyModule module) => module.State = new ModuleState();

    internal static ModuleState State(PyThread thread) => thread.EventletHttpState as ModuleState ?? LoadState(thread);

    private static ModuleState LoadState(PyThread thread)
    {
        ModuleState state = (ModuleState)thread.Engine.NativeModule("_eventlet_http").State!;
        thread.EventletHttpState = state;
        return state;
    }

    /// <summary>Names the package's class of request bodies, and its error for malformed chunks.</summary>
    [PyFunction("setup", "input, chunk_read_error")]
    private static void Setup(PyThread thread, PyObject input, PyObject chunk_read_error)
    {
        ModuleState state = State(thread);
        state.Input = input as PyType ?? throw Err.TypeError("input must be a class");
        state.ChunkReadError = chunk_read_error;
    }

    /// <summary>Parses a head that was read elsewhere: the request line, and all lines behind it.</summary>
    [PyFunction("parse_head", "requestline, lines, default_version, protocol_version, max_line, max_total")]
    private static PyObject ParseHead(PyThread thread, PyObject requestline, PyObject lines, PyObject default_version, PyObject protocol_version,
        int max_line, int max_total)
    {
        if (requestline is not PyBytes line || lines is not PyBytes rest)
        {
            throw Err.TypeError("parse_head() needs bytes");
        }
        PyRequestHead head = new(State(thread));
        if (head.SetRequestLine(line.Data, default_version, protocol_version))
        {
            HttpHeaderParser parser = new();
            HttpParseStatus status = parser.Parse(rest.Data, new HttpLimits(max_line, max_total, HttpLimits.Default.MaxFields));
            head.SetFields(rest.Data, parser.Fields, status, atEnd: true);
        }
        return head;
    }

    internal static PyStr Latin1(ReadOnlySpan<byte> text) => PyStr.FromBmp(Encoding.Latin1.GetString(text));
}

namespace PythonEngine.Builtins;

internal static partial class BuiltinsModule
{
    private static readonly PyStr s_space = PyStr.FromChar(' ');
    private static readonly PyStr s_newline = PyStr.FromChar('\n');

    /// <summary>Prints the values to a stream, or to sys.stdout by default.</summary>
    [PyFunction("print", "*args, sep=' ', end='\\n', file=None, flush=False")]
    private static void Print(PyThread thread, ReadOnlySpan<PyObject> args, PyObject? sep = null, PyObject? end = null, PyObject? file = null, bool flush = false)
    {
        if (file is null or PyNone)
        {
            file = thread.Engine.SysModule.Dict.GetStr(Names.Stdout) ?? throw Err.RuntimeError("lost sys.stdout");
            if (file is PyNone)
            {
                return;
            }
        }
        PyObject separator = Ending(sep, s_space, "sep");
        PyObject ending = Ending(end, s_newline, "end");
        PyObject write = Ops.GetAttr(file, Names.Write);
        for (int i = 0; i < args.Length; i++)
        {
            if (i > 0)
            {
                Ops.Call(write, separator);
            }
            Ops.Call(write, Ops.Str(args[i]));
        }
        Ops.Call(write, ending);
        if (flush)
        {
            Ops.CallMethod(file, Names.Flush);
        }
    }

    private static PyObject Ending(PyObject? value, PyStr fallback, string name) => value switch
    {
        null or PyNone => fallback,
        PyStr => value,
        _ => throw Err.TypeError($"{name} must be None or a string, not {Ops.TypeName(value)}"),
    };

    /// <summary>A stream that cannot be flushed is none of input()'s business.</summary>
    private static void FlushQuietly(PyObject stream)
    {
        try
        {
            Ops.CallMethod(stream, Names.Flush);
        }
        catch (PyException e) when (e.Matches(Exc.Exception))
        {
            // As CPython.
        }
    }

    /// <summary>Read a string from standard input. The trailing newline is stripped.</summary>
    [PyFunction("input", "prompt='', /")]
    private static PyObject Input(PyThread thread, PyObject? prompt = null)
    {
        PyDict sys = thread.Engine.SysModule.Dict;
        PyObject input = Stream(sys, Names.Stdin, "stdin");
        PyObject output = Stream(sys, Names.Stdout, "stdout");
        PyObject errors = Stream(sys, Names.Stderr, "stderr");
        FlushQuietly(errors);
        if (prompt != null)
        {
            Ops.CallMethod(output, Names.Write, Ops.Str(prompt));
        }
        FlushQuietly(output);
        PyObject line = Ops.CallMethod(input, Names.Readline);
        if (line is not PyStr text)
        {
            throw Err.TypeError("object.readline() returned non-string");
        }
        if (text.Length == 0)
        {
            throw Err.EOFError("EOF when reading a line");
        }
        if (text[text.Length - 1] != '\n')
        {
            return text;
        }
        string value = text.Value;
        return new PyStr(value[..^1]);
    }

    private static PyObject Stream(PyDict sys, PyStr name, string text) =>
        sys.GetStr(name) is { } stream and not PyNone ? stream : throw Err.RuntimeError($"input(): lost sys.{text}");
}

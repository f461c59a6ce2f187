using System.IO;
using System.Text;
using PythonEngine.Modules;
using PythonEngine.Parsing;

namespace PythonEngine.Execution;

/// <summary>The text of uncaught exceptions, as CPython's own display writes it to sys.stderr.</summary>
internal sealed partial class ExceptionDisplay
{
    private const string CauseText = "\nThe above exception was the direct cause of the following exception:\n\n";
    private const string ContextText = "\nDuring handling of the above exception, another exception occurred:\n\n";
    private const int MaxGroupWidth = 15;
    private const int MaxGroupDepth = 10;

    private readonly PyEngine _engine;
    private readonly StringBuilder _out = new();
    private readonly Dictionary<string, string[]?> _files = [];
    private readonly HashSet<PyObject> _seen = new(ReferenceEqualityComparer.Instance);
    private int _groupDepth;
    private bool _needClose;

    private ExceptionDisplay(PyEngine engine) => _engine = engine;

    /// <summary>The default of sys.excepthook.</summary>
    public static void Display(PyEngine engine, PyObject type, PyObject value, PyObject? traceback)
    {
        if (value is PyBaseException exception)
        {
            if (traceback is PyTraceback tb && exception.Traceback == null)
            {
                exception.Traceback = tb;
            }
            Write(engine, Text(engine, exception));
        }
        else
        {
            Write(engine, $"TypeError: print_exception(): Exception expected for value, {Ops.TypeName(value)} found\n");
        }
    }

    /// <summary>The whole text for an exception, chained ones included.</summary>
    public static string Text(PyEngine engine, PyBaseException exception)
    {
        ExceptionDisplay display = new(engine);
        display.Exception(exception);
        return display._out.ToString();
    }

    /// <summary>A traceback with its header.</summary>
    public static string TracebackText(PyEngine engine, PyTraceback traceback)
    {
        ExceptionDisplay display = new(engine);
        PyBaseException carrier = new(Exc.Exception) { Traceback = traceback };
        display.Traceback(carrier, "Traceback (most recent call last):\n", null);
        return display._out.ToString();
    }

    /// <summary>The default of sys.unraisablehook.</summary>
    public static void Unraisable(PyEngine engine, UnraisableHookArgs args)
    {
        ExceptionDisplay display = new(engine);
        StringBuilder text = display._out;
        bool hasSubject = args.Subject is not PyNone;
        if (args.ErrMsg is PyStr message)
        {
            text.Append(message.Value).Append(hasSubject ? ": " : ":");
        }
        else if (hasSubject)
        {
            text.Append("Exception ignored in: ");
        }
        if (hasSubject)
        {
            text.Append(Safe(() => Ops.ReprText(args.Subject), "<object repr() failed>"));
        }
        if (hasSubject || args.ErrMsg is PyStr)
        {
            text.Append('\n');
        }
        PyBaseException exception = (PyBaseException)args.ExcValue;
        display.Traceback(exception, "Traceback (most recent call last):\n", null);
        display.Message(exception.Type, exception);
        Write(engine, text.ToString());
    }

    /// <summary>Writes to sys.stderr, or to the process's own when that is lost.</summary>
    public static void Write(PyEngine engine, string text)
    {
        PyObject? stderr = engine.SysGet("stderr");
        if (stderr is PyNone)
        {
            return;
        }
        try
        {
            if (stderr != null)
            {
                Ops.CallMethod(stderr, Names.Write, new PyStr(text));
                Ops.CallMethod(stderr, Names.Flush);
                return;
            }
        }
        catch (PyException)
        {
            // A broken stderr takes nothing; there is no better place to say so.
            return;
        }
        using Stream raw = Console.OpenStandardError();
        raw.Write(Encoding.UTF8.GetBytes(text));
    }

    private static string Safe(Func<string> work, string otherwise)
    {
        try
        {
            return work();
        }
        catch (PyException)
        {
            return otherwise;
        }
    }

    private void Exception(PyBaseException e)
    {
        // Chains are followed by a loop: a long chain must not nest on the C# stack.
        List<(PyBaseException Exception, string? Text)> chain = [(e, null)];
        _seen.Add(e);
        for (PyBaseException current = e; ;)
        {
            if (current.Cause is { } cause)
            {
                if (!_seen.Add(cause))
                {
                    break;
                }
                chain[^1] = (chain[^1].Exception, CauseText);
                chain.Add((cause, null));
                current = cause;
            }
            else if (current.Context is { } context && !current.SuppressContext)
            {
                if (!_seen.Add(context))
                {
                    break;
                }
                chain[^1] = (chain[^1].Exception, ContextText);
                chain.Add((context, null));
                current = context;
            }
            else
            {
                break;
            }
        }
        for (int i = chain.Count - 1; i >= 0; i--)
        {
            if (chain[i].Text is { } link)
            {
                Emit(link);
            }
            if (chain[i].Exception is PyBaseExceptionGroup group)
            {
                Group(group);
            }
            else
            {
                Single(chain[i].Exception, "Traceback (most recent call last):\n", null);
            }
        }
    }

    /// <summary>Adds text with the margin of the group it is in.</summary>
    private void Emit(string text, char? marginChar = null)
    {
        if (_groupDepth == 0)
        {
            _out.Append(text);
            return;
        }
        string margin = new string(' ', 2 * _groupDepth) + (marginChar ?? '|') + " ";
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end + 1;
            _out.Append(margin).Append(text, start, end - start);
            start = end;
        }
    }

    private void Single(PyBaseException e, string header, char? headerMargin)
    {
        Traceback(e, header, headerMargin);
        PyObject shown = e;
        if (e is PySyntaxError syntax && SyntaxLocation(syntax))
        {
            shown = syntax.Msg ?? PyNone.Instance;
        }
        Message(e.Type, shown, e);
        Notes(e);
    }

    private bool SyntaxLocation(PySyntaxError e)
    {
        if (e.Line is not PyInt line || e.FileName == null)
        {
            return false;
        }
        string file = e.FileName is PyNone ? "<string>" : Safe(() => Ops.StrText(e.FileName), "<string>");
        Emit($"  File \"{file}\", line {Ops.StrText(line)}\n");
        if (e.Text is not PyStr text)
        {
            return true;
        }
        long offset = e.Offset is PyInt o && o.TryGetLong(out long ov) ? ov : -1;
        long endOffset = e.EndOffset is PyInt eo && eo.TryGetLong(out long eov) ? eov : -1;
        long lineNumber = line.TryGetLong(out long lv) ? lv : 0;
        long endLine = e.EndLine is PyInt el && el.TryGetLong(out long elv) ? elv : lineNumber;
        if (endLine > lineNumber)
        {
            endOffset = text.Length;
        }
        ErrorText(offset, endOffset, text.Value);
        return true;
    }

    private void ErrorText(long offset, long endOffset, string text)
    {
        long carets = endOffset > 0 && endOffset > offset ? endOffset - offset : 1;
        offset--;
        int start = 0;
        while (start < text.Length && text[start] is ' ' or '\t' or '\f')
        {
            start++;
            offset--;
        }
        text = text[start..];
        int length = text.EndsWith('\n') ? text.Length - 1 : text.Length;
        offset = Math.Min(offset, length);
        while (text.IndexOf('\n') is var newline and >= 0 && newline < offset)
        {
            text = text[(newline + 1)..];
            length -= newline + 1;
            offset -= newline + 1;
        }
        StringBuilder sb = new("    ");
        sb.Append(text);
        if (!text.EndsWith('\n'))
        {
            sb.Append('\n');
        }
        if (offset >= 0)
        {
            sb.Append("    ").Append(' ', (int)offset).Append('^', (int)Math.Min(carets, 100_000)).Append('\n');
        }
        Emit(sb.ToString());
    }

    private void Message(PyType type, PyObject value, PyBaseException? exception = null)
    {
        StringBuilder sb = new();
        PyObject? module = Ops.TryGetAttr(type, Names.Module);
        if (_engine.Python2 is { IsMain: true })
        {
            sb.Append(Python2.Python2Classes.ExceptionName(type, module));
        }
        else if (module is not PyStr name)
        {
            sb.Append("<unknown>.").Append(type.QualName);
        }
        else
        {
            sb.Append(name.Value is "builtins" or "__main__" ? "" : name.Value + ".").Append(type.QualName);
        }
        string text = value is PyNone ? "None" : Safe(() => Ops.StrText(value), "<exception str() failed>");
        if (text.Length > 0)
        {
            sb.Append(": ").Append(text);
        }
        if (exception != null && _engine.Python2 is not { IsMain: true } && Suggestion(exception) is { } suggestion)
        {
            sb.Append(". Did you mean: '").Append(suggestion).Append("'?");
        }
        sb.Append('\n');
        Emit(sb.ToString());
    }

    private void Notes(PyBaseException e)
    {
        PyObject? notes;
        try
        {
            notes = Ops.TryGetAttr(e, Names.Notes);
        }
        catch (PyException)
        {
            return;
        }
        if (notes == null)
        {
            return;
        }
        if (notes is not (PyList or PyTuple))
        {
            Emit(Safe(() => Ops.ReprText(notes), "<__notes__ repr() failed>") + "\n");
            return;
        }
        foreach (PyObject note in Ops.ToArray(notes))
        {
            Emit((note is PyStr text ? text.Value : Safe(() => Ops.StrText(note), "<note str() failed>")) + "\n");
        }
    }

    private void Group(PyBaseExceptionGroup group)
    {
        if (_groupDepth > MaxGroupDepth)
        {
            Emit($"... (max_group_depth is {MaxGroupDepth})\n");
            return;
        }
        bool top = _groupDepth == 0;
        if (top)
        {
            _groupDepth = 1;
        }
        Single(group, "Exception Group Traceback (most recent call last):\n", top ? '+' : null);
        int count = group.Exceptions.Count;
        int shown = count <= MaxGroupWidth ? count : MaxGroupWidth + 1;
        _needClose = false;
        for (int i = 0; i < shown; i++)
        {
            bool last = i == shown - 1;
            if (last)
            {
                _needClose = true;
            }
            bool truncated = i >= MaxGroupWidth;
            string title = truncated ? "..." : (i + 1).ToString();
            _out.Append(' ', 2 * _groupDepth).Append(i == 0 ? "+-" : "  ").Append($"+---------------- {title} ----------------\n");
            _groupDepth++;
            if (!truncated)
            {
                if (group.Exceptions[i] is PyBaseException inner)
                {
                    Exception(inner);
                }
            }
            else
            {
                int remaining = count - MaxGroupWidth;
                Emit($"and {remaining} more exception{(remaining > 1 ? "s" : "")}\n");
            }
            if (last && _needClose)
            {
                _out.Append(' ', 2 * _groupDepth).Append("+------------------------------------\n");
                _needClose = false;
            }
            _groupDepth--;
        }
        if (top)
        {
            _groupDepth = 0;
        }
    }
}

using PythonEngine.Modules.IO;

namespace PythonEngine.Python2;

/// <summary>Instructions that only code of the dialect has.</summary>
internal static class Python2Operators
{
    private static readonly PyStr s_div = PyStr.Intern("__div__");
    private static readonly PyStr s_rdiv = PyStr.Intern("__rdiv__");
    private static readonly PyStr s_idiv = PyStr.Intern("__idiv__");
    private static readonly PyStr s_softspace = PyStr.Intern("softspace");

    /// <summary>Classic division: of two integers it gives the floor, of others what they say.</summary>
    public static PyObject Divide(PyObject a, PyObject b, bool inplace = false)
    {
        if (a is PyInt && b is PyInt && !a.Type.IsHeap && !b.Type.IsHeap)
        {
            return Ops.Binary(BinaryOp.FloorDivide, a, b);
        }
        if (a.Type.IsHeap || b.Type.IsHeap)
        {
            if (inplace && Try(a, s_idiv, b) is { } own)
            {
                return own;
            }
            if (Try(a, s_div, b) is { } left)
            {
                return left;
            }
            if (Try(b, s_rdiv, a) is { } right)
            {
                return right;
            }
        }
        return inplace ? Ops.Inplace(BinaryOp.TrueDivide, a, b) : Ops.Binary(BinaryOp.TrueDivide, a, b);
    }

    private static PyObject? Try(PyObject obj, PyStr name, PyObject other)
    {
        if (!obj.Type.IsHeap || Ops.LookupSpecial(obj, name) is not { } method)
        {
            return null;
        }
        PyObject result = Ops.Call(method, other);
        return result is PyNotImplemented ? null : result;
    }

    /// <summary>The % operator.</summary>
    public static PyObject Remainder(PyObject a, PyObject b, bool inplace = false)
    {
        if (a.GetType() == typeof(PyStr))
        {
            return PercentFormat.FormatPython2(Unsafe.As<PyStr>(a), b);
        }
        if (a is PyInt && b is PyInt { Sign: 0 } && !a.Type.IsHeap)
        {
            throw Err.ZeroDivision("integer division or modulo by zero");
        }
        return inplace ? Ops.Inplace(BinaryOp.Remainder, a, b) : Ops.Binary(BinaryOp.Remainder, a, b);
    }

    /// <summary>The arguments of a unicode format: what has __unicode__ is shown by it.</summary>
    public static PyObject UnicodeArguments(PyObject args)
    {
        if (args is not PyTuple tuple)
        {
            return Unicode(args);
        }
        PyObject[]? items = null;
        for (int i = 0; i < tuple.Count; i++)
        {
            PyObject shown = Unicode(tuple[i]);
            if (!ReferenceEquals(shown, tuple[i]))
            {
                items ??= (PyObject[])tuple.Items.Clone();
                items[i] = shown;
            }
        }
        return items == null ? tuple : new PyTuple(items);
    }

    private static PyObject Unicode(PyObject value) =>
        value.Type.IsHeap && Ops.LookupSpecial(value, PyStr.Intern("__unicode__")) is { } method ? Python2Text.From(Ops.Call(method)) : value;

    /// <summary>Raises an exception: with the traceback that raise was given, else with a new one.</summary>
    public static void Raise(PyThread t, PyBaseException exception)
    {
        if (t.Engine.Python2 is { } state && ReferenceEquals(state.WithTraceback, exception))
        {
            state.WithTraceback = null;
            t.Reraising = true;
        }
        else
        {
            exception.Traceback = null;
            Interpreter.SetContext(t, exception);
        }
        t.Raised = exception;
    }

    private static PyObject Output(PyThread t, PyObject? dest)
    {
        if (dest is null or PyNone)
        {
            dest = t.Engine.SysGet("stdout");
            if (dest is null)
            {
                throw Err.RuntimeError("lost sys.stdout");
            }
        }
        return dest;
    }

    /// <summary>print value (without the end of the line)</summary>
    public static void Print(PyThread t, PyObject? dest, PyObject value)
    {
        PyObject file = Output(t, dest);
        if (file is PyNone)
        {
            return;
        }
        PyStr text = Python2Text.Str(value);
        if (SoftSpace(file, false))
        {
            Write(t, file, PyStr.FromChar(' '));
        }
        Write(t, file, text);
        bool space = value is not PyStr || text.Length == 0 || text[text.Length - 1] is not (>= 9 and <= 13) and not (>= 0x1C and <= 0x1F);
        SoftSpace(file, space);
    }

    /// <summary>The end of print's line.</summary>
    public static void PrintLine(PyThread t, PyObject? dest)
    {
        PyObject file = Output(t, dest);
        if (file is PyNone)
        {
            return;
        }
        Write(t, file, PyStr.FromChar('\n'));
        SoftSpace(file, false);
    }

    /// <summary>Ends the line that a print statement with a trailing comma left open, as Python 2 did at the end of a program and before it showed an error.</summary>
    public static void FlushLine(PyThread t)
    {
        if (t.Engine.Python2 is not { IsMain: true } || t.Engine.SysGet("stdout") is not { } file || file is PyNone)
        {
            return;
        }
        try
        {
            if (SoftSpace(file, false))
            {
                Write(t, file, PyStr.FromChar('\n'));
            }
        }
        catch (PyException)
        {
            // A stream that is closed or broken takes no line end; its flushing at the end says so.
        }
    }

    private static void Write(PyThread t, PyObject file, PyStr text)
    {
        if (file is PyTextIOWrapper { StreamKind: > 0 } stream)
        {
            text = Python2Text.ForStream(text, stream.StreamKind == 2);
            Ops.Call(t.Engine.Python2!.StreamWrite!, file, text);
            return;
        }
        Ops.CallMethod(file, Names.Write, text);
    }

    /// <summary>Sets whether the next print begins with a space; gives what was set before.</summary>
    internal static bool SoftSpace(PyObject file, bool value)
    {
        if (file is PyTextIOWrapper native)
        {
            bool before = native.SoftSpace;
            native.SoftSpace = value;
            return before;
        }
        bool old = Ops.TryGetAttr(file, s_softspace) is PyInt { Sign: not 0 };
        try
        {
            Ops.SetAttr(file, s_softspace, PyInt.From(value ? 1 : 0));
        }
        catch (PyException e) when (e.Matches(Exc.AttributeError) || e.Matches(Exc.TypeError))
        {
            // A file that takes no attributes has no soft space.
        }
        return old;
    }
}

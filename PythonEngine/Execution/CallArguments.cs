using System.Text;

namespace PythonEngine.Execution;

/// <summary>Binds call arguments to the parameters of Python functions, with CPython's messages.</summary>
internal static class CallArguments
{
    /// <summary>A frame of the function with its parameters set; generators' frames too.</summary>
    internal static PyFrame NewFrame(PyFunction f, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyCode code = f.Code;
        PyFrame frame = PyFrame.Rent(code);
        frame.Function = f;
        // A pooled frame mostly comes from the same module.
        if (!ReferenceEquals(frame.Globals, f.Globals) || !ReferenceEquals(frame.Builtins, f.Builtins))
        {
            frame.Globals = f.Globals;
            frame.Builtins = f.Builtins;
        }
        if (kwnames == null && args.Length == code.ArgCount && code.KwOnlyArgCount == 0 && (code.Flags & (CodeFlags.VarArgs | CodeFlags.VarKeywords)) == 0)
        {
            PyObject?[] r = frame.R;
            for (int i = 0; i < args.Length; i++)
            {
                Interpreter.Store(args[i], r, i);
            }
        }
        else
        {
            try
            {
                Bind(f, code, frame.R, args, kwnames);
            }
            catch
            {
                frame.Recycle();
                throw;
            }
        }
        if (f.Closure is { } closure)
        {
            PyObject[] cells = closure.Items;
            PyObject?[] r = frame.R;
            for (int i = 0; i < cells.Length; i++)
            {
                Interpreter.Store(cells[i], r, code.FirstFree + i);
            }
        }
        if ((code.Flags & (CodeFlags.NewLocals | CodeFlags.Optimized)) != (CodeFlags.NewLocals | CodeFlags.Optimized))
        {
            frame.Locals = (code.Flags & CodeFlags.NewLocals) != 0 ? new PyDict() : f.Globals;
        }
        return frame;
    }

    private static void Bind(PyFunction f, PyCode code, PyObject?[] r, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int keywordCount = kwnames?.Count ?? 0;
        int given = args.Length - keywordCount;
        int positional = code.ArgCount;
        int total = positional + code.KwOnlyArgCount;
        bool varArgs = (code.Flags & CodeFlags.VarArgs) != 0;
        bool varKeywords = (code.Flags & CodeFlags.VarKeywords) != 0;

        PyDict? kwdict = null;
        if (varKeywords)
        {
            kwdict = new PyDict();
            Interpreter.Store(kwdict, r, total + (varArgs ? 1 : 0));
        }
        int direct = Math.Min(given, positional);
        for (int i = 0; i < direct; i++)
        {
            Interpreter.Store(args[i], r, i);
        }
        if (varArgs)
        {
            Interpreter.Store(given > positional ? PyTuple.From(args[positional..given]) : PyTuple.Empty, r, total);
        }
        for (int k = 0; k < keywordCount; k++)
        {
            PyObject value = args[given + k];
            if (kwnames!.Items[k] is not PyStr name)
            {
                throw Err.TypeError("keywords must be strings");
            }
            int index = FindParameter(code, name, total);
            if (index >= 0)
            {
                if (r[index] != null)
                {
                    throw Err.TypeError($"{QualName(f)}() got multiple values for argument '{name.Value}'");
                }
                Interpreter.Store(value, r, index);
                continue;
            }
            if (kwdict == null)
            {
                if (code.PosOnlyArgCount > 0)
                {
                    CheckPositionalOnly(f, code, kwnames);
                }
                throw Err.TypeError($"{QualName(f)}() got an unexpected keyword argument '{name.Value}'");
            }
            kwdict.SetStr(name, value);
        }
        if (given > positional && !varArgs)
        {
            throw TooManyPositional(f, code, given, r);
        }
        if (given < positional)
        {
            PyObject[] defaults = f.Defaults is PyTuple d ? d.Items : [];
            int firstDefault = positional - defaults.Length;
            int missing = 0;
            for (int i = given; i < firstDefault; i++)
            {
                if (r[i] == null)
                {
                    missing++;
                }
            }
            if (missing > 0)
            {
                throw Missing(f, code, r, 0, firstDefault, "positional");
            }
            for (int i = Math.Max(given, firstDefault); i < positional; i++)
            {
                r[i] ??= defaults[i - firstDefault];
            }
        }
        if (code.KwOnlyArgCount > 0)
        {
            bool missing = false;
            for (int i = positional; i < total; i++)
            {
                if (r[i] == null)
                {
                    Interpreter.Store(f.KwDefaults?.GetStr(code.VarNames[i]), r, i);
                    missing |= r[i] == null;
                }
            }
            if (missing)
            {
                throw Missing(f, code, r, positional, total, "keyword-only");
            }
        }
    }

    private static int FindParameter(PyCode code, PyStr name, int total)
    {
        PyStr[] names = code.VarNames;
        for (int i = code.PosOnlyArgCount; i < total; i++)
        {
            if (ReferenceEquals(names[i], name))
            {
                return i;
            }
        }
        for (int i = code.PosOnlyArgCount; i < total; i++)
        {
            if (PyStr.Equals(names[i], name))
            {
                return i;
            }
        }
        return -1;
    }

    private static string QualName(PyFunction f) => f.QualName is PyStr s ? s.Value : f.Code.QualName;

    private static void CheckPositionalOnly(PyFunction f, PyCode code, PyTuple kwnames)
    {
        StringBuilder? names = null;
        for (int i = 0; i < code.PosOnlyArgCount; i++)
        {
            foreach (PyObject kw in kwnames.Items)
            {
                if (kw is PyStr s && PyStr.Equals(s, code.VarNames[i]))
                {
                    names = names == null ? new StringBuilder(s.Value) : names.Append(", ").Append(s.Value);
                }
            }
        }
        if (names != null)
        {
            throw Err.TypeError($"{QualName(f)}() got some positional-only arguments passed as keyword arguments: '{names}'");
        }
    }

    private static PyException TooManyPositional(PyFunction f, PyCode code, int given, PyObject?[] r)
    {
        int defaults = f.Defaults is PyTuple d ? d.Count : 0;
        int kwonlyGiven = 0;
        for (int i = code.ArgCount; i < code.ArgCount + code.KwOnlyArgCount; i++)
        {
            if (r[i] != null)
            {
                kwonlyGiven++;
            }
        }
        string takes = defaults > 0 ? $"from {code.ArgCount - defaults} to {code.ArgCount}" : code.ArgCount.ToString();
        bool plural = defaults > 0 || code.ArgCount != 1;
        string extra = kwonlyGiven > 0
            ? $" positional argument{(given != 1 ? "s" : "")} (and {kwonlyGiven} keyword-only argument{(kwonlyGiven != 1 ? "s" : "")})"
            : "";
        return Err.TypeError($"{QualName(f)}() takes {takes} positional argument{(plural ? "s" : "")} but {given}{extra} {(given == 1 && kwonlyGiven == 0 ? "was" : "were")} given");
    }

    private static PyException Missing(PyFunction f, PyCode code, PyObject?[] r, int start, int end, string kind)
    {
        List<string> names = [];
        for (int i = start; i < end; i++)
        {
            if (r[i] == null)
            {
                names.Add($"'{code.VarNames[i].Value}'");
            }
        }
        string text = names.Count switch
        {
            1 => names[0],
            2 => $"{names[0]} and {names[1]}",
            _ => $"{string.Join(", ", names.GetRange(0, names.Count - 1))}, and {names[^1]}",
        };
        return Err.TypeError($"{QualName(f)}() missing {names.Count} required {kind} argument{(names.Count == 1 ? "" : "s")}: {text}");
    }
}

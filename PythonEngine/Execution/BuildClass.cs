namespace PythonEngine.Execution;

/// <summary><c>__build_class__</c>: runs a class statement's body and calls the metaclass (PEP 3115, PEP 560).</summary>
internal static class BuildClass
{
    /// <summary>What is known while the body runs.</summary>
    internal sealed class State : PyObject
    {
        public required PyObject Metaclass;
        public required PyObject Name;
        public required PyTuple Bases;
        public PyTuple? OriginalBases;
        public required PyObject Namespace;
        public required PyObject[] KeywordValues;
        public PyTuple? KeywordNames;

        internal override PyType Type => PyNone.TypeObject;
    }

    /// <summary>The native function; its result arrives through the body's frame.</summary>
    internal static PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int positional = args.Length - (kwnames?.Count ?? 0);
        if (positional < 2)
        {
            throw Err.TypeError("__build_class__: not enough arguments");
        }
        PyFunction body = args[0] as PyFunction ?? throw Err.TypeError("__build_class__: func must be a function");
        PyStr name = args[1] as PyStr ?? throw Err.TypeError("__build_class__: name is not a string");
        PyTuple original = PyTuple.From(args[2..positional]);
        PyTuple bases = ResolveBases(original);

        PyObject? metaclass = null;
        List<PyObject> names = [];
        List<PyObject> values = [];
        for (int i = 0; i < (kwnames?.Count ?? 0); i++)
        {
            PyStr key = (PyStr)kwnames![i];
            if (PyStr.Equals(key, Names.Metaclass))
            {
                metaclass = args[positional + i];
            }
            else
            {
                names.Add(key);
                values.Add(args[positional + i]);
            }
        }
        bool isClass = true;
        if (metaclass == null)
        {
            metaclass = bases.Count == 0 ? PyType.TypeObject : bases[0].Type;
        }
        else
        {
            isClass = metaclass is PyType;
        }
        if (isClass)
        {
            metaclass = PyType.CalculateMetaclass((PyType)metaclass, bases);
        }
        PyTuple? keywordNames = names.Count == 0 ? null : new PyTuple([.. names]);
        PyObject[] keywordValues = [.. values];

        PyObject ns;
        PyObject? prepare = Ops.TryGetAttr(metaclass, Names.Prepare);
        if (prepare == null || ReferenceEquals(metaclass, PyType.TypeObject))
        {
            ns = new PyDict();
        }
        else
        {
            PyObject[] prepareArgs = [name, bases, .. keywordValues];
            ns = Ops.Call(prepare, prepareArgs, keywordNames);
            if (!ns.Type.HasGetItem)
            {
                string owner = isClass ? ((PyType)metaclass).Name : "<metaclass>";
                throw Err.TypeError($"{owner}.__prepare__() must return a mapping, not {ns.Type.FullName}");
            }
        }
        PyFrame frame = CallArguments.NewFrame(body, default, null);
        frame.Locals = ns;
        PyThread t = PyThread.Current;
        State state = new()
        {
            Metaclass = metaclass,
            Name = name,
            Bases = bases,
            OriginalBases = ReferenceEquals(bases, original) ? null : original,
            Namespace = ns,
            KeywordValues = keywordValues,
            KeywordNames = keywordNames,
        };
        return Finish(state, t.RunFrame(frame));
    }

    private static PyTuple ResolveBases(PyTuple bases)
    {
        List<PyObject>? resolved = null;
        for (int i = 0; i < bases.Count; i++)
        {
            PyObject b = bases[i];
            PyObject? entries = b is PyType ? null : Ops.TryGetAttr(b, Names.MroEntries);
            if (entries == null)
            {
                resolved?.Add(b);
                continue;
            }
            PyTuple replacement = Ops.Call(entries, bases) as PyTuple ?? throw Err.TypeError("__mro_entries__ must return a tuple");
            if (resolved == null)
            {
                resolved = [];
                for (int k = 0; k < i; k++)
                {
                    resolved.Add(bases[k]);
                }
            }
            resolved.AddRange(replacement.Items);
        }
        return resolved == null ? bases : new PyTuple([.. resolved]);
    }

    /// <summary>The body has run: makes the class and checks that its __class__ cell was filled.</summary>
    internal static PyObject Finish(State state, PyObject cell)
    {
        if (state.OriginalBases != null)
        {
            Ops.SetItem(state.Namespace, Names.OrigBases, state.OriginalBases);
        }
        PyObject[] args = [state.Name, state.Bases, state.Namespace, .. state.KeywordValues];
        PyObject cls = Ops.Call(state.Metaclass, args, state.KeywordNames);
        if (cls is PyType type && cell is PyCell classCell)
        {
            if (classCell.Contents == null)
            {
                throw Err.RuntimeError($"__class__ not set defining {Ops.ReprText(state.Name)} as {Ops.ReprText(cls)}. Was __classcell__ propagated to type.__new__?");
            }
            if (!ReferenceEquals(classCell.Contents, type))
            {
                throw Err.TypeError($"__class__ set to {Ops.ReprText(classCell.Contents)} defining {Ops.ReprText(state.Name)} as {Ops.ReprText(cls)}");
            }
        }
        return cls;
    }
}

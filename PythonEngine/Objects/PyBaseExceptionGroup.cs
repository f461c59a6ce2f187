namespace PythonEngine.Objects;

/// <summary><c>BaseExceptionGroup</c>; ExceptionGroup is made from it and Exception (see Exc).</summary>
[PyType("BaseExceptionGroup", Subclassable = true, HasInstanceFields = true, Doc = "A combination of multiple unrelated exceptions.")]
internal sealed unsafe partial class PyBaseExceptionGroup(PyType cls) : PyBaseException(cls)
{
    internal PyObject? Message;
    internal PyTuple Exceptions = PyTuple.Empty;

    /// <summary>BaseExceptionGroup(message, exceptions), which becomes an ExceptionGroup when it can.</summary>
    internal static PyBaseExceptionGroup Make(string message, PyObject exceptions) => Create(TypeObject, new PyStr(message), exceptions);

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int count = args.Length - (kwnames?.Count ?? 0);
        if (count != 2)
        {
            throw Err.TypeError($"BaseExceptionGroup.__new__() takes exactly 2 arguments ({count} given)");
        }
        PyStr message = args[0] as PyStr
            ?? throw Err.TypeError($"BaseExceptionGroup.__new__() argument 1 must be str, not {(args[0] is PyNone ? "None" : args[0].Type.FullName)}");
        return Create(cls, message, args[1]);
    }

    private static PyBaseExceptionGroup Create(PyType cls, PyStr message, PyObject exceptions)
    {
        if (exceptions is not (PyList or PyTuple) && (exceptions is PyDict || exceptions.Type.MpGetItem == null || exceptions.Type.SqLength == null))
        {
            throw Err.TypeError("second argument (exceptions) must be a sequence");
        }
        PyTuple items = PyTuple.From(Ops.ToArray(exceptions));
        if (items.Count == 0)
        {
            throw Err.ValueError("second argument (exceptions) must be a non-empty sequence");
        }
        bool nested = false;
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] is not PyBaseException)
            {
                throw Err.ValueError($"Item {i} of second argument (exceptions) is not an exception");
            }
            nested |= !items[i].Type.IsSubtypeOf(Exc.Exception);
        }
        if (ReferenceEquals(cls, Exc.ExceptionGroup))
        {
            if (nested)
            {
                throw Err.TypeError("Cannot nest BaseExceptions in an ExceptionGroup");
            }
        }
        else if (ReferenceEquals(cls, TypeObject))
        {
            cls = nested ? cls : Exc.ExceptionGroup;
        }
        else if (nested && cls.IsSubtypeOf(Exc.Exception))
        {
            throw Err.TypeError($"Cannot nest BaseExceptions in '{cls.FullName}'");
        }
        return new PyBaseExceptionGroup(cls)
        {
            Args = new PyTuple([message, exceptions]),
            Message = message,
            Exceptions = items,
        };
    }

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => InitArgs(args, kwnames);

    [PyMethod("__str__")]
    private string Str() =>
        $"{Ops.StrText(Message ?? PyNone.Instance)} ({Exceptions.Count} sub-exception{(Exceptions.Count == 1 ? "" : "s")})";

    [PyClassMethod("__class_getitem__", "item, /", Doc = "See PEP 585")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);

    [PyGetter("message", Member = true)]
    private PyObject? MessageValue => Message;

    [PyGetter("exceptions", Member = true)]
    private PyObject ExceptionsValue => Exceptions;

    [PyMethod("derive", "excs, /")]
    private PyObject Derive(PyObject excs) => Create(TypeObject, (PyStr)Message!, excs);

    [PyMethod("split", "matcher_value, /")]
    private PyObject Split(PyObject matcher)
    {
        SplitRecursive(this, Matcher.From(matcher), wantRest: true, out PyBaseException? match, out PyBaseException? rest);
        return PyTuple.Of(match as PyObject ?? PyNone.Instance, rest as PyObject ?? PyNone.Instance);
    }

    [PyMethod("subgroup", "matcher_value, /")]
    private PyObject Subgroup(PyObject matcher)
    {
        SplitRecursive(this, Matcher.From(matcher), wantRest: false, out PyBaseException? match, out _);
        return match as PyObject ?? PyNone.Instance;
    }

    /// <summary>What decides which exceptions of a group are taken.</summary>
    internal sealed class Matcher(PyObject? predicate, PyObject? types, HashSet<PyObject>? instances)
    {
        public static Matcher From(PyObject value)
        {
            if (value is PyFunction)
            {
                return new Matcher(value, null, null);
            }
            return IsExceptionClass(value) || value is PyTuple tuple && Array.TrueForAll(tuple.Items, IsExceptionClass)
                ? new Matcher(null, value, null)
                : throw Err.TypeError("expected a function, exception type or tuple of exception types");
        }

        public bool Matches(PyBaseException exception) =>
            types != null ? exception.MatchesAny(types)
            : predicate != null ? Ops.IsTrue(Ops.Call(predicate, exception))
            : exception is not PyBaseExceptionGroup && instances!.Contains(exception);
    }

    private static bool IsExceptionClass(PyObject value) => value is PyType cls && cls.IsSubtypeOf(Exc.BaseException);

    internal static void SplitRecursive(PyBaseException exception, Matcher matcher, bool wantRest, out PyBaseException? match, out PyBaseException? rest)
    {
        match = rest = null;
        if (matcher.Matches(exception))
        {
            match = exception;
            return;
        }
        if (exception is not PyBaseExceptionGroup group)
        {
            rest = wantRest ? exception : null;
            return;
        }
        List<PyObject> matches = [];
        List<PyObject> rests = [];
        using (PyThread.Current.EnterRecursion(" in exceptiongroup_split_recursive"))
        {
            foreach (PyObject item in group.Exceptions.Items)
            {
                SplitRecursive((PyBaseException)item, matcher, wantRest, out PyBaseException? m, out PyBaseException? r);
                if (m != null)
                {
                    matches.Add(m);
                }
                if (r != null)
                {
                    rests.Add(r);
                }
            }
        }
        match = group.Subset(matches);
        rest = wantRest ? group.Subset(rests) : null;
    }

    /// <summary>A group like this one with only some of its exceptions; null for none.</summary>
    private PyBaseExceptionGroup? Subset(List<PyObject> exceptions)
    {
        if (exceptions.Count == 0)
        {
            return null;
        }
        PyObject made = Ops.CallMethod(this, "derive", new PyList([.. exceptions]));
        if (made is not PyBaseExceptionGroup group)
        {
            throw Err.TypeError("derive must return an instance of BaseExceptionGroup");
        }
        group.Traceback = Traceback;
        group.Context = Context;
        group.Cause = Cause;
        group.SuppressContext = true;
        if (Ops.TryGetAttr(this, Names.Notes) is { } notes and (PyList or PyTuple))
        {
            Ops.SetAttr(group, Names.Notes, Ops.ToList(notes));
        }
        return group;
    }

    /// <summary>Adds every exception that is no group to a set.</summary>
    internal static void CollectLeaves(PyBaseException exception, HashSet<PyObject> leaves)
    {
        if (exception is not PyBaseExceptionGroup group)
        {
            leaves.Add(exception);
            return;
        }
        using (PyThread.Current.EnterRecursion(" in collect_exception_group_leaves"))
        {
            foreach (PyObject item in group.Exceptions.Items)
            {
                CollectLeaves((PyBaseException)item, leaves);
            }
        }
    }
}

/// <summary>What except* does with exception groups (PEP 654).</summary>
internal static class ExceptionGroups
{
    /// <summary>Splits an exception by the class or tuple of an except* clause.</summary>
    internal static void Match(PyBaseException exception, PyObject type, out PyObject matched, out PyObject rest)
    {
        CheckClasses(type);
        matched = rest = PyNone.Instance;
        if (exception.MatchesAny(type))
        {
            // A naked exception is wrapped, so that the handler always sees a group.
            matched = exception is PyBaseExceptionGroup ? exception : PyBaseExceptionGroup.Make("", new PyTuple([exception]));
            return;
        }
        if (exception is not PyBaseExceptionGroup)
        {
            rest = exception;
            return;
        }
        PyObject result = Ops.CallMethod(exception, "split", type);
        if (result is not PyTuple pair)
        {
            throw Err.TypeError($"{exception.Type.FullName}.split must return a tuple, not {result.Type.FullName}");
        }
        if (pair.Count < 2)
        {
            throw Err.TypeError($"{exception.Type.FullName}.split must return a 2-tuple, got tuple of size {pair.Count}");
        }
        matched = pair[0];
        rest = pair[1];
    }

    private static void CheckClasses(PyObject type)
    {
        foreach (PyObject item in type is PyTuple tuple ? tuple.Items : [type])
        {
            if (item is not PyType cls || !cls.IsSubtypeOf(Exc.BaseException))
            {
                throw Err.TypeError("catching classes that do not inherit from BaseException is not allowed");
            }
            if (cls.IsSubtypeOf(Exc.BaseExceptionGroup))
            {
                throw Err.TypeError("catching ExceptionGroup with except* is not allowed. Use except instead.");
            }
        }
    }

    /// <summary>The exception to raise at the end of try/except*; None when everything was handled.</summary>
    /// <param name="original">What the try block raised.</param>
    /// <param name="exceptions">What the clauses raised, re-raised or left over; entries may be None.</param>
    internal static PyObject PrepareReraise(PyBaseException original, PyList exceptions)
    {
        if (exceptions.Count == 0)
        {
            return PyNone.Instance;
        }
        if (original is not PyBaseExceptionGroup)
        {
            // Only one clause can have run for a naked exception.
            return exceptions[0];
        }
        List<PyObject> raised = [];
        HashSet<PyObject> kept = new(ReferenceEqualityComparer.Instance as IEqualityComparer<PyObject>);
        foreach (PyObject item in exceptions.Span)
        {
            if (item is not PyBaseException exception)
            {
                continue;
            }
            if (SameMetadata(exception, original))
            {
                PyBaseExceptionGroup.CollectLeaves(exception, kept);
            }
            else
            {
                raised.Add(exception);
            }
        }
        PyBaseException? reraised = null;
        if (kept.Count > 0)
        {
            // What was not handled keeps its place in the tree of the original group.
            PyBaseExceptionGroup.SplitRecursive(original, new PyBaseExceptionGroup.Matcher(null, null, kept), wantRest: false, out reraised, out _);
        }
        if (raised.Count == 0)
        {
            return reraised as PyObject ?? PyNone.Instance;
        }
        if (reraised != null)
        {
            raised.Add(reraised);
        }
        return PyBaseExceptionGroup.Make("", new PyList([.. raised]));
    }

    private static bool SameMetadata(PyBaseException a, PyBaseException b) =>
        ReferenceEquals(a.Traceback, b.Traceback) && ReferenceEquals(a.Cause, b.Cause) && ReferenceEquals(a.Context, b.Context);
}

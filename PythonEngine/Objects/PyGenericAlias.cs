namespace PythonEngine.Objects;

/// <summary><c>types.GenericAlias</c>: <c>list[int]</c>.</summary>
[PyType("GenericAlias", Module = "types", Subclassable = true)]
internal unsafe partial class PyGenericAlias : PyObject
{
    private static readonly HashSet<string> s_own =
    [
        "__class__", "__origin__", "__args__", "__unpacked__", "__parameters__", "__typing_unpacked_tuple_args__", "__mro_entries__",
        "__reduce_ex__", "__reduce__", "__copy__", "__deepcopy__", "__bases__",
    ];

    private static readonly string[] s_extraDir =
    [
        "__origin__", "__args__", "__parameters__", "__mro_entries__", "__reduce_ex__", "__reduce__", "__copy__", "__deepcopy__",
        "__unpacked__", "__typing_unpacked_tuple_args__", "__class__",
    ];

    internal readonly PyObject Origin;
    internal readonly PyTuple Args;
    private readonly bool _starred;
    private PyTuple? _parameters;

    public PyGenericAlias(PyObject origin, PyObject args) : this(origin, args, starred: false)
    {
    }

    private PyGenericAlias(PyObject origin, PyObject args, bool starred)
    {
        Origin = origin;
        Args = args as PyTuple ?? new PyTuple([args]);
        _starred = starred;
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("GenericAlias() takes no keyword arguments");
        }
        if (args.Length != 2)
        {
            throw Err.TypeError($"GenericAlias expected 2 arguments, got {args.Length}");
        }
        return ReferenceEquals(cls, TypeObject) ? new PyGenericAlias(args[0], args[1]) : new PyGenericAliasInstance(cls, args[0], args[1]);
    }

    /// <summary>How a type argument is shown: "int", "typing.Any", "...".</summary>
    internal static string ItemText(PyObject item)
    {
        if (item is PyEllipsis)
        {
            return "...";
        }
        if (Ops.TryGetAttr(item, Names.Origin) != null && Ops.TryGetAttr(item, Names.Args) != null)
        {
            return Ops.ReprText(item);
        }
        PyObject? name = Ops.TryGetAttr(item, Names.Qualname);
        PyObject? module = name == null ? null : Ops.TryGetAttr(item, Names.Module);
        if (name == null || module is null or PyNone)
        {
            return Ops.ReprText(item);
        }
        return module is PyStr { Value: "builtins" } ? Ops.StrText(name) : Ops.StrText(module) + "." + Ops.StrText(name);
    }

    [PyMethod("__repr__")]
    private string Repr()
    {
        using RecursionGuard guard = PyThread.Current.EnterRecursion(" while getting the repr of an object");
        System.Text.StringBuilder text = new(_starred ? "*" : "");
        text.Append(ItemText(Origin)).Append('[');
        for (int i = 0; i < Args.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(ItemText(Args[i]));
        }
        return text.Append(Args.Count == 0 ? "()]" : "]").ToString();
    }

    [PyMethod("__hash__")]
    private long Hash()
    {
        long hash = Ops.Hash(Origin) ^ Ops.Hash(Args);
        return hash == -1 ? -2 : hash;
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (other is not PyGenericAlias alias || op is not (CompareOp.Eq or CompareOp.Ne))
        {
            return PyNotImplemented.Instance;
        }
        return PyBool.From(IsEqual(alias) == (op == CompareOp.Eq));
    }

    internal bool IsEqual(PyGenericAlias other) =>
        _starred == other._starred && Ops.Compare(Origin, other.Origin, CompareOp.Eq) && Ops.Compare(Args, other.Args, CompareOp.Eq);

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject made = Ops.Call(Origin, args, kwnames);
        try
        {
            Ops.SetAttr(made, Names.OrigClass, this);
        }
        catch (PyException e) when (e.Matches(Exc.AttributeError) || e.Matches(Exc.TypeError))
        {
            // Objects that take no attributes do without.
        }
        return made;
    }

    [PyMethod("__getattribute__")]
    private PyObject? GetAttribute(PyStr name) => s_own.Contains(name.Value) ? Ops.GenericGetAttr(this, name) : Ops.GetAttr(Origin, name);

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject item) =>
        new PyGenericAlias(Origin, TypeParameters.Substitute(this, Args, Parameters, item), _starred);

    [PyMethod("__iter__")]
    private PyObject Iter() => new PyGenericAliasIterator(this);

    /// <summary>The alias with a star, what its iterator gives.</summary>
    internal PyGenericAlias Starred() => new(Origin, Args, starred: true);

    [PyMethod("__or__")]
    private static PyObject Or(PyObject a, PyObject b) => PyUnion.Or(a, b);

    [PyMethod("__mro_entries__", "bases, /")]
    private PyObject MroEntries(PyObject bases) => new PyTuple([Origin]);

    [PyMethod("__instancecheck__", "instance, /")]
    private PyObject InstanceCheck(PyObject instance) => throw Err.TypeError("isinstance() argument 2 cannot be a parameterized generic");

    [PyMethod("__subclasscheck__", "cls, /")]
    private PyObject SubclassCheck(PyObject cls) => throw Err.TypeError("issubclass() argument 2 cannot be a parameterized generic");

    [PyMethod("__reduce__", "")]
    private PyObject Reduce()
    {
        if (_starred)
        {
            PyObject next = PyThread.Current.Engine.Builtins.GetStr(PyStr.Intern("next"))!;
            return PyTuple.Of(next, new PyTuple([Ops.Iter(new PyGenericAlias(Origin, Args))]));
        }
        return PyTuple.Of(TypeObject, PyTuple.Of(Origin, Args));
    }

    [PyMethod("__dir__", "")]
    private PyObject Dir()
    {
        PyObject dir = PyThread.Current.Engine.Builtins.GetStr(PyStr.Intern("dir"))!;
        PyList names = Ops.ToList(Ops.Call(dir, Origin));
        foreach (string extra in s_extraDir)
        {
            PyStr name = PyStr.Intern(extra);
            if (!Ops.Contains(names, name))
            {
                names.Add(name);
            }
        }
        return names;
    }

    internal PyTuple Parameters => _parameters ??= TypeParameters.Of(Args);

    /// <summary>What *tuple[int, str] stands for in an argument list; null for everything else.</summary>
    internal PyTuple? UnpackedTupleArgs => _starred && ReferenceEquals(Origin, PyTuple.TypeObject) ? Args : null;

    [PyGetter("__origin__", Member = true)]
    private PyObject OriginValue => Origin;

    [PyGetter("__args__", Member = true)]
    private PyObject ArgsValue => Args;

    [PyGetter("__parameters__")]
    private PyObject ParametersValue => Parameters;

    [PyGetter("__unpacked__", Member = true)]
    private bool Unpacked => _starred;

    [PyGetter("__typing_unpacked_tuple_args__")]
    private PyObject? UnpackedTupleArgsValue => UnpackedTupleArgs;
}

/// <summary>Type variables in the arguments of generic aliases and unions, and their replacement.</summary>
internal static unsafe class TypeParameters
{
    private static readonly PyStr s_prepare = PyStr.Intern("__typing_prepare_subst__");
    private static readonly PyStr s_unpackedArgs = PyStr.Intern("__typing_unpacked_tuple_args__");

    /// <summary>The type variables in order of their first appearance.</summary>
    internal static PyTuple Of(PyTuple args)
    {
        List<PyObject> found = [];
        foreach (PyObject arg in args.Items)
        {
            if (arg is PyType)
            {
                // The __parameters__ of a bare class is a descriptor.
                continue;
            }
            if (Ops.TryGetAttr(arg, Names.TypingSubst) != null)
            {
                AddOnce(found, arg);
            }
            else if (Ops.TryGetAttr(arg, Names.Parameters) is PyTuple inner)
            {
                foreach (PyObject parameter in inner.Items)
                {
                    AddOnce(found, parameter);
                }
            }
        }
        return found.Count == 0 ? PyTuple.Empty : new PyTuple([.. found]);
    }

    private static void AddOnce(List<PyObject> list, PyObject item)
    {
        foreach (PyObject other in list)
        {
            if (ReferenceEquals(other, item))
            {
                return;
            }
        }
        list.Add(item);
    }

    private static int IndexOf(PyTuple parameters, PyObject parameter)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            if (ReferenceEquals(parameters[i], parameter))
            {
                return i;
            }
        }
        return -1;
    }

    /// <summary>Replaces *tuple[int, str] by its items.</summary>
    private static PyTuple Unpack(PyObject item)
    {
        PyObject[] given = item is PyTuple tuple ? tuple.Items : [item];
        List<PyObject> result = [];
        foreach (PyObject one in given)
        {
            PyObject? inner = one is PyType ? null : one is PyGenericAlias alias ? alias.UnpackedTupleArgs : Ops.TryGetAttr(one, s_unpackedArgs);
            if (inner is PyTuple args && !(args.Count > 0 && args[args.Count - 1] is PyEllipsis))
            {
                result.AddRange(args.Items);
            }
            else
            {
                result.Add(one);
            }
        }
        return new PyTuple([.. result]);
    }

    /// <summary>The arguments of <c>alias[item]</c>.</summary>
    internal static PyTuple Substitute(PyObject alias, PyTuple args, PyTuple parameters, PyObject item)
    {
        if (parameters.Count == 0)
        {
            throw Err.TypeError($"{Ops.ReprText(alias)} is not a generic class");
        }
        PyObject items = Unpack(item);
        foreach (PyObject parameter in parameters.Items)
        {
            if (Ops.TryGetAttr(parameter, s_prepare) is { } prepare and not PyNone)
            {
                items = Ops.Call(prepare, alias, items is PyTuple ? items : new PyTuple([items]));
            }
        }
        PyTuple values = items as PyTuple ?? new PyTuple([items]);
        if (values.Count != parameters.Count)
        {
            throw Err.TypeError($"Too {(values.Count > parameters.Count ? "many" : "few")} arguments for {Ops.ReprText(alias)}; actual {values.Count}, expected {parameters.Count}");
        }
        List<PyObject> result = [];
        foreach (PyObject arg in args.Items)
        {
            if (arg is PyType)
            {
                result.Add(arg);
                continue;
            }
            bool unpack = Ops.TryGetAttr(arg, Names.TypingIsUnpackedTypevartuple) is { } flag && Ops.IsTrue(flag);
            PyObject replaced = arg;
            if (Ops.TryGetAttr(arg, Names.TypingSubst) is { } substitute)
            {
                replaced = Ops.Call(substitute, values[IndexOf(parameters, arg)]);
            }
            else if (Ops.TryGetAttr(arg, Names.Parameters) is PyTuple { Count: > 0 } inner)
            {
                replaced = Ops.GetItem(arg, Select(inner, parameters, values));
            }
            if (unpack && replaced is PyTuple several)
            {
                result.AddRange(several.Items);
            }
            else
            {
                result.Add(replaced);
            }
        }
        return new PyTuple([.. result]);
    }

    private static unsafe PyTuple Select(PyTuple wanted, PyTuple parameters, PyTuple values)
    {
        List<PyObject> result = [];
        foreach (PyObject parameter in wanted.Items)
        {
            int index = IndexOf(parameters, parameter);
            PyObject value = index < 0 ? parameter : values[index];
            if (index >= 0 && value is PyTuple several && parameter.Type.TpIter != null)
            {
                // A TypeVarTuple stands for several arguments.
                result.AddRange(several.Items);
            }
            else
            {
                result.Add(value);
            }
        }
        return new PyTuple([.. result]);
    }
}

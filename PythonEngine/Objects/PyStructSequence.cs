using System.Collections.Concurrent;
using System.Text;

namespace PythonEngine.Objects;

/// <summary>What a struct sequence type looks like: CPython's PyStructSequence_Desc.</summary>
internal sealed class StructSequenceSpec
{
    /// <summary>"os.stat_result"</summary>
    public required string Name { get; init; }
    public string? Doc { get; init; }
    /// <summary>Names in order of position; null for a position without a name.</summary>
    public required string?[] Fields { get; init; }
    /// <summary>How many of the fields are items of the tuple; the others are attributes only.</summary>
    public required int VisibleCount { get; init; }
    /// <summary>Whether calling the type is allowed.</summary>
    public bool Constructible { get; init; } = true;

    /// <summary>The constructor takes the only field's value (os.sched_param).</summary>
    public bool TakesValue { get; init; }

    public string?[] Docs { get; init; } = [];

    /// <summary>Positions of the fields that have names, in order.</summary>
    internal int[] Named = [];

    internal int UnnamedCount => Fields.Length - Named.Length;
}

/// <summary>
/// Instances of struct sequence types (os.stat_result, time.struct_time...): tuples with named items and further named
/// values beyond the tuple's end.
/// </summary>
[PyType("structseq", HasInstanceFields = true, Base = typeof(PyTuple))]
internal sealed partial class PyStructSequence : PyTuple
{
    private static readonly ConcurrentDictionary<PyType, StructSequenceSpec> s_specs = new();
    private static readonly PyStr s_matchArgs = PyStr.Intern("__match_args__");

    private readonly PyType _type;
    /// <summary>All values, hidden ones included.</summary>
    internal readonly PyObject[] Values;

    private PyStructSequence(PyType type, PyObject[] visible, PyObject[] all) : base(visible)
    {
        _type = type;
        Values = all;
    }

    internal override PyType Type => _type;

    /// <summary>Makes a type. Call once per type and keep the result in a static field: the types are immutable.</summary>
    internal static unsafe PyType CreateType(StructSequenceSpec spec)
    {
        int dot = spec.Name.LastIndexOf('.');
        List<int> named = [];
        for (int i = 0; i < spec.Fields.Length; i++)
        {
            if (spec.Fields[i] != null)
            {
                named.Add(i);
            }
        }
        spec.Named = [.. named];
        PyType type = PyType.CreateNative(new NativeTypeSpec
        {
            Name = spec.Name[(dot + 1)..],
            Module = dot < 0 ? "builtins" : spec.Name[..dot],
            Doc = spec.Doc,
            Base = PyTuple.TypeObject,
            NoConstructor = !spec.Constructible,
            Slots = &__InitSlots,
            Members = &FillMembers,
        });
        s_specs[type] = spec;
        return type;
    }

    /// <summary>An instance of all of the type's values.</summary>
    internal static PyStructSequence Make(PyType type, params PyObject[] values)
    {
        StructSequenceSpec spec = s_specs[type];
        PyObject[] visible = spec.VisibleCount == values.Length ? values : values.AsSpan(0, spec.VisibleCount).ToArray();
        return new PyStructSequence(type, visible, values);
    }

    private static unsafe void FillMembers(PyType type, PyDict dict)
    {
        __InitMembers(type, dict);
        StructSequenceSpec spec = s_specs[type];
        List<PyObject> match = [];
        for (int n = 0; n < spec.Named.Length; n++)
        {
            int i = spec.Named[n];
            PyStr name = PyStr.Intern(spec.Fields[i]!);
            string? doc = i < spec.Docs.Length ? spec.Docs[i] : null;
            dict.SetStr(name, new PyStructSequenceMember(type, name, i, doc));
            if (i < spec.VisibleCount)
            {
                match.Add(name);
            }
        }
        dict.SetStr(s_matchArgs, new PyTuple(match.ToArray()));
        dict.SetStr(PyStr.Intern("n_sequence_fields"), PyInt.From(spec.VisibleCount));
        dict.SetStr(PyStr.Intern("n_fields"), PyInt.From(spec.Fields.Length));
        dict.SetStr(PyStr.Intern("n_unnamed_fields"), PyInt.From(spec.UnnamedCount));
    }

    private static readonly ArgSpec s_parameters = new("structseq", "sequence dict", 0, 2, 1, false);
    private static readonly ArgSpec s_valueParameters = new("sched_param", "sched_priority", 0, 1, 1, false);

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        StructSequenceSpec spec = s_specs[cls];
        PyObject[] bound = Args.Bind(spec.TakesValue ? s_valueParameters : s_parameters, args, kwnames);
        if (spec.TakesValue)
        {
            return Make(cls, bound[0]);
        }
        PyObject sequence = bound[0];
        PyObject? dict = bound[1];
        if (!sequence.Type.HasIter && !sequence.Type.HasGetItem)
        {
            throw Err.TypeError("constructor requires a sequence");
        }
        PyObject[] given = Ops.ToArray(sequence);
        PyDict? extra = null;
        if (dict != null)
        {
            extra = dict as PyDict ?? throw Err.TypeError($"{spec.Name}() takes a dict as second arg, if any");
        }
        int total = spec.Fields.Length;
        if (spec.VisibleCount != total)
        {
            if (given.Length < spec.VisibleCount)
            {
                throw Err.TypeError($"{spec.Name}() takes an at least {spec.VisibleCount}-sequence ({given.Length}-sequence given)");
            }
            if (given.Length > total)
            {
                throw Err.TypeError($"{spec.Name}() takes an at most {total}-sequence ({given.Length}-sequence given)");
            }
        }
        else if (given.Length != total)
        {
            throw Err.TypeError($"{spec.Name}() takes a {total}-sequence ({given.Length}-sequence given)");
        }
        PyObject[] values = new PyObject[total];
        Array.Copy(given, values, given.Length);
        for (int i = given.Length; i < total; i++)
        {
            values[i] = (spec.Fields[i] is { } name ? extra?.GetStr(PyStr.Intern(name)) : null) ?? PyNone.Instance;
        }
        return Make(cls, values);
    }

    [PyMethod("__repr__")]
    private PyObject Repr()
    {
        StructSequenceSpec spec = s_specs[_type];
        StringBuilder text = new(spec.Name);
        text.Append('(');
        for (int i = 0; i < spec.VisibleCount; i++)
        {
            if (i > 0)
            {
                text.Append(", ");
            }
            text.Append(i < spec.Named.Length ? spec.Fields[spec.Named[i]] : "?").Append('=').Append(Ops.ReprText(Items[i]));
        }
        return new PyStr(text.Append(')').ToString());
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce()
    {
        StructSequenceSpec spec = s_specs[_type];
        if (spec.TakesValue)
        {
            return new PyTuple([_type, new PyTuple([Items[0]])]);
        }
        PyDict hidden = new();
        for (int i = spec.VisibleCount; i < Values.Length; i++)
        {
            if (spec.Fields[i] is { } name)
            {
                hidden.SetStr(PyStr.Intern(name), Values[i]);
            }
        }
        return new PyTuple([_type, new PyTuple([new PyTuple((PyObject[])Items.Clone()), hidden])]);
    }
}

/// <summary>The read-only <c>member_descriptor</c> of a struct sequence's field.</summary>
[PyType("member_descriptor", NoConstructor = true)]
internal sealed partial class PyStructSequenceMember(PyType owner, PyStr name, int index, string? doc) : PyObject
{
    [PyMethod("__get__")]
    private PyObject Get(PyObject? obj, PyObject? type)
    {
        if (obj == null || (ReferenceEquals(obj, PyNone.Instance) && type != null))
        {
            return this;
        }
        return obj is PyStructSequence sequence && ReferenceEquals(sequence.Type, owner)
            ? sequence.Values[index]
            : throw Err.TypeError($"descriptor '{name.Value}' for '{owner.FullName}' objects doesn't apply to a '{Ops.TypeName(obj)}' object");
    }

    [PyMethod("__set__")]
    private void Set(PyObject obj, PyObject? value) => throw Err.AttributeError("readonly attribute");

    [PyMethod("__repr__")]
    private string Repr() => $"<member '{name.Value}' of '{owner.FullName}' objects>";

    [PyGetter("__name__")]
    private PyObject Name => name;

    [PyGetter("__qualname__")]
    private PyObject QualName => new PyStr(owner.QualName + "." + name.Value);

    [PyGetter("__objclass__")]
    private PyObject ObjClass => owner;

    [PyGetter("__doc__")]
    private PyObject Doc => doc == null ? PyNone.Instance : new PyStr(doc);
}

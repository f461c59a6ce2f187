namespace PythonEngine.Objects;

/// <summary><c>types.UnionType</c>: <c>int | str</c>.</summary>
[PyType("UnionType", Module = "types", NoConstructor = true)]
internal sealed partial class PyUnion(PyTuple args) : PyObject
{
    internal readonly PyTuple Args = args;
    private PyTuple? _parameters;

    /// <summary>The | of types; NotImplemented when an operand is none.</summary>
    internal static PyObject Or(PyObject a, PyObject b)
    {
        if (!IsUnionable(a) || !IsUnionable(b))
        {
            return PyNotImplemented.Instance;
        }
        List<PyObject> args = [];
        Collect(args, a);
        Collect(args, b);
        return args.Count == 1 ? args[0] : new PyUnion(new PyTuple([.. args]));
    }

    private static bool IsUnionable(PyObject obj) => obj is PyNone or PyType or PyGenericAlias or PyUnion;

    private static void Collect(List<PyObject> args, PyObject item)
    {
        if (item is PyUnion union)
        {
            foreach (PyObject inner in union.Args.Items)
            {
                Collect(args, inner);
            }
            return;
        }
        if (item is PyNone)
        {
            item = PyNone.TypeObject;
        }
        foreach (PyObject other in args)
        {
            bool same = item is PyGenericAlias a && other is PyGenericAlias b ? a.IsEqual(b) : ReferenceEquals(item, other);
            if (same)
            {
                return;
            }
        }
        args.Add(item);
    }

    [PyMethod("__or__")]
    private static PyObject OrSlot(PyObject a, PyObject b) => Or(a, b);

    [PyMethod("__repr__")]
    private string Repr()
    {
        System.Text.StringBuilder text = new();
        for (int i = 0; i < Args.Count; i++)
        {
            text.Append(i == 0 ? "" : " | ").Append(ReferenceEquals(Args[i], PyNone.TypeObject) ? "None" : PyGenericAlias.ItemText(Args[i]));
        }
        return text.ToString();
    }

    [PyMethod("__hash__")]
    private long Hash()
    {
        // Independent of the order, as equality is.
        long hash = 0x345678;
        foreach (PyObject arg in Args.Items)
        {
            long h = Ops.Hash(arg);
            hash ^= (h ^ 89869747 ^ h << 16) * 3644798167;
        }
        return hash == -1 ? -2 : hash;
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (other is not PyUnion union || op is not (CompareOp.Eq or CompareOp.Ne))
        {
            return PyNotImplemented.Instance;
        }
        return PyBool.From((Covers(union) && union.Covers(this)) == (op == CompareOp.Eq));
    }

    private bool Covers(PyUnion other)
    {
        foreach (PyObject arg in other.Args.Items)
        {
            if (!Ops.Contains(Args, arg))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>Only the module is the class's: everything else belongs to the union.</summary>
    [PyMethod("__getattribute__")]
    private PyObject? GetAttribute(PyStr name) =>
        ReferenceEquals(name, Names.Module) ? Ops.GetAttr(TypeObject, name) : Ops.GenericGetAttr(this, name);

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject item)
    {
        PyTuple args = TypeParameters.Substitute(this, Args, Parameters, item);
        PyObject result = args[0];
        for (int i = 1; i < args.Count; i++)
        {
            result = Ops.Binary(BinaryOp.Or, result, args[i]);
        }
        return result;
    }

    [PyMethod("__instancecheck__", "instance, /")]
    private bool InstanceCheck(PyObject instance) => Ops.IsInstance(instance, this);

    [PyMethod("__subclasscheck__", "cls, /")]
    private bool SubclassCheck(PyObject cls) => Ops.IsSubclass(cls, this);

    private PyTuple Parameters => _parameters ??= TypeParameters.Of(Args);

    [PyGetter("__args__", Member = true)]
    private PyObject ArgsValue => Args;

    [PyGetter("__parameters__")]
    private PyObject ParametersValue => Parameters;
}

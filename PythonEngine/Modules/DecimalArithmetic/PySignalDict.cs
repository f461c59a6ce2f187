using System.Text;

namespace PythonEngine.Modules.DecimalArithmetic;

/// <summary>The flags or traps of a context as a mapping from signals to booleans; <c>SignalDict</c> derives from it and from MutableMapping.</summary>
[PyType("SignalDictMixin", Module = "decimal", Subclassable = true, Doc = "")]
internal partial class PySignalDict : PyObject
{
    internal PyDecimalContext? Owner;
    internal bool IsTraps;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    private PyDecimalContext Context => Owner ?? throw Err.ValueError("invalid signal dict");

    internal Signals Bits
    {
        get => IsTraps ? Context.Traps : Context.Status;
        set
        {
            if (IsTraps)
            {
                Context.Traps = value;
            }
            else
            {
                Context.Status = value;
            }
        }
    }

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key) => PyBool.From((Bits & Context.State.FromType(key, conditions: false)) != 0);

    [PyMethod("__setitem__")]
    private void SetItem(PyObject key, PyObject? value)
    {
        if (value == null)
        {
            throw Err.ValueError("signal keys cannot be deleted");
        }
        Signals bits = Context.State.FromType(key, conditions: false);
        Bits = Ops.IsTrue(value) ? Bits | bits : Bits & ~bits;
    }

    [PyMethod("__len__")]
    private long Len() => Context.State.Signals.Length;

    [PyMethod("__iter__")]
    private PyObject Iter() => Ops.Iter(Context.State.ToList((Signals)(-1)));

    private PyDict ToDict()
    {
        PyDict dict = new();
        foreach ((Signals bits, _, PyType type) in Context.State.Signals)
        {
            dict.Set(type, PyBool.From((Bits & bits) != 0));
        }
        return dict;
    }

    [PyMethod("copy", "")]
    private PyObject Copy() => ToDict();

    [PyMethod("__repr__")]
    private string Repr()
    {
        StringBuilder text = new("{");
        foreach ((Signals bits, string name, _) in Context.State.Signals)
        {
            text.Append(text.Length > 1 ? ", " : "").Append("<class 'decimal.").Append(name).Append("'>:").Append((Bits & bits) != 0 ? "True" : "False");
        }
        return text.Append('}').ToString();
    }

    [PyMethod("__richcompare__")]
    private PyObject Compare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne))
        {
            return PyNotImplemented.Instance;
        }
        bool equal;
        if (other is PySignalDict dict)
        {
            equal = Bits == dict.Bits;
        }
        else if (other is PyDict)
        {
            try
            {
                equal = Bits == FromDict(Context.State, other);
            }
            catch (PyException)
            {
                return PyNotImplemented.Instance;
            }
        }
        else
        {
            return PyNotImplemented.Instance;
        }
        return PyBool.From(equal == (op == CompareOp.Eq));
    }

    /// <summary>A dict of all signals as bits.</summary>
    internal static Signals FromDict(DecimalState state, PyObject value)
    {
        if (value is PySignalDict own)
        {
            return own.Bits;
        }
        if (value is not PyDict dict)
        {
            throw Err.TypeError("argument must be a signal dict");
        }
        Signals result = Signals.None;
        if (dict.Count != state.Signals.Length)
        {
            throw Err.KeyError(new PyStr("invalid signal dict"));
        }
        foreach ((Signals bits, _, PyType type) in state.Signals)
        {
            PyObject flag = dict.Get(type) ?? throw Err.KeyError(new PyStr("invalid signal dict"));
            if (Ops.IsTrue(flag))
            {
                result |= bits;
            }
        }
        return result;
    }
}

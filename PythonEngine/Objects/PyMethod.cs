namespace PythonEngine.Objects;

/// <summary><c>method</c>: a function bound to an instance.</summary>
[PyType("method")]
internal sealed unsafe partial class PyMethod(PyObject function, PyObject self) : PyObject
{
    internal readonly PyObject Function = function;
    internal readonly PyObject Self = self;

    [PyNew("function, instance, /")]
    private static PyObject New(PyType cls, PyObject function, PyObject instance)
    {
        if (!function.Type.HasCall)
        {
            throw Err.TypeError("first argument must be callable");
        }
        return instance is PyNone ? throw Err.TypeError("instance must not be None") : new PyMethod(function, instance);
    }

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        PyThread.Current.TailCall(Function, Interpreter.Prepend(Self, args), kwnames);

    /// <summary>What the method type does not have comes from the function.</summary>
    [PyMethod("__getattribute__")]
    private PyObject? GetAttribute(PyStr name)
    {
        PyObject? found = TypeObject.Lookup(name);
        if (found != null)
        {
            var get = found.Type.TpDescrGet;
            return get == null ? found : get(found, this, TypeObject);
        }
        return Function.Type.TpGetAttr(Function, name);
    }

    [PyMethod("__repr__")]
    private string Repr()
    {
        PyObject? name = Ops.TryGetAttr(Function, Names.Qualname) ?? Ops.TryGetAttr(Function, Names.Name);
        return $"<bound method {(name is PyStr text ? text.Value : "?")} of {Ops.ReprText(Self)}>";
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyMethod b)
        {
            return PyNotImplemented.Instance;
        }
        return PyBool.From((Ops.Compare(Function, b.Function, CompareOp.Eq) && ReferenceEquals(Self, b.Self)) == (op == CompareOp.Eq));
    }

    [PyMethod("__hash__")]
    private long Hash()
    {
        long hash = Identity.Hash(Self) ^ Ops.Hash(Function);
        return hash == -1 ? -2 : hash;
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => PyTuple.Of(PyBuiltinFunction.GetAttrFunction, PyTuple.Of(Self, Ops.GetAttr(Function, Names.Name)));

    [PyGetter("__func__", Member = true)]
    private PyObject Func => Function;

    [PyGetter("__self__", Member = true)]
    private PyObject SelfValue => Self;

    [PyGetter("__doc__")]
    private PyObject? Doc => Ops.TryGetAttr(Function, Names.Doc);
}

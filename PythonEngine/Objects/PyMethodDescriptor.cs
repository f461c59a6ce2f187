namespace PythonEngine.Objects;

/// <summary><c>method_descriptor</c>: a native method of a type; args[0] is self.</summary>
[PyType("method_descriptor")]
internal sealed unsafe partial class PyMethodDescriptor(PyType owner, NativeFunction function) : PyObject
{
    internal readonly PyType Owner = owner;
    internal readonly NativeFunction Function = function;

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Function.Entry(args, kwnames);

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        if (instance == null)
        {
            return this;
        }
        DescriptorText.CheckSelf(Owner, Function.Name, instance);
        return new PyBuiltinFunction(Function, instance, null) { PassSelf = true };
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<method '{Function.Name}' of '{Owner.FullName}' objects>";

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => DescriptorText.Reduce(Owner, Function.Name);

    [PyGetter("__objclass__", Member = true)]
    private PyObject ObjClass => Owner;

    [PyGetter("__name__", Member = true)]
    private PyObject NameValue => PyStr.Intern(Function.Name);

    [PyGetter("__qualname__")]
    private string QualNameValue => Owner.QualName + "." + Function.Name;

    [PyGetter("__doc__")]
    private string? DocValue => Function.Doc;

    [PyGetter("__text_signature__")]
    private string? TextSignature => Function.TextSignature;
}

/// <summary><c>classmethod_descriptor</c>: a native class method; args[0] is the class.</summary>
[PyType("classmethod_descriptor")]
internal sealed unsafe partial class PyClassMethodDescriptor(PyType owner, NativeFunction function) : PyObject
{
    internal readonly PyType Owner = owner;
    internal readonly NativeFunction Function = function;

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length - (kwnames?.Count ?? 0) < 1)
        {
            throw Err.TypeError($"descriptor '{Function.Name}' of '{Owner.FullName}' object needs an argument");
        }
        if (args[0] is not PyType)
        {
            throw Err.TypeError($"descriptor '{Function.Name}' for type '{Owner.FullName}' needs a type, not a '{args[0].Type.FullName}' as arg 2");
        }
        return Function.Entry(args, kwnames);
    }

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        PyObject type = owner ?? instance?.Type ?? throw Err.TypeError($"descriptor '{Function.Name}' for type '{Owner.FullName}' needs either an object or a type");
        if (type is not PyType cls)
        {
            throw Err.TypeError($"descriptor '{Function.Name}' for type '{Owner.FullName}' needs a type, not a '{type.Type.FullName}' as arg 2");
        }
        if (!cls.IsSubtypeOf(Owner))
        {
            throw Err.TypeError($"descriptor '{Function.Name}' requires a subtype of '{Owner.FullName}' but received '{cls.FullName}'");
        }
        return new PyBuiltinFunction(Function, cls, null) { PassSelf = true };
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<method '{Function.Name}' of '{Owner.FullName}' objects>";

    [PyGetter("__objclass__", Member = true)]
    private PyObject ObjClass => Owner;

    [PyGetter("__name__", Member = true)]
    private PyObject NameValue => PyStr.Intern(Function.Name);

    [PyGetter("__qualname__")]
    private string QualNameValue => Owner.QualName + "." + Function.Name;

    [PyGetter("__doc__")]
    private string? DocValue => Function.Doc;

    [PyGetter("__text_signature__")]
    private string? TextSignature => Function.TextSignature;
}

/// <summary>What the descriptors of native types have in common.</summary>
internal static class DescriptorText
{
    public static void CheckSelf(PyType owner, string name, PyObject obj)
    {
        PyType type = obj.Type;
        if (!ReferenceEquals(type, owner) && !type.IsSubtypeOf(owner))
        {
            throw Err.TypeError($"descriptor '{name}' for '{owner.FullName}' objects doesn't apply to a '{type.FullName}' object");
        }
    }

    public static PyObject Reduce(PyType owner, string name) =>
        PyTuple.Of(PyBuiltinFunction.GetAttrFunction, PyTuple.Of(owner, PyStr.Intern(name)));
}

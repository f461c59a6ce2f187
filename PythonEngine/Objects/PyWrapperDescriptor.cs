namespace PythonEngine.Objects;

/// <summary><c>wrapper_descriptor</c>: the Python-visible form of a slot.</summary>
[PyType("wrapper_descriptor")]
internal sealed unsafe partial class PyWrapperDescriptor(PyType owner, NativeFunction function) : PyObject
{
    /// <summary>The type whose slot this shows.</summary>
    internal readonly PyType Owner = owner;
    internal readonly NativeFunction Function = function;

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length - (kwnames?.Count ?? 0) < 1)
        {
            throw Err.TypeError($"descriptor '{Function.Name}' of '{Owner.FullName}' object needs an argument");
        }
        PyType type = args[0].Type;
        if (!type.IsSubtypeOf(Owner))
        {
            throw Err.TypeError($"descriptor '{Function.Name}' requires a '{Owner.FullName}' object but received a '{type.FullName}'");
        }
        return Function.Entry(args, kwnames);
    }

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        if (instance == null)
        {
            return this;
        }
        DescriptorText.CheckSelf(Owner, Function.Name, instance);
        return new PyMethodWrapper(this, instance);
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<slot wrapper '{Function.Name}' of '{Owner.FullName}' objects>";

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

/// <summary><c>method-wrapper</c>: a slot bound to an instance.</summary>
[PyType("method-wrapper", NoConstructor = true)]
internal sealed partial class PyMethodWrapper(PyWrapperDescriptor descriptor, PyObject self) : PyObject
{
    internal readonly PyWrapperDescriptor Descriptor = descriptor;
    internal readonly PyObject Self = self;

    private string Name => Descriptor.Function.Name;

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => NativeCalls.WithSelf(Descriptor.Function, Self, args, kwnames);

    [PyMethod("__repr__")]
    private string Repr() => $"<method-wrapper '{Name}' of {Self.Type.FullName} object at 0x{Identity.Id(Self):x12}>";

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyMethodWrapper b)
        {
            return PyNotImplemented.Instance;
        }
        return PyBool.From((ReferenceEquals(Self, b.Self) && ReferenceEquals(Descriptor, b.Descriptor)) == (op == CompareOp.Eq));
    }

    [PyMethod("__hash__")]
    private long Hash() => Identity.Hash(Self) ^ Identity.Hash(Descriptor);

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => PyTuple.Of(PyBuiltinFunction.GetAttrFunction, PyTuple.Of(Self, PyStr.Intern(Name)));

    [PyGetter("__self__")]
    private PyObject SelfValue => Self;

    [PyGetter("__objclass__", Member = true)]
    private PyObject ObjClass => Descriptor.Owner;

    [PyGetter("__name__", Member = true)]
    private PyObject NameValue => PyStr.Intern(Name);

    [PyGetter("__qualname__")]
    private string QualNameValue => Descriptor.Owner.QualName + "." + Name;

    [PyGetter("__doc__")]
    private string? DocValue => Descriptor.Function.Doc;

    [PyGetter("__text_signature__")]
    private string? TextSignature => Descriptor.Function.TextSignature;
}

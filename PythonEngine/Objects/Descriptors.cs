namespace PythonEngine.Objects;

/// <summary><c>builtin_function_or_method</c>: a native function, or a native method bound to <see cref="Self"/>.</summary>
[PyType("builtin_function_or_method")]
internal sealed partial class PyBuiltinFunction(NativeFunction function, PyObject? self, PyObject? module) : PyObject
{
    internal readonly NativeFunction Function = function;
    /// <summary>The module of a module function (not passed as an argument), the class of <c>__new__</c> (not passed), or the instance of a method.</summary>
    internal readonly PyObject? Self = self;
    /// <summary><c>__module__</c></summary>
    internal readonly PyObject? Module = module;
    /// <summary>Self is passed as args[0]: bound methods and class methods.</summary>
    internal bool PassSelf;
}

/// <summary><c>method_descriptor</c>: a native method of a type; args[0] is self.</summary>
[PyType("method_descriptor")]
internal sealed partial class PyMethodDescriptor(PyType owner, NativeFunction function) : PyObject
{
    internal readonly PyType Owner = owner;
    internal readonly NativeFunction Function = function;
}

/// <summary><c>wrapper_descriptor</c>: the Python-visible form of a slot.</summary>
[PyType("wrapper_descriptor")]
internal sealed partial class PyWrapperDescriptor(PyType owner, NativeFunction function) : PyObject
{
    /// <summary>The type whose slot this shows.</summary>
    internal readonly PyType Owner = owner;
    internal readonly NativeFunction Function = function;
}

/// <summary><c>method-wrapper</c>: a slot bound to an instance.</summary>
[PyType("method-wrapper")]
internal sealed partial class PyMethodWrapper(PyWrapperDescriptor descriptor, PyObject self) : PyObject
{
    internal readonly PyWrapperDescriptor Descriptor = descriptor;
    internal readonly PyObject Self = self;
}

/// <summary><c>classmethod_descriptor</c>: a native class method; args[0] is the class.</summary>
[PyType("classmethod_descriptor")]
internal sealed partial class PyClassMethodDescriptor(PyType owner, NativeFunction function) : PyObject
{
    internal readonly PyType Owner = owner;
    internal readonly NativeFunction Function = function;
}

/// <summary><c>getset_descriptor</c>: a computed attribute of a native type.</summary>
[PyType("getset_descriptor")]
internal sealed unsafe partial class PyGetSetDescriptor(PyType owner, string name, string? doc, delegate*<PyObject, PyObject> getter, delegate*<PyObject, PyObject?, void> setter) : PyObject
{
    internal readonly PyType Owner = owner;
    internal readonly string Name = name;
    internal readonly string? Doc = doc;
    internal readonly delegate*<PyObject, PyObject> Getter = getter;
    /// <summary>Null for read-only attributes.</summary>
    internal readonly delegate*<PyObject, PyObject?, void> Setter = setter;
}

/// <summary><c>member_descriptor</c>: a name in <c>__slots__</c> of a Python class.</summary>
[PyType("member_descriptor")]
internal sealed partial class PyMemberDescriptor(PyType owner, PyStr name, int index) : PyObject
{
    internal readonly PyType Owner = owner;
    internal readonly PyStr Name = name;
    /// <summary>Index in InstanceFields.Values.</summary>
    internal readonly int Index = index;
}

/// <summary><c>staticmethod</c></summary>
[PyType("staticmethod", Subclassable = true, HasInstanceFields = true)]
internal sealed partial class PyStaticMethod : PyObject
{
    private InstanceFields _fields;
    internal PyObject Callable;

    public PyStaticMethod(PyObject callable) : this(TypeObject, callable)
    {
    }

    public PyStaticMethod(PyType cls, PyObject callable)
    {
        _fields = new InstanceFields(cls);
        Callable = callable;
    }

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;
}

/// <summary><c>classmethod</c></summary>
[PyType("classmethod", Subclassable = true, HasInstanceFields = true)]
internal sealed partial class PyClassMethod : PyObject
{
    private InstanceFields _fields;
    internal PyObject Callable;

    public PyClassMethod(PyObject callable) : this(TypeObject, callable)
    {
    }

    public PyClassMethod(PyType cls, PyObject callable)
    {
        _fields = new InstanceFields(cls);
        Callable = callable;
    }

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;
}

/// <summary><c>property</c></summary>
[PyType("property", Subclassable = true)]
internal partial class PyProperty : PyObject
{
    internal PyObject? Getter;
    internal PyObject? Setter;
    internal PyObject? Deleter;
    internal PyObject? Doc;
    /// <summary>Name given by __set_name__.</summary>
    internal PyObject? Name;
    internal bool DocFromGetter;
}

namespace PythonEngine.Execution;

/// <summary>Declares a native module: a <c>static partial class</c> whose members the source generator binds.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PyModuleAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    public string? Doc { get; set; }
}

/// <summary>Runs when the module object is made for an engine: <c>static void Init(PyModule module)</c>; constants and per-engine state go here.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyModuleInitAttribute : Attribute;

/// <summary>Adds a native type (declared with <see cref="PyTypeAttribute"/>) to a module under its own name.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class PyExportsAttribute(params Type[] types) : Attribute
{
    public Type[] Types { get; } = types;
}

/// <summary>Declares a native Python type. The C# class must be <c>partial</c> and derive from PyObject or another native type.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PyTypeAttribute(string name) : Attribute
{
    /// <summary>Unqualified name (<c>__name__</c>).</summary>
    public string Name { get; } = name;
    /// <summary><c>__module__</c>; "builtins" when absent.</summary>
    public string? Module { get; set; }
    /// <summary><c>__doc__</c>; empty for none, the C# summary when absent.</summary>
    public string? Doc { get; set; }
    /// <summary>Python classes may derive from it; the generator then emits a sealed <c>XxxInstance</c> class for their instances.</summary>
    public bool Subclassable { get; set; }
    /// <summary>The C# class carries its own <see cref="InstanceFields"/> (as PyBaseException does), so no XxxInstance class is needed.</summary>
    public bool HasInstanceFields { get; set; }
    /// <summary>Python base type when it is not the C# base class's type.</summary>
    public Type? Base { get; set; }
    /// <summary>Calling the type raises "cannot create 'x' instances".</summary>
    public bool NoConstructor { get; set; }
    /// <summary>Class attributes may be set from Python (heap types of CPython's own C modules); default: immutable.</summary>
    public bool Mutable { get; set; }
}

/// <summary>A module-level function. <c>Signature</c> is Python parameter text without self ("a, b=None, /, *, key=None");
/// when absent all parameters are positional-only and named as in C#. C# default values give the runtime defaults.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyFunctionAttribute(string name, string? signature = null) : Attribute
{
    public string Name { get; } = name;
    public string? Signature { get; } = signature;
    public string? Doc { get; set; }
    /// <summary>A wrong number of arguments is told as CPython's older functions tell it: "f() takes exactly 2 arguments (1 given)".</summary>
    public bool ParsesTuple { get; set; }
}

/// <summary>An instance method (instance C# method) or a slot when the name is one of the protocol's dunder names.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class PyMethodAttribute(string name, string? signature = null) : Attribute
{
    public string Name { get; } = name;
    public string? Signature { get; } = signature;
    public string? Doc { get; set; }
    /// <summary>A wrong number of arguments is told as CPython's older functions tell it: "f() takes exactly 2 arguments (1 given)".</summary>
    public bool ParsesTuple { get; set; }
    /// <summary>CPython's method is told its defining class, and so checks its arguments as one with keywords does.</summary>
    public bool DefiningClass { get; set; }
}

/// <summary>A class method: <c>static R F(PyType cls, ...)</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyClassMethodAttribute(string name, string? signature = null) : Attribute
{
    public string Name { get; } = name;
    public string? Signature { get; } = signature;
    public string? Doc { get; set; }
    /// <summary>See <see cref="PyMethodAttribute.ParsesTuple"/>.</summary>
    public bool ParsesTuple { get; set; }
}

/// <summary>A static method: <c>static R F(...)</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyStaticMethodAttribute(string name, string? signature = null) : Attribute
{
    public string Name { get; } = name;
    public string? Signature { get; } = signature;
    public string? Doc { get; set; }
}

/// <summary><c>__new__</c>: <c>static PyObject New(PyType cls, ...)</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PyNewAttribute(string? signature = null) : Attribute
{
    public string? Signature { get; } = signature;
    /// <summary>See <see cref="PyMethodAttribute.ParsesTuple"/>.</summary>
    public bool ParsesTuple { get; set; }
}

/// <summary>A read attribute (getset descriptor): an instance property or parameterless method.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
internal sealed class PyGetterAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    public string? Doc { get; set; }
    /// <summary>A field of the C struct in CPython (member descriptor): its type, repr and messages differ.</summary>
    public bool Member { get; set; }
}

/// <summary>Write side of an attribute: <c>void Set(PyObject? value)</c>, null meaning deletion.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PySetterAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>A class attribute: a static field or property of a PyType class, or a constant of a module (converted as return values are).</summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
internal sealed class PyConstantAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

using System.Collections;
using System.Reflection;
using System.Text;

namespace PythonEngine.Interop;

/// <summary>Makes the Python classes that stand for .NET types, and their metaclass.</summary>
internal static unsafe class ClrTypes
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Set while a class is made here: class statements may not derive from .NET types.</summary>
    [ThreadStatic]
    private static bool t_creating;

    /// <summary>The class of the classes that stand for .NET types.</summary>
    internal static readonly PyType Metatype = PyType.CreateNative(new NativeTypeSpec
    {
        Name = "CLRMetatype",
        Module = "clr",
        Base = PyType.TypeObject,
        Subclassable = true,
        Slots = &MetatypeSlots,
        Members = &MetatypeMembers,
    });

    private static void MetatypeSlots(PyType t)
    {
        t.TpNew = &MetatypeNew;
        t.TpSetAttr = &MetatypeSetAttr;
        t.MpGetItem = &MetatypeGetItem;
        t.TpIter = &MetatypeIter;
    }

    private static void MetatypeMembers(PyType t, PyDict d)
    {
        d.SetStr(Names.Instancecheck, new PyMethodDescriptor(t, new NativeFunction("__instancecheck__", "($self, instance, /)", null, &InstanceCheck)));
        d.SetStr(Names.Subclasscheck, new PyMethodDescriptor(t, new NativeFunction("__subclasscheck__", "($self, subclass, /)", null, &SubclassCheck)));
    }

    private static PyObject MetatypeNew(PyType metatype, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (!t_creating && args.Length == 3 && args[1] is PyTuple bases)
        {
            ClrState state = PyThread.Current.Engine.Clr;
            foreach (PyObject b in bases.Items)
            {
                // Exceptions are Python classes through and through.
                if (b is PyType type && state.OwnClrType(type) is { } clr && !typeof(Exception).IsAssignableFrom(clr))
                {
                    throw Err.TypeError($"cannot derive a Python class from the .NET type '{clr.FullName}'");
                }
            }
        }
        return PyType.TypeObject.TpNew(metatype, args, kwnames);
    }

    private static void MetatypeSetAttr(PyObject self, PyStr name, PyObject? value)
    {
        PyType type = (PyType)self;
        if (type.Lookup(name) is IClrStaticMember { IsStatic: true } member && value != null)
        {
            member.SetStatic(value);
            return;
        }
        if (PyThread.Current.Engine.Clr.OwnClrType(type) == null)
        {
            // A Python class derived from a .NET exception.
            PyType.TypeObject.TpSetAttr(self, name, value);
            return;
        }
        throw Err.AttributeError($"'{type.FullName}' is a .NET type; its attribute '{name.Value}' cannot be set", self, name);
    }

    /// <summary><c>Type[...]</c>: type arguments; for System.Array the element type.</summary>
    private static PyObject MetatypeGetItem(PyObject self, PyObject key)
    {
        PyType type = (PyType)self;
        ClrState state = PyThread.Current.Engine.Clr;
        Type clr = state.OwnClrType(type) ?? throw Err.TypeError($"type '{type.FullName}' is not subscriptable");
        if (clr == typeof(Array))
        {
            return state.TypeOf(TypeArgument(state, key).MakeArrayType());
        }
        string name = clr.FullName ?? clr.Name;
        Type[] definitions = clr.IsGenericType ? [] : state.GenericDefinitions(name);
        return definitions.Length == 0
            ? throw Err.TypeError($"'{name}' is no generic type")
            : ClrGenericType.Close(state, name, definitions, key);
    }

    private static PyObject MetatypeIter(PyObject self)
    {
        ClrState state = PyThread.Current.Engine.Clr;
        if (self is PyType type && state.OwnClrType(type) is { IsEnum: true } clr)
        {
            return new ClrIterator(state, Enum.GetValues(clr).GetEnumerator());
        }
        throw Err.TypeError($"'{self.Type.FullName}' object is not iterable");
    }

    private static PyObject InstanceCheck(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        ClrState state = PyThread.Current.Engine.Clr;
        PyType type = (PyType)args[0];
        if (state.OwnClrType(type) is { } clr)
        {
            if (args[1] is ClrObject { Value: { } value })
            {
                return PyBool.From(clr.IsInstanceOfType(value));
            }
            if (args[1] is PyBaseException exception && ClrExceptions.Original(exception) is { } error)
            {
                return PyBool.From(clr.IsInstanceOfType(error));
            }
        }
        return PyBool.From(Ops.RecursiveIsInstance(args[1], type));
    }

    private static PyObject SubclassCheck(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        ClrState state = PyThread.Current.Engine.Clr;
        PyType type = (PyType)args[0];
        if (state.OwnClrType(type) is { } clr && args[1] is PyType other && state.OwnClrType(other) is { } derived)
        {
            return PyBool.From(clr.IsAssignableFrom(derived));
        }
        return PyBool.From(Ops.RecursiveIsSubclass(args[1], type));
    }

    /// <summary>A .NET type from what stands in brackets.</summary>
    internal static Type TypeArgument(ClrState state, PyObject key) =>
        state.ClrTypeOf(key) ?? (key is ClrObject { Value: Type type } ? type : key is ClrGenericType generic ? generic.Only()
            : throw Err.TypeError($"a type argument must be a .NET type or a builtin with a counterpart, not {(key is PyType t ? $"'{t.FullName}'" : "an instance of '" + key.Type.FullName + "'")}"));

    internal static PyType NewClass(string name, PyObject[] bases, PyDict ns)
    {
        bool outer = t_creating;
        t_creating = true;
        try
        {
            return (PyType)Ops.Call(Metatype, new PyStr(name), new PyTuple(bases), ns);
        }
        finally
        {
            t_creating = outer;
        }
    }

    internal static PyType Create(ClrState state, Type type)
    {
        bool exception = typeof(Exception).IsAssignableFrom(type);
        List<PyObject> bases = [];
        if (type == typeof(object) || type.IsInterface || type.BaseType == null)
        {
            bases.Add(ClrObject.TypeObject);
        }
        else if (type != typeof(Exception))
        {
            bases.Add(state.TypeOf(type.BaseType));
        }
        if (exception && ClrExceptions.Counterpart(type) is { } counterpart && !(bases.Count > 0 && ((PyType)bases[0]).IsSubtypeOf(counterpart)))
        {
            bases.Add(counterpart);
        }
        string name = ShortName(type);
        PyDict ns = new();
        ns.SetStr(Names.Module, PyStr.Intern(type.Namespace ?? ""));
        ns.SetStr(Names.Qualname, new PyStr(QualifiedName(type)));
        ns.SetStr(Names.Slots, PyTuple.Empty);
        AddMembers(state, type, ns);
        if (type == typeof(Exception))
        {
            // str() of an exception is its .NET message, whatever Python class it derives from as well.
            ns.SetStr(Names.Str, new PyMethodDescriptor(Exc.BaseException, new NativeFunction("__str__", "($self, /)", null, &ClrExceptions.Str)));
        }
        else if (!exception)
        {
            ClrProtocols.Add(type, ns);
        }
        PyType made = NewClass(name, [.. bases], ns);
        if (exception)
        {
            made.TpNew = &ClrExceptions.New;
        }
        return made;
    }

    private static void AddMembers(ClrState state, Type type, PyDict ns)
    {
        foreach (MemberInfo member in type.GetMembers(Declared))
        {
            AddMember(state, type, ns, member, member.Name);
        }
        if (type.IsInterface)
        {
            // An interface's members include those of the interfaces it extends.
            foreach (Type other in type.GetInterfaces())
            {
                foreach (MemberInfo member in other.GetMembers(Declared))
                {
                    AddMember(state, other, ns, member, member.Name);
                }
            }
            return;
        }
        if (type.IsArray || type == typeof(object))
        {
            return;
        }
        // What a class implements explicitly is reachable by its plain name, where that is free.
        HashSet<Type> inherited = [.. type.BaseType?.GetInterfaces() ?? []];
        foreach (Type other in type.GetInterfaces())
        {
            if (inherited.Contains(other) || !other.IsVisible)
            {
                continue;
            }
            foreach (MemberInfo member in other.GetMembers(Declared))
            {
                if (type.GetMember(member.Name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy).Length == 0)
                {
                    AddMember(state, other, ns, member, member.Name);
                }
            }
        }
    }

    private static void AddMember(ClrState state, Type type, PyDict ns, MemberInfo member, string name)
    {
        // Dunder names belong to Python's protocols.
        if (name.StartsWith("__", StringComparison.Ordinal) || name.Contains('.', StringComparison.Ordinal))
        {
            return;
        }
        PyStr key = PyStr.Intern(name);
        PyObject? value = member switch
        {
            MethodInfo { IsSpecialName: true } => null,
            MethodInfo => ns.GetStr(key) as ClrMethodGroup ?? new ClrMethodGroup(state, type, name),
            PropertyInfo property when property.GetIndexParameters().Length == 0 && !HasRefType(property.PropertyType) => new ClrProperty(state, property),
            FieldInfo { IsSpecialName: false } field => new ClrField(state, field),
            EventInfo ev => new ClrEvent(state, ev),
            Type { IsNestedPublic: true, IsGenericTypeDefinition: false } nested => new ClrNestedType(state, nested),
            _ => null,
        };
        if (value != null && (ns.GetStr(key) == null || value is not ClrMethodGroup))
        {
            ns.SetStr(key, value);
        }
    }

    internal static bool HasRefType(Type type) => type.IsByRefLike || type.IsPointer || type.IsFunctionPointer;

    /// <summary>"List[Int32]", "Int32[]", "Outer.Inner" without the namespace.</summary>
    internal static string ShortName(Type type)
    {
        if (type.IsArray)
        {
            return ShortName(type.GetElementType()!) + "[" + new string(',', type.GetArrayRank() - 1) + "]";
        }
        int tick = type.Name.IndexOf('`', StringComparison.Ordinal);
        string name = tick < 0 ? type.Name : type.Name[..tick];
        if (!type.IsGenericType || type.IsGenericTypeDefinition)
        {
            return name;
        }
        StringBuilder text = new(name);
        text.Append('[');
        Type[] arguments = type.GetGenericArguments();
        for (int i = 0; i < arguments.Length; i++)
        {
            text.Append(i == 0 ? "" : ", ").Append(ShortName(arguments[i]));
        }
        return text.Append(']').ToString();
    }

    private static string QualifiedName(Type type) => type.IsNested && !type.IsArray ? QualifiedName(type.DeclaringType!) + "." + ShortName(type) : ShortName(type);
}

/// <summary>A nested type as attribute of its outer type, made when it is asked for.</summary>
[PyType("CLRNestedType", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrNestedType(ClrState state, Type type) : PyObject
{
    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        Type target = type;
        if (type.IsGenericTypeDefinition && owner is PyType cls && state.OwnClrType(cls) is { IsGenericType: true } outer)
        {
            target = type.MakeGenericType(outer.GetGenericArguments());
        }
        return state.TypeOf(target);
    }
}

/// <summary>The generic types of one name (List, Dictionary): <c>List[int]</c> makes a type of it.</summary>
[PyType("CLRGenericType", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrGenericType(ClrState state, string name, Type[] definitions) : PyObject
{
    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key) => Close(state, name, definitions, key);

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        throw Err.TypeError($"{name} is generic: name its type arguments, as in {name[(name.LastIndexOf('.') + 1)..]}[{(definitions[0].GetGenericArguments().Length == 1 ? "int" : "str, int")}](...)");

    [PyMethod("__repr__")]
    private string Repr() => $"<generic .NET type '{name}'>";

    [PyGetter("__name__")]
    private string NameValue => name[(name.LastIndexOf('.') + 1)..];

    /// <summary>The open type, where there is just one.</summary>
    internal Type Only() => definitions.Length == 1 ? definitions[0] : throw Err.TypeError($"{name} names {definitions.Length} generic types");

    internal static PyObject Close(ClrState state, string name, Type[] definitions, PyObject key)
    {
        PyObject[] keys = key is PyTuple tuple ? tuple.Items : [key];
        foreach (Type definition in definitions)
        {
            if (definition.GetGenericArguments().Length != keys.Length)
            {
                continue;
            }
            Type[] arguments = Array.ConvertAll(keys, k => ClrTypes.TypeArgument(state, k));
            try
            {
                return state.TypeOf(definition.MakeGenericType(arguments));
            }
            catch (ArgumentException e)
            {
                throw Err.TypeError(e.Message);
            }
        }
        throw Err.TypeError($"{name} does not take {keys.Length} type argument{(keys.Length == 1 ? "" : "s")}");
    }
}

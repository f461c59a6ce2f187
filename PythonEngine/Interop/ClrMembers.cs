using System.Reflection;

namespace PythonEngine.Interop;

/// <summary>A member that assigning to an attribute of the class may reach.</summary>
internal interface IClrStaticMember
{
    bool IsStatic { get; }

    void SetStatic(PyObject value);
}

/// <summary>A .NET property as attribute.</summary>
[PyType("CLRProperty", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrProperty(ClrState state, PropertyInfo property) : PyObject, IClrStaticMember
{
    private readonly MethodInfo? _getter = property.GetGetMethod();
    private readonly MethodInfo? _setter = property.GetSetMethod();

    public bool IsStatic => (_getter ?? _setter)?.IsStatic == true;

    public void SetStatic(PyObject value) => SetValue(null, value);

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        if (!IsStatic && instance == null)
        {
            return this;
        }
        if (_getter == null)
        {
            throw Err.AttributeError($"property '{property.Name}' of '{ClrTypes.ShortName(property.DeclaringType!)}' cannot be read");
        }
        PyThread thread = PyThread.Current;
        object? self = IsStatic ? null : ClrObject.Unwrap(instance!, property.DeclaringType!);
        if (self is Task { IsCompleted: false } task && property.Name == "Result")
        {
            // Where .NET would block the thread, and every greenthread with it.
            ClrTasks.Wait(thread, task);
        }
        return ClrConvert.ToPython(state, ClrBinder.Invoke(thread, _getter, self, []));
    }

    [PyMethod("__set__")]
    private void Set(PyObject instance, PyObject? value)
    {
        if (value == null)
        {
            throw Err.AttributeError($"property '{property.Name}' cannot be deleted");
        }
        SetValue(IsStatic ? null : ClrObject.Unwrap(instance, property.DeclaringType!), value);
    }

    private void SetValue(object? self, PyObject value)
    {
        if (_setter == null)
        {
            throw Err.AttributeError($"property '{property.Name}' of '{ClrTypes.ShortName(property.DeclaringType!)}' is read-only");
        }
        ClrBinder.Invoke(PyThread.Current, _setter, self, [ClrConvert.FromPython(state, value, property.PropertyType, $"property '{property.Name}'")]);
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<property '{property.Name}' of '{property.DeclaringType!.FullName}'>";

    [PyGetter("PropertyType")]
    private PyObject PropertyTypeValue => state.TypeOf(property.PropertyType);
}

/// <summary>A .NET field or constant as attribute.</summary>
[PyType("CLRField", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrField(ClrState state, FieldInfo info) : PyObject, IClrStaticMember
{
    public bool IsStatic => info.IsStatic;

    public void SetStatic(PyObject value) => SetValue(null, value);

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        if (info.IsStatic)
        {
            return ClrConvert.ToPython(state, info.GetValue(null));
        }
        return instance == null ? this : ClrConvert.ToPython(state, info.GetValue(ClrObject.Unwrap(instance, info.DeclaringType!)));
    }

    [PyMethod("__set__")]
    private void Set(PyObject instance, PyObject? value)
    {
        if (value == null)
        {
            throw Err.AttributeError($"field '{info.Name}' cannot be deleted");
        }
        SetValue(info.IsStatic ? null : ClrObject.Unwrap(instance, info.DeclaringType!), value);
    }

    private void SetValue(object? self, PyObject value)
    {
        if (info.IsInitOnly || info.IsLiteral)
        {
            throw Err.AttributeError($"field '{info.Name}' of '{ClrTypes.ShortName(info.DeclaringType!)}' is read-only");
        }
        info.SetValue(self, ClrConvert.FromPython(state, value, info.FieldType, $"field '{info.Name}'"));
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<field '{info.Name}' of '{info.DeclaringType!.FullName}'>";
}

/// <summary>A handler that Python code added to an event, so that <c>-=</c> finds it again.</summary>
internal sealed record ClrEventHandler(EventInfo Event, PyObject Handler, Delegate Delegate);

/// <summary>A .NET event as attribute: <c>source.Event += handler</c>.</summary>
[PyType("CLREvent", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrEvent(ClrState state, EventInfo ev) : PyObject, IClrStaticMember
{
    public bool IsStatic => ev.AddMethod?.IsStatic == true;

    public void SetStatic(PyObject value) => Check(value, null);

    [PyMethod("__get__")]
    private PyObject Get(PyObject? instance, PyObject? owner)
    {
        if (IsStatic)
        {
            return new ClrBoundEvent(state, ev, null);
        }
        return instance == null ? this : new ClrBoundEvent(state, ev, ClrObject.Unwrap(instance, ev.DeclaringType!));
    }

    [PyMethod("__set__")]
    private void Set(PyObject instance, PyObject? value) => Check(value, IsStatic ? null : ClrObject.Unwrap(instance, ev.DeclaringType!));

    // source.Event += handler ends in an assignment of what += gave back.
    private void Check(PyObject? value, object? source)
    {
        if (value is not ClrBoundEvent bound || !ReferenceEquals(bound.Event, ev) || !ReferenceEquals(bound.Source, source))
        {
            throw Err.AttributeError($"event '{ev.Name}' cannot be assigned; add a handler with += and remove it with -=");
        }
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<event '{ev.Name}' of '{ev.DeclaringType!.FullName}'>";
}

/// <summary>An event of one object.</summary>
[PyType("CLRBoundEvent", Module = "clr", NoConstructor = true)]
internal sealed partial class ClrBoundEvent(ClrState state, EventInfo ev, object? source) : PyObject
{
    internal EventInfo Event => ev;

    internal object? Source => source;

    private List<ClrEventHandler> Handlers => source == null ? state.StaticHandlers : state.Handlers.GetValue(source, static _ => []);

    [PyMethod("__iadd__")]
    private static PyObject InplaceAdd(PyObject a, PyObject b)
    {
        ((ClrBoundEvent)a).Add(b);
        return a;
    }

    [PyMethod("__isub__")]
    private static PyObject InplaceSubtract(PyObject a, PyObject b)
    {
        ((ClrBoundEvent)a).Remove(b);
        return a;
    }

    [PyMethod("Add", "handler, /")]
    private void Add(PyObject handler)
    {
        Type type = ev.EventHandlerType!;
        if (handler is not ClrObject { Value: Delegate } && !handler.Type.HasCall)
        {
            throw Err.TypeError($"an event handler must be callable, not '{handler.Type.FullName}'");
        }
        Delegate made = (Delegate)ClrConvert.FromPython(state, handler, type, $"event '{ev.Name}'")!;
        ClrBinder.Invoke(PyThread.Current, ev.GetAddMethod()!, source, [made]);
        Handlers.Add(new ClrEventHandler(ev, handler, made));
    }

    [PyMethod("Remove", "handler, /")]
    private void Remove(PyObject handler)
    {
        List<ClrEventHandler> handlers = Handlers;
        for (int i = handlers.Count - 1; i >= 0; i--)
        {
            if (handlers[i].Event == ev && Ops.Equal(handlers[i].Handler, handler))
            {
                Delegate made = handlers[i].Delegate;
                handlers.RemoveAt(i);
                ClrBinder.Invoke(PyThread.Current, ev.GetRemoveMethod()!, source, [made]);
                return;
            }
        }
        if (handler is ClrObject { Value: Delegate other })
        {
            ClrBinder.Invoke(PyThread.Current, ev.GetRemoveMethod()!, source, [other]);
        }
        // As in C#, removing what was never added changes nothing.
    }

    [PyMethod("__repr__")]
    private string Repr() => $"<bound event '{ev.Name}' of '{ev.DeclaringType!.FullName}'>";
}

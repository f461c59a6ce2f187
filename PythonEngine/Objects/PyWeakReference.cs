using System.Runtime.InteropServices;

namespace PythonEngine.Objects;

/// <summary>What references and proxies share: a referent that may be gone, and a callback for when it goes.</summary>
internal abstract unsafe class PyWeakBase : PyObject
{
    private readonly WeakReference<PyObject> _referent;
    private readonly PyEngine _engine;

    internal bool IsOf(PyEngine engine) => ReferenceEquals(_engine, engine);
    internal PyObject? Callback;

    private protected PyWeakBase(PyObject referent, PyObject? callback)
    {
        // What __del__ brings back keeps its references; see PyFinalizableInstance.IsReferable.
        _referent = new WeakReference<PyObject>(referent, trackResurrection: referent is PyFinalizableInstance);
        _engine = PyThread.Current.Engine;
        Callback = callback;
    }

    internal PyObject? Referent =>
        _referent.TryGetTarget(out PyObject? target) && (target.GetType() != typeof(PyFinalizableInstance) || Unsafe.As<PyFinalizableInstance>(target).IsReferable) ? target : null;

    /// <summary>Called on .NET's finalizer thread when the referent is gone.</summary>
    internal void ReferentDied(long sequence)
    {
        if (Callback != null)
        {
            _engine.QueueCallback(static weak => ((PyWeakBase)weak).RunCallback(), this, sequence);
        }
    }

    private void RunCallback()
    {
        PyObject? callback = Callback;
        Callback = null;
        if (callback == null)
        {
            return;
        }
        try
        {
            Ops.Call(callback, this);
        }
        catch (PyException e)
        {
            _engine.WriteUnraisable(e.Value, callback);
        }
    }

    /// <summary>Which types CPython gives no room for weak references.</summary>
    internal static unsafe void CheckReferable(PyObject obj)
    {
        PyType type = obj.Type;
        bool ok = type.IsHeap && (type.Flags & TypeFlags.HasWeakref) != 0 || obj switch
        {
            Modules.Collections.PyOrderedDict { Type.IsHeap: false } => true,
            PyInt or PyFloat or PyComplex or PyTuple or PyList or PyDict or PyBytes or PyByteArray or PyNone or PyNotImplemented or PyEllipsis => false,
            PyStr or PyPlainObject or PyBaseException or PyProperty or PyStaticMethod or PyClassMethod or PySuper or PySlice or PyRange => false,
            PyCell or PyFrame or PyTraceback or PyUnion or PySimpleNamespace or PyWeakBase => false,
            PyMethodDescriptor or PyWrapperDescriptor or PyMethodWrapper or PyGetSetDescriptor or PyMemberDescriptor or PyClassMethodDescriptor => false,
            PyInstance => false,
            PyGenerator => true,
            _ => type.TpIterNext == null || type.TpNew != null,
        };
        if (!ok)
        {
            throw Err.TypeError($"cannot create weak reference to '{type.FullName}' object");
        }
    }
}

/// <summary>The weak references to one object; found through a table that does not keep the object alive.</summary>
internal sealed class WeakReferences
{
    private static readonly ConditionalWeakTable<PyObject, WeakReferences> s_table = [];

    // GCHandles, not WeakReference objects: those may be finalized before this one is.
    private readonly List<GCHandle> _handles = [];
    private int _sweepAt = 16;
    private readonly long _sequence = PyThread.Current.Engine.NextSequence();
    // To an object with __del__, which runs first and may bring the object back.
    private GCHandle _finalizable;
    private bool _done;

    private WeakReferences(PyObject referent)
    {
        if (referent is PyFinalizableInstance)
        {
            _finalizable = GCHandle.Alloc(referent, GCHandleType.WeakTrackResurrection);
        }
    }

    ~WeakReferences()
    {
        if (_finalizable.IsAllocated)
        {
            if (_finalizable.Target != null)
            {
                GC.ReRegisterForFinalize(this);
                return;
            }
            _finalizable.Free();
        }
        // The most recent callback comes first.
        for (int i = _handles.Count - 1; i >= 0; i--)
        {
            (_handles[i].Target as PyWeakBase)?.ReferentDied(_sequence);
            _handles[i].Free();
        }
        _handles.Clear();
        _done = true;
    }

    internal static WeakReferences? Find(PyObject obj) => s_table.TryGetValue(obj, out WeakReferences? list) ? list : null;

    internal static void Add(PyObject obj, PyWeakBase weak)
    {
        WeakReferences list = s_table.GetValue(obj, static o => new WeakReferences(o));
        lock (list)
        {
            if (list._done)
            {
                // The finalizer of another object brought this one back.
                list._done = false;
                GC.ReRegisterForFinalize(list);
            }
            if (list._handles.Count >= list._sweepAt)
            {
                list._handles.RemoveAll(static h =>
                {
                    if (h.Target != null)
                    {
                        return false;
                    }
                    h.Free();
                    return true;
                });
                list._sweepAt = Math.Max(16, list._handles.Count * 2);
            }
            list._handles.Add(GCHandle.Alloc(weak, GCHandleType.Weak));
        }
    }

    /// <summary>Those still in use, oldest first.</summary>
    internal static List<PyWeakBase> Living(PyObject obj)
    {
        // Native types are referents of all engines.
        PyEngine engine = PyThread.Current.Engine;
        List<PyWeakBase> result = [];
        if (Find(obj) is { } list)
        {
            lock (list)
            {
                foreach (GCHandle handle in list._handles)
                {
                    if (handle.Target is PyWeakBase weak && weak.IsOf(engine))
                    {
                        result.Add(weak);
                    }
                }
            }
        }
        return result;
    }

    /// <summary>An existing reference of exactly this C# class without a callback.</summary>
    internal static PyWeakBase? Shared(PyObject obj, Type type)
    {
        if (Find(obj) is not { } list)
        {
            return null;
        }
        PyEngine engine = PyThread.Current.Engine;
        lock (list)
        {
            foreach (GCHandle handle in list._handles)
            {
                if (handle.Target is PyWeakBase { Callback: null } weak && weak.GetType() == type && weak.IsOf(engine))
                {
                    return weak;
                }
            }
        }
        return null;
    }
}

/// <summary><c>weakref.ref</c></summary>
[PyType("ReferenceType", Module = "weakref", Subclassable = true)]
internal partial class PyWeakReference : PyWeakBase
{
    private long? _hash;

    internal PyWeakReference(PyObject referent, PyObject? callback) : base(referent, callback)
    {
    }

    /// <summary>The object's first reference or proxy: <c>__weakref__</c>.</summary>
    internal static PyObject? FirstOf(PyObject obj)
    {
        List<PyWeakBase> living = WeakReferences.Living(obj);
        return living.Count == 0 ? null : living[0];
    }

    /// <summary>ref(obj): the one reference without callback that all share.</summary>
    internal static PyWeakReference To(PyObject obj, PyObject? callback = null)
    {
        PyWeakBase.CheckReferable(obj);
        if (callback == null && WeakReferences.Shared(obj, typeof(PyWeakReference)) is { } shared)
        {
            return (PyWeakReference)shared;
        }
        PyWeakReference reference = new(obj, callback);
        WeakReferences.Add(obj, reference);
        return reference;
    }

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int count = args.Length - (kwnames?.Count ?? 0);
        if (ReferenceEquals(cls, TypeObject) && kwnames is { Count: > 0 })
        {
            throw Err.TypeError("ref() takes no keyword arguments");
        }
        if (count is < 1 or > 2)
        {
            throw Err.TypeError(count < 1
                ? $"__new__ expected at least 1 argument, got {count}"
                : $"__new__ expected at most 2 arguments, got {count}");
        }
        PyObject? callback = count == 2 && args[1] is not PyNone ? args[1] : null;
        if (ReferenceEquals(cls, TypeObject))
        {
            return To(args[0], callback);
        }
        CheckReferable(args[0]);
        PyWeakReference reference = new PyWeakReferenceInstance(cls, args[0], callback);
        WeakReferences.Add(args[0], reference);
        return reference;
    }

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("ref() takes no keyword arguments");
        }
        if (args.Length is < 1 or > 2)
        {
            throw Err.TypeError(args.Length < 1
                ? $"__init__ expected at least 1 argument, got {args.Length}"
                : $"__init__ expected at most 2 arguments, got {args.Length}");
        }
    }

    [PyMethod("__call__", "")]
    private PyObject Call() => Referent ?? PyNone.Instance;

    [PyMethod("__hash__")]
    private long Hash()
    {
        if (_hash == null)
        {
            PyObject referent = Referent ?? throw Err.TypeError("weak object has gone away");
            _hash = Ops.Hash(referent);
        }
        return _hash.Value;
    }

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyWeakReference reference)
        {
            return PyNotImplemented.Instance;
        }
        PyObject? a = Referent;
        PyObject? b = reference.Referent;
        if (a == null || b == null)
        {
            return PyBool.From(ReferenceEquals(this, other) == (op == CompareOp.Eq));
        }
        return Ops.RichCompare(a, b, op);
    }

    [PyMethod("__repr__")]
    private string Repr()
    {
        string start = $"<weakref at 0x{Identity.Id(this):x12}; ";
        if (Referent is not { } referent)
        {
            return start + "dead>";
        }
        string name = Ops.TryGetAttr(referent, Names.Name) is PyStr text ? $" ({text.Value})" : "";
        return $"{start}to '{referent.Type.FullName}' at 0x{Identity.Id(referent):x12}{name}>";
    }

    [PyClassMethod("__class_getitem__", "item, /", Doc = "See PEP 585")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);

    [PyGetter("__callback__")]
    private PyObject? CallbackValue => Referent == null ? null : Callback;
}

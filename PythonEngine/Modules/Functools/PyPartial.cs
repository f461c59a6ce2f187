namespace PythonEngine.Modules.Functools;

/// <summary>partial(func, *args, **keywords) - new function with partial application
///     of the given arguments and keywords.
/// </summary>
[PyType("partial", Module = "functools", Subclassable = true, HasInstanceFields = true, Mutable = true, Doc = "partial(func, *args, **keywords) - new function with partial application\n    of the given arguments and keywords.\n")]
internal sealed unsafe partial class PyPartial : PyObject
{
    private InstanceFields _fields;
    private PyObject _function;
    private PyTuple _args;
    private PyDict _keywords;

    private PyPartial(PyType cls, PyObject function, PyTuple args, PyDict keywords)
    {
        _fields = new InstanceFields(cls);
        _function = function;
        _args = args;
        _keywords = keywords;
    }

    internal override PyType Type => _fields.Class;

    internal override ref InstanceFields Fields => ref _fields;

    private bool HasAttributes => _fields.ShapeOrDict is Shape { Count: > 0 } or PyDict;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int keywordCount = kwnames?.Count ?? 0;
        int positional = args.Length - keywordCount;
        if (positional < 1)
        {
            throw Err.TypeError("type 'partial' takes at least one argument");
        }
        PyObject function = args[0];
        ReadOnlySpan<PyObject> given = args[1..positional];
        PyTuple? before = null;
        PyDict keywords = new(keywordCount);
        if (function is PyPartial inner && (nint)function.Type.TpCall == (nint)TypeObject.TpCall && !inner.HasAttributes)
        {
            before = inner._args;
            keywords.UpdateFrom(inner._keywords);
            function = inner._function;
        }
        if (function.Type.TpCall == null)
        {
            throw Err.TypeError("the first argument must be callable");
        }
        PyTuple bound = PyTuple.From(given);
        if (before is { Count: > 0 })
        {
            bound = given.Length == 0 ? before : new PyTuple([.. before.Items, .. given]);
        }
        for (int i = 0; i < keywordCount; i++)
        {
            keywords.SetStr((PyStr)kwnames![i], args[positional + i]);
        }
        return new PyPartial(cls, function, bound, keywords);
    }

    internal void AddReferents(List<PyObject> to)
    {
        to.Add(_function);
        to.Add(_args);
        to.Add(_keywords);
    }

    [PyMethod("__call__")]
    private PyObject Call(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject[] bound = _args.Items;
        if (_keywords.Count == 0)
        {
            if (bound.Length == 0)
            {
                return PyThread.Current.TailCall(_function, args, kwnames);
            }
            int total = bound.Length + args.Length;
            if (total <= 8)
            {
                Args8 buffer = default;
                Span<PyObject> all = buffer!;
                bound.CopyTo(all);
                args.CopyTo(all[bound.Length..]);
                return PyThread.Current.TailCall(_function, all[..total], kwnames);
            }
            PyObject[] many = new PyObject[total];
            bound.CopyTo(many, 0);
            args.CopyTo(many.AsSpan(bound.Length));
            return PyThread.Current.TailCall(_function, many, kwnames);
        }
        int positional = args.Length - (kwnames?.Count ?? 0);
        PyDict merged = _keywords;
        if (kwnames is { Count: > 0 })
        {
            merged = _keywords.Copy();
            for (int i = 0; i < kwnames.Count; i++)
            {
                merged.Set(kwnames[i], args[positional + i]);
            }
        }
        PyObject[] flat = new PyObject[bound.Length + positional + merged.Count];
        bound.CopyTo(flat, 0);
        args[..positional].CopyTo(flat.AsSpan(bound.Length));
        PyObject[] names = new PyObject[merged.Count];
        int position = 0, n = 0;
        while (merged.Next(ref position, out PyObject key, out PyObject value))
        {
            names[n] = key as PyStr ?? throw Err.TypeError("keywords must be strings");
            flat[bound.Length + positional + n++] = value;
        }
        return PyThread.Current.TailCall(_function, flat, new PyTuple(names));
    }

    [InlineArray(8)]
    private struct Args8
    {
        private PyObject? _first;
    }

    [PyGetter("func", Doc = "function object to use in future partial calls")]
    private PyObject Function => _function;

    [PyGetter("args", Doc = "tuple of arguments to future partial calls")]
    private PyObject Arguments => _args;

    [PyGetter("keywords", Doc = "dictionary of keyword arguments to future partial calls")]
    private PyObject Keywords => _keywords;

    [PyGetter("__dict__")]
    private PyObject Dict => Ops.InstanceDict(ref _fields);

    [PySetter("__dict__")]
    private void SetDict(PyObject? value) => MethodWrapping.SetDict(this, value);

    [PyMethod("__repr__")]
    private PyObject Repr()
    {
        PyThread thread = PyThread.Current;
        if (!thread.ReprEnter(this))
        {
            return PyStr.Intern("...");
        }
        try
        {
            StrBuilder sb = new(64);
            sb.Append(Type.FullName);
            sb.Append('(');
            sb.Append(Ops.Repr(_function));
            foreach (PyObject arg in _args.Items)
            {
                sb.Append(", ");
                sb.Append(Ops.Repr(arg));
            }
            int position = 0;
            while (_keywords.Next(ref position, out PyObject key, out PyObject value))
            {
                sb.Append(", ");
                sb.Append(Ops.Str(key));
                sb.Append('=');
                sb.Append(Ops.Repr(value));
            }
            sb.Append(')');
            return sb.ToPyStr();
        }
        finally
        {
            thread.ReprLeave(this);
        }
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => new PyTuple([Type, new PyTuple([_function]),
        new PyTuple([_function, _args, _keywords, HasAttributes ? Ops.InstanceDict(ref _fields) : PyNone.Instance])]);

    [PyMethod("__setstate__", "state, /")]
    private void SetState(PyObject state)
    {
        if (state is not PyTuple { Count: 4 } t || t[0].Type.TpCall == null || t[1] is not PyTuple args || t[2] is not (PyDict or PyNone))
        {
            throw Err.TypeError("invalid partial state");
        }
        _function = t[0];
        _args = args.GetType() == typeof(PyTuple) ? args : PyTuple.From(args.Items);
        _keywords = t[2] is PyDict d ? (d.GetType() == typeof(PyDict) ? d : d.Copy()) : new PyDict();
        if (t[3] is not PyNone)
        {
            SetDict(t[3]);
        }
    }

    [PyClassMethod("__class_getitem__", "object, /", Doc = "See PEP 585")]
    private static PyObject ClassGetItem(PyType cls, PyObject item) => new PyGenericAlias(cls, item);
}

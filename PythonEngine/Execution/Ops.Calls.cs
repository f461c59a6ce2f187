namespace PythonEngine.Execution;

internal static unsafe partial class Ops
{
    /// <summary>Calls anything and waits for the result, pinning the greenlet to its OS thread if it must wait.</summary>
    public static PyObject Call(PyObject function, ReadOnlySpan<PyObject> args, PyTuple? kwnames = null)
    {
        if (function.GetType() == typeof(PyFunction))
        {
            return PyThread.Current.CallFunction(Unsafe.As<PyFunction>(function), args, kwnames);
        }
        var call = function.Type.TpCall;
        if (call == null)
        {
            throw NotCallable(function);
        }
        PyObject result = call(function, args, kwnames);
        return ReferenceEquals(result, PyThread.Pending) ? PyThread.Current.WaitNested() : result;
    }

    public static PyException NotCallable(PyObject obj) => Err.TypeError($"'{obj.Type.FullName}' object is not callable");

    public static PyObject Call(PyObject function) => Call(function, default(ReadOnlySpan<PyObject>));

    public static PyObject Call(PyObject function, PyObject a) => Call(function, new ReadOnlySpan<PyObject>(ref a));

    public static PyObject Call(PyObject function, PyObject a, PyObject b)
    {
        Args2 args = default;
        args[0] = a;
        args[1] = b;
        return Call(function, ((Span<PyObject>)args!));
    }

    public static PyObject Call(PyObject function, PyObject a, PyObject b, PyObject c)
    {
        Args3 args = default;
        args[0] = a;
        args[1] = b;
        args[2] = c;
        return Call(function, ((Span<PyObject>)args!));
    }

    public static PyObject CallMethod(PyObject obj, PyStr name) => Call(GetAttr(obj, name));

    public static PyObject CallMethod(PyObject obj, PyStr name, PyObject a) => Call(GetAttr(obj, name), a);

    public static PyObject CallMethod(PyObject obj, PyStr name, PyObject a, PyObject b) => Call(GetAttr(obj, name), a, b);

    public static PyObject CallMethod(PyObject obj, PyStr name, PyObject a, PyObject b, PyObject c) => Call(GetAttr(obj, name), a, b, c);

    public static PyObject CallMethod(PyObject obj, string name, params PyObject[] args) => Call(GetAttr(obj, PyStr.Intern(name)), args);

    /// <summary>f(*args, **kwargs)</summary>
    public static PyObject CallTupleDict(PyObject function, PyTuple args, PyDict? kwargs)
    {
        if (kwargs == null || kwargs.Count == 0)
        {
            return Call(function, args.Items);
        }
        PyObject[] all = FlattenKeywords(args.Items, kwargs, out PyTuple kwnames);
        return Call(function, all, kwnames);
    }

    /// <summary>Vectorcall form of positional values and a keyword dict; keys must be strings.</summary>
    public static PyObject[] FlattenKeywords(ReadOnlySpan<PyObject> args, PyDict kwargs, out PyTuple kwnames)
    {
        PyObject[] all = new PyObject[args.Length + kwargs.Count];
        args.CopyTo(all);
        PyObject[] names = new PyObject[kwargs.Count];
        int position = 0;
        int n = 0;
        while (kwargs.Next(ref position, out PyObject key, out PyObject value))
        {
            if (key is not PyStr)
            {
                throw Err.TypeError("keywords must be strings");
            }
            names[n] = key;
            all[args.Length + n++] = value;
        }
        kwnames = new PyTuple(names);
        return all;
    }

    [InlineArray(2)]
    private struct Args2
    {
        private PyObject? _first;
    }

    [InlineArray(3)]
    private struct Args3
    {
        private PyObject? _first;
    }
}

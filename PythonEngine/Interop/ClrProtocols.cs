using System.Collections;
using System.Reflection;

namespace PythonEngine.Interop;

/// <summary>Python's protocols on .NET objects: a class gets the special methods that its .NET type has a meaning for.</summary>
internal static unsafe class ClrProtocols
{
    private static ClrState State => PyThread.Current.Engine.Clr;

    /// <summary>Adds the special methods that this type brings and its base has not.</summary>
    internal static void Add(Type type, PyDict ns)
    {
        Type? parent = type.BaseType;
        bool Brings(Type contract) => contract.IsAssignableFrom(type) && !(parent != null && contract.IsAssignableFrom(parent));
        bool BringsGeneric(Type definition) => Contract(type, definition) != null && !(parent != null && Contract(parent, definition) != null);

        if (Brings(typeof(IEnumerable)) || IsPair(type))
        {
            Set(ns, "__iter__", "($self, /)", &Iter);
        }
        if (BringsGeneric(typeof(IAsyncEnumerable<>)))
        {
            Set(ns, "__iter__", "($self, /)", &AsyncIter);
            Set(ns, "__aiter__", "($self, /)", &AsyncIter);
        }
        if (Brings(typeof(ICollection)) || BringsGeneric(typeof(ICollection<>)) || BringsGeneric(typeof(IReadOnlyCollection<>)) || Brings(typeof(ITuple)) || IsPair(type))
        {
            Set(ns, "__len__", "($self, /)", &Len);
        }
        if (Brings(typeof(IList)) || BringsGeneric(typeof(IList<>)) || BringsGeneric(typeof(IReadOnlyList<>)) || Brings(typeof(ITuple)) || HasIndexer(type, false) || IsPair(type))
        {
            Set(ns, "__getitem__", "($self, key, /)", &GetItem);
        }
        if (Brings(typeof(IList)) || HasIndexer(type, true))
        {
            Set(ns, "__setitem__", "($self, key, value, /)", &SetItem);
        }
        if (Brings(typeof(IList)) || Brings(typeof(IDictionary)) || BringsGeneric(typeof(IDictionary<,>)) || BringsGeneric(typeof(IList<>)))
        {
            Set(ns, "__delitem__", "($self, key, /)", &DelItem);
        }
        if (Brings(typeof(IEnumerable)))
        {
            Set(ns, "__contains__", "($self, key, /)", &Contains);
        }
        if (Brings(typeof(IDisposable)) || Brings(typeof(IAsyncDisposable)))
        {
            Set(ns, "__enter__", "($self, /)", &Enter);
            Set(ns, "__exit__", "($self, /, *args)", &Exit);
            Set(ns, "__aenter__", "($self, /)", &AsyncEnter);
            Set(ns, "__aexit__", "($self, /, *args)", &AsyncExit);
        }
        if (Brings(typeof(Delegate)))
        {
            Set(ns, "__call__", "($self, /, *args, **kwargs)", &CallDelegate);
        }
        if (type == typeof(Task) || type == typeof(ValueTask) || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>))
        {
            Set(ns, "__await__", "($self, /)", &Await);
        }
        if (type.IsEnum || type.IsPrimitive || type == typeof(decimal) || type == typeof(BigInteger))
        {
            Set(ns, "__int__", "($self, /)", &Int);
            if (type != typeof(decimal) && type != typeof(double) && type != typeof(float))
            {
                Set(ns, "__index__", "($self, /)", &Int);
            }
            if (!type.IsEnum)
            {
                Set(ns, "__float__", "($self, /)", &Float);
            }
        }
    }

    private static void Set(PyDict ns, string name, string signature, delegate*<ReadOnlySpan<PyObject>, PyTuple?, PyObject> entry) =>
        ns.SetStr(PyStr.Intern(name), new PyMethodDescriptor(ClrObject.TypeObject, new NativeFunction(name, signature, null, entry)));

    private static bool IsPair(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);

    private static bool HasIndexer(Type type, bool writable)
    {
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            if (property.GetIndexParameters().Length > 0 && (!writable || property.GetSetMethod() != null))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The closed form of a generic interface that a type implements or is, or null.</summary>
    internal static Type? Contract(Type type, Type definition)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == definition)
        {
            return type;
        }
        foreach (Type contract in type.GetInterfaces())
        {
            if (contract.IsGenericType && contract.GetGenericTypeDefinition() == definition)
            {
                return contract;
            }
        }
        return null;
    }

    private static object Self(ReadOnlySpan<PyObject> args, int count, string name)
    {
        if (args.Length != count)
        {
            throw Err.TypeError($"{name}() takes {count - 1} arguments ({args.Length - 1} given)");
        }
        return ((ClrObject)args[0]).Value;
    }

    private static object?[]? Pair(object value)
    {
        Type type = value.GetType();
        return IsPair(type) ? [type.GetProperty("Key")!.GetValue(value), type.GetProperty("Value")!.GetValue(value)] : null;
    }

    private static PyObject Iter(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        object self = Self(args, 1, "__iter__");
        ClrState state = State;
        if (Pair(self) is { } pair)
        {
            return new ClrIterator(state, pair.GetEnumerator());
        }
        try
        {
            return new ClrIterator(state, ((IEnumerable)self).GetEnumerator());
        }
        catch (Exception e) when (e is not PyException)
        {
            throw ClrExceptions.Wrap(state, e);
        }
    }

    private static PyObject AsyncIter(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        object self = Self(args, 1, "__aiter__");
        Type contract = Contract(self.GetType(), typeof(IAsyncEnumerable<>))!;
        object enumerator = ClrBinder.Invoke(PyThread.Current, contract.GetMethod("GetAsyncEnumerator")!, self, [System.Threading.CancellationToken.None])!;
        return new ClrAsyncIterator(State, enumerator, typeof(IAsyncEnumerator<>).MakeGenericType(contract.GetGenericArguments()));
    }

    internal static int? Count(object self) => self switch
    {
        ICollection collection => collection.Count,
        ITuple tuple => tuple.Length,
        _ when IsPair(self.GetType()) => 2,
        _ when (Contract(self.GetType(), typeof(ICollection<>)) ?? Contract(self.GetType(), typeof(IReadOnlyCollection<>))) is { } contract =>
            (int)ClrBinder.Invoke(PyThread.Current, contract.GetProperty("Count")!.GetMethod!, self, [])!,
        _ => null,
    };

    private static PyObject Len(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => PyInt.From(Count(Self(args, 1, "__len__")) ?? throw Err.TypeError("object has no len()"));

    /// <summary>An index of a sequence, counted from the end when negative.</summary>
    private static int Position(long index, int count) => index >= -count && index < count
        ? (int)(index < 0 ? index + count : index) : throw Err.IndexError("index out of range");

    private static PyObject GetItem(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        object self = Self(args, 2, "__getitem__");
        PyObject key = args[1];
        ClrState state = State;
        if (Pair(self) is { } pair)
        {
            return ClrConvert.ToPython(state, pair[Position(Ops.AsIndex(key), 2)]);
        }
        if (self is ITuple tuple)
        {
            return ClrConvert.ToPython(state, tuple[Position(Ops.AsIndex(key), tuple.Length)]);
        }
        if (self is Array array)
        {
            if (key is PySlice slice && array.Rank == 1)
            {
                long length = Ops.SliceIndices(slice, array.Length, out long start, out _, out long step);
                Array part = Array.CreateInstance(array.GetType().GetElementType()!, length);
                for (long i = 0, from = start; i < length; i++, from += step)
                {
                    part.SetValue(array.GetValue(from), i);
                }
                return state.Wrap(part);
            }
            return ClrConvert.ToPython(state, array.GetValue(Positions(array, key)));
        }
        if (self is IList list && key is PySlice range)
        {
            long length = Ops.SliceIndices(range, list.Count, out long start, out _, out long step);
            PyList items = new((int)length);
            for (long i = 0, from = start; i < length; i++, from += step)
            {
                items.Add(ClrConvert.ToPython(state, list[(int)from]));
            }
            return items;
        }
        if (self is IList sequence && key is PyInt number && number.TryGetLong(out long index))
        {
            return ClrConvert.ToPython(state, sequence[Position(index, sequence.Count)]);
        }
        return ClrBinder.GetIndexed(state, self, Keys(key));
    }

    private static PyObject[] Keys(PyObject key) => key is PyTuple tuple ? tuple.Items : [key];

    private static int[] Positions(Array array, PyObject key)
    {
        PyObject[] keys = Keys(key);
        if (keys.Length != array.Rank)
        {
            throw Err.TypeError($"the array has {array.Rank} dimension{(array.Rank == 1 ? "" : "s")}, {keys.Length} given");
        }
        int[] positions = new int[keys.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            positions[i] = Position(Ops.AsIndex(keys[i]), array.GetLength(i));
        }
        return positions;
    }

    private static PyObject SetItem(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        object self = Self(args, 3, "__setitem__");
        ClrState state = State;
        if (self is Array array)
        {
            array.SetValue(ClrConvert.FromPython(state, args[2], array.GetType().GetElementType()!, "array item"), Positions(array, args[1]));
            return PyNone.Instance;
        }
        PyObject key = args[1];
        if (self is IList list && key is PyInt number && number.TryGetLong(out long index) && index < 0)
        {
            key = PyInt.From(Position(index, list.Count));
        }
        ClrBinder.SetIndexed(state, self, Keys(key), args[2]);
        return PyNone.Instance;
    }

    private static PyObject DelItem(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        object self = Self(args, 2, "__delitem__");
        PyThread thread = PyThread.Current;
        ClrState state = thread.Engine.Clr;
        Type type = self.GetType();
        if (Contract(type, typeof(IDictionary<,>)) is { } contract)
        {
            Type keyType = contract.GetGenericArguments()[0];
            object? key = ClrConvert.FromPython(state, args[1], keyType, "key");
            if (!(bool)ClrBinder.Invoke(thread, contract.GetMethod("Remove", [keyType])!, self, [key])!)
            {
                throw Err.KeyError(args[1]);
            }
        }
        else if (self is IDictionary dictionary)
        {
            object key = ClrConvert.FromPython(state, args[1], typeof(object), "key")!;
            if (!dictionary.Contains(key))
            {
                throw Err.KeyError(args[1]);
            }
            dictionary.Remove(key);
        }
        else if (self is IList list)
        {
            int position = Position(Ops.AsIndex(args[1]), list.Count);
            try
            {
                list.RemoveAt(position);
            }
            catch (Exception e) when (e is NotSupportedException)
            {
                throw ClrExceptions.Wrap(state, e);
            }
        }
        else
        {
            throw Err.TypeError($"'{args[0].Type.FullName}' object doesn't support item deletion");
        }
        return PyNone.Instance;
    }

    private static PyObject Contains(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        object self = Self(args, 2, "__contains__");
        PyThread thread = PyThread.Current;
        ClrState state = thread.Engine.Clr;
        if (Contract(self.GetType(), typeof(IDictionary<,>)) is { } map)
        {
            Type keyType = map.GetGenericArguments()[0];
            return PyBool.From(ClrConvert.TryFromPython(state, args[1], keyType, out object? key, out _) && key != null
                && (bool)ClrBinder.Invoke(thread, map.GetMethod("ContainsKey")!, self, [key])!);
        }
        if (Contract(self.GetType(), typeof(ICollection<>)) is { } collection)
        {
            return PyBool.From(ClrConvert.TryFromPython(state, args[1], collection.GetGenericArguments()[0], out object? item, out _)
                && (bool)ClrBinder.Invoke(thread, collection.GetMethod("Contains")!, self, [item])!);
        }
        foreach (object? item in (IEnumerable)self)
        {
            if (Ops.Equal(ClrConvert.ToPython(state, item), args[1]))
            {
                return PyBool.True;
            }
        }
        return PyBool.False;
    }

    private static PyObject Enter(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => args[0];

    private static PyObject Exit(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyThread thread = PyThread.Current;
        object self = ((ClrObject)args[0]).Value;
        if (self is IDisposable)
        {
            ClrBinder.Invoke(thread, typeof(IDisposable).GetMethod("Dispose")!, self, []);
            return PyNone.Instance;
        }
        ValueTask task = (ValueTask)ClrBinder.Invoke(thread, typeof(IAsyncDisposable).GetMethod("DisposeAsync")!, self, [])!;
        return ClrTasks.Await(thread, task.AsTask());
    }

    private static PyObject AsyncEnter(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new ClrAwaitable(State, Task.CompletedTask, args[0]);

    private static PyObject AsyncExit(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyThread thread = PyThread.Current;
        object self = ((ClrObject)args[0]).Value;
        Task task = Task.CompletedTask;
        if (self is IAsyncDisposable)
        {
            task = ((ValueTask)ClrBinder.Invoke(thread, typeof(IAsyncDisposable).GetMethod("DisposeAsync")!, self, [])!).AsTask();
        }
        else
        {
            ClrBinder.Invoke(thread, typeof(IDisposable).GetMethod("Dispose")!, self, []);
        }
        return new ClrAwaitable(thread.Engine.Clr, task, PyNone.Instance);
    }

    private static PyObject CallDelegate(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        Delegate target = (Delegate)((ClrObject)args[0]).Value;
        return ClrBinder.Call(PyThread.Current, ClrBinder.Signature(target.GetType().GetMethod("Invoke")!), target, args[1..], kwnames, "delegate", false);
    }

    private static PyObject Await(ReadOnlySpan<PyObject> args, PyTuple? kwnames) =>
        ClrTasks.GetAwaiter(PyThread.Current, ClrTasks.AsTask(((ClrObject)args[0]).Value)!, null);

    private static PyObject Int(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        object self = Self(args, 1, "__int__");
        if (self is Enum)
        {
            self = Convert.ChangeType(self, Enum.GetUnderlyingType(self.GetType()), System.Globalization.CultureInfo.InvariantCulture);
        }
        return self switch
        {
            double d => PyInt.From(new BigInteger(d)),
            float f => PyInt.From(new BigInteger(f)),
            decimal m => PyInt.From(new BigInteger(m)),
            char c => PyInt.From(c),
            _ => ClrConvert.Number(self),
        };
    }

    private static PyObject Float(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => new PyFloat(Self(args, 1, "__float__") switch
    {
        decimal m => (double)m,
        BigInteger b => (double)b,
        object o => Convert.ToDouble(o, System.Globalization.CultureInfo.InvariantCulture),
    });
}

namespace PythonEngine.Builtins;

internal static partial class BuiltinsModule
{
    /// <summary>Get an iterator from an object.</summary>
    [PyFunction("iter")]
    private static PyObject Iter(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("iter() takes no keyword arguments");
        }
        switch (args.Length)
        {
            case 1:
                return Ops.Iter(args[0]);
            case 2:
                return IsCallable(args[0]) ? new PyCallableIterator(args[0], args[1]) : throw Err.TypeError("iter(v, w): v must be callable");
            default:
                throw Err.TypeError($"iter expected at {(args.Length < 1 ? "least 1 argument" : "most 2 arguments")}, got {args.Length}");
        }
    }

    /// <summary>Return the next item from the iterator.</summary>
    [PyFunction("next")]
    private static unsafe PyObject Next(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("next() takes no keyword arguments");
        }
        if (args.Length is < 1 or > 2)
        {
            throw Err.TypeError($"next expected at {(args.Length < 1 ? "least 1 argument" : "most 2 arguments")}, got {args.Length}");
        }
        PyObject iterator = args[0];
        var next = iterator.Type.TpIterNext;
        if (next == null)
        {
            throw Err.TypeError($"'{Ops.TypeName(iterator)}' object is not an iterator");
        }
        if (args.Length == 2)
        {
            return IteratorConsumer.Takes(iterator) ? IteratorConsumer.Start(new NextConsumer(iterator, args[1]))
                : Ops.Next(iterator) ?? args[1];
        }
        if (iterator.GetType() == typeof(PyGenerator))
        {
            return ((PyGenerator)iterator).SendImpl(PyNone.Instance);
        }
        if (iterator.GetType() == typeof(PyInstance) && iterator.Type.Lookup(Names.Next) is PyFunction python)
        {
            return PyThread.Current.TailCall(python, new ReadOnlySpan<PyObject>(ref iterator));
        }
        PyObject? item = next(iterator);
        if (ReferenceEquals(item, PyThread.Pending))
        {
            if (iterator is PyCallableIterator)
            {
                return item;
            }
            item = PyThread.Current.WaitNested();
        }
        return item ?? throw Err.StopIteration();
    }

    /// <summary>Return an AsyncIterator for an AsyncIterable object.</summary>
    [PyFunction("aiter", "async_iterable, /")]
    private static unsafe PyObject Aiter(PyObject iterable)
    {
        var slot = iterable.Type.AmAiter;
        if (slot == null)
        {
            throw Err.TypeError($"'{Ops.TypeName(iterable)}' object is not an async iterable");
        }
        PyObject result = slot(iterable);
        return result.Type.AmAnext == null ? throw Err.TypeError($"aiter() returned not an async iterator of type '{Ops.TypeName(result)}'") : result;
    }

    /// <summary>Return the next item from the async iterator.</summary>
    [PyFunction("anext")]
    private static unsafe PyObject Anext(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length is < 1 or > 2 || kwnames is { Count: > 0 })
        {
            throw Err.TypeError($"anext expected at {(args.Length < 1 ? "least 1 argument" : "most 2 arguments")}, got {args.Length}");
        }
        var slot = args[0].Type.AmAnext;
        if (slot == null)
        {
            throw Err.TypeError($"'{Ops.TypeName(args[0])}' object is not an async iterator");
        }
        PyObject awaitable = slot(args[0]);
        return args.Length == 1 ? awaitable : new PyAnextAwaitable(awaitable, args[1]);
    }

    /// <summary>Return a new list containing all items from the iterable in ascending order.</summary>
    [PyFunction("sorted", "iterable, /, *, key=None, reverse=False")]
    private static PyObject Sorted(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        int positional = args.Length - (kwnames?.Count ?? 0);
        if (positional != 1)
        {
            throw Err.TypeError($"sorted expected 1 argument, got {positional}");
        }
        PyObject iterable = args[0];
        PyObject? key = null;
        PyObject? reverse = null;
        for (int i = 1; i < args.Length; i++)
        {
            // The keywords are list.sort's.
            switch (((PyStr)kwnames![i - 1]).Value)
            {
                case "key":
                    key = args[i];
                    break;
                case "reverse":
                    reverse = args[i];
                    break;
                default:
                    throw Err.TypeError($"'{((PyStr)kwnames[i - 1]).Value}' is an invalid keyword argument for sort()");
            }
        }
        if (IteratorConsumer.Of(iterable) is { } iterator)
        {
            return IteratorConsumer.Start(new CollectConsumer(iterator, list => Sort(list, key, reverse)));
        }
        return Sort(Ops.ToList(iterable), key, reverse);
    }

    private static PyList Sort(PyList list, PyObject? key, PyObject? reverse)
    {
        list.Sort(key is PyNone ? null : key, reverse != null && Args.Int32(reverse) != 0);
        return list;
    }

    /// <summary>Return the sum of a 'start' value (default: 0) plus an iterable of numbers.</summary>
    [PyFunction("sum", "iterable, /, start=0")]
    private static PyObject Sum(PyObject iterable, PyObject? start = null)
    {
        PyObject total = start ?? PyInt.Zero;
        switch (total)
        {
            case PyStr:
                throw Err.TypeError("sum() can't sum strings [use ''.join(seq) instead]");
            case PyBytes:
                throw Err.TypeError("sum() can't sum bytes [use b''.join(seq) instead]");
            case PyByteArray:
                throw Err.TypeError("sum() can't sum bytearray [use b''.join(seq) instead]");
        }
        PyObject it = Ops.Iter(iterable);
        if (IteratorConsumer.Takes(it))
        {
            return IteratorConsumer.Start(new SumConsumer(it, total));
        }
        PyObject? item = null;
        if (total.GetType() == typeof(PySmallInt))
        {
            long sum = Unsafe.As<PySmallInt>(total).Value;
            while ((item = Ops.Next(it)) != null)
            {
                if (item.GetType() != typeof(PySmallInt))
                {
                    break;
                }
                long value = Unsafe.As<PySmallInt>(item).Value;
                long next = unchecked(sum + value);
                if (((sum ^ next) & (value ^ next)) < 0)
                {
                    break;
                }
                sum = next;
            }
            total = PyInt.From(sum);
            if (item == null)
            {
                return total;
            }
            total = Ops.Add(total, item);
        }
        if (total.GetType() == typeof(PyFloat))
        {
            double sum = ((PyFloat)total).Value;
            while ((item = Ops.Next(it)) != null)
            {
                if (item.GetType() == typeof(PyFloat))
                {
                    sum += Unsafe.As<PyFloat>(item).Value;
                }
                else if (item.GetType() == typeof(PySmallInt))
                {
                    sum += Unsafe.As<PySmallInt>(item).Value;
                }
                else
                {
                    break;
                }
            }
            total = new PyFloat(sum);
            if (item == null)
            {
                return total;
            }
            total = Ops.Add(total, item);
        }
        while ((item = Ops.Next(it)) != null)
        {
            total = Ops.Add(total, item);
        }
        return total;
    }

    /// <summary>With a single iterable argument, return its biggest item. With two or more arguments, return the largest argument.</summary>
    [PyFunction("max")]
    private static PyObject Max(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Extreme("max", CompareOp.Gt, args, kwnames);

    /// <summary>With a single iterable argument, return its smallest item. With two or more arguments, return the smallest argument.</summary>
    [PyFunction("min")]
    private static PyObject Min(ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Extreme("min", CompareOp.Lt, args, kwnames);

    private static PyObject Extreme(string function, CompareOp op, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyObject? key = null, fallback = null;
        int count = args.Length;
        if (kwnames != null)
        {
            count -= kwnames.Count;
            for (int i = 0; i < kwnames.Count; i++)
            {
                switch (((PyStr)kwnames[i]).Value)
                {
                    case "key":
                        key = args[count + i] is PyNone ? null : args[count + i];
                        break;
                    case "default":
                        fallback = args[count + i];
                        break;
                    default:
                        throw Err.TypeError($"'{((PyStr)kwnames[i]).Value}' is an invalid keyword argument for {function}()");
                }
            }
        }
        if (count == 0)
        {
            throw Err.TypeError($"{function} expected at least 1 argument, got 0");
        }
        PyObject? best = null, bestKey = null;
        if (count > 1)
        {
            if (fallback != null)
            {
                throw Err.TypeError($"Cannot specify a default for {function}() with multiple positional arguments");
            }
            for (int i = 0; i < count; i++)
            {
                Consider(args[i], key, op, ref best, ref bestKey);
            }
            return best!;
        }
        PyObject it = Ops.Iter(args[0]);
        if (key == null && IteratorConsumer.Takes(it))
        {
            return IteratorConsumer.Start(new ExtremeConsumer(it, function, op, fallback));
        }
        while (Ops.Next(it) is { } item)
        {
            Consider(item, key, op, ref best, ref bestKey);
        }
        return best ?? fallback ?? throw Err.ValueError($"{function}() arg is an empty sequence");
    }

    private static void Consider(PyObject item, PyObject? key, CompareOp op, ref PyObject? best, ref PyObject? bestKey)
    {
        PyObject value = key == null ? item : Ops.Call(key, item);
        if (bestKey == null || Better(value, bestKey, op))
        {
            best = item;
            bestKey = value;
        }
    }

    /// <summary>max() and min() of a generator.</summary>
    private sealed class ExtremeConsumer(PyObject iterator, string function, CompareOp op, PyObject? fallback) : IteratorConsumer(iterator)
    {
        private PyObject? _best;

        private protected override bool Accept(PyObject item)
        {
            if (_best == null || Better(item, _best, op))
            {
                _best = item;
            }
            return false;
        }

        private protected override PyObject Result() => _best ?? fallback ?? throw Err.ValueError($"{function}() arg is an empty sequence");
    }

    private static bool Better(PyObject value, PyObject best, CompareOp op)
    {
        if (value.GetType() == typeof(PySmallInt) && best.GetType() == typeof(PySmallInt))
        {
            long a = Unsafe.As<PySmallInt>(value).Value, b = Unsafe.As<PySmallInt>(best).Value;
            return op == CompareOp.Lt ? a < b : a > b;
        }
        return Ops.IsTrue(Ops.RichCompare(value, best, op));
    }
}

/// <summary><c>anext_awaitable</c>: anext(iterator, default).</summary>
[PyType("anext_awaitable", NoConstructor = true)]
internal sealed partial class PyAnextAwaitable(PyObject awaitable, PyObject fallback) : PyObject
{
    private PyObject? _iterator;

    private PyObject Iterator
    {
        get
        {
            if (_iterator == null)
            {
                PyObject found = Awaiting.GetAwaitable(awaitable, 0);
                // A coroutine is awaited, but is no iterator itself.
                _iterator = found is PyGenerator { IsCoroutine: true } && !found.Type.HasIterNext ? Ops.Call(Ops.GetAttr(found, Names.Await)) : found;
            }
            return _iterator;
        }
    }

    private PyObject Forward(PyStr method, ReadOnlySpan<PyObject> args)
    {
        try
        {
            return Ops.Call(Ops.GetAttr(Iterator, method), args);
        }
        catch (PyException e) when (e.Matches(Exc.StopAsyncIteration))
        {
            throw Err.StopIteration(fallback);
        }
    }

    [PyMethod("__await__")]
    private PyObject Await() => this;

    [PyMethod("__iter__")]
    private PyObject Iter() => this;

    [PyMethod("__next__")]
    private PyObject? Next()
    {
        PyObject iterator = Iterator;
        try
        {
            if (iterator is PyGenerator or PyCoroutineWrapper)
            {
                // By send(), as the slot of __next__ does not tell what was returned.
                return Ops.CallMethod(iterator, Names.Send, PyNone.Instance);
            }
            return Awaiting.Step(iterator, PyNone.Instance, out PyObject? result) ?? throw Err.StopIteration(result!);
        }
        catch (PyException e) when (e.Matches(Exc.StopAsyncIteration))
        {
            throw Err.StopIteration(fallback);
        }
    }

    [PyMethod("send", "value, /")]
    private PyObject Send(PyObject value) => Forward(Names.Send, [value]);

    [PyMethod("throw", "*args")]
    private PyObject Throw(ReadOnlySpan<PyObject> args) => Forward(Names.Throw, args);

    [PyMethod("close", "")]
    private PyObject Close() => Forward(Names.Close, []);
}

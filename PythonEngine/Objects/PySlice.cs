namespace PythonEngine.Objects;

/// <summary><c>slice</c></summary>
[PyType("slice")]
internal sealed partial class PySlice(PyObject start, PyObject stop, PyObject step) : PyObject
{
    internal readonly PyObject Start = start;
    internal readonly PyObject Stop = stop;
    internal readonly PyObject Step = step;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (kwnames is { Count: > 0 })
        {
            throw Err.TypeError("slice() takes no keyword arguments");
        }
        return args.Length switch
        {
            0 => throw Err.TypeError("slice expected at least 1 argument, got 0"),
            1 => new PySlice(PyNone.Instance, args[0], PyNone.Instance),
            2 => new PySlice(args[0], args[1], PyNone.Instance),
            3 => new PySlice(args[0], args[1], args[2]),
            _ => throw Err.TypeError($"slice expected at most 3 arguments, got {args.Length}"),
        };
    }

    [PyGetter("start", Member = true)]
    private PyObject StartValue => Start;

    [PyGetter("stop", Member = true)]
    private PyObject StopValue => Stop;

    [PyGetter("step", Member = true)]
    private PyObject StepValue => Step;

    [PyMethod("__repr__")]
    private string Repr() => $"slice({Ops.ReprText(Start)}, {Ops.ReprText(Stop)}, {Ops.ReprText(Step)})";

    [PyMethod("__hash__")]
    private long Hash() => throw Err.TypeError("unhashable type: 'slice'");

    [PyMethod("__richcompare__")]
    private PyObject RichCompare(PyObject other, CompareOp op)
    {
        if (other is not PySlice s)
        {
            return PyNotImplemented.Instance;
        }
        return Ops.RichCompare(new PyTuple([Start, Stop, Step]), new PyTuple([s.Start, s.Stop, s.Step]), op);
    }

    [PyMethod("__reduce__", "")]
    private PyObject Reduce() => PyTuple.Of(TypeObject, new PyTuple([Start, Stop, Step]));

    [PyMethod("indices", "object, /")]
    private PyObject Indices(PyObject length)
    {
        PyInt n = Ops.Index(length);
        if (n.Sign < 0)
        {
            throw Err.ValueError("length should not be negative");
        }
        BigInteger size = n.Big;
        BigInteger step = BigInteger.One;
        if (Step is not PyNone)
        {
            step = Evaluate(Step);
            if (step.IsZero)
            {
                throw Err.ValueError("slice step cannot be zero");
            }
        }
        bool backwards = step.Sign < 0;
        BigInteger lower = backwards ? BigInteger.MinusOne : BigInteger.Zero;
        BigInteger upper = backwards ? size - 1 : size;
        BigInteger start = Start is PyNone ? (backwards ? upper : lower) : Clamp(Evaluate(Start), size, lower, upper);
        BigInteger stop = Stop is PyNone ? (backwards ? lower : upper) : Clamp(Evaluate(Stop), size, lower, upper);
        return new PyTuple([PyInt.From(start), PyInt.From(stop), PyInt.From(step)]);
    }

    private static BigInteger Evaluate(PyObject value) => !value.Type.HasIndex
        ? throw Err.TypeError("slice indices must be integers or None or have an __index__ method")
        : Ops.Index(value).Big;

    private static BigInteger Clamp(BigInteger value, BigInteger size, BigInteger lower, BigInteger upper)
    {
        if (value.Sign < 0)
        {
            return BigInteger.Max(value + size, lower);
        }
        return BigInteger.Min(value, upper);
    }
}

namespace PythonEngine.Modules.Itertools;

/// <summary>The <c>itertools</c> module.</summary>
[PyModule("itertools", Doc = "Functional tools for creating and using iterators.")]
[PyExports(typeof(PyAccumulate), typeof(PyCombinations), typeof(PyCombinationsWithReplacement), typeof(PyCycle), typeof(PyDropWhile),
    typeof(PyTakeWhile), typeof(PyISlice), typeof(PyStarMap), typeof(PyChain), typeof(PyCompress), typeof(PyFilterFalse), typeof(PyCount),
    typeof(PyZipLongest), typeof(PyPairwise), typeof(PyPermutations), typeof(PyProduct), typeof(PyRepeat), typeof(PyGroupBy),
    typeof(PyGrouper), typeof(PyTee), typeof(PyTeeData))]
internal static partial class ItertoolsModule
{
    [PyFunction("tee", "iterable, n=2, /", Doc = "Returns a tuple of n independent iterators.")]
    private static PyObject Tee(PyObject iterable, long n = 2)
    {
        if (n < 0)
        {
            throw Err.ValueError("n must be >= 0");
        }
        PyObject[] result = new PyObject[n];
        if (n == 0)
        {
            return PyTuple.Empty;
        }
        PyObject iterator = Ops.Iter(iterable);
        PyObject? copier = Ops.TryGetAttr(iterator, Names.Copy);
        if (copier == null)
        {
            iterator = new PyTee(new PyTeeData(iterator), 0);
            copier = Ops.GetAttr(iterator, Names.Copy);
        }
        result[0] = iterator;
        for (int i = 1; i < result.Length; i++)
        {
            result[i] = Ops.Call(copier);
        }
        return new PyTuple(result);
    }

    /// <summary>A tuple of numbers, for pickling.</summary>
    internal static PyTuple Numbers(int[] values)
    {
        PyObject[] items = new PyObject[values.Length];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = PyInt.From(values[i]);
        }
        return new PyTuple(items);
    }

    /// <summary>Positions read back from a pickle, each kept inside [0, limit(i)].</summary>
    internal static void ReadNumbers(PyObject state, int[] into, int limit)
    {
        if (state is not PyTuple tuple || tuple.Count != into.Length)
        {
            throw Err.ValueError("invalid arguments");
        }
        for (int i = 0; i < into.Length; i++)
        {
            into[i] = (int)Math.Clamp(Ops.AsLong(tuple[i]), 0, limit);
        }
    }

    internal static PyTuple One(PyObject value) => new([value]);

    internal static PyObject EmptyIterator => Ops.Iter(PyTuple.Empty);
}

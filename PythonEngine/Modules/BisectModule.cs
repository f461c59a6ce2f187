namespace PythonEngine.Modules;

/// <summary>The <c>_bisect</c> module.</summary>
[PyModule("_bisect", Doc = "Bisection algorithms.\n\nThis module provides support for maintaining a list in sorted order without\nhaving to sort the list after each insertion. For long lists of items with\nexpensive comparison operations, this can be an improvement over the more\ncommon approach.\n")]
internal static partial class BisectModule
{
    private static long Find(PyObject a, PyObject x, nint lo, PyObject? hi, PyObject? key, bool right)
    {
        if (lo < 0)
        {
            throw Err.ValueError("lo must be non-negative");
        }
        long low = lo, high = hi is null or PyNone ? Ops.SequenceLen(a) : Indexing.IsIndex(hi) ? Ops.AsLong(hi)
            : throw Err.TypeError($"argument should be integer or None, not '{Ops.TypeName(hi)}'");
        key = key is PyNone ? null : key;
        while (low < high)
        {
            long middle = low + ((high - low) >> 1);
            PyObject item = Ops.SequenceItem(a, middle);
            if (key != null)
            {
                item = Ops.Call(key, item);
            }
            bool less = right ? Ops.IsTrue(Ops.RichCompare(x, item, CompareOp.Lt)) : !Ops.IsTrue(Ops.RichCompare(item, x, CompareOp.Lt));
            if (less)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }
        return low;
    }

    private static void Insert(PyObject a, long index, PyObject x) => Ops.CallMethod(a, "insert", PyInt.From(index), x);

    [PyFunction("bisect_right", "a, x, lo=0, hi=None, *, key=None", Doc = "Return the index where to insert item x in list a, assuming a is sorted.\n\nThe return value i is such that all e in a[:i] have e <= x, and all e in\na[i:] have e > x.  So if x already appears in the list, a.insert(i, x) will\ninsert just after the rightmost x already there.\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.")]
    private static long BisectRight(PyObject a, PyObject x, nint lo = 0, PyObject? hi = null, PyObject? key = null) => Find(a, x, lo, hi, key, true);

    [PyFunction("bisect_left", "a, x, lo=0, hi=None, *, key=None", Doc = "Return the index where to insert item x in list a, assuming a is sorted.\n\nThe return value i is such that all e in a[:i] have e < x, and all e in\na[i:] have e >= x.  So if x already appears in the list, a.insert(i, x) will\ninsert just before the leftmost x already there.\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.")]
    private static long BisectLeft(PyObject a, PyObject x, nint lo = 0, PyObject? hi = null, PyObject? key = null) => Find(a, x, lo, hi, key, false);

    [PyFunction("insort_right", "a, x, lo=0, hi=None, *, key=None", Doc = "Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the right of the rightmost x.\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.")]
    private static void InsortRight(PyObject a, PyObject x, nint lo = 0, PyObject? hi = null, PyObject? key = null) =>
        Insert(a, Find(a, key is null or PyNone ? x : Ops.Call(key, x), lo, hi, key, true), x);

    [PyFunction("insort_left", "a, x, lo=0, hi=None, *, key=None", Doc = "Insert item x in list a, and keep it sorted assuming a is sorted.\n\nIf x is already in a, insert it to the left of the leftmost x.\n\nOptional args lo (default 0) and hi (default len(a)) bound the\nslice of a to be searched.")]
    private static void InsortLeft(PyObject a, PyObject x, nint lo = 0, PyObject? hi = null, PyObject? key = null) =>
        Insert(a, Find(a, key is null or PyNone ? x : Ops.Call(key, x), lo, hi, key, false), x);
}

namespace PythonEngine.Objects;

internal partial class PyList
{
    /// <summary>Stable sort in place; while it runs the list looks empty, and a change is an error.</summary>
    internal void Sort(PyObject? key, bool reverse)
    {
        PyObject[] items = Items;
        int count = Count;
        Items = [];
        Count = 0;
        PyObject[] empty = Items;
        bool failed = true;
        try
        {
            PyObject[] keys = items;
            if (key != null)
            {
                keys = new PyObject[count];
                for (int i = 0; i < count; i++)
                {
                    keys[i] = Ops.Call(key, items[i]);
                }
            }
            SortValues(keys, key == null ? null : items, count, reverse);
            failed = false;
        }
        finally
        {
            bool changed = !ReferenceEquals(Items, empty) || Count != 0;
            Items = items;
            Count = count;
            // A failure of its own counts more.
            if (changed && !failed)
            {
                throw Err.ValueError("list modified during sort");
            }
        }
    }

    /// <summary>
    /// list.sort() with a Python key function: the function's frames run above this one on the heap chain, so that a key costs no nested
    /// run and may switch greenlets without pinning an OS thread.
    /// </summary>
    private sealed class SortKeysFrame : NativeFrame
    {
        private readonly PyList _list;
        private readonly PyFunction _function;
        private readonly bool _reverse;
        private readonly PyObject[] _items;
        private readonly PyObject[] _keys;
        private readonly PyObject[] _empty;
        private readonly int _count;
        private int _done;

        private SortKeysFrame(PyList list, PyFunction function, bool reverse)
        {
            _list = list;
            _function = function;
            _reverse = reverse;
            _items = list.Items;
            _count = list.Count;
            _keys = new PyObject[_count];
            // While keys are computed the list looks empty, and a change to it is an error.
            list.Items = _empty = [];
            list.Count = 0;
        }

        internal static PyObject Start(PyList list, PyFunction function, bool reverse)
        {
            PyThread.Current.TailNative = new SortKeysFrame(list, function, reverse);
            return PyThread.Pending;
        }

        internal override void Step(PyThread thread) =>
            Interpreter.CallOn(thread, this, _function, new ReadOnlySpan<PyObject>(ref _items[_done]), null);

        internal override void Returned(PyThread thread, PyObject result)
        {
            _keys[_done++] = result;
            if (_done < _count)
            {
                if ((_function.Code.Flags & CodeFlags.AnyGenerator) == 0)
                {
                    Step(thread);
                }
                // A generator function returns at once: the loop takes the next step, as calls from here would nest.
                return;
            }
            SortValues(_keys, _items, _count, _reverse);
            Restore();
            Finish(thread, PyNone.Instance);
        }

        internal override void Raised(PyThread thread, PyBaseException exception)
        {
            _list.Items = _items;
            _list.Count = _count;
            Fail(thread, exception);
        }

        private void Restore()
        {
            bool changed = !ReferenceEquals(_list.Items, _empty) || _list.Count != 0;
            _list.Items = _items;
            _list.Count = _count;
            if (changed)
            {
                throw Err.ValueError("list modified during sort");
            }
        }
    }

    private static void SortValues(PyObject[] keys, PyObject[]? values, int count, bool reverse)
    {
        if (count < 2)
        {
            return;
        }
        if (reverse)
        {
            // Reversing before and after keeps equal elements in their order.
            Array.Reverse(keys, 0, count);
            if (values != null)
            {
                Array.Reverse(values, 0, count);
            }
        }
        try
        {
            if (!NumberSorter.TrySort(keys, values, count))
            {
                MergeSorter sorter = new(keys, values, count);
                sorter.Run();
            }
        }
        finally
        {
            if (reverse)
            {
                Array.Reverse(keys, 0, count);
                if (values != null)
                {
                    Array.Reverse(values, 0, count);
                }
            }
        }
    }

    private enum KeyKind
    {
        Any,
        Str,
        Tuple,
    }

    /// <summary>Sorts keys that are all small ints, or all floats and none of them NaN, as plain numbers.</summary>
    private static class NumberSorter
    {
        private readonly record struct Entry(long Key, int Index) : IComparable<Entry>
        {
            // Equal keys stay in order.
            public int CompareTo(Entry other) => Key < other.Key ? -1 : Key > other.Key ? 1 : Index.CompareTo(other.Index);
        }

        private const int SmallCount = 32;

        public static bool TrySort(PyObject[] keys, PyObject[]? values, int count)
        {
            Type kind = keys[0].GetType();
            if (kind != typeof(PySmallInt) && kind != typeof(PyFloat))
            {
                return false;
            }
            Span<Entry> entries = count <= SmallCount ? stackalloc Entry[SmallCount] : new Entry[count];
            entries = entries[..count];
            bool sorted = true;
            for (int i = 0; i < count; i++)
            {
                PyObject key = keys[i];
                if (key.GetType() != kind)
                {
                    return false;
                }
                long number;
                if (kind == typeof(PySmallInt))
                {
                    number = Unsafe.As<PySmallInt>(key).Value;
                }
                else
                {
                    double value = Unsafe.As<PyFloat>(key).Value;
                    if (double.IsNaN(value))
                    {
                        return false;
                    }
                    // The bits of a double, read as a whole number, are in order but for the negative ones, which are reversed; zeros are equal.
                    long bits = value == 0 ? 0 : BitConverter.DoubleToInt64Bits(value);
                    number = bits < 0 ? bits ^ long.MaxValue : bits;
                }
                entries[i] = new Entry(number, i);
                sorted &= i == 0 || entries[i - 1].Key <= number;
            }
            if (!sorted)
            {
                entries.Sort();
                Permute(keys, entries);
                if (values != null)
                {
                    Permute(values, entries);
                }
            }
            return true;
        }

        private static void Permute(PyObject[] items, ReadOnlySpan<Entry> entries)
        {
            PyObject[] old = new PyObject[entries.Length];
            Array.Copy(items, old, old.Length);
            for (int i = 0; i < entries.Length; i++)
            {
                Put(items, i, old[entries[i].Index]);
            }
        }
    }

    /// <summary>Stores without the check of the array's element type: arrays of list items are made as PyObject[].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(PyObject[] items, int index, PyObject value)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)items.Length);
        Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(items), index) = value;
    }

    /// <summary>Natural merge sort: finds runs, extends short ones by binary insertion, merges them from a stack of balanced runs.</summary>
    private sealed class MergeSorter
    {
        private readonly PyObject[] _keys;
        private readonly PyObject[]? _values;
        private readonly int _count;
        private readonly KeyKind _kind;
        private PyObject[] _keyBuffer = [];
        private PyObject[] _valueBuffer = [];
        private readonly Stack<(int Start, int Length)> _runs = new();

        public MergeSorter(PyObject[] keys, PyObject[]? values, int count)
        {
            _keys = keys;
            _values = values;
            _count = count;
            _kind = Classify();
        }

        private KeyKind Classify()
        {
            Type type = _keys[0].GetType();
            KeyKind kind = type == typeof(PyStr) ? KeyKind.Str : type == typeof(PyTuple) ? KeyKind.Tuple : KeyKind.Any;
            for (int i = 1; i < _count && kind != KeyKind.Any; i++)
            {
                if (_keys[i].GetType() != type)
                {
                    return KeyKind.Any;
                }
            }
            return kind;
        }

        private bool Less(PyObject a, PyObject b) => _kind switch
        {
            KeyKind.Str => PyStr.Compare(Unsafe.As<PyStr>(a), Unsafe.As<PyStr>(b)) < 0,
            KeyKind.Tuple => TupleLess(Unsafe.As<PyTuple>(a).Items, Unsafe.As<PyTuple>(b).Items) ?? Ops.IsTrue(Ops.RichCompare(a, b, CompareOp.Lt)),
            _ => Ops.IsTrue(Ops.RichCompare(a, b, CompareOp.Lt)),
        };

        /// <summary>a &lt; b by the first items that differ, while they are ints or texts; null where Python's comparison must decide.</summary>
        private static bool? TupleLess(PyObject[] a, PyObject[] b)
        {
            int common = Math.Min(a.Length, b.Length);
            for (int i = 0; i < common; i++)
            {
                PyObject x = a[i], y = b[i];
                if (x.GetType() == typeof(PySmallInt) && y.GetType() == typeof(PySmallInt))
                {
                    long left = Unsafe.As<PySmallInt>(x).Value, right = Unsafe.As<PySmallInt>(y).Value;
                    if (left != right)
                    {
                        return left < right;
                    }
                }
                else if (x.GetType() == typeof(PyStr) && y.GetType() == typeof(PyStr))
                {
                    int order = PyStr.Compare(Unsafe.As<PyStr>(x), Unsafe.As<PyStr>(y));
                    if (order != 0)
                    {
                        return order < 0;
                    }
                }
                else if (!ReferenceEquals(x, y))
                {
                    return null;
                }
            }
            return a.Length < b.Length;
        }

        public void Run()
        {
            int minRun = MinRun(_count);
            int start = 0;
            while (start < _count)
            {
                int length = CountRun(start);
                if (length < minRun)
                {
                    int forced = Math.Min(minRun, _count - start);
                    InsertionSort(start, start + forced, start + length);
                    length = forced;
                }
                _runs.Push((start, length));
                Collapse();
                start += length;
            }
            while (_runs.Count > 1)
            {
                MergeTop();
            }
        }

        private static int MinRun(int n)
        {
            int r = 0;
            while (n >= 64)
            {
                r |= n & 1;
                n >>= 1;
            }
            return n + r;
        }

        private int CountRun(int start)
        {
            int end = start + 1;
            if (end == _count)
            {
                return 1;
            }
            if (Less(_keys[end], _keys[start]))
            {
                end++;
                while (end < _count && Less(_keys[end], _keys[end - 1]))
                {
                    end++;
                }
                Array.Reverse(_keys, start, end - start);
                if (_values != null)
                {
                    Array.Reverse(_values, start, end - start);
                }
            }
            else
            {
                end++;
                while (end < _count && !Less(_keys[end], _keys[end - 1]))
                {
                    end++;
                }
            }
            return end - start;
        }

        private void InsertionSort(int start, int end, int sorted)
        {
            for (int i = sorted; i < end; i++)
            {
                PyObject pivot = _keys[i];
                int low = start;
                int high = i;
                while (low < high)
                {
                    int mid = (low + high) >>> 1;
                    if (Less(pivot, _keys[mid]))
                    {
                        high = mid;
                    }
                    else
                    {
                        low = mid + 1;
                    }
                }
                Array.Copy(_keys, low, _keys, low + 1, i - low);
                Put(_keys, low, pivot);
                if (_values != null)
                {
                    PyObject value = _values[i];
                    Array.Copy(_values, low, _values, low + 1, i - low);
                    Put(_values, low, value);
                }
            }
        }

        private void Collapse()
        {
            while (_runs.Count > 1)
            {
                (int Start, int Length) top = _runs.Pop();
                (int Start, int Length) below = _runs.Pop();
                bool third = _runs.TryPeek(out (int Start, int Length) deep);
                _runs.Push(below);
                _runs.Push(top);
                if ((third && deep.Length <= below.Length + top.Length) || below.Length <= top.Length)
                {
                    MergeTop();
                }
                else
                {
                    return;
                }
            }
        }

        private void MergeTop()
        {
            (int bStart, int bLength) = _runs.Pop();
            (int aStart, int aLength) = _runs.Pop();
            Merge(aStart, aLength, bStart, bLength);
            _runs.Push((aStart, aLength + bLength));
        }

        private void Merge(int aStart, int aLength, int bStart, int bLength)
        {
            // What is in place already at both ends needs no move.
            int skip = UpperBound(_keys[bStart], aStart, aLength);
            aStart += skip;
            aLength -= skip;
            if (aLength == 0)
            {
                return;
            }
            bLength = LowerBound(_keys[aStart + aLength - 1], bStart, bLength);
            if (bLength == 0)
            {
                return;
            }
            if (_keyBuffer.Length < aLength)
            {
                _keyBuffer = new PyObject[aLength];
                if (_values != null)
                {
                    _valueBuffer = new PyObject[aLength];
                }
            }
            Array.Copy(_keys, aStart, _keyBuffer, 0, aLength);
            if (_values != null)
            {
                Array.Copy(_values, aStart, _valueBuffer, 0, aLength);
            }
            int a = 0;
            int b = bStart;
            int bEnd = bStart + bLength;
            int to = aStart;
            try
            {
                while (a < aLength && b < bEnd)
                {
                    if (Less(_keys[b], _keyBuffer[a]))
                    {
                        Put(_keys, to, _keys[b]);
                        if (_values != null)
                        {
                            Put(_values, to, _values[b]);
                        }
                        b++;
                    }
                    else
                    {
                        Put(_keys, to, _keyBuffer[a]);
                        if (_values != null)
                        {
                            Put(_values, to, _valueBuffer[a]);
                        }
                        a++;
                    }
                    to++;
                }
            }
            finally
            {
                // Also when a comparison raised: every element stays in the list.
                Array.Copy(_keyBuffer, a, _keys, to, aLength - a);
                if (_values != null)
                {
                    Array.Copy(_valueBuffer, a, _values, to, aLength - a);
                }
            }
        }

        /// <summary>How many of the run's elements are not greater than the key.</summary>
        private int UpperBound(PyObject key, int start, int length)
        {
            int low = 0;
            int high = length;
            while (low < high)
            {
                int mid = (low + high) >>> 1;
                if (Less(key, _keys[start + mid]))
                {
                    high = mid;
                }
                else
                {
                    low = mid + 1;
                }
            }
            return low;
        }

        /// <summary>How many of the run's elements are less than the key.</summary>
        private int LowerBound(PyObject key, int start, int length)
        {
            int low = 0;
            int high = length;
            while (low < high)
            {
                int mid = (low + high) >>> 1;
                if (Less(_keys[start + mid], key))
                {
                    low = mid + 1;
                }
                else
                {
                    high = mid;
                }
            }
            return low;
        }
    }
}

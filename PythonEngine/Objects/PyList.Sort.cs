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
        }
        finally
        {
            bool changed = !ReferenceEquals(Items, empty) || Count != 0;
            Items = items;
            Count = count;
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
            MergeSorter sorter = new(keys, values, count);
            sorter.Run();
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
        Int,
        Float,
        Str,
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
            Type first = _keys[0].GetType();
            KeyKind kind = first == typeof(PySmallInt) ? KeyKind.Int : first == typeof(PyFloat) ? KeyKind.Float : first == typeof(PyStr) ? KeyKind.Str : KeyKind.Any;
            for (int i = 1; i < _count && kind != KeyKind.Any; i++)
            {
                if (_keys[i].GetType() != first)
                {
                    return KeyKind.Any;
                }
            }
            return kind;
        }

        private bool Less(PyObject a, PyObject b) => _kind switch
        {
            KeyKind.Int => Unsafe.As<PySmallInt>(a).Value < Unsafe.As<PySmallInt>(b).Value,
            KeyKind.Float => Unsafe.As<PyFloat>(a).Value < Unsafe.As<PyFloat>(b).Value,
            KeyKind.Str => PyStr.Compare(Unsafe.As<PyStr>(a), Unsafe.As<PyStr>(b)) < 0,
            _ => Ops.IsTrue(Ops.RichCompare(a, b, CompareOp.Lt)),
        };

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
                _keys[low] = pivot;
                if (_values != null)
                {
                    PyObject value = _values[i];
                    Array.Copy(_values, low, _values, low + 1, i - low);
                    _values[low] = value;
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
                        _keys[to] = _keys[b];
                        if (_values != null)
                        {
                            _values[to] = _values[b];
                        }
                        b++;
                    }
                    else
                    {
                        _keys[to] = _keyBuffer[a];
                        if (_values != null)
                        {
                            _values[to] = _valueBuffer[a];
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

namespace PythonEngine.Modules;

/// <summary>The <c>_heapq</c> module.</summary>
[PyModule("_heapq", Doc = "Heap queue algorithm (a.k.a. priority queue).\n")]
internal static partial class HeapqModule
{
    [PyConstant("__about__")] private const string About = "Heap queues";

    private static bool Less(PyObject a, PyObject b, bool max) =>
        Ops.IsTrue(max ? Ops.RichCompare(b, a, CompareOp.Lt) : Ops.RichCompare(a, b, CompareOp.Lt));

    private static void CheckSize(PyList heap, int size)
    {
        if (heap.Count != size)
        {
            throw Err.RuntimeError("list changed size during iteration");
        }
    }

    private static void SiftDown(PyList heap, int start, int position, bool max)
    {
        int size = heap.Count;
        if (position >= size)
        {
            throw Err.IndexError("index out of range");
        }
        while (position > start)
        {
            int parent = (position - 1) >> 1;
            bool less = Less(heap[position], heap[parent], max);
            CheckSize(heap, size);
            if (!less)
            {
                break;
            }
            (heap.Items[position], heap.Items[parent]) = (heap.Items[parent], heap.Items[position]);
            position = parent;
        }
    }

    private static void SiftUp(PyList heap, int position, bool max)
    {
        int end = heap.Count, start = position;
        if (position >= end)
        {
            throw Err.IndexError("index out of range");
        }
        int limit = end >> 1;
        while (position < limit)
        {
            int child = 2 * position + 1;
            if (child + 1 < end)
            {
                bool less = Less(heap[child], heap[child + 1], max);
                CheckSize(heap, end);
                if (!less)
                {
                    child++;
                }
            }
            (heap.Items[position], heap.Items[child]) = (heap.Items[child], heap.Items[position]);
            position = child;
        }
        SiftDown(heap, start, position, max);
    }

    private static PyObject Pop(PyList heap, bool max)
    {
        int n = heap.Count;
        if (n == 0)
        {
            throw Err.IndexError("index out of range");
        }
        PyObject last = heap.Items[n - 1];
        heap.Items[n - 1] = null!;
        heap.Count = n - 1;
        if (n == 1)
        {
            return last;
        }
        PyObject result = heap.Items[0];
        heap.Items[0] = last;
        SiftUp(heap, 0, max);
        return result;
    }

    private static PyObject Replace(PyList heap, PyObject item, bool max)
    {
        if (heap.Count == 0)
        {
            throw Err.IndexError("index out of range");
        }
        PyObject result = heap.Items[0];
        heap.Items[0] = item;
        SiftUp(heap, 0, max);
        return result;
    }

    private static void Heapify(PyList heap, bool max)
    {
        for (int i = (heap.Count >> 1) - 1; i >= 0; i--)
        {
            SiftUp(heap, i, max);
        }
    }

    [PyFunction("heappush", "heap, item, /", Doc = "Push item onto heap, maintaining the heap invariant.")]
    private static void HeapPush(PyList heap, PyObject item)
    {
        heap.Add(item);
        SiftDown(heap, 0, heap.Count - 1, false);
    }

    [PyFunction("heappop", "heap, /", Doc = "Pop the smallest item off the heap, maintaining the heap invariant.")]
    private static PyObject HeapPop(PyList heap) => Pop(heap, false);

    [PyFunction("heapreplace", "heap, item, /", Doc = "Pop and return the current smallest value, and add the new item.")]
    private static PyObject HeapReplace(PyList heap, PyObject item) => Replace(heap, item, false);

    [PyFunction("heappushpop", "heap, item, /", Doc = "Push item on the heap, then pop and return the smallest item from the heap.")]
    private static PyObject HeapPushPop(PyList heap, PyObject item)
    {
        if (heap.Count == 0 || !Less(heap[0], item, false))
        {
            return item;
        }
        return Replace(heap, item, false);
    }

    [PyFunction("heapify", "heap, /", Doc = "Transform list into a heap, in-place, in O(len(heap)) time.")]
    private static void HeapifyMin(PyList heap) => Heapify(heap, false);

    [PyFunction("_heappop_max", "heap, /", Doc = "Maxheap variant of heappop.")]
    private static PyObject HeapPopMax(PyList heap) => Pop(heap, true);

    [PyFunction("_heapreplace_max", "heap, item, /", Doc = "Maxheap variant of heapreplace.")]
    private static PyObject HeapReplaceMax(PyList heap, PyObject item) => Replace(heap, item, true);

    [PyFunction("_heapify_max", "heap, /", Doc = "Maxheap variant of heapify.")]
    private static void HeapifyMax(PyList heap) => Heapify(heap, true);
}

namespace PythonEngine.Objects;

/// <summary><c>list</c>.</summary>
[PyType("list", Subclassable = true)]
internal partial class PyList : PyObject
{
    /// <summary>Storage; values beyond <see cref="Count"/> are null.</summary>
    internal PyObject[] Items;
    internal int Count;

    public PyList()
    {
        Items = [];
    }

    public PyList(int capacity)
    {
        Items = capacity == 0 ? [] : new PyObject[capacity];
    }

    /// <summary>Takes the array over: it must not be used by anyone else.</summary>
    public PyList(PyObject[] items)
    {
        Items = items;
        Count = items.Length;
    }

    public ReadOnlySpan<PyObject> Span => Items.AsSpan(0, Count);

    public PyObject this[int index] => Items[index];

    public void Add(PyObject item)
    {
        if (Count == Items.Length)
        {
            Grow(Count + 1);
        }
        // The array was made as PyObject[]: no check of its element type.
        Unsafe.Add(ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(Items), Count++) = item;
    }

    internal void Grow(int needed)
    {
        int capacity = Math.Max(4, Math.Max(needed, Count + (Count >> 1)));
        Array.Resize(ref Items, capacity);
    }

    public PyObject[] ToArray() => Items.AsSpan(0, Count).ToArray();
}

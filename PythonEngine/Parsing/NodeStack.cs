using System;

namespace PythonEngine.Parsing;

/// <summary>Collects the elements of nested lists without a list object for each.</summary>
internal sealed class NodeStack<T>
    where T : class?
{
    private T[] _items = new T[64];

    public int Count { get; private set; }

    public void Push(T item)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Count * 2);
        }

        _items[Count++] = item;
    }

    /// <summary>Removes what was pushed since the mark and gives it as an array.</summary>
    public T[] Take(int mark)
    {
        int length = Count - mark;
        if (length == 0)
        {
            return [];
        }

        var result = new T[length];
        Array.Copy(_items, mark, result, 0, length);
        Array.Clear(_items, mark, length);
        Count = mark;
        return result;
    }

    public void Drop(int mark)
    {
        Array.Clear(_items, mark, Count - mark);
        Count = mark;
    }
}

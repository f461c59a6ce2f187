namespace PythonEngine.Objects;

/// <summary><c>bytes</c>. The array is never written after construction.</summary>
[PyType("bytes", Subclassable = true)]
internal partial class PyBytes(byte[] data) : PyObject
{
    public static readonly PyBytes Empty = new([]);

    public readonly byte[] Data = data;

    public int Length => Data.Length;

    internal override bool TryGetBuffer(bool writable, out BufferView view)
    {
        if (writable)
        {
            throw Err.BufferError("Object is not writable.");
        }
        view = new BufferView(Data, null, readOnly: true);
        return true;
    }
}

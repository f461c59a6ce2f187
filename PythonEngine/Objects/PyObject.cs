namespace PythonEngine.Objects;

/// <summary>
/// Root of every Python value. The protocol (arithmetic, attribute access, iteration...) is reached through the
/// function-pointer slots of the value's type, inherited and overridden as CPython's type slots are.
/// </summary>
public abstract class PyObject
{
    internal abstract PyType Type { get; }

    /// <summary>Storage of attributes for instances that can have them; a null reference otherwise.</summary>
    internal virtual ref InstanceFields Fields => ref Unsafe.NullRef<InstanceFields>();

    /// <summary>Exposes memory by the buffer protocol, or returns false when the object has none.</summary>
    /// <param name="writable">The caller wants to write; when the memory is read-only this raises what CPython raises.</param>
    /// <param name="view">The export; the receiver must Release() it.</param>
    internal virtual bool TryGetBuffer(bool writable, out BufferView view)
    {
        view = default;
        return false;
    }
}

/// <summary>Attribute storage of an instance of a Python class: the class, and either shared-shape values or a dict.</summary>
internal struct InstanceFields
{
    /// <summary>The Python class.</summary>
    public PyType Class;
    /// <summary>A <see cref="Shape"/> while attributes sit in <see cref="Values"/>; the <see cref="PyDict"/> once <c>__dict__</c> was asked for; null when the class has no <c>__dict__</c>.</summary>
    public object? ShapeOrDict;
    /// <summary>Members declared by <c>__slots__</c> first (fixed indices), then shape values.</summary>
    public PyObject?[]? Values;

    public InstanceFields(PyType cls)
    {
        Class = cls;
        ShapeOrDict = cls.RootShape;
        Values = cls.SlotCount == 0 ? null : new PyObject?[cls.SlotCount];
    }
}

/// <summary>An exported block of memory (PEP 3118).</summary>
internal struct BufferView
{
    public Memory<byte> Memory;
    /// <summary>Whose export count is to be decremented; null when nothing needs releasing.</summary>
    public IBufferOwner? Owner;
    public bool ReadOnly;
    /// <summary>struct-module format of one item; "B" for plain bytes.</summary>
    public string Format;
    public int ItemSize;
    /// <summary>Dimensions in items; null means one dimension of Memory.Length / ItemSize items.</summary>
    public long[]? Shape;
    /// <summary>Byte strides; null means C-contiguous.</summary>
    public long[]? Strides;

    public BufferView(Memory<byte> memory, IBufferOwner? owner, bool readOnly, string format = "B", int itemSize = 1)
    {
        Memory = memory;
        Owner = owner;
        ReadOnly = readOnly;
        Format = format;
        ItemSize = itemSize;
        Shape = null;
        Strides = null;
    }

    public readonly ReadOnlySpan<byte> Span => Memory.Span;

    public readonly void Release() => Owner?.ReleaseBuffer();
}

/// <summary>An object that must not resize while its memory is exported.</summary>
internal interface IBufferOwner
{
    void ReleaseBuffer();
}

/// <summary>Has items by the mapping protocol alone: its __getitem__ makes it neither iterable nor a sequence.</summary>
internal interface IMappingOnly;

/// <summary>Comparison operators in CPython's order (Py_LT...).</summary>
internal enum CompareOp
{
    Lt, Le, Eq, Ne, Gt, Ge,
}

/// <summary>Binary operators; the in-place form of an operator has the index <c>op + PyType.InplaceOffset</c>.</summary>
internal enum BinaryOp
{
    Add, Subtract, Multiply, MatMultiply, TrueDivide, FloorDivide, Remainder, Power, LShift, RShift, And, Or, Xor, DivMod,
}

using System.Runtime.InteropServices;

namespace PythonEngine.Compiling;

/// <summary>The constants of one code object, each type and exact value once.</summary>
internal sealed class ConstantPool
{
    private readonly Dictionary<PyObject, int> _index = new(ConstantComparer.Instance);

    public List<PyObject> Items { get; } = [];

    public int Add(PyObject value)
    {
        ref int slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_index, value, out bool exists);
        if (!exists)
        {
            slot = Items.Count;
            Items.Add(value);
        }
        return slot;
    }
}

/// <summary>Sameness of constants: 1, True and 1.0 differ, as 0.0 and -0.0 do; equal NaNs are the same.</summary>
internal sealed class ConstantComparer : IEqualityComparer<PyObject>
{
    public static readonly ConstantComparer Instance = new();

    public bool Equals(PyObject? x, PyObject? y)
    {
        if (ReferenceEquals(x, y))
        {
            return true;
        }
        switch (x)
        {
            case PyStr a:
                return y is PyStr b && PyStr.Equals(a, b);
            case PyBool:
                return false;
            case PyInt a:
                return y is PyInt and not PyBool && a.Big == ((PyInt)y).Big;
            case PyFloat a:
                return y is PyFloat f && SameBits(a.Value, f.Value);
            case PyComplex a:
                return y is PyComplex c && SameBits(a.Real, c.Real) && SameBits(a.Imaginary, c.Imaginary);
            case PyBytes a:
                return y is PyBytes bytes && a.Data.AsSpan().SequenceEqual(bytes.Data);
            case PyTuple a:
                if (y is not PyTuple t || t.Count != a.Count)
                {
                    return false;
                }
                for (int i = 0; i < a.Count; i++)
                {
                    if (!Equals(a[i], t[i]))
                    {
                        return false;
                    }
                }
                return true;
            default:
                return false;
        }
    }

    public int GetHashCode(PyObject obj)
    {
        switch (obj)
        {
            case PyStr s:
                return s.Value.GetHashCode();
            case PyBool:
                return RuntimeHelpers.GetHashCode(obj);
            case PyInt i:
                return i.TryGetLong(out long value) ? value.GetHashCode() : i.Big.GetHashCode();
            case PyFloat f:
                return HashCode.Combine(1, f.Value);
            case PyComplex c:
                return HashCode.Combine(c.Real, c.Imaginary);
            case PyBytes b:
                HashCode bytes = default;
                bytes.AddBytes(b.Data);
                return bytes.ToHashCode();
            case PyTuple t:
                HashCode hash = default;
                foreach (PyObject item in t.Items)
                {
                    hash.Add(GetHashCode(item));
                }
                return hash.ToHashCode();
            default:
                return RuntimeHelpers.GetHashCode(obj);
        }
    }

    private static bool SameBits(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);
}

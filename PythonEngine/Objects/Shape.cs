namespace PythonEngine.Objects;

/// <summary>
/// The list of attribute names that instances have in common, in the order of their first assignment; instances that
/// assign the same names in the same order share one shape, so that an inline cache can compare one reference.
/// </summary>
internal sealed class Shape
{
    /// <summary>Beyond this many attributes an instance moves to a dict of its own.</summary>
    internal const int MaxAttributes = 64;

    private readonly PyStr[] _names;
    private readonly System.Threading.Lock _gate = new();
    private Dictionary<PyStr, Shape>? _next;
    /// <summary>Index in Values of the first attribute (after the <c>__slots__</c> members).</summary>
    public readonly int Offset;

    public Shape(int offset) : this([], offset)
    {
    }

    private Shape(PyStr[] names, int offset)
    {
        _names = names;
        Offset = offset;
    }

    public int Count => _names.Length;

    public PyStr NameAt(int index) => _names[index];

    /// <summary>Index in Values of the (interned) name, or -1.</summary>
    public int IndexOf(PyStr name)
    {
        PyStr[] names = _names;
        for (int i = 0; i < names.Length; i++)
        {
            if (ReferenceEquals(names[i], name))
            {
                return i + Offset;
            }
        }
        return -1;
    }

    /// <summary>The shape after assigning one more (interned) name; null when there are too many.</summary>
    public Shape? Add(PyStr name)
    {
        if (_names.Length >= MaxAttributes)
        {
            return null;
        }
        // The shapes of native types serve all engines of the process. Sites that add an attribute often remember the next shape.
        lock (_gate)
        {
            _next ??= new Dictionary<PyStr, Shape>(ReferenceEqualityComparer.Instance as IEqualityComparer<PyStr>);
            if (!_next.TryGetValue(name, out Shape? shape))
            {
                PyStr[] names = new PyStr[_names.Length + 1];
                Array.Copy(_names, names, _names.Length);
                names[^1] = name;
                shape = new Shape(names, Offset);
                _next[name] = shape;
            }
            return shape;
        }
    }
}

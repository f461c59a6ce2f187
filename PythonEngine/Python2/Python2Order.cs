namespace PythonEngine.Python2;

/// <summary>The total order that Python 2 gave to values of different types: None, then numbers, then everything else by the name of its type.</summary>
internal static class Python2Order
{
    /// <summary>An ordering that Python 3 refuses; asked when both operands have done so.</summary>
    public static bool TryCompare(PyObject a, PyObject b, CompareOp op, out PyObject result)
    {
        result = PyBool.False;
        if (a is PyComplex || b is PyComplex)
        {
            throw Err.TypeError("no ordering relation is defined for complex numbers");
        }
        int order = Order(a, b);
        result = PyBool.From(op switch
        {
            CompareOp.Lt => order < 0,
            CompareOp.Le => order <= 0,
            CompareOp.Gt => order > 0,
            _ => order >= 0,
        });
        return true;
    }

    private static int Order(PyObject a, PyObject b)
    {
        if (ReferenceEquals(a, b))
        {
            return 0;
        }
        if (a is PyDict x && b is PyDict y)
        {
            return CompareDicts(x, y);
        }
        if (a is PyNone || b is PyNone)
        {
            return a is PyNone ? -1 : 1;
        }
        string nameA = IsNumber(a) ? "" : TypeName(a);
        string nameB = IsNumber(b) ? "" : TypeName(b);
        int order = string.CompareOrdinal(nameA, nameB);
        if (order != 0)
        {
            return order;
        }
        return ReferenceEquals(a.Type, b.Type) || a.Type.IsOldStyle() && b.Type.IsOldStyle()
            ? Identity.Id(a).CompareTo(Identity.Id(b))
            : Identity.Id(a.Type).CompareTo(Identity.Id(b.Type));
    }

    private static bool IsNumber(PyObject value) => value is PyInt or PyFloat;

    private static string TypeName(PyObject value) => value.Type.IsOldStyle() ? "instance" : TypeName(value.Type);

    /// <summary>A type's name as Python 2 had it.</summary>
    public static string TypeName(PyType type) => ReferenceEquals(type, PyRange.TypeObject) ? "xrange"
        : ReferenceEquals(type, PyMethod.TypeObject) ? "instancemethod"
        : type.Name;

    // The longer dict is greater; then the smallest key whose values differ decides.
    private static int CompareDicts(PyDict a, PyDict b)
    {
        if (a.Count != b.Count)
        {
            return a.Count.CompareTo(b.Count);
        }
        PyObject? keyA = Smallest(a, b, out PyObject? valueA);
        if (keyA == null)
        {
            return 0;
        }
        PyObject keyB = Smallest(b, a, out PyObject? valueB)!;
        int order = Compare(keyA, keyB);
        return order != 0 ? order : Compare(valueA!, valueB!);
    }

    private static PyObject? Smallest(PyDict dict, PyDict other, out PyObject? value)
    {
        PyObject? smallest = null;
        value = null;
        int position = 0;
        PyDict copy = dict.Copy();
        while (copy.Next(ref position, out PyObject key, out PyObject item))
        {
            if ((smallest == null || Compare(key, smallest) < 0) && (other.Get(key) is not { } there || !Ops.Equal(item, there)))
            {
                smallest = key;
                value = item;
            }
        }
        return smallest;
    }

    /// <summary>cmp(a, b)</summary>
    public static int Compare(PyObject a, PyObject b)
    {
        if (ReferenceEquals(a, b))
        {
            return 0;
        }
        using RecursionGuard guard = PyThread.Current.EnterRecursion(" in cmp");
        if (Special(a, b, "__cmp__", out int order))
        {
            return order;
        }
        if (Special(b, a, "__cmp__", out order))
        {
            return -order;
        }
        return Ops.Compare(a, b, CompareOp.Eq) ? 0 : Ops.Compare(a, b, CompareOp.Lt) ? -1 : Ops.Compare(a, b, CompareOp.Gt) ? 1 : Order(a, b);
    }

    private static bool Special(PyObject a, PyObject b, string name, out int order)
    {
        order = 0;
        if (!a.Type.IsHeap || Ops.LookupSpecial(a, PyStr.Intern(name)) is not { } method)
        {
            return false;
        }
        PyObject result = Ops.Call(method, b);
        if (result is PyNotImplemented)
        {
            return false;
        }
        order = result is PyInt number ? number.Sign : throw Err.TypeError("comparison did not return an int");
        return true;
    }
}

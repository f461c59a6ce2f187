namespace PythonEngine.Execution;

/// <summary>The parts of the match statement that need more than comparisons (PEP 634).</summary>
internal static class Matching
{
    /// <summary>Values of the keys, or None when one is missing.</summary>
    internal static PyObject Keys(PyObject subject, PyTuple keys)
    {
        if (keys.Count == 0)
        {
            return PyTuple.Empty;
        }
        HashSet<PyObject> seen = new(PyKeyComparer.Instance);
        PyObject get = Ops.GetAttr(subject, "get");
        PyObject missing = new PyPlainObject();
        PyObject[] values = new PyObject[keys.Count];
        for (int i = 0; i < values.Length; i++)
        {
            PyObject key = keys[i];
            if (!seen.Add(key))
            {
                throw Err.ValueError($"mapping pattern checks duplicate key ({Ops.ReprText(key)})");
            }
            PyObject value = Ops.Call(get, key, missing);
            if (ReferenceEquals(value, missing))
            {
                return PyNone.Instance;
            }
            values[i] = value;
        }
        return new PyTuple(values);
    }

    /// <summary>Attributes for a class pattern, or None when the subject does not match.</summary>
    internal static PyObject Class(PyObject subject, PyObject cls, PyTuple keywords, int positional)
    {
        if (cls is not PyType type)
        {
            throw Err.TypeError("called match pattern must be a type");
        }
        if (!Ops.IsInstance(subject, cls))
        {
            return PyNone.Instance;
        }
        List<PyObject> values = [];
        List<string> seen = [];
        if (positional > 0)
        {
            PyObject? matchArgs = Ops.TryGetAttr(type, Names.MatchArgs);
            bool self = false;
            PyTuple names = PyTuple.Empty;
            if (matchArgs != null)
            {
                names = matchArgs as PyTuple ?? throw Err.TypeError($"{type.Name}.__match_args__ must be a tuple (got {matchArgs.Type.FullName})");
            }
            else
            {
                self = (type.Flags & TypeFlags.MatchSelf) != 0;
            }
            int allowed = self ? 1 : names.Count;
            if (allowed < positional)
            {
                throw Err.TypeError($"{type.Name}() accepts {allowed} positional sub-pattern{(allowed == 1 ? "" : "s")} ({positional} given)");
            }
            if (self)
            {
                values.Add(subject);
            }
            else
            {
                for (int i = 0; i < positional; i++)
                {
                    if (names[i] is not PyStr name)
                    {
                        throw Err.TypeError($"__match_args__ elements must be strings (got {names[i].Type.FullName})");
                    }
                    if (!AddAttribute(subject, type, name, values, seen))
                    {
                        return PyNone.Instance;
                    }
                }
            }
        }
        foreach (PyObject keyword in keywords.Items)
        {
            if (!AddAttribute(subject, type, (PyStr)keyword, values, seen))
            {
                return PyNone.Instance;
            }
        }
        return new PyTuple([.. values]);
    }

    private static bool AddAttribute(PyObject subject, PyType type, PyStr name, List<PyObject> values, List<string> seen)
    {
        if (seen.Contains(name.Value))
        {
            throw Err.TypeError($"{type.Name}() got multiple sub-patterns for attribute '{name.Value}'");
        }
        seen.Add(name.Value);
        PyObject? value = Ops.TryGetAttr(subject, name);
        if (value == null)
        {
            return false;
        }
        values.Add(value);
        return true;
    }
}

/// <summary>Python equality and hashes for .NET collections.</summary>
internal sealed class PyKeyComparer : IEqualityComparer<PyObject>
{
    public static readonly PyKeyComparer Instance = new();

    public bool Equals(PyObject? x, PyObject? y) => Ops.Compare(x!, y!, CompareOp.Eq);

    public int GetHashCode(PyObject obj) => Ops.Hash(obj).GetHashCode();
}

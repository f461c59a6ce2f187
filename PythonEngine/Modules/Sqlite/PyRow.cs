namespace PythonEngine.Modules.Sqlite;

/// <summary><c>sqlite3.Row</c>: a row whose values are found by number and by name.</summary>
[PyType("Row", Module = "sqlite3", Subclassable = true, Doc = "")]
internal partial class PyRow : PyObject
{
    private PyTuple _data = PyTuple.Empty;
    private PyObject _description = PyNone.Instance;

    [PyNew("cursor, data, /")]
    private static PyObject New(PyType cls, PyCursor cursor, PyTuple data)
    {
        PyRow row = Allocate(cls);
        row._data = data;
        row._description = cursor.Description;
        return row;
    }

    [PyMethod("__init__")]
    private void Init(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
    }

    [PyMethod("keys", "", Doc = "Returns the names of the columns.")]
    private PyList Keys()
    {
        PyList names = new(_data.Count);
        if (_description is PyTuple description)
        {
            foreach (PyObject column in description.Items)
            {
                names.Add(((PyTuple)column)[0]);
            }
        }
        return names;
    }

    [PyMethod("__len__")]
    private long Len() => _data.Count;

    [PyMethod("__iter__")]
    private PyObject Iter() => Ops.Iter(_data);

    [PyMethod("__getitem__")]
    private PyObject GetItem(PyObject key)
    {
        switch (key)
        {
            case PyInt number:
                if (!number.TryGetLong(out long index))
                {
                    throw Err.IndexError($"cannot fit '{key.Type.FullName}' into an index-sized integer");
                }
                if (index < 0)
                {
                    index += _data.Count;
                }
                return index >= 0 && index < _data.Count ? _data[(int)index] : throw Err.IndexError("tuple index out of range");
            case PyStr name:
                if (_description is PyTuple description)
                {
                    for (int i = 0; i < description.Count; i++)
                    {
                        if (((PyTuple)description[i])[0] is PyStr column && SameName(name, column))
                        {
                            return _data[i];
                        }
                    }
                }
                throw Err.IndexError("No item with that key");
            case PySlice:
                return Ops.GetItem(_data, key);
            default:
                throw Err.IndexError("Index must be int or string");
        }
    }

    /// <summary>Equal but for the case of ASCII letters.</summary>
    private static bool SameName(PyStr a, PyStr b)
    {
        if (a.Length != b.Length)
        {
            return false;
        }
        for (int i = 0; i < a.Length; i++)
        {
            int x = a[i], y = b[i];
            if (x != y && !((x | 0x20) == (y | 0x20) && (x | 0x20) is >= 'a' and <= 'z'))
            {
                return false;
            }
        }
        return true;
    }

    [PyMethod("__hash__")]
    private long Hash() => Ops.Hash(_description) ^ Ops.Hash(_data);

    [PyMethod("__richcompare__")]
    private PyObject Compare(PyObject other, CompareOp op)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyRow row)
        {
            return PyNotImplemented.Instance;
        }
        return PyBool.From((Ops.Equal(_description, row._description) && Ops.Equal(_data, row._data)) == (op == CompareOp.Eq));
    }
}

using PythonEngine.Modules.Collections;
using PythonEngine.Modules.Functools;

namespace PythonEngine.Objects;

/// <summary>Which objects an object refers to, as far as containers, instances, frames and functions go.</summary>
internal static class ObjectGraph
{
    /// <summary>A search gives up here: what is reachable may be half the program.</summary>
    private const int MaxVisited = 4000;

    /// <summary>The objects of a set that can be reached from an object, as bits.</summary>
    internal static ulong Reached(PyObject start, Dictionary<PyObject, int> set)
    {
        ulong found = 0;
        HashSet<PyObject> seen = new(ReferenceEqualityComparer.Instance) { start };
        List<PyObject> open = [start];
        List<PyObject> next = [];
        while (open.Count > 0 && seen.Count < MaxVisited)
        {
            PyObject o = open[^1];
            open.RemoveAt(open.Count - 1);
            next.Clear();
            AddReferents(o, next);
            foreach (PyObject referent in next)
            {
                // Types and modules lead everywhere.
                if (referent is PyType or PyModule or PyCode or PyStr or PyInt or PyFloat or PyBytes or PyNone || !seen.Add(referent))
                {
                    continue;
                }
                if (set.TryGetValue(referent, out int i))
                {
                    found |= 1UL << i;
                }
                open.Add(referent);
            }
        }
        return found;
    }

    private static void Add(List<PyObject> to, PyObject? o)
    {
        if (o != null)
        {
            to.Add(o);
        }
    }

    private static void AddAll(List<PyObject> to, ReadOnlySpan<PyObject?> items)
    {
        foreach (PyObject? item in items)
        {
            Add(to, item);
        }
    }

    /// <summary>Adds what an object refers to directly, its type left out.</summary>
    internal static void AddReferents(PyObject o, List<PyObject> to)
    {
        ref InstanceFields fields = ref o.Fields;
        if (!Unsafe.IsNullRef(ref fields))
        {
            AddAll(to, fields.Values);
            Add(to, fields.ShapeOrDict as PyDict);
        }
        switch (o)
        {
            case PyTuple tuple:
                AddAll(to, tuple.Items);
                break;
            case PyList list:
                AddAll(to, list.ToArray());
                break;
            case PyDict dict:
                int position = 0;
                while (dict.Next(ref position, out PyObject key, out PyObject value))
                {
                    to.Add(key);
                    to.Add(value);
                }
                break;
            case PySetBase set:
                AddAll(to, SetOperations.ToArray(set));
                break;
            case PyDeque deque:
                for (int i = 0; i < deque.Count; i++)
                {
                    to.Add(deque[i]);
                }
                break;
            case PyCell cell:
                Add(to, cell.Contents);
                break;
            case PyMethod method:
                to.Add(method.Function);
                to.Add(method.Self);
                break;
            case PyBuiltinFunction native:
                Add(to, native.Self);
                break;
            case PyPartial partial:
                partial.AddReferents(to);
                break;
            case PyFunction function:
                Add(to, function.Defaults);
                Add(to, function.KwDefaults);
                Add(to, function.Annotations);
                Add(to, function.Closure);
                break;
            case PyGenerator generator:
                Add(to, generator.Frame);
                break;
            case PyFrame frame:
                AddAll(to, frame.R);
                Add(to, frame.Locals);
                Add(to, frame.Handled);
                Add(to, frame.Function);
                break;
            case PyBaseException exception:
                Add(to, exception.Args);
                Add(to, exception.Cause);
                Add(to, exception.Context);
                Add(to, exception.Traceback);
                break;
            case PyTraceback traceback:
                to.Add(traceback.Frame);
                Add(to, traceback.Next);
                break;
            case PyProperty property:
                Add(to, property.Getter);
                break;
            case PyWeakBase weak:
                Add(to, weak.Callback);
                break;
            default:
                break;
        }
    }
}

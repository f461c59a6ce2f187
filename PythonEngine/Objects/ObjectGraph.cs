using PythonEngine.Modules.Asyncio;
using PythonEngine.Modules.Collections;
using PythonEngine.Modules.Functools;
using PythonEngine.Modules.IO;

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
            AddReferents(o, next, world: false);
            foreach (PyObject referent in next)
            {
                // Types and modules lead everywhere.
                if (referent is PyType or PyModule or PyCode or PyStr or PyInt or PyFloat or PyBytes or PyNone)
                {
                    continue;
                }
                if (set.TryGetValue(referent, out int i))
                {
                    found |= 1UL << i;
                }
                if (seen.Add(referent))
                {
                    open.Add(referent);
                }
            }
        }
        return found;
    }

    /// <summary>Whether an object refers to itself, in however many steps.</summary>
    internal static bool IsCyclic(PyObject o) => Reached(o, new Dictionary<PyObject, int>(ReferenceEqualityComparer.Instance) { [o] = 0 }) != 0;

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

    /// <summary>
    /// Everything that can be reached from the engine's modules and its threads' frames, as far as this class knows referents; what
    /// only C# code holds is missed. Slow.
    /// </summary>
    /// <param name="engine">Whose objects.</param>
    /// <param name="limit">How many to find at most, the nearest first.</param>
    internal static List<PyObject> All(PyEngine engine, int limit = int.MaxValue)
    {
        HashSet<PyObject> seen = new(ReferenceEqualityComparer.Instance);
        List<PyObject> found = [];
        List<PyObject> next = [engine.Modules, engine.Builtins];
        foreach (PyThread thread in engine.Threads)
        {
            for (Frame? f = thread.Top; f != null; f = f.Back)
            {
                next.Add(f);
            }
            next.Add(thread.Greenlet);
        }
        for (int i = -1; i < found.Count && found.Count < limit; i++)
        {
            if (i >= 0)
            {
                next.Clear();
                next.Add(found[i].Type);
                AddReferents(found[i], next, world: true);
            }
            foreach (PyObject referent in next)
            {
                if (seen.Add(referent))
                {
                    found.Add(referent);
                }
            }
        }
        return found;
    }

    /// <summary>Adds what an object refers to directly, its type left out.</summary>
    /// <param name="o">The object.</param>
    /// <param name="to">Where to.</param>
    /// <param name="world">Also what leads everywhere: a function's globals and code, a class's attributes, a module's contents.</param>
    internal static void AddReferents(PyObject o, List<PyObject> to, bool world)
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
                    if (key is not PyStr)
                    {
                        to.Add(key);
                    }
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
            case PyIOBase stream:
                stream.AddReferents(to);
                break;
            case PyFuture future:
                future.AddReferents(to);
                break;
            case PyFutureIterator awaited:
                awaited.AddReferents(to);
                break;
            case PyTaskStepMethod step:
                step.AddReferents(to);
                break;
            case PyFunction function:
                if (world)
                {
                    to.Add(function.Code);
                    to.Add(function.Globals);
                    to.Add(function.Module);
                    to.Add(function.Name);
                    to.Add(function.Doc);
                    to.Add(function.QualName);
                }
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
                if (world)
                {
                    Add(to, frame.Globals);
                }
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
            case PyStaticMethod staticMethod:
                Add(to, staticMethod.Callable);
                break;
            case PyClassMethod classMethod:
                Add(to, classMethod.Callable);
                break;
            case PyModule module when world:
                to.Add(module.Dict);
                break;
            case PyType type when world:
                AddAll(to, type.Bases.Items);
                to.Add(type.Dict);
                break;
            case PyCode code when world:
                AddAll(to, code.Consts);
                break;
            case PyGreenlet greenlet:
                Add(to, greenlet.Parent);
                Add(to, greenlet.Run);
                for (Frame? f = greenlet.Top; f != null; f = f.Back)
                {
                    to.Add(f);
                }
                break;
            default:
                break;
        }
    }
}

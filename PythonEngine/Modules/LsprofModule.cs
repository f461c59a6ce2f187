using System.Diagnostics;

namespace PythonEngine.Modules;

/// <summary>The <c>_lsprof</c> module: what cProfile is made on.</summary>
[PyModule("_lsprof", Doc = "Fast profiler")]
[PyExports(typeof(PyProfiler))]
internal static partial class LsprofModule
{
    internal static readonly PyType EntryType = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "_lsprof.profiler_entry",
        Fields = ["code", "callcount", "reccallcount", "totaltime", "inlinetime", "calls"],
        VisibleCount = 6,
        Docs =
        [
            "code object or built-in function name", "how many times this was called", "how many times called recursively",
            "total time in this entry", "inline time in this entry (not in subcalls)", "details of the calls",
        ],
    });

    internal static readonly PyType SubEntryType = PyStructSequence.CreateType(new StructSequenceSpec
    {
        Name = "_lsprof.profiler_subentry",
        Fields = ["code", "callcount", "reccallcount", "totaltime", "inlinetime"],
        VisibleCount = 5,
        Docs =
        [
            "called code object or built-in function name", "how many times this is called", "how many times this is called recursively",
            "total time spent in this call", "inline time (not in further subcalls)",
        ],
    });

    [PyModuleInit]
    private static void Init(PyModule module)
    {
        module.Set("profiler_entry", EntryType);
        module.Set("profiler_subentry", SubEntryType);
    }
}

/// <summary><c>_lsprof.Profiler</c></summary>
[PyType("Profiler", Module = "_lsprof", Subclassable = true, Doc = "Profiler(timer=None, timeunit=None, subcalls=True, builtins=True)\n\n    Builds a profiler object using the specified timer function.\n    The default timer is a fast built-in one based on real time.\n    For custom timer functions returning integers, timeunit can\n    be a float specifying a scale (i.e. how long each integer unit\n    is, in seconds).\n")]
internal partial class PyProfiler : PyObject, IProfiler
{
    /// <summary>What was counted for a function, or for one that another one called.</summary>
    private class Counts(PyObject function)
    {
        internal readonly PyObject Function = function;
        internal long Calls;
        internal long RecursiveCalls;
        internal long Total;
        internal long Inline;
        internal int Level;

        internal void Leave(long total, long inline)
        {
            if (--Level == 0)
            {
                Total += total;
            }
            else
            {
                RecursiveCalls++;
            }
            Inline += inline;
            Calls++;
        }
    }

    private sealed class Entry(PyObject function) : Counts(function)
    {
        internal Dictionary<Entry, Counts>? Callees;

        internal Counts Callee(Entry callee)
        {
            Callees ??= [];
            if (!Callees.TryGetValue(callee, out Counts? counts))
            {
                Callees[callee] = counts = new Counts(callee.Function);
            }
            return counts;
        }
    }

    /// <summary>A call that is under way.</summary>
    private sealed class Activation(Entry entry, Activation? previous)
    {
        internal readonly Entry Entry = entry;
        internal readonly Activation? Previous = previous;
        internal long Started;
        internal long InCallees;
    }

    // By code object, or by native function whatever it is bound to.
    private readonly Dictionary<object, Entry> _entries = new(ReferenceEqualityComparer.Instance);
    private Activation? _current;
    private PyObject? _timer;
    private double _timeUnit;
    private bool _subCalls;
    private bool _builtins;
    private PyThread? _thread;

    [PyNew]
    private static PyObject New(PyType cls, ReadOnlySpan<PyObject> args, PyTuple? kwnames) => Allocate(cls);

    [PyMethod("__init__", "timer=None, timeunit=0.0, subcalls=True, builtins=True")]
    private void Init(PyObject? timer = null, double timeunit = 0, bool subcalls = true, bool builtins = true)
    {
        _timer = timer is PyNone ? null : timer;
        _timeUnit = timeunit;
        _subCalls = subcalls;
        _builtins = builtins;
    }

    private long Now()
    {
        if (_timer == null)
        {
            return Stopwatch.GetTimestamp();
        }
        try
        {
            PyObject now = Ops.Call(_timer);
            // Without a unit the timer counts seconds.
            return _timeUnit > 0 ? Ops.AsLong(Ops.Index(now)) : (long)(Ops.AsDouble(now) * Stopwatch.Frequency);
        }
        catch (PyException e)
        {
            PyThread.Current.Engine.WriteUnraisable(e.Value, _timer);
            return 0;
        }
    }

    private double Factor => _timer == null || _timeUnit <= 0 ? 1.0 / Stopwatch.Frequency : _timeUnit;

    void IProfiler.Event(PyThread thread, PyFrame frame, TraceEvent kind, PyObject? arg)
    {
        switch (kind)
        {
            case TraceEvent.Call:
                Enter(frame.Code, frame.Code);
                break;
            case TraceEvent.Return:
                Leave(frame.Code);
                break;
            case TraceEvent.CCall when _builtins && arg is PyBuiltinFunction native:
                Enter(native.Function, native);
                break;
            case TraceEvent.CReturn or TraceEvent.CException when _builtins && arg is PyBuiltinFunction native:
                Leave(native.Function);
                break;
            default:
                break;
        }
    }

    private void Enter(object key, PyObject function)
    {
        if (!_entries.TryGetValue(key, out Entry? entry))
        {
            _entries[key] = entry = new Entry(function is PyBuiltinFunction native ? Description(native) : function);
        }
        Activation activation = new(entry, _current);
        entry.Level++;
        if (_subCalls && _current != null)
        {
            _current.Entry.Callee(entry).Level++;
        }
        _current = activation;
        activation.Started = Now();
    }

    private void Leave(object key)
    {
        if (_current is not { } activation)
        {
            return;
        }
        if (_entries.TryGetValue(key, out Entry? entry))
        {
            Stop(activation, entry);
        }
        else
        {
            _current = activation.Previous;
        }
    }

    private void Stop(Activation activation, Entry entry)
    {
        long total = Now() - activation.Started;
        long inline = total - activation.InCallees;
        _current = activation.Previous;
        if (_current != null)
        {
            _current.InCallees += total;
        }
        entry.Leave(total, inline);
        if (_subCalls && _current?.Entry.Callees is { } callees && callees.TryGetValue(entry, out Counts? counts))
        {
            counts.Leave(total, inline);
        }
    }

    private static PyStr Description(PyBuiltinFunction native)
    {
        string name = native.Function.Name;
        if (native.Self is null or PyModule)
        {
            return new PyStr(Ops.TryGetAttr(native, Names.Module) is PyStr module ? $"<built-in method {module.Value}.{name}>" : $"<built-in method {name}>");
        }
        return native.Self.Type.Lookup(PyStr.Intern(name)) is { } found ? Ops.Repr(found) : new PyStr($"<built-in method {name}>");
    }

    [PyMethod("enable", "subcalls=True, builtins=True", Doc = "enable(subcalls=True, builtins=True)\n\nStart collecting profiling information.\nIf 'subcalls' is True, also records for each function\nstatistics separated according to its current caller.\nIf 'builtins' is True, records the time spent in\nbuilt-in functions separately from their caller.\n")]
    private PyObject Enable(PyThread thread, bool subcalls = true, bool builtins = true)
    {
        _subCalls = subcalls;
        _builtins = builtins;
        _thread = thread;
        Tracing.SetProfile(thread, this);
        return Tracing.Return(thread, PyNone.Instance);
    }

    [PyMethod("disable", "", Doc = "disable()\n\nStop collecting profiling information.\n")]
    private PyObject Disable(PyThread thread)
    {
        // Calls that have not ended are counted as if they ended now.
        while (_current is { } activation)
        {
            Stop(activation, activation.Entry);
        }
        if (_thread != null)
        {
            _thread = null;
            Tracing.SetProfile(thread, null);
        }
        return Tracing.Return(thread, PyNone.Instance);
    }

    [PyMethod("clear", "", Doc = "clear()\n\nClear all profiling information collected so far.\n")]
    private void Clear()
    {
        _entries.Clear();
        _current = null;
    }

    [PyMethod("getstats", "", Doc = "list of profiler_entry objects.\n\ngetstats() -> list of profiler_entry objects\n\nReturn all information collected by the profiler.\nEach profiler_entry is a tuple-like object with the\nfollowing attributes:\n\n    code          code object\n    callcount     how many times this was called\n    reccallcount  how many times called recursively\n    totaltime     total time in this entry\n    inlinetime    inline time in this entry (not in subcalls)\n    calls         details of the calls\n\nThe calls attribute is either None or a list of\nprofiler_subentry objects:\n\n    code          called code object\n    callcount     how many times this is called\n    reccallcount  how many times this is called recursively\n    totaltime     total time spent in this call\n    inlinetime    inline time (not in further subcalls)")]
    private PyObject GetStats()
    {
        double factor = Factor;
        PyList result = new();
        foreach (Entry entry in _entries.Values)
        {
            if (entry.Calls == 0)
            {
                continue;
            }
            PyObject calls = PyNone.Instance;
            if (entry.Callees != null)
            {
                PyList list = new();
                foreach (Counts callee in entry.Callees.Values)
                {
                    if (callee.Calls > 0)
                    {
                        list.Add(PyStructSequence.Make(LsprofModule.SubEntryType, callee.Function, PyInt.From(callee.Calls), PyInt.From(callee.RecursiveCalls),
                            new PyFloat(callee.Total * factor), new PyFloat(callee.Inline * factor)));
                    }
                }
                calls = list;
            }
            result.Add(PyStructSequence.Make(LsprofModule.EntryType, entry.Function, PyInt.From(entry.Calls), PyInt.From(entry.RecursiveCalls),
                new PyFloat(entry.Total * factor), new PyFloat(entry.Inline * factor), calls));
        }
        return result;
    }
}

using PythonEngine.Jit;
using System.Threading;

namespace PythonEngine.Execution;

/// <summary>Collections on request, and what finalizers and weak references queue.</summary>
internal sealed partial class PyEngine
{
    /// <summary>A chain of finalizers longer than this goes on at the next collection.</summary>
    private const int MaxRounds = 100;
    /// <summary>Larger batches run in the order in which their objects were made.</summary>
    private const int MaxOrdered = 64;

    private readonly record struct Finalization(Action<PyObject>? Action, PyObject Object, long Sequence);

    // A stack by compare-and-swap, not a concurrent queue: the finalizer thread may be in the middle of it when the process forks.
    private sealed class Queued(Finalization item)
    {
        internal readonly Finalization Item = item;
        internal Queued? Next;
    }

    private static readonly Exception s_forgettable = new InvalidOperationException("takes the place of the exception that was thrown last");

    private Queued? _callbacks;
    private Queued? _finalizers;
    private bool _finalizing;
    private long _lastSequence;

    // Inline caches name classes' attributes; the tables that hold such caches, for collections that are asked for.
    private readonly List<WeakReference<PyCode>> _codes = [];
    private int _pruneTablesAt = 1024;

    /// <summary>Numbers objects with finalizers in the order of their creation.</summary>
    internal long NextSequence() => ++_lastSequence;

    private bool HasFinalizations => _finalizers != null || _callbacks != null;

    /// <summary>Runs <c>__del__</c> later on one of the engine's threads; for .NET finalizers.</summary>
    internal void QueueFinalizer(PyObject obj, long sequence = long.MaxValue) => Queue(ref _finalizers, new Finalization(null, obj, sequence));

    /// <summary>Runs an action on an object later on one of the engine's threads; for .NET finalizers.</summary>
    internal void QueueFinalizer(Action<PyObject> action, PyObject obj, long sequence = long.MaxValue) =>
        Queue(ref _finalizers, new Finalization(action, obj, sequence));

    /// <summary>Runs the callback of a weak reference later on one of the engine's threads; for .NET finalizers.</summary>
    internal void QueueCallback(Action<PyObject> action, PyObject weak, long sequence) => Queue(ref _callbacks, new Finalization(action, weak, sequence));

    private void Queue(ref Queued? queue, Finalization item)
    {
        Queued node = new(item);
        Queued? head;
        do
        {
            head = Volatile.Read(ref queue);
            node.Next = head;
        }
        while (Interlocked.CompareExchange(ref queue, node, head) != head);
        EvalBreaker = true;
        WorkQueued?.Invoke();
    }

    private static List<Finalization> TakeAll(ref Queued? queue)
    {
        List<Finalization> items = [];
        for (Queued? node = Interlocked.Exchange(ref queue, null); node != null; node = node.Next)
        {
            items.Add(node.Item);
        }
        items.Reverse();
        items.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
        return items;
    }

    /// <summary>Notes a code object that runs, for its inline caches and its pool of frames.</summary>
    internal void AddCode(PyCode code)
    {
        if (_codes.Count >= _pruneTablesAt)
        {
            _codes.RemoveAll(static t => !t.TryGetTarget(out _));
            _pruneTablesAt = Math.Max(1024, _codes.Count * 2);
        }
        _codes.Add(new WeakReference<PyCode>(code));
    }

    private void ForgetCachedValues()
    {
        foreach (WeakReference<PyCode> reference in _codes)
        {
            if (reference.TryGetTarget(out PyCode? code))
            {
                // Frames ready for the next call remember the globals of the last.
                for (PyFrame? frame = code.FreeFrame; frame != null; frame = frame.Back as PyFrame)
                {
                    frame.Globals = null!;
                    frame.Builtins = null!;
                }
                object?[] table = code.Caches;
                for (int i = 0; i < table.Length; i++)
                {
                    if (table[i] is AttrCache { Value: not null } or AttrCache { Older: not null })
                    {
                        table[i] = null;
                    }
                }
                CompiledCode.Of(code.Compiled)?.ForgetValues();
            }
        }
    }

    /// <summary>After a collection: what still lives and compiled bodies name.</summary>
    private void RecallCachedValues()
    {
        foreach (WeakReference<PyCode> reference in _codes)
        {
            if (reference.TryGetTarget(out PyCode? code))
            {
                CompiledCode.Of(code.Compiled)?.RecallValues();
            }
        }
    }

    /// <summary>Empties what frames of any thread and greenlet hold without needing it.</summary>
    /// <param name="outside">A thread whose top frame has called no C# code that is still on the stack.</param>
    internal void ForgetDeadValues(PyThread? outside)
    {
        foreach (PyThread thread in Threads)
        {
            thread.ForgetDeadValues(!ReferenceEquals(thread, outside));
        }
    }

    /// <summary>
    /// <c>gc.collect()</c>: finds everything that is unreachable, and runs the finalizers and weak reference callbacks of it, of
    /// what these release, and so on.
    /// </summary>
    /// <param name="thread">The calling thread.</param>
    /// <param name="generation">0 to 2.</param>
    /// <param name="inProgress">The thread's top frame has called the C# code that asks.</param>
    /// <returns>How many finalizers and callbacks ran.</returns>
    internal long Collect(PyThread thread, int generation, bool inProgress = false)
    {
        long total = 0;
        if (generation == 2)
        {
            HotCode.ForgetSamples();
            ForgetCachedValues();
            ForgetThrownException();
        }
        for (int round = 0; round < MaxRounds; round++)
        {
            ForgetDeadValues(inProgress ? null : thread);
            using (thread.AllowThreads())
            {
                GC.Collect(generation, GCCollectionMode.Forced, blocking: true);
                FinalizerThread.WaitForPending();
            }
            long ran = RunFinalizers();
            total += ran;
            if (ran == 0 || generation < 2)
            {
                break;
            }
        }
        if (generation == 2)
        {
            RecallCachedValues();
        }
        return total;
    }

    /// <summary>.NET keeps the exception that an OS thread threw last, and with it a traceback, its frames and their locals.</summary>
    private static void ForgetThrownException()
    {
        try
        {
            throw s_forgettable;
        }
        catch (InvalidOperationException)
        {
            // It has done its work.
        }
    }

    /// <summary>Runs queued <c>__del__</c> methods, other finalizers and weak reference callbacks.</summary>
    /// <returns>How many there were.</returns>
    internal long RunFinalizers()
    {
        if (_finalizing)
        {
            return 0;
        }
        _finalizing = true;
        long count = 0;
        try
        {
            while (HasFinalizations)
            {
                // As CPython's cycle collector: callbacks first, so that weak mappings are in order before __del__ methods look at them.
                List<Finalization> callbacks = TakeAll(ref _callbacks);
                List<Finalization> finalizers = InOrder(TakeAll(ref _finalizers));
                count += callbacks.Count + finalizers.Count;
                callbacks.ForEach(RunFinalizer);
                finalizers.ForEach(RunFinalizer);
            }
        }
        finally
        {
            _finalizing = false;
        }
        return count;
    }

    private void RunFinalizer(Finalization item)
    {
        PyObject? subject = null;
        try
        {
            if (item.Action != null)
            {
                item.Action(item.Object);
                return;
            }
            subject = item.Object.Type.Lookup(Names.Del);
            if (subject == null)
            {
                return;
            }
            PyFinalizableInstance? instance = item.Object as PyFinalizableInstance;
            instance?.BeginDel();
            try
            {
                if (Ops.LookupSpecial(item.Object, Names.Del) is { } method)
                {
                    Ops.Call(method);
                }
            }
            finally
            {
                instance?.EndDel();
            }
        }
        catch (PyException e)
        {
            WriteUnraisable(e.Value, subject ?? item.Object);
        }
    }

    /// <summary>An object before those that it keeps alive, as reference counting would have it; otherwise in order of creation.</summary>
    private static List<Finalization> InOrder(List<Finalization> items)
    {
        int count = items.Count;
        if (count is < 2 or > MaxOrdered)
        {
            return items;
        }
        Dictionary<PyObject, int> index = new(count, ReferenceEqualityComparer.Instance);
        for (int i = 0; i < count; i++)
        {
            index.TryAdd(items[i].Object, i);
        }
        ulong[] reaches = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            reaches[i] = ObjectGraph.Reached(items[i].Object, index);
        }
        List<Finalization> ordered = new(count);
        ulong left = count == 64 ? ulong.MaxValue : (1UL << count) - 1;
        while (left != 0)
        {
            int next = -1;
            for (int i = 0; i < count && next < 0; i++)
            {
                if ((left & (1UL << i)) != 0 && !IsHeld(i))
                {
                    next = i;
                }
            }
            if (next < 0)
            {
                // A search that gave up has closed a cycle.
                next = System.Numerics.BitOperations.TrailingZeroCount(left);
            }
            ordered.Add(items[next]);
            left &= ~(1UL << next);
        }
        return ordered;

        // Held by another that it does not hold itself: the others of a cycle do not count.
        bool IsHeld(int i)
        {
            for (int k = 0; k < count; k++)
            {
                if (k != i && (left & (1UL << k)) != 0 && (reaches[k] & (1UL << i)) != 0 && (reaches[i] & (1UL << k)) == 0)
                {
                    return true;
                }
            }
            return false;
        }
    }
}

internal sealed unsafe partial class PyThread
{
    /// <summary>Greenlets that parked since their registers were cleared last; a longer list is cleared at once.</summary>
    private const int MaxParked = 4096;

    private readonly List<PyGreenlet> _parked = [];
    private int _parkEpoch = 1;

    /// <summary>A greenlet is about to park: the next collection must look at its frames.</summary>
    private void NoteParked(PyGreenlet greenlet)
    {
        if (greenlet.ParkEpoch == _parkEpoch)
        {
            return;
        }
        if (_parked.Count >= MaxParked)
        {
            ClearParked();
        }
        greenlet.ParkEpoch = _parkEpoch;
        _parked.Add(greenlet);
    }

    private void ClearParked()
    {
        foreach (PyGreenlet g in _parked)
        {
            if (!g.Dead && g.Top != null)
            {
                RegisterLiveness.ClearChain(g.Top, g.Pin != null ? RegisterLiveness.Progress.Unknown : RegisterLiveness.Progress.Waiting);
            }
        }
        _parked.Clear();
        _parkEpoch++;
    }

    /// <summary>Empties what the thread's frames hold without needing it.</summary>
    internal void ForgetDeadValues(bool inProgress)
    {
        RegisterLiveness.ClearChain(Top, inProgress ? RegisterLiveness.Progress.Unknown : RegisterLiveness.Progress.Waiting);
        ClearParked();
        _plainType = null;
        if (!inProgress && SwitchTarget == null)
        {
            SwitchValue = null;
            SwitchError = null;
            SwitchArgs = null;
            SwitchNames = null;
        }
    }
}

/// <summary>A collection on top of the frame that asked for it, so that the interpreter's C# frame is gone meanwhile.</summary>
/// <param name="generation">0 to 2.</param>
/// <param name="done">Gives the result, from the number of finalizers and callbacks that ran.</param>
internal sealed class CollectFrame(int generation, Func<PyThread, long, PyObject> done) : NativeFrame
{
    internal override void Step(PyThread thread) => Finish(thread, done(thread, thread.Engine.Collect(thread, generation)));

    internal override void Returned(PyThread thread, PyObject result)
    {
        // Nothing is called on top of this frame.
    }

    internal override void Raised(PyThread thread, PyBaseException exception) => Fail(thread, exception);
}

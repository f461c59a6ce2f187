using System.Threading;

namespace PythonEngine.Execution;

internal sealed partial class PyEngine
{
    /// <summary>The end of a program with a large heap must not take long.</summary>
    private const int MaxSearched = 1_000_000;

    private long _finalizable;

    /// <summary>An object was made that has something to do when it becomes garbage; on any thread.</summary>
    internal void FinalizableMade() => Interlocked.Increment(ref _finalizable);

    /// <summary>That object has done it, or has nothing to do any more.</summary>
    internal void FinalizableDone() => Interlocked.Decrement(ref _finalizable);

    /// <summary>The program has run, and what it leaves behind is put in order.</summary>
    internal bool Ending;

    /// <summary>What native modules have to do when a program ends, after its objects are finalized.</summary>
    internal Action<PyThread>? AtEnd;

    /// <summary>
    /// The end of a program: calls the __del__ methods and ends the generators of what still lives, in the order of creation and with
    /// all modules intact, and writes what open files have in their buffers.
    /// </summary>
    internal void FinalizeAll(PyThread thread)
    {
        if (Interlocked.Read(ref _finalizable) > 0)
        {
            Collect(thread, 2);
        }
        if (Interlocked.Read(ref _finalizable) > 0)
        {
            List<Finalization> items = [];
            foreach (PyObject o in ObjectGraph.All(this, MaxSearched))
            {
                if (o is PyGenerator generator && generator.NeedsEnd(out long started))
                {
                    items.Add(new Finalization(GeneratorSentinel.End, generator, started));
                }
                else if (o is Modules.Asyncio.PyFuture future)
                {
                    if (future.NeedsEnd(out long created))
                    {
                        items.Add(new Finalization(null, future, created));
                    }
                }
                else if (DelSentinel.IsDue(o, out long made))
                {
                    items.Add(new Finalization(null, o, made));
                }
            }
            items.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
            foreach (Finalization item in InOrder(items))
            {
                GC.SuppressFinalize(item.Object);
                RunFinalizer(item);
            }
        }
        AtEnd?.Invoke(thread);
        OpenWriters.FlushAll();
    }
}

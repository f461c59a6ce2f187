using System.Threading;

namespace PythonEngine.Objects;

/// <summary>
/// Notices that a generator became garbage while something is left to do: try and with blocks to leave, a coroutine that
/// nobody awaited, an async generator's finalizer hook. Only generators that may need it carry one.
/// </summary>
internal sealed class GeneratorSentinel
{
    private readonly PyGenerator _generator;
    private readonly PyEngine _engine;
    private readonly long _sequence;
    private int _done;

    private GeneratorSentinel(PyGenerator generator, PyEngine engine)
    {
        _generator = generator;
        _engine = engine;
        _sequence = engine.NextSequence();
        engine.FinalizableMade();
    }

    internal static GeneratorSentinel? For(PyGenerator generator) =>
        generator.Code.ExceptionTable.Length > 0 || (generator.Code.Flags & (CodeFlags.Coroutine | CodeFlags.AsyncGenerator)) != 0
            ? Make(generator)
            : null;

    internal static GeneratorSentinel Make(PyGenerator generator) => new(generator, PyThread.Current.Engine);

    internal void Disarm()
    {
        GC.SuppressFinalize(this);
        Done();
    }

    // A generator that is ended after it became garbage is disarmed too.
    private void Done()
    {
        if (Interlocked.Exchange(ref _done, 1) == 0)
        {
            _engine.FinalizableDone();
        }
    }

    internal long Sequence => _sequence;

    ~GeneratorSentinel()
    {
        Done();
        if (_generator.Frame != null)
        {
            // Python code must not run on the finalizer thread.
            _engine.QueueFinalizer(static generator => Finalize((PyGenerator)generator), _generator, _sequence);
        }
    }

    /// <summary>Ends a generator that nobody will resume.</summary>
    internal static void End(PyObject generator) => Finalize((PyGenerator)generator);

    private static void Finalize(PyGenerator generator)
    {
        if (generator.Frame == null || generator.Running)
        {
            return;
        }
        if (generator is PyAsyncGenerator { Finalizer: { } finalizer, Closed: false })
        {
            Ops.Call(finalizer, generator);
            return;
        }
        if (generator is PyCoroutine && !generator.Started)
        {
            WarnNeverAwaited(generator);
        }
        generator.CloseImpl();
    }

    private static void WarnNeverAwaited(PyGenerator coroutine)
    {
        if (PyThread.Current.Engine.GetModule("warnings") is { } warnings && Ops.TryGetAttr(warnings, "_warn_unawaited_coroutine") is { } warn)
        {
            Ops.Call(warn, coroutine);
            return;
        }
        Warn.Issue(Exc.RuntimeWarning, $"coroutine '{Ops.StrText(coroutine.QualName)}' was never awaited");
    }
}

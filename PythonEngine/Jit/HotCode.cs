using System.Collections.Generic;
using System.Threading;

namespace PythonEngine.Jit;

/// <summary>Runs a frame from an instruction on, by machine code made for its code object.</summary>
/// <param name="t">The Python thread.</param>
/// <param name="frame">The frame on top of its chain.</param>
/// <param name="pc">The instruction to begin with.</param>
/// <param name="depth">How many bodies are on the C# stack below this one.</param>
/// <returns>One of <see cref="BodyResult"/>.</returns>
internal delegate int CompiledBody(PyThread t, PyFrame frame, int pc, int depth);

/// <summary>How a compiled body ended.</summary>
internal static class BodyResult
{
    /// <summary>The chain's top may have changed, or an exception is in <c>t.Raised</c>: the interpreter loop looks anew.</summary>
    public const int Reload = 0;
    /// <summary>The top frame's next instruction is the interpreter's.</summary>
    public const int Interpret = 1;
    /// <summary>The frame handed its result to the one below it, which is on top now.</summary>
    public const int Returned = 2;
    /// <summary>Within a body only: what a generator yielded has been taken, and it goes on.</summary>
    public const int Resumed = 3;
}

/// <summary>
/// Decides what is compiled to IL, and does it on a thread of its own, so that the program goes on meanwhile. The thread sleeps
/// whenever nothing is to be compiled, which is what <c>os.fork</c> waits for.
/// </summary>
internal static class HotCode
{
    /// <summary>Rounds of loops and returns after which code is compiled.</summary>
    private const int Warm = 1500;
    /// <summary>Rounds until code whose compilation was asked for is looked at again.</summary>
    private const int Patience = 400;
    /// <summary>Passes through sites compiled blindly after which a body is made anew: once, and once more.</summary>
    internal const int FirstMissLimit = 1000;
    private const int SecondMissLimit = 30_000;
    /// <summary>Longer code would keep the compiler busy for too long.</summary>
    private const int MaxInstructions = 3000;

    private static readonly string? s_setting = Environment.GetEnvironmentVariable("IRONEVENTLET_JIT");
    private static readonly bool s_enabled = RuntimeFeature.IsDynamicCodeCompiled && s_setting != "0";
    /// <summary>For tests: everything is compiled when it first returns or loops, before it goes on.</summary>
    private static readonly bool s_eager = s_setting == "eager";

    private static readonly Queue<(PyCode Code, PyObject?[] Sample)> s_queue = new();
    private static object s_gate = new();
    private static Thread? s_thread;
    private static bool s_busy;

    /// <summary>Heat of new code: counted down by the interpreter loop, which calls <see cref="Reached"/> below zero.</summary>
    internal static int InitialHeat => !s_enabled ? int.MaxValue : s_eager ? 0 : Warm;

    /// <summary>A frame's code went below zero. Its registers are samples of what the code deals with.</summary>
    internal static void Reached(PyFrame frame)
    {
        PyCode code = frame.Code;
        if (code.Compiled != null)
        {
            code.Heat = -1;
            return;
        }
        code.Heat = s_enabled ? Patience : int.MaxValue;
        if (!s_enabled || code.CompileAsked)
        {
            return;
        }
        code.CompileAsked = true;
        if (code.Instructions.Length > MaxInstructions)
        {
            return;
        }
        Compile(frame);
    }

    /// <summary>A site of a compiled body that was compiled without knowing what it sees: after enough of that the code is compiled anew.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Missed(PyFrame frame)
    {
        PyCode code = frame.Code;
        if (++code.Misses == code.MissLimit)
        {
            code.MissLimit = code.MissLimit == FirstMissLimit ? SecondMissLimit : -1;
            Compile(frame);
        }
    }

    private static void Compile(PyFrame frame)
    {
        PyCode code = frame.Code;
        PyObject?[] sample = (PyObject?[])frame.R.Clone();
        if (s_eager)
        {
            code.Compiled = IlCompiler.Compile(code, sample);
            code.Heat = -1;
            return;
        }
        lock (s_gate)
        {
            s_queue.Enqueue((code, sample));
            if (s_thread == null)
            {
                s_thread = new Thread(Work, GreenletNet.GreenletRuntime.StackSize(1 << 20)) { IsBackground = true, Name = "IL compiler" };
                s_thread.Start();
            }
            else
            {
                Monitor.PulseAll(s_gate);
            }
        }
    }

    /// <summary>Before a collection: what samples name is not to live on for that. Their code is sampled anew.</summary>
    internal static void ForgetSamples()
    {
        lock (s_gate)
        {
            while (s_queue.TryDequeue(out (PyCode Code, PyObject?[] Sample) item))
            {
                item.Code.CompileAsked = false;
            }
            while (s_busy)
            {
                Monitor.Wait(s_gate);
            }
        }
    }

    /// <summary>The child of a fork has no thread but the one that forked.</summary>
    internal static void AfterForkInChild()
    {
        s_gate = new object();
        s_thread = null;
        s_busy = false;
        s_queue.Clear();
    }

    private static void Work()
    {
        object gate = s_gate;
        while (true)
        {
            // A call of its own, so that nothing on the stack holds a sample while the thread waits.
            CompileNext(gate);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CompileNext(object gate)
    {
        (PyCode Code, PyObject?[] Sample) item;
        lock (gate)
        {
            s_busy = false;
            Monitor.PulseAll(gate);
            while (!s_queue.TryDequeue(out item))
            {
                Monitor.Wait(gate);
            }
            s_busy = true;
        }
        try
        {
            item.Code.Compiled = IlCompiler.Compile(item.Code, item.Sample);
        }
        catch (Exception e) when (e is not InvalidProgramException)
        {
            // Too little memory, or a runtime that cannot: the interpreter goes on with the code, as it did so far.
        }
    }
}

namespace PythonEngine.Execution;

/// <summary>A link in a greenlet's chain of frames: Python code, C# code that waits, or the border to the C# stack.</summary>
internal abstract class Frame : PyObject
{
    /// <summary>The caller; null at the bottom of a parked generator or greenlet.</summary>
    internal Frame? Back;

    internal override PyType Type => PyFrame.TypeObject;
}

/// <summary>What becomes of a callee's result in the frame below it.</summary>
internal enum ReturnKind : byte
{
    /// <summary>r[reg] = result</summary>
    Store,
    /// <summary>Result of __init__: must be None; r[reg] = the instance in Extra.</summary>
    Init,
    /// <summary>r[reg] = bool(result)</summary>
    Truth,
    /// <summary>r[reg] = not bool(result)</summary>
    NotTruth,
    /// <summary>Result of __bool__ or __len__ for the conditional jump at Pc - 1.</summary>
    Condition,
    /// <summary>Item of a for loop: store and skip the exit jump; StopIteration takes it.</summary>
    ForIter,
    /// <summary>generator.send and next(): a yield stores, a return raises StopIteration.</summary>
    GeneratorSend,
    /// <summary>yield from / await: a yield is yielded on, a return ends the delegation.</summary>
    Delegate,
    /// <summary>Operator method: NotImplemented goes on with the other operand's method.</summary>
    Operator,
    /// <summary>Nothing is stored (item assignment, __setattr__).</summary>
    Discard,
    /// <summary>A class body has run: the class in Extra is built.</summary>
    ClassBody,
    /// <summary>__enter__: r[reg] = result.</summary>
    Iterator,
}

/// <summary>The frame of running Python code; <c>frame</c> to Python.</summary>
[PyType("frame", NoConstructor = true)]
internal sealed partial class PyFrame : Frame
{
    internal readonly PyCode Code;
    /// <summary>Registers; see Opcode for their layout.</summary>
    internal readonly PyObject?[] R;
    /// <summary>Next instruction.</summary>
    internal int Pc;
    internal PyDict Globals = null!;
    internal PyDict Builtins = null!;
    /// <summary>The locals mapping of module, class and exec code; null for functions.</summary>
    internal PyObject? Locals;
    internal PyFunction? Function;
    /// <summary>The exception being handled in this frame (what a bare raise and sys.exc_info() see).</summary>
    internal PyBaseException? Handled;
    /// <summary>What send() brought, for the next Yield or YieldFrom.</summary>
    internal PyObject? Sent;
    internal PyGenerator? Generator;
    /// <summary>Someone keeps a reference: the frame must not be reused.</summary>
    internal bool Captured;
    internal ReturnKind OnReturn;
    internal ushort ReturnRegister;
    internal PyObject? Extra;
    /// <summary>f_trace and friends.</summary>
    internal FrameTracing? Tracing;
    internal bool Finished;

    private PyFrame(PyCode code)
    {
        Code = code;
        if (code.Caches == null)
        {
            code.Prepare();
        }
        R = new PyObject?[code.RegisterCount];
        Array.Copy(code.Consts, 0, R, code.FirstConst, code.RegisterConstCount);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static PyFrame Rent(PyCode code)
    {
        PyFrame? frame = code.FreeFrame;
        if (frame != null)
        {
            code.FreeFrame = Unsafe.As<PyFrame>(frame.Back);
            frame.Back = null;
            return frame;
        }
        return new PyFrame(code);
    }

    /// <summary>Gives the frame back for the next call of its code unless something holds on to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Recycle()
    {
        if (Captured)
        {
            End();
            return;
        }
        int count = Code.FirstBox;
        if (count < Code.FirstConst)
        {
            ClearBoxes();
        }
        if (count <= 12)
        {
            // A handful of stores is faster than the call.
            ref PyObject? register = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(R);
            for (int i = 0; i < count; i++)
            {
                Unsafe.Add(ref register, i) = null;
            }
        }
        else
        {
            R.AsSpan(0, count).Clear();
        }
        Pc = 0;
        Function = null;
        if (Locals != null)
        {
            // Code that ran in a namespace of its own. A function's next frame has mostly the same globals.
            Locals = null;
            Globals = null!;
        }
        Handled = null;
        Extra = null;
        Sent = null;
        Tracing = null;
        Back = Code.FreeFrame;
        Code.FreeFrame = this;
    }

    /// <summary>The frame's code has run; who holds on to it sees its locals, and nothing else is kept.</summary>
    internal void End()
    {
        Finished = true;
        Handled = null;
        Extra = null;
        ClearTemporaries(Code.FirstTemporary);
        ClearBoxes();
    }

    /// <summary>Empties the temporaries from a register on. Boxes keep what they have: an expression around a yield may still need it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ClearTemporaries(int from)
    {
        for (int i = from; i < Code.FirstBox; i++)
        {
            R[i] = null;
        }
    }

    /// <summary>Lets go of what box registers hold besides the frame's own numbers.</summary>
    private void ClearBoxes()
    {
        for (int i = Code.FirstBox; i < Code.FirstConst; i += 2)
        {
            if (!ReferenceEquals(R[i], R[i + 1]))
            {
                R[i] = null;
            }
        }
    }

    /// <summary>Line of the instruction that runs or ran last.</summary>
    internal int Line
    {
        get
        {
            if (Tracing is { EventLine: > 0 and int line })
            {
                return line;
            }
            if (Pc == 0)
            {
                return Code.FirstLine;
            }
            int own = Code.Positions[Math.Min(Pc, Code.Positions.Length) - 1].Line;
            return own > 0 ? own : NearestLine(Pc - 1);
        }
    }

    /// <summary>The line on which an instruction without one happens (the return that nobody wrote): the one that ran last, where that is known.</summary>
    internal int NearestLine(int pc)
    {
        int line = Tracing?.LastLine ?? -1;
        for (; line <= 0 && pc >= 0; pc--)
        {
            ReadOnlySpan<(int Pc, int Line)> marks = Code.MarksAt(pc);
            line = marks.Length > 0 ? marks[^1].Line : Code.Positions[pc].Line;
        }
        return line;
    }
}

/// <summary>The border between a nested run of the interpreter and the C# code that started it.</summary>
internal sealed class EntryFrame : Frame
{
    internal PyObject? Result;
    internal PyBaseException? Exception;
    internal bool Completed;
    /// <summary>The lowest run on its OS thread: any greenlet may run inside it.</summary>
    internal bool IsBase;
    /// <summary>The OS thread whose C# stack it borders on.</summary>
    internal Carrier? Carrier;
}

/// <summary>C# code with a place on the heap chain: continues when the frame above it is done.</summary>
internal abstract class NativeFrame : Frame
{
    /// <summary>How the frame below takes the result; set when the frame is pushed.</summary>
    internal ReturnKind OnReturn;
    internal ushort ReturnRegister;

    /// <summary>Leaves the frame with a result.</summary>
    internal void Finish(PyThread thread, PyObject result)
    {
        Frame back = Back!;
        Back = null;
        thread.Top = back;
        Interpreter.Deliver(thread, back, OnReturn, ReturnRegister, null, result);
    }

    /// <summary>Leaves the frame with an exception.</summary>
    internal void Fail(PyThread thread, PyBaseException exception)
    {
        Frame back = Back!;
        Back = null;
        thread.Top = back;
        thread.Raised = exception;
    }

    /// <summary>The frame above returned.</summary>
    internal abstract void Returned(PyThread thread, PyObject result);

    /// <summary>The iterator above, asked with ReturnKind.ForIter, has no more items.</summary>
    internal virtual void Ended(PyThread thread) => throw new InvalidOperationException("a frame that consumes no iterator was told that one ended");

    /// <summary>The frame above raised.</summary>
    internal abstract void Raised(PyThread thread, PyBaseException exception);

    /// <summary>The frame is on top and has something to do (a new greenlet's start, the hub's next step).</summary>
    internal abstract void Step(PyThread thread);
}

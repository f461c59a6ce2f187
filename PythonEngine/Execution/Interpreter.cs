using System.Runtime.InteropServices;
using PythonEngine.Jit;

namespace PythonEngine.Execution;

/// <summary>
/// The interpreter loop: runs the top frame of the current greenlet until the given entry frame has its result.
/// Python calling Python, generators and greenlet switches stay in one activation of the loop.
/// </summary>
internal static unsafe partial class Interpreter
{
    /// <summary>Runs until <paramref name="entry"/> is completed.</summary>
    internal static void Run(PyThread t, EntryFrame entry)
    {
        while (!entry.Completed)
        {
            try
            {
                if (ReferenceEquals(t.Raised, Tracing.Detour))
                {
                    t.Raised = null;
                    t.HandOverIfPinned();
                    continue;
                }
                switch (t.Top)
                {
                    case PyFrame frame:
                        if (t.Raised is { } raised)
                        {
                            t.Raised = null;
                            Unwind(t, raised);
                        }
                        else if (t.DepthLimit < 0)
                        {
                            TraceLoop(t);
                        }
                        else
                        {
                            RunBodies(t, frame);
                        }
                        break;
                    case NativeFrame native:
                        if (t.Raised is { } error)
                        {
                            t.Raised = null;
                            native.Raised(t, error);
                        }
                        else
                        {
                            native.Step(t);
                        }
                        break;
                    case EntryFrame other when t.Raised is { } failure:
                        t.Raised = null;
                        DeliverException(t, other, failure);
                        break;
                    default:
                        t.RunElsewhere(entry);
                        break;
                }
            }
            catch (PyException e)
            {
                if (!e.HasContext)
                {
                    SetContext(t, e.Value);
                }
                t.Raised = e.Value;
            }
            catch (GreenletUnwindException) when (entry.IsBase && entry.Completed)
            {
                // The C# frames of a greenlet that was pinned above this run are gone, and the run has its result.
            }
            catch (InsufficientExecutionStackException)
            {
                t.Raised = Err.RecursionError().Value;
            }
            catch (OutOfMemoryException)
            {
                t.Raised = Err.MemoryError().Value;
            }
            catch (Exception e) when (e is not GreenletUnwindException)
            {
                t.Raised = ClrErrors.Translate(e);
            }
        }
    }

    /// <summary>Runs the frame on top and what follows it: compiled bodies as long as there are such, then the loop.</summary>
    private static void RunBodies(PyThread t, PyFrame frame)
    {
        while (frame.Code.Compiled is { } body)
        {
            int result = body(t, frame, frame.Pc, 0);
            if (result == BodyResult.Interpret)
            {
                frame = Unsafe.As<PyFrame>(t.Top)!;
                break;
            }
            t.SwitchedAway = false;
            if (t.Top is not { } top || top.GetType() != typeof(PyFrame) || t.Raised != null || t.DepthLimit < 0)
            {
                return;
            }
            frame = Unsafe.As<PyFrame>(top);
        }
        Loop(t, frame, frame.Code.Instructions);
    }

    // By array rather than by reference: the JIT then knows that the target is on the heap, and its write barrier checks less.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref PyObject? Reg(PyObject?[] r, int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(r), index);

    /// <summary>Stores into a register. As a call, so that the value is there before the address: else the JIT keeps the address, and no longer knows what it points into.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(PyObject?[] r, int index, PyObject? value) => Reg(r, index) = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref PyObject? Reg(ref PyObject? r, int index) => ref Unsafe.Add(ref r, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBox(PyObject?[] r, int box, long value)
    {
        PyObject? own = Reg(r, box + 1);
        if (own != null && own.GetType() == typeof(PySmallInt))
        {
            Unsafe.As<PySmallInt>(own).Value = value;
            if (!ReferenceEquals(Reg(r, box), own))
            {
                Reg(r, box) = own;
            }
            return;
        }
        NewBox(r, box, new PySmallInt(value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBox(PyObject?[] r, int box, double value)
    {
        PyObject? own = Reg(r, box + 1);
        if (own != null && own.GetType() == typeof(PyFloat))
        {
            Unsafe.As<PyFloat>(own).Value = value;
            if (!ReferenceEquals(Reg(r, box), own))
            {
                Reg(r, box) = own;
            }
            return;
        }
        NewBox(r, box, new PyFloat(value));
    }

    /// <summary>Whether the last parameters have defaults.</summary>
    private static bool HasDefaults(PyFunction f, int count) => f.Defaults is PyTuple defaults && defaults.Items.Length >= count;

    private static void FillDefaults(PyFunction f, PyObject?[] r, int given, int count)
    {
        PyObject[] defaults = Unsafe.As<PyTuple>(f.Defaults!).Items;
        for (int i = given; i < count; i++)
        {
            Put(r, i, defaults[defaults.Length - count + i]);
        }
    }

    private static void CopyCells(PyObject[] cells, PyObject?[] r, int first)
    {
        for (int i = 0; i < cells.Length; i++)
        {
            Put(r, first + i, cells[i]);
        }
    }

    /// <summary>Whether both convert to double without loss, so that their quotient is rounded once, as it must be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool ExactQuotient(long x, long y) => y != 0 && (ulong)(x + (1L << 53)) <= 1UL << 54 && (ulong)(y + (1L << 53)) <= 1UL << 54;

    /// <summary>An inline cache; the site is the compiler's, so no check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static object? Cached(PyFrame frame, int site) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(frame.Code.Caches), site);

    /// <summary>A field of an instance whose shape vouches for the index; the array is a PyObject[], so its element type needs no check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref PyObject? FieldAt(PyObject?[] values, int index) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(values), index);

    /// <summary>Whether a comparison holds for operands in the given order: -1 less, 0 equal, 1 greater, 2 unordered.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Holds(Opcode op, int order)
    {
        // Four bits per operator, Lt first: one for each order. A table in a register has no branch to mispredict.
        const ulong Table = 0b0001 | 0b0011 << 4 | 0b0010 << 8 | 0b1101 << 12 | 0b0100 << 16 | 0b0110 << 20;
        return (Table >> (((op - Opcode.Lt) * 4) + order + 1) & 1) != 0;
    }

    /// <summary>Index of the instruction after this one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int After(ref Instruction code, ref Instruction ip) => (int)((nuint)Unsafe.ByteOffset(ref code, ref ip) / (nuint)sizeof(Instruction)) + 1;
}

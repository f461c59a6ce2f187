using System.Numerics;

namespace PythonEngine.Execution;

/// <summary>
/// Which temporaries of a code object may still be read from where: computed from its instructions when a collection first
/// meets one of its frames. Temporaries that nothing will read are emptied before garbage is collected, as they would keep what
/// they name alive for as long as their frame waits. Locals stay: a program sees them for as long as the function runs.
/// </summary>
internal sealed class RegisterLiveness
{
    private readonly int _first;
    private readonly int _count;
    private readonly int _words;
    /// <summary>Live temporaries before each instruction, _words to each.</summary>
    private readonly ulong[] _in;
    /// <summary>Where an exception raised by each instruction goes: an index into the exception table, or -1.</summary>
    private readonly int[] _handlers;
    /// <summary>Parameters that MakeCell moves into cells, as pairs of registers.</summary>
    private readonly (int Parameter, int Cell)[] _moved;

    internal RegisterLiveness(PyCode code)
    {
        _first = code.FirstTemporary;
        _count = code.FirstConst - _first;
        _words = (_count + 63) / 64;
        List<(int, int)> moved = [];
        for (int i = 0; i < code.CellVars.Length; i++)
        {
            int parameter = Array.IndexOf(code.VarNames, code.CellVars[i]);
            if (parameter >= 0)
            {
                moved.Add((parameter, code.FirstCell + i));
            }
        }
        _moved = [.. moved];
        _in = new ulong[code.Instructions.Length * _words];
        _handlers = new int[_words == 0 ? 0 : code.Instructions.Length];
        if (_words > 0)
        {
            Solve(code);
        }
    }

    private void Solve(PyCode code)
    {
        Array.Fill(_handlers, -1);
        for (int k = code.ExceptionTable.Length - 1; k >= 0; k--)
        {
            // Inner entries come first and win.
            ExceptionEntry entry = code.ExceptionTable[k];
            Array.Fill(_handlers, k, entry.Start, entry.End - entry.Start);
        }
        ulong[] live = new ulong[_words];
        bool changed;
        do
        {
            changed = false;
            for (int p = code.Instructions.Length - 1; p >= 0; p--)
            {
                Array.Clear(live);
                AddAfter(code, p, live, kill: true);
                AddUses(code.Instructions[p], live);
                Span<ulong> known = _in.AsSpan(p * _words, _words);
                for (int w = 0; w < live.Length; w++)
                {
                    if (live[w] != known[w])
                    {
                        known[w] = live[w];
                        changed = true;
                    }
                }
            }
        }
        while (changed);
    }

    /// <summary>Adds what may be read once the instruction is done or has raised; without what it writes when asked.</summary>
    private void AddAfter(PyCode code, int p, Span<ulong> live, bool kill)
    {
        Instruction ins = code.Instructions[p];
        switch (ins.Op)
        {
            case Opcode.Return or Opcode.Raise or Opcode.Python2Raise or Opcode.RaiseFrom or Opcode.RaiseBare or Opcode.Reraise:
                break;
            case Opcode.Jump or Opcode.JumpBack:
                AddIn(ins.Target, live);
                break;
            case Opcode.JumpIfFalse or Opcode.JumpIfTrue or Opcode.JumpIfFalseKeep or Opcode.JumpIfTrueKeep or Opcode.JumpIfNone or Opcode.JumpIfNotNone:
                AddIn(ins.Target, live);
                AddIn(p + 1, live);
                break;
            case Opcode.ForIter:
                AddIn(p + 2, live);
                if (kill)
                {
                    Remove(live, ins.A, 1);
                }
                // At the end nothing is stored.
                AddIn(p + 1, live);
                break;
            default:
                AddIn(p + 1, live);
                if (kill)
                {
                    RemoveWrites(ins, live);
                }
                break;
        }
        if (_handlers[p] >= 0)
        {
            ExceptionEntry entry = code.ExceptionTable[_handlers[p]];
            bool own = Contains(live, entry.ExcRegister);
            AddIn(entry.Handler, live);
            if (!own)
            {
                Remove(live, entry.ExcRegister, 1);
            }
        }
    }

    private void AddIn(int p, Span<ulong> live)
    {
        int start = p * _words;
        if (start < _in.Length)
        {
            for (int w = 0; w < _words; w++)
            {
                live[w] |= _in[start + w];
            }
        }
    }

    /// <summary>Whether code from an instruction on may read a temporary.</summary>
    internal bool IsLive(int pc, int register)
    {
        int i = register - _first;
        int at = (pc * _words) + (i >> 6);
        return (uint)i < (uint)_count && at < _in.Length && (_in[at] & (1UL << i)) != 0;
    }

    /// <summary>Whether an instruction reads a temporary.</summary>
    internal bool Reads(Instruction ins, int register)
    {
        Span<ulong> live = _words <= 16 ? stackalloc ulong[16] : new ulong[_words];
        live = live[.._words];
        live.Clear();
        AddUses(ins, live);
        return Contains(live, register);
    }

    /// <summary>Whether an instruction surely writes a register before the next one.</summary>
    internal bool Overwrites(Instruction ins, int register) => Writes(ins, out int first, out int count) && register >= first && register < first + count;

    /// <summary>Whether an instruction may write a register.</summary>
    internal bool MayWrite(Instruction ins, int register) => Overwrites(ins, register) || (ins.Op == Opcode.ForIter && ins.A == register);

    private bool Contains(ReadOnlySpan<ulong> live, int register)
    {
        int i = register - _first;
        return (uint)i < (uint)_count && (live[i >> 6] & (1UL << i)) != 0;
    }

    private void Add(Span<ulong> live, int register, int count = 1)
    {
        for (int i = Math.Max(register - _first, 0); i < Math.Min(register - _first + count, _count); i++)
        {
            live[i >> 6] |= 1UL << i;
        }
    }

    private void Remove(Span<ulong> live, int register, int count)
    {
        for (int i = Math.Max(register - _first, 0); i < Math.Min(register - _first + count, _count); i++)
        {
            live[i >> 6] &= ~(1UL << i);
        }
    }

    private void RemoveWrites(Instruction ins, Span<ulong> live)
    {
        if (Writes(ins, out int register, out int count))
        {
            Remove(live, register, count);
        }
    }

    /// <summary>The registers that an instruction surely writes before the next one.</summary>
    private static bool Writes(Instruction ins, out int register, out int count)
    {
        register = ins.A;
        count = 1;
        switch (ins.Op)
        {
            case Opcode.Move or Opcode.LoadNull or Opcode.LoadConstFar or Opcode.DelLocal or Opcode.MakeCell or Opcode.LoadCell or Opcode.LoadClassCell:
            case Opcode.LoadGlobal or Opcode.LoadName or Opcode.LoadAttr or Opcode.GetItem:
            case >= Opcode.Add and <= Opcode.NotIn:
            case Opcode.BuildTuple or Opcode.BuildList or Opcode.BuildSet or Opcode.BuildMap or Opcode.BuildString or Opcode.BuildSlice or Opcode.ListToTuple:
            case Opcode.ConvertValue or Opcode.FormatValue or Opcode.GetIter or Opcode.GetAiter or Opcode.GetAnext or Opcode.GetAwaitable:
            case Opcode.GetYieldFromIter or Opcode.Yield or Opcode.YieldFrom or Opcode.PushExc or Opcode.ExcMatch or Opcode.PrepReraiseStar:
            case Opcode.WithExitExc or Opcode.WithExit or Opcode.MakeFunction or Opcode.LoadBuildClass or Opcode.ImportName or Opcode.ImportFrom:
            case Opcode.LoadAssertionError or Opcode.MatchMapping or Opcode.MatchSequence or Opcode.MatchKeys or Opcode.MatchClass or Opcode.GetLen:
            case Opcode.CopyDictWithoutKeys or Opcode.LoadLocals:
            case Opcode.Python2Text or >= Opcode.Python2Divide and <= Opcode.Python2UnicodeArguments or Opcode.Python2LoadName:
                return true;
            case Opcode.LoadMethod or Opcode.ExcGroupMatch or Opcode.WithEnter or Opcode.AsyncWithEnter:
                count = 2;
                return true;
            case Opcode.Call or Opcode.CallKw or Opcode.CallMethod or Opcode.CallMethodKw or Opcode.CallEx:
                register = ins.C;
                return true;
            case Opcode.UnpackSequence:
                count = ins.C;
                return true;
            case Opcode.UnpackEx:
                count = (ins.C & 0xFF) + 1 + (ins.C >> 8);
                return true;
            default:
                return false;
        }
    }

    /// <summary>Adds the registers that an instruction reads; false for one that is not known, which counts as reading all.</summary>
    internal bool AddUses(Instruction ins, Span<ulong> live)
    {
        switch (ins.Op)
        {
            case Opcode.Nop or Opcode.LoadNull or Opcode.LoadConstFar or Opcode.DelLocal or Opcode.LoadGlobal or Opcode.DelGlobal or Opcode.LoadName:
            case Opcode.DelName or Opcode.Jump or Opcode.JumpBack or Opcode.RaiseBare or Opcode.LoadBuildClass or Opcode.LoadAssertionError:
            case Opcode.SetupAnnotations or Opcode.LoadLocals or Opcode.Stop:
            // Parameters are no temporaries.
            case Opcode.Python2Params or Opcode.Python2LoadName or Opcode.Python2StoreLocals:
                return true;
            case Opcode.Python2Method:
                Add(live, ins.A, 2);
                return true;
            case Opcode.Python2Print:
                Add(live, ins.A);
                Add(live, ins.B);
                return true;
            case Opcode.CheckLocal or Opcode.DelCell or Opcode.StoreGlobal or Opcode.StoreName or Opcode.DelAttr or Opcode.Return or Opcode.EndAsyncFor:
            case Opcode.JumpIfFalse or Opcode.JumpIfTrue or Opcode.JumpIfFalseKeep or Opcode.JumpIfTrueKeep or Opcode.JumpIfNone or Opcode.JumpIfNotNone:
            case Opcode.Python2Unicode or Opcode.Python2PrintLine:
            case Opcode.PopExc or Opcode.Reraise or Opcode.Raise or Opcode.Python2Raise or Opcode.ImportStar or Opcode.PrintExpr:
                Add(live, ins.A);
                return true;
            case Opcode.Move or Opcode.MakeCell or Opcode.LoadCell or Opcode.LoadClassCell or Opcode.LoadAttr or Opcode.LoadMethod:
            case >= Opcode.Negative and <= Opcode.Not:
            case Opcode.ListToTuple or Opcode.ConvertValue or Opcode.UnpackSequence or Opcode.UnpackEx or Opcode.GetIter or Opcode.ForIter:
            case Opcode.GetAiter or Opcode.GetAnext or Opcode.GetAwaitable or Opcode.GetYieldFromIter or Opcode.Yield or Opcode.YieldFrom or Opcode.PushExc:
            case Opcode.WithEnter or Opcode.AsyncWithEnter or Opcode.WithExit or Opcode.ImportFrom or Opcode.MatchMapping or Opcode.MatchSequence or Opcode.GetLen:
            case Opcode.Python2Text or Opcode.Python2UnicodeArguments:
                Add(live, ins.B);
                return true;
            case Opcode.StoreCell or Opcode.StoreAttr or Opcode.DelItem or Opcode.ListAppend or Opcode.ListExtend or Opcode.SetAdd or Opcode.SetUpdate:
            case Opcode.DictUpdate or Opcode.RaiseFrom:
                Add(live, ins.A);
                Add(live, ins.B);
                return true;
            case Opcode.SetItem or Opcode.MapAdd or Opcode.DictMerge:
                Add(live, ins.A);
                Add(live, ins.B);
                Add(live, ins.C);
                return true;
            case Opcode.GetItem:
            case >= Opcode.Add and <= Opcode.RemainderBox:
            case >= Opcode.Lt and <= Opcode.NotIn:
            case Opcode.FormatValue or Opcode.ExcMatch or Opcode.ExcGroupMatch or Opcode.PrepReraiseStar or Opcode.WithExitExc or Opcode.MatchKeys:
            case Opcode.CopyDictWithoutKeys:
            case Opcode.Python2Divide or Opcode.Python2InplaceDivide or Opcode.Python2Remainder or Opcode.Python2InplaceRemainder:
                Add(live, ins.B);
                Add(live, ins.C);
                return true;
            case Opcode.Call:
                Add(live, ins.A, ins.B + 1);
                return true;
            case Opcode.CallKw or Opcode.CallMethod:
                Add(live, ins.A, ins.B + 2);
                return true;
            case Opcode.CallMethodKw:
                Add(live, ins.A, ins.B + 3);
                return true;
            case Opcode.CallEx:
                Add(live, ins.A, 3);
                return true;
            case Opcode.BuildTuple or Opcode.BuildList or Opcode.BuildSet or Opcode.BuildString:
                Add(live, ins.B, ins.C);
                return true;
            case Opcode.BuildMap:
                Add(live, ins.B, 2 * ins.C);
                return true;
            case Opcode.BuildSlice:
                Add(live, ins.B, 3);
                return true;
            case Opcode.MakeFunction:
                Add(live, ins.B);
                if (ins.C != Operand.NoRegister)
                {
                    Add(live, ins.C, 4);
                }
                return true;
            case Opcode.ImportName:
                Add(live, ins.B, 2);
                return true;
            case Opcode.MatchClass:
                Add(live, ins.B);
                Add(live, ins.C, 3);
                return true;
            default:
                live.Fill(ulong.MaxValue);
                return false;
        }
    }

    /// <summary>How the instruction before a frame's Pc stands.</summary>
    internal enum Progress
    {
        /// <summary>It may be over, or C# code that it called is still on the C# stack and may read its operands.</summary>
        Unknown,
        /// <summary>It waits for a frame above, or to be switched back to; no C# code of it is on the stack.</summary>
        Waiting,
    }

    /// <summary>Empties the temporaries of a frame that nothing will read.</summary>
    /// <param name="frame">A frame that has not finished, and whose Pc is up to date.</param>
    /// <param name="progress">How its instruction stands.</param>
    internal static void ClearDead(PyFrame frame, Progress progress)
    {
        PyCode code = frame.Code;
        RegisterLiveness self = code.Liveness ??= new RegisterLiveness(code);
        PyObject?[] r = frame.R;
        foreach ((int parameter, int cell) in self._moved)
        {
            if (r[cell] is PyCell)
            {
                r[parameter] = null;
            }
        }
        int words = self._words;
        if (words == 0)
        {
            return;
        }
        Span<ulong> live = words <= 16 ? stackalloc ulong[16] : new ulong[words];
        live = live[..words];
        live.Clear();
        int pc = frame.Pc;
        if (pc > 0 && progress == Progress.Waiting)
        {
            Instruction current = code.Instructions[pc - 1];
            // What the instruction writes, it has not written yet.
            self.AddAfter(code, pc - 1, live, kill: true);
            if (current.Op is Opcode.WithEnter or Opcode.AsyncWithEnter)
            {
                self.Add(live, current.A);
            }
            // The arguments of a call are its callee's.
            if (current.Op is not (Opcode.Call or Opcode.CallKw or Opcode.CallMethod or Opcode.CallMethodKw or Opcode.CallEx))
            {
                self.AddUses(current, live);
            }
        }
        else
        {
            self.AddIn(pc, live);
            if (pc > 0)
            {
                self.AddAfter(code, pc - 1, live, kill: false);
                self.AddUses(code.Instructions[pc - 1], live);
            }
        }
        for (int w = 0; w < live.Length; w++)
        {
            ulong dead = ~live[w];
            if (w == live.Length - 1 && (self._count & 63) != 0)
            {
                dead &= (1UL << self._count) - 1;
            }
            for (; dead != 0; dead &= dead - 1)
            {
                int register = self._first + (w << 6) + BitOperations.TrailingZeroCount(dead);
                // Of a pair of box registers the second keeps the frame's own number, and the first mostly holds that.
                if (register < code.FirstBox || (((register - code.FirstBox) & 1) == 0 && !ReferenceEquals(r[register], r[register + 1])))
                {
                    r[register] = null;
                }
            }
        }
    }

    /// <summary>Whether code that may go on at one instruction has all temporaries that the code from another one on may read.</summary>
    internal bool HasValues(int from, int pc)
    {
        for (int i = 0; i < _words; i++)
        {
            if ((_in[(pc * _words) + i] & ~_in[(from * _words) + i]) != 0)
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The same for all frames of a chain.</summary>
    /// <param name="top">The top frame.</param>
    /// <param name="progress">How the top frame's instruction stands.</param>
    internal static void ClearChain(Frame? top, Progress progress)
    {
        for (Frame? f = top; f != null; f = f.Back)
        {
            if (f is PyFrame { Finished: false } frame)
            {
                ClearDead(frame, progress);
            }
            // Below an entry frame stands the C# code that started the nested run.
            progress = f is EntryFrame ? Progress.Unknown : Progress.Waiting;
        }
    }
}

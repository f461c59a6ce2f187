using System.Collections.Generic;

namespace PythonEngine.Jit;

/// <summary>How a compiled body keeps a temporary.</summary>
internal enum TemporaryKind
{
    Object,
    Float,
    Int,
}

/// <summary>A temporary that is written once and read once, in a stretch of code that is only passed from its beginning to its end.</summary>
internal sealed class Temporary(int register, int definition, int use)
{
    public readonly int Register = register;
    public readonly int Definition = definition;
    public readonly int Use = use;
    /// <summary>Known once its definition is compiled.</summary>
    public TemporaryKind Kind;
}

/// <summary>
/// The temporaries of a code object that need no register: a compiled body keeps them in variables of its own, and puts them into
/// their registers where it may be left while they are needed.
/// </summary>
internal sealed class Temporaries
{
    private readonly Dictionary<int, Temporary> _byDefinition = [];
    private readonly Dictionary<(int Use, int Register), Temporary> _byUse = [];
    private readonly List<Temporary> _all = [];

    internal Temporaries(PyCode code)
    {
        Instruction[] instructions = code.Instructions;
        RegisterLiveness liveness = new(code);
        // For each instruction the first and last one that jumps to it.
        int[] firstSource = new int[instructions.Length + 2];
        int[] lastSource = new int[instructions.Length + 2];
        Array.Fill(firstSource, int.MaxValue);
        Array.Fill(lastSource, -1);
        for (int p = 0; p < instructions.Length; p++)
        {
            if (TargetOf(instructions[p], p) is >= 0 and int target)
            {
                firstSource[target] = Math.Min(firstSource[target], p);
                lastSource[target] = Math.Max(lastSource[target], p);
            }
        }
        bool[] handler = new bool[instructions.Length + 1];
        foreach (ExceptionEntry entry in code.ExceptionTable)
        {
            handler[entry.Handler] = true;
        }
        for (int d = 0; d < instructions.Length; d++)
        {
            int register = instructions[d].A;
            if (!IsProducer(instructions[d].Op) || register < code.FirstTemporary || register >= code.FirstConst)
            {
                continue;
            }
            int last = d;
            for (int p = d + 1; p < instructions.Length; p++)
            {
                Instruction ins = instructions[p];
                if (handler[p] || (lastSource[p] >= 0 && (firstSource[p] <= d || lastSource[p] > p)))
                {
                    break;
                }
                if (liveness.Reads(ins, register))
                {
                    // Jumps from between must not lead past the one that reads it.
                    if (last <= p && IsConsumer(ins, register) && !IsLiveAfter(code, liveness, d, p, register))
                    {
                        Temporary temporary = new(register, d, p);
                        _byDefinition.Add(d, temporary);
                        _byUse.Add((p, register), temporary);
                        _all.Add(temporary);
                    }
                    break;
                }
                if (TargetOf(ins, p) is >= 0 and int target)
                {
                    last = Math.Max(last, target);
                }
                if (liveness.MayWrite(ins, register) || ins.Op is Opcode.Return or Opcode.JumpBack or Opcode.Jump)
                {
                    break;
                }
            }
        }
    }

    /// <summary>The temporary that an instruction writes, if it is one.</summary>
    internal Temporary? DefinedAt(int p) => _byDefinition.GetValueOrDefault(p);

    /// <summary>The temporary that an instruction reads from a register, if it is one.</summary>
    internal Temporary? UsedAt(int p, int register) => _byUse.GetValueOrDefault((p, register));

    /// <summary>Those that have a value which code from an instruction on needs.</summary>
    internal IEnumerable<Temporary> LiveAt(int p)
    {
        foreach (Temporary temporary in _all)
        {
            if (temporary.Definition < p && p <= temporary.Use)
            {
                yield return temporary;
            }
        }
    }

    private static int TargetOf(Instruction ins, int p) => ins.Op switch
    {
        Opcode.Jump or Opcode.JumpBack or Opcode.JumpIfFalse or Opcode.JumpIfTrue or Opcode.JumpIfFalseKeep or Opcode.JumpIfTrueKeep
            or Opcode.JumpIfNone or Opcode.JumpIfNotNone => ins.Target,
        Opcode.ForIter => p + 2,
        _ => -1,
    };

    private static bool IsLiveAfter(PyCode code, RegisterLiveness liveness, int d, int u, int register)
    {
        Instruction use = code.Instructions[u];
        if (!liveness.Overwrites(use, register) && (liveness.IsLive(u + 1, register) || (TargetOf(use, u) is >= 0 and int target && liveness.IsLive(target, register))))
        {
            return true;
        }
        foreach (ExceptionEntry entry in code.ExceptionTable)
        {
            if (entry.Start <= u && entry.End > d && liveness.IsLive(entry.Handler, register))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether the compiler writes r[A] of an instruction itself.</summary>
    private static bool IsProducer(Opcode op) => op is Opcode.Move or Opcode.LoadConstFar or Opcode.LoadCell or Opcode.LoadGlobal or Opcode.LoadName or Opcode.LoadAttr or Opcode.GetItem
        or (>= Opcode.Add and <= Opcode.RemainderBox) or (>= Opcode.Lt and <= Opcode.NotIn) or Opcode.Negative or Opcode.Not;

    /// <summary>Whether the compiler itself reads the register for an instruction, once.</summary>
    private static bool IsConsumer(Instruction ins, int register) => ins.Op switch
    {
        Opcode.Move or Opcode.LoadAttr or Opcode.LoadMethod or Opcode.Negative or Opcode.Not or Opcode.UnpackSequence or Opcode.StoreCell
            or Opcode.ListAppend => ins.B == register && !(ins.Op is Opcode.StoreCell or Opcode.ListAppend && ins.A == register),
        Opcode.GetItem or (>= Opcode.Add and <= Opcode.RemainderBox) or (>= Opcode.Lt and <= Opcode.NotIn) => (ins.B == register) != (ins.C == register),
        Opcode.StoreAttr => (ins.A == register) != (ins.B == register),
        Opcode.SetItem => (ins.A == register ? 1 : 0) + (ins.B == register ? 1 : 0) + (ins.C == register ? 1 : 0) == 1,
        Opcode.StoreGlobal or Opcode.StoreName or Opcode.Return or Opcode.JumpIfFalse or Opcode.JumpIfTrue or Opcode.JumpIfNone or Opcode.JumpIfNotNone => true,
        _ => false,
    };
}

using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using PythonEngine.Execution;
using PythonEngine.Objects;

namespace PythonEngine.Tests.Execution;

internal sealed class RegisterLivenessTests
{
    /// <summary>An instruction that the table does not know keeps all temporaries alive: sound, but a leak.</summary>
    [TestCaseSource(nameof(Opcodes))]
    public void KnowsWhatEveryInstructionReads(object opcode)
    {
        PyCode code = new()
        {
            Name = "f",
            QualName = "f",
            FileName = "f",
            FirstLine = 1,
            VarNames = [],
            CellVars = [],
            FreeVars = [],
            Names = [],
            Consts = [],
            FirstConst = 100,
            Instructions = [],
            Positions = [],
            ExceptionTable = [],
            CacheNames = [],
        };
        RegisterLiveness liveness = new(code);
        Assert.That(liveness.AddUses(new Instruction((Opcode)opcode, 1, 2, 3), new ulong[2]), Is.True);
    }

    private static IEnumerable<object> Opcodes() => Enum.GetValues<Opcode>().Cast<object>();
}

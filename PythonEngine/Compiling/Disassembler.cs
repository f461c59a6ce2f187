using System.Globalization;
using System.Text;

namespace PythonEngine.Compiling;

/// <summary>Prints code objects in readable form, for tests and for people who look for what the compiler did.</summary>
internal static class Disassembler
{
    /// <summary>The code and, behind it, all code objects among its constants.</summary>
    public static string Disassemble(PyCode code, bool nested = true)
    {
        StringBuilder sb = new();
        Write(sb, code, nested);
        return sb.ToString();
    }

    private static void Write(StringBuilder sb, PyCode code, bool nested)
    {
        sb.Append("code ").Append(code.QualName).Append('\n');
        for (int i = 0; i < code.Instructions.Length; i++)
        {
            sb.Append(CultureInfo.InvariantCulture, $"{i,4} ").Append(Format(code, i)).Append('\n');
        }
        foreach (ExceptionEntry e in code.ExceptionTable)
        {
            sb.Append(CultureInfo.InvariantCulture, $"  {e.Start}..{e.End} -> {e.Handler} {Register(code, e.ExcRegister)}\n");
        }
        if (nested)
        {
            foreach (PyObject constant in code.Consts)
            {
                if (constant is PyCode inner)
                {
                    Write(sb, inner, nested: true);
                }
            }
        }
    }

    /// <summary>One instruction with its operands by name.</summary>
    public static string Format(PyCode code, int index)
    {
        Instruction i = code.Instructions[index];
        string A() => Register(code, i.A);
        string B() => Register(code, i.B);
        string C() => Register(code, i.C);
        string Name(int n) => code.Names[n].Value;
        string Cache() => code.CacheNames[i.C].Value;
        string text = i.Op switch
        {
            Opcode.Nop or Opcode.RaiseBare or Opcode.SetupAnnotations => "",
            Opcode.LoadConstFar => $"{A()} {Unparser.Repr(code.Consts[i.Target])}",
            Opcode.CheckLocal or Opcode.DelLocal or Opcode.DelCell => A(),
            Opcode.LoadCell or Opcode.LoadClassCell => $"{A()} {B()}",
            Opcode.LoadGlobal => $"{A()} {Cache()}",
            Opcode.StoreGlobal or Opcode.StoreName => $"{Name(i.B)} {A()}",
            Opcode.LoadName => $"{A()} {Name(i.B)}",
            Opcode.DelGlobal or Opcode.DelName => Name(i.B),
            Opcode.LoadAttr or Opcode.LoadMethod => $"{A()} {B()}.{Cache()}",
            Opcode.StoreAttr => $"{A()}.{Cache()} {B()}",
            Opcode.DelAttr => $"{A()}.{Name(i.B)}",
            Opcode.Jump or Opcode.JumpBack => $"-> {i.Target}",
            Opcode.JumpIfFalse or Opcode.JumpIfTrue or Opcode.JumpIfFalseKeep or Opcode.JumpIfTrueKeep or Opcode.JumpIfNone or Opcode.JumpIfNotNone
                => $"{A()} -> {i.Target}",
            Opcode.Call or Opcode.CallKw or Opcode.CallMethod or Opcode.CallMethodKw => $"{C()} = {A()} #{i.B}",
            Opcode.CallEx => $"{C()} = {A()}",
            Opcode.BuildTuple or Opcode.BuildList or Opcode.BuildSet or Opcode.BuildMap or Opcode.BuildString or Opcode.UnpackSequence
                => $"{A()} {(i.C == 0 ? "-" : B())} #{i.C}",
            Opcode.UnpackEx => $"{A()} {B()} #{i.C & 0xFF}+{i.C >> 8}",
            Opcode.ConvertValue => $"{A()} {B()} !{(char)i.C}",
            Opcode.ImportName or Opcode.ImportFrom => $"{A()} {B()} {Name(i.C)}",
            Opcode.GetAwaitable => $"{A()} {B()} #{i.C}",
            Opcode.ListExtend => $"{A()} {B()}{(i.C == 1 ? " *" : "")}",
            Opcode.LoadNull or Opcode.Return or Opcode.PopExc or Opcode.Reraise or Opcode.Raise or Opcode.Python2Raise or Opcode.EndAsyncFor or Opcode.LoadBuildClass
                or Opcode.ImportStar or Opcode.LoadAssertionError or Opcode.PrintExpr or Opcode.LoadLocals => A(),
            Opcode.Move or Opcode.MakeCell or Opcode.StoreCell or Opcode.Negative or Opcode.Positive or Opcode.Invert or Opcode.Not or Opcode.BuildSlice
                or Opcode.ListAppend or Opcode.ListToTuple or Opcode.SetAdd or Opcode.SetUpdate or Opcode.DictUpdate or Opcode.GetIter or Opcode.ForIter
                or Opcode.GetAiter or Opcode.GetAnext or Opcode.GetYieldFromIter or Opcode.Yield or Opcode.YieldFrom or Opcode.PushExc or Opcode.RaiseFrom
                or Opcode.WithEnter or Opcode.AsyncWithEnter or Opcode.WithExit or Opcode.MatchMapping or Opcode.MatchSequence or Opcode.GetLen
                => $"{A()} {B()}",
            _ => $"{A()} {B()} {C()}",
        };
        return text.Length == 0 ? i.Op.ToString() : i.Op + " " + text;
    }

    private static string Register(PyCode code, int register)
    {
        if (register == Operand.NoRegister)
        {
            return "-";
        }
        if (register < code.FirstCell)
        {
            return code.VarNames[register].Value;
        }
        if (register < code.FirstFree)
        {
            return "&" + code.CellVars[register - code.FirstCell].Value;
        }
        int temps = code.FirstFree + code.FreeVars.Length;
        if (register < temps)
        {
            return "&" + code.FreeVars[register - code.FirstFree].Value;
        }
        return register < code.FirstConst
            ? "t" + (register - temps).ToString(CultureInfo.InvariantCulture)
            : Unparser.Repr(code.Consts[register - code.FirstConst]);
    }
}

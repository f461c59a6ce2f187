using PythonEngine.Python2;

namespace PythonEngine.Execution;

/// <summary>The instructions of the Python 2 dialect.</summary>
internal static unsafe partial class Interpreter
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ExecutePython2(PyThread t, PyFrame frame, ref Instruction ip, ref PyObject? r)
    {
        switch (ip.Op)
        {
            case Opcode.Python2Text:
                Reg(ref r, ip.A) = ip.C == 0 ? Python2Text.From(Reg(ref r, ip.B)!) : Python2Text.FromView(t, Reg(ref r, ip.B)!);
                break;
            case Opcode.Python2Params:
                for (int i = 0; i < ip.A; i++)
                {
                    if (Reg(ref r, i) is { } value && value.GetType() == typeof(PyBytes))
                    {
                        Reg(ref r, i) = Python2Text.From(value);
                    }
                }
                break;
            case Opcode.Python2Method:
                Reg(ref r, ip.A) = Python2Attributes.Method(t, Reg(ref r, ip.A)!, ref Reg(ref r, ip.A + 1), frame.Code.Names[ip.B]);
                break;
            case Opcode.Python2Unicode:
                if (ReferenceEquals(Reg(ref r, ip.A), PyStr.TypeObject))
                {
                    Reg(ref r, ip.A) = Python2Attributes.Helper(t, "unicode");
                }
                break;
            case Opcode.Python2Divide:
                Reg(ref r, ip.A) = Python2Operators.Divide(Reg(ref r, ip.B)!, Reg(ref r, ip.C)!);
                break;
            case Opcode.Python2InplaceDivide:
                Reg(ref r, ip.A) = Python2Operators.Divide(Reg(ref r, ip.B)!, Reg(ref r, ip.C)!, inplace: true);
                break;
            case Opcode.Python2Remainder:
                Reg(ref r, ip.A) = Python2Operators.Remainder(Reg(ref r, ip.B)!, Reg(ref r, ip.C)!);
                break;
            case Opcode.Python2InplaceRemainder:
                Reg(ref r, ip.A) = Python2Operators.Remainder(Reg(ref r, ip.B)!, Reg(ref r, ip.C)!, inplace: true);
                break;
            case Opcode.Python2UnicodeArguments:
                Reg(ref r, ip.A) = Python2Operators.UnicodeArguments(Reg(ref r, ip.B)!);
                break;
            case Opcode.Python2Print:
                Python2Operators.Print(t, ip.A == Operand.NoRegister ? null : Reg(ref r, ip.A), Reg(ref r, ip.B)!);
                break;
            case Opcode.Python2PrintLine:
                Python2Operators.PrintLine(t, ip.A == Operand.NoRegister ? null : Reg(ref r, ip.A));
                break;
            case Opcode.Python2LoadName:
                Reg(ref r, ip.A) = Python2Frames.LoadName(frame, frame.Code.Names[ip.B]);
                break;
            case Opcode.Python2StoreLocals:
                Python2Frames.StoreLocals(frame);
                break;
        }
    }
}

using PythonEngine.Parsing;
using Tuple = PythonEngine.Parsing.Tuple;

namespace PythonEngine.Compiling;

internal sealed partial class Compiler
{
    private static bool IsComparableByIdentity(ExprNode e) =>
        e is not Constant c || c.Value is null or bool || ReferenceEquals(c.Value, Constant.EllipsisValue);

    private void WarnComparison(Compare c)
    {
        bool left = IsComparableByIdentity(c.Left);
        for (int i = 0; i < c.Ops.Length; i++)
        {
            bool right = IsComparableByIdentity(c.Comparators[i]);
            if (c.Ops[i] is CmpOperator.Is or CmpOperator.IsNot && !(left && right))
            {
                Warn(c.Ops[i] == CmpOperator.Is ? "\"is\" with a literal. Did you mean \"==\"?" : "\"is not\" with a literal. Did you mean \"!=\"?", c);
                return;
            }
            left = right;
        }
    }

    private void WarnCallee(ExprNode e)
    {
        if (e is Constant or Tuple or List or ListComp or Dict or DictComp or Set or SetComp or GeneratorExp or JoinedStr or FormattedValue)
        {
            Warn($"'{LiteralType(e)}' object is not callable; perhaps you missed a comma?", e);
        }
    }

    private void WarnSubscript(Subscript s)
    {
        switch (s.Value)
        {
            case Constant { Value: null or bool or long or BigInteger or double or Complex }:
            case Constant c when ReferenceEquals(c.Value, Constant.EllipsisValue):
            case Set or SetComp or GeneratorExp or Lambda:
                Warn($"'{LiteralType(s.Value)}' object is not subscriptable; perhaps you missed a comma?", s.Value);
                return;
            case Constant { Value: string or int[] or byte[] }:
            case Tuple or List or ListComp or JoinedStr or FormattedValue:
                bool odd = s.Slice switch
                {
                    Constant { Value: long or BigInteger or bool } => false,
                    Constant or Tuple or List or ListComp or Dict or DictComp or Set or SetComp or GeneratorExp or Lambda or JoinedStr or FormattedValue => true,
                    _ => false,
                };
                if (odd)
                {
                    Warn($"{LiteralType(s.Value)} indices must be integers or slices, not {LiteralType(s.Slice)}; perhaps you missed a comma?", s.Value);
                }
                return;
        }
    }

    private static string LiteralType(ExprNode e) => e switch
    {
        Tuple => "tuple",
        List or ListComp => "list",
        Dict or DictComp => "dict",
        Set or SetComp => "set",
        GeneratorExp => "generator",
        Lambda => "function",
        JoinedStr or FormattedValue => "str",
        Constant c => c.Value switch
        {
            null => "NoneType",
            bool => "bool",
            long or BigInteger => "int",
            double => "float",
            Complex => "complex",
            byte[] => "bytes",
            string or int[] => "str",
            ConstantCollection { IsFrozenSet: true } => "frozenset",
            ConstantCollection => "tuple",
            _ => "ellipsis",
        },
        _ => "object",
    };
}

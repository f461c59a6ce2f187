using PythonEngine.Parsing;
using Tuple = PythonEngine.Parsing.Tuple;

namespace PythonEngine.Compiling;

/// <summary>A tuple or frozenset as the value of a Constant node (trees that scripts made or that were optimized before).</summary>
internal sealed class ConstantCollection(object?[] items, bool isFrozenSet)
{
    public readonly object?[] Items = items;
    public readonly bool IsFrozenSet = isFrozenSet;
}

internal sealed partial class Compiler
{
    private const int MaxFoldedBits = 128;
    private const int MaxFoldedText = 4096;
    private const int MaxFoldedTuple = 256;

    private PyObject ToObject(Constant c) => ToObject(c.Value);

    private PyObject ToObject(object? value)
    {
        switch (value)
        {
            case null:
                return PyNone.Instance;
            case bool b:
                return PyBool.From(b);
            case long l:
                return PyInt.From(l);
            case BigInteger big:
                return PyInt.From(big);
            case double d:
                return new PyFloat(d);
            case Complex z:
                return new PyComplex(z.Real, z.Imaginary);
            case string s:
                if (!_strings.TryGetValue(s, out PyStr? text))
                {
                    text = IsIdentifierLike(s) ? PyStr.Intern(s) : new PyStr(s);
                    _strings.Add(s, text);
                }
                return text;
            case int[] points:
                return PyStr.FromCodePoints(points);
            case byte[] bytes:
                return new PyBytes(bytes);
            case ConstantCollection collection:
                PyObject[] items = new PyObject[collection.Items.Length];
                for (int i = 0; i < items.Length; i++)
                {
                    items[i] = ToObject(collection.Items[i]);
                }
                return collection.IsFrozenSet ? FrozenSetOf(items) : new PyTuple(items);
            case PyObject already:
                return already;
            default:
                return PyEllipsis.Instance;
        }
    }

    private static bool IsIdentifierLike(string s)
    {
        foreach (char c in s)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c != '_')
            {
                return false;
            }
        }
        return true;
    }

    private static PyFrozenSet FrozenSetOf(PyObject[] items)
    {
        PyFrozenSet set = new();
        foreach (PyObject item in items)
        {
            set.Add(item);
        }
        return set;
    }

    /// <summary>The constant that an expression always is, or null.</summary>
    private PyObject? Fold(ExprNode e)
    {
        switch (e)
        {
            case Constant c:
                return ToObject(c);
            case Name { Id: "__debug__", Ctx: ExprContext.Load }:
                return PyBool.From(_options.Optimize == 0);
            case UnaryOp u:
                // not of a comparison and the like never folds, so nested operands are looked at first.
                return Fold(u.Operand) is { } operand ? FoldUnary(u.Op, operand) : null;
            case BinOp b when IsPython2Operator(b.Op):
                return null;
            case BinOp b:
                return b.Right is Name or Call or Parsing.Attribute or Subscript ? null
                    : Fold(b.Right) is { } right && Fold(b.Left) is { } left ? FoldBinary(b.Op, left, right) : null;
            case Tuple { Ctx: ExprContext.Load } t:
                return FoldAll(t.Elts) is { } items ? (items.Length == 0 ? PyTuple.Empty : new PyTuple(items)) : null;
            default:
                return null;
        }
    }

    private PyObject[]? FoldAll(ExprNode[] elements)
    {
        foreach (ExprNode e in elements)
        {
            if (e is not (Constant or UnaryOp or BinOp or Tuple))
            {
                return null;
            }
        }
        CompileError.EnsureStack();
        PyObject[] items = new PyObject[elements.Length];
        for (int i = 0; i < items.Length; i++)
        {
            if (Fold(elements[i]) is not { } item)
            {
                return null;
            }
            items[i] = item;
        }
        return items;
    }

    /// <summary>A list or set literal of constants that is only searched or iterated is a tuple or frozenset.</summary>
    private PyObject? FoldContainer(ExprNode e) => e switch
    {
        List l => FoldAll(l.Elts) is { } items ? new PyTuple(items) : null,
        Set s => FoldAll(s.Elts) is { } items && Array.TrueForAll(items, IsPlain) ? FrozenSetOf(items) : null,
        _ => null,
    };

    private static bool IsPlain(PyObject o) => o is PyStr or PyInt or PyFloat or PyBytes or PyNone or PyComplex or PyEllipsis
        || (o is PyTuple t && Array.TrueForAll(t.Items, IsPlain));

    private static bool? ConstantTruth(PyObject o) => o switch
    {
        PyNone => false,
        PyInt i => i.Sign != 0,
        PyFloat f => f.Value != 0,
        PyComplex c => c.Real != 0 || c.Imaginary != 0,
        PyStr s => s.Length != 0,
        PyBytes b => b.Length != 0,
        PyTuple t => t.Count != 0,
        PyEllipsis => true,
        _ => null,
    };

    private static PyObject? FoldUnary(UnaryOperator op, PyObject operand)
    {
        switch (op)
        {
            case UnaryOperator.Not:
                return ConstantTruth(operand) is { } truth ? PyBool.From(!truth) : null;
            case UnaryOperator.USub:
                return operand switch
                {
                    PyInt i => PyInt.From(-i.Big),
                    PyFloat f => new PyFloat(-f.Value),
                    PyComplex c => new PyComplex(-c.Real, -c.Imaginary),
                    _ => null,
                };
            case UnaryOperator.UAdd:
                return operand switch
                {
                    PyInt i => PyInt.From(i.Big),
                    PyFloat or PyComplex => operand,
                    _ => null,
                };
            default:
                return operand is PyInt n ? PyInt.From(-n.Big - 1) : null;
        }
    }

    private static PyObject? FoldBinary(Operator op, PyObject left, PyObject right)
    {
        // These give bools, which the operators themselves see to.
        if (left is PyBool && right is PyBool && op is Operator.BitAnd or Operator.BitOr or Operator.BitXor)
        {
            return null;
        }
        if (left is PyInt a && right is PyInt b)
        {
            return FoldInts(op, a.Big, b.Big);
        }
        if (left is PyComplex || right is PyComplex)
        {
            return AsComplex(left) is { } x && AsComplex(right) is { } y
                ? op switch
                {
                    Operator.Add => new PyComplex(x.Real + y.Real, x.Imaginary + y.Imaginary),
                    Operator.Sub => new PyComplex(x.Real - y.Real, x.Imaginary - y.Imaginary),
                    _ => null,
                }
                : null;
        }
        if (left is PyFloat || right is PyFloat)
        {
            return AsDouble(left) is { } x && AsDouble(right) is { } y
                ? op switch
                {
                    Operator.Add => new PyFloat(x + y),
                    Operator.Sub => new PyFloat(x - y),
                    Operator.Mult => new PyFloat(x * y),
                    Operator.Div when y != 0 => new PyFloat(x / y),
                    _ => null,
                }
                : null;
        }
        return op switch
        {
            Operator.Add => FoldConcatenation(left, right),
            Operator.Mult when right is PyInt n => FoldRepeat(left, n.Big),
            Operator.Mult when left is PyInt n => FoldRepeat(right, n.Big),
            _ => null,
        };
    }

    private static double? AsDouble(PyObject o) => o switch
    {
        PyFloat f => f.Value,
        PyInt i when i.TryGetLong(out long v) && Math.Abs(v) <= 1L << 53 => v,
        _ => null,
    };

    private static Complex? AsComplex(PyObject o) => o is PyComplex c ? new Complex(c.Real, c.Imaginary) : AsDouble(o) is { } d ? new Complex(d, 0) : null;

    private static PyObject? FoldInts(Operator op, BigInteger a, BigInteger b)
    {
        switch (op)
        {
            case Operator.Add:
                return PyInt.From(a + b);
            case Operator.Sub:
                return PyInt.From(a - b);
            case Operator.Mult:
                return a.GetBitLength() + b.GetBitLength() <= MaxFoldedBits ? PyInt.From(a * b) : null;
            case Operator.BitAnd:
                return PyInt.From(a & b);
            case Operator.BitOr:
                return PyInt.From(a | b);
            case Operator.BitXor:
                return PyInt.From(a ^ b);
            case Operator.LShift:
                return b.Sign >= 0 && b <= MaxFoldedBits && a.GetBitLength() + (long)b <= MaxFoldedBits ? PyInt.From(a << (int)b) : null;
            case Operator.RShift:
                return b.Sign >= 0 && b <= int.MaxValue ? PyInt.From(a >> (int)b) : null;
            case Operator.FloorDiv:
                if (b.IsZero)
                {
                    return null;
                }
                BigInteger quotient = BigInteger.DivRem(a, b, out BigInteger rest);
                return PyInt.From(!rest.IsZero && rest.Sign != b.Sign ? quotient - 1 : quotient);
            case Operator.Mod:
                if (b.IsZero)
                {
                    return null;
                }
                BigInteger remainder = BigInteger.Remainder(a, b);
                return PyInt.From(!remainder.IsZero && remainder.Sign != b.Sign ? remainder + b : remainder);
            case Operator.Pow:
                return b.Sign >= 0 && b <= MaxFoldedBits && a.GetBitLength() * (long)b <= MaxFoldedBits ? PyInt.From(BigInteger.Pow(a, (int)b)) : null;
            case Operator.Div:
                BigInteger limit = 1L << 53;
                return !b.IsZero && BigInteger.Abs(a) <= limit && BigInteger.Abs(b) <= limit ? new PyFloat((double)a / (double)b) : null;
            default:
                return null;
        }
    }

    private static PyObject? FoldConcatenation(PyObject left, PyObject right)
    {
        switch (left, right)
        {
            case (PyStr { IsBmp: true } a, PyStr { IsBmp: true } b):
                return PyStr.FromBmp(a.Bmp + b.Bmp);
            case (PyBytes a, PyBytes b):
                return new PyBytes([.. a.Data, .. b.Data]);
            case (PyTuple a, PyTuple b):
                return new PyTuple([.. a.Items, .. b.Items]);
            default:
                return null;
        }
    }

    private static PyObject? FoldRepeat(PyObject sequence, BigInteger count)
    {
        int length = sequence switch
        {
            PyStr { IsBmp: true } s => s.Length,
            PyBytes b => b.Length,
            PyTuple t => t.Count,
            _ => -1,
        };
        if (length < 0 || count < 0 || count * length > (sequence is PyTuple ? MaxFoldedTuple : MaxFoldedText))
        {
            return null;
        }
        int n = length == 0 ? 0 : (int)count;
        switch (sequence)
        {
            case PyStr s:
                return PyStr.FromBmp(new System.Text.StringBuilder().Insert(0, s.Bmp, n).ToString());
            case PyBytes b:
                byte[] data = new byte[length * n];
                for (int i = 0; i < n; i++)
                {
                    b.Data.CopyTo(data, i * length);
                }
                return new PyBytes(data);
            default:
                PyTuple tuple = (PyTuple)sequence;
                PyObject[] items = new PyObject[length * n];
                for (int i = 0; i < n; i++)
                {
                    tuple.Items.CopyTo(items, i * length);
                }
                return new PyTuple(items);
        }
    }
}

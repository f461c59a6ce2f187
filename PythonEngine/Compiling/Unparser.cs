using System.Globalization;
using System.Text;
using PythonEngine.Parsing;
using Attribute = PythonEngine.Parsing.Attribute;
using Tuple = PythonEngine.Parsing.Tuple;

namespace PythonEngine.Compiling;

/// <summary>Turns an expression back into source text, for annotations that are kept as strings.</summary>
internal sealed class Unparser
{
    /// <summary>Binding strength, weakest first.</summary>
    private enum Level
    {
        Tuple,
        Test,
        Or,
        And,
        Not,
        Compare,
        BitOr,
        BitXor,
        BitAnd,
        Shift,
        Arithmetic,
        Term,
        Factor,
        Power,
        Await,
        Atom,
    }

    private readonly StringBuilder _sb = new();

    public static string Unparse(ExprNode e)
    {
        Unparser u = new();
        u.Write(e, Level.Test);
        return u._sb.ToString();
    }

    /// <summary>repr of a constant.</summary>
    public static string Repr(PyObject constant) => constant switch
    {
        PyNone => "None",
        PyBool b => b.Value ? "True" : "False",
        PyInt i => i.Big.ToString(CultureInfo.InvariantCulture),
        PyFloat f => Float(f.Value),
        PyComplex c => ComplexText(new Complex(c.Real, c.Imaginary)),
        PyStr s => Quote(s.Value),
        PyBytes b => Quote(b.Data),
        PyTuple t => t.Count == 1 ? "(" + Repr(t[0]) + ",)" : "(" + string.Join(", ", Array.ConvertAll(t.Items, Repr)) + ")",
        PyFrozenSet => "frozenset({...})",
        PyCode c => "<code " + c.Name + ">",
        _ => "Ellipsis",
    };

    private void Write(ExprNode? node, Level level)
    {
        CompileError.EnsureStack();
        switch (node)
        {
            case null:
                break;
            case Name e:
                _sb.Append(e.Id);
                break;
            case Constant e:
                WriteConstant(e);
                break;
            case Attribute e:
                Write(e.Value, Level.Atom);
                if (e.Value is Constant { Value: long or BigInteger })
                {
                    // "1.real" would read as a float.
                    _sb.Append(' ');
                }
                _sb.Append('.').Append(e.Attr);
                break;
            case Subscript e:
                Write(e.Value, Level.Atom);
                _sb.Append('[');
                Write(e.Slice, Level.Tuple);
                _sb.Append(']');
                break;
            case Slice e:
                Write(e.Lower, Level.Test);
                _sb.Append(':');
                Write(e.Upper, Level.Test);
                if (e.Step != null)
                {
                    _sb.Append(':');
                    Write(e.Step, Level.Test);
                }
                break;
            case Starred e:
                _sb.Append('*');
                Write(e.Value, Level.BitOr);
                break;
            case Call e:
                WriteCall(e);
                break;
            case BinOp e:
                WriteBinary(e, level);
                break;
            case UnaryOp e:
            {
                (string op, Level own) = e.Op switch
                {
                    UnaryOperator.Invert => ("~", Level.Factor),
                    UnaryOperator.Not => ("not ", Level.Not),
                    UnaryOperator.UAdd => ("+", Level.Factor),
                    _ => ("-", Level.Factor),
                };
                Open(level > own);
                _sb.Append(op);
                Write(e.Operand, own);
                Close(level > own);
                break;
            }
            case BoolOp e:
            {
                Level own = e.Op == BoolOperator.And ? Level.And : Level.Or;
                Open(level > own);
                for (int i = 0; i < e.Values.Length; i++)
                {
                    if (i > 0)
                    {
                        _sb.Append(e.Op == BoolOperator.And ? " and " : " or ");
                    }
                    Write(e.Values[i], own + 1);
                }
                Close(level > own);
                break;
            }
            case Compare e:
                Open(level > Level.Compare);
                Write(e.Left, Level.Compare + 1);
                for (int i = 0; i < e.Ops.Length; i++)
                {
                    _sb.Append(CompareText(e.Ops[i]));
                    Write(e.Comparators[i], Level.Compare + 1);
                }
                Close(level > Level.Compare);
                break;
            case IfExp e:
                Open(level > Level.Test);
                Write(e.Body, Level.Test + 1);
                _sb.Append(" if ");
                Write(e.Test, Level.Test + 1);
                _sb.Append(" else ");
                Write(e.OrElse, Level.Test);
                Close(level > Level.Test);
                break;
            case Lambda e:
                Open(level > Level.Test);
                _sb.Append("lambda");
                int before = _sb.Length;
                _sb.Append(' ');
                WriteArguments(e.Args);
                if (_sb.Length == before + 1)
                {
                    _sb.Length = before;
                }
                _sb.Append(": ");
                Write(e.Body, Level.Test);
                Close(level > Level.Test);
                break;
            case NamedExpr e:
                Open(level > Level.Tuple);
                Write(e.Target, Level.Atom);
                _sb.Append(" := ");
                Write(e.Value, Level.Atom);
                Close(level > Level.Tuple);
                break;
            case Tuple e:
                if (e.Elts.Length == 0)
                {
                    _sb.Append("()");
                    break;
                }
                Open(level > Level.Tuple);
                Join(e.Elts);
                if (e.Elts.Length == 1)
                {
                    _sb.Append(',');
                }
                Close(level > Level.Tuple);
                break;
            case List e:
                _sb.Append('[');
                Join(e.Elts);
                _sb.Append(']');
                break;
            case Set e:
                _sb.Append('{');
                Join(e.Elts);
                _sb.Append('}');
                break;
            case Dict e:
                _sb.Append('{');
                for (int i = 0; i < e.Values.Length; i++)
                {
                    if (i > 0)
                    {
                        _sb.Append(", ");
                    }
                    if (e.Keys[i] is { } key)
                    {
                        Write(key, Level.Test);
                        _sb.Append(": ");
                        Write(e.Values[i], Level.Test);
                    }
                    else
                    {
                        _sb.Append("**");
                        Write(e.Values[i], Level.BitOr);
                    }
                }
                _sb.Append('}');
                break;
            case ListComp e:
                Comprehend('[', e.Elt, null, e.Generators, ']');
                break;
            case SetComp e:
                Comprehend('{', e.Elt, null, e.Generators, '}');
                break;
            case DictComp e:
                Comprehend('{', e.Key, e.Value, e.Generators, '}');
                break;
            case GeneratorExp e:
                Comprehend('(', e.Elt, null, e.Generators, ')');
                break;
            case Await e:
                Open(level > Level.Await);
                _sb.Append("await ");
                Write(e.Value, Level.Atom);
                Close(level > Level.Await);
                break;
            case Yield e:
                _sb.Append("(yield");
                if (e.Value != null)
                {
                    _sb.Append(' ');
                    Write(e.Value, Level.Test);
                }
                _sb.Append(')');
                break;
            case YieldFrom e:
                _sb.Append("(yield from ");
                Write(e.Value, Level.Test);
                _sb.Append(')');
                break;
            case JoinedStr or FormattedValue:
            {
                StringBuilder text = new();
                FormattedText(text, node, isSpec: false);
                _sb.Append('f').Append(Quote(text.ToString()));
                break;
            }
        }
    }

    private void Open(bool when)
    {
        if (when)
        {
            _sb.Append('(');
        }
    }

    private void Close(bool when)
    {
        if (when)
        {
            _sb.Append(')');
        }
    }

    private void Join(ExprNode[] elements)
    {
        for (int i = 0; i < elements.Length; i++)
        {
            if (i > 0)
            {
                _sb.Append(", ");
            }
            Write(elements[i], Level.Test);
        }
    }

    private void WriteConstant(Constant e)
    {
        if (e.Kind != null)
        {
            _sb.Append(e.Kind);
        }
        _sb.Append(e.Value switch
        {
            null => "None",
            bool b => b ? "True" : "False",
            long l => l.ToString(CultureInfo.InvariantCulture),
            BigInteger b => b.ToString(CultureInfo.InvariantCulture),
            double d => Float(d).Replace("inf", "1e309", StringComparison.Ordinal),
            Complex c => ComplexText(c).Replace("inf", "1e309", StringComparison.Ordinal),
            string s => Quote(s),
            byte[] b => Quote(b),
            _ => "...",
        });
    }

    private void WriteCall(Call e)
    {
        Write(e.Func, Level.Atom);
        if (e.Args is [GeneratorExp only] && e.Keywords.Length == 0)
        {
            Write(only, Level.Atom);
            return;
        }
        _sb.Append('(');
        Join(e.Args);
        bool first = e.Args.Length == 0;
        foreach (Keyword k in e.Keywords)
        {
            if (!first)
            {
                _sb.Append(", ");
            }
            first = false;
            _sb.Append(k.Arg == null ? "**" : k.Arg + "=");
            Write(k.Value, Level.Test);
        }
        _sb.Append(')');
    }

    private void WriteBinary(BinOp e, Level level)
    {
        (string op, Level own) = e.Op switch
        {
            Operator.Add => (" + ", Level.Arithmetic),
            Operator.Sub => (" - ", Level.Arithmetic),
            Operator.Mult => (" * ", Level.Term),
            Operator.MatMult => (" @ ", Level.Term),
            Operator.Div => (" / ", Level.Term),
            Operator.Mod => (" % ", Level.Term),
            Operator.LShift => (" << ", Level.Shift),
            Operator.RShift => (" >> ", Level.Shift),
            Operator.BitOr => (" | ", Level.BitOr),
            Operator.BitXor => (" ^ ", Level.BitXor),
            Operator.BitAnd => (" & ", Level.BitAnd),
            Operator.FloorDiv => (" // ", Level.Term),
            _ => (" ** ", Level.Power),
        };
        bool right = e.Op == Operator.Pow;
        Open(level > own);
        Write(e.Left, right ? own + 1 : own);
        _sb.Append(op);
        Write(e.Right, right ? own : own + 1);
        Close(level > own);
    }

    private static string CompareText(CmpOperator op) => op switch
    {
        CmpOperator.Eq => " == ",
        CmpOperator.NotEq => " != ",
        CmpOperator.Lt => " < ",
        CmpOperator.LtE => " <= ",
        CmpOperator.Gt => " > ",
        CmpOperator.GtE => " >= ",
        CmpOperator.Is => " is ",
        CmpOperator.IsNot => " is not ",
        CmpOperator.In => " in ",
        _ => " not in ",
    };

    private void WriteArguments(Arguments a)
    {
        bool first = true;
        int positional = a.PosOnlyArgs.Length + a.Args.Length;
        for (int i = 0; i < positional; i++)
        {
            Separate(ref first);
            _sb.Append((i < a.PosOnlyArgs.Length ? a.PosOnlyArgs[i] : a.Args[i - a.PosOnlyArgs.Length]).Name);
            int d = i - (positional - a.Defaults.Length);
            if (d >= 0)
            {
                _sb.Append('=');
                Write(a.Defaults[d], Level.Test);
            }
            if (i == a.PosOnlyArgs.Length - 1)
            {
                _sb.Append(", /");
            }
        }
        if (a.VarArg != null || a.KwOnlyArgs.Length != 0)
        {
            Separate(ref first);
            _sb.Append('*').Append(a.VarArg?.Name);
        }
        for (int i = 0; i < a.KwOnlyArgs.Length; i++)
        {
            Separate(ref first);
            _sb.Append(a.KwOnlyArgs[i].Name);
            if (a.KwDefaults[i] is { } value)
            {
                _sb.Append('=');
                Write(value, Level.Test);
            }
        }
        if (a.KwArg != null)
        {
            Separate(ref first);
            _sb.Append("**").Append(a.KwArg.Name);
        }
    }

    private void Separate(ref bool first)
    {
        if (!first)
        {
            _sb.Append(", ");
        }
        first = false;
    }

    private void Comprehend(char open, ExprNode element, ExprNode? value, Comprehension[] generators, char close)
    {
        _sb.Append(open);
        Write(element, Level.Test);
        if (value != null)
        {
            _sb.Append(": ");
            Write(value, Level.Test);
        }
        foreach (Comprehension c in generators)
        {
            _sb.Append(c.IsAsync ? " async for " : " for ");
            Write(c.Target, Level.Tuple);
            _sb.Append(" in ");
            Write(c.Iter, Level.Test + 1);
            foreach (ExprNode test in c.Ifs)
            {
                _sb.Append(" if ");
                Write(test, Level.Test + 1);
            }
        }
        _sb.Append(close);
    }

    private static void FormattedText(StringBuilder text, ExprNode node, bool isSpec)
    {
        switch (node)
        {
            case Constant { Value: string s }:
                text.Append(s.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
                break;
            case JoinedStr j:
                foreach (ExprNode part in j.Values)
                {
                    FormattedText(text, part, isSpec);
                }
                break;
            case FormattedValue f:
                Unparser inner = new();
                inner.Write(f.Value, Level.Test + 1);
                string value = inner._sb.ToString();
                text.Append(value.StartsWith('{') ? "{ " : "{").Append(value);
                if (f.Conversion > 0)
                {
                    text.Append('!').Append((char)f.Conversion);
                }
                if (f.FormatSpec != null)
                {
                    text.Append(':');
                    FormattedText(text, f.FormatSpec, isSpec: true);
                }
                text.Append('}');
                break;
        }
    }

    // ---- literals ----

    /// <summary>Shortest text that reads back as the same float, laid out as Python does.</summary>
    internal static string Float(double d)
    {
        if (double.IsNaN(d))
        {
            return "nan";
        }
        if (double.IsInfinity(d))
        {
            return d > 0 ? "inf" : "-inf";
        }
        string text = d.ToString("E16", CultureInfo.InvariantCulture);
        string shortest = d.ToString("R", CultureInfo.InvariantCulture);
        int exponent = d == 0 ? 0 : int.Parse(text.AsSpan(text.IndexOf('E') + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        StringBuilder digits = new();
        foreach (char c in shortest)
        {
            if (c is 'E')
            {
                break;
            }
            if (char.IsAsciiDigit(c))
            {
                digits.Append(c);
            }
        }
        string all = digits.ToString().TrimStart('0').TrimEnd('0');
        if (all.Length == 0)
        {
            all = "0";
        }
        string sign = double.IsNegative(d) ? "-" : "";
        if (exponent is < -4 or >= 16)
        {
            string mantissa = all.Length == 1 ? all : all[0] + "." + all[1..];
            return $"{sign}{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent):00}";
        }
        if (exponent < 0)
        {
            return sign + "0." + new string('0', -exponent - 1) + all;
        }
        return all.Length <= exponent + 1
            ? sign + all + new string('0', exponent + 1 - all.Length) + ".0"
            : sign + all[..(exponent + 1)] + "." + all[(exponent + 1)..];
    }

    private static string ComplexText(Complex c)
    {
        static string Part(double d)
        {
            string s = Float(d);
            return s.EndsWith(".0", StringComparison.Ordinal) ? s[..^2] : s;
        }
        if (c.Real == 0 && !double.IsNegative(c.Real))
        {
            return Part(c.Imaginary) + "j";
        }
        string imaginary = Part(c.Imaginary);
        return "(" + Part(c.Real) + (imaginary.StartsWith('-') ? "" : "+") + imaginary + "j)";
    }

    /// <summary>repr of text.</summary>
    internal static string Quote(string s)
    {
        char quote = s.Contains('\'') && !s.Contains('"') ? '"' : '\'';
        StringBuilder sb = new(s.Length + 2);
        sb.Append(quote);
        for (int i = 0; i < s.Length; i++)
        {
            char c = s[i];
            switch (c)
            {
                case '\\':
                    sb.Append("\\\\");
                    break;
                case '\n':
                    sb.Append("\\n");
                    break;
                case '\r':
                    sb.Append("\\r");
                    break;
                case '\t':
                    sb.Append("\\t");
                    break;
                default:
                    if (c == quote)
                    {
                        sb.Append('\\').Append(c);
                    }
                    else if (c < ' ' || c == 0x7F)
                    {
                        sb.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
                    }
                    else if (i + 1 < s.Length && char.IsSurrogatePair(c, s[i + 1]))
                    {
                        int point = char.ConvertToUtf32(c, s[++i]);
                        if (IsPrintable(CharUnicodeInfo.GetUnicodeCategory(point)))
                        {
                            sb.Append(c).Append(s[i]);
                        }
                        else
                        {
                            sb.Append(CultureInfo.InvariantCulture, $"\\U{point:x8}");
                        }
                    }
                    else if (c > 0x7F && !IsPrintable(CharUnicodeInfo.GetUnicodeCategory(c)))
                    {
                        sb.Append(c <= 0xFF ? "\\x" : "\\u").Append(((int)c).ToString(c <= 0xFF ? "x2" : "x4", CultureInfo.InvariantCulture));
                    }
                    else
                    {
                        sb.Append(c);
                    }
                    break;
            }
        }
        return sb.Append(quote).ToString();
    }

    private static bool IsPrintable(UnicodeCategory category) => category is not (UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);

    /// <summary>repr of bytes.</summary>
    internal static string Quote(byte[] data)
    {
        bool useDouble = Array.IndexOf(data, (byte)'\'') >= 0 && Array.IndexOf(data, (byte)'"') < 0;
        char quote = useDouble ? '"' : '\'';
        StringBuilder sb = new(data.Length + 3);
        sb.Append('b').Append(quote);
        foreach (byte b in data)
        {
            char c = (char)b;
            if (c == quote || c == '\\')
            {
                sb.Append('\\').Append(c);
            }
            else if (c is '\n' or '\r' or '\t')
            {
                sb.Append(c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
            }
            else if (b is < 0x20 or >= 0x7F)
            {
                sb.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}");
            }
            else
            {
                sb.Append(c);
            }
        }
        return sb.Append(quote).ToString();
    }
}

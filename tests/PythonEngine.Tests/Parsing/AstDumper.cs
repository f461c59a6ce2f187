using System;
using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;
using PythonEngine.Parsing;

namespace PythonEngine.Tests.Parsing;

/// <summary>
/// Writes a tree as <c>ast.dump(tree, include_attributes=True)</c> does, constants as <c>ascii()</c> gives them. By reflection, so that
/// a field forgotten in the tree's classes shows.
/// </summary>
internal sealed class AstDumper
{
    private readonly StringBuilder _out = new();

    public static string Dump(AstNode tree)
    {
        var dumper = new AstDumper();
        dumper.Node(tree);
        return dumper._out.ToString();
    }

    private void Node(AstNode node)
    {
        _out.Append(PythonName(node)).Append('(');
        bool first = true;
        foreach (FieldInfo field in node.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            object? value = field.GetValue(node);
            if (node is Arguments && field.Name == nameof(Arguments.Patterns))
            {
                // Python 2's alone.
                continue;
            }
            if (value == null && !(node is Constant or MatchSingleton && field.Name == "Value"))
            {
                continue;
            }

            Separate(ref first);
            _out.Append(FieldName(node, field.Name)).Append('=');
            Value(node, field, value);
        }

        if (node is ModNode or Comprehension or Arguments or WithItem or MatchCase or TypeIgnore)
        {
            _out.Append(')');
            return;
        }

        Separate(ref first);
        _out.Append("lineno=").Append(node.Line).Append(", col_offset=").Append(node.Col)
            .Append(", end_lineno=").Append(node.EndLine).Append(", end_col_offset=").Append(node.EndCol).Append(')');
    }

    private void Separate(ref bool first)
    {
        if (!first)
        {
            _out.Append(", ");
        }

        first = false;
    }

    private static string PythonName(AstNode node) => node switch
    {
        ExprStmt => "Expr",
        Comprehension or Arguments or Arg or Keyword or Alias or WithItem => node.GetType().Name.ToLowerInvariant(),
        MatchCase => "match_case",
        _ => node.GetType().Name,
    };

    private static string FieldName(AstNode node, string name) => (node, name) switch
    {
        (Arg, "Name") => "arg",
        (_, "OrElse") => "orelse",
        (_, "FinalBody") => "finalbody",
        (_, "AsName") => "asname",
        (Arguments, "PosOnlyArgs") => "posonlyargs",
        (Arguments, "VarArg") => "vararg",
        (Arguments, "KwOnlyArgs") => "kwonlyargs",
        (Arguments, "KwArg") => "kwarg",
        _ => Snake(name),
    };

    private static string Snake(string name)
    {
        var text = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    private void Value(AstNode node, FieldInfo field, object? value)
    {
        if (value is AstNode child)
        {
            Node(child);
        }
        else if (field.Name == "Value" && node is Constant or MatchSingleton)
        {
            Literal(value);
        }
        else if (value is Array list)
        {
            _out.Append('[');
            bool first = true;
            foreach (object? item in (IEnumerable)list)
            {
                Separate(ref first);
                if (item is AstNode element)
                {
                    Node(element);
                }
                else if (item == null)
                {
                    _out.Append("None");
                }
                else
                {
                    Scalar(item);
                }
            }

            _out.Append(']');
        }
        else
        {
            Scalar(value!);
        }
    }

    private void Scalar(object value)
    {
        switch (value)
        {
            case string text:
                Text(text);
                break;
            case bool flag:
                _out.Append(flag ? 1 : 0);
                break;
            case Enum name:
                _out.Append(name).Append("()");
                break;
            default:
                _out.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void Literal(object? value)
    {
        switch (value)
        {
            case null:
                _out.Append("None");
                break;
            case bool flag:
                _out.Append(flag ? "True" : "False");
                break;
            case double number:
                _out.Append(Float(number));
                break;
            case Complex complex:
                string imaginary = Float(complex.Imaginary);
                _out.Append(imaginary.EndsWith(".0", StringComparison.Ordinal) ? imaginary[..^2] : imaginary).Append('j');
                break;
            case string text:
                Text(text);
                break;
            case int[] points:
                Text(points);
                break;
            case byte[] bytes:
                Bytes(bytes);
                break;
            case long or BigInteger:
                _out.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            default:
                _out.Append(ReferenceEquals(value, Constant.EllipsisValue) ? "Ellipsis" : "?" + value);
                break;
        }
    }

    private static string Float(double value)
    {
        if (double.IsInfinity(value))
        {
            return "inf";
        }

        string text = value.ToString("E16", CultureInfo.InvariantCulture);
        for (int digits = 0; digits <= 16; digits++)
        {
            text = value.ToString("E" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            if (double.Parse(text, CultureInfo.InvariantCulture) == value)
            {
                break;
            }
        }

        int at = text.IndexOf('E', StringComparison.Ordinal);
        string mantissa = text[..at].Replace(".", string.Empty, StringComparison.Ordinal);
        int exponent = int.Parse(text[(at + 1)..], CultureInfo.InvariantCulture);
        if (exponent is < -4 or >= 16)
        {
            string head = mantissa.Length == 1 ? mantissa : mantissa[..1] + "." + mantissa[1..];
            return head + "e" + (exponent < 0 ? "-" : "+") + Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture);
        }

        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + mantissa;
        }

        return mantissa.Length <= exponent + 1
            ? mantissa.PadRight(exponent + 1, '0') + ".0"
            : mantissa[..(exponent + 1)] + "." + mantissa[(exponent + 1)..];
    }

    private void Text(string text)
    {
        var points = new System.Collections.Generic.List<int>();
        for (int i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                points.Add(char.ConvertToUtf32(text[i], text[++i]));
            }
            else
            {
                points.Add(text[i]);
            }
        }

        Text(points.ToArray());
    }

    private void Text(int[] points)
    {
        char quote = Array.IndexOf(points, '\'') >= 0 && Array.IndexOf(points, '"') < 0 ? '"' : '\'';
        _out.Append(quote);
        foreach (int c in points)
        {
            switch (c)
            {
                case '\n': _out.Append("\\n"); break;
                case '\r': _out.Append("\\r"); break;
                case '\t': _out.Append("\\t"); break;
                case '\\': _out.Append("\\\\"); break;
                case < 32 or 127: _out.Append("\\x").Append(c.ToString("x2", CultureInfo.InvariantCulture)); break;
                case < 127: _out.Append(c == quote ? "\\" : string.Empty).Append((char)c); break;
                case < 256: _out.Append("\\x").Append(c.ToString("x2", CultureInfo.InvariantCulture)); break;
                case < 65536: _out.Append("\\u").Append(c.ToString("x4", CultureInfo.InvariantCulture)); break;
                default: _out.Append("\\U").Append(c.ToString("x8", CultureInfo.InvariantCulture)); break;
            }
        }

        _out.Append(quote);
    }

    private void Bytes(byte[] bytes)
    {
        char quote = Array.IndexOf(bytes, (byte)'\'') >= 0 && Array.IndexOf(bytes, (byte)'"') < 0 ? '"' : '\'';
        _out.Append('b').Append(quote);
        foreach (byte c in bytes)
        {
            switch (c)
            {
                case (byte)'\n': _out.Append("\\n"); break;
                case (byte)'\r': _out.Append("\\r"); break;
                case (byte)'\t': _out.Append("\\t"); break;
                case (byte)'\\': _out.Append("\\\\"); break;
                case >= 32 and < 127: _out.Append(c == quote ? "\\" : string.Empty).Append((char)c); break;
                default: _out.Append("\\x").Append(c.ToString("x2", CultureInfo.InvariantCulture)); break;
            }
        }

        _out.Append(quote);
    }
}

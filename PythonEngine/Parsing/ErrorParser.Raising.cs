using System;
using System.Globalization;
using System.Text;

namespace PythonEngine.Parsing;

internal sealed partial class ErrorParser
{
    private enum TargetKind
    {
        Star,
        For,
        Del,
    }

    /// <summary>Runs a named action of the grammar: raises, or gives a node, or null to go on with the next alternative.</summary>
    public PegNode? Act(string name, string message, int start, PegNode? a, PegNode? b)
    {
        switch (name)
        {
            case "at":
                throw RaiseRange(a!, a!, Worded(message, a!));
            case "range":
                throw RaiseRange(a!, b!, Worded(message, a!));
            case "range_last":
                throw RaiseRange(a!, b!.Items[^1], message);
            case "first_last":
                throw RaiseRange(a!.Items[0], a.Items[^1], message);
            case "from":
                throw RaiseFrom(a!, message);
            case "last":
                throw RaiseLast(SyntaxErrorKind.SyntaxError, message);
            case "indent":
                throw RaiseLast(SyntaxErrorKind.IndentationError, a == null ? message : Worded(message, a));
            case "star_target":
                return InvalidTarget(a!, TargetKind.Star);
            case "for_target":
                return InvalidTarget(a!, TargetKind.For);
            case "del_target":
                return InvalidTarget(a!, TargetKind.Del);
            case "legacy":
                return IsLegacy(a!) ? throw RaiseRange(a!, b!, string.Format(
                    CultureInfo.InvariantCulture, "Missing parentheses in call to '{0}'. Did you mean {0}(...)?", TextOf(a!))) : null;
            case "forgot_comma":
                return IsLegacy(a!) || _tokens[Mark - 1].Level == 0
                    ? null
                    : throw RaiseRange(a!, b!, "invalid syntax. Perhaps you forgot a comma?");
            case "genexp_range":
                throw RaiseRange(a!, LastOf(b!.Items[^1]), "Generator expression must be parenthesized");
            case "genexp_target":
                throw RaiseRange(a!, b!.Items[^1].Items[0], "Generator expression must be parenthesized");
            case "bare_genexp":
                return a!.Items.Length <= 1 ? null : throw RaiseRange(a.Items[^1], LastOf(b!.Items[^1]), "Generator expression must be parenthesized");
            case "argument_order":
                throw RaiseLast(SyntaxErrorKind.SyntaxError, a!.Tag == "**"
                    ? "positional argument follows keyword argument unpacking"
                    : "positional argument follows keyword argument");
            case "missing_colon":
                ref Token first = ref _tokens[a!.First];
                ref Token last = ref _tokens[a.Last];
                throw Raise(SyntaxErrorKind.SyntaxError, first.Line, last.EndCol, last.EndLine, 0, "':' expected after dictionary key");
            case "args":
                return MakeArguments(start, a!, b);
            case "double_star":
                PegNode mapping = Range(start);
                mapping.Tag = "**";
                return mapping;
            case "In":
                PegNode pair = Range(start);
                pair.Tag = "in";
                return pair;
            case "strings":
                return MakeStrings(start);
            case "real_number":
                return TextOf(a!)[^1] is 'j' or 'J' ? throw RaiseRange(a!, a!, "real number required in complex literal") : a;
            case "imaginary_number":
                return TextOf(a!)[^1] is 'j' or 'J' ? a : throw RaiseRange(a!, a!, "imaginary number required in complex literal");
            case "interactive_exit":
                return null;
            default:
                throw new InvalidOperationException("unknown action in the error grammar: " + name);
        }
    }

    private PegNode MakeStrings(int start)
    {
        ExprNode value = Strings(_tokens, start, Mark);
        PegNode node = Range(start);
        node.Kind = value.NodeKind;
        return node;
    }

    // The positional arguments, with a mark if there is a mapping unpacked.
    private PegNode MakeArguments(int start, PegNode a, PegNode? b)
    {
        PegNode node = Range(start);
        node.Kind = NodeKind.Call;
        var items = new System.Collections.Generic.List<PegNode>();
        foreach (PegNode? list in (ReadOnlySpan<PegNode?>)[a, b])
        {
            foreach (PegNode item in list?.Items ?? [])
            {
                if (item.Tag == "**")
                {
                    node.Tag = "**";
                }
                else if (item.Kind != NodeKind.Keyword)
                {
                    items.Add(item);
                }
            }
        }

        node.Items = items.ToArray();
        return node;
    }

    private static PegNode LastOf(PegNode comprehension) =>
        comprehension.Items[2].Items.Length > 0 ? comprehension.Items[2].Items[^1] : comprehension.Items[1];

    private bool IsLegacy(PegNode node) => node.Kind == NodeKind.Name && node.First == node.Last && TextOf(node) is "print" or "exec";

    private string TextOf(PegNode node)
    {
        ref Token first = ref _tokens[node.First];
        return Encoding.UTF8.GetString(Buffer, first.Start, _tokens[node.Last].End - first.Start);
    }

    private string Worded(string message, PegNode node)
    {
        if (message.Contains("%d", StringComparison.Ordinal))
        {
            return message.Replace("%d", _tokens[node.First].Line.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        if (message.Contains("%t", StringComparison.Ordinal))
        {
            return message.Replace("%t", TextOf(node), StringComparison.Ordinal);
        }

        return message.Contains("%s", StringComparison.Ordinal) ? message.Replace("%s", Describe(node), StringComparison.Ordinal) : message;
    }

    private string Describe(PegNode node) => node.Kind switch
    {
        NodeKind.Attribute => "attribute",
        NodeKind.Subscript => "subscript",
        NodeKind.Starred => "starred",
        NodeKind.Name => "name",
        NodeKind.List => "list",
        NodeKind.Tuple => "tuple",
        NodeKind.Lambda => "lambda",
        NodeKind.Call => "function call",
        NodeKind.BoolOp or NodeKind.BinOp or NodeKind.UnaryOp => "expression",
        NodeKind.GeneratorExp => "generator expression",
        NodeKind.Yield or NodeKind.YieldFrom => "yield expression",
        NodeKind.Await => "await expression",
        NodeKind.ListComp => "list comprehension",
        NodeKind.SetComp => "set comprehension",
        NodeKind.DictComp => "dict comprehension",
        NodeKind.Dict => "dict literal",
        NodeKind.Set => "set display",
        NodeKind.JoinedStr => "f-string expression",
        NodeKind.Compare => "comparison",
        NodeKind.IfExp => "conditional expression",
        NodeKind.NamedExpr => "named expression",
        _ => _tokens[node.First].Kind switch
        {
            TokenKind.None => "None",
            TokenKind.True => "True",
            TokenKind.False => "False",
            TokenKind.Ellipsis => "ellipsis",
            _ => "literal",
        },
    };

    private PegNode? InvalidTarget(PegNode node, TargetKind kind)
    {
        PegNode? wrong = FindInvalidTarget(node, kind);
        return wrong == null
            ? null
            : throw RaiseRange(wrong, wrong, (kind == TargetKind.Del ? "cannot delete " : "cannot assign to ") + Describe(wrong));
    }

    private static PegNode? FindInvalidTarget(PegNode node, TargetKind kind)
    {
        switch (node.Kind)
        {
            case NodeKind.List:
            case NodeKind.Tuple:
                foreach (PegNode item in node.Items)
                {
                    if (FindInvalidTarget(item, kind) is { } wrong)
                    {
                        return wrong;
                    }
                }

                return null;
            case NodeKind.Starred:
                return kind == TargetKind.Del ? node : FindInvalidTarget(node.Items[0], kind);
            case NodeKind.Compare when kind == TargetKind.For:
                // "for a in b" reads as a comparison until the loop turns out to be wrong.
                return node.Items[1].Tag == "in" ? FindInvalidTarget(node.Items[0], kind) : null;
            case NodeKind.Name:
            case NodeKind.Subscript:
            case NodeKind.Attribute:
                return null;
            default:
                return node;
        }
    }

    private PySyntaxErrorException RaiseRange(PegNode from, PegNode to, string message)
    {
        ref Token first = ref _tokens[from.First];
        ref Token last = ref _tokens[to.Last];
        return Raise(SyntaxErrorKind.SyntaxError, first.Line, first.Col + 1, last.EndLine, last.EndCol + 1, message);
    }

    // From a node to where the tokenizer stands.
    private PySyntaxErrorException RaiseFrom(PegNode from, string message)
    {
        ref Token first = ref _tokens[from.First];
        return Raise(SyntaxErrorKind.SyntaxError, first.Line, first.Col + 1, Tokenizer.Line, Tokenizer.Position - Tokenizer.LineStart, message);
    }

    private PySyntaxErrorException RaiseAtToken(int index, string message)
    {
        ref Token token = ref _tokens[index];
        return Raise(SyntaxErrorKind.SyntaxError, token.Line, token.Col + 1, token.EndLine, token.EndCol + 1, message);
    }

    private PySyntaxErrorException Unclosed() => Raise(
        SyntaxErrorKind.SyntaxError,
        Tokenizer.OpenParenLine,
        Tokenizer.OpenParenCol + 1,
        Tokenizer.OpenParenLine,
        0,
        "'" + (char)Tokenizer.OpenParen + "' was never closed");

    // At the last token that was read, which may be far beyond the one being parsed.
    private PySyntaxErrorException RaiseLast(SyntaxErrorKind kind, string message)
    {
        if (_fill == 0)
        {
            return Raise(kind, 0, 0, 0, -1, message);
        }

        ref Token token = ref _tokens[_fill - 1];
        int column = token.Col == -1
            ? Tokenizer.Position == Tokenizer.BufferStart ? 0 : Tokenizer.Position - Tokenizer.LineStart
            : token.Col + 1;
        return Raise(kind, token.Line, column, token.EndLine, token.EndCol != -1 ? token.EndCol + 1 : -1, message);
    }

    // Columns are byte columns from 1.
    private PySyntaxErrorException Raise(SyntaxErrorKind kind, int line, int column, int endLine, int endColumn, string message)
    {
        string text = ErrorLine(line);
        if (Tokenizer.Mode == ParseMode.FString)
        {
            message = "f-string: " + message;
            column -= Tokenizer.FirstLineColumn;
            endColumn -= Tokenizer.FirstLineColumn;
        }

        if (_encodingKnown)
        {
            column = SourceText.CharacterColumn(text, column);
            if (endColumn > 0)
            {
                endColumn = SourceText.CharacterColumn(text, endColumn);
            }
        }

        return new PySyntaxErrorException(kind, message)
        {
            FileName = _fileName,
            Line = line,
            Offset = column,
            EndLine = endLine,
            EndOffset = endColumn,
            Text = text,
        };
    }

    private string ErrorLine(int line)
    {
        int start;
        int end;
        if (Tokenizer.Line <= line && Tokenizer.InputEnd > Tokenizer.BufferStart)
        {
            start = Tokenizer.BufferStart;
            end = Tokenizer.InputEnd;
        }
        else
        {
            int wanted = Tokenizer.FirstLine > 0 ? line - Tokenizer.FirstLine + 1 : line;
            start = 0;
            for (int i = 1; i < wanted; i++)
            {
                int newline = Array.IndexOf(Buffer, (byte)'\n', start, Tokenizer.Length - start);
                if (newline < 0 || newline + 1 > Tokenizer.InputEnd)
                {
                    break;
                }

                start = newline + 1;
            }

            end = Array.IndexOf(Buffer, (byte)'\n', start, Tokenizer.Length - start);
            end = end < 0 ? Tokenizer.Length : end;
        }

        return Encoding.UTF8.GetString(Buffer, start, end - start);
    }
}

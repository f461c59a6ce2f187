using System;
using System.Collections.Generic;

namespace PythonEngine.Parsing;

/// <summary>Turns the text of <see cref="ErrorGrammar"/> into rules.</summary>
internal sealed class PegCompiler
{
    private static readonly Lazy<Dictionary<string, PegRule>> Compiled = new(Compile);

    private readonly Dictionary<string, PegRule> _rules = [];
    private readonly string _text;
    private int _pos;

    private PegCompiler(string text)
    {
        _text = text;
    }

    public static Dictionary<string, PegRule> Rules => Compiled.Value;

    private static Dictionary<string, PegRule> Compile()
    {
        var compiler = new PegCompiler(string.Join(
            "\n", ErrorGrammar.Statements, ErrorGrammar.Patterns, ErrorGrammar.Expressions, ErrorGrammar.Mistakes));
        while (compiler.SkipSpace())
        {
            compiler.Rule();
        }

        foreach (PegRule rule in compiler._rules.Values)
        {
            if (rule.Alternatives.Length == 0)
            {
                throw new InvalidOperationException("grammar rule without alternatives: " + rule.Name);
            }
        }

        return compiler._rules;
    }

    private bool SkipSpace()
    {
        while (_pos < _text.Length && char.IsWhiteSpace(_text[_pos]))
        {
            _pos++;
        }

        return _pos < _text.Length;
    }

    private bool Accept(string text)
    {
        SkipSpace();
        if (string.CompareOrdinal(_text, _pos, text, 0, text.Length) != 0)
        {
            return false;
        }

        _pos += text.Length;
        return true;
    }

    private string Word()
    {
        SkipSpace();
        int start = _pos;
        while (_pos < _text.Length && (char.IsAsciiLetterOrDigit(_text[_pos]) || _text[_pos] == '_'))
        {
            _pos++;
        }

        return _pos > start ? _text[start.._pos] : throw new InvalidOperationException("grammar error at: " + _text[_pos..Math.Min(_text.Length, _pos + 40)]);
    }

    private string Quoted(char quote)
    {
        int end = _text.IndexOf(quote, _pos);
        string result = _text[_pos..end];
        _pos = end + 1;
        return result;
    }

    private PegRule RuleNamed(string name)
    {
        if (!_rules.TryGetValue(name, out PegRule? rule))
        {
            rule = new PegRule(name) { Id = _rules.Count };
            _rules.Add(name, rule);
        }

        return rule;
    }

    private void Rule()
    {
        PegRule rule = RuleNamed(Word());
        if (Accept("["))
        {
            string mode = Word();
            rule.IsMemo = mode == "memo";
            rule.IsLeftRecursive = mode == "left";
            rule.IsWithoutInvalid = mode == "noinvalid";
            Accept("]");
        }

        Accept(":");
        Accept("|");
        rule.Alternatives = Alternatives();
    }

    private PegAlternative[] Alternatives()
    {
        var list = new List<PegAlternative>();
        do
        {
            list.Add(Alternative());
        }
        while (Accept("|"));

        return list.ToArray();
    }

    private PegAlternative Alternative()
    {
        var items = new List<Peg>();
        var labels = new List<int>();
        int values = 0;
        int valueIndex = -1;
        PegAction? action = null;
        while (SkipSpace() && _text[_pos] is not ('|' or ')' or ']') && !AtRule())
        {
            if (Accept("->"))
            {
                action = Action();
                break;
            }

            int label = 0;
            if (_text[_pos] is >= 'a' and <= 'c' && _text[_pos + 1] == '=')
            {
                label = _text[_pos] - 'a' + 1;
                _pos += 2;
            }

            Peg item = Item();
            if (item is not (PegLook or PegCut))
            {
                values++;
                valueIndex = items.Count;
            }

            items.Add(item);
            labels.Add(label);
        }

        return new PegAlternative
        {
            Items = items.ToArray(),
            Labels = labels.ToArray(),
            ValueIndex = values == 1 ? valueIndex : -1,
            IsInvalid = items.Count == 1 && items[0] is PegRule rule && rule.Name.StartsWith("invalid_", StringComparison.Ordinal),
            Action = action,
        };
    }

    // Whether a new rule begins: a word, perhaps a mode, and a colon at the end of the line.
    private bool AtRule()
    {
        int end = _text.IndexOf('\n', _pos);
        string line = (end < 0 ? _text[_pos..] : _text[_pos..end]).TrimEnd();
        return line.EndsWith(':') && !line.Contains(' ', StringComparison.Ordinal) && char.IsAsciiLetterLower(line[0])
            && _text.LastIndexOf('\n', Math.Max(0, _pos - 1)) is int start && _text.AsSpan(start + 1, _pos - start - 1).Trim().IsEmpty;
    }

    private Peg Item()
    {
        if (Accept("&&"))
        {
            _pos++;
            string text = Quoted('\'');
            return new PegForced(TokenKindOf(text), text);
        }

        if (Accept("&"))
        {
            return new PegLook(Suffixed(), true);
        }

        if (Accept("!"))
        {
            return new PegLook(Suffixed(), false);
        }

        return Accept("~") ? new PegCut() : Suffixed();
    }

    private Peg Suffixed()
    {
        Peg item = Primary();
        if (_pos >= _text.Length)
        {
            return item;
        }

        switch (_text[_pos])
        {
            case '?':
                _pos++;
                return new PegOptional(item);
            case '*':
                _pos++;
                return new PegRepeat(item, null, 0);
            case '+':
                _pos++;
                return new PegRepeat(item, null, 1);
            case '.':
                _pos++;
                Peg element = Primary();
                _pos++;
                return new PegRepeat(element, item, 1);
            default:
                return item;
        }
    }

    private Peg Primary()
    {
        SkipSpace();
        switch (_text[_pos])
        {
            case '\'':
                _pos++;
                return new PegToken(TokenKindOf(Quoted('\'')));
            case '"':
                _pos++;
                return new PegSoft(Quoted('"'));
            case '(':
                _pos++;
                Peg group = Group();
                Accept(")");
                return group;
            case '[':
                _pos++;
                Peg optional = new PegOptional(Group());
                Accept("]");
                return optional;
        }

        string word = Word();
        return word switch
        {
            "NAME" => new PegToken(TokenKind.Name),
            "NUMBER" => new PegToken(TokenKind.Number),
            "STRING" => new PegToken(TokenKind.String),
            "NEWLINE" => new PegToken(TokenKind.Newline),
            "INDENT" => new PegToken(TokenKind.Indent),
            "DEDENT" => new PegToken(TokenKind.Dedent),
            "ENDMARKER" => new PegToken(TokenKind.EndMarker),
            "AUGASSIGN" or "TYPECOMMENT" or "SOFTKEYWORD" or "NOTEQUAL" => new PegSpecial(word),
            _ => RuleNamed(word),
        };
    }

    private PegRule Group() => new("(group)") { Alternatives = Alternatives() };

    private PegAction Action()
    {
        string name = Word();
        if (Enum.TryParse(name, out NodeKind kind) && char.IsAsciiLetterUpper(name[0]))
        {
            return new PegAction(name, kind, string.Empty);
        }

        while (_pos + 1 < _text.Length && _text[_pos] == ' ' && _text[_pos + 1] is 'a' or 'b')
        {
            _pos += 2;
        }

        string message = string.Empty;
        if (_pos + 1 < _text.Length && _text[_pos] == ' ' && _text[_pos + 1] == '`')
        {
            _pos += 2;
            message = Quoted('`');
        }

        return new PegAction(name, PegNode.NoKind, message);
    }

    private static TokenKind TokenKindOf(string text) => text switch
    {
        "(" => TokenKind.LParen,
        ")" => TokenKind.RParen,
        "[" => TokenKind.LSqb,
        "]" => TokenKind.RSqb,
        "{" => TokenKind.LBrace,
        "}" => TokenKind.RBrace,
        ":" => TokenKind.Colon,
        "," => TokenKind.Comma,
        ";" => TokenKind.Semi,
        "+" => TokenKind.Plus,
        "-" => TokenKind.Minus,
        "*" => TokenKind.Star,
        "/" => TokenKind.Slash,
        "|" => TokenKind.VBar,
        "&" => TokenKind.Amper,
        "<" => TokenKind.Less,
        ">" => TokenKind.Greater,
        "=" => TokenKind.Equal,
        "." => TokenKind.Dot,
        "%" => TokenKind.Percent,
        "~" => TokenKind.Tilde,
        "^" => TokenKind.Circumflex,
        "@" => TokenKind.At,
        "==" => TokenKind.EqEqual,
        "<=" => TokenKind.LessEqual,
        ">=" => TokenKind.GreaterEqual,
        "<<" => TokenKind.LeftShift,
        ">>" => TokenKind.RightShift,
        "**" => TokenKind.DoubleStar,
        "//" => TokenKind.DoubleSlash,
        "->" => TokenKind.RArrow,
        "..." => TokenKind.Ellipsis,
        ":=" => TokenKind.ColonEqual,
        _ => Enum.Parse<TokenKind>(text, ignoreCase: true),
    };
}

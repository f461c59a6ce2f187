using System.Collections.Generic;

namespace PythonEngine.Generators;

internal enum ParameterKind
{
    PositionalOnly, PositionalOrKeyword, VarArgs, KeywordOnly, KeywordArgs,
}

internal sealed class SignatureParameter(string name, ParameterKind kind, bool optional, string? @default = null)
{
    /// <summary>The text after '='.</summary>
    public string? Default { get; } = @default;
    public string Name { get; } = name;
    public ParameterKind Kind { get; set; } = kind;
    public bool Optional { get; } = optional;
}

/// <summary>Reads Python parameter text: <c>a, b=None, /, c=1, *args, key=None, **kw</c>.</summary>
internal static class SignatureParser
{
    public static List<SignatureParameter>? Parse(string text, out string? error)
    {
        error = null;
        var result = new List<SignatureParameter>();
        bool afterStar = false, seenSlash = false, seenOptional = false;
        var names = new HashSet<string>();
        foreach (string part in Split(text))
        {
            string item = part.Trim();
            if (item.Length == 0)
            {
                error = "an empty parameter in the signature \"" + text + "\"";
                return null;
            }
            if (result.Count != 0 && result[result.Count - 1].Kind == ParameterKind.KeywordArgs)
            {
                error = "nothing may follow '**" + result[result.Count - 1].Name + "' in the signature";
                return null;
            }
            if (item == "/")
            {
                if (seenSlash || afterStar || result.Count == 0)
                {
                    error = "misplaced '/' in the signature \"" + text + "\"";
                    return null;
                }
                seenSlash = true;
                foreach (var p in result)
                {
                    p.Kind = ParameterKind.PositionalOnly;
                }
                continue;
            }
            if (item == "*" || (item[0] == '*' && !item.StartsWith("**", System.StringComparison.Ordinal)))
            {
                if (afterStar)
                {
                    error = "two '*' in the signature \"" + text + "\"";
                    return null;
                }
                afterStar = true;
                if (item != "*")
                {
                    result.Add(new SignatureParameter(item.Substring(1).Trim(), ParameterKind.VarArgs, true));
                }
                continue;
            }
            if (item[0] == '*')
            {
                result.Add(new SignatureParameter(item.Substring(2).Trim(), ParameterKind.KeywordArgs, true));
                continue;
            }
            int equals = item.IndexOf('=');
            string name = (equals < 0 ? item : item.Substring(0, equals)).Trim();
            if (!IsIdentifier(name) || !names.Add(name))
            {
                error = "'" + name + "' is not a usable parameter name in the signature \"" + text + "\"";
                return null;
            }
            if (!afterStar)
            {
                if (equals < 0 && seenOptional)
                {
                    error = "required parameter '" + name + "' follows an optional one in the signature \"" + text + "\"";
                    return null;
                }
                seenOptional |= equals >= 0;
            }
            result.Add(new SignatureParameter(name, afterStar ? ParameterKind.KeywordOnly : ParameterKind.PositionalOrKeyword, equals >= 0,
                equals >= 0 ? item.Substring(equals + 1).Trim() : null));
        }
        return result;
    }

    private static bool IsIdentifier(string name)
    {
        if (name.Length == 0 || char.IsDigit(name[0]))
        {
            return false;
        }
        foreach (char c in name)
        {
            if (c != '_' && !char.IsLetterOrDigit(c))
            {
                return false;
            }
        }
        return true;
    }

    private static IEnumerable<string> Split(string text)
    {
        if (text.Trim().Length == 0)
        {
            yield break;
        }
        int depth = 0, start = 0;
        char quote = '\0';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quote != '\0')
            {
                if (c == '\\')
                {
                    i++;
                }
                else if (c == quote)
                {
                    quote = '\0';
                }
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else if (c is '(' or '[' or '{')
            {
                depth++;
            }
            else if (c is ')' or ']' or '}')
            {
                depth--;
            }
            else if (c == ',' && depth == 0)
            {
                yield return text.Substring(start, i - start);
                start = i + 1;
            }
        }
        // A trailing comma is allowed, as in Python.
        if (text.Substring(start).Trim().Length != 0)
        {
            yield return text.Substring(start);
        }
    }
}

using System;

namespace PythonEngine.Parsing;

/// <summary>Tells keywords from names.</summary>
internal static class Keywords
{
    private static readonly (string Text, TokenKind Kind)[][] ByLength = Build();

    private static (string, TokenKind)[][] Build()
    {
        var table = new (string, TokenKind)[9][];
        Array.Fill(table, []);
        for (TokenKind kind = TokenKind.False; kind <= TokenKind.Yield; kind++)
        {
            string text = kind.ToString();
            if (kind > TokenKind.True)
            {
                text = text.ToLowerInvariant();
            }

            (string, TokenKind)[] row = table[text.Length];
            Array.Resize(ref row, row.Length + 1);
            row[^1] = (text, kind);
            table[text.Length] = row;
        }

        return table;
    }

    public static TokenKind Classify(byte[] buffer, int start, int length)
    {
        if (length is < 2 or > 8)
        {
            return TokenKind.Name;
        }

        byte first = buffer[start];
        foreach ((string text, TokenKind kind) in ByLength[length])
        {
            if (text[0] == first)
            {
                int i = 1;
                while (i < length && buffer[start + i] == text[i])
                {
                    i++;
                }

                if (i == length)
                {
                    return kind;
                }
            }
        }

        return TokenKind.Name;
    }

    public static bool Is(byte[] buffer, in Token token, string text)
    {
        if (token.End - token.Start != text.Length)
        {
            return false;
        }

        for (int i = 0; i < text.Length; i++)
        {
            if (buffer[token.Start + i] != text[i])
            {
                return false;
            }
        }

        return true;
    }
}

using System;
using System.Text;

namespace PythonEngine.Parsing;

/// <summary>Small questions about UTF-8 source.</summary>
internal static class SourceText
{
    /// <summary>Counts characters; a malformed or cut-off sequence counts as the replacement characters a decoder gives.</summary>
    public static int CountCharacters(byte[] buffer, int start, int end)
    {
        int count = 0;
        ReadOnlySpan<byte> rest = buffer.AsSpan(start, Math.Max(0, end - start));
        while (!rest.IsEmpty)
        {
            Rune.DecodeFromUtf8(rest, out _, out int size);
            rest = rest[size..];
            count++;
        }

        return count;
    }

    /// <summary>Turns a byte column, from 1, into a character column of a line.</summary>
    public static int CharacterColumn(string line, int byteColumn)
    {
        if (byteColumn < 0)
        {
            return byteColumn;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(line);
        return CountCharacters(bytes, 0, Math.Min(byteColumn, bytes.Length)) + (byteColumn > bytes.Length ? 1 : 0);
    }
}

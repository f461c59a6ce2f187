using System;

namespace PythonEngine.Parsing;

/// <summary>The front end: source to tree.</summary>
internal static class PythonParser
{
    /// <summary>Finds a character by its Unicode name, -1 when there is none.</summary>
    public static Func<string, int>? UnicodeNameLookup { get; set; } = Modules.UnicodeData.UnicodeDatabase.PointOf;

    /// <summary>Parses source bytes, whose encoding a mark or cookie may tell.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="fileName">The name for errors.</param>
    /// <param name="mode">What the source is.</param>
    /// <param name="flags">Options.</param>
    /// <param name="warningHandler">Told of doubtful escapes and numbers.</param>
    /// <param name="isFile">Whether the bytes are a script file, which must be valid throughout.</param>
    /// <exception cref="PySyntaxErrorException">The source is wrong.</exception>
    public static ModNode Parse(
        ReadOnlySpan<byte> source,
        string fileName,
        ParseMode mode,
        ParseFlags flags = ParseFlags.None,
        ParseWarningHandler? warningHandler = null,
        bool isFile = false)
    {
        byte[] buffer = SourceDecoder.Decode(source, mode, flags, fileName, isFile, out int length, out string? declared);
        return Parse(buffer, length, fileName, mode, flags, warningHandler, declared != null);
    }

    /// <summary>Parses text.</summary>
    /// <exception cref="PySyntaxErrorException">The source is wrong.</exception>
    public static ModNode Parse(
        string source,
        string fileName,
        ParseMode mode,
        ParseFlags flags = ParseFlags.None,
        ParseWarningHandler? warningHandler = null)
    {
        byte[] buffer = SourceDecoder.Encode(source, mode, out int length);
        return Parse(buffer, length, fileName, mode, flags, warningHandler, true);
    }

    private static ModNode Parse(
        byte[] buffer, int length, string fileName, ParseMode mode, ParseFlags flags, ParseWarningHandler? warningHandler, bool encodingKnown)
    {
        var names = new NameTable();
        return TryParse(new Tokenizer(buffer, length, mode, flags, fileName), names, fileName, flags, warningHandler, out PySyntaxErrorException? inner)
            ?? throw ErrorParser.Explain(new Tokenizer(buffer, length, mode, flags, fileName), names, fileName, flags, encodingKnown, inner);
    }

    // The tree, or null when the error pass has to say what is wrong.
    private static ModNode? TryParse(
        Tokenizer tokenizer, NameTable names, string fileName, ParseFlags flags, ParseWarningHandler? warningHandler, out PySyntaxErrorException? inner)
    {
        inner = null;
        var parser = new Parser(tokenizer, names, fileName, flags, warningHandler);
        try
        {
            return parser.ParseModule();
        }
        catch (ParseFailedException)
        {
            PySyntaxErrorException? final = parser.FinalError ?? tokenizer.RaisedWarning;
            return final == null ? null : throw final;
        }
        catch (PySyntaxErrorException error) when (error.Kind != SyntaxErrorKind.MemoryError && parser.FinalError == null)
        {
            // A replacement field is wrong; something else in the source may deserve to be told first.
            inner = error;
            return null;
        }
        finally
        {
            parser.Release();
        }
    }

    /// <summary>Parses a replacement field; its first line has a number and a column shift.</summary>
    internal static ExprNode ParseField(
        byte[] buffer, int length, string fileName, ParseFlags flags, int line, int column, NameTable names, ParseWarningHandler? warningHandler)
    {
        Tokenizer tokenizer = FieldTokenizer(buffer, length, fileName, flags, line, column);
        ModNode tree = TryParse(tokenizer, names, fileName, flags, warningHandler, out PySyntaxErrorException? inner)
            ?? throw ErrorParser.Explain(FieldTokenizer(buffer, length, fileName, flags, line, column), names, fileName, flags, false, inner);
        return ((Expression)tree).Body;
    }

    private static Tokenizer FieldTokenizer(byte[] buffer, int length, string fileName, ParseFlags flags, int line, int column) =>
        new(buffer, length, ParseMode.FString, flags, fileName) { Line = line - 1, FirstLine = line, FirstLineColumn = column };
}

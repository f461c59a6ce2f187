using System;
using System.Text;

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
        bool python2 = (flags & ParseFlags.Python2) != 0;
        if (python2)
        {
            CheckDeclared(source, fileName);
        }

        byte[] buffer = SourceDecoder.Decode(source, mode, flags, fileName, isFile, out int length, out string? declared);
        Encoding? literals = !python2 ? null : declared is null or "utf-8" ? Encoding.UTF8 : LiteralsOf(declared);
        return Parse(buffer, length, fileName, mode, flags, warningHandler, declared != null, literals);
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
        return Parse(buffer, length, fileName, mode, flags, warningHandler, true, null);
    }

    // Text that the codecs' own decoder read counts as Latin-1.
    private static Encoding LiteralsOf(string declared)
    {
        try
        {
            return declared == "iso-8859-1" ? Encoding.Latin1 : SourceDecoder.FrameworkEncoding(declared);
        }
        catch (ArgumentException)
        {
            return Encoding.Latin1;
        }
    }

    // In the dialect a literal without u holds the bytes of the source file. Without a declaration there are ASCII characters only.
    private static void CheckDeclared(ReadOnlySpan<byte> source, string fileName)
    {
        int at = source.IndexOfAnyExceptInRange((byte)0, (byte)127);
        if (at >= 0 && !source.StartsWith("\uFEFF"u8) && SourceDecoder.FindCookie(source) == null)
        {
            int line = source[..at].Count((byte)'\n') + 1;
            throw new PySyntaxErrorException(SyntaxErrorKind.SyntaxError, FormattableString.Invariant(
                $"Non-ASCII character '\\x{source[at]:x2}' in file {fileName} on line {line}, but no encoding declared; see http://python.org/dev/peps/pep-0263/ for details"))
            {
                FileName = fileName,
                Line = line,
                Offset = -1,
                EndLine = line,
                Text = string.Empty,
            };
        }
    }

    private static ModNode Parse(
        byte[] buffer, int length, string fileName, ParseMode mode, ParseFlags flags, ParseWarningHandler? warningHandler, bool encodingKnown, Encoding? literals)
    {
        var names = new NameTable();
        return TryParse(new Tokenizer(buffer, length, mode, flags, fileName), names, fileName, flags, warningHandler, out PySyntaxErrorException? inner, literals)
            ?? throw ErrorParser.Explain(new Tokenizer(buffer, length, mode, flags, fileName), names, fileName, flags, encodingKnown, inner);
    }

    // The tree, or null when the error pass has to say what is wrong.
    private static ModNode? TryParse(
        Tokenizer tokenizer, NameTable names, string fileName, ParseFlags flags, ParseWarningHandler? warningHandler, out PySyntaxErrorException? inner, Encoding? literals = null)
    {
        inner = null;
        var parser = new Parser(tokenizer, names, fileName, flags, warningHandler) { LiteralEncoding = literals };
        try
        {
            return parser.ParseModule();
        }
        catch (ParseFailedException)
        {
            PySyntaxErrorException? final = parser.FinalError ?? tokenizer.RaisedWarning;
            if (final == null && (flags & ParseFlags.Python2) != 0)
            {
                throw parser.Python2Error();
            }

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

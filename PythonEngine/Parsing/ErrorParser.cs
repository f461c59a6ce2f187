using System.Text;

namespace PythonEngine.Parsing;

/// <summary>Words the error of a source that <see cref="Parser"/> gave up on.</summary>
internal static class ErrorParser
{
    public static PySyntaxErrorException Explain(
        Tokenizer tokenizer, NameTable names, string fileName, ParseFlags flags, bool encodingKnown, PySyntaxErrorException? inner) =>
        inner ?? new PySyntaxErrorException(SyntaxErrorKind.SyntaxError, "invalid syntax") { FileName = fileName, Line = 1 };

    public static PySyntaxErrorException ErrorOf(Tokenizer tokenizer, SyntaxErrorKind kind, string message, string fileName, in Token token) =>
        new(kind, message) { FileName = fileName, Line = token.Line };
}

using System;

namespace PythonEngine.Parsing;

/// <summary>Which Python exception a <see cref="PySyntaxErrorException"/> stands for.</summary>
internal enum SyntaxErrorKind
{
    SyntaxError,
    IndentationError,
    TabError,

    /// <summary>A ValueError without details: "source code string cannot contain null bytes".</summary>
    ValueError,

    /// <summary>A MemoryError without a position: source nested too deeply.</summary>
    MemoryError,

    /// <summary>A UnicodeEncodeError of codec "utf-8" with reason "surrogates not allowed"; Offset is the code point's index.</summary>
    UnicodeEncodeError,
}

/// <summary>A syntax error with the fields of Python's <c>SyntaxError</c>; whoever called the parser turns it into that exception.</summary>
internal sealed class PySyntaxErrorException : Exception
{
    public PySyntaxErrorException(SyntaxErrorKind kind, string message)
        : base(message)
    {
        Kind = kind;
    }

    public SyntaxErrorKind Kind { get; }

    /// <summary>null when the exception has no details tuple, only a message.</summary>
    public string? FileName { get; init; }

    /// <summary>The line, from 1; 0 when there is no position.</summary>
    public int Line { get; init; }

    /// <summary>The column in characters, from 1; 0 or less when there is none.</summary>
    public int Offset { get; init; }

    public int EndLine { get; init; }

    public int EndOffset { get; init; }

    /// <summary>False for the errors that tell no end column, and where they are only by their attributes.</summary>
    public bool EndKnown { get; init; } = true;

    /// <summary>The source line, mostly with its line end. When null, Python's details tuple has no end either: it is of length four.</summary>
    public string? Text { get; init; }
}

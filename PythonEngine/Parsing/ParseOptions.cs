using System;

namespace PythonEngine.Parsing;

/// <summary>What kind of source is parsed: the mode of Python's <c>compile</c>.</summary>
internal enum ParseMode
{
    /// <summary>A module; gives a <see cref="Module"/>.</summary>
    Exec,

    /// <summary>One expression; gives an <see cref="Parsing.Expression"/>.</summary>
    Eval,

    /// <summary>One interactive statement; gives an <see cref="Interactive"/>.</summary>
    Single,

    /// <summary>A signature type comment; gives a <see cref="Parsing.FunctionType"/>.</summary>
    FuncType,

    /// <summary>A replacement field of an f-string; gives an <see cref="Parsing.Expression"/>. The parser uses it on itself.</summary>
    FString,
}

/// <summary>Parser options; the values of CPython's <c>PyCF_*</c> flags where those exist.</summary>
[Flags]
internal enum ParseFlags
{
    None = 0,
    DontImplyDedent = 0x200,
    IgnoreCookie = 0x800,
    TypeComments = 0x1000,
    TopLevelAwait = 0x2000,
    AllowIncompleteInput = 0x4000,
    BarryAsFluffl = 0x400000,
    FutureAnnotations = 0x1000000,

    /// <summary>The source is in the Python 2 dialect.</summary>
    Python2 = 0x8000000,

    /// <summary>In the dialect: <c>print</c> is a name (from __future__ import print_function).</summary>
    PrintFunction = 0x100000,

    /// <summary>In the dialect: literals without a prefix are unicode literals.</summary>
    UnicodeLiterals = 0x200000,
}

/// <summary>Receives a warning about an escape or number that CPython warns of; throw to turn it into an error.</summary>
/// <param name="category">"DeprecationWarning" or "SyntaxWarning".</param>
/// <param name="message">The text of the warning.</param>
/// <param name="fileName">The file that is parsed.</param>
/// <param name="line">The line, from 1.</param>
/// <returns>false when a filter makes the warning an error; the parser then raises a SyntaxError with the same message.</returns>
internal delegate bool ParseWarningHandler(string category, string message, string fileName, int line);

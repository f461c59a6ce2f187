using PythonEngine.Parsing;

namespace PythonEngine.Compiling;

/// <summary><c>from __future__ import ...</c> at the beginning of a module.</summary>
internal static class FutureFeatures
{
    /// <summary>The features a tree asks for, and the line of the last statement that may still be followed by one.</summary>
    public static CodeFlags Collect(ModNode tree, string fileName, out int lastLine, bool python2 = false)
    {
        lastLine = -1;
        StmtNode[] body;
        switch (tree)
        {
            case Module m:
                body = m.Body;
                break;
            case Interactive i:
                body = i.Body;
                break;
            default:
                return CodeFlags.None;
        }
        CodeFlags features = CodeFlags.None;
        bool docStringSeen = false;
        foreach (StmtNode s in body)
        {
            if (s is ImportFrom { Module: "__future__", Level: 0 } import)
            {
                foreach (Alias a in import.Names)
                {
                    features |= python2 ? Python2Feature(a, import, fileName) : Feature(a, import, fileName);
                }
                lastLine = s.Line;
            }
            else if (s is ExprStmt { Value: Constant { Value: string } } && !docStringSeen)
            {
                docStringSeen = true;
            }
            else
            {
                break;
            }
        }
        return features;
    }

    private static CodeFlags Feature(Alias a, ImportFrom s, string fileName)
    {
        switch (a.Name)
        {
            case "nested_scopes" or "generators" or "division" or "absolute_import" or "with_statement" or "print_function" or "unicode_literals" or "generator_stop":
                return CodeFlags.None;
            case "barry_as_FLUFL":
                return CodeFlags.FutureBarryAsBdfl;
            case "annotations":
                return CodeFlags.FutureAnnotations;
            case "braces":
                throw Error("not a chance", fileName, s);
            default:
                throw Error($"future feature {a.Name} is not defined", fileName, s);
        }
    }

    private static CodeFlags Python2Feature(Alias a, ImportFrom s, string fileName) => a.Name switch
    {
        "nested_scopes" or "generators" or "with_statement" => CodeFlags.None,
        "division" => CodeFlags.FutureDivision,
        "absolute_import" => CodeFlags.FutureAbsoluteImport,
        "print_function" => CodeFlags.FuturePrintFunction,
        "unicode_literals" => CodeFlags.FutureUnicodeLiterals,
        _ => Feature(a, s, fileName) is var feature && a.Name is not ("generator_stop" or "barry_as_FLUFL" or "annotations")
            ? feature : throw Error($"future feature {a.Name} is not defined", fileName, s),
    };

    /// <summary>These errors tell no end column, and where they are only by their attributes.</summary>
    private static PySyntaxErrorException Error(string message, string fileName, StmtNode s) => new(SyntaxErrorKind.SyntaxError, message)
    {
        FileName = fileName,
        Line = s.Line,
        Offset = s.Col + 1,
        EndLine = s.Line,
        EndKnown = false,
    };
}

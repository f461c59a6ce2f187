using PythonEngine.Parsing;

namespace PythonEngine.Execution;

/// <summary>Makes Python's SyntaxError objects of what the parser and the compiler report.</summary>
internal static class SyntaxErrors
{
    public static PyBaseException Translate(PySyntaxErrorException error)
    {
        PyType type;
        switch (error.Kind)
        {
            case SyntaxErrorKind.ValueError:
                return PyBaseException.Make(Exc.ValueError, error.Message);
            case SyntaxErrorKind.MemoryError:
                return error.Message.Length == 0 ? new PyBaseException(Exc.MemoryError) : PyBaseException.Make(Exc.MemoryError, error.Message);
            case SyntaxErrorKind.IndentationError:
                type = Exc.IndentationError;
                break;
            case SyntaxErrorKind.TabError:
                type = Exc.TabError;
                break;
            default:
                type = Exc.SyntaxError;
                break;
        }
        PyStr message = new(error.Message);
        if (error.FileName == null && error.Line == 0)
        {
            return new PySyntaxError(type) { Args = new PyTuple([message]), Msg = message };
        }
        PyObject file = error.FileName == null ? PyNone.Instance : new PyStr(error.FileName);
        PyObject text = (error.Text ?? ProgramText(error.FileName, error.Line)) is { } line ? new PyStr(line) : PyNone.Instance;
        PyObject offset = error.Offset < 0 ? PyNone.Instance : PyInt.From(error.Offset);
        PyTuple details = new([file, PyInt.From(error.Line), offset, text, PyInt.From(error.EndLine), PyInt.From(error.EndOffset)]);
        return new PySyntaxError(type)
        {
            // Without an end column the place is told by the attributes alone.
            Args = new PyTuple(error.EndKnown ? [message, details] : [message]),
            Msg = message,
            FileName = file,
            Line = details[1],
            Offset = offset,
            Text = text,
            EndLine = details[4],
            EndOffset = error.EndKnown ? details[5] : PyNone.Instance,
        };
    }

    /// <summary>A line of a source file, with its line end; null when the file or the line is not there.</summary>
    private static string? ProgramText(string? fileName, int line)
    {
        if (fileName == null || line <= 0 || fileName.StartsWith('<'))
        {
            return null;
        }
        return SourceLines.Read(fileName, line) is { } text ? text + "\n" : null;
    }
}

/// <summary>Lines of source files, for messages.</summary>
internal static class SourceLines
{
    /// <summary>One line without its line end, or null.</summary>
    public static string? Read(string fileName, int line)
    {
        if (line <= 0)
        {
            return null;
        }
        try
        {
            using System.IO.StreamReader reader = new(fileName);
            string? text = null;
            for (int i = 0; i < line; i++)
            {
                text = reader.ReadLine();
                if (text == null)
                {
                    return null;
                }
            }
            return text;
        }
        catch (Exception e) when (e is System.IO.IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

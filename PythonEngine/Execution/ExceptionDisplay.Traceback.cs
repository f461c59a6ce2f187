using System.IO;
using System.Text;
using PythonEngine.Parsing;

namespace PythonEngine.Execution;

internal sealed partial class ExceptionDisplay
{
    private const int RecursiveCutoff = 3;

    private void Traceback(PyBaseException e, string header, char? headerMargin)
    {
        if (e.Traceback == null)
        {
            return;
        }
        long limit = 1000;
        if (_engine.SysGet("tracebacklimit") is PyInt setting)
        {
            limit = setting.TryGetLong(out long value) ? value : setting.Sign > 0 ? long.MaxValue : 0;
            if (limit <= 0)
            {
                return;
            }
        }
        Emit(header, headerMargin);
        long depth = 0;
        for (PyTraceback? t = e.Traceback; t != null; t = t.Next)
        {
            depth++;
        }
        PyTraceback? tb = e.Traceback;
        for (; tb != null && depth > limit; depth--)
        {
            tb = tb.Next;
        }
        PyCode? lastCode = null;
        int lastLine = -1;
        int repeated = 0;
        for (; tb != null; tb = tb.Next)
        {
            PyCode code = tb.Frame.Code;
            if (lastCode == null || code.FileName != lastCode.FileName || tb.Line != lastLine || code.Name != lastCode.Name)
            {
                Repeated(repeated);
                lastCode = code;
                lastLine = tb.Line;
                repeated = 0;
            }
            repeated++;
            if (repeated <= RecursiveCutoff)
            {
                Entry(tb);
            }
        }
        Repeated(repeated);
    }

    private void Repeated(int count)
    {
        count -= RecursiveCutoff;
        if (count > 0)
        {
            Emit($"  [Previous line repeated {count} more time{(count > 1 ? "s" : "")}]\n");
        }
    }

    private string? SourceLine(string fileName, int line)
    {
        if (!_files.TryGetValue(fileName, out string[]? lines))
        {
            lines = null;
            string? path = FindSource(fileName);
            if (path != null)
            {
                try
                {
                    lines = File.ReadAllLines(path);
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    lines = null;
                }
            }
            _files[fileName] = lines;
        }
        return lines != null && line >= 1 && line <= lines.Length ? lines[line - 1] : null;
    }

    /// <summary>The file, or one with its last name in a directory of sys.path: the working directory may have changed.</summary>
    private string? FindSource(string fileName)
    {
        if (fileName.Length == 0 || fileName[0] == '<' && fileName[^1] == '>')
        {
            return null;
        }
        if (File.Exists(fileName))
        {
            return fileName;
        }
        if (_engine.SysGet("path") is PyList path)
        {
            string tail = fileName[(fileName.LastIndexOf('/') + 1)..];
            foreach (PyObject item in path.ToArray())
            {
                if (item is PyStr { Length: > 0 } directory && directory.Value.IndexOf('\0') < 0)
                {
                    string candidate = Path.Combine(directory.Value, tail);
                    if (File.Exists(candidate))
                    {
                        return candidate;
                    }
                }
            }
        }
        return null;
    }

    private void Entry(PyTraceback tb)
    {
        PyCode code = tb.Frame.Code;
        StringBuilder sb = new();
        sb.Append($"  File \"{code.FileName}\", line {tb.Line}, in {code.Name}\n");
        if (SourceLine(code.FileName, tb.Line) is { } line)
        {
            int indent = 0;
            while (indent < line.Length && line[indent] is ' ' or '\t' or '\f')
            {
                indent++;
            }
            sb.Append("    ").Append(line, indent, line.Length - indent).Append('\n');
            // The number is that of the next instruction.
            int instruction = Math.Max(0, tb.LastInstruction - 1);
            if (instruction < code.Positions.Length)
            {
                Carets(sb, line, indent, code.Positions[instruction], tb.Line);
            }
        }
        Emit(sb.ToString());
    }

    private static int CharacterOffset(string line, int byteOffset)
    {
        int bytes = 0, chars = 0;
        foreach (Rune rune in line.EnumerateRunes())
        {
            if (bytes >= byteOffset)
            {
                break;
            }
            bytes += rune.Utf8SequenceLength;
            chars++;
        }
        return chars;
    }

    private static void Carets(StringBuilder sb, string line, int indent, CodePosition position, int shownLine)
    {
        if (PyThread.CurrentOrNull?.Engine.Python2 is { IsMain: true })
        {
            // Python 2 marked no part of a line.
            return;
        }
        if (position.Line != shownLine || position.EndLine < position.Line || position.Col < 0 || position.EndCol < 0)
        {
            return;
        }
        int start = CharacterOffset(line, position.Col);
        int leftAnchor = -1, rightAnchor = -1;
        char primary = '^', secondary = '^';
        int end;
        if (position.EndLine == position.Line)
        {
            end = CharacterOffset(line, position.EndCol);
            if (end < start)
            {
                return;
            }
            Anchors(line, start, end, ref leftAnchor, ref rightAnchor, ref primary, ref secondary);
        }
        else
        {
            end = CharacterOffset(line, int.MaxValue);
            string trimmed = line.TrimEnd(' ', '\t', '\f');
            end -= line.Length - trimmed.Length;
        }
        int total = CharacterOffset(line, int.MaxValue);
        int stripped = total - (line.Length - line.TrimEnd(' ', '\t', '\f').Length) - indent;
        if (end - start == stripped && leftAnchor == -1 && rightAnchor == -1)
        {
            return;
        }
        sb.Append("    ");
        for (int offset = indent + 1; offset <= end; offset++)
        {
            sb.Append(offset <= start ? ' ' : leftAnchor != -1 && leftAnchor < offset && offset <= rightAnchor ? secondary : primary);
        }
        sb.Append('\n');
    }

    private static void Anchors(string line, int start, int end, ref int left, ref int right, ref char primary, ref char secondary)
    {
        PyStr text = new(line);
        string segment = new PyStrSlice(text, start, Math.Min(end, text.Length)).ToString();
        ModNode tree;
        try
        {
            tree = PythonParser.Parse(segment, "<anchors>", ParseMode.Exec);
        }
        catch (PySyntaxErrorException)
        {
            return;
        }
        if (tree is not Module { Body: [ExprStmt { Value: { } value }] })
        {
            return;
        }
        byte[] bytes = Encoding.UTF8.GetBytes(segment);
        int leftByte = -1, rightByte = -1;
        switch (value)
        {
            case BinOp binary:
                for (int i = binary.Left.EndCol; i < binary.Right.Col && i < bytes.Length; i++)
                {
                    if (bytes[i] is (byte)' ' or (byte)'\t' or (byte)'\f')
                    {
                        continue;
                    }
                    leftByte = i;
                    rightByte = i + 1;
                    if (i + 1 < binary.Right.Col && bytes[i + 1] is not ((byte)' ' or (byte)'\t' or (byte)'\f'))
                    {
                        rightByte++;
                    }
                    break;
                }
                break;
            case Subscript subscript:
                leftByte = subscript.Value.EndCol;
                rightByte = subscript.Slice.EndCol + 1;
                break;
        }
        if (leftByte < 0)
        {
            return;
        }
        left = start + CharacterOffset(segment, leftByte);
        right = start + CharacterOffset(segment, rightByte);
        primary = '~';
        secondary = '^';
    }

    private readonly struct PyStrSlice(PyStr text, int start, int end)
    {
        public override string ToString()
        {
            StringBuilder sb = new();
            for (int i = start; i < end; i++)
            {
                int c = text[i];
                _ = c > 0xFFFF ? sb.Append(char.ConvertFromUtf32(c)) : sb.Append((char)c);
            }
            return sb.ToString();
        }
    }
}

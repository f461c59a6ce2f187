using System;
using System.Globalization;
using System.Text;

namespace PythonEngine.Parsing;

/// <summary>Brings source into the tokenizer's form: UTF-8 with <c>\n</c> line ends (PEP 263 and universal newlines).</summary>
internal static class SourceDecoder
{
    /// <summary>Decodes encodings that the framework does not know; set by the codecs registry. Returns null for an unknown encoding.</summary>
    public static Func<string, byte[], string?>? CodecLookup { get; set; }

    /// <summary>Gives UTF-8 bytes; <paramref name="declared"/> is the encoding's name when a mark or cookie gave one.</summary>
    public static byte[] Decode(ReadOnlySpan<byte> source, ParseMode mode, ParseFlags flags, string fileName, bool isFile, out int length, out string? declared)
    {
        declared = null;
        if (isFile && source.Contains((byte)0))
        {
            source = CutLines(source);
        }
        bool mark = source.StartsWith("\uFEFF"u8);
        if (mark)
        {
            source = source[3..];
            declared = "utf-8";
        }

        string? cookie = (flags & ParseFlags.IgnoreCookie) != 0 ? null : FindCookie(source);
        if (cookie != null)
        {
            if (mark && cookie != "utf-8")
            {
                throw new PySyntaxErrorException(SyntaxErrorKind.SyntaxError, "encoding problem: " + cookie + " with BOM") { FileName = isFile ? null : fileName, Offset = -1 };
            }

            declared = cookie;
            if (cookie != "utf-8")
            {
                source = Encoding.UTF8.GetBytes(DecodeAs(source, cookie, fileName, isFile));
            }
        }

        if (source.Contains((byte)0))
        {
            throw new PySyntaxErrorException(SyntaxErrorKind.ValueError, "source code string cannot contain null bytes");
        }

        if (isFile)
        {
            CheckUtf8(source, fileName, declared);
        }

        return NormalizeLines(source, mode, out length);
    }

    /// <summary>The encoding that a comment in one of the first two lines declares, in normal form; null when there is none.</summary>
    public static string? FindCookie(ReadOnlySpan<byte> source)
    {
        for (int i = 0; i < 2; i++)
        {
            int end = source.IndexOfAny((byte)'\n', (byte)'\r');
            ReadOnlySpan<byte> line = end < 0 ? source : source[..end];
            string? cookie = CookieInLine(line, out bool onlyComment);
            if (cookie != null || !onlyComment || end < 0)
            {
                return cookie;
            }

            source = source[(end + (source[end] == '\r' && end + 1 < source.Length && source[end + 1] == '\n' ? 2 : 1))..];
        }

        return null;
    }

    private static string? CookieInLine(ReadOnlySpan<byte> line, out bool onlyComment)
    {
        int i = 0;
        while (i < line.Length && (line[i] == ' ' || line[i] == '\t' || line[i] == '\f'))
        {
            i++;
        }

        onlyComment = i == line.Length || line[i] == '#';
        if (!onlyComment || i == line.Length)
        {
            return null;
        }

        line = line[i..];
        while (true)
        {
            int at = line.IndexOf("coding"u8);
            if (at < 0)
            {
                return null;
            }

            line = line[(at + 6)..];
            if (line.IsEmpty || (line[0] != ':' && line[0] != '='))
            {
                continue;
            }

            int start = 1;
            while (start < line.Length && (line[start] == ' ' || line[start] == '\t'))
            {
                start++;
            }

            int end = start;
            while (end < line.Length && (char.IsAsciiLetterOrDigit((char)line[end]) || line[end] is (byte)'-' or (byte)'_' or (byte)'.'))
            {
                end++;
            }

            if (end > start)
            {
                return NormalName(Encoding.ASCII.GetString(line[start..end]));
            }
        }
    }

    private static string NormalName(string name)
    {
        string lower = name.Length > 12 ? name[..12].ToLowerInvariant() : name.ToLowerInvariant();
        lower = lower.Replace('_', '-');
        if (lower == "utf-8" || lower.StartsWith("utf-8-", StringComparison.Ordinal))
        {
            return "utf-8";
        }

        foreach (string latin in (ReadOnlySpan<string>)["latin-1", "iso-8859-1", "iso-latin-1"])
        {
            if (lower == latin || lower.StartsWith(latin + "-", StringComparison.Ordinal))
            {
                return "iso-8859-1";
            }
        }

        return name;
    }

    private static string DecodeAs(ReadOnlySpan<byte> source, string name, string fileName, bool isFile)
    {
        if (name == "iso-8859-1")
        {
            return Encoding.Latin1.GetString(source);
        }

        string? text = CodecLookup?.Invoke(name, source.ToArray());
        if (text != null)
        {
            return text;
        }

        string asked = name;
        string lower = name.ToLowerInvariant().Replace('_', '-');
        if (lower is "utf8" or "u8")
        {
            return Encoding.UTF8.GetString(source);
        }

        if (lower is "latin1" or "l1" or "iso8859-1")
        {
            return Encoding.Latin1.GetString(source);
        }

        if (lower is "ascii" or "us-ascii")
        {
            int bad = source.IndexOfAnyInRange((byte)0x80, (byte)0xFF);
            if (bad >= 0)
            {
                throw new PySyntaxErrorException(
                    SyntaxErrorKind.SyntaxError,
                    "'ascii' codec can't decode byte 0x" + source[bad].ToString("x2", CultureInfo.InvariantCulture)
                    + " in position " + bad.ToString(CultureInfo.InvariantCulture) + ": ordinal not in range(128)") { FileName = fileName, Offset = -1 };
            }

            return Encoding.ASCII.GetString(source);
        }

        try
        {
            return FrameworkEncoding(name)!.GetString(source);
        }
        catch (ArgumentException)
        {
            throw new PySyntaxErrorException(SyntaxErrorKind.SyntaxError, (isFile ? "encoding problem: " : "unknown encoding: ") + asked) { FileName = isFile ? null : fileName, Offset = -1 };
        }
    }

    /// <summary>The framework's encoding of a Python name, which raises for what it cannot convert.</summary>
    /// <exception cref="ArgumentException">The framework has no such encoding.</exception>
    public static Encoding FrameworkEncoding(string name)
    {
        string lower = name.ToLowerInvariant().Replace('_', '-');
        if (lower.StartsWith("cp", StringComparison.Ordinal) && int.TryParse(lower.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out int page))
        {
            name = page is >= 1250 and <= 1258 ? "windows-" + lower[2..] : "ibm" + lower[2..];
        }
        else if (lower.StartsWith("iso8859-", StringComparison.Ordinal))
        {
            name = "iso-" + lower[3..];
        }

        Encoding? encoding = CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        return encoding ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }

    /// <summary>
    /// What CPython sees of a file with NUL bytes: it reads lines as C strings, so that each ends before its first NUL and the next
    /// one follows at once.
    /// </summary>
    private static byte[] CutLines(ReadOnlySpan<byte> source)
    {
        byte[] result = new byte[source.Length];
        int count = 0;
        while (source.Length > 0)
        {
            int end = source.IndexOfAny((byte)'\n', (byte)'\r');
            int next = end < 0 ? source.Length : source[end] == '\r' && end + 1 < source.Length && source[end + 1] == '\n' ? end + 2 : end + 1;
            ReadOnlySpan<byte> line = source[..next];
            int nul = line.IndexOf((byte)0);
            line = nul < 0 ? line : line[..nul];
            line.CopyTo(result.AsSpan(count));
            count += line.Length;
            source = source[next..];
        }
        return result[..count];
    }

    // A script file must be valid throughout, whereas compile() looks at names and literals only.
    private static void CheckUtf8(ReadOnlySpan<byte> source, string fileName, string? declared)
    {
        if (declared != null && declared != "utf-8")
        {
            return;
        }

        int pos = 0;
        int line = 1;
        while (pos < source.Length)
        {
            if (source[pos] < 128)
            {
                line += source[pos] == '\n' ? 1 : 0;
                pos++;
                continue;
            }

            if (Rune.DecodeFromUtf8(source[pos..], out _, out int size) != System.Buffers.OperationStatus.Done)
            {
                string hex = "\\x" + source[pos].ToString("x2", CultureInfo.InvariantCulture);
                string number = line.ToString(CultureInfo.InvariantCulture);
                throw new PySyntaxErrorException(
                    SyntaxErrorKind.SyntaxError,
                    declared == null
                        ? "Non-UTF-8 code starting with '" + hex + "' in file " + fileName + " on line " + number
                            + ", but no encoding declared; see https://peps.python.org/pep-0263/ for details"
                        : "(unicode error) " + Utf8Problem(source[pos..], pos)) { FileName = declared == null ? null : fileName, Line = declared == null ? 0 : line, Offset = -1 };
            }

            pos += size;
        }
    }

    /// <summary>The text of the UnicodeDecodeError for the malformed sequence at the start of a span.</summary>
    public static string Utf8Problem(ReadOnlySpan<byte> at, int position)
    {
        Rune.DecodeFromUtf8(at, out _, out int size);
        byte first = at[0];
        string where = position.ToString(CultureInfo.InvariantCulture);
        string reason = first < 0xC2 || first > 0xF4 ? "invalid start byte" : size == at.Length ? "unexpected end of data" : "invalid continuation byte";
        return size > 1
            ? "'utf-8' codec can't decode bytes in position " + where + "-" + (position + size - 1).ToString(CultureInfo.InvariantCulture) + ": " + reason
            : "'utf-8' codec can't decode byte 0x" + first.ToString("x2", CultureInfo.InvariantCulture) + " in position " + where + ": " + reason;
    }

    /// <summary>Encodes text that is already decoded.</summary>
    public static byte[] Encode(string source, ParseMode mode, out int length)
    {
        int points = 0;
        for (int i = 0; i < source.Length; i++, points++)
        {
            if (char.IsSurrogate(source[i]))
            {
                if (i + 1 < source.Length && char.IsSurrogatePair(source[i], source[i + 1]))
                {
                    i++;
                    continue;
                }

                throw new PySyntaxErrorException(SyntaxErrorKind.UnicodeEncodeError, "surrogates not allowed") { Offset = points };
            }
        }

        if (source.Contains('\0'))
        {
            throw new PySyntaxErrorException(SyntaxErrorKind.ValueError, "source code string cannot contain null bytes");
        }

        byte[] bytes = new byte[Encoding.UTF8.GetByteCount(source) + 1];
        length = Encoding.UTF8.GetBytes(source, bytes);
        if (bytes.AsSpan(0, length).Contains((byte)'\r'))
        {
            return NormalizeLines(bytes.AsSpan(0, length), mode, out length);
        }

        EndLastLine(bytes, ref length, mode);
        return bytes;
    }

    private static byte[] NormalizeLines(ReadOnlySpan<byte> source, ParseMode mode, out int length)
    {
        byte[] result = new byte[source.Length + 1];
        int to = 0;
        while (true)
        {
            int at = source.IndexOf((byte)'\r');
            if (at < 0)
            {
                source.CopyTo(result.AsSpan(to));
                to += source.Length;
                break;
            }

            source[..at].CopyTo(result.AsSpan(to));
            to += at;
            result[to++] = (byte)'\n';
            at++;
            if (at < source.Length && source[at] == '\n')
            {
                at++;
            }

            source = source[at..];
        }

        length = to;
        EndLastLine(result, ref length, mode);
        return result;
    }

    private static void EndLastLine(byte[] bytes, ref int length, ParseMode mode)
    {
        if (mode == ParseMode.Exec && length > 0 && bytes[length - 1] != '\n')
        {
            bytes[length++] = (byte)'\n';
        }
    }
}

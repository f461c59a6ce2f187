using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace PythonEngine.Parsing;

internal abstract partial class ParserBase
{
    private char[] _chars = new char[256];
    private int _charCount;

    // Indexes in _chars of low surrogates that must not join the high surrogate before them.
    private List<int>? _splits;

    /// <summary>The literal, or the sum of adjacent literals, that tokens [first, end) spell.</summary>
    protected ExprNode Strings(Token[] tokens, int first, int end)
    {
        ref Token start = ref tokens[first];
        ref Token last = ref tokens[end - 1];
        string? kind = Buffer[start.Start] == 'u' ? "u" : null;
        if (end == first + 1 && !IsFormatted(start))
        {
            return Place(SingleString(start, kind), start, last);
        }

        var text = new StringBuilder();
        byte[]? bytes = null;
        bool? bytesMode = null;
        FStringBuilder? formatted = null;
        _charCount = 0;
        _splits = null;
        for (int i = first; i < end; i++)
        {
            ref Token token = ref tokens[i];
            Prefix(token, out bool isBytes, out bool raw, out bool format, out int from, out int to);
            if (isBytes)
            {
                CheckAscii(from, to);
            }

            if (bytesMode != null && bytesMode != isBytes)
            {
                throw ErrorAtLast("cannot mix bytes and nonbytes literals");
            }

            bytesMode = isBytes;
            if (isBytes)
            {
                byte[] piece = DecodeBytes(token, from, to, raw);
                if (bytes == null)
                {
                    bytes = piece;
                }
                else
                {
                    int old = bytes.Length;
                    Array.Resize(ref bytes, old + piece.Length);
                    piece.CopyTo(bytes, old);
                }
            }
            else if (format)
            {
                formatted ??= new FStringBuilder(start, last, kind);
                int pos = from;
                FormatPieces(formatted, token, ref pos, to, raw, 0);
            }
            else
            {
                AppendText(token, from, to, raw);
            }
        }

        if (bytesMode == true)
        {
            return Place(new Constant(bytes, null), start, last);
        }

        if (formatted == null)
        {
            return Place(new Constant(TakeText(), kind), start, last);
        }

        FlushText(formatted);
        return Place(new JoinedStr(formatted.Values.ToArray()), start, last);
    }

    private bool IsFormatted(in Token token)
    {
        for (int i = token.Start; Buffer[i] != '\'' && Buffer[i] != '"'; i++)
        {
            if ((Buffer[i] | 0x20) == 'f')
            {
                return true;
            }
        }

        return false;
    }

    private void Prefix(in Token token, out bool isBytes, out bool raw, out bool format, out int from, out int to)
    {
        isBytes = false;
        raw = false;
        format = false;
        from = token.Start;
        byte quote;
        while (true)
        {
            quote = Buffer[from++];
            if (quote is (byte)'\'' or (byte)'"')
            {
                break;
            }

            switch (quote | 0x20)
            {
                case 'b': isBytes = true; break;
                case 'r': raw = true; break;
                case 'f': format = true; break;
            }
        }

        to = token.End - 1;
        if (to - from >= 4 && Buffer[from] == quote && Buffer[from + 1] == quote)
        {
            from += 2;
            to -= 2;
        }
    }

    private Constant SingleString(in Token token, string? kind)
    {
        Prefix(token, out bool isBytes, out bool raw, out _, out int from, out int to);
        if (isBytes)
        {
            CheckAscii(from, to);
            return new Constant(DecodeBytes(token, from, to, raw), null);
        }

        ReadOnlySpan<byte> span = Buffer.AsSpan(from, to - from);
        if (raw || !span.Contains((byte)'\\'))
        {
            return new Constant(DecodeUtf8(span), kind);
        }

        _charCount = 0;
        _splits = null;
        DecodeEscapes(token, from, to);
        return new Constant(TakeText(), kind);
    }

    private void CheckAscii(int from, int to)
    {
        if (!Ascii.IsValid(Buffer.AsSpan(from, to - from)))
        {
            throw ErrorAtLast("bytes can only contain ASCII literal characters");
        }
    }

    private byte[] DecodeBytes(in Token token, int from, int to, bool raw)
    {
        ReadOnlySpan<byte> span = Buffer.AsSpan(from, to - from);
        if (raw || !span.Contains((byte)'\\'))
        {
            return span.ToArray();
        }

        byte[] result = new byte[span.Length];
        int count = 0;
        int badEscape = -1;
        int i = from;
        while (i < to)
        {
            byte c = Buffer[i++];
            if (c != '\\')
            {
                result[count++] = c;
                continue;
            }

            c = Buffer[i++];
            int simple = SimpleEscape(c);
            if (simple >= 0)
            {
                result[count++] = (byte)simple;
            }
            else if (c == '\n')
            {
                continue;
            }
            else if (c is >= (byte)'0' and <= (byte)'7')
            {
                int escape = i - 1;
                int value = Octal(c, ref i, to);
                badEscape = badEscape < 0 && value > 0xFF ? escape : badEscape;
                result[count++] = (byte)value;
            }
            else if (c == 'x')
            {
                if (i + 1 < to && IsHex(Buffer[i]) && IsHex(Buffer[i + 1]))
                {
                    result[count++] = (byte)((HexValue(Buffer[i]) << 4) | HexValue(Buffer[i + 1]));
                    i += 2;
                    continue;
                }

                throw ErrorAtLast("(value error) invalid \\x escape at position " + (i - 2 - from).ToString(CultureInfo.InvariantCulture));
            }
            else
            {
                badEscape = badEscape < 0 ? i - 1 : badEscape;
                result[count++] = (byte)'\\';
                result[count++] = c;
            }
        }

        if (badEscape >= 0)
        {
            WarnInvalidEscape(token, Buffer.AsSpan(badEscape));
        }

        return result.AsSpan(0, count).ToArray();
    }

    protected static int SimpleEscape(int c) => c switch
    {
        '\\' => '\\',
        '\'' => '\'',
        '"' => '"',
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\b',
        'f' => '\f',
        'a' => 7,
        'v' => 11,
        _ => -1,
    };

    private int Octal(int first, ref int i, int to)
    {
        int value = first - '0';
        for (int n = 0; n < 2 && i < to && Buffer[i] is >= (byte)'0' and <= (byte)'7'; n++)
        {
            value = (value << 3) | (Buffer[i++] - '0');
        }

        return value;
    }

    protected void StartText()
    {
        _charCount = 0;
        _splits = null;
    }

    protected void AppendText(in Token token, int from, int to, bool raw)
    {
        if (raw || !Buffer.AsSpan(from, to - from).Contains((byte)'\\'))
        {
            AppendPlain(from, to);
        }
        else
        {
            DecodeEscapes(token, from, to);
        }
    }

    protected void AppendPlain(int from, int to) => AppendString(DecodeUtf8(Buffer.AsSpan(from, to - from)));

    private void AppendString(string text)
    {
        Reserve(text.Length);
        text.CopyTo(0, _chars, _charCount, text.Length);
        _charCount += text.Length;
    }

    private void Reserve(int more)
    {
        if (_charCount + more > _chars.Length)
        {
            Array.Resize(ref _chars, Math.Max(_chars.Length * 2, _charCount + more));
        }
    }

    protected void AppendChar(char c)
    {
        Reserve(1);
        _chars[_charCount++] = c;
    }

    protected void AppendCodePoint(int point)
    {
        if (point >= 0x10000)
        {
            point -= 0x10000;
            AppendChar((char)(0xD800 + (point >> 10)));
            AppendChar((char)(0xDC00 + (point & 0x3FF)));
            return;
        }

        if (point is >= 0xDC00 and <= 0xDFFF && _charCount > 0 && char.IsHighSurrogate(_chars[_charCount - 1]))
        {
            (_splits ??= []).Add(_charCount);
        }

        AppendChar((char)point);
    }

    // The value for a Constant: a string, or code points where UTF-16 would merge two separate surrogates.
    protected object TakeText()
    {
        if (_splits == null)
        {
            return new string(_chars, 0, _charCount);
        }

        var points = new List<int>(_charCount);
        for (int i = 0; i < _charCount; i++)
        {
            if (i + 1 < _charCount && char.IsSurrogatePair(_chars[i], _chars[i + 1]) && !_splits.Contains(i + 1))
            {
                points.Add(char.ConvertToUtf32(_chars[i], _chars[i + 1]));
                i++;
            }
            else
            {
                points.Add(_chars[i]);
            }
        }

        _splits = null;
        return points.ToArray();
    }

    private void DecodeEscapes(in Token token, int from, int to)
    {
        int badEscape = -1;
        int i = from;
        while (i < to)
        {
            int run = Buffer.AsSpan(i, to - i).IndexOf((byte)'\\');
            if (run != 0)
            {
                int stop = run < 0 ? to : i + run;
                AppendPlain(i, stop);
                i = stop;
                continue;
            }

            int escape = i;
            i++;
            int c = i < to ? Buffer[i++] : -1;
            int simple = SimpleEscape(c);
            if (simple >= 0)
            {
                AppendChar((char)simple);
                continue;
            }

            switch (c)
            {
                case '\n':
                    break;
                case >= '0' and <= '7':
                    int value = Octal(c, ref i, to);
                    badEscape = badEscape < 0 && value > 0xFF ? escape + 1 : badEscape;
                    AppendCodePoint(value);
                    break;
                case 'x':
                    AppendHex(from, escape, ref i, to, 2, "truncated \\xXX escape");
                    break;
                case 'u':
                    AppendHex(from, escape, ref i, to, 4, "truncated \\uXXXX escape");
                    break;
                case 'U':
                    AppendHex(from, escape, ref i, to, 8, "truncated \\UXXXXXXXX escape");
                    break;
                case 'N':
                    AppendNamed(from, escape, ref i, to);
                    break;
                case -1:
                    // Only the text before a replacement field can end so.
                    AppendChar('\\');
                    break;
                default:
                    AppendChar('\\');
                    if (c >= 128)
                    {
                        i--;
                        break;
                    }

                    badEscape = badEscape < 0 ? i - 1 : badEscape;
                    AppendChar((char)c);

                    break;
            }
        }

        if (badEscape >= 0)
        {
            WarnInvalidEscape(token, Buffer.AsSpan(badEscape));
        }
    }

    private void AppendHex(int from, int escape, ref int i, int to, int digits, string message)
    {
        uint value = 0;
        int n = 0;
        for (; n < digits && i < to && IsHex(Buffer[i]); n++)
        {
            value = (value << 4) | (uint)HexValue(Buffer[i++]);
        }

        if (n < digits)
        {
            throw EscapeError(from, escape, i, message);
        }

        if (value > 0x10FFFF)
        {
            throw EscapeError(from, escape, i, "illegal Unicode character");
        }

        AppendCodePoint((int)value);
    }

    private void AppendNamed(int from, int escape, ref int i, int to)
    {
        if (i < to && Buffer[i] == '{')
        {
            int start = ++i;
            while (i < to && Buffer[i] != '}')
            {
                i++;
            }

            if (i > start && i < to)
            {
                string name = Encoding.UTF8.GetString(Buffer, start, i - start);
                i++;
                int point = PythonParser.UnicodeNameLookup?.Invoke(name) ?? -1;
                if (point < 0)
                {
                    throw EscapeError(from, escape, i, "unknown Unicode character name");
                }

                AppendCodePoint(point);
                return;
            }
        }

        throw EscapeError(from, escape, i, "malformed \\N character escape");
    }

    // CPython decodes a copy in which every character beyond ASCII takes ten bytes; its positions count those.
    private Exception EscapeError(int from, int escape, int stop, string message)
    {
        int start = WidePosition(from, escape);
        int end = WidePosition(from, stop) - 1;
        string where = end == start
            ? "'unicodeescape' codec can't decode byte 0x5c in position " + start.ToString(CultureInfo.InvariantCulture)
            : "'unicodeescape' codec can't decode bytes in position " + start.ToString(CultureInfo.InvariantCulture) + "-" + end.ToString(CultureInfo.InvariantCulture);
        return ErrorAtLast("(unicode error) " + where + ": " + message);
    }

    private int WidePosition(int from, int pos)
    {
        int count = 0;
        for (int i = from; i < pos; i++)
        {
            count += Buffer[i] < 128 ? 1 : (Buffer[i] & 0xC0) == 0xC0 ? 10 : 0;
        }

        return count;
    }

    protected static T Place<T>(T node, in Token first, in Token last)
        where T : AstNode
    {
        node.Line = first.Line;
        node.Col = first.Col;
        node.EndLine = last.EndLine;
        node.EndCol = last.EndCol;
        return node;
    }

    /// <summary>The pieces of an f-string so far; all of them carry the position of the whole.</summary>
    private sealed class FStringBuilder(in Token first, in Token last, string? kind)
    {
        public readonly Token First = first;
        public readonly Token Last = last;
        public readonly string? Kind = kind;
        public readonly List<ExprNode> Values = [];
    }
}

namespace PythonEngine.Parsing;

internal sealed partial class Tokenizer
{
    // A literal may run straight into one of these words; CPython only warns of it.
    private static readonly string[] WordsAfterNumber = ["and", "else", "for", "if", "in", "is", "or", "not"];

    private TokenKind ScanNumber(ref Token token, int start)
    {
        if (_python2)
        {
            return ScanPython2Number(ref token, start);
        }

        int pos = start;
        int c = _buffer[pos];
        if (c == '.')
        {
            return ScanFraction(ref token, start, pos + 1);
        }

        if (c != '0')
        {
            return DecimalTail(ref pos)
                ? ScanAfterInteger(ref token, start, pos)
                : DigitError(ref token, pos, "invalid decimal literal");
        }

        c = At(++pos) | 0x20;
        if (pos < _length)
        {
            switch (c)
            {
                case 'x':
                    return ScanRadix(ref token, start, pos + 1, 16, "hexadecimal");
                case 'o':
                    return ScanRadix(ref token, start, pos + 1, 8, "octal");
                case 'b':
                    return ScanRadix(ref token, start, pos + 1, 2, "binary");
            }
        }

        c = At(pos);
        while (true)
        {
            if (c == '_')
            {
                c = At(++pos);
                if (!IsDigit(c))
                {
                    return DigitError(ref token, pos, "invalid decimal literal");
                }
            }

            if (c != '0')
            {
                break;
            }

            c = At(++pos);
        }

        int zerosEnd = pos;
        bool nonzero = false;
        if (IsDigit(c))
        {
            nonzero = true;
            if (!DecimalTail(ref pos))
            {
                return DigitError(ref token, pos, "invalid decimal literal");
            }

            c = At(pos);
        }

        if (nonzero && c != '.' && c != 'e' && c != 'E' && c != 'j' && c != 'J')
        {
            _pos = pos;
            return SyntaxError(
                ref token,
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers",
                start + 1 - LineStart,
                zerosEnd + 1 - LineStart);
        }

        return ScanAfterInteger(ref token, start, pos);
    }

    private TokenKind DigitError(ref Token token, int pos, string message)
    {
        _pos = pos;
        return SyntaxError(ref token, message);
    }

    // Skips digits and single underscores between them; pos stands on the first digit.
    private bool DecimalTail(ref int pos)
    {
        while (true)
        {
            do
            {
                pos++;
            }
            while (pos < _length && (CharClass[_buffer[pos]] & 4) != 0);

            if (At(pos) != '_')
            {
                return true;
            }

            pos++;
            if (!IsDigit(At(pos)))
            {
                return false;
            }
        }
    }

    private TokenKind ScanRadix(ref Token token, int start, int pos, int radix, string name)
    {
        int c = At(pos);
        do
        {
            if (c == '_')
            {
                c = At(++pos);
            }

            if (!IsRadixDigit(c, radix))
            {
                return RadixError(ref token, c, pos, name);
            }

            do
            {
                c = At(++pos);
            }
            while (IsRadixDigit(c, radix));
        }
        while (c == '_');

        return IsDigit(c)
            ? RadixError(ref token, c, pos, name)
            : EndNumber(ref token, start, pos, name);
    }

    private static bool IsRadixDigit(int c, int radix) => radix == 16 ? IsClass(c, 8) : c >= '0' && c < '0' + radix;

    private TokenKind RadixError(ref Token token, int c, int pos, string name)
    {
        if (IsDigit(c))
        {
            _pos = pos + 1;
            return SyntaxError(ref token, "invalid digit '" + (char)c + "' in " + name + " literal");
        }

        _pos = pos;
        return SyntaxError(ref token, "invalid " + name + " literal");
    }

    private TokenKind ScanAfterInteger(ref Token token, int start, int pos)
    {
        int c = At(pos);
        return c == '.' ? ScanFraction(ref token, start, pos + 1) : ScanExponent(ref token, start, pos);
    }

    private TokenKind ScanFraction(ref Token token, int start, int pos)
    {
        if (IsDigit(At(pos)) && !DecimalTail(ref pos))
        {
            return DigitError(ref token, pos, "invalid decimal literal");
        }

        return ScanExponent(ref token, start, pos);
    }

    private TokenKind ScanExponent(ref Token token, int start, int pos)
    {
        int c = At(pos);
        if (c == 'e' || c == 'E')
        {
            int mark = pos;
            c = At(++pos);
            if (c == '+' || c == '-')
            {
                c = At(++pos);
                if (!IsDigit(c))
                {
                    return DigitError(ref token, pos, "invalid decimal literal");
                }
            }
            else if (!IsDigit(c))
            {
                return EndNumber(ref token, start, mark, "decimal");
            }

            if (!DecimalTail(ref pos))
            {
                return DigitError(ref token, pos, "invalid decimal literal");
            }

            c = At(pos);
        }

        return c == 'j' || c == 'J'
            ? EndNumber(ref token, start, pos + 1, "imaginary")
            : EndNumber(ref token, start, pos, "decimal");
    }

    private TokenKind EndNumber(ref Token token, int start, int pos, string name)
    {
        int c = At(pos);
        if (IsClass(c, 2))
        {
            _pos = pos;
            string message = "invalid " + name + " literal";
            if (!StartsWordAfterNumber(pos))
            {
                return SyntaxError(ref token, message);
            }

            if (WarningHandler != null && !WarningHandler("SyntaxWarning", message, FileName, Line))
            {
                SyntaxError(ref token, message);
                RaisedWarning = Error;
                return TokenKind.Error;
            }
        }

        return Finish(ref token, TokenKind.Number, start, pos);
    }

    private bool StartsWordAfterNumber(int pos)
    {
        foreach (string word in WordsAfterNumber)
        {
            int i = 0;
            while (i < word.Length && At(pos + i) == word[i])
            {
                i++;
            }

            // The words on i are told by two characters alone.
            if (i == word.Length && (word[0] == 'i' || !IsClass(At(pos + i), 2)))
            {
                return true;
            }
        }

        return false;
    }
}

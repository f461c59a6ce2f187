namespace PythonEngine.Parsing;

/// <summary>Where Python 2.7's tokens differ: prefixes of strings, octal and long numbers, words that are no keywords yet.</summary>
internal sealed partial class Tokenizer
{
    private TokenKind ScanPython2Name(ref Token token, int start)
    {
        byte[] buffer = _buffer;
        int pos = start;
        if ((At(pos) | 0x20) is 'u' or 'b')
        {
            pos++;
        }

        if ((At(pos) | 0x20) == 'r')
        {
            pos++;
        }

        if (pos > start && At(pos) is '"' or '\'')
        {
            return ScanString(ref token, start, pos);
        }

        pos = start;
        int bits = 0;
        while (pos < _length && (CharClass[buffer[pos]] & 2) != 0)
        {
            bits |= buffer[pos];
            pos++;
        }

        if (bits >= 128)
        {
            _pos = pos;
            return SyntaxError(ref token, "invalid syntax");
        }

        TokenKind kind = Keywords.Classify(buffer, start, pos - start);
        return Finish(ref token, kind is TokenKind.Async or TokenKind.Await or TokenKind.Nonlocal ? TokenKind.Name : kind, start, pos);
    }

    private TokenKind ScanPython2Number(ref Token token, int start)
    {
        int pos = start;
        bool integer = true;
        if (At(pos) == '0' && (At(pos + 1) | 0x20) is 'x' or 'o' or 'b')
        {
            int radix = (At(pos + 1) | 0x20) switch { 'x' => 16, 'o' => 8, _ => 2 };
            int digits = pos + 2;
            pos = digits;
            while (IsRadixDigit(At(pos), radix))
            {
                pos++;
            }

            if (pos == digits)
            {
                _pos = pos;
                return SyntaxError(ref token, "invalid token");
            }
        }
        else
        {
            SkipDigits(ref pos);
            int digitsEnd = pos;
            if (At(pos) == '.')
            {
                integer = false;
                pos++;
                SkipDigits(ref pos);
            }

            if ((At(pos) | 0x20) == 'e')
            {
                int exponent = At(pos + 1) is '+' or '-' ? pos + 2 : pos + 1;
                if (IsDigit(At(exponent)))
                {
                    integer = false;
                    pos = exponent;
                    SkipDigits(ref pos);
                }
            }

            if ((At(pos) | 0x20) == 'j')
            {
                integer = false;
                pos++;
            }

            if (integer && _buffer[start] == '0')
            {
                for (int i = start; i < digitsEnd; i++)
                {
                    if (_buffer[i] > '7')
                    {
                        _pos = digitsEnd;
                        return SyntaxError(ref token, "invalid token");
                    }
                }
            }
        }

        if (integer && (At(pos) | 0x20) == 'l')
        {
            pos++;
        }

        return Finish(ref token, TokenKind.Number, start, pos);
    }

    private void SkipDigits(ref int pos)
    {
        while (IsDigit(At(pos)))
        {
            pos++;
        }
    }
}

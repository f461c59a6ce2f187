namespace PythonEngine.Objects;

/// <summary>printf-style formatting, the % operator of str, bytes and bytearray.</summary>
internal ref struct PercentFormat
{
    private readonly PyStr _format;
    private readonly bool _bytes;
    private bool _python2;
    private readonly PyObject? _mapping;
    private PyObject _args;
    private bool _tuple;
    private int _next;
    private int _at;
    private StrBuilder _out;

    private bool _left, _plus, _blank, _alternate, _zero;
    private long _width, _precision;

    private PercentFormat(PyStr format, PyObject args, bool bytes)
    {
        _format = format;
        _bytes = bytes;
        _args = args;
        _tuple = args is PyTuple;
        if (!_tuple && args is not PyStr && !(bytes && args is PyBytes or PyByteArray) && IsMapping(args))
        {
            _mapping = args;
        }
        _out = new StrBuilder(format.Length + 32);
    }

    private static unsafe bool IsMapping(PyObject o) => o.Type.HasGetItem;

    internal static PyStr FormatStr(PyStr format, PyObject args) => new PercentFormat(format, args, bytes: false).Run();

    /// <summary>The % operator of the Python 2 dialect's text, which shows values as Python 2 did.</summary>
    internal static PyStr FormatPython2(PyStr format, PyObject args) => new PercentFormat(format, args, bytes: false) { _python2 = true }.Run();

    internal static byte[] FormatBytes(ReadOnlySpan<byte> format, PyObject args)
    {
        PyStr text = PyStr.FromBmp(System.Text.Encoding.Latin1.GetString(format));
        return System.Text.Encoding.Latin1.GetBytes(new PercentFormat(text, args, bytes: true).Run().Bmp);
    }

    private PyObject NextArgument()
    {
        if (_tuple)
        {
            PyTuple tuple = (PyTuple)_args;
            if (_next < tuple.Count)
            {
                return tuple[_next++];
            }
        }
        else if (_next == 0)
        {
            _next = 1;
            return _args;
        }
        throw Err.TypeError("not enough arguments for format string");
    }

    private PyStr Run()
    {
        int end = _format.Length;
        while (_at < end)
        {
            int start = _at;
            if (_format.IsBmp)
            {
                int found = _format.Bmp.AsSpan(_at).IndexOf('%');
                _at = found < 0 ? end : _at + found;
            }
            else
            {
                while (_at < end && _format[_at] != '%')
                {
                    _at++;
                }
            }
            _out.Append(_format, start, _at - start);
            if (_at == end)
            {
                break;
            }
            _at++;
            if (_at == end)
            {
                throw Err.ValueError("incomplete format");
            }
            if (_format[_at] == '%')
            {
                _out.Append('%');
                _at++;
                continue;
            }
            Item();
        }
        bool unused = _tuple ? _next < ((PyTuple)_args).Count : _mapping == null && _next == 0;
        if (unused)
        {
            throw Err.TypeError($"not all arguments converted during {(_bytes ? "bytes" : "string")} formatting");
        }
        return _out.ToPyStr();
    }

    private void Key()
    {
        if (_mapping == null)
        {
            throw Err.TypeError("format requires a mapping");
        }
        int start = ++_at, depth = 1;
        while (depth > 0 && _at < _format.Length)
        {
            int c = _format[_at++];
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
        if (depth > 0)
        {
            throw Err.ValueError("incomplete format key");
        }
        PyStr key = _format.Slice(start, _at - 1 - start);
        _args = Ops.GetItem(_mapping, _bytes ? new PyBytes(System.Text.Encoding.Latin1.GetBytes(key.Bmp)) : key);
        _tuple = false;
        _next = 0;
        _keyed = true;
    }

    private bool _keyed;

    private long Star()
    {
        PyObject value = NextArgument();
        if (value is not PyInt number)
        {
            throw Err.TypeError("* wants int");
        }
        if (!number.TryGetLong(out long result) || result is > int.MaxValue or < int.MinValue)
        {
            throw Err.OverflowError("Python int too large to convert to C int");
        }
        return result;
    }

    private long Digits(string tooBig)
    {
        long value = 0;
        while (_at < _format.Length && _format[_at] is >= '0' and <= '9')
        {
            value = value * 10 + (_format[_at++] - '0');
            if (value > int.MaxValue)
            {
                throw Err.ValueError(tooBig);
            }
        }
        return value;
    }

    private void Item()
    {
        int end = _format.Length;
        _left = _plus = _blank = _alternate = _zero = false;
        _width = -1;
        _precision = -1;
        _keyed = false;
        if (_format[_at] == '(')
        {
            Key();
        }
        for (; _at < end; _at++)
        {
            int flag = _format[_at];
            if (flag == '-')
            {
                _left = true;
            }
            else if (flag == '+')
            {
                _plus = true;
            }
            else if (flag == ' ')
            {
                _blank = true;
            }
            else if (flag == '#')
            {
                _alternate = true;
            }
            else if (flag == '0')
            {
                _zero = true;
            }
            else
            {
                break;
            }
        }
        if (_at < end && _format[_at] == '*')
        {
            _at++;
            _width = Star();
            if (_width < 0)
            {
                _left = true;
                _width = -_width;
            }
        }
        else if (_at < end && _format[_at] is >= '0' and <= '9')
        {
            _width = Digits("width too big");
        }
        if (_at < end && _format[_at] == '.')
        {
            _at++;
            if (_at < end && _format[_at] == '*')
            {
                _at++;
                _precision = Math.Max(Star(), 0);
            }
            else
            {
                _precision = Digits(_bytes ? "prec too big" : "precision too big");
            }
        }
        if (_at < end && _format[_at] is 'h' or 'l' or 'L')
        {
            _at++;
        }
        if (_at >= end)
        {
            throw Err.ValueError("incomplete format");
        }
        int code = _format[_at++];
        PyObject value = NextArgument();
        if (_keyed && _mapping != null)
        {
            // A keyed value is used up; positional arguments cannot follow it.
            _next = 1;
        }
        switch (code)
        {
            case 's' or 'd' when !(_bytes && code == 's') && value.GetType() == typeof(PySmallInt) && _width < 0 && _precision < 0 && !(_plus || _blank || _alternate || _zero):
                _out.Append(Unsafe.As<PySmallInt>(value).Value);
                break;
            case 's' when !_bytes:
                Text(value.GetType() == typeof(PyStr) ? (PyStr)value : _python2 ? Python2.Python2Text.Str(value) : Ops.Str(value));
                break;
            case 's' or 'b' when _bytes:
                Text(BytesText(value));
                break;
            case 'r' when !_bytes:
                Text(_python2 ? Python2.Python2Text.Repr(value) : Ops.Repr(value));
                break;
            case 'r' or 'a':
                Text(Ops.Ascii(value));
                break;
            case 'c':
                Text(Character(value));
                break;
            case 'd' or 'i' or 'u' or 'x' or 'X' or 'o':
                Integer(value, (char)code);
                break;
            case 'e' or 'E' or 'f' or 'F' or 'g' or 'G':
                double number = Ops.AsDouble(value);
                Numeric(FormatSpec.Printf(number, (char)code, (int)Math.Min(_precision, int.MaxValue), _alternate), '\0');
                break;
            default:
                throw Err.ValueError($"unsupported format character '{(code is > 31 and < 128 ? (char)code : '?')}' (0x{code:x}) at index {_at - 1}");
        }
    }

    private static PyStr BytesText(PyObject value)
    {
        if (value is PyBytes bytes && bytes.GetType() == typeof(PyBytes))
        {
            return PyStr.FromBmp(System.Text.Encoding.Latin1.GetString(bytes.Data));
        }
        if (value is PyByteArray array)
        {
            return PyStr.FromBmp(System.Text.Encoding.Latin1.GetString(array.Span));
        }
        if (Ops.LookupSpecial(value, Names.Bytes) is { } method)
        {
            PyObject result = Ops.Call(method);
            return result is PyBytes converted
                ? PyStr.FromBmp(System.Text.Encoding.Latin1.GetString(converted.Data))
                : throw Err.TypeError($"__bytes__ returned non-bytes (type {Ops.TypeName(result)})");
        }
        if (value.TryGetBuffer(false, out BufferView view))
        {
            try
            {
                return PyStr.FromBmp(System.Text.Encoding.Latin1.GetString(view.Span));
            }
            finally
            {
                view.Release();
            }
        }
        throw Err.TypeError($"%b requires a bytes-like object, or an object that implements __bytes__, not '{Ops.TypeName(value)}'");
    }

    private readonly PyStr Character(PyObject value)
    {
        if (!_bytes && value is PyStr s)
        {
            return s.Length == 1 ? s : throw Err.TypeError("%c requires int or char");
        }
        if (_bytes && value is PyBytes { Length: 1 } one)
        {
            return PyStr.FromChar(one.Data[0]);
        }
        if (_bytes && value is PyByteArray { Length: 1 } array)
        {
            return PyStr.FromChar(array.Span[0]);
        }
        PyInt index;
        try
        {
            index = Ops.Index(value);
        }
        catch (PyException e) when (e.Matches(Exc.TypeError))
        {
            throw Err.TypeError(_bytes ? "%c requires an integer in range(256) or a single byte" : "%c requires int or char");
        }
        int limit = _bytes ? 256 : 0x110000;
        if (!index.TryGetLong(out long c) || c < 0 || c >= limit)
        {
            throw Err.OverflowError(_bytes ? "%c arg not in range(256)" : "%c arg not in range(0x110000)");
        }
        return PyStr.FromChar((int)c);
    }

    private void Text(PyStr text)
    {
        int length = _precision >= 0 ? (int)Math.Min(_precision, text.Length) : text.Length;
        long padding = _width - length;
        if (!_left)
        {
            _out.Append(' ', padding);
        }
        _out.Append(text, 0, length);
        if (_left)
        {
            _out.Append(' ', padding);
        }
    }

    private static unsafe bool IsNumber(PyObject o)
    {
        PyType t = o.Type;
        return t.NbInt != null || t.NbFloat != null || t.NbIndex != null || o is PyComplex;
    }

    private void Integer(PyObject value, char code)
    {
        PyInt number;
        if (value is PyInt exact)
        {
            number = exact;
        }
        else
        {
            bool radix = code is 'x' or 'X' or 'o';
            string expected = radix ? "an integer is required" : "a real number is required";
            if (!IsNumber(value))
            {
                throw Err.TypeError($"%{code} format: {expected}, not {Ops.TypeName(value)}");
            }
            try
            {
                number = radix ? Ops.Index(value) : PyInt.FromNumber(value);
            }
            catch (PyException e) when (e.Matches(Exc.TypeError))
            {
                throw Err.TypeError($"%{code} format: {expected}, not {Ops.TypeName(value)}");
            }
        }
        string digits = number.MagnitudeText(code switch { 'x' or 'X' => 16, 'o' => 8, _ => 10 });
        if (code == 'X')
        {
            digits = digits.ToUpperInvariant();
        }
        if (_precision > digits.Length)
        {
            if (_precision > 0x3FFFFFDF)
            {
                throw Err.ValueError("precision too large");
            }
            digits = digits.PadLeft((int)_precision, '0');
        }
        Numeric(number.Sign < 0 ? "-" + digits : digits, _alternate && (code is 'x' or 'X' or 'o') ? code : '\0');
    }

    /// <summary>Lays a number out: sign and radix prefix come before zeros but after blanks.</summary>
    private void Numeric(string text, char prefix)
    {
        char sign = '\0';
        int start = 0;
        if (text[0] is '-' or '+')
        {
            sign = text[0];
            start = 1;
        }
        else if (_plus)
        {
            sign = '+';
        }
        else if (_blank)
        {
            sign = ' ';
        }
        long padding = _width - (text.Length - start) - (sign != 0 ? 1 : 0) - (prefix != 0 ? 2 : 0);
        if (!_zero && !_left)
        {
            _out.Append(' ', padding);
        }
        if (sign != 0)
        {
            _out.Append(sign);
        }
        if (prefix != 0)
        {
            _out.Append('0');
            _out.Append(prefix);
        }
        if (_zero && !_left)
        {
            _out.Append('0', padding);
        }
        _out.Append(text.AsSpan(start));
        if (_left)
        {
            _out.Append(' ', padding);
        }
    }
}

namespace PythonEngine.Objects;

internal static partial class Codecs
{
    internal static PyUnicodeEncodeError EncodeError(string encoding, PyStr text, int start, int end, string reason)
    {
        PyStr name = PyStr.Intern(encoding), why = new(reason);
        return new PyUnicodeEncodeError(PyUnicodeEncodeError.TypeObject)
        {
            Encoding = name,
            Object = text,
            Start = start,
            End = end,
            Reason = why,
            Args = new PyTuple([name, text, PyInt.From(start), PyInt.From(end), why]),
        };
    }

    internal static PyUnicodeDecodeError DecodeError(string encoding, ReadOnlySpan<byte> data, int start, int end, string reason)
    {
        PyStr name = PyStr.Intern(encoding), why = new(reason);
        PyBytes bytes = new(data.ToArray());
        return new PyUnicodeDecodeError(PyUnicodeDecodeError.TypeObject)
        {
            Encoding = name,
            Object = bytes,
            Start = start,
            End = end,
            Reason = why,
            Args = new PyTuple([name, bytes, PyInt.From(start), PyInt.From(end), why]),
        };
    }

    internal static unsafe PyObject LookupErrorHandler(string name)
    {
        CodecRegistry registry = Registry;
        if (registry.ErrorHandlers.TryGetValue(name, out PyObject? handler))
        {
            return handler;
        }
        NativeFunction? native = name switch
        {
            "strict" => new NativeFunction("strict_errors", null, "Implements the 'strict' error handling, which raises a UnicodeError on coding errors.", &StrictErrors),
            "ignore" => new NativeFunction("ignore_errors", null, "Implements the 'ignore' error handling, which ignores malformed data and continues.", &IgnoreErrors),
            "replace" => new NativeFunction("replace_errors", null, "Implements the 'replace' error handling, which replaces malformed data with a replacement marker.", &ReplaceErrors),
            "xmlcharrefreplace" => new NativeFunction("xmlcharrefreplace_errors", null, "Implements the 'xmlcharrefreplace' error handling, which replaces an unencodable character with the appropriate XML character reference.", &XmlErrors),
            "backslashreplace" => new NativeFunction("backslashreplace_errors", null, "Implements the 'backslashreplace' error handling, which replaces malformed data with a backslashed escape sequence.", &BackslashErrors),
            "namereplace" => new NativeFunction("namereplace_errors", null, "Implements the 'namereplace' error handling, which replaces an unencodable character with a \\N{...} escape sequence.", &NameErrors),
            "surrogatepass" => new NativeFunction("surrogatepass", null, null, &SurrogatePassErrors),
            "surrogateescape" => new NativeFunction("surrogateescape", null, null, &SurrogateEscapeErrors),
            _ => null,
        };
        if (native == null)
        {
            throw Err.LookupError($"unknown error handler name '{name}'");
        }
        handler = new PyBuiltinFunction(native, null, null);
        registry.ErrorHandlers[name] = handler;
        return handler;
    }

    internal static void RegisterErrorHandler(string name, PyObject handler)
    {
        if (!IsCallable(handler))
        {
            throw Err.TypeError("handler must be callable");
        }
        Registry.ErrorHandlers[name] = handler;
    }

    private static PyUnicodeError Problem(ReadOnlySpan<PyObject> args, string name)
    {
        if (args.Length != 1)
        {
            throw Err.TypeError($"{name}() takes exactly one argument ({args.Length} given)");
        }
        return args[0] as PyUnicodeError ?? throw WrongException(args[0]);
    }

    private static PyException WrongException(PyObject e) => Err.TypeError($"don't know how to handle {Ops.TypeName(e)} in error callback");

    private static PyObject Answer(PyStr text, long position) => PyTuple.Of(text, PyInt.From(position));

    private static PyObject StrictErrors(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (args.Length == 1 && args[0] is PyBaseException e)
        {
            throw new PyException(e);
        }
        throw Err.TypeError("codec must pass exception instance");
    }

    private static PyObject IgnoreErrors(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyUnicodeError e = Problem(args, "ignore_errors");
        return Answer(PyStr.Empty, e.End);
    }

    private static PyObject ReplaceErrors(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyUnicodeError e = Problem(args, "replace_errors");
        long n = Math.Max(0, e.End - e.Start);
        return Answer(e switch
        {
            PyUnicodeEncodeError => PyStr.FromChar('?').Repeat(n),
            PyUnicodeDecodeError => PyStr.FromChar(0xFFFD),
            _ => PyStr.FromChar(0xFFFD).Repeat(n),
        }, e.End);
    }

    private static PyObject XmlErrors(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (Problem(args, "xmlcharrefreplace_errors") is not PyUnicodeEncodeError { Object: PyStr text } e)
        {
            throw WrongException(args[0]);
        }
        return Answer(ReplacementText(text, (int)e.Start, (int)e.End, "xmlcharrefreplace"), e.End);
    }

    private static PyObject NameErrors(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        if (Problem(args, "namereplace_errors") is not PyUnicodeEncodeError { Object: PyStr text } e)
        {
            throw WrongException(args[0]);
        }
        return Answer(ReplacementText(text, (int)e.Start, (int)e.End, "namereplace"), e.End);
    }

    private static PyObject BackslashErrors(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyUnicodeError e = Problem(args, "backslashreplace_errors");
        if (e is PyUnicodeDecodeError && e.Object is PyBytes bytes)
        {
            StrBuilder sb = new(16);
            for (long i = e.Start; i < Math.Min(e.End, bytes.Length); i++)
            {
                PyStr.AppendEscape(ref sb, bytes.Data[i]);
            }
            return Answer(sb.ToPyStr(), e.End);
        }
        return e.Object is PyStr text
            ? Answer(ReplacementText(text, (int)e.Start, (int)e.End, "backslashreplace"), e.End)
            : throw WrongException(e);
    }

    /// <summary>Byte width (1, 2, 4) and order of the UTF family by name; 0 for anything else.</summary>
    private static int UtfWidth(string encoding, out bool little)
    {
        string name = Normalize(encoding).Replace("_", "", StringComparison.Ordinal);
        little = !name.EndsWith("be", StringComparison.Ordinal);
        return name.StartsWith("utf8", StringComparison.Ordinal) || name == "cputf8" ? 1
            : name.StartsWith("utf16", StringComparison.Ordinal) ? 2
            : name.StartsWith("utf32", StringComparison.Ordinal) ? 4 : 0;
    }

    private static void AppendSurrogate(ref ByteBuilder sb, int c, int width, bool little)
    {
        if (width == 1)
        {
            sb.Append((byte)(0xE0 | c >> 12));
            sb.Append((byte)(0x80 | (c >> 6 & 0x3F)));
            sb.Append((byte)(0x80 | (c & 0x3F)));
            return;
        }
        for (int i = 0; i < width; i++)
        {
            sb.Append((byte)(c >> 8 * (little ? i : width - 1 - i)));
        }
    }

    /// <summary>The surrogate encoded at a position of the data, or -1.</summary>
    private static int SurrogateAt(ReadOnlySpan<byte> data, int at, int width, bool little, out int length)
    {
        length = width == 1 ? 3 : width;
        int c = 0;
        if (width == 0 || at + length > data.Length)
        {
            return -1;
        }
        if (width == 1)
        {
            if ((data[at] & 0xF0) == 0xE0 && (data[at + 1] & 0xC0) == 0x80 && (data[at + 2] & 0xC0) == 0x80)
            {
                c = (data[at] & 15) << 12 | (data[at + 1] & 63) << 6 | (data[at + 2] & 63);
            }
        }
        else
        {
            for (int i = 0; i < width; i++)
            {
                c |= data[at + i] << 8 * (little ? i : width - 1 - i);
            }
        }
        return c is >= 0xD800 and < 0xE000 ? c : -1;
    }

    private static PyObject SurrogatePassErrors(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyUnicodeError e = Problem(args, "surrogatepass");
        int width = UtfWidth(Ops.StrText(e.Encoding!), out bool little);
        if (e is PyUnicodeEncodeError && e.Object is PyStr text && width != 0)
        {
            ByteBuilder sb = new(8);
            for (int i = (int)e.Start; i < e.End; i++)
            {
                if (text[i] is < 0xD800 or >= 0xE000)
                {
                    throw new PyException(e);
                }
                AppendSurrogate(ref sb, text[i], width, little);
            }
            return PyTuple.Of(new PyBytes(sb.ToArray()), PyInt.From(e.End));
        }
        if (e is PyUnicodeDecodeError && e.Object is PyBytes bytes)
        {
            int c = SurrogateAt(bytes.Data, (int)e.Start, width, little, out int length);
            if (c >= 0)
            {
                return Answer(PyStr.FromChar(c), e.Start + length);
            }
        }
        throw new PyException(e);
    }

    private static PyObject SurrogateEscapeErrors(ReadOnlySpan<PyObject> args, PyTuple? kwnames)
    {
        PyUnicodeError e = Problem(args, "surrogateescape");
        if (e is PyUnicodeEncodeError && e.Object is PyStr text)
        {
            ByteBuilder sb = new(8);
            for (int i = (int)e.Start; i < e.End; i++)
            {
                if (text[i] is < 0xDC80 or > 0xDCFF)
                {
                    throw new PyException(e);
                }
                sb.Append((byte)text[i]);
            }
            return PyTuple.Of(new PyBytes(sb.ToArray()), PyInt.From(e.End));
        }
        if (e is PyUnicodeDecodeError && e.Object is PyBytes bytes)
        {
            StrBuilder sb = new(4);
            int i = (int)e.Start;
            while (i < e.End && i - e.Start < 4 && bytes.Data[i] >= 128)
            {
                sb.Append(0xDC00 + bytes.Data[i++]);
            }
            if (i > e.Start)
            {
                return Answer(sb.ToPyStr(), i);
            }
        }
        throw new PyException(e);
    }

    /// <summary>What stands for unencodable characters under the handlers that answer with ASCII text.</summary>
    private static PyStr ReplacementText(PyStr text, int start, int end, string errors)
    {
        StrBuilder sb = new(16);
        for (int i = start; i < end; i++)
        {
            int c = text[i];
            if (errors == "xmlcharrefreplace")
            {
                sb.Append("&#");
                sb.Append(c.ToString(System.Globalization.CultureInfo.InvariantCulture));
                sb.Append(';');
                continue;
            }
            if (errors == "namereplace")
            {
                if (Modules.UnicodeData.UnicodeDatabase.Names.NameOf(c) is { } name)
                {
                    sb.Append("\\N{");
                    sb.Append(name);
                    sb.Append('}');
                    continue;
                }
            }
            PyStr.AppendEscape(ref sb, c);
        }
        return sb.ToPyStr();
    }

    /// <summary>Handles characters that an encoder cannot take: appends what stands for them and returns where to go on.</summary>
    private ref struct EncodeProblem(string encoding, PyStr text, string errors, string reason, int limit)
    {
        private PyObject? _handler;
        private PyUnicodeEncodeError? _error;

        public int Handle(ref ByteBuilder sb, int start, int end, int unit = 1, bool little = true)
        {
            switch (errors)
            {
                case "strict":
                    throw Raise(start, end);
                case "ignore":
                    return end;
                case "replace":
                    for (int i = start; i < end; i++)
                    {
                        Unit(ref sb, '?', unit, little);
                    }
                    return end;
                case "backslashreplace" or "xmlcharrefreplace" or "namereplace":
                    Text(ref sb, ReplacementText(text, start, end, errors), start, end, unit, little);
                    return end;
                case "surrogateescape" when unit == 1:
                    while (start < end && text[start] is >= 0xDC80 and <= 0xDCFF)
                    {
                        sb.Append((byte)text[start++]);
                    }
                    return start == end ? end : throw Raise(start, end);
                case "surrogatepass":
                    int width = UtfWidth(encoding, out _);
                    if (width == 0)
                    {
                        throw Raise(start, end);
                    }
                    for (int i = start; i < end; i++)
                    {
                        AppendSurrogate(ref sb, text[i], width, little);
                    }
                    return end;
            }
            _handler ??= LookupErrorHandler(errors);
            if (_error == null)
            {
                _error = EncodeError(encoding, text, start, end, reason);
            }
            else
            {
                _error.Start = start;
                _error.End = end;
            }
            PyObject result = Ops.Call(_handler, _error);
            if (result is not PyTuple { Count: 2 } pair || pair[0] is not (PyStr or PyBytes) || pair[1] is not PyInt position)
            {
                throw Err.TypeError("encoding error handler must return (str/bytes, int) tuple");
            }
            long next = HandlerPosition(position);
            if (next < 0)
            {
                next += text.Length;
            }
            if (next < 0 || next > text.Length)
            {
                throw Err.IndexError($"position {Ops.AsLong(position)} from error handler out of bounds");
            }
            if (pair[0] is PyBytes bytes)
            {
                if (bytes.Length % unit != 0)
                {
                    throw Raise(start, end);
                }
                sb.Append(bytes.Data);
            }
            else
            {
                Text(ref sb, (PyStr)pair[0], start, end, unit, little);
            }
            return (int)next;
        }

        private void Text(ref ByteBuilder sb, PyStr replacement, int start, int end, int unit, bool little)
        {
            for (int i = 0; i < replacement.Length; i++)
            {
                if (replacement[i] >= limit)
                {
                    throw Raise(start, end);
                }
                Unit(ref sb, replacement[i], unit, little);
            }
        }

        private static void Unit(ref ByteBuilder sb, int c, int unit, bool little)
        {
            for (int i = 0; i < unit; i++)
            {
                sb.Append((byte)(c >> 8 * (little ? i : unit - 1 - i)));
            }
        }

        public readonly PyException Raise(int start, int end) => new(EncodeError(encoding, text, start, end, reason));
    }

    /// <summary>Handles bytes that a decoder cannot take: appends what stands for them and returns where to go on.</summary>
    /// <summary>The position that an error handler returned; one that no text can have is out of bounds.</summary>
    internal static long HandlerPosition(PyInt position) => position.TryGetLong(out long n) ? n : throw Err.IndexError($"position {Ops.StrText(position)} from error handler out of bounds");

    private ref struct DecodeProblem(string encoding, ReadOnlySpan<byte> data, string errors)
    {
        private PyObject? _handler;
        private PyUnicodeDecodeError? _error;

        /// <summary>The input; a custom handler may have replaced it.</summary>
        public ReadOnlySpan<byte> Data = data;

        public int Handle(ref StrBuilder sb, int start, int end, string reason)
        {
            switch (errors)
            {
                case "strict":
                    throw Raise(start, end, reason);
                case "ignore":
                    return end;
                case "replace":
                    sb.Append('\uFFFD');
                    return end;
                case "backslashreplace":
                    for (int i = start; i < end; i++)
                    {
                        PyStr.AppendEscape(ref sb, Data[i]);
                    }
                    return end;
                case "surrogateescape":
                    int at = start;
                    while (at < end && at - start < 4 && Data[at] >= 128)
                    {
                        sb.Append((char)(0xDC00 + Data[at++]));
                    }
                    return at > start ? at : throw Raise(start, end, reason);
                case "surrogatepass":
                    int c = SurrogateAt(Data, start, UtfWidth(encoding, out bool little), little, out int length);
                    if (c < 0)
                    {
                        throw Raise(start, end, reason);
                    }
                    sb.Append((char)c);
                    return start + length;
            }
            _handler ??= LookupErrorHandler(errors);
            if (_error == null)
            {
                _error = DecodeError(encoding, Data, start, end, reason);
            }
            else
            {
                _error.Start = start;
                _error.End = end;
                _error.Reason = new PyStr(reason);
            }
            PyObject result = Ops.Call(_handler, _error);
            if (result is not PyTuple { Count: 2 } pair || pair[0] is not PyStr replacement || pair[1] is not PyInt position)
            {
                throw Err.TypeError("decoding error handler must return (str, int) tuple");
            }
            if (_error.Object is not PyBytes input)
            {
                throw Err.TypeError("exception attribute object must be bytes");
            }
            Data = input.Data;
            long next = HandlerPosition(position);
            if (next < 0)
            {
                next += Data.Length;
            }
            if (next < 0 || next > Data.Length)
            {
                throw Err.IndexError($"position {Ops.AsLong(position)} from error handler out of bounds");
            }
            sb.Append(replacement);
            return (int)next;
        }

        public readonly PyException Raise(int start, int end, string reason) => new(DecodeError(encoding, Data, start, end, reason));
    }
}

namespace PythonEngine.Objects;

/// <summary><c>EncodingMap</c>: the reverse of a decoding table, for <c>charmap_encode</c>.</summary>
[PyType("EncodingMap", NoConstructor = true)]
internal sealed partial class PyEncodingMap(Dictionary<int, byte> map) : PyObject
{
    internal readonly Dictionary<int, byte> Map = map;

    [PyMethod("size", "")]
    private long Size() => 16 + Map.Count * 5L;
}

internal static partial class Codecs
{
    private const string Undefined = "character maps to <undefined>";

    internal static PyObject BuildCharmap(PyStr table)
    {
        Dictionary<int, byte> map = [];
        for (int i = 0; i < Math.Min(table.Length, 256); i++)
        {
            if (table[i] != 0xFFFE)
            {
                map[table[i]] = (byte)i;
            }
        }
        return new PyEncodingMap(map);
    }

    internal static PyStr DecodeCharmap(ReadOnlySpan<byte> data, string errors, PyObject mapping)
    {
        StrBuilder sb = new(data.Length);
        DecodeProblem problem = new("charmap", data, errors);
        int i = 0;
        while (i < problem.Data.Length)
        {
            int b = problem.Data[i];
            if (mapping is PyStr table)
            {
                if (b < table.Length && table[b] != 0xFFFE)
                {
                    sb.Append(table[b]);
                    i++;
                    continue;
                }
            }
            else if (MappedCharacter(ref sb, mapping, b))
            {
                i++;
                continue;
            }
            i = problem.Handle(ref sb, i, i + 1, Undefined);
        }
        return sb.ToPyStr();
    }

    private static PyObject? MapItem(PyObject mapping, int key)
    {
        try
        {
            return Ops.GetItem(mapping, PyInt.From(key));
        }
        catch (PyException e) when (e.Matches(Exc.LookupError))
        {
            return null;
        }
    }

    private static bool MappedCharacter(ref StrBuilder sb, PyObject mapping, int b)
    {
        switch (MapItem(mapping, b))
        {
            case null or PyNone:
                return false;
            case PyInt number:
                if (!number.TryGetLong(out long c) || c is < 0 or > 0x10FFFF)
                {
                    throw Err.TypeError("character mapping must be in range(0x110000)");
                }
                if (c == 0xFFFE)
                {
                    return false;
                }
                sb.Append((int)c);
                return true;
            case PyStr text:
                if (text.Length == 1 && text[0] == 0xFFFE)
                {
                    return false;
                }
                sb.Append(text);
                return true;
            default:
                throw Err.TypeError("character mapping must return integer, None or str");
        }
    }

    private static bool MappedBytes(ref ByteBuilder sb, PyObject mapping, int c)
    {
        if (mapping is PyEncodingMap encoding)
        {
            if (!encoding.Map.TryGetValue(c, out byte b))
            {
                return false;
            }
            sb.Append(b);
            return true;
        }
        PyObject? item = MapItem(mapping, c);
        switch (item)
        {
            case null or PyNone:
                return false;
            case PyInt number:
                if (!number.TryGetLong(out long value) || value is < 0 or > 255)
                {
                    throw Err.TypeError("character mapping must be in range(256)");
                }
                sb.Append((byte)value);
                return true;
            case PyBytes bytes:
                sb.Append(bytes.Data);
                return true;
            default:
                throw Err.TypeError($"character mapping must return integer, bytes or None, not {Ops.TypeName(item)}");
        }
    }

    internal static byte[] EncodeCharmap(PyStr text, string errors, PyObject mapping)
    {
        ByteBuilder sb = new(text.Length);
        ByteBuilder scratch = new(16);
        PyObject? handler = null;
        for (int i = 0; i < text.Length;)
        {
            if (MappedBytes(ref sb, mapping, text[i]))
            {
                i++;
                continue;
            }
            int end = i + 1;
            while (end < text.Length && !MappedBytes(ref scratch, mapping, text[end]))
            {
                end++;
            }
            if (errors == "ignore")
            {
                i = end;
                continue;
            }
            PyUnicodeEncodeError error = EncodeError("charmap", text, i, end, Undefined);
            if (errors == "strict")
            {
                throw new PyException(error);
            }
            handler ??= LookupErrorHandler(errors);
            if (Ops.Call(handler, error) is not PyTuple { Count: 2 } pair || pair[0] is not (PyStr or PyBytes) || pair[1] is not PyInt position)
            {
                throw Err.TypeError("encoding error handler must return (str/bytes, int) tuple");
            }
            if (pair[0] is PyBytes bytes)
            {
                sb.Append(bytes.Data);
            }
            else
            {
                PyStr replacement = (PyStr)pair[0];
                for (int k = 0; k < replacement.Length; k++)
                {
                    if (!MappedBytes(ref sb, mapping, replacement[k]))
                    {
                        throw new PyException(EncodeError("charmap", text, i, end, Undefined));
                    }
                }
            }
            long next = Ops.AsLong(position);
            next += next < 0 ? text.Length : 0;
            if (next < 0 || next > text.Length)
            {
                throw Err.IndexError($"position {Ops.AsLong(position)} from error handler out of bounds");
            }
            i = (int)next;
        }
        return sb.ToArray();
    }
}

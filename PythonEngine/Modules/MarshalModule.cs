using System.Buffers.Binary;
using System.Globalization;
using System.IO;
using System.Text;
using PythonEngine.Compiling;

namespace PythonEngine.Modules;

/// <summary>The <c>marshal</c> module: CPython's format for data; code objects inside are this engine's own.</summary>
[PyModule("marshal", Doc = "This module contains functions that can read and write Python values in\na binary format.")]
internal static partial class MarshalModule
{
    private const int Version = 4;
    private const int MaxDepth = 2000;

    [PyModuleInit]
    private static void Init(PyModule module) => module.Set("version", PyInt.From(Version));

    [PyFunction("dumps", "value, version=version, /", Doc = "Return the bytes object that would be written to a file by dump(value, file).")]
    private static byte[] Dumps(PyObject value, int version = Version)
    {
        Writer writer = new(version);
        writer.Write(value, 0);
        return writer.ToArray();
    }

    [PyFunction("dump", "value, file, version=version, /", Doc = "Write the value on the open file.")]
    private static PyObject Dump(PyObject value, PyObject file, int version = Version) => Ops.CallMethod(file, Names.Write, new PyBytes(Dumps(value, version)));

    [PyFunction("loads", "bytes, /", Doc = "Convert the bytes-like object to a value.")]
    private static PyObject Loads(PyObject bytes)
    {
        BufferView view = Ops.GetBuffer(bytes);
        try
        {
            return new Reader(view.Memory, null).Top();
        }
        finally
        {
            view.Release();
        }
    }

    [PyFunction("load", "file, /", Doc = "Read one value from the open file and return it.")]
    private static PyObject Load(PyObject file)
    {
        // Nothing beyond the value may be read, so every piece is asked for by its length.
        PyObject probe = Ops.CallMethod(file, Names.Read, PyInt.Zero);
        return probe is PyBytes ? new Reader(default, file).Top() : throw Err.TypeError($"file.read() returned not bytes but {Ops.TypeName(probe)}");
    }

    private static PyException Bad(string what) => Err.ValueError($"bad marshal data ({what})");

    private static PyException Short() => Err.EOFError("marshal data too short");

    private sealed class Writer(int version)
    {
        private readonly MemoryStream _out = new();
        private readonly Dictionary<PyObject, int> _references = new(ReferenceEqualityComparer.Instance);

        public byte[] ToArray() => _out.ToArray();

        private void Byte(int b) => _out.WriteByte((byte)b);

        private void Int(int value)
        {
            Span<byte> bytes = stackalloc byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            _out.Write(bytes);
        }

        private void Double(double value)
        {
            Span<byte> bytes = stackalloc byte[8];
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            _out.Write(bytes);
        }

        public void Write(PyObject value, int depth)
        {
            if (depth > MaxDepth)
            {
                throw Err.ValueError("object too deeply nested to marshal");
            }
            switch (value)
            {
                case PyNone:
                    Byte('N');
                    return;
                case PyBool:
                    Byte(ReferenceEquals(value, PyBool.True) ? 'T' : 'F');
                    return;
                case PyEllipsis:
                    Byte('.');
                    return;
                case PyType when ReferenceEquals(value, Exc.StopIteration):
                    Byte('S');
                    return;
            }
            int flag = 0;
            if (version >= 3 && value is not PySmallInt)
            {
                if (_references.TryGetValue(value, out int index))
                {
                    Byte('r');
                    Int(index);
                    return;
                }
                _references.Add(value, _references.Count);
                flag = 0x80;
            }
            switch (value)
            {
                case PySmallInt small when small.Value is >= int.MinValue and <= int.MaxValue:
                    Byte('i');
                    Int((int)small.Value);
                    break;
                case PySmallInt or PyBigInt:
                    Long(((PyInt)value).Big, flag);
                    break;
                case PyFloat number when value.GetType() == typeof(PyFloat):
                    if (version > 1)
                    {
                        Byte('g' | flag);
                        Double(number.Value);
                    }
                    else
                    {
                        Byte('f' | flag);
                        Digits(number.Value);
                    }
                    break;
                case PyComplex complex when value.GetType() == typeof(PyComplex):
                    if (version > 1)
                    {
                        Byte('y' | flag);
                        Double(complex.Real);
                        Double(complex.Imaginary);
                    }
                    else
                    {
                        Byte('x' | flag);
                        Digits(complex.Real);
                        Digits(complex.Imaginary);
                    }
                    break;
                case PyStr text when value.GetType() == typeof(PyStr):
                    Text(text, flag);
                    break;
                case PyBytes bytes when value.GetType() == typeof(PyBytes):
                    Byte('s' | flag);
                    Int(bytes.Length);
                    _out.Write(bytes.Data);
                    break;
                case PyTuple tuple when value.GetType() == typeof(PyTuple):
                    if (version >= 4 && tuple.Count < 256)
                    {
                        Byte(')' | flag);
                        Byte(tuple.Count);
                    }
                    else
                    {
                        Byte('(' | flag);
                        Int(tuple.Count);
                    }
                    foreach (PyObject item in tuple.Items)
                    {
                        Write(item, depth + 1);
                    }
                    break;
                case PyList list when value.GetType() == typeof(PyList):
                    Byte('[' | flag);
                    Int(list.Count);
                    foreach (PyObject item in list.ToArray())
                    {
                        Write(item, depth + 1);
                    }
                    break;
                case PyDict dict when value.GetType() == typeof(PyDict):
                    Byte('{' | flag);
                    int position = 0;
                    while (dict.Next(ref position, out PyObject key, out PyObject item))
                    {
                        Write(key, depth + 1);
                        Write(item, depth + 1);
                    }
                    Byte('0');
                    break;
                case PySet or PyFrozenSet when value.GetType() == typeof(PySet) || value.GetType() == typeof(PyFrozenSet):
                    Byte((value is PySet ? '<' : '>') | flag);
                    PyObject[] items = Ops.ToArray(value);
                    Int(items.Length);
                    // Sorted by their bytes, so that equal sets give equal output.
                    List<byte[]> parts = [];
                    foreach (PyObject item in items)
                    {
                        parts.Add(Dumps(item, version));
                    }
                    byte[][] keys = [.. parts];
                    Array.Sort(keys, items, Comparer<byte[]>.Create(static (a, b) => a.AsSpan().SequenceCompareTo(b)));
                    foreach (PyObject item in items)
                    {
                        Write(item, depth + 1);
                    }
                    break;
                case PyCode code:
                    Byte('c' | flag);
                    byte[] data = CodeSerializer.Serialize(code);
                    Int(data.Length);
                    _out.Write(data);
                    break;
                default:
                    if (value.TryGetBuffer(false, out BufferView view))
                    {
                        Byte('s' | flag);
                        Int(view.Memory.Length);
                        _out.Write(view.Span);
                        view.Release();
                        break;
                    }
                    throw Err.ValueError("unmarshallable object");
            }
        }

        private void Digits(double value)
        {
            byte[] text = Encoding.ASCII.GetBytes(value.ToString("R", CultureInfo.InvariantCulture));
            Byte(text.Length);
            _out.Write(text);
        }

        // Fifteen bits at a time; the sign is that of the count.
        private void Long(BigInteger value, int flag)
        {
            Byte('l' | flag);
            List<short> digits = [];
            BigInteger rest = BigInteger.Abs(value);
            byte[] bytes = rest.ToByteArray(isUnsigned: true);
            int bits = 0, accumulator = 0;
            foreach (byte b in bytes)
            {
                accumulator |= b << bits;
                bits += 8;
                if (bits >= 15)
                {
                    digits.Add((short)(accumulator & 0x7FFF));
                    accumulator >>= 15;
                    bits -= 15;
                }
            }
            if (accumulator != 0)
            {
                digits.Add((short)accumulator);
            }
            while (digits.Count > 0 && digits[^1] == 0)
            {
                digits.RemoveAt(digits.Count - 1);
            }
            Int(value.Sign < 0 ? -digits.Count : digits.Count);
            foreach (short digit in digits)
            {
                Byte(digit & 0xFF);
                Byte(digit >> 8);
            }
        }

        private void Text(PyStr text, int flag)
        {
            byte[] bytes = Utf8WithSurrogates(text);
            bool ascii = bytes.Length == text.Length;
            bool interned = text.IsInterned && version >= 1;
            if (version >= 4 && ascii)
            {
                if (bytes.Length < 256)
                {
                    Byte((interned ? 'Z' : 'z') | flag);
                    Byte(bytes.Length);
                }
                else
                {
                    Byte((interned ? 'A' : 'a') | flag);
                    Int(bytes.Length);
                }
            }
            else
            {
                Byte((interned ? 't' : 'u') | flag);
                Int(bytes.Length);
            }
            _out.Write(bytes);
        }
    }

    private static byte[] Utf8WithSurrogates(PyStr text)
    {
        using MemoryStream stream = new(text.Length);
        Span<byte> buffer = stackalloc byte[4];
        for (int i = 0; i < text.Length; i++)
        {
            int c = text[i];
            if (c is >= 0xD800 and <= 0xDFFF)
            {
                stream.WriteByte((byte)(0xE0 | c >> 12));
                stream.WriteByte((byte)(0x80 | c >> 6 & 0x3F));
                stream.WriteByte((byte)(0x80 | c & 0x3F));
            }
            else if (c < 0x80)
            {
                stream.WriteByte((byte)c);
            }
            else
            {
                stream.Write(buffer[..new Rune(c).EncodeToUtf8(buffer)]);
            }
        }
        return stream.ToArray();
    }

    private static PyStr FromUtf8(ReadOnlySpan<byte> bytes)
    {
        int[] points = new int[bytes.Length];
        int n = 0;
        while (!bytes.IsEmpty)
        {
            if (bytes.Length >= 3 && bytes[0] == 0xED && bytes[1] >= 0xA0)
            {
                points[n++] = (bytes[0] & 0xF) << 12 | (bytes[1] & 0x3F) << 6 | bytes[2] & 0x3F;
                bytes = bytes[3..];
                continue;
            }
            if (Rune.DecodeFromUtf8(bytes, out Rune rune, out int used) != System.Buffers.OperationStatus.Done)
            {
                throw Bad("invalid UTF-8");
            }
            points[n++] = rune.Value;
            bytes = bytes[used..];
        }
        return PyStr.FromCodePoints(points.AsSpan(0, n));
    }

    private sealed class Reader(ReadOnlyMemory<byte> data, PyObject? file)
    {
        private ReadOnlyMemory<byte> _rest = data;
        private readonly List<PyObject?> _references = [];

        public PyObject Top() => Read(0) ?? throw Err.TypeError("NULL object in marshal data for object");

        private ReadOnlySpan<byte> Take(int count)
        {
            if (count < 0)
            {
                throw Bad("bytes object size out of range");
            }
            if (file != null)
            {
                PyObject chunk = Ops.CallMethod(file, Names.Read, PyInt.From(count));
                return chunk is PyBytes bytes && bytes.Length == count ? bytes.Data : throw Short();
            }
            if (count > _rest.Length)
            {
                throw Short();
            }
            ReadOnlySpan<byte> taken = _rest.Span[..count];
            _rest = _rest[count..];
            return taken;
        }

        private int Byte() => Take(1)[0];

        private int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

        private int Count(string what)
        {
            int count = Int();
            return count < 0 ? throw Bad(what + " size out of range") : count;
        }

        private double Double() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

        private double Digits()
        {
            int length = Byte();
            return double.Parse(Encoding.ASCII.GetString(Take(length)), CultureInfo.InvariantCulture);
        }

        private PyObject? Read(int depth)
        {
            if (depth > MaxDepth)
            {
                throw Err.ValueError("recursion limit exceeded");
            }
            int code = file == null && _rest.IsEmpty ? throw Err.EOFError("EOF read where object expected") : Byte();
            bool keep = (code & 0x80) != 0;
            code &= 0x7F;
            int slot = -1;
            if (keep)
            {
                slot = _references.Count;
            }
            PyObject Keep(PyObject value)
            {
                if (keep)
                {
                    if (slot < _references.Count)
                    {
                        _references[slot] = value;
                    }
                    else
                    {
                        _references.Add(value);
                    }
                }
                return value;
            }
            switch ((char)code)
            {
                case '0':
                    return null;
                case 'N':
                    return PyNone.Instance;
                case 'T':
                    return PyBool.True;
                case 'F':
                    return PyBool.False;
                case 'S':
                    return Exc.StopIteration;
                case '.':
                    return PyEllipsis.Instance;
                case 'i':
                    return Keep(PyInt.From(Int()));
                case 'I':
                    return Keep(PyInt.From(BinaryPrimitives.ReadInt64LittleEndian(Take(8))));
                case 'l':
                    return Keep(Long());
                case 'f':
                    return Keep(new PyFloat(Digits()));
                case 'g':
                    return Keep(new PyFloat(Double()));
                case 'x':
                    double real = Digits();
                    return Keep(new PyComplex(real, Digits()));
                case 'y':
                    real = Double();
                    return Keep(new PyComplex(real, Double()));
                case 's':
                    return Keep(new PyBytes(Take(Count("bytes object")).ToArray()));
                case 'a' or 'u':
                    return Keep(FromUtf8(Take(Count("string"))));
                case 'A' or 't':
                    return Keep(PyStr.Intern(FromUtf8(Take(Count("string")))));
                case 'z':
                    return Keep(FromUtf8(Take(Byte())));
                case 'Z':
                    return Keep(PyStr.Intern(FromUtf8(Take(Byte()))));
                case ')':
                    return Tuple(Byte(), depth, keep, Keep);
                case '(':
                    return Tuple(Count("tuple"), depth, keep, Keep);
                case '[':
                    int count = Count("list");
                    PyList list = new();
                    Keep(list);
                    for (int i = 0; i < count; i++)
                    {
                        list.Add(Item(depth, "list"));
                    }
                    return list;
                case '{':
                    PyDict dict = new();
                    Keep(dict);
                    while (Read(depth + 1) is { } key)
                    {
                        if (Read(depth + 1) is not { } value)
                        {
                            break;
                        }
                        dict.Set(key, value);
                    }
                    return dict;
                case '<' or '>':
                    count = Count("set");
                    if (keep)
                    {
                        _references.Add(null);
                    }
                    PyObject[] items = new PyObject[Math.Min(count, 1 << 16)];
                    for (int i = 0; i < count; i++)
                    {
                        if (i == items.Length)
                        {
                            Array.Resize(ref items, i * 2);
                        }
                        items[i] = Item(depth, "set");
                    }
                    PyTuple content = new(items.AsSpan(0, count).ToArray());
                    return Keep(Ops.Call(code == '<' ? PySet.TypeObject : PyFrozenSet.TypeObject, content));
                case 'c':
                    try
                    {
                        return Keep(CodeSerializer.Deserialize(Take(Count("code"))));
                    }
                    catch (InvalidDataException)
                    {
                        throw Bad("code object of another engine");
                    }
                case 'r':
                    int index = Int();
                    return (uint)index < (uint)_references.Count && _references[index] is { } known ? known : throw Bad("invalid reference");
                default:
                    throw Bad("unknown type code");
            }
        }

        private PyObject Item(int depth, string what) => Read(depth + 1) ?? throw Err.TypeError($"NULL object in marshal data for {what}");

        private PyObject Tuple(int count, int depth, bool keep, Func<PyObject, PyObject> remember)
        {
            if (keep)
            {
                // The slot comes before those of the items.
                _references.Add(null);
            }
            List<PyObject> items = [];
            for (int i = 0; i < count; i++)
            {
                items.Add(Item(depth, "tuple"));
            }
            return remember(items.Count == 0 ? PyTuple.Empty : new PyTuple([.. items]));
        }

        private PyInt Long()
        {
            int count = Int();
            int digits = Math.Abs(count);
            BigInteger value = BigInteger.Zero;
            ReadOnlySpan<byte> bytes = Take(digits * 2);
            for (int i = digits - 1; i >= 0; i--)
            {
                int digit = BinaryPrimitives.ReadInt16LittleEndian(bytes[(i * 2)..]);
                if (digit is < 0 or > 0x7FFF)
                {
                    throw Bad("digit out of range in long");
                }
                value = value << 15 | digit;
            }
            return PyInt.From(count < 0 ? -value : value);
        }
    }
}

using System.Buffers.Binary;

namespace PythonEngine.Modules.Struct;

/// <summary>A compiled struct format and the packing of single values.</summary>
internal sealed unsafe class StructFormat
{
    internal struct Item
    {
        public char Code;
        public int Offset;
        public int Size;
        /// <summary>How many values of this size follow each other.</summary>
        public int Count;
    }

    public readonly Item[] Items;
    public readonly int Size;
    /// <summary>Number of Python values.</summary>
    public readonly int ValueCount;
    private readonly bool _little;
    private readonly bool _native;

    public StructFormat(string format)
    {
        int i = 0;
        _native = true;
        _little = BitConverter.IsLittleEndian;
        if (format.Length > 0)
        {
            switch (format[0])
            {
                case '<':
                    _native = false;
                    _little = true;
                    i = 1;
                    break;
                case '>' or '!':
                    _native = false;
                    _little = false;
                    i = 1;
                    break;
                case '=':
                    _native = false;
                    i = 1;
                    break;
                case '@':
                    i = 1;
                    break;
            }
        }
        List<Item> items = [];
        long size = 0;
        long values = 0;
        while (i < format.Length)
        {
            char c = format[i++];
            if (c is ' ' or '\t' or '\n' or '\r' or '\f' or '\v')
            {
                continue;
            }
            long count = 1;
            if (char.IsAsciiDigit(c))
            {
                count = c - '0';
                while (i < format.Length && char.IsAsciiDigit(format[i]))
                {
                    count = count * 10 + (format[i++] - '0');
                    if (count > int.MaxValue)
                    {
                        throw StructModule.Error("total struct size too long");
                    }
                }
                if (i == format.Length)
                {
                    throw StructModule.Error("repeat count given without format specifier");
                }
                c = format[i++];
            }
            (int itemSize, int alignment) = Describe(c);
            size = (size + alignment - 1) / alignment * alignment;
            switch (c)
            {
                case 'x':
                    break;
                case 's' or 'p':
                    items.Add(new Item { Code = c, Offset = (int)size, Size = (int)count, Count = 1 });
                    values++;
                    break;
                default:
                    if (count > 0)
                    {
                        items.Add(new Item { Code = c, Offset = (int)size, Size = itemSize, Count = (int)count });
                        values += count;
                    }
                    break;
            }
            size += itemSize * count;
            if (size > int.MaxValue)
            {
                throw StructModule.Error("total struct size too long");
            }
        }
        Items = items.ToArray();
        Size = (int)size;
        ValueCount = (int)values;
    }

    private (int Size, int Alignment) Describe(char c)
    {
        int size = c switch
        {
            'x' or 'c' or 'b' or 'B' or '?' or 's' or 'p' => 1,
            'h' or 'H' or 'e' => 2,
            'i' or 'I' or 'f' => 4,
            'l' or 'L' => _native ? 8 : 4,
            'q' or 'Q' or 'd' => 8,
            'n' or 'N' or 'P' when _native => 8,
            _ => throw StructModule.Error("bad char in struct format"),
        };
        return (size, _native ? size : 1);
    }

    // ---- unpacking ----

    public PyTuple Unpack(ReadOnlySpan<byte> data)
    {
        PyObject[] values = new PyObject[ValueCount];
        int n = 0;
        foreach (ref readonly Item item in Items.AsSpan())
        {
            int offset = item.Offset;
            for (int k = 0; k < item.Count; k++)
            {
                values[n++] = UnpackOne(item, data.Slice(offset, item.Size));
                offset += item.Size;
            }
        }
        return new PyTuple(values);
    }

    private PyObject UnpackOne(in Item item, ReadOnlySpan<byte> p)
    {
        switch (item.Code)
        {
            case 'b':
                return PyInt.From((sbyte)p[0]);
            case 'B':
                return PyInt.From(p[0]);
            case 'c':
                return new PyBytes([p[0]]);
            case '?':
                return PyBool.From(p[0] != 0);
            case 's':
                return new PyBytes(p.ToArray());
            case 'p':
                return p.Length == 0 ? PyBytes.Empty : new PyBytes(p.Slice(1, Math.Min(p[0], p.Length - 1)).ToArray());
            case 'e':
                return new PyFloat((double)(_little ? BinaryPrimitives.ReadHalfLittleEndian(p) : BinaryPrimitives.ReadHalfBigEndian(p)));
            case 'f':
                return new PyFloat(_little ? BinaryPrimitives.ReadSingleLittleEndian(p) : BinaryPrimitives.ReadSingleBigEndian(p));
            case 'd':
                return new PyFloat(_little ? BinaryPrimitives.ReadDoubleLittleEndian(p) : BinaryPrimitives.ReadDoubleBigEndian(p));
        }
        bool signed = char.IsAsciiLetterLower(item.Code);
        switch (item.Size)
        {
            case 2:
                ushort u2 = _little ? BinaryPrimitives.ReadUInt16LittleEndian(p) : BinaryPrimitives.ReadUInt16BigEndian(p);
                return PyInt.From(signed ? (short)u2 : u2);
            case 4:
                uint u4 = _little ? BinaryPrimitives.ReadUInt32LittleEndian(p) : BinaryPrimitives.ReadUInt32BigEndian(p);
                return PyInt.From(signed ? (int)u4 : u4);
            default:
                ulong u8 = _little ? BinaryPrimitives.ReadUInt64LittleEndian(p) : BinaryPrimitives.ReadUInt64BigEndian(p);
                return signed || u8 <= long.MaxValue ? PyInt.From((long)u8) : PyInt.From((BigInteger)u8);
        }
    }

    // ---- packing ----

    /// <summary>Packs into memory of <see cref="Size"/> bytes that is zero.</summary>
    public void Pack(ReadOnlySpan<PyObject> values, Span<byte> target)
    {
        int n = 0;
        foreach (ref readonly Item item in Items.AsSpan())
        {
            int offset = item.Offset;
            for (int k = 0; k < item.Count; k++)
            {
                PackOne(item, values[n++], target.Slice(offset, item.Size));
                offset += item.Size;
            }
        }
    }

    private void PackOne(in Item item, PyObject value, Span<byte> p)
    {
        switch (item.Code)
        {
            case 'c':
                p[0] = value is PyBytes { Length: 1 } b ? b.Data[0]
                    : value is PyByteArray && Ops.Len(value) == 1 ? Ops.GetBuffer(value).Span[0]
                    : throw StructModule.Error("char format requires a bytes object of length 1");
                return;
            case '?':
                p[0] = (byte)(Ops.IsTrue(value) ? 1 : 0);
                return;
            case 's' or 'p':
                PackBytes(item.Code, value, p);
                return;
            case 'e' or 'f' or 'd':
                PackFloat(item.Code, value, p);
                return;
            case 'P':
                PackPointer(value, p);
                return;
        }
        PyInt number = Number(value);
        bool signed = char.IsAsciiLetterLower(item.Code);
        switch (item.Size)
        {
            case 1:
                p[0] = (byte)Range(number, signed ? sbyte.MinValue : 0, signed ? sbyte.MaxValue : byte.MaxValue, signed ? "byte" : "ubyte");
                return;
            case 2:
                short s = (short)Range(number, signed ? short.MinValue : 0, signed ? short.MaxValue : ushort.MaxValue, signed ? "short" : "ushort");
                if (_little)
                {
                    BinaryPrimitives.WriteInt16LittleEndian(p, s);
                }
                else
                {
                    BinaryPrimitives.WriteInt16BigEndian(p, s);
                }
                return;
            case 4:
                if (!signed && number.Sign < 0)
                {
                    throw StructModule.Error(_native ? "argument out of range" : $"'{item.Code}' format requires 0 <= number <= {uint.MaxValue}");
                }
                int i = (int)Range(number, signed ? int.MinValue : 0, signed ? int.MaxValue : uint.MaxValue, $"'{item.Code}'");
                if (_little)
                {
                    BinaryPrimitives.WriteInt32LittleEndian(p, i);
                }
                else
                {
                    BinaryPrimitives.WriteInt32BigEndian(p, i);
                }
                return;
            default:
                ulong bits;
                if (number.TryGetLong(out long small) && (signed || small >= 0))
                {
                    bits = (ulong)small;
                }
                else if (!signed && number.Sign > 0 && number.Big <= ulong.MaxValue)
                {
                    bits = (ulong)number.Big;
                }
                else
                {
                    throw StructModule.Error("argument out of range");
                }
                if (_little)
                {
                    BinaryPrimitives.WriteUInt64LittleEndian(p, bits);
                }
                else
                {
                    BinaryPrimitives.WriteUInt64BigEndian(p, bits);
                }
                return;
        }
    }

    private static PyInt Number(PyObject value)
    {
        if (value is PyInt i)
        {
            return i;
        }
        return value.Type.NbIndex != null ? Ops.Index(value) : throw StructModule.Error("required argument is not an integer");
    }

    private static long Range(PyInt number, long min, long max, string what) => number.TryGetLong(out long value) && value >= min && value <= max
        ? value : !number.TryGetLong(out _) ? throw StructModule.Error("argument out of range")
        : throw StructModule.Error($"{what} format requires {min} <= number <= {max}");

    private static void PackBytes(char code, PyObject value, Span<byte> p)
    {
        if (value is not PyBytes and not PyByteArray && !(value is PyStr && PyThread.Current.Engine.Python2 != null))
        {
            throw StructModule.Error($"argument for '{code}' must be a bytes object");
        }
        BufferView view = Ops.GetBuffer(value);
        ReadOnlySpan<byte> bytes = view.Span;
        if (code == 'p')
        {
            if (p.Length > 0)
            {
                int n = Math.Min(bytes.Length, p.Length - 1);
                bytes[..n].CopyTo(p[1..]);
                p[0] = (byte)Math.Min(n, 255);
            }
        }
        else
        {
            bytes[..Math.Min(bytes.Length, p.Length)].CopyTo(p);
        }
        view.Release();
    }

    private void PackFloat(char code, PyObject value, Span<byte> p)
    {
        if (value is not PyFloat && value.Type.NbFloat == null && value.Type.NbIndex == null)
        {
            throw StructModule.Error("required argument is not a float");
        }
        double d = Ops.AsDouble(value);
        switch (code)
        {
            case 'd':
                if (_little)
                {
                    BinaryPrimitives.WriteDoubleLittleEndian(p, d);
                }
                else
                {
                    BinaryPrimitives.WriteDoubleBigEndian(p, d);
                }
                return;
            case 'f':
                float f = (float)d;
                if (float.IsInfinity(f) && double.IsFinite(d) && !_native)
                {
                    throw Err.OverflowError("float too large to pack with f format");
                }
                if (_little)
                {
                    BinaryPrimitives.WriteSingleLittleEndian(p, f);
                }
                else
                {
                    BinaryPrimitives.WriteSingleBigEndian(p, f);
                }
                return;
            default:
                Half h = (Half)d;
                if (Half.IsInfinity(h) && double.IsFinite(d))
                {
                    throw Err.OverflowError("float too large to pack with e format");
                }
                if (_little)
                {
                    BinaryPrimitives.WriteHalfLittleEndian(p, h);
                }
                else
                {
                    BinaryPrimitives.WriteHalfBigEndian(p, h);
                }
                return;
        }
    }

    private static void PackPointer(PyObject value, Span<byte> p)
    {
        BigInteger number = Number(value).Big;
        if (number < long.MinValue || number > ulong.MaxValue)
        {
            throw StructModule.Error("int too large to convert");
        }
        BinaryPrimitives.WriteUInt64LittleEndian(p, (ulong)(number & ulong.MaxValue));
    }
}

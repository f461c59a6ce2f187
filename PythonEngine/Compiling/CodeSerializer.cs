using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace PythonEngine.Compiling;

/// <summary>Code objects as bytes: the payload of the code cache and of marshal's code type. Only valid for one build of the engine.</summary>
internal static class CodeSerializer
{
    private enum Tag : byte
    {
        Null, None, True, False, Ellipsis, Small, Big, Float, Complex, Text, WideText, Interned, Bytes, Tuple, FrozenSet, Code, Reference,
    }

    public static byte[] Serialize(PyCode code)
    {
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.UTF8);
        new Writer(writer).Code(code);
        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not what Serialize made.</exception>
    public static PyCode Deserialize(ReadOnlySpan<byte> data)
    {
        Reader reader = new(data);
        PyCode code = reader.Code();
        return reader.AtEnd ? code : throw new InvalidDataException();
    }

    private sealed class Writer(BinaryWriter w)
    {
        // Names and texts recur in every function of a module: each is written once.
        private readonly Dictionary<string, int> _texts = new(StringComparer.Ordinal);

        private void Text(string text, bool interned)
        {
            string key = (interned ? "i" : "t") + text;
            if (_texts.TryGetValue(key, out int index))
            {
                w.Write((byte)Tag.Reference);
                w.Write7BitEncodedInt(index);
                return;
            }
            _texts.Add(key, _texts.Count);
            w.Write((byte)(interned ? Tag.Interned : Tag.Text));
            w.Write7BitEncodedInt(text.Length);
            foreach (char c in text)
            {
                w.Write7BitEncodedInt(c);
            }
        }

        private void Names(PyStr[] names)
        {
            w.Write7BitEncodedInt(names.Length);
            foreach (PyStr name in names)
            {
                Text(name.Value, true);
            }
        }

        public void Code(PyCode code)
        {
            Text(code.Name, true);
            Text(code.QualName, true);
            Text(code.FileName, false);
            w.Write7BitEncodedInt(code.FirstLine);
            w.Write((int)code.Flags);
            w.Write7BitEncodedInt(code.ArgCount);
            w.Write7BitEncodedInt(code.PosOnlyArgCount);
            w.Write7BitEncodedInt(code.KwOnlyArgCount);
            Names(code.VarNames);
            Names(code.CellVars);
            Names(code.FreeVars);
            Names(code.Names);
            Names(code.CacheNames);
            w.Write7BitEncodedInt(code.RegisterConstCount);
            w.Write7BitEncodedInt(code.FirstBox);
            w.Write7BitEncodedInt(code.FirstConst);
            w.Write7BitEncodedInt(code.Consts.Length);
            foreach (PyObject constant in code.Consts)
            {
                Object(constant);
            }
            Object(code.DocString);
            w.Write7BitEncodedInt(code.Instructions.Length);
            w.Write(MemoryMarshal.AsBytes(code.Instructions.AsSpan()));
            foreach (CodePosition p in code.Positions)
            {
                // Most instructions share their line with the one before: small numbers stay small.
                w.Write7BitEncodedInt(p.Line + 1);
                w.Write7BitEncodedInt(p.EndLine - p.Line + 1 < 0 ? 0 : p.EndLine - p.Line + 1);
                w.Write7BitEncodedInt(p.Col + 1);
                w.Write7BitEncodedInt(p.EndCol + 1);
            }
            w.Write7BitEncodedInt(code.ExceptionTable.Length);
            foreach (ExceptionEntry e in code.ExceptionTable)
            {
                w.Write7BitEncodedInt(e.Start);
                w.Write7BitEncodedInt(e.End);
                w.Write7BitEncodedInt(e.Handler);
                w.Write7BitEncodedInt(e.ExcRegister);
            }
            w.Write7BitEncodedInt(code.LineMarks.Length);
            foreach ((int pc, int line) in code.LineMarks)
            {
                w.Write7BitEncodedInt(pc);
                w.Write7BitEncodedInt(line);
            }
        }

        private void Object(PyObject? value)
        {
            switch (value)
            {
                case null:
                    w.Write((byte)Tag.Null);
                    break;
                case PyNone:
                    w.Write((byte)Tag.None);
                    break;
                case PyBool:
                    w.Write((byte)(ReferenceEquals(value, PyBool.True) ? Tag.True : Tag.False));
                    break;
                case PyEllipsis:
                    w.Write((byte)Tag.Ellipsis);
                    break;
                case PySmallInt small:
                    w.Write((byte)Tag.Small);
                    w.Write7BitEncodedInt64((small.Value << 1) ^ (small.Value >> 63));
                    break;
                case PyInt big:
                    byte[] magnitude = big.Big.ToByteArray();
                    w.Write((byte)Tag.Big);
                    w.Write7BitEncodedInt(magnitude.Length);
                    w.Write(magnitude);
                    break;
                case PyFloat number:
                    w.Write((byte)Tag.Float);
                    w.Write(number.Value);
                    break;
                case PyComplex complex:
                    w.Write((byte)Tag.Complex);
                    w.Write(complex.Real);
                    w.Write(complex.Imaginary);
                    break;
                case PyStr { IsBmp: true } text:
                    Text(text.Bmp, text.IsInterned);
                    break;
                case PyStr wide:
                    w.Write((byte)Tag.WideText);
                    w.Write7BitEncodedInt(wide.Length);
                    foreach (int c in wide.Wide)
                    {
                        w.Write7BitEncodedInt(c);
                    }
                    break;
                case PyBytes bytes:
                    w.Write((byte)Tag.Bytes);
                    w.Write7BitEncodedInt(bytes.Length);
                    w.Write(bytes.Data);
                    break;
                case PyTuple tuple:
                    w.Write((byte)Tag.Tuple);
                    w.Write7BitEncodedInt(tuple.Count);
                    foreach (PyObject item in tuple.Items)
                    {
                        Object(item);
                    }
                    break;
                case PyFrozenSet set:
                    w.Write((byte)Tag.FrozenSet);
                    w.Write7BitEncodedInt(set.Count);
                    int position = 0;
                    while (set.Next(ref position, out PyObject key))
                    {
                        Object(key);
                    }
                    break;
                case PyCode code:
                    w.Write((byte)Tag.Code);
                    Code(code);
                    break;
                default:
                    throw new NotSupportedException($"constant of type {Ops.TypeName(value)}");
            }
        }
    }

    private ref struct Reader(ReadOnlySpan<byte> data)
    {
        private ReadOnlySpan<byte> _rest = data;
        private readonly List<PyStr> _texts = [];

        public readonly bool AtEnd => _rest.IsEmpty;

        private ReadOnlySpan<byte> Take(int count)
        {
            if (count < 0 || count > _rest.Length)
            {
                throw new InvalidDataException();
            }
            ReadOnlySpan<byte> taken = _rest[..count];
            _rest = _rest[count..];
            return taken;
        }

        private byte Byte()
        {
            if (_rest.IsEmpty)
            {
                throw new InvalidDataException();
            }
            byte b = _rest[0];
            _rest = _rest[1..];
            return b;
        }

        private int Int() => (int)Long();

        private long Long()
        {
            long value = 0;
            for (int shift = 0; shift < 70; shift += 7)
            {
                byte b = Byte();
                value |= (long)(b & 0x7F) << shift;
                if (b < 0x80)
                {
                    return value;
                }
            }
            throw new InvalidDataException();
        }

        private int Count()
        {
            int count = Int();
            return count < 0 || count > _rest.Length ? throw new InvalidDataException() : count;
        }

        private PyStr TextBody(Tag tag)
        {
            if (tag == Tag.Reference)
            {
                int index = Int();
                return (uint)index < (uint)_texts.Count ? _texts[index] : throw new InvalidDataException();
            }
            if (tag is not (Tag.Text or Tag.Interned))
            {
                throw new InvalidDataException();
            }
            int length = Count();
            Span<char> chars = length <= 256 ? stackalloc char[length] : new char[length];
            for (int i = 0; i < length; i++)
            {
                chars[i] = (char)Int();
            }
            string text = new(chars);
            PyStr result = tag == Tag.Interned ? PyStr.Intern(text) : PyStr.FromBmp(text);
            _texts.Add(result);
            return result;
        }

        private PyStr Text() => TextBody((Tag)Byte());

        private PyStr[] Names()
        {
            PyStr[] names = new PyStr[Count()];
            for (int i = 0; i < names.Length; i++)
            {
                names[i] = Text();
            }
            return names;
        }

        public PyCode Code()
        {
            string name = Text().Value, qualName = Text().Value, fileName = Text().Value;
            int firstLine = Int();
            CodeFlags flags = (CodeFlags)MemoryMarshal.Read<int>(Take(4));
            int argCount = Int(), posOnly = Int(), kwOnly = Int();
            PyStr[] varNames = Names(), cellVars = Names(), freeVars = Names(), names = Names(), cacheNames = Names();
            int registerConsts = Int(), firstBox = Int(), firstConst = Int();
            PyObject[] consts = new PyObject[Count()];
            for (int i = 0; i < consts.Length; i++)
            {
                consts[i] = Object()!;
            }
            PyObject? doc = Object();
            Instruction[] instructions = new Instruction[Count()];
            Take(instructions.Length * Unsafe.SizeOf<Instruction>()).CopyTo(MemoryMarshal.AsBytes(instructions.AsSpan()));
            CodePosition[] positions = new CodePosition[instructions.Length];
            for (int i = 0; i < positions.Length; i++)
            {
                int line = Int() - 1;
                positions[i] = new CodePosition { Line = line, EndLine = line + Int() - 1, Col = Int() - 1, EndCol = Int() - 1 };
            }
            ExceptionEntry[] table = new ExceptionEntry[Count()];
            for (int i = 0; i < table.Length; i++)
            {
                table[i] = new ExceptionEntry { Start = Int(), End = Int(), Handler = Int(), ExcRegister = Int() };
            }
            (int Pc, int Line)[] marks = new (int Pc, int Line)[Count()];
            for (int i = 0; i < marks.Length; i++)
            {
                marks[i] = (Int(), Int());
            }
            return new PyCode
            {
                Name = name,
                QualName = qualName,
                FileName = fileName,
                FirstLine = firstLine,
                Flags = flags,
                ArgCount = argCount,
                PosOnlyArgCount = posOnly,
                KwOnlyArgCount = kwOnly,
                VarNames = varNames,
                CellVars = cellVars,
                FreeVars = freeVars,
                Names = names,
                CacheNames = cacheNames,
                Consts = consts,
                RegisterConstCount = registerConsts,
                FirstBox = firstBox,
                FirstConst = firstConst,
                Instructions = instructions,
                Positions = positions,
                ExceptionTable = table,
                LineMarks = marks,
                DocString = doc,
            };
        }

        private PyObject? Object()
        {
            Tag tag = (Tag)Byte();
            switch (tag)
            {
                case Tag.Null:
                    return null;
                case Tag.None:
                    return PyNone.Instance;
                case Tag.True:
                    return PyBool.True;
                case Tag.False:
                    return PyBool.False;
                case Tag.Ellipsis:
                    return PyEllipsis.Instance;
                case Tag.Small:
                    long zigzag = Long();
                    return PyInt.From((long)((ulong)zigzag >> 1) ^ -(zigzag & 1));
                case Tag.Big:
                    return PyInt.From(new BigInteger(Take(Count())));
                case Tag.Float:
                    return new PyFloat(MemoryMarshal.Read<double>(Take(8)));
                case Tag.Complex:
                    double real = MemoryMarshal.Read<double>(Take(8));
                    return new PyComplex(real, MemoryMarshal.Read<double>(Take(8)));
                case Tag.WideText:
                    int[] points = new int[Count()];
                    for (int i = 0; i < points.Length; i++)
                    {
                        points[i] = Int();
                    }
                    return PyStr.FromCodePoints(points);
                case Tag.Bytes:
                    return new PyBytes(Take(Count()).ToArray());
                case Tag.Tuple:
                    PyObject[] items = new PyObject[Count()];
                    for (int i = 0; i < items.Length; i++)
                    {
                        items[i] = Object()!;
                    }
                    return items.Length == 0 ? PyTuple.Empty : new PyTuple(items);
                case Tag.FrozenSet:
                    PyFrozenSet set = new(new PyDict());
                    for (int count = Count(); count > 0; count--)
                    {
                        set.Add(Object()!);
                    }
                    return set;
                case Tag.Code:
                    return Code();
                default:
                    return TextBody(tag);
            }
        }
    }
}

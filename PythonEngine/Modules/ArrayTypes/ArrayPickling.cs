using System.Buffers.Binary;
using System.Text;

namespace PythonEngine.Modules.ArrayTypes;

/// <summary>
/// Arrays in pickles: their machine values with a number that tells the format, so that another kind of machine can read
/// them.
/// </summary>
internal static class ArrayPickling
{
    private enum Kind
    {
        Unsigned, Signed, Float, Utf16, Utf32,
    }

    // By number; of each pair the first is little-endian. CPython gives UTF-16 the size 4.
    private static readonly (Kind Kind, int Size, bool BigEndian)[] s_formats =
    [
        (Kind.Unsigned, 1, false), (Kind.Signed, 1, false),
        (Kind.Unsigned, 2, false), (Kind.Unsigned, 2, true), (Kind.Signed, 2, false), (Kind.Signed, 2, true),
        (Kind.Unsigned, 4, false), (Kind.Unsigned, 4, true), (Kind.Signed, 4, false), (Kind.Signed, 4, true),
        (Kind.Unsigned, 8, false), (Kind.Unsigned, 8, true), (Kind.Signed, 8, false), (Kind.Signed, 8, true),
        (Kind.Float, 4, false), (Kind.Float, 4, true), (Kind.Float, 8, false), (Kind.Float, 8, true),
        (Kind.Utf16, 4, false), (Kind.Utf16, 4, true), (Kind.Utf32, 8, false), (Kind.Utf32, 8, true),
    ];

    /// <summary>The number of a type code's format on this machine.</summary>
    public static int FormatOf(char code) => code switch
    {
        'b' => 1,
        'B' => 0,
        'u' => 20,
        'f' => 14,
        'd' => 16,
        'h' => 4,
        'H' => 2,
        'i' => 8,
        'I' => 6,
        'l' or 'q' => 12,
        _ => 10,
    };

    /// <summary>array._array_reconstructor</summary>
    public static PyObject Reconstructor => PyThread.Current.Engine.NativeModule("array").Get("_array_reconstructor")!;

    public static PyObject Reconstruct(PyObject arrayType, PyObject typeCode, int format, PyObject items)
    {
        if (arrayType is not PyType type)
        {
            throw Err.TypeError($"first argument must be a type object, not {Ops.TypeName(arrayType)}");
        }
        if (!type.IsSubtypeOf(PyArray.TypeObject))
        {
            throw Err.TypeError($"{type.FullName} is not a subtype of array.array");
        }
        char code = Args.Char(typeCode, "_array_reconstructor() argument 2");
        if (!PyArray.TypeCodes.Contains(code))
        {
            throw Err.ValueError("second argument must be a valid type code");
        }
        if (format < 0 || format >= s_formats.Length)
        {
            throw Err.ValueError("third argument must be a valid machine format code.");
        }
        if (items is not PyBytes bytes)
        {
            throw Err.TypeError($"fourth argument should be bytes, not {Ops.TypeName(items)}");
        }
        if (format == FormatOf(code))
        {
            return Make(type, code, bytes);
        }
        (Kind kind, int size, bool bigEndian) = s_formats[format];
        byte[] data = bytes.Data;
        if (data.Length % size != 0)
        {
            throw Err.ValueError("string length not a multiple of item size");
        }
        switch (kind)
        {
            case Kind.Utf16:
                return Make(type, code, new PyStr((bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode).GetString(data)));
            case Kind.Utf32:
                return Make(type, code, new PyStr(new UTF32Encoding(bigEndian, false).GetString(data)));
            case Kind.Float:
                return Make(type, code, Values(data, size, at => new PyFloat(ReadFloat(at, size, bigEndian))));
            default:
                bool signed = kind == Kind.Signed;
                return Make(type, IntegerCode(size, signed) ?? code, Values(data, size, at => PyInt.From(new BigInteger(at, !signed, bigEndian))));
        }
    }

    private static PyObject Make(PyType type, char code, PyObject items) => Ops.Call(type, PyStr.FromChar(code), items);

    private delegate PyObject Reader(ReadOnlySpan<byte> item);

    private static PyList Values(byte[] data, int size, Reader read)
    {
        PyList list = new(data.Length / size);
        for (int i = 0; i < data.Length; i += size)
        {
            list.Add(read(data.AsSpan(i, size)));
        }
        return list;
    }

    private static double ReadFloat(ReadOnlySpan<byte> item, int size, bool bigEndian) => size == 4
        ? bigEndian ? BinaryPrimitives.ReadSingleBigEndian(item) : BinaryPrimitives.ReadSingleLittleEndian(item)
        : bigEndian ? BinaryPrimitives.ReadDoubleBigEndian(item) : BinaryPrimitives.ReadDoubleLittleEndian(item);

    /// <summary>The type code of integers of a size, if there is one: the pickled numbers fit it best.</summary>
    private static char? IntegerCode(int size, bool signed) => (size, signed) switch
    {
        (1, true) => 'b',
        (1, false) => 'B',
        (2, true) => 'h',
        (2, false) => 'H',
        (4, true) => 'i',
        (4, false) => 'I',
        (8, true) => 'q',
        (8, false) => 'Q',
        _ => null,
    };
}

using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Threading;

namespace PythonEngine.Modules.MultibyteCodecs;

/// <summary>An encoding without states, by tables (made by scripts/make-cjk-data).</summary>
internal sealed class MultibyteTables : MultibyteEncoding
{
    private const char None = '\uFFFF';
    private const char Lead = '\uFFFE';
    private const char Same = '\uFFFD';

    private static readonly Lock s_gate = new();
    private static Dictionary<string, List<string>>? s_sections;
    private static readonly Dictionary<string, MultibyteTables> s_loaded = new(StringComparer.Ordinal);

    /// <summary>A character, or <see cref="Lead"/> or <see cref="None"/>.</summary>
    private readonly char[] _singles = new char[256];
    /// <summary>Rows of 256 code points by lead byte; -1 where there is none.</summary>
    private readonly int[]?[] _rows = new int[256][];
    /// <summary>Rows behind the byte 0x8F.</summary>
    private readonly int[]?[] _longRows = new int[256][];
    private readonly Dictionary<int, string> _pairs = [];
    private readonly HashSet<int> _wholeErrors = [];
    private readonly Dictionary<int, byte[]> _bytes = [];
    /// <summary>Two characters that go together, by the first and the second.</summary>
    private readonly Dictionary<(int, int), byte[]> _combinations = [];
    private readonly HashSet<int> _combining = [];
    /// <summary>Hangul by the six bytes that follow a filler (KS X 1001, annex 3).</summary>
    private readonly Dictionary<ulong, int> _composed = [];
    private readonly List<(int Index, int CodePoint, int Count)> _runs = [];
    private readonly bool _isGb18030;
    private readonly bool _hasLongRows;

    private MultibyteTables(string name)
        : base(name)
    {
        _isGb18030 = name == "gb18030";
        _hasLongRows = name.StartsWith("euc_j", StringComparison.Ordinal);
        Array.Fill(_singles, None);
        for (int i = 0; i < 0x20; i++)
        {
            _singles[i] = (char)i;
        }
    }

    internal static new MultibyteTables? Get(string name)
    {
        lock (s_gate)
        {
            return Load(name);
        }
    }

    private static Dictionary<string, List<string>> ReadSections()
    {
        Dictionary<string, List<string>> sections = new(StringComparer.Ordinal);
        using Stream stream = typeof(MultibyteTables).Assembly.GetManifestResourceStream("multibyte.tables")
            ?? throw new FileNotFoundException("the engine's multi-byte tables are missing", "multibyte.tables");
        using StreamReader reader = new(new DeflateStream(stream, CompressionMode.Decompress));
        List<string>? section = null;
        // Split by hand: characters that end lines elsewhere may be in the rows.
        foreach (string line in reader.ReadToEnd().Split('\n'))
        {
            if (line.StartsWith("=\t", StringComparison.Ordinal))
            {
                section = [line];
                sections[line.Split('\t')[1]] = section;
            }
            else if (line.Length != 0)
            {
                section!.Add(line);
            }
        }
        return sections;
    }

    private static MultibyteTables? Load(string name)
    {
        if (s_loaded.TryGetValue(name, out MultibyteTables? known))
        {
            return known;
        }
        s_sections ??= ReadSections();
        if (!s_sections.Remove(name, out List<string>? lines))
        {
            return null;
        }
        MultibyteTables tables = new(name);
        string like = lines[0].Split('\t')[2];
        tables.Read(lines, like.Length == 0 ? null : Load(like));
        s_loaded[name] = tables;
        return tables;
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private void Read(List<string> lines, MultibyteTables? like)
    {
        foreach (string line in lines)
        {
            string[] fields = line.Split('\t');
            switch (fields[0])
            {
                case "s":
                    line.AsSpan(2).CopyTo(_singles.AsSpan(0x20));
                    break;
                case "r":
                    ReadRow(Convert.FromHexString(fields[1]), line.AsSpan(line.IndexOf('\t', 2) + 1), like);
                    break;
                case "p":
                    byte[] pair = Convert.FromHexString(fields[1]);
                    _pairs[Key(pair)] = fields[2];
                    _combinations[(fields[2][0], fields[2][1])] = pair;
                    _combining.Add(fields[2][0]);
                    break;
                case "q":
                    _wholeErrors.Add(Hex(fields[1]));
                    break;
                case "g":
                    _runs.Add((Hex(fields[1]), Hex(fields[2]), Hex(fields[3])));
                    break;
            }
        }
        Invert();
        foreach (string line in lines)
        {
            if (line[0] != 'e')
            {
                continue;
            }
            string[] fields = line.Split('\t');
            int c = Hex(fields[1]);
            byte[] bytes = Convert.FromHexString(fields[2]);
            if (bytes.Length == 0)
            {
                _bytes.Remove(c);
                continue;
            }
            _bytes[c] = bytes;
            if (bytes.Length == 8)
            {
                _composed[ComposedKey(bytes)] = c;
            }
        }
    }

    private static int Key(ReadOnlySpan<byte> bytes)
    {
        int key = 0;
        foreach (byte b in bytes)
        {
            key = key << 8 | b;
        }
        return key;
    }

    private static ulong ComposedKey(ReadOnlySpan<byte> eight)
    {
        ulong key = 0;
        foreach (byte b in eight[2..8])
        {
            key = key << 8 | b;
        }
        return key;
    }

    private void ReadRow(byte[] prefix, ReadOnlySpan<char> text, MultibyteTables? like)
    {
        int[] row = new int[256];
        Array.Fill(row, -1);
        int trail = 0;
        for (int i = 0; i < text.Length; i++, trail++)
        {
            char c = text[i];
            if (c == Same)
            {
                row[trail] = like!.Counterpart(Name, prefix, trail);
            }
            else if (char.IsHighSurrogate(c))
            {
                row[trail] = char.ConvertToUtf32(c, text[++i]);
            }
            else if (c != None)
            {
                row[trail] = c;
            }
        }
        (prefix.Length == 2 ? _longRows : _rows)[prefix[^1]] = row;
    }

    /// <summary>The character at the same place of the encoding that another one is like.</summary>
    private int Counterpart(string other, byte[] prefix, int trail)
    {
        if (prefix.Length == 2)
        {
            return _longRows[prefix[1]]![trail];
        }
        int lead = prefix[0];
        if (other.StartsWith("shift_jis", StringComparison.Ordinal) && Name.StartsWith("euc", StringComparison.Ordinal))
        {
            // Two rows of EUC's are one of Shift JIS's.
            int row = (lead - (lead < 0xA0 ? 0x81 : 0xC1)) * 2;
            (lead, trail) = trail >= 0x9F ? (row + 0xA2, trail - 0x9F + 0xA1) : (row + 0xA1, trail - 0x40 - (trail > 0x7E ? 1 : 0) + 0xA1);
        }
        return _rows[lead]![trail];
    }

    private void Invert()
    {
        for (int b = 0; b < 256; b++)
        {
            if (_singles[b] is not (Lead or None))
            {
                _bytes.TryAdd(_singles[b], [(byte)b]);
            }
        }
        for (int lead = 0; lead < 256; lead++)
        {
            for (int trail = 0; _rows[lead] is { } row && trail < 256; trail++)
            {
                if (row[trail] >= 0)
                {
                    _bytes.TryAdd(row[trail], [(byte)lead, (byte)trail]);
                }
            }
        }
        for (int lead = 0; lead < 256; lead++)
        {
            for (int trail = 0; _longRows[lead] is { } row && trail < 256; trail++)
            {
                if (row[trail] >= 0)
                {
                    _bytes.TryAdd(row[trail], [0x8F, (byte)lead, (byte)trail]);
                }
            }
        }
    }

    internal override int Decode(ReadOnlySpan<byte> input, ref StrBuilder output, ref long state)
    {
        byte first = input[0];
        char single = _singles[first];
        if (single is not (Lead or None))
        {
            output.Append(single);
            return 1;
        }
        if (_isGb18030 && first >= 0x80)
        {
            if (input.Length < 2)
            {
                return Incomplete;
            }
            if (input[1] is >= 0x30 and <= 0x39)
            {
                return DecodeFour(input, ref output);
            }
        }
        if (single == None)
        {
            return -1;
        }
        if (input.Length < 2)
        {
            return Incomplete;
        }
        if (_hasLongRows && first == 0x8F)
        {
            if (input.Length < 3)
            {
                return Incomplete;
            }
            return Take(_longRows[input[1]], input[..3], ref output);
        }
        if (_composed.Count != 0 && first == 0xA4 && input[1] == 0xD4)
        {
            if (input.Length < 8)
            {
                return Incomplete;
            }
            if (!_composed.TryGetValue(ComposedKey(input), out int hangul))
            {
                return -1;
            }
            output.Append(hangul);
            return 8;
        }
        return Take(_rows[first], input[..2], ref output);
    }

    private int Take(int[]? row, ReadOnlySpan<byte> bytes, ref StrBuilder output)
    {
        if (row != null && row[bytes[^1]] is >= 0 and int c)
        {
            output.Append(c);
            return bytes.Length;
        }
        int key = Key(bytes);
        if (_pairs.TryGetValue(key, out string? pair))
        {
            output.Append(pair[0]);
            output.Append(pair[1]);
            return bytes.Length;
        }
        return _wholeErrors.Contains(key) ? -bytes.Length : -1;
    }

    private int DecodeFour(ReadOnlySpan<byte> input, ref StrBuilder output)
    {
        const int Supplementary = 189000;
        if (input.Length < 4)
        {
            return Incomplete;
        }
        if (input[0] is < 0x81 or > 0xFE || input[2] is < 0x81 or > 0xFE || input[3] is < 0x30 or > 0x39)
        {
            return -1;
        }
        int index = ((((((input[0] - 0x81) * 10) + input[1] - 0x30) * 126) + input[2] - 0x81) * 10) + input[3] - 0x30;
        if (index >= Supplementary && index - Supplementary <= 0xFFFFF)
        {
            output.Append(index - Supplementary + 0x10000);
            return 4;
        }
        foreach ((int start, int codePoint, int count) in _runs)
        {
            if (index >= start && index < start + count)
            {
                output.Append(codePoint + index - start);
                return 4;
            }
        }
        return -1;
    }

    internal override int Encode(PyStr text, int position, bool final, ref ByteBuilder output, ref long state)
    {
        int c = text[position];
        if (_combining.Contains(c))
        {
            if (position + 1 < text.Length)
            {
                if (_combinations.TryGetValue((c, text[position + 1]), out byte[]? both))
                {
                    output.Append(both);
                    return 2;
                }
            }
            else if (!final)
            {
                return Incomplete;
            }
        }
        if (_bytes.TryGetValue(c, out byte[]? bytes))
        {
            output.Append(bytes);
            return 1;
        }
        return _isGb18030 && EncodeFour(c, ref output) ? 1 : -1;
    }

    private bool EncodeFour(int c, ref ByteBuilder output)
    {
        int index = -1;
        if (c >= 0x10000)
        {
            index = c - 0x10000 + 189000;
        }
        else
        {
            foreach ((int start, int codePoint, int count) in _runs)
            {
                if (c >= codePoint && c < codePoint + count)
                {
                    index = start + c - codePoint;
                    break;
                }
            }
        }
        if (index < 0)
        {
            return false;
        }
        output.Append((byte)(0x81 + (index / 12600)));
        output.Append((byte)(0x30 + (index / 1260 % 10)));
        output.Append((byte)(0x81 + (index / 10 % 126)));
        output.Append((byte)(0x30 + (index % 10)));
        return true;
    }
}

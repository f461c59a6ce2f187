using System.Globalization;
using System.IO;
using System.IO.Compression;

namespace PythonEngine.Modules.UnicodeData;

/// <summary>The Unicode 14 tables behind <c>unicodedata</c>, read from resources when first asked for; shared and never changed.</summary>
internal sealed class UnicodeDatabase
{
    private static readonly Lazy<UnicodeDatabase> s_properties = new(() => new UnicodeDatabase());
    private static readonly Lazy<NameTable> s_names = new(() => new NameTable());

    internal static UnicodeDatabase Properties => s_properties.Value;

    internal static NameTable Names => s_names.Value;

    /// <summary>The one code point of a name or alias, or -1.</summary>
    internal static int PointOf(string name) => Names.Find(name) is { Length: 1 } found ? found[0] : -1;

    internal struct Run
    {
        public int First;
        public byte Combining;
        public bool Mirrored;
        public string Bidirectional;
        public string Width;
    }

    private readonly Run[] _runs;
    private readonly (int First, string Value)[] _oldCategories;
    private readonly (int First, string Value)[] _oldBidirectional;

    /// <summary>Decomposition as the database writes it, by code point.</summary>
    internal readonly Dictionary<int, string> Decompositions = [];
    internal readonly Dictionary<int, double> Numeric = [];
    private readonly Dictionary<int, int[]> _canonical = [];
    private readonly Dictionary<int, int[]> _compatible = [];
    private readonly Dictionary<long, int> _compositions = [];

    private static StreamReader Open(string name)
    {
        Stream stream = typeof(UnicodeDatabase).Assembly.GetManifestResourceStream("unicode." + name)
            ?? throw new FileNotFoundException("the engine's Unicode tables are missing", name);
        return new StreamReader(new DeflateStream(stream, CompressionMode.Decompress));
    }

    private UnicodeDatabase()
    {
        List<Run> runs = [];
        List<(int, string)> old = [], oldBidirectional = [];
        using StreamReader reader = Open("properties");
        string section = "";
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == '[')
            {
                section = line;
                continue;
            }
            string[] fields = line.Split(';');
            int c = Hex(fields[0]);
            switch (section)
            {
                case "[properties]":
                    runs.Add(new Run
                    {
                        First = c,
                        Combining = byte.Parse(fields[1], CultureInfo.InvariantCulture),
                        Bidirectional = string.Intern(fields[2]),
                        Mirrored = fields[3] == "1",
                        Width = string.Intern(fields[4]),
                    });
                    break;
                case "[decompositions]":
                    AddDecomposition(c, fields[1] == "1", fields[2]);
                    break;
                case "[numeric]":
                    Numeric[c] = double.Parse(fields[1], CultureInfo.InvariantCulture);
                    break;
                case "[3.2]":
                    old.Add((c, string.Intern(fields[1])));
                    break;
                default:
                    oldBidirectional.Add((c, string.Intern(fields[1])));
                    break;
            }
        }
        _oldBidirectional = [.. oldBidirectional];
        _runs = [.. runs];
        _oldCategories = [.. old];
    }

    internal static int Hex(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private void AddDecomposition(int c, bool composes, string text)
    {
        Decompositions[c] = text;
        string[] parts = text.Split(' ');
        bool canonical = text[0] != '<';
        int[] points = new int[canonical ? parts.Length : parts.Length - 1];
        for (int i = 0; i < points.Length; i++)
        {
            points[i] = Hex(parts[i + parts.Length - points.Length]);
        }
        (canonical ? _canonical : _compatible)[c] = points;
        if (composes)
        {
            _compositions[(long)points[0] << 32 | (uint)points[1]] = c;
        }
    }

    internal ref readonly Run Lookup(int c)
    {
        int low = 0, high = _runs.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            if (_runs[middle].First <= c)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }
        return ref _runs[low];
    }

    /// <summary>The category that Unicode 3.2 gives where it differs, else an empty text.</summary>
    internal string OldCategory(int c) => At(_oldCategories, c);

    /// <summary>The bidirectional class that Unicode 3.2 gives where it differs, else an empty text.</summary>
    internal string OldBidirectional(int c) => At(_oldBidirectional, c);

    private static string At((int First, string Value)[] runs, int c)
    {
        int low = 0, high = runs.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) >> 1;
            if (runs[middle].First <= c)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }
        return runs[low].Value;
    }

    private void Decompose(int c, bool compatible, bool old, List<int> output)
    {
        if (c is >= 0xAC00 and < 0xD7A4)
        {
            int index = c - 0xAC00;
            output.Add(0x1100 + index / 588);
            output.Add(0x1161 + index % 588 / 28);
            if (index % 28 != 0)
            {
                output.Add(0x11A7 + index % 28);
            }
            return;
        }
        if (c >= 0xA0 && !(old && OldCategory(c) == "Cn")
            && (_canonical.TryGetValue(c, out int[]? points) || (compatible && _compatible.TryGetValue(c, out points))))
        {
            foreach (int p in points)
            {
                Decompose(p, compatible, old, output);
            }
            return;
        }
        output.Add(c);
    }

    internal PyStr Normalize(PyStr text, string form, bool old)
    {
        bool compatible = form.Length == 4;
        List<int> points = new(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            Decompose(text[i], compatible, old, points);
        }
        Reorder(points);
        if (form[^1] == 'C')
        {
            Compose(points, old);
        }
        return PyStr.FromCodePoints(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points));
    }

    /// <summary>Canonical order: marks sorted by combining class, stably.</summary>
    private void Reorder(List<int> points)
    {
        for (int i = 1; i < points.Count; i++)
        {
            int c = points[i];
            int order = c < 0x300 ? 0 : Lookup(c).Combining;
            if (order == 0)
            {
                continue;
            }
            int j = i;
            while (j > 0 && Lookup(points[j - 1]).Combining > order)
            {
                points[j] = points[j - 1];
                j--;
            }
            points[j] = c;
        }
    }

    private void Compose(List<int> points, bool old)
    {
        int starter = -1, n = 0, lastClass = -1;
        for (int i = 0; i < points.Count; i++)
        {
            int c = points[i];
            int order = c < 0x300 ? 0 : Lookup(c).Combining;
            if (starter >= 0 && (lastClass < order || lastClass == -1) && Pair(points[starter], c) is int composed && composed >= 0
                && !(old && OldCategory(composed) == "Cn"))
            {
                points[starter] = composed;
                continue;
            }
            if (order == 0)
            {
                starter = n;
                lastClass = -1;
            }
            else
            {
                lastClass = order;
            }
            points[n++] = c;
        }
        points.RemoveRange(n, points.Count - n);
    }

    private int Pair(int a, int b)
    {
        if (a is >= 0x1100 and < 0x1113 && b is >= 0x1161 and < 0x1176)
        {
            return 0xAC00 + ((a - 0x1100) * 21 + b - 0x1161) * 28;
        }
        if (a is >= 0xAC00 and < 0xD7A4 && (a - 0xAC00) % 28 == 0 && b is > 0x11A7 and < 0x11C3)
        {
            return a + b - 0x11A7;
        }
        return _compositions.TryGetValue((long)a << 32 | (uint)b, out int composed) ? composed : -1;
    }

    /// <summary>Character names both ways.</summary>
    internal sealed class NameTable
    {
        private const string Ideograph = "CJK UNIFIED IDEOGRAPH-";
        private const string Syllable = "HANGUL SYLLABLE ";
        private static readonly string[] s_leads = ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];
        private static readonly string[] s_vowels = ["A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"];
        private static readonly string[] s_tails =
        [
            "", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H",
        ];

        private readonly Dictionary<int, string> _names = [];
        private readonly Dictionary<string, int> _points = [];
        private readonly Dictionary<string, string> _aliases = [];

        internal NameTable()
        {
            using StreamReader reader = Open("names");
            bool aliases = false;
            while (reader.ReadLine() is { } line)
            {
                if (line[0] == '[')
                {
                    aliases = true;
                    continue;
                }
                int separator = line.IndexOf(';');
                string name = line[(separator + 1)..];
                if (!aliases)
                {
                    int c = Hex(line.AsSpan(0, separator));
                    _names[c] = name;
                    _points[name] = c;
                    continue;
                }
                System.Text.StringBuilder text = new();
                foreach (string point in line[..separator].Split(' '))
                {
                    text.Append(char.ConvertFromUtf32(Hex(point)));
                }
                _aliases[name] = text.ToString();
            }
        }

        private static bool IsIdeograph(int c) => c is (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x2A6DF)
            or (>= 0x2A700 and <= 0x2B738) or (>= 0x2B740 and <= 0x2B81D) or (>= 0x2B820 and <= 0x2CEA1) or (>= 0x2CEB0 and <= 0x2EBE0)
            or (>= 0x30000 and <= 0x3134A);

        internal string? NameOf(int c)
        {
            if (_names.TryGetValue(c, out string? name))
            {
                return name;
            }
            if (c is >= 0xAC00 and < 0xD7A4)
            {
                int index = c - 0xAC00;
                return Syllable + s_leads[index / 588] + s_vowels[index % 588 / 28] + s_tails[index % 28];
            }
            return IsIdeograph(c) ? Ideograph + c.ToString("X", CultureInfo.InvariantCulture) : null;
        }

        internal PyStr? Find(string name)
        {
            name = name.ToUpperInvariant();
            if (_points.TryGetValue(name, out int c))
            {
                return PyStr.FromChar(c);
            }
            if (_aliases.TryGetValue(name, out string? alias))
            {
                return new PyStr(alias);
            }
            if (name.StartsWith(Ideograph, StringComparison.Ordinal))
            {
                return int.TryParse(name.AsSpan(Ideograph.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out c)
                    && NameOf(c) == name ? PyStr.FromChar(c) : null;
            }
            if (name.StartsWith(Syllable, StringComparison.Ordinal))
            {
                for (c = 0xAC00; c < 0xD7A4; c++)
                {
                    if (NameOf(c) == name)
                    {
                        return PyStr.FromChar(c);
                    }
                }
            }
            return null;
        }
    }
}

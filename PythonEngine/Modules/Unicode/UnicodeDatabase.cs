using System.Globalization;
using System.IO;
using System.IO.Compression;

namespace PythonEngine.Modules.Unicode;

/// <summary>One version of the Unicode character database, read from the embedded resource on first use.</summary>
internal sealed class UnicodeDatabase
{
    /// <summary>What a run of characters has in common.</summary>
    internal sealed record Properties(string Category, string Bidirectional, int Combining, string Width, bool Mirrored, long Decimal, long Digit, double Numeric);

    private static readonly Lazy<UnicodeDatabase[]> s_all = new(Load);
    private static readonly string[] s_leads = ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];
    private static readonly string[] s_vowels = ["A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"];
    private static readonly string[] s_tails = ["", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H"];

    private const int HangulBase = 0xAC00, HangulCount = 11172, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11A7, TailCount = 28, VowelCount = 21;

    public string Version = "";
    private readonly List<Properties> _sets = [];
    private readonly List<int> _starts = [];
    private readonly List<int> _indices = [];
    private readonly Dictionary<int, string> _decompositions = [];
    private readonly Dictionary<int, string> _names = [];
    private readonly HashSet<int> _excluded = [];
    private readonly List<(int First, int Last)> _ideographs = [];
    private Dictionary<string, int>? _codes;
    private Dictionary<(int, int), int>? _pairs;

    public static UnicodeDatabase Current => s_all.Value[0];

    public static UnicodeDatabase Old => s_all.Value[1];

    private static UnicodeDatabase[] Load()
    {
        using Stream packed = typeof(UnicodeDatabase).Assembly.GetManifestResourceStream("UnicodeData.bin")
            ?? throw new InvalidOperationException("the character database is missing from the program");
        using StreamReader reader = new(new DeflateStream(packed, CompressionMode.Decompress), System.Text.Encoding.ASCII);
        List<UnicodeDatabase> all = [];
        UnicodeDatabase? db = null;
        while (reader.ReadLine() is { } line)
        {
            if (line[0] == 'V')
            {
                db = new UnicodeDatabase { Version = line[2..] };
                all.Add(db);
            }
            else
            {
                db!.Read(line);
            }
        }
        return [.. all];
    }

    private void Read(string line)
    {
        ReadOnlySpan<char> rest = line.AsSpan(2);
        int space = rest.IndexOf(' ');
        ReadOnlySpan<char> first = space < 0 ? rest : rest[..space];
        switch (line[0])
        {
            case 'P':
                string[] p = line[2..].Split(';');
                _sets.Add(new Properties(p[0], p[1], int.Parse(p[2], CultureInfo.InvariantCulture), p[3], p[4] == "1",
                    p[5].Length == 0 ? -1 : long.Parse(p[5], CultureInfo.InvariantCulture),
                    p[6].Length == 0 ? -1 : long.Parse(p[6], CultureInfo.InvariantCulture),
                    p[7].Length == 0 ? double.NaN : double.Parse(p[7], CultureInfo.InvariantCulture)));
                break;
            case 'R':
                _starts.Add(Hex(first));
                _indices.Add(int.Parse(rest[(space + 1)..], CultureInfo.InvariantCulture));
                break;
            case 'D':
                _decompositions[Hex(first)] = rest[(space + 1)..].ToString();
                break;
            case 'N':
                _names[Hex(first)] = rest[(space + 1)..].ToString();
                break;
            case 'X':
                _excluded.Add(Hex(first));
                break;
            default:
                _ideographs.Add((Hex(first), Hex(rest[(space + 1)..])));
                break;
        }
    }

    private static int Hex(ReadOnlySpan<char> text) => int.Parse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    public Properties Of(int c)
    {
        int i = _starts.BinarySearch(c);
        return _sets[_indices[i < 0 ? ~i - 1 : i]];
    }

    public string Decomposition(int c) => _decompositions.TryGetValue(c, out string? d) ? d : "";

    public string? Name(int c)
    {
        if (_names.TryGetValue(c, out string? name))
        {
            return name;
        }
        if (c is >= HangulBase and < HangulBase + HangulCount)
        {
            int s = c - HangulBase;
            return "HANGUL SYLLABLE " + s_leads[s / (VowelCount * TailCount)] + s_vowels[s % (VowelCount * TailCount) / TailCount] + s_tails[s % TailCount];
        }
        return IsIdeograph(c) ? "CJK UNIFIED IDEOGRAPH-" + c.ToString("X", CultureInfo.InvariantCulture) : null;
    }

    private bool IsIdeograph(int c)
    {
        foreach ((int first, int last) in _ideographs)
        {
            if (c >= first && c <= last)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>The character of a name, or -1.</summary>
    public int Lookup(string name)
    {
        name = name.ToUpperInvariant();
        if (_codes == null)
        {
            Dictionary<string, int> codes = new(_names.Count);
            foreach ((int code, string n) in _names)
            {
                codes[n] = code;
            }
            for (int c = HangulBase; c < HangulBase + HangulCount; c++)
            {
                codes[Name(c)!] = c;
            }
            _codes = codes;
        }
        if (_codes.TryGetValue(name, out int found))
        {
            return found;
        }
        const string ideograph = "CJK UNIFIED IDEOGRAPH-";
        return name.StartsWith(ideograph, StringComparison.Ordinal) && name.Length - ideograph.Length is 4 or 5
            && int.TryParse(name.AsSpan(ideograph.Length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code2) && IsIdeograph(code2) ? code2 : -1;
    }

    private void Decompose(int c, bool compatible, List<int> into)
    {
        if (c is >= HangulBase and < HangulBase + HangulCount)
        {
            int s = c - HangulBase;
            into.Add(LeadBase + s / (VowelCount * TailCount));
            into.Add(VowelBase + s % (VowelCount * TailCount) / TailCount);
            if (s % TailCount != 0)
            {
                into.Add(TailBase + s % TailCount);
            }
            return;
        }
        if (c < 0xA0 || !_decompositions.TryGetValue(c, out string? text) || (text[0] == '<' && !compatible))
        {
            into.Add(c);
            return;
        }
        foreach (string part in text.Split(' '))
        {
            if (part[0] != '<')
            {
                Decompose(Hex(part), compatible, into);
            }
        }
    }

    private Dictionary<(int, int), int> Pairs()
    {
        if (_pairs == null)
        {
            Dictionary<(int, int), int> pairs = [];
            foreach ((int code, string text) in Current._decompositions)
            {
                if (text[0] != '<' && !Current._excluded.Contains(code) && text.IndexOf(' ') is > 0 and int space)
                {
                    if (Version == Current.Version || Of(code).Category != "Cn")
                    {
                        pairs[(Hex(text.AsSpan(0, space)), Hex(text.AsSpan(space + 1)))] = code;
                    }
                }
            }
            _pairs = pairs;
        }
        return _pairs;
    }

    public PyStr Normalize(PyStr text, bool compatible, bool compose)
    {
        List<int> points = new(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            Decompose(text[i], compatible, points);
        }
        // Canonical order: combining marks sort by class between characters of class 0.
        for (int i = 1; i < points.Count; i++)
        {
            int cc = Class(points[i]);
            if (cc == 0)
            {
                continue;
            }
            int j = i, c = points[i];
            while (j > 0 && Class(points[j - 1]) > cc)
            {
                points[j] = points[j - 1];
                j--;
            }
            points[j] = c;
        }
        if (compose)
        {
            Compose(points);
        }
        return PyStr.FromCodePoints(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(points));
    }

    private int Class(int c) => c < 0x300 ? 0 : Of(c).Combining;

    private void Compose(List<int> points)
    {
        Dictionary<(int, int), int> pairs = Pairs();
        int starter = -1, lastClass = -1, n = 0;
        for (int i = 0; i < points.Count; i++)
        {
            int c = points[i], cc = Class(c);
            if (starter >= 0 && (lastClass < cc || (lastClass == 0 && starter == n - 1)))
            {
                int composed = Pair(points[starter], c, pairs);
                if (composed >= 0)
                {
                    points[starter] = composed;
                    continue;
                }
            }
            if (cc == 0)
            {
                starter = n;
            }
            lastClass = cc;
            points[n++] = c;
        }
        points.RemoveRange(n, points.Count - n);
    }

    private static int Pair(int a, int b, Dictionary<(int, int), int> pairs)
    {
        if (a is >= LeadBase and < LeadBase + 19 && b is >= VowelBase and < VowelBase + VowelCount)
        {
            return HangulBase + ((a - LeadBase) * VowelCount + b - VowelBase) * TailCount;
        }
        if (a is >= HangulBase and < HangulBase + HangulCount && (a - HangulBase) % TailCount == 0 && b is > TailBase and < TailBase + TailCount)
        {
            return a + b - TailBase;
        }
        return pairs.TryGetValue((a, b), out int composed) ? composed : -1;
    }
}

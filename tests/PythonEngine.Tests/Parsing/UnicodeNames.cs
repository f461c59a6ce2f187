using System.Globalization;
using System.Text;
using PythonEngine.Parsing;

namespace PythonEngine.Tests.Parsing;

/// <summary>Stands in for the unicodedata module: asks CPython.</summary>
internal static class UnicodeNames
{
    private const string Answer = """
        import unicodedata
        def answer(question):
            kind, text = question[:1], question[1:].decode()
            if kind == b"k":
                return unicodedata.normalize("NFKC", text)
            try:
                return str(ord(unicodedata.lookup(text)))
            except (KeyError, TypeError):
                return "-1"
        """;

    private static PythonOracle? _oracle;

    public static void Install()
    {
        PythonParser.UnicodeNameLookup ??= name => int.Parse(Ask("n" + name), CultureInfo.InvariantCulture);
        Identifiers.Normalizer ??= name => Ask("k" + name);
    }

    private static string Ask(string question)
    {
        _oracle ??= new PythonOracle(Answer);
        return _oracle.Ask(Encoding.UTF8.GetBytes(question));
    }
}

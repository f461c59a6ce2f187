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
            try:
                return str(ord(unicodedata.lookup(question.decode())))
            except (KeyError, TypeError):
                return "-1"
        """;

    private static PythonOracle? _oracle;

    public static void Install()
    {
        PythonParser.UnicodeNameLookup ??= name => int.Parse(Ask(name), CultureInfo.InvariantCulture);
    }

    private static string Ask(string question)
    {
        _oracle ??= new PythonOracle(Answer);
        return _oracle.Ask(Encoding.UTF8.GetBytes(question));
    }
}

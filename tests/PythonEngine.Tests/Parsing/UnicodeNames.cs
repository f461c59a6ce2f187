using System.Globalization;

namespace PythonEngine.Tests.Parsing;

/// <summary>Stands in for the unicodedata module: asks CPython.</summary>
internal static class UnicodeNames
{
    private const string Answer = """
        import unicodedata
        def answer(name):
            try:
                return str(ord(unicodedata.lookup(name.decode())))
            except (KeyError, TypeError):
                return "-1"
        """;

    private static PythonOracle? _oracle;

    public static int Lookup(string name)
    {
        _oracle ??= new PythonOracle(Answer);
        return int.Parse(_oracle.Ask(System.Text.Encoding.UTF8.GetBytes(name)), CultureInfo.InvariantCulture);
    }
}

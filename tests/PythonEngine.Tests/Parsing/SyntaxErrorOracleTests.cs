using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using NUnit.Framework;
using PythonEngine.Parsing;
using Assert = NUnit.Framework.Assert;

namespace PythonEngine.Tests.Parsing;

/// <summary>
/// What we say of wrong source against what CPython says: type, message, place and text. The sources are the strings in CPython's own
/// tests, among them its doctests of syntax errors, and files of the standard library with a token lost, doubled or swapped.
/// </summary>
[TestFixture]
internal sealed class SyntaxErrorOracleTests
{
    private const string Snippets = """
        import ast, doctest
        def answer(path):
            with open(path, "rb") as f:
                tree = ast.parse(f.read())
            found = {}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found[node.value] = 1
                    try:
                        for example in doctest.DocTestParser().get_examples(node.value):
                            found[example.source] = 1
                    except ValueError:
                        pass
            return "\1".join(s for s in found if len(s) < 20000 and "\1" not in s)
        """;

    private const string Mutations = """
        import io, random, tokenize
        def answer(question):
            path, count = question.decode().split("|")
            rng = random.Random(path + str(count))
            with tokenize.open(path) as f:
                lines = f.read().split("\n")
            found = []
            for _ in range(int(count)):
                start = rng.randrange(len(lines))
                while start > 0 and (not lines[start] or lines[start][0] in " \t)]}#"):
                    start -= 1
                text = "\n".join(lines[start:start + rng.randrange(2, 14)]) + "\n"
                try:
                    tokens = [t for t in tokenize.generate_tokens(io.StringIO(text).readline) if t.string.strip()]
                except (tokenize.TokenError, IndentationError):
                    continue
                if len(tokens) < 3:
                    continue
                rows = text.split("\n")
                offset = lambda p: sum(len(r) + 1 for r in rows[:p[0] - 1]) + p[1]
                a = rng.choice(tokens)
                b = rng.choice(tokens)
                s, e = offset(a.start), offset(a.end)
                kind = rng.randrange(5)
                if kind == 0:
                    text = text[:s] + text[e:]
                elif kind == 1:
                    text = text[:e] + " " + b.string + text[e:]
                elif kind == 2:
                    text = text[:s] + b.string + text[e:]
                elif kind == 3:
                    text = text[:s] + rng.choice(["=", ":", ",", "(", ")", "[", "]", "{", "}", "*", "**", ":=", "if", "else", "for", "in",
                        "print ", "not", "lambda", "yield", "await", "as", ".", "'", '"', "f'{", "\\", "$", "->", "1x", "\n", "\n  ", "\t", "!", "|", "=="]) + text[s:]
                else:
                    text = text[:s]
                found.append(text)
            return "\1".join(found)
        """;

    private const string Verdict = """
        def answer(question):
            mode, flags, source = question.split(b"\0", 2)
            if mode[:1] != b"b":
                source = source.decode("utf-8", "surrogatepass")
            try:
                return dump(compile(source, "<f>", mode.decode()[1:], ast.PyCF_ONLY_AST | int(flags), True))
            except SyntaxError as e:
                return "\n".join([type(e).__name__, ascii(e.msg), str(e.lineno), str(e.offset), str(e.end_lineno), str(e.end_offset), ascii(e.text)])
            except (MemoryError, ValueError) as e:
                return type(e).__name__
        """;

    private static readonly string[] TestFiles =
    [
        "test_syntax", "test_exceptions", "test_fstring", "test_string_literals", "test_eof", "test_named_expressions", "test_patma",
        "test_grammar", "test_positional_only_arg", "test_keywordonlyarg", "test_unpack", "test_unpack_ex", "test_genexps", "test_except_star",
        "test_type_annotations", "test_codeop", "test_compile", "test_parser", "test_flufl", "test_global", "test_generators", "test_with",
        "test_extcall", "test_unparse", "test_ast", "test_traceback", "test_coroutines", "test_syntax", "test_tokenize", "test_lambda", "test_dictcomps",
    ];

    private static string Ours(string source, ParseMode mode, ParseFlags flags, bool asBytes)
    {
        try
        {
            return AstDumper.Dump(asBytes
                ? PythonParser.Parse(Encoding.UTF8.GetBytes(source), "<f>", mode, flags)
                : PythonParser.Parse(source, "<f>", mode, flags));
        }
        catch (PySyntaxErrorException e) when (e.Kind is SyntaxErrorKind.MemoryError or SyntaxErrorKind.ValueError)
        {
            return e.Kind.ToString();
        }
        catch (PySyntaxErrorException e) when (e.Kind is SyntaxErrorKind.UnicodeEncodeError)
        {
            return e.Kind.ToString();
        }
        catch (PySyntaxErrorException e)
        {
            bool bare = e.FileName == null;
            return string.Join(
                "\n",
                e.Kind,
                Ascii(e.Message),
                bare ? "None" : e.Line,
                bare ? "None" : e.Offset,
                e.Text == null ? "None" : e.EndLine,
                e.Text == null ? "None" : e.EndOffset,
                e.Text == null ? "None" : Ascii(e.Text));
        }
    }

    private static string Ascii(string text)
    {
        string dump = AstDumper.Dump(new Expression(new Constant(text, null)));
        return dump["Expression(body=Constant(value=".Length..dump.LastIndexOf(", lineno=", StringComparison.Ordinal)];
    }

    private static void Compare(IEnumerable<string> sources, ParseFlags flags = ParseFlags.None, bool asBytes = false)
    {
        UnicodeNames.Install();
        var different = new List<string>();
        int count = 0;
        int wrong = 0;
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                using var oracle = new PythonOracle(PythonOracle.Dump + Verdict);
                foreach (string source in sources)
                {
                    foreach ((string name, ParseMode mode) in (ReadOnlySpan<(string, ParseMode)>)[("exec", ParseMode.Exec), ("single", ParseMode.Single), ("eval", ParseMode.Eval)])
                    {
                        if (mode != ParseMode.Exec && source.Length > 200)
                        {
                            continue;
                        }

                        string expected = oracle.Ask(Encoding.UTF8.GetBytes((asBytes ? "b" : "s") + name + "\0" + (int)flags + "\0" + source));
                        string actual;
                        try
                        {
                            actual = Ours(source, mode, flags, asBytes);
                        }
                        catch (Exception e)
                        {
                            failure ??= new InvalidOperationException("on source:\n" + source, e);
                            return;
                        }

                        count++;
                        wrong += expected.EndsWith(')') ? 0 : 1;
                        if (actual != expected)
                        {
                            different.Add("--- " + name + "\n" + source + "\nexpected " + expected.Replace("\n", " | ", StringComparison.Ordinal)
                                + "\nactual   " + actual.Replace("\n", " | ", StringComparison.Ordinal));
                        }
                    }
                }
            },
            16 << 20);
        thread.Start();
        thread.Join();
        if (failure != null)
        {
            throw failure;
        }

        TestContext.Out.WriteLine($"{count} sources, {wrong} of them wrong, {different.Count} differences");
        if (Environment.GetEnvironmentVariable("IRONEVENTLET_PARSE_REPORT") is { } report)
        {
            File.WriteAllText(report, string.Join("\n", different));
        }

        Assert.That(wrong, Is.GreaterThan(10));
        Assert.That(different, Is.Empty, string.Join("\n", different.GetRange(0, Math.Min(different.Count, 20))));
    }

    [Test]
    public void SaysWhatCPythonSaysOfItsOwnTests() => Compare(SourcesInTests());

    [Test]
    public void SaysWhatCPythonSaysOfBytes() => Compare(SourcesInTests(), ParseFlags.None, asBytes: true);

    [Test]
    public void SaysWhatCPythonSaysOfUnfinishedInput() =>
        Compare(SourcesInTests(), ParseFlags.AllowIncompleteInput | ParseFlags.DontImplyDedent);

    [Test]
    public void SaysWhatCPythonSaysToBarry() => Compare(SourcesInTests(), ParseFlags.BarryAsFluffl);

    private static HashSet<string> SourcesInTests()
    {
        RequireOracle();
        var sources = new HashSet<string>();
        using (var oracle = new PythonOracle(Snippets))
        {
            foreach (string name in TestFiles)
            {
                string path = "/usr/lib/python3.11/test/" + name + ".py";
                if (File.Exists(path))
                {
                    sources.UnionWith(oracle.Ask(Encoding.UTF8.GetBytes(path)).Split('\u0001'));
                }
            }
        }

        sources.RemoveWhere(s => s.Contains('\uFFFD', StringComparison.Ordinal));
        return sources;
    }

    [Test]
    public void SaysWhatCPythonSaysOfDamagedSource()
    {
        RequireOracle();
        bool full = Environment.GetEnvironmentVariable("IRONEVENTLET_FULL_PARSE") == "1";
        var sources = new List<string>();
        using (var oracle = new PythonOracle(Mutations))
        {
            var files = new List<string>(Directory.EnumerateFiles("/usr/lib/python3.11", "*.py"));
            foreach (string name in TestFiles)
            {
                files.Add("/usr/lib/python3.11/test/" + name + ".py");
            }

            files.RemoveAll(f => !File.Exists(f));
            files.Sort(StringComparer.Ordinal);
            for (int i = 0; i < files.Count; i += full ? 1 : 20)
            {
                sources.AddRange(oracle.Ask(Encoding.UTF8.GetBytes(files[i] + "|" + (full ? 500 : 30))).Split('\u0001'));
            }
        }

        Compare(sources);
    }

    private static void RequireOracle()
    {
        if (!PythonOracle.IsAvailable)
        {
            Assert.Ignore("needs CPython 3.11");
        }
    }
}

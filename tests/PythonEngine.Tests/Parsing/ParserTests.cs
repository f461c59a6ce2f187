using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Numerics;
using System.Text;
using System.Threading;
using NUnit.Framework;
using PythonEngine.Parsing;
using Assert = NUnit.Framework.Assert;

namespace PythonEngine.Tests.Parsing;

/// <summary>The parser by itself, on any machine.</summary>
[TestFixture]
internal sealed class ParserTests
{
    private static object? Value(string literal) =>
        ((Constant)((Expression)PythonParser.Parse(literal, "<t>", ParseMode.Eval)).Body).Value;

    private static PySyntaxErrorException Error(string source, ParseMode mode = ParseMode.Exec, ParseFlags flags = ParseFlags.None) =>
        Assert.Throws<PySyntaxErrorException>(() => PythonParser.Parse(source, "<t>", mode, flags))!;

    private static void OnBigStack(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception e)
                {
                    failure = e;
                }
            },
            16 << 20);
        thread.Start();
        thread.Join();
        if (failure != null)
        {
            throw new InvalidOperationException(failure.Message, failure);
        }
    }

    [TestCase("0", 0L)]
    [TestCase("1_000", 1000L)]
    [TestCase("0xFF_ff", 0xFFFFL)]
    [TestCase("0o17", 15L)]
    [TestCase("0b1_01", 5L)]
    [TestCase("00_0", 0L)]
    [TestCase("9223372036854775807", long.MaxValue)]
    [TestCase("0x7fffffffffffffff", long.MaxValue)]
    [TestCase("1.5e3", 1500.0)]
    [TestCase(".5", 0.5)]
    [TestCase("1e400", double.PositiveInfinity)]
    [TestCase("1_0.2_5", 10.25)]
    [TestCase("True", true)]
    [TestCase("None", null)]
    [TestCase("'a' \"b\"", "ab")]
    [TestCase("r'\\n'", "\\n")]
    [TestCase("'\\x41\\u00e9\\U0001F600\\101'", "A\u00e9\U0001F600A")]
    [TestCase("'a\\\nb'", "ab")]
    [TestCase("'\\q'", "\\q")]
    [TestCase("'''x\ny'''", "x\ny")]
    public void ReadsLiterals(string source, object? value) => Assert.That(Value(source), Is.EqualTo(value));

    [Test]
    public void ReadsLargeNumbers()
    {
        Assert.That(Value("9223372036854775808"), Is.EqualTo(BigInteger.Parse("9223372036854775808")));
        Assert.That(Value("0x8000000000000000"), Is.EqualTo(BigInteger.Pow(2, 63)));
        Assert.That(Value("0o" + new string('7', 100)), Is.EqualTo(BigInteger.Pow(2, 300) - 1));
        Assert.That(Value("0b1" + new string('0', 70)), Is.EqualTo(BigInteger.Pow(2, 70)));
        Assert.That(Value("2.5J"), Is.EqualTo(new Complex(0, 2.5)));
        Assert.That(Error(new string('1', 4301), ParseMode.Eval).Message, Does.StartWith("Exceeds the limit (4300 digits)"));
        Assert.That(Value("0x" + new string('f', 5000)), Is.EqualTo(BigInteger.Pow(2, 20000) - 1));
    }

    [Test]
    public void ReadsBytes() => Assert.That(Value("b'a\\x00\\377' br'\\x'"), Is.EqualTo(new byte[] { (byte)'a', 0, 255, (byte)'\\', (byte)'x' }));

    [Test]
    public void KeepsSeparateSurrogatesApart()
    {
        Assert.That(Value("'\\ud83d\\ude00'"), Is.EqualTo(new[] { 0xD83D, 0xDE00 }));
        Assert.That(Value("'\\ud83d' '\\ude00\\U0001F600'"), Is.EqualTo(new[] { 0xD83D, 0xDE00, 0x1F600 }));
        Assert.That(Value("'\\ude00\\ud83d'"), Is.EqualTo("\ude00\ud83d"));
    }

    [Test]
    public void TakesUnicodeNamesFromItsHook()
    {
        Func<string, int>? before = PythonParser.UnicodeNameLookup;
        try
        {
            PythonParser.UnicodeNameLookup = name => name == "SNOWMAN" ? 0x2603 : -1;
            Assert.That(Value("'\\N{SNOWMAN}'"), Is.EqualTo("\u2603"));
            Assert.That(Error("'\\N{NOBODY}'").Message, Does.EndWith("position 0-9: unknown Unicode character name"));
        }
        finally
        {
            PythonParser.UnicodeNameLookup = before;
        }
    }

    [TestCase("x = (1,\n", "'(' was never closed", 1, 5)]
    [TestCase("a b\n", "invalid syntax", 1, 3)]
    [TestCase("f(a b)\n", "invalid syntax. Perhaps you forgot a comma?", 1, 3)]
    [TestCase("if x = 1: pass\n", "invalid syntax. Maybe you meant '==' or ':=' instead of '='?", 1, 4)]
    [TestCase("if x\n  pass\n", "expected ':'", 1, 5)]
    [TestCase("print x\n", "Missing parentheses in call to 'print'. Did you mean print(...)?", 1, 1)]
    [TestCase("f(a=1, b)\n", "positional argument follows keyword argument", 1, 9)]
    [TestCase("f() = 1\n", "cannot assign to function call here. Maybe you meant '==' instead of '='?", 1, 1)]
    [TestCase("del f()\n", "cannot delete function call", 1, 5)]
    [TestCase("x = 'a\n", "unterminated string literal (detected at line 1)", 1, 5)]
    [TestCase("f'{a b}'\n", "f-string: invalid syntax. Perhaps you forgot a comma?", 1, 2)]
    [TestCase("f'{}'\n", "f-string: empty expression not allowed", 1, 6)]
    [TestCase("(1]\n", "closing parenthesis ']' does not match opening parenthesis '('", 1, 3)]
    [TestCase("012\n", "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers", 1, 1)]
    [TestCase("1__0\n", "invalid decimal literal", 1, 2)]
    [TestCase("a\u20ac\n", "invalid character '\u20ac' (U+20AC)", 1, 2)]
    [TestCase("try: pass\n", "expected 'except' or 'finally' block", 2, 0)]
    [TestCase("[a, b for a in c]\n", "did you forget parentheses around the comprehension target?", 1, 2)]
    public void WordsSyntaxErrors(string source, string message, int line, int offset)
    {
        PySyntaxErrorException error = Error(source);
        Assert.That(error.Message, Is.EqualTo(message));
        if (offset > 0)
        {
            Assert.That((error.Line, error.Offset), Is.EqualTo((line, offset)));
        }
    }

    [TestCase("if 1:\npass\n", SyntaxErrorKind.IndentationError, "expected an indented block after 'if' statement on line 1")]
    [TestCase("if 1:\n  a\n b\n", SyntaxErrorKind.IndentationError, "unindent does not match any outer indentation level")]
    [TestCase(" a\n", SyntaxErrorKind.IndentationError, "unexpected indent")]
    [TestCase("if 1:\n        a\n\tb\n", SyntaxErrorKind.TabError, "inconsistent use of tabs and spaces in indentation")]
    [TestCase("a\0b", SyntaxErrorKind.ValueError, "source code string cannot contain null bytes")]
    public void TellsKindsOfErrorsApart(string source, SyntaxErrorKind kind, string message)
    {
        PySyntaxErrorException error = Error(source);
        Assert.That((error.Kind, error.Message), Is.EqualTo((kind, message)));
    }

    [Test]
    public void RefusesLoneSurrogates()
    {
        PySyntaxErrorException error = Error("\U0001F600'\ud800'");
        Assert.That((error.Kind, error.Offset), Is.EqualTo((SyntaxErrorKind.UnicodeEncodeError, 2)));
    }

    [TestCase("if 1:")]
    [TestCase("x = '''a")]
    [TestCase("f(")]
    [TestCase("x = \\\n")]
    [TestCase("def f():\n  a")]
    public void KnowsUnfinishedInput(string source)
    {
        const ParseFlags Flags = ParseFlags.AllowIncompleteInput | ParseFlags.DontImplyDedent;
        Assert.That(Error(source, ParseMode.Single, Flags).Message, Is.EqualTo("incomplete input"));
    }

    [Test]
    public void EndsAtLimitsOfNesting() => OnBigStack(() =>
    {
        Assert.That(Error(new string('(', 300)).Message, Is.EqualTo("too many nested parentheses"));
        PythonParser.Parse(new string('(', 200) + new string(')', 200), "<t>", ParseMode.Eval);
        PythonParser.Parse(new string('[', 200) + new string(']', 200), "<t>", ParseMode.Eval);
        var blocks = new StringBuilder();
        for (int i = 0; i < 101; i++)
        {
            blocks.Append(' ', i).Append("if 1:\n");
        }

        Assert.That(Error(blocks + new string(' ', 101) + "x\n").Message, Is.EqualTo("too many levels of indentation"));
        foreach (string prefix in (string[])["-", "not ", "~", "lambda:", "1 if 1 else ", "2**", "await ", "x=", "*"])
        {
            var source = new StringBuilder();
            for (int i = 0; i < 100_000; i++)
            {
                source.Append(prefix);
            }

            try
            {
                PythonParser.Parse(source + "1", "<t>", ParseMode.Exec);
            }
            catch (PySyntaxErrorException e)
            {
                Assert.That(e.Kind, Is.AnyOf(SyntaxErrorKind.MemoryError, SyntaxErrorKind.SyntaxError), prefix);
            }
        }
    });

    [Test]
    public void TakesLongChainsInLinearTime() => OnBigStack(() =>
    {
        var watch = Stopwatch.StartNew();
        foreach ((string part, string end) in ((string, string)[])[("a + ", "a"), ("a.b", string.Empty), ("a, ", "a"), ("a or ", "a"), ("a = ", "a"), ("'x' ", "'y'"), ("if a: b\nel", "se: c")])
        {
            var source = new StringBuilder();
            for (int i = 0; i < 20_000; i++)
            {
                source.Append(part);
            }

            PythonParser.Parse(source.Append(end).ToString().Replace("ba.b", "b.b", StringComparison.Ordinal), "<t>", ParseMode.Exec);
        }

        Assert.That(watch.Elapsed.TotalSeconds, Is.LessThan(10));
    });

    [Test]
    public void FindsErrorsInLongSourceInTime() => OnBigStack(() =>
    {
        var source = new StringBuilder();
        for (int i = 0; i < 4000; i++)
        {
            source.Append("def f").Append(i).Append("(a, b=[1, 2], *c):\n    return {a: b[0] + c[1] * 2 for a in b if a}\n");
        }

        var watch = Stopwatch.StartNew();
        Assert.That(Error(source + "x y\n").Line, Is.EqualTo(8001));
        Assert.That(Error("x = " + new string('{', 150) + "a b" + new string('}', 150)).Message, Does.StartWith("invalid syntax"));
        Assert.That(watch.Elapsed.TotalSeconds, Is.LessThan(20));
    });

    [Test]
    public void Warns()
    {
        var warnings = new List<string>();
        bool Note(string category, string message, string file, int line)
        {
            warnings.Add(category + " " + message + " " + file + ":" + line);
            return true;
        }

        PythonParser.Parse("a\n'\\d'\nb'\\e'\nf'\\g{a}'\n1if a else 2\n", "<t>", ParseMode.Exec, ParseFlags.None, Note);
        Assert.That(warnings, Is.EquivalentTo(
        (string[])
        [
            "DeprecationWarning invalid escape sequence '\\d' <t>:2",
            "DeprecationWarning invalid escape sequence '\\e' <t>:3",
            "DeprecationWarning invalid escape sequence '\\g' <t>:4",
            "SyntaxWarning invalid decimal literal <t>:5",
        ]));
        PySyntaxErrorException error = Assert.Throws<PySyntaxErrorException>(
            () => PythonParser.Parse("a = '\\d'\n", "<t>", ParseMode.Exec, ParseFlags.None, (_, _, _, _) => false))!;
        Assert.That((error.Message, error.Line, error.Offset), Is.EqualTo(("invalid escape sequence '\\d'", 1, 5)));
        error = Assert.Throws<PySyntaxErrorException>(
            () => PythonParser.Parse("1if 1else 2\n", "<t>", ParseMode.Exec, ParseFlags.None, (_, _, _, _) => false))!;
        Assert.That(error.Message, Is.EqualTo("invalid decimal literal"));
    }

    [Test]
    public void DecodesSource()
    {
        static string Name(byte[] source, bool isFile = false) =>
            ((Constant)((ExprStmt)((Module)PythonParser.Parse(source, "<t>", ParseMode.Exec, isFile: isFile)).Body[0]).Value).Value as string ?? "?";
        Assert.That(Name([.. "# coding: latin-1\n'"u8, 0xE9, (byte)'\'']), Is.EqualTo("\u00e9"));
        Assert.That(Name([.. "#!/x\n# vim: fileencoding=cp1252\n'"u8, 0x80, (byte)'\'']), Is.EqualTo("\u20ac"));
        Assert.That(Name([.. "\uFEFF'\u00e9'"u8]), Is.EqualTo("\u00e9"));
        Assert.That(Name([.. "'a\r\nb'"u8[..2], .. "'\r\n"u8]), Is.EqualTo("a"));
        Assert.That(
            Assert.Throws<PySyntaxErrorException>(() => Name([.. "# coding: nonsense\n'a'"u8]))!.Message,
            Is.EqualTo("unknown encoding: nonsense"));
        Assert.That(
            Assert.Throws<PySyntaxErrorException>(() => Name([.. "\uFEFF# coding: latin-1\n'a'"u8]))!.Message,
            Is.EqualTo("encoding problem: iso-8859-1 with BOM"));
        byte[] broken = [.. "'a'\n# "u8, 0xFF, (byte)'\n'];
        Assert.That(Name(broken), Is.EqualTo("a"));
        Assert.That(
            Assert.Throws<PySyntaxErrorException>(() => Name(broken, isFile: true))!.Message,
            Is.EqualTo("Non-UTF-8 code starting with '\\xff' in file <t> on line 2, but no encoding declared; see https://peps.python.org/pep-0263/ for details"));
    }

    [Test]
    public void ParsesEveryMode()
    {
        Assert.That(AstDumper.Dump(PythonParser.Parse("(int, *str, **x) -> y", "<t>", ParseMode.FuncType)), Does.StartWith("FunctionType(argtypes=[Name(id='int'"));
        Assert.That(AstDumper.Dump(PythonParser.Parse("a\n", "<t>", ParseMode.Single)), Does.StartWith("Interactive(body=[Expr("));
        Assert.That(Error("a\nb\n", ParseMode.Single).Message, Is.EqualTo("multiple statements found while compiling a single statement"));
        Assert.That(PythonParser.Parse("await x", "<t>", ParseMode.Exec, ParseFlags.TopLevelAwait), Is.InstanceOf<Module>());
        Assert.That(PythonParser.Parse("a <> b", "<t>", ParseMode.Eval, ParseFlags.BarryAsFluffl), Is.InstanceOf<Expression>());
        Assert.That(Error("a != b", ParseMode.Eval, ParseFlags.BarryAsFluffl).Message, Is.EqualTo("with Barry as BDFL, use '<>' instead of '!='"));
    }
}

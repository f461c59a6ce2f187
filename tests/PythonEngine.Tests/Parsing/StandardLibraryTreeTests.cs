using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Threading;
using NUnit.Framework;
using PythonEngine.Parsing;
using Assert = NUnit.Framework.Assert;

namespace PythonEngine.Tests.Parsing;

/// <summary>
/// Our tree of the standard library's files against CPython's, byte for byte. A sample by default; IRONEVENTLET_FULL_PARSE=1 takes all.
/// </summary>
[TestFixture]
internal sealed class StandardLibraryTreeTests
{
    private const string Library = "/usr/lib/python3.11";

    private const string Answer = """
        def answer(path):
            with open(path, "rb") as f:
                source = f.read()
            try:
                return dump(ast.parse(source, path))
            except Exception as e:
                return "error " + str(e)
        """;

    private static List<string> Files()
    {
        var files = new List<string>(Directory.EnumerateFiles(Library, "*.py", SearchOption.AllDirectories));
        files.Sort(StringComparer.Ordinal);
        if (Environment.GetEnvironmentVariable("IRONEVENTLET_FULL_PARSE") == "1")
        {
            return files;
        }

        var sample = new List<string>();
        for (int i = 0; i < files.Count; i += 60)
        {
            sample.Add(files[i]);
        }

        foreach (string name in (ReadOnlySpan<string>)["test_grammar", "test_fstring", "test_patma", "test_string_literals", "test_positional_only_arg", "test_named_expressions"])
        {
            string path = Library + "/test/" + name + ".py";
            if (File.Exists(path))
            {
                sample.Add(path);
            }
        }

        return sample;
    }

    private static string Parse(string path)
    {
        try
        {
            return AstDumper.Dump(PythonParser.Parse(File.ReadAllBytes(path), path, ParseMode.Exec));
        }
        catch (PySyntaxErrorException error)
        {
            return "error " + error.Message + " (" + Path.GetFileName(path) + ", line " + error.Line + ")";
        }
    }

    [Test]
    public void TreesAreThoseOfCPython()
    {
        if (!PythonOracle.IsAvailable)
        {
            Assert.Ignore("needs CPython 3.11");
        }

        UnicodeNames.Install();
        var different = new List<string>();
        using var oracle = new PythonOracle(PythonOracle.Dump + Answer);
        List<string> files = Files();
        var thread = new Thread(
            () =>
            {
                foreach (string path in files)
                {
                    string expected = oracle.Ask(System.Text.Encoding.UTF8.GetBytes(path));
                    string actual = Parse(path);
                    if (actual != expected && !(actual.StartsWith("error", StringComparison.Ordinal) && expected.StartsWith("error", StringComparison.Ordinal)))
                    {
                        int at = 0;
                        while (at < actual.Length && at < expected.Length && actual[at] == expected[at])
                        {
                            at++;
                        }

                        int from = Math.Max(0, at - 150);
                        different.Add(path + "\n  expected " + expected[from..Math.Min(expected.Length, at + 100)]
                            + "\n  actual   " + actual[from..Math.Min(actual.Length, at + 100)]);
                    }
                }
            },
            16 << 20);
        thread.Start();
        thread.Join();
        Assert.That(files, Is.Not.Empty);
        Assert.That(different, Is.Empty, string.Join("\n", different));
    }

    [Test]
    [Explicit("a measurement")]
    public void ParsesFast()
    {
        var sources = new List<(string Path, byte[] Text)>();
        long size = 0;
        foreach (string path in Directory.EnumerateFiles(Library, "*.py"))
        {
            byte[] text = File.ReadAllBytes(path);
            sources.Add((path, text));
            size += text.Length;
        }

        for (int round = 0; round < 6; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.StartNew();
            foreach ((string path, byte[] text) in sources)
            {
                PythonParser.Parse(text, path, ParseMode.Exec);
            }

            double seconds = watch.Elapsed.TotalSeconds;
            TestContext.Progress.WriteLine($"{size / 1e6 / seconds:F1} MB/s, {(GC.GetAllocatedBytesForCurrentThread() - before) / 1e6:F0} MB allocated for {size / 1e6:F1} MB");
        }
    }
}

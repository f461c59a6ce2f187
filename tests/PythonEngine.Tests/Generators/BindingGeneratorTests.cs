using System;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NUnit.Framework;
using PythonEngine.Generators;

namespace PythonEngine.Tests.Generators;

/// <summary>What the source generator writes for a small module and type, and what it says about declarations that cannot be bound.</summary>
[TestFixture]
public sealed class BindingGeneratorTests
{
    private const string Source = """
        #nullable enable
        using System;
        using System.Threading.Tasks;
        using PythonEngine.Execution;
        using PythonEngine.Objects;
        namespace Sample;

        [PyModule("sample", Doc = "A sample.")]
        [PyExports(typeof(PyBox))]
        internal static partial class SampleModule
        {
            [PyConstant("LIMIT")] private const int Limit = 5;

            [PyFunction("add", "a, b=2, /, *, scale=1.0")]
            private static double Add(long a, long b = 2, double scale = 1.0) => (a + b) * scale;

            [PyFunction("wait", "seconds")]
            private static ValueTask<long> Wait(PyThread thread, double seconds) => new(1);
        }

        [PyType("Box", Module = "sample", Subclassable = true)]
        internal partial class PyBox : PyObject
        {
            [PyMethod("get", "default=None")]
            private PyObject? Get(PyObject? @default = null) => @default;

            [PyMethod("__len__")]
            private long Len() => 0;

            [PyGetter("size")]
            private int Size => 1;
        }
        """;

    private static GeneratorDriverRunResult Generate(string source)
    {
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        // The engine lets the test assembly see its internals; the compilation takes its name.
        CSharpCompilation compilation = CSharpCompilation.Create("PythonEngine.Tests", [CSharpSyntaxTree.ParseText(source)],
            trusted.Split(Path.PathSeparator).Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, metadataImportOptions: MetadataImportOptions.All));
        return CSharpGeneratorDriver.Create(new BindingGenerator()).RunGenerators(compilation).GetRunResult();
    }

    [Test]
    public void The_generated_source_is_the_expected_one()
    {
        GeneratorDriverRunResult result = Generate(Source);
        Assert.That(result.Diagnostics, Is.Empty);
        string text = string.Join("\n", result.GeneratedTrees.OrderBy(t => t.FilePath, StringComparer.Ordinal).Select(t => "// ==== " + Path.GetFileName(t.FilePath) + "\n" + t));
        string file = Path.Combine(TestContext.CurrentContext.TestDirectory, "Generators", "Sample.expected");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, "Sample.expected"), text);
        }
        Assert.That(text, Is.EqualTo(File.ReadAllText(file)), "after a deliberate change run with UPDATE_SNAPSHOTS=tests/PythonEngine.Tests/Generators");
    }

    [TestCase("[PyFunction(\"f\", \"a, b\")] private static int F(int a) => a;")]
    [TestCase("[PyFunction(\"f\")] private static int F(System.DateTime a) => 1;")]
    [TestCase("[PyFunction(\"f\")] private static System.DateTime F() => default;")]
    public void What_cannot_be_bound_is_a_diagnostic(string member)
    {
        GeneratorDriverRunResult result = Generate($"using PythonEngine.Execution; namespace S; [PyModule(\"s\")] internal static partial class M {{ {member} }}");
        Assert.That(result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error), Is.Not.Empty);
    }
}

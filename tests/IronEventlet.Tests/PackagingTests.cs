using System;
using System.Diagnostics;
using System.IO;
using System.Text.Json;
using NUnit.Framework;

namespace IronEventlet.Tests;

/// <summary>A program that knows the packages only: it must find everything in them, the Python files too.</summary>
[TestFixture]
[Category("Slow")]
public sealed class PackagingTests
{
    private string _folder = null!;

    [SetUp]
    public void SetUp() => _folder = Directory.CreateTempSubdirectory("packaging").FullName;

    [TearDown]
    public void TearDown() => Directory.Delete(_folder, true);

    [Test]
    public void A_program_built_against_the_packages_runs()
    {
        string packages = Path.Combine(_folder, "packages"), program = Path.Combine(_folder, "program");
        Directory.CreateDirectory(program);
        Run(Root(), Path.Combine(Root(), "scripts", "pack"), packages);
        foreach (string name in new[] { "GreenletNet", "IronEventlet.Python", "IronEventlet" })
        {
            Assert.That(Directory.GetFiles(packages, name + ".0*.nupkg"), Has.Length.EqualTo(1), name);
        }
        // What the packages depend on, as it was fetched for the build.
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        using (JsonDocument assets = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "PythonEngine", "obj", "project.assets.json"))))
        {
            foreach (JsonProperty library in assets.RootElement.GetProperty("libraries").EnumerateObject())
            {
                if (library.Value.GetProperty("type").GetString() == "package")
                {
                    string folder = Path.Combine(cache, library.Value.GetProperty("path").GetString()!);
                    foreach (string file in Directory.GetFiles(folder, "*.nupkg"))
                    {
                        File.Copy(file, Path.Combine(packages, Path.GetFileName(file)));
                    }
                }
            }
        }
        // Nothing but that folder is asked, and nothing already unpacked is taken.
        File.WriteAllText(Path.Combine(program, "nuget.config"),
            $"<configuration><config><add key=\"globalPackagesFolder\" value=\"{_folder}/unpacked\" /></config><packageSources><clear /><add key=\"folder\" value=\"{packages}\" /></packageSources></configuration>");
        File.WriteAllText(Path.Combine(program, "program.csproj"),
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><UseAppHost>false</UseAppHost></PropertyGroup>"
            + "<ItemGroup><PackageReference Include=\"IronEventlet\" Version=\"0.*\" /></ItemGroup></Project>");
        File.WriteAllText(Path.Combine(program, "program.cs"),
            "using var host = new IronEventlet.EventletHost();\nhost.Execute(\"import eventlet, os\\ndef f(n):\\n    eventlet.sleep(0.01)\\n    return n * 2\\n\");\n"
            + "System.Console.WriteLine(host.Call<int>(\"f\", 21));\nSystem.Console.WriteLine(host.Evaluate(\"os.path.dirname(eventlet.__file__)\"));\n");
        Run(program, "dotnet", "build", "-c", "Release", "-o", "out", "-v", "q", "-nologo");
        // Moved away from the checkout's tree, where the Python files could be found by accident.
        string[] lines = Run(Path.Combine(program, "out"), "dotnet", "exec", "program.dll").Split('\n');
        Assert.That(lines[0], Is.EqualTo("42"));
        Assert.That(lines[1], Is.EqualTo(Path.Combine(program, "out", "python-lib", "eventlet")));
    }

    private static string Root()
    {
        string? folder = TestContext.CurrentContext.TestDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "IronEventlet.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }
        return folder ?? throw new InvalidOperationException("the tests do not lie in a checkout");
    }

    private static string Run(string folder, string file, params string[] arguments)
    {
        ProcessStartInfo start = new(file, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // What the test host sets for itself would lead the other program astray.
        start.Environment.Remove("MSBUILD_EXE_PATH");
        start.Environment.Remove("MSBuildSDKsPath");
        start.Environment.Remove("IRONEVENTLET_PACKAGES");
        using Process process = Process.Start(start)!;
        System.Threading.Tasks.Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, $"{file} {string.Join(' ', arguments)}\n{output}\n{error.Result}");
        return output;
    }
}

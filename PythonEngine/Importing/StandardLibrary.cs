using System.IO;

namespace PythonEngine.Importing;

/// <summary>Finds CPython 3.11's standard library.</summary>
internal static class StandardLibrary
{
    /// <summary>Names the environment variable that sets the directory.</summary>
    public const string Variable = "IRONEVENTLET_STDLIB";

    /// <summary>The directory that holds os.py, or null when there is none.</summary>
    /// <exception cref="DirectoryNotFoundException">An explicit setting names a directory that is no standard library.</exception>
    public static string? Find(string? explicitPath)
    {
        string? wanted = string.IsNullOrEmpty(explicitPath) ? Environment.GetEnvironmentVariable(Variable) : explicitPath;
        if (!string.IsNullOrEmpty(wanted))
        {
            return IsLibrary(wanted)
                ? Path.GetFullPath(wanted).TrimEnd('/')
                : throw new DirectoryNotFoundException($"'{wanted}' is not the standard library of Python 3.11 (it has no os.py and importlib/_bootstrap.py)");
        }
        foreach (string candidate in Candidates())
        {
            if (IsLibrary(candidate))
            {
                return candidate.TrimEnd('/');
            }
        }
        return null;
    }

    private static IEnumerable<string> Candidates()
    {
        string beside = AppContext.BaseDirectory;
        yield return Path.Combine(beside, "python3.11");
        yield return Path.Combine(beside, "lib", "python3.11");
        yield return "/usr/lib/python3.11";
        yield return "/usr/local/lib/python3.11";
        yield return "/usr/lib64/python3.11";
        yield return "/opt/python3.11/lib/python3.11";
        string? home = Environment.GetEnvironmentVariable("HOME");
        if (!string.IsNullOrEmpty(home))
        {
            string versions = Path.Combine(home, ".pyenv", "versions");
            if (Directory.Exists(versions))
            {
                foreach (string version in Directory.GetDirectories(versions, "3.11*"))
                {
                    yield return Path.Combine(version, "lib", "python3.11");
                }
            }
        }
        yield return "/opt/homebrew/opt/python@3.11/Frameworks/Python.framework/Versions/3.11/lib/python3.11";
    }

    // A later Python's library would fail in odd ways: token.py of 3.12 and up knows FSTRING_START.
    private static bool IsLibrary(string directory) =>
        File.Exists(Path.Combine(directory, "os.py")) && File.Exists(Path.Combine(directory, "importlib", "_bootstrap.py"))
        && (directory.TrimEnd('/').EndsWith("python3.11", StringComparison.Ordinal) || !File.ReadAllText(Path.Combine(directory, "token.py")).Contains("FSTRING_START", StringComparison.Ordinal));

    /// <summary>What to say when none is found.</summary>
    public const string NotFoundMessage =
        "cannot find the standard library of Python 3.11\n" +
        "Looked beside the program, in /usr/lib/python3.11 and in other usual places.\n" +
        "Install it (Debian, Ubuntu: apt-get install libpython3.11-stdlib), or set " + Variable + " to its directory.";
}

using PythonEngine.Modules;

namespace PythonEngine.Execution;

/// <summary>Warnings that the engine and native modules issue, through the filters of the warnings module.</summary>
internal static class Warn
{
    /// <summary>A DeprecationWarning at the calling Python code.</summary>
    public static void Deprecation(string message) => Issue(Exc.DeprecationWarning, message);

    /// <summary>A warning at the Python code <paramref name="stackLevel"/> levels up (1: the innermost frame).</summary>
    public static void Issue(PyType category, string message, int stackLevel = 1) =>
        WarningsModule.Issue(PyThread.Current, category, new PyStr(message), stackLevel, null);

    /// <summary>A warning about an object that was not closed.</summary>
    public static void Resource(string message, PyObject source) =>
        WarningsModule.Issue(PyThread.Current, Exc.ResourceWarning, new PyStr(message), 1, source);

    /// <summary>A warning about a place in a source file; false when a filter makes it an error.</summary>
    public static bool Explicit(PyEngine engine, PyType category, string message, string fileName, int line)
    {
        try
        {
            WarningsModule.IssueExplicit(PyThread.Current, category, new PyStr(message), new PyStr(fileName), line, null, null, null, null);
            return true;
        }
        catch (PyException e) when (e.Value.Type.IsSubtypeOf(category))
        {
            return false;
        }
    }
}

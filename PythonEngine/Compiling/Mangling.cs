namespace PythonEngine.Compiling;

/// <summary>Private name mangling.</summary>
internal static class Mangling
{
    /// <summary><c>__name</c> inside class C is <c>_C__name</c>.</summary>
    public static string Mangle(string? className, string name)
    {
        if (className == null || !name.StartsWith("__", StringComparison.Ordinal) || name.EndsWith("__", StringComparison.Ordinal) || name.Contains('.'))
        {
            return name;
        }
        ReadOnlySpan<char> stripped = className.AsSpan().TrimStart('_');
        return stripped.Length == 0 ? name : string.Concat("_", stripped, name);
    }
}

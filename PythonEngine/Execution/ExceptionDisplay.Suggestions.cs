namespace PythonEngine.Execution;

internal sealed partial class ExceptionDisplay
{
    private const int MaxCandidates = 750;
    private const int MaxStringSize = 40;
    private const int MoveCost = 2;
    private const int CaseCost = 1;

    /// <summary>A name that the missing one of a NameError or AttributeError may have been meant to be.</summary>
    internal static string? Suggestion(PyBaseException exception)
    {
        try
        {
            switch (exception)
            {
                case PyAttributeError { NameValue: PyStr name, Object: { } obj }:
                    PyObject method = Ops.LookupSpecial(obj, Names.Dir)!;
                    PyList names = Ops.ToList(Ops.Call(method));
                    // Of names that are as close, the first in the order of dir() is taken.
                    Ops.CallMethod(names, "sort");
                    return Closest(names.ToArray(), name.Value);
                case PyNameError { NameValue: PyStr name, Traceback: { } traceback }:
                    while (traceback.Next != null)
                    {
                        traceback = traceback.Next;
                    }
                    PyFrame frame = traceback.Frame;
                    PyStr[] locals = [.. frame.Code.VarNames, .. frame.Code.CellVars, .. frame.Code.FreeVars];
                    return Closest(locals, name.Value)
                        ?? Closest(Ops.ToArray(frame.Globals), name.Value)
                        ?? Closest(Ops.ToArray(frame.Builtins), name.Value);
                default:
                    return null;
            }
        }
        catch (PyException)
        {
            return null;
        }
    }

    private static string? Closest(PyObject[] candidates, string name)
    {
        if (candidates.Length >= MaxCandidates)
        {
            return null;
        }
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (PyObject candidate in candidates)
        {
            if (candidate is not PyStr text || text.Value == name)
            {
                continue;
            }
            int limit = Math.Min((name.Length + text.Value.Length + 3) * MoveCost / 6, bestDistance - 1);
            int distance = Distance(name, text.Value, limit);
            if (distance <= limit)
            {
                best = text.Value;
                bestDistance = distance;
            }
        }
        return best;
    }

    private static int Substitution(char a, char b) =>
        a == b ? 0 : char.IsAscii(a) && char.IsAscii(b) && char.ToLowerInvariant(a) == char.ToLowerInvariant(b) ? CaseCost : MoveCost;

    /// <summary>Levenshtein distance where a change of case costs half; anything above <paramref name="limit"/> when it is larger.</summary>
    private static int Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (limit < 0)
        {
            return int.MaxValue;
        }
        while (a.Length > 0 && b.Length > 0 && a[0] == b[0])
        {
            a = a[1..];
            b = b[1..];
        }
        while (a.Length > 0 && b.Length > 0 && a[^1] == b[^1])
        {
            a = a[..^1];
            b = b[..^1];
        }
        if (a.Length == 0 || b.Length == 0)
        {
            return (a.Length + b.Length) * MoveCost;
        }
        if (a.Length > MaxStringSize || b.Length > MaxStringSize)
        {
            return limit + 1;
        }
        Span<int> row = stackalloc int[MaxStringSize + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            row[i] = i * MoveCost;
        }
        for (int j = 1; j <= b.Length; j++)
        {
            int diagonal = row[0];
            row[0] = j * MoveCost;
            int smallest = row[0];
            for (int i = 1; i <= a.Length; i++)
            {
                int substitute = diagonal + Substitution(a[i - 1], b[j - 1]);
                diagonal = row[i];
                row[i] = Math.Min(substitute, Math.Min(row[i], row[i - 1]) + MoveCost);
                smallest = Math.Min(smallest, row[i]);
            }
            if (smallest > limit)
            {
                return limit + 1;
            }
        }
        return row[a.Length];
    }
}

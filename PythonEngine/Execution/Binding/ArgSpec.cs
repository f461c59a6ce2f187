namespace PythonEngine.Execution;

/// <summary>The parameters of a native function that takes keywords; made on the first call that needs it.</summary>
internal sealed class ArgSpec
{
    /// <summary>Name in messages, without parentheses; empty for those of CPython's functions that do not tell theirs.</summary>
    public readonly string Function;
    /// <summary>The name with parentheses.</summary>
    public string Callee => Function.Length == 0 ? "function" : Function + "()";
    public readonly PyStr[] Names;
    /// <summary>How many of the names cannot be given by keyword.</summary>
    public readonly int PositionalOnly;
    /// <summary>How many can be given by position.</summary>
    public readonly int Positional;
    public readonly bool VarArgs;
    private readonly ulong _required;

    public ArgSpec(string function, string names, int positionalOnly, int positional, ulong required, bool varArgs)
    {
        Function = function;
        string[] parts = names.Length == 0 ? [] : names.Split(' ');
        Names = new PyStr[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            Names[i] = PyStr.Intern(parts[i]);
        }
        PositionalOnly = positionalOnly;
        Positional = positional;
        VarArgs = varArgs;
        _required = required;
    }

    public bool IsRequired(int index) => (_required >> index & 1) != 0;

    /// <summary>Required positional parameters; they come first.</summary>
    public int RequiredPositional => Math.Min(Positional, BitOperations.TrailingZeroCount(~_required));

    /// <summary>Index of a parameter that may be given by keyword, or -1.</summary>
    public int IndexOf(PyStr name)
    {
        PyStr[] names = Names;
        for (int i = PositionalOnly; i < names.Length; i++)
        {
            if (ReferenceEquals(names[i], name))
            {
                return i;
            }
        }
        if (!name.IsInterned)
        {
            for (int i = PositionalOnly; i < names.Length; i++)
            {
                if (PyStr.Equals(names[i], name))
                {
                    return i;
                }
            }
        }
        return -1;
    }
}
